"""One turn while it is being decided: the journey so far, what will be said, what is wanted done.

A Scene lives inside one call of `machine.turn` and is never seen outside: the turn it becomes is a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.around import Around, House
from bot.checkins import CheckIn
from bot.effects import DropCheckIns, Effect, SetCheckIn
from bot.journey import Journey, Live, Saying
from bot.path import OVERLAYS, PATH, Question, Step
from bot.people import Recipient
from bot.times import day_word, hm
from prompts.frozen import but, frozen


@frozen
class Line:
    """A line of the catalogue with its slots filled by the person's words, names, times, numbers."""

    key: str
    slots: Mapping[str, str] = field(default_factory=dict, repr=False)
    tongue: str = ""


@frozen
class Words:
    """Exact words that another person would get, or wrote."""

    text: str = field(repr=False)


@frozen
class Offer:
    """A button: its id, the key of its label, and the label's slots."""

    id: str
    label: str
    slots: Mapping[str, str] = field(default_factory=dict, repr=False)
    mark: int | None = None
    tongue: str = ""


@frozen
class Text:
    """A line of the policy or of the kinds of mistake, checked when it was read."""

    text: str


@frozen
class Marked:
    """The person's own words with a quiet note."""

    text: str = field(repr=False)


Part = Line | Words | Text | Marked


@frozen
class Courtesy:
    """Fixed words to a recipient, in answer to their own press on `letter`."""

    letter: str
    key: str
    form: str | None = None
    choices: tuple[str, ...] = ()


@frozen
class ToThird:
    """A third person's letter to be built, consented and held: its id, the recipient, the words, when it may go."""

    letter: str
    to: Recipient
    text: str = field(repr=False)
    not_before: datetime
    not_after: datetime


@frozen
class Amends:
    """What is added to one of the author's own messages that stands already, by an edit. Nothing added: it stands as it was."""

    letter: str
    said: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    beside: bool = False
    """Whether the message keeps its own buttons beside these."""
    instead: bool = False
    """Whether it takes the place of all that the message said, which is kept nowhere any more."""


class Everywhere(StrEnum):
    """What an author means of all their journeys, in whichever of them it is said."""

    DANGER = "danger"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"


@frozen
class Turn:
    """What one event does: the new journey, what is said to its author, and effects."""

    journey: Journey
    said: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    form: str | None = None
    unasked: bool = False
    """True when the coach speaks first."""
    effects: tuple[Effect, ...] = ()
    courtesies: tuple[Courtesy, ...] = ()
    thirds: tuple[ToThird, ...] = ()
    amends: Amends | None = None
    wants: tuple[str, ...] = ()
    """What the conversation must do besides: export, focus (give the entry for a calendar), new."""
    error: str | None = None
    """The key of a line for a press that cannot be understood; nothing else changes."""
    everywhere: Everywhere | None = None
    """What holds from now on for every journey of the author's."""


