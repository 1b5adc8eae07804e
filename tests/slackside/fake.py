"""A Slack of our own, on a real loopback port: it signs and delivers, keeps messages and views, and fails as Slack does.

Several workspaces, users of every kind, direct messages with history and metadata, modals with triggers that live three
seconds, App Home, OAuth, and the far end of Socket Mode. `faults` says what goes wrong with the next calls of a method, `ill`
with every call of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode

import aiohttp
from aiohttp import web

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
APP_TOKEN = "xapp-of-the-fake"
CLIENT = {"client_id": "111.222", "client_secret": "0123456789abcdef"}
TRIGGER_LIVES = 3.0


@dataclass
class Space:
    """A workspace."""

    team: str
    token: str
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    """User → our direct messages with them."""
    revoked: str = ""
    """The error that its token gets."""

    @property
    def bot(self) -> str:
        return f"U0BOT{self.team}"

    def add(self, user: str, name: str, title: str = "", zone: str = "Europe/Dublin", **more: Any) -> None:
        about = {"real_name": name, "title": title, "image_72": f"https://avatars.example/{user}.png"}
        self.users[user] = {
            "id": user, "team_id": self.team, "name": user.lower(), "tz": zone, "deleted": False, "is_bot": False,
            "is_restricted": False, "is_ultra_restricted": False, "profile": about,
        } | more  # fmt: skip


@dataclass
class Message:
    """One message in a direct conversation."""

    channel: str
    ts: str
    payload: dict[str, Any]
    edits: int = 0

    @property
    def words(self) -> str:
        """What a person reads, without buttons."""
        return "\n".join(words_of(block) for block in self.payload.get("blocks", []) if block["type"] == "rich_text")

    def buttons(self) -> list[tuple[str, str, str]]:
        """(action id, value, kind) of everything that can be pressed; a menu's options stand as their own."""
        found = []
        for block in self.payload.get("blocks", []):
            for element in block.get("elements", []) if block["type"] == "actions" else []:
                if element["type"] == "button":
                    found.append((element["action_id"], element.get("value", ""), "button"))
                found += [(element["action_id"], each["value"], "option") for each in element.get("options", [])]
        return found


def words_of(block: dict[str, Any]) -> str:
    return "\n".join("".join(leaf.get("text", "") for leaf in each["elements"]) for each in block["elements"])


def pictures(payload: dict[str, Any]) -> list[str]:
    """The addresses of the pictures in a message."""
    inside = [each for block in payload.get("blocks", ()) for each in (block, *block.get("elements", ()))]
    return [each["image_url"] for each in inside if "image_url" in each]


