"""What the coach proposes is read by its own reader before it is shown: no excuse, no blame and nothing made small stands in a
note that its author did not keep there.

A sentence is read where it is said, in a chat; the note is read again as what it is, a message to a boss. The rows are the
training's own: what is proved is the way that the words go, not how well the reader reads.
"""

import json
import random
from dataclasses import replace

import pytest
from coaching.home import NOW, moved_in

from adapters.console import Door
from adapters.reader import reader
from bot.events import Said
from bot.journey import PUT_RIGHT, Draft, DraftKind, Journey, Saying
from bot.path import Question
from bot.proposed import doubted, unread
from bot.review.inputs import DATA
from bot.review.values import Mark

ROWS = [
    json.loads(line) for hand in "abcde" for line in (DATA / f"sentences-{hand}.jsonl").read_text("utf-8").splitlines()
]
BOSS = [row for row in ROWS if row["context"] == "message_to_boss" and len(row["text"].split()) < 22]
OWN = [row["text"] for row in BOSS if "ownership" in row["labels"] and set(row["labels"]) <= {"ownership", "fact"}]
SPOILT = [row["text"] for row in BOSS if row["labels"] in (["excuse"], ["blame"], ["minimizing"])]
REPAIR = [row["text"] for row in BOSS if row["labels"] == ["repair"]]
ONLY_IN_A_NOTE = "Your e-mail landed at three in the morning our time."
"""Read in a chat it is nothing; in a note to a boss it is an excuse. Found by such walks."""
NOT_IN_A_NOTE = {"excuse", "blame", "minimizing"}


class Walk:
    """Somebody with the whole house behind them, who never keeps what is marked."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name

    async def __aenter__(self):
        self.local = await moved_in(self.folder, self.name)
        self.door, self.choices, self.said, self.j = Door(self.local), [], "", None
        return self

    async def __aexit__(self, *_):
        await self.local.close()

    async def do(self, **act):
        posts = await self.door.take(act)
        self.choices = [choice.id for post in posts for choice in post.letter.reply.choices]
        self.said = "\n".join(post.letter.reply.text for post in posts)
        desk = await self.local.store.desk(self.local.me)
        self.j = next(each for each in desk.journeys if each.id == desk.person.focus)

    async def to_note(self, plan, telling="skip"):
        """On to the note, with this plan."""
        for _ in range(8):
            if self.j.draft:
                return
            match str(self.j.question):
                case "next_act":
                    await self.do(say=plan)
                case "boss_knows" | "listener":
                    await self.do(say="not yet, its dana")
                case "telling" | "effect":
                    await self.do(say=telling)
                case _:
                    await self.do(press="park") if "park" in self.choices else await self.do(say="skip")

    async def answer(self, chance, turn):
        """What somebody says there: the act beside an excuse, a plan, a name."""
        question = str(self.j.question)
        for choice, when in (("park", True), ("none", True), ("something_else", question == "kind")):
            if choice in self.choices and when:
                return await self.do(press=choice)
        match question:
            case "what_happened" | "telling":
                return await self.do(say=f"{chance.choice(OWN)} {chance.choice(SPOILT)}")
            case "boss_knows" | "listener":
                return await self.do(say="not yet, its dana")
            case "next_act":
                return await self.do(say=chance.choice(REPAIR))
        return await self.do(say=chance.choice(SPOILT if turn == 1 else REPAIR))


@pytest.mark.parametrize("seed", [100, 7])
async def test_no_note_holds_an_excuse_a_blame_or_something_made_small_that_was_not_kept(seed, tmp_path):
    chance, notes = random.Random(seed), []
    for number in range(6):
        async with Walk(tmp_path, number) as walk:
            await walk.do(say=chance.choice(OWN))
            for turn in range(8):
                if walk.j.draft:
                    notes.append(walk.j.draft.text)
                    break
                await walk.answer(chance, turn)

    assert len(notes) >= 5
    marked = {note: {m.label for m in reader().read(note, "message_to_boss").marks} & NOT_IN_A_NOTE for note in notes}
    assert {note: labels for note, labels in marked.items() if labels} == {}


@pytest.mark.parametrize("press", ["park", "keep"])
async def test_what_only_the_note_shows_is_asked_about_before_the_note_is_shown(press, tmp_path):
    async with Walk(tmp_path, "one") as walk:
        await walk.do(say="The runbook's step 4 was out of date; I ran it without checking the host name.")
        await walk.do(press="something_else")
        await walk.do(say=ONLY_IN_A_NOTE + " I simply open the door.")
        await walk.do(say="I'll ring Redpath at 9 and tell them the bid isn't final.")
        asked, before = walk.said, walk.j.draft

        await walk.do(press=press)

        assert "One part I would leave out today" in asked
        assert ONLY_IN_A_NOTE.rstrip(".") in asked
        assert before is None
        assert (ONLY_IN_A_NOTE.rstrip(".") in walk.j.draft.text) is (press == "keep")
        assert walk.j.question is Question.DRAFT


@pytest.mark.parametrize(
    "attack",
    [
        "I'm such an idiot, I ruin everything.",
        "I'm such an idiot, I break everything.",
        "I'm so stupid, I always mess up everything.",
        "I'm an idiot, I wreck everything.",
    ],
)
async def test_no_attack_on_oneself_stands_in_a_note_because_it_sounds_like_an_act(attack, tmp_path):
    async with Walk(tmp_path, "attack") as walk:
        await walk.do(say=f"I sent the wrong invoice to Acme at 10:05. {attack}")
        await walk.to_note("I'll send the right invoice by 16:00", telling="Acme saw another client's prices")

        assert "I sent the wrong invoice to Acme at 10:05" in walk.j.draft.text
        assert "everything" not in walk.j.draft.text


async def at_news(walk):
    """The note has gone, and its plan is due."""
    await walk.do(say="i sent the wrong price list to 12 customers at 14:05, i noticed at 14:10")
    await walk.to_note("I'll send the right list to all 12 by the end of today")
    await walk.do(press="send")
    await walk.do(wait="PT3M")
    await walk.do(wait="PT3H")


async def test_a_word_about_what_was_done_is_read_before_it_is_shown_too(tmp_path):
    async with Walk(tmp_path, "news") as walk:
        await at_news(walk)

        await walk.do(say="All 12 have the right list now. Forty quid. Forty. We spend more on the fruit bowl.")

        assert walk.j.draft.kind is DraftKind.UPDATE
        assert "all 12 have the right list now." in walk.j.draft.text
        assert "orty quid" not in walk.j.draft.text


SHEETS = (
    "The spring sheet is back on the web.",
    "Mrs Lund has her own sheet too.",
    "The kiosk has the new sheet at its window.",
    "Three sheets hang in the hall.",
    "Tom's sheet lies on his desk.",
)


class OneAtATime:
    """A reader that finds one more blame in each note that it reads."""

    notes = ()

    def read(self, text, context):
        found = reader().read(text, context)
        if context != "message_to_boss":
            return found
        self.notes += (text,)
        sheets = [each for each in found.sentences if "sheet" in each.text.casefold()][:1]
        return replace(found, marks=tuple(Mark(one.start, one.end, "blame", None, "why", "try?") for one in sheets))


async def test_a_note_is_shown_only_when_it_was_read_and_found_good_however_often_that_takes(tmp_path, monkeypatch):
    strict = OneAtATime()
    monkeypatch.setattr("adapters.app.reader", lambda: strict)
    async with Walk(tmp_path, "strict") as walk:
        await at_news(walk)
        strict.notes = ()

        await walk.do(say=f"All 12 have the right list now. {' '.join(SHEETS)}")

        assert len(strict.notes) > 4
        assert walk.j.draft.kind is DraftKind.UPDATE
        assert "sheet" not in walk.j.draft.text.casefold()
        assert walk.j.draft.text == strict.notes[-1]


def read(text, label):
    """The reader's word on a note: all of it has this mark."""
    found = reader().read("I sent it.", "message_to_boss")
    return replace(found, text=text, marks=(Mark(0, len(text), label, None, "why", "try?"),))


