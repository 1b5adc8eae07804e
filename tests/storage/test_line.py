"""Who waits together on SQLite shares a transaction; to each of them it is one of their own."""

import asyncio
import sqlite3
import threading
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from contract.values import NOW, SAM, Deciding, Teller, begun, note

from bot.effects import Post
from bot.errors import OopsError, StoreBusy
from bot.people import Who
from storage import keys
from storage.store import SqlStore


def someone(number):
    return replace(SAM, who=Who("local", "home", f"p{number}"))


@asynccontextmanager
async def opened(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    yield store
    await store.close()


async def all_at_once(store, *asked):
    """Everyone asks while the thread is busy, so that they stand in line together; what each came to."""
    busy = threading.Event()
    store._threads.submit(busy.wait)
    tasks = [asyncio.ensure_future(each) for each in asked]
    await asyncio.sleep(0.01)
    busy.set()
    return await asyncio.gather(*tasks, return_exceptions=True)


def turn(store, number, **more):
    return store.change(someone(number), f"d{number}", NOW, Deciding(journeys=[begun(f"j{number}", **more)]))


async def turns_of(store, numbers):
    desks = [await store.desk(someone(number).who) for number in numbers]
    return [desk.journeys[0].turns if desk and desk.journeys else None for desk in desks]


async def test_who_waits_together_is_committed_together(tmp_path):
    async with opened(tmp_path) as store:
        said = []
        store._database._driver().set_trace_callback(said.append)
        await all_at_once(store, *(turn(store, number) for number in range(8)))
        store._database._driver().set_trace_callback(None)

        assert said.count("COMMIT") < 8
        assert await turns_of(store, range(8)) == [0] * 8


async def test_what_somebody_reads_beside_a_turn_is_what_was_committed(tmp_path):
    async with opened(tmp_path) as store:
        _, desk = await all_at_once(store, turn(store, 1), store.desk(someone(1).who))

        assert desk == await store.desk(someone(1).who)


async def test_a_decision_that_breaks_takes_back_its_own_turn_and_no_other(tmp_path):
    def broken(desk):
        raise ZeroDivisionError

    async with opened(tmp_path) as store:
        asked = (turn(store, 1), store.change(someone(2), "d2", NOW, broken), turn(store, 3))
        found = await all_at_once(store, *asked)

        assert [type(each) for each in found if isinstance(each, Exception)] == [ZeroDivisionError]
        assert await turns_of(store, (1, 2, 3)) == [0, None, 0]
        assert (await store.counts())["seen"] == 2  # so that what broke may come again


async def test_when_the_database_refuses_one_the_others_are_taken_all_the_same(tmp_path):
    refuses = "CREATE TRIGGER refuses BEFORE INSERT ON journeys WHEN new.id = 'j2' BEGIN SELECT RAISE(ABORT, 'no'); END"
    async with opened(tmp_path) as store:
        await store._read(lambda hand: hand.conn.exec_driver_sql(refuses))
        found = await all_at_once(store, *(turn(store, number) for number in (1, 2, 3)))

        assert [isinstance(each, OopsError) for each in found] == [False, True, False]
        assert await turns_of(store, (1, 2, 3)) == [0, None, 0]


async def test_when_nothing_can_be_committed_everyone_hears_that_nothing_was_taken(tmp_path):
    async with opened(tmp_path) as store:
        await turn(store, 0)
        other = sqlite3.connect(tmp_path / "oops.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        found = await all_at_once(store, *(turn(store, number) for number in (1, 2, 3)))
        other.execute("ROLLBACK")
        other.close()

        assert [type(each) for each in found] == [StoreBusy] * 3
        assert await turns_of(store, (1, 2, 3)) == [None] * 3


async def test_who_leaves_before_their_turn_has_begun_changes_nothing(tmp_path):
    async with opened(tmp_path) as store:
        busy = threading.Event()
        store._threads.submit(busy.wait)
        left, stays = (asyncio.ensure_future(turn(store, number)) for number in (1, 2))
        await asyncio.sleep(0.01)
        left.cancel()
        busy.set()
        await stays

        assert await turns_of(store, (1, 2)) == [None, 0]


async def test_a_long_turn_does_not_hold_up_those_who_are_done(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine.GATHER", 0.0)
    async with opened(tmp_path) as store:
        said = []
        store._database._driver().set_trace_callback(said.append)
        await all_at_once(store, *(turn(store, number) for number in range(3)))

        assert said.count("COMMIT") == 3


@pytest.mark.parametrize("many", [2, 200])
async def test_one_person_in_line_many_times_is_heard_in_order_and_each_delivery_once(tmp_path, many):
    async with opened(tmp_path) as store:
        sam = Teller(store)
        await sam.tell(journeys=[begun()])
        keys_ = [f"k{number // 2}" for number in range(many)]
        posts = (sam.tell(Post(note(f"l{n}")), delivery=key) for n, key in enumerate(keys_))
        found = await all_at_once(store, *posts)

        assert not [each for each in found if isinstance(each, OopsError)]
        assert [each.seen for each in found] == [False, True] * (many // 2)
        assert (await store.counts())["letters"] == many // 2
