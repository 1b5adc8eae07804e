"""When the words are about a life, coaching stops: one line of help, one number, one question about now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot import fates, story
from bot.acts import own_act, says_no
from bot.controls import ask_country, heard_country, resume, say_numbers, scene_numbers, to_before
from bot.effects import Withdraw
from bot.events import Said
from bot.hearing import TOLD, chatter, content, names_here, only_names
from bot.journey import Draft
from bot.letters import LetterState
from bot.path import Question
from bot.patterns import regex
from bot.review import rules
from bot.review.values import Review, Sentence
from bot.safety import floor, of_oneself
from bot.scene import Everywhere, Line, Scene
from bot.times import times
from prompts.tongues import tongue

Q = Question
CARE = frozenset({Q.UNSURE, Q.DANGER, Q.STAYING, Q.OTHER_DANGER, Q.COUNTRY})
LIFE = CARE - {Q.COUNTRY}
A_NIGHT = timedelta(hours=4)
"""After so long a silence the talk is over: what they write next is a new day."""


HELD = "held_words"
"""Under this note wait the words beside those that brought the one question: taken up when they were about the work, else gone."""
BESIDE = "beside"
"""Under this note stand, until that talk is over, the keys of what was said already to somebody beside a person in danger."""
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
        fates.became(scene)
        scene.go("held")
        return
    danger(scene)


def hold(scene: Scene, said: Said) -> None:
    """Keep what need not be said again if they meant the work. What could only mean more is not kept."""
    kept = [each.text for each in said.review.sentences if _may_be_work(scene, each)]
    scene.note(HELD, "\n".join(kept))


def _may_be_work(scene: Scene, one: Sentence) -> bool:
    """Claim: a story of the work, or no word of danger in it but what a model found in an everyday sentence."""
    if len(one.text.split()) > _A_STORY and one.labels & _WORK:
        return True
    if floor(one.text) != "no":
        return False
    return "crisis" not in one.labels or own_act(one.text) or bool(story.read(one.text, names_here(scene)).kinds)


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


OFF = "account_off"
"""A hint that stands from when their account was switched off until they were told what has waited."""


def account_off(scene: Scene) -> None:
    """Nobody could stop what is held or promised: all of it waits, and they read so when they are back."""
    quiet_all(scene)
    scene.hint(OFF)


def account_on(scene: Scene) -> None:
    """They are back and have said something: before its answer stands what has waited; but nothing of it where it is about a life."""
    if not scene.j.hint(OFF) or scene.j.question in CARE or scene.j.question is Q.AFTERWARDS or not scene.said:
        return
    scene.unhint(OFF)
    answer, scene.said = scene.said, []
    scene.say("back")
    out = next(reversed(scene.j.outbox), None)
    if out is not None:
        known = fates.went(scene.j, out.to, out.kind)
        if known is not None:
            fates.said(scene, known)
        elif scene.j.draft is not None and out.state is not LetterState.HELD:
            scene.say("back.note", name=out.to.first)
    if scene.j.paused and Line("where.paused") not in answer:
        scene.say("where.paused")
    scene.said += answer


def danger(scene: Scene) -> None:
    """Clear: one helpline, the emergency number, the organisation's line, and one question about now."""
    _in_their_language(scene)
    again = scene.j.question is Q.AFTERWARDS or bool(scene.j.note("away"))
    scene.unhint(ANOTHER)
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
    if scene.j.hint(ANOTHER):
        beside(scene, "care.other_call")
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


def _night(scene: Scene) -> bool:
    """Claim: it is evening or night where they are, so that "a bad night" is true."""
    return not MORNING <= scene.local.hour < EVENING


MORNING, EVENING = 6, 18


def _takes_back(said: Said) -> bool:
    """Claim: they meant something else, and no word of it speaks of a life."""
    return said.review.crisis == "no" and _MEANT.search(said.text) is not None


def alone(scene: Scene) -> None:
    """Not alone with this tonight: the number, or words to send."""
    scene.say("care.thank_you")
    scene.say("care.send_words" if _night(scene) else "care.send_words_day", **scene_numbers(scene))
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
    """Copy those words, I'll call, stay here a moment. Beside another: carry on, people to talk to, not today."""
    if choice == "meant_else":
        meant_else(scene)
    elif scene.j.hint(ANOTHER):
        pressed_afterwards(scene, choice)
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
    if scene.j.hint(ANOTHER):
        beside(scene, *_NEAR)
        return
    count = int(scene.j.note("stayed") or "0")
    scene.note("stayed", str(count + 1))
    scene.say(f"care.still_here.{count % STILL_HERE + 1}", **scene_numbers(scene))
    scene.ask(Q.STAYING, "", "copy=staying.copy", "done=staying.i_call", "meant_else")


