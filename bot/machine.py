"""turn(journey, event, now) → Turn. Synchronous and pure: same journey, event and time, same turn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never

from bot import care, controls, drafting, fates, gist, safety, story, unsaid
from bot.acts import own_act
from bot.checkins import CLOSES, CLOSES_AFTER, MOST_UNANSWERED, CheckIn, Kind, days_off_in, next_working_day
from bot.effects import DropCheckIns, Heard, Recall, SetCheckIn
from bot.events import (
    Answered,
    Began,
    CameDue,
    CoachOffered,
    CoachReplied,
    Corrected,
    Event,
    Filled,
    Pressed,
    Said,
    SentFile,
    Settled,
    TookBackWords,
)
from bot.guest import visit as guest
from bot.hearing import (
    TELLS,
    TOLD,
    absorb,
    chatter,
    choose,
    commit,
    correct,
    duty_of,
    joined,
    keep_in,
    learn,
    leave,
    names_here,
    of_the_work,
    only,
    park,
    pending_marks,
    people_concerned,
    reports_done,
    taken_back,
    who_is_away,
    without_secrets,
)
from bot.journey import ASLEEP, UNSENT, Draft, DraftKind, Job, Journey, Live, Outgoing
from bot.letters import LetterState
from bot.onward import WISHES, next_open, next_question
from bot.path import OVERLAYS, Question, Step
from bot.patterns import regex
from bot.people import Part
from bot.review.values import Sentence
from bot.scene import Courtesy, Line, Scene, Turn, quoted
from bot.steps import amend, first_hour, forward, perspective, positive, transparent
from bot.story import names
from prompts.tongues import tongue

Q = Question

ASK = {**first_hour.ASK, **transparent.ASK, **amend.ASK, **perspective.ASK, **positive.ASK, **forward.ASK, **care.ASK}
SAID = {
    **first_hour.SAID,
    **transparent.SAID,
    **amend.SAID,
    **perspective.SAID,
    **positive.SAID,
    **forward.SAID,
    **care.SAID,
}
PRESSED = {
    **first_hour.PRESSED,
    **transparent.PRESSED,
    **amend.PRESSED,
    **perspective.PRESSED,
    **positive.PRESSED,
    **forward.PRESSED,
    **care.PRESSED,
}
MEANS = {
    "yes": ("told", "settled", "done"),
    "no": ("not_told", "not_settled", "not_yet"),
    "not_yet": ("not_told", "not_settled", "not_now"),
    "consent": ("send",),
    "told": ("yes",),
    "not_told": ("no", "not_yet"),
    "settled": ("yes",),
    "not_settled": ("no",),
    "not_now": ("later_today", "no"),
    "show": ("full_note", "first_note"),
    "cancel": ("decline",),
    "park": ("park_one",),
    "skip": ("not_now", "no"),
}
"""A press of an id that the message does not offer is taken for the one that says the same there."""


def turn(journey: Journey, event: Event, now: datetime) -> Turn:
    """Decide what follows when `event` happens to `journey` at `now` (aware, UTC)."""
    try:
        return _turn(journey, event, now)
    finally:
        story.forget()


def _turn(journey: Journey, event: Event, now: datetime) -> Turn:
    scene = Scene(journey, now)
    if isinstance(event, Began | Said | Pressed | Filled) and journey.hint(ASLEEP):
        scene.unhint(ASLEEP)
        scene.set(closed=None, step=Step.AMEND if journey.told else Step.TRANSPARENT)
    match event:
        case Began():
            _began(scene)
        case Said():
            _said(scene, event)
        case Pressed():
            _pressed(scene, event)
        case Filled():
            _filled(scene, event)
        case CameDue():
            _came_due(scene, event.check_in)
        case Settled():
            _settled(scene, event)
        case Answered():
            _answered(scene, event)
        case Corrected():
            _corrected(scene, event)
        case TookBackWords():
            _took_back(scene, event.text)
            if any(s.question is Q.REPAIR_HOW and s not in scene.j.sayings for s in journey.sayings):
                scene.note(UNSENT, "")  # its answer may be made of them
        case SentFile():
            scene.say("file.cannot_read")
            scene.retire = False
        case CoachOffered():
            guest.offered(scene, event)
        case CoachReplied():
            guest.replied(scene, event)
        case _:
            assert_never(event)
    authors = isinstance(event, Said | Pressed | Filled)
    if authors and not scene.said and not scene.wants and scene.amends is None:
        scene.say("heard.kept_where")
        scene.retire = False
    if authors or isinstance(event, Began):
        _answer_again(scene)
        care.account_on(scene)
    return _whole(scene, event if authors else None)


def under_way(journey: Journey) -> bool:
    """Claim: it is past what happened, or about a life, so that another mistake is none of it."""
    told = journey.told is not None or bool(journey.sayings)
    return told or about_a_life(journey) or journey.question is Q.AFTERWARDS


def about_a_life(journey: Journey) -> bool:
    """Claim: the talk is about a life, so that nothing leads away from it."""
    return not care.LIFE.isdisjoint({journey.question, journey.before})


def offered(journey: Journey, choice: str) -> bool:
    """Claim: a live message of this journey offers `choice`."""
    return guest.offers(journey, choice, None) or any(_offers(each, choice) for each in journey.live)


def show(journey: Journey, now: datetime) -> Turn:
    """The present question again: changes nothing but which message is live."""
    scene = Scene(journey, now)
    _show(scene)
    return _whole(scene)


def _whole(scene: Scene, event: Event | None = None) -> Turn:
    """The turn, with what the language model may be asked for beside it, and with the way to the words one tap away until they exist (COACHING S1.2). A duty's door has no way round."""
    j = scene.j
    early = j.told is None and j.draft is None and j.step in (Step.FIRST_HOUR, Step.TRANSPARENT)
    door = j.question in (Q.FIRST_ACTS, Q.OPEN_PART, Q.DEPUTY) and duty_of(scene)
    if early and not door and j.question in _BEFORE_THE_WORDS and j.sayings and scene.said and scene.retire:
        hurried = j.hint("hurry") or j.hint("not_mine") or j.note("lane") == "quick"
        there = any(offer.id == "tell_now" for offer in scene.offers)  # the question asked again brings its own
        if not hurried and not there and scene.error is None and len(scene.offers) < transparent.MOST:
            scene.offer("tell_now")
    if event is not None:
        guest.asks(scene, event)
    return scene.turn()


_BEFORE_THE_WORDS = frozenset(
    {Q.KIND, Q.TOUCHES, Q.STILL_GOING, Q.FIRST_ACTS, Q.OPEN_PART, Q.DEPUTY, Q.BOSS_KNOWS}
    | {Q.TELLING, Q.EFFECT, Q.NEXT_ACT}
)


# going on


def _go(scene: Scene, said: Said | None = None) -> None:
    """Follow where a step wants to go, until a question stands or nothing is asked."""
    for _ in range(12):
        target, scene.target = scene.target, None
        if target is None:
            break
        if isinstance(target, Question):
            _arrive(scene, target)
        else:
            _follow(scene, target, said)
    _wants(scene)


def _arrive(scene: Scene, question: Question) -> None:
    ask = ASK.get(question)
    if ask is None:
        scene.ask(question)
    else:
        ask(scene)


def _follow(scene: Scene, target: str, said: Said | None) -> None:
    match target:
        case "onward":
            _onward(scene)
        case "words":
            _words(scene)
        case "after_told":
            amend.after_told(scene)
        case "part_done":
            amend.part_done(scene)
        case "rest_of_week":
            forward.rest_of_week(scene)
        case "check_in_yes":
            amend.say_yes(scene)
        case "mentor_asked":
            perspective.mentor_asked(scene)
        case "news":
            if said is not None:
                _news(scene, said)
        case "held":
            if said is None:
                scene.say("care.work")
                if scene.j.question is None and not scene.j.sayings:
                    scene.go(Q.WHAT_HAPPENED)
                else:
                    scene.wants.append("show_short")
            else:
                _said(scene, of_the_work(said))
        case "said_again":
            if said is not None:
                _said_beside(scene, said)
        case _:
            message = f"nowhere is called {target}"
            raise ValueError(message)


def _said_beside(scene: Scene, said: Said) -> None:
    """The words that waited at the one question about more than the work, and then those that lead back from it."""
    held = said.held
    said = replace(said, held=None)
    first = not scene.j.sayings and scene.j.told is None
    if held is not None and (first or scene.j.question in TELLS):
        said = joined(held, said)
        held = None
    if held is not None:
        _said(scene, of_the_work(held))
        scene.said.clear()
        scene.offers.clear()
        scene.form = None
    if first and held is None:
        _said(scene, said)
    else:
        _answer(scene, said)


def _onward(scene: Scene) -> None:
    """The next question on the way to the words; once the first listener knows, the way goes past them."""
    if scene.j.told is not None and scene.j.draft is None and scene.j.step in (Step.FIRST_HOUR, Step.TRANSPARENT):
        commit(scene)
        planned = amend.next_due_repair(scene) is not None and not any(p.kind is Kind.REPAIR for p in scene.j.promises)
        question = next_question(scene)
        if question in (Q.DRAFT, Q.LISTENER, Q.CHECK_IN, Q.REPAIR_PLAN):
            if scene.j.hint("told_already"):
                scene.unhint("told_already")
                scene.say("told.good")
            amend.after_told(scene)
            due = amend.next_due_repair(scene)
            if planned and due is not None and due.due is not None and scene.j.question is None:
                scene.say("repair.ask_then", when=scene.when(due.due))
            return
        scene.go(question)
        return
    scene.go(next_question(scene))


def _words(scene: Scene) -> None:
    """To the draft, made anew: the listener or the words have changed."""
    if (
        scene.j.draft is not None
        and not scene.j.draft.edited
        and scene.j.draft.kind in (DraftKind.FIRST, DraftKind.PART)
    ):
        scene.set(draft=None)
    if scene.j.draft is not None and scene.j.draft.kind not in (DraftKind.FIRST, DraftKind.PART):
        scene.go(Q.DRAFT)
        return
    if scene.j.draft is not None:
        scene.go(Q.DRAFT)
        return
    scene.go(next_question(scene))


