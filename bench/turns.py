"""What a turn costs: CPU of the whole stack on a SQLite file, start-up to the first line, and --help. One run, medians.

    python bench/turns.py [--turns 300]

The floor beside it is a bare SQLite commit of one small row, with the same durability, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import statistics
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.app import Local, load_house
from adapters.console import Door
from adapters.local import author, load_world

START = datetime.fromisoformat("2026-04-13T14:24:00+01:00")
WORDS = (
    "i just emailed payroll to the wrong chris",
    "recall failed, hes at a supplier. rang him, voicemail. priya is logging it now",
    "not yet. its dana",
    "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10",
    "keep ringing chris till he says its deleted. tell dana by 4 either way",
)


async def presses(folder: Path, turns: int) -> tuple[float, float]:
    """CPU milliseconds of a press and of a sentence, whole stack: medians."""
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    local = await Local.open(f"sqlite:///{folder}/oops.db", me, world, load_house(), START)
    door = Door(local)
    said = []
    for text in WORDS:
        await door.take({"say": text})
    cost = []
    for number in range(turns):
        before = time.process_time()
        await door.lines(await door.take({"press": "not_now" if number % 2 == 0 else "send_now"}))
        await door.ready()
        cost.append(time.process_time() - before)
    for _ in range(12):
        before = time.process_time()
        await door.lines(await door.take({"say": "where is the note now"}))
        await door.ready()
        said.append(time.process_time() - before)
    await local.close()
    return statistics.median(cost) * 1000, statistics.median(said[1:]) * 1000


def bare_commit(folder: Path, turns: int) -> float:
    """CPU milliseconds of one small durable SQLite commit."""
    conn = sqlite3.connect(folder / "bare.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    conn.execute("CREATE TABLE t (x)")
    cost = []
    for number in range(turns):
        before = time.process_time()
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO t VALUES (?)", (number,))
        conn.execute("COMMIT")
        cost.append(time.process_time() - before)
    conn.close()
    return statistics.median(cost) * 1000


def started(arguments: list[str], fed: str) -> float:
    """Seconds from starting the command to its end."""
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "adapters", *arguments], input=fed, text=True, capture_output=True, check=True
    )
    return time.perf_counter() - before


def first_line(folder: Path) -> float:
    """Seconds from starting `oops chat --json` to its first line of output, for a press."""
    before = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "adapters", "chat", "--json", "--db", f"sqlite:///{folder}/start.db"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write('{"press": "begin"}\n')
    child.stdin.flush()
    child.stdout.readline()
    took = time.perf_counter() - before
    child.stdin.close()
    child.wait()
    return took


def main() -> None:
    """Print one JSON line."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--turns", type=int, default=200)
    turns = given.parse_args().turns
    with TemporaryDirectory() as name:
        folder = Path(name)
        press, sentence = asyncio.run(presses(folder, turns))
        bare = bare_commit(folder, turns)
        first = statistics.median(first_line(folder) for _ in range(5))
        helped = statistics.median(started(["--help"], "") for _ in range(5))
    found = {
        "press_ms_cpu": round(press, 2),
        "sentence_ms_cpu": round(sentence, 2),
        "bare_commit_ms_cpu": round(bare, 3),
        "press_in_bare_commits": round(press / bare, 1),
        "first_line_s": round(first, 2),
        "help_s": round(helped, 2),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
