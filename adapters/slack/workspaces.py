"""Which workspaces have us, and with which token: the one of the settings, or every one that installed us."""

from __future__ import annotations

import math
import secrets
import time
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.slack import names
from adapters.slack.api import Answer, Api, outcomes
from bot.errors import DoorAway
from prompts.frozen import frozen

if TYPE_CHECKING:
    from adapters.serving import Memory
    from adapters.settings import Slack


@frozen
class Workspace:
    """A workspace that has us."""

    team: str
    token: str = field(repr=False)
    bot_user: str = ""
    bot: str = ""
    mark: str = ""
    """Of each installation another: it may come with the same token."""


@frozen
class _Stop:
    """That Slack does not take a workspace's token: why, and until which instant of this machine nothing is asked with it."""

    workspace: Workspace
    code: str
    until: float


class Workspaces:
    """The workspaces by team id. A token that Slack no longer takes stops its workspace, and no other."""

    def __init__(self, api: Api, store: Memory, settings: Slack) -> None:
        """Nothing is asked yet."""
        self._api = api
        self._store = store
        self._settings = settings
        self._known: dict[str, Workspace] = {}
        self._stops: dict[str, _Stop] = {}
        """By team. Another replica may have been installed there anew since."""
        self.only: Workspace | None = None
        """The one workspace of SLACK_BOT_TOKEN, once Slack has said which that is."""
        self.refused = ""
        """Why Slack does not take SLACK_BOT_TOKEN."""
        self._left = ""
        """The one workspace, once it has let us go."""

    async def connect(self) -> bool:
        """Ask Slack whose token ours is, or whether it takes it again. Claim: it does, or need not be asked."""
        stop = self._stops.get(self.only.team) if self.only is not None else None
        over = stop is not None and stop.until <= time.monotonic()
        if not self._settings.bot_token or (self.only is not None and not over):
            return True
        answer = await self._api.call("auth.test", self._settings.bot_token)
        if self.only is not None:
            self.note(self.only, answer.code)
            return answer.ok
        if not answer.ok:
            self.refused = answer.code
            return False
        told = {key: str(answer.body.get(key) or "") for key in ("team_id", "user_id", "bot_id")}
        self.only = Workspace(told["team_id"], self._settings.bot_token, told["user_id"], told["bot_id"])
        self.refused = self._left = ""
        return True

    async def of(self, team: str) -> Workspace | None:
        """The workspace; None when it has not installed us. Raises DoorAway while Slack has not said which is ours."""
        if self._settings.bot_token:
            if self.only is None and team != self._left:
                raise DoorAway("Slack has not said yet whose token ours is.")
            return self.only if self.only is not None and self.only.team == team else None
        found = self._known.get(team)
        if found is None:
            tokens = await self._store.tokens(names.PLATFORM, team)
            if tokens is None or "bot_token" not in tokens:
                return None
            more = {key: tokens.get(key, "") for key in ("bot_user", "bot", "mark")}
            found = Workspace(team, tokens["bot_token"], **more)
            if self.stopped(found) is None:
                self._known[team] = found
        return found

    async def install(self, workspace: Workspace, now: datetime) -> None:
        """Keep a new installation, sealed; it works from now on."""
        workspace = replace(workspace, mark=secrets.token_hex(8))
        kept = {
            "bot_token": workspace.token,
            "bot_user": workspace.bot_user,
            "bot": workspace.bot,
            "mark": workspace.mark,
            "installed": now.isoformat(timespec="seconds"),  # Slack dates a goodbye by the second too
        }
        await self._store.keep_tokens(names.PLATFORM, workspace.team, kept)
        self._known[workspace.team] = workspace
        self._stops.pop(workspace.team, None)

    def leave(self, team: str) -> None:
        """The workspace is gone."""
        self._known.pop(team, None)
        if self.only is not None and self.only.team == team:
            self.only, self.refused, self._left = None, "uninstalled", team

    def note(self, workspace: Workspace, code: str) -> None:
        """Remember a code for which no more is asked of this workspace with this token: for a while, or for good."""
        stop = self._stops.get(workspace.team)
        if not code and stop is not None and stop.workspace == workspace:
            del self._stops[workspace.team]
        elif code in outcomes().tenant:
            until = time.monotonic() + outcomes().later.get(code, math.inf)
            self._stops[workspace.team] = _Stop(workspace, code, until)
            self._known.pop(workspace.team, None)

    def stopped(self, workspace: Workspace) -> Answer | None:
        """What Slack answers as long as nothing is asked of this workspace; None when it is."""
        stop = self._stops.get(workspace.team)
        left = stop.until - time.monotonic() if stop is not None and stop.workspace == workspace else 0.0
        return Answer(stop.code, wait=left) if stop is not None and left > 0 else None

    @property
    def trouble(self) -> str | None:
        """The name of the reason why our one workspace does not work."""
        if not self._settings.bot_token:
            return None
        if self.only is None:
            return self.refused or "not asked yet"
        stop = self._stops.get(self.only.team)
        return stop.code if stop is not None else None


__all__ = ["Workspace", "Workspaces"]