def goodbye(scene: Scene) -> None:
    """Nothing from us until the person writes."""
    scene.say("care.stay_with", **scene_numbers(scene))
    scene.say("care.nothing_from_me" if fates.went(scene.j) is None else "care.nothing_from_me_gone")
    gone(scene)


def gone(scene: Scene) -> None:
    """The talk is over: the pause is kept, and neither its reason nor a word of it."""
    scene.unhint("asked_voice", ANOTHER, "near")
    scene.set(notes={key: text for key, text in scene.j.notes.items() if key not in ("stayed", BESIDE, TONGUE)})
    scene.stand(Q.AFTERWARDS)
    scene.note("away", "yes")


def said_staying(scene: Scene, said: Said) -> None:
    """Someone is named, a worry about waking them, or "ok, I call"."""
    bare = said.text.strip().casefold()
    if _takes_back(said):
        meant_else(scene)
    elif scene.j.hint(ANOTHER):
        said_beside(scene, said)
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
        scene.say("care.rather_woken" if _night(scene) else "care.rather_called")
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


ANOTHER = "for_another"
"""A hint that stands while the talk is about another's life."""
_NEAR = tuple(f"care.other_near.{number}" for number in range(1, 7))
_PLACES = ("care.other_place.1", "care.other_place.2")
_SAFE = ("care.other_safe.1", "care.other_safe.2")


def is_beside(scene: Scene) -> bool:
    """Claim: the talk is about another's life, and its author has not chosen to go on with the work."""
    return scene.j.hint(ANOTHER) and scene.j.question in (Q.OTHER_DANGER, Q.STAYING)


def of_them(text: str) -> bool:
    """Claim: while it is about another's life, words of danger that do not say it of their writer are about that other too."""
    return not of_oneself(text)


def other(scene: Scene) -> None:
    """Another person in danger: the emergency number first."""
    _in_their_language(scene)
    quiet_all(scene)
    scene.say("care.other_first", **scene_numbers(scene))
    say_numbers(scene, "care.other_helpline")
    scene.hint(ANOTHER)
    if ask_country(scene):
        return
    scene.ask(Q.OTHER_DANGER, None, "yes", "no", "not_sure=other_danger.dont_know")


def pressed_other(scene: Scene, choice: str) -> None:
    """Is that person with you right now?"""
    beside(scene, {"yes": "care.other_stay", "no": "care.other_call", "not_sure": "care.other_find"}[choice])


