"""B1: killed at any point, the program loses nothing that it acknowledged and says nothing twice.

`oops serve` is ended by SIGKILL before or after a statement, a commit, or a write to a socket, once in each step of a day; then it
starts again, or another replica goes on. At the end of every step everyone must read what they read when nobody died.
"""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, cycle
from pathlib import Path

import pytest
import pytest_asyncio
from contract.servers import emptied, postgres_missing, postgres_url
from faults.day import DANA, DAY, DUE, GOES, GUEST_DAY, SUGGESTED, THANK, Step
from faults.later import NEXT, WRITES
from faults.proxy import Fault, Proxy, proxied
from faults.rig import Rig, rig
from faults.sides import NOTE
from faults.town import WAITS, Life, Page, Town, lived, town
from guestside import fake
from proofs import Proof, few, many
from sqlalchemy import create_engine, text

from storage.address import driver_url

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEED = 20261128
LATE, DRIP = 0.2, 0.02
"""Seconds: what a late answer takes, and what passes between two dripping bytes."""
WAYS = {
    "slack": {"into": b"POST /slack/", "out": b"POST /api/chat."},
    "teams": {"into": b"POST /api/messages", "out": b"/v3/conversations/", "token": b"/oauth2/", "keys": b"GET /"},
    "model": {"model": b"POST /v1/chat/completions"},
}
"""What a fault befalls: what a platform calls with; what the program writes, changes or deletes in a chat; where it asks for
Teams' token and keys; what it asks a language model."""
HURRY = {"WAITS": str(WAITS)}
ASKED = "How does it stand?"
UNKNOWN = "I can't tell whether it arrived"
OF_MODEL = ("A language model could put", "I've asked. If something fits")
CANARIES = (
    "board deck",
    "presents at",
    "finance part",
    "missed a deadline",
    "Thank you for telling",
    "Dana Okafor",
    "Sam Reyes",
)
ENGINES = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")),
]


def spread(among: Sequence[int], wanted: int, chance: random.Random) -> list[int]:
    """`wanted` of these, evenly; all of them when they are fewer."""
    if wanted >= len(among):
        return list(among)
    begin = chance.random()
    return [among[int((number + begin) * len(among) / wanted)] for number in range(wanted)]


