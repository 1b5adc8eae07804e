"""What can be looked at of the promises in a database that is in use: every row read, nothing changed, no word given back.

Rows are taken some people at a time, so that nobody waits for it and memory stays flat.
"""

from __future__ import annotations

import hmac
import json
import mmap
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, exists, func, literal, select, tuple_

from bot.consent import canonical
from bot.errors import StoreBroken
from bot.people import Who
from bot.ports import KNOWN_FOR
from storage.keeping import HAS_JOURNEY, IS_WRITTEN_TO, SEEN_FOR, SET_ASIDE, WORDLESS_FOR, risen
from storage.keys import DataKey, Sealed, place
from storage.post import OF_AUTHOR, letter_from
from storage.tables import check_ins, consents, journeys, letters, links, metadata, people, seen, tombstones, unheard
from storage.turns import UNREAD, Room, author_from, key_of, letter_place
from storage.unheard import KEPT_FOR
from storage.unheard import place_of as unheard_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Table

    from storage.hand import Hand, Row

BATCH: Final = 100
"""People in one look."""
_PAGE: Final = 500
_HOUR: Final = 3_600_000
_DAY: Final = 24 * _HOUR
_SHORTEST: Final = 10
"""Characters of a person's words that are looked for in the clear: shorter ones stand in our own ids by chance."""
_SAMPLES: Final = 400
"""Pieces of words that are looked for, a few of each person."""


@dataclass(slots=True)
class Look:
    """What was seen so far: counts under the names that `oops privacy check` knows."""

    counts: Counter[str] = field(default_factory=Counter)
    words: set[bytes] = field(default_factory=set, repr=False)
    """Pieces of people's words, which must stand nowhere in the clear. Only while looking."""


# ---------------------------------------------------------------------------------------------------- person by person

_SOME = select(people).where(people.c.id > bindparam("after")).order_by(people.c.id).limit(BATCH)
_JOURNEYS = select(journeys.c.id, journeys.c.body).where(journeys.c.person == bindparam("person"))
_UNHEARD = select(unheard.c.key, unheard.c.body).where(unheard.c.person == bindparam("person"))
_LETTERS = (
    select(
        letters,
        *OF_AUTHOR,
        literal(None).label("target_ref"),
        consents.c.hash.label("given"),
        consents.c.state.label("consented"),
    )
    .select_from(
        letters.join(people, people.c.id == letters.c.person).outerjoin(consents, consents.c.id == letters.c.consent)
    )
    .where(letters.c.person == bindparam("person"), letters.c.body.is_not(None))
)


def some_people(hand: Hand, room: Room, look: Look, after: str) -> str | None:
    """Look at some people, in the order of their rows. Gives the last one's row, None when there is no more."""
    rows = hand.execute(_SOME, {"after": after}).all()
    for row in rows:
        _one(hand, room, look, row)
    return rows[-1].id if rows else None


def _one(hand: Hand, room: Room, look: Look, row: Row) -> None:
    look.counts["people"] += 1
    look.counts["old_keys"] += row.key_id != room.ring.master.id
    look.counts["risen"] += risen(hand, room, row)
    try:
        key = key_of(room, row)
        author_from(room, row)
    except StoreBroken:
        look.counts["sealed"] += 1
        look.counts["shut"] += 1
        return
    bodies = [(place("people", row.id, "body", row.id), row.body)]
    bodies += [
        (place("journeys", each.id, "body", row.id), each.body)
        for each in hand.execute(_JOURNEYS, {"person": row.id}).all()
    ]
    bodies += [
        (unheard_place(each.key, row.id), each.body) for each in hand.execute(_UNHEARD, {"person": row.id}).all()
    ]
    theirs = hand.execute(_LETTERS, {"person": row.id}).all()
    for each in theirs:
        to = Who(each.to_platform, each.to_tenant, each.to_user)
        bodies.append((letter_place(each.id, row.id, to), each.body))
        if each.kind == "third" and each.act == "post" and each.state in {"held", "sending", "sent"}:
            look.counts["thirds"] += 1
            look.counts["unconsented"] += not _permitted(room, key, each)
    _open(look, key, bodies)


def _permitted(room: Room, key: DataKey, row: Row) -> bool:
    """Claim: its author permitted exactly these words to exactly this person, and has not taken it back."""
    if row.given is None or row.consented != "given":
        return False
    try:
        return hmac.compare_digest(row.given, key.mark(canonical(letter_from(room, row))))
    except StoreBroken:
        return False


