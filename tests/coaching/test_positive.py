"""COACHING step 4, find the positive aspects: S4.1 to S4.5 through whole talks."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

from pathlib import Path

import pytest
from coaching import ways
from coaching.world import house

import prompts
from bot.checkins import is_working_day
from bot.journey import Parked, Whose
from bot.path import Question

EN = Path(prompts.__file__ or next(iter(prompts.__path__))).parent
if EN.name != "prompts":
    EN = Path(next(iter(prompts.__path__)))
CONTENT = [*(EN / "en").glob("*.toml"), EN / "policy.example.toml"]


def parked(*texts):
    """The twenty minutes, with these words parked on day one."""
    from dataclasses import replace

    talk = ways.focus(parked=False)
    talk.journey = replace(talk.journey, parked=tuple(Parked(text) for text in texts))
    return talk


def test_S4_1_the_time_is_offered_and_optional():
    talk = ways.settled()
    talk.press("not_now")
    said = talk.press("skip")

    assert "twenty minutes on what led to it" in said
    assert talk.choices == ["yes", "another_time", "no"]
    talk.press("no")
    assert "focus" not in talk.promises


def test_S4_1_never_on_day_nought():
    talk = ways.fixed()
    talk.say("it is all settled")
    talk.press("not_now")
    talk.press("skip")
    assert talk.question is Question.HOLD_TIME
    talk.press("another_time")

    assert talk.say("today at 17:00") == "Today is for putting it right. Which later day would suit you?"
    talk.say("Thursday 10:00")

    assert talk.promised("focus").date() > talk.journey.begun.date()


def test_S4_1_the_offered_day_is_a_working_day_after_the_first():
    talk = ways.settled()
    talk.press("not_now")
    talk.press("skip")
    talk.press("yes")
    day = talk.promised("focus").date()

    assert day > talk.journey.begun.date()
    assert is_working_day(day, talk.person.hours, talk.person.zone, "IE")


def test_S4_1_the_calendar_says_only_focus_time():
    assert house().catalog.lines["hold_time.set"].endswith('Your calendar will say only "Focus time".')


def test_S4_1_a_time_that_is_held_may_go_into_a_calendar():
    talk = ways.settled()
    talk.press("not_now")
    talk.press("skip")
    assert "focus" not in talk.turn.wants
    talk.press("yes")

    assert "focus" in talk.turn.wants


def test_S4_1_another_time_in_words_may_go_into_a_calendar_too():
    talk = ways.settled()
    talk.press("not_now")
    talk.press("skip")
    talk.say("Thursday 10:00")

    assert "focus" in talk.turn.wants


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_S4_2_no_line_of_ours_holds_why_did_you(path):
    assert "why did you" not in path.read_text("utf-8").casefold().replace("’", "'")


def test_S4_2_what_and_how_only():
    asks = [text for key, text in house().catalog.lines.items() if key.startswith("ask.")]
    assert asks
    assert not [text for text in asks if "why" in text.casefold().replace(",", "").split()]


def test_S4_2_forward_in_time_with_the_artefact_beside_the_chat_and_never_pasted():
    said = ways.focus().said

    assert "Open what was sent or done beside you; don't paste it here." in said
    assert "in order?" in said


def test_S4_2_each_parked_item_comes_back_word_for_word_and_asks_whose_it_is():
    talk = ways.focus()

    said = talk.say("14:00 three lists open, 14:05 sent the top one")

    assert '"I was drowning in quarter close"' in said
    assert said.endswith("Whose is it to change?")
    assert talk.labels == ["Mine", "Ours", "Just luck"]


@pytest.mark.parametrize("number", range(1, 6))
def test_S4_2_every_parked_item_appears_however_many_there_are(number):
    texts = [f"cause number {n} that I parked" for n in range(number)]
    talk = parked(*texts)
    start = len(talk.all) - 1
    talk.press("skip")
    while talk.question is Question.WHOSE:
        talk.press("luck")

    heard = "\n".join(talk.all[start:])
    assert all(text in heard for text in texts)


@pytest.mark.parametrize("whose", [Whose.MINE, Whose.OURS, Whose.LUCK])
def test_S4_3_at_least_one_change_for_each_mine(whose):
    talk = parked("three lists were open", "the names look alike")
    talk.press("skip")
    talk.press("mine")
    assert talk.question is Question.CHANGE
    talk.say("close every list but the signed one before I attach")
    talk.press("today")
    talk.press(str(whose))
    if whose is Whose.MINE:
        assert talk.question is Question.CHANGE
        talk.say("put the month first in each file name by Friday")
    elif whose is Whose.OURS:
        talk.say("a second reader for price lists")

    mine = [p for p in talk.journey.parked if p.whose is Whose.MINE]
    assert all(p.change for p in mine)
    assert len(talk.journey.changes) >= len(mine)


def test_S4_3_ours_becomes_a_neutral_suggestion_to_raise_later():
    talk = parked("the list is asked for on a close day")
    talk.press("skip")
    assert talk.press("ours") == "If you could ask Dana for one change, what would it be?"

    said = talk.say("not to ask for the list on a close day")

    assert said.startswith("On Monday that would have sounded like an excuse. This week it is a suggestion.")
    assert "It is here for your next talk with Dana." in said


def test_S4_3_a_change_that_nobody_could_see_is_asked_about_once():
    talk = parked("three lists were open")
    talk.press("skip")
    talk.press("mine")

    assert "Nobody could see that yet." in talk.say("be more careful")
    talk.say("just be more careful")
    assert talk.question is not Question.CHANGE


def test_S4_4_spaced_and_missed_a_major_deadline_is_a_golden_transcript():
    golden = Path(__file__).parents[1] / "transcripts" / "spaced_deadline.in.jsonl"

    words = golden.read_text("utf-8").casefold()

    assert "completely spaced and missed a major deadline" in words
    assert "calendar" in words


def test_S4_4_the_deadline_leads_to_changes_in_time_management_and_organisation():
    prevention = house().mistakes["missed_deadline"].prevention
    assert prevention
    talk = ways.drafted(
        story="I completely spaced and missed a major deadline: the audit pack was due Friday at 17:00. I noticed today at 08:40.",
        plan="I'll send the full pack by 16:00 today",
    )
    assert talk.question is Question.DRAFT


def test_S4_5_after_three_cause_turns_it_is_enough_about_causes():
    talk = parked(*[f"cause number {n} that I parked" for n in range(5)])
    talk.press("skip")
    turns = 0
    while talk.question is Question.WHOSE:
        talk.press("luck")
        turns += 1

    assert turns == 3
    assert "That is enough about causes." in talk.said


def test_S4_5_it_ends_on_one_thing_under_the_persons_control_this_week():
    talk = parked("the post was late")
    talk.press("skip")

    said = talk.press("luck")

    assert said.endswith("What is one thing you can do yourself this week?")
    talk.say("put the list in the folder on Thursday")
    assert talk.journey.changes


def test_S4_5_a_change_that_is_already_named_is_not_asked_for_again():
    talk = parked("three lists were open")
    talk.press("skip")
    talk.press("mine")
    talk.say("close every list but the signed one before I attach")

    assert "That is enough about causes." in talk.press("this_week")
    assert talk.question is Question.DONE_WELL
