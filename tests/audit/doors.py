"""Where bytes come in from outside: each entrance takes any, and says calmly what is none of its own."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

from slackside.fake import FakeSlack
from teams import activities

from adapters.slack import inbound as slack
from adapters.teams import inbound as teams
from adapters.web import inbound as web

_SLACK = FakeSlack()


def web_in(body: bytes) -> None:
    with contextlib.suppress(web.Wrong):
        web.asked(body)


def slack_in(body: bytes) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        raw = slack.payload(body, kind)
        if raw is not None:
            slack.heard(raw)


def teams_in(body: bytes) -> None:
    with contextlib.suppress(teams.Wrong):
        teams.heard(teams.activity(body))


ENTRANCES: dict[str, Callable[[bytes], None]] = {"web": web_in, "slack": slack_in, "teams": teams_in}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "web": [
        {"do": "say", "text": "hi", "key": "abcdefgh"},
        {"do": "press", "choice": "send", "on": "j.1", "mark": 1},
        {"do": "fill", "on": "j.1", "fields": {"words": "hi"}},
        {"do": "answer", "by": "dana", "on": "j.1", "choice": "thank", "text": "hi"},
        {"do": "wait", "span": "PT1H", "soon": True},
        {"do": "wait_for", "what": "held"},
        {"do": "begin"},
    ],
    "slack": [
        _SLACK.message("U0SAM", "hi"),
        _SLACK.message("U0SAM", "", subtype="message_changed", message={"user": "U0SAM", "text": "a"}, previous_message={"text": "b"}),
        _SLACK.event({"type": "app_home_opened", "user": "U0SAM", "tab": "home", "channel": "D1", "view": {"hash": "x"}}),
        _SLACK.event({"type": "user_change", "user": {"id": "U0SAM"}}),
        _SLACK.command("U0SAM", "hi"),
        _SLACK.press("U0SAM", "send", "j.1#1"),
        _SLACK.press("U0SAM", "more", "send|j.1", kind="option"),
        _SLACK.interaction(
            "view_submission",
            "U0SAM",
            view={
                "id": "V1", "callback_id": "edit", "private_metadata": "edit|j.1",
                "state": {"values": {"words": {"words": {"type": "plain_text_input", "value": "hi"}}}},
            },
        ),
        _SLACK.interaction("message_action", "U0SAM", callback_id="oops_coach", message={"text": "hi"}),
    ],
    "teams": [
        activities.message("hi"),
        activities.press("j.1", "send", data={"mark": 1}),
        activities.fetch("j.1", "edit"),
        activities.submit("j.1", "edit", {"words": "hi"}),
        activities.installed(),
        activities.member(),
    ],
}  # fmt: skip
"""What comes in on good days; what comes in on bad ones is made from it."""


def bodies(door: str) -> list[bytes]:
    return [json.dumps(each).encode() for each in SAMPLES[door]]
