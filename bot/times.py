"""Times in people's words: read them, write them, and turn a local date and hour into an instant.

Nothing here asks what time it is: `now` is an argument, and so is the person's zone. A word that may be a time and may be something
else is not read as one.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.patterns import regex
from prompts.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY_ENDS: Final = time(17, 30)
"""Where "end of day" stands, and a day that was named without a clock: what is promised for Friday is late after Friday's work."""


@frozen
class TimeSpan:
    """A time or a day in a text. The offsets hold its preposition too ("by 4", "on 3 May"), so that it can be cut out whole."""

    start: int
    end: int
    at: datetime
    """Aware, in the person's zone. Without a clock it stands at 17:30, the end of that day's work."""
    has_clock: bool
    has_day: bool
    words: str = field(repr=False)


# ------------------------------------------------------------------------------------------------- zones and instants


def zone_named(zone: str) -> ZoneInfo:
    """The zone of that name. A name that nobody knows raises ValueError with one clear sentence."""
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        message = f"There is no time zone called {zone!r}."
        raise ValueError(message) from None


def in_zone(at: datetime, zone: str) -> datetime:
    """The same instant on the wall clock of `zone`. An instant without a zone of its own raises ValueError."""
    if at.tzinfo is None:
        message = "An instant needs a zone of its own; this one has none."
        raise ValueError(message)
    return at.astimezone(zone_named(zone))


