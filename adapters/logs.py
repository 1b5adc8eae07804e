"""Logs for operators: one line each, as JSON or for a console. No word of a person can be in one.

Our own lines are fixed sentences, with small facts beside them (`extra`), and of these only the ones named here are shown. What a
library says is not ours to vouch for, so of it only the library's name and the level are shown, and an error's class, never its text.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import IO

OURS = "oops"
FACTS = ("door", "doors", "host", "port", "what", "act", "code", "error", "why", "people")
"""What may stand beside a sentence: names of ours, a platform's codes, kinds of errors, settings, counts."""
_LONGEST = 200
"""Characters of a fact: a code that a platform sends is a word."""


def facts(record: logging.LogRecord) -> dict[str, object]:
    """What one line tells."""
    ours = record.name == OURS or record.name.startswith(f"{OURS}.") or record.name.startswith("adapters.")
    told: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "from": record.name,
        # the sentence as it stands in the code: nothing is ever put into one
        "said": record.msg if ours and isinstance(record.msg, str) else "(a library's own words are not shown)",
    }
    if ours:
        told |= {key: _short(vars(record)[key]) for key in FACTS if key in vars(record)}
    if record.exc_info and record.exc_info[0] is not None:
        told["error"] = record.exc_info[0].__name__
    return told


def _short(fact: object) -> object:
    return fact if isinstance(fact, int) else str(fact)[:_LONGEST]


class Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(facts(record), ensure_ascii=False, default=str)


class Console(logging.Formatter):
    """One line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = facts(record)
        head = f"{told.pop('at')} {told.pop('level'):<7} {told.pop('from')}: {told.pop('said')}"
        return " ".join([head, *(f"{key}={value}" for key, value in told.items())])


class Plain(logging.Formatter):
    """One line for somebody who talks with the coach in a terminal: the sentence, and why."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = facts(record)
        return f"oops: {told['said']}" + (f" ({told['why']})" if "why" in told else "")


def to_a_person() -> None:
    """Where nobody begins a log, what is worth a warning is told to whoever sits before the terminal."""
    plain = logging.StreamHandler()
    plain.setLevel(logging.WARNING)
    plain.setFormatter(Plain())
    logging.lastResort = plain


def begin(level: str, form: str, stream: IO[str] | None = None) -> None:
    """Send every log there is through here. Libraries speak from a warning upwards."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Json() if form == "json" else Console())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in (OURS, "adapters"):
        logging.getLogger(name).setLevel(level)


__all__ = ["FACTS", "begin", "facts", "to_a_person"]
