"""A lane a person: what they do is heard one after another, and answered in the same order; others are never in the way."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.people import Who

log = logging.getLogger("oops.lanes")

LEFT = "an answer was left to the courier"


@dataclass(slots=True)
class _Lane:
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    inside: int = 0
    runs: asyncio.Task[None] | None = None
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


class Lanes:
    """Everyone's lanes. A lane is there only while something is in it."""

    def __init__(self) -> None:
        """All are empty."""
        self._lanes: defaultdict[Who, _Lane] = defaultdict(_Lane)
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def arriving(self, who: Who) -> AsyncIterator[None]:
        """Alone at the door: what this person does is taken in the order in which it came, whatever is still being heard."""
        lane = self._lanes[who]
        lane.inside += 1
        try:
            async with lane.door:
                yield
        finally:
            lane.inside -= 1
            self._tidy(who)

    @asynccontextmanager
    async def hearing(self, who: Who) -> AsyncIterator[None]:
        """Alone with this person, after all that was taken of them before."""
        lane = self._lanes[who]
        lane.inside += 1
        try:
            if lane.door.locked():
                async with lane.door:
                    pass
            async with lane.lock:
                yield
        finally:
            lane.inside -= 1
            self._tidy(who)

    def hear(self, who: Who, work: Callable[[], Awaitable[None]]) -> None:
        """Do this alone with the person, as soon as it can be: what comes in after it is heard after it."""

        async def heard() -> None:
            async with self.hearing(who):
                await work()

        self._begun(who, _quietly(heard, "what was taken is still to be heard"))

    def after(self, who: Who, work: Callable[[], Awaitable[None]]) -> None:
        """Do this for the person once all before it is done."""
        lane = self._lanes[who]
        lane.waiting.append(work)
        if lane.runs is None:
            lane.runs = self._begun(who, self._run(lane))

    def waits(self, who: Who) -> bool:
        """Claim: more is to be done for this person."""
        return who in self._lanes and bool(self._lanes[who].waiting)

    async def answered(self, who: Who) -> None:
        """Wait until all that was taken of this person is heard and answered."""
        while (lane := self._lanes.get(who)) is not None and lane.tasks:
            await asyncio.wait(lane.tasks)

    def beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do this in nobody's lane. What goes wrong in it is named by its kind, and is left to the courier."""
        return self._task(_quietly(lambda: work, LEFT))

    def _begun(self, who: Who, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do this in the person's lane, which stays while it is under way."""
        task = self._task(work)
        self._lanes[who].tasks.add(task)
        task.add_done_callback(partial(self._done, who))
        return task

    def _task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _done(self, who: Who, task: asyncio.Task[None]) -> None:
        self._lanes[who].tasks.discard(task)
        self._tidy(who)

    async def _run(self, lane: _Lane) -> None:
        while lane.waiting:
            await _quietly(lane.waiting.pop(0), LEFT)
        lane.runs = None

    def _tidy(self, who: Who) -> None:
        lane = self._lanes.get(who)
        if lane is not None and not lane.inside and not lane.tasks and not lane.waiting:
            del self._lanes[who]

    async def drain(self, within: float = 60.0) -> None:
        """Wait until all is heard and said, for so many seconds at most. What is left is found again by its row."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while self._tasks and (left := until - loop.time()) > 0:
            await asyncio.wait(set(self._tasks), timeout=left)
        for task in set(self._tasks):
            task.cancel()


async def _quietly(work: Callable[[], Awaitable[None]], wrong: str) -> None:
    """Do it. What goes wrong is named by its kind, behind `wrong`: the rows are the truth, and what was not done is found by them."""
    try:
        await work()
    except Exception as broken:  # noqa: BLE001  same
        log.error(wrong, extra={"error": type(broken).__name__})  # noqa: TRY400


__all__ = ["Lanes"]
