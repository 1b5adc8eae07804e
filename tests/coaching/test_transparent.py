"""Be transparent about your responsibility (COACHING S1.1 to S1.12, and "Ask once"). Cases stand in data/."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import re
import tomllib
from datetime import time
from pathlib import Path

import pytest
from coaching import ways
from coaching.answers import until_words
from coaching.world import Talk

from adapters.reader import RuleReader, reader
from bot.events import Answered
from bot.hearing import retells
from bot.letters import LetterState
from bot.path import Question

DATA = Path(__file__).parent / "data"
GUESSES = tomllib.loads((DATA / "guesses.toml").read_text("utf-8"))
MARKS = tomllib.loads((DATA / "marks.toml").read_text("utf-8"))
HIDING = tomllib.loads((DATA / "hiding.toml").read_text("utf-8"))
OVERLOAD = tomllib.loads((DATA.parents[1] / "review" / "cases" / "overload.toml").read_text("utf-8"))
ACT = "I missed the tender deadline at 12:00."
PLAN = "send all 20 pages by 17:00"
EVENING = "2026-04-13T20:24:00+01:00"


def telling(*extra, act=ACT, **how):
    """A talk in which the story has just been told: the act, and whatever stands beside it."""
    talk = Talk(**how)
    talk.say("i missed a deadline")
    talk.say(" ".join([act, *extra]))
    return talk


def words(*extra, plan=PLAN, **how):
    """A talk with a first note to Dana on the screen."""
    talk = telling(*extra, **how)
    until_words(talk, ACT, plan)
    return talk


def sentences(draft):
    """The sentences of a letter without its greeting and its signature."""
    body = draft.rsplit("\n", 1)[0].split(", ", 1)[1]
    return re.findall(r"[^.!?\n]+[.!?]", body)


# S1.1


@pytest.mark.parametrize("text", [*HIDING["before"]])
def test_S1_1_a_wish_to_hide_is_named_without_accusation_and_the_shortest_honest_note_is_offered(text):
    talk = Talk()
    talk.say("i quoted the wrong price to a customer")
    talk.say(text)
    assert "You could, and many people think of it." in talk.said
    assert "becomes the story" in talk.said
    assert talk.labels == ["Show me", "Not yet"]
    assert "why" not in talk.said.casefold()


@pytest.mark.parametrize("text", [*HIDING["before"], *HIDING["aside"]])
def test_S1_1_concealment_is_never_drafted(text):
    talk = telling(text, reader=reader())
    if talk.question is Question.HIDING:
        talk.press("first_note")
    if talk.question is Question.MARKS and "keep" in talk.choices:
        talk.press("keep")
    if talk.question is Question.PRESSURE:
        talk.press("back")
    until_words(talk, ACT, PLAN)
    owned = " ".join(each.text for each in talk.journey.sayings if "ownership" in each.labels)  # who owns it tells it
    for sentence in reader().read(text, "message_to_boss").sentences:
        if "concealment" in sentence.labels and "ownership" not in sentence.labels and sentence.text not in owned:
            assert sentence.text.strip(" .?!").casefold() not in talk.draft.casefold()


def test_S1_1_hiding_is_named_once():
    talk = Talk()
    talk.say("i quoted the wrong price to a customer. could I just quietly resend it and hope?")
    talk.press("not_yet")
    talk.say("maybe nobody notices")
    assert "many people think of it" not in talk.said


def test_S1_1_not_yet_is_taken_and_the_words_stay_within_reach():
    talk = Talk()
    talk.say("i missed a deadline. can i just say nothing")
    talk.press("not_yet")
    talk.say("tell now")
    assert talk.question in (Question.TELLING, Question.LISTENER, Question.DRAFT)


# S1.2


@pytest.mark.parametrize(
    "said",
    [
        ["i dropped the projector at 9:30"],
        ["i dropped the projector at 9:30", "[none]"],
        ["i missed a deadline"],
        ["i missed a deadline", f"{ACT} I was swamped all week."],
        ["i missed a deadline", ACT],
        ["i missed a deadline", ACT, PLAN],
        ["i booked room 204 twice at 15:00", "pause"],
        ["i dropped the projector at 9:30", "could i just say nothing"],
    ],
)
def test_S1_2_the_tell_now_lane_is_one_word_from_every_turn(said):
    talk = Talk()
    for each in said:
        talk.press(each.strip("[]")) if each.startswith("[") else talk.say(each)
    talk.say("tell now")
    for _ in range(3):
        if talk.question is Question.DRAFT:
            break
        talk.say({Question.TELLING: ACT, Question.LISTENER: "dana", Question.NEXT_ACT: PLAN}[talk.question])
    assert talk.question is Question.DRAFT
    assert "copy" in talk.choices


@pytest.mark.parametrize(
    "said",
    [
        ["i dropped the projector at 9:30"],
        ["i left a folder on the train at 9:30"],
        ["i missed a deadline"],
        ["i missed a deadline", ACT],
        ["i pushed a config at 9:30 that took the shop down"],
        ["i sent the quote with a wrong total to a customer at 9:30"],
    ],
)
def test_S1_2_the_tell_now_lane_is_one_tap_from_every_turn_before_the_words(said):
    talk = Talk()
    for each in said:
        talk.say(each)
        assert talk.question is Question.DRAFT or "tell_now" in talk.choices, talk.said
        assert len(talk.choices) <= 5
    talk.press("tell_now")
    for _ in range(2):
        if talk.question is Question.DRAFT:
            break
        talk.say({Question.TELLING: ACT, Question.LISTENER: "dana"}[talk.question])
    assert talk.question is Question.DRAFT
    assert "tell_now" not in talk.choices, "the words are there"


def test_S1_2_the_tap_stands_by_no_mark_and_by_no_duty():
    talk = telling("I was swamped all week.")
    assert talk.question is Question.MARKS
    assert talk.choices == ["park", "keep", "change"], "none is the words right now"
    duty = Talk()
    duty.say("i sent the payroll file to the wrong chris at 14:05")
    assert duty.question is Question.FIRST_ACTS
    assert "tell_now" not in duty.choices, "the door comes first"


def test_S1_2_tell_now_asks_for_nothing_that_words_can_do_without():
    talk = Talk()
    talk.say("i dropped the projector at 9:30")
    talk.say("tell now")
    assert talk.question is Question.LISTENER, "nothing but who"
    talk.say("dana")
    assert talk.draft.startswith("Dana, I dropped the projector at 9:30.")


def test_S1_2_tell_now_does_not_go_round_the_door_of_a_duty():
    talk = Talk()
    talk.say("i sent the payroll file to the wrong chris at 14:05")
    assert "Call Priya Nair" in talk.said
    talk.say("tell now")
    talk.say("dana")
    assert talk.draft.startswith("Dana, I sent the payroll file")
    hurried = Talk()
    hurried.say("no time, need words for my boss now. i sent the payroll file to the wrong chris at 14:05")
    assert hurried.question is Question.FIRST_ACTS


def test_S1_2_the_noticing_time_is_read_and_not_asked_and_shown_in_where_am_i():
    talk = telling("I noticed at 13:10.")
    until_words(talk, ACT, PLAN)
    assert not any("notice" in each.casefold() and "?" in each for each in talk.all)
    talk.say("where am i")
    assert "13:10" in talk.said


def test_S1_2_when_will_it_be_heard_is_asked_once():
    talk = words()
    talk.press("not_now")
    assert "When will Dana hear it?" in talk.said
    assert talk.labels == ["Now", "At a time", "I can't yet"]
    talk.press("not_yet")
    talk.say("edit")
    talk.say("43, not 12:00")
    assert sum("When will Dana hear it?" in each for each in talk.all) == 1


def test_S1_2_a_reminder_comes_after_two_working_hours_and_once_next_morning_then_none():
    talk = words()
    talk.press("not_now")
    talk.press("not_yet")
    assert talk.promised("tell-1").strftime("%a %H:%M") == "Mon 16:24"
    talk.wait(hours=3)
    assert talk.unasked == ["Your words for Dana are here with you, and I have sent nothing.\nDoes Dana know now?"]
    talk.press("not_told")
    assert talk.promised("tell-2").strftime("%a %H:%M") == "Tue 09:00"
    talk.wait(days=12)
    assert len(talk.unasked) == 2


def test_S1_2_the_reminder_comes_at_the_time_that_was_named():
    talk = words()
    talk.press("not_now")
    talk.press("another_time")
    talk.say("16:00")
    assert talk.promised("tell-1").time() == time(16)
    assert "16:00" in talk.said


def test_S1_2_two_working_hours_in_the_evening_end_on_the_next_working_morning():
    talk = words(at="2026-04-17T17:00:00+01:00")
    talk.press("not_now")
    talk.press("not_yet")
    assert talk.promised("tell-1").strftime("%a %H:%M") == "Mon 10:30"


def test_S1_2_a_draft_that_is_left_lying_is_asked_about_once_too():
    talk = words()
    assert talk.promises == ["tell-1"]


def test_S1_2_after_copy_one_question_replaces_it():
    talk = words()
    talk.press("copy")
    talk.wait(hours=3)
    assert talk.unasked == ["You copied a note for Dana at 14:24. Does Dana know now?"]
    talk.press("told")
    talk.wait(days=2)
    assert not any("know now" in each for each in talk.unasked[1:])


def test_S1_2_after_ill_say_it_myself_one_question_replaces_it():
    talk = words()
    talk.press("say_myself")
    assert "Tell me when Dana knows." in talk.said
    heard = talk.wait(hours=3)
    assert heard.count("Does Dana know now?") == 1
    assert not any("When will Dana hear it?" in each for each in talk.all)
    talk.press("told")
    assert not [key for key in talk.promises if key.startswith("tell")]


def test_S1_2_now_leads_back_to_the_words():
    talk = words()
    talk.press("not_now")
    talk.press("send_now")
    assert talk.question is Question.DRAFT
    assert talk.labels[0] == "Send to Dana Okafor"
    assert talk.letters == [], "a press of Send is still needed"


def test_S1_2_no_clock_runs_on_the_way_to_the_words():
    talk = telling("I noticed at 13:10.")
    until_words(talk, ACT, PLAN)
    for each in talk.all:
        assert not re.search(r"\b(?:minutes?|hours?) (?:ago|since|have passed|left|after)\b", each), each


def test_S1_2_while_a_letter_is_being_sent_no_reminder_fires():
    talk = words()
    talk.press("send")
    talk._mark(talk.journey.outbox[-1].letter, LetterState.SENDING)
    assert talk.due("tell-1") == ""
    assert talk.unasked == []


def test_S1_2_told_means_sent_or_said_and_then_no_reminder_fires():
    sent, said = words(), words()
    sent.press("send")
    sent.wait(minutes=3)
    said.say("dana knows, i told her")
    for talk in (sent, said):
        assert talk.journey.told
        assert not any(key.startswith("tell") for key in talk.promises)


def test_S1_2_while_a_letter_is_held_or_unknown_no_reminder_fires():
    held, unknown = words(at=EVENING), words()
    held.press("send_morning")
    held.due("tell-1") if "tell-1" in held.promises else None
    unknown.press("send")
    unknown.sent(LetterState.UNKNOWN)
    unknown.wait(hours=3)
    for talk in (held, unknown):
        assert not any("know now" in each for each in talk.unasked)


@pytest.mark.parametrize("state", [LetterState.SENDING, LetterState.UNKNOWN])
def test_S1_2_whoever_answers_a_letter_has_it_though_nobody_could_tell(state):
    talk = words()
    talk.press("send")
    letter = talk.journey.outbox[-1].letter
    if state is LetterState.UNKNOWN:
        assert "can't tell whether it arrived" in talk.sent(state)
        assert talk.journey.told is None
    else:
        talk._mark(letter, state)

    assert talk._hear(Answered(letter, "thank")) == 'From Dana: "Thank you for telling me quickly."'
    if state is LetterState.UNKNOWN:
        assert talk.journey.told
        assert not any(key.startswith("tell") for key in talk.promises)
    talk._mark(letter, LetterState.WITHDRAWN)
    assert talk._hear(Answered(letter, "find_time")) == ""


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.WITHDRAWN])
def test_S1_2_failed_or_withdrawn_makes_it_untold_and_the_reminder_stands_again(state):
    talk = words()
    talk.press("send")
    talk.due("tell-1")
    assert "tell-1" not in talk.promises, "its hour passed in silence while the letter was held"
    talk.sent(state)
    assert talk.journey.told is None
    assert "tell-1" in talk.promises
    assert "copy" in talk.choices


def test_S1_2_where_someone_else_comes_first_there_is_no_reminder():
    talk = Talk(me="Anjali Rao")
    talk.say("my boss wants me to take the blame for something thats not really my mistake")
    talk.say("i built the sheet with the old rate in it. greg sent it on friday")
    talk.press("yes")
    talk.say("right sheet by 17:30 today")
    talk.press("copy")
    assert not any(key.startswith("tell") for key in talk.promises)


# S1.3


def test_S1_3_pure_facts_get_no_mark():
    facts = [*MARKS["facts"]["before"], *MARKS["facts"]["aside"]]
    marked = {which: [f for f in facts if which.read(f, "message_to_boss").marks] for which in (reader(), RuleReader())}
    for which, found in marked.items():
        print(f"{type(which).__name__}: {len(facts) - len(found)} of {len(facts)} facts without a mark")
    trained, rules = marked.values()
    assert len(trained) <= 0.05 * len(facts), trained
    assert len(rules) <= 0.15 * len(facts), (
        rules
    )  # the rules alone stand in when the model is missing: an honest lower figure


def test_S1_3_facts_stay_in_the_note_and_are_not_asked_about():
    talk = telling("14 of 20 pages are done.", "The portal closed at 12:00.")
    assert talk.question is Question.NEXT_ACT
    until_words(talk, ACT, PLAN)
    assert "14 of 20 pages are done." in talk.draft
    assert "The portal closed at 12:00." in talk.draft


def test_S1_3_each_sentence_of_the_note_is_fact_ownership_repair_or_ask():
    talk = telling(
        "I noticed at 12:10.", "14 of 20 pages are done.", "I feel sick.", "I'm such an idiot.", "Tom never helps."
    )
    talk.press("park") if talk.question is Question.MARKS else None
    until_words(talk, ACT, PLAN)
    assert "idiot" not in talk.draft
    assert "Tom" not in talk.draft


WHY_UNSURE = ("That is a guess.", "That is a view of somebody else", "it wasn't me", "need this to act today")
"""The last two are what is said of a view that the reader hears as blame: for what was, and for what still is."""


@pytest.mark.parametrize("label", ["guess", "opinion"])
def test_S1_3_H3_guesses_opinions_and_feelings_about_others_get_a_mark_and_stay_out(label):
    for text in GUESSES[label]["before"]:
        talk = telling(text, reader=reader())
        assert talk.question is Question.MARKS, text
        assert any(why in talk.said for why in WHY_UNSURE), talk.said
        talk.press("park")
        until_words(talk, ACT, PLAN)
        assert text not in talk.draft


@pytest.mark.parametrize(("label", "least"), [("guess", 4), ("opinion", 3)])
def test_S1_3_guesses_and_opinions_that_were_kept_aside_are_mostly_marked(label, least):
    marked = [text for text in GUESSES[label]["aside"] if telling(text, reader=reader()).question is Question.MARKS]
    print(f"{label}: {len(marked)} of {len(GUESSES[label]['aside'])} kept aside are marked")
    assert len(marked) >= least


@pytest.mark.parametrize("part", ["before", "aside"])
def test_S1_3_what_only_looks_like_a_guess_gets_no_mark(part):
    for text in GUESSES["calm"][part]:
        for read in (reader(), RuleReader()):
            assert telling(text, reader=read).question is not Question.MARKS, text


@pytest.mark.parametrize(
    "opening", ["I think the client got the old price list", "The night team must have the old drawing"]
)
def test_S1_3_a_guess_that_is_all_there_is_so_far_is_the_story_and_no_mark(opening):
    talk = Talk()
    talk.say(opening)
    assert talk.question is not Question.MARKS
    assert not any("guess" in s.labels for s in talk.journey.sayings)


def test_S1_3_a_guess_is_kept_when_its_author_says_so():
    talk = telling("I think the client is furious.")
    assert talk.labels == ["Leave it out", "Keep it", "Change it"]
    talk.press("keep")
    until_words(talk, ACT, PLAN)
    assert "I think the client is furious." in talk.draft


def test_S1_3_an_unknown_is_said_as_not_yet_known_with_a_time_to_confirm_it():
    talk = telling("They will probably cancel the contract.")
    assert "what is not yet known, and by when you will confirm it" in talk.said
    talk.say("not yet known if they cancel, i will confirm by 16:00")
    until_words(talk, ACT, PLAN)
    assert "Not yet known if they cancel, I will confirm by 16:00." in talk.draft
    assert "probably" not in talk.draft


def test_S1_3_in_a_hurry_a_guess_is_left_out_in_plain_sight_with_put_it_back():
    talk = Talk()
    talk.say("no time, need words for my boss now. i missed a deadline")
    until_words(talk, f"{ACT} Norton will probably cancel.", PLAN)
    assert "Norton" not in talk.draft
    assert 'Left out until it is known: "Norton will probably cancel".' in talk.said
    talk.press("put_back")
    assert "Norton will probably cancel." in talk.draft


# S1.4


def test_S1_4_the_first_sentence_is_I_the_act_in_the_past():
    talk = telling("The portal closed at 12:00.", act="14 of 20 pages are done. I missed the tender deadline today.")
    until_words(talk, ACT, PLAN)
    assert sentences(talk.draft)[0] == "I missed the tender deadline today."


@pytest.mark.parametrize("text", [*MARKS["hidden_actor"]["before"]])
def test_S1_4_a_hidden_actor_is_marked(text):
    talk = telling(text)
    assert talk.question is Question.MARKS
    assert f'"{text.rstrip(".")}"' in talk.said
    assert "type it again with I" in talk.said


@pytest.mark.parametrize("text", [*MARKS["conditional_apology"]["before"]])
def test_S1_4_an_apology_with_an_if_is_marked(text):
    talk = telling(text)
    assert talk.question is Question.MARKS
    assert 'An "if" in an apology' in talk.said


def test_S1_4_the_sentence_said_again_with_I_takes_its_place():
    talk = telling("The file got sent to the wrong client.")
    talk.say("I sent the file to the wrong client at 11:50")
    until_words(talk, ACT, PLAN)
    assert "I sent the file to the wrong client at 11:50." in talk.draft
    assert "got sent" not in talk.draft


@pytest.mark.parametrize("label", ["hidden_actor", "conditional_apology", "excuse", "blame", "minimizing"])
def test_S1_4_S1_5_sentences_of_other_hands_are_marked_too(label):
    """Kept aside; the trained reader's word. Its own quality is proved elsewhere: here two of three are enough."""
    found = [text for text in MARKS[label]["aside"] if reader().read(text, "message_to_boss").marks]
    assert 3 * len(found) >= 2 * len(MARKS[label]["aside"]), found


