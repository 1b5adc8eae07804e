"""Values to plain JSON and back: two versions side by side read what the other has written."""

from dataclasses import field

import pytest

from bot import codec
from bot.codec import plain, since, value
from prompts.frozen import frozen


@frozen
class Kept:
    """Something that is kept, as the release after this one knows it."""

    words: str
    season: str = field(default="spring", metadata=since(codec.FORMAT + 1))


def test_a_field_of_a_later_format_is_read_and_not_yet_written():
    assert value(Kept, {"words": "so", "season": "autumn"}) == Kept("so", "autumn")
    assert plain(Kept("so", "autumn")) == {"words": "so"}, "the release before can read it"


def test_a_field_is_written_once_its_format_is(monkeypatch):
    monkeypatch.setattr(codec, "FORMAT", codec.FORMAT + 1)
    codec._writer.cache_clear()

    assert plain(Kept("so")) == {"words": "so", "season": "spring"}
    codec._writer.cache_clear()


def test_a_key_that_no_class_knows_is_refused_and_never_dropped():
    with pytest.raises(ValueError, match="mood"):
        value(Kept, {"words": "so", "mood": "light"})
