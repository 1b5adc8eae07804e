"""What the reader found in a text. Values only: frozen, slotted, and shy about the person's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from prompts.frozen import frozen

Context = Literal["message_to_boss", "reflection", "repair_plan", "prevention_plan", "chat"]
Crisis = Literal["crisis", "ask", "no"]

CONTEXTS: tuple[Context, ...] = ("message_to_boss", "reflection", "repair_plan", "prevention_plan", "chat")

LABELS: tuple[str, ...] = (
    "excuse",
    "blame",
    "minimizing",
    "passive_evasion",
    "conditional_apology",
    "ownership",
    "apology",
    "fact",
    "repair",
    "prevention",
    "vague_promise",
    "negative_self_talk",
    "concealment",
    "crisis",
    "escalate",
)
"""The fifteen things a sentence can do, in the order of the guide."""

PROBLEMS: frozenset[str] = frozenset(
    (
        "excuse",
        "blame",
        "minimizing",
        "passive_evasion",
        "conditional_apology",
        "vague_promise",
        "negative_self_talk",
        "concealment",
    )
)
"""The labels that spoil a message and may become a style mark."""

KINDS: frozenset[str] = frozenset(("workload", "health", "care", "rights", "safety"))
"""What an excuse may be about. All but workload are private matters or facts for a report, never shown as an excuse."""


@frozen
class Mark:
    """A quiet note on a span of the person's words. `start` and `end` are offsets into the original text."""

    start: int
    end: int
    label: str
    kind: str | None
    why: str
    try_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as it was written. `kind` says what an excuse is about, else it is None."""

    start: int
    end: int
    text: str = field(repr=False)
    labels: frozenset[str] = frozenset()
    kind: str | None = None
    marked: frozenset[str] = frozenset()
    """Those of the labels that are sure enough to be marked."""


@frozen
class Has:
    """Which of the five parts of a good message are there, whatever else is there too."""

    admits: bool
    apologizes: bool
    facts: bool
    repair_plan: bool
    prevention_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything the reader understood. `grade` is 1 to 5; `read` counts the characters that were read."""

    text: str = field(repr=False)
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]
    has: Has
    grade: int
    crisis: Crisis
    language: str
    read: int

    @property
    def labels(self) -> frozenset[str]:
        """The union of the sentences' labels."""
        return frozenset(label for sentence in self.sentences for label in sentence.labels)
