"""deliver(): claim, speak, settle. One letter at a time per conversation; one post, no retry; a clear answer or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation import Conversation
from bot.letters import Letter, Outcome
from bot.ports import Clock, Speaker, Store

SETTLE_TIME = timedelta(seconds=60)
"""How long a letter may be `sending` before it is looked for."""


class Courier:
    """The one way out."""

    def __init__(self, store: Store, speaker: Speaker, clock: Clock, *, settle_time: timedelta = SETTLE_TIME) -> None:
        """`settle_time` is zero where the platform can always tell at once."""
        self._store = store
        self._speaker = speaker
        self._clock = clock
        self._settle_time = settle_time

    async def bring(self, letters: Sequence[Letter]) -> None:
        """Letters written as sending in the turn's own transaction: spoken and settled."""
        outcomes: list[tuple[str, Outcome]] = [(letter.id, await self._speaker.speak(letter)) for letter in letters]
        if outcomes:
            await self._store.settle_many(outcomes, self._clock.now())

    async def deliver(self) -> int:
        """Claim what may go, speak it, settle it. Returns how many letters were spoken."""
        spoken = 0
        while letters := await self._store.claim(self._clock.now()):
            for letter in letters:
                outcome = await self._speaker.speak(letter)
                await self._store.settle(letter.id, outcome, self._clock.now())
                spoken += 1
        return spoken

    async def settle_unknown(self) -> None:
        """Letters left behind as sending: looked up, and settled by what is found."""
        now = self._clock.now()
        for letter in await self._store.unsettled(now - self._settle_time):
            found = await self._speaker.look_up(letter)
            if found is not None:
                await self._store.settle(letter.id, found, now)

    async def tell_news(self, conversation: Conversation) -> None:
        """Tell authors what became of their letters."""
        for news in await self._store.news():
            outcome = await conversation.news(news)
            if outcome is not None:
                await self.bring(outcome.letters)


__all__ = ["SETTLE_TIME", "Courier"]
