"""A lane a person: what they do is heard one after another, and answered in the same order; others are never in the way."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.people import Who

log = logging.getLogger("oops.lanes")

DRAIN = 7.0
"""Seconds in which what was heard is still answered when we leave. What is left is found again by its row."""


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    inside: int = 0
    runs: asyncio.Task[None] | None = None


class Lanes:
    """Everyone's lanes. A lane is there only while something is in it."""

    def __init__(self) -> None:
        """All are empty."""
        self._lanes: defaultdict[Who, _Lane] = defaultdict(_Lane)
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def hearing(self, who: Who) -> AsyncIterator[None]:
        """Alone with this person."""
        lane = self._lanes[who]
        lane.inside += 1
        try:
            async with lane.lock:
                yield
        finally:
            lane.inside -= 1
            self._tidy(who)

    def after(self, who: Who, work: Callable[[], Awaitable[None]]) -> None:
        """Do this for the person once all before it is done."""
        lane = self._lanes[who]
        lane.waiting.append(work)
        if lane.runs is None:
            lane.runs = asyncio.create_task(self._run(who, lane))
            self._tasks.add(lane.runs)
            lane.runs.add_done_callback(self._tasks.discard)

    def waits(self, who: Who) -> bool:
        """Claim: more is to be done for this person."""
        return who in self._lanes and bool(self._lanes[who].waiting)

    async def answered(self, who: Who) -> None:
        """Wait until all that was heard of this person is answered."""
        while (lane := self._lanes.get(who)) is not None and lane.runs is not None:
            await asyncio.wait({lane.runs})

    async def _run(self, who: Who, lane: _Lane) -> None:
        while lane.waiting:
            work = lane.waiting.pop(0)
            try:
                await work()
            except Exception as broken:  # noqa: BLE001  the rows are the truth: the courier brings what was not said
                log.error("an answer was left to the courier", extra={"error": type(broken).__name__})  # noqa: TRY400
        lane.runs = None
        self._tidy(who)

    def _tidy(self, who: Who) -> None:
        lane = self._lanes.get(who)
        if lane is not None and not lane.inside and lane.runs is None and not lane.waiting:
            del self._lanes[who]

    async def drain(self) -> None:
        """Wait until all is said, but not for ever."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=DRAIN)
        for task in set(self._tasks):
            task.cancel()


__all__ = ["Lanes"]
