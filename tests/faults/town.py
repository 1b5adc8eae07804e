"""A day in a Slack or a Teams of our own that any fault may fall into: the same words are read at its end as if nothing had happened.

Each step is something that a person does: what they type comes again from the platform until it is acknowledged, and a button
that did not answer is pressed again. Then the clock goes on until nothing is owed any more, and what everyone reads is laid down.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from faults.day import DAYS, LAST, Step
from faults.proxy import Proxy
from faults.rig import Dead, Program, Rig
from faults.sides import SIDES, Page, Payload, Side
from slackside.room import MONDAY

from storage.store import SqlStore

SECOND = timedelta(seconds=1)
SOON = (61 * SECOND, 302 * SECOND)
"""When a step's own beats are: once an unknown letter may be looked for, and once a held one goes."""
AT_LAST = (400 * SECOND, 800 * SECOND, LAST)
"""By then all that was lost on the way is found again."""
WAITS = 0.8
"""Seconds that the program waits for an answer where wires go wrong; elsewhere as long as it is written."""
TRIES = 5
"""Starts until one has to stand."""
PATIENCE = 3.0
"""Seconds in which a platform wants to be answered."""


@dataclass(frozen=True, slots=True)
class Life:
    """What a day came to."""

    day: Sequence[Step]
    pages: tuple[Page, ...]
    """What was read after each step."""
    posts: tuple[str, ...]
    """Every post that the platform took, whether it still stands or was deleted."""
    rows: dict[str, int]
    """What is left in the database."""
    points: tuple[str, ...]
    """The points of each step in which nobody died, a letter each."""


@dataclass
class Town:
    """Sam and Dana in one organisation, and the program that they speak with."""

    side: Side
    rig: Rig
    environ: dict[str, str]
    day: Sequence[Step]
    replicas: int = 1
    """How many programs run on the database at once; the first is the one that the platform calls, until it dies."""
    now: datetime = MONDAY
    running: list[Program] = field(default_factory=list)
    deaths: int = 0
    spare: timedelta = AT_LAST[-1]
    """How far the clock has gone since the beginning of the last step."""
    into: Proxy | None = None
    """Through this the platform calls the program."""
    fills: bool = False
    """What would be a death fills the disk."""
    refused: int = 0
    """How often a full disk has refused something before there was room."""

    def move(self, span: timedelta) -> None:
        """Let the program's clock stand so much after the step's beginning."""
        clock = Path(self.environ["OOPS_TEST_CLOCK"])
        written = clock.with_suffix(".next")
        written.write_text((self.now + span).astimezone(UTC).isoformat(), "ascii")
        written.replace(clock)  # at once: a program that reads an empty file goes by real time

    async def start(self) -> None:
        """Run as many programs as are wanted."""
        for _ in range(self.replicas * TRIES):
            if len(self.running) == self.replicas:
                break
            with contextlib.suppress(
                Dead
            ):  # a database that does not answer in time ends a start: whoever supervises tries again
                self.running.append(await self.rig.start(self.environ))
        self.call()

    def call(self) -> None:
        """The platform calls the first that runs."""
        self.side.called = self.running[0].url
        if self.into is not None:
            self.into.to, self.side.called = self.side.called, self.into.url

    async def begin(self) -> None:
        """Start, and let everyone arrive."""
        self.move(timedelta())
        await self.start()
        for each in self.side.arrivals():
            assert await self._taken(lambda raw=each: raw)
            await self.running[0].rest()

    async def die(self) -> None:
        """The first program is dead: another takes its place, at once where one is running."""
        self.deaths += 1
        await self.running.pop(0).leave()
        await self.start()

    async def anew(self) -> None:
        """The first program ends as it should, and starts again."""
        await self.running.pop(0).leave()
        self.running.insert(0, await self.rig.start(self.environ))
        self.call()

    async def close(self) -> None:
        """Everyone leaves."""
        await asyncio.gather(*(each.leave() for each in self.running))

    async def beat(self, span: timedelta) -> str:
        """The clock goes on so far from the step's beginning, and every program beats at once: the points of the first."""
        self.move(span)
        points = await asyncio.gather(*(each.beat() for each in self.running), return_exceptions=True)
        for each in points:
            if isinstance(each, BaseException):
                raise each
        return points[0]

    async def take(self, step: Step, deaths: Sequence[int] = ()) -> str:
        """One step. The program dies at the first of these points, who takes its place at the second. Gives the points of who lived.

        With `fills` it does not die: its disk is full from that point on, and somebody makes room once it has been noticed.
        Where there is no such button nobody presses it; what is read says so, where it should have been there.
        """
        if step.perhaps:  # it lies in the time between two others, so that the rest of the day is as it is without it
            self.spare += 90 * SECOND
            self.move(self.spare)
            spans, last = [self.spare + SECOND], (self.spare + 62 * SECOND,)
        else:
            self.now = step.begins(self.now)
            self.spare = AT_LAST[-1]
            self.move(timedelta())
            spans, last = list(SOON), AT_LAST
        deed, points = self.side.deed(step), ""
        taken = deed is None
        for kill_at in (*deaths, 0):
            try:
                await (self.running[0].fill if self.fills else self.running[0].arm)(kill_at)
                full = kill_at if self.fills else 0
                while not taken:
                    taken = await self._taken(deed)
                    if await self._made_room(await self.running[0].rest(), full):
                        full, taken = 0, not self.side.refused() and taken
                await self.running[0].rest()
                while spans:
                    points = await self.beat(spans[0])
                    if await self._made_room(points, full):
                        full = 0  # and the beat comes again
                    else:
                        del spans[0]
                await self.running[0].arm(0)
                break
            except Dead:
                await self.die()
        for span in last:
            await self.beat(span)
        return points

    async def _made_room(self, points: str, full: int) -> bool:
        """Claim: the disk was full when these points were passed, and now there is room. `full`: the point from which it is."""
        if not 0 < full <= len(points):
            return False
        self.deaths += 1
        self.refused += "f" in points
        await self.running[0].arm(0)
        return True

    async def _taken(self, deed: Callable[[], Payload]) -> bool:
        """Claim: it was acknowledged in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.side.deliver(deed())
        except (aiohttp.ClientError, TimeoutError):
            return False


@contextlib.asynccontextmanager
async def town(
    rig: Rig,
    folder: Path,
    database: str,
    *,
    platform: str = "slack",
    out: Proxy | None = None,
    settings: dict[str, str] | None = None,
    **more: Any,
) -> AsyncIterator[Town]:
    """A new town on an empty database; whoever still runs at its end leaves. Through `out` the program calls the platform."""
    async with SIDES[platform](out) as side:
        environ = side.environ(folder, database) | (settings or {})
        found = Town(side, rig, environ, **{"day": DAYS[platform]} | more)
        try:
            yield found
        finally:
            await found.close()


async def nothing() -> None:
    """What is done before a step when nothing is."""


async def lived(
    town: Town, kills: Sequence[Sequence[int]] = (), before: Callable[[], Awaitable[None]] = nothing
) -> Life:
    """The day, with deaths in each step at its points. `before` is awaited before each step."""
    await town.begin()
    pages, points = [], []
    for number, step in enumerate(town.day):
        await before()
        points.append(await town.take(step, kills[number] if kills else ()))
        pages.append(town.side.page())
    store = SqlStore.open(town.environ["DATABASE_URL"], town.environ["OOPS_MASTER_KEY"])
    rows = await store.counts()
    await store.close()
    return Life(town.day, tuple(pages), tuple(town.side.posts()), rows, tuple(points))


__all__ = ["Life", "Page", "Town", "lived", "town"]
