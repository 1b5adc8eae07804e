"""Letters made of the person's own sentences: tidied, framed where they are fragments, and put in order."""

from bot.wording.correct import correct, corrects, swapped
from bot.wording.done import done_of
from bot.wording.framing import Memory, orders_itself
from bot.wording.if_then import IfThen, if_then
from bot.wording.letters import (
    FIRST_WORDS,
    FULL_WORDS,
    Sorry,
    first_note,
    fits,
    fixed_note,
    flow,
    full_note,
    mentor_note,
    part_note,
    too_long,
    update_note,
)
from bot.wording.sorry import one_sorry, says_sorry
from bot.wording.tidy import first_name, named_in, tidy, tidy_inside
from bot.wording.values import Letter, Piece, Role

__all__ = [
    "FIRST_WORDS",
    "FULL_WORDS",
    "IfThen",
    "Letter",
    "Memory",
    "Piece",
    "Role",
    "Sorry",
    "correct",
    "corrects",
    "done_of",
    "first_name",
    "first_note",
    "fits",
    "fixed_note",
    "flow",
    "full_note",
    "if_then",
    "mentor_note",
    "named_in",
    "one_sorry",
    "orders_itself",
    "part_note",
    "says_sorry",
    "swapped",
    "tidy",
    "tidy_inside",
    "too_long",
    "update_note",
]
