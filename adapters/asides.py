"""What is said beside a journey and kept nowhere: an export, the link to one, a line. It waits for its platform as a letter does.

Nobody's letters wait for it: it has its own order, one after another for one person.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

from adapters.lanes import Lanes
from bot import speech
from bot.around import House
from bot.conversation import Outcome as Heard
from bot.errors import OopsError
from bot.letters import Later, Outcome, Refused, Reply, Sent, Unsure
from bot.people import Who
from bot.ports import Desk

log = logging.getLogger("oops.asides")

PAUSE = 1.0
"""Seconds between two messages in one conversation: platforms take about one a second. Each next try of one waits twice as long."""
PATIENCE = 300.0
"""Seconds for which one message is tried. A link lives ten minutes."""

Part = dict[str, Any]


class Asides:
    """Says what is beside a journey, in as many messages as it takes, each until it is taken."""

    def __init__(
        self,
        house: House,
        lanes: Lanes,
        parts: Callable[[Reply], Sequence[Part]],
        send: Callable[[Who, Part], Awaitable[Outcome]],
        desk: Callable[[Who], Awaitable[Desk | None]],
    ) -> None:
        """`parts` makes a reply the platform's messages, `send` posts one of them once; `desk` tells what is kept of a person now."""
        self._house = house
        self._lanes = lanes
        self._parts = parts
        self._send = send
        self._desk = desk
        self._turns: WeakValueDictionary[Who, asyncio.Lock] = WeakValueDictionary()
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """Nothing is waited for any more."""
        self._leaving.set()

    def say(self, who: Who, reply: Reply) -> None:
        """Say one reply, once all before it is said."""

        async def begin() -> None:
            self._lanes.beside(self._say(self._turn(who), who, (reply,)))

        self._lanes.after(who, begin)

    def give(self, who: Who, outcome: Heard) -> None:
        """Say what was given beside a turn; or, where that cannot be said whole, that it was not given.

        It is not said once the journey is gone that it is from: nothing comes after "delete everything" that was deleted.
        """
        if outcome.aside is not None:
            replies = (outcome.aside, speech.notice(self._house, "not_given"))
            journey = outcome.journey.id if outcome.journey else ""
            self._lanes.beside(self._say(self._turn(who), who, replies, journey))

    def _turn(self, who: Who) -> asyncio.Lock:
        return self._turns.setdefault(who, asyncio.Lock())

    async def _say(self, turn: asyncio.Lock, who: Who, replies: Sequence[Reply], journey: str = "") -> None:
        """Say the first of the replies that is taken whole."""
        async with turn:
            for each in replies:
                came = await self._whole(who, each, journey)
                if isinstance(came, Sent):
                    return
                why = came.code if isinstance(came, Refused) else type(came).__name__.lower()
                log.warning("what is no letter was not said", extra={"door": who.platform, "why": why})

    async def _whole(self, who: Who, reply: Reply, journey: str) -> Outcome:
        came: Outcome = Sent("")
        for number, part in enumerate(self._parts(reply)):
            if number:
                await self._pause(PAUSE)
            came = await self._taken(who, part, journey)
            if not isinstance(came, Sent):
                break
        return came

    async def _taken(self, who: Who, part: Part, journey: str) -> Outcome:
        """Say one part until it is taken, or never will be.

        When nobody can tell whether it was, it is said again: it is the reader's own, so to read it twice does no harm.
        """
        until, pause = time.monotonic() + PATIENCE, PAUSE
        while isinstance(came := await self._once(who, part, journey), Later | Unsure):
            wait = max(pause, came.seconds)
            if self._leaving.is_set() or time.monotonic() + wait > until:
                break
            await self._pause(wait)
            pause *= 2
        return came

    async def _once(self, who: Who, part: Part, journey: str) -> Outcome:
        try:
            if journey:
                desk = await self._desk(who)
                if desk is None or all(each.id != journey for each in desk.journeys):
                    return Refused("kept_no_more")
            return await self._send(who, part)
        except OopsError:
            return Later(PAUSE)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._leaving.wait(), seconds)


__all__ = ["Asides"]
