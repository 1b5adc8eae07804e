"""Microsoft's own test client, driven by a real Chromium through the golden journey: in a network of its own, reaching nobody.

`unshare -rn python tests/teams/playground.py CLI FOLDER`. The client has one person, Alex, who types and clicks in its page,
and others whom we let speak through it. What is printed is one JSON object: what came of it, and what the client recorded.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE), str(HERE / "tests")]

import aiohttp  # noqa: E402  the path comes first
from transcripts.play import Transcript, transcripts  # noqa: E402
from web.chromium import Window, browser  # noqa: E402

from adapters import settings  # noqa: E402
from adapters.console import WORDS  # noqa: E402
from adapters.local import load_world  # noqa: E402
from adapters.serve import Served, serving  # noqa: E402
from bot.letters import Act, Letter  # noqa: E402
from bot.people import Who  # noqa: E402
from bot.ports import Decision  # noqa: E402
from bot.times import parse_iso_duration  # noqa: E402
from storage.keys import make  # noqa: E402

CLIENT, BOT = "http://127.0.0.1:56150", 3978
LABELLED = "[...document.querySelectorAll('button[aria-label]')].filter((each) => each.querySelector('.ac-pushButton-content'))"
BOX = "document.querySelector('[role=textbox][data-lexical-editor]')"


class Day:
    """Alex's chat with the coach, inside the client; what the others do is sent by the client as it stands."""

    def __init__(
        self, served: Served, session: aiohttp.ClientSession, config: dict[str, Any], clock: Path, window: Window
    ) -> None:
        self.served = served
        self.session = session
        self.config = config
        self.clock = clock
        self.window = window
        self.other = config["groupChats"][0]["id"]
        self.alex = config["currentUser"]
        self.world = load_world()
        self.pressed: list[str] = []
        self.sent = 0

    def now(self) -> datetime:
        return self.served.floor.clock.now()

    def user(self, name: str) -> dict[str, str]:
        """Somebody of the local world, as the client knows people."""
        known = next(each for each in self.world.people if each.who.user == self.world.parts.get(name, name))
        return {
            "id": f"u-{known.who.user}",
            "name": known.name,
            "aadObjectId": f"00000000-0000-0000-0000-{known.who.user:0>12}",
        }

    def who(self, user: dict[str, Any]) -> Who:
        return Who("teams", self.config["tenantId"], user["aadObjectId"])

    async def letters(self, user: dict[str, Any]) -> list[Letter]:
        return [each for each in await self.served.floor.store.letters(self.who(user)) if each.act is Act.POST]

    async def count(self) -> int:
        everyone = [self.alex, *(self.user(each.who.user) for each in self.world.people)]
        return sum([len(await self.letters(each)) for each in everyone])

    async def quiet(self, more_than: int) -> None:
        """Until something more is said, and everything is."""
        door: Any = self.served.floor.doors["teams"]
        async with asyncio.timeout(20):
            while await self.count() <= more_than or door._lanes._tasks:  # noqa: ASYNC110  another process tells nobody
                await asyncio.sleep(0.02)

    # what Alex does, with a keyboard and a mouse

    async def say(self, text: str) -> None:
        before = await self.count()
        await self.window.see(f"{BOX}.focus()")
        await self.window.type(text)
        await self.window.until(f"{BOX}.innerText.trim().length > 0")
        await self.window.key("Enter")
        await self.quiet(before)

    async def press(self, choice: str) -> None:
        """Click the newest button with this choice's words; where they stand in a menu, or nowhere, type them."""
        label = next(
            (
                each.label
                for letter in reversed(await self.letters(self.alex))
                for each in letter.reply.choices
                if each.id == choice
            ),
            WORDS.get(choice, choice),
        )
        button = f"{LABELLED}.filter((each) => each.ariaLabel === {json.dumps(label)}).pop()"
        before = await self.count()
        try:
            await self.window.until(f"!!{button}", 3)
        except TimeoutError:
            await self.say(label)
            return
        await self.window.see(f"{button}.scrollIntoView({{block: 'center'}})")
        await self.window.see(f"{button}.click()")
        await self.quiet(before)
        self.pressed.append(label)

    # what others do

    async def custom(self, user: dict[str, Any], **activity: Any) -> Any:
        """What somebody else does, sent by the client as it stands."""
        tenant, self.sent = self.config["tenantId"], self.sent + 1
        raw = {
            "channelId": "msteams", "serviceUrl": f"{CLIENT}/_connector", "id": f"custom-{self.sent}", "from": user,
            "recipient": self.config["bot"], "conversation": {"id": self.other, "conversationType": "personal", "tenantId": tenant},
            "channelData": {"tenant": {"id": tenant}}, **activity,
        }  # fmt: skip
        async with self.session.post(f"{CLIENT}/_internal/v1/customActivities", json=raw) as answer:
            assert answer.status == 200, (answer.status, await answer.text())

    async def others(self, line: dict[str, Any]) -> None:
        user = self.user(line["as"])
        before = await self.count()
        if "say" in line:
            await self.custom(user, type="message", text=line["say"])
        else:
            letter = next(
                each
                for each in reversed(await self.letters(user))
                if any(c.id == line["press"] for c in each.reply.choices)
            )
            action = {"type": "Action.Execute", "verb": line["press"], "data": {"letter": letter.id}}
            await self.custom(
                user, type="invoke", name="adaptiveCard/action", value={"action": action, "trigger": "manual"}
            )
        await self.quiet(before)

    # time

    async def wait(self, span: timedelta) -> None:
        end = self.now() + span
        for _ in range(1000):
            due = await self.served.floor.store.next_due()
            if due is None or due > end:
                break
            await self.at(max(due, self.now()))
        await self.at(end)

    async def at(self, to: datetime) -> None:
        self.clock.write_text(to.isoformat(), "ascii")
        await self.served.beat()
        door: Any = self.served.floor.doors["teams"]
        await door._lanes.drain()

    async def feed(self, line: dict[str, Any]) -> None:
        if "wait" in line:
            await self.wait(parse_iso_duration(line["wait"]))
        elif "as" in line:
            await self.others(line)
        elif "say" in line:
            await self.say(line["say"])
        else:
            await self.press(line["press"])
        due = await self.served.floor.store.next_due()
        if due is not None and due <= self.now():
            await self.at(self.now())


