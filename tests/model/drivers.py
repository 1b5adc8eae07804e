"""Those who run the coach: each does what it is told and shows what can be seen, as the model does.

House      the coach on a database, without a door: on SQLite, on PostgreSQL, and as two replicas that both get everything
Workspace  the whole program: a Slack of ours calls `oops serve` over HTTP, and it calls back
"""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from coaching.world import house, world
from model.model import SAM, Act, Answers, Begins, Edits, Presses, Read, Says, Seen, TakesBack
from slackside.room import TEAM, Room, room, user_of
from sqlalchemy import select

from adapters.local import author, who
from adapters.slack import names
from bot.beat import beat
from bot.conversation import Conversation, Delivery, Outcome
from bot.courier import Courier
from bot.errors import StoreBusy
from bot.letters import Act as Deed
from bot.letters import Later, Letter, Sent
from bot.people import Who
from storage.store import SqlStore
from storage.tables import check_ins, instant, journeys, letters

EARLY = timedelta(seconds=1)
"""The clock beats all the time: so long before something is due, too."""


class Driver(Protocol):
    """What can be done to whoever runs the coach."""

    now: datetime
    dying: bool
    """Claim: it can die in the middle of something."""

    async def deliver(self, key: str, act: Act, dated: datetime, dies: tuple[int, bool]) -> None: ...
    async def go_on(self, span: timedelta) -> None: ...
    async def wait(self, span: timedelta) -> None: ...
    async def outage(self, span: timedelta) -> None: ...
    async def restart(self) -> None: ...
    async def seen(self) -> Seen: ...
    async def close(self) -> None: ...


def kept(store: SqlStore) -> tuple[Any, ...]:
    """The rows of everyone: letters to others, promises, journeys."""
    third = select(letters.c.to_user, letters.c.state).where(letters.c.kind == "third", letters.c.act == "post")
    return store._database.read(
        lambda hand: (
            [
                tuple(row)
                for row in hand.execute(third.where(letters.c.person.is_not(None)).order_by(letters.c.seq)).all()
            ],
            [(row.key, instant(row.due)) for row in hand.execute(select(check_ins)).all()],
            len(hand.execute(select(journeys.c.id)).all()),
        )
    )


# ------------------------------------------------------------------------------------------------- without a door


class Killed(BaseException):
    """The program ends here, whatever it was about to do."""


@dataclass(slots=True)
class Chats:
    """Everyone's chats, which outlive whoever writes into them, and the clock on the wall."""

    at: datetime
    posts: defaultdict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    gone: set[str] = field(default_factory=set)
    dies: tuple[int, bool] = (0, False)

    def now(self) -> datetime:
        return self.at

    async def speak(self, letter: Letter) -> Sent:
        await asyncio.sleep(0)  # whoever else runs may come in between
        if letter.act is Deed.DELETE:
            self.gone.add(letter.ref)
        if letter.act is Deed.EDIT:
            posts = self.posts[letter.to.user]
            posts[:] = [replace(each, reply=letter.reply) if each.id == letter.target else each for each in posts]
        if letter.act is not Deed.POST:
            return Sent(letter.ref or "")
        at, there = self.dies
        self.dies = (at - 1, there) if at else self.dies
        if at == 1 and not there:
            raise Killed
        self.posts[letter.to.user].append(letter)
        if at == 1:
            raise Killed
        return Sent(f"ref-{letter.id}")

    async def look_up(self, letter: Letter) -> Sent | Later:
        there = any(each.id == letter.id for each in self.posts[letter.to.user])
        return Sent(f"ref-{letter.id}") if there else Later(0)


class Replica:
    """One running program: all that it has in memory goes with it."""

    def __init__(self, url: str, key: str, chats: Chats, read: Read) -> None:
        class Reader:
            def read(self, text: str, context: Any) -> Any:
                return read(text, context)

        self.store = SqlStore.open(url, key)
        self.talk = Conversation(
            self.store, Reader(), house(), chats, lambda me, _: world().known(me), lambda: secrets.token_hex(8)
        )
        self.courier = Courier(self.store, chats, chats)
        self.chats = chats

    async def beat(self) -> None:
        with suppress(StoreBusy):  # the next one tries again
            await beat(self.store, self.talk, self.courier)

    async def close(self) -> None:
        self.talk._readers.shutdown()
        await self.store.close()


