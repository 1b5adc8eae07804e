"""From what was kept to a draft: the person's own sentences in order, the fewest fixed lines around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot import wording
from bot.acts import own_act
from bot.hearing import duty_of, kind_of, names_here, plans, retells, usable
from bot.journey import PUT_RIGHT, Draft, DraftKind, Prevention, Saying
from bot.path import Question
from bot.patterns import regex
from bot.retimed import as_clocks, retimed, without_hours
from bot.times import as_of, noticed, tidy_clock, times

if TYPE_CHECKING:
    from datetime import datetime

    from bot.events import Said
    from bot.review.values import Sentence
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
    people = _named(scene)
    clock = partial(_clock, scene)
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
        full = partial(
            wording.full_note,
            frames=frames,
            kind=kind_of(scene) or "",
            reader=reader,
            author=author.name,
            people=people,
            clock=clock,
            sorry="plain",
            ready_to_talk=False,
            memory=wording.Memory(),
        )
        letter = _short(scene, [*_told_since(scene), *_preventions(scene)], full, FULL_WORDS)
    else:
        first = partial(
            wording.first_note,
            frames=frames,
            kind=kind_of(scene) or "",
            reader=reader,
            author=author.name,
            people=people,
            clock=clock,
            sorry="plain",
            ready_to_talk=bool(duty_of(scene)),
            memory=wording.Memory(),
        )
        sayings = usable(scene)
        once = sayings
        if first(_pieces(scene, sayings, plans(scene))).words > FIRST_WORDS:
            once = _told_once(sayings)
        gone = [s.text for s in sayings if s not in once]
        letter = _short(scene, _pieces(scene, once, plans(scene)), first, FIRST_WORDS, gone)
    return Draft(kind, letter.text, letter.ours, day=scene.today)


def _named(scene: Scene) -> tuple[str, ...]:
    """The people whom words may name: those known here, and whom their author has named with a capital ("to Mel at Northway")."""
    known = names_here(scene)
    here = {word for name in known for word in name.split()}
    said = (name for saying in scene.j.sayings for name in wording.named_in(saying.text))
    return (*known, *dict.fromkeys(name for name in said if name not in here))


def _told_once(sayings: tuple[Saying, ...]) -> tuple[Saying, ...]:
    """Without an opening that the telling says again in other words."""
    told = [s for s in sayings if s.question is Q.TELLING]
    return tuple(
        s
        for s in sayings
        if s.question is not Q.WHAT_HAPPENED or not any(retells(again.text, s.text, 0.3) for again in told)
    )


def _short(
    scene: Scene,
    pieces: list[wording.Piece],
    written: Callable[[list[wording.Piece]], wording.Letter],
    most: int,
    gone: Sequence[str] = (),
) -> wording.Letter:
    """A note of at most `most` words where that can be: what its reader needs least stays out, in plain sight."""
    letter = written(pieces)
    spare = [p for p in pieces if p.role in (wording.Role.FACT, wording.Role.EFFECT, wording.Role.NOTICED)]
    order = {wording.Role.FACT: 0, wording.Role.EFFECT: 1, wording.Role.NOTICED: 2}
    spare.sort(
        key=lambda p: (
            bool(_STANDS.search(p.text)),
            bool(re.search(r"\d", p.text)),
            order[p.role],
            -pieces.index(p),
        )
    )
    whole, cut = pieces, []
    for piece in spare:
        if letter.words <= most or len(pieces) <= FEWEST:
            break
        pieces = [p for p in pieces if p is not piece]
        cut.append(piece)
        letter = written(pieces)
    for piece in reversed(cut[:-1]):  # what was cut before a longer one may fit again: only what has no room stays out
        again = [p for p in whole if p is piece or any(p is each for each in pieces)]
        if (fits := written(again)).words <= most:
            pieces, letter = again, fits
            cut = [each for each in cut if each is not piece]
    out = [*gone, *(piece.text for piece in cut)]
    scene.note("short", "\n".join(t.replace("\n", " ") for t in out))
    return letter


def _clock(scene: Scene, text: str) -> str:
    """Clock times as 16:00. What is told lies behind: "i noticed 8", said at two in the afternoon, was this morning."""
    tidied: str = tidy_clock(text, now=scene.now, zone=scene.zone)
    if _AHEAD.search(text) or _SAYS_HALF.search(text):
        return tidied
    for late in re.findall(r"\b(?:1[2-9]|2[0-3]):[0-5]\d\b", tidied):
        if late not in text and late > max(scene.hm(scene.now), f"{scene.around.author.hours.ends:%H:%M}"):
            tidied = tidied.replace(late, f"{int(late[:2]) - 12:02}{late[2:]}")
    return tidied


_AHEAD = regex(
    r"\b(?:will|'ll|ill|by|until|till|before|due|tomorrow|tonight|going to|can|next|yesterday|last night)\b", re.I
)


_SAYS_HALF = regex(r"\d ?[ap]\.?m\b|\b(?:afternoon|evening|night)\b", re.I)
"""Words that say which half of the day is meant."""
_STANDS = regex(
    r"\b(?:slipped|fell|hurt|injur\w+|bleed\w*|bled|burnt|scalded|fainted|unconscious|hospital|allergic|trapped)\b|"
    r"\b(?:he|she|they|it|nobody|everyone|no one)(?:['’]?s|['’]?re| is| are)\b|\b(?:fine|stable|safe|unhurt|missing|now|so far)\b",
    re.I,
)
"""How things stand now: what a reader needs before anything else that is only told."""
FEWEST = 3
"""Sentences that a note keeps, however long they are."""
_OPENS = regex(
    r"^(?:\W*(?:oops|omg|wtf|ugh|argh|oh|god|damn|crap|shit|fuck|hi|hello|hey|ok so|okay so|so)\b[\s,.!:-]*)+(?=\w)",
    re.I,
)


_BEEN = regex(r"^been(?= .*\b(?:since|for|all)\b)", re.I)


def _plain_words(text: str) -> str:
    """A sentence without the "oops" that opens it, and with the "it's" that "been live since noon" goes without."""
    plain = _OPENS.sub("", text) or text
    return _BEEN.sub("it's been", plain)


def _role(scene: Scene, saying: Saying, planned: tuple[Saying, ...]) -> wording.Role:
    if saying in planned or saying.question is Q.NEXT_ACT:
        return wording.Role.NEXT
    if saying.text in scene.j.kept and saying.labels & {"excuse", "blame"}:
        return wording.Role.PUT_BACK
    if "ownership" in saying.labels or (own_act(saying.text) and not saying.labels & {"repair", "prevention"}):
        return wording.Role.ACT
    if noticed(saying.text, scene.now, scene.zone):
        return wording.Role.NOTICED
    if _RANK.get(saying.question) == 1:
        return wording.Role.DONE
    if saying.question is Q.EFFECT:
        return wording.Role.EFFECT
    return wording.Role.FACT


def _pieces(scene: Scene, sayings: tuple[Saying, ...], planned: tuple[Saying, ...]) -> list[wording.Piece]:
    pieces = []
    tried = min((s.turn for s in sayings if _RANK.get(s.question) == 1), default=None)
    for s in sayings:
        words = as_of(s.text, s.day or scene.today, scene.today)
        if s.question is Q.NEXT_ACT and s not in planned:
            if "ownership" in s.labels or own_act(s.text):
                pieces.append(wording.Piece(_plain_words(words), wording.Role.ACT, _RANK[Q.EFFECT]))
            elif "fact" in s.labels and not _names_reader(scene, s.text):
                pieces.append(wording.Piece(words, wording.Role.EFFECT, _RANK[Q.EFFECT]))
            continue
        rank = _RANK.get(s.question, 0)
        if rank == 0 and tried is not None and s.turn > tried and _BY_NOW.search(s.text) and not own_act(s.text):
            rank = _RANK[Q.EFFECT]  # told later than what was tried about it
        pieces.append(wording.Piece(_plain_words(words), _role(scene, s, planned), rank))
    return pieces


_BY_NOW = regex(
    r"\b(?:now|since then|in the meantime|meanwhile)\b|\b(?:called|rang|wrote|phoned|emailed|texted|came) (?:me |us )?back\b|"
    r"(?:\b(?:is|are)|['\u2019]s|['\u2019]re) (?:all |both |perfectly |totally )?(?:fine|ok|okay|well|safe|stable|unhurt|home|better|back|gone|out of danger)\b",
    re.I,
)
"""How it stands by now, or what came of it."""
_AS_YET = regex(
    r"^(?!.*\b(?:was|were|had)\b).*\b(?:yet|still|so far|for now|at the moment|right now|pending|waiting|until|till|no answer|not back)\b",
    re.I | re.S,
)
"""How it stood while it was not put right."""


def _names_reader(scene: Scene, text: str) -> bool:
    """Claim: the sentence is about its reader, who knows it already."""
    to = scene.j.manager
    return to is not None and to.first.casefold() in text.casefold()


def _part_pieces(scene: Scene) -> list[wording.Piece]:
    mine = [t for t in scene.j.note("part_mine").split("\n") if t]
    facts = [t for t in scene.j.note("part_facts").split("\n") if t]
    source = mine or facts or [t for t in scene.j.note("part_others").split("\n") if t]
    pieces = [wording.Piece(text, wording.Role.ACT if mine else wording.Role.FACT, 0) for text in source]
    pieces += [wording.Piece(s.text, wording.Role.NEXT, 3) for s in plans(scene)]
    return pieces


def _told_since(scene: Scene) -> list[wording.Piece]:
    """What happened and what comes next; once the repair is done, what was done stands in place of what was promised."""
    if scene.j.fixed is None:
        return _pieces(scene, usable(scene), plans(scene))
    planned = plans(scene)
    told = [s for s in usable(scene) if s not in planned and s.question is not Q.NEXT_ACT]
    told = [s for s in told if own_act(s.text) or s.text in scene.j.kept or not _AS_YET.match(s.text)]
    fixed_on = scene.j.fixed.astimezone(scene.local.tzinfo).date()
    done = [as_of(t, fixed_on, scene.today) for t in scene.j.note(PUT_RIGHT).split("\n") if t]
    return [*_pieces(scene, tuple(told), ()), *(wording.Piece(text, wording.Role.DONE, 3) for text in done)]


def _preventions(scene: Scene) -> list[wording.Piece]:
    kept = scene.j.preventions
    changes = [wording.Piece(p.promise or p.act, wording.Role.PREVENT, 4) for p in kept]
    return [*changes, *(wording.Piece(p.known_by, wording.Role.KNOWN, 4) for p in kept if p.known_by)]


NOT_IN_NEWS = frozenset({"excuse", "blame", "negative_self_talk", "apology", "concealment", "crisis"})
"""What stands in no word about what has been done since; nor does what is marked as made small."""


def fixed(scene: Scene) -> Draft:
    """The "it's fixed" note: what put it right, in the person's words where they said it in the past."""
    author = scene.around.author
    to = scene.j.manager
    done = [t for t in scene.j.note(PUT_RIGHT).split("\n") if t]
    letter = wording.fixed_note(
        [wording.Piece(text, wording.Role.DONE, 1) for text in done],
        frames=scene.house.frames,
        reader=to.name if to else "",
        author=author.name,
        people=_named(scene),
        clock=partial(tidy_clock, now=scene.now, zone=scene.zone),
    )
    return Draft(DraftKind.FIXED, letter.text, letter.ours, day=scene.today)


