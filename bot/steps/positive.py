"""Find the positive aspects: what led to it, whose it is to change, and one change each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.acts import says_no
from bot.checkins import CheckIn, Kind, next_working_day
from bot.events import Said
from bot.hearing import absorb, kind_of
from bot.journey import Commitment, Parked, Whose
from bot.path import Question
from bot.patterns import regex
from bot.scene import Scene, quoted
from bot.times import deadline, times

Q = Question
CAUSE_TURNS = 3
FOCUS_HOUR = time(10)
LEAD_UP = timedelta(minutes=15)


def ask_hold_time(scene: Scene) -> None:
    """Twenty minutes, another day, by name: optional, never on day 0."""
    author = scene.around.author
    day = next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
    scene.note("focus_day", day.isoformat())
    scene.ask(
        Q.HOLD_TIME,
        "ask.hold_time_tomorrow" if day == scene.today + timedelta(days=1) else None,
        "yes=hold_time.yes",
        "another_time",
        "no=hold_time.no",
        day=f"{day:%a}",
        time=FOCUS_HOUR.strftime("%H:%M"),
    )


def pressed_hold_time(scene: Scene, choice: str) -> None:
    """That time, another, not for me."""
    if choice == "yes":
        hold(scene, date.fromisoformat(scene.j.note("focus_day")), FOCUS_HOUR)
    elif choice == "another_time":
        ask_hold_when(scene)
    else:
        scene.go(Q.GOAL)


def ask_hold_when(scene: Scene) -> None:
    """Another day and hour for them."""
    scene.form = "when"
    scene.ask(Q.HOLD_WHEN)


def hold(scene: Scene, day: date, at: time) -> None:
    """The time is held; the calendar says only "Focus time"."""
    scene.promise(CheckIn(Kind.TAPER, day, at, "focus"))
    scene.say("hold_time.set", day=f"{day:%A}", time=at.strftime("%H:%M"))
    scene.wants.append("focus")
    scene.rest()


def said_hold_when(scene: Scene, said: Said) -> None:
    """Another time in words; never today, for the day of the mistake is for the fix."""
    found = times(said.text, scene.now, scene.zone)
    if not found:
        bare = said.text.strip().casefold()
        if bare in ("yes", "ok", "sure") and scene.j.note("focus_day"):
            pressed_hold_time(scene, "yes")
            return
        if says_no(bare):
            pressed_hold_time(scene, "no")
            return
        if Q.HOLD_WHEN in scene.j.again:
            scene.say("later.leave_it")
            scene.go(Q.GOAL)
            return
        scene.set(again=(*scene.j.again, Q.HOLD_WHEN))
        scene.form = "when"
        scene.ask(Q.HOLD_WHEN, "ask.hold_when_again")
        return
    day = next((f.at.date() for f in found if f.has_day), None)
    clock = next((f.at.timetz().replace(tzinfo=None) for f in found if f.has_clock), FOCUS_HOUR)
    author = scene.around.author
    day = day or next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
    begun = scene.j.begun.astimezone(scene.local.tzinfo).date()
    if day <= begun or day < scene.today:
        scene.form = "when"
        scene.ask(Q.HOLD_WHEN, "ask.hold_when_later")
        return
    hold(scene, day, clock)


def due_focus(scene: Scene) -> None:
    """The twenty minutes: open the artefact beside the chat; what happened, in order?"""
    scene.say("what_led.open")
    ask_what_led(scene)


def ask_what_led(scene: Scene) -> None:
    """What and how only, forward in time."""
    span = _span(scene)
    if span:
        scene.ask(Q.WHAT_LED, "ask.what_led_between", "another_time", "skip", start=span[0], end=span[1])
    else:
        days = "ask.what_led_days" if kind_of(scene) in _NO_INSTANT else None
        scene.ask(Q.WHAT_LED, days, "another_time", "skip")


def _span(scene: Scene) -> tuple[str, str] | None:
    """The last minutes before it happened, when a clock time was given for the act, and not for what was due or booked."""
    if kind_of(scene) in _NO_INSTANT:
        return None
    for saying in scene.sayings(Q.TELLING, Q.WHAT_HAPPENED):
        if "ownership" in saying.labels:
            found = [
                t
                for t in times(saying.text, scene.j.begun, scene.zone)
                if t.has_clock and not _WAS_DUE.search(saying.text[: t.start] + saying.text[t.start : t.end].split()[0])
            ]
            if found:
                at: datetime = found[0].at
                begin = at - timedelta(minutes=10)
                return begin.strftime("%H:%M"), at.strftime("%H:%M")
    return None


_NO_INSTANT = frozenset({"missed_deadline", "forgot", "double_booked"})
"""Kinds whose hours are those of a date that was kept or not."""
_WAS_DUE = regex(
    r"\b(?:due|deadline|booked|scheduled|planned|promised|meant|supposed|closes?|closing|starts?|started|for the|for|by|before|until|till)(?: \w+){0,2}\W*$",
    re.I,
)
SAID_NOW = "causes_now"
"""Under this note stand the possible causes that were told when it was asked what led to it."""


def said_what_led(scene: Scene, said: Said) -> None:
    """The order of things; then what was parked comes back."""
    absorb(scene, Q.WHAT_LED, said.review)
    parked = {p.text for p in scene.j.parked}
    new = [s.text for s in said.review.sentences if s.labels & {"excuse", "blame"} and s.text not in parked]
    scene.set(parked=(*scene.j.parked, *map(Parked, new)))
    scene.note(SAID_NOW, "\n".join(text.replace("\n", " ") for text in new))
    scene.say("what_led.kept")
    next_cause(scene)


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(number, str(number))


def _day_of(scene: Scene) -> str:
    return f"{scene.j.begun.astimezone(scene.local.tzinfo):%A}"


def pressed_what_led(scene: Scene, choice: str) -> None:
    """Another time, or skip."""
    if choice == "another_time":
        scene.form = "when"
        scene.ask(Q.HOLD_WHEN)
        return
    scene.say("control.skipped")
    next_cause(scene)


def _practice(scene: Scene) -> None:
    """A short cut was owned as a slip; here it returns as a practice, which can be anybody's to change (H4)."""
    text = scene.j.note("practice")
    if text and not any(p.text == text for p in scene.j.parked):
        scene.set(parked=(Parked(text), *scene.j.parked))