class House:
    """The coach on a database, run by as many as are wanted. Each of them gets everything, at the same time."""

    dying = True

    def __init__(self, url: str, key: str, read: Read, now: datetime, replicas: int = 1) -> None:
        self.chats = Chats(now)
        self._begin: Callable[[], Replica] = lambda: Replica(url, key, self.chats, read)
        self.running = [self._begin() for _ in range(replicas)]
        self.first = False

    @property
    def now(self) -> datetime:
        return self.chats.at

    async def deliver(self, key: str, act: Act, dated: datetime, dies: tuple[int, bool] = (0, False)) -> None:
        self.chats.dies = dies
        delivery = Delivery(key, dated)
        await self._all(lambda each: self._deliver(each, delivery, act))
        await self._rest()
        self.chats.dies = (0, False)

    async def _deliver(self, replica: Replica, key: Delivery, act: Act) -> None:
        outcome = await self._heard(replica.talk, key, act)
        if outcome is not None:
            await replica.courier.bring(outcome.letters)

    async def _heard(self, talk: Conversation, key: Delivery, act: Act) -> Outcome | None:
        me = author("Sam Reyes", "Europe/Dublin", world())
        match act:
            case Begins():
                return await talk.begin(me, key)
            case Says(text):
                return await talk.say(me, key, text)
            case Presses(card, choice, mark, by):
                who_ = me if by == SAM else replace(me, who=who(by), name=by)
                return await talk.pressed(who_, key, self.chats.posts[SAM][card].id, choice, mark)
            case Answers(by, card, choice, text):
                return await talk.answer(who(by), key, self.chats.posts[by][card].id, choice, text)
            case Edits(_, before, text):
                return await talk.edit_words(me, key, before, text)
            case TakesBack(_, text):
                return await talk.delete_words(me, key, text)

    async def _all(self, work: Callable[[Replica], Awaitable[None]]) -> None:
        """Everyone does it at once; whoever dies of it is replaced, and it is done again as a platform does that was not answered."""
        for _ in range(2):
            self.first = not self.first  # each is the first to get it as often as the other
            done = await asyncio.gather(*(self._one(each, work) for each in self.running[:: 1 if self.first else -1]))
            if all(done):
                return

    async def _one(self, replica: Replica, work: Callable[[Replica], Awaitable[None]]) -> bool:
        try:
            await work(replica)
        except Killed:
            await replica.close()
            self.running[self.running.index(replica)] = self._begin()
            return False
        return True

    async def _beat(self) -> None:
        await self._all(Replica.beat)

    async def _next(self) -> datetime | None:
        return await self.running[0].store.next_due()

    async def _rest(self) -> None:
        for _ in range(20):
            if (due := await self._next()) is None or due > self.chats.at:
                return
            await self._beat()

    async def go_on(self, span: timedelta) -> None:
        end = self.chats.at + span
        for _ in range(1_000):
            if (due := await self._next()) is None or due > end:
                break
            if due - EARLY > self.chats.at:
                self.chats.at = due - EARLY
                await self._beat()
                assert await self._next() == due, "what is promised never comes before its time"
            self.chats.at = max(due, self.chats.at)
            await self._beat()
        self.chats.at = end

    async def wait(self, span: timedelta) -> None:
        await self.go_on(span)
        await self._look_around()

    async def outage(self, span: timedelta) -> None:
        self.chats.at += span
        await self._look_around()

    async def _look_around(self) -> None:
        await self.running[0].store.sweep(self.chats.at)
        await self._beat()
        await self._rest()

    async def restart(self) -> None:
        for each in self.running:
            await each.close()
        self.running = [self._begin() for _ in self.running]

    async def seen(self) -> Seen:
        notes, promises, count = kept(self.running[0].store)
        read = {
            to: tuple(each.reply.text for each in posts if f"ref-{each.id}" not in self.chats.gone)
            for to, posts in self.chats.posts.items()
        }
        return Seen({to: texts for to, texts in read.items() if texts}, tuple(notes), tuple(sorted(promises)), count)

    async def close(self) -> None:
        for each in self.running:
            await each.close()


# ------------------------------------------------------------------------------------------------- the whole program


def in_slack(name: str) -> Who:
    """Who somebody of the local world is in this workspace."""
    return Who(names.PLATFORM, TEAM, user_of(name))


