"""From a fragment to a sentence: the shortest fixed frame around the person's own words, or none where it isn't sure."""

from __future__ import annotations

import re
from dataclasses import field

from bot.patterns import regex
from bot.wording import lexicon as lex
from bot.wording.tidy import Clock, People, Spoken, fold, tidied
from bot.wording.values import Piece, Role
from prompts.frames import Frames
from prompts.frozen import frozen

_WORD = regex(r"[^\W_]+(?:['’:.,][^\W_]+)*|[£$€][\d.,]+")
_TIME = r"(?:\d{1,2}[:.h]\d{2}|\d{1,2}) ?(?:[ap]\.?m\.?)?|noon|midnight"
_AFTER_TIME = r"(?=\W*$|[.,;!?](?!\d)|\s+(?:today|yesterday|this|last|on|in|when|and|but|so|by|from|after|because|sharp|via|mon|tue|wed|thu|fri|sat|sun))"
_NOTICED = regex(rf"(?:i +)?noticed +(?:at +)?(?=(?:{_TIME}){_AFTER_TIME})", re.IGNORECASE)
_TIME_ALONE = regex(rf"(?:at +)?(?:{_TIME})", re.IGNORECASE)
_ENDS = " \t\n,;:–—-"
_CLOSED = regex(r"""[.!?…؟。！？][)\]"'”’»]*$""")
_OPEN = regex(r"(?:[^\W_]|[)\]\"'”’»%*°€£$])$")
_ADDRESS = regex(r"(?:(?<![\w.+-])[a-z][a-z0-9+.-]*+://|www\.)\S+$|`$|>$", re.IGNORECASE)


@frozen
class Memory:
    """What was written before for the same reader, by the same author, with the same clock: a note is written until it fits."""

    sentences: dict[tuple[str, Role, bool, bool, bool, Spoken], str] = field(default_factory=dict, repr=False)
    spoken: dict[tuple[str, Spoken], Spoken] = field(default_factory=dict, repr=False)


@frozen
class Pen:
    """What is needed to write one sentence: the fixed frames, who is known, and the clock."""

    frames: Frames
    people: People
    clock: Clock
    you: bool = True
    spoken: Spoken = field(default_factory=Spoken)
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    def tidied(self, text: str, *, start: bool = False, you: bool = True) -> str:
        """The text tidied for this reader, by default as the inside of a sentence."""
        return tidied(text, self.people, self.clock, start=start, you=you and self.you, spoken=self.spoken)

    def known(self, word: str) -> bool:
        """Whether a word is a known person's name and nothing else."""
        return self.people.name(word) is not None and fold(word) not in lex.ORDINARY_NAMES


def closed(sentence: str) -> str:
    """The sentence with a full stop, unless it ends otherwise: with a stop, an emoji, an address or code."""
    text = sentence.rstrip(_ENDS)
    if _CLOSED.search(text) or _ADDRESS.search(text) or not _OPEN.search(text):
        return text
    return text + "."


def opened(text: str, pen: Pen) -> str:
    """The words as they stand inside a sentence: a capital that only a sentence's start gave is taken away."""
    match = _WORD.search(text)
    if match is None or match.start() or not re.fullmatch(r"[A-Z][a-z'’]+|A", match[0]):
        return text
    word = match[0].lower()
    proper = word.startswith(("i'", "i’")) or pen.people.spelled.get(word) or word in lex.DAYS | lex.MONTHS
    return text if proper or word in pen.people.given else word + text[match.end() :]


def framed(piece: Piece, pen: Pen, *, start: bool = True, you: bool = True) -> str:
    """One sentence of a letter, with its stop. Without `start` it stands after the reader's name and a comma."""
    key = piece.text, piece.role, start, you, pen.you, pen.spoken
    known = pen.memory.sentences.get(key)
    if known is None:
        known = pen.memory.sentences[key] = _framed(piece, pen, start=start, you=you)
    return known


def _framed(piece: Piece, pen: Pen, *, start: bool, you: bool) -> str:
    text = " ".join(piece.text.split()) if "`" not in piece.text else piece.text.strip()
    frame = _frame(text, piece.role, pen, you=you)
    if frame is None:
        words = pen.tidied(text, start=start, you=you)
        return closed(words if start else _after_name(text, words, pen))
    return closed(frame if start else opened(frame, pen))


