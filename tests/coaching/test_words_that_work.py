"""The words that work at every turn, at every question of the path; and VOICE's small lines, row by row."""

import copy
import random
import re
from functools import cache

import pytest
from coaching import ways
from coaching.test_how_it_talks import TYPED
from coaching.world import Talk, house

from bot.events import Pressed
from bot.letters import LetterState
from bot.path import OVERLAYS, Question

CARE = {"unsure", "danger", "staying", "other_danger", "country"}
NUMBERS = ("116 123", "112")


def twin(talk):
    other = copy.copy(talk)
    other.all, other.unasked, other.letters = [], [], list(talk.letters)
    return other


@cache
def places():
    """A talk at every question that walks of every kind come to."""
    found = {}

    def note(talk):
        if talk.question is not None:
            found.setdefault(str(talk.question), twin(talk))

    for make in (
        ways.drafted,
        ways.told,
        ways.wanted,
        ways.at_prevention,
        ways.settled,
        ways.focus,
        ways.at_goal,
        ways.at_page,
    ):
        talk = make()
        note(talk)
        for key in list(talk.promises):
            other = twin(talk)
            other.due(key)
            note(other)
        for choice in talk.choices:
            other = twin(talk)
            other._hear(Pressed(choice))
            note(other)
            for deeper in other.choices:
                third = twin(other)
                third._hear(Pressed(deeper))
                note(third)
    openings = [
        "i just emailed payroll to the wrong chris", "my boss wants me to take the blame for something thats not really my mistake",
        "i dropped the orders table on production", "could I just quietly resend it and hope?", "i knew the figures were wrong",
        "missed a deadline need words asap", "i want to die", "i cant do this anymore", "my colleague says he wants to die",
        "i think i messed something up", "he says delete the thursday chat", "they suspended me",
    ]  # fmt: skip
    for seed in range(60):
        rng = random.Random(seed)
        talk = Talk()
        talk.say(openings[seed % len(openings)])
        note(talk)
        for _ in range(14):
            if rng.random() < 0.6 and (lives := [live for live in talk.journey.live if live.choices]):
                talk._hear(Pressed(rng.choice(rng.choice(lives).choices)))
            elif rng.random() < 0.85:
                talk.say(rng.choice([*TYPED, "pause", "delete everything", "i built the sheet. he sent it friday"]))
            else:
                talk.wait(hours=20)
            if talk.erased:
                break
            note(talk)
    return found


def everywhere():
    return sorted(places())


def at(question):
    return twin(places()[question])


def test_the_walks_come_to_nearly_every_question():
    missing = {str(q) for q in Question} - set(places())
    print("not walked to:", sorted(missing))
    assert len(places()) >= 50


def test_help_says_the_words_and_the_numbers_and_leaves_the_question_open():
    for question in everywhere():
        talk = at(question)
        said = talk.say("help")
        assert "You can type: where am I, back, edit, skip, later, pause, stop" in said, question
        assert all(number in said for number in NUMBERS), question
        assert str(talk.question) == question


def test_human_shows_the_numbers_and_the_people_of_the_policy():
    for question in everywhere():
        talk = at(question)
        said = talk.say("human")
        assert all(number in said for number in NUMBERS), question
        for name in ("Priya Nair", "Lena Vogt", "0800 555 0144"):
            assert name in said, question
        assert str(talk.question) == question


def test_where_am_i_names_the_step_and_leaves_the_question_open():
    for question in everywhere():
        talk = at(question)
        said = talk.say("where am I")
        assert "Step" in said or "closed" in said, (question, said)
        assert str(talk.question) == question


def test_oops_shows_the_question_that_stands_and_leaves_it_open():
    for question in everywhere():
        talk = at(question)
        apart = Question(question) in OVERLAYS or talk.journey.note("away") or not talk.journey.sayings
        if not apart:
            talk.say("oops")
            assert str(talk.question) == question


def test_what_do_you_know_about_me_counts_and_says_until_when():
    for question in everywhere():
        talk = at(question)
        assert talk.say("what do you know about me?").startswith("I keep "), question
        assert str(talk.question) == question


