"""COACHING step 3, ask for perspective: S3.1 to S3.6 through whole talks."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

from dataclasses import replace
from datetime import date
from itertools import permutations, product

import pytest
from coaching import ways
from coaching.hears import Hears
from coaching.world import house

from adapters.reader import reader
from bot.journey import Prevention
from bot.letters import LetterState
from bot.path import PATH, Question, Step
from bot.scene import Scene
from bot.steps import amend

THIRD = {q for q, row in PATH.items() if row.step is Step.PERSPECTIVE} - {Question.WENT_BADLY}


def tell(talk):
    """The first listener hears it, by the author's own voice."""
    if talk.journey.told is None:
        talk.press("say_myself")
        talk.press("told")


def repair(talk):
    """News of the fix."""
    talk.say("the right list went to all 12 and everything is fixed")


def morning(talk):
    """Whatever is promised next comes due."""
    if talk.journey.promises:
        talk.due()


def day(talk):
    talk.wait(days=1)


def ask_for_check_in(talk):
    if "yes" in talk.choices and talk.question is Question.CHECK_IN:
        talk.press("yes")


@pytest.mark.parametrize("order", list(permutations([tell, repair, morning, day, ask_for_check_in])))
def test_S3_1_no_step_three_before_told_and_repaired_over_all_event_orders(order):
    talk = ways.drafted()

    for event in order:
        before = talk.question
        ready = talk.journey.told is not None and talk.journey.fixed is not None
        try:
            event(talk)
        except AssertionError:  # the button is not there in this order: nothing was pressed
            continue
        if talk.question in THIRD and before not in THIRD:
            assert ready or (talk.journey.told and talk.journey.fixed), talk.all

    if talk.journey.told is None or talk.journey.fixed is None:
        assert not THIRD & set(talk.journey.asked)


def promise_all(talk):
    """Every check-in there is, as if the repair's own hour had passed unseen."""
    scene = Scene(replace(talk.journey, around=talk.around), talk.now)
    amend.say_yes(scene)
    kept = Prevention("send figures", "read every price aloud", talk.now.date())
    talk.journey = replace(scene.j, around=None, preventions=(kept,))


@pytest.mark.parametrize("keys", list(product(("first", "taper-3", "taper-7"), repeat=3)))
def test_S3_1_no_check_in_of_any_order_opens_step_three_while_the_repair_is_open(keys):
    talk = ways.told()
    promise_all(talk)
    for key in keys:
        if key in talk.promises:
            talk.due(key)

    assert not THIRD & set(talk.journey.asked)


def test_S3_1_settled_is_the_persons_word_and_is_said_back():
    talk = ways.prevented()

    said = talk.say("priya closed her side, it is all settled")

    assert "Then I'll call it settled; tell me if it isn't." in said
    assert talk.journey.settled is not None


@pytest.mark.parametrize("words", ["it is all settled now", "It's settled, nobody needs anything from me any more"])
def test_S3_1_settled_said_before_it_is_told_is_said_back_too_and_opens_nothing(words):
    talk = ways.drafted()
    draft = talk.draft

    assert talk.say(words) == "Then I'll call it settled; tell me if it isn't."
    assert talk.question is Question.DRAFT
    assert talk.draft == draft
    assert not THIRD & set(talk.journey.asked)
    talk.press("send")
    talk.wait(days=2)
    assert not THIRD & set(talk.journey.asked), "not before it is repaired"


@pytest.mark.parametrize(
    "words", ["it isn't settled after all", "turns out it is not over, the client wrote again", "not settled yet"]
)
@pytest.mark.parametrize("mentor", ["not_now", None])
def test_S3_1_tell_me_if_it_isnt_takes_it_back(words, mentor):
    talk = ways.settled()
    if mentor:
        talk.press(mentor)
        talk.press("skip")
        talk.press("no")
        talk.say("skip")

    assert talk.say(words) == "Not yet, then. Tell me when it is, and nothing more until then."
    assert talk.journey.settled is None
    assert talk.journey.mentor is None
    assert "I'll call it settled" in talk.say("now it is all settled")


def test_S3_1_three_working_days_after_the_repair_it_asks_once():
    talk = ways.prevented()  # fixed on Monday 13 April
    assert talk.promised("settled").date() == date(2026, 4, 16)

    said = talk.due("settled")
    talk.press("not_settled")
    talk.wait(days=20)

    assert "Is it settled for you now" in said
    assert sum("Is it settled for you now" in each for each in talk.all) == 1


def test_S3_1_nothing_is_asked_about_it_when_check_ins_are_not_wanted():
    talk = ways.fixed()
    talk.press("no")

    assert talk.promises == []
    assert talk.wait(days=20) == ""


