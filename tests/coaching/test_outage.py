"""COACHING "Check-ins" through the whole house on a database: what comes late, and one unasked message a day over all journeys."""

from datetime import datetime, timedelta

import pytest
from coaching import ways
from coaching.home import NOW, moved_in

from adapters.console import Door
from bot.letters import Act, LetterKind

ANSWERS = {
    "still_going": {"press": "no"},
    "next_act": {"say": ways.PLAN},
    "listener": {"say": "dana"},
    "draft": {"press": "copy"},
    "copied": {"press": "told"},
    "repair_how": {"press": "done"},
    "check_in": {"press": "yes"},
}


@pytest.fixture
async def local(tmp_path):
    """Sam's own house, with a clock that only the test moves."""
    opened = await moved_in(tmp_path)
    yield opened
    await opened.close()


async def wanted(local):
    """Told, fixed, and the check-in of the next morning is wanted."""
    door = Door(local)
    await door.take({"say": ways.STORY})
    for _ in range(12):
        desk = await local.store.desk(local.me)
        journey = next(j for j in desk.journeys if j.id == desk.person.focus)
        question = str(journey.question or "")
        step = ANSWERS.get(question, {"say": "skip" if question else "oops"})
        await door.take({"press": "say_myself"} if question == "draft" and journey.fixed else step)
        if question == "check_in":
            return door
    raise AssertionError(question)


async def back_at(local, when):
    """Nothing ran until then; the clock beats again. What is said at once, and what within the next minute."""
    local.clock.move(datetime.fromisoformat(when))
    await local.beat()
    first = local.speaker.take()
    local.clock.move(local.clock.now() + timedelta(minutes=1))
    await local.beat()
    return [each.letter.reply.text for each in first], [each.letter.reply.text for each in local.speaker.take()]


ASKS = "what will you do differently"


async def test_what_came_due_in_an_outage_is_said_once_when_it_is_still_a_good_hour(local):
    await wanted(local)

    first, again = await back_at(local, "2026-04-14T11:40:00+01:00")

    assert [ASKS in text for text in first] == [True]
    assert again == []


@pytest.mark.parametrize(
    ("back", "comes"),
    [
        ("2026-04-14T22:10:00+01:00", "2026-04-15T09:00:00+01:00"),  # at night: the next morning
        ("2026-04-18T03:00:00+01:00", "2026-04-20T09:00:00+01:00"),  # on a Saturday: the Monday
    ],
)
async def test_what_came_due_in_an_outage_waits_for_a_good_hour(local, back, comes):
    await wanted(local)

    assert await back_at(local, back) == ([], [])
    assert datetime.fromisoformat(comes) == (await local.store.next_due()).astimezone(NOW.tzinfo)
    said = await local.wait(datetime.fromisoformat(comes) - local.clock.now())

    assert len(said) == 1, [each.letter.reply.text for each in said]


async def test_an_hour_that_the_person_chose_is_kept_at_night_too(local):
    door = await wanted(local)
    await door.take({"say": "come back to me tomorrow at 20:30 instead"})

    said = await local.wait(timedelta(hours=32))

    assert [each.at.astimezone(NOW.tzinfo).strftime("%a %H:%M") for each in said][-1:] == ["Tue 20:30"]


async def test_at_most_one_unasked_message_a_working_day_over_all_journeys(local):
    door = await wanted(local)
    await door.take({"say": "new"})
    await wanted(local)

    days = []
    for _ in range(30):
        said = await local.wait(timedelta(days=1))
        days += [
            each.at.astimezone(NOW.tzinfo).date()
            for each in said
            if (each.act, each.letter.kind) == (Act.POST, LetterKind.CHECK_IN)
        ]

    assert len(days) >= 4, "both journeys spoke"
    assert len(days) == len(set(days)), days
