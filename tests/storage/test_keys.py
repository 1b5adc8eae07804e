"""Keys: what is sealed in one place opens there and nowhere else."""

import base64
import itertools
import random
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from contract.values import ANA, NOW, SAM, Teller, begun, note
from proofs import many
from sqlalchemy import text

from bot.effects import Post
from bot.errors import SettingsWrong, StoreBroken
from bot.letters import LetterKind
from storage import keys
from storage.keys import DataKey, Master, Ring, Sealed, place
from storage.store import SqlStore


def test_a_master_key_is_32_random_bytes():
    first, second = keys.make(), keys.make()

    assert first != second
    assert len(base64.b64decode(first)) == 32


@pytest.mark.parametrize(
    "wrong", ["", "short", "ö" * 44, base64.b64encode(b"x" * 31).decode(), base64.b64encode(b"x" * 33).decode()]
)
def test_another_kind_of_key_is_refused_without_repeating_it(wrong):
    with pytest.raises(SettingsWrong) as refused:
        Master(wrong)

    assert not wrong or wrong not in str(refused.value)


def test_a_key_with_the_other_alphabet_or_a_line_end_is_the_same_key():
    key = base64.b64encode(b"\xfb\xff" * 16).decode()

    assert Master(key).id == Master(key.replace("+", "-").replace("/", "_") + "\n").id


def test_the_key_beside_a_database_is_made_once_for_its_owner_only(tmp_path):
    database = tmp_path / "oops.db"
    first = keys.beside(database)

    assert keys.beside(database) == first
    (file,) = tmp_path.iterdir()
    assert file.name == "oops.db.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_file_that_others_may_read_is_closed_to_them(tmp_path):
    key = keys.beside(tmp_path / "oops.db")
    (tmp_path / "oops.db.key").chmod(0o644)

    assert keys.beside(tmp_path / "oops.db") == key
    assert stat.S_IMODE((tmp_path / "oops.db.key").stat().st_mode) == 0o600


def test_many_who_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(16) as threads:
        found = set(threads.map(keys.beside, itertools.repeat(tmp_path / "oops.db", 64)))

    assert len(found) == 1


def test_no_key_is_made_where_there_is_no_folder(tmp_path):
    with pytest.raises(SettingsWrong, match="folder"):
        keys.beside(tmp_path / "nowhere" / "oops.db")


def test_every_changed_bit_of_a_sealed_text_is_noticed():
    key, about = DataKey(bytes(32)), place("letters", "l1", "body", "p1")
    sealed = key.seal(b"the words", about)
    assert key.open(sealed, about) == b"the words"

    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Sealed):
            key.open(bytes(changed), about)
    for cut in range(len(sealed)):
        with pytest.raises(Sealed):
            key.open(sealed[:cut], about)


def test_what_is_sealed_in_one_place_opens_in_no_other():
    key = DataKey(bytes(32))
    places = [
        place(*each) for each in itertools.product(("letters", "journeys"), ("r1", "r2"), ("body", "key"), ("p1", "p2"))
    ]
    assert len(set(places)) == 16

    for here, there in itertools.permutations(places, 2):
        with pytest.raises(Sealed):
            key.open(key.seal(b"words", here), there)


def test_a_persons_wrapped_key_opens_for_nobody_else():
    ring = Ring(Master(keys.make()), bytes(32))
    wrapped, _ = ring.new("p1")
    ring.of("p1", wrapped, ring.master.id)  # open by now, and still nobody else's

    with pytest.raises(Sealed):
        ring.of("p2", wrapped, ring.master.id)


def kept_open(ring, person):
    """A person's key, as whoever reads their row gets it."""
    wrapped, _ = ring.new(person)
    return ring.of(person, wrapped, ring.master.id)


def test_the_same_words_are_marked_differently_under_another_key():
    assert DataKey(bytes(32)).mark(b"words") != DataKey(b"\1" * 32).mark(b"words")


def test_what_is_kept_open_is_known_by_its_whole_ciphertext_its_place_and_its_key():
    ring, here, there = Ring(Master(keys.make()), bytes(32)), place("a", "1", "b", "p1"), place("a", "2", "b", "p1")
    key, other = kept_open(ring, "p1"), kept_open(ring, "p1")
    sealed = key.seal(b"words", here)
    key.keep(sealed, here, "words")

    assert key.kept(sealed, here) == "words"
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        assert key.kept(bytes(changed), here) is None
    assert key.kept(sealed, there) is None
    assert other.kept(sealed, here) is None


def test_of_someone_forgotten_nothing_is_kept_open():
    ring, about = Ring(Master(keys.make()), bytes(32)), place("a", "1", "b", "p1")
    sam, ana = kept_open(ring, "sam"), kept_open(ring, "ana")
    for key in (sam, ana):
        key.keep(b"sealed", about, "words")
    ring.forget("sam")

    assert (sam.kept(b"sealed", about), ana.kept(b"sealed", about)) == (None, "words")


async def test_of_someone_who_was_not_saved_no_key_is_kept_open(tmp_path):
    def broken(desk):
        raise ZeroDivisionError

    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    with pytest.raises(ZeroDivisionError):
        await store.change(SAM, "d1", NOW, broken)
    assert (store._room.ring._open, store._room.ring._lately._values) == ({}, {})

    await Teller(store).tell(journeys=[begun()])
    await store.desk(SAM.who)
    assert {each.person for each in store._room.ring._open.values()} != set()
    await store.close()


