"""A token laboratory: keys of our own, tokens of every kind, and a key server on a thread of its own."""

from __future__ import annotations

import asyncio
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-aaaa-bbbb-cccc-dddddddddddd"
ISSUER = "https://api.botframework.com"
SERVICE = "https://smba.trafficmanager.net/emea/"
NOW = 1_776_087_840
"""13 April 2026, 13:44 UTC."""


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@dataclass(frozen=True)
class Pair:
    """A signing key and its id."""

    kid: str
    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048), repr=False)

    def jwk(self, **other: Any) -> dict[str, Any]:
        public = self.private.public_key().public_numbers()
        return {
            "kty": "RSA", "use": "sig", "kid": self.kid, "n": number(public.n), "e": number(public.e),
            "endorsements": ["msteams", "webchat"],
        } | other  # fmt: skip

    def sign(self, header: object, claims: object, *, raw: Callable[[str], str] = lambda text: text) -> str:
        head = raw(b64(header if isinstance(header, bytes) else json.dumps(header).encode()))
        body = b64(claims if isinstance(claims, bytes) else json.dumps(claims).encode())
        signature = self.private.sign(f"{head}.{body}".encode(), padding.PKCS1v15(), SHA256())
        return f"{head}.{body}.{b64(signature)}"


def header(pair: Pair, **other: Any) -> dict[str, Any]:
    return {"alg": "RS256", "typ": "JWT", "kid": pair.kid} | other


def claims(**other: Any) -> dict[str, Any]:
    made = {"iss": ISSUER, "aud": APP, "nbf": NOW - 60, "exp": NOW + 3600, "serviceurl": SERVICE} | other
    return {name: value for name, value in made.items() if value is not ...}


def good(pair: Pair, **other: Any) -> str:
    return f"Bearer {pair.sign(header(pair), claims(**other))}"


@dataclass
class KeyServer:
    """What it serves can be changed while it runs."""

    keys: list[dict[str, Any]]
    url: str = ""
    root: str = ""
    asked: int = 0
    """How often the keys were asked for."""
    mood: str = "well"
    other: str = "http://127.0.0.1:9"
    """Where a lying server says that the keys are."""
    hold: threading.Event = field(default_factory=threading.Event)

    async def openid(self, request: web.Request) -> web.StreamResponse:
        del request
        if self.mood == "elsewhere":
            return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.other}/keys"})
        return await self._moody({"issuer": ISSUER, "jwks_uri": f"{self.root}/keys"})

    async def jwks(self, request: web.Request) -> web.StreamResponse:
        del request
        self.asked += 1
        return await self._moody({"keys": self.keys})

    async def _moody(self, told: dict[str, Any]) -> web.StreamResponse:
        match self.mood:
            case "down":
                return web.Response(status=503)
            case "slow":
                await asyncio.get_running_loop().run_in_executor(None, self.hold.wait, 20)
            case "redirect":
                return web.Response(status=302, headers={"Location": f"{self.root}/keys"})
            case "prose":
                return web.Response(text="<html>")
            case "list":
                return web.json_response([1, 2])
            case "deep":
                return web.Response(text="[" * 100_000)
            case "empty":
                return web.json_response({"keys": [], "jwks_uri": f"{self.root}/keys"})
            case "huge":
                return web.Response(text=json.dumps(told) + " " * 1_200_000)
        return web.json_response(told)


@contextmanager
def key_server(*pairs: Pair) -> Iterator[KeyServer]:
    """A key server on another thread, so that a call that blocks our loop is not answered by luck."""
    server = KeyServer([each.jwk() for each in pairs])
    loop = asyncio.new_event_loop()
    app = web.Application()
    app.router.add_get("/openid", server.openid)
    app.router.add_get("/keys", server.jwks)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def start() -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(start(), loop).result(5)
    server.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    server.url = f"{server.root}/openid"
    try:
        yield server
    finally:
        server.hold.set()
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
