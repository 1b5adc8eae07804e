"""COACHING "How it talks": the consent card, what the manager sees, where the coach says nothing, deleting, and sending switched off."""

from dataclasses import replace
from datetime import timedelta

import pytest
from coaching import ways
from coaching.test_first_hour import chosen
from coaching.test_transparent import words
from coaching.world import Talk, house

from bot import machine
from bot.letters import LetterState

# the consent card


def test_the_consent_card_has_name_title_the_exact_words_and_what_sending_means():
    talk = words()

    assert all(f"| {line}" in talk.said for line in talk.draft.splitlines())
    assert "To Dana Okafor, Payroll Manager. Once sent, Dana can keep it or pass it on." in talk.said


def test_a_hold_of_two_minutes_starts_by_itself_and_can_be_stopped():
    talk = words()
    talk.press("send")

    assert talk.labels == ["Send now", "Edit", "Cancel"]
    assert talk.journey.outbox[-1].held_until - talk.now == timedelta(seconds=120)
    talk.wait(minutes=1)
    assert talk.letters == []
    talk.wait(minutes=1)
    assert len(talk.letters) == 1


def test_send_now_sends_and_cancel_sends_nothing():
    now, cancelled = words(), words()
    now.press("send")
    now.press("send_now")
    cancelled.press("send")
    said = cancelled.press("cancel")

    assert len(now.letters) == 1
    assert said == "Stopped. Dana has seen nothing. What should change?"
    cancelled.wait(days=3)
    assert cancelled.letters == []


@pytest.mark.parametrize("change", ["13:00, not 12:00", "Dana, I missed the tender. You'll have all of it by 18:00."])
def test_an_edit_voids_the_consent(change):
    talk = words()
    talk.press("send")
    talk.press("edit")
    talk.say(change)
    talk.wait(hours=1)
    assert talk.letters == []

    talk.press("send")
    talk.wait(minutes=3)

    assert [text for _, text in talk.letters] == [talk.journey.outbox[-1].text]
    assert talk.journey.outbox[0].state is LetterState.WITHDRAWN


def test_after_sending_it_can_be_taken_back_and_may_have_been_read():
    talk = ways.told()
    assert talk.labels == ["Take it back"]

    assert "may have read it" in talk.press("recall")
    assert talk.letters == []


def another_sent():
    """A second note has gone: that Dana knows it is put right. A question stands under it."""
    talk = ways.told()
    talk.wait(hours=2)
    talk.press("done")
    talk.press("send")
    talk.sent()
    assert talk.said.startswith("Sent. Dana has it.\n")
    return talk


def test_every_note_that_has_gone_can_be_taken_back_from_the_card_that_says_so_and_what_is_asked_there_is_asked_again():
    talk = another_sent()
    asked = talk.question
    assert asked is not None
    assert "recall" in talk.choices

    said = talk.press("recall")

    assert said.startswith("Taken back at ")
    assert (talk.question, talk.journey.told is not None) == (asked, True)
    assert [out.state for out in talk.journey.outbox] == [LetterState.SENT, LetterState.WITHDRAWN]
    assert "recall" not in talk.choices


def test_the_first_sent_with_a_question_under_it_can_be_taken_back_there_too():
    talk = ways.drafted(plan="skip")
    talk.press("send")
    talk.sent()
    assert str(talk.question) == "repair_plan"

    assert talk.press("recall").startswith("Taken back at ")

    assert talk.journey.told is None


def test_an_earlier_note_that_is_taken_back_after_another_is_named_as_that():
    talk = another_sent()
    talk.say("take it back")

    said = talk.say("take it back")

    assert said.startswith("Your earlier note is taken back too, at ")
    assert "Dana may have read it" in said
    assert talk.journey.told is None


def test_outside_our_own_outbox_nothing_is_scheduled():
    copied, outside = words(), ways.drafted(boss="Mrs Norton")
    for talk in (copied, outside):
        talk.press("copy")
        talk.wait(days=2)
        assert talk.journey.outbox == ()
        assert talk.letters == []


# what the manager sees


