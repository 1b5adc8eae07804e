"""Your part: not less, and not more (COACHING S1.10). The person's own sentences, sorted: theirs, others', plain facts."""

from __future__ import annotations

import re

from bot import drafting
from bot.acts import others_wish, own_act
from bot.hearing import leans
from bot.journey import Saying
from bot.path import Question
from bot.patterns import regex
from bot.scene import Scene

Q = Question


def sort_part(scene: Scene) -> tuple[list[str], list[str]]:
    """What the person did, and what others did. What is nobody's part but a fact is kept for the note, in `part_facts`.

    Whose part was none, who was away, or only passed something on, did nothing to own.
    """
    if scene.j.note("part_mine") or scene.j.note("part_others"):
        return _lines(scene, "part_mine"), _lines(scene, "part_others")
    answers = scene.sayings(Q.PART)
    denied = max(
        (saying.turn for saying in answers if denies_all(saying.text)), default=None if answers else scene.j.turns
    )
    said = [part for saying in answers for part in _parts(saying, denied)]
    mine = [text for text in said if (drafting.of_the_writer(text) or owns(text)) and not _TOLD_TO.search(text)]
    others = [text for text in said if text not in mine and (drafting.others_act(text) or _TOLD_TO.search(text))]
    first = [saying.text.strip() for saying in scene.sayings(Q.WHAT_HAPPENED)]
    others = [*(text for text in first if _TOLD_TO.search(text) and text not in others), *others]
    nothing_done = [text for text in mine if _UNTOUCHED.search(text) or _ELSEWHERE.search(text)]
    facts = _facts(scene, denied) if denied is not None else []
    if nothing_done and all(text in nothing_done or _PASSED_ON.search(text) for text in mine):
        mine, facts = [], [*facts, *mine]
    scene.note("part_facts", "" if mine else "\n".join(dict.fromkeys(facts)))
    return mine, others


def _lines(scene: Scene, note: str) -> list[str]:
    return [text for text in scene.j.note(note).split("\n") if text]


def _parts(saying: Saying, denied: int | None) -> tuple[str, ...]:
    """The parts of an answer that tell of a part: none of those that a denial takes back."""
    text = saying.text.strip()
    if left := part_left(text):
        return (left,)
    if denied is None or saying.turn > denied:
        return _by_doer(text)
    return tuple(
        part for part in clauses(text) if not denies(part) and not others_wish(part) and drafting.others_act(part)
    )


def _facts(scene: Scene, denied: int) -> list[str]:
    """What its writer told of themselves beside "none of it was mine": "i was on leave when it was ordered"."""
    told = [s for s in scene.sayings(Q.WHAT_HAPPENED, Q.TELLING, Q.PART) if s.turn <= denied]
    return [
        part
        for saying in told
        for part in clauses(saying.text)
        if not denies(part) and not leans(part) and not _TOLD_TO.search(part) and (own_act(part) or _I_WAS.match(part))
    ]


def _by_doer(text: str) -> tuple[str, ...]:
    """A sentence of two people's acts, parted: "i locked the front, he locks the back"."""
    found = _THEN_THEY.search(text)
    if found is None or not own_act(text[: found.start()]):
        return (text,)
    return text[: found.start()].strip(), text[found.end("joint") :].strip()


_THEN_THEY = regex(
    r"(?P<joint>\s*[,;]\s*(?:(?:but|and|then|while)\s+)?|\s+(?:but|while)\s+)(?:he|she|they|my (?:boss|manager|lead|supervisor|colleague))\s+(?!knows?\b|was there|saw)\w+",
    re.I,
)
_TOLD_TO = regex(
    r"^(?!.*\bi (?:asked|told)\b).*\bi was (?:told|asked|made|ordered|instructed) (?:by|to)\b|"
    r"\b(?:he|she|they|[A-Z]\w+|my (?:boss|manager|lead)) (?:told|asked|made|ordered|instructed) me (?:to\b|\w+ ?$)"
)
"""Somebody else's part: what the writer was told to do."""
_PASSED_ON = regex(r"\b(?:forwarded|passed|handed|copied|sent|got|received)\b", re.I)
_UNTOUCHED = regex(
    r"\b(?:changed|touched|altered|added|did) nothing\b|\b(?:only|just) (?:forwarded|passed (?:it|them|that|this) on)\b|"
    r"\b(?:didn'?t|did not|never) (?:change|touch|write|make|approve)\b",
    re.I,
)
_I_WAS = regex(
    r"i (?:only |just )?(?:was|wasn['\u2019]?t|was not|had|hadn['\u2019]?t|had not|didn['\u2019]?t|did not|never|got|saw)\b",
    re.I,
)
_ELSEWHERE = regex(
    r"\bi (?:was|am)(?:n['\u2019]?t| not)? (?:already |still |even )?(?:on (?:(?:annual|sick|parental|maternity|paternity) )?(?:leave|holiday|vacation)|on (?:another|the other) (?:shift|site|job)|away|abroad|off(?: sick| that| work)?\b"
    r"|not (?:there|in|here|at work|on shift)|there\b|at home|in hospital|on shift|at work)\b",
    re.I,
)
"""Where the writer was, and so not there: a fact, and nothing to own."""


