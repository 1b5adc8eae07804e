"""Letters: words on their way to one person, and the consent that lets a third person's letter go."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.people import Who
from prompts.frozen import frozen


class Act(StrEnum):
    """What a letter does on the platform. Only a post can be unknown; the others may be repeated."""

    POST = "post"
    EDIT = "edit"
    DELETE = "delete"
    HOME = "home"


class LetterKind(StrEnum):
    """What a letter is for."""

    REPLY = "reply"
    """The coach's answer to its author."""
    CHECK_IN = "check_in"
    """The coach speaks first to its author."""
    THIRD = "third"
    """The author's consented words to a third person."""
    COURTESY = "courtesy"
    """Fixed words without placeholders to a third person, in answer to that person's own press."""


class LetterState(StrEnum):
    """Where a letter is."""

    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@frozen
class Choice:
    """A button: a stable id that other programs may press, and the words on it."""

    id: str
    label: str
    mark: int | None = None


@frozen
class Field:
    """One field of a form. `type` is text, date, time, choice or person; `max` is in characters."""

    name: str
    label: str
    type: str = "text"
    required: bool = True
    max: int = 3000
    options: tuple[str, ...] = ()
    """What a field of type choice offers."""


@frozen
class Form:
    """A form that a person may fill instead of typing into the chat."""

    id: str
    fields: tuple[Field, ...] = ()


@frozen
class Piece:
    """One part of a reply. `kind`: say (the coach), words (exact words another person gets or wrote), quote (the author's
    own words), mark (the author's own words with a quiet note), numbers (people and numbers to call); and, never in a
    letter, export (all that is kept), calendar (an entry for one) and link (the address of our own page).
    """

    kind: str
    text: str = field(repr=False)


@frozen
class Reply:
    """What is said in one letter, in no platform's dialect."""

    pieces: tuple[Piece, ...]
    choices: tuple[Choice, ...] = ()
    form: Form | None = None
    note: str = ""
    """The notification line: a catalogue line without placeholders, never content."""
    to: Who | None = None
    """Whom the words on this card would reach, where the card says so: a door may show their picture."""
    chose: str = field(default="", repr=False)
    """What was pressed on this card, in the words that stood on it: once it is answered, the card says so."""

    @property
    def text(self) -> str:
        """The whole reply as plain text; lines for another person begin with `| ` in the author's view."""
        return "\n".join(_plain(piece) for piece in self.pieces)


def _plain(piece: Piece) -> str:
    if piece.kind == "words":
        return "\n".join(f"| {line}" if line else "|" for line in piece.text.split("\n"))
    return piece.text


def reply_from(body: str) -> Reply:
    """The reply in this JSON, the form in which it is encrypted and kept."""
    raw: dict[str, Any] = json.loads(body)
    form = raw["form"]
    return Reply(
        pieces=tuple(Piece(**piece) for piece in raw["pieces"]),
        choices=tuple(Choice(**choice) for choice in raw["choices"]),
        form=Form(form["id"], tuple(_field(each) for each in form["fields"])) if form else None,
        note=raw["note"],
        to=Who(**raw["to"]) if raw.get("to") else None,
        chose=raw.get("chose", ""),
    )


def _field(raw: dict[str, Any]) -> Field:
    return Field(**{**raw, "options": tuple(raw.get("options", ()))})


@frozen
class Letter:
    """A letter as a row. `id` is unguessable and is the nonce of every button on it."""

    id: str
    journey: str
    author: Who
    to: Who
    act: Act
    kind: LetterKind
    reply: Reply = field(repr=False)
    state: LetterState = LetterState.HELD
    not_before: datetime | None = None
    """Held until then (undo, or the hour the author chose). None: at once."""
    not_after: datetime | None = None
    """Not posted after this instant: a third person's letter returns to its author as a draft."""
    target: str | None = None
    """For edit and delete: the id of the letter that they change."""
    ref: str | None = None
    """The platform's own id of the post, once sent."""
    consent: int | None = None
    """The number of the consent row, for a third person's letter."""
    attempts: int = 0
    attempted: datetime | None = None


@frozen
class Sent:
    """The platform took it. `ref` is the platform's id of the post."""

    ref: str


@frozen
class Refused:
    """The platform said a clear no. `code` is the platform's own."""

    code: str


@frozen
class Later:
    """Not taken, and surely not posted: try again after `seconds`."""

    seconds: float


@frozen
class Unsure:
    """Nobody can tell whether it was posted. It is not looked for again before `seconds` have passed."""

    seconds: float = 0


Outcome = Sent | Refused | Later | Unsure
