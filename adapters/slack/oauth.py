"""Installing into many workspaces: a page, Slack's consent, and back. Tokens are kept sealed; a state comes back once."""

from __future__ import annotations

import hmac
import html
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from adapters.slack.api import Api
from adapters.slack.manifest import SCOPES
from adapters.slack.workspaces import Workspace, Workspaces

if TYPE_CHECKING:
    from adapters.serving import Floor
    from adapters.settings import Slack

log = logging.getLogger("oops.slack")

NEEDED = tuple(each.name for each in SCOPES)
COOKIE = "oops-slack-state"
PATIENCE = timedelta(minutes=10)
SAFE = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Installer:
    """The two pages of an installation."""

    def __init__(self, floor: Floor, settings: Slack, api: Api, workspaces: Workspaces) -> None:
        """`floor` has the words and the memory."""
        self._floor = floor
        self._settings = settings
        self._api = api
        self._workspaces = workspaces
        root = f"{floor.settings.public_url}/slack"
        self._back = f"{root}/oauth_redirect"
        self._path = urlsplit(root).path
        """Under this path a browser finds both pages: a server in front of us may have put something before it."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Where a browser calls in."""
        return [web.get("/slack/install", self._install), web.get("/slack/oauth_redirect", self._returned)]

    async def _install(self, request: web.Request) -> web.Response:
        """The page with one button. Its state comes back once, within ten minutes, and to the same browser."""
        del request
        state = self._floor.store.promise(self._floor.clock.now() + PATIENCE)
        parts = urlsplit(self._settings.api)
        asked = {
            "client_id": self._settings.client_id,
            "scope": ",".join(NEEDED),
            "user_scope": "",
            "redirect_uri": self._back,
            "state": state,
        }
        url = f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize?{urlencode(asked)}"
        answer = self._page(200, "install", url)
        answer.set_cookie(
            COOKIE, state, max_age=int(PATIENCE.total_seconds()), httponly=True, samesite="Lax", path=self._path,
            secure=self._back.startswith("https://"),
        )  # fmt: skip
        return answer

    async def _returned(self, request: web.Request) -> web.Response:
        """Back from Slack: with a code, or with the reason why there is none."""
        query = request.query
        if query.get("error"):
            return self._no(200, "refused")
        state, kept = query.get("state", ""), request.cookies.get(COOKIE, "")
        # a cookie's bytes that are no UTF-8 come as surrogates
        if not state or not hmac.compare_digest(state.encode(), kept.encode(errors="surrogatepass")):
            return self._no(400, "another_browser")
        if not await self._floor.store.redeem(state, self._floor.clock.now()):
            return self._no(400, "old_state")
        workspace, why = await self._exchanged(query.get("code", ""))
        if workspace is None:
            return self._no(400, why)
        await self._workspaces.install(workspace, self._floor.clock.now())
        log.info("a workspace installed us")
        self._floor.tally.count("installed", door="slack")
        answer = self._page(200, "installed")
        answer.del_cookie(COOKIE, path=self._path)
        return answer

    async def _exchanged(self, code: str) -> tuple[Workspace | None, str]:
        """The code for a token; or why there is none."""
        if not code:
            return None, "no_code"
        answer = await self._api.call(
            "oauth.v2.access", "", code=code, client_id=self._settings.client_id,
            client_secret=self._settings.client_secret, redirect_uri=self._back,
        )  # fmt: skip
        if not answer.ok:
            return None, answer.code
        told: Any = answer.body
        team, token = told.get("team"), told.get("access_token")
        if told.get("is_enterprise_install") is True or not isinstance(team, dict):
            return None, "org_wide"
        if not isinstance(token, str) or not token:
            return None, "no_token"
        missing = set(NEEDED) - set(str(told.get("scope") or "").split(","))
        if missing:
            return None, "missing_scope"
        known = await self._api.call("auth.test", token)
        bot = str(known.body.get("bot_id") or "")
        return Workspace(str(team.get("id") or ""), token, str(told.get("bot_user_id") or ""), bot), ""

    def _no(self, status: int, why: str) -> web.Response:
        log.warning("an installation was not finished", extra={"why": why})
        self._floor.tally.count("refused", door="slack", why=why)
        return self._page(status, "org_wide" if why == "org_wide" else "not_installed_yet", f"{self._path}/install")

    def _page(self, status: int, key: str, link: str = "") -> web.Response:
        """One line of ours, and one link at most."""
        line = html.escape(self._floor.house.catalog.line(f"slack.{key}"))
        label = html.escape(self._floor.house.catalog.label("slack.install"))
        button = f'<p><a href="{html.escape(link)}">{label}</a></p>' if link else ""
        body = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Oops</title><p>{line}</p>{button}</html>'
        return web.Response(status=status, text=body, content_type="text/html", charset="utf-8", headers=SAFE)


__all__ = ["Installer"]
