"""Laws of the machine: by enumeration over every question and event, and by walks in any order.

The breaks that were tried are in tests/breaks.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from bot_pool import FORMS, STRANGE, TEXTS, lived, pool, read, said, walk, walk_known
from proofs import few, many

from bot.controls import WORDS
from bot.effects import EraseAll
from bot.events import (
    Answered,
    Began,
    CameDue,
    Corrected,
    Event,
    Filled,
    Pressed,
    Said,
    SentFile,
    Settled,
    TookBackWords,
)
from bot.journey import Journey, body, from_body
from bot.letters import LetterState
from bot.machine import ASK
from bot.path import ANYWHERE, OVERLAYS, PATH, Question
from bot.scene import Line, Turn

WALKS, LONG, STEPS = few("walks"), many("walks"), 5
SENDING = frozenset({"send", "consent", "send_morning"})
AUTHOR = Said | Pressed | Began | Filled | SentFile


def lawful(before: Journey, event: Event, turn: Turn) -> None:
    """What must hold of every turn whatever happened."""
    after = turn.journey
    buttons = [(offer.id, offer.mark) for offer in turn.offers]
    assert len(buttons) == len(set(buttons)), "no button stands twice under one message"
    if turn.thirds:
        assert isinstance(event, Pressed), "only a press sends"
        assert event.choice in SENDING, "only a press of Send sends"
        assert before.draft is not None, "only words that were shown are sent"
        for third in turn.thirds:
            assert third.text == before.draft.text, "what is sent is what was shown"
            assert third.to.who is not None
    if isinstance(event, AUTHOR):
        assert turn.said or set(turn.wants) & {"export", "new"}, "nothing that the author does is silently ignored"
    assert len(turn.offers) <= 5, "at most five buttons"
    if after.question is not None:
        assert after.question in ASK or after.question in OVERLAYS, "an open question can be asked again"
    assert from_body(body(after)) == after, "a journey is the same after it is saved and loaded"


def ways_out(journey: Journey) -> None:
    """From anywhere: help, an end to what comes unasked, and deletion that asks for a press; nobody else hears of any of it."""
    now = (journey.last_word or journey.begun) + timedelta(minutes=1)
    helped, stopped, asked = (lived(journey, said(word), now) for word in ("help", "stop", "delete everything"))
    deleted = lived(asked.journey, Pressed("delete_all"), now)
    assert Line("control.help") in helped.said
    assert stopped.journey.quiet
    assert asked.journey.question is Question.DELETE_SURE
    assert EraseAll(take_back=False) in deleted.effects
    for turn in (helped, stopped, asked, deleted):
        assert not turn.thirds
        assert not turn.courtesies


def test_every_question_of_the_path_is_reached() -> None:
    rare = {Question.HARD_REPLY, Question.MENTOR_SILENT, Question.DWELLING, Question.COUNTRY, Question.REVIEW_WHEN}

    assert set(Question) - set(pool()) <= rare


@pytest.mark.parametrize("question", [None, *Question], ids=str)
def test_every_question_meets_every_event_lawfully(question: Question | None) -> None:
    for journey in pool().get(question, ())[:1]:
        now = (journey.last_word or journey.begun) + timedelta(minutes=3)
        choices = {choice for live in journey.live for choice in live.choices}
        events: list[Event] = [said(text) for text in TEXTS]
        events += [said(word) for word in WORDS]
        events += [Pressed(choice, on) for choice in sorted(choices | set(STRANGE)) for on in (None, "foreign.1")]
        events += [
            Pressed(choice, live.letter, mark) for live in journey.live for choice in live.choices for mark in (None, 2)
        ]
        events += [Filled(form, fields, read(" ".join(fields.values()))) for form, fields in FORMS.items()]
        events += [CameDue(promise) for promise in journey.promises]
        events += [Settled(out.letter, state, now) for out in journey.outbox for state in LetterState]
        events += [
            Answered(out.letter, choice, text)
            for out in journey.outbox
            for choice in ("thank", "ask_one", "find_time", "reply", "decline", "recall")
            for text in ("", "ok")
        ]
        events += [Began(), SentFile(), TookBackWords(TEXTS[0]), Corrected(TEXTS[0], TEXTS[1], read(TEXTS[1]))]
        for event in events:
            lawful(journey, event, lived(journey, event, now))


@pytest.mark.parametrize("question", [None, *Question], ids=str)
def test_from_every_question_there_is_a_way_out(question: Question | None) -> None:
    for journey in pool().get(question, ()):
        ways_out(journey)


def walked(seeds: range) -> None:
    starts = [None, *(journey for journeys in pool().values() for journey in journeys)]
    for seed in seeds:
        for before, event, turn in walk(seed, STEPS, starts[seed % len(starts)]):
            lawful(before, event, turn)


@pytest.mark.parametrize("chunk", range(4))
def test_walks_in_any_order_break_no_law(chunk: int, proof: Callable[[str, int, object], None]) -> None:
    """COACHING X1: only a press of Send sends, and what goes is what was shown."""
    seeds = range(chunk, WALKS, 4)
    walked(seeds)
    proof("A1 walks of the machine, 5 steps each", len(seeds), f"{chunk} … {WALKS - 1}")


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(20))
def test_many_walks_in_any_order_break_no_law(chunk: int, proof: Callable[[str, int, object], None]) -> None:
    seeds = range(WALKS + chunk, WALKS + LONG, 20)
    walked(seeds)
    proof("A1 walks of the machine, 5 steps each", len(seeds), f"{WALKS + chunk} … {WALKS + LONG - 1}")


def test_the_same_journey_event_and_time_give_the_same_turn() -> None:
    for seed in range(200):
        assert [turn for _, _, turn in walk(seed, 6)] == [turn for _, _, turn in walk_known(seed)[:6]]


def test_an_answer_leads_only_where_the_table_says() -> None:
    """Buttons and plain answers; going back, forms and words that work at every turn lead anywhere by design."""
    wrong = set()
    for seed in range(500):
        for before, event, turn in walk_known(seed):
            here, there = before.question, turn.journey.question
            if here is None or there is None or here is there or here in ANYWHERE or there in ANYWHERE:
                continue
            if (
                not isinstance(event, Pressed)
                or event.choice == "skip"
                or not any(event.choice in x.choices for x in before.live)
            ):
                continue
            answered = next((x for x in reversed(before.live) if event.choice in x.choices), None)
            if answered is None or answered.question is not here or (event.on and event.on != answered.letter):
                continue
            if there not in PATH[here].follows and there not in before.asked:
                wrong.add((str(here), str(there), event.choice))

    assert not wrong