# S1.5


@pytest.mark.parametrize("label", ["excuse", "blame", "minimizing"])
def test_S1_5_reasons_are_marked_with_park_it(label):
    marked = [
        talk for text in MARKS[label]["before"] if (talk := telling(text, reader=reader())).question is Question.MARKS
    ]
    assert len(marked) >= 2, "the trained reader's own quality is proved elsewhere"
    parks = [talk for talk in marked if "Park it" in talk.labels]
    assert len(parks) >= 2
    for talk in parks:
        assert "stays private, and comes back" in talk.said, "what parking means is said the first time"


def test_S1_5_every_parked_excuse_stays_out_of_the_letter_and_is_kept_word_for_word():
    talk = telling("i was drowning in quarter close.", "outlook filled in the name by itself.")
    assert talk.labels == ["Park both", "Park one", "Keep both in", "Change one"]
    talk.press("park")
    until_words(talk, ACT, PLAN)
    assert "drowning" not in talk.draft
    assert "outlook" not in talk.draft.casefold()
    assert [p.text for p in talk.journey.parked] == [
        "i was drowning in quarter close.",
        "outlook filled in the name by itself.",
    ]


def test_S1_5_a_reason_in_the_opening_is_marked_as_well():
    talk = Talk()
    talk.say(f"{ACT} 14 of 20 pages are done. I was swamped all week. I'll {PLAN}.")
    assert talk.question is Question.MARKS
    talk.press("park")
    until_words(talk, ACT, PLAN)
    assert "swamped" not in talk.draft


