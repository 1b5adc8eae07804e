"""Against a Slack that we did not write (npm `emulate`): OAuth with strict scopes, and every method of the Web API we use."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from packages import fetched
from slackside.fake import CLIENT, SECRET, FakeSlack
from slackside.room import Room, environment

from adapters import settings
from adapters.serve import serving
from adapters.slack.names import LETTER
from bot.letters import Sent

PACKAGE = "emulate@0.12.2"
DRIVER = Path(__file__).parents[1] / "slackside" / "emulate.mjs"
PUBLIC = "http://127.0.0.1:1"
SCOPES = ["commands", "chat:write", "im:write", "im:history", "users:read"]
SEED = {
    "slack": {
        "strict_scopes": True,
        "signing_secret": SECRET,
        "users": [
            {"name": "sam", "real_name": "Sam Reyes", "email": "sam@example.com"},
            {
                "name": "dana",
                "real_name": "Dana Okafor",
                "email": "dana@example.com",
                "profile": {"title": "Payroll Manager"},
            },
        ],
        "oauth_apps": [
            CLIENT
            | {
                "name": "Oops",
                "redirect_uris": [f"{PUBLIC}/slack/oauth_redirect"],
                "scopes": SCOPES,
                "bot_name": "oops",
            }
        ],
    }
}

pytestmark = pytest.mark.npm


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetched(tmp_path_factory.mktemp("emulate"), PACKAGE, "dist/api.js")


@dataclass
class Peer:
    """Their Slack, our coach in it, and a browser's way through OAuth."""

    api: str
    room: Room
    browser: aiohttp.ClientSession
    token: str = ""
    team: str = ""
    channels: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.browser.post(f"{self.api}/api/{method}", data=arguments, headers=headers) as answer:
            found: dict[str, Any] = await answer.json()
        assert found["ok"], (method, found)
        return found

    async def install(self) -> tuple[int, str]:
        """Our page, their consent, and back: as a browser goes, but that our public name leads to this machine."""
        ours = self.room.slack.app
        async with self.browser.get(f"{ours}/slack/install") as page:
            link = unescape((await page.text()).split('href="')[1].split('"')[0])
        async with self.browser.get(link) as consent:
            picker = await consent.text()
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', picker.split("<form")[1]))
        answer = {name: unescape(value) for name, value in fields.items()}
        where = f"{self.api}/oauth/v2/authorize/callback"
        async with self.browser.post(where, data=answer, allow_redirects=False) as redirect:
            back = urlsplit(redirect.headers["Location"])
        assert parse_qs(back.query)["code"]
        async with self.browser.get(f"{ours}{back.path}?{back.query}") as done:
            page_text = await done.text()
        teams = await self.room.store.tenants("slack")
        if teams:
            self.team = teams[0]
            self.token = (await self.room.store.tokens("slack", self.team))["bot_token"]
            for name in ("sam", "dana"):
                user = await self.user(name)
                self.channels[user] = (await self.call("conversations.open", users=user))["channel"]["id"]
            self.room.slack.channel = lambda _, user: self.channels[user]  # type: ignore[method-assign]
        return done.status, page_text

    async def user(self, name: str) -> str:
        members = (await self.call("users.list"))["members"]
        return next(each["id"] for each in members if each["name"] == name)

    async def history(self, user: str) -> list[dict[str, Any]]:
        """The direct messages with a person, oldest first."""
        channel = self.channels[user]
        found = (await self.call("conversations.history", channel=channel, include_all_metadata="true"))["messages"]
        return list(reversed(found))

    async def say(self, user: str, text: str) -> None:
        status, _ = await self.room.deliver(self.room.slack.message(user, text, self.team))
        assert status == 200

    async def press(self, user: str, choice: str) -> None:
        """The newest button of this name that the person holds, in the words of their Slack."""
        for message in reversed(await self.history(user)):
            for block in message.get("blocks", []):
                for element in block.get("elements", []):
                    if element.get("action_id") == choice:
                        payload = self.room.slack.press(user, choice, element["value"], self.team)
                        assert (await self.room.deliver(payload))[0] == 200
                        return
        raise LookupError(choice)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
