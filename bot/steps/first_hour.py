"""The first hour: before any wording, what is still going wrong."""

from __future__ import annotations

import re

from bot import story
from bot.acts import says_no, under_way
from bot.events import Said
from bot.hearing import absorb, duty_of, kind_of, names_here, owned
from bot.path import Question
from bot.patterns import regex
from bot.scene import Scene
from prompts.policy import Contact, FirstAct, Mistake

Q = Question
KINDS_OFFERED = 4
STORY = 8
"""So many words are no name of a kind; they tell what happened."""


def mistake(scene: Scene) -> Mistake | None:
    """What the house knows of this kind of mistake."""
    kind = kind_of(scene)
    return scene.house.mistakes.get(kind) if kind else None


# what happened


def ask_what_happened(scene: Scene) -> None:
    """The first question: no menu."""
    scene.ask(Q.WHAT_HAPPENED)


def said_what_happened(scene: Scene, said: Said) -> None:
    """The opening words."""
    absorb(scene, Q.WHAT_HAPPENED, said.review)
    scene.set(answered=scene.j.answered + 1)
    if scene.j.hint("hurry"):
        scene.note("lane", "quick")
    scene.go("onward")


# kind, touches, slip


def ask_kind(scene: Scene) -> None:
    """At most four kinds, and something else."""
    leant = (h.split(":", 1) for h in sorted(scene.j.hints) if h.startswith(("maybe:", "weak:")))
    offered = list(dict.fromkeys(kind for _, kind in leant if kind in scene.house.mistakes))
    offered += [k for k in ("wrong_recipient", "broke_production", "wrong_figures", "someone_hurt") if k not in offered]
    scene.ask(Q.KIND, None, *[f"{k}=kind.{k}" for k in offered[:KINDS_OFFERED]], "something_else=kind.something_else")


def pressed_kind(scene: Scene, choice: str) -> None:
    """The kind, by a press."""
    if choice in scene.house.mistakes:
        scene.hint(f"kind:{choice}")
        if choice == "someone_hurt":
            scene.hint("touches:safety", *([] if duty_of(scene) else ["duty:safety"]))
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def said_kind(scene: Scene, said: Said) -> None:
    """The kind, in words: often the story itself."""
    absorb(scene, Q.TELLING if len(said.text.split()) >= STORY else Q.WHAT_HAPPENED, said.review)
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def ask_touches(scene: Scene) -> None:
    """What it touches, only if the words are silent."""
    scene.ask(Q.TOUCHES, None, "people_data", "money", "safety", "none")


def pressed_touches(scene: Scene, choice: str) -> None:
    """What it touches, by a press."""
    scene.hint("touches_known")
    if choice == "people_data":
        scene.hint("touches:people_data", "duty:privacy")
        scene.say("first_hour.leave_out_people")
    elif choice == "safety":
        scene.hint("touches:safety", "duty:safety")
    elif choice == "money":
        scene.hint("touches:money")
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def said_touches(scene: Scene, said: Said) -> None:
    """What it touches, in words: often the story itself."""
    absorb(scene, Q.TELLING if len(said.text.split()) >= STORY else Q.WHAT_HAPPENED, said.review)
    scene.hint("touches_known")
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def ask_slip(scene: Scene) -> None:
    """Asked only when the words hint at it. The press decides, never the words alone."""
    scene.ask(Q.SLIP, None, "forgotten", "short_cut", "chose", "not_mine")


def pressed_slip(scene: Scene, choice: str) -> None:
    """A slip, a short cut, a choice, or not mine."""
    scene.hint("slip_known")
    if choice == "chose":
        scene.hint("chose")
    elif choice == "not_mine":
        scene.hint("not_mine")
    elif choice == "short_cut":
        owned(scene)
        scene.hint("short_cut")
        scene.note("practice", next((s.text for s in scene.sayings(Q.WHAT_HAPPENED)), ""))
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def said_slip(scene: Scene, said: Said) -> None:
    """Words instead of a press: kept, and taken as a slip; only a press makes a choice of it."""
    scene.hint("slip_known")
    absorb(scene, Q.WHAT_HAPPENED, said.review)
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


# is it still going on