def test_export_is_carried_out_and_leaves_the_question_open():
    for question in everywhere():
        talk = at(question)
        talk.say("export")
        assert "export" in talk.turn.wants, question
        assert str(talk.question) == question


def test_delete_everything_asks_for_one_press():
    for question in everywhere():
        talk = at(question)
        talk.say("delete everything")
        assert talk.question is Question.DELETE_SURE, question
        assert not talk.erased
        talk.press("delete_all")
        assert talk.erased, question


def test_stop_ends_everything_unasked_for():
    for question in everywhere():
        talk = at(question)
        said = talk.say("stop")
        assert said.startswith("Stopped. I won't write again unless you do. Your notes go on "), question
        assert talk.promises == []


def test_skip_is_said_in_one_word_and_never_mentioned_again():
    for question in everywhere():
        if question in CARE:
            continue
        talk = at(question)
        said = talk.say("skip")
        assert said.startswith("Skipped."), (question, said)
        rest = talk.say("where am i")
        assert "skip" not in rest.casefold(), question


def test_pause_asks_until_when():
    for question in everywhere():
        if question in CARE:
            continue
        talk = at(question)
        assert "until when?" in talk.say("pause"), question


def test_later_moves_this_question():
    for question in everywhere():
        if question in CARE:
            continue
        talk = at(question)
        said = talk.say("later")
        assert said, question
        assert talk.promises or talk.journey.told or talk.journey.hints & {"not_mine", "grave", "chose"}, (
            question,
            said,
        )


def at_the_first_question(*said):
    talk = Talk()
    talk.say("i pushed a bad config to prod at 14:20, checkout down")
    for words in said:
        talk.press(words[1:-1]) if words.startswith("[") else talk.say(words)
    return talk


@pytest.mark.parametrize("later", ["later", "not now", "later."])
def test_later_before_the_words_says_when_it_will_ask_and_then_does(later):
    talk = at_the_first_question()

    assert talk.say(later) == "It is all kept. I'll ask in two working hours, and once more next morning."
    assert talk.promised("tell-1").strftime("%d %H:%M") == "13 16:24"
    assert "know now?" in talk.wait(hours=3)


@pytest.mark.parametrize("until", ["friday", "until friday", "4 days"])
@pytest.mark.parametrize("later", ["later", "not now"])
def test_later_in_a_pause_says_that_the_pause_holds_and_it_does(until, later):
    talk = at_the_first_question("pause", until)

    assert talk.say(later) == "It is all kept. The pause holds: I'll ask Friday."
    assert talk.wait(days=3) == ""
    assert talk.wait(days=1).count("know now?") == 1


@pytest.mark.parametrize("until", ["[resume]"])
def test_later_in_a_pause_without_an_end_promises_nothing(until):
    talk = at_the_first_question("pause", until)

    assert talk.say("later") == "It is all kept. The pause holds until you type resume."
    assert talk.wait(days=20) == ""


def test_later_beside_a_reminder_that_stands_says_when_that_one_comes():
    talk = at_the_first_question("later")
    talk.wait(hours=1)
    talk.say("what next")

    assert talk.say("later") == "It is all kept. I'll ask today at 16:24."
    assert talk.wait(hours=2).count("know now?") == 1


def test_later_after_the_words_in_a_pause_moves_the_question_behind_it():
    talk = ways.at_prevention()
    talk.say("pause")
    talk.say("in 10 days")

    assert talk.say("later") == "Moved to 24 April."


def test_edit_opens_the_note_or_says_that_there_is_none():
    for question in everywhere():
        if question in CARE:
            continue
        talk = at(question)
        had = bool(talk.draft)
        said = talk.say("edit")
        assert (talk.question is Question.EDITING) if had else said == "There is no note to edit yet.", (question, said)


def test_new_puts_the_present_one_to_sleep():
    for question in everywhere():
        if question in CARE:
            continue
        talk = at(question)
        talk.say("new")
        assert "new" in talk.turn.wants, question


