"""deliver(): claim, speak, settle. One letter at a time per conversation; one post, no retry; a clear answer or unknown.

What concerns different people goes side by side, so that a platform that is slow with one keeps nobody else waiting.

What is left unknown is looked for once it has settled. Found: sent. Surely not there: an answer or a check-in goes again,
unless its journey has gone on; a third person's letter only when a second look, much later, does not find it either.
Nobody can tell, or nobody could for an hour: a third person's letter never goes again, and its author is told so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar, assert_never

from bot.conversation import Conversation
from bot.errors import StoreBusy
from bot.letters import Act, Later, Letter, LetterKind, Outcome, Refused, Sent, Unsure
from bot.people import Who
from bot.ports import Clock, News, Speaker, Store

T = TypeVar("T")

SETTLE_TIME = timedelta(seconds=60)
"""How long a letter may be `sending` before it is looked for."""
LEASE = timedelta(seconds=5)
"""How long a letter that was claimed is ours to begin: after that another replica may look for it, so it is claimed anew."""
AT_ONCE = 16
"""Letters claimed together, and so many are on their way to different people at once."""
SPEAKING = timedelta(seconds=10)
"""How long one beat claims letters, or looks for them, before it goes on to what else is due."""
SECOND_LOOK = 5
"""A third person's letter is looked for twice: after one settle time, and after so many."""
AT_LAST = timedelta(hours=1)
"""How long a third person's letter is looked for while nobody can tell: then its author is told so."""


async def all_of(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Works of different people, side by side: what goes wrong in one cuts no other off, and is raised when all are done."""
    found = await asyncio.gather(*works, return_exceptions=True)
    for each in found:
        if isinstance(each, BaseException):
            raise each
    return [each for each in found if not isinstance(each, BaseException)]


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
        self._free = asyncio.Semaphore(AT_ONCE)
        self._settling = asyncio.Lock()
        self._next: asyncio.Task[None] | None = None
        """The transaction that settles what is being said now; it begins when the one under way is through."""
        self._absent: dict[str, datetime] = {}
        """Third persons' letters that one look did not find, and when that was."""
        self._unsure: dict[str, tuple[datetime, datetime]] = {}
        """Letters that could not be looked for: since when that is so, and when it is tried again."""

    async def bring(self, letters: Sequence[Letter]) -> None:
        """Letters written as sending in the turn's own transaction: spoken in their order, and settled."""
        for letter in letters:
            await self._say(letter)
        await self._settle_spoken()

    async def deliver(self) -> int:
        """Claim what may go, speak it, settle it: to different people side by side. Returns how many letters were spoken.

        However slowly the platform takes them, it ends: what is left is for the next beat, and no check-in waits for it.
        """
        spoken, until = 0, self._clock.now() + SPEAKING
        while (now := self._clock.now()) < until and (letters := await self._store.claim(now, limit=AT_ONCE)):
            spoken += sum(await all_of(self._delivered(each) for each in letters))  # one of each conversation
        return spoken

    async def _delivered(self, letter: Letter) -> bool:
        said = await self._say(letter)
        await self._settle_spoken()
        return said

    async def _say(self, letter: Letter) -> bool:
        """Speak a letter, and note what came of it. False: it was not begun in time."""
        outcome = await self._speak(letter)
        if outcome is not None:
            self._spoken.append((letter.id, outcome))  # not before: while it was spoken others have settled theirs
        return outcome is not None

    async def _settle_spoken(self) -> None:
        """Settle what was spoken, in one transaction with what others speak while the one before is under way."""
        if self._spoken:
            self._next = self._next or asyncio.create_task(self._settle_next())
        if self._next is not None:
            await asyncio.shield(self._next)
        async with self._settling:  # or others have taken mine along, and are on their way
            pass

    async def _settle_next(self) -> None:
        async with self._settling:
            spoken, self._spoken, self._next = self._spoken, [], None
            try:
                await self._store.settle_many(spoken, self._clock.now(), notes=self._notes())
            except StoreBusy:
                self._spoken = spoken + self._spoken
                raise

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
        left = {letter.id for letter in waiting}
        self._absent = {each: when for each, when in self._absent.items() if each in left}
        self._unsure = {each: when for each, when in self._unsure.items() if each in left}
        until = now + SPEAKING
        theirs = _by_person((letter.to, letter) for letter in waiting if not self._too_soon(letter, now))
        await all_of(self._look(letters, conversation, now, until) for letters in theirs)

    async def _look(
        self, letters: Sequence[Letter], conversation: Conversation, now: datetime, until: datetime
    ) -> None:
        """What became of letters to one person. What is not asked in time is asked by the next beat."""
        for letter in letters:
            async with self._free:
                if self._clock.now() < until:
                    await self._settle(letter, await self._speaker.look_up(letter), conversation, now)

    def _too_soon(self, letter: Letter, now: datetime) -> bool:
        """Claim: it was looked for, and it is not yet time for the next look."""
        if letter.id in self._unsure and now < self._unsure[letter.id][1]:
            return True
        first = self._absent.get(letter.id)
        tried = letter.attempted or now
        second = self._settle_time * SECOND_LOOK
        return first is not None and (now - tried < second or now - first < second - self._settle_time)

    async def _settle(self, letter: Letter, found: Outcome | None, conversation: Conversation, now: datetime) -> None:
        third = letter.kind in {LetterKind.THIRD, LetterKind.COURTESY} and letter.act is Act.POST
        match found:
            case Sent():
                await self._store.settle(letter.id, found, now)
            case Refused() if letter.act is not Act.POST:
                await self._store.settle(letter.id, found, now)
            case Unsure(seconds):
                since, _ = self._unsure.get(letter.id, (now, now))
                if not third or now - since < AT_LAST:
                    self._unsure[letter.id] = since, now + max(self._settle_time, timedelta(seconds=seconds))
                    return
                await self._store.give_up(letter.id)
            case Later():
                if third and self._settles and letter.id not in self._absent:
                    self._absent[letter.id] = now
                    return
                await self._again(letter, found, conversation, now)
            case Refused() | None if third:  # a no to the question is none to the post, which was begun
                await self._store.give_up(letter.id)
            case Refused() | None:  # it is said again, and to that the platform says its clear no, where it has one
                await self._again(letter, Later(0), conversation, now)
            case _:
                assert_never(found)
        self._absent.pop(letter.id, None)
        self._unsure.pop(letter.id, None)

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
        theirs = _by_person((news.who, news) for news in await self._store.news())
        await all_of(self._tell(news, conversation) for news in theirs)

    async def _tell(self, news: Sequence[News], conversation: Conversation) -> None:
        for each in news:
            async with self._free:
                outcome = await conversation.news(each)
                if outcome is not None:
                    await self.bring(outcome.letters)


def _by_person(pairs: Iterable[tuple[Who, T]]) -> Collection[Sequence[T]]:
    """What concerns each person, in its order."""
    theirs: dict[Who, list[T]] = {}
    for who, each in pairs:
        theirs.setdefault(who, []).append(each)
    return theirs.values()


__all__ = ["AT_ONCE", "SECOND_LOOK", "SETTLE_TIME", "Courier", "all_of"]
