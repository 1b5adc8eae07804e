"""Be transparent about your responsibility: the words to the first listener, and their road."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta

from bot import drafting, fates, story, wording
from bot.acts import commits, own_act, says_no, surely_done
from bot.checkins import CheckIn, Kind, in_hours, is_working_day, next_working_day, start_of_day, working_hours_later
from bot.effects import Release, Withdraw
from bot.events import Said
from bot.hearing import (
    MARKED,
    QUIET_KINDS,
    SPOILS,
    TOLD,
    UNSURE,
    absorb,
    ahead,
    all_marks,
    behind,
    choose,
    commit,
    duty_of,
    is_name,
    keep_in,
    kind_of,
    learn,
    leave,
    names_here,
    ongoing,
    park,
    passed_today,
    pending_marks,
    plans,
    reported,
    sayings_of,
    sort_plans,
    usable,
    weight,
)
from bot.journey import Draft, DraftKind, Outgoing, Saying
from bot.letters import LetterState
from bot.own_part import sort_part
from bot.path import Question, Step
from bot.patterns import regex
from bot.people import Part, Recipient
from bot.review.values import PROBLEMS, Has, Review
from bot.scene import Scene, ToThird, quoted
from bot.story import names, person_in
from bot.times import as_of, deadline

Q = Question
NAME_WORDS = 5
"""An answer of more words than this is no name."""
SAID_IN_WORDS = 4
"""An answer of so many words says who it is, and is no bare name: "Priyanka covers for him"."""
POST_WITHIN = timedelta(minutes=60)


# does the boss know


def ask_boss_knows(scene: Scene) -> None:
    """Has the first listener heard it already?"""
    scene.ask(Q.BOSS_KNOWS, None, "told=boss_knows.told", "not_told=boss_knows.not_told", "no_boss")


def pressed_boss_knows(scene: Scene, choice: str) -> None:
    """Yes, not yet, I have no boss."""
    scene.set(answered=scene.j.answered + 1)
    if choice == "told":
        told(scene, "said")
        scene.say("told.good")
    elif choice == "no_boss":
        scene.hint("no_boss")
        scene.go(Q.LISTENER)
        return
    else:
        scene.hint("boss_unaware")
    scene.go("onward")


def said_boss_knows(scene: Scene, said: Said) -> None:
    """The same in words; the answer often names the boss."""
    bare = said.text.strip().casefold()
    read = learn(scene, said.review)
    scene.set(answered=scene.j.answered + 1)
    beside = [
        s
        for s in sayings_of(scene, Q.NEXT_ACT, said.review)
        if "repair" in s.labels and not s.out and not surely_done(s.text)
    ]
    scene.keep(Q.NEXT_ACT, tuple(beside))
    scene.keep(
        Q.FIRST_ACTS, tuple(s for s in sayings_of(scene, Q.FIRST_ACTS, said.review) if _tells_more(scene, s, beside))
    )
    in_words = any(says_told(scene, s.text) or _THERE.match(s.text) for s in said.review.sentences)
    if (
        (read.boss_knows and not _only_a_door(scene, said.text))
        or bare.startswith(("yes", "yeah", "yep", "already"))
        or in_words
    ):
        told(scene, "said")
        scene.say("told.good")
    elif "no boss" in bare or "self employed" in bare or "self-employed" in bare:
        scene.hint("no_boss")
        scene.go(Q.LISTENER)
        return
    else:
        scene.hint("boss_unaware")
        if scene.j.manager is None and scene.j.note("named"):
            choose(scene, Part.MANAGER, scene.j.note("named"))
        if scene.j.manager:
            scene.say("told.first_from_you", name=scene.j.manager.first)
    scene.go("onward")


def _only_a_door(scene: Scene, text: str) -> bool:
    """Claim: those who are named here are the policy's people, and no boss."""
    found = names(text, names_here(scene))
    manager = scene.j.manager.name if scene.j.manager else ""
    doors = {each for c in scene.house.policy.contacts.values() for each in (c.name, c.deputy_name)}
    return bool(found) and doors.issuperset(found) and manager not in found and not re.search(_IN_CHARGE, text, re.I)


_THERE = regex(
    rf"\W*(?:(?:yes|well|so),? )?(?:s?he|they|(?:my|the|our) {story.ROLE}) (?:was|were) (?:there|here|with me|beside me|next to me|in the (?:room|meeting|call|kitchen)|on (?:shift|the call))\b"
    rf"|\W*(?:(?:yes|well|so),? )?(?:s?he|they|(?:my|the|our) {story.ROLE}) (?:saw|watched|heard) (?:it|me|that|all of it|everything)\b",
    re.I,
)
"""Who was there knows."""


def _tells_more(scene: Scene, saying: Saying, beside: list[Saying]) -> bool:
    """Claim: beside who knows, this tells what was done or how it stands ("the doctor checked on her")."""
    if saying.out or saying.text in {each.text for each in beside} or re.search(_IN_CHARGE, saying.text, re.I):
        return False
    tells = behind(saying) or _GOES_ON.match(saying.text) is not None
    return tells and not says_told(scene, saying.text) and story.read(saying.text, names_here(scene)).boss_knows is None


_GOES_ON = regex(
    r"\W*(?:and |so )?(?:he|she|they|it|we|the \w+|[A-Z]\w+)(?:['\u2019]?s|['\u2019]re| is| are) (?:now |just |still )?\w+ing\b",
    re.I,
)


_OK = r"(?:(?:yes|yeah|yep|ok|okay|done|just|so|and|well|finally|already|now|hi|hey|both|we)\b[\s,.!:-]*)*"
_IN_CHARGE = rf"(?:my|the|our) (?:{story.ROLE}|nurse in charge|owner)"
_SAID_TO = r"(?:told|informed|spoke(?:n)? (?:to|with)|talked (?:to|with)|let|said it to)"
_CALLED = r"(?:rang|called|phoned|texted|messaged)"
_NOT_SO_YET = regex(
    r"\?|\b(?:not|never|will|ill|going to|should|can|could|would|if|when|once|until|till|before|tomorrow|later|tonight|voice ?mail|no answer|nobody|tried|half|lunch|\w+n['\u2019]t|havent|hasnt|didnt|cant|wont|dont|doesnt)\b|['\u2019]ll\b",
    re.I,
)
_NO_PERSON = frozenset(
    "it hr everyone everybody nobody someone client clients customer customers the a an my our all police security no about that to them you".split()
)


_TALK_WENT = regex(
    rf"\W*{_OK}(?:it|that|the (?:talk|call|meeting)) went (?:\w+ )?(?:ok|okay|fine|well|good|great|better|bad|badly|alright)\b",
    re.I,
)
"""Where it was to be said, how it went says that it was."""


def says_told(scene: Scene, text: str, *, aloud: bool = False) -> bool:
    """Claim: the words say that the first listener knows. `aloud`: it was to be said, so that a call may be the telling."""
    head = re.split(r"[.!;\n]|,? and | but ", text.strip(), maxsplit=1)[0]
    if re.fullmatch(_OK, head.strip(" .!,") + " ", re.I):
        head = text.strip()
    if _NOT_SO_YET.search(head):
        return False
    manager = scene.j.manager
    who = re.escape(manager.first) if manager else rf"(?!(?:{'|'.join(sorted(_NO_PERSON))})\b)[a-z][\w\u2019'-]+"
    person = rf"(?:her|him|them|{_IN_CHARGE}|{who})"
    did = rf"(?:{_SAID_TO}|{_CALLED})" if aloud else _SAID_TO
    if re.match(
        rf"\W*{_OK}(?:i(?:['\u2019]?ve| have)? )?(?:just |already |now |finally )*{did} {person}\b(?! (?:to|about)\b)",
        head,
        re.I,
    ):
        return True
    if scene.j.question in (Q.KNOWS, Q.COPIED) and _TALK_WENT.match(head):
        return True
    knows = rf"(?:s?he|they|{_IN_CHARGE}|{re.escape(manager.first) if manager else _IN_CHARGE})"
    return bool(
        re.match(
            rf"\W*{_OK}{knows}(?: (?:already|now|all))* knows?\b(?! (?:what|how|why|me\b|a\b|the\b|who))", head, re.I
        )
    )


def knows(scene: Scene, text: str, read: story.Story) -> bool:
    """Claim: it is told, to the one who was to hear it, and not only to somebody else of this place."""
    manager = scene.j.manager
    if not read.boss_knows:
        return says_told(scene, text)
    found = [name for name in names(text, names_here(scene)) if name != scene.around.author.name]
    return manager is None or not found or manager.name in found or re.search(_IN_CHARGE, text, re.I) is not None


def told(scene: Scene, how: str) -> None:
    """The first listener knows: no reminder to tell fires any more."""
    if scene.j.told is None:
        scene.set(told=scene.now)
        scene.note("told_how", how)
    scene.release("tell")


# the telling


def ask_telling(scene: Scene) -> None:
    """What happened, in a few plain sentences. In a hurry one line is enough."""
    if scene.j.note("lane") == "quick":
        key = "ask.telling_deadline" if kind_of(scene) == "missed_deadline" else "ask.telling_quick"
        scene.ask(Q.TELLING, key)
        return
    key = "ask.telling_and_next" if scene.j.note("telling_both") else "ask.telling"
    scene.ask(Q.TELLING, key)


def said_telling(scene: Scene, said: Said) -> None:
    """The story. Each sentence goes where it belongs."""
    absorb(scene, Q.TELLING, said.review)
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


def ask_effect(scene: Scene) -> None:
    """What is still wrong, fitted to the kind."""
    known = scene.house.mistakes.get(kind_of(scene) or "")
    if known and known.effect:
        scene.text(known.effect)
    else:
        scene.say("ask.effect")
    scene.ask(Q.EFFECT, "")