class FakeSlack:
    """The other side of the wire."""

    def __init__(self) -> None:
        self.spaces: dict[str, Space] = {}
        self.messages: list[Message] = []
        self.gone: list[Message] = []
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.whispers: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.called = asyncio.Event()
        self.faults: defaultdict[str, deque[str]] = defaultdict(deque)
        self.ill: dict[str, str] = {}
        self.pages: int | None = None
        """So many pages of history are still given in this minute, of fifteen messages: an app that no marketplace lists gets one."""
        self.blind = False
        """A picture cannot be fetched now: what holds one is refused, as Slack does now and then of a picture that is there."""
        self.scopes = "commands,chat:write,im:write,im:history,users:read"
        self.codes: dict[str, str] = {}
        self.lines: list[web.WebSocketResponse] = []
        self.left: defaultdict[Any, asyncio.Event] = defaultdict(asyncio.Event)
        """A line → when it was hung up."""
        self.dialled = asyncio.Event()
        self.deaf = False
        """The next lines answer no ping: the network took them away, and nobody hung up."""
        self.greetings: deque[str] = deque()
        """What the next lines say first, in place of hello."""
        self.curt = False
        """The next lines are hung up right after hello."""
        self.dials = 0
        self.acks: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.hanging = asyncio.Event()
        self.again: tuple[float, ...] = ()
        """Seconds after which an event comes again, each time that it is not answered with 2xx in time: Slack's are 1, 60 and 300."""
        self.patience = 3.0
        """Seconds in which it is to be answered."""
        self.refused: list[str] = []
        """Why events came again, in Slack's words."""
        self.unanswered = asyncio.Event()
        self.app = ""
        self.url = ""
        self._count = itertools.count(1)
        self._triggers: dict[str, tuple[str, str, float]] = {}
        self._session: aiohttp.ClientSession | None = None

    # the workspace

    def space(self, team: str = "T0WORLD") -> Space:
        found = self.spaces.get(team)
        if found is None:
            found = self.spaces[team] = Space(team, f"xoxb-of-{team.lower()}")
        return found

    def stamp(self) -> str:
        return f"{1_776_000_000 + next(self._count)}.000100"

    def channel(self, team: str, user: str) -> str:
        return self.space(team).channels.setdefault(user, f"D{team[1:]}{user[1:]}")

    def sent(self, user: str, team: str = "T0WORLD") -> list[Message]:
        """What stands in our direct messages with a person now."""
        channel = self.channel(team, user)
        return [each for each in self.messages if each.channel == channel]

    def made(self, method: str) -> list[dict[str, Any]]:
        """The calls of one method, with their arguments."""
        return [arguments for name, arguments in self.calls if name == method]

    # the Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await request.read()
        if request.content_type == "application/json":
            arguments = json.loads(body)
        else:
            arguments = dict(parse_qsl(body.decode(), keep_blank_values=True))
        self.calls.append((method, arguments))
        self.called.set()
        fault = self.faults[method].popleft() if self.faults[method] else self.ill.get(method, "")
        if fault == "hang":
            await self.hanging.wait()
        if fault == "drop":
            request.transport.close()
            return web.Response()
        if fault.startswith("429"):
            return web.json_response(
                {"ok": False, "error": "ratelimited"},
                status=429,
                headers={"Retry-After": fault.partition(":")[2] or "1"},
            )
        if fault in {"500", "502", "503"}:
            return web.Response(status=int(fault), text="<html>upstream</html>")
        if fault == "302":
            return web.Response(status=302, headers={"Location": f"{self.url}/api/auth.test"})
        if fault == "html":
            return web.Response(text="<html>maintenance</html>", content_type="text/html")
        if fault.startswith("error:"):
            return web.json_response({"ok": False, "error": fault.partition(":")[2]})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "conversations.history" and self.pages is not None:
            if not self.pages:
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "60"}
                )
            self.pages -= 1
            arguments = arguments | {"limit": min(int(arguments.get("limit", 15)), 15)}
        answer = self._done(method, token, arguments)
        if fault == "drop_after":
            request.transport.close()
        if fault == "500_after":
            return web.Response(status=500)
        return web.json_response(answer)

    def _done(self, method: str, token: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if method == "oauth.v2.access":
            return self._exchange(arguments)
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                return {"ok": False, "error": "invalid_auth"}
            return {"ok": True, "url": f"{self.url.replace('http', 'ws')}/socket"}
        space = next((each for each in self.spaces.values() if each.token == token), None)
        if space is None:
            return {"ok": False, "error": "invalid_auth"}
        if space.revoked:
            return {"ok": False, "error": space.revoked}
        if self.blind and pictures(arguments):
            return {
                "ok": False,
                "error": "invalid_blocks",
                "errors": ["downloading image failed [json-pointer:/blocks/1]"],
            }
        return getattr(self, "_" + method.replace(".", "_"))(space, arguments)

    def _exchange(self, arguments: dict[str, Any]) -> dict[str, Any]:
        team = self.codes.pop(arguments.get("code", ""), None)
        if team is None or {key: arguments.get(key) for key in CLIENT} != CLIENT:
            return {"ok": False, "error": "invalid_code"}
        if team.startswith("E"):
            return {
                "ok": True,
                "is_enterprise_install": True,
                "team": None,
                "access_token": "xoxb-org",
                "scope": self.scopes,
            }
        space = self.space(team)
        return {
            "ok": True, "app_id": "A0OOPS", "access_token": space.token, "token_type": "bot", "scope": self.scopes,
            "bot_user_id": space.bot, "team": {"id": team, "name": "World"}, "enterprise": None,
            "authed_user": {"id": "U0ADMIN"}, "is_enterprise_install": False,
        }  # fmt: skip

    def _auth_test(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "team_id": space.team, "user_id": space.bot, "bot_id": f"B0{space.team}", "url": self.url}

    def _users_info(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        found = space.users.get(arguments.get("user", ""))
        return {"ok": True, "user": found} if found else {"ok": False, "error": "user_not_found"}

    def _users_list(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        everyone = list(space.users.values())
        start, size = int(arguments.get("cursor") or 0), int(arguments.get("limit", 100))
        more = str(start + size) if start + size < len(everyone) else ""
        return {"ok": True, "members": everyone[start : start + size], "response_metadata": {"next_cursor": more}}

    def _conversations_open(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        user = arguments.get("users", "")
        found = space.users.get(user)
        if found is None or found["deleted"]:
            return {"ok": False, "error": "user_disabled" if found else "user_not_found"}
        return {"ok": True, "channel": {"id": self.channel(space.team, user)}}

    def _chat_postMessage(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:  # noqa: N802  Slack's name
        if arguments["channel"] not in space.channels.values():
            return {"ok": False, "error": "channel_not_found"}
        message = Message(arguments["channel"], self.stamp(), arguments)
        self.messages.append(message)
        return {"ok": True, "channel": message.channel, "ts": message.ts, "message": {"ts": message.ts}}

    def _find(self, arguments: dict[str, Any]) -> Message | None:
        return next((m for m in self.messages if (m.channel, m.ts) == (arguments["channel"], arguments["ts"])), None)

    def _chat_update(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        found = self._find(arguments)
        if found is None:
            return {"ok": False, "error": "message_not_found"}
        found.payload = found.payload | arguments
        found.edits += 1
        return {"ok": True, "channel": found.channel, "ts": found.ts}

    def _chat_delete(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        found = self._find(arguments)
        if found is None:
            return {"ok": False, "error": "message_not_found"}
        self.messages.remove(found)
        self.gone.append(found)
        return {"ok": True, "channel": found.channel, "ts": found.ts}

    def _conversations_history(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        here = [each for each in reversed(self.messages) if each.channel == arguments["channel"]]
        start, size = int(arguments.get("cursor") or 0), int(arguments.get("limit", 100))
        shown = [
            {"type": "message", "ts": each.ts, "bot_id": f"B0{space.team}"}
            | (
                {"metadata": each.payload["metadata"]}
                if arguments.get("include_all_metadata") == "true" and "metadata" in each.payload
                else {}
            )
            for each in here[start : start + size]
        ]
        more = str(start + size) if start + size < len(here) else ""
        return {"ok": True, "messages": shown, "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def _views_open(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        team, user, made = self._triggers.pop(arguments.get("trigger_id", ""), ("", "", 0.0))
        if team != space.team:
            return {"ok": False, "error": "invalid_trigger_id"}
        if time.monotonic() - made > TRIGGER_LIVES:
            return {"ok": False, "error": "expired_trigger_id"}
        view = arguments["view"] | {"id": f"V{next(self._count)}", "team_id": team}
        self.views[user] = view
        return {"ok": True, "view": view}

    def _views_publish(self, space: Space, arguments: dict[str, Any]) -> dict[str, Any]:
        before = self.homes.get(arguments["user_id"])
        if arguments.get("hash") and (before is None or before["hash"] != arguments["hash"]):
            return {"ok": False, "error": "hash_conflict"}
        view = arguments["view"] | {"id": f"V{next(self._count)}", "hash": f"{next(self._count)}.abc"}
        self.homes[arguments["user_id"]] = view
        return {"ok": True, "view": view}

    # OAuth's page, and ephemeral lines

    async def _authorize(self, request: web.Request) -> web.Response:
        code = f"code{next(self._count)}"
        self.codes[code] = request.query.get("team", "T0WORLD")
        back = f"{request.query['redirect_uri']}?{urlencode({'code': code, 'state': request.query['state']})}"
        return web.Response(status=302, headers={"Location": back})

    async def _hook(self, request: web.Request) -> web.Response:
        self.whispers.append(await request.json())
        return web.json_response({"ok": True})

    # deliveries

    def trigger(self, user: str, team: str = "T0WORLD") -> str:
        made = f"{next(self._count)}.{team}.trigger"
        self._triggers[made] = (team, user, time.monotonic())
        return made

    def signed(self, body: bytes, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
        stamp = str(int(time.time() if at is None else at))
        made = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}

    async def deliver(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """By the line when one is open, else by HTTP: the status and the body of the answer."""
        if self.lines:
            return await self._by_line(payload)
        if payload.get("type") == "event_callback":
            return await self._by_post(json.dumps(payload).encode())
        fields = payload if "command" in payload else {"payload": json.dumps(payload)}
        body = urlencode(fields).encode()
        return await self.post(body, "application/x-www-form-urlencoded", self.signed(body))

    async def _by_post(self, event: bytes) -> tuple[int, dict[str, Any]]:
        """An event, which comes again where `again` says so; of all else Slack sends nothing twice."""
        found: tuple[int, dict[str, Any]] = (0, {})
        more: dict[str, str] = {}
        for number, pause in enumerate((*self.again, None), 1):
            try:
                async with asyncio.timeout(self.patience if self.again else None):
                    found = await self.post(event, "application/json", self.signed(event) | more)
                why = "http_error"
            except TimeoutError:
                found, why = (0, {}), "http_timeout"
            if 200 <= found[0] < 300 or pause is None:
                break
            self.refused.append(why)
            self.unanswered.set()
            await asyncio.sleep(pause)
            more = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": why}
        return found

    async def post(self, body: bytes, kind: str, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
        assert self._session is not None
        async with self._session.post(
            f"{self.app}/slack/events", data=body, headers={"Content-Type": kind, **headers}
        ) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if answer.content_type == "application/json" and text else {}

    async def _by_line(self, payload: dict[str, Any], line: int = -1) -> tuple[int, dict[str, Any]]:
        envelope = f"env{next(self._count)}"
        self.acks[envelope] = asyncio.get_running_loop().create_future()
        kind = (
            "events_api"
            if payload.get("type") == "event_callback"
            else "slash_commands"
            if "command" in payload
            else "interactive"
        )
        await self.lines[line].send_json(
            {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        )
        try:
            async with asyncio.timeout(60):
                return 200, await self.acks[envelope]
        except TimeoutError:
            return 503, {}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse(autoping=not self.deaf)
        await line.prepare(request)
        hello = json.dumps({"type": "hello", "num_connections": len(self.lines) + 1})
        await line.send_str(self.greetings.popleft() if self.greetings else hello)
        self.lines.append(line)
        self.dials += 1
        self.dialled.set()
        if self.curt:
            await line.close()
        with contextlib.suppress(ConnectionError):
            async for message in line:
                if message.type is aiohttp.WSMsgType.TEXT:
                    told = json.loads(message.data)
                    waiting = self.acks.pop(told["envelope_id"], None)
                    if waiting is not None and not waiting.done():
                        waiting.set_result(told.get("payload", {}))
        if line in self.lines:
            self.lines.remove(line)
        self.left[line].set()
        return line

    # payloads, as Slack's documentation shows them

    def event(self, event: dict[str, Any], team: str = "T0WORLD") -> dict[str, Any]:
        return {
            "token": "x", "team_id": team, "api_app_id": "A0OOPS", "type": "event_callback", "event": event,
            "event_id": f"Ev{next(self._count)}", "event_time": int(time.time()),
            "authorizations": [{"enterprise_id": None, "team_id": team, "user_id": self.space(team).bot, "is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
        }  # fmt: skip

    def message(self, user: str, text: str, team: str = "T0WORLD", **more: Any) -> dict[str, Any]:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return self.event(
            {
                "type": "message",
                "channel_type": "im",
                "channel": self.channel(team, user),
                "user": user,
                "text": escaped,
                "ts": self.stamp(),
                "team": team,
            }
            | more,
            team,
        )

    def command(self, user: str, text: str = "", channel: str | None = None, team: str = "T0WORLD") -> dict[str, Any]:
        return {
            "token": "x", "team_id": team, "team_domain": "world", "channel_id": channel or self.channel(team, user),
            "channel_name": "directmessage" if channel is None else "general", "user_id": user, "user_name": user.lower(),
            "command": "/oops", "text": text, "api_app_id": "A0OOPS", "is_enterprise_install": "false",
            "response_url": f"{self.url}/hook", "trigger_id": self.trigger(user, team),
        }  # fmt: skip

    def interaction(self, kind: str, user: str, team: str = "T0WORLD", **more: Any) -> dict[str, Any]:
        return {
            "type": kind, "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": team},
            "team": {"id": team, "domain": "world"}, "api_app_id": "A0OOPS", "token": "x", "enterprise": None,
            "is_enterprise_install": False, "trigger_id": self.trigger(user, team),
        } | more  # fmt: skip

    def press(
        self,
        user: str,
        action: str,
        value: str,
        team: str = "T0WORLD",
        kind: str = "button",
        label: str = "",
        **more: Any,
    ) -> dict[str, Any]:
        shown = {"text": {"type": "plain_text", "text": label}}
        chosen = {"value": value, **shown} if kind == "button" else {"selected_option": {"value": value, **shown}}
        channel = self.channel(team, user)
        return self.interaction(
            "block_actions", user, team,
            container={"type": "message", "message_ts": "1.1", "channel_id": channel, "is_ephemeral": False},
            channel={"id": channel, "name": "directmessage"}, response_url=f"{self.url}/hook",
            actions=[{"action_id": action, "block_id": "b", "type": "button" if kind == "button" else "static_select", "action_ts": self.stamp(), **chosen}],
            **more,
        )  # fmt: skip

    def submission(self, user: str, fields: dict[str, Any], team: str = "T0WORLD") -> dict[str, Any]:
        """The view that the person has open, sent."""
        view = self.views[user]
        values: dict[str, Any] = {}
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            name, element = block["block_id"], block["element"]
            key = {"users_select": "selected_user", "datepicker": "selected_date", "timepicker": "selected_time"}.get(
                element["type"], "value"
            )
            values[name] = {
                element["action_id"]: {"type": element["type"], key: fields.get(name, element.get("initial_value"))}
            }
        return self.interaction("view_submission", user, team, view=view | {"state": {"values": values}})

    def closing(self, user: str, team: str = "T0WORLD") -> dict[str, Any]:
        return self.interaction("view_closed", user, team, view=self.views.pop(user), is_cleared=False)

    # the port

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[FakeSlack]:
        app = web.Application(client_max_size=2**21)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/oauth/v2/authorize", self._authorize)
        app.router.add_post("/hook", self._hook)
        app.router.add_get("/socket", self._socket)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        try:
            yield self
        finally:
            self.hanging.set()
            for line in list(self.lines):
                await line.close()
            await self._session.close()
            await runner.cleanup()
