"""Only what belongs in a note stands in it (COACHING O4, S1.3, S1.4, S1.5, S1.7, S1.10 and the repair pattern "correction").

The cases were written down before the rules; those marked `later` were written after them, to see whether the rules carry.
"""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

from dataclasses import replace

import pytest
from coaching.answers import until_words
from coaching.test_transparent import ACT, PLAN, sentences, telling
from coaching.world import Talk

from adapters.reader import RuleReader, reader
from bot import story
from bot.path import Question

later = pytest.param  # a case written after its rule


@pytest.mark.parametrize(
    "beside",
    [
        "her name is Ana Pereira, passport YA1234567, her phone is 086 1234567",
        "the contact is Joe Byrne, born 12/03/1981",
        "his password was hunter22, card 4111 1111 1111 1111",
        later("driving licence BYRNE810123JX9 is in it too"),
        later("you can ring the client on +353 86 123 4567"),
    ],
)
def test_O4_a_sentence_that_holds_what_must_not_be_typed_stands_in_no_note(beside):
    talk = telling(beside + ".")
    assert "I leave it out" in talk.said
    until_words(talk, ACT, PLAN)
    assert "left out" not in talk.draft
    assert all(word not in talk.draft for word in ("Ana", "Joe", "YA123", "hunter", "BYRNE", "086", "353"))
    assert "I missed the tender deadline at 12:00." in talk.draft


@pytest.mark.parametrize(
    "beside",
    [
        "i dont want to write it.",
        "i don't know how to word this.",
        "i just want to know what happens now.",
        "please dont put that in.",
        "shes away til wednesday.",
        "he's on leave until monday.",
        "she's my lead.",
        later("dana is out of the office today."),
        later("they're in meetings all day."),
        later("leave that bit out."),
    ],
)
def test_S1_3_what_is_said_to_the_coach_or_about_the_readers_whereabouts_stands_in_no_note(beside):
    talk = telling()
    talk.say(PLAN)
    talk.say("dana")
    clean = talk.draft
    talk = telling(beside)
    until_words(talk, ACT, PLAN)
    assert sentences(talk.draft) == sentences(clean)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("yeah still down at 14:30", "Still down at 14:30."),
        ("done, nuala's been told at 14:30", "Nuala's been told at 14:30."),
        ("ok, 40 pages are missing", "40 pages are missing."),
        later("no. 3 customers have it", "3 customers have it."),
    ],
)
def test_S1_3_the_word_that_only_answers_is_no_part_of_the_sentence(said, stands):
    talk = telling()
    talk.say(said)
    until_words(talk, ACT, PLAN)
    assert stands in talk.draft


def test_S1_7_no_time_sorry_is_hurry_and_no_apology():
    talk = Talk()
    talk.say("no time sorry, missed the vat return deadline friday")
    until_words(talk, ACT, PLAN)
    assert "no time" not in talk.draft.casefold()
    assert "I'm sorry." in talk.draft


@pytest.mark.parametrize("said", ["no he doesn't", "money", "nope, not yet she doesn't"])
def test_S1_3_a_bare_answer_is_no_sentence_of_the_note(said):
    talk = Talk()
    talk.say("i sent the quote with a wrong total to a customer at 9:30")
    assert talk.question is Question.EFFECT
    talk.say(said)
    until_words(talk, ACT, PLAN)
    assert said.split()[-1] not in talk.draft.casefold()


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("double booked dana and the auditor for tuesday 10am", "I double booked"),
        ("sent the wrong deck to bluebird for tuesday 10am", "I sent the wrong deck"),
        later("emailed the client the slot for tuesday 10am", "I emailed the client"),
    ],
)
def test_S1_4_what_was_done_is_never_written_as_a_plan_whatever_the_day_in_it(said, stands):
    talk = Talk()
    talk.say(said)
    assert talk.question is not Question.DRAFT, "what comes next has not been said"
    until_words(talk, said, PLAN)
    assert stands in talk.draft
    assert "I'll double" not in talk.draft
    assert "I'll sent" not in talk.draft


@pytest.mark.parametrize(
    "beside",
    [
        "client signed.",
        "brightline booked first.",
        "a lad from the other crew went up it and slipped, he caught the rail.",
        later("nobody opened it."),
        later("the courier left without it."),
    ],
)
def test_S1_3_what_happened_to_others_is_told_in_the_first_message_too(beside):
    talk = Talk()
    talk.say(f"i left the ladder up at 13:00. {beside}")
    until_words(talk, ACT, PLAN)
    assert beside.rstrip(".")[1:] in talk.draft


