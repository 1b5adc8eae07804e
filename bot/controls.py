"""Words that work at every turn, as the whole message, and what their buttons do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot import fates
from bot.checkins import MOST_UNANSWERED, next_working_day, on_or_after_working_day
from bot.effects import EraseAll, Withdraw
from bot.journey import UNSENT
from bot.letters import LetterState
from bot.path import OVERLAYS, Question, Step
from bot.scene import Everywhere, Scene, expires, quoted
from bot.times import deadline
from prompts.helplines import Helpline, country_named, helplines

Q = Question

IN_CARE = frozenset({Q.UNSURE, Q.DANGER, Q.STAYING, Q.OTHER_DANGER, Q.COUNTRY})
LEADS_AWAY = frozenset({"back", "edit", "skip", "later", "not_now", "pause", "new", "tell_now", "resume"})
"""Words that lead back to the work: while it is about a life they are heard as an answer."""

WORDS: dict[str, str] = {
    "help": "help",
    "?": "help",
    "commands": "help",
    "where am i": "where",
    "where was i": "where",
    "status": "where",
    "back": "back",
    "go back": "back",
    "edit": "edit",
    "skip": "skip",
    "pass": "skip",  # a word that works, and no secret  # nosec B105
    "pause": "pause",
    "resume": "resume",
    "later": "later",
    "not now": "not_now",
    "stop": "stop",
    "new": "new",
    "export": "export",
    "delete everything": "delete",
    "delete all": "delete",
    "delete": "delete",
    "what do you know about me": "know",
    "what do you know": "know",
    "no model": "no_model",
    "yes model": "yes_model",
    "human": "human",
    "who could i call": "who_call",
    "who can i call": "who_call",
    "who should i call": "who_call",
    "who do i call": "who_call",
    "who can i talk to": "who_call",
    "who could i talk to": "who_call",
    "who can help me": "who_call",
    "people to call": "who_call",
    "tell now": "tell_now",
    "recall": "recall",
    "take it back": "recall",
    "unsend": "recall",
    "what now": "begin",
    "what next": "begin",
    "what's next": "begin",
    "whats next": "begin",
    "now what": "begin",
    "go on": "begin",
    "continue": "begin",
    "oops": "begin",
    "/oops": "begin",
    "begin": "begin",
    "hi": "begin",
    "hello": "begin",
}


def control_word(text: str) -> str | None:
    """The control word that the whole message is, or None."""
    bare = re.sub(r"[\s\u200b\u200c\u200d\u2060]+", " ", text.strip().strip(".!/").strip()).casefold()
    return WORDS.get(bare) or WORDS.get(bare.rstrip("?").strip())


def obey(scene: Scene, word: str) -> bool:
    """Do what a control word says. False: the word answers the open question, or means nothing here."""
    act = _ACTS.get(word)
    if scene.j.question in IN_CARE and word in LEADS_AWAY:
        return False
    return act(scene) if act else False


def _help(scene: Scene) -> bool:
    scene.say("control.help")
    _numbers(scene)
    scene.retire = False
    ask_country(scene)
    return True


def _numbers(scene: Scene) -> None:
    say_numbers(scene, "safety.numbers")


def say_numbers(scene: Scene, key: str) -> None:
    """A line with the numbers in it; where no country is known, its plain twin without them."""
    scene.say(key if numbers(scene) else f"{key}_plain", **scene_numbers(scene))


def numbers(scene: Scene) -> Helpline | None:
    """Who answers at any hour: the policy's own line, else the line of the policy's country, or of the one they named."""
    policy = scene.house.policy
    if policy.helpline_number:
        return Helpline(policy.helpline_name, policy.helpline_number, policy.emergency)
    return helplines().get(policy.country or scene.j.note("country"))


def scene_numbers(scene: Scene) -> dict[str, str]:
    """The slots of the crisis numbers. The country comes from the policy or from the person, never from the clock."""
    found = numbers(scene)
    if found is None:
        return {name: scene.line(f"safety.{name}") for name in ("helpline", "number", "emergency")}
    return {"helpline": found.name, "number": found.number, "emergency": found.emergency}


def ask_country(scene: Scene) -> bool:
    """Asked once, where the policy is silent: which numbers hold? False: it is known, or has been asked."""
    if numbers(scene) or scene.house.policy.country or scene.j.note("country"):
        return False
    scene.note("country", "?")
    scene.ask(Q.COUNTRY)
    return True


def heard_country(scene: Scene, text: str) -> None:
    """The country they named, if it has a line that could be checked."""
    scene.note("country", country_named(text) or "?")


def _human(scene: Scene) -> bool:
    policy = scene.house.policy
    say_numbers(scene, "control.human")
    for role in ("privacy", "hr"):
        contact = policy.contacts.get(role)
        if contact:
            scene.say("control.human_contact", name=contact.name, role=contact.title, contact=contact.contact)
    if policy.speak_up:
        scene.say("control.human_speak_up", number=policy.speak_up)
    if policy.care_line:
        scene.say("control.human_care", number=policy.care_line)
    scene.retire = False
    ask_country(scene)
    return True


def _where(scene: Scene) -> bool:
    scene.retire = False
    map_lines(scene)
    return True


def map_lines(scene: Scene) -> None:
    """Where am I: what is done, what is next and when."""
    j = scene.j
    name = j.manager.first if j.manager else ""
    letter = fates.waits(j) or fates.went(j)
    if j.told:
        if name:
            scene.say("where.told", name=name, when=scene.when(j.told))
        else:
            scene.say("where.told_nobody_named", when=scene.when(j.told))
    elif letter:
        fates.said(scene, letter)
    elif j.draft:
        scene.say("where.copied" if j.note("copied_at") else "where.draft")
    elif j.sayings:
        scene.say("where.kept")
    else:
        scene.say("where.start")
    if name and j.note(UNSENT):
        scene.say("where.answer", name=name)
    if not j.told and (noticed := j.note("noticed")):
        scene.say("where.noticed", time=noticed)
    if j.fixed:
        scene.say("where.fixed")
    else:
        open_repairs = [each for each in j.repairs if each.done is None and each.due is not None]
        if open_repairs and j.told:
            first = min(open_repairs, key=lambda each: each.due or scene.now)
            if first.due and first.due > scene.now:
                scene.say("where.next", what=quoted(first.text), when=scene.when(first.due))
            else:
                scene.say("where.open", what=quoted(first.text))
    upcoming = sorted(j.promises, key=lambda each: (each.day, each.at))
    if j.paused:
        scene.say("where.paused")
    elif upcoming and j.unanswered < MOST_UNANSWERED:
        scene.say("where.check_in", day=scene.day(upcoming[0].day), time=upcoming[0].at.strftime("%H:%M"))
    else:
        scene.say("where.nothing_more")
    scene.say(f"where.steps.{j.step}")


def _back(scene: Scene) -> bool:
    j = scene.j
    if j.question in OVERLAYS or j.question in (Q.HIDING, Q.PRESSURE, Q.DOOR, Q.PRACTISE, Q.PRACTISED):
        scene.wants.append("show_before")
        return True
    if j.draft is not None and j.question in (Q.EDITING, Q.CONSENT, Q.LISTENER, Q.COPIED, Q.KNOWS, Q.WHEN_TELL):
        scene.wants.append("show_draft")
        return True
    scene.wants.append("step_back")
    return True


def _edit(scene: Scene) -> bool:
    if scene.j.draft is None:
        scene.say("control.nothing_to_edit")
        scene.retire = False
        return True
    scene.wants.append("edit")
    return True


def _skip(scene: Scene) -> bool:
    if scene.j.question is None:
        scene.say("control.nothing_open")
        scene.retire = False
        return True
    scene.wants.append("skip")
    return True


def _later(scene: Scene) -> bool:
    if scene.j.question is None:
        scene.say("control.nothing_open")
        scene.retire = False
        return True
    scene.wants.append("later")
    return True


def _not_now(scene: Scene) -> bool:
    """ "Not now" answers a question that offers it; else it moves the question."""
    live = next((each for each in reversed(scene.j.live) if each.question is scene.j.question), None)
    if live is not None and "not_now" in live.choices and scene.j.question is not Q.DRAFT:
        return False
    return _later(scene)


def _pause(scene: Scene) -> bool:
    scene.ask(
        Q.PAUSE_UNTIL,
        None,
        "tomorrow=pause_until.tomorrow",
        "pick_date=pause_until.pick_date",
        "resume=pause_until.resume",
    )
    return True


def said_pause_until(scene: Scene, text: str) -> None:
    """An answer to "until when?"."""
    at = deadline(text, scene.now, scene.zone) or deadline(f"in {text}", scene.now, scene.zone)
    if at is None and Q.PAUSE_UNTIL in scene.j.again:
        scene.set(again=tuple(q for q in scene.j.again if q is not Q.PAUSE_UNTIL))
        to_before(scene)
        return
    if at is None:
        scene.set(again=(*scene.j.again, Q.PAUSE_UNTIL))
        scene.ask(
            Q.PAUSE_UNTIL, "control.pause_when_again", "tomorrow=pause_until.tomorrow", "resume=pause_until.resume"
        )
        return
    pause(scene, at.astimezone(ZoneInfo(scene.zone)).date())


def pause(scene: Scene, until: date | None) -> None:
    """No check-in before `until`; None: until the person writes `resume`."""
    author = scene.around.author
    if until is not None:
        until = on_or_after_working_day(until, author.hours, author.zone, scene.house.policy.country)
    wait_until(scene, until)
    if until is None:
        scene.say("control.paused_open")
    else:
        scene.say("control.paused", day=scene.day(until))
    fates.still_goes(scene)
    to_before(scene)


def wait_until(scene: Scene, until: date | None) -> None:
    """The promises wait until that day, without a word about it."""
    moved = [replace(each, day=until) for each in scene.j.promises if until is not None and each.day < until]
    scene.set(pause_until=until, paused=until is None, unanswered=0)
    for each in moved:
        scene.promise(each)
    scene.everywhere = Everywhere.PAUSE


def to_before(scene: Scene) -> None:
    """Close an overlay: the question under it stands open again, silently."""
    before = scene.j.before
    scene.set(question=before, before=None)


def fall_silent(scene: Scene) -> None:
    """Nothing unasked comes any more, until the author writes."""
    scene.release_all()
    scene.set(quiet=True)
    scene.everywhere = Everywhere.STOP


def _stop(scene: Scene) -> bool:
    fall_silent(scene)
    day = expires(scene.j, scene.house.retention_days, scene.zone)
    scene.say("control.stop", day=f"{day.day} {day:%B}")
    fates.still_goes(scene)
    scene.rest()
    return True


def _delete(scene: Scene) -> bool:
    duty = next((h.split(":", 1)[1] for h in sorted(scene.j.hints) if h.startswith("duty:")), None)
    if duty or scene.j.hint("chose") or scene.j.hint("went_badly") or scene.j.hint("grave"):
        contact = scene.house.policy.contacts.get(duty or "hr")
        key = "ask.delete_sure_duty" if contact else "ask.delete_sure_inquiry"
        scene.ask(
            Q.DELETE_SURE,
            key,
            "delete_all=delete_sure.anyway",
            "delete_recall",
            "keep=delete_sure.keep",
            name=contact.name if contact else "",
        )
    else:
        scene.ask(Q.DELETE_SURE, None, "delete_all", "delete_recall", "keep=delete_sure.keep", platform=platform(scene))
    return True


def platform(scene: Scene) -> str:
    """What the person's own chat is called."""
    return {"slack": "Slack", "teams": "Teams"}.get(scene.around.author.who.platform, "this window")


