"""A person's words are ciphertext on the disk, and when they are forgotten not even their id is left there."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from contract.servers import dumped, in_files_of, postgres_missing, untouched_url
from contract.values import ANA, DAY, MINUTE, NOW, SAM, Teller, begun, check_in, note, outgoing, reply, to_dana
from logged import logged

from bot.effects import Consented, EraseAll, Post, SetCheckIn
from bot.journey import Saying
from bot.letters import LetterKind, Sent
from bot.path import Question
from storage import keys
from storage.store import SqlStore

HOUR = timedelta(hours=1)
CANARIES = (b"canary", b"Canary", b"Samuel", "Ärger".encode(), b"Okafor", b"Head of")


def on_disk(folder):
    """Everything in the folder, file by file: database, write-ahead log, shared memory."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def hits(folder, words):
    return [(name, word) for name, data in on_disk(folder).items() for word in words if word in data]


async def live(teller, turns):
    """Many turns of one person, each with words, of many lengths so that rows grow and move."""
    user = teller.person.who
    for n in range(turns):
        said = (Saying(Question.WHAT_HAPPENED, "canarywords Ärger " * (n % 90)),) * (1 + n % 3)
        journey = begun(f"{user.user}-j{n % 3}", sayings=said, outbox=(outgoing(),))
        text = reply("canarywords Ärger " * (n % 120))
        post = note(f"{user.user}-{n}", user, author=user, kind=LetterKind.REPLY, reply=text)
        await teller.tell(
            Post(post), SetCheckIn(journey.id, check_in(f"key-{n % 5}", date(2026, 3, 3))), journeys=[journey]
        )


