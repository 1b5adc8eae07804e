"""Words where a button was expected: what they do to a note that stands there, and that it is told.

The first half of each list was met in a conversation; the second half, after the empty line, was written before the rule was tried.
"""

from dataclasses import replace

import pytest
from coaching import ways
from coaching.world import Talk

from bot import story
from bot.events import TookBackWords
from bot.journey import Parked
from bot.path import Question

NOT_FOLLOWED = ["hmm purple", "make it nicer please"]


def skip_while(talk, *questions):
    """Skip what is asked while it is one of these."""
    for _ in range(8):
        if str(talk.question) not in questions:
            return
        talk.say("skip")
    raise AssertionError(talk.said)


def skip_to(talk, question):
    """Skip what is asked until this is."""
    for _ in range(8):
        if str(talk.question) == question:
            return
        talk.say("skip")
    raise AssertionError(talk.said)


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


@pytest.mark.parametrize("words", ["dont send it", "no, don't send that yet", "please do not send anything now"])
def test_not_to_send_is_not_to_hide(words):
    talk = at_draft()

    talk.say(words)

    assert str(talk.question) == "when_tell", talk.said


@pytest.mark.parametrize(
    "words", ["send it to the client by 4", "send to marta in sales by 5", "send them the right list at 4"]
)
def test_what_is_sent_to_others_is_a_plan_and_asks_for_no_press(words):
    talk = at_draft()

    assert "only when you press" not in talk.say(words)


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
        skip_to(talk, "boss_knows")

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


def interrupted():
    """Dana's question is answered, and before [Send] the hour of the repair comes."""
    talk = ways.told()
    talk.answered("ask_one", "Has IT been told?")
    talk.say("yes, IT was told at 2")
    assert (talk.question, talk.journey.draft.kind) == (Question.DRAFT, "answer")
    talk.wait(hours=2)
    assert talk.question is Question.REPAIR_HOW, talk.said
    return talk


ANSWER_AGAIN = "Your answer to Dana has not gone yet.\n| Dana, yes, IT was told at 14:00.\n| Sam\n"


def test_an_answer_that_was_not_sent_is_shown_again_once_the_question_that_came_between_is_done_with():
    talk = interrupted()
    talk.press("done")
    assert "Dana, it's fixed." in talk.said
    talk.press("say_myself")

    talk.press("no")

    assert ANSWER_AGAIN in talk.said
    assert talk.choices == ["send", "say_myself", "edit"]
    talk.press("send")
    talk.wait(minutes=3)
    assert talk.letters[-1] == ("Dana Okafor", "Dana, yes, IT was told at 14:00.\nSam")
    assert "has not gone" not in talk.say("where am i")


def test_an_answer_that_was_not_sent_waits_until_the_note_after_it_has_gone():
    talk = interrupted()
    talk.press("done")
    talk.press("send")
    talk.press("send_now")
    assert "has not gone" not in talk.said
    talk.wait(minutes=1)
    assert talk.letters[-1][1].startswith("Dana, it's fixed.")

    assert ANSWER_AGAIN in talk.press("no")


def test_not_yet_brings_an_answer_that_was_not_sent_back_too():
    talk = interrupted()
    talk.press("not_yet")
    talk.say("skip")

    assert ANSWER_AGAIN in talk.press("no")


def test_where_am_i_and_oops_know_of_an_answer_that_was_not_sent():
    talk = interrupted()
    assert "Your answer to Dana has not gone yet." in talk.say("where am i")
    talk.say("stop")
    assert "has not gone" not in talk.said

    assert ANSWER_AGAIN in talk.say("oops")


def test_an_answer_whose_message_was_deleted_is_shown_no_more():
    talk = interrupted()
    talk._hear(TookBackWords("yes, IT was told at 2"))

    talk.press("not_yet")
    talk.say("skip")
    talk.press("no")

    assert not any("IT was told" in each for each in talk.all[-3:])
    assert "IT was told" not in str(talk.journey.notes)


