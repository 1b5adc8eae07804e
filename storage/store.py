"""SqlStore: memory on SQLite or PostgreSQL, behind the port `bot.ports.Store`.

Synchronous Core. On PostgreSQL on a few threads of its own; on SQLite where it is asked, beside one thread that waits for the
disk (`storage.line`). Each method is one transaction, on SQLite shared with who else waits; what takes long (sweep, rotate,
purge) is many short ones.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from bot.errors import OopsError, StoreBusy
from storage import dues, keeping, links, post, privacy, turns, unheard
from storage.engine import DOWN, PATIENCE, THREADS, Database
from storage.keys import Master
from storage.line import Line
from storage.tables import ms
from storage.turns import Room

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bot.letters import Letter, Outcome
    from bot.people import Person, Who
    from bot.ports import Decide, DecideDue, Decision, Desk, Due, Grave, News, Opened, Taken, Unheard
    from storage.hand import Hand

T = TypeVar("T")

_DAY = 86_400_000
AT_MOST = PATIENCE + 0.3
"""Seconds within which a turn is answered, whatever the server does: a lock is told after PATIENCE, a silence after this."""
TAKEN = 32
"""People whose check-ins are looked at together: some more than a transaction comes to."""
TAKING = 0.02
"""Seconds of work after which a transaction that takes up check-ins is committed: nobody else waits for longer than that."""


class SqlStore:
    """The store. Made with `open`; every method raises StoreBusy or StoreBroken, never a driver's error."""

    def __init__(self, database: Database, room: Room) -> None:
        self._database = database
        self._room = room
        self._threads = ThreadPoolExecutor(1 if database.sqlite else THREADS, thread_name_prefix="oops-store")
        self._line = Line(database, self._threads) if database.sqlite else None

    @classmethod
    def open(cls, url: str, master_key: str, old_keys: Sequence[str] = (), *, days: int = 30) -> Self:
        """The store at `url`, its tables made or migrated when they are not there yet. `days`: how long words are kept."""
        master = Master(master_key, old_keys)
        database = Database(url)
        try:
            database.prepare()
            ring, ours = database.read(lambda hand: (keeping.ring_in(hand, master), keeping.may_start(hand)))
            if not ours:
                database.write(keeping.started)
            if ring is None:
                ring = database.write(lambda hand: keeping.ring_made(hand, master))
        except BaseException:
            database.close()
            raise
        return cls(database, Room(ring, days * _DAY))

    # ----------------------------------------------------------------------------------------------------- turns

    async def change(
        self,
        person: Person,
        delivery: str,
        now: datetime,
        decide: Decide,
        *,
        dated: datetime | None = None,
        journey: str | None = None,
        taken: bool = False,
    ) -> Decision:
        """Load the person's desk under a lock, decide, save. `person` is used when they are new here.

        `taken`: the delivery is of words that `take_in` keeps; they are heard by this, once.
        """

        def work(hand: Hand) -> tuple[Decision, bool]:
            return turns.change(hand, self._room, person, delivery, now, decide, dated, journey, taken=taken)

        try:
            decision, forgotten = await self._write(work, late=taken)
        except turns.Thrown as thrown:
            raise thrown.error from None
        if forgotten:
            await self._wipe()
        return decision

    async def take_in(self, person: Person, words: Unheard, now: datetime) -> bool:
        """Keep words until they are heard. False: they were taken before, or are from before the person was forgotten."""
        return await self._write(lambda hand: unheard.take_in(hand, self._room, person, words, now))

    async def unheard(self, who: Who, *, again: bool = False) -> Sequence[Unheard | None]:
        """A person's words that are still to be heard, in the order in which they came. `again`: it was tried before."""
        work = self._write if again else self._read
        return await work(lambda hand: unheard.of_person(hand, self._room, who, again=again))

    async def waiting(self, who: Who) -> Sequence[str]:
        """The deliveries of those words, where others take words too: on SQLite nobody does, and nothing is asked."""
        return () if self._database.sqlite else await self._read(lambda hand: unheard.waiting(hand, who))

    async def tried(self, who: Who, delivery: str, more: int = 1) -> bool:
        """Words are tried once more; -1 where it was the database that could not be had. False: they wait no more."""
        return await self._write(lambda hand: unheard.tried(hand, self._room, who, delivery, more))

    async def set_aside(self, who: Who, delivery: str) -> None:
        """Words that cannot be heard: counted, and not tried any more."""
        await self._write(lambda hand: unheard.set_aside(hand, self._room, who, delivery))

    async def left(self, now: datetime, *, before: datetime | None = None) -> Sequence[Who]:
        """People whose words wait although nobody seems to be about to hear them: ours to hear now, and for a while.

        `before`: nobody is, of all that were taken until a lease that ends then; else of those whose lease has ended.
        """
        limit = before or now
        if not await self._read(lambda hand: unheard.any_left(hand, limit)):
            return []
        return await self._write(lambda hand: unheard.left(hand, now, limit))

    async def desk(self, who: Who, journey: str | None = None) -> Desk | None:
        """Read only: the person and the open journeys, and this one even if it is closed."""

        def work(hand: Hand) -> Desk | None:
            author = turns.author_of(hand, self._room, who, lock=False)
            if author is None:
                return None
            return turns.desk_of(hand, author, turns.shelves_of(hand, author, journey), seen=False, lock=False)

        return await self._read(work)

    # --------------------------------------------------------------------------------------------------- letters

    async def letter(self, letter: str) -> Letter | None:
        """Read only: one letter, decrypted. An edit or a delete has the `ref` of the post that it changes."""
        return await self._read(lambda hand: post.letter(hand, self._room, letter))

    async def letters(self, who: Who, *, since: int = 0) -> Sequence[Letter]:
        """Read only: the posts and edits sent to `who`, oldest first, without the first `since`."""
        return await self._read(lambda hand: post.shown(hand, self._room, who, since))

    async def asked(self, who: Who, delivery: str) -> tuple[Letter | None, bool]:
        """Read only: the last post that was shown to `who`, or is on its way; and whether this delivery of theirs has answered a
        letter that somebody else sent to them.
        """
        return await self._read(lambda hand: (post.newest(hand, self._room, who), post.passed_on(hand, who, delivery)))

    async def claim(self, now: datetime, *, limit: int = 50) -> Sequence[Letter]:
        """held → sending, for letters that may go now; consent, hash and withdrawal are checked again here."""
        if not await self._read(lambda hand: post.any_ready(hand, now)):
            return []
        return await self._write(lambda hand: post.claim(hand, self._room, now, limit))

    async def settle(self, letter: str, outcome: Outcome, now: datetime) -> None:
        """sending → sent, failed, held again, or left sending (unsure)."""
        await self.settle_many(((letter, outcome),), now)

    async def settle_many(
        self, outcomes: Sequence[tuple[str, Outcome]], now: datetime, *, notes: Mapping[str, str] | None = None
    ) -> None:
        """The same for several letters, in one transaction; the small values of `notes` are kept in it too."""

        def work(hand: Hand) -> None:
            post.settle(hand, outcomes, now)
            for key, value in (notes or {}).items():
                keeping.remember(hand, key, value)

        if outcomes:
            await self._write(work, late=True)

    async def put_back(self, letter: Letter) -> None:
        """sending → held, for a letter that was not begun; one that was claimed again since then is left alone."""
        await self._write(lambda hand: post.put_back(hand, letter))

    async def give_up(self, letter: str) -> None:
        """sending → unknown: nobody can tell whether it arrived, and nobody will ask again."""
        await self._write(lambda hand: post.give_up(hand, letter))

    async def unsettled(self, before: datetime) -> Sequence[Letter]:
        """Letters that have been `sending` since before that instant."""
        return await self._read(lambda hand: post.unsettled(hand, self._room, before))

    # -------------------------------------------------------------------------------------------------- the beat

    async def take_up(
        self, now: datetime, decide: DecideDue, *, without: Collection[Who] = (), limit: int = TAKEN
    ) -> Sequence[Taken]:
        """Check-ins whose instant has come, one a person: decided and saved, as many as one transaction should hold."""
        if not await self._read(lambda hand: dues.any_due(hand, now)):
            return []
        return await self._write(lambda hand: dues.take_up(hand, self._room, now, decide, without, limit, TAKING))

    async def due(self, now: datetime, *, limit: int = 100) -> Sequence[Due]:
        """Read only: check-ins whose instant has come, oldest first."""
        return await self._read(lambda hand: dues.due(hand, now, limit))

    async def park(self, due: Due) -> None:
        """Set aside a check-in that cannot be taken up, so that it stops no other. Setting it again frees it."""
        await self._write(lambda hand: dues.park(hand, due))

    async def next_due(self) -> datetime | None:
        """The earliest instant at which a check-in or a held letter comes due."""
        return await self._read(dues.next_due)

    async def news(self) -> Sequence[News]:
        """Third persons' letters that were settled and not yet reported to their author."""
        return await self._read(post.news)

    # --------------------------------------------------------------------------------------------------- keeping

    async def export(self, who: Who) -> dict[str, object]:
        """All that deletion would remove, and nobody else's, as plain JSON values."""
        return await self._read(lambda hand: keeping.export(hand, self._room, who), None)

    async def sweep(self, now: datetime) -> int:
        """Retention: remove what has expired. Returns how many journeys went."""
        await self._write(lambda hand: keeping.sweep_small(hand, self._room, now), None)
        gone = await self._all(lambda hand: keeping.sweep_journeys(hand, self._room, now))
        quiet = await self._all(lambda hand: keeping.sweep_people(hand, self._room, now))
        if gone or quiet:
            await self._wipe()
        await self._aside(partial(self._database.wipe_again, ms(now)))
        return gone

    async def rotate(self) -> int:
        """Wrap every key anew under the present master key. Online, and taken up again where it stopped."""
        return await self._all(lambda hand: keeping.rotate(hand, self._room))

    async def purge(self, tenant: str, now: datetime, said: datetime | None = None) -> int:
        """Forget everyone of a tenant, unless its tokens were kept after this was `said`. Returns how many people went."""
        gone = await self._all(lambda hand: keeping.purge(hand, self._room, tenant, now, said))
        await self._wipe()
        return gone

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value of the house's own that is nobody's secret."""
        await self._write(lambda hand: keeping.remember(hand, key, value))

    async def recall(self, key: str) -> str | None:
        """The small value again; None when there is none."""
        return await self._read(lambda hand: keeping.recall(hand, key))

    async def spend(self, tenant: str, day: date, count: int) -> int:
        """Add to what a tenant has spent of its day, and give back how much that is now; 0 only looks."""
        work = self._write if count else self._read
        return await work(lambda hand: keeping.spend(hand, tenant, day, count))

    async def tokens(self, platform: str, tenant: str) -> dict[str, str] | None:
        """A tenant's own tokens; None when it is not installed."""
        return await self._read(lambda hand: keeping.tokens(hand, self._room, platform, tenant))

    async def keep_tokens(self, platform: str, tenant: str, tokens: dict[str, str]) -> None:
        """Keep a tenant's own tokens, sealed under the master key."""
        await self._write(lambda hand: keeping.keep_tokens(hand, self._room, platform, tenant, tokens))

    async def tenants(self, platform: str) -> list[str]:
        """Every tenant of a platform that has tokens here."""
        return await self._read(lambda hand: keeping.installed(hand, platform))

    async def contacts(self, platform: str, tenant: str) -> list[Person]:
        """Everyone of a tenant who has an address: whom its people can reach."""
        return await self._read(lambda hand: keeping.contacts(hand, self._room, platform, tenant), None)

    def promise(self, until: datetime) -> str:
        """A mark that may come back once, until then. Nothing is written before it does."""
        return keeping.promise(self._room, until)

    async def redeem(self, mark: str, now: datetime) -> bool:
        """Claim: the mark was promised, is in time, and has not come back before. It is used up by this."""
        return keeping.promised(self._room, mark, now) and await self._write(lambda hand: keeping.redeem(hand, mark))

    async def give_link(self, who: Who, what: str, journey: str, token: str, until: datetime) -> bool:
        """Keep that `token` opens `what` for this person, once, until then. False for someone unknown."""
        return await self._write(lambda hand: links.give(hand, self._room, who, what, journey, token, until))

    async def link_stands(self, token: str, now: datetime) -> bool:
        """Read only: the token opens something now."""
        return await self._read(lambda hand: links.stands(hand, self._room, token, now))

    async def open_link(self, token: str, now: datetime, compose: Callable[[Opened], T]) -> T | None:
        """What `compose` makes of what the token opens, in the transaction that uses it up. None: it opens nothing.

        What is laid open is good only while composing. When `compose` raises, the link still stands.
        """
        if not await self.link_stands(token, now):  # a wrong token never waits for the one who writes
            return None
        return await self._write(lambda hand: links.opened(hand, self._room, token, now, compose))

    async def time(self) -> datetime | None:
        """The time of a database that several replicas share; None where it is this machine's own."""
        return None if self._database.sqlite else await self._read(keeping.time_there)

    async def counts(self) -> dict[str, int]:
        """How many rows each table has: numbers only, for metrics and `oops check`. Others have their turn between two tables."""
        return {name: await self._read(partial(keeping.count, name=name), None) for name in keeping.COUNTED}

    async def graves(self) -> Sequence[Grave]:
        """Who was deleted in the last thirty days, as it can be kept elsewhere."""
        return await self._read(lambda hand: keeping.graves(hand, self._room), None)

    async def deaths(self) -> tuple[int, int]:
        """How many they are, and when the last one was: changes whenever `graves` does."""
        return await self._read(keeping.deaths)

    async def bury(self, graves: Sequence[Grave]) -> int:
        """Delete again who came back with a backup. Says how many; taken up again where it stopped."""
        await self._write(lambda hand: keeping.set_graves(hand, self._room, graves))
        gone = 0
        after: str | None = ""
        while after is not None:
            after, some = await self._write(partial(keeping.bury_some, room=self._room, after=after), None)
            gone += some
        if gone:
            await self._wipe()
        return gone

    async def look(self, now: datetime) -> Counter[str]:
        """What can be looked at of the promises: counts by name, as `storage.privacy` takes them."""
        look = privacy.Look()
        after: str | None = ""
        while after is not None:
            after = await self._read(partial(privacy.some_people, room=self._room, look=look, after=after), None)
        await self._read(lambda hand: privacy.the_rest(hand, look, ms(now), self._room.keep), None)
        look.counts["words"] = len(look.words)
        look.counts["clear"] = await self.clear(look.words)
        return look.counts

    async def clear(self, words: Iterable[bytes]) -> int:
        """How many values of all rows, and how many of SQLite's files, hold any of these words as they were typed."""
        pattern = privacy.pattern(words)
        if pattern is None:
            return 0
        rows = await self._read(lambda hand: privacy.in_the_clear(hand, pattern), None)
        return rows + await asyncio.to_thread(privacy.files_with, self._database.files(), pattern)

    async def close(self) -> None:
        """Let go of the database. What has begun is finished first."""
        if self._line is not None:
            await self._line.close()
        await asyncio.to_thread(self._threads.shutdown)
        self._database.close()

    # -------------------------------------------------------------------------------------------------- threads

    async def _write(self, work: Callable[[Hand], T], within: float | None = AT_MOST, *, late: bool = False) -> T:
        return await self._run(work, within, writes=True, late=late)

    async def _read(self, work: Callable[[Hand], T], within: float | None = AT_MOST) -> T:
        return await self._run(work, within, writes=False)

    async def _run(self, work: Callable[[Hand], T], within: float | None, *, writes: bool, late: bool = False) -> T:
        """`within`: the seconds after which a server that says nothing counts as down; None for work that takes its time.

        `late`: nobody's acknowledgement waits for it.
        """
        try:
            if self._line is not None and within is not None:
                found: T = await self._line.run(work, writes=writes, late=late)
                return found
            how, asked = self._database.write if writes else self._database.read, time.monotonic()
            async with asyncio.timeout(within):
                return await self._aside(partial(how, work, asked))
        except TimeoutError:  # it may still be done: then the delivery was taken, and has no effect when it comes again
            wrong: OopsError = StoreBusy(DOWN)
        except (ValueError, TypeError, OverflowError, LookupError):  # a row that nobody of ours can have written
            wrong = self._database.damaged()
        raise wrong

    async def _all(self, work: Callable[[Hand], int]) -> int:
        """`work` in short transactions until it finds nothing more to do."""
        done = 0
        while some := await self._write(work, None):
            done += some
        return done

    async def _wipe(self) -> None:
        await self._aside(self._database.wipe)

    async def _aside(self, work: Callable[[], T]) -> T:
        """`work` on a thread of the store's own; on SQLite while nobody else is served."""
        if self._line is not None:
            found: T = await self._line.aside(work)
            return found
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
