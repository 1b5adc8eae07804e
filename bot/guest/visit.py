"""The language model is a guest: what it may be asked for, whether it may be asked at all, and what of its words is shown.

It is asked by an effect and answers by an event; whatever it says, nothing in the journey moves but what is put forward.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot import care, safety, story, wording
from bot.drafting import FIRST_WORDS
from bot.effects import AskCoach, OfferCoach
from bot.events import CoachOffered, CoachReplied
from bot.guest.masks import mask
from bot.guest.trace import Fact, traced
from bot.hearing import names_here, plans, usable
from bot.journey import Draft, DraftKind, Job, Journey, Visit, Visited
from bot.patterns import regex
from bot.review.sentences import split
from bot.review.values import PROBLEMS
from bot.scene import Amends, Line, Offer, Scene, Words
from prompts.catalog import faults

MOST_ASKED = 2_000
"""Characters that one visit may see."""
A_DAY = 20
"""Visits for one person a day."""
SHOWN = 5
"""Visits that "what do you know about me" tells of; the export has all."""
ASKS = ("guest_yes", "guest_no")
PUTS = ("use", "edit", "keep_mine")
NEVER = frozenset({"grave", "chose", "not_mine", "went_badly", "sensitive", "pressure_named", "hiding_named"})
"""After one of these hints the journey is between people only."""
_DIGITS = regex(r"\d+(?:[.:]\d+)*")


# asking


def asks(scene: Scene) -> None:
    """The visit that what is said now gives reason for, if any: the effect, and what of it is remembered."""
    around = scene.around
    if around.guest is None or not scene.said or scene.error or around.author.guest == "no":
        return
    job = _job(scene)
    if job is not None:
        _visit(scene, job, _letter(scene))


def _letter(scene: Scene) -> str:
    """The letter that this turn will be said in."""
    return f"{scene.j.id}.{scene.j.serial + 1}"


def _job(scene: Scene) -> Job | None:
    """What the model could be asked for beside what is said now."""
    draft = scene.j.draft
    if draft is None or draft.kind is not DraftKind.FIRST or draft.edited or draft.back:
        return None
    shown = any(isinstance(part, Words) and part.text == draft.text for part in scene.said)
    return Job.MESSAGE if shown and any(offer.id == "edit" for offer in scene.offers) else None


def _visit(scene: Scene, job: Job, on: str) -> None:
    """Ask for it, or first whether that is allowed. Within the day's number, and never twice for the same words.

    It is remembered before it is made, so that nothing leaves of which nobody knows.
    """
    around, author = scene.around, scene.around.author
    text = _told(scene, job)
    if around.guest is None or not text or len(text) > MOST_ASKED or not _may(scene.j) or not _fit(scene, text):
        return
    if author.guest != around.guest.where:
        if author.guest_asked != around.guest.where:
            scene.effects.append(OfferCoach(scene.j.id, on, job))
        return
    count = author.visits if author.visited == scene.today else 0
    hidden = mask(text, [*names_here(scene), author.name, *_named(scene)])
    if count >= A_DAY or any((each.job, each.text) == (job, hidden.text) for each in scene.j.visits):
        return
    made = Visited(scene.now, job, around.guest.where, hidden.text)
    author = replace(author, visits=count + 1, visited=scene.today)
    scene.set(visits=(*scene.j.visits, made), around=replace(around, author=author))
    scene.effects.append(AskCoach(scene.j.id, on, job, hidden.text, hidden.names))


def _may(journey: Journey) -> bool:
    """Claim: nothing in this journey is for people only. A duty, a danger, what was done on purpose, what others did."""
    hints = journey.hints
    if hints & NEVER or any(
        hint.startswith(("duty:", "grave:", "touches:safety", "touches:security")) for hint in hints
    ):
        return False
    cared = journey.paused or care.HELD in journey.notes or "away" in journey.notes or "stayed" in journey.notes
    return not cared and not any(saying.labels & {"crisis", "escalate"} for saying in journey.sayings)


def _fit(scene: Scene, text: str) -> bool:
    """Claim: no word of danger or duty is in it, and it is in the language that the coach judges."""
    if safety.floor(text) != "no" or scene.j.note("language_said"):
        return False
    people = names_here(scene)
    for start, end in split(text):
        one = text[start:end]
        read = story.read(one, people)
        if read.duty or read.grave or read.hiding or read.asked_to_hide or read.went_badly or read.sensitive:
            return False
        if safety.floor(one) != "no":
            return False
    return True


def _told(scene: Scene, job: Job) -> str:
    """What the job is about, in the person's own words."""
    match job:
        case Job.MESSAGE:
            return "\n".join(fact.text for fact in facts(scene))


def _named(scene: Scene) -> list[str]:
    """Everyone who has a part in the journey, and whoever was named for one."""
    return [each.name for each in (scene.j.manager, scene.j.mentor) if each] + [scene.j.note("named")]


