"""What the page sends → what it calls for. Pure: a payload is checked here and nowhere else, and nothing is done."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.letters import Field
from bot.times import parse_iso_duration
from prompts.frozen import frozen

LARGEST = 256 * 1024
"""Bytes of one payload."""
LONGEST = timedelta(days=31)
"""The most that one press moves the clock."""
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
EXAMPLES = {"date": "2026-05-03", "time": "14:30"}


class Wrong(Exception):
    """A payload that cannot be followed. Its text is one line for the page; `fields` has a line for each field in question."""

    def __init__(self, line: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(line)
        self.fields = dict(fields or {})

    @property
    def status(self) -> int:
        """422 when a form's fields are in question, 400 otherwise."""
        return 422 if self.fields else 400


@frozen
class Say:
    """The author's words."""

    text: str = field(repr=False)


@frozen
class Press:
    """A button of the author's, on the letter that carries it."""

    choice: str
    on: str | None = None
    mark: int | None = None


@frozen
class Fill:
    """A form of the author's, on the letter that carries it."""

    on: str
    fields: Mapping[str, str] = field(repr=False)


@frozen
class Answer:
    """What another person of this world does with the letter they hold."""

    by: str
    on: str
    choice: str
    text: str = field(default="", repr=False)


@frozen
class Wait:
    """Let so much time pass. `soon`: only until something comes due, if that is earlier."""

    span: timedelta
    soon: bool = False


@frozen
class WaitFor:
    """Let time pass until the next promised check-in, or until a held letter goes."""

    what: str


@frozen
class Begin:
    """Begin, or begin again."""


Call = Say | Press | Fill | Answer | Wait | WaitFor | Begin


@frozen
class Asked:
    """A call with its delivery key: sent twice, it is done once."""

    call: Call
    key: str | None = None


def asked(body: bytes) -> Asked:
    """The call of a payload. Raises Wrong with one line."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise Wrong("That is not valid JSON. Nothing was taken.") from None
    if not isinstance(raw, dict):
        raise Wrong("A call is one JSON object. Nothing was taken.")
    key = raw.get("key")
    if key is not None and not (isinstance(key, str) and KEY.fullmatch(key)):
        raise Wrong("A key is 8 to 64 letters, digits and dashes. Nothing was taken.")
    return Asked(call(raw), key)


def call(raw: Mapping[str, Any]) -> Call:
    """The call that `do` names."""
    match raw.get("do"):
        case "say":
            text = _text(raw, "text")
            if not text.strip():
                raise Wrong("That was empty. Nothing was taken.")
            return Say(text)
        case "press":
            return Press(_text(raw, "choice"), _maybe(raw, "on"), _mark(raw.get("mark")))
        case "fill":
            return Fill(_text(raw, "on"), _fields(raw.get("fields")))
        case "answer":
            return Answer(_text(raw, "by"), _text(raw, "on"), _text(raw, "choice"), _maybe(raw, "text") or "")
        case "wait":
            return Wait(_span(raw.get("span")), raw.get("soon") is True)
        case "wait_for":
            if raw.get("what") not in ("check_in", "held"):
                raise Wrong('One can wait for "check_in" or "held".')
            return WaitFor(raw["what"])
        case "begin":
            return Begin()
        case _:
            raise Wrong("That call is not known here. Nothing was taken.")


def _text(raw: Mapping[str, Any], name: str) -> str:
    found = raw.get(name)
    if not isinstance(found, str) or not found:
        raise Wrong(f'"{name}" takes a text. Nothing was taken.')
    return found


def _maybe(raw: Mapping[str, Any], name: str) -> str | None:
    return _text(raw, name) if raw.get(name) else None


def _mark(raw: object) -> int | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 1:
        raise Wrong('"mark" is the number of a mark, from 1.')
    return raw


def _fields(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(isinstance(each, str) for each in raw.values()):
        raise Wrong('"fields" takes names and texts. Nothing was taken.')
    return raw


def _span(raw: object) -> timedelta:
    try:
        span = parse_iso_duration(str(raw))
    except ValueError:
        raise Wrong('"span" takes a length of time such as "PT1H" or "P1D".') from None
    if not timedelta() < span <= LONGEST:
        raise Wrong("The clock moves forward only, and by 31 days at the most.")
    return span


def checked(fields: Sequence[Field], filled: Mapping[str, str]) -> dict[str, str]:
    """A form's texts by name. Raises Wrong with a line beside each field that is empty, too long, or not of its type."""
    wrong = {each.name: line for each in fields if (line := _trouble(each, filled.get(each.name, "")))}
    if wrong:
        raise Wrong("One thing is still open in the form. Nothing is lost.", wrong)
    return {each.name: filled.get(each.name, "") for each in fields if filled.get(each.name, "").strip()}


def _trouble(of: Field, text: str) -> str:
    bare = text.strip()
    if not bare:
        return "This is still empty." if of.required else ""
    if len(text) > of.max:
        return f"This holds at most {of.max} characters; there are {len(text)}."
    if not _fits(of.type, bare):
        return f"This needs a {of.type}, such as {EXAMPLES[of.type]}."
    return ""


def _fits(kind: str, text: str) -> bool:
    """Claim: the text is of its type. A day or a time may be words; digits must be a real one."""
    try:
        if kind == "date" and re.fullmatch(r"\d+-\d+-\d+", text):
            date.fromisoformat(text)
        if kind == "time" and re.fullmatch(r"\d+:\d+(:\d+)?", text):
            time.fromisoformat(text.zfill(5))
    except ValueError:
        return False
    return True


def own_host(host: str | None, port: int) -> bool:
    """Claim: the Host header names this machine and our port; anything else may be another site's name for it."""
    return host in {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]")}


def own_origin(origin: str | None, port: int) -> bool:
    """Claim: the Origin header is our own page's."""
    return origin is not None and origin.startswith("http://") and own_host(origin.removeprefix("http://"), port)


def later(now: datetime, until: datetime | None) -> timedelta:
    """How long it is from `now` to `until`; nothing when that has passed or is unknown."""
    return max(until - now, timedelta()) if until is not None else timedelta()
