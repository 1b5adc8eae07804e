"""From what somebody will do differently to an If–Then: a cue that can be seen, and what follows, each a clause of its own.

The person's words are kept; only what says "I" around them is put right. Where no rule is sure, the words stand behind a colon.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from bot.patterns import regex
from bot.wording import lexicon as lex
from prompts.frozen import frozen


@frozen
class IfThen:
    """`cue` stands behind "If", `act` behind "then"; `cue` is empty where the words name none that can stand in front."""

    cue: str = field(repr=False)
    act: str = field(repr=False)
    sentence: str = field(repr=False)
    """The same as a promise to somebody else: "I'll send a link whenever someone asks me for payroll"."""
    clause: bool = True
    """False where `act` is no clause ("a second pair of eyes"), so that "then" cannot stand before it."""


_LEAD: Final = regex(
    r"^(?:(?:so|well|ok(?:ay)?|yes|yeah|hm+|i think|i guess|maybe|probably|perhaps|basically|honestly|from now on|from today(?: on)?|in (?:the )?future|"
    r"going forward|(?:the )?next time(?=,? i(?:'d|'ll| will| would| should| want)\b)|what i(?:'ll| will) do(?: is)?|what i(?:'d| would) do(?: is)?|my (?:plan|idea|rule) is(?: to)?|the (?:plan|idea|rule) is(?: to)?|new rule|"
    r"you(?:'ll|'d| will| would| should| could)? see me|by|me|just)\b[,:]?\s+(?!:))+",
    re.I,
)
_WILL: Final = regex(
    r"^(?:i(?:'ll|’ll|ll| will| shall|'m going to|’m going to| am going to|m going to|'m gonna|m gonna| would|'d|’d|d(?= (?!cards?\b|badges?\b|numbers?\b|checks\b|is\b))| want to| plan to| intend to| have to| need to| can| could)|"
    r"i|we(?:'ll|’ll|ll| will)|to|then)\s+(?:also |now |just )?(?=\S)",
    re.I,
)
_LEADING: Final = regex(
    r"^(?P<conj>if|when|whenever|wherever|every ?time|each time|any ?time|as soon as|once|the moment|the next time|next time|before|after|while|until) "
    r"(?P<cue>.+)$",
    re.I | re.S,
)
_SPLIT: Final = regex(
    r",? then |, | (?=i(?:'ll|’ll|ll|'d|’d)? |i will |id (?!cards?|badges?|numbers?|checks|is\b))| (?=i always |i never )",
    re.I,
)
_DAY: Final = regex(
    r"^(?P<when>(?:(?:on|every|each) )?(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?"
    r"(?: (?P<at>(?:at |before |after )?(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?|noon|lunch|(?:morning|afternoon|evening)(?=s?\b)))s?)?)[,:]? (?P<act>.+)$",
    re.I | re.S,
)
_OFTEN: Final = regex(
    r"^(?P<when>(?:every|each) (?:\w+ )?(?:morning|afternoon|evening|day|night|week|month|shift|hour)(?: (?:at|before|after) [\w:.]+(?: ?[ap]m)?)?|once a (?:day|week|month))[,:]? (?P<act>.+)$",
    re.I | re.S,
)
_TRAILING: Final = regex(
    r"^(?P<act>.+?),? (?P<conj>if|when|whenever|every time|each time|any time|as soon as|once|the moment) (?P<cue>.+)$",
    re.I | re.S,
)
_POINTS_BACK: Final = regex(r"\b(?:it|its|it's|them|they|that|this|those|these|one|he|she|him|her)\b", re.I)
_PERSON_FIRST: Final = regex(r"^(?:i|we|i'?m|we'?re|i'?ve|i am|i have)\b", re.I)
_GERUND: Final = regex(r"^(?P<verb>[a-z]{2,}ing)\b", re.I)
_NOT: Final = regex(r"^(?:(?:i )?(?:will not|won'?t|do not|don'?t|shall not)|not)\s+(?:to )?", re.I)
_NEVER: Final = regex(r"^(?:never ever|never|always|only)\s+(?:again )?", re.I)
_NO_ING: Final = regex(r"^no (?:more )?(?P<verb>[a-z]{3,}ing)\b", re.I)
_STOP: Final = regex(r"^stop (?P<rest>[a-z]{3,}ing\b.*)$", re.I | re.S)
_SUBJECT: Final = regex(
    r"^(?:id (?:cards?|badges?|numbers?|checks)|the|a|an|my|our|your|his|her|their|this|that|these|those|every|each|no|nobody|no one|nothing|someone|somebody|everyone|everybody|anyone|all|both|"
    r"two|three|four|five|one of|it|he|she|they|we|you|there|\d+)\b",
    re.I,
)
_FINITE: Final = regex(
    r"\b(?:is|are|has|have|will|can|must|may|should|gets?|goes|go|comes?|stays?|stands?|sits?|runs?|reads?|checks?|counts?|signs?|looks?|opens?|closes?|"
    r"leaves?|moves?|makes?|takes?|gives?|asks?|tells?|sends?|puts?|keeps?|needs?|works?|happens?|starts?|ends?|hangs?|lives?|lies?|confirms?|approves?|"
    r"reviews?|calls?|rings?|knows?|sees?|says?|does|do|writes?|double-checks?|verif(?:y|ies)|passes|watches|walks?)\b",
    re.I,
)
_NAMED: Final = regex(r"^[A-Z][\w'’-]+ (?:and [A-Z]\w+ )?(?:[a-z]+s|will|has|must|can|and i)\b")
_BASE_WITH_E: Final = regex(
    r"(?:writ|us|tak|mak|hav|giv|leav|sav|mov|typ|nam|not|dat|prepar|schedul|creat|updat|plac|pil|fil|clos|chang|charg|arrang|manag|merg|pag|stor|shar|scor|"
    r"compar|captur|measur|ensur|secur|ignor|explor|restor|hir|fir|wir|retir|tim|phon|prov|remov|approv|improv|sol?v|involv|receiv|driv|serv|reserv|observ|"
    r"prais|rais|promis|advis|revis|supervis|organis|organiz|realis|realiz|summaris|summariz|prioritis|prioritiz|apologis|apologiz|analys|analyz|paus|purchas|"
    r"releas|increas|choos|los|rehears|revers|brows|pars|dos|doubl|handl|tabl|labell?e?|circl|singl|bundl|settl|tick?l|sampl|pric|trac|notic|practic|practis|"
    r"slic|invoic|pronounc|announc|produc|reduc|replac|enforc|forc|balanc|referenc|queu|argu|continu|escalat|estimat|validat|duplicat|calculat|generat|"
    r"locat|rotat|separat|stat|communicat|delegat|allocat|automat|activat|invit|quot|complet|delet|rout|execut|writ|tast|past|wast|wip|scrap?e|tap?e|cop?e|"
    r"trad|includ|decid|provid|divid|guid|hid|rid|upgrad|cod|encod|brak|bak|wak|shak|strik|lik|invok|com|welcom|assum|consum|resum|rename|dim|defin|combin|"
    r"examin|lin|min|phon|postpon|tun|ston|nam|fram|blam|judg|acknowledg|oblig|styl|recycl|rul|schedul|troubl|enabl|disabl|whittl|set?tl|titl|toggl|juggl)$",
    re.I,
)
_DOUBLED: Final = regex(r"([bdgmnprt])\1$", re.I)


def if_then(text: str) -> IfThen:
    """Read one answer to "what will you do differently?"."""
    bare = _looking_ahead(_one_line(text))
    bare = _LEAD.sub("", bare) or bare
    if found := _DAY.match(bare):
        at = f" {found['at']}" if found["at"] else ""
        made = _made(f"it's {found['day'][:1].upper()}{found['day'][1:].lower()}{at}", found["act"])
        return IfThen(made.cue, made.act, f"{_lower(found['when'])} {made.sentence}", made.clause)
    if found := _OFTEN.match(bare):
        made, tail = _made("", found["act"]), f" {_lower(found['when'])}"
        return IfThen("", made.act + tail, made.sentence + tail, made.clause)
    if found := _LEADING.match(bare):
        led = _led(found["conj"].lower(), found["cue"])
        if led is not None:
            return led
    if (found := _TRAILING.match(bare)) and _stands_alone(found["cue"]):
        made = _made(_subjected(found["cue"]), found["act"])
        return IfThen(
            made.cue, made.act, f"{made.sentence} {found['conj'].lower()} {_big_i(found['cue'])}", made.clause
        )
    return _made("", bare)


def _led(conj: str, rest: str) -> IfThen | None:
    """The cue comes first: "when I finish a sheet, I ask Tom"; None where its end cannot be found."""
    split = _SPLIT.search(rest)
    if split is None:
        return None
    cue, act = rest[: split.start()].strip(), rest[split.end() :].strip()
    if not cue or not act:
        return None
    if conj in ("before", "after", "while", "until"):
        plain = _made("", act)
        tail = f" {conj} {cue}"
        return IfThen("", plain.act + tail, plain.sentence + tail, plain.clause)
    if conj == "once" and len(cue.split()) <= 3 and not _PERSON_FIRST.match(cue):
        return None
    conj = {"the next time": "whenever", "next time": "whenever"}.get(conj, conj)
    made = _made(_subjected(cue), act)
    back = _POINTS_BACK.search(act) is not None or "," in act
    sentence = f"{conj} {_subjected(cue)}, {made.sentence}" if back else f"{made.sentence} {conj} {_subjected(cue)}"
    return IfThen(made.cue, made.act, sentence, made.clause)


def _stands_alone(cue: str) -> bool:
    """Claim: the trailing cue can stand in front: it points back to nothing, and is a clause that can be seen."""
    return _POINTS_BACK.search(cue) is None and len(cue.split()) >= 3 and not _GERUND.match(cue) and "," not in cue


def _subjected(cue: str) -> str:
    """The cue as a clause behind "if": "sending a file" is "I'm sending a file"."""
    return f"I'm {_lower(cue)}" if _GERUND.match(cue) else _lower(cue) if not _PERSON_FIRST.match(cue) else _big_i(cue)


def _made(cue: str, act: str) -> IfThen:
    """The act with its subject, and the promise made of it."""
    then, promise, clause = _act(act)
    return IfThen(cue, then, promise, clause)


def _act(text: str) -> tuple[str, str, bool]:
    """What stands behind "then", the same as a promise, and whether it is a clause."""
    bare = _WILL.sub("", text.strip()) or text.strip()
    bare = _WILL.sub("", bare) if re.match(r"^(?:i|to) ", bare, re.I) else bare
    if found := _NOT.match(bare):
        rest = _big_i(bare[found.end() :])
        return f"I don't {rest}", f"I won't {rest}", True
    if found := _NEVER.match(bare):
        word, rest = found.group().split()[0].lower(), bare[found.end() :]
        rest = _verb(rest)
        return f"I {word} {rest}", f"I'll {word} {rest}", True
    if found := _NO_ING.match(bare):
        rest = base(found["verb"]) + bare[found.end() :]
        return f"I don't {rest}", f"I won't {rest}", True
    if found := _STOP.match(bare):
        return f"I don't {_verb(found['rest'])}", f"I'll {_lower(bare)}", True
    if re.match(r"^(?:we)\b", text.strip(), re.I):
        return _lower(text.strip()), _lower(text.strip()), True
    if _NAMED.match(bare) and bare.split()[0].lower() not in lex.VERBS:
        return bare, bare, True
    if _SUBJECT.match(bare):
        whole = _FINITE.search(bare.split(" ", 1)[1] if " " in bare else "") is not None
        return _lower(bare), _lower(bare), whole
    if _is_a_thing(bare):
        return _lower(bare), _lower(bare), False
    plain = _verb(bare)
    return "I " + ("am " + plain[3:] if plain.startswith("be ") else plain), f"I'll {plain}", True


def _is_a_thing(text: str) -> bool:
    """Claim: these words name a thing ("second pair of eyes on every name", "detector on the wall") and open with no verb."""
    first, second, *_ = [*(word.strip(",.").lower() for word in text.split()), "", ""]
    if first in lex.VERBS | _VERBS_TOO or _GERUND.match(first):
        return first == "double" and second in _COUNTABLE
    if first in _BEFORE_A_THING:
        return second not in lex.DETERMINERS | lex.PREPOSITIONS
    return second in lex.PREPOSITIONS - _AFTER_A_VERB


_VERBS_TOO: Final = frozenset(
    "think breathe glance lean insist rely focus step reach peek point stick head go log sit stand listen speak talk knock lie look start stop wait "
    "pause reply respond refer stare switch sign ask agree care pass press push pull click tap hang hold touch turn walk cycle drive park".split()
)
"""Verbs before a small word, beside those that may open a plan."""
_BEFORE_A_THING: Final = frozenset(
    "second third another extra new better more fewer less daily weekly monthly fixed clear written separate shared".split()
)
_AFTER_A_VERB: Final = frozenset("up out off down back over".split())
_COUNTABLE: Final = frozenset("count check signature entry look lock control".split())


def _verb(text: str) -> str:
    """Words that open with a verb: its plain form, in lower case."""
    text = _lower(text)
    found = _GERUND.match(text)
    if found and found["verb"] not in (
        "bring",
        "ring",
        "sing",
        "string",
        "swing",
        "fling",
        "cling",
        "ping",
        "king",
        "thing",
        "sling",
        "wring",
    ):
        return base(found["verb"]) + text[found.end() :]
    return text


def base(gerund: str) -> str:
    """ "writing" → "write", "putting" → "put", "sending" → "send"."""
    stem = gerund[:-3]
    if _DOUBLED.search(stem) and len(stem) > 3 and stem not in ("add", "err", "putt", "inn"):
        return stem[:-1]
    if stem in ("do", "go", "see", "be"):
        return stem
    return (
        stem + "e"
        if _BASE_WITH_E.fullmatch(stem) or re.search(r"(?:re|un|over|pre|mis)(?:us|tak|mak|writ|nam|typ|clos)$", stem)
        else stem
    )


_WOULD_HAVE: Final = regex(
    r"(?:^(?:would|could|should)|(?<![\w'])(?:(?:i|we) (?:would|could|should|might)|i'?d|we'd))(?P<never>n't| not| never)?(?:'?ve| have| of|a)\b"
    r"(?: just| also| simply| really)? (?P<first>first )?(?P<verb>[a-z]+)\b",
    re.I,
)
_PLAIN_OF: Final = dict(
    pair.split("=")
    for pair in (
        "sent=send told=tell rung=ring rang=ring made=make given=give taken=take put=put written=write read=read said=say seen=see found=find got=get "
        "gotten=get done=do had=have gone=go come=come run=run begun=begin kept=keep held=hold built=build brought=bring thought=think caught=catch "
        "chosen=choose cut=cut hit=hit let=let left=leave meant=mean met=meet paid=pay quit=quit sold=sell set=set shut=shut sat=sit spoken=speak spent=spend "
        "stood=stand taught=teach thrown=throw understood=understand known=know drawn=draw driven=drive shown=show laid=lay led=lead lent=lend split=split "
        "stuck=stick torn=tear undone=undo felt=feel heard=hear hung=hang bought=buy been=be reread=reread redone=redo rewritten=rewrite resent=resend worn=wear "
        "won=win woken=wake slept=sleep broken=break forgotten=forget hidden=hide"
    ).split()
)
"""A past participle, and the verb's plain form."""


