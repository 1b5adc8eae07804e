"""The language model is a guest: what it may be asked for, whether it may be asked at all, and what of its words is shown.

It is asked by an effect and answers by an event; whatever it says, nothing in the journey moves but what is put forward.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot import care, safety, story
from bot.effects import AskCoach, OfferCoach
from bot.events import CoachOffered, CoachReplied, Event, Said
from bot.guest.apart import stays
from bot.guest.jobs import READINGS, Wish, shown, standing, wish
from bot.guest.masks import mask
from bot.hearing import names_here
from bot.journey import Job, Journey, Visit, Visited
from bot.review.sentences import split
from bot.scene import Amends, Line, Offer, Scene, Words

MOST_ASKED = 2_000
"""Characters that one visit may see."""
A_DAY = 20
"""Visits for one person a day."""
BUTTONS = 5
"""Under one message."""
ASKS = ("guest_yes", "guest_no")
PUTS = ("use", "edit", "keep_mine")
ASKS_FIRST = frozenset({Job.MESSAGE, Job.REWORD})
"""What the person is asked about before. The rest is asked for only where the model is allowed already."""
NEVER = frozenset({"grave", "chose", "not_mine", "went_badly", "sensitive", "pressure_named", "hiding_named"})
"""After one of these hints the journey is between people only."""
APART = ("duty:", "grave:", "touches:safety", "touches:security")
"""So do hints that begin like this: a duty has its own road, and its own people."""


# asking


def asks(scene: Scene, event: Event) -> None:
    """The visit that what is said now gives reason for, if any: the effect, and what of it is remembered."""
    around = scene.around
    if around.guest is None or not scene.said or scene.error or around.author.guest == "no":
        return
    wanted = wish(scene, event)
    if wanted is not None:
        _visit(scene, wanted, _letter(scene), event.text if isinstance(event, Said) else "")


def _letter(scene: Scene) -> str:
    """The letter that this turn will be said in."""
    return f"{scene.j.id}.{scene.j.serial + 1}"


def _visit(scene: Scene, wanted: Wish, on: str, heard: str = "") -> None:
    """Ask for it, or first whether that is allowed. Within the day's number, and never twice for the same words.

    `heard` is what was said just now. It is remembered before it is made, so that nothing leaves of which nobody knows.
    """
    around, author, text = scene.around, scene.around.author, wanted.text
    if (
        around.guest is None
        or not text.strip()
        or len(text) > MOST_ASKED
        or not _may(scene.j)
        or not _fit(scene, text, heard)
    ):
        return
    where = around.guest.where
    if author.guest != where:
        if author.guest_asked != where and wanted.job in ASKS_FIRST:
            scene.effects.append(OfferCoach(scene.j.id, on, wanted.job))
        return
    count = author.visits if author.visited == scene.today else 0
    hidden = mask(text, [*names_here(scene), author.name, *_named(scene)])
    words = "\n".join((hidden.text, *wanted.under))
    if count >= A_DAY or any((each.job, each.text) == (wanted.job, words) for each in scene.j.visits):
        return
    made = Visited(scene.now, wanted.job, where, words)
    author = replace(author, visits=count + 1, visited=scene.today)
    scene.set(visits=(*scene.j.visits, made), around=replace(around, author=author))
    scene.effects.append(AskCoach(scene.j.id, on, wanted.job, words, hidden.names, wanted.options))


def _may(journey: Journey) -> bool:
    """Claim: nothing in this journey is for people only. A duty, a danger, what was done on purpose, what others did."""
    hints = journey.hints
    if hints & NEVER or any(hint.startswith(APART) for hint in hints):
        return False
    cared = journey.paused or care.HELD in journey.notes or "away" in journey.notes or "stayed" in journey.notes
    return not cared and not any(saying.labels & {"crisis", "escalate"} for saying in journey.sayings)


def _fit(scene: Scene, text: str, heard: str = "") -> bool:
    """Claim: no word of danger or duty is in it or was said before, and it is in the language that the coach judges."""
    said = [*(saying.text for saying in scene.j.sayings), *(parked.text for parked in scene.j.parked), heard, text]
    if scene.j.note("language_said") or stays(said):
        return False
    if any(safety.literal(" ".join(pair)) != "no" for pair in (*pairwise(said), (text,))):
        return False
    people = names_here(scene)
    for start, end in split(text):
        one = text[start:end]
        read = story.read(one, people)
        apart = read.duty or read.grave or read.hiding or read.asked_to_hide or read.went_badly or read.sensitive
        if apart or read.choice or read.not_mine or read.asks == "say_nothing":
            return False
        if safety.floor(one) != "no":
            return False
    return True


def _named(scene: Scene) -> list[str]:
    """Everyone who has a part in the journey, and whoever was named for one."""
    return [each.name for each in (scene.j.manager, scene.j.mentor) if each] + [scene.j.note("named")]


# its answer


def replied(scene: Scene, event: CoachReplied) -> None:
    """What of the answer may be shown is put beside the message that it belongs to, if that still stands."""
    scene.retire = False
    around = scene.around
    if not _stands(scene, event.on) or scene.j.visit is not None or not _may(scene.j):
        return
    if around.guest is None or around.author.guest != around.guest.where:
        return
    text = shown(scene, event)
    if text:
        _put(scene, event, text, around.guest.model)


def _stands(scene: Scene, letter: str) -> bool:
    """Claim: the message still stands open, or is the last one said."""
    return any(live.letter == letter for live in scene.j.live) or letter == f"{scene.j.id}.{scene.j.serial}"


def _put(scene: Scene, event: CoachReplied, text: str, model: str) -> None:
    """The words, with their buttons, beside the message: in place of its own only for a whole note, where Send would be unclear."""
    own = next((len(live.choices) for live in reversed(scene.j.live) if live.letter == event.on), 0)
    said: tuple[Line | Words, ...] = (Line(f"guest.{event.job}", {"model": model, "text": text.rstrip(".")}),)
    choices: tuple[str, ...] = PUTS
    match event.job:
        case Job.MESSAGE | Job.REWORD:
            said = (Line(f"guest.{event.job}", {"model": model}), Words(text))
        case Job.EXACT:
            said = (Line("guest.exact", {"model": model, "text": text}),)
            choices = ("keep_mine",)
        case Job.READ if text in READINGS:
            said, choices = (Line(f"guest.read_{text}"),), ("keep_mine",)
        case Job.READ:
            label = _label(scene, text, event.options.index(text) + 1)
            said, choices = (Line("guest.read_choice", {"model": model, "text": label}),), ("guest_use", "keep_mine")
            if not label:
                return
        case _:
            pass
    whole = event.job is Job.MESSAGE
    if not whole and own + len(choices) > BUTTONS:
        choices = tuple(each for each in choices if each != "edit")[: BUTTONS - own]
    scene.set(visit=Visit(event.on, choices, event.job, text))
    buttons = tuple(Offer(choice, f"guest.{choice}") for choice in choices)
    scene.amends = Amends(event.on, said, buttons, beside=not whole)


def _label(scene: Scene, choice: str, number: int) -> str:
    """What the button says: as it stood under the words that were asked about."""
    asked = scene.j.visits[-1].text.split("\n")[1:] if scene.j.visits else []
    stood = next((line.removeprefix(f"{number}: ") for line in asked if line.startswith(f"{number}: ")), "")
    labels = scene.house.catalog.labels
    return stood or labels.get(f"{scene.j.before}.{choice}") or labels.get(choice, "")


# whether it may be asked


def offered(scene: Scene, event: CoachOffered) -> None:
    """Once: whether it may be asked, told which service and where. The open question stays open."""
    scene.retire = False
    around = scene.around
    if around.guest is None or not _stands(scene, event.on) or scene.j.visit is not None or not _may(scene.j):
        return
    author, where = around.author, around.guest.where
    if author.guest in ("no", where) or author.guest_asked == where:
        return
    scene.set(around=replace(around, author=replace(author, guest_asked=where)))
    scene.say("guest.offer", model=around.guest.model, where=around.guest.where)
    scene.say("guest.offer_never")
    for choice in ASKS:
        scene.offer(choice, choice.replace("_", "."))
    scene.beside = True
    scene.set(visit=Visit(_letter(scene), ASKS, event.job))


# presses


def offers(journey: Journey, choice: str, on: str | None) -> bool:
    """Claim: this press is for what the guest put forward."""
    visit = journey.visit
    return visit is not None and choice in visit.choices and on in (None, visit.letter)


def pressed(scene: Scene, choice: str) -> str:
    """What is done with what the guest put forward. Its words, where something is to be made of them; else ""."""
    visit = scene.j.visit
    if visit is None:
        return ""
    scene.set(visit=None)
    if choice in ("use", "edit", "guest_use"):
        return visit.text
    scene.retire = False
    if choice == "keep_mine":
        scene.amends = Amends(visit.letter)
    else:
        _allowed(scene, visit, yes=choice == "guest_yes")
    return ""


def meant(journey: Journey, text: str) -> str | None:
    """The press that a plain yes or no stands for, while it is asked whether the model may be asked."""
    if journey.visit is None or journey.visit.choices != ASKS:
        return None
    bare = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    answers = {
        "yes": "guest_yes",
        "yes please": "guest_yes",
        "no": "guest_no",
        "no thanks": "guest_no",
        "never": "guest_no",
    }
    return answers.get(bare)


def _allowed(scene: Scene, visit: Visit, *, yes: bool) -> None:
    around = scene.around
    where = around.guest.where if around.guest else around.author.guest_asked
    author = replace(around.author, guest=where if yes else "no")
    scene.set(around=replace(around, author=author), stale=(*scene.j.stale, visit.letter))
    scene.say("guest.yes" if yes else "guest.no")
    wanted = standing(scene, visit.job) if yes else None
    if wanted is not None:
        card = next((live.letter for live in reversed(scene.j.live) if live.question is scene.j.question), "")
        _visit(scene, wanted, card)