def said_other(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if _takes_back(said):
        meant_else(scene)
    elif bare.startswith(("yes", "yeah")) or (_typed(scene, said, "yes") and not _typed(scene, said, "no")):
        pressed_other(scene, "yes")
    elif _LOST.search(said.text):
        pressed_other(scene, "not_sure")
    elif (says_no(bare) and not _PLACE.search(said.text)) or _typed(scene, said, "no"):
        pressed_other(scene, "no")
    else:
        said_beside(scene, said)


def beside(scene: Scene, *keys: str, safe: bool = False) -> None:
    """One short line to somebody beside a person in danger: of these the first that was not said yet, else another that was not."""
    said = scene.j.note(BESIDE).split()
    fresh = next((key for key in (*keys, *_NEAR) if key not in said), None)
    if fresh is None:  # all were said: from the beginning, but for the last
        last = said[-1]
        said = [last]
        fresh = next(key for key in (*keys, *_NEAR) if key != last)
    scene.note(BESIDE, " ".join((*said, fresh)))
    scene.say(fresh, **scene_numbers(scene))
    ways_on = ("not_now=afterwards.not_today",) if safe else ("human=afterwards.people", "meant_else")
    scene.ask(Q.STAYING, "", "resume=afterwards.carry_on", *ways_on)


_WHERE = (
    r"(?:room|building|block|floor|level|bay|gate|ward|unit|office|hall|platform|roof|bridge|corridor|staircase|stairwell|stairs|toilets?|bathroom|restroom|basement|cellar|kitchen|canteen|"
    r"garage|car ?park|parking|warehouse|workshop|lift|elevator|lobby|reception|yard|garden|balcony|ledge|window|track|tracks|railway|station|river|road|house|flat|home|work|break ?room|store ?room|"
    r"storage|store|shed|van|car|truck|lorry|desk|door|entrance|exit|hotel|pub|shop|street|site|scaffold\w*|crane|tower|lab|shop ?floor|locker ?room|changing ?room|server ?room|meeting ?room)"
)
_PLACE = regex(
    rf"\b(?:in|on|at|near|outside|inside|behind|under|by|beside|opposite|above|below|next to|in front of|up on|off|through|to) (?:(?:the|a|an|my|his|her|their|our|this|that|one of the) )?(?:[\w'\u2019-]+ ){{0,3}}?{_WHERE}\b"
    r"|\b(?:room|floor|bay|gate|ward|level|platform|building|block|unit|flat)\W{0,2}(?:no\.? |number )?(?:\d+\w?|[A-Z])\b"
    r"|\b(?:upstairs|downstairs|outside(?! (?:of )?(?:help|work))|next door|rooftop)\b"
    r"|\b(?:in|on|at|near|outside|behind|by|beside|opposite) (?:the |our |my |his |her |their )?(?-i:[A-Z])[\w'\u2019-]+(?: (?-i:[A-Z])[\w'\u2019-]+)*\b",
    re.I,
)
"""Where somebody is."""
_ELSEWHERE = regex(
    r"\b(?:at home with|(?:i['\u2019]?m|i am|im|we are|we['\u2019]?re) (?:\w+ )?(?:in|on|at|home)\b)", re.I
)
_LOST = regex(
    r"\b(?:(?:do ?n['\u2019]?t|do not|dunno|no idea|not sure|can['\u2019]?t|cannot|could ?n['\u2019]?t|nobody|no ?one)\b(?: (?:know|knows|find|see|reach|tell))?(?: \w+)? ?(?:where|him|her|them)\b"
    r"|(?:he|she|they)(?:['\u2019]?s| has| have| is| are)? (?:just )?(?:gone|left|disappeared|ran off|run off|vanished|missing|not answering|(?:walked|stormed) (?:out|off)))\b",
    re.I,
)
"""Nobody knows where."""
_CARED_FOR = regex(
    r"\b(?:ambulances?|paramedics?|police|medics?|doctors?|nurse|crisis team|fire (?:brigade|service|crew)|first[- ]?aiders?|security|rescue|112|999|911|his|her|their)\b"
    r"(?: (?:mum|mom|mother|dad|father|parents?|wife|husband|partner|sister|brother|family|girlfriend|boyfriend|friend|team|crew|people|car))?"
    r"(?:['\u2019]?s| is| are| has| have| was| were)? (?:now |just |already |finally )*(?:here|there|arrived|came|come|with (?:him|her|them|us)|got (?:him|her|them)|took (?:him|her|them)|taken (?:him|her|them)|has (?:him|her|them)|have (?:him|her|them))\b"
    r"|\b(?:he|she|they|it)(?:['\u2019]?s|['\u2019]?re| is| are| has| have| was| were)? (?:now |just |all |much |a bit |already |finally )*(?:safe|calm(?:ed|er)?(?: down)?|okay|ok|fine|better|stable|come down|came down|climbed down|back (?:inside|down|in)|"
    r"talking (?:to|with) (?:a|the|his|her|their|someone|somebody) \w+|with (?:a|the|his|her|their|someone|somebody|us|paramedics|family|friends)\b|in (?:the |an )?(?:ambulance|hospital|a and e|a&e|good hands)|at the hospital|in hospital|on (?:the|his|her|their) way to (?:the )?hospital)\b"
    r"|\b(?:false alarm|all (?:is )?(?:safe|ok|okay|good) now|(?:danger|it)(?:['\u2019]?s| is) over|(?:got|talked|brought|coaxed) (?:him|her|them) (?:down|inside|back|off))\b",
    re.I,
)
"""Somebody has them, or they are out of danger."""
_NOT_YET = regex(
    r"\b(?:not|isn['\u2019]?t|aren['\u2019]?t|hasn['\u2019]?t|haven['\u2019]?t|never|no(?= \w)|nobody|no ?one|until|till|when|if|hope|pray|says|said|will|before|should|trying)\b|\bthinks? \w+(?:['\u2019]?s| is| are)\b|\?",
    re.I,
)
_CALLING = regex(
    r"\b(?:i|we|she|he|they|somebody|someone|[\w-]+)(?:['\u2019]?ve|['\u2019]?m| am| have| has| is| are|['\u2019]?ll| will)? (?:just |now |already )*(?:call(?:ed|ing)?|ring(?:ing)?|rang|phon(?:e|ed|ing)|dial(?:led|ling)?|told|speaking (?:to|with)|talking (?:to|with)) "
    r"(?:to )?(?:(?:the )?(?:police|ambulance|emergency|paramedics?|services?|operator|first[- ]?aiders?|security)|\d{3}|them now|an ambulance)\b"
    r"|\b(?:ambulance|police|paramedics?|help|they|crew)(?:['\u2019]?s|['\u2019]?re| is| are)? (?:now |already )?(?:on (?:its|the|their) way|coming|en route|\d+ min\w* (?:out|away))\b|^\W*(?:ok(?:ay)?,? )?(?:i am |i['\u2019]?m |im )?(?:calling|ringing|called|rang)(?: (?:them|it|now|112|999|911))*\W*$",
    re.I,
)
_GOES_ON = regex(
    r"^\W*(?:(?:ok(?:ay)?|yes|so|now|please|can we|could we|let['\u2019]?s|lets|i(?:['\u2019]?d| would)? (?:want|like|need) to|i['\u2019]?m ready to|ready to|we can|and)\b\W*)*"
    r"(?:carry on|go on|continue|move on|resume|(?:go |get )?back to (?:the |my )?(?:note|work|words|draft|mistake|letter|message|it)|(?:do|finish|write|show me|see) (?:the|my) (?:note|words|draft|letter|message))"
    r"(?: (?:now|please|then|with (?:it|that|this|the \w+|my \w+)))*\W*$",
    re.I,
)
_ENOUGH_TODAY = regex(
    r"^\W*(?:no,? )?(?:not (?:today|now|tonight)|later|tomorrow|another (?:day|time)|i['\u2019]?m (?:done|stopping)(?: for today)?|that['\u2019]?s enough|enough for today|leave it)\W*$",
    re.I,
)


def said_beside(scene: Scene, said: Said) -> None:
    """Words of somebody beside a person in danger: where they are, who has them, or anything; until the work is chosen again."""
    text = said.text.strip()
    if _GOES_ON.match(text):
        pressed_afterwards(scene, "resume")
    elif _ENOUGH_TODAY.match(text):
        pressed_afterwards(scene, "not_now")
    elif _CARED_FOR.search(text) and not _NOT_YET.search(text) and said.review.crisis != "crisis":
        beside(scene, *_SAFE, safe=True)
    elif _LOST.search(text):
        beside(scene, "care.other_find")
    elif _CALLING.search(text) and not _NOT_YET.search(text):
        beside(scene, "care.other_calling")
    elif _PLACE.search(text) and not _ELSEWHERE.search(text):
        beside(scene, *_PLACES)
    elif _tells_of_work(scene, said):
        _resume(scene)
        scene.go("said_again")
    elif text.endswith("?") or story.is_question(text):
        beside(scene, "care.other_ask")
    elif chatter(text):
        beside(scene, "care.other_here", *_NEAR[1:])
    else:
        beside(scene, *_NEAR)


_THEY = regex(r"\b(?:he|she|they|him|her|them|his|hers?|their|himself|herself)\b", re.I)


def _tells_of_work(scene: Scene, said: Said) -> bool:
    """Claim: these words tell of a mistake at work, and of nobody but their writer."""
    if said.review.crisis != "no" or _THEY.search(said.text):
        return False
    kinds = story.read(said.text, names_here(scene)).kinds
    return any(kind is not story.Kind.SOMEONE_HURT for kind in kinds) and own_act(said.text)


def came_back(scene: Scene) -> None:
    """The person writes again: the notes are where they were left; nothing is said about the night."""
    scene.note("away", "")
    scene.say("care.hello", name=scene.around.author.first)
    fates.became(scene)
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
        _resume(scene)
        scene.wants.append("show")
    elif choice == "human":
        scene.wants.append("human")
    else:
        scene.say("care.not_today")
        gone(scene)


def _resume(scene: Scene) -> None:
    """They choose to go on: what stood open before stands open again."""
    gone(scene)
    scene.note("away", "")
    resume(scene)
    to_before(scene)


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
        _resume(scene)
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
