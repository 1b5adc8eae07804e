"""A journey: one person's walk from "oops" to a lesson, for one mistake. A frozen value, kept as one encrypted body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.checkins import CheckIn
from bot.codec import FORMAT, plain, value
from bot.letters import LetterState
from bot.path import Question, Step
from bot.people import Recipient
from prompts.frozen import frozen

if TYPE_CHECKING:
    from bot.around import Around

ASLEEP = "asleep"
"""The hint of a journey that ended by itself: it is closed, and wakes when its author comes back to it."""


@frozen
class Saying:
    """One sentence of the person's, as they wrote it. Private; never shown in a repr or a log."""

    question: Question
    text: str = field(repr=False)
    labels: frozenset[str] = frozenset()
    kind: str | None = None
    out: bool = False
    """Left out of any letter (an excuse, a self-attack), in plain sight."""
    turn: int = 0
    """The number of the turn in which it was said."""
    day: date | None = None
    """The author's day on which it was said: what "today" in it means. None in what was kept before it was asked for."""


class Whose(StrEnum):
    """Whose a cause is to change."""

    MINE = "mine"
    OURS = "ours"
    LUCK = "luck"


@frozen
class Parked:
    """An excuse set aside in step 1 and handed back word for word in step 4 as a possible cause."""

    text: str = field(repr=False)
    whose: Whose | None = None
    change: str = field(default="", repr=False)


PUT_RIGHT: Final = "fixed_text"
"""The note that keeps how it was put right, a sentence a line."""
UNSENT: Final = "unsent_answer"
"""The note that keeps an answer to the first listener, not sent yet, while a question that came due stands before it."""


class DraftKind(StrEnum):
    """What a draft is for."""

    FIRST = "first"
    FULL = "full"
    UPDATE = "update"
    FIXED = "fixed"
    ANSWER = "answer"
    MENTOR = "mentor"
    PART = "part"


@frozen
class Draft:
    """Words proposed for a recipient, not sent."""

    kind: DraftKind
    text: str = field(repr=False)
    ours: tuple[str, ...] = field(default=(), repr=False)
    """The lines that the person did not write."""
    back: bool = False
    """True when left-out words were put back."""
    edited: bool = False
    """True when the person replaced the words by their own."""
    day: date | None = None
    """The author's day for which the days in it are named."""


@frozen
class Outgoing:
    """A third person's letter of this journey. `state` is refreshed from its row before every turn."""

    letter: str
    kind: DraftKind
    to: Recipient
    text: str = field(repr=False)
    held_until: datetime
    state: LetterState = LetterState.HELD
    at: datetime | None = None
    pressed: tuple[str, ...] = ()
    """What the recipient has pressed on it already."""

    def open_to(self, choice: str) -> bool:
        """Claim: its card still offers this. A mentor answers or declines: after either of them it offers neither."""
        return not {choice, "reply", "decline"} & {*self.pressed}


@frozen
class Live:
    """A message of the author's whose buttons or form still work. One with a form alone has no choices."""

    letter: str
    question: Question
    choices: tuple[str, ...]
    labels: tuple[str, ...] = ()
    """The keys of the choices' labels, so that a button's words may be typed."""


@frozen
class Commitment:
    """An act with a time: a repair, or a change."""

    text: str = field(repr=False)
    due: datetime | None = None
    done: datetime | None = None


@frozen
class Prevention:
    """If (cue that can be seen), then I (act), from a date."""

    cue: str = field(repr=False)
    """A clause: "I send a pay file"."""
    act: str = field(repr=False)
    """A clause, or words that stand behind a colon where `clause` is False."""
    starts: date | None = None
    known_by: str = field(default="", repr=False)
    promise: str = field(default="", repr=False)
    """The same as it is said to somebody else: "I'll send a link whenever someone asks me for payroll"."""
    clause: bool = True


