"""An answered card is updated: which one, and what it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.reader import RuleReader
from bot.conversation import Conversation
from bot.events import Filled, Pressed, Said
from bot.journey import Journey
from bot.letters import Act, Choice, Letter, LetterKind, LetterState, Piece, Reply
from bot.people import Person, Who
from bot.ports import Desk

READ = RuleReader().read("yes", "chat")
NOW = datetime(2026, 4, 13, 14, 24, tzinfo=UTC)
SAM = Who("slack", "T1", "U1")
CHOICES = (Choice("yes", "Yes"), Choice("keep", "Keep it", 1), Choice("keep", "Keep that", 2))


def card(name):
    reply = Reply((Piece("say", "Does your boss know yet?"),), CHOICES)
    return Letter(name, "j", SAM, SAM, Act.POST, LetterKind.REPLY, reply, LetterState.SENT)


def updated(event, *stale):
    desk = Desk(Person(SAM, "Sam Reyes"), card=card)
    left, edit = Conversation._updated(Journey("j", NOW, stale=stale), desk, event, NOW)
    return left.stale, edit.target, edit.reply.chose


@pytest.mark.parametrize(
    ("event", "came"),
    [
        (Pressed("yes", "j.2"), (("j.1", "j.3"), "j.2", "Yes")),
        (Pressed("keep", "j.3", 2), (("j.1", "j.2"), "j.3", "Keep that")),
        (Pressed("keep", "j.3", 9), (("j.1", "j.2"), "j.3", "")),
        (Filled("edit", {}, READ, "j.2", Pressed("yes", "j.2")), (("j.1", "j.3"), "j.2", "Yes")),
        (Pressed("yes", "j.9"), (("j.2", "j.3"), "j.1", "")),
        (Said("yes", READ), (("j.2", "j.3"), "j.1", "")),
        (None, (("j.2", "j.3"), "j.1", "")),
    ],
)
def test_the_card_that_was_pressed_is_updated_first_and_says_what_was_chosen(event, came):
    assert updated(event, "j.1", "j.2", "j.3") == came
