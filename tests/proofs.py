"""How many of each proof a run takes. `make test` takes the small numbers, `make test-long` the middle, `make test-full` the last."""

from __future__ import annotations

import os
import random
import tomllib
from collections.abc import Callable
from pathlib import Path

NUMBERS: dict[str, dict[str, int]] = tomllib.loads((Path(__file__).parent / "faults/numbers.toml").read_text("utf-8"))
LONG = os.environ.get("OOPS_NUMBERS", "long")
"""What a test that is marked long takes: `long`, or `full`."""


Proof = Callable[[str, int, object], None]
"""How a test says how often it tried something, and from which seed."""
Wanted = Callable[[str], int]
"""`few` or `many`."""


def few(name: str) -> int:
    """What a test takes in every run."""
    return NUMBERS[name]["test"]


def many(name: str) -> int:
    """What a test that is marked long takes."""
    return NUMBERS[name][LONG]


def seed_of(wanted: Wanted, known: int) -> int:
    """The known seed in every run; another each time in a long one."""
    return known if wanted is few else random.randrange(10**6)
