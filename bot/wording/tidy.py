"""Tidying a sentence: capitals, apostrophes, clock times and "you" for the reader's name. Nothing else is touched.

Addresses, code, quotations, file names and @mentions are taken out first and put back as they were. Wherever a rule is
not sure, the person's own spelling stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from bot.patterns import regex
from bot.wording import lexicon as lex
from prompts.frozen import frozen

Clock = Callable[[str], str]

_PROTECTED = regex(
    r"""
      ```.*?```                                     # code
    | `[^`\n]+`
    | <[^<>\s][^<>\n]*>                             # a platform's own markup
    | (?<![\w.+-])[a-z][a-z0-9+.-]*+://\S+                    # addresses
    | \bwww\.\S+
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+
    | (?<!\w)[@\#][\w.-]*\w                         # mentions and channels
    | (?<!\w):[a-z0-9_+-]+:(?!\w)                   # :thumbsup:
    | "[^"\n]+" | “[^”\n]+” | «[^»\n]+» | „[^„“”\n]+[“”]
    | (?<!\w)‘[^‘\n]+?’(?!\w) | (?<!\w)'[^'\n]+?'(?!\w)
    | (?<![\w~.\\/-])(?:[\w~.-]*+[\\/])+[\w.-]+\.\w+                # paths
    | (?<!\w)[~.]?/[\w./-]+
    | (?<![\w.-])[\w-]++(?:\.[\w-]+)*\.(?:[a-z]{2,4}\d?|\d[a-z])\b(?<!\.he)(?<!\.she)(?<!\.it)(?<!\.we)(?<!\.they)  # file names
    | (?<!\w)\w*?_\w[\w.]*                                 # snake_case
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
_STOPS = regex(r"[.!?;:\n]")
_SENTENCE_END = regex(r"(?<![.!?])[.!?]++[\"”’)\]]*+\s+|\n\s*")
_MAY_PROTECT = regex(r"[`<@#\"“«„‘'’\\/_]|:\S|\.\w", re.ASCII)
_FAR = 60
"""Words: how far after a name its sentence is looked at."""
_POSSESSIVE = regex(r"^(.+)(['’]s)$", re.IGNORECASE)
_PRIVATE = range(0xE000, 0xF8FF)


def fold(word: str) -> str:
    """Lower case without accents: how two spellings of a name are compared."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def first_name(name: str) -> str:
    """What a person is called in a letter: the first word of the name, or the whole of "Dr Varga"."""
    words = name.split()
    if not words:
        return ""
    return " ".join(words[:2]) if fold(words[0]).rstrip(".") in lex.HONORIFICS else words[0]


@frozen
class People:
    """Who is known by name. `spelled` is by folded word; `given` are mere first names, kept as typed but for the capital."""

    spelled: Mapping[str, str] = field(repr=False)
    given: frozenset[str] = field(repr=False)
    reader: tuple[str, ...] = field(repr=False)
    """The reader's full name, folded; empty without a reader."""
    called: str = field(repr=False)
    """What the reader is called, folded; empty where another known person is called the same."""

    def name(self, word: str) -> str | None:
        """How a word is spelled if it is the name of a known person."""
        found = self.spelled.get(fold(word))
        if found is None and word.lower() in self.given:
            found = _capital(word)
        return found


@lru_cache(maxsize=64)
def people_of(
    reader_name: str, reader_first: str, people: tuple[str, ...], author: str, given: frozenset[str] = frozenset()
) -> People:
    """Everyone whose name may stand in the sentence; the spelling of `people` is right, that of the sentence may not be."""
    spelled: dict[str, str] = {}
    for name in (author, *people, reader_first, reader_name):
        for n, part in enumerate(name.split()):
            key = fold(part)
            known = key.rstrip(".") in lex.HONORIFICS or (n and (len(key) < 3 or part[0].islower()))
            if not known and _WORD.fullmatch(part) and not part.isnumeric():
                spelled[key] = part
    reader = tuple(fold(part) for part in (reader_name or reader_first).split())
    called = fold(reader_first)
    others = [fold(name) for name in people if fold(name) != " ".join(reader)]
    if any(other.split()[:1] == [called] and len(other.split()) > 1 for other in others):
        called = ""
    return People(spelled, given, reader, called)


