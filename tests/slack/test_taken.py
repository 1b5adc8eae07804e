"""Words are acknowledged once they are saved, and read after that: nothing of them is lost, and nothing comes out of order."""

from __future__ import annotations

import asyncio
import threading
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from logged import logged
from slackside.room import room
from sqlalchemy import select

from adapters.serve import PASSED
from bot.conversation import HEARD_AT_ONCE
from bot.errors import StoreBusy
from storage.tables import unheard

STORY = "i sent the march payroll file to the wrong chris"
LATER = timedelta(seconds=20)


class Slow:
    """The reader, which reads nothing until it is let, and notes what it read; some words it cannot read at all."""

    def __init__(self, reader):
        self.reader, self.let, self.asked, self.texts = reader, threading.Event(), threading.Event(), []
        self.broken = ""

    def read(self, text, context):
        self.asked.set()
        assert self.let.wait(20)
        self.texts.append(text)
        if self.broken and self.broken in text:
            raise ValueError(text)
        return self.reader.read(text, context)


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


@pytest.fixture
def slow(here):
    talk = here.served.floor.conversation
    talk._reader = reader = Slow(talk._reader)
    yield reader
    reader.let.set()


def gone(here):
    """Whoever takes words is gone before they are heard."""
    here.door._lanes.hear = lambda *_: None


async def until(claim):
    async with asyncio.timeout(20):
        while not claim():  # noqa: ASYNC110  what is looked at is no event
            await asyncio.sleep(0.01)


async def waiting(here):
    return (await here.store.counts())["unheard"]


async def test_words_are_acknowledged_before_they_are_read(here, slow):
    assert (await here.slack.deliver(here.slack.message(here.me, STORY)))[0] == 200
    await asyncio.to_thread(slow.asked.wait, 20)
    assert (here.read(), await waiting(here)) == ([], 1)

    slow.let.set()
    await here.rest()
    assert (len(here.read()), await waiting(here)) == (1, 0)


async def test_what_is_done_after_words_is_heard_after_them(here, slow):
    slow.let.set()
    await here.say(STORY)
    action, value, _ = here.button("done", here.me)
    slow.let.clear()
    await here.slack.deliver(here.slack.message(here.me, "priya is logging it now"))
    press = asyncio.create_task(here.slack.deliver(here.slack.press(here.me, action, value)))
    await here.slack.deliver(here.slack.message(here.me, "dana knows"))  # acknowledged: it waits for nobody
    assert not (await asyncio.wait({press}, timeout=0.5))[0], "it was heard before the words"

    slow.let.set()
    assert (await press)[0] == 200
    await here.rest()
    assert [each for each in slow.texts if len(each) < 30] == ["priya is logging it now", "dana knows"]
    (journey,) = (await here.store.desk(here.who(here.me))).journeys
    assert journey.turns == 4


@pytest.mark.parametrize("again", ["a new program", "the next beat"])
async def test_words_whose_taker_died_are_heard(here, again):
    gone(here)
    assert (await here.slack.deliver(here.slack.message(here.me, STORY)))[0] == 200
    assert (here.read(), await waiting(here)) == ([], 1)

    if again == "a new program":
        await here.restart()
    else:
        del here.door._lanes.hear
        here.move(here.now() + LATER)
        await here.served.beat()
    await here.rest()

    assert (len(here.read()), await waiting(here)) == (1, 0)


@pytest.fixture
async def taken_up(here, monkeypatch):
    """Words wait whose taker is gone, and both places where words are heard are taken; who is taken up is noted here."""
    gone(here)
    await here.slack.deliver(here.slack.message(here.me, STORY))
    here.move(here.now() + LATER)
    found = []
    monkeypatch.setattr(here.door, "take_up", lambda who, **_: found.append(who))
    async with AsyncExitStack() as held:
        for number in range(HEARD_AT_ONCE):
            await held.enter_async_context(here.served.floor.conversation._room.place(number))
        yield found


