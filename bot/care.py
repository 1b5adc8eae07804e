"""When the words are about a life, coaching stops: one line of help, one number, one question about now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot import story
from bot.acts import own_act, says_no
from bot.controls import ask_country, heard_country, resume, say_numbers, scene_numbers, to_before
from bot.effects import Withdraw
from bot.events import Said
from bot.hearing import TOLD, content, names_here, only_names
from bot.journey import Draft
from bot.letters import LetterState
from bot.path import Question
from bot.patterns import regex
from bot.review import rules
from bot.review.values import Review
from bot.safety import floor
from bot.scene import Everywhere, Scene
from bot.times import times
from prompts.tongues import tongue

Q = Question
CARE = frozenset({Q.UNSURE, Q.DANGER, Q.STAYING, Q.OTHER_DANGER, Q.COUNTRY})
A_NIGHT = timedelta(hours=4)
"""After so long a silence the talk is over: what they write next is a new day."""


HELD = "held_words"
"""Under this note wait the words beside those that brought the one question: taken up when they were about the work, else gone."""
TONGUE = "tongue"
"""Under this note stands the language in which they spoke of danger, until that talk is over."""
_WORK = TOLD | {"excuse", "blame", "apology", "escalate"}
_A_STORY = 6
"""A sentence of more words, with something about the work in it, is a story of the work."""


def heard_in(scene: Scene, review: Review) -> None:
    """Keep in which language the first reply is said; words in none that is known ("...", a number) change nothing."""
    found = tongue(review.language, review.text)
    if review.language != "unknown" and found != scene.j.note(TONGUE):
        scene.note(TONGUE, found)


def _in_their_language(scene: Scene) -> None:
    scene.tongue = scene.j.note(TONGUE)


def ask_unsure(scene: Scene) -> None:
    """One question that both meanings can answer."""
    _in_their_language(scene)
    scene.ask(Q.UNSURE, None, "no=unsure.work", "yes=unsure.more", "not_sure")


def pressed_unsure(scene: Scene, choice: str) -> None:
    """The work, more than that, not sure: "not sure" counts as clear."""
    if choice == "no":
        to_before(scene)
        scene.note(HELD, "")
        scene.go("held")
        return
    danger(scene)


def hold(scene: Scene, said: Said) -> None:
    """Keep what need not be said again if they meant the work. What could only mean more is not kept."""
    kept = [
        each.text
        for each in said.review.sentences
        if (len(each.text.split()) > _A_STORY and each.labels & _WORK)
        or ("crisis" not in each.labels and floor(each.text) == "no")
    ]
    scene.note(HELD, " ".join(kept))


def _typed(scene: Scene, said: Said, answer: str) -> bool:
    """Claim: in the language in which they were asked, these words are this button's."""
    asked_in = scene.house.catalog.tongues.get(scene.j.note(TONGUE))
    return asked_in is not None and said.review.crisis == "no" and asked_in.means(answer, said.text)


def said_unsure(scene: Scene, said: Said) -> None:
    """The same in words. "Not sure" counts as clear; a plain answer about the work is heard where it belongs."""
    if _typed(scene, said, "work") and not _typed(scene, said, "more"):
        pressed_unsure(scene, "no")
        return
    bare = said.text.strip().casefold().strip(".!")
    words = bare.split()
    if said.review.crisis == "no" and "more" not in words[:3]:
        if bare in ("no", "nope") or (
            any(w in words for w in ("work", "job", "tonight's", "deadline")) and "more" not in words
        ):
            if len(words) > _A_STORY and said.review.labels & _WORK:
                _lead_back(scene)
            else:
                pressed_unsure(scene, "no")
            return
        if (len(words) > _A_STORY and said.review.labels & _WORK) or _of_the_work(scene, said):
            _lead_back(scene)
            return
    danger(scene)


def _lead_back(scene: Scene) -> None:
    """They meant the work, and went on with it: what waited is heard, and then these words."""
    to_before(scene)
    scene.note(HELD, "")
    scene.go("said_again")


