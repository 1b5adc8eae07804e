"""The terminal: the whole coach for a person, and the same as JSON lines for programs."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any, Protocol

from bot.letters import Act, Form, Letter, LetterKind, Reply
from bot.machine import offered
from bot.people import Person, Who
from bot.times import in_zone, parse_iso_duration
from prompts.frozen import frozen
from prompts.recipient import BUTTONS

if TYPE_CHECKING:
    from adapters.local import Posted, World
    from bot.conversation import Conversation, Outcome
    from bot.journey import Journey
    from bot.ports import Store

COMMANDS = frozenset(
    {"help", "where am i", "back", "edit", "skip", "pause", "resume", "later", "stop", "new", "export", "human"}
)
WORDS = {"where": "where am i", "where_am_i": "where am i", "delete_everything": "delete everything"}
LONGEST_WAIT = timedelta(days=400)


class Place(Protocol):
    """The local world that this door stands on (adapters/app.py)."""

    conversation: Conversation
    world: World
    person: Person
    beats: int
    """How often the clock's work was done."""

    @property
    def store(self) -> Store:
        """The memory."""
        ...

    def delivery(self) -> str:
        """A key for one input."""
        ...

    async def finish(self, outcome: Outcome | None) -> list[Posted]:
        """Bring letters; what was said."""
        ...

    async def guests(self) -> list[Posted]:
        """What the language model said to it, once it has; at once where there is none."""
        ...

    async def wait(self, span: timedelta) -> list[Posted]:
        """Let time pass."""
        ...

    async def keep_clock(self) -> None:
        """Remember the instant."""
        ...

    async def recipient_of(self, part: str) -> Who | None:
        """Who has a part."""
        ...

    @property
    def clock(self) -> Any:
        """The clock."""
        ...


class Unclear(Exception):
    """An input that cannot be followed. Its text is one line for whoever sent it."""


