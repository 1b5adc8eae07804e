"""Microsoft's own test client, driven through a whole day: run in a network of its own, where it can reach nobody.

`unshare -rn python tests/teams/playground.py CLI FOLDER`. The client has one person, Alex, in a personal chat, and others whom we
let speak through it. What is printed is one JSON object: what came of each step, and what the client recorded.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE), str(HERE / "tests")]

import aiohttp  # noqa: E402  the path comes first

from adapters import settings  # noqa: E402
from adapters.serve import Served, serving  # noqa: E402
from bot.letters import Act, Letter  # noqa: E402
from bot.people import Who  # noqa: E402
from storage.keys import make  # noqa: E402

CLIENT, BOT = "http://127.0.0.1:56150", 3978
STORY = (
    "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10. "
    "i'll ring chris till he says its deleted, by 16:00. my boss is megan and she doesn't know yet"
)


class Day:
    """Alex's chat with the coach, inside the client."""

    def __init__(self, served: Served, session: aiohttp.ClientSession, config: dict[str, Any], clock: Path) -> None:
        self.served = served
        self.session = session
        self.config = config
        self.clock = clock
        self.chat = config["personalChat"]["id"]
        self.other = config["groupChats"][0]["id"]
        self.alex = config["currentUser"]
        self.megan = config["users"][0]

    def who(self, user: dict[str, Any]) -> Who:
        return Who("teams", self.config["tenantId"], user["aadObjectId"])

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        async with self.session.post(f"{CLIENT}{path}", json=body) as answer:
            assert answer.status == 200, (path, answer.status, await answer.text())
            text = await answer.text()
            return json.loads(text) if text.startswith("{") else text

    async def letters(self, user: dict[str, Any]) -> list[Letter]:
        return [each for each in await self.served.floor.store.letters(self.who(user)) if each.act is Act.POST]

    async def quiet(self, user: dict[str, Any], more_than: int) -> Letter:
        """The newest letter, once there is one more, and everything is said."""
        door: Any = self.served.floor.doors["teams"]
        async with asyncio.timeout(20):
            while len(await self.letters(user)) <= more_than or door._at_work:  # noqa: ASYNC110  another process tells nobody
                await asyncio.sleep(0.05)
        return (await self.letters(user))[-1]

    async def say(self, text: str) -> Letter:
        before = len(await self.letters(self.alex))
        body = {"from": {"id": self.alex["id"]}, "text": text, "textFormat": "plain"}
        await self.post(f"/_conversation/v1/conversations/{self.chat}/messages", body)
        return await self.quiet(self.alex, before)

    async def press(self, letter: Letter, verb: str, user: dict[str, Any] | None = None) -> dict[str, Any]:
        user = user or self.alex
        before = len(await self.letters(self.alex))
        action = {"type": "Action.Execute", "verb": verb, "data": {"letter": letter.id}}
        body = {
            "name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}, "from": {"id": user["id"]},
            "conversation": {"id": self.chat if user is self.alex else self.other}, "replyToId": letter.ref,
        }  # fmt: skip
        if user is self.alex:
            told: dict[str, Any] = await self.post("/_conversation/v1/invoke", body)
        else:
            told = await self.custom(user, type="invoke", name="adaptiveCard/action", value=body["value"]) or {}
        await self.quiet(self.alex, before)
        return told

    async def custom(self, user: dict[str, Any], **activity: Any) -> Any:
        """What somebody else does, sent by the client as it stands."""
        tenant = self.config["tenantId"]
        raw = {
            "channelId": "msteams", "serviceUrl": f"{CLIENT}/_connector", "id": f"custom-{len(await self.letters(self.alex))}",
            "from": {"id": user["id"], "name": user["name"], "aadObjectId": user["aadObjectId"]},
            "recipient": self.config["bot"], "conversation": {"id": self.other, "conversationType": "personal", "tenantId": tenant},
            "channelData": {"tenant": {"id": tenant}}, **activity,
        }  # fmt: skip
        return await self.post("/_internal/v1/customActivities", raw)

    async def later(self, span: timedelta) -> None:
        self.clock.write_text((self.served.floor.clock.now() + span).isoformat(), "ascii")
        await self.served.beat()


async def walked(day: Day) -> dict[str, Any]:
    """Install, a note with cards pressed, the manager's card and answer, a check-in."""
    told: dict[str, Any] = {}
    await day.post(f"/_debug/conversation/{day.chat}/installation", {})
    await day.custom(day.megan, type="installationUpdate", action="add")
    async with asyncio.timeout(20):
        while (  # noqa: ASYNC110  same
            await day.served.floor.store.desk(day.who(day.megan)) is None
            or await day.served.floor.store.desk(day.who(day.alex)) is None
        ):
            await asyncio.sleep(0.05)
    told["first"] = (await day.say("oops")).reply.text
    letter = await day.say(STORY)
    for _ in range(8):
        offers = [each.id for each in letter.reply.choices]
        if "send" in offers:
            break
        verb = next((each for each in ("done", "not_told", "yes", "park", "no") if each in offers), None)
        if verb is None:
            letter = await day.say("i'll ring him by 16:00")
            continue
        answer = await day.press(letter, verb)
        told.setdefault("answers", []).append(answer)
        letter = (await day.letters(day.alex))[-1]
    told["draft"] = letter.reply.text
    told["consent"] = await day.press(letter, "send")
    await day.later(timedelta(minutes=3))
    (note,) = await day.letters(day.megan)
    told["note"], told["note_ref"] = note.reply.text, note.ref
    await day.press(note, "thank", day.megan)
    told["thanks"] = (await day.letters(day.alex))[-1].reply.text
    kinds = len([each for each in await day.letters(day.alex) if each.kind == "check_in"])
    for _ in range(6):
        await day.later(timedelta(hours=8))
    told["check_ins"] = [each.reply.note for each in await day.letters(day.alex) if each.kind == "check_in"][kinds:]
    return told


async def main(cli: str, folder: Path) -> None:
    recording, clock = folder / "recording.log", folder / "clock"
    clock.write_text("2026-04-13T14:24:00+01:00", "ascii")
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
            async with serving(settings.read(told)) as (served, _), aiohttp.ClientSession() as session:
                async with asyncio.timeout(40):
                    while True:
                        try:
                            async with session.get(f"{CLIENT}/_internal/v1/config") as answer:
                                config = (await answer.json())["config"]
                                break
                        except (aiohttp.ClientError, ValueError, KeyError):
                            await asyncio.sleep(0.1)
                found = await walked(Day(served, session, config, clock))
        finally:
            client.terminate()
    found["recording"] = recording.read_text("utf-8") if recording.exists() else ""
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
