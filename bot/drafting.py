"""From what was kept to a draft: the person's own sentences in order, the fewest fixed lines around them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from bot import wording
from bot.hearing import duty_of, kind_of, names_here, plans, usable
from bot.journey import Draft, DraftKind, Saying
from bot.path import Question
from bot.times import noticed, tidy_clock

if TYPE_CHECKING:
    from bot.events import Said
    from bot.scene import Scene

Q = Question
MAX_LETTER = 2800
"""Characters: what fits one message on every platform, with the fixed lines."""
FIRST_WORDS = 60
FULL_WORDS = 120

_RANK = {
    Q.WHAT_HAPPENED: 0,
    Q.TELLING: 0,
    Q.PART: 0,
    Q.STILL_GOING: 1,
    Q.FIRST_ACTS: 1,
    Q.OPEN_PART: 1,
    Q.DEPUTY: 1,
    Q.EFFECT: 2,
    Q.NEXT_ACT: 3,
}


def draft(scene: Scene, kind: DraftKind) -> Draft:
    """A draft of `kind` from what this journey holds."""
    frames = scene.house.frames
    author = scene.around.author
    to = scene.j.mentor if kind is DraftKind.MENTOR else scene.j.manager
    reader = to.name if to else ""
    people = names_here(scene)
    clock = partial(tidy_clock, now=scene.now, zone=scene.zone)
    if kind is DraftKind.MENTOR:
        letter = wording.mentor_note(
            frames=frames, reader=reader, author=author.name, put_right=scene.j.fixed is not None
        )
    elif kind is DraftKind.PART:
        letter = wording.part_note(
            _part_pieces(scene),
            frames=frames,
            reader=reader,
            author=author.name,
            people=people,
            clock=clock,
        )
    elif kind is DraftKind.FULL:
        letter = wording.full_note(
            [*_pieces(scene, usable(scene), plans(scene)), *_preventions(scene)],
            frames=frames,
            kind=kind_of(scene) or "",
            reader=reader,
            author=author.name,
            people=people,
            clock=clock,
            sorry="plain",
            ready_to_talk=False,
        )
    else:
        letter = wording.first_note(
            _pieces(scene, usable(scene), plans(scene)),
            frames=frames,
            kind=kind_of(scene) or "",
            reader=reader,
            author=author.name,
            people=people,
            clock=clock,
            sorry="plain",
            ready_to_talk=bool(duty_of(scene)),
        )
    return Draft(kind, letter.text, letter.ours)


def _role(scene: Scene, saying: Saying, planned: tuple[Saying, ...]) -> wording.Role:
    if saying in planned or saying.question is Q.NEXT_ACT:
        return wording.Role.NEXT
    if saying.text in scene.j.kept and saying.labels & {"excuse", "blame"}:
        return wording.Role.PUT_BACK
    if "ownership" in saying.labels:
        return wording.Role.ACT
    if noticed(saying.text, scene.now, scene.zone):
        return wording.Role.NOTICED
    if _RANK.get(saying.question) == 1:
        return wording.Role.DONE
    if saying.question is Q.EFFECT:
        return wording.Role.EFFECT
    return wording.Role.FACT


def _pieces(scene: Scene, sayings: tuple[Saying, ...], planned: tuple[Saying, ...]) -> list[wording.Piece]:
    answered = {s for s in sayings if s.question is Q.NEXT_ACT}
    return [
        wording.Piece(s.text, _role(scene, s, planned), _RANK.get(s.question, 0))
        for s in sayings
        if s not in answered or s in planned
    ]


def _part_pieces(scene: Scene) -> list[wording.Piece]:
    mine = [t for t in scene.j.note("part_mine").split("\n") if t]
    source = mine or [t for t in scene.j.note("part_others").split("\n") if t]
    pieces = [wording.Piece(text, wording.Role.ACT if mine else wording.Role.FACT, 0) for text in source]
    pieces += [wording.Piece(s.text, wording.Role.NEXT, 3) for s in plans(scene)]
    return pieces


def _preventions(scene: Scene) -> list[wording.Piece]:
    return [wording.Piece(p.act, wording.Role.PREVENT, 4) for p in scene.j.preventions]


def update(scene: Scene, said: Said) -> Draft:
    """A word that was promised: what has been done since, in the person's sentences."""
    author = scene.around.author
    to = scene.j.manager
    kept = [s for s in said.review.sentences if not s.labels & {"excuse", "blame", "negative_self_talk", "apology"}]
    letter = wording.update_note(
        [wording.Piece(s.text, wording.Role.DONE, 1) for s in kept],
        frames=scene.house.frames,
        reader=to.name if to else "",
        author=author.name,
        people=names_here(scene),
        clock=partial(tidy_clock, now=scene.now, zone=scene.zone),
    )
    return Draft(DraftKind.UPDATE, letter.text, letter.ours)


