"""Amend the situation: what puts it right, by when, and what makes a repeat less likely."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot import drafting, story, wording
from bot.acts import commits, intends, others_wish, says_no, tells_all_done, tells_done, tells_finished, tells_part_done
from bot.checkins import CheckIn, Kind, days_off_in, first, later_today, next_working_day, on_or_after_working_day
from bot.events import Said
from bot.hearing import AHEAD, TELLS, absorb, did_as_planned, duty_of, kind_of, names_here, reports_done
from bot.journey import PUT_RIGHT, Commitment, DraftKind
from bot.path import Question, Step
from bot.patterns import regex
from bot.scene import Scene, expires, quoted
from bot.summary import if_then_key
from bot.times import begins, deadline, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.values import Sentence
    from prompts.policy import Mistake, Situation

Q = Question
PREVENTION_WITHIN = 14
SETTLED_AFTER = 3
"""Working days after the repair."""


def after_told(scene: Scene) -> None:
    """The first listener knows. What stands open comes next, and only that."""
    j = scene.j
    if j.step in (Step.FIRST_HOUR, Step.TRANSPARENT):
        scene.set(step=Step.AMEND)
    if j.fixed:
        scene.go("part_done")
        return
    if _promise_next(scene):
        scene.rest()
        return
    if not j.repairs and Q.REPAIR_PLAN not in j.asked:
        scene.go(Q.REPAIR_PLAN)
        return
    scene.go("part_done")


def next_due_repair(scene: Scene) -> Commitment | None:
    """The next promised act that has a time."""
    open_ = [r for r in scene.j.repairs if r.done is None and r.due is not None and r.due > scene.now]
    return min(open_, key=lambda r: r.due or scene.now) if open_ else None


def ask_repair_plan(scene: Scene) -> None:
    """What puts it right: a short starter list fitted to the kind, all open to change."""
    known = scene.house.mistakes.get(kind_of(scene) or "")
    if known and known.repairs:
        scene.say("repair.starters")
        for number, starter in enumerate(known.repairs[:3], 1):
            scene.text(f"{number}. {starter}")
    scene.ask(Q.REPAIR_PLAN, None, "add=repair.second", "skip")


def said_repair_plan(scene: Scene, said: Said) -> None:
    """The plan: acts with times. A vague one gets one question. What only prevents is kept as that."""
    labels = said.review.labels
    if "prevention" in labels and "repair" not in labels and not deadline(said.text, scene.now, scene.zone):
        said_prevention(scene, said)
        return
    if scene.j.told and reports(scene, said):
        fixed_news(scene, said)
        return
    vague = bool(said.review.labels & {"vague_promise"}) and not deadline(said.text, scene.now, scene.zone)
    if vague and Q.REPAIR_PLAN not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.REPAIR_PLAN))
        scene.ask(Q.REPAIR_PLAN, "ask.repair_exact", "skip")
        return
    kept = absorb(scene, Q.REPAIR_PLAN, said.review)
    spoils = {"excuse", "blame", "apology", "negative_self_talk"}
    plain = [s for s in kept if "repair" in s.labels or not (s.labels & spoils or s.out or others_wish(s.text))] or kept
    acts = tuple(Commitment(s.text, deadline(s.text, scene.now, scene.zone)) for s in plain)
    scene.set(repairs=scene.j.repairs + acts)
    scene.say("heard.as_it_is" if vague else "repair.kept")
    if (local := _promise_next(scene)) is not None:
        scene.say("repair.ask_then", when=scene.when(local))
        if local.date() == scene.today:
            scene.rest()
            return
    scene.go("part_done")


def reports(scene: Scene, said: Said) -> bool:
    """Claim: the words tell what has been done, not what will be. What somebody else wants later is no plan."""
    if "vague_promise" in said.review.labels:
        return False
    plain = [s.text for s in said.review.sentences if not others_wish(s.text)]
    if len(plain) < len(said.review.sentences) and any(map(tells_done, plain)):
        return not any(commits(text) or AHEAD.search(text) for text in plain)
    if AHEAD.search(said.text):
        return False
    if tells_done(said.text) and not _MORE_WRONG.search(said.text):
        return True
    return story.read(said.text, names_here(scene)).fixed or _STANDS_DONE.match(said.text.strip()) is not None


def mends(scene: Scene, said: Said) -> bool:
    """Claim: unasked, these words report that what was promised is done. Where nothing is open they report nothing."""
    open_ = any(r.done is None for r in scene.j.repairs)
    told = said.review.sentences
    return open_ and not scene.j.hint("not_mine") and bool(told) and all(map(_mends, told))


def _mends(sentence: Sentence) -> bool:
    return tells_finished(sentence.text) and not sentence.labels & {"excuse", "negative_self_talk", "vague_promise"}


def promises_more(scene: Scene, said: Said) -> bool:
    """Claim, and done: a new act with its time is promised, after telling: it is asked about then."""
    acts = [
        Commitment(s.text, at)
        for s in said.review.sentences
        if (commits(s.text) or intends(s.text))
        and not others_wish(s.text)
        and "prevention" not in s.labels
        and (at := deadline(s.text, scene.now, scene.zone)) is not None
        and at > scene.now
    ]
    if not acts:
        return False
    absorb(scene, Q.REPAIR_PLAN, said.review)
    scene.set(repairs=scene.j.repairs + tuple(acts))
    scene.say("repair.kept")
    _promise_next(scene)
    when = min(act.due for act in acts if act.due)
    scene.say("repair.ask_then", when=scene.when(when))
    scene.rest()
    return True


def _promise_next(scene: Scene) -> datetime | None:
    """The next promised act that has a time is asked about then: at which local time, or None."""
    due = next_due_repair(scene)
    if due is None or due.due is None:
        return None
    local = due.due.astimezone(scene.local.tzinfo)
    scene.promise(CheckIn(Kind.REPAIR, local.date(), local.time().replace(tzinfo=None), "repair-1"))
    return local


_MORE_WRONG = regex(r"\b(?:wrong|mistake|also|too|another|old|again|forgot)\b", re.I)
"""An answer that goes on with the story tells an act that repairs nothing."""


_STANDS_DONE = regex(
    r"^(?:the |a |my |our |all |both |it |everything |\d+ )(?:\w+ ){0,3}?(?:is|are|has been|have been|was|were|got) (?:now |already |all )?"
    r"(?:changed|done|replaced|back|sorted|sent|repaired|paid|refunded|delivered|corrected|restored|booked|moved|locked|cancelled|found|returned|updated)\b",
    re.I,
)


def pressed_repair_plan(scene: Scene, choice: str) -> None:
    """A second option beside the first, or skip."""
    if choice == "add":
        scene.ask(Q.REPAIR_PLAN, "ask.repair_two", "skip")
        return
    scene.say("control.skipped")
    scene.go("part_done")


def due_repair(scene: Scene, check_in: CheckIn) -> None:
    """The promised time has come: how does it stand?"""
    open_ = [r for r in scene.j.repairs if r.done is None]
    if not open_:
        return
    act = next((r for r in open_ if r.due is not None and r.due <= scene.now), open_[0])
    if check_in.key != "repair-1":  # another time than the one that was named
        ask_open_repair(scene, act)
        return
    scene.ask(Q.REPAIR_HOW, None, "done", "not_yet", "stop=stop_these", text=quoted(act.text))


def ask_open_repair(scene: Scene, act: Commitment | None = None) -> None:
    """The same at another time than the one that was named."""
    open_ = [r for r in scene.j.repairs if r.done is None]
    if act is None and not open_:
        return
    text = quoted((act or open_[0]).text)
    buttons = ("done", "not_yet", "stop=stop_these") if scene.unasked else ("done", "not_yet")
    scene.ask(Q.REPAIR_HOW, "ask.repair_open", *buttons, text=text)


def road_closed(scene: Scene) -> None:
    """What was planned cannot be had any more: it is taken off, and something else may help."""
    scene.set(repairs=tuple(r for r in scene.j.repairs if r.done is not None))
    scene.release("repair")
    scene.say("repair.closed")
    scene.ask(Q.REPAIR_PLAN, "ask.repair_else", "skip")


def promised_word(scene: Scene) -> Commitment | None:
    """The promise to tell the first listener something by a time, where there is one."""
    to = scene.j.manager
    if to is None:
        return None
    said = regex(rf"\b(?:{_TELLS}) (?:\w+ ){{0,2}}?(?:{re.escape(to.first)}|my boss|my manager|the boss|you)\b", re.I)
    for each in scene.j.repairs:
        if each.due is not None and (found := said.search(each.text)):
            return replace(each, due=_own_time(scene, each.text[found.start() :], each.due))
    return None


def _own_time(scene: Scene, clause: str, due: datetime) -> datetime:
    """The time of a clause that has one of its own: in "ring Nova by 3, and tell Greg at 4" Greg's is 16:00."""
    day = due.astimezone(scene.local.tzinfo)
    begun = scene.j.begun.astimezone(scene.local.tzinfo)
    spoken = begun if begun.date() == day.date() else day.replace(hour=7, minute=0)
    return next((each.at for each in times(clause, spoken, scene.zone) if each.at >= spoken), due)


