"""Small lines that are true of the day, the hour and the mistake of which they speak (COACHING, "How it talks")."""

import pytest
from coaching import ways
from coaching.world import Talk, house

from bot import speech

SATURDAY = "2026-04-11T14:24:00+01:00"
FRIDAY_NIGHT = "2026-04-10T21:10:00+01:00"
MONDAY_NIGHT = "2026-04-13T21:10:00+01:00"


@pytest.mark.parametrize(
    ("at", "line", "button"),
    [
        (SATURDAY, "It is Saturday for Dana too. Now and 09:00 Monday are both fine.", "Send at 09:00 Monday"),
        (FRIDAY_NIGHT, "It is 21:10 for Dana too. Now and 09:00 Monday are both fine.", "Send at 09:00 Monday"),
        (MONDAY_NIGHT, "It is 21:10 for Dana too. Now and 09:00 are both fine.", "Send at 09:00"),
    ],
)
def test_a_note_at_an_odd_hour_says_why_it_may_wait_and_until_when(at, line, button):
    talk = ways.drafted("I quoted the old price to 12 customers.", "I'll ring them on Tuesday at 10:00", at=at)

    assert line in talk.said
    assert button in talk.labels


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-04-13T14:24:00+01:00", "It's a bad day."),
        ("2026-04-13T05:10:00+01:00", "It's a bad night."),
        (MONDAY_NIGHT, "It's a bad night."),
    ],
)
def test_the_words_to_send_to_someone_fit_the_hour(at, words):
    talk = Talk(at=at)
    talk.say("i dont want to live any more")
    talk.press("no")

    assert words in talk.said


@pytest.mark.parametrize(
    ("story", "asked"),
    [
        ("I missed the grant report deadline. The report was due on Friday at noon.", False),
        ("I forgot to send the visa form at 12:00.", False),
        ("I sent the March price list with the old prices to 12 customers at 14:05.", True),
        # written down after the rule
        ("I quoted the wrong price for the order due at 12:00.", False),
        ("I quoted the wrong price at 11:40 to 12 customers, the order was due at 12:00.", True),
    ],
)
def test_the_minutes_before_it_are_those_of_the_act(story, asked):
    talk = ways.focus(story=story)

    assert ("What happened between" in talk.said) == asked, talk.said


def test_after_it_went_badly_no_block_is_said_twice():
    talk = ways.told()
    first = talk.say("they suspended me")
    assert "Then this stops being about wording." in first
    assert "this stops being about wording" not in talk.say("what now")
    for words in ("what do i do now?", "can you write it for me?"):
        said = talk.say(words)
        assert "First talk to one person who can advise you: your union, or a lawyer." in said
        assert "this stops being about wording" not in said
        assert "This is the next one" not in said
    talk.begin()
    assert "this stops being about wording" not in talk.said
    assert {"human", "keep", "export"} <= set(talk.choices)


def test_the_second_reminder_says_why_it_comes_and_how_things_stand():
    talk = ways.drafted()
    talk.press("not_now")
    talk.press("not_yet")
    talk.due("tell-1")
    talk.press("not_told")
    said = talk.due("tell-2")

    assert "This is the last time I ask by myself. As far as I know, Dana has not heard it yet." in said
    assert said.endswith("Does Dana know now?")


def test_the_form_of_a_question_is_not_called_an_answer():
    (field,) = speech.form("reply", house().catalog).fields

    assert field.label == "Your words"


def test_a_thank_you_names_when_the_next_word_comes_where_one_is_promised():
    talk = ways.told()

    assert talk.say("ok thanks") == "I'll be quiet until 16:00, unless you write."
    assert talk.wait(hours=2).startswith("This is the time you named")


def test_a_thank_you_after_copying_names_the_hour_at_which_it_asks():
    talk = ways.drafted()
    talk.press("copy")

    assert talk.say("thanks") == f"I'll be quiet until {talk.promised('tell-1'):%H:%M}, unless you write."


def test_a_thank_you_promises_no_word_where_none_is_promised_and_none_in_a_pause():
    talk = ways.fixed()
    talk.press("no")
    assert talk.say("thanks") == "I'll be quiet, unless you write."

    talk = ways.wanted()
    talk.say("pause")
    talk.press("resume")
    assert talk.journey.paused
    assert talk.say("thanks") == "I'll be quiet, unless you write."
