"""The opening: what happened, with no menu first (COACHING O1 to O4). Cases stand in data/ and in ../bot/data/story_kinds.toml."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import tomllib
from pathlib import Path

import pytest
from coaching import ways
from coaching.answers import until_words
from coaching.hears import Hears
from coaching.world import Talk

from bot.path import Question
from bot.story import Kind

DATA = Path(__file__).parent / "data"
KINDS = tomllib.loads((DATA.parents[1] / "bot" / "data" / "story_kinds.toml").read_text("utf-8"))
TYPED = tomllib.loads((DATA / "typed.toml").read_text("utf-8"))["typed"]
OPENINGS = tomllib.loads((DATA / "openings.toml").read_text("utf-8"))


def kind_read(talk):
    return [hint.removeprefix("kind:") for hint in talk.journey.hints if hint.startswith("kind:")]


def test_O1_the_first_question_is_what_happened_without_a_menu():
    talk = Talk()
    talk.begin()
    assert talk.said.endswith("What happened?")
    assert talk.choices == []


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("part", ["before", "aside"])
def test_O1_each_kind_is_read_or_asked_and_never_guessed(kind, part):
    for opening in KINDS[kind][part][:3]:
        talk = Talk()
        talk.say(opening)
        assert kind_read(talk) in ([kind], []), opening


def test_O1_kind_is_asked_with_at_most_four_and_something_else():
    talk = Talk()
    talk.say("i made a mess of the order for norton")
    assert talk.question is Question.KIND
    assert talk.choices[-1] == "something_else"
    assert len(talk.choices) == 5
    talk.press("something_else")
    assert talk.question is not Question.KIND


def test_O1_a_story_told_instead_of_a_kind_is_taken_as_the_story():
    talk = Talk()
    talk.say("i made a mess of the order for norton")
    talk.say("i scanned the wrong label at 07:15 and 60 boxes went to the wrong place")
    assert talk.question is not Question.TELLING, "what has been said is not asked again"


@pytest.mark.parametrize(
    "whole",
    [
        "i made a mess of the order for norton at 9:30. I typed 600 and not 60. I'll call them by 15:00",
        "I mixed something up in the rota at 8:15. I put Lee down for both wards. I'll move one by 11:00.",
    ],
)
def test_O1_kind_is_not_asked_where_it_changes_nothing_any_more(whole):
    talk = Talk()
    talk.say(whole)
    until_words(talk, "NEVER", "call them by 15:00")
    assert Question.KIND not in talk.journey.asked


def test_O2_what_it_touches_is_asked_only_when_the_words_are_silent():
    silent, telling = Talk(), Talk()
    silent.say("i left a folder on the train")
    telling.say("i left a folder with the payroll of 41 people on the train")
    assert silent.question is Question.TOUCHES
    assert silent.labels == ["People's data", "Money", "Someone's safety", "None", "Write it now"]
    assert telling.question is Question.FIRST_ACTS


def test_O3_the_privacy_lines_ride_on_the_first_answer_and_are_no_gate():
    talk = Talk()
    talk.say("i missed a deadline")
    assert talk.said.startswith("I'm Oops: software")
    assert "employer may be able to export" in talk.said
    assert not {"ok", "agree", "accept", "begin"} & set(talk.choices)
    talk.say("I missed the tender deadline at noon.")
    assert "export" not in talk.said, "said once"


def test_O3_no_praise_and_no_major_indicator_before_the_close():
    talk = Talk()
    talk.say("i missed a deadline")
    until_words(talk, "I missed the tender deadline at 12:00.", "send it by 17:00")
    assert "indicator" not in " ".join(talk.all)


def test_O3_the_close_says_how_it_was_handled():
    page = ways.at_page().press("full_note")
    assert "I told Dana 16 minutes after I noticed." in page
    assert "What I put right: Sent the right list to all 12." in page


@pytest.mark.parametrize(
    "opening",
    ["i just emailed payroll to the wrong chris", "i gave a patient the wrong dose", "i pushed our api key to github"],
)
def test_O4_where_people_or_secrets_are_touched_the_first_answer_says_what_to_leave_out(opening):
    talk = Talk()
    talk.say(opening)
    assert "Leave out names, numbers, health and pay of other people." in talk.said


def test_O4_where_nobody_is_touched_nothing_is_said_of_it():
    talk = Talk()
    talk.say("i missed a deadline")
    assert "Leave out" not in talk.said


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case["part"])
def test_O4_what_must_not_be_typed_is_never_repeated_and_never_in_a_letter(case):
    talk = Talk()
    talk.say(case["text"])
    until_words(talk, f"{case['text']}. I noticed at 14:10.", "ask them to delete it by 15:00")
    talk.say("look again")
    talk.say("what do you know about me")
    everything = " ".join([*talk.all, talk.draft, repr(talk.journey.notes), *(s.text for s in talk.journey.sayings)])
    assert case["part"].casefold() not in everything.casefold()
    assert talk.draft


@pytest.mark.parametrize("case", TYPED[:7], ids=lambda case: case["part"])
def test_O4_it_is_pointed_out_with_how_to_delete_ones_own_message(case):
    talk = Talk()
    talk.say(case["text"])
    assert "I leave it out; delete that message" in talk.said


def test_O4_a_secret_in_the_persons_own_whole_note_stays_out_too():
    talk = Talk()
    talk.say("i missed a deadline")
    until_words(talk, "I missed the tender deadline at 12:00.", "send it by 17:00")
    talk.press("edit")
    talk.fill(
        "edit",
        words="Dana, I missed the tender deadline. The login is password: hunter22, use it. I'll send it by five.",
    )
    assert "hunter22" not in talk.said
    assert "hunter22" not in talk.draft


def test_O4_a_name_by_title_is_someone_where_people_are_touched():
    talk = Talk()
    talk.say("gave mr ahmed in bed 4 his tablets twice, at 8:00 and 9:10")
    until_words(
        talk,
        "I gave mr ahmed in bed 4 his tablets twice. I noticed at 9:30.",
        "check on him every 15 minutes until 12:00",
    )
    assert "someone in bed 4" in talk.draft


@pytest.mark.parametrize("kind", OPENINGS)
@pytest.mark.parametrize("how", ["short", "whole", "hurried", "with a reason"])
def test_words_stand_ready_after_four_answers_one_for_a_duty_one_for_marks(kind, how):
    case = OPENINGS[kind]
    opening = {
        "short": case["short"],
        "whole": f"{case['telling']} I'll {case['plan']}.",
        "hurried": f"no time, need words for my boss now. {case['short']}",
        "with a reason": case["short"],
    }[how]
    telling = case["telling"] + (" I was swamped all week." if how == "with a reason" else "")
    talk = Talk()
    talk.say(opening)
    answers = until_words(talk, telling, case["plan"])
    duty = any(hint.startswith("duty:") for hint in talk.journey.hints)
    marked = Question.MARKS in talk.journey.asked
    assert answers <= 4 + duty + marked
    assert "copy" in talk.choices
    assert {"send", "choose_who"} & set(talk.choices)
    assert "| " in talk.said


@pytest.mark.parametrize("kind", OPENINGS)
def test_a_whole_story_typed_at_once_is_not_asked_again(kind):
    case = OPENINGS[kind]
    talk = Talk()
    talk.say(f"{case['telling']} I'll {case['plan']}.")
    until_words(talk, "NEVER", case["plan"])
    assert Question.TELLING not in talk.journey.asked


TOLD_IN_WORDS = [
    "I missed the grant report deadline. It was due on Friday at noon and I only saw it this morning. I've been covering for Jo who is on leave.",
    "I forgot to order the flowers for the hall. The guests came last night and nothing was there.",
    # other phrasings than those the rule was written from
    "i booked the crew on the wrong day. they drove out for nothing yesterday",
    "I ordered twelve chairs and not twenty. The delivery came last week.",
    "I left the archive unlocked. It stood open from noon until the cleaner came.",
]
ONLY_A_TITLE = [
    "i missed the deadline yesterday",
    "I forgot the flowers. I am so sorry.",
    "i broke the coffee machine",
    "I double booked the hall. It is a mess.",
]


@pytest.mark.parametrize("opening", TOLD_IN_WORDS)
def test_O1_a_story_with_its_day_in_words_is_not_asked_for_again(opening):
    talk = Talk()
    talk.say(opening)
    until_words(talk, "unused", "ring them by 16:00 today")

    assert not any("Tell me what happened" in said for said in talk.all)


@pytest.mark.parametrize("opening", ONLY_A_TITLE)
def test_O1_a_title_is_asked_for_its_story(opening):
    talk = Talk()
    talk.say(opening)
    until_words(talk, "i noticed at 14:10", "ring them by 16:00 today")

    assert any("Tell me what happened" in said for said in talk.all)


WHOLE = "I told Ahmed in front of the whole team that his work was rubbish. It was unfair and he walked out at 11. I will apologise to him by 16:00."  # fmt: skip


def test_O2_a_whole_story_that_names_nothing_to_be_touched_is_not_asked_about_it():
    talk = Talk(reader=Hears("escalate"))
    talk.say(WHOLE)

    assert talk.question is not Question.TOUCHES


@pytest.mark.parametrize(
    "opening",
    [
        "I told Ahmed in front of the whole team that his work was rubbish",
        "I gave the wrong wiring to Ahmed at 11. The pump ran twice as fast until noon. I will change it back by 16:00.",
    ],
)
def test_O2_where_little_is_told_or_something_is_named_what_it_touches_is_asked(opening):
    talk = Talk(reader=Hears("escalate"))
    talk.say(opening)

    assert talk.question is Question.TOUCHES or talk.journey.hint("duty:safety"), talk.said