_TELLS = "tell|update|inform|let|ring|call|phone|email|message|text|report to|report back to|write to|get back to|show"


def pressed_repair_how(scene: Scene, choice: str) -> None:
    """Done, not yet, stop. One that is done leaves those whose time is still to come."""
    if choice == "done":
        ahead = next_due_repair(scene)
        if (
            ahead is not None
            and ahead.due is not None
            and any(
                r.done is None and r is not ahead and (r.due is None or r.due <= scene.now) for r in scene.j.repairs
            )
        ):
            scene.set(
                repairs=tuple(
                    replace(r, done=scene.now) if r.done is None and (r.due is None or r.due <= scene.now) else r
                    for r in scene.j.repairs
                )
            )
            _promise_next(scene)
            scene.say("repair.done")
            scene.say("sent.next_plain", text=quoted(ahead.text))
            scene.rest()
            return
        mark_repairs_done(scene)
        scene.say("repair.done")
        offer_fixed_note(scene)
    elif choice == "stop":
        scene.wants.append("stop")
    else:
        ask_in_the_way(scene)


def ask_in_the_way(scene: Scene) -> None:
    """ "Not yet" leads once to "What is in the way?", and then to nothing."""
    if Q.IN_THE_WAY in scene.j.asked:
        scene.say("repair.not_yet")
        after_in_the_way(scene)
        return
    scene.ask(Q.IN_THE_WAY, None, "skip")


def offer_fixed_note(scene: Scene) -> None:
    """The repairs are done: the "it's fixed" note, which needs a consent of its own."""
    to = scene.j.manager
    done = scene.j.note(PUT_RIGHT).split("\n")
    if scene.j.told is None or to is None or scene.j.hint("not_mine") or _was_there(scene, done):
        scene.go("part_done")
        return
    scene.say("fixed.word", name=to.first)
    scene.set(draft=drafting.fixed(scene))
    scene.go(Q.DRAFT)


def _was_there(scene: Scene, done: Sequence[str]) -> bool:
    """Claim: it was put right with its reader, on whom the wrong words landed: an apology is no news to them, and no "it's fixed"."""
    to = scene.j.manager
    if to is None or kind_of(scene) != "said_wrong":
        return False
    told = (s.text for s in scene.sayings(*TELLS))
    if any(story.boss_named(text, names_here(scene)) == to.name for text in told):
        return False
    return all(not text or _TO_THEM.search(text) for text in done)


_TO_THEM = regex(
    r"\b(?:apologi[sz]ed|said sorry|(?:spoke|talked|met|sat down)(?: \w+)? (?:to|with)|made it up|had (?:a|the) (?:word|talk|coffee)|told (?:her|him|them))\b",
    re.I,
)