def said_effect(scene: Scene, said: Said) -> None:
    """The effect."""
    absorb(scene, Q.EFFECT, said.review)
    scene.set(answered=scene.j.answered + 1)
    scene.go("onward")


# the own part


def ask_part(scene: Scene) -> None:
    """Your part: not less, and not more."""
    scene.ask(Q.PART)


def said_part(scene: Scene, said: Said) -> None:
    """The own sentences, to be sorted into yours and not yours."""
    absorb(scene, Q.PART, said.review)
    scene.set(answered=scene.j.answered + 1)
    scene.go(Q.PART_RIGHT)


_TOLD_ME = regex(r"\b\w+ (?:told|asked|made|ordered) me\b|\bi was (?:told|asked|made|ordered)\b", re.I)
_NOT_SO = regex(r"(?:no|nope|not (?:right|quite|really|true)|wrong|that'?s (?:not|wrong).{0,20})[\W]*$", re.I)


def ask_part_right(scene: Scene) -> None:
    """The sorting, shown, and open to correction."""
    mine, others = sort_part(scene)
    scene.unhint("part_nothing")
    scene.note("part_mine", "\n".join(mine))
    scene.note("part_others", "\n".join(others))
    scene.say("part.read")
    if mine:
        scene.say("part.yours", list=" · ".join(f'"{quoted(t)}"' for t in mine))
    else:
        scene.say("part.yours_nothing")
    if others:
        scene.say("part.not_yours", list=" · ".join(f'"{quoted(t)}"' for t in others))
    if facts := [t for t in scene.j.note("part_facts").split("\n") if t]:
        scene.say("part.facts", list=" · ".join(f'"{quoted(t)}"' for t in facts))
    scene.ask(Q.PART_RIGHT, None, "yes", "change=part.change")


def pressed_part_right(scene: Scene, choice: str) -> None:
    """Yes, or change it."""
    scene.set(answered=scene.j.answered + 1)
    if choice == "yes":
        scene.hint("part_right")
        if not scene.j.note("part_mine"):
            scene.hint("part_nothing")
        scene.go("onward")
    else:
        for note in ("part_mine", "part_others", "part_facts"):
            scene.note(note, "")
        scene.set(sayings=tuple(s for s in scene.j.sayings if s.question is not Q.PART))
        scene.ask(Q.PART, "ask.part_again")


def said_part_right(scene: Scene, said: Said) -> None:
    """Yes in words, with what weighs on it; or a correction."""
    bare = said.text.strip().casefold()
    scene.set(answered=scene.j.answered + 1)
    if bare.startswith(("yes", "yeah", "yep", "right", "correct", "that's right", "thats right")):
        scene.hint("part_right")
        if not scene.j.note("part_mine"):
            scene.hint("part_nothing")
        if len(bare.split()) > 2:
            scene.say("part.sign")
        scene.go("onward")
        return
    for note in ("part_mine", "part_others", "part_facts"):
        scene.note(note, "")
    kept = tuple(s for s in said.review.sentences if not _NOT_SO.match(s.text.strip()))
    absorb(scene, Q.PART, replace(said.review, sentences=kept))
    scene.go(Q.PART_RIGHT)


# marks


def ask_marks(scene: Scene) -> None:
    """At most three marks in one message; one button takes all, one keeps all."""
    found = pending_marks(scene)
    if not found:
        scene.go("onward")
        return
    if len(found) == 1 and _quiet(found[0]):
        scene.say("marks.health", text=quoted(found[0].text))
        scene.ask(Q.MARKS, "", "park=marks.leave_out", "keep=marks.keep_it", "human=marks.right_person")
        return
    if len(found) == 1 and ongoing(found[0]):
        scene.mark(found[0].text)
        scene.say("marks.park_means")
        _ask_ongoing(scene)
        scene.ask(Q.MARKS, "", "keep=marks.keep_it", "park=marks.park_it")
        return
    if scene.j.note("marks_left"):
        scene.note("marks_left", "")
        scene.say(("marks.left_one", "marks.left_two", "marks.left_three")[len(found) - 1])
    elif not scene.j.note("looked"):
        scene.say(("marks.clear_one", "marks.clear_two", "marks.clear_three")[len(found) - 1])
    _show_marks(scene, found)
    _mark_buttons(scene, found)
    scene.stand(Q.MARKS)


def _quiet(saying: Saying) -> bool:
    """Claim: this may be nobody's business, so it is never shown as an excuse."""
    return saying.kind in QUIET_KINDS


def _parks(saying: Saying) -> bool:
    """Claim: set aside, it comes back as a possible cause. The rest is only left out."""
    return bool(saying.labels & (SPOILS | {"minimizing"})) and not _quiet(saying)


def _ask_ongoing(scene: Scene) -> None:
    name = scene.j.manager.first if scene.j.manager else scene.j.note("named").split(" ")[0]
    scene.say("marks.ongoing" if name else "marks.ongoing_plain", name=name)


def _show_marks(scene: Scene, found: tuple[Saying, ...]) -> None:
    """Each with its own words; one reason for those that share it."""
    plain = [s for s in found if s.labels & SPOILS and not _quiet(s) and not ongoing(s)]
    for saying in plain:
        scene.mark(saying.text)
    if plain:
        scene.say(_why(plain))
    for saying in found:
        if saying in plain:
            continue
        scene.mark(saying.text)
        if _quiet(saying):
            scene.say("marks.health_beside")
        elif ongoing(saying):
            _ask_ongoing(scene)
        else:
            label = next(each for each in _SMALL if each in saying.labels)
            scene.say(f"marks.why_{label}")
    if any(_parks(s) for s in found):
        scene.say("marks.park_means")


_SMALL = ("concealment", "conditional_apology", "passive_evasion", "minimizing", "guess", "opinion")


def _mark_buttons(scene: Scene, found: tuple[Saying, ...]) -> None:
    parks = all(_parks(s) for s in found)
    if len(found) == 1:
        scene.offer("park", "marks.park_it" if parks else "marks.leave_out")
        if "concealment" not in found[0].labels:
            scene.offer("keep", "marks.keep_it")
        scene.offer("change", "marks.change_it")
        return
    both = len(found) == 2
    if parks:
        scene.offer("park", "marks.park_both" if both else "marks.park_all")
        scene.offer("park_one")
    else:
        scene.offer("park", "marks.leave_both" if both else "marks.leave_all")
        scene.offer("park_one", "marks.leave_one")
    scene.offer("keep", "marks.keep_both" if both else "marks.keep_all")
    scene.offer("change", "marks.change_one")
    if any(_quiet(s) for s in found):
        scene.offer("human", "marks.right_person")


def _why(found: list[Saying]) -> str:
    labels = {label for s in found for label in s.labels}
    workload = any(s.kind == "workload" for s in found)
    if {"excuse", "blame"} <= labels and workload:
        return "marks.why_both"
    if {"excuse", "blame"} <= labels and len(found) > 1:
        return "marks.why_mixed"
    if "blame" in labels:
        return "marks.why_blame"
    return "marks.why_workload" if workload else "marks.why_excuse"


def _set_aside(scene: Scene, sayings: list[Saying]) -> None:
    """Park what comes back as a cause; leave out the rest."""
    park(scene, *[s.text for s in sayings if _parks(s)])
    leave(scene, *[s.text for s in sayings if not _parks(s)])


def pressed_marks(scene: Scene, choice: str, mark: int | None = None) -> None:
    """Park all, park one, keep all."""
    found = pending_marks(scene)
    texts = [s.text for s in found]
    if mark is not None and 1 <= mark <= len(texts):
        texts = [texts[mark - 1]]
        if choice == "park" and len(found) > 1:
            scene.note("rewording", "")
            _set_aside(scene, [s for s in found if s.text in texts])
            _to_the_rest(scene)
            return
    if choice == "human":
        scene.wants.append("human")
        return
    if choice == "change" and len(texts) == 1:
        scene.note("rewording", texts[0])
        if len(found) > 1:
            scene.mark(texts[0])
        scene.say("marks.write")
        _mark_buttons(scene, found)
        scene.stand(Q.MARKS)
        return
    if choice in _ONE_OF and mark is None:
        asked, press, label = _ONE_OF[choice]
        scene.say(asked)
        for number, saying in enumerate(found, 1):
            scene.offer_mark(press, label, number, text=_short(quoted(saying.text)))
        scene.stand(Q.MARKS)
        return
    if choice in ("park", "park_one"):
        aside = [s for s in found if s.text in texts]
        _set_aside(scene, aside)
        keep_in(scene, *[s.text for s in found if s.text not in texts])
        if any(s.kind == "workload" for s in aside):
            scene.say("marks.parked_load")
        else:
            scene.say("marks.parked" if any(_parks(s) for s in aside) else "marks.left")
    else:
        keep_in(scene, *texts)
        scene.say("marks.kept")
    scene.note("rewording", "")
    draft = scene.j.draft
    if draft is not None and draft.edited:
        gone = {*scene.j.note("left").split("\n"), *(parked.text for parked in scene.j.parked)}
        left = drafting.without(draft.text, [s.text for s in scene.sayings(Q.EDITING) if s.text in gone])
        scene.set(draft=replace(draft, text=left) if left else None)
        scene.go(Q.DRAFT)
        return
    _marks_answered(scene)


_ONE_OF = {
    "park_one": ("marks.which", "park", "marks.this"),
    "change": ("marks.which_change", "change", "marks.change_this"),
}
"""Which of several marked sentences is meant: what is asked, and the button beside each."""


def _to_the_rest(scene: Scene) -> None:
    """The marks that are still open."""
    scene.note("marks_left", "yes")
    scene.go(Q.MARKS)


def _marks_answered(scene: Scene) -> None:
    """No mark is open any more: on, to a draft that is made anew."""
    scene.set(answered=scene.j.answered + 1, draft=None)
    scene.go("onward")


