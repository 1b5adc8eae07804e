"""Everyone of a workspace by name, so that a typed name means somebody. Asked for page by page, until Slack has told all."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.slack.api import Answer, Api, outcomes
from adapters.slack.workspaces import Workspaces
from bot.errors import OopsError

log = logging.getLogger("oops.slack")

PAGE = "200"
PAGES = 250
"""So many pages are read: more people than are kept in memory at once."""
WAITS = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds before Slack is asked again, by how often it failed in a row."""

Put = Callable[[Mapping[str, Any], str], object]


@dataclass(slots=True)
class _Listing:
    task: asyncio.Task[None] | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """Slack has told all, or has failed once: nobody waits for it any more."""


class Roster:
    """The lists. Each is read in the background; what fails is asked again, from the page at which it failed."""

    def __init__(self, api: Api, workspaces: Workspaces, put: Put) -> None:
        """`put` takes each user object and its team."""
        self._api = api
        self._workspaces = workspaces
        self._put = put
        self._listed: dict[str, _Listing] = {}

    async def know(self, team: str, within: float) -> None:
        """Know everyone; whoever comes first waits a little for it, so many seconds at most."""
        listing = self._listed.get(team)
        if listing is None:
            listing = self._listed[team] = _Listing()
            listing.task = asyncio.create_task(self._read(team, listing))
        if not listing.asked.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(within):
                    await listing.asked.wait()

    def leave(self, team: str) -> None:
        """The workspace is gone; should it come back, everyone is asked for anew."""
        listing = self._listed.pop(team, None)
        if listing is not None and listing.task is not None:
            listing.task.cancel()

    async def stop(self) -> None:
        """Ask no more."""
        tasks = [each.task for each in self._listed.values() if each.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, team: str, listing: _Listing) -> None:
        cursor, failed, pages = "", 0, 0
        try:
            while pages < PAGES:
                answer = await self._page(team, cursor)
                if answer.ok:
                    cursor, failed, pages = self._taken(answer, team), 0, pages + 1
                    if not cursor:
                        return
                    continue
                listing.asked.set()
                if answer.code in outcomes().tenant or answer.code == "not_installed":
                    self._listed.pop(team, None)  # whoever comes once it is installed again has it asked for anew
                    return
                if answer.wait is None:
                    log.warning("Slack did not tell who is in a workspace", extra={"code": answer.code})
                    failed += 1
                cursor = "" if answer.code == "invalid_cursor" else cursor
                await asyncio.sleep(answer.wait if answer.wait is not None else WAITS[min(failed, len(WAITS)) - 1])
        finally:
            listing.asked.set()

    async def _page(self, team: str, cursor: str) -> Answer:
        try:
            workspace = await self._workspaces.of(team)
        except OopsError:
            return Answer("unreached")
        if workspace is None:
            return Answer("not_installed")
        more = {"cursor": cursor} if cursor else {}
        answer = await self._api.call("users.list", workspace.token, team, limit=PAGE, **more)
        self._workspaces.note(workspace, answer.code)
        return answer

    def _taken(self, answer: Answer, team: str) -> str:
        """Everyone on a page; the cursor of the next."""
        members, more = answer.body.get("members"), answer.body.get("response_metadata")
        for each in members if isinstance(members, list) else ():
            if isinstance(each, dict):
                self._put(each, team)
        return str(more.get("next_cursor") or "") if isinstance(more, dict) else ""


__all__ = ["Roster"]
