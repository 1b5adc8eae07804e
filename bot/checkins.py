"""When the coach may come back: working days, good hours, and the few check-ins that a journey has. Rules only, no clock.

Local date, local hour and zone are what is kept; the instant is derived from them (`times.due_instant`), again when the zone changes.
"""

from __future__ import annotations

import math
import re
import warnings
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import TZPATH

from bot.patterns import regex
from bot.times import due_instant, in_zone, zone_named
from prompts.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence


class Kind(StrEnum):
    """What a check-in is about, most urgent first."""

    TELL = "tell"
    REPAIR = "repair"
    SETTLED = "settled"
    MENTOR = "mentor"
    TAPER = "taper"
    GOAL = "goal"


PRECEDENCE: Final = tuple(Kind)
CLOSES: Final = "closes"
"""The key of what is no check-in: the silent end of a journey whose last check-in stays unanswered. It keeps nothing longer."""
CLOSES_AFTER: Final = 3
"""Days."""
MOST_UNANSWERED: Final = 2
"""Check-ins in a row: after them nothing comes unless the person writes."""


@frozen
class Hours:
    """When a person works. `days_off` are weekday numbers, Monday 0. A shift may end after midnight: 22:00 to 06:00."""

    starts: time = time(9)
    ends: time = time(17, 30)
    days_off: frozenset[int] = frozenset((5, 6))
    country: str | None = None
    """Whose public holidays are kept: "DE", or with a region, "DE-BY"."""
    told: bool = False
    """True once the person has been asked for their days off: that is asked once."""


@frozen
class CheckIn:
    """A promise to come back at a local date and hour."""

    kind: Kind
    day: date
    at: time
    key: str
    """A stable name within the journey: "first", "tell-1", "taper-3", "goal", "later"."""


# ------------------------------------------------------------------------------------------------- working days


def is_working_day(day: date, hours: Hours, zone: str, policy_country: str | None = None) -> bool:
    """Claim: neither one of the person's days off nor a public holiday (country: the person's, else the policy's, else the zone's)."""
    return day.weekday() not in hours.days_off and not _is_holiday(
        day, hours.country or policy_country or country_of(zone)
    )


def on_or_after_working_day(day: date, hours: Hours, zone: str, policy_country: str | None = None) -> date:
    """The day itself if it is a working day, else the next one.

    Someone whose seven days are all off gets the day itself: a promise is kept rather than lost.
    """
    if frozenset(range(7)) <= hours.days_off:
        return day
    found = day
    while not is_working_day(found, hours, zone, policy_country):
        found += timedelta(days=1)
    return found


def next_working_day(day: date, hours: Hours, zone: str, policy_country: str | None = None) -> date:
    """The first working day strictly after `day`."""
    return on_or_after_working_day(day + timedelta(days=1), hours, zone, policy_country)