def due_instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant of a local date and hour. In a gap it is the next valid instant, in a fold the first of the two."""
    place = zone_named(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=place).astimezone(UTC)
    if first.astimezone(place).replace(tzinfo=None) == wall:
        return first
    low, high = wall.replace(tzinfo=place, fold=1).astimezone(UTC), first
    offset = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):  # the gap's far edge, to the second: the first instant with the new offset
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(place).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


_DURATION = regex(
    r"P(?:{n}W)?(?:{n}D)?(?:T(?:{n}H)?(?:{n}M)?(?:{n}S)?)?".replace("{n}", r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)")
)


def parse_iso_duration(text: str) -> timedelta:
    """The length that "PT24H", "P1D", "PT90M" or "P1W" names. Months and years have no fixed length: ValueError."""
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()) or text.endswith("T"):
        message = f"{text[:40]!r} is no length of time; write it like PT24H, P1D or P1W."
        raise ValueError(message)
    weeks, days, hours, minutes, seconds = (float((each or "0").replace(",", ".")) for each in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


# ------------------------------------------------------------------------------------------------- writing times

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def hm(at: datetime, zone: str) -> str:
    """The clock alone: "14:41"."""
    return f"{in_zone(at, zone):%H:%M}"


def day_word(day: date, today: date) -> str:
    """The shortest clear name of a day: "today", "tomorrow", "yesterday", "Thursday" up to six days away, else "20 May"."""
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away]
    if abs(away) < 7:
        return _WEEKDAYS[day.weekday()]
    name = f"{day.day} {_MONTHS[day.month - 1]}"
    return name if abs(away) < 300 else f"{name} {day.year}"


_NEAR: Final = {0: "today", 1: "tomorrow", -1: "yesterday"}


def as_of(words: str, said: date, today: date) -> str:
    """The words with each day named as on `today`: "this morning", said on Monday, is "yesterday morning" on Tuesday.

    Named weekdays and dates stay; clock times stay.
    """
    if said == today:
        return words

    def named(match: re.Match[str]) -> str:
        first = match["word"] or match["word_of"]
        word = first.casefold()
        day = said + timedelta(days=1 if word == "tomorrow" else -1 if word in ("yesterday", "last") else 0)
        part = "night" if word == "tonight" else (match["part"] or match["of"] or "").casefold()
        new = _named(day_word(day, today), part, own=match["own"] is not None, after=match["before"] is not None)
        return f"{match['before'] or ''}{new[:1].upper() + new[1:] if first[:1].isupper() else new}{match['own'] or ''}"

    return _DAY_WORD.sub(named, words)


def _named(day: str, part: str, *, own: bool, after: bool) -> str:
    """A day and a part of it, as they stand in a sentence: "last night", "on Monday morning", and behind "since" "Monday"."""
    if day == "today":
        return {"": "today", "night": "tonight"}.get(part, f"this {part}")
    if day in ("tomorrow", "yesterday"):
        return "last night" if (day, part) == ("yesterday", "night") else f"{day} {part}".rstrip()
    day = (f"the {part} of {day}" if part else day) if day[0].isdigit() else f"{day} {part}".rstrip()
    return day if own or after else f"on {day}"


_DAY_WORD: Final = regex(
    r"(?P<before>\b(?:since|by|until|till|from|before|after|of|for)\s+)?"
    r"\b(?:(?P<word>today|tonight|tomorrow|yesterday)(?:\s+(?P<part>morning|afternoon|evening|night))?|(?P<word_of>this|last)\s+(?P<of>morning|afternoon|evening|night))\b"
    r"(?P<own>['\u2019]s)?",
    re.I,
)


def clock(at: datetime, now: datetime, zone: str) -> str:
    """A time as people say it: "14:41" today, else "tomorrow at 09:00", "Thursday at 09:00", "20 May at 09:00"."""
    day, today = in_zone(at, zone).date(), in_zone(now, zone).date()
    return hm(at, zone) if day == today else f"{day_word(day, today)} at {hm(at, zone)}"


# ------------------------------------------------------------------------------------------------- reading: the pieces

_NUMBERS: Final = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "twenty-five": 25,
    "twenty five": 25,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "forty five": 45,
    "ninety": 90,
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "a quarter": 15,
    "quarter": 15,
    "half": 30,
}
_HOURS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR_WORD: Final = "|".join(_HOURS)
_COUNT: Final = (
    r"(?:[0-9]{1,3}|a\s+couple\s+of|couple\s+of|a\s+few|twenty[\s-]five|forty[\s-]five|ninety|forty|thirty|twenty|fifteen|"
    rf"{_HOUR_WORD}|an?)"
)
_CUE: Final = r"(?:no\s+later\s+than|between|before|around|until|since|after|from|till|til|by|at|@)"
_ROUGH: Final = r"(?:(?:about|around|roughly|approximately|approx\.?|like|the\s+latest|latest|~)\s*)?"


def _re(pattern: str) -> re.Pattern[str]:
    return regex(pattern, re.IGNORECASE)


_STAMP_BEFORE: Final = r"(?<![\w:/$€£])(?<![0-9][.,])"
_AP: Final = r"(?P<ap>[ap]\.m\.|[ap]\.?m\b)(?:\s+[ap]\.?m\b)*"

_COLON = _re(
    rf"{_STAMP_BEFORE}(?P<h>[01]?[0-9]|2[0-3])(?::|h(?=[0-9]))(?P<m>[0-5][0-9])(?::[0-5][0-9])?(?:\s?{_AP})?(?![\w:%])"
)
_AM_PM = _re(rf"{_STAMP_BEFORE}(?P<h>1[0-2]|0?[1-9])(?:[.](?P<m>[0-5][0-9]))?\s?{_AP}(?![\w:%])")
_O_CLOCK = _re(rf"(?<![\w:./$€£])(?P<h>2[0-3]|1[0-9]|0?[0-9]|{_HOUR_WORD})\s*o\s?'?\s?clock\b(?:\s?{_AP})?")
_DOTTED = _re(
    rf"(?<!\w){_CUE}\s*{_ROUGH}(?P<number>(?P<h>[01]?[0-9]|2[0-3])\.(?P<m>[0-5][0-9]))(?:\s?h\b)?(?![\w:%]|\.[0-9])"
)
_FOUR = _re(
    rf"(?<!\w){_CUE}\s*{_ROUGH}(?P<number>(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])(?P<unit>\s?(?:hrs|hours|h)\b)?)(?![\w:%]|[.,][0-9]|\s?[ap]\.?m\b)"
)
_RUN = _re(
    rf"(?<!\w){_CUE}\s*{_ROUGH}(?P<number>(?P<h>[01]?[0-9]|2[0-3])(?P<m>[0-5][0-9])\s?{_AP})(?![\w:%])"
)  # "at 0900 pm"
_H = _re(rf"(?<!\w)(?P<cue>{_CUE})\s*{_ROUGH}(?P<number>(?P<h>[01]?[0-9]|2[0-3])\s?(?:h|uhr)\b)")
_BARE = _re(rf"(?<!\w)(?P<cue>{_CUE})\s*{_ROUGH}(?P<number>(?P<h>1[0-2]|[1-9]|{_HOUR_WORD}))(?!\w|:)")
_RANGE = _re(r"\s*(?:-|–|to|and|until|till)\s*(?P<number>(?P<h>1[0-2]|[1-9]))(?!\w|:)")
_AFTER_DAY = _re(r"\s+(?P<number>(?P<h>1[0-2]|[1-9]))(?!\w|:)")
_PAST_TO = _re(
    r"(?<!\w)(?P<m>(?:a\s+)?quarter|half|five|ten|twenty[\s-]five|twenty|5|10|20|25)\s+(?P<way>past|to)\s+"
    rf"(?P<h>1[0-2]|[1-9]|{_HOUR_WORD})(?![\w:])(?:\s?{_AP})?"
)
_NAMED = _re(r"(?<!\w)(?P<name>noon|midday|midnight)\b")
_PART = _re(
    r"(?<!\w)(?:(?P<day>tonight|tonite)|(?P<this>this)\s+(?P<part>morning|afternoon|evening)|"
    r"(?:in|during|over)\s+the\s+(?P<some>morning|afternoon|evening)|at\s+(?P<night>night)|(?P<first>first\s+thing)|"
    r"(?:the\s+)?(?P<close>end\s+of\s+(?:the\s+|my\s+)?(?:working\s+|business\s+)?day|eod|cob|close\s+of\s+(?:business|play))|"
    r"(?:(?<=by\s)|(?<=before\s)|(?<=until\s)|(?<=till\s)|(?<=at\s)|(?<=over\s))(?P<lunch>lunch(?:\s?time)?)|"
    r"(?P<weak>morning|afternoon|evening|night))\b"
)

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_DAY_MONTH = _re(
    rf"(?<![\w:./])(?P<d>[0-9]{{1,2}})(?P<th>st|nd|rd|th)?\s+(?:of\s+)?(?P<mon>{_MONTH})\b\.?(?:,?\s+(?P<y>(?:19|20)[0-9]{{2}})\b)?"
)
_MONTH_DAY = _re(
    rf"(?<![\w])(?P<mon>{_MONTH})\b\.?\s+(?:the\s+)?(?P<d>[0-9]{{1,2}})(?P<th>st|nd|rd|th)?(?![\w:%]|\.[0-9])"
    r"(?:,?\s+(?P<y>(?:19|20)[0-9]{2})\b)?"
)
_ISO = _re(r"(?<![\w./-])(?P<y>(?:19|20)[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9])(?:T(?=[0-9]))?")
_DOT_DATE = _re(r"(?<![\w./-])(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>(?:19|20)[0-9]{2})(?![\w])")
_SLASH_DATE = _re(r"(?<![\w./-])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})/(?P<y>(?:19|20)[0-9]{2})(?![\w/])")
_ORDINAL = _re(
    r"(?:(?<=on\s)|(?<=by\s)|(?<=from\s)|(?<=before\s)|(?<=until\s)|(?<=till\s)|(?<=since\s))the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b(?!\s+[a-z]+s?\b(?<!of)(?<!at)(?<!if)(?<!and))"
)
_MAY_VERB = _re(r"\s+(?:be|have|not|also|still|need|come|go|get|take|want|look|or|well|seem|help|fail|show)\b")
_MAY_SUBJECT = _re(r"(?:\b(?:i|we|you|he|she|it|they|that|this|who|which|there|one)\s+)$")

_UNIT: Final = r"(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?|months?)"
_IN = _re(
    rf"(?<!\w)(?P<how>in|within)\s+(?:about\s+|around\s+|the\s+next\s+|less\s+than\s+)?(?:(?P<half>half\s+an?\s+hour)|"
    rf"(?P<and>an?\s+hour\s+and\s+a\s+half)|(?P<the>the\s+hour)|(?P<n>{_COUNT})\s*(?P<working>(?:working|business)\s+)?{_UNIT})\b(?:'?\s+time\b)?"
)
_AGO = _re(rf"(?<!\w)(?:(?P<half>half\s+an?\s+hour)|(?P<n>{_COUNT})\s*{_UNIT})\s+ago\b")
_FROM_NOW = _re(rf"(?<!\w)(?:(?P<half>half\s+an?\s+hour)|(?P<n>{_COUNT})\s*{_UNIT})\s+from\s+now\b")

_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|thur|thu|fri|sat|sun"
_DAY = _re(
    r"(?<![\w])(?:(?P<after>(?:the\s+)?day\s+after\s+tomorrow)|(?P<before>(?:the\s+)?day\s+before\s+yesterday)|"
    r"(?P<plain>today|tomm?orr?ow|tmrw|tmr|yesterday|last\s+night)|"
    rf"(?P<of>{_WEEKDAY})(?:\s+(?:of|in)|\s*,)?\s+(?P<which>next|this|last|the)\s+week(?P<after_next>\s+after\s+next)?|"
    rf"(?P<that>next|this|last)\s+week(?:\s*,|'s)?\s+(?:on\s+)?(?P<on>{_WEEKDAY})|"
    rf"(?:the\s+)?(?P<second>{_WEEKDAY})\s+(?:after\s+next|week(?=\s*(?:$|[.,;!?)])|\s+(?:at|by|and|then|i|i'll|please|pls)\b))|"
    rf"(?:in\s+)?(?:a\s+)?week\s+on\s+(?P<week_on>{_WEEKDAY})|"
    rf"(?:(?P<rel>next|this\s+coming|this|last|coming)\s+)?(?P<wd>{_WEEKDAY})|"
    r"(?P<weekend>after\s+the\s+weekend)|"
    r"(?P<period>(?:the\s+)?week\s+after\s+next|(?:next|last)\s+(?:week|month)|(?:this\s+week|(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?:working\s+)?week|eow)|"
    r"(?:(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?month|eom)))\b(?!')"
)
_SHORT_DAY = frozenset(("sat", "sun", "mon", "wed", "thu", "tue"))
_SHORT_CUE = _re(r"(?:^|\b(?:on|by|next|this|until|till|before|since|last|from)\s+|[,(]\s*)$")

_UNITS: Final = (
    r"of\b|out\s+of\b|per\b|percent|pct|points?\b|people|persons?\b|men\b|women|children|staff\b|folk|min\b|sec\b|hour\b|day\b|week\b|month\b|"
    r"year\b|km\b|kg\b|k\b|m\b|mm\b|cm\b|gb\b|mb\b|tb\b|bn\b|x\b|euro\b|eur\b|usd\b|gbp\b|dollar\b|pound\b|cent\b|million|billion|thousand|hundred|"
    r"dozen|grand\b|degree|each\b|apiece|more\b|fewer\b|less\b|extra\b|other\b|others\b|different\b|separate\b|in\s+(?:a\s+)?(?:row|total)\b|"
    r"times\b|fold\b|star\b|stars\b|" + _MONTH + r"\b"
)
_COUNTED = _re(
    r"(?:\s*(?:-|–|to|or|and)\s*[0-9]{1,4}\b)?(?:\s*[%€$£°/+*]|[.,:][0-9]|-[a-z]|\s+(?:"
    + _UNITS
    + r")|\s+(?:(?:angry|big|bad|broken|failed|full|good|large|lost|missing|new|old|open|small|unhappy|whole|wrong|of\s+the)\s+)?(?P<plural>[a-z]{2,}s)\b(?!'))"
)
_NOT_PLURAL: Final = frozenset(
    (
        "this is was as us yes his hers its unless plus always perhaps besides sometimes towards afterwards across less has does says "
        "knows gets wants minus thanks regardless pls plss cheers tops ours yours theirs nevertheless nonetheless whereas versus boss chris ines mateus james "
        "lars jens hans klaus lucas jonas thomas marcus carlos luis louis andreas agnes iris doris francis ross tess jess russ gus"
    ).split()
)
_ONE_THING = _re(
    r"\s+(?:place|point|time|person|end|go|site|shop|client|customer|thing|step|level|stage|moment|side|colleague|error|mistake|email|file|"
    r"order|desk|meeting|team|company|supplier|in\b|another)"
)
_GREW_BY = _re(
    r"(?:\b(?:off|out|up|down|over|under|short|wrong|more|less|higher|lower|rose|rise|fell|fall|grew|grow|increased?|decreased?|reduced?|raised?|"
    r"lowered|cut|late|early|behind|ahead|multiplied|divided|multiply|divide|exceeded?|missed|changed?|overpaid|underpaid|inflated|wide|(?<!\bright )(?<!\bnew )(?<!\bcorrect )(?<!\bother )(?<!\blast )(?<!\bthis )(?<!\bthat )one|two|three)|[0-9])\s+$"
)
_NUMBER_FROM = _re(
    r"\b(?:up|down|went|rose|fell|changed?|dropped|moved?|go|goes|number|count|ranges?|anything|grew|scale)\s+$"
)
_NUMBER_AT = _re(
    r"\b(?:stuck|stands?|stood|priced|valued|sits|remains?|capped|steady|number|count|total|maxed|point|is)\s+$"
)
_NUMBER_AROUND = _re(
    r"\b(?:are|were|have|has|had|got|lost|of|for|with|costs?|missing|paid|only|affects?|sent|made|need|took|takes)\s+$"
)


@frozen
class _Atom:
    """One piece: a clock, a day, a part of a day, or a distance from now."""

    start: int
    end: int
    number: tuple[int, int] | None = None
    """Where the digits stand that a letter may write more clearly."""
    hour: int | None = None
    minute: int = 0
    sure: bool = True
    """The hour is certain: 24 hours, or am and pm were said."""
    colon: bool = False
    day: Callable[[date, int], date | None] | None = None
    part: str = ""
    delta: timedelta | None = None
    way: int = 0
    """-1: the word looks back ("yesterday"), 1: it looks ahead ("tomorrow")."""
    weak: bool = False
    """Counts only beside a stronger piece."""
    dated: bool = False
    """A date of the calendar: beside it a weekday only says the same again ("friday, 1 may")."""


def _plain(text: str) -> str:
    """The same length, with straight apostrophes and plain spaces."""
    return text.translate(_STRAIGHT)


_STRAIGHT: Final = str.maketrans("’‘ʼ\u00a0\u202f", "'''  ")


def _atoms(text: str) -> list[_Atom]:
    """All pieces, in order, none over another: dates before clocks, long before short."""
    found: list[_Atom] = []
    taken = bytearray(len(text) + 1)
    for each in (_dates, _relatives, _days, _words, _stamps, _bare, _parts):
        for atom in each(text):
            if not any(taken[atom.start : atom.end]):
                found.append(atom)
                taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
    found.sort(key=lambda atom: atom.start)
    for atom in tuple(found):
        if atom.day is not None and (number := _AFTER_DAY.match(text, atom.end)) and not _counted(text, number):
            extra = _hour_atom(number, sure=False)
            if not any(taken[extra.start : extra.end]):
                found.append(extra)
        if (
            atom.hour is not None
            and (number := _RANGE.match(text, atom.end))
            and _RANGE_CUE.match(text, atom.start)
            and not _counted(text, number)
        ):
            found.append(_hour_atom(number, sure=False))
    found.sort(key=lambda atom: atom.start)
    return found


_RANGE_CUE = _re(r"(?:from|between)\b")


def _hour_atom(number: re.Match[str], *, sure: bool, minute: int = 0) -> _Atom:
    said = number["h"].lower()
    hour = _HOURS.index(said) + 1 if said in _HOURS else int(said)
    digits = number.span("number") if said.isdigit() else None
    return _Atom(*number.span("number"), number=digits, hour=hour, minute=minute, sure=sure)


def _month(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.lower().startswith(word.lower()[:3]))


def _has(text: str, *words: str) -> bool:
    """Claim: one of these is in the text; a cheap look before a dear one."""
    low = text.lower()
    return any(word in low for word in words)


_DIGIT: Final = regex("[0-9]")


def _dates(text: str) -> Iterator[_Atom]:
    if not _DIGIT.search(text):
        return
    for m in _ISO.finditer(text):
        yield from _fixed(m, int(m["y"]), int(m["m"]), int(m["d"]))
    for m in _DOT_DATE.finditer(text):
        yield from _fixed(m, int(m["y"]), int(m["m"]), int(m["d"]))
    for m in _SLASH_DATE.finditer(text):
        first, second = int(m["a"]), int(m["b"])
        if first > 12 or second > 12 or first == second:  # 3/5/2026 is two days; only the writer knows which
            yield from _fixed(m, int(m["y"]), min(first, second), max(first, second))
    for m in (*_DAY_MONTH.finditer(text), *_MONTH_DAY.finditer(text)):
        if (
            m["mon"].lower() == "may"
            and not m["th"]
            and (_MAY_VERB.match(text, m.end()) or _MAY_SUBJECT.search(text[: m.start()][-12:]))
        ):
            continue
        if (
            m["mon"].lower() in {"mar", "march", "may"}
            and m.re is _MONTH_DAY
            and not m["y"]
            and _counted_at(text, m.end("d"))
        ):
            continue
        month, dom = _month(m["mon"]), int(m["d"])
        if m["y"]:
            yield from _fixed(m, int(m["y"]), month, dom)
        elif _date(2024, month, dom):
            yield _Atom(*m.span(), day=_yearless(month, dom), dated=True)
    for m in _ORDINAL.finditer(text):
        if 1 <= int(m["d"]) <= 31:
            yield _Atom(*m.span(), day=_monthless(int(m["d"])), dated=True)


def _date(year: int, month: int, dom: int) -> date | None:
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _fixed(m: re.Match[str], year: int, month: int, dom: int) -> Iterator[_Atom]:
    if year >= 1970 and (day := _date(year, month, dom)):
        yield _Atom(*m.span(), day=lambda _today, _way: day, dated=True)


def _yearless(month: int, dom: int) -> Callable[[date, int], date | None]:
    """The nearest such date ahead, or behind; 29 February waits for its year."""

    def day(today: date, way: int) -> date | None:
        years = range(today.year, today.year + 9) if way >= 0 else range(today.year, today.year - 9, -1)
        days = (_date(year, month, dom) for year in years)
        return next((d for d in days if d and (d >= today if way >= 0 else d <= today)), None)

    return day


def _monthless(dom: int) -> Callable[[date, int], date | None]:
    """The nearest such day of a month, ahead or behind."""

    def day(today: date, way: int) -> date | None:
        step = 1 if way >= 0 else -1
        months = ((today.month - 1 + step * i) for i in range(4))
        days = (_date(today.year + m // 12, m % 12 + 1, dom) for m in months)
        return next((d for d in days if d and (d >= today if way >= 0 else d <= today)), None)

    return day


def _relatives(text: str) -> Iterator[_Atom]:
    for pattern, way, needs in ((_IN, 1, "in"), (_AGO, -1, "ago"), (_FROM_NOW, 1, "from now")):
        for m in pattern.finditer(text) if _has(text, needs) else ():
            groups = m.groupdict()
            soft = 0 if groups.get("how", "") == "in" or "how" not in groups else 1
            look = soft if pattern is _IN else way
            if groups["half"]:
                yield _Atom(*m.span(), delta=way * timedelta(minutes=30), way=look)
            elif groups.get("and"):
                yield _Atom(*m.span(), delta=timedelta(minutes=90), way=look)
            elif groups.get("the"):
                yield _Atom(*m.span(), delta=timedelta(hours=1), way=look)
            else:
                yield _distance(m, way, look)


def _distance(m: re.Match[str], way: int, look: int) -> _Atom:
    count = _count(m["n"])
    unit = m["unit"].lower()
    if unit.startswith("mi"):
        return _Atom(*m.span(), delta=way * timedelta(minutes=count), way=look)
    if unit.startswith("h"):
        return _Atom(*m.span(), delta=way * timedelta(hours=count), way=look)
    if unit.startswith("mo"):
        return _Atom(*m.span(), day=lambda today, _way: _months_on(today, way * count), way=look)
    days = count * (7 if unit.startswith("w") else 1)
    if m.groupdict().get("working"):
        return _Atom(*m.span(), day=lambda today, _way: _weekdays_on(today, days), way=look)
    return _Atom(*m.span(), day=lambda today, _way: today + timedelta(days=way * days), way=look)


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[" ".join(said.lower().replace("-", " ").split())]


def _months_on(today: date, months: int) -> date | None:
    month = today.month - 1 + months
    year = today.year + month // 12
    return next((d for back in range(4) if (d := _date(year, month % 12 + 1, today.day - back))), None)


def _weekdays_on(today: date, days: int) -> date:
    while days:
        today += timedelta(days=1)
        days -= today.weekday() < 5
    return today


def _days(text: str) -> Iterator[_Atom]:
    for m in _DAY.finditer(text):
        if m["after"]:
            yield _Atom(*m.span(), day=_away(2), way=1)
        elif m["before"]:
            yield _Atom(*m.span(), day=_away(-2), way=-1)
        elif m["weekend"]:
            yield _Atom(*m.span(), day=lambda today, _way: today + timedelta(days=7 - today.weekday()), way=1)
        elif m["plain"]:
            yield _plain_day(m)
        elif m["of"] or m["on"] or m["second"] or m["week_on"]:
            if (atom := _of_a_week(m)) is not None:
                yield atom
        elif m["period"]:
            yield _period(m)
        elif m["rel"] or m["wd"].lower() not in _SHORT_DAY or _SHORT_CUE.search(text[: m.start()][-8:]):
            yield _weekday(m)


def _away(days: int) -> Callable[[date, int], date]:
    return lambda today, _way: today + timedelta(days=days)


def _plain_day(m: re.Match[str]) -> _Atom:
    word = m["plain"].lower()
    if word == "today":
        return _Atom(*m.span(), day=_away(0))
    if word == "yesterday":
        return _Atom(*m.span(), day=_away(-1), way=-1)
    if word.startswith("last"):
        return _Atom(*m.span(), day=_away(-1), way=-1, part="night")
    return _Atom(*m.span(), day=_away(1), way=1)


def _period(m: re.Match[str]) -> _Atom:
    word = " ".join(m["period"].lower().split())
    if word.endswith("after next"):
        return _Atom(*m.span(), day=lambda today, _way: today + timedelta(days=14 - today.weekday()), way=1)
    if word == "next week":
        return _Atom(*m.span(), day=lambda today, _way: today + timedelta(days=7 - today.weekday()), way=1)
    if word == "last week":
        return _Atom(*m.span(), day=lambda today, _way: today - timedelta(days=7), way=-1)
    if word == "next month":
        return _Atom(*m.span(), day=lambda today, _way: _months_on(today.replace(day=1), 1), way=1)
    if word == "last month":
        return _Atom(*m.span(), day=lambda today, _way: _months_on(today, -1), way=-1)
    if "month" in word or word == "eom":
        return _Atom(*m.span(), day=lambda today, _way: _month_end(today))
    return _Atom(*m.span(), day=lambda today, _way: today + timedelta(days=max(0, 4 - today.weekday())))


def _month_end(today: date) -> date:
    following = _months_on(today.replace(day=1), 1)
    return following - timedelta(days=1) if following else today


def _of_a_week(m: re.Match[str]) -> _Atom | None:
    """ "Friday next week", "next week on Friday", "Friday week", "the Friday after next": the day of a week that was named too."""
    wanted = _weekday_number(m["of"] or m["on"] or m["second"] or m["week_on"])
    which = (m["which"] or m["that"] or "").lower()
    if which == "the" and not m["after_next"]:
        return None
    if not which and ("week" in m[0].lower()):
        return _Atom(
            *m.span(), day=lambda today, _way: today + timedelta(days=((wanted - today.weekday()) % 7 or 7) + 7), way=1
        )
    weeks = {"next": 1, "this": 0, "last": -1, "the": 2, "": 2}[
        which
    ]  # "next friday" is next week's, so the one after it is of the week after
    return _Atom(
        *m.span(),
        day=lambda today, _way: today + timedelta(days=7 * weeks - today.weekday() + wanted),
        way=(weeks > 0) - (weeks < 0),
    )


def _weekday_number(word: str) -> int:
    return next(i for i, name in enumerate(_WEEKDAYS) if name.lower().startswith(word.lower()[:3]))


def _weekday(m: re.Match[str]) -> _Atom:
    wanted = _weekday_number(m["wd"])
    rel = " ".join((m["rel"] or "").lower().split())

    def day(today: date, way: int) -> date:
        ahead = (wanted - today.weekday()) % 7
        if rel == "next":
            return today + timedelta(days=7 - today.weekday() + wanted)
        if rel == "this":
            return today + timedelta(days=ahead if way >= 0 else wanted - today.weekday())
        if rel == "last" or way < 0:
            return today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
        return today + timedelta(days=ahead or 7)

    return _Atom(*m.span(), day=day, way={"next": 1, "this coming": 1, "coming": 1, "last": -1}.get(rel, 0))


def _half(hour: int, ap: str | None) -> tuple[int, bool]:
    """The hour of 24 and whether it is certain, when am or pm was said or not."""
    if ap and 1 <= hour <= 12:
        return hour % 12 + (12 if ap.lower().startswith("p") else 0), True
    return hour, False


def _words(text: str) -> Iterator[_Atom]:
    for m in _PAST_TO.finditer(text) if _has(text, "past ", " to ") else ():
        hour, sure = _half(_count(m["h"]), m["ap"])
        minute = _count(m["m"])
        if m["way"].lower() == "to":
            if m["m"].lower() == "half":
                continue
            hour, minute = (hour - 1) % 24 or (0 if sure else 12), 60 - minute
        yield _Atom(*m.span(), hour=hour, minute=minute, sure=sure)
    for m in _NAMED.finditer(text):
        yield _Atom(*m.span(), hour=0 if m["name"].lower() == "midnight" else 12)


def _stamps(text: str) -> Iterator[_Atom]:
    for m in _O_CLOCK.finditer(text) if _has(text, "clock") else ():
        hour, sure = _half(_count(m["h"]), m["ap"])
        digits = m.span() if m["h"].isdigit() else None
        yield _Atom(*m.span(), number=digits, hour=hour, sure=sure or not 1 <= hour <= 12)
    if not _DIGIT.search(text):
        return
    for m in (*_COLON.finditer(text), *_AM_PM.finditer(text)):
        hour, sure = _half(int(m["h"]), m["ap"])
        written = m["h"].startswith("0") or not 1 <= int(m["h"]) <= 6
        yield _Atom(
            *m.span(),
            number=m.span(),
            hour=hour,
            minute=int(m["m"] or 0),
            sure=sure or written,
            colon=not m["ap"] and ":" in m[0],
        )
    for m in _DOTTED.finditer(text):
        if not _counted(text, m):
            hour = int(m["h"])
            yield _Atom(
                *m.span("number"),
                number=m.span("number"),
                hour=hour,
                minute=int(m["m"]),
                sure=m["h"].startswith("0") or not 1 <= hour <= 6,
            )
    for m in _RUN.finditer(text):
        hour, sure = _half(int(m["h"]), m["ap"])
        yield _Atom(*m.span("number"), number=m.span("number"), hour=hour, minute=int(m["m"]), sure=sure)
    for m in _FOUR.finditer(text):
        year = m["h"] in {"19", "20"} and not m["unit"]
        if not year and (m["unit"] or not _counted(text, m)):
            yield _Atom(*m.span("number"), number=m.span("number"), hour=int(m["h"]), minute=int(m["m"]))
    for m in _H.finditer(text):
        hour = int(m["h"])
        yield _Atom(*m.span("number"), number=m.span("number"), hour=hour, sure=True)


def _counted(text: str, m: re.Match[str]) -> bool:
    """Claim: the number counts something, so it is no time."""
    if m["h"].lower() in {"1", "one"} and _ONE_THING.match(text, m.end("number")):
        return True
    return _counted_at(text, m.end("number"))


def _counted_at(text: str, end: int) -> bool:
    after = _COUNTED.match(text, end)
    if after is None:
        return False
    plural = after["plural"]
    return plural is None or not (plural.lower() in _NOT_PLURAL or plural.istitle())


_NUMBER_BEFORE: Final = {"by": _GREW_BY, "from": _NUMBER_FROM, "at": _NUMBER_AT, "around": _NUMBER_AROUND}


def _bare(text: str) -> Iterator[_Atom]:
    """A bare number is a time only after a word such as "by", and not when it counts something."""
    for m in _BARE.finditer(text):
        before = _NUMBER_BEFORE.get(m["cue"].lower())
        if before is not None and before.search(text[max(0, m.start() - 16) : m.start()]):
            continue
        if not _counted(text, m):
            atom = _hour_atom(m, sure=False)
            yield replace(atom, start=m.start()) if m["cue"].lower() in {"from", "between"} else atom


def _parts(text: str) -> Iterator[_Atom]:
    for m in _PART.finditer(text):
        if m["day"]:
            yield _Atom(*m.span(), day=_away(0), part="night")
        elif m["this"]:
            yield _Atom(*m.span(), day=_away(0), part=m["part"].lower())
        elif m["some"]:
            yield _Atom(*m.span(), part=m["some"].lower())
        elif m["close"]:
            yield _Atom(*m.span(), part="close")
        elif m["lunch"]:
            yield _Atom(*m.span(), part="lunch")
        elif m["first"]:
            yield _Atom(*m.span(), part="first", weak=True)
        else:
            yield _Atom(*m.span(), part=(m["night"] or m["weak"]).lower(), weak=True)


# ------------------------------------------------------------------------------------------------- reading: what belongs together


@frozen
class _Found:
    """Pieces that say one time, where they stand, and which way the sentence looks."""

    start: int
    end: int
    atoms: tuple[_Atom, ...]
    cue: str
    way: int


_MOST: Final = 200
"""No more times than this are read in one text: nobody plans by them, and a wall of digits must cost nothing."""

_DAY_THEN_CLOCK = _re(r"\s*,?\s*(?:(?:at|by|before|around|until|till|from|after|@)\s+)?(?:about\s+|around\s+)?")
_DAY_AND_DATE = _re(r"\s*,?\s*(?:\(?\s*|(?:on\s+)?the\s+)")
_WEEKDAY_ALONE = _re(_WEEKDAY)
_WITH_CUE = _re(rf"\s*,?\s*{_CUE}\s+.*")
_CLOCK_THEN_DAY = _re(r"\s+(?:on\s+|of\s+)?")
_BESIDE = _re(r"\s*")
_CUE_BEFORE = _re(rf"(?<!\w)(?P<cue>{_CUE}|on|due|over)\s*{_ROUGH}(?:the\s+)?$")


def _belong(text: str, group: list[_Atom], atom: _Atom, following: _Atom | None) -> bool:
    """Claim: `atom` goes on with the time that `group` began. In "for friday by 4 today" the 4 is today's."""
    last, gap = group[-1], slice(group[-1].end, atom.start)
    if any(a.delta is not None for a in (*group, atom)) or gap.start > gap.stop:
        return False
    if atom.hour is not None:
        told = any(a.hour is not None for a in group)
        if last.day is not None and following is not None and following.day is not None and following.start >= atom.end:
            own = _CLOCK_THEN_DAY.fullmatch(text[atom.end : following.start]) is not None
            if own and _WITH_CUE.match(text[gap]):
                return False
        return (
            not told and (last.day is not None or last.part != "") and _DAY_THEN_CLOCK.fullmatch(text[gap]) is not None
        )
    if atom.day is not None:
        told = any(a.day is not None for a in group)
        if told:
            plain, date_ = (last, atom) if atom.dated else (atom, last)
            named = _WEEKDAY_ALONE.fullmatch(text, plain.start, plain.end) is not None
            return date_.dated and named and _DAY_AND_DATE.fullmatch(text[gap]) is not None
        return _CLOCK_THEN_DAY.fullmatch(text[gap]) is not None
    return not any(a.part for a in group) and _BESIDE.fullmatch(text[gap]) is not None


