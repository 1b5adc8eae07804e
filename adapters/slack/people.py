"""Who people are in Slack: what `users.info` and `users.list` tell, kept for an hour, and whom an author may choose."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Any
from zoneinfo import ZoneInfo

from adapters.slack import names
from bot.around import Known
from bot.people import Person, Who
from bot.wording.tidy import fold
from prompts.frozen import frozen

FRESH = 3600.0
"""Seconds for which what is known of someone is taken as it is."""
MOST = 50_000
"""People of whom something is kept in memory at once."""
LATELY = 2_000
"""So often it is remembered who was meant by the same words."""


@frozen
class Profile:
    """Someone in Slack, as far as it matters here."""

    user: str
    team: str
    name: str = field(repr=False)
    title: str = field(default="", repr=False)
    zone: str = "UTC"
    photo: str = field(default="", repr=False)
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    stranger: bool = False


def profile(raw: Mapping[str, Any], team: str) -> Profile | None:
    """What a user object tells; None when it is none."""
    user = raw.get("id")
    if not isinstance(user, str) or not user:
        return None
    about = raw.get("profile")
    about = about if isinstance(about, Mapping) else {}
    name = _first(about, "real_name", "display_name") or _first(raw, "real_name", "name")
    home = raw.get("team_id")
    photo = _first(about, "image_72", "image_48")
    return Profile(
        user,
        team,
        " ".join(name.split())[:120],
        " ".join(_first(about, "title").split())[:120],
        _zone(raw.get("tz")),
        photo if photo.startswith("https://") else "",
        deleted=raw.get("deleted") is True or raw.get("is_invited_user") is True,  # gone, or not here yet
        bot=raw.get("is_bot") is True or raw.get("is_workflow_bot") is True or user == "USLACKBOT",
        guest=raw.get("is_restricted") is True or raw.get("is_ultra_restricted") is True,
        stranger=raw.get("is_stranger") is True
        or (isinstance(home, str) and home != team and team not in _of_grid(raw.get("enterprise_user"))),
    )


def _of_grid(about: object) -> list[object]:
    """The workspaces of an organisation in which someone is a member."""
    teams = about.get("teams") if isinstance(about, Mapping) else None
    return teams if isinstance(teams, list) else []


def _first(raw: Mapping[str, Any], *keys: str) -> str:
    return next((raw[key] for key in keys if isinstance(raw.get(key), str) and raw[key].strip()), "")


def _zone(name: object) -> str:
    """A zone that there is; UTC otherwise."""
    try:
        return ZoneInfo(name).key if isinstance(name, str) and name else "UTC"
    except (ValueError, OSError, KeyError):
        return "UTC"


def refusal(one: Profile | None, author: str) -> str | None:
    """Why the author cannot choose this person, as the key of a line; None when they can."""
    if one is None or one.deleted or one.bot or one.guest or one.stranger or not one.name:
        return "not_member"
    return "yourself" if one.user == author else None


def known(one: Profile) -> Known:
    """The person as a conversation knows them."""
    return Known(Who(names.PLATFORM, one.team, one.user), one.name, one.title)


def person(one: Profile) -> Person:
    """The person as an author."""
    return Person(Who(names.PLATFORM, one.team, one.user), one.name, one.title, one.zone)


Ask = Callable[[str, str], Awaitable[Mapping[str, Any] | None]]
"""A team and a user → the user object; None when it cannot be had now."""


class People:
    """Everyone seen, by team: asked for once an hour, and refreshed when Slack tells of a change."""

    def __init__(self, ask: Ask) -> None:
        """Nobody is known yet."""
        self._ask = ask
        self._seen: OrderedDict[tuple[str, str], tuple[Profile, float]] = OrderedDict()
        self._called: dict[str, dict[str, set[str]]] = {}
        """Team → folded first word of a name → users."""
        self._meant: dict[tuple[Who, int], tuple[Known, ...]] = {}
        """Who was meant lately, by the author and the hash of the words: a press is heard with the same words as the last."""

    def put(self, raw: Mapping[str, Any], team: str) -> Profile | None:
        """Remember what a user object tells."""
        found = profile(raw, team)
        if found is not None:
            self._meant.clear()
            self._forget(team, found.user)
            self._seen[team, found.user] = (found, time.monotonic())
            if first := _folded(found.name)[:1]:
                self._called.setdefault(team, {}).setdefault(first[0], set()).add(found.user)
            while len(self._seen) > MOST:
                self._forget(*next(iter(self._seen)))
        return found

    def _forget(self, team: str, user: str) -> None:
        before = self._seen.pop((team, user), None)
        if before is not None and (first := _folded(before[0].name)[:1]):
            self._called.get(team, {}).get(first[0], set()).discard(user)

    def leave(self, team: str) -> None:
        """Forget a whole team."""
        self._meant.clear()
        for key in [key for key in self._seen if key[0] == team]:
            del self._seen[key]
        self._called.pop(team, None)

    def fresh(self, team: str, user: str) -> Profile | None:
        """Someone whom Slack need not be asked about now."""
        found = self._seen.get((team, user))
        return found[0] if found is not None and time.monotonic() - found[1] < FRESH else None

    def seen(self, team: str, user: str) -> Profile | None:
        """Someone, as they are known here, however long ago Slack told of them."""
        found = self._seen.get((team, user))
        return found[0] if found is not None else None

    async def of(self, team: str, user: str) -> Profile | None:
        """Someone, freshly enough; what was known before when Slack cannot be asked now."""
        known = self.fresh(team, user)
        return known if known is not None else await self.now(team, user)

    async def now(self, team: str, user: str) -> Profile | None:
        """Someone as Slack tells of them at this moment: of a change another replica may have been told."""
        raw = await self._ask(team, user)
        return self.put(raw, team) if raw is not None else self.seen(team, user)

    def meant(self, who: Who, words: str) -> tuple[Known, ...]:
        """Whom the author may mean by these words: members called so. Where two are, only who is named in full."""
        asked = (who, hash(words))
        found = self._meant.get(asked)
        if found is None:
            found = self._named(who, words)
            if len(self._meant) >= LATELY:
                self._meant.clear()
            self._meant[asked] = found
        return found

    def _named(self, who: Who, words: str) -> tuple[Known, ...]:
        called = self._called.get(who.tenant)
        if not called:
            return ()
        spoken = _folded(words)
        ways = {each for word in spoken for each in (word, word.removesuffix("s"))}
        text = f" {' '.join(spoken)} "
        found: list[Known] = []
        for first in sorted(ways & called.keys()):
            able = [
                one
                for user in sorted(called[first])
                if refusal(one := self._seen[who.tenant, user][0], who.user) is None
            ]
            full = [one for one in able if f" {' '.join(_folded(one.name))} " in text]
            found += [known(one) for one in (full or able)] if len(full or able) == 1 else []
        return tuple(found)


def _folded(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


__all__ = ["People", "Profile", "known", "person", "profile", "refusal"]