def ask_still_going(scene: Scene) -> None:
    """The system, the file, the person first."""
    known = mistake(scene)
    if any(s.out for s in scene.j.sayings):
        people = kind_of(scene) == "someone_hurt"
        scene.say("first_hour.kept_people" if people else "first_hour.kept_for_later")
    if known and known.still_going:
        scene.text(known.still_going)
        scene.ask(Q.STILL_GOING, "", "yes", "no", "not_sure")
    else:
        scene.ask(Q.STILL_GOING, None, "yes", "no", "not_sure")


def pressed_still_going(scene: Scene, choice: str) -> None:
    """Yes, no, not sure."""
    scene.hint("still_going" if choice in ("yes", "not_sure") else "stopped")
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def said_still_going(scene: Scene, said: Said) -> None:
    """Words: often several answers at once, read back."""
    first = said.text.strip().casefold()
    absorb(scene, Q.STILL_GOING, said.review)
    if _silent_on_danger(scene, said) and Q.STILL_GOING not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.STILL_GOING))
        scene.say("heard.kept")
        scene.go(Q.STILL_GOING)
        return
    yes = first.startswith(("yes", "yeah", "yep", "still"))
    if yes or (not says_no(first) and scene.j.hint("still_going")):
        scene.hint("still_going")
    else:
        scene.unhint("still_going")
        scene.hint("stopped")
    scene.set(answered=scene.j.answered + 1)
    read_back(scene, said)
    scene.go("onward")


def _silent_on_danger(scene: Scene, said: Said) -> bool:
    """Claim: asked whether somebody is still in danger, the words say nothing of it. A life is not taken to be safe by silence."""
    if kind_of(scene) != "someone_hurt":
        return False
    first = said.text.strip().casefold()
    return (
        not first.startswith(("yes", "yeah", "yep", "still", "no", "not"))
        and story.read(said.text, names_here(scene)).still_going is None
        and not scene.j.hint("stopped")
        and not scene.j.hint("still_going")
    )


def read_back(scene: Scene, said: Said) -> None:
    """Several answers at once are read back, so that the person sees what was understood."""
    got = []
    read = story.read(said.text, names_here(scene))
    if scene.j.hint("stopped"):
        got.append("heard.part.stopped")
    if "oncall" in read.done:
        got.append("heard.part.oncall")
    noticed = scene.j.note("noticed") if "notic" in said.text.casefold() else ""
    if noticed:
        got.append("heard.part.noticed")
    if read.boss_knows is False:
        got.append("heard.part.boss_unaware")
    elif read.boss_knows:
        got.append("heard.part.boss_knows")
    if read.boss_knows and scene.j.told is None and not scene.j.hint("not_mine"):
        scene.set(told=scene.now)
        scene.note("told_how", "said")
        scene.release("tell")
    if len(got) > 1:
        scene.read_back(got, time=noticed, boss=scene.j.note("boss_word") or "boss")


# the first acts


def acts(scene: Scene) -> tuple[FirstAct, ...]:
    """At most three acts, in order; what is already done is not shown."""
    known = mistake(scene)
    done = {h.split(":", 1)[1] for h in scene.j.hints if h.startswith("done:")}
    if any(under_way(s.text) for s in scene.j.sayings):
        done.add("stopped")
    door = [act for act in _door_only(scene) if act.done not in done]
    if known is None:
        return tuple(door)
    touches = frozenset(h.split(":", 1)[1] for h in scene.j.hints if h.startswith("touches:"))
    whoever = (scene.j.note("whoever"),) if scene.j.note("whoever") else ()
    paper = any(_ON_PAPER.search(s.text) and not _BY_WIRE.search(s.text) for s in scene.j.sayings)
    listed = known.acts_for(touches, duty_of(scene), *whoever, paper=paper)
    open_ = [act for act in listed if act.done not in done]
    if any(act.role for act in listed):
        return tuple(open_[:ACTS_SHOWN])
    there = {act.done for act in listed}
    danger = [act for act in door if act.done == "helped"]
    last = [act for act in door if act.done == "kept_record" or act.role]
    last = [act for act in last if act.done not in there][-ACTS_SHOWN + len(danger) + bool(open_) :]
    return (*danger, *open_[: ACTS_SHOWN - len(danger) - len(last)], *last)