def test_back_always_has_an_answer():
    for question in everywhere():
        talk = at(question)
        assert talk.say("back"), question


@pytest.mark.parametrize("word", ["back", "edit", "skip", "later", "pause", "new", "not now"])
def test_no_word_leads_back_to_the_work_while_it_is_about_a_life(word):
    talk = ways.drafted()
    talk.say("i want to die")

    said = talk.say(word)

    assert str(talk.question) in CARE
    assert "Dana" not in said


def test_a_word_counts_only_as_the_whole_message():
    talk = ways.told()

    talk.say("please stop the 16:00 batch and edit nothing")

    assert talk.promises


def test_not_now_answers_the_question_that_offers_it():
    talk = ways.settled()

    assert talk.say("not now") == "If one worry stays: what do you know, and what do you fear?"


# the small lines


def row_where_am_i():
    said = ways.told().say("where am i")
    return "Dana knows, since 14:26." in said and "by 16:00" in said


def row_a_second_vague_answer():
    talk = ways.at_prevention()
    talk.say("be more careful")
    return "I'll take it as it is." in talk.say("really more careful")


def row_another_language():
    talk = ways.drafted()
    said = talk.say("Ich habe gestern die falsche Liste an alle unsere Kunden geschickt und es tut mir sehr leid.")
    return "Worte in dieser Sprache kann ich noch nicht beurteilen." in said and all(n in said for n in NUMBERS)


def row_an_old_button():
    talk = ways.told()
    said = talk._hear(Pressed("park", "j1.1"))
    return said.startswith("That button belongs to an earlier message. Here is where we are:")


def row_could_i_just_say_nothing():
    talk = Talk()
    said = talk.say("could I just say nothing?")
    return "If it comes out later, the silence becomes the story." in said and talk.labels == ["Show me", "Not yet"]


def row_a_hard_reply_arrives():
    talk = ways.told()
    return talk.answered(
        "ask_one", "This is unacceptable."
    ) == 'From Dana: "This is unacceptable."' and talk.choices != ["use"]


def row_and_then_only_if_sam_writes():
    talk = ways.told()
    talk.answered("ask_one", "This is unacceptable.")
    silent = talk.wait(minutes=60)
    said = talk.say("oh no what do i say")
    return (
        silent == ""
        and said
        == "You don't have to answer this minute. A fact and a time is enough: what is done, and what comes next."
        and talk.labels == ["Help me answer", "Later"]
    )


def row_dana_asks_one_question():
    talk = ways.told()
    said = talk.answered("ask_one", "Has IT been told?")
    shown = talk.say("yes, IT has it since 14:20")
    return (
        said == 'From Dana: "Has IT been told?"\nYour answer goes only when you press Send.'
        and "IT has it since 14:20" in shown
        and "send" in talk.choices
        and len(talk.letters) == 1
    )


def row_the_mentor_declines():
    talk = ways.settled()
    talk.say("ruth")
    talk.press("send")
    talk.wait(minutes=3)
    return talk.answered("decline") == "Ruth can't this time." and talk.labels == ["Someone else", "Not now"]


def row_delivery_unknown():
    talk = ways.drafted()
    talk.press("send")
    return talk.sent(LetterState.UNKNOWN) == (
        "I can't tell whether it arrived, and I won't send it twice. Please ask Dana."
    )


def row_taken_back_after_sending():
    talk = ways.told()
    said = talk.press("recall")
    return (
        re.fullmatch(r"Taken back at \d\d:\d\d\. Dana may have read it, or seen it in a notification\.", said)
        is not None
    )


def row_it_went_badly():
    talk = ways.wanted()
    said = talk.say("they suspended me")
    return said == (
        "Then this stops being about wording. Before you write anything more: your union, a lawyer, or Lena Vogt. "
        "I'll be silent unless you write."
    )


def row_stop():
    return ways.told().say("stop").startswith("Stopped. I won't write again unless you do. Your notes go on ")


def row_delete_everything():
    talk = ways.told()
    said = talk.say("delete everything")
    return said.startswith("This removes all I keep about you, at once, for good.") and talk.labels == [
        "Delete everything",
        "Delete, and take back what I sent",
        "Keep it",
    ]


