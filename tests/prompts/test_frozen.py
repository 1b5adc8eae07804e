"""Frozen values: the same in every way as the standard library's, and one that differs in some fields."""

import copy
import inspect
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from bot.journey import Journey
from bot.path import Step
from prompts.frozen import but, frozen

J = Journey("j1", datetime(2026, 3, 2, 9, tzinfo=UTC), hints=frozenset({"hurry"}), notes={"lane": "quick"})


def house_of(made):
    """The same classes by one decorator."""

    @made
    class Parent:
        """A frozen value."""

        one: int
        two: tuple[int, ...] = ()

    @made
    class Child(Parent):
        """With fields of its own and of its parent."""

        three: str = field(default="", repr=False)
        four: list[int] = field(default_factory=list, compare=False)

    @made
    class Own:
        """With methods of its own."""

        name: str

        def __eq__(self, other):
            return isinstance(other, Own) and self.name.lower() == other.name.lower()

        def __hash__(self):
            return hash(self.name.lower())

        def __repr__(self):
            return "Own(…)"

    @made
    class Empty:
        """Nothing."""

    return Parent, Child, Own, Empty


def with_many(kind):
    """A class of very many fields, which these count as."""
    with patch("prompts.frozen.MANY", 0):
        return frozen(kind)


OURS, MANY, THEIRS = house_of(frozen), house_of(with_many), house_of(dataclass(frozen=True, slots=True))
BOTH = pytest.mark.parametrize(
    ("parent", "child", "own", "empty"), [OURS, MANY, THEIRS], ids=["ours", "ours of very many fields", "the library's"]
)


@BOTH
def test_values_are_equal_and_hashed_by_their_compared_fields(parent, child, own, empty):
    assert parent(1) == parent(1, ()) != parent(2)
    assert parent(1) != child(1)
    assert child(1, four=[1]) == child(1, four=[2])
    assert {parent(1), parent(1), child(1, (), "x", [3]), child(1, (), "x")} == {parent(1), child(1, (), "x")}
    assert own("A") == own("a")
    assert len({own("A"), own("a")}) == 1
    assert empty() == empty()
    assert parent(1) != 1


@BOTH
def test_a_field_that_is_not_to_be_shown_is_not_in_the_repr(parent, child, own, empty):
    assert repr(child(1, (2,), "private", [3])).partition(".<locals>.")[2] == "Child(one=1, two=(2,), four=[3])"
    assert repr(own("private")) == "Own(…)"
    assert repr(empty()).endswith("Empty()")


@BOTH
def test_no_field_can_be_put_or_taken_away(parent, child, own, empty):
    value = child(1)
    with pytest.raises(FrozenInstanceError, match="one"):
        value.one = 2
    with pytest.raises(FrozenInstanceError, match="three"):
        del value.three
    with pytest.raises((FrozenInstanceError, TypeError)):
        value.colour = "blue"
    assert value == child(1)
    assert set(getattr(value, "__dict__", {})) <= {"one", "two", "three", "four"}


@BOTH
def test_arguments_are_checked_as_python_checks_them_also_at_the_first_value(parent, child, own, empty):
    with pytest.raises(TypeError, match=r"Child.__init__\(\) missing 1 required positional argument: 'one'"):
        child()
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'colour'"):
        child(1, colour="blue")
    assert child(1).four is not child(1).four
    assert child(one=1, two=(2,)) == child(1, (2,))
    assert list(inspect.signature(child).parameters) == ["one", "two", "three", "four"]


@BOTH
def test_the_library_and_match_know_it(parent, child, own, empty):
    assert is_dataclass(child)
    assert replace(child(1), two=(5,)) == child(1, (5,))
    assert copy.copy(child(1, (2,))) == copy.deepcopy(child(1, (2,))) == child(1, (2,))
    match child(1, (2,), "x"):
        case child(one, two, three):
            assert (one, two, three) == (1, (2,), "x")


@pytest.mark.parametrize("changes", [{}, {"turns": 3}, {"step": Step.AMEND, "notes": {}, "around": None}])
def test_but_is_what_replace_makes(changes):
    made = but(J, **changes)

    assert made == replace(J, **changes)
    assert [getattr(made, each.name) for each in fields(made)] == [
        getattr(replace(J, **changes), each.name) for each in fields(J)
    ]


def test_the_value_itself_stays_as_it_was():
    but(J, turns=9, hints=frozenset())

    assert (J.turns, J.hints) == (0, {"hurry"})


def test_a_value_has_slots_alone_unless_its_fields_are_very_many():
    assert not hasattr(OURS[1](1), "__dict__")
    assert vars(MANY[1](1)) == {"one": 1, "two": (), "three": "", "four": []}
    assert not hasattr(but(OURS[1](1), one=2), "__dict__")
    assert vars(but(MANY[1](1), one=2)) == {"one": 2, "two": (), "three": "", "four": []}


@pytest.mark.parametrize(("parent", "child", "own", "empty"), [OURS, MANY], ids=["few", "very many"])
def test_fields_of_a_parent_and_a_single_field_are_copied_too(parent, child, own, empty):
    assert but(child(1, (2,), "x"), one=5) == child(5, (2,), "x")
    assert but(own("a"), name="b").name == "b"
    assert but(empty()) == empty()


def test_a_field_that_is_none_is_an_error():
    with pytest.raises(KeyError):
        but(J, colour="blue")
