"""B1: killed at any point, the program loses nothing that it acknowledged and says nothing twice.

`oops serve` is ended by SIGKILL before or after a statement, a commit, or a write to a socket, once in each step of a day; then it
starts again, or another replica goes on. At the end of every step everyone must read what they read when nobody died.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
import pytest_asyncio
from contract.servers import emptied, postgres_missing, postgres_url
from faults.day import DANA, DAY, Step
from faults.later import NEXT, WRITES
from faults.proxy import Fault, Proxy, proxied
from faults.rig import Rig, rig
from faults.town import Life, Page, Town, lived, town
from proofs import few, many
from sqlalchemy import create_engine, text

from storage.address import driver_url

Proof = Callable[[str, int, object], None]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEED = 20261128
LATE, DRIP = 0.2, 0.02
"""Seconds: what a late answer takes, and what passes between two dripping bytes."""
WAYS = {"into": b"POST /slack/", "out": b"POST /api/chat."}
"""What a fault befalls: what Slack calls with, and what the program writes, changes or deletes in a chat."""
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
SHARE = {"sqlite": 76, "postgres": 24}
"""Of a hundred deaths."""


def spread(among: Sequence[int], wanted: int, chance: random.Random) -> list[int]:
    """`wanted` of these, evenly; all of them when they are fewer."""
    if wanted >= len(among):
        return list(among)
    begin = chance.random()
    return [among[int((number + begin) * len(among) / wanted)] for number in range(wanted)]


def deaths_of(points: str, wanted: int, chance: random.Random) -> list[int]:
    """The points at which a step dies, a day each: all, in their order; or two of three beside a commit or a write."""
    everywhere = range(1, len(points) + 1)
    if wanted >= len(points):
        return list(everywhere)
    sharp = [number for number in everywhere if points[number - 1] in "cw"]
    most = min(len(sharp), 2 * wanted // 3)
    return spread(sharp, most, chance) + spread(everywhere, wanted - most, chance)


def killed_at(points: tuple[str, ...], wanted: int, seed: int) -> Iterator[list[tuple[int, ...]]]:
    """Days: in each, the point at which each step dies. So many that there are `wanted` deaths.

    When more are wanted than there are points, each point has its death, and then come days in which who takes the place dies too.
    """
    chance = random.Random(seed)
    days = min(max(map(len, points)), -(-wanted // len(points)))
    each = [tuple(deaths_of(step, days, chance)) for step in points]
    for day in range(days):
        yield [of[day : day + 1] for of in each]
    for _ in range(sum(map(len, points)), wanted, 2 * len(points)):
        yield [(chance.randint(1, len(step)), chance.randint(1, len(step))) for step in points]


def kept(step: Step, page: Page) -> Page:
    """What has to be read whatever happened. Once all is deleted there is no row left that could say so a second time."""
    if step.presses != "delete_recall":
        return page
    return tuple(line for line in page if not line[1].startswith(("This removes all", "Deleted")))


def owed(whole: Life, life: Life, told: str) -> None:
    """Everyone read what they had to, nothing was posted twice, and nothing is left over."""
    for step, expected, found in zip(DAY, whole.pages, life.pages, strict=True):
        assert kept(step, found) == kept(step, expected), f"{step}: {told}"
    assert sorted(set(life.posts)) == sorted(life.posts), f"posted twice: {told}"
    assert life.rows == whole.rows, told


def said_nothing(log: Path) -> None:
    """Not a word of anybody is in what the program said, though all of it was written down from DEBUG upwards."""
    told = log.read_text("utf-8")
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
    _whole: dict[str, Life] = field(default_factory=dict)

    def town(self, engine: str, **more: object) -> AbstractAsyncContextManager[Town]:
        """A new town on an empty database of its own; on PostgreSQL two programs run."""
        if engine == "postgres":
            return town(self.warm, self.folder, emptied(postgres_url()), **{"replicas": 2} | more)
        return town(self.warm, self.folder, f"sqlite:///{self.folder}/{secrets.token_hex(4)}.db", **more)

    async def whole(self, engine: str) -> Life:
        """The day on which nothing goes wrong."""
        if engine not in self._whole:
            async with self.town(engine) as here:
                life = await lived(here)
            assert len(set(life.posts)) == len(life.posts)
            assert [DANA in {who for who, _, _ in page} for page in life.pages] == [False] * 5 + [True] * 4
            self._whole[engine] = life
        return self._whole[engine]


async def killed(house: House, engine: str, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day with a death in each of its steps, again and again, until there were as many deaths as are wanted."""
    whole, deaths = await house.whole(engine), 0
    for day in killed_at(whole.points, wanted, seed):
        async with house.town(engine) as here:
            life = await lived(here, day)
        owed(whole, life, f"kills at {day}, seed {seed}")
        deaths += here.deaths
    assert deaths >= wanted * 0.8, "points are reached"
    said_nothing(house.folder / "log")
    proof(f"B1 kills on {engine}, of {sum(map(len, whole.points))} points", deaths, seed)


