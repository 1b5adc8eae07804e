"""What we want done: imperatives that a turn asks for and the store carries out in the same transaction."""

from __future__ import annotations

from dataclasses import field

from bot.checkins import CheckIn
from bot.journey import Job
from bot.letters import Letter, Reply
from prompts.frozen import frozen


@frozen
class Post:
    """Write this letter down, held; the courier brings it."""

    letter: Letter


@frozen
class Consented:
    """Write a consent for this third person's letter (in canonical form), and the letter itself, held."""

    letter: Letter


@frozen
class Withdraw:
    """Stop a held letter and void its consent. A letter already sending or sent is left alone."""

    letter: str


@frozen
class Release:
    """Let a held letter go now."""

    letter: str


@frozen
class Recall:
    """Take back a sent letter: write a `delete` letter for it."""

    letter: str


@frozen
class Reword:
    """Keep these words instead of all that a message to its author said, and of what was changed in it since."""

    letter: str
    reply: Reply


@frozen
class Heard:
    """The author has been told what became of this letter."""

    letter: str


@frozen
class SetCheckIn:
    """Write a check-in row; one with the same key in the same journey is replaced."""

    journey: str
    check_in: CheckIn


@frozen
class DropCheckIns:
    """Remove check-ins of a journey: these keys, or all when `keys` is None."""

    journey: str
    keys: tuple[str, ...] | None = None


@frozen
class EraseAll:
    """Remove all about this person at once; with `take_back`, posts already sent to others are deleted first."""

    take_back: bool = False


@frozen
class AskCoach:
    """Ask the language model, outside any transaction, once this turn is said. The store has nothing to do for it.

    `text` is what it may see, with the names in it masked; `names` are those, in the order of their masks.
    """

    journey: str
    on: str
    """The letter beside which its words would stand."""
    job: Job
    text: str = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    options: tuple[str, ...] = ()
    """The choices that the answer may name, in the order in which `text` has their labels."""


@frozen
class OfferCoach:
    """Ask the person, in a message of its own after this turn's, whether the language model may be asked. Nothing for the store either."""

    journey: str
    on: str
    job: Job


Effect = (
    Post
    | Consented
    | Withdraw
    | Release
    | Recall
    | Reword
    | Heard
    | SetCheckIn
    | DropCheckIns
    | EraseAll
    | AskCoach
    | OfferCoach
)