def test_S3_2_worry_about_reputation_is_said_to_be_common_with_no_denial_and_no_prognosis():
    talk = ways.prevented()

    said = talk.say("it is all settled, but I worry about my reputation and my career")

    assert "Wondering what people think is common after something like this." in said
    for word in ("will be fine", "don't worry", "nobody thinks", "your career", "your reputation", "forget"):
        assert word not in said


def test_S3_3_the_mentor_is_offered_first():
    assert ways.settled().question is Question.MENTOR


def test_S3_3_only_without_a_mentor_and_for_one_worry_the_two_questions_come():
    talk = ways.settled()

    first = talk.press("not_now")
    second = talk.say("I know the list is right, I fear the next review")
    third = talk.say("one wrong list is one wrong list")

    assert first == "If one worry stays: what do you know, and what do you fear?"
    assert second == "What would you tell a colleague who told you this?"
    assert "Kept, in your words." in third


def test_S3_3_both_questions_are_optional():
    talk = ways.settled()
    talk.press("not_now")
    assert talk.choices == ["skip"]
    talk.press("skip")
    assert talk.question is Question.HOLD_TIME


def test_S3_4_the_note_to_the_mentor_holds_that_very_question_and_nothing_of_what_happened():
    talk = ways.settled()

    talk.say("ruth")

    words = talk.draft
    assert "How did you handle one of yours?" in words
    assert len(words.split()) <= 60
    for word in ("price", "12", "14:05", "March", "Dana", "customers", "list", "sorry"):
        assert word not in words
    assert "It says nothing about what happened" in talk.said


def test_S3_4_someone_outside_gets_copy_text_only():
    talk = ways.settled()
    talk.press("outside")
    talk.say("ruth")  # a name of this place, but the person means someone outside

    assert "send" not in talk.choices
    assert "copy" in talk.choices


def test_S3_4_not_the_direct_manager_unless_the_person_insists():
    talk = ways.settled()

    first = talk.say("dana")
    assert "Is there someone else?" in first
    talk.say("dana")

    assert talk.journey.mentor.name == "Dana Okafor"


def asked_ruth():
    talk = ways.settled()
    talk.say("ruth")
    talk.press("send")
    talk.wait(minutes=3)
    return talk


def test_S3_5_the_answer_is_passed_on_word_for_word_and_one_question_follows():
    talk = asked_ruth()
    answer = "2011, I paid the same supplier twice. 60,000. Felt sick for a week!"

    said = talk.answered("reply", answer)

    assert said == f'From Ruth: "{answer}"\nWhat is one thing in it worth keeping?'


def test_S3_5_the_mentors_card_says_who_reads_it_that_it_can_be_taken_back_and_that_a_talk_is_as_good():
    below = house().recipient["mentor"]["below"]

    assert "goes to {first} only" in below
    assert "You can take it back" in below
    assert "deleted with {first}'s notes" in below
    assert "A talk is just as good" in below


def test_S3_5_a_decline_reads_cant_this_time():
    assert asked_ruth().answered("decline").startswith("Ruth can't this time.")


def test_S3_5_a_mentor_who_has_answered_declines_no_more_and_the_question_about_the_answer_stands():
    talk = asked_ruth()
    talk.answered("reply", "2011, I paid the same supplier twice.")

    assert talk.answered("decline") == ""
    assert [each.key for each in talk.turn.courtesies] == ["already"]
    assert talk.question is Question.MENTOR_KEEP

    talk.answered("recall")
    assert talk.answered("decline").startswith("Ruth can't this time.")


def test_S3_5_a_mentor_who_declined_may_still_answer_and_no_longer_counts_as_one_who_declined():
    talk = asked_ruth()
    talk.answered("decline")

    assert talk.answered("reply", "2011, I paid twice.").startswith('From Ruth: "2011, I paid twice."')
    assert [out.pressed for out in talk.journey.outbox][-1] == ("reply",)


def test_S3_5_of_an_answer_that_was_taken_back_nothing_is_asked_and_another_is_passed_on():
    talk = asked_ruth()
    promised = talk.promises
    talk.answered("reply", "zebra2011")

    assert talk.answered("recall") == "Ruth took the answer back."
    assert (talk.question, talk.journey.live, talk.promises) == (None, (), promised)
    assert "zebra2011" not in repr(dict(talk.journey.notes))
    assert "zebra2012" in talk.answered("reply", "zebra2012")


def test_S3_5_an_answer_that_is_taken_back_takes_no_buttons_from_what_stands_open_since():
    talk = asked_ruth()
    talk.answered("reply", "zebra2011")
    talk.say("nobody minded for long")
    open_, choices = talk.question, talk.journey.live[-1].choices

    talk.answered("recall")

    assert (talk.question, talk.journey.live[-1].choices) == (open_, choices)