def _looking_ahead(text: str) -> str:
    """What one would have done, as what one will do: "i should have checked the list" is "i check the list"."""

    def ahead(found: re.Match[str]) -> str:
        verb = found["verb"].lower()
        if verb.endswith("ied") and len(verb) > len("tied"):
            plain = verb.removesuffix("ied") + "y"
        else:
            plain = _PLAIN_OF.get(verb) or (base(verb.removesuffix("ed") + "ing") if verb.endswith("ed") else "")
        return f"i {'do not ' if found['never'] else ''}{found['first'] or ''}{plain}" if plain else found[0]

    return _WOULD_HAVE.sub(ahead, text)


_JOIN: Final = regex(
    r"\s*[.;!\n]+\s+(?:(?:and|then|and then|also)\s+)?(?:(?:i'?ll|i will|i)\s+(?:also |then )?)?(?=[a-z])", re.I
)


def _one_line(text: str) -> str:
    bare = text.strip().rstrip(".!;, ").replace("\u2019", "'")
    bare = _JOIN.sub(", then ", bare) if bare.count("\n") + len(re.findall(r"[.;!]\s", bare)) else bare
    return re.sub(r"\s+", " ", bare)


def _lower(text: str) -> str:
    """The words as they stand inside a sentence: no capital that only a sentence's start gave."""
    first = text.split(" ", 1)[0]
    plain = first[1:].islower() or len(first) == 1
    keep = first.startswith(("I'", "I’")) or first == "I" or not plain or first.lower() in lex.DAYS | lex.MONTHS
    common = first.lower() in lex.VERBS | lex.FUNCTION | lex.DETERMINERS | lex.ADJECTIVES or first.lower().endswith(
        "ing"
    )
    if keep or not (common or first.islower()):
        return _big_i(text)
    return _big_i(text[:1].lower() + text[1:])


def _big_i(text: str) -> str:
    """The word "i" as it is written."""
    return re.sub(r"\bi\b(?!\.)", "I", text)
