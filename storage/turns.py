"""One turn in one transaction: lay the desk, let it be decided, save what was decided.

Everything here is synchronous and runs where the store lets it, inside a transaction that the caller opened.
"""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, assert_never

from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal, or_, select, update

from bot.checkins import CLOSES
from bot.codec import READS, Written, plain, text, value
from bot.consent import canonical
from bot.effects import (
    AskCoach,
    Consented,
    DropCheckIns,
    EraseAll,
    Heard,
    OfferCoach,
    Post,
    Recall,
    Release,
    Reword,
    SetCheckIn,
    Withdraw,
)
from bot.errors import LetterRefused, OopsError, StoreBroken
from bot.journey import ASLEEP, Journey, from_body
from bot.letters import Act, Letter, LetterKind, LetterState, Reply, reply_from
from bot.people import Person, Who
from bot.ports import Desk
from bot.times import due_instant
from prompts.frozen import frozen
from storage.keys import DataKey, Ring, Sealed, place
from storage.tables import (
    check_ins,
    consents,
    instant,
    journeys,
    letters,
    links,
    ms,
    one_of,
    people,
    seen,
    tombstones,
    unheard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from bot.checkins import CheckIn
    from bot.effects import Effect
    from bot.ports import Decide, Decision
    from storage.hand import Hand, Row

T = TypeVar("T")

UNREADABLE = "What is kept of this journey cannot be read; put back a backup, or say: delete everything."
UNREAD = (Sealed, ValueError, TypeError, KeyError)
"""What opening and reading a sealed body may raise."""
NEWER = "What is kept was written by a newer version of oops; start that version again."
_DAY = 86_400_000


@frozen
class Room:
    """What every turn here needs: the keys, and how long words are kept, in milliseconds."""

    ring: Ring
    keep: int


@dataclass(slots=True)
class Author:
    """A person's row, opened."""

    id: str
    person: Person
    key: DataKey
    after: int
    last: int


@dataclass(slots=True)
class Shelf:
    """A journey's row, opened."""

    journey: Journey
    version: int
    spoke: int
    came: int
    promised: int


# ------------------------------------------------------------------------------------------------------- words, sealed


def encoded(text: str) -> bytes:
    """Text as bytes. Lone surrogates are kept as they came."""
    return text.encode("utf-8", "surrogatepass")


def words(value: object) -> bytes:
    """A value as JSON in bytes."""
    return encoded(text(value))


def unsealed(sealed: bytes, key: DataKey, about: bytes, kind: type[T], read: Callable[[Any], T]) -> T:
    """The value in a sealed body. Raises StoreBroken when it was altered, moved, or is not what it should be."""
    found = key.kept(sealed, about)
    if isinstance(found, kind):
        return found
    try:
        made = read(json.loads(key.open(sealed, about).decode("utf-8", "surrogatepass")))
    except UNREAD:
        wrong = StoreBroken(UNREADABLE)
    else:
        key.keep(sealed, about, made)
        return made
    raise wrong


def sealed_with(value: object, plain_words: bytes, key: DataKey, about: bytes) -> bytes:
    """`plain_words`, which say `value`, as ciphertext; the next turn need not open it."""
    sealed = key.seal(plain_words, about)
    key.keep(sealed, about, value)
    return sealed


def clear(text: str) -> str:
    """A platform's word as every database takes it: no lone surrogate, no NUL."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def _person_body(person: Person) -> bytes:
    raw = plain(person)
    del raw["who"]
    return words(raw)


# ---------------------------------------------------------------------------------------------------------- the person

WHO = and_(
    people.c.platform == bindparam("platform"),
    people.c.tenant == bindparam("tenant"),
    people.c.user == bindparam("user"),
)
"""Somebody, by what `whose` gives."""
_PERSON = select(people).where(WHO)
_PERSON_LOCKED = _PERSON.with_for_update()
_ARRIVE = insert(people)
_SAVE_PERSON = update(people).where(people.c.id == bindparam("row"))
_TOMBSTONE = select(tombstones.c.at, tombstones.c.delivery).where(tombstones.c.who == bindparam("mark"))
_SEEN = (
    insert(seen)
    .from_select(
        ["person", "key", "at"],
        select(
            bindparam("p", type_=seen.c.person.type),
            bindparam("k", type_=seen.c.key.type),
            bindparam("a", type_=seen.c.at.type),
        ).where(~exists().where(seen.c.person == bindparam("p"), seen.c.key == bindparam("k"))),
    )
    .execution_options(preserve_rowcount=True)
)
_HEARD_NOW = delete(unheard).where(unheard.c.person == bindparam("p"), unheard.c.key == bindparam("k"))


def whose(who: Who) -> dict[str, object]:
    """A person as statements name them."""
    return {"platform": who.platform, "tenant": who.tenant, "user": who.user}


def author_of(hand: Hand, room: Room, who: Who, *, lock: bool) -> Author | None:
    """The person's row, locked for a change when asked to; None for someone new."""
    row = hand.execute(_PERSON_LOCKED if lock else _PERSON, whose(who)).first()
    return None if row is None else author_from(room, row)


def key_of(room: Room, row: Row) -> DataKey:
    """The data key in a person's row. Raises StoreBroken when no master key fits."""
    try:
        return room.ring.of(row.id, row.key, row.key_id)
    except Sealed:
        wrong = StoreBroken(
            "A person's key does not open with this OOPS_MASTER_KEY; give the right one, or an old one too."
        )
    raise wrong


def author_from(room: Room, row: Row) -> Author:
    """A person's row, opened."""
    key = key_of(room, row)
    who = Who(row.platform, row.tenant, row.user)  # not in the body
    about = place("people", row.id, "body", row.id)
    person = unsealed(row.body, key, about, Person, lambda raw: value(Person, {**raw, "who": plain(who)}))
    if person.who != who:
        person = replace(person, who=who)
    return Author(row.id, person, key, row.after, row.last)


def _arrive(hand: Hand, room: Room, person: Person, at: int, after: int) -> Author:
    row = secrets.token_urlsafe(12)
    wrapped, key = room.ring.new(row)
    hand.execute(
        _ARRIVE,
        {
            "id": row,
            "platform": person.who.platform,
            "tenant": person.who.tenant,
            "user": person.who.user,
            "key": wrapped,
            "key_id": room.ring.master.id,
            "after": after,
            "last": at,
            "body": sealed_with(person, _person_body(person), key, place("people", row, "body", row)),
        },
    )
    return Author(row, person, key, after, at)


def _save_person(hand: Hand, author: Author, person: Person, at: int) -> None:
    if person != author.person:
        about = place("people", author.id, "body", author.id)
        sealed = sealed_with(person, _person_body(person), author.key, about)
        hand.execute(_SAVE_PERSON, {"row": author.id, "body": sealed, "last": at})
    elif at - author.last >= _DAY:  # a day is fine enough for retention, and saves a write a turn
        hand.execute(_SAVE_PERSON, {"row": author.id, "last": at})


def _forgotten(hand: Hand, room: Room, who: Who) -> tuple[int, bytes] | None:
    mark = room.ring.tombstone("who", who.platform, who.tenant, who.user)
    row = hand.execute(_TOMBSTONE, {"mark": mark}).first()
    return None if row is None else (row.at, row.delivery)


# -------------------------------------------------------------------------------------------------------- the journeys

_OPEN = (
    select(journeys)
    .where(journeys.c.person == bindparam("person"), journeys.c.closed.is_(None))
    .order_by(journeys.c.number)
)
_OPEN_AND = (
    select(journeys)
    .where(
        journeys.c.person == bindparam("person"),
        or_(journeys.c.closed.is_(None), journeys.c.id == bindparam("named")),
    )
    .order_by(journeys.c.number)
)
_ONE = select(journeys).where(journeys.c.person == bindparam("person"), journeys.c.id == bindparam("named"))
_COUNT = select(func.coalesce(func.max(journeys.c.number), 0)).where(journeys.c.person == bindparam("person"))
_NEW = insert(journeys)
_SAVE = update(journeys).where(
    journeys.c.person == bindparam("p"), journeys.c.id == bindparam("i"), journeys.c.version == bindparam("v")
)
_KEEP = update(journeys).where(journeys.c.person == bindparam("p"), journeys.c.id == bindparam("i"))
_STATES = select(letters.c.id, letters.c.state).where(
    letters.c.person == bindparam("person"), letters.c.kind == literal("third"), letters.c.act == literal("post")
)
# Locked, so that a courier elsewhere cannot take a letter between what is decided and what is saved.
_STATES_LOCKED = _STATES.with_for_update()


def journey_from(author: Author, row: Row) -> Journey:
    """A journey's row, opened. A later format is refused, a broken one too."""
    if row.format > READS:
        raise StoreBroken(NEWER)
    return unsealed(row.body, author.key, place("journeys", row.id, "body", author.id), Journey, from_body)


def shelves_of(hand: Hand, author: Author, named: str | None = None) -> dict[str, Shelf]:
    """The open journeys by id, oldest first, and the one that is named even if it is closed."""
    rows = (
        hand.execute(_OPEN, {"person": author.id})
        if named is None
        else hand.execute(_OPEN_AND, {"person": author.id, "named": named})
    )
    return {
        row.id: Shelf(journey_from(author, row), row.version, row.spoke, row.came, row.promised) for row in rows.all()
    }


def desk_of(hand: Hand, author: Author, shelves: Mapping[str, Shelf], *, seen: bool, lock: bool) -> Desk:
    """What is laid before a decision. Cards can be asked for only under the lock."""
    states: dict[str, LetterState] = {}
    if shelves:
        rows = hand.execute(_STATES_LOCKED if lock else _STATES, {"person": author.id}).all()
        states = {row.id: LetterState(row.state) for row in rows}
    laid = tuple([shelf.journey for shelf in shelves.values()])
    if not lock:
        came = {name: instant(shelf.came) for name, shelf in shelves.items() if shelf.came}
        return Desk(author.person, laid, states, seen, came=came)
    return Desk(author.person, laid, states, seen, partial(_card_once, hand, author, {}))


_CARD = select(letters).where(letters.c.id == bindparam("card"), letters.c.person == bindparam("person"))


def _card_once(hand: Hand, author: Author, known: dict[str, Letter | None], card: str) -> Letter | None:
    """The same card is looked up once a turn."""
    if card not in known:
        known[card] = card_of(hand, author, card)
    return known[card]


def card_of(hand: Hand, author: Author, card: str) -> Letter | None:
    """A letter to the author. One that cannot be read is as good as gone: an old card stops no turn."""
    row = hand.execute(_CARD, {"card": card, "person": author.id}).first()
    if row is None or _to(row) != author.person.who:
        return None
    try:
        about = letter_place(row.id, author.id, author.person.who)
        kept = author.key.kept(row.body, about)
        return letter_as(row, author.person.who, kept if isinstance(kept, Reply) else letter_words(row, author.key))
    except UNREAD:
        return None


def letter_words(row: Row, key: DataKey) -> Reply:
    """The words in a letter's row. Raises one of UNREAD when they were altered, moved, or are not what they should be."""
    opened = key.open(row.body, letter_place(row.id, row.person, _to(row)))
    return reply_from(opened.decode("utf-8", "surrogatepass"))


def letter_as(row: Row, author: Who, reply: Reply, ref: str | None = None) -> Letter:
    """A letter's row as a letter. `ref`: the platform's id of the post that it changes, where it changes one."""
    return Letter(
        id=row.id,
        journey=row.journey,
        author=author,
        to=_to(row),
        act=Act(row.act),
        kind=LetterKind(row.kind),
        reply=reply,
        state=LetterState(row.state),
        not_before=None if row.ready == row.written else instant(row.ready),
        not_after=None if row.not_after is None else instant(row.not_after),
        target=row.target,
        ref=ref or row.ref,
        consent=row.consent,
        attempts=row.attempts,
        attempted=None if row.attempted is None else instant(row.attempted),
    )


def _to(row: Row) -> Who:
    return Who(row.to_platform, row.to_tenant, row.to_user)


# ---------------------------------------------------------------------------------------------------------- check-ins

_DUES = select(check_ins.c.key, check_ins.c.due).where(
    check_ins.c.person == bindparam("person"), check_ins.c.journey == bindparam("journey")
)
_ALL_DUES = select(check_ins).where(check_ins.c.person == bindparam("person"))
_PROMISE = insert(check_ins)
_ROW = and_(
    check_ins.c.person == bindparam("p"), check_ins.c.journey == bindparam("j"), check_ins.c.key == bindparam("k")
)
_AGAIN = update(check_ins).where(_ROW)
_DROP = delete(check_ins).where(_ROW)


@dataclass(slots=True)
class Promises:
    """The check-ins that a turn touches, and what that means for how long a journey is kept."""

    hand: Hand
    person: str
    now: int
    dues: dict[str, dict[str, int]] = field(default_factory=dict)
    came: dict[str, int] = field(default_factory=dict)

    def of(self, journey: str) -> dict[str, int]:
        """The instants of a journey's check-ins by key."""
        if journey not in self.dues:
            rows = self.hand.execute(_DUES, {"person": self.person, "journey": journey}).all()
            self.dues[journey] = {row.key: row.due for row in rows}
        return self.dues[journey]

    def set(self, journey: str, check_in: CheckIn, zone: str) -> None:
        """Write a check-in; one with the same key is replaced."""
        dues = self.of(journey)
        due = ms(due_instant(check_in.day, check_in.at, zone))
        row = {
            "kind": str(check_in.kind),
            "day": check_in.day.isoformat(),
            "at": check_in.at.isoformat(),
            "due": due,
            "state": "set",
        }
        if check_in.key in dues:
            self._passed(journey, check_in.key, dues[check_in.key])
            self.hand.execute(_AGAIN, {**row, "p": self.person, "j": journey, "k": check_in.key})
        else:
            self.hand.execute(_PROMISE, {**row, "person": self.person, "journey": journey, "key": check_in.key})
        dues[check_in.key] = due

    def drop(self, journey: str, keys: Iterable[str] | None) -> None:
        """Remove check-ins of a journey."""
        dues = self.of(journey)
        for key in list(dues) if keys is None else [key for key in keys if key in dues]:
            self.hand.execute(_DROP, {"p": self.person, "j": journey, "k": key})
            self._passed(journey, key, dues.pop(key))

    def move(self, zone: str) -> None:
        """The person lives elsewhere now: the same day and hour, at another instant."""
        for row in self.hand.execute(_ALL_DUES, {"person": self.person}).all():
            day, hour = check_in_when(row)
            due = ms(due_instant(day, hour, zone))
            self.dues.setdefault(row.journey, {})[row.key] = due
            self.hand.execute(_AGAIN, {"p": self.person, "j": row.journey, "k": row.key, "due": due})

    def latest(self, journey: str) -> int:
        """The instant of the last check-in still to come, 0 for none. The silent end of a journey is no check-in."""
        return max((due for key, due in self.dues[journey].items() if key != CLOSES), default=0)

    def _passed(self, journey: str, key: str, due: int) -> None:
        if due <= self.now and key != CLOSES:
            self.came[journey] = max(self.came.get(journey, 0), due)


def check_in_when(row: Row) -> tuple[date, time]:
    """A check-in's local day and hour."""
    return date.fromisoformat(row.day), time.fromisoformat(row.at)


# ------------------------------------------------------------------------------------------------------------- letters

_WRITE = insert(letters)
_CONSENT = insert(consents).returning(consents.c.id)
_MINE = and_(letters.c.id == bindparam("letter_id"), letters.c.person == bindparam("person_id"))
_WITHDRAW = update(letters).where(_MINE, letters.c.state == literal("held")).values(state="withdrawn", code=None)
_VOID = update(consents).where(consents.c.letter == bindparam("letter_id")).values(state="void")
_RELEASE = update(letters).where(_MINE, letters.c.state == literal("held"))
_SAYS = select(letters).where(
    letters.c.person == bindparam("person_id"),
    or_(letters.c.id == bindparam("letter_id"), letters.c.target == bindparam("letter_id")),
    one_of(letters.c.kind, "reply", "check_in"),
)
_REWORD = update(letters).where(letters.c.seq == bindparam("row"))
_HEARD = update(letters).where(_MINE).values(news=0)
_TAKEN_BACK = letters.alias("taken_back")
_RECALL = select(letters).where(
    _MINE,
    letters.c.act == literal("post"),
    one_of(letters.c.state, "sent", "sending"),
    ~exists().where(
        _TAKEN_BACK.c.target == letters.c.id,
        _TAKEN_BACK.c.act == literal("delete"),
        one_of(_TAKEN_BACK.c.state, "held", "sending", "sent"),
    ),
)


def letter_place(letter: str, author: str, to: Who) -> bytes:
    """What a letter's words are bound to: their row, their author, and whom they are for."""
    return place("letters", letter, "body", author) + place("", to.platform, to.tenant, to.user)


def _allowed(letter: Letter, who: Who) -> None:
    """No road but consent leads to a third person: their own words go as Consented, and a reply goes to its author."""
    if letter.kind is LetterKind.THIRD and letter.act is not Act.DELETE:
        raise LetterRefused("A letter to someone else needs its author's consent; it was not written down.")
    if (letter.kind is LetterKind.REPLY or letter.kind is LetterKind.CHECK_IN) and letter.to != who:
        raise LetterRefused("A reply goes to its author and to nobody else; it was not written down.")


def _letter_row(author: Author, letter: Letter, at: int, consent: int | None) -> dict[str, object]:
    going = letter.state is LetterState.SENDING
    about = letter_place(letter.id, author.id, letter.to)
    sealed = author.key.seal(words(letter.reply), about)
    if letter.act is Act.POST and letter.to == author.person.who:  # a card, which is read again when it is answered
        author.key.keep(sealed, about, letter.reply)
    return {
        "id": letter.id,
        "person": author.id,
        "journey": letter.journey,
        "to_platform": letter.to.platform,
        "to_tenant": letter.to.tenant,
        "to_user": letter.to.user,
        "act": str(letter.act),
        "kind": str(letter.kind),
        "state": str(letter.state),
        "written": at,
        "ready": at if letter.not_before is None else ms(letter.not_before),
        "not_after": None if letter.not_after is None else ms(letter.not_after),
        "target": letter.target,
        "ref": letter.ref,
        "consent": consent,
        "attempts": 1 if going else 0,
        "attempted": at if going else None,
        "code": None,
        "news": 0,
        "body": sealed,
    }


def _consented(hand: Hand, author: Author, letter: Letter, at: int) -> None:
    if letter.kind is not LetterKind.THIRD or letter.author != author.person.who or letter.act is Act.DELETE:
        raise LetterRefused("A consent covers its own author's letter to someone else, and this is another.")
    row = {
        "person": author.id,
        "journey": letter.journey,
        "letter": letter.id,
        "hash": author.key.mark(canonical(letter)),
        "at": at,
        "state": "given",
    }
    number = hand.execute(_CONSENT, row).scalar()
    hand.execute(_WRITE, {**_letter_row(author, letter, at, number), "state": "held"})


def _recall(hand: Hand, author: Author, letter: str, at: int) -> None:
    row = hand.execute(_RECALL, {"letter_id": letter, "person_id": author.id}).first()
    if row is not None:
        hand.execute(_WRITE, taking_back(row, at))


def taking_back(row: Row, at: int) -> dict[str, object]:
    """The row of a wordless letter that deletes the post in `row`."""
    return {
        "id": secrets.token_urlsafe(16),
        "person": row.person,
        "journey": row.journey,
        "to_platform": row.to_platform,
        "to_tenant": row.to_tenant,
        "to_user": row.to_user,
        "act": "delete",
        "kind": row.kind,
        "state": "held",
        "written": at,
        "ready": at,
        "not_after": None,
        "target": row.id,
        "ref": row.ref,
        "consent": None,
        "attempts": 0,
        "attempted": None,
        "code": None,
        "news": 0,
        "body": None,
    }


def _apply(hand: Hand, author: Author, effect: Effect, at: int, zone: str, promises: Promises) -> None:
    match effect:
        case Post(letter):
            _allowed(letter, author.person.who)
            hand.execute(_WRITE, _letter_row(author, letter, at, letter.consent))
        case Consented(letter):
            _consented(hand, author, letter, at)
        case Withdraw(letter_id):
            if hand.execute(_WITHDRAW, {"letter_id": letter_id, "person_id": author.id}).rowcount:
                hand.execute(_VOID, {"letter_id": letter_id})
        case Release(letter_id):
            hand.execute(_RELEASE, {"letter_id": letter_id, "person_id": author.id, "ready": at})
        case Recall(letter_id):
            _recall(hand, author, letter_id, at)
        case Reword(letter_id, reply):
            for row in hand.execute(_SAYS, {"letter_id": letter_id, "person_id": author.id}).all():
                about = letter_place(row.id, author.id, author.person.who)
                hand.execute(_REWORD, {"row": row.seq, "body": author.key.seal(words(reply), about)})
        case Heard(letter_id):
            hand.execute(_HEARD, {"letter_id": letter_id, "person_id": author.id})
        case SetCheckIn(journey, check_in):
            promises.set(journey, check_in, zone)
        case DropCheckIns(journey, keys):
            promises.drop(journey, keys)
        case EraseAll():
            pass  # it was the whole turn
        case AskCoach() | OfferCoach():
            pass  # done once all of this is saved
        case _:
            assert_never(effect)


# -------------------------------------------------------------------------------------------------------------- saving


def _save_journey(
    hand: Hand,
    room: Room,
    author: Author,
    journey: Journey,
    shelf: Row | Shelf | None,
    at: int,
    promises: Promises,
) -> None:
    came = max(0 if shelf is None else shelf.came, promises.came.get(journey.id, 0))
    promised = 0 if shelf is None else shelf.promised
    if journey.id in promises.dues:
        promised = promises.latest(journey.id)
    spoke = ms(journey.last_word or journey.begun)
    about = place("journeys", journey.id, "body", author.id)
    before = author.key.written(about)
    written = Written(journey, before if isinstance(before, Written) else None)
    sealed = author.key.seal(encoded(written.text), about)
    author.key.keep(sealed, about, journey, written)
    row: dict[str, object] = {
        "version": 1 if shelf is None else shelf.version + 1,
        "format": journey.format,
        "changed": at,
        "closed": None if journey.closed is None or journey.hint(ASLEEP) else ms(journey.closed),
        "spoke": spoke,
        "came": came,
        "promised": promised,
        "expires": max(spoke, came, promised) + room.keep,
        "body": sealed,
    }
    if shelf is not None:
        hand.execute(_SAVE, {**row, "p": author.id, "i": journey.id, "v": shelf.version})
        return
    number = hand.execute(_COUNT, {"person": author.id}).scalar() + 1
    hand.execute(_NEW, {**row, "person": author.id, "id": journey.id, "number": number, "begun": ms(journey.begun)})


def _save(hand: Hand, room: Room, author: Author, shelves: Mapping[str, Shelf], decision: Decision, at: int) -> None:
    promises = Promises(hand, author.id, at)
    person = decision.person
    if person.zone != author.person.zone:
        promises.move(person.zone)
    for effect in decision.effects:
        _apply(hand, author, effect, at, person.zone, promises)
    for journey in decision.journeys:
        shelf: Row | Shelf | None = shelves.get(journey.id)
        if shelf is None:
            shelf = hand.execute(_ONE, {"person": author.id, "named": journey.id}).first()
        _save_journey(hand, room, author, journey, shelf, at, promises)
    saved = {journey.id for journey in decision.journeys}
    for touched in promises.dues:
        if touched not in saved:
            _keep_longer(hand, room, author, touched, promises.latest(touched), promises.came.get(touched, 0))
    _save_person(hand, author, person, at)


def _keep_longer(hand: Hand, room: Room, author: Author, journey: str, promised: int, came: int) -> None:
    """A promise was made, moved or dropped without a change of the journey itself."""
    row = hand.execute(_ONE, {"person": author.id, "named": journey}).first()
    if row is not None:
        came = max(came, row.came)
        expires = max(row.spoke, came, promised) + room.keep
        hand.execute(_KEEP, {"p": author.id, "i": journey, "came": came, "promised": promised, "expires": expires})


# ---------------------------------------------------------------------------------------------------------- forgetting

_THEIRS = (
    delete(check_ins).where(check_ins.c.person == bindparam("id")),
    delete(seen).where(seen.c.person == bindparam("id")),
    delete(unheard).where(unheard.c.person == bindparam("id")),
    delete(links).where(links.c.person == bindparam("id")),
    delete(consents).where(consents.c.person == bindparam("id")),
    delete(letters).where(letters.c.person == bindparam("id")),
    delete(journeys).where(journeys.c.person == bindparam("id")),
    delete(people).where(people.c.id == bindparam("id")),
)
_TO_TAKE_BACK = select(letters).where(
    letters.c.person == bindparam("id"),
    letters.c.kind == literal("third"),
    letters.c.act == literal("post"),
    one_of(letters.c.state, "sent", "sending"),
)
_RECALLED = _TO_TAKE_BACK.where(
    exists().where(
        _TAKEN_BACK.c.target == letters.c.id,
        _TAKEN_BACK.c.act == literal("delete"),
        one_of(_TAKEN_BACK.c.state, "held", "sending"),
    )
)
_WORDLESS = (
    update(letters)
    .where(letters.c.id == bindparam("letter_id"))
    .values(person=None, journey="", consent=None, news=0, code=None, body=None)
)
_BURY = insert(tombstones)
_DIG = delete(tombstones).where(tombstones.c.who == bindparam("mark"))


def forget(hand: Hand, room: Room, person: str) -> None:
    """Remove all rows of a person, the key among them. Nothing is opened, so a row that cannot be read goes too."""
    for statement in _THEIRS:
        hand.execute(statement, {"id": person})
    room.ring.forget(person)


def erase(hand: Hand, room: Room, author: Author, at: int, delivery: str, *, take_back: bool) -> None:
    """Forget a person at once. What is left are the ids of posts to others that are to be deleted, until they are.

    These are all that were sent with `take_back`, else those whose taking back was under way.
    """
    who = author.person.who
    for row in hand.execute(_TO_TAKE_BACK if take_back else _RECALLED, {"id": author.id}).all():
        hand.execute(_WORDLESS, {"letter_id": row.id})
        hand.execute(_WRITE, {**taking_back(row, at), "person": None, "journey": ""})
    forget(hand, room, author.id)
    mark = room.ring.tombstone("who", who.platform, who.tenant, who.user)
    hand.execute(_DIG, {"mark": mark})
    hand.execute(_BURY, {"who": mark, "at": at, "delivery": room.ring.tombstone("delivery", delivery)})


# ---------------------------------------------------------------------------------------------------------- the change


class Thrown(Exception):
    """What went wrong in someone else's hands: in deciding, or in a decision that cannot be written down."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


@contextmanager
def _let_through(hand: Hand) -> Iterator[None]:
    """An error in here is its maker's business and reaches them as it is; the database is not to blame."""
    try:
        yield
    except (OopsError, hand.errors):
        raise
    except Exception as error:
        raise Thrown(error) from error


def change(
    hand: Hand,
    room: Room,
    person: Person,
    delivery: str,
    now: datetime,
    decide: Decide,
    dated: datetime | None,
    named: str | None,
    *,
    taken: bool = False,
) -> tuple[Decision, bool]:
    """One turn. The second value tells that the person was forgotten. `taken`: it hears words that stand in `unheard`."""
    at = ms(now)
    key = clear(delivery)
    author, late = arrived(hand, room, person, key, at, dated, new=not taken)
    if author is None or late:
        desk = Desk(person, seen=True)
        if author is not None:
            desk = desk_of(hand, author, shelves_of(hand, author, named), seen=True, lock=False)
        with _let_through(hand):
            return decide(desk), False
    return turned(hand, room, author, key, at, decide, named, taken=taken)


def arrived(
    hand: Hand, room: Room, person: Person, key: str, at: int, dated: datetime | None, *, new: bool = True
) -> tuple[Author | None, bool]:
    """The person's row, locked; made when they are new here, and may be. True: the delivery is from before they were forgotten."""
    author = author_of(hand, room, person.who, lock=True)
    after = 0
    if author is None or author.after:
        buried = _forgotten(hand, room, person.who)
        if buried is not None:
            after, mark = buried
            if (dated is not None and ms(dated) < after) or mark == room.ring.tombstone("delivery", key):
                return author, True
    return (_arrive(hand, room, person, at, after) if author is None and new else author), False


def fresh(hand: Hand, author: Author, key: str, at: int) -> bool:
    """Claim: this delivery was not taken before. Now it is."""
    return hand.execute(_SEEN, {"p": author.id, "k": key, "a": at}).rowcount == 1


def turned(
    hand: Hand,
    room: Room,
    author: Author,
    key: str,
    at: int,
    decide: Decide,
    named: str | None,
    *,
    taken: bool = False,
) -> tuple[Decision, bool]:
    """The turn of someone whose row is locked. The second value tells that they were forgotten."""
    first = (
        hand.execute(_HEARD_NOW, {"p": author.id, "k": key}).rowcount == 1 if taken else fresh(hand, author, key, at)
    )
    shelves = shelves_of(hand, author, named)
    desk = desk_of(hand, author, shelves, seen=not first, lock=True)
    with _let_through(hand):
        decision = decide(desk)
        if not first:
            return decision, False
        for effect in decision.effects:
            if isinstance(effect, EraseAll):
                erase(hand, room, author, at, key, take_back=effect.take_back)
                return decision, True
        _save(hand, room, author, shelves, decision, at)
    return decision, False