_A_DAY = regex(r"\d|\b(?:tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.I)
_SOMEONE = regex(r"\b(?:i|i['\u2019]?ll|i['\u2019]?m|me|my|it|all|they|everyone|tonight|last|never|end)\b", re.I)
_KNOWS_IT = regex(
    r"i know (?:that )?(?:it|this|that)(?:['\u2019]?s| was| is) (?:so |really |very )?(?:wrong|bad|stupid|silly|careless|a (?:stupid |silly |bad )?mistake|my mistake)\W*",
    re.I,
)
_REGRETS = regex(r"i (?:know (?:that )?i )?should(?:n['\u2019]?t| not) have\b|i know\b", re.I)
_ALL = regex(r"\b(?:everything|everyone|everybody|all|life|myself|me|up|hope|nothing|anything)\b", re.I)
"""An own act on all there is may be no act at work."""
_MEANT = regex(
    r"\bi (?:only |just |really )?(?:meant?|was (?:only |just )?talking about) (?!it\b|what\b|that\b|this\b|every|all\b|life\b|more\b)"
    r"|\b(?:not|isn['\u2019]?t|wasn['\u2019]?t) what i (?:meant?|was saying|said)\b|\bmeant something else\b|\bdid(?:n['\u2019]?t| not) mean (?:it like that|that|me|my life)\b"
    r"|\b(?:you )?(?:mis(?:understood|read|heard)|got (?:me|it|that) wrong)\b|\bwrong (?:idea|end of the stick)\b"
    r"|\b(?:it['\u2019]?s|this is|that['\u2019]?s|it is) (?:only |just |all )?about (?:the|my|a) (?!life\b|end\b)\w+|\bjust the (?!end\b)\w+|\bnot me\b"
    r"|^\W*(?:no,? )?i['\u2019]?m (?:fine|ok|okay|all right|alright)(?:$|[.!,;](?!.*\b(?:any ?more|worry)\b))",
    re.I,
)
"""It was about something else: said in so many words, or by what it was about."""
_DATE_WORDS = 5
_SUBJECT = 4
"""Letters of a word that can say what the work is about."""


def _of_the_work(scene: Scene, said: Said) -> bool:
    """Claim: a few words that only the work can mean: who it is, a day, who knows, what kind of slip, or a plan for what was told."""
    text = said.text
    if only_names(scene, text):
        return True
    if len(text.split()) <= _DATE_WORDS and _A_DAY.search(text) and not _SOMEONE.search(text):
        return bool(times(text, scene.now, scene.zone))
    regrets = _REGRETS.match(text.strip()) is not None and (
        rules.of_the_day(text) or _KNOWS_IT.fullmatch(text.strip()) is not None
    )
    if regrets or _MEANT.search(text) or (own_act(text) and said.review.labels & _WORK and not _ALL.search(text)):
        return True
    read = story.read(text, names_here(scene))
    if read.boss_knows is not None or any(kind is not story.Kind.SOMEONE_HURT for kind in read.kinds):
        return True
    told = " ".join((*(s.text for s in scene.j.sayings), said.held.text if said.held else ""))
    same = {word for word in content(text) & content(told) if len(word) >= _SUBJECT}
    return len(same) > 1 or (bool(same) and bool(said.review.labels & TOLD))


def quiet_all(scene: Scene) -> None:
    """Held letters go back to drafts; every check-in waits. Only the pause is kept: not its reason, not the text."""
    outbox = []
    draft = scene.j.draft
    for out in scene.j.outbox:
        if out.state is LetterState.HELD:
            scene.effects.append(Withdraw(out.letter))
            draft = draft or Draft(out.kind, out.text)
            outbox.append(replace(out, state=LetterState.WITHDRAWN))
        else:
            outbox.append(out)
    scene.set(paused=True, outbox=tuple(outbox), draft=draft)
    scene.everywhere = Everywhere.DANGER


def danger(scene: Scene) -> None:
    """Clear: one helpline, the emergency number, the organisation's line, and one question about now."""
    _in_their_language(scene)
    again = scene.j.question is Q.AFTERWARDS or bool(scene.j.note("away"))
    scene.note(HELD, "")
    quiet_all(scene)
    if again:
        scene.note("away", "")
        say_numbers(scene, "care.again")
        _ask_near(scene)
        return
    scene.say("care.aside", name=scene.around.author.first)
    scene.say("care.let_a_person")
    say_numbers(scene, "care.helpline")
    scene.say("care.act_on_it", **scene_numbers(scene))
    policy = scene.house.policy
    if policy.care_line:
        scene.say("care.company_line", number=policy.care_line)
    else:
        scene.say("care.tell_no_one")
    if ask_country(scene):
        scene.hint("near")
    else:
        _ask_near(scene)


def _ask_near(scene: Scene) -> None:
    """One question about now."""
    scene.unhint("near")
    scene.ask(Q.DANGER, None, "yes=danger.someone_here", "no=danger.alone", "meant_else")


def said_country(scene: Scene, said: Said) -> None:
    """The country, for its numbers; then the question about now, or what stood before."""
    heard_country(scene, said.text)
    _in_their_language(scene)
    if scene.j.hint("for_another"):
        scene.say("care.other_call", **scene_numbers(scene))
        gone(scene)
        return
    if scene.j.hint("near"):
        say_numbers(scene, "care.again")
        _ask_near(scene)
        return
    say_numbers(scene, "safety.numbers")
    to_before(scene)
    scene.wants.append("show")


def pressed_danger(scene: Scene, choice: str) -> None:
    """Someone is here, I'm alone, I meant something else."""
    if choice == "meant_else":
        meant_else(scene)
    elif choice == "yes":
        say_numbers(scene, "care.good_someone")
        scene.ask(Q.STAYING, "", "done=staying.i_tell", "use=staying.stay", "meant_else")
    else:
        alone(scene)


def _takes_back(said: Said) -> bool:
    """Claim: they meant something else, and no word of it speaks of a life."""
    return said.review.crisis == "no" and _MEANT.search(said.text) is not None


def alone(scene: Scene) -> None:
    """Not alone with this tonight: the number, or words to send."""
    scene.say("care.thank_you")
    scene.say("care.send_words", **scene_numbers(scene))
    scene.ask(Q.STAYING, "", "copy=staying.copy", "done=staying.i_call", "use=staying.stay")


def said_danger(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if _takes_back(said) or _typed(scene, said, "meant_else"):
        meant_else(scene)
    elif _typed(scene, said, "someone") and not _typed(scene, said, "nobody"):
        pressed_danger(scene, "yes")
    elif any(word in bare for word in ("wife", "husband", "partner", "is here", "with me", "flatmate", "not alone")):
        pressed_danger(scene, "yes")
    else:
        alone(scene)


def meant_else(scene: Scene) -> None:
    """Costless."""
    gone(scene)
    scene.note("away", "")
    scene.say("care.meant_else")
    scene.ask(Q.AFTERWARDS, "", "resume=afterwards.carry_on", "not_now")


def pressed_staying(scene: Scene, choice: str) -> None:
    """Copy those words, I'll call, stay here a moment."""
    if choice == "meant_else":
        meant_else(scene)
    elif choice == "copy":
        scene.say("care.copied", **scene_numbers(scene))
        scene.ask(Q.STAYING, "", "done=staying.i_call", "use=staying.stay")
    elif choice == "done":
        goodbye(scene)
    elif scene.j.hint("asked_voice"):
        stay_on(scene)
    else:
        scene.hint("asked_voice")
        scene.say("care.here")
        scene.ask(Q.STAYING, "ask.staying_voice", "copy=staying.copy", "done=staying.i_call")


STILL_HERE = 8
"""Short answers before one comes again."""


def stay_on(scene: Scene) -> None:
    """Short, and never the same block twice."""
    count = int(scene.j.note("stayed") or "0")
    scene.note("stayed", str(count + 1))
    scene.say(f"care.still_here.{count % STILL_HERE + 1}", **scene_numbers(scene))
    scene.ask(Q.STAYING, "", "copy=staying.copy", "done=staying.i_call", "meant_else")


def goodbye(scene: Scene) -> None:
    """Nothing from us until the person writes."""
    scene.say("care.stay_with", **scene_numbers(scene))
    scene.say("care.nothing_from_me")
    gone(scene)


def gone(scene: Scene) -> None:
    """The talk is over: the pause is kept, and neither its reason nor a word of it."""
    scene.unhint("asked_voice", "for_another", "near")
    scene.set(notes={key: text for key, text in scene.j.notes.items() if key not in ("stayed", TONGUE)})
    scene.stand(Q.AFTERWARDS)
    scene.note("away", "yes")


def said_staying(scene: Scene, said: Said) -> None:
    """Someone is named, a worry about waking them, or "ok, I call"."""
    bare = said.text.strip().casefold()
    if _takes_back(said):
        meant_else(scene)
    elif any(
        word in bare
        for word in (
            "i call",
            "i'll call",
            "ill call",
            "calling",
            "i will call",
            "i ring",
            "ill ring",
            "on the phone",
            "called",
        )
    ):
        goodbye(scene)
    elif any(word in bare for word in ("wake", "bother", "burden", "kids", "asleep", "disturb")) or _LATE.search(bare):
        scene.say("care.rather_woken")
        scene.ask(
            Q.STAYING,
            "",
            "copy=staying.copy",
            "done=staying.i_call_them",
            "use=staying.helpline_instead",
            **scene_numbers(scene),
        )
    elif any(word in bare for word in ("nobody", "no one", "noone", "don't know", "dont know")):
        say_numbers(scene, "care.nobody")
        scene.ask(Q.STAYING, "", "done=staying.i_call", "use=staying.stay")
    else:
        stay_on(scene)


_LATE = regex(r"\b(?:too|so|very|pretty|it['\u2019]?s|is) late\b|\blate (?:there|now|at night)\b", re.I)


def other(scene: Scene) -> None:
    """Another person in danger: the emergency number first."""
    _in_their_language(scene)
    quiet_all(scene)
    scene.say("care.other_first", **scene_numbers(scene))
    say_numbers(scene, "care.other_helpline")
    scene.hint("for_another")
    if ask_country(scene):
        return
    scene.ask(Q.OTHER_DANGER, None, "yes", "no", "not_sure=other_danger.dont_know")


def pressed_other(scene: Scene, choice: str) -> None:
    """Is that person with you right now?"""
    key = {"yes": "care.other_stay", "no": "care.other_call", "not_sure": "care.other_find"}[choice]
    scene.say(key, **scene_numbers(scene))
    gone(scene)


def said_other(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if bare.startswith(("yes", "yeah")) or (_typed(scene, said, "yes") and not _typed(scene, said, "no")):
        pressed_other(scene, "yes")
    elif says_no(bare) or _typed(scene, said, "no"):
        pressed_other(scene, "no")
    else:
        pressed_other(scene, "not_sure")


def came_back(scene: Scene) -> None:
    """The person writes again: the notes are where they were left; nothing is said about the night."""
    scene.note("away", "")
    scene.say("care.hello", name=scene.around.author.first)
    scene.ask(
        Q.AFTERWARDS,
        None,
        "resume=afterwards.carry_on_note" if scene.j.draft else "resume=afterwards.carry_on",
        "human=afterwards.people",
        "not_now=afterwards.not_today",
    )


def pressed_afterwards(scene: Scene, choice: str) -> None:
    """Carry on, people to talk to, not today."""
    if choice == "resume":
        resume(scene)
        before = scene.j.before
        scene.set(question=before, before=None)
        scene.wants.append("show")
    elif choice == "human":
        scene.wants.append("human")
    else:
        scene.say("care.not_today")
        scene.note("away", "yes")
        scene.stand(Q.AFTERWARDS)


def said_afterwards(scene: Scene, said: Said) -> None:
    """Whatever comes after: a greeting, or a wish to go on."""
    bare = said.text.strip().casefold()
    if scene.j.note("away"):
        came_back(scene)
    elif any(word in bare for word in ("carry on", "go on", "continue", "yes", "the note")):
        pressed_afterwards(scene, "resume")
    elif says_no(bare):
        pressed_afterwards(scene, "not_now")
    else:
        resume(scene)
        before = scene.j.before
        scene.set(question=before, before=None)
        scene.go("said_again")


ASK = {Q.UNSURE: ask_unsure, Q.DANGER: danger, Q.STAYING: stay_on, Q.OTHER_DANGER: other, Q.AFTERWARDS: came_back}
SAID = {
    Q.UNSURE: said_unsure,
    Q.DANGER: said_danger,
    Q.STAYING: said_staying,
    Q.OTHER_DANGER: said_other,
    Q.COUNTRY: said_country,
    Q.AFTERWARDS: said_afterwards,
}
PRESSED = {
    Q.UNSURE: pressed_unsure,
    Q.DANGER: pressed_danger,
    Q.STAYING: pressed_staying,
    Q.OTHER_DANGER: pressed_other,
    Q.AFTERWARDS: pressed_afterwards,
}