def said_repair_how(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if bare.startswith(("yes", "yeah", "yep")) or _DONE_FIRST.match(bare):
        if len(bare.split()) > 3:
            fixed_news(scene, without_yes(said))
        else:
            pressed_repair_how(scene, "done")
    elif story.read(said.text, names_here(scene)).stuck:
        absorb(scene, Q.REPAIR_HOW, said.review)
        road_closed(scene)
    elif (
        (_IS_DONE.search(bare) and not _NOT_DONE.search(bare))
        or tells_done(said.text)
        or tells_all_done(said.text)
        or did_as_planned(scene, said.text)
    ):
        fixed_news(scene, said)
    elif puts_off(bare) or tells_part_done(bare):
        kept = absorb(scene, Q.REPAIR_HOW, said.review)
        if Q.IN_THE_WAY not in scene.j.asked and any(len(s.text.split()) > NOT_YET_ALONE for s in kept):
            scene.set(asked=(*scene.j.asked, Q.IN_THE_WAY))
            said_in_the_way(scene, said)
            return
        pressed_repair_how(scene, "not_yet")
    else:
        scene.go("news")


def puts_off(text: str) -> bool:
    """Claim: asked how it stands, these words say that it is not done."""
    return says_no(text) or text.strip().casefold().startswith(("still", "haven't", "havent"))


_MENDED = (
    r"(?:changed|corrected|fixed|mended|repaired|replaced|refunded|deleted|cancelled|canceled|confirmed|signed|returned|restored|"
    r"rebooked|reset|rolled back|back up|put right)"
)
_IS_DONE = regex(
    rf"\b(?:they|he|she|it)(?:['’]?ve|['’]?s| have| has| is| was)? (?:just |already |now |all )*{_MENDED}\b"
    rf"|\b(?:is|are|was|were|been) (?:now |all |finally )*{_MENDED}\b|\d \w+ {_MENDED}\b|^\d+ {_MENDED}\b"
)
_NOT_DONE = regex(
    r"\?|\b(?:not|never|no|but|will|would|might|may|should|if|when|once|unless|until|till|half|some|part(?:ly)?|\w+n['’]t|(?:do|does|did|has|have|had|is|are|was|were|could|would|should|wo|ca)nt)\b"
)
"""What takes it back, or says that it is still to come."""

NOT_YET_ALONE = 4
"""Words: a longer "not yet" says what is in the way, and is not asked for it."""


def without_yes(said: Said) -> Said:
    """ "Done, the pack went out at 14:50" without the word that only answers the question."""
    if not said.review.sentences:
        return said
    first, *rest = said.review.sentences
    text = _ONLY_ANSWERS.sub("", first.text)
    if not text:
        return said
    return replace(said, review=replace(said.review, sentences=(replace(first, text=text), *rest)))


_ONLY_ANSWERS = regex(
    rf"^(?:(?:yes|yeah|yep)\b[\s,.:;-]*)?(?:{drafting.SAYS_DONE}\b(?:\W*$|\s*[,.:;-]+\s*|\s+(?=(?:and|so)\b)|(?<=done)\s+(?=(?:the|i|we|they|he|she|it|all)\b(?: \w+){{0,2}}? "
    r"(?:is|are|was|were|went|has|have|got|came|\w+ed)\b)))?(?:(?:and|so)\b\s*)?",
    re.I,
)
""" "Fixed the table at 3" tells what was done; "fixed, all good" only answers."""


def mark_repairs_done(scene: Scene) -> None:
    """The repair is done, in the person's words."""
    scene.set(
        fixed=scene.j.fixed or scene.now,
        repairs=tuple(replace(r, done=r.done or scene.now) for r in scene.j.repairs),
    )
    scene.release("repair")
    promise_settled(scene)


def promise_settled(scene: Scene) -> None:
    """Three working days after the repair, and after the first check-in, it asks once whether it is settled, where check-ins are wanted."""
    j = scene.j
    if j.fixed is None or j.settled is not None or not j.hint("check_ins") or Q.SETTLED in j.asked:
        return
    author = scene.around.author
    day = j.fixed.astimezone(scene.local.tzinfo).date()
    for _ in range(SETTLED_AFTER):
        day = next_working_day(day, author.hours, author.zone, scene.house.policy.country)
    chosen = next((p.day for p in j.promises if p.key == "first"), None)
    if chosen is not None and day <= chosen:  # "Nothing from me before then"
        day = next_working_day(chosen, author.hours, author.zone, scene.house.policy.country)
    if day <= scene.today:
        return
    scene.promise(CheckIn(Kind.SETTLED, day, author.hours.starts, "settled"))
    if any(p.key == "taper-3" and p.day == day for p in j.promises):
        scene.release("taper-3")


def ask_how_went(scene: Scene) -> None:
    """How the talk went, where only a part was the person's own."""
    scene.ask(Q.HOW_WENT, None, *_later_today(scene, "went"), "skip", "stop=stop_these")


def said_how_went(scene: Scene, said: Said) -> None:
    """Owned one's part; what led to it is offered, some day."""
    absorb(scene, Q.HOW_WENT, said.review)
    if scene.j.told is None:
        scene.set(told=scene.now)
    if scene.j.hint("part_nothing"):
        scene.say("part.owned_nothing")
        pressed_own_part_time(scene, "thats_enough")
        return
    scene.say("part.owned")
    scene.ask(Q.OWN_PART_TIME, None, "yes", "not_now", "thats_enough")


def pressed_how_went(scene: Scene, choice: str) -> None:
    """Later today, skip, stop."""
    moved(scene, choice, "went")


def pressed_own_part_time(scene: Scene, choice: str) -> None:
    """Yes, not now, that's enough."""
    if choice == "yes":
        scene.form = "when"
        scene.ask(Q.HOLD_WHEN)
        return
    day = expires(scene.j, scene.house.retention_days, scene.zone)
    scene.say("check_in.all_from_me", day=f"{day.day} {day:%B}")
    scene.rest()


def said_in_the_way(scene: Scene, said: Said) -> None:
    """What is in the way: kept; the next try is named."""
    if story.read(said.text, names_here(scene)).stuck and scene.j.goal is None:
        absorb(scene, Q.IN_THE_WAY, said.review)
        road_closed(scene)
        return
    absorb(scene, Q.IN_THE_WAY, said.review)
    at = deadline(said.text, scene.now, scene.zone)
    if at is not None and at > scene.now:
        local = at.astimezone(scene.local.tzinfo)
        scene.promise(CheckIn(Kind.REPAIR, local.date(), local.time().replace(tzinfo=None), "repair-2"))
        scene.say("repair.ask_then", when=scene.when(at))
        scene.rest()
        return
    scene.say("in_the_way.kept")
    if scene.j.goal is not None and not scene.j.promises:
        scene.go(Q.PAGE)
        return
    after_in_the_way(scene)


def pressed_in_the_way(scene: Scene, choice: str) -> None:
    """Skip."""
    del choice
    scene.say("control.skipped")
    after_in_the_way(scene)


def after_in_the_way(scene: Scene) -> None:
    """Today's part is as far as it goes: the check-in is offered, where it has not been."""
    scene.rest()
    if not scene.j.note("check_in") and scene.j.told is not None and not scene.j.hint("not_mine"):
        ask_check_in(scene)


def fixed_news(scene: Scene, said: Said) -> None:
    """ "Chris deleted it": the repair is reported done."""
    absorb(scene, Q.REPAIR_HOW, said.review)
    said = without_reader(scene, said)
    told = [s.text for s in said.review.sentences if drafting.in_news(s)]
    scene.note(PUT_RIGHT, "\n".join(told))
    mark_repairs_done(scene)
    role = duty_of(scene)
    contact = scene.house.policy.contacts.get(role) if role else None
    if contact and _door_was_named(scene):
        scene.say("fixed.proof", name=contact.first)
    else:
        scene.say("fixed.plain")
    promised = promised_word(scene)
    if _was_there(scene, told):
        scene.go("part_done")
        return
    if scene.j.told and scene.j.manager:
        name = scene.j.manager.first
        if promised and promised.due and promised.due >= scene.now:
            scene.say("fixed.word_promised", name=name, time=scene.when(promised.due))
        else:
            scene.say("fixed.word", name=name)
        scene.set(draft=drafting.update(scene, said) if told else drafting.fixed(scene))
        scene.go(Q.DRAFT)
        return
    scene.go("part_done")


def _door_was_named(scene: Scene) -> bool:
    """Claim: the person with the duty stood in the first hour's acts, or is said to have been told. A suspicion alone names nobody."""
    called = ("done:called_", "done:safety_lead")
    return Q.FIRST_ACTS in scene.j.asked or any(h.startswith(called) for h in scene.j.hints)


def without_reader(scene: Scene, said: Said) -> Said:
    """The news without what its reader has said or been told: they know."""
    to = scene.j.manager
    if to is None:
        return said
    known = regex(
        rf"^\W*(?:and |so )?(?:{re.escape(to.first)} (?:\w+ )?(?:said|says|replied|answered|wrote|knows|laughed|was|is)|(?:i )?told (?:{re.escape(to.first)}|her|him|them)\W*$|(?:she|he)(?:['’]?s| is| was) (?:\w+ )?(?:fine|ok|okay|good|calm|kind|lovely|happy|nice)\b)",
        re.I,
    )
    rest = tuple(s for s in said.review.sentences if not known.match(s.text))
    return replace(said, review=replace(said.review, sentences=rest)) if rest else said


def word_instead(scene: Scene, said: Said) -> None:
    """News typed beside the "it's fixed" words: these are the word to its reader. Who did it is no blame here."""
    absorb(scene, Q.REPAIR_HOW, said.review)
    news = tuple(replace(s, labels=s.labels - {"blame"}) for s in said.review.sentences)
    said = replace(said, review=replace(said.review, sentences=news))
    told = [s.text for s in said.review.sentences if drafting.in_news(s)]
    scene.note(PUT_RIGHT, "\n".join(told))
    if told:
        scene.set(draft=drafting.update(scene, said))
    scene.go(Q.DRAFT)


# what the first listener writes back

_HARD = regex(
    r"\b(?:unacceptable|disappoint\w*|furious|angry|ridiculous|appalling|careless|sloppy|not good enough|how could you|"
    r"out of order|no excuse|last straw|unprofessional|serious(?:ly)? (?:problem|matter|consequences)|consequences|"
    r"final warning|lost (?:my )?trust|don'?t trust|can'?t trust|hr will|fed up|sick of)\b",
    re.I,
)


def heard_back(scene: Scene, text: str) -> None:
    """What to do with the author's next words: an answer to a question, a hand with a hard reply, or nothing."""
    if _HARD.search(text):
        scene.note("heard_back", "hard")
    elif "?" in text:
        scene.note("heard_back", "asked")


def answer_back(scene: Scene, said: Said) -> bool:
    """The author writes after a reply: words for its writer, sent only by a press. False: there is nothing to answer."""
    how, name = scene.j.note("heard_back"), scene.j.manager
    if not how or name is None or not _may_answer(scene, said):
        return False
    scene.note("heard_back", "")
    read = story.read(said.text, names_here(scene))
    if how == "asked" and (read.settled or read.fixed):
        return False
    if how == "hard":
        absorb(scene, Q.HARD_REPLY, said.review)
        ask_hard_reply(scene)
        return True
    answer_draft(scene, said)
    return True


def _may_answer(scene: Scene, said: Said) -> bool:
    """Claim: nothing else is open that these words answer: no offer to come back, no plan."""
    match scene.j.question:
        case None:
            return True
        case Q.CHECK_IN:
            return not for_the_check_in(scene, said.text)
        case Q.REPAIR_PLAN:
            return not any(
                commits(s.text) or deadline(s.text, scene.now, scene.zone) for s in said.review.sentences
            ) or bool(_YES_OR_NO.match(said.text))
        case _:
            return False


_YES_OR_NO = regex(r"\W*(?:yes|yeah|yep|no|not yet|nope)\b", re.I)


def ask_hard_reply(scene: Scene) -> None:
    """A fact and a time is enough. Said only when the author writes, and once."""
    scene.ask(Q.HARD_REPLY, None, "use=hard_reply.help", "not_now=hard_reply.later")


def pressed_hard_reply(scene: Scene, choice: str) -> None:
    """Help me answer, or later."""
    if choice == "use":
        scene.ask(Q.HARD_REPLY, "ask.hard_reply_words", "not_now=hard_reply.later")
        return
    scene.say("hard_reply.later")
    scene.rest()


def said_hard_reply(scene: Scene, said: Said) -> None:
    """What is done and what comes next becomes a draft; no, or later, is later."""
    bare = said.text.strip().casefold().strip(".!")
    if bare in ("later", "no", "not now", "not yet"):
        pressed_hard_reply(scene, "not_now")
    elif bare in ("yes", "ok", "help", "help me", "help me answer", "please"):
        pressed_hard_reply(scene, "use")
    else:
        answer_draft(scene, said)


def answer_draft(scene: Scene, said: Said) -> None:
    """The author's own sentences as an answer. What is left out of any letter is left out here too."""
    absorb(scene, Q.REPAIR_HOW, said.review)
    draft = drafting.update(scene, said)
    if not any(drafting.in_news(s) for s in said.review.sentences):
        scene.ask(Q.HARD_REPLY, "ask.hard_reply_words", "not_now=hard_reply.later")
        return
    scene.set(draft=replace(draft, kind=DraftKind.ANSWER))
    scene.go(Q.DRAFT)


# the check-in


def part_done(scene: Scene) -> None:
    """Today's part is done: a check-in is asked for, never assumed."""
    j = scene.j
    if (
        j.note("check_in")
        or Q.CHECK_IN in j.skipped
        or j.quiet
        or any(p.kind not in (Kind.TELL, Kind.REPAIR, Kind.SETTLED) for p in j.promises)
    ):
        later_part(scene)
        return
    scene.say("check_in.today_done")
    ask_check_in(scene)


def later_part(scene: Scene) -> None:
    """Nothing more today; the next promise is named when there is one."""
    asked_all = not scene.j.promises and Q.BROUGHT_UP in scene.j.asked and scene.j.fixed is not None
    if asked_all:  # the last question has been: what else was never offered?
        scene.go("rest_of_week")
        return
    quiet(scene)
    scene.rest()


def quiet(scene: Scene) -> None:
    """Silence, until the next word that was promised."""
    day = "" if scene.j.paused else scene.next_word()
    if day:
        scene.say("check_in.quiet_until", day=day)
    else:
        scene.say("check_in.quiet")


def first_check_in(scene: Scene) -> CheckIn:
    """The next working day at the person's hour."""
    author = scene.around.author
    check_in = first(scene.now, author.hours, author.zone, scene.house.policy.country)
    taken = {p.day for p in scene.j.promises if p.kind is Kind.REPAIR}
    while check_in.day in taken:
        day = next_working_day(check_in.day, author.hours, author.zone, scene.house.policy.country)
        check_in = replace(check_in, day=day)
    return check_in


def ask_check_in(scene: Scene) -> None:
    """[Yes, 09:00] [Another time] [No check-ins]."""
    check_in = first_check_in(scene)
    scene.ask(
        Q.CHECK_IN,
        None,
        "yes=check_in.yes",
        "another_time",
        "no=check_in.no",
        day=scene.day(check_in.day),
        time=check_in.at.strftime("%H:%M"),
    )


def pressed_check_in(scene: Scene, choice: str) -> None:
    """Yes, another time, no check-ins."""
    scene.note("check_in", choice)
    if choice == "yes":
        say_yes(scene)
    elif choice == "another_time":
        ask_check_in_when(scene)
    else:
        scene.unhint("check_ins")
        scene.release("settled")
        scene.say("check_in.none" if not scene.j.hint("not_mine") else "check_in.none_part")
        scene.rest()


def ask_check_in_when(scene: Scene) -> None:
    """Another day and hour."""
    scene.form = "when"
    scene.ask(Q.CHECK_IN_WHEN)


def say_yes(scene: Scene) -> None:
    """The first check-in, and the taper behind it, become promises."""
    scene.note("check_in", "yes")
    check_in = first_check_in(scene)
    promise_from(scene, check_in)
    scene.say("check_in.set", day=cap(scene.day(check_in.day)), time=check_in.at.strftime("%H:%M"))
    scene.rest()
    ask_days_off(scene)


def ask_days_off(scene: Scene) -> None:
    """Which days are off: asked once a person, and only where tomorrow is one that some have off (Friday to Sunday)."""
    if scene.around.author.hours.told or scene.today.weekday() not in _BEFORE_A_DAY_OFF:
        return
    set_hours(scene, told=True)
    show_days_off(scene)


def show_days_off(scene: Scene) -> None:
    """Two weekends by a press, or other days; once other days were pressed, in words."""
    if Q.DAYS_OFF in scene.j.again:
        scene.ask(Q.DAYS_OFF, "ask.days_off_which", "skip")
    else:
        scene.ask(Q.DAYS_OFF, None, "sat_sun=days_off.sat_sun", "fri_sat=days_off.fri_sat", "other=days_off.other")


_BEFORE_A_DAY_OFF = frozenset({3, 4, 5})


def set_hours(scene: Scene, **changes: Any) -> None:
    """The author's hours are the person's own, not the journey's: they change on the author who stands around it."""
    author = scene.around.author
    scene.set(around=replace(scene.around, author=replace(author, hours=replace(author.hours, **changes))))


def pressed_days_off(scene: Scene, choice: str) -> None:
    """Saturday and Sunday, Friday and Saturday, or other days, in words."""
    if choice == "other":
        scene.set(again=(*scene.j.again, Q.DAYS_OFF))
        show_days_off(scene)
        return
    keep_days_off(scene, frozenset({4, 5}) if choice == "fri_sat" else frozenset({5, 6}))


def said_days_off(scene: Scene, said: Said) -> None:
    """Days in words; what names none is something else, and is heard as that."""
    days = days_off_in(said.text, asked=True)
    if days is None:
        scene.rest()
        scene.go("news")
    else:
        keep_days_off(scene, days)


def keep_days_off(scene: Scene, days: frozenset[int]) -> None:
    """Keep the person's days off; what was promised on one of them moves behind it. A day that the person picked stays."""
    set_hours(scene, days_off=days, told=True)
    if scene.j.question is Q.DAYS_OFF:  # the offer that was taken was "the next working day", so it is reckoned anew
        scene.rest()
        promise_from(scene, first_check_in(scene))
    author = scene.around.author
    for each in scene.j.promises:
        if each.kind is Kind.GOAL or each.key == "focus":
            continue
        day = on_or_after_working_day(each.day, author.hours, author.zone, scene.house.policy.country)
        if day != each.day:
            scene.promise(replace(each, day=day))
    upcoming = min(scene.j.promises, key=lambda p: (p.day, p.at), default=None)
    if upcoming is None:
        scene.say("days_off.kept")
    else:
        scene.say("days_off.kept_next", day=scene.day(upcoming.day), time=upcoming.at.strftime("%H:%M"))


def cap(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def promise_from(scene: Scene, check_in: CheckIn) -> None:
    """The first check-in and the taper: 3 and 7 calendar days from the beginning, on working days. None runs ahead of the first."""
    scene.release("taper", "settled")
    scene.promise(replace(check_in, key="first"))
    scene.hint("check_ins")
    if scene.j.hint("not_mine"):
        return
    author = scene.around.author
    begun = scene.j.begun.astimezone(scene.local.tzinfo).date()
    for key, days in (("taper-3", 3), ("taper-7", 7)):
        day = on_or_after_working_day(
            begun + timedelta(days=days), author.hours, author.zone, scene.house.policy.country
        )
        if day > check_in.day:
            scene.promise(CheckIn(Kind.TAPER, day, author.hours.starts, key))
    promise_settled(scene)


def said_check_in(scene: Scene, said: Said) -> None:
    """Yes, no, or a time in words."""
    bare = said.text.strip().casefold()
    wanted = _hour_wanted(scene, said.text)
    if _tells_how_it_stands(scene, said):
        if scene.j.fixed is None and any(r.done is None for r in scene.j.repairs):
            said_repair_how(scene, said)
        else:
            scene.go("news")
    elif bare in _YES:
        say_yes(scene)
    elif says_no(bare) and len(bare.split()) <= 3:
        pressed_check_in(scene, "no")
    elif wanted and (for_the_check_in(scene, wanted) or (len(bare.split()) <= FEW and not _OF_OTHERS.search(bare))):
        set_when(scene, wanted)
    else:
        scene.go("news")


_YES = frozenset({"yes", "yeah", "yep", "ok", "sure", "yes please", "please"})
FEW = 8
"""Words with a time in them that are an answer, however they begin."""
_OF_OTHERS = regex(r"\b(?:he|she|they|them|we|went|sent|are|were|was|has|have)\b")
"""Words of a sentence that tells something, beside its hour."""
_NOT_THE_HOUR = regex(
    r"\b(?:off|away|busy|starts?|starting|begins?|works?|working|shift|opens?|closes?|meetings?|finish\w*|stand ?up)\b|^\W*(?:not|no)\b(?! (?:before|until|till|earlier)\b)"
)
"""What speaks of another hour than the one that is wanted."""


def _hour_wanted(scene: Scene, text: str) -> str:
    """The part of an answer that names the day and hour that are wanted; "" when none does."""
    parts = [part for part in re.split(r"[,;!?]\s+|\.\s+|\s+(?:cos|because|since)\s+", text) if part.strip()]
    plain = [part for part in parts if not _NOT_THE_HOUR.search(part.casefold())] or parts
    named = _BARE_HOUR.sub(r"at \g<hour>", ", ".join(plain))
    return named if times(named, scene.now, scene.zone) else ""


_BARE_HOUR = regex(
    r"\b(?:make it|say|rather|around|about|maybe|prefer|better)(?: at)? (?P<hour>1[0-2]|[1-9])\b(?![:.]\d)(?! ?(?:[ap]\.?m|days?|hours?|weeks?|min))",
    re.I,
)
"""An hour without its word: "make it 8"."""


def _tells_how_it_stands(scene: Scene, said: Said) -> bool:
    """Claim: news of the repair, whatever hour is in it."""
    read = story.read(said.text, names_here(scene))
    return (
        read.fixed
        or _DONE_FIRST.match(said.text) is not None
        or tells_done(said.text)
        or reports_done(scene, said.text)
    )


_DONE_FIRST = regex(rf"\W*(?:{drafting.SAYS_DONE}|all sent)\b(?! (?:when|if|once|by))", re.I)


def for_the_check_in(scene: Scene, text: str) -> bool:
    """Claim: these words answer the offer to come back, and nothing else: yes, no, a day or an hour."""
    bare = text.strip().casefold().strip(".!")
    if bare in _YES or bare in ("no", "no thanks", "nope", "no check-ins", "no thank you", "not now"):
        return True
    spans = times(text, scene.now, scene.zone)
    left = text
    for span in reversed(spans):
        left = left[: span.start] + left[span.end :]
    return bool(spans) and _AROUND_AN_HOUR.fullmatch(left) is not None


_AROUND_AN_HOUR = regex(
    r"\W*(?:(?:yes|yeah|yep|ok|okay|sure|please|pls|fine|no|not|at|on|in|the|make it|say|rather|but|though|then|instead|or|maybe|better|best|would be|is|works|suits me|for me|"
    r"before|after|around|about|i['\u2019]?d prefer|i prefer|could (?:you|we)|can (?:you|we)|do it|come back|it|that|same time|morning|afternoon)\b\W*)*",
    re.I,
)


def said_check_in_when(scene: Scene, said: Said) -> None:
    """A day and an hour in words."""
    set_when(scene, said.text)


def set_when(scene: Scene, text: str) -> None:
    """A check-in at the day and hour that `text` names."""
    text = _HOUR_FIRST.sub(r"at \g<hour> \g<rest>", text)
    found = times(text, scene.now, scene.zone)
    if found and not any(
        span.has_day for span in found
    ):  # an hour alone is one of the day to come, not of today's rest
        dawn = (scene.local + timedelta(days=1)).replace(hour=5, minute=0)
        found = times(text, dawn, scene.zone) or found
    if not found:
        if Q.CHECK_IN_WHEN in scene.j.again:
            scene.say("later.leave_it")
            scene.rest()
            return
        scene.set(again=(*scene.j.again, Q.CHECK_IN_WHEN))
        scene.form = "when"
        scene.ask(Q.CHECK_IN_WHEN, "ask.check_in_when_again")
        return
    at = found[0].at.astimezone(scene.local.tzinfo)
    clock = next(
        (f.at.astimezone(scene.local.tzinfo).time() for f in found if f.has_clock), scene.around.author.hours.starts
    )
    day = (
        at.date()
        if found[0].has_day
        else (next((f.at.date() for f in found if f.has_day), None) or _tomorrow_if_past(scene, clock))
    )
    if day <= scene.today and (day < scene.today or clock <= scene.local.time().replace(tzinfo=None)):
        scene.form = "when"
        scene.ask(Q.CHECK_IN_WHEN, "ask.check_in_when_past")
        return
    promise_from(scene, CheckIn(Kind.TAPER, day, clock.replace(tzinfo=None), "first"))
    scene.say("check_in.set", day=cap(scene.day(day)), time=clock.strftime("%H:%M"))
    scene.rest()


_HOUR_FIRST = regex(
    r"^(?P<before>(?:yes|ok|okay|sure|please|make it|say|at|no)[\s,]+)*(?P<hour>1[0-2]|[1-9])(?: (?:please|pls))? (?P<rest>(?:on )?(?:tomorrow|tmrw|today|(?:next )?\w+day)\b.*)$",
    re.I,
)
""" "8 tomorrow", said in answer to the question which hour."""


def _tomorrow_if_past(scene: Scene, clock: time) -> date:
    del clock
    author = scene.around.author
    return next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)


# prevention


def cue(scene: Scene) -> str:
    """The cue of the If–Then: what can be seen just before it would happen again."""
    if scene.j.note("cue"):
        return scene.j.note("cue")
    known = scene.house.mistakes.get(kind_of(scene) or "")
    if known is None:
        return scene.line("prevention.cue_plain")
    situation = _situation(scene, known)
    if situation is not None and scene.j.note("thing") not in known.cues:
        return situation.cue
    return known.cue_for(scene.j.note("thing") or None)


def _situation(scene: Scene, known: Mistake) -> Situation | None:
    """How it came about, as the words told it."""
    told = "\n".join(s.text for s in scene.sayings(Q.WHAT_HAPPENED, Q.TELLING, Q.PART))
    number = story.situation(told, known.kind)
    return None if number is None else known.situations[number]


def ask_prevention(scene: Scene) -> None:
    """What will be done differently: asked with the check-in, for the cause need not be known on day one."""
    moves = [*_later_today(scene, "prevention"), "tomorrow", "skip", "stop=stop_these"]
    buttons = moves if scene.unasked else ["skip"]
    scene.note("cue", cue(scene))
    scene.ask(Q.PREVENTION, "ask.prevention_open" if scene.unasked else None, *buttons, cue=cue(scene))


def _later_today(scene: Scene, key: str) -> list[str]:
    """ "Later today" is once, at 16:00: it is offered only while it can be kept."""
    author = scene.around.author
    possible = later_today(scene.now, author.hours, author.zone) is not None
    return ["later_today"] if possible and not scene.j.hint(f"later-{key}") else []


_OTHERS = regex(r"^(?:they|he|she|it|this|that|nobody|no one|someone)\b", re.I)
"""What somebody else did is no act of one's own."""


def said_prevention(scene: Scene, said: Said) -> None:
    """An act that can be seen. A vague one gets one question."""
    vague = "vague_promise" in said.review.labels and "prevention" not in said.review.labels
    if vague and Q.PREVENTION not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.PREVENTION))
        scene.say("prevention.vague", words=drafting.vague_core(said.text))
        scene.ask(Q.PREVENTION, "ask.prevention_exact", "skip", before=_before(scene))
        return
    if _OTHERS.match(said.text.strip()) and "prevention" not in said.review.labels:
        scene.go("news")
        return
    absorb(scene, Q.PREVENTION, said.review)
    words, day = begins(said.text, scene.now, scene.zone) or (said.text, None)
    kept = drafting.prevention(scene, words, scene.line("prevention.own_cue", cue=cue(scene)))
    scene.set(preventions=(*scene.j.preventions, kept))
    scene.say("heard.as_it_is" if vague else "prevention.seen")
    scene.say(if_then_key(kept), cue=kept.cue, act=kept.act)
    if day is not None and day >= scene.today:
        _within(scene, day)
        return
    scene.ask(Q.STARTS, None, "today", "tomorrow", "pick_date")


