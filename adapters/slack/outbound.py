"""Reply → Block Kit. Pure: what a person reads in Slack is decided here, from values alone.

Slack reads markup (`<@U1>`, `<!here>`, `*bold*`, links, `:emoji:`) in some texts and in others not. A person's text goes only
where it is not read: `text` elements of a rich_text block, and plain_text with `emoji` off. Our own lines go the same way,
for they have slots that a person fills.

Nothing private stands in `text` (the notification), in ids, values, metadata or private_metadata: those hold the letter's
random id, the ids of choices and the names of fields.

Sizes are counted as Slack counts them, in UTF-16 units.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from adapters.slack import names
from bot import forms
from bot.around import House
from bot.errors import LetterRefused
from bot.home import Home, Walk
from bot.home import home as own_page
from bot.letters import Act, Choice, Field, Form, Letter, LetterKind, Piece, Reply
from bot.ports import Desk
from prompts.catalog import Catalog
from prompts.frozen import frozen

Block = dict[str, Any]

MESSAGE_MAX = 13_200
"""All blocks of one message together, as compact JSON. Not documented; above it Slack answers `msg_blocks_too_long`."""
BLOCK_MAX = 3_000
"""The text of one block, and of one element."""
BLOCKS_MAX = 50
LABEL_MAX = 75
NOTE_MAX = 150
BUTTONS_MAX = 5
"""At most so many things to press in a row; with more choices the last of them is a menu."""
INPUT_MAX = 3_000
_OVERHEAD, _WORST = 200, 6
"""JSON units of a block of rich text besides its words, and of one character of them, at most."""
_BUTTON = 1_000
"""JSON units of something to press, with its share of the row, at most: a label, an id, a value."""
NOTE_ROOM = 600
"""What is kept free, in a message that is too long, for the line that says so."""

SIGNS = {"done": "✓", "now": "▶", "later": "○"}
KEPT, OPEN = "✓", "○"
COMMITMENT_MAX, LINE_MAX = 250, 600
"""Characters of one commitment, one line on App Home, with an ellipsis where more was; the chat and the export have all of it."""
NOTHING: Mapping[str, str] = {}
DANGER = frozenset({"delete_all", "delete_recall"})
"""What cannot be undone is drawn apart, besides being named."""


@frozen
class Face:
    """How somebody looks in Slack: shown beside their name before anything is sent to them."""

    name: str = field(repr=False)
    url: str = field(repr=False)
    """https, as `users.info` gives it."""


# --------------------------------------------------------------------------------------------------------- messages


def message(letter: Letter, catalog: Catalog, *, face: Face | None = None) -> dict[str, Any]:
    """The arguments of `chat.postMessage` or `chat.update`, without the channel and the ts.

    `face`: the person to whom this card would send, when Slack has a picture of them. A third person's letter that one
    message cannot hold raises LetterRefused: nobody receives half of what was approved.
    """
    named = letter.target or letter.id
    buttons = presses(letter.reply, named, catalog, of=letter.id)
    spare = MESSAGE_MAX - NOTE_ROOM - (len(face.url) + NOTE_ROOM if face else 0)
    chose = clipped(letter.reply.chose, LABEL_MAX)
    answer = [Piece("chose", catalog.line("form.chose", {"label": chose}))] if chose else []
    texts, left = fitted([*letter.reply.pieces, *answer], buttons, spare)
    if left and letter.kind is LetterKind.THIRD:
        raise LetterRefused("The letter is longer than one Slack message holds; nothing was sent.")
    if left:
        texts.append(_says(catalog.line("form.left_over", {"count": str(left)})))
    blocks = [*texts, *([_picture(face)] if face else []), *buttons]
    return {
        "text": notified(letter.reply),
        "blocks": blocks or [_says(letter.reply.note)],
        "metadata": names.metadata(named),
        "mrkdwn": False,
        "link_names": False,
        **({} if letter.act is Act.EDIT else {"unfurl_links": False, "unfurl_media": False}),
    }


def without_picture(payload: dict[str, Any]) -> dict[str, Any]:
    """A message without the picture of whom it would go to: who that is stands in its words too."""
    blocks = payload.get("blocks", [])
    return payload | {"blocks": [each for each in blocks if each["type"] != "context"]}


def ephemeral(catalog: Catalog, key: str) -> dict[str, Any]:
    """A line of ours that only the person sees, where they are: `slack.<key>`, no slot, no button, nothing private."""
    return {"response_type": "ephemeral", "text": escaped(catalog.line(f"slack.{key}"))}


def aside(reply: Reply, catalog: Catalog) -> list[dict[str, Any]]:
    """A reply that is no letter (an export, or the link to one), in as many messages as it takes. Nothing is left out."""
    packs: list[list[Block]] = []
    used = 0
    words = [each for each in reply.pieces if each.kind != "link"]
    links = [_link(each.text, catalog.label("link.open")) for each in reply.pieces if each.kind == "link"]
    for block in (*rich(words), *links):
        needs = size(block) + 1
        if not packs or used + needs > MESSAGE_MAX - NOTE_ROOM or len(packs[-1]) == BLOCKS_MAX:
            packs.append([])
            used = 0
        packs[-1].append(block)
        used += needs
    quiet = {"mrkdwn": False, "link_names": False, "unfurl_links": False, "unfurl_media": False}
    return [{"text": notified(reply), "blocks": blocks, **quiet} for blocks in packs]


# ------------------------------------------------------------------------------------------------------------- words


def fitted(pieces: Sequence[Piece], buttons: Sequence[Block], spare: int) -> tuple[list[Block], int]:
    """The pieces as rich text, as far as `spare` (JSON units, the buttons too) goes; and how many characters are left over."""
    blocks = list(rich(pieces))
    most = BLOCKS_MAX - len(buttons) - 2
    pressed = sum(1 + len(each.get("options", ())) for row in buttons for each in row["elements"])
    if len(blocks) <= most and sum(_OVERHEAD + _WORST * _length(each) for each in blocks) + _BUTTON * pressed <= spare:
        return blocks, 0  # whatever stands in it: nearly every message is this short
    room = spare - size(buttons)
    blocks = []
    used, left = 2, 0
    for each in rich(pieces):
        needs = size(each) + 1
        if left or used + needs > room or len(blocks) == most:
            left += _length(each)
            continue
        used += needs
        blocks.append(each)
    return blocks, left


def rich(pieces: Sequence[Piece]) -> Iterator[Block]:
    """One block of at most BLOCK_MAX for the coach's lines in a row, for exact words (a quote), for the own words (set apart)."""
    for kind, text in _runs(pieces):
        for part in cut(text, BLOCK_MAX):
            yield {"type": "rich_text", "elements": [_element(kind, part)]}


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Pieces of one kind in a row as one text. A chosen answer and an exact text stand alone."""
    lines: list[str] = []
    for piece in pieces:
        kind = _SHAPES.get(piece.kind, "rich_text_section")
        if kind == "rich_text_section" and piece.kind != "chose":
            lines.append(piece.text)
            continue
        if any(lines):
            yield "rich_text_section", "\n".join(lines)
        lines = []
        if piece.text:
            yield ("chose" if piece.kind == "chose" else kind), _bare(piece)
    if any(lines):
        yield "rich_text_section", "\n".join(lines)


_SHAPES = {
    "words": "rich_text_quote",
    "letter": "rich_text_quote",
    "quote": "rich_text_quote",
    "mark": "rich_text_preformatted",
    "export": "rich_text_preformatted",
    "calendar": "rich_text_preformatted",
}
"""Each kind of piece, and the shape it has; all others are the coach speaking."""


def _bare(piece: Piece) -> str:
    """A mark is the person's own words, without the quotation marks that plain text needs."""
    text = piece.text
    if piece.kind == "mark" and len(text) > 2 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text


