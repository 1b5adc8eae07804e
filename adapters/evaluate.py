"""`oops eval`: a language model beside the offline coach, over the labelled drafts and the golden conversations.

Each draft is put to the model as a note is; measured is what it answered, and what of that a person would be shown. The
conversations are walked through with the model allowed, and counted is what it was asked and what was put forward.
"""

from __future__ import annotations

import asyncio
import io
import json
import math
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.app import Local, load_house
from adapters.coach import ModelCoach, host_of
from adapters.console import json_lines
from adapters.local import author, load_world
from adapters.reader import reader
from adapters.settings import Model
from bot.effects import AskCoach
from bot.errors import SettingsWrong
from bot.events import CoachReplied
from bot.guest.jobs import keeps_numbers, sound
from bot.guest.masks import mask, unmask
from bot.guest.trace import Fact, traced
from bot.journey import Job
from bot.review.sentences import split
from bot.review.values import PROBLEMS
from bot.visits import Visits
from prompts.catalog import faults
from prompts.frozen import frozen

if TYPE_CHECKING:
    from bot.around import Place
    from bot.ports import Reader

AT_ONCE = 4
"""Drafts that are with the model at the same time."""
GOLDEN = Path(__file__).parents[1] / "tests" / "transcripts"
_GIVEN = re.compile(r"\d+(?:[.:,]\d+)*|(?<=[a-z,;] )[A-Z][a-z]+")
"""What a note must keep: numbers, times, amounts, names."""


@frozen
class Labelled:
    """A draft, and the sentences in it that somebody found a problem in."""

    id: str
    text: str
    problems: tuple[str, ...]

    @property
    def plain(self) -> str:
        """What nobody found a problem in."""
        text = self.text
        for problem in self.problems:
            text = text.replace(problem, " ")
        return text

    @property
    def facts(self) -> frozenset[str]:
        """The numbers and names in that."""
        return frozenset(_GIVEN.findall(self.plain))


@dataclass(slots=True)
class Row:
    """One line of the table: what came of every draft. `words` are of the notes that there are."""

    name: str
    notes: int = 0
    drafts: int = 0
    kept: int = 0
    facts: int = 0
    inventions: int = 0
    excuses: int = 0
    tone: int = 0
    words: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, draft: Labelled, said: Sequence[str], found: Reader) -> None:
        """One draft's note, sentence by sentence; none is no note."""
        self.drafts += 1
        if not said:
            return
        text = " ".join(said)
        self.notes += 1
        self.facts += len(draft.facts)
        self.kept += sum(fact in text for fact in draft.facts)
        sources = _sources(draft)
        self.inventions += sum(each.strip() not in draft.text and not traced(each, sources) for each in said)
        review = found.read(text, "message_to_boss")
        self.excuses += sum(bool(one.marked & PROBLEMS) for one in review.sentences)
        self.tone += sum(1 for each in said for _ in faults(each))
        self.words.append(len(text.split()))


class Recorder:
    """A coach that remembers what it was asked, what it said, and how long that took."""

    def __init__(self, inner: ModelCoach) -> None:
        """`inner` is the model."""
        self._inner = inner
        self.asked = 0
        self.answered = 0
        self.seconds: list[float] = []

    @property
    def place(self) -> Place | None:
        """Where it is."""
        return self._inner.place

    async def answer(self, ask: AskCoach) -> tuple[str, ...]:
        """What it says."""
        began = time.monotonic()
        said = await self._inner.answer(ask)
        self.asked += 1
        self.answered += bool(said)
        self.seconds.append(time.monotonic() - began)
        return said

    async def close(self) -> None:
        """The line is used for the next conversation too."""


async def evaluate(
    model: Model, drafts: Path | None, most: int | None, price: tuple[float, float] | None, tell: Callable[[str], None]
) -> str:
    """The table. `price` is for a million tokens in and out; `tell` is told how far it is. Raises SettingsWrong."""
    labelled = load(drafts)[:most]
    coach = ModelCoach(model, rests=False)
    recorder = Recorder(coach)
    try:
        if why := await coach.tried():
            raise SettingsWrong(f"{model.name} at {host_of(model)} does not answer ({why}); `oops check` says more.")
        rows = await _drafts(coach, labelled, tell)
        walks, shown = await _golden(recorder, tell)
    finally:
        await coach.close()
    lines = [f"{model.name} at {host_of(model)}, {len(labelled)} labelled drafts", "", *_table(rows), ""]
    if walks:
        lines.append(
            f"golden conversations: {walks}; asked {recorder.asked} times, answered {recorder.answered}, put forward {shown}"
        )
        lines += (
            [f"seconds: median {_at(recorder.seconds, 0.5)}, p99 {_at(recorder.seconds, 0.99)}"]
            if recorder.seconds
            else []
        )
    else:
        lines.append("golden conversations: none here; run this in a checkout of the repository")
    given, made = coach.tokens
    lines.append(
        f"tokens: {given} in, {made} out"
        + (_cost(given, made, price) if price else "; --price IN OUT tells what they cost")
    )
    return "\n".join(lines)


