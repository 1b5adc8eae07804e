"""Danger, stop, pause and resume hold for a person, not for one journey: what they do in each of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from bot import care, controls
from bot.effects import Effect
from bot.journey import Journey
from bot.path import Question
from bot.scene import Everywhere, Scene
from prompts.frozen import but


def elsewhere(
    said: Everywhere, until: date | None, other: Journey, now: datetime
) -> tuple[Journey, tuple[Effect, ...]]:
    """`other`, open and with what stands around it, once this was said in another journey; nothing is said in this one.

    `until` is the day of a pause. Whoever comes back after danger is asked in any of their journeys whether to go on.
    """
    scene = Scene(other, now)
    match said:
        case Everywhere.DANGER:
            care.quiet_all(scene)
            if scene.j.question not in care.CARE:
                scene.stand(Question.AFTERWARDS)
                scene.note("away", "yes")
        case Everywhere.STOP:
            controls.fall_silent(scene)
        case Everywhere.PAUSE:
            controls.wait_until(scene, until)
        case Everywhere.RESUME:
            controls.resume(scene)
            scene.note("away", "")
            if scene.j.question is Question.AFTERWARDS:
                controls.to_before(scene)
        case _:
            assert_never(said)
    return but(scene.j, turns=other.turns), tuple(scene.effects)


def silenced(others: Sequence[Journey]) -> bool:
    """Claim: the author said "stop" in one of these and has not written there since."""
    return any(each.quiet for each in others)


def waits_until(others: Sequence[Journey], today: date, next_day: date) -> date | None:
    """Until which day a check-in of a closed journey waits, because one of these is paused; None when none is."""
    if any(each.paused for each in others):
        return next_day
    until = max((each.pause_until for each in others if each.pause_until is not None), default=None)
    return until if until is not None and until > today else None


__all__ = ["elsewhere", "silenced", "waits_until"]
