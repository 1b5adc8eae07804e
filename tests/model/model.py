"""The specification: what one author, the people they write to and a clock see, whoever runs the coach, and on whatever.

What the coach decides, the machine decides, which is pure and has laws of its own (tests/bot/test_laws.py). Everything around a
decision stands here, in plain lists: what is taken, what is kept, what goes out and when. There is no database in it, no
thread, no second try, and nothing that could die; whatever runs the coach must look like this from outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from coaching.world import house, world

from adapters.local import author, who
from bot import care, machine, speech
from bot.around import Around
from bot.checkins import CLOSES, PRECEDENCE, CheckIn, Kind, good_hour, next_working_day, start_of_day
from bot.conversation import _CONTEXTS, clean
from bot.effects import DropCheckIns, Effect, EraseAll, Recall, Release, SetCheckIn, Withdraw
from bot.events import Answered, Began, CameDue, Corrected, Event, Pressed, Said, Settled, TookBackWords
from bot.journey import ASLEEP, Journey
from bot.letters import Choice, LetterState, Reply
from bot.path import Question
from bot.people import Who
from bot.proposed import doubted, unread
from bot.review.values import Context, Review
from bot.scene import Turn
from bot.story import read as story_of
from bot.times import due_instant, in_zone
from prompts.recipient import BUTTONS

SAM = "sam"
KEEP = timedelta(days=30)
"""So long after the last word, or the last check-in that was promised, a journey is kept; and so long it is known who was deleted."""
SEEN_FOR = timedelta(days=3)
"""So long a delivery is known again."""
SETTLES, SURE = timedelta(seconds=60), timedelta(seconds=300)
"""When a post of which nobody knows is looked for, and when a third person's is looked for again before it goes again."""
LATE = timedelta(minutes=10)
HELD, SENT, WITHDRAWN = LetterState.HELD, LetterState.SENT, LetterState.WITHDRAWN
SENDING = LetterState.SENDING

Read = Callable[[str, Context], Review]


# ------------------------------------------------------------------------------------------------- what somebody does


@dataclass(frozen=True, slots=True)
class Begins:
    """`/oops`, with nothing said."""


@dataclass(frozen=True, slots=True)
class Says:
    text: str


@dataclass(frozen=True, slots=True)
class Presses:
    """A button on the author's `card`th card, by the author or by somebody else who got hold of it."""

    card: int
    choice: str
    mark: int | None = None
    by: str = SAM


@dataclass(frozen=True, slots=True)
class Answers:
    """What `by` does with the `card`th card in their own chat."""

    by: str
    card: int
    choice: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """The author changes something typed before: the words of the delivery `of`."""

    of: str
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class TakesBack:
    """The author deletes something typed before."""

    of: str
    text: str


Act = Begins | Says | Presses | Answers | Edits | TakesBack


# ------------------------------------------------------------------------------------------------- what can be seen


@dataclass(frozen=True, slots=True)
class Seen:
    """What anyone can see from outside. Two that run the same coach show the same."""

    read: dict[str, tuple[str, ...]]
    """Who → what stands in their chat, oldest first."""
    letters: tuple[tuple[str, str], ...]
    """The letters to others that are kept, oldest first: to whom, and what became of them."""
    promises: tuple[tuple[str, datetime], ...]
    """When the coach will come back, by key."""
    journeys: int
    """How many are kept."""


@dataclass(slots=True)
class Card:
    """A message in somebody's chat."""

    letter: str
    reply: Reply
    gone: bool = False
    third: bool = False
    """It is no answer to its author: it goes again only when two looks did not find it."""
    attempted: datetime | None = None
    looks: int = 0

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.reply.choices


@dataclass(slots=True)
class Note:
    """A letter to a third person: the exact words, to whom, and when it may go."""

    id: str
    journey: str
    to: str
    reply: Reply
    goes: datetime
    until: datetime
    state: LetterState = HELD
    news: bool = False
    """It came to an end of which its author does not know yet."""


@dataclass(slots=True)
class Kept:
    """A journey, and how long it is kept."""

    journey: Journey
    came: datetime
    """The last check-in that was promised and came."""

    def expires(self, promises: list[datetime]) -> datetime:
        return max(self.journey.last_word or self.journey.begun, self.came, *promises) + KEEP