def load(path: Path | None) -> list[Labelled]:
    """The labelled drafts: ours, or a file of JSON lines with id, text and problems. Raises SettingsWrong with one line."""
    try:
        text = path.read_text("utf-8") if path else (files("bot.review") / "data" / "drafts.jsonl").read_text("utf-8")
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        return [
            Labelled(str(row["id"]), str(row["text"]), tuple(str(each["quote"]) for each in row.get("problems", ())))
            for row in rows
        ]
    except OSError:
        raise SettingsWrong("--drafts cannot be read. Name a file of JSON lines with id, text and problems.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SettingsWrong("--drafts is no file of JSON lines with id, text and problems.") from None


def _sources(draft: Labelled) -> tuple[Fact, ...]:
    return tuple(Fact(draft.text[start:end]) for start, end in split(draft.text))


async def _drafts(coach: ModelCoach, labelled: Sequence[Labelled], tell: Callable[[str], None]) -> list[Row]:
    found = reader()
    offline, raw, shown = Row("the offline coach"), Row("the model, as it answers"), Row("the model, as it is shown")
    gate, done = asyncio.Semaphore(AT_ONCE), 0

    async def one(draft: Labelled) -> tuple[Labelled, tuple[str, ...], float]:
        nonlocal done
        async with gate:
            hidden = mask("\n".join(fact.text for fact in _sources(draft)), ())
            began = time.monotonic()
            said = await coach.answer(AskCoach("", draft.id, Job.MESSAGE, hidden.text, hidden.names))
            took = time.monotonic() - began
        done += 1
        tell(f"{done} of {len(labelled)} drafts")
        return draft, tuple(each for line in said if (each := unmask(line, hidden.names))), took

    for draft, said, took in await asyncio.gather(*(one(draft) for draft in labelled)):
        began = time.monotonic()
        review = found.read(draft.text, "message_to_boss")
        own = [one.text for one in review.sentences if not one.marked & PROBLEMS]
        offline.seconds.append(time.monotonic() - began)
        offline.add(draft, own, found)
        raw.seconds.append(took)
        raw.add(draft, said, found)
        event = CoachReplied("", Job.MESSAGE, said, found.read("\n".join(said), "message_to_boss"))
        sources = _sources(draft)
        good = [one for each in said if sound(event, each) for one in traced(each, sources)]
        shown.add(draft, good if keeps_numbers(" ".join(good), draft.plain) else [], found)
        shown.seconds.append(took)
    return [offline, raw, shown]


async def _golden(coach: Recorder, tell: Callable[[str], None]) -> tuple[int, int]:
    """How many conversations were walked through, and how often something was put forward."""
    if not (GOLDEN / "index.toml").is_file() or coach.place is None:
        return 0, 0
    index: dict[str, dict[str, str]] = tomllib.loads((GOLDEN / "index.toml").read_text("utf-8"))
    house, world, shown = load_house(), load_world(), 0
    for number, (name, how) in enumerate(index.items(), 1):
        fed = io.StringIO((GOLDEN / f"{name}.in.jsonl").read_text("utf-8"))
        out = io.StringIO()
        person = author(how.get("me", "Sam Reyes"), how.get("zone", "Europe/Dublin"), world)
        person = replace(person, guest=coach.place.where)
        with tempfile.TemporaryDirectory(prefix="oops-") as folder:
            now = datetime.fromisoformat(how["now"])
            local = await Local.open(f"sqlite:///{folder}/oops.db", person, world, house, now, Visits(coach))
            try:
                await json_lines(local, fed, out, lambda error: type(error).__name__)
            finally:
                await local.close()
        shown += sum(_put_forward(json.loads(line)) for line in out.getvalue().splitlines())
        tell(f"{number} of {len(index)} conversations")
    return len(index), shown


def _put_forward(line: dict[str, Any]) -> bool:
    return "edit" in line and any(choice["id"] == "keep_mine" for choice in line["choices"])


def _table(rows: Iterable[Row]) -> list[str]:
    head = ("", "notes", "facts kept", "inventions", "excuses left", "tone", "words", "median s", "p99 s")
    body = [
        (
            row.name,
            f"{row.notes}/{row.drafts}",
            f"{row.kept / row.facts:.0%}" if row.facts else "-",
            str(row.inventions),
            str(row.excuses),
            str(row.tone),
            str(sorted(row.words)[len(row.words) // 2]) if row.words else "-",
            _at(row.seconds, 0.5),
            _at(row.seconds, 0.99),
        )
        for row in rows
    ]
    wide = [max(len(line[place]) for line in (head, *body)) for place in range(len(head))]
    return [
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, wide, strict=True))
        )
        for line in (head, *body)
    ]


def _at(seconds: Sequence[float], share: float) -> str:
    if not seconds:
        return "-"
    return f"{sorted(seconds)[max(0, math.ceil(len(seconds) * share) - 1)]:.2f}"


def _cost(given: int, made: int, price: tuple[float, float]) -> str:
    return f"; {(given * price[0] + made * price[1]) / 1_000_000:.4f} at your prices"


def progress(line: str) -> None:
    """How far it is, on one line of a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{line}\033[K")
        sys.stderr.flush()


__all__ = ["evaluate", "load", "progress"]