def named_in(text: str) -> tuple[str, ...]:
    """The first names that an author wrote with a capital where a person stands: "to Mel at Northway" names Mel."""
    found = (match[1] for match in _A_NAME.finditer(text))
    return tuple(name for name in found if not _is_word(name.lower()) and name.lower() not in _SURE_DAYS | _DATES)


def tidy(
    sentence: str,
    *,
    reader_name: str,
    reader_first: str,
    people: Sequence[str],
    clock: Clock,
    author: str,
) -> str:
    """One sentence with its capitals, apostrophes and clock times put right, and "you" where it names the reader."""
    return tidied(sentence, people_of(reader_name, reader_first, tuple(people), author), clock)


@frozen
class Spoken:
    """Of whom a letter has spoken so far: what "she" stands for in the next sentence."""

    reader: bool = False
    """The last person spoken of is the reader."""
    others: bool = False
    """Somebody else has been spoken of."""
    whole: bool = True
    """The reader is "you" in all of it; if not, the name stays, so that "she" is someone."""


def spoken_after(sentence: str, people: People, before: Spoken) -> Spoken:
    """Of whom the letter has spoken when this sentence is read behind those before it."""
    masked, _ = _mask(_APART.sub(r"\1'\2", sentence))
    words, gaps = _split(masked)
    if not words:
        return before
    line = _Line(words, gaps, people)
    line.put_apostrophes()
    line.put_capitals()
    return line.address_reader(before)


def tidy_inside(words: str, *, people: Sequence[str], author: str, given: frozenset[str] = frozenset()) -> str:
    """Words as they stand inside a line of ours: capitals and apostrophes put right, the first word left as it is."""
    return tidied(words, people_of("", "", tuple(people), author, given), str, start=False)


def tidied(
    sentence: str, people: People, clock: Clock, *, start: bool = True, you: bool = True, spoken: Spoken | None = None
) -> str:
    """As `tidy`. Without `start` the first word is no sentence's start; without `you` the reader's name stays.

    `spoken`: of whom the sentences before this one spoke.
    """
    masked, kept = _mask(_APART.sub(r"\1'\2", sentence))
    words, gaps = _split(clock(masked))
    if words:
        line = _Line(words, gaps, people)
        line.stop_shouting()
        line.put_apostrophes()
        line.put_capitals()
        if you:
            line.address_reader(spoken or Spoken())
        line.start_sentences(first=start)
        masked = "".join(part for pair in zip(line.gaps, [*line.words, ""], strict=True) for part in pair)
    else:
        masked = gaps[0]
    return _unmask(masked, kept)


def _mask(text: str) -> tuple[str, dict[str, str]]:
    kept: dict[str, str] = {}
    if not _MAY_PROTECT.search(text):
        return text, kept
    spare = (chr(code) for code in _PRIVATE if chr(code) not in text)

    def take(match: re.Match[str]) -> str:
        sign = next(spare, "")
        if sign:
            kept[sign] = match[0]
        return sign or match[0]

    return _PROTECTED.sub(take, text), kept


def _unmask(text: str, kept: Mapping[str, str]) -> str:
    return re.sub("[\ue000-\uf8ff]", lambda sign: kept.get(sign[0], sign[0]), text) if kept else text


def _split(text: str) -> tuple[list[str], list[str]]:
    words, gaps, at = [], [], 0
    for match in _WORD.finditer(text):
        gaps.append(text[at : match.start()])
        words.append(match[0])
        at = match.end()
    return words, [*gaps, text[at:]]


def _capital(word: str) -> str:
    """The word with its first letter in capitals, unless that letter has no single capital."""
    first = word[:1].upper()
    return first + word[1:] if len(first) == 1 and first.lower() == word[:1] else word


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