def _wants(scene: Scene) -> None:
    """What a control word or a button asked for beyond its own line."""
    wants, scene.wants = scene.wants, []
    for want in wants:
        match want:
            case "export" | "focus" | "new":
                scene.wants.append(want)
            case "human":
                controls.obey(scene, "human")
            case "stop":
                controls.obey(scene, "stop")
            case "delete":
                controls.obey(scene, "delete")
            case "skip":
                _skip(scene)
            case "later":
                _later(scene)
            case "show":
                _show(scene)
            case "show_short" | "close_overlay":
                if want == "close_overlay" or scene.j.question is None:
                    scene.rest() if want == "close_overlay" else None
                else:
                    _show(scene)
            case "show_before":
                controls.to_before(scene)
                _show(scene)
            case "show_draft":
                scene.go(Q.DRAFT)
                _go(scene)
            case "step_back":
                _step_back(scene)
            case "edit":
                scene.go(Q.EDITING)
                _go(scene)
            case "toward_words":
                scene.note("lane", "quick")
                scene.note("now", "yes")
                scene.go("onward")
                _go(scene)
            case "begin":
                _again(scene)
            case "recall":
                _recall(scene)
            case _:
                message = f"nothing is wanted by {want}"
                raise ValueError(message)


def _show(scene: Scene) -> None:
    """Say the present question again."""
    question = scene.j.question
    if question is Q.WENT_BADLY:
        _went_badly(scene)
        return
    if question is None:
        if scene.j.draft is not None and scene.j.told is None and scene.j.sayings:
            scene.go(Q.DRAFT)
            _go(scene)
            return
        if not scene.j.sayings and scene.j.told is None:
            scene.go(Q.WHAT_HAPPENED)
            _go(scene)
            return
        early = scene.j.step in (Step.FIRST_HOUR, Step.TRANSPARENT) and not scene.j.hint("grave")
        if early and scene.j.told is None and scene.j.sayings and not scene.j.hint("chose"):
            scene.go("onward")
            _go(scene)
            return
        controls.map_lines(scene)
        return
    if question in OVERLAYS and question not in ASK:
        controls.to_before(scene)
        _show(scene)
        return
    scene.go(question)
    for _ in range(4):
        target, scene.target = scene.target, None
        if target is None:
            return
        if isinstance(target, Question):
            _arrive(scene, target)
        else:
            _follow(scene, target, None)


# beginning


def _began(scene: Scene) -> None:
    if not scene.j.sayings:
        _greet(scene)
        scene.go(Q.WHAT_HAPPENED)
        _go(scene)
        return
    _again(scene)


def _again(scene: Scene) -> None:
    """`oops` while a journey is open: here is where we are."""
    scene.set(quiet=False)
    if scene.j.question is Q.AFTERWARDS or (scene.j.paused and scene.j.note("away")):
        care.came_back(scene)
        return
    scene.say("here_we_are")
    if _answer_again(scene):
        return
    question = next_open(scene, wished=True) if scene.j.question is None else None
    if question is None:
        _show(scene)
        return
    _stands(scene)
    scene.go(question)
    _go(scene)


def _greet(scene: Scene, *, quick: bool = False) -> None:
    """What it is, and who sees what: two lines, once, with the first answer."""
    if scene.j.note("greeted"):
        return
    scene.note("greeted", "yes")
    if quick:
        scene.said.insert(0, Line("privacy.quick"))
    elif scene.j.hint("not_mine"):
        scene.said.insert(0, Line("privacy.part"))
    else:
        scene.said.insert(0, Line("privacy.plain"))


# words


def _said(scene: Scene, said: Said) -> None:
    """Words: danger first, then control words, questions to us, then the answer."""
    text = said.text
    was = scene.j.last_word
    _heard_from(scene)
    scene.set(quiet=False)
    if said.brought and not under_way(scene.j):
        scene.stand(Q.WHAT_HAPPENED)
    in_care = scene.j.question in care.CARE
    if in_care and was is not None and scene.now - was > care.A_NIGHT:
        care.gone(scene)
        in_care = False
    if _danger(scene, said, in_care=in_care):
        return
    word = None if said.brought else controls.control_word(text)
    if word == "begin" and in_care:  # a greeting there is somebody who is still here
        word = None
    apart = scene.j.question is Q.AFTERWARDS or bool(scene.j.note("away"))
    if word == "begin" and not scene.j.sayings and not apart:
        _began(scene)
        return
    if word is not None:
        if word == "begin" and apart:
            care.came_back(scene)
            return
        if controls.obey(scene, word):
            _wants(scene)
            _go(scene, said)
            return
    if in_care or scene.j.question is Q.AFTERWARDS:
        SAID[scene.j.question or Q.AFTERWARDS](scene, said)
        _go(scene, said.held if scene.target == "held" else said)
        return
    if not text.strip():
        scene.say("heard.empty")
        scene.retire = False
        return
    if said.review.language not in ("en", "unknown") and _other_language(scene, said):
        return
    if _days_off(scene, text):
        return
    if scene.j.asked and not said.brought and scene.j.closed is None and _CLOSES.fullmatch(text.strip()):
        forward.close(scene)
        return
    if _wants_note(scene, text):
        scene.go(Q.DRAFT)
        _go(scene)
        return
    offered_lines = scene.j.hint("hiding_named") and scene.j.told is None and scene.j.question is None
    if offered_lines and not scene.j.hint("grave") and _WANTS_LINES.match(text):
        scene.go(Q.DRAFT if scene.j.draft is not None else "onward")
        _go(scene)
        return
    first = not scene.j.asked or (scene.j.question is Q.WHAT_HAPPENED and not scene.j.sayings)
    if said.review.read < len(text):
        scene.say("heard.long")
    _leave_out(scene, said)
    said = without_secrets(scene, said)
    told = _kept_out(scene, said)
    if told is None:
        _ask_on(scene)
        return
    said = told
    rest = said if said.brought else _questions(scene, said)
    if rest is None:
        if first:
            _greet(scene)
        _ask_on(scene)
        return
    said = rest
    if not first and (rest := _corrections(scene, said)) is None:
        _ask_on(scene)
        return
    said = rest if not first else said
    if first and scene.j.question in (None, Q.WHAT_HAPPENED):
        _opening(scene, said)
        return
    if _interrupted(scene, said) or _boss_away(scene, said):
        return
    if scene.j.question is Q.PAUSE_UNTIL:
        controls.said_pause_until(scene, text)
        if not scene.said:
            _answer(scene, said)
        return
    _answer(scene, said)


def _heard_from(scene: Scene) -> None:
    """The person is here: what was waiting to end by itself waits no longer."""
    if scene.j.unanswered:
        scene.effects.append(DropCheckIns(scene.j.id, (CLOSES,)))
    scene.set(last_word=scene.now, unanswered=0)


def _days_off(scene: Scene, text: str) -> bool:
    """ "I work Sunday to Thursday", at any time once check-ins are spoken of: kept, and the open question again."""
    spoken_of = scene.j.promises or scene.j.question in (Q.CHECK_IN, Q.CHECK_IN_WHEN)
    days = days_off_in(text) if spoken_of and scene.j.question is not Q.DAYS_OFF else None
    if days is None:
        return False
    amend.keep_days_off(scene, days)
    if scene.j.question is not None:
        _show(scene)
    else:
        scene.retire = False
    return True


def _danger(scene: Scene, said: Said, *, in_care: bool) -> bool:
    """The crisis floor: three answers. In the middle of it, its own questions hear the words."""
    level = said.review.crisis
    if level == "no" or (in_care and level != "crisis"):
        return False
    care.heard_in(scene, said.review)
    if care.is_beside(scene) and care.of_them(said.text):
        return False  # their own question hears it: short, and never the same block twice
    if level == "crisis" and safety.about_another(said.text):
        care.other(scene)
        return True
    if level == "crisis":
        if scene.j.question in (Q.DANGER, Q.STAYING) and not care.is_beside(scene):
            SAID[scene.j.question](scene, said)
        else:
            _no_greeting(scene)
            care.danger(scene)
        return True
    _no_greeting(scene)
    care.hold(scene, said)
    care.ask_unsure(scene)
    return True


def _no_greeting(scene: Scene) -> None:
    scene.note("greeted", scene.j.note("greeted"))


def _other_language(scene: Scene, said: Said) -> bool:
    """Kept as written, with the crisis numbers; asked on in English."""
    if scene.j.note("language_said") == said.review.language:
        return False
    scene.note("language_said", said.review.language)
    if not scene.j.asked:
        _greet(scene)
    absorb(scene, scene.j.question or Q.WHAT_HAPPENED, said.review)
    scene.tongue = tongue(said.review.language, said.review.text)
    scene.say("heard.language", **controls.scene_numbers(scene))
    scene.tongue = ""
    if scene.j.question is None:
        scene.go(Q.WHAT_HAPPENED)
        _go(scene)
    else:
        _show(scene)
    return True


def _leave_out(scene: Scene, said: Said) -> None:
    """What looks like a secret or somebody's data is pointed out, never repeated, never put in a letter."""
    if story.read(said.text, names_here(scene)).sensitive or people_concerned(scene, said):
        scene.say("sensitive.found", platform=controls.platform(scene))
        scene.hint("sensitive")


def _opening(scene: Scene, said: Said) -> None:
    """The first words of a journey."""
    scene.stand(Q.WHAT_HAPPENED)
    read = learn(scene, said.review)
    if read.hurry:
        scene.note("lane", "quick")
    if gist.only_a_reason(said.review, names_here(scene), told=False):
        read = replace(read, grave=None)
    if _grave(scene, read):
        absorb(scene, Q.WHAT_HAPPENED, said.review)
        _greet(scene)
        scene.go(Q.DOOR if not read.went_badly else Q.WENT_BADLY)
        if read.went_badly:
            scene.target = None
            _went_badly(scene)
        _go(scene, said)
        return
    if read.hiding or read.asked_to_hide or read.asks == "say_nothing":
        absorb(scene, Q.WHAT_HAPPENED, said.review)
        scene.set(answered=1)
        if not read.asked_to_hide:
            transparent.ask_hiding(scene)
        else:
            scene.hint("not_mine")
            transparent.ask_pressure(scene)
        _greet(scene)
        return
    first_hour.said_what_happened(scene, said)
    _go(scene, said)
    people = any(h in scene.j.hints for h in ("touches:people_data", "touches:safety", "touches:security"))
    if people:
        scene.said.insert(0, Line("privacy.leave_out"))
    _greet(scene, quick=scene.j.note("lane") == "quick")