def _open(look: Look, key: DataKey, bodies: list[tuple[bytes, bytes]]) -> None:
    """Every body opens in its place, and none in its neighbour's."""
    taken = 0
    for number, (about, sealed) in enumerate(bodies):
        look.counts["sealed"] += 1
        try:
            said = key.open(sealed, about).decode("utf-8", "surrogatepass")
            found = list(_strings(json.loads(said)))
        except UNREAD:
            look.counts["shut"] += 1
            continue
        for words in found if taken < 4 and len(look.words) < _SAMPLES else ():
            if len(words) >= _SHORTEST and " " in words:
                look.words.add(words.encode("utf-8", "replace"))
                taken += 1
        elsewhere = bodies[number - 1][0] if number else about + b"\0"
        look.counts["moved"] += 1
        try:
            key.open(sealed, elsewhere)
            look.counts["loose"] += 1
        except Sealed:
            pass


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


# ------------------------------------------------------------------------------------------------------- all the rows


def the_rest(hand: Hand, look: Look, now: int, keep: int) -> None:
    """Rows of nobody, rows past their time, and letters of which nobody knows. `now` and `keep` in milliseconds."""
    for table in (journeys, letters, consents, check_ins, seen, links, unheard):
        nobodys = ~exists().where(people.c.id == table.c.person)
        if table is letters:
            nobodys = nobodys & letters.c.person.is_not(None)
        look.counts["orphans"] += hand.execute(select(func.count()).select_from(table).where(nobodys)).scalar()
    limits = (
        (journeys, journeys.c.expires <= now - _HOUR),
        (seen, seen.c.at <= now - SEEN_FOR - _HOUR),
        (links, links.c.until <= now - _HOUR),
        (unheard, unheard.c.taken <= now - KEPT_FOR - _HOUR),
        (tombstones, tombstones.c.at <= now - KNOWN_FOR - _HOUR),
        (letters, letters.c.person.is_(None) & (letters.c.written <= now - WORDLESS_FOR - _HOUR)),
        (people, (people.c.last <= now - keep - _DAY - _HOUR) & ~HAS_JOURNEY & ~IS_WRITTEN_TO),
    )
    for table, late in limits:
        look.counts["kept"] += hand.execute(select(func.count()).select_from(table)).scalar()
        look.counts["overdue"] += hand.execute(select(func.count()).select_from(table).where(late)).scalar()
    lost = (letters.c.state == "sending") & (letters.c.attempted <= now - _HOUR)
    look.counts["lost"] = hand.execute(select(func.count()).select_from(letters).where(lost)).scalar()
    look.counts["parked"] = sum(hand.execute(each).scalar() for each in SET_ASIDE)


def pattern(words: Iterable[bytes]) -> re.Pattern[bytes] | None:
    """What finds any of these words."""
    wanted = sorted(words)
    return re.compile(b"|".join(map(re.escape, wanted))) if wanted else None


def files_with(files: Iterable[Path], words: re.Pattern[bytes]) -> int:
    """In how many files any of these words stands."""
    found = 0
    for path in files:
        with path.open("rb") as file:
            if path.stat().st_size:
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
                    found += words.search(held) is not None
    return found


def in_the_clear(hand: Hand, words: re.Pattern[bytes]) -> int:
    """In how many values of how ever many rows any of these words stands as it was typed."""
    return sum(_clear(hand, words, table) for table in metadata.sorted_tables)


def _clear(hand: Hand, words: re.Pattern[bytes], table: Table) -> int:
    found, names = 0, [column.name for column in table.primary_key.columns]
    page = select(table).order_by(*table.primary_key.columns).limit(bindparam("some"))
    later = page.where(tuple_(*table.primary_key.columns) > tuple_(*map(bindparam, names)))
    rows = hand.execute(page, {"some": _PAGE}).all()
    while rows:
        found += sum(words.search(value) is not None for row in rows for value in _bytes(row))
        last = {name: getattr(rows[-1], name) for name in names}
        rows = hand.execute(later, {"some": _PAGE, **last}).all()
    return found


def _bytes(row: Iterable[object]) -> Iterator[bytes]:
    for value in row:
        if isinstance(value, str):
            yield value.encode("utf-8", "surrogatepass")
        elif isinstance(value, bytes | memoryview):
            yield bytes(value)


__all__ = ["BATCH", "Look", "files_with", "in_the_clear", "pattern", "some_people", "the_rest"]
