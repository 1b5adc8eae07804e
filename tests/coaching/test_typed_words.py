"""Words where a button was expected: what they do to a note that stands there, and that it is told.

The first half of each list was met in a conversation; the second half, after the empty line, was written before the rule was tried.
"""

import pytest
from coaching import ways
from coaching.world import Talk

NOT_FOLLOWED = ["hmm purple", "make it nicer please"]


def at_draft():
    return ways.drafted()


MORE = [
    "ill pay for it if she wants",
    "send an apology to the ceo by 3",
    "i also told the warehouse to stop the lorry",
    # unseen
    "I will refund the 12 customers tomorrow by 10",
    "two of the shops have already rung me",
    "forgot to say i copied marie on it",
]


@pytest.mark.parametrize("press", [False, True])
@pytest.mark.parametrize("more", MORE)
def test_a_sentence_more_never_replaces_the_note(more, press):
    talk = at_draft()
    before = talk.draft
    if press:
        talk.press("edit")
    else:
        talk.say(NOT_FOLLOWED[0])

    talk.say(more)

    assert "I sent the March price list with the old prices to 12 customers at 14:05." in talk.draft
    assert "I'll send the right list to all 12 by 16:00 today" in talk.draft
    assert talk.draft != before or "Added." not in talk.said


@pytest.mark.parametrize(
    "wish",
    [
        "please make it sound a bit less stiff",
        "can it be friendlier and a bit shorter please",
        "that is not really how i would say it",
    ],
)
def test_a_wish_about_the_note_never_becomes_the_note(wish):
    talk = at_draft()
    before = talk.draft
    talk.press("edit")

    talk.say(wish)

    assert talk.draft == before


WHOLE = [
    "Dana, I sent the wrong prices to 12 customers at 14:05 and I'm fixing it by 16:00. Sorry. Sam",
    "At 14:05 today I mailed last year's prices to twelve customers. The right ones go out by 16:00. I am sorry about it.",
]


@pytest.mark.parametrize("note", WHOLE)
def test_a_whole_note_still_takes_its_place(note):
    talk = at_draft()
    talk.press("edit")

    talk.say(note)

    assert talk.draft == note


SEND = [
    "yeah send it to her",
    "send it",
    "ok looks good",
    # unseen
    "Yes please, send this to Dana now",
    "go ahead and send",
    "perfect",
]


@pytest.mark.parametrize("words", SEND)
def test_no_typed_word_sends_and_a_press_is_asked_for(words):
    talk = at_draft()
    before = talk.draft

    said = talk.say(words)

    assert "press" in said
    assert "send" in talk.choices
    assert talk.draft == before
    assert not talk.journey.outbox


LATER = [
    "no dont send it, ill say it when she comes in",
    "dont send, i'd rather tell her when i see her",
    "No need to send it, I tell Dana at lunch",
]


@pytest.mark.parametrize("words", LATER)
def test_who_will_say_it_aloud_hides_nothing(words):
    talk = at_draft()

    talk.say(words)

    assert "knows" in str(talk.question)
    assert "practise" in talk.choices


TOLD = [
    "told dana. she laughed",
    "yes she knows i told you",
    # unseen
    "just spoke to my boss, all fine",
    "Dana knows now",
]
CALLED = [
    "i called her. she cried. said thank you for being honest",
    # unseen
    "I rang her and she was nice about it",
]
"""It was to be said, so the call is the telling; under a note somebody else may have been called."""
NOT_TOLD = [
    "i will tell her at 5",
    "she doesnt know yet",
    "i told greg about lunch",
    "tell dana?",
    "i havent told her",
    "when she knows i can sleep",
    "told the client",
    "rang her, voicemail",
    "she knows how to reach me",
]


def copied():
    talk = at_draft()
    talk.press("copy")
    return talk


def myself():
    talk = at_draft()
    talk.press("say_myself")
    return talk


def followed():
    talk = at_draft()
    talk.say(NOT_FOLLOWED[0])
    return talk


def asked():
    talk = copied()
    talk.due("tell-1")
    return talk


