"""Whoever got a note may answer it in their own words, in the form or in the chat: the words reach its author, and nobody begins a journey."""

from __future__ import annotations

from datetime import timedelta

import pytest
from slackside.room import held, room

DANA = "U0DANA"
ASKED = "Has IT been told?"
TOLD = f'From Dana: "{ASKED}"'


@pytest.fixture
async def here(tmp_path):
    """Dana has read a note."""
    async with room(tmp_path) as found:
        await held(found)
        await found.wait(timedelta(minutes=4))
        yield found


async def walks(here, user=DANA):
    desk = await here.store.desk(here.who(user))
    return bool(desk and desk.journeys)


def told(here):
    return [each for each in here.read() if each.startswith(TOLD)]


@pytest.mark.parametrize("way", ["the form is closed", "no form opens", "without a press"])
async def test_what_a_reader_types_reaches_the_author_word_for_word(here, way):
    if way == "no form opens":
        here.slack.faults["views.open"].append("error:expired_trigger_id")
    if way != "without a press":
        await here.press("ask_one", DANA)
        assert DANA not in here.slack.views or way == "the form is closed"
        assert here.read(DANA)[-1].startswith("What would you like to ask?")

    await here.say(ASKED, DANA)

    assert len(told(here)) == 1
    assert here.read(DANA)[-1] == "Passed on, word for word."
    assert not await walks(here)


async def test_an_answer_that_slack_delivers_twice_is_passed_on_once_and_begins_nothing(here):
    await here.press("ask_one", DANA)
    answer = here.slack.message(DANA, ASKED)

    for _ in range(3):
        assert (await here.deliver(answer))[0] == 200

    assert len(told(here)) == 1
    assert not await walks(here)


async def test_a_reader_who_walks_on_a_journey_of_their_own_answers_where_they_were_asked_and_nowhere_else(here):
    await here.deliver(here.slack.command(DANA, "i missed a deadline"))
    assert await walks(here)
    await here.press("ask_one", DANA)
    answer = here.slack.message(DANA, ASKED)

    for _ in range(2):
        await here.deliver(answer)
    await here.say("the q1 deck was due at 9:00 today", DANA)

    assert len(told(here)) == 1
    assert "q1 deck" not in str(here.read())
    assert ASKED not in str(await here.store.export(here.who(DANA)))
    assert "q1 deck" in str(await here.store.export(here.who(DANA)))


async def test_what_a_reader_says_with_the_command_is_their_own_and_goes_to_nobody(here):
    await here.press("ask_one", DANA)

    await here.deliver(here.slack.command(DANA, "i missed a deadline"))

    assert "deadline" not in str(here.read())
    assert await walks(here)


async def test_an_answer_beside_a_file_is_passed_on_and_the_file_gets_its_line(here):
    await here.press("ask_one", DANA)
    shared = here.slack.message(DANA, ASKED, subtype="file_share", files=[{"id": "F1"}])

    for _ in range(2):
        await here.deliver(shared)

    assert len(told(here)) == 1
    assert sum("can't read files" in each for each in here.read(DANA)) == 1
    assert not await walks(here)


async def test_a_word_that_works_stays_one_where_somebody_was_asked(here):
    await here.press("ask_one", DANA)

    await here.say("help", DANA)

    assert told(here) == []
    assert "help" not in here.read()[-1]
