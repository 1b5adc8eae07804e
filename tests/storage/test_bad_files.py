"""A database that cannot be used: one calm sentence that says what to do next, whatever is wrong with it."""

import asyncio
import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from contract.locks import locked
from contract.values import DAY, NOW, SAM, Deciding, Teller, begun, check_in, note
from sqlalchemy import event

from bot.effects import DropCheckIns, Post, SetCheckIn
from bot.errors import OopsError, SettingsWrong, StoreBroken, StoreBusy
from bot.ports import Decision
from storage import keys
from storage.engine import PATIENCE, Database
from storage.store import SqlStore

KEY = keys.make()


def is_calm(error):
    """One short line, with no driver's words, no traceback behind it, and an end."""
    said = str(error)
    unwanted = ("sqlite3", "sqlalchemy", "psycopg", "SQL", "Error", "Traceback", "0x", "canary", "\n")
    return (
        isinstance(error, OopsError)
        and 20 < len(said) < 300
        and said.endswith((".", "…"))
        and not [word for word in unwanted if word in said.replace("DATABASE_URL", "")]
        and error.__cause__ is None
        and error.__context__ is None
    )


async def used(path):
    """A database with a life in it, let go."""
    store = SqlStore.open(f"sqlite:///{path}", KEY)
    sam = Teller(store)
    for n in range(20):
        await sam.tell(Post(note(f"l{n}")), SetCheckIn("j1", check_in()), journeys=[begun(turns=n)])
    await store.close()
    return path


def garbage(path):
    path.write_bytes(random.Random(1).randbytes(8192))


def words(path):
    path.write_text("Dear Dana, this is no database at all. " * 500)


def half_a_header(path):
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)


def a_folder(path):
    path.mkdir()


def another_programs(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE invoices (id INTEGER)")
    other.close()


def a_newer_versions(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('9999')")
    other.close()


@pytest.mark.parametrize("make", [garbage, words, half_a_header, a_folder, another_programs, a_newer_versions])
def test_a_file_that_is_no_database_of_ours_is_left_as_it_is_and_said_so(tmp_path, make):
    path = tmp_path / "oops.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(StoreBroken) as broken:
        SqlStore.open(f"sqlite:///{path}", KEY)

    assert is_calm(broken.value)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(StoreBroken, match="folder") as broken:
        SqlStore.open(f"sqlite:///{tmp_path}/nowhere/oops.db", KEY)

    assert is_calm(broken.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "oops.db",
        "mysql://host/db",
        "redis://host",
        "sqlite",
        "postgresql://host:port:port/x",
    ],
)
def test_an_address_that_is_none_is_the_settings_business(url):
    with pytest.raises((SettingsWrong, StoreBusy, StoreBroken)) as wrong:
        SqlStore.open(url, KEY)

    assert "DATABASE_URL" in str(wrong.value)


async def test_the_wrong_master_key_is_said_at_the_start(tmp_path):
    path = await used(tmp_path / "oops.db")

    with pytest.raises(StoreBroken, match="OOPS_MASTER_KEY") as broken:
        SqlStore.open(f"sqlite:///{path}", keys.make())
    assert is_calm(broken.value)


async def test_an_emptied_file_begins_anew(tmp_path):
    path = await used(tmp_path / "oops.db")
    path.write_bytes(b"")

    store = SqlStore.open(f"sqlite:///{path}", KEY)
    assert await store.desk(SAM.who) is None
    await store.close()


async def test_a_read_only_database_says_so_before_anything_is_taken(tmp_path):
    path = await used(tmp_path / "oops.db")
    store = SqlStore.open(f"sqlite:///file:{path}?mode=ro&uri=true", KEY)

    with pytest.raises(StoreBroken, match="read-only") as broken:
        await store.change(SAM, "d1", NOW, Deciding())
    assert is_calm(broken.value)
    await store.close()


async def test_a_damaged_database_never_answers_with_a_drivers_words(tmp_path):
    """A hundred kinds of damage: each method answers rightly or with one calm sentence."""
    path = await used(tmp_path / "oops.db")
    whole = path.read_bytes()
    dice = random.Random(7)
    said = set()
    for number in range(100):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 20, 400))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if number % 5 == 0:
            del data[dice.randrange(100, len(data)) :]
        bad = tmp_path / f"bad-{number}.db"
        bad.write_bytes(data)
        said |= await lived_through(f"sqlite:///{bad}")
    print(f"N = 100, seed 7, sentences: {len(said)}")
    assert said


