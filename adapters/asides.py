"""What is said beside a journey and kept nowhere: an export, the link to one, a line. It waits for its platform as a letter does.

Nobody's letters wait for it: it has its own order, one after another for one person.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from adapters.lanes import Lanes
from bot import speech
from bot.around import House
from bot.conversation import Outcome as Heard
from bot.errors import OopsError
from bot.letters import Later, Outcome, Refused, Reply, Sent, Unsure
from bot.people import Who
from prompts.frozen import frozen

log = logging.getLogger("oops.asides")

PAUSE = 1.0
"""Seconds between two messages in one conversation: platforms take about one a second. Each next try of one waits twice as long."""
PATIENCE = 540.0
"""Seconds for which one message is tried, the first from when it was to be said: a link lives ten minutes."""
MOST = 8
"""Replies that wait for one person."""

Part = dict[str, Any]


@frozen
class _Aside:
    """What is to be said: the first of the replies that is taken whole."""

    replies: tuple[Reply, ...]
    journey: str
    """The journey that it is from; empty where it is from none."""
    given: bool
    since: float


class Asides:
    """Says what is beside a journey, in as many messages as it takes, each until it is taken."""

    def __init__(
        self,
        house: House,
        lanes: Lanes,
        parts: Callable[[Reply], Sequence[Part]],
        send: Callable[[Who, Part], Awaitable[Outcome]],
        kept: Callable[[Who, str], Awaitable[bool]],
    ) -> None:
        """`parts` makes a reply the platform's messages, `send` posts one of them once; `kept` tells whether a journey still is."""
        self._house = house
        self._lanes = lanes
        self._parts = parts
        self._send = send
        self._kept = kept
        self._waiting: dict[Who, deque[_Aside]] = {}
        """What each person is still to be told; they are here while something is being said to them."""
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """Nothing is waited for any more."""
        self._leaving.set()

    def say(self, who: Who, reply: Reply) -> None:
        """Say one reply, once all before it is said."""

        async def begin() -> None:
            self._next(who, _Aside((reply,), "", given=False, since=time.monotonic()))

        self._lanes.after(who, begin)

    def give(self, who: Who, outcome: Heard) -> None:
        """Say what was given beside a turn; or, where that cannot be said whole, that it was not given.

        It is not said once the journey is gone that it is from: nothing comes after "delete everything" that was deleted. What
        is asked for again while it waits is given once, as it is now.
        """
        if outcome.aside is not None:
            replies = (outcome.aside, speech.notice(self._house, "not_given"))
            journey = outcome.journey.id if outcome.journey else ""
            self._next(who, _Aside(replies, journey, given=True, since=time.monotonic()))

    def _next(self, who: Who, aside: _Aside) -> None:
        waiting = self._waiting.get(who)
        if waiting is None:
            self._waiting[who] = deque([aside])
            self._lanes.beside(self._all(who))
            return
        if aside.given:
            for each in [each for each in waiting if each.given and each.journey == aside.journey]:
                waiting.remove(each)
        if len(waiting) < MOST:
            waiting.append(aside)
        else:
            log.warning("what is no letter was not said", extra={"door": who.platform, "why": "too_many"})

    async def _all(self, who: Who) -> None:
        waiting = self._waiting[who]
        try:
            while waiting:
                await self._say(who, waiting.popleft())
        finally:
            del self._waiting[who]

    async def _say(self, who: Who, aside: _Aside) -> None:
        for each in aside.replies:
            came = await self._whole(who, each, aside)
            if isinstance(came, Sent):
                return
            why = came.code if isinstance(came, Refused) else type(came).__name__.lower()
            log.warning("what is no letter was not said", extra={"door": who.platform, "why": why})

    async def _whole(self, who: Who, reply: Reply, aside: _Aside) -> Outcome:
        came: Outcome = Sent("")
        since = aside.since if reply is aside.replies[0] else time.monotonic()
        for number, part in enumerate(self._parts(reply)):
            if number:
                await self._pause(PAUSE)
                since = time.monotonic()
            came = await self._taken(who, part, aside.journey, since + PATIENCE)
            if not isinstance(came, Sent):
                break
        return came

    async def _taken(self, who: Who, part: Part, journey: str, until: float) -> Outcome:
        """Say one part until it is taken, or never will be.

        When nobody can tell whether it was, it is said again: it is the reader's own, so to read it twice does no harm.
        """
        if time.monotonic() > until:
            return Later(0)
        pause = PAUSE
        while isinstance(came := await self._once(who, part, journey), Later | Unsure):
            wait = max(pause, came.seconds)
            if self._leaving.is_set() or time.monotonic() + wait > until:
                break
            await self._pause(wait)
            pause *= 2
        return came

    async def _once(self, who: Who, part: Part, journey: str) -> Outcome:
        try:
            if journey and not await self._kept(who, journey):
                return Refused("kept_no_more")
            return await self._send(who, part)
        except OopsError:
            return Later(PAUSE)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._leaving.wait(), seconds)


__all__ = ["Asides"]