def _found(text: str) -> list[_Found]:
    groups: list[list[_Atom]] = []
    atoms = _atoms(text)
    for atom, following in zip_longest(atoms, atoms[1:]):
        if groups and _belong(text, groups[-1], atom, following):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    told = [group for group in groups if not all(atom.weak for atom in group)]
    return [_placed(text, group) for group in told[:_MOST]]


def _placed(text: str, group: list[_Atom]) -> _Found:
    start, end = group[0].start, group[-1].end
    window = text[max(0, start - 32) : start]
    before = _CUE_BEFORE.search(window)
    own = _RANGE_CUE.match(text, start)
    cue = " ".join(before["cue"].lower().split()) if before else (own[0].lower() if own else "")
    if before:
        start -= len(window) - before.start()
    return _Found(start, end, tuple(group), cue, _way(text, start, end, group, cue))


_EDGE = _re(r"[.;!?\n](?![0-9])|,(?![0-9])|\b(?:and|but|then|so)\b")
_AHEAD = _re(
    r"\b(?:will|'ll|ill|shall|can|could|going\s+to|gonna|want\s+to|plan\s+to|need\s+to|have\s+to|must|should|let\s+me|about\s+to|hope\s+to|"
    r"aim\s+to|promise|(?<!was\s)(?<!were\s)(?<!been\s)due)\b|'ll\b"
)
_ACT = _re(
    r"\s*(?:(?:also|just|please|first|to|i|we|and|then|keep|try\s+to)\s+)*(?:ask|tell|call|ring|phone|send|resend|email|mail|message|write|talk|speak|meet|"
    r"give|put|do|fix|check|finish|replay|restore|roll|keep|see|show|share|report|inform|update|correct|deliver|hand|return|pay|refund|post|rerun|redo|"
    r"set|start|go|come|bring|book|order|replace|repair|review|test|deploy|confirm|apologise|apologize|let|make|get|have|add|remove|clear|read|"
    r"complete|submit|prepare|sit|pause|resume|wait)\b"
)
_BEHIND = _re(
    r"\b(?:noticed|saw|seen|sent|found|reali[sz]ed|spotted|happened|was|were|did|didn't|dropped|forgot|missed|got|told|rang|called|paid|emailed|"
    r"asked|said|came|went|had|made|broke|deleted|pushed|deployed|clicked|restored|discovered|learned|learnt|mailed|wrote|gave|took|left|lost|knew|"
    r"began|started|ran|thought|ended|finished|worked|posted|published|shared|failed|crashed|typed|attached|uploaded|booked|ago)\b|"
    r"\b(?:i|we|he|she|they|it|you)\s+(?:just\s+|only\s+|also\s+|\w+ly\s+)?(?!need\b|speed\b|feed\b|proceed\b)\w{2,}ed\b"
)