def _before(scene: Scene) -> str:
    known = scene.house.mistakes.get(kind_of(scene) or "")
    if known is None:
        return scene.line("prevention.before_plain")
    situation = _situation(scene, known)
    return situation.moment if situation else known.moment


def pressed_prevention(scene: Scene, choice: str) -> None:
    """Later today, tomorrow, skip, stop."""
    moved(scene, choice, "prevention")


def moved(scene: Scene, choice: str, key: str) -> None:
    """The buttons of a check-in: once later today, tomorrow, skip, stop."""
    author = scene.around.author
    if choice == "later_today":
        later = later_today(scene.now, author.hours, author.zone)
        if later is not None and f"later-{key}" not in scene.j.hints:
            scene.hint(f"later-{key}")
            scene.promise(replace(later, key=f"snooze-{key}"))
            scene.say("later.once_more", time=later.at.strftime("%H:%M"))
        else:
            scene.say("later.leave_it")
        scene.rest()
    elif choice == "tomorrow":
        day = next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
        scene.promise(CheckIn(Kind.TAPER, day, author.hours.starts, f"snooze-{key}"))
        scene.say("later.tomorrow", day=cap(scene.day(day)), time=author.hours.starts.strftime("%H:%M"))
        scene.rest()
    elif choice == "stop":
        scene.wants.append("stop")
    else:
        scene.wants.append("skip")


