"""POST over connections that are kept: one request, written once, and what was answered.

A client for all of HTTP costs as much for one call as the rest of a turn does on the main thread. A platform's API asks for little
of it: a POST with a length, an answer with a length or in chunks. So that little stands here, and what leaves is known to the byte:
nothing is repeated, no redirect is followed, no cookie is kept, no proxy of the environment is asked, nothing is unpacked.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import deque
from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import field
from typing import cast
from urllib.parse import urlsplit

from prompts.frozen import frozen

CONNECT, TOTAL = 3.0, 10.0
"""Seconds to connect in, and for a whole call."""
MOST = 64
"""Connections at once. Whoever comes beyond that waits for one as long as for a new one."""
KEPT = 30.0
"""Seconds for which a connection that nobody uses may be used again."""
HEAD_MAX, BODY_MAX = 64 * 1024, 8 * 1024 * 1024
"""Bytes of an answer's head, and of its body, that are taken."""


class Unreached(Exception):  # it says what became of a call, and is nobody's error
    """No connection came about: nothing was sent."""


class Unanswered(Exception):  # the same
    """It was sent, or part of it, and no whole answer came: nobody knows what became of it."""


@frozen
class Answered:
    """What came back. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    keeps: bool = True
    """Whether the connection can take another request."""


# ------------------------------------------------------------------------------------------------------- reading an answer

Reading = Generator[None, bytes, Answered]
More = Generator[None, bytes, None]

_STATUS = re.compile(r"HTTP/1\.([01]) ([1-5][0-9]{2})(?: .*)?")
_LENGTH = re.compile(r"[0-9]{1,12}")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?")


def reading() -> Reading:
    """An answer, however it is cut on its way. Each `send` is what has come since, and nothing at all is the connection's end.

    Raises EOFError when it ends too early, ValueError when it is none.
    """
    got = bytearray()
    keeps, status, headers = yield from _head(got)
    while status < 200:  # it is only announced
        keeps, status, headers = yield from _head(got)
    coding, length = headers.get("transfer-encoding"), headers.get("content-length")
    if status in {204, 304}:
        body = b""
    elif coding is not None:
        if coding.lower() != "chunked" or length is not None:
            raise ValueError("Nobody can tell where that answer ends.")
        body = yield from _chunks(got)
    elif length is not None:
        if not _LENGTH.fullmatch(length) or int(length) > BODY_MAX:
            raise ValueError("That answer is too long, or has no length.")
        yield from _at_least(got, int(length))
        body = _taken(got, int(length))
    else:
        with suppress(EOFError):
            yield from _at_least(got, BODY_MAX)
        body, keeps = _taken(got, len(got)), False
    return Answered(status, headers, body, keeps and not got)


def _head(got: bytearray) -> Generator[None, bytes, tuple[bool, int, dict[str, str]]]:
    """Whether the connection stays, the status, the headers."""
    yield from _until(got, b"\r\n\r\n", HEAD_MAX)
    first, *lines = _taken(got, got.index(b"\r\n\r\n"), 4).decode("latin-1").split("\r\n")
    said = _STATUS.fullmatch(first)
    if said is None:
        raise ValueError("That is no answer.")
    headers = _headers(lines)
    wishes = {each.strip(" \t") for each in headers.get("connection", "").lower().split(",")}
    return said[1] == "1" and "close" not in wishes, int(said[2]), headers


def _headers(lines: list[str]) -> dict[str, str]:
    """Headers by name. Two that disagree about where the answer ends raise ValueError."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name, value = name.lower(), value.strip(" \t")
        if not colon or not name or name != name.strip():
            raise ValueError("That is no header.")
        if name in {"content-length", "transfer-encoding"} and found.get(name, value) != value:
            raise ValueError("Nobody can tell where that answer ends.")
        found[name] = f"{found[name]},{value}" if name == "connection" and name in found else value
    return found


def _chunks(got: bytearray) -> Generator[None, bytes, bytes]:
    body = bytearray()
    while True:
        yield from _until(got, b"\r\n", HEAD_MAX)
        size = _CHUNK.fullmatch(_taken(got, got.index(b"\r\n"), 2))
        if size is None or len(body) + int(size[1], 16) > BODY_MAX:
            raise ValueError("That is no chunk, or one too many.")
        many = int(size[1], 16)
        if not many:
            break
        yield from _at_least(got, many + 2)
        body += _taken(got, many)
        if _taken(got, 2) != b"\r\n":
            raise ValueError("That chunk does not end where it should.")
    while True:  # what follows the last chunk says nothing to us
        yield from _until(got, b"\r\n", HEAD_MAX)
        if not _taken(got, got.index(b"\r\n"), 2):
            return bytes(body)


def _until(got: bytearray, mark: bytes, most: int) -> More:
    while mark not in got:
        if len(got) > most:
            raise ValueError("That does not end.")
        yield from _more(got)


def _at_least(got: bytearray, many: int) -> More:
    while len(got) < many:
        yield from _more(got)


def _more(got: bytearray) -> More:
    more = yield
    if not more:
        raise EOFError
    got += more


def _taken(got: bytearray, many: int, beyond: int = 0) -> bytes:
    """The first bytes; they, and so many beyond them, are gone from what was got."""
    found = bytes(got[:many])
    del got[: many + beyond]
    return found


# ---------------------------------------------------------------------------------------------------------------- a line


