"""A day in a Slack of our own that any fault may fall into: the same words are read at its end as if nothing had happened.

Each step is something that a person does: what they type comes again from Slack until it is acknowledged, and a button that did
not answer is pressed again. Then the clock goes on until nothing is owed any more, and what everyone reads is laid down.
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
from faults.day import DANA, DAY, SAM, Step
from faults.proxy import Proxy
from faults.rig import Dead, Program, Rig
from slackside.fake import FakeSlack
from slackside.room import MONDAY, environment, people

from storage.store import SqlStore

SECOND = timedelta(seconds=1)
SOON = (61 * SECOND, 302 * SECOND)
"""When a step's own beats are: once an unknown letter may be looked for, and once a held one goes."""
AT_LAST = (400 * SECOND, 800 * SECOND, 900 * SECOND)
"""By then all that was lost on the way is found again."""
APART = timedelta(minutes=20)
TOTAL = 0.8
"""Seconds that the program waits for Slack where wires go wrong; elsewhere as long as it is written."""
TRIES = 5
"""Starts until one has to stand."""
PATIENCE = 3.0
"""Seconds in which Slack wants to be answered."""

Payload = dict[str, Any]
Page = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Who reads, the words, the buttons below them: every message in its order."""


@dataclass(frozen=True, slots=True)
class Life:
    """What a day came to."""

    pages: tuple[Page, ...]
    """What was read after each step."""
    posts: tuple[str, ...]
    """The letter of every post that Slack took, whether it still stands or was deleted."""
    rows: dict[str, int]
    """What is left in the database."""
    points: tuple[str, ...]
    """The points of each step in which nobody died, a letter each."""


@dataclass
class Town:
    """Sam and Dana in one workspace, and the program that they speak with."""

    slack: FakeSlack
    rig: Rig
    environ: dict[str, str]
    replicas: int = 1
    """How many programs run on the database at once; the first is the one that Slack calls, until it dies."""
    now: datetime = MONDAY
    running: list[Program] = field(default_factory=list)
    deaths: int = 0
    into: Proxy | None = None
    """Through this Slack calls the program."""

    def __post_init__(self) -> None:
        people(self.slack, "Sam Reyes", "Europe/Dublin")
        self.move(timedelta())

    def move(self, span: timedelta) -> None:
        """Let the program's clock stand so much after the step's beginning."""
        Path(self.environ["OOPS_TEST_CLOCK"]).write_text((self.now + span).astimezone(UTC).isoformat(), "ascii")

    async def start(self) -> None:
        """Run as many programs as are wanted."""
        for _ in range(self.replicas * TRIES):
            if len(self.running) == self.replicas:
                break
            with contextlib.suppress(
                Dead
            ):  # a database that does not answer in time ends a start: whoever supervises tries again
                self.running.append(await self.rig.start(self.environ))
        self.slack.app = self.running[0].url
        if self.into is not None:
            self.into.to, self.slack.app = self.slack.app, self.into.url

    async def die(self) -> None:
        """The first program is dead: another takes its place, at once where one is running."""
        self.deaths += 1
        await self.running.pop(0).leave()
        await self.start()

    async def close(self) -> None:
        """Everyone leaves."""
        await asyncio.gather(*(each.leave() for each in self.running))

    def page(self) -> Page:
        """What everyone reads now.

        What Dana pressed is left out: her card is only repainted, and a death may leave its buttons, which do nothing more.
        """
        return tuple(
            (SAM, message.words, tuple(action for action, _, _ in message.buttons()))
            for message in self.slack.sent(SAM)
        ) + tuple((DANA, message.words.partition("\nYou chose: ")[0], ()) for message in self.slack.sent(DANA))

    def deed(self, step: Step) -> Callable[[], Payload]:
        """What Slack delivers: the same event again and again, or another press of the same button."""
        if step.says:
            event = self.slack.message(step.who, step.says)
            return lambda: event
        held = [each for message in self.slack.sent(step.who) for each in message.buttons() if each[0] == step.presses]
        action, value, kind = held[-1]
        return lambda: self.slack.press(step.who, action, value, kind=kind)

    async def beat(self, span: timedelta) -> str:
        """The clock goes on so far from the step's beginning, and every program beats at once: the points of the first."""
        self.move(span)
        points = await asyncio.gather(*(each.beat() for each in self.running), return_exceptions=True)
        for each in points:
            if isinstance(each, BaseException):
                raise each
        return points[0]

    async def take(self, step: Step, deaths: Sequence[int] = ()) -> str:
        """One step. The program dies at the first of these points, who takes its place at the second. Gives the points of who lived."""
        self.now += APART
        self.move(timedelta())
        deed, taken, points, spans = self.deed(step), False, "", list(SOON)
        for kill_at in (*deaths, 0):
            try:
                await self.running[0].arm(kill_at)
                while not taken:
                    taken = await self._taken(deed)
                    await self.running[0].rest()
                await self.running[0].rest()
                while spans:
                    points = await self.beat(spans[0])
                    del spans[0]
                await self.running[0].arm(0)
                break
            except Dead:
                await self.die()
        for span in AT_LAST:
            await self.beat(span)
        return points

    async def _taken(self, deed: Callable[[], Payload]) -> bool:
        """Claim: it was acknowledged in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                status, _ = await self.slack.deliver(deed())
        except (aiohttp.ClientError, TimeoutError):
            return False
        return status == 200


@contextlib.asynccontextmanager
async def town(rig: Rig, folder: Path, database: str, *, out: Proxy | None = None, **more: Any) -> AsyncIterator[Town]:
    """A new town on an empty database; whoever still runs at its end leaves. Through `out` the program calls Slack."""
    async with FakeSlack().open() as slack:
        environ = environment(slack, folder, "http", DATABASE_URL=database)
        if out is not None:
            out.to, environ["SLACK_API_URL"] = slack.url, f"{out.url}/api/"
            environ["SLACK_TOTAL"] = str(TOTAL)
        found = Town(slack, rig, environ, **more)
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
    await town.start()
    pages, points = [], []
    for number, step in enumerate(DAY):
        await before()
        points.append(await town.take(step, kills[number] if kills else ()))
        pages.append(town.page())
    store = SqlStore.open(town.environ["DATABASE_URL"], town.environ["OOPS_MASTER_KEY"])
    rows = await store.counts()
    await store.close()
    posts = (*town.slack.messages, *town.slack.gone)
    return Life(
        tuple(pages),
        tuple(each.payload["metadata"]["event_payload"]["letter"] for each in posts),
        rows,
        tuple(points),
    )


__all__ = ["Life", "Page", "Town", "lived", "town"]
