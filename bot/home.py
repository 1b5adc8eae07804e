"""The page of one's own: where each journey stands, what is next and when, what was promised, what is kept. In no dialect.

A door draws it (App Home in Slack, a card in Teams). It can be made anew at any time from what is kept, so it is never the
only copy of anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from bot import controls, fates
from bot.around import Around, House
from bot.care import CARE
from bot.journey import Journey
from bot.letters import Choice
from bot.path import Step
from bot.people import Person
from bot.ports import Desk
from bot.scene import Line, Scene, expires, quoted
from bot.summary import if_then_key
from prompts.frozen import frozen

MAX_OPEN = 3
"""So many journeys may be open at once."""
MOST = 8
"""So many promises of one journey are shown; the rest is counted."""
PRESSED: Mapping[str, str] = {
    "begin": "",
    "resume": "",
    "new": "new",
    "pause": "pause",
    "unpause": "resume",
    "export": "export",
    "delete_all": "delete everything",
    "kept": "what do you know about me",
    "help": "help",
}
"""The page's buttons → the words that say the same; empty: begin, or go on with the journey that the button names."""
STEPS = tuple(step for step in Step if step is not Step.CLOSED)


@frozen
class Stage:
    """One step on the map: its name, and whether it is `done`, `now` or `later`. `told` says that in words."""

    name: str
    state: str
    told: str


@frozen
class Commitment:
    """Something the person said they would do, with its day in words."""

    text: str = field(repr=False)
    done: bool = False


@frozen
class Walk:
    """One open journey."""

    journey: str
    title: str
    stages: tuple[Stage, ...] = ()
    """Empty while the words are about a life: then nothing is left of steps."""
    lines: tuple[str, ...] = field(default=(), repr=False)
    """What is done, what is next and when."""
    commitments: tuple[Commitment, ...] = ()
    more: str = ""
    """How many commitments are not shown; empty when all are."""
    choices: tuple[Choice, ...] = ()


@frozen
class Section:
    """A part of the page that is about the person, not about one journey."""

    title: str
    lines: tuple[str, ...] = field(repr=False)
    choices: tuple[Choice, ...] = ()


@frozen
class Home:
    """The whole page."""

    lines: tuple[str, ...] = field(repr=False)
    choices: tuple[Choice, ...] = ()
    walks: tuple[Walk, ...] = ()
    stands: str = ""
    promised: str = ""
    """The titles over what is done and next, and over commitments."""
    sections: tuple[Section, ...] = ()


def home(desk: Desk | None, house: House, now: datetime) -> Home:
    """The page of the person of this desk; None: someone who is new here, of whom nothing is kept."""
    catalog = house.catalog
    journeys = [each for each in desk.journeys if each.closed is None and each.asked] if desk else []
    if desk is None or not journeys:
        earlier = (_kept_before(house),) if desk is not None else ()
        return Home(
            (catalog.line("home.only_you"), catalog.line("home.nothing_open" if earlier else "home.nothing_kept")),
            (Choice("begin", catalog.label("home.begin")), Choice("help", catalog.label("home.help"))),
            sections=earlier,
        )
    scenes = [_scene(each, desk, house, now) for each in journeys]
    in_care = any(scene.j.question in CARE for scene in scenes)
    begin = () if in_care or len(journeys) >= MAX_OPEN else (Choice("new", catalog.label("home.new")),)
    return Home(
        (catalog.line("home.only_you"),),
        (*begin, Choice("help", catalog.label("home.help"))),
        tuple(_walk(scene) for scene in scenes),
        catalog.line("home.stands"),
        catalog.line("home.promised"),
        (*(() if in_care else (_check_ins(scenes, desk.person, house),)), _kept(scenes, desk, house)),
    )


def _scene(journey: Journey, desk: Desk, house: House, now: datetime) -> Scene:
    return Scene(replace(fates.with_states(journey, desk.states), around=Around(house, desk.person)), now)


def _walk(scene: Scene) -> Walk:
    j = scene.j
    local = j.begun.astimezone(scene.local.tzinfo)
    title = scene.line("home.begun", day=scene.day(local.date()), time=f"{local:%H:%M}")
    go_on = (Choice("resume", scene.house.catalog.label("home.go_on")),)
    if j.question in CARE:
        controls.say_numbers(scene, "control.human")
        return Walk(j.id, title, lines=_said(scene), choices=go_on)
    controls.map_lines(scene)
    promised = _commitments(scene)
    more = scene.line("home.more", count=str(len(promised) - MOST)) if len(promised) > MOST else ""
    return Walk(j.id, title, stages(scene), _said(scene), promised[:MOST], more, go_on)


