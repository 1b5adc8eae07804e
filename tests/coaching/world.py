"""One person talks with the coach, and a clock that only the test moves: the machine alone, without a database.

`Talk` keeps what a house keeps (the journey, the letters to others, the promises) and renders each turn as the doors do.
"""

from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from adapters.app import load_house
from adapters.local import author, load_world
from adapters.reader import RuleReader
from bot import machine, speech
from bot.around import Around
from bot.care import HELD
from bot.conversation import _CONTEXTS, clean
from bot.effects import EraseAll, Recall, Release, Withdraw
from bot.events import Answered, Began, CameDue, Filled, Pressed, Said, Settled
from bot.journey import Journey
from bot.letters import LetterState
from bot.times import due_instant

DAY_ONE = "2026-04-13T14:24:00+01:00"


@cache
def house():
    return load_house()


@cache
def world():
    return load_world()


class Talk:
    """One author's talk. Every act returns the whole text that was said for it, "" for silence."""

    def __init__(self, me="Sam Reyes", at=DAY_ONE, zone="Europe/Dublin", reader=None, house_=None):
        self.house = house_ or house()
        self.reader = reader or RuleReader()
        self.now = datetime.fromisoformat(at)
        self.person = author(me, zone, world())
        self.around = Around(self.house, self.person, world().known(self.person.who))
        self.journey = Journey("j1", self.now)
        self.reply = None
        self.turn = None
        self.said = ""
        """The last thing said."""
        self.all = []
        """Everything said so far, in order."""
        self.unasked = []
        """What the coach said first."""
        self.letters = []
        """What third persons have received: (name, text)."""
        self.asked = 0
        """How many of the author's acts so far."""
        self.erased = False

    def another(self):
        """A talk of its own that stands where this one stands."""
        talk = copy(self)
        talk.all, talk.unasked, talk.letters = list(self.all), list(self.unasked), list(self.letters)
        return talk

    # the author

    def begin(self):
        return self._hear(Began())

    def say(self, text):
        self.asked += 1
        text = clean(text)
        return self._hear(Said(text, self._read(text), self._held()))

    def press(self, choice, mark=None, on=None):
        self.asked += 1
        if on is None and self.turn is not None and not machine.offered(self.journey, choice):
            raise AssertionError(f"[{choice}] is not offered; offered: {self.choices}\n{self.said}")
        return self._hear(Pressed(choice, on, mark, self._held()))

    def fill(self, form, **fields):
        self.asked += 1
        words = fields.get("words") or " ".join(fields.values())
        return self._hear(Filled(form, fields, self._read(words)))

    def _held(self):
        """The words that wait for the soft question, read anew."""
        text = self.journey.note(HELD)
        return Said(text, self.reader.read(text, "chat")) if text else None

    # time, and other people

    def wait(self, *, minutes=0, hours=0, days=0):
        """Let time pass; letters go and check-ins come at their own instants. Returns what was said meanwhile."""
        end = self.now + timedelta(minutes=minutes, hours=hours, days=days)
        heard = []
        while (found := self._next()) and found[0] <= end:
            self.now = max(self.now, found[0])
            heard.append(found[1]())
        self.now = end
        return "\n\n".join(each for each in heard if each)

    def due(self, key=None):
        """The promise with this key (the next one when there is no key) comes due, at its own instant."""
        check_in = next(
            c for c in sorted(self.journey.promises, key=self._instant) if key is None or key in (c.key, c.kind)
        )
        self.now = max(self.now, self._instant(check_in))
        return self._hear(CameDue(check_in))

    def sent(self, state=LetterState.SENT):
        """The held letter goes (or comes to the end that `state` says), when its time has come."""
        out = next(o for o in self.journey.outbox if o.state is LetterState.HELD)
        return self._send(out, state)

    def answered(self, choice, text=""):
        """The last recipient presses a button, or writes."""
        out = next(o for o in reversed(self.journey.outbox) if o.state is LetterState.SENT)
        return self._hear(Answered(out.letter, choice, text))

    # what is seen

    @property
    def choices(self):
        return [choice.id for choice in self.reply.choices] if self.reply else []

    @property
    def labels(self):
        return [choice.label for choice in self.reply.choices] if self.reply else []

    @property
    def form(self):
        return self.reply.form.id if self.reply and self.reply.form else None

    @property
    def question(self):
        return self.journey.question

    @property
    def step(self):
        return self.journey.step

    @property
    def draft(self):
        """The words that stand ready for somebody, "" when there are none."""
        return self.journey.draft.text if self.journey.draft else ""

    @property
    def promises(self):
        """The keys of what is promised: each a time at which the coach may speak first."""
        return [check_in.key for check_in in sorted(self.journey.promises, key=self._instant)]

    def promised(self, key):
        """When this promise comes due, on the author's wall."""
        check_in = next(c for c in self.journey.promises if c.key == key)
        return self._instant(check_in).astimezone(self.now.tzinfo)

    # inside

    def _read(self, text):
        return self.reader.read(text, _CONTEXTS.get(str(self.journey.question or ""), "chat"))

    def _instant(self, check_in):
        return due_instant(check_in.day, check_in.at, self.person.zone)

    def _next(self):
        waiting = [
            (out.held_until, lambda out=out: self._send(out))
            for out in self.journey.outbox
            if out.state is LetterState.HELD
        ]
        promises = () if self.journey.paused else self.journey.promises
        waiting += [(self._instant(c), lambda c=c: self._hear(CameDue(c))) for c in promises]
        return min(waiting, key=lambda each: each[0], default=None)

    def _send(self, out, state=LetterState.SENT):
        self.now = max(self.now, out.held_until)
        if state is LetterState.SENT:
            self.letters.append((out.to.name, out.text))
        return self._hear(Settled(out.letter, state, self.now))

    def _hear(self, event):
        turn = machine.turn(replace(self.journey, around=self.around), event, self.now)
        self.turn = turn
        self.around = turn.journey.around
        self.person = self.around.author
        self.journey = replace(turn.journey, around=None)
        text = ""
        if turn.said:
            self.reply = speech.reply(turn, self.house.catalog)
            text = self.reply.text
            self.all.append(text)
            if turn.unasked:
                self.unasked.append(text)
        self.said = text or self.said
        for effect in turn.effects:
            match effect:
                case Withdraw(letter):
                    self._mark(letter, LetterState.WITHDRAWN)
                case Release(letter):
                    out = next(o for o in self.journey.outbox if o.letter == letter)
                    text += "\n\n" + self._send(out)
                case Recall():
                    if self.letters:
                        self.letters.pop()
                case EraseAll():
                    self.erased = True
                case _:
                    pass
        return text.strip()

    def _mark(self, letter, state):
        outbox = tuple(replace(o, state=state) if o.letter == letter else o for o in self.journey.outbox)
        self.journey = replace(self.journey, outbox=outbox)
