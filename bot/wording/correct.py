"""A correction typed into the chat: "43 people not 41, i checked". What is new takes the place of what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.patterns import regex
from bot.wording import lexicon as lex
from bot.wording.tidy import fold
from bot.wording.values import Piece
from prompts.frozen import frozen

_TOKEN = regex(
    r"[£$€]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|k|m|%)?(?: ?[ap]m\b)?|[^\W\d_]+(?:['’-][^\W_]+)*",
    re.IGNORECASE,
)
_TIME = regex(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?", re.IGNORECASE)
_LEAD = regex(
    r"""^\W*(?:(?:actually|sorry|correction|no|wait|oops|hang\ on|in\ fact|i\ meant?(?:\ to\ say)?|i\ mean|make\ (?:it|that)|
        (?:and\ )?(?:it|that|this|there)(?:['’]?s|\ is|\ was|\ were|\ are)|its|thats|should\ (?:be|say)|change\ (?:it|that)\ to)\b\W*)+""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS_SO = regex(r"^\W*(?:actually|correction|sorry,? i mean|i mean|no,|in fact|make (?:it|that))", re.IGNORECASE)
_TAIL = regex(
    r"\s*(?:[,.;!–—-]\s*|\b)(?:i (?:just )?(?:checked|looked|counted)|sorry|my mistake|my bad|thanks|thx|pls|please)\W*$",
    re.IGNORECASE,
)
_PATTERNS = (
    regex(
        r"^(?P<new>.+?)[,;]?\s+(?:and )?(?:not|instead of|rather than)\s+(?P<old>[^,;]+?)(?:[,;!].*|\.(?:\s.*)?)?$",
        re.IGNORECASE,
    ),
    regex(r"^not\s+(?P<old>[^,;]+?)\s*(?:[,;:–—-]|\bbut\b)\s*(?:but\s+)?(?P<new>.+)$", re.IGNORECASE),
    regex(r"^change\s+(?P<old>.+?)\s+(?:in)?to\s+(?P<new>.+)$", re.IGNORECASE),
    regex(r"^(?P<old>.+?)\s+(?:should|must|ought to) (?:be|say|read)\s+(?P<new>.+)$", re.IGNORECASE),
    regex(r"^(?P<old>.+?)\s+is wrong[,;:]?\s+(?P<new>.+)$", re.IGNORECASE),
)
_STOP = regex(r"[.!?](?:\s+|$)|\n")
_LONGEST = 5
_SHORT = 200
"""Characters: more than this is news, not a correction."""
_NO_NAME = (
    lex.PRONOUNS
    | lex.FINITE
    | frozenset("i me my you your we us not sure did it this that what why how yes no".split())
)


@frozen
class _Token:
    """One word or number of a text. `kind` is time, number, day, month or word; two tokens of a kind may be compared by `value`."""

    start: int
    end: int
    text: str
    kind: str
    value: tuple[object, ...]


def correct(pieces: Sequence[Piece], text: str) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    """The pieces with what was corrected, and (new, old) to read back; None where it isn't clear what stands for what."""
    typed = _TAIL.sub("", " ".join(text.split())).strip()
    if not typed or len(typed) > _SHORT or typed.endswith("?"):
        return None
    for new, old in _readings(typed):
        changed = _instead(pieces, new, old, typed)
        if changed is not None:
            return changed
    return _unnamed(pieces, typed) if _SAYS_SO.match(typed) else None


def swapped(pieces: Sequence[Piece], text: str) -> tuple[tuple[Piece, ...], tuple[tuple[str, str], ...]] | None:
    """ "No wait, it was 10:45 and 3,400": each value takes the place of the only one of its kind that was said, newest first.

    The pieces, and each (new, old). None where the text says more than values, or where it isn't clear what stands for what.
    """
    typed = _TAIL.sub("", " ".join(text.split())).strip()
    if not corrects(typed) or len(typed.split()) > _SHORTEST or typed.endswith("?"):
        return None
    bare = _LEAD.sub("", typed)
    said = list(_tokens(bare))
    values = [token for token in said if token.kind != "word"]
    known = {fold(token.text) for _, token in _everywhere(pieces)} | _WEAK | _FILLS
    if not values or any(token.kind == "word" and fold(token.text) not in known for token in said):
        return None
    changed: list[tuple[str, str]] = []
    for value in values:
        put = next(
            (
                put
                for n in reversed(range(len(pieces)))
                if (put := _only_one(pieces, n, value, _next_word(bare, value)))
            ),
            None,
        )
        if put is None:
            return None
        pieces, pair = put
        changed.append(pair)
    return tuple(pieces), tuple(changed)


def corrects(text: str) -> bool:
    """Claim: the words say of themselves that they correct something."""
    return _TAKES_BACK.match(text) is not None


def _only_one(
    pieces: Sequence[Piece], n: int, value: _Token, beside: str
) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    """The value in place of the only one of its kind in this piece, or of the only one before the same word: 15 people for 14 people."""
    found = [(n, token) for token in _tokens(pieces[n].text) if token.kind == value.kind]
    if len(found) > 1 and beside:
        found = [(n, token) for n, token in found if _next_word(pieces[n].text, token) == beside]
    return _put(pieces, value.text, found, "", found[0][1]) if len(found) == 1 else None


def _next_word(text: str, token: _Token) -> str:
    return fold(text[token.end :].split(maxsplit=1)[0]) if text[token.end :].split() else ""


_TAKES_BACK = regex(
    r"^\W*(?:no,? wait|wait,? no|wait|actually|correction|sorry,? (?:i mean|it|that|make)|sorry,? \d|oops,? (?:i mean|it|that|no)|"
    r"i (?:mean|meant)|make (?:it|that)|hang on|in fact|no,? (?:it|that|sorry|i mean))\b",
    re.IGNORECASE,
)
_SHORTEST = 12
_FILLS = frozenset(
    "it its that thats this was were is are be should make and wait so not euros euro pounds people the my".split()
)


def _readings(typed: str) -> Iterator[tuple[str, str]]:
    for pattern in _PATTERNS:
        for said in dict.fromkeys((typed, _LEAD.sub("", typed))):
            match = pattern.match(said)
            if match:
                yield _LEAD.sub("", match["new"]).strip(" ,;.!"), _LEAD.sub("", match["old"]).strip(" ,;.!")


def _instead(
    pieces: Sequence[Piece], new: str, old: str, typed: str
) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    """Put `new` where `old` stands: a value for a value of its kind, else a short phrase for a phrase."""
    olds, news = list(_tokens(old)), list(_tokens(new))
    if not olds or not news:
        return None
    if olds[0].kind != "word" and len(olds) <= _LONGEST:
        value = olds[0]
        fitting = _fitting(news, value)
        if fitting is None:
            return None
        if fitting.kind == "time" and value.kind == "number":
            value = _as_minutes(value, fitting)
        same = [(n, t) for n, t in _everywhere(pieces) if _same(t, value)]
        if not same and value.kind == "number" and (unit := _with_unit(pieces, value.text)):
            return _put(pieces, fitting.text + unit[1].text.removeprefix(value.text), [unit], typed, value)
        return _put(pieces, fitting.text, same, typed, value)
    times = [token for token in news if token.kind == "time"]
    if len(times) == 1 and _NO_CLOCK.fullmatch(old):
        return _replaced(pieces, f"at {times[0].text}", old)
    return _phrase(pieces, new, old)


def _with_unit(pieces: Sequence[Piece], number: str) -> tuple[int, _Token] | None:
    """The one place where this number stands with a unit that was not said again: 3.7 for 3.7m."""
    found = [
        (n, t) for n, t in _everywhere(pieces) if re.fullmatch(rf"{re.escape(number)}(?:k|m|%)", t.text, re.IGNORECASE)
    ]
    return found[0] if len(found) == 1 else None


_NO_CLOCK = regex(
    r"(?:just|right) now|now|a (?:minute|moment|while) ago|(?:at )?(?:noon|midday|lunch(?:time)?|midnight)", re.I
)
"""A time said without a clock."""


def _fitting(news: Sequence[_Token], old: _Token) -> _Token | None:
    same = [token for token in news if token.kind == old.kind]
    if not same and old.kind == "number":
        same = [token for token in news if token.kind == "time"]
    if not same and old.kind == "time":
        same = [token for token in news if token.kind == "number"]
    return same[0] if len(same) == 1 or (same and same[0] is news[0]) else None


def _as_minutes(old: _Token, new: _Token) -> _Token:
    """The time that "50" stands for beside 21:40: 21:50."""
    hour = new.value[0]
    minute = int(re.sub(r"\D", "", old.text) or 0)
    return replace(old, kind="time", value=(hour, minute))


def _same(said: _Token, meant: _Token) -> bool:
    if said.kind != meant.kind:
        return False
    if said.kind != "time":
        return said.value == meant.value
    (hour, minute), (other, others) = said.value, meant.value
    return minute == others and isinstance(hour, int) and isinstance(other, int) and hour % 12 == other % 12


def _everywhere(pieces: Sequence[Piece]) -> Iterator[tuple[int, _Token]]:
    for n, piece in enumerate(pieces):
        for token in _tokens(piece.text):
            yield n, token


def _put(
    pieces: Sequence[Piece], new: str, found: Sequence[tuple[int, _Token]], typed: str, old: _Token | None = None
) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    """Change the one place that is meant: the only one, or the only one whose neighbours stand in the correction too."""
    places = found
    if len(places) > 1:
        said = _words(typed)
        scores = [len(said & _words(_sentence(pieces[n].text, place))) for n, place in places]
        places = [place for place, score in zip(places, scores, strict=True) if score == max(scores)]
    if len(places) != 1:
        return None
    at, token = places[0]
    piece = pieces[at]
    if token.text == new:
        return None
    if old is not None and token.text[0] in "£$€" and new[0].isdigit():
        new = token.text[0] + new
    text = piece.text[: token.start] + new + piece.text[token.end :]
    return (*pieces[:at], replace(piece, text=text), *pieces[at + 1 :]), (new, token.text)


def _phrase(pieces: Sequence[Piece], new: str, old: str) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    """A name or a thing for another: the whole phrase, else the one word in which the two differ."""
    news, olds = new.split(), old.split()
    if max(len(news), len(olds)) > _LONGEST or _NO_NAME & {fold(word) for word in (*news, *olds)}:
        return None
    if changed := _replaced(pieces, new, old):
        return changed
    if len(news) == len(olds) > 1:
        differ = [(a, b) for a, b in zip(news, olds, strict=True) if fold(a) != fold(b)]
        if len(differ) == 1:
            return _replaced(pieces, *differ[0])
    return None


def _replaced(pieces: Sequence[Piece], new: str, old: str) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    pattern = regex(rf"(?<![\w'’]){re.escape(old)}(?!\w)", re.IGNORECASE)
    found = [(n, match) for n, piece in enumerate(pieces) for match in pattern.finditer(piece.text)]
    if len(found) != 1:
        return None
    at, match = found[0]
    piece = pieces[at]
    text = piece.text[: match.start()] + new + piece.text[match.end() :]
    return (*pieces[:at], replace(piece, text=text), *pieces[at + 1 :]), (new, match[0])


def _unnamed(pieces: Sequence[Piece], typed: str) -> tuple[tuple[Piece, ...], tuple[str, str]] | None:
    """ "Actually 28 orders", "correction: i noticed at 21:40": the old value isn't named, the words beside it are."""
    values = [token for token in _tokens(_LEAD.sub("", typed)) if token.kind != "word"]
    if len(values) != 1:
        return None
    said = _words(typed)
    found = [
        (n, token)
        for n, token in _everywhere(pieces)
        if token.kind == values[0].kind and said & _words(_clause(pieces[n].text, token))
    ]
    return _put(pieces, values[0].text, found, typed)


def _words(text: str) -> set[str]:
    return {fold(token.text) for token in _tokens(text) if token.kind == "word"} - _WEAK


def _sentence(text: str, token: _Token) -> str:
    """The sentence of a text in which a token stands."""
    start = max((m.end() for m in _STOP.finditer(text) if m.end() <= token.start), default=0)
    end = min((m.start() for m in _STOP.finditer(text) if m.start() >= token.end), default=len(text))
    return text[start:end]


def _clause(text: str, token: _Token) -> str:
    """The part of a sentence, between commas, in which a token stands: "noticed" beside 13:00 in "emailed at 13:00, noticed just now" is not meant."""
    start = max((m.end() for m in _PAUSE.finditer(text) if m.end() <= token.start), default=0)
    end = min((m.start() for m in _PAUSE.finditer(text) if m.start() >= token.end), default=len(text))
    return text[start:end]


_PAUSE = regex(r"[.!?,;](?:\s+|$)|\n|\s+(?:and|but)\s+")


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        said = match[0]
        yield _Token(match.start(), match.end(), said, *_value(said, text[match.end() : match.end() + 1]))


def _value(said: str, after: str) -> tuple[str, tuple[object, ...]]:
    plain = fold(said)
    time = _TIME.fullmatch(said)
    if time and (":" in said or time[3] or (time[2] and int(time[1]) < 24 and int(time[2]) < 60 and after != "%")):
        hour = int(time[1]) % 12 + 12 if (time[3] or "").lower() == "pm" else int(time[1])
        return "time", (hour, int(time[2] or 0))
    if plain[:1].isdigit() or plain[0] in "£$€":
        return "number", (re.sub(r"[£$€,]", "", plain),)
    if plain in lex.DAYS | lex.SHORT_DAYS | lex.UNSURE_DAYS:
        return "day", (plain[:3],)
    if plain in _RELATIVE:
        return "day", (plain,)
    if plain in (lex.MONTHS | {"march", "may"}):
        return "month", (plain,)
    return "word", (plain,)


_RELATIVE = frozenset("today yesterday tomorrow".split())
_WEAK = frozenset("not i it was is the a an at on in by to of actually correction sorry mean no checked and".split())