def reworded(scene: Scene, text: str) -> None:
    """The marked sentence stands in other words now, which its author chose: it is not marked again."""
    found = pending_marks(scene)
    marked = next((s for s in found if not _quiet(s) and "concealment" not in s.labels), None)
    if marked is None:
        scene.go(Q.MARKS)
        return
    new = replace(marked, text=text, labels=marked.labels - PROBLEMS, out=False)
    scene.set(sayings=tuple(new if s == marked else s for s in scene.j.sayings))
    keep_in(scene, text)
    scene.say("guest.reworded")
    _written_anew(scene, marked.text, text)


def _rewrite(scene: Scene, said: Said) -> None:
    """The marked sentence as its author writes it now, in its old place; these words are read like any others."""
    found = pending_marks(scene)
    marked = next((s for s in found if s.text == scene.j.note("rewording")), found[0])
    scene.note("rewording", "")
    learn(scene, said.review)
    new = sayings_of(scene, marked.question, said.review)
    at = scene.j.sayings.index(marked)
    scene.set(sayings=(*scene.j.sayings[:at], *new, *scene.j.sayings[at + 1 :]))
    scene.say("marks.changed")
    _written_anew(scene, marked.text, said.text.strip())


def _written_anew(scene: Scene, old: str, new: str) -> None:
    """On from a marked sentence that stands in other words now: in a note of its author's own too."""
    draft, to = scene.j.draft, scene.j.manager
    own = draft is not None and draft.edited
    if draft is not None and own:
        greeting = f"{to.first}, " if to is not None else ""
        if old.startswith(greeting) and not new.startswith(greeting):
            new = greeting + new
        scene.set(draft=replace(draft, text=draft.text.replace(old, new)))
    if pending_marks(scene):
        _to_the_rest(scene)
    elif own:
        scene.go(Q.DRAFT)
    else:
        _marks_answered(scene)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


KEEP_IN_WORDS = 2
"""A "no" of more words says something else ("no its fixed")."""


def said_marks(scene: Scene, said: Said) -> None:
    """Words instead of a press: park, keep, or something else to say."""
    bare = said.text.strip().casefold().rstrip(".!")
    if bare in ("change", "change it", "let me change it", "reword it", "rewrite it"):
        pressed_marks(scene, "change")
    elif bare.startswith(("park", "leave", "take them out", "yes", "ok", "both", "remove")):
        pressed_marks(scene, "park")
    elif re.match(r"keep\b", bare) or (says_no(bare) and len(bare.split()) <= KEEP_IN_WORDS):
        pressed_marks(scene, "keep")
    elif scene.j.note("rewording") and pending_marks(scene):
        _rewrite(scene, said)
    elif scene.j.draft is not None and drafting.whole_note(scene, scene.j.draft, said):
        own_words(scene, said.text, said.review)
    else:
        absorb(scene, Q.TELLING, said.review)
        pressed_marks(scene, "park")


# what next


def ask_next_act(scene: Scene) -> None:
    """An act and its time are one question."""
    if scene.j.hint("not_mine"):
        scene.say("part.refuse" if scene.j.note("part_mine") else "part.refuse_all")
        scene.ask(Q.NEXT_ACT, "ask.next_act_part")
    elif kind_of(scene) == "missed_deadline" and scene.j.note("lane") == "quick":
        scene.ask(Q.NEXT_ACT, "ask.next_act_complete")
    else:
        scene.ask(Q.NEXT_ACT)


def said_next_act(scene: Scene, said: Said) -> None:
    """The plan. A vague one gets one question; a second vague answer is taken as it is."""
    if scene.j.hint("not_mine") and _pressed_on(scene, said):
        scene.set(again=(*scene.j.again, Q.NEXT_ACT))
        scene.say("part.sign")
        scene.ask(Q.NEXT_ACT, "ask.next_act_part")
        return
    absorb(scene, Q.NEXT_ACT, said.review)
    answered = scene.sayings(Q.NEXT_ACT)
    if answered and Q.NEXT_ACT not in scene.j.again and story_instead(scene, answered):
        scene.set(again=(*scene.j.again, Q.NEXT_ACT))
        if scene.j.hint("not_mine"):  # more of the own part
            told = "part_facts" if scene.j.hint("part_nothing") else "part_mine"
            more = [scene.j.note(told), *(s.text for s in answered if own_act(s.text) and not s.out)]
            scene.note(told, "\n".join(text for text in more if text))
        moved = tuple(replace(s, question=Q.TELLING) if s.question is Q.NEXT_ACT else s for s in scene.j.sayings)
        scene.set(sayings=moved)
        scene.ask(Q.NEXT_ACT, "ask.next_act_and")
        return
    vague = answered and all(
        "vague_promise" in s.labels or not s.labels & {"repair", "prevention", "fact"} for s in answered
    )
    timed = any(ahead(scene, s) for s in answered)
    if vague and not timed and Q.NEXT_ACT not in scene.j.again and any("vague_promise" in s.labels for s in answered):
        scene.set(again=(*scene.j.again, Q.NEXT_ACT))
        scene.set(sayings=tuple(s for s in scene.j.sayings if s.question is not Q.NEXT_ACT))
        scene.ask(Q.NEXT_ACT, "ask.next_act_exact")
        return
    if vague and Q.NEXT_ACT in scene.j.again:
        scene.say("heard.as_it_is")
    if vague and (timed or Q.NEXT_ACT in scene.j.again):
        taken = [s for s in scene.j.sayings if s.question is Q.NEXT_ACT and "vague_promise" in s.labels]
        scene.set(sayings=tuple(replace(s, out=False) if s in taken else s for s in scene.j.sayings))
    scene.set(answered=scene.j.answered + 1)
    commit(scene)
    scene.go("onward")


def _pressed_on(scene: Scene, said: Said) -> bool:
    """Claim: instead of a plan it is told, once more, that somebody wants a name to it."""
    plan = any(
        commits(s.text) or "repair" in s.labels or deadline(s.text, scene.now, scene.zone) is not None
        for s in said.review.sentences
    )
    wanted = story.read(said.text, names_here(scene)).not_mine
    return wanted and Q.NEXT_ACT not in scene.j.again and (not plan or len(said.review.sentences) == 1)


def story_instead(scene: Scene, answered: tuple[Saying, ...]) -> bool:
    """Claim: the answer goes on with the story and says no plan."""
    if any(
        "vague_promise" in s.labels or ("repair" in s.labels and not behind(s) and not passed_today(scene, s.text))
        for s in answered
    ):
        return False
    if any(ahead(scene, s) for s in answered):
        return False
    return any(s.labels & {"ownership", "fact", "excuse", "blame"} or own_act(s.text) or behind(s) for s in answered)


# who hears it first


def ask_listener(scene: Scene) -> None:
    """Who is it? Asked as a check when one name has been said."""
    j = scene.j
    if j.hint("no_boss"):
        scene.ask(Q.LISTENER, "ask.listener_cost")
        return
    if j.hint("boss_away"):
        scene.form = "who"
        away = j.note("away_boss")
        scene.ask(Q.LISTENER, "ask.listener_away" if away else "ask.listener_away_plain", name=away)
        return
    named = j.note("named")
    if named and j.manager is None:
        scene.ask(Q.LISTENER, "ask.listener_named", "yes", "another=listener.another", name=named.split()[0])
        return
    scene.form = "who"
    known = scene.house.mistakes.get(kind_of(scene) or "")
    if known is not None and known.listener == "landed_on":
        scene.ask(Q.LISTENER, "ask.listener_landed")
        return
    word = j.note("boss_word")
    if word:
        scene.ask(Q.LISTENER, "ask.listener_word", word=word)
    else:
        scene.ask(Q.LISTENER)


def pressed_listener(scene: Scene, choice: str) -> None:
    """Yes, or someone else."""
    named = scene.j.note("named")
    if choice == "yes" and named:
        choose(scene, Part.MANAGER, named)
        scene.set(answered=scene.j.answered + 1)
        scene.go("words")
        return
    scene.note("named", "")
    scene.form = "who"
    scene.ask(Q.LISTENER, "ask.listener")


_NOBODYS_NAME = regex(r"(?:i|i['’]?ll|i['’]?m|i['’]?d|i['’]?ve|we|we['’]?ll|there)\s+\w", re.I)
"""How a sentence begins, and no name: "I'll be more careful"."""


def said_listener(scene: Scene, said: Said) -> None:
    """A name."""
    text = said.text.strip()
    bare = text.casefold()
    before = scene.j.manager
    learn(scene, said.review)
    heard = before is None and scene.j.manager is not None and len(bare.split()) >= SAID_IN_WORDS
    if heard or (
        scene.j.manager is not None and not said.review.labels & {"repair"} and len(bare.split()) > NAME_WORDS
    ):
        scene.set(answered=scene.j.answered + 1)
        scene.go("words")
        return
    if (
        scene.j.hint("no_boss")
        and Q.LISTENER not in scene.j.again
        and re.search(r"\bboss|manager|employed|freelanc", bare)
    ):
        scene.set(again=(*scene.j.again, Q.LISTENER))
        scene.ask(Q.LISTENER, "ask.listener_cost")
        return
    if scene.j.note("named") and bare in ("yes", "yeah", "yep", "y"):
        pressed_listener(scene, "yes")
        return
    called = person_in(text) if len(bare.split()) > NAME_WORDS // 2 and not known_name(scene, text) else None
    if called:
        text = called
    elif (
        (len(bare.split()) > NAME_WORDS or _NOBODYS_NAME.match(bare))
        and not known_name(scene, text)
        and Q.LISTENER not in scene.j.again
    ):
        scene.set(again=(*scene.j.again, Q.LISTENER))
        absorb(scene, Q.NEXT_ACT if "repair" in said.review.labels else Q.EFFECT, said.review)
        commit(scene)
        scene.say("heard.kept")
        scene.form = "who"
        scene.ask(Q.LISTENER, "ask.listener")
        return
    elif (len(bare.split()) > NAME_WORDS or _NOBODYS_NAME.match(bare)) and not is_name(scene, text):
        absorb(scene, Q.NEXT_ACT if "repair" in said.review.labels else Q.EFFECT, said.review)
        commit(scene)
        scene.say("heard.kept")
        scene.go("words")
        return
    if not is_name(scene, text) and Q.LISTENER not in scene.j.again:  # "done both"
        scene.set(again=(*scene.j.again, Q.LISTENER))
        scene.say("heard.kept")
        scene.form = "who"
        scene.ask(Q.LISTENER, "ask.listener")
        return
    chosen = choose(scene, Part.MANAGER, text)
    if not chosen.name:
        scene.set(manager=None)
        scene.form = "who"
        scene.ask(Q.LISTENER, "ask.listener")
        return
    scene.set(answered=scene.j.answered + 1)
    if chosen.name.casefold() == scene.around.author.name.casefold():
        scene.set(manager=None)
        scene.form = "who"
        scene.ask(Q.LISTENER, "ask.listener_self")
        return
    if not chosen.reachable:
        scene.say("listener.out_of_reach", name=chosen.first)
    scene.go("words")


