"""What is asked of the coach in the same breath as what happened: "no time, need words for dana: i double booked the room".

Whom the words are for is heard; the request itself is nobody's business but the coach's, and stands in no letter. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field

from bot import story
from bot.acts import own_act
from bot.patterns import regex
from prompts.frozen import frozen


@frozen
class Request:
    """Words that ask for words."""

    whom: str = field(repr=False)
    """Who is to hear it, as typed; "" where nobody is named."""
    rest: str = field(repr=False)
    """What is told behind the request; "" for nothing."""


_HURRY = (
    r"(?:(?:oops|no time|(?:real(?:ly)? )?quick(?:ly)?(?: one)?|(?:be )?fast|hurry|urgent(?:ly)?|asap|please|pls|plz|help(?: me)?|hi|hey|hello|sorry|ok(?:ay)?|so|and|just|"
    r"in a (?:rush|hurry)|(?:i(?:['\u2019]?m| am) )?(?:running )?late(?: already)?|got (?:to|no) \w+)\b[\s,.!:;\u2013\u2014-]*)"
)
_ASK = (
    r"(?:(?:i|we)(?:['\u2019]?d)? )?(?:(?:just|only|really|badly|quickly|urgently|would) )*(?:need|want|like|gimme|give me|get me|find me|write(?: me)?|draft(?: me)?|type(?: me)?|make(?: me)?"
    r"|looking for|help (?:me )?(?:with|write|draft|word)|(?:can|could|will) (?:you|u) (?:please )?(?:write|draft|type|give me|make(?: me)?|help me (?:with|write|draft|word)))"
)
_SIZE = r"(?:(?:the|some|a|my|one|two|three|few|couple|of|quick|short|right|good|proper|little) )*"
_WORDS = r"(?:words?|lines?|sentences?|something|wording)"
_PIECE = rf"(?:{_WORDS}|notes?|text|message|msg|mail|e-?mail|sms|dm|draft|letter)"
_WHOM = rf"(?:(?:my|our|the) (?:\w+ )?{story.ROLE}(?: (?P<titled>(?!i\b)[^\W\d_]+))?|(?P<whom>[^\W\d_][\w'\u2019-]*(?: (?-i:[A-Z])[\w'\u2019-]+)?))"
_FOR = rf"(?:to (?:send|say|give|tell)(?: to)?|(?:i can|that i can) (?:send|say|give)(?: to)?|for|to) {_WHOM}"
_SOON = r"(?:[\s,]+(?:now|fast|quick(?:ly)?|asap|please|pls|plz|today|right now|right away|at once|thanks|thx|in \d+ ?min\w*))*"
_WORDS_FOR = regex(
    rf"\W*(?P<hurry>{_HURRY}+)?(?:(?P<ask>{_ASK}) )?{_SIZE}(?P<piece>{_PIECE})(?: {_FOR})?{_SOON}"
    r"(?P<end>\s*[:;,.!?\u2013\u2014-]+\s*|\s+|$)(?P<rest>.*)$",
    re.I | re.S,
)
_HELP_TELL = regex(
    rf"\W*(?:{_HURRY})*(?:{_ASK}|(?<=help me )|(?:i )?need|how (?:do|can|should|would) i)(?: ?(?:me|to|please))*? ?(?:write|say|tell) (?:it |this |something )?(?:to )?{_WHOM}{_SOON}"
    r"(?P<end>\s*[:;,.!?\u2013\u2014-]+\s*|\s+|$)(?:that )?(?P<rest>.*)$",
    re.I | re.S,
)
_HELP = regex(r"\bhelp me\b|\bhow (?:do|can|should|would) i\b", re.I)
_TELLS = regex(r"(?:the|my|our|i|we|it|there|he|she|they)\b(?! ?\W*$)", re.I)
_ORDERS = regex(r"(?:(?:just|only|quickly) )*(?:write|draft|type|make)$", re.I)
"""What may be a plan of one's own: "draft a note to Greg, then ring the client"."""
_ONLY_WORDS = regex(rf"{_WORDS}$", re.I)
_PRONOUNS = frozenset("her him them".split())


def request(
    text: str, people: Sequence[str] = (), given: AbstractSet[str] = frozenset(), *, hurried: bool = False
) -> Request | None:
    """The request that a sentence opens with; None for one that only tells ("text for the flyer went to the wrong printer").

    `people`: names known here; `given`: mere first names, in small letters. `hurried`: the hurry was said before.
    """
    told = _HELP_TELL.match(text.strip())
    helps = told is not None and (own_act(told["rest"]) or (not told["rest"] and _HELP.search(told[0])))
    if told is not None and helps and (whom := _whom(told, people, given)) is not None:
        return Request(whom, told["rest"].strip())
    found = _WORDS_FOR.match(text.strip())
    whom = _whom(found, people, given) if found is not None else None
    if found is None or whom is None:
        return None
    plain = _ONLY_WORDS.match(found["piece"]) is not None and (whom or found["whom"])
    if not (found["ask"] or found["hurry"] or hurried or plain):
        return None
    rest = found["rest"].strip()
    if found["ask"] and not (found["hurry"] or hurried) and not own_act(rest) and _ORDERS.match(found["ask"]):
        return None
    tells = own_act(rest) or found["end"].strip() or (whom and _TELLS.match(rest))
    if rest and not tells:
        return None
    return Request(whom, rest)


def _whom(found: re.Match[str], people: Sequence[str], given: AbstractSet[str]) -> str | None:
    """The name of whoever the words are for, "" for nobody's name; None where that is no person ("text for the flyer")."""
    titled, typed = found["titled"] or "", found["whom"] or ""
    if titled and _is_name(titled, people, given):
        return titled
    if not typed or typed.casefold() in _PRONOUNS:
        return ""
    return typed if _is_name(typed, people, given) else None


def _is_name(word: str, people: Sequence[str], given: AbstractSet[str]) -> bool:
    return bool(story.names(word, people)) or word.split(maxsplit=1)[0].casefold() in given


__all__ = ["Request", "request"]
