"""The other side of the fault rig: starts the program that is killed, speaks with it over its control, and knows when it is dead."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

HERE = Path(__file__).parent


class Dead(Exception):
    """The program ended at its point."""


class Program:
    """One running `oops serve`."""

    def __init__(self, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.url = url
        self._reader, self._writer = reader, writer

    async def _do(self, order: str) -> str:
        try:
            self._writer.write(order.encode())
            told = await self._reader.read(10_000)
        except OSError:
            told = b""
        if not told:
            raise Dead
        return told.decode().partition(" ")[2]

    async def arm(self, point: int) -> None:
        await self._do(f"arm {point}")

    async def fill(self, point: int) -> None:
        """From this point on its disk is full, until it is armed again."""
        await self._do(f"fill {point}")

    async def rest(self) -> str:
        """All that was heard is said; the points that were passed, a letter each. Raises Dead."""
        return await self._do("rest")

    async def beat(self) -> str:
        """What is due is done; the points that were passed, a letter each. Raises Dead."""
        return await self._do("beat")

    async def leave(self) -> None:
        """Hang up: the program finishes what it has and goes. One that is dead is gone already."""
        with contextlib.suppress(OSError):
            self._writer.write_eof()
            await self._reader.read()
        self._writer.close()


class Rig:
    """A warm process from which programs are forked."""

    def __init__(self, warm: asyncio.subprocess.Process, folder: Path) -> None:
        self._warm, self._folder = warm, folder
        self._started = 0

    async def start(self, environ: dict[str, str], *, kill_at: int = 0) -> Program:
        """`oops serve` in a process of its own. Raises Dead when it ends while it starts, at that point."""
        self._started += 1
        path = self._folder / f"control-{self._started}"
        came: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = (
            asyncio.get_running_loop().create_future()
        )

        def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            came.set_result((reader, writer))

        async with await asyncio.start_unix_server(call, path):
            order = {"environ": {**environ, "KILL_AT_START": str(kill_at)}, "control": str(path)}
            self._warm.stdin.write(json.dumps(order).encode() + b"\n")
            reader, writer = await asyncio.wait_for(came, 60)
        told = await reader.read(100)
        if not told:
            writer.close()
            raise Dead
        return Program(f"http://127.0.0.1:{told.decode().partition(' ')[2]}", reader, writer)


@contextlib.asynccontextmanager
async def rig(folder: Path, log: Path, **environ: str) -> AsyncIterator[Rig]:
    """The warm process, while it is wanted. Everything that a program says goes into `log`."""
    with log.open("ab") as said:
        warm = await asyncio.create_subprocess_exec(
            sys.executable, HERE / "child.py", cwd=HERE.parents[1],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, HERE.parents[:2])), **environ},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=said,
        )  # fmt: skip
    try:
        assert await warm.stdout.readline() == b"warm\n"
        yield Rig(warm, folder)
    finally:
        warm.stdin.close()
        await warm.wait()