async def lived_through(url):
    """The sentences that a damaged database answers with."""
    said = []
    with calm(said):
        store = SqlStore.open(url, KEY)
    if said:
        return set(said)
    for ask in (
        lambda: store.change(SAM, "new", NOW, Deciding(Post(note("new")), journeys=[begun()])),
        lambda: store.desk(SAM.who),
        lambda: store.claim(NOW),
        lambda: store.letters(SAM.who),
        lambda: store.due(NOW.replace(day=9)),
        lambda: store.export(SAM.who),
        lambda: store.sweep(NOW.replace(month=9)),
    ):
        with calm(said):
            await ask()
    await store.close()
    return set(said)


@contextmanager
def calm(said):
    """Whatever goes wrong in here goes wrong in one calm sentence."""
    try:
        yield
    except OopsError as error:
        said.append(str(error))
        ok = is_calm(error)
    else:
        ok = True
    assert ok, said[-1]


# ------------------------------------------------------------------------------------------------------- busy and full


@contextmanager
def patience():
    """Whoever waits for another program in here waits for no longer than a turn may, all waits together."""
    waits, opened = [], Database._opened
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_opened", lambda self, wait: waits.append(wait) or opened(self, wait))
        yield
    assert 0 < sum(waits) < PATIENCE + 0.1 <= 2.5


async def test_a_locked_database_says_busy_in_time_and_then_goes_on(tmp_path):
    path = await used(tmp_path / "oops.db")
    store = SqlStore.open(f"sqlite:///{path}", KEY)
    with locked(path):
        with patience(), pytest.raises(StoreBusy) as busy:
            await store.change(SAM, "d1", NOW, Deciding(journeys=[begun(turns=99)]))
        assert is_calm(busy.value)
        assert (await store.desk(SAM.who)).journeys[0].turns == 19  # reading waits for nobody

    await store.change(SAM, "d1", NOW, Deciding(journeys=[begun(turns=99)]))
    assert (await store.desk(SAM.who)).journeys[0].turns == 99
    await store.close()


async def test_many_who_wait_behind_a_lock_are_all_answered_in_time(tmp_path):
    path = await used(tmp_path / "oops.db")
    store = SqlStore.open(f"sqlite:///{path}", KEY)
    with locked(path), patience():
        turns = (store.change(SAM, f"d{n}", NOW, Deciding()) for n in range(20))
        answers = await asyncio.gather(*turns, return_exceptions=True)

    assert {type(each) for each in answers} == {StoreBusy}
    await store.change(SAM, "d1", NOW, Deciding())
    await store.close()


async def test_who_waits_too_long_in_the_queue_is_told_so_and_nothing_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine.PATIENCE", 0.2)
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", KEY)
    long_work = asyncio.create_task(store._read(lambda _: time.sleep(0.4), None))
    await asyncio.sleep(0.01)
    with pytest.raises(StoreBusy):
        await store.change(SAM, "d1", NOW, Deciding())
    await long_work

    assert await store.desk(SAM.who) is None
    await store.close()


async def test_a_lock_that_is_let_go_soon_costs_nothing_but_the_wait(tmp_path):
    path = await used(tmp_path / "oops.db")
    store = SqlStore.open(f"sqlite:///{path}", KEY)
    held = locked(path)
    held.__enter__()
    timer = threading.Timer(0.4, held.__exit__, (None, None, None))
    timer.start()
    await store.change(SAM, "d1", NOW, Deciding(journeys=[begun(turns=99)]))

    assert (await store.desk(SAM.who)).journeys[0].turns == 99
    timer.join()
    await store.close()


def limited(store):
    """What lets a store's file grow by so many pages and no more. A disk is full for whoever opens the file anew, too."""
    limit = 0

    def limits(driver, *_):
        driver.execute(f"PRAGMA max_page_count = {limit}")

    def pages(more):
        nonlocal limit
        driver = store._database._driver()
        limit = driver.execute("PRAGMA page_count").fetchone()[0] + more
        limits(driver)

    event.listen(store._database._engine, "connect", limits)
    return pages