def test_back_from_a_word_after_telling_says_that_nothing_is_before_it_and_loses_nothing():
    talk = interrupted()
    talk.press("done")
    sayings = talk.journey.sayings

    assert talk.say("back") == "There is nothing before this."
    assert talk.journey.sayings == sayings
    assert talk.question is Question.DRAFT


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
    skip_while(talk, "kind", "touches", "first_acts", "boss_knows", "effect")

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


def note(*lines, **how):
    """The note that these lines lead to; what is asked beside them is skipped."""
    talk = Talk(**how)
    for line in lines:
        talk.say(line)
        skip_while(talk, "kind", "touches", "first_acts", "still_going", "effect")
    for _ in range(6):
        if str(talk.question) == "draft":
            return talk
        talk.say("skip")
    raise AssertionError(talk.said)


def test_an_act_told_with_a_groan_stands_in_the_note():
    for groan in ("omg ", "wtf ", "oh god, "):
        talk = note(
            f"{groan}i gave the wrong leaflet to 30 parents at 9", "not yet, its dana", "i misread the box on the shelf"
        )
        assert "I gave the wrong leaflet to 30 parents" in talk.draft, talk.draft


TO_US = [
    "this is stupid. i dont want to talk to a bot",
    "my boss made me use this",
    "i hate using apps",
    "this is so pointless",
]


@pytest.mark.parametrize("words", TO_US)
def test_what_is_said_of_the_coach_stands_in_no_letter(words):
    talk = note("i deleted 40 rows in the stock list at 10. it is restored", "not yet, dana", words)

    for line in words.split(". "):
        assert line.casefold() not in talk.draft.casefold()


BEHIND = [
    ("put it back at 11. lee saw it", "I'll put"),
    ("cut the power at 2 and told lee", "I'll cut"),
    ("set the alarm again at 9:30", "I'll set"),
]
AHEAD = [
    "put it back at 4",
    "put the sign out by 3",
    "cut the new key tomorrow at 11",
    "I'll put it right at 11 tomorrow",
]


@pytest.mark.parametrize(("words", "never"), BEHIND)
def test_an_hour_of_today_that_has_passed_makes_an_act_a_past_one(words, never):
    talk = note("i took the guard off the press and forgot to put it back on. nobody got hurt", "not yet, dana", words)

    assert never not in talk.draft, talk.draft


@pytest.mark.parametrize("words", AHEAD)
def test_an_hour_that_is_still_to_come_keeps_it_a_plan(words):
    talk = note("i left the shop sign on the pavement overnight", "not yet, dana", words)

    assert talk.journey.repairs, talk.draft


WHO = [
    ("siobhan my supervisor", "Siobhán Byrne"),
    ("mrs doyle the head", "Mrs Doyle"),
    ("it's Tomek, our shift manager", "Tomek"),
]


@pytest.mark.parametrize(("words", "name"), WHO)
def test_who_it_is_may_be_named_before_the_part_they_have(words, name):
    talk = note("i shouted at a pupil in front of the class at 10", words, "i will say sorry tomorrow at 9")

    assert talk.journey.manager is not None
    assert talk.journey.manager.name == name
    assert talk.draft.count(name.split()[-1]) <= 1


AWAY = ["hes out til tomorrow", "no, she's on leave until monday", "not yet, he is off sick"]


@pytest.mark.parametrize("words", AWAY)
def test_asked_about_the_boss_he_is_the_boss(words):
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris")
    talk.press("done")
    assert str(talk.question) == "boss_knows"

    said = talk.say(words)

    assert "stands in" in said


def test_who_is_away_and_who_is_there_instead_in_one_breath():
    talk = note(
        "i put 40 boxes on the wrong lorry at 10",
        "my manager is Karen, shes off sick so its Denise today",
        "i'll ring the driver at 4",
    )

    assert talk.journey.manager.name == "Denise"
    assert "Karen" not in talk.draft


LATER_TELL = [
    ("i cant tell her today shes on a day off", None),
    ("not today, tomorrow at 9", "Tue 09:00"),
    ("she's in meetings, so wednesday 10:30", "Wed 10:30"),
    ("at 4", "Mon 16:00"),
]


