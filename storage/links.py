"""Links: what a person asked to have, to be fetched once from our own page. A row is used up in the transaction that opens it.

The token is in the link and nowhere here: what stands in a row is its keyed hash, so that whoever reads the database can open
nothing. What a link is given for is sealed with the person's key, and what is fetched is composed when it is fetched.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import bindparam, delete, insert, select

from bot.ports import Opened
from storage.keeping import export_of
from storage.keys import place
from storage.tables import links, ms, people
from storage.turns import Room, author_from, author_of, desk_of, shelves_of, unsealed, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.people import Who
    from storage.hand import Hand

T = TypeVar("T")

MOST: Final = 5
"""Links that stand for one person at once; one more voids the one that would end first."""

_GIVE = insert(links)
_STANDS = select(links.c.until).where(links.c.hash == bindparam("mark"))
_OPENED = select(links).where(links.c.hash == bindparam("mark")).with_for_update()
_USED = delete(links).where(links.c.hash == bindparam("mark"))
_THEIRS = select(links.c.hash).where(links.c.person == bindparam("person")).order_by(links.c.until.desc(), links.c.hash)
_HOLDER = select(people).where(people.c.id == bindparam("person"))


def give(hand: Hand, room: Room, who: Who, what: str, journey: str, token: str, until: datetime) -> bool:
    """Keep that `token` opens `what` for this person until then. False for someone unknown."""
    author = author_of(hand, room, who, lock=True)  # locked, so that no link outlives someone who is forgotten just now
    if author is None:
        return False
    mark = _mark(room, token)
    sealed = author.key.seal(words({"what": what, "journey": journey}), _place(mark, author.id))
    hand.execute(_GIVE, {"hash": mark, "person": author.id, "until": ms(until), "body": sealed})
    others = [row.hash for row in hand.execute(_THEIRS, {"person": author.id}).all() if bytes(row.hash) != mark]
    for each in others[MOST - 1 :]:
        hand.execute(_USED, {"mark": each})
    return True


def stands(hand: Hand, room: Room, token: str, now: datetime) -> bool:
    """Claim: the token opens something now. It is not used up by asking."""
    row = hand.execute(_STANDS, {"mark": _mark(room, token)}).first()
    return row is not None and ms(now) < row.until


def opened(hand: Hand, room: Room, token: str, now: datetime, compose: Callable[[Opened], T]) -> T | None:
    """What `compose` makes of what the token opens; the token is used up by this, unless `compose` raises.

    None: no such token, or it is too old. Raises StoreBroken when the row or the person's words cannot be read.
    """
    mark = _mark(room, token)
    row = hand.execute(_OPENED, {"mark": mark}).first()
    if row is None or ms(now) >= row.until:
        return None
    hand.execute(_USED, {"mark": mark})
    holder = hand.execute(_HOLDER, {"person": row.person}).first()
    if holder is None:
        return None
    author = author_from(room, holder)
    what, journey = unsealed(row.body, author.key, _place(mark, author.id), tuple, _given_for)
    desk = desk_of(hand, author, shelves_of(hand, author, journey or None), seen=False, lock=False)
    return compose(Opened(what, journey, desk, partial(export_of, hand, room, author)))


def _given_for(raw: Any) -> tuple[str, ...]:
    return str(raw["what"]), str(raw["journey"])


def _mark(room: Room, token: str) -> bytes:
    return room.ring.tombstone("link", token)


def _place(mark: bytes, person: str) -> bytes:
    return place("links", mark.hex(), "body", person)
