"""A sentence as a set of numbered n-grams: single words to threes, and two to five letters within a word's edges."""

from __future__ import annotations

from zlib import crc32

from bot.patterns import regex
from bot.review.normal import plain

BUCKETS = 1 << 18
LONGEST_TEXT = 700
WORD = regex(r"[\w']+|[^\w\s]")


def grams(text: str, context: str) -> tuple[list[int], list[int]]:
    """The buckets that `text`, read in `context`, falls into, each once, in order: those of words, those of letters."""
    low = plain(text[:LONGEST_TEXT]).text.lower()
    words = ["<" + context + ">", *WORD.findall(low)]
    of_words = {" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1)}
    of_letters: set[str] = set()
    for word in {context, *low.split()}:
        edged = f" {word[:40]} "
        for size in (2, 3, 4, 5):
            of_letters.update(edged[at : at + size] for at in range(max(1, len(edged) - size + 1)))
    return _numbered(of_words, "w"), _numbered(of_letters, "c")


def _numbered(found: set[str], block: str) -> list[int]:
    begun = crc32(block.encode())
    return sorted({crc32(gram.encode("utf-8", "replace"), begun) % BUCKETS for gram in found})
