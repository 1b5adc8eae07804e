"""What is known → plain JSON for the page. Pure: the page is a function of this view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from bot.around import Known
from bot.forms import held as held_in
from bot.giving import file_in
from bot.journey import Journey, Outgoing
from bot.letters import Act, Choice, Letter, LetterKind, LetterState, Reply
from bot.path import Question, Step
from bot.people import Person
from bot.times import due_instant, in_zone
from prompts.frozen import frozen

STEPS = tuple(step for step in Step if step is not Step.CLOSED)


@frozen
class Own:
    """Something the author did on the page: it stands after the first `after` letters."""

    after: int
    text: str = field(repr=False)
    pressed: bool = False


@frozen
class Other:
    """Another person of this world, and what they received."""

    part: str
    known: Known | None
    letters: Sequence[Letter] = ()


@frozen
class Sight:
    """All that the page is drawn from."""

    me: Person
    now: datetime
    letters: Sequence[Letter] = ()
    own: Sequence[Own] = ()
    journeys: Sequence[Journey] = ()
    focus: str | None = None
    states: Mapping[str, LetterState] = field(default_factory=dict)
    others: Sequence[Other] = ()
    people: Sequence[str] = ()
    last: Letter | None = None
    """The line that closes an erasure: said, and kept nowhere."""


def view(sight: Sight) -> dict[str, Any]:
    """The whole page as plain values."""
    journey = present(sight)
    closed = journey is None and bool(sight.letters)
    return {
        "me": {"name": sight.me.name, "id": sight.me.who.user},
        "clock": clock(sight.now, sight.me.zone),
        "map": steps(journey, closed=closed),
        "next": promise(journey, sight),
        "held": held(journey, sight),
        "talk": talk(sight),
        "others": [other(each, sight) for each in sight.others],
        "people": list(sight.people),
        "begun": bool(sight.letters),
        "open": journey is not None,
    }


def present(sight: Sight) -> Journey | None:
    """The journey in focus, or the newest open one."""
    open_ = [each for each in sight.journeys if each.closed is None]
    return next((each for each in open_ if each.id == sight.focus), open_[-1] if open_ else None)


def clock(now: datetime, zone: str) -> dict[str, str]:
    """The local date and time, in words and as an instant."""
    local = in_zone(now, zone)
    return {
        "at": local.isoformat(timespec="seconds"),
        "day": f"{local:%A} {local.day} {local:%B}",
        "date": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M}",
    }


def steps(journey: Journey | None, *, closed: bool) -> list[dict[str, str]]:
    """The six steps: done, now or later."""
    if closed:
        return [{"step": str(step), "state": "done"} for step in STEPS]
    at = STEPS.index(journey.step) if journey is not None and journey.step in STEPS else 0
    begun = journey is not None
    return [
        {"step": str(step), "state": "done" if number < at else "now" if number == at and begun else "later"}
        for number, step in enumerate(STEPS)
    ]


def next_check_in(journeys: Sequence[Journey], zone: str) -> datetime | None:
    """The earliest instant at which the coach has promised to come back."""
    dues = [
        due_instant(each.day, each.at, zone)
        for journey in journeys
        if journey.closed is None and not journey.paused
        for each in journey.promises
    ]
    return min(dues, default=None)


def promise(journey: Journey | None, sight: Sight) -> dict[str, str] | None:
    """The next promise in words."""
    at = next_check_in([journey] if journey else (), sight.me.zone)
    return {"at": at.isoformat(), "when": when(at, sight.now, sight.me.zone)} if at is not None else None


def when(at: datetime, now: datetime, zone: str) -> str:
    """A day and a time in few words: today 16:00, Tue 09:00, Tue 21 April 09:00."""
    local, today = in_zone(at, zone), in_zone(now, zone).date()
    days = (local.date() - today).days
    day = "today" if days == 0 else f"{local:%a}" if 0 < days < 7 else f"{local:%a} {local.day} {local:%B}"
    return f"{day} {local:%H:%M}"


def outgoing(sight: Sight) -> dict[str, Outgoing]:
    """The letters to others of every journey, by id."""
    return {out.letter: out for journey in sight.journeys for out in journey.outbox}


def waiting(journey: Journey | None, sight: Sight) -> Outgoing | None:
    """The newest letter that is consented and not gone yet."""
    outbox = journey.outbox if journey is not None else ()
    return next(
        (
            out
            for out in reversed(outbox)
            if sight.states.get(out.letter, out.state) is LetterState.HELD and out.held_until > sight.now
        ),
        None,
    )


def held_until(sight: Sight) -> datetime | None:
    """The instant at which the held letter goes."""
    out = waiting(present(sight), sight)
    return out.held_until if out else None


def held(journey: Journey | None, sight: Sight) -> dict[str, Any] | None:
    """The letter that waits for its undo window: to whom, until when, how long on this clock."""
    out = waiting(journey, sight)
    if out is None:
        return None
    left = out.held_until - sight.now
    return {"to": out.to.name, "until": f"{in_zone(out.held_until, sight.me.zone):%H:%M}", "left": length(left)}


def length(span: timedelta) -> str:
    """A length of time in words: 2 minutes, 3 hours, 2 days."""
    seconds = max(0, int(span.total_seconds()))
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} seconds"


# what the author sees


def talk(sight: Sight) -> list[dict[str, Any]]:
    """The conversation, oldest first: the coach's letters with edits applied, the author's own words between them."""
    posts = shown(sight.letters)
    lives = [each for journey in sight.journeys if journey.closed is None for each in journey.live]
    newest = next(
        (post.id for post in reversed(posts) if post.reply.choices and post.id in {e.letter for e in lives}), None
    )
    still = waiting(present(sight), sight) is not None
    live = {newest} | {each.letter for each in lives if still and each.question is Question.HELD}
    live |= {each.visit.letter for each in sight.journeys if each.visit is not None}
    found: list[dict[str, Any]] = []
    mine = sorted(enumerate(sight.own), key=lambda pair: (pair[1].after, pair[0]))
    for number in range(len(posts) + 1):
        found += [_own(index, own) for index, own in mine if min(own.after, len(posts)) == number]
        if number < len(posts):
            post = posts[number]
            last = number == len(posts) - 1
            found.append(_post(post, sight, choices=post.id in live, form=last))
    if sight.last is not None:
        found.append(_post(sight.last, sight, choices=False, form=False))
    return found


def shown(letters: Sequence[Letter]) -> list[Letter]:
    """Posts in order, each as its last edit left it."""
    posts: dict[str, Letter] = {}
    for letter in letters:
        if letter.act is Act.POST:
            posts[letter.id] = letter
        elif letter.act is Act.EDIT and letter.target in posts:
            before = posts[letter.target]
            posts[letter.target] = Letter(
                before.id, before.journey, before.author, before.to, Act.POST, before.kind, letter.reply, before.state,
                ref=before.ref, attempted=before.attempted,
            )  # fmt: skip
    return list(posts.values())


def _own(index: int, own: Own) -> dict[str, Any]:
    return {"id": f"own-{index}", "from": "me", "text": own.text, "pressed": own.pressed}


def _post(letter: Letter, sight: Sight, *, choices: bool, form: bool) -> dict[str, Any]:
    return {
        "id": letter.id,
        "from": "coach",
        "unasked": letter.kind is LetterKind.CHECK_IN,
        "at": stamp(letter, sight),
        "pieces": pieces(letter.reply),
        "choices": buttons(letter.reply.choices) if choices else [],
        "form": form_of(letter.reply, present(sight)) if form else None,
    }


def stamp(letter: Letter, sight: Sight) -> dict[str, str] | None:
    """The local day and time at which it was said."""
    if letter.attempted is None:
        return None
    at = clock(letter.attempted, sight.me.zone)
    return {"day": at["day"], "date": at["date"], "time": at["time"]}


def pieces(reply: Reply) -> list[dict[str, str]]:
    """The pieces of a reply. A mark is the person's own words, without the quotation marks of plain text."""
    found = []
    for piece in reply.pieces:
        text = piece.text
        if piece.kind == "mark" and len(text) > 1 and text[0] == text[-1] == '"':
            text = text[1:-1]
        if piece.kind != "export":
            found.append({"kind": piece.kind, "text": text})
    return found


