"""Whatever has become of a letter, no line says more of it than is known: by enumeration over its states and over what can be asked."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from coaching import ways
from coaching.world import house

from bot import care
from bot.checkins import CheckIn, Kind
from bot.events import Settled, TookBackWords
from bot.home import home
from bot.letters import LetterState
from bot.ports import Desk
from bot.scene import Scene
from bot.summary import first_own_sentence

UNSEEN = re.compile(
    r"(?:nobody|no one) has seen|has seen nothing|sees nothing|sent nothing|othing has been sent|not sent|did not go|stays unsent|has not heard",
    re.I,
)
"""That nobody has seen the words, or that they did not go."""
ARRIVED = re.compile(
    r"\bDana knows, |\bDana has it|^Sent\.|was sent|already gone|hardest part is said|^It is told", re.M
)
"""That they have arrived."""
SAYS_SO = {
    "ask.held", "care.nothing_from_me", "ask.knows_ready", "ask.knows_ready_plain", "consent.declined", "control.know_sent_none", "due.tell_again",
    "held.edit", "held.stopped", "letter.expired", "letter.failed", "where.draft", "where.kept",
}  # fmt: skip
"""Every line of the catalogue that says that words were not seen or did not go. A new one is looked for in this file's talks."""


def test_the_lines_that_say_that_nobody_has_seen_words_are_those_that_are_looked_for():
    assert {key for key, text in house().catalog.lines.items() if UNSEEN.search(text)} == SAYS_SO


def sent_off():
    talk = ways.drafted()
    talk.press("send")
    return talk


def row(state):
    """What the row of the letter says by now, and nobody was told yet."""
    talk = sent_off()
    talk._mark(talk.journey.outbox[-1].letter, state)
    return talk


def news(state):
    """Its author was told."""
    talk = sent_off()
    talk.sent(state)
    return talk


def recalled():
    talk = news(LetterState.SENT)
    talk.say("take it back")
    return talk


def recalled_unheard():
    """Taken back before its author was told that it had gone."""
    talk = row(LetterState.SENT)
    talk.say("take it back")
    return talk


FATES = {
    "held": (sent_off, False, False),
    "sending": (lambda: row(LetterState.SENDING), True, False),
    "unknown": (lambda: row(LetterState.UNKNOWN), True, False),
    "unknown, told": (lambda: news(LetterState.UNKNOWN), True, False),
    "sent": (lambda: row(LetterState.SENT), True, True),
    "sent, told": (lambda: news(LetterState.SENT), True, True),
    "failed": (lambda: row(LetterState.FAILED), False, False),
    "failed, told": (lambda: news(LetterState.FAILED), False, False),
    "withdrawn": (lambda: row(LetterState.WITHDRAWN), False, False),
    "withdrawn, told": (lambda: news(LetterState.WITHDRAWN), False, False),
    "taken back": (recalled, True, False),
    "taken back at once": (recalled_unheard, True, False),
}
"""A fate: how it comes about, whether somebody may have seen the words, and whether they have surely arrived."""


def typed(*words):
    def ask(talk):
        for each in words:
            yield talk.say(each)

    return ask


def seen_home(talk):
    desk = Desk(talk.person, (talk.journey,), {out.letter: out.state for out in talk.journey.outbox})
    page = home(desk, talk.house, talk.now)
    yield "\n".join(line for part in (*page.walks, *page.sections) for line in part.lines)


def asked_later(key):
    def ask(talk):
        talk.journey = replace(
            talk.journey, promises=(CheckIn(Kind.TELL, talk.now.date(), talk.now.time().replace(microsecond=0), key),)
        )
        yield talk.due(key)

    return ask


def pressed_late(choice):
    """A button of the card on which it was held."""

    def ask(talk):
        card = next((live.letter for live in talk.journey.live if choice in live.choices), None)
        if card is not None:
            yield talk.press(choice, on=card)

    return ask


def shown(choice, *more):
    """The words are looked at again, and a button is pressed under them."""

    def ask(talk):
        yield talk.begin()
        for each in (choice, *more):
            if each in talk.choices:
                yield talk.press(each)

    return ask


def paused(talk):
    yield talk.say("pause")
    yield talk.press("resume")
    yield talk.say("where am i")