async def test_no_word_of_a_person_is_readable_on_the_disk(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    await lived(store)

    assert set(on_disk(tmp_path)) == {"oops.db", "oops.db-wal", "oops.db-shm"}
    assert hits(tmp_path, CANARIES) == []
    assert b"sam-j0" in on_disk(tmp_path)["oops.db-wal"]  # the scan does find what stands in the clear
    await store.close()
    assert hits(tmp_path, CANARIES) == []


async def lived(store):
    """A note to somebody else, sent, after sixty turns; what is looked for in the clear beside it is an id."""
    sam = Teller(store)
    await live(sam, 60)
    await sam.tell(Consented(to_dana(journey="sam-j0")))
    for each in await store.claim(NOW + 3 * MINUTE):
        await store.settle(each.id, Sent("ref"), NOW)


def readable(dump):
    """The words of anybody that stand in a dump, as they are or in its hexadecimal digits."""
    dump = dump.lower()
    return [word for word in CANARIES if word.lower() in dump or word.hex().encode() in dump]


async def test_no_word_of_a_person_is_readable_in_a_backup_or_a_dump(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    await lived(store)
    with closing(sqlite3.connect(tmp_path / "oops.db")) as source, closing(sqlite3.connect(tmp_path / "copy")) as copy:
        source.backup(copy)
        dump = "\n".join(source.iterdump()).encode()
    await store.close()

    assert b"sam-j0" in dump
    assert readable(dump) == readable((tmp_path / "copy").read_bytes()) == []


@pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")
async def test_no_word_of_a_person_is_readable_in_a_dump_of_a_server_or_in_its_files():
    url = untouched_url()
    store = SqlStore.open(url, keys.make())
    await lived(store)
    dump, found = dumped(url), in_files_of(url)
    await store.close()

    assert b"sam-j0" in dump
    assert readable(dump) == []
    assert not found or any(b"sam-j0" in each for each in found)
    assert [word for word in CANARIES if any(word in each for each in found)] == []


async def test_a_forgotten_persons_id_letters_and_journeys_are_gone_from_every_file(tmp_path):
    """Rows of many sizes, moved over many pages, between someone else's; then every byte is looked at."""
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    sam, ana = Teller(store, replace(SAM, who=replace(SAM.who, user="U0SAMSAM"))), Teller(store, ANA)
    for _ in range(4):
        await live(ana, 40)
        ana = Teller(store, replace(ANA, who=replace(ANA.who, user=ana.person.who.user + "x")))
        sam_turns = Teller(store, sam.person)
        sam_turns.count = sam.count
        for n in range(40):
            name = f"U0SAMSAM-{sam.count}"
            post = note(
                name, sam.person.who, author=sam.person.who, kind=LetterKind.REPLY, reply=reply("words " * (n % 200))
            )
            await sam.tell(
                Post(post),
                SetCheckIn("U0SAMSAM-j", check_in(f"U0SAMSAM-{n % 7}")),
                journeys=[begun("U0SAMSAM-j", turns=n)],
            )
    assert hits(tmp_path, [b"U0SAMSAM"]) != []

    await sam.tell(EraseAll(), delivery="U0SAMSAM-last")

    assert hits(tmp_path, [b"U0SAMSAM"]) == []
    assert (await store.counts())["people"] == 4
    await store.close()
    assert hits(tmp_path, [b"U0SAMSAM"]) == []


async def test_what_expired_is_gone_from_every_file_too(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    sam = Teller(store, replace(SAM, who=replace(SAM.who, user="U0SAMSAM")))
    for n in range(60):
        post = note(
            f"U0SAMSAM-{n}", sam.person.who, author=sam.person.who, kind=LetterKind.REPLY, reply=reply("words " * n)
        )
        await sam.tell(Post(post), journeys=[begun("j1", turns=n)])
    await store.sweep(NOW + 31 * DAY)

    assert hits(tmp_path, [b"U0SAMSAM"]) == []
    await store.close()


async def test_forgetting_asks_the_database_no_oftener_however_much_there_is(tmp_path):
    asked = []
    for many in (3, 3000):
        store = SqlStore.open(f"sqlite:///{tmp_path}/{many}.db", keys.make())
        posts = [Post(note(f"l{n}", reply=reply("words " * 50))) for n in range(many)]
        sam = Teller(store)
        await sam.tell(*posts, journeys=[begun(f"j{n}") for n in range(1 + many // 100)])
        said = []
        store._database._driver(0.0).set_trace_callback(said.append)
        await sam.tell(EraseAll())
        asked.append(len(said))
        await store.close()

    assert asked[0] == asked[1] > 0


async def test_nothing_is_told_to_a_log(tmp_path, caplog):
    caplog.set_level(0)
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    await live(Teller(store), 5)
    await store.close()

    assert "canary" not in logged(caplog).lower()
    assert "Samuel" not in repr(store.__dict__)


async def test_what_someone_elses_reading_kept_in_the_log_is_wiped_by_the_next_sweep(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    sam = Teller(store, replace(SAM, who=replace(SAM.who, user="U0SAMSAM")))
    await sam.tell(journeys=[begun()])
    with closing(sqlite3.connect(tmp_path / "oops.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM people").fetchone() == (1,)
        await sam.tell(EraseAll())
        assert hits(tmp_path, [b"U0SAMSAM"]) != []
        other.rollback()

    await store.sweep(NOW)
    assert hits(tmp_path, [b"U0SAMSAM"]) == []
    await store.close()


async def test_a_large_file_is_written_anew_by_a_sweep_however_busy_it_is_and_once_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine._AT_ONCE", 0)
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    file = tmp_path / "oops.db"

    async def forgotten(number, now):
        """Somebody had much here, and deletes it; somebody else's journey expires by the sweep."""
        user = replace(SAM, who=replace(SAM.who, user=f"u{number}"))
        old = Teller(store, replace(SAM, who=replace(SAM.who, user=f"old{number}")), now - 90 * DAY)
        await old.tell(journeys=[begun(f"old{number}")])
        teller = Teller(store, user, now)
        letters = [note(f"l{number}-{n}", user.who, author=user.who, kind=LetterKind.REPLY) for n in range(500)]
        await teller.tell(*map(Post, letters), journeys=[begun(f"j{number}")])
        await teller.tell(EraseAll(), delivery="erase")
        before = file.stat().st_size
        assert await store.sweep(now)
        return file.stat().st_size / before

    today = NOW + 100 * DAY
    assert await forgotten(1, today) < 0.5
    assert await forgotten(2, today + DAY - HOUR) == 1
    await store.sweep(today + DAY)
    assert not store._database._unwiped
    await store.close()
