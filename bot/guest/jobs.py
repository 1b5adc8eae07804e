"""What the language model is asked for, job by job: the person's words that it gets, and what of its answer may be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from bot import wording
from bot.drafting import FIRST_WORDS
from bot.events import CoachReplied, Event, Said
from bot.guest.trace import Fact, asks_only, traced
from bot.hearing import QUIET_KINDS, pending_marks, plans, retells, usable
from bot.journey import PUT_RIGHT, Draft, DraftKind, Job, Saying
from bot.path import Question
from bot.patterns import regex
from bot.review.sentences import split
from bot.review.values import PROBLEMS
from bot.scene import Line, Marked, Words
from bot.wording import lexicon as lex
from prompts.catalog import faults
from prompts.frozen import frozen

if TYPE_CHECKING:
    from bot.scene import Scene

ONE_LINE = 25
"""Words of a line."""
_DIGITS = regex(r"\d+(?:[.:]\d+)*")
_EXACT = frozenset({"ask.next_act_exact", "ask.prevention_exact", "ask.change_exact", "ask.repair_exact"})
_UNNAMED = regex(r"\bNAME\d+\b")
_THE_SAME = 0.7
"""The share of the words that were asked about which a saying holds when it is those words, with its names."""
READINGS = ("answer", "correction", "question", "two")


@frozen
class Wish:
    """What could be asked for: the words it is about, and the choices among which it may find one.

    `under` is what the house itself puts under the words: nobody is named there.
    """

    job: Job
    text: str
    options: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


def wish(scene: Scene, event: Event) -> Wish | None:
    """What the model could be asked for beside what is said now."""
    said = {part.key for part in scene.said if isinstance(part, Line)}
    if said & _EXACT and isinstance(event, Said):
        return Wish(Job.EXACT, event.text)
    if "ask.unclear" in said and isinstance(event, Said):
        return _reading(scene, event.text)
    if "ask.done_well" in said:
        return Wish(Job.REFLECT, "\n".join(fact.text for fact in _learned(scene)))
    if "ask.colleague" in said:
        return Wish(Job.SELF_TALK, "\n".join(fact.text for fact in _fair(scene)))
    if scene.j.question is Question.MARKS and any(isinstance(part, Marked) for part in scene.said):
        return standing(scene, Job.REWORD)
    return _note(scene)


def _note(scene: Scene) -> Wish | None:
    draft = scene.j.draft
    shown = draft is not None and any(isinstance(part, Words) and part.text == draft.text for part in scene.said)
    return standing(scene, Job.MESSAGE) if shown and any(offer.id == "edit" for offer in scene.offers) else None


def standing(scene: Scene, job: Job) -> Wish | None:
    """The same for what stands already: a note as it was made, or a sentence with its mark."""
    draft = scene.j.draft
    if job is Job.REWORD:
        marked = _marked(scene)
        return Wish(job, marked.text) if marked is not None else None
    if job is not Job.MESSAGE or draft is None or draft.kind is not DraftKind.FIRST or draft.edited or draft.back:
        return None
    return Wish(job, "\n".join(fact.text for fact in facts(scene)))


def _reading(scene: Scene, text: str) -> Wish | None:
    """The words, and under them the buttons of the question that they may answer."""
    live = next((each for each in reversed(scene.j.live) if each.question is scene.j.before), None)
    labels = scene.house.catalog.labels
    pairs = (
        [(choice, labels.get(key, "")) for choice, key in zip(live.choices, live.labels, strict=False)] if live else []
    )
    plain = [(choice, label) for choice, label in pairs if label and "{" not in label and choice not in UNREAD]
    under = tuple(f"{number}: {label}" for number, (_, label) in enumerate(plain, 1))
    return Wish(Job.READ, " ".join(text.split()), tuple(choice for choice, _ in plain), under)


UNREAD = frozenset(
    {"send", "consent", "send_morning", "send_now", "delete_all", "delete_recall", "delete_now", "recall"}
)
"""Buttons that only a press of their own does."""


# what an answer may be traced to


def facts(scene: Scene) -> tuple[Fact, ...]:
    """The sentences of the note that stands, without its greeting and its name."""
    draft = scene.j.draft
    if draft is None:
        return ()
    _, body, _ = parts(scene, draft)
    ahead = [re.findall(r"\w+", saying.text.casefold()) for saying in plans(scene)]
    found = []
    for start, end in split(body):
        words = set(re.findall(r"\w+", body[start:end].casefold()))
        found.append(Fact(body[start:end], plan=any(len(words & set(each)) * 2 > len(each) for each in ahead)))
    return tuple(found)


def _typed(scene: Scene) -> tuple[Fact, ...]:
    planned = plans(scene)
    return tuple(Fact(saying.text, plan=saying in planned) for saying in usable(scene))


def _marked(scene: Scene) -> Saying | None:
    """The marked sentence that other words may help: not a private matter, and nothing that hides."""
    return next((s for s in pending_marks(scene) if s.kind not in QUIET_KINDS and "concealment" not in s.labels), None)


def _learned(scene: Scene) -> tuple[Fact, ...]:
    """What was said about what led to it, and what is to change."""
    said = [saying.text for saying in scene.sayings(Question.WHAT_LED) if not saying.labels & {"negative_self_talk"}]
    said += [parked.change for parked in scene.j.parked if parked.change]
    return (*map(Fact, said), *(Fact(change.text, plan=True) for change in scene.j.changes))


def _fair(scene: Scene) -> tuple[Fact, ...]:
    """What they did about it, in their own words: no attack, no excuse."""
    kept = [s.text for s in usable(scene) if not s.labels & PROBLEMS and s not in plans(scene)]
    kept += [line for line in scene.j.note(PUT_RIGHT).split("\n") if line]
    return tuple(map(Fact, kept))


def parts(scene: Scene, draft: Draft) -> tuple[str, str, str]:
    """A note's greeting, its body, and the name under it."""
    to, first = scene.j.manager, scene.around.author.first
    lines = draft.text.split("\n")
    name = lines.pop() if len(lines) > 1 and lines[-1].strip() == first else ""
    body, greeting = "\n".join(lines), ""
    if to is not None:
        for mark in (", ", ". "):
            if body.startswith(f"{to.first}{mark}"):
                greeting, body = f"{to.first}{mark}", body[len(to.first) + len(mark) :]
                break
    return greeting, body, name