async def peer(program: Path, tmp_path: Path) -> AsyncIterator[Peer]:
    node = shutil.which("node")
    assert node is not None
    theirs = await asyncio.create_subprocess_exec(
        node,
        str(DRIVER),
        str(program),
        str(free_port()),
        json.dumps(SEED),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert theirs.stdin is not None
    assert theirs.stdout is not None
    try:
        api = (await asyncio.wait_for(theirs.stdout.readline(), 60)).decode().strip()
        async with (
            FakeSlack().open() as hand,
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
        ):
            wanted = environment(hand, tmp_path, "many", SLACK_API_URL=f"{api}/api/", OOPS_PUBLIC_URL=PUBLIC)
            del wanted["OOPS_TEST_CLOCK"]
            async with serving(settings.read(wanted), beating=False) as (served, port):
                hand.app = f"http://127.0.0.1:{port}"
                yield Peer(api, Room(hand, served, tmp_path / "clock"), browser)
    finally:
        theirs.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(theirs.wait(), 10)
        if theirs.returncode is None:
            theirs.kill()


async def test_a_workspace_of_theirs_installs_us_with_our_five_scopes(peer: Peer) -> None:
    status, page = await peer.install()

    assert status == 200
    assert "Oops is installed" in page
    assert peer.token.startswith("xoxb-")
    known = await peer.call("auth.test")
    assert known["team_id"] == peer.team


async def test_the_first_hour_and_a_letter_go_through_every_method_that_we_use(peer: Peer) -> None:
    await peer.install()
    sam, dana = await peer.user("sam"), await peer.user("dana")

    opened = {"type": "app_home_opened", "user": sam, "channel": "D1", "tab": "home", "view": {"hash": "1.abc"}}
    assert (await peer.room.deliver(peer.room.slack.event(opened, peer.team)))[0] == 200
    await peer.say(sam, "i just emailed payroll to the wrong chris")
    await peer.press(sam, "done")
    for words in (
        "not yet. its dana okafor",
        "i sent the march payroll file to the wrong chris at 14:05",
        "keep ringing chris till he says its deleted. tell dana in two hours either way",  # their clock is the real one
    ):
        await peer.say(sam, words)
    shown = await peer.history(sam)
    first, draft = shown[0], shown[-1]
    assert "What happened" not in draft["text"], "the line of a notification holds no content"
    assert not [block for block in first["blocks"] if block["type"] == "actions"], "the answered card has no buttons"
    assert all(message["metadata"]["event_type"] == LETTER for message in shown), "each can be looked up"

    await peer.press(sam, "send")
    await peer.press(sam, "send_now")
    note = (await peer.history(dana))[-1]
    assert "I sent the March payroll file to the wrong Chris at 14:05." in json.dumps(note["blocks"])
    assert await peer.room.store.unsettled(peer.room.now()) == []

    await peer.press(dana, "thank")
    assert "Thank you for telling me quickly." in json.dumps((await peer.history(sam))[-1]["blocks"])
    await peer.press(sam, "recall")
    assert note["ts"] not in {message["ts"] for message in await peer.history(dana)}
    counted = peer.room.served.floor.tally.text({})
    said = re.findall(r'outcome="(\w+)"} ([1-9]\d*)$', counted, re.MULTILINE)
    assert {outcome for outcome, _ in said} == {"sent"}, counted


async def test_an_unknown_letter_is_found_in_their_history(peer: Peer) -> None:
    await peer.install()
    sam = await peer.user("sam")
    await peer.say(sam, "oops")
    sent = (await peer.room.store.letters(peer.room.who(sam, peer.team)))[-1]

    found = await peer.room.door.speaker.look_up(sent)

    assert found == Sent(sent.ref)