class Scene:
    """A turn in the making."""

    def __init__(self, journey: Journey, now: datetime) -> None:
        """Start from `journey` as it is at `now` (UTC)."""
        self.j = but(journey, turns=journey.turns + 1)
        self.now = now
        self.said: list[Part] = []
        self.offers: list[Offer] = []
        self.form: str | None = None
        self.effects: list[Effect] = []
        self.courtesies: list[Courtesy] = []
        self.thirds: list[ToThird] = []
        self.wants: list[str] = []
        self.amends: Amends | None = None
        self.beside = False
        """Whether the buttons of this turn stand beside the open question: typed words never press them."""
        self.tongue = ""
        """In which language this is said, where it is said in that one; else in English."""
        self.unasked = False
        self.error: str | None = None
        self.everywhere: Everywhere | None = None
        self.retire = True
        """Whether older messages lose their buttons with what is said now."""
        self.target: Question | str | None = None

    # what stands around

    @property
    def around(self) -> Around:
        """The house, the author, the people of this place."""
        if self.j.around is None:
            message = "a journey is decided only with what stands around it"
            raise ValueError(message)
        return self.j.around

    @property
    def house(self) -> House:
        """Policy, kinds of mistake, frames."""
        return self.around.house

    @property
    def zone(self) -> str:
        """The author's zone."""
        return self.around.author.zone

    @property
    def local(self) -> datetime:
        """Now, on the author's wall clock."""
        return self.now.astimezone(ZoneInfo(self.zone))

    @property
    def today(self) -> date:
        """The author's date."""
        return self.local.date()

    @property
    def pause(self) -> date | None:
        """The day until which nothing comes; None where there is none, or it has come."""
        until = self.j.pause_until
        return until if until is not None and until > self.today else None

    def hm(self, at: datetime) -> str:
        """A clock time on the author's wall: 14:41."""
        return hm(at, self.zone)

    def day(self, day: date) -> str:
        """A day in words: today, tomorrow, Thursday, 20 May."""
        return day_word(day, self.today)

    def when(self, at: datetime) -> str:
        """A day and a clock time in words; today's day is left out."""
        local = at.astimezone(ZoneInfo(self.zone))
        return hm(at, self.zone) if local.date() == self.today else f"{self.day(local.date())} {hm(at, self.zone)}"

    def next_word(self) -> str:
        """When the next promise comes, in words: its hour today, else its day; "" where nothing is promised."""
        first = min(self.j.promises, key=lambda each: (each.day, each.at), default=None)
        if first is None:
            return ""
        return first.at.strftime("%H:%M") if first.day == self.today else self.day(first.day)

    # the journey

    def set(self, **changes: Any) -> None:
        """Change fields of the journey."""
        self.j = but(self.j, **changes)

    def note(self, key: str, text: str) -> None:
        """Keep a single answer under `key`."""
        self.set(notes={**self.j.notes, key: text})

    def hint(self, *names: str) -> None:
        """The words said so."""
        self.set(hints=self.j.hints | set(names))

    def unhint(self, *names: str) -> None:
        """The words took it back."""
        self.set(hints=self.j.hints - set(names))

    def keep(self, question: Question, sayings: tuple[Saying, ...]) -> None:
        """Keep what was said at a question."""
        self.set(sayings=self.j.sayings + sayings)

    def sayings(self, *questions: Question) -> tuple[Saying, ...]:
        """What was said at these questions, in order."""
        return tuple(each for each in self.j.sayings if each.question in questions)

    # saying and asking

    def say(self, key: str, /, **slots: str) -> None:
        """Say a line."""
        self.said.append(Line(key, slots, self.tongue))

    def text(self, text: str) -> None:
        """Say a line of the policy or of the kinds of mistake."""
        if text:
            self.said.append(Text(text))

    def mark(self, text: str) -> None:
        """Show the person's own words with a quiet note."""
        self.said.append(Marked(quoted(text)))

    def line(self, key: str, /, **slots: str) -> str:
        """A line's text, where it stands inside another."""
        return self.house.catalog.line(key, slots, self.tongue)

    def has(self, key: str) -> bool:
        """Claim: the catalogue has this line."""
        return self.house.catalog.has(key)

    def read_back(self, keys: list[str], **slots: str) -> None:
        """Several answers at once, read back in one line."""
        count = self.line(f"heard.count.{len(keys)}") if self.has(f"heard.count.{len(keys)}") else str(len(keys))
        parts = ", ".join(self.line(key, **slots) for key in keys)
        if len(keys) == 2:
            self.say("heard.got_both", parts=parts)
        else:
            self.say("heard.got", count=count, parts=parts)

    def ask_again(self) -> None:
        """The open question once more, in short, with its buttons."""
        question = self.j.question
        live = next((each for each in reversed(self.j.live) if each.question is question), None)
        self.say(f"again.{question}")
        for choice in live.choices if live else ():
            self.offer(choice)

    def go(self, target: Question | str) -> None:
        """Where the path goes when this answer is heard."""
        self.target = target

    def words(self, text: str) -> None:
        """Show exact words."""
        self.said.append(Words(text))

    def offer(self, choice: str, label: str = "", /, **slots: str) -> None:
        """Offer a button; the key of its label defaults to its id."""
        self.offers.append(Offer(choice, label or choice, slots, tongue=self.tongue))

    def offer_mark(self, choice: str, label: str, mark: int, /, **slots: str) -> None:
        """Offer a button that belongs to one of several marks, counted from 1."""
        self.offers.append(Offer(choice, label, slots, mark))

    def ask(self, question: Question, key: str | None = None, /, *choices: str, **slots: str) -> None:
        """Ask a question: a line (none when `key` is empty), its buttons, and the question stands open.

        A choice is an id, or `id=label` where the label is not the id's own.
        """
        if key != "":
            self.say(f"ask.{question}" if key is None else key, **slots)
        for choice in choices:
            id_, _, label = choice.partition("=")
            self.offer(id_, label, **slots)
        self.stand(question)

    def stand(self, question: Question) -> None:
        """Make `question` the open one, without a word."""
        old = self.j.question
        before = None
        if question in OVERLAYS:
            before = old if old is not None and old not in OVERLAYS else self.j.before
        step = self.j.step if question in OVERLAYS else self._step(question)
        known = question in self.j.asked or question in OVERLAYS  # what lay over the path leaves no trace on it
        asked = self.j.asked if known else (*self.j.asked, question)
        self.set(question=question, before=before, step=step, asked=asked)

    def _step(self, question: Question) -> Step:
        shared = {
            Question.DRAFT,
            Question.HELD,
            Question.CONSENT,
            Question.EDITING,
            Question.CHECK_IN,
            Question.CHECK_IN_WHEN,
            Question.IN_THE_WAY,
        }
        return self.j.step if question in shared and self.j.step is not Step.FIRST_HOUR else PATH[question].step

    def rest(self) -> None:
        """Nothing is asked now."""
        self.set(question=None, before=None)

    # letters and promises

    @property
    def upcoming(self) -> str:
        """The id that the message will have in which this turn is said, when no letter to somebody else is written before."""
        return f"{self.j.id}.{self.j.serial + 1}"

    def next_letter(self) -> str:
        """The id of the next letter of this journey."""
        self.set(serial=self.j.serial + 1)
        return f"{self.j.id}.{self.j.serial}"

    def promise(self, check_in: CheckIn) -> None:
        """Write a check-in, in place of one with the same key."""
        kept = tuple(each for each in self.j.promises if each.key != check_in.key)
        self.set(promises=(*kept, check_in))
        self.effects.append(SetCheckIn(self.j.id, check_in))

    def release(self, *keys: str) -> None:
        """Take promises back: those whose key is, or begins with, one of these."""
        gone = tuple(
            each.key for each in self.j.promises if any(each.key.split("-")[0] == k or each.key == k for k in keys)
        )
        if gone:
            self.set(promises=tuple(each for each in self.j.promises if each.key not in gone))
            self.effects.append(DropCheckIns(self.j.id, gone))

    def release_all(self) -> None:
        """Take every promise back."""
        if self.j.promises:
            self.set(promises=())
            self.effects.append(DropCheckIns(self.j.id, None))

    # the end

    def turn(self) -> Turn:
        """The finished turn, as a value."""
        journey = self.j
        if self.said and self.error is None:
            letter = self.next_letter()
            journey = self.j
            question = journey.question
            if self.retire:
                held = {out.letter for out in journey.outbox if out.state == "held"}
                kept = tuple(live for live in journey.live if live.question is Question.HELD and held)
            else:
                kept = journey.live
            gone = tuple(live.letter for live in journey.live if live not in kept)
            visit = journey.visit
            if self.retire and visit is not None:
                gone = gone if visit.letter in gone else (*gone, visit.letter)
            if (self.offers or self.form) and not self.beside:
                ids, labels = tuple(each.id for each in self.offers), tuple(each.label for each in self.offers)
                kept = (*kept, Live(letter, question or Question.HELD, ids, labels))
            visit = None if self.retire else visit
            journey = but(journey, visit=visit, live=kept, stale=(*journey.stale, *gone))
        return Turn(
            journey=journey,
            said=tuple(self.said),
            offers=tuple(self.offers),
            form=self.form,
            unasked=self.unasked,
            effects=tuple(self.effects),
            courtesies=tuple(self.courtesies),
            thirds=tuple(self.thirds),
            wants=tuple(self.wants),
            amends=self.amends,
            error=self.error,
            everywhere=self.everywhere,
        )


def quoted(text: str) -> str:
    """The person's own words as they stand between quotation marks: without the end stop."""
    bare = text.strip()
    cut = bare.rstrip("!.")
    return cut.rstrip() if cut and not bare.endswith("..") else bare


def expires(journey: Journey, days: int, zone: str, came: datetime | None = None) -> date:
    """The day on which everything goes, on the author's calendar: from the later of last word and last promise, also one that `came`."""
    word = journey.last_word or journey.begun
    local = max(word, came or word).astimezone(ZoneInfo(zone)).date()
    days_promised = [each.day for each in journey.promises]
    return max([local, *days_promised]) + timedelta(days=days)
