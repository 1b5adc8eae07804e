"""One beat of the clock: letters that may go, what became of them, check-ins that are due. Nothing due is one cheap query."""

from __future__ import annotations

import logging

from bot.checkins import Kind
from bot.conversation import Conversation
from bot.courier import Courier
from bot.errors import StoreBusy
from bot.ports import Clock, Due, Store

log = logging.getLogger("oops.beat")

_ORDER = {kind: number for number, kind in enumerate(Kind)}


async def beat(store: Store, conversation: Conversation, courier: Courier, clock: Clock) -> int:
    """Do everything that is due. Returns how many check-ins were heard."""
    await courier.settle_unknown(conversation)
    await courier.deliver()
    await courier.tell_news(conversation)
    heard = 0
    while waiting := await store.due(clock.now()):
        for due in sorted(waiting, key=lambda each: (each.due, _ORDER[each.check_in.kind])):
            heard += await _one(store, conversation, courier, due)
    return heard


async def _one(store: Store, conversation: Conversation, courier: Courier, due: Due) -> int:
    """One check-in. One that cannot be heard is parked and counted, and stops no other."""
    try:
        outcome = await conversation.due(due)
    except StoreBusy:
        raise
    except Exception as broken:  # noqa: BLE001  whatever it is, the others must go on
        log.error("a check-in was parked: %s", type(broken).__name__)  # noqa: TRY400  a traceback could hold words
        outcome = None
    if outcome is None:
        await store.park(due)
        return 0
    await courier.bring(outcome.letters)
    return 1


__all__ = ["beat"]
