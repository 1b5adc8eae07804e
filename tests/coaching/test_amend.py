"""COACHING step 2, amend the situation: S2.1 to S2.7 through whole talks."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import copy
import tomllib
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from coaching import ways
from coaching.hears import Hears
from coaching.world import Talk, house

from adapters.reader import RuleReader, reader
from bot.path import PATH, Question, Step

PLANS = tomllib.loads((Path(__file__).parent / "data" / "plans.toml").read_text("utf-8"))
VAGUE = [*PLANS["vague"]["own"], *PLANS["vague"]["kept_aside"], *PLANS["vague"]["later"]]
EXACT = [*PLANS["exact"]["own"], *PLANS["exact"]["kept_aside"], *PLANS["exact"]["later"]]


def fresh(talk, reader_=None):
    """The same talk again, so that one walk serves many answers."""
    twin = copy.copy(talk)
    twin.all, twin.unasked, twin.letters = [], [], list(talk.letters)
    twin.reader = reader_ or talk.reader
    return twin


@pytest.fixture(scope="module")
def at_prevention():
    return ways.at_prevention()


@pytest.fixture(scope="module")
def at_plan():
    talk = ways.drafted(plan="skip")
    talk.press("send")
    talk.wait(minutes=3)
    assert talk.question is Question.REPAIR_PLAN, talk.said
    return talk


def test_S2_1_the_repair_plan_opens_once_it_is_told(at_plan):
    assert at_plan.journey.told is not None
    assert at_plan.step is Step.AMEND
    assert "What will put it right, and by when?" in at_plan.said


def test_S2_1_a_plan_that_was_already_said_is_not_asked_for_again():
    assert Question.REPAIR_PLAN not in ways.told().journey.asked


def test_S2_1_alongside_when_the_repair_is_urgent():
    talk = ways.drafted(plan="stop the mailing by 14:40 and send the right list by 16:00")

    assert talk.journey.told is None
    assert [r.text for r in talk.journey.repairs] == ["stop the mailing by 14:40 and send the right list by 16:00"]
    assert "stop the mailing by 14:40" in talk.draft


@pytest.mark.parametrize("kind", sorted(house().mistakes))
def test_S2_2_each_kind_has_a_short_starter_list_of_its_own(kind):
    repairs = house().mistakes[kind].repairs[:3]

    assert repairs
    assert all(repairs != other.repairs[:3] for name, other in house().mistakes.items() if name != kind)


def test_S2_2_the_starter_list_fits_the_kind_and_is_open_to_change(at_plan):
    for starter in house().mistakes["wrong_figures"].repairs[:3]:
        assert starter in at_plan.said
    assert "Use these, change them, or write your own." in at_plan.said


def test_S2_3_a_second_option_is_one_button_and_never_required(at_plan):
    assert at_plan.choices == ["add", "skip", "recall"]
    talk = fresh(at_plan)

    talk.press("add")
    talk.say("send the right list by 16:00\nphone each customer by 17:00")

    assert [r.text for r in talk.journey.repairs] == ["send the right list by 16:00", "phone each customer by 17:00"]


def test_S2_4_an_act_and_its_time_are_one_question():
    texts = house().catalog.lines
    assert texts["ask.next_act"] == "What will you do next, and by when?"
    assert texts["ask.repair_plan"].startswith("What will put it right, and by when?")


@pytest.mark.parametrize("words", VAGUE)
def test_S2_4_a_vague_plan_gets_one_question(at_prevention, words):
    talk = fresh(at_prevention, reader())

    said = talk.say(words)

    assert said.count("?") == 1
    assert "what would I see you do?" in said
    assert talk.journey.preventions == ()


@pytest.mark.parametrize("words", EXACT)
def test_S2_4_an_exact_plan_gets_none(at_prevention, words):
    talk = fresh(at_prevention, reader())

    said = talk.say(words)

    assert "If I send figures" in said or "That can be seen, so it can be kept:\nIf " in said
    assert talk.question in (Question.STARTS, Question.FULL_NOTE)


def test_S2_4_the_rules_alone_notice_our_words_and_are_modest_about_others(at_prevention):
    def noticed(words):
        talk = fresh(at_prevention, RuleReader())
        talk.say(words)
        return talk.question is Question.PREVENTION

    own = sum(map(noticed, PLANS["vague"]["own"]))
    others = sum(map(noticed, PLANS["vague"]["kept_aside"]))
    wrong = sum(map(noticed, EXACT))
    print(f"rules alone: {own}/20 of ours, {others}/20 kept aside, {wrong}/80 false alarms")

    assert own >= 16
    assert others >= 2  # what they notice of words nobody wrote them for; the trained reader is why it stands behind
    assert wrong == 0


def test_S2_4_a_second_vague_answer_is_taken_as_it_is(at_prevention):
    talk = fresh(at_prevention)

    talk.say("be more careful")
    said = talk.say("just be more careful")

    assert "I'll take it as it is." in said
    assert talk.question is Question.STARTS


def test_S2_4_a_vague_repair_is_asked_what_exactly_and_when(at_plan):
    talk = fresh(at_plan)

    assert talk.say("I'll look into it asap") == (
        "Nobody can see that happen yet. What exactly will you do, and at what time?"
    )


def test_S2_5_a_prevention_is_kept_as_if_then_with_a_date(at_prevention):
    talk = fresh(at_prevention)

    talk.say("read every price aloud, then press send")
    talk.press("today")

    (kept,) = talk.journey.preventions
    assert (kept.cue, kept.act) == ("I send figures", "I read every price aloud, then press send")
    assert kept.starts == talk.now.date()


def test_S2_5_more_than_fourteen_days_is_asked_about_once(at_prevention):
    talk = fresh(at_prevention)
    talk.say("read every price aloud, then press send")
    far = (talk.now + timedelta(days=20)).date()

    assert "Could a first part of it start sooner?" in talk.say(f"{far:%d %B}")
    talk.press("tomorrow")

    assert talk.journey.preventions[0].starts <= (talk.now + timedelta(days=14)).date()


def test_S2_5_how_we_will_know_is_asked_for_the_prevention_alone(at_prevention):
    talk = fresh(at_prevention)
    talk.say("read every price aloud, then press send")
    talk.press("today")

    said = talk.press("full_note")

    assert said == "How will you both see that it works?"
    askers = [q for q, row in PATH.items() if Question.HOW_KNOW in row.follows]
    assert askers == [Question.FULL_NOTE]


def test_S2_5_the_cause_need_not_be_known_on_day_one_for_the_first_check_in_asks():
    talk = ways.wanted()
    assert Question.PREVENTION not in talk.journey.asked

    assert "what will you do differently" in talk.due("first")


def test_S2_6_only_the_full_note_ends_with_seriousness_and_prevention(at_prevention):
    talk = fresh(at_prevention)
    first = talk.letters[0][1]
    talk.say("read every price aloud, then press send")
    talk.press("today")
    talk.press("full_note")
    talk.press("skip")

    ending = (
        "I take this seriously. So that it doesn't happen again, I'll read every price aloud, then press send.\nSam"
    )
    assert talk.draft.endswith(ending)
    assert "seriously" not in first
    assert "happen again" not in first
    assert len(talk.draft.split()) <= 120


@pytest.mark.parametrize(
    ("edited", "missing"),
    [
        ("Dana, I sent the wrong list to 12 customers. I read every price aloud now, so it won't happen again.", "seriously"),
        ("Dana, I sent the wrong list to 12 customers. I take this seriously and I am sorry for it.", "happen again"),
    ],
)  # fmt: skip
def test_S2_6_if_one_of_the_two_is_missing_a_line_says_which(at_prevention, edited, missing):
    talk = fresh(at_prevention)
    talk.say("read every price aloud, then press send")
    talk.press("today")
    talk.press("full_note")
    talk.press("skip")
    talk.press("edit")

    said = talk.say(edited)

    assert ("It says nothing yet of how seriously you take it." in said) is (missing == "seriously")
    assert ("It says nothing yet of what keeps it from happening again." in said) is (missing == "happen again")


def test_S2_6_a_full_note_after_the_fix_says_what_was_done_and_promises_nothing_old():
    talk = ways.told()
    talk.wait(hours=2)
    talk.say("done, the right list went to all 12 at 15:40")
    talk.press("say_myself")
    talk.press("yes")
    talk.due("first")
    talk.say("read every price aloud, then press send")
    talk.press("today")
    talk.press("full_note")
    talk.press("skip")

    assert "The right list went to all 12 at 15:40." in talk.draft
    assert "by 16:00" not in talk.draft


def test_S2_7_a_repair_that_is_done_offers_the_fixed_note_and_asks_for_consent_again():
    talk = ways.told()
    talk.wait(hours=2)
    before = len(talk.letters)

    said = talk.press("done")

    assert "| Dana, it's fixed." in said
    assert "To Dana Okafor, Payroll Manager. Once sent, Dana can keep it or pass it on." in said
    assert "send" in talk.choices
    assert len(talk.letters) == before
    talk.press("send")
    talk.wait(minutes=3)
    assert talk.letters[-1] == ("Dana Okafor", "Dana, it's fixed.\nSam")


def test_S2_7_the_fixed_note_is_at_most_sixty_words_in_the_persons_own():
    talk = ways.told()
    talk.wait(hours=2)

    talk.say("done, the right list went to all 12 at 15:40")

    assert talk.draft == "Dana, the right list went to all 12 at 15:40.\nSam"
    assert len(talk.draft.split()) <= 60


def test_S2_7_not_yet_leads_once_to_what_is_in_the_way():
    talk = ways.told()
    talk.wait(hours=2)

    assert talk.press("not_yet") == "What is in the way?"
    talk.say("the price system is down, I'll try again at 17:00")
    talk.wait(hours=2)
    said = talk.press("not_yet")
    assert "What is in the way?" not in said
    assert said.count("?") <= 1  # the check-in may be offered now


def count(talk, before):
    return talk.asked - before


def test_budgets_send_one_and_amend_seven_when_nothing_is_skipped():
    talk = ways.drafted(plan="skip")
    start = talk.asked
    talk.press("send")
    assert count(talk, start) <= 1
    talk.wait(minutes=3)
    start = talk.asked
    talk.say("I'll send the right list to all 12 by 17:00 today")
    talk.wait(hours=3)
    talk.press("done")
    talk.press("send")
    talk.wait(minutes=3)
    talk.press("yes")
    start += 1  # the check-in's yes belongs to forward, check-ins and close
    talk.due("first")
    talk.say("read every price aloud, then press send")
    talk.press("today")
    talk.press("full_note")
    talk.say("Dana hears the reading on Thursday")
    start += 1  # the fixed note's consent is a send of its own

    assert count(talk, start) <= 7


def test_budgets_perspective_five():
    talk = ways.prevented()
    start = talk.asked
    talk.say("it is all settled now, I keep wondering what they think of me")
    talk.say("ruth")
    talk.press("send")
    talk.wait(minutes=3)
    talk.answered("reply", "2011, I paid the same supplier twice.")
    talk.say("that it happens to people like Ruth")

    assert talk.question is Question.HOLD_TIME
    assert count(talk, start) <= 5


def test_budgets_positive_six():
    talk = ways.settled(story=f"{ways.STORY} {ways.EXCUSE}")
    talk.press("not_now")
    talk.press("skip")
    start = talk.asked
    talk.press("yes")
    talk.due("focus")
    talk.say("14:00 three lists open, 14:03 took the top one, 14:05 sent")
    talk.press("mine")
    talk.say("close every list but the signed one before I attach")
    talk.press("today")
    talk.say("I told Dana before anyone asked")

    assert talk.question is Question.GOAL
    assert count(talk, start) <= 6


def test_budgets_forward_check_ins_and_close_ten():
    talk = ways.fixed()
    start = talk.asked
    talk.press("yes")
    spent = count(talk, start)
    talk = ways.at_goal()
    start = talk.asked - spent
    talk.say("run a whole price change on my own")
    talk.say("ask dana tomorrow if I can prepare April")
    talk.due("goal")
    talk.press("done")
    talk.due("taper-7")
    talk.press("no_one")
    talk.press("full_note")
    talk.press("close")

    assert talk.step is Step.CLOSED
    assert count(talk, start) <= 10


def test_nothing_of_step_two_is_asked_twice_when_a_whole_story_was_typed():
    talk = Talk()
    talk.say(f"{ways.STORY} {ways.PLAN}. Dana doesn't know yet.")

    assert Question.NEXT_ACT not in talk.journey.asked
    assert Question.REPAIR_PLAN not in talk.journey.asked


BROUGHT = {
    "done": [
        "they changed it, 50 confirmed at 11:40",
        "she has signed the right version",
        "it's fixed now and they have been refunded",
        "all 41 letters are corrected",
        "he deleted it",  # from here on kept aside
        "the booking was finally cancelled at 3",
        "chris confirmed by mail, it is deleted",
        "3 invoices replaced",
    ],
    "not_done": [
        "it will be fixed by 5",
        "they haven't confirmed",
        "half of them are corrected",
        "when she has signed i can send it",
        "is it fixed?",  # from here on kept aside
        "they said it might be refunded",
        "not deleted yet",
        "some are replaced, the rest on monday",
    ],
}


@pytest.mark.parametrize("text", BROUGHT["done"])
def test_S2_2_a_repair_that_others_brought_about_is_heard_as_done(text):
    talk = ways.told()
    talk.due("repair-1")
    talk.say(text)
    assert talk.journey.fixed is not None, talk.said


@pytest.mark.parametrize("text", BROUGHT["not_done"])
def test_S2_2_what_is_still_to_come_is_not_heard_as_done(text):
    talk = ways.told()
    talk.due("repair-1")
    talk.say(text)
    assert talk.journey.fixed is None, talk.said


def at_how():
    """Told, and the hour of the promise has come: how does it stand?"""
    talk = ways.told(reader=reader())
    talk.wait(hours=2)
    assert talk.question is Question.REPAIR_HOW, talk.said
    return talk


DONE_IN_WORDS = [
    "told her. shes fine. the list went at 5.30, they said thanks",
    "i got it to graham at 5:10. he circulated it",
    "siobhan was lovely about it. acme's ceo said forget it and we laughed",
    "Sent to all 12 just now.",
    "rang every shop, they were all nice about it",
    "it went out at 15:50",
    "I have emailed the right one and two of them wrote back thanks",
    "all 12 have it, last one at 4",
]
NOT_DONE_IN_WORDS = [
    "told her. the list is not out yet",
    "I rang three of them, nine are still missing",
    "i tried twice, nobody picks up",
    "sent it to half of them",
    "they said no",
    "will send it at 6",
]


@pytest.mark.parametrize("words", DONE_IN_WORDS)
def test_S2_7_done_is_heard_in_any_words_at_the_question_how_it_stands(words):
    talk = at_how()

    said = talk.say(words)

    assert talk.journey.fixed is not None, said
    assert talk.question is Question.DRAFT
    assert any(
        word in talk.draft.casefold()
        for word in words.casefold().strip(".").split()[-2:] + words.casefold().split()[:3]
        if len(word) > 2
    )


@pytest.mark.parametrize("words", NOT_DONE_IN_WORDS)
def test_S2_7_half_done_is_not_done(words):
    talk = at_how()
    talk.say(words)

    assert talk.journey.fixed is None


@pytest.mark.parametrize(
    "words",
    [
        "nova laughed, all sorted, sent a new quote",
        "all sorted, they have the right list",
        "Everything is sorted, all 12 confirmed.",
    ],
)
def test_S3_1_sorted_on_the_first_day_is_the_repair_and_not_the_end(words):
    talk = ways.told(reader=reader())
    talk.wait(hours=1)

    talk.say(words)

    assert talk.journey.settled is None
    assert talk.journey.fixed is not None
    assert talk.question is Question.DRAFT


@pytest.mark.parametrize(
    "words", ["settled", "It's settled.", "all settled now", "i'd call it settled", "thats settled for me"]
)
@pytest.mark.parametrize("at", ["rest", "repair_how", "check_in", "prevention"])
def test_S3_1_settled_is_heard_at_any_time_after_telling(words, at):
    talk = ways.wanted() if at in ("rest", "prevention") else at_how() if at == "repair_how" else ways.fixed()
    if at == "prevention":
        talk.due()
        assert talk.question is Question.PREVENTION, talk.said

    said = talk.say(words)

    assert "Then I'll call it settled; tell me if it isn't." in said
    assert talk.journey.settled is not None


def test_S2_4_a_plan_that_names_a_broken_thing_is_a_plan_and_a_feeling_is_none():
    talk = ways.drafted(
        plan="finish the incident form by 4 and tell nuala the pump alarm is broken. i feel sick", reader=reader()
    )

    assert [r.text for r in talk.journey.repairs] == [
        "finish the incident form by 4 and tell nuala the pump alarm is broken."
    ]
    assert talk.journey.repairs[0].due is not None


@pytest.mark.parametrize(
    "words",
    [
        "the right list is in now. the doctor wants to see me tomorrow with nuala, i could lose my pin over this",
        "All 12 have got the right list. HR wants a talk on Thursday.",
    ],
)
def test_S2_1_what_others_want_tomorrow_is_no_plan_of_ones_own(words):
    talk = ways.drafted(plan="skip", reader=reader())
    talk.press("send")
    talk.wait(minutes=3)
    assert talk.question is Question.REPAIR_PLAN

    said = talk.say(words)

    assert "I'll ask once" not in said
    assert not [each for each in talk.journey.repairs if each.done is None]


def test_S2_7_the_word_that_it_is_fixed_does_not_tell_its_reader_how_they_took_it():
    talk = at_how()
    talk.say("told her. shes fine. the list went at 5.30, they said thanks")

    assert "fine" not in talk.draft
    assert "17:30" in talk.draft


@pytest.mark.parametrize(
    ("said", "cue", "act", "starts"),
    [
        ("i'd check the address with the other person before clicking send. from today", "", "before clicking send", 0),
        (
            "from tomorrow i'd check the address with the other person before clicking send",
            "",
            "before clicking send",
            1,
        ),
        ("when i feel my voice going up i step out for 2 minutes. starting friday", "voice going up", "2 minutes", 3),
        ("when i feel my voice going up i step out for 2 minutes, as of 20 april", "voice going up", "2 minutes", 6),
        ("i read each price aloud to ruth before i send, and i'll start on monday", "", "before I send", 6),
        ("i put a second pair of eyes on the list by friday", "", "second pair of eyes on the list", 3),
        ("from now on i read each price aloud to ruth", "", "read each price aloud to Ruth", 0),
        ("read each price aloud to ruth. next week", "", "read each price aloud to Ruth", 6),
    ],
)
def test_S2_5_a_day_in_the_answer_is_from_when_and_is_neither_asked_again_nor_in_the_if_then(said, cue, act, starts):
    talk = ways.at_prevention()

    heard = talk.say(said)

    kept = talk.journey.preventions[-1]
    assert kept.starts == talk.now.date() + timedelta(days=starts)
    assert "From when?" not in heard
    assert talk.question is Question.FULL_NOTE
    assert kept.act.endswith(act)
    assert cue in kept.cue
    for word in ("today", "tomorrow", "starting", "start on", "as of", "april", "friday", "next week", "from now"):
        assert word not in f"{kept.cue} {kept.act} {kept.promise}".casefold()


@pytest.mark.parametrize(
    "said",
    [
        "when i get the sheet on friday i ask ruth to read it",
        "i check the totals with ruth every friday",
        "i call ruth if the sheet isn't in by friday",
        "i call ruth right away when the alert comes",
    ],
)
def test_S2_5_a_day_that_belongs_to_the_habit_stays_in_it_and_from_when_is_asked(said):
    talk = ways.at_prevention()

    assert "From when?" in talk.say(said)
    assert talk.journey.preventions[-1].starts is None


@pytest.mark.parametrize("again", ["1 june", "from 1 june", "in two months", "friday 29 may"])
@pytest.mark.parametrize(
    "first",
    [
        "read each price aloud to ruth, starting 1 june",
        "read each price aloud to ruth. 1 june",
        "read each price aloud to ruth",
    ],
)
def test_S2_5_a_second_day_past_two_weeks_becomes_the_latest_in_one_line(first, again):
    talk = ways.at_prevention()
    talk.say(first)
    if "june" not in first:
        assert talk.question is Question.STARTS
        talk.say("1 june")
    assert "more than two weeks away" in talk.said

    said = talk.say(again)

    assert talk.journey.preventions[-1].starts == talk.now.date() + timedelta(days=14)
    assert said.startswith("Two weeks from now is the latest I can keep, so it stands from 28 April.")


@pytest.mark.parametrize(
    ("plan", "when"),
    [
        ("i'll ring nova by 3 and correct it, and tell dana at 4", "16:00"),
        ("i'll tell dana at 4, and ring nova by 3", "16:00"),
        ("i'll ring nova by 3 and tell dana by 5:30", "17:30"),
        ("i'll ring nova and tell dana by 4", "16:00"),
        ("by 4 i'll tell dana how it stands", "16:00"),
    ],
)
def test_S1_2_a_word_promised_at_its_own_time_is_promised_at_that_time(plan, when):
    talk = ways.told(plan=plan)

    assert f"Dana hears from you by {when}." in "\n".join(talk.all)
    talk.wait(hours=1)
    assert f"Dana was promised a word by {when}:" in talk.say("nova has been rung, it is all corrected")


@cache
def at_the_named_time():
    """Dana has the note; the hour of "check every price by 16:00" has come."""
    talk = Talk(reader=reader())
    talk.say("i put the wrong price on the website for the summer sale, 19 instead of 190.")
    talk.say("14 orders went through at that price. ive asked web team to take it down")
    talk.say("not yet, its dana")
    talk.say("i check every price against the sheet, by 4 today")
    talk.press("send")
    talk.wait(minutes=5)
    talk.due()
    assert talk.question is Question.REPAIR_HOW
    return talk


@pytest.mark.parametrize(
    "said",
    [
        "checked them all, one more was wrong, fixed it",
        "all checked, found one more, its right now",
        "checked everything",
        "called them all, nobody minded",
        "marta checked it all",
        # written before the rule was tried
        "i went over every price with ruth",
        "all 90 compared",
        "we did the whole lot together",
        "read each one aloud, took two hours",
    ],
)
def test_S2_7_asked_how_it_stands_all_of_it_in_any_words_is_done(said):
    talk = fresh(at_the_named_time())
    talk.say(said)

    assert talk.journey.fixed is not None
    assert "Then that part is put right." in talk.said


@pytest.mark.parametrize(
    "said",
    [
        "halfway, 40 of 90 checked",
        "half of them checked so far",
        "checked most of it",
        "40 of 90",
        # written before the rule was tried
        "about 70% through",
        "started on it, 12 left",
        "ruth is working on it",
        "nearly, the last page is open",
    ],
)
def test_S2_7_asked_how_it_stands_a_part_of_it_is_not_yet(said):
    talk = fresh(at_the_named_time())
    talk.say(said)

    assert talk.journey.fixed is None
    assert talk.question in (Question.IN_THE_WAY, Question.CHECK_IN)


@pytest.mark.parametrize(
    "said",
    [
        "checked them all but the last page is for tomorrow",
        "checked them all, the last page is for tomorrow",
        "will check them all",
        "checked it all?",
        "nobody checked it all",
    ],
)
def test_S2_7_asked_how_it_stands_what_is_still_to_come_is_not_done(said):
    talk = fresh(at_the_named_time())
    talk.say(said)

    assert talk.journey.fixed is None


@pytest.mark.parametrize(
    ("anew", "said_back"),
    [
        (
            "when i type a price i read it next to the sheet before i publish",
            "If I type a price, then I read it next to the sheet before I publish.",
        ),
        (
            "id read every price aloud to marta before it goes live",
            "If I send figures, then I read every price aloud to Marta before it goes live.",
        ),
        # written before the rule was tried
        (
            "if a sheet has more than 20 rows, i ask someone to check ten of them",
            "If a sheet has more than 20 rows, then I ask someone to check ten of them.",
        ),
        (
            "i'll compare the total with the last sheet before i send",
            "If I send figures, then I compare the total with the last sheet before I send.",
        ),
    ],
)
def test_S2_5_asked_from_when_a_better_plan_takes_the_place_of_the_first(at_prevention, anew, said_back):
    talk = fresh(at_prevention, reader())
    talk.say("i check the sheet twice")
    talk.say(anew)

    assert said_back in talk.said
    assert talk.question is Question.STARTS
    assert len(talk.journey.preventions) == 1


@pytest.mark.parametrize(
    "day",
    [
        "from next monday on",
        "from the first of the month",
        "hm not sure",
        "whenever",
        "tomorrow i think",
        "i start with that on monday then",
        "i dont know when to start this",
    ],
)
def test_S2_5_asked_from_when_a_day_or_a_doubt_is_no_better_plan(at_prevention, day):
    talk = fresh(at_prevention, reader())
    talk.say("i check the sheet twice")
    talk.say(day)

    assert "I check the sheet twice" in (
        talk.journey.preventions[0].act[:1].upper() + talk.journey.preventions[0].act[1:]
    )


@pytest.mark.parametrize(
    ("seen_by", "written"),
    [
        ("ruth and i look at 5 prices every friday", "Ruth and I look at 5 prices every Friday."),
        ("a look each friday", "How we will see that it works: a look each Friday."),
        # written before the rule was tried
        ("checking 5 prices weekly", "How we will see that it works: checking 5 prices weekly."),
        ("the sheet has both our ticks", "The sheet has both our ticks."),
    ],
)
def test_S2_5_how_both_will_see_it_stands_in_the_full_note(at_prevention, seen_by, written):
    talk = fresh(at_prevention, reader())
    talk.say("i read every price aloud to marta before it goes live")
    talk.press("today")
    talk.press("full_note")
    talk.say(seen_by)

    assert talk.draft.splitlines()[-2] == written
    assert "Mine are: that you take it seriously, and the small words around your plan." in talk.said


@pytest.mark.parametrize("doubt", ["no idea", "i dont know", "hm not sure"])
def test_S2_5_no_way_to_see_it_is_no_line_of_the_note(at_prevention, doubt):
    talk = fresh(at_prevention, reader())
    talk.say("i read every price aloud to marta before it goes live")
    talk.press("today")
    talk.press("full_note")
    talk.say(doubt)

    assert "Two lines are mine" in talk.said
    assert doubt.split()[-1].rstrip("?") not in talk.draft.splitlines()[-2]


def test_S2_7_the_full_note_names_the_days_from_the_day_on_which_it_is_read():
    talk = fresh(at_the_named_time())
    talk.say("it has been on the site since this morning, checked them all, fixed it")
    talk.press("say_myself")
    talk.press("yes")
    talk.due()
    talk.say("i read every price aloud to marta before it goes live")
    talk.press("today")
    talk.press("full_note")
    talk.say("no idea")

    assert "since yesterday morning" in talk.draft
    assert "this morning" not in talk.draft


@pytest.mark.parametrize("said", ["done. it was all my fault, i am useless", "fixed, sorry again", "done!!"])
def test_S2_7_no_word_that_closes_the_loop_is_empty(said):
    talk = fresh(at_the_named_time(), reader())
    talk.say(said)

    assert len(talk.draft.split()) >= 4, talk.said


def test_S1_12_an_act_told_where_the_plan_was_asked_has_its_day_named_anew_too():
    talk = Talk(reader=reader())
    talk.say("i put the wrong price on the website for the summer sale, 19 instead of 190.")
    talk.say("14 orders went through at that price. ive asked web team to take it down")
    talk.say("i told the web team wrong this morning too. i check every price against the sheet, by 4 today")
    talk.say("not yet, its dana")
    assert "this morning" in talk.draft
    talk.press("not_now")
    talk.wait(days=1)
    talk.press("not_told")
    talk.say("show me the note")
    talk.say("3 more orders went through since")

    assert "3 more orders" in talk.draft
    assert "yesterday morning" in talk.draft
    assert "this morning" not in talk.draft


SITUATIONS = [
    ("I drilled through a pipe in a flat at 10, the ceiling below is wet", "start on a job like this one"),
    ("I left my work laptop on the train at 8", "pack up to leave"),
    ("I published the wrong name in a crime story at 9", "pass on a name, a date or a promise"),
    ("I snapped at a junior in front of everyone at 9", "feel the words coming too fast"),
    ("i pushed a config change at 9 and the site was down", "release a change"),
    ("I dropped the orders table on production at 9", "run a command on production"),
    ("I forgot to lock the shop last night at 9", "finish and leave"),
    ("I forgot to call the customer back at 9", "say yes to something"),
    ("I gave a patient the wrong dose at 9", "give someone medicine"),
    # written down after the rule
    ("I paid the same supplier twice at 9", "send a payment"),
    ("i texted a patient's results to the wrong number at 9", "send health details"),
    ("I delivered the wrong pallets to another client at 6", "hand something over"),
    ("I posted the letters for two tenants in each other's envelope at 9", "put something in the post"),
]


@pytest.mark.parametrize(("words", "asked"), SITUATIONS)
def test_S2_5_the_cue_is_fitted_to_how_it_came_about(words, asked):
    """A pipe that was drilled is not prevented "when you pack up to leave"."""
    talk = Talk()
    talk.say(words)
    talk.journey = replace(talk.journey, question=Question.PREVENTION)

    assert talk.say("be more careful").startswith("Nobody can see")
    talk.say("read it aloud")
    (kept,) = talk.journey.preventions
    assert kept.cue == f"I {asked}"


def landed(
    reader="ruth",
    story="I said the wrong thing in the team meeting. I told Ruth in front of everyone that her numbers were sloppy.",
):
    talk = Talk()
    talk.say(story)
    talk.say("It was at 10:30, eight people were there.")
    talk.say("I'll apologise in person before 17:00")
    if talk.question is Question.LISTENER:
        talk.press("yes") if "yes" in talk.choices else talk.say(reader)
    talk.press("say_myself")
    talk.press("told")
    return talk


def test_S2_7_who_was_apologised_to_is_not_told_that_it_is_fixed():
    talk = landed()
    talk.due("repair")
    talk.press("done")
    assert "it's fixed" not in talk.said
    assert talk.question is Question.CHECK_IN

    talk = landed()
    talk.say("I apologised to her in person")
    assert "it's fixed" not in talk.said
    assert talk.question is Question.CHECK_IN


def test_S2_7_what_was_put_right_with_others_is_a_word_to_the_one_it_landed_on():
    talk = landed()
    talk.say("I corrected it in the team channel, all eight have it")
    assert "Ruth, I corrected it in the team channel" in talk.draft


def test_S1_7_a_name_that_was_written_with_a_capital_keeps_it_in_the_news():
    talk = ways.told(
        story="I sent the tender to Ottoline at Northway at 14:05.", plan="I'll ask ottoline to delete it by 16:00"
    )
    assert "I'll ask Ottoline to delete it by 16:00." in talk.letters[-1][1]
    talk.say("ottoline deleted it")
    assert "Ottoline deleted it." in talk.draft


REPORTED = [
    "deleted on her side",
    "mel confirmed",
    "they binned it unread",
    "poster is up, they print it today",
    "uploaded at 10:20, they still print today",
    "all done",
    "sorted",
    "posted the timeline in the channel",
    "got a second van",
    "the list is up by the phone",
    # other phrasings than those the rule was written from
    "it's all in now",
    "shredded and confirmed in writing",
    "hung the new rota by the door",
    "the new labels are on every box",
    "found a replacement crew",
    "the bank has the money back",
    "she threw hers away",
    "picked up the parcel and handed it over",
    "both cars are back",
]
NOT_REPORTED = [
    "mel has not confirmed yet",
    "half of them are up",
    "lost the second copy too",
    "i forgot the attachment",
    "got a mail from the auditor",
    "the poster is up with the wrong date",
    "it's up to the council now",
    "will be sorted by friday",
    "nobody confirmed",
    "got shouted at",
    "Marta is back",
    "the auditors are in",
    "he is in now",
    "it is out of my hands",
    "my phone is on silent",
    "found another mistake in the list",
    "posted it in the wrong channel again",
    "sent him a mail, no answer",
]


@pytest.mark.parametrize("words", REPORTED)
def test_S2_7_news_of_the_repair_is_heard_unasked_and_is_not_asked_for_again(words):
    talk = ways.told()
    talk.say(words)

    assert talk.journey.fixed is not None
    assert "Dana" in talk.draft
    talk.wait(hours=3)
    assert not any("How does it stand?" in said or "by 16:00" in said for said in talk.unasked)


@pytest.mark.parametrize(
    "said", ["👍", "🙏", "✅", "🎉", "...", ":+1:", ":tada: :pray:", "👍👍 thanks!", "ok :thumbsup:"]
)
def test_S2_7_a_sign_is_no_news_of_the_repair_and_is_left_alone(said):
    talk = ways.told()
    before = talk.promises

    assert talk.say(said).startswith("I'll be quiet")
    assert talk.promises == before
    assert "put right" not in "\n".join(talk.all)


@pytest.mark.parametrize("words", NOT_REPORTED)
def test_S2_7_what_repairs_nothing_is_no_news_of_the_repair(words):
    talk = ways.told()
    talk.say(words)

    assert talk.journey.fixed is None


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("i'll bring her the review notes on friday", "bring her the review notes"),
        ("I will walk the new list over to the depot on Thursday at 10", "walk the new list over"),
    ],
)
def test_S2_4_a_new_act_with_its_time_after_telling_is_promised_and_asked_about_once(words, act):
    talk = ways.told()
    talk.say("sorted")
    talk.press("say_myself")
    talk.press("decline" if "decline" in talk.choices else "no")

    said = talk.say(words)

    assert "I'll ask once" in said
    assert act in talk.wait(days=6)


@pytest.mark.parametrize("words", ["she wants a talk on friday", "friday is the audit", "i was at the depot at 10"])
def test_S2_4_what_is_no_act_of_ones_own_to_come_is_no_promise(words):
    talk = ways.told()

    talk.say(words)

    assert len(talk.journey.repairs) == 1


LATE_REPORT = (
    "I missed the grant report deadline.",
    "It was due on Friday at noon and I only saw it this morning.",
    "file it by 16:00",
    "tess, my director",
)


@pytest.mark.parametrize("news", ["funder said yes, report is filed", "the report is in, they took it"])
def test_S2_7_no_door_is_named_that_nobody_heard_of_and_the_word_is_offered_to_whoever_is_out_of_reach(news):
    talk = Talk(reader=Hears("escalate", "funder|took it"))
    for words in LATE_REPORT:
        talk.say(words)
    talk.press("say_myself")
    talk.press("told")

    said = talk.say(news)

    assert "Forward the proof" not in said
    assert "A word to Tess closes the loop:" in said
    assert talk.draft.startswith("Tess, ")
    assert "copy" in talk.choices
    assert "send" not in talk.choices


def test_S2_7_the_proof_goes_to_whoever_has_the_duty_where_their_door_was_named():
    talk = ways.told(story="i emailed the payroll file to the wrong chris at 14:05", plan="ring chris until 16:00")

    assert "Forward the proof to Priya." in talk.say("chris deleted it, he wrote back")
