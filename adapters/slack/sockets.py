"""Socket Mode: at least two lines held open to Slack, each watched; a deaf one is hung up and dialled again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from adapters.settings import loopback
from adapters.slack.api import Api

log = logging.getLogger("oops.slack")

LINES = 2
HEARTBEAT = 10.0
"""Seconds between two pings; a line that does not answer one within half of that is hung up."""
HELLO = 10.0
"""Seconds in which Slack says hello on a new line."""
STEADY = 10.0
"""Seconds after hello from which on a line has not failed when it ends."""
WAITS = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before it is dialled again, by how often it failed in a row."""

Receive = Callable[[Mapping[str, Any]], Awaitable[tuple[int, dict[str, Any]]]]


class Sockets:
    """The lines. What comes in by any of them is acknowledged by the same, once it is saved."""

    def __init__(self, api: Api, token: str, receive: Receive) -> None:
        """Nothing is dialled yet."""
        self._api = api
        self._token = token
        self._receive = receive
        self._lines: list[asyncio.Task[None]] = []
        self._open: dict[int, float] = {}
        """Which are open, and since when."""
        self._work: set[asyncio.Task[None]] = set()
        self._why = "no connection"
        self._leaving = asyncio.Event()

    def trouble(self) -> str | None:
        """The name of the reason why nothing comes in; None while one line is open."""
        return None if self._open else self._why

    async def start(self) -> None:
        """Dial."""
        self._lines = [asyncio.create_task(self._hold(number)) for number in range(LINES)]

    async def stop(self) -> None:
        """Take no more; acknowledge what was taken; hang up."""
        self._leaving.set()
        if self._work:
            await asyncio.wait(set(self._work), timeout=2)
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _hold(self, number: int) -> None:
        failed = 0
        while not self._leaving.is_set():
            try:
                await self._line(number)
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                self._why = type(error).__name__
            finally:
                since = self._open.pop(number, None)
            failed = 0 if since is not None and time.monotonic() - since >= STEADY else failed + 1
            await asyncio.sleep(WAITS[min(failed, len(WAITS)) - 1] if failed else 0)

    async def _line(self, number: int) -> None:
        """One line, from dialling to hanging up. It is open from Slack's hello on."""
        answer = await self._api.call("apps.connections.open", self._token, str(number))
        url = answer.body.get("url")
        if not answer.ok or not isinstance(url, str) or not _safe(url):
            self._why = answer.code or "no address"
            log.warning("Slack opened no line", extra={"code": self._why})
            if answer.wait is not None:
                await asyncio.sleep(answer.wait)
            return
        limits = aiohttp.ClientWSTimeout(ws_close=2.0)
        async with self._api.session.ws_connect(url, heartbeat=HEARTBEAT, timeout=limits, max_msg_size=2**20) as line:
            first = await line.receive(timeout=HELLO)
            if first.type is not aiohttp.WSMsgType.TEXT or _told(first.data).get("type") != "hello":
                self._why = "no hello"
                return
            self._open[number] = time.monotonic()
            async for message in line:
                if message.type is aiohttp.WSMsgType.TEXT and not self._taken(line, message.data):
                    break
            if self._work:
                await asyncio.wait(set(self._work), timeout=2)  # what came by this line is acknowledged by it

    def _taken(self, line: aiohttp.ClientWebSocketResponse, text: str) -> bool:
        """Take one message. Claim: the line goes on."""
        told = _told(text)
        envelope, payload = told.get("envelope_id"), told.get("payload")
        if isinstance(envelope, str) and isinstance(payload, dict) and not self._leaving.is_set():
            task = asyncio.create_task(self._envelope(line, envelope, payload))
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        return told.get("type") != "disconnect"

    async def _envelope(self, line: aiohttp.ClientWebSocketResponse, envelope: str, payload: Mapping[str, Any]) -> None:
        """Acknowledged once it is saved; what was not taken is not acknowledged, and comes again."""
        status, body = await self._receive(payload)
        if status != 200:
            return
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):
            await line.send_json({"envelope_id": envelope, **({"payload": body} if body else {})})


def _told(text: str) -> Mapping[str, Any]:
    """What a message says; nothing when it is no object."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _safe(url: str) -> bool:
    """Claim: the line is encrypted, or stays on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "wss" or (parts.scheme == "ws" and loopback(parts.hostname or ""))


__all__ = ["Sockets"]