def act_framed(piece: Piece, kind: str, pen: Pen, *, you: bool = True) -> str:
    """What was typed without a verb, behind the act that its kind names."""
    words = pen.tidied(" ".join(piece.text.split()), you=you)
    return closed(pen.frames.acts[kind].format(words=words.rstrip(_ENDS)))


def is_fragment(text: str, pen: Pen) -> bool:
    """Whether a text has neither a subject that acts nor a verb: "Q1 board deck, due 9:00 today"."""
    words = words_of(text)
    return bool(words) and not (
        _has_subject(words, pen) or lex.FINITE & set(words) or _past(words) or words[0] in lex.VERBS
    )


def orders_itself(text: str) -> bool:
    """Whether a fragment says an act to come, as people answer "what next": "tell the court clerk by 4". It needs a time."""
    words = words_of(text)
    if len(words) < 3 or text.rstrip().endswith("?") or words[1] in _ASKED_OF:
        return False
    return _is_verb(words[0]) and words[0] not in lex.PAST and not _thing(words) and _time_tail(text) is not None


_ASKED_OF = frozenset("me you i".split())


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; a time or an amount is one word."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _after_name(typed: str, words: str, pen: Pen) -> str:
    first = _WORD.search(typed)
    if first and first[0][:1].isupper() and _common(first[0].lower()):
        return opened(words, pen)
    return words


def _common(word: str) -> bool:
    return word in _COMMON


def _has_subject(words: list[str], pen: Pen) -> bool:
    first = words[0]
    if first in lex.SUBJECTS or first.startswith(("i'", "we'")):
        return True
    return pen.known(first.removesuffix("'s")) and len(words) > 1 and words[1] not in lex.TIME_STARTS


def _past(words: list[str]) -> bool:
    """Whether a text opens with what somebody did, without saying who."""
    at = 1 if len(words) > 1 and (words[0].endswith("ly") or words[0] in lex.FIRST_SAID) else 0
    word, after = words[at], words[at + 1 : at + 2]
    if word == "double-booked" or (word == "double" and after == ["booked"]):
        return True
    if word in {"did", "had", "left", "lost", "set", "cut", "split", "upset", "shut"} and not _follows_verb(after):
        return False
    if word in lex.PAST:
        return True
    return word.endswith("ed") and len(word) > 3 and (not after or _follows_verb(after))


def _follows_verb(after: list[str]) -> bool:
    return bool(after) and (after[0] in lex.AFTER_VERB or after[0][:1].isdigit())


def _frame(text: str, role: Role, pen: Pen, *, you: bool) -> str | None:
    """The frame that the fragment needs with its words inside, or None for a sentence or where it isn't sure."""
    words = words_of(_AGAIN.sub(r"\1", text))
    if not words or role is Role.PUT_BACK:
        return None
    if noticed := _noticed(text, role, pen, you=you):
        return noticed
    match role:
        case Role.ACT:
            return pen.frames.subject.format(words=_inside(text, pen, you=you)) if _past(words) else None
        case Role.NEXT:
            return None if _has_subject(words, pen) else _planned(text, words, role, pen, you=you)
        case Role.PREVENT:
            planned = None if _has_subject(words, pen) else _planned(text, words, role, pen, you=you)
            return planned or pen.frames.prevent.format(words=_inside(text, pen, you=you))
        case Role.KNOWN:
            return pen.frames.known.format(words=_inside(text, pen, you=you)) if is_fragment(text, pen) else None
        case _:
            return None


def _inside(text: str, pen: Pen, *, you: bool) -> str:
    return opened(pen.tidied(text, you=you), pen).rstrip(_ENDS)


def _noticed(text: str, role: Role, pen: Pen, *, you: bool) -> str | None:
    """When it was noticed: "i noticed 21:50", and in answer to the question "21:50" or "thursday"."""
    if match := _NOTICED.match(text):
        at = pen.clock(f"at {text[match.end() :]}").removeprefix("at ")
        return pen.frames.noticed.format(words=_inside(at, pen, you=you))
    if role is not Role.NOTICED:
        return None
    if _TIME_ALONE.fullmatch(text.rstrip(". ")):
        at = pen.clock(text if text.lower().startswith("at ") else f"at {text}").removeprefix("at ")
        return pen.frames.noticed.format(words=_inside(at.rstrip(". "), pen, you=you))
    if words_of(text)[0] in lex.BARE_TIMES | {"yesterday", "last", "this"} and all(map(_timely, words_of(text))):
        return pen.frames.noticed_when.format(words=_inside(text, pen, you=you))
    return None


