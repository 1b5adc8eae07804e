"""Names leave us only as masks: NAME1, NAME2, … What a mask stood for is put back into the answer, and goes nowhere else.

Masked are the names that are known here, every capitalised word that is not an ordinary one at the head of a sentence, and
what looks like an address, a link, a handle or a long number. A name in lower case that nobody knows is not seen. A word that
is a name too ("Mark", "Will") is taken for a name wherever it has its capital, unless the next word shows that it is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.patterns import regex
from bot.wording import lexicon as lex
from prompts.frozen import frozen

HEADS = frozenset(
    "a about after again all also although an and any are as at because before both but by can could did do does due each "
    "every everything everyone few first for from had has have he her here his how however i if in is it its just last later "
    "let like many maybe more most my no nobody not nothing now of on once one only or our over people please she since so some "
    "somebody someone something still such than thank that the their then there these they this those though to today tomorrow "
    "two until was we well were what when where which while who will with would yes yesterday you your".split()
)
"""Words that carry no name, though they may begin a sentence and are in few lists of names."""
ORDINARY = (
    lex.FUNCTION
    | lex.DETERMINERS
    | lex.PRONOUNS
    | lex.VERBS
    | lex.PAST
    | lex.PARTICIPLES
    | lex.FINITE
    | lex.ADJECTIVES
    | lex.AFTER_VERB
    | lex.TO_SOMEONE
    | lex.NOUN_OR_VERB
    | lex.NUMBER_WORDS
    | lex.SHOUTED
    | set(lex.CONTRACTIONS)
    | set(lex.CONTRACTIONS.values())
) - lex.ORDINARY_NAMES | (HEADS - {"will"})
"""What begins a sentence with a capital and is nobody's name. No endings: "Kimberly" and "Harding" have those of ordinary words."""
SPEAKERS = frozenset("i you we they he she it that this there these those who what where how here".split())
"""With a shortened verb behind them these are no name anywhere: "You'll", "It'd"."""
_SHORTENED = regex(r"(?:n't|'(?:ll|ve|d|s|re|m))$")
_ASKS_WILL = regex(
    r"\s+(?:i|you|we|they|he|she|it|the|this|that|there|these|those|my|your|our|someone|anyone|everyone)\b", re.I
)
"""Behind a "Will" that is no name."""
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
_HEAD = regex(r"(?:^|[.!?:;\n\u2013\u2014\u2022*\u2026])[\s\"'(\u201c\u2018-]*$")
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
        if not said[0].isupper() or folded in DATES:
            return said
        head = _HEAD.search(hidden, 0, found.start()) is not None
        return said if _is_no_name(said, hidden[found.end() : found.end() + 20], head=head) else masked(bare) + tail

    return Masked(_WORD.sub(word, hidden), tuple(names))


def _is_no_name(said: str, after: str, *, head: bool) -> bool:
    """Claim: this word with a capital is an ordinary one, at the head of a sentence, shouted, or shortened."""
    plain = said.casefold().replace("\u2019", "'")
    short = _SHORTENED.search(plain)
    stem = plain[: short.start()] if short else plain
    if short and stem in SPEAKERS:
        return True
    if not head and not (said.isupper() and len(stem) > 2):
        return False
    if stem == "will" and not short:
        return _ASKS_WILL.match(after) is not None
    return plain in ORDINARY or stem in ORDINARY


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