class Died(Exception):
    """The program died at a post: what was decided is kept, what was to be said next is not said yet."""


# ------------------------------------------------------------------------------------------------- the model


@dataclass
class Model:
    """One author's world."""

    now: datetime
    read: Read
    place: Callable[[str], Who] = who
    """Who somebody is on the platform, by their name in this world."""
    chats: defaultdict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))
    erased: tuple[datetime, str] | None = None
    """When the author had everything deleted, and by which delivery."""
    dies: tuple[int, bool] = (0, False)
    """The post at which the program dies (0: none), and whether it is in the chat by then."""
    journeys_begun: int = 0

    def __post_init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """Nothing is kept of the author. What was posted stands where it was posted."""
        self.person = replace(author("Sam Reyes", "Europe/Dublin", world()), who=self.place(SAM))
        self.people = tuple(replace(each, who=self.place(each.who.user)) for each in world().known(who(SAM)))
        self.called = {self.place(each.who.user): each.who.user for each in world().people}
        self.kept: list[Kept] = []
        self.promises: dict[tuple[str, str], CheckIn] = {}
        self.notes: list[Note] = []
        self.deliveries: dict[str, datetime] = {}
        self.unknown: list[tuple[str, Card]] = []
        """Posts of which nobody knows whether they are in the chat: whose chat, and the card."""
        self.arrived, self.last = False, self.now

    def seen(self) -> Seen:
        return Seen(
            {
                who: read
                for who, cards in self.chats.items()
                if (read := tuple(c.reply.text for c in cards if not c.gone))
            },
            tuple((note.to, str(note.state)) for note in self.notes),
            tuple(sorted((key, self._due(each)) for (_, key), each in self.promises.items())),
            len(self.kept),
        )

    # what comes in

    def deliver(self, key: str, act: Act, dated: datetime) -> None:
        """Somebody did something. A delivery counts once; one from before a deletion never."""
        if self.erased is not None and (dated < self.erased[0] or key == self.erased[1]):
            return
        if key in self.deliveries:
            return
        match act:
            case Begins():
                self._hear(key, Began())
            case Says(text):
                text = clean(text)
                self._hear(key, Said(text, self._read(text), self._waiting()))
            case Presses(card, choice, mark, by):
                letter = self.chats[SAM][card].letter
                gone = not any(letter.startswith(f"{each.journey.id}.") for each in self.kept)
                if by == SAM and not (gone and (choice in BUTTONS or not self._open())):
                    # only the author's own press counts; on a card of which nothing is kept it begins nothing anew
                    self._hear(key, Pressed(choice, letter, mark, self._waiting()))
            case Answers(by, card, choice, text):
                self._answered(key, self.chats[by][card], choice, text)
            case Edits() | TakesBack() if not self._open():
                pass  # there is nothing in which the words could stand
            case Edits(_, before, text):
                self._hear(key, Corrected(before, text, self._read(text)))
            case TakesBack(_, text):
                self._hear(key, TookBackWords(text))

    def _note(self, card: Card) -> Note | None:
        """The letter that a recipient's card is, or is about."""
        return next((note for note in self.notes if f"{card.letter}.".startswith(f"{note.id}.")), None)

    def asks(self, by: str, card: int, choice: str) -> bool:
        """Claim: the button still asks its presser for words; one that was used is pressed, and says so."""
        note = self._note(self.chats[by][card])
        out = next((o for each in self.kept for o in each.journey.outbox if note and o.letter == note.id), None)
        return out is not None and choice not in out.pressed

    def _answered(self, key: str, card: Card, choice: str, text: str) -> None:
        """A recipient answers a letter; one whose author's words are gone is nobody's any more."""
        note = self._note(card)
        offered = {each.id for each in note.reply.choices} | {"recall"} if note else set()
        if note is not None and choice in offered:
            self._hear(key, Answered(note.id, choice, text), note.journey)

    def _open(self) -> list[Journey]:
        return [each.journey for each in self.kept if each.journey.closed is None or each.journey.hint(ASLEEP)]

    def focus(self) -> Journey | None:
        """The journey that words go to."""
        awake = [each for each in self._open() if each.closed is None]
        return next((each for each in awake if each.id == self.person.focus), awake[-1] if awake else None)

    def _read(self, text: str) -> Review:
        """Words are read as an answer to the question that is open."""
        journey = self.focus()
        return self.read(text, _CONTEXTS.get(str(journey.question or "") if journey else "", "chat"))

    def _waiting(self) -> Said | None:
        """The words that wait for the one question about more than the work."""
        journey = self.focus()
        if journey is None or journey.question is not Question.UNSURE or not (text := journey.note(care.HELD)):
            return None
        return Said(text, self.read(text, _CONTEXTS.get(str(journey.before or ""), "chat")))

    def _whose(self, event: Event, named: str | None) -> Journey | None:
        """The journey that something happens to, also when it is closed: a reader answers after that too. None when it is gone."""
        if named is not None:
            return next((each.journey for each in self.kept if each.journey.id == named), None)
        there = self._open()
        if isinstance(event, Pressed) and event.on is not None:
            mine = next((each for each in there if event.on.rsplit(".", 1)[0] == each.id), None)
            if mine is not None:
                return mine
        again = isinstance(event, Began | Pressed) or (isinstance(event, Said) and not story_of(event.text).kinds)
        asleep = [each for each in there if each.hint(ASLEEP)] if again else []
        found = self.focus() or (asleep[-1] if asleep else None)
        if found is None:
            self.journeys_begun += 1
            return Journey(f"journey-{self.journeys_begun}", self.now)
        return found

    # one turn: decide, keep, say

    def _hear(self, key: str, event: Event, named: str | None = None) -> None:
        if key in self.deliveries:
            return
        if not self.arrived:
            self.arrived, self.last = True, self.now
        self.deliveries[key] = self.now
        person = self.person
        journey = self._whose(event, named)
        if journey is not None:
            self._turn(key, event, journey, asked=named is None)
        if self.person != person or self.now - self.last >= timedelta(days=1):
            self.last = self.now

    def _turn(self, key: str, event: Event, journey: Journey, *, asked: bool) -> None:
        states = {note.id: note.state for note in self.notes}
        outbox = tuple(
            replace(out, state=states[out.letter]) if out.letter in states and out.at is None else out
            for out in journey.outbox
        )
        journey = replace(journey, outbox=outbox, around=Around(house(), self.person, self.people))
        if isinstance(event, CameDue):
            if (moved := self._another_day(journey, event.check_in)) is not None:
                self._save(
                    replace(journey, promises=tuple(moved if p.key == moved.key else p for p in journey.promises))
                )
                self._promise(journey.id, moved)
                return
            self._drop(journey.id, (event.check_in.key,))
        turn = self._decided(journey, event)
        self.person = turn.journey.around.author
        if asked and isinstance(event, Began | Said | Pressed):
            self.person = replace(self.person, focus=journey.id)
        if isinstance(event, CameDue) and turn.unasked and turn.said:
            self.person = replace(self.person, spoken=in_zone(self.now, self.person.zone).date())
        self._reworded(turn)
        posts = self._kept(turn)
        for effect in turn.effects:
            if isinstance(effect, EraseAll):
                self._erase(key, effect)
                break
            self._apply(effect)
        else:
            self._save(turn.journey)
        self._say(posts)

    def _decided(self, journey: Journey, event: Event) -> Turn:
        """The machine's decision. A draft is read before it is shown: what is found in it is as if it had been found at once."""
        found: dict[str, Review] = {}
        while True:
            before, heard = journey, event
            for review in found.values():
                before, heard = doubted(before, heard, review)
            turn = machine.turn(before, heard, self.now)
            text = unread(before, turn.journey)
            if text is None or text in found:
                return turn
            found[text] = self.read(text, "message_to_boss")

    def _kept(self, turn: Turn) -> list[tuple[str, Card]]:
        """What the turn writes down: letters that wait, and what is said at once, to whom."""
        journey, posts = turn.journey, []
        for wanted in turn.thirds:
            reply = speech.third(house(), wanted.to, wanted.text, self.person.name)
            to = self.called[wanted.to.who]
            self.notes.append(Note(wanted.letter, journey.id, to, reply, wanted.not_before, wanted.not_after))
        if turn.said:
            posts.append((SAM, Card(f"{journey.id}.{journey.serial}", speech.reply(turn, house().catalog))))
        for number, courtesy in enumerate(turn.courtesies):
            out = next(each for each in journey.outbox if each.letter == courtesy.letter)
            name = f"{courtesy.letter}.{journey.turns}.{number}"
            posts.append((self.called[out.to.who], Card(name, speech.courtesy(house(), courtesy), third=True)))
        return posts

    def _reworded(self, turn: Turn) -> None:
        """What stands in the place of a message says all of it from now on."""
        for whose, card in [*((SAM, each) for each in self.chats[SAM]), *self.unknown]:
            if turn.amends is not None and turn.amends.instead and (whose, card.letter) == (SAM, turn.amends.letter):
                card.reply = speech.added(card.reply, turn.amends, house().catalog)

    def _save(self, journey: Journey) -> None:
        journey = replace(journey, around=None)
        for each in self.kept:
            if each.journey.id == journey.id:
                each.journey = journey
                return
        self.kept.append(Kept(journey, self.now))

    def _apply(self, effect: Effect) -> None:
        match effect:
            case Withdraw(letter):
                for note in self.notes:
                    if note.id == letter and note.state is HELD:
                        note.state = WITHDRAWN
            case Release(letter):
                for note in self.notes:
                    if note.id == letter and note.state is HELD:
                        note.goes = self.now
            case Recall(letter):
                self._recall(letter)
            case SetCheckIn(journey, check_in):
                self._promise(journey, check_in)
            case DropCheckIns(journey, keys):
                self._drop(journey, keys)
            case _:
                pass

    def _recall(self, letter: str) -> None:
        for note in self.notes:
            if note.id == letter and note.state is SENT:
                note.state = WITHDRAWN
        for cards in self.chats.values():
            for card in cards:
                card.gone = card.gone or card.letter == letter

    def _erase(self, key: str, effect: EraseAll) -> None:
        """Nothing is left; what was sent to others is taken back where the author wants that."""
        for note in self.notes if effect.take_back else ():
            if note.state is SENT:
                self._recall(note.id)
        self._forget()
        self.erased = (self.now, key)

    # promises

    def _due(self, check_in: CheckIn) -> datetime:
        return due_instant(check_in.day, check_in.at, self.person.zone)

    def _promise(self, journey: str, check_in: CheckIn) -> None:
        self._passed(journey, check_in.key)
        self.promises[journey, check_in.key] = check_in

    def _drop(self, journey: str, keys: tuple[str, ...] | None) -> None:
        for whose, key in [each for each in self.promises if each[0] == journey and (keys is None or each[1] in keys)]:
            self._passed(whose, key)
            del self.promises[whose, key]

    def _passed(self, journey: str, key: str) -> None:
        """A promise that came counts for how long its journey is kept; one that was dropped before does not."""
        check_in = self.promises.get((journey, key))
        if check_in is not None and key != CLOSES and (due := self._due(check_in)) <= self.now:
            for each in self.kept:
                if each.journey.id == journey:
                    each.came = max(each.came, due)

    def _another_day(self, journey: Journey, check_in: CheckIn) -> CheckIn | None:
        """Late and at no good hour it waits for the morning; and nobody is spoken to twice a day unasked.

        While twenty minutes are held, what nobody asked for by the hour waits until they are over.
        """
        if journey.paused or journey.quiet or check_in.key == CLOSES:
            return None
        me, country = self.person, house().policy.country
        if self.now - self._due(check_in) >= LATE and not good_hour(self.now, me.hours, me.zone, country):
            later = start_of_day(self.now, me.hours, me.zone, country)
            return replace(check_in, day=later.date(), at=later.time())
        today = in_zone(self.now, me.zone).date()
        by_the_hour = check_in.key.startswith("snooze") or check_in.key in {"focus", "ten-minutes"}
        repair_today = any(each.kind is Kind.REPAIR and each.day == today for each in journey.promises)
        held = [each.day for each in journey.promises if each.key == "focus" and each.day >= today]
        if check_in.kind in {Kind.TELL, Kind.REPAIR} or by_the_hour or not (held or me.spoken == today or repair_today):
            return None
        today = max(held, default=today)
        return replace(check_in, day=next_working_day(today, me.hours, me.zone, country))

    # time

    def rest(self) -> None:
        """What is due at this instant is done."""
        while (due := self._next()) is not None and due <= self.now:
            self.beat()

    def go_on(self, span: timedelta) -> None:
        """Time passes; what comes due is done at its own instant."""
        end = self.now + span
        while (due := self._next()) is not None and due <= end:
            self.now = max(self.now, due)
            self.beat()
        self.now = end

    def wait(self, span: timedelta) -> None:
        """The same, with a last look around at the end of it."""
        self.go_on(span)
        self.look_around()

    def outage(self, span: timedelta) -> None:
        """Time passes and nobody is there."""
        self.now += span
        self.look_around()

    def look_around(self) -> None:
        self._sweep()
        self.beat()
        self.rest()

    def _next(self) -> datetime | None:
        held = [note.goes for note in self.notes if note.state is HELD]
        return min([*held, *map(self._due, self.promises.values())], default=None)

    def beat(self) -> None:
        """Letters of which nobody knows, letters that may go, what became of them, and the check-ins that are due."""
        self._look_for_what_is_unknown()
        going = [note for note in self.notes if note.state is HELD and note.goes <= self.now]
        for note in going:
            note.state, note.news = WITHDRAWN if self.now > note.until else SENDING, True
        for note in [note for note in going if note.state is SENDING]:
            self._say([(note.to, Card(note.id, note.reply, third=True))])
            note.state = SENT
        for note in [note for note in self.notes if note.news and note.state is not SENDING]:
            note.news = False
            self._hear(f"news:{note.id}", Settled(note.id, note.state, self.now), note.journey)
        while due := sorted(
            (self._due(each), PRECEDENCE.index(each.kind), each.key, journey)
            for (journey, _), each in self.promises.items()
            if self._due(each) <= self.now
        ):
            _, _, key, journey = due[0]
            check_in = self.promises[journey, key]
            self._hear(f"due:{journey}:{check_in}", CameDue(check_in), journey)

    def _sweep(self) -> None:
        """What is old enough is gone."""
        for each in list(self.kept):
            promises = [self._due(c) for (j, key), c in self.promises.items() if j == each.journey.id and key != CLOSES]
            if each.expires(promises) <= self.now:
                self.kept.remove(each)
                self.notes = [note for note in self.notes if note.journey != each.journey.id]
                self.promises = {key: c for key, c in self.promises.items() if key[0] != each.journey.id}
        self.deliveries = {key: at for key, at in self.deliveries.items() if at > self.now - SEEN_FOR}
        if self.erased is not None and self.erased[0] <= self.now - KEEP:
            self.erased = None  # nothing comes so late
        if not self.kept and self.last <= self.now - KEEP:
            self._forget()

    # what goes out

    def _say(self, posts: list[tuple[str, Card]]) -> None:
        """Post in order. Where the program dies, the post is unknown and what stands behind it waits to be looked for."""
        for number, (to, card) in enumerate(posts):
            at, there = self.dies
            self.dies = (at - 1, there) if at else self.dies
            if at == 1:
                if there:
                    self.chats[to].append(card)
                self.unknown += [(whose, each) for whose, each in posts[number:]]
                for _, each in posts[number:]:
                    each.attempted = self.now
                raise Died
            self.chats[to].append(card)

    def _look_for_what_is_unknown(self) -> None:
        for to, card in list(self.unknown):
            since = self.now - card.attempted
            there = any(each is card for each in self.chats[to])
            if since <= SETTLES or (card.looks and since < SURE):
                continue
            card.looks += 1
            if not there and card.third and card.looks == 1:
                continue
            self.unknown.remove((to, card))
            journey, _, serial = card.letter.rpartition(".")
            last = next((each.journey.serial for each in self.kept if each.journey.id == journey), None)
            if not there and (card.third or (last is not None and int(serial) >= last)):
                self.chats[to].append(card)
            for note in self.notes:
                if note.id == card.letter and note.state is SENDING:
                    note.state = SENT
