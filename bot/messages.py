"""Which message of the person's became which sayings, where a platform tells later only its id when it is changed or deleted.

Kept beside the journey's other notes, sealed with them: the message's id and the number of the turn in which it was heard,
and no word. It goes with the sayings that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.care import HELD
from bot.journey import Journey
from prompts.frozen import but

_KEY = "message:"
_WAITS = "held"
"""In place of a turn: the words wait for the one question about more than the work, and become sayings after it."""


def noted(journey: Journey, before: Journey, message: str = "") -> Journey:
    """The journey after a turn, and before it; `message` is what was heard in the turn, where it was one that has an id."""
    if not message and not any(key.startswith(_KEY) for key in journey.notes):
        return journey
    turns = {str(each.turn) for each in journey.sayings}
    now, held = str(journey.turns), journey.note(HELD)
    notes = {key: value for key, value in journey.notes.items() if not key.startswith(_KEY)}
    for key in journey.notes.keys() - notes.keys():
        at = journey.notes[key]
        at = now if at == _WAITS and not held else at
        if at in turns or at == _WAITS:
            notes[key] = at
    if message and now in turns:
        notes[_KEY + message] = now
    elif message and held not in ("", before.note(HELD)):
        notes[_KEY + message] = _WAITS
    return journey if notes == journey.notes else but(journey, notes=notes)


def said(journeys: Iterable[Journey], message: str, *, waiting: bool = False) -> tuple[str | None, str]:
    """The journey and the words that were made of a message; None and the empty string when nothing is left of it.

    `waiting`: words too that wait for the one question about more than the work.
    """
    for journey in journeys:
        at = journey.note(_KEY + message)
        words = "\n".join(each.text for each in journey.sayings if str(each.turn) == at)
        words = journey.note(HELD) if waiting and at == _WAITS else words
        if words:
            return journey.id, words
    return None, ""


__all__ = ["noted", "said"]
