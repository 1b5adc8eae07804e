"""Our own page: what a person asked to have, fetched once, from a link that they got in their own conversation.

A link is opened by GET as often as one likes: a preview, a scanner or a reload uses nothing up. The page has one button, and
its POST is what fetches. Nothing of the person or of what is fetched stands in the address, on the page, in its title, in a
log or in what the browser tells the next page. A link that is wrong, used or too old looks alike.
"""

from __future__ import annotations

import base64
import hashlib
import html
import logging
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from bot.errors import OopsError
from bot.giving import File, file_of
from bot.letters import Piece, Reply
from bot.people import Who
from bot.ports import Opened

if TYPE_CHECKING:
    from adapters.serving import Floor

log = logging.getLogger("oops.links")

PATH = "/download"
BYTES = 32
"""256 bits of chance in each token."""
LASTS = timedelta(minutes=10)
OFTEN = 300
"""Requests of one address in one minute. Behind a proxy all come from one: this guards the database, and no link needs it."""
ADDRESSES = 10_000
"""Addresses that are counted apart in one minute; what comes from others is counted together."""

LINES = {"export": "control.export_link", "focus": "hold_time.link"}
"""What is given → the line above its link."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_STYLE = (
    ":root{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}"
    "main{max-width:32rem;margin:15vh auto;padding:0 1.5rem}"
    "button{font:inherit;padding:.6rem 1.4rem;cursor:pointer}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class Visits:
    """How often each address came in the present minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = OFTEN) -> None:
        """`now` counts seconds."""
        self._now = now
        self._most = most
        self._minute = 0
        self._counts: Counter[str] = Counter()

    def too_many(self, address: str) -> bool:
        """Claim: this visit is one too many."""
        minute = int(self._now() // 60)
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        counted = address if address in self._counts or len(self._counts) < ADDRESSES else ""
        self._counts[counted] += 1
        return self._counts[counted] > self._most


class Links:
    """Gives links, and serves the page behind them."""

    def __init__(self, floor: Floor, visits: Visits | None = None) -> None:
        """`floor` has the words, the memory, and the address at which we are reached."""
        self._floor = floor
        self._catalog = floor.house.catalog
        self._root = f"{floor.settings.public_url}{PATH}"
        self._visits = visits or Visits()

    # giving

    async def give(self, who: Who, what: str, journey: str) -> Reply | None:
        """A line and a link: shown in the person's own conversation, and kept nowhere. None for someone unknown."""
        token = secrets.token_urlsafe(BYTES)
        until = self._floor.clock.now() + LASTS
        if not await self._floor.store.give_link(who, what, journey, token, until):
            return None
        self._floor.tally.count("links", outcome="given")
        line = self._catalog.line(LINES[what], {"minutes": f"{LASTS.total_seconds() / 60:.0f}"})
        pieces = (Piece("say", line), Piece("link", f"{self._root}/{token}"))
        return Reply(pieces, note=self._catalog.line("notice.reply"))

    # the page

    def routes(self) -> Sequence[web.RouteDef]:
        """Where a browser calls in."""
        path = f"{PATH}/{{token}}"
        return [web.get(path, self._look), web.post(path, self._fetch)]

    async def _look(self, request: web.Request) -> web.Response:
        """The page with the button. Nothing is used up."""
        try:
            if self._visits.too_many(request.remote or ""):
                return self._often()
            token = _token(request)
            if token and await self._floor.store.link_stands(token, self._floor.clock.now()):
                return self._page(200, "ready", button=True)
        except OopsError as error:
            return self._later(error)
        return self._gone()

    async def _fetch(self, request: web.Request) -> web.Response:
        """The file, composed now, in the transaction that uses the link up."""
        now = self._floor.clock.now()

        def compose(opened: Opened) -> File | None:
            return file_of(opened, self._catalog, now, secrets.token_hex(16))

        try:
            if self._visits.too_many(request.remote or ""):
                return self._often()
            token = _token(request)
            file = await self._floor.store.open_link(token, now, compose) if token else None
        except OopsError as error:
            return self._later(error)
        if file is None:
            return self._gone()
        self._floor.tally.count("links", outcome="fetched")
        named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        body = file.text.encode("utf-8", "replace")
        return web.Response(body=body, content_type=file.type, charset="utf-8", headers=SAFE | named)

    # answers

    def _gone(self) -> web.Response:
        self._floor.tally.count("links", outcome="gone")
        return self._page(404, "gone")

    def _often(self) -> web.Response:
        self._floor.tally.count("links", outcome="often")
        answer = self._page(429, "often")
        answer.headers["Retry-After"] = "60"
        return answer

    def _later(self, error: OopsError) -> web.Response:
        log.error("a link could not be followed", extra={"error": type(error).__name__})
        return self._page(error.status, "later")

    def _page(self, status: int, key: str, *, button: bool = False) -> web.Response:
        """One line of ours, and one button at most. The form has no address: it goes where the page came from."""
        line, label = self._catalog.line(f"link.{key}"), self._catalog.label("link.download")
        name = html.escape(self._catalog.line("app.name"))
        form = f'<form method="post"><button type="submit">{html.escape(label)}</button></form>' if button else ""
        text = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow">'
            f"<title>{name}</title><style>{_STYLE}</style></head>"
            f"<body><main><h1>{name}</h1><p>{html.escape(line)}</p>{form}</main></body></html>\n"
        )
        return web.Response(status=status, text=text, content_type="text/html", charset="utf-8", headers=SAFE)


def _token(request: web.Request) -> str:
    """The token in the address; empty when it has not the form of one, so that nothing else reaches the database."""
    text = request.match_info["token"]
    return text if _TOKEN.fullmatch(text) else ""


__all__ = ["LASTS", "PATH", "SAFE", "Links", "Visits"]
