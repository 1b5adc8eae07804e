"""A journey that an earlier release has saved loads, and goes on: one for every question of each release."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bot_pool import TEXTS, lived, said

from bot import path
from bot.events import Began, CameDue, Event, Pressed
from bot.journey import Journey, body, from_body
from bot.machine import ASK
from bot.path import OVERLAYS, Question
from tests.journeys.save import version

HERE = Path(__file__).parent
RELEASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "resting.json").exists())
SAVED = sorted(HERE.glob("*/*.json"))
SHARES = 5
"""Each saved journey meets a fifth of the texts: every text meets a fifth of the questions of each release."""
AT_NONE = {"resting", "closed", "asleep"}


def saved(file: Path) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return raw


def test_this_release_has_a_saved_journey_for_every_question() -> None:
    assert {file.stem for file in (HERE / version()).iterdir()} == set(map(str, Question)) | AT_NONE


@pytest.mark.parametrize("release", RELEASES)
def test_no_key_of_a_release_is_forgotten(release: str) -> None:
    for file in (HERE / release).iterdir():
        if file.stem not in AT_NONE:
            assert Question(file.stem) in Question, "a question of today, or one that path.MOVED leads to"


@pytest.mark.parametrize("file", SAVED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_saved_journey_loads_and_goes_on(file: Path) -> None:
    journey = from_body(saved(file))
    now = (journey.last_word or journey.begun) + timedelta(minutes=3)
    events: list[Event] = [Began(), *map(said, TEXTS[SAVED.index(file) % SHARES :: SHARES])]
    events += [Pressed(choice, live.letter) for live in journey.live for choice in live.choices]
    events += [CameDue(promise) for promise in journey.promises]

    for event in events:
        turn = lived(journey, event, now)
        after = turn.journey
        assert after.question is None or after.question in ASK or after.question in OVERLAYS
        assert from_body(body(after)) == after
        assert turn.said or turn.wants or isinstance(event, CameDue)


def test_a_retired_key_is_read_as_its_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = saved(HERE / version() / "boss_knows.json")
    assert raw["question"] == "boss_knows"
    raw["question"], raw["asked"] = "who_knows", [*raw["asked"], "who_knows"]

    with pytest.raises(ValueError, match="who_knows"):
        from_body(raw)
    monkeypatch.setattr(path, "MOVED", {"who_knows": Question.BOSS_KNOWS})
    journey: Journey = from_body(raw)

    assert journey.question is Question.BOSS_KNOWS
    assert journey.asked[-1] is Question.BOSS_KNOWS


def test_no_key_that_is_retired_is_in_use() -> None:
    assert not set(path.MOVED) & set(map(str, Question))
