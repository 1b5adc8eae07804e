"""What strangers' words hint at, heard by the trained reader and the phrases together (COACHING O1, H3, H4, S1.1, S1.10)."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from coaching.answers import until_words
from coaching.hears import Hears
from coaching.world import Talk

from adapters.reader import reader
from bot import gist
from bot.path import Question

HEARD = tomllib.loads((Path(__file__).parent / "data" / "heard.toml").read_text("utf-8"))
PEOPLE = ("Dana Okafor", "Greg Walsh", "Marta Ribeiro")


def read(text):
    return gist.read(reader().read(text, "chat"), PEOPLE)


def what(text):
    """What is heard in `text`, in one word of the file."""
    told = read(text)
    if told.grave:
        return "grave"
    if told.asked_to_hide:
        return "pressure"
    if told.hiding:
        return "hiding"
    if told.choice:
        return "choice"
    if told.duty:
        return f"duty.{told.duty}"
    return "duty" if told.formal else "calm"


def misheard(part, named, cases):
    return {line: what(line) for line in cases[part] if what(line) != named}


GROUPS = {
    name if part is None else f"{name}.{part}": group
    for name, table in HEARD.items()
    for part, group in ([(None, table)] if "before" in table else table.items())
}
LEAST = {
    "hiding": 7,
    "pressure": 4,
    "duty.privacy": 3,
    "duty.safety": 3,
    "duty.security": 3,
    "duty.finance": 2,
    "grave": 3,
    "choice": 0,
    "calm": 8,
}
"""How many of the lines kept aside are heard with the present model (the one before it heard one more of safety). A choice has no label of the reader's: phrases alone."""


@pytest.mark.parametrize("named", GROUPS)
def test_O1_H3_H4_S1_1_S1_10_what_words_hint_at_is_heard(named):
    assert misheard("before", named, GROUPS[named]) == {}


@pytest.mark.parametrize("named", GROUPS)
def test_O1_H3_H4_S1_1_S1_10_strangers_hints_that_were_kept_aside_are_heard_too(named):
    aside = GROUPS[named]["aside"]

    assert len(aside) - len(misheard("aside", named, GROUPS[named])) >= LEAST[named]


ONCE_ASKED = "many people think of it"


@pytest.mark.parametrize(
    ("opening", "question"),
    [
        ("what if I told the client the courier lost it?", Question.HIDING),
        ("My boss asked me to change the date on the inspection form and say it was my slip", Question.PRESSURE),
        ("I gave Mr Jones in bed 4 the 8am tablets of bed 5", Question.FIRST_ACTS),
        ("a customer now has the bank details of about 300 other customers", Question.FIRST_ACTS),
        ("my supervisor keeps touching my back and when I complained he changed my shifts", Question.DOOR),
        ("i clocked my friend in when she was not there", Question.SLIP),
        ("I told our biggest supplier what their competitor charges", Question.TOUCHES),
    ],
)
def test_H3_H4_S1_1_S1_10_what_is_heard_decides_the_road_from_the_first_words_on(opening, question):
    talk = Talk(reader=reader())
    talk.say(opening)

    assert talk.question is question, talk.said


def test_S1_1_a_plan_that_tells_somebody_is_never_taken_for_hiding():
    talk = Talk(reader=reader())
    for each in (
        "i dropped the projector at 9:30",
        "nobody else needs it today",
        "call the rental shop at 3 and tell IT",
    ):
        talk.say(each)

    assert all(ONCE_ASKED not in said and "hiding" not in said for said in talk.all)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("what happens to what i write here?", "I keep your words encrypted"),
        ("is this normal", "It is common."),
        ("will i lose my job over this?", "I won't guess"),
        ("do i have to say sorry?", "One plain sorry is usual."),
        ("can you just write it for me", "I put your own sentences in order"),
        ("how do you pronounce chris", "I can't answer that one well."),
    ],
)
def test_words_that_work_a_question_in_the_middle_is_answered_and_is_no_answer(asked, answer):
    talk = Talk(reader=reader())
    talk.say("i missed the print deadline")
    open_ = talk.question
    talk.say(asked)

    assert answer in talk.said
    assert talk.question is open_
    assert asked not in [s.text for s in talk.journey.sayings]


