"""Ask for perspective: when the dust has settled, someone with more years."""

from __future__ import annotations

import re
from dataclasses import replace

from bot import drafting
from bot.acts import says_no
from bot.checkins import CheckIn, Kind, next_working_day
from bot.events import Said
from bot.hearing import absorb, choose, is_name
from bot.journey import DraftKind
from bot.path import Question
from bot.patterns import regex
from bot.people import Part
from bot.scene import Amends, Line, Scene, quoted

Q = Question
SILENT_AFTER = 3
"""Working days."""


def ask_settled(scene: Scene) -> None:
    """Settled is the person's word. Three working days after the repair it is asked once."""
    scene.ask(Q.SETTLED, None, "settled=settled.yes", "not_settled=settled.no", "stop=stop_these")


def pressed_settled(scene: Scene, choice: str) -> None:
    """Yes, not yet, stop."""
    if choice == "settled":
        settled(scene)
    elif choice == "stop":
        scene.wants.append("stop")
    else:
        scene.say("settled.not_yet")
        scene.rest()


_NOBODY_NEEDS = regex(
    r"^\W*(?:(?:nobody|no ?one|none of them)\b.{0,30}?\b(?:needs?|wants?|waiting|waits|expects?|asks?|asked|after)\b|nothing (?:is |was )?(?:else|more|left|open|to do|missing|further))\b(?!.*\b(?:yet|but|until|till)\b)"
)