def corrected(text: str, said: str) -> tuple[str, str] | None:
    """A correction applied to a draft: (the new text, the new value), or None when `said` is no correction."""
    found = wording.correct([wording.Piece(text, wording.Role.FACT, 0)], said)
    if found is None:
        return None
    pieces, (new, _old) = found
    return pieces[0].text, new


def replaced_value(before: str, after: str) -> str:
    """The value that a correction replaced, or the empty string."""
    for old, new in zip(re.findall(r"\S+", before), re.findall(r"\S+", after), strict=False):
        if old != new:
            return old.strip(".,;:!?")
    return ""


def clauses(sentence: str) -> list[str]:
    """A sentence as the clauses that name an actor: one sentence may hold two people's acts."""
    return [sentence.strip()]


def own_act(text: str) -> bool:
    """Claim: this is what the writer did."""
    head = text.strip().casefold()
    return bool(
        re.match(
            r"^(?:(?:yes|and|but|so|then|well|ok|okay|today|on \w+|\w+day|at \d\S*)[, ]+)*(?:i|i'?ve|i'?d|i'?m|my part|my own)\b",
            head,
        )
    )


def others_act(text: str) -> bool:
    """Claim: this is what somebody else did."""
    return (
        not own_act(text)
        and bool(re.match(r"^(?:and |but |then |so )*(?:he|she|they|\w+)\s+\w+", text.strip(), re.I))
        and not re.match(r"^(?:now|and now|today|so now)\b", text.strip(), re.I)
    )


_VAGUE = re.compile(
    r"\b(more careful|be careful|better|look into it|look into|asap|make sure|pay (?:more )?attention|double[- ]check|try harder|take more care|focus more|sort it|concentrate)\b",
    re.I,
)


def vague_core(text: str) -> str:
    """The vague words inside an answer, for quoting them back."""
    found = _VAGUE.search(text)
    return found.group(0) if found else text.strip()[:60]


def plain_act(text: str) -> str:
    """An act as it stands behind "then I": without a leading "I'll" or "I will", no end stop."""
    bare = text.strip().rstrip(".!")
    bare = re.sub(r"^(?:i'?ll|i will|i'?m going to|i am going to|i would|i'?d|i|we'?ll|to)\s+", "", bare, flags=re.I)
    return bare.replace("\n", " ")


def without_time(text: str) -> str:
    """A first step without the words that only say when."""
    bare = re.sub(
        r"\b(?:tomorrow|today|tonight|next week|this week|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[ ,]*",
        "",
        text.strip().rstrip(".!"),
        flags=re.I,
    )
    return re.sub(r"\s{2,}", " ", bare).strip(" ,") or text.strip()


def only_avoids(text: str) -> bool:
    """Claim: this goal only says what not to do."""
    return bool(re.match(r"^\s*(?:to )?(?:not|never|no more|don'?t|stop|avoid)\b", text, re.I))


def says_done(bare: str) -> bool:
    """Claim: these words say that the step is done."""
    if re.match(r"^(?:no|not|haven'?t|didn'?t)\b", bare):
        return False
    return bool(
        re.search(r"\b(?:done|did it|yes|said yes|agreed|i asked|asked|finished|ok'?d|approved|sorted)\b", bare)
    )


def wonders(text: str) -> bool:
    """Claim: the words wonder what people think."""
    return bool(
        re.search(
            r"\b(?:wonder\w*|worr\w+|think of me|thinks? about me|reputation|trust me again|career)\b", text, re.I
        )
    )
