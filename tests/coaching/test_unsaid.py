"""What was made of a message goes when the message is deleted, and changes when it is edited; what stays is said to stay."""

import pytest
from coaching import ways
from coaching.world import house

from bot.events import Corrected, TookBackWords
from bot.home import home
from bot.journey import Saying
from bot.path import Question
from bot.ports import Desk
from prompts.frozen import but

GONE = "Gone here too, as you deleted that message."
PREVENTION = "lock the zebra cabinet before i send a price list"
GOAL = "run a whole zebra month on my own"
STEP = "ask the zebra keeper tomorrow if i can prepare april"


def delete(talk, text):
    return talk._hear(TookBackWords(text))


def edit(talk, before, text):
    return talk._hear(Corrected(before, text, talk._read(text)))


def kept(talk):
    """All that App Home shows, and all that the journey keeps."""
    shown = home(Desk(talk.person, (talk.journey,)), house(), talk.now)
    return f"{shown!r} {shown.text if hasattr(shown, 'text') else ''} {talk.journey.notes} " + " ".join(
        [
            *(s.text for s in talk.journey.sayings),
            *map(str, ((p.cue, p.act, p.promise) for p in talk.journey.preventions)),
        ]
        + [c.text for c in (*talk.journey.repairs, *talk.journey.changes)]
        + ([talk.journey.goal.text, talk.journey.goal.first_step] if talk.journey.goal else [])
    )


def prevented():
    talk = ways.at_prevention()
    talk.say(PREVENTION)
    talk.press("today")
    talk.press("no")
    assert "zebra" in kept(talk)
    return talk


def aimed():
    talk = ways.at_goal()
    talk.say(GOAL)
    return talk


def test_what_will_be_done_differently_goes_with_the_message_that_said_it():
    talk = prevented()

    assert delete(talk, PREVENTION) == GONE
    assert talk.journey.preventions == ()
    assert "zebra" not in kept(talk)


def test_what_will_be_done_differently_is_asked_anew_where_its_day_stood_open():
    talk = ways.at_prevention()
    talk.say(PREVENTION)
    assert str(talk.question) == "starts"

    assert delete(talk, PREVENTION).startswith(GONE)
    assert (str(talk.question), talk.journey.preventions) == ("prevention", ())


def test_what_will_be_done_differently_changes_with_the_message_that_said_it_and_is_shown_back():
    talk = prevented()
    (before,) = talk.journey.preventions

    said = edit(talk, PREVENTION, "lock the zebra cabinet twice before i send a price list")

    assert said.startswith("Changed, as you changed your message.\n")
    assert "lock the zebra cabinet twice" in said
    (after,) = talk.journey.preventions
    assert "lock the zebra cabinet twice" in after.act
    assert after.starts == before.starts


@pytest.mark.parametrize("stepped", [False, True])
def test_a_goal_goes_with_the_message_that_said_it_and_nothing_comes_for_it(stepped):
    talk = aimed()
    if stepped:
        talk.say(STEP)

    assert delete(talk, GOAL).startswith(GONE)
    assert talk.journey.goal is None
    assert "goal" not in talk.promises
    assert "zebra" not in kept(talk)
    if not stepped:
        assert str(talk.question) == "goal"


def test_a_note_that_was_made_of_it_and_not_sent_goes_with_it():
    talk = ways.at_prevention()
    talk.say(PREVENTION)
    talk.press("today")
    talk.press("full_note")
    talk.say("skip")
    assert "zebra" in talk.draft

    assert delete(talk, PREVENTION).startswith(GONE)
    assert (str(talk.question), talk.journey.draft) == ("prevention", None)


def test_what_a_note_took_along_stays_as_it_was_promised_there():
    talk = ways.at_prevention()
    talk.say(PREVENTION)
    talk.press("today")
    talk.press("full_note")
    talk.say("skip")
    talk.press("send")
    talk.wait(minutes=3)
    assert "zebra" in talk.letters[-1][1]

    assert "Your note to Dana still says it" in delete(talk, PREVENTION)
    assert talk.journey.preventions


def test_a_plan_that_was_told_by_voice_goes_with_its_message_and_nothing_comes_for_it():
    talk = ways.drafted()
    talk.press("say_myself")
    talk.press("told")
    assert (talk.journey.told, "repair" in str(talk.promises)) != (None, False)

    assert delete(talk, ways.PLAN).startswith(GONE)
    assert talk.journey.repairs == ()
    assert "repair" not in str(talk.promises)


def test_a_goal_changes_with_the_message_that_said_it_and_is_shown_back():
    talk = aimed()

    said = edit(talk, GOAL, "run two zebra months on my own")

    assert said == 'Changed, as you changed your message.\n"run two zebra months on my own"'
    assert talk.journey.goal.text == "run two zebra months on my own"
    assert str(talk.question) == "goal_step"


def test_a_first_step_goes_with_the_message_that_said_it_and_nothing_comes_for_it():
    talk = aimed()
    talk.say(STEP)
    assert "goal" in talk.promises

    assert delete(talk, STEP) == GONE
    assert "goal" not in talk.promises
    assert (talk.journey.goal.text, talk.journey.goal.first_step, talk.journey.goal.day) == (GOAL, "", None)


def test_a_first_step_that_is_edited_to_another_day_comes_on_that_day_and_says_so():
    talk = aimed()
    talk.say(STEP)
    day = talk.journey.goal.day

    said = edit(talk, STEP, STEP.replace("tomorrow", "on friday"))

    assert said.startswith("Changed, as you changed your message.\nFriday, then.")
    assert talk.journey.goal.day != day
    assert [p.day for p in talk.journey.promises if p.key == "goal"] == [talk.journey.goal.day]
    assert f"{talk.journey.goal.day:%A}" == "Friday"


def test_of_words_that_a_note_took_along_whoever_deletes_or_edits_them_reads_that_the_note_still_says_them():
    for act, line in ((delete, GONE), (lambda t, text: edit(t, text, text.replace("12", "13")), "Changed,")):
        talk = ways.told()
        story = "\n".join(each.text for each in talk.journey.sayings)

        said = act(talk, story)

        assert said.startswith(line)
        assert "Your note to Dana still says" in said


def test_words_that_are_only_signs_go_with_their_message_too():
    talk = prevented()
    talk.journey = but(talk.journey, sayings=(*talk.journey.sayings, Saying(Question.EFFECT, "\U0001f44d")))

    assert delete(talk, "it is out now. \U0001f44d") == GONE
    assert talk.journey.sayings == prevented().journey.sayings


def test_in_the_middle_of_what_may_be_about_a_life_no_note_is_spoken_of():
    talk = ways.told()
    story = talk.journey.sayings[0].text
    talk.say("i cant do this anymore")
    assert str(talk.question) == "unsure"

    assert delete(talk, story) == GONE


def test_other_messages_take_nothing_along_that_was_made_of_this_one():
    talk = prevented()

    delete(talk, "he")
    delete(talk, "i lock the door before i go")

    delete(talk, "nobody knows what i sent")
    talk.journey = but(talk.journey, sayings=(*talk.journey.sayings, Saying(Question.EFFECT, "no")))
    delete(talk, "nobody knows")

    assert talk.journey.sayings[-1].text == "no"
    assert talk.journey.preventions
    talk.journey = but(talk.journey, sayings=talk.journey.sayings[:-1])
    assert {each.text for each in talk.journey.sayings} == {each.text for each in prevented().journey.sayings}
