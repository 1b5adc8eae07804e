"""What is kept, for how long, under which key: export, retention, rotation, and the house's own secrets."""

from __future__ import annotations

import contextlib
import hmac
import json
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, delete, exists, extract, func, insert, literal, or_, select, update

from bot.codec import FORMAT, READS, plain
from bot.errors import StoreBroken
from bot.journey import body
from bot.letters import Act
from bot.ports import KNOWN_FOR, Grave
from storage.keys import Master, Ring, Sealed, place
from storage.post import OF_AUTHOR, letter_from
from storage.tables import (
    check_ins,
    consents,
    house,
    instant,
    journeys,
    letters,
    links,
    ms,
    people,
    seen,
    tenants,
    tombstones,
    unheard,
)
from storage.turns import NEWER, Author, Room, author_from, author_of, erase, forget, journey_from
from storage.unheard import opened, sweep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.letters import Piece
    from bot.people import Person, Who
    from storage.hand import Hand, Row

_DAY: Final = 86_400_000
SEEN_FOR: Final = 3 * _DAY
WORDLESS_FOR: Final = _DAY
BATCH: Final = 100
"""People in one transaction of a long work, so that nobody waits for it."""

_NOTE: Final = "note:"
_SPENT: Final = "spent:"
_HOUSE_KEY: Final = "secret:tombstones"
_MIN_READER: Final = "min_reader"
"""Under this note stands the latest format of a journey that was ever written here; none stands for the first."""

# ---------------------------------------------------------------------------------------------------------- the secrets

_VALUE = select(house.c.value, house.c.key_id).where(house.c.name == bindparam("called"))
_SET = update(house).where(house.c.name == bindparam("called"))
_ADD = insert(house)


def ring_in(hand: Hand, master: Master) -> Ring | None:
    """The keys at work, when the master key fits this database; None when the house has no secret yet."""
    row = hand.execute(_VALUE, {"called": _HOUSE_KEY}).first()
    if row is None:
        return None
    try:
        return Ring(master, master.unwrap(row.value, row.key_id or "", place("house", _HOUSE_KEY, "value", "")))
    except Sealed:
        wrong = StoreBroken(
            "OOPS_MASTER_KEY is not the key that this database was written with; give that one, "
            "or add it to OOPS_MASTER_KEYS_OLD."
        )
    raise wrong


def ring_made(hand: Hand, master: Master) -> Ring:
    """The same, and the secret is made when there is none."""
    found = ring_in(hand, master)
    if found is not None:
        return found
    secret = secrets.token_bytes(32)
    wrapped = master.wrap(secret, place("house", _HOUSE_KEY, "value", ""))
    hand.execute(_ADD, {"name": _HOUSE_KEY, "value": wrapped, "key_id": master.id})
    return Ring(master, secret)


def may_start(hand: Hand) -> bool:
    """Claim: what is written here is no newer than what will be. Raises StoreBroken when some of it could not be read."""
    written = int(recall(hand, _MIN_READER) or "1")
    if written > READS:
        raise StoreBroken(NEWER)
    return written >= FORMAT


def started(hand: Hand) -> None:
    """From here on this release's format is written: an older one that cannot read it does not start here any more."""
    if not may_start(hand):
        remember(hand, _MIN_READER, str(FORMAT))


def remember(hand: Hand, name: str, text: str) -> None:
    """Keep a small value that is nobody's secret."""
    value = text.encode()
    if not hand.execute(_SET, {"called": _NOTE + name, "value": value}).rowcount:
        hand.execute(_ADD, {"name": _NOTE + name, "value": value, "key_id": None})


def recall(hand: Hand, name: str) -> str | None:
    """The small value again."""
    row = hand.execute(_VALUE, {"called": _NOTE + name}).first()
    return None if row is None else bytes(row.value).decode()


_VALUE_LOCKED = _VALUE.with_for_update()


