"""What can be read from a person's own words about a mistake: its kind, what it touches, whose it is, what is done.

Pure and fast. What is looked for stands in prompts/en/mistakes.toml and prompts/en/signs.toml; here is how it is put
together. Every reading is narrow: where the words are silent the coach asks, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from bot.patterns import regex
from prompts.frames import load_frames
from prompts.frozen import frozen
from prompts.phrases import Line, fold, lines
from prompts.policy import mistakes, signs

READ_CHARACTERS = 8_000
"""What is read of one answer; nobody tells a mistake in more."""


class Kind(StrEnum):
    """The nine kinds of mistake (COACHING O1)."""

    WRONG_RECIPIENT = "wrong_recipient"
    MISSED_DEADLINE = "missed_deadline"
    WRONG_FIGURES = "wrong_figures"
    BROKE_PRODUCTION = "broke_production"
    FORGOT = "forgot"
    DOUBLE_BOOKED = "double_booked"
    SAID_WRONG = "said_wrong"
    LOST_DAMAGED = "lost_damaged"
    SOMEONE_HURT = "someone_hurt"


class Touches(StrEnum):
    """What a mistake may touch (COACHING O2)."""

    PEOPLE_DATA = "people_data"
    MONEY = "money"
    SAFETY = "safety"
    SECURITY = "security"


@frozen
class Story:
    """What the words say. None and empty mean that they are silent."""

    kinds: tuple[Kind, ...]
    """Best first. Exactly one: read. None, or two and more: ask."""
    touches: frozenset[Touches]
    touches_known: bool
    """The words say what is touched, or that nothing is."""
    duty: str | None
    """privacy, safety, finance or security: someone has to be told, whatever the note says (H3)."""
    hurry: bool
    still_going: bool | None
    not_mine: bool
    choice: bool
    """A hint that it was a choice and not a slip; the press decides, never the words alone (H4)."""
    grave: str | None
    """harassment, crime, court, retaliation or whistle: another door, and no drafting."""
    hiding: bool
    asked_to_hide: bool
    went_badly: bool
    boss_knows: bool | None
    outside: bool
    asks: str | None
    """A question to the coach itself: who_reads, say_nothing, are_you_human, what_can_you_do, will_i_be_fired …"""
    done: tuple[str, ...]
    settled: bool
    fixed: bool
    sensitive: tuple[tuple[int, int, str], ...] = field(repr=False)
    """Spans (start, end, what it looks like) that must not be typed, as offsets into the text (O4)."""
    things: tuple[str, ...] = ()
    """Keys of the data that the words name (payroll, health …), for Mistake.intro_for and Mistake.cue_for."""
    whoever: str | None = field(default=None, repr=False)
    """Who got it by mistake, as the words call them: "that Chris"."""
    wish: str | None = None
    """What somebody wishes to do next: causes, goal, page, mentor, prevention, check_in or repair."""
    dwells: bool = False
    """The same story again: it does not let go."""
    stuck: bool = False
    """What was planned to put it right cannot be had any more."""
    weak: tuple[Kind, ...] = ()
    """Kinds that the words only lean to: offered first when the kind is asked, and never taken."""
    harmless: bool = False
    """The words say that nothing private, no money, nobody is touched."""
    formal: bool = False
    """It belongs in a formal channel, and the words do not say in which: ask what it touches."""


_NOBODY: Mapping[str, str] = MappingProxyType({})
_GRAVE = ("harassment", "retaliation", "whistle", "crime", "court")
_DUTIES = ("safety", "security", "privacy", "finance")
_DONE = (
    "told_boss",
    "called_privacy",
    "called_security",
    "called_finance",
    "called_hr",
    "asked_delete",
    "oncall",
    "safety_lead",
    "helped",
    "kept_record",
    "stopped",
    "sent_part",
    "held_second",
)
_ASKS = (
    "who_reads",
    "say_nothing",
    "are_you_human",
    "will_i_be_fired",
    "what_can_you_do",
    "delete_me",
    "how_soon",
    "how_long",
    "legal",
    "normal",
    "sorry",
    "write_it",
    "what_to_do",
)
_WISHES = ("causes", "prevention", "mentor", "goal", "check_in", "page", "repair")
_DOOR_DONE = {
    "privacy": "called_privacy",
    "security": "called_security",
    "finance": "called_finance",
    "hr": "called_hr",
    "oncall": "oncall",
    "safety": "safety_lead",
}


def read(text: str, people: Sequence[str] = (), doors: Mapping[str, str] = _NOBODY) -> Story:
    """Read a person's words. `people`: names known here; `doors`: the policy's people, name → role ("privacy")."""
    return _read(text[:READ_CHARACTERS], tuple(people), tuple(doors.items()))


def forget() -> None:
    """Let go of what was read. Each place of a turn reads the same words; after the turn none is kept here."""
    _read.cache_clear()
    _signs_in.cache_clear()


@lru_cache(maxsize=64)
def _read(text: str, people: tuple[str, ...], doors_at: tuple[tuple[str, str], ...]) -> Story:
    doors = dict(doors_at)
    said = lines(text)
    first_names = first_names_of((*people, *doors))
    found = tuple(signs_in(line, first_names) for line in said)
    kinds = _kinds(found, said)
    things = tuple(key.removeprefix("data.") for key in _ordered(found, "data."))
    touches = _touches(found, kinds, things)
    unsure = any(line.question for line in said)
    return Story(
        kinds=kinds,
        touches=touches,
        touches_known=bool(touches) or _said(found, "touches.none"),
        duty=_duty(found, kinds, touches),
        hurry=_said(found, "hurry"),
        still_going=_still_going(found),
        not_mine=_said(found, "not_mine"),
        choice=_said(found, "choice"),
        grave=next((grave for grave in _GRAVE if _said(found, "grave", grave)), None),
        hiding=_said(found, "hiding"),
        asked_to_hide=_said(found, "asked_to_hide"),
        went_badly=_said([each for each, line in zip(found, said, strict=True) if not line.question], "went_badly"),
        boss_knows=_boss_knows(found, said),
        outside=_said(found, "outside"),
        asks=_asks(found, said) if unsure or len(said) == 1 else None,
        done=_done(found, said, doors),
        settled=_said([each for each, line in zip(found, said, strict=True) if not line.question], "settled"),
        fixed=_said([each for each, line in zip(found, said, strict=True) if not line.question], "fixed"),
        sensitive=sensitive(text),
        things=things,
        whoever=_whoever(text),
        wish=next((wish for wish in _WISHES if _said(found, "wish", wish)), None),
        dwells=_said(found, "dwells"),
        stuck=_said([each for each, line in zip(found, said, strict=True) if not line.question], "stuck"),
        weak=tuple(kind for kind in Kind if any(f"kind.{kind}.weak" in each for each in found)),
        harmless=_said(found, "touches", "none"),
    )


# ----------------------------------------------------------------------------------------------------------- the signs


def signs_in(line: Line, first_names: frozenset[str] = frozenset()) -> Mapping[str, int]:
    """Every key whose phrase stands in this sentence, with the place of its first word."""
    return _signs_in(line.words, first_names)


@lru_cache(maxsize=256)
def _signs_in(spoken: tuple[str, ...], first_names: frozenset[str]) -> Mapping[str, int]:
    seen: dict[str, int] = {}
    for each in signs().lexicon.find(spoken, first_names):
        seen.setdefault(each.key, each.start)
    return MappingProxyType(seen)


def _said(found: Sequence[Mapping[str, int]], sign: str, value: str = "any") -> bool:
    """Claim: one sentence holds a phrase of this sign, and none that takes it back."""
    if "." in sign:
        sign, value = sign.split(".")
    key, unless = f"{sign}.{value}", f"{sign}.unless"
    own = f"{sign}.unless_{value}"
    return any(key in each and unless not in each and own not in each for each in found)


def _ordered(found: Sequence[Mapping[str, int]], beginning: str) -> list[str]:
    """The keys with this beginning in the order in which they are said, each once."""
    keys: dict[str, None] = {}
    for each in found:
        for key in sorted(each, key=each.__getitem__):
            if key.startswith(beginning):
                keys.setdefault(key)
    return list(keys)


_HURT = frozenset("hurt hurts hurting".split())
_BODILY = frozenset(
    "hand hands arm arms leg legs finger fingers thumb wrist ankle head foot feet eye eyes knee shoulder face neck back toe rib nose elbow hip "
    "bleeding blood fell slipped tripped ladder machine doctor hospital ambulance badly hit pushed physically".split()
)


def _feelings(words: Sequence[str]) -> bool:
    """Claim: somebody is said to be hurt, and no body and no fall: where words did it, it was the words that hurt."""
    return not _HURT.isdisjoint(words) and _BODILY.isdisjoint(words)


def _kinds(found: Sequence[Mapping[str, int]], said: Sequence[Line] = ()) -> tuple[Kind, ...]:
    """The kinds that the words name, best first. A strong phrase names a kind; a weak one only tips the scales."""
    spoken = any("kind.said_wrong.strong" in each and "kind.said_wrong.unless" not in each for each in found)
    if spoken:
        found = [
            {key: at for key, at in each.items() if key != "kind.someone_hurt.strong"}
            if _feelings(line.words)
            else each
            for each, line in zip(found, said, strict=True)
        ]
    points: dict[Kind, int] = {}
    named: set[Kind] = set()
    for each in found:
        if "story.unless" in each:
            continue
        for kind in Kind:
            if f"kind.{kind}.unless" in each:
                continue
            strong, weak = f"kind.{kind}.strong" in each, f"kind.{kind}.weak" in each
            points[kind] = points.get(kind, 0) + 2 * strong + weak
            if strong:
                named.add(kind)
    likely = {kind: points[kind] for kind in Kind if kind in named}
    known = mistakes()
    ruling = [kind for kind in likely if known[kind].rules]
    if ruling:
        return tuple(ruling)
    firm = {kind: worth for kind, worth in likely.items() if not known[kind].yields} or likely
    return tuple(sorted(firm, key=lambda kind: -firm[kind]))


def _touches(found: Sequence[Mapping[str, int]], kinds: Sequence[Kind], things: Sequence[str]) -> frozenset[Touches]:
    data = next(iter(mistakes().values())).data
    touched = {touch for touch in Touches if _said(found, "touches", touch)}
    touched |= {Touches(data[key].touches) for key in things}
    if Kind.SOMEONE_HURT in kinds or _said(found, "duty.safety"):
        touched.add(Touches.SAFETY)
    if _said(found, "duty.privacy"):
        touched.add(Touches.PEOPLE_DATA)
    if _said(found, "duty.security"):
        touched.add(Touches.SECURITY)
    if _said(found, "duty.finance"):
        touched.add(Touches.MONEY)
    return frozenset(touched)


def _duty(found: Sequence[Mapping[str, int]], kinds: Sequence[Kind], touches: frozenset[Touches]) -> str | None:
    """Personal data gone astray, someone hurt, money misreported, a way in (H3)."""
    if Kind.SOMEONE_HURT in kinds:
        return "safety"
    if _said(found, "touches", "none"):
        return None
    named = next((duty for duty in _DUTIES if _said(found, "duty", duty)), None)
    if named:
        return named
    astray = any(kind in kinds for kind in (Kind.WRONG_RECIPIENT, Kind.LOST_DAMAGED))
    if Touches.PEOPLE_DATA in touches and (astray or _said(found, "duty", "exposed")):
        return "privacy"
    if astray and Touches.SECURITY in touches:
        return "security"
    return None


def _still_going(found: Sequence[Mapping[str, int]]) -> bool | None:
    """The last sentence that says so wins: "it was down, now it is back"."""
    answer = None
    for each in found:
        if "still.stopped" in each and "still.unless" not in each:
            answer = False
        elif "still.going" in each and "still.unless_going" not in each:
            answer = True
    return answer


def _boss_knows(found: Sequence[Mapping[str, int]], said: Sequence[Line]) -> bool | None:
    answer = None
    for each, line in zip(found, said, strict=True):
        if line.question:
            continue
        if "boss.unaware" in each and "boss.unless_unaware" not in each:
            answer = False
        elif "boss.knows" in each and "boss.unless" not in each:
            answer = True
    return answer


def _asks(found: Sequence[Mapping[str, int]], said: Sequence[Line]) -> str | None:
    """A question is asked with a question mark, or by a short line that begins like one."""
    for each, line in zip(found, said, strict=True):
        if "asks.unless" in each or not (line.question or line.words[0] in _ASKING):
            continue
        for asks in _ASKS:
            if f"asks.{asks}" in each and f"asks.unless_{asks}" not in each:
                return asks
    return None


def is_question(text: str) -> bool:
    """Claim: a question, with its mark or as people type it: "is this normal", "what happens to it"."""
    said = lines(text[:READ_CHARACTERS])
    if not said:
        return False
    first = said[-1].words[:2]
    if first[0] == "do" and first[-1] not in _DO_THEY:  # "do my best to recover it" is a plan
        return said[-1].question
    if first[0] in _MODAL and first[-1] in _PLAIN_VERBS:  # "could ask her": the "I" is left out
        return said[-1].question
    return said[-1].question or (first[0] in _ASKING - _ALSO_SAYS and first[-1] not in _FOLLOWS_A_TELLING)


_MODAL = frozenset("can could should would may must will".split())
_PLAIN_VERBS = frozenset(
    "ask try tell talk write ring call send use check say give take make do get go start begin put show keep speak phone email message "
    "meet see read think pick choose wait have".split()
)
_DO_THEY = frozenset("i you we they people others any anyone anybody all most".split())
_ALSO_SAYS = frozenset("wait must may will does when where would should".split())
_FOLLOWS_A_TELLING = frozenset("happened went was caused follows broke failed".split())
"""After "what", these tell: "what happened was that I sent it"."""
_ASKING = frozenset("wait who what how can could should do does is are will would may am must where why when".split())


def _done(found: Sequence[Mapping[str, int]], said: Sequence[Line], doors: Mapping[str, str]) -> tuple[str, ...]:
    done = dict.fromkeys(each for each in _DONE if _said(found, "done", each))
    for name, role in doors.items():
        first = first_names_of((name,))
        for line in said:
            if first.isdisjoint(line.words):
                continue
            here = {each.key for each in signs().lexicon.find(line.words, first) if each.key.startswith("door.")}
            if "door.has_it" in here and "door.unless" not in here:
                done.setdefault(_DOOR_DONE.get(role, role))
    return tuple(done)


_WRONG_ONE = regex(r"\b(?:the|a)\s+(?:wrong|other|different)\s+([A-Za-zÀ-ÿ'’-]{2,})", re.IGNORECASE)
_ROLES = frozenset(
    "person people client customer candidate patient supplier colleague company team channel chat group list family parent "
    "guest tenant manager department school hospital clinic shop store office practice surgery pharmacy bank firm agency lawyer doctor parents landlord charity club church "
    "court council driver nurse teacher student pupil reporter journalist contractor vendor partner buyer seller agent auditor member subscriber donor branch depot ward "
    "employee teammate lab garage hotel restaurant".split()
)
_TO_SOMEONE = regex(r"\b(?:to|at|in|into|with)\s+(?:the|a)\s+(?:wrong|other|different)\b", re.IGNORECASE)
_THINGS = frozenset(
    "number address file email mail account one version envelope house houses figures inbox place recipient folder "
    "attachment document format date day time order floor room box way thing link server fax printer line screen desk tray pigeonhole extension postcode code list page drive port key label "
    "street flat door bus platform gate name contact names numbers field column cell button tab window mailbox distribution".split()
)


def _whoever(text: str) -> str | None:
    """Who got it by mistake, as the words call them: "the wrong chris" → "that Chris"."""
    if not _TO_SOMEONE.search(text):
        return None
    for match in _WRONG_ONE.finditer(text):
        word = match.group(1)
        then = _NEXT_WORD.match(text, match.end())
        if then is not None and fold(then[1]) in _THINGS:  # "the wrong fax number"
            continue
        if fold(word) in _ROLES:
            return f"that {word.lower()}"
        if fold(word) not in _THINGS and (fold(word) in load_frames().names or _is_named(word, text)):
            return f"that {word[0].upper()}{word[1:]}"
    return None


_NEXT_WORD = regex(r" ([^\W\d_]+)")


def _is_named(word: str, text: str) -> bool:
    """Claim: its author wrote it as a name, with a capital, and does not write everything so."""
    return word[:1].isupper() and word[1:].islower() and not text.istitle()


# ----------------------------------------------------------------------------------------------------------- the people

_ALSO_WORDS = frozenset(
    "will may mark grace sue bill art rose dean hope joy faith pat rob max guy chance gene grant miles penny frank ray "
    "drew jack rich summer june april august dawn eve amber ruby pearl ivy daisy lily violet olive chase wade heath "
    "glen cliff rusty sunny sky bob don can an see in so do my ho long song young".split()
)
"""First names that are words too: they count only with a capital letter that is not the sentence's own."""