@pytest.mark.parametrize(("press", "kept"), [("keep", True), ("park", False)])
def test_S1_5_a_reason_that_still_goes_on_is_asked_about_and_never_judged(press, kept):
    talk = telling("The alert system is down.", "its dana.")
    assert talk.said.splitlines()[-1] == "Does Dana need this to act today?"
    assert talk.labels == ["Keep it", "Park it"]
    assert "sound like" not in talk.said
    talk.press(press)
    until_words(talk, ACT, PLAN)
    assert ("The alert system is down." in talk.draft) is kept


def test_S1_5_before_the_listener_is_known_that_question_names_nobody():
    talk = telling("The alert system is down.")
    assert "Does the person who hears it need this to act today?" in talk.said


@pytest.mark.parametrize(
    "text",
    [
        "I've been pregnant and sick all week.",
        "I have ADHD and lost track.",
        "I was up all night with my sick daughter.",
    ],
)
def test_S1_5_health_and_care_are_left_out_by_choice_and_never_called_an_excuse(text):
    talk = telling(text, reader=reader())
    assert talk.question is Question.MARKS
    assert "nobody's business but yours" in talk.said
    assert "change what you are owed" in talk.said
    for verdict in ("excuse", "sound like", "cope", "reason"):
        assert verdict not in talk.said
    assert talk.labels == ["Leave it out", "Keep it", "Who is the right person?"]
    talk.press("human")
    assert "Lena Vogt" in talk.said
    talk.press("park")
    assert talk.journey.parked == (), "it is no cause"
    until_words(talk, ACT, PLAN)
    assert text not in talk.draft


@pytest.mark.parametrize("text", ["We were dangerously understaffed on the ward.", "The fire alarm didn't go off."])
def test_S1_5_unsafe_staffing_and_a_missing_warning_are_facts(text):
    talk = telling(text)
    assert talk.question is not Question.MARKS
    until_words(talk, ACT, PLAN)
    assert text in talk.draft


@pytest.mark.parametrize(
    "text",
    [
        "I use a wheelchair and could not get to the desk in time.",
        "My father is in hospital and I was on the phone with his doctor.",
    ],
)
def test_S1_5_disability_and_care_of_a_relative_are_left_out_by_choice_too(text):
    talk = telling(text, reader=reader())
    assert talk.question is Question.MARKS
    assert "Raised with the right person, it can change what you are owed." in talk.said
    assert talk.labels == ["Leave it out", "Keep it", "Who is the right person?"]


@pytest.mark.parametrize("text", ["The scanner has been broken since March.", "The smoke detector was broken."])
def test_S1_5_broken_equipment_is_a_fact_for_the_report(text):
    talk = telling(text, reader=reader())
    assert talk.question is not Question.MARKS
    until_words(talk, ACT, PLAN)
    assert text in talk.draft


@pytest.mark.parametrize("excuse", ["I was drowning in quarter close.", "outlook filled in the name by itself."])
def test_S1_5_what_is_parked_stands_in_no_outgoing_text_of_any_step(excuse):
    talk = ways.at_prevention(story=f"{ways.STORY} {excuse}")
    assert [p.text for p in talk.journey.parked] == [excuse]
    talk.say("read every price aloud against the signed sheet, then press send")
    talk.press("today")
    talk.press("full_note")
    talk.press("skip")
    drafts = [talk.draft]
    talk.press("send")
    talk.wait(minutes=3)
    talk.say("it is all settled now")
    talk.say("ruth")
    drafts.append(talk.draft)
    assert len(talk.letters) == 2
    for text in [*drafts, *(text for _, text in talk.letters)]:
        assert excuse.rstrip(".").casefold() not in text.casefold()