async def test_whoever_is_behind_takes_up_nobody_elses_words_but_now_and_then(here, taken_up):
    talk = here.served.floor.conversation
    waits = asyncio.create_task(talk._room.place("one more").__aenter__())
    await asyncio.sleep(0)
    for _ in range(PASSED - 1):
        await here.served.beat()
    assert (taken_up, talk.behind) == ([], True)
    await here.served.beat()
    assert taken_up == [here.who(here.me)]  # who left them may be gone
    waits.cancel()
    await asyncio.wait({waits})


async def test_whoever_is_not_behind_takes_up_what_others_left_at_each_beat(here, taken_up):
    await here.served.beat()  # busy, and nobody waits

    assert taken_up == [here.who(here.me)]


async def test_where_too_many_wait_words_wait_in_their_rows_and_are_all_heard_in_the_end(here, slow, monkeypatch):
    monkeypatch.setattr("bot.room.MOST", 3)
    people = [f"U0P{number}" for number in range(12)]
    for user in people:
        here.slack.space().add(user, f"Person {user}")
        assert (await here.slack.deliver(here.slack.message(user, f"{STORY} {user}")))[0] == 200
    room = here.served.floor.conversation._room
    await until(lambda: room.full)
    here.move(here.now() + LATER)
    for _ in range(PASSED + 1):
        await here.served.beat()
    assert (len(room._waiting), await waiting(here)) == (3, len(people))

    slow.let.set()
    await here.rest()
    here.move(here.now() + LATER)
    await here.served.beat()
    await here.rest()

    assert await waiting(here) == 0
    assert [len(here.read(user)) for user in people] == [1] * len(people)


async def test_a_press_is_answered_before_the_words_of_all_who_are_acknowledged_already(here, slow):
    slow.let.set()
    await here.say(STORY)
    slow.let.clear()
    slow.texts.clear()
    people = [f"U0P{number}" for number in range(12)]
    for user in people:
        here.slack.space().add(user, f"Person {user}")
        await here.slack.deliver(here.slack.message(user, f"{STORY} {user}"))
    await until(lambda: len(here.served.floor.conversation._room._waiting) == len(people) - HEARD_AT_ONCE)
    await here.slack.deliver(here.slack.message(here.me, "41 people are in it"))
    action, value, _ = here.button("done", here.me)
    pressed = asyncio.create_task(here.slack.deliver(here.slack.press(here.me, action, value)))
    await until(lambda: here.served.floor.conversation._room._awaited)
    slow.let.set()

    assert (await pressed)[0] == 200
    assert slow.texts.index("41 people are in it") <= HEARD_AT_ONCE, "after those whose turn it was, and one beside it"
    await here.rest()


@pytest.mark.parametrize("what", ["home", "messages", "profile"])
async def test_what_is_nothing_of_a_journey_waits_for_no_words(here, slow, what):
    await here.slack.deliver(here.slack.message(here.me, STORY))
    event = {"type": "app_home_opened", "user": here.me, "channel": "D1", "tab": what}
    if what == "profile":
        event = {
            "type": "user_change",
            "user": {"id": here.me, "team_id": "T0WORLD", "tz": "Asia/Tokyo", "profile": {"real_name": "Sam"}},
        }

    async with asyncio.timeout(10):
        assert (await here.slack.deliver(here.slack.event(event)))[0] == 200
    assert await waiting(here) == 1


async def test_who_types_again_is_heard_before_those_who_are_gone_by_now(here, slow):
    talk, seen = here.served.floor.conversation, []
    slow.let.set()
    talk.here = seen.append
    await here.say(STORY)

    assert seen == [here.who(here.me)]