ASKED = {
    "where am i": typed("where am i"),
    "what do you know about me": typed("what do you know about me"),
    "app home": seen_home,
    "oops": shown(""),
    "help": typed("help"),
    "back": typed("back"),
    "edit": typed("edit"),
    "later": typed("later"),
    "stop": typed("stop", "where am i"),
    "pause": paused,
    "take it back": typed("take it back", "where am i"),
    "i am an idiot": typed("i'm such an idiot"),
    "thanks": typed("thanks"),
    "a life": typed("i want to kill myself", "nobody is here", "i'll call", "hello", "carry on", "where am i"),
    "tell-1": asked_later("tell-1"),
    "tell-2": asked_later("tell-2"),
    "cancel": pressed_late("cancel"),
    "edit on the card": pressed_late("edit"),
    "send now": pressed_late("send_now"),
    "not now": shown("not_now"),
    "again and stopped": shown("send", "cancel"),
    "again and edited": shown("send", "edit"),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("fate", FATES)
def test_no_line_says_more_of_a_letter_than_is_known(fate, asked):
    come_about, perhaps_seen, arrived = FATES[fate]
    talk = come_about()
    first = talk.journey.outbox[0].letter

    for said in ASKED[asked](talk):
        if perhaps_seen:
            assert not UNSEEN.search(said), said
        if not arrived and not any(
            out.letter == first and out.state is LetterState.SENT for out in talk.journey.outbox
        ):
            assert not ARRIVED.search(said), said


@pytest.mark.parametrize("choice", ["send_now", "edit", "cancel"])
def test_what_is_pressed_just_too_late_on_a_held_note_says_that_it_has_gone_and_keeps_the_way_to_take_it_back(choice):
    talk = sent_off()
    card = talk.journey.live[-1].letter
    talk.sent()
    assert "recall" in talk.choices

    said = talk.press(choice, on=card)

    assert said == "That note is not held any more.\nYour note to Dana was sent."
    assert "Taken back" in talk.press("recall")


@pytest.mark.parametrize("way", ["pause", "stop"])
def test_a_pause_or_a_stop_is_none_for_a_note_that_is_held_and_says_so(way):
    talk = sent_off()

    said = talk.say(way) if way == "stop" else (talk.say(way), talk.press("resume"))[1]

    assert 'Your note to Dana still goes: 14:26. I\'ll say what becomes of it. Type "take it back" to stop it.' in said
    other = talk.another()
    assert talk.wait(minutes=5) == "Sent. An hour without an answer means nothing yet.", "and it asks nothing"
    assert talk.wait(days=3) == ""
    assert "Stopped. Dana has seen nothing." in other.say("take it back")
    other.wait(days=3)
    assert other.letters == []


def test_what_is_on_its_way_at_a_stop_is_told_of():
    talk = row(LetterState.SENDING)

    assert "Your note to Dana is on its way, and I'll say what becomes of it." in talk.say("stop")


@pytest.mark.parametrize(
    ("state", "later"),
    [
        (LetterState.SENT, "Your note to Dana was sent."),
        (LetterState.UNKNOWN, "I can't tell whether your note to Dana arrived. Please ask Dana."),
        (LetterState.FAILED, "To Dana Okafor, Payroll Manager."),
    ],
)
def test_what_became_of_a_note_is_no_news_in_the_middle_of_what_is_about_a_life_and_stands_there_afterwards(
    state, later
):
    talk = row(LetterState.SENDING)
    talk.say("i want to kill myself")
    asked = talk.question

    assert talk._hear(Settled(talk.journey.outbox[-1].letter, state, talk.now)) == ""
    assert talk.question is asked
    talk.say("i'll call")
    talk.say("i'll call")
    talk.say("hello")
    said = talk.press("resume")

    assert later in said
    assert (talk.journey.told is not None) == (state is LetterState.SENT)


def unsure_while_it_goes(state):
    """The one question about more than the work stands open while the note comes to its end."""
    talk = sent_off()
    card = next(live.letter for live in talk.journey.live if "send_now" in live.choices)
    talk.say("i cant do this anymore")
    assert str(talk.question) == "unsure"
    assert talk._hear(Settled(talk.journey.outbox[-1].letter, state, talk.now)) == ""
    return talk, card


BECAME = [
    (LetterState.SENT, "Your note to Dana was sent."),
    (LetterState.UNKNOWN, "I can't tell whether your note to Dana arrived. Please ask Dana."),
    (LetterState.FAILED, "Your note to Dana has not gone, and its words are here with you."),
]


@pytest.mark.parametrize(("state", "became"), BECAME)
def test_whoever_comes_back_from_a_question_about_a_life_reads_once_what_became_of_the_note_meanwhile(state, became):
    talk, _ = unsure_while_it_goes(state)
    talk.now += timedelta(days=1)

    said = talk.say("hi")

    assert said.splitlines()[1] == became
    assert became not in talk.say("hi")


@pytest.mark.parametrize(("state", "became"), BECAME)
def test_whoever_meant_the_work_reads_once_what_became_of_the_note_meanwhile(state, became):
    talk, _ = unsure_while_it_goes(state)

    assert talk.press("no").count(became) == 1


@pytest.mark.parametrize("state", [each for each, _ in BECAME])
def test_the_card_of_a_note_that_is_held_no_more_has_no_live_button_though_nothing_is_said(state):
    talk, card = unsure_while_it_goes(state)

    assert card in talk.journey.stale
    assert [each.question for each in talk.journey.live] == [talk.question]


def test_of_a_note_of_which_nobody_can_tell_no_reminder_is_promised_until_its_author_wants_one():
    talk = news(LetterState.UNKNOWN)
    assert "I come back" not in talk.say("where am i")
    talk.begin()
    assert talk.wait(days=3) == ""
    talk.press("not_now")
    talk.press("not_yet")

    assert talk.due("tell-1") == "Does Dana know now?"


def test_the_page_quotes_no_note_of_which_nobody_can_tell():
    talk = news(LetterState.UNKNOWN)
    out = talk.journey.outbox[-1]
    talk.journey = replace(talk.journey, outbox=(replace(out, text="Dana, these words perhaps never came."),))
    scene = Scene(replace(talk.journey, around=talk.around), talk.now)

    assert "perhaps" not in first_own_sentence(scene)


@pytest.mark.parametrize("state", [None, LetterState.SENT, LetterState.UNKNOWN])
def test_at_the_end_of_a_bad_night_a_note_that_may_have_gone_is_not_called_unsent(state):
    talk = ways.drafted() if state is None else news(state)
    scene = Scene(replace(talk.journey, around=talk.around), talk.now)
    care.goodbye(scene)

    assert scene.said[-1].key == ("care.nothing_from_me" if state is None else "care.nothing_from_me_gone")


def test_words_that_are_deleted_while_their_note_is_held_are_said_to_go_all_the_same():
    talk = sent_off()

    said = talk._hear(TookBackWords("\n".join(each.text for each in talk.journey.sayings)))

    assert said.startswith("Gone here too, as you deleted that message.\nYour note to Dana still goes: ")
    assert 'Type "take it back"' in said
    assert talk.sent().startswith("Sent.")


@pytest.mark.parametrize("fate", [recalled, recalled_unheard, lambda: news(LetterState.UNKNOWN)])
def test_of_words_that_are_deleted_nothing_is_said_of_a_note_that_does_not_surely_stand_there(fate):
    talk = fate()

    said = talk._hear(TookBackWords("\n".join(each.text for each in talk.journey.sayings)))

    assert "still says" not in said
    assert "still goes" not in said


def test_whoever_has_answered_a_note_knows_it_though_it_is_taken_back():
    talk = news(LetterState.SENT)
    talk.answered("thank")

    assert re.sub(r"\d\d:\d\d", "…", talk.say("take it back")) == (
        "Taken back at …. Dana has answered it, and that answer stays with you."
    )
    assert "Dana knows, since 14:26." in talk.say("where am i")


def test_take_it_back_stands_in_no_note_when_there_is_nothing_to_take_back():
    talk = news(LetterState.FAILED)
    draft = talk.draft

    assert talk.say("take it back") == "There is nothing sent that I could take back."
    assert talk.draft == draft


def test_words_that_were_copied_are_not_called_unseen():
    talk = ways.drafted()
    talk.press("copy")

    assert talk.say("where am i").startswith("Your words are ready, and you have copied them.")


def refused(talk):
    """The platform does not take back what its author asked to have taken back."""
    letter = talk.journey.note("recalled").split()[-1]
    return talk._hear(Settled("delete-1", LetterState.FAILED, talk.now, takes_back=letter))


NOT_TAKEN_BACK = "It could not be taken back: as far as I can tell, your note still stands in Dana's messages."


@pytest.mark.parametrize("fate", [recalled, recalled_unheard])
def test_a_note_that_could_not_be_taken_back_is_told_of_and_is_told_again(fate):
    talk = fate()
    assert talk.journey.told is None

    assert refused(talk) == NOT_TAKEN_BACK
    assert talk.draft == ""
    assert not any(key.startswith("tell") for key in talk.promises)
    assert talk.say("where am i").startswith(
        "Dana knows, since 14:26." if fate is recalled else "Dana knows, since 14:24."
    )
    assert re.sub(r"\d\d:\d\d", "…", talk.say("take it back")) == (
        "Taken back at …. Dana may have read it, or seen it in a notification."
    )


def test_words_that_were_changed_since_it_was_taken_back_stay_when_that_is_refused():
    talk = recalled()
    talk.say("edit")
    talk.say("15 customers, not 12")
    asked = talk.question

    assert refused(talk) == NOT_TAKEN_BACK
    assert "15 customers" in talk.draft
    assert talk.question is asked
    assert "send" in {choice for live in talk.journey.live for choice in live.choices}
    talk.press("send")
    talk.wait(minutes=3)
    assert "15 customers" in talk.letters[-1][1]
    assert "Dana knows, since 14:26." in talk.say("where am i")


def test_that_a_note_could_not_be_taken_back_is_no_news_in_the_middle_of_what_is_about_a_life():
    talk = recalled()
    talk.say("i want to kill myself")
    asked = talk.question

    assert refused(talk) == ""
    assert talk.question is asked
    assert talk.journey.told is not None