def _grave(scene: Scene, read: story.Story) -> bool:
    if read.grave:
        scene.hint("grave", f"grave:{read.grave}")
        return True
    return bool(read.went_badly)


def _went_badly(scene: Scene) -> None:
    """It went badly: wording stops; people first; check-ins pause."""
    scene.hint("went_badly")
    scene.release_all()
    if scene.j.question is not Q.WENT_BADLY:
        scene.set(question=None, before=None)  # what was asked before is not asked again by itself
    hr = scene.house.policy.contacts.get("hr")
    if scene.j.note("went_badly_said"):
        scene.say("went_badly.again")
    else:
        scene.note("went_badly_said", "yes")
        scene.say("went_badly" if hr else "went_badly.plain", name=hr.name if hr else "")
    scene.ask(Q.WENT_BADLY, "", "human=went_badly.people", "keep=went_badly.keep", "export")


def _interrupted(scene: Scene, said: Said) -> bool:
    """A question to us, hiding, pressure, a grave turn, a self-attack: answered first, then the same question again."""
    read = gist.read(said.review, names_here(scene))
    j = scene.j
    if read.went_badly and not j.hint("went_badly"):
        learn(scene, said.review)
        _went_badly(scene)
        return True
    if gist.only_a_reason(said.review, names_here(scene), told=bool(j.sayings)):
        read = replace(read, grave=None)
    if read.grave and not j.hint("grave"):
        learn(scene, said.review)
        absorb(scene, j.question or Q.WHAT_HAPPENED, said.review)
        scene.hint("grave", f"grave:{read.grave}")
        scene.go(Q.DOOR)
        _go(scene, said)
        return True
    hiding = (read.hiding or read.asks == "say_nothing") and not (
        j.draft is not None and transparent.not_hidden(said.text)
    )
    if read.asked_to_hide and not j.hint("pressure_named") and j.question is not Q.PART:
        question = j.question
        if question is Q.NEXT_ACT:
            absorb(scene, Q.NEXT_ACT, said.review)
            scene.set(answered=j.answered + 1)
        else:
            learn(scene, said.review)
        transparent.ask_pressure(scene)
        return True
    if hiding and not j.hint("hiding_named") and j.told is None and j.question not in (Q.PRACTISE, Q.PRACTISED):
        if len(said.review.sentences) > 1:  # what else was said is kept; the wish itself stands in no letter
            absorb(scene, j.question if j.question in TELLS else Q.TELLING, said.review)
        transparent.ask_hiding(scene)
        return True
    if (
        j.question in (Q.DRAFT, Q.CONSENT, Q.HELD, Q.COPIED)
        and "negative_self_talk" in said.review.labels
        and "?" not in said.text
    ):
        told = any(s.labels & TOLD and "negative_self_talk" not in s.labels for s in said.review.sentences)
        if told and j.question is Q.DRAFT:
            return False  # what was told goes into the note; the attack is left out of it in one line
        if told:
            absorb(scene, Q.EFFECT, said.review)
        transparent.can_wait(scene)
        return True
    return False


_KEEP_OUT = regex(
    r"^(?:(?:but|and|so|please|pls|plz|oh|also|actually)\b[\s,]*)*(?:(?:do not|don'?t|dont|never) (?:put|write|mention|include|say|use|add)|(?:leave|keep)) "
    r"(?:that|this|it|that (?:bit|part|last bit|last part)|the last (?:bit|part|one))(?: (?:in|out|there|in there|to myself|between us|off it))?"
    r"(?: (?:of|in|from) (?:it|the (?:note|mail|email|message|letter)))?(?:,? (?:please|pls|plz|though|thanks))*\W*$",
    re.I,
)


def _kept_out(scene: Scene, said: Said) -> Said | None:
    """ "Nobody had the final version. Please don't put that in.": it stays out, in plain sight; None when nothing else was said.

    An own act is no such thing: to leave that out is another question (COACHING S1.1).
    """
    left: list[Sentence] = []
    gone: list[Sentence] = []
    for one in said.review.sentences:
        asks_so = _KEEP_OUT.match(one.text.strip()) is not None and left and not own_act(left[-1].text)
        if asks_so and not left[-1].labels & {"repair", "concealment", "crisis"}:
            gone.append(left.pop())
        else:
            left.append(one)
    if not gone:
        return said
    for one in gone:
        (park if one.labels & {"excuse", "blame"} else leave)(scene, one.text)
        scene.say("heard.left_out", text=quoted(one.text))
    if not left:
        return None
    return only(said, left)


_TELLS_MORE = frozenset(
    {"ownership", "repair", "prevention", "apology", "excuse", "blame", "concealment", "negative_self_talk", "escalate"}
)
_MAY_ASK = frozenset(
    {
        Q.PRACTISE,
        Q.PRACTISED,
        Q.EDITING,
        Q.WORRY,
        Q.WORRY_COLLEAGUE,
        Q.COLLEAGUE,
        Q.KEEP_SENTENCE,
        Q.MENTOR_KEEP,
        Q.GOAL,
    }
    | {Q.WHAT_LED, Q.SUGGESTION, Q.UNCLEAR, Q.PAUSE_UNTIL, Q.HARD_REPLY}
)
"""Questions whose answer may itself be a question ("what will she say? why I didn't check")."""


def _questions(scene: Scene, said: Said) -> Said | None:
    """Questions to us are answered straight, and are never taken for an answer. What else was said; None when nothing was."""
    people = names_here(scene)
    asked: dict[str, None] = {}
    rest = []
    for one in said.review.sentences:
        read = story.read(one.text, people)
        asks = read.asks
        if read.wish and (scene.j.told or scene.j.hint("went_badly")):  # "can we look at why it happened?" opens a step
            rest.append(one)
            continue
        if asks in ("what_to_do", "write_it") and scene.j.note("heard_back") == "hard":  # asked about the hard reply
            rest.append(one)
            continue
        key = f"asks.{asks}_told" if asks == "will_i_be_fired" and scene.j.told else f"asks.{asks}"
        if asks and asks != "say_nothing" and scene.has(key) and not one.labels & _TELLS_MORE:
            asked.setdefault(key)
        elif not asks and _only_asks(scene, one):
            asked.setdefault("asks.other")
        else:
            rest.append(one)
    if not asked:
        return said
    keys = [key for key in asked if key != "asks.other"] or ["asks.other"]
    if scene.j.question is Q.DOOR and (scene.j.hint("chose") or scene.j.hint("grave")):
        keys = ["door.no_wording" if key in ("asks.what_to_do", "asks.write_it") else key for key in keys]
    if scene.j.hint("went_badly"):
        keys = ["went_badly.what_to_do" if key in ("asks.what_to_do", "asks.write_it") else key for key in keys]
    for key in keys[:2]:
        scene.say(key, platform=controls.platform(scene))
    if not any(re.search(r"\w{2}", one.text) and not _ONLY_WAIT.match(one.text.strip()) for one in rest):
        return None
    return only(said, rest)


_TAKES_CORRECTIONS = frozenset({*TELLS, Q.KIND, Q.TOUCHES, Q.SLIP, Q.BOSS_KNOWS, Q.LISTENER, Q.MARKS})


def _corrections(scene: Scene, said: Said) -> Said | None:
    """A correction in passing costs two words, and is no answer. What else was said; None when nothing was."""
    if scene.j.question not in _TAKES_CORRECTIONS or scene.j.draft is not None:
        return said
    rest, values = [], []
    same_breath = taken_back(
        said.review.sentences
    )  # "ill tell 14 people. no wait it was 15" corrects that, and nothing before it
    if same_breath != said.review.sentences:
        said = only(said, same_breath)
    for one in said.review.sentences:
        value = correct(scene, one.text)
        if value is None:
            rest.append(one)
        else:
            values.append(value)
    if not values:
        return said
    scene.say("heard.corrected", value=", ".join(values))
    if not any(re.search(r"\w{2}", one.text) for one in rest):
        return None
    return only(said, rest)


_ONLY_WAIT = regex(r"^(?:wait|hm+|ok(?:ay)?|but|hello|hi|hey|sorry|please|thanks?)\W*$", re.I)


def _only_asks(scene: Scene, one: Sentence) -> bool:
    """Claim: a question that answers nothing and tells nothing; "should I ring him at 3?" is a plan."""
    if scene.j.question in _MAY_ASK or not story.is_question(one.text) or one.labels & _TELLS_MORE:
        return False
    if len(one.text.split()) < ASKS_SOMETHING:
        return False
    read = story.read(one.text, names_here(scene))
    told = (
        read.kinds or read.duty or read.grave or read.hiding or read.asked_to_hide or read.not_mine or read.went_badly
    )
    return not told and not re.search(r"\d|\b(?:i|we) (?:ring|call|tell|send|ask|write)\b", one.text, re.I)


ASKS_SOMETHING = 3
"""Fewer words ("who cares") ask nothing."""


def _ask_on(scene: Scene) -> None:
    """The open question again, after an answer to theirs."""
    question = scene.j.question
    if question is None and not scene.j.sayings:
        scene.go(Q.WHAT_HAPPENED)
        _go(scene)
    elif question is None or question in (Q.DRAFT, Q.HELD, Q.CONSENT, Q.COPIED, Q.DOOR, Q.WENT_BADLY):
        scene.retire = False
    elif scene.has(f"again.{question}"):
        scene.ask_again()
    else:
        _show(scene)


