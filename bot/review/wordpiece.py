"""WordPiece, the way the encoder learned it: lower case, no accents, longest known piece first."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from bot.review.normal import plain

PAD, UNKNOWN, FIRST, LAST = 0, 100, 101, 102
LONGEST_WORD = 40
LONGEST = 96
"""Pieces read of one sentence; a longer one is read up to here."""


def pieces(text: str, vocabulary: Mapping[str, int], limit: int = LONGEST) -> list[int]:
    """The ids of `text`, between the first and the last sign, at most `limit` of them."""
    ids = [FIRST]
    for word in words(text, limit):
        ids.extend(_pieces(word, vocabulary))
        if len(ids) >= limit - 1:
            break
    return [*ids[: limit - 1], LAST]


def words(text: str, limit: int = LONGEST) -> list[str]:
    """Words and single punctuation signs, lower case, without accents. A very long text is cut early."""
    low = plain(text[: limit * LONGEST_WORD]).text.lower()
    if not low.isascii():
        low = "".join(char for char in unicodedata.normalize("NFD", low) if unicodedata.category(char) != "Mn")
    found: list[str] = []
    word = ""
    for char in low:
        if char.isalnum():
            word += char
            continue
        if word:
            found.append(word)
            word = ""
        if not char.isspace():
            found.append(char)
    if word:
        found.append(word)
    return found


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """One word as its longest known pieces, or the unknown sign."""
    whole = vocabulary.get(word)
    if whole is not None:
        return [whole]
    if len(word) > LONGEST_WORD:
        return [UNKNOWN]
    ids: list[int] = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = vocabulary.get(("##" if at else "") + word[at:end])
            if piece is not None:
                ids.append(piece)
                at = end
                break
        else:
            return [UNKNOWN]
    return ids
