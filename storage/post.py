"""The letters' way out: claimed, settled, looked after; and what is news."""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from sqlalchemy import and_, bindparam, delete, exists, func, literal, not_, or_, select, update

from bot.consent import canonical
from bot.errors import StoreBroken
from bot.letters import (
    Later,
    Letter,
    LetterState,
    Outcome,
    Refused,
    Reply,
    Sent,
    Unsure,
)
from bot.people import Who
from bot.ports import News
from storage.keys import DataKey
from storage.tables import consents, instant, letters, ms, one_of, people, seen
from storage.turns import UNREAD, UNREADABLE, Room, clear, letter_as, letter_words, whose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.hand import Hand, Row

_IN_FLIGHT: Final = 15_000
"""Milliseconds for which a letter just given to its platform keeps its conversation: longer than one POST may take."""
_NOBODY: Final = Reply(())

_target = letters.alias("target")
_earlier = letters.alias("earlier")

OF_AUTHOR: Final = (people.c.platform, people.c.tenant, people.c.user, people.c.key, people.c.key_id)
"""What a letter's row says of its author, so that it can be opened."""

_LETTER = select(
    letters,
    *OF_AUTHOR,
    _target.c.ref.label("target_ref"),
    _target.c.state.label("target_state"),
).select_from(
    letters.outerjoin(people, people.c.id == letters.c.person).outerjoin(_target, _target.c.id == letters.c.target)
)

_BY_ID = _LETTER.where(letters.c.id == bindparam("letter_id"))

_TO = and_(
    letters.c.to_user == bindparam("user"),
    letters.c.to_tenant == bindparam("tenant"),
    letters.c.to_platform == bindparam("platform"),
)

_SHOWN = (
    _LETTER.where(
        _TO,
        letters.c.state == literal("sent"),
        one_of(letters.c.act, "post", "edit"),
        letters.c.person.is_not(None),
    )
    .order_by(letters.c.seq)
    .offset(bindparam("since"))
    .limit(bindparam("limit"))
)

# By when it was shown, or is being shown: a note may have been written long before that.
_NEWEST = (
    _LETTER.where(
        _TO,
        or_(
            one_of(letters.c.state, "sent", "sending", "unknown"),
            and_(letters.c.state == literal("held"), letters.c.attempts > 0),
        ),
        letters.c.act == literal("post"),
        letters.c.person.is_not(None),
    )
    .order_by(func.coalesce(letters.c.attempted, letters.c.written).desc(), letters.c.seq.desc())
    .limit(1)
)
_PASSED_ON = (
    select(literal(1))
    .select_from(letters.join(seen, and_(seen.c.person == letters.c.person, seen.c.key == bindparam("delivery"))))
    .where(_TO, letters.c.kind == literal("third"), letters.c.act == literal("post"))
    .limit(1)
)

_UNSETTLED = _LETTER.where(letters.c.state == literal("sending"), letters.c.attempted < bindparam("before")).order_by(
    letters.c.seq
)

# A letter waits for what stands before it in its conversation: an older post that may go now, was turned away, or is on
# its way this moment; an older change of the same post; an older home.
_WAITS = exists().where(
    _earlier.c.to_user == letters.c.to_user,
    _earlier.c.to_tenant == letters.c.to_tenant,
    _earlier.c.to_platform == letters.c.to_platform,
    _earlier.c.seq < letters.c.seq,
    or_(
        and_(
            _earlier.c.state == literal("held"),
            or_(_earlier.c.ready <= bindparam("now"), _earlier.c.attempts > 0),
        ),
        and_(
            _earlier.c.state == literal("sending"),
            _earlier.c.code.is_(None),
            _earlier.c.attempted.between(bindparam("flying"), bindparam("now")),
        ),
    ),
    or_(
        _earlier.c.act == literal("post"),
        _earlier.c.target == letters.c.target,
        and_(_earlier.c.act == literal("home"), letters.c.act == literal("home")),
    ),
)
_READY = (
    _LETTER.where(
        letters.c.state == literal("held"),
        letters.c.ready <= bindparam("now"),
        or_(_target.c.state.is_(None), not_(one_of(_target.c.state, "held", "sending"))),
        ~_WAITS,
    )
    .order_by(letters.c.seq)
    .limit(bindparam("limit"))
    .with_for_update(of=letters, skip_locked=True)
)
_ANY_READY = select(literal(1)).where(letters.c.state == literal("held"), letters.c.ready <= bindparam("now")).limit(1)

_CONSENT = select(consents.c.hash).where(
    consents.c.id == bindparam("consent"),
    consents.c.letter == bindparam("letter_id"),
    consents.c.person == bindparam("person_id"),
    consents.c.state == literal("given"),
)
_VOID = update(consents).where(consents.c.letter == bindparam("letter_id")).values(state="void")
_TAKE = (
    update(letters)
    .where(letters.c.seq == bindparam("row"))
    .values(state="sending", attempts=letters.c.attempts + 1, code=None)
)
_STOP = update(letters).where(letters.c.seq == bindparam("row"))