def _element(kind: str, text: str) -> Block:
    if kind == "chose":
        leaf = {"type": "text", "text": text, "style": {"italic": True}}
        return {"type": "rich_text_section", "elements": [leaf]}
    return {"type": kind, "elements": [{"type": "text", "text": text}]}


def _says(text: str) -> Block:
    """One line of ours as a block."""
    return {"type": "rich_text", "elements": [_element("rich_text_section", text)]}


def _link(url: str, label: str) -> Block:
    """A link to our own page: the only one that we ever show, and nobody's words are in it."""
    leaf = {"type": "link", "url": url, "text": label}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [leaf]}]}


def _picture(face: Face) -> Block:
    return {
        "type": "context",
        "elements": [
            {"type": "image", "image_url": face.url, "alt_text": clipped(face.name, 200)},
            {"type": "plain_text", "text": clipped(face.name, 200), "emoji": False},
        ],
    }


# ----------------------------------------------------------------------------------------------------------- presses


def presses(reply: Reply, named: str, catalog: Catalog, *, of: str | None = None) -> list[Block]:
    """The rows of buttons. `named` is the letter that a press names; `of` the letter that draws them, when it is another.

    One row holds each choice once, for an action_id may stand only once in a block: a choice that belongs to several
    marks has a row for each.
    """
    rows: list[list[Block]] = [[]]
    for choice in reply.choices:
        button = _button(choice, named)
        row = next((r for r in rows if all(b["action_id"] != button["action_id"] for b in r)), None)
        if row is None:
            rows.append([button])
        else:
            row.append(button)
    if reply.form is not None:
        opens = catalog.labels[f"form.open.{reply.form.id}"]
        if all(each.label != opens for each in reply.choices):  # a choice that says the same opens the same form
            rows[0].append(
                {"type": "button", "action_id": names.FILL, "text": plain(opens), "value": names.value(named)}
            )
    rows = [_with_menu(row, catalog) for row in rows if row]
    drawn = of or named
    return [{"type": "actions", "block_id": f"{drawn}:{number}", "elements": row} for number, row in enumerate(rows, 1)]