@frozen
class Goal:
    """Something new to reach for, with a first step and a date."""

    text: str = field(repr=False)
    first_step: str = field(default="", repr=False)
    day: date | None = None
    done: bool = False


class Job(StrEnum):
    """What the language model may be asked for. Each has its page in prompts/coach/."""

    MESSAGE = "message"
    """The note to the first listener in other words."""
    REWORD = "reword"
    """A marked sentence in words that need no mark."""
    EXACT = "exact"
    """The one question that makes a vague plan exact."""
    REFLECT = "reflect"
    """What was learned, in one line."""
    SELF_TALK = "self_talk"
    """How a fair sentence about oneself may begin: a fact, and nothing sunny."""
    READ = "read"
    """An answer in words that fits no button: which one it may mean, or what else it is."""


@frozen
class Visit:
    """What the language model put forward, or whether it may be asked at all: it waits for a press and changes nothing."""

    letter: str
    """The message that carries its buttons."""
    choices: tuple[str, ...]
    job: Job
    text: str = field(default="", repr=False)
    """The words put forward; empty while it is only asked whether it may be asked."""


@frozen
class Visited:
    """One time the language model was asked: when, where, and the very words that it got."""

    at: datetime
    job: Job
    where: str
    text: str = field(repr=False)


@frozen
class Journey:
    """Everything remembered of one walk. `around` is what stands about it this turn; it is never saved."""

    id: str
    begun: datetime
    format: int = FORMAT
    step: Step = Step.FIRST_HOUR
    question: Question | None = None
    before: Question | None = None
    """The question to go back to after an interruption."""
    turns: int = 0
    serial: int = 0
    answered: int = 0
    """Answers given before the first sendable words, duty and marks not counted."""
    sayings: tuple[Saying, ...] = field(default=(), repr=False)
    asked: tuple[Question, ...] = ()
    """Every question asked at least once, in order."""
    again: tuple[Question, ...] = ()
    """Questions whose vague answer has had its one question."""
    skipped: tuple[Question, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Single answers by key."""
    hints: frozenset[str] = frozenset()
    """What the words said of the mistake: kind:…, touches:…, duty:…, hurry, not_mine, …"""
    kept: tuple[str, ...] = field(default=(), repr=False)
    """Sentences the person kept; never marked again."""
    parked: tuple[Parked, ...] = field(default=(), repr=False)
    manager: Recipient | None = None
    mentor: Recipient | None = None
    draft: Draft | None = None
    outbox: tuple[Outgoing, ...] = ()
    live: tuple[Live, ...] = ()
    stale: tuple[str, ...] = ()
    """Messages whose buttons work no more and are still to be taken away."""
    repairs: tuple[Commitment, ...] = ()
    preventions: tuple[Prevention, ...] = ()
    changes: tuple[Commitment, ...] = ()
    goal: Goal | None = None
    promises: tuple[CheckIn, ...] = ()
    told: datetime | None = None
    fixed: datetime | None = None
    settled: datetime | None = None
    closed: datetime | None = None
    quiet: bool = False
    """Nothing unasked-for until the person writes."""
    paused: bool = False
    """Every check-in waits until the person chooses to go on. The reason is not kept."""
    pause_until: date | None = None
    unanswered: int = 0
    visit: Visit | None = None
    visits: tuple[Visited, ...] = ()
    last_word: datetime | None = None
    around: Around | None = field(default=None, repr=False, compare=False)

    def note(self, key: str) -> str:
        """The single answer under `key`, or the empty string."""
        return self.notes.get(key, "")

    def hint(self, name: str) -> bool:
        """Claim: the words said so."""
        return name in self.hints


def body(journey: Journey) -> dict[str, Any]:
    """The journey as plain JSON values, without what stands around it."""
    made: dict[str, Any] = plain(journey)
    return made


def from_body(raw: dict[str, Any]) -> Journey:
    """The journey that `body` wrote. Unknown keys raise ValueError; a later format is refused by the store before."""
    return value(Journey, raw)