_NOT_DONE_WHEN_DUE = _re(
    r"\b(?:forgot|forgotten|missed|overlooked|failed\s+to|did\s+not|didn't|never)\b[^.;!?\n]*(?<!\bis)(?<!\bare)(?<!'s)(?<!\bbe)\s"
    r"due\s+(?:(?:at|by|on|before|for)\s+)?$"
)
"""What was due at a time, and was forgotten: "I forgot the report, due at 9". What "is due" is still ahead."""


def _way(text: str, start: int, end: int, group: list[_Atom], cue: str) -> int:
    """Which way the words look: 1 ahead, -1 back, 0 when they don't say."""
    own = next((atom.way for atom in group if atom.way), 0)
    if own or cue == "since":
        return own or -1
    at = group[0].start
    today = all(atom.day is None or text[atom.start : atom.end].casefold() == "today" for atom in group)
    if today and _NOT_DONE_WHEN_DUE.search(text[max(0, at - 120) : at]):
        return -1
    if cue in {"by", "no later than"}:
        return 1
    clause = _clause(text, start, end)
    if _AHEAD.search(clause):
        return 1
    if _BEHIND.search(clause):
        return -1
    return 1 if cue in {"until", "till", "til", "before"} or _ACT.match(clause) else 0


def _clause(text: str, start: int, end: int) -> str:
    low, high = max(0, start - 120), min(len(text), end + 60)
    edges = [m.end() for m in _EDGE.finditer(text, low, start)]
    after = _EDGE.search(text, end, high)
    return text[edges[-1] if edges else low : after.start() if after else high]