def pressed_starts(scene: Scene, choice: str) -> None:
    """From when: today, tomorrow, a date."""
    if choice == "pick_date":
        scene.form = "date"
        scene.ask(Q.STARTS, "ask.starts_date")
        return
    _starts(scene, scene.today if choice == "today" else scene.today + timedelta(days=1))


def said_starts(scene: Scene, said: Said) -> None:
    """A date in words."""
    at = deadline(said.text, scene.now, scene.zone)
    if at is None and scene.j.preventions and _says_it_anew(said):
        scene.set(preventions=scene.j.preventions[:-1])
        said_prevention(scene, said)
        return
    if at is None:
        if Q.STARTS in scene.j.again:
            _starts(scene, scene.today)
            return
        scene.set(again=(*scene.j.again, Q.STARTS))
        scene.form = "date"
        scene.ask(Q.STARTS, "ask.starts_date")
        return
    _within(scene, at.astimezone(scene.local.tzinfo).date())


def _says_it_anew(said: Said) -> bool:
    """Claim: asked from when, these words say better what will be done: "when I type a price I read it aloud first"."""
    anew = "prevention" in said.review.labels or bool(wording.if_then(said.text).cue) or _I_WOULD.match(said.text)
    return len(said.text.split()) > ANEW and bool(anew)