def test_what_the_manager_sees_is_who_wrote_it_the_help_and_three_buttons_with_their_words():
    fixed = house().recipient["manager"]

    assert fixed["above"] == "{author} wrote this and chose to send it to you through Oops."
    assert fixed["below"].startswith("What helps now: a thank-you first, the fix second.")
    assert (fixed["thank"], fixed["ask_one"], fixed["find_time"]) == (
        "Thank {first}", "Ask one question", "Find 15 minutes",
    )  # fmt: skip
    assert '"Thank you for telling me quickly."' in fixed["explains"]
    assert '"Can we find 15 minutes today?"' in fixed["explains"]
    assert "This note is all that I can show you. Ask {first} if you want to be sure." in fixed["explains"]


@pytest.mark.parametrize(
    ("press", "text", "passed"),
    [
        ("thank", "", 'From Dana: "Thank you for telling me quickly."'),
        ("find_time", "", 'From Dana: "Can we find 15 minutes today?"'),
        ("ask_one", "who else has the list??", 'From Dana: "who else has the list??"'),
        ("ask_one", "This is not good enough.", 'From Dana: "This is not good enough."'),
    ],
)
def test_what_the_manager_answers_is_passed_on_word_for_word_and_nothing_is_added(press, text, passed):
    talk = ways.told()

    said = talk.answered(press, text)

    assert said.removesuffix("\nYour answer goes only when you press Send.") == passed
    assert talk.wait(minutes=50) == "", "and then nothing, until there is news"


# where the coach says nothing


def test_after_sending_it_says_once_that_an_hour_means_nothing_and_then_nothing_until_there_is_news():
    talk = ways.told(plan="I'll send the right list to all 12 tomorrow by 11:00")

    assert talk.said.startswith("Sent. An hour without an answer means nothing yet.")
    assert talk.wait(hours=12) == ""


def test_after_telling_nothing_comes_but_at_the_next_promised_time():
    talk = ways.drafted()
    talk.press("say_myself")
    talk.press("told")
    due = talk.promised("repair-1")

    assert talk.wait(minutes=90) == ""
    assert "16:00" in talk.wait(minutes=30)
    assert due.strftime("%H:%M") == "16:00"


@pytest.mark.parametrize(
    "words_", ["fuck this shit", "i done a boo boo and me boss dont know nuffin", "that ship has sailed lol"]
)
def test_nothing_is_said_about_swearing_grammar_or_idioms(words_):
    talk = Talk()
    talk.say(f"i missed a deadline. {words_}")

    for word in ("language", "swear", "grammar", "spelling", "polite", "calm down", "idiom", "tone"):
        assert word not in talk.said.casefold()


def test_after_thats_enough_nothing_follows():
    talk = words()
    talk.press("say_myself")
    talk.press("practise")
    talk.say("that i cant be trusted with tenders")
    talk.press("thats_enough")
    said = chosen()
    said.press("thats_enough")

    assert said.wait(days=9) == ""
    assert said.unasked == []
    assert talk.said == "That is enough practice. Tell me when Dana knows."


# deleting, and what an organisation may do


@pytest.mark.parametrize(
    "make", [chosen, lambda: badly("they suspended me"), lambda: badly("HR opened an inquiry into me")]
)
def test_deleting_after_a_choice_or_an_inquiry_is_warned_about_in_one_line_and_always_works(make):
    talk = make()

    said = talk.say("delete everything")

    assert (
        said == "Someone may look into this. Deleting notes now can be read as hiding. Ask Lena Vogt first, if you can."
    )
    talk.press("delete_all")
    assert talk.erased


def badly(text):
    talk = ways.wanted()
    talk.say(text)
    return talk


def test_an_organisation_may_switch_sending_off_and_copy_stays():
    silent = replace(house(), policy=replace(house().policy, sending=False))
    talk = ways.drafted(house_=silent)

    assert talk.choices == ["copy", "say_myself", "edit", "not_now"]
    assert "Once sent" not in talk.said
    talk.wait(days=2)
    assert talk.letters == []
    assert not machine.offered(talk.journey, "send")
    assert talk.draft


def test_no_time_out_loses_text():
    talk = words()
    draft = talk.draft
    talk.press("edit")

    talk.wait(days=6)

    assert talk.draft == draft
    talk.press("not_told")
    assert "18:00 now." in talk.say("18:00, not 17:00")