@pytest.mark.parametrize(("words", "when"), LATER_TELL)
def test_when_it_will_be_told_is_not_the_time_at_which_it_cannot_be(words, when):
    talk = at_draft()
    talk.press("not_now")

    said = talk.say(words)

    if when is None:
        assert said.startswith("Then not yet.")
    else:
        assert talk.promised("tell-1").strftime("%a %H:%M") == when


def test_while_paused_no_hour_is_promised():
    talk = at_draft()
    talk.press("not_now")
    talk.say("pause")
    talk.say("until friday")

    assert "two working hours" not in talk.say("i can't tell her yet")


@pytest.mark.parametrize("words", ["reached omar", "Reached Omar.", "reached omar haddad"])
def test_a_label_with_a_name_in_it_may_be_typed(words):
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris")
    talk.press("cant_reach")
    assert str(talk.question) == "deputy", talk.said

    assert "has it" in talk.say(words) or str(talk.question) != "deputy"
    assert "Then the right person has it." in talk.said


FACTS = [
    "yusuf checked the logs and nobody used it",
    "IT reset my login at 11",
    "my colleague rolled it back within 5 minutes",
    "Nobody was hurt.",
    "nobody hurt",
]


@pytest.mark.parametrize("words", FACTS)
def test_help_and_that_nobody_was_hurt_get_no_mark(words):
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say("i pushed an api key to the public repo at 10")
    skip_while(talk, "kind", "touches", "first_acts", "still_going", "boss_knows", "effect", "slip")

    talk.say(words)

    assert str(talk.question) != "marks", talk.said


def test_one_sentence_is_one_sentence():
    talk = Talk()
    talk.say("i sent the old price list to 12 shops")
    assert "one sentence" in talk.say("what do you know about me")


SMALL = [
    ("i sent the revenue slide with 4.1m instead of 3.7m to the board", "its 3.8 not 3.7", "3.8m"),
    ("i forgot to book the caterer for saturdays event", None, "Saturday's event"),
    ("i sent tomorrows menu to the printer with 2 errors", None, "tomorrow's menu"),
    ("i forgot that on saturdays we close at 4", None, "on Saturdays we close"),
    ("quick i need words now i overslept and missed the 9 am call", None, "Dana, I overslept"),
]


@pytest.mark.parametrize(("story", "then", "stands"), SMALL)
def test_small_things_stand_in_the_note_as_they_were_meant(story, then, stands):
    talk = note(story, "not yet, its dana", "i ll ring them by 4")

    if then:
        talk.say(then)

    assert stands in talk.draft, talk.draft
    assert "I'll ring them by 16:00" in talk.draft


@pytest.mark.parametrize(
    "words", ["that the right one is out and they confirmed", "say the right one is out, they confirmed"]
)
def test_what_to_say_is_said_without_that(words):
    talk = offered()
    talk.answered("ask_one", "Where does it stand?")

    talk.say(words)

    assert talk.draft.startswith("Dana, the right one is out")


def test_an_own_act_told_where_the_plan_was_asked_stands_in_the_note():
    talk = note(
        "i deleted a clients wedding photos at 9",
        "not yet, dana",
        "i formatted the card before i backed it up. 400 photos",
        "i refund her tonight at 7",
    )

    assert "I formatted the card before I backed it up." in talk.draft


def test_a_plan_where_a_name_was_asked_is_nobodys_name():
    talk = Talk()
    talk.say("i reversed the van into a parked car at 10 and drove off. nobody hurt")
    skip_while(
        talk, "kind", "touches", "first_acts", "still_going", "boss_knows", "effect", "slip", "telling", "next_act"
    )
    assert str(talk.question) == "listener", talk.said
    for line in ("i was late for the next drop that day", "going back now to leave a note on the car, be there by 4"):
        talk.say(line)

    assert talk.journey.manager is None
    assert "Going," not in talk.draft


