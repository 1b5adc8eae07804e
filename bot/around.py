"""What stands around a journey in one turn: the author, the organisation's policy, the kinds of mistake, the people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from bot.people import Person, Who
from prompts.catalog import Catalog
from prompts.frames import Frames
from prompts.frozen import frozen
from prompts.policy import Mistake, Policy


@frozen
class Known:
    """A person of this place whom the author may choose."""

    who: Who
    name: str = field(repr=False)
    title: str = field(default="", repr=False)


@frozen
class House:
    """What is read once at start-up and never changes while we run."""

    policy: Policy
    mistakes: Mapping[str, Mistake]
    frames: Frames
    catalog: Catalog
    recipient: Mapping[str, Mapping[str, str]]
    """The fixed lines around a letter, and the courtesies (prompts/en/recipient.toml)."""
    retention_days: int = 30
    hold_seconds: int = 120


@frozen
class Place:
    """Where the language model is: its name, and the host that its words go to."""

    model: str
    where: str


@frozen
class Around:
    """The house, the author, and whom they may choose."""

    house: House
    author: Person
    people: tuple[Known, ...] = ()
    guest: Place | None = None
    """The language model, where there is one that can be asked just now."""
