"""What Slack sends → what it calls for. Pure: a payload is read here and nowhere else, and nothing is done.

A payload of any shape has an answer: what is no business of ours is Nothing, and never an exception.
"""

from __future__ import annotations

import hmac
import html
import json
import re
from binascii import a2b_qp
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from adapters.slack import names
from bot.events import BROUGHT
from bot.people import Who
from prompts.frozen import frozen

OLDEST = 300.0
"""Seconds after which a signature is too old."""


@frozen
class Begin:
    """`/oops` alone, a begin button, the global shortcut."""


@frozen
class Say:
    """The person's words. `named` are the users whom they mention; each still stands in the text as `<@U1>`."""

    text: str = field(repr=False)
    named: tuple[str, ...] = ()


@frozen
class Press:
    """A button on a letter. An empty choice is the form's own button."""

    on: str
    choice: str
    mark: int | None = None
    trigger: str = ""


@frozen
class Fill:
    """A form, sent. `people` are the users picked, by field."""

    on: str
    form: str
    choice: str = ""
    mark: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    people: Mapping[str, str] = field(default_factory=dict)


@frozen
class Closed:
    """A form, closed without being sent: the press that opened it is to be heard after all."""

    on: str
    choice: str
    mark: int | None = None


@frozen
class Edited:
    """The person edited a message of theirs."""

    before: str = field(repr=False)
    text: str = field(repr=False)
    named: tuple[str, ...] = ()


@frozen
class Deleted:
    """The person deleted a message of theirs."""

    text: str = field(repr=False)
    named: tuple[str, ...] = ()


@frozen
class Shared:
    """A file, with or without words."""

    text: str = field(default="", repr=False)
    named: tuple[str, ...] = ()


@frozen
class Resume:
    """App Home: go on with one journey, or with the one in focus."""

    journey: str = ""


@frozen
class Coach:
    """The message shortcut: these words may be what happened."""

    words: str = field(repr=False)
    trigger: str = ""
    named: tuple[str, ...] = ()


@frozen
class Opened:
    """App Home is looked at. `hash` guards its view against a race."""

    tab: str
    hash: str = ""


@frozen
class Changed:
    """Someone has another name, zone or standing now."""

    user: Mapping[str, Any] = field(repr=False)


@frozen
class Uninstalled:
    """The workspace has let us go: everything of it is to be forgotten."""


@frozen
class OrgWide:
    """An installation for a whole organisation, which we refuse."""


@frozen
class HeldBack:
    """Slack did not deliver all events of a workspace in one minute: they were too many, or too few of them were acknowledged."""


@frozen
class Unknown:
    """A button or a form that no letter of ours has."""


@frozen
class Nothing:
    """No business of ours."""


Call = (
    Begin | Say | Press | Fill | Closed | Edited | Deleted | Shared | Resume | Coach | Opened | Changed | Uninstalled
    | OrgWide | HeldBack | Unknown | Nothing
)  # fmt: skip


@frozen
class Heard:
    """One delivery: who, what, and the key under which it counts once."""

    call: Call
    who: Who
    key: str = ""
    dated: datetime | None = None
    kind: str = ""
    """event, command, press, form, shortcut: for counting, and for the shape of the answer."""
    channel: str = ""
    """Where it came from."""
    direct: bool = False
    """Claim: it came from our own direct messages, or from a page that only the person sees."""
    home: str = ""
    """The workspace of the person's own account, where the payload tells it."""
    answer: str = ""
    """Where one ephemeral line may be posted."""
    shown: str = ""
    """Slack's hash of the App Home that the person has before them, where the payload tells it."""
    called: str = field(default="", repr=False)
    """The person's handle, where the payload tells it: their name as long as Slack tells no better one."""


NOBODY = Who(names.PLATFORM, "", "")
NOT_OURS = Heard(Nothing(), NOBODY)


# --------------------------------------------------------------------------------------------------------- the envelope


def signed(secret: str, stamp: str, signature: str, body: bytes, now: float) -> bool:
    """Claim: Slack signed this body with our secret, at most five minutes ago. Any text may stand in the headers."""
    if not re.fullmatch(r"[0-9]{1,12}", stamp, re.ASCII) or abs(now - int(stamp)) > OLDEST:
        return False
    if not re.fullmatch(r"v0=[0-9a-f]{64}", signature, re.ASCII):
        return False
    wanted = hmac.digest(secret.encode(), b"v0:" + stamp.encode() + b":" + body, "sha256").hex()
    return hmac.compare_digest(wanted, signature[3:])