@dataclass(slots=True)
class Door:
    """One local world, spoken to by lines."""

    place: Place
    refs: dict[str, Letter] = field(default_factory=dict)
    """m1, m2 … → the letter, for every post seen."""
    asking: dict[Who, tuple[str, str]] = field(default_factory=dict)
    """A recipient who pressed Ask or Reply → the letter and the choice that their words answer."""
    loaded: bool = False
    shown: Journey | None = None
    """The journey that the last ready told of. What it offers is offered; for what it doesn't, the desk is read again."""
    turned: Journey | None = None
    """The journey as the author's own turn has just left it, when nothing else happened since."""

    @property
    def me(self) -> Who:
        """The author."""
        return self.place.person.who

    # inputs

    async def take(self, raw: dict[str, Any]) -> list[Posted]:
        """Do what one input object says. Raises Unclear with one line."""
        if not isinstance(raw, dict):
            raise Unclear("A line is one JSON object.")
        kinds = [key for key in ("say", "press", "fill", "wait", "begin") if key in raw]
        if len(kinds) != 1:
            raise Unclear('Each line needs exactly one of "say", "press", "fill", "wait".')
        await self.load()
        self.turned = None
        actor = raw.get("as", "author")
        if not isinstance(actor, str):
            raise Unclear('"as" is a person\'s id, or "manager", "mentor", "author".')
        if kinds[0] == "wait":
            return await self.wait(raw["wait"])
        if actor in ("author", self.me.user):
            return await self.author(kinds[0], raw)
        who = await self.person_called(actor)
        return await self.other(who, kinds[0], raw)

    async def load(self) -> None:
        """Know the messages that were there before this start."""
        if self.loaded:
            return
        self.loaded = True
        for who in [self.me, *(each.who for each in self.place.world.people)]:
            for letter in await self.place.store.letters(who):
                if letter.ref:
                    self.know(letter.ref, letter)

    def know(self, ref: str, letter: Letter) -> None:
        """A post stands under its id; an edit changes what it says and offers."""
        if letter.act is Act.POST:
            self.refs[ref] = letter
        elif letter.act is Act.EDIT and ref in self.refs:
            self.refs[ref] = replace(self.refs[ref], reply=letter.reply)

    async def person_called(self, name: str) -> Who:
        """A person of this world by id or part."""
        if name in ("manager", "mentor"):
            found = await self.place.recipient_of(name)
            if found is None:
                raise Unclear(f"Nobody is the {name} yet.")
            return found
        known = self.place.world.named(name)
        if known is None:
            raise Unclear(f"Nobody here is called {name[:40]!r}.")
        return known.who

    async def wait(self, span: object) -> list[Posted]:
        """Let time pass."""
        try:
            length = parse_iso_duration(str(span))
        except ValueError:
            raise Unclear('"wait" takes a length of time such as "PT2H", "P1D" or "PT90M".') from None
        if length < timedelta() or length > LONGEST_WAIT:
            raise Unclear("Time moves forward here, and by 400 days at the most.")
        try:
            return await self.place.wait(length)
        except OverflowError:
            raise Unclear("The calendar ends there. Nothing was taken.") from None

    async def author(self, kind: str, raw: dict[str, Any]) -> list[Posted]:
        """What the author does."""
        talk, person, key = self.place.conversation, self.place.person, self.place.delivery()
        if kind == "begin":
            return await self.heard(await talk.begin(person, key))
        if kind == "say":
            if not isinstance(raw["say"], str):
                raise Unclear('"say" takes a text.')
            return await self.heard(await talk.say(person, key, raw["say"]))
        if kind == "fill":
            return await self.fill(raw)
        choice, on, mark = raw["press"], raw.get("on"), raw.get("mark")
        if not isinstance(choice, str) or not choice:
            raise Unclear('"press" takes the id of a choice.')
        if mark is not None and (isinstance(mark, bool) or not isinstance(mark, int) or mark < 1):
            raise Unclear('"mark" is the number of a mark, from 1.')
        letter = self.letter(on) if on is not None else None
        if letter is None and not await self.is_offered(choice):
            if choice == "begin":
                return await self.heard(await talk.begin(person, key))
            word = WORDS.get(choice, choice)
            if word in COMMANDS or word == "delete everything":
                return await self.heard(await talk.say(person, key, word))
            raise Unclear(f"Nothing on the screen offers {choice[:40]!r}.")
        return await self.heard(await talk.press(person, key, choice, letter.id if letter else None, mark))

    async def guests(self) -> list[dict[str, Any]]:
        """What the language model came to, after the coach's own words."""
        posted = await self.place.guests()
        if posted:
            self.turned = None
        return await self.lines(posted)

    async def heard(self, outcome: Outcome) -> list[Posted]:
        """Bring what the author's own turn came to."""
        beats = self.place.beats
        posted = await self.place.finish(outcome)
        if beats == self.place.beats:
            self.turned = outcome.journey
        return posted

    async def is_offered(self, choice: str) -> bool:
        """Claim: an open journey offers this choice."""
        if self.shown is not None and self.shown.closed is None and offered(self.shown, choice):
            return True
        desk = await self.place.store.desk(self.me)
        return desk is not None and any(offered(journey, choice) for journey in desk.journeys if journey.closed is None)

    def letter(self, ref: object) -> Letter:
        """The letter printed under this id."""
        found = self.refs.get(str(ref))
        if found is None:
            raise Unclear(f"There is no message {str(ref)[:20]!r}.")
        return found

    async def fill(self, raw: dict[str, Any]) -> list[Posted]:
        """A form, by its fields' names. What is missing or wrong is said, and nothing is taken."""
        letter = self.letter(raw["on"]) if raw.get("on") is not None else self._newest_form()
        form = letter.reply.form if letter else None
        fields = filled(form, raw["fill"])
        if letter is None or form is None:
            raise Unclear("No form is open.")
        outcome = await self.place.conversation.fill(
            self.place.person, self.place.delivery(), form.id, fields, letter.id
        )
        return await self.heard(outcome)

    def _newest_form(self) -> Letter | None:
        mine = [letter for letter in self.refs.values() if letter.to == self.me]
        return mine[-1] if mine and mine[-1].reply.form else None

    async def other(self, who: Who, kind: str, raw: dict[str, Any]) -> list[Posted]:
        """What another person of this world does: a press on the letter they hold, or words in answer to it."""
        letters = [each for each in self.refs.values() if each.to == who and each.kind is LetterKind.THIRD]
        if raw.get("on") is not None:
            named = self.letter(raw["on"])
            if named.to != who:
                raise Unclear("That message is somebody else's.")
            letters = [each for each in letters if each.id == named.id] or [self._parent(named)]
        if not letters:
            raise Unclear("That person has no message here.")
        letter = letters[-1]
        offered_here = [choice.id for choice in letter.reply.choices]
        if kind == "press":
            choice = raw["press"]
            if not isinstance(choice, str) or not choice:
                raise Unclear('"press" takes the id of a choice.')
            holding = [each for each in reversed(letters) if choice in {c.id for c in each.reply.choices}]
            letter = holding[0] if holding else letter
            if choice not in {c.id for c in letter.reply.choices} | {"recall"}:
                raise Unclear(f"That message does not offer {choice[:40]!r}.")
            text = ""
            if choice in ("ask_one", "reply"):
                self.asking[who] = (letter.id, choice)
        elif kind in ("say", "fill"):
            text = raw["say"] if kind == "say" else " ".join(filled(self._form_of(who), raw["fill"]).values())
            if not isinstance(text, str) or not text.strip():
                raise Unclear("That answer is empty. Nothing was taken.")
            fallback = "ask_one" if "ask_one" in offered_here else "reply"
            wanted, choice = self.asking.pop(who, (letter.id, fallback))
            letter = next((each for each in self.refs.values() if each.id == wanted), letter)
        else:
            raise Unclear('Another person can "press", "say" or "fill".')
        outcome = await self.place.conversation.answer(who, self.place.delivery(), letter.id, choice, text)
        if outcome is None:
            raise Unclear("That message is not theirs to answer.")
        return await self.place.finish(outcome)

    def _form_of(self, who: Who) -> Form | None:
        """The newest form that another person holds."""
        forms = [each.reply.form for each in self.refs.values() if each.to == who and each.reply.form]
        return forms[-1] if forms else None

    def _parent(self, letter: Letter) -> Letter:
        wanted = ".".join(letter.id.split(".")[:2])
        found = next((each for each in self.refs.values() if each.id == wanted), None)
        if found is None:
            raise Unclear("That message has no buttons.")
        return found

    # outputs

    async def lines(self, posted: list[Posted]) -> list[dict[str, Any]]:
        """What was said, as output objects."""
        out = []
        for each in posted:
            letter = each.letter
            self.know(each.ref, letter)
            if each.act is Act.POST:
                out.append(await self._message(each))
            elif each.act is Act.DELETE:
                out.append({"withdraw": each.ref})
            elif each.act is Act.EDIT:
                out.append({"edit": each.ref, "text": letter.reply.text, "choices": _choices(letter.reply)})
        return out

    async def _message(self, posted: Posted) -> dict[str, Any]:
        letter = posted.letter
        line: dict[str, Any] = {"to": await self.called(letter.to), "id": posted.ref, "text": letter.reply.text}
        line["choices"] = _choices(letter.reply)
        line["form"] = form_object(letter.reply)
        if letter.kind is LetterKind.THIRD:
            line["consent"] = f"c{letter.consent}"
        line["at"] = in_zone(posted.at, self.place.person.zone).isoformat(timespec="seconds")
        return line

    async def called(self, who: Who) -> str:
        """What a person is called in output: author, manager, mentor, or their id."""
        if who == self.me:
            return "author"
        for part in ("manager", "mentor"):
            if await self.place.recipient_of(part) == who:
                return part
        return who.user

    def now(self) -> str:
        """The local instant, on the author's wall clock."""
        at: datetime = in_zone(self.place.clock.now(), self.place.person.zone)
        return at.isoformat(timespec="seconds")

    async def ready(self) -> dict[str, Any]:
        """Where the journey stands."""
        journey, focus = self.turned, None
        if journey is None or journey.closed is not None:
            desk = await self.place.store.desk(self.me)
            journeys = list(desk.journeys) if desk else []
            focus = desk.person.focus if desk else None
            journey = next((each for each in journeys if each.id == focus), journeys[-1] if journeys else None)
        self.shown = journey
        step = str(journey.step) if journey else "closed" if focus else "first_hour"
        question = str(journey.question) if journey and journey.question else None
        return {"ready": True, "step": step, "question": question, "now": self.now()}


