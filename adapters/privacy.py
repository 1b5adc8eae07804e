"""`oops privacy check`: which promises hold in this very installation, as far as a database can be looked at; and the keys.

Every row is read and nothing is changed. Then someone who does not exist says something, exports it and is deleted: that is a
canary, which no door can speak to, and of which a tombstone without a name is left for thirty days.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters import settings
from adapters.app import load_house
from adapters.settings import Settings
from bot.checkins import CheckIn, Kind
from bot.effects import EraseAll, SetCheckIn
from bot.journey import Journey
from bot.people import Person, Who
from bot.ports import Decision, Desk
from storage.store import SqlStore

FAR = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Found:
    """One line: the promise, what was looked at, and how often it was broken."""

    promise: str
    line: str
    broken: int
    mend: str = ""


async def check(environment: Mapping[str, str]) -> tuple[list[str], bool]:
    """The lines, and whether every promise holds. Raises SettingsWrong or StoreBroken when nothing can be looked at."""
    wanted = settings.read(environment)
    store = _opened(wanted)
    now = datetime.now(UTC)
    try:
        found = [*_looked_at(await store.look(now)), *await _canary(store, now)]
    finally:
        await store.close()
    broken = sum(each.broken > 0 for each in found)
    lines = [
        f"{'BROKEN' if each.broken else 'holds '}  {each.promise:<3} {each.line}"
        + (f": {each.broken} not. {each.mend}" if each.broken else "")
        for each in found
    ]
    end = "All that can be looked at here holds." if not broken else f"Broken: {broken} of {len(found)}."
    return [*lines, "", end], not broken


async def rotate(environment: Mapping[str, str]) -> str:
    """Wrap every key anew under the present master key, while others work. Says how many."""
    store = _opened(settings.read(environment))
    try:
        done = await store.rotate()
    finally:
        await store.close()
    return (
        f"{done} keys are wrapped anew. Nothing needs the old master key any more: take it out of OOPS_MASTER_KEYS_OLD."
        if done
        else "Every key is wrapped under OOPS_MASTER_KEY already."
    )


def _opened(wanted: Settings) -> SqlStore:
    days = load_house(wanted.policy, retention_days=wanted.retention_days).retention_days
    return SqlStore.open(wanted.database, wanted.master_key, wanted.old_keys, days=days)


def _looked_at(seen: Counter[str]) -> list[Found]:
    """What the rows say."""
    return [
        Found(
            "A1", f"{seen['thirds']} letters to others have their author's consent to these very words", seen["unconsented"],
            "The courier refuses such a letter; find out who changes rows.",
        ),
        Found(
            "B1", "no letter was on its way an hour ago and is still not accounted for", seen["lost"],
            "Is `oops serve` running, and can it reach the platform?",
        ),
        Found(
            "B5", "no check-in and no words are set aside", seen["parked"],
            "Look in the log for 'a check-in was parked' or 'words that were taken could not be heard'.",
        ),
        Found(
            "D2", f"{seen['sealed']} bodies are sealed and open with their person's key", seen["shut"],
            "Give the right OOPS_MASTER_KEY and OOPS_MASTER_KEYS_OLD, or put back a backup.",
        ),
        Found("D2", f"{seen['moved']} of them open in no other place", seen["loose"], "Please report this: it is ours to mend."),
        Found(
            "D2", f"{seen['words']} pieces of people's words stand nowhere in the clear, row by row and file by file",
            seen["clear"], "Please report this: it is ours to mend.",
        ),
        Found(
            "D2", f"{seen['people']} people's keys are wrapped under the present master key", seen["old_keys"],
            "Run `oops keys rotate`.",
        ),
        Found("D3", "no row belongs to someone who is not there", seen["orphans"], "Please report this: it is ours to mend."),
        Found(
            "D3", "nobody is here who was deleted", seen["risen"],
            "A backup was put back: start `oops serve` with OOPS_TOMBSTONES, which deletes them again.",
        ),
        Found(
            "D5", f"{seen['kept']} rows are within their time", seen["overdue"],
            "Is `oops serve` running? It removes them every fifteen minutes.",
        ),
    ]  # fmt: skip


async def _canary(store: SqlStore, now: datetime) -> list[Found]:
    """Somebody who does not exist writes, exports and deletes."""
    token = secrets.token_hex(12)
    words = f"a canary sang {token} in here"
    person = Person(Who("canary", "canary", token), f"Canary {token}")
    journey = Journey("canary", now, notes={"why": words}, last_word=now)

    def write(desk: Desk) -> Decision:
        set_in = CheckIn(Kind.GOAL, (now + FAR).date(), now.time().replace(microsecond=0), "canary")
        return Decision(desk.person, (journey,), (SetCheckIn(journey.id, set_in),))

    def delete(desk: Desk) -> Decision:
        return Decision(desk.person, (), (EraseAll(),))

    try:
        await store.change(person, f"write {token}", now, write)
        exported = words in json.dumps(await store.export(person.who))
        readable = await store.clear([words.encode()])
    finally:
        await store.change(person, f"delete {token}", now, delete)
    left = await store.export(person.who)
    named = await store.clear([token.encode()])
    return [
        Found("D4", "a canary's words were in its export", int(not exported), "Please report this: it is ours to mend."),
        Found("D2", "they stood nowhere in the clear", readable, "Please report this: it is ours to mend."),
        Found(
            "D3", "it was deleted, and neither its id nor a word of it is left", len(left) + named,
            "What is left in SQLite's files while others read is wiped by the next sweep; check again in fifteen minutes.",
        ),
    ]  # fmt: skip


__all__ = ["check", "rotate"]