async def walked(day: Day, transcript: Transcript, pictures: Path) -> dict[str, Any]:
    """The whole golden journey. The page installs the coach for Alex as it opens; the others have it already."""
    store = day.served.floor.store
    for known in day.world.people:
        user = day.user(known.who.user)
        await day.custom(user, type="installationUpdate", action="add")
        async with asyncio.timeout(20):
            while (desk := await store.desk(day.who(user))) is None:  # noqa: ASYNC110  same
                await asyncio.sleep(0.02)
        person = replace(desk.person, title=known.title)  # Teams tells no title; the terminal's world has them
        await store.change(person, "title", day.now(), lambda _, person=person: Decision(person))
        day.served.floor.doors["teams"]._directory.put(person)
    await day.window.send("Page.navigate", url=CLIENT)
    await day.window.until(f"{BOX} !== null && {LABELLED}.length > 0", 30)
    for number, line in enumerate(transcript.fed, 1):
        try:
            await day.feed(json.loads(line))
        except (TimeoutError, StopIteration, AssertionError) as error:
            await day.window.picture(pictures / "stuck.png")
            said = [each.reply.text for each in await day.letters(day.alex)][-2:]
            raise SystemExit(
                f"line {number}, {line.strip()}: {type(error).__name__} {error}; last said: {said}"
            ) from error
    shown = await day.window.see("document.body.innerText")
    left = await day.window.see(f"{LABELLED}.map((each) => each.ariaLabel)")
    await day.window.picture(pictures / "day.png")
    await day.window.see(
        "[...document.querySelectorAll('[role=treeitem]')].find((each) => each.ariaLabel === 'Group Chat').click()"
    )
    await day.window.until("document.body.innerText.includes('through Oops')")
    desk = await store.desk(day.who(day.alex))
    return {
        "said": {
            name: [each.reply.text for each in await day.letters(day.alex if name == "author" else day.user(name))]
            for name in ("author", "manager", "mentor")
        },
        "pressed": day.pressed,
        "closed": desk is not None and not desk.journeys,
        "shown": shown,
        "at_others": await day.window.see("document.body.innerText"),
        "left": left,
        "check_ins": [each.reply.note for each in await day.letters(day.alex) if each.kind == "check_in"],
    }


async def main(cli: str, folder: Path) -> None:
    recording, clock = folder / "recording.log", folder / "clock"
    (transcript,) = [each for each in transcripts() if each.name == "payroll"]
    clock.write_text(
        transcript.now.replace(tzinfo=UTC).isoformat(), "ascii"
    )  # the client tells no zone: its clock is UTC
    environment = os.environ | {
        "M365_AGENTS_PLAYGROUND_RECORDING_FILE": str(recording), "TEAMSAPPTESTER_BROWSER": "none", "HOME": str(folder),
    }  # fmt: skip
    words = ["node", cli, "-e", f"http://127.0.0.1:{BOT}/api/messages", "-c", "msteams", "--dt", "--er", "-p", "56150"]
    told = {
        "OOPS_MASTER_KEY": make(), "DATABASE_URL": f"sqlite:///{folder}/oops.db", "PORT": str(BOT), "OOPS_TEAMS_ANONYMOUS": "1",
        "OOPS_TEST_CLOCK": str(clock),
    }  # fmt: skip
    with subprocess.Popen(  # noqa: ASYNC220  once, at the start
        words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as client:
        try:
            async with serving(settings.read(told), beating=False) as (served, _), aiohttp.ClientSession() as session:
                async with asyncio.timeout(40):
                    while True:
                        try:
                            async with session.get(f"{CLIENT}/_internal/v1/config") as answer:
                                config = (await answer.json())["config"]
                                break
                        except (aiohttp.ClientError, ValueError, KeyError):
                            await asyncio.sleep(0.1)
                async with browser() as chromium:
                    window = await chromium.window()
                    found = await walked(Day(served, session, config, clock, window), transcript, folder)
        finally:
            client.terminate()
    found["recording"] = recording.read_text("utf-8") if recording.exists() else ""
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