# ------------------------------------------------------------------------------------------------- reading: when that is

_SOON: Final = timedelta(hours=3)
_SKEW: Final = timedelta(minutes=15)
_PART_HOURS: Final = {
    "morning": time(12),
    "afternoon": DAY_ENDS,
    "evening": time(21),
    "night": time(21),
    "close": DAY_ENDS,
    "lunch": time(12),
    "first": time(9),
}


def _local(day: date, hour: int, minute: int, zone: str) -> datetime:
    return due_instant(day, time(hour, minute), zone).astimezone(zone_named(zone))


def _resolved(found: _Found, now: datetime, zone: str, way: int | None = None) -> datetime | None:
    """The instant on the person's wall clock, or None for a day that never comes. `now` is local."""
    way = found.way if way is None else way
    delta = next((atom.delta for atom in found.atoms if atom.delta is not None), None)
    if delta is not None:
        return (now.astimezone(UTC) + delta).astimezone(now.tzinfo).replace(second=0, microsecond=0)
    part = next((atom.part for atom in found.atoms if atom.part), "")
    hour = next((atom for atom in found.atoms if atom.hour is not None), None)
    days = [atom for atom in found.atoms if atom.day is not None]
    named = next((atom.day for atom in (*(d for d in days if d.dated), *days)), None)
    if named is not None:
        day = named(now.date(), way)
        return None if day is None else _on_day(day, hour, part, now, zone, way)
    if hour is not None:
        return _nearest(hour, part, now, zone, way)
    return _on_day(_part_day(part, now, way), None, part, now, zone, way)


