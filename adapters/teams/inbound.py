"""What Teams sends → what it calls for. Pure: an activity is checked here and nowhere else, and nothing is done.

    message                          words, a file, or a press of an old kind
    invoke  adaptiveCard/action      a press
            task/fetch, task/submit  a dialog asked for, a dialog sent
    messageUpdate, messageDelete     the person's own words changed or taken back
    installationUpdate               installed (a first contact), removed
    conversationUpdate               the same, in the words of older clients
    messageReaction and all others   heard kindly, and nothing done

What is wrong with an activity is Wrong, with the status that it deserves; no part of it is in the text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.teams import names
from adapters.teams.token import CHANNEL, tenant_of
from bot.home import PRESSED
from bot.people import Address, Person, Who
from prompts.frozen import frozen

LARGEST = 256 * 1024
"""Bytes of one activity."""
DEEPEST = 32
"""Levels of one activity; Teams itself needs eight."""
ID_MAX = 300


class Wrong(Exception):
    """An activity that cannot be followed. Its text is one fixed line."""

    def __init__(self, line: str, status: int = 400) -> None:
        super().__init__(line)
        self.status = status


@frozen
class Said:
    """Words. `called`: they were said to the coach by its name, so they answer nobody else."""

    text: str = field(repr=False)
    called: bool = False


@frozen
class Began:
    """`/oops`, and nothing else."""


@frozen
class SentFile:
    """A file or a picture, which is not read."""


@frozen
class Press:
    """A button, on the letter that carries it."""

    letter: str
    choice: str
    mark: int | None = None


@frozen
class OnPage:
    """A button of the page of one's own: words that say the same, or none to begin, or to go on with that journey."""

    words: str
    journey: str = ""


@frozen
class Page:
    """The page of one's own is to be shown. Nothing is written."""


@frozen
class Asked:
    """A dialog is to be opened. Nothing is written."""

    letter: str
    form: str


@frozen
class Filled:
    """A dialog was sent."""

    letter: str
    form: str
    fields: Mapping[str, str] = field(repr=False)
    picked: str = ""
    """The object id of a person who was picked."""


@frozen
class Changed:
    """The person changed an earlier message of theirs."""

    text: str = field(repr=False)


@frozen
class TookBack:
    """The person deleted an earlier message of theirs."""


@frozen
class Installed:
    """The person has the bot now."""


@frozen
class Removed:
    """The person took the bot away."""


@frozen
class Nothing:
    """Heard kindly, and nothing done."""


Call = (
    Said
    | Began
    | SentFile
    | Press
    | OnPage
    | Page
    | Asked
    | Filled
    | Changed
    | TookBack
    | Installed
    | Removed
    | Nothing
)


@frozen
class Heard:
    """One activity: who, what it calls for, its delivery key, when Teams says that it happened, and whose words it is about."""

    person: Person
    call: Call
    delivery: str
    at: datetime | None = None
    invoke: bool = False
    """True when Teams waits for an answer in the response."""
    message: str = ""
    """The id of the message that the person wrote, changed or deleted: Teams tells no more of it later."""


# ------------------------------------------------------------------------------------------------------------ the body


def activity(body: bytes) -> dict[str, Any]:
    """The activity in a body. Raises Wrong."""
    if len(body) > LARGEST:
        raise Wrong("That is more than one activity may hold.", 413)
    try:
        raw = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Wrong("That is not valid JSON.") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
        raise Wrong("An activity is one JSON object with a type.")
    if _deeper(raw, DEEPEST):
        raise Wrong("That is nested too deeply.")
    return raw


def _no_number(name: str) -> float:
    raise ValueError


def _deeper(value: object, most: int) -> bool:
    """Claim: the value has more than `most` levels."""
    level: list[object] = [value]
    for _ in range(most):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


# ----------------------------------------------------------------------------------------------------------- who it is


def heard(raw: Mapping[str, Any]) -> Heard:
    """What an activity calls for. Raises Wrong."""
    person = person_of(raw)
    kind = raw["type"]
    call, key = _call(kind, raw)
    message = _id(raw, "id") if isinstance(call, Said | Changed | TookBack) else ""
    return Heard(person, call, key, _instant(raw.get("timestamp")), kind == "invoke", message)


