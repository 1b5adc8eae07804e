"""Activities as Teams sends them, written from Microsoft's documentation: a personal chat, one person, one bot."""

from __future__ import annotations

import copy
from typing import Any

from teams.laboratory import SERVICE, TENANT

NAMES = {"dana": "Dana Okafor", "ruth": "Ruth Adeyemi"}
BOT = "28:11111111-2222-3333-4444-555555555555"


def base(user: str = "sam", **other: Any) -> dict[str, Any]:
    """What every activity has."""
    made: dict[str, Any] = {
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "timestamp": "2026-04-13T13:24:00.0000000Z",
        "localTimestamp": "2026-04-13T14:24:00.0000000+01:00",
        "localTimezone": "Europe/Dublin",
        "id": "1776086640000",
        "from": {
            "id": f"29:{user}-opaque",
            "name": NAMES.get(user, f"{user.capitalize()} Reyes"),
            "aadObjectId": f"00000000-0000-0000-0000-{user:0>12}",
        },
        "recipient": {"id": BOT, "name": "Oops"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": f"a:{user}-conversation"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-IE",
        "entities": [
            {
                "type": "clientInfo",
                "locale": "en-IE",
                "country": "IE",
                "platform": "Windows",
                "timezone": "Europe/Dublin",
            }
        ],
    }
    return copy.deepcopy(made) | other


def message(text: str | None, user: str = "sam", **other: Any) -> dict[str, Any]:
    html = [{"contentType": "text/html", "content": f"<p>{text}</p>"}]
    return base(user, type="message", text=text, textFormat="plain", attachments=html) | other


def press(
    letter: str, verb: str, user: str = "sam", data: dict[str, Any] | None = None, **other: Any
) -> dict[str, Any]:
    action = {"type": "Action.Execute", "title": "x", "verb": verb, "data": {"letter": letter} | (data or {})}
    value = {"action": action, "trigger": "manual"}
    return base(user, type="invoke", name="adaptiveCard/action", id="f:1", value=value) | other


def fetch(letter: str, form: str, user: str = "sam", **other: Any) -> dict[str, Any]:
    value = {"data": {"type": "task/fetch", "letter": letter, "form": form}, "context": {"theme": "default"}}
    return base(user, type="invoke", name="task/fetch", id="f:2", value=value) | other


def submit(letter: str, form: str, fields: dict[str, Any], user: str = "sam", **other: Any) -> dict[str, Any]:
    value = {"data": {"letter": letter, "form": form} | fields, "context": {"theme": "default"}}
    return base(user, type="invoke", name="task/submit", id="f:3", value=value) | other


def installed(user: str = "sam", action: str = "add", **other: Any) -> dict[str, Any]:
    return base(user, type="installationUpdate", action=action, id="f:4") | other


def member(user: str = "sam", name: str = "membersAdded", **other: Any) -> dict[str, Any]:
    changed = {name: [{"id": BOT}, {"id": f"29:{user}-opaque"}]}
    return base(user, type="conversationUpdate", id="f:5", **changed) | other