_DONE = regex(r"\b(?:has )?(?:deleted|fixed|restored|repaid|refunded|returned|confirmed|replaced|corrected)\b", re.I)


def in_news(sentence: Sentence) -> bool:
    """Claim: this sentence stands in a word about what has been done since."""
    if _BARE_DONE.fullmatch(sentence.text.strip()):
        return False
    if _DONE.search(sentence.text):
        return True
    return not sentence.labels & NOT_IN_NEWS and "minimizing" not in sentence.marked


SAYS_DONE = r"(?:(?:all|it['\u2019]?s(?: all)?|just)\W+)?(?:done|fixed|sorted)"
"""How an answer to "How does it stand?" begins: a part of a pattern."""
_BARE_DONE = regex(rf"(?:(?:yes|yep|ok)\W+)*{SAYS_DONE}\W*", re.I)
"""What only answers the question; the frame says it already."""


def update(scene: Scene, said: Said) -> Draft:
    """A word that was promised: what has been done since, in the person's sentences."""
    author = scene.around.author
    to = scene.j.manager
    kept = [s for s in said.review.sentences if in_news(s)]
    letter = wording.update_note(
        [wording.Piece(_SAY_THAT.sub("", s.text), wording.Role.DONE, 1) for s in kept],
        frames=scene.house.frames,
        reader=to.name if to else "",
        author=author.name,
        people=_named(scene),
        clock=partial(tidy_clock, now=scene.now, zone=scene.zone),
    )
    return Draft(DraftKind.UPDATE, letter.text, letter.ours, day=scene.today)