def _boss_away(scene: Scene, said: Said) -> bool:
    """The boss is away: whoever stands in hears it first (COACHING S1.11). Asked at once when nothing else is said."""
    early = scene.j.told is None and scene.j.step in (Step.FIRST_HOUR, Step.TRANSPARENT)
    if not early or scene.j.hint("not_mine") or who_is_away(scene, said.text) is None:
        return False
    if len(said.review.sentences) > 1 or scene.j.question is Q.TELLING:
        return False
    learn(scene, said.review)
    if scene.j.draft is not None and not scene.j.draft.edited:
        scene.set(draft=None)
    scene.go(Q.LISTENER)
    _go(scene)
    return True


_OVER = regex(r"\b(?:settled?|over|closed|behind|dusted|nobody|no ?one|nothing|end|done with)\b", re.I)
"""What says that it is over, and not only that it is repaired ("all sorted")."""
_SETTLED = regex(
    r"^\W*(?:ok(?:ay)?,? |well,? |so,? )?(?:(?:it|this|that|all|everything)(?:['’]?s| is| has been)? (?:all )?|(?:i|we)(?:['’]?d| would)? (?:call|consider|say) (?:it|this|that)(?:['’]?s)? |"
    r"call it )?(?:now |all )?settled(?: now| for (?:me|us|good)| i think| i['’]?d say)?\W*$",
    re.I,
)
_UNSETTLED = regex(r"\b(?:not|isn['’]?t|never) (?:\w+ )?(?:settled|over)\b(?! \w*(?:to|by)\b)", re.I)


def _answer(scene: Scene, said: Said) -> None:
    """To the open question, or as news."""
    question = scene.j.question
    if (choice := guest.meant(scene.j, said.text)) is not None:
        _guest(scene, choice)
        _go(scene)
        return
    if _label(scene, said.text):
        return
    if scene.j.settled is not None and question is not Q.HELD and _UNSETTLED.search(said.text):
        absorb(scene, Q.SETTLED, said.review)
        perspective.not_settled(scene)
        return
    if amend.answer_back(scene, said):
        _go(scene, said)
        return
    if question in _AFTER_THE_WORDS and _told_in_words(scene, said):
        _go(scene, said)
        return
    if scene.j.told is not None and question not in (Q.SETTLED, Q.HELD) and _SETTLED.match(said.text):
        absorb(scene, Q.SETTLED, said.review)
        perspective.settled(scene, said)
        _go(scene, said)
        return
    if question is Q.NEXT_ACT and scene.j.told is not None and amend.reports(scene, said) and _may_be_fixed(scene):
        amend.fixed_news(scene, said)
        _go(scene, said)
        return
    if question is Q.DRAFT and scene.j.told is not None and transparent.typed_way(scene, said):
        pass
    elif question is None or question in (Q.DRAFT, Q.CONSENT, Q.HELD, Q.COPIED):
        _news(scene, said)
    elif question is Q.UNCLEAR:
        bare = said.text.strip().casefold().strip(".!")
        if bare in ("yes", "yes please", "my answer", "yeah", "it is"):
            _pressed_unclear(scene, "use")
        elif bare in ("no", "something else", "nope", "neither"):
            _pressed_unclear(scene, "another")
        else:
            controls.to_before(scene)
            scene.note("unclear", "again")
            _answer(scene, said)
            scene.note("unclear", "")
            return
    elif question in SAID:
        SAID[question](scene, said)
    else:
        _by_words(scene, said)
    _go(scene, said)


_AFTER_THE_WORDS = frozenset({Q.COPIED, Q.KNOWS, Q.WHEN_TELL})


def _told_in_words(scene: Scene, said: Said) -> bool:
    """Claim, and done: after the words were copied or were to be said, it is said that it is told."""
    if scene.j.told is not None or not transparent.says_told(scene, said.text, aloud=True):
        return False
    absorb(scene, Q.KNOWS, said.review)
    if scene.j.told is None:
        transparent.told(scene, "said")
    question = Q.COPIED if scene.j.question is Q.COPIED else Q.KNOWS
    PRESSED[question](scene, "told")
    return True


def _may_be_fixed(scene: Scene) -> bool:
    return scene.j.fixed is None and not scene.j.hint("not_mine")


ONLY_PRESSED = frozenset({"send", "consent", "send_morning", "send_now", "delete_all", "delete_recall", "delete_now"})
"""What no text does, whatever it says: it asks for a press (PROMISES A4, D3)."""


def _label(scene: Scene, text: str) -> bool:
    """A button's own words, typed: the same as its press."""
    live = next((each for each in reversed(scene.j.live) if each.question is scene.j.question), None)
    if live is None or len(text) > MOST_LABEL:
        return False
    said = _plain_label(text)
    if not said:
        return False
    labels = [
        (choice, scene.house.catalog.labels.get(key, ""))
        for choice, key in zip(live.choices, live.labels, strict=False)
    ]
    meant = [choice for choice, label in labels if _plain_label(label) == said and "{" not in label]
    meant = meant or [
        choice
        for choice, label in labels
        if "{" in label and live.question is not Q.COPIED and _with_its_slot(label, text)
    ]
    if len(meant) == 1 and meant[0] not in ONLY_PRESSED:
        _press(scene, live.question, meant[0], None)
        _go(scene)
        return True
    return False


def _with_its_slot(label: str, text: str) -> bool:
    """Claim: the words of a label that holds a name or a time, typed with one: "reached omar" for "Reached {first}"."""
    bare = re.sub(r"['\u2019]", "", label.casefold())
    fixed = [re.escape(part.strip()) for part in re.split(r"\{\w+\}", bare)]
    if not re.search(r"[a-z]{4}", "".join(fixed)):
        return False
    said = re.sub(r"['\u2019]", "", text.strip().strip(".!").casefold())
    return re.fullmatch(r"\s*[\w:]+(?: [\w:]+){0,2}\s*".join(fixed), said) is not None


def _plain_label(text: str) -> frozenset[str]:
    """The words of a label that carry it: "keep my notes please" says what "Keep the notes" says."""
    words = re.findall(r"\w+", text.casefold().replace("\u2019", "'").replace("'", ""))
    return frozenset(words) - _AROUND_A_LABEL or frozenset(words)


_AROUND_A_LABEL = frozenset("the my your a an please pls plz it them this that thanks then ok okay just all".split())
MOST_LABEL = 80


def _by_words(scene: Scene, said: Said) -> None:
    """A question of buttons, answered in words: a button's own words count as its press, else it may be news."""
    bare = said.text.strip().strip(".!").casefold()
    live = next((each for each in reversed(scene.j.live) if each.question is scene.j.question), None)
    offered = live.choices if live else ()
    for choice in offered:
        if bare in (choice, choice.replace("_", " ")):
            _press(scene, scene.j.question or Q.DRAFT, choice, None)
            return
    simple = {"yes": "yes", "yeah": "yes", "y": "yes", "no": "no", "n": "no", "nope": "no", "not yet": "not_yet"}
    if bare in simple and (meant := _meaning(simple[bare], offered)):
        _press(scene, scene.j.question or Q.DRAFT, meant, None)
        return
    _news(scene, said)


def _news(scene: Scene, said: Said) -> None:
    """Words when nothing is asked: what they change is done; nothing is lost or silently ignored."""
    j = scene.j
    text = said.text
    read = learn(scene, said.review)
    labels = said.review.labels
    if (j.hint("chose") or j.hint("grave")) and j.told is None:
        scene.say("door.no_wording")
        scene.go(Q.DOOR)
        return
    if _wished(scene, said, read):
        return
    if j.question is Q.COPIED and chatter(text):
        amend.quiet(scene)
        scene.retire = False
        return
    named_now = j.manager is None and scene.j.manager is not None and len(text.split()) <= 4
    if named_now and j.draft is not None and j.question in (Q.DRAFT, Q.COPIED):
        scene.go("words")
        return
    out = transparent.held(scene)
    if j.draft is not None and (fixed := drafting.corrected(scene, j.draft.text, text)) is not None:
        if out is not None:
            transparent.stop(scene, out)
        scene.say("edit.now", value=fixed[1])
        scene.note("changed_value", fixed[1])
        scene.stand(Q.EDITING)
        transparent.redo(scene, scene.j.draft or j.draft, fixed[0], said, fixed[1])
        return
    goal = j.goal
    if (
        goal
        and goal.first_step
        and not goal.done
        and drafting.says_done(text.strip().casefold())
        and any(p.kind is Kind.GOAL for p in j.promises)
    ):
        forward.goal_done(scene)
        return
    if read.settled and j.told and j.fixed is None and not j.hint("not_mine") and not _OVER.search(text):
        amend.fixed_news(scene, said)
        return
    if read.settled and (j.told or j.hint("not_mine")):
        absorb(scene, Q.SETTLED, said.review)
        perspective.settled(scene, said)
        return
    if read.settled and j.told is None and j.draft is not None and j.question in (Q.DRAFT, Q.COPIED):
        absorb(scene, Q.SETTLED, said.review)
        perspective.called(scene)
        scene.retire = False
        return
    if j.told and j.fixed is None and (read.fixed or reports_done(scene, text) or amend.mends(scene, said)):
        amend.fixed_news(scene, said)
        return
    if j.question is None and j.told and not j.hint("not_mine") and amend.promises_more(scene, said):
        return
    if j.told is None and read.boss_knows and transparent.knows(scene, text, read):
        transparent.told(scene, "said")
        scene.say("told.good")
        done = read.fixed or reports_done(scene, text)
        if j.question in (Q.DRAFT, Q.CONSENT, Q.COPIED):
            scene.set(draft=None)
        if done:
            amend.fixed_news(scene, said)
        else:
            amend.after_told(scene)
        return
    if "not_alone" in j.hints and j.question is None and j.hint("not_mine"):
        scene.say("part.owned_nothing" if j.hint("part_nothing") else "part.owned")
        return
    if _reopened(scene, said, read):
        return
    if perspective.worried(scene, said):
        return
    if "negative_self_talk" in labels and j.told is not None:
        if j.note("self_talk_day") != scene.today.isoformat() and j.step not in (Step.FIRST_HOUR, Step.TRANSPARENT):
            scene.go(Q.COLLEAGUE)
            return
        scene.say("heard.kept")
        return
    if j.draft is not None and j.draft.kind is DraftKind.FIXED and j.question is Q.DRAFT:
        amend.word_instead(scene, said)
        return
    if j.draft is not None and j.question is Q.DRAFT and j.told is None:
        _add_to_draft(scene, said)
        return
    if read.stuck and j.told and j.fixed is None and any(r.done is None for r in j.repairs):
        absorb(scene, Q.REPAIR_HOW, said.review)
        amend.road_closed(scene)
        return
    if (
        "prevention" in labels
        and j.question in (None, Q.CHECK_IN)
        and j.told
        and not j.preventions
        and Q.PREVENTION not in j.asked
    ):
        amend.said_prevention(scene, said)
        return
    late = (
        j.told and j.fixed is None and any(r.done is None and (r.due is None or r.due <= scene.now) for r in j.repairs)
    )
    if j.question is None or (j.question is Q.CHECK_IN and late):
        absorb(scene, Q.REPAIR_HOW, said.review)
        _idle(scene, said)
        return
    if labels & {"repair", "prevention", "fact", "ownership"}:
        absorb(scene, j.question, said.review)
        scene.say("heard.kept_where")
        if j.question not in (Q.DRAFT, Q.HELD, Q.CONSENT, Q.COPIED):
            _show(scene)
        else:
            scene.retire = False
        return
    absorb(scene, j.question, said.review)
    if scene.j.note("unclear"):
        scene.say("heard.as_it_is")
        _after_unclear(scene)
        return
    scene.ask(Q.UNCLEAR, None, "use=unclear.answer", "another=unclear.else")


