"""Names leave us only as masks: NAME1, NAME2, … What a mask stood for is put back into the answer, and goes nowhere else.

Masked are the names that are known here, every capitalised word that is not a small word at the head of a sentence, and
what looks like an address, a link, a handle or a long number. A name in lower case that nobody knows is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.patterns import regex
from prompts.frozen import frozen

HEADS = frozenset(
    "a about after again all also although an and any are as at because before both but by can could did do does due each "
    "every everything everyone few first for from had has have he her here his how however i if in is it its just last later "
    "let like many maybe more most my no nobody not nothing now of on once one only or our over people please she since so some "
    "somebody someone something still such than thank that the their then there these they this those though to today tomorrow "
    "two until was we well were what when where which while who will with would yes yesterday you your".split()
)
"""Words that carry no name, though they may begin a sentence."""
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december mon tue wed thu fri sat sun".split()
)
"""Capitalised words that are no name, and that a plan needs."""
_SECRET = regex(
    r"[\w.+'\u2019-]+@[\w-]+(?:\.[\w-]+)*|https?://\S+|www\.\S+|(?<!\w)@\w[\w.-]*|\b[\w-]+(?:\.[a-z]{2,})+(?:/\S*)?|\+?\d[\d ()-]{6,}\d|\b\w*\d{5,}\w*\b",
    re.I,
)
_WORD = regex(r"[^\W\d_](?:[^\W_]|['\u2019-](?=\w))*")
_OWN = regex(r"I(?:['\u2019](?:m|ll|ve|d))?")
_HEAD = regex(r"(?:^|[.!?:\n])[\s\"'(\u201c-]*$")
"""Before a word that begins a sentence."""
_MASK = regex(r"[\[<({]?\bNAME[ _-]?(\d{1,3})\b[\])>}]?", re.I)


@frozen
class Masked:
    """A text as it may leave, and what its masks stand for, in their order."""

    text: str
    names: tuple[str, ...]


def mask(text: str, known: Sequence[str]) -> Masked:
    """`text` with names masked. `known` are full names; each of their words is a name wherever it stands."""
    parts = {word.casefold() for name in known for word in _WORD.findall(name) if len(word) > 1}
    names: dict[str, int] = {}

    def masked(name: str) -> str:
        number = names.setdefault(name, len(names) + 1)
        return f"NAME{number}"

    text = re.sub(r"(?i)\bNAME(?=[ _-]?\d)", "name of", text)  # what a person types is no mask of ours
    hidden = _SECRET.sub(lambda found: masked(found.group()), text)

    def word(found: re.Match[str]) -> str:
        said = found.group()
        bare, tail = (said[:-2], said[-2:]) if re.search(r"['\u2019]s$", said) else (said, "")
        folded = bare.casefold()
        if re.fullmatch(r"NAME\d+", bare) or _OWN.fullmatch(said):
            return said
        if folded in parts and not (folded in HEADS and bare.islower()):
            return masked(bare) + tail
        head = folded in HEADS and _HEAD.search(hidden, 0, found.start()) is not None
        return said if not said[0].isupper() or folded in DATES or head else masked(bare) + tail

    return Masked(_WORD.sub(word, hidden), tuple(names))


def unmask(text: str, names: Sequence[str]) -> str | None:
    """The answer with the names put back; None when it holds a mask that nobody gave."""
    wrong = False

    def name(found: re.Match[str]) -> str:
        nonlocal wrong
        number = int(found[1])
        if not 1 <= number <= len(names):
            wrong = True
            return ""
        return names[number - 1]

    told = _MASK.sub(name, text)
    return None if wrong else told


__all__ = ["Masked", "mask", "unmask"]
