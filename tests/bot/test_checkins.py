"""When the coach comes back. The dates of the four conversations first, then calendars from elsewhere, then laws over all zones."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations, product
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import checkins as c
from bot.checkins import CheckIn, Hours, Kind
from bot.times import due_instant

OFFICE = Hours()
BERLIN = "Europe/Berlin"
LONDON = "Europe/London"
FRIDAY_SATURDAY = Hours(days_off=frozenset((4, 5)))
NIGHTS = Hours(time(22), time(6), frozenset((0, 1)))
NO_HOLIDAYS = "XX"

ZONES = sorted(available_timezones() - {"localtime"})
SAMPLE = [
    *random.Random(20260413).sample(ZONES, 30),
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/St_Johns",
    "Australia/Lord_Howe",
]


def at(words: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone))


def day(words: str) -> date:
    return date.fromisoformat(words)


def said(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"


# ------------------------------------------------------------------------------------------------- working days

WORKING = [
    ("a plain Tuesday", "2026-04-14", OFFICE, BERLIN, True),
    ("Saturday", "2026-04-18", OFFICE, BERLIN, False),
    ("Sunday", "2026-04-19", OFFICE, BERLIN, False),
    ("Good Friday in Germany", "2026-04-03", OFFICE, BERLIN, False),
    ("Good Friday in Britain", "2026-04-03", OFFICE, LONDON, False),
    ("Good Friday in the United States is a working day", "2026-04-03", OFFICE, "America/New_York", True),
    ("1 May in Germany", "2026-05-01", OFFICE, BERLIN, False),
    ("1 May in Britain is a working day", "2026-05-01", OFFICE, LONDON, True),
    ("4 July in the United States is a Saturday, its Friday is kept", "2026-07-03", OFFICE, "America/Chicago", False),
    ("4 July 2025 is a Friday", "2025-07-04", OFFICE, "America/New_York", False),
    ("4 July 2025 in Germany is a working day", "2025-07-04", OFFICE, BERLIN, True),
    ("Friday, for someone whose weekend is Friday and Saturday", "2026-04-17", FRIDAY_SATURDAY, "Asia/Riyadh", False),
    ("Sunday, for the same person", "2026-04-19", FRIDAY_SATURDAY, "Asia/Riyadh", True),
    ("Saturday, for a shift worker who is off on Monday and Tuesday", "2026-04-18", NIGHTS, BERLIN, True),
    ("Monday, for the same person", "2026-04-13", NIGHTS, BERLIN, False),
    ("Republic Day in India", "2026-01-26", OFFICE, "Asia/Kolkata", False),
    ("the same under the zone's old name", "2026-01-26", OFFICE, "Asia/Calcutta", False),
    ("4 July 2025 under the zone's old name", "2025-07-04", OFFICE, "US/Eastern", False),
    ("Canada Day in Newfoundland", "2026-07-01", OFFICE, "America/St_Johns", False),
    ("Samoa's independence day", "2026-06-01", OFFICE, "Pacific/Apia", False),
    ("a leap day that is a Tuesday", "2028-02-29", OFFICE, BERLIN, True),
    ("UTC has no country, so no holidays", "2026-12-25", OFFICE, "UTC", True),
    ("a country that nobody knows has no holidays", "2026-12-25", Hours(country="XX"), BERLIN, True),
    ("odd letters for a country are no error", "2026-12-25", Hours(country="\x00 deutschland"), BERLIN, True),
    ("a year that the library does not know has no holidays", "2150-12-25", OFFICE, BERLIN, True),
    ("an exchange is no country", "2026-05-01", Hours(country="ECB"), BERLIN, True),
    ("after the last year of India's moon calendar", "2040-01-26", OFFICE, "Asia/Kolkata", False),
    ("nor has one before it", "1989-12-25", OFFICE, BERLIN, True),
    ("a country in small letters", "2026-05-01", Hours(country="de"), LONDON, False),
    ("Epiphany in Bavaria", "2026-01-06", Hours(country="DE-BY"), BERLIN, False),
    ("Epiphany in Hamburg is a working day", "2026-01-06", Hours(country="DE-HH"), BERLIN, True),
    ("a region that nobody knows counts as its country", "2026-05-01", Hours(country="DE-??"), BERLIN, False),
]


@pytest.mark.parametrize(("why", "when", "hours", "zone", "works"), WORKING, ids=[row[0] for row in WORKING])
def test_a_working_day_is_neither_off_nor_a_holiday(why, when, hours, zone, works):
    assert c.is_working_day(day(when), hours, zone) is works


COUNTRIES = [
    ("the person's own country goes first", "DE", "US", "Asia/Tokyo", False),
    ("then the policy's", None, "DE", "Asia/Tokyo", False),
    ("then the zone's", None, None, BERLIN, False),
    ("a policy of another country sets the zone's aside", None, "US", BERLIN, True),
]


@pytest.mark.parametrize(("why", "own", "policy", "zone", "works"), COUNTRIES, ids=[row[0] for row in COUNTRIES])
def test_whose_holidays_count_on_the_first_of_may(why, own, policy, zone, works):
    assert c.is_working_day(day("2026-05-01"), Hours(country=own), zone, policy) is works


NEXT = [
    ("Monday, then Tuesday", "2026-04-13", OFFICE, BERLIN, "2026-04-14"),
    ("Friday, then Monday", "2026-04-17", OFFICE, BERLIN, "2026-04-20"),
    ("Maundy Thursday, then the Tuesday after Easter", "2026-04-02", OFFICE, BERLIN, "2026-04-07"),
    ("30 April in Germany, then Monday", "2026-04-30", OFFICE, BERLIN, "2026-05-04"),
    ("Thursday, then Sunday", "2026-04-16", FRIDAY_SATURDAY, "Asia/Riyadh", "2026-04-19"),
    ("28 February of a leap year, then the 29th", "2028-02-28", OFFICE, BERLIN, "2028-02-29"),
    ("New Year's Eve, then 4 January by way of a weekend", "2026-12-31", OFFICE, BERLIN, "2027-01-04"),
    (
        "seven days off a week: the very next day, rather than never",
        "2026-04-17",
        Hours(days_off=frozenset(range(7))),
        BERLIN,
        "2026-04-18",
    ),
]


@pytest.mark.parametrize(("why", "when", "hours", "zone", "then"), NEXT, ids=[row[0] for row in NEXT])
def test_the_next_working_day_comes_strictly_after(why, when, hours, zone, then):
    assert c.next_working_day(day(when), hours, zone) == day(then)


def test_a_working_day_is_its_own_on_or_after():
    assert c.on_or_after_working_day(day("2026-04-16"), OFFICE, BERLIN) == day("2026-04-16")
    assert c.on_or_after_working_day(day("2026-04-18"), OFFICE, BERLIN) == day("2026-04-20")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        (BERLIN, "DE"),
        ("Europe/Dublin", "IE"),
        ("Europe/Zurich", "CH"),
        ("Asia/Kolkata", "IN"),
        ("Pacific/Apia", "WS"),
        ("America/St_Johns", "CA"),
        ("Asia/Calcutta", "IN"),
        ("US/Pacific", "US"),
        ("GB", "GB"),
        ("UTC", None),
        ("Etc/GMT+5", None),
    ],
)
def test_a_zone_is_named_for_a_country(zone, country):
    assert c.country_of(zone) == country


@pytest.mark.parametrize("country", sorted({found for zone in ZONES if (found := c.country_of(zone))}))
def test_every_country_of_a_zone_has_a_calendar_or_none(country):
    assert any(c.is_working_day(day(f"2026-04-{n}"), Hours(country=country), "UTC") for n in range(13, 25))


def test_holidays_are_loaded_only_when_a_check_in_is_set():
    code = "import sys, bot.checkins; assert 'holidays' not in sys.modules"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ------------------------------------------------------------------------------------------------- the check-ins

FIRST = [
    ("Sam's Monday, then Tuesday at nine", "2026-04-13 15:41", OFFICE, BERLIN, "2026-04-14 09:00"),
    ("Ines's Thursday, had she asked", "2026-03-05 09:42", OFFICE, "Europe/Lisbon", "2026-03-06 09:00"),
    ("Anjali's Wednesday", "2026-06-10 16:44", OFFICE, LONDON, "2026-06-11 09:00"),
    ("Mateus's night", "2026-11-03 22:18", OFFICE, "Europe/Dublin", "2026-11-04 09:00"),
    ("Friday, then Monday", "2026-04-17 15:41", OFFICE, BERLIN, "2026-04-20 09:00"),
    ("before Easter, then Tuesday", "2026-04-02 15:41", OFFICE, BERLIN, "2026-04-07 09:00"),
    ("half past midnight: the coming morning", "2026-04-14 00:30", OFFICE, BERLIN, "2026-04-14 09:00"),
    ("six in the morning: tomorrow", "2026-04-14 06:00", OFFICE, BERLIN, "2026-04-15 09:00"),
    ("half past midnight on Saturday: Monday", "2026-04-18 00:30", OFFICE, BERLIN, "2026-04-20 09:00"),
    ("her own hour", "2026-04-13 15:41", Hours(starts=time(7, 30)), BERLIN, "2026-04-14 07:30"),
    ("a night shift", "2026-04-15 23:00", NIGHTS, BERLIN, "2026-04-16 22:00"),
    ("Thursday in Riyadh", "2026-04-16 15:00", FRIDAY_SATURDAY, "Asia/Riyadh", "2026-04-19 09:00"),
]


@pytest.mark.parametrize(("why", "now", "hours", "zone", "then"), FIRST, ids=[row[0] for row in FIRST])
def test_the_first_check_in_is_the_next_working_day_at_the_persons_hour(why, now, hours, zone, then):
    found = c.first(at(now, zone), hours, zone)

    assert f"{found.day} {found.at:%H:%M}" == then
    assert found.key == "first"


def test_the_next_morning_tell_reminder_is_the_first_check_in():
    assert c.first(at("2026-04-13 15:41"), OFFICE, BERLIN, kind=Kind.TELL).kind is Kind.TELL


TAPER = [
    ("Sam: Thursday and Monday", "2026-04-13", OFFICE, BERLIN, ["2026-04-16", "2026-04-20"]),
    (
        "a Wednesday: Saturday becomes Monday; the week later Wednesday",
        "2026-04-15",
        OFFICE,
        BERLIN,
        ["2026-04-20", "2026-04-22"],
    ),
    ("Maundy Thursday: both days move past Easter", "2026-04-02", OFFICE, BERLIN, ["2026-04-07", "2026-04-09"]),
    ("a Sunday in Riyadh", "2026-04-12", FRIDAY_SATURDAY, "Asia/Riyadh", ["2026-04-15", "2026-04-19"]),
    ("over a leap day", "2028-02-24", OFFICE, BERLIN, ["2028-02-28", "2028-03-02"]),
]


@pytest.mark.parametrize(("why", "begun", "hours", "zone", "days"), TAPER, ids=[row[0] for row in TAPER])
def test_the_taper_is_three_and_seven_days_moved_to_a_working_day(why, begun, hours, zone, days):
    found = c.taper(day(begun), hours, zone)

    assert [str(each.day) for each in found] == days
    assert [each.key for each in found] == ["taper-3", "taper-7"]


def own(when: str, kind: Kind = Kind.GOAL) -> CheckIn:
    return CheckIn(kind, day(when), time(9), "goal")


OWN = [
    ("Sam's goal on Thursday stands in for day three", ["2026-04-16"], ["taper-7"]),
    ("the day beside it does too", ["2026-04-17"], ["taper-7"]),
    ("a goal on the Friday before the Monday stands in for both", ["2026-04-17", "2026-04-20"], []),
    ("tomorrow's check-in stands in for none", ["2026-04-14"], ["taper-3", "taper-7"]),
    ("a date far away stands in for none", ["2026-05-04"], ["taper-3", "taper-7"]),
    ("one on the weekend beside Monday", ["2026-04-19"], ["taper-3"]),
]


@pytest.mark.parametrize(("why", "dates", "keys"), OWN, ids=[row[0] for row in OWN])
def test_the_persons_own_dates_replace_the_taper(why, dates, keys):
    found = c.taper(day("2026-04-13"), OFFICE, BERLIN, own=[own(each) for each in dates])

    assert [each.key for each in found] == keys


def test_thirty_days_only_on_request():
    assert [each.key for each in c.taper(day("2026-04-13"), OFFICE, BERLIN, month=True)] == [
        "taper-3",
        "taper-7",
        "taper-30",
    ]
    assert str(c.taper(day("2026-04-13"), OFFICE, BERLIN, month=True)[-1].day) == "2026-05-13"


def test_two_taper_dates_on_one_day_are_one():
    only_mondays = Hours(days_off=frozenset((1, 2, 3, 4, 5, 6)))

    found = c.taper(day("2026-04-13"), only_mondays, BERLIN)

    assert [(each.key, str(each.day)) for each in found] == [("taper-7", "2026-04-20")]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-04-16 09:20", "16:00"),
        ("2026-04-16 15:59", "16:00"),
        ("2026-04-16 16:00", None),
        ("2026-04-16 22:00", None),
    ],
)
def test_later_today_is_at_four_or_not_at_all(now, then):
    found = c.later_today(at(now), OFFICE, BERLIN, kind=Kind.GOAL)

    assert (found and f"{found.at:%H:%M}") == then
    assert found is None or (found.day, found.kind) == (day("2026-04-16"), Kind.GOAL)


def test_later_today_is_the_persons_today():
    assert c.later_today(at("2026-04-16 23:00", "UTC"), OFFICE, "Asia/Kolkata").day == day("2026-04-17")


def test_precedence_whatever_the_order():
    due = [CheckIn(kind, day("2026-04-16"), time(9), kind) for kind in Kind]

    assert list(Kind) == ["tell", "repair", "settled", "mentor", "taper", "goal"]
    for some in (*permutations(due), *permutations(due[2:])):
        assert c.most_urgent(some).kind is min(some, key=due.index).kind


def test_a_younger_tell_goes_before_an_older_goal():
    tell = CheckIn(Kind.TELL, day("2026-04-17"), time(11, 42), "tell-1")

    assert c.most_urgent([own("2026-04-16"), tell]) == tell


def test_of_one_kind_the_oldest_and_of_none_nothing():
    late, early = own("2026-04-17"), own("2026-04-16")

    assert c.most_urgent([late, early]) == early
    assert c.most_urgent([]) is None


# ------------------------------------------------------------------------------------------------- working hours

LATER = [
    ("Ines: copied at 09:42, asked at 11:42", "2026-03-05 09:42", 2, OFFICE, "Europe/Lisbon", "2026-03-05 11:42"),
    ("the rest of the two hours is tomorrow's", "2026-04-14 16:45", 2, OFFICE, BERLIN, "2026-04-15 10:15"),
    ("over a weekend", "2026-04-17 16:45", 2, OFFICE, BERLIN, "2026-04-20 10:15"),
    ("over Easter", "2026-04-02 16:45", 2, OFFICE, BERLIN, "2026-04-07 10:15"),
    ("at night it counts from nine", "2026-11-03 22:20", 2, OFFICE, "Europe/Dublin", "2026-11-04 11:00"),
    ("before nine too", "2026-04-14 06:00", 2, OFFICE, BERLIN, "2026-04-14 11:00"),
    ("on a Saturday it counts from Monday", "2026-04-18 12:00", 2, OFFICE, BERLIN, "2026-04-20 11:00"),
    ("up to the last minute is still today", "2026-04-14 15:30", 2, OFFICE, BERLIN, "2026-04-14 17:30"),
    ("nothing to wait for", "2026-04-14 10:00", 0, OFFICE, BERLIN, "2026-04-14 10:00"),
    ("nothing to wait for, but at night", "2026-04-14 20:00", 0, OFFICE, BERLIN, "2026-04-15 09:00"),
    ("half an hour", "2026-04-14 10:00", 0.5, OFFICE, BERLIN, "2026-04-14 10:30"),
    ("three working days", "2026-04-14 09:00", 25.5, OFFICE, BERLIN, "2026-04-16 17:30"),
    (
        "a minute's shift a day: the first one after a year",
        "2026-04-14 09:00",
        30,
        Hours(time(9), time(9, 1)),
        "UTC",
        "2027-09-07 09:00",
    ),
    ("a night shift over midnight", "2026-04-15 23:30", 2, NIGHTS, BERLIN, "2026-04-16 01:30"),
    ("a night shift's end, then two nights off", "2026-04-20 05:00", 2, NIGHTS, BERLIN, "2026-04-22 23:00"),
    ("a night shift over the lost hour", "2026-03-29 01:00", 2, NIGHTS, BERLIN, "2026-03-29 04:00"),
]


@pytest.mark.parametrize(("why", "now", "count", "hours", "zone", "then"), LATER, ids=[row[0] for row in LATER])
def test_two_working_hours_later(why, now, count, hours, zone, then):
    assert said(c.working_hours_later(at(now, zone), count, hours, zone)) == then


@pytest.mark.parametrize("count", [-1, float("nan"), float("inf"), 1e9])
def test_an_odd_number_of_hours_is_one_clear_sentence(count):
    with pytest.raises(ValueError, match="no number of working hours"):
        c.working_hours_later(at("2026-04-14 10:00"), count, OFFICE, BERLIN)


GOOD = [
    ("mid-morning", "2026-04-14 10:00", OFFICE, True),
    ("nine sharp", "2026-04-14 09:00", OFFICE, True),
    ("a minute before", "2026-04-14 08:59", OFFICE, False),
    ("half past five", "2026-04-14 17:30", OFFICE, True),
    ("a minute after", "2026-04-14 17:31", OFFICE, False),
    ("Siobhán at 22:20", "2026-11-03 22:20", OFFICE, False),
    ("Saturday", "2026-04-18 10:00", OFFICE, False),
    ("Good Friday", "2026-04-03 10:00", OFFICE, False),
    ("a night shift after midnight", "2026-04-16 01:30", NIGHTS, True),
    ("a night shift's last night runs into its day off", "2026-04-20 05:30", NIGHTS, True),
    ("the night off itself", "2026-04-20 23:00", NIGHTS, False),
    ("noon, for a night shift", "2026-04-16 12:00", NIGHTS, False),
]


@pytest.mark.parametrize(("why", "now", "hours", "good"), GOOD, ids=[row[0] for row in GOOD])
def test_a_good_hour_is_a_working_one(why, now, hours, good):
    assert c.in_hours(at(now), hours, BERLIN) is good
    assert c.good_hour(at(now), hours, BERLIN) is good


STARTS = [
    ("Siobhán at 22:20: tomorrow at nine", "2026-11-03 22:20", "Europe/Dublin", "2026-11-04 09:00"),
    ("before nine: today", "2026-04-14 06:00", BERLIN, "2026-04-14 09:00"),
    ("at nine: tomorrow", "2026-04-14 09:00", BERLIN, "2026-04-15 09:00"),
    ("Friday evening: Monday", "2026-04-17 19:00", BERLIN, "2026-04-20 09:00"),
    ("the Saturday before the clocks change", "2026-03-28 12:00", BERLIN, "2026-03-30 09:00"),
]


@pytest.mark.parametrize(("why", "after", "zone", "then"), STARTS, ids=[row[0] for row in STARTS])
def test_the_listeners_next_start_of_day(why, after, zone, then):
    assert said(c.start_of_day(at(after, zone), OFFICE, zone)) == then


# ------------------------------------------------------------------------------------------------- retention

KEPT = [
    ("Sam closed on 20 April", "2026-04-20 09:33", None, 30, "2026-05-20"),
    ("Anjali ended on 11 June", "2026-06-11 09:26", None, 30, "2026-07-11"),
    ("a promise that comes later counts", "2026-04-13 15:00", "2026-04-20 09:00", 30, "2026-05-20"),
    ("a promise that came earlier does not", "2026-04-20 09:33", "2026-04-16 09:00", 30, "2026-05-20"),
    ("into a leap day", "2028-01-30 12:00", None, 30, "2028-02-29"),
]


@pytest.mark.parametrize(("why", "word", "promise", "days", "end"), KEPT, ids=[row[0] for row in KEPT])
def test_notes_go_after_the_later_of_word_and_promise(why, word, promise, days, end):
    assert c.retention_end(at(word), at(promise) if promise else None, days) == day(end)


def test_the_day_it_says_is_the_persons_day():
    morning = at("2026-04-20 08:00", "Pacific/Auckland").astimezone(UTC)

    assert c.retention_end(morning, None, 30, "Pacific/Auckland") == day("2026-05-20")


# ------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "zone", ["Atlantis/Center", "", "../etc/passwd", "America", "x" * 40_000, "\x00", "\u202eניילרב"]
)
def test_an_unknown_zone_is_one_clear_sentence(zone):
    now = at("2026-04-13 15:41")
    for ask in (
        lambda: c.is_working_day(now.date(), OFFICE, zone),
        lambda: c.first(now, OFFICE, zone),
        lambda: c.later_today(now, OFFICE, zone),
        lambda: c.in_hours(now, OFFICE, zone),
        lambda: c.working_hours_later(now, 2, OFFICE, zone),
        lambda: c.start_of_day(now, OFFICE, zone),
    ):
        with pytest.raises(ValueError, match="There is no time zone called"):
            ask()


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2026, 4, 13, 15, 41)  # noqa: DTZ001  that is the case
    for ask in (lambda: c.first(naive, OFFICE, BERLIN), lambda: c.working_hours_later(naive, 2, OFFICE, BERLIN)):
        with pytest.raises(ValueError, match="needs a zone of its own"):
            ask()


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        OFFICE.starts = time(8)


# ------------------------------------------------------------------------------------------------- laws

moments = st.integers(0, 820 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
hours_of_people = st.builds(
    Hours,
    starts=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    days_off=st.frozensets(st.integers(-1, 7), max_size=9),
    country=st.sampled_from([None, "DE", "US", "XX"]),
)


def rules_hold(now: datetime, hours: Hours, zone: str, count: float) -> None:
    promise = c.first(now, hours, zone)
    always_off = frozenset(range(7)) <= hours.days_off
    assert due_instant(promise.day, promise.at, zone) > now
    assert always_off or c.is_working_day(promise.day, hours, zone)

    later = c.working_hours_later(now, count, hours, zone)
    assert later >= now + timedelta(hours=count) - timedelta(milliseconds=1)
    assert always_off or c.in_hours(later, hours, zone)
    if not always_off and c.in_hours(now, hours, zone):
        assert c.working_hours_later(now, 0, hours, zone) - now == timedelta(
            0
        )  # in a fold, equal instants of two zones are not `==`

    starts = c.start_of_day(now, hours, zone)
    assert starts > now
    assert always_off or c.in_hours(starts, hours, zone)

    begun = now.astimezone(ZoneInfo(zone)).date()
    days = [each.day for each in c.taper(begun, hours, zone, month=True)]
    assert days == sorted(set(days))
    assert all(each >= begun + timedelta(days=3) for each in days)
    assert always_off or all(c.is_working_day(each, hours, zone) for each in days)


@given(moments, hours_of_people, st.sampled_from(SAMPLE), st.floats(0, 30))
@settings(max_examples=150, deadline=None)
def test_whoever_and_wherever_the_promises_come_later_and_in_hours(now, hours, zone, count):
    rules_hold(now, hours, zone, count)


def two_years(zone: str, step: int) -> int:
    """Every `step`-th day of two years, at an hour that walks round the clock."""
    start, n = datetime(2026, 1, 1, tzinfo=UTC), 0
    for i in range(0, 731, step):
        rules_hold(start + timedelta(days=i, hours=i % 24, minutes=i * 7 % 60), OFFICE, zone, 2)
        n += 1
    return n


@pytest.mark.parametrize("zone", SAMPLE)
def test_two_years_in_a_sample_of_zones(zone):
    assert two_years(zone, 31) == 24


@pytest.mark.long
def test_two_years_in_all_zones(proof):
    done = sum(two_years(zone, 1) for zone in ZONES)
    proof(f"C4 days in {len(ZONES)} zones", done, "none")

    assert done == len(ZONES) * 731


def test_every_combination_of_days_off_finds_a_day_within_a_fortnight():
    for off in product((False, True), repeat=7):
        hours = Hours(days_off=frozenset(i for i, is_off in enumerate(off) if is_off), country=NO_HOLIDAYS)
        found = c.next_working_day(day("2026-04-13"), hours, BERLIN)

        assert timedelta(0) < found - day("2026-04-13") <= timedelta(days=7)


# ------------------------------------------------------------------------------------------------- days off, in words


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Saturday and Sunday", {5, 6}),
        ("fri & sat", {4, 5}),
        ("weekends", {5, 6}),
        ("mon tue", {0, 1}),
        ("wednesdays", {2}),
        ("sunday to thursday", {6, 0, 1, 2, 3}),
        ("none", set()),
        ("I work Sunday to Thursday.", {4, 5}),
        ("i work tue - sat", {6, 0}),
        ("my days off are thursday, friday", {3, 4}),
        ("i don\u2019t work fridays", {4}),
        ("i only work mondays and tuesdays", {2, 3, 4, 5, 6}),
        ("i work only mondays and tuesdays", {2, 3, 4, 5, 6}),
        ("i'm off on weekends", {5, 6}),
        ("when i like", None),
        ("", None),
        ("monday i sent the file", None),
        ("i work sunday to mend the file", None),
    ],
)
def test_days_off_are_read_from_an_answer(words, days):
    assert c.days_off_in(words, asked=True) == (None if days is None else frozenset(days))


@pytest.mark.parametrize(
    "words",
    ["saturday and sunday", "none", "sunday to thursday", "i sent it on friday", "i work fast", "i work friday"],
)
def test_bare_days_mean_days_off_only_where_they_were_asked(words):
    assert c.days_off_in(words) is None