def spend(hand: Hand, tenant: str, day: date, count: int) -> int:
    """Add to what a tenant has spent of its day, and give back how much that is now. A later day begins anew."""
    called = _SPENT + tenant
    row = hand.execute(_VALUE_LOCKED if count else _VALUE, {"called": _NOTE + called}).first()
    on, used = bytes(row.value).decode().split() if row is not None else (day.isoformat(), "0")
    now = (int(used) if on >= day.isoformat() else 0) + count
    if count:
        remember(hand, called, f"{max(on, day.isoformat())} {now}")
    return now


# ------------------------------------------------------------------------------------------------------------- rotation

_STALE = select(people).where(people.c.key_id != bindparam("now")).limit(BATCH).with_for_update(skip_locked=True)
_REWRAP = update(people).where(people.c.id == bindparam("row"))
_STALE_TENANTS = select(tenants).where(tenants.c.key_id != bindparam("now")).limit(BATCH).with_for_update()
_REWRAP_TENANT = update(tenants).where(
    tenants.c.platform == bindparam("on_platform"), tenants.c.tenant == bindparam("of_tenant")
)


def rotate(hand: Hand, room: Room) -> int:
    """Wrap some keys anew under the present master key. Says how many; 0 when all are done."""
    master = room.ring.master
    done = 0
    for row in hand.execute(_STALE, {"now": master.id}).all():
        fresh = _rewrapped(master, row.key, row.key_id, place("people", row.id, "key", row.id))
        hand.execute(_REWRAP, {"row": row.id, "key": fresh, "key_id": master.id})
        room.ring.forget(row.id)
        done += 1
    for row in hand.execute(_STALE_TENANTS, {"now": master.id}).all():
        fresh = _rewrapped(master, row.tokens, row.key_id, place("tenants", row.tenant, "tokens", row.platform))
        where = {"on_platform": row.platform, "of_tenant": row.tenant}
        hand.execute(_REWRAP_TENANT, {**where, "tokens": fresh, "key_id": master.id})
        done += 1
    secret = hand.execute(_VALUE, {"called": _HOUSE_KEY}).one()
    if secret.key_id != master.id:
        fresh = _rewrapped(master, secret.value, secret.key_id, place("house", _HOUSE_KEY, "value", ""))
        hand.execute(_SET, {"called": _HOUSE_KEY, "value": fresh, "key_id": master.id})
        done += 1
    return done


def _rewrapped(master: Master, wrapped: bytes, key_id: str, about: bytes) -> bytes:
    try:
        return master.wrap(master.unwrap(wrapped, key_id, about), about)
    except Sealed:
        wrong = StoreBroken("A key does not open with any master key given; add the old one to OOPS_MASTER_KEYS_OLD.")
    raise wrong


# -------------------------------------------------------------------------------------------------------------- tenants

_TENANT = and_(tenants.c.platform == bindparam("on_platform"), tenants.c.tenant == bindparam("of_tenant"))
_TOKENS = select(tenants.c.tokens, tenants.c.key_id).where(_TENANT)
_PLATFORMS = select(tenants.c.platform).where(tenants.c.tenant == bindparam("of_tenant"))
_INSTALLED = select(tenants.c.tenant).where(tenants.c.platform == bindparam("on_platform")).order_by(tenants.c.tenant)
_THERE = select(people).where(people.c.platform == bindparam("on_platform"), people.c.tenant == bindparam("of_tenant"))
_UNINSTALL = delete(tenants).where(_TENANT)
_INSTALL = insert(tenants)
_REDEEMED: Final = "once:"
"""Under this note stands, by its signature, what came back, until it would be too old anyway."""
_ALL_REDEEMED = select(house.c.name, house.c.value).where(house.c.name.like(literal(f"{_NOTE}{_REDEEMED}%")))
_UNNOTE = delete(house).where(house.c.name == bindparam("called"))