def stages(scene: Scene) -> tuple[Stage, ...]:
    """The map: the first hour and the five steps."""
    at = STEPS.index(scene.j.step) if scene.j.step in STEPS else len(STEPS)
    states = ["done" if number < at else "now" if number == at else "later" for number in range(len(STEPS))]
    return tuple(
        Stage(scene.line(f"home.step.{step}"), state, scene.line(f"home.{state}"))
        for step, state in zip(STEPS, states, strict=True)
    )


def _said(scene: Scene) -> tuple[str, ...]:
    """The lines of `where am I`, without the name of the step: the map says that."""
    return tuple(
        scene.line(part.key, **part.slots)
        for part in scene.said
        if isinstance(part, Line) and not part.key.startswith("where.steps")
    )


def _commitments(scene: Scene) -> tuple[Commitment, ...]:
    """Repairs, changes, what is done differently from now on, and the goal: each with its day, what is open first."""
    j = scene.j
    found = []
    for act in (*j.repairs, *j.changes):
        text = quoted(act.text)
        if act.done is not None:
            found.append(Commitment(scene.line("home.kept_act", text=text), done=True))
        elif act.due is not None:
            found.append(Commitment(scene.line("home.act_by", text=text, when=scene.when(act.due))))
        else:
            found.append(Commitment(scene.line("home.act", text=text)))
    for each in j.preventions:
        rule = scene.line(if_then_key(each), cue=each.cue, act=each.act)
        found.append(
            Commitment(scene.line("home.rule_from", rule=rule, day=scene.day(each.starts)) if each.starts else rule)
        )
    if j.goal is not None and j.goal.text:
        found.append(Commitment(scene.line("home.goal", text=quoted(j.goal.text))))
        if j.goal.first_step and j.goal.day is not None:
            step = scene.line("home.goal_step", text=quoted(j.goal.first_step), day=scene.day(j.goal.day))
            found.append(Commitment(step, done=j.goal.done))
    return tuple(sorted(found, key=lambda each: each.done))


def _check_ins(scenes: list[Scene], person: Person, house: House) -> Section:
    """When the coach may come back, and how to make it pause."""
    catalog, scene = house.catalog, scenes[0]
    off = sorted(person.hours.days_off)
    days = ", ".join(catalog.line(f"home.weekday.{day}") for day in off) or catalog.line("home.no_days_off")
    lines = [catalog.line("home.hours", {"time": f"{person.hours.starts:%H:%M}", "zone": person.zone, "days": days})]
    paused = [each for each in scenes if each.j.paused or each.pause is not None]
    until = max((each.pause for each in paused if each.pause is not None), default=None)
    if any(each.j.paused for each in paused):
        lines.append(catalog.line("home.paused"))
    elif until is not None:
        lines.append(catalog.line("control.paused", {"day": scene.day(until)}))
    press = Choice("unpause", catalog.label("home.unpause")) if paused else Choice("pause", catalog.label("home.pause"))
    return Section(catalog.line("home.check_ins"), tuple(lines), (press,))


def _kept(scenes: list[Scene], desk: Desk, house: House) -> Section:
    """How much is kept, until when, and the way to see or delete all of it."""
    catalog = house.catalog
    count = sum(len(scene.j.sayings) for scene in scenes)
    day = max(expires(each.j, house.retention_days, each.zone, desk.came.get(each.j.id)) for each in scenes)
    known = catalog.line("home.kept", {"count": str(count), "day": f"{day.day} {day:%B}"})
    letters = Scene(scenes[0].j, scenes[0].now)
    fates.counted(letters, *(scene.j for scene in scenes))
    what = Choice("kept", catalog.label("home.what"))
    return Section(catalog.line("home.kept_title"), (known, *_said(letters)), (what, *_ways_out(house)))


def _kept_before(house: House) -> Section:
    """Nothing is open, but a journey that was closed may still be kept until its day."""
    catalog = house.catalog
    line = catalog.line("home.kept_before", {"count": str(house.retention_days)})
    return Section(catalog.line("home.kept_title"), (line,), _ways_out(house))


def _ways_out(house: House) -> tuple[Choice, ...]:
    """To see all of it, and to be rid of all of it."""
    catalog = house.catalog
    return Choice("export", catalog.label("export")), Choice("delete_all", catalog.label("delete_all"))


__all__ = ["Commitment", "Home", "Section", "Stage", "Walk", "home", "stages"]
