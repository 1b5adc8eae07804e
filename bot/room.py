"""Room for a few at once, and who comes in next when more wait than it holds."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

LONG: Final = 5.0
"""Seconds after which waiting in order does nobody any good: whoever comes then would wait as long as all before them."""
STANDS: Final = 3.0
"""Seconds for which somebody stands at a door: then the platform has given up, and asks again or not at all."""
TURN: Final = 4
"""Of so many who come in then one is who has waited longest; the others are who came last, and are answered while they are there."""

MOST: Final = 2_000
"""So many wait here and not more: whoever waits takes eight kilobytes, and what is kept elsewhere can wait there."""


class Room:
    """So many at once, in the order in which they came.

    Where more come than go for longer than LONG, an order would make everybody wait for ever longer. Then most who come
    are let in at once, and those who could not be wait until there is less to do; none is forgotten. Used in one loop.
    """

    def __init__(self, places: int, clock: Callable[[], float] = time.monotonic) -> None:
        """All are free."""
        self._free = places
        self._clock = clock
        self._waiting: OrderedDict[Hashable, tuple[float, asyncio.Future[None]]] = OrderedDict()
        """Who waits, and since when: who came last stands last."""
        self._awaited: defaultdict[Hashable, list[float]] = defaultdict(list)
        """For whom somebody stands at the door, and since when each does."""
        self._came_in = 0

    @property
    def behind(self) -> bool:
        """Claim: somebody waits."""
        return bool(self._waiting)

    @property
    def full(self) -> bool:
        """Claim: whoever else can wait elsewhere should."""
        return len(self._waiting) >= MOST

    def here(self, who: Hashable) -> None:
        """They came again: where they wait, they stand among those who came last."""
        if who in self._waiting:
            self._waiting.move_to_end(who)

    @contextmanager
    def awaited(self, who: Hashable) -> Iterator[None]:
        """While this lasts, and somebody stands at the door for it, they come in before all but who waits for too long."""
        since = self._clock()
        self._awaited[who].append(since)
        try:
            yield
        finally:
            self._awaited[who].remove(since)
            if not self._awaited[who]:
                del self._awaited[who]

    @asynccontextmanager
    async def place(self, who: Hashable, *, old: bool = False) -> AsyncIterator[None]:
        """A place for somebody, once there is one. `old`: what is to be done in it has waited already, elsewhere."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(who if who not in self._waiting else object(), old=old)
        try:
            yield
        finally:
            self._next()

    async def _wait(self, who: Hashable, *, old: bool) -> None:
        place = asyncio.get_running_loop().create_future()
        longest = next(iter(self._waiting.values()), None)
        self._waiting[who] = longest[0] if old and longest else self._clock(), place
        self._waiting.move_to_end(who, last=not old)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # it was theirs already
                self._next()
            elif self._waiting.get(who, (0.0, None))[1] is place:
                del self._waiting[who]
            raise

    def _next(self) -> None:
        while self._waiting:
            _, place = self._waiting.pop(self._first())
            if not place.done():  # else they have just given up
                self._came_in += 1
                place.set_result(None)
                return
        self._free += 1

    def _first(self) -> Hashable:
        now, oldest = self._clock(), next(iter(self._waiting))
        late = now - self._waiting[oldest][0] > LONG
        if late and (self._came_in + 1) % TURN == 0:
            return oldest
        for who, since in self._awaited.items():
            if who in self._waiting and now - since[-1] <= STANDS:
                return who
        return next(reversed(self._waiting)) if late else oldest


__all__ = ["LONG", "TURN", "Room"]
