"""What never leaves for a model: danger and duty, in one message or in two, and in whatever letters."""

import pytest
from guest.talking import STORY, at_note, effects

from bot.effects import AskCoach, OfferCoach
from bot.guest.apart import stays

DANGER = (
    "i want to die", "i took 40 paracetamol", "i wish i was dead", "i cant live with what i did", "nobody will miss me", "i feel like ending things",
    "i dont see a way out", "i am planning to overdose", "i might do something stupid to myself", "i was raped", "i will kill greg",
    "he hit me at work", "i am on the bridge", "voglio morire", "je veux mourir", "quiero morir", "ich will sterben", "quero morrer",
)  # fmt: skip
DUTY = (
    "i lost a usb stick with patient records", "i sent customer data to the wrong customer", "i leaked passport scans", "i traded on inside news",
    "i booked the cost in the wrong quarter so the figures look better", "i deleted the evidence", "i bribed an official", "my boss told me to delete it",
    "they want me to sign a false report", "our password is on github", "i was drunk at work", "i took money from the till", "a colleague got hurt",
    "i signed off a check i didnt do", "she harassed me", "i forged it", "the emails were about her cancer",
)  # fmt: skip
BENT = (
    "i want to d1e",
    "i want to d.i.e",
    "i want to d i e",
    "i want to \u200bd\u200bie",
    "i wаnt to diе",
    "I WANT TO DIE!!!",
    "ｄｉｅ",
    "pässw0rd",
    "p@ssword",
)
FREE = (
    *STORY, "i was overwhelmed with the audit", "keep ringing chris till he says it arrived", "push it to live by 16:00", "the server crashed at 9 and i restarted it", "i was swamped",
    "i forgot to attach the terms", "delete the duplicate rows by 5", "i missed the deadline", "14 of 20 slides done", "i'll be more careful",
    "outlook filled in the name by itself", "read the whole address out loud, then attach the file", "I can't make it by 10", "naïve café",
)  # fmt: skip


@pytest.mark.parametrize("words", [*DANGER, *DUTY, *BENT])
def test_words_of_danger_and_duty_stay_here_however_they_are_split(words):
    parts = words.split()
    assert stays([words])
    assert stays(["so.", f"Well, {words}, yes."])
    for place in range(1, len(parts)):
        assert stays([" ".join(parts[:place]), "", " ".join(parts[place:])]), place


@pytest.mark.parametrize("words", FREE)
def test_what_an_ordinary_mistake_is_told_in_may_leave(words):
    assert not stays([words])


@pytest.mark.parametrize("words", [DANGER[0], DANGER[4], DUTY[2], DUTY[5], DUTY[7]])
def test_said_in_two_messages_they_never_reach_a_model_either(words):
    parts = words.split()
    one, other = " ".join(parts[:2]), " ".join(parts[2:])
    for story in (
        (STORY[0], f"{STORY[1]}. {one}", other, *STORY[2:]),
        (*STORY[:2], f"{STORY[2]}. {one}", other, "dana"),
    ):
        talk = at_note(story=())
        for line in story:
            talk.say(line)
            if line == other:
                assert not effects(talk, (AskCoach, OfferCoach)), (story, line)
        assert not any(other in each.text for each in talk.journey.visits)