def person_of(raw: Mapping[str, Any]) -> Person:
    """Who sent it, where they are reached, and what their clock shows. Raises Wrong."""
    tenant = tenant_of(raw)
    user = _id(raw, "from", "id")
    entra = _id(raw, "from", "aadObjectId").lower()
    conversation = _id(raw, "conversation", "id")
    bot = _id(raw, "recipient", "id")
    service = _text(raw.get("serviceUrl"))
    if raw.get("channelId") != CHANNEL:
        raise Wrong("This is not a channel that the coach speaks in.", 403)
    if not tenant or not user or not conversation or not bot or not service:
        raise Wrong("The activity does not say who, where, or in which organisation.")
    if user == bot or _text(_in(raw, "from", "role")).lower() in ("bot", "skill"):
        raise Wrong("A bot is not coached.", 403)
    if (
        _in(raw, "conversation", "isGroup") is True
        or _text(_in(raw, "conversation", "conversationType") or "personal") != "personal"
    ):
        raise Wrong("The coach speaks with one person at a time.", 403)
    who = Who(names.PLATFORM, tenant, entra or user)
    reference = {
        "service": service,
        "conversation": conversation,
        "tenant": tenant,
        "user": user,
        "object": entra,
        "bot": bot,
    }
    name = " ".join(_text(_in(raw, "from", "name")).split())[:200]
    return Person(
        who,
        name,
        zone=zone_of(raw),
        address=Address(names.PLATFORM, tenant, json.dumps(reference, ensure_ascii=False, separators=(",", ":"))),
    )


def zone_of(raw: Mapping[str, Any]) -> str:
    """The zone on the person's wall, by its IANA name; empty when the activity tells none that we know."""
    told = _text(raw.get("localTimezone")) or next(
        (
            _text(each.get("timezone"))
            for each in _list(raw.get("entities"))
            if isinstance(each, Mapping) and each.get("type") == "clientInfo"
        ),
        "",
    )
    if not re.fullmatch(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}", told):
        return ""
    try:
        ZoneInfo(told)
    except (ValueError, OSError, KeyError):
        return ""
    return told


# ----------------------------------------------------------------------------------------------------- what it calls for


def _call(kind: str, raw: Mapping[str, Any]) -> tuple[Call, str]:
    mine = _id(raw, "id")
    match kind:
        case "message":
            return _message(raw, mine)
        case "invoke":
            return _invoke(raw, mine)
        case "messageUpdate" if _in(raw, "channelData", "eventType") in (None, "editMessage", "undeleteMessage"):
            text = words(raw)
            return (Changed(text), f"update:{_need(mine)}:{_text(raw.get('timestamp'))}") if text else (Nothing(), mine)
        case "messageDelete":
            return TookBack(), f"delete:{_need(mine)}"
        case "installationUpdate":
            change = _text(raw.get("action")).lower()
            if change == "add":
                return Installed(), f"install:{mine}"
            return (Removed() if change == "remove" else Nothing()), f"remove:{mine}"
        case "conversationUpdate":
            bot = _id(raw, "recipient", "id")
            if any(_in(each, "id") == bot for each in _list(raw.get("membersAdded"))):
                return Installed(), f"install:{mine}"
            gone = any(_in(each, "id") == bot for each in _list(raw.get("membersRemoved")))
            return (Removed() if gone else Nothing()), f"remove:{mine}"
        case _:
            return Nothing(), mine


def _message(raw: Mapping[str, Any], mine: str) -> tuple[Call, str]:
    value = raw.get("value")
    if value is not None:
        if not isinstance(value, Mapping):
            raise Wrong("A card's answer is one JSON object.")
        return _pressed(value, _text(value.get("verb")))
    text = words(raw)
    key = f"message:{_need(mine)}"
    if text.casefold() == "/oops":
        return Began(), key
    if text.strip(" /.!").casefold() == names.MAP:
        return Page(), key
    if text:
        bare = re.sub(r"^/oops\s+", "", text, flags=re.IGNORECASE)
        return Said(bare, called=bare != text), key
    if any(_text(_in(each, "contentType")) != "text/html" for each in _list(raw.get("attachments"))):
        return SentFile(), key
    return Nothing(), key