class _Line:
    """A sentence as words and the gaps around them, changed in place while it is tidied."""

    def __init__(self, words: list[str], gaps: list[str], people: People) -> None:
        self.words = words
        self.gaps = gaps
        self.people = people

    def before(self, at: int) -> str:
        """The word before, in lower case; empty at the start and after anything but a space."""
        return _plain(self.words[at - 1]) if at > 0 and self.gaps[at].isspace() else ""

    def after(self, at: int, far: int = 1) -> str:
        """The word after, in lower case; empty at the end and before anything but a space."""
        near = range(at + 1, at + far + 1)
        if at + far >= len(self.words) or not all(self.gaps[n].isspace() for n in near):
            return ""
        return _plain(self.words[at + far])

    def opens(self, at: int) -> bool:
        """Whether a clause begins here."""
        return not self.before(at) or self.before(at) in lex.CONJUNCTIONS

    def rest(self, at: int) -> list[str]:
        """The words after this one up to the end of its sentence, in lower case."""
        found: list[str] = []
        for n in range(at + 1, min(len(self.words), at + _FAR)):
            if _STOPS.search(self.gaps[n]):
                break
            found.append(_plain(self.words[n]))
        return found

    # ---- shouting

    def stop_shouting(self) -> None:
        """Ordinary words in capitals become lower case; acronyms stay."""
        letters = [w for w in self.words if w.isalpha() and len(w) > 1]
        loud = [w for w in letters if w.isupper()]
        whole = len(loud) >= 4 and len(loud) * 5 >= len(letters) * 4
        for n, word in enumerate(self.words):
            if not word.isupper() or len(word) < 2 or not word.isascii():
                continue
            plain = _plain(word)
            if self.people.spelled.get(plain) == word or not re.fullmatch(r"[a-z]+(?:'[a-z]+)?", plain):
                continue
            if self._joined(n):
                continue
            if whole and plain not in _ACRONYMS and (len(plain) > 4 or _is_word(plain) or plain in self.people.given):
                self.words[n] = word.lower()
            elif len(plain) > 4 and plain not in _NO_SHOUT and _is_word(plain):
                self.words[n] = word.lower()

    def _joined(self, at: int) -> bool:
        """Whether the word is a part of a longer sign: ORDER-123, A/B."""
        return self.gaps[at][-1:] in {"-", "/", "_", "&", "."} or self.gaps[at + 1][:1] in {"-", "/", "_", "&"}

    # ---- apostrophes

    def put_apostrophes(self) -> None:
        """I'm for im, don't for dont, and it's, I'll and I'd only where they can be nothing else."""
        for n, word in enumerate(self.words):
            plain = word.lower()
            full = lex.CONTRACTIONS.get(plain)
            if plain in {"im", "its", "ill", "id"} and word.isupper():
                continue
            if self._joined(n):
                continue
            if plain in _OF_A_DAY and self._days_own(n, plain):
                self.words[n] = (
                    f"{_capital(word[:-1]) if plain.endswith('days') and plain[:-1] in lex.DAYS else word[:-1]}'{word[-1]}"
                )
                continue
            if plain == "im":
                full = None if self.before(n) in _BEFORE_IM else "i'm"
            elif plain == "its":
                full = "it's" if self._it_is(n) else None
            elif plain == "ill":
                full = "i'll" if self._i_will(n) else None
            elif plain == "id":
                full = "i'd" if self._i_would(n) else None
            if full is not None:
                self.words[n] = full.upper() if word.isupper() else full if word.islower() else _capital(full)

    def _days_own(self, at: int, plain: str) -> bool:
        """Claim: what follows is that day's ("for saturdays event"), and not told of all such days ("on saturdays we open")."""
        before, after = self.before(at), self.after(at)
        if not after.isalpha() or after in lex.FUNCTION or after in lex.FINITE or after in lex.DAYS:
            return False
        return not plain.endswith("days") or (before not in _ALL_SUCH and not after.endswith(("ed", "ing")))

    def _it_is(self, at: int) -> bool:
        after, then = self.after(at), self.after(at, 2)
        if not after:
            return False
        if after in {"only", "very"}:
            return then[:1].isdigit() or then in _COUNTED
        if after in lex.ITS_IS:
            return True
        if self.people.name(after) and after not in _NO_SURE_NAME:
            return True
        if after[:1].isdigit() or after in lex.NUMBER_WORDS:
            return self.opens(at)
        ends = not then or then in lex.FUNCTION or then[:1].isdigit() or then in lex.DAYS
        if after in _STATES or after.endswith(("ed", "ing")):
            return ends
        return then == "not" and self.opens(at)

    def _i_will(self, at: int) -> bool:
        before, after = self.before(at), self.after(at)
        if not after or before in lex.BEFORE_BEING_ILL or after in lex.NOT_AFTER_ILL:
            return False
        return after in lex.VERBS or self.opens(at)

    def _i_would(self, at: int) -> bool:
        before, after = self.before(at), self.after(at)
        if after in lex.SURE_AFTER_I_WOULD and before not in lex.DETERMINERS:
            return True
        return after in lex.AFTER_I_WOULD and self.opens(at) and before not in lex.DETERMINERS

    # ---- capitals

    def put_capitals(self) -> None:
        """Capitals for "i", the names of known people, months and weekdays."""
        for n, word in enumerate(self.words):
            plain = _plain(word)
            if plain == "i" or plain.startswith("i'"):
                if not self._no_pronoun(n):
                    self.words[n] = _capital(word)
            elif plain in _SURE_DAYS or (plain in _DATES and self._is_date(n, plain)) or self._has_something(n, plain):
                self.words[n] = _capital(word)
            elif plain in _TITLES and self._titles(n):
                self.words[n] = _capital(word)
            else:
                self._spell_name(n, word)

    def _titles(self, at: int) -> bool:
        """Whether a title stands before a known name, or before one that the person gave a capital."""
        if at + 1 >= len(self.words) or self.gaps[at + 1] not in {" ", ". "}:
            return False
        name = _unpossessed(self.words[at + 1])
        return name[:1].isupper() or fold(name) in self.people.spelled

    def _no_pronoun(self, at: int) -> bool:
        inside = self.gaps[at + 1] == "." and at + 1 < len(self.words)
        return inside or self.gaps[at][-1:] in set("/-_&.") or self.gaps[at + 1][:1] in set("/-_&")

    def _is_date(self, at: int, plain: str) -> bool:
        before, after = self.before(at), self.after(at)
        number = before[:1].isdigit() or after[:1].isdigit()
        if plain in lex.MONTHS:
            return True
        if plain == "march":
            spoken = before in {"to", "i", "we", "they", "will", "a"} and not number
            return not spoken and (number or before in _BEFORE_MONTH or self._after_month(at))
        if plain == "may":
            modal = after in _AFTER_MAY
            return not modal and (number or before in _BEFORE_MONTH or self._after_month(at))
        if plain in lex.SHORT_MONTHS:
            return number
        if plain in lex.UNSURE_DAYS:
            return before in {"on", "by", "till", "til", "until", "before", "since", "last", "next"} or (
                after in {"morning", "afternoon", "evening", "night"} or after[:1].isdigit()
            )
        return False

    def _has_something(self, at: int, plain: str) -> bool:
        """Whether a day or a month has something: "april's payroll", but not "the march's route"."""
        owner = plain.removesuffix("'s")
        walked = owner == "march" and self.before(at) in lex.DETERMINERS
        return owner != plain and not walked and owner in lex.DAYS | _ALL_MONTHS

    def _after_month(self, at: int) -> bool:
        before = self.before(at)
        return before in {"and", "or", "to"} and self.before(at - 1) in _ALL_MONTHS

    def _spell_name(self, at: int, word: str) -> None:
        stem, ending = word, ""
        if match := _POSSESSIVE.match(word):
            stem, ending = match[1], match[2]
        spelled = self.people.spelled.get(fold(stem))
        if spelled is None and not ending and len(word) > 4 and word[-1] in "sS":
            spelled = self.people.spelled.get(fold(word[:-1]))
            if spelled is None or not self._owns(at) or fold(word[:-1]) in lex.ORDINARY_NAMES:
                spelled = None
            else:
                stem, ending = word[:-1], "'s"
        if spelled is None:
            if stem.islower() and stem in self.people.given and not self._joined(at):
                self.words[at] = _capital(stem) + ending
            return
        if fold(stem) in lex.ORDINARY_NAMES and not self._is_person(at, stem):
            return
        self.words[at] = spelled + ending

    def _owns(self, at: int) -> bool:
        return bool(self.after(at)) and self.before(at) not in _BEFORE_MANY

    def _is_person(self, at: int, stem: str) -> bool:
        """Whether a name that is a word too stands where only a person can."""
        if stem[:1].isupper() and (at > 0 and not _SENTENCE_END.search(self.gaps[at])):
            return True
        surname = self.after(at)
        if surname and surname not in lex.ORDINARY_NAMES and fold(surname) in self.people.spelled:
            return True
        before, after = self.before(at), self.after(at)
        if fold(before) in self.people.spelled and before not in lex.ORDINARY_NAMES:
            return True
        person = before in _BEFORE_SOMEONE
        if person:
            return after not in _AFTER_NO_PERSON or stem != "may"
        return False

    # ---- the reader

    def address_reader(self, before: Spoken) -> Spoken:
        """Put "you" for the reader's name, and for the pronouns that stand for nobody else; where it isn't sure, all stay."""
        words, gaps = list(self.words), list(self.gaps)
        theirs, after = self._pronouns(before)
        for at, word in theirs.items():
            self.words[at] = word
        self._name_is_you()
        still = self._named_still()
        if not after.whole or (theirs and still):
            self.words, self.gaps = words, gaps
            self._name_is_you()
            return Spoken(reader=after.reader and not still, others=after.others, whole=False)
        return Spoken(reader=after.reader and not still, others=after.others)

    def _name_is_you(self) -> None:
        """Put "you" for the reader's name where the grammar stays right; elsewhere the name stays."""
        at = 0
        while at < len(self.words):
            size = self._reader_at(at)
            if size:
                self._address(at, size)
            at += 1

    def _named_still(self) -> bool:
        """Claim: somewhere the reader's name has stayed, and is no mere form of address."""
        sizes = ((at, self._reader_at(at)) for at in range(len(self.words)))
        return any(size and self._a_person(at) and not self._glued(at, at + size - 1) for at, size in sizes)

    def _a_person(self, at: int) -> bool:
        return self.before(at) not in lex.NOT_A_PERSON_AFTER

    def _pronouns(self, before: Spoken) -> tuple[dict[int, str], Spoken]:
        """What the pronouns that stand for the reader become, by place; and of whom is spoken in the end."""
        found: dict[int, str] = {}
        reader, others, whole = before.reader, before.others, True
        for at, word in enumerate(self.words):
            plain = _plain(word)
            stem = plain.split("'")[0]
            if self._reader_at(at):
                reader, others = self._a_person(at), others or not self._a_person(at)
            elif stem in _SOMEBODY or self._somebody(at):
                reader, others = False, True
            elif reader and stem in lex.SINGULAR_PRONOUNS:
                put = None if others else self._you(at, plain)
                whole = whole and put is not None
                found.update(put or {})
        return found, Spoken(reader, others, whole)

    def _somebody(self, at: int) -> bool:
        """Claim: a name stands here, a known one or one that its author wrote with a capital."""
        word = _unpossessed(self.words[at])
        if fold(word) in self.people.spelled or word.casefold() in self.people.given:
            return fold(word) not in lex.ORDINARY_NAMES or word[:1].isupper()
        inside = at > 0 and not _SENTENCE_END.search(self.gaps[at])
        named = word[:1].isupper() and word[1:].islower() and len(word) > 1
        return inside and named and _plain(word) not in _SURE_DAYS | _DATES and not _plain(word).startswith("i'")

    def _you(self, at: int, plain: str) -> dict[int, str] | None:
        """ "you" in the form that this pronoun has, with the verb behind it; None where the form isn't sure."""
        after = self.after(at)
        match plain:
            case "she" | "he":
                verb = at + 2 if after in _BETWEEN else at + 1
                said = self.after(at, verb - at)
                if said in lex.AGREES and not _agrees_later(self.rest(verb)):
                    return {at: "you", verb: lex.AGREES[said]}
                return {at: "you"} if said in _ACTED or (said.endswith("ed") and len(said) > 4) else None
            case "she's" | "he's":
                if after.endswith("ed") or (after in lex.PAST and after not in {"got", "had"}):
                    return None  # "is" or "has"
                return {at: "you've" if after in {"been", "got", "had"} else "you're"}
            case "she'd" | "he'd" | "she'll" | "he'll":
                return {at: "you" + plain[-3:] if plain.endswith("ll") else "you'd"}
            case "him":
                return {at: "you"}
            case "herself" | "himself":
                return {at: "yourself"}
            case "hers":
                return {at: "yours"}
            case "his":
                return {at: "your" if after else "yours"}
            case "her":
                return self._her(at, after)
            case _:
                return None

    def _her(self, at: int, after: str) -> dict[int, str] | None:
        """ "you" or "your": "called her lazy", "called her work lazy"."""
        before, then = self.before(at), self.after(at, 2)
        ends = not then or then in lex.FUNCTION
        if not after or after in lex.AFTER_PERSON or after in lex.FUNCTION or after in {"off", "out", "away", "aside"}:
            return {at: "you"}
        if before in _LETS and after in lex.VERBS | _MADE_TO:
            return {at: "you"}
        if before in _CALLS:
            judged = after in lex.ADJECTIVES | _CALLED
            return {at: "you"} if judged and ends else None if ends else {at: "your"}
        if before in _LEAVES and after in lex.ADJECTIVES and ends:
            return {at: "you"}
        return {at: "your"}

    def _reader_at(self, at: int) -> int:
        """How many words from here are the reader's name, a possessive included."""
        if not self.people.reader or fold(self.words[at][:1]) != self.people.reader[0][:1]:
            return 0
        folded = [fold(_unpossessed(word)) for word in self.words[at : at + len(self.people.reader)]]
        full = tuple(folded) == self.people.reader and len(folded) > 1
        if full and all(self.gaps[n].isspace() for n in range(at + 1, at + len(folded))):
            return len(folded)
        called = self.people.called
        if not called or " " in called or fold(_unpossessed(self.words[at])) != called:
            return 0
        if called in lex.ORDINARY_NAMES and self.words[at][:1].islower():
            return 0
        after = self.after(at)
        surname = fold(after) in self.people.spelled and after not in lex.ORDINARY_NAMES
        return 0 if surname else 1

    def _address(self, at: int, size: int) -> None:
        last = at + size - 1
        before, after = self.before(at), self.after(last)
        if before in lex.NOT_A_PERSON_AFTER or self._glued(at, last):
            return
        rest = self.rest(last)
        others = _OTHERS if before in lex.BEFORE_PERSON and _THEY.search(" ".join(rest)) else frozenset()
        if lex.PRONOUNS & {word.removesuffix("'s") for word in rest} - others:
            return
        if _unpossessed(self.words[last]) != self.words[last]:
            word = self._yours(at, last)
        elif after in lex.AGREES:
            word = "you" if self._subject(at) and not _agrees_later(rest[1:]) else None
            if word:
                self.words[last + 1] = lex.AGREES[after]
        elif after in _ACTED or (after.endswith("ed") and len(after) > 4):
            word = None if _agrees_later(rest[1:]) else "you"
        elif after == "and" and self._subject(at):
            word = None if _POSSESSIVE.match(" ".join(rest[1:2])) else "you"
        elif before in lex.BEFORE_PERSON and (not after or after in lex.AFTER_PERSON or after[:1].isdigit()):
            word = "you"
        elif before in _DONE_TO and (after in lex.ADJECTIVES | _CALLED or not after.endswith("s")):
            word = "you"
        else:
            word = None
        if word:
            self.words[at : last + 1] = [word]
            del self.gaps[at + 1 : last + 1]

    def _glued(self, at: int, last: int) -> bool:
        after = self.gaps[last + 1]
        if at and not self.gaps[at][-1:].isspace() and self.gaps[at][-1:] not in {"(", ""}:
            return True
        vocative = (not self.before(at) or self.opens(at)) and after[:1] == ","
        return vocative or after[:1] in set("-/_&@'’")

    def _subject(self, at: int) -> bool:
        before = self.before(at)
        return not before or before in lex.CONJUNCTIONS

    def _yours(self, at: int, last: int) -> str | None:
        after = self.after(last)
        rest = self.rest(last)
        if not after or after in lex.CONJUNCTIONS or after.endswith(("ing", "ed")) or after in _PARTICIPLES:
            return "you've" if after == "been" and self._subject(at) and not _agrees_later(rest) else None
        if after in {
            "a",
            "an",
            "the",
            "not",
            "away",
            "off",
            "out",
            "back",
            "here",
            "there",
            "in",
            "on",
            "at",
            "busy",
            "ok",
        }:
            return "you're" if self._subject(at) and not _agrees_later(rest) else None
        if after in {"got", "been"}:
            return "you've" if self._subject(at) and not _agrees_later(rest) else None
        if after in _NOT_OWNED:
            return None
        return "your"

    # ---- sentence starts

    def start_sentences(self, *, first: bool) -> None:
        """A capital where a sentence starts, unless it starts with a number, an address or a name like iPhone."""
        for n, word in enumerate(self.words):
            gap = self.gaps[n]
            if n == 0:
                starts = first and not re.search("[\ue000-\uf8ff]", gap)
            else:
                end = _SENTENCE_END.search(gap)
                abbreviated = gap.startswith(".") and (
                    (len(self.words[n - 1]) == 1 and self.words[n - 1] != "I")
                    or self.words[n - 1].lower() in _ABBREVIATED
                )
                tail = gap[end.end() :] if end else ""
                starts = bool(end) and ".." not in gap and not abbreviated and not re.search("[\ue000-\uf8ff]", tail)
            if starts and word.islower() and not (self.gaps[n + 1] == "." and n + 1 < len(self.words)):
                self.words[n] = _capital(word)


