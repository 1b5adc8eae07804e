"""What was made of a message that its author has deleted or edited since: it goes too, or changes, or is said to stay.

Which message it was made of is told by its words: they all stand there, in their order, and in nothing else that is kept.
"""

from __future__ import annotations

from dataclasses import replace

from bot import fates
from bot.drafting import prevention
from bot.journey import DraftKind, Goal
from bot.letters import LetterState
from bot.path import Question
from bot.patterns import regex
from bot.scene import Scene
from bot.summary import if_then_key

Q = Question
_WORD = regex(r"[\w'\u2019]+")
_I = frozenset({"i", "ill", "im", "we", "well"})
_KEPT = ("fair_said", "fair_sentence", "keep_from_mentor", "worry", "worry_said", "done_well", "lesson", "hardest")
"""The notes that keep an answer as it was typed, from its beginning."""
_MOST = 0.6
"""Of the words of a sentence so many stand in the letter that was made of it: it is set in order there."""


def words(text: str) -> list[str]:
    """The words of a text, in small letters and without apostrophes."""
    return [each.strip("'\u2019").replace("'", "").replace("\u2019", "") for each in _WORD.findall(text.casefold())]


def stands_in(part: str, text: str) -> bool:
    """Claim: all words of `part` stand in `text`, in their order; but for the "I" that we put before an act."""
    wanted, rest = [each for each in words(part) if each not in _I], iter(words(text))
    return bool(wanted) and all(each in rest for each in wanted)


def said_whole(part: str, text: str) -> bool:
    """Claim: `part` stands in `text` as it is, and not inside of other words."""
    inside = f" {' '.join(words(part))} " in f" {' '.join(words(text))} " or not words(part)
    return inside and part in text


def _of(scene: Scene, part: str, text: str) -> bool:
    """Claim: this was made of that message alone, and no letter to which its author consented holds it."""
    approved = [out.text for out in scene.j.outbox if out.state in (*fates.GONE, LetterState.HELD)]
    return stands_in(part, text) and not any(
        stands_in(part, each) for each in (*approved, *(s.text for s in scene.j.sayings))
    )


def gone(scene: Scene, text: str) -> bool:
    """Claim, and done: what was made of the message is kept no more. What stood open about it is asked anew by whoever asks this."""
    j = scene.j
    scene.set(
        preventions=tuple(p for p in j.preventions if not _of(scene, p.act, text)),
        changes=tuple(c for c in j.changes if not _of(scene, c.text, text)),
        parked=tuple(replace(p, change="") if p.change == text.strip()[:1000] else p for p in j.parked),
        goal=_goal(j.goal, text),
    )
    for key in _KEPT:
        if j.note(key) and j.note(key) in (text.strip()[:500], text.strip()[:1000], text.strip()[:2000]):
            scene.note(key, "")
    if j.told is not None and fates.went(j) is None:  # told by the author's own voice
        _unplanned(scene, text)
    draft = j.draft
    if draft is not None and draft.kind is DraftKind.FULL and not draft.edited and scene.j.preventions != j.preventions:
        scene.set(draft=None)
    if j.goal is not None and (scene.j.goal is None or scene.j.goal.day is None) and j.goal.day is not None:
        scene.release("goal", "snooze-goal", "review", "snooze-review")
    return scene.j != j


def _unplanned(scene: Scene, text: str) -> None:
    j = scene.j
    scene.set(repairs=tuple(r for r in j.repairs if not _of(scene, r.text, text)))
    if scene.j.repairs != j.repairs and all(r.done for r in scene.j.repairs):
        scene.release("repair")
        if j.question is Q.REPAIR_HOW:
            scene.rest()


def _goal(goal: Goal | None, text: str) -> Goal | None:
    if goal is None or goal.text == text.strip()[:1000]:
        return None
    return replace(goal, first_step="", day=None) if stands_in(goal.first_step, text) else goal


def open_again(scene: Scene) -> Question | None:
    """The question to ask anew, when what the open one was about has gone."""
    j = scene.j
    noted = j.question in (Q.DRAFT, Q.CONSENT, Q.EDITING) and j.draft is None and j.told is not None
    if (j.question in (Q.STARTS, Q.HOW_KNOW, Q.FULL_NOTE) or noted) and not j.preventions:
        return Q.PREVENTION
    if j.question in (Q.GOAL_STEP, Q.GOAL_HOW) and j.goal is None:
        return Q.GOAL
    if j.question is Q.CHANGE_BY and not j.changes:
        return Q.CHANGE
    return None


def changed(scene: Scene, before: str, text: str, cue: str) -> bool:
    """Claim, and done: what was made of the message is made of its new words, and shown back. `cue`: where they name none."""
    found = False
    for at, old in enumerate(scene.j.preventions):
        if stands_in(old.act, before):
            new = replace(prevention(scene, text, cue), starts=old.starts, known_by=old.known_by)
            scene.set(preventions=(*scene.j.preventions[:at], new, *scene.j.preventions[at + 1 :]))
            scene.say(if_then_key(new), cue=new.cue, act=new.act)
            found = True
    goal = scene.j.goal
    if goal is not None and goal.text == before.strip()[:1000]:
        scene.set(goal=replace(goal, text=text.strip()[:1000]))
        scene.mark(text.strip()[:1000])
        found = True
    return found


def still_there(scene: Scene, key: str, sentences: list[str]) -> None:
    """A note that was sent says what it said: its author reads so."""
    for out in reversed(scene.j.outbox):
        if out.state is not LetterState.SENT or out.kind is DraftKind.MENTOR or fates.recalled(scene.j, out):
            continue
        there = set(words(out.text))
        shares = [sum(word in there for word in words(each)) / max(1, len(words(each))) for each in sentences]
        if any(share >= _MOST for share in shares):
            scene.say(key, name=out.to.first)
            return


__all__ = ["changed", "gone", "open_again", "said_whole", "stands_in", "still_there", "words"]
