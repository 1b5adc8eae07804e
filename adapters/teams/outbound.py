"""Reply → Adaptive Card. Pure: what a person reads in Teams is decided here, from values alone.

A TextBlock reads markdown, and both kinds of text read `{{DATE(…)}}`. So every text stands in the leaves of a
RichTextBlock, which reads no markdown, and a leaf never holds the beginning of such a date. Nothing private stands in
`summary`, `fallbackText`, `speak`, ids, verbs or data: those are lines without placeholders, the letter's random id and
the ids of choices.

Colours, sizes and spaces are the client's own, so that a card is readable in light, dark and high contrast and on a phone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.teams import names
from bot.errors import LetterRefused
from bot.home import Home, Stage
from bot.letters import Choice, Field, Form, Letter, LetterKind, Piece, Reply
from prompts.catalog import Catalog

Element = dict[str, Any]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
PICKER = "1.6"
"""The people picker's card; all others are VERSION."""
PEOPLE = "graph.microsoft.com/users"
"""The client asks this by itself, with the person's own rights: we never do."""
MESSAGE_MAX = 28 * 1024
"""Bytes of one message, as UTF-8."""
NOTE_ROOM = 1024
"""What is kept free for the envelope around a card, and for the line that says that a card was too long."""
BUTTONS_MAX = 5
"""At most so many things to press; more are a menu."""
NOTHING: Mapping[str, str] = {}


# --------------------------------------------------------------------------------------------------------- messages


def message(letter: Letter, catalog: Catalog) -> dict[str, Any]:
    """The activity that posts or changes a letter, without its conversation.

    A third person's letter that one message cannot hold raises LetterRefused: nobody receives half of what was approved.
    """
    named = letter.target or letter.id
    activity = envelope(letter.reply, card(letter.reply, named, catalog))
    if size(activity) <= MESSAGE_MAX:
        return activity
    if letter.kind is LetterKind.THIRD:
        raise LetterRefused("The letter is longer than one Teams message holds; nothing was sent.")
    return envelope(letter.reply, card(shortened(letter.reply, named, catalog), named, catalog))


def envelope(reply: Reply, content: Element) -> dict[str, Any]:
    """A message that carries one card. Its summary is what a notification shows."""
    return {
        "type": "message",
        "summary": reply.note,
        "importance": "normal",
        "attachments": [{"contentType": names.CARD, "content": content}],
    }


def shortened(reply: Reply, named: str, catalog: Catalog) -> Reply:
    """The reply with as many of its pieces as one message holds, and a line that says that there is more. Never silently."""
    pieces: list[Piece] = []
    left = 0
    used = size(envelope(reply, card(replace(reply, pieces=()), named, catalog)))
    for piece in reply.pieces:
        needs = sum(size(each) + 1 for each in body((piece,)))
        if left or used + needs > MESSAGE_MAX - NOTE_ROOM:
            left += len(piece.text)
        else:
            used += needs
            pieces.append(piece)
    pieces.append(Piece("say", catalog.line("form.left_over", {"count": str(left)})))
    return replace(reply, pieces=tuple(pieces))


def aside(reply: Reply, catalog: Catalog) -> list[dict[str, Any]]:
    """A reply that is no letter (an export, or the link to one), in as many messages as it takes. Nothing is left out."""
    words = [each for each in reply.pieces if each.kind != "link"]
    links = [
        {"type": "Action.OpenUrl", "title": catalog.label("link.open"), "url": each.text}
        for each in reply.pieces
        if each.kind == "link"
    ]
    packs: list[list[Element]] = [[]]
    used = 0
    for element in (
        each for piece in words for text in _parts(piece.text) for each in body((Piece(piece.kind, text),))
    ):
        needs = size(element) + 1
        if packs[-1] and used + needs > MESSAGE_MAX - 2 * NOTE_ROOM:
            packs.append([])
            used = 0
        packs[-1].append(element)
        used += needs
    last = len(packs) - 1
    return [
        envelope(reply, _card(elements, links if number == last else (), reply.note))
        for number, elements in enumerate(packs)
    ]


def _parts(text: str, most: int = 4000) -> Iterator[str]:
    yield from (text[start : start + most] for start in range(0, len(text), most))


