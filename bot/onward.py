"""What is asked next: on the way to the words nothing twice and few questions; afterwards what stands open, in order."""

from __future__ import annotations

from bot import gist
from bot.acts import own_act
from bot.hearing import SPOILS, choose, duty_of, kind_of, pending_marks, plans, told_enough, usable
from bot.path import Question
from bot.people import Part
from bot.scene import Scene

Q = Question
ANSWERS = 4
"""Answers to sendable words; one more for a duty, one more for marks."""
GRAVE = frozenset({"grave"})


def budget(scene: Scene) -> int:
    """How many answers may be asked for before the words stand on the screen."""
    duty = 1 if duty_of(scene) else 0
    marks = 1 if Q.MARKS in scene.j.asked else 0
    return ANSWERS + duty + marks


def next_question(scene: Scene) -> Question:
    """The next question before the words, or DRAFT."""
    j = scene.j
    if j.hint("chose") or j.hint("grave"):
        return Q.DOOR
    if j.hint("choice_hint") and not j.hint("slip_known") and not j.hint("not_mine"):
        return Q.SLIP
    if j.hint("not_mine"):
        return _own_part(scene)
    kind = kind_of(scene)
    known = scene.house.mistakes.get(kind) if kind else None
    calm = j.note("lane") != "quick"
    enough = told_enough(scene) or Q.TELLING in j.asked
    planned = bool(plans(scene)) or Q.NEXT_ACT in j.asked
    left = budget(scene) - j.answered
    spare = left - (not enough) - (not planned)
    whole = enough and planned and not any(hint.startswith("maybe:") for hint in j.hints)
    formal = j.hint("formal") and not duty_of(scene) and not (whole and _names_nothing(scene))
    if (
        kind is None
        and not duty_of(scene)
        and not formal
        and not whole
        and Q.KIND not in j.asked
        and spare > 0
        and calm
    ):
        return Q.KIND
    if (
        (formal or kind in ("wrong_recipient", "lost_damaged"))
        and not j.hint("touches_known")
        and not any(h.startswith("touches:") for h in j.hints)
        and Q.TOUCHES not in j.asked
        and spare > 0
        and calm
    ):
        return Q.TOUCHES
    first_acts = Q.FIRST_ACTS not in j.asked and not j.hint("acts_done")
    if first_acts and duty_of(scene):
        return Q.FIRST_ACTS
    silent = not j.hint("still_going") and not j.hint("stopped") and not j.hint("acts_stopped")
    if known and known.still_going and silent and Q.STILL_GOING not in j.asked and spare > 0 and calm:
        return Q.STILL_GOING
    if first_acts and j.hint("still_going") and calm:
        return Q.FIRST_ACTS
    unknown = j.told is None and not j.hint("boss_unaware")
    if duty_of(scene) and unknown and not j.note("now") and Q.BOSS_KNOWS not in j.asked and spare > 0:
        return Q.BOSS_KNOWS
    if j.note("now") and any(own_act(s.text) or "ownership" in s.labels for s in usable(scene)):
        return Q.DRAFT if j.draft or j.manager or Q.LISTENER in j.asked else Q.LISTENER
    if not enough:
        if left <= 1 and not planned:
            scene.note("telling_both", "yes")
        return Q.TELLING
    if calm and Q.STILL_GOING not in j.asked and pending_marks(scene) and (Q.MARKS not in j.asked or _weighs(scene)):
        return Q.MARKS
    facts = [
        s for s in scene.sayings(Q.WHAT_HAPPENED, Q.TELLING, Q.EFFECT) if "fact" in s.labels and not s.labels & SPOILS
    ]
    effect_known = any("ownership" not in s.labels for s in facts)
    asks_effect = Q.EFFECT not in j.asked and Q.TELLING not in j.asked and not effect_known
    if asks_effect and left - (not planned) > 0 and calm and not whole:
        return Q.EFFECT
    if not planned and left > 0:
        return Q.NEXT_ACT
    if j.told is not None and j.manager is None:
        return Q.REPAIR_PLAN if not planned and Q.REPAIR_PLAN not in j.asked else Q.CHECK_IN
    if j.manager is None and Q.LISTENER not in j.asked and left > 0:
        return Q.LISTENER
    return Q.DRAFT