_SENDING = and_(letters.c.id == bindparam("letter_id"), letters.c.state == literal("sending"))
_SETTLE = (
    update(letters)
    .where(_SENDING)
    .returning(letters.c.seq, letters.c.person, letters.c.act, letters.c.kind, letters.c.target)
)
_SAID = (
    update(letters)
    .where(_SENDING, one_of(letters.c.kind, "reply", "check_in"), one_of(letters.c.act, "post", "edit"))
    .values(state="sent", code=None)
)
"""An author's own letter has arrived: nothing follows from that, so nothing need be known of its row."""
_PUT_BACK = update(letters).where(_SENDING, letters.c.attempts == bindparam("tries")).values(state="held", code=None)
_IS_NEWS = update(letters).where(letters.c.seq == bindparam("row")).values(news=1)
_GONE = (
    update(letters)
    .where(letters.c.id == bindparam("letter_id"), letters.c.state == literal("sent"))
    .values(state="withdrawn")
)
_WORKED_OFF = delete(letters).where(letters.c.person.is_(None), letters.c.id == bindparam("letter_id"))
_WORKED_OFF_ROW = delete(letters).where(letters.c.seq == bindparam("row"))

_NEWS = (
    select(
        letters.c.id,
        letters.c.journey,
        letters.c.state,
        letters.c.target,
        people.c.platform,
        people.c.tenant,
        people.c.user,
    )
    .select_from(letters.join(people, people.c.id == letters.c.person))
    .where(letters.c.news == literal(1))
    .order_by(letters.c.seq)
)


# ------------------------------------------------------------------------------------------------------------- reading


def _key(room: Room, row: Row) -> DataKey:
    return room.ring.of(row.person, row.key, row.key_id)


def letter_from(room: Room, row: Row) -> Letter:
    """A letter's row, opened. Raises StoreBroken when the words cannot be read."""
    try:
        return _letter(room, row)
    except UNREAD:
        wrong = StoreBroken(UNREADABLE)
    raise wrong


def _letter(room: Room, row: Row) -> Letter:
    return _bare(row, _NOBODY if row.body is None else letter_words(row, _key(room, row)))


def _bare(row: Row, reply: Reply) -> Letter:
    author = Who(row.to_platform, row.to_tenant, "") if row.user is None else Who(row.platform, row.tenant, row.user)
    return letter_as(row, author, reply, row.target_ref)


def letter(hand: Hand, room: Room, letter_id: str) -> Letter | None:
    """One letter, opened. An edit or a delete has the ref of the post that it changes."""
    row = hand.execute(_BY_ID, {"letter_id": letter_id}).first()
    return None if row is None else letter_from(room, row)


def shown(hand: Hand, room: Room, who: Who, since: int) -> Sequence[Letter]:
    """What was sent to `who`, posts and edits, oldest first, without the first `since`. Unreadable ones are left out."""
    names = whose(who) | {"since": since, "limit": 1_000_000}
    found = []
    for row in hand.execute(_SHOWN, names).all():
        try:
            found.append(_letter(room, row))
        except UNREAD:
            continue
    return found


def newest(hand: Hand, room: Room, who: Who) -> Letter | None:
    """The last post that was shown to `who`, or is on its way. One that cannot be read is as good as none."""
    row = hand.execute(_NEWEST, whose(who)).first()
    try:
        return None if row is None else _letter(room, row)
    except UNREAD:
        return None


def passed_on(hand: Hand, who: Who, delivery: str) -> bool:
    """Claim: this delivery of theirs has answered a letter that somebody else sent to `who`."""
    return hand.execute(_PASSED_ON, whose(who) | {"delivery": clear(delivery)}).first() is not None


def unsettled(hand: Hand, room: Room, before: datetime) -> Sequence[Letter]:
    """Letters left `sending`. One whose words cannot be read comes without them: looking it up needs none."""
    found = []
    for row in hand.execute(_UNSETTLED, {"before": ms(before)}).all():
        try:
            found.append(_letter(room, row))
        except UNREAD:
            found.append(_bare(row, _NOBODY))
    return found


# ------------------------------------------------------------------------------------------------------------- claiming


def any_ready(hand: Hand, now: datetime) -> bool:
    """Claim: some letter may go now. One look at an index, no lock."""
    return hand.execute(_ANY_READY, {"now": ms(now)}).first() is not None