# S1.6
# S1.6


@pytest.mark.parametrize("part", ["data", "aside"])
def test_S1_6_thirty_phrasings_of_overload_are_all_marked_with_the_articles_reason(part):
    assert len(OVERLOAD[part]) == 15
    for text in OVERLOAD[part]:
        talk = telling(text, reader=reader())
        assert talk.question is Question.MARKS, text
        assert 'Today it can sound like "I can\'t cope"' in talk.said, text
        assert "may be completely true" in talk.said


def test_S1_6_the_load_is_never_denied_and_has_its_day():
    talk = telling("I was swamped all week.")
    talk.press("park")
    assert "If the load is real, there is a good day to raise it, and it comes after the fix." in talk.said


# S1.7


def test_S1_7_the_first_note_is_act_effect_next_step_and_one_sorry():
    talk = words("14 of 20 pages are done.", "im so so sorry.")
    assert talk.draft == (
        "Dana, I missed the tender deadline at 12:00. 14 of 20 pages are done. I'll send all 20 pages by 17:00.\nI'm sorry.\nSam"
    )


def test_S1_7_a_first_note_has_at_most_sixty_words_and_says_what_it_left_out():
    more = (
        "The tender has 20 pages and 14 are done.",
        "The buyer is Norton and the contact is Anna.",
        "The file is on the shared drive in the folder called tenders.",
        "The portal closed at 12:00 sharp.",
        "The buyer called at 12:10 and asked where it was.",
        "The next tender opens in May.",
        "Two of us worked on it since Monday morning.",
    )
    talk = words(*more)
    assert len(talk.draft.split()) <= 60
    assert ACT in talk.draft
    assert "I'll send all 20 pages by 17:00." in talk.draft
    left = [each for each in more if each not in talk.draft]
    assert left
    assert all(f'"{each.rstrip(".")}"' in talk.said for each in left), "in plain sight"


def test_S1_7_neither_cause_nor_prevention_nor_a_plea():
    talk = words("I was swamped all week.", "From now on I set two alarms.", "please forgive me")
    assert "swamped" not in talk.draft
    assert "forgive" not in talk.draft


def test_S1_7_only_capitals_apostrophes_clock_times_and_you_are_tidied():
    talk = telling(
        act="i missed the tender deadline at 12. dont know yet how many is late", at="2026-04-13T14:24:00+01:00"
    )
    until_words(talk, ACT, "ring dana by 4")
    assert "I missed the tender deadline at 12:00. Don't know yet how many is late." in talk.draft
    assert "I'll ring you by 16:00." in talk.draft


def test_S1_7_lines_that_the_person_did_not_write_are_named():
    talk = words()
    assert "but for the last line" in talk.said
    quick = Talk()
    quick.say("no time, need words for my boss now. i missed a deadline")
    until_words(quick, ACT, PLAN)
    assert '"I\'m sorry" is my line; keep it if you mean it.' in quick.said


def test_S1_7_two_sorries_are_one_too_many_in_the_persons_own_note():
    talk = words()
    talk.press("edit")
    talk.say(
        "Dana, I am so sorry. I missed the tender deadline. I'm really sorry. I will send it by 17:00. Sorry again."
    )
    assert "One sorry is enough." in talk.said
    assert talk.labels == ["Keep one", "Keep all"]
    talk.press("use")
    assert talk.draft.casefold().count("sorry") == 1
    assert "I missed the tender deadline." in talk.draft
    talk.say("edit")
    talk.say("Dana, so sorry. I missed the tender deadline. I'm really sorry. I will send it by 17:00.")
    assert "One sorry is enough." not in talk.said, "marked once"


def test_S1_7_a_plea_that_the_person_puts_in_stays():
    talk = words()
    talk.press("edit")
    talk.say("Dana, I missed the tender deadline at 12:00. Please forgive me. I will send all 20 pages by 17:00.")
    assert "Please forgive me." in talk.draft


def test_S1_7_oops_opens_no_letter():
    talk = Talk()
    talk.say("oops i dropped the projector at 9:30")
    until_words(talk, "NEVER", "bring the spare one by 13:00")
    assert talk.draft.startswith("I dropped the projector at 9:30.")


def test_S1_7_an_hour_that_was_told_lies_behind():
    talk = telling("i noticed at 8.")
    until_words(talk, ACT, "ring the buyer by 5")
    assert "I noticed at 08:00." in talk.draft
    assert "by 17:00" in talk.draft


# S1.8


def test_S1_8_practise_the_talk_has_up_to_three_calm_answers_and_is_optional():
    talk = words()
    talk.press("say_myself")
    assert "Practise the talk" in talk.labels
    talk.press("practise")
    talk.say("that i cant be trusted with tenders")
    answers = [talk.said]
    while "another" in talk.choices:
        answers.append(talk.press("another"))
    assert len(answers) == len(set(answers)) == 3
    talk.press("thats_enough")
    assert talk.question is Question.KNOWS


# S1.10


def part(story="i built the sheet with the old rate. greg told me to send it anyway. he sent it friday"):
    talk = Talk(me="Anjali Rao")
    talk.say("my boss wants me to take the blame for something thats not really my mistake")
    talk.say(story)
    return talk


def test_S1_10_the_own_sentences_are_sorted_into_yours_and_not_yours_and_open_to_correction():
    talk = part()
    assert 'Yours: "i built the sheet with the old rate"' in talk.said
    assert 'Not yours: "greg told me to send it anyway" · "he sent it friday"' in talk.said
    assert talk.labels == ["Yes", "Change it"]
    talk.press("change")
    assert talk.question is Question.PART


def test_S1_10_only_the_own_part_is_drafted_and_apologised_for_and_only_copied():
    talk = part()
    talk.press("yes")
    talk.say("right sheet by 17:30 today")
    assert "I built the sheet with the old rate." in talk.draft
    assert "he sent it" not in talk.draft
    assert "I'm sorry for my part." in talk.draft
    assert not {"send", "send_morning"} & set(talk.choices)
    assert "copy" in talk.choices


def test_S1_10_nothing_of_ones_own_means_facts_an_offer_and_no_apology():
    talk = part("greg told me to forward it. he sent the sheet friday")
    assert "Yours: nothing that I can find." in talk.said
    talk.press("yes")
    talk.say("i can help put it right today")
    assert "sorry" not in talk.draft.casefold()
    assert "regret" in talk.draft


def test_S1_10_under_pressure_there_is_a_true_sentence_and_a_person_other_than_the_boss():
    talk = part()
    talk.say("yes. but my review is next month")
    assert "You can say what you can sign." in talk.said
    talk.say("right sheet by 17:30. he also says delete the chat")
    assert "If it goes missing, that becomes the story" in talk.said
    talk.press("who_call")
    assert "Lena Vogt" in talk.said
    assert "aloud and not here" in talk.said


def test_S1_10_pressed_to_delete_is_named_and_sent_to_a_door_and_copy_is_all():
    talk = Talk(me="Anjali Rao")
    talk.say("my boss wants me to delete the inspection log from thursday before the audit")
    heard = "\n".join(talk.all)
    assert "the story" in heard
    talk.press("who_call")
    assert "Lena Vogt" in talk.said
    assert "aloud and not here" in talk.said
    assert not {"send", "send_morning", "choose_who"} & set(talk.choices)


# S1.11
# S1.11


def test_S1_11_the_first_listener_is_the_boss_or_whoever_it_landed_on():
    boss, landed = telling(), Talk()
    boss.say(PLAN)
    assert boss.question is Question.LISTENER
    landed.say("i told the client the wrong price at 11:20, it is 48 not 40. i'll ring them by 15:00")
    landed.press("said_wrong") if landed.question is Question.KIND else None
    assert "Who did it land on?" in landed.said


