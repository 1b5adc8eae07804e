"""The model is a guest: asked by an effect, heard as an event, and nothing moves but what is put forward."""

from dataclasses import replace

import pytest
from guest.talking import (
    GOOD,
    HERE,
    STORY,
    asked,
    at_colleague,
    at_note,
    at_rewording,
    at_unclear,
    at_vague_plan,
    effects,
    offer,
    offers,
    reply,
    shown,
)
from inline_snapshot import snapshot

from bot import speech
from bot.effects import AskCoach, OfferCoach
from bot.guest import visit
from bot.journey import Job
from bot.path import Question
from bot.scene import Scene


def stand(talk):
    """What the model may never move."""
    j = talk.journey
    return (j.step, j.question, j.draft, j.outbox, j.promises, j.told, j.sayings, j.parked, j.closed, j.live, j.hints)


def test_without_a_model_nothing_is_asked_and_nobody_is_asked_about_it():
    talk = at_note()
    bare = at_note()
    bare.around = replace(bare.around, guest=None)
    bare.say("back")
    bare.say("dana")

    assert asked(talk)
    assert not effects(bare, (AskCoach, OfferCoach))


def test_a_person_is_asked_once_and_told_which_service_and_where():
    talk = at_note(allowed=False)
    before = stand(talk)

    said = offer(talk)

    assert HERE.model in said
    assert HERE.where in said
    assert talk.choices == ["guest_yes", "guest_no"]
    assert stand(talk) == before, "the open question stays open, with its buttons"
    talk.press("not_now", on=talk.journey.live[-1].letter)
    talk.say("show me the note")
    assert not offers(talk), "who did not answer is not asked again"


def test_no_is_final_and_costs_nothing():
    talk = at_note(allowed=False)
    offer(talk)
    before = talk.draft, talk.question

    talk.press("guest_no")

    assert talk.said == "Then it is never asked. Nothing else changes."
    assert (talk.draft, talk.question) == before
    again = at_note(allowed=False)
    again.around = replace(again.around, author=replace(again.around.author, guest="no"))
    again.say("43 not 41")
    assert not effects(again, (AskCoach, OfferCoach))
    talk.press("send")
    assert talk.question is Question.HELD


def test_yes_asks_at_once_for_the_note_that_stands():
    talk = at_note(allowed=False)
    card = talk.journey.live[-1].letter
    offer(talk)

    talk.say("yes")

    assert asked(talk).on == card
    assert talk.around.author.guest == HERE.where
    assert reply(talk, *GOOD)


def test_what_is_sent_is_the_note_with_names_masked():
    talk = at_note(story=(STORY[0], STORY[1].replace("acme", "Acme, to Priya Nair"), *STORY[2:]))

    ask = asked(talk)

    assert "Acme" not in ask.text
    assert "Priya" not in ask.text
    assert "Dana" not in ask.text
    assert "Sam" not in ask.text
    assert set(ask.names) >= {"Acme", "Priya", "Nair"}
    assert "14:05" in ask.text


def test_a_good_answer_is_put_beside_the_note_with_three_buttons_and_moves_nothing():
    talk = at_note()
    before = stand(talk)

    words = reply(talk, *GOOD)

    assert words == snapshot("""\
Dana, I sent the old price sheet to acme at 14:05, and I noticed at 14:30. The client has the old prices. I will send the right sheet by 16:00 and tell you by 17:00. I am sorry.
Sam\
""")
    assert [talk.house.catalog.label(each.label) for each in talk.turn.amends.offers] == ["Use", "Edit", "No thanks"]
    assert stand(talk) == before
    assert not talk.turn.said
    assert not talk.turn.effects


def test_use_shows_the_words_as_a_note_that_needs_its_own_yes():
    talk = at_note()
    words = reply(talk, *GOOD)

    said = talk.press("use")

    assert talk.draft == words
    assert "These are the suggested words." in said
    assert "send" in talk.choices
    assert not talk.letters
    talk.press("send")
    talk.sent()
    assert talk.letters == [("Dana Okafor", words)]


def test_edit_opens_with_the_suggested_words_in_it():
    from bot.forms import held

    talk = at_note()
    words = reply(talk, *GOOD)
    journey = talk.journey

    talk.press("edit")

    assert talk.form == "edit"
    assert held(speech.form("edit", talk.house.catalog), journey) == {"words": words}
    talk.say("15:05, not 14:05")
    assert "15:05" in talk.draft
    assert talk.draft.startswith("Dana, I sent the old price sheet to acme at 15:05, and")


def test_no_thanks_leaves_the_note_and_its_buttons_as_they_were():
    talk = at_note()
    before = stand(talk)
    reply(talk, *GOOD)

    talk.press("keep_mine")

    assert stand(talk) == before
    assert talk.turn.amends is not None
    assert not talk.turn.amends.said
    assert talk.journey.visit is None