_SAY_THAT = regex(
    r"^\W*(?:(?:please |just )?(?:say|tell (?:her|him|them|\w+))(?: that)?|that) (?=(?:the|i|we|it|they|he|she|my|our|all|both|everything)\b)",
    re.I,
)
"""What was asked was what to say: "that the right one is out"."""
_SERIOUS = regex(r"\bserious(?:ly|ness)?\b|\bunderstand (?:the|how|what)\b|\bmatters?\b", re.I)
_PREVENTS = regex(
    r"\b(?:again|from now on|next time|in future|every time|before (?:I|each|every)|always|repeat(?:ed)?|prevent)\b",
    re.I,
)


def most_words(draft: Draft) -> int:
    """How many words a letter of this kind has at most, its signature not counted."""
    return FULL_WORDS if draft.kind is DraftKind.FULL else FIRST_WORDS


def full_says(scene: Scene, draft: Draft) -> list[str]:
    """What is said under a full note: whose its last lines are; in the author's own words, which of the two is missing."""
    if not draft.edited:
        return ["draft.full_ours_known" if any(p.known_by for p in scene.j.preventions) else "draft.full_ours"]
    missing = [key for key, rule in (("serious", _SERIOUS), ("prevents", _PREVENTS)) if not rule.search(draft.text)]
    return ["draft.yours", *(f"draft.full_no_{key}" for key in missing)]


