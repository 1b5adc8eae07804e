"""Where one sentence ends and the next begins, in letters and in chat."""

from __future__ import annotations

import re

from bot.patterns import regex

LONGEST = 600
"""A run of words without an end is cut here, at a space where there is one."""

SHORT = frozenset(
    "mr mrs ms dr prof sr jr st vs e.g i.e etc no nos fig approx inc ltd co corp dept ext tel p pp vol ed eds cf al a.m p.m "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat hrs hr min mins".split()
)
"""Words that carry a full stop of their own."""

DATES = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat".split())
BEGINS = regex(
    r"\s+(?:i|i'm|im|i've|ive|i'll|we|he|she|they|it|it's|its|how|what|when|who|can|could|do|does|should|so|but)\b",
    re.I,
)
"""After a month or a day these words open a sentence: "two jobs since jan. how long do i have?"."""

ALWAYS_JOINED = frozenset("mr mrs ms dr prof vs e.g i.e fig approx dept cf".split())
"""Those after which a sentence never ends, whatever follows."""

END = regex(
    r"[.!?\u2026\u3002\uff01\uff1f\u0964]+[\"'\u2019\u201d)\]]*(?=\s|$)|[\r\n]+|[\u3002\uff01\uff1f\u0964]+|[!?]+(?=[^\W\d_])"
)
WORD_BEFORE = regex(r"[\w.&'\u2019-]+$")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences in `text`, without the white space around them; nothing but space lies between."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in END.finditer(text):
        if _goes_on(text, start, match):
            continue
        spans.extend(_span(text, start, match.end()))
        start = match.end()
    spans.extend(_span(text, start, len(text)))
    return tuple(spans)


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the sign at `match` stands inside a sentence: a title, a shortened word, a line that is folded."""
    sign = match.group()
    if sign[0] in "\r\n":
        return _folded(text, start, match)
    if sign != ".":
        return False
    before = WORD_BEFORE.search(text, max(start, match.start() - 24), match.start())
    word = before.group().lower() if before else ""
    after = text[match.end() : match.end() + 3].lstrip()
    if not after:
        return False
    if text[max(0, match.start() - 2) : match.start()].strip().isdigit() and not text[start : match.start()].strip(
        " \t-*0123456789"
    ):
        return True  # "1. " opens a list
    if word in ALWAYS_JOINED:
        return True
    if len(word) == 1 and word.isalpha() and text[match.start() - 1].isupper() and word != "i":
        return after[0].isupper()  # initials: "J. Smith"
    if word in DATES and BEGINS.match(text, match.end()):
        return False
    if word in SHORT:
        return after[0].isdigit() if word in ("no", "nos", "p", "pp", "vol", "ext", "tel") else after[0].islower()
    return False


def _folded(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether one line break only folds a long line: no end before it, small letters after it."""
    if len(match.group().replace("\r\n", "\n")) > 1:
        return False
    line = text[max(start, text.rfind("\n", 0, match.start()) + 1) : match.start()].rstrip()
    rest = text[match.end() : match.end() + 40].lstrip(" \t")
    return len(line) >= 60 and rest[:1].islower() and not line.endswith((".", "!", "?", ":"))


def _span(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span without white space around it, cut where it is too long; none when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    cut: list[tuple[int, int]] = []
    while end - start > LONGEST:
        at = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        at = at if at > 0 else start + LONGEST
        cut.append((start, at))
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        cut.append((start, end))
    return [(a, b) for a, b in cut if any(char.isalnum() for char in text[a:b])] or cut[:0]
