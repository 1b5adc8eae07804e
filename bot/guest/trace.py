"""What of a language model's words may be shown: only what the person said themselves, in the person's own words.

Every sentence is read off at most three of the person's, in the order in which they were told, word for word: cut where a
clause of their own begins or ends, and joined by "and". Of its own the answer has an article, "is" and "will" where the
person left them out, "I" before an act of which they did not say whose it was, and an apology that stands there already.
No other word, and no sign, has a way through; where a word is left out, none is that turns the meaning (no other person, no
"not", no "maybe", no condition). A sentence that does not trace is dropped whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise, takewhile

from bot.patterns import regex
from bot.review.sentences import split
from bot.wording import lexicon as lex
from prompts.frozen import frozen

MOST_SOURCES = 3
"""Sentences of the person's that one sentence may be made of."""
MOST_LOOKS = 2_000
"""Places at which a sentence is looked for: one that is made to be looked for everywhere is dropped, and holds nobody up."""
MOST_WORDS = 40
"""Words of a sentence that is looked at."""

PERSONS = frozenset("i me my myself we he him his she they them their someone somebody everyone everybody".split())
OTHERS = frozenset("he him his she her they them their it its this that these those".split())
"""Words that mean what was said just before them."""
DENIES = frozenset("not no never nobody nothing none without neither nor cannot hardly unless except instead".split())
WEIGHS = frozenset(
    "about around roughly nearly almost maybe perhaps probably possibly likely possible think thinks thinking thought guess guessed "
    "guessing believe believes believed suppose supposes seems seem seemed appears appear appeared looks look looked feels felt "
    "sounds sounded assume assumes assumed assuming claims claim claimed according alleges alleged reckon reckons wonder know knows "
    "knew remember remembers heard mentioned wrote writes suggests suggested reported approximately some least most over under more "
    "less only if might may could should would unsure unclear yet hope hopes hoped hopefully try tried trying half part partly "
    "supposed allegedly apparently supposedly deny denies denied dispute disputes disputed falsely wrongly said told asked says wants wanted few several kind sort".split()
)
"""Words that weigh what stands beside them: skipped, they make a guess a fact, or another's words one's own."""
PLANS = frozenset("will shall going until till before tomorrow tonight when once by".split())
"""One of these stands in a sentence about what is still to be done."""
REASONS = frozenset("because cos cause since as although though while".split())
"""What one of these begins may be left out: a reason, and what is said against it."""
TURNS = REASONS | {"and", "but", "so", "when"}
"""Words at which a sentence of the person's may be cut."""
FILLS = frozenset(
    "just really actually basically literally honestly simply very um uh well ok okay yes yeah also oops".split()
)
"""Words that are left out without a loss."""
OPENS = FILLS | {"sorry", "hi", "hello", "hey", "so", "and", "but", "then"}
"""The same before a sentence."""
ARTICLES = frozenset(("a", "an", "the"))
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
        ("noticed", "realised", "realized", "spotted"), ("fix", "correct"), ("fixed", "corrected"),
        ("e-mail", "email", "mail"), ("e-mailed", "emailed", "mailed"), ("redo", "remake"),
        ("boss", "manager"), ("wrong", "incorrect"), ("forgot", "overlooked"),
    )
    for word in group
}  # fmt: skip
"""Words that say the same in a note."""

_LINK = regex(r"://|www\.|\b[\w-]+\.[a-z]{2,}(?=\W|$)(?<!\be\.g)(?<!\bi\.e)|@|\bmailto\b|\bhttps?\b", re.I)
_MANGLED = regex(r"[.!?,;:]{2,}|\s[.,!?;:]|\s{2,}|--|-(?:\s|$)|(?:^|\s)-|['\"]-|-['\"]")
_PLAIN = frozenset(" .,;:!?'\"()-/%€$£&+")
_BARE = regex(r"[a-z0-9\u00c0-\u024f][a-z0-9\u00c0-\u024f'.:,-]*", re.I)
"""A word of letters and digits, with what may stand within it and behind it."""
_SORRY = regex(
    r"(?:(?:i am )?sorry|i apologi[sz]e|(?:my )?apologies)(?: for (?:this|that|it|(?:this|the) (?:mistake|error)))?"
)
_SAYS_SORRY = regex(r"(?:i am (?:(?:so|very|really|truly) )*)?sorry|i (?:do )?apologi[sz]e|(?:my )?apologies")
_WORD = regex(r"[^\s]+")
_LITTLE = lex.FUNCTION | lex.DETERMINERS | PERSONS | TURNS
_COUNTED = lex.NUMBER_WORDS | {"few", "little", "lot", "bit", "couple", "dozen", "thousand", "million", "many", "other"}
_LIKE_STATES = lex.ADJECTIVES - lex.PARTICIPLES - lex.PAST
_BEFORE_A_THING = lex.PREPOSITIONS | lex.VERBS | lex.PAST | lex.AGREES.keys() | {"and", "are", "were", "have"}