MOST_WISH = 16
"""Words of a sentence that only says what is wished."""


def _wished(scene: Scene, said: Said, read: story.Story) -> bool:
    """A step is opened by the person's own words, at any time after telling; after it went badly only so (S3.6)."""
    j = scene.j
    if read.wish is None or len(said.text.split()) > MOST_WISH or not (j.told or j.hint("went_badly")):
        return False
    if j.hint("chose") or j.hint("grave"):
        return False
    question = WISHES[read.wish]
    day_nought = scene.today == j.begun.astimezone(scene.local.tzinfo).date()
    if question is Q.CHECK_IN_WHEN:
        amend.said_check_in_when(scene, said)
        return True
    if question is Q.GOAL and j.goal is not None:
        question = Q.PAGE
    if question is Q.WHAT_LED and day_nought:
        question = Q.HOLD_TIME
    scene.hint(f"opened:{question}")
    scene.go(question)
    return True


_CLOSES = regex(
    r"(?:(?:please|ok(?:ay)?|now|just|let['\u2019]?s|can (?:you|we)|(?:i )?(?:want|would like|['\u2019]?d like) to)\W+)*close(?: (?:it|(?:this|that)(?: one)?|the (?:book|journey|case|page)))?(?: (?:now|please))*\W*",
    re.I,
)
_ASK_FOR = r"(?:(?:ok(?:ay)?|so|now|and|please|pls|can|could|may|let|you|i|me|want|need|would like|to|us|up|again|where|is|are|back)\b\W*)*"
_TO_SHOW = r"(?:show|see|have|get|open|bring|give|send|read)\b\W*(?:(?:me|us|up|back|again)\b\W*)*"
_WANTS_NOTE = regex(
    rf"^\W*{_ASK_FOR}(?:(?:{_TO_SHOW})?(?:the|my|that) (?:note|words|draft|message|mail|text|letter)(?: to \w+)?|{_TO_SHOW}it|(?:note|draft))"
    r"(?: (?:again|now|please|pls|back|then|i wrote|from (?:yesterday|before)))*\W*$",
    re.I,
)
"""Asked for while it waits: "show me the note", "where are my words", "send it now"."""


def _wants_note(scene: Scene, text: str) -> bool:
    """Claim: a note that nobody was told of is asked for. No typed word sends: it is shown, with its button."""
    if scene.j.draft is None or scene.j.told is not None:
        return False
    sends = transparent.asks_to_send(scene, text)
    if scene.j.question is Q.DRAFT:  # it stands there, and says itself that only the button sends
        return not sends and _WANTS_NOTE.match(text) is not None
    return scene.j.question in (None, Q.WHEN_TELL, Q.KNOWS) and (sends or _WANTS_NOTE.match(text) is not None)


_WANTS_LINES = regex(
    r"^\W*(?:(?:ok(?:ay)?|yes|yeah|fine|alright|all right|well|now|then|please|pls|so|and|actually|can|could|will|would|you|i|i['\u2019]?ll|i['\u2019]?d|want|need|like|to|let['\u2019]?s|lets|let|me|go on,?)\b\W*)*"
    r"(?:(?:show|see|read|get|have|give|write|draft|open|take|do|try)(?: (?:me|us))?(?: (?:it|them|those|these|that|this))?(?: (?:(?:the|those|these|my|that|your) )?(?:(?:two|few|2) )?(?:lines|words|note|draft|message|mail|text))?"
    r"|(?:the |those |these |my )?(?:(?:two|2) lines|lines|words|note|draft)|(?:tell|write to|write|email|mail|message) (?:her|him|them|my \w+|(?-i:[A-Z])\w+))"
    r"(?: (?:now|please|pls|then|today|again|after all|straight away|honestly))*\W*$",
    re.I,
)
"""Asked for after "not yet": "show me", "ok give me the two lines", "I'll tell her"."""


def _idle(scene: Scene, said: Said) -> None:
    """Words at rest that change nothing: a thank-you is left alone; with a repair past its time they may be its news."""
    j = scene.j
    open_ = [r for r in j.repairs if r.done is None and (r.due is None or r.due <= scene.now)]
    if chatter(said.text):
        amend.quiet(scene)
    elif j.told and j.fixed is None and open_ and not j.hint("went_badly") and amend.puts_off(said.text):
        amend.said_repair_how(scene, said)
        return
    elif j.told and j.fixed is None and open_ and not j.hint("went_badly"):
        scene.say("heard.kept")
        amend.ask_open_repair(scene, open_[0])
        return
    else:
        scene.say("heard.kept_where")
    scene.retire = False


def _add_to_draft(scene: Scene, said: Said) -> None:
    """Words typed under a draft: a plan or a fact goes in, what spoils it is marked; a whole note replaces it."""
    if transparent.typed_way(scene, said) or transparent.another_listener(scene, said.text):
        return
    review = said.review
    if said.text.strip().strip(".!?").casefold() == "look again":
        transparent.look_again(scene)
        return
    draft = scene.j.draft
    if draft is not None and drafting.whole_note(scene, draft, said):
        transparent.own_words(scene, said.text, review)
        return
    if scene.j.manager is None and len(said.text.split()) <= 3:
        found = names_here(scene)
        if names(said.text, found):
            transparent.said_listener(scene, said)
            return
    if draft is not None and transparent.add(scene, draft, said):
        return
    scene.form = "edit"
    scene.ask(Q.EDITING, "edit.not_followed")


def _new_fact(scene: Scene, said: Said) -> bool:
    """Claim: these words hold a number, or several words, that none of the earlier ones held."""
    if "fact" not in said.review.labels:
        return False
    known = {word for s in scene.j.sayings for word in re.findall(r"\w+", s.text.casefold())}
    new = {word for word in re.findall(r"\w+", said.text.casefold()) if word not in known}
    return any(word[0].isdigit() for word in new) or sum(len(word) >= 5 for word in new) >= 3


def _reopened(scene: Scene, said: Said, read: story.Story) -> bool:
    """A third reopening of the same story with no new fact in seven days (S5.5)."""
    j = scene.j
    if j.told is None or said.review.labels & {"repair", "prevention"}:
        return False
    again = said.review.labels & {"negative_self_talk", "ownership", "excuse", "blame", "apology"}
    if not read.dwells and (not again or _new_fact(scene, said)):
        return False
    days = [d for d in j.note("reopened").split(",") if d]
    recent = [d for d in days if (scene.today - datetime.fromisoformat(d).date()).days < 7]
    recent.append(scene.today.isoformat())
    scene.note("reopened", ",".join(recent))
    if len(recent) >= 3 and not j.hint("dwelling_named"):
        forward.ask_dwelling(scene)
        return True
    return False


def _skip(scene: Scene) -> None:
    """Skipped: never mentioned again; the path goes on."""
    question = scene.j.question
    scene.say("control.skipped")
    if question is None:
        return
    scene.set(skipped=(*scene.j.skipped, question))
    if question in OVERLAYS:
        controls.to_before(scene)
        _show(scene)
        return
    before_words = {
        Q.KIND,
        Q.TOUCHES,
        Q.SLIP,
        Q.STILL_GOING,
        Q.FIRST_ACTS,
        Q.OPEN_PART,
        Q.DEPUTY,
        Q.BOSS_KNOWS,
        Q.TELLING,
        Q.EFFECT,
        Q.NEXT_ACT,
        Q.LISTENER,
        Q.PART,
        Q.WHAT_HAPPENED,
    }
    if question in before_words:
        _mark_skipped(scene, question)
        scene.go("onward" if scene.j.told is None or scene.j.draft is None else "part_done")
    elif question is Q.MARKS:
        keep_in(scene, *[s.text for s in pending_marks(scene)])
        scene.go("onward")
    elif question is Q.PART_RIGHT:
        scene.hint("part_right")
        scene.go("onward")
    elif question in (Q.REPAIR_PLAN, Q.CHECK_IN_WHEN):
        scene.go("part_done") if question is Q.REPAIR_PLAN else scene.rest()
    elif question in (Q.WHAT_LED, Q.WHOSE, Q.SUGGESTION, Q.CHANGE, Q.CHANGE_BY):
        _skip_cause(scene, question)
    elif question is Q.DONE_WELL or question in (Q.COLLEAGUE, Q.KEEP_SENTENCE):
        scene.go(Q.GOAL)
    elif question in (Q.GOAL, Q.GOAL_STEP):
        forward.rest_of_path(scene)
    elif question in (Q.MENTOR, Q.MENTOR_NAME, Q.MENTOR_SILENT, Q.MENTOR_KEEP, Q.WORRY, Q.WORRY_COLLEAGUE):
        scene.go(Q.HOLD_TIME)
    elif question is Q.HOLD_TIME or question is Q.HOLD_WHEN:
        scene.go(Q.GOAL)
    elif question is Q.BROUGHT_UP:
        forward.rest_of_week(scene)
    elif question is Q.REVIEW_WHEN:
        scene.go(Q.PAGE)
    elif question is Q.IN_THE_WAY:
        amend.after_in_the_way(scene)
    elif question is Q.STARTS:
        amend.pressed_starts(scene, "today")
    elif question is Q.HOW_KNOW:
        amend.pressed_how_know(scene, "skip")
    elif question in (Q.PREVENTION, Q.FULL_NOTE, Q.CHECK_IN):
        amend.later_part(scene)
    elif question is Q.DRAFT and scene.j.draft is not None and scene.j.draft.kind is DraftKind.MENTOR:
        scene.go("mentor_asked")
    elif question in (Q.EDITING, Q.CONSENT, Q.PRACTISE, Q.PRACTISED, Q.HIDING, Q.PRESSURE, Q.DOOR):
        scene.go("onward")
    else:
        scene.rest()
    _go(scene)


