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
from dataclasses import field

from prompts.frozen import frozen

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019\u02bc\u00b4`](?=\w)")
_TOKEN = re.compile(r"[€£$]?\d+(?:[.,:/]\d+)*[^\W_]*|[^\W_]+|[.!?;\n]+|,|[—–]|[%€£$]")
_ENDS = frozenset(".!?;\n")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand "
    "half dozen several".split()
)
_FAR = 5
_WILD = frozenset("*#@")
"""How a word that is not plain ends."""


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and invisible characters: what phrases are compared with."""
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)) if not unicodedata.combining(c)
        )
    return _APOSTROPHES.sub("", text).lower()


@frozen
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
            words.append("," if token in "—–" else token)  # a token of a template, as below  # nosec B105
    if words:
        found.append(Line(tuple(words)))
    return tuple(found)


class PhraseWrong(ValueError):
    """A phrase that this small language cannot read."""


@frozen
class _Part:
    """One part of a phrase: alternatives of one or more words, with room before it."""

    words: frozenset[str]
    """The alternatives that are one plain word: looked up, not compared."""
    others: tuple[tuple[str, ...], ...]
    """The rest: several words in a row, or with a wildcard."""
    room: int
    optional: bool

    def firsts(self) -> frozenset[str]:
        """What the first word may be."""
        return self.words | {choice[0] for choice in self.others}


@frozen
class Phrase:
    """One phrase, ready to be looked for."""

    source: str
    parts: tuple[_Part, ...]
    at_start: bool
    end_room: int | None
    """How many words may follow, if the phrase must stand at the sentence's end."""
    needs: frozenset[str]
    """One of these must stand in the sentence, or the phrase cannot; empty if nothing so simple can be said."""


def phrase(source: str, lists: Mapping[str, str] | None = None) -> Phrase:
    """Read one phrase. Raises PhraseWrong with a sentence that says what is wrong."""
    text = source
    if "{" in text:
        for name, words in (lists or {}).items():
            text = text.replace("{" + name + "}", words)
    if "{" in text or "}" in text:
        raise PhraseWrong(f"the phrase {source!r} names a list that is not there")
    parts: list[_Part] = []
    end_room: int | None = None
    room, at_start = 0, False
    for number, token in enumerate(text.split()):
        if token == "^" and number == 0:  # nosec B105
            at_start = True
        elif token == "$":  # nosec B105
            end_room, room = room, 0
        elif token[0] == "~":
            if token[1:] and not token[1:].isdigit():
                raise PhraseWrong(f"the phrase {source!r} has a gap that is not a number")
            room = int(token[1:] or _FAR)
        else:
            optional = token.endswith("?")
            choices = token.rstrip("?").split("|")
            plain = frozenset(words for words in choices if "_" not in words and words[-1:] not in _WILD)
            others = tuple(tuple(words.split("_")) for words in choices if words not in plain)
            if "" in plain or not all(all(words) for words in others):
                raise PhraseWrong(f"the phrase {source!r} has an empty word")
            parts.append(_Part(plain, others, room, optional))
            room = 0
    if not parts or parts[0].optional or parts[0].room or room:
        raise PhraseWrong(f"the phrase {source!r} must begin and end with a word")
    needs = next(
        (part.words for part in reversed(parts[1:]) if not part.others and not part.optional), frozenset[str]()
    )
    return Phrase(source, tuple(parts), at_start, end_room, needs)


@frozen
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
        self._number: list[tuple[str, Phrase]] = []
        self._name: list[tuple[str, Phrase]] = []
        self._any: list[tuple[str, Phrase]] = []
        for entry in phrases:
            for first in entry[1].parts[0].firsts():
                if first in ("#", "$#"):
                    self._number.append(entry)
                elif first == "@":
                    self._name.append(entry)
                elif first == "*":
                    self._any.append(entry)
                elif first.endswith("*"):
                    self._begins.setdefault(first[:-1], []).append(entry)
                else:
                    self._whole.setdefault(first, []).append(entry)
        self._lengths = sorted({len(beginning) for beginning in self._begins})

    def find(self, words: Sequence[str], people: Collection[str] = ()) -> Iterator[Found]:
        """Every phrase found in one sentence, each key once, where it is first found."""
        seen: set[str] = set()
        there = frozenset(words)
        for at, word in enumerate(words):
            for key, each in self._starting_with(word, people):
                if key in seen or (each.at_start and at) or (each.needs and each.needs.isdisjoint(there)):
                    continue
                end = _match(each, 0, words, at, people)
                if end is not None:
                    seen.add(key)
                    yield Found(key, at, end)

    def _starting_with(self, word: str, people: Collection[str]) -> Iterator[tuple[str, Phrase]]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            yield from self._begins.get(word[:length], ())
        if _is_number(word):
            yield from self._number
        if people and _is_name(word, people):
            yield from self._name
        yield from self._any


def _match(each: Phrase, number: int, words: Sequence[str], at: int, people: Collection[str]) -> int | None:
    """Where the rest of the phrase ends if it can be found from word `at` on, else None."""
    if number == len(each.parts):
        return at if each.end_room is None or len(words) - at <= each.end_room else None
    part = each.parts[number]
    for here in range(at, min(at + part.room + 1, len(words))):
        if words[here] in part.words:
            rest = _match(each, number + 1, words, here + 1, people)
            if rest is not None:
                return rest
        for choice in part.others:
            end = _words_match(choice, words, here, people)
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
    if wanted == word:
        return True
    match wanted[-1]:
        case "*":
            return word != "," if wanted == "*" else word.startswith(wanted[:-1])
        case "#":
            return _is_number(word) and (wanted == "#" or word[0] in "€£$")
        case "@":
            return _is_name(word, people)
        case _:
            return False


def _is_number(word: str) -> bool:
    return word.lstrip("€£$")[:1].isdigit() or word in _NUMBERS


def _is_name(word: str, people: Collection[str]) -> bool:
    return word in people or (word.endswith("s") and word[:-1] in people)
