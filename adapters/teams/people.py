"""Who of an organisation can be reached: everyone who has the bot, as they were at their last contact.

Teams gives a bot no list of people, and we ask for none. So an address is kept at first contact, in the person's own sealed
row, and whoever is not here gets copy text. What stands in memory is a copy of those rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.around import Known
from bot.people import Address, Person, Who
from prompts.phrases import fold

STALE = 600.0
"""Seconds after which another replica's newcomers are looked for."""
SOON = 20.0
"""The same, when somebody was asked for who is not here."""


class Contacts(Protocol):
    """What this asks of the memory."""

    async def contacts(self, platform: str, tenant: str) -> Sequence[Person]:
        """Everyone of a tenant who has an address."""
        ...


@dataclass(slots=True)
class _Tenant:
    people: dict[str, Person] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    """What people are called → their ids."""
    at: float = float("-inf")

    def put(self, person: Person) -> None:
        """Somebody is here, under this name."""
        self.drop(person.who.user)
        self.people[person.who.user] = person
        self.names.setdefault(first(person.name), set()).add(person.who.user)

    def drop(self, user: str) -> None:
        """Somebody is not here any more."""
        before = self.people.pop(user, None)
        if before is not None:
            named = self.names[first(before.name)]
            named.discard(user)
            if not named:
                del self.names[first(before.name)]


class Directory:
    """Everyone who can be reached, by organisation."""

    def __init__(self, memory: Contacts, platform: str, clock: Callable[[], float]) -> None:
        """Nobody is known yet."""
        self._memory = memory
        self._platform = platform
        self._clock = clock
        self._tenants: dict[str, _Tenant] = {}

    async def refresh(self, tenant: str, within: float = STALE) -> None:
        """Know who is there, no longer ago than that."""
        known = self._tenants.get(tenant)
        if known is not None and self._clock() - known.at < within:
            return
        fresh = _Tenant(at=self._clock())
        for person in await self._memory.contacts(self._platform, tenant):
            fresh.put(person)
        self._tenants[tenant] = fresh

    def put(self, person: Person) -> None:
        """Somebody was just met."""
        self._tenants.setdefault(person.who.tenant, _Tenant()).put(person)

    def drop(self, who: Who) -> None:
        """Somebody cannot be reached any more."""
        if who.tenant in self._tenants:
            self._tenants[who.tenant].drop(who.user)

    def person(self, who: Who) -> Person | None:
        """Somebody who can be reached."""
        known = self._tenants.get(who.tenant)
        return known.people.get(who.user) if known else None

    async def address(self, who: Who) -> Address | None:
        """Where somebody is reached now."""
        if self.person(who) is None:
            await self.refresh(who.tenant, SOON)
        found = self.person(who)
        return found.address if found else None

    async def picked(self, author: Who, user: str) -> Known | None:
        """The person with this object id, when they can be reached and are not the author."""
        who = Who(author.platform, author.tenant, user)
        if who == author or await self.address(who) is None:
            return None
        found = self.person(who)
        return Known(who, found.name, found.title) if found else None

    def named(self, author: Who, words: str) -> tuple[Known, ...]:
        """Everyone whom these words name. Never the author; and where several are called so, only who is named in full.

        Two of one full name are nobody: a note must not go to the wrong one. They can be picked, or told in person.
        """
        known = self._tenants.get(author.tenant)
        if known is None:
            return ()
        spoken = folded(words)
        text = f" {' '.join(spoken)} "
        found: list[Person] = []
        for word in dict.fromkeys(spoken):
            called = [known.people[user] for user in sorted(known.names.get(word, ())) if user != author.user]
            if len(called) > 1:
                called = [each for each in called if f" {' '.join(folded(each.name))} " in text]
            if len(called) == 1:
                found += called
        return tuple(Known(each.who, each.name, each.title) for each in found)


def first(name: str) -> str:
    """The word by which somebody is called, as it is compared: without case and without accents."""
    return next(iter(folded(name)), "")


def folded(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return re.findall(r"[^\W\d_]+", fold(text))


__all__ = ["Contacts", "Directory"]