@pytest.mark.parametrize(
    ("since", "written"),
    [
        ("its been live since this morning", "It's been live since this morning."),
        ("been live since this morning", "It's been live since this morning."),
        ("been wrong for weeks", "It's been wrong for weeks."),
        ("the page has been up all weekend", "The page has been up all weekend."),
        ("still up on the site since friday", "Still up on the site since Friday."),
        # written before the rule was tried
        ("it was still running until lunch", "It was still running until lunch."),
        ("been open all night", "It's been open all night."),
        ("they've been without water since noon", "They've been without water since noon."),
    ],
)
def test_S1_3_how_long_it_has_stood_so_is_told_in_the_first_message_too(since, written):
    talk = Talk()
    talk.say(f"so i put the wrong price on the website for the summer sale, 19 instead of 190. {since}")
    talk.say("14 orders went through at that price. ive asked web team to take it down")
    talk.say("not yet, its dana")
    if not talk.draft:
        talk.say("ask them again at 11")

    assert written in talk.draft


def test_S1_3_how_long_the_writer_has_felt_so_is_not():
    talk = Talk()
    talk.say(
        "so i put the wrong price on the website for the summer sale, 19 instead of 190. been worried about my job for weeks"
    )
    talk.say("14 orders went through at that price. ive asked web team to take it down")
    talk.say("not yet, its dana")

    assert "worried" not in talk.draft


@pytest.mark.parametrize(
    ("said", "holds", "gone"),
    [
        (
            "refund the 14 people the difference.. no wait we honour those orders, and i check every price by 4 today",
            "We honour those orders, and I check every price by 16:00 today.",
            ["efund", "wait"],
        ),
        ("ill call all 14 tonight, actually no i email them by 5", "I email them by 17:00.", ["call all", "ctually"]),
        ("tell the 14 people by 3. scratch that, marta tells them and i fix the sheet by 3", "Marta tells them and I fix the sheet by 15:00.", ["tell the 14", "cratch"]),
        ("ill tell 14 people by 3. no wait it was 15 people", "I'll tell 15 people by 15:00.", ["wait"]),
        # written before the rule was tried
        ("i'll ring them all at 4. hold on no, marta rings them and i write the list by 4", "Marta rings them and I write the list by 16:00.", ["ring them", "old on"]),
        ("write to all 14 by 6 - no hang on, i phone each of them by 6", "I phone each of them by 18:00.", ["rite to", "ang on"]),
    ],
)  # fmt: skip
def test_S1_3_what_is_taken_back_in_the_same_breath_is_in_no_note(said, holds, gone):
    talk = Talk(reader=reader())
    talk.say("so i put the wrong price on the website for the summer sale, 19 instead of 190.")
    talk.say("14 orders went through at that price. ive asked web team to take it down")
    talk.say("not yet, its dana")
    talk.say(said)

    assert holds in talk.draft
    assert not [words for words in gone if words in talk.draft]


@pytest.mark.parametrize(
    "said",
    [
        "i have to wait for marta and email all 14 by 5",
        "there is no wait list, i email all 14 by 5",
        "i actually know their numbers and i email all 14 by 5",
        "i will start with no wait at all and email all 14 by 5",
        "i hold on to the sheet, no change to it, and email all 14 by 5",
    ],
)
def test_S1_3_a_word_that_only_looks_like_taking_back_takes_nothing_away(said):
    talk = Talk(reader=reader())
    talk.say("so i put the wrong price on the website for the summer sale, 19 instead of 190.")
    talk.say("ive asked web team to take it down")
    talk.say("not yet, its dana")
    talk.say(said)

    first, last = " ".join(said.split()[1:4]), "mail all 14 by"
    assert first in talk.draft
    assert last in talk.draft


def test_S1_7_who_slipped_stays_when_a_note_must_be_short():
    talk = Talk()
    talk.say(
        "left the ladder up without tying it off after the job at 1. a lad from the other crew went up it and slipped, he "
        "caught the rail. noticed at 2. kit is broken and we asked for new ones 3 times. it is the tall ladder from bay 4, and "
        "2 of its feet are worn. the 3 of us had carried it up at 9 for the new gutter on the north side"
    )
    if "done" in talk.choices:
        talk.say("done, nuala's been told and the area's taped off")
    until_words(talk, ACT, "i'll fill in the report by 4")
    assert "went up it and slipped" in talk.draft
    assert "Left out to keep it short" in talk.said
    assert "I'll fill in the report by 16:00." in talk.draft


