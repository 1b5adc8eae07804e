"""What happened, in the past tense. Doors make events; the machine decides what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from bot.checkins import CheckIn
from bot.journey import Job
from bot.letters import LetterState
from bot.review.values import Review
from prompts.frozen import frozen


@frozen
class Began:
    """`/oops` with nothing said, a begin button, a shortcut."""


@frozen
class Said:
    """The person wrote words. They were read before, outside the transaction."""

    text: str = field(repr=False)
    review: Review = field(repr=False)
    held: Said | None = field(default=None, repr=False)
    """The words that wait for this answer: they were met with the one question about more than the work."""
    brought: bool = False
    """Whether they stood elsewhere, and were brought as what happened: they answer nothing, and no word in them works."""


BROUGHT = "brought:"
"""The key of a delivery that brings such words begins so: the key is kept beside them until they are heard, in every release."""


@frozen
class Pressed:
    """The author pressed a button. `on` is the letter that carries it; None: the newest live one that offers it."""

    choice: str
    on: str | None = None
    mark: int | None = None
    held: Said | None = field(default=None, repr=False)
    """As in Said."""


@frozen
class Filled:
    """The author sent a form. `review` read the field named `words`, when there is one."""

    form: str
    fields: Mapping[str, str] = field(repr=False)
    review: Review = field(repr=False)
    on: str | None = None
    after: Pressed | None = None
    """The press that opened the form, where opening it was no event: it is heard first, in the same turn."""


@frozen
class CameDue:
    """A check-in's hour has come."""

    check_in: CheckIn


@frozen
class Settled:
    """A third person's letter came to an end: sent, failed, unknown, or withdrawn because its time had passed."""

    letter: str
    state: LetterState
    at: datetime
    takes_back: str | None = None
    """The letter that this one was to take back, and could not."""


@frozen
class Answered:
    """A recipient pressed a button on the letter, or wrote an answer to it."""

    letter: str
    choice: str
    text: str = field(default="", repr=False)


@frozen
class Corrected:
    """The person edited an earlier message of theirs."""

    before: str = field(repr=False)
    text: str = field(repr=False)
    review: Review = field(repr=False)


@frozen
class TookBackWords:
    """The person deleted an earlier message of theirs: what was made of it goes too."""

    text: str = field(repr=False)


@frozen
class SentFile:
    """The person sent a file, which is not read."""


@frozen
class CoachOffered:
    """There is a language model that this person was not asked about; what it could be asked for stands on `on`."""

    on: str
    job: Job


@frozen
class CoachReplied:
    """The language model answered what it was asked for beside the letter `on`: sentences, unmasked, and as they were read.

    Nothing in them is trusted: what the person did not say themselves is dropped before anyone sees it.
    """

    on: str
    job: Job
    said: tuple[str, ...] = field(repr=False)
    review: Review = field(repr=False)
    options: tuple[str, ...] = ()
    """The choices that it may name: what was asked, not what was answered."""


Event = (
    Began
    | Said
    | Pressed
    | Filled
    | CameDue
    | Settled
    | Answered
    | Corrected
    | TookBackWords
    | SentFile
    | CoachOffered
    | CoachReplied
)