def known_name(scene: Scene, text: str) -> bool:
    """Claim: someone of this place is named here."""
    return bool(names(text, tuple(known.name for known in scene.around.people)))


# the draft


def quick(scene: Scene) -> bool:
    """Claim: words first. In a hurry, or while something is urgent, left-out words stand in plain sight."""
    return scene.j.note("lane") == "quick" or (Q.STILL_GOING in scene.j.asked and Q.MARKS not in scene.j.asked)


def write(scene: Scene, kind: DraftKind = DraftKind.FIRST) -> None:
    """Make the draft from the person's own sentences."""
    if quick(scene):
        waiting = [s for s in all_marks(scene) if s.out and not _quiet(s)]
        park(scene, *[s.text for s in waiting if _parks(s)])
    commit(scene)
    draft = drafting.draft(scene, kind)
    one = wording.one_sorry(draft.text)
    scene.note("one_sorry", "yes" if one != draft.text else "")
    scene.set(draft=replace(draft, text=one))


def ask_draft(scene: Scene) -> None:
    """Show the words, what was left out, and the ways on."""
    j = scene.j
    if (
        j.draft is None
        and not usable(scene)
        and not any(j.note(note).strip() for note in ("part_mine", "part_others", "part_facts"))
    ):
        scene.say("draft.nothing")
        scene.stand(Q.TELLING)
        return
    if j.draft is None:
        write(scene, DraftKind.PART if j.hint("not_mine") else DraftKind.FIRST)
    if (draft := scene.j.draft) is not None and not named_anew(scene, draft, scene.today):
        show_draft(scene, draft)


def named_anew(scene: Scene, draft: Draft, day: date) -> bool:
    """Claim, and done: read on that day, "today" or an hour in the words would be wrong; they are shown again with the right day."""
    said = draft.day or scene.today
    text = as_of(draft.text, said, day)
    passes = False
    if day != scene.today and said == scene.today:
        text, passes = drafting.hours_named(scene, text, start_of_day(scene.now, scene.around.author.hours, scene.zone))
    scene.set(draft=replace(draft, text=text, day=day))
    if text == draft.text or scene.j.draft is None:
        return False
    scene.say("draft.named_anew", day=scene.day(day))
    if passes:
        scene.say("draft.passed")
    show_draft(scene, scene.j.draft)
    return True


def recipient_of(scene: Scene, draft: Draft) -> Recipient | None:
    """Who a draft is for."""
    return scene.j.mentor if draft.kind is DraftKind.MENTOR else scene.j.manager


def show_draft(scene: Scene, draft: Draft) -> None:
    """A draft under the eyes of its author."""
    j = scene.j
    to = recipient_of(scene, draft)
    scene.words(draft.text)
    gone = fates.went(j, to, draft.kind)
    if gone and (gone.state is not LetterState.SENT or draft.kind is DraftKind.FIRST):
        fates.said(scene, gone)
    if len(draft.text) > drafting.MAX_LETTER:
        scene.say("draft.too_long" if to else "draft.too_long_plain", name=to.first if to else "")
    card = may_consent_here(scene, draft, to)
    if draft.kind is DraftKind.FIRST:
        _first_notes(scene, draft, to, card=card)
    elif draft.kind is DraftKind.PART:
        scene.say(_says_part(scene), name=to.first if to else "")
    elif draft.kind is DraftKind.FULL:
        for key in drafting.full_says(scene, draft):
            scene.say(key)
    _length(scene, draft)
    if draft.kind is DraftKind.FIRST and j.told is None and not (gone and gone.state is LetterState.UNKNOWN):
        remind_to_tell(scene)
    if card and to:
        card_lines(scene, draft, to)
    _draft_buttons(scene, draft, to, card=card)
    scene.stand(Q.DRAFT)


def _morning(scene: Scene) -> str:
    """When the next working day starts: "09:00", and with its name where it is not the next morning ("09:00 Monday")."""
    at = start_of_day(scene.now, scene.around.author.hours, scene.zone)
    near = (at.astimezone(scene.local.tzinfo).date() - scene.today).days <= 1
    return scene.hm(at) if near else f"{scene.hm(at)} {at:%A}"


def _says_part(scene: Scene) -> str:
    """What a note of the own part holds; what it says of others, it says only where its author did."""
    if not scene.j.note("part_mine"):
        return "draft.part_nothing"
    reader = scene.j.manager.name if scene.j.manager else ""
    people = tuple(name for name in names_here(scene) if name not in (reader, scene.around.author.name))
    says = [*scene.j.note("part_mine").split("\n"), *(s.text for s in plans(scene))]
    if any(names(text, people) or _TOLD_ME.search(text) for text in says):
        return "draft.part_others"
    return "draft.part" if plans(scene) else "draft.part_only"


def _length(scene: Scene, draft: Draft) -> None:
    """What was left out to keep a note short, in plain sight; or that it is long. No letter is long without a word."""
    if draft.kind in (DraftKind.FIRST, DraftKind.FULL) and not draft.edited:
        short = [t for t in scene.j.note("short").split("\n") if t]
        if short and not draft.back:
            scene.say("draft.short", text=", ".join(f'"{quoted(t)}"' for t in short))
        if scene.j.note("one_sorry") and draft.kind is DraftKind.FIRST:
            scene.say("draft.one_sorry")
    words, most = len(draft.text.split()), drafting.most_words(draft)
    if words > most + len(draft.text.rsplit("\n", 1)[-1].split()):
        scene.say("draft.long_full" if draft.kind is DraftKind.FULL else "draft.long", count=str(words))


def can_wait(scene: Scene) -> None:
    """A self-attack while a note is ready: the note can wait; a held one is stopped."""
    out, gone = held(scene), fates.went(scene.j)
    if out is None and gone is not None and scene.j.question is Q.HELD:
        fates.said(scene, gone)
    else:
        scene.say("draft.can_wait")
    if out is not None:
        stop(scene, out)
    draft = scene.j.draft
    hours = scene.around.author.hours
    late = (
        draft is not None and may_send(scene, recipient_of(scene, draft)) and not in_hours(scene.now, hours, scene.zone)
    )
    if late:
        scene.offer("send_morning", time=_morning(scene))
    scene.offer("not_now", "draft.not_tonight" if late else "not_now")
    scene.stand(Q.DRAFT)


def may_send(scene: Scene, to: Recipient | None) -> bool:
    """Claim: sending is a road for this draft."""
    return (
        bool(to and to.reachable)
        and scene.house.policy.sending
        and not scene.j.hint("not_mine")
        and not scene.j.hint("chose")
    )


def may_consent_here(scene: Scene, draft: Draft, to: Recipient | None) -> bool:
    """Claim: the draft shows all that a consent card shows, so its Send is the consent."""
    return may_send(scene, to) and not (draft.kind is DraftKind.FIRST and quick(scene))


def _left_guesses(scene: Scene) -> list[str]:
    """The guesses and opinions that words in a hurry leave out."""
    return [s.text for s in scene.j.sayings if s.out and s.labels & UNSURE]


def _first_notes(scene: Scene, draft: Draft, to: Recipient | None, *, card: bool) -> None:
    j = scene.j
    name = to.first if to else ""
    if draft.edited:
        scene.say("draft.yours")
    elif draft.back:
        scene.say("draft.back")
        return
    elif quick(scene):
        if draft.ours:
            scene.say("draft.sorry_mine", line=quoted(draft.ours[0]))
    elif Q.EDITING not in j.asked:
        if draft.ours:
            scene.say("draft.last_line_mine")
        else:
            scene.say("draft.all_yours")
    if quick(scene) and not draft.edited:
        if j.parked:
            listed = ", ".join(f'"{quoted(p.text)}"' for p in j.parked)
            key = "draft.left_out_deadline" if j.note("lane") == "quick" else "draft.left_out_causes"
            scene.say(key, text=listed)
        if unsure := _left_guesses(scene):
            scene.say("draft.left_out_guess", text=", ".join(f'"{quoted(t)}"' for t in unsure))
    attacks = [s.text for s in j.sayings if "negative_self_talk" in s.labels]
    if attacks and not draft.edited and (quick(scene) or Q.EDITING not in j.asked):
        scene.say("draft.left_out_attack", text=quoted(min(attacks, key=len)))
    if not plans(scene) and not draft.edited and Q.NEXT_ACT not in j.skipped:
        scene.say("draft.no_next")
    listener_hours = scene.around.author.hours
    if to and not duty_of(scene) and not in_hours(scene.now, listener_hours, scene.zone):
        if j.note("lane") != "quick":
            off = not is_working_day(scene.today, listener_hours, scene.zone)
            scene.say(
                "draft.late_oncall" if kind_of(scene) == "broke_production" else "draft.late",
                time=f"{scene.today:%A}" if off else scene.hm(scene.now),
                name=name,
                morning=_morning(scene),
            )
    elif to and card and duty_of(scene) and Q.EDITING not in j.asked:
        scene.say("draft.aloud", name=name)


