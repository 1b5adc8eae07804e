"""A fake Bot Connector with its key server and its token server: real sockets on loopback, everything that comes in kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from teams import activities
from teams.laboratory import APP, Pair, claims, header

SECRET = "a-client-secret"
PAIR = Pair("lab")
TENANT = activities.TENANT


@dataclass
class Call:
    """One request to the Connector."""

    method: str
    conversation: str
    ref: str
    activity: dict[str, Any]
    token: str

    @property
    def card(self) -> dict[str, Any]:
        return self.activity["attachments"][0]["content"] if self.activity.get("attachments") else {}

    @property
    def text(self) -> str:
        return "\n".join(lines(self.card))


def lines(card: dict[str, Any]) -> list[str]:
    found: list[str] = []

    def read(elements: list[dict[str, Any]]) -> None:
        for each in elements:
            if each["type"] == "RichTextBlock":
                found.append("".join(run["text"] for run in each["inlines"]))
            read(each.get("items", []))

    read(card.get("body", []))
    return found


Mood = Callable[[web.Request, Call], Awaitable[web.StreamResponse | None]]


@dataclass
class Connector:
    """What was said, in order. `mood` may answer in its place."""

    root: str = ""
    calls: list[Call] = field(default_factory=list)
    tokens: int = 0
    mood: Mood | None = None
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    expires: int = 3600

    @property
    def service(self) -> str:
        return f"{self.root}/emea/"

    async def activity(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        call = Call(
            request.method, request.match_info["conversation"], request.match_info.get("ref", ""),
            json.loads(body) if body else {}, request.headers.get("Authorization", ""),
        )  # fmt: skip
        async with self.came:
            self.calls.append(call)
            self.came.notify_all()
        if self.mood is not None and (answer := await self.mood(request, call)) is not None:
            return answer
        return web.json_response({"id": call.ref or f"1:{len(self.calls)}"}, status=200 if call.ref else 201)

    async def token(self, request: web.Request) -> web.StreamResponse:
        self.tokens += 1
        form = await request.post()
        if form["client_id"] != APP or form["client_secret"] != SECRET:
            return web.Response(status=401)
        return web.json_response(
            {"access_token": f"token-{self.tokens}", "expires_in": self.expires, "token_type": "Bearer"}
        )

    async def openid(self, request: web.Request) -> web.StreamResponse:
        del request
        return web.json_response({"jwks_uri": f"{self.root}/keys"})

    async def keys(self, request: web.Request) -> web.StreamResponse:
        del request
        return web.json_response({"keys": [PAIR.jwk()]})

    async def until(self, count: int) -> list[Call]:
        """The first so many calls, once they have come."""
        async with self.came, asyncio.timeout(10):
            await self.came.wait_for(lambda: len(self.calls) >= count)
        return self.calls[:count]


@asynccontextmanager
async def connector() -> AsyncIterator[Connector]:
    found = Connector()
    app = web.Application()
    path = "/emea/v3/conversations/{conversation}/activities"
    app.router.add_route("POST", path, found.activity)
    app.router.add_route("*", f"{path}/{{ref}}", found.activity)
    app.router.add_post("/login/{tenant}/oauth2/v2.0/token", found.token)
    app.router.add_get("/openid", found.openid)
    app.router.add_get("/keys", found.keys)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield found
    finally:
        await runner.cleanup()


def environment(found: Connector, key: str, database: str, **other: str) -> dict[str, str]:
    return {
        "OOPS_MASTER_KEY": key,
        "DATABASE_URL": database,
        "PORT": "0",
        "MICROSOFT_APP_ID": APP,
        "MICROSOFT_APP_PASSWORD": SECRET,
        "OOPS_TEAMS_OPENID_URL": f"{found.root}/openid",
        "OOPS_TEAMS_LOGIN_URL": f"{found.root}/login/",
        "OOPS_TEAMS_HOSTS": found.root.removeprefix("http://"),
    } | other


def signed(raw: dict[str, Any], now: float, **other: Any) -> str:
    made = claims(nbf=int(now) - 60, exp=int(now) + 3600, serviceurl=raw.get("serviceUrl"), **other)
    return f"Bearer {PAIR.sign(header(PAIR), made)}"


@dataclass
class Client:
    """Teams' side: it signs what it sends, and counts its ids."""

    found: Connector
    session: aiohttp.ClientSession
    now: Callable[[], float]
    count: int = 0

    async def send(self, raw: dict[str, Any], *, token: str | None = None, same_id: bool = False) -> tuple[int, Any]:
        self.count += 1
        raw = raw | {"serviceUrl": self.found.service}
        if not same_id:
            raw["id"] = f"{raw['id']}-{self.count}"
        headers = {"Authorization": token if token is not None else signed(raw, self.now())}
        async with self.session.post("/api/messages", json=raw, headers=headers) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text.startswith("{") else text