def corrected(scene: Scene, text: str, said: str) -> tuple[str, str] | None:
    """A correction applied to a draft: (the new text, the new value), or None when `said` is no correction."""
    pieces = [wording.Piece(text, wording.Role.FACT, 0)]
    found = None
    if hours := as_clocks(text, said):
        new, old = hours
        found = wording.correct(pieces, f"{without_hours(said)} {new} not {old}") or wording.correct(
            pieces, f"{new} not {old}"
        )
    found = found or wording.correct(pieces, said)
    if found is None and (swapped := wording.swapped(pieces, said)) is not None and len(swapped[1]) == 1:
        found = (swapped[0], swapped[1][0])
    if found is None:
        return None
    after, (new, _old) = found
    clocked = _clock(scene, new) if re.search(r"\d[.:]\d\d", new) and not hours else new
    return after[0].text.replace(new, clocked), clocked


def replaced_value(before: str, after: str) -> str:
    """The value that a correction replaced, or the empty string."""
    for old, new in zip(before.split(), after.split(), strict=False):
        if old != new:
            return old.strip(".,;:!?")
    return ""


def with_value(scene: Scene, text: str, old: str, new: str) -> str:
    """A kept sentence with a corrected value; a clock time is found however it was typed ("tonight at 6" for 18:00)."""
    if old in text:
        return text.replace(old, new)
    clocked = _clock(scene, text) if _A_CLOCK.fullmatch(old) else text
    return clocked.replace(old, new) if old in clocked else text


_A_CLOCK = regex(r"\d\d:\d\d")


def hours_named(scene: Scene, text: str, read: datetime) -> tuple[str, bool]:
    """Words of today for another day: an hour that is still to come says its day. Whether one of them is gone when it is read."""
    passes = False
    for span in reversed(times(text, scene.now, scene.zone)):
        if span.has_clock and not span.has_day and span.at > scene.now and span.at.date() == scene.today:
            passes = passes or span.at < read
            text = f"{text[: span.end]} on {scene.today:%A}{text[span.end :]}"
    return text, passes


def of_the_writer(text: str) -> bool:
    """Claim: the sentence begins with its writer, whatever it says of them; `own_act` asks for an act."""
    head = text.strip().casefold()
    return bool(
        re.match(
            r"^(?:(?:yes|and|but|so|then|well|ok|okay|today|on \w+|\w+day|at \d\S*)[, ]+)*(?:i|i'?ve|i'?d|i'?m|my part|my own)\b",
            head,
        )
    )


_GREETS = regex(
    r"^\W*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[ ,]*)?(\w[\w'’-]*)?\s*[,:!\n–—-]", re.I
)
MOST_OF_A_NOTE = 12
"""Fewer words than this say a note again only when they greet its reader."""