def situation(text: str, kind: str) -> int | None:
    """Which of the situations of this kind the words tell of: the first that is said; None for none."""
    found = frozenset().union(*(signs_in(line) for line in lines(text[:READ_CHARACTERS])))
    numbers = [int(key.rpartition(".")[2]) for key in found if key.startswith(f"situation.{kind}.")]
    return min(numbers, default=None)


def first_names_of(people: Sequence[str]) -> frozenset[str]:
    """Folded first names as phrases see them; words that are no names by themselves are left out."""
    return _firsts(tuple(people))


@lru_cache(maxsize=512)
def _firsts(people: tuple[str, ...]) -> frozenset[str]:
    firsts = {_words(name)[0] for name in people if _words(name)}
    return frozenset(firsts - _ALSO_WORDS)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """A name's folded words. Only names of the place's people come here, never a person's words."""
    return tuple(word for line in lines(name) for word in line.words)


def names(text: str, people: Sequence[str]) -> tuple[str, ...]:
    """The known people named in the words, in any case and without accents, as `people` spells them, fullest first."""
    text = text[:READ_CHARACTERS]
    words = [word for line in lines(text) for word in line.words]
    raw = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
    capital = {fold(word).removesuffix("s") for word in raw[1:] if word[:1].isupper()} | {
        fold(word) for word in (raw if len(raw) <= 2 else raw[1:]) if word[:1].isupper()
    }
    fullest = _fullest(tuple(people))
    places: dict[str, int] = {}
    full: set[str] = set()
    for name in fullest:
        parts = _words(name)
        if not parts:
            continue
        at = _place(words, parts)
        if at is not None:
            full.add(parts[0])
        elif parts[0] in _ALSO_WORDS and parts[0] not in capital and words != [parts[0]]:
            continue
        else:
            at = _place(words, parts[:1])
        if at is not None:
            places[name] = at
    chosen = [n for n in places if _words(n)[0] not in full or _place(words, _words(n)) is not None]
    return tuple(sorted(dict.fromkeys(chosen), key=places.__getitem__))