@pytest.mark.parametrize("room", range(0, 40, 3))
async def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(tmp_path, room):
    """The disk is full after `room` pages more, so at another statement each time."""
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", KEY)
    sam = Teller(store)
    taken = 0
    await sam.tell(journeys=[begun(turns=0)])
    pages = limited(store)
    await store._read(lambda hand: pages(room))
    full = None
    while full is None:
        posts = [Post(note(f"l{taken + 1}-{k}")) for k in range(5)]
        journey = begun(turns=taken + 1, notes={"long": "words " * 600})
        try:
            await sam.tell(*posts, journeys=[journey], delivery=f"n{taken + 1}")
            taken += 1
        except StoreBusy as error:
            full = error
    assert is_calm(full)
    assert "disk is full" in str(full)
    desk = await store.desk(SAM.who)
    assert desk.journeys[0].turns == taken
    assert (await store.counts())["letters"] == 5 * taken

    await store._read(lambda hand: pages(100_000))
    assert not (await sam.tell(journeys=[begun(turns=1000)], delivery=f"n{taken + 1}")).seen
    assert (await store.desk(SAM.who)).journeys[0].turns == 1000
    await store.close()


async def test_a_check_in_for_which_the_disk_has_no_room_is_not_set_aside_and_comes_again(tmp_path):
    """On a full disk SQLite undoes the whole transaction, and with it the place to which a single check-in goes back."""
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", KEY)
    await Teller(store).tell(SetCheckIn("j1", check_in()), journeys=[begun()])

    def long_answer(due, desk):
        return Decision(desk.person, (begun(notes={"long": "words " * 60_000}),), (DropCheckIns("j1", ("first",)),))

    room = limited(store)
    await store._read(lambda hand: room(0))
    with pytest.raises(StoreBusy) as full:
        await store.take_up(NOW + 30 * DAY, long_answer)
    assert "disk is full" in str(full.value)
    await store._read(lambda hand: room(100_000))

    assert [each.wrong for each in await store.take_up(NOW + 30 * DAY, long_answer)] == [""]
    await store.close()


# ---------------------------------------------------------------------------------------------------------- kill -9

LIFE = """
import asyncio, sys
sys.path[:0] = {paths!r}
from contract.values import *
from bot.effects import *
from storage.store import SqlStore

async def main():
    store = SqlStore.open({url!r}, {key!r})
    sam = Teller(store)
    desk = await store.desk(SAM.who)
    n = desk.journeys[0].turns if desk and desk.journeys else 0
    while True:
        n += 1
        await sam.tell(Post(note(f"l{{n}}")), SetCheckIn("j1", check_in()), journeys=[begun(turns=n)], delivery=f"n{{n}}")
        print(n, flush=True)

asyncio.run(main())
"""


def lived_until_killed(program, dice):
    """A child that takes turns and says each number after its commit, killed at an odd moment; the last it said."""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as child:
        said = [child.stdout.readline() for _ in range(dice.randrange(1, 12))]
        time.sleep(dice.random() * 0.01)
        child.kill()
        said += child.stdout.readlines()
    return int([each for each in said if each.endswith("\n")][-1])


async def test_nothing_acknowledged_is_lost_and_nothing_is_half_done_when_killed(tmp_path):
    """COACHING X3, at the database."""
    url = f"sqlite:///{tmp_path}/oops.db"
    program = LIFE.format(paths=sys.path, url=url, key=KEY)
    dice = random.Random(3)
    for _ in range(6):
        last = lived_until_killed(program, dice)
        store = SqlStore.open(url, KEY)
        turns = (await store.desk(SAM.who)).journeys[0].turns
        assert turns in {last, last + 1}  # the one whose number could no longer be said
        counts = await store.counts()
        assert (counts["letters"], counts["seen"], counts["check_ins"]) == (turns, turns, 1)
        again = Deciding(journeys=[begun(turns=0)])
        await store.change(SAM, f"n{turns}", NOW, again)
        assert again.desk.seen
        await store.close()
    print("N = 6 kills, seed 3")


# -------------------------------------------------------------------------------------------------------- no server


async def test_a_server_that_does_not_answer_is_said_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the connection, and says nothing
        for port in (9, silent.getsockname()[1]):
            with pytest.raises(StoreBusy, match="does not answer") as busy:
                async with asyncio.timeout(20):
                    await asyncio.to_thread(SqlStore.open, f"postgresql://oops:canary@127.0.0.1:{port}/oops", KEY)
            assert is_calm(busy.value)
