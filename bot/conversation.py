"""hear(): words are read outside, then one transaction: seen? lock, load, decide, save. Then the courier speaks."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Self, TypeVar

from bot import care, fates, forms, machine, messages, safety, speech, story
from bot.around import Around, House, Known
from bot.checkins import CLOSES, CheckIn, Kind, good_hour, next_working_day, start_of_day
from bot.controls import control_word
from bot.effects import AskCoach, Consented, DropCheckIns, Effect, EraseAll, OfferCoach, Post, Reword, SetCheckIn
from bot.errors import OopsError, StoreBroken, StoreBusy
from bot.events import (
    BROUGHT,
    Answered,
    Began,
    CameDue,
    CoachOffered,
    CoachReplied,
    Corrected,
    Event,
    Filled,
    Pressed,
    Said,
    SentFile,
    Settled,
    TookBackWords,
)
from bot.everywhere import elsewhere, silenced, waits_until
from bot.giving import GIVEN, InChat
from bot.journey import ASLEEP, DraftKind, Journey
from bot.letters import Act, Choice, Form, Letter, LetterKind, LetterState, Reply
from bot.path import Question
from bot.patterns import compile_all, regex
from bot.people import Person, Who
from bot.ports import Clock, Decision, Desk, Due, Giver, News, Reader, Store, Unheard
from bot.proposed import doubted, unread
from bot.review import normal, rules
from bot.review.values import Context, Review
from bot.room import Room
from bot.scene import Amends, Line, Scene, Turn
from bot.times import due_instant, in_zone
from bot.visits import NoCoach, Visits
from prompts.frozen import but, frozen
from prompts.recipient import BUTTONS

T = TypeVar("T")

log = logging.getLogger("oops.conversation")

MAX_OPEN = 3
READERS = 2
"""Threads that read: more of them only take the interpreter from each other, and from whoever pressed a button."""
HEARD_AT_ONCE = 2
"""People whose taken words are heard at once, as many as read. With more of them whoever waits for an acknowledgement waits
longer, and hardly anybody is heard any sooner."""
MAX_WORDS = 200_000
"""Characters of one message that are taken."""
ANSWERABLE = timedelta(hours=4)
"""So long after the chat asked for somebody's answer may words that are typed be it: later they are something else."""
LATE = timedelta(minutes=10)
"""What comes due is said within a minute; after so long something stood in its way."""
_WORD_MAX = 28
"""Characters of a message that may be a word that works."""

_CALLED = regex(r"\s*(?:(?:hi|hello|hey|dear)\b[\s,!.]*)?/?oops\b", re.I)
"""Words that are said to the coach by its name."""
_SHORT = 1_000
"""Characters in which danger is looked for at once: two milliseconds."""

UNSURE = str(Question.UNSURE)
READ = Said | Pressed | Filled | Corrected
"""What is read outside, for the question that is open: another replica may have gone on in between."""
_CONTEXTS: dict[str, Context] = {
    "next_act": "repair_plan",
    "repair_plan": "repair_plan",
    "repair_how": "repair_plan",
    "telling": "message_to_boss",
    "part": "message_to_boss",
    "editing": "message_to_boss",
    "prevention": "prevention_plan",
    "change": "prevention_plan",
    "what_led": "reflection",
    "done_well": "reflection",
    "colleague": "reflection",
    "goal": "reflection",
}


@frozen
class Outcome:
    """What hearing came to: the turn (None for a delivery seen before), the letters to bring, a line beside them.

    `journey` is what was saved; None when nothing was, or when all was erased. `over`: what was pressed is about
    something of which nothing is kept any more. Nothing was taken, and the door says so in one line.
    """

    turn: Turn | None
    letters: tuple[Letter, ...] = ()
    aside: Reply | None = None
    journey: Journey | None = None
    over: bool = False


OVER = Outcome(None, over=True)


@frozen
class CameUp:
    """A check-in whose hour has come, and what hearing it came to."""

    due: Due
    outcome: Outcome | None = None
    """None when nobody is there to hear it, or it cannot be heard: then it must not be asked about again."""
    wrong: str = ""
    """The kind of what went wrong, where something did."""


class Delivery(str):
    """A delivery's key, with the platform's own instant where it tells one: one from before a person was forgotten is dropped.

    `message` is the id by which the platform names these words when they are changed or deleted, where it tells no more then.
    """

    __slots__ = ("dated", "message")
    dated: datetime | None
    message: str

    def __new__(cls, key: str, dated: datetime | None = None, message: str = "") -> Self:
        """The key is the text itself."""
        made = super().__new__(cls, key)
        made.dated, made.message = dated, message
        return made


def _told_of(delivery: str) -> tuple[datetime | None, str]:
    """What the platform tells of a delivery beside its key: the instant, and the id of its words."""
    return (delivery.dated, delivery.message) if isinstance(delivery, Delivery) else (None, "")


def _works(text: str) -> bool:
    """Claim: the words are one of those that work."""
    return len(text) <= _WORD_MAX and control_word(text) is not None


@frozen
class Asked:
    """A form that a press opens at once, what is known of its fields already, and what somebody else reads above them."""

    form: Form
    filled: Mapping[str, str] = field(default_factory=dict, repr=False)
    says: str = ""


def _words_of(event: Event | None, journey: Journey) -> str:
    """All that was said in a journey and is said now: where people are named."""
    said = [each.text for each in journey.sayings] + list(journey.notes.values())
    match event:
        case Said(text) | Answered(_, _, text) | Corrected(_, text):
            said.append(text)
        case Filled():
            said += event.fields.values()
        case _:
            pass
    return "\n".join(said)


def _words_in(fields: Mapping[str, str]) -> str:
    """What a form says in words."""
    return fields.get("words") or " ".join(fields.values())


def _author(turn: Turn, person: Person) -> Person:
    """The author as the turn leaves them: a turn may learn their days off."""
    return turn.journey.around.author if turn.journey.around else person


def clean(text: str) -> str:
    """Text that can be kept, encoded and read in one direction, and no more of it than is taken."""
    return _LONE.sub("\ufffd", _UNKEPT.sub("", text))[:MAX_WORDS]


_UNKEPT: Final = regex("[\x00\u202a-\u202e\u2066-\u2069]")
"""NUL, which no database takes, and what turns the direction of all that stands behind it."""
_LONE: Final = regex("[\ud800-\udfff]")


class _NotOwn(Exception):  # it says where to go on, and is nobody's error
    """A letter is no card of this author's, or a journey none of theirs: nothing was saved."""