EXAMPLES = {
    "date": '"2026-05-03" or "Friday"',
    "time": '"14:30"',
    "person": '"Dana Okafor"',
    "text": "words",
    "choice": "one of them",
}


def filled(form: Form | None, fields: object) -> dict[str, str]:
    """A form's texts by name. Raises Unclear with one line when one is missing, unknown, too long or not of its type."""
    if not isinstance(fields, dict) or not all(isinstance(text, str) for text in fields.values()):
        raise Unclear('"fill" takes an object of field names and texts.')
    if form is None:
        raise Unclear("No form is open.")
    names = {each.name for each in form.fields}
    for name in fields:
        if name not in names:
            raise Unclear(f"The form has no field {name[:40]!r}; it has {', '.join(sorted(names))}.")
    for each in form.fields:
        text = fields.get(each.name, "")
        if each.required and not text.strip():
            raise Unclear(f'The field "{each.name}" is still empty. Nothing was taken.')
        if len(text) > each.max:
            raise Unclear(f'The field "{each.name}" holds at most {each.max} characters. Nothing was taken.')
        if text and not fits(each.type, text):
            raise Unclear(
                f'The field "{each.name}" needs a {each.type}, such as {EXAMPLES[each.type]}. Nothing was taken.'
            )
    return fields


def fits(kind: str, text: str) -> bool:
    """Claim: a field's text is of its type. Days and times may be words; digits must be a real day or time."""
    bare = text.strip()
    if kind == "date" and bare[:1].isdigit() and bare.count("-") == 2:
        try:
            date.fromisoformat(bare)
        except ValueError:
            return False
    if kind == "time" and ":" in bare and bare[:1].isdigit():
        try:
            time.fromisoformat(bare.zfill(5))
        except ValueError:
            return False
    return True


