"""Visits to the language model, beside the conversation: asked after the coach's own words, and heard like anyone's words.

Nobody waits for a visit. What it comes to is brought when it comes; after a crash, or too late, nothing comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from bot.around import Place
from bot.effects import AskCoach
from bot.guest.masks import unmask
from bot.letters import Letter
from bot.people import Who
from bot.ports import Coach

log = logging.getLogger("oops.visits")

A_TENANT = 2_000
"""Visits for all people of one tenant a day, by all processes together."""

Heard = Callable[[tuple[str, ...]], Awaitable[tuple[Letter, ...]]]


class Brings(Protocol):
    """The one way out (bot/courier.py)."""

    async def bring(self, letters: Sequence[Letter]) -> None:
        """Speak letters that were written as sending."""
        ...

    async def deliver(self) -> int:
        """Speak what waits and may go."""
        ...


class Purse(Protocol):
    """Where it is written what a tenant has spent of its day: of all processes, and beyond their end (bot/ports.py)."""

    async def spend(self, tenant: str, day: date, count: int) -> int:
        """Add to it, and give back how much that is now; 0 only looks."""
        ...


class NoCoach:
    """No language model: there is nowhere to ask, and the answer is silence."""

    place: Place | None = None

    async def answer(self, ask: AskCoach) -> tuple[str, ...]:
        """Silence."""
        del ask
        return ()

    async def close(self) -> None:
        """There is nothing to let go."""


class Visits:
    """Asks, and brings what was answered. `courier` and `told` are put in by the roof, `purse` by the conversation."""

    def __init__(self, coach: Coach, *, a_tenant: int = A_TENANT) -> None:
        """`a_tenant`: visits for one tenant a day."""
        self._coach = coach
        self._most = a_tenant
        self._spent: dict[str, tuple[date, int]] = {}
        """What is known here of a tenant's day: other processes may have spent more since."""
        self._at_work: set[asyncio.Task[None]] = set()
        self.purse: Purse | None = None
        self.courier: Brings | None = None
        self.told: Callable[[], None] = _nothing
        """What is to happen once a visit has said something."""

    def place(self, who: Who, now: datetime) -> Place | None:
        """Where the model is, when it can be asked for this person's organisation just now."""
        where = self._coach.place
        return None if where is None or self._used(who.tenant, now.date()) >= self._most else where

    def _used(self, tenant: str, day: date) -> int:
        known, count = self._spent.get(tenant, (day, 0))
        return count if known == day else 0

    async def look(self, who: Who, now: datetime) -> None:
        """See what this person's organisation has spent today, where that is not known here: before it is told what is asked."""
        known = self._spent.get(who.tenant)
        if self._coach.place is not None and (known is None or known[0] != now.date()):
            await self._spend(who.tenant, now.date(), 0)

    async def _spend(self, tenant: str, day: date, count: int) -> int:
        """How much of its day a tenant has spent, with this."""
        here = self._used(tenant, day) + count
        found = here if self.purse is None else await self.purse.spend(tenant, day, count)
        self._spent[tenant] = day, found
        return found

    def ask(self, ask: AskCoach, who: Who, now: datetime, heard: Heard) -> None:
        """Ask, and let what it says be heard."""
        self._begin(self._asked(ask, who, now, heard))

    async def _asked(self, ask: AskCoach, who: Who, now: datetime, heard: Heard) -> None:
        if await self._spend(who.tenant, now.date(), 1) > self._most:
            return  # other processes have spent the rest
        said = await self._coach.answer(ask)
        names = (unmask(each, ask.names) for each in said)
        known = tuple(each for each in names if each)
        if known:
            await self._bring(await heard(known))

    def offer(self, offered: Callable[[], Awaitable[tuple[Letter, ...]]]) -> None:
        """Ask the person whether the model may be asked, once this turn is said."""

        async def work() -> None:
            await self._bring(await offered())

        self._begin(work())

    async def _bring(self, letters: tuple[Letter, ...]) -> None:
        """What may go goes now, in the order in which it was written; what has to wait for another goes with the next beat."""
        if self.courier is not None:
            await self.courier.bring(letters)
            await self.courier.deliver()
            self.told()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        async def quietly() -> None:
            try:
                await work
            except Exception as broken:  # noqa: BLE001  whatever it is: the conversation has gone on without it
                log.warning("a visit came to nothing", extra={"error": type(broken).__name__})

        task = asyncio.get_running_loop().create_task(quietly())
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def rest(self) -> None:
        """Wait until no visit is under way."""
        while self._at_work:
            await asyncio.wait(self._at_work)

    async def leave(self) -> None:
        """Let every visit go: nothing of it is kept, and nothing comes of it."""
        for task in list(self._at_work):
            task.cancel()
        await self.rest()
        await self._coach.close()


def _nothing() -> None:
    """Nobody is to be told."""


__all__ = ["NoCoach", "Visits"]