_I_WOULD = regex(
    r"^\W*(?:(?:no|or|actually|rather|better|so|ok)\b[,. ]*)*(?:i|we)(?:['\u2019]?(?:ll|d))? (?!(?:am|m|was|do|don|dont|think|guess|know|not|have|need|start|begin|would say)\b)[a-z]{3,} ",
    re.I,
)
ANEW = 4
"""Words: fewer are an answer to "from when"."""


def _within(scene: Scene, day: date) -> None:
    """From that day, two weeks from now at the latest: one that is too far is asked for again, once."""
    latest = scene.today + timedelta(days=PREVENTION_WITHIN)
    if day > latest and Q.STARTS not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.STARTS))
        scene.ask(Q.STARTS, "ask.starts_sooner", "today", "tomorrow", "pick_date")
        return
    if day > latest:
        scene.say("prevention.latest", day=scene.day(latest))
    _starts(scene, min(day, latest))


def _starts(scene: Scene, day: date) -> None:
    if scene.j.preventions:
        *rest, last = scene.j.preventions
        scene.set(preventions=(*rest, replace(last, starts=day)))
    if scene.j.told is None or scene.j.manager is None:
        scene.say("prevention.kept", day=scene.day(day))
        later_part(scene)
        return
    scene.go(Q.FULL_NOTE)


