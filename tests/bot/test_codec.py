"""Values to plain JSON and back: two versions side by side read what the other has written."""

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date

import pytest

from bot import codec
from bot.codec import Written, plain, since, text, value
from prompts.frozen import but, frozen


@frozen
class Kept:
    """Something that is kept, as the release after this one knows it."""

    words: str
    season: str = field(default="spring", metadata=since(codec.FORMAT + 1))


def test_a_field_of_a_later_format_is_read_and_not_yet_written():
    assert value(Kept, {"words": "so", "season": "autumn"}) == Kept("so", "autumn")
    assert plain(Kept("so", "autumn")) == {"words": "so"}, "the release before can read it"


def forget() -> None:
    """How the class is written is found out anew."""
    codec._WRITERS.clear()
    codec._form.cache_clear()


def test_a_field_is_written_once_its_format_is(monkeypatch):
    monkeypatch.setattr(codec, "FORMAT", codec.FORMAT + 1)
    forget()

    assert plain(Kept("so")) == {"words": "so", "season": "spring"}
    forget()


def test_a_key_that_no_class_knows_is_refused_and_never_dropped():
    with pytest.raises(ValueError, match="mood"):
        value(Kept, {"words": "so", "mood": "light"})


@frozen
class Grown(Kept):
    """Something with parts of every type that is kept."""

    many: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    hints: frozenset[str] = frozenset()
    count: int = 0
    done: bool = False
    around: object = field(default=None, compare=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"words": 'a "quoted" \\ word\n\ud800'},
        {"many": ("one", "two")},
        {"notes": {"key": "value", "": "é"}},
        {"day": date(2026, 4, 13)},
        {"hints": frozenset({"b", "a"})},
        {"count": 7, "done": True},
        {"around": object()},
    ],
    ids="+".join,
)
def test_what_is_written_after_an_earlier_version_is_what_is_written_at_once(changes):
    before, after = Grown("so"), but(Grown("so", many=("one",)), **changes)

    made = Written(after, Written(before))

    assert made.text == Written(after).text == text(after)
    assert value(Grown, json.loads(made.text)) == after


def test_what_was_changed_where_it_stands_is_written_as_it_is_now():
    kept = Grown("so", notes={"key": "old"})
    before = Written(kept)
    kept.notes["key"] = "new"

    assert "new" in Written(kept, before).text
