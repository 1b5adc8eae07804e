"""How much may come in: a bucket for each person and for each organisation, which empties by use and fills again by itself.

Nobody who types or presses meets the end of theirs. A program that sends without end does, and is told so once a minute.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.people import Who
from prompts.frozen import frozen

MOST = 10_000
"""So many buckets are kept at once; the ones unused for longest are full again, or as good as."""
TOLD = 60.0
"""Seconds between two lines to one person that say so."""


@frozen
class Rate:
    """So many at once, and so many a second for ever."""

    burst: float
    second: float


PERSON = Rate(120, 1)
TENANT = Rate(3_000, 100)


class Buckets:
    """One bucket for each key."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        """All are full."""
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[tuple[str, ...], tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._levels)

    def take(self, *key: str) -> bool:
        """Claim: there was one left in this bucket, and it is taken."""
        now = self._clock()
        level, at = self._levels.pop(key, (self._rate.burst, now))
        level = min(self._rate.burst, level + (now - at) * self._rate.second)
        enough = level >= 1
        self._levels[key] = (level - 1 if enough else level, now)
        if len(self._levels) > MOST:
            self._levels.popitem(last=False)
        return enough


class Pace:
    """What a door asks of each delivery, once it is known to be the platform's own."""

    def __init__(
        self, person: Rate = PERSON, tenant: Rate = TENANT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Nothing has come yet."""
        self._people = Buckets(person, clock)
        self._tenants = Buckets(tenant, clock)
        self._told = Buckets(Rate(1, 1 / TOLD), clock)

    def over(self, who: Who) -> str:
        """Whose bucket is empty: person or tenant; empty when this delivery may be heard."""
        if not self._people.take(who.platform, who.tenant, who.user):
            return "person"
        return "" if self._tenants.take(who.platform, who.tenant) else "tenant"

    def tells(self, who: Who) -> bool:
        """Claim: it is time to tell this person so."""
        return self._told.take(who.platform, who.tenant, who.user)


__all__ = ["PERSON", "TENANT", "Buckets", "Pace", "Rate"]