def ask_full_note(scene: Scene) -> None:
    """That line answers what most bosses want to know."""
    to = scene.j.manager
    scene.ask(Q.FULL_NOTE, None, "full_note", "say_myself=full_note.myself", "no", name=to.first if to else "")


def pressed_full_note(scene: Scene, choice: str) -> None:
    """Show me the note, I'll say it myself, no."""
    if choice == "full_note":
        scene.ask(Q.HOW_KNOW, None, "skip")
    elif choice == "say_myself":
        scene.say("full_note.better")
        later_part(scene)
    else:
        scene.say("full_note.fine")
        later_part(scene)


def said_full_note(scene: Scene, said: Said) -> None:
    """ "We talk at 11, I'll say it"."""
    bare = said.text.strip().casefold()
    if re.match(r"^(yes|show|ok|please)\b", bare):
        pressed_full_note(scene, "full_note")
    elif re.match(r"^no\b", bare) and len(bare.split()) <= 3:
        pressed_full_note(scene, "no")
    elif re.search(r"\b(say it|tell|myself|talk|meet|speak|in person)\b", bare):
        pressed_full_note(scene, "say_myself")
    else:
        scene.go("news")


def said_how_know(scene: Scene, said: Said) -> None:
    """How we will know: asked for the prevention alone."""
    if scene.j.preventions and not _NO_WAY_KNOWN.match(said.text.strip()) and not said.text.rstrip().endswith("?"):
        *rest, last = scene.j.preventions
        scene.set(preventions=(*rest, replace(last, known_by=said.text.strip()[:500])))
    _full(scene)