@pytest.mark.parametrize("becomes", ["", "one of them in cork answered it already"])
async def test_words_that_are_changed_or_deleted_before_they_are_heard_are_kept_as_they_became(here, becomes):
    await here.say(STORY)
    gone(here)
    sent = here.slack.message(here.me, "one of them in oslo answered it already")
    await here.slack.deliver(sent)
    del here.door._lanes.hear
    before = {"user": here.me, "text": sent["event"]["text"], "ts": sent["event"]["ts"]}
    after = {"subtype": "message_changed", "message": {**before, "text": becomes, "edited": {"ts": "9.9"}}}
    gone_now = {"subtype": "message_deleted", "deleted_ts": before["ts"]}
    change = {"type": "message", "channel_type": "im", "channel": sent["event"]["channel"], "previous_message": before}
    await here.deliver(here.slack.event({**change, **(after if becomes else gone_now)}))
    here.move(here.now() + LATER)
    await here.served.beat()
    await here.rest()

    (journey,) = (await here.store.desk(here.who(here.me))).journeys
    said = " ".join(each.text for each in journey.sayings)
    assert ("oslo" in said, "cork" in said, await waiting(here)) == (False, bool(becomes), 0)


async def test_words_that_come_again_while_they_wait_are_heard_once(here, slow):
    payload = here.slack.message(here.me, STORY)
    for _ in range(3):
        assert (await here.slack.deliver(payload))[0] == 200
    slow.let.set()
    await here.rest()
    await here.deliver(payload)

    assert len(here.read()) == 1


async def test_two_programs_that_hear_the_same_words_answer_once(here, slow, monkeypatch):
    await here.slack.deliver(here.slack.message(here.me, STORY))
    other = here.served.floor.conversation
    beside = asyncio.create_task(anext(other.hear_taken(here.who(here.me))))
    await asyncio.to_thread(slow.asked.wait, 20)
    slow.let.set()
    outcome = await beside
    if outcome.turn is not None:
        await here.served.floor.bring(outcome)
    await here.rest()

    assert len(here.read()) == 1


async def test_what_sounds_like_danger_is_answered_at_once_and_kept_nowhere(here, monkeypatch):
    kept = []
    take_in = here.store.take_in

    async def noted(person, words, now):
        kept.append(words.text)
        return await take_in(person, words, now)

    monkeypatch.setattr(here.store, "take_in", noted)
    await here.say(STORY)
    await here.say("i want to kill myself")

    assert kept == [STORY]
    assert len(here.read()) == 2


async def test_a_word_that_works_is_known_by_heart_and_waits_for_no_reading(here, slow):
    slow.let.set()
    await here.say("where am i")
    gone(here)
    await here.say("where am i")

    assert (len(here.read()), await waiting(here)) == (2, 0)


async def test_words_that_cannot_be_heard_are_tried_once_more_then_set_aside_and_said_so(here, slow, caplog):
    slow.let.set()
    slow.broken = "canary"
    await here.say("this is the canary that breaks it")
    await here.say(STORY)
    assert (len(here.read()), await waiting(here)) == (1, 1)

    here.move(here.now() + LATER)
    await here.served.beat()
    await here.rest()
    assert "Something broke on my side. Your words are kept." in here.read()[-1]
    assert (await here.store.counts())["parked"] == 1

    read = len(here.read())
    here.move(here.now() + timedelta(hours=1))
    await here.served.beat()
    await here.rest()
    assert len(here.read()) >= read
    assert "Something broke" not in "".join(here.read()[read:])
    assert "canary" not in logged(caplog)


