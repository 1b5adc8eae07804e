"""What stands on the wire and must be read back: one file says how it is written, and how it is read.

outbound writes, inbound reads, and both use these names and no string of their own:

    a card's button   Action.Execute, verb = the choice's stable id ("park"), data = {"letter": id, "mark": number?}
    the menu          Input.ChoiceSet with the id MENU, its values `option(choice, mark)`; Action.Execute with the verb MENU
    the page's buttons Action.Execute, verb = one of `bot.home.PRESSED`, data = {"journey": the journey's id or ""}
    the form's button Action.Submit, data = {"msteams": {"type": "task/fetch"}, "letter": id, "form": form}
    a dialog          Action.Submit, data = {"letter": id, "form": form}; each input's id is its field's name

The letter's random id and the choice are the press's nonce. Nothing here is a person's word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

PLATFORM = "teams"
MENU = "menu"
LETTER = "letter"
MARK = "mark"
FORM = "form"
PICKED = "picked"
CARD = "application/vnd.microsoft.card.adaptive"

JOURNEY = "journey"
MAP = "map"
"""The word that shows the page of one's own, which Slack has as App Home."""

_LETTER = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_CHOICE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OPTION = re.compile(r"(?P<choice>[a-z][a-z0-9_]{0,39})(?:#(?P<mark>[1-9][0-9]?))?")


def data(letter: str, mark: int | None = None) -> dict[str, Any]:
    """What a button carries."""
    return {LETTER: letter} | ({MARK: mark} if mark is not None else {})


def option(choice: str, mark: int | None = None) -> str:
    """A menu's entry."""
    return choice if mark is None else f"{choice}#{mark}"


def from_option(text: object) -> tuple[str, int | None] | None:
    """The choice and the mark of a menu's entry; None when no menu of ours wrote it."""
    found = _OPTION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    return found["choice"], int(found["mark"]) if found["mark"] else None


def letter_in(raw: Mapping[str, Any]) -> str | None:
    """The letter that a button's data names; None when it names none."""
    found = raw.get(LETTER)
    return found if isinstance(found, str) and _LETTER.fullmatch(found) else None


def journey_in(raw: Mapping[str, Any]) -> str | None:
    """The journey that a button of the page names, empty for none; None when it is no button of the page."""
    found = raw.get(JOURNEY)
    return found if isinstance(found, str) and (not found or _LETTER.fullmatch(found)) else None


def mark_in(raw: Mapping[str, Any]) -> int | None:
    """The number of the mark in a button's data. Raises ValueError when it is none."""
    found = raw.get(MARK)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= 99:
        raise ValueError
    return found


def is_choice(text: object) -> bool:
    """Claim: it has the form of a choice's id."""
    return isinstance(text, str) and _CHOICE.fullmatch(text) is not None