@frozen
class _Taken:
    """A turn as it was taken. It is pure: what is asked in the same words again need not be decided again."""

    journey: Journey
    event: Event | None
    turn: Turn

    def of(self, journey: Journey, event: Event | None) -> Turn | None:
        """The turn, if this is what it was taken of."""
        same = journey == self.journey and journey.around == self.journey.around and event == self.event
        return self.turn if same else None


class _Unread(Exception):  # it says what to read first, and is nobody's error
    """The turn would show a draft that nobody has read: nothing was saved. `taken` is that turn."""

    def __init__(self, text: str, taken: _Taken) -> None:
        super().__init__()
        self.text = text
        self.taken = taken


class _GoneOn(Exception):  # it says where to go on, and is nobody's error
    """Another replica has gone on: the words were read for a question that is open no more. Nothing was saved."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class Conversation:
    """The one way in."""

    def __init__(
        self,
        store: Store,
        reader: Reader,
        house: House,
        clock: Clock,
        people: Callable[[Who, str], tuple[Known, ...]],
        new_id: Callable[[], str],
        giver: Giver | None = None,
        visits: Visits | None = None,
    ) -> None:
        """`people` says whom an author may mean by some words; `new_id` gives unguessable journey ids.

        `giver` gives a person what they asked to have for themselves; without one, it is given in the conversation.
        `visits` asks the language model beside the conversation, where there is one.
        """
        self._store = store
        self._reader = reader
        self._house = house
        self._clock = clock
        self._people = people
        self._new_id = new_id
        self._giver = giver or InChat(store, house.catalog, clock)
        self._visits = visits or Visits(NoCoach())
        self._visits.purse = store
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="oops-reader")
        self._room = Room(HEARD_AT_ONCE)
        self._asked: dict[Who, str] = {}
        self._own: set[str] = set()
        """Deliveries of words that were taken here: of them the lanes keep the order."""
        self._read: dict[tuple[str, Context], Review] = {}
        """What the words that work read like: they are ours, they are few, and they are typed often."""

    # reading

    async def read(self, who: Who, text: str) -> Review:
        """Read words in a worker thread, in the context of the question that is open."""
        if who not in self._asked:
            self._asked[who] = self._open_question(await self._store.desk(who))
        context: Context = _CONTEXTS.get(self._asked[who], "chat")
        word = _works(text)
        if word and (text, context) in self._read:
            return self._read[text, context]
        review = await self._judged(text, context)
        if word and len(self._read) < 1_000:
            self._read[text, context] = review
        return review

    async def _held(self, who: Who) -> Said | None:
        """The words that wait for the one question about more than the work, read anew."""
        if self._asked.get(who, UNSURE) != UNSURE:
            return None
        journey = self._in_focus(await self._store.desk(who))
        text = journey.note(care.HELD) if journey else ""
        if journey is None or not text:
            return None
        context: Context = _CONTEXTS.get(str(journey.before or ""), "chat")
        return Said(text, await self._judged(text, context))

    async def _said(self, who: Who, text: str, *, brought: bool = False) -> Said:
        """Words, read, with those that waited for them."""
        review = await (self._judged(text, "chat") if brought else self.read(who, text))
        return Said(text, review, await self._held(who), brought)

    async def _anew(self, who: Who, event: Event | None) -> Event | None:
        """The same event, its words read for the question that is open now."""
        match event:
            case Said(text):
                return await self._said(who, text, brought=event.brought)
            case Pressed():
                return replace(event, held=await self._held(who))
            case Filled(_, fields):
                return replace(event, review=await self.read(who, _words_in(fields)))
            case Corrected(_, text):
                return replace(event, review=await self.read(who, text))
            case _:
                return event

    async def _judged(self, text: str, context: Context) -> Review:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._reader.read, text, context)

    async def warm(self) -> None:
        """Read nothing, once: what is opened or compiled at its first use is, before anyone waits; what is wrong with it is in the log."""
        await self._judged("", "chat")
        await asyncio.get_running_loop().run_in_executor(self._readers, compile_all)

    @staticmethod
    def _in_focus(desk: Desk | None) -> Journey | None:
        """The journey that words go to."""
        if desk is None:
            return None
        open_ = [each for each in desk.journeys if each.closed is None]
        return next((each for each in open_ if each.id == desk.person.focus), open_[-1] if open_ else None)

    def _open_question(self, desk: Desk | None) -> str:
        """The question that words would answer, after a restart."""
        journey = self._in_focus(desk)
        return str(journey.question or "") if journey else ""

    # what doors call

    async def begin(self, person: Person, delivery: str) -> Outcome:
        """`/oops` alone, a begin button, a shortcut."""
        return await self.hear(person, delivery, Began())

    async def say(self, person: Person, delivery: str, text: str, *, picked: tuple[Known, ...] = ()) -> Outcome:
        """Words. `picked` are people whom the words name beyond doubt: a platform's own mention of them."""
        text = clean(text)
        said = await self._said(person.who, text, brought=delivery.startswith(BROUGHT))
        return await self.hear(person, delivery, said, picked=picked)

    async def take(
        self, person: Person, delivery: str, text: str, *, picked: tuple[Known, ...] = (), called: bool = False
    ) -> bool:
        """Words, saved so that they can be acknowledged before they are read. False: `words` is to hear them at once.

        At once is heard what is not read at all, a word that works or an answer to somebody else's letter; and what sounds
        like danger, since that is kept nowhere.
        """
        text = clean(text)
        if _works(text) or await self._alarming(text):
            return False
        if not called and any(await self._asked_for(person.who, delivery, text)):
            return False
        dated, message = _told_of(delivery)
        await self._store.take_in(person, Unheard(str(delivery), text, picked, dated, message), self._clock.now())
        if len(self._own) >= 10_000:
            self._own.clear()
        self._own.add(str(delivery))
        return True

    async def no_room(self, who: Who, text: str) -> bool:
        """Claim: what is brought would begin a journey, and no more may be open. Nothing that may be about a life is turned away."""
        desk = await self._store.desk(who)
        here = self._in_focus(desk)
        if desk is None or here is None or not _full(desk):
            return False
        text = clean(text)
        return self._elsewhere_told(desk, here, Said(text, await self._judged(text, "chat"), brought=True))

    async def _alarming(self, text: str) -> bool:
        """Claim: rules alone know these words for danger."""
        return await self._by_rules(safety.floor, text) == "crisis"

    async def _by_rules(self, look: Callable[[str], T], text: str) -> T:
        """What rules alone find. What is long is looked through in a worker thread, as it is read."""
        seen = text[: normal.READ]
        if len(seen) <= _SHORT:
            return look(seen)
        return await asyncio.get_running_loop().run_in_executor(self._readers, look, seen)

    @property
    def behind(self) -> bool:
        """Claim: taken words wait for others to be heard first."""
        return self._room.behind

    @property
    def full(self) -> bool:
        """Claim: so many wait that taken words are better left in their rows, until a beat takes them up."""
        return self._room.full

    def here(self, who: Who) -> None:
        """Somebody does something now: what they said before is not to wait behind those who are gone by now."""
        self._room.here(who)

    def awaited(self, who: Who) -> AbstractContextManager[None]:
        """While this lasts, what they said before is heard before all else: an acknowledgement waits for it."""
        return self._room.awaited(who)

    async def taken_elsewhere(self, who: Who) -> bool:
        """Claim: another replica has acknowledged words of theirs, which come before what they do here now."""
        return any(each not in self._own for each in await self._store.waiting(who))

    async def hear_taken(self, who: Who, *, again: bool = False) -> AsyncIterator[Outcome | None]:
        """Hear what `take` saved of someone, in the order in which it came: what each came to.

        The turn that hears words keeps them no more, so that they are heard once. `again`: they were to be heard before, and
        were not. None: some cannot be heard, and are set aside.
        """
        for number, words in enumerate(await self._store.unheard(who, again=again)):
            if words is None:
                yield None
                continue
            counted = False
            try:
                async with self._room.place(who, old=again or number > 0):
                    if again:
                        counted = await self._store.tried(who, words.delivery)
                        if not counted:  # while they waited here somebody else has heard them
                            continue
                    said = await self._said(who, words.text, brought=words.delivery.startswith(BROUGHT))
                    delivery = Delivery(words.delivery, words.dated, words.message)
                    outcome = await self.hear(Person(who, ""), delivery, said, picked=words.picked, taken=True)
                yield outcome
            except StoreBusy:
                if counted:
                    with suppress(OopsError):
                        await self._store.tried(who, words.delivery, -1)
                raise
            except Exception as broken:  # whatever it is, what was said or pressed after it must be heard
                if again and isinstance(broken, OopsError):
                    raise
                log.error("words that were taken could not be heard", extra={"error": type(broken).__name__})  # noqa: TRY400
                if again:
                    await self._store.set_aside(who, words.delivery)
                    yield None

    async def press(
        self, person: Person, delivery: str, choice: str, on: str | None = None, mark: int | None = None
    ) -> Outcome:
        """A button."""
        return await self.hear(person, delivery, Pressed(choice, on, mark, await self._held(person.who)))

    async def fill(
        self,
        person: Person,
        delivery: str,
        form: str,
        fields: dict[str, str],
        on: str | None = None,
        *,
        after: Pressed | None = None,
        picked: tuple[Known, ...] = (),
    ) -> Outcome:
        """A form. `after` is the press that opened it, when that was no event; `picked` are people chosen in it."""
        fields = {name: clean(text) for name, text in fields.items()}
        filled = Filled(form, fields, await self.read(person.who, _words_in(fields)), on, after)
        return await self.hear(person, delivery, filled, picked=picked)

    async def sent_file(
        self, person: Person, delivery: str, text: str = "", *, picked: tuple[Known, ...] = ()
    ) -> tuple[Outcome, ...]:
        """A file, which is not read, and the words beside it: they may answer somebody else's letter, as any may."""
        words = Delivery(f"{delivery}:words", *_told_of(delivery))
        if text.strip() and any(await self._asked_for(person.who, words, text)):
            passed = await self.words(person, words, text)
            if passed.turn is not None:  # the line is for the reader, and the journey is none of theirs
                passed = replace(passed, aside=speech.line(self._house, "file.cannot_read"), journey=None)
            return (passed,)
        unread = await self.hear(person, delivery, SentFile())
        return (unread, await self.say(person, words, text, picked=picked)) if text.strip() else (unread,)

    # words, buttons and forms, whoever they come from: an author, or one to whom a letter went

    async def words(
        self, person: Person, delivery: str, text: str, *, picked: tuple[Known, ...] = (), called: bool = False
    ) -> Outcome:
        """Words typed into the chat: the chat takes what a form takes, so they may be somebody's answer to a letter.

        They are where the chat, or a mentor's letter, has just asked for it with nothing shown since, and what is said is not
        for the coach: a word that works, what is `called` to it by its name, what may be about a life, and what a manager owns
        up to.
        """
        asks, again = (None, False) if called else await self._asked_for(person.who, delivery, text)
        if again:
            return Outcome(None)
        if asks is not None:
            third = await self._store.letter(_third(asks))
            outcome = await self.answer(person.who, delivery, asks.id, _written(third), text)
            if outcome is not None:
                return outcome
        return await self.say(person, delivery, text, picked=picked)

    async def _asked_for(self, who: Who, delivery: str, text: str) -> tuple[Letter | None, bool]:
        """The question about somebody else's letter that these words answer; and whether they have answered one, and come again."""
        asks, again = await self._store.asked(who, delivery)
        if again or asks is None or not await self._answers(who, asks, text):
            return None, again
        return asks, False

    async def _answers(self, who: Who, asks: Letter, text: str) -> bool:
        """Claim: what was last shown to them asks for words, and these are said to it and not to the coach."""
        if asks.author == who or asks.state is not LetterState.SENT or asks.attempted is None:
            return False
        if self._clock.now() - asks.attempted > ANSWERABLE or control_word(text) is not None or _CALLED.match(text):
            return False
        if asks.kind is LetterKind.THIRD:  # a mentor's; who walks on a journey was asked there too
            if _written(asks) != "reply" or await self._walks(who):
                return False
        elif asks.kind is not LetterKind.COURTESY or asks.reply.form is None:
            return False
        elif _written(await self._store.letter(_third(asks))) == "ask_one" and await self._by_rules(_own_deed, text):
            return False  # a mentor tells of mistakes of their own, and a manager who was asked for a question does not
        return await self._by_rules(safety.floor, text) == "no" and (await self._judged(text, "chat")).crisis == "no"

    async def opens(self, who: Who, letter_id: str, choice: str, mark: int | None = None) -> Asked | None:
        """The form that this press would ask for, if it does nothing else. Read only: opening a form is not an event.

        An empty `choice` is the form of the letter itself. None: there is no form, the press is to be heard.
        """
        letter = await self._store.letter(letter_id)
        desk = await self._store.desk(letter.author) if letter is not None and letter.to == who else None
        if letter is None or desk is None:
            return None
        journey = next((each for each in desk.journeys if each.id == letter.journey), None)
        if not choice and letter.kind is LetterKind.COURTESY:
            return _asked_of(letter.reply)
        if not choice:
            stands = journey is not None and letter.id == f"{journey.id}.{journey.serial}"
            return self._prefilled(letter.reply.form, journey) if stands else None
        if journey is None:
            return None
        now = self._clock.now()
        event = Pressed(choice, letter_id, mark) if letter.author == who else Answered(_third(letter), choice)
        around = self._around(desk.person, event, journey)
        turn = machine.turn(replace(fates.with_states(journey, desk.states), around=around), event, now)
        asks = next((each for each in turn.courtesies if each.form), None)
        if turn.effects or turn.thirds or turn.wants:
            return None
        if asks is not None:
            return _asked_of(speech.courtesy(self._house, asks))
        return self._prefilled(speech.form(turn.form, self._house.catalog), journey) if turn.form else None

    @staticmethod
    def _prefilled(form: Form | None, journey: Journey | None) -> Asked | None:
        return None if form is None else Asked(form, forms.held(form, journey))

    async def pressed(
        self, person: Person, delivery: str, letter_id: str, choice: str, mark: int | None = None
    ) -> Outcome | None:
        """A button on a letter that this person holds. None: the letter is somebody else's, or does not offer it."""
        held = await self._held(person.who)
        try:  # nearly always it is a card of their own, which the turn itself finds out
            return await self.hear(person, delivery, Pressed(choice, letter_id, mark, held), own=letter_id)
        except _NotOwn:
            letter = await self._store.letter(letter_id)
        if letter is not None and letter.to != person.who:
            return None
        if letter is None and choice in BUTTONS:
            return OVER
        if letter is None or letter.author == person.who:
            try:  # where nothing is kept of it, and nothing of them, a press on what still stands brings nobody back
                return await self.hear(person, delivery, Pressed(choice, letter_id, mark, held), walks=letter is None)
            except _NotOwn:
                return OVER
        return await self.answer(person.who, delivery, letter_id, choice)

    async def filled(
        self,
        person: Person,
        delivery: str,
        letter_id: str,
        form: str,
        fields: dict[str, str],
        *,
        choice: str = "",
        mark: int | None = None,
        picked: tuple[Known, ...] = (),
    ) -> Outcome | None:
        """A form on a letter that this person holds. None: the letter is somebody else's."""
        letter = await self._store.letter(letter_id)
        if letter is not None and letter.to != person.who:
            return None
        if letter is not None and letter.author != person.who:
            choice = choice or _written(await self._store.letter(_third(letter)))
            return await self.answer(person.who, delivery, letter_id, choice, " ".join(fields.values()))
        if letter is None:
            return OVER
        after = Pressed(choice, letter_id, mark) if choice else None
        return await self.fill(person, delivery, form, fields, letter_id, after=after, picked=picked)

    async def offers(self, letter: Letter, choice: str, mark: int | None = None) -> bool:
        """Claim: this choice stands on the letter, or was put beside it since by what the language model suggests."""
        if any(each.id == choice and each.mark == mark for each in letter.reply.choices):
            return True
        desk = await self._store.desk(letter.author)
        journeys = desk.journeys if desk and letter.to == letter.author else ()
        visits = (journey.visit for journey in journeys if journey.id == letter.journey)
        return any(visit is not None and visit.letter == letter.id and choice in visit.choices for visit in visits)

    async def remaining(self, letter: Letter) -> tuple[Choice, ...]:
        """What may still be pressed on a letter: by its author while it is live; by another person what they have not pressed."""
        return (await self._stands(letter)).choices

    async def _stands(self, letter: Letter) -> Reply:
        """A letter as it is now: what may still be pressed on it, and what another person pressed on it last."""
        over = but(letter.reply, choices=(), form=None)
        desk = await self._store.desk(letter.author)
        journey = next((each for each in desk.journeys if each.id == letter.journey), None) if desk else None
        if journey is None:
            return over
        if letter.to == letter.author:
            visit = journey.visit
            live = any(each.letter == letter.id for each in journey.live) or (visit and visit.letter == letter.id)
            return letter.reply if live else over
        out = next((each for each in journey.outbox if each.letter == _third(letter)), None)
        if out is None:
            return over
        left = tuple(each for each in letter.reply.choices if out.open_to(each.id))
        labels = {each.id: each.label for each in letter.reply.choices}
        chose = next((labels[each] for each in reversed(out.pressed) if each in labels), "")
        return but(over, choices=left, chose=chose)

    async def left(self, courtesy: Letter) -> Letter | None:
        """The edit that leaves, on the letter that a courtesy is about, what may still be pressed there. None: there is none."""
        try:
            card = await self._store.letter(_third(courtesy))
        except StoreBroken:
            return None
        return None if card is None else _edit(card, f"{card.id}.left", await self._stands(card), self._clock.now())

    async def edit_words(self, person: Person, delivery: str, before: str, text: str) -> Outcome:
        """The person edited a message of theirs. An empty `before`: the platform tells only which, in the delivery."""
        text = clean(text)
        if not await self._walks(person.who):
            return await self._unchanged(person.who, delivery)
        journey, before = await self._before(person.who, delivery, before)
        review = await self.read(person.who, text)
        return await self.hear(person, delivery, Corrected(before, text, review), journey=journey)

    async def delete_words(self, person: Person, delivery: str, text: str) -> Outcome:
        """The person deleted a message of theirs. An empty `text`: the platform tells only which, in the delivery."""
        if not await self._walks(person.who):
            return Outcome(None)
        journey, text = await self._before(person.who, delivery, text, waiting=True)
        return await self.hear(person, delivery, TookBackWords(text), journey=journey)

    async def _walks(self, who: Who) -> bool:
        """Claim: there is a journey in which their words may stand."""
        desk = await self._store.desk(who)
        return desk is not None and bool(desk.journeys)

    async def _unchanged(self, who: Who, delivery: str) -> Outcome:
        """Nothing of what was edited is kept of its writer; what has been passed on stays as it is, and they are told so."""
        newest, _ = await self._store.asked(who, delivery)
        if newest is None or newest.author == who:
            return Outcome(None)
        return Outcome(None, aside=speech.said(self._house, self._house.recipient["courtesy"]["already"]))

    async def _before(self, who: Who, delivery: str, text: str, *, waiting: bool = False) -> tuple[str | None, str]:
        """What a message said that is now changed or deleted, and the journey that holds it, where only its id is told."""
        _, message = _told_of(delivery)
        if text or not message:
            return None, clean(text)
        desk = await self._store.desk(who)
        return messages.said(desk.journeys if desk else (), message, waiting=waiting)

    async def answer(self, by: Who, delivery: str, letter_id: str, choice: str, text: str = "") -> Outcome | None:
        """A recipient's press or words on a letter. None: the letter is not theirs, or the choice is not on it."""
        letter = await self._store.letter(letter_id)
        if letter is not None and letter.to == by and letter.kind is LetterKind.COURTESY:
            letter_id = _third(letter)
            letter = await self._store.letter(letter_id)
        if letter is None or letter.to != by or letter.kind is not LetterKind.THIRD:
            return None
        offered = {each.id for each in letter.reply.choices} | {"recall"}
        if choice not in offered:
            return None
        author = await self._store.desk(letter.author)
        if author is None:
            return None
        return await self.hear(
            author.person, delivery, Answered(letter_id, choice, clean(text)), journey=letter.journey
        )

    async def addressed(self, letter: Letter) -> Who | None:
        """Whom the draft on this card of the author's would go to, where that person can be reached."""
        desk = await self._store.desk(letter.author)
        journey = next((each for each in desk.journeys if each.id == letter.journey), None) if desk else None
        if journey is None or journey.draft is None:
            return None
        to = journey.mentor if journey.draft.kind is DraftKind.MENTOR else journey.manager
        return to.who if to is not None else None

    async def is_last(self, letter: Letter) -> bool:
        """Claim: nothing was said after this letter in its journey, so that saying it now is still an answer."""
        desk = await self._store.desk(letter.author)
        journey = next((each for each in desk.journeys if each.id == letter.journey), None) if desk else None
        _, _, serial = letter.id.rpartition(".")
        return journey is not None and serial.isdigit() and int(serial) >= journey.serial

    async def come_due(self, busy: set[Who]) -> Sequence[CameUp]:
        """Hear check-ins whose hour has come, of some people at once. Nothing: none is due.

        Nobody in `busy` is heard, and whoever is heard is put into it: they are, until what was said to them is spoken.
        """
        now = self._clock.now()
        heard: dict[Due, tuple[Person, Outcome]] = {}
        unread: set[Due] = set()

        def decide(due: Due, desk: Desk) -> Decision:
            heard.pop(due, None)
            busy.add(due.who)
            if desk.seen:
                return Decision(desk.person)
            try:
                decision, outcome = self._decide(desk, CameDue(due.check_in), due.journey, now, (), "", {}, None)
            except _Unread:
                unread.add(due)
                raise
            heard[due] = desk.person, outcome
            return decision

        came = []
        for taken in await self._store.take_up(now, decide, without=busy):
            if taken.due in unread:
                continue
            if taken.wrong or taken.due not in heard:
                came.append(CameUp(taken.due, wrong=taken.wrong))
                continue
            person, outcome = heard[taken.due]
            self._asked_now(person.who, outcome)
            self._visit(person, outcome)
            came.append(CameUp(taken.due, _saved(outcome)))
        return [*came, *[alone for due in unread if (alone := await self._alone(due)) is not None]]

    async def _alone(self, due: Due) -> CameUp | None:
        """A check-in that shows a draft which must be read first: heard by itself, as words are. None: it stays due."""
        desk = await self._store.desk(due.who)
        if desk is None:
            return CameUp(due)
        try:
            outcome = await self.hear(desk.person, due.delivery, CameDue(due.check_in), journey=due.journey)
        except StoreBusy:
            return None
        except Exception as broken:  # noqa: BLE001  whatever it is, the others must go on
            return CameUp(due, wrong=type(broken).__name__)
        return CameUp(due, _saved(outcome))

    async def news(self, news: News) -> Outcome | None:
        """A third person's letter came to an end."""
        desk = await self._store.desk(news.who)
        if desk is None:
            return None
        now = self._clock.now()
        key = f"news:{news.letter}:{news.state}"
        return await self.hear(
            desk.person, key, Settled(news.letter, news.state, now, news.takes_back), journey=news.journey
        )

    async def show(self, person: Person, delivery: str, journey: str | None = None) -> Outcome:
        """Say the present question again, and of this journey, when one is named: it comes into focus. OVER when it is gone."""
        try:
            return await self._change(person, delivery, None, journey)
        except _NotOwn:
            return OVER

    async def meet(self, person: Person, delivery: str, *, guess: bool = False) -> None:
        """Someone known here has another name, title, zone or address now. Someone unknown stays unknown.

        A `guess` at the name is kept where there is none.
        """
        if await self._store.desk(person.who) is None:
            return

        def decide(desk: Desk) -> Decision:
            if guess:
                nameless = not desk.seen and not desk.person.name
                return Decision(replace(desk.person, name=person.name) if nameless else desk.person)
            told = replace(desk.person, name=person.name, title=person.title, zone=person.zone, address=person.address)
            return Decision(desk.person if desk.seen else told)

        await self._store.change(person, delivery, self._clock.now(), decide)

    async def gone(self, who: Who, delivery: str) -> None:
        """Someone has no account any more: nobody could stop what is held or promised, so all of it waits until `resume`."""
        desk = await self._store.desk(who)
        if desk is not None:
            await self._store.change(desk.person, delivery, self._clock.now(), self._let_wait)

    def _let_wait(self, desk: Desk) -> Decision:
        journeys: list[Journey] = []
        effects: list[Effect] = []
        for each in desk.journeys if not desk.seen else ():
            scene = Scene(fates.with_states(each, desk.states), self._clock.now())
            care.account_off(scene)
            journeys.append(scene.j)
            effects += scene.effects
        return Decision(desk.person, tuple(journeys), tuple(effects))

    async def hear(
        self,
        person: Person,
        delivery: str,
        event: Event,
        *,
        journey: str | None = None,
        picked: tuple[Known, ...] = (),
        own: str = "",
        walks: bool = False,
        taken: bool = False,
    ) -> Outcome:
        """One transaction. What is saved is what will be said.

        `own` is a letter that must be a card of this person's own, `walks` that they must be on a journey; raises _NotOwn, and
        saves nothing, where that is not so.
        `taken`: the event is words that `take` saved.
        """
        await self._visits.look(person.who, self._clock.now())
        outcome = await self._change(person, delivery, event, journey, picked, own, walks=walks, taken=taken)
        self._visit(person, outcome)
        wanted = next((each for each in GIVEN if outcome.turn is not None and each in outcome.turn.wants), None)
        if wanted is None:
            return outcome
        return replace(outcome, aside=await self._given(person.who, wanted, outcome.journey))

    def _visit(self, person: Person, outcome: Outcome) -> None:
        """What the turn wants asked is asked beside the conversation: nobody waits for it."""
        now = self._clock.now()
        for effect in outcome.turn.effects if outcome.turn is not None else ():
            if isinstance(effect, AskCoach):
                self._visits.ask(effect, person.who, now, partial(self._replied, person, effect, now))
            elif isinstance(effect, OfferCoach):
                self._visits.offer(partial(self._offered, person, effect, now))

    async def _offered(self, person: Person, offer: OfferCoach, at: datetime) -> tuple[Letter, ...]:
        """Ask the person, once, whether the language model may be asked."""
        event = CoachOffered(offer.on, offer.job)
        return await self._beside(person, Delivery(f"guest:{offer.on}", at), event, offer.journey)

    async def _replied(self, person: Person, ask: AskCoach, at: datetime, said: tuple[str, ...]) -> tuple[Letter, ...]:
        """The language model's answer is heard like anyone's: as an event, judged by the machine."""
        said = tuple(clean(each) for each in said)
        review = await self._judged("\n".join(said), "message_to_boss")
        event = CoachReplied(ask.on, ask.job, said, review, ask.options)
        return await self._beside(person, Delivery(f"guest:{ask.on}:{ask.job}", at), event, ask.journey)

    async def _beside(self, person: Person, delivery: Delivery, event: Event, journey: str) -> tuple[Letter, ...]:
        """Hear what comes beside the conversation. Who has had all of it deleted meanwhile stays unknown."""
        if await self._store.desk(person.who) is None:
            return ()
        return (await self.hear(person, delivery, event, journey=journey)).letters

    async def _given(self, who: Who, what: str, journey: Journey | None) -> Reply | None:
        """What the person asked to have. The turn is saved by now: what goes wrong here must not take its letters along."""
        try:
            return await self._giver.give(who, what, journey.id if journey else "")
        except OopsError:
            return speech.notice(self._house, "not_given")

    # inside the transaction

    async def _change(
        self,
        person: Person,
        delivery: str,
        event: Event | None,
        wanted: str | None,
        picked: tuple[Known, ...] = (),
        own: str = "",
        *,
        walks: bool = False,
        taken: bool = False,
    ) -> Outcome:
        now = self._clock.now()
        found: list[Outcome] = []

        def decide(desk: Desk) -> Decision:
            found.clear()
            if own and desk.card(own) is None:
                raise _NotOwn
            if event is None and self._journey(desk, None, wanted, now) is None:
                raise _NotOwn
            if desk.seen:
                found.append(Outcome(None))
                return Decision(desk.person)
            if walks and not desk.journeys:
                raise _NotOwn
            if asked is not None and isinstance(event, READ) and asked != (now_open := self._open_question(desk)):
                raise _GoneOn(now_open)
            decision, outcome = self._decide(desk, event, wanted, now, picked, message, proposed, before)
            found.append(outcome)
            return decision

        dated, message = _told_of(delivery)
        proposed: dict[str, Review] = {}
        before: _Taken | None = None
        asked = self._asked.get(person.who)
        while True:
            try:
                await self._store.change(person, delivery, now, decide, dated=dated, journey=wanted, taken=taken)
                break
            except _GoneOn as gone_on:
                asked = self._asked[person.who] = gone_on.question
                event = await self._anew(person.who, event)
            except _Unread as unread:
                before = unread.taken
                proposed[unread.text] = await self._judged(unread.text, "message_to_boss")
        outcome = found[-1] if found else Outcome(None)
        self._asked_now(person.who, outcome)
        return outcome

    def _asked_now(self, who: Who, outcome: Outcome) -> None:
        """The question that is open after a turn: what is said next is read for it."""
        if outcome.turn is not None:
            self._asked[who] = str(outcome.journey.question or "") if outcome.journey else ""
            if len(self._asked) > 10_000:
                self._asked.clear()

    def _around(self, person: Person, event: Event | None, journey: Journey, picked: tuple[Known, ...] = ()) -> Around:
        """What stands about a journey in this turn. Who was chosen before, or just now, is known whatever is said."""
        chosen = [each for each in (journey.manager, journey.mentor) if each is not None and each.who is not None]
        known = {each.who: each for each in picked}
        for each in self._people(person.who, _words_of(event, journey)):
            if each.name not in {one.name for one in picked}:
                known.setdefault(each.who, each)
        for one in chosen:
            if one.who is not None:
                known.setdefault(one.who, Known(one.who, one.name, one.title))
        return Around(self._house, person, tuple(known.values()), self._visits.place(person.who, self._clock.now()))

    def _decide(
        self,
        desk: Desk,
        event: Event | None,
        wanted: str | None,
        now: datetime,
        picked: tuple[Known, ...],
        message: str,
        proposed: Mapping[str, Review],
        taken: _Taken | None,
    ) -> tuple[Decision, Outcome]:
        """What becomes of the event. `proposed` are the drafts that it would lead to, read; raises _Unread with another one.

        `taken` is the turn as it was before the last of them was read: it stands when nothing was found in it.
        """
        person = desk.person
        journey = self._journey(desk, event, wanted, now)
        if journey is None:
            return Decision(person), Outcome(None)
        here = self._in_focus(desk)
        anew = here is not None and all(each.id != journey.id for each in desk.journeys)
        if here is not None and anew and _full(desk):
            return self._many(person, Turn(here), now)
        journey = fates.with_states(journey, desk.states)
        journey = but(journey, around=self._around(person, event, journey, picked))
        others = [each for each in desk.journeys if each.id != journey.id and each.closed is None]
        if isinstance(event, CameDue) and journey.closed is not None and silenced(others):
            left = but(journey, around=None, promises=tuple(p for p in journey.promises if p != event.check_in))
            dropped = DropCheckIns(journey.id, (event.check_in.key,))
            return Decision(person, (left,), (dropped,)), Outcome(None, journey=left)
        if isinstance(event, CameDue) and (moved := self._another_day(person, journey, others, event, now)):
            promises = tuple(moved if p.key == moved.key else p for p in journey.promises)
            saved = but(journey, around=None, promises=promises)
            return Decision(person, (saved,), (SetCheckIn(journey.id, moved),)), Outcome(None, journey=saved)
        for found in proposed.values():
            journey, event = doubted(journey, event, found)
        before: tuple[Effect, ...] = ()
        if isinstance(event, Filled) and event.after is not None:
            opened = machine.turn(journey, event.after, now)
            if opened.form == event.form:  # the button still stands: its press is part of this turn
                journey, before = opened.journey, opened.effects
        turn = taken.of(journey, event) if taken is not None else None
        if turn is None:
            turn = machine.show(journey, now) if event is None else machine.turn(journey, event, now)
        if "new" in turn.wants:
            return self._new(desk, turn, now)
        text = unread(journey, turn.journey)
        if text is not None and text not in proposed:
            raise _Unread(text, _Taken(journey, event, turn))
        if anew:
            turn = but(turn, said=(Line("control.new"), *turn.said))
        person = _author(turn, person)
        elsewhere_too, theirs = self._elsewhere(turn, person, desk, others, now)
        letters, effects = self._letters(turn, person, now, beside=isinstance(event, CoachOffered))
        if turn.amends is not None and (edit := self._amended(turn, turn.amends, desk, now)) is not None:
            effects.append(Post(edit))
            effects += [Reword(turn.amends.letter, edit.reply)] if turn.amends.instead else []
            letters = (*letters, edit) if edit.state is LetterState.SENDING else letters
        left, updates = self._updated(turn.journey, desk, event, now)
        effects += map(Post, updates)
        letters = (*letters, *(each for each in updates if each.state is LetterState.SENDING))
        came = isinstance(event, CameDue) and turn.unasked and turn.said  # what somebody else says is passed on
        spoken = in_zone(now, person.zone).date() if came else person.spoken
        own = isinstance(event, Began | Said | Pressed | Filled) or (event is None and wanted is not None)
        focus = journey.id if own else person.focus
        saved = messages.noted(but(left, around=None), journey, message)
        heard = (DropCheckIns(journey.id, (event.check_in.key,)),) if isinstance(event, CameDue) else ()
        if (focus, spoken) != (person.focus, person.spoken):
            person = replace(person, focus=focus, spoken=spoken)
        decision = Decision(
            person,
            (saved, *elsewhere_too),
            (*before, *heard, *effects, *turn.effects, *theirs),
        )
        gone = any(isinstance(effect, EraseAll) for effect in turn.effects)
        return decision, Outcome(turn, letters, journey=None if gone else saved)

    def _journey(self, desk: Desk, event: Event | None, wanted: str | None, now: datetime) -> Journey | None:
        if wanted is not None:
            return next((each for each in desk.journeys if each.id == wanted), None)
        if isinstance(event, Pressed | Filled) and event.on is not None:
            named = event.on.rsplit(".", 1)[0]
            mine = next((each for each in desk.journeys if each.id == named), None)
            if mine is not None:
                return mine
        here = self._in_focus(desk) or self._asleep(desk, event)
        return Journey(self._new_id(), now) if here is None or self._elsewhere_told(desk, here, event) else here

    @staticmethod
    def _elsewhere_told(desk: Desk, here: Journey, event: Event | None) -> bool:
        """Claim: the event tells what happened, and not in this journey. What may be about a life is never put off."""
        if not isinstance(event, Said) or not event.brought or not machine.under_way(here):
            return False
        life = machine.about_a_life(here) or event.review.crisis == "crisis"
        return not life and (event.review.crisis == "no" or not _full(desk))

    @staticmethod
    def _asleep(desk: Desk, event: Event | None) -> Journey | None:
        """The journey that ended by itself, for an author who comes back to it; words that tell another mistake begin anew."""
        if not isinstance(event, Began | Said | Pressed | Filled) or (
            isinstance(event, Said) and (event.brought or story.read(event.text).kinds)
        ):
            return None
        return next((each for each in reversed(desk.journeys) if each.hint(ASLEEP)), None)

    def _elsewhere(
        self, turn: Turn, person: Person, desk: Desk, others: Sequence[Journey], now: datetime
    ) -> tuple[list[Journey], list[Effect]]:
        """What was said of every journey, done in the others that are open."""
        journeys: list[Journey] = []
        effects: list[Effect] = []
        if turn.everywhere is None:
            return journeys, effects
        for each in others:
            other = fates.with_states(each, desk.states)
            other = but(other, around=self._around(person, None, other))
            changed, more = elsewhere(turn.everywhere, turn.journey.pause_until, other, now)
            journeys.append(but(changed, around=None))
            effects.extend(more)
        return journeys, effects

    def _another_day(
        self, person: Person, journey: Journey, others: Sequence[Journey], event: CameDue, now: datetime
    ) -> CheckIn | None:
        """The same promise at another hour, when this is none for it; None when it may come."""
        if journey.paused or journey.quiet or event.check_in.key == CLOSES:
            return None
        country = self._house.policy.country
        if journey.closed is not None:
            today = in_zone(now, person.zone).date()
            day = waits_until(others, today, next_working_day(today, person.hours, person.zone, country))
            if day is not None:
                return replace(event.check_in, day=day)
        due = due_instant(event.check_in.day, event.check_in.at, person.zone)
        if now - due >= LATE and not good_hour(now, person.hours, person.zone, country):  # after an outage, at night
            later = start_of_day(now, person.hours, person.zone, country)
            return replace(event.check_in, day=later.date(), at=later.time())
        return self._one_a_day(person, journey, event, now)

    def _one_a_day(self, person: Person, journey: Journey, event: CameDue, now: datetime) -> CheckIn | None:
        """At most one unasked message a person a working day; what the person asked for by the hour is not unasked.

        While twenty minutes are held, nothing runs ahead of them: what they are for comes before the last questions.
        """
        check_in = event.check_in
        today = in_zone(now, person.zone).date()
        asked_for = check_in.key.startswith("snooze") or check_in.key in ("focus", "ten-minutes")
        if check_in.kind in (Kind.TELL, Kind.REPAIR) or asked_for:
            return None
        held = max((p.day for p in journey.promises if p.key == "focus" and p.day >= today), default=None)
        if held is not None:
            return replace(check_in, day=next_working_day(held, person.hours, person.zone, self._house.policy.country))
        if person.spoken != today and not any(p.kind is Kind.REPAIR and p.day == today for p in journey.promises):
            return None
        day = next_working_day(today, person.hours, person.zone, self._house.policy.country)
        return replace(check_in, day=day)

    def _new(self, desk: Desk, turn: Turn, now: datetime) -> tuple[Decision, Outcome]:
        """The present journey sleeps; another begins. At most three are open."""
        person = desk.person
        if _full(desk):
            return self._many(person, turn, now)
        fresh = Journey(self._new_id(), now)
        fresh = replace(fresh, around=self._around(person, None, fresh))
        begun = machine.turn(fresh, Began(), now)
        if turn.journey.sayings:
            begun = replace(begun, said=(Line("control.new"), *begun.said))
        letters, effects = self._letters(begun, person, now)
        saved = replace(begun.journey, around=None)
        old = replace(turn.journey, around=None)
        return Decision(replace(person, focus=saved.id), (old, saved), tuple(effects)), Outcome(
            begun, letters, journey=saved
        )

    def _many(self, person: Person, turn: Turn, now: datetime) -> tuple[Decision, Outcome]:
        """So many are open that none is begun: one line says so."""
        saved = replace(turn.journey, around=None, serial=turn.journey.serial + 1)
        letter = self._reply_letter(
            f"{saved.id}.{saved.serial}", saved.id, person, speech.notice(self._house, "many"), now
        )
        return Decision(person, (saved,), (Post(letter),)), Outcome(turn, (letter,), journey=saved)

    def _letters(
        self, turn: Turn, person: Person, now: datetime, *, beside: bool = False
    ) -> tuple[tuple[Letter, ...], list[Effect]]:
        """The rows of a turn: one post to the author, held letters to others, courtesies."""
        journey = turn.journey
        now_letters: list[Letter] = []
        effects: list[Effect] = []
        for wanted in turn.thirds:
            to = wanted.to.who
            if to is None or to == person.who:
                continue
            reply = speech.third(self._house, wanted.to, wanted.text, person.name)
            letter = Letter(
                wanted.letter, journey.id, person.who, to, Act.POST, LetterKind.THIRD, reply,
                LetterState.HELD, wanted.not_before, wanted.not_after,
            )  # fmt: skip
            effects.append(Consented(letter))
        if turn.said:
            letter_id = f"{journey.id}.{journey.serial}"
            kind = LetterKind.CHECK_IN if turn.unasked else LetterKind.REPLY
            reply = speech.reply(turn, self._house.catalog)
            letter = self._reply_letter(letter_id, journey.id, person, reply, now, kind)
            if beside:  # it was said beside what is perhaps still on its way: it waits its turn
                letter = replace(letter, state=LetterState.HELD, attempts=0, attempted=None)
            else:
                now_letters.append(letter)
            effects.append(Post(letter))
        for number, courtesy in enumerate(turn.courtesies):
            out = next((each for each in journey.outbox if each.letter == courtesy.letter), None)
            if out is None or out.to.who is None:
                continue
            letter = Letter(
                f"{courtesy.letter}.{journey.turns}.{number}", journey.id, person.who, out.to.who, Act.POST, LetterKind.COURTESY,
                speech.courtesy(self._house, courtesy), LetterState.SENDING, attempts=1, attempted=now,
            )  # fmt: skip
            effects.append(Post(letter))
            now_letters.append(letter)
        return tuple(now_letters), effects

    def _amended(self, turn: Turn, amends: Amends, desk: Desk, now: datetime) -> Letter | None:
        """One of the author's own cards with what is added to it, or as it was. It waits for the card, where that is on its way."""
        card = desk.card(amends.letter)
        if card is None:
            return None
        added = speech.added(card.reply, amends, self._house.catalog)
        return _edit(card, f"{card.id}.amended{turn.journey.turns}", added, now)

    @staticmethod
    def _updated(journey: Journey, desk: Desk, event: Event | None, now: datetime) -> tuple[Journey, list[Letter]]:
        """Answered cards are updated, not left live: their words again without buttons, and what was pressed on one.

        That one first. Where a card is on the platform its edit goes with this turn; else it waits for the card.
        """
        if not journey.stale:
            return journey, []
        press = event.after if isinstance(event, Filled) else event
        on, *pressed = (press.on, press.choice, press.mark) if isinstance(press, Pressed) else (None,)
        edits = []
        for card in map(desk.card, sorted(journey.stale, key=lambda each: each != on)):
            if card is not None:
                chose = next((c.label for c in card.reply.choices if card.id == on and [c.id, c.mark] == pressed), "")
                over = but(card.reply, choices=(), form=None, chose=chose)
                edits.append(_edit(card, f"{card.id}.over", over, now))
        return but(journey, stale=()), edits

    def _reply_letter(
        self,
        letter_id: str,
        journey: str,
        person: Person,
        reply: Reply,
        now: datetime,
        kind: LetterKind = LetterKind.REPLY,
    ) -> Letter:
        return Letter(
            letter_id,
            journey,
            person.who,
            person.who,
            Act.POST,
            kind,
            reply,
            LetterState.SENDING,
            attempts=1,
            attempted=now,
        )


