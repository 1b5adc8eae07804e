"""A small language for "words to look for", so that a list of phrases in a TOML file can be read by a person.

A phrase is parts with spaces between them, looked for inside one sentence, in any case, accents and apostrophes left out:

- ``sent|emailed`` one of these words; ``reply_all`` two words in a row; ``forgot*`` a word that begins so; ``*`` any word
- ``#`` a number (9:00, 41, two), ``$#`` a number with a currency sign, ``@`` the name of a person who is known here
- ``~`` up to five words in between, ``~2`` up to two; ``the|a?`` may be missing
- ``^`` before all the rest: at the sentence's start; ``$`` after it: at its end; ``{boss}`` a list that the file names

No regular expression is compiled, so a thousand phrases cost a few milliseconds at start-up and a sentence well under one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019\u02bc\u00b4`](?=\w)")
_TOKEN = re.compile(r"[€£$]?\d+(?:[.,:/]\d+)*[^\W_]*|[^\W_]+|[.!?;\n]+|,|[—–]|[%€£$]")
_ENDS = frozenset(".!?;\n")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand "
    "half dozen several".split()
)
_FAR = 5


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and invisible characters: what phrases are compared with."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)) if not unicodedata.combining(c))
    return _APOSTROPHES.sub("", text).lower()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as folded words. `question` says that it ends with a question mark."""

    words: tuple[str, ...] = field(repr=False)
    question: bool = False


def lines(text: str) -> tuple[Line, ...]:
    """Cut a text into sentences of folded words; commas and dashes stay as ``,``."""
    found: list[Line] = []
    words: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        if token[0] in _ENDS:
            if words:
                found.append(Line(tuple(words), "?" in token))
            words = []
        else:
            words.append("," if token in "—–" else token)
    if words:
        found.append(Line(tuple(words)))
    return tuple(found)


class PhraseWrong(ValueError):
    """A phrase that this small language cannot read."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a phrase: alternatives of one or more words, with room before it."""

    choices: tuple[tuple[str, ...], ...]
    room: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to be looked for."""

    source: str
    parts: tuple[_Part, ...]
    at_start: bool
    end_room: int | None
    """How many words may follow, if the phrase must stand at the sentence's end."""


def phrase(source: str, lists: Mapping[str, str] | None = None) -> Phrase:
    """Read one phrase. Raises PhraseWrong with a sentence that says what is wrong."""
    text = source
    for name, words in (lists or {}).items():
        text = text.replace("{" + name + "}", words)
    if "{" in text or "}" in text:
        raise PhraseWrong(f"the phrase {source!r} names a list that is not there")
    parts: list[_Part] = []
    end_room: int | None = None
    room, at_start = 0, False
    for number, token in enumerate(text.split()):
        if token == "^" and number == 0:
            at_start = True
        elif token == "$":
            end_room, room = room, 0
        elif token[0] == "~":
            if token[1:] and not token[1:].isdigit():
                raise PhraseWrong(f"the phrase {source!r} has a gap that is not a number")
            room = int(token[1:] or _FAR)
        else:
            optional = token.endswith("?")
            choices = tuple(tuple(words.split("_")) for words in token.rstrip("?").split("|"))
            if any(not word for words in choices for word in words):
                raise PhraseWrong(f"the phrase {source!r} has an empty word")
            parts.append(_Part(choices, room, optional))
            room = 0
    if not parts or parts[0].optional or parts[0].room or room:
        raise PhraseWrong(f"the phrase {source!r} must begin and end with a word")
    return Phrase(source, tuple(parts), at_start, end_room)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that was found: under which key, and from which word up to which in its sentence."""

    key: str
    start: int
    end: int


class Lexicon:
    """Phrases by key, indexed by their first word."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self._whole: dict[str, list[tuple[str, Phrase]]] = {}
        self._begins: dict[str, list[tuple[str, Phrase]]] = {}
        self._any: list[tuple[str, Phrase]] = []
        for key, each in phrases:
            for first in {choice[0] for choice in each.parts[0].choices}:
                if first in ("*", "#", "$#", "@"):
                    self._any.append((key, each))
                elif first.endswith("*"):
                    self._begins.setdefault(first[:-1], []).append((key, each))
                else:
                    self._whole.setdefault(first, []).append((key, each))

    def find(self, words: Sequence[str], people: Collection[str] = ()) -> Iterator[Found]:
        """Every phrase found in one sentence; a key may come more than once."""
        for at, word in enumerate(words):
            for key, each in self._starting_with(word):
                if each.at_start and at:
                    continue
                end = _match(each, 0, words, at, people)
                if end is not None:
                    yield Found(key, at, end)

    def _starting_with(self, word: str) -> Iterator[tuple[str, Phrase]]:
        yield from self._whole.get(word, ())
        for length in range(2, len(word) + 1):
            yield from self._begins.get(word[:length], ())
        yield from self._any


def _match(each: Phrase, number: int, words: Sequence[str], at: int, people: Collection[str]) -> int | None:
    """Where the rest of the phrase ends if it can be found from word `at` on, else None."""
    if number == len(each.parts):
        return at if each.end_room is None or len(words) - at <= each.end_room else None
    part = each.parts[number]
    for skip in range(part.room + 1):
        for choice in part.choices:
            end = _words_match(choice, words, at + skip, people)
            if end is not None:
                rest = _match(each, number + 1, words, end, people)
                if rest is not None:
                    return rest
    return _match(each, number + 1, words, at, people) if part.optional else None


def _words_match(choice: tuple[str, ...], words: Sequence[str], at: int, people: Collection[str]) -> int | None:
    for wanted in choice:
        if at >= len(words) or not _word_matches(wanted, words[at], people):
            return None
        at += 1
    return at


def _word_matches(wanted: str, word: str, people: Collection[str]) -> bool:
    if wanted == "*":
        return word != ","
    if wanted == "#":
        return word.lstrip("€£$")[:1].isdigit() or word in _NUMBERS
    if wanted == "$#":
        return word[0] in "€£$" and word[1:2].isdigit()
    if wanted == "@":
        return word in people or (word.endswith("s") and word[:-1] in people)
    if wanted[-1] == "*":
        return word.startswith(wanted[:-1])
    return word == wanted
