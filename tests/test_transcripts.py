"""Golden transcripts: the same input gives the same states and the same words, byte for byte, however often it is stopped."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from transcripts.play import Transcript, played, transcripts

from bot.codec import plain, value
from bot.journey import Journey, from_body
from bot.letters import Reply, reply_from
from bot.people import Person
from storage import keys

ALL = transcripts()
LETTERS = {
    "payroll": [
        (
            "manager",
            """Dana, I sent the March payroll file to the wrong Chris at 14:05. 43 people are in it. I noticed at 14:10.
Recall failed, he's at a supplier. Rang him, voicemail. Priya is logging it now.
I'll keep ringing Chris till he says it's deleted. I'll tell you by 16:00 either way.
I'm sorry. I'm ready to talk.
Sam""",
        ),
        (
            "mentor",
            """Ruth, I made a mistake at work and it has been put right.
I'd value your view. How did you handle one of yours?
Two lines are plenty, and "not now" is a fine answer.
Sam""",
        ),
    ],
    "deck": [],
    "price_sheet": [],
    "orders_table": [],
}
"""The letters that other people receive in the four conversations of the voice standard, word for word."""
SHOWN = {
    "payroll": ["Dana, Chris deleted it. He emailed back.", "Sam"],
    "deck": [
        "Marta, I missed a deadline: Q1 board deck, due 9:00 today. I completely forgot the finance part.",
        "14 of 20 slides done. You'll have all 20 by 11:30.",
        "I'm sorry.",
        "Ines",
    ],
    "price_sheet": [
        "Greg, I built the price sheet with the old rate in it. I saw it Thursday and told you in chat at 16:20.",
        "The right sheet will be ready by 17:30 today.",
        "I'm sorry for my part.",
        "Anjali",
    ],
    "orders_table": [
        "Siobhán, I dropped the orders table on production. Aoife is on call, she restored from 21:00 backup.",
        "I noticed at 21:40. Around 30 orders missing. I can put back from the queue before 23:30.",
        "I'm sorry.",
        "Mateus",
    ],
}
"""The drafts that their authors see, word for word."""


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("transcript", ALL, ids=lambda t: t.name)
async def test_a_transcript_gives_its_golden_output_byte_for_byte(transcript: Transcript, tmp_path: Path) -> None:
    out = await played(transcript, transcript.fed, f"sqlite:///{tmp_path}/oops.db")

    assert out == transcript.golden.read_text("utf-8")


@pytest.mark.parametrize("transcript", ALL, ids=lambda t: t.name)
async def test_stopping_at_any_line_and_starting_again_gives_the_same_rest(
    transcript: Transcript, tmp_path: Path
) -> None:
    """COACHING X3: killed at any point and started again, nothing is lost and nothing doubled."""
    url = f"sqlite:///{tmp_path}/oops.db"
    out = ""
    for line in transcript.fed:
        out += await played(transcript, [line], url)

    assert out == transcript.golden.read_text("utf-8")


def _types(value: object) -> object:
    """What a value is made of, to the last leaf."""
    if is_dataclass(value):
        return type(value), [(each.name, _types(getattr(value, each.name))) for each in fields(value)]
    if isinstance(value, dict):
        return dict, {key: _types(each) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return type(value), sorted(map(str, map(_types, value)))
    return type(value), value


@pytest.mark.parametrize(
    "played_ones", [pytest.param(ALL[::4], id="some"), pytest.param(ALL, id="all", marks=pytest.mark.long)]
)
async def test_what_a_turn_need_not_open_is_what_opening_it_gives(
    played_ones: list[Transcript], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, opened = keys.Lately.value, 0

    def checked(self: keys.Lately, key: keys.DataKey, about: bytes, sealed: bytes) -> object:
        nonlocal opened
        found = kept(self, key, about, sealed)
        if found is not None:
            opened += 1
            text = key.open(sealed, about).decode("utf-8", "surrogatepass")
            match found:
                case Journey():
                    made: object = from_body(json.loads(text))
                case Reply():
                    made = reply_from(text)
                case Person():
                    made = value(Person, {**json.loads(text), "who": plain(found.who)})
                case _:
                    raise AssertionError(found)
            assert _types(found) == _types(made)
        return found

    monkeypatch.setattr(keys.Lately, "value", checked)
    for transcript in played_ones:
        await played(transcript, transcript.fed, "sqlite://")
    print(f"N = {opened} values")
    assert opened > 35 * len(played_ones)


@pytest.mark.parametrize("name", LETTERS)
def test_the_four_conversations_send_exactly_these_letters(name: str) -> None:
    golden = next(t for t in ALL if t.name == name).golden.read_text("utf-8")
    sent = [(line["to"], line["text"]) for line in objects(golden) if line.get("consent")]

    assert [to for to, _ in sent] == [to for to, _ in LETTERS[name]]
    for (_, text), (_, words) in zip(sent, LETTERS[name], strict=True):
        assert words in text


@pytest.mark.parametrize("name", SHOWN)
def test_the_four_conversations_show_exactly_these_drafts(name: str) -> None:
    golden = next(t for t in ALL if t.name == name).golden.read_text("utf-8")
    shown = [line["text"] for line in objects(golden) if line.get("to") == "author"]

    assert any("\n".join(f"| {words}" for words in SHOWN[name]) in text for text in shown)


@pytest.mark.parametrize("transcript", ALL, ids=lambda t: t.name)
def test_nothing_goes_to_another_person_before_a_press_of_send(transcript: Transcript) -> None:
    pressed = 0
    lines = objects(transcript.golden.read_text("utf-8"))
    fed = [json.loads(line) for line in transcript.fed]
    turn = 0
    for line in lines:
        if line.get("ready"):
            turn += 1
            continue
        pressed = sum(each.get("press") in ("send", "consent", "send_morning") for each in fed[: turn + 1])
        if line.get("consent"):
            assert pressed, line


def test_every_input_is_answered_by_exactly_one_ready() -> None:
    for transcript in ALL:
        golden = objects(transcript.golden.read_text("utf-8"))
        assert sum(bool(line.get("ready")) for line in golden) == len(transcript.fed)


def test_the_golden_journeys_hold_no_error_line() -> None:
    for transcript in ALL:
        assert not [line for line in objects(transcript.golden.read_text("utf-8")) if "error" in line], transcript.name