def _button(choice: Choice, named: str) -> Block:
    button: Block = {
        "type": "button",
        "action_id": choice.id,
        "text": plain(clipped(choice.label, LABEL_MAX)),
        "value": names.value(named, choice.mark),
    }
    if choice.id in DANGER:
        button["style"] = "danger"
    return button


def _with_menu(row: list[Block], catalog: Catalog) -> list[Block]:
    """A row of at most BUTTONS_MAX: what is beyond stands in a menu, named in words. The way into the form stays a button."""
    if len(row) <= BUTTONS_MAX:
        return row
    form = [each for each in row if each["action_id"] == names.FILL]
    choices = [each for each in row if each["action_id"] != names.FILL]
    shown = BUTTONS_MAX - 1 - len(form)
    first, rest = [*choices[:shown], *form], choices[shown:]
    options = [{"text": each["text"], "value": names.option(each["action_id"], each["value"])} for each in rest]
    menu = {
        "type": "static_select",
        "action_id": names.MORE,
        "placeholder": plain(catalog.labels["more"]),
        "options": options,
    }
    return [*first, menu]


# ------------------------------------------------------------------------------------------------------------- forms


def form(
    letter: str,
    wanted: Form,
    catalog: Catalog,
    *,
    choice: str = "",
    mark: int | None = None,
    filled: Mapping[str, str] = NOTHING,
    says: str = "",
) -> dict[str, Any]:
    """A form as a modal view. `choice` and `mark` name the button that opened it; `filled` is what its fields hold already.

    `says` stands above them.
    """
    above = [{"type": "section", "text": plain(says)}] if says else []
    return {
        "type": "modal",
        "callback_id": wanted.id,
        "private_metadata": names.origin(letter, choice, mark),
        "notify_on_close": True,
        "title": plain(catalog.labels[f"form.title.{wanted.id}"]),
        "submit": plain(catalog.labels["form.submit"]),
        "close": plain(catalog.labels["form.close"]),
        "blocks": [
            *above,
            *(_input(each, catalog, filled.get(each.name, "")) for each in wanted.fields),
            _lost(catalog),
        ],
    }


def coach(catalog: Catalog, words: str) -> dict[str, Any]:
    """The view in which somebody is coached on a message: its words stand there, to be changed before they are taken."""
    first = next(cut(words, INPUT_MAX), "")
    asked = Field(names.WORDS, catalog.line("form.coach_words"), max=INPUT_MAX)
    return {
        "type": "modal",
        "callback_id": names.COACH,
        "notify_on_close": True,
        "title": plain(catalog.labels["form.title.coach"]),
        "submit": plain(catalog.labels["form.begin"]),
        "close": plain(catalog.labels["form.close"]),
        "blocks": [
            *([_small(catalog.line("form.first_part", {"count": str(INPUT_MAX)}))] if first != words else []),
            _input(asked, catalog, first),
            _lost(catalog),
        ],
    }


