"""The whole coach in a Slack of our own: real sockets both ways, a clock that a file moves, and people who type and press."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slackside.fake import APP_TOKEN, CLIENT, SECRET, FakeSlack, Message

from adapters import settings
from adapters.local import load_world
from adapters.serve import Served, serving
from adapters.slack import names
from bot.people import Who
from bot.times import parse_iso_duration
from storage.keys import make

TEAM = "T0WORLD"
MONDAY = datetime.fromisoformat("2026-04-13T14:24:00+01:00")
STORY = (
    "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10. "
    "recall failed, hes at a supplier. priya is logging it now. its dana, she doesnt know yet. "
    "ill keep ringing chris till he says its deleted by 4"
)


def user_of(local: str) -> str:
    """The Slack user of someone in the local world."""
    return f"U0{local.upper()}"


@dataclass(slots=True)
class Room:
    """One workspace with the local world's people in it."""

    slack: FakeSlack
    served: Served
    clock: Path
    me: str = "U0SAM"
    begin: Callable[[], Awaitable[Served]] | None = None

    async def restart(self) -> None:
        """The process ends and another takes its place: what was in memory is gone, what is in the database stays."""
        self.served = await self.begin()

    @property
    def store(self) -> Any:
        return self.served.floor.store

    @property
    def door(self) -> Any:
        return self.served.floor.doors["slack"]

    def who(self, user: str, team: str = TEAM) -> Who:
        return Who(names.PLATFORM, team, user)

    def now(self) -> datetime:
        return self.served.floor.clock.now()

    def move(self, to: datetime) -> None:
        self.clock.write_text(to.astimezone(UTC).isoformat())

    async def rest(self) -> None:
        """Until everything that was heard is said, and what is due at this instant is done."""
        await self.door._lanes.drain()
        due = await self.store.next_due()
        if due is not None and due <= self.now():
            await self.served.beat()
        await self.door._lanes.drain()

    async def deliver(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = await self.slack.deliver(payload)
        await self.rest()
        return answer

    async def say(self, text: str, user: str = "") -> tuple[int, dict[str, Any]]:
        return await self.deliver(self.slack.message(user or self.me, text))

    async def press(self, choice: str, user: str = "", mark: int | None = None) -> tuple[int, dict[str, Any]]:
        """Press the newest button with this id. A form that opens is closed again, so that the chat asks."""
        who = user or self.me
        action, value, kind = self.button(choice, who, mark)
        answer = await self.deliver(self.slack.press(who, action, value, kind=kind))
        if who in self.slack.views:
            await self.deliver(self.slack.closing(who))
        return answer

    async def fill(self, choice: str, fields: dict[str, Any], user: str = "") -> tuple[int, dict[str, Any]]:
        """Press the button that opens a form, and send it."""
        who = user or self.me
        action, value, kind = self.button(choice, who)
        await self.deliver(self.slack.press(who, action, value, kind=kind))
        answer = await self.deliver(self.slack.submission(who, fields))
        if answer[1].get("response_action") != "errors":
            self.slack.views.pop(who, None)
        return answer

    def button(self, choice: str, user: str, mark: int | None = None) -> tuple[str, str, str]:
        """(action id, value, kind) of the newest button with this id that the person holds."""
        for message in reversed(self.slack.sent(user)):
            for action, value, kind in message.buttons():
                picked = names.from_option(value) if kind == "option" else (action, value)
                letter = names.from_value(picked[1]) if picked else None
                if picked and picked[0] == choice and letter and (mark is None or letter[1] == mark):
                    return action, value, kind
        raise LookupError(choice)

    async def wait(self, span: timedelta) -> None:
        """Let time pass; what comes due on the way is done at its own instant."""
        end = self.now() + span
        while (due := await self.store.next_due()) is not None and due <= end:
            stuck = due if due <= self.now() else None  # it waits for another: only time brings that
            self.move(max(due, self.now()))
            await self.served.beat()
            if stuck is not None and await self.store.next_due() == stuck:
                self.move(self.now() + timedelta(seconds=5))
            await self.rest()
        self.move(end)
        await self.store.sweep(end)
        await self.served.beat()
        await self.rest()

    async def play(self, line: dict[str, Any]) -> None:
        """One line of a transcript, as people in Slack would do it."""
        who = self.me
        if line.get("as", "author") != "author":
            who = await self.called(line["as"])
        if "wait" in line:
            await self.wait(parse_iso_duration(line["wait"]))
        elif who != self.me and "say" in line:
            if any(
                action == names.FILL for action, _, _ in self.last(who).buttons()
            ):  # the form was closed: the chat asks
                await self.say(line["say"], who)
            else:
                direct = "ask_one" if self.offered("ask_one", who) else "reply"
                await self.fill(direct, {"words": line["say"]}, who)
        elif "say" in line:
            await self.say(line["say"])
        elif "press" in line:
            await self.pressed(line, who)
        else:
            raise ValueError(line)

    async def pressed(self, line: dict[str, Any], who: str) -> None:
        choice = line["press"]
        if choice == "begin":
            await self.deliver(self.slack.command(who))
            return
        try:
            await self.press(choice, who, line.get("mark"))
        except LookupError:
            from bot.machine import MEANS

            meant = next((each for each in MEANS.get(choice, ()) if self.offered(each, who)), choice)
            await self.press(meant, who, line.get("mark"))

    def offered(self, choice: str, who: str) -> bool:
        with contextlib.suppress(LookupError):
            return bool(self.button(choice, who))
        return False

    async def until(self, choice: str, words: str) -> None:
        """Say these words until the button is there: twice at the most, for that is how often they are taken as an answer."""
        for _ in range(2):
            if self.offered(choice, self.me):
                return
            await self.say(words)
        assert self.offered(choice, self.me), f"{choice} is not offered: {self.read()[-1:]}"

    async def called(self, name: str) -> str:
        if name in {"manager", "mentor"}:
            desk = await self.store.desk(self.who(self.me))
            for journey in reversed(desk.journeys if desk else ()):
                chosen = getattr(journey, name)
                if chosen is not None and chosen.who is not None:
                    return chosen.who.user
            return user_of(load_world().parts[name])
        return user_of(name)

    def read(self, user: str = "") -> list[str]:
        """What a person reads in our direct messages."""
        return [message.words for message in self.slack.sent(user or self.me)]

    def last(self, user: str = "") -> Message:
        return self.slack.sent(user or self.me)[-1]


def people(slack: FakeSlack, me: str, zone: str) -> str:
    """Everyone of the local world as a member; the author's user id."""
    space = slack.space()
    for each in load_world().people:
        space.add(user_of(each.who.user), each.name, each.title)
    author = user_of(me.split(maxsplit=1)[0].lower())
    space.add(author, me, "", zone)
    space.add("U0GUEST", "Gus Guest", is_restricted=True)
    space.add("U0ONCE", "Una Once", is_ultra_restricted=True)
    space.add("U0ROBOT", "Robot", is_bot=True)
    space.add("U0GONE", "Gone Person", deleted=True)
    space.add("U0FAR", "Far Stranger", is_stranger=True)
    return author


def environment(slack: FakeSlack, folder: Path, mode: str, **more: str) -> dict[str, str]:
    found = {
        "OOPS_MASTER_KEY": make(),
        "DATABASE_URL": f"sqlite:///{folder}/oops.db",
        "PORT": "0",
        "OOPS_TEST_CLOCK": str(folder / "clock"),
        "SLACK_API_URL": f"{slack.url}/api/",
    }
    match mode:
        case "socket":
            found |= {"SLACK_APP_TOKEN": APP_TOKEN, "SLACK_BOT_TOKEN": slack.space().token}
        case "many":
            found |= {
                "SLACK_CLIENT_ID": CLIENT["client_id"],
                "SLACK_CLIENT_SECRET": CLIENT["client_secret"],
                "SLACK_SIGNING_SECRET": SECRET,
                "OOPS_PUBLIC_URL": "http://127.0.0.1:1",
            }
        case _:
            found |= {"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": slack.space().token}
    return found | more


@contextlib.asynccontextmanager
async def room(
    folder: Path,
    mode: str = "http",
    *,
    me: str = "Sam Reyes",
    zone: str = "Europe/Dublin",
    now: datetime = MONDAY,
    **more: str,
) -> AsyncIterator[Room]:
    """A workspace and the coach in it, over HTTP or over Socket Mode."""
    (folder / "clock").write_text(now.astimezone(UTC).isoformat())
    async with FakeSlack().open() as slack:
        author = people(slack, me, zone)
        given = settings.read(environment(slack, folder, mode, **more))
        async with contextlib.AsyncExitStack() as running:

            async def begin() -> Served:
                await running.aclose()
                slack.dialled.clear()
                served, port = await running.enter_async_context(serving(given, beating=False))
                slack.app = f"http://127.0.0.1:{port}"
                if mode == "socket":
                    await slack.dialled.wait()
                return served

            yield Room(slack, await begin(), folder / "clock", author, begin)


async def held(here: Room) -> None:
    """A note to Dana, held."""
    await here.say(STORY)
    for _ in range(8):
        if here.offered("send", here.me):
            break
        for choice in ("told", "not_told", "yes", "park", "keep", "no", "done", "skip"):
            if any(choice == action for action, _, _ in here.last().buttons()):
                await here.press("not_told" if choice == "told" else choice)
                break
        else:
            await here.say("tell dana by 4")
    await here.press("send")


async def left(here: Room) -> Any:
    """The letters that are on their way, however lately they were begun."""
    return await here.store.unsettled(here.now() + timedelta(days=1))


def form(payload: dict[str, Any]) -> bytes:
    """A payload's body as Slack sends it."""
    return json.dumps(payload).encode()