_FORM = "application/x-www-form-urlencoded"
_PLAIN_FORM = re.compile(rb"payload=(?:[^%&;=\s]++|%[0-9A-Fa-f]{2})++")
"""A form of one field, `payload`, encoded as it should be. With = in place of % it is what mail calls quoted-printable."""


def payload(body: bytes, content_type: str) -> dict[str, Any] | None:
    """The payload of a request: JSON, a form's `payload`, or a command's own fields. None: it is none of these."""
    try:
        if content_type.startswith(_FORM) and _PLAIN_FORM.fullmatch(
            body
        ):  # nearly every press: decoded at once, and not part by part
            found = json.loads(a2b_qp(body[8:].replace(b"+", b" ").replace(b"%", b"=")).decode())
            return found if isinstance(found, dict) and found else None
        text = body.decode()
        if content_type.startswith("application/json"):
            found = json.loads(text)
        else:
            fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict"))
            found = json.loads(fields["payload"]) if "payload" in fields and "command" not in fields else fields
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found else None


# ------------------------------------------------------------------------------------------------------------ a delivery


def heard(raw: Mapping[str, Any]) -> Heard:
    """What a payload calls for."""
    if "command" in raw:
        return _command(raw)
    match raw.get("type"):
        case "event_callback":
            return _event(raw)
        case "block_actions":
            return _actions(raw)
        case "view_submission":
            return _submitted(raw)
        case "view_closed":
            return _closed(raw)
        case "shortcut" | "message_action":
            return _shortcut(raw)
        case "app_rate_limited":
            return Heard(HeldBack(), NOBODY)
        case _:
            return NOT_OURS


def _text(raw: object, *path: str) -> str:
    """The text at a path; empty when there is none."""
    for each in path:
        raw = raw.get(each) if isinstance(raw, dict) else None
    return raw if isinstance(raw, str) else ""


def _table(raw: object, *path: str) -> Mapping[str, Any]:
    for each in path:
        raw = raw.get(each) if isinstance(raw, dict) else None
    return raw if isinstance(raw, dict) else {}


