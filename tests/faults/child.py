"""The process that is killed: `oops serve`, forked from one that has everything loaded, and counted point by point.

A point is the moment before or after a statement, a commit, or a write to a socket (what is asked of Slack, Teams or a language
model, and the answer to what a platform asked: the ack). Armed with n, the process ends itself at its nth point by SIGKILL: nothing is flushed, nothing is said.

    stdin    one JSON object a line: {"environ": {…}, "control": "a socket's path"}. Each forks one process. In its environ may
             stand LATER, for the release after ours, and WAITS: the seconds that it waits for anyone on a wire.
    control  ready PORT        then, for each line that comes in, one that goes out:
             arm N             count from nought, and end at the Nth point; 0: never
             fill N            count from nought, and from the Nth point on SQLite's disk is full, until it is armed or filled again
             rest | beat       all that was heard is said, and what is due is done  |  one beat, and what it took up is heard
             → done KINDS      the points passed since `arm`, a letter each: s statement, c commit, w write to a socket; and f for what
                               a full disk refused
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import json
import logging
import os
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
from asyncio import selector_events
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import openai  # noqa: F401  loaded before anyone is forked
import psycopg
from faults import later
from faults.day import DAY
from slackside.room import MONDAY, room, user_of

from adapters import coach, logs, serve, settings, wire
from adapters.slack import app as slack_app  # noqa: F401  same
from adapters.teams import app as teams_app  # noqa: F401  same
from adapters.teams import speaker
from adapters.teams.token import Keys


class Points:
    """Knows every point that was passed by its kind, and ends the process at one of them, or fills its disk."""

    def __init__(self) -> None:
        self._passed: list[str] = []
        self._last, self._fills = 0, False

    def arm(self, last: int, *, fills: bool = False) -> None:
        self._passed, self._last, self._fills = [], last, fills

    @property
    def full(self) -> bool:
        return self._fills and 0 < self._last <= len(self._passed)

    def passed(self) -> str:
        return "".join(self._passed)

    def __call__(self, kind: str) -> None:
        self._passed.append(kind)
        if len(self._passed) == self._last and not self._fills:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, kind: str, work: Any) -> Any:
        """`work` with a point before it and one after it."""

        @functools.wraps(work)
        def counted(*args: Any, **more: Any) -> Any:
            self(kind)
            try:
                return work(*args, **more)
            finally:
                self(kind)

        return counted


point = Points()


class Counted(sqlite3.Connection):
    """SQLite's connection, counted. Only what has written something is committed; a read just ends.

    On a full disk nothing is written or committed. SQLite has then undone all of the transaction at a commit, and at a statement
    it may have (sqlite.org/lang_transaction.html): at every second of them it has.
    """

    _refused = 0
    """By any connection: one that was refused is let go, so each would be the first."""

    @functools.partial(point.around, "s")
    def _ends(self) -> None:
        super().commit()

    @functools.partial(point.around, "c")
    def _commits(self) -> None:
        if point.full:
            self._refuse(undone=True)
        super().commit()

    @functools.partial(point.around, "s")
    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if point.full and sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE", "VACUUM")):
            self._refuse(undone=self._refused % 2 == 0)
        return super().execute(sql, *values)

    def commit(self) -> None:
        changed = self.total_changes != getattr(self, "_changes", 0)
        self._changes = self.total_changes
        (self._commits if changed else self._ends)()

    def rollback(self) -> None:
        super().rollback()
        self._changes = self.total_changes

    def _refuse(self, *, undone: bool) -> NoReturn:
        point("f")
        Counted._refused += 1
        if undone:
            self.rollback()
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise full


def count_everything() -> None:
    connect = sqlite3.connect
    sqlite3.connect = sqlite3.dbapi2.connect = functools.partial(connect, factory=Counted)  # type: ignore[attr-defined]
    psycopg.Connection.commit = point.around("c", psycopg.Connection.commit)  # type: ignore[method-assign]
    psycopg.Cursor.execute = point.around("s", psycopg.Cursor.execute)  # type: ignore[method-assign]
    transport = selector_events._SelectorSocketTransport  # type: ignore[attr-defined]
    for name in ("write", "writelines"):
        setattr(transport, name, point.around("w", getattr(transport, name)))


async def drained(served: serve.Served) -> None:
    """All that was taken is heard and said."""
    for door in served.floor.doors.values():
        await door._lanes.drain()  # type: ignore[attr-defined]


async def rest(served: serve.Served) -> None:
    """All that was heard is said, and what is due at this instant is done."""
    await served._visits.rest()
    await drained(served)
    due = await served.floor.store.next_due()
    if due is not None and due <= served.floor.clock.now():
        await served.beat()


async def obey(served: serve.Served, control: socket.socket) -> None:
    """Do what the control says, line by line, until it hangs up."""
    loop = asyncio.get_running_loop()
    while line := await loop.sock_recv(control, 100):
        word, _, number = line.decode().partition(" ")
        with contextlib.suppress(Exception):  # a beat that fails is tried again by the next, as under the clock
            if word in {"arm", "fill"}:
                point.arm(int(number), fills=word == "fill")
            elif word == "rest":
                await rest(served)
            elif word == "beat":
                await served.beat()
                await drained(served)  # what it took up is read in real time, and the next beat is minutes later
        await loop.sock_sendall(control, f"done {point.passed()}".encode())


async def run(order: dict[str, Any]) -> None:
    control = socket.socket(socket.AF_UNIX)
    control.connect(order["control"])
    control.setblocking(False)
    environ = order["environ"]
    point.arm(int(environ.pop("KILL_AT_START", "0")))
    if environ.pop("LATER", ""):
        later.become()
    if waits := float(environ.pop("WAITS", "0")):
        wire.TOTAL = speaker.TOTAL = Keys.PATIENCE = waits
        coach.ModelCoach.__init__.__kwdefaults__["limit"] = 2 * waits
    async with serve.serving(settings.read(environ), beating=False) as (served, port):
        serve.tune()
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(control, f"ready {port}".encode())
        await obey(served, control)


async def rehearse(folder: Path, database: str) -> None:
    """The same day in this very process, so that what is loaded, compiled and kept at its first use is."""
    async with room(folder, DATABASE_URL=database) as here:
        for step in DAY:
            user = user_of(step.who)
            if step.at is not None:
                now = here.now().astimezone(MONDAY.tzinfo)
                await here.wait(step.begins(now) - now)
            if step.form:
                await here.fill(step.presses, {"words": step.says}, user)
            elif step.says:
                await here.say(step.says, user)
            elif step.presses:
                await here.press(step.presses, user)
            await here.wait(timedelta(minutes=3))
        here.served.floor.conversation._readers.shutdown()


def warm() -> None:
    """Load what a running program has loaded, so that a fork begins where a start ends."""
    serve.load_house = functools.cache(serve.load_house)
    serve.load_house(None, retention_days=30)
    for database in os.environ["REHEARSE_ON"].split():
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(rehearse(Path(folder), database))
    assert threading.active_count() == 1, "only a process of one thread may be forked"
    gc.freeze()


def reap(*_: object) -> None:
    """Whoever is dead is buried, so that what they cost is counted."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def everything_said() -> None:
    """What every library says, word for word and from DEBUG upwards, beside what the program itself shows of it."""
    aloud = logging.StreamHandler()
    aloud.setFormatter(logging.Formatter("aloud %(name)s %(message)s"))
    logging.getLogger().addHandler(aloud)
    logging.Logger.getEffectiveLevel = lambda _: logging.DEBUG  # type: ignore[method-assign]  # whatever level it was given


def main() -> None:
    signal.signal(signal.SIGCHLD, reap)
    count_everything()
    warm()
    nowhere = os.open(os.devnull, os.O_RDWR)
    print("warm", flush=True)
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for number in (0, 1):
                os.dup2(nowhere, number)  # what is read and said there is the warm process's own
            order = json.loads(line)
            logs.begin("DEBUG", "json")
            everything_said()
            try:
                asyncio.run(run(order))
            except Exception as error:  # noqa: BLE001  its kind is what the test's log is for
                print(f"ended by {type(error).__name__}", file=sys.stderr, flush=True)
            finally:
                os._exit(0)


if __name__ == "__main__":
    main()