def _part_day(part: str, now: datetime, way: int) -> date:
    """ "in the morning" is today's while it lasts, else tomorrow's."""
    gone = now.time() >= _PART_HOURS[part]
    return now.date() + timedelta(days=1 if gone and way >= 0 else 0)


def _on_day(day: date, atom: _Atom | None, part: str, now: datetime, zone: str, way: int) -> datetime:
    if atom is None or atom.hour is None:
        at = _PART_HOURS.get(part, DAY_ENDS)
        late = day == now.date() and at <= now.time() and way >= 0 and part != "morning"
        return _local(day, 23, 59, zone) if late else _local(day, at.hour, at.minute, zone)
    if atom.hour == 0 and atom.number is None:  # "friday midnight" is the end of that day
        return _local(day + timedelta(days=1), 0, 0, zone)
    hour = _hour_in(atom, part)
    at_hour = _local(day, hour, atom.minute, zone)
    later = not atom.sure and not part and hour < 12 and day == now.date() and way >= 0
    return _local(day, hour + 12, atom.minute, zone) if later and at_hour < _minute(now) else at_hour


def _hour_in(atom: _Atom, part: str) -> int:
    """The hour of 24, when the day or its part is known: 4 is 16, 9 is 9, 9 in the evening is 21."""
    hour = atom.hour or 0
    if atom.sure and not (part in {"afternoon", "evening", "night"} and atom.colon and hour < 12):
        return hour
    if part in {"morning", "first"}:
        return hour % 12 if hour == 12 else hour
    if part in {"afternoon", "evening", "night"}:
        return hour + 12 if hour < 12 else hour
    return hour + 12 if hour < 7 else hour


