"""One beat of the clock: letters that may go, what became of them, check-ins that are due. Nothing due is one cheap query."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence

from bot.conversation import CameUp, Conversation
from bot.courier import AT_ONCE, Courier
from bot.letters import Letter
from bot.people import Who
from bot.ports import Store

log = logging.getLogger("oops.beat")

HEARERS = 2
"""Who hears check-ins at once: while what one has heard is on its way to the disk, the other hears more."""


async def beat(
    store: Store, conversation: Conversation, courier: Courier, unsaid: Callable[[Who], None] = lambda _: None
) -> int:
    """Do everything that is due. Returns how many check-ins were heard.

    `unsaid` is told whose check-in was heard without a word: it moved, or closed a journey.
    """
    await courier.settle_unknown(conversation)
    await courier.deliver()
    await courier.tell_news(conversation)
    heard = 0
    while came := await conversation.come_due(busy := set[Who]()):
        heard += await _Hearing(store, conversation, courier, unsaid, busy).all(came)
    return heard


class _Hearing:
    """Check-ins of many people: heard at the pace of the store, said at that of the platform, and neither waits for the other.

    Of one person the next is heard when what the last one said is spoken: until then they are `busy`.
    """

    def __init__(
        self,
        store: Store,
        conversation: Conversation,
        courier: Courier,
        unsaid: Callable[[Who], None],
        busy: set[Who],
    ) -> None:
        self._store, self._conversation, self._courier, self._busy = store, conversation, courier, busy
        self._unsaid = unsaid
        self._free = asyncio.Semaphore(AT_ONCE)
        self._heard = 0
        self._wrong: list[BaseException] = []

    async def all(self, came: Sequence[CameUp]) -> int:
        """What came due, and what comes after it, heard and said. Returns how many were heard."""
        async with asyncio.TaskGroup() as works:
            works.create_task(self._safely(self._hear(works, came)))
            for _ in range(HEARERS - 1):
                works.create_task(self._safely(self._hear(works)))
        for wrong in self._wrong:
            raise wrong
        return self._heard

    async def _safely(self, work: Coroutine[None, None, None]) -> None:
        """What goes wrong in one work cuts no other off: a letter that is on its way is settled first."""
        try:
            await work
        except asyncio.CancelledError:
            raise
        except BaseException as wrong:  # noqa: BLE001  it is raised once all are done
            self._wrong.append(wrong)

    async def _hear(self, works: asyncio.TaskGroup, came: Sequence[CameUp] = ()) -> None:
        while not self._wrong and (came := came or await self._conversation.come_due(self._busy)):
            for each in came:
                if each.outcome is None:
                    await self._set_aside(each)
                    continue
                self._heard += 1
                works.create_task(self._safely(self._say(each.due.who, each.outcome.letters)))
            came = ()

    async def _set_aside(self, came: CameUp) -> None:
        """One that cannot be heard is parked and counted, and stops no other."""
        if came.wrong:
            log.error("a check-in was parked", extra={"error": came.wrong})
        await self._store.park(came.due)
        self._busy.discard(came.due.who)

    async def _say(self, who: Who, letters: Sequence[Letter]) -> None:
        async with self._free:
            await self._courier.bring(letters)
        if not letters:
            self._unsaid(who)
        self._busy.discard(who)


__all__ = ["beat"]
