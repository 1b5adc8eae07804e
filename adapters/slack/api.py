"""Slack's Web API as we use it: one POST a call, never repeated here, and each answer has its outcome in outcomes.toml."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp

from adapters.wire import CONNECT, TOTAL, Answered, Unanswered, Unreached, Wire
from bot.letters import Later, Outcome, Refused, Sent, Unsure
from prompts.frozen import frozen

TABLE = Path(__file__).parent / "outcomes.toml"
FORMS = frozenset({"auth.test", "conversations.history", "oauth.v2.access", "users.info", "users.list"})
"""Methods that take their arguments as a form, and not as JSON."""
WHOLE = frozenset({"conversations.history"})
"""Methods of which a whole workspace has so many calls a minute, and not each conversation: of this one, some apps have one."""


@frozen
class Answer:
    """What Slack said. `code` is empty for a yes; `unreached` and `no_answer` are ours, for a call without an answer."""

    code: str = ""
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    wait: float | None = None
    """Seconds of a Retry-After."""

    @property
    def ok(self) -> bool:
        """Claim: Slack did it."""
        return not self.code


@frozen
class Table:
    """The outcomes as they stand in the file."""

    refused: frozenset[str]
    unsure: frozenset[str]
    later: Mapping[str, float]
    tenant: frozenset[str]
    person: frozenset[str]
    methods: Mapping[str, Mapping[str, str]]

    def word(self, method: str, code: str) -> str:
        """refused, later, unsure or done. A code nobody has seen is unsure."""
        special = self.methods.get(method, {}).get(code)
        if special is not None:
            return special
        if code in self.refused:
            return "refused"
        return "later" if code in self.later else "unsure"


@cache
def outcomes() -> Table:
    """The table, read once."""
    raw = tomllib.loads(TABLE.read_text("utf-8"))
    return Table(
        frozenset(raw["refused"]),
        frozenset(raw["unsure"]),
        raw["later"],
        frozenset(raw["tenant"]),
        frozenset(raw["person"]),
        {name: each for name, each in raw.items() if "." in name},
    )


def outcome(method: str, answer: Answer, ref: str = "") -> Outcome:
    """What an answer means for the letter. A change may be repeated, so only a post is ever unsure."""
    if answer.ok:
        return Sent(ref)
    table = outcomes()
    match table.word(method, answer.code):
        case "done":
            return Sent(ref)
        case "refused":
            return Refused(answer.code)
        case "later":
            return Later(answer.wait if answer.wait is not None else float(table.later.get(answer.code, 30)))
        case _:
            return Unsure() if method == "chat.postMessage" else Later(30)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Api:
    """The way to Slack. It calls once, waits as long as it is told to, and says what came of it."""

    def __init__(self, root: str) -> None:
        """`root` ends with a slash. Nothing is opened before the first call."""
        self._wire = Wire(root)
        self._session: aiohttp.ClientSession | None = None
        self._until: dict[tuple[str, str, str], float] = {}
        self._closed = False

    async def close(self) -> None:
        """Let go of every connection; nothing is asked any more."""
        self._closed = True
        self._wire.close()
        if self._session is not None:
            await self._session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        """A client for what is no call: a socket, and what is whispered to an address that Slack gives. Opened at first use."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=TOTAL, connect=CONNECT, sock_connect=CONNECT),
                connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    async def call(self, method: str, token: str, tenant: str = "", /, **arguments: Any) -> Answer:
        """One POST. A wait that Slack asked for is kept without asking again."""
        place = "" if method in WHOLE else str(arguments.get("channel") or arguments.get("user_id") or "")
        lane = (tenant, method, place)
        if self._closed:
            return Answer("unreached")
        left = self._until.get(lane, 0.0) - time.monotonic()
        if left > 0:
            return Answer("ratelimited", wait=left)
        answer = await self._post(method, token, arguments)
        if answer.wait is not None:
            self._keep(lane, answer.wait)
        return answer

    async def _post(self, method: str, token: str, arguments: dict[str, Any]) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            if method in FORMS:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                body = urlencode(arguments).encode()
            else:
                headers["Content-Type"] = "application/json; charset=utf-8"
                body = _encoded(arguments).encode("utf-8", "replace")
            return _read(await self._wire.post(method, headers, body))
        except Unreached:
            return Answer("unreached")
        except (Unanswered, ValueError):
            return Answer("no_answer")

    def _keep(self, lane: tuple[str, str, str], wait: float) -> None:
        now = time.monotonic()
        if len(self._until) > 10_000:
            self._until = {each: until for each, until in self._until.items() if until > now}
        self._until[lane] = now + wait


def _read(response: Answered) -> Answer:
    if response.status == 429:
        return Answer("ratelimited", wait=_seconds(response.headers.get("retry-after")))
    if 300 <= response.status < 400:
        return Answer("redirected")
    if response.status >= 500:
        return Answer("no_answer")
    body = json.loads(response.body)
    if not isinstance(body, dict):
        return Answer("no_answer")
    if body.get("ok") is True:
        return Answer(body=body)
    code = body.get("error")
    wait = _seconds(response.headers["retry-after"]) if "retry-after" in response.headers else None
    return Answer(code if isinstance(code, str) and code else "no_answer", body, wait)


def _seconds(text: str | None) -> float:
    """A Retry-After in seconds: at least one, at most an hour; half a minute when nothing can be read."""
    return min(max(float(text), 1.0), 3600.0) if text and text.isascii() and text.isdigit() else 30.0


__all__ = ["FORMS", "Answer", "Api", "Table", "outcome", "outcomes"]
