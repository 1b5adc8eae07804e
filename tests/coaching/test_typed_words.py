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