def _is_holiday(day: date, country: str | None) -> bool:
    return country is not None and day in _holidays(country.strip().upper(), day.year)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of a year. A country or region that the library doesn't know has none, nor has a year it doesn't know."""
    import holidays

    code, _, region = country.partition("-")
    calendar: Any = getattr(holidays, code, None) if _CODE.fullmatch(code) else None
    if getattr(calendar, "country", None) is None or not calendar.start_year <= year <= calendar.end_year:
        return frozenset()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # a moon calendar that ends before the country's own is no one's business here
        return frozenset(calendar(subdiv=region if region in calendar.subdivisions else None, years=year))


_CODE: Final = regex("[A-Z]{2}")


# ------------------------------------------------------------------------------------------------- days off, in words

_DAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:days?)?s?"
_DAY_LIST: Final = rf"(?:{_DAY}|weekends?)(?:(?: ?(?:,|and|&|\+|/|or) ?| ){_DAY})*"
_OFF: Final = regex(
    rf"(?:my (?:days off|off days|weekend) (?:is|are|will be)|(?:i'?m|i am) (?:always )?off(?: on)?|"
    rf"i (?:don'?t|do not|never) work(?: on)?|days off:?) (?P<off>{_DAY_LIST})|(?P<off2>{_DAY_LIST}) (?:are|is) (?:my|off)\b.*"
)
_WORK: Final = regex(
    rf"i (?:only )?work (?:from )?(?:(?P<first>{_DAY}) ?(?:to|till|until|through|-|–) ?(?P<last>{_DAY})|(?:only |on )?(?P<on>{_DAY_LIST}))"
)
_RANGE: Final = regex(rf"(?P<first>{_DAY}) ?(?:to|till|until|through|-|–) ?(?P<last>{_DAY})")
_NO_DAYS: Final = regex(
    r"(?:none|no days?(?: off)?|i work every ?day|every ?day|seven days|no fixed days|it varies|they vary)"
)


def days_off_in(text: str, *, asked: bool = False) -> frozenset[int] | None:
    """The weekdays on which somebody says that they are off, Monday 0; None where the words say no such thing.

    The whole message must say it. `asked`: it answers "which days are you off?", so that bare names of days are enough.
    """
    said = re.sub(r"\s+", " ", text.casefold().replace("\u2019", "'")).strip(" .!")
    if found := _OFF.fullmatch(said):
        return _days_named(found["off"] or found["off2"])
    if found := _WORK.fullmatch(said):
        on = _days_between(found["first"], found["last"]) if found["first"] else _days_named(found["on"])
        return frozenset(range(7)) - on if asked or len(on) > 1 else None  # "i work friday" may be this Friday only
    if not asked:
        return None
    if found := _RANGE.fullmatch(said):
        return _days_between(found["first"], found["last"])
    if re.fullmatch(_DAY_LIST, said):
        return _days_named(said)
    return frozenset() if _NO_DAYS.fullmatch(said) else None


def _days_named(text: str) -> frozenset[int]:
    days = {_DAY_NAMES.index(found[:3]) for found in re.findall(_DAY, text)}
    return frozenset(days | ({5, 6} if "weekend" in text else set()))


def _days_between(first: str, last: str) -> frozenset[int]:
    start, end = _DAY_NAMES.index(first[:3]), _DAY_NAMES.index(last[:3])
    return frozenset((start + each) % 7 for each in range((end - start) % 7 + 1))


# ------------------------------------------------------------------------------------------------- the country of a zone


def country_of(zone: str) -> str | None:
    """The ISO code of the country that a zone is named for; None for "UTC" and its like. An unknown zone raises ValueError."""
    zone_named(zone)
    countries = _countries()
    return countries.get(zone) or countries.get(_aliases().get(zone, ""))


def _zone_data(name: str) -> str:
    """A file of the zone database, from the tzdata package or from the system; empty where there is none."""
    try:
        return resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        files = (Path(place, name) for place in TZPATH)
        return next((file.read_text(encoding="utf-8") for file in files if file.is_file()), "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    rows = (line.split("\t") for line in _zone_data("zone.tab").splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Old name → name of today: "Asia/Calcutta" → "Asia/Kolkata"."""
    links = (line.split() for line in _zone_data("tzdata.zi").splitlines() if line.startswith("L "))
    return {alias: name for _, name, alias in links}


# ------------------------------------------------------------------------------------------------- working hours


def _shift(day: date, hours: Hours, zone: str) -> tuple[datetime, datetime]:
    """The two UTC instants between which the shift of that day lies. Equal hours are a whole day."""
    last = day if hours.starts < hours.ends else day + timedelta(days=1)
    return due_instant(day, hours.starts, zone), due_instant(last, hours.ends, zone)


def in_hours(at: datetime, hours: Hours, zone: str, policy_country: str | None = None) -> bool:
    """Claim: `at` lies in working hours, both ends counted. A night shift belongs to the day on which it starts."""
    today = in_zone(at, zone).date()
    shifts = (_shift(day, hours, zone) for day in _two(today) if is_working_day(day, hours, zone, policy_country))
    return any(starts <= at <= ends for starts, ends in shifts)


def _two(today: date) -> tuple[date, date]:
    return today - timedelta(days=1), today


def good_hour(at: datetime, hours: Hours, zone: str, policy_country: str | None = None) -> bool:
    """Claim: what comes late, after an outage, may still be said now. What is on time needs no good hour: the person chose it."""
    return in_hours(at, hours, zone, policy_country)


def start_of_day(after: datetime, hours: Hours, zone: str, policy_country: str | None = None) -> datetime:
    """The next start of a working day strictly after `after`, on the wall clock of `zone`: "Send at 09:00"."""
    day = on_or_after_working_day(in_zone(after, zone).date(), hours, zone, policy_country)
    starts = due_instant(day, hours.starts, zone)
    if starts <= after:
        starts = due_instant(next_working_day(day, hours, zone, policy_country), hours.starts, zone)
    return in_zone(starts, zone)