def tokens(hand: Hand, room: Room, platform: str, tenant: str) -> dict[str, str] | None:
    """A tenant's own tokens. Raises StoreBroken when no master key fits."""
    row = hand.execute(_TOKENS, {"on_platform": platform, "of_tenant": tenant}).first()
    if row is None or row.tokens is None:
        return None
    try:
        sealed = room.ring.master.unwrap(row.tokens, row.key_id, place("tenants", tenant, "tokens", platform))
    except Sealed:
        wrong = StoreBroken(
            "A workspace's token does not open with this OOPS_MASTER_KEY; give the right one, or an old one too."
        )
    else:
        opened: dict[str, str] = json.loads(sealed)
        return opened
    raise wrong


def keep_tokens(hand: Hand, room: Room, platform: str, tenant: str, kept: dict[str, str]) -> None:
    """Keep a tenant's own tokens, sealed; the old ones go."""
    master = room.ring.master
    sealed = master.wrap(json.dumps(kept).encode(), place("tenants", tenant, "tokens", platform))
    hand.execute(_UNINSTALL, {"on_platform": platform, "of_tenant": tenant})
    hand.execute(_INSTALL, {"platform": platform, "tenant": tenant, "tokens": sealed, "key_id": master.id})


def installed(hand: Hand, platform: str) -> list[str]:
    """Every tenant of a platform that has tokens here."""
    return [row.tenant for row in hand.execute(_INSTALLED, {"on_platform": platform}).all()]


def contacts(hand: Hand, room: Room, platform: str, tenant: str) -> list[Person]:
    """Everyone of a tenant who has an address. One whose row cannot be read is left out."""
    found = []
    for row in hand.execute(_THERE, {"on_platform": platform, "of_tenant": tenant}).all():
        try:
            person = author_from(room, row).person
        except StoreBroken:
            continue
        if person.address is not None:
            found.append(person)
    return found


def promise(room: Room, until: datetime) -> str:
    """A mark that may come back once, until then. It is signed, and stands nowhere before it does."""
    told = f"{ms(until)}.{secrets.token_urlsafe(32)}"
    return f"{told}.{_sign(room, told)}"


def promised(room: Room, mark: str, now: datetime) -> bool:
    """Claim: the mark was promised and is in time. Any text may be asked about."""
    told, _, sign = mark.rpartition(".")
    if not hmac.compare_digest(_sign(room, told).encode(), sign.encode("utf-8", "surrogatepass")):
        return False
    return ms(now) <= int(told.partition(".")[0])


def redeem(hand: Hand, mark: str) -> bool:
    """Claim: this mark, which was promised, is here for the first time. It is used up by this."""
    until, _, sign = mark.split(".")
    name = _REDEEMED + sign
    if recall(hand, name) is not None:
        return False
    # an insert, and no `remember`: of two who bring it at once, one finds the other's row
    hand.execute(_ADD, {"name": _NOTE + name, "value": until.encode(), "key_id": None})
    return True


def _sign(room: Room, told: str) -> str:
    return room.ring.tombstone("once", told).hex()


# --------------------------------------------------------------------------------------------------------------- export


def export(hand: Hand, room: Room, who: Who) -> dict[str, object]:
    """All that forgetting this person would remove, as plain JSON values; empty for someone unknown."""
    author = author_of(hand, room, who, lock=False)
    return {} if author is None else export_of(hand, room, author)