@pytest.mark.parametrize("words", ["boss is tommy. he dont know", "manager is Tommy, not told yet"])
def test_the_boss_is_named_without_a_my(words):
    talk = note("i reversed the van into a parked car at 10. nobody hurt", words, "i leave a note on the car by 4")

    assert talk.journey.manager.name == "Tommy"


@pytest.mark.parametrize("words", ["his stand in is Priyanka", "deputy is Priyanka", "Priyanka covers for him"])
def test_who_stands_in_may_be_named_later(words):
    talk = note(
        "i pushed the wrong file to the public site at 10",
        "no. my lead is on holiday til monday",
        words,
        "i take it down by 4",
    )

    assert talk.journey.manager is not None
    assert talk.journey.manager.name == "Priyanka"


@pytest.mark.parametrize("words", ["idk", "dont know yet", "not told him no", "i havent told her yet", "no idea"])
def test_an_answer_that_says_nothing_stands_in_no_note(words):
    talk = note("i sent the old price list to 12 shops at 10", "not yet, dana", words, words)

    assert words.split()[-1] not in talk.draft.casefold().split("\n", 1)[-1].replace(".", ""), talk.draft


@pytest.mark.parametrize(
    "words", ["what do i say to my manager then??", "can you write it for me?", "will they sack me"]
)
def test_at_the_door_a_question_gets_its_answer_and_the_names_are_not_said_again(words):
    talk = Talk()
    talk.say("i falsified the temperature log for the fridge for 3 days")
    talk.press("chose")

    said = talk.say(words)

    assert "Words to start with" not in said
    assert "What comes next is between you and them" not in said
    assert str(talk.question) == "door"


UNEQUAL = [
    "my boss keeps giving me the worst jobs since i told her im pregnant",
    "they moved me to nights after i mentioned my disability",
    "ever since I said that I'm gay he gives me no shifts",
]
EQUAL = [
    "she trusts me less since i told her about the delay",
    "after i told him im late he left",
    "when i said my laptop died she laughed",
]


def test_what_may_be_discrimination_is_heard_as_such_and_nothing_else_is():
    from bot.gist import unequal

    assert all(map(unequal, UNEQUAL))
    assert not any(map(unequal, EQUAL))


def test_silence_about_a_danger_is_asked_again_and_never_read_back_as_safety():
    talk = Talk()
    talk.say("a guest slipped on the wet floor i mopped and hit her head, ambulance is here")
    skip_to(talk, "still_going")

    said = talk.say("chef marco knows, the owner doesnt")

    assert "not getting worse" not in said
    assert str(talk.question) == "still_going"
    talk.say("no she is with the paramedics")
    assert str(talk.question) != "still_going"


ORDER = [
    (
        "i replied all with a joke about the ceo",
        'i wrote "did he even read it" under his mail. 800 people got it. it was at 11:00. i recalled it at 11:02',
        ['"did he even read it"', "It was at 11:00", "I recalled it"],
    ),
    (
        "i gave a customer 50 instead of 20 in change",
        "it was yesterday at 18:00, the till was 30 short. i signed it as ok",
        ["50 instead of 20", "It was yesterday", "I signed it"],
    ),
]


@pytest.mark.parametrize(("opening", "telling", "order"), ORDER)
def test_what_begins_with_it_was_stays_behind_what_it_is_about(opening, telling, order):
    talk = note(opening, telling, "not yet, dana", "i say sorry to them by 4")

    places = [talk.draft.find(each) for each in order]
    assert -1 not in places, talk.draft
    assert places == sorted(places), talk.draft


ACTS = [
    "i wired a socket wrong and it tripped the whole floor, they lost 20 min of work",
    "i keyed the wrong account and the customer waited two days",
    "i read the old drawing and the wall is 10 cm too far left",
]
REASONS = [
    "i wired it wrong because we were three people short",
    "i was tired and read the wrong line",
    "they gave me the wrong drawing and i built it",
]


def test_an_act_and_what_it_led_to_is_no_reason_and_a_reason_is_one():
    from adapters.reader import reader
    from bot.hearing import SPOILS

    for words in ACTS:
        one = Talk(reader=reader())
        one.say(words)
        assert not any(s.labels & SPOILS for s in one.journey.sayings), words
    for words in REASONS:
        one = Talk(reader=reader())
        one.say(words)
        assert any(s.labels & SPOILS or s.out for s in one.journey.sayings), words


