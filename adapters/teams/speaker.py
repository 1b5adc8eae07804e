"""How the coach speaks in Teams: one letter, one call, no retry. Our own session, our own token.

The token is sent to hosts that we may answer to, over https, and follows no redirect. Every answer of the platform has one
outcome, and they stand in a table; what is not in it is Unsure. There is no way to look a message up in Teams, so a third
person's letter of which nobody can tell whether it arrived is never sent again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from adapters.settings import Teams
from adapters.teams import outbound
from adapters.teams.hosts import Hosts
from bot.errors import LetterRefused
from bot.letters import Act, Later, Letter, Outcome, Refused, Sent, Unsure
from bot.people import Address, Who
from prompts.catalog import Catalog
from prompts.frozen import frozen

log = logging.getLogger("oops.teams")

CONNECT = 3.0
TOTAL = 10.0
"""Seconds for one call."""
SCOPE = "https://api.botframework.com/.default"
ANY_TENANT = "botframework.com"
SPARE = 300.0
"""Seconds by which a token is given up before it ends."""
ANSWER_MAX = 65_536
BUSY = 5.0
"""Seconds until the next attempt, where the platform names none."""
LATEST = 3600.0
ID = re.compile(r"[!-~]{1,400}")


class NoToken(Exception):
    """The token server gave no token: nothing was sent."""


# ------------------------------------------------------------------------------------------------------------ the table


POST: Mapping[int, str] = {
    200: "sent", 201: "sent", 202: "sent",
    400: "refused", 403: "gone", 404: "gone", 405: "refused", 410: "gone", 413: "refused", 415: "refused", 422: "refused",
    401: "token", 412: "later", 429: "later",
}  # fmt: skip
"""The platform's status → what became of a post. Any other, and a call that broke off, may have been posted: unsure."""
CHANGE: Mapping[int, str] = {
    **POST, 204: "sent", 404: "done", 410: "done", 500: "later", 502: "later", 503: "later", 504: "later",
}  # fmt: skip
"""The same for a change of a post, which may be repeated. What is gone needs no change any more."""
STILL_THERE = frozenset(
    {"MessageSizeTooBig", "BadArgument", "BadSyntax", "InvalidBotApiHost", "ForbiddenOperationException"}
)
"""Codes of a 403 or a 404 that say nothing about the person."""


@frozen
class Said:
    """What the platform said: its status and code, the id that it gave, when to come back."""

    status: int
    code: str = ""
    ref: str = ""
    after: float = BUSY


def outcome(act: Act, said: Said) -> tuple[Outcome, str]:
    """The outcome of a call, and the word in the table."""
    table = POST if act is Act.POST else CHANGE
    word = table.get(said.status, "unsure" if act is Act.POST else "later")
    named = said.code or str(said.status)
    match word:
        case "sent":
            return (Sent(said.ref) if said.ref or act is not Act.POST else Unsure()), word
        case "done":
            return Sent(said.ref), word
        case "refused":
            return Refused(named), word
        case "gone":
            return Refused(named), ("refused" if said.code in STILL_THERE else word)
        case "token" | "later":
            return Later(said.after), word
        case _:
            return Unsure(), word


# ------------------------------------------------------------------------------------------------------------ the token


@dataclass(slots=True)
class Tokens:
    """Our own token for the connector: fetched without blocking, kept until shortly before it ends."""

    account: Teams
    session: Callable[[], aiohttp.ClientSession]
    clock: Callable[[], float]
    _text: str = field(default="", repr=False)
    _until: float = 0.0
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self) -> str:
        """A token; empty for a local test client that wants none. Raises NoToken."""
        if not self.account.app_password:
            return ""
        async with self._asking:
            if not self._text or self.clock() >= self._until:
                await self._fetch()
            return self._text

    def forget(self) -> None:
        """The platform did not take it: ask for another next time."""
        self._text = ""

    @property
    def url(self) -> str:
        """Where a token is asked for."""
        tenant = self.account.tenant if self.account.app_type == "SingleTenant" and self.account.tenant else ANY_TENANT
        return f"{self.account.login}{quote(tenant, safe='')}/oauth2/v2.0/token"

    async def _fetch(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.account.app_id,
            "client_secret": self.account.app_password,
            "scope": SCOPE,
        }
        try:
            async with self.session().post(self.url, data=form, allow_redirects=False) as answer:
                told = json.loads(await _read(answer)) if answer.status == 200 else {}
            text, lasts = told.get("access_token"), told.get("expires_in")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, RecursionError, AttributeError):
            text, lasts = None, 0
        if not isinstance(text, str) or not re.fullmatch(r"[!-~]{1,16384}", text):
            log.warning("the token server gave no token")
            raise NoToken
        self._text = text
        self._until = self.clock() + (max(0.0, float(lasts) - SPARE) if isinstance(lasts, int | float) else 0.0)


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """The body, as far as it is of any use to us."""
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > ANSWER_MAX:
            raise aiohttp.ClientPayloadError
    return bytes(body)


