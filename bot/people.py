"""Who people are, and where they are reached. Values only; nothing here knows a platform's dialect."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum

from bot.checkins import Hours
from prompts.frozen import frozen


@frozen
class Who:
    """A person: platform, tenant and the platform's own id. Two platforms are never linked."""

    platform: str
    tenant: str
    user: str


@frozen
class Address:
    """Where a person is reached: an opaque reference that only the person's own door can read."""

    platform: str
    tenant: str
    reference: str = field(repr=False)


@frozen
class Person:
    """The author as the house knows them."""

    who: Who
    name: str = field(repr=False)
    title: str = field(default="", repr=False)
    zone: str = "UTC"
    hours: Hours = field(default_factory=Hours)
    address: Address | None = None
    focus: str | None = None
    """The id of the journey that words go to."""
    spoken: date | None = None
    """The last day on which the coach spoke to this person unasked."""
    guest: str = ""
    """Where the language model was when they said that it may be asked; "no" when they said that it never may."""
    guest_asked: str = ""
    """Where it was when they were asked whether it may: they are asked once."""
    visits: int = 0
    """How often it was asked on the day of `visited`."""
    visited: date | None = None

    @property
    def first(self) -> str:
        """The name that friends use: the first word of the name."""
        return self.name.split()[0] if self.name.split() else self.name


TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame herr frau signor signora señor señora sr sra madame monsieur".split()
)


class Part(StrEnum):
    """The part another person has in a journey."""

    MANAGER = "manager"
    MENTOR = "mentor"


@frozen
class Recipient:
    """Someone chosen by the author to receive a letter. `who` is None for a person outside our reach: copy text only."""

    part: Part
    name: str = field(repr=False)
    title: str = field(default="", repr=False)
    who: Who | None = None

    @property
    def first(self) -> str:
        """The first word of the name; with a title before it, the whole name ("Mrs Hale")."""
        words = self.name.split()
        if not words or words[0].rstrip(".").casefold() in TITLES:
            return self.name
        return words[0]

    @property
    def reachable(self) -> bool:
        """Claim: the courier has a road to this person."""
        return self.who is not None
