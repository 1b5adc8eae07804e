"""A wire that goes wrong when it is told to: a proxy on loopback, or on a socket, that knows bytes and nothing of what they mean."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What befalls one exchange: what the caller wrote, and what comes back."""

    LATENCY = "latency"
    """It takes a while."""
    REFUSED = "refused"
    """Nothing of it arrives, and the line is cut."""
    RESET = "reset"
    """It arrives and is done; the answer is a cut line."""
    DROPPED = "dropped"
    """It arrives and is done; the line is hung up before the answer."""
    HALF_OPEN = "half open"
    """It arrives and is done; nothing comes back, and nobody hangs up."""
    DRIP = "drip"
    """The answer comes byte by byte, more slowly than anyone waits."""


@dataclass(slots=True)
class Line:
    """One connection through the proxy: the caller's side, and the other."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    back: asyncio.StreamReader
    forth: asyncio.StreamWriter
    fault: Fault | None = None


class Proxy:
    """Hands on what comes, both ways. `faults` says what befalls the nth exchange from now."""

    def __init__(self, late: float, drip: float) -> None:
        """Seconds that a late answer takes, and that pass between two bytes of one that drips."""
        self.url = ""
        self.to = ""
        self.passed = 0
        self.befell = 0
        self._late, self._drip = late, drip
        self.noticed = asyncio.Event()
        """Once it is set, half open lines are cut."""
        self._at, self._fault, self._about = 0, Fault.LATENCY, b""
        self._calls: set[asyncio.Task[None]] = set()

    def arm(self, exchange: int, fault: Fault, about: bytes) -> None:
        """From now the nth exchange goes wrong in which these bytes stand; 0: none."""
        self.passed, self._at, self._fault, self._about = 0, exchange, fault, about

    async def leave(self) -> None:
        """Hang up every line."""
        for each in self._calls:
            each.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)
        with contextlib.suppress(asyncio.CancelledError):
            await self._carry(reader, writer)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = self.to.removeprefix("http://").partition(":")
        try:
            back, forth = await (
                asyncio.open_unix_connection(self.to)
                if self.to.startswith("/")
                else asyncio.open_connection(host, int(port))
            )
        except OSError:
            cut(writer)
            return
        line = Line(reader, writer, back, forth)
        tasks = [asyncio.create_task(work) for work in (self._forth(line), self._back(line))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for each in (forth, writer):
                each.close()
                with contextlib.suppress(OSError):
                    await each.wait_closed()

    async def _forth(self, line: Line) -> None:
        with contextlib.suppress(OSError):
            while data := await line.reader.read(2**16):
                self.passed += self._about in data
                if self.passed == self._at and self._about in data:
                    self.befell += 1
                    line.fault = self._fault
                    if self._fault is Fault.REFUSED:
                        cut(line.writer)
                        return
                line.forth.write(data)

    async def _back(self, line: Line) -> None:
        with contextlib.suppress(OSError):
            while data := await line.back.read(2**16):
                match line.fault:
                    case Fault.RESET:
                        cut(line.writer)
                        return
                    case Fault.DROPPED:
                        return
                    case Fault.HALF_OPEN:
                        await self.noticed.wait()  # or until the caller gives up
                        cut(line.writer)
                        return
                    case Fault.LATENCY:
                        await asyncio.sleep(self._late)
                    case Fault.DRIP:
                        for byte in data:
                            line.writer.write(bytes([byte]))
                            await asyncio.sleep(self._drip)
                        continue
                line.writer.write(data)


def cut(writer: asyncio.StreamWriter) -> None:
    """Close with a reset, as a machine that was switched off and on again does."""
    made = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextlib.asynccontextmanager
async def proxied(late: float, drip: float, at: str = "") -> AsyncIterator[Proxy]:
    """A proxy on a port of its own, or on a socket at this path."""
    made = Proxy(late, drip)
    if at:
        server = await asyncio.start_unix_server(made._call, at)
    else:
        server = await asyncio.start_server(made._call, "127.0.0.1", 0)
        made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await made.leave()


__all__ = ["Fault", "Proxy", "proxied"]