def test_words_that_work_an_answer_beside_a_question_is_not_lost():
    talk = Talk(reader=reader())
    talk.say("i missed the print deadline")
    talk.say("The brochure was due Friday at 5. 12 of 16 pages are done. Will I be fired for this?")

    assert "I won't guess" in talk.said
    assert talk.question is Question.NEXT_ACT
    until_words(talk, "", "finish 4 pages by tomorrow noon")
    assert "12 of 16 pages are done." in talk.draft
    assert "fired" not in talk.draft


def test_S1_2_who_says_that_the_boss_knows_is_not_reminded_to_tell():
    talk = Talk(reader=reader())
    talk.say("I missed the print deadline at noon. 12 of 16 pages are done. My boss knows already.")

    assert talk.journey.told is not None
    assert not [key for key in talk.promises if key.startswith("tell")]


def test_S1_2_telling_someone_a_wrong_thing_tells_nobody_about_the_mistake():
    talk = Talk(reader=reader())
    talk.say("I told Dana in front of everyone that her numbers were sloppy")

    assert talk.journey.told is None


def test_S1_7_what_was_done_at_a_time_is_no_plan():
    talk = Talk(reader=reader())
    for each in ("i missed the print deadline", "12 of 16 pages are done"):
        talk.say(each)
    assert talk.question is Question.NEXT_ACT
    talk.say("I uploaded the old cover at 11:20 and spotted it at 11:45")

    assert talk.question is Question.NEXT_ACT
    assert "what will you do next" in talk.said


def test_H1_a_duty_beside_a_kind_has_its_door_and_no_line_twice():
    talk = Talk(reader=reader())
    talk.say("The report I sent the client has wrong figures, and it shows the phone numbers of 40 patients")
    lines = talk.said.splitlines()

    assert sum("It is the record" in line for line in lines) == 1
    assert any("Call Priya Nair" in line for line in lines)


def test_O4_a_password_is_never_repeated_whatever_stands_before_it():
    talk = Talk(reader=reader())
    talk.say("I pasted our db password hunter2secret! into the public channel")
    talk.say("it is hunter2secret! and I posted it at 14:05")

    assert not any("hunter2" in said for said in talk.all)
    assert not any("hunter2" in s.text for s in talk.journey.sayings)


def test_S5_2_an_act_told_in_one_breath_with_a_self_attack_is_not_lost():
    talk = Talk(reader=reader())
    talk.say("im such an idiot i sent the tender to the wrong bidder")

    assert [s.text for s in talk.journey.sayings if not s.out] == ["i sent the tender to the wrong bidder"]


def test_repair_patterns_a_correction_in_passing_costs_two_words_and_no_answer():
    talk = Talk(reader=reader())
    talk.say("i sent the wrong invoice to Kline & Co at 10:15, 4,300 euros")
    open_ = talk.question
    talk.say("no wait it was 10:45 and 3,400")

    assert talk.said.startswith("Changed to 10:45, 3,400.")
    assert talk.question is open_
    until_words(talk, "", "send the right one tomorrow at 9")
    assert "at 10:45, 3,400 euros" in talk.draft
    talk.say("actually the boss is greg")
    assert talk.draft.startswith("Greg, I sent")


def test_S1_11_when_the_boss_is_away_the_deputy_hears_it():
    talk = Talk(reader=reader())
    talk.say("i paid the wrong supplier 8,000 today")
    talk.say("my boss dana is on holiday until monday, who do i tell?")

    assert "whoever stands in for Dana" in talk.said
    talk.say("marta")
    assert talk.journey.manager.name == "Marta Ribeiro"


def test_S1_11_who_has_no_boss_is_asked_who_carries_the_cost():
    talk = Talk(reader=reader())
    for each in ("i'm a freelancer and i delivered the logo files 3 days late", "call them by 16:00"):
        talk.say(each)

    assert "whoever carries the cost" in talk.said


def test_S1_10_who_only_passed_it_on_apologises_for_nothing():
    talk = Talk(reader=reader())
    talk.say("greg wants me to apologise for a price list that i only forwarded")
    talk.say("greg made the list. i forwarded it to the client on friday and changed nothing")
    talk.press("yes")
    talk.say("i can help put it right today")

    assert "sorry" not in talk.draft
    assert "I regret the trouble" in talk.draft
    assert "practise" not in talk.choices