def _installed(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """What tells of our installation: of an event, the first of those that may see it."""
    given = raw.get("authorizations")
    first = given[0] if isinstance(given, list) and given else raw
    return first if isinstance(first, Mapping) else raw


def _team(raw: Mapping[str, Any]) -> str:
    """The workspace that has us, in Bolt's order: what is shared between workspaces names others too."""
    return (
        _text(raw, "view", "app_installed_team_id")
        or _text(raw, "team")
        or _text(raw, "team", "id")
        or _text(_installed(raw), "team_id")
        or _text(raw, "team_id")
        or _text(raw, "user", "team_id")
    )


def _org_wide(raw: Mapping[str, Any]) -> bool:
    return _installed(raw).get("is_enterprise_install") in (True, "true")


def _instant(ts: str) -> datetime | None:
    """The instant in Slack's own stamp, such as 1776087840.000200."""
    if not re.fullmatch(r"[0-9]{9,10}(\.[0-9]{1,6})?", ts, re.ASCII):
        return None
    return datetime.fromtimestamp(float(ts), UTC)


def _command(raw: Mapping[str, Any]) -> Heard:
    who = Who(names.PLATFORM, _team(raw), _text(raw, "user_id"))
    if not who.tenant or not who.user:
        return NOT_OURS
    words = _text(raw, "text").strip()
    call: Call = said(words) if words else Begin()
    return Heard(
        OrgWide() if _org_wide(raw) else call,
        who,
        f"command:{_text(raw, 'trigger_id')}",
        kind="command",
        channel=_text(raw, "channel_id"),
        answer=_text(raw, "response_url"),
        called=_called(_text(raw, "user_name")),
    )


# --------------------------------------------------------------------------------------------------------------- events


def _event(raw: Mapping[str, Any]) -> Heard:
    event, team = _table(raw, "event"), _team(raw)
    kind = _text(event, "type")
    user = _text(event, "user")
    when = raw.get("event_time")
    dated = datetime.fromtimestamp(when, UTC) if isinstance(when, int) and 0 < when < 10**11 else None
    if not team:
        return NOT_OURS
    base = Heard(Nothing(), Who(names.PLATFORM, team, user), f"event:{_text(raw, 'event_id')}", dated, "event")
    if kind in {"app_uninstalled", "tokens_revoked"}:
        bots = _table(event, "tokens").get("bot")
        gone = kind == "app_uninstalled" or (isinstance(bots, list) and bool(bots))
        return _but(base, Uninstalled() if gone else Nothing(), "")
    if _org_wide(raw):
        return _but(base, OrgWide(), user)
    match kind:
        case "message":
            return _message(base, event)
        case "app_home_opened" if user:
            opened = Opened(_text(event, "tab"), _text(event, "view", "hash"))
            return _but(base, opened, user, channel=_text(event, "channel"), direct=True)
        case "user_change" | "team_join":
            changed = _table(event, "user")
            return _but(base, Changed(changed), _text(changed, "id")) if _text(changed, "id") else base
        case _:
            return base


def _but(base: Heard, call: Call, user: str, *, key: str = "", channel: str = "", direct: bool = False) -> Heard:
    who = Who(base.who.platform, base.who.tenant, user)
    return Heard(call, who, key or base.key, base.dated, base.kind, channel, direct)


def _message(base: Heard, event: Mapping[str, Any]) -> Heard:
    """A message in our own direct messages: said, edited, deleted, or with a file. Whatever an app wrote is not heard."""
    channel, stamp = _text(event, "channel"), _text(event, "ts")
    if event.get("channel_type") != "im" or not channel:
        return base
    now, before = _table(event, "message"), _table(event, "previous_message")
    # what has answers in a thread is deleted by a change: a stone of Slack's
    buried = now.get("subtype") == "tombstone"
    match "message_deleted" if buried else event.get("subtype"):
        case None | "file_share" | "me_message" | "thread_broadcast":
            if _by_app(event) or not _text(event, "user"):
                return base
            text = _text(event, "text")
            call: Call = Shared(plain(text), mentioned(text)) if event.get("files") else said(text)
            if isinstance(call, Say) and not call.text.strip():
                return base
            heard_one = _but(
                base, call, _text(event, "user"), key=f"message:{channel}:{stamp}", channel=channel, direct=True
            )
            return _dated(heard_one, stamp)
        case "message_changed" if not _by_app(now) and _text(now, "user"):
            was, became = _text(before, "text"), _text(now, "text")
            old, new = plain(was), plain(became)
            if old == new or not new.strip():
                return base
            key = f"edit:{channel}:{_text(now, 'ts')}:{_text(now, 'edited', 'ts')}"
            call = Edited(old, new, mentioned(f"{was} {became}"))
            return _but(base, call, _text(now, "user"), key=key, channel=channel, direct=True)
        case "message_deleted" if not _by_app(before) and _text(before, "user"):
            key = f"delete:{channel}:{_text(now, 'ts') if buried else _text(event, 'deleted_ts')}"
            was = _text(before, "text")
            return _but(
                base,
                Deleted(plain(was), mentioned(was)),
                _text(before, "user"),
                key=key,
                channel=channel,
                direct=True,
            )
        case _:
            return base


def _dated(one: Heard, stamp: str) -> Heard:
    at = _instant(stamp)
    return Heard(one.call, one.who, one.key, at or one.dated, one.kind, one.channel, one.direct)


def _by_app(message: Mapping[str, Any]) -> bool:
    """Claim: an app wrote it; our own messages come back to us too."""
    return bool(message.get("bot_id") or message.get("app_id") or message.get("subtype") == "bot_message")


# --------------------------------------------------------------------------------------------------------- interactions


def _from(raw: Mapping[str, Any], call: Call, key: str, kind: str) -> Heard:
    by = _table(raw, "user")
    home, user = _text(by, "team_id"), _text(by, "id")
    team = _team(raw)
    if not team or not user:
        return NOT_OURS
    channel = _text(raw, "channel", "id") or _text(raw, "container", "channel_id")
    return Heard(
        OrgWide() if _org_wide(raw) else call,
        Who(names.PLATFORM, team, user),
        key,
        kind=kind,
        channel=channel,
        direct=kind != "shortcut" and (not channel or channel.startswith("D")),
        home=home,
        answer=_text(raw, "response_url"),
        shown=_text(raw, "view", "hash") if _text(raw, "view", "type") == "home" else "",
        called=_called(_text(by, "name") or _text(by, "username")),
    )


def _called(handle: str) -> str:
    """A handle as a name: on one line, and no longer than a name."""
    return " ".join(handle.split())[:120]


def _actions(raw: Mapping[str, Any]) -> Heard:
    """A press. Slack sends one action at a time."""
    given = raw.get("actions")
    action = given[0] if isinstance(given, list) and given and isinstance(given[0], Mapping) else {}
    choice, value = _text(action, "action_id"), _text(action, "value")
    stamp = _text(action, "action_ts")
    if _text(raw, "view", "type") == "home":
        return _from(raw, _at_home(choice, value), f"home:{_text(raw, 'view', 'id')}:{stamp}", "press")
    if choice == names.MORE:
        picked = names.from_option(_text(action, "selected_option", "value"))
        choice, value = picked or ("", "")
    on = names.from_value(value)
    if on is None or not (choice == names.FILL or names.is_choice(choice)):
        return _from(raw, Unknown(), f"press:{stamp}", "press")
    letter, mark = on
    press = Press(letter, "" if choice == names.FILL else choice, mark, _text(raw, "trigger_id"))
    return _from(raw, press, press_key(letter, choice, mark), "press")


def press_key(letter: str, choice: str, mark: int | None) -> str:
    """A press counts once: its nonce is the letter's random id, with the choice and the mark."""
    return f"press:{names.value(letter, mark)}:{choice}"


def _at_home(choice: str, value: str) -> Call:
    if choice == "begin":
        return Begin()
    if choice == "resume":
        return Resume(value if names.from_value(value) else "")
    words = names.HOME.get(choice)
    return Say(words) if words else Unknown()


def _submitted(raw: Mapping[str, Any]) -> Heard:
    view = _table(raw, "view")
    form, key = _text(view, "callback_id"), f"view:{_text(view, 'id')}"
    fields, people = _fields(_table(view, "state", "values"))
    if form == names.COACH:
        return _from(raw, Say(fields.get(names.WORDS, "")), f"{BROUGHT}{key}", "form")
    opened = names.from_origin(_text(view, "private_metadata"))
    if opened is None or not names.is_choice(form):
        return _from(raw, Unknown(), key, "form")
    letter, choice, mark = opened
    return _from(raw, Fill(letter, form, choice, mark, fields, people), key, "form")


def _closed(raw: Mapping[str, Any]) -> Heard:
    view = _table(raw, "view")
    opened = names.from_origin(_text(view, "private_metadata"))
    if opened is None or not opened[1]:
        return _from(raw, Nothing(), "", "form")
    letter, choice, mark = opened
    return _from(raw, Closed(letter, choice, mark), press_key(letter, choice, mark), "form")


def _fields(values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of a form by field, and the users picked."""
    fields: dict[str, str] = {}
    people: dict[str, str] = {}
    for name, actions in values.items():
        element = _table(actions, name)
        if picked := _text(element, "selected_user"):
            people[name] = picked
        text = (
            _text(element, "value")
            or _text(element, "selected_date")
            or _text(element, "selected_time")
            or _text(element, "selected_option", "value")
        )
        if text:
            fields[name] = text
    return fields, people


def _shortcut(raw: Mapping[str, Any]) -> Heard:
    called, trigger = _text(raw, "callback_id"), _text(raw, "trigger_id")
    call: Call = Unknown()
    if called == names.COACH:
        text = _text(raw, "message", "text")
        call = Coach(plain(text), trigger, mentioned(text))
    elif called == names.BEGIN:
        call = Begin()
    return _from(raw, call, f"shortcut:{trigger}", "shortcut")


# --------------------------------------------------------------------------------------------------------------- texts

_MARKUP = re.compile(r"<([^<>]*)>")
_NAMED = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")


def said(text: str) -> Say:
    """Words, with the people whom they mention."""
    return Say(plain(text), mentioned(text))


def mentioned(text: str) -> tuple[str, ...]:
    """The users whom a text of Slack's mentions, each once."""
    return tuple(dict.fromkeys(_NAMED.findall(text)))


def plain(text: str) -> str:
    """The text as it was typed: Slack's own markup for links, channels and groups undone; people stay as `<@U1>`."""
    return html.unescape(_MARKUP.sub(_unmarked, text)) if "<" in text or "&" in text else text


def _unmarked(found: re.Match[str]) -> str:
    inside = found[1]
    address, _, label = inside.partition("|")
    match inside[:1]:
        case "@":
            return f"<{address}>" if re.fullmatch(r"@[UW][A-Z0-9]{1,30}", address) else f"@{label or address[1:]}"
        case "#":
            return f"#{label or address[1:]}"
        case "!":
            return label or f"@{address[1:].partition('^')[0]}"
        case _:
            return label or address.removeprefix("mailto:").removeprefix("tel:")


def with_names(text: str, known: Mapping[str, str]) -> str:
    """Words in which each person mentioned is called by name; someone unknown is `someone`."""
    return _NAMED.sub(lambda found: known.get(found[1], "someone"), text)


__all__ = ["Call", "Heard", "heard", "payload", "plain", "press_key", "said", "signed", "with_names"]