async def test_words_for_which_the_database_has_no_room_wait_until_it_has(here, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(here.store, "change", no_room)
        await here.say(STORY)
        for _ in range(8):
            here.move(here.now() + timedelta(hours=2))
            await here.served.beat()
            await here.rest()
        assert (here.read(), await waiting(here)) == ([], 1)

    here.move(here.now() + timedelta(hours=2))
    await here.served.beat()
    await here.rest()

    assert (len(here.read()), await waiting(here)) == (1, 0)


async def no_room(*_, **__):
    raise StoreBusy("The disk is full.")


@pytest.mark.parametrize("meanwhile", ["nothing", "somebody else has heard them"])
async def test_words_that_were_left_are_tried_when_they_are_read_and_not_while_they_wait(here, slow, meanwhile):
    gone(here)
    await here.slack.deliver(here.slack.message(here.me, STORY))
    del here.door._lanes.hear
    here.move(here.now() + LATER)
    me, talk = here.who(here.me), here.served.floor.conversation
    (words,) = await here.store.unheard(me)

    async with AsyncExitStack() as held:
        for number in range(HEARD_AT_ONCE):
            await held.enter_async_context(talk._room.place(number))
        await here.served.beat()
        await until(lambda: talk.behind)
        assert await tries(here) == [0]
        if meanwhile != "nothing":
            await here.store.set_aside(me, words.delivery)
    if meanwhile == "nothing":
        await until(slow.asked.is_set)
        assert await tries(here) == [1]
    slow.let.set()
    await here.rest()

    assert len(slow.texts) == len(here.read()) == (meanwhile == "nothing")


async def tries(here):
    return await here.store._read(lambda hand: [row.tries for row in hand.execute(select(unheard.c.tries)).all()])


async def test_words_that_end_the_program_each_time_are_set_aside_and_said_so_once(here):
    gone(here)
    await here.slack.deliver(here.slack.message(here.me, STORY))
    (words,) = await here.store.unheard(here.who(here.me))
    for _ in range(4):  # each time it ended before it was done
        await here.store.tried(here.who(here.me), words.delivery)
    await here.restart()
    await here.rest()
    await here.restart()
    await here.rest()

    assert [each.partition(".")[0] for each in here.read()] == ["Something broke on my side"]


async def test_words_are_let_go_with_what_was_deleted(here):
    await here.say(STORY)
    gone(here)
    await here.slack.deliver(here.slack.message(here.me, "and one thing more about it"))
    await here.say("delete everything")
    await here.press("delete_all")
    await here.restart()
    await here.rest()

    assert await waiting(here) == 0
    assert (await here.store.counts())["people"] == 0


async def test_a_command_with_words_is_acknowledged_before_they_are_read(here, slow):
    status, answer = await here.slack.deliver(here.slack.command(here.me, STORY, channel="C0ALL"))

    assert status == 200
    assert "private" in str(answer).casefold() or "direct" in str(answer).casefold()
    slow.let.set()
    await here.rest()
    assert len(here.read()) == 1


COMPRESSED = (0.01, 0.06, 0.3)
"""Slack sends an event again after about a second, a minute and five."""


def sayings(desk):
    return [each.text for journey in desk.journeys for each in journey.sayings]


async def test_words_that_came_while_the_store_was_busy_come_again_and_are_heard_once(here, monkeypatch):
    here.slack.again = COMPRESSED
    take, busy = here.store.take_in, [StoreBusy("busy")] * 2

    async def takes(*words):
        if busy:
            raise busy.pop()
        return await take(*words)

    monkeypatch.setattr(here.store, "take_in", takes)

    assert (await here.say(STORY))[0] == 200

    assert here.slack.refused == ["http_error"] * 2
    assert sayings(await here.store.desk(here.who(here.me))) == [STORY]
    assert len(here.read()) == 1


async def test_words_that_were_acknowledged_too_late_come_again_and_are_heard_once(here, monkeypatch):
    here.slack.again, here.slack.patience = COMPRESSED, 0.1
    take, late = here.store.take_in, asyncio.Event()

    async def takes(*words):
        taken = await take(*words)
        await late.wait()
        return taken

    monkeypatch.setattr(here.store, "take_in", takes)
    delivered = asyncio.create_task(here.say(STORY))

    await here.slack.unanswered.wait()
    here.slack.patience = 60.0
    late.set()

    assert (await delivered)[0] == 200
    assert here.slack.refused == ["http_timeout"]
    assert sayings(await here.store.desk(here.who(here.me))) == [STORY]
    assert len(here.read()) == 1
