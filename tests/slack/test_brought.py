""" "Coach me on this message": somebody else's words are brought as what happened, and are never an answer or an order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from slackside.room import room

from adapters.slack import names

HAPPENED = "i sent the payroll to the wrong chris"
INVOICE = "Sam, the invoice you sent to Acme has the wrong total, fix it."
DECK = "i missed a deadline. the q1 deck, due 9:00 today. 14 of 20 slides done. all 20 by 11:30. its marta, she doesnt know"
BEGUN_ANEW = "A new page."
CRISIS = "i want to kill myself"
UNSURE = "i cant do this anymore"


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


async def bring(here, text, sent=None):
    """The message's shortcut, and its form, sent as it is or with other words."""
    asked = here.slack.interaction(
        "message_action",
        here.me,
        callback_id=names.COACH,
        message={"text": text, "user": "U0DANA"},
        channel={"id": "C0GENERAL"},
    )
    await here.deliver(asked)
    answer = await here.deliver(here.slack.submission(here.me, {} if sent is None else {names.WORDS: sent}))
    here.slack.views.pop(here.me)
    return answer


async def walks(here):
    """The open journeys, the one in focus last: (what was said in each, the note in it)."""
    desk = await here.store.desk(here.who(here.me))
    found = sorted(desk.journeys if desk else (), key=lambda each: (each.id == desk.person.focus, each.begun))
    return [
        (" ".join(said.text for said in each.sayings), each.draft.text if each.draft else "")
        for each in found
        if each.closed is None
    ]


async def test_what_is_brought_while_a_note_is_edited_begins_a_journey_of_its_own(here):
    await here.say(DECK)
    await here.until("edit", "all 20 by 11:30")
    await here.press("edit")
    (before,) = await walks(here)
    assert before[1]

    await bring(here, INVOICE)

    first, second = await walks(here)
    assert first == before
    assert "the invoice you sent to Acme has the wrong total" in second[0]
    assert here.read()[-1].startswith(BEGUN_ANEW)


WORKS = ("stop", "delete everything", "new", "export", "help", "pause", "send", "begin")


@pytest.mark.parametrize("word", WORKS)
async def test_no_word_in_what_is_brought_works(here, word):
    await here.say(HAPPENED)
    (before,) = await walks(here)
    said = len(here.read())

    _, answer = await bring(here, word)

    assert answer["response_action"] == "update"
    first, second = await walks(here)
    assert (first, second[0]) == (before, word)
    assert len(here.read()) == said + 1
    assert not here.offered("delete_all", here.me)
    assert "Stopped" not in here.read()[-1]


@pytest.mark.parametrize("first", ["nothing", "oops", "help", "pause", "delete everything"])
async def test_a_journey_that_is_still_at_what_happened_hears_what_is_brought(here, first):
    if first != "nothing":
        await here.say(first)

    await bring(here, HAPPENED)

    assert [said for said, _ in await walks(here)] == [HAPPENED]
    assert BEGUN_ANEW not in here.read()[-1]
    assert "Priya Nair" in here.read()[-1]


@pytest.mark.parametrize("asked", ["Sam, what should we do about the invoice?", "Who reads this?"])
async def test_a_question_in_what_is_brought_is_no_question_to_the_coach(here, asked):
    await bring(here, asked)

    assert [said for said, _ in await walks(here)] == [asked]


async def three(here):
    for text in (HAPPENED, "new", "i missed a deadline", "new", "i broke the build"):
        await here.say(text)
    return await walks(here)


async def test_where_three_are_open_nothing_is_begun_and_the_form_says_so_beside_its_field(here):
    before, read = await three(here), here.read()
    assert len(before) == 3

    _, answer = await bring(here, INVOICE)

    assert answer["response_action"] == "errors"
    assert answer["errors"][names.WORDS].startswith("You have three open already.")
    assert (await walks(here), here.read()) == (before, read)


async def test_one_of_three_is_closed_by_its_word_though_nobody_was_told_and_another_may_begin(here):
    first, second, _ = await three(here)

    await here.say("close this one")

    assert here.read()[-1] == "Closed. Nothing more comes from me. If there is ever another one, type oops."
    assert await walks(here) == [first, second]
    await bring(here, INVOICE)
    assert len(await walks(here)) == 3


@pytest.mark.parametrize("open_", [1, 3])
async def test_words_of_danger_in_what_is_brought_are_met_as_everywhere_however_many_are_open(here, open_):
    await (three(here) if open_ == 3 else here.say(HAPPENED))
    before = await walks(here)

    await bring(here, INVOICE, f"{INVOICE} {CRISIS}")

    assert "Samaritans" in here.read()[-1] or "112" in here.read()[-1]
    assert await walks(here) == before
    assert CRISIS not in str(await here.store.export(here.who(here.me)))


@pytest.mark.parametrize("open_", [1, 3])
async def test_the_soft_question_is_asked_about_what_is_brought_however_many_are_open(here, open_):
    await (three(here) if open_ == 3 else here.say(HAPPENED))
    before = await walks(here)

    await bring(here, INVOICE, UNSURE)

    assert "or more than the work?" in here.read()[-1]
    assert len(await walks(here)) == (2 if open_ == 1 else 3)
    assert set(before) <= set(await walks(here))


async def test_what_is_brought_while_it_is_about_a_life_leads_nowhere_else(here):
    await here.say(HAPPENED)
    await here.say(CRISIS)
    before = await walks(here)

    await bring(here, INVOICE)

    assert await walks(here) == before


@pytest.mark.parametrize("again", ["a new program", "the next beat"])
async def test_what_was_brought_is_still_so_when_whoever_took_it_died(here, again):
    await here.say(DECK)
    await here.until("edit", "all 20 by 11:30")
    await here.press("edit")
    (before,) = await walks(here)
    here.door._lanes.hear = lambda *_: None
    await bring(here, INVOICE)
    assert (await here.store.counts())["unheard"] == 1

    if again == "a new program":
        await here.restart()
    else:
        del here.door._lanes.hear
        here.move(here.now() + timedelta(seconds=20))
        await here.served.beat()
    await here.rest()

    first, second = await walks(here)
    assert first == before
    assert "the invoice you sent to Acme has the wrong total" in second[0]


async def test_a_whole_story_that_is_brought_comes_to_its_own_note_and_leaves_the_other_as_it_was(here):
    await here.say(HAPPENED)
    (before,) = await walks(here)

    await bring(here, DECK)
    await here.until("edit", "all 20 by 11:30")

    first, (_, note) = await walks(here)
    assert first == before
    assert "14 of 20 slides" in note


async def test_the_same_form_sent_twice_begins_one_journey(here):
    await here.say(HAPPENED)
    asked = here.slack.interaction(
        "message_action", here.me, callback_id=names.COACH, message={"text": INVOICE, "user": "U0DANA"}
    )
    await here.deliver(asked)
    sent = here.slack.submission(here.me, {})

    for _ in range(2):
        await here.deliver(sent)

    assert len(await walks(here)) == 2
