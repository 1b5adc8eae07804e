"""Tombstones in a file of their own: a backup that is put back must not bring back who was deleted since.

A line is an HMAC, an instant, and the HMAC of the delivery that asked for it; no name stands in it. The file is kept where the
database's backups are not. It is applied before anything is served, and written anew when somebody was deleted.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.errors import SettingsWrong
from bot.ports import KNOWN_FOR, Clock, Grave

log = logging.getLogger("oops.tombstones")


UNREADABLE = (ValueError, KeyError, TypeError)
"""What reading a file of something else may raise."""


class Graves(Protocol):
    """What is asked of memory."""

    async def graves(self) -> Sequence[Grave]:
        """Who was deleted in the last thirty days."""
        ...

    async def deaths(self) -> tuple[int, int]:
        """How many they are, and when the last one was: changes whenever `graves` does."""
        ...

    async def bury(self, graves: Sequence[Grave]) -> int:
        """Delete again who came back with a backup. Says how many."""
        ...


class Tombstones:
    """The file, and what it knows that the database does not: then a backup was put back, and who came back goes again."""

    def __init__(self, store: Graves, path: Path, clock: Clock) -> None:
        """Nothing is read yet."""
        self._store = store
        self._path = path
        self._clock = clock
        self._kept: tuple[int, int] | None = None
        self._whole = False
        """Who came back has gone: not yet known at the start, and not where burying was broken off."""
        self.written = False
        """The file holds all that the database knows."""

    async def apply(self) -> int:
        """Delete again who came back. Says how many. Raises SettingsWrong when the file cannot be read or written."""
        try:
            known = await asyncio.to_thread(self._read)
        except OSError as error:
            raise SettingsWrong(f"OOPS_TOMBSTONES: {self._path} cannot be read ({error.strerror}).") from None
        except UNREADABLE:
            raise SettingsWrong(
                f"OOPS_TOMBSTONES: {self._path} is no file of tombstones; name another, or put back a copy of it."
            ) from None
        try:
            return await self._both(known, await self._store.deaths())
        except OSError as error:
            raise SettingsWrong(f"OOPS_TOMBSTONES: {self._path} cannot be written ({error.strerror}).") from None

    async def keep(self) -> int:
        """Write the file anew when somebody was deleted, and delete again who came back while we run. Says how many.

        What cannot be written now is tried again by the next beat.
        """
        deaths = await self._store.deaths()
        if self._whole and deaths == self._kept:
            return 0
        try:
            try:
                known = await asyncio.to_thread(self._read)
            except UNREADABLE:
                known = []  # somebody has spoilt it since the start: what the database knows is written anew
            return await self._both(known, deaths)
        except OSError:
            log.warning("OOPS_TOMBSTONES cannot be written: a backup put back now would bring back who was deleted")
            return 0

    async def _both(self, known: Sequence[Grave], deaths: tuple[int, int]) -> int:
        """What the file knows into the database, and then all that the database knows into the file."""
        graves = await self._store.graves()
        there = {each.who: each.at for each in graves}
        known = [each for each in known if each.at > self._clock.now().timestamp() * 1000 - KNOWN_FOR]
        self._whole = self._whole and all(there.get(each.who, 0) >= each.at for each in known)
        gone = 0
        if known and not self._whole:
            gone = await self._store.bury(known)
            deaths, graves = await self._store.deaths(), await self._store.graves()
        self._whole, self.written = True, False
        await asyncio.to_thread(self._write, graves)
        self._kept, self.written = deaths, True
        return gone

    def _read(self) -> list[Grave]:
        if not self._path.exists():
            return []
        raw = map(json.loads, self._path.read_text("ascii").splitlines())
        return [
            Grave(bytes.fromhex(each["who"]), int(each["at"]), bytes.fromhex(each["delivery"]), each["house"])
            for each in raw
        ]

    def _write(self, graves: Sequence[Grave]) -> None:
        """Whole or not at all."""
        lines = [
            json.dumps({"who": each.who.hex(), "at": each.at, "delivery": each.delivery.hex(), "house": each.house})
            for each in graves
        ]
        half = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._path)
        finally:
            half.unlink(missing_ok=True)


__all__ = ["Graves", "Tombstones"]
