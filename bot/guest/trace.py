"""What of a language model's words may be shown: only what the person said themselves, in other order and with small words.

Every sentence must trace to at most three of the person's own. Each of its words that carries anything (a name, a number, a
day, an amount, an act, a denial, who did it) must stand in those, and in their order there, with nothing skipped in between
that turns the meaning: no other person, no "not", no "maybe". Besides those, only small words and words of a polite letter
may stand in it. Markup, links and signs have no way through. A sentence that does not trace is dropped whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import takewhile

from bot.patterns import regex
from bot.review.sentences import split
from prompts.frozen import frozen

MOST_SOURCES = 3
"""Sentences of the person's that one sentence may be made of."""
MOST_LOOKS = 2_000
"""Places at which a sentence is looked for: one that is made to be looked for everywhere is dropped, and holds nobody up."""
MOST_WORDS = 40
"""Words of a sentence that is looked at."""

SMALL = frozenset(
    "a an the and so then also to of in on at for from with into onto as that this these those which it its our your you us "
    "there here please thank thanks am is are be being up out off down through during about-to via per".split()
)
"""Words that carry nothing by themselves."""
LETTER = frozenset(
    "sorry apologise apologize apology apologies mistake error own mine responsibility take taking know knowing let inform "
    "informing aware update updates updated confirm confirms happened happening situation matter regarding concerning hello hi "
    "dear regards available discuss questions question feel free reach welcome appreciate understand inconvenience any "
    "full fully plan keep keeping working".split()
)
"""Words of a polite letter that say no fact."""
PERSONS = frozenset("i me my myself we he him his she her they them their someone somebody everyone everybody".split())
DENIES = frozenset("not no never nobody nothing none without neither nor cannot hardly unless except instead".split())
WEIGHS = frozenset(
    "about around roughly nearly almost maybe perhaps probably possibly likely think thought guess believe suppose seems seem "
    "seemed approximately some least most over under more less only if might may could should would unsure unclear yet reckon "
    "hope hopefully try tried trying half part partly supposed allegedly apparently said told asked says wants wanted".split()
)
"""Words that weigh what stands beside them: skipped, they make a guess a fact, or another's words one's own."""
DONE = frozenset("was were been have has had did done does do already".split())
PLANS = frozenset("will shall going until till before tomorrow tonight when once".split())
"""One of these stands in a sentence about what is still to be done."""
TURNS = frozenset("and but because so since while when which as then though although or".split())
"""Words at which a sentence of the person's may be cut."""
SHORT = {
    "i'm": "i am", "im": "i am", "i've": "i have", "ive": "i have", "i'll": "i will", "ill": "i will", "i'd": "i would",
    "we're": "we are", "we've": "we have", "we'll": "we will", "he's": "he is", "hes": "he is", "she's": "she is",
    "shes": "she is", "it's": "it is", "its": "it is", "that's": "that is", "thats": "that is", "they're": "they are",
    "theyre": "they are", "there's": "there is", "he'll": "he will", "she'll": "she will", "they'll": "they will",
    "you'll": "you will", "youll": "you will", "can't": "can not", "cant": "can not", "cannot": "can not",
    "won't": "will not", "wont": "will not", "don't": "do not", "dont": "do not", "didn't": "did not", "didnt": "did not",
    "doesn't": "does not", "isn't": "is not", "isnt": "is not", "wasn't": "was not", "wasnt": "was not",
    "aren't": "are not", "weren't": "were not", "haven't": "have not", "havent": "have not", "hasn't": "has not",
    "hadn't": "had not", "couldn't": "could not", "shouldn't": "should not", "wouldn't": "would not",
    "till": "until", "til": "until", "ok": "okay", "let's": "let us",
}  # fmt: skip

ALIKE = {
    word: group[0]
    for group in (
        ("ring", "call", "phone"), ("rang", "called", "phoned"), ("ringing", "calling", "phoning"),
        ("says", "confirms"), ("noticed", "realised", "realized", "spotted"), ("fix", "correct"), ("fixed", "corrected"),
        ("e-mail", "email", "mail"), ("e-mailed", "emailed", "mailed"), ("ask", "request"), ("redo", "remake"),
        ("boss", "manager"), ("wrong", "incorrect"), ("forgot", "overlooked"), ("figures", "numbers"),
    )
    for word in group
}  # fmt: skip
"""Words that say the same in a note."""

