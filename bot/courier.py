"""deliver(): claim, speak, settle. One letter at a time per conversation; one post, no retry; a clear answer or unknown.

What is left unknown is looked for once it has settled. Found: sent. Surely not there: an answer or a check-in goes again,
unless its journey has gone on; a third person's letter only when a second look, much later, does not find it either.
Nobody can tell: a third person's letter never goes again, and its author is told so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from bot.conversation import Conversation
from bot.errors import StoreBusy
from bot.letters import Act, Later, Letter, LetterKind, Outcome, Refused, Sent, Unsure
from bot.ports import Clock, Speaker, Store

SETTLE_TIME = timedelta(seconds=60)
"""How long a letter may be `sending` before it is looked for."""
LEASE = timedelta(seconds=5)
"""How long a letter that was claimed is ours to begin: after that another replica may look for it, so it is claimed anew."""
AT_ONCE = 10
"""Letters claimed together: said one after another, they are begun within the lease."""
SECOND_LOOK = 5
"""A third person's letter is looked for twice: after one settle time, and after so many."""


class Courier:
    """The one way out."""

    def __init__(
        self,
        store: Store,
        speaker: Speaker,
        clock: Clock,
        *,
        settle_time: timedelta = SETTLE_TIME,
        notes: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """`settle_time` is zero or less where the platform can always tell at once.

        `notes` gives the small values that are to be remembered together with what was said.
        """
        self._notes = notes
        self._store = store
        self._speaker = speaker
        self._clock = clock
        self._settle_time = settle_time
        self._settles = settle_time > timedelta()
        """Whether a platform is behind this that takes its time; the local world knows at once."""
        self._spoken: list[tuple[str, Outcome]] = []
        """What was said and is not settled yet."""
        self._settling = asyncio.Lock()
        self._absent: dict[str, datetime] = {}
        """Third persons' letters that one look did not find, and when that was."""

    async def bring(self, letters: Sequence[Letter]) -> None:
        """Letters written as sending in the turn's own transaction: spoken and settled."""
        for letter in letters:
            outcome = await self._speak(letter)
            if outcome is not None:
                self._spoken.append((letter.id, outcome))  # not before: while it was spoken others have settled theirs
        async with self._settling:  # what others have said meanwhile is settled in the same transaction
            spoken, self._spoken = self._spoken, []
            if spoken:
                try:
                    await self._store.settle_many(spoken, self._clock.now(), notes=self._notes())
                except StoreBusy:
                    self._spoken = spoken + self._spoken
                    raise

    async def deliver(self) -> int:
        """Claim what may go, speak it, settle it. Returns how many letters were spoken."""
        spoken = 0
        while letters := await self._store.claim(self._clock.now(), limit=AT_ONCE):
            for letter in letters:
                outcome = await self._speak(letter)
                if outcome is not None:
                    await self._store.settle(letter.id, outcome, self._clock.now())
                    spoken += 1
        return spoken

    async def _speak(self, letter: Letter) -> Outcome | None:
        """What came of it; None when it was not begun in time: then it waits again, unless another has it by now."""
        if self._settles and letter.attempted is not None and self._clock.now() - letter.attempted > LEASE:
            await self._store.put_back(letter)
            return None
        return await self._speaker.speak(letter)

    async def settle_unknown(self, conversation: Conversation) -> None:
        """Letters left behind as sending: looked up, and settled by what is found."""
        now = self._clock.now()
        waiting = await self._store.unsettled(now - self._settle_time)
        self._absent = {letter.id: self._absent[letter.id] for letter in waiting if letter.id in self._absent}
        for letter in waiting:
            if self._too_soon(letter, now):
                continue
            await self._settle(letter, await self._speaker.look_up(letter), conversation, now)

    def _too_soon(self, letter: Letter, now: datetime) -> bool:
        """Claim: one look did not find it, and it is not yet time for the second."""
        first = self._absent.get(letter.id)
        tried = letter.attempted or now
        second = self._settle_time * SECOND_LOOK
        return first is not None and (now - tried < second or now - first < second - self._settle_time)

    async def _settle(self, letter: Letter, found: Outcome | None, conversation: Conversation, now: datetime) -> None:
        third = letter.kind in {LetterKind.THIRD, LetterKind.COURTESY} and letter.act is Act.POST
        match found:
            case Sent() | Refused():
                await self._store.settle(letter.id, found, now)
            case Unsure():
                return
            case Later():
                if third and self._settles and letter.id not in self._absent:
                    self._absent[letter.id] = now
                    return
                await self._again(letter, found, conversation, now)
            case None if third:
                await self._store.give_up(letter.id)
            case None:
                await self._again(letter, Later(0), conversation, now)
            case _:
                assert_never(found)
        self._absent.pop(letter.id, None)

    async def _again(self, letter: Letter, later: Later, conversation: Conversation, now: datetime) -> None:
        """It goes again; but what was said to an author whose journey has gone on is not said any more."""
        own = letter.kind in {LetterKind.REPLY, LetterKind.CHECK_IN} and letter.act is Act.POST
        if own and self._settles and not await conversation.is_last(letter):
            await self._store.give_up(letter.id)
        elif letter.act is Act.POST:
            await self._store.put_back(letter)  # another replica may have looked too, and be saying it by now
        else:
            await self._store.settle(letter.id, later, now)

    async def tell_news(self, conversation: Conversation) -> None:
        """Tell authors what became of their letters."""
        for news in await self._store.news():
            outcome = await conversation.news(news)
            if outcome is not None:
                await self.bring(outcome.letters)


__all__ = ["SECOND_LOOK", "SETTLE_TIME", "Courier"]
