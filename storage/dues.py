"""What comes due: check-ins whose hour has come, taken up many in a transaction, or set aside."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, literal, select, update

from bot.checkins import PRECEDENCE, CheckIn, Kind
from bot.people import Who
from bot.ports import Due, Taken
from storage.tables import check_ins, instant, letters, ms, people
from storage.turns import UNREAD, Room, Thrown, author_from, check_in_when, clear, turned
from storage.unheard import next_left

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.ports import DecideDue
    from storage.hand import Hand, Row

_COME = (check_ins.c.state == literal("set"), check_ins.c.due <= bindparam("now"))
_OF_PERSON = check_ins.join(people, people.c.id == check_ins.c.person)
_CHECK_IN = (
    check_ins.c.journey,
    check_ins.c.key.label("name"),
    check_ins.c.kind,
    check_ins.c.day,
    check_ins.c.at,
    check_ins.c.due,
)
_DUE = (
    select(*_CHECK_IN, people.c.platform, people.c.tenant, people.c.user)
    .select_from(_OF_PERSON)
    .where(*_COME)
    .order_by(check_ins.c.due)
    .limit(bindparam("limit"))
)
_ANY_DUE = select(literal(1)).select_from(_OF_PERSON).where(*_COME).limit(1)
# Whoever holds a person's row may take up what is promised to them. One who is busy elsewhere is passed by: another takes
# it up, or the next beat does.
_FIRST = (
    select(people, check_ins.c.due)
    .select_from(_OF_PERSON)
    .where(*_COME)
    .order_by(check_ins.c.due)
    .limit(bindparam("limit"))
    .with_for_update(of=people, skip_locked=True)
)
_ALL_OF_ONE = select(*_CHECK_IN, check_ins.c.state).where(check_ins.c.person == bindparam("person"))
_PARKED = {"state": "parked"}
_NEXT_CHECK_IN = select(func.min(check_ins.c.due)).where(check_ins.c.state == literal("set"))
_NEXT_LETTER = select(func.min(letters.c.ready)).where(letters.c.state == literal("held"))
_OF_WHOM = (
    select(people.c.id)
    .where(
        people.c.platform == bindparam("who_platform"),
        people.c.tenant == bindparam("who_tenant"),
        people.c.user == bindparam("who_user"),
    )
    .scalar_subquery()
)
_THIS = (check_ins.c.journey == bindparam("of_journey"), check_ins.c.key == bindparam("of_key"))
_PARK = update(check_ins).where(check_ins.c.person == _OF_WHOM, *_THIS, check_ins.c.due == bindparam("was_due"))
_SET_ASIDE = update(check_ins).where(check_ins.c.person == bindparam("of_person"), *_THIS)


def due(hand: Hand, now: datetime, limit: int) -> Sequence[Due]:
    """Check-ins whose instant has come, oldest first, and the more urgent kind first among equals."""
    found = [
        _due(row, Who(row.platform, row.tenant, row.user))
        for row in hand.execute(_DUE, {"now": ms(now), "limit": limit}).all()
    ]
    return sorted(found, key=_urgency)


def any_due(hand: Hand, now: datetime) -> bool:
    """Claim: some check-in's instant has come. One look at an index, no lock."""
    return hand.execute(_ANY_DUE, {"now": ms(now)}).first() is not None


def take_up(
    hand: Hand, room: Room, now: datetime, decide: DecideDue, without: Collection[Who], limit: int, within: float
) -> Sequence[Taken]:
    """One check-in each of some people: decided and saved, until `within` seconds are over. One that fails changes nothing.

    Of all that is due to a person the oldest comes first, and the more urgent among equals; the next one is for another time.
    """
    at, until, taken = ms(now), time.monotonic() + within, []
    people_due = {row.id: row for row in hand.execute(_FIRST, {"now": at, "limit": limit}).all()}
    for row in people_due.values():
        who = Who(row.platform, row.tenant, row.user)
        each = None if who in without else _most_urgent(hand, row.id, who, at)
        if each is None:
            continue
        taken.append(Taken(each, _wrong(hand, room, each, row, at, decide)))
        if time.monotonic() > until:
            break
    return taken


def _most_urgent(hand: Hand, person: str, who: Who, at: int) -> Due | None:
    """Which of a person's check-ins comes first. A row that says nothing is set aside at once."""
    found = []
    for row in hand.execute(_ALL_OF_ONE, {"person": person}).all():
        if row.state != "set" or row.due > at:
            continue
        try:
            found.append(_due(row, who))
        except UNREAD:
            hand.execute(_SET_ASIDE, {"of_person": person, "of_journey": row.journey, "of_key": row.name, **_PARKED})
    return min(found, key=_urgency, default=None)


def _wrong(hand: Hand, room: Room, each: Due, row: Row, at: int, decide: DecideDue) -> str:
    """Decide and save one check-in. The kind of what went wrong in it; nothing when it is saved."""
    try:
        with hand.apart():
            author = author_from(room, row)
            turned(hand, room, author, clear(each.delivery), at, partial(decide, each), each.journey)
    except Thrown as thrown:
        return type(thrown.error).__name__
    except hand.errors as error:
        if not isinstance(error, hand.refusals):
            raise
        return type(error).__name__
    except Exception as error:  # noqa: BLE001  whatever it is, it is this row's own, and the others go on
        return type(error).__name__
    return ""


def _due(row: Row, who: Who) -> Due:
    return Due(who, row.journey, CheckIn(Kind(row.kind), *check_in_when(row), row.name), instant(row.due))


def _urgency(each: Due) -> tuple[datetime, int, str]:
    return each.due, PRECEDENCE.index(each.check_in.kind), each.check_in.key


def next_due(hand: Hand) -> datetime | None:
    """The earliest instant of a check-in or a held letter, or at which words that wait are ours to hear."""
    found = (hand.execute(_NEXT_CHECK_IN).scalar(), hand.execute(_NEXT_LETTER).scalar(), next_left(hand))
    return min((instant(at) for at in found if at is not None), default=None)


def park(hand: Hand, each: Due) -> None:
    """Set aside a check-in that cannot be taken up, so that it stops no other."""
    who = {"who_platform": each.who.platform, "who_tenant": each.who.tenant, "who_user": each.who.user}
    row = {"of_journey": each.journey, "of_key": each.check_in.key, "was_due": ms(each.due)}
    hand.execute(_PARK, {**who, **row, **_PARKED})