def _mark_skipped(scene: Scene, question: Question) -> None:
    if question is Q.FIRST_ACTS:
        scene.hint("acts_done")
    if question is Q.SLIP:
        scene.hint("slip_known")
    if question is Q.PART:
        scene.hint("part_right")
        scene.note("part_others", " ")
    if question is Q.WHAT_HAPPENED and not scene.j.sayings:
        scene.set(asked=(*scene.j.asked, Q.KIND, Q.STILL_GOING, Q.TOUCHES))


def _skip_cause(scene: Scene, question: Question) -> None:
    from bot.journey import Whose

    if question is Q.WHOSE:
        parked = list(scene.j.parked)
        at = next((n for n, p in enumerate(parked) if p.whose is None), None)
        if at is not None:
            parked[at] = replace(parked[at], whose=Whose.LUCK)
            scene.set(parked=tuple(parked))
    positive.next_cause(scene)


def _later(scene: Scene) -> None:
    """The open question moves to the next working day."""
    author = scene.around.author
    question = scene.j.question
    day = next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
    pause = scene.pause
    if scene.j.told is None and scene.j.step in (Step.FIRST_HOUR, Step.TRANSPARENT):
        new = not any(p.key.startswith("tell-") for p in scene.j.promises)
        transparent.remind_to_tell(scene)
        _say_when(scene, pause, new=new)
        scene.rest()
        return
    day = max(day, pause) if pause else day
    scene.note("later_question", str(question))
    scene.promise(CheckIn(Kind.TAPER, day, author.hours.starts, "snooze-question"))
    scene.say("later.paused") if scene.j.paused else scene.say("later.moved", day=scene.day(day))
    scene.rest()


def _say_when(scene: Scene, pause: date | None, *, new: bool) -> None:
    """When the words are asked for again, as it will be: a pause holds, and what is promised already stays where it is."""
    tell = min((p for p in scene.j.promises if p.key.startswith("tell-")), key=lambda p: (p.day, p.at), default=None)
    if scene.j.paused:
        scene.say("later.paused")
    elif tell is None:
        scene.say("later.kept")
    elif pause is not None and tell.day <= pause:
        scene.promise(replace(tell, day=pause, at=scene.around.author.hours.starts))
        scene.say("later.after_pause", day=scene.day(pause))
    elif new:
        scene.say("later.words")
    else:
        scene.say("later.words_at", day=scene.day(tell.day), time=tell.at.strftime("%H:%M"))


def _step_back(scene: Scene) -> None:
    """Back to the question before this one."""
    asked = [q for q in scene.j.asked if q is not scene.j.question and q not in OVERLAYS and q in ASK]
    sayings_at = {s.question for s in scene.j.sayings}
    order = list(asked)
    if scene.j.question in order:
        order = order[: order.index(scene.j.question)]
    target = order[-1] if order else None
    another_note = scene.j.question is Q.DRAFT and scene.j.told is not None  # what was asked led to the first
    if target is None or scene.j.question is None or another_note:
        scene.say("control.no_way_back")
        scene.retire = False
        return
    if target in sayings_at:
        scene.set(sayings=tuple(s for s in scene.j.sayings if s.question is not target))
    scene.say("control.back")
    if target in (Q.FIRST_ACTS, Q.STILL_GOING):
        scene.unhint("acts_done", "stopped", "still_going")
    scene.go(target)
    _go(scene)


# presses


def _pressed(scene: Scene, event: Pressed) -> None:
    _heard_from(scene)
    if guest.offers(scene.j, event.choice, event.on):
        _guest(scene, event.choice)
        _go(scene)
        return
    live = _live(scene, event)
    none_waits = scene.j.draft is None and transparent.held(scene) is None and fates.went(scene.j) is not None
    if live is None and none_waits and event.choice in _WHILE_HELD:
        transparent.pressed_held(scene, event.choice)
        return
    if live is None:
        if event.on is not None or scene.j.question is not None:
            scene.say("old_button")
            _show(scene)
        else:
            scene.say("old_button")
            controls.map_lines(scene)
        return
    choice = event.choice if event.choice in live.choices else _meaning(event.choice, live.choices) or event.choice
    if live.question is Q.HELD and scene.j.question not in (Q.HELD, None):
        scene.set(before=None)
    _press(scene, live.question, choice, event.mark)
    _go(scene, event.held)


_WHILE_HELD = frozenset({"send_now", "edit", "cancel"})
"""What stands on a note that is held. Pressed just too late it is told that it has gone, and the way to take it back stays."""


def _guest(scene: Scene, choice: str) -> None:
    """What the language model put forward is used, changed or left; or it may be asked, or never. The press is its author's."""
    visit = scene.j.visit
    words = guest.pressed(scene, choice)
    if visit is None or not words:
        return
    if choice == "edit" and visit.job is not Job.MESSAGE:
        scene.say("guest.type_it", text=quoted(words))
        scene.retire = False
        return
    match visit.job:
        case Job.MESSAGE:
            _note_used(scene, choice, words)
        case Job.REWORD:
            transparent.reworded(scene, words)
        case Job.REFLECT:
            scene.note("lesson", words)
            scene.say("guest.kept")
            scene.retire = False
        case Job.SELF_TALK:
            forward.said_fair(scene, words)
        case Job.READ:
            question = scene.j.before
            controls.to_before(scene)
            if question is not None:
                _press(scene, question, words, None)
        case Job.EXACT:
            pass  # a question has no button but No thanks
        case _:
            assert_never(visit.job)


def _note_used(scene: Scene, choice: str, words: str) -> None:
    if scene.j.draft is None:
        return
    scene.set(draft=replace(scene.j.draft, text=words, ours=(), edited=True))
    if choice == "edit":
        transparent.pressed_draft(scene, "edit")
        return
    transparent.show_draft(scene, scene.j.draft)
    scene.said = [Line("guest.used") if part == Line("draft.yours") else part for part in scene.said]


def _live(scene: Scene, event: Pressed) -> Live | None:
    """The live message that carries this button."""
    lives = reversed(scene.j.live)
    if event.on is not None:
        return next((each for each in lives if each.letter == event.on and _offers(each, event.choice)), None)
    lives = list(lives)  # type: ignore[assignment]
    exact = next((each for each in lives if event.choice in each.choices), None)
    return exact or next((each for each in lives if _offers(each, event.choice)), None)


def _offers(live: Live, choice: str) -> bool:
    return choice in live.choices or _meaning(choice, live.choices) is not None


def _meaning(choice: str, offered: tuple[str, ...]) -> str | None:
    if choice in offered:
        return choice
    return next((each for each in MEANS.get(choice, ()) if each in offered), None)


def _press(scene: Scene, question: Question, choice: str, mark: int | None) -> None:
    """One button of one question."""
    if choice == "stop":
        controls.obey(scene, "stop")
        return
    if choice == "skip":
        scene.set(question=question)
        _skip(scene)
        return
    if choice == "human" and question is not Q.MARKS:
        controls.obey(scene, "human")
        scene.retire = False
        return
    if choice == "tell_now":
        controls.obey(scene, "tell_now")
        return
    if choice == "export":
        scene.wants.append("export")
        scene.retire = False
        return
    if choice == "recall":
        scene.wants.append("recall")
        return
    match question:
        case Q.DELETE_SURE:
            controls.pressed_delete(scene, choice)
        case Q.PAUSE_UNTIL:
            _pressed_pause(scene, choice)
        case Q.WENT_BADLY:
            scene.say("went_badly.kept")
            scene.rest()
        case Q.UNCLEAR:
            _pressed_unclear(scene, choice)
        case Q.MARKS:
            transparent.pressed_marks(scene, choice, mark)
        case _ if question in PRESSED:
            if question not in OVERLAYS and question is not Q.HELD:
                scene.set(question=question)
            PRESSED[question](scene, choice)
        case _:
            _show(scene)


def _pressed_pause(scene: Scene, choice: str) -> None:
    author = scene.around.author
    if choice == "tomorrow":
        controls.pause(scene, next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country))
    elif choice == "pick_date":
        scene.form = "date"
        scene.ask(Q.PAUSE_UNTIL, "control.pause_date", "resume=pause_until.resume")
    else:
        controls.pause(scene, None)


def _pressed_unclear(scene: Scene, choice: str) -> None:
    controls.to_before(scene)
    if choice == "use":
        scene.say("heard.as_it_is")
        scene.set(skipped=scene.j.skipped)
        _after_unclear(scene)
    else:
        scene.say("heard.kept_where")
        _show(scene)


def _after_unclear(scene: Scene) -> None:
    """The words are taken as the answer as they are: the path goes on."""
    if scene.j.question is None:
        return
    before = len(scene.said)
    _skip(scene)
    scene.said[before:] = [part for part in scene.said[before:] if getattr(part, "key", "") != "control.skipped"]


# forms