_ON_PAPER = regex(
    r"\b(?:fax\w*|envelopes?|letters?|parcels?|courier|by post|in the post|posted (?:it|them|the \w+) to|print-?outs?|handed|paper (?:copy|copies|file|files)|leaflets?)\b",
    re.I,
)
_BY_WIRE = regex(
    r"\b(?:e-?mail\w*|outlook|attach\w*|slack\w*|whatsapp\w*|upload\w*|scan(?:ned)? (?:and|to)|link|newsletter)\b", re.I
)
"""It went by wire, whatever else is named."""
ACTS_SHOWN = 3
_CALLED = {
    "privacy": "called_privacy",
    "safety": "safety_lead",
    "finance": "called_finance",
    "security": "called_security",
}


_FIRST = {
    "safety": ("first_hour.help", "helped"),
    "privacy": ("first_hour.stop_privacy", "asked_delete"),
    "security": ("first_hour.stop_security", "stopped"),
}
"""Where a duty has somebody in danger, or something that spreads: that comes before the record (H1), with what makes it unneeded."""


def _door_only(scene: Scene) -> tuple[FirstAct, ...]:
    """A duty whose mistake has no list of its own: who is in danger or what spreads, the record, the person with the duty."""
    duty = duty_of(scene)
    contact = scene.house.policy.contacts.get(duty) if duty else None
    if duty is None or contact is None:
        return ()
    call = scene.line("first_hour.call", name=contact.name, role=contact.title, contact=contact.contact)
    first = [FirstAct(scene.line(key), done) for key, done in (_FIRST[duty],)] if duty in _FIRST else []
    return (
        *first,
        FirstAct(scene.line("first_hour.record"), "kept_record"),
        FirstAct(call, _CALLED.get(duty, duty), duty),
    )


def contact_role(scene: Scene) -> str | None:
    """Whose door comes first: the duty's, or who is on call."""
    duty = duty_of(scene)
    if duty:
        return duty
    return "oncall" if kind_of(scene) == "broke_production" else None


def ask_first_acts(scene: Scene) -> None:
    """Each an act with a name or a number."""
    shown = acts(scene)
    if not shown:
        scene.hint("acts_done")
        scene.go("onward")
        return
    known = mistake(scene)
    policy = scene.house.policy
    touches = frozenset(h.split(":", 1)[1] for h in scene.j.hints if h.startswith("touches:"))
    if known:
        scene.text(known.intro_for(touches, len(shown), scene.j.note("thing") or None, duty_of(scene)))
    else:
        scene.say("first_hour.before_words")
    slots = policy.slots()
    for number, act in enumerate(shown, 1):
        scene.text(f"{number}. {act.line.format_map(slots)}" if len(shown) > 1 else act.line.format_map(slots))
    role = contact_role(scene)
    contact = policy.contacts.get(role) if role else None
    clock = policy.clock(duty_of(scene) or "")
    if duty_of(scene) and contact:
        if clock:
            scene.say("first_hour.clock", hours=str(clock), name=contact.first, subject=_subject(scene))
        elif duty_of(scene) == "privacy":
            scene.say("first_hour.not_yours_to_decide", name=contact.first)
        if duty_of(scene) == "safety":
            scene.say("first_hour.report_stays")
    buttons = ["done", "some_of_it"]
    if contact and any(act.role for act in shown):
        buttons.append("cant_reach=cant_reach_name")
    scene.ask(Q.FIRST_ACTS, "", *buttons, name=contact.first if contact else "")


def _subject(scene: Scene) -> str:
    return scene.house.policy.employer_word


def pressed_first_acts(scene: Scene, choice: str) -> None:
    """How far that got."""
    role = contact_role(scene)
    contact = scene.house.policy.contacts.get(role) if role else None
    scene.set(answered=scene.j.answered + 1)
    if choice == "cant_reach" and contact:
        if contact.deputy_name:
            first = contact.deputy_name.split()[0]
            scene.ask(
                Q.DEPUTY,
                None,
                "told=deputy.reached",
                "not_yet=deputy.nobody",
                name=contact.first,
                deputy=contact.deputy_name,
                number=contact.deputy_contact,
                first=first,
            )
        else:
            scene.say("first_hour.leave_message", name=contact.first)
            scene.hint("acts_done")
            scene.go("onward")
        return
    if choice == "some_of_it":
        scene.ask(Q.OPEN_PART)
        return
    scene.hint("acts_done")
    if not scene.j.hint("still_going") or contact:
        scene.hint("acts_stopped")
    if contact:
        scene.say("first_hour.door_has_it", name=contact.first)
    else:
        scene.say("first_hour.done")
    scene.go("onward")


