"""What memory costs: CPU and wall milliseconds of a turn, a beat and a start, on a SQLite file.

.venv/bin/python bench/store.py [turns]
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.checkins import CheckIn, Kind
from bot.effects import EraseAll, Post, SetCheckIn
from bot.journey import Commitment, Draft, DraftKind, Journey, Live, Outgoing, Parked, Prevention, Saying
from bot.letters import Act, Choice, Letter, LetterKind, LetterState, Piece, Reply, Sent
from bot.path import Question
from bot.people import Part, Person, Recipient, Who
from bot.ports import Decision
from storage import keys
from storage.store import SqlStore

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAM = Person(Who("local", "home", "sam"), "Sam Reyes", zone="Europe/Berlin")
ANA = Person(Who("local", "home", "ana"), "Ana Lima", zone="Europe/Berlin")
DANA = Recipient(Part.MANAGER, "Dana Okafor", "Head of Operations", Who("local", "home", "dana"))
WORDS = "I sent the payroll file for March to the wrong Chris, at about ten past nine, and saw it only at noon."


def walked() -> Journey:
    """A journey in the middle of its walk: some thirty sentences, a draft, a letter sent, three promises."""
    return Journey(
        "journey-of-sam",
        NOW,
        question=Question.REPAIR_HOW,
        turns=24,
        sayings=tuple(Saying(Question.WHAT_HAPPENED, WORDS, frozenset({"ownership"}), turn=n) for n in range(30)),
        asked=tuple(Question)[:20],
        notes={f"note-{n}": WORDS for n in range(5)},
        hints=frozenset({"kind:wrong_recipient", "touches:personal_data"}),
        parked=(Parked("I was drowning in the Q3 close"),),
        manager=DANA,
        draft=Draft(DraftKind.FULL, WORDS * 6, ours=(WORDS,)),
        outbox=(Outgoing("letter-to-dana", DraftKind.FIRST, DANA, WORDS * 6, NOW, LetterState.SENT),),
        live=(Live("live-1", Question.REPAIR_HOW, ("done", "some_of_it")),),
        repairs=(Commitment(WORDS, NOW),) * 3,
        preventions=(Prevention(WORDS, WORDS, date(2026, 3, 9)),),
        promises=(CheckIn(Kind.REPAIR, date(2026, 3, 3), hour(9), "first"),) * 3,
        last_word=NOW,
    )


def begun() -> Journey:
    """A journey at its beginning: three sentences."""
    sayings = tuple(Saying(Question.WHAT_HAPPENED, WORDS, frozenset({"ownership"}), turn=n) for n in range(3))
    return Journey("journey-of-sam", NOW, question=Question.KIND, turns=3, sayings=sayings, last_word=NOW)


def answer(number: int, person=SAM, first=walked):
    """One post, one journey body, one check-in."""

    def decide(desk):
        journey = desk.journeys[0] if desk.journeys else first()
        reply = Reply(
            (Piece("say", WORDS), Piece("words", WORDS)), (Choice("done", "Done"), Choice("some_of_it", "Some"))
        )
        letter = Letter(
            f"letter-{number}",
            journey.id,
            person.who,
            person.who,
            Act.POST,
            LetterKind.REPLY,
            reply,
            LetterState.SENDING,
        )
        check_in = CheckIn(Kind.REPAIR, date(2026, 3, 3) + timedelta(days=number % 5), hour(9), "first")
        return Decision(
            desk.person, (replace(journey, turns=number),), (Post(letter), SetCheckIn(journey.id, check_in))
        )

    return decide


async def measured(name: str, count: int, work) -> None:
    """Print the median and the 95th percentile of `count` runs."""
    cpu, wall = [], []
    for number in range(count):
        c, w = time.process_time(), time.perf_counter()
        await work(number)
        cpu.append((time.process_time() - c) * 1000)
        wall.append((time.perf_counter() - w) * 1000)
    p10, p95 = (sorted(cpu)[int(count * part)] for part in (0.1, 0.95))
    print(f"{name:34} {p10:8.2f} {statistics.median(cpu):8.2f} {p95:8.2f} {statistics.median(wall):8.2f}")


async def turns(folder: Path, count: int) -> None:
    """A turn, a settled reply, an idle beat."""
    key = keys.make()
    url = f"sqlite:///{folder}/bench.db"
    started = time.process_time()
    store = SqlStore.open(url, key)
    created = (time.process_time() - started) * 1000
    print(f"{'':34} {'CPU p10':>8} {'median':>8} {'p95':>8} {'wall ms':>8}")
    at_first = ("change, 3 sentences, 1 KB", ANA, begun, count)
    later = ("change, 30 sentences, 10 KB", SAM, walked, 0)
    for name, person, first, offset in (at_first, later):

        def turn(n, person=person, first=first, offset=offset):
            return store.change(person, f"d{n}", NOW, answer(n + offset, person, first))

        await measured(name, count, turn)
    await measured("change: delivery seen before", count, lambda n: store.change(SAM, f"d{n}", NOW, answer(n)))
    await measured("settle one", count, lambda n: store.settle(f"letter-{n}", Sent("ref"), NOW))
    await measured("desk", count, lambda _: store.desk(SAM.who))
    await measured("claim, nothing to go", count, lambda _: store.claim(NOW))
    await measured("due, nothing due", count, lambda _: store.due(NOW))
    all_of_it = (EraseAll(),)
    await measured(
        "delete everything",
        1,
        lambda _: store.change(SAM, "all", NOW, lambda desk: Decision(desk.person, (), all_of_it)),
    )
    await store.close()
    started = time.process_time()
    store = SqlStore.open(url, key)
    print(f"{'open, new file':34} {created:8.2f}")
    print(f"{'open, existing file':34} {(time.process_time() - started) * 1000:8.2f}")
    await store.close()


def imports() -> None:
    """What the import costs, in a process of its own."""
    said = (
        "import time; a = time.process_time(); import sqlalchemy; b = time.process_time(); import bot.ports; "
        "c = time.process_time(); import storage.store; d = time.process_time(); "
        "print((b - a) * 1000, (c - b) * 1000, (d - c) * 1000)"
    )
    runs = [
        [
            float(each)
            for each in subprocess.run(
                [sys.executable, "-c", said], capture_output=True, text=True, check=True
            ).stdout.split()
        ]
        for _ in range(5)
    ]
    for name, values in zip(
        ("import sqlalchemy", "import bot.ports", "import storage.store"), zip(*runs, strict=True), strict=True
    ):
        print(f"{name:34} {statistics.median(values):8.2f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(turns(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 500))
    imports()