def claim(hand: Hand, room: Room, now: datetime, limit: int) -> Sequence[Letter]:
    """held → sending, one letter a conversation, in the order in which they were written."""
    at = ms(now)
    while True:
        rows = hand.execute(_READY, {"now": at, "flying": at - _IN_FLIGHT, "limit": limit}).all()
        first: dict[tuple[str, str, str], Row] = {}
        for row in rows:
            first.setdefault((row.to_platform, row.to_tenant, row.to_user), row)
        taken = [taken for row in first.values() if (taken := _taken(hand, room, row, at)) is not None]
        if taken or not rows:
            return taken


def _taken(hand: Hand, room: Room, row: Row, at: int) -> Letter | None:
    if row.not_after is not None and at > row.not_after:
        _stopped(hand, row, LetterState.WITHDRAWN, "late")
        return None
    if row.act in {"edit", "delete"} and row.target_state != "sent" and row.ref is None:
        _stopped(hand, row, LetterState.WITHDRAWN, "moot")
        return None
    third = row.kind == "third" and row.act != "delete"
    try:
        letter = _letter(room, row)
        allowed = not third or _consented(hand, room, row, letter)
    except UNREAD:
        _stopped(hand, row, LetterState.FAILED, "consent" if third else "unreadable")
        return None
    if not allowed:
        _stopped(hand, row, LetterState.FAILED, "consent")
        return None
    hand.execute(_TAKE, {"row": row.seq, "attempted": at})
    return _sending(letter, at)


def _sending(letter: Letter, at: int) -> Letter:
    return replace(letter, state=LetterState.SENDING, attempts=letter.attempts + 1, attempted=instant(at))


def _consented(hand: Hand, room: Room, row: Row, letter: Letter) -> bool:
    """Claim: its author permitted exactly these words to exactly this person, and has not taken it back."""
    given = hand.execute(_CONSENT, {"consent": row.consent, "letter_id": row.id, "person_id": row.person}).scalar()
    return given is not None and hmac.compare_digest(given, _key(room, row).mark(canonical(letter)))


def _stopped(hand: Hand, row: Row, state: LetterState, code: str) -> None:
    news = int(row.kind == "third" and (row.act == "post" or state is LetterState.FAILED))
    hand.execute(_STOP, {"row": row.seq, "state": str(state), "code": code, "news": news})
    if row.kind == "third":
        hand.execute(_VOID, {"letter_id": row.id})


# ------------------------------------------------------------------------------------------------------------- settling


def settle(hand: Hand, pairs: Sequence[tuple[str, Outcome]], now: datetime) -> None:
    """What became of letters on their way. One that is no longer `sending` is left as it is."""
    said = [{"letter_id": each, "ref": clear(outcome.ref)} for each, outcome in pairs if isinstance(outcome, Sent)]
    if said and len(said) == len(pairs) == hand.execute_many(_SAID, said):
        return
    for letter_id, outcome in pairs:
        match outcome:
            case Sent(ref):
                _settled(hand, letter_id, {"state": "sent", "ref": clear(ref), "code": None})
            case Refused(code):
                _settled(hand, letter_id, {"state": "failed", "code": clear(code)})
            case Later(seconds):
                ready = ms(now) + max(0, round(seconds * 1000))
                hand.execute(_SETTLE, {"letter_id": letter_id, "state": "held", "ready": ready}).all()
            case Unsure():
                hand.execute(_SETTLE, {"letter_id": letter_id, "code": "unsure"}).all()
            case _:
                assert_never(outcome)


def put_back(hand: Hand, letter: Letter) -> None:
    """sending → held, by whom it was claimed for: each claim has a number, and an earlier one counts no longer."""
    hand.execute(_PUT_BACK, {"letter_id": letter.id, "tries": letter.attempts})


def give_up(hand: Hand, letter_id: str) -> None:
    """sending → unknown: nobody can tell, and nobody will ask again."""
    _settled(hand, letter_id, {"state": "unknown"})


def _settled(hand: Hand, letter_id: str, values: dict[str, object]) -> None:
    row = hand.execute(_SETTLE, {"letter_id": letter_id, **values}).first()
    if row is None:
        return
    if row.kind == "third" and row.person is not None and (row.act == "post" or values["state"] == "failed"):
        hand.execute(_IS_NEWS, {"row": row.seq})
    if row.act == "delete":
        if values["state"] == "sent":
            hand.execute(_GONE, {"letter_id": row.target})
        if row.person is None:  # the last trace of someone forgotten
            hand.execute(_WORKED_OFF, {"letter_id": row.target})
            hand.execute(_WORKED_OFF_ROW, {"row": row.seq})
    elif row.person is None and values["state"] != "sent":
        hand.execute(_WORKED_OFF_ROW, {"row": row.seq})


# ---------------------------------------------------------------------------------------------------------------- news


def news(hand: Hand) -> Sequence[News]:
    """Third persons' letters whose fate their author has not been told, and what could not be taken back of them."""
    return [
        News(Who(row.platform, row.tenant, row.user), row.journey, row.id, LetterState(row.state), row.target)
        for row in hand.execute(_NEWS).all()
    ]