_ACRONYMS = lex.KNOWN_ACRONYMS | lex.LONG_ACRONYMS
_BEFORE_IM = lex.DETERMINERS | {"via", "by", "on", "over"}
_COUNTED = lex.NUMBER_WORDS | {"a", "an", "the", "my"}
_NO_SURE_NAME = lex.ORDINARY_NAMES | lex.MONTHS
_STATES = lex.ADJECTIVES | lex.PARTICIPLES
_OF_A_DAY = frozenset({f"{day}s" for day in lex.DAYS} | {"todays", "tomorrows", "yesterdays"})
_ALL_SUCH = frozenset("on every all most some many these those both and or only usual our weekdays".split())
_APART = regex(r"\b([Ii]) (ll|ve|m)(?= \w)")
""" "I ll": the space stands where the apostrophe belongs."""
_SURE_DAYS = lex.DAYS | lex.SHORT_DAYS | {f"{day}s" for day in lex.DAYS}
_ALL_MONTHS = lex.MONTHS | {"march", "may"}
_DATES = _ALL_MONTHS | lex.SHORT_MONTHS | lex.UNSURE_DAYS
_AFTER_MAY = lex.VERBS | {"be", "have", "not", "well"}
_BEFORE_MANY = lex.NUMBER_WORDS | {"both", "all", "the", "many", "of"}
_BEFORE_SOMEONE = (lex.TO_SOMEONE | lex.HONORIFICS | {"with", "from"}) - frozenset(
    "get got keep see put take pay cost leave".split()
)
_AFTER_NO_PERSON = lex.DETERMINERS - {"the", "a", "an", "that", "his", "her"}
_ACTED = lex.PAST | lex.MODALS
_PARTICIPLES = lex.PARTICIPLES - {"back", "up"}
_NOT_OWNED = lex.FUNCTION | lex.MODALS | lex.AGREES.keys()
_ORDINARY = (
    lex.SHOUTED
    | lex.FUNCTION
    | lex.VERBS
    | lex.PAST
    | lex.ADJECTIVES
    | lex.AFTER_VERB
    | lex.PRONOUNS
    | lex.CONTRACTIONS.keys()
    | frozenset(lex.CONTRACTIONS.values())
)
_NO_SHOUT = lex.LONG_ACRONYMS | frozenset(
    "delete update table alter insert select truncate where grant rollback commit begin".split()
)
_TITLES = frozenset("mr mrs ms dr prof".split())
_BEFORE_MONTH = frozenset(
    "the in last this next for from since until till til by of on early late mid every each through during our your".split()
)
_ABBREVIATED = frozenset("eg ie etc approx vs no dr mr mrs ms st nr ca inc ltd co".split())