@pytest.mark.parametrize("words", TOLD)
@pytest.mark.parametrize("place", [at_draft, copied, myself, followed, asked])
def test_that_it_is_told_is_heard_in_words_wherever_the_note_stands(place, words):
    talk = place()

    talk.say(words)

    assert talk.journey.told is not None, talk.said
    assert not any(promise.startswith("tell-") for promise in talk.promises)


@pytest.mark.parametrize("words", CALLED)
@pytest.mark.parametrize("place", [copied, myself, asked])
def test_a_call_that_was_to_be_the_telling_is_the_telling(place, words):
    talk = place()

    talk.say(words)

    assert talk.journey.told is not None, talk.said


@pytest.mark.parametrize("words", NOT_TOLD)
@pytest.mark.parametrize("place", [at_draft, copied, myself, asked])
def test_what_does_not_say_that_it_is_told_leaves_it_untold(place, words):
    talk = place()

    talk.say(words)

    assert talk.journey.told is None, talk.said


def test_a_role_in_charge_who_was_told_is_the_boss_who_knows():
    for words in ("i told the charge nurse already", "yes the shift lead knows", "told my team leader at noon"):
        talk = Talk()
        talk.say("i gave a resident the wrong tablet at 9. she is fine")
        while str(talk.question) != "boss_knows":
            talk.say("skip")

        talk.say(words)

        assert talk.journey.told is not None, words


def offered():
    """Told, and the check-in is offered while the repair is still to come."""
    talk = ways.drafted(plan="send the right list to all 12 and ring the big two")
    talk.press("send")
    talk.press("send_now")
    assert str(talk.question) == "check_in", talk.said
    return talk


WHEN = [
    ("yes but at 7:30, i start shift at 7", "Tue 07:30"),
    ("not tomorrow, im off til thursday. thursday 10", "Thu 10:00"),
    ("make it 8 instead please, 9 is our stand up meeting", "Tue 08:00"),
    # unseen
    ("sure, though 10:15 would be better, the shop opens at 10", "Tue 10:15"),
    ("no, wednesday at 9 please, i'm busy on tuesday", "Wed 09:00"),
    ("ok but not before 11", "Tue 11:00"),
]


@pytest.mark.parametrize(("words", "when"), WHEN)
def test_the_hour_that_is_wanted_is_heard_among_other_hours(words, when):
    talk = offered()

    talk.say(words)

    assert talk.promised("first").strftime("%a %H:%M") == when, talk.said


DONE = [
    "done. right list sent 3:50",
    "sent the right list at 3:40, rang both",
    # unseen
    "list went out at 15:10",
    "all sent now, 12 of 12 by 4pm",
]


@pytest.mark.parametrize("words", DONE)
def test_what_was_done_at_some_hour_is_no_hour_for_a_check_in(words):
    talk = offered()

    talk.say(words)

    assert "first" not in talk.promises, talk.said
    assert talk.journey.fixed is not None, talk.said


STILL = ["not yet, they havent picked up", "still waiting on the printer", "nope, two of them are not in until 5"]


@pytest.mark.parametrize("words", STILL)
def test_that_it_is_not_done_yet_is_not_asked_at_once(words):
    talk = offered()

    said = talk.say(words)

    assert "How does it stand?" not in said
    assert str(talk.question) in ("check_in", "in_the_way") or "I'll ask once, 17:00." in said, said


HARD = ["ffs what do i say", "what now, he is furious", "ok help", "I don't know how to answer that"]


@pytest.mark.parametrize("words", HARD)
def test_after_a_hard_reply_the_next_words_are_about_it_whatever_else_was_open(words):
    talk = offered()
    talk.answered("reply", "This is unacceptable. My office now.")

    said = talk.say(words)

    assert "A fact and a time is enough" in said
    assert "use" in talk.choices


ANSWERS = ["yes told them at 2", "no, not yet", "Yes, all 12 since noon", "IT knows, they logged it"]


@pytest.mark.parametrize("words", ANSWERS)
def test_an_answer_to_the_question_is_an_answer_whatever_else_was_open(words):
    talk = offered()
    talk.answered("ask_one", "Has IT been told?")

    talk.say(words)

    assert str(talk.question) == "draft", talk.said
    assert talk.journey.draft.kind == "answer"
    assert "first" not in talk.promises