def export_of(hand: Hand, room: Room, author: Author) -> dict[str, object]:
    """The same for someone whose row is open. Links and unheard words are named only where there are some: a terminal has none."""
    standing = [
        {"until": _iso(row.until)}
        for row in hand.execute(
            select(links.c.until).where(links.c.person == author.id).order_by(links.c.until, links.c.hash)
        ).all()
    ]
    waiting = [
        {**plain(opened(author, row)), "at": _iso(row.taken)}
        for row in hand.execute(select(unheard).where(unheard.c.person == author.id).order_by(unheard.c.seq)).all()
    ]
    return {
        "person": plain(author.person),
        "journeys": _journeys(hand, author),
        "letters": _letters(hand, room, author),
        "consents": [
            {
                "journey": row.journey,
                "letter": row.letter,
                "at": _iso(row.at),
                "state": row.state,
                "hash": bytes(row.hash).hex(),
            }
            for row in hand.execute(
                select(consents).where(consents.c.person == author.id).order_by(consents.c.id)
            ).all()
        ],
        "check_ins": [
            {
                "journey": row.journey,
                "key": row.key,
                "kind": row.kind,
                "day": row.day,
                "at": row.at,
                "due": _iso(row.due),
            }
            for row in hand.execute(
                select(check_ins)
                .where(check_ins.c.person == author.id)
                .order_by(check_ins.c.due, check_ins.c.journey, check_ins.c.key)
            ).all()
        ],
        "deliveries": [
            {"key": row.key, "at": _iso(row.at)}
            for row in hand.execute(
                select(seen).where(seen.c.person == author.id).order_by(seen.c.at, seen.c.key)
            ).all()
        ],
        **({"links": standing} if standing else {}),
        **({"unheard": waiting} if waiting else {}),
    }


def _iso(at: int | None) -> str | None:
    return None if at is None else instant(at).isoformat()


def _journeys(hand: Hand, author: Author) -> list[object]:
    rows = hand.execute(select(journeys).where(journeys.c.person == author.id).order_by(journeys.c.number)).all()
    return [
        {**body(journey_from(author, row)), "changed": _iso(row.changed), "expires": _iso(row.expires)} for row in rows
    ]


def _letters(hand: Hand, room: Room, author: Author) -> list[object]:
    wanted = (
        select(
            letters,
            *OF_AUTHOR,
            literal(None).label("target_ref"),
        )
        .select_from(letters.join(people, people.c.id == letters.c.person))
        .where(letters.c.person == author.id)
        .order_by(letters.c.seq)
    )
    words: dict[str, tuple[Piece, ...]] = {}
    found: list[object] = []
    for row in hand.execute(wanted).all():
        letter = letter_from(room, row)
        entry = {**plain(letter), "written": _iso(row.written), "code": row.code}
        del entry["consent"]  # the row's number counts everybody's; the consent itself stands beside, by its letter
        if letter.act is Act.EDIT and words.get(letter.target or "") == letter.reply.pieces:
            del entry["reply"]  # only the buttons went; the words stand above
        words[letter.id] = letter.reply.pieces
        found.append(entry)
    return found


# ------------------------------------------------------------------------------------------------------------ retention

_promise_open = exists().where(
    check_ins.c.person == journeys.c.person,
    check_ins.c.journey == journeys.c.id,
    check_ins.c.due > bindparam("limit_at"),
)
_EXPIRED = (
    select(journeys.c.person, journeys.c.id)
    .where(journeys.c.expires <= bindparam("now"), ~_promise_open)
    .order_by(journeys.c.expires)
    .limit(BATCH)
)
_HOLDER = select(people).where(people.c.id == bindparam("row")).with_for_update(skip_locked=True)
_OLD_JOURNEY = (
    delete(check_ins).where(check_ins.c.person == bindparam("row"), check_ins.c.journey == bindparam("called")),
    delete(consents).where(consents.c.person == bindparam("row"), consents.c.journey == bindparam("called")),
    delete(letters).where(letters.c.person == bindparam("row"), letters.c.journey == bindparam("called")),
)
_OLD_BODY = delete(journeys).where(
    journeys.c.person == bindparam("row"), journeys.c.id == bindparam("called"), journeys.c.expires <= bindparam("now")
)
HAS_JOURNEY: Final = exists().where(journeys.c.person == people.c.id)
IS_WRITTEN_TO: Final = (
    exists().where(  # what was sent to them can still be taken back, and an answer is still to be had
        letters.c.to_user == people.c.user,
        letters.c.to_tenant == people.c.tenant,
        letters.c.to_platform == people.c.platform,
        or_(letters.c.person.is_(None), letters.c.person != people.c.id),
    )
)
_GONE_QUIET = (
    select(people)
    .where(people.c.last <= bindparam("limit_at"), ~HAS_JOURNEY, ~IS_WRITTEN_TO)
    .order_by(people.c.last)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
)
_OLD_LETTERS = delete(letters).where(
    or_(
        and_(letters.c.person.is_(None), letters.c.written <= bindparam("wordless_at")),
        and_(letters.c.journey == literal(""), letters.c.written <= bindparam("limit_at")),
    )
)
_OLD_SEEN = delete(seen).where(seen.c.at <= bindparam("limit_at"))
_OLD_LINKS = delete(links).where(links.c.until <= bindparam("limit_at"))
_OLD_TOMBSTONES = delete(tombstones).where(tombstones.c.at <= bindparam("limit_at"))
_OF_TENANT = select(people).where(people.c.tenant == bindparam("of")).limit(BATCH).with_for_update()