@pytest.mark.parametrize(
    "opening",
    [
        "i forgot to send kim the slides at 10:00",
        "I forgot to water the lab plants for Ahmed, he needed them at 9:00 today",
        "double booked the small hall, choir and yoga both came at 18:00",
        "I called our new colleague by the wrong name in front of 12 guests",
    ],
)
def test_S1_11_said_wrong_forgot_and_double_booked_go_to_whom_they_landed_on(opening):
    talk = Talk(reader=reader())
    talk.say(opening)
    for _ in range(6):
        if talk.question in (Question.LISTENER, Question.DRAFT):
            break
        kind = "said_wrong" if "name" in opening else "double_booked"
        plan = talk.question is Question.NEXT_ACT
        talk.press(kind) if talk.question is Question.KIND else talk.say("ring them by 15:00" if plan else "skip")

    assert talk.said.endswith("Who did it land on? That person hears it first."), talk.said


def test_S1_11_without_a_boss_told_means_that_whoever_carries_the_cost_knows():
    talk = telling()
    talk.say(PLAN)
    talk.say("i have no boss")
    assert "whoever carries the cost" in talk.said
    talk.say("marta")
    assert talk.question is Question.DRAFT
    assert talk.journey.told is None
    talk.press("say_myself")
    assert "Tell me when Marta knows." in talk.said
    talk.press("told")
    assert talk.journey.told is not None


def test_S1_11_without_a_boss_it_is_whoever_carries_the_cost():
    talk = Talk()
    talk.say("i sent the payroll file to the wrong chris at 14:05")
    talk.press("done")
    talk.press("no_boss")
    assert "whoever carries the cost" in talk.said


def test_S1_11_outside_the_house_the_words_are_only_copied():
    talk = telling()
    talk.say(PLAN)
    talk.say("Mrs Norton")
    assert "copy" in talk.choices
    assert not {"send", "send_morning"} & set(talk.choices)


def test_S1_11_oneself_is_nobody_to_tell():
    talk = telling()
    talk.say(PLAN)
    talk.say("Sam Reyes")
    assert "your own name" in talk.said


# S1.12


def every_draft():
    yield words()
    yield words(at=EVENING)
    yield words("I was swamped all week.")
    hurried = Talk(at=EVENING)
    hurried.say("no time, need words for my boss now. i missed a deadline")
    until_words(hurried, f"{ACT} I was swamped all week.", PLAN)
    yield hurried
    edited = words()
    edited.press("edit")
    edited.say("Dana, I missed the tender deadline. I will send it by 17:00 today.")
    yield edited


def test_S1_12_at_most_five_buttons_under_any_draft():
    for talk in every_draft():
        assert 3 <= len(talk.choices) <= 5
        assert {"copy", "edit"} & set(talk.choices)


def test_S1_12_send_copy_say_it_myself_edit_not_now():
    assert words().labels == ["Send to Dana Okafor", "I'll say it myself", "Copy", "Edit", "Not now"]


def test_S1_12_a_form_that_opens_with_the_note_and_comes_back_as_it_was_changes_nothing():
    talk = words()
    before = talk.journey.draft
    talk.press("edit")
    talk.fill("edit", words=f"{before.text}\n")

    assert talk.journey.draft == before
    assert not talk.journey.draft.edited
    assert "Send to Dana Okafor" in talk.labels
    talk.press("edit")
    talk.fill("edit", words=f"{before.text}\nOne more line.")
    assert talk.journey.draft.edited


def test_S1_12_before_the_listener_is_picked_choose_who_stands_in_its_place():
    talk = telling()
    talk.say(PLAN)
    talk.say("skip")
    assert talk.question is Question.DRAFT
    assert talk.labels == ["Copy", "Choose who", "I'll say it myself", "Edit", "Not now"]
    talk.press("choose_who")
    talk.say("dana")
    assert "Send to Dana Okafor" in talk.labels


def test_S1_12_a_note_too_long_before_the_listener_is_known_asks_what_comes_first_and_names_nobody():
    talk = telling()
    until_words(talk, ACT, PLAN, boss="skip")
    talk.say("edit")

    said = talk.say("I forgot the report. " * 200)

    assert said == "That is more than fits in one note. It is all kept. Which two sentences come first?"


def test_S1_12_outside_the_listeners_hours_the_morning_stands_beside_it():
    plain, hurried = words(at=EVENING), Talk(at=EVENING)
    hurried.say("no time, need words for my boss now. i missed a deadline")
    until_words(hurried, ACT, PLAN)
    for talk in (plain, hurried):
        assert "Send at 09:00" in talk.labels
    plain.press("send_morning")
    plain.wait(hours=12)
    assert plain.letters == []
    plain.wait(hours=1)
    assert [name for name, _ in plain.letters] == ["Dana Okafor"]


def test_S1_12_a_duty_never_waits_for_office_hours():
    talk = Talk(at=EVENING)
    talk.say("i sent the payroll file to the wrong supplier")
    until_words(
        talk, "I sent the payroll file to Norton at 20:05. 41 people are in it.", "ask them to delete it by 21:00"
    )
    assert "send_morning" not in talk.choices
    assert "both fine" not in talk.said


def test_S1_12_the_draft_shows_what_a_consent_card_shows_and_its_send_is_the_consent():
    talk = words()
    assert "To Dana Okafor, Payroll Manager. Once sent, Dana can keep it or pass it on." in talk.said
    shown = talk.draft
    talk.press("send")
    assert talk.question is Question.HELD
    talk.wait(minutes=3)
    assert talk.letters == [("Dana Okafor", shown)]


def test_S1_12_when_it_is_serious_aloud_is_better_says_the_coach():
    duty = Talk()
    duty.say("i sent the payroll file to the wrong supplier")
    until_words(duty, "I sent the payroll file to Norton at 14:05.", "ask them to delete it by 15:00")
    assert "If Dana is near, saying it aloud is better still." in duty.said
    assert "aloud" not in words().said, "a deadline is no duty"


def test_S1_12_in_a_hurry_send_opens_the_card_first():
    talk = Talk()
    talk.say("no time, need words for my boss now. i missed a deadline")
    until_words(talk, ACT, PLAN)
    talk.press("send")
    assert talk.question is Question.CONSENT
    talk.wait(hours=1)
    assert talk.letters == []


# Ask once


FIVE = (
    "Mistakes were made.",
    "It's not a big deal.",
    "Sorry if anyone was affected.",
    "Tom never sent me the list.",
    "I was swamped all week.",
)


def quotes(talk):
    return [line.strip('"') for line in talk.said.splitlines() if line.startswith('"')]


def test_ask_once_one_message_at_most_three_marks_heaviest_first():
    talk = telling(*FIVE)
    assert quotes(talk) == ["Tom never sent me the list", "I was swamped all week", "Mistakes were made"]
    assert len(talk.choices) <= 5


@pytest.mark.parametrize("press", ["park", "keep"])
def test_ask_once_one_button_takes_all_and_one_keeps_all(press):
    talk = telling(*FIVE)
    shown = quotes(talk)
    talk.press(press)
    assert talk.question is Question.NEXT_ACT, "no second message of marks"
    until_words(talk, ACT, PLAN)
    for text in shown:
        assert (text in talk.draft) is (press == "keep")


def test_ask_once_one_can_be_parked_alone():
    talk = telling("Tom never sent me the list.", "I was swamped all week.")
    talk.press("park_one")
    talk.press("park", mark=1)
    talk.press("keep")
    until_words(talk, ACT, PLAN)
    assert len(talk.journey.parked) == 1


def test_ask_once_the_rest_stands_under_look_again_with_a_coverage_strip():
    talk = telling(*FIVE)
    talk.press("park")
    until_words(talk, ACT, PLAN)
    assert "big deal" not in talk.said
    talk.say("look again")
    assert "It says: that you did it, what happened, what puts it right, that you are sorry." in talk.said
    assert quotes(talk) == ["It's not a big deal", "Sorry if anyone was affected"]
    assert not re.search(r"\d (?:of|/) ?\d|%|score|grade", talk.said)
    talk.press("park")
    assert talk.question is Question.DRAFT
    assert "big deal" not in talk.draft


OWN_NOTE = "Dana, I missed the tender deadline. I was swamped all week. 14 of 20 pages are done."


