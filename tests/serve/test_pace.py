"""How much may come in: a bucket a person, a bucket an organisation, and no more of them than memory holds."""

from __future__ import annotations

import pytest

from adapters.pace import MOST, PERSON, TENANT, Buckets, Pace, Rate
from bot.people import Who

SAM, ANA, FAR = Who("slack", "T1", "U1"), Who("slack", "T1", "U2"), Who("teams", "T1", "U1")


class Watch:
    """A clock that is set by hand."""

    def __init__(self):
        self.at = 1000.0

    def __call__(self):
        return self.at


@pytest.fixture
def watch():
    return Watch()


def test_a_bucket_gives_what_it_holds_and_fills_again(watch):
    bucket = Buckets(Rate(3, 0.5), watch)

    assert [bucket.take("a") for _ in range(5)] == [True, True, True, False, False]
    watch.at += 2
    assert [bucket.take("a") for _ in range(2)] == [True, False]
    watch.at += 1_000_000
    assert [bucket.take("a") for _ in range(4)] == [True, True, True, False]


def test_each_person_has_their_own_bucket_on_each_platform(watch):
    pace = Pace(Rate(1, 0), Rate(9, 0), watch)

    assert [pace.over(who) for who in (SAM, SAM, ANA, FAR)] == ["", "person", "", ""]


def test_an_organisation_has_one_that_nobody_elses_haste_empties(watch):
    pace = Pace(Rate(2, 0), Rate(3, 0), watch)

    assert [pace.over(SAM) for _ in range(50)][:3] == ["", "", "person"]
    assert pace.over(ANA) == ""
    assert pace.over(ANA) == "tenant"
    assert pace.over(FAR) == ""


def test_someone_is_told_once_a_minute(watch):
    pace = Pace(clock=watch)

    assert [pace.tells(SAM), pace.tells(SAM), pace.tells(ANA)] == [True, False, True]
    watch.at += 60
    assert pace.tells(SAM)


def test_nobody_who_types_and_presses_meets_the_end(watch):
    pace = Pace(clock=watch)
    for _ in range(3600):
        assert pace.over(SAM) == ""
        watch.at += 1

    assert PERSON.burst >= 60
    assert TENANT.burst >= 16 * PERSON.burst


def test_buckets_are_no_more_than_memory_holds(watch):
    bucket = Buckets(Rate(2, 0), watch)
    for number in range(MOST + 10):
        bucket.take(str(number))

    assert len(bucket) == MOST