def _is_word(plain: str) -> bool:
    """Whether letters in capitals are an ordinary word, as far as a short list and common endings can tell."""
    return plain in _ORDINARY or (len(plain) > 5 and plain.endswith((*lex.SHOUTED_ENDINGS, "ing", "ed", "ly")))


_A_NAME = regex(
    rf"\b(?:{'|'.join(sorted(lex.TO_SOMEONE | {'to', 'with', 'from', 'for', 'by', 'and'}))}) ([A-Z][a-z]{{2,}})\b(?! (?:team|department|office|desk|channel|folder|account)\b)"
)
_BETWEEN = frozenset("just also then already still never always only now really".split())
_LETS = frozenset("let lets letting made make makes making help helped helping saw see heard hear watched".split())
_MADE_TO = frozenset("cry feel think look believe do be carry stand sound leave".split())
_CALLS = frozenset("call called calling calls named thought considered".split())
_CALLED = frozenset(
    "lazy useless hopeless careless sloppy rude difficult incompetent mad crazy selfish unprofessional unreliable dramatic names childish clueless".split()
)
_DONE_TO = (
    _LETS
    | _CALLS
    | frozenset(
        "cut interrupted blamed blame accused insulted hurt upset annoyed offended embarrassed humiliated ignored misled misinformed excluded mocked belittled undermined "
        "contradicted corrected overruled bypassed snubbed leave left kept keep".split()
    )
)
"""What is done to the person who is named behind it."""
_LEAVES = frozenset("leave left leaving found find kept keep got get made make".split())
_SOMEBODY = frozenset(
    "client customer colleague coworker patient guest resident tenant supplier man woman lady boy girl guy lad someone somebody person boss manager lead supervisor "
    "director chef nurse doctor driver apprentice trainee intern child kid mother father mum mom dad parent brother sister son daughter husband wife partner friend "
    "neighbour neighbor owner student pupil teacher candidate applicant auditor lawyer assistant host bride groom visitor passenger".split()
)
"""Whoever is called so may be "she", too."""
_OTHERS = frozenset({"they", "them", "their"})
_THEY = regex(r"\b(?:what|once|when|whether|if|until|till|as soon as) they\b")
"""Whoever is spoken of here is somebody else than the one who is told: "I'll tell Dana by noon what they say"."""


def _unpossessed(word: str) -> str:
    match = _POSSESSIVE.match(word)
    return match[1] if match else word


def _agrees_later(rest: list[str]) -> bool:
    """Whether a later verb would still agree with the name: "dana has the list and is away"."""
    return any(word in lex.AGREES and rest[n - 1] in {"and", "but", "or", "then"} for n, word in enumerate(rest) if n)