def pressed_delete(scene: Scene, choice: str) -> None:
    """The press that `delete everything` asks for."""
    if choice == "keep":
        scene.say("control.kept_all")
        to_before(scene)
        return
    for out in scene.j.outbox:
        if out.state is LetterState.HELD:
            scene.effects.append(Withdraw(out.letter))
    scene.effects.append(EraseAll(take_back=choice == "delete_recall"))
    scene.say("control.deleted" if choice == "delete_all" else "control.deleted_recalled", platform=platform(scene))


def _export(scene: Scene) -> bool:
    scene.wants.append("export")
    scene.retire = False
    return True


def _new(scene: Scene) -> bool:
    scene.wants.append("new")
    return True


def _know(scene: Scene) -> bool:
    j = scene.j
    scene.retire = False
    day = expires(j, scene.house.retention_days, scene.zone)
    if len(j.sayings) == 1:
        scene.say("control.know_one", day=f"{day.day} {day:%B}")
    else:
        scene.say("control.know", count=str(len(j.sayings)), day=f"{day.day} {day:%B}")
    people = [f"{each.name}" for each in (j.manager, j.mentor) if each]
    if people:
        scene.say("control.know_people", people=", ".join(people))
    fates.counted(scene, j)
    for visit in j.visits[-VISITS_TOLD:]:
        scene.say("guest.sent", where=visit.where, when=scene.when(visit.at), text=visit.text.replace("\n", " "))
    if len(j.visits) > VISITS_TOLD:
        scene.say("guest.sent_more", count=str(len(j.visits) - VISITS_TOLD))
    guest, said = scene.around.guest, scene.around.author.guest
    if guest is not None and said == guest.where:
        scene.say("guest.may_stop")
    elif guest is not None:
        scene.say("guest.not_asked", model=guest.model, where=guest.where)
    return True


