"""X2: the same transcript gives the same journey and the same outgoing words in Teams as in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from teams.playing import golden, through_teams
from transcripts.play import Transcript, transcripts


def by_reader(out: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What each reader got, in order: two conversations have no order between them.

    Of an export, and of an entry for a calendar, only that it came: its words hold the ids of its own platform, a chat is
    warned of first, and an export comes in as many messages as it takes.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    giving = False
    for each in out:
        if "to" not in each:
            continue
        given = ENDS.get(each["text"][1]) if len(each["text"]) > 1 else None
        if not giving:
            found.setdefault(each["to"], []).append(each | {"text": [given]} if given else each)
        giving = (given is not None or giving) and each["text"][-1] not in ENDS.values()
    return found


ENDS = {"{": "}", "BEGIN:VCALENDAR": "END:VCALENDAR"}
"""What is given begins with the one line and ends with the other."""


SHORT = ("payroll", "deck", "price_sheet", "crisis", "skips_everything")
"""Played in every run; the others by `make test-long`."""


@pytest.mark.parametrize(
    "transcript",
    [pytest.param(each, id=each.name, marks=() if each.name in SHORT else pytest.mark.long) for each in transcripts()],
)
async def test_a_transcript_through_teams_gives_the_same_words_and_the_same_journey(
    transcript: Transcript, tmp_path: Path
) -> None:
    out, desk = await through_teams(transcript, tmp_path)
    wanted, ready = golden(transcript)

    assert by_reader(out) == by_reader(wanted)
    journey = next((each for each in desk.journeys if each.id == desk.person.focus), None) if desk else None
    gone = "closed" if desk and desk.person.focus else "first_hour"
    assert (str(journey.step) if journey else gone) == ready["step"]
    assert (str(journey.question) if journey and journey.question else None) == ready["question"]