_NO_WAY_KNOWN = regex(
    r"(?:hm+|well|honestly|sorry)?\W*(?:no idea|idk|(?:i )?(?:don['\u2019]?t|do not) know|not sure|no|none|nothing|skip|pass|good question|we won['\u2019]?t)\b(?! \w+ \w+ \w+)",
    re.I,
)


def pressed_how_know(scene: Scene, choice: str) -> None:
    """Skip."""
    del choice
    _full(scene)


def _full(scene: Scene) -> None:
    scene.set(draft=drafting.draft(scene, DraftKind.FULL))
    scene.go(Q.DRAFT)


ASK = {
    Q.REPAIR_PLAN: ask_repair_plan,
    Q.CHECK_IN: ask_check_in,
    Q.PREVENTION: ask_prevention,
    Q.FULL_NOTE: ask_full_note,
    Q.STARTS: lambda scene: scene.ask(Q.STARTS, None, "today", "tomorrow", "pick_date"),
    Q.HOW_KNOW: lambda scene: scene.ask(Q.HOW_KNOW, None, "skip"),
    Q.HOW_WENT: ask_how_went,
    Q.OWN_PART_TIME: lambda scene: scene.ask(Q.OWN_PART_TIME, None, "yes", "not_now", "thats_enough"),
    Q.IN_THE_WAY: lambda scene: scene.ask(Q.IN_THE_WAY, None, "skip"),
    Q.HARD_REPLY: ask_hard_reply,
    Q.REPAIR_HOW: ask_open_repair,
    Q.CHECK_IN_WHEN: ask_check_in_when,
    Q.DAYS_OFF: show_days_off,
}
SAID = {
    Q.REPAIR_PLAN: said_repair_plan,
    Q.REPAIR_HOW: said_repair_how,
    Q.HARD_REPLY: said_hard_reply,
    Q.IN_THE_WAY: said_in_the_way,
    Q.HOW_WENT: said_how_went,
    Q.CHECK_IN: said_check_in,
    Q.CHECK_IN_WHEN: said_check_in_when,
    Q.DAYS_OFF: said_days_off,
    Q.PREVENTION: said_prevention,
    Q.STARTS: said_starts,
    Q.FULL_NOTE: said_full_note,
    Q.HOW_KNOW: said_how_know,
}
PRESSED = {
    Q.REPAIR_PLAN: pressed_repair_plan,
    Q.REPAIR_HOW: pressed_repair_how,
    Q.HARD_REPLY: pressed_hard_reply,
    Q.HOW_WENT: pressed_how_went,
    Q.OWN_PART_TIME: pressed_own_part_time,
    Q.CHECK_IN: pressed_check_in,
    Q.DAYS_OFF: pressed_days_off,
    Q.PREVENTION: pressed_prevention,
    Q.STARTS: pressed_starts,
    Q.FULL_NOTE: pressed_full_note,
    Q.HOW_KNOW: pressed_how_know,
    Q.IN_THE_WAY: pressed_in_the_way,
}
