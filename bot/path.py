"""THE TABLE: every question, the step it belongs to, and what may follow it. The README's diagram is drawn from it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from prompts.frozen import frozen


class Step(StrEnum):
    """The first hour, then the article's five, then closed."""

    FIRST_HOUR = "first_hour"
    TRANSPARENT = "transparent"
    AMEND = "amend"
    PERSPECTIVE = "perspective"
    POSITIVE = "positive"
    FORWARD = "forward"
    CLOSED = "closed"


class Question(StrEnum):
    """One thing asked within a step. A value is a key of saved journeys: it is never reused."""

    WHAT_HAPPENED = "what_happened"
    KIND = "kind"
    TOUCHES = "touches"
    SLIP = "slip"
    STILL_GOING = "still_going"
    FIRST_ACTS = "first_acts"
    OPEN_PART = "open_part"
    DEPUTY = "deputy"

    BOSS_KNOWS = "boss_knows"
    TELLING = "telling"
    EFFECT = "effect"
    PART = "part"
    PART_RIGHT = "part_right"
    MARKS = "marks"
    NEXT_ACT = "next_act"
    LISTENER = "listener"
    DRAFT = "draft"
    EDITING = "editing"
    CONSENT = "consent"
    HELD = "held"
    COPIED = "copied"
    KNOWS = "knows"
    WHEN_TELL = "when_tell"
    HIDING = "hiding"
    PRESSURE = "pressure"
    DOOR = "door"
    PRACTISE = "practise"
    PRACTISED = "practised"
    HARD_REPLY = "hard_reply"

    REPAIR_PLAN = "repair_plan"
    REPAIR_HOW = "repair_how"
    HOW_WENT = "how_went"
    OWN_PART_TIME = "own_part_time"
    IN_THE_WAY = "in_the_way"
    CHECK_IN = "check_in"
    CHECK_IN_WHEN = "check_in_when"
    PREVENTION = "prevention"
    STARTS = "starts"
    HOW_KNOW = "how_know"
    FULL_NOTE = "full_note"

    SETTLED = "settled"
    MENTOR = "mentor"
    MENTOR_NAME = "mentor_name"
    MENTOR_KEEP = "mentor_keep"
    MENTOR_SILENT = "mentor_silent"
    WORRY = "worry"
    WORRY_COLLEAGUE = "worry_colleague"

    HOLD_TIME = "hold_time"
    HOLD_WHEN = "hold_when"
    WHAT_LED = "what_led"
    WHOSE = "whose"
    SUGGESTION = "suggestion"
    CHANGE = "change"
    CHANGE_BY = "change_by"
    DONE_WELL = "done_well"

    COLLEAGUE = "colleague"
    KEEP_SENTENCE = "keep_sentence"
    GOAL = "goal"
    GOAL_STEP = "goal_step"
    GOAL_HOW = "goal_how"
    BROUGHT_UP = "brought_up"
    DWELLING = "dwelling"
    REVIEW_WHEN = "review_when"
    PAGE = "page"
    PAGE_SHOWN = "page_shown"

    UNSURE = "unsure"
    DANGER = "danger"
    STAYING = "staying"
    OTHER_DANGER = "other_danger"
    AFTERWARDS = "afterwards"
    COUNTRY = "country"
    WENT_BADLY = "went_badly"
    UNCLEAR = "unclear"
    DELETE_SURE = "delete_sure"
    PAUSE_UNTIL = "pause_until"
    DAYS_OFF = "days_off"

    @classmethod
    def _missing_(cls, value: object) -> Question | None:
        """A key that was retired is read as its successor; one that never was stays unknown."""
        return MOVED.get(value) if isinstance(value, str) else None


Q = Question


@frozen
class Row:
    """One row of the table. `follows` are the questions that may come next of themselves."""

    step: Step
    follows: tuple[Question, ...] = ()
    optional: bool = False
    """Reached by the person's own press or word only; never required."""


_WORDS = (Q.TELLING, Q.EFFECT, Q.NEXT_ACT, Q.LISTENER, Q.MARKS, Q.DRAFT)
_START = (Q.KIND, Q.TOUCHES, Q.SLIP, Q.STILL_GOING, Q.FIRST_ACTS, Q.BOSS_KNOWS, Q.PART, Q.DOOR, *_WORDS)
_AFTER = (Q.REPAIR_PLAN, Q.CHECK_IN, Q.DRAFT)
_LATER = (Q.PREVENTION, Q.MENTOR, Q.HOLD_TIME, Q.GOAL, Q.PAGE)

