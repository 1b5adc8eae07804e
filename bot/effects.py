"""What we want done: imperatives that a turn asks for and the store carries out in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checkins import CheckIn
from bot.letters import Letter


@dataclass(frozen=True, slots=True)
class Post:
    """Write this letter down, held; the courier brings it."""

    letter: Letter


@dataclass(frozen=True, slots=True)
class Consented:
    """Write a consent for this third person's letter (in canonical form), and the letter itself, held."""

    letter: Letter


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Stop a held letter and void its consent. A letter already sending or sent is left alone."""

    letter: str


@dataclass(frozen=True, slots=True)
class Release:
    """Let a held letter go now."""

    letter: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Take back a sent letter: write a `delete` letter for it."""

    letter: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The author has been told what became of this letter."""

    letter: str


@dataclass(frozen=True, slots=True)
class SetCheckIn:
    """Write a check-in row; one with the same key in the same journey is replaced."""

    journey: str
    check_in: CheckIn


@dataclass(frozen=True, slots=True)
class DropCheckIns:
    """Remove check-ins of a journey: these keys, or all when `keys` is None."""

    journey: str
    keys: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class EraseAll:
    """Remove all about this person at once; with `take_back`, posts already sent to others are deleted first."""

    take_back: bool = False


Effect = Post | Consented | Withdraw | Release | Recall | Heard | SetCheckIn | DropCheckIns | EraseAll