def whole_note(scene: Scene, draft: Draft, said: Said) -> bool:
    """Claim: these words are a note of their own, in place of `draft`: they greet its reader, sign, or say it again."""
    text = said.text.strip()
    words = text.split()
    to = scene.j.mentor if draft.kind is DraftKind.MENTOR else scene.j.manager
    known = {wording.first_name(name).casefold() for name in (to.name if to else "", *names_here(scene)) if name}
    greeted = _GREETS.match(text)
    if greeted and len(words) > FEW_LEFT and (greeted[1] or "").casefold() in known:
        return True
    return _signed(scene, text) or (len(words) >= MOST_OF_A_NOTE and retells(text, draft.text))


def _signed(scene: Scene, text: str) -> bool:
    """Claim: the last of several lines is the author's name."""
    author = scene.around.author
    _, line, last = text.rpartition("\n")
    return bool(line) and last.strip(" .,-–—").casefold() in {author.name.casefold(), author.first.casefold()}


FEW_LEFT = 4
"""Words that are no note, whoever they greet ("Dana, not Greg")."""


def moved(scene: Scene, draft: Draft, said: str) -> str | None:
    """Claim, and done: `said` names a plan of the note again and another time for it; the plan's new words, else None."""
    if draft.edited:
        for one in re.findall(r"[^.!?\n]+", draft.text):
            if changed := retimed(one.strip(), said, scene.now, scene.zone):
                scene.set(draft=replace(draft, text=draft.text.replace(one.strip(), _clock(scene, changed))))
                return changed
        return None
    for plan in plans(scene):
        if changed := retimed(plan.text, said, scene.now, scene.zone):
            scene.set(
                sayings=tuple(replace(s, text=changed) if s == plan else s for s in scene.j.sayings),
                draft=None,
                repairs=(),
            )
            return changed
    return None


def with_more(scene: Scene, draft: Draft, texts: list[str]) -> str:
    """The author's own note with more sentences: before its signature, else at the end."""
    lines = draft.text.rstrip().split("\n")
    signature = [lines.pop()] if _signed(scene, draft.text.rstrip()) else []
    return "\n".join([*lines, *texts, *signature])