@pytest.mark.parametrize(
    "said",
    [
        "ive called priya, shes logged it. supplier not answering",
        "rang IT, they wiped it",
        later("asked them to delete it, they haven't replied"),
        later("emailed the client, no answer from them so far"),
    ],
)
def test_S1_3_what_was_done_about_it_and_how_it_stands_blames_no_one(said):
    talk = Talk(reader=reader())
    talk.say("i sent the payroll file to the wrong supplier at 13:00")
    assert talk.question is Question.FIRST_ACTS
    talk.say(said)
    until_words(talk, ACT, PLAN)
    assert Question.MARKS not in talk.journey.asked


@pytest.mark.parametrize(
    ("note", "typed", "stands", "untouched"),
    [
        ("i emailed it at 1pm, noticed just now", "actually i noticed at 2.20 not just now", "noticed at 14:20", "13:00"),
        ("i emailed it at 1pm, noticed just now", "i noticed at 14:20, not just now", "noticed at 14:20", "13:00"),
        later("i emailed it at 1pm, they opened it right now", "they opened it at 13:50, not right now", "at 13:50", "13:00"),
    ],
)  # fmt: skip
def test_a_correction_changes_the_time_that_was_named_and_no_other(note, typed, stands, untouched):
    talk = Talk()
    talk.say("i missed a deadline")
    talk.say(note)
    until_words(talk, ACT, PLAN)
    talk.say(typed)
    assert stands in talk.draft
    assert untouched in talk.draft


def test_a_correction_that_could_mean_another_time_changes_nothing_by_guess():
    talk = Talk()
    talk.say("i missed a deadline")
    talk.say("i emailed it at 1pm, noticed just now")
    until_words(talk, ACT, PLAN)
    talk.say("actually i noticed at 14:20")
    assert "emailed it at 14:20" not in talk.draft
    assert "13:00" in talk.draft


@pytest.mark.parametrize(
    "said",
    [
        "how long do i have to tell her?",
        "how soon must i report it?",
        later("does she have to be told within the hour?"),
    ],
)
def test_S1_1_asking_how_long_there_is_wishes_nothing_hidden_and_loses_nothing(said):
    talk = Talk()
    talk.say("i missed a deadline")
    talk.say(f"{ACT} I clicked the wrong folder because I have been doing two jobs since jan. {said}")
    assert not story.read(said).hiding
    assert talk.question is not Question.HIDING
    assert "No clock runs on the note" in talk.said
    until_words(talk, ACT, PLAN)
    assert "I missed the tender deadline at 12:00." in talk.draft


def test_S1_1_who_says_that_nothing_is_hidden_is_believed():
    talk = telling()
    talk.say("i'm not hiding it, i just want to know if she has to be told within the hour")
    assert talk.question is not Question.HIDING
    until_words(talk, ACT, PLAN)
    assert "hiding" not in talk.draft


def test_S1_1_what_was_told_beside_a_wish_to_hide_is_kept():
    talk = Talk()
    talk.say("i missed a deadline")
    talk.say(f"{ACT} 14 of 20 pages are done. could i just say nothing and hope?")
    assert talk.question is Question.HIDING
    talk.press("first_note")
    until_words(talk, ACT, PLAN)
    assert "14 of 20 pages are done." in talk.draft


def test_S1_10_the_line_under_a_note_of_ones_own_part_says_what_is_true_of_it():
    talk = Talk()
    talk.say("not my fault but they're blaming me, i was told by Marta to send the file to all suppliers")
    assert talk.question is Question.PART
    talk.say("i clicked send")
    assert 'Not yours: "not my fault but' in talk.said, "what was said first is sorted too"
    talk.press("yes")
    talk.say("i sent it at 3 on friday after Priya Nair asked me to")
    talk.say("nothing else to fix")
    assert "nothing about what others did" not in talk.said
    assert "because you typed it" in talk.said
    assert "Nothing else" not in talk.draft


@pytest.mark.parametrize("no", ["not right.", "no.", "that's not right."])
def test_S1_10_a_no_is_sorted_to_nobody(no):
    talk = Talk()
    talk.say("they blame me for the till. not my fault")
    talk.say("i counted it once")
    talk.say(f"{no} i counted it twice")
    assert no.rstrip(".") not in talk.said