def _edit(card: Letter, edit: str, reply: Reply, now: datetime) -> Letter:
    """The edit with this id that makes a card say `reply`: at once where the card is there, else when it is."""
    there = card.state is LetterState.SENT
    return but(
        card,
        id=edit,
        act=Act.EDIT,
        reply=reply,
        state=LetterState.SENDING if there else LetterState.HELD,
        target=card.id,
        attempts=int(there),
        attempted=now if there else None,
    )


def _full(desk: Desk) -> bool:
    """Claim: no more journeys may be open."""
    return sum(each.closed is None for each in desk.journeys) >= MAX_OPEN


def _saved(outcome: Outcome) -> Outcome | None:
    """The outcome of what was saved; None when nothing was."""
    return outcome if outcome.journey is not None else None


def _asked_of(reply: Reply) -> Asked | None:
    """The form in which somebody else answers, under the words that the chat would ask with."""
    return None if reply.form is None else Asked(reply.form, says=reply.text)


def _written(third: Letter | None) -> str:
    """The choice that words in answer to a third person's letter stand for."""
    return "ask_one" if third and any(each.id == "ask_one" for each in third.reply.choices) else "reply"


def _own_deed(text: str) -> bool:
    """Claim: the words tell what their writer did."""
    return bool(story.read(text).kinds) or "ownership" in rules.labels(text)


def _third(letter: Letter) -> str:
    """The id of the third person's letter that a courtesy answers; the letter's own id when it is one."""
    return ".".join(letter.id.split(".")[:2]) if letter.kind is LetterKind.COURTESY else letter.id


__all__ = ["Asked", "CameUp", "Conversation", "Delivery", "Outcome", "clean"]
