"""A golden transcript through the Teams door: signed activities in, cards out, over real sockets and a clock that is moved."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from teams import activities
from teams.connector import Call, Client, Connector, connector, environment, lines
from transcripts.play import Transcript

from adapters import settings
from adapters.console import COMMANDS, WORDS
from adapters.local import author, load_world
from adapters.serve import Served, serving
from adapters.teams import names
from bot.people import Who
from bot.ports import Decision
from bot.times import parse_iso_duration
from storage.keys import make

WORLD = load_world()


@dataclass
class Shown:
    """One post as its reader sees it now."""

    to: str
    call: Call
    card: dict[str, Any]

    @property
    def offers(self) -> dict[tuple[str, int | None], dict[str, Any]]:
        """Choice and mark → what a press of it sends."""
        found: dict[tuple[str, int | None], dict[str, Any]] = {}
        for action in self.card.get("actions", ()):
            if action["type"] != "Action.Execute":
                continue
            if action["verb"] != names.MENU:
                found[action["verb"], action["data"].get(names.MARK)] = action
                continue
            menu = next(each for each in self.card["body"] if each.get("id") == names.MENU)
            for each in menu["choices"]:
                option = names.from_option(each["value"])
                assert option is not None
                found[option] = action | {"data": action["data"] | {names.MENU: each["value"]}}
        return found

    @property
    def form(self) -> dict[str, Any] | None:
        """What the form's button sends."""
        return next((each["data"] for each in self.card.get("actions", ()) if each["type"] == "Action.Submit"), None)


@dataclass
class Player:
    """Teams' side of one transcript."""

    running: Served
    client: Client
    found: Connector
    clock: Path
    me: str
    zone: str
    people: dict[str, str]
    now: datetime
    shown: list[Shown] = field(default_factory=list)
    out: list[dict[str, Any]] = field(default_factory=list)
    answering: dict[str, Shown] = field(default_factory=dict)
    told: int = 0

    # time

    def move(self, to: datetime) -> None:
        self.now = to
        self.clock.write_text(to.isoformat(), "ascii")

    async def beat(self) -> None:
        await self.running.beat()
        await self.quiet()

    async def quiet(self) -> None:
        """Everything that was begun is said."""
        door = self.running.floor.doors["teams"]
        await door._lanes.drain()
        await self.tell()

    async def wait(self, span: str) -> None:
        end = self.now + parse_iso_duration(span)
        for _ in range(1000):
            upcoming = await self.running.floor.store.next_due()
            if upcoming is None or upcoming > end:
                break
            self.move(max(upcoming, self.now))
            await self.beat()
        self.move(end)
        await self.running.floor.store.sweep(end)
        await self.beat()

    # what came out

    async def tell(self) -> None:
        """The calls since the last time, as the terminal would print them."""
        for call in self.found.calls[self.told :]:
            user = call.conversation.removeprefix("a:").removesuffix("-conversation")
            if call.method == "POST":
                self.shown.append(Shown(user, call, call.card))
                self.out.append(
                    {"to": await self.called(user), "text": lines(call.card), "choices": self._choices(self.shown[-1])}
                )
            elif call.method == "PUT":
                post = self._post(call.ref)
                post.card = call.card
                self.out.append(
                    {"edit": self.shown.index(post), "text": lines(call.card), "choices": self._choices(post)}
                )
            else:
                self.out.append({"withdraw": self.shown.index(self._post(call.ref))})
        self.told = len(self.found.calls)

    def _post(self, ref: str) -> Shown:
        """The post that the Connector numbered so."""
        number = int(ref.removeprefix("1:"))
        return next(each for each in self.shown if each.call is self.found.calls[number - 1])

    @staticmethod
    def _choices(shown: Shown) -> list[tuple[str, int | None]]:
        return list(shown.offers)

    async def called(self, user: str) -> str:
        if user == self.me:
            return "author"
        for part in ("manager", "mentor"):
            if await self.part(part) == user:
                return part
        return user

    async def desk(self) -> Any:
        person = activities.base(self.me)["from"]["aadObjectId"]
        return await self.running.floor.store.desk(Who("teams", activities.TENANT, person))

    async def part(self, part: str) -> str | None:
        """Who has a part: chosen in the journey, or in this world."""
        desk = await self.desk()
        for journey in reversed(desk.journeys if desk else ()):
            chosen = getattr(journey, part)
            if chosen is not None and chosen.who is not None:
                return str(chosen.who.user).rpartition("-")[2].lstrip("0")
        return WORLD.parts.get(part)

    # what goes in

    async def feed(self, raw: dict[str, Any]) -> None:
        self.move(self.now)
        if "wait" in raw:
            await self.wait(raw["wait"])
            return
        user = raw.get("as", "author")
        user = self.me if user == "author" else (await self.part(user) or "") if user in ("manager", "mentor") else user
        if "press" in raw:
            await self.press(user, raw["press"], raw.get("mark"))
        elif "say" in raw and user != self.me and self.asked(user):
            await self.answer(user, raw["say"])
        elif "say" in raw:
            await self.say(user, raw["say"])
        else:
            await self.fill(user, raw["fill"])
        await self.quiet()
        upcoming = await self.running.floor.store.next_due()
        if upcoming is not None and upcoming <= self.now:
            await self.beat()

    def _told(self, user: str) -> dict[str, Any]:
        return {
            "timestamp": self.now.isoformat(),
            "localTimezone": self.zone,
            "from": activities.base(user)["from"] | {"name": self.people[user]},
        }

    async def say(self, user: str, text: str) -> None:
        status, _ = await self.client.send(activities.message(text, user) | self._told(user))
        assert status == 200

    async def press(self, user: str, choice: str, mark: int | None) -> None:
        offering = [
            (each, key)
            for each in reversed(self.shown)
            if each.to == user
            for key in each.offers
            if key[0] == choice and (mark is None or key[1] == mark)
        ]
        if not offering:
            word = "/oops" if choice == "begin" else WORDS.get(choice, choice)
            assert word == "/oops" or word in COMMANDS, f"nothing offers {choice}"
            await self.say(user, word)
            return
        shown, key = offering[0]
        action = shown.offers[key]
        raw = activities.press("", "", user) | self._told(user)
        raw["value"] = {"action": action, "trigger": "manual"}
        status, body = await self.client.send(raw)
        assert (status, body["statusCode"]) == (200, 200), body
        shown.card = body["value"]

    def asked(self, user: str) -> bool:
        """Claim: the newest card of this person's asks for words."""
        newest = next((each for each in reversed(self.shown) if each.to == user), None)
        return newest is not None and newest.form is not None

    async def answer(self, user: str, text: str) -> None:
        """A recipient's words, in the dialog of the card that asks for them."""
        shown = next(each for each in reversed(self.shown) if each.to == user and each.form)
        await self._submit(user, shown, {"words": text})

    async def fill(self, user: str, fields: dict[str, str]) -> None:
        shown = next(each for each in reversed(self.shown) if each.to == user and each.form)
        await self._submit(user, shown, fields)

    async def _submit(self, user: str, shown: Shown, fields: dict[str, str]) -> None:
        assert shown.form is not None
        status, body = await self.client.send(
            activities.fetch(**{**_bare(shown.form), "user": user}) | self._told(user)
        )
        assert status == 200
        assert body["task"]["type"] == "continue", body
        status, body = await self.client.send(
            activities.submit(**{**_bare(shown.form), "fields": fields, "user": user}) | self._told(user)
        )
        assert (status, body) == (200, "")


