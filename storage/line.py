"""The line before SQLite: who waits together shares a transaction, and one visit to the disk.

SQLite has one writer, and a commit costs the disk's own time however little stands in it. So all who ask while a commit
is under way are taken together by the next. Each is still all or nothing, hears only after the commit, and hears
"nothing was taken" when there was none; nobody waits for more than one transaction of others.

What is short is done where it is asked, in the loop's own thread, a few hundredths of a second at a time; the store's
thread waits for the disk and for other programs, and does what takes long. Two threads that both run Python hand the
interpreter to and fro at every statement, which made each turn a tenth dearer.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor

    from storage.hand import Hand

TOGETHER: Final = 64
"""At most so many share a transaction."""
COMPANY: Final = 0.005
"""Seconds that whoever comes right after a transaction waits for others to share the next: a commit costs as much as two turns."""


@dataclass(slots=True, eq=False)
class Job:
    """What somebody asks of the database, and what came of it. `aside`: it takes its time, and sees to its own transaction."""

    work: Callable[..., Any] = field(repr=False)
    future: asyncio.Future[Any] = field(repr=False)
    writes: bool = False
    aside: bool = False
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


class Shared(Protocol):
    """The database, as the line needs it. One of these runs at a time."""

    def begun(self, jobs: Sequence[Job]) -> int:
        """How many were done in a transaction that is open now. Waits for nobody; 0 where it would have to, or nothing stands."""

    def ended(self, jobs: Sequence[Job]) -> bool:
        """Whether what `begun` did is committed. May wait for the disk."""

    def alone(self, jobs: Sequence[Job]) -> None:
        """Each in a transaction of its own, however long that takes."""


class Line:
    """The line. Its jobs run one after the other, in the order in which they came."""

    def __init__(self, database: Shared, thread: Executor) -> None:
        self._database = database
        self._thread = thread
        self._waiting: deque[Job] = deque()
        self._called = False
        self._at: asyncio.AbstractEventLoop | None = None
        """The loop that is to serve next; None while the thread is at it."""
        self._ended, self._shared = 0.0, False
        """When the last transaction ended, and whether several had part in it."""
        self._closed = False
        self._lock = threading.Lock()

    async def run(self, work: Callable[[Hand], Any], *, writes: bool) -> Any:
        """What `work` gives, once it is committed. Raises what it raises, or why there was no commit."""
        loop = asyncio.get_running_loop()
        return await self._ask(Job(work, loop.create_future(), writes), loop)

    async def aside(self, work: Callable[[], Any]) -> Any:
        """What `work` gives, done on the thread while nobody else is served."""
        loop = asyncio.get_running_loop()
        return await self._ask(Job(work, loop.create_future(), aside=True), loop)

    async def close(self) -> None:
        """What has been asked is finished first; whoever asks after that hears RuntimeError."""
        loop = asyncio.get_running_loop()
        with suppress(RuntimeError):  # it was closed before
            last = self._ask(Job(lambda: None, loop.create_future(), aside=True), loop)
            self._closed = True
            await last

    def _ask(self, job: Job, loop: asyncio.AbstractEventLoop) -> asyncio.Future[Any]:
        with self._lock:
            if self._closed:
                raise RuntimeError("The store is closed.")
            self._waiting.append(job)
            call = not self._called or (self._at is not None and self._at.is_closed())
            if call:
                self._called, self._at = True, loop
        if call:
            self._soon(loop)
        return job.future

    def _soon(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._shared and time.monotonic() - self._ended < COMPANY:
            loop.call_later(COMPANY, self._serve)
        else:
            loop.call_soon(self._serve)

    def _serve(self) -> None:
        """In a loop: do what waits. What has to wait for something goes to the thread."""
        jobs = self._next()
        if not jobs:
            return
        if jobs[0].aside:
            self._thread.submit(self._on_thread, _aside, jobs)
            return
        begun = self._database.begun(jobs)
        if not begun:
            self._thread.submit(self._on_thread, self._database.alone, jobs)
            return
        with self._lock:
            self._waiting.extendleft(reversed(jobs[begun:]))
        del jobs[begun:]
        if any(job.writes for job in jobs):
            self._thread.submit(self._on_thread, self._end, jobs)
        elif self._database.ended(jobs):
            self._told(jobs)
        else:
            self._thread.submit(self._on_thread, self._database.alone, jobs)

    def _next(self) -> list[Job]:
        with self._lock:
            self._at = None
            jobs: list[Job] = []
            while self._waiting and len(jobs) < TOGETHER:
                if self._waiting[0].aside and jobs:
                    break
                job = self._waiting.popleft()
                if not job.future.cancelled():  # whoever asked has left before it began
                    jobs.append(job)
                    if job.aside:
                        break
            self._called = bool(jobs)
            return jobs

    def _end(self, jobs: Sequence[Job]) -> None:
        if not self._database.ended(jobs):
            self._database.alone(jobs)

    def _on_thread(self, do: Callable[[Sequence[Job]], None], jobs: Sequence[Job]) -> None:
        do(jobs)
        self._told(jobs)

    def _told(self, jobs: Sequence[Job]) -> None:
        """Wake each loop once, for all who wait in it, and let one serve those who came meanwhile."""
        self._shared, self._ended = len(jobs) > 1, time.monotonic()
        loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        for job in jobs:
            loops.setdefault(job.future.get_loop(), []).append(job)
        for loop, theirs in loops.items():
            _call(loop, _deliver, theirs)
        while (nearest := self._waits_in()) and not _call(nearest, self._soon, nearest):
            with self._lock:
                self._waiting.popleft()  # nobody waits there any more

    def _waits_in(self) -> asyncio.AbstractEventLoop | None:
        """The loop of whoever is next; None for nobody: then whoever comes next calls."""
        with self._lock:
            self._at = self._waiting[0].future.get_loop() if self._waiting else None
            self._called = self._at is not None
            return self._at


def _call(loop: asyncio.AbstractEventLoop, do: Callable[..., None], what: Any) -> bool:
    """Have it called in that loop. False: the loop is closed."""
    try:
        loop.call_soon_threadsafe(do, what)
    except RuntimeError:
        return False
    return True


def _deliver(jobs: Iterable[Job]) -> None:
    for job in jobs:
        job.deliver()


def _aside(jobs: Sequence[Job]) -> None:
    for job in jobs:
        try:
            job.value = job.work()
        except BaseException as error:  # noqa: BLE001  it is raised where it was asked for
            job.error = error
