"""The model is a guest: asked by an effect, heard as an event, and nothing moves but what is put forward."""

from dataclasses import replace

import pytest
from guest.talking import GOOD, HERE, STORY, asked, at_note, effects, offer, offers, reply, shown
from inline_snapshot import snapshot

from bot import speech
from bot.effects import AskCoach, OfferCoach
from bot.guest import visit
from bot.path import Question


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