def _planned(text: str, words: list[str], role: Role, pen: Pen, *, you: bool) -> str | None:
    """The answer to "What will you do next, and by when?" as a sentence."""
    frames = pen.frames
    if alone := _time_alone(text, words, pen, you=you):
        return alone
    first, after = words[0], words[1:2]
    if _to_the_reader(text, words):
        return None
    clause = words_of(re.split(r"[,;:](?!\d)", text, maxsplit=1)[0])[1:]
    follows = _follows_verb(after) or (bool(after) and pen.known(after[0].removesuffix("'s")))
    will = frames.prevent.replace("{words}", frames.will) if role is Role.PREVENT else frames.will
    if first in lex.CAN_START or (first in lex.WANTS_TO and after == ["to"]):
        return frames.subject.format(words=_inside(text, pen, you=you))
    if first == "gonna" or (_doing(first, after) and not _has_verb(clause)):
        return frames.doing.format(words=_inside(text, pen, you=you))
    if first in lex.FIRST_SAID and after and (after[0] in lex.VERBS and not _thing(words[1:])):
        return will.format(words=_inside(text, pen, you=you))
    if _is_verb(first) and not _thing(words):
        headed = after == ["of"] or re.search(r":(?:\s|$)", " ".join(text.split()[:4]))
        sure = not headed and (follows or not (first in lex.NOUN_OR_VERB or _has_verb(clause)))
        return will.format(words=_inside(text, pen, you=you)) if sure or not after else None
    if _past(words):
        return frames.subject.format(words=_inside(text, pen, you=you))
    tail = _time_tail(text)
    if tail is None or role is Role.PREVENT:
        unknown = first not in _SURELY_NO_VERB and not first[:1].isdigit() and after and after[0] in _AFTER_SURE_VERB
        frame = frames.doing if first.endswith("ing") else will
        return frame.format(words=_inside(text, pen, you=you)) if unknown and not _has_verb(clause) else None
    return _promised(text, words, tail, pen, you=you)


def _promised(text: str, words: list[str], tail: int, pen: Pen, *, you: bool) -> str | None:
    """A thing or a quantity and its time: "all 20 by 11:30", "right sheet by 17:30 today"."""
    frames = pen.frames
    first, thing = words[0], words_of(text[:tail])
    if first in lex.LEFT_ALONE or first in lex.PAST or lex.FINITE & set(thing) or len(thing) > 8:
        return None
    rest = first == "the" and words[1] in {"rest", "remaining", "others"}
    if first in lex.QUANTITIES or first[:1].isdigit() or rest or _is_done(thing):
        return frames.have.format(words=_inside(text, pen, you=you))
    if len(thing) > 1 and thing[1] in _AFTER_SURE_VERB and first not in _SURELY_NO_VERB:
        return (frames.doing if first.endswith("ing") else frames.will).format(words=_inside(text, pen, you=you))
    if {",", ";"} & set(text[:tail]) or {"and", "then", "to"} & set(thing):
        return None
    whole = pen.tidied(text, you=you)
    at = _time_tail(whole)
    if at is None:
        return None
    named = opened(whole[:at].rstrip(), pen)
    named = _capital(named) if first in lex.DETERMINERS else frames.article.format(words=named)
    return frames.ready.format(words=named, time=whole[at:].rstrip(_ENDS).rstrip("."))


def _to_the_reader(text: str, words: list[str]) -> bool:
    """Whether the words ask the reader for something, so that "I'll" would turn them around."""
    first, after = words[0], words[1:2]
    asks = first in lex.CAN_START and bool(after) and (after[0] in lex.SUBJECTS or after[0] in lex.PRONOUNS | {"you"})
    leaves = first in {"leave", "mark"} and bool({"me", "us", "words"} & set(words))
    if asks or leaves or first in lex.ASKS or text.rstrip().endswith("?"):
        return True
    return after in (["me"], ["us"], ["forward"])