@frozen
class Fact:
    """One sentence of the person's. `plan`: it says what is still to be done."""

    text: str
    plan: bool = False


def traced(answer: str, *tellings: Sequence[Fact]) -> tuple[str, ...]:
    """The sentences of `answer` that trace to one of `tellings`, in order. Anything else is dropped.

    A telling is the person's sentences in an order that they stand in already: read off in another, an act would come to
    follow what it went before.
    """
    own = "\n".join(fact.text for telling in tellings for fact in telling)
    told = [
        [
            source
            for fact in telling
            if not fact.text.rstrip().endswith("?") and (source := _Source(_words(fact.text), plan=fact.plan)).words
        ]
        for telling in tellings
    ]
    sorry = any(_SAYS_SORRY.match(" ".join(each.words)) for telling in told for each in telling)

    def traces(said: str) -> bool:
        words = [word for word in _words(said, ours=False) if word != ","]
        if not words or len(words) > MOST_WORDS:
            return False
        if sorry and _SORRY.fullmatch(" ".join(words)):
            return True
        return any(_Search(tuple(words), tuple(telling)).goes_on(0, None, 0, 0, planned=False) for telling in told)

    return tuple(said for start, end in split(answer) if (said := _plain(answer[start:end], own)) and traces(said))


ASKING = frozenset(
    "what when which who where how do does will would be is the a it that this you your i see and first next step thing exactly "
    "time day done before after by on at until start begin".split()
)
"""Words of a question about a plan. Whatever else stands in it, `_QUESTION` has as OWN."""
_ABOUT = r"(?:(?:by|on|at|before|until) )?(?:what|when|which|who|where|how)(?: (?:the )?(?:first |next )?(?:step|thing|time|day|OWN))?"
_ASKED = (
    r"(?: (?:(?:your|the|a|this|that) (?:first |next )?(?:step|thing|time|day|OWN)"
    r"|i|you|it|this|that|be|first|exactly|see|do|done|start|begin|before|after|by|until|OWN))"
)
_QUESTION = regex(
    rf"(?:and )?{_ABOUT} (?:is|will|would|do|does){_ASKED}+(?: and {_ABOUT}(?: (?:is|will|would|do|does){_ASKED}+)?)?"
)
_GARBLED = regex(r"\b(?:i|you|it|this|that|be) (?:i|you)\b|\b(?:i|you|it|this|that|be) (?:it|this|that)\b|\b(\w+) \1\b")


def asks_only(answer: str, own: Sequence[str], most: int) -> str:
    """The question, when it is one, open, short, and made of words that ask and of the person's own, in their order; else ""."""
    said = _plain(answer.strip().removesuffix("?"), "\n".join(own))
    words = [word for word in _words(said, ours=False) if word != ","]
    shape = re.sub(r"OWN(?: OWN)+", "OWN", " ".join(word if word in ASKING else "OWN" for word in words))
    if (
        not answer.strip().endswith("?")
        or len(words) > most
        or not _QUESTION.fullmatch(shape)
        or _GARBLED.search(shape)
    ):
        return ""
    return f"{said}?" if any(_in_order(words, [word for word in _words(text) if word != ","]) for text in own) else ""


def _in_order(words: Sequence[str], own: Sequence[str]) -> bool:
    """Claim: what is no word that asks stands in `own`, in that order; little words only between two that do."""
    past = -1
    for word in words:
        after = next((place for place in range(past + 1, len(own)) if own[place] == word), None)
        if after is not None and (past < 0 or after == past + 1 or word not in ASKING):
            past = after
        elif word not in ASKING:
            return False
    return True


def _plain(sentence: str, own: str) -> str:
    """The sentence with ordinary quotation marks, or "" when a sign stands in it that the person did not write so."""
    text = _straight(sentence.strip())
    own = _straight(own)
    odd = (
        text[-1:] in {",", ";", ":"}
        or _LINK.search(text)
        or _MANGLED.search(text)
        or any(_capital(word) for word in text.split()[1:])
    )
    if not text or odd or not all(map(_allowed, text)) or not set(filter(str.isalpha, text)) - _ASCII <= set(own):
        return ""
    written = {_unpointed(word) for word in own.split()}
    return text if all(_as_written(word, written) for word in text.split()) else ""