def sweep_small(hand: Hand, room: Room, now: datetime) -> None:
    """Deliveries, links, words that nobody could hear, tombstones and wordless letters that are old enough."""
    at = ms(now)
    hand.execute(_OLD_LINKS, {"limit_at": at})
    hand.execute(_OLD_SEEN, {"limit_at": at - SEEN_FOR})
    hand.execute(_OLD_TOMBSTONES, {"limit_at": at - KNOWN_FOR})
    sweep(hand, now)
    hand.execute(_OLD_LETTERS, {"wordless_at": at - WORDLESS_FOR, "limit_at": at - room.keep})
    for row in hand.execute(_ALL_REDEEMED).all():
        if int(bytes(row.value)) < at:
            hand.execute(_UNNOTE, {"called": row.name})


def sweep_journeys(hand: Hand, room: Room, now: datetime) -> int:
    """Remove some journeys whose time is over, with all that belongs to them. Says how many."""
    at = ms(now)
    gone = 0
    for each in hand.execute(_EXPIRED, {"now": at, "limit_at": at - room.keep}).all():
        if hand.execute(_HOLDER, {"row": each.person}).first() is None:
            continue  # busy in a turn of their own: the next sweep comes soon
        if hand.execute(_OLD_BODY, {"row": each.person, "called": each.id, "now": at}).rowcount:
            for statement in _OLD_JOURNEY:
                hand.execute(statement, {"row": each.person, "called": each.id})
            gone += 1
    return gone


def sweep_people(hand: Hand, room: Room, now: datetime) -> int:
    """Remove some people who have no journey left, to whom nobody's letter went, and who have been quiet for as long.

    Says how many.
    """
    rows = hand.execute(_GONE_QUIET, {"limit_at": ms(now) - room.keep}).all()
    for row in rows:
        forget(hand, room, row.id)
    return len(rows)


def purge(hand: Hand, room: Room, tenant: str, now: datetime, said: datetime | None = None) -> int:
    """Forget some people of a tenant, and its tokens. Says how many people; 0 when all are gone.

    Nobody goes when it was installed again after this was `said`: it came late, and is about an earlier installation.
    """
    if said is not None and _installed_after(hand, room, tenant, said):
        return 0
    rows = hand.execute(_OF_TENANT, {"of": tenant}).all()
    for row in rows:
        try:
            erase(hand, room, author_from(room, row), ms(now), "", take_back=False)
        except StoreBroken:
            forget(hand, room, row.id)
    hand.execute(delete(tenants).where(tenants.c.tenant == tenant))
    hand.execute(_UNNOTE, {"called": f"{_NOTE}{_SPENT}{tenant}"})
    return len(rows)


