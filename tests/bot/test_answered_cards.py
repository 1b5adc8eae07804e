"""Answered cards are updated: in which order, and what each says."""

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
    desk = Desk(Person(SAM, "Sam Reyes"), card=lambda name: None if name == "j.gone" else card(name))
    left, edits = Conversation._updated(Journey("j", NOW, stale=stale), desk, event, NOW)
    assert left.stale == ()
    assert all(each.state is LetterState.SENDING for each in edits)
    return [(each.target, each.reply.chose) for each in edits]


@pytest.mark.parametrize(
    ("event", "came"),
    [
        (Pressed("yes", "j.2"), [("j.2", "Yes"), ("j.1", ""), ("j.3", "")]),
        (Pressed("keep", "j.3", 2), [("j.3", "Keep that"), ("j.1", ""), ("j.2", "")]),
        (Pressed("keep", "j.3", 9), [("j.3", ""), ("j.1", ""), ("j.2", "")]),
        (Filled("edit", {}, READ, "j.2", Pressed("yes", "j.2")), [("j.2", "Yes"), ("j.1", ""), ("j.3", "")]),
        (Pressed("yes", "j.9"), [("j.1", ""), ("j.2", ""), ("j.3", "")]),
        (Said("yes", READ), [("j.1", ""), ("j.2", ""), ("j.3", "")]),
        (None, [("j.1", ""), ("j.2", ""), ("j.3", "")]),
    ],
)
def test_the_card_that_was_pressed_is_updated_first_and_says_what_was_chosen(event, came):
    assert updated(event, "j.1", "j.2", "j.3") == came


def test_a_card_of_which_nothing_is_kept_holds_no_other_up():
    assert updated(None, "j.gone", "j.2") == [("j.2", "")]