def card_lines(scene: Scene, draft: Draft, to: Recipient) -> None:
    """Who gets it, and what that means. The fixed lines around the words are shown the first time."""
    if draft.kind is DraftKind.MENTOR:
        scene.say("consent.to" if not to.title else "consent.to_title", name=to.name, title=to.title, first=to.first)
        scene.say("consent.mentor_nothing", name=to.first)
        return
    if Q.EDITING in scene.j.asked and not draft.edited and scene.j.note("card_shown") and scene.j.note("changed_value"):
        scene.say("consent.new_yes")
    scene.say("consent.to" if not to.title else "consent.to_title", name=to.name, title=to.title, first=to.first)
    if not scene.j.note("card_shown"):
        scene.note("card_shown", "yes")
        scene.say("consent.above", author=scene.around.author.name, first=to.first)
        scene.say("consent.below", author=scene.around.author.first)


def _draft_buttons(scene: Scene, draft: Draft, to: Recipient | None, *, card: bool) -> None:
    """At most five. The rest can be typed."""
    j = scene.j
    name = to.name if to else ""
    first = to.first if to else ""
    if draft.kind is DraftKind.PART or not may_send(scene, to):
        if to is None and not j.hint("not_mine"):
            _offers(scene, ["copy", "choose_who", "say_myself=draft.say_myself_plain", "edit", "not_now"])
        elif draft.kind is DraftKind.PART and j.note("part_mine"):
            _offers(scene, ["copy", "edit", "practise", "not_now"])
        elif draft.kind is DraftKind.MENTOR:
            _offers(scene, ["copy", "say_myself=draft.ask_in_person", "edit", "not_now"])
        elif draft.kind is DraftKind.PART:
            _offers(scene, ["copy", "edit", "not_now"])
        else:
            _offers(scene, ["copy", "say_myself", "edit", "not_now"])
        return
    send = "send=draft.send"
    if draft.kind is DraftKind.MENTOR:
        _offers(scene, [send, "say_myself=draft.ask_in_person", "copy", "edit", "not_now"], name=name, first=first)
    elif draft.kind in (DraftKind.UPDATE, DraftKind.FIXED, DraftKind.ANSWER):
        _offers(scene, [send, "say_myself=draft.tell_myself", "edit"], name=name, first=first)
    elif draft.back:
        _offers(scene, ["copy", send, "edit"], name=name, first=first)
    elif quick(scene) and j.note("lane") == "quick":
        back = ["put_back"] if j.parked or _left_guesses(scene) else []
        hours = scene.around.author.hours
        late = not in_hours(scene.now, hours, scene.zone) and not duty_of(scene)
        morning = _morning(scene)
        wait = ["send_morning"] if late else []
        _offers(scene, ["copy", send, *wait, *back, "edit"], name=name, first=first, time=morning)
    elif not in_hours(scene.now, scene.around.author.hours, scene.zone) and not duty_of(scene):
        morning = _morning(scene)
        _offers(scene, [send, "send_morning", "copy", "edit", "not_now"], name=name, first=first, time=morning)
    elif Q.EDITING in j.asked:
        _offers(scene, [send, "say_myself", "edit", "not_now"], name=name, first=first)
    else:
        _offers(scene, [send, "say_myself", "copy", "edit", "not_now"], name=name, first=first)
    del card
    if len(scene.offers) < MOST and draft.kind is DraftKind.FIRST and (draft.edited or all_marks(scene)):
        scene.offer("look_again")


MOST = 5
"""Buttons under one message."""


def look_again(scene: Scene) -> None:
    """What the note says and what not, in words and without a score; and what is left to look at."""
    draft = scene.j.draft
    if draft is None:
        scene.go("onward")
        return
    has = _coverage(scene, draft)
    said = {
        "owned": has.admits,
        "happened": has.facts,
        "repair": has.repair_plan,
        "regret": has.apologizes,
        "not_again": has.prevention_plan,
    }
    scene.say(
        "look.has", list=_listed(scene, [key for key, there in said.items() if there]) or scene.line("look.little")
    )
    missing = [key for key, there in said.items() if not there and not (key == "not_again" and _first(draft))]
    if missing:
        scene.say("look.not_yet", list=_listed(scene, missing))
    if _first(draft) and not has.prevention_plan:
        scene.say("look.later")
    if pending_marks(scene):
        scene.note("looked", "yes")
        scene.go(Q.MARKS)
        return
    show_draft(scene, draft)


def _first(draft: Draft) -> bool:
    return draft.kind in (DraftKind.FIRST, DraftKind.PART)


def _listed(scene: Scene, keys: list[str]) -> str:
    return ", ".join(scene.line(f"look.{key}") for key in keys)


def _coverage(scene: Scene, draft: Draft) -> Has:
    """Which of the five things this draft says."""
    words = scene.j.note("edited_has")
    if draft.edited and words:
        there = words.split()
        return Has(*(name in there for name in ("admits", "apologizes", "facts", "repair_plan", "prevention_plan")))
    kept = usable(scene)
    return Has(
        admits=any("ownership" in s.labels or drafting.of_the_writer(s.text) for s in kept),
        apologizes=wording.says_sorry(draft.text),
        facts=any("fact" in s.labels or any(c.isdigit() for c in s.text) for s in kept),
        repair_plan=bool(plans(scene)),
        prevention_plan=draft.kind is DraftKind.FULL and bool(scene.j.preventions),
    )


def _offers(scene: Scene, choices: list[str], **slots: str) -> None:
    for choice in choices:
        id_, _, label = choice.partition("=")
        scene.offer(id_, label, **slots)


def pressed_draft(scene: Scene, choice: str) -> None:
    """What becomes of the draft."""
    draft = scene.j.draft
    if draft is None:
        scene.go("onward")
        return
    to = recipient_of(scene, draft)
    match choice:
        case "send" | "send_morning":
            if to is None:
                scene.go(Q.LISTENER)
            elif not may_send(scene, to):
                scene.say("listener.copy_only", name=to.first)
                scene.offer("copy")
                scene.stand(Q.DRAFT)
            elif named_anew(scene, draft, _read_on(scene, choice)):
                return
            elif choice == "send_morning" or may_consent_here(scene, draft, to):
                if choice == "send_morning" and not may_consent_here(scene, draft, to):
                    scene.note("when", "morning")
                    ask_consent(scene)
                else:
                    hold(scene, draft, to, morning=choice == "send_morning")
            else:
                scene.note("when", "")
                ask_consent(scene)
        case "copy":
            copied(scene, draft, to)
        case "say_myself":
            myself(scene, draft, to)
        case "edit":
            scene.form = "edit"
            scene.ask(Q.EDITING)
        case "not_now":
            put_off(scene, draft)
        case "choose_who":
            scene.note("named", "")
            scene.form = "who"
            scene.ask(Q.LISTENER, "ask.listener")
        case "put_back":
            keep_in(scene, *[p.text for p in scene.j.parked], *_left_guesses(scene))
            back = drafting.draft(scene, DraftKind.FIRST)
            scene.set(draft=replace(back, back=True), parked=())
            show_draft(scene, scene.j.draft or draft)
        case "practise":
            scene.go(Q.PRACTISE)
        case "look_again":
            look_again(scene)
        case _:
            scene.go("onward")


def _read_on(scene: Scene, choice: str) -> date:
    """The author's day on which a note is read that goes by this press."""
    if choice != "send_morning":
        return scene.today
    return start_of_day(scene.now, scene.around.author.hours, scene.zone).astimezone(scene.local.tzinfo).date()


def ask_consent(scene: Scene) -> None:
    """The consent card: name, title, the exact words, and what sending means."""
    draft = scene.j.draft
    to = recipient_of(scene, draft) if draft else None
    if draft is None or to is None:
        scene.go("onward")
        return
    scene.words(draft.text)
    card_lines(scene, draft, to)
    morning = _morning(scene)
    send = "send=draft.send_at" if scene.j.note("when") == "morning" else "send=draft.send"
    scene.ask(Q.CONSENT, "", send, "edit", "decline", name=to.name, first=to.first, time=morning)


def pressed_consent(scene: Scene, choice: str) -> None:
    """The consent, an edit, or no."""
    draft = scene.j.draft
    to = recipient_of(scene, draft) if draft else None
    if draft is None or to is None:
        scene.go("onward")
    elif choice in ("send", "consent"):
        hold(scene, draft, to, morning=scene.j.note("when") == "morning")
    elif choice == "edit":
        scene.form = "edit"
        scene.ask(Q.EDITING)
    else:
        scene.say(fates.unseen(scene, "consent.declined", draft.kind, to), name=to.first)
        show_draft(scene, draft)


def hold(scene: Scene, draft: Draft, to: Recipient, *, morning: bool = False) -> None:
    """The author said yes to these words for this person: held, and stoppable until it goes."""
    scene.note("changed_value", "")
    letter = scene.next_letter()
    if morning:
        until = start_of_day(scene.now, scene.around.author.hours, scene.zone)
    else:
        until = scene.now + timedelta(seconds=scene.house.hold_seconds)
    scene.thirds.append(ToThird(letter, to, draft.text, until, until + POST_WITHIN))
    scene.set(outbox=(*scene.j.outbox, Outgoing(letter, draft.kind, to, draft.text, until)))
    scene.note("when", "")
    scene.note("holding", letter)
    ask_held(scene)


