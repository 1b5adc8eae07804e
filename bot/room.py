"""Room for a few at once, and who comes in next when more wait than it holds."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final, Self

LONG: Final = 5.0
"""Seconds after which waiting in order does nobody any good: whoever comes then would wait as long as all before them."""
TURN: Final = 4
"""Of so many who come in then one is who has waited longest; the others are who came last, and are answered while they are there."""


class Room:
    """So many at once, in the order in which they came.

    Where more come than go for longer than LONG, an order would make everybody wait for ever longer. Then most who come
    are let in at once, and those who could not be wait until there is less to do; none is forgotten. Used in one loop.
    """

    def __init__(self, places: int, clock: Callable[[], float] = time.monotonic) -> None:
        """All are free."""
        self._free = places
        self._clock = clock
        self._waiting: deque[tuple[float, asyncio.Future[None]]] = deque()
        self._came_in = 0

    @property
    def full(self) -> bool:
        """Claim: whoever comes now has to wait."""
        return not self._free

    async def __aenter__(self) -> Self:
        """Come in, once there is room."""
        if self._free:
            self._free -= 1
            return self
        place = asyncio.get_running_loop().create_future()
        self._waiting.append((self._clock(), place))
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # it was given to who has just left
                self._next()
            raise
        return self

    async def __aexit__(self, *wrong: object) -> None:
        """Leave; whoever is next comes in."""
        self._next()

    def _next(self) -> None:
        while self._waiting:
            since, _ = self._waiting[0]
            self._came_in += 1
            in_order = self._clock() - since <= LONG or self._came_in % TURN == 0
            _, place = self._waiting.popleft() if in_order else self._waiting.pop()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1


__all__ = ["LONG", "TURN", "Room"]