def test_the_buttons_of_the_note_still_work_beside_a_suggestion():
    talk = at_note()
    own = talk.draft
    reply(talk, *GOOD)

    talk.press("send")
    talk.sent()

    assert talk.letters == [("Dana Okafor", own)]


def test_an_answer_for_a_note_that_stands_no_more_is_dropped():
    talk = at_note()
    ask = asked(talk)
    talk.press("send")

    talk._hear(visit.CoachReplied(ask.on, ask.job, GOOD, talk.reader.read("\n".join(GOOD), "message_to_boss")))

    assert shown(talk) == ""
    assert talk.question is Question.HELD


@pytest.mark.parametrize(
    "story",
    [
        ("i emailed the payroll file with 41 people's salaries to the wrong chris",),
        ("i falsified the figures in the report and i knew it was wrong",),
        ("my boss wants me to take the blame for something thats not really my mistake",),
        ("i gave a patient the wrong dose",),
        ("i sent the wrong file. i want to die",),
        ("i clicked a phishing link and gave them my password",),
    ],
    ids=["duty", "choice", "not mine", "safety", "crisis", "security"],
)
def test_words_of_duty_and_danger_never_reach_it(story):
    talk = at_note(story=())
    for line in (*story, "no", "done", "not yet", *STORY[1:]):
        talk.say(line)
        assert not effects(talk, (AskCoach, OfferCoach)), line


def test_the_same_words_are_never_asked_about_twice():
    talk = at_note()
    assert asked(talk)

    talk.say("where am i")
    talk.press("edit", on=talk.journey.live[-1].letter)
    talk.say("back")

    assert talk.draft
    assert not asked(talk)


def test_a_day_has_so_many_visits_for_one_person():
    talk = at_note(story=STORY[:3])
    author = talk.around.author
    talk.around = replace(talk.around, author=replace(author, visits=visit.A_DAY, visited=talk.now.date()))
    talk.say("dana")
    assert not asked(talk)

    tomorrow = at_note(story=STORY[:3])
    author = tomorrow.around.author
    tomorrow.around = replace(
        tomorrow.around, author=replace(author, visits=visit.A_DAY, visited=tomorrow.now.date().replace(day=1))
    )
    tomorrow.say("dana")
    assert asked(tomorrow)


def test_what_do_you_know_about_me_tells_what_was_asked_where_and_when():
    talk = at_note()
    text = asked(talk).text

    said = talk.say("what do you know about me")

    assert f'What {HERE.where} was asked, 14:24: "{text.replace(chr(10), " ")}"' in said
    assert talk.say("no model") == "Then it is never asked. Nothing else changes."
    assert talk.around.author.guest == "no"
    assert "No language model reads your words." in talk.say("what do you know about me")


def test_an_answer_is_shown_to_nobody_who_has_said_no_meanwhile():
    talk = at_note()
    ask = asked(talk)
    talk.say("no model")

    said = tuple(GOOD)
    talk._hear(visit.CoachReplied(ask.on, ask.job, said, talk.reader.read("\n".join(said), "message_to_boss")))

    assert shown(talk) == ""


@pytest.mark.parametrize(
    "hint",
    [
        "duty:privacy",
        "grave:harassment",
        "touches:safety",
        "chose",
        "not_mine",
        "went_badly",
        "sensitive",
        "hiding_named",
    ],
)
def test_after_one_such_word_nothing_more_is_asked_and_no_answer_is_shown(hint):
    talk = at_note(story=STORY[:3])
    talk.journey = replace(talk.journey, hints=talk.journey.hints | {hint})
    talk.say("dana")
    assert not effects(talk, (AskCoach, OfferCoach))

    late = at_note()
    late.journey = replace(late.journey, hints=late.journey.hints | {hint})
    on = late.journey.live[-1].letter
    assert reply(late, *GOOD, on=on) == ""


@pytest.mark.parametrize(
    "words",
    [
        "i want to die",
        "i dont see the point of being here anymore",
        "i emailed the payroll file to the wrong chris",
        "i falsified the figures",
        "he wants me to delete the chat",
        "could i just say nothing and hope?",
        "my password is hunter2",
    ],
)
def test_no_such_words_leave_by_themselves_either(words):
    talk = at_note()
    scene = Scene(replace(talk.journey, around=talk.around), talk.now)

    assert visit._fit(scene, "I sent the old price sheet at 14:05.")
    assert not visit._fit(scene, f"I sent the old price sheet at 14:05.\n{words}")


