"""Danger, stop and pause are said of a person, not of one mistake: they hold in every journey that is open (COACHING "Safety")."""

from datetime import time, timedelta

import pytest
from coaching.home import NOW, moved_in

from adapters.console import Door
from bot.checkins import CheckIn, Kind
from bot.effects import SetCheckIn
from bot.everywhere import silenced, waits_until
from bot.journey import Goal, Journey
from bot.path import Question
from bot.ports import Decision

HELD = (
    {"say": "I missed the deadline for the poster. It was due at 8 this morning and the file is not uploaded."},
    {"say": "upload it by 16:00"},
    {"say": "dana"},
    {"press": "send"},
)
REMINDED = ({"say": "i gave the auditor a wrong answer about our backups"}, {"say": "later"})


class House:
    """Sam's house; what each act brings, and to whom."""

    def __init__(self, local):
        self.local, self.door = local, Door(local)

    async def lived(self, *acts):
        """(to whom, the words) of everything that these acts bring, but for answered cards that lose their buttons."""
        found = []
        for act in acts:
            posts = await self.door.take(act)
            found += [(p.letter.to.user, p.letter.reply.text, p.letter.act.value) for p in posts]
        return [(to, text) for to, text, act in found if act == "post"]

    async def journeys(self):
        return (await self.local.store.desk(self.local.me)).journeys


@pytest.fixture
async def sam(tmp_path):
    local = await moved_in(tmp_path)
    yield House(local)
    await local.close()


DAYS = ({"wait": "PT10M"}, {"wait": "PT4H"}, {"wait": "P1D"}, {"wait": "P2D"})
NEW = {"say": "new"}


@pytest.mark.parametrize("before", [HELD, REMINDED], ids=["a held letter", "a reminder"])
@pytest.mark.parametrize(
    "words", ["i want to end my life", "my colleague Ana says she will jump off the roof, she is up there now"]
)
async def test_danger_in_one_journey_keeps_every_other_still(before, words, sam):
    await sam.lived(*before, NEW)

    assert await sam.lived({"say": words})

    assert await sam.lived(*DAYS) == []
    first = (await sam.journeys())[0]
    assert first.paused
    assert first.question is Question.AFTERWARDS
    assert not any(out.state == "held" for out in first.outbox)


async def test_what_was_held_is_a_draft_again_and_comes_back_when_the_author_goes_on(sam):
    await sam.lived(*HELD, NEW, {"say": "i want to end my life"}, {"press": "meant_else"})

    await sam.lived({"press": "resume"})

    first, second = await sam.journeys()
    assert (first.paused, second.paused) == (False, False)
    assert first.question is not Question.AFTERWARDS
    assert first.note("away") == ""
    assert "poster" in first.draft.text
    assert any("Your words for Dana are here with you" in text for _, text in await sam.lived(*DAYS[1:]))


async def test_stop_ends_what_is_unasked_for_in_every_journey(sam):
    await sam.lived(*REMINDED, NEW, {"say": "i also forgot the van keys"})

    await sam.lived({"say": "stop"})

    assert await sam.lived(*DAYS) == []
    assert all(each.quiet and not each.promises for each in await sam.journeys())


async def test_a_pause_moves_what_every_journey_promised_to_its_end(sam):
    await sam.lived(*REMINDED, NEW, {"say": "i also forgot the van keys"}, {"say": "pause"}, {"say": "until friday"})

    assert await sam.lived({"wait": "PT4H"}, {"wait": "P1D"}, {"wait": "P1D"}) == []
    assert await sam.lived({"wait": "P2D"})


async def test_who_would_rather_go_on_than_say_until_when_goes_on(sam):
    await sam.lived(*REMINDED, {"say": "pause"})

    said = str(await sam.lived({"say": "resume"}))
    assert "find a day" not in said
    assert "Kept." not in said, "nothing was told: what was asked before is asked again"
    (journey, *_) = await sam.journeys()
    assert (journey.paused, journey.pause_until, str(journey.question) != "pause_until") == (False, None, True)


async def test_an_open_pause_waits_for_the_word_and_the_word_ends_it_everywhere(sam):
    await sam.lived(*REMINDED, NEW, {"say": "i also forgot the van keys"}, {"say": "pause"}, {"press": "resume"})

    assert await sam.lived(*DAYS) == []
    await sam.lived({"say": "resume"})
    assert all(not each.paused for each in await sam.journeys())
    assert await sam.lived({"wait": "P3D"})


async def test_a_greeting_in_the_middle_of_danger_does_not_begin_anew(sam):
    await sam.lived({"say": "i want to end my life"})

    heard = await sam.lived({"say": "hello"})

    assert "What happened?" not in heard[0][1]
    assert "116 123" in heard[0][1]


TODAY, NEXT, LATER = NOW.date(), NOW.date().replace(day=14), NOW.date().replace(day=17)


@pytest.mark.parametrize(
    ("other", "until", "silent"),
    [
        ({}, None, False),
        ({"paused": True}, NEXT, False),
        ({"pause_until": LATER}, LATER, False),
        ({"pause_until": TODAY}, None, False),
        ({"quiet": True}, None, True),
    ],
)
def test_what_a_closed_journey_promised_goes_by_the_open_ones(other, until, silent):
    others = [Journey("j2", NOW, **other)]

    assert waits_until(others, TODAY, NEXT) == until
    assert silenced(others) is silent


GOAL = CheckIn(Kind.GOAL, TODAY.replace(day=15), time(9), "goal")


async def closed_with_a_goal(sam):
    """A book that is closed, with the one date that its author chose."""
    closed = Journey(
        "old", NOW, closed=NOW, goal=Goal("run the next one", "ask dana"), promises=(GOAL,), turns=9, last_word=NOW
    )
    await sam.lived({"say": "i also forgot the van keys"})
    me = (await sam.local.store.desk(sam.local.me)).person
    await sam.local.store.change(
        me, "old", NOW, lambda desk: Decision(desk.person, (closed,), (SetCheckIn("old", GOAL),))
    )


async def test_the_one_date_that_stands_after_the_book_is_closed_is_heard_once(sam):
    await closed_with_a_goal(sam)

    heard = [text for _, text in await sam.lived({"wait": "P3D"})]

    assert len([text for text in heard if "ask dana" in text]) == 1


@pytest.mark.parametrize(("said", "stays"), [("i want to end my life", True), ("stop", False)])
async def test_a_closed_journeys_date_is_not_heard_while_its_author_is_to_be_left_alone(said, stays, sam):
    await closed_with_a_goal(sam)
    await sam.lived({"say": said})

    assert await sam.lived({"wait": "P3D"}) == []
    waiting = [each.journey for each in await sam.local.store.due(NOW + timedelta(days=9))]
    assert ("old" in waiting) is stays


async def test_a_check_in_of_a_journey_that_is_gone_is_set_aside(sam):
    await sam.lived({"say": "i also forgot the van keys"})
    me = (await sam.local.store.desk(sam.local.me)).person
    await sam.local.store.change(me, "x", NOW, lambda desk: Decision(desk.person, (), (SetCheckIn("gone", GOAL),)))

    await sam.lived({"wait": "P3D"})

    assert await sam.local.store.due(NOW + timedelta(days=3)) == []
