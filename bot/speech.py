"""What a turn says, put into words: a neutral Reply in no platform's dialect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.around import House
from bot.journey import DraftKind
from bot.letters import Choice, Field, Form, Piece, Reply
from bot.people import Part, Recipient, Who
from bot.scene import Amends, Courtesy, Line, Marked, Offer, Text, Turn, Words
from bot.scene import Part as SaidPart
from prompts.catalog import Catalog

FIELDS: dict[str, tuple[tuple[str, str, bool, int], ...]] = {
    "edit": (("words", "text", True, 2800),),
    "who": (("person", "person", True, 120),),
    "when": (("day", "date", True, 40), ("time", "time", False, 20)),
    "date": (("date", "date", True, 40),),
    "reply": (("words", "text", True, 2000),),
}
"""Each form's fields: name, type, required, at most so many characters."""
ANSWER = "reply"
"""The form in which somebody else answers a letter."""
CARDS = frozenset({"consent.to", "consent.to_title"})
"""The lines that say to whom the words on a card would go."""


OPENING = frozenset(
    {"edit", "choose_who", "pick_date", "another_time", "another", "outside", "change", "ask_one", "reply"}
)
"""Choices that may do no more than ask for a form; a door that has forms asks `Conversation.opens` about these."""


def reply(turn: Turn, catalog: Catalog) -> Reply:
    """The reply to the author that a turn says."""
    return Reply(
        pieces=tuple(_piece(part, catalog) for part in turn.said),
        choices=_choices(turn.offers, catalog),
        form=form(turn.form, catalog) if turn.form else None,
        note=catalog.line("notice.check_in" if turn.unasked else "notice.reply"),
        to=_named(turn),
    )


def added(reply: Reply, amends: Amends, catalog: Catalog) -> Reply:
    """A reply with what is added to it: its words, and its buttons. Nothing added: the reply."""
    if not amends.said:
        return reply
    pieces = tuple(_piece(part, catalog) for part in amends.said)
    if amends.instead:
        return Reply(pieces, note=reply.note)
    own = reply.choices if amends.beside else ()
    return replace(reply, pieces=(*reply.pieces, *pieces), choices=(*own, *_choices(amends.offers, catalog)))


def _choices(offers: Iterable[Offer], catalog: Catalog) -> tuple[Choice, ...]:
    return tuple(Choice(each.id, catalog.label(each.label, each.slots, each.tongue), each.mark) for each in offers)


def _named(turn: Turn) -> Who | None:
    """Who is named on a card that says to whom its words would go."""
    journey = turn.journey
    if not any(isinstance(part, Line) and part.key in CARDS for part in turn.said):
        return None
    to = journey.mentor if journey.draft and journey.draft.kind is DraftKind.MENTOR else journey.manager
    return to.who if to else None


def _piece(part: SaidPart, catalog: Catalog) -> Piece:
    match part:
        case Line(key, slots, tongue):
            return Piece("say", catalog.line(key, slots, tongue))
        case Text(text):
            return Piece("say", text)
        case Words(text):
            return Piece("words", text)
        case Marked(text):
            return Piece("mark", f'"{text}"')


def form(name: str, catalog: Catalog) -> Form:
    """A form with its labels."""
    labels = catalog.forms[name]
    return Form(
        name, tuple(Field(field, labels[field], kind, required, most) for field, kind, required, most in FIELDS[name])
    )


def third(house: House, to: Recipient, text: str, author_name: str) -> Reply:
    """The letter that a third person reads: the fixed lines around the author's words, and its buttons."""
    words = house.recipient[str(to.part)]
    called = author_name.split()
    nameless = house.recipient["nameless"]
    slots = {"author": author_name, "first": called[0]} if called else nameless
    ids = ("thank", "ask_one", "find_time") if to.part is Part.MANAGER else ("reply", "decline")
    pieces = [
        Piece("say", words["above"].format_map(slots)),
        Piece("letter", text),
        Piece("say", words["below"].format_map(slots)),
    ]
    if "explains" in words:
        pieces.append(Piece("say", words["explains"].format_map(slots)))
    return Reply(
        pieces=tuple(pieces),
        choices=tuple(Choice(each, words[each].format_map(slots)) for each in ids),
        note=house.recipient["notice"]["letter"].format_map(slots) if called else nameless["letter"],
    )


def courtesy(house: House, wanted: Courtesy) -> Reply:
    """Fixed words without placeholders, in answer to a recipient's own press."""
    words = house.recipient
    return Reply(
        pieces=(Piece("say", words["courtesy"][wanted.key]),),
        choices=tuple(Choice(each, words["courtesy_labels"][each]) for each in wanted.choices),
        form=form(wanted.form, house.catalog) if wanted.form else None,
        note=words["notice"]["courtesy"],
    )


def notice(house: House, key: str) -> Reply:
    """One line of the house itself: an error, a limit."""
    return line(house, f"notice.{key}")


def line(house: House, key: str) -> Reply:
    """One line of the catalogue, and nothing else."""
    return said(house, house.catalog.line(key))


def said(house: House, words: str) -> Reply:
    """One line that was found in the catalogue."""
    return Reply(pieces=(Piece("say", words),), note=house.catalog.line("notice.reply"))


__all__ = ["courtesy", "form", "line", "notice", "reply", "said", "third"]
