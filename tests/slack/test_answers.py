"""Whoever got a note may answer it in their own words, in the form or in the chat: the words reach its author, and nobody begins a journey."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from slackside.room import held, room
from transcripts.play import transcripts

from adapters.slack import names

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


@pytest.mark.parametrize(
    ("asked", "text"), [(True, "i want to kill myself"), (False, "i want to kill myself"), (False, "who reads this?")]
)
async def test_what_is_said_to_the_coach_goes_to_nobody(here, asked, text):
    if asked:
        await here.press("ask_one", DANA)

    await here.say(text, DANA)

    assert text not in str(here.read())
    assert await walks(here)


async def test_a_mistake_that_a_manager_tells_under_a_note_is_their_own(here):
    await here.say("i sent the wrong invoice to acme", DANA)

    assert "acme" not in str(here.read())
    assert await walks(here)


@pytest.mark.parametrize("asked", [True, False], ids=["asked", "unasked"])
async def test_what_is_typed_days_later_is_for_the_coach(here, asked):
    if asked:
        await here.press("ask_one", DANA)
    await here.wait(timedelta(days=4))

    await here.say(ASKED, DANA)

    assert told(here) == []
    assert await walks(here)


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


KEEPS = "The author keeps your answer."


def form_of(here, user):
    """All that stands in the form that a person has open, in order."""
    found = []
    for block in here.slack.views[user]["blocks"]:
        found += [each["text"] for each in (block.get("text"), block.get("label"), *block.get("elements", ())) if each]
    return found


async def opened(here, choice, user):
    action, value, kind = here.button(choice, user)
    await here.deliver(here.slack.press(user, action, value, kind=kind))
    return form_of(here, user)


async def test_a_form_says_first_that_its_author_keeps_the_answer_whichever_button_opened_it(here):
    by_the_letter = await opened(here, "ask_one", DANA)
    await here.deliver(here.slack.closing(DANA))
    by_the_question = await opened(here, names.FILL, DANA)

    assert by_the_letter == by_the_question
    assert by_the_letter[0] == here.read(DANA)[-1]
    assert KEEPS in by_the_letter[0]


async def test_a_mentors_form_says_so_too_and_an_authors_own_says_nothing_of_it(tmp_path):
    (story,) = [each for each in transcripts() if each.name == "payroll"]
    async with room(tmp_path, me=story.me, zone=story.zone, now=story.now) as here:
        for line in map(json.loads, story.fed):
            if (line.get("as"), line.get("press")) == ("mentor", "reply"):
                break
            await here.play(line)

        assert (await opened(here, "reply", await here.called("mentor")))[0] == f"Write your answer. {KEEPS}"
        await here.say("new")
        await here.say("i missed a deadline. the q1 deck, due 9:00 today. all 20 by 11:30. its marta, she doesnt know")
        await here.until("edit", "all 20 by 11:30")
        assert KEEPS not in str(await opened(here, "edit", here.me))
