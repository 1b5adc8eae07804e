"""The first hour: before any wording, what is still going wrong (COACHING H1 to H4)."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import re

import pytest
from coaching import ways
from coaching.answers import until_words
from coaching.hears import Hears
from coaching.world import Talk

from adapters.reader import reader
from bot import gist
from bot.path import Question


def numbered(talk):
    return [line for line in talk.said.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]


def chosen(opening="i changed the overtime figures on purpose so we hit the target"):
    talk = Talk()
    talk.say(opening)
    talk.press("chose")
    return talk


@pytest.mark.parametrize(
    ("opening", "order"),
    [
        (
            "someone slipped on the floor i had mopped",
            ["call for help by voice", "leave everything", "Call Nuala Brennan"],
        ),
        ("i just emailed payroll to the wrong chris", ["delete it unread", "Call Priya Nair", "Keep the sent email"]),
    ],
)
def test_H1_people_first_then_stop_it_then_the_record_and_the_one_with_a_duty(opening, order):
    talk = Talk()
    talk.say(opening)
    lines = numbered(talk)
    assert len(lines) == 3
    for line, words in zip(lines, order, strict=True):
        assert words in line
    assert talk.choices[:2] == ["done", "some_of_it"]
    assert talk.labels[2].startswith("Can't reach ")


def test_H1_what_is_already_done_is_not_shown():
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris. i called priya, she has it")
    assert "Call Priya Nair" not in talk.said
    assert "delete it unread" in talk.said


def test_H1_nothing_comes_before_the_words_when_nothing_is_still_going_wrong():
    talk = Talk()
    talk.say("i missed a deadline")
    assert talk.question is Question.TELLING


def test_H1_who_cannot_be_reached_has_a_deputy_with_a_number():
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris")
    talk.press("cant_reach")
    assert "Omar Haddad" in talk.said
    assert "4420" in talk.said
    assert talk.labels == ["Reached Omar", "Nobody yet"]
    talk.press("not_yet")
    assert "ten minutes" in talk.said, "nobody yet is no dead end"
    assert talk.question is Question.BOSS_KNOWS


def test_H1_some_of_it_asks_once_which_part_is_open():
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris")
    talk.press("some_of_it")
    assert talk.question is Question.OPEN_PART
    talk.say("priya did not pick up")
    assert talk.question is not Question.OPEN_PART


def test_H2_broken_production_calls_whoever_is_on_call_before_the_boss():
    talk = Talk()
    talk.say("i broke production and checkout is down")
    talk.press("yes") if talk.question is Question.STILL_GOING else None
    assert "Call Aoife Kelly, on-call" in talk.said
    assert "boss" not in talk.said
    assert talk.journey.manager is None


def test_H2_injury_calls_the_person_in_charge_of_safety_and_the_note_never_replaces_the_report():
    talk = Talk()
    talk.say("i gave a patient the wrong dose")
    assert "Nuala Brennan, safety" in talk.said
    assert "A note from here never replaces that report." in talk.said


@pytest.mark.parametrize(
    ("opening", "door"),
    [
        ("i just emailed payroll to the wrong chris", "Priya Nair"),
        ("i gave a patient the wrong dose", "Nuala Brennan"),
        ("i filed the vat return with wrong figures, 12,400 too little", "Henrik Dahl"),
        ("i pushed our api key to a public repo on github", "Yusuf Demir"),
    ],
)
def test_H3_a_duty_has_its_door_first_and_then_a_sendable_note(opening, door):
    talk = Talk()
    talk.say(opening)
    assert f"Call {door}" in talk.said
    until_words(talk, "I did it at 14:05. I noticed at 14:10.", "put it right by 16:00")
    assert "send" in talk.choices
    assert talk.draft.startswith("Dana, I ")
    assert talk.journey.asked.count(Question.FIRST_ACTS) == 1


def test_H3_the_clock_is_shown_only_where_the_policy_has_one():
    privacy, safety = Talk(), Talk()
    privacy.say("i just emailed payroll to the wrong chris")
    safety.say("i gave a patient the wrong dose")
    assert "within 72 hours, is Priya's decision. Not yours." in privacy.said
    assert "hours" not in safety.said


def test_H3_falsified_figures_end_with_neither_note_nor_apology():
    talk = chosen()
    assert "Lena Vogt, HR, extension 2201" in talk.said
    assert "sorry" not in talk.said.casefold()
    assert [line for line in talk.said.splitlines() if line.startswith("| ")] == [
        "| There is something I need to tell you about my work. I'd like advice before I write anything down."
    ]
    for words in ("tell now", "edit", "write me a note to dana", "i changed 3 numbers at 14:00", "oops", "back"):
        talk.say(words)
        assert talk.draft == ""
        assert not {"send", "send_morning", "choose_who"} & set(talk.choices)
    assert talk.promises == [], "and no reminder to tell"


@pytest.mark.parametrize(
    "opening",
    ["i took money from the till", "I signed the check off knowing it was wrong", "I made up the temperature log"],
)
def test_H3_took_or_knew_it_was_wrong_ends_with_people_and_one_neutral_line(opening):
    talk = Talk(reader=reader())
    talk.say(opening)
    assert talk.question is Question.SLIP, talk.said
    talk.press("chose")
    assert talk.question is Question.DOOR
    assert "Lena Vogt" in talk.said
    assert sum(line.startswith("| ") for line in talk.said.splitlines()) == 1
    assert "sorry" not in talk.said.casefold()
    assert talk.draft == ""


@pytest.mark.parametrize(
    ("detail", "gone"),
    [("Mrs Okoro earns 3,100 in it.", "Okoro"), ("They will probably report us.", "report us"),
     ("This could cost us the contract.", "contract"), ("Mr Lund has asthma.", "Lund")],
)  # fmt: skip
def test_H3_the_note_of_a_duty_holds_nobodys_details_and_no_guess_at_consequences(detail, gone):
    talk = Talk(reader=reader())
    talk.say("i just emailed payroll to the wrong chris")
    until_words(talk, f"I sent the file at 14:05. I noticed at 14:10. {detail}", "ring chris by 16:00")
    assert "I sent the file at 14:05." in talk.draft
    assert gone not in talk.draft


@pytest.mark.parametrize("who", ["mr h", "Mrs. K", "ms b"])
def test_H3_the_first_letter_of_a_patients_name_is_a_name(who):
    talk = Talk(reader=reader())
    talk.say(f"i gave {who} the wrong inhaler at 8 this morning, he is fine")
    assert "People come first" in talk.said
    until_words(talk, "charge nurse checked him at 8:10", "ill fill in the incident form by 11")

    assert f" {who[-1]} " not in talk.draft
    assert "I gave someone the wrong inhaler" in talk.draft


@pytest.mark.parametrize(
    "said",
    [
        "i published the newsletter with last months date and a broken link. 2000 people",
        "i sent the newsletter to 2000 people with a typo",
        # written before the rule was tried
        "the flyer i sent to 900 customers has the wrong price on it",
        "sent the press release to 40 papers, old logo and wrong date",
    ],
)
def test_H2_what_everybody_may_read_is_nobodys_data(said):
    talk = Talk(reader=reader())
    talk.say(said)

    assert "privacy" not in talk.said


@pytest.mark.parametrize(
    "said",
    [
        "i quoted brightwater the old price list yesterday, 12% too low, and the client has signed it. dana doesn't know",
        "i gave the customer the old price list and they signed the contract",
        # written before the rule was tried
        "typed 1,900 instead of 19,000 in the offer and the client accepted it this morning",
        "the budget i gave the customer was 30% too low and they have approved it",
    ],
)
def test_H2_a_wrong_price_is_nobodys_data(said):
    talk = Talk(reader=reader())
    talk.say(said)

    assert "privacy" not in talk.said
    assert "Priya" not in talk.said


@pytest.mark.parametrize(
    "said",
    [
        "the statement i gave the customer has another client's figures in it, they complained",
        "i put the wrong salary on three payslips and they went out",
    ],
)
def test_H2_a_wrong_sum_that_is_somebodys_own_is_their_data(said):
    talk = Talk(reader=reader())
    talk.say(said)

    assert "Priya Nair, privacy" in talk.said


@pytest.mark.parametrize(
    "said",
    [
        "i sent the newsletter to 2000 people with everyone in cc",
        "i sent the newsletter with the customer list attached to 2000 people",
    ],
)
def test_H2_a_newsletter_that_shows_who_reads_it_is_somebodys_data(said):
    talk = Talk(reader=reader())
    talk.say(said)

    assert "Priya Nair, privacy" in talk.said


def test_H3_after_a_choice_nothing_is_ever_sent():
    talk = chosen()
    talk.press("copy")
    talk.wait(days=9)
    assert talk.letters == []
    assert talk.unasked == []


@pytest.mark.parametrize(
    "opening",
    [
        "my boss keeps touching me",
        "someone stole the cash and wants me to sign it off",
        "the clients lawyer says they will sue us",
    ],
)
def test_H3_harassment_crime_and_court_get_people_to_call_and_no_draft(opening):
    talk = Talk()
    talk.say(opening)
    assert talk.question is Question.DOOR
    assert "Lena Vogt" in talk.said
    assert talk.draft == ""
    talk.say("tell now")
    assert talk.draft == ""


def test_H4_slip_or_choice_is_asked_only_when_the_words_hint_at_it():
    hint, slip = Talk(), Talk()
    hint.say("i skipped the second check on purpose to save time")
    slip.say("I took the wrong file to the client at 9:30")
    assert hint.question is Question.SLIP
    assert "Was that step forgotten, or left out on purpose?" in hint.said
    assert hint.labels == ["Forgotten", "A short cut", "I knew it was wrong", "Not mine"]
    assert slip.question is not Question.SLIP


def test_H4_the_press_decides_and_never_the_words():
    talk = Talk()
    talk.say("i skipped the second check on purpose to save time")
    talk.say("well i knew it was wrong i suppose")
    assert talk.question is not Question.DOOR
    until_words(talk, "I skipped the second check at 14:05. 3 orders went out wrong.", "call all three by 16:00")
    assert talk.draft


def test_H4_forgotten_goes_on_to_the_note():
    talk = Talk()
    talk.say("i skipped the second check on purpose to save time")
    talk.press("forgotten")
    until_words(talk, "I skipped the second check at 14:05. 3 orders went out wrong.", "call all three by 16:00")
    assert "I skipped the second check at 14:05." in talk.draft
    assert talk.journey.note("practice") == ""


def test_H4_a_short_cut_is_owned_as_a_slip_and_remembered_as_a_practice():
    talk = Talk()
    talk.say("i skipped the second check on purpose to save time")
    talk.press("short_cut")
    until_words(talk, "I skipped the second check at 14:05. 3 orders went out wrong.", "call all three by 16:00")
    assert "I skipped the second check" in talk.draft
    assert talk.journey.note("practice") == "i skipped the second check on purpose to save time"


@pytest.mark.parametrize(
    ("opening", "excuse"),
    [
        ("i skipped the second check on purpose to save time", ""),
        ("left out the torque test on purpose, everybody on the line does", " I was swamped all week."),
    ],
)
def test_H4_a_short_cut_returns_in_step_four_as_a_practice(opening, excuse):
    talk = Talk()
    talk.say(opening)
    talk.press("short_cut")
    until_words(talk, f"I skipped it at 14:05. 3 orders went out wrong.{excuse}", "call all three by 16:00")
    talk.press("choose_who")
    talk.say("dana")
    talk.press("send")
    talk.wait(minutes=3)
    talk.say("all three are called and everything is put right")
    talk.press("say_myself")
    talk.say("it is all settled now")
    talk.press("not_now")
    talk.say("skip")
    talk.press("yes")
    talk.due("focus")

    said = talk.say("13:50 the pallets came, 14:05 I closed the lid")

    assert "Where others take it too, it is a practice" in said
    assert f'"{opening}"' in said
    assert "parked" not in said, "nobody parked it"
    assert said.endswith("Whose is it to change?")
    after = talk.press("luck")
    assert ("Now the one thing you parked on Monday" in after) is bool(excuse)


def test_H4_a_short_cut_that_reads_like_hiding_is_owned_all_the_same():
    talk = Talk(reader=reader())
    talk.say("i signed off the fire check without doing it")
    talk.press("short_cut")
    talk.say("i signed 6 extinguishers off at 9:00 and didnt look at them")
    assert "hiding" not in talk.said
    until_words(talk, "NEVER", "check all 6 by 15:30")
    assert "I signed 6 extinguishers off at 9:00" in talk.draft


def test_H4_not_mine_goes_to_the_own_part():
    talk = Talk()
    talk.say("i skipped the second check on purpose to save time")
    talk.press("not_mine")
    assert talk.question is Question.PART


NO_DUTY = [
    "i missed the deadline for the board pack. i was off with my daughter's hospital appointment and forgot to hand it over",
    "The tender went in late. My son's hospital appointment ran over and I told nobody.",
    "shouted at a junior, Tom, in front of everyone, called him useless. tom's the one i hurt",
    "I snapped at Ines in the stand-up. I know I hurt her.",
    "i missed the deadline for the board pack. I asked for more time because of my dialysis and my manager said no",
    "i deleted the shared drive folder. it guy says backup restore takes a day.",
    "wiped the team folder by accident, IT can restore it tomorrow",
    "i never sent the visa documents of our new starter, her appointment at the embassy is gone",
    "forgot to post the contract for our new colleague to sign, he can't start monday",
    "i told greg our client was leaving and it was supposed to be confidential till may",
    "I sent the price list to the wrong client at 14:00",
]
STILL_A_DUTY = [
    ("i left the folder with the patient notes on the bus", "privacy"),
    ("sent the visa documents of our new starter to the wrong company", "privacy"),
    ("i hurt a colleague, the ladder fell on his foot", "safety"),
    ("I gave a patient the wrong dose and he is in hospital", "safety"),
    ("posted the customer list in the public channel", "privacy"),
]


@pytest.mark.parametrize("opening", NO_DUTY)
def test_H3_a_word_that_only_reminds_of_a_duty_calls_no_door(opening):
    talk = Talk(reader=reader())
    talk.say(opening)

    assert "Call " not in talk.said, talk.said
    assert not [hint for hint in talk.journey.hints if hint.startswith("duty:")]


@pytest.mark.parametrize(("opening", "duty"), STILL_A_DUTY)
def test_H3_what_went_astray_or_hurt_somebody_still_calls_its_door(opening, duty):
    talk = Talk(reader=reader())
    talk.say(opening)

    assert f"duty:{duty}" in talk.journey.hints, talk.said


@pytest.mark.parametrize(
    "words",
    [
        "nothing private in it. just slides",
        "there is no personal data in there, only the agenda",
        "no names in it, nothing confidential",
        "It held nothing personal.",
    ],
)
def test_H3_nothing_private_in_it_drops_the_duty(words):
    talk = Talk(reader=reader())
    talk.say("i sent the client file to the wrong person at 2pm")
    assert talk.question is Question.FIRST_ACTS

    said = talk.say(words)

    assert "Priya" not in said
    assert "duty:privacy" not in talk.journey.hints


@pytest.mark.parametrize(
    "words",
    [
        "i told greg our client was leaving and it was supposed to be confidential till may",
        "I mentioned the merger to a supplier and it was meant to stay secret.",
        "let slip the new prices in a call, they were not public yet",
    ],
)
def test_H4_what_was_told_and_should_not_have_been_hints_at_no_choice(words):
    talk = Talk(reader=reader())
    talk.say(words)

    assert talk.question is not Question.SLIP
    assert talk.journey.told is None


@pytest.mark.parametrize(
    "words",
    [
        "my supervisor asked me to invoice hours nobody worked",
        "my boss told me to sign off a test that was never run",
        # kept aside
        "the manager wants me to certify scaffolding nobody has inspected",
    ],
)
def test_S1_10_a_name_that_is_wanted_for_what_was_not_is_pressure(words):
    talk = Talk(reader=reader())

    said = talk.say(words)

    assert str(talk.question) == "pressure"
    assert "Someone else should hear it, by voice." in said


@pytest.mark.parametrize(
    "words", ["i gave the patient the wrong pills at 8 and have told nobody", "handed mrs t the wrong tablets at noon"]
)
def test_H3_wrong_pills_for_a_patient_are_work_and_no_question_about_more(words):
    talk = Talk(reader=reader())

    said = talk.say(words)

    assert "more than the work" not in said
    assert "People come first" in said


@pytest.mark.parametrize(
    "words",
    [
        "my manager wants me to sign a statement that i miscounted the till, but it was short before my shift",
        "my boss asked me to write that i broke the door, it was already broken when i came",
        "They want me to admit that I lost the key, but I never had it",
        "Greg expects me to sign that the mistake was mine. I only forwarded the sheet.",
    ],
)
def test_S110_asked_to_sign_it_begins_with_the_own_part(words):
    talk = Talk(reader=reader())
    talk.say(words)

    assert talk.question is Question.PART, talk.said
    assert "change or delete" not in talk.said
    assert "Call Priya" not in talk.said


@pytest.mark.parametrize(
    ("words", "has"),
    [
        ("priya's deputy Omar has it", "Omar"),
        ("priya is away, omar has it", "Omar"),
        ("couldn't reach priya, told omar", "Omar"),
        ("omar has it, he is priya's deputy", "Omar"),
        ("her deputy has it now", "Omar"),
        ("priya didn't pick up so i rang omar", "Omar"),
        ("priya has it", "Priya"),
        ("called priya and she's on it", "Priya"),
        ("priya and omar both have it", "Priya"),
        ("omar is out, priya has it", "Priya"),
    ],
)
def test_H1_the_one_who_has_it_is_the_one_whom_the_words_name(words, has):
    talk = Talk()
    talk.say("i sent the payroll file with 41 people to the wrong chris at 14:05")
    assert talk.question is Question.FIRST_ACTS

    assert f"{has} has it." in talk.say(words)


@pytest.mark.parametrize(
    "words", ["priya isn't answering", "i'll call priya next", "not priya yet", "priya and omar are both not in"]
)
def test_H1_who_was_not_reached_does_not_have_it(words):
    talk = Talk()
    talk.say("i sent the payroll file with 41 people to the wrong chris at 14:05")

    said = talk.say(words)

    assert "has it" not in said
    assert "that call still comes first" in said


@pytest.mark.parametrize(
    "under_way",
    [
        "aoife on call is on it, rolling back now",
        "aoife is on call and has it, she is putting the last good version back",
        "on call knows. rollback running",
        "paged on call, reverting the config as we speak",
        "aoife on call is on it. rollback done",
    ],
)
def test_H1_what_is_under_way_is_not_shown_and_nobody_is_unreachable_whom_no_line_names(under_way):
    talk = Talk()
    talk.say(f"i pushed a config to prod at 14:20 and checkout returns 500s. {under_way}")
    if talk.question is Question.STILL_GOING:
        talk.press("yes")
    assert talk.question is Question.FIRST_ACTS

    assert "put the last good version back." not in talk.said
    assert "Keep the logs" in talk.said
    assert talk.choices[:2] == ["done", "some_of_it"]
    assert "cant_reach" not in talk.choices


@pytest.mark.parametrize(
    "not_yet", ["", "nobody is rolling back yet", "should we be rolling it back?", "rolling back didn't work"]
)
def test_H1_what_is_not_under_way_is_shown(not_yet):
    talk = Talk()
    talk.say(f"i pushed a config to prod at 14:20 and checkout returns 500s. {not_yet}")
    if talk.question is Question.STILL_GOING:
        talk.press("yes")

    assert "put the last good version back." in talk.said
    assert "cant_reach" in talk.choices


@pytest.mark.parametrize(
    ("plan", "next_"),
    [
        ("rollback done now at 14:40, checking orders by 16:00", "checking orders by 16:00"),
        ("the list is corrected. i'll ring all 12 by 16:00", "i'll ring all 12 by 16:00"),
        ("old file deleted, i'll send the right one by 16:00", "i'll send the right one by 16:00"),
        ("i'll have it all done by 16:00", "i'll have it all done by 16:00"),
        ("get the old list deleted by 16:00", "get the old list deleted by 16:00"),
    ],
)
def test_H1_what_is_done_already_is_not_named_as_next_after_sending(plan, next_):
    talk = ways.told(plan=plan)

    assert f'Next: "{next_}"' in "\n".join(talk.all)


SOMEBODY = [
    "I told a guest the soup has no nuts but there is cashew cream in it. He is eating it now",
    "my forklift clipped a coworker's leg, he's limping",
    "I told a customer on the phone that her cake has no nuts, but it has almond flour in it. She picked it up an hour ago for her kid's party",
    "I spilled hot oil on my colleague's arm",
    "forgot to salt the steps and an old lady slipped",
    # other phrasings than those the rules were written from
    "i said the pesto was dairy free and it contains milk powder",
    "the menu says gluten free but the gravy is made with wheat flour",
    "rolled my trolley over a visitor's foot",
    "i reversed the van into a pedestrian outside the depot",
    "the loading gate shut on an apprentice's fingers",
    "splashed drain cleaner into my coworker's eyes",
    "a courier tripped over the cable i left in the corridor",
    "knocked an elderly man over with the door",
    "poured boiling water over him by mistake",
    "forgot to label the sesame in the dressing",
]
NOBODY = [
    "I ordered milk but the invoice says no milk was delivered",
    "there were no eggs left but plenty of milk",
    "bumped into a client in the corridor and told him the price",
    "ran over the numbers with a customer and they were wrong",
    "the deadline slipped and the client is angry",
    "spilled coffee over the keyboard",
    "it slipped my mind that a customer was waiting",
    "the customer fell behind with the payments and i forgot to remind them",
    "a client fell for the wrong quote that i sent",
    "i knocked the robot arm out of position",
    "scraped the table leg when i moved it",
    "the meeting ran over and i double booked a visitor",
]


@pytest.mark.parametrize("opening", SOMEBODY)
def test_H1_who_is_hurt_or_may_be_is_cared_for_first(opening):
    talk = Talk()
    talk.say(opening)

    assert talk.question is Question.FIRST_ACTS, talk.said
    assert numbered(talk)[0].startswith("1. If anyone is hurt or in danger, call for help by voice now")
    assert "72 hours" not in talk.said


@pytest.mark.parametrize("opening", NOBODY)
def test_H1_where_nobody_is_hurt_nobody_is_said_to_be(opening):
    talk = Talk()
    talk.say(opening)

    assert "in danger" not in talk.said
    assert not talk.journey.hint("kind:someone_hurt")


DUTIES = [
    ("safety", "If anyone is hurt or in danger, call for help by voice now"),
    ("people_data", "Stop it spreading:"),
]


@pytest.mark.parametrize(("press", "first"), DUTIES)
def test_H1_a_duty_without_a_kind_begins_with_danger_and_with_what_spreads(press, first):
    talk = Talk(reader=Hears("escalate"))
    talk.say("i made a mistake with the thing in the hall")
    talk.press(press)

    lines = numbered(talk)
    assert lines[0].startswith(f"1. {first}")
    assert lines[1].endswith("It is the record.")
    assert lines[2].startswith("3. Call ")


def test_H1_a_duty_beside_a_kind_without_it_begins_with_danger_too():
    talk = Talk()
    talk.say("I sent the wiring plan to the wrong team")
    talk.press("safety")

    lines = numbered(talk)
    assert lines[0].startswith("1. If anyone is hurt or in danger")
    assert lines[1].startswith("2. Ask that team to delete it")
    assert lines[2].startswith("3. Call Nuala Brennan")


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("I told a customer on the phone that the order would ship today and it didn't", None),
        ("I wiped the customer folder by accident", None),
        ("I lost the work phone on the train", "privacy"),
        ("there was an accident at the loading dock", "safety"),
    ],
)
def test_H3_a_word_in_passing_makes_no_duty(text, duty):
    review = Hears("escalate").read(text, "chat")

    assert gist.read(review).duty == duty


@pytest.mark.parametrize(
    "opening",
    [
        "I posted the salary list into the public channel",
        "I shared the HR folder with the whole company by accident",
        # other phrasings
        "the personnel drive was open to everyone since i changed the rights",
        "i uploaded the payslips to the team wiki where all staff can see them",
    ],
)
def test_H1_peoples_data_that_spreads_is_stopped_before_the_record(opening):
    talk = Talk()
    talk.say(opening)

    lines = numbered(talk)
    assert re.match(r"1\. (?:Stop it spreading|Ask \w+ .*delete it unread)", lines[0]), talk.said
    assert any("Call Priya Nair" in line for line in lines)
    assert len(lines) == 3


def test_H1_what_went_by_fax_is_shredded_and_not_recalled():
    talk = Talk()
    said = talk.say("i faxed the list of patients for the flu clinic to a wrong fax number at 10")
    assert "Ask whoever got it to put it aside unread, and to send it back or shred it." in said
    assert not any(word in said for word in ("that Fax", "email", "Recall", "delete"))

    talk = Talk()
    said = talk.say("i emailed the list of patients with a scanned letter to the wrong address at 10")
    assert "Recall works only inside your company." in said
