"""Whoever got a note may answer it in their own words, in the form or in the chat: the words reach its author, and nobody begins a journey."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from slackside.room import held, room
from transcripts.play import transcripts

from adapters.slack import names

DANA, MARTA = "U0DANA", "U0MARTA"
ASKED = "Has IT been told?"
TOLD = f'From Dana: "{ASKED}"'


@pytest.fixture
async def here(tmp_path):
    """Dana has read a note."""
    async with room(tmp_path) as found:
        await held(found)
        await found.wait(timedelta(minutes=4))
        yield found


@asynccontextmanager
async def asked_a_mentor(tmp_path, *said):
    """The payroll day until a mentor has read a letter; before it began the mentor has `said` this to the coach."""
    (story,) = [each for each in transcripts() if each.name == "payroll"]
    async with room(tmp_path, me=story.me, zone=story.zone, now=story.now) as found:
        for text in said:
            await found.say(text, "U0RUTH")
        for line in map(json.loads, story.fed):
            if (line.get("as"), line.get("press")) == ("mentor", "reply"):
                break
            await found.play(line)
        yield found


async def walks(here, user=DANA):
    desk = await here.store.desk(here.who(user))
    return bool(desk and desk.journeys)


def told(here):
    return [each for each in here.read() if each.startswith(TOLD)]


@pytest.mark.parametrize("way", ["the form is closed", "no form opens"])
async def test_what_a_reader_types_where_they_were_asked_reaches_the_author_word_for_word(here, way):
    if way == "no form opens":
        here.slack.faults["views.open"].append("error:expired_trigger_id")
    await here.press("ask_one", DANA)
    assert here.read(DANA)[-1].startswith("What would you like to ask?")

    await here.say(ASKED, DANA)

    assert len(told(here)) == 1
    assert here.read(DANA)[-1] == "Passed on, word for word."
    assert not await walks(here)


FOR_THE_COACH = [
    "i want to kill myself",
    "i don't want to be here any more",
    "there is no point in going on",
    "oops, missed the board deadline. need words for my boss now",
    "hi oops, wrong figures went out in the board pack",
    " /oops wrong figures went out in the board pack",
    "i sent the wrong invoice to acme",
    "i messed up",
]


@pytest.mark.parametrize("text", FOR_THE_COACH)
async def test_what_is_for_the_coach_goes_to_nobody_though_somebody_was_asked(here, text):
    await here.press("ask_one", DANA)
    before = here.read()

    await here.say(text, DANA)

    assert here.read() == before
    assert await walks(here)


@pytest.mark.parametrize("text", [*FOR_THE_COACH, ASKED, "payroll file went out to the wrong list, 40 salaries in it"])
async def test_what_nobody_has_asked_for_goes_to_nobody(here, text):
    before = here.read()

    await here.say(text, DANA)

    assert here.read() == before
    assert await walks(here)


@pytest.mark.parametrize("walking", [False, True])
async def test_a_mentors_letter_asks_for_words_itself_unless_they_walk_on_a_journey(tmp_path, walking):
    async with asked_a_mentor(tmp_path, *(["oops"] if walking else [])) as here:
        ruth = await here.called("mentor")
        before = here.read()

        await here.say("2011, I paid the same supplier twice.", ruth)

        assert (here.read() != before) is not walking


async def test_what_is_typed_hours_after_it_was_asked_for_goes_to_nobody(here):
    await here.press("ask_one", DANA)
    await here.wait(timedelta(hours=5))

    await here.say(ASKED, DANA)

    assert told(here) == []


async def test_where_another_note_was_shown_since_somebody_was_asked_nothing_goes_to_anybody(here):
    sam, here.me = here.me, MARTA
    await held(here)
    here.me = sam
    await here.press("ask_one", DANA)
    await here.wait(timedelta(minutes=4))
    assert "Marta" in here.read(DANA)[-1]
    before = here.read(), here.read(MARTA)

    await here.say(ASKED, DANA)

    assert (here.read(), here.read(MARTA)) == before


@pytest.mark.parametrize("fault", ["", "429:30", "500", "500_after"])
async def test_whoever_has_turned_to_the_coach_is_asked_for_nothing_else_whether_or_not_it_has_answered(here, fault):
    await here.press("ask_one", DANA)
    if fault:
        here.slack.faults["chat.postMessage"].append(fault)
    await here.say("oops", DANA)
    before = here.read()

    await here.say("the payroll of the team went to the wrong customer", DANA)

    assert here.read() == before


async def test_what_comes_after_an_answer_is_none_whether_or_not_that_was_said_to_be_passed_on(here):
    await here.press("ask_one", DANA)
    here.slack.ill["chat.postMessage"] = "429:1"
    await here.say(ASKED, DANA)

    await here.say("IT needs to know by five.", DANA)
    here.slack.ill.clear()
    await here.wait(timedelta(minutes=2))

    assert len(told(here)) == 1
    assert "by five" not in str(here.read())
    assert "That has been passed on already." not in here.read(DANA)


@pytest.mark.parametrize("between", [(), ("help",)], ids=["at once", "after another word"])
async def test_an_answer_that_slack_delivers_twice_is_passed_on_once_and_begins_nothing(here, between):
    await here.press("ask_one", DANA)
    answer = here.slack.message(DANA, ASKED)
    await here.deliver(answer)
    for text in between:
        await here.say(text, DANA)
    read, walked = here.read(DANA), await walks(here)

    for _ in range(2):
        assert (await here.deliver(answer))[0] == 200

    assert len(told(here)) == 1
    assert (here.read(DANA), await walks(here)) == (read, walked)


async def test_an_answer_that_is_edited_stays_as_it_was_passed_on_and_begins_nothing(here):
    await here.press("ask_one", DANA)
    answer = here.slack.message(DANA, ASKED)
    await here.deliver(answer)

    said = answer["event"]
    becomes = {
        "subtype": "message_changed",
        "message": {**said, "text": "Has IT been told yet?", "edited": {"ts": "9.9"}},
    }
    await here.deliver(here.slack.event({**said, **becomes, "previous_message": said, "ts": "9.9"}))

    assert len(told(here)) == 1
    assert here.read(DANA)[-1] == "That has been passed on already."
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


async def test_a_mentors_card_offers_neither_button_once_one_of_them_was_pressed(tmp_path):
    async with asked_a_mentor(tmp_path) as here:
        ruth = await here.called("mentor")

        await here.fill("reply", {"words": "In 2011 I paid twice."}, ruth)

        assert not here.offered("reply", ruth)
        assert not here.offered("decline", ruth)


async def test_a_mentors_form_says_so_too_and_an_authors_own_says_nothing_of_it(tmp_path):
    async with asked_a_mentor(tmp_path) as here:
        assert (await opened(here, "reply", await here.called("mentor")))[0] == f"Write your answer. {KEEPS}"
        await here.say("new")
        await here.say("i missed a deadline. the q1 deck, due 9:00 today. all 20 by 11:30. its marta, she doesnt know")
        await here.until("edit", "all 20 by 11:30")
        assert KEEPS not in str(await opened(here, "edit", here.me))
