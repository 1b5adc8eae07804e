"""A language model's numbers: how long an answer may take under every fault, and what 200 waiting ones cost.

    python bench/guest.py [--calls 20] [--waiting 200]

The service is ours (tests/guestside/fake.py) in a process of its own, on loopback; the limit is the one for people, eight
seconds. Each fault is met by so many calls at once. p99 is over all calls of all faults together, and of the worst fault.
Memory is the resident size of this process with so many answers waited for, beside the size before the first of them, once
the library is loaded and one answer has come.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import math
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE / "tests")]

from guestside import fake  # noqa: E402  the path to it is made above

from adapters.coach import LIMIT, ModelCoach  # noqa: E402
from adapters.settings import Model  # noqa: E402
from bot.effects import AskCoach  # noqa: E402
from bot.journey import Job  # noqa: E402

ASK = AskCoach("j", "j.1", Job.MESSAGE, "I sent the file.\nI'm sorry.")
FAULTS = {"answers": fake.note("I sent the file."), **fake.ATTACKS}


async def serve(name: str) -> None:
    """The service, until it is ended."""
    async with fake.serving(FAULTS[name]) as service:
        print(service.url, flush=True)
        await asyncio.Event().wait()


def served(name: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([sys.executable, __file__, "--serve", name], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


async def met(name: str, calls: int) -> list[float]:
    """Seconds of each of so many calls at once."""
    process, url = served(name)
    coach = ModelCoach(Model("tiny", "", url), rests=False)

    async def one() -> float:
        began = time.perf_counter()
        await coach.answer(ASK)
        return time.perf_counter() - began

    try:
        return await asyncio.gather(*(one() for _ in range(calls)))
    finally:
        await coach.close()
        process.kill()


def resident() -> float:
    """MB of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


async def waited(count: int) -> tuple[float, float]:
    """MB before, and with so many answers waited for."""
    first, good = served("answers")
    warm = ModelCoach(Model("tiny", "", good))
    await warm.answer(ASK)
    await warm.close()
    first.kill()
    process, url = served("never")
    coach = ModelCoach(Model("tiny", "", url))
    before = resident()
    tasks = [asyncio.create_task(coach.answer(ASK)) for _ in range(count)]
    await asyncio.sleep(LIMIT * 0.75)
    during = resident()
    await asyncio.gather(*tasks)
    await coach.close()
    process.kill()
    return before, during


def p99(seconds: list[float]) -> float:
    return sorted(seconds)[max(0, math.ceil(len(seconds) * 0.99) - 1)]


async def main(calls: int, waiting: int) -> None:
    import openai  # noqa: F401  what is loaded with the first question is not the service's time

    logging.disable()
    everything: list[float] = []
    print(f"{'the service':<28} {'calls':>5} {'median s':>9} {'longest s':>9}")
    for name in FAULTS:
        took = await met(name, calls)
        everything += took
        print(f"{name:<28} {calls:>5} {sorted(took)[calls // 2]:>9.2f} {max(took):>9.2f}")
    print(f"p99 of {len(everything)} calls: {p99(everything):.2f} s (limit {LIMIT:g} s, promised 8.5 s)")
    before, during = await waited(waiting)
    print(f"{waiting} answers waited for: {during - before:.1f} MB beside {before:.0f} MB (promised at most 50)")


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--calls", type=int, default=20)
    given.add_argument("--waiting", type=int, default=200)
    given.add_argument("--serve", default="")
    chosen = given.parse_args()
    asyncio.run(serve(chosen.serve) if chosen.serve else main(chosen.calls, chosen.waiting))