PATH: Mapping[Question, Row] = {
    Q.WHAT_HAPPENED: Row(Step.FIRST_HOUR, _START),
    Q.KIND: Row(Step.FIRST_HOUR, tuple(q for q in _START if q is not Q.KIND)),
    Q.TOUCHES: Row(Step.FIRST_HOUR, (Q.STILL_GOING, Q.FIRST_ACTS, Q.BOSS_KNOWS, Q.PART, *_WORDS)),
    Q.SLIP: Row(Step.FIRST_HOUR, (Q.TOUCHES, Q.STILL_GOING, Q.FIRST_ACTS, Q.BOSS_KNOWS, Q.PART, Q.DOOR, *_WORDS)),
    Q.STILL_GOING: Row(Step.FIRST_HOUR, (Q.FIRST_ACTS, Q.BOSS_KNOWS, Q.PART, *_WORDS)),
    Q.FIRST_ACTS: Row(Step.FIRST_HOUR, (Q.OPEN_PART, Q.DEPUTY, Q.BOSS_KNOWS, Q.PART, Q.REPAIR_PLAN, *_WORDS)),
    Q.OPEN_PART: Row(Step.FIRST_HOUR, (Q.BOSS_KNOWS, Q.PART, Q.REPAIR_PLAN, *_WORDS)),
    Q.DEPUTY: Row(Step.FIRST_HOUR, (Q.BOSS_KNOWS, Q.PART, Q.REPAIR_PLAN, *_WORDS)),
    Q.BOSS_KNOWS: Row(Step.TRANSPARENT, (*_WORDS, *_AFTER)),
    Q.TELLING: Row(Step.TRANSPARENT, (Q.EFFECT, Q.NEXT_ACT, Q.LISTENER, Q.MARKS, Q.DRAFT, *_AFTER)),
    Q.EFFECT: Row(Step.TRANSPARENT, (Q.NEXT_ACT, Q.LISTENER, Q.MARKS, Q.DRAFT, *_AFTER)),
    Q.PART: Row(Step.TRANSPARENT, (Q.PART_RIGHT,)),
    Q.PART_RIGHT: Row(Step.TRANSPARENT, (Q.PART, Q.NEXT_ACT, Q.LISTENER, Q.DRAFT)),
    Q.MARKS: Row(Step.TRANSPARENT, (Q.MARKS, Q.EFFECT, Q.NEXT_ACT, Q.LISTENER, Q.DRAFT, *_AFTER)),
    Q.NEXT_ACT: Row(Step.TRANSPARENT, (Q.SLIP, Q.LISTENER, Q.MARKS, Q.DRAFT, *_AFTER)),
    Q.LISTENER: Row(Step.TRANSPARENT, (Q.FIRST_ACTS, Q.LISTENER, Q.DRAFT, Q.CONSENT, Q.TELLING, Q.NEXT_ACT, Q.MARKS)),
    Q.DRAFT: Row(
        Step.TRANSPARENT,
        (
            Q.EDITING,
            Q.CONSENT,
            Q.HELD,
            Q.COPIED,
            Q.KNOWS,
            Q.WHEN_TELL,
            Q.LISTENER,
            Q.PRACTISE,
            Q.MARKS,
            *_AFTER,
            *_LATER,
        ),
    ),
    Q.EDITING: Row(Step.TRANSPARENT, (Q.DRAFT, Q.CONSENT)),
    Q.CONSENT: Row(Step.TRANSPARENT, (Q.HELD, Q.DRAFT, Q.EDITING, Q.LISTENER)),
    Q.HELD: Row(Step.TRANSPARENT, (Q.EDITING, Q.DRAFT, *_AFTER, *_LATER)),
    Q.COPIED: Row(Step.TRANSPARENT, (Q.KNOWS, *_AFTER)),
    Q.KNOWS: Row(Step.TRANSPARENT, (Q.WHEN_TELL, Q.PRACTISE, *_AFTER, Q.PREVENTION)),
    Q.WHEN_TELL: Row(Step.TRANSPARENT, (Q.DRAFT, Q.KNOWS)),
    Q.HIDING: Row(Step.TRANSPARENT, (Q.TELLING, Q.NEXT_ACT, Q.LISTENER, Q.MARKS, Q.DRAFT), optional=True),
    Q.PRESSURE: Row(Step.TRANSPARENT, (Q.DOOR, Q.DRAFT, Q.PART, Q.NEXT_ACT), optional=True),
    Q.DOOR: Row(Step.TRANSPARENT, (Q.DRAFT, Q.PART, Q.NEXT_ACT, Q.CHECK_IN), optional=True),
    Q.PRACTISE: Row(Step.TRANSPARENT, (Q.PRACTISED,), optional=True),
    Q.PRACTISED: Row(Step.TRANSPARENT, (Q.PRACTISED, Q.CHECK_IN, Q.DRAFT, Q.KNOWS), optional=True),
    Q.HARD_REPLY: Row(Step.AMEND, (Q.DRAFT, Q.REPAIR_PLAN), optional=True),
    Q.REPAIR_PLAN: Row(Step.AMEND, (Q.REPAIR_PLAN, Q.CHECK_IN, Q.DRAFT)),
    Q.REPAIR_HOW: Row(Step.AMEND, (Q.IN_THE_WAY, Q.DRAFT, Q.CHECK_IN, Q.PREVENTION)),
    Q.HOW_WENT: Row(Step.AMEND, (Q.OWN_PART_TIME,)),
    Q.OWN_PART_TIME: Row(Step.POSITIVE, (Q.HOLD_WHEN,), optional=True),
    Q.IN_THE_WAY: Row(Step.AMEND, (Q.REPAIR_PLAN, Q.CHECK_IN)),
    Q.CHECK_IN: Row(Step.AMEND, (Q.CHECK_IN_WHEN,)),
    Q.CHECK_IN_WHEN: Row(Step.AMEND, (Q.CHECK_IN_WHEN,)),
    Q.PREVENTION: Row(Step.AMEND, (Q.STARTS, Q.FULL_NOTE)),
    Q.STARTS: Row(Step.AMEND, (Q.STARTS, Q.FULL_NOTE)),
    Q.HOW_KNOW: Row(Step.AMEND, (Q.DRAFT,), optional=True),
    Q.FULL_NOTE: Row(Step.AMEND, (Q.HOW_KNOW, Q.DRAFT)),
    Q.SETTLED: Row(Step.PERSPECTIVE, (Q.MENTOR, Q.REPAIR_PLAN)),
    Q.MENTOR: Row(Step.PERSPECTIVE, (Q.MENTOR_NAME, Q.DRAFT, Q.WORRY, Q.HOLD_TIME)),
    Q.MENTOR_NAME: Row(Step.PERSPECTIVE, (Q.MENTOR_NAME, Q.DRAFT, Q.HOLD_TIME)),
    Q.MENTOR_KEEP: Row(Step.PERSPECTIVE, (Q.HOLD_TIME, Q.GOAL)),
    Q.MENTOR_SILENT: Row(Step.PERSPECTIVE, (Q.MENTOR_NAME, Q.WORRY, Q.HOLD_TIME)),
    Q.WORRY: Row(Step.PERSPECTIVE, (Q.WORRY_COLLEAGUE, Q.HOLD_TIME), optional=True),
    Q.WORRY_COLLEAGUE: Row(Step.PERSPECTIVE, (Q.HOLD_TIME,), optional=True),
    Q.HOLD_TIME: Row(Step.POSITIVE, (Q.HOLD_WHEN, Q.GOAL)),
    Q.HOLD_WHEN: Row(Step.POSITIVE, (Q.HOLD_WHEN,)),
    Q.WHAT_LED: Row(Step.POSITIVE, (Q.WHOSE, Q.CHANGE, Q.DONE_WELL, Q.HOLD_WHEN)),
    Q.WHOSE: Row(Step.POSITIVE, (Q.WHOSE, Q.SUGGESTION, Q.CHANGE, Q.CHANGE_BY, Q.DONE_WELL)),
    Q.SUGGESTION: Row(Step.POSITIVE, (Q.WHOSE, Q.CHANGE_BY, Q.DONE_WELL)),
    Q.CHANGE: Row(Step.POSITIVE, (Q.CHANGE_BY, Q.WHOSE, Q.DONE_WELL)),
    Q.CHANGE_BY: Row(Step.POSITIVE, (Q.CHANGE_BY, Q.WHOSE, Q.DONE_WELL)),
    Q.DONE_WELL: Row(Step.POSITIVE, (Q.COLLEAGUE, Q.GOAL)),
    Q.COLLEAGUE: Row(Step.FORWARD, (Q.KEEP_SENTENCE, Q.GOAL)),
    Q.KEEP_SENTENCE: Row(Step.FORWARD, (Q.KEEP_SENTENCE, Q.GOAL)),
    Q.GOAL: Row(Step.FORWARD, (Q.GOAL_STEP, Q.PAGE)),
    Q.GOAL_STEP: Row(Step.FORWARD, (Q.GOAL_STEP, Q.PAGE)),
    Q.GOAL_HOW: Row(Step.FORWARD, (Q.IN_THE_WAY, Q.BROUGHT_UP, Q.PAGE)),
    Q.BROUGHT_UP: Row(Step.FORWARD, (Q.PAGE, Q.PREVENTION, Q.SETTLED, Q.HOLD_TIME, Q.GOAL, Q.GOAL_STEP)),
    Q.DWELLING: Row(Step.FORWARD, (Q.PREVENTION, Q.PAGE), optional=True),
    Q.PAGE: Row(Step.FORWARD, (Q.PAGE_SHOWN, Q.CHECK_IN_WHEN, Q.REVIEW_WHEN)),
    Q.PAGE_SHOWN: Row(Step.FORWARD, (Q.CHECK_IN_WHEN, Q.REVIEW_WHEN)),
    Q.REVIEW_WHEN: Row(Step.FORWARD, (Q.REVIEW_WHEN, Q.PAGE), optional=True),
    Q.UNSURE: Row(Step.FIRST_HOUR, (Q.DANGER,), optional=True),
    Q.DANGER: Row(Step.FIRST_HOUR, (Q.STAYING,), optional=True),
    Q.STAYING: Row(Step.FIRST_HOUR, (Q.STAYING, Q.AFTERWARDS), optional=True),
    Q.OTHER_DANGER: Row(Step.FIRST_HOUR, (Q.OTHER_DANGER, Q.STAYING, Q.AFTERWARDS), optional=True),
    Q.COUNTRY: Row(Step.FIRST_HOUR, (Q.DANGER, Q.OTHER_DANGER, Q.STAYING), optional=True),
    Q.AFTERWARDS: Row(Step.FIRST_HOUR, (), optional=True),
    Q.WENT_BADLY: Row(Step.PERSPECTIVE, (), optional=True),
    Q.UNCLEAR: Row(Step.FIRST_HOUR, (), optional=True),
    Q.DELETE_SURE: Row(Step.CLOSED, (), optional=True),
    Q.PAUSE_UNTIL: Row(Step.FORWARD, (), optional=True),
    Q.DAYS_OFF: Row(Step.FORWARD, (), optional=True),
}

