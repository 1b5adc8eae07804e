"""A backup that is put back brings nobody back who was deleted since."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from contract.servers import emptied, postgres_missing, postgres_url
from contract.values import ANA, DAY, SAM, Teller, begun, check_in

from adapters import settings
from adapters.clock import RealClock
from adapters.serve import serving
from adapters.tombstones import Tombstones
from bot.effects import EraseAll, SetCheckIn
from bot.errors import SettingsWrong, StoreBroken, StoreBusy
from storage import keys
from storage.store import SqlStore

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def environ(tmp_path):
    return {
        "OOPS_MASTER_KEY": keys.make(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/oops.db",
        "OOPS_TOMBSTONES": str(tmp_path / "kept.jsonl"),
        "PORT": "0",
    }


async def live(store, person=SAM, now=NOW):
    teller = Teller(store, person, now)
    user = person.who.user
    await teller.tell(SetCheckIn(f"{user}-j", check_in(day=now.date())), journeys=[begun(f"{user}-j")])
    return teller


async def backed_up(environ, tmp_path):
    """Sam and Ana have something here, and there is a backup of it; then both delete everything, and Ana comes back."""
    store = SqlStore.open(environ["DATABASE_URL"], environ["OOPS_MASTER_KEY"])
    sam, ana = await live(store), await live(store, ANA)
    await store.close()
    shutil.copy(tmp_path / "oops.db", tmp_path / "backup.db")
    async with serving(settings.read(environ), beating=False) as (served, _):
        for teller in (sam, ana):
            again = Teller(served.floor.store, teller.person, NOW)
            again.count = 10
            await again.tell(EraseAll(), delivery=f"erase {teller.person.who.user}")
        await served.beat()
    shutil.copy(tmp_path / "backup.db", tmp_path / "oops.db")


async def test_who_was_deleted_after_the_backup_is_deleted_before_anything_is_served(environ, tmp_path):
    await backed_up(environ, tmp_path)

    async with serving(settings.read(environ), beating=False) as (served, _):
        store = served.floor.store
        assert [await store.export(each.who) for each in (SAM, ANA)] == [{}, {}]
        assert (await store.counts())["tombstones"] == 2
        late = await Teller(store, SAM, NOW).tell(dated=NOW - DAY, delivery="of the day before", journeys=[begun()])
        assert late.seen


def put_back(backup, database):
    """What `sqlite3 oops.db ".restore backup.db"` does, beside a program that runs."""
    with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(database)) as target:
        source.backup(target)


async def test_a_backup_put_back_under_a_running_program_brings_nobody_back_and_the_file_forgets_nobody(
    environ, tmp_path, caplog
):
    await backed_up(environ, tmp_path)
    path = tmp_path / "kept.jsonl"

    async with serving(settings.read(environ), beating=False) as (served, _):
        kept = path.read_text("ascii").splitlines()
        put_back(tmp_path / "backup.db", tmp_path / "oops.db")
        await served.beat()
        store = served.floor.store
        assert [await store.export(each.who) for each in (SAM, ANA)] == [{}, {}]
        assert sorted(path.read_text("ascii").splitlines()) == sorted(kept)
        assert "a backup was put back" in caplog.text


async def test_a_burial_that_was_broken_off_is_finished_by_the_next_beat(environ, tmp_path, monkeypatch):
    await backed_up(environ, tmp_path)
    async with serving(settings.read(environ), beating=False) as (served, _):
        store = served.floor.store
        put_back(tmp_path / "backup.db", tmp_path / "oops.db")
        with monkeypatch.context() as broken:
            broken.setattr("storage.keeping.bury_some", busy)
            with pytest.raises(StoreBusy):
                await served.beat()
        assert await store.export(SAM.who)
        await served.beat()
        assert [await store.export(each.who) for each in (SAM, ANA)] == [{}, {}]


def busy(*_, **__):
    raise StoreBusy("Not now.")


async def test_whoever_was_deleted_more_than_thirty_days_ago_leaves_the_file(environ, tmp_path):
    await backed_up(environ, tmp_path)
    path, clock = tmp_path / "kept.jsonl", tmp_path / "clock"

    environ["OOPS_TEST_CLOCK"] = str(clock)
    async with serving(settings.read(environ), beating=False) as (served, _):
        clock.write_text("P31D")
        await served.floor.store.sweep(served.floor.clock.now())
        await served.beat()
        assert path.read_text("ascii") == ""
        assert (await served.floor.store.counts())["tombstones"] == 0


async def test_without_the_file_a_backup_brings_everyone_back(environ, tmp_path):
    await backed_up(environ, tmp_path)
    del environ["OOPS_TOMBSTONES"]

    async with serving(settings.read(environ), beating=False) as (served, _):
        assert all([await served.floor.store.export(each.who) for each in (SAM, ANA)])


async def test_the_file_holds_no_name_and_is_its_owners_alone(environ, tmp_path):
    await backed_up(environ, tmp_path)

    path = tmp_path / "kept.jsonl"
    lines = path.read_text("ascii").splitlines()
    assert [sorted(json.loads(line)) for line in lines] == [["at", "delivery", "house", "who"]] * 2
    assert not any(name in path.read_text("ascii") for name in ("sam", "ana", "local", "home", "erase"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("kept")] == ["kept.jsonl"]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite",
        pytest.param("postgres", marks=pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")),
    ],
)
async def test_only_who_was_here_before_their_own_tombstone_goes(url, tmp_path):
    url = emptied(postgres_url()) if url == "postgres" else f"sqlite:///{tmp_path}/oops.db"
    store = SqlStore.open(url, keys.make())
    crowd = [replace(ANA, who=replace(ANA.who, user=f"u{number}")) for number in range(101)]
    for each in crowd:
        await live(store, each)
    gone = await live(store, SAM)
    await gone.tell(EraseAll(), now=NOW)
    graves = await store.graves()
    await live(store, SAM, NOW + DAY)
    await Teller(store, crowd[7], NOW).tell(EraseAll(), now=NOW, delivery="last")
    everyone = [*graves, *(each for each in await store.graves() if each not in graves)]
    await live(store, crowd[7], NOW + DAY)

    assert await store.bury(everyone) == 0, "who came back by themselves stays"
    later = [replace(each, at=each.at + 2 * 86_400_000) for each in everyone]
    assert await store.bury(later) == 2
    assert (await store.counts())["people"] == len(crowd) - 1
    assert await store.bury(later) == 0
    await store.close()


async def test_tombstones_of_another_database_are_refused_and_a_broken_file_too(environ, tmp_path):
    await backed_up(environ, tmp_path)
    other = SqlStore.open("sqlite://", keys.make())

    with pytest.raises(StoreBroken, match="another database"):
        await Tombstones(other, tmp_path / "kept.jsonl", RealClock()).apply()
    for words in ("{", '{"who": "00"}', "[1]", '{"who": "x", "at": 1, "delivery": "", "house": ""}'):
        (tmp_path / "broken").write_text(words)
        with pytest.raises(SettingsWrong, match="no file of tombstones"):
            await Tombstones(other, tmp_path / "broken", RealClock()).apply()
    await other.close()


async def test_a_file_that_cannot_be_written_stops_a_start_but_no_beat(environ, tmp_path, caplog):
    path = tmp_path / "away" / "kept.jsonl"
    path.parent.mkdir()
    async with serving(settings.read({**environ, "OOPS_TOMBSTONES": str(path)}), beating=False) as (served, _):
        shutil.rmtree(path.parent)
        teller = await live(served.floor.store)
        await teller.tell(EraseAll())
        await served.beat()
        assert "OOPS_TOMBSTONES cannot be written" in caplog.text
        path.parent.mkdir()
        await served.beat()
        assert len(path.read_text("ascii").splitlines()) == 1
    with pytest.raises(SettingsWrong, match="OOPS_TOMBSTONES"):
        settings.read({**environ, "OOPS_TOMBSTONES": str(tmp_path / "nowhere" / "kept.jsonl")})
