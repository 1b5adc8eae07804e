"""The tables. What stands in `sealed` columns is ciphertext; platform ids, instants, states and counts are clear.

    tenants     an organisation's own tokens              tombstones  who was forgotten, as an HMAC, for 30 days
    people      one row a person, with their data key     seen        deliveries taken, for 3 days
    journeys    one sealed body each                      check_ins   promises to come back
    letters     words on their way                        consents    which letter may go to whom
    links       what may be fetched once, on our own page unheard     words that were taken, until they are heard
    house       secrets and small values of our own

Instants are milliseconds since 1970, UTC. An id is given by whoever made the value; a person's is drawn here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    literal,
    or_,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

metadata = MetaData()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def ms(instant: datetime) -> int:
    """An aware instant as it stands in a row; what is finer than a millisecond is cut."""
    return (instant - _EPOCH) // _MS


def instant(at: int) -> datetime:
    """The instant that `ms` wrote."""
    return _EPOCH + at * _MS


def one_of(column: ColumnElement[Any], *values: str) -> ColumnElement[bool]:
    """Claim: the column holds one of these. A list of a fixed length, so that the statement is compiled once."""
    return or_(*(column == literal(value) for value in values))


_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A counting key: SQLite counts only in a column declared INTEGER."""

tenants = Table(
    "tenants",
    metadata,
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("tokens", LargeBinary),
    Column("key_id", Text),
    PrimaryKeyConstraint("platform", "tenant", name="tenants_key"),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("after", BigInteger, nullable=False),  # a delivery dated before this belongs to someone who was forgotten
    Column("last", BigInteger, nullable=False),  # the day of the last turn, for retention
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("id", name="people_key"),
    UniqueConstraint("platform", "tenant", "user", name="people_who"),
    Index("people_key_id", "key_id"),
    Index("people_last", "last"),
)

journeys = Table(
    "journeys",
    metadata,
    Column("person", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("format", Integer, nullable=False),
    Column("number", Integer, nullable=False),  # the person's first journey, second, …
    Column("begun", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("closed", BigInteger),
    Column("spoke", BigInteger, nullable=False),  # the person's last word
    Column("came", BigInteger, nullable=False),  # the latest promised check-in that has come
    Column("promised", BigInteger, nullable=False),  # the latest that is still to come
    Column("expires", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("person", "id", name="journeys_key"),
    Index("journeys_expires", "expires"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", _NUMBER, nullable=False),
    Column("person", Text, nullable=False),
    Column("journey", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # given, void
    PrimaryKeyConstraint("id", name="consents_key"),
    UniqueConstraint("letter", name="consents_letter"),
    Index("consents_person", "person", "journey"),
    sqlite_autoincrement=True,
)

letters = Table(
    "letters",
    metadata,
    Column("seq", _NUMBER, nullable=False),
    Column("id", Text, nullable=False),
    Column("person", Text),  # the author; empty once they are forgotten and only the taking back is left
    Column("journey", Text, nullable=False),
    Column("to_platform", Text, nullable=False),
    Column("to_tenant", Text, nullable=False),
    Column("to_user", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("written", BigInteger, nullable=False),
    Column("ready", BigInteger, nullable=False),  # not before; equal to `written` when it may go at once
    Column("not_after", BigInteger),
    Column("target", Text),
    Column("ref", Text),
    Column("consent", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("attempted", BigInteger),
    Column("code", Text),  # why it failed
    Column("news", Integer, nullable=False),  # 1: its author is still to be told
    Column("body", LargeBinary),
    PrimaryKeyConstraint("seq", name="letters_key"),
    UniqueConstraint("id", name="letters_id"),
    Index("letters_state", "state", "ready"),
    Index("letters_to", "to_user", "to_tenant", "state"),
    Index("letters_person", "person", "journey", "kind"),
    Index("letters_news", "news", "seq"),
    sqlite_autoincrement=True,
)

check_ins = Table(
    "check_ins",
    metadata,
    Column("person", Text, nullable=False),
    Column("journey", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # set, parked
    PrimaryKeyConstraint("person", "journey", "key", name="check_ins_key"),
    Index("check_ins_due", "state", "due"),
)

seen = Table(
    "seen",
    metadata,
    Column("person", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("person", "key", name="seen_key"),
    Index("seen_at", "at"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("hash", LargeBinary, nullable=False),  # the HMAC of the token: the token itself stands in the link alone
    Column("person", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),  # what it is given for
    PrimaryKeyConstraint("hash", name="links_key"),
    Index("links_person", "person"),
    Index("links_until", "until"),
)

unheard = Table(
    "unheard",
    metadata,
    Column("seq", _NUMBER, nullable=False),  # the order in which they came
    Column("person", Text, nullable=False),
    Column("key", Text, nullable=False),  # the delivery
    Column("taken", BigInteger, nullable=False),
    Column("due", BigInteger),  # when whoever took them is thought to be gone; empty once they are set aside
    Column("tries", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("seq", name="unheard_key"),
    UniqueConstraint("person", "key", name="unheard_delivery"),
    Index("unheard_due", "due"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("who", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("delivery", LargeBinary, nullable=False),  # the HMAC of the delivery that asked for it
    PrimaryKeyConstraint("who", name="tombstones_key"),
    Index("tombstones_at", "at"),
)

house = Table(
    "house",
    metadata,
    Column("name", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("key_id", Text),  # the master key that wraps a secret; empty for a small value in the clear
    PrimaryKeyConstraint("name", name="house_key"),
)