def test_ask_once_look_again_is_a_button_where_it_fits():
    talk = words()
    talk.press("edit")
    talk.say(OWN_NOTE)
    talk.press("keep")
    assert "look_again" in talk.choices
    talk.press("look_again")
    assert "Not in it yet: what puts it right, that you are sorry." in talk.said
    assert '"I was swamped all week"' not in talk.said, "a kept sentence is never marked again"


def rewritten(way):
    """A talk with the person's own whole note just typed."""
    talk = words()
    if way == "edit":
        talk.press("edit")
    talk.say(OWN_NOTE)
    return talk


@pytest.mark.parametrize("way", ["edit", "typed at the draft"])
def test_S1_5_what_spoils_the_persons_own_whole_note_is_marked_once(way):
    talk = rewritten(way)
    assert talk.question is Question.MARKS
    assert quotes(talk) == ["I was swamped all week"]
    assert talk.choices == ["park", "keep", "change"]
    talk.press("park")
    assert talk.draft == "Dana, I missed the tender deadline. 14 of 20 pages are done."
    assert "send" in talk.choices
    assert [each.text for each in talk.journey.parked] == ["I was swamped all week."], "it comes back in step 4"
    kept = rewritten(way)
    kept.press("keep")
    assert kept.draft == OWN_NOTE
    assert "send" in kept.choices, "the person always wins"


@pytest.mark.parametrize(
    "said", ["I hid the log so nobody sees it.", "I will delete the old report so that nobody notices."]
)
def test_S1_1_hiding_in_the_persons_own_whole_note_is_never_drafted(said):
    talk = words()
    talk.press("edit")
    talk.say(f"Dana, I missed the tender deadline. {said} 14 of 20 pages are done.")
    for choice in ("park", "not_yet", "keep"):
        if talk.question is not Question.DRAFT and choice in talk.choices:
            talk.press(choice)
    assert said not in talk.draft


@pytest.mark.parametrize(
    ("said", "put_in", "stays_out"),
    [
        (
            "the client has 2 old annexes too. and i told the client on friday that it was on its way. i'm such an idiot",
            ["The client has 2 old annexes too.", "I told the client on Friday"],
            ["idiot"],
        ),
        ("i'm useless. 2 of the annexes went to the old address", ["2 of the annexes went to the old address."], ["useless"]),
        ("I'll send annex B by 17:00. honestly I was swamped", ["I'll send annex B by 17:00."], ["swamped"]),
    ],
)  # fmt: skip
def test_S1_7_what_is_told_under_a_draft_goes_in_sentence_by_sentence(said, put_in, stays_out):
    talk = words()
    before = talk.draft
    talk.say(said)
    if talk.question is Question.MARKS:
        talk.press("park")
    for each in put_in:
        assert each in talk.draft
    for each in stays_out:
        assert each not in talk.draft
    assert before.split(".")[0] in talk.draft, "what stood there stays"


def test_S1_7_more_words_go_into_the_persons_own_note_before_its_signature():
    talk = words()
    talk.press("edit")
    talk.say("Dana, I missed the tender deadline. 14 of 20 pages are done.\nSam")
    talk.say("i'll send the rest by 17:00")
    assert talk.draft.split("\n") == [
        "Dana, I missed the tender deadline. 14 of 20 pages are done.",
        "i'll send the rest by 17:00",
        "Sam",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Dana - I missed the tender deadline, it was due at 12:00. Half is done.",
        "Hi Dana, the tender is late because of me. It goes out at 17:00.",
        "I missed the tender deadline.\nIt goes out at 17:00.\nSam",
    ],
)
def test_S1_7_a_note_that_greets_its_reader_or_is_signed_takes_the_drafts_place(note):
    talk = words()
    talk.say(note)
    assert talk.draft == note


def test_ask_once_a_kept_sentence_is_never_marked_again():
    talk = telling("I was swamped all week.", "Mistakes were made.")
    talk.press("keep")
    until_words(talk, ACT, PLAN)
    for words_ in ("look again", "where am i", "look again"):
        talk.say(words_)
        assert '"I was swamped all week"' not in talk.said
        assert '"Mistakes were made"' not in talk.said
    assert "I was swamped all week." in talk.draft


def test_ask_once_a_second_vague_answer_is_taken_as_it_is():
    talk = telling()
    talk.say("i'll sort it out asap")
    assert talk.question is Question.NEXT_ACT
    assert "at what time" in talk.said
    talk.say("i'll try to do better")
    assert "I'll take it as it is." in talk.said
    assert talk.question is not Question.NEXT_ACT


def test_ask_once_in_a_hurry_a_reason_is_left_out_in_plain_sight_with_put_it_back():
    talk = Talk()
    talk.say("no time, need words for my boss now. i missed a deadline")
    until_words(talk, f"{ACT} I was swamped all week.", PLAN)
    assert Question.MARKS not in talk.journey.asked
    assert 'Left out for now: "I was swamped all week".' in talk.said
    talk.press("put_back")
    assert "I was swamped all week." in talk.draft
    assert "It's back. These are your words." in talk.said
    assert "sound like" not in talk.said, "no second warning"


TOLD_ALREADY = [
    "I've told Marta already by phone.",
    "marta knows, she spotted it",
    "My lead Marta has been told.",
    "i rang Marta at 11:30 and told her",
]


@pytest.mark.parametrize("words", TOLD_ALREADY)
def test_S1_2_who_was_told_by_name_is_not_asked_for(words):
    talk = Talk(reader=reader())
    talk.say(
        f"Wrong number in the budget. I put 1.2m not 1.02m in the sheet at 11:00. {words} I'll send the right sheet by 16:00."
    )

    assert talk.journey.told is not None, talk.said
    assert talk.journey.manager is not None
    assert talk.journey.manager.first == "Marta"
    assert talk.question not in (Question.LISTENER, Question.BOSS_KNOWS, Question.DRAFT)


@pytest.mark.parametrize(
    "words",
    [
        "I told my colleague Greg about it.",
        "Priya knows.",
        "the client, Greg, knows",
        "I told Greg the price was 40.",
        "I should have told Marta.",
    ],
)
def test_S1_2_somebody_elses_knowing_is_not_the_boss_knowing(words):
    talk = Talk(reader=reader())
    talk.say(f"I put 1.2m not 1.02m in the budget sheet at 11:00. {words}")

    assert talk.journey.told is None


@pytest.mark.parametrize(
    "words",
    [
        "sister Marta knows already, she was there when i noticed",
        "no, and siobhan knows",
        "no. I told Greg",
        "no, she knows already",
    ],
)
def test_H1_what_was_just_said_is_not_asked(words):
    talk = Talk(reader=reader())
    talk.say("I gave a patient the wrong dose at 13:10")
    talk.say("doctor came and checked, nuala told")
    assert talk.question is Question.STILL_GOING, talk.said

    said = talk.say(words)

    assert "Does your boss know" not in said
    assert "all two" not in said
    assert talk.journey.told is not None


@pytest.mark.parametrize(
    "words",
    [
        "doctor came and checked him, he's ok. nuala told.",
        "nuala knows. The patient is fine now.",
        "told nuala, she is stable",
    ],
)
def test_H1_somebody_who_is_well_is_not_asked_for_again(words):
    talk = Talk(reader=reader())
    talk.say("I gave a patient the wrong dose at 13:10")
    talk.say(words)

    assert "still in danger" not in talk.said


@pytest.mark.parametrize(
    "words",
    [
        "sheet is sent, 3:40. marta replied thanks",
        "Sent the right sheet at 15:40, Marta said thanks.",
        "the right sheet went at 3:40, marta knows",
    ],
)
def test_S1_2_told_and_done_under_the_draft_is_heard_as_both(words):
    talk = ways.drafted(
        story="I put 1.2m not 1.02m in the budget sheet at 11:00. It went to the board.",
        plan="I'll send the right sheet by 16:00",
        boss="marta",
        reader=reader(),
    )

    talk.say(words)

    assert talk.journey.told is not None
    assert talk.journey.fixed is not None, talk.said