def _straight(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    for curly, straight in (
        ("\u2019", "'"),
        ("\u2018", "'"),
        ("\u201c", '"'),
        ("\u201d", '"'),
        ("\u2013", "-"),
        ("\u2014", "-"),
    ):
        text = text.replace(curly, straight)
    return text


_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _unpointed(word: str) -> str:
    """A word without the point or comma behind it."""
    return word.rstrip(".,;:")


def _as_written(word: str, written: set[str]) -> bool:
    """Claim: the word stands in the person's like this, or with no sign that says something, and not in capitals only."""
    bare = _unpointed(word)
    shouts = len(bare) > 1 and bare.isupper() and any(map(str.isalpha, bare))
    return bare in written or (_BARE.fullmatch(bare) is not None and not shouts and bare[-1] != "'")


def _capital(word: str) -> bool:
    """Claim: a little word with a capital in the middle of a sentence, where two sentences were run together."""
    folded = word.casefold().strip(".,;:!?'\"()")
    return word[:1].isupper() and folded not in {"i", "i'm", "i'll", "i've", "i'd"} and folded in _LITTLE


def _allowed(sign: str) -> bool:
    """Claim: a Latin letter, an ASCII digit, or a sign of a plain letter."""
    if sign.isascii():
        return sign.isalnum() or sign in _PLAIN
    return sign in _PLAIN or (sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN"))


def _words(text: str, *, ours: bool = True) -> tuple[str, ...]:
    """Words in small letters, shortened forms written out; a comma or a dash is a word of its own where words may turn.

    "ill" is "I'll" where a person hurries (`ours`), and nowhere else.
    """
    text = text.replace("\u2019", "'").replace("\u2018", "'")
    found: list[str] = []
    for piece in _WORD.findall(unicodedata.normalize("NFC", text).casefold()):
        bare = piece.strip(".,;:!?'\"()-\u2013\u2014\u2026*_")
        bare = f"-{bare}" if re.match(r"\W?[-\u2212]\d", piece) else bare
        found += ['"'] * piece.count('"')
        parts = [bare] if re.search(r"\d", bare) else re.split(r"[-/\u2013\u2014]", bare)
        for part in parts:
            found += (SHORT.get(part, part) if ours or part != "ill" else part).split()
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
        """Claim: it begins with an act, and its first clause does not say whose: "forgot to attach it"."""
        clause = tuple(
            takewhile(lambda word: word not in TURNS and word not in {"until", "that", "if", ","}, self.words)
        )
        act = clause[0] if clause else ""
        acts = act in lex.VERBS if self.plan else act in lex.PAST or (act.endswith("ed") and len(act) > 3)
        by = any(
            one == "by" and not (other[:1].isdigit() or other in lex.BARE_TIMES) for one, other in pairwise(clause)
        )
        return acts and not by and act not in WEIGHS and not any(word in PERSONS for word in clause)


def _same(said: str, word: str) -> bool:
    """Claim: the same word, or one that says the same."""
    return said == word or ALIKE.get(said, said) == ALIKE.get(word, word)


def _guarded(words: Sequence[str]) -> bool:
    """Claim: left out, one of these would turn what is left."""
    return any(word in DENIES or word in WEIGHS for word in words)


def _acts(words: Sequence[str]) -> bool:
    """Claim: a verb stands among these words."""
    return any(word in lex.FINITE or (word.endswith("ed") and len(word) > 3) for word in words)


_NO_SUBJECT = lex.PREPOSITIONS | TURNS | frozenset("who which that or where what than".split())


def _clause(words: Sequence[str], *, shared: bool = False) -> bool:
    """Claim: these are a clause of their own, which says who or what did something. `shared`: or leave it to the one before."""
    begins = words[0] if words else ""
    verb = begins in lex.FINITE or (begins.endswith("ed") and len(begins) > 3)
    return _acts(words) and begins not in _NO_SUBJECT and (shared or not verb)


def _cuts(skipped: Sequence[str], *, plan: bool) -> bool:
    """Claim: what is left out at the end is a clause of its own, which denies, weighs and narrows nothing. Of a plan, no condition."""
    rest = [word for word in skipped if word not in FILLS]
    if not [word for word in rest if word != ","]:
        return True
    if _guarded(rest):
        return False
    comma, rest = rest[0] == ",", rest[1:] if rest[0] == "," else rest
    head, after = rest[0], rest[1:]
    if head in {"but", "when", "while"} and plan:
        return False
    if head not in TURNS:
        return comma and _clause(rest)
    return _clause(after, shared=head == "and") or head in {"because", "cos"}


def _begins(skipped: Sequence[str], first: str, *, plan: bool) -> bool:
    """Claim: what is left out at the head is a clause of its own, before one that names who did it, or says nothing."""
    rest = [word for word in skipped if word != ","]
    if all(word in OPENS for word in rest):
        return True
    if _guarded(rest) or first not in PERSONS or len(skipped) < 2:
        return False
    if skipped[-1] in {"and", "but", "so"}:
        return _clause([word for word in skipped[:-1] if word not in OPENS])
    if skipped[-1] != ",":
        return False
    reason = skipped[0] in REASONS - {"as"} or (skipped[0] == "when" and not plan)
    return _clause(rest[1:]) if reason else rest[0] in PERSONS and _clause(rest)


@frozen
class _Search:
    """Looks for a way to read a sentence off one telling, word by word."""

    words: tuple[str, ...]
    sources: tuple[_Source, ...]
    tried: set[tuple[int, int | None, int, int, bool]] = field(default_factory=set)
    """Where it was looked already, in vain."""

    def goes_on(self, at: int, now: int | None, past: int, used: int, *, planned: bool) -> bool:
        """Claim: the words from `at` on can be read off, source `now`, the `used`th, being read up to `past`.

        `planned`: one of them is a plan. After `MOST_LOOKS` it is not.
        """
        here = at, now, past, used, planned
        if here in self.tried or len(self.tried) >= MOST_LOOKS:
            return False
        self.tried.add(here)
        if at == len(self.words):
            return (
                now is not None and self._left(now, past) and (not planned or any(word in PLANS for word in self.words))
            )
        word = self.words[at]
        if now is not None:
            source = self.sources[now].words
            for place in range(past, len(source)):
                if _same(word, source[place]) and self.goes_on(at + 1, now, place + 1, used, planned=planned):
                    return True
                if source[place] != "," and source[place] not in FILLS:
                    break
            listed = word == "and" and source[past : past + 1] == (",",)
            if listed and self.goes_on(at + 1, now, past + 1, used, planned=planned):
                return True
            joins = word == "and" and used < MOST_SOURCES and self._left(now, past)
            if joins and self._entered(at + 1, now + 1, used, planned=planned):
                return True
        elif self._entered(at, 0, used, planned=planned):
            return True
        return self._inserted(at, now) and self.goes_on(at + 1, now, past, used, planned=planned)

    def _entered(self, at: int, least: int, used: int, *, planned: bool) -> bool:
        """Claim: from `at` on it is read off a source that was told no earlier than `least`."""
        return at < len(self.words) and any(
            self._enters(at, number, used, planned=planned or self.sources[number].plan)
            for number in range(least, len(self.sources))
        )

    def _enters(self, at: int, number: int, used: int, *, planned: bool) -> bool:
        source, word, joined = self.sources[number], self.words[at], used > 0
        for place, there in enumerate(source.words):
            follows = number == 0 or there not in OTHERS or not joined or place > 0
            whole = not joined or (_clause(source.words[place:]) and not source.nobodys() and follows)
            if whole and _same(word, there) and _begins(source.words[:place], word, plan=source.plan):
                return self.goes_on(at + 1, number, place + 1, used + 1, planned=planned)
        if self._article(at) and joined and _same(self.words[at + 1], source.words[0]) and _clause(source.words):
            return self.goes_on(at + 2, number, 1, used + 1, planned=planned)
        width = self._lead(at, source)
        return width > 0 and self.goes_on(at + width + 1, number, 1, used + 1, planned=planned)

    def _lead(self, at: int, source: _Source) -> int:
        """How many words say who did it, or will, where the source begins with the act: "forgot to attach it"."""
        will = self.words[at : at + 2] == ("i", "will")
        width = 2 if will else 1
        fits = self.words[at] == "i" and source.nobodys() and will == source.plan and at + width < len(self.words)
        return width if fits and _same(self.words[at + width], source.words[0]) else 0

    def _left(self, now: int, past: int) -> bool:
        source = self.sources[now]
        return past == len(source.words) or (
            _acts(source.words[:past]) and _cuts(source.words[past:], plan=source.plan)
        )

    def _inserted(self, at: int, now: int | None) -> bool:
        """Claim: the person left this word out."""
        word, before = self.words[at], self.words[at - 1] if at else ""
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        if now is None or not after:
            return self._article(at)
        source = self.sources[now]
        if word in {"is", "are", "am"}:
            fits = before == "i" if word == "am" else before not in _LITTLE
            return fits and not _acts(source.words) and (after in _LIKE_STATES or after.endswith("ing"))
        if word == "will":
            return before == "i" and source.plan and after in lex.VERBS
        return self._article(at)

    def _article(self, at: int) -> bool:
        """Claim: an article stands here, before a thing."""
        word, before = self.words[at], self.words[at - 1] if at else "and"
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        thing = after and not after[0].isdigit() and after not in _LITTLE | lex.MODALS | _COUNTED
        return word in ARTICLES and bool(thing) and (before in _BEFORE_A_THING or before.endswith("ed"))


__all__ = ["Fact", "asks_only", "traced"]