def row_the_same_when_a_duty_was_named():
    talk = Talk()
    talk.say("i just emailed payroll to the wrong chris")
    said = talk.say("delete everything")
    return (
        said
        == "Someone may look into this. Deleting notes now can be read as hiding. Ask Priya Nair first, if you can."
        and talk.labels[0] == "Delete anyway"
    )


def row_an_error_of_ours():
    return house().catalog.lines["notice.error"] == (
        "Something broke on my side. Your words are kept. Please try again in a minute."
    )


def row_not_understood():
    return house().catalog.lines["ask.unclear"] == (
        "I didn't follow that, and I've kept it. Is it your answer, or something else?"
    )


ROWS = [value for name, value in sorted(globals().items()) if name.startswith("row_")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__.removeprefix("row_"))
def test_the_small_lines(row):
    assert row()


# someone who answers only by typing


def test_a_person_who_only_types_is_never_caught_in_a_question():
    for question in everywhere():
        if question in CARE:
            continue
        talk = at(question)
        heard = [talk.say(words) for words in ("hm let me see", "something about the weather", "whatever it is then")]
        assert not (len(set(heard)) == 1 and "didn't" in heard[0]), (question, heard[0])


def test_ill_say_it_myself_and_i_told_them_can_be_typed():
    talk = ways.drafted()
    talk.say("i say it to her myself")
    assert talk.question is Question.KNOWS
    talk = ways.drafted()
    talk.press("edit")
    draft = talk.draft
    talk.say("i told dana, she was fine")
    assert talk.journey.told is not None
    assert "she was fine" not in draft


def test_no_text_is_ever_a_consent():
    for words in ("send it", "send", "yes send it to dana", "Send to Dana Okafor", "I consent", "ok go"):
        talk = ways.drafted()
        talk.say(words)
        talk.wait(hours=1)
        assert talk.letters == [], words


def test_a_second_answer_without_a_day_leaves_the_pause():
    talk = ways.wanted()
    talk.say("pause")
    talk.say("hm")
    talk.say("the list went out again")

    assert talk.question is not Question.PAUSE_UNTIL


@pytest.mark.parametrize(
    ("at_", "typed", "does"),
    [
        ("check_in", "yes, 09:00 please", None),
        ("check_in", "no check ins", "no"),
        ("check_in", "no check-ins, thanks", "no"),
        ("check_in", "Another Time", "another_time"),
        ("draft", "i'll say it myself please", "say_myself"),
        ("draft", "ill say it myself", "say_myself"),
        ("page", "close", "close"),
        ("page", "show me please", "full_note"),
        ("page", "one more check in later", "another_time"),
        ("mentor", "someone outside please", "outside"),
        ("mentor", "pick the person", "choose_who"),
    ],
)
def test_a_buttons_own_words_typed_with_small_changes_are_its_press(at_, typed, does):
    make = {"check_in": ways.fixed, "draft": ways.drafted, "page": ways.at_page, "mentor": ways.settled}[at_]
    talk, twin = make(), make()
    if does is None:
        does = "yes"

    said = talk.say(typed)

    assert twin.press(does) == said
    assert (talk.question, talk.step, talk.promises) == (twin.question, twin.step, twin.promises)


@pytest.mark.parametrize(
    "typed", ["send to dana okafor", "Send to Dana Okafor please", "send", "delete now", "send now"]
)
def test_a_label_that_is_only_pressed_does_nothing_when_it_is_typed(typed):
    talk = ways.drafted()
    talk.say(typed)

    assert not talk.journey.outbox
    assert not talk.erased


@pytest.mark.parametrize("typed", ["keep my notes", "Keep the notes please", "keep notes"])
def test_keep_my_notes_typed_is_its_press(typed):
    talk = ways.told()
    talk.say("they suspended me today")
    assert "Keep my notes" in talk.labels

    assert talk.say(typed) == talk.house.catalog.lines["went_badly.kept"]