def _introduce(scene: Scene, open_: list[Parked]) -> None:
    """What comes back now: said once before the short cut, and once before what was parked."""
    practice = scene.j.note("practice")
    now = scene.j.note(SAID_NOW).split("\n")
    if open_[0].text == practice:
        scene.say("what_led.practice")
    elif open_[0].text.replace("\n", " ") in now:  # told today, and parked on no day
        if open_[0].text.replace("\n", " ") == now[0]:
            scene.say("what_led.now")
    elif all(p.whose is None for p in scene.j.parked if p.text != practice):
        count = sum(p.text.replace("\n", " ") not in now for p in open_)
        key = "what_led.parked_one" if count == 1 else "what_led.parked"
        scene.say(key, count=_count(count), day=_day_of(scene))


def next_cause(scene: Scene) -> None:
    """The next parked item, at most three; then enough about causes."""
    _practice(scene)
    open_ = [p for p in scene.j.parked if p.whose is None]
    seen = sum(p.whose is not None for p in scene.j.parked)
    if open_ and seen < CAUSE_TURNS:
        _introduce(scene, open_)
        scene.go(Q.WHOSE)
        return
    if not scene.j.changes and not scene.j.preventions and Q.CHANGE not in scene.j.asked and not scene.j.parked:
        scene.go(Q.CHANGE)
        return
    if any(c.due is None for c in scene.j.changes) and Q.CHANGE_BY not in scene.j.asked:
        scene.go(Q.CHANGE_BY)
        return
    if (scene.j.parked or scene.j.changes) and not scene.j.hint("causes_said"):
        scene.hint("causes_said")
        scene.say("causes.enough")
        if open_:
            scene.say("causes.rest", text=", ".join(f'"{quoted(p.text)}"' for p in open_))
    if not scene.j.changes and Q.CHANGE not in (*scene.j.asked, *scene.j.skipped):
        scene.ask(Q.CHANGE, "ask.change_week", "skip")
        return
    scene.go(Q.DONE_WELL)


def ask_whose(scene: Scene) -> None:
    """Mine, ours, just luck."""
    open_ = [p for p in scene.j.parked if p.whose is None]
    if not open_:
        next_cause(scene)
        return
    scene.say("whose.words", text=quoted(open_[0].text))
    scene.ask(Q.WHOSE, None, "mine", "ours", "luck")


def pressed_whose(scene: Scene, choice: str) -> None:
    """Whose it is to change."""
    parked = list(scene.j.parked)
    at = next((n for n, p in enumerate(parked) if p.whose is None), None)
    if at is None:
        next_cause(scene)
        return
    parked[at] = replace(parked[at], whose=Whose(choice))
    scene.set(parked=tuple(parked))
    if choice == "mine":
        scene.ask(Q.CHANGE, None, "skip")
    elif choice == "ours":
        name = scene.j.manager.first if scene.j.manager else ""
        scene.ask(Q.SUGGESTION, None if name else "ask.suggestion_plain", "skip", name=name)
    else:
        scene.say("whose.luck")
        next_cause(scene)