def said_settled(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if bare.startswith(("yes", "yeah", "yep", "it is", "settled", "all done")) or _NOBODY_NEEDS.match(bare):
        settled(scene, said)
    elif says_no(bare):
        absorb(scene, Q.SETTLED, said.review)
        pressed_settled(scene, "not_settled")
    else:
        scene.go("news")


def settled(scene: Scene, said: Said | None = None) -> None:
    """Said back: "Then I'll call it settled; tell me if it isn't." The mentor is offered first."""
    if scene.j.settled is None:
        scene.set(settled=scene.now, fixed=scene.j.fixed or scene.now)
        scene.release("settled", "repair")
    scene.say("settled.called")
    if said is not None:
        _common(scene, said)
    scene.go(Q.MENTOR)


def _common(scene: Scene, said: Said) -> bool:
    """A worry is said to be common, with no word on how it will end; and it is kept, so that it is not asked for anew."""
    worried = [p for s in said.review.sentences for p in _BUT.split(s.text) if drafting.wonders(p)]
    if not worried:
        return False
    scene.note("worry_said", " ".join(worried)[:500])
    scene.say(_COMMON[drafting.worry(worried[0]) or "people"])
    return True


_COMMON = {"people": "mentor.common", "job": "mentor.common_job", "trust": "mentor.common_trust"}


def _only_worries(text: str) -> bool:
    """Claim: what is said is feared or wondered, and nothing is said against oneself."""
    return drafting.wonders(text) and _AGAINST_ONESELF.search(text) is None


_AGAINST_ONESELF = regex(
    r"\b(?:i(?:['\u2019]?m| am)|im|me) (?:\w+ ){0,3}?(?:idiot\w*|stupid|useless|hopeless|worthless|incompetent|fool\w*|moron|dumb|garbage|trash|disaster|failure|fraud|loser|joke|burden|mess|pathetic|careless|terrible|awful|bad at|no good|not good enough)\b"
    r"|\bi (?:always |just |only )*(?:ruin|destroy|mess up|screw up|break|spoil|fail) (?:every\w*|all|it all|at)\b|\b(?:what|such) an? (?:\w+ )?(?:idiot|fool|moron|failure|loser|mess)\b|\bi hate myself\b",
    re.I,
)


def worried(scene: Scene, said: Said) -> bool:
    """Claim, and done: after telling these words only worry (S3.2): common, no denial, no prognosis. Once it is put right, a mentor is offered."""
    attacks = [s for s in said.review.sentences if "negative_self_talk" in s.labels and not _only_worries(s.text)]
    if scene.j.told is None or attacks or not _common(scene, said):
        return False
    absorb(scene, Q.WORRY, said.review)
    rests = scene.j.question in (None, Q.CHECK_IN)
    if rests and scene.j.fixed is not None and Q.MENTOR not in (*scene.j.asked, *scene.j.skipped):
        scene.go(Q.MENTOR)
    else:
        scene.retire = False
    return True


_BUT = regex(r"^(?:but|and|though|although)\b\s*|^(?:yes|yeah|yep)\b[\s,]*|[,;]?\s+(?:but|though|although)\s+", re.I)


def ask_worry(scene: Scene) -> None:
    """One worry, in the words that were said, when one was said."""
    said = scene.j.note("worry_said")
    if said:
        scene.ask(Q.WORRY, "ask.worry_said", "skip", text=quoted(said))
    else:
        scene.ask(Q.WORRY, None, "skip")


def called(scene: Scene) -> None:
    """Settled, said before the first listener knows: said back, and nothing else moves. The words still stand ready."""
    scene.set(settled=scene.now)
    scene.say("settled.called")


def not_settled(scene: Scene) -> None:
    """They tell that it isn't: taken back, and nothing of it is asked again."""
    j = scene.j
    scene.set(settled=None, fixed=None if j.fixed == j.settled else j.fixed)
    scene.say("settled.not_yet")
    scene.rest()


def ask_mentor(scene: Scene) -> None:
    """Who has done this work longer, and would tell honestly?"""
    scene.say("mentor.someone")
    scene.form = "who"
    scene.ask(Q.MENTOR, None, "choose_who=mentor.pick", "outside=mentor.outside", "not_now")


def pressed_mentor(scene: Scene, choice: str) -> None:
    """Pick a person, someone outside, not now."""
    if choice == "choose_who":
        ask_mentor_name(scene)
    elif choice == "outside":
        scene.hint("mentor_outside")
        ask_mentor_name(scene)
    else:
        ask_worry(scene)


def ask_mentor_name(scene: Scene) -> None:
    """Who it is: somebody here, or outside."""
    scene.form = "who"
    scene.ask(Q.MENTOR_NAME, "ask.mentor_name_outside" if scene.j.hint("mentor_outside") else None)


def said_mentor(scene: Scene, said: Said) -> None:
    """A name."""
    bare = said.text.strip().casefold().strip(".!? ")
    if _NO_ONE.match(bare):
        pressed_mentor(scene, "not_now")
    elif bare in ("yes", "ok", "okay", "sure", "yes please", "yeah", "pick a person", "someone", "somebody"):
        pressed_mentor(scene, "choose_who")
    elif _OUTSIDE.match(bare):
        pressed_mentor(scene, "outside")
    elif _tells_worry(scene, said):
        return
    elif scene.j.hint("mentor_outside") or is_name(scene, said.text):
        name_mentor(scene, said.text)
    else:
        scene.go("news")


def _tells_worry(scene: Scene, said: Said) -> bool:
    """Claim, and done: the answer is a worry, whoever it names. What is known and what is feared is its own question's answer."""
    if not drafting.wonders(said.text):
        return False
    if _KNOWN.search(said.text):
        _common(scene, said)
        said_worry(scene, said)
    else:
        _common(scene, said)
        ask_worry(scene)
    return True


_KNOWN = regex(
    r"\b(?:i|we) (?:do |only |just |really )?know\b|\bi(?:'ve| have)? (?:saw|heard|was told)\b|\bfor (?:sure|a fact)\b",
    re.I,
)

_NO_ONE = regex(
    r"^(?:no|nope|(?:no,? )?(?:there(?:'s| is| isn'?t) )?(?:nobody|no ?one|not? any(?:one|body)|any(?:one|body))(?: else)?(?:,? (?:really|here|though|sorry|at (?:all|work|the moment)|right now|comes|springs|"
    r"i (?:know|trust|can think)|that i|to ask|like that|i'?d\b|i'?ve\b).*)?|not? really (?:any(?:one|body)|no ?one|nobody)\b.*|none|not now|not yet|not really|nah|i (?:don'?t|do not) (?:know|want|have)\b.*|(?:i'?m )?not sure|no idea|"
    r"can'?t think\b.*|i can'?t think\b.*|nobody (?:comes|springs) to mind|i'?d rather not)$"
)
_OUTSIDE = regex(
    r"^(?:someone|somebody|a person|a friend)?\s*(?:from )?outside(?: (?:of )?(?:work|here|the company))?$"
)


def name_mentor(scene: Scene, text: str) -> None:
    """The person's choice; not the direct manager unless they insist."""
    mentor = choose(scene, Part.MENTOR, text)
    if scene.j.hint("mentor_outside"):
        scene.unhint("mentor_outside")
        mentor = replace(mentor, who=None)
        scene.set(mentor=mentor)
    if not mentor.name:
        scene.set(mentor=None)
        ask_mentor_name(scene)
        return
    manager = scene.j.manager
    if manager and mentor.name == manager.name and not scene.j.hint("mentor_insisted"):
        scene.hint("mentor_insisted")
        scene.set(mentor=None)
        scene.form = "who"
        scene.ask(Q.MENTOR_NAME, "ask.mentor_name_manager", name=manager.first)
        return
    scene.set(draft=drafting.draft(scene, DraftKind.MENTOR))
    scene.go(Q.DRAFT)


def mentor_asked(scene: Scene) -> None:
    """The mentor is asked by the person's own hand, or not at all: the next part is offered, once."""
    scene.set(draft=None)
    if Q.HOLD_TIME in scene.j.asked:
        scene.rest()
        return
    scene.go(Q.HOLD_TIME)


def mentor_sent(scene: Scene) -> None:
    """A silent mentor is never reminded: after three working days the author is offered the next part, once."""
    scene.set(draft=None)
    _next_part_later(scene)


def _next_part_later(scene: Scene) -> None:
    if not scene.j.hint("check_ins") or Q.HOLD_TIME in scene.j.asked:
        return
    author = scene.around.author
    day = scene.today
    for _ in range(SILENT_AFTER):
        day = next_working_day(day, author.hours, author.zone, scene.house.policy.country)
    scene.promise(CheckIn(Kind.MENTOR, day, author.hours.starts, "mentor"))


PASSED_ON = "passed_on:"
"""Under this note, with the letter's id behind it, stands the message in which the answer to a mentor's letter was passed on."""


def taken_back(scene: Scene, letter: str, name: str) -> None:
    """The mentor took the answer back: it is gone where it was passed on, and nothing is asked of it any more."""
    j = scene.j
    card = j.note(PASSED_ON + letter)
    scene.note("mentor_words", "")
    if card:
        scene.amends = Amends(card, (Line("reply.taken_back", {"name": name}),), instead=True)
        scene.set(
            live=tuple(each for each in j.live if each.letter != card),
            stale=tuple(each for each in j.stale if each != card),
            visit=None if j.visit and j.visit.letter == card else j.visit,
        )
    scene.say("reply.taken_back", name=name)
    another = any(out.kind is DraftKind.MENTOR and "reply" in out.pressed for out in scene.j.outbox)
    scene.retire = j.question is Q.MENTOR_KEEP and not another
    if scene.retire:
        scene.rest()
        if not (j.quiet or j.paused):
            _next_part_later(scene)
    elif j.before is Q.MENTOR_KEEP and not another:
        scene.set(before=None)


def answered(scene: Scene, name: str, text: str) -> None:
    """The mentor's words, passed on word for word; after them one question."""
    scene.release("mentor")
    scene.say("passed_on", name=name, text=text)
    scene.note("mentor_words", text)
    scene.ask(Q.MENTOR_KEEP, None, "skip=mentor_keep.nothing")


def declined(scene: Scene, name: str) -> None:
    """A decline reads "can't this time"."""
    scene.release("mentor")
    scene.ask(Q.MENTOR_SILENT, "ask.mentor_declined", "another=mentor_declined.another", "not_now", name=name)


def pressed_mentor_silent(scene: Scene, choice: str) -> None:
    """Someone else, or not now."""
    if choice == "another":
        scene.set(mentor=None)
        ask_mentor_name(scene)
    else:
        ask_worry(scene)


def said_mentor_silent(scene: Scene, said: Said) -> None:
    """A name, at once; or no one else."""
    if _NO_ONE.match(said.text.strip().casefold().strip(".!? ")):
        pressed_mentor_silent(scene, "not_now")
    elif _tells_worry(scene, said):
        return
    elif is_name(scene, said.text):
        scene.set(mentor=None)
        name_mentor(scene, said.text)
    else:
        scene.go("news")


def said_mentor_keep(scene: Scene, said: Said) -> None:
    """One thing worth keeping, in the person's words."""
    scene.note("keep_from_mentor", said.text.strip()[:1000])
    scene.say("mentor.kept")
    scene.go(Q.HOLD_TIME)


def pressed_mentor_keep(scene: Scene, choice: str) -> None:
    """Nothing to add."""
    del choice
    scene.go(Q.HOLD_TIME)


def said_worry(scene: Scene, said: Said) -> None:
    """What is known, and what is feared."""
    scene.note("worry", said.text.strip()[:2000])
    scene.note("worry_said", "")
    scene.ask(Q.WORRY_COLLEAGUE, None, "skip")


def said_worry_colleague(scene: Scene, said: Said) -> None:
    """What a colleague would be told."""
    scene.note("fair_sentence", said.text.strip()[:1000])
    scene.say("worry.kept")
    scene.go(Q.HOLD_TIME)


def skip_to_hold(scene: Scene, choice: str) -> None:
    """Skipped; never mentioned again."""
    del choice
    scene.say("control.skipped")
    scene.go(Q.HOLD_TIME)


ASK = {
    Q.SETTLED: ask_settled,
    Q.MENTOR: ask_mentor,
    Q.MENTOR_NAME: ask_mentor_name,
    Q.MENTOR_KEEP: lambda scene: scene.ask(Q.MENTOR_KEEP, None, "skip=mentor_keep.nothing"),
    Q.MENTOR_SILENT: lambda scene: declined(scene, scene.j.mentor.first if scene.j.mentor else ""),
    Q.WORRY: ask_worry,
    Q.WORRY_COLLEAGUE: lambda scene: scene.ask(Q.WORRY_COLLEAGUE, None, "skip"),
}
SAID = {
    Q.SETTLED: said_settled,
    Q.MENTOR: said_mentor,
    Q.MENTOR_NAME: said_mentor,
    Q.MENTOR_SILENT: said_mentor_silent,
    Q.MENTOR_KEEP: said_mentor_keep,
    Q.WORRY: said_worry,
    Q.WORRY_COLLEAGUE: said_worry_colleague,
}
PRESSED = {
    Q.SETTLED: pressed_settled,
    Q.MENTOR: pressed_mentor,
    Q.MENTOR_SILENT: pressed_mentor_silent,
    Q.MENTOR_KEEP: pressed_mentor_keep,
    Q.WORRY: skip_to_hold,
    Q.WORRY_COLLEAGUE: skip_to_hold,
}
