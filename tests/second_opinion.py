"""What `slackblocks`, which others wrote, makes of our messages and views: it builds each block anew, and refuses what it must.

What it builds must say the same as ours, but for defaults that one writes out and the other does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slackblocks import blocks, elements, messages, objects, rich_text, views
from slackblocks.errors import InvalidUsageError

DEFAULTS = (False, "", None)


def objections(message: dict[str, Any]) -> Iterator[str]:
    """What it says against a message."""
    ours = {"text": message["text"], "blocks": message["blocks"]}
    try:
        made = messages.BaseMessage(text=message["text"], blocks=[_block(each) for each in message["blocks"]])
    except (InvalidUsageError, KeyError, TypeError) as refused:
        yield f"slackblocks: {refused}"
        return
    yield from _differs("message", ours, {"text": made.text, "blocks": [each._resolve() for each in made.blocks]})


def objections_to_view(view: dict[str, Any]) -> Iterator[str]:
    """What it says against a modal, or App Home."""
    more = {key: value for key, value in view.items() if key not in {"type", "blocks", "title", "submit", "close"}}
    texts = {key: _text(view[key]) for key in ("title", "submit", "close") if key in view}
    kind: Any = views.ModalView if view["type"] == "modal" else views.HomeTabView
    try:
        made = kind(blocks=[_block(each) for each in view["blocks"]], **texts, **more)._resolve()
    except (InvalidUsageError, KeyError, TypeError) as refused:
        yield f"slackblocks: {refused}"
        return
    yield from _differs("view", view, made)


def _differs(path: str, ours: Any, theirs: Any) -> Iterator[str]:
    if hasattr(theirs, "_resolve"):
        theirs = theirs._resolve()
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if key in ours and key in theirs:
                yield from _differs(f"{path}.{key}", ours[key], theirs[key])
            elif key != "block_id" and {**ours, **theirs}[key] not in DEFAULTS:
                yield f"slackblocks: {path}.{key}"
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from _differs(f"{path}.{number}", *pair)
    elif ours != theirs:
        yield f"slackblocks: {path}"


def _rest(raw: Mapping[str, Any], *built: str) -> dict[str, Any]:
    """What is handed on as it is."""
    return {key: value for key, value in raw.items() if key not in {"type", *built}}


def _text(raw: dict[str, Any]) -> Any:
    return objects.Text.from_dict(raw)


def _block(raw: dict[str, Any]) -> Any:
    match raw["type"]:
        case "rich_text":
            return blocks.RichTextBlock([_rich(each) for each in raw["elements"]], **_rest(raw, "elements"))
        case "actions":
            return blocks.ActionsBlock([_element(each) for each in raw["elements"]], **_rest(raw, "elements"))
        case "context":
            return blocks.ContextBlock([_element(each) for each in raw["elements"]], **_rest(raw, "elements"))
        case "input":
            label, hint = _text(raw["label"]), _text(raw["hint"]) if "hint" in raw else None
            return blocks.InputBlock(
                label, _element(raw["element"]), hint=hint, **_rest(raw, "label", "element", "hint")
            )
        case _:
            return blocks.Block.from_dict(raw)


_RICH: dict[str, Any] = {
    "rich_text_section": rich_text.RichTextSection,
    "rich_text_quote": rich_text.RichTextQuote,
    "rich_text_preformatted": rich_text.RichTextCodeBlock,
}


def _rich(raw: dict[str, Any]) -> Any:
    return _RICH[raw["type"]]([_leaf(each) for each in raw["elements"]], **_rest(raw, "elements"))


def _leaf(raw: dict[str, Any]) -> Any:
    kind: Any = {"text": rich_text.RichText, "link": rich_text.RichTextLink}[raw["type"]]
    return kind(**_rest(raw, "style"), **raw.get("style", {}))


_ELEMENTS: dict[str, Any] = {
    "button": elements.Button,
    "static_select": elements.StaticSelectMenu,
    "users_select": elements.UserSelectMenu,
    "plain_text_input": elements.PlainTextInput,
    "datepicker": elements.DatePicker,
    "timepicker": elements.TimePicker,
    "image": elements.Image,
}


def _element(raw: dict[str, Any]) -> Any:
    if raw["type"] in {"plain_text", "mrkdwn"}:
        return _text(raw)
    made = _rest(raw)
    for key in {"text", "placeholder"} & made.keys():
        made[key] = _text(made[key])
    for key in {"options"} & made.keys():
        made[key] = [objects.Option.from_dict(each) for each in made[key]]
    if "initial_option" in made:
        made["initial_option"] = objects.Option.from_dict(made["initial_option"])
    return _ELEMENTS[raw["type"]](**made)
