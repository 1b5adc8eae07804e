"""Every documented limit of every block and element that the Slack door uses, checked all the way down.

`faults(message)`, `faults_of_view(view)`: one sentence for each thing that Slack would refuse, with the path to it; none when
all is well. A type or a key that is not in the tables below is a fault: what we don't know we don't send. The numbers are
those of docs.slack.dev (reference/block-kit, reference/views), read in November 2026; 13,200 is measured (bolt-js #2509).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import second_opinion

ID = 255
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_SIZE, VIEW_SIZE = 13_200, 250_000


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# key → (required, what it must be). A number is the longest text; a pair the least and the most items.
TEXT = {"type": (True, str), "text": (True, 3000), "emoji": (False, bool)}
MARKDOWN = {"type": (True, str), "text": (True, 3000), "verbatim": (False, bool)}
BLOCKS: dict[str, dict[str, tuple[bool, Any]]] = {
    "rich_text": {"elements": (True, "rich"), "block_id": (False, ID)},
    "section": {"text": (False, "text:3000"), "fields": (False, "fields"), "accessory": (False, "element"), "block_id": (False, ID), "expand": (False, bool)},
    "context": {"elements": (True, "context"), "block_id": (False, ID)},
    "actions": {"elements": (True, "actions"), "block_id": (False, ID)},
    "divider": {"block_id": (False, ID)},
    "header": {"text": (True, "plain:150"), "block_id": (False, ID)},
    "input": {"label": (True, "plain:2000"), "element": (True, "input"), "hint": (False, "plain:2000"), "optional": (False, bool), "dispatch_action": (False, bool), "block_id": (False, ID)},
}  # fmt: skip
ELEMENTS: dict[str, dict[str, tuple[bool, Any]]] = {
    "button": {"text": (True, "plain:75"), "action_id": (True, ID), "value": (False, 2000), "url": (False, 3000), "style": (False, ("primary", "danger")), "accessibility_label": (False, 75)},
    "static_select": {"placeholder": (False, "plain:150"), "options": (True, "options"), "action_id": (True, ID), "initial_option": (False, "option")},
    "overflow": {"options": (True, "options:5"), "action_id": (True, ID)},
    "users_select": {"placeholder": (False, "plain:150"), "action_id": (True, ID), "initial_user": (False, 20)},
    "datepicker": {"placeholder": (False, "plain:150"), "action_id": (True, ID), "initial_date": (False, re.compile(r"\d{4}-\d\d-\d\d"))},
    "timepicker": {"placeholder": (False, "plain:150"), "action_id": (True, ID), "initial_time": (False, re.compile(r"[0-2]\d:[0-5]\d")), "timezone": (False, 60)},
    "plain_text_input": {"placeholder": (False, "plain:150"), "action_id": (True, ID), "initial_value": (False, 3000), "multiline": (False, bool), "min_length": (False, range(3001)), "max_length": (False, range(1, 3001))},
    "image": {"image_url": (True, re.compile(r"https://\S{1,2990}")), "alt_text": (True, 2000)},
}  # fmt: skip
OPTION = {"text": (True, "plain:75"), "value": (True, 150), "description": (False, "plain:75")}
ALLOWED = {
    "actions": {"button", "static_select", "overflow", "users_select", "datepicker", "timepicker"},
    "input": {"plain_text_input", "static_select", "users_select", "datepicker", "timepicker"},
    "element": {"button", "static_select", "overflow", "users_select", "datepicker", "timepicker", "image"},
}
RICH = {"rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_list"}
RICH_MOST = 3000
OWN_PAGE = re.compile(r"https://oops\.example\.com(/[a-z]+)*/download/[A-Za-z0-9_-]{43}")
STYLE = {"bold", "italic", "strike", "code"}
IN_MESSAGE = {"rich_text", "section", "context", "actions", "divider", "header"}
IN_VIEW = {*IN_MESSAGE, "input"}
VIEWS = {
    "modal": {"type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "notify_on_close", "clear_on_close", "external_id"},
    "home": {"type", "blocks", "private_metadata", "callback_id", "external_id"},
}  # fmt: skip
MESSAGE = {"text", "blocks", "metadata", "mrkdwn", "link_names", "unfurl_links", "unfurl_media", "response_type"}


def faults(message: dict[str, Any]) -> list[str]:
    """What Slack would refuse, or show otherwise than meant, in a message."""
    return [*_message(message), *second_opinion.objections(message)]


def faults_of_view(view: dict[str, Any]) -> list[str]:
    """What Slack would refuse in a modal or on App Home."""
    return [*_view(view), *second_opinion.objections_to_view(view)]


def _message(message: dict[str, Any]) -> Iterator[str]:
    yield from _known("message", message, MESSAGE)
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "message.text: empty, so the notification would be"
    if isinstance(text, str) and units(text) > 4000:
        yield "message.text: longer than 4000"
    blocks = message.get("blocks", [])
    if message.get("response_type") == "ephemeral" and not blocks:
        return
    yield from _blocks("message", blocks, MESSAGE_BLOCKS, IN_MESSAGE)
    if size(blocks) > MESSAGE_SIZE:
        yield f"message.blocks: {size(blocks)} characters"
    if "metadata" in message:
        yield from _metadata(message["metadata"])


def _metadata(metadata: Any) -> Iterator[str]:
    if set(metadata) != {"event_type", "event_payload"}:
        yield "metadata: not event_type and event_payload"
    elif not re.fullmatch(r"[a-z_]{1,255}", metadata["event_type"]):
        yield "metadata.event_type: not a name"
    elif size(metadata["event_payload"]) > 8000:
        yield "metadata.event_payload: longer than 8000"


def _view(view: dict[str, Any]) -> Iterator[str]:
    kind = view.get("type")
    if kind not in VIEWS:
        yield f"view.type: {kind!r}"
        return
    yield from _known("view", view, VIEWS[kind])
    blocks = view.get("blocks", [])
    yield from _blocks("view", blocks, VIEW_BLOCKS, IN_VIEW)
    if size(view) > VIEW_SIZE:
        yield "view: longer than 250,000"
    if kind == "modal":
        yield from _value("view.title", view.get("title"), "plain:24")
        for name in ("submit", "close"):
            if name in view:
                yield from _value(f"view.{name}", view[name], "plain:24")
        if any(each.get("type") == "input" for each in blocks) and "submit" not in view:
            yield "view.submit: missing, but there are inputs"
    if units(view.get("private_metadata", "")) > 3000:
        yield "view.private_metadata: longer than 3000"
    for name in ("callback_id", "external_id"):
        if name in view and not 0 < units(view[name]) <= ID:
            yield f"view.{name}: empty or longer than {ID}"


def _blocks(path: str, blocks: Any, most: int, allowed: set[str]) -> Iterator[str]:
    if not isinstance(blocks, list) or not 0 < len(blocks) <= most:
        yield f"{path}.blocks: {len(blocks)} of them"
        return
    ids = Counter(each["block_id"] for each in blocks if "block_id" in each)
    for twice in (each for each, count in ids.items() if count > 1):
        yield f"{path}.blocks: block_id {twice!r} stands twice"
    for number, block in enumerate(blocks):
        here = f"{path}.blocks[{number}]"
        kind = block.get("type")
        if kind not in allowed:
            yield f"{here}: {kind!r} is not allowed here"
            continue
        yield from _shape(here, block, {"type": (True, str), **BLOCKS[kind]})
        if kind == "section" and "text" not in block and "fields" not in block:
            yield f"{here}: neither text nor fields"
        if "block_id" in block and not block["block_id"]:
            yield f"{here}.block_id: empty"


def _shape(path: str, thing: Any, wanted: dict[str, tuple[bool, Any]]) -> Iterator[str]:
    if not isinstance(thing, dict):
        yield f"{path}: no object"
        return
    yield from _known(path, thing, set(wanted))
    for key, (required, what) in wanted.items():
        if key in thing:
            yield from _value(f"{path}.{key}", thing[key], what)
        elif required:
            yield f"{path}.{key}: missing"


def _known(path: str, thing: dict[str, Any], keys: set[str]) -> Iterator[str]:
    for key in sorted(set(thing) - keys):
        yield f"{path}.{key}: not a key that is known"


def _value(path: str, value: Any, what: Any) -> Iterator[str]:
    match what:
        case type():
            if not isinstance(value, what):
                yield f"{path}: not a {what.__name__}"
        case int():
            if not isinstance(value, str) or not 0 < units(value) <= what:
                yield f"{path}: empty or longer than {what}"
        case range():
            if value not in what:
                yield f"{path}: {value} is out of range"
        case tuple():
            if value not in what:
                yield f"{path}: {value!r} is none of {what}"
        case re.Pattern():
            if not isinstance(value, str) or not what.fullmatch(value):
                yield f"{path}: not like {what.pattern}"
        case str():
            yield from _part(path, value, *what.split(":"))


def _part(path: str, value: Any, what: str, most: str = "") -> Iterator[str]:
    match what:
        case "plain" | "text":
            kinds = {"plain_text"} if what == "plain" else {"plain_text", "mrkdwn"}
            kind = value.get("type") if isinstance(value, dict) else None
            if kind not in kinds:
                yield f"{path}: {kind!r} is no text for this place"
                return
            rules = TEXT if kind == "plain_text" else MARKDOWN
            yield from _shape(path, value, {**rules, "text": (True, int(most))})
        case "fields":
            yield from _many(path, value, 1, 10, "text:2000")
        case "options":
            yield from _many(path, value, 1, int(most or 100), "option")
            values = Counter(each.get("value") for each in value)
            yield from (f"{path}: value {each!r} stands twice" for each, count in values.items() if count > 1)
        case "option":
            yield from _shape(path, value, OPTION)
        case "context":
            yield from _many(path, value, 1, 10, "small")
        case "small":
            yield from _part(path, value, *(("element",) if value.get("type") == "image" else ("text", "3000")))
        case "actions":
            yield from _many(path, value, 1, 25, "action")
            ids = Counter(each.get("action_id") for each in value)
            yield from (f"{path}: action_id {each!r} stands twice" for each, count in ids.items() if count > 1)
        case "action" | "input" | "element":
            allowed = ALLOWED["actions" if what == "action" else what]
            kind = value.get("type") if isinstance(value, dict) else None
            if kind not in allowed:
                yield f"{path}: {kind!r} is not allowed here"
                return
            yield from _shape(path, value, {"type": (True, str), **ELEMENTS[kind]})
        case "rich":
            yield from _rich(path, value)


def _many(path: str, value: Any, least: int, most: int, what: str) -> Iterator[str]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        yield f"{path}: {len(value)} of them"
        return
    for number, each in enumerate(value):
        yield from _value(f"{path}[{number}]", each, what)


def _rich(path: str, elements: Any) -> Iterator[str]:
    if not elements:
        yield f"{path}: empty"
    total = 0
    for number, each in enumerate(elements):
        here = f"{path}[{number}]"
        if each.get("type") not in RICH:
            yield f"{here}: {each.get('type')!r} is no part of rich text"
            continue
        lists = each["type"] == "rich_text_list"
        yield from _known(here, each, {"type", "elements", *({"style", "indent", "border"} if lists else {"border"})})
        if lists and each.get("style") not in {"bullet", "ordered"}:
            yield f"{here}.style: {each.get('style')!r}"
        leaves = [leaf for item in each["elements"] for leaf in item["elements"]] if lists else each["elements"]
        if not leaves:
            yield f"{here}: empty"
        for leaf in leaves:
            yield from _leaf(here, leaf)
            total += units(str(leaf.get("text", "")))
    if total > RICH_MOST:
        yield f"{path}: {total} characters in one block"


def _leaf(path: str, leaf: Any) -> Iterator[str]:
    """Only plain text, and the link to our own page: no mention, channel, emoji, date or colour, whatever somebody typed."""
    if leaf.get("type") == "link":
        yield from _shape(path, leaf, {"type": (True, str), "url": (True, OWN_PAGE), "text": (True, 75)})
        return
    if leaf.get("type") != "text":
        yield f"{path}: a {leaf.get('type')!r} among the text"
        return
    yield from _shape(path, leaf, {"type": (True, str), "text": (True, 3000), "style": (False, dict)})
    if set(leaf.get("style", {})) - STYLE:
        yield f"{path}.style: unknown"


def size(value: Any) -> int:
    return units(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


# ------------------------------------------------------------------------------------------------ what a person reads


def leaves(thing: Any) -> Iterator[tuple[str, str]]:
    """Every text that is shown, in order: (the type of what holds it, the text)."""
    if isinstance(thing, list):
        for each in thing:
            yield from leaves(each)
    elif isinstance(thing, dict):
        if isinstance(thing.get("text"), str) and "type" in thing:
            yield thing["type"], thing["text"]
        for key, each in thing.items():
            if key != "text" or not isinstance(each, str):
                yield from leaves(each)


def shape(thing: Any) -> Any:
    """The same with every shown text taken out: what must not change, whatever somebody types."""
    if isinstance(thing, list):
        return [shape(each) for each in thing]
    if isinstance(thing, dict):
        shown = isinstance(thing.get("text"), str) and "type" in thing
        return {key: "" if shown and key == "text" else shape(each) for key, each in thing.items()}
    return thing


def hidden(thing: Any) -> Iterator[str]:
    """Every string that nobody reads: ids, values, types, metadata."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, list):
        for each in thing:
            yield from hidden(each)
    elif isinstance(thing, dict):
        shown = isinstance(thing.get("text"), str) and "type" in thing
        for key, each in thing.items():
            if not (shown and key == "text") and not (key in ("initial_value", "alt_text") and isinstance(each, str)):
                yield from hidden(each)