def test_S3_6_words_that_ask_for_the_causes_open_that_step():
    talk = Talk(reader=reader())
    talk.say("they suspended me")
    talk.say("i want to look at what led to it")

    assert talk.question is Question.HOLD_TIME


def test_H3_words_to_start_with_fit_what_is_grave():
    talk = Talk(reader=reader())
    talk.say("my supervisor keeps touching my back")

    assert "Something has happened at work" in talk.said
    assert "sign" not in talk.said


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("missed the deadline for the grant report", None),
        ("i forgot to hand in the quarterly report for the foundation", None),
        ("we missed the filing of the annual report to our funders", None),
        ("missed the deadline for the grant report and we pay back 20,000 euros", "finance"),
        ("i missed the vat return, it was due on the 7th", "finance"),
        ("missed the deadline for the annual accounts at the registrar", "finance"),
        ("the grant report that went out has last years expenses in it", "finance"),
    ],
)
def test_a_report_that_is_only_late_is_a_finance_duty_where_money_is_touched(text, duty):
    """H3: the duty is about money misreported; whatever the reader makes of it."""
    review = reader().read(text, "chat")
    formal = tuple(replace(one, labels=one.labels | {"escalate"}) for one in review.sentences)

    assert gist.read(replace(review, sentences=formal)).duty == duty


ACCUSED = [
    "my lead told the client the outage was because of my deploy but i didnt deploy anything that day",
    "my manager wrote in the mail that i lost the file but i never had it",
    "everyone says it is because of me but i didnt touch the machine",
    # written down after the rule
    "Greg claims that I approved the order, but I was not asked",
    "hr thinks it was me who sent the list, it wasnt",
]
OWN = [
    "my boss told me to send it but i didnt",
    "my boss said i can go but i didnt lock the door",
    "dana said i sent it twice but i never noticed",
    "i didnt deploy the fix so the site was down",
]


@pytest.mark.parametrize("text", ACCUSED)
def test_S1_10_who_is_named_for_what_they_did_not_do_is_asked_for_their_part(text):
    told = read(text)

    assert told.not_mine
    assert not told.hiding


@pytest.mark.parametrize("text", OWN)
def test_S1_10_what_was_left_undone_is_ones_own(text):
    assert not read(text).not_mine


GOES_AWAY = r"shred|destroy|\bbin|delet|thr[eo]w|tear|burn|eras|gone|open it|sent? .*back|wipe|rid of|ignore"
AS_ADVISED = [
    "I asked them to shred it",
    "I asked her to shred it",
    "check at 4 that it is shredded",
    "they shredded it",
    "told the practice to destroy the fax",
    # other phrasings than those the rule was written from
    "i've asked the school to throw the letter away",
    "begged him to bin it unread",
    "i asked him not to open it and to send it back",
    "she wrote that the copies are destroyed",
    "i'll ring at 4 to make sure it's gone",
    "I will get written confirmation that both printouts have been burnt",
    "tomorrow i ask whether they got rid of it",
    "Ms Kerr says she tore it up",
    "i told the client to ignore the first mail and delete the file",
    "waiting until the agency says everything is wiped",
]
STILL_HIDING = [
    "I asked IT to delete the log so nobody notices",
    "she asked me to shred it",
    "i told greg to destroy the minutes",
    "i'll shred my copy before anyone sees it",
    "check that the entry is deleted before she looks",
    "i asked him to bin the footage",
    "they wiped the audit trail for me",
    "maybe i just burn the form",
]


@pytest.mark.parametrize("words", AS_ADVISED)
def test_S1_1_what_the_coach_advises_is_no_hiding(words):
    """Whoever got it by mistake is asked to delete it: that is the first of the first hour's acts (H1)."""
    sentences = Hears("concealment", GOES_AWAY).read(words, "chat").sentences

    assert not any(gist.hides(one) or gist.misled(one) for one in sentences)


@pytest.mark.parametrize("words", STILL_HIDING)
def test_S1_1_what_destroys_a_record_is_hiding_still(words):
    assert not gist.hides_nothing(words)