def said_whose(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    for choice in ("mine", "ours", "luck"):
        if choice in bare:
            pressed_whose(scene, choice)
            return
    absorb(scene, Q.WHAT_LED, said.review)
    scene.say("heard.kept")
    ask_whose(scene)


def said_suggestion(scene: Scene, said: Said) -> None:
    """A neutral suggestion to raise later."""
    _change_parked(scene, said.text)
    name = scene.j.manager.first if scene.j.manager else ""
    scene.say("suggestion.kept" if name else "suggestion.kept_plain", name=name, day=_day_of(scene))
    next_cause(scene)


def _change_parked(scene: Scene, text: str) -> None:
    parked = list(scene.j.parked)
    at = next((n for n in range(len(parked) - 1, -1, -1) if parked[n].whose is not None and not parked[n].change), None)
    if at is not None:
        parked[at] = replace(parked[at], change=text.strip()[:1000])
        scene.set(parked=tuple(parked))


def said_change(scene: Scene, said: Said) -> None:
    """One change that makes it harder to happen."""
    if (
        "vague_promise" in said.review.labels
        and not said.review.labels & {"prevention", "repair"}
        and Q.CHANGE not in scene.j.again
    ):
        scene.set(again=(*scene.j.again, Q.CHANGE))
        scene.ask(Q.CHANGE, "ask.change_exact", "skip")
        return
    _change_parked(scene, said.text)
    acts = [s.text for s in said.review.sentences if s.text.strip()] or [said.text.strip()]
    at = deadline(said.text, scene.now, scene.zone)
    scene.set(changes=scene.j.changes + tuple(Commitment(act, at) for act in acts))
    if at is not None:
        scene.say("change.kept")
        next_cause(scene)
        return
    scene.note("change_count", str(len(acts)))
    scene.go(Q.CHANGE_BY)


def ask_change_by(scene: Scene) -> None:
    """By when?"""
    two = scene.j.note("change_count") == "2"
    scene.ask(Q.CHANGE_BY, "ask.change_by_two" if two else None, "today", "this_week", "pick_date")


def pressed_change_by(scene: Scene, choice: str) -> None:
    """Today, this week, a date."""
    if choice == "pick_date":
        scene.form = "date"
        scene.ask(Q.CHANGE_BY, "ask.starts_date")
        return
    days = 0 if choice == "today" else max(0, 4 - scene.today.weekday())
    _by(scene, scene.local.replace(hour=17, minute=30, second=0, microsecond=0) + timedelta(days=days))


def said_change_by(scene: Scene, said: Said) -> None:
    """A date in words; a second vague answer is taken as it is."""
    at = deadline(said.text, scene.now, scene.zone)
    if at is None and Q.CHANGE_BY not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.CHANGE_BY))
        scene.form = "date"
        scene.ask(Q.CHANGE_BY, "ask.starts_date")
        return
    if at is None:
        scene.say("heard.as_it_is")
    _by(scene, at or scene.local + timedelta(days=7))


def _by(scene: Scene, at: datetime) -> None:
    scene.set(changes=tuple(replace(c, due=c.due or at) for c in scene.j.changes))
    next_cause(scene)


def skip_cause(scene: Scene, choice: str) -> None:
    """Skipped."""
    del choice
    scene.say("control.skipped")
    next_cause(scene)


def ask_done_well(scene: Scene) -> None:
    """One thing done well is asked once, with a way past."""
    if Q.DONE_WELL in scene.j.asked and scene.j.question is not Q.DONE_WELL:
        scene.go(Q.GOAL)
        return
    scene.ask(Q.DONE_WELL, None, "skip", day=_day_of(scene))


def said_done_well(scene: Scene, said: Said) -> None:
    """Kept, and shown only when asked for. A self-attack is answered here, where there is room."""
    if "negative_self_talk" in said.review.labels:
        today = scene.j.note("self_talk_day") == scene.today.isoformat()
        if today:
            scene.say("heard.kept")
        scene.go(Q.GOAL if today else Q.COLLEAGUE)
        return
    scene.note("done_well", said.text.strip()[:1000])
    scene.say("heard.kept_words")
    scene.go(Q.GOAL)


def pressed_done_well(scene: Scene, choice: str) -> None:
    """Skip."""
    del choice
    scene.say("control.skipped")
    scene.go(Q.GOAL)


ASK = {
    Q.HOLD_TIME: ask_hold_time,
    Q.HOLD_WHEN: ask_hold_when,
    Q.WHAT_LED: ask_what_led,
    Q.WHOSE: ask_whose,
    Q.SUGGESTION: lambda scene: scene.ask(Q.SUGGESTION, "ask.suggestion_plain", "skip"),
    Q.CHANGE: lambda scene: scene.ask(Q.CHANGE, None, "skip"),
    Q.CHANGE_BY: ask_change_by,
    Q.DONE_WELL: ask_done_well,
}
SAID = {
    Q.HOLD_TIME: said_hold_when,
    Q.HOLD_WHEN: said_hold_when,
    Q.WHAT_LED: said_what_led,
    Q.WHOSE: said_whose,
    Q.SUGGESTION: said_suggestion,
    Q.CHANGE: said_change,
    Q.CHANGE_BY: said_change_by,
    Q.DONE_WELL: said_done_well,
}
PRESSED = {
    Q.HOLD_TIME: pressed_hold_time,
    Q.WHAT_LED: pressed_what_led,
    Q.WHOSE: pressed_whose,
    Q.SUGGESTION: skip_cause,
    Q.CHANGE: skip_cause,
    Q.CHANGE_BY: pressed_change_by,
    Q.DONE_WELL: pressed_done_well,
}