def _choices(reply: Reply) -> list[dict[str, Any]]:
    found = []
    for choice in reply.choices:
        entry: dict[str, Any] = {"id": choice.id, "label": choice.label}
        if choice.mark is not None:
            entry["mark"] = choice.mark
        found.append(entry)
    return found


def form_object(reply: Reply) -> dict[str, Any] | None:
    """A form as the protocol's object."""
    if reply.form is None:
        return None
    fields = [
        {"name": f.name, "label": f.label, "type": f.type, "required": f.required, "max": f.max}
        for f in reply.form.fields
    ]
    return {"id": reply.form.id, "fields": fields}


async def json_lines(place: Place, source: IO[str], sink: IO[str], trouble: Callable[[Exception], str]) -> int:
    """Objects in, objects out, one a line; after each input exactly one ready. `trouble` turns an error into its line."""
    door = Door(place)

    def put(line: dict[str, Any]) -> None:
        sink.write(json.dumps(line, ensure_ascii=False) + "\n")

    async for text in _read(source):
        if not text.strip():
            continue
        try:
            raw = json.loads(text.removeprefix("\ufeff"))
            for line in await door.lines(await door.take(raw)):
                put(line)
            sink.flush()
            for line in await door.guests():
                put(line)
        except (json.JSONDecodeError, RecursionError):
            put({"error": "That line is not valid JSON. Nothing was taken; send it again."})
        except Unclear as unclear:
            put({"error": str(unclear)})
        except Exception as error:  # noqa: BLE001  said, and the conversation goes on
            put({"error": trouble(error)})
        try:
            put(await door.ready())
        except Exception:  # noqa: BLE001  what is wrong was said above; a rig still counts on its line
            put({"ready": True, "step": "first_hour", "question": None, "now": door.now()})
        sink.flush()
    await place.keep_clock()
    return 0


async def _read(source: IO[str]) -> AsyncIterator[str]:
    """Lines as they come, without holding up the loop."""
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, source.readline)
        if not line:
            return
        yield line


# for a person


@frozen
class Ink:
    """Colours for a terminal; empty when the output is piped or NO_COLOR is set."""

    dim: str = ""
    bold: str = ""
    blue: str = ""
    off: str = ""


PLAIN = Ink()
COLOURS = Ink("\033[2m", "\033[1m", "\033[36m", "\033[0m")

HOW = (
    'Type what happened. A number presses a button. Besides: ":wait 1d" lets time pass, ":as dana thank" is what '
    'another person does, ":quit" leaves. Everything is kept on this machine.'
)


async def person_lines(
    place: Place,
    source: IO[str],
    sink: IO[str],
    ink: Ink,
    trouble: Callable[[Exception], str],
    beats: Callable[[Callable[[], Awaitable[object]]], Beating] | None = None,
) -> int:
    """The conversation for a person at a terminal. `beats` lets what is due come while they are typing."""
    screen = Screen(place, sink, ink)
    await screen.door.load()
    turn = asyncio.Lock()

    async def beat() -> None:
        async with turn:
            posted = await place.finish(None)
            if posted:
                await screen.tell(posted)
                screen.prompt()

    beating = beats(beat) if beats else None
    screen.put(f"{ink.dim}{HOW}{ink.off}")
    await screen.tell(await place.finish(await place.conversation.begin(place.person, place.delivery())))
    if beating:
        beating.start()
    try:
        while True:
            screen.prompt()
            line = await asyncio.get_running_loop().run_in_executor(None, source.readline)
            if not line or line.strip() in (":quit", ":q", ":exit"):
                screen.put()
                return 0
            async with turn:
                try:
                    raw = typed(line.rstrip("\n"), screen.choices)
                    if raw is not None:
                        await screen.tell(await screen.door.take(raw))
                        await screen.tell(await place.guests())
                        await place.keep_clock()
                except Unclear as unclear:
                    screen.put(f"  {unclear}")
                except Exception as error:  # noqa: BLE001  said, and the conversation goes on
                    screen.put(f"  {trouble(error)}")
    finally:
        if beating:
            beating.stop()