OTHERS = "the agency sends whatever it likes"


def holding(**more):
    return Journey("j1", NOW, sayings=(Saying(Question.TELLING, OTHERS, **more),))


@pytest.mark.parametrize(
    ("label", "out"),
    [("blame", True), ("excuse", True), ("minimizing", True), ("negative_self_talk", True), ("passive_evasion", False)],
)
def test_a_sentence_that_the_note_shows_for_what_it_is_counts_as_read_so_where_it_was_said(label, out):
    journey, _ = doubted(holding(), None, read("The agency sends whatever it likes.", label))

    assert [(label in said.labels, said.out) for said in journey.sayings] == [(True, out)]


def test_words_of_the_same_turn_are_read_anew_too():
    said = Said(OTHERS, reader().read(OTHERS, "chat"))

    _, event = doubted(Journey("j1", NOW), said, read("The agency sends whatever it likes.", "blame"))

    assert all({"blame"} <= sentence.labels & sentence.marked for sentence in event.review.sentences)
    assert [event.review.text[mark.start : mark.end] for mark in event.review.marks if mark.why == "why"] == [OTHERS]


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("concealment", {}),
        ("vague_promise", {}),
        ("blame", {"labels": frozenset({"ownership"})}),
        ("blame", {"labels": frozenset({"repair"})}),
        ("blame", {"question": Question.NEXT_ACT}),
    ],
)
def test_an_own_act_a_plan_and_what_hides_are_not_doubted(label, more):
    journey = Journey("j1", NOW, sayings=(replace(holding().sayings[0], **more),))

    assert doubted(journey, None, read("The agency sends whatever it likes.", label)) == (journey, None)


def test_what_was_kept_of_the_repair_loses_what_the_note_shows_for_an_excuse():
    journey = replace(Journey("j1", NOW), notes={PUT_RIGHT: f"all 12 have the right list\n{OTHERS}"})

    assert doubted(journey, None, read("The agency sends whatever it likes.", "excuse"))[0].note(PUT_RIGHT) == (
        "all 12 have the right list"
    )


def test_what_its_author_keeps_is_not_doubted():
    journey = replace(holding(), kept=(OTHERS,))

    assert doubted(journey, None, read("The agency sends whatever it likes.", "blame"))[0].sayings == journey.sayings


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (Draft(DraftKind.FIRST, "new"), "new"),
        (Draft(DraftKind.FULL, "new"), "new"),
        (Draft(DraftKind.FIRST, "old"), None),
        (Draft(DraftKind.FIRST, "new", edited=True), None),
        (Draft(DraftKind.PART, "new"), "new"),
        (Draft(DraftKind.UPDATE, "new"), "new"),
        (Draft(DraftKind.FIXED, "new"), "new"),
        (Draft(DraftKind.ANSWER, "new"), "new"),
        (Draft(DraftKind.MENTOR, "new"), None),
        (None, None),
    ],
)
def test_a_note_is_read_when_it_is_new_and_the_coachs_own(draft, text):
    before = replace(Journey("j1", NOW), draft=Draft(DraftKind.FIRST, "old"))

    assert unread(before, replace(before, draft=draft)) == text