_LINK = regex(r"://|www\.|\b[\w-]+\.[a-z]{2,}(?=\W|$)(?<!\be\.g)(?<!\bi\.e)|@|\bmailto\b|\bhttps?\b", re.I)
_MANGLED = regex(r"[.!?,;:]{2,}|\s[.,!?;:]|\s{2,}")
_PLAIN = frozenset(" .,;:!?'\"()-/%€$£&+")
_WORD = regex(r"[^\s]+")


@frozen
class Fact:
    """One sentence of the person's. `plan`: it says what is still to be done."""

    text: str
    plan: bool = False


def traced(answer: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The sentences of `answer` that trace to `facts`, in order. Anything else is dropped."""
    sources = [_Source(_words(fact.text), plan=fact.plan) for fact in facts]
    sources = [source for source in sources if source.words]
    return tuple(said for sentence in _sentences(answer) if (said := _plain(sentence)) and _traces(said, sources))


ASKING = frozenset(
    "what when which who where how do does will would could can be first next step thing exactly see seen look like time day hour "
    "start begin starting before after by until done check tell show press way much many long person name one you your i".split()
)
"""Words of a question about a plan."""


def asks_only(answer: str, own: Sequence[str], most: int) -> str:
    """The question, when it is one, short, and made of words that ask and of the person's own; else ""."""
    said = _plain(answer)
    words = [word for word in _words(said) if word != ","]
    if not said.endswith("?") or said.count("?") != 1 or not 0 < len(words) <= most or "why" in words:
        return ""
    known = {word for text in own for word in _words(text)}
    fits = all(word in SMALL or word in ASKING or any(_same(word, each) for each in known) for word in words)
    return said if fits else ""


def _sentences(answer: str) -> Iterator[str]:
    for start, end in split(answer):
        yield answer[start:end]


def _plain(sentence: str) -> str:
    """The sentence with ordinary quotation marks, or "" when a sign stands in it that no letter needs."""
    text = unicodedata.normalize("NFC", sentence.strip())
    for curly, straight in (
        ("\u2019", "'"),
        ("\u2018", "'"),
        ("\u201c", '"'),
        ("\u201d", '"'),
        ("\u2013", "-"),
        ("\u2014", "-"),
    ):
        text = text.replace(curly, straight)
    odd = _LINK.search(text) or _MANGLED.search(text) or any(_capital(word) for word in text.split()[1:])
    return text if text and not odd and all(map(_allowed, text)) else ""


def _capital(word: str) -> bool:
    """Claim: a small word with a capital in the middle of a sentence, where two sentences were run together."""
    folded = word.casefold().strip(".,;:!?'\"()")
    return word[:1].isupper() and folded != "i" and folded in SMALL | LETTER | PERSONS


def _allowed(sign: str) -> bool:
    """Claim: a Latin letter, an ASCII digit, or a sign of a plain letter."""
    if sign.isascii():
        return sign.isalnum() or sign in _PLAIN
    return sign in _PLAIN or (sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN"))


def _words(text: str) -> tuple[str, ...]:
    """Words in small letters, shortened forms written out; a comma or a dash is a word of its own where words may turn."""
    text = text.replace("\u2019", "'").replace("\u2018", "'")
    found: list[str] = []
    for piece in _WORD.findall(unicodedata.normalize("NFC", text).casefold()):
        bare = piece.strip(".,;:!?'\"()-\u2013\u2014\u2026*_")
        parts = [bare] if re.search(r"\d", bare) else re.split(r"[-/\u2013\u2014]", bare)
        for part in parts:
            found += SHORT.get(part, part).split() if part else []
        if piece.rstrip("'\")")[-1:] in {",", ";", ":", "-", "\u2013", "\u2014"} or not bare:
            found.append(",")
    while found and found[-1] == ",":
        found.pop()
    return tuple(found)


@frozen
class _Source:
    words: tuple[str, ...]
    plan: bool = False

    def nobodys(self) -> bool:
        """Claim: its first clause names nobody: it stands without who did it, as an answer may ("forgot to attach it")."""
        clause = takewhile(lambda word: word not in TURNS and word not in {"until", "that", "if", ","}, self.words)
        return not any(word in PERSONS for word in clause)


def _same(said: str, word: str) -> bool:
    """Claim: the same word, or the same in another number or in the -ing form. What is done is never what is to do."""
    if said == word or ALIKE.get(said, said) == ALIKE.get(word, word):
        return True
    if any(sign.isdigit() for sign in said + word) or "'" in said + word:
        return said.removesuffix("'s") == word.removesuffix("'s")
    short, long = sorted((said, word), key=len)
    if len(short) < 3 or not long.startswith(short.removesuffix("e")):
        return False
    rest = long[len(short) :]
    return rest in {"s", "es", "ing"} or (short.endswith("e") and long == short[:-1] + "ing")


def _guards(word: str) -> bool:
    """Claim: skipped in the middle, it would turn what is left."""
    return word in PERSONS or word in DENIES or word in WEIGHS


def _cuts(skipped: Sequence[str]) -> bool:
    """Claim: what is left out at the end of a sentence begins a clause of its own, and denies and weighs nothing."""
    if any(word in DENIES or word in WEIGHS for word in skipped):
        return False
    bare = [word for word in skipped if word not in SMALL]
    return not bare or skipped[0] in TURNS or skipped[0] == ","


def _begins(skipped: Sequence[str], first: str) -> bool:
    """Claim: what is left out at the head is small, or a clause of its own before one that names who did it."""
    if any(word in DENIES or word in WEIGHS for word in skipped):
        return False
    bare = [word for word in skipped if word not in SMALL and word not in TURNS and word != ","]
    return not bare or (first in PERSONS and (skipped[-1] in TURNS or skipped[-1] == ","))


def _traces(sentence: str, sources: Sequence[_Source]) -> bool:
    """Claim: the sentence says what these sources say, and no more."""
    words = [word for word in _words(sentence) if word != ","]
    if not words or len(words) > MOST_WORDS:
        return False
    if all(word in SMALL or word in LETTER or word in {"i", "my", "for", "me"} for word in words):
        return "sorry" in words or any(word.startswith("apolog") for word in words)
    search = _Search(tuple(words), tuple(sources))
    return search.goes_on(0, None, 0, ())


@frozen
class _Search:
    """Looks for a way to read a sentence off its sources, word by word."""

    words: tuple[str, ...]
    sources: tuple[_Source, ...]
    tried: set[tuple[int, int | None, int, tuple[int, ...]]] = field(default_factory=set)
    """Where it was looked already, in vain."""

    def goes_on(self, at: int, now: int | None, past: int, used: tuple[int, ...]) -> bool:
        """Claim: the words from `at` on can be read off, source `now` being read up to `past`. After `MOST_LOOKS` it is not."""
        here = at, now, past, used
        if here in self.tried or len(self.tried) >= MOST_LOOKS:
            return False
        self.tried.add(here)
        if at == len(self.words):
            return now is not None and self._left(now, past) and self._planned(used)
        word = self.words[at]
        if now is not None:
            source = self.sources[now].words
            for place in range(past, len(source)):
                if _same(word, source[place]) and self.goes_on(at + 1, now, place + 1, used):
                    return True
                if _guards(source[place]):
                    break
        if (now is None or self._left(now, past)) and len(used) < MOST_SOURCES:
            for number, other in enumerate(self.sources):
                if number not in used and self._enters(at, number, other, used):
                    return True
        return self._inserted(word, at, now, past) and self.goes_on(at + 1, now, past, used)

    def _enters(self, at: int, number: int, source: _Source, used: tuple[int, ...]) -> bool:
        word = self.words[at]
        for place, there in enumerate(source.words):
            if word in SMALL and place:
                break
            if _same(word, there) and _begins(source.words[:place], word):
                return self.goes_on(at + 1, number, place + 1, (*used, number))
        width = self._lead(at, source)
        return width > 0 and self.goes_on(at + width + 1, number, 1, (*used, number))

    def _lead(self, at: int, source: _Source) -> int:
        """How many words say who did it, or will, where the source begins with the act: "forgot to attach it"."""
        will = self.words[at : at + 2] == ("i", "will")
        width = 2 if will else 1
        fits = self.words[at] == "i" and source.nobodys() and will == source.plan and at + width < len(self.words)
        return width if fits and _same(self.words[at + width], source.words[0]) else 0

    def _left(self, now: int, past: int) -> bool:
        return _cuts(self.sources[now].words[past:])

    def _planned(self, used: tuple[int, ...]) -> bool:
        """Claim: what is still to be done is said so."""
        planned = any(self.sources[number].plan for number in used)
        return not planned or any(word in PLANS or word == "by" for word in self.words)

    def _inserted(self, word: str, at: int, now: int | None, past: int) -> bool:
        """Claim: this word of the answer's own says nothing."""
        if word == "by" or word in DONE or word in PERSONS or word in DENIES or word in WEIGHS:
            return False
        return (
            word in SMALL
            or word in LETTER
            or (word in {"until", "will"} and now is not None and self.sources[now].plan)
        )


__all__ = ["Fact", "traced"]
