"""What the coach would propose is read by its own reader before it is shown (COACHING S1.3): the turn is taken again, knowing it.

A draft is made of sentences that were read where they were said, in a chat. Read again as a message to a boss, one of them may
be an excuse after all. Then the turn is taken again as if that had been read at once: it is asked about, and in no draft.
This ends: each reading either doubts one more of the turn's sentences, or leads to a draft that has been read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.acts import own_act
from bot.events import Event, Filled, Said
from bot.hearing import retells, says_who_used_it
from bot.journey import PUT_RIGHT, DraftKind, Journey
from bot.path import Question
from bot.review.values import Mark, Review
from prompts.frozen import but

OURS: Final = frozenset({DraftKind.MENTOR})
"""Drafts that hold no sentence of the person's: their words are the house's, and read with it."""
LEFT_OUT: Final = frozenset({"excuse", "blame", "minimizing", "negative_self_talk"})
"""What stands in no draft until its author keeps it there."""
DOUBTED: Final = LEFT_OUT | {"passive_evasion"}
"""What a sentence may be doubted for. What hides is never drafted, and could not be kept: it must be read where it is said."""
_SAME: Final = 0.7
"""The share of a sentence's words that a draft's sentence holds when it is the same one, made tidy."""


def unread(before: Journey, after: Journey) -> str | None:
    """The draft that this turn would show and nobody has read: made by the coach, and new."""
    draft = after.draft
    if draft is None or draft.edited or draft.kind in OURS:
        return None
    return None if before.draft is not None and before.draft.text == draft.text else draft.text


def doubted(journey: Journey, event: Event | None, found: Review) -> tuple[Journey, Event | None]:
    """The journey and the event, as if what the reader found in the draft had been read where it was said."""
    marks = {found.text[mark.start : mark.end]: mark for mark in found.marks if mark.label in DOUBTED}
    if not marks:
        return journey, event

    def mark_of(text: str, labels: frozenset[str], question: Question | None) -> Mark | None:
        found = next((mark for said, mark in marks.items() if retells(said, text, _SAME)), None)
        if found is None or text in journey.kept:
            return None
        if found.label == "negative_self_talk":  # "I ruin everything": it sounds like an act, and is none
            return found
        if labels & {"ownership", "repair", "prevention"} or own_act(text):
            return None
        return None if question is not None and says_who_used_it(question, text) else found

    sayings = tuple(
        replace(said, labels=said.labels | {mark.label}, kind=mark.kind or said.kind, out=mark.label in LEFT_OUT)
        if not said.out
        and said.question is not Question.NEXT_ACT
        and (mark := mark_of(said.text, said.labels, said.question))
        else said
        for said in journey.sayings
    )
    news = journey.note(PUT_RIGHT).split("\n")
    kept = [text for text in news if not mark_of(text, frozenset(), None)]
    if kept != news:
        journey = but(journey, notes={**journey.notes, PUT_RIGHT: "\n".join(kept)})
    if isinstance(event, Said | Filled):
        event = replace(
            event, review=_read_anew(event.review, lambda text, labels: mark_of(text, labels, journey.question))
        )
    return but(journey, sayings=sayings), event


def _read_anew(review: Review, mark_of: Callable[[str, frozenset[str]], Mark | None]) -> Review:
    """The review of what was just said, with these marks on its sentences."""
    found = [(sentence, mark_of(sentence.text, sentence.labels)) for sentence in review.sentences]
    sentences = tuple(
        replace(
            sentence,
            labels=sentence.labels | {mark.label},
            kind=mark.kind or sentence.kind,
            marked=sentence.marked | {mark.label},
        )
        if mark
        else sentence
        for sentence, mark in found
    )
    more = (replace(mark, start=sentence.start, end=sentence.end) for sentence, mark in found if mark)
    return replace(review, sentences=sentences, marks=(*review.marks, *more))
