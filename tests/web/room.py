"""A playground on a real loopback port, and a small client that speaks as its page does."""

import contextlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from adapters.app import Local, load_house
from adapters.local import author, load_world
from adapters.web.app import listening, served
from bot.visits import Visits

HOUSE = load_house()
MONDAY = "2026-04-13T14:36:00+01:00"
TELLING = (
    "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10. "
    "i was drowning in quarter close. outlook filled in the name by itself. im so so sorry"
)
PLAN = "keep ringing chris till he says its deleted. tell dana by 4 either way"
URGENT = "recall failed, hes at a supplier. rang him, voicemail. priya is logging it now"


@dataclass(slots=True)
class Room:
    """The page's side of the wire."""

    url: str
    place: Local
    session: aiohttp.ClientSession
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def open(self) -> None:
        async with self.session.get(self.url) as answer:
            self.token = re.search(r'name="oops-token" content="([^"]+)"', await answer.text())[1]
        self.headers = {"Origin": self.url.rstrip("/"), "X-Oops-Token": self.token}

    async def raw(self, body: bytes | str, path: str = "do", **headers: str) -> tuple[int, dict[str, Any]]:
        """A write as it stands, with other headers if wanted."""
        async with self.session.post(self.url + path, data=body, headers=self.headers | headers) as answer:
            return answer.status, json.loads(await answer.text())

    async def call(self, **call: Any) -> dict[str, Any]:
        """A write that is taken; the view after it."""
        status, told = await self.raw(json.dumps(call))
        assert status == 200, told
        return told["view"]

    async def say(self, text: str) -> dict[str, Any]:
        return await self.call(do="say", text=text)

    async def press(self, choice: str) -> dict[str, Any]:
        """Press a button that the conversation shows."""
        view = await self.view()
        turn = next(
            turn for turn in reversed(view["talk"]) if choice in {each["id"] for each in turn.get("choices", [])}
        )
        return await self.call(do="press", choice=choice, on=turn["id"])

    async def view(self) -> dict[str, Any]:
        async with self.events() as events:
            return await anext(events)

    @contextlib.asynccontextmanager
    async def events(self) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """The stream, one view after another."""
        async with self.session.get(self.url + "events") as answer:

            async def views() -> AsyncIterator[dict[str, Any]]:
                async for line in answer.content:
                    if line.startswith(b"data: "):
                        yield json.loads(line[6:])

            yield views()

    async def to_draft(self) -> dict[str, Any]:
        """VOICE (a), up to the words on the screen."""
        await self.say("i just emailed payroll to the wrong chris")
        await self.say(URGENT)
        await self.say("not yet. its dana")
        await self.say(TELLING)
        await self.press("park")
        return await self.say(PLAN)


@contextlib.asynccontextmanager
async def room(folder: Path, now: str = MONDAY, visits: Visits | None = None) -> AsyncIterator[Room]:
    """A playground on a database in `folder`; opened again on the same folder, it goes on. `visits`: to a language model."""
    world = load_world()
    person = author("Sam Reyes", "Europe/Dublin", world)
    place = await Local.open(
        f"sqlite:///{folder / 'demo.db'}", person, world, HOUSE, datetime.fromisoformat(now), visits
    )
    try:
        async with served(place, listening(0)) as url, aiohttp.ClientSession() as session:
            found = Room(url, place, session)
            await found.open()
            yield found
    finally:
        await place.close()


def said(view: dict[str, Any]) -> str:
    """All that the coach and the author said, as one text."""
    return "\n".join(
        turn["text"] if turn["from"] == "me" else "\n".join(piece["text"] for piece in turn["pieces"])
        for turn in view["talk"]
    )


def received(view: dict[str, Any], part: str) -> str:
    """All that another person received, as one text."""
    other = next(each for each in view["others"] if each["part"] == part)
    return "\n".join(piece["text"] for entry in other["entries"] for piece in entry["pieces"])