def _names_nothing(scene: Scene) -> bool:
    """Claim: in all that was told no word names data, money, danger or a way in: only the reader has suspected it."""
    return not gist.names_topic("\n".join(s.text for s in scene.j.sayings))


def _weighs(scene: Scene) -> bool:
    """Claim: a reason has been given since the marks were answered. Smaller marks wait for [Look again]."""
    return any(s.labels & SPOILS for s in pending_marks(scene))


def _own_part(scene: Scene) -> Question:
    """Your part: not less, and not more."""
    j = scene.j
    if not j.hint("part_right"):
        there = scene.sayings(Q.PART) or j.note("part_mine") or j.note("part_others")
        return Q.PART_RIGHT if there else Q.PART
    if not plans(scene) and Q.NEXT_ACT not in j.asked:
        return Q.NEXT_ACT
    if j.manager is None and j.note("named"):
        choose(scene, Part.MANAGER, j.note("named"))
    return Q.DRAFT


WISHES = {
    "causes": Q.WHAT_LED,
    "prevention": Q.PREVENTION,
    "mentor": Q.MENTOR,
    "goal": Q.GOAL,
    "check_in": Q.CHECK_IN_WHEN,
    "page": Q.PAGE,
    "repair": Q.REPAIR_PLAN,
}
"""Which question a wish in words opens, once the first listener knows."""


def next_open(scene: Scene, *, wished: bool) -> Question | None:
    """What stands open once the first listener knows: the repair, what prevents it, and, when it is settled, the rest.

    `wished`: the person came by themselves. Else nothing of step 3 and after comes before the repair is done (S3.1).
    """
    j = scene.j
    if j.told is None or any(j.hint(name) for name in ("not_mine", "chose", "grave", "went_badly")):
        return None
    if j.fixed is None and any(r.done is None for r in j.repairs):
        return Q.REPAIR_HOW
    if j.fixed is None and not j.repairs and not {Q.REPAIR_PLAN, Q.NEXT_ACT} & {*j.asked, *j.skipped}:
        return Q.REPAIR_PLAN
    if not j.preventions and Q.PREVENTION not in j.skipped:
        return Q.PREVENTION
    if j.settled is None and (wished or (j.fixed is not None and Q.SETTLED not in j.asked)):
        return Q.SETTLED
    if j.settled is not None:
        later = (Q.MENTOR, Q.HOLD_TIME, Q.GOAL) if wished else (Q.HOLD_TIME, Q.GOAL)
        focus = any(p.key == "focus" for p in j.promises)
        if focus and wished:  # the twenty minutes come first, and their hour is held
            return None if Q.MENTOR in j.asked else Q.MENTOR
        led = Q.WHAT_LED in j.asked or focus
        for question in later:
            if question not in j.asked and not (question is Q.HOLD_TIME and led):
                return question
        return Q.PAGE
    return None


def never_offered(scene: Scene) -> Question:
    """What the week has not offered yet of what follows the repair, in order; PAGE when all of it was."""
    j = scene.j
    if j.told is None or j.fixed is None or any(j.hint(name) for name in ("not_mine", "chose", "grave", "went_badly")):
        return Q.PAGE
    seen = {*j.asked, *j.skipped}
    if not j.preventions and Q.PREVENTION not in seen:
        return Q.PREVENTION
    if j.settled is None:
        return Q.PAGE if Q.SETTLED in seen else Q.SETTLED
    if not seen & {Q.HOLD_TIME, Q.HOLD_WHEN, Q.WHAT_LED}:
        return Q.HOLD_TIME
    if any(p.key == "focus" for p in j.promises):
        return Q.PAGE
    if j.goal is None and Q.GOAL not in seen:
        return Q.GOAL
    waits = j.goal is not None and j.goal.day is None and not j.goal.done
    return Q.GOAL_STEP if waits and Q.GOAL_STEP not in j.skipped else Q.PAGE
