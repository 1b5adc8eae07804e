"""A sentence as a set of numbered n-grams: single words to threes, and two to five letters within a word's edges."""

from __future__ import annotations

from zlib import crc32

from bot.patterns import regex
from bot.review.normal import plain

BUCKETS = 1 << 18
LONGEST_TEXT = 700
WORD = regex(r"[\w']+|[^\w\s]")
OF_WORDS, OF_LETTERS = crc32(b"w"), crc32(b"c")
"""What the numbers of either kind begin with: an n-gram's number is its beginning's, and one part more."""


def grams(text: str, context: str) -> tuple[list[int], list[int]]:
    """The buckets that `text`, read in `context`, falls into, each once, in order: those of words, those of letters."""
    low = plain(text[:LONGEST_TEXT]).text.lower()
    words = [word.encode("utf-8", "replace") for word in ("<" + context + ">", *WORD.findall(low))]
    of_words: set[int] = set()
    for at, first in enumerate(words):
        number = crc32(first, OF_WORDS)
        of_words.add(number % BUCKETS)
        for word in words[at + 1 : at + 3]:
            number = crc32(word, crc32(b" ", number))
            of_words.add(number % BUCKETS)
    of_letters: set[int] = set()
    for word in {context, *low.split()}:
        letters = [char.encode("utf-8", "replace") for char in f" {word[:40]} "]
        for at, first in enumerate(letters):
            number = crc32(first, OF_LETTERS)
            for letter in letters[at + 1 : at + 5]:
                number = crc32(letter, number)
                of_letters.add(number % BUCKETS)
    return sorted(of_words), sorted(of_letters)
