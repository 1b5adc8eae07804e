"""The crisis floor: rules that need no model and no network, read before anything else."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

Danger = Literal["crisis", "ask", "no"]

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u00b4`\uff07\u2032]")


def normal(text: str) -> str:
    """`text` in one spelling: NFKC, no invisible characters, no apostrophes, folded case."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(_APOSTROPHES.sub("", plain).casefold().split())


@cache
def _clear() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:want|wanna|wish|ready|going|gonna|2|to) (?:to )?(?:die|end my life|end it all|be dead)|suicid(?:e|al)"
        r"|kill(?:ing)? (?:my|him|her)self|(?:dont|doesnt|do not|does not) want to (?:live|be alive|exist|wake up)"
        r"|(?:i wish i (?:was|were) dead)|end(?:ing)? (?:my life|it all|it tonight)|take my own life"
        r"|better (?:off )?without me\b(?! (?:on|at|in)\b)|point (?:of|in) (?:living|being (?:here|alive)))"
    )


@cache
def _unsure() -> re.Pattern[str]:
    return re.compile(r"\bcant (?:do this|go on|take this|cope)(?: any ?more)?(?= *(?:[.,!]|$))|\bhurt(?:ing)? myself\b")


def floor(text: str) -> Danger:
    """Whether someone may be in danger: a clear sign, a reason to ask one soft question, or neither."""
    words = normal(text)
    if _clear().search(words):
        return "crisis"
    return "ask" if _unsure().search(words) else "no"


def about_another(text: str) -> bool:
    """Whether the danger named in `text` is another person's."""
    words = normal(text)
    return floor(text) != "no" and re.search(r"\b(?:he|she|they|him|her|himself|herself)\b", words) is not None