def test_S3_5_a_silent_mentor_is_never_reminded():
    talk = asked_ruth()
    letters = list(talk.letters)

    talk.wait(days=40)

    assert talk.letters == letters
    assert not any(o.state is LetterState.HELD for o in talk.journey.outbox)


def test_S3_5_no_public_story_and_every_helpline_has_a_source_and_a_date():
    import tomllib

    from prompts.helplines import SAFETY

    for country in tomllib.loads(SAFETY.read_text("utf-8"))["country"].values():
        for line in country["helpline"]:
            assert line["source"]
            assert date.fromisoformat(line["read"])
    assert not [key for key in house().catalog.lines if "story" in key]


BADLY = [
    "they suspended me", "i got a formal warning today", "they fired me", "i'm under investigation now",
    "they are suing me for the damage", "my manager gave me a written warning", "the company opened an inquiry into me",
    "i was dismissed this morning",
]  # fmt: skip
"""Warned, suspended, investigated, dismissed, sued: each at least once."""


@pytest.mark.parametrize("words", BADLY)
def test_S3_6_when_it_went_badly_the_wording_stops_and_people_come_first(words):
    talk = ways.wanted()

    said = talk.say(words)

    assert said.startswith("Then this stops being about wording.")
    assert said.index("union") < said.index("lawyer") < said.index("Lena Vogt")
    assert "export" in talk.choices
    assert "send" not in talk.choices


@pytest.mark.parametrize("words", BADLY)
def test_S3_6_the_check_ins_pause_and_no_lesson_or_goal_is_asked(words):
    talk = ways.wanted()
    talk.say(words)
    talk.press("keep")

    assert talk.wait(days=30) == ""
    assert talk.question is None


@pytest.mark.parametrize("words", BADLY)
def test_S3_6_no_promise_that_it_will_be_all_right_and_none_that_it_wont(words):
    talk = ways.wanted()
    said = talk.say(words).casefold()

    for promise in ("all right", "be fine", "work out", "lose your job", "bad for you", "don't worry"):
        assert promise not in said


def test_S3_6_a_word_of_the_day_after_is_heard_without_a_lesson():
    talk = ways.wanted()
    talk.say("they suspended me")
    talk.press("keep")
    talk.wait(days=1)

    talk.say("i am talking to the union on friday")

    assert talk.question not in (Question.GOAL, Question.WHAT_LED, Question.CHANGE, Question.PREVENTION)


@pytest.mark.parametrize("read", [None, reader()], ids=["rules", "trained"])
@pytest.mark.parametrize(
    "words",
    [
        "no one really", "nobody really", "no one i'd trust with it", "not really anyone", "there's no one like that here", "there isn't anyone",
        "nobody here tbh", "not anyone i'd ask", "no one at the moment", "no, nobody",
    ],
)  # fmt: skip
def test_S3_4_nobody_in_any_words_is_an_answer(words, read):
    talk = ways.settled()
    talk.reader = read or talk.reader

    talk.say(words)

    assert talk.question is Question.WORRY
    assert "I didn't follow" not in talk.said
    assert talk.journey.mentor is None


@pytest.mark.parametrize("read", [None, reader()], ids=["rules", "trained"])
@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("ive a mentor, ruth. could ask her", "Ruth"),
        ("ruth maybe. would ask her over lunch", "Ruth"),
        ("i could ask ruth", "Ruth"),
        ("ruth, she has done this for 20 years", "Ruth"),
    ],
)
def test_S3_4_a_mentor_who_is_named_in_passing_is_taken_and_nothing_else_is_said(words, who, read):
    talk = ways.settled()
    talk.reader = read or talk.reader

    said = talk.say(words)

    assert talk.journey.mentor.first == who
    assert "can't answer that" not in said
    assert talk.question is Question.DRAFT


@pytest.mark.parametrize("read", [None, reader()], ids=["rules", "trained"])
@pytest.mark.parametrize(
    "words",
    [
        "i know dana laughed. i fear ruth thinks im sloppy",
        "all i know is that ruth saw it. i'm scared she thinks less of me",
        "i know 12 customers have it, i worry that dana will hold it against me",
    ],
)
def test_S3_3_a_worry_that_names_somebody_is_no_mentor_and_answers_its_own_question(words, read):
    talk = ways.settled()
    talk.reader = read or talk.reader

    said = talk.say(words)

    assert talk.journey.mentor is None
    assert said.startswith("Wondering what people think is common")
    assert talk.question is Question.WORRY_COLLEAGUE
    assert talk.journey.note("worry") == words


