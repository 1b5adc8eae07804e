"""From what was read, sentence by sentence, to one Review. Pure: same text and readings, same review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.patterns import regex
from bot.review import rules
from bot.review.language import language
from bot.review.normal import READ, plain
from bot.review.quoted import logged, quoted
from bot.review.sentences import split
from bot.review.values import PROBLEMS, Context, Crisis, Has, Mark, Review, Sentence
from prompts.frozen import frozen


@frozen
class Reading:
    """What a judge says of one sentence: its labels, those sure enough to be marked, and whether someone may be in danger.

    `parts` are the labels that count when a whole text is asked what it has: there a doubt goes to the writer.
    `calm` is the judge's clear word that a sign of danger is none; only then a floor that asks is lowered. `figure` lets
    an idiom that the floor knows be one: the judge, asked by itself, would not even put the soft question.
    """

    labels: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    danger: Crisis = "no"
    calm: bool = False
    figure: bool = True
    parts: frozenset[str] = frozenset()


@frozen
class Lines:
    """What stands beside a mark: the reason, and what to try."""

    why: str
    try_: str


Judge = Callable[[Sequence[str], Context], Sequence[Reading]]
Words = Mapping[str, Lines]
"""Label, or label and kind with a dot between, → its lines."""


@frozen
class Floor:
    """The crisis floor's word on a text: with the idioms that it knows, and where nothing is a figure of speech."""

    heard: Callable[[str], Crisis]
    literal: Callable[[str], Crisis]

    def word(self, text: str, heard: Crisis, reading: Reading) -> Crisis:
        """What the floor says of one sentence of which it `heard` so much: an idiom lowers it only where the judge lets it be one."""
        return "ask" if heard == "no" and not reading.figure and self.literal(text) != "no" else heard


def review(text: str, context: Context, judge: Judge, floor: Floor, words: Words) -> Review:
    """Read the first 8,000 characters of `text`: who is in danger, what each sentence does, what is there, what is marked."""
    seen = text[:READ]
    code = language(seen)
    english = code in ("en", "unknown")
    spans = _split(seen)
    if len(text) > READ and len(spans) > 1 and not _ENDS.search(seen):
        spans = spans[:-1]  # the half of a sentence is nobody's sentence; whether it means danger is still heard below
    said = [seen[a:b] for a, b in spans]
    programs, others = _inside(spans, logged(seen)), _inside(spans, quoted(seen))
    words_of_people = [one for one, program in zip(said, programs, strict=True) if not program]
    judgements = iter(judge(words_of_people, context) if english else ())
    judged = [Reading() if program or not english else next(judgements) for program in programs]
    heard = [floor.heard(one) for one in said]
    if english and context != SPOKEN:
        judged = [
            _spoken(one, reading, judge) if reading.calm and word == "ask" else reading
            for one, word, reading in zip(said, heard, judged, strict=True)
        ]
    judged = [
        Reading(danger=one.danger, calm=one.calm, figure=one.figure) if theirs else one
        for one, theirs in zip(judged, others, strict=True)
    ]
    floors = [floor.word(*each) for each in zip(said, heard, judged, strict=True)]
    readings: Sequence[Reading] = [_raised(reading, one) for one, reading in zip(floors, judged, strict=True)]
    all_of_it = floors[0] if said == [seen] else floor.heard(seen)  # most of what is said is one sentence
    readings = whole(all_of_it, readings)
    sentences = tuple(_sentence(span, one, reading) for span, one, reading in zip(spans, said, readings, strict=True))
    danger = worst(reading.danger for reading in readings) if readings else all_of_it
    marks = _marks(sentences, readings, words, seen) if english and danger != "crisis" else ()
    has = parts(reading.labels | reading.parts for reading in readings)
    return Review(
        text=text,
        sentences=sentences,
        marks=marks,
        has=has,
        grade=grade(has, Counter(label for reading in readings for label in reading.marked)) if english else 3,
        crisis=danger,
        language=code,
        read=len(seen),
    )


def _split(text: str) -> Sequence[tuple[int, int]]:
    """The spans of its sentences; a stop that is full-width, or has something unseen behind it, is one too."""
    if not _UNSEEN.search(text):
        return split(text)
    made = plain(text)
    return [made.original(start, end) for start, end in split(made.text)]