def test_thanks_after_the_copy_is_left_alone():
    talk = copied()

    assert "follow" not in talk.say("thanks")
    assert talk.journey.told is None


@pytest.mark.parametrize("words", ["i know it was wrong", "I know that was a stupid mistake."])
def test_a_regret_is_about_the_work(words):
    talk = Talk()
    talk.say("i sent the old price list to 12 shops at 14:05")
    talk.say("i cant do this anymore")
    assert str(talk.question) == "unsure"

    assert "116 123" not in talk.say(words)


def test_who_stands_in_and_how_they_took_it_stand_in_no_note():
    talk = note(
        "i swapped live and neutral in a socket at 10. the floor was off for 20 minutes",
        "my boss is away til friday. Deputy is Tom",
        "she was raging. i test the other 6 sockets before 4",
    )

    assert talk.journey.manager.name == "Tom"
    assert "Deputy" not in talk.draft
    assert "raging" not in talk.draft


def test_whether_one_will_be_fired_is_answered_without_a_mark_of_question():
    talk = at_draft()

    assert "I can't know that" in talk.say("do you think ill be fired")


@pytest.mark.parametrize("before", [(), ("I was drowning in quarter close.",)])
def test_a_cause_told_today_was_parked_on_no_day(before):
    talk = ways.focus(parked=False)
    talk.journey = replace(talk.journey, parked=tuple(map(Parked, before)))

    said = talk.say("I was tired because the shift was short of staff.")

    if before:
        assert "the one thing you parked on Monday" in said
        talk.press("luck")
        said = talk.said
    else:
        assert "you parked on" not in said
    assert "One part of it may be a cause, in your words." in said


WHO_KNOWS = ["chef knows, the owner doesnt", "dana knows but greg doesn't", "the team knows, my boss does not yet"]


@pytest.mark.parametrize("words", WHO_KNOWS)
def test_who_knows_and_who_does_not_is_nobodys_blame_and_stands_in_no_note(words):
    from adapters.reader import reader

    talk = note(
        "i left the freezer open all night and 40 kg of meat are gone", words, "i order new by 4", reader=reader()
    )

    assert not talk.journey.parked
    assert "Parked means" not in "\n".join(talk.all)
    assert "know" not in talk.draft
    assert "do" not in talk.draft.split("\n")[0].split()


@pytest.mark.parametrize("words", ["chef knows, the owner doesnt", "my lead knows, the owner does not"])
def test_a_boss_who_knows_beside_one_who_does_not_leaves_it_untold(words):
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say("i left the freezer open all night and 40 kg of meat are gone")
    skip_while(talk, "kind", "touches", "first_acts", "still_going")
    talk.say("i was last out at 23:00")
    talk.say(words)

    assert talk.journey.told is None
    assert talk.journey.hint("boss_unaware")


@pytest.mark.parametrize(
    "words",
    [
        "i sent the wrong price list to keller at 9:10, my boss helen doesnt know",
        # kept aside
        "I dropped the projector at 9:30, our manager Helen hasn't heard",
    ],
)
def test_a_boss_named_in_passing_is_the_reader_and_no_part_of_the_note(words):
    talk = note(words, "nobody used it", "put it right by noon")

    assert talk.draft.startswith("Helen, ")
    assert "boss" not in talk.draft
    assert "manager" not in talk.draft


def test_a_promise_where_a_name_was_asked_is_nobodys_name():
    talk = Talk()
    for words in ("i dropped the projector at 9:30", "tell now", "I'll be more careful"):
        talk.say(words)

    assert talk.question is Question.LISTENER
    assert talk.journey.manager is None
    talk.say("its helen")
    assert talk.draft.startswith("Helen, ")


COMES = ["i am on my own til 2, then my manager Sheila comes", "my manager Sheila gets in at 2", "sheila is back at 2"]