def _small(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


def _lost(catalog: Catalog) -> Block:
    return _small(catalog.line("form.lost"))


def _input(of: Field, catalog: Catalog, filled: str) -> Block:
    return {
        "type": "input",
        "block_id": of.name,
        "label": plain(of.label),
        "optional": not of.required,
        "element": {"action_id": of.name, **_asks(of, catalog, filled)},
    }


def _asks(of: Field, catalog: Catalog, filled: str) -> Block:
    most = min(of.max, INPUT_MAX)
    match of.type:
        case "date":
            return {"type": "datepicker", "placeholder": plain(catalog.labels["form.pick_date"])}
        case "time":
            return {"type": "timepicker", "placeholder": plain(catalog.labels["form.pick_time"])}
        case "person":
            return {"type": "users_select", "placeholder": plain(catalog.labels["form.pick_person"])}
        case "choice":
            options = [{"text": plain(each), "value": each} for each in of.options]
            return {"type": "static_select", "placeholder": plain(catalog.labels["form.pick"]), "options": options}
        case _:
            before = {"initial_value": filled} if filled and units(filled) <= most else {}
            return {"type": "plain_text_input", "multiline": True, "max_length": most, **before}


def troubles(wanted: Form, filled: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    """Field → the line beside it, for each field that is empty, too long, or not of its type. Empty: all is well."""
    return forms.troubles(wanted, filled, catalog, units)


def errors(lines: Mapping[str, str]) -> dict[str, Any]:
    """The answer to a submission that keeps the form open: field → the line beside it. Nothing typed is lost."""
    return {"response_action": "errors", "errors": dict(lines)}


def receipt(catalog: Catalog) -> dict[str, Any]:
    """The answer to a submission that was taken: one neutral line in place of the form, nothing of what was written."""
    view = {
        "type": "modal",
        "title": plain(catalog.labels["form.title.taken"]),
        "close": plain(catalog.labels["form.close"]),
        "blocks": [{"type": "section", "text": plain(catalog.line("form.taken"))}],
    }
    return {"response_action": "update", "view": view}


# ---------------------------------------------------------------------------------------------------------- App Home


def home(desk: Desk | None, house: House, now: datetime) -> dict[str, Any]:
    """The view of App Home, for `views.publish`. `desk` is None for someone who is new here."""
    return drawn(own_page(desk, house, now))


def drawn(page: Home) -> dict[str, Any]:
    """The page of one's own as a view: words and signs, never colour alone."""
    blocks: list[Block] = [*_lines(page.lines), *_row("home", "", page.choices)]
    for walk in page.walks:
        blocks += [{"type": "divider"}, _header(walk.title), *_map(walk)]
        stands = [(page.stands, True)] if walk.stages else []
        blocks.append(_listed([*stands, *((clipped(each, LINE_MAX), False) for each in walk.lines)]))
        if walk.commitments:
            acts = [
                (f"{KEPT if each.done else OPEN} {clipped(each.text, COMMITMENT_MAX)}", False)
                for each in walk.commitments
            ]
            acts += [(walk.more, False)] if walk.more else []
            blocks += [_listed([(page.promised, True), *acts])]
        blocks += _row(walk.journey, walk.journey, walk.choices)
    for section in page.sections:
        blocks += [{"type": "divider"}, _header(section.title), *_lines(section.lines)]
        blocks += _row(section.choices[0].id if section.choices else "", "", section.choices)
    return {"type": "home", "blocks": blocks}


def _lines(lines: Sequence[str]) -> list[Block]:
    return list(rich([Piece("say", each) for each in lines]))


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(clipped(text, 150))}


def _map(walk: Walk) -> list[Block]:
    if not walk.stages:
        return []
    return [_listed([(f"{SIGNS[each.state]} {each.name}: {each.told}", each.state == "now") for each in walk.stages])]


def _listed(lines: Sequence[tuple[str, bool]]) -> Block:
    """Lines one under another; those that are `True` stand out."""
    leaves: list[Block] = []
    for number, (text, stands_out) in enumerate(lines):
        leaf: Block = {"type": "text", "text": text if number == len(lines) - 1 else f"{text}\n"}
        leaves.append({**leaf, "style": {"bold": True}} if stands_out else leaf)
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}


def _row(block: str, journey: str, choices: Sequence[Choice]) -> list[Block]:
    if not choices:
        return []
    buttons = [
        {
            "type": "button",
            "action_id": each.id,
            "text": plain(clipped(each.label, LABEL_MAX)),
            **({"value": journey} if journey else {}),
        }
        | ({"style": "danger"} if each.id in DANGER else {})
        for each in choices
    ]
    return [{"type": "actions", "block_id": block, "elements": buttons}]


# -------------------------------------------------------------------------------------------------------------- texts


def units(text: str) -> int:
    """Characters as Slack counts them."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def size(blocks: object) -> int:
    """Blocks as compact JSON, in UTF-16 units."""
    return units(_compact(blocks))


def plain(text: str) -> Block:
    """A plain_text. Emoji codes are left as they were typed."""
    return {"type": "plain_text", "text": text, "emoji": False}


def clipped(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis that shows where more was."""
    if units(text) <= most:
        return text
    kept, used = [], 1
    for each in text:
        used += units(each)
        if used > most:
            break
        kept.append(each)
    return "".join(kept).rstrip() + "…"


def notified(reply: Reply) -> str:
    """The notification and fallback: a line without content. Only a letter's names its author, as a label would."""
    return escaped(clipped(reply.note, NOTE_MAX))


def escaped(text: str) -> str:
    """A text that Slack takes as it is: the three characters from which its markup is made are named."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> Iterator[str]:
    """The text in parts of at most `most` units, whole: after a line break, else after a space, else between characters."""
    if units(text) <= most:
        if text:
            yield text
        return
    start, used, last = 0, 0, 0
    for here, each in enumerate(text):
        width = 2 if each > "\uffff" else 1
        if used + width > most:
            end = last if last > start else here
            yield text[start:end]
            used -= units(text[start:end])
            start = end
        used += width
        if each in "\n ":
            last = here + 1
    if start < len(text):
        yield text[start:]


def _length(block: Block) -> int:
    """Characters of a person's or of ours in a block of rich text."""
    return sum(len(leaf["text"]) for element in block["elements"] for leaf in element["elements"])