def working_hours_later(
    now: datetime, hours_count: float, hours: Hours, zone: str, policy_country: str | None = None
) -> datetime:
    """The instant at which that much working time has passed: 09:42 + 2 h is 11:42; 16:45 + 2 h is the next working day at 10:15.

    The answer always lies in working hours. Shifts so short that a year of them is not enough give the first one after that year.
    A count below zero, or above a year's work, raises ValueError.
    """
    if not (math.isfinite(hours_count) and 0 <= hours_count <= 2500):
        message = f"{hours_count} is no number of working hours."
        raise ValueError(message)
    left = timedelta(hours=hours_count)
    at = now.astimezone(UTC)
    day = on_or_after_working_day(in_zone(now, zone).date() - timedelta(days=1), hours, zone, policy_country)
    for _ in range(366):
        starts, ends = _shift(day, hours, zone)
        begin = max(at, starts)
        if begin <= ends and begin + left <= ends:
            return in_zone(begin + left, zone)
        left -= max(timedelta(0), ends - begin)
        day = next_working_day(day, hours, zone, policy_country)
    return in_zone(_shift(day, hours, zone)[0], zone)


# ------------------------------------------------------------------------------------------------- the check-ins

_NIGHT_ENDS: Final = time(5)
_LATER: Final = time(16)
_TAPER: Final = (3, 7)


def first(
    now: datetime, hours: Hours, zone: str, policy_country: str | None = None, *, kind: Kind = Kind.TAPER
) -> CheckIn:
    """The next working day at the person's hour. Before five in the morning the night still belongs to the day before."""
    local = in_zone(now, zone)
    night = local.time() < _NIGHT_ENDS <= hours.starts
    evening = local.date() - timedelta(days=1) if night else local.date()
    return CheckIn(kind, next_working_day(evening, hours, zone, policy_country), hours.starts, "first")


def taper(
    begun: date,
    hours: Hours,
    zone: str,
    policy_country: str | None = None,
    *,
    own: Sequence[CheckIn] = (),
    month: bool = False,
) -> tuple[CheckIn, ...]:
    """Three and seven calendar days after `begun`, each moved to a working day; thirty only when the person asks for it.

    A date of the person's own stands in for the one it falls on or next to (the working day before or after), one for one.
    Two that fall on one day are one, the later.
    """
    planned: dict[date, CheckIn] = {}
    for days in (*_TAPER, 30) if month else _TAPER:
        day = on_or_after_working_day(begun + timedelta(days=days), hours, zone, policy_country)
        planned[day] = CheckIn(Kind.TAPER, day, hours.starts, f"taper-{days}")
    beside = {day: _beside(day, hours, zone, policy_country) for day in planned}
    for each in own:
        near = [day for day in planned if each.day in beside[day]]
        if near:
            del planned[min(near, key=lambda day: abs(day - each.day))]
    return tuple(planned.values())


def _beside(day: date, hours: Hours, zone: str, policy_country: str | None) -> frozenset[date]:
    """The days from the working day before to the working day after, both counted."""
    before = day - timedelta(days=1)
    while not is_working_day(before, hours, zone, policy_country) and day - before < timedelta(days=7):
        before -= timedelta(days=1)
    after = next_working_day(day, hours, zone, policy_country)
    return frozenset(before + timedelta(days=i) for i in range((after - before).days + 1))


def later_today(now: datetime, hours: Hours, zone: str, *, kind: Kind = Kind.TAPER) -> CheckIn | None:
    """ "Later today" is once, at 16:00; None when that has passed. The check-in that it puts off gives the kind and the hour."""
    local = in_zone(now, zone)
    del hours  # the words say 16:00, whatever the shift
    return CheckIn(kind, local.date(), _LATER, "later") if local.time() < _LATER else None


def most_urgent(due: Sequence[CheckIn]) -> CheckIn | None:
    """The one that may be said when several are due: by precedence, then the oldest. A person hears one a working day, besides tell."""
    return min(due, key=lambda each: (PRECEDENCE.index(each.kind), each.day, each.at, each.key), default=None)


def retention_end(last_word: datetime, last_promised: datetime | None, days: int, zone: str | None = None) -> date:
    """The day on which the notes go: `days` after the later of the last word and the last promise, on the wall clock of `zone`."""
    last = max(last_word, last_promised or last_word)
    return (last if zone is None else in_zone(last, zone)).date() + timedelta(days=days)