@pytest.mark.parametrize("words", COMES)
def test_when_its_reader_comes_in_stands_in_no_note(words):
    talk = note(
        "i left the till open at lunch and 60 quid went missing", words, "i count the till again at 3", "sheila"
    )

    assert "Sheila," in talk.draft
    assert all(each not in talk.draft for each in (" comes", "gets in", "back at", "on my own")), talk.draft


def test_when_somebody_else_comes_stands_in_the_note():
    talk = note("i broke the tap at 9", "the plumber comes at 4. not yet, its dana", "i close the room until then")

    assert "The plumber comes at 16:00." in talk.draft


PATIENTS = ["oops i gave mr patel's evening meds to the man in bed 4", "i gave Mrs Lee the wrong insulin at 8"]


@pytest.mark.parametrize("words", PATIENTS)
def test_who_is_called_by_title_and_name_is_taken_out_of_the_very_first_words(words):
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say(words)

    kept = " ".join(s.text for s in talk.journey.sayings)
    assert "patel" not in kept.casefold()
    assert "lee" not in kept.casefold()
    assert "someone" in kept
    assert "I leave it out" in talk.said


def test_what_was_done_about_it_is_kept_where_the_plan_was_asked():
    from adapters.reader import reader

    opening = "left raw chicken next to the salads in the walkin and lunch went out already"
    more = "12:30 to 13:15 about 40 covers had the salad. i seen it at 13:20"
    talk = note(opening, more, "we threw out the rest", "i ring 3 tables by 4", "dana", reader=reader())

    assert "Kept. And what will you do next, by when?" in talk.all, "what was done is no plan"
    assert "We threw out the rest. I ring 3 tables by 16:00." in talk.draft


def test_what_was_done_about_it_is_kept_where_the_boss_was_asked_for():
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say("i gave a patient 10 mg instead of 5 at 8")
    skip_while(talk, "kind", "touches", "first_acts", "still_going")
    assert str(talk.question) == "boss_knows"

    talk.say("not yet, the doctor checked on her at 9. its dana")

    assert any(
        "The doctor checked on her" in s.text or "the doctor checked on her" in s.text for s in talk.journey.sayings
    )


DONE_AT = ["corrected at 9:40", "we replaced it at 9:40", "printed again at 9:40", "she restored it at 9:40"]


@pytest.mark.parametrize("words", DONE_AT)
def test_what_was_done_at_an_hour_is_no_plan_for_that_hour(words):
    from bot.hearing import behind
    from bot.journey import Saying

    assert behind(Saying(Question.TELLING, words, frozenset({"repair"})))


@pytest.mark.parametrize(
    "words", ["need it by 9:40", "feed the line at 9:40", "i will have it corrected at 9:40", "put it back by 9:40"]
)
def test_what_is_to_be_done_at_an_hour_is_not_behind(words):
    from bot.hearing import behind
    from bot.journey import Saying

    assert not behind(Saying(Question.TELLING, words, frozenset({"repair"})))


@pytest.mark.parametrize(
    "words", ["it was up for 2 hours", "the page was online from 9 to 11", "they were wrong for a week"]
)
def test_how_long_it_stood_so_is_a_fact_and_never_marked(words):
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say(f"I published the wrong name in a crime story. {words}")

    (one,) = [s for s in talk.journey.sayings if s.text.startswith(words[:8])]
    assert not one.labels & {"excuse", "blame", "minimizing", "guess"}
    assert not one.out


NAMED = [
    ("boss is called Wayne", "Wayne"),
    ("chef is Danny", "Danny"),
    ("mr walsh is the partner", "Mr Walsh"),
    ("mrs lynch is head", "Mrs Lynch"),
]


@pytest.mark.parametrize(("words", "name"), NAMED)
def test_the_one_who_is_to_hear_it_is_heard_in_any_order_of_words(words, name):
    assert story.boss_named(words, ()) == name
    talk = note("i left the shop open all night and 60 quid are gone", words, "i lock it by 6 tonight", name)

    assert talk.journey.manager.name == name
    assert name.split()[-1] not in talk.draft.split("\n", 1)[0].removeprefix(f"{name},")
    assert " is " not in talk.draft