def test_S1_7_a_plan_in_a_few_words_goes_into_the_draft():
    for plan, stands in (
        ("send it by 4", "I'll send it by 16:00."),
        ("move the auditor by 4", "I'll move the auditor by 16:00."),
    ):
        talk = telling()
        talk.say("i don't know yet")
        until_words(talk, ACT, "i don't know")
        talk.say(plan)
        assert stands in talk.draft


@pytest.mark.parametrize(
    ("said", "blames"),
    [
        ("Keller has it, nobody used it", False),
        ("finance paid two invoices with it", False),
        ("Ana printed it for the meeting", False),
        ("greg used it without checking it, of course", True),
        later("the warehouse shipped 40 boxes from it", False),
        later("two clients opened it, one quoted from it", False),
        later("sales used it without reading the note, as usual", True),
    ],
)
def test_who_has_used_it_is_an_answer_and_nobodys_blame(said, blames):
    talk = Talk(reader=reader())
    talk.say("i built the quote with last years prices, 3 customers have it")
    assert talk.question is Question.EFFECT

    talk.say(said)

    (told,) = [each for each in talk.journey.sayings if each.text == said]
    assert bool(told.labels & {"blame", "excuse"}) is blames
    assert told.out is blames


def at_a_mark(*beside):
    talk = Talk(reader=reader())
    talk.say("i sent the march payroll file to the wrong chris at 14:05. outlook filled in the name by itself")
    talk.press("done")
    talk.press("not_told")
    assert talk.choices == ["park", "keep", "change"]
    return talk


def test_S1_5_a_marked_sentence_can_be_written_anew_and_stands_in_its_place():
    talk = at_a_mark()

    said = talk.press("change")
    talk.say("i did not look at the name that outlook filled in")
    words = [each.text for each in talk.journey.sayings]

    assert said.startswith("Write that sentence as it should stand.")
    assert words[:2] == [
        "i sent the march payroll file to the wrong chris at 14:05.",
        "i did not look at the name that outlook filled in",
    ]
    assert talk.journey.parked == ()
    assert not any(each.out for each in talk.journey.sayings)


def test_S1_5_a_sentence_written_anew_is_read_anew():
    talk = at_a_mark()

    talk.press("change")
    said = talk.say("outlook always picks the wrong person, so it was not me")

    assert talk.question is Question.MARKS
    assert "outlook always picks the wrong person" in said


@pytest.mark.parametrize(("press", "parked"), [("park", 1), ("keep", 0)])
def test_S1_5_who_thought_of_changing_it_may_still_park_or_keep_it(press, parked):
    talk = at_a_mark()

    talk.press("change")
    talk.press(press)
    talk.say("he has not opened it")

    assert talk.journey.note("rewording") == ""
    assert len(talk.journey.parked) == parked
    assert "he has not opened it" in [each.text for each in talk.journey.sayings]
    assert "outlook filled in the name by itself" in [each.text for each in talk.journey.sayings]


@pytest.mark.parametrize("which", [1, 2])
def test_S1_5_of_several_marked_sentences_any_one_can_be_written_anew(which):
    said = ("nobody told me the template had changed", "i had nine other files open that morning")
    talk = Talk(reader=reader())
    talk.say(f"i sent the wrong contract to the hartley file at 10:15. {said[0]}. {said[1]}")
    talk.press("something_else")
    assert talk.choices == ["park", "park_one", "keep", "change"]

    asked = talk.press("change")
    choices = talk.choices
    shown = talk.press("change", mark=which)
    rest = talk.say("i did not check which template it was")

    assert asked == "Which one would you say differently?"
    assert choices == ["change", "change"]
    assert said[which - 1] in shown
    assert said[2 - which] not in shown
    assert rest.startswith("Changed.\nOne part is left that I would leave out today:")
    words = [each.text.rstrip(".") for each in talk.journey.sayings]
    assert (said[which - 1] in words, said[2 - which] in words) == (False, True)
    assert words.index("i did not check which template it was") == which


def test_S1_5_who_wanted_to_change_one_may_park_the_other_first():
    talk = Talk(reader=reader())
    talk.say(
        "i sent the wrong contract to the hartley file at 10:15. nobody told me the template had changed. "
        "i had nine other files open that morning"
    )
    talk.press("something_else")
    talk.press("change")
    talk.press("change", mark=1)
    talk.press("park", mark=2)

    assert talk.choices == ["park", "keep", "change"]
    assert talk.journey.note("rewording") == ""
    assert len(talk.journey.parked) == 1