def _installed_after(hand: Hand, room: Room, tenant: str, said: datetime) -> bool:
    """Claim: what is kept of an installation names an instant later than this one. What does not open names none."""
    for row in hand.execute(_PLATFORMS, {"of_tenant": tenant}).all():
        with contextlib.suppress(StoreBroken):
            at = (tokens(hand, room, row.platform, tenant) or {}).get("installed")
            if at is not None and said < datetime.fromisoformat(at):
                return True
    return False


_GRAVES = select(tombstones).order_by(tombstones.c.at, tombstones.c.who)
_DEATHS = select(func.count(), func.coalesce(func.max(tombstones.c.at), 0)).select_from(tombstones)
_GRAVE = select(tombstones.c.at).where(tombstones.c.who == bindparam("mark"))
_DIG = delete(tombstones).where(tombstones.c.who == bindparam("mark"))
_BURY = insert(tombstones)
_SOME = select(people).where(people.c.id > bindparam("from_row")).order_by(people.c.id).limit(BATCH).with_for_update()


def _house(room: Room) -> str:
    return room.ring.tombstone("house").hex()[:16]


def graves(hand: Hand, room: Room) -> list[Grave]:
    """Every tombstone, as it can be kept elsewhere."""
    house = _house(room)
    return [Grave(bytes(row.who), row.at, bytes(row.delivery), house) for row in hand.execute(_GRAVES).all()]


def deaths(hand: Hand) -> tuple[int, int]:
    """How many tombstones there are, and when the last was set."""
    count, last = hand.execute(_DEATHS).one()
    return count, last


def set_graves(hand: Hand, room: Room, given: Sequence[Grave]) -> None:
    """Set the tombstones that are not here. Raises StoreBroken when they belong to another database."""
    if any(each.house != _house(room) for each in given):
        raise StoreBroken(
            "These tombstones belong to another database; name this one's file in OOPS_TOMBSTONES, or a new one."
        )
    for each in given:
        there = hand.execute(_GRAVE, {"mark": each.who}).scalar()
        if there is None or there < each.at:
            hand.execute(_DIG, {"mark": each.who})
            hand.execute(_BURY, {"who": each.who, "at": each.at, "delivery": each.delivery})


def risen(hand: Hand, room: Room, row: Row) -> bool:
    """Claim: this person has a tombstone that was set after they came. Who came back by themselves since is someone new."""
    mark = room.ring.tombstone("who", row.platform, row.tenant, row.user)
    at = hand.execute(_GRAVE, {"mark": mark}).scalar()
    return at is not None and bool(row.after < at)


def bury_some(hand: Hand, room: Room, after: str) -> tuple[str | None, int]:
    """Delete again who is here and has a tombstone, some people at a time. Gives the last row looked at, and how many went."""
    rows, gone = hand.execute(_SOME, {"from_row": after}).all(), 0
    for row in rows:
        if risen(hand, room, row):
            forget(hand, room, row.id)
            gone += 1
    return (rows[-1].id if rows else None), gone


_TIME = select(extract("epoch", func.clock_timestamp()))


def time_there(hand: Hand) -> datetime:
    """The time of the PostgreSQL server."""
    return instant(round(hand.execute(_TIME).scalar() * 1000))


SET_ASIDE: Final = (
    select(func.count()).select_from(check_ins).where(check_ins.c.state == literal("parked")),
    select(func.count()).select_from(unheard).where(unheard.c.due.is_(None)),
)
"""What could not be heard, and waits for nobody."""
COUNTED: Final = {
    **{
        table.name: (select(func.count()).select_from(table),)
        for table in (people, journeys, letters, check_ins, consents, links, seen, unheard, tombstones)
    },
    "parked": SET_ASIDE,
}
"""How many rows each table has, and how many check-ins and words are set aside. Numbers only, for metrics and checks."""


def count(hand: Hand, name: str) -> int:
    """One of these numbers. It takes the longer the more rows there are."""
    return sum(hand.execute(each).scalar() for each in COUNTED[name])