def said_first_acts(scene: Scene, said: Said) -> None:
    """How far that got, in words: kept, for it is what is done already."""
    role = contact_role(scene)
    contact = scene.house.policy.contacts.get(role) if role else None
    absorb(scene, Q.FIRST_ACTS, said.review)
    scene.set(answered=scene.j.answered + 1)
    scene.hint("acts_done")
    if contact_role(scene) != role:  # the words took the duty back
        contact = None
    holder = _holder(contact, said.text) if contact else ""
    if contact and holder:
        scene.hint("door_told")
        scene.say("first_hour.door_has_it", name=holder)
    elif contact and duty_of(scene):
        scene.say("first_hour.kept_door_open", name=contact.first)
    else:
        scene.say("first_hour.kept")
    scene.go("onward")


def _holder(contact: Contact, text: str) -> str:
    """Who has it, by these words: the one with the duty, or the deputy who stands in; "" when neither does."""
    name, deputy = re.escape(contact.first), contact.deputy_name.split(" ")[0]
    by_deputy = deputy and re.search(rf"\b{re.escape(deputy)}\b|\bdeputy\b", text, re.I)
    whole = re.sub(
        rf"\b{name}['’]?s? (?:deputy|stand-?in|cover)\b|\bdeputy (?:of|for|to) {name}\b|\binstead of {name}\b",
        " ",
        text,
        flags=re.I,
    )
    for clause in re.split(r"[.;,!\n]+\s*|\b(?:but|so)\b", whole):
        if re.search(rf"\b{name}\b", clause, re.I) and not _AWAY.search(clause):
            return contact.first
    gone = re.search(rf"\b{re.escape(deputy)}\b[^.;,]*{_AWAY.pattern}", text, re.I) if by_deputy else None
    return deputy if by_deputy and gone is None else ""


_AWAY = regex(
    r"(?:\b(?:not|never|no|away|off|out|on leave|on holiday|busy|sick|voicemail|still trying|trying|will|call next)\b|n['’]?t\b|['’]ll\b|\bi ?ll\b)",
    re.I,
)
"""What says that somebody was not reached, or not yet."""


def said_open_part(scene: Scene, said: Said) -> None:
    """Which part is still open."""
    absorb(scene, Q.OPEN_PART, said.review)
    scene.hint("acts_done")
    scene.say("first_hour.kept")
    scene.go("onward")


def pressed_deputy(scene: Scene, choice: str) -> None:
    """Reached the deputy, or nobody yet."""
    scene.hint("acts_done")
    if choice == "told":
        scene.hint("door_told")
        scene.say("first_hour.deputy_has_it")
    else:
        scene.say("first_hour.keep_trying")
    scene.go("onward")


def said_deputy(scene: Scene, said: Said) -> None:
    """The same in words."""
    absorb(scene, Q.DEPUTY, said.review)
    scene.hint("acts_done")
    scene.say("first_hour.kept")
    scene.go("onward")


ASK = {
    Q.WHAT_HAPPENED: ask_what_happened,
    Q.KIND: ask_kind,
    Q.TOUCHES: ask_touches,
    Q.SLIP: ask_slip,
    Q.STILL_GOING: ask_still_going,
    Q.FIRST_ACTS: ask_first_acts,
    Q.OPEN_PART: lambda scene: scene.ask(Q.OPEN_PART),
    Q.DEPUTY: lambda scene: pressed_first_acts(scene, "cant_reach"),
}
SAID = {
    Q.WHAT_HAPPENED: said_what_happened,
    Q.KIND: said_kind,
    Q.TOUCHES: said_touches,
    Q.SLIP: said_slip,
    Q.STILL_GOING: said_still_going,
    Q.FIRST_ACTS: said_first_acts,
    Q.OPEN_PART: said_open_part,
    Q.DEPUTY: said_deputy,
}
PRESSED = {
    Q.KIND: pressed_kind,
    Q.TOUCHES: pressed_touches,
    Q.SLIP: pressed_slip,
    Q.STILL_GOING: pressed_still_going,
    Q.FIRST_ACTS: pressed_first_acts,
    Q.DEPUTY: pressed_deputy,
}