class _Line(asyncio.Protocol):
    """A connection. It waits for one answer at a time; what comes unasked ends it, for it answers nothing that is asked next."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._reading: Reading = reading()
        self._answer: asyncio.Future[Answered] | None = None
        self.open = False
        self.since = 0.0
        """When it was used last, in the loop's time."""
        self._until = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        """Looks whether it is too late. One stands for all calls: one for each would be in the loop's way for ten seconds after it."""

    def ask(self, request: bytes, until: float) -> asyncio.Future[Answered]:
        """Write the request. What comes of it is the answer, or Unanswered: by that instant of the loop's time at the latest."""
        assert self._transport is not None  # noqa: S101  for the type checker: it is connected  # nosec B101
        self._reading = reading()
        next(self._reading)
        self._answer = self._loop.create_future()
        self._until = until
        if self._alarm is None:
            self._alarm = self._loop.call_at(until, self._looked)
        self._transport.write(request)
        return self._answer

    def _looked(self) -> None:
        self._alarm = None
        if self._answer is None or self._answer.done():
            return
        if self._loop.time() < self._until:
            self._alarm = self._loop.call_at(self._until, self._looked)
        else:
            self._over(Unanswered())

    def close(self) -> None:
        """At once, and without a word."""
        self.open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self.open = True

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()
            return
        try:
            self._reading.send(data)
        except StopIteration as read:
            self.since = self._loop.time()
            self.open = self.open and read.value.keeps
            self._answer.set_result(read.value)
        except (EOFError, ValueError):
            self._over(Unanswered())

    def eof_received(self) -> None:
        self.data_received(b"")
        self.open = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.open = False
        if self._alarm is not None:
            self._alarm.cancel()
        self._over(Unanswered())

    def _over(self, why: Exception) -> None:
        self.open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(why)


class Wire:
    """The way to one host."""

    def __init__(self, root: str, trust: ssl.SSLContext | None = None) -> None:
        """`root` is a URL that ends with a slash. `trust`: whom to believe where it is https; else whom the system believes."""
        parts = urlsplit(root)
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname or "", parts.port or (443 if self._secure else 80)
        self._named, self._path = parts.netloc.rpartition("@")[2], parts.path
        self._trust = trust
        self._lines: set[_Line] = set()
        self._idle: list[_Line] = []
        self._opening = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        """Who waits for a connection of somebody else's: each is told once, when one is free or gone."""

    def close(self) -> None:
        """Let go of every connection. Who waits for an answer gets none."""
        for line in tuple(self._lines):
            line.close()

    async def post(self, name: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """One POST to root + `name`. Raises Unreached, Unanswered; ValueError for a header that cannot be sent."""
        lines = [f"{each}: {value}\r\n" for each, value in headers.items()]
        head = (
            f"POST {self._path}{name} HTTP/1.1\r\nHost: {self._named}\r\nAccept: */*\r\nAccept-Encoding: identity\r\nUser-Agent: oops\r\n"
            f"{''.join(lines)}Content-Length: {len(body)}\r\n\r\n"
        )
        if head.count("\n") != head.count("\r") or head.count("\n") != len(lines) + 7:
            raise ValueError("That cannot stand in a header.")
        request = head.encode("ascii") + body
        loop = asyncio.get_running_loop()
        until = loop.time() + TOTAL
        line = await self._line(loop)
        try:
            return await line.ask(request, until)
        except BaseException:
            line.close()  # what is still to come on it answers nothing that is asked next
            raise
        finally:
            self._back(line)

    async def _line(self, loop: asyncio.AbstractEventLoop) -> _Line:
        """A connection of one's own: one that was kept, or a new one."""
        if (kept := self._kept(loop)) is not None:
            return kept
        told = False
        try:
            async with asyncio.timeout(CONNECT):
                while len(self._lines) + self._opening >= MOST:
                    await self._free(loop, first=told)
                    told = True  # and where somebody came in between, theirs is the next
                    if (kept := self._kept(loop)) is not None:
                        return kept
                return await self._opened(loop)
        except (OSError, TimeoutError):
            raise Unreached from None

    async def _free(self, loop: asyncio.AbstractEventLoop, *, first: bool) -> None:
        """Wait until there may be a connection: behind all who wait, or as the `first` of them."""
        place = loop.create_future()
        (self._waiting.appendleft if first else self._waiting.append)(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # it was told, and has just given up
                self._tell()
            raise

    def _tell(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return

    def _kept(self, loop: asyncio.AbstractEventLoop) -> _Line | None:
        """The connection that was used last, where it may be used again."""
        while self._idle:
            line = self._idle.pop()
            if line.open and loop.time() - line.since < KEPT:
                return line
            self._gone(line)
        return None

    async def _opened(self, loop: asyncio.AbstractEventLoop) -> _Line:
        if self._secure and self._trust is None:
            self._trust = ssl.create_default_context()
        self._opening += 1
        try:
            _, line = await loop.create_connection(
                lambda: _Line(loop),
                self._host,
                self._port,
                ssl=self._trust if self._secure else None,
                happy_eyeballs_delay=0.25,
            )
        except BaseException:
            self._tell()
            raise
        finally:
            self._opening -= 1
        self._lines.add(line)
        return line

    def _back(self, line: _Line) -> None:
        if line.open:
            self._idle.append(line)
        else:
            self._gone(line)
        if self._waiting:
            self._tell()

    def _gone(self, line: _Line) -> None:
        line.close()
        self._lines.discard(line)


__all__ = [
    "BODY_MAX",
    "CONNECT",
    "HEAD_MAX",
    "TOTAL",
    "Answered",
    "Reading",
    "Unanswered",
    "Unreached",
    "Wire",
    "reading",
]
