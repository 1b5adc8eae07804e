"""A person who answers whatever is asked, and a count of the answers until words stand ready."""

from bot.path import Question

MOST = 12


def until_words(talk, telling, plan, effect="Nothing else is known yet, at 14:20.", boss="dana"):
    """Answer until a draft stands on the screen. Returns how many answers it took, the opening among them."""
    for _ in range(MOST):
        match talk.question:
            case Question.DRAFT:
                break
            case Question.KIND:
                talk.press("something_else")
            case Question.TOUCHES:
                talk.press("none")
            case Question.SLIP:
                talk.press("forgotten")
            case Question.STILL_GOING:
                talk.press("no")
            case Question.FIRST_ACTS:
                talk.press("done")
            case Question.BOSS_KNOWS:
                talk.say(f"not yet, its {boss}")
            case Question.TELLING:
                talk.say(telling)
            case Question.EFFECT:
                talk.say(effect)
            case Question.MARKS:
                talk.press("park")
            case Question.NEXT_ACT:
                talk.say(plan)
            case Question.LISTENER:
                talk.say(boss)
            case other:
                raise AssertionError(f"{other} was asked on the way to the words: {talk.said}")
    return talk.asked