def size(value: object) -> int:
    """Bytes on the wire."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


# ------------------------------------------------------------------------------------------------------------ the card


def card(reply: Reply, named: str, catalog: Catalog) -> Element:
    """A reply as a card. `named` is the letter that a press on it names."""
    chose = (Piece("chose", catalog.line("form.chose", {"label": reply.chose})),) if reply.chose else ()
    elements = list(body((*reply.pieces, *chose))) or [_line(reply.note)]
    menu, actions = presses(reply, named, catalog)
    return _card([*elements, *menu], actions, reply.note)


def answered(
    reply: Reply, named: str, catalog: Catalog, chosen: str = "", mark: int | None = None, left: Sequence[Choice] = ()
) -> Element:
    """The card once it was answered: the same words, what was chosen, and what may still be pressed, which is mostly nothing."""
    label = next((each.label for each in reply.choices if each.id == chosen and each.mark == mark), "")
    chose = "" if any(each.id == chosen for each in left) else label
    return card(replace(reply, choices=tuple(left), form=None, chose=chose), named, catalog)


def _card(elements: Sequence[Element], actions: Sequence[Element], note: str, version: str = VERSION) -> Element:
    made: Element = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": version,
        "fallbackText": note,
        "speak": note,
        "body": list(elements),
    }
    return made | ({"actions": list(actions)} if actions else {})


def body(pieces: Sequence[Piece]) -> Iterator[Element]:
    """The coach's lines as they are; exact words and the person's own set apart in a box of their own.

    A line of the client's stands above and below a box: in high contrast its ground is that of all else.
    """
    below: Element = {}
    for piece in pieces:
        lines = [_line(text) for text in piece.text.split("\n") if text]
        if piece.kind in _BOXED and lines:
            items = [lines[0], *(_close(each) for each in lines[1:])]
            yield {"type": "Container", "style": "emphasis", "separator": True, "items": items}
            below = {"separator": True}
            continue
        if piece.kind == "chose":
            aside = {"horizontalAlignment": "Right"}
            lines = [_rich(text, italic=True) | aside for text in piece.text.split("\n") if text]
        for line in lines:
            yield line | below
            below = {}


_WORKED_OUT = re.compile(r"(?<=\{)(?=\{\s*(?:DATE|TIME)\s*\()", re.IGNORECASE)
_BOXED = frozenset({"words", "letter", "quote", "mark", "export", "calendar"})
"""The kinds of pieces that are exact words, and not the coach speaking."""


def _line(text: str) -> Element:
    return _rich(text)


def _close(element: Element) -> Element:
    return element | {"spacing": "Small"}


def _rich(text: str, *, italic: bool = False) -> Element:
    style = {"italic": True} if italic else {}
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": each, **style} for each in leaves(text)]}


def leaves(text: str) -> list[str]:
    """A text in parts, none of which holds `{{DATE(` or `{{TIME(`: a client would work it out. Joined, they are the text."""
    return _WORKED_OUT.split(text)


# ---------------------------------------------------------------------------------------------- the page of one's own


def page(home: Home, note: str) -> dict[str, Any]:
    """The page of one's own as a message: where each journey stands, the map, what is promised, what is kept."""
    elements = [*(_line(each) for each in home.lines), *_row(home.choices)]
    for walk in home.walks:
        elements += [_title(walk.title), *(_stage(each) for each in walk.stages)]
        if walk.lines:
            elements += [
                _title(home.stands),
                *(_line(each) for text in walk.lines for each in text.split("\n") if each),
            ]
        if walk.commitments:
            told = [f"{'☑' if each.done else '☐'} {each.text}" for each in walk.commitments]
            elements += [
                _title(home.promised),
                *(_line(each) for each in told),
                *([_line(walk.more)] if walk.more else []),
            ]
        elements += _row(walk.choices, walk.journey)
    for section in home.sections:
        elements += [_title(section.title), *(_line(each) for each in section.lines), *_row(section.choices)]
    shown = _card(elements, (), note)
    while size(shown) > MESSAGE_MAX - NOTE_ROOM:  # what is too much is in the chat and in the export
        elements.remove(max((each for each in elements if each["type"] == "RichTextBlock"), key=size))
        shown = _card(elements, (), note)
    return {"type": "message", "summary": note, "attachments": [{"contentType": names.CARD, "content": shown}]}


def _title(text: str) -> Element:
    return {
        "type": "RichTextBlock",
        "separator": True,
        "spacing": "Medium",
        "inlines": [{"type": "TextRun", "text": each, "weight": "Bolder"} for each in leaves(text)],
    }


def _stage(stage: Stage) -> Element:
    sign = {"done": "●", "now": "◉", "later": "○"}[stage.state]
    return _close(_line(f"{sign} {stage.name} ({stage.told})"))


