"""Where talks stand in the tests of steps 2 to 5: each function walks there as a person would, by typing and pressing.

A way is walked once with the same words; every test has a talk of its own that stands at its end.
"""

from functools import cache, wraps

from coaching.world import Talk

STORY = "I sent the March price list with the old prices to 12 customers at 14:05. I noticed at 14:10."
PLAN = "I'll send the right list to all 12 by 16:00 today"
EXCUSE = "I was drowning in quarter close."


def way(walk):
    """Hand out talks of their own that stand where `walk` ends; with a house of one's own it is walked each time."""
    once = cache(walk)

    @wraps(walk)
    def there(*words, house_=None, **how):
        return walk(*words, house_=house_, **how) if house_ else once(*words, **how).another()

    return there


@way
def drafted(story=STORY, plan=PLAN, boss="dana", **how):
    """The words to the first listener stand on the screen."""
    talk = Talk(**how)
    talk.begin()
    talk.say(story)
    for _ in range(8):
        question = str(talk.question)
        if question == "draft":
            return talk
        if question == "still_going":
            talk.press("no")
        elif question == "boss_knows":
            talk.press("not_told")
        elif question == "marks":
            talk.press("park")
        elif question == "next_act":
            talk.say(plan)
        elif question == "listener":
            talk.say(boss)
        elif question in ("kind", "touches", "first_acts", "effect"):
            talk.say("skip")
        else:
            talk.say(story)
    raise AssertionError(f"no draft: {talk.question}\n{talk.said}")


@way
def told(**how):
    """The note has gone: Dana knows."""
    talk = drafted(**how)
    talk.press("send")
    talk.wait(minutes=3)
    assert talk.journey.told is not None
    return talk


@way
def fixed(**how):
    """Told, and the repair is reported done; the fixed note is left to the author's own voice."""
    talk = told(**how)
    talk.wait(hours=2)
    assert str(talk.question) == "repair_how", talk.said
    talk.press("done")
    talk.press("say_myself")
    return talk


@way
def wanted(**how):
    """Told, fixed, and the check-ins are wanted."""
    talk = fixed(**how)
    assert str(talk.question) == "check_in", talk.said
    talk.press("yes")
    return talk


@way
def at_prevention(**how):
    """The next morning asks what will be done differently."""
    talk = wanted(**how)
    talk.due("first")
    assert str(talk.question) == "prevention", talk.said
    return talk


@way
def prevented(**how):
    """One If-Then is kept, from today; no note about it."""
    talk = at_prevention(**how)
    talk.say("read every price aloud against the signed sheet, then press send")
    talk.press("today")
    talk.press("no")
    return talk


@way
def at_settled(**how):
    """Some days later: is it settled?"""
    talk = prevented(**how)
    for _ in range(3):
        if str(talk.question) != "settled":
            talk.due()
    assert str(talk.question) == "settled", talk.said
    return talk


@way
def settled(**how):
    """Settled, in the person's own words: the mentor is offered."""
    talk = prevented(**how)
    talk.say("it is all settled now")
    assert str(talk.question) == "mentor", talk.said
    return talk


@way
def focus(parked=True, **how):
    """The twenty minutes have come."""
    how.setdefault("story", f"{STORY} {EXCUSE}" if parked else STORY)
    talk = settled(**how)
    talk.press("not_now")
    talk.press("skip")
    talk.press("yes")
    talk.due("focus")
    assert str(talk.question) == "what_led", talk.said
    return talk


@way
def at_goal(**how):
    """The causes are done: what is there to reach for?"""
    talk = focus(**how)
    for _ in range(8):
        if str(talk.question) == "goal":
            return talk
        if str(talk.question) == "whose":
            talk.press("luck")
        else:
            talk.say("skip")
    raise AssertionError(talk.said)


@way
def at_page(**how):
    """The seven-day question is answered: the page is ready."""
    talk = at_goal(**how)
    talk.say("run a whole price change on my own")
    talk.say("ask dana tomorrow if I can prepare April")
    talk.due("goal")
    talk.press("done")
    talk.due("taper-7")
    talk.press("no_one")
    assert str(talk.question) == "page", talk.said
    return talk


def house_policy():
    """The policy file that the tests' house is read from."""
    from prompts.policy import POLICY

    return POLICY