@pytest.mark.parametrize(
    ("words", "wanted"), [("yes", True), ("yes please", True), ("9:30", True), ("no thanks", False)]
)
def test_a_plain_answer_to_the_offer_stays_one_after_a_reply(words, wanted):
    talk = offered()
    talk.answered("reply", "This is unacceptable.")

    talk.say(words)

    assert ("first" in talk.promises) is wanted, talk.said
    assert talk.journey.draft is None


NOT_MINE = [
    "my boss sent the client the wrong contract and asked me to say it was me",
    "my manager put the wrong price on the website and now hes telling everyone i did it. i only uploaded the file he gave me",
    "my boss asked me to write that it was me who left the door open",
    # unseen
    "the shift lead mixed up the orders and he wants me to tell the customer that i did it",
    "I just printed the labels that Greg made and now they are saying I broke the batch",
    "my colleague deleted the folder and my manager expects me to email everyone that it was my doing",
]
MINE = [
    "i sent the client the wrong contract and my boss asked me to say sorry",
    "i told my boss that it was me who left the door open",
    "my manager asked me to write down what happened. i dropped the tray of glasses",
    "i only uploaded half of the files to the client at 9",
    "my boss told everyone that i did great, and then i missed the deadline for the tender",
    "he wants me to email the client today. i quoted the wrong price",
]


@pytest.mark.parametrize("words", NOT_MINE)
def test_who_is_to_carry_anothers_mistake_is_asked_for_their_own_part(words):
    talk = Talk()

    said = talk.say(words)

    assert "Which part was yours to do?" in said
    assert "Call " not in said


@pytest.mark.parametrize("words", MINE)
def test_an_own_mistake_stays_one_whatever_others_asked(words):
    talk = Talk()

    said = talk.say(words)

    assert "Which part was yours" not in said
    assert not talk.journey.hint("not_mine")


@pytest.mark.parametrize(
    "words",
    [
        "he wants me to email the client today saying it was me",
        "now she says i have to write that it was me",
        "my boss wants me to tell them i did it",
    ],
)
def test_pressure_that_comes_later_is_heard_too(words):
    talk = Talk()
    talk.say("the wrong price was on the website for 2 days. my manager made the file and i uploaded it")
    while str(talk.question) in ("kind", "touches", "first_acts", "boss_knows", "effect"):
        talk.say("skip")

    talk.say(words)

    assert talk.journey.hint("not_mine"), talk.said


PARTS = [
    ("uploading the file was mine. the price was his", ["uploading the file was mine"], ["the price was his"]),
    ("i locked the front, he locks the back", ["i locked the front"], ["he locks the back"]),
    ("I typed the list but my manager signed it", ["I typed the list"], ["my manager signed it"]),
    (
        "i packed the boxes and labelled them, and the driver took them",
        ["i packed the boxes and labelled them, and the driver took them"],
        [],
    ),
]


@pytest.mark.parametrize(("words", "mine", "others"), PARTS)
def test_a_sentence_of_two_peoples_acts_is_parted(words, mine, others):
    talk = Talk()
    talk.say(NOT_MINE[0])

    talk.say(words)

    assert [each.strip(".") for each in talk.journey.note("part_mine").split("\n")] == mine
    assert [each for each in talk.journey.note("part_others").split("\n") if each and each != NOT_MINE[0]] == others


def test_pressure_instead_of_a_plan_is_answered_and_the_plan_is_asked_again():
    talk = Talk()
    for line in (NOT_MINE[0], "i printed it", "yes", "he wants me to email the client today saying it was me"):
        said = talk.say(line)

    assert "You can say what you can sign." in said
    assert said.endswith("What can you put right yourself, and by when?")
    assert "Which people" not in talk.say("who could i call?")
    assert "Words to start with" in talk.said


@pytest.mark.parametrize("words", ["what now", "oops", "where am i"])
def test_after_it_went_badly_nothing_asks_to_come_back(words):
    talk = offered()
    talk.say("they suspended me pending an investigation")

    talk.say(words)

    assert "Shall I come back" not in talk.said
    assert not talk.promises
