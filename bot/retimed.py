"""A time that was said, said anew: "ring him at 5 not 6" changes the plan that it names, and is no second one. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from bot.patterns import regex
from bot.times import TimeSpan, tidy_clock, times
from bot.wording import lexicon as lex
from bot.wording.tidy import fold

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_HOUR = rf"(?P<hour>(?<![\d:.,£$€])\d{{1,2}}(?![\d%]|[:.,]\d)|\b(?:{'|'.join(_NUMBERS)})\b)(?P<half> ?[ap]\.?m\b\.?)?"
_BARE = regex(rf"(?P<at>\b(?:at|by|before|until|till|from|around|for) )?{_HOUR}", re.I)
_CLOCK = regex(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_OLD_AFTER = regex(r"\b(?:not|instead of|rather than|said|wrote|typed|change|changed|from)\W*$", re.I)
_OLD_BEFORE = regex(r"\W*(?:should|must|ought)\b|\W*(?:is|was) wrong\b|\W*to\b|,? but\b", re.I)
NOON, A_DAY = 12, 24
EARLY, LATE = 7, 21
"""Hours of the day in which an hour without its half is meant, where one of the two lies in it."""


def as_clocks(text: str, said: str) -> tuple[str, str] | None:
    """(new, old) as clock times, where `said` corrects a full hour of `text` by bare hours: "5 not 6" over 18:00 → ("17:00", "18:00").

    None where the hour is not in the text, or the number may be something else in it ("6 people").
    """
    there = {int(m[1]) % NOON: m[0] for m in _CLOCK.finditer(text) if m[2] == "00"}
    bare = [each for each in _BARE.finditer(said) if _number(each) < A_DAY]
    old = next((m for m in bare if _is_old(said, m) and _number(m) % NOON in there), None)
    if old is None:
        return None
    plain = re.search(rf"(?<![\d:.,]){_number(old)}(?![\d%:]|[.,]\d)", text) is not None
    full = _CLOCK.search(said)
    new = next((m for m in bare if m is not old), None)
    if full is not None:
        hour, half, minute = int(full[1]), "", full[2]
    elif new is not None:
        hour, half, minute = _number(new), new["half"] or "", "00"
    else:
        return None
    if plain and not (full or old["at"] or (new and (new["at"] or new["half"]))):
        return None
    stands = there[_number(old) % NOON]
    return f"{_meant(hour, half, int(stands[:2])):02}:{minute}", stands


def _is_old(said: str, hour: re.Match[str]) -> bool:
    return _OLD_AFTER.search(said[: hour.start()]) is not None or _OLD_BEFORE.match(said, hour.end()) is not None


def _number(hour: re.Match[str]) -> int:
    word = hour["hour"].casefold()
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)


def _meant(hour: int, half: str, beside: int) -> int:
    """The hour of the day that an hour means in place of another: the nearer one of the two at which people are awake."""
    if half:
        return hour % NOON + (NOON if "p" in half.casefold() else 0)
    if hour > NOON:
        return hour
    either = [hour % NOON, hour % NOON + NOON]
    awake = [each for each in either if EARLY <= each <= LATE] or either
    return min(awake, key=lambda each: abs(each - beside))


def without_hours(said: str) -> str:
    """The words beside the bare hours: which of two equal times is meant, they tell."""
    return _BARE.sub(" ", said)


def retimed(plan: str, said: str, now: datetime, zone: str) -> str | None:
    """The plan with the time that is said of it again: "ring him tonight at 6 and …", "no, ring him at 5" → "ring him tonight at 5 and …".

    None where another act is told, one more of its kind ("ring him again at 5"), or no time.
    """
    bare = _NOT_OLD.sub("", _LEAD.sub("", said.strip())).strip(" .,;!")
    spans = times(bare, now, zone)
    if len(spans) != 1:
        return None
    new = spans[0]
    rest = _words(f"{bare[: new.start]} {bare[new.end :]}")
    if not rest or not _within(rest, _words(plan)):
        return None
    stands = times(plan, now, zone)
    if len(stands) > 1:
        return None
    changed = _put(plan, stands[0], bare, new) if stands else f"{plan.rstrip(' .,;!')} {new.words}"
    same = tidy_clock(changed, now, zone).casefold() == tidy_clock(plan, now, zone).casefold()
    return None if same else changed


def _put(plan: str, old: TimeSpan, said: str, new: TimeSpan) -> str:
    """The new time in the place of the old one; a day or an hour that is not said again stays."""
    words, stood = said[new.start : new.end], plan[old.start : old.end]
    if new.has_clock and not new.has_day and old.has_day and old.has_clock and (hour := _HOURS.search(stood)):
        put = _HOURS.search(words)
        words = stood[: hour.start()] + (put[0] if put else words) + stood[hour.end() :]
    elif new.has_day and not new.has_clock and old.has_clock and (hour := _HOURS.search(stood)):
        words = f"{words} at {hour[0]}"
    return plan[: old.start] + words + plan[old.end :]


_HOURS = regex(rf"\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\b\.?)?|{_HOUR}|\b(?:noon|midday|midnight)\b", re.I)
_LEAD = regex(
    r"^\W*(?:(?:no|wait|actually|sorry|correction|make (?:it|that)|i mean|i meant|better|please|rather|now|and|so|ok|i['\u2019]?ll|i will|i can|i)\b[\s,.:;-]*)*",
    re.I,
)
_NOT_OLD = regex(
    r"\W+(?:and )?(?:not|instead of|rather than) (?:at |by |on |before )?[\w:.]+(?: \w+)?\W*$|\W+instead\W*$", re.I
)


def _words(text: str) -> list[str]:
    """The words that carry a plan, in order; who is meant by "him" may be said by name elsewhere."""
    said = [fold(word) for word in re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text)]
    return [word for word in said if word not in _SMALL]


_SMALL = (
    lex.PREPOSITIONS
    | lex.DETERMINERS
    | lex.PRONOUNS
    | frozenset("i ll will can we and to today tonight tomorrow i'll".split())
)


def _within(few: list[str], many: list[str]) -> bool:
    """Claim: these words stand in the other ones, in the same order: the same act."""
    rest = iter(many)
    return all(any(_alike(word, other) for other in rest) for word in few)


def _alike(one: str, other: str) -> bool:
    return one == other or (len(one) >= 4 and one[:4] == other[:4])


__all__ = ["as_clocks", "retimed", "without_hours"]
