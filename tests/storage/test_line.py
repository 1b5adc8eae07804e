"""Who waits together on SQLite shares a transaction; to each of them it is one of their own."""

import asyncio
import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import pytest
from contract.locks import locked
from contract.values import NOW, SAM, Deciding, Teller, begun, note

from bot.effects import Post
from bot.errors import OopsError, StoreBusy
from bot.people import Who
from storage import keys
from storage.line import Job
from storage.store import SqlStore


def someone(number):
    return replace(SAM, who=Who("local", "home", f"p{number}"))


@asynccontextmanager
async def opened(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    yield store
    await store.close()


@asynccontextmanager
async def held_up(store):
    """Something that takes its time is at the head of the line."""
    busy = threading.Event()
    long_work = asyncio.ensure_future(store._aside(busy.wait))
    await asyncio.sleep(0.01)
    yield
    busy.set()
    await long_work


async def all_at_once(store, *asked):
    """Everyone asks while something takes its time, so that they stand in line together; what each came to."""
    async with held_up(store):
        tasks = [asyncio.ensure_future(each) for each in asked]
        await asyncio.sleep(0.01)
    return await asyncio.gather(*tasks, return_exceptions=True)


def turn(store, number, **more):
    return store.change(someone(number), f"d{number}", NOW, Deciding(journeys=[begun(f"j{number}", **more)]))


async def turns_of(store, numbers):
    desks = [await store.desk(someone(number).who) for number in numbers]
    return [desk.journeys[0].turns if desk and desk.journeys else None for desk in desks]


async def test_who_waits_together_is_committed_together(tmp_path):
    async with opened(tmp_path) as store:
        said = []
        store._database._driver(0.0).set_trace_callback(said.append)
        await all_at_once(store, *(turn(store, number) for number in range(8)))
        store._database._driver(0.0).set_trace_callback(None)

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
        with locked(tmp_path / "oops.db"):
            found = await all_at_once(store, *(turn(store, number) for number in (1, 2, 3)))

        assert [type(each) for each in found] == [StoreBusy] * 3
        assert await turns_of(store, (1, 2, 3)) == [None] * 3


async def test_who_leaves_before_their_turn_has_begun_changes_nothing(tmp_path):
    async with opened(tmp_path) as store:
        async with held_up(store):
            left, stays = (asyncio.ensure_future(turn(store, number)) for number in (1, 2))
            await asyncio.sleep(0.01)
            left.cancel()
        await stays

        assert await turns_of(store, (1, 2)) == [None, 0]


async def test_a_long_turn_does_not_hold_up_those_who_are_done(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine.GATHER", 0.0)
    async with opened(tmp_path) as store:
        said = []
        store._database._driver(0.0).set_trace_callback(said.append)
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


async def test_whoever_waits_for_another_programs_lock_holds_up_nobody_in_the_loop(tmp_path):
    async with opened(tmp_path) as store:
        await turn(store, 0)
        with locked(tmp_path / "oops.db"):
            waits = asyncio.ensure_future(turn(store, 1))
            for _ in range(20):  # the loop goes round while the turn waits
                await asyncio.sleep(0.001)
            assert not waits.done()
        await waits


async def test_what_takes_its_time_is_done_on_the_stores_thread_and_what_is_short_is_not(tmp_path):
    async with opened(tmp_path) as store:

        def where(_):
            return threading.current_thread() is threading.main_thread()

        assert await store._read(where)
        assert await store._write(where)
        assert not await store._read(where, None)
        assert not await store._write(where, None)


async def test_nothing_is_told_before_it_is_committed_and_the_loop_does_not_wait_for_the_disk(tmp_path, monkeypatch):
    async with opened(tmp_path) as store:
        slow, ended, threads = threading.Event(), store._database.ended, []
        loop, begun_ = asyncio.get_running_loop(), asyncio.Event()

        def held(jobs):
            threads.append(threading.current_thread())
            loop.call_soon_threadsafe(begun_.set)
            slow.wait(5)
            return ended(jobs)

        monkeypatch.setattr(store._database, "ended", held)
        waits = asyncio.ensure_future(turn(store, 1))
        await begun_.wait()
        assert not waits.done()
        slow.set()
        await waits

        assert threads != [threading.main_thread()]


def test_a_loop_that_ended_amid_a_turn_holds_nobody_up(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    for ended in range(3):
        loop = asyncio.new_event_loop()
        store._line._ask(Job(lambda _: None, loop.create_future(), writes=True))
        for _ in range(ended):
            loop.run_until_complete(asyncio.sleep(0))
        loop.close()

        assert asyncio.run(asyncio.wait_for(turns_of(store, (9,)), 10)) == [None]
    asyncio.run(turn(store, 9))

    assert asyncio.run(turns_of(store, (9,))) == [0]
    asyncio.run(store.close())


def test_whoever_waits_behind_a_loop_that_has_ended_is_called(tmp_path, monkeypatch):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    asks, ended = threading.Event(), store._database.ended
    monkeypatch.setattr(store._database, "ended", lambda jobs: asks.wait(5) and ended(jobs))
    loop = asyncio.new_event_loop()
    store._line._ask(Job(lambda _: None, loop.create_future(), writes=True))
    loop.run_until_complete(asyncio.sleep(0))  # it is with the store's thread now
    loop.close()

    async def behind():
        waits = asyncio.ensure_future(turn(store, 1))
        await asyncio.sleep(0)
        asks.set()
        await asyncio.wait_for(waits, 10)
        await store.close()

    asyncio.run(behind())


async def test_whoever_asks_a_store_that_was_closed_hears_so_and_all_that_was_asked_before_is_done(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("storage.engine.GATHER", 0.0)  # so that many wait, and for longer than the late do
    monkeypatch.setattr("storage.line.LATE", 0.0)
    async with opened(tmp_path) as store:
        asked = [asyncio.ensure_future(turn(store, number)) for number in range(9)]
        await asyncio.sleep(0)
        await store.close()
        assert [(await each).journeys[0].id for each in asked] == [f"j{number}" for number in range(9)]
        with pytest.raises(RuntimeError, match="is closed"):
            await turn(store, 9)


async def test_whoever_asks_in_another_loop_meanwhile_is_served_too(tmp_path):
    async with opened(tmp_path) as store:
        async with held_up(store):
            elsewhere = asyncio.ensure_future(asyncio.to_thread(asyncio.run, turn(store, 1)))
            await asyncio.sleep(0.1)
        await asyncio.wait_for(elsewhere, 10)

        assert await turns_of(store, (1,)) == [0]


async def test_who_comes_alone_waits_for_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.line.COMPANY", 60)
    async with opened(tmp_path) as store:
        for number in range(3):
            await asyncio.wait_for(turn(store, number), 10)


async def test_the_patience_of_who_is_late_begins_with_their_turn(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine.PATIENCE", 0.1)
    monkeypatch.setattr("storage.line.LATE", 60)
    async with opened(tmp_path) as store:
        async with held_up(store):
            late, prompt = (asyncio.ensure_future(store._write(lambda _: "done", late=each)) for each in (True, False))
            await asyncio.sleep(0.2)
        assert await late == "done"
        with pytest.raises(StoreBusy):
            await prompt


async def test_who_comes_while_others_share_waits_a_moment_to_share_too(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.line.COMPANY", 0.2)
    async with opened(tmp_path) as store:
        said = []
        await all_at_once(store, turn(store, 0), turn(store, 1))
        store._database._driver(0.0).set_trace_callback(said.append)
        for pair in ((2, 3), (4, 5)):
            first = asyncio.ensure_future(turn(store, pair[0]))
            await asyncio.sleep(0.01)
            await asyncio.gather(first, turn(store, pair[1]))
        store._database._driver(0.0).set_trace_callback(None)

        assert said.count("COMMIT") == 2


async def test_who_is_to_be_acknowledged_goes_before_who_is_late_but_the_late_come_on(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine.GATHER", 0.0)  # each in a transaction of its own
    async with opened(tmp_path) as store:

        async def order():
            found = []
            names = ("late 0", "late 1", "late 2", "prompt 0", "prompt 1")
            writes = (
                store._write(partial(lambda name, _: found.append(name), name), late="late" in name) for name in names
            )
            await all_at_once(store, *writes)
            return found

        assert await order() == ["prompt 0", "prompt 1", "late 0", "late 1", "late 2"]
        monkeypatch.setattr("storage.line.LATE", 0.0)
        assert (await order())[0] == "late 0"


async def test_many_who_meet_another_programs_lock_share_a_commit_once_it_is_let_go(tmp_path):
    async with opened(tmp_path) as store:
        await turn(store, 0)
        said = []
        store._database._driver(0.0).set_trace_callback(said.append)
        with locked(tmp_path / "oops.db"):
            asked = [asyncio.ensure_future(turn(store, number)) for number in range(1, 9)]
            await asyncio.sleep(0.1)
        await asyncio.gather(*asked)

        assert said.count("COMMIT") < 4
        store._database._driver(0.0).set_trace_callback(None)


async def test_what_wipes_the_file_waits_for_another_program_that_is_at_it(tmp_path):
    async with opened(tmp_path) as store:
        await turn(store, 0)
        with locked(tmp_path / "oops.db"):
            wiping = asyncio.ensure_future(store._wipe())
            await asyncio.sleep(0.3)
        await wiping

        assert not store._database._unwiped


async def test_what_goes_wrong_in_what_takes_its_time_is_told_to_whoever_asked_and_to_nobody_else(tmp_path):
    async with opened(tmp_path) as store:
        with pytest.raises(ZeroDivisionError):
            await store._aside(lambda: 1 / 0)
        await turn(store, 1)

        assert await turns_of(store, (1,)) == [0]
