"""Words that were taken and are not heard yet: kept sealed from before the acknowledgement until the turn that hears them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from bot.codec import value
from bot.errors import StoreBroken
from bot.people import Who
from bot.ports import Unheard
from storage.keys import place
from storage.tables import ms, people, unheard
from storage.turns import UNREAD, UNREADABLE, WHO, Author, Room, arrived, author_of, clear, fresh, whose, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.people import Person
    from storage.hand import Hand, Row

LEASE: Final = 15_000
"""Milliseconds in which whoever took words hears them. After that another replica may, or we ourselves after a restart."""
LONGEST: Final = 3_600_000
"""The longest lease, in milliseconds: where a door is switched off, words are looked at so seldom."""
TRIES: Final = 4
"""How often words are tried again that could not be heard."""
KEPT_FOR: Final = 3 * 86_400_000
"""How long words are kept that nobody could hear, in milliseconds."""
BATCH: Final = 100
"""People in one look."""

_KEEP = insert(unheard)
_HERE = (unheard.c.person == bindparam("of_person"), unheard.c.due.is_not(None))
_THEIRS = select(unheard).where(*_HERE).order_by(unheard.c.seq)
_WAITING = (
    select(unheard.c.key)
    .select_from(unheard.join(people, people.c.id == unheard.c.person))
    .where(WHO, unheard.c.due.is_not(None))
)
_THIS = (*_HERE, unheard.c.key == bindparam("of_key"))
_TRIED = update(unheard).where(*_THIS).values(tries=unheard.c.tries + bindparam("more"))
_SET_ASIDE = update(unheard).where(*_HERE, unheard.c.tries >= bindparam("most")).values(due=None)
_THIS_ASIDE = update(unheard).where(*_THIS).values(due=None)
_LEFT_OVER = unheard.c.due <= bindparam("limit_at")
_ANY_LEFT = select(unheard.c.seq).where(_LEFT_OVER).limit(1)
_LEFT = (
    select(unheard.c.seq, unheard.c.taken, people.c.platform, people.c.tenant, people.c.user)
    .select_from(unheard.join(people, people.c.id == unheard.c.person))
    .where(_LEFT_OVER)
    .order_by(unheard.c.due, unheard.c.seq)
    .limit(BATCH)
    .with_for_update(of=unheard, skip_locked=True)
)
_LATER = update(unheard).where(unheard.c.seq == bindparam("this"))
_NEXT = select(func.min(unheard.c.due))
_OLD = delete(unheard).where(
    or_(
        unheard.c.taken <= bindparam("limit_at"),
        ~exists().where(people.c.id == unheard.c.person),  # whoever forgot them knew of no such table
    )
)


def take_in(hand: Hand, room: Room, person: Person, said: Unheard, now: datetime) -> bool:
    """Keep words until they are heard. False: they were taken before, or are from before the person was forgotten."""
    at, key = ms(now), clear(said.delivery)
    author, late = arrived(hand, room, person, key, at, said.dated)
    if author is None or late or not fresh(hand, author, key, at):
        return False
    sealed = author.key.seal(words(said), place_of(key, author.id))
    row = {"person": author.id, "key": key, "taken": at, "due": at + LEASE, "tries": 0, "body": sealed}
    hand.execute(_KEEP, row)
    return True


def of_person(hand: Hand, room: Room, who: Who, *, again: bool) -> Sequence[Unheard | None]:
    """A person's words that are still to be heard, in the order in which they came. `again`: it was tried before.

    What was tried too often is set aside, and what cannot be read with it: None for each of them.
    """
    author = author_of(hand, room, who, lock=again)
    if author is None:
        return []
    found: list[Unheard | None] = []
    if again:
        found += [None] * hand.execute(_SET_ASIDE, {"of_person": author.id, "most": TRIES}).rowcount
    for row in hand.execute(_THEIRS, {"of_person": author.id}).all():
        try:
            found.append(opened(author, row))
        except StoreBroken:
            if again:
                hand.execute(_LATER, {"this": row.seq, "due": None})
                found.append(None)
    return found


def waiting(hand: Hand, who: Who) -> Sequence[str]:
    """The deliveries of a person's words that are still to be heard. One look at an index."""
    return [row.key for row in hand.execute(_WAITING, whose(who)).all()]


def tried(hand: Hand, room: Room, who: Who, delivery: str, more: int) -> bool:
    """So many tries more to hear these words; fewer, where it was not the words but the database that could not be had.

    False: they wait no more.
    """
    author = author_of(hand, room, who, lock=True)
    row = {"of_key": clear(delivery), "more": more}
    return author is not None and hand.execute(_TRIED, {"of_person": author.id, **row}).rowcount == 1


def set_aside(hand: Hand, room: Room, who: Who, delivery: str) -> None:
    """Words that cannot be heard are not tried any more."""
    author = author_of(hand, room, who, lock=True)
    if author is not None:
        hand.execute(_THIS_ASIDE, {"of_person": author.id, "of_key": clear(delivery)})


def opened(author: Author, row: Row) -> Unheard:
    """Words in their row. Raises StoreBroken when they were altered, moved, or are not what they should be."""
    try:
        said = author.key.open(row.body, place_of(row.key, author.id))
        return value(Unheard, json.loads(said.decode("utf-8", "surrogatepass")))
    except UNREAD:
        wrong = StoreBroken(UNREADABLE)
    raise wrong


def any_left(hand: Hand, before: datetime) -> bool:
    """Claim: somebody's words wait whose lease ends before that. One look at an index."""
    return hand.execute(_ANY_LEFT, {"limit_at": ms(before)}).first() is not None


def left(hand: Hand, now: datetime, before: datetime) -> Sequence[Who]:
    """Some people whose words wait although their lease ends before that: ours to hear now, the oldest first.

    The new lease is as long as they have waited, an hour at most, so that what waits behind much else is not asked for again
    and again.
    """
    at, found = ms(now), []
    for row in hand.execute(_LEFT, {"limit_at": ms(before)}).all():
        hand.execute(_LATER, {"this": row.seq, "due": at + min(max(LEASE, at - row.taken), LONGEST)})
        found.append(Who(row.platform, row.tenant, row.user))
    return list(dict.fromkeys(found))


def next_left(hand: Hand) -> int | None:
    """The earliest end of a lease, in milliseconds since 1970."""
    found: int | None = hand.execute(_NEXT).scalar()
    return found


def sweep(hand: Hand, now: datetime) -> None:
    """Words that nobody could hear, and that are old enough; and those of nobody."""
    hand.execute(_OLD, {"limit_at": ms(now) - KEPT_FOR})


def place_of(key: str, person: str) -> bytes:
    """What words are bound to: their row, and whose they are."""
    return place("unheard", key, "body", person)