def test_a_status_where_the_plan_was_asked_is_no_plan():
    talk = Talk()
    talk.say("i left the shop open all night and 60 quid are gone")
    skip_while(talk, "kind", "touches", "first_acts", "still_going", "effect", "telling")
    while str(talk.question) != "next_act":
        talk.say("skip")

    talk.say("no not yet my store manager is at home, its Greta")

    assert not talk.journey.repairs
    assert "at home" not in talk.draft
    assert talk.journey.manager.name == "Greta"


def test_no_that_says_something_else_keeps_no_mark_in():
    talk = Talk()
    talk.say("i sent the wrong list to 12 customers at 14:05. i was swamped with month end")
    skip_while(talk, "kind", "touches", "first_acts", "still_going", "boss_knows")
    while str(talk.question) != "marks":
        talk.say("i sent it at 14:05 to 12 customers. i was swamped with month end")

    said = talk.say("no its fixed now")

    assert "They are your words" not in said
    assert any("swamped" in p.text for p in talk.journey.parked)


def test_a_boss_with_a_title_keeps_the_name_where_people_are_touched():
    for words in ("mrs doyle", "its mrs doyle", "the head is mrs doyle"):
        talk = note(
            "i emailed the salary list to the wrong parent at 9",
            "41 people are in it",
            "i ring the parent by 10",
            words,
        )
        assert talk.draft.startswith("Mrs Doyle, "), words


def test_where_the_plan_was_skipped_the_note_is_silent_about_it():
    talk = note("i broke the label printer at 9", "skip", "skip", "dana")

    assert "It says nothing yet of what comes next" not in "\n".join(talk.all)


@pytest.mark.parametrize("words", ["he was there", "my boss was with me", "she saw it herself"])
def test_a_boss_who_was_there_knows(words):
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say("i gave a patient 10 mg instead of 5 at 8")
    skip_while(talk, "kind", "touches", "first_acts", "still_going")
    assert str(talk.question) == "boss_knows"

    talk.say(words)

    assert talk.journey.told is not None


@pytest.mark.parametrize("words", ["it went ok. he said sorry", "the talk went badly, but its done"])
def test_how_the_talk_went_says_that_it_was_had(words):
    talk = at_draft()
    talk.press("say_myself")
    assert str(talk.question) == "knows"

    talk.say(words)

    assert talk.journey.told is not None


def test_a_number_that_makes_nothing_small_is_no_minimizing():
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say("forgot to book the crane for tuesday, whole crew stands around")
    talk.say("8 people, they wait for it")
    assert not any("minimizing" in s.labels for s in talk.journey.sayings)

    talk = Talk(reader=reader())
    talk.say("i sent the old list to 3 customers at 9. its only 3 people so its not a big deal")
    assert any("minimizing" in s.labels for s in talk.journey.sayings)


@pytest.mark.parametrize(
    ("plan", "words", "done"),
    [
        ("refile by 16:00 today and ask for an extension", "refiled 15:20, they stamped it", True),
        ("call each of the 12 by 16:00", "called all but two", False),
        ("refile by 16:00 today", "waited all day for the form", False),
        ("order a new one by 16:00", "ordered 15:10", True),
        ("clean the history by 16:00 and tell dana", "history cleaned", True),
    ],
)
def test_what_was_planned_told_in_the_past_is_done(plan, words, done):
    talk = ways.told(plan=plan)
    talk.wait(hours=3)
    assert str(talk.question) == "repair_how"

    talk.say(words)

    assert (talk.journey.fixed is not None) is done


def test_a_promise_that_was_moved_is_not_called_the_time_that_was_named():
    talk = ways.told()
    talk.wait(hours=2)
    talk.say("not yet, they have nothing til friday")

    said = talk.due("repair-2")

    assert "the time you named" not in said
    assert "One thing is open" in said