@lru_cache(maxsize=256)
def _fullest(people: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are no mere first name of a fuller one beside them."""
    return tuple(name for name in people if not any(_is_part(name, other) for other in people if other != name))


def _is_part(name: str, other: str) -> bool:
    """Claim: `name` is the first name of the fuller `other`."""
    mine, theirs = _words(name), _words(other)
    return len(mine) < len(theirs) and mine == theirs[: len(mine)]


def _place(words: Sequence[str], parts: Sequence[str]) -> int | None:
    size, first = len(parts), parts[0]
    if first not in words and (size > 1 or first + "s" not in words):
        return None
    for at in range(len(words) - size + 1):
        here = words[at : at + size]
        if all(a == b for a, b in zip(here[:-1], parts[:-1], strict=True)) and here[-1] in (parts[-1], parts[-1] + "s"):
            return at
    return None


ROLE = (
    r"(?:boss|(?:(?:line|team|shift|ward|store|shop|site|floor|duty|project|kitchen|general|office|area|plant)\s+)?(?:manager|lead|leader|supervisor)|"
    r"head(?:\s?chef|\s?teacher|\s+nurse|master|mistress|\s+of\s+[a-z]+)?|(?:charge|lead)\s+nurse|ward\s+sister|matron|chef|chief|director|gaffer|foreman|"
    r"foreperson|principal|superior)"
)
"""Whoever is in charge, as people call them: a part of a pattern that takes any case."""
_MR = r"((?:mrs?|ms|miss|dr)\.?\s+[^\W\d_][\w'’-]+)"
_NAME = r"([^\W\d_][\w'’-]+(?:\s+[^\W\d_][\w'’-]+){0,2})"
_BOSS_IS = (
    regex(
        rf"\b(?:my|our|the)\s+{ROLE}(?:'s|’s)?\s*(?:,\s*|name\s+is\s+|is\s+called\s+|is\s+|=\s*|:\s*|called\s+|would\s+be\s+){_NAME}",
        re.I,
    ),
    regex(rf"\b(?:it['’]?s|it\s+is|that['’]?s|that\s+is|that\s+would\s+be|thats)\s+{_NAME}", re.I),
    regex(rf"\b{_NAME}\s*(?:,\s*|\bis\s+)(?:my|our)\s+{ROLE}\b", re.I),
    regex(rf"\b(?:my|our)\s+{ROLE}\s+{_NAME}", re.I),
    regex(rf"(?:^|[.!?,\n]\s*){ROLE}\s+(?:is\s+called|is|=|called)\s+{_NAME}", re.I),
    regex(rf"\b{_MR}\s*(?:,\s*|\bis\s+)(?:(?:my|our|the)\s+)?(?:{ROLE}|partner|editor|owner)\b", re.I),
    regex(
        rf"^\W*(?:it['’]?s\s+|its\s+)?{_NAME}\s*,?\s+(?:is\s+)?(?:my|our|the)\s+(?:\w+\s+)?{ROLE}\W*$",
        re.I,
    ),
    regex(r"\bi\s+(?:report\s+to|work\s+for|answer\s+to)\s+" + _NAME, re.I),
)
_TITLES = frozenset("mr mrs ms miss mx dr prof sister".split())
_NO_NAME = frozenset(
    "yes no nope yeah yep ok okay sure not yet idk dont know i we you he she they it me my our the a an nobody noone none "
    "skip later stop help pause back edit hi hello oops thanks thank please maybe done never boss manager lead team hr "
    "client customer someone anyone everybody company wait who what why how when where and but or so because that this there "
    "here today tomorrow now then asking angry away out off on in at to very really going gone also too sorted fixed true right "
    "wrong fine good bad all over just only still about sick busy nice new late mad furious great cold hard tough fair "
    "different unsure confidential private nothing something anything everything complicated myself himself herself".split()
)
_CONTINUES = frozenset(
    "she he they who and but from in at the a is was has does dont knows not will would said says can to for i my our of "
    "with on again actually then now shes hes".split()
)


_ROLE_AND_NAME = regex(
    rf"\b(?:my|our)\s+(?:\w+\s+)?{ROLE}\s+(?!(?:do|did|does|has|had|have|is|was|will|would|can|could|should|know|already|still|also|really|just|now|never|not|who|that|which|and|but|or|so|then|here|there|too|himself|herself)(?:n?['’]?t|s|n)?\b)([a-z][\w'’-]{{1,20}})\s+(?:knows?|does\s?n['’]?t|does not|has\s?n['’]?t|has no|is\s?n['’]?t|is (?:away|out|in|on|not)|already|still)\b",
    re.I,
)
"""Named in passing: "my boss helen doesnt know"."""
_OF_A_BOSS = regex(rf"\b(?:my|our)\s+(?:\w+\s+)?{ROLE}\b", re.I)


def boss_named(text: str, people: Sequence[str]) -> str | None:
    """The boss, if the words name one: "its dana", "my boss is dana", "siobhan". The known full name, else as typed."""
    text = text.strip()[:2_000]
    for number, pattern in enumerate(_BOSS_IS):
        for match in pattern.finditer(text):
            around = (
                re.split(r"[.!?\n]", text[: match.start()])[-1]
                + match.group()
                + re.split(r"[.!?\n]", text[match.end() :])[0]
            )
            short = len(around.split()) <= 4
            known = names(" ".join(match.group(1).split()[:2]), people)
            if known and _begins_with(match.group(1), known[0]):
                return known[0]
            of_a_boss = number != 1 or (
                _OF_A_BOSS.search(around) and not around[around.find(match.group()) + len(match.group()) :].strip()
            )
            if of_a_boss and (typed := _typed_name(match.group(1), short and number != 1)):
                return typed
    if (passing := _ROLE_AND_NAME.search(text)) and (typed := _typed_name(passing.group(1), short=True)):
        known = names(typed, people)
        return known[0] if len(known) == 1 else typed
    if len(text.split()) > 4:
        return None
    bare = text.strip(" .,!;:-")
    if "?" in bare or "\n" in bare:
        return None
    known = names(bare, people)
    first = fold(bare.split()[0]) if bare.split() else ""
    if len(known) == 1 and (_begins_with(bare, known[0]) and len(bare.split()) <= 3 and not _tells(bare)):
        return known[0]
    if number_of_words(bare) <= 3 and first not in _NO_NAME and not known and bare[:1].isupper():
        return _typed_name(bare, True)
    return None


_CALLED = regex(
    r"(?:[,:]|\b(?:is|called|named|to|tell|with|boss|manager|lead))\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,2})\W*$"
)


def person_in(text: str) -> str | None:
    """The name at the end of an answer: "the auditors' office manager, Jo Finch" → "Jo Finch"."""
    found = _CALLED.search(text.strip())
    return found.group(1) if found and fold(found.group(1).split()[0]) not in _NO_NAME else None


def number_of_words(text: str) -> int:
    """How many words there are."""
    return len(text.split())


def _begins_with(text: str, name: str) -> bool:
    return _place(lines(text)[0].words[:1] if lines(text) else (), _words(name)[:1]) is not None


def _tells(text: str) -> bool:
    """Claim: more is said than a name."""
    words = [word for line in lines(text) for word in line.words]
    return any(word in _CONTINUES for word in words[1:])


def typed_name(text: str) -> str | None:
    """A name as typed, with its capital; None for a word that is none."""
    return _typed_name(text, short=False)


def _typed_name(text: str, short: bool) -> str | None:
    """One to three words that can be a name, as typed; a lower-case word counts only when little else is said."""
    kept: list[str] = []
    for word in text.split():
        if kept and len(kept) == 1 and fold(kept[0]).rstrip(".") in _TITLES and fold(word) not in _NO_NAME:
            kept[0] = kept[0].capitalize()
            kept.append(word.capitalize())
            continue
        if fold(word) in _NO_NAME or fold(word) in _CONTINUES:
            break
        titled = not kept and fold(word).rstrip(".") in _TITLES and len(text.split()) > 1
        if not word[0].isupper() and not titled and (kept or not short or _says_how(word)):
            break
        kept.append(word)
    if not kept:
        return None
    name = " ".join(kept).removesuffix("'s").removesuffix("’s")
    return name[0].upper() + name[1:]


def _says_how(word: str) -> bool:
    """Claim: a word in lower case that says how somebody is ("livid", "raging"), and is nobody's name."""
    plain = fold(word)
    return plain in _HOW or (len(plain) > SHORT_NAME and plain.endswith(("ing", "ed")))


SHORT_NAME = 4
"""Letters: "Ted", "Reed" and "Bing" are names."""
_HOW = frozenset(
    "livid raging fuming upset annoyed pissed gone dead ill down back ready open closed happy ok calm quiet cross nasty mean nervous stressed worried scared "
    "unhappy careful safe alone free easy lovely kind nice".split()
)


# ------------------------------------------------------------------------------------------- what must not be typed (O4)

_DIGITS = regex(r"(?<![\w.])\d(?:[ -]?\d){8,22}(?![\w])")
_LOOKS = (
    ("iban", regex(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")),
    ("email", regex(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    ("social security number", regex(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    ("insurance number", regex(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.I)),
    ("insurance number", regex(r"\b\d{7}[A-W][A-IW]?\b")),
    (
        "key",
        regex(
            r"\b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abprs]|AKIA|ASIA|AIza|ya29|eyJ)[_A-Za-z0-9.-]{12,}"
            r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
        ),
    ),
    (
        "password",
        regex(
            r"\b(?:pass(?:word|code|phrase)|passwort|pwd|pin(?: code)?|api[ _-]?key|secret|token)\b"
            r"(?:\s+(?:was|is)\s*:?\s*|\s*[:=]\s*)[\"'“‘]?(?P<secret>[^\s\"'”’,;]{4,})",
            re.I,
        ),
    ),
    (
        "password",
        regex(
            r"\b(?:pass(?:word|code|phrase)|passwort|pwd|pin|key|secret|token|login)\s+[\"'“‘(]?"
            r"(?P<secret>(?=[^\s]*\d)(?=[^\s]*[A-Za-z])(?!\d{1,2}[:.]?\d{0,2}(?:am|pm)\b)[^\s\"'”’,;)]{6,})",
            re.I,
        ),
    ),
    (
        "identity",
        regex(
            r"\b(?i:passport|driving licen[cs]e|driver'?s licen[cs]e|national insurance|nino|pps)(?i: number| no\.?| card)*"
            r"(?i: is| was|:| #)* ?(?=[A-Za-z0-9-]*\d)[A-Za-z0-9][A-Za-z0-9-]{5,}[A-Za-z0-9]\b",
        ),
    ),
    ("phone", regex(r"(?<![\w.+])\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?!\w)")),
    ("phone", regex(r"(?<![\w.])0\d{1,4}[ -/]?(?:\d{3,4}[ -]?){1,3}\d{2,4}(?![\w.:])")),
    (
        "health",
        regex(
            r"\b(?:[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)?|Mrs?\.? [A-Z][a-z]+|Ms\.? [A-Z][a-z]+)(?:['’]s)? (?:is |was |has |had |have |got |suffers from |tested "
            r"positive for |takes |diagnosed with )?(?:been |a |an |his |her |the )?(?:diagnosed with )?"
            r"(?:HIV|AIDS|cancer|diabetes|diabetic|depress(?:ion|ed)|epilep\w+|bipolar|schizophreni\w+|hepatitis|pregnant|chemo\w*|"
            r"tumou?r|leukaemia|dementia|anorexia|syphilis|chlamydia|psychosis|biopsy|miscarriage|abortion|addict\w*|alcoholi\w+)\b"
        ),
    ),
    (
        "date of birth",
        regex(
            r"\b(?:born(?: on)?|dob|d\.o\.b\.?|date of birth)(?: is| was|:)? ?\d{1,2}[./ -](?:\d{1,2}|[A-Za-z]{3,9})[./ -]\d{2,4}",
            re.I,
        ),
    ),
)
_NOT_A_SECRET = frozenset(
    "wrong right correct incorrect changed reset expired gone public visible stolen lost leaked still also not now already "
    "being been that what the too very known safe weak strong shared sent written stored exposed rotated revoked missing "
    "there here mine theirs only just same different invalid valid new old in on at for from was is out committed posted".split()
)
_NOT_NAMES_OF_PATIENTS = frozenset(
    "I He She It They We You The A My Our His Her This That Nobody Someone Somebody Who And But So Cancer Hepatitis".split()
)


def sensitive(text: str) -> tuple[tuple[int, int, str], ...]:
    """Spans that look like what must not be typed, by offset, in order and without overlap."""
    text = text[:READ_CHARACTERS]
    found: list[tuple[int, int, str]] = []
    for what, pattern in _LOOKS:
        for match in pattern.finditer(text):
            start, end = match.span("secret" if what == "password" else 0)
            if what == "password" and fold(match.group("secret")).strip(".!?") in _NOT_A_SECRET:
                continue
            if what == "health" and match.group().split()[0] in _NOT_NAMES_OF_PATIENTS:
                continue
            if what == "phone" and sum(c.isdigit() for c in match.group()) < 9:
                continue
            found.append((start, end, what))
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if 13 <= len(digits) <= 19 and _luhn(digits):
            found.append((match.start(), match.end(), "card"))
    kept: list[tuple[int, int, str]] = []
    for span in sorted(found, key=lambda each: (each[0], -each[1], each[2])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _luhn(digits: str) -> bool:
    """Claim: the check digit of a card number holds."""
    doubled = [int(d) * 2 if place % 2 else int(d) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