class Workspace:
    """`oops serve` and a Slack of ours, which speak over HTTP: what is seen of the chats is what Slack was told to show."""

    dying = False  # tests/faults kills the program at every one of its points

    def __init__(self, here: Room, leave: AsyncExitStack) -> None:
        self.here, self._leave = here, leave
        self._sent: dict[str, dict[str, Any]] = {}
        self._cards: defaultdict[str, list[tuple[str, Letter | None]]] = defaultdict(list)

    @classmethod
    async def open(cls, folder: Path, now: datetime) -> Workspace:
        leave = AsyncExitStack()
        return cls(await leave.enter_async_context(room(folder, now=now)), leave)

    @property
    def now(self) -> datetime:
        return self.here.now()

    def _payload(self, act: Act) -> dict[str, Any]:
        slack, me = self.here.slack, self.here.me
        match act:
            case Begins():
                return slack.command(me)
            case Says(text):
                return slack.message(me, text, ts=self._stamp())
            case Presses(card, choice, mark, by):
                return self._press(by, self._posted(SAM)[card], choice, mark)
            case Answers(by, card, choice):
                return self._press(by, self._posted(by)[card], choice)
            case Edits(of, before, text):
                return self._changed(of, "message_changed", before, text)
            case TakesBack(of, text):
                return self._changed(of, "message_deleted", text)

    def _stamp(self) -> str:
        return f"{int(self.now.timestamp())}.{int(self.here.slack.stamp().partition('.')[0]) % 1_000_000:06}"

    def _press(self, by: str, letter: str, choice: str, mark: int | None = None) -> dict[str, Any]:
        return self.here.slack.press(user_of(by), choice, names.value(letter, mark))

    def _changed(self, of: str, subtype: str, before: str, text: str = "") -> dict[str, Any]:
        said = self._sent[of]["event"]
        old = {"type": "message", "user": self.here.me, "text": before, "ts": said["ts"]}
        new = {"message": old | {"text": text, "edited": {"user": self.here.me, "ts": self._stamp()}}} if text else {}
        event = {
            "type": "message", "channel_type": "im", "channel": said["channel"], "subtype": subtype, "ts": self._stamp(),
            "previous_message": old, "deleted_ts": said["ts"], **new,
        }  # fmt: skip
        return self.here.slack.event(event)

    async def deliver(self, key: str, act: Act, dated: datetime, dies: tuple[int, bool] = (0, False)) -> None:
        del dies
        again = None if isinstance(act, Presses | Answers) else self._sent.get(key)  # a button is pressed anew
        payload = again or self._payload(act)
        if "event_time" in payload:
            payload["event_time"] = int(dated.timestamp())
        self._sent[key] = payload
        await self.here.deliver(payload)
        user = user_of(act.by) if isinstance(act, Presses | Answers) else self.here.me
        if user in self.here.slack.views:  # a form opened, which is no event: its words are sent, or it is closed again
            words = act.text if isinstance(act, Answers) else ""
            if words:
                await self.here.deliver(self.here.slack.submission(user, {"words": words}))
                self.here.slack.views.pop(user, None)
            else:
                await self.here.deliver(self.here.slack.closing(user))

    async def go_on(self, span: timedelta) -> None:
        end = self.now + span
        for _ in range(1_000):
            if (due := await self.here.store.next_due()) is None or due > end:
                break
            if due - EARLY > self.now:
                self.here.move(due - EARLY)
                await self._beat()
                assert await self.here.store.next_due() == due, "what is promised never comes before its time"
            self.here.move(max(due, self.now))
            await self._beat()
        self.here.move(end)

    async def wait(self, span: timedelta) -> None:
        await self.go_on(span)
        await self._look_around()

    async def outage(self, span: timedelta) -> None:
        self.here.move(self.now + span)
        await self._look_around()

    async def _beat(self) -> None:
        await self.here.served.beat()
        await self.here.rest()

    async def _look_around(self) -> None:
        await self.here.store.sweep(self.now)
        await self._beat()

    async def restart(self) -> None:
        await self.here.restart()

    def _posted(self, who: str) -> list[str]:
        """The letters that were posted to somebody, in their order, whether they still stand or not."""
        slack = self.here.slack
        channel = slack.channel(TEAM, user_of(who))
        everything = sorted((*slack.messages, *slack.gone), key=lambda each: each.ts)
        return [
            each.payload["metadata"]["event_payload"]["letter"]
            for each in everything
            if each.channel == channel and "metadata" in each.payload
        ]

    async def seen(self) -> Seen:
        slack = self.here.slack
        read: defaultdict[str, list[str]] = defaultdict(list)
        for message in slack.messages:
            if "metadata" in message.payload:
                user = next(user for user, channel in slack.space().channels.items() if channel == message.channel)
                read[user.removeprefix("U0").lower()].append(message.words)
        notes, promises, count = kept(self.here.store)
        to = [(user.removeprefix("U0").lower(), state) for user, state in notes]
        return Seen({who_: tuple(texts) for who_, texts in read.items()}, tuple(to), tuple(sorted(promises)), count)

    async def close(self) -> None:
        await self._leave.aclose()
