"""What the coach proposes is read by its own reader: no excuse and no blame stands in a note that its author did not keep there."""

import json
import random

import pytest
from coaching.world import Talk

from adapters.reader import reader
from bot.review.inputs import DATA

ROWS = [
    json.loads(line) for hand in "abcde" for line in (DATA / f"sentences-{hand}.jsonl").read_text("utf-8").splitlines()
]
BOSS = [row for row in ROWS if row["context"] == "message_to_boss" and len(row["text"].split()) < 22]
OWN = [row["text"] for row in BOSS if "ownership" in row["labels"] and set(row["labels"]) <= {"ownership", "fact"}]
SPOILT = [row["text"] for row in BOSS if row["labels"] in (["excuse"], ["blame"], ["minimizing"])]
REPAIR = [row["text"] for row in BOSS if row["labels"] == ["repair"]]
ANSWERS = 8


def answer(talk, chance, turn):
    """What somebody says there: the act beside an excuse, a plan, a name."""
    for choice, when in (("park", True), ("none", True), ("something_else", str(talk.question) == "kind")):
        if choice in talk.choices and when:
            return talk.press(choice)
    match str(talk.question):
        case "what_happened" | "telling":
            return talk.say(f"{chance.choice(OWN)} {chance.choice(SPOILT)}")
        case "next_act":
            return talk.say(chance.choice(REPAIR))
        case "boss_knows" | "listener":
            return talk.say("not yet, its dana")
        case _:
            return talk.say(
                chance.choice(SPOILT) if turn == 1 else chance.choice(REPAIR) if turn > 2 else "not yet, its dana"
            )


@pytest.mark.parametrize("seed", range(4))
def test_no_proposed_note_holds_an_excuse_or_a_blame_that_was_not_kept(seed):
    chance, notes = random.Random(seed), []
    for _ in range(10):
        talk = Talk(reader=reader())
        talk.say(chance.choice(OWN))
        for turn in range(ANSWERS):
            if talk.draft:
                break
            answer(talk, chance, turn)
        notes.append(talk.draft)

    written = [note for note in notes if note]
    assert len(written) >= 8
    marked = {
        note: {m.label for m in reader().read(note, "message_to_boss").marks} & {"excuse", "blame"} for note in written
    }
    assert {note: labels for note, labels in marked.items() if labels} == {}
