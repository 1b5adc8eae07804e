"""What stands open is reached from anywhere: by `oops`, by one's own words, after "not yet", after it went badly (S2.1 to S5.7)."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import pytest
from coaching import ways

from bot.checkins import CLOSES, CheckIn, Kind
from bot.effects import SetCheckIn
from bot.events import CameDue
from bot.path import Question, Step


def test_S2_1_oops_brings_back_what_stands_open_and_one_question():
    talk = ways.drafted()
    talk.press("copy")
    talk.press("told")
    assert talk.question is None

    said = talk.say("oops")

    assert said == (
        "Here is where we are.\nDana knows.\n"
        'One thing is open: "I\'ll send the right list to all 12 by 16:00 today".\nHow does it stand?'
    )
    assert talk.choices == ["done", "not_yet"]


def test_S2_1_oops_alone_leads_through_every_step_of_somebody_who_only_types():
    talk = ways.drafted()
    talk.press("copy")
    talk.press("told")
    answers = {
        Question.REPAIR_HOW: "yes, all 12 have the right list",
        Question.DRAFT: "I'll tell her myself",
        Question.CHECK_IN: "no",
        Question.PREVENTION: "read every price aloud before I press send",
        Question.STARTS: "today",
        Question.FULL_NOTE: "no",
        Question.SETTLED: "yes",
        Question.MENTOR: "nobody",
        Question.WORRY: "skip",
        Question.HOLD_TIME: "no",
        Question.GOAL: "run a whole price change on my own",
        Question.GOAL_STEP: "ask dana tomorrow if I can prepare April",
    }
    seen = set()
    for _ in range(40):
        if talk.question is Question.PAGE:
            break
        seen.add(talk.step)
        talk.say(answers[talk.question] if talk.question else "what now")

    assert talk.question is Question.PAGE, talk.said
    assert {Step.AMEND, Step.PERSPECTIVE, Step.POSITIVE, Step.FORWARD} <= seen


def at_done_well():
    talk = ways.focus()
    for _ in range(8):
        if talk.question is Question.DONE_WELL:
            return talk
        if talk.question is Question.WHOSE:
            talk.press("luck")
        else:
            talk.say("skip")
    raise AssertionError(talk.said)


def at_days_off():
    return ways.wanted(at="2026-04-17T14:24:00+01:00")


def at_another_time():
    talk = ways.fixed()
    talk.press("another_time")
    return talk


def at_another_twenty_minutes():
    talk = ways.settled()
    talk.say("nobody")
    talk.press("skip")
    talk.press("another_time")
    return talk


def at_a_mentors_name():
    talk = ways.settled()
    talk.press("choose_who")
    return talk


STANDING = {
    Question.DONE_WELL: at_done_well,
    Question.GOAL: ways.at_goal,
    Question.DAYS_OFF: at_days_off,
    Question.CHECK_IN_WHEN: at_another_time,
    Question.HOLD_WHEN: at_another_twenty_minutes,
    Question.MENTOR_NAME: at_a_mentors_name,
}


@pytest.mark.parametrize("question", STANDING)
def test_oops_asks_the_standing_question_again_with_all_its_ways_to_answer(question):
    talk = STANDING[question]()
    assert talk.question is question, talk.said
    asked, choices, form = talk.said.split("\n")[-1], talk.choices, talk.form

    said = talk.say("oops")

    assert said == f"Here is where we are.\n{asked}" or said.endswith(f"\n{asked}")
    assert (talk.question, talk.choices, talk.form) == (question, choices, form)


def test_oops_asks_which_days_in_words_again_where_they_are_asked_for_in_words():
    talk = at_days_off()
    talk.press("other")

    assert talk.say("oops").endswith("Which ones? For example: Sunday and Monday.")
    assert talk.choices == ["skip"]


def held_twenty_minutes():
    talk = ways.settled()
    talk.say("nobody")
    talk.press("skip")
    talk.press("yes")
    assert "focus" in talk.promises
    return talk


def test_S4_1_oops_before_the_twenty_minutes_that_are_held_says_when_they_are_and_asks_nothing():
    talk = held_twenty_minutes()

    assert talk.say("oops").startswith("Here is where we are.\nDana knows, since ")
    assert "I come back tomorrow at 10:00." in talk.said
    assert (talk.question, talk.step) == (None, Step.POSITIVE)


def test_that_is_all_for_today_names_the_hour_where_the_next_word_comes_today():
    talk = held_twenty_minutes()
    talk.now = talk.promised("focus").replace(hour=9, minute=30)
    talk.say("goal")

    assert talk.say("skip").endswith("I'll be quiet until 10:00, unless you write."), talk.said


def test_S2_7_not_yet_and_what_is_in_the_way_end_with_the_offer_of_a_check_in():
    talk = ways.told()
    talk.wait(hours=2)
    talk.press("not_yet")

    said = talk.say("the courier has not come")

    assert (
        said == "Kept. One small part of it today is a start.\nShall I come back tomorrow at 09:00 with one question?"
    )


def test_S2_7_a_long_not_yet_says_what_is_in_the_way_and_is_not_asked_for_it():
    talk = ways.told()
    talk.wait(hours=2)

    assert "What is in the way?" not in talk.say("not yet, the courier with the lists has not come")


def test_S2_7_a_repair_that_cannot_be_had_makes_room_for_another():
    talk = ways.told()
    talk.wait(hours=2)

    said = talk.say("they said no, it is too late now")

    assert said.endswith("What else would make it better for the people it reached, and by when?")
    assert not talk.journey.repairs
    talk.say("ring all 12 by 17:00 and say sorry")
    assert [r.text for r in talk.journey.repairs] == ["ring all 12 by 17:00 and say sorry"]


def test_S2_7_of_two_repairs_the_one_that_is_done_leaves_the_other_its_time():
    talk = ways.drafted(plan="I'll ring the twelve by 15:00. I'll send the right list to all 12 by 16:30 today")
    talk.press("send")
    talk.wait(minutes=40)
    assert talk.question is Question.REPAIR_HOW, talk.said

    said = talk.press("done")

    assert "I'll send the right list to all 12 by 16:30 today" in said
    assert talk.journey.fixed is None
    talk.wait(hours=2)
    talk.press("done")
    assert talk.journey.fixed is not None


@pytest.mark.parametrize(
    ("plan", "word"),
    [("I'll send the right list to all 12 by 16:00", False), ("I'll tell dana by 16:00 how many have it", True)],
)
def test_S2_4_a_word_is_only_called_promised_where_it_was(plan, word):
    talk = ways.told(plan=plan)

    assert ("Dana hears from you by 16:00." in talk.said) is word


@pytest.mark.parametrize(
    "words",
    ["what led to it? I want to look at the causes", "I'd like to look at what caused it", "can we look at why it happened", "I'm ready to learn from it"],
)  # fmt: skip
def test_S3_6_after_it_went_badly_their_own_words_open_the_causes_and_nothing_else_does(words):
    talk = ways.told()
    talk.say("they suspended me")
    talk.press("keep")
    assert talk.wait(days=9) == ""
    assert "goal" not in talk.say("I sit at home now")

    said = talk.say(words)

    assert talk.question is Question.WHAT_LED, said
    for _ in range(6):
        if talk.question is None:
            break
        talk.say("skip")
    assert talk.question is None
    assert Question.GOAL not in talk.journey.asked
    assert "three months" in talk.say("I want to set a goal")


def test_S3_4_a_mentor_is_a_name_and_no_sentence_is_taken_for_one():
    talk = ways.settled()

    talk.say("put the date in the calendar the moment it is agreed")
    assert talk.journey.mentor is None


@pytest.mark.parametrize(
    ("words", "name"),
    [("I'd ask Ruth", "Ruth Adeyemi"), ("maybe ruth?", "Ruth Adeyemi"), ("my old teacher Anna Berg", "Anna Berg"), ("Tomas from the Leeds office", "Tomas")],
)  # fmt: skip
def test_S3_4_a_mentor_may_be_named_in_a_sentence(words, name):
    talk = ways.settled()

    talk.say(words)

    assert talk.journey.mentor is not None, talk.said
    assert talk.journey.mentor.name == name


@pytest.mark.parametrize(
    ("words", "question"),
    [("yes", Question.MENTOR_NAME), ("not sure", Question.WORRY), ("someone outside", Question.MENTOR_NAME)],
)
def test_S3_4_a_yes_or_a_no_is_no_name(words, question):
    talk = ways.settled()

    talk.say(words)

    assert talk.question is question


def test_S5_5_dwelling_is_heard_in_words_that_blame_nobody():
    talk = ways.wanted()

    talk.say("I keep replaying it in my head")
    talk.say("I can't stop thinking about that list")
    said = talk.say("it goes round in my head over and over")

    assert "What would help?" in said
    assert talk.choices == ["another_time", "change", "close"]


def test_a_journey_whose_last_check_in_stays_unanswered_ends_without_a_word():
    talk = ways.at_page()
    talk.press("another_time")
    talk.press("yes")
    talk.due("review")
    (end,) = [e.check_in for e in talk.turn.effects if isinstance(e, SetCheckIn)]
    assert (end.key, (end.day - talk.now.date()).days) == (CLOSES, 3)

    assert talk._hear(CameDue(end)) == ""
    assert talk.step is Step.CLOSED


def test_who_has_written_since_is_not_closed():
    talk = ways.at_page()
    talk.say("hello again")

    talk._hear(CameDue(CheckIn(Kind.GOAL, talk.now.date(), talk.now.time(), CLOSES)))

    assert talk.journey.closed is None


def test_at_most_one_unasked_message_a_day_so_no_check_in_is_offered_on_the_day_of_a_repair():
    talk = ways.told(plan="I'll send the right list to all 12 tomorrow by 11:00")
    talk.say("no questions from me")
    talk.say("oops")
    talk.press("not_yet")

    said = talk.say("the courier is late")

    assert "Shall I come back Wednesday at 09:00" in said


def test_a_journey_that_ended_by_itself_wakes_when_its_author_comes_back():
    talk = ways.at_page()
    talk.press("another_time")
    talk.press("yes")
    talk.due("review")
    (end,) = [e.check_in for e in talk.turn.effects if isinstance(e, SetCheckIn)]
    talk._hear(CameDue(end))

    assert "Here is where we are." in talk.say("oops")
    assert talk.journey.closed is None


def test_S2_7_what_was_sent_is_heard_as_the_repair_that_was_to_be_sent():
    talk = ways.drafted(plan="send the invoice by 16:00 today")
    talk.press("send")
    talk.wait(minutes=3)

    assert "Then that part is put right." in talk.say("sent it at 15:20")


@pytest.mark.parametrize(("words", "question"), [("Another time", Question.CHECK_IN_WHEN), ("no check-ins", None)])
def test_a_buttons_own_words_may_be_typed(words, question):
    talk = ways.fixed()

    talk.say(words)

    assert talk.question is question


def test_no_text_sends_and_no_text_deletes_whatever_it_says():
    talk = ways.drafted()
    talk.say("Send to Dana Okafor")
    assert not talk.journey.outbox

    talk.say("delete everything")
    talk.say("Delete, and take back what I sent")
    assert not talk.erased


def test_S2_7_what_is_done_is_no_plan_though_a_plan_was_asked_for():
    talk = ways.drafted(plan="skip")
    talk.press("send")
    talk.wait(minutes=3)
    assert talk.question is Question.REPAIR_PLAN

    assert "Then that part is put right." in talk.say("the right list is sent to all 12")
    assert talk.journey.fixed is not None


def test_S2_7_news_beside_the_fixed_words_becomes_the_word_to_its_reader():
    talk = ways.told()
    talk.wait(hours=2)
    talk.press("done")
    talk.say("the printer moved the delivery forward at no cost")

    assert "| Dana, the printer moved the delivery forward at no cost." in talk.said
    assert talk.labels[0] == "Send to Dana Okafor"


def test_S1_12_words_for_somebody_out_of_reach_may_be_said_aloud():
    talk = ways.drafted(boss="Helen Marsh")

    assert "I can't reach Helen here." in talk.said
    assert talk.labels == ["Copy", "I'll say it myself", "Edit", "Not now"]