def test_words_that_the_coach_cannot_judge_are_not_sent():
    talk = at_note(story=STORY[:3])
    talk.journey = replace(talk.journey, notes={**talk.journey.notes, "language_said": "de"})
    talk.say("dana")

    assert talk.draft
    assert not effects(talk, (AskCoach, OfferCoach))


# the other things it may be asked for


def test_a_marked_sentence_may_be_put_in_words_that_need_no_mark():
    talk = at_rewording()
    ask = asked(talk)
    assert ask.job is Job.REWORD
    assert ask.text == "i sent the old sheet at 14:05 because i was swamped"

    assert reply(talk, "I sent the old sheet at 14:05.", job=Job.REWORD) == "I sent the old sheet at 14:05."
    assert talk.turn.amends.beside
    said = talk.press("use")

    assert "That sentence now stands in those words." in said
    assert talk.question is not Question.MARKS
    assert any(saying.text == "I sent the old sheet at 14:05." and not saying.out for saying in talk.journey.sayings)


def test_in_a_note_of_their_own_the_sentence_stands_in_those_words_too():
    talk = at_note()
    talk.press("edit")
    talk.say(
        "Dana, I sent the old price sheet to acme at 14:05 because I was swamped. I will send the right one by 16:00.\nSam"
    )
    assert asked(talk).job is Job.REWORD

    assert reply(talk, "I sent the old price sheet to acme at 14:05.", job=Job.REWORD)
    said = talk.press("use")

    assert "| Dana, I sent the old price sheet to acme at 14:05. I will send the right one by 16:00." in said
    assert talk.question is Question.DRAFT


def test_a_rewording_that_still_makes_an_excuse_is_dropped():
    talk = at_rewording()

    assert reply(talk, "I was swamped and sent the old sheet at 14:05.", job=Job.REWORD) == ""


def test_a_vague_plan_may_get_the_one_question_that_makes_it_exact():
    talk = at_vague_plan()
    ask = asked(talk)
    assert ask.job is Job.EXACT
    before = stand(talk)

    reply(talk, "What would I see you do with the sheets, and when?", job=Job.EXACT)

    (line,) = talk.turn.amends.said
    assert line.slots["text"] == "What would I see you do with the sheets, and when?"
    assert stand(talk) == before
    assert [offer.id for offer in talk.turn.amends.offers] == ["keep_mine"]


def test_a_fair_sentence_may_begin_with_a_fact_of_their_own():
    talk = at_colleague()
    assert talk.question is Question.COLLEAGUE
    assert asked(talk).job is Job.SELF_TALK
    assert "idiot" not in asked(talk).text

    assert reply(talk, "You're amazing!", job=Job.SELF_TALK) == ""
    reply(talk, "I noticed at 14:30.", on=f"{talk.journey.id}.{talk.journey.serial}", job=Job.SELF_TALK)
    assert talk.turn.amends is not None
    talk.press("use")

    assert talk.question is Question.KEEP_SENTENCE
    assert talk.journey.note("fair_said") == "I noticed at 14:30."


def test_an_unclear_answer_may_be_read_as_one_of_the_buttons():
    talk = at_note(story=STORY[:1])
    talk.press("tell_now") if "tell_now" in talk.choices else None
    journey = replace(
        talk.journey,
        question=Question.UNCLEAR,
        before=Question.BOSS_KNOWS,
        visits=(),
        live=(),
    )
    talk.journey = journey
    event = visit.CoachReplied(
        f"{journey.id}.{journey.serial}", Job.READ, ("answer", "2"), talk.reader.read("", "chat"), ("told", "not_told")
    )
    talk._hear(event)

    assert [offer.id for offer in talk.turn.amends.offers] == ["guest_use", "keep_mine"]
    talk.press("guest_use")
    assert talk.journey.hint("boss_unaware")


def test_the_buttons_stand_under_an_unclear_answer_as_the_house_calls_them():
    ask = asked(at_unclear())

    assert ask.text.split("\n")[1:] == ["1: Pick a person", "2: Someone outside", "3: Not now"]
    assert ask.options == ("choose_who", "outside", "not_now")


@pytest.mark.parametrize(
    "said", [("answer", "9"), ("answer", "0"), ("answer", "send"), ("send", "1"), ("other", "1"), ()]
)
def test_a_reading_names_only_what_was_asked_about(said):
    talk = at_note(story=STORY[:1])
    talk.journey = replace(talk.journey, question=Question.UNCLEAR, before=Question.BOSS_KNOWS, live=())
    before = stand(talk)

    on = f"{talk.journey.id}.{talk.journey.serial}"
    talk._hear(visit.CoachReplied(on, Job.READ, said, talk.reader.read("", "chat"), ("told", "not_told")))

    assert talk.turn.amends is None
    assert stand(talk) == before