OVERLAYS = frozenset(
    {
        Q.UNSURE,
        Q.DANGER,
        Q.STAYING,
        Q.OTHER_DANGER,
        Q.COUNTRY,
        Q.AFTERWARDS,
        Q.WENT_BADLY,
        Q.UNCLEAR,
        Q.DELETE_SURE,
        Q.PAUSE_UNTIL,
        Q.DAYS_OFF,
    }
)
"""Questions that lie over the path: they may come at any time, belong to no step, and lead back."""

ANYWHERE = OVERLAYS | frozenset({Q.HIDING, Q.PRESSURE, Q.DOOR, Q.COLLEAGUE, Q.DWELLING, Q.HARD_REPLY})
"""Questions that the person's own words may bring at any time."""

BY_TIME = frozenset(
    {
        Q.KNOWS,
        Q.REPAIR_HOW,
        Q.HOW_WENT,
        Q.PREVENTION,
        Q.SETTLED,
        Q.WHAT_LED,
        Q.GOAL_HOW,
        Q.BROUGHT_UP,
        Q.PAGE,
        Q.DRAFT,
        Q.MENTOR_KEEP,
        Q.MENTOR_SILENT,
        Q.CHECK_IN,
        Q.HOLD_TIME,
        Q.GOAL,
        Q.MENTOR,
        Q.REPAIR_PLAN,
    }
)
"""Questions that a check-in, news, or another person's answer may bring."""

MOVED: Mapping[str, Question] = {}
"""Retired keys of saved journeys, each with its successor."""
