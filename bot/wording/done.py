"""A plan, once it is done: "ring Kessler and ask for it back" → "rang Kessler and asked for it back"."""

from __future__ import annotations

import re

from bot.patterns import regex
from bot.wording import lexicon as lex
from bot.wording.framing import is_plain_verb, words_of

_PAST = {
    "bring": "brought", "build": "built", "buy": "bought", "come": "came", "cut": "cut", "deal": "dealt", "do": "did", "draw": "drew", "drive": "drove", "find": "found",
    "fly": "flew", "freeze": "froze", "get": "got", "give": "gave", "go": "went", "have": "had", "hold": "held", "keep": "kept", "lay": "laid", "lead": "led", "leave": "left",
    "let": "let", "make": "made", "meet": "met", "pay": "paid", "put": "put", "read": "read", "ring": "rang", "run": "ran", "say": "said", "see": "saw", "sell": "sold",
    "send": "sent", "set": "set", "show": "showed", "shut": "shut", "sit": "sat", "speak": "spoke", "split": "split", "take": "took", "teach": "taught", "tell": "told",
    "throw": "threw", "withdraw": "withdrew", "write": "wrote", "undo": "undid",
}  # fmt: skip
_DONE_TO = (["one"], ["it"], ["them"])
_DOUBLED = frozenset("stop drop swap scan ship pin tag plan ban wrap scrap unplug plug flag".split())
_OPENS = regex(r"^\W*(?:(?:first|then|also|just|now)\s+)*(?P<verb>[a-z]{2,}(?:-[a-z]+)?)(?P<rest>\b.*)$", re.I | re.S)
_JOINED = regex(
    r"(?P<joint>(?:\s+and|,)(?:\s+(?:then|also))?\s+)(?P<verb>[a-z]{2,})(?=\s+(?P<next>[\w'\u2019]+))", re.I
)

_TO_DO = regex(r"\b(?:to|let|help|make|have) (?:(?:him|her|them|us) )?([a-z]+)\b", re.I)


def done_of(plan: str) -> str:
    """The plan in the past, where it opens with a plain verb; else as it is."""
    found = _OPENS.match(plan)
    if found is None:
        return plan
    words = words_of(plan[found.start("verb") :])
    if not is_plain_verb(plan[found.start("verb") :]) and not (words[0] in lex.VERBS and words[1:2] in _DONE_TO):
        return plan
    at, end = found.span("verb")
    return plan[:at] + _past(found["verb"]) + _JOINED.sub(_joined, plan[end:])


def _joined(found: re.Match[str]) -> str:
    """A verb behind "and" is one of the plan's; a word that may be a thing is one only before what is done to it.

    In "ask them to delete it and confirm" it is theirs.
    """
    verb, after = found["verb"].lower(), found["next"].lower()
    theirs = any(is_plain_verb(each[1]) for each in _TO_DO.finditer(found.string[: found.start()]))
    if theirs:
        return found[0]
    sure = verb not in lex.NOUN_OR_VERB or after in lex.DETERMINERS | lex.PRONOUNS | {"it", "them", "one"}
    return found["joint"] + (_past(found["verb"]) if sure and is_plain_verb(f"{verb} {after}") else found["verb"])


def _past(verb: str) -> str:
    plain = verb.lower()
    again = plain.startswith("re") and plain[2:] in _PAST
    if plain in _PAST or again:
        done = ("re" + _PAST[plain[2:]]) if again else _PAST[plain]
    elif plain in _DOUBLED:
        done = plain + plain[-1] + "ed"
    elif plain.endswith("e"):
        done = plain + "d"
    elif plain.endswith("y") and plain[-2] not in "aeiou":
        done = plain[:-1] + "ied"
    else:
        done = plain + "ed"
    return done.capitalize() if verb[:1].isupper() else done


__all__ = ["done_of"]
