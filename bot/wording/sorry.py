"""One sorry is enough: which words apologise, and how to keep only one of them."""

from __future__ import annotations

import re

_PLAIN = re.compile(
    r"""^\W*(?:(?:and|but|again|once\ again|oh|god|omg)\W+)*
        (?:(?:i\ am|i['’]?m|im)\s+)?
        (?:(?:so|really|very|truly|terribly|deeply|incredibly|again|too|just|genuinely|sincerely|awfully|extremely)\W+)*
        (?:sorry|apologies|my\ apologies|i\ apologi[sz]e|forgive\ me)
        (?:\W+(?:so|really|very|again|sorry|im|i['’]?m|i\ am|apologies|truly|for\ (?:this|that|it|everything|all\ (?:of\ )?this)|
              about\ (?:this|that|it|everything)|to\ (?:you|everyone|all)|once\ again|too|all|guys|both))*\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS = re.compile(r"\b(?:sorry|apologi[sz]e|apologies|forgive me)\b", re.IGNORECASE)
_NO_APOLOGY = re.compile(
    r"\b(?:not|isn['’]?t|say|said|saying|says|accepted) (?:sorry|apologies)\b|\bsorry (?:to bother|to disturb|if|but)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(\s*)(?:(?:i\ am|i['’]?m|im)\s+)?(?:(?:so|really|very|again)\s+)*(?:sorry|apologies)(?:\s+(?:again|sorry))*\s*[,:;–—-]+\s*",
    re.IGNORECASE | re.VERBOSE,
)
_TAIL = re.compile(
    r"\s*[,;–—-]+\s*(?:and\s+)?(?:(?:i\ am|i['’]?m|im)\s+)?(?:(?:so|really|very|again)\s+)*(?:sorry|apologies)"
    r"(?:\s+(?:again|sorry|for\ (?:this|that|everything)|about\ (?:this|that)))*(?=\W*$)",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+(?=\s|$)[)\"”’]*|[.!?](?=\S)[^.!?\n]*)*(?:[.!?]+|\n+|$)\s*")


def says_sorry(text: str) -> bool:
    """Whether the words apologise, without an if or a but."""
    return bool(_SAYS.search(text)) and not _NO_APOLOGY.search(text)


def one_sorry(text: str) -> str:
    """The text with one of its apologies. Whole sentences go first, then a "sorry," before or after something else.

    An apology that names what it is for is the one that stays; else the first. Words that do more than apologise are never
    taken out, so a text may keep more than one.
    """
    parts = [part for part in _SENTENCE.findall(text) if part]
    apologies = [n for n, part in enumerate(parts) if says_sorry(part)]
    if not apologies:
        return text
    bare = {n for n in apologies if _PLAIN.match(parts[n])}
    cut = {n: _TAIL.sub("", _LEAD.sub(r"\1", parts[n])) for n in apologies if n not in bare}
    named = [n for n, rest in cut.items() if says_sorry(rest)]
    keep = (named or sorted(bare) or apologies)[0]
    found = [
        _single(part) if n == keep and n in bare else part if n == keep or n not in apologies else cut.get(n, "")
        for n, part in enumerate(parts)
    ]
    return "".join(found).strip() if bare - {keep} else "".join(found)


def _single(part: str) -> str:
    """One sorry of "im so so sorry, really sorry!"."""
    match = re.match(
        r".*?(?:sorry|apologies|apologi[sz]e|forgive me)(?! (?:again )?(?:for|about|to)\b)",
        part,
        re.IGNORECASE | re.DOTALL,
    )
    if match is None or len(_SAYS.findall(part)) < 2:
        return part
    end = re.search(r"[.!?]*\s*$", part)
    return match[0] + (end[0] if end else "")
