"""A note tells things in the order in which they were, as they stand when it is read (COACHING S1.7, S2.6, S1.12).

The cases were written before the rules; those behind `later` without them.
"""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import pytest
from coaching import ways
from coaching.world import Talk

later = pytest.param


def in_order(text, *parts):
    at = [text.find(part) for part in parts]
    return -1 not in at and at == sorted(at)


@pytest.mark.parametrize(
    ("story", "parts"),
    [
        (
            "I sent the price list to the wrong supplier. It went at 9:05. I noticed at 9:20. I asked IT to recall it.",
            ("I sent", "It went at 9:05", "I noticed at 9:20", "I asked IT"),
        ),
        ("I noticed at 9:20. I sent the price list with old prices at 9:05.", ("I sent", "I noticed at 9:20")),
        later(
            "I left the freezer door open at 18:00. I saw it at 7:15. I moved the stock to the other freezer.",
            ("I left", "I saw it at 7:15", "I moved the stock"),
        ),
        later(
            "I double booked room 4 for Tuesday 10:00. Found out at 11:30. I rang both teams.",
            ("I double booked", "ound out at 11:30", "I rang both"),
        ),
    ],
)
def test_S1_7_what_was_done_about_it_stands_behind_the_noticing(story, parts):
    talk = ways.drafted(story, "I'll ring them by 16:00")
    assert in_order(talk.draft, *parts), talk.draft


@pytest.mark.parametrize(
    ("told", "now"),
    [
        (
            "I sent the pay file to him at 13:40. 12 people are in it. He is back and has deleted it now.",
            "has deleted it now",
        ),
        later("I sent the pay file at 13:40. Chris called me back in the meantime.", "called me back"),
    ],
)
def test_S1_7_how_it_stands_now_comes_behind_what_was_tried_before(told, now):
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris")
    talk.say("rang him, no answer. priya has it")
    talk.press("not_told")
    assert str(talk.question) == "telling", talk.said
    talk.say(told)
    for words in ("I'll ring him again by 16:00", "dana"):
        if str(talk.question) != "draft":
            talk.say(words)

    assert in_order(talk.draft, "I sent", "ang him, no answer", now, "by 16:00"), talk.draft


def full_note(*effect):
    talk = ways.told(
        story="I paid the Kessler invoice twice at 9:10, 4,300 each. I noticed at 10:00. " + " ".join(effect)
    )
    talk.wait(hours=2)
    talk.press("done")
    talk.press("say_myself")
    talk.press("yes")
    talk.due("first")
    talk.say("read every invoice number aloud against the list, then press send")
    talk.press("today")
    talk.press("full_note")
    talk.press("skip")
    return talk.draft


def test_S2_6_once_it_is_put_right_the_full_note_says_nothing_of_how_it_stood_before():
    draft = full_note("None of it is back yet.", "The bank says until Wednesday.")

    assert "I paid the Kessler invoice twice" in draft
    assert "back yet" not in draft
    assert "until Wednesday" not in draft


@pytest.mark.parametrize("stays", ["Their bank is in Lyon.", later("I waited until 10:00 to check it.")])
def test_S2_6_what_was_so_then_and_is_so_still_stays(stays):
    assert stays in full_note(stays)


SATURDAY = "2026-04-11T14:24:00+01:00"


def test_S1_12_a_time_of_today_in_a_note_for_another_day_is_named_and_shown_again():
    talk = ways.drafted("I paid the Kessler invoice twice, 4,300 each.", "I'll ring Kessler before 16:00", at=SATURDAY)
    talk.press("send_morning")

    assert "before 16:00 on Saturday" in talk.draft
    assert "By then a time in it has passed" in talk.said
    assert not talk.journey.outbox, "read once more, and then consented to"

    talk.press("send_morning")
    assert talk.journey.outbox[-1].text == talk.draft


@pytest.mark.parametrize(
    "plan", ["I'll ring Kessler on Monday before 16:00", later("I'll ring Kessler on Tuesday at 10:00")]
)
def test_S1_12_a_time_that_names_its_day_goes_as_it_is(plan):
    talk = ways.drafted("I paid the Kessler invoice twice, 4,300 each.", plan, at=SATURDAY)
    before = talk.draft
    talk.press("send_morning")

    assert talk.draft == before
    assert "has passed" not in talk.said


def page_of(story, plan="ring Kessler and ask for it back by 16:00"):
    """The page, a week and more after the day of the mistake."""
    return ways.at_page(story=story, plan=plan).press("full_note")


def test_S5_7_the_page_names_the_days_as_they_are_when_it_is_read():
    page = page_of("I paid the Kessler invoice twice this morning, 4,300 each. I noticed at 10:00.")

    assert "this morning" not in page
    assert "What I owned: I paid the Kessler invoice twice on the morning of 13 April, 4,300 each." in page


def test_S5_7_what_a_press_said_is_done_stands_as_done_and_settled_is_nothing_put_right():
    page = page_of("I paid the Kessler invoice twice at 9:10, 4,300 each.")

    assert "What I put right: Rang Kessler and asked for it back.\n" in page
    assert "ettled" not in page


def test_S5_7_the_page_calls_the_reader_of_the_letter_by_name():
    page = page_of("I told Dana the wrong total at 14:05 and she used it.", "I'll send the right one by 16:00")

    assert "What I owned: I told Dana the wrong total at 14:05 and she used it." in page