WORRIES = [
    "i'm worried it'll count against me at my review in june",
    "i keep wondering what dana thinks about me",
    "i'm scared they'll hold it against me",
    "i fear for my reputation here",
    "i'm afraid it will come up at my appraisal",
]


@pytest.mark.parametrize("worry", WORRIES)
@pytest.mark.parametrize(
    "answer", ["yes, settled. but {}", "yes. {}", "it is, though {}", "it's all settled now, but {}"]
)
def test_S3_2_a_worry_beside_settled_is_said_to_be_common_and_is_not_asked_for_anew(answer, worry):
    talk = ways.prevented()
    talk.due("settled")

    said = talk.say(answer.format(worry))

    assert "Wondering what people think is common after something like this." in said
    assert talk.question is Question.MENTOR
    asked = talk.press("not_now")
    assert asked == f'You said: "{worry}".\nWhat of that do you know, and what do you fear?'
    talk.say("that nothing is known yet")
    assert talk.question is Question.WORRY_COLLEAGUE


@pytest.mark.parametrize("words", ["yes, settled, and i'm not worried any more", "yes, no worries", "settled"])
def test_S3_2_where_no_worry_is_said_none_is_answered(words):
    talk = ways.prevented()
    talk.due("settled")

    assert "common" not in talk.say(words)
    assert talk.press("not_now").startswith("If one worry stays")


@pytest.mark.parametrize(
    "said",
    [
        "nobody needs anything else from me",
        "nothing else is open",
        "no one is waiting for anything",
        # written before the rule was tried
        "nothing more to do for anyone",
        "no one wants anything more from me",
    ],
)
def test_S3_1_settled_is_heard_where_the_answer_only_begins_like_a_no(said):
    talk = ways.at_settled()
    talk.say(said)

    assert talk.journey.settled is not None


@pytest.mark.parametrize(
    "said", ["no", "not yet", "nothing yet from the client", "no one has answered yet", "no, finance wants a form"]
)
def test_S3_1_what_is_still_open_is_not_settled(said):
    talk = ways.at_settled()
    talk.say(said)

    assert talk.journey.settled is None


WORRIES = [
    ("i don't trust anybody here", "trust"),
    ("i wonder what they say about me", "people"),
    ("my career is over", "job"),
    ("i'm worried about my career", "job"),
    # other phrasings than those the rule was written from
    ("hard to trust anyone after this", "trust"),
    ("they are all laughing behind my back", "people"),
    ("nobody will ever take me seriously again", "people"),
    ("i think my promotion is gone", "job"),
    ("will they ever trust me again", "people"),
    ("i could lose my licence over this", "job"),
]
SAID_OF = {"trust": "hard to trust anyone is common", "people": "what people think is common", "job": "worry about work and name is common"}  # fmt: skip
OF_ONESELF = [
    "i am useless",
    "im such an idiot, my career is nothing",
    "i ruin everything i touch",
    "what a stupid person i am",
]
NO_WORRY = [
    "the customer is worried about the cake",
    "Dana wonders when it ships",
    "my team knows about it",
    "no worries",
]


@pytest.mark.parametrize(("words", "about"), WORRIES)
@pytest.mark.parametrize("stands", ["told", "fixed"])
def test_S3_2_a_worry_is_common_and_is_no_attack_on_oneself(words, about, stands):
    talk = ways.told() if stands == "told" else ways.wanted()
    talk.reader = Hears("negative_self_talk")

    said = talk.say(words)

    assert SAID_OF[about] in said
    assert "hard thing to say" not in said
    assert "Kept" not in said
    for promise in ("you won't", "it will be", "don't worry"):
        assert promise not in said.casefold()


@pytest.mark.parametrize("words", OF_ONESELF)
def test_S5_2_an_attack_on_oneself_is_one_whatever_is_feared_beside_it(words):
    talk = ways.wanted()
    talk.reader = Hears("negative_self_talk", "useless|idiot|ruin|stupid")

    assert talk.say(words).startswith("That is a hard thing to say about yourself.")


@pytest.mark.parametrize("words", NO_WORRY)
def test_S3_2_what_others_worry_about_is_no_worry_of_ones_own(words):
    assert "common after something like this" not in ways.told().say(words)


def test_S3_2_whether_the_job_is_lost_nobody_can_know_and_after_telling_it_is_not_about_how_it_is_told():
    before, after = ways.drafted(), ways.wanted()

    assert "how soon it is told" in before.say("will i lose my job over this?")
    said = after.say("will i lose my job over this?")
    assert said.startswith("I can't know that, and I won't guess.")
    assert "is told" not in said
