"""The clock that beats: APScheduler holds one job and no person's words. Rows are the truth of what is due."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger("oops.clock")


class RealClock:
    """Real time."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)


class Beats:
    """Calls `work` every `seconds`, never twice at once; a late beat is one beat, and is never dropped."""

    def __init__(self, work: Callable[[], Awaitable[object]], seconds: float) -> None:
        """Nothing beats until `start`."""
        self._work = work
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_job(self._beat, "interval", seconds=seconds, id="beat")

    async def _beat(self) -> None:
        """One beat. What goes wrong in one is named by its kind only, and the next one comes."""
        try:
            await self._work()
        except Exception as broken:  # noqa: BLE001  the clock goes on
            log.warning("a beat did not finish: %s", type(broken).__name__)

    def start(self) -> None:
        """Begin to beat on the running loop."""
        for name in ("apscheduler.executors.default", "apscheduler.scheduler"):
            logging.getLogger(name).setLevel(logging.ERROR)
        self._scheduler.start()

    def stop(self) -> None:
        """No beat begins after this."""
        self._scheduler.shutdown(wait=False)