def test_H1_who_asked_for_it_to_be_shredded_is_not_asked_for_it_again_and_it_stands_in_the_note():
    talk = Talk(reader=Hears("concealment", GOES_AWAY))
    talk.say("i faxed the discharge letter to the wrong number at 9:40. I asked them to shred it. They said yes.")

    assert talk.question is not Question.SLIP
    assert "delete it unread" not in talk.said
    until_words(talk, "i noticed at 9:55", "ring the practice again at 16:00")
    assert "I asked them to shred it." in talk.draft


def test_S1_1_a_plan_to_see_that_it_is_gone_is_a_plan():
    talk = Talk(reader=Hears("concealment", GOES_AWAY))
    talk.say("i sent the exam results to the wrong school at 10")
    until_words(talk, "i noticed at 10:20", "i check at 4 that it is shredded")

    assert "check at 16:00 that it is shredded." in talk.draft


CLAIMED = [
    "my boss says i lost the client Velo but it was her who sent the rude mail, i only forwarded the figures she gave me",
    "Greg told everyone i deleted the sheet",
    "my manager claims that i never sent the file",
    "they think i broke the press but it was off when i came",
    # other phrasings than those the rule was written from
    "he wrote to the client that it was my mistake",
    "she keeps saying i've dropped the order",
    "the client said we had promised friday",
    "hr believes it was me who left the door open",
    "my lead insists i approved it in march",
    "Dana thought i just forgot to answer",
]
REQUESTED = [
    "he says i should say nothing",
    "she told me to delete the chat",
    "my boss wants me to say it was the printer",
    "greg says dont write it down",
    "they asked us to change the date on it",
    "my boss told me to leave out that i saw it on monday",
    "she says to keep it quiet that i sent it",
    "he wants me to write that i checked it",
]


@pytest.mark.parametrize("words", CLAIMED)
def test_S1_10_what_others_claim_is_no_request_to_hide(words):
    assert not gist.read(Hears("concealment").read(words, "chat"), PEOPLE).asked_to_hide


@pytest.mark.parametrize("words", REQUESTED)
def test_S1_10_a_request_to_hide_is_heard(words):
    told = gist.read(Hears("concealment").read(words, "chat"), PEOPLE)

    assert told.asked_to_hide or told.not_mine


@pytest.mark.parametrize(
    "words",
    [
        "if anyone asks i said i never got it",
        "i'd just say i sent it on friday",
        "could i say it was me who was out that day",
    ],
)
def test_S1_1_what_one_says_oneself_is_no_claim_of_others(words):
    told = gist.read(Hears("concealment").read(words, "chat"), PEOPLE)

    assert told.hiding or told.asked_to_hide or told.choice


def test_S1_10_who_is_blamed_is_asked_for_their_part_and_nobody_is_accused_of_covering_up():
    talk = Talk(reader=Hears("concealment", GOES_AWAY))
    said = talk.say(CLAIMED[0])

    assert "more than a slip" not in said
    assert talk.question in (Question.PART, Question.PART_RIGHT)


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("I sent the Hargreaves tender by email to Mel at Northway instead of Mel at Hargreaves", None),
        ("I emailed the tender file to a competitor", None),
        ("i forwarded the letter about a pupil to the wrong parent", "privacy"),
        ("I printed the children's allergy list and left it on the bus", "privacy"),
        # written down after the rule
        ("left the folder with the site plans in the taxi", None),
        ("sent our contract draft to the wrong client", None),
        ("put the statement of account of Holm Ltd into the file for Brandt Ltd", None),
        ("the spreadsheet with everyone's salaries is in the open folder", "privacy"),
        ("i left a resident's notes on the printer in the hall", "privacy"),
        ("cc'd the recipients' addresses to all 200 parents", "privacy"),
    ],
)
def test_H3_a_document_that_is_about_nobody_is_no_privacy_duty(text, duty):
    """O1: where the words name nobody's data the coach asks; whatever the reader makes of it."""
    review = reader().read(text, "chat")
    formal = tuple(replace(one, labels=one.labels | {"escalate"}) for one in review.sentences)
    told = gist.read(replace(review, sentences=formal))

    assert told.duty == duty
    assert duty or told.formal