def _filled(scene: Scene, event: Filled) -> None:
    """A form: the same as saying it. What is missing or wrong is said; nothing typed is lost."""
    _heard_from(scene)
    fields = {name: text for name, text in event.fields.items() if text.strip()}
    said = Said(event.review.text, event.review)
    match event.form:
        case "edit" if scene.j.draft is not None and fields.get("words", "").split() == scene.j.draft.text.split():
            transparent.show_draft(scene, scene.j.draft)  # opened, and nothing changed
        case "edit" if "words" in fields:
            if event.review.crisis == "crisis":
                _danger(scene, said, in_care=False)
                return
            _leave_out(scene, said)
            said = without_secrets(scene, Said(fields["words"], event.review))
            transparent.own_words(scene, said.text, said.review)
        case "who" if "person" in fields:
            _who(scene, fields["person"])
        case "when" if "when" in fields or "day" in fields:
            _when(scene, " ".join(fields.get(k, "") for k in ("day", "when", "time")).strip(), said)
        case "date" if "date" in fields:
            _when(scene, fields["date"], said)
        case _ if fields:
            joined = Said(event.review.text, event.review)
            _said(scene, joined)
            return
        case _:
            scene.say("form.half")
            scene.retire = False
    _go(scene, said)


def _who(scene: Scene, name: str) -> None:
    if scene.j.question in (Q.MENTOR, Q.MENTOR_NAME, Q.MENTOR_SILENT):
        perspective.name_mentor(scene, name)
        return
    chosen = choose(scene, Part.MANAGER, name)
    if not chosen.reachable:
        scene.say("listener.out_of_reach", name=chosen.first)
    scene.go("words")


def _when(scene: Scene, text: str, said: Said) -> None:
    question = scene.j.question
    words = Said(text, replace(said.review, text=text))
    if question is Q.CHECK_IN_WHEN or question is Q.CHECK_IN:
        amend.set_when(scene, text)
    elif question is Q.PAUSE_UNTIL:
        controls.said_pause_until(scene, text)
    elif question in SAID:
        SAID[question](scene, words)
    else:
        scene.say("form.half")
        scene.retire = False


# time


def _came_due(scene: Scene, check_in: CheckIn) -> None:
    """A promise to come back: why, where things stand, one question; or nothing, when there is nothing to ask."""
    j = scene.j
    if check_in.key == CLOSES:
        if j.closed is None and j.unanswered and not j.paused:
            scene.hint(ASLEEP)
            scene.set(closed=scene.now, step=Step.CLOSED, question=None, before=None)
        return
    scene.set(promises=tuple(p for p in j.promises if p.key != check_in.key))
    if j.closed and check_in.kind is not Kind.GOAL:
        return
    if j.paused:
        scene.set(promises=(*scene.j.promises, check_in))
        return
    if scene.pause is not None:
        scene.promise(replace(check_in, day=scene.pause))
        return
    if j.quiet or j.unanswered >= MOST_UNANSWERED:
        scene.release_all()
        return
    scene.unasked = True
    before = len(scene.said)
    _due(scene, check_in)
    _go(scene)
    if len(scene.said) > before:
        stood = j.question in _NOT_SENT and scene.j.question not in _NOT_SENT
        if stood and j.draft is not None and j.draft.kind is DraftKind.ANSWER:
            scene.note(UNSENT, j.draft.text)
            scene.set(draft=None)
        scene.set(unanswered=j.unanswered + 1)
        if check_in.kind is not Kind.TELL and check_in.kind is not Kind.REPAIR and check_in.key != "focus":
            scene.said.insert(0, _hello(scene, check_in))
        if not scene.j.promises or scene.j.unanswered >= MOST_UNANSWERED:
            day = scene.today + timedelta(days=CLOSES_AFTER)
            scene.effects.append(SetCheckIn(scene.j.id, CheckIn(Kind.GOAL, day, check_in.at, CLOSES)))
    else:
        scene.unasked = False


_NOT_SENT = frozenset({Q.DRAFT, Q.CONSENT, Q.EDITING})


def _answer_again(scene: Scene) -> bool:
    """Claim, and done: an answer that a question came before, unsent, is shown again now that nothing else is asked and no note is on its way."""
    j = scene.j
    silent = j.quiet or j.paused or j.closed is not None or j.hint("went_badly") or j.hint(care.OFF)
    busy = j.question is not None or not scene.retire or scene.wants
    going = any(out.state in (LetterState.HELD, LetterState.SENDING) for out in j.outbox)
    if not j.note(UNSENT) or j.manager is None or silent or busy or going:
        return False
    scene.say("where.answer", name=j.manager.first)
    scene.set(draft=Draft(DraftKind.ANSWER, j.note(UNSENT)))
    scene.note(UNSENT, "")
    scene.go(Q.DRAFT)
    _go(scene)
    return True


def _hello(scene: Scene, check_in: CheckIn) -> Line:
    first = scene.around.author.first
    part = "morning" if scene.local.hour < 12 else "later"
    if check_in.key == "taper-7":
        return Line(f"hello.{part}", {"name": first})
    if check_in.kind is Kind.GOAL:
        return Line(f"hello.{part}", {"name": first})
    return Line(f"hello.{part}_asked", {"name": first})


def _due(scene: Scene, check_in: CheckIn) -> None:
    j = scene.j
    if check_in.kind is Kind.TELL:
        transparent.due_tell(scene, check_in)
        return
    if check_in.kind is Kind.REPAIR:
        amend.due_repair(scene, check_in)
        return
    if check_in.key == "focus":
        positive.due_focus(scene)
        return
    if check_in.kind is Kind.GOAL:
        forward.due_goal(scene, check_in)
        return
    if check_in.kind is Kind.MENTOR:
        if Q.HOLD_TIME not in j.asked:
            _stands(scene)
            scene.go(Q.HOLD_TIME)
        return
    if check_in.key == "settled":
        if j.settled is None:
            _stands(scene)
            perspective.ask_settled(scene)
        return
    if check_in.key == "snooze-question" and j.note("later_question"):
        scene.go(Question(j.note("later_question")))
        return
    if check_in.key == "ten-minutes":
        scene.ask(Q.WORRY, None, "skip")
        return
    if j.hint("not_mine"):
        if Q.HOW_WENT not in j.asked or check_in.key.startswith("snooze"):
            amend.ask_how_went(scene)
        return
    if j.told is None:
        transparent.due_tell(scene, CheckIn(Kind.TELL, check_in.day, check_in.at, "tell-2"))
        return
    if check_in.key == "taper-7":
        forward.due_brought_up(scene)
        return
    question = next_open(scene, wished=False)
    if question is Q.REPAIR_HOW:
        _stands(scene)
        amend.ask_open_repair(scene)
    elif question is not None and question is not Q.PAGE:
        _stands(scene)
        scene.go(question)
    elif Q.BROUGHT_UP not in j.asked:
        forward.due_brought_up(scene)
    elif question is Q.PAGE:
        scene.go(Q.PAGE)


def _stands(scene: Scene) -> None:
    """Where things stand, in one line that names no mistake."""
    j = scene.j
    key = "due.knows_fixed" if j.fixed else "due.knows"
    scene.say(key if j.manager else f"{key}_plain", name=j.manager.first if j.manager else "")


# letters to others


def _outgoing(scene: Scene, letter: str) -> Outgoing | None:
    return next((o for o in scene.j.outbox if o.letter == letter), None)


def _mark(scene: Scene, letter: str, **changes: object) -> None:
    scene.set(outbox=tuple(replace(o, **changes) if o.letter == letter else o for o in scene.j.outbox))  # type: ignore[arg-type]


def _settled(scene: Scene, event: Settled) -> None:
    """A third person's letter came to an end: its author is told, once; nobody is in the middle of what is about a life, or while they are gone."""
    scene.effects.append(Heard(event.letter))
    before = scene.j
    if event.takes_back is None:
        _became(scene, event)
    else:
        _not_taken_back(scene, event.takes_back)
    if before.question in care.CARE or before.question is Q.AFTERWARDS or before.hint(care.OFF):
        scene.said, scene.offers, scene.form = [], [], None
        scene.set(question=before.question, before=before.before, step=before.step, asked=before.asked)
        if transparent.held(scene) is None:
            over = tuple(live for live in scene.j.live if "send_now" in live.choices)
            left = tuple(live for live in scene.j.live if live not in over)
            scene.set(live=left, stale=(*scene.j.stale, *(live.letter for live in over)))
        if event.takes_back is None and not before.hint(care.OFF):
            scene.note(fates.UNSAID, event.letter)


def _became(scene: Scene, event: Settled) -> None:
    out = _outgoing(scene, event.letter)
    if out is None or out.at is not None:
        return
    name = out.to.first
    was_held = scene.j.question is Q.HELD
    match event.state:
        case LetterState.SENT:
            _mark(scene, event.letter, state=LetterState.SENT, at=event.at)
            _sent(scene, replace(out, state=LetterState.SENT, at=event.at))
        case LetterState.UNKNOWN:
            _mark(scene, event.letter, state=LetterState.UNKNOWN, at=event.at)
            scene.release("tell")
            scene.say("letter.unknown", name=name)
            if was_held:
                scene.rest()
        case LetterState.WITHDRAWN:
            _mark(scene, event.letter, state=LetterState.WITHDRAWN, at=event.at)
            scene.set(draft=Draft(out.kind, out.text))
            scene.say(fates.unseen(scene, "letter.expired", out.kind, out.to), name=name)
            scene.go(Q.DRAFT)
            _go(scene)
        case LetterState.FAILED:
            _mark(scene, event.letter, state=LetterState.FAILED, at=event.at)
            scene.set(draft=Draft(out.kind, out.text))
            if out.kind in (DraftKind.FIRST, DraftKind.PART, DraftKind.FULL) and scene.j.note("told_how") == "letter":
                scene.set(told=None)
            transparent.remind_to_tell(scene)
            scene.say("letter.failed", name=name)
            scene.offer("copy")
            scene.offer("say_myself")
            scene.stand(Q.DRAFT)
        case _:
            return