def _minute(at: datetime) -> datetime:
    """The instant in UTC, to the minute. Instants are compared in UTC: in one zone Python compares the wall clocks."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _nearest(atom: _Atom, part: str, now: datetime, zone: str, way: int) -> datetime | None:
    """The clock alone: the next such hour, or the last one, in waking hours unless it is close to now."""
    moment = _minute(now)
    hours = [atom.hour or 0]
    if part:
        hours = [_hour_in(atom, part)]
    elif not atom.sure:
        hours = [(atom.hour or 0) % 12, (atom.hour or 0) % 12 + 12]
    days = [now.date() + timedelta(days=d) for d in (-1, 0, 1, 2)]
    all_of_them = sorted((_local(day, hour, atom.minute, zone) for day in days for hour in hours), key=_minute)
    single = len(hours) == 1
    if way < 0:
        back = [
            at for at in all_of_them if at <= moment + _SKEW and (single or 7 <= at.hour < 21 or moment - at <= _SOON)
        ]
        return back[-1] if back else None
    today = [at for at in all_of_them if at.date() == now.date()]
    if way == 0 and single and today and not (atom.number is None and today[0] < moment):
        return today[0]
    ahead = [at for at in all_of_them if at >= moment and (single or 7 <= at.hour < 21 or at - moment <= _SOON)]
    if way == 0:
        gone = [at for at in today if at < moment and 7 <= at.hour < 21]
        if gone and not (ahead and ahead[0].date() == now.date()):
            return gone[-1]
    return ahead[0] if ahead else None


# ------------------------------------------------------------------------------------------------- reading: the questions


def _read(text: str, now: datetime, zone: str) -> tuple[str, datetime, list[_Found]]:
    plain = _plain(text)
    return plain, in_zone(now, zone), _found(plain)


def _span(text: str, found: _Found, at: datetime) -> TimeSpan:
    has_clock = any(atom.hour is not None or atom.delta is not None for atom in found.atoms)
    has_day = any(atom.day is not None for atom in found.atoms)
    return TimeSpan(found.start, found.end, at, has_clock, has_day, text[found.start : found.end])


def times(text: str, now: datetime, zone: str) -> tuple[TimeSpan, ...]:
    """All times and days in the text, in order."""
    _, local, found = _read(text, now, zone)
    pairs = ((each, _resolved(each, local, zone)) for each in found)
    return tuple(_span(text, each, at) for each, at in pairs if at is not None)


_ALONE = _re(r"\W*(?:\w+\W*){0,1}")
_FIRM: Final = frozenset(("by", "before", "no later than"))


def deadline(text: str, now: datetime, zone: str) -> datetime | None:
    """The time that a plan names, never one that is gone. What is promised "by" a time goes before what is merely at one.

    A time that stands alone ("at 9:00", said at noon) answers a question, and is the next one.
    """
    _, local, found = _read(text, now, zone)
    alone = len(found) == 1 and _ALONE.fullmatch(text[: found[0].start] + text[found[0].end :]) is not None
    pairs = [(each, _resolved(each, local, zone, 1 if alone else None)) for each in found if each.way >= 0]
    ahead = [(each, at) for each, at in pairs if at is not None and at >= _minute(local)]
    firm = [at for each, at in ahead if each.cue in _FIRM or any(a.delta is not None and a.way > 0 for a in each.atoms)]
    return firm[0] if firm else next((at for _, at in ahead), None)


_NOTICED = _re(
    r"\b(?:noticed|saw|spotted|found|reali[sz]ed|discovered|caught|learned|learnt|became\s+aware|(?:didn't|did\s+not|only)\s+(?:notice|see|reali[sz]e))\b"
)
_WHEN_I = _re(r"[\s,]*(?:(?:is|was|that's)?\s*when\s+)?(?:i|we)?\s*(?:first\s+|only\s+|then\s+)?")


def noticed(text: str, now: datetime, zone: str) -> datetime | None:
    """When the person noticed, if the words say so: always looking back, whatever day it is."""
    plain, local, found = _read(text, now, zone)
    for verb in _NOTICED.finditer(plain):
        for each in found:
            at = _resolved(each, local, zone, -1) if _told_of(plain, verb, each) else None
            if at is None:
                continue
            if any(atom.hour is not None or atom.delta is not None for atom in each.atoms):
                return at if at <= _minute(local) + _SKEW else None
            if at.date() > local.date():
                return None
            return at if at <= _minute(local) else local.replace(second=0, microsecond=0)
    return None


def _told_of(text: str, verb: re.Match[str], found: _Found) -> bool:
    """Claim: this time is the time of that noticing, and not of something else in the sentence."""
    if found.start >= verb.end():
        between = text[verb.end() : found.start]
        return len(between) <= 60 and not _EDGE_HARD.search(between) and not _BEHIND.search(between)
    return found.end <= verb.start() and _WHEN_I.fullmatch(text, found.end, verb.start()) is not None


_EDGE_HARD = _re(r"[.;!?\n](?![0-9])|\b(?:but|because|and\s+(?:i|we|he|she|they|then|told|called))\b")


def tidy_clock(text: str, now: datetime, zone: str) -> str:
    """The text with its clock times written as 16:00. Days, names of hours and all other numbers stay as they are."""
    _, local, found = _read(text, now, zone)
    for each in reversed(found):
        atom = next((a for a in each.atoms if a.hour is not None and a.number is not None), None)
        at = _resolved(each, local, zone) if atom else None
        if (
            atom is None
            or atom.number is None
            or at is None
            or (atom.colon and (each.way == 0 or at.hour == atom.hour))
        ):
            continue
        start, end = atom.number
        text = f"{text[:start]}{at.hour:02}:{atom.minute:02}{text[end:]}"
    return text


_EDGE_OF_WORDS: Final = " \t\n,;:–—-"
_STARTS_WITH: Final = (
    r"(?:start(?:ing|s)?|begin(?:ning|s)?|commencing|effective|as\s+(?:of|from)|with\s+effect(?:\s+from)?)"
)
_BEGIN = _re(
    rf"(?:(?:^|(?<=[\s,;.–—-]))(?:and|so|it|this|that|i'?ll|i\s+will|i|we'?ll|we\s+will|we|to)\s+)*(?:^|\b){_STARTS_WITH}"
    r"(?:\s+(?:doing|with)\s+(?:it|this|that))?(?:\s+(?:from|on|as\s+of))?\s*$"
)
_AT_ONCE = _re(
    rf"(?P<edge>^|[\s,;.–—-])(?:and\s+)?(?:from\s+(?:right\s+)?now(?:\s+on)?|{_STARTS_WITH}\s+(?:right\s+now|now|immediately|at\s+once|right\s+away|"
    r"straight\s+away)|(?:(?<=[.;!]\s)(?:right\s+away|straight\s+away|straightaway|immediately|at\s+once|now)))(?P<after>[,\s]+(?=\w)|\W*$)"
)
_ONWARDS: Final = r"\s*(?:on\b|onwards?\b|forwards?\b|already\b|please\b|pls\b)*\s*"
_LAST = _re(rf"{_ONWARDS}(?:[.;!]+\s*|$)")
_FIRST = _re(rf"{_ONWARDS}[\s,:]*(?=\w)(?!(?:to|till|until|through)\b)")
_EACH_TIME = _re(
    r"\b(?:every|each|always|never|whenever|when|if|unless|until|before|after|while|once|as\s+soon\s+as|\w+days)\b"
)
_DONE_BY = _re(
    r"[,;.]\s*(?:and\s+)?(?:(?:it'?s|it'?ll\s+be|will\s+be|to\s+be|all)\s+)*(?:done|ready|in\s+place|live|finished)\s*$"
)
_SENTENCE = _re(r"[.;!?\n]\s+")


def begins(text: str, now: datetime, zone: str) -> tuple[str, date] | None:
    """The day from which a habit holds, where the words name it, and the words without it: "… from today", "starting 1 june: …".

    A day inside the habit ("when I get the sheet on friday I …") is part of it.
    """
    plain = _plain(text)
    if (found := _AT_ONCE.search(plain)) and (
        found["after"].strip(" .!") == "" and (found.end() == len(plain) or not plain[: found.start()].strip())
    ):
        rest = f"{plain[: found.start()]} {plain[found.end() :]}".strip(_EDGE_OF_WORDS)
        if rest:
            return rest, in_zone(now, zone).date()
    for span in times(text, now, zone):
        if not span.has_day:
            continue
        head, tail = plain[: span.start], plain[span.end :]
        said = _BEGIN.search(head)
        starts = said is not None or span.words.lower().startswith("from")
        first = _FIRST.match(tail) if not head[: said.start() if said else None].strip(_EDGE_OF_WORDS) else None
        last = _LAST.match(tail)
        alone = _SENTENCE.split(head)[-1].strip(_EDGE_OF_WORDS) == "" and head.strip() != ""
        one = last is not None and not span.has_clock and _EACH_TIME.search(_SENTENCE.split(head)[-1]) is None
        edge = last or (first if starts else None)
        if edge is None or not (starts or alone or one):
            continue
        kept = head[: said.start()] if said else _DONE_BY.sub("", head)
        rest = f"{kept} {tail[edge.end() :]}".strip(_EDGE_OF_WORDS)
        if re.search(r"\w{2}.*\s\w", rest):
            return rest, span.at.date()
    return None


_STAMP: Final = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?:\s?[ap]m\b)?|(?:1[0-2]|0?[1-9])\s?[ap]m\b"
_NOT_OLD = _re(
    rf"(?<![\w:.])(?P<new>{_STAMP})\s*,?\s*(?:\(?\s*)?(?:and\s+)?(?:not|instead\s+of|rather\s+than)\s+(?:at\s+|around\s+)?"
    rf"(?P<old>{_STAMP}|:?[0-5][0-9])(?![\w:%]|[.,][0-9])"
)
_OLD_BUT_NEW = _re(
    rf"\bnot\s+(?:at\s+)?(?P<old>{_STAMP})\s*,?\s*(?:but|it\s+was|it's|its|rather)\s+(?:at\s+)?(?P<new>{_STAMP})(?![\w:%])"
)
_SAID_OLD = _re(
    rf"(?:\b(?:said|wrote|put)\s+|^)(?P<old>{_STAMP})\s*,?\s*(?:but\s+)?(?:it\s+was|it's|i\s+meant|should\s+be|should\s+have\s+been|meant)\s+"
    rf"(?:really\s+|actually\s+|at\s+)?(?P<new>{_STAMP})(?![\w:%])"
)


def correction_of_time(text: str) -> tuple[str, str] | None:
    """The new time and the old one, as they were written: "actually 21:40 not 50" → ("21:40", "21:50").

    A bare number is not taken: "4 not 5" may be anything.
    """
    plain = _plain(text)
    for pattern in (_NOT_OLD, _OLD_BUT_NEW, _SAID_OLD):
        for m in pattern.finditer(plain):
            new, old = m["new"], m["old"]
            if old.lstrip(":").isdigit():
                if ":" not in new or _counted_at(plain, m.end("old")):
                    continue
                old = f"{new.split(':')[0]}:{old.lstrip(':')}"
            if old != new:
                return new, old
    return None