# ------------------------------------------------------------------------------------------------------------- the voice


@frozen
class Place:
    """An Address, opened: our own JSON, so that no SDK's type stands in anyone's row."""

    service: str
    conversation: str
    user: str
    bot: str


def place(address: Address) -> Place | None:
    """Where an address leads; None when it is none of this door's."""
    try:
        raw = json.loads(address.reference)
        return Place(*(str(raw[name]) for name in ("service", "conversation", "user", "bot")))
    except (ValueError, KeyError, TypeError):
        return None


class TeamsSpeaker:
    """The voice. `address` says where somebody is reached now; `gone` hears that somebody is not reached any more."""

    def __init__(
        self,
        session: Callable[[], aiohttp.ClientSession],
        tokens: Tokens,
        hosts: Hosts,
        catalog: Catalog,
        address: Callable[[Who], Awaitable[Address | None]],
        gone: Callable[[Who], Awaitable[None]],
    ) -> None:
        """Nothing is said yet."""
        self._session = session
        self._tokens = tokens
        self._hosts = hosts
        self._catalog = catalog
        self._address = address
        self._gone = gone

    async def speak(self, letter: Letter) -> Outcome:
        """Carry out the letter's act once."""
        if letter.act is Act.HOME:
            return Sent("")
        try:
            activity = None if letter.act is Act.DELETE else outbound.message(letter, self._catalog)
        except LetterRefused:
            return Refused("too_long")
        return await self.send(letter.to, letter.act, activity, letter.ref or "")

    async def send(self, to: Who, act: Act, activity: dict[str, Any] | None, ref: str = "") -> Outcome:
        """One call to where somebody is reached."""
        address = await self._address(to)
        where = place(address) if address is not None else None
        if where is None:
            return Refused("unreachable")
        if not self._hosts.allow(where.service):
            return Refused("host")
        if act is not Act.POST and not ref:
            return Refused("nothing_there")
        try:
            token = await self._tokens.token()
        except NoToken:
            return Later(BUSY * 6)
        url = f"{where.service.rstrip('/')}/v3/conversations/{quote(where.conversation, safe='')}/activities"
        if act is not Act.POST:
            url += f"/{quote(ref, safe='')}"
        if activity is not None:
            activity = activity | {
                "from": {"id": where.bot},
                "recipient": {"id": where.user},
                "conversation": {"id": where.conversation},
            }
        came, word = await self._call(act, url, token, activity, ref)
        if word == "gone":
            await self._gone(to)
        elif word == "token":
            self._tokens.forget()
        return came

    async def _call(
        self, act: Act, url: str, token: str, activity: dict[str, Any] | None, ref: str
    ) -> tuple[Outcome, str]:
        method = {Act.POST: "POST", Act.EDIT: "PUT", Act.DELETE: "DELETE"}[act]
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = None
        if activity is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
            body = json.dumps(activity, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        unsure: Outcome = Unsure() if act is Act.POST else Later(BUSY)
        try:
            async with self._session().request(
                method, URL(url, encoded=True), data=body, headers=headers, allow_redirects=False
            ) as answer:
                said = _said(answer.status, answer.headers.get("Retry-After"), await _read(answer))
                return outcome(act, said if act is Act.POST else replace(said, ref=ref))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            return Later(BUSY), "later"  # it was never taken
        except (aiohttp.ClientError, TimeoutError, OSError):
            return unsure, "unsure"

    async def look_up(self, letter: Letter) -> Outcome | None:
        """Nobody can look a message up here: what may show twice goes again, and a third person's letter never does."""
        del letter
        return None


def _said(status: int, after: str | None, body: bytes) -> Said:
    try:
        raw = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raw = {}
    raw = raw if isinstance(raw, dict) else {}
    error = raw.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    code = code if isinstance(code, str) and re.fullmatch(r"[A-Za-z0-9_.-]{1,60}", code) else ""
    ref = raw.get("id")
    ref = ref if isinstance(ref, str) and ID.fullmatch(ref) else ""
    wait = float(after) if after is not None and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", after) else BUSY
    return Said(status, code, ref, min(max(wait, 0.0), LATEST))


def session() -> aiohttp.ClientSession:
    """A session for one platform: no proxy of the environment, no cookies, short patience."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TOTAL, connect=CONNECT, sock_connect=CONNECT),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        raise_for_status=False,
    )


__all__ = ["Place", "Said", "TeamsSpeaker", "Tokens", "outcome", "place", "session"]