def _sent(scene: Scene, out: Outgoing) -> None:
    """Sent: once "an hour means nothing", what is next, and then silence until there is news."""
    j = scene.j
    other_question = j.question not in (Q.HELD, None)
    scene.note("holding", "")
    name = out.to.first
    if out.kind is DraftKind.MENTOR:
        scene.say("sent.mentor", name=name)
        perspective.mentor_sent(scene)
        scene.offer("recall")
        scene.rest()
        return
    scene.set(draft=None)
    if out.kind is DraftKind.FIRST:
        scene.set(told=j.told or out.at)
        scene.note("told_how", "letter")
        scene.release("tell")
        scene.say("sent.first")
    else:
        scene.say("sent.again", name=name)
    if other_question or j.quiet or j.paused or scene.pause is not None or j.closed is not None:
        if not other_question:
            scene.rest()
        scene.offer("recall")
        return
    due = amend.next_due_repair(scene)
    if out.kind is DraftKind.FIRST and due is not None and due.due is not None:
        facts = {s.text for s in scene.j.sayings if "fact" in s.labels and "repair" not in s.labels}
        plain = [r.text for r in scene.j.repairs if r.done is None and (r.text not in facts or r.due)] or [due.text]
        word = amend.promised_word(scene)
        key = "sent.next" if word else "sent.next_plain"
        scene.say(key, text=quoted(plain[0]), name=name, time=scene.when(word.due) if word and word.due else "")
        amend.after_told(scene)
    elif out.kind is DraftKind.FIRST:
        scene.rest()
        amend.after_told(scene)
    elif out.kind in (DraftKind.UPDATE, DraftKind.FIXED):
        amend.part_done(scene)
    else:
        amend.later_part(scene)
    _go(scene)
    scene.offer("recall")


def _recall(scene: Scene) -> None:
    """Taken back after sending: deleted there, and it may have been read. A held one is stopped."""
    if transparent.held(scene) is not None:
        transparent.pressed_held(scene, "cancel")
        return
    out = next((o for o in reversed(scene.j.outbox) if o.state in fates.GONE), None)
    if out is None or out.state is not LetterState.SENT:
        out = out or fates.went(scene.j)
        if out is None:
            scene.say("recall.nothing")
        else:
            fates.said(scene, out)
        scene.retire = False
        return
    scene.effects.append(Recall(out.letter))
    _mark(scene, out.letter, state=LetterState.WITHDRAWN, at=out.at or scene.now)
    scene.note(fates.RECALLED, f"{scene.j.note(fates.RECALLED)} {out.letter}".strip())
    if out.pressed:
        scene.say("recall.answered", name=out.to.first, time=scene.hm(scene.now))
    else:
        if out.kind is DraftKind.FIRST and scene.j.note("told_how") in ("", "letter"):
            scene.set(told=None, draft=Draft(out.kind, out.text))
        newest = fates.went(scene.j)
        earlier = newest is not None and newest.letter != out.letter
        scene.say("recall.earlier" if earlier else "recall.done", name=out.to.first, time=scene.hm(scene.now))
    if out.kind is DraftKind.FIRST or scene.j.question in (None, Q.HELD):
        scene.rest()
    else:
        _show(scene)


def _not_taken_back(scene: Scene, letter: str) -> None:
    """The platform refused: the note still stands there, and whoever it is for knows. Words that were changed since then stay."""
    out = _outgoing(scene, letter)
    if out is None or not fates.recalled(scene.j, out):
        return
    _mark(scene, letter, state=LetterState.SENT)
    scene.note(fates.RECALLED, " ".join(each for each in scene.j.note(fates.RECALLED).split() if each != letter))
    if out.kind is DraftKind.FIRST and scene.j.told is None:
        scene.set(told=out.at)
        scene.note("told_how", "letter")
        scene.release("tell")
    draft = scene.j.draft
    if draft is not None and (draft.kind, draft.text) == (out.kind, out.text) and transparent.held(scene) is None:
        scene.set(draft=None)
        if scene.j.question in (Q.DRAFT, Q.CONSENT, Q.EDITING, Q.COPIED, Q.KNOWS, Q.WHEN_TELL):
            scene.rest()
    else:
        scene.retire = False
    scene.say("recall.failed", name=out.to.first)


def _answered(scene: Scene, event: Answered) -> None:
    """A recipient's press or words: passed on word for word, and nothing is added. It is their act, so it comes after a close too."""
    out = _outgoing(scene, event.letter)
    if out is None or out.state not in fates.GONE:
        scene.courtesies.append(Courtesy(event.letter, "gone"))
        return
    if out.state is LetterState.UNKNOWN and out.kind is DraftKind.FIRST:
        scene.set(told=scene.j.told or scene.now)
        scene.note("told_how", "letter")
        scene.release("tell")
    name = out.to.first
    if event.choice == "recall":
        if "reply" in out.pressed:
            _mark(scene, event.letter, pressed=tuple(p for p in out.pressed if p != "reply"))
            perspective.taken_back(scene, event.letter, name)
            scene.courtesies.append(Courtesy(event.letter, "taken_back"))
        return
    if event.choice in out.pressed or (event.choice == "decline" and "reply" in out.pressed):
        scene.courtesies.append(Courtesy(event.letter, "already"))
        return
    keep_question = scene.j.question
    closed = scene.j.closed is not None
    match event.choice:
        case "thank":
            _mark(scene, event.letter, pressed=(*out.pressed, "thank"))
            scene.say("passed_on.thanks", name=name)
            scene.courtesies.append(Courtesy(event.letter, "thanked"))
        case "find_time":
            _mark(scene, event.letter, pressed=(*out.pressed, "find_time"))
            scene.say("passed_on.time", name=name)
            scene.courtesies.append(Courtesy(event.letter, "time_asked"))
        case "ask_one" if not event.text.strip():
            scene.courtesies.append(Courtesy(event.letter, "ask_what", form="reply"))
            return
        case "reply" if not event.text.strip():
            scene.courtesies.append(Courtesy(event.letter, "reply_what", form="reply"))
            return
        case "decline":
            _mark(scene, event.letter, pressed=(*out.pressed, "decline"))
            scene.courtesies.append(Courtesy(event.letter, "declined"))
            scene.unasked = True
            if closed:
                scene.say("ask.mentor_declined", name=name)
                scene.retire = False
            else:
                perspective.declined(scene, name)
            return
        case "ask_one":
            _mark(scene, event.letter, pressed=(*out.pressed, "ask_one"))
            if not closed:
                amend.heard_back(scene, event.text)
            asked = scene.j.note("heard_back") == "asked"
            scene.say("passed_on.question" if asked else "passed_on", name=name, text=event.text.strip())
            scene.courtesies.append(Courtesy(event.letter, "passed"))
        case _:
            if out.kind is DraftKind.MENTOR and "reply" not in out.pressed:
                _mark(scene, event.letter, pressed=("reply",))  # in place of a decline
                scene.note(perspective.PASSED_ON + event.letter, scene.upcoming)
                if closed:
                    scene.say("passed_on", name=name, text=event.text.strip())
                    scene.retire = False
                else:
                    perspective.answered(scene, name, event.text.strip())
                scene.courtesies.append(Courtesy(event.letter, "passed", choices=("recall",)))
                scene.unasked = True
                return
            scene.say("passed_on", name=name, text=event.text.strip())
            if not closed:
                amend.heard_back(scene, event.text)
            scene.courtesies.append(Courtesy(event.letter, "passed"))
    scene.unasked = True
    scene.retire = False
    scene.set(question=keep_question)


# what the person changed in earlier words


def _corrected(scene: Scene, event: Corrected) -> None:
    """An edited message is a correction, shown back."""
    touched = [s for s in scene.j.sayings if unsaid.said_whole(s.text, event.before)]
    if touched:
        scene.set(sayings=tuple(s for s in scene.j.sayings if s not in touched))
        absorb(scene, touched[0].question, event.review)
    spoken = len(scene.said)
    made = unsaid.changed(scene, event.before, event.text, scene.line("prevention.own_cue", cue=amend.cue(scene)))
    if not (forward.step_changed(scene, event.before, Said(event.text, event.review)) or made or touched):
        return
    scene.said.insert(spoken, Line("heard.edited"))
    unsaid.still_there(scene, "heard.edited_sent", [s.text for s in touched])
    if scene.j.draft is not None and not scene.j.draft.edited and scene.j.told is None:
        out = transparent.held(scene)
        if out is not None:
            transparent.stop(scene, out)
        scene.set(draft=None)
        scene.go(Q.DRAFT)
        _go(scene)
    else:
        scene.retire = False


def _took_back(scene: Scene, text: str) -> None:
    """A deleted message takes with it what was made of it, unless a consented letter holds it."""
    texts = {s.text for s in scene.j.sayings if unsaid.said_whole(s.text, text)}
    waits = scene.j.note(care.HELD)
    left = "\n".join(line for line in waits.split("\n") if line not in text)
    scene.set(
        sayings=tuple(s for s in scene.j.sayings if s.text not in texts),
        parked=tuple(p for p in scene.j.parked if p.text not in texts),
    )
    if not unsaid.gone(scene, text) and not texts and left == waits:
        return
    scene.note(care.HELD, left)
    scene.say("heard.deleted")
    if scene.j.question is not Q.UNSURE and not scene.j.paused:
        unsaid.still_there(scene, "heard.deleted_sent", list(texts))
        fates.still_goes(scene)
    if not scene.j.paused and (again := unsaid.open_again(scene)) is not None:
        scene.hint(f"opened:{again}")
        scene.go(again)
        _go(scene)
        scene.unhint(f"opened:{again}")
        return
    if not _made_of_sayings(scene) or scene.j.paused or scene.j.question is Q.UNSURE:
        scene.retire = False
        return
    scene.set(draft=None, repairs=())  # what is left of the sayings makes both anew
    scene.go(Q.DRAFT)
    _go(scene)


def _made_of_sayings(scene: Scene) -> bool:
    """Claim: the note that stands was made by us of what was said, and nobody has consented to it."""
    draft = scene.j.draft
    ours = draft is not None and not draft.edited and draft.kind in {DraftKind.FIRST, DraftKind.FULL, DraftKind.PART}
    return ours and scene.j.told is None and transparent.held(scene) is None


__all__ = ["ASK", "PRESSED", "SAID", "offered", "show", "turn"]
