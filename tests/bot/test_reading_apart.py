"""Words are read in a worker thread, before the transaction: nobody else waits meanwhile, and what is long is kept whole."""

import asyncio
import threading
from dataclasses import replace

import pytest
from coaching.home import moved_in

from adapters.reader import RuleReader
from bot.conversation import HEARD_AT_ONCE, Conversation
from bot.people import Who

SLOW = "i sent the file to the wrong chris at 14:05"


class Reader:
    """Reads by rules; the slow words only once somebody lets it. Remembers the threads that it read in."""

    def __init__(self):
        self.begun, self.go_on, self.threads = threading.Event(), threading.Event(), set()

    def read(self, text, context):
        self.threads.add(threading.current_thread().name)
        if text == SLOW:
            self.begun.set()
            assert self.go_on.wait(30)
        return RuleReader().read(text, context)


@pytest.fixture
async def local(tmp_path):
    opened = await moved_in(tmp_path)
    yield opened
    await opened.close()


async def test_while_words_are_read_others_are_heard_and_the_database_is_free(local):
    reader = Reader()
    ids = (f"j{number}" for number in range(9))
    talk = Conversation(local.store, reader, local.house, local.clock, lambda who, words: (), lambda: next(ids))
    sam, kim = local.person, replace(local.person, who=Who("local", "w", "kim"), name="Kim Oh")

    slow = asyncio.create_task(talk.say(sam, "one", SLOW))
    assert await asyncio.to_thread(reader.begun.wait, 30)
    async with asyncio.timeout(30):
        heard = await talk.say(kim, "two", "oops")
    waited = not slow.done()
    reader.go_on.set()
    await slow

    assert heard.letters
    assert waited
    assert [len((await local.store.desk(each.who)).journeys) for each in (sam, kim)] == [1, 1]
    assert all(name.startswith("oops-reader") for name in reader.threads)


async def test_of_the_words_that_were_taken_only_a_few_are_heard_at_once_and_all_in_the_end(local, monkeypatch):
    ids = (f"j{number}" for number in range(9))
    talk = Conversation(local.store, RuleReader(), local.house, local.clock, lambda who, words: (), lambda: next(ids))
    people = [replace(local.person, who=Who("local", "w", f"p{number}")) for number in range(6)]
    for each in people:
        assert await talk.take(each, each.who.user, "i sent the file to the wrong chris")
    inside, full, go_on, change = [], asyncio.Event(), asyncio.Event(), local.store.change

    async def slowly(person, *asked, **more):
        inside.append(person)
        if len(inside) == HEARD_AT_ONCE:
            full.set()
        await go_on.wait()
        return await change(person, *asked, **more)

    monkeypatch.setattr(local.store, "change", slowly)
    heard = [asyncio.create_task(anext(talk.hear_taken(each.who))) for each in people]
    await asyncio.wait_for(full.wait(), 20)
    for _ in range(1_000):
        if len(talk._room._waiting) + len(inside) == len(people):
            break
        await asyncio.sleep(0.01)
    assert (len(inside), talk.behind) == (HEARD_AT_ONCE, True)
    go_on.set()

    assert all(outcome.letters for outcome in await asyncio.gather(*heard))
    assert (len(inside), talk.behind) == (len(people), False)


async def test_of_a_long_message_the_first_part_is_read_and_all_is_kept(local):
    text = "i sent the wrong file at 14:05. " + "it was the march list. " * 360 + "the last word is marzipan."

    outcome = await local.conversation.say(local.person, "one", text)

    assert len(text) > 8_000
    said = outcome.letters[0].reply.text
    assert said.count("That is more than I read at once. It is all kept; I read the first part.") == 1
    assert "marzipan" in str(await local.store.export(local.me))


async def test_of_a_message_that_is_read_whole_nothing_of_the_kind_is_said(local):
    outcome = await local.conversation.say(local.person, "one", ("i sent it at 9. " * 500)[:8_000])

    assert "more than I read" not in outcome.letters[0].reply.text
