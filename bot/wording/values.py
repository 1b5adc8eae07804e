"""What a letter is made of. Values only, shy about the person's words."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from prompts.frozen import frozen


class Role(StrEnum):
    """What one sentence does in a letter."""

    ACT = "act"
    """What the author did."""
    FACT = "fact"
    DONE = "done"
    """What has been done about it so far."""
    NOTICED = "noticed"
    EFFECT = "effect"
    NEXT = "next"
    """What will be done, and by when."""
    PREVENT = "prevent"
    """What makes it less likely next time: for the full note only."""
    KNOWN = "known"
    """How both will see that it works: for the full note only."""
    PUT_BACK = "put_back"
    """Left out as an excuse, and put back by the author."""


LATER = frozenset({Role.PREVENT, Role.KNOWN})
"""What stands in the full note alone."""
TELLING, FIRST_HOUR, EFFECT, NEXT, PREVENTION = range(5)
"""The ranks: which question a sentence answered, in the order in which a reader needs to hear it."""


@frozen
class Piece:
    """One sentence of the person's, as typed, and the question that it came from."""

    text: str = field(repr=False)
    role: Role
    rank: int


@frozen
class Letter:
    """Words on a page. `ours` are the lines, or sentences inside a line, that the author did not write."""

    paragraphs: tuple[str, ...] = field(repr=False)
    signed: str = field(default="", repr=False)
    ours: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The letter as it is read: a paragraph a line, and the author's first name."""
        return "\n".join((*self.paragraphs, self.signed) if self.signed else self.paragraphs)

    @property
    def words(self) -> int:
        """How many words there are to read, names included."""
        return len(self.text.split())
