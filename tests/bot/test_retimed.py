"""A time that is said anew changes what it is said of. The cases were written before the rule, the second halves without it."""

from datetime import datetime

import pytest

from bot.retimed import as_clocks, retimed

NOW = datetime.fromisoformat("2026-04-13T14:24:00+01:00")
RING = "ring him tonight at 6 and offer him a loan ring"


@pytest.mark.parametrize(
    ("text", "said", "pair"),
    [
        ("I'll ring him tonight at 18:00.", "ring him at 5 not 6", ("17:00", "18:00")),
        ("I'll ring him tonight at 18:00.", "5 not 6", ("17:00", "18:00")),
        ("I noticed at 10:00.", "i noticed at 9 not 10", ("09:00", "10:00")),
        ("I'll ring him at 18:00.", "6 should be 5", ("17:00", "18:00")),
        # the second half
        ("I'll refile it by 16:00.", "by five, not four", ("17:00", "16:00")),
        ("I'll refile it by 16:00.", "change 4 to 3", ("15:00", "16:00")),
        ("I'll call at 11:00 tomorrow.", "1 rather than 11", ("13:00", "11:00")),
        ("I'll be there at 09:00.", "i said 9, it's 10", ("10:00", "09:00")),
        ("I'll ring him at 18:00.", "at 5:30 not 6", ("17:30", "18:00")),
        ("I noticed at 08:00, 8 people wait.", "at 7 not at 8", ("07:00", "08:00")),
    ],
)
def test_bare_hours_correct_the_clock_that_stands_there(text, said, pair):
    assert as_clocks(text, said) == pair


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I sent 6 letters, I'll ring by 18:00.", "5 not 6"),
        ("I'll ring him at 18:00.", "5 not 7"),
        ("I'll ring him at 18:30.", "5 not 6"),
        ("43 people are in it. I noticed at 14:10.", "43 not 41"),
        ("I'll ring him at 18:00.", "i am not at 6"),
        ("I'll ring 12 people by 16:00.", "15 people not 12"),
        ("I'll ring Chris by 17:00.", "43 not 41"),  # no day has so many hours
        ("I'll ring Chris by 17:00.", "43 people not 29"),
    ],
)
def test_a_number_that_may_be_something_else_is_left(text, said):
    assert as_clocks(text, said) is None


@pytest.mark.parametrize(
    ("plan", "said", "now"),
    [
        (RING, "no, ring him at 5", "ring him tonight at 5 and offer him a loan ring"),
        (RING, "ring him tomorrow at 9 not tonight", "ring him tomorrow at 9 and offer him a loan ring"),
        (RING, "i'll ring him tonight at 5 instead", "ring him tonight at 5 and offer him a loan ring"),
        ("i can move the board to room 2", "move the board by 5", "i can move the board to room 2 by 5"),
        # the second half
        (
            "send the right list to all 12 by 16:00 today",
            "send the list by 3",
            "send the right list to all 12 by 3 today",
        ),
        ("I'll refile it by Friday", "actually refile it by Thursday", "I'll refile it by Thursday"),
        ("call Chris before lunch and tell Dana", "calling Chris at 4 instead", "call Chris at 4 and tell Dana"),
        ("I'll ring the client at 4", "ring the client at noon", "I'll ring the client at noon"),
    ],
)
def test_the_same_act_at_another_time_is_the_same_plan(plan, said, now):
    assert retimed(plan, said, NOW, "Europe/Dublin") == now


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (RING, "ring him again at 8"),
        (RING, "ring the shop at 5"),
        (RING, "ring him and tell Greg at 5"),
        (RING, "ring him tonight at 6"),
        (RING, "by 5 today"),
        ("I'll ring him at 4", "then ring him at 5 too"),
        ("move the auditor by 4", "move the board by 5"),
        ("I'll call at 4", "i was called at 3"),
    ],
)
def test_another_act_is_another_plan(plan, said):
    assert retimed(plan, said, NOW, "Europe/Dublin") is None