def _row(choices: Sequence[Choice], journey: str = "") -> list[Element]:
    buttons = [
        _execute(each.id, each.label, {names.JOURNEY: journey}) | {"associatedInputs": "none"} for each in choices
    ]
    return [{"type": "ActionSet", "actions": buttons}] if buttons else []


# ----------------------------------------------------------------------------------------------------------- presses


def presses(reply: Reply, named: str, catalog: Catalog) -> tuple[list[Element], list[Element]]:
    """What may be pressed: the menu's elements, and the buttons below the card."""
    opener = [_opener(reply.form, named, catalog)] if reply.form is not None else []
    if len(reply.choices) + len(opener) <= BUTTONS_MAX:
        return [], [*(_button(each, named) for each in reply.choices), *opener]
    return [_menu(reply.choices, catalog)], [
        *opener,
        _execute(names.MENU, catalog.labels["form.pick"], names.data(named)),
    ]


def _button(choice: Choice, named: str) -> Element:
    return _execute(choice.id, choice.label, names.data(named, choice.mark)) | {"associatedInputs": "none"}


def _execute(verb: str, title: str, data: dict[str, Any]) -> Element:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data}


def _menu(choices: Sequence[Choice], catalog: Catalog) -> Element:
    return {
        "type": "Input.ChoiceSet",
        "id": names.MENU,
        "style": "compact",
        "label": catalog.labels["more"],
        "isRequired": True,
        "errorMessage": catalog.line("form.empty"),
        "choices": [{"title": each.label, "value": names.option(each.id, each.mark)} for each in choices],
    }


def _opener(form: Form, named: str, catalog: Catalog) -> Element:
    return {
        "type": "Action.Submit",
        "title": catalog.labels[f"form.open.{form.id}"],
        "data": {"msteams": {"type": "task/fetch"}, names.LETTER: named, names.FORM: form.id},
    }


# ------------------------------------------------------------------------------------------------------------- dialogs


def dialog(
    letter: str,
    form: Form,
    catalog: Catalog,
    *,
    filled: Mapping[str, str] = NOTHING,
    wrong: Mapping[str, str] = NOTHING,
    says: str = "",
) -> dict[str, Any]:
    """A form as a dialog, under what it `says`.

    `filled` is what its fields hold already; `wrong` has a line for each field in question.
    """
    elements: list[Element] = [_line(says)] if says else []
    for each in form.fields:
        elements += _inputs(each, catalog, filled)
        if wrong.get(each.name):
            elements.append(_line(wrong[each.name]))
    elements.append(_line(catalog.line("form.lost")))
    submit = {
        "type": "Action.Submit",
        "title": catalog.labels["form.submit"],
        "data": {names.LETTER: letter, names.FORM: form.id},
    }
    version = PICKER if any(each.type == "person" for each in form.fields) else VERSION
    content = _card(elements, [submit], catalog.line("notice.reply"), version)
    title = catalog.labels[f"form.title.{form.id}"]
    value = {
        "title": title,
        "height": "medium",
        "width": "medium",
        "card": {"contentType": names.CARD, "content": content},
    }
    return {"task": {"type": "continue", "value": value}}


def _inputs(of: Field, catalog: Catalog, filled: Mapping[str, str]) -> list[Element]:
    base: Element = {"id": of.name, "label": of.label}
    if filled.get(of.name):
        base["value"] = filled[of.name]
    if of.required and of.type != "person":
        base |= {"isRequired": True, "errorMessage": catalog.line("form.empty")}
    match of.type:
        case "date":
            return [{"type": "Input.Date", **base}]
        case "time":
            return [{"type": "Input.Time", **base}]
        case "person":
            picker = {
                "type": "Input.ChoiceSet",
                "id": names.PICKED,
                "label": of.label,
                "choices": [],
                "choices.data": {"type": "Data.Query", "dataset": PEOPLE},
            }
            typed = {"type": "Input.Text", **base, "label": catalog.labels["form.or_name"], "maxLength": of.max}
            return [picker, typed]
        case "choice":
            choices = [{"title": each, "value": each} for each in of.options]
            return [{"type": "Input.ChoiceSet", **base, "style": "compact", "choices": choices}]
        case _:
            return [{"type": "Input.Text", **base, "isMultiline": True, "maxLength": of.max}]


def said(line: str) -> dict[str, Any]:
    """A dialog that closes with one line."""
    return {"task": {"type": "message", "value": line}}


__all__ = [
    "answered",
    "aside",
    "card",
    "dialog",
    "envelope",
    "leaves",
    "message",
    "page",
    "presses",
    "said",
    "shortened",
    "size",
]