VISITS_TOLD = 5
"""How many of the times that the language model was asked are told; the export has all."""


def _no_model(scene: Scene) -> bool:
    """The language model is not asked for this person any more."""
    scene.set(around=replace(scene.around, author=replace(scene.around.author, guest="no")))
    scene.say("guest.no")
    scene.retire = False
    return True


def _yes_model(scene: Scene) -> bool:
    """They were asked, and say yes another time. Where there is no model, the word means nothing."""
    guest = scene.around.guest
    if guest is None:
        return False
    scene.set(around=replace(scene.around, author=replace(scene.around.author, guest=guest.where)))
    scene.say("guest.from_now", model=guest.model, where=guest.where)
    scene.retire = False
    return True


def _resume(scene: Scene) -> bool:
    if scene.j.question is Q.PAUSE_UNTIL:  # asked until when, they would rather go on
        scene.set(again=tuple(q for q in scene.j.again if q is not Q.PAUSE_UNTIL))
        to_before(scene)
        scene.wants.append("show")
        return True
    if not scene.j.paused and scene.j.pause_until is None and not scene.j.quiet:
        return False
    resume(scene)
    scene.wants.append("show")
    return True


def resume(scene: Scene) -> None:
    """Go on: the promises wait no longer; those whose day has passed come on the next working day."""
    author = scene.around.author
    scene.set(paused=False, pause_until=None, quiet=False, unanswered=0)
    scene.everywhere = Everywhere.RESUME
    for each in scene.j.promises:
        if each.day <= scene.today:
            day = next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
            scene.promise(replace(each, day=day))