def test_S1_7_a_plan_reported_done_under_the_draft_stands_in_it_no_more():
    talk = ways.drafted(
        story="I put 1.2m not 1.02m in the budget sheet at 11:00. It went to the board.",
        plan="I'll send the right sheet by 16:00",
        boss="marta",
        reader=reader(),
    )

    talk.say("the right sheet is sent, 15:40")

    assert "16:00" not in talk.draft
    assert "15:40" in talk.draft


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("I sent the wrong price to 3 shops at 10:20", "i send it today at 5"),
        ("I sent the wrong price to 3 shops at 10:20", "nobody used them. I'm sending the right one at 17:00"),
        ("I gave 3 shops the old price at 10:20", "we ring all three before 4"),
        ("I gave 3 shops the old price at 10:20", "i'm calling them tomorrow at 9"),
    ],
)
def test_S2_4_a_next_act_that_was_given_is_not_asked_for_again(story, words):
    talk = Talk(reader=reader())
    talk.say(story)
    assert talk.question is Question.EFFECT, talk.said

    talk.say(words)

    assert talk.question is not Question.NEXT_ACT, talk.said
    assert talk.question is Question.LISTENER


@pytest.mark.parametrize(
    "words",
    [
        "not yet, greg is my boss. I can send the docs by courier today at 5",
        "No. It's Greg. I'll ring the bank at 16:00",
        "she doesn't, its siobhan. i call all of them today at 5",
    ],
)
def test_S2_4_a_plan_beside_who_knows_is_kept(words):
    talk = Talk(reader=reader())
    talk.say("i emailed the payroll file to the wrong chris at 14:05")
    talk.press("done")
    assert talk.question is Question.BOSS_KNOWS

    talk.say(words)

    assert talk.question is not Question.NEXT_ACT, talk.said
    assert len(talk.journey.repairs) == 1
    assert talk.journey.repairs[0].due is not None


@pytest.mark.parametrize(
    "words",
    [
        "my boss is Marta and she's on leave. Greg stands in",
        "Marta is my manager but she is away, Greg is covering for her.",
        "my lead Marta is on holiday this week. Greg is standing in for her",
        "boss is marta, on leave till monday. greg covers",
    ],
)
def test_S1_11_who_stands_in_hears_it_and_is_not_asked_for(words):
    talk = Talk(reader=reader())
    talk.say(f"I sent the wrong price to 3 shops at 10:20. I'll send the right one by 17:00. {words}")

    until_words(talk, telling="I sent it to 3 shops.", plan="I will send it by 17:00", boss="dana")

    assert not [said for said in talk.all if "stands in for" in said]
    assert talk.draft.startswith("Greg, ")


def test_S1_11_who_is_away_is_not_the_one_who_hears_it():
    talk = Talk(reader=reader())
    talk.say(
        "I sent the wrong price to 3 shops at 10:20. I'll send the right one by 17:00. my boss is Marta and she's on leave."
    )

    assert talk.journey.manager is None
    assert talk.question is not Question.DRAFT


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("no time sorry, missed the vat filing for march, noticed 10:00, filing it by 5 today", "filing it by 5 today"),
        ("quick one, i missed the tender deadline at noon, sending it by 3", "sending it by 3"),
        (
            "I put 1.2m not 1.02m in the budget sheet at 11:00. I need to send the right sheet by 16:00.",
            "I need to send the right sheet by 16:00.",
        ),
    ],
)
def test_S2_4_a_plan_told_with_the_act_is_the_plan(words, plan):
    talk = Talk(reader=reader())
    talk.say(words)
    until_words(talk, telling="I saw it at 14:00.", plan="nothing else", boss="greg")

    assert Question.NEXT_ACT not in talk.journey.asked
    assert [r.text for r in talk.journey.repairs] == [plan]
    assert "no time" not in talk.draft.casefold()


@pytest.mark.parametrize(
    "words",
    [
        "finish the incident form by 4 and tell nuala the pump alarm is broken. i feel sick",
        "tell the fitter that the guard is off by 15:30, I feel awful",
    ],
)
def test_S1_5_a_plan_about_something_broken_gets_no_mark(words):
    talk = Talk(reader=reader())
    talk.say("I gave a patient the wrong dose at 13:10, he's ok, the doctor saw him. nuala knows")
    for _ in range(3):
        if talk.question in (Question.EFFECT, Question.NEXT_ACT):
            break
        talk.press(
            "not_told"
            if talk.question is Question.BOSS_KNOWS
            else "done"
            if talk.question is Question.FIRST_ACTS
            else "no"
        )
    talk.say(words)

    assert talk.question is not Question.MARKS, talk.said


@pytest.mark.parametrize(
    "words", ["she doesn't know its late.", "My boss does not know yet that it is late.", "he still doesnt know."]
)
def test_S1_1_that_somebody_does_not_know_yet_is_no_wish_to_hide_it(words):
    talk = Talk(reader=reader())
    talk.say(
        f"I missed the report deadline at 9:00. Dana is my manager. {words} half is done, I'll send the rest by wednesday noon"
    )

    assert talk.question not in (Question.MARKS, Question.HIDING), talk.said
    until_words(talk, telling="It was due at 9:00.", plan="nothing else")
    assert "know" not in talk.draft


@pytest.mark.parametrize("read", [RuleReader(), reader()], ids=["rules", "trained"])
@pytest.mark.parametrize(
    "asked",
    [
        "please dont put that in.", "leave that out pls", "don't mention that", "Don't put that in the note, please.", "keep it out of the mail",
        "leave the last bit out",
    ],
)  # fmt: skip
def test_S1_5_a_reason_that_they_ask_to_leave_out_is_left_out_in_plain_sight(asked, read):
    talk = Talk(reader=read)
    said = talk.say(
        f"i sent the march price list with the old prices to 12 customers at 14:05. nobody had the final version. {asked}"
    )
    until_words(talk, "i sent the old list to 12 customers at 14:05", "send the right list to all 12 by 16:00")

    assert 'Left out, as you ask: "nobody had the final version".' in said
    assert talk.question is Question.DRAFT
    assert "final version" not in talk.draft
    everything = "\n".join(talk.all)
    assert everything.count("final version") == 1
    assert asked.strip(".") not in everything
    assert "many people think of it" not in everything


@pytest.mark.parametrize("asked", ["leave that out pls", "please dont put that in"])
def test_S1_1_an_own_act_that_they_ask_to_leave_out_is_another_question(asked):
    talk = Talk(reader=reader())

    said = talk.say(f"i sent the march price list to 12 customers at 14:05. {asked}")

    assert "Left out, as you ask" not in said


def test_S1_7_what_a_long_story_leaves_out_is_said_each_of_it():
    talk = Talk()
    talk.say("i sent the wrong price list to customers this morning, it was the old march one")
    until_words(
        talk,
        "At 14:05 i sent the march price list with the old prices to 12 customers in the north region. The file came from the shared folder of last year. "
        "The prices in it were 9 percent too low for 40 of the 61 articles. The list went out with the usual monthly mail to the buyers there. "
        "Two of them had written back by 14:20 and asked which of the two lists holds.",
        "send the right list to all 12 by 16:00",
    )
    short = talk.journey.note("short").split("\n")

    for saying in talk.journey.sayings:
        there = saying.text[:25].casefold() in talk.draft.casefold() or saying.text in short or saying.out
        again = any(retells(each.text, saying.text) for each in talk.journey.sayings if each is not saying)
        assert there or again, saying.text
    assert len(short) > 1
    for each in short:
        assert each.rstrip(".") in talk.said


@pytest.mark.parametrize("read", [RuleReader(), reader()], ids=["rules", "trained"])
@pytest.mark.parametrize(
    "words",
    [
        "someone else sent it from my account. not mine", "it wasn't me, someone used my login", "the price list went out, but not by me",
        "somebody sent the list with my login", "a colleague used my laptop and deleted the folder", "the mail was not sent by me",
    ],
)  # fmt: skip
def test_S1_10_what_somebody_else_did_asks_for_the_own_part(words, read):
    talk = Talk(reader=read)

    said = talk.say(words)

    assert "Which part was yours to do?" in said
    assert talk.question is Question.PART