def without(text: str, sentences: Sequence[str]) -> str:
    """`text` without these sentences, and without the gaps that they leave."""
    for one in sentences:
        text = re.sub(rf"[^\S\n]*{re.escape(one)}[^\S\n]*", " ", text)
    lines = [re.sub(r"[^\S\n]{2,}", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def others_act(text: str) -> bool:
    """Claim: this is what somebody else did."""
    return (
        not of_the_writer(text)
        and bool(re.match(r"^(?:and |but |then |so )*(?:he|she|they|\w+)\s+\w+", text.strip(), re.I))
        and not re.match(r"^(?:now|and now|today|so now)\b", text.strip(), re.I)
    )


_VAGUE = regex(
    r"\b(more careful|be careful|better|look into it|look into|asap|make sure|pay (?:more )?attention|double[- ]check|try harder|take more care|focus more|sort it|concentrate)\b",
    re.I,
)


def vague_core(text: str) -> str:
    """The vague words inside an answer, for quoting them back."""
    found = _VAGUE.search(text)
    return found.group(0) if found else text.strip()[:60]


def prevention(scene: Scene, text: str, cue: str) -> Prevention:
    """What will be done differently, as an If–Then: with the person's own cue where they named one, else with `cue`."""
    said = wording.if_then(text[:1000])
    names = scene.house.frames.names
    inside = partial(wording.tidy_inside, people=names_here(scene), author=scene.around.author.name, given=names)
    promise = said.sentence if said.clause else scene.house.frames.there.format(words=said.sentence)
    return Prevention(inside(said.cue) or cue, inside(said.act), promise=promise, clause=said.clause)


def without_time(text: str, now: datetime, zone: str) -> str:
    """A first step without the words that only say when; "" when they say nothing else."""
    for span in reversed(times(text, now, zone)):
        if span.has_day and not _GOES_WITH_DAY.search(text[: span.start]):
            text = f"{text[: span.start].rstrip(' ,')} {text[span.end :].lstrip()}"
    bare = re.sub(r"\s{2,}", " ", text.strip()).strip(" ,.!")
    return bare if re.search(r"\w{2}", bare) else ""


def act_alone(text: str, now: datetime, zone: str) -> str:
    """What a plan said would be done, without its hour and without "I'll"; the plan as it is where nothing else is left."""
    bare = text
    for span in reversed(times(text, now, zone)):
        if not _GOES_WITH_DAY.search(bare[: span.start]):
            bare = f"{bare[: span.start].rstrip(' ,')} {bare[span.end :].lstrip()}"
    bare = _I_AGAIN.sub(r"\1", _I_WILL.sub("", bare.strip(" ,.;")))
    bare = re.sub(r"\s+(?=[,.;])|(?<=\s)\s+", "", bare).strip(" ,.;")
    return bare if len(bare.split()) > 1 else text


_WILL = r"i(?:['’]?ll| will| can|['’]?m going to| am going to| plan to| want to)?(?: now| then| also)? (?!(?:am|was|have|had)\b)"
_I_WILL = regex(rf"^(?:(?:and|then|so|yes|ok) )*{_WILL}", re.I)
_I_AGAIN = regex(rf"(\b(?:and|then) |, ){_WILL}", re.I)
_GOES_WITH_DAY = regex(r"\b(?:for|of|the|this|a|an|each|every|until|till)\s+$", re.I)
"""Before a day that belongs to the step itself: "order one for Friday"."""


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
    """Claim: the words wonder what people think, whom one can trust, or fear what it may cost their writer."""
    return worry(text) is not None


def worry(text: str) -> str | None:
    """What the words worry about: "trust", "job" (work, name, what it may cost), "people" (what they think); None for no worry."""
    if _NO_WORRY.search(text):
        return None
    found = (
        kind
        for kind, words in (("trust", _TRUSTS_NOBODY), ("people", _THINKS_OF_ME), ("job", _COSTS))
        if words.search(text)
    )
    return next(found, "people" if _WONDERS.search(text) else None)


_TRUSTS_NOBODY = regex(
    r"\b(?:(?:do ?n['\u2019]?t|do not|can(?:['\u2019]?t|not)|never|hard to|no longer) (?:really |ever )?trust (?:any|no|a (?:single )?(?:person|soul)|people|them|my (?:team|colleagues|boss)|who)|trust (?:nobody|no ?one)|(?:nobody|no ?one) (?:here |there )?(?:i can |to )trust)",
    re.I,
)
_THINKS_OF_ME = regex(
    r"\b(?:(?:what|how) \w+(?: \w+)?(?: all| must| will| might)? (?:says?|said|saying|thinks?|thought|sees?|looks?|talks?) (?:about|of|at)? ?me\b|(?:talk\w*|laugh\w*|whisper\w*|gossip\w*|joke\w*) (?:about|at|behind) (?:me|my back)\b|behind my back\b"
    r"|(?:nobody|no ?one) (?:will|would|is going to) (?:ever )?(?:trust|respect|believe|hire|want|take) me\b|looks? at me (?:differently|funny|strangely|like)|think of me\b|trust me again)",
    re.I,
)
_COSTS = regex(
    r"\b(?:my (?:career|name|standing|future|promotion|bonus|probation|contract|visa|licen[cs]e|position|job) (?:is|are|will|may|might|could|here|at risk|on the line|over|gone|ruined)|(?:lose|losing|cost(?:s|ing)? me|keep) my (?:job|place|position|name|licen[cs]e)"
    r"|(?:worried|scared|afraid|nervous|fear) (?:about|for|of) my (?:career|job|position|future|contract|visa|licen[cs]e)|(?:get|be|being|getting) (?:fired|sacked|dismissed|let go))\b",
    re.I,
)
_WONDERS = regex(
    r"\b(?:wonder\w*|worr(?:y|ied|ies|ying)|thinks? (?:less |badly |ill )?(?:of|about) me|thinks? (?:that )?(?:i'?m|im|i am)|reputation|career|"
    r"afraid|scared|i (?:do |still |just |only )?fear|my fear|nervous about|counts? against me|(?:hold|holds|held|use) (?:it|this|that) against me|(?:bad|harm|hurt|hang over|come up (?:at|in)|for) my (?:next )?(?:review|appraisal|promotion|bonus|probation))\b",
    re.I,
)
_NO_WORRY = regex(
    r"\b(?:not|isn'?t|no longer|don'?t|never|stopped) (?:\w+ )?(?:worr\w+|afraid|scared|fear\w*|nervous)\b|\bno worries\b"
    r"|\b(?:he|she|they|(?:the|my|our|a) (?!fear\b|worry\b)\w+|(?-i:[A-Z])\w+)(?:['\u2019]s|['\u2019]re| is| are| was| were| got)? (?:\w+ )?(?:worried|afraid|scared|nervous|wonder(?:s|ed|ing)?)\b",
    re.I,
)