# what of the answer may be shown


def shown(scene: Scene, event: CoachReplied) -> str:
    """The words that may be put forward, or "". For a reading: a choice, or what the words may be besides."""
    if event.review.crisis != "no":
        return ""
    match event.job:
        case Job.MESSAGE:
            return _message(scene, event)
        case Job.REWORD:
            marked = _marked(scene)
            told = _line(event, (Fact(marked.text),), _typed(scene)) if marked is not None else ""
            return told if marked is not None and not _same_words(told, marked.text) else ""
        case Job.REFLECT:
            return _line(event, _learned(scene))
        case Job.SELF_TALK:
            return _line(event, _fair(scene))
        case Job.EXACT:
            return _question(scene, event)
        case Job.READ:
            return _choice(event)
        case _:
            assert_never(event.job)


def sound(event: CoachReplied, said: str) -> bool:
    """Claim: the coach's own review and its rules of tone have nothing against these words."""
    bare = said.strip()
    spoilt = any(
        (one.marked & PROBLEMS or one.labels & {"crisis", "escalate"}) and one.text.strip() in bare
        for one in event.review.sentences
    )
    return not spoilt and not list(faults(bare))


def _line(event: CoachReplied, *tellings: Sequence[Fact]) -> str:
    """One sentence that traces, or ""."""
    told = [said for each in event.said if sound(event, each) for said in traced(each, *tellings)]
    return told[0] if len(told) == 1 and len(told[0].split()) <= ONE_LINE else ""


def _message(scene: Scene, event: CoachReplied) -> str:
    """The whole note in the model's order and with its small words, or "": it must keep every number and the act."""
    draft = scene.j.draft
    if draft is None:
        return ""
    greeting, body, name = parts(scene, draft)
    stands, typed = facts(scene), _typed(scene)
    good = "\n".join(_ungreeted(scene, each) for each in event.said if sound(event, each))
    told = list(dict.fromkeys(traced(good, stands, typed)))
    if draft.ours and not any(wording.says_sorry(each) for each in told):
        told += [line for line in draft.ours if line]
    new = " ".join(told)
    if not told or not keeps_numbers(new, body) or wording.one_sorry(new) != new:
        return ""
    if len(new.split()) > FIRST_WORDS or _same_words(new, body) or not _owns(told, (*stands, *typed)):
        return ""
    begins = new.split(maxsplit=1)[0].casefold()
    lower = greeting.endswith(", ") and begins in lex.FUNCTION | lex.DETERMINERS and begins != "i"
    return "\n".join(
        line for line in (greeting + (new[0].lower() if lower else new[0].upper()) + new[1:], name) if line
    )


def keeps_numbers(told: str, body: str) -> bool:
    """Claim: every number of `body` stands in what is told."""
    return set(_DIGITS.findall(body)) <= set(_DIGITS.findall(told))


def _ungreeted(scene: Scene, said: str) -> str:
    """A sentence without the greeting that is put before the first one anyway."""
    to, bare = scene.j.manager, said.strip()
    return (
        re.sub(rf"^(?:(?:hi|hello|dear|hey) )?{re.escape(to.first)}\s*[,:.!-]+\s*", "", bare, flags=re.I)
        if to
        else bare
    )


def _same_words(new: str, old: str) -> bool:
    """Claim: it says nothing differently."""
    return re.findall(r"\w+", new.casefold()) == re.findall(r"\w+", old.casefold())


def _owns(told: Sequence[str], sources: Sequence[Fact]) -> bool:
    """Claim: whoever owns an act in the note owns it in the answer too."""
    owned = any(re.match(r"i\b(?!'ll| will)", fact.text.strip(), re.I) and not fact.plan for fact in sources)
    return not owned or any(re.match(r"I (?!will\b|am sorry\b)", each) for each in told)


def _question(scene: Scene, event: CoachReplied) -> str:
    """One short question about the plan, in words that ask and words that the person used."""
    if len(event.said) != 1 or not sound(event, event.said[0]) or not scene.j.visits:
        return ""
    asked = scene.j.visits[-1].text
    own = [
        asked,
        *(saying.text for saying in scene.j.sayings if retells(saying.text, _UNNAMED.sub("", asked), _THE_SAME)),
    ]
    return asks_only(event.said[0], own, ONE_LINE)


def _choice(event: CoachReplied) -> str:
    """A choice that was asked about, or what else the words may be. Nothing of the model's own wording."""
    reading, number = (*event.said, "", "")[:2]
    if reading not in READINGS:
        return ""
    if reading != "answer":
        return reading
    place = int(number) if number.isascii() and number.isdigit() and len(number) <= 2 else 0
    return event.options[place - 1] if 1 <= place <= len(event.options) else ""


__all__ = ["READINGS", "Wish", "keeps_numbers", "shown", "sound", "standing", "wish"]
