"""What is known of letters to others, and what may be said of it: nobody "has seen nothing" of what may have arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.journey import DraftKind, Journey, Outgoing
from bot.letters import LetterState
from bot.people import Recipient
from bot.scene import Line, Scene
from prompts.frozen import but

GONE = frozenset({LetterState.SENDING, LetterState.SENT, LetterState.UNKNOWN})
"""Whoever it is for may have it, whether the platform said so or not."""
RECALLED = "recalled"
"""Under this note stand the letters that their author asked to have taken back."""
UNSAID = "unsaid"
"""Under this note stands the letter whose end was no news in the middle of what is about a life."""


def with_states(journey: Journey, states: Mapping[str, LetterState]) -> Journey:
    """The journey with its letters as their rows are, but for those of which their author was told."""
    outbox = tuple(
        replace(out, state=state)
        if (state := states.get(out.letter)) and out.at is None and state is not out.state
        else out
        for out in journey.outbox
    )
    return but(journey, outbox=outbox) if outbox != journey.outbox else journey


def recalled(journey: Journey, out: Outgoing) -> bool:
    """Claim: it had gone when its author asked to have it taken back."""
    return out.letter in journey.note(RECALLED).split()


def went(journey: Journey, to: Recipient | None = None, kind: DraftKind | None = None) -> Outgoing | None:
    """The newest letter of which somebody may have seen the words: to this person and of this kind, where they are named."""
    for out in reversed(journey.outbox):
        there = out.state in GONE or recalled(journey, out)
        if there and (to is None or to.name == out.to.name) and kind in (None, out.kind):
            return out
    return None


def waits(journey: Journey) -> Outgoing | None:
    """The newest letter that is still held."""
    return next((out for out in reversed(journey.outbox) if out.state is LetterState.HELD), None)


def said(scene: Scene, out: Outgoing) -> None:
    """Say of a letter that is held or may have gone what is known of it."""
    j = scene.j
    key = "where.recalled" if recalled(j, out) else f"where.{out.state}"
    if out.state is LetterState.HELD and out.held_until <= scene.now:
        key = "where.waits"
    line = Line(key, {"name": out.to.first, "when": scene.when(out.held_until)}, scene.tongue)
    if line not in scene.said:
        scene.said.append(line)
    if out.letter == j.note(UNSAID):
        scene.note(UNSAID, "")


def became(scene: Scene) -> None:
    """Say, once, what became of the note while that was no news."""
    out = next((each for each in scene.j.outbox if each.letter == scene.j.note(UNSAID)), None)
    if out is None:
        return
    if out.state in GONE or recalled(scene.j, out):
        said(scene, out)
        return
    scene.note(UNSAID, "")
    if out.text == (scene.j.draft.text if scene.j.draft else ""):
        scene.say("back.note", name=out.to.first)


def unseen(scene: Scene, key: str, kind: DraftKind, to: Recipient) -> str:
    """The key of a line that says that this person has seen nothing of such a note; of its twin, where that is not known."""
    return key if went(scene.j, to, kind) is None else f"{key}_this"


def still_goes(scene: Scene) -> None:
    """A pause or a stop is none for a note that its author has approved: that is said, with the way to stop it."""
    held, gone = waits(scene.j), went(scene.j)
    if held is not None:
        scene.say("held.still", name=held.to.first, when=scene.when(held.held_until))
    elif gone is not None and gone.state is LetterState.SENDING:
        scene.say("held.going", name=gone.to.first)


def counted(scene: Scene, *journeys: Journey) -> None:
    """How many letters went for their author, and what became of them."""
    letters = [(each, out) for each in journeys for out in each.outbox]
    taken_back = sum(recalled(each, out) for each, out in letters)
    states = [out.state for _, out in letters]
    counts = {
        "control.know_sent": states.count(LetterState.SENT),
        "control.know_sending": states.count(LetterState.SENDING),
        "control.know_unknown": states.count(LetterState.UNKNOWN),
        "control.know_recalled": taken_back,
    }
    for key, count in counts.items():
        if count:
            scene.say(key, count=str(count))
    if not any(counts.values()):
        scene.say("control.know_sent_none")


__all__ = [
    "GONE",
    "RECALLED",
    "UNSAID",
    "became",
    "counted",
    "recalled",
    "said",
    "still_goes",
    "unseen",
    "waits",
    "went",
    "with_states",
]