def _bare(data: dict[str, Any]) -> dict[str, str]:
    return {"letter": data[names.LETTER], "form": data[names.FORM]}


@asynccontextmanager
async def playing(transcript: Transcript, folder: Path, **other: str) -> AsyncIterator[Player]:
    """Teams' side of a coach that runs, with everyone of the local world in it. `other` are settings besides."""
    clock = folder / "clock"
    clock.write_text(transcript.now.isoformat(), "ascii")
    async with connector() as found:
        told = environment(found, make(), f"sqlite:///{folder}/oops.db", OOPS_TEST_CLOCK=str(clock), **other)
        async with (
            serving(settings.read(told)) as (running, port),
            aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
        ):
            running._beats.stop()
            running._beats.stop = lambda: None  # type: ignore[method-assign]
            me = author(transcript.me, transcript.zone, WORLD).who.user
            people = {each.who.user: each.name for each in WORLD.people} | {me: transcript.me}
            client = Client(found, session, time.time)
            player = Player(running, client, found, clock, me, transcript.zone, people, transcript.now)
            for known in WORLD.people:
                if known.who.user != me:
                    await player.client.send(activities.installed(known.who.user) | player._told(known.who.user))
                    await _titled(running, known.who.user, known.title)
            await player.quiet()
            player.shown, player.out = [], []
            yield player


async def through_teams(transcript: Transcript, folder: Path) -> tuple[list[dict[str, Any]], Any]:
    """What came out of a transcript, and the journeys it left."""
    async with playing(transcript, folder) as player:
        for line in transcript.fed:
            await player.feed(json.loads(line))
        return player.out, (await player.desk())


async def _titled(running: Served, user: str, title: str) -> None:
    """Teams tells no title; the terminal's world has them, and the words are to be the same."""
    who = Who("teams", activities.TENANT, activities.base(user)["from"]["aadObjectId"])
    desk = await running.floor.store.desk(who)
    assert desk is not None
    person = replace(desk.person, title=title)
    await running.floor.store.change(person, "title", running.floor.clock.now(), lambda _: Decision(person))
    running.floor.doors["teams"]._directory.put(person)


def golden(transcript: Transcript) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What the terminal printed, as the player tells it, and where the journey stood at the end."""
    found: list[dict[str, Any]] = []
    posts: list[str] = []
    ready: dict[str, Any] = {}
    for line in transcript.golden.read_text("utf-8").splitlines():
        raw = json.loads(line)
        if raw.get("ready"):
            ready = raw
            continue
        told: dict[str, Any] = {}
        if "withdraw" in raw:
            found.append({"withdraw": posts.index(raw["withdraw"])})
            continue
        said = raw["text"].replace("stays in this window", "stays in Teams")
        text = [each.removeprefix("| ") for each in said.split("\n")]
        told["text"] = [each for each in text if each and each != "|"]
        told["choices"] = [(each["id"], each.get("mark")) for each in raw["choices"]]
        if "edit" in raw:
            found.append({"edit": posts.index(raw["edit"]), **told})
        else:
            posts.append(raw["id"])
            found.append({"to": raw["to"], **told})
    return found, ready