def test_of_one_place_only_the_newest_ciphertext_is_kept_open():
    ring, about = Ring(Master(keys.make()), bytes(32)), place("a", "1", "b", "p1")
    key = kept_open(ring, "p1")
    key.keep(b"old", about, "old words")
    key.keep(b"new", about, "new words")

    assert (key.kept(b"old", about), key.kept(b"new", about)) == (None, "new words")


def test_only_the_few_that_are_asked_for_are_kept_open():
    ring = Ring(Master(keys.make()), bytes(32))
    key = kept_open(ring, "p1")
    spots = [place("a", str(number), "b", "p1") for number in range(2_000)]
    for spot in spots:
        key.keep(b"sealed", spot, spot)
        assert key.kept(b"sealed", spots[0]) == spots[0]

    kept = [number for number, spot in enumerate(spots) if key.kept(b"sealed", spot)]
    assert kept == [0, *range(2_001 - len(kept), 2_000)]
    assert len(kept) <= 512


def test_what_is_kept_open_is_bounded_by_how_much_it_is():
    ring = Ring(Master(keys.make()), bytes(32))
    key = kept_open(ring, "p1")
    spots = [place("a", str(number), "b", "p1") for number in range(100)]
    for length in (50_000, 100, 50_000):  # what is replaced and what is forgotten counts no more
        for spot in spots:
            key.keep(bytes(length), spot, spot)
        kept = [spot for spot in spots if key.kept(bytes(length), spot)]
        assert kept == (spots if length == 100 else spots[-10:])
        ring.forget("p1")
    key.keep(b"little", spots[1], "a little")
    key.keep(bytes(200_000), spots[0], "a great deal")

    assert (key.kept(bytes(200_000), spots[0]), key.kept(b"little", spots[1])) == (None, "a little")


async def look(store, table, row):
    if table == "letters":
        return await store.letter(row.id)
    return [await store.desk(person.who) for person in (SAM, ANA)]


async def test_ciphertexts_that_were_swapped_are_refused_wherever_they_stand(tmp_path, proof):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    for person in (SAM, ANA):
        posts = [
            Post(note(f"{person.who.user}-{n}", person.who, author=person.who, kind=LetterKind.REPLY)) for n in (1, 2)
        ]
        await Teller(store, person).tell(*posts, journeys=[begun("j1"), begun("j2")])

    tried = 0
    for table, names in (("people", "id"), ("journeys", "person, id"), ("letters", "id")):
        rows = store._database.read(
            lambda hand, t=table, n=names: hand.execute(text(f"SELECT {n}, body FROM {t}")).all()
        )
        for here, there in itertools.permutations(rows, 2):
            where = " AND ".join(f"{name} = :{name}" for name in names.split(", "))
            spot = dict(zip(names.split(", "), here[:-1], strict=True))
            put = text(f"UPDATE {table} SET body = :body WHERE {where}")
            store._database.write(lambda hand, p=put, s=spot, b=there.body: hand.execute(p, {**s, "body": b}))
            with pytest.raises(StoreBroken):
                await look(store, table, here)
            store._database.write(lambda hand, p=put, s=spot, b=here.body: hand.execute(p, {**s, "body": b}))
            tried += 1
    await store.close()

    proof("D2 ciphertexts swapped where they stand", tried, "none")
    assert tried == 2 + 12 + 12


@pytest.mark.long
def test_however_many_ciphertexts_are_swapped_all_are_refused(proof):
    """Any two sealed texts, of any two people, tables, rows and columns."""
    seed = random.randrange(10**6)
    chance, ring = random.Random(seed), Ring(Master(keys.make(), ()), b"s" * 32)
    sealed = []
    for person in range(40):
        _, key = ring.new(f"p{person}")
        for table, row in itertools.product(("people", "journeys", "letters", "links", "unheard"), range(4)):
            about = place(table, f"{row}", "body", f"p{person}")
            sealed.append((key, about, key.seal(f"canary {person} {table} {row}".encode(), about)))
    tried = many("swaps")
    for _ in range(tried):
        here, there = chance.sample(sealed, 2)
        assert here[0].open(here[2], here[1]).startswith(b"canary ")
        with pytest.raises(Sealed):
            here[0].open(there[2], here[1])
        with pytest.raises(Sealed):
            there[0].open(there[2], here[1])
    proof("D2 swapped ciphertexts refused", tried, seed)


async def test_a_journey_that_cannot_be_read_changes_nothing_and_says_what_to_do(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    sam = Teller(store)
    await sam.tell(journeys=[begun()])
    store._database.write(lambda hand: hand.execute(text("UPDATE journeys SET body = x'00'")))

    with pytest.raises(StoreBroken, match="backup"):
        await sam.tell(delivery="d1")
    assert (await store.counts())["seen"] == 1
    await Teller(store, ANA, NOW).tell(journeys=[begun()])  # and nobody else is held up
    await store.close()


async def test_a_journey_of_a_later_format_is_refused(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    await Teller(store).tell(journeys=[begun()])
    store._database.write(lambda hand: hand.execute(text("UPDATE journeys SET format = 99")))

    with pytest.raises(StoreBroken, match="newer version"):
        await store.desk(SAM.who)
    await store.close()
