"""The local world of the terminal and the playground: its people, its voice, its clock. No door; doors stand on it."""

from __future__ import annotations

import fcntl
import re
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from bot.around import Known
from bot.errors import SettingsWrong
from bot.letters import Act, Later, Letter, LetterKind, Outcome, Reply, Sent
from bot.people import Person, Who
from prompts.frozen import frozen

PLATFORM = "local"
TENANT = "local"
DEFAULT = Path(__file__).parent / "world.toml"


def who(user: str) -> Who:
    """A person of the local world."""
    return Who(PLATFORM, TENANT, user)


@frozen
class World:
    """The people of the local world, by id."""

    people: tuple[Known, ...]
    parts: dict[str, str] = field(default_factory=dict)
    """`manager` and `mentor` → the id of who has that part when the journey has not chosen."""

    def known(self, author: Who) -> tuple[Known, ...]:
        """Whom an author may choose: everyone but themselves."""
        return tuple(each for each in self.people if each.who != author)

    def named(self, user: str) -> Known | None:
        """The person with this id."""
        return next((each for each in self.people if each.who.user == user), None)


def load_world(path: Path | None = None) -> World:
    """Read a world file. Raises SettingsWrong with one line."""
    file = path or DEFAULT
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except OSError:
        raise SettingsWrong(f"The world file {file.name} cannot be read. Give another with --world FILE.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingsWrong(f"The world file {file.name} is not valid TOML. Mend it, or leave --world out.") from None
    listed = raw.get("people", [])
    if not isinstance(listed, list):
        raise SettingsWrong(f"The world file {file.name} needs [[people]], each with an id and a name.")
    people: list[Known] = []
    parts = {}
    for entry in listed:
        if not isinstance(entry, dict) or not all(
            isinstance(entry.get(key), str) and entry[key] for key in ("id", "name")
        ):
            raise SettingsWrong(f"The world file {file.name} has a person without an id or a name.")
        if entry["id"] in {"author", "manager", "mentor", *(each.who.user for each in people)}:
            raise SettingsWrong(
                f"The world file {file.name} uses the id {entry['id'][:40]!r} twice; each is one person's."
            )
        people.append(Known(who(entry["id"]), entry["name"], str(entry.get("title", ""))))
        if entry.get("part") in ("manager", "mentor"):
            parts[entry["part"]] = entry["id"]
    return World(tuple(people), parts)


def author(name: str, zone: str, world: World) -> Person:
    """The author of this local world, by name; the id is the name's first word in lower case."""
    bare = re.sub(r"[^a-z0-9]+", "", name.casefold().split()[0] if name.split() else "") or "me"
    taken = {each.who.user for each in world.people if each.name != name}
    return Person(who("me" if bare in taken else bare), name, zone=zone)


@frozen
class Posted:
    """Something that was said in the local world. `ref` is m1, m2 … for posts."""

    act: Act
    letter: Letter
    ref: str
    at: datetime


@dataclass(slots=True)
class Seat:
    """One process's place at a local database. Whoever comes while the first is taken marks what they name."""

    mark: str = ""
    """Stands behind the names of posts and inputs; empty for the first, whose names are the same in a repeated run."""
    held: IO[str] | None = None

    @classmethod
    def taken(cls, key: Path | None) -> Seat:
        """The first seat, held by a lock on the file of the database's key that ends with the process; else one of their own."""
        if key is None:
            return cls()
        held = key.open()
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.close()
            return cls(f"-{secrets.token_hex(3)}")
        return cls(held=held)

    def leave(self) -> None:
        """Free it."""
        if self.held is not None:
            self.held.close()


class LocalSpeaker:
    """A voice that always reaches its person: what it says is shown only after it is settled."""

    def __init__(self, next_name: Callable[[], str], now: Callable[[], datetime]) -> None:
        """`next_name` names the posts of this database; `now` is the local instant."""
        self._next = next_name
        self._now = now
        self.said: list[Posted] = []

    async def speak(self, letter: Letter) -> Outcome:
        """Say it."""
        ref = letter.ref or (self._next() if letter.act is Act.POST else "")
        self.said.append(Posted(letter.act, letter, ref, self._now()))
        return Sent(ref)

    async def look_up(self, letter: Letter) -> Outcome | None:
        """What is left `sending` was never shown here, for showing comes after settling: it goes again."""
        del letter
        return Later(0)

    def aside(self, reply: Reply, to: Who) -> None:
        """Show something that is no letter and is not kept: an export."""
        letter = Letter("", "", to, to, Act.POST, LetterKind.REPLY, reply)
        self.said.append(Posted(Act.POST, letter, self._next(), self._now()))

    def take(self) -> list[Posted]:
        """What was said since the last time, in order."""
        said, self.said = self.said, []
        return said


class LocalClock:
    """A clock that moves only when it is told to, or real time plus an offset."""

    def __init__(self, start: datetime | None = None) -> None:
        """`start` fixes the clock there; None: real time."""
        self._fixed = start
        self._offset = timedelta()

    def now(self) -> datetime:
        """The present instant of the local world."""
        return self._fixed if self._fixed is not None else datetime.now(UTC) + self._offset

    def move(self, to: datetime) -> None:
        """Forward to an instant; never back."""
        now = self.now()
        if to <= now:
            return
        if self._fixed is not None:
            self._fixed = to
        else:
            self._offset += to - now


__all__ = ["DEFAULT", "LocalClock", "LocalSpeaker", "Posted", "Seat", "World", "author", "load_world", "who"]
