"""A frozen value but for some fields."""

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime

import pytest

from bot.frozen import but
from bot.journey import Journey
from bot.path import Step

J = Journey("j1", datetime(2026, 3, 2, 9, tzinfo=UTC), hints=frozenset({"hurry"}), notes={"lane": "quick"})


@dataclass(frozen=True, slots=True)
class Parent:
    """A frozen value."""

    one: int
    two: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Child(Parent):
    """With fields of its own and of its parent."""

    three: str = field(default="", repr=False)


def test_it_is_what_replace_makes():
    for changes in ({}, {"turns": 3}, {"step": Step.AMEND, "notes": {}, "around": None}):
        made = but(J, **changes)
        assert made == replace(J, **changes)
        assert [getattr(made, each.name) for each in fields(made)] == [
            getattr(replace(J, **changes), each.name) for each in fields(J)
        ]


def test_the_value_itself_stays_as_it_was():
    but(J, turns=9, hints=frozenset())

    assert (J.turns, J.hints) == (0, {"hurry"})


def test_fields_of_a_parent_are_copied_too():
    assert but(Child(1, (2,), "x"), one=5) == Child(5, (2,), "x")


def test_a_field_that_is_none_is_an_error():
    with pytest.raises(KeyError):
        but(J, colour="blue")