class Beating(Protocol):
    """A clock that beats (adapters/clock.py)."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End."""
        ...


class Screen:
    """What a person sees: the coach's lines, the newest buttons by number, and what other people of this world read."""

    def __init__(self, place: Place, sink: IO[str], ink: Ink) -> None:
        """Write to `sink`."""
        self.place = place
        self.door = Door(place)
        self.choices: list[tuple[str, int | None]] = []
        self._holder = ""
        """The message whose buttons have the numbers. One without buttons ("help") leaves them, unless it retires that message."""
        self._sink = sink
        self._ink = ink

    def put(self, text: str = "") -> None:
        """One line."""
        self._sink.write(text + "\n")
        self._sink.flush()

    def prompt(self) -> None:
        """The local time, and a place to type."""
        now = in_zone(self.place.clock.now(), self.place.person.zone)
        self._sink.write(f"\n{self._ink.dim}{now:%a %H:%M}{self._ink.off} > ")
        self._sink.flush()

    async def tell(self, posted: list[Posted]) -> None:
        """Show what was said."""
        for each in posted:
            self.door.know(each.ref, each.letter)
            if each.act is not Act.POST:
                if each.ref == self._holder and not each.letter.reply.choices:
                    self.choices.clear()
                elif each.act is Act.EDIT and each.letter.reply.choices:
                    self._holder = each.ref
                    self._mine(each.letter.reply)
                continue
            if each.letter.to == self.door.me:
                if each.letter.reply.choices:
                    self._holder = each.ref
                self._mine(each.letter.reply)
            else:
                self._others(each.letter)

    def _mine(self, reply: Reply) -> None:
        ink = self._ink
        if reply.choices:
            self.choices.clear()
        self.put()
        for line in reply.text.split("\n"):
            exact = line.startswith("| ")
            self.put(f"  {ink.bold if exact else ''}{line}{ink.off if exact else ''}")
        shown = []
        for number, choice in enumerate(reply.choices, 1):
            self.choices.append((choice.id, choice.mark))
            shown.append(f"{ink.blue}[{number} {choice.label}]{ink.off}")
        if shown:
            self.put("  " + " ".join(shown))

    def _others(self, letter: Letter) -> None:
        ink = self._ink
        known = self.place.world.named(letter.to.user)
        self.put()
        self.put(f"  {ink.dim}── {known.name if known else letter.to.user} reads: ──{ink.off}")
        for line in letter.reply.text.split("\n"):
            self.put(f"  {ink.dim}{line}{ink.off}")
        labels = " ".join(f"[{choice.id}: {choice.label}]" for choice in letter.reply.choices)
        if labels:
            self.put(f"  {ink.dim}{labels}{ink.off}")


MOST_TYPED = 100
"""A number below this, typed where several buttons are, is meant for one of them."""
_COMMAND = re.compile(r":[A-Za-z]+(?: .*)?")
_SPANS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def typed(line: str, choices: list[tuple[str, int | None]]) -> dict[str, Any] | None:
    """What a person typed, as an input object. None: nothing to do."""
    text = line.strip()
    if text.startswith(":wait"):
        span = text[5:].strip().lower().replace(" ", "")
        if span[-1:] in _SPANS and span[:-1].isdigit():
            number = int(span[:-1])
            units = {"m": f"PT{number}M", "h": f"PT{number}H", "d": f"P{number}D", "w": f"P{number}W"}
            return {"wait": units[span[-1]]}
        return {"wait": span.upper() or "P1D"}
    if text.startswith(":as "):
        parts = text[4:].split(maxsplit=1)
        if len(parts) < 2:
            raise Unclear("Write :as dana thank, or :as ruth and what they answer.")
        return {"as": parts[0], "press" if parts[1] in BUTTONS else "say": parts[1]}
    if text.isdigit() and 1 <= int(text) <= len(choices):
        id_, mark = choices[int(text) - 1]
        return {"press": id_} if mark is None else {"press": id_, "mark": mark}
    if text.isdigit() and len(choices) > 1 and int(text) < MOST_TYPED:  # "5" beside one button answers "by when?"
        raise Unclear(f"The buttons are 1 to {len(choices)}. Anything else, please in words.")
    if _COMMAND.fullmatch(text):
        raise Unclear(f"{text.split()[0][:20]} is no command here. There are :wait 2h and :as dana thank.")
    return {"say": line} if text else None


def colours(sink: IO[str], environment: dict[str, str]) -> Ink:
    """Colours for a terminal, none when piped."""
    return COLOURS if sink.isatty() and not environment.get("NO_COLOR") and sys.platform != "win32" else PLAIN
