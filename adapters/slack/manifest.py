"""`oops manifest slack`: the app's manifest, with the least scopes. Pure."""

from __future__ import annotations

from typing import Any

from adapters.settings import public_address
from adapters.slack import names
from bot.errors import SettingsWrong
from prompts.catalog import Catalog
from prompts.frozen import frozen

EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"
COLOUR = "#3f6f5f"


@frozen
class Scope:
    """One permission, and what it is for: nothing is asked for that neither an event nor a call needs."""

    name: str
    events: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    features: tuple[str, ...] = ()


SCOPES = (
    Scope("commands", features=("slash_commands", "shortcuts")),
    Scope("chat:write", calls=("chat.postMessage", "chat.update", "chat.delete")),
    Scope("im:write", calls=("conversations.open",)),
    Scope("im:history", events=("message.im",), calls=("conversations.history",)),
    Scope("users:read", events=("team_join", "user_change"), calls=("users.info", "users.list")),
)
"""All that the door asks for. The README says each in a sentence."""
FREE_EVENTS = ("app_home_opened", "app_uninstalled", "tokens_revoked")
"""Events that need no scope."""
FREE_CALLS = ("auth.test", "oauth.v2.access", "views.open", "views.publish", "views.update", "apps.connections.open")
"""Calls that need none."""


def manifest(catalog: Catalog, url: str | None, *, socket: bool = False) -> dict[str, Any]:
    """The manifest of the app at `url`; over Socket Mode no address is needed, and none is said.

    Raises SettingsWrong with one line when `url` is not a public https address.
    """
    base = None if socket and url is None else public(url)
    events = None if socket or base is None else base + EVENTS_PATH
    asks = {"request_url": events} if events else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": catalog.line("app.name"),
            "description": catalog.line("app.about"),
            "long_description": catalog.line("app.about_long"),
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": catalog.line("app.name"), "always_online": True},
            "shortcuts": [
                _shortcut(catalog, "global", names.BEGIN, "shortcut"),
                _shortcut(catalog, "message", names.COACH, "on_message"),
            ],
            "slash_commands": [
                {
                    "command": "/oops",
                    "description": catalog.line("app.command"),
                    "usage_hint": catalog.line("app.usage"),
                    "should_escape": False,
                    **({"url": events} if events else {}),
                }
            ],
        },
        "oauth_config": {
            **({"redirect_urls": [base + REDIRECT_PATH]} if base else {}),
            "scopes": {"bot": [each.name for each in SCOPES]},
        },
        "settings": {
            "event_subscriptions": {"bot_events": bot_events(), **asks},
            "interactivity": {"is_enabled": True, **asks},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,  # a switch, and no secret  # nosec B105
        },
    }


def bot_events() -> list[str]:
    """The events that the door hears, in order of name."""
    return sorted({*FREE_EVENTS, *(event for scope in SCOPES for event in scope.events)})


def _shortcut(catalog: Catalog, kind: str, callback: str, key: str) -> dict[str, str]:
    return {
        "name": catalog.line(f"app.{key}"),
        "type": kind,
        "callback_id": callback,
        "description": catalog.line(f"app.{key}_about"),
    }


def public(url: str | None) -> str:
    """The address without a slash at its end. Raises SettingsWrong when Slack could not reach it."""
    if url is None:
        raise SettingsWrong(
            "Say where Slack reaches this: --url https://oops.example.com, or --socket for Socket Mode."
        )
    return public_address(url)