def words(raw: Mapping[str, Any]) -> str:
    """What the person typed, without what Teams adds to it."""
    text = raw.get("text")
    if text is None:
        return ""
    if not isinstance(text, str):
        raise Wrong("A message's text is a text.")
    if raw.get("textFormat") == "xml":
        text = re.sub(r"<br\s*/?>|</p>", "\n", text, flags=re.IGNORECASE)
        text = html.unescape(re.sub(r"</?[a-z][^<>]{0,500}>", "", text, flags=re.IGNORECASE))
    bot = _in(raw, "recipient", "id")
    for each in _list(raw.get("entities")):
        if _in(each, "type") == "mention" and _in(each, "mentioned", "id") == bot and _text(_in(each, "text")):
            text = text.replace(_text(_in(each, "text")), "")
    return text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def _invoke(raw: Mapping[str, Any], mine: str) -> tuple[Call, str]:
    value = raw.get("value")
    match raw.get("name"):
        case "adaptiveCard/action":
            action = _in(value, "action")
            if not isinstance(action, Mapping) or action.get("type") != "Action.Execute":
                raise Wrong("A card's action is an Action.Execute.")
            data = action.get("data", {})
            if not isinstance(data, Mapping):
                raise Wrong("A card's data is one JSON object.")
            verb = _text(action.get("verb"))
            if (journey := names.journey_in(data)) is not None and verb in PRESSED:
                return OnPage(PRESSED[verb], journey), f"page:{mine}"
            return _pressed(data, verb)
        case "task/fetch":
            data = _data(value)
            return Asked(_letter(data), _form(data)), mine
        case "task/submit":
            data = _data(value)
            letter, form = _letter(data), _form(data)
            own = {names.LETTER, names.FORM, names.PICKED, "msteams"}
            fields = {name: text for name, text in data.items() if name not in own}
            if not all(isinstance(text, str) for text in fields.values()):
                raise Wrong("A dialog's fields are texts.")
            return Filled(letter, form, fields, _text(data.get(names.PICKED)).strip().lower()), f"form:{letter}:{form}"
        case _:
            raise Wrong("That is not something the coach knows.")


def _pressed(data: Mapping[str, Any], verb: str) -> tuple[Press, str]:
    """The press, and its nonce: a letter's id and a choice, whatever id the delivery has."""
    letter = _letter(data)
    try:
        mark = names.mark_in(data)
    except ValueError:
        raise Wrong("The card's mark is none of ours.") from None
    if verb == names.MENU:
        entry = names.from_option(data.get(names.MENU))
        if entry is None:
            raise Wrong("The menu's choice is none of ours.")
        verb, mark = entry
    if not names.is_choice(verb):
        raise Wrong("The card's verb is none of ours.")
    return Press(letter, verb, mark), f"press:{letter}:{names.option(verb, mark)}"


def _data(value: object) -> Mapping[str, Any]:
    data = _in(value, "data")
    if not isinstance(data, Mapping):
        raise Wrong("A dialog's data is one JSON object.")
    return data


def _letter(data: Mapping[str, Any]) -> str:
    letter = names.letter_in(data)
    if letter is None:
        raise Wrong("The card is none of ours.")
    return letter


def _form(data: Mapping[str, Any]) -> str:
    form = data.get(names.FORM)
    if not names.is_choice(form):
        raise Wrong("The form is none of ours.")
    return str(form)


# ------------------------------------------------------------------------------------------------------------- the bits


def _in(value: object, *path: str) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _id(raw: Mapping[str, Any], *path: str) -> str:
    """An id of the platform's: empty when it is none. Raises Wrong when it cannot be one."""
    found = _in(raw, *path)
    if found is None:
        return ""
    if not isinstance(found, str) or len(found) > ID_MAX or not found.isprintable():
        raise Wrong("The activity has an id that is none.")
    return found


def _need(found: str) -> str:
    if not found:
        raise Wrong("The activity has no id.")
    return found


def _instant(value: object) -> datetime | None:
    """The platform's own instant; None when it tells none."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None else None


__all__ = [
    "LARGEST", "Asked", "Began", "Call", "Changed", "Filled", "Heard", "Installed", "Nothing", "OnPage", "Page", "Press", "Removed", "Said",
    "SentFile", "TookBack", "Wrong", "activity", "heard", "person_of", "words", "zone_of",
]  # fmt: skip