# ------------------------------------------------------------------------------------------------- no part of it

_BY_THE_WAY = r"(?: (?:really|actually|honestly|absolutely|exactly|even|ever|at all|whatsoever|i think|to be honest|either|though|also))*"
_IT = r"(?:it|this|that|them|these|those|the (?:whole )?thing|what (?:went wrong|happened))"
_NO_PART = rf"(?:none|nothing|neither|zero|no part|no bit|not (?:a single|one|any|a)(?: (?:part|bit|thing|piece))?)(?: of {_IT})?"
_MINE = (
    r"(?:mine|me(?: (?:who|that) .*)?|my (?:own )?(?:part|doing|fault|mistake|error|work|job|task|call|decision|idea|department|area|responsibility)"
    r"|(?:down|up) to me|on me|done by me|by me|from me|in my hands)"
)
_WAS_NOT = r"(?:(?:was|were|is|are)(?:n['\u2019]?t| not| never)|['\u2019]?s (?:not|never))"
_DENIES = regex(
    r"(?:(?:well|honestly|no|sorry|but|and|so|ok|okay|really|look|as i said|to be honest|truthfully)\b[\s,.?!:-]*)*(?:"
    rf"{_NO_PART}{_BY_THE_WAY}(?: (?:was|were|is|are|has been|had been|came|comes){_BY_THE_WAY} {_MINE})?"
    rf"|(?:any of |all of )?{_IT}{_BY_THE_WAY} ?{_WAS_NOT}{_BY_THE_WAY} {_MINE}"
    rf"|not {_MINE}"
    rf"|i(?:['\u2019]?ve)?{_BY_THE_WAY} (?:had|have|played|took|did(?:n['\u2019]?t| not) (?:have|play|take)){_BY_THE_WAY}"
    rf" (?:no|any|zero|nothing|anything)(?: real)? ?(?:part|hand|role|share|say|involvement|input|to do)(?: (?:in|with|of) (?:{_IT}|the \w+(?: \w+)?))?"
    rf"|i(?:['\u2019]?ve)? (?:did|done) (?:none of {_IT}|nothing wrong)"
    rf"|i (?:did(?:n['\u2019]?t| not)|never)(?: do| did)? (?:any (?:bit |part )?of )?(?:{_IT}|anything(?: wrong)?)"
    rf"|i(?:['\u2019]?m not| am not| was(?:n['\u2019]?t| not))(?: even)? (?:involved|part of {_IT}|the one|to blame|responsible|at fault)(?: (?:in|for|with) (?:any of )?{_IT})?"
    rf"){_BY_THE_WAY}",
    re.I,
)
"""No part of it was the writer's: said of all of it, by itself. "The order was not mine" denies a thing."""
_CLAUSE = regex(r"\s*[,;.!?]\s+|\s+[:\u2013\u2014-]\s+|\s+(?:but|because|cos|though|although)\s+", re.I)
_LEFT = regex(
    r"^(?P<no>.+?)\W+(?P<but>but|except(?: that| for)?|apart from|other than|besides|save for)\s+(?P<left>.+)$", re.I
)
_IS_MINE = regex(r"\b(?:was|is|were|are) (?:mine|me|my (?:part|job|task|work))\b", re.I)
_NONE_OF = regex(r"(?:none|nothing|neither|no|not)\b", re.I)
_THOUGH = regex(r"\bthough$", re.I)
FEW_LEFT = 3
"""Words after "but" that only name a thing: "nothing was mine but the label"."""


def clauses(text: str) -> tuple[str, ...]:
    """What a sentence says, part by part: "not mine, i was away but they want a name" has three."""
    parts = (part.strip(" .,;!?") for part in _CLAUSE.split(text.strip()))
    return tuple(part for part in parts if part)


def denies(clause: str) -> bool:
    """Claim: this part of a sentence says, by itself, that nothing was the writer's."""
    return _DENIES.fullmatch(clause.strip(" .,;!?")) is not None


def owns(text: str) -> bool:
    """Claim: it is said of a thing that it was the writer's: "uploading the file was mine"."""
    return _IS_MINE.search(text) is not None and _NONE_OF.match(text.strip()) is None


def part_left(text: str) -> str:
    """What a denial leaves to its writer: "nothing was mine except i printed the label" → "i printed the label"; "" for nothing."""
    found = _LEFT.match(text.strip())
    if found is not None and any(map(denies, clauses(found["no"]))):
        left = found["left"].strip(" .,;!")
        named = found["but"].casefold() != "but" or len(left.split()) <= FEW_LEFT
        return left if named or own_act(left) or owns(left) else ""
    parts = clauses(text)
    if not any(map(denies, parts)):
        return ""
    return next((part for part in parts if owns(part) or (own_act(part) and _THOUGH.search(part))), "")


def denies_all(text: str) -> bool:
    """Claim: asked for their part, its writer says that there was none."""
    return any(map(denies, clauses(text))) and not part_left(text)


__all__ = ["clauses", "denies_all", "sort_part"]