@pytest.mark.parametrize("words", ["done both", "by today", "still waiting", "it is sorted"])
def test_what_names_nobody_is_nobodys_name_however_short(words):
    talk = note("i sent the old list to 12 shops at 9", "i send the right one by 4", words, "dana")

    assert talk.journey.manager.name == "Dana Okafor"
    assert f"| {words.split()[0].capitalize()}, " not in "\n".join(talk.all)


@pytest.mark.parametrize(
    ("words", "told"),
    [("rotated it. yusuf knows", False), ("priya has been told", False), ("dana knows", True), ("my boss knows", True)],
)
def test_a_door_that_knows_is_not_the_boss(words, told):
    from adapters.reader import reader

    talk = Talk(reader=reader())
    talk.say("hey so i think i leaked an api key in a public repo like an hour ago")
    skip_while(talk, "kind", "touches", "first_acts", "still_going")
    assert str(talk.question) == "boss_knows"

    talk.say(words)

    assert (talk.journey.told is not None) is told


@pytest.mark.parametrize(
    "words", ["published an embargoed study 3 hrs too early", "overcharged 40 customers at 9", "leaked the plan at 9"]
)
def test_the_act_stands_first_however_it_is_typed(words):
    talk = note(words, "the press office called at 9. i took it down 9:20", "i ring them by 4", "dana")

    assert talk.draft.startswith(f"Dana, I {words.split()[0]} ")


@pytest.mark.parametrize(
    ("words", "news"),
    [
        ("fixed the table at 3, all guests are seated", "Dana, fixed the table at 15:00, all guests are seated."),
        ("done the pack went out at 14:50", "Dana, the pack went out at 14:50."),
        ("sorted, the client has the right file now", "Dana, the client has the right file now."),
        ("yes and the client has the right file now", "Dana, the client has the right file now."),
    ],
)
def test_of_an_answer_only_what_answers_is_left_out_of_the_word_to_its_reader(words, news):
    talk = ways.told()
    talk.wait(hours=2)
    assert str(talk.question) == "repair_how"

    talk.say(words)

    assert talk.draft.startswith(news), talk.draft


RING = "I told a customer his ring would be ready on Saturday at 10. I never put the order in."


@pytest.mark.parametrize("press", [False, True])
@pytest.mark.parametrize(
    ("words", "plan", "due"),
    [
        ("ring him at 5 not 6", "I'll ring him tonight at 17:00 and offer him a loan ring.", "17:00"),
        ("no, ring him at 5", "I'll ring him tonight at 17:00 and offer him a loan ring.", "17:00"),
        # unseen
        (
            "6 should be half past seven, sorry: 7:30 not 6",
            "I'll ring him tonight at 19:30 and offer him a loan ring.",
            "19:30",
        ),
        ("ring him tomorrow at 9 instead", "I'll ring him tomorrow at 09:00 and offer him a loan ring.", "09:00"),
    ],
)
def test_another_time_for_the_plan_changes_the_plan(words, plan, due, press):
    talk = ways.drafted(RING, "ring him tonight at 6 and offer him a loan ring", "greg")
    if press:
        talk.press("edit")
    talk.say(words)

    assert plan in talk.draft
    assert talk.draft.count("ring him") == 1
    assert [f"{r.due.astimezone(talk.now.tzinfo):%H:%M}" for r in talk.journey.repairs] == [due]


def test_another_time_changes_a_note_in_ones_own_words_too():
    talk = ways.drafted(RING, "ring him tonight at 6 and offer him a loan ring", "greg")
    talk.press("edit")
    talk.say("Greg, I never put the ring order in. I'll ring the customer at 18:00 tonight. Sorry.\nSam")
    talk.say("ring the customer at 5 instead")

    assert talk.draft == "Greg, I never put the ring order in. I'll ring the customer at 17:00 tonight. Sorry.\nSam"


def test_one_more_call_is_one_more_plan():
    talk = ways.drafted(RING, "ring him tonight at 6 and offer him a loan ring", "greg")
    talk.say("ring him again at 20:00")

    assert "at 18:00 and offer him a loan ring" in talk.draft
    assert "again at 20:00" in talk.draft
