"""What is said to someone in danger in their own language: <tongue>/care.toml, read and checked by prompts/catalog.py.

Only the first reply, the soft question with its buttons and the words that answer it, and the line that no style is judged; the
rest is said in English.
"""

from __future__ import annotations

from collections.abc import Mapping

from prompts.frozen import frozen

TONGUES = ("de", "es", "fr", "pt", "hi", "hi-latn")
"""The languages; Hindi in Devanagari and in Latin letters, each answered in its own."""
LINES = frozenset(
    (
        *(f"care.{key}" for key in "aside let_a_person helpline act_on_it company_line tell_no_one again".split()),
        *(f"care.{key}_plain" for key in ("helpline", "again", "other_helpline")),
        *("care.other_first", "care.other_helpline", "heard.language"),
        *(f"ask.{key}" for key in ("unsure", "danger", "other_danger", "country")),
        *(f"safety.{key}" for key in ("helpline", "number", "emergency")),
    )
)
LABELS = frozenset(
    "unsure.work unsure.more not_sure danger.someone_here danger.alone meant_else yes no other_danger.dont_know".split()
)
ANSWERS = frozenset("work more someone nobody yes no meant_else".split())
PAGE = frozenset(("language", "crisis", "ask"))


PUNCTUATION = ".,;:!?¡¿…।\"'«»()-–—"


@frozen
class Tongue:
    """Lines, labels, how the buttons are typed, and what `oops review` prints, by key."""

    lines: Mapping[str, str]
    labels: Mapping[str, str]
    answers: Mapping[str, str]
    page: Mapping[str, str]

    def means(self, answer: str, text: str) -> bool:
        """Claim: `text` holds one of the ways in which this answer is typed, as whole words."""
        said = " ".join(part.strip(PUNCTUATION) for part in text.casefold().replace("\u2019", "'").split())
        return any(f" {way.strip()} " in f" {said} " for way in self.answers[answer].split("|"))


def tongue(language: str, text: str) -> str:
    """In which of `TONGUES` someone who wrote `text` in `language` is answered; "" where there is none."""
    if language == "hi" and not any("\u0900" <= letter <= "\u097f" for letter in text):
        return "hi-latn"
    return language if language in TONGUES else ""