_UNSEEN = regex("[\x00\u00ad\u200b-\u200f\u2060\ufeff\uff01\uff0e\uff1f]")
SPOKEN: Final[Context] = "chat"


def _spoken(text: str, reading: Reading, judge: Judge) -> Reading:
    """The reading, calm only where the judge is calm of these words in a talk too: in a letter it expects no danger."""
    (alone,) = judge([text], SPOKEN)
    return replace(reading, calm=alone.calm)


_ENDS = regex(r"[.!?\u2026\u0964\n]\W*$")


def _inside(spans: Sequence[tuple[int, int]], wider: Sequence[tuple[int, int]]) -> list[bool]:
    """For each span whether it begins inside one of the wider ones."""
    return [any(first <= start < last for first, last in wider) for start, _ in spans]


def worst(dangers: Iterable[Crisis]) -> Crisis:
    """The gravest of several answers."""
    found = set(dangers)
    return "crisis" if "crisis" in found else "ask" if "ask" in found else "no"


def whole(floor: Crisis, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings with what the floor finds only in the text as a whole: a sentence broken in two, two hints in two places."""
    if worst(reading.danger for reading in readings) == "crisis" or floor == "no":
        return readings
    heard = any(reading.danger == "ask" for reading in readings)
    if floor == "ask" and (heard or (readings and all(reading.calm for reading in readings))):
        return readings
    return [_raised(replace(reading, calm=False), floor) for reading in readings]


def _raised(reading: Reading, floor: Crisis) -> Reading:
    """The reading with the floor's word in it: either may raise the danger, only a calm judge lowers a floor that asks."""
    danger = worst((reading.danger, "no" if floor == "ask" and reading.calm else floor))
    if danger == "crisis":
        return replace(reading, labels=reading.labels | {"crisis"}, marked=frozenset(), danger=danger)
    marked = frozenset() if danger == "ask" else reading.marked
    return replace(reading, marked=marked, danger=danger)


def _sentence(span: tuple[int, int], text: str, reading: Reading) -> Sentence:
    kind = rules.kind(text) if "excuse" in reading.labels else None
    return Sentence(start=span[0], end=span[1], text=text, labels=reading.labels, kind=kind, marked=reading.marked)


def _marks(sentences: Sequence[Sentence], readings: Sequence[Reading], words: Words, text: str) -> tuple[Mark, ...]:
    """One mark a label and sentence, in the order of the text; and one for the second sorry."""
    marks = [
        Mark(one.start, one.end, label, one.kind if label == "excuse" else None, lines.why, lines.try_)
        for one, reading in zip(sentences, readings, strict=True)
        for label in sorted(reading.marked & PROBLEMS)
        for lines in (words.get(f"{label}.{one.kind}", words[label]) if label == "excuse" else words[label],)
    ]
    sorry = [
        one
        for one, reading in zip(sentences, readings, strict=True)
        if reading.danger == "no" and one.labels & {"apology", "conditional_apology"}
        for _ in rules.sorries(one.text)
    ]
    if len(sorry) > 1:
        marks.append(Mark(sorry[1].start, sorry[1].end, "grovel", None, words["grovel"].why, words["grovel"].try_))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label)))


def parts(labels: Iterable[frozenset[str]]) -> Has:
    """Which of the five parts of a good message are there."""
    there: frozenset[str] = frozenset().union(*labels)
    return Has("ownership" in there, "apology" in there, "fact" in there, "repair" in there, "prevention" in there)


def grade(has: Has, problems: Mapping[str, int]) -> int:
    """How ready a draft is to be sent: 5 all there and nothing spoils it; 4 one thing; 1 it would do harm."""
    missing = 5 - sum((has.admits, has.apologizes, has.facts, has.repair_plan, has.prevention_plan))
    count = sum(problems.values())
    if problems.get("concealment"):
        return 2 if has.admits and has.repair_plan else 1
    if not has.admits and missing >= 4 and (problems.get("blame") or problems.get("passive_evasion")):
        return 1
    if missing + count == 0:
        return 5
    if missing + count == 1 or (missing == 1 and count == problems.get("vague_promise", 0) == 1):
        return 4
    return 2 if missing >= 3 else 3