def held(scene: Scene) -> Outgoing | None:
    """The newest letter that is still held."""
    return fates.waits(scene.j)


def pressed_held(scene: Scene, choice: str) -> None:
    """Send now, edit, cancel."""
    out = held(scene)
    if out is None:
        scene.say("held.too_late")
        if (gone := fates.went(scene.j)) is not None:
            fates.said(scene, gone)
        scene.retire = False
        return
    if choice == "send_now":
        scene.effects.append(Release(out.letter))
        scene.set(
            outbox=tuple(replace(o, held_until=scene.now) if o.letter == out.letter else o for o in scene.j.outbox)
        )
        scene.say("held.now", name=out.to.first)
        scene.rest()
        return
    stop(scene, out)
    if choice == "edit":
        scene.form = "edit"
        scene.ask(Q.EDITING, fates.unseen(scene, "held.edit", out.kind, out.to), name=out.to.first)
    else:
        scene.form = "edit"
        scene.ask(Q.EDITING, fates.unseen(scene, "held.stopped", out.kind, out.to), name=out.to.first)


def stop(scene: Scene, out: Outgoing) -> None:
    """Withdraw a held letter: back to a draft."""
    scene.effects.append(Withdraw(out.letter))
    outbox = tuple(replace(o, state=LetterState.WITHDRAWN) if o.letter == out.letter else o for o in scene.j.outbox)
    scene.set(outbox=outbox, draft=scene.j.draft or Draft(out.kind, out.text))


def ask_editing(scene: Scene) -> None:
    """What should change?"""
    scene.form = "edit"
    scene.ask(Q.EDITING)


def said_editing(scene: Scene, said: Said) -> None:
    """A correction ("43 not 41"), or the whole note in other words. New words need a new yes."""
    draft = scene.j.draft
    if draft is None:
        scene.go("onward")
        return
    fixed = drafting.corrected(scene, draft.text, said.text)
    if fixed is not None:
        text, value = fixed
        scene.say("edit.now", value=value)
        scene.note("changed_value", value)
        redo(scene, draft, text, said, value)
        return
    if typed_way(scene, said) or another_listener(scene, said.text):
        return
    if _replaces(scene, draft, said):
        own_words(scene, said.text, said.review)
        return
    if draft.kind is DraftKind.FIRST and add(scene, draft, said):
        return
    if Q.EDITING in scene.j.again:
        scene.set(again=tuple(q for q in scene.j.again if q is not Q.EDITING))
        scene.go(Q.DRAFT)
        return
    scene.set(again=(*scene.j.again, Q.EDITING))
    scene.form = "edit"
    scene.ask(Q.EDITING, "edit.not_followed")


MOST_BESIDE = 14
"""Words of a line under a draft that still says how it stands; more tell a story."""
NEW_NOTE = 12
"""Fewer words, asked what should change, are a part of a note and not another one."""


def _replaces(scene: Scene, draft: Draft, said: Said) -> bool:
    """Claim: asked what should change, these words are the whole note. Its author's own act is in them, or it is a short word of news."""
    if drafting.whole_note(scene, draft, said):
        return True
    words = len(said.text.split())
    if draft.kind is not DraftKind.FIRST:
        return words >= NEW_WORD or "\n" in said.text.strip()
    return words >= NEW_NOTE and any(own_act(s.text) or "ownership" in s.labels for s in said.review.sentences)


NEW_WORD = 6
"""The same for a word of news, an answer, or words to a mentor."""


def add(scene: Scene, draft: Draft, said: Said) -> bool:
    """Claim, and done: a plan or a fact typed under a draft goes in; what spoils it is marked."""
    review = said.review
    learn(scene, review)
    if drafting.moved(scene, draft, said.text) is not None:
        scene.say("draft.moved")
        scene.go(Q.DRAFT)
        return True
    leave(scene, *[s.text for s in plans(scene) if reported(s.text, said.text)])
    kept = sort_plans(scene, sayings_of(scene, Q.NEXT_ACT, review))
    scene.keep(Q.NEXT_ACT, kept)
    new = [s.text for s in kept if not s.out]
    tells = any(s.labels & TOLD or ahead(scene, s) for s in kept if not s.out)
    marked = not quick(scene) and bool({*kept} & {*pending_marks(scene)})
    if tells:
        scene.say("draft.added")
        if draft.edited:
            own_words(scene, drafting.with_more(scene, draft, new))
        else:
            scene.set(draft=None, repairs=())
            scene.go(Q.MARKS if marked else Q.DRAFT)
    elif marked:
        scene.go(Q.MARKS)
    return tells or marked


_MYSELF = regex(r"\b(?:say|tell|told)\b.{0,20}\b(?:myself|in person)\b|\bin person\b", re.I)
_ALOUD = regex(
    r"\b(?:no need to|do(?:n['\u2019]?t| not)|won['\u2019]?t|rather not) send\b.*\b(?:say|tell|speak|talk|call|ring)\b"
    r"|\b(?:say|tell) (?:it|her|him|them|\w+)(?: \w+){0,2}? (?:when|once|as soon as|next time) (?:s?he|they|i|we)\b",
    re.I,
)
"""It is going to be said, not sent."""
_LEAD = r"^\W*(?:(?:yes|yeah|yep|ok|okay|sure|please|pls|and|then|now|just|go ahead|great|good|fine|you can|can you|let['\u2019]?s)\b[\s,!.]*)*"
_SEND_IT = regex(
    rf"{_LEAD}send(?: (?:it|this|that|the note))?(?: (?:off|away|out))?(?: to (?P<whom>my boss|\w+))?(?: (?:now|please|pls|thanks))*\W*$",
    re.I,
)
_AGREES = regex(
    r"^\W*(?:(?:ok|okay|that['\u2019]?s|it['\u2019]?s|looks?|sounds?|is|it|this|that|very|all|so|yes|yeah|yep)\b[\s,!.]*)*(?:good|fine|great|perfect|ok|okay|yes|yeah|yep|right|lovely|nice)(?: to go)?\W*$",
    re.I,
)
_NOT_NOW = regex(
    r"^\W*(?:(?:no|ok|okay|wait|please|actually)\b[\s,]*)*(?:do(?:n['\u2019]?t| not)|not) send(?: (?:it|this|that|anything))?(?: (?:yet|now|today|please))*\W*$|^\W*(?:no|not yet|not now|later|nope)(?: (?:thanks|thank you|please))?\W*$",
    re.I,
)


def not_hidden(text: str) -> bool:
    """Claim: under a note these words only say that it is not to be sent, or not by us."""
    return aloud(text) or _NOT_NOW.match(text) is not None


def aloud(text: str) -> bool:
    """Claim: they will say it themselves."""
    return bool(_ALOUD.search(text)) or (bool(_MYSELF.search(text)) and len(text.split()) <= 10)


def asks_to_send(scene: Scene, text: str) -> bool:
    """Claim: the note is to be sent, and to nobody but its reader: "send it to the client" is a plan."""
    match = _SEND_IT.match(text)
    to = scene.j.manager
    known = {"her", "him", "them", "boss", *(to.name.casefold().split() if to else ())}
    return match is not None and (match["whom"] is None or match["whom"].split()[-1].casefold() in known)


def press_to_send(scene: Scene) -> None:
    """No typed word sends (PROMISES A4): the card again, with its button."""
    draft = scene.j.draft
    to = recipient_of(scene, draft) if draft else None
    if draft is None or to is None:
        scene.go(Q.LISTENER if draft else "onward")
        return
    scene.say("draft.press" if may_send(scene, to) else "listener.copy_only", name=to.first)
    show_draft(scene, draft)


_AS_IT_IS = regex(r"^(?:no|nothing|never ?mind|leave it|it'?s (?:fine|ok|good)|as it is|no change|keep it)\b", re.I)


_NO_NOTE = regex(r"^(?:no|not now|nope|leave it|skip it)\b", re.I)


_ANOTHER_ONE = regex(
    r"^(?:no|wait|actually|sorry|i mean|it'?s|its|it should go to|send it to|make it|it goes to|it'?s for|its for|for|to|to be)\b",
    re.I,
)


def another_listener(scene: Scene, text: str) -> bool:
    """Claim, and done: the words under a draft name who hears it ("actually the boss is greg", "dana")."""
    if scene.j.told is not None or len(text.split()) > NAME_WORDS * 2 or "\n" in text.strip():
        return False
    known = tuple(known.name for known in scene.around.people if known.name != scene.around.author.name)
    found = names(re.split(r"\b(?:not|instead of|rather than)\b", text, maxsplit=1)[0], known)
    says_who = story.boss_named(text, known) is not None or _ANOTHER_ONE.match(text.strip()) is not None
    if len(found) != 1 or not (says_who or len(text.split()) <= 2):
        return False
    if wording.corrects(text) and re.search(r"\d", text):
        return False
    choose(scene, Part.MANAGER, found[0])
    edited = scene.j.draft is not None and scene.j.draft.edited
    if not edited:
        scene.set(draft=None)
    scene.go("words" if not edited else Q.DRAFT)
    return True


def typed_way(scene: Scene, said: Said) -> bool:
    """What a button would say, typed: it is told, I'll say it myself, leave it as it is. Sending is never typed."""
    text = said.text.strip()
    read = story.read(text, names_here(scene))
    short = len(text.split()) <= MOST_BESIDE and "\n" not in text
    if scene.j.told is None and short and knows(scene, text, read):
        told(scene, "said")
        scene.say("told.good")
        scene.set(draft=None)
        scene.go("after_told")
        return True
    if aloud(text):
        pressed_draft(scene, "say_myself")
        return True
    if scene.j.told is None and (asks_to_send(scene, text) or _AGREES.match(text)):
        press_to_send(scene)
        return True
    if scene.j.question is Q.DRAFT and scene.j.told is None and _NOT_NOW.match(text):
        pressed_draft(scene, "not_now")
        return True
    if scene.j.question is Q.DRAFT and scene.j.told is not None and _NO_NOTE.match(text) and len(text.split()) <= 4:
        scene.set(draft=None)
        scene.go("part_done")
        return True
    if scene.j.question is Q.EDITING and _AS_IT_IS.match(text) and len(text.split()) <= 4:
        scene.go(Q.DRAFT)
        return True
    return False


