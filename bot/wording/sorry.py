"""One sorry is enough: which words apologise, and how to keep only one of them."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.patterns import regex

_PLAIN = regex(
    r"""^\W*(?:(?:and|but|again|once\ again|oh|god|omg)\W+)*
        (?:(?:i\ am|i['’]?m|im)\s+)?
        (?:(?:so|really|very|truly|terribly|deeply|incredibly|again|too|just|genuinely|sincerely|awfully|extremely)\W+)*
        (?:sorry|apologies|my\ apologies|i\ apologi[sz]e|forgive\ me)
        (?:\W+(?:so|really|very|again|sorry|im|i['’]?m|i\ am|apologies|truly|for\ (?:this|that|it|everything|all\ (?:of\ )?this)|
              about\ (?:this|that|it|everything)|to\ (?:you|everyone|all)|once\ again|too|all|guys|both))*\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS = regex(r"\b(?:sorry|apologi[sz]e|apologies|forgive me)\b", re.IGNORECASE)
_NO_APOLOGY = regex(
    r"\b(?:not|isn['’]?t|say|said|saying|says|accepted) (?:sorry|apologies)\b|\bsorry (?:to bother|to disturb|if|but)\b"
    r"|(?:\b(?:will|ill|to|can|must|should)|['’]ll) (?:\w+ ){0,2}(?:apologi[sz]e|say (?:im |i['’]?m )?sorry)\b",
    re.IGNORECASE,
)
_TWICE = 2
_AGAIN = regex(r"\b(sorry)(?:[ ,]+(?:so |very |really )*sorry)+\b", re.IGNORECASE)
_FOR = regex(
    r"^\W*(?:and\s+|but\s+)?(?:(?:i\ am|i['’]?m|im)\s+)?(?:(?:so|really|very|truly|again|just)\s+)*"
    r"(?:sorry|apologies|i\ apologi[sz]e)\s+(?:again\s+)?(?:for|about)\b",
    re.IGNORECASE | re.VERBOSE,
)
_MORE = regex(r"[,;:]|\b(?:i|he|she|they|we|it|is|was|were|has|have|had|will|that|which|who|because)\b", re.IGNORECASE)
_LEAD = regex(
    r"^(\s*)(?:(?:i\ am|i['’]?m|im)\s+)?(?:(?:so|really|very|again)\s+)*(?:sorry|apologies)(?:\s+(?:again|sorry))*"
    r"(?:\s*[,:;–—-]+\s*|\s+(?=i\b))",
    re.IGNORECASE | re.VERBOSE,
)
_TAIL = regex(
    r"(?<![\s,;–—-])\s*+[,;–—-]++\s*+(?:and\s+)?(?:(?:i\ am|i['’]?m|im)\s+)?(?:(?:so|really|very|again)\s+)*(?:sorry|apologies)"
    r"(?:\s+(?:again|sorry|for\ (?:this|that|everything)|about\ (?:this|that)))*(?=\W*$)",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = regex(r"(?<![.!?])[.!?]++[\"”’)]*+\s++|\n\s*+")


def says_sorry(text: str) -> bool:
    """Whether the words apologise, without an if or a but."""
    return bool(_SAYS.search(text)) and not _NO_APOLOGY.search(text)


def one_sorry(text: str) -> str:
    """The text with one of its apologies; the rest of the space is for the fix.

    Whole sentences of apology go, and a "sorry" before or after something else. The one that stays is the one that cannot
    be taken out, else one that says what it is for, else the first.
    """
    text = _AGAIN.sub(r"\1", text)
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends) if start < end]
    rests = {n: _without(part) for n, part in enumerate(parts) if says_sorry(part)}
    if not rests:
        return text
    stuck = [n for n, rest in rests.items() if says_sorry(rest)]
    named = [n for n in rests if not rests[n] and _FOR.match(parts[n])]
    whole = [n for n in rests if not rests[n]]
    keep = (stuck or named or whole or list(rests))[0]
    found = [_single(part) if n == keep else rests.get(n, part) for n, part in enumerate(parts)]
    return "".join(found).rstrip() if text.rstrip() == text else "".join(found)


def _without(part: str) -> str:
    """What a sentence says besides sorry; empty if nothing."""
    named = _FOR.match(part)
    if _PLAIN.match(part) or (named and not _MORE.search(part, named.end())):
        return ""
    rest = _TAIL.sub("", _LEAD.sub(r"\1", part))
    return rest[:1].upper() + rest[1:] if part[:1].isupper() else rest


def _single(part: str) -> str:
    """One sorry of "im so so sorry, really sorry!"."""
    if len(_SAYS.findall(part)) < _TWICE:
        return part
    if not _PLAIN.match(part):
        once = _TAIL.sub("", part)
        return once if says_sorry(once) else part
    first = _SAYS.search(part)
    end = len(part.rstrip()) - len(part.rstrip().rstrip(".!?"))
    stop = part.rstrip()[-end:] if end else ""
    return part[: first.end() if first else None] + stop + part[len(part.rstrip()) :]