def buttons(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """The buttons of a reply; the first is the one that goes on."""
    return [
        {"id": each.id, "label": each.label} | ({"mark": each.mark} if each.mark is not None else {})
        for each in choices
    ]


def form_of(reply: Reply, journey: Journey | None = None) -> dict[str, Any] | None:
    """A form with its fields, and what they hold already."""
    if reply.form is None:
        return None
    filled = held_in(reply.form, journey)
    fields = [
        {
            "name": f.name,
            "label": f.label,
            "type": f.type,
            "required": f.required,
            "max": f.max,
            "value": filled.get(f.name, ""),
        }
        for f in reply.form.fields
    ]
    return {"id": reply.form.id, "fields": fields}


# what others see


def other(person: Other, sight: Sight) -> dict[str, Any]:
    """A recipient's side: what they received, and what they may do with it."""
    known = person.known
    posts = shown(person.letters)
    sent = outgoing(sight)
    entries = [_received(post, sight, sent, last=post is posts[-1]) for post in posts]
    back: list[dict[str, Any]] = [
        {"id": out.letter, "kind": "gone", "pieces": [], "choices": [], "done": [], "form": None, "at": None, "on": out.letter}
        for out in sent.values()
        if known is not None and out.to.who == known.who and out.at is not None
        and sight.states.get(out.letter, out.state) is LetterState.WITHDRAWN
        and out.letter not in {post.id for post in posts}
    ]  # fmt: skip
    return {
        "part": person.part,
        "id": known.who.user if known else "",
        "name": known.name if known else "",
        "title": known.title if known else "",
        "entries": [*back, *entries],
    }


def _received(letter: Letter, sight: Sight, sent: Mapping[str, Outgoing], *, last: bool) -> dict[str, Any]:
    third = letter.kind is LetterKind.THIRD
    on = letter.id if third else parent(letter.id)
    out = sent.get(on)
    pressed = out.pressed if out else ()
    offered = letter.reply.choices
    if out is None:  # its journey is closed: there is nobody to pass an answer on to
        open_ = []
    elif third:
        open_ = [each for each in offered if out.open_to(each.id)]
    else:
        open_ = [each for each in offered if each.id != "recall" or "reply" in pressed] if last else []
    return {
        "id": letter.id,
        "on": on,
        "kind": "letter" if third else "courtesy",
        "at": stamp(letter, sight),
        "pieces": pieces(letter.reply),
        "choices": buttons(open_),
        "done": [each.label for each in offered if each.id in pressed],
        "form": form_of(letter.reply) if last and not third else None,
    }


def parent(letter: str) -> str:
    """The id of the letter that a courtesy answers."""
    return ".".join(letter.split(".")[:2])


def file_of(reply: Reply | None) -> dict[str, str] | None:
    """The file that an aside carries: an export, or an entry for a calendar."""
    file = file_in(reply) if reply else None
    if file is None:
        return None
    return {"name": file.name, "type": file.type, "text": file.text}