def pressed_editing(scene: Scene, choice: str) -> None:
    """One sorry, or all of them."""
    draft = scene.j.draft
    if draft is None:
        scene.go("onward")
        return
    if choice == "use":
        text, to = wording.one_sorry(draft.text), recipient_of(scene, draft)
        if to and text.startswith(f"{to.first}. "):
            text = f"{to.first}, {text[len(to.first) + 2 :]}"
        draft = replace(draft, text=text)
        scene.set(draft=draft)
    show_draft(scene, draft)


def redo(scene: Scene, draft: Draft, text: str, said: Said, value: str) -> None:
    """The draft with a corrected value; what was kept is corrected too."""
    del said
    old = drafting.replaced_value(draft.text, text)
    if old:
        scene.set(
            sayings=tuple(replace(s, text=drafting.with_value(scene, s.text, old, value)) for s in scene.j.sayings)
        )
    if scene.j.told is None and draft.kind is DraftKind.FIRST:
        commit(scene)
    scene.set(draft=replace(draft, text=text))
    show_draft(scene, replace(draft, text=text))


def own_words(scene: Scene, text: str, review: Review | None = None) -> None:
    """The person's own whole note: kept as typed, and shown back. What spoils a first note is marked, once."""
    if review is not None:
        has = review.has
        scene.note("edited_has", " ".join(each.name for each in fields(has) if getattr(has, each.name)))
        before = tuple(s for s in scene.j.sayings if s.question is not Q.EDITING)
        found = tuple(s for s in sayings_of(scene, Q.EDITING, review) if s.labels & MARKED)
        scene.set(sayings=(*before, *found))
    draft = scene.j.draft
    kind = draft.kind if draft else DraftKind.FIRST
    scene.note("changed_value", "")
    new = Draft(kind, text.strip(), edited=True, day=scene.today)
    scene.set(draft=new)
    to = recipient_of(scene, new)
    if len(new.text) > drafting.MAX_LETTER:
        scene.form = "edit"
        scene.ask(Q.EDITING, "draft.too_long" if to else "draft.too_long_plain", name=to.first if to else "")
        return
    if wording.one_sorry(new.text) != new.text.rstrip() and not scene.j.note("sorries_asked"):
        scene.note("sorries_asked", "yes")
        scene.words(new.text)
        scene.ask(Q.EDITING, "draft.sorries", "use=sorries.keep_one", "keep=sorries.keep_all")
        return
    if _first(new) and scene.j.told is None and any(weight(s) > SMALL for s in pending_marks(scene)):
        scene.words(new.text)
        scene.go(Q.MARKS)
        return
    show_draft(scene, new)


SMALL = 1
"""The weight of a mark that waits for [Look again] under the person's own whole note."""


# after copying, or saying it oneself


def copied(scene: Scene, draft: Draft, to: Recipient | None) -> None:
    """The words are in the person's hands."""
    if draft.kind is DraftKind.MENTOR:
        scene.say("copied.mentor")
        scene.go("mentor_asked")
        return
    if scene.j.told is None and not scene.j.hint("not_mine"):
        remind_to_tell(scene)
        scene.note("copied_at", scene.hm(scene.now))
        ask_copied(scene)
    elif scene.j.hint("not_mine"):
        scene.ask(Q.CHECK_IN, "ask.check_in_part", "yes=check_in.yes", "no", time="09:00")
    else:
        scene.say("copied.plain")
        scene.go("after_told")


def remind_to_tell(scene: Scene) -> None:
    """Once after two working hours, and once next morning; then none."""
    if scene.j.told or scene.j.hint("not_mine") or any(p.key.startswith("tell-") for p in scene.j.promises):
        return
    author = scene.around.author
    at = working_hours_later(scene.now, 2, author.hours, author.zone, scene.house.policy.country)
    local = at.astimezone(scene.local.tzinfo)
    scene.promise(
        CheckIn(Kind.TELL, local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None), "tell-1")
    )


def pressed_copied(scene: Scene, choice: str) -> None:
    """Told, or a check-in tomorrow."""
    if choice == "told":
        told(scene, "said")
        scene.say("copied.all")
        scene.set(step=Step.AMEND)
        scene.rest()
        return
    scene.go("check_in_yes")


def myself(scene: Scene, draft: Draft, to: Recipient | None) -> None:
    """Aloud is often better."""
    name = to.first if to else ""
    if draft.kind is DraftKind.MENTOR:
        scene.say("myself.mentor")
        scene.go("mentor_asked")
        return
    if draft.kind in (DraftKind.UPDATE, DraftKind.FIXED, DraftKind.FULL, DraftKind.ANSWER):
        scene.set(draft=None)
        scene.go("part_done")
        return
    remind_to_tell(scene)
    scene.ask(
        Q.KNOWS,
        "myself.first" if name else "myself.first_plain",
        "told=knows.told_now",
        "practise",
        "not_told=knows.later",
        name=name,
    )


def put_off(scene: Scene, draft: Draft) -> None:
    """Not now: the draft waits."""
    if draft.kind is not DraftKind.FIRST or scene.j.told or scene.j.hint("not_mine"):
        scene.say("draft.waits")
        scene.rest()
        if draft.kind is DraftKind.MENTOR:
            scene.go("mentor_asked")
        return
    ask_when_tell(scene)


def ask_when_tell(scene: Scene) -> None:
    """When will it be heard? Now, at a time, I can't yet."""
    to = scene.j.manager
    scene.ask(
        Q.WHEN_TELL,
        "ask.when_tell" if to else "ask.when_tell_plain",
        "send_now=when_tell.now",
        "another_time=when_tell.at",
        "not_yet=when_tell.cant",
        name=to.first if to else "",
    )


def pressed_when_tell(scene: Scene, choice: str) -> None:
    """Now, at a time, I can't yet."""
    if choice == "send_now":
        scene.go(Q.DRAFT)
    elif choice == "another_time":
        scene.ask(Q.WHEN_TELL, "ask.when_tell_at")
    else:
        remind_to_tell(scene)
        scene.say("knows.not_yet" if scene.j.paused or scene.pause else "when_tell.cant")
        scene.rest()


_CANNOT = regex(r"\b(?:can['\u2019]?t|cannot|not|won['\u2019]?t|no|off|away|busy|isn['\u2019]?t|out)\b", re.I)


def _not_put_off(text: str) -> str:
    """The parts that name a time at which it will be told: "not today, tomorrow at 9" names tomorrow."""
    parts = re.split(r"[,;.!]\s*|\s+(?:but|so|rather)\s+", text)
    return ", ".join(part for part in parts if not _CANNOT.search(part))


def said_when_tell(scene: Scene, said: Said) -> None:
    """A time: the reminder comes then."""
    at = deadline(_not_put_off(said.text), scene.now, scene.zone)
    if at is None:
        remind_to_tell(scene)
        scene.say("knows.not_yet" if scene.j.paused or scene.pause else "when_tell.cant")
        scene.rest()
        return
    local = at.astimezone(scene.local.tzinfo)
    scene.release("tell")
    scene.promise(CheckIn(Kind.TELL, local.date(), local.time().replace(tzinfo=None), "tell-1"))
    scene.say("when_tell.set", when=scene.when(at))
    scene.rest()


def due_tell(scene: Scene, check_in: CheckIn) -> None:
    """Once: does the first listener know now?"""
    gone = fates.went(scene.j)
    if scene.j.told or held(scene) or (gone and gone.at is None):
        return
    author = scene.around.author
    if check_in.key == "tell-1":
        day = next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
        scene.promise(CheckIn(Kind.TELL, day, author.hours.starts, "tell-2"))
    to = scene.j.manager
    slots = {"name": to.first if to else "", "time": scene.j.note("copied_at")}
    if check_in.key == "tell-2" and gone:
        scene.say("due.tell_last")
    elif check_in.key == "tell-2":
        scene.say("due.tell_again" if to else "due.tell_again_plain", name=slots["name"])
    if scene.j.note("copied_at") and to and check_in.key == "tell-1":
        key = "ask.knows_copied"
    elif scene.j.draft is not None and not gone:
        key = "ask.knows_ready" if to else "ask.knows_ready_plain"
    else:
        key = "ask.knows" if to else "ask.knows_plain"
    scene.ask(Q.KNOWS, key, "told=knows.yes", "not_told=knows.not_yet", "stop=stop_these", **slots)


def ask_knows(scene: Scene) -> None:
    """Does the first listener know now?"""
    to = scene.j.manager
    key = "ask.knows" if to else "ask.knows_plain"
    scene.ask(Q.KNOWS, key, "told=knows.yes", "not_told=knows.not_yet", "stop=stop_these", name=to.first if to else "")


def ask_copied(scene: Scene) -> None:
    """Copied; told, or a check-in tomorrow."""
    to = scene.j.manager
    told_label = "told=copied.told" if to else "told=copied.told_plain"
    scene.ask(Q.COPIED, None, told_label, "tomorrow=copied.tomorrow", name=to.first if to else "")


def ask_held(scene: Scene) -> None:
    """The held letter's card again, or the draft when none is held."""
    out = held(scene)
    if out is None:
        gone = fates.went(scene.j)
        if gone is not None and scene.j.draft is None:
            fates.said(scene, gone)
        scene.go(Q.DRAFT if scene.j.draft else "onward")
        return
    key = fates.unseen(scene, "ask.held", out.kind, out.to)
    scene.ask(Q.HELD, key, "send_now", "edit", "cancel", time=scene.when(out.held_until), name=out.to.first)