def _tell_now(scene: Scene) -> bool:
    if scene.j.told or scene.j.step not in (Step.FIRST_HOUR, Step.TRANSPARENT):
        return False
    scene.hint("hurry")
    scene.wants.append("toward_words")
    return True


def _begin(scene: Scene) -> bool:
    scene.wants.append("begin")
    return True


def _recall(scene: Scene) -> bool:
    if not scene.j.outbox:
        return False
    scene.wants.append("recall")
    return True


def _who_call(scene: Scene) -> bool:
    """Somebody to call: where the part of others is in it, the door with its first words; else everyone there is."""
    if scene.j.hint("not_mine") or scene.j.hint("grave") or scene.j.hint("chose"):
        scene.go(Q.DOOR)
        return True
    return _human(scene)


_ACTS = {
    "help": _help,
    "who_call": _who_call,
    "human": _human,
    "where": _where,
    "back": _back,
    "edit": _edit,
    "skip": _skip,
    "later": _later,
    "not_now": _not_now,
    "pause": _pause,
    "resume": _resume,
    "stop": _stop,
    "delete": _delete,
    "export": _export,
    "new": _new,
    "know": _know,
    "tell_now": _tell_now,
    "no_model": _no_model,
    "yes_model": _yes_model,
    "begin": _begin,
    "recall": _recall,
}

__all__ = [
    "ask_country",
    "control_word",
    "heard_country",
    "map_lines",
    "obey",
    "pause",
    "pressed_delete",
    "resume",
    "said_pause_until",
    "say_numbers",
    "scene_numbers",
    "to_before",
]
