"""What it costs to keep promises: a beat with nothing due beside a thousand and a million of them, and ten thousand due at once.

APScheduler's own job store on the same disk stands beside it: a job a promise, asked once whether any is due.

.venv/bin/python bench/schedule.py [pending] [due]
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from adapters.app import load_house
from adapters.reader import reader
from bot.beat import beat
from bot.checkins import CheckIn, Kind
from bot.conversation import Conversation
from bot.courier import Courier
from bot.effects import SetCheckIn
from bot.journey import Journey
from bot.letters import Letter, LetterKind, Outcome, Sent
from bot.path import Question
from bot.people import Person, Who
from bot.ports import Decision, Desk
from storage import keys
from storage.store import SqlStore

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = datetime(2026, 3, 3, 9, tzinfo=UTC)
BEATS = 200


@dataclass
class Now:
    at: datetime = BEGAN

    def now(self) -> datetime:
        return self.at


@dataclass
class Voice:
    said: list[str] = field(default_factory=list)

    async def speak(self, letter: Letter) -> Outcome:
        if letter.kind is LetterKind.CHECK_IN:
            self.said.append(letter.to.user)
        return Sent("ref")

    async def look_up(self, letter: Letter) -> Outcome | None:
        return None


def house_on(url: str, clock: Now, voice: Voice) -> tuple[SqlStore, Conversation, Courier]:
    store, ids = SqlStore.open(url, keys.make()), itertools.count()
    talk = Conversation(store, reader(), load_house(), clock, lambda who, words: (), lambda: f"new-{next(ids)}")
    return store, talk, Courier(store, voice, clock)


def pend(path: Path, count: int) -> None:
    """So many promises of next year, as rows."""
    at = int((BEGAN + timedelta(days=365)).timestamp() * 1000)
    rows = ((f"p{n}", f"j{n}", "tell-2", "tell", "2027-03-02", "09:00:00", at + n, "set") for n in range(count))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executemany(
            'INSERT INTO check_ins (person, journey, "key", kind, day, at, due, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            rows,
        )


async def beats(store: SqlStore, talk: Conversation, courier: Courier, clock: Now) -> float:
    """Milliseconds of processor time of a beat with nothing due, the median."""
    taken = []
    for _ in range(BEATS):
        began = time.process_time()
        await beat(store, talk, courier, clock)
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


async def pending(folder: Path, counts: tuple[int, ...]) -> list[float]:
    found = []
    for count in counts:
        clock = Now()
        store, talk, courier = house_on(f"sqlite:///{folder}/p{count}.db", clock, Voice())
        pend(folder / f"p{count}.db", count)
        found.append(await beats(store, talk, courier, clock))
        await store.close()
    return found


async def at_once(folder: Path, count: int) -> tuple[float, float, int]:
    """Seconds until all that came due at one instant were heard, the longest stall of the event loop in ms, how many were."""
    clock, voice = Now(), Voice()
    store, talk, courier = house_on(f"sqlite:///{folder}/due.db", clock, voice)
    promise = CheckIn(Kind.TELL, date(2026, 3, 3), hour(9), "tell-2")

    def decide(desk: Desk) -> Decision:
        name = f"j-{desk.person.who.user}"
        journey = Journey(name, BEGAN, question=Question.WHEN_TELL, promises=(promise,), last_word=BEGAN, turns=3)
        return Decision(desk.person, (journey,), (SetCheckIn(name, promise),))

    async def promised(number: int) -> None:
        who = Person(Who("local", "home", f"u{number}"), f"Person {number}", zone="UTC")
        await store.change(who, "begun", BEGAN, decide)

    for start in range(0, count, 50):
        await asyncio.gather(*map(promised, range(start, min(start + 50, count))))
    clock.at, worst, done = DUE, 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal worst
        while not done.is_set():
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            worst = max(worst, time.perf_counter() - began - 0.005)

    watching = asyncio.create_task(watch())
    began = time.perf_counter()
    await beat(store, talk, courier, clock)
    took = time.perf_counter() - began
    done.set()
    await watching
    await store.close()
    return took, worst * 1000, len(voice.said)


def nothing() -> None:
    """The job."""


def apschedulers(folder: Path, counts: tuple[int, ...]) -> list[float]:
    """The same question to APScheduler's store: milliseconds of processor time, the median."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    found = []
    for count in counts:
        store = SQLAlchemyJobStore(f"sqlite:///{folder}/aps{count}.db")
        scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
        scheduler.start(paused=True)
        with store.engine.begin() as conn:
            job = scheduler.add_job(nothing, "date", run_date=BEGAN + timedelta(days=3650), id="first")
            state = conn.exec_driver_sql("SELECT job_state FROM apscheduler_jobs").scalar()
            conn.exec_driver_sql(
                "INSERT INTO apscheduler_jobs (id, next_run_time, job_state) VALUES (?, ?, ?)",
                [(f"j{n}", job.next_run_time.timestamp() + n, state) for n in range(count - 1)],
            )
        taken = []
        for _ in range(BEATS):
            began = time.process_time()
            store.get_due_jobs(datetime.now(UTC))
            store.get_next_run_time()
            taken.append((time.process_time() - began) * 1000)
        found.append(statistics.median(taken))
        scheduler.shutdown(wait=False)
    return found


def main() -> None:
    logging.disable(logging.CRITICAL)
    many, due = (int(each) for each in (*sys.argv[1:3], *("1000000", "10000")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        folder, counts = Path(name), (1_000, many)
        few, most = asyncio.run(pending(folder, counts))
        took, worst, heard = asyncio.run(at_once(folder, due))
        theirs = apschedulers(folder, counts)
    print(f"{'':44}{counts[0]:>12,}{counts[1]:>12,}  ratio")
    print(f"{'a beat with nothing due, ms of CPU':44}{few:>12.2f}{most:>12.2f}{most / few:>7.2f}")
    print(
        f"{'APScheduler: is any due, and when the next':44}{theirs[0]:>12.2f}{theirs[1]:>12.2f}{theirs[1] / theirs[0]:>7.2f}"
    )
    print(
        f"{heard:,} of {due:,} due at once: heard in {took:.1f} s ({heard / took:,.0f} a second), event loop stalled {worst:.0f} ms"
    )


if __name__ == "__main__":
    main()
