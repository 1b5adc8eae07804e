"""What it costs to keep promises: a beat with nothing due beside a thousand and a million of them, and ten thousand due at once.

APScheduler's own job store on the same disk stands beside it: a job a promise, asked once whether any is due.

The ten thousand stand where people stand: a third have not told anybody yet, a third have told and owe a repair, a third are
through and wanted to be asked. Their platform takes each post at once, so that what is measured is ours. A process of its own
watches how long this machine lets anybody wait meanwhile: a stall of the event loop is the machine's too where others use it.

    python bench/schedule.py [pending] [due] [--on postgres]

`--on postgres`: the ten thousand on the server that tests/contract/servers.py starts, heard by two replicas at once.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import logging
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from adapters.app import load_house
from adapters.reader import reader
from adapters.serve import tune
from bot.around import Known
from bot.beat import beat
from bot.checkins import CheckIn
from bot.conversation import Conversation
from bot.courier import Courier
from bot.effects import SetCheckIn
from bot.journey import Journey
from bot.letters import Letter, LetterKind, Outcome, Sent
from bot.people import Person, Who
from bot.ports import Decision
from prompts.frozen import but
from storage import keys
from storage.store import SqlStore

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = datetime(2026, 3, 3, 9, tzinfo=UTC)
BEATS = 200
TICK = 0.005
"""Seconds between two looks at whether anybody is kept waiting."""
KEY = keys.make()
PRESSED = {"still_going": "no", "boss_knows": "not_told", "marks": "park"}
SAID = {
    "what_happened": "I sent the March price list with the old prices to 12 customers at 14:05. I noticed at 14:10.",
    "next_act": "I'll send the right list to all 12 by 16:00 today",
    "listener": "dana",
}
WATCH = """
import select, sys, time
worst = 0.0
while True:
    began = time.perf_counter()
    if select.select([sys.stdin], [], [], 0.005)[0]:
        break
    worst = max(worst, time.perf_counter() - began - 0.005)
print(worst * 1000)
"""
"""The longest that a process which does nothing was kept waiting, in ms."""


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


@dataclass(frozen=True, slots=True)
class Burst:
    """What came due at one instant: seconds and seconds of processor time until it was heard, the longest stall of the event
    loop and of a process that does nothing in ms, how many were heard, how many posts there were, and to how many people.
    """

    took: float
    spent: float
    stall: float
    others: float
    heard: int
    posts: int
    people: int


def house_on(url: str, clock: Now, voice: Voice, key: str = "") -> tuple[SqlStore, Conversation, Courier]:
    store, ids = SqlStore.open(url, key or keys.make()), itertools.count()
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
        await beat(store, talk, courier)
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


async def stands() -> list[Journey]:
    """Journeys that wait for a check-in, walked by words and presses: not told yet, a repair that is owed, wanted to be asked."""
    walks = (("not_now",), ("send",), ("send", "done", "say_myself", "yes"))
    found = []
    for number, presses in enumerate(walks):
        clock = Now()
        store, talk, courier = house_on("sqlite://", clock, Voice())
        who = Person(Who("local", "home", f"w{number}"), "Sam Reyes", zone="UTC")
        dana = Known(Who("local", "home", "dana"), "Dana Fox", "Head of Sales")
        keys_ = map(str, itertools.count())

        async def open_question(store: SqlStore = store, who: Person = who) -> str:
            desk = await store.desk(who.who)
            return str(desk.journeys[0].question) if desk else ""

        await courier.bring((await talk.begin(who, next(keys_))).letters)
        for _ in range(12):
            asked = await open_question()
            if asked == "draft":
                break
            if asked in PRESSED:
                outcome = await talk.press(who, next(keys_), PRESSED[asked])
            else:
                outcome = await talk.say(who, next(keys_), SAID.get(asked, "skip"), picked=(dana,))
            await courier.bring(outcome.letters)
        for press in presses:
            await courier.bring((await talk.press(who, next(keys_), press)).letters)
            if press == "send":
                clock.at += timedelta(minutes=3)
                await beat(store, talk, courier)
        desk = await store.desk(who.who)
        assert desk is not None
        (journey,) = desk.journeys
        assert journey.promises, asked
        found.append(journey)
        await store.close()
    return found


def promised(number: int, journey: Journey) -> tuple[Person, Journey, CheckIn]:
    """Somebody who stands there, and their check-in of nine o'clock."""
    who = Person(Who("local", "home", f"u{number}"), f"Person {number}", zone="UTC")
    promise = replace(journey.promises[0], day=DUE.date(), at=DUE.time())
    return who, but(journey, id=f"j-{number}", promises=(promise,)), promise


async def at_once(urls: Sequence[str], count: int) -> Burst:
    """All that came due at one instant, heard by whoever runs on these databases, which are one and the same."""
    clock, voice = Now(), Voice()
    walked = await stands()
    running = [house_on(url, clock, voice, key=KEY) for url in urls]
    store = running[0][0]

    async def begun(number: int) -> None:
        who, journey, promise = promised(number, walked[number % len(walked)])
        decision = Decision(replace(who, focus=journey.id), (journey,), (SetCheckIn(journey.id, promise),))
        await store.change(who, "begun", BEGAN, lambda _: decision)

    for start in range(0, count, 50):
        await asyncio.gather(*map(begun, range(start, min(start + 50, count))))
    clock.at, worst, done = DUE, 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal worst
        while not done.is_set():
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            worst = max(worst, time.perf_counter() - began - TICK)

    tune()
    beside = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WATCH, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    watching = asyncio.create_task(watch())
    began, spent = time.perf_counter(), time.process_time()
    await asyncio.gather(*(beat(*each) for each in running))
    took, spent = time.perf_counter() - began, time.process_time() - spent
    done.set()
    await watching
    told, _ = await beside.communicate(b"")
    left = len(await store.due(DUE))
    for each, _, _ in running:
        await each.close()
    return Burst(took, spent, worst * 1000, float(told or 0), count - left, len(voice.said), len(set(voice.said)))


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


@contextmanager
def databases(engine: str, folder: Path) -> Iterator[Sequence[str]]:
    """The address of the database, once for each who runs on it."""
    if engine != "postgres":
        yield [f"sqlite:///{folder}/due.db"]
        return
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from contract.servers import emptied, postgres_url

    yield [emptied(postgres_url())] * 2


def main() -> None:
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser()
    parser.add_argument("pending", type=int, nargs="?", default=1_000_000)
    parser.add_argument("due", type=int, nargs="?", default=10_000)
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, counts = Path(name), (1_000, given.pending)
        few, most = asyncio.run(pending(folder, counts))
        theirs = apschedulers(folder, counts)
        with databases(given.on, folder) as urls:
            burst = asyncio.run(at_once(urls, given.due))
    print(f"{'':44}{counts[0]:>12,}{counts[1]:>12,}  ratio")
    print(f"{'a beat with nothing due, ms of CPU':44}{few:>12.2f}{most:>12.2f}{most / few:>7.2f}")
    print(
        f"{'APScheduler: is any due, and when the next':44}{theirs[0]:>12.2f}{theirs[1]:>12.2f}{theirs[1] / theirs[0]:>7.2f}"
    )
    print(
        f"{given.on}: {burst.heard:,} of {given.due:,} due at once heard in {burst.took:.1f} s ({burst.heard / burst.took:,.0f} a second, "
        f"{burst.spent / given.due * 1000:.1f} ms of CPU each); posts {burst.posts:,} to {burst.people:,} people"
    )
    print(
        f"event loop stalled {burst.stall:.0f} ms at most; a process that did nothing beside it, {burst.others:.0f} ms; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