@pytest.mark.parametrize(
    ("words", "name", "first"),
    [
        (
            "no time. need words for dana: i double booked the audit room tomorrow 9, the auditors and the board. i can move the board to room 2",
            "Dana Okafor",
            "Dana, I double booked the audit room",
        ),
        (
            "quick, words for marta: i forgot the catering for the board, 12 people",
            "Marta Ribeiro",
            "Marta, I forgot the catering",
        ),
        later(
            "urgent!! text for greg: sent the old price list to 12 customers at 9",
            "Greg Lindqvist",
            "Greg, I sent the old price list",
        ),
        later(
            "in a hurry, help me write to Ruth. i quoted 4,500 for the audit", "Ruth Adeyemi", "Ruth, I quoted 4,500"
        ),
    ],
)
def test_S1_7_the_request_for_words_is_in_no_letter_and_says_who_hears_it(words, name, first):
    talk = Talk()
    talk.say(words)

    assert talk.journey.manager.name == name
    assert talk.question is not Question.TELLING, "what was told is not asked again"
    for _ in range(4):
        if talk.question is Question.DRAFT:
            break
        talk.say("skip") if talk.choices else talk.say("call them by 16:00")
    assert talk.draft.startswith(first)
    assert not any(word in talk.draft.casefold() for word in ("words", "text for", "write to", "quick", "hurry"))
    assert talk.question is not Question.LISTENER


def test_S1_4_to_write_to_somebody_is_a_plan_where_the_next_act_is_asked():
    talk = telling()
    until_words(talk, ACT, "draft a note to the client, send it by 16:00")
    assert "note to the client" in talk.draft


@pytest.mark.parametrize(
    "what",
    [
        "it will not be ready until tuesday",
        "the guests come tonight and nothing is there",
        # other phrasings than those the rule was written from
        "nobody covers the late shift on friday",
        "the hall is booked out until next thursday",
    ],
)
def test_S1_7_what_it_means_with_its_day_in_words_stands_in_the_note(what):
    talk = Talk()
    talk.say(f"i never put the order in. {what}")
    until_words(talk, "i noticed at 14:10", "ring them by 16:00 today")

    assert " ".join(what.split()[1:3]) in talk.draft


@pytest.mark.parametrize(
    "what", ["what do i do until tuesday", "i am so scared of friday", "my boss is on holiday until monday"]
)
def test_S1_7_a_day_in_words_makes_no_fact_of_a_fear_or_a_question(what):
    talk = Talk()
    talk.say(f"i never put the order in. {what}")
    until_words(talk, "i noticed at 14:10", "ring them by 16:00 today")

    assert " ".join(what.split()[1:3]) not in talk.draft


@pytest.mark.parametrize("told", ["I noticed at 2 and told nobody.", later("I saw it at 13:10 and told no one.")])
def test_S1_7_when_it_was_noticed_is_told_though_nobody_knew(told):
    talk = Talk()
    talk.say(f"I sent the old price list to 12 customers at 9. {told}")
    until_words(talk, ACT, "I'll send the right one by 16:00")

    assert "told no" in talk.draft


def test_S1_7_who_does_not_know_yet_stands_in_no_note_beside_the_hour():
    talk = Talk()
    talk.say("I sent the old price list to 12 customers at 9. i noticed 9:50, my boss dont know")
    until_words(talk, ACT, "I'll send the right one by 16:00")

    assert "know" not in talk.draft


class Doubts(RuleReader):
    """Takes one plan for a vague one."""

    def read(self, text, context):
        review = super().read(text, context)
        if "by 5" not in text:
            return review
        vague = tuple(replace(one, labels=frozenset({"vague_promise"})) for one in review.sentences)
        return replace(review, sentences=vague)


def test_S2_4_a_plan_with_its_time_is_in_the_note_however_vague_it_reads():
    talk = Talk(reader=Doubts())
    talk.say("I left the gate open at 6 and the dog got out. I noticed at 9.")
    until_words(talk, ACT, "fix it by 5")

    assert "fix it by 17:00" in talk.draft


@pytest.mark.parametrize(
    ("words", "pressed"),
    [
        ("he says i should just sign or i'm off the project", True),
        ("she said own up to it or you are out of the team", True),
        ("i sign the form or send it off by 5", False),
        ("sign it off today or tomorrow", False),
    ],
)
def test_S1_10_to_sign_or_be_out_is_pressure(words, pressed):
    assert story.read(words).not_mine == pressed