def pressed_knows(scene: Scene, choice: str) -> None:
    """Yes, not yet, stop, practise."""
    if choice == "told":
        told(scene, "said")
        if scene.j.note("lane") == "quick":
            scene.say("copied.all")
            scene.set(step=Step.AMEND)
            scene.rest()
        else:
            scene.say("told.good")
            scene.go("after_told")
    elif choice == "practise":
        scene.go(Q.PRACTISE)
    elif choice == "stop":
        scene.wants.append("stop")
    else:
        scene.say("knows.not_yet")
        scene.rest()


def said_knows(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if bare.startswith(("yes", "yeah", "yep", "done")) or bare in ("told", "i told", "said", "i said it", "i did"):
        pressed_knows(scene, "told")
    elif says_no(bare):
        pressed_knows(scene, "not_told")
    else:
        scene.go("news")


# hiding, pressure, doors


def ask_hiding(scene: Scene) -> None:
    """Named without accusation, its cost said, the shortest honest message offered."""
    scene.hint("hiding_named")
    scene.ask(Q.HIDING, None, "first_note=hiding.show", "not_yet")


def pressed_hiding(scene: Scene, choice: str) -> None:
    """Show me, or not yet."""
    if choice == "first_note":
        scene.go("onward")
        return
    scene.say("hiding.not_yet")
    remind_to_tell(scene)
    scene.wants.append("close_overlay")
    scene.offer("tell_now", "hiding.show")


def ask_pressure(scene: Scene) -> None:
    """Someone asks to delete or to sign what isn't true."""
    scene.hint("pressure_named")
    name = scene.j.manager.first if scene.j.manager else (scene.j.note("named").split() or [""])[0]
    scene.say("pressure.leave_it")
    scene.say("pressure.more_than_slip" if name else "pressure.more_than_slip_plain", name=name)
    scene.ask(Q.PRESSURE, "ask.pressure", "who_call", "not_yet", "back=pressure.back")


def pressed_pressure(scene: Scene, choice: str) -> None:
    """Who could I call, not yet, back to the note."""
    if choice == "who_call":
        scene.go(Q.DOOR)
    elif choice == "back":
        scene.go("onward")
    else:
        scene.say("pressure.not_yet")
        scene.rest()


def said_pressure(scene: Scene, said: Said) -> None:
    """Words instead of a press: who to call when they ask for someone, else back to the path with what they said."""
    bare = said.text.casefold()
    if any(word in bare for word in ("who", "call", "someone", "hr")):
        scene.go(Q.DOOR)
        return
    absorb(scene, Q.PART if scene.j.hint("not_mine") else Q.TELLING, said.review)
    scene.go("onward")


def said_hiding(scene: Scene, said: Said) -> None:
    """Words instead of a press: no is no; anything else is heard as the story."""
    bare = said.text.strip().casefold()
    if says_no(bare) and len(bare.split()) <= 3:
        pressed_hiding(scene, "not_yet")
        return
    if bare not in ("yes", "ok", "show me", "show"):
        ahead = any(commits(s.text) or deadline(s.text, scene.now, scene.zone) for s in said.review.sentences)
        plan = (ahead or "repair" in said.review.labels) and not any(own_act(s.text) for s in said.review.sentences)
        absorb(scene, Q.NEXT_ACT if plan else Q.TELLING, said.review)
    scene.go("onward")


def ask_door(scene: Scene) -> None:
    """People to call, words to start with; the details aloud and not here."""
    policy = scene.house.policy
    hr = policy.contacts.get("hr")
    if scene.j.hint("chose") and not scene.j.hint("chose_said"):
        scene.hint("chose_said")
        scene.say("door.chose")
    elif scene.j.hint("grave") and not scene.j.hint("chose_said"):
        scene.hint("chose_said")
        scene.say("door.grave")
    if hr:
        scene.say("door.contact", name=hr.name, role=hr.title, contact=hr.contact)
    if policy.speak_up:
        scene.say("door.speak_up", number=policy.speak_up)
    scene.say("door.outside")
    scene.say("door.start_words")
    words = "words_chose" if scene.j.hint("chose") else "words_grave" if scene.j.hint("grave") else "words"
    scene.words(scene.line(f"door.{words}"))
    if hr:
        scene.say("door.aloud", name=hr.first)
    scene.say("door.note_facts")
    if scene.j.hint("chose") or scene.j.hint("grave"):
        scene.ask(Q.DOOR, "", "copy=door.copy", "thats_enough")
    else:
        scene.ask(Q.DOOR, "", "copy=door.copy", "back=pressure.back")


def pressed_door(scene: Scene, choice: str) -> None:
    """Copy the words, or back to the note."""
    if choice == "copy":
        scene.say("door.copied")
        scene.retire = False
        if scene.j.hint("chose") or scene.j.hint("grave"):
            scene.rest()
    elif choice == "thats_enough":
        scene.say("door.quiet")
        scene.rest()
    else:
        scene.go("onward")


def said_door(scene: Scene, said: Said) -> None:
    """News from the person who was called."""
    learn(scene, said.review)
    if scene.j.hint("chose") or scene.j.hint("grave"):
        scene.say("door.heard")
        scene.rest()
        return
    bare = said.text.casefold()
    if any(word in bare for word in ("talked", "spoke", "called", "rang", "told", "met")):
        scene.hint("not_alone")
        scene.say("door.not_alone")
    scene.go("words")


# practise


def ask_practise(scene: Scene) -> None:
    """Up to three likely reactions, each with a calm answer."""
    to = scene.j.manager
    scene.ask(Q.PRACTISE, None if to else "ask.practise_plain", name=to.first if to else "")


def said_practise(scene: Scene, said: Said) -> None:
    """The hardest thing that might be said; one answer that stays true."""
    scene.note("hardest", said.text[:500])
    _answer(scene, 1)


def _answer(scene: Scene, number: int) -> None:
    scene.note("practised", str(number))
    lane = "part" if scene.j.hint("not_mine") else "plain"
    scene.say("practise.one" if number == 1 else "practise.more")
    scene.say(f"practise.{lane}.{number}")
    scene.say("practise.once")
    buttons = ["another=practise.another", "thats_enough"] if number < 3 else ["thats_enough"]
    scene.ask(Q.PRACTISED, "", *buttons)


def pressed_practised(scene: Scene, choice: str) -> None:
    """Another one, or that's enough."""
    if choice == "another":
        _answer(scene, min(int(scene.j.note("practised") or "1") + 1, 3))
        return
    if scene.j.told is None and not scene.j.hint("not_mine"):
        to = scene.j.manager
        scene.ask(
            Q.KNOWS,
            "practise.then" if to else "practise.then_plain",
            "told=knows.told_now",
            "not_told=knows.later",
            name=to.first if to else "",
        )
        return
    scene.ask(Q.CHECK_IN, "ask.check_in_part", "yes=check_in.yes", "no", time="09:00")


def said_practised(scene: Scene, said: Said) -> None:
    """Another hard sentence: another answer."""
    number = int(scene.j.note("practised") or "1")
    if number >= 3:
        pressed_practised(scene, "thats_enough")
        return
    scene.note("hardest", said.text[:500])
    _answer(scene, number + 1)


__all__ = ["ASK", "PRESSED", "SAID", "due_tell", "held", "show_draft", "stop", "told", "write"]

ASK = {
    Q.BOSS_KNOWS: ask_boss_knows,
    Q.TELLING: ask_telling,
    Q.EFFECT: ask_effect,
    Q.PART: ask_part,
    Q.PART_RIGHT: ask_part_right,
    Q.MARKS: ask_marks,
    Q.NEXT_ACT: ask_next_act,
    Q.LISTENER: ask_listener,
    Q.DRAFT: ask_draft,
    Q.CONSENT: ask_consent,
    Q.EDITING: ask_editing,
    Q.HIDING: ask_hiding,
    Q.PRESSURE: ask_pressure,
    Q.DOOR: ask_door,
    Q.PRACTISE: ask_practise,
    Q.PRACTISED: lambda scene: _answer(scene, int(scene.j.note("practised") or "1")),
    Q.WHEN_TELL: ask_when_tell,
    Q.KNOWS: ask_knows,
    Q.COPIED: ask_copied,
    Q.HELD: ask_held,
    Q.HARD_REPLY: lambda scene: scene.go(Q.DRAFT),
}
SAID = {
    Q.BOSS_KNOWS: said_boss_knows,
    Q.TELLING: said_telling,
    Q.EFFECT: said_effect,
    Q.PART: said_part,
    Q.PART_RIGHT: said_part_right,
    Q.MARKS: said_marks,
    Q.NEXT_ACT: said_next_act,
    Q.LISTENER: said_listener,
    Q.EDITING: said_editing,
    Q.WHEN_TELL: said_when_tell,
    Q.KNOWS: said_knows,
    Q.DOOR: said_door,
    Q.PRESSURE: said_pressure,
    Q.HIDING: said_hiding,
    Q.PRACTISE: said_practise,
    Q.PRACTISED: said_practised,
}
PRESSED = {
    Q.BOSS_KNOWS: pressed_boss_knows,
    Q.PART_RIGHT: pressed_part_right,
    Q.MARKS: pressed_marks,
    Q.LISTENER: pressed_listener,
    Q.DRAFT: pressed_draft,
    Q.EDITING: pressed_editing,
    Q.CONSENT: pressed_consent,
    Q.HELD: pressed_held,
    Q.COPIED: pressed_copied,
    Q.KNOWS: pressed_knows,
    Q.WHEN_TELL: pressed_when_tell,
    Q.HIDING: pressed_hiding,
    Q.PRESSURE: pressed_pressure,
    Q.DOOR: pressed_door,
    Q.PRACTISED: pressed_practised,
}