def _has_verb(words: list[str]) -> bool:
    """Whether another verb stands in the first clause: then what opened it was a thing."""
    for word in words:
        if word in lex.CONJUNCTIONS or word == "who":
            return False
        if word in lex.THIRD_PERSON:
            return True
    return False


def _doing(first: str, after: list[str]) -> bool:
    """Whether a plan opens with "ringing": a verb's -ing, and no thing such as a booking."""
    if not first.endswith("ing") or (first in lex.NOUN_ING and not _follows_verb(after)):
        return False
    stem = first.removesuffix("ing")
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    timely = bool(after) and after[0] in lex.TIME_STARTS and first in lex.NOUN_ING
    return not timely and (_is_verb(stem) or _is_verb(stem + "e") or _is_verb(doubled))


def _is_verb(word: str) -> bool:
    return word in lex.VERBS or (word.startswith("re") and word[2:] in lex.VERBS)


def is_plain_verb(text: str) -> bool:
    """Whether a text opens with a plain verb, as a plan does, and not with a thing ("report by five")."""
    words = words_of(text)
    return bool(words) and _is_verb(words[0]) and not _thing(words)


def _thing(words: list[str]) -> bool:
    """Whether a word that may be a verb is a thing here: "report by five"."""
    return words[0] in lex.NOUN_OR_VERB and len(words) > 1 and (words[1] in lex.TIME_STARTS or _timely(words[1]))


def _is_done(thing: list[str]) -> bool:
    return bool(thing) and (thing[-1] in lex.PARTICIPLES or (thing[-1].endswith("ed") and len(thing[-1]) > 4))


def _timely(word: str) -> bool:
    return word[:1].isdigit() or word in lex.TIME_WORDS or word in lex.TIME_STARTS


def _time_alone(text: str, words: list[str], pen: Pen, *, you: bool) -> str | None:
    if not all(map(_timely, words)) or not any(_tells_time(word) for word in words):
        return None
    said = _inside(text, pen, you=you).rstrip(".")
    if words[0] in lex.TIME_STARTS | lex.BARE_TIMES - {"noon", "midnight"} | {"this", "next", "first", "end"}:
        return pen.frames.have_it.format(words=said)
    if _TIME_ALONE.fullmatch(text.rstrip(". ")):
        return pen.frames.have_it_by.format(words=pen.clock(f"by {said}").removeprefix("by "))
    return None


def _tells_time(word: str) -> bool:
    return word[:1].isdigit() or word in lex.BARE_TIMES | lex.MONTHS | lex.UNSURE_DAYS | _PARTS_OF_TIME


def _time_tail(text: str) -> int | None:
    """Where the time begins that a text ends with: at "by" in "right sheet by 17:30 today"."""
    found: int | None = None
    tells = False
    spans = [(match.start(), match[0].lower()) for match in _WORD.finditer(text)]
    for n in range(len(spans) - 1, max(0, len(spans) - _LONGEST_TIME), -1):
        start, word = spans[n]
        if not _timely(word):
            break
        tells = tells or _tells_time(word)
        leads = word in {"this", "next", "first"} and n + 1 < len(spans)
        if tells and (leads or word in lex.TIME_STARTS or word in lex.BARE_TIMES):
            found = start
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_COMMON = lex.FUNCTION | lex.DETERMINERS | lex.PAST | lex.PRONOUNS | lex.VERBS | lex.ADJECTIVES | lex.PREPOSITIONS
_AGAIN = regex(r"^(re)-(?=\w)", re.IGNORECASE)
_LONGEST_TIME = 12
_PARTS_OF_TIME = frozenset(
    "morning afternoon evening night lunch lunchtime hour hours min mins minute minutes week day days close".split()
)
_AFTER_SURE_VERB = frozenset(
    "the a an my your our his her their this that these those it them him me us you everyone all each both".split()
)
_SURELY_NO_VERB = (
    lex.DETERMINERS | lex.LEFT_ALONE | lex.QUANTITIES | lex.ADJECTIVES | lex.PAST | lex.PRONOUNS | lex.PREPOSITIONS
)
