"""Unicode made plain, with a way back: every character of the plain text knows where it stood in the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import field

from prompts.frozen import frozen

READ = 8000
"""How many characters of a text are read. All are kept elsewhere; the rest is not looked at."""

PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u02bc": "'", "\uff07": "'",
    "\u00b4": "'", "\u0060": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u2026": "...",
}  # fmt: skip
"""The characters that a phone or a word processor puts in place of the plain ones."""

BREAKS = frozenset("\n\r\u2028\u2029\x0b\x0c\x85")
GONE = frozenset(("Cf", "Cs", "Co", "Cn", "Mn", "Me"))


@frozen
class Plain:
    """The plain text, and for each of its characters (and its end) the offset in the original."""

    text: str = field(repr=False)
    offsets: Sequence[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the plain span `start`..`end` was made from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def plain(text: str) -> Plain:
    """Curly quotes straight, full-width narrow, zero-width gone, controls to spaces; line breaks stay."""
    if text.isascii() and text.isprintable():
        return Plain(text, range(len(text) + 1))
    made: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for one in _plain(char):
            made.append(one)
            offsets.append(at)
    offsets.append(len(text))
    return Plain("".join(made), tuple(offsets))


def small(text: str) -> str:
    """In small letters, for patterns written in small ASCII letters: what they find is what they find with `re.IGNORECASE`."""
    return (text if text.isascii() else text.translate(_LIKE_ASCII)).lower()


_LIKE_ASCII = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
"""The letters outside ASCII that `re.IGNORECASE` takes for letters inside it."""


def _plain(char: str) -> str:
    """One character made plain: none, one, or a few."""
    if " " <= char <= "~":
        return PLAIN.get(char, char)
    if char in BREAKS:
        return "\n"
    if char in PLAIN:
        return PLAIN[char]
    kind = unicodedata.category(char)
    if kind in GONE:
        return ""
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return unicodedata.normalize("NFKC", char)