@pytest.mark.parametrize(
    "words",
    [
        "i took the wrong laptop. not mine", "i sent the price list from my account to 12 customers", "i used my login on the wrong server and deleted the folder",
        "someone called on my phone and i forgot the order",
    ],
)  # fmt: skip
def test_S1_10_an_own_act_is_not_somebody_elses(words):
    talk = Talk(reader=reader())

    assert "Which part was yours to do?" not in talk.say(words)


@pytest.mark.parametrize("read", [RuleReader(), reader()], ids=["rules", "trained"])
@pytest.mark.parametrize(
    "reason",
    [
        "they gave me the late shift because i'm a woman.", "because i'm muslim i was left off the invite.", "he only checks my work because of my accent.",
        "they never invite me because i'm black.", "i was left out because of my age.", "i get no training just because i'm the only woman.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("when", ["at once", "later"])
def test_S1_5_discrimination_said_as_a_reason_is_left_out_by_choice_with_the_right_door(reason, when, read):
    story = "i sent the march price list with the old prices to 12 customers at 14:05."
    talk = Talk(reader=read)
    talk.say(f"{story} {reason}" if when == "at once" else story)
    for _ in range(4):
        if talk.question in (Question.MARKS, Question.NEXT_ACT, Question.DOOR):
            break
        talk.say(reason if when == "later" else "12 customers have it")
    assert talk.question is Question.MARKS, talk.said

    assert "you are owed" in talk.said
    assert "Leave it out" in talk.labels
    for word in ("excuse", "can't cope", "it wasn't me", "Park"):
        assert word not in talk.said


def test_S1_5_discrimination_alone_or_with_harassment_opens_its_door():
    for words in (
        "he calls me names because i'm muslim",
        "i sent the list to 12 customers at 14:05. he insults me because of my accent",
    ):
        talk = Talk(reader=reader())
        talk.say(words)
        assert talk.question is Question.DOOR, words


@pytest.mark.parametrize(
    "small", ["The file was last year's.", "It was the old folder.", "The folder had no date on it."]
)
def test_S1_7_what_is_left_out_to_keep_a_note_short_has_no_room_in_it(small):
    talk = Talk()
    talk.say(
        f"At 14:05 i sent the march price list with the old prices to 12 customers. {small} 40 of the 61 articles are wrong. "
        "The list went out with the usual monthly mail to the buyers in the north region, in the west region, in the islands, "
        "in the two border towns and in every shop that the new sales team has opened there since 14 March."
    )
    until_words(talk, "that is all", "send the right list to all 12 by 16:00")
    short = [each for each in talk.journey.note("short").split("\n") if each]

    assert short
    assert len(talk.draft.split()) <= 61
    for each in short:
        assert len(talk.draft.split()) + len(each.split()) > 60, each
    assert small.rstrip(".") in talk.draft


def test_S1_7_what_a_retold_opening_alone_said_is_left_out_in_plain_sight():
    talk = Talk()
    talk.say("i emailed the march price list to the north customers this morning, with my note about the fair in june")
    until_words(
        talk,
        "At 14:05 i sent the march price list with the old prices to 12 customers. The file came from the shared folder of last year. "
        "The prices in it were 9 percent too low for 40 of the 61 articles. The file went out with the usual monthly mail to the buyers there. "
        "Two of them had written back by 14:20 and asked which of the two holds.",
        "send the right list to all 12 by 16:00",
    )

    assert "fair in june" not in talk.draft
    assert "fair in june" in talk.said.split("Left out to keep it short")[1]


@pytest.mark.parametrize(
    ("typed", "on_the_day", "read_then"),
    [
        ("by 10 tomorrow", "by 10:00 tomorrow", "by 10:00 today"),
        ("tomorrow morning", "tomorrow morning", "this morning"),
    ],
)
def test_S1_12_words_that_are_read_tomorrow_name_the_days_from_then_and_ask_for_another_press(
    typed, on_the_day, read_then
):
    talk = telling(at=EVENING)
    talk.say(f"i send the right file {typed}")
    if talk.question is not Question.DRAFT:
        talk.say("its dana")
    assert on_the_day in talk.draft
    talk.press("send_morning")

    assert "It is read tomorrow" in talk.said
    assert read_then in talk.draft
    assert not [each for each in talk.journey.outbox if each.state is LetterState.HELD]
    talk.press("send_morning")
    held = [each for each in talk.journey.outbox if each.state is LetterState.HELD]
    assert [read_then in each.text for each in held] == [True]


def test_S1_12_words_that_name_no_day_need_one_press():
    talk = telling(at=EVENING)
    talk.say("i send the right file on friday by 10")
    if talk.question is not Question.DRAFT:
        talk.say("its dana")
    talk.press("send_morning")

    assert [each.state for each in talk.journey.outbox] == [LetterState.HELD]


def test_S1_12_a_note_of_yesterday_is_shown_with_no_wrong_today():
    talk = telling()
    talk.say("i send the right file by 18 today")
    if talk.question is not Question.DRAFT:
        talk.say("its dana")
    assert "today" in talk.draft
    talk.wait(days=1)
    talk.press("not_told")
    talk.say("show me the note")

    assert "It is read today, so the days in it have new names." in talk.said
    assert "yesterday" in talk.draft
    assert not talk.journey.outbox


@pytest.mark.parametrize(
    "asked",
    [
        "show me the note",
        "where are my words",
        "can i see it again",
        "the draft please",
        "ok send it now",
        "i want to send the note to dana",
        "my message again",
        "send",
        "send it to dana",
        "ok send it to her now",
        "draft",
    ],
)
def test_S1_13_words_that_wait_are_shown_when_they_are_asked_for(asked):
    talk = words()
    talk.press("not_now")
    talk.say("later")
    talk.wait(days=1)
    if "not_told" in talk.choices:
        talk.press("not_told")
    talk.say(asked)

    assert talk.question is Question.DRAFT
    assert "send" in talk.choices
    assert not talk.journey.outbox
    talk.say("show me the note again")
    assert talk.question is Question.DRAFT
    assert "send" in talk.choices


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("I was drowning in quarter close.", "i was drowning in quarter close"),
        ("i was so busy, i had three audits", "I was so busy. i had three audits"),
        ("I was drowning in quarter close.", "I was drowning in quarter close!"),
    ],
)
def test_S1_5_an_excuse_that_is_told_twice_is_marked_parked_and_handed_back_once(first, again):
    talk = Talk()
    talk.say(f"i forgot to send the pay list. {first}")
    assert talk.question is Question.TELLING
    talk.say(f"i forgot to send the pay list on 10 April at 14:00. {again}")
    assert talk.question is Question.MARKS, talk.said
    shown = [line for line in talk.said.splitlines() if line.startswith('"')]
    assert len({re.sub(r"\W+", " ", line).strip().casefold() for line in shown}) == len(shown)
    talk.press("park")

    parked = [re.sub(r"\W+", " ", each.text).strip().casefold() for each in talk.journey.parked]
    assert parked
    assert len(set(parked)) == len(parked)
    assert talk.question is not Question.MARKS


WANTED_AFTER_ALL = [
    "show me",
    "ok show me the two lines",
    "give me the lines please",
    "tell her now",
    # other phrasings than those the rule was written from
    "yes, let's do it",
    "I'll tell them honestly",
    "could you write those two lines?",
    "actually i need the words now",
]


def not_yet():
    talk = Talk()
    talk.say("could i just quietly fix the numbers and say nothing? they're in the board pack")
    talk.press("not_yet")
    return talk


@pytest.mark.parametrize("words", [*WANTED_AFTER_ALL, None])
def test_S1_1_the_two_lines_are_there_when_they_are_wanted(words):
    """ "Not yet, then. The two lines are here when you want them": by words or by the button under it (S1.2)."""
    talk = not_yet()
    talk.say(words) if words else talk.press("tell_now")

    assert "Kept" not in talk.said
    assert talk.question is not None
    until_words(talk, "I put the old totals into the board pack at 9:00.", "send the right pack by 16:00")
    assert talk.draft


@pytest.mark.parametrize("words", ["ok", "thanks", "i need to think", "show must go on", "the board meets at 3"])
def test_S1_1_what_does_not_ask_for_the_two_lines_does_not_bring_them(words):
    talk = not_yet()
    talk.say(words)

    assert talk.question is None