class Faults:
    """Every fault in either way, by chance but none twice before all; and the exchange that it befalls: the 1st, 2nd, 3rd …"""

    def __init__(self, seed: int) -> None:
        cases = [(way, fault) for way in WAYS for fault in Fault]
        self._cases = cycle(random.Random(seed).sample(cases, len(cases)))
        self._exchange = 0
        self.told: list[str] = []

    async def arm(self, wires: dict[str, Proxy]) -> None:
        """The next fault, on its wire."""
        way, fault = next(self._cases)
        self._exchange = self._exchange % 2 + 1 if way == "out" else 1
        for name, wire in wires.items():
            wire.arm(self._exchange if name == way else 0, fault, WAYS[way])
        self.told.append(f"{fault} {way} at {self._exchange}")


async def crossed(house: House, wanted: int, seed: int, proof: Proof) -> None:
    """Lives the day with a fault on a wire in each of its steps, until there were as many faults as are wanted."""
    whole, faults, befell = await house.whole("sqlite"), Faults(seed), 0
    while befell < wanted:
        faults.told.clear()
        async with proxied(LATE, DRIP) as into, proxied(LATE, DRIP) as out:
            async with house.town("sqlite", into=into, out=out) as here:
                life = await lived(here, before=partial(faults.arm, {"into": into, "out": out}))
            befell += into.befell + out.befell
        owed(whole, life, f"faults {faults.told}, seed {seed}")
    said_nothing(house.folder / "log")
    proof("B1 faults on wires", befell, seed)


@pytest.mark.parametrize("engine", ENGINES)
async def test_whoever_is_killed_loses_nothing_and_says_nothing_twice(house, engine, proof):
    await killed(house, engine, SHARE[engine] * few("kills") // 100, SEED, proof)


async def test_whatever_befalls_a_wire_nothing_is_lost_or_said_twice(house, proof):
    await crossed(house, few("wires"), SEED, proof)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
async def test_whoever_is_killed_anywhere_loses_nothing_and_says_nothing_twice(house, engine, proof):
    await killed(house, engine, SHARE[engine] * many("kills") // 100, random.randrange(10**6), proof)


@pytest.mark.long
async def test_whatever_befalls_any_wire_nothing_is_lost_or_said_twice(house, proof):
    await crossed(house, many("wires"), random.randrange(10**6), proof)


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
            await here.running.pop(0).leave()
            here.running.insert(0, await here.rig.start(here.environ))
        if self._step > 3:
            self.seasons.append(self._look())
            here.running.reverse()  # the other one is called, and both of them beat
            here.slack.app = here.running[0].url

    def _look(self) -> list[str | None]:
        database = create_engine(driver_url(self._here.environ["DATABASE_URL"]))
        with database.connect() as conn:
            assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEXT
            found = list(conn.execute(text("SELECT season FROM journeys")).scalars())
        database.dispose()
        return found


@pytest.mark.parametrize("engine", ENGINES)
async def test_this_version_and_the_next_run_together_and_go_on_with_each_others_journeys(house, engine):
    whole = await house.whole(engine)

    async with house.town(engine, replicas=1) as here:
        two = TwoVersions(here)
        life = await lived(here, before=two)

    assert life.pages == whole.pages
    owed(whole, life, "two versions")
    assert two.seasons[0] == [None], "begun by this version, and not touched since the column is there"
    assert two.seasons[1:] == [[WRITES]] * 5, "saved by the next one, and kept as it is by this one"
    said_nothing(house.folder / "log")
