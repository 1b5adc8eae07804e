"""The line before SQLite: who waits together shares a transaction, and one visit to the disk.

SQLite has one writer, and a commit costs the disk's own time however little stands in it. So all who ask while a commit
is under way are taken together by the next. Each is still all or nothing, hears only after the commit, and hears
"nothing was taken" when there was none; nobody waits for more than one transaction of others.

What is short is done where it is asked, in the loop's own thread, a few hundredths of a second at a time; the store's
thread waits for the disk and for other programs, and does what takes long. Two threads that both run Python hand the
interpreter to and fro at every statement, which made a press a tenth dearer.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor

    from storage.hand import Hand

TOGETHER: Final = 64
"""At most so many share a transaction."""
LATE: Final = 0.2
"""Seconds after which one of the late goes first: so that however many are to be acknowledged, the others come on."""
COMPANY: Final = 0.005
"""Seconds that whoever comes right after a transaction waits for others to share the next: a commit costs as much as two turns."""


@dataclass(slots=True, eq=False)
class Job:
    """What somebody asks of the database, and what came of it.

    `aside`: it takes its time, and sees to its own transaction. `late`: nobody's acknowledgement waits for it.
    """

    work: Callable[..., Any] = field(repr=False)
    future: asyncio.Future[Any] = field(repr=False)
    writes: bool = False
    aside: bool = False
    late: bool = False
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

    def begun(self, jobs: Sequence[Job], *, patient: bool = False) -> int:
        """How many were done in a transaction that is open now; 0 when nothing stands. Waits for nobody, unless it is `patient`."""

    def ended(self, jobs: Sequence[Job]) -> bool:
        """Whether what `begun` did is committed. May wait for the disk."""

    def alone(self, jobs: Sequence[Job]) -> None:
        """Each in a transaction of its own, however long that takes."""


class Line:
    """The line. Its jobs run one after the other, in the order in which they came: first those for whose commit an acknowledgement
    waits, then those that are late, who have patience.

    Whoever asks calls their own loop, unless somebody is being served; whoever has served calls the loops of all who wait.
    So a loop that ends holds up nobody but its own.
    """

    def __init__(self, database: Shared, thread: Executor) -> None:
        self._database = database
        self._thread = thread
        self._waiting: tuple[deque[Job], deque[Job]] = (deque(), deque())
        """Who is to be acknowledged, and who is late."""
        self._busy = False
        """Somebody is being served: nobody else touches the database."""
        self._called: set[asyncio.AbstractEventLoop] = set()
        """The loops that are about to serve."""
        self._ended, self._shared = 0.0, False
        """When the last transaction ended, and whether several had part in it."""
        self._last: Job | None = None
        """After which nothing is taken."""
        self._lock = threading.Lock()

    async def run(self, work: Callable[[Hand], Any], *, writes: bool, late: bool = False) -> Any:
        """What `work` gives, once it is committed. Raises what it raises, or why there was no commit."""
        return await self._ask(Job(work, asyncio.get_running_loop().create_future(), writes, late=late))

    async def aside(self, work: Callable[[], Any]) -> Any:
        """What `work` gives, done on the thread while nobody else is served."""
        return await self._ask(_slow(work))

    async def close(self) -> None:
        """What has been asked is finished first; whoever asks after that hears RuntimeError."""
        if self._last is None:
            self._ask(_slow(lambda: None), last=True)
        if self._last is not None and self._last.future.get_loop() is asyncio.get_running_loop():
            await asyncio.shield(self._last.future)

    def _ask(self, job: Job, *, last: bool = False) -> asyncio.Future[Any]:
        loop = job.future.get_loop()
        with self._lock:
            if self._last is not None:
                raise RuntimeError("The store is closed.")
            if last:
                self._last = job
            self._waiting[job.late].append(job)
            call = not self._busy and loop not in self._called
            if call:
                self._called.add(loop)
        if call:
            self._soon(loop)
        return job.future

    def _soon(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._shared and time.monotonic() - self._ended < COMPANY:
            loop.call_later(COMPANY, self._serve, loop)
        else:
            loop.call_soon(self._serve, loop)

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        """In a loop: do what waits. What has to wait for something goes to the thread."""
        with self._lock:
            self._called.discard(loop)
            jobs = [] if self._busy else self._next()
            self._busy = self._busy or bool(jobs)
        if not jobs:
            return
        try:
            if jobs[0].aside:
                self._thread.submit(self._on_thread, _aside, jobs)
                return
            begun = self._database.begun(jobs)
            self._put_back(jobs, begun or len(jobs))
            if not begun:
                self._thread.submit(self._on_thread, self._patiently, jobs)
            elif any(job.writes for job in jobs):
                self._thread.submit(self._on_thread, self._end, jobs)
            elif self._database.ended(jobs):
                self._told(jobs)
            else:
                self._thread.submit(self._on_thread, self._database.alone, jobs)
        except BaseException as error:
            _failed(jobs, error)
            self._told(jobs)
            raise

    def _next(self) -> list[Job]:
        prompt, late = self._waiting
        now, jobs = time.monotonic(), list[Job]()
        if late and late[0] is not self._last and now - late[0].asked > LATE:
            _take(late, jobs, 1)
        _take(prompt, jobs, TOGETHER)
        _take(late, jobs, TOGETHER)
        for job in jobs:
            if job.late:
                job.asked = now  # its patience begins with its turn
        return jobs

    def _put_back(self, jobs: list[Job], done: int) -> None:
        with self._lock:
            for job in reversed(jobs[done:]):
                self._waiting[job.late].appendleft(job)
        del jobs[done:]

    def _patiently(self, jobs: list[Job]) -> None:
        """Somebody else was at the database: together once they are done; each alone where that fails too."""
        begun = self._database.begun(jobs, patient=True)
        self._put_back(jobs, begun or len(jobs))
        if begun:
            self._end(jobs)
        else:
            self._database.alone(jobs)

    def _end(self, jobs: list[Job]) -> None:
        if not self._database.ended(jobs):
            self._database.alone(jobs)

    def _on_thread(self, do: Callable[[list[Job]], None], jobs: list[Job]) -> None:
        try:
            do(jobs)
        except BaseException as error:  # noqa: BLE001  it is raised where it was asked for
            _failed(jobs, error)
        self._told(jobs)

    def _told(self, jobs: Sequence[Job]) -> None:
        """Wake each loop once, for all who wait in it, and let those serve in which somebody waits."""
        loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        for job in jobs:
            loops.setdefault(job.future.get_loop(), []).append(job)
        for loop, theirs in loops.items():
            _call(loop, _deliver, theirs)
        with self._lock:
            self._shared, self._ended, self._busy = len(jobs) > 1, time.monotonic(), False
            for loop in {job.future.get_loop() for job in chain(*self._waiting)} - self._called:
                if _call(loop, self._soon, loop):
                    self._called.add(loop)


def _take(queue: deque[Job], jobs: list[Job], most: int) -> None:
    """From the head of a queue into those who share a transaction; what takes its time shares it with nobody."""
    while queue and len(jobs) < most and not (jobs and (queue[0].aside or jobs[0].aside)):
        job = queue.popleft()
        if not job.future.cancelled():  # whoever asked has left before it began
            jobs.append(job)


def _call(loop: asyncio.AbstractEventLoop, do: Callable[..., None], what: Any) -> bool:
    """Have it called in that loop. False: the loop is closed, and nobody waits there any more."""
    try:
        loop.call_soon_threadsafe(do, what)
    except RuntimeError:
        return False
    return True


def _deliver(jobs: Iterable[Job]) -> None:
    for job in jobs:
        job.deliver()


def _failed(jobs: Iterable[Job], error: BaseException) -> None:
    for job in jobs:
        job.value, job.error = None, error


def _slow(work: Callable[[], Any]) -> Job:
    return Job(work, asyncio.get_running_loop().create_future(), aside=True, late=True)


def _aside(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.value = job.work()
