"""The line before SQLite: who waits together shares a transaction, and one visit to the disk.

SQLite has one writer, and a commit costs the disk's own time however little stands in it. So all who ask while a commit
is under way are taken together by the next. Each is still all or nothing, hears only after the commit, and hears
"nothing was taken" when there was none; nobody waits for more than one transaction of others.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor

    from storage.hand import Hand

TOGETHER: Final = 64
"""At most so many share a transaction."""


@dataclass(slots=True, eq=False)
class Job:
    """What somebody asks of the database, and what came of it."""

    work: Callable[[Hand], Any] = field(repr=False)
    writes: bool
    future: asyncio.Future[Any] = field(repr=False)
    asked: float = field(default_factory=time.monotonic)
    value: Any = field(default=None, repr=False)
    error: BaseException | None = field(default=None, repr=False)

    def deliver(self) -> None:
        """Let whoever asked go on. Called in their own loop."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.value)
        else:
            self.future.set_exception(self.error)


class Line:
    """The line. Its jobs run on one thread, in the order in which they came."""

    def __init__(self, together: Callable[[Sequence[Job]], Sequence[Job]], thread: Executor) -> None:
        """`together` runs jobs in one transaction, notes what came of each, and gives back those it did not come to."""
        self._together = together
        self._thread = thread
        self._waiting: deque[Job] = deque()
        self._called = False
        self._lock = threading.Lock()

    async def run(self, work: Callable[[Hand], Any], *, writes: bool) -> Any:
        """What `work` gives, once it is committed. Raises what it raises, or why there was no commit."""
        job = Job(work, writes, asyncio.get_running_loop().create_future())
        with self._lock:
            self._waiting.append(job)
            call, self._called = not self._called, True
        if call:
            self._thread.submit(self._serve)
        return await job.future

    def _serve(self) -> None:
        """On the thread, until nobody waits."""
        while jobs := self._next():
            rest = self._together(jobs)
            with self._lock:
                self._waiting.extendleft(reversed(rest))
            _tell(jobs[: len(jobs) - len(rest)])

    def _next(self) -> list[Job]:
        with self._lock:
            jobs: list[Job] = []
            while self._waiting and len(jobs) < TOGETHER:
                job = self._waiting.popleft()
                if not job.future.cancelled():  # whoever asked has left before it began
                    jobs.append(job)
            self._called = bool(jobs)
            return jobs


def _tell(jobs: Iterable[Job]) -> None:
    """Wake each loop once, for all who wait in it."""
    loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        loops.setdefault(job.future.get_loop(), []).append(job)
    for loop, theirs in loops.items():
        try:
            loop.call_soon_threadsafe(_deliver, theirs)
        except RuntimeError:
            continue  # the loop is closed: nobody waits there any more


def _deliver(jobs: Iterable[Job]) -> None:
    for job in jobs:
        job.deliver()