# what it may be about


def facts(scene: Scene) -> tuple[Fact, ...]:
    """The sentences of the note that stands, without its greeting and its name, each a fact of the person's."""
    draft = scene.j.draft
    if draft is None:
        return ()
    _, body, _ = parts(scene, draft)
    planned = {saying.text for saying in plans(scene)}
    ahead = [re.findall(r"\w+", text.casefold()) for text in planned]
    found = []
    for start, end in split(body):
        one = body[start:end]
        words = set(re.findall(r"\w+", one.casefold()))
        found.append(Fact(one, plan=any(len(words & set(each)) * 2 > len(each) for each in ahead)))
    return tuple(found)


def own_words(scene: Scene) -> tuple[Fact, ...]:
    """What an answer may be traced to: the note's sentences, and the same as they were typed."""
    planned = plans(scene)
    typed = [Fact(saying.text, plan=saying in planned) for saying in usable(scene)]
    return (*facts(scene), *typed)


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


# its answer


def replied(scene: Scene, event: CoachReplied) -> None:
    """What of the answer may be shown is put beside the message that it belongs to, if that still stands."""
    scene.retire = False
    if not any(live.letter == event.on for live in scene.j.live) or scene.j.visit is not None:
        return
    around = scene.around
    text = _shown(scene, event)
    if not text or not _may(scene.j) or around.guest is None or around.author.guest != around.guest.where:
        return
    scene.set(visit=Visit(event.on, PUTS, event.job, text))
    line = Line(f"guest.{event.job}", {"model": around.guest.model})
    buttons = tuple(Offer(choice, f"guest.{choice}") for choice in PUTS)
    scene.amends = Amends(event.on, (line, Words(text)), buttons)


def _shown(scene: Scene, event: CoachReplied) -> str:
    match event.job:
        case Job.MESSAGE:
            return message(scene, event)


def message(scene: Scene, event: CoachReplied) -> str:
    """The whole note in the model's order and with its small words, or "": it must keep every number and the act."""
    draft = scene.j.draft
    if draft is None or event.review.crisis != "no":
        return ""
    greeting, body, name = parts(scene, draft)
    sources = own_words(scene)
    spoilt = {
        one.text.strip()
        for one in event.review.sentences
        if one.marked & PROBLEMS or one.labels & {"crisis", "escalate"}
    }
    told = [
        said for each in event.said if each.strip() not in spoilt for said in traced(_ungreeted(scene, each), sources)
    ]
    told = [each for each in dict.fromkeys(told) if not list(faults(each))]
    if draft.ours and not any(wording.says_sorry(each) for each in told):
        told += [line for line in draft.ours if line]
    new = " ".join(told)
    if not told or set(_DIGITS.findall(body)) - set(_DIGITS.findall(new)) or wording.one_sorry(new) != new:
        return ""
    if len(new.split()) > FIRST_WORDS or _same_words(new, body) or not _owns(told, sources):
        return ""
    new = new if not greeting.endswith(", ") or new[:2] in ("I ", "I'") else new[0].upper() + new[1:]
    return "\n".join(line for line in (greeting + new, name) if line)


def _ungreeted(scene: Scene, said: str) -> str:
    """A sentence without the greeting that is put before the first one anyway."""
    to = scene.j.manager
    bare = said.strip()
    return (
        re.sub(rf"^(?:(?:hi|hello|dear|hey) )?{re.escape(to.first)}\s*[,:.!-]+\s*", "", bare, flags=re.I)
        if to
        else bare
    )


def _same_words(new: str, old: str) -> bool:
    """Claim: it says nothing differently."""
    return re.findall(r"\w+", new.casefold()) == re.findall(r"\w+", old.casefold())


def _owns(told: list[str], sources: tuple[Fact, ...]) -> bool:
    """Claim: whoever owns an act in the note owns it in the answer too."""
    owned = any(re.match(r"i\b(?!'ll| will)", fact.text.strip(), re.I) and not fact.plan for fact in sources)
    return not owned or any(re.match(r"I (?!will\b|am sorry\b)", each) for each in told)


# whether it may be asked


def offered(scene: Scene, event: CoachOffered) -> None:
    """Once: whether it may be asked, told which service and where. The open question stays open."""
    scene.retire = False
    around = scene.around
    stands = any(live.letter == event.on for live in scene.j.live)
    if around.guest is None or not stands or scene.j.visit is not None or not _may(scene.j):
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
    """What is done with what the guest put forward. Its words, where they are to take the place of the person's; else ""."""
    visit = scene.j.visit
    if visit is None:
        return ""
    scene.set(visit=None)
    if choice in PUTS and choice != "keep_mine":
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
    card = next((live.letter for live in reversed(scene.j.live) if live.question is scene.j.question), "")
    if yes and card:
        _visit(scene, visit.job, card)
