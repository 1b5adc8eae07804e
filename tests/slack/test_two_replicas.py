"""Of one person's words and presses each is decided after what was acknowledged before it, whichever replica has it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager

import pytest
from contract.servers import emptied, postgres_missing, postgres_url
from slackside.room import environment, room

from adapters import settings
from adapters.serve import serving
from bot.errors import LetterRefused, StoreBusy
from bot.events import Pressed, Said
from storage.keys import make

pytestmark = pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")

STORY = "i sent the march payroll file to the wrong chris"
WORDS = "priya is logging it now"
MORE = "dana knows"


class Slow:
    """A replica's reader, which reads nothing until it is let, and perhaps cannot read what was said."""

    def __init__(self, talk):
        self.reader, self.let, self.asked, self.wrong = talk._reader, threading.Event(), threading.Event(), None
        self.let.set()
        talk._reader = self

    def read(self, text, context):
        self.asked.set()
        assert self.let.wait(20)
        if self.wrong and text == WORDS:
            raise self.wrong
        return self.reader.read(text, context)


class Two:
    """Two programs on one database, of which Slack calls now this one and now that."""

    def __init__(self, here, other, port):
        self.here, self.slack, self.me, self.store = here, here.slack, here.me, here.store
        self.ports = here.slack.app, f"http://127.0.0.1:{port}"
        self.programs = here.served, other
        self.talks = [each.floor.conversation for each in self.programs]
        self.readers = [Slow(each) for each in self.talks]
        self.order = []
        for number, talk in enumerate(self.talks):
            self._noted(number, talk)

    def _noted(self, number, talk):
        hear = talk.hear

        async def noted(person, delivery, event, **more):
            outcome = await hear(person, delivery, event, **more)
            if outcome.turn is not None:
                self.order.append((number, event.text if isinstance(event, Said) else type(event)))
            return outcome

        talk.hear = noted

    async def deliver(self, number, payload):
        self.slack.app = self.ports[number]
        return (await self.slack.deliver(payload))[0]

    async def says(self, number, text):
        return await self.deliver(number, self.slack.message(self.me, text))

    def press(self, number):
        action, value, _ = self.here.button("done", self.me)
        return asyncio.create_task(self.deliver(number, self.slack.press(self.me, action, value)))

    async def rest_of(self, number):
        await self.programs[number].floor.doors["slack"]._lanes.drain()

    async def rest(self):
        for number in range(len(self.programs)):
            await self.rest_of(number)


@pytest.fixture
async def two(tmp_path):
    more = {"DATABASE_URL": emptied(postgres_url()), "OOPS_MASTER_KEY": make()}
    async with room(tmp_path, **more) as here:
        given = settings.read(environment(here.slack, tmp_path, "http", **more))
        async with serving(given, beating=False) as (other, port):
            found = Two(here, other, port)
            await found.says(0, STORY)
            await found.rest()
            found.order.clear()
            yield found
            for each in found.readers:
                each.let.set()
            await found.rest()


@asynccontextmanager
async def reading(two, number, text):
    """A replica has acknowledged words, and takes as long as this lasts to read them."""
    slow = two.readers[number]
    slow.let.clear()
    slow.asked.clear()
    assert await two.says(number, text) == 200
    await asyncio.to_thread(slow.asked.wait, 20)
    yield
    slow.let.set()


async def test_a_press_at_one_replica_is_decided_after_words_that_another_has_acknowledged(two):
    read = len(two.here.read())
    async with reading(two, 0, WORDS):
        assert await two.press(1) == 200
        await two.rest_of(1)
        assert two.order == [(1, WORDS), (1, Pressed)]
        assert len(two.here.read()) == read + 2, "whoever heard the words answers them"
    await two.rest()

    assert two.order == [(1, WORDS), (1, Pressed)], "they are heard once"
    assert len(two.here.read()) == read + 2


async def test_words_that_work_are_decided_after_words_that_another_replica_has_acknowledged(two):
    async with reading(two, 0, WORDS):
        assert await two.says(1, "where am i") == 200
        assert two.order == [(1, WORDS), (1, "where am i")]


@pytest.mark.parametrize("wrong", [ValueError("canary"), LetterRefused("canary")])
async def test_a_press_does_not_wait_for_words_that_another_replica_has_acknowledged_and_that_cannot_be_heard(
    two, wrong
):
    two.readers[1].wrong = wrong
    async with reading(two, 0, WORDS):
        assert await two.press(1) == 200
        assert two.order == [(1, Pressed)]
    await two.rest()

    assert two.order == [(1, Pressed), (0, WORDS)]


async def test_a_press_that_comes_while_the_words_before_it_cannot_be_saved_is_not_taken(two):
    async with reading(two, 0, WORDS):
        two.readers[1].wrong = StoreBusy("The disk is full.")
        await two.press(1)
        assert two.order == []
        two.readers[1].wrong = None
        assert await two.press(1) == 200
        assert two.order == [(1, WORDS), (1, Pressed)]


async def test_words_that_come_while_a_press_waits_are_heard_after_it(two):
    async with reading(two, 1, WORDS):
        press = two.press(1)
        while not two.talks[1]._room._awaited:  # noqa: ASYNC110  what is looked at is no event
            await asyncio.sleep(0.01)
        assert await two.says(1, MORE) == 200
    assert await press == 200
    await two.rest()

    assert two.order == [(1, WORDS), (1, Pressed), (1, MORE)]