def deaths_of(points: str, wanted: int, chance: random.Random, among: str, sharp: str) -> list[int]:
    """The points at which a step dies, a day each: all of these kinds, in their order; or two of three beside a sharp one."""
    everywhere = [number for number, kind in enumerate(points, 1) if kind in among]
    if wanted >= len(everywhere):
        return everywhere
    beside = [number for number in everywhere if points[number - 1] in sharp]
    most = min(len(beside), 2 * wanted // 3)
    return spread(beside, most, chance) + spread(everywhere, wanted - most, chance)


def days_of(
    points: tuple[str, ...], wanted: int, chance: random.Random, among: str = "scw", sharp: str = "cw"
) -> Iterator[list[tuple[int, ...]]]:
    """Days: in each, the point of each step at which something goes wrong. So many that there are `wanted` of them, or every point."""
    most = max(map(len, points))
    days = most if wanted >= sum(map(len, points)) else min(most, -(-wanted // len(points)))
    each = [tuple(deaths_of(step, days, chance, among, sharp)) for step in points]
    for day in range(days):
        yield [of[day : day + 1] for of in each]


def killed_at(points: tuple[str, ...], wanted: int, seed: int) -> Iterator[list[tuple[int, ...]]]:
    """Days: in each, the point at which each step dies. So many that there are `wanted` deaths.

    When more are wanted than there are points, each point has its death, and then come days in which who takes the place dies too.
    """
    chance = random.Random(seed)
    yield from days_of(points, wanted, chance)
    for _ in range(sum(map(len, points)), wanted, 2 * len(points)):
        yield [(chance.randint(1, len(step)), chance.randint(1, len(step))) for step in points]


def kept(step: Step, page: Page) -> Page:
    """What has to be read whatever happened. Once all is deleted there is no row left that could say so a second time."""
    if step.presses != "delete_recall":
        return page
    return tuple(line for line in page if not line[1].startswith(("This removes all", "Deleted")))


def owed(whole: Life, life: Life, told: str, since: int | None = None) -> None:
    """Everyone read what they had to, nothing was posted twice, and nothing is left over. From step `since` on pages may differ."""
    for step, expected, found in list(zip(whole.day, whole.pages, life.pages, strict=True))[:since]:
        assert kept(step, found) == kept(step, expected), f"{step}: {told}"
    assert sorted(set(life.posts)) == sorted(life.posts), f"posted twice: {told}"
    assert life.rows == whole.rows, told


def owed_in_teams(whole: Life, life: Life, told: str) -> bool:
    """The same where nobody can look a letter up. Claim: nobody can tell whether the note arrived, and its author was told so once.

    A reply of which nobody knows comes again, and is read as one; the note to Dana never does.
    """
    lost = [sum(UNKNOWN in words for who, words, _ in page) for page in life.pages]
    assert max(lost) <= 1, told
    owed(noted(whole), noted(life), told, lost.index(1) if any(lost) else None)
    return any(lost)


def noted(life: Life) -> Life:
    """The day without the few fixed words that Dana reads when she has pressed: they may get lost, and are never said twice."""
    pages = (tuple(line for line in page if line[0] != DANA or NOTE in line[1]) for page in life.pages)
    return replace(life, pages=tuple(pages))


def beside_the_model(whole: Life, life: Life, told: str) -> None:
    """Everyone read what they read in a house without one; and while a suggestion stands there, it stands below the coach's words."""
    owed(whole, in_words(life), told)
    own = [words.partition("\nYou chose: ")[0] for _, words, _ in whole.pages[3]]
    for step, page in zip(life.day, life.pages, strict=True):
        if step.perhaps:
            read = [words for _, words, _ in page if not words.startswith(OF_MODEL)]
            assert len(read) == len(own), told
            assert all(found.startswith(words) for found, words in zip(read, own, strict=True)), told


def in_words(life: Life) -> Life:
    """The day as it is read without what is said of a language model, and without the two steps that speak with it."""
    pages = [page for step, page in zip(life.day, life.pages, strict=True) if not step.perhaps]
    read = [[each for each in page if not each[1].startswith(OF_MODEL)] for page in pages]
    return replace(life, day=DAY, pages=tuple(map(tuple, read)))


def first(life: Life, claim: Callable[[str, str], bool]) -> int:
    """The step after which somebody first read something of which the claim holds."""
    return [any(claim(who, words) for who, words, _ in page) for page in life.pages].index(True)


def said_nothing(log: Path) -> None:
    """Not a word of anybody is in what the program said and its libraries would say, from DEBUG upwards."""
    told = log.read_text("utf-8")
    assert "aloud asyncio" in told
    assert [words for words in CANARIES if words in told] == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory):
    """The warm process, and a folder for what is done with it."""
    folder = tmp_path_factory.mktemp("faults")
    rehearsals = [f"sqlite:///{folder}/rehearsal.db", *([] if postgres_missing() else [emptied(postgres_url())])]
    async with rig(folder, folder / "log", REHEARSE_ON=" ".join(rehearsals)) as warm:
        yield House(warm, folder)


@dataclass(frozen=True, slots=True)
class House:
    """Where the days are lived."""

    warm: Rig
    folder: Path
    _whole: dict[tuple[str, str], Life] = field(default_factory=dict)

    def town(self, engine: str, **more: object) -> AbstractAsyncContextManager[Town]:
        """A new town on an empty database of its own; on PostgreSQL two programs run."""
        if engine == "postgres":
            return town(self.warm, self.folder, emptied(postgres_url()), **{"replicas": 2} | more)
        return town(self.warm, self.folder, f"sqlite:///{self.folder}/{secrets.token_hex(4)}.db", **more)

    async def whole(self, platform: str, engine: str) -> Life:
        """The day on which nothing goes wrong."""
        if (platform, engine) not in self._whole:
            async with self.town(engine, platform=platform) as here:
                life = await lived(here)
            assert len(set(life.posts)) == len(life.posts)
            assert first(life, lambda who, _: who == DANA) == GOES
            assert first(life, lambda _, words: ASKED in words) == life.day.index(DUE), "not a second early"
            self._whole[platform, engine] = life
        return self._whole[platform, engine]


async def killed(house: House, platform: str, engine: str, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day with a death in each of its steps, again and again, until there were as many deaths as are wanted."""
    whole, deaths, lost = await house.whole(platform, engine), 0, 0
    of, armed = sum(map(len, whole.points)), set()
    for day in killed_at(whole.points, wanted, seed):
        armed |= {(step, point) for step, points in enumerate(day) for point in points}
        async with house.town(engine, platform=platform) as here:
            life = await lived(here, day)
        told = f"kills at {day}, seed {seed}"
        if platform == "teams":
            lost += owed_in_teams(whole, life, told)
        else:
            owed(whole, life, told)
        deaths += here.deaths
    assert deaths >= wanted * 0.8, "points are reached"
    assert wanted < of or len(armed) == of, "each of them, where so many are wanted"
    said_nothing(house.folder / "log")
    more = f", {lost} notes of which nobody can tell" if platform == "teams" else ""
    proof(f"B1 kills on {engine}, in {platform}, armed at {len(armed)} of {of} points{more}", deaths, seed)


async def filled(house: House, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day, and in each of its steps the disk is full from some statement on until somebody makes room."""
    whole, full, refused = await house.whole("slack", "sqlite"), 0, 0
    all_of_them = sum(kind in "sc" for step in whole.points for kind in step)
    for day in days_of(whole.points, wanted, random.Random(seed), "sc", "c"):  # beside a statement or, rather, a commit
        async with house.town("sqlite", fills=True) as here:
            life = await lived(here, day)
        owed(whole, life, f"full at {day}, seed {seed}")
        full += here.deaths
        refused += here.refused
    assert full >= min(wanted, all_of_them) * 0.8, "points are reached"
    assert refused >= full / 2, "and what comes after them is refused"
    said_nothing(house.folder / "log")
    proof(f"C1 full disks, of {all_of_them} points; {refused} of them refused something", full, seed)


class Faults:
    """Every fault in every way, the ways in turn, the faults by chance but none twice before all; and the exchange that it befalls.

    Of what the program writes to a platform that is the 2nd, 3rd, 4th, 1st …; of all else the 1st.
    """

    def __init__(self, ways: dict[str, bytes], seed: int) -> None:
        self._ways = ways
        chance = random.Random(seed)
        faults = zip(*(chance.sample([*Fault], len(Fault)) for _ in ways), strict=True)
        self._cases = cycle([each for some in faults for each in zip(ways, some, strict=True)])
        self._outs = cycle((2, 3, 4, 1))
        self.told: list[str] = []

    async def arm(self, here: Town, wires: dict[str, Proxy]) -> None:
        """The next fault, on its wire."""
        way, fault = next(self._cases)
        exchange = next(self._outs) if way == "out" else 1
        mine = wires.get(way, wires["out"])
        for wire in set(wires.values()):
            wire.arm(exchange if wire is mine else 0, fault, self._ways[way])
        self.told.append(f"{fault} {way} at {exchange}")
        if way == "keys":  # they are asked for at a start
            await here.anew()


async def crossed(house: House, platform: str, engine: str, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day with a fault on a wire in each of its steps, until there were as many faults as are wanted."""
    whole, faults, befell, lost = await house.whole(platform, engine), Faults(WAYS[platform], seed), 0, 0
    while befell < wanted:
        faults.told.clear()
        async with proxied(LATE, DRIP) as into, proxied(LATE, DRIP) as out:
            wires = {"into": into, "out": out}
            async with house.town(engine, platform=platform, into=into, out=out, settings=HURRY) as here:
                life = await lived(here, before=partial(faults.arm, here, wires))
            befell += into.befell + out.befell
        told = f"faults {faults.told}, seed {seed}"
        if platform == "teams":
            lost += owed_in_teams(whole, life, told)
        else:
            owed(whole, life, told)
    said_nothing(house.folder / "log")
    more = f", {lost} notes of which nobody can tell" if platform == "teams" else ""
    proof(f"B1 faults on wires on {engine}, in {platform}{more}", befell, seed)


async def beside_a_model_that_fails(house: House, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day in a house with a language model, and with a fault whenever it is asked."""
    whole = in_words(await house.whole("slack", "sqlite"))
    faults, befell = Faults(WAYS["model"], seed), 0
    while befell < wanted:
        async with fake.serving(fake.note(*SUGGESTED)) as service, proxied(LATE, DRIP) as wire:
            wire.to = service.url.removesuffix("/v1/")
            asked = {"OOPS_MODEL": "tiny", "OPENAI_BASE_URL": f"{wire.url}/v1/"} | HURRY
            async with house.town("sqlite", day=GUEST_DAY, settings=asked) as here:
                life = await lived(here, before=partial(faults.arm, here, {"out": wire}))
            befell += wire.befell
        beside_the_model(whole, life, f"faults {faults.told}, seed {seed}")
    said_nothing(house.folder / "log")
    proof("C3 faults on the wire to a language model", befell, seed)


async def killed_beside_a_model(house: House, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day in a house with a language model, and with a death in each step."""
    whole, deaths = in_words(await house.whole("slack", "sqlite")), 0
    async with fake.serving(fake.note(*SUGGESTED)) as service:
        asked = {"OOPS_MODEL": "tiny", "OPENAI_BASE_URL": service.url}
        async with house.town("sqlite", day=GUEST_DAY, settings=asked) as here:
            well = await lived(here)
        assert "Only a suggestion, from tiny." in str(well.pages[4]), "it stands there, and goes"
        beside_the_model(whole, well, "nothing went wrong")
        for day in killed_at(well.points, wanted, seed):
            async with house.town("sqlite", day=GUEST_DAY, settings=asked) as here:
                life = await lived(here, day)
            beside_the_model(whole, life, f"kills at {day}, seed {seed}")
            deaths += here.deaths
    said_nothing(house.folder / "log")
    proof(f"B1 kills beside a language model, of {sum(map(len, well.points))} points", deaths, seed)


@pytest.mark.parametrize("engine", ENGINES)
async def test_whoever_is_killed_loses_nothing_and_says_nothing_twice(house, engine, proof):
    await killed(house, "slack", engine, few(f"kills_in_slack_on_{engine}"), SEED, proof)


async def test_whatever_befalls_a_wire_nothing_is_lost_or_said_twice(house, proof):
    await crossed(house, "slack", "sqlite", few("wires_in_slack_on_sqlite"), SEED, proof)


async def test_whoever_is_killed_in_teams_loses_nothing_and_sends_no_note_twice(house, proof):
    await killed(house, "teams", "sqlite", few("kills_in_teams_on_sqlite"), SEED, proof)


async def test_whatever_befalls_a_wire_of_teams_nothing_is_lost_and_no_note_is_sent_twice(house, proof):
    await crossed(house, "teams", "sqlite", few("wires_in_teams_on_sqlite"), SEED, proof)


async def test_whatever_befalls_the_wire_to_a_model_everyone_reads_the_coachs_own_words(house, proof):
    await beside_a_model_that_fails(house, few("model_wires"), SEED, proof)


async def test_at_whatever_statement_the_disk_is_full_nothing_is_lost_or_said_twice(house, proof):
    await filled(house, few("full_disks"), SEED, proof)


@pytest.mark.long
async def test_at_every_statement_the_disk_may_be_full_and_nothing_is_lost_or_said_twice(house, proof):
    await filled(house, many("full_disks"), random.randrange(10**6), proof)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
async def test_whoever_is_killed_anywhere_loses_nothing_and_says_nothing_twice(house, engine, proof):
    await killed(house, "slack", engine, many(f"kills_in_slack_on_{engine}"), random.randrange(10**6), proof)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
async def test_whoever_is_killed_anywhere_in_teams_loses_nothing_and_sends_no_note_twice(house, engine, proof):
    await killed(house, "teams", engine, many(f"kills_in_teams_on_{engine}"), random.randrange(10**6), proof)


@pytest.mark.long
async def test_whoever_is_killed_beside_a_model_loses_nothing_and_says_nothing_twice(house, proof):
    await killed_beside_a_model(house, many("model_kills"), random.randrange(10**6), proof)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_whatever_befalls_any_wire_nothing_is_lost_or_said_twice(house, platform, engine, proof):
    await crossed(house, platform, engine, many(f"wires_in_{platform}_on_{engine}"), random.randrange(10**6), proof)


@pytest.mark.long
async def test_whatever_befalls_the_wire_to_a_model_for_long_everyone_reads_the_coachs_own_words(house, proof):
    await beside_a_model_that_fails(house, many("model_wires"), random.randrange(10**6), proof)


# ------------------------------------------------------------------------------------------------- two versions at once


class TwoVersions:
    """Who runs at each step: this release; then the later one beside it, which migrates; then this one starts anew beside that."""

    def __init__(self, here: Town) -> None:
        self._here = here
        self._step = 0
        self.seasons: list[list[str | None]] = []
        """After each step from the third, who wrote each journey as far as the column tells."""

    async def __call__(self) -> None:
        here, self._step = self._here, self._step + 1
        if self._step == 3:
            here.running.append(await here.rig.start(here.environ | {"LATER": "1"}))
        elif self._step == 6:  # the one that stands first is ours
            await here.anew()
        if self._step > 3:
            self.seasons.append(self._look())
            here.running.reverse()  # the other one is called, and both of them beat
            here.call()

    def _look(self) -> list[str | None]:
        database = create_engine(driver_url(self._here.environ["DATABASE_URL"]))
        with database.connect() as conn:
            assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEXT
            found = list(conn.execute(text("SELECT season FROM journeys")).scalars())
        database.dispose()
        return found


# ------------------------------------------------------------------------------------------- nobody can look it up in Teams


SHIFT = {"sqlite": 0, "postgres": 3}
"""So many points a step may begin sooner or later than in the day before: a connection that has lain about is asked whether it lives."""


async def killed_while_a_note_goes(house: House, engine: str, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day in Teams, a death in each: at so many of the points from the claim of the note to its settling, and around them."""
    whole = await house.whole("teams", engine)
    async with house.town(engine, platform="teams", replicas=1) as here:
        well = await lived(here)
    goes = re.search("ccw+s+cc", well.points[GOES])  # it is the first that is claimed before it is said
    begins, ends, shift = goes.start() + 1, goes.end(), SHIFT[engine]
    lost = posted = 0
    for point in (points := spread(range(begins - shift, ends + shift + 1), wanted, random.Random(seed))):
        async with house.town(engine, platform="teams", replicas=1) as here:
            life = await lived(here, [(point,) if step == GOES else () for step in range(len(well.day))])
        told = f"a kill at {point} of {begins} to {ends}"
        unknown = owed_in_teams(whole, life, told)
        assert here.deaths == 1, told
        assert unknown or not begins + shift < point < ends - shift, told
        assert not unknown or begins - shift < point < ends + shift, told
        assert life.posts == whole.posts or (unknown and not life.posts and point <= begins + 2 + shift), told
        assert life.posts == () or not unknown or point > begins + 2 - shift, told
        lost += unknown
        posted += unknown and bool(life.posts)
    assert posted, "some were there before nobody could tell"
    said_nothing(house.folder / "log")
    more = f"{lost} notes of which nobody can tell, {posted} of them were there"
    proof(f"B1 kills on {engine}, in teams, from a note's claim to its settling; {more}", len(points), seed)


async def test_whoever_is_killed_while_a_note_goes_in_teams_tells_its_author_so_and_sends_it_once(house, proof):
    await killed_while_a_note_goes(house, "sqlite", few("kills_while_a_note_goes"), SEED, proof)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
async def test_wherever_it_is_killed_while_a_note_goes_in_teams_its_author_is_told_so(house, engine, proof):
    await killed_while_a_note_goes(house, engine, many("kills_while_a_note_goes"), random.randrange(10**6), proof)


@pytest.mark.parametrize(
    "fault", [each if each is Fault.RESET else pytest.param(each, marks=pytest.mark.long) for each in Fault]
)
async def test_a_note_of_which_teams_tells_nothing_goes_once_and_its_author_is_told_so(house, fault):
    whole, steps = await house.whole("teams", "sqlite"), count()

    async with proxied(LATE, DRIP) as into, proxied(LATE, DRIP) as out:

        async def wrong() -> None:
            out.arm(int(next(steps) == GOES), fault, b"a%3Adana-conversation")

        async with house.town("sqlite", platform="teams", into=into, out=out, settings=HURRY) as here:
            life = await lived(here, before=wrong)

    assert out.befell == 1
    assert owed_in_teams(whole, life, fault) == (fault is not Fault.LATENCY)
    arrived = fault is not Fault.REFUSED
    assert len(life.posts) == arrived
    assert any('From Dana: "Thank you' in words for _, words, _ in life.pages[life.day.index(THANK)]) == arrived, (
        "her press is passed on"
    )


@pytest.mark.parametrize("engine", ENGINES)
async def test_this_version_and_the_next_run_together_and_go_on_with_each_others_journeys(house, engine):
    whole = await house.whole("slack", engine)

    async with house.town(engine, replicas=1) as here:
        two = TwoVersions(here)
        life = await lived(here, before=two)

    assert life.pages == whole.pages
    owed(whole, life, "two versions")
    assert two.seasons[0] == [None], "begun by this version, and not touched since the column is there"
    assert two.seasons[1:] == [[WRITES]] * (len(DAY) - 4), "saved by the next one, and kept as it is by this one"
    said_nothing(house.folder / "log")
