"""COACHING step 5, move forward: S5.1 to S5.7 through whole talks."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

from dataclasses import replace
from datetime import timedelta

import pytest
from coaching import ways
from coaching.answers import until_words
from coaching.world import Talk, house

from adapters.reader import RuleReader, reader
from bot.path import Question, Step

ATTACK = "honestly i feel like an idiot who shouldn't be near money"
FAIR = "that it was one list and you told Dana in an hour"


def test_S5_1_the_next_day_check_in_is_asked_for_once_the_first_days_part_is_done():
    talk = ways.fixed()

    assert talk.said.endswith("Shall I come back tomorrow at 09:00 with one question?")
    assert talk.labels == ["Yes, 09:00", "Another time", "No check-ins"]
    assert talk.promises == []


def test_S5_1_it_is_never_assumed():
    talk = ways.fixed()
    talk.press("no")

    assert talk.wait(days=40) == ""


def test_S5_2_in_the_first_hour_a_self_attack_is_not_discussed():
    talk = ways.drafted()

    said = talk.say(ATTACK)

    assert said == "The note can wait until you want it."
    assert "idiot" not in talk.draft


@pytest.mark.parametrize(
    ("opening", "attack"),
    [
        ("i missed a deadline", "I'm such an idiot."),
        ("no time, need words for my boss now. i missed a deadline", "I'm such an idiot."),
        ("i missed a deadline", "I am useless at this job."),
    ],
)
def test_S5_2_a_self_attack_beside_the_story_is_left_out_of_the_note_in_one_line(opening, attack):
    talk = Talk(reader=reader())
    talk.say(opening)
    until_words(talk, f"I missed the tender deadline at 12:00. {attack}", "send all 20 pages by 17:00")

    assert attack not in talk.draft
    assert f'Left out unless you want it: "{attack.rstrip(".")}". It isn\'t a fact.' in talk.said
    assert not any("hard thing to say" in each for each in talk.all), "not discussed"


def test_S5_2_later_it_is_answered_with_the_colleague_and_the_fairer_judge():
    talk = ways.wanted()
    talk.wait(days=1)
    talk.press("skip")

    said = talk.say(ATTACK)
    kept = talk.say(FAIR)

    assert said.startswith("That is a hard thing to say about yourself.\nIf a new colleague had done exactly this")
    assert kept == "Same facts, fairer judge. Shall I keep that sentence for you?"
    talk.press("keep")
    assert talk.journey.note("fair_sentence") == FAIR


def test_S5_2_at_most_once_a_day():
    talk = ways.wanted()
    talk.wait(days=1)
    talk.press("skip")
    talk.say(ATTACK)
    talk.press("thats_enough")
    talk.say("skip")

    again = talk.say("i am such a loser")
    talk.wait(days=1)

    assert "colleague" not in again
    assert sum("If a new colleague" in each for each in talk.all) == 1


def test_S5_2_once_a_day_holds_inside_the_twenty_minutes_too():
    talk = ways.focus()
    talk.say("skip")
    talk.press("luck")
    talk.say("skip")
    assert talk.question is Question.DONE_WELL
    talk.say(ATTACK)
    talk.press("thats_enough")
    talk.say("skip")

    assert "If a new colleague" not in talk.say("i am such a loser")


def test_S5_2_who_has_answered_it_this_morning_is_not_asked_again_in_the_twenty_minutes():
    talk = ways.focus()
    talk.say("skip")
    talk.press("luck")
    talk.say("skip")
    notes = {**talk.journey.notes, "self_talk_day": talk.now.date().isoformat()}
    talk.journey = replace(talk.journey, notes=notes)

    assert "If a new colleague" not in talk.say(ATTACK)
    assert talk.question is Question.GOAL


@pytest.mark.parametrize("read", [RuleReader(), reader()], ids=["rules", "trained"])
@pytest.mark.parametrize("words", ["I feel awful", "i feel terrible about this", "I feel bad today"])
def test_S5_2_a_feeling_is_not_marked(words, read):
    talk = ways.wanted()
    talk.wait(days=1)
    talk.press("skip")
    talk.reader = read

    assert "colleague" not in talk.say(words)


def test_S5_2_id_rather_not_ends_it():
    talk = ways.wanted()
    talk.wait(days=1)
    talk.press("skip")
    talk.say(ATTACK)
    assert talk.labels == ["I'd rather not"]

    said = talk.press("thats_enough")

    assert said.startswith("That is fine.")


def test_S5_2_never_you_are_amazing():
    text = "\n".join(house().catalog.lines.values()).casefold()
    for praise in ("amazing", "you're great", "proud of you", "well done", "brave", "awesome"):
        assert praise not in text


def test_S5_3_one_thing_done_well_is_asked_once_with_skip():
    talk = ways.at_goal()

    asked = [each for each in talk.all if "that you would want a colleague to do?" in each]

    assert len(asked) == 1
    assert Question.DONE_WELL in talk.journey.asked


def test_S5_3_it_has_a_skip_that_is_never_mentioned_again():
    talk = ways.focus()
    talk.say("skip")
    talk.press("luck")
    talk.say("skip")
    assert talk.question is Question.DONE_WELL
    assert talk.labels == ["Skip"]

    talk.press("skip")
    talk.wait(days=10)

    assert sum("that you would want a colleague to do?" in each for each in talk.all) == 1


def test_S5_3_afterwards_it_is_shown_only_when_asked_for():
    talk = ways.focus()
    talk.say("skip")
    talk.press("luck")
    talk.say("skip")
    talk.say("I rang all 12 before lunch")
    talk.say("skip")
    after = len(talk.all)
    talk.wait(days=10)
    talk.press("no_one")
    talk.press("full_note")

    assert not [each for each in talk.all[after:] if "rang all 12" in each]


def test_S5_4_on_day_seven_the_question_is_about_other_people():
    talk = ways.wanted()
    begun = talk.journey.begun.date()
    assert talk.promised("taper-7").date() == begun + timedelta(days=7)

    said = talk.due("taper-7")

    assert "has anyone brought it up since" in said
    assert talk.labels[:3] == ["No one", "Once or twice", "Often"]


def test_S5_4_no_one_means_it_is_already_small_for_other_people():
    talk = ways.wanted()
    talk.due("taper-7")

    assert talk.press("no_one").startswith("Then it is already small for other people.")


@pytest.mark.parametrize(
    ("press", "answer"),
    [("once_or_twice", "That is usual in the first weeks."), ("often", "A short talk about what has changed")],
)
def test_S5_4_once_or_often_is_answered_without_a_verdict(press, answer):
    talk = ways.wanted()
    talk.due("taper-7")

    said = talk.press(press)

    assert answer in said
    assert "small for other people" not in said


def test_S5_4_no_feeling_is_ever_rated():
    for key, text in {**house().catalog.lines, **house().catalog.labels}.items():
        folded = text.casefold()
        for word in ("rate ", "out of ten", "1 to 5", "scale", "how do you feel", "how are you feeling", "mood"):
            assert word not in folded, key


AGAIN = ["i keep thinking i sent the wrong list", "i sent the wrong list, me", "me again, i sent that wrong list"]


def reopened(gap=1):
    talk = ways.wanted()
    talk.say("stop")
    for words in AGAIN:
        talk.wait(days=gap)
        talk.say(words)
    return talk


def test_S5_5_a_third_reopening_with_no_new_fact_in_seven_days_gets_three_ways_out():
    talk = reopened()

    assert talk.question is Question.DWELLING
    assert talk.labels == ["Ten minutes for it at 17:00", "Write the If–Then", "Close it"]


def test_S5_5_not_before_the_third_and_not_over_more_than_seven_days():
    talk = ways.wanted()
    talk.say("stop")
    talk.say(AGAIN[0])
    talk.say(AGAIN[1])
    assert talk.question is not Question.DWELLING
    assert reopened(gap=5).question is not Question.DWELLING


def test_S5_5_a_new_fact_is_no_reopening():
    talk = ways.wanted()
    talk.say("stop")
    for words in AGAIN[:2]:
        talk.say(words)

    talk.say("the client found 3 more lists at 11:00 today")

    assert talk.question is not Question.DWELLING


def test_S5_5_each_way_out_leads_there():
    talk = reopened()
    talk.press("another_time")
    assert talk.promised("ten-minutes").time().isoformat() == "17:00:00"
    talk = reopened()
    talk.press("change")
    assert talk.question is Question.PREVENTION
    talk = reopened()
    talk.press("close")
    assert talk.question is Question.PAGE


@pytest.mark.parametrize("words", ["don't send wrong lists", "never do that again", "no more mistakes", "stop rushing"])
def test_S5_6_a_goal_looks_forward(words):
    talk = ways.at_goal()

    assert talk.say(words) == "That says what to leave behind. What would you like to reach instead?"


def test_S5_6_the_first_step_is_within_seven_days():
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    far = (talk.now + timedelta(days=20)).date()

    assert "Is there a smaller first step, sooner?" in talk.say(f"ask dana on {far:%d %B}")
    talk.press("tomorrow")

    assert talk.journey.goal.day <= (talk.now + timedelta(days=7)).date()


def test_S5_6_the_check_ins_follow_the_goal():
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    talk.say("ask dana tomorrow if I can prepare April")

    said = talk.due("goal")

    assert 'This is the day you picked for "ask dana if I can prepare April".' in said


def test_S5_6_one_goal_only():
    talk = ways.at_page()

    assert sum("What would you like to be able to do in three months" in each for each in talk.all) == 1


def test_S5_6_a_review_within_thirty_days_is_offered_when_they_want_one_more():
    talk = ways.at_page()

    said = talk.press("another_time")
    assert said.startswith("I can ask once more how your goal stands.")
    talk.press("yes")

    assert talk.now.date() < talk.promised("review").date() <= (talk.now + timedelta(days=30)).date()
    assert 'for "run a whole price change on my own"' in talk.due("review")


@pytest.mark.parametrize("answers", [["in 3 months", "in 3 months"], ["in 40 days", "in 10 days"], ["whenever", "hm"]])
def test_S5_6_no_answer_puts_the_review_past_thirty_days(answers):
    talk = ways.at_page()
    talk.press("another_time")
    for answer in answers:
        talk.say(answer)

    assert talk.promised("review").date() <= (talk.now + timedelta(days=30)).date()
    assert ("Thirty days is the most" in talk.said) is (answers[-1] == "in 3 months")


def test_S5_6_after_close_nothing_comes_but_the_one_goal_date_they_chose():
    talk = ways.at_page()
    talk.press("another_time")
    talk.press("yes")
    said = talk.press("close")
    first = talk.wait(days=40)
    talk.press("done")

    assert talk.step is Step.CLOSED
    assert "Nothing more comes from me but the day you chose" in said
    assert first.count("How does it stand?") == 1
    assert talk.wait(days=90) == ""


@pytest.mark.parametrize("answer", ["no_one", "once_or_twice", "often", "nobody has", "once, on monday", "skip"])
@pytest.mark.parametrize("waits", ["mentor", "worry", "worry_colleague", "hold_time"])
def test_S5_4_a_day_seven_answer_offers_what_was_never_offered_before_the_page(waits, answer):
    talk = ways.settled()
    for act in {"worry": [talk.press], "worry_colleague": [talk.press, talk.say]}.get(waits, []):
        act("not_now" if act == talk.press else "that nobody asks me again")
    if waits == "hold_time":
        talk.press("not_now")
        talk.press("skip")
    assert str(talk.question) == waits
    talk.due("taper-7")

    said = talk.press(answer) if answer in talk.choices else talk.say(answer)

    assert "Your page is ready" not in said
    assert talk.question is (Question.GOAL if waits == "hold_time" else Question.HOLD_TIME)
    if talk.question is Question.HOLD_TIME:
        talk.press("no")
    talk.say("run a whole price change on my own")
    assert talk.say("ask dana tomorrow if I can prepare April").startswith("Tuesday, then")
    talk.due("goal")
    assert "Your page is ready" in talk.press("done")


def test_S5_6_a_first_step_that_got_no_day_is_asked_for_before_the_page():
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    talk.say("ask dana if I can prepare April")
    assert talk.question is Question.GOAL_STEP
    talk.due("taper-7")

    talk.press("no_one")

    assert talk.question is Question.GOAL_STEP
    assert talk.say("friday").startswith("Friday, then. I'll ask once")


def test_S5_4_what_was_skipped_is_not_offered_again_before_the_page():
    talk = ways.at_goal()
    talk.say("skip")
    talk.due("taper-7")

    assert "Your page is ready" in talk.press("no_one")


def test_S5_4_time_that_is_held_for_the_causes_comes_before_the_page():
    talk = ways.settled()
    talk.press("not_now")
    talk.press("skip")
    talk.press("another_time")
    talk.say("next friday at 10")
    talk.due("taper-7")

    assert "Your page is ready" not in talk.press("no_one")
    talk.due("focus")
    assert talk.question is Question.WHAT_LED


@pytest.mark.parametrize("unsettled", ["no, not yet", "not_settled"])
def test_S3_1_what_is_not_settled_opens_no_step_on_day_seven(unsettled):
    talk = ways.prevented()
    talk.due("settled")
    talk.press(unsettled) if unsettled in talk.choices else talk.say(unsettled)
    talk.due("taper-7")

    assert "Your page is ready" in talk.press("no_one")


@pytest.mark.parametrize(
    ("first", "again", "act"),
    [
        ("ask dana if i can prepare April, friday next week", "friday week", "ask dana if i can prepare April"),
        ("ask dana if i can prepare April on 29 june", "29 june", "ask dana if i can prepare April"),
        ("ask dana if i can prepare April", "in three weeks", "ask dana if i can prepare April"),
        ("order a book for april in a month", "read the first page, in two weeks", "read the first page"),
    ],
)
def test_S5_6_a_second_day_past_a_week_becomes_the_latest_in_one_line(first, again, act):
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    talk.say(first)
    if "On which day" in talk.said:
        talk.say(again)
    assert "more than a week away" in talk.said

    said = talk.say(again)

    assert talk.journey.goal.day == talk.now.date() + timedelta(days=7)
    assert talk.journey.goal.first_step == act
    assert said.startswith("A first step can wait a week here, not longer. I'll ask once, on ")
    assert talk.promised("goal").date() == talk.journey.goal.day


@pytest.mark.parametrize("answer", ["read the template, tomorrow", "tomorrow: read the template"])
def test_S5_6_a_smaller_step_takes_the_place_of_the_one_that_was_too_far(answer):
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    talk.say("ask dana if i can prepare April, friday next week")

    talk.say(answer)

    assert talk.journey.goal.first_step.strip(": ") == "read the template"
    assert talk.journey.goal.day == talk.now.date() + timedelta(days=1)


@pytest.mark.parametrize("typed", ["close", "close it", "close this one"])
@pytest.mark.parametrize("stands", ["what_happened", "draft", "sent"])
def test_S5_7_close_works_at_every_step(stands, typed):
    talk = Talk() if stands == "what_happened" else ways.told() if stands == "sent" else ways.drafted()
    if stands == "what_happened":
        talk.begin()

    assert "Closed. Nothing more comes from me. If there is ever another one, type oops." in talk.say(typed)

    assert (talk.step, talk.question, talk.promises) == ("closed", None, [])


def test_S5_7_a_note_that_is_held_at_the_close_still_goes_which_is_said_and_nothing_is_asked_after_it():
    talk = ways.drafted()
    talk.press("send")

    said = talk.say("close it")

    assert "Your note to Dana still goes: 14:26." in said
    talk.wait(minutes=3)
    assert talk.said == "Sent. An hour without an answer means nothing yet."
    assert (talk.step, talk.question, talk.choices) == ("closed", None, ["recall"])


def test_S5_7_the_close_is_one_page_in_their_own_words():
    talk = ways.at_page()

    said = talk.press("full_note")

    for head in ("What I owned:", "What I put right:", "What I do now:", "Next:"):
        assert head in said
    assert "Most people who run a company could fill a page like this one." in said
    assert "I'll delete everything on " in said
    assert talk.labels == ["Close it", "Export", "Delete now", "One more check-in later"]


@pytest.mark.parametrize(
    ("plan", "shown"),
    [
        ("file it today by 5 and ring revenue tomorrow at 10", "Filed it and rang revenue."),
        ("I'll ring Brandt in the morning", "Rang Brandt."),
        ("by end of day i check the 40 orders", "Checked the 40 orders."),
        ("i will send the new file before noon, then i'll tell the client", "Sent the new file, then told the client."),
        ("order one for Friday", "Ordered one for Friday."),
        ("tomorrow at 10", "Tomorrow at 10."),
    ],
)
def test_S5_7_a_plan_that_a_press_called_done_stands_there_without_its_time(plan, shown):
    """Nothing was said of how it went, so the act alone is kept: an hour of a day long past is no repair."""
    talk = ways.at_page()
    (*_, last) = talk.journey.repairs
    talk.journey = replace(talk.journey, repairs=(replace(last, text=plan),))

    assert f"What I put right: {shown}" in talk.press("full_note")


def test_S5_7_the_page_has_what_they_can_suggest_and_keep_too():
    talk = ways.settled(story=f"{ways.STORY} {ways.EXCUSE}")
    talk.say("ruth")
    talk.press("send")
    talk.wait(minutes=3)
    talk.answered("reply", "2011, I paid the same supplier twice.")
    talk.say("that everybody forgets but me")
    talk.press("yes")
    talk.due("focus")
    talk.say("14:00 three lists open, 14:05 sent the top one")
    talk.press("ours")
    talk.say("not to ask for the list on a close day")
    talk.say("put the month in each file name by Friday")
    talk.say("skip")
    talk.say("skip")
    talk.due("taper-7")
    talk.press("no_one")
    said = talk.press("full_note")

    assert "What I can suggest: Not to ask for the list on a close day." in said
    assert "What I keep from Ruth: That everybody forgets but me." in said


def test_S5_7_what_is_empty_is_not_shown_and_never_mentioned():
    said = ways.at_page().press("full_note")

    assert "What I can suggest" not in said
    assert "What I keep from" not in said
    assert "skip" not in said.casefold()


def test_S5_7_close_takes_every_other_promise_with_it():
    talk = ways.wanted()
    assert talk.promises

    talk.say("close it")

    assert talk.promises == []
    assert talk.wait(days=90) == ""


def test_S5_7_after_close_nothing_more_comes():
    talk = ways.at_page()
    talk.press("close")

    assert talk.promises == []
    assert talk.wait(days=90) == ""


CLOSED_ANSWERS = [
    ("thank", "", 'From Dana: "Thank you for telling me quickly."'),
    ("find_time", "", 'From Dana: "Can we find 15 minutes today?"'),
    ("ask_one", "Which customers?", 'From Dana: "Which customers?"'),
    ("reply", "This is unacceptable. Who signed it off?", 'From Dana: "This is unacceptable. Who signed it off?"'),
]


@pytest.mark.parametrize(("choice", "text", "passed"), CLOSED_ANSWERS)
def test_S5_7_after_close_a_managers_answer_is_passed_on_word_for_word_and_nothing_else_comes(choice, text, passed):
    talk = ways.at_page()
    talk.press("close")

    assert talk.answered(choice, text) == passed
    assert [each.key for each in talk.turn.courtesies]
    assert (talk.step, talk.question, talk.choices) == (Step.CLOSED, None, [])
    assert not talk.journey.note("heard_back")
    assert talk.wait(days=90) == ""


@pytest.mark.parametrize(
    ("choice", "text", "passed"),
    [
        ("reply", "2011, I paid the same supplier twice.", 'From Ruth: "2011, I paid the same supplier twice."'),
        ("decline", "", "Ruth can't this time."),
    ],
)
def test_S5_7_after_close_a_mentors_answer_is_passed_on_with_no_question(choice, text, passed):
    talk = ways.settled()
    talk.say("ruth")
    talk.press("send")
    talk.wait(minutes=3)
    talk.say("close it")

    assert talk.answered(choice, text) == passed
    assert (talk.step, talk.question, talk.choices) == (Step.CLOSED, None, [])
    if choice == "reply":
        assert talk.answered("recall") == "Ruth took the answer back."
        assert talk.question is None
    assert talk.wait(days=90) == ""


def test_S5_7_an_answer_after_close_leaves_the_one_goal_date():
    talk = ways.at_page()
    talk.press("another_time")
    talk.press("yes")
    talk.press("close")
    talk.answered("thank")

    assert talk.promises == ["review"]
    assert talk.step is Step.CLOSED


def test_O3_how_a_mistake_is_handled_is_said_once_at_the_close_with_no_praise():
    talk = ways.at_page()

    said = talk.press("close")

    assert said.startswith("A mistake says little about someone's work. How it is handled says much more.\nClosed.")
    assert sum("How it is handled" in each for each in talk.all) == 1
    for praise in ("well done", "proud", "great", "good job", "you handled"):
        assert praise not in said.casefold()


def test_O3_it_is_not_said_where_nothing_was_told_or_it_went_badly():
    talk = ways.at_page()
    talk.say("they suspended me today")
    talk.say("close it")

    assert talk.step is Step.CLOSED or "How it is handled" not in talk.said
    assert "How it is handled" not in talk.said


@pytest.mark.parametrize(
    "said",
    ["close", "close it", "close the book please", "ok close this", "i want to close it", "let's close the book now"],
)
@pytest.mark.parametrize("at", [ways.told, ways.wanted, ways.prevented], ids=lambda way: way.__name__)
def test_close_closes_from_anywhere_once_it_is_told(at, said):
    talk = at()
    talk.say(said)

    assert talk.journey.closed is not None
    assert "Closed." in talk.said


@pytest.mark.parametrize("at", [ways.drafted, ways.told], ids=lambda way: way.__name__)
def test_close_is_a_word_like_others_within_a_sentence(at):
    talk = at()
    talk.say("close the account and tell the bank by 4")

    assert talk.journey.closed is None


@pytest.mark.parametrize("said", ["now and then", "normally every day", "noticed it twice"])
def test_S5_4_brought_up_now_and_then_is_not_by_no_one(said):
    talk = ways.wanted()
    talk.due("taper-7")
    talk.say(said)

    assert "already small for other people" not in talk.said
