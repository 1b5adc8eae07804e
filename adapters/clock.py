"""The clock that beats: APScheduler holds one job and no person's words. Rows are the truth of what is due."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.times import parse_iso_duration

log = logging.getLogger("oops.clock")


class RealClock:
    """Real time; by the database's clock where several replicas share one, so that they agree on what is due and what is late."""

    def __init__(self) -> None:
        """By this machine's own clock, until another is followed."""
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC) + self._ahead

    async def follow(self, tell: Callable[[], Awaitable[datetime | None]]) -> None:
        """Go by the clock that `tell` reads; None is this machine's own. It was read halfway between asking and hearing."""
        asked = datetime.now(UTC)
        told = await tell()
        heard = datetime.now(UTC)
        self._ahead = timedelta() if told is None else told - asked - (heard - asked) / 2


class FileClock(RealClock):
    """Real time, moved by a file: an instant at which it stands, or a length of time by which it is ahead. For tests only.

    2026-04-13T14:24:00+01:00   stands there      P1D   a day ahead      empty, or no file   real time
    """

    def __init__(self, path: Path) -> None:
        """The file may come later, and may change at any time."""
        super().__init__()
        self._path = path

    def now(self) -> datetime:
        """The present instant, UTC."""
        try:
            text = self._path.read_text("ascii").strip()
        except (OSError, ValueError):
            text = ""
        try:
            if not text:
                return super().now()
            if text.startswith("P"):
                return super().now() + parse_iso_duration(text)
            return datetime.fromisoformat(text).astimezone(UTC)
        except ValueError:
            return super().now()


class Beats:
    """Calls `work` every `seconds`, never twice at once; a late beat is one beat, and is never dropped."""

    def __init__(self, work: Callable[[], Awaitable[object]], seconds: float) -> None:
        """Nothing beats until `start`."""
        self._work = work
        self._under_way: asyncio.Future[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_job(self._beat, "interval", seconds=seconds, id="beat")

    async def _beat(self) -> None:
        """One beat. A scheduler that shuts down cancels what it has begun; a letter on its way is not to be cut off."""
        self._under_way = asyncio.ensure_future(self._quietly())
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(self._under_way)

    async def _quietly(self) -> None:
        """What goes wrong in a beat is named by its kind only, and the next one comes."""
        try:
            await self._work()
        except Exception as broken:  # noqa: BLE001  the clock goes on
            log.warning("a beat did not finish", extra={"error": type(broken).__name__})

    def start(self) -> None:
        """Begin to beat on the running loop."""
        for name in ("apscheduler.executors.default", "apscheduler.scheduler"):
            logging.getLogger(name).setLevel(logging.ERROR)
        self._scheduler.start()

    def stop(self) -> None:
        """No beat begins after this."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def rest(self, within: float) -> None:
        """Wait for the beat that is under way, so many seconds at most; what it leaves is found again by its row."""
        if self._under_way is not None and not self._under_way.done():
            await asyncio.wait({self._under_way}, timeout=within)
            self._under_way.cancel()
