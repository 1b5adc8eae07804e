"""What a person asks to have for themselves, and how they get it: in the conversation, or as a file behind a link.

Two things are given: `export`, all that is kept about the person, and `focus`, the entry for a calendar that says only
"Focus time". Neither is a letter and neither is kept: each is composed from the rows at the moment at which it is given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.checkins import CheckIn
from bot.letters import Piece, Reply
from bot.people import Who
from bot.ports import Clock, Opened, Store
from bot.times import due_instant
from prompts.catalog import Catalog
from prompts.frozen import frozen

GIVEN = ("export", "focus")
"""What a turn may want to be given."""
FOCUS_LASTS = timedelta(minutes=20)
_EXPORT = ("oops-export.json", "application/json")
_ENTRY = ("focus-time.ics", "text/calendar")
"""The name and the media type of each file."""


@frozen
class File:
    """A file as it is fetched: its name and media type say nothing about anybody."""

    name: str
    type: str
    text: str = field(repr=False)


PLAIN = {"export": "control.export", "focus": "hold_time.entry"}
"""What is given in a conversation that is the person's own → the line above it."""
WARNED = {"export": "control.export_chat", "focus": "hold_time.entry_chat"}
"""The same where an employer may be able to export the chat."""
KINDS = {"export": "export", "focus": "calendar"}
"""What is given → the kind of the piece that it is in a reply."""


class InChat:
    """Gives what was asked for in the conversation itself, where there is no page of ours."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock, lines: Mapping[str, str] = PLAIN) -> None:
        """`lines`: PLAIN or WARNED."""
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._lines = lines

    async def give(self, who: Who, what: str, journey: str) -> Reply | None:
        """What is shown beside the letters of the turn. None for someone unknown, and for a time that is not held any more."""
        desk = await self._store.desk(who)
        if desk is None:
            return None
        kept = await self._store.export(who) if what == "export" else {}
        uid = sha256(f"{journey}|{what}".encode()).hexdigest()[:32]  # the same for a time that was moved
        file = file_of(Opened(what, journey, desk, lambda: kept), self._catalog, self._clock.now(), uid)
        if file is None:
            return None
        text = file.text.replace("\r\n", "\n").rstrip("\n")
        pieces = (Piece("say", self._catalog.line(self._lines[what])), Piece(KINDS[what], text))
        return Reply(pieces, note=self._catalog.line("notice.reply"))


def file_in(reply: Reply) -> File | None:
    """What a reply gives, as the file that it is; None when it gives nothing."""
    for piece in reply.pieces:
        if piece.kind == "export":
            return File(*_EXPORT, piece.text)
        if piece.kind == "calendar":
            return File(*_ENTRY, "".join(f"{line}\r\n" for line in piece.text.split("\n")))
    return None


def export(kept: dict[str, object]) -> str:
    """All that is kept, as JSON that a person can read."""
    return json.dumps(kept, ensure_ascii=False, indent=2, default=str)


def file_of(opened: Opened, catalog: Catalog, now: datetime, uid: str) -> File | None:
    """The file that a link was given for, as it is now. None when it is not there any more.

    `uid` names a calendar's entry: unguessable, and a new one each time.
    """
    match opened.what:
        case "export":
            return File(*_EXPORT, export(opened.export()))
        case "focus":
            held = _focus(opened)
            if held is None:
                return None
            begins = due_instant(held.day, held.at, opened.desk.person.zone)
            return File(*_ENTRY, entry(begins, catalog.label("focus_time"), uid, now))
        case _:
            return None


def _focus(opened: Opened) -> CheckIn | None:
    """The twenty minutes that this journey promises now."""
    journey = next((each for each in opened.desk.journeys if each.id == opened.journey), None)
    return next((each for each in journey.promises if each.key == "focus"), None) if journey is not None else None


def entry(begins: datetime, title: str, uid: str, now: datetime) -> str:
    """An iCalendar file (RFC 5545) with one private entry of FOCUS_LASTS, which says its title and nothing else."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//oops//focus time//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(begins)}",
        f"DTEND:{_utc(begins + FOCUS_LASTS)}",
        f"SUMMARY:{_text(title)}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """A text of ours in a line of a calendar: what would end it, or part it, is named."""
    for each in ("\\", ";", ","):
        text = text.replace(each, f"\\{each}")
    return " ".join(text.split())


__all__ = ["FOCUS_LASTS", "GIVEN", "PLAIN", "WARNED", "File", "InChat", "entry", "export", "file_in", "file_of"]
