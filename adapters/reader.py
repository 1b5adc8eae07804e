"""The sentence reader: the trained one where its model is whole, the rules where it is not."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot import safety
from bot.review import rules
from bot.review.review import Lines, Reading, review
from bot.review.values import PROBLEMS, Context, Review

if TYPE_CHECKING:
    from bot.ports import Reader

log = logging.getLogger(__name__)


@cache
def words() -> dict[str, Lines]:
    """Why and what to try, by label, and by label and kind."""
    table = tomllib.loads(files("prompts").joinpath("en/review.toml").read_text("utf-8"))
    found: dict[str, Lines] = {}
    for label, entry in table.items():
        found[label] = Lines(entry["why"], entry["try"])
        found.update({f"{label}.{kind}": Lines(e["why"], e["try"]) for kind, e in entry.items() if isinstance(e, dict)})
    return found


class RuleReader:
    """Reads by rules alone: nothing to load, always there, modest."""

    def read(self, text: str, context: Context) -> Review:
        """Read `text` the way the article does."""
        return review(text, context, _by_rules, safety.floor, words())


def _by_rules(sentences: Sequence[str], context: Context) -> Sequence[Reading]:
    """The rules' word on each sentence; they do not mind the context."""
    del context
    found = [rules.labels(one) for one in sentences]
    return [Reading(labels, labels & PROBLEMS) for labels in found]


class TrainedReader(RuleReader):
    """Reads with the trained model, which is loaded at the first reading."""


@cache
def reader() -> Reader:
    """The best reader there is."""
    return RuleReader()


def model_state() -> tuple[bool, str]:
    """Whether the trained model is there and whole, and one line about it for `oops check`."""
    return False, "no model yet: sentences are read by rules"
