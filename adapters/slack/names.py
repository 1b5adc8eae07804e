"""What stands on the wire and must be read back: one file says how it is written, and how it is read.

outbound writes, inbound reads, and both use these functions and no string of their own:

    a message's button   action_id = the choice's stable id ("park"), value = `value(letter, mark)`
                         (two buttons of one id, as marks have them, stand in blocks of their own: an id is unique a block)
    the menu             action_id = MORE, an option's value = `option(choice, value)`: the choices beyond the fourth
    the form's button    action_id = FILL, value = `value(letter)`, on a letter whose reply has a form
    a view               callback_id = the form's id ("edit"), private_metadata = `origin(letter, choice, mark)`,
                         notify_on_close = True
    a field              block_id = action_id = the field's name; by type: text → plain_text_input (multiline),
                         date → datepicker, time → timepicker, person → users_select
    App Home             action_id = one of HOME, value = the journey's id or ""
    a message's metadata event_type = LETTER, event_payload = {"letter": the letter's id} and nothing else
    what a shortcut says callback_id = BEGIN (global) and COACH (on a message); the view that COACH opens has
                         callback_id = COACH and one field, WORDS

Nothing here is a person's word: ids are random, choices and forms are names of ours.

What outbound owes (all pure, all plain dicts):

    message(letter, catalog, face)        → the payload of chat.postMessage and chat.update, without channel and ts;
                                            `face`: name and picture of `letter.reply.to`, when it names somebody
    form(letter, form, catalog, choice="", mark=None, filled={}, says="")
                                          → the view of a form, its fields filled with what is known already
    coach(catalog, words)                 → the view of COACH, the message's words filled in
    home(desk, house, now)                → the view of App Home; `desk` is None for someone who is new
    aside(reply, catalog)                 → payloads of a Reply shown once and kept nowhere (an export, or a link to it)
    ephemeral(catalog, key)               → {"response_type": "ephemeral", "text": …}: the line `slack.<key>`, nothing private
    troubles(form, filled, catalog)       → field → the line beside it; empty when all is well
    errors(lines)                         → {"response_action": "errors", "errors": …}: a line beside each field
    receipt(catalog)                      → {"response_action": "update", "view": …}: one neutral line once it was taken
"""

from __future__ import annotations

import re

from bot.home import PRESSED

PLATFORM = "slack"
LETTER = "oops_letter"
FILL = "fill_in"
MORE = "more"
BEGIN = "oops_begin"
COACH = "oops_coach"
WORDS = "words"
"""The field of the view that COACH opens."""

HOME = PRESSED
"""App Home's buttons → the words that say the same; empty: begin, or go on with the journey in the button's value."""

_VALUE = re.compile(r"(?P<letter>[A-Za-z0-9_.-]{1,200})(?:#(?P<mark>[1-9][0-9]?))?")
_CHOICE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def value(letter: str, mark: int | None = None) -> str:
    """The value of a button: its letter's id, and the mark's number when it has one. It is the press's nonce."""
    return letter if mark is None else f"{letter}#{mark}"


def from_value(text: object) -> tuple[str, int | None] | None:
    """The letter and the mark in a button's value; None when no button of ours wrote it."""
    found = _VALUE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    return found["letter"], int(found["mark"]) if found["mark"] else None


def option(choice: str, button: str) -> str:
    """An option's value in the menu: the choice that its button would be, and that button's value."""
    return f"{choice} {button}"


def from_option(text: object) -> tuple[str, str] | None:
    """The choice and the button's value in an option; None when no menu of ours wrote it."""
    choice, _, button = text.partition(" ") if isinstance(text, str) else ("", "", "")
    return (choice, button) if is_choice(choice) and from_value(button) else None


def origin(letter: str, choice: str = "", mark: int | None = None) -> str:
    """A view's private metadata: the button that opened it."""
    return f"{value(letter, mark)} {choice}".rstrip()


def from_origin(text: object) -> tuple[str, str, int | None] | None:
    """The letter, the choice and the mark of the button that opened a view; None when it is no view of ours."""
    button, _, choice = text.partition(" ") if isinstance(text, str) else ("", "", "")
    found = from_value(button)
    if found is None or (choice and not is_choice(choice)):
        return None
    return found[0], choice, found[1]


def is_choice(text: object) -> bool:
    """Claim: it has the form of a choice's id."""
    return isinstance(text, str) and _CHOICE.fullmatch(text) is not None


def metadata(letter: str) -> dict[str, object]:
    """A message's metadata: the letter's random id, by which a message is found again when its answer was lost."""
    return {"event_type": LETTER, "event_payload": {"letter": letter}}
