"""What the person said, put where it belongs: sayings kept at a question, and what the words said of the mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot import gist, safety, story, wording
from bot.acts import LATER, commits, intends, others_wish, own_act, still_to_do, surely_done, tells_part_done
from bot.events import Said
from bot.journey import Commitment, Journey, Parked, Saying
from bot.path import Question
from bot.patterns import regex
from bot.people import Part, Recipient
from bot.request import request
from bot.review import rules
from bot.review.values import Review, Sentence
from bot.scene import Scene
from bot.times import correction_of_time, deadline, noticed, times
from bot.wording import lexicon as wording_lexicon

Q = Question

SPOILS = frozenset({"excuse", "blame"})
"""What is parked: it may be completely true, and it comes back as a possible cause."""
NEVER_SENT = frozenset({"negative_self_talk", "concealment", "crisis"})
"""What no letter of ours ever holds by itself."""
STATUS_WORDS = 8
"""A sentence of at most so many words that says who knows is a status, not part of the story."""
STYLE = frozenset({"minimizing", "passive_evasion", "conditional_apology"})
TOLD = frozenset({"fact", "ownership", "repair", "prevention"})
"""Labels of a sentence that tells something: what is, what was done, what will be."""
UNSURE = frozenset({"guess", "opinion"})
"""What is no fact (COACHING S1.3): a guess, and a view or a feeling about somebody else."""
QUIET_KINDS = frozenset({"health", "care", "rights"})
"""Reasons that may be nobody's business: left out by choice, never called an excuse."""
MARKED = SPOILS | STYLE | UNSURE | {"concealment"}
"""What a mark may stand beside. Heaviest first: hiding, blame or excuse, hidden actor (COACHING, "Ask once")."""
TELLS = (Q.WHAT_HAPPENED, Q.TELLING, Q.PART, Q.FIRST_ACTS, Q.STILL_GOING, Q.OPEN_PART, Q.DEPUTY, Q.EFFECT, Q.NEXT_ACT)
"""The questions whose answers make the letter, in the letter's order."""

_PLAN = regex(
    r"\b(?:i'?ll|i will|i'?m going to|going to|we'?ll|i can|i am going|tomorrow|tonight|by|before|until|till|then)\b",
    re.I,
)
AHEAD = regex(r"\b(?:i'?ll|will|going to|gonna|can|we'?ll|tomorrow|tonight)\b|\u2019ll\b", re.I)
_CHATTER = regex(
    r"^(?:(?:oops|/oops|hi|hello|hey|ok|okay|yes|no|nope|yeah|yep|sure|thanks|thank you|please|not yet|done|right|well|cool|great|fine|good|thx|ta|cheers|my bad)\b[\s,.!]*)+$",
    re.I,
)
_SIGNS = regex(r":[\w+'-]+:|[^\w\s,.!?]")
"""An emoji, also as Slack writes it (":+1:"), and other signs beside words."""
_IN_CHARGE = regex(
    rf"\b(?:{story.ROLE}|in charge|owner)\b.{{0,12}}?\b(?:is called|is|called|=)\s*((?:(?:mrs?|ms|miss|dr)\.? )?\w+)",
    re.I,
)
_NO_BOSS = regex(
    r"\b(?:i (?:have|ve got|got)|i've|there is|there's|theres) no (?:boss|manager|line manager)\b|\bdon'?t have an? (?:boss|manager)\b|"
    r"\bi'?m (?:a |an |my own )?(?:self[- ]?employed|freelanc\w+|sole trader|boss|own boss)\b|\bmy own (?:boss|business|company|firm)\b",
    re.I,
)
_NOBODY = regex(r"\b(?:no|don'?t have an?|haven'?t got an?) boss\b|\bno idea\b|\bdon'?t know who to\b", re.I)
_STATE = regex(
    r"^(?!.*\b(?:boss|help|please|need|words|what|how|idea|words?|feel\w*|angry|mad|furious)\b)(?:the |a |all |both |\w+ ){1,5}?"
    r"(?:is|are|was|were|has|have|had|showed|says?|said|went|got|failed|came|stopped|broke|called|asked|waited) "
    r"(?:now |still |all |completely )?\w+",
    re.I,
)
"""How a thing stands: "hall ceiling is soaked"."""
_LASTS = regex(
    r"^(?:and |but |so )?(?:(?:it|that|they|the \w+(?: \w+)?|my \w+)(?:['’]?s|['’]?ve| has| have| was| were| is| are)? (?:been |still )"
    r"|(?:been |still )(?:live|online|offline|out there|on|in|up on|down on|wrong|broken|open|closed|off|running|leaking|missing|like|without)\b)"
    r"(?!.*\b(?:i|me|my|you|we)\b).*\b(?:since|for|all|until|till) \w+",
    re.I,
)
"""How long something has stood so: "been live since this morning"."""
_STOOD = regex(
    r"^(?:and |but |so )?(?:it|that|this|they|the (?:wrong )?(?:page|post|file|price|prices|error|bug|typo|story|article|ad|listing|link|site|shop|image|photo|video|mail|"
    r"menu|sheet|list|entry|total|figures?|numbers?|name|door|gate|till|fridge|freezer|tap|heating))"
    r"(?:['’]?s|['’]?ve| has| have| had| was| were| is| are)? (?:been |still |all |only |just |left )?"
    r"(?:live|up|online|offline|out|out there|wrong|public|visible|down|published|open|unlocked|on|off|missing|like that|there)\b(?: \w+){0,2}? "
    r"(?:since|for|all|until|till|from) [\w:]+(?: \w+| \d\S*){0,4}\W*$",
    re.I,
)
"""How long the mistake itself stood: "it was up for 2 hours". The person is not in it, and no cause."""
_NO_TELLING = regex(
    r"\b(?:help|please|need|words?|what|how|idea|angry|mad|furious|scared|freaked|panick\w+|worried|stressed|terrified|embarrassed|ashamed|exhausted)\b",
    re.I,
)
_TO_US = regex(
    r"\b(?:you|u) (?:just |please )?(?:write|do|draft|word|phrase) (?:it|this|that)\b|\bwrite (?:it|this|me)\b.{0,12}\bfor me\b|"
    r"\bi (?:just |only )?(?:want|need|wanted|would like) to know\b|\bi (?:don'?t|do not|can'?t|cannot|don'?t know how to|wouldn'?t know how to) (?:want to |wanna )?(?:write|word|phrase) (?:it|this|that|any)|"
    r"\b(?:don'?t|do not) (?:put|write|include|mention) (?:that|this|it|these|those|her|him) ?(?:in|down|bit|part|there)?\W*$|"
    r"\b(?:talk(?:ing)? to|use|using|chat(?:ting)? (?:to|with)) (?:an? |this |the |some )?(?:stupid |dumb |silly )?(?:bot|robot|machine|app|chatbot|software|thing|this)\W*$|"
    r"^\W*(?:this|it|that)(?:['\u2019]?s| is) (?:so |just |really |such )*(?:stupid|dumb|pointless|useless|silly|ridiculous|a waste of (?:my )?time|nonsense)\W*$|"
    r"\bi (?:really |just )?hate (?:using |talking to )?(?:these |this |such )?(?:apps?|bots?|chatbots?|robots?|software|computers?)\W*$|"
    r"\b(?:leave|take|keep) (?:that|this|it|these|those)(?: \w+)? (?:out|off)\b|^\W*(?:please )?(?:put|include) (?:that|this|it) in\b",
    re.I,
)
"""Said to the coach about the note; nobody else's business."""
_ABOUT_READER = regex(
    r"^\W*(?:and |but |so |because )?(?:s?he|they|@)(?:['\u2019]?s|['\u2019]?re| is| are| was| were)? (?:still |just |now |also )?"
    r"(?:(?:so |really |very |pretty |absolutely )*(?:raging|furious|angry|mad|livid|fuming|cross|upset|annoyed|not happy|pissed)\b|away\b|on (?:leave|holiday|vacation|annual leave)\b|off (?:sick|today|work|till|until|this)\b|not in\b|"
    r"out (?:of (?:the )?office|today|til+|until|this (?:week|morning|afternoon))\b|in (?:a )?meetings?\b|"
    r"back (?:on|at|tomorrow|next|mon|tue|wed|thu|fri)|"
    rf"(?:my|the|our) (?:\w+ )?{story.ROLE}\b)|"
    rf"^\W*(?:and |but )?(?:my|the|our) (?:\w+ )?{story.ROLE} is (?:at (?:home|lunch)|away|off|in a meeting|not in|out)\b",
    re.I,
)
"""Who the reader is, and whether they are in: they know it themselves."""
_READER_COMES = regex(
    r"(?:^|[,;]|\b(?:then|and|but|until|till?)\b)\W*(?:then |and |but )?(?:"
    rf"(?:my|the|our) (?:\w+ )?{story.ROLE}(?: \w+)?|she)"
    r" (?:only |then )?(?:comes?|is coming|arrives?|starts?|gets?|is|takes)(?: (?:in|on|over|here|back))*(?: (?:at \S+|tomorrow|later|today|then|on \w+day|after lunch))*\W*$",
    re.I,
)
"""When the reader comes in: "i am on my own til 2, then my manager Sheila comes"."""
_LEAD_IN = regex(
    r"^\W*(?:(?:yes|yeah|yep|yup|nope|nah)\b[\s,.;:!-]*|(?:no,? )?not yet,? (?=(?:my|the|our|its?|it['’]s|s?he|they)\b)|(?:no|not yet|done|ok|okay|right|sure|so|well|anyway)\s*[,;:!.-]+\s*|"
    r"(?:(?:quick(?:ly)?|please|help)[,!]? )?i need (?:the |some |a )?(?:words|text|note|message|help)(?: for (?:my |the )?\w+)?(?: now| asap| fast| quick(?:ly)?| please)*[\s,;:.!]+(?=i\b)|"
    r"(?:no time|in a (?:hurry|rush)|hurry|quick(?:ly)?(?: one)?|help)(?:,? (?:sorry|please|pls))?\s*[,;:!.-]+\s*|sorry,\s*(?=(?:i|missed|forgot|sent|lost|left)\b))+(?=\w)",
    re.I,
)
_WHO_KNOWS = (
    r"(?:(?:the|my|our) )?(?!i\b|if\b|what\b|how\b)(?:[\w'\u2019-]+ )??[\w'\u2019-]+ (?:(?:already |now |both |all )*knows?(?! (?!yet|already|now|and|but)\w)"
    r"|(?:does|do)(?: not|n['\u2019]?t)(?: yet)?(?: know)?(?! (?!yet|and|but)\w))"
)
_BARE_ANSWER = regex(
    r"^\W*(?:(?:yes|yeah|yep|no|nope|nah)\b,? )?(?:not yet,? )?(?:i|he|she|they|it|we|nobody|no one)\b ?"
    r"(?:(?:do|does|did|has|have|is|are|was|were|will|wo|ca)(?:n['\u2019]?t| not)?|know|knows|(?:do|does|did)n['\u2019]?t know)(?: yet)?\W*$|"
    r"^\W*(?:no,? )?(?:i )?(?:not|have ?n['\u2019]?t|did ?n['\u2019]?t|did not|have not)(?: yet)? (?:told|tell) (?:him|her|them|anyone|my \w+|[a-z]+)(?: yet| no| either)*\W*$|"
    r"^\W*(?:sorry,? )?(?:idk|dunno|i (?:really |just )?(?:don['\u2019]?t|do not) know(?: yet)?|no (?:idea|clue)|not sure(?: yet)?|whatever|none|n/?a|can['\u2019]?t say)\W*$|"
    r"^\W*(?:no|nothing)(?: (?:else|more))?(?: to (?:fix|do|add|put right|say))?\W*$|"
    rf"^\W*{_WHO_KNOWS}(?:\W+(?:and |but )?{_WHO_KNOWS})*(?: yet| either| already| now)*\W*$",
    re.I,
)
"""An answer that leans on its question: "she doesn't", "not yet he doesn't", "chef knows, the owner doesn't"."""
_STATUS_QUESTIONS = frozenset({Q.BOSS_KNOWS, Q.STILL_GOING, Q.FIRST_ACTS, Q.OPEN_PART, Q.DEPUTY, Q.EFFECT})
"""Their answers report what was done and how things stand: who did it is no blame, and a bare word is no sentence."""
_STAFFING = regex(
    r"\b(?:short[- ]?staffed|under[- ]?staffed|no cover|alone on (?:the )?(?:shift|ward|floor)|"
    r"(?:one|two|three|four|\d) (?:(?:staff|nurses?|people|carers?|hands) )?(?:down|short))\b",
    re.I,
)
_VENT = regex(
    r"\b(?:killing me|kill me|going mad|going crazy|driving me|wtf|omg|drives me)\b|^\W*(?:and |but |honestly,? |now )?i (?:just )?(?:feel|felt)\b",
    re.I,
)
_BOSS = regex(rf"\b({story.ROLE})\b", re.I)
_PARTICULAR = regex(r"\d")


def chatter(text: str) -> bool:
    """Claim: a thank-you, a greeting, an "ok" or a sign, and nothing else."""
    plain = _SIGNS.sub("", text).strip()
    return _CHATTER.match(plain) is not None or not re.search(r"\w", plain)


def names_here(scene: Scene) -> tuple[str, ...]:
    """The full names of the people whom words may name: those of this place and the policy's contacts."""
    contacts = [c.name for c in scene.house.policy.contacts.values()]
    contacts += [c.deputy_name for c in scene.house.policy.contacts.values() if c.deputy_name]
    return tuple(dict.fromkeys([*(known.name for known in scene.around.people), *contacts]))


def without_secrets(scene: Scene, said: Said) -> Said:
    """The words with what must not be typed taken out: it is kept nowhere, so that no line and no letter can repeat it."""
    people = names_here(scene)
    gone, someone = scene.line("sensitive.gone"), scene.line("sensitive.someone")
    spans = [(start, end, gone) for start, end, _ in story.read(said.text, people).sensitive]
    spans += [(start, end, someone) for start, end in people_concerned(scene, said)]
    if duty_of(scene) == "security":
        taken = [(start, end) for start, end, _ in spans]
        spans += [
            (m.start(), m.end(), gone)
            for m in _MIXED.finditer(said.text)
            if not any(start < m.end() and m.start() < end for start, end in taken)
        ]
    if not spans:
        return said
    sentences = tuple(
        replace(s, text=_cut(s.text, [(a - s.start, b - s.start, c) for a, b, c in spans if a < s.end and b > s.start]))
        for s in said.review.sentences
    )
    text = _cut(said.text, spans)
    return replace(said, text=text, review=replace(said.review, text=text, sentences=sentences, marks=()))


def only(said: Said, sentences: Sequence[Sentence]) -> Said:
    """What was said, but for what has been heard already: these sentences of it alone."""
    text = " ".join(one.text for one in sentences)
    return Said(text, replace(said.review, text=text, sentences=tuple(sentences), read=len(text)))


def joined(first: Said, then: Said) -> Said:
    """Two answers as one, none of them about a life."""
    text = f"{first.text}\n{then.text}"
    by = len(first.text) + 1
    moved = tuple(replace(s, start=s.start + by, end=s.end + by) for s in then.review.sentences)
    review = replace(
        then.review,
        text=text,
        sentences=(*first.review.sentences, *moved),
        marks=(),
        read=len(text),
    )
    return of_the_work(Said(text, review))


def of_the_work(said: Said) -> Said:
    """The same words, now that their author says that they were about the work: a plain sentence among them is no word of danger."""
    sentences = tuple(
        replace(s, labels=s.labels - {"crisis"}, marked=s.marked - {"crisis"}) if safety.floor(s.text) == "no" else s
        for s in said.review.sentences
    )
    return replace(said, review=replace(said.review, sentences=sentences, crisis="no"), held=None)


def shown_again(text: str, journey: Journey, people: tuple[str, ...]) -> bool:
    """Claim: a page may keep these words to show them again. Not what is kept nowhere: a danger, a secret, a person."""
    if journey.paused or safety.floor(text) != "no":
        return False
    if journey.hint("duty:security") and _MIXED.search(text):
        return False
    return not story.read(text, people).sensitive and not _TITLED.search(text)


_MIXED = regex(r"(?<!\S)(?=\S*\d)(?=\S*[A-Za-z])(?!\d{1,2}[:.]\d{2})[^\s,;]{8,}")
"""Letters and digits in one long word, where a way in stands open: what a password, a key or a code looks like."""


def _cut(text: str, spans: list[tuple[int, int, str]]) -> str:
    for start, end, gone in sorted(spans, reverse=True):
        text = text[: max(start, 0)] + gone + text[max(end, 0) :]
    return text


_TITLED = regex(
    r"\b(?i:mrs?|ms|miss|mister)\b\.? [A-Za-z][\w-]+(?:['’](?!s\b)[\w-]+)*(?: [A-Z][\w-]+)?|\b(?i:mrs?|ms|mister)\b\.? [A-Za-z]\b(?!['’])"
)


def people_concerned(scene: Scene, said: Said) -> list[tuple[int, int]]:
    """Where people's data or safety is touched: those who are called by title and name, and are nobody of this place.

    Who hears it, or is asked for advice, is one of this place: "my boss is mrs lynch", and an answer that only names somebody.
    """
    found = list(_TITLED.finditer(said.text))
    if not found or (duty_of(scene) or gist.read(said.review, names_here(scene)).duty) not in ("privacy", "safety"):
        return []
    chosen = [each.name for each in (scene.j.manager, scene.j.mentor) if each]
    here = {word.casefold() for name in (*names_here(scene), *chosen) for word in name.split()}
    strange = [m for m in found if not {word.casefold() for word in m.group().split()[1:]} & here]
    return [(m.start(), m.end()) for m in strange if not _hears_it(scene, said, m.start())]


_NAMES_SOMEBODY = (Q.BOSS_KNOWS, Q.LISTENER, Q.MENTOR, Q.MENTOR_NAME)


def _hears_it(scene: Scene, said: Said, at: int) -> bool:
    """Claim: the name that stands there is that of a boss, or of the one who was asked for."""
    around = next((one.text for one in said.review.sentences if one.start <= at < one.end), said.text)
    asked = scene.j.question in _NAMES_SOMEBODY and len(around.split()) <= STATUS_WORDS and not own_act(around)
    return asked or _BOSS.search(around) is not None or _IN_CHARGE.search(around) is not None


def absorb(scene: Scene, question: Question, review: Review) -> tuple[Saying, ...]:
    """Keep the sentences of an answer at the question they answer; learn from all of the words. Returns what was kept."""
    learn(scene, review)
    kept = sayings_of(scene, question, review)
    scene.keep(question, kept)
    return kept


def sayings_of(scene: Scene, question: Question, review: Review) -> tuple[Saying, ...]:
    """The sentences of an answer, each with its labels, and whether it stays out of letters."""
    kept = []
    foreign = review.language not in ("en", "unknown")
    said = review.sentences
    if question in (Q.WHAT_HAPPENED, Q.TELLING):
        said = tuple(rest for one in said if (rest := _without_request(scene, one)) is not None)
    texts = [*(one.text for one in said), *(s.text for s in scene.j.sayings)]
    told = any(map(own_act, texts))
    beside_act = told and question in (Q.WHAT_HAPPENED, Q.TELLING)
    said = taken_back(said)
    parts = (part for one in said for part in _parted(_without_status(scene, one)))
    for sentence in map(_own_plain, parts):
        if scene.j.hint("slip_known") and _admits(sentence.text):
            sentence = replace(sentence, labels=sentence.labels - {"concealment"} | {"ownership"})  # noqa: PLW2901  a slip, owned
        sentence = _without_lead_in(sentence)  # noqa: PLW2901  "yeah", "no time sorry,"
        if beside_act and _BARE_PAST.match(sentence.text) and "ownership" not in sentence.labels:
            sentence = replace(sentence, labels=sentence.labels - {"repair"} | {"ownership"})  # noqa: PLW2901
        sure = sentence.marked & _NO_BLAME and len(sentence.text.split()) > SHORT_STATUS
        unsure = sentence.labels & _NO_BLAME and not sure
        if (question in _STATUS_QUESTIONS and unsure and not _REASON.search(sentence.text)) or says_who_used_it(
            question, sentence.text
        ):
            sentence = replace(sentence, labels=sentence.labels - _NO_BLAME)  # noqa: PLW2901  how it stands, not who did it
        if beside_act and (label := _no_fact(sentence)):
            sentence = replace(sentence, labels=sentence.labels | {label})  # noqa: PLW2901  a mark of its own
        if duty_of(scene) == "safety" and "excuse" in sentence.labels and _STAFFING.search(sentence.text):
            sentence = replace(sentence, kind="safety")  # noqa: PLW2901  unsafe staffing is a fact for the report
        if leans(sentence.text) and sentence.labels & MARKED:
            sentence = replace(sentence, labels=sentence.labels - MARKED)  # noqa: PLW2901  who knows is nobody's blame
        if _CHATTER.match(sentence.text.strip()) or not sentence.text.strip():
            continue
        if question is not Q.PART and only_names(scene, sentence.text):
            continue
        if question is Q.WHAT_HAPPENED and "ownership" not in sentence.labels and story.read(sentence.text).hurry:
            continue
        kept.append(
            Saying(
                question,
                sentence.text,
                sentence.labels,
                sentence.kind,
                out=not foreign and left_out(scene, question, sentence),
                turn=scene.j.turns,
                day=scene.today,
            )
        )
    unread = review.text[review.read :].strip()
    if unread:
        kept.append(Saying(question, unread, out=True, turn=scene.j.turns))
    return tuple(kept)


def taken_back(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """What its author takes back in the same breath is not told: a plan ("refund them.. no wait we honour the orders"), a value."""
    kept: list[Sentence] = []
    for one in sentences:
        match = _NO_WAIT.search(one.text)
        if match is None:
            kept.append(one)
            continue
        before, after = one.text[: match.start()].rstrip(" ,;.–—-"), one.text[match.end() :]
        if _IS_A_VALUE.match(after):
            pieces = [wording.Piece(each.text, wording.Role.FACT, 0) for each in kept]
            right = None if before else wording.correct(pieces, one.text) or wording.swapped(pieces, one.text)
            if right is None:
                kept.append(one)
            else:
                kept = [replace(each, text=piece.text) for each, piece in zip(kept, right[0], strict=True)]
        elif before and not ("repair" in one.labels or intends(before) or commits(before)):
            kept.append(one)
        else:
            if not before and kept and ("repair" in kept[-1].labels or intends(kept[-1].text)):
                kept.pop()
            kept.append(replace(one, text=after[:1].upper() + after[1:] if one.text[:1].isupper() else after))
    return tuple(kept)


_NO_WAIT = regex(
    r"(?:^\W*|[,;.–—-]\s*)(?:(?:oh |hm+ )?no,? (?:wait|hang on|hold on|actually|scratch that)|wait,? no|(?:hang|hold) on,? no|scratch that|"
    r"strike that|actually,? no)\b[\s,:;.–—-]*(?=\S+ +\S+ +\S)",
    re.I,
)
_IS_A_VALUE = regex(r"(?:it|that|there|they|this)\b|(?:i|we) (?:mean|meant)\b|\W*\d|make it\b", re.I)
_NO_BLAME = frozenset({"blame", "passive_evasion"})
_USED = regex(
    r"(?:[\w'’&.-]+,? ){1,5}?(?:(?:has|have|had|already|just|then|they|all|both|only) )*(?:has|have|had|got|use[sd]?|using|printed|sent|opened|forwarded|paid|shipped|put|ordered|"
    r"quoted|copied|read|saw|seen|downloaded|relied|planned|based|needs?|(?:is|are) waiting|presents?|presented|published|invoiced|booked|signed|took|takes|shared|showed|passed)\b",
    re.I,
)
_ACCUSES = regex(
    r"\b(?:should\w*|never|didn['’]?t|did not|doesn['’]?t|don['’]?t|wouldn['’]?t|won['’]?t|forgot|failed|refus\w+|insist\w*|fault|blame\w*|always|lazy|stupid|idiot\w*|useless|careless\w*|because|cos|typical|"
    r"as usual|of course|without (?:asking|checking|reading|looking)|told me|gave me|made me|like an?|anyway|(?:the )?wrong)\b",
    re.I,
)
_MOST_OF_A_USE = 14


def says_who_used_it(question: Question, text: str) -> bool:
    """Claim: asked who has used it and for what, this says so and accuses nobody ("Keller has it, nobody used it")."""
    plain = len(text.split()) <= _MOST_OF_A_USE and _ACCUSES.search(text) is None
    return question is Q.EFFECT and plain and _USED.match(text) is not None


SHORT_STATUS = 5
"""Words: fewer only say how it stands ("supplier not answering"), however they sound."""


def _without_lead_in(sentence: Sentence) -> Sentence:
    """The words that only answer, or only hurry, are no part of what is told: "no time sorry, missed the return" → "missed the return"."""
    match = _LEAD_IN.match(sentence.text)
    return replace(sentence, text=sentence.text[match.end() :]) if match else sentence


def _parted(sentence: Sentence) -> tuple[Sentence, ...]:
    """A plan typed in one breath with the act stands by itself: "missed the filing, filing it by 5 today"."""
    head, comma, last = sentence.text.rpartition(",")
    if not comma or not intends(last) or intends(head) or not own_act(_LEAD_IN.sub("", head)):
        return (sentence,)
    plan = replace(sentence, text=last.strip(), labels=frozenset({"repair"}), kind=None, marked=frozenset())
    return replace(sentence, text=_LEAD_IN.sub("", head).strip(), labels=sentence.labels - {"repair"}), plan


def _without_request(scene: Scene, sentence: Sentence) -> Sentence | None:
    """What is told beside "need words for dana: …"; None where nothing else is said. What it asks for is the coach's business."""
    asked = request(sentence.text, names_here(scene), scene.house.frames.names, hurried=scene.j.hint("hurry"))
    if asked is None:
        return sentence
    if not asked.rest:
        return None
    labels = sentence.labels - MARKED | ({"ownership"} if own_act(asked.rest) else {"fact"})
    return replace(sentence, text=asked.rest, labels=labels)


_COMMA = regex(r"\s*[,;]\s+(?:and |but |then )?")


def _without_status(scene: Scene, sentence: Sentence) -> Sentence:
    """Several answers in one breath: who knows and who it is are learnt, and stand in no letter.

    "yes boss knows, its siobhan, 40 people can't merge" → "40 people can't merge"
    """
    parts = _COMMA.split(sentence.text)
    ends_in_status = len(parts) < FEW_PARTS and _BOSS.search(parts[-1]) is not None and own_act(parts[0])
    if (len(parts) < FEW_PARTS and not ends_in_status) or any(
        len(part.split()) < 2 and not _CHATTER.match(part) for part in parts
    ):
        return sentence
    kept = [part for part in parts if not _status(scene, part)]
    if len(kept) == len(parts) or not kept:
        return sentence
    return replace(sentence, text=", ".join(kept))


FEW_PARTS = 3
"""Fewer parts between commas are one sentence."""


def _status(scene: Scene, part: str) -> bool:
    if _CHATTER.match(part) or only_names(scene, part):
        return True
    read = story.read(part, names_here(scene))
    return read.boss_knows is not None and len(part.split()) <= STATUS_WORDS


_REASON = regex(r"\b(?:but|because|cos|cause|since|as|so|though|although|if|only|which)\b", re.I)


def _own_plain(sentence: Sentence) -> Sentence:
    """An own act or a plan, said without a reason, blames no one: "I sent it to the wrong supplier", "ask them to delete it".

    What the reader only suspects is no mark: a small evasion or a wish to hide counts when it is sure.
    """
    sentence = _surely(_without_attack(sentence))
    labels = sentence.labels
    if gist.unequal(sentence.text) and not labels & {"crisis", "repair"}:
        gone = {"negative_self_talk", "blame", "passive_evasion", "escalate", "fact", "ownership", "opinion", "guess"}
        return replace(sentence, labels=labels - gone | {"excuse"}, kind="rights")
    if intends(sentence.text) and not _REASON.search(sentence.text) and not story.read(sentence.text).hiding:
        return replace(sentence, labels=labels - MARKED | {"repair"}, kind=None)  # to tell of a broken alarm is a plan
    if _DOWN.search(sentence.text) and not own_act(sentence.text) and "repair" not in labels:
        return replace(sentence, labels=labels | {"excuse"})
    if labels & MARKED and _PARTICULAR.search(sentence.text) and len(sentence.text.split()) <= STATUS_WORDS // 2:
        return replace(sentence, labels=labels - MARKED, kind=None)
    plain = ("ownership" in labels and own_act(sentence.text)) or "repair" in labels
    if plain and "blame" in labels and "excuse" not in labels and not _REASON.search(sentence.text):
        return replace(sentence, labels=labels - {"blame"})
    return sentence


_NOT_UNSURE = (
    SPOILS | STYLE | NEVER_SENT | {"ownership", "repair", "prevention", "vague_promise", "apology", "escalate"}
)
_SUPPOSES = regex(
    r"(?:(?:and|but|so|well|honestly) )?(?:i|we) (?:think|guess|reckon|suppose|suspect|bet|assume|imagine|fear)\b(?! (?:i|we|my|it was me)\b)",
    re.I,
)
_GUESS = regex(
    r"^(?:maybe|perhaps|presumably|probably|no doubt)\b|\bwill (?:probably|surely|definitely)\b|(?<!\bi )\bmust have\b|"
    r"\b(?:could|might|may|may well|would) (?:even )?(?:cost|lose|sue|cancel|complain|leave) (?:us|you|them|me|the|our|a|an)\b",
    re.I,
)
"""A guess, and what might follow from it."""
_JUDGED = r"(?:careless|lazy|useless|hopeless|stupid|incompetent|unfair|rude|sloppy|clueless|unprofessional|unreliable|badly run|impossible to work with)"
_OPINION = regex(
    rf"\b(?:is|are|was|were|so|such|really|just) (?:an? )?(?:\w+ )?{_JUDGED}\b|\bin my (?:opinion|view)\b|\bif you ask me\b|"
    r"\bi(?:['’]?m| am| was| feel) (?:\w+ )?(?:angry|furious|annoyed|mad|cross|frustrated|disappointed) (?:with|at|about|by|in)\b|"
    r"\bi (?:hate|can['’]?t stand|cannot stand)\b",
    re.I,
)
"""A view of somebody else, or a feeling about them."""


def _no_fact(sentence: Sentence) -> str | None:
    """The mark of a guess or an opinion; None where an own act or a number is told, or something stronger is said."""
    text = sentence.text
    if sentence.labels & _NOT_UNSURE or sentence.kind is not None or _PARTICULAR.search(text):
        return None
    if _SUPPOSES.match(text):
        return "guess"
    if own_act(text):
        return None
    if _OPINION.search(text):
        return "opinion"
    return "guess" if _GUESS.search(text) else None


_MISTAKEN = regex(
    r"\b(?:wrong|mistake|accident\w*|misread|mixed up|confused|(?:last|previous) (?:year|month|week|quarter)['\u2019]?s|outdated|out of date|old)\b",
    re.I,
)
_SOMEBODY_FAILED = regex(
    r"\b(?:(?!i\b)\w+) (?:never|didn['\u2019]?t|did not|hadn['\u2019]?t|forgot|failed|told me|gave me|kept)\b|\b(?:tired|ill|sick|rush\w*|busy|late|stress\w*|alone|short|unclear|broken)\b",
    re.I,
)
_SO_THAT = regex(
    r"\b(?:so (?:that )?(?:it|they|no|nobody|she|he|we)|to (?:hide|cover|look|make it)|instead of telling|without (?:telling|saying))\b",
    re.I,
)


_ATTACK = regex(
    r"^(?:\W*(?:omg|ugh|oh|god|oops|so|well)\b[,! ]*)*(?:i['’]?m|i am)(?: such| so| really| just| a| an| the| total| complete)* "
    r"(?:idiot|stupid|moron|dumb|fool|useless|hopeless|careless|disaster|mess)\b[,!.: ]*(?:and |but |because |cos |for )?(?=i\b)",
    re.I,
)


_EVERY_TIME = regex(
    r"^\W*i (?:just |only |always )*(?:ruin|break|wreck|spoil|mess up|screw up|destroy|lose|forget|mess|kill|drop) (?:\w+ ){0,2}?(?:everything|everyone|everybody|it all|things)\b",
    re.I,
)
"""What somebody says they do every time is what they think of themselves, and no deed."""


def _without_attack(sentence: Sentence) -> Sentence:
    """ "im such an idiot i sent it to the wrong bidder": the act stands by itself; what was said about oneself is no fact."""
    match = _ATTACK.match(sentence.text)
    rest = sentence.text[match.end() :] if match is not None else ""
    if match is None or not own_act(rest) or _EVERY_TIME.match(rest):
        return sentence
    labels = sentence.labels - {"negative_self_talk"} | {"ownership"}
    return replace(sentence, text=rest, labels=labels)


_SMALL_MADE = regex(
    r"\b(?:only|just|merely|mere|small|tiny|minor|little|hardly|barely|big deal|not (?:that|so|too|very|really|a)|nothing|nobody|no one|none|few|couple|fine|ok|okay|no (?:big|real|harm)|"
    r"matter|whatever|anyway|at (?:most|least|worst)|happens|everyone|everybody|always|can live|won['\u2019]?t|doesn['\u2019]?t|didn['\u2019]?t|isn['\u2019]?t|wasn['\u2019]?t|"
    r"dont|doesnt|didnt|isnt|wasnt|wont|still|cheap|worse|noticed?|hopefully|luckily|at all)\b",
    re.I,
)
"""What makes a number small."""
_HELPED = regex(
    r"^\W*(?:and |then |now )?(?!i\b)(?:\w+ ){1,4}?(?:has |have |had |already |just |then )*(?:checked|rotated|restored|reset|revoked|wiped|blocked|logged|confirmed|recovered|disabled|locked|"
    r"turned (?:it|the \w+) off|rolled (?:it )?back|cleaned|helped|found (?:it|nothing)|fixed|replaced)\b(?!.*\b(?:too late|never|not|n['\u2019]t|wrong|badly)\b)",
    re.I,
)
"""What somebody else did about it is help, and no blame."""


def _surely(sentence: Sentence) -> Sentence:
    labels = sentence.labels
    if gist.unaware(sentence.text):
        labels -= {"concealment"}
    if rules.no_harm(sentence.text):
        labels = labels - STYLE | {"fact"}
    if (
        "blame" in labels
        and "excuse" not in labels
        and _HELPED.search(sentence.text)
        and not _REASON.search(sentence.text)
    ):
        labels -= {"blame"}
    if rules.broken(sentence.text):
        labels -= {"passive_evasion"}
    if "minimizing" in labels and _PARTICULAR.search(sentence.text) and not _SMALL_MADE.search(sentence.text):
        labels -= {"minimizing"}
    if _STOOD.match(sentence.text):
        return replace(sentence, labels=labels - MARKED | {"fact"}, kind=None, marked=frozenset())
    its_own = surely_done(sentence.text) and _MISTAKEN.search(sentence.text) and sentence.kind is None
    reason = _REASON.search(sentence.text) or rules.overload(sentence.text) or _SOMEBODY_FAILED.search(sentence.text)
    if labels & SPOILS and its_own and not reason:
        labels = labels - SPOILS | {"ownership"}  # the act itself, and what it led to
    unsaid = not labels & {"repair", "vague_promise", "prevention", "concealment", "crisis"}
    if unsaid and (commits(sentence.text) or wording.orders_itself(sentence.text)):
        labels |= {"repair"}
    if labels & {"repair", "ownership", "fact"}:
        labels -= STYLE - sentence.marked
    plain = "repair" in labels or (
        _MISTAKEN.search(sentence.text) and own_act(sentence.text) and not _SO_THAT.search(sentence.text)
    )
    if (
        "concealment" in labels
        and (plain or gist.hides_nothing(sentence.text))
        and not story.read(sentence.text).hiding
    ):
        labels -= {"concealment"}
        if gist.takes_it_back(sentence.text):
            labels |= {"repair"}
    exact = commits(sentence.text) and _PARTICULAR.search(sentence.text) is not None  # an act and its time
    if exact and "vague_promise" in labels and "vague_promise" not in rules.labels(sentence.text):
        labels = labels - {"vague_promise"} | {"repair"}
    return replace(sentence, labels=labels)


def _admits(text: str) -> bool:
    """Claim: an own act is told, and nothing is wished to stay hidden."""
    return own_act(text) and not story.read(text).hiding


def owned(scene: Scene) -> None:
    """The press said that it was a slip: what reads like hiding was the act itself, and is owned (COACHING H4)."""
    scene.set(
        sayings=tuple(
            replace(s, labels=s.labels - {"concealment"} | {"ownership"}, out=False)
            if "concealment" in s.labels and not s.labels & SPOILS and _admits(s.text)
            else s
            for s in scene.j.sayings
        )
    )


def only_names(scene: Scene, text: str) -> bool:
    """Claim: nothing is said but who somebody is ("siobhan", "its dana", "charge nurse is dana")."""
    if _IN_CHARGE.search(text) and len(text.split()) <= STATUS_WORDS and not own_act(text):
        return True
    named = story.boss_named(text, names_here(scene))
    known = named in names_here(scene) or _BOSS.search(text) is not None
    return len(text.split()) <= STATUS_WORDS and named is not None and known and not own_act(text)


FEW_LEFT = 4
"""Beside what was taken out, so few words say nothing."""


def leans(text: str) -> bool:
    """Claim: an answer that says nothing without its question ("she doesn't", "nothing else")."""
    return _BARE_ANSWER.match(text) is not None


def left_out(scene: Scene, question: Question, sentence: Sentence) -> bool:
    """Claim: this sentence stands in no letter unless its author puts it there."""
    labels = sentence.labels
    text = sentence.text
    if text in scene.j.kept:
        return False
    gone = scene.line("sensitive.gone")
    if gone in text and (len(text.replace(gone, "").split()) <= FEW_LEFT or not own_act(text)):
        return True
    if _TO_US.search(text) or _about_reader(scene, text):
        return True
    if (
        _STANDS_IN.search(text)
        and len(text.split()) <= STATUS_WORDS
        and not own_act(text)
        and scene.j.hint("boss_away")
    ):
        return True
    if _AWAY.search(text) and _BOSS.search(text) and not own_act(_after_comma(text)):
        return True
    if leans(text):
        return True
    if question in _STATUS_QUESTIONS and len(text.split()) == 1 and not _PARTICULAR.search(text):
        return True
    if labels & NEVER_SENT or labels & UNSURE or labels & {"vague_promise", "conditional_apology"}:
        return True
    if sentence.kind == "safety" and not labels & {"blame", "minimizing"}:
        return _goes_on(text)
    if labels & (SPOILS | {"minimizing"}) and not (labels & {"ownership"} and not labels & SPOILS):
        return True
    if labels and labels <= {"apology"}:
        return True
    if gist.unaware(text) and len(text.split()) <= STATUS_WORDS:
        return question is not Q.PART
    if (_VENT.search(text) and not own_act(text)) or _NOBODY.search(text) or text.rstrip().endswith("?"):
        return True
    read = story.read(text, names_here(scene))
    kept_quiet = _TOLD_NOBODY.search(text) is not None and noticed(text, scene.now, scene.zone) is not None
    short = len(text.split()) <= STATUS_WORDS and not kept_quiet
    if (read.boss_knows is not None and short) or read.not_mine or read.asks or read.asked_to_hide or read.hiding:
        return question is not Q.PART
    if question is Q.WHAT_HAPPENED:
        told = own_act(text) or _PARTICULAR.search(text) or (_STATE.search(text) and not _ABOUT_ME.search(text))
        told = told or _happened(text) or _LASTS.match(text) is not None or _STOOD.match(text) is not None
        told = told or (_IN_WORDS.search(text) and not _ABOUT_ME.search(text) and not _NO_TELLING.search(text))
        return not (labels & {"ownership", "fact", "repair"} or told)
    return False


_TOLD_NOBODY = regex(
    r"\btold (?:nobody|no ?one|none of (?:them|you))\b|\b(?:didn['\u2019]?t|did not) tell (?:anyone|anybody)\b", re.I
)
"""What its writer left undone, told with its hour: more than who knows."""


def _after_comma(text: str) -> str:
    """What stands beside who is away: "my boss is on leave, i sent it anyway" tells an act too."""
    return text.rpartition(",")[2].strip()


def _about_reader(scene: Scene, text: str) -> bool:
    """Claim: the sentence only says who the first listener is, or whether and when they are in."""
    to = scene.j.manager.first if scene.j.manager else scene.j.note("named").split(" ")[0]
    spoken = re.sub(rf"\b{re.escape(to)}\b", "she", text, flags=re.I) if to else text
    about = _ABOUT_READER.match(spoken) or _READER_COMES.search(spoken)
    return about is not None and not own_act(text) and not intends(text)


def _happened(text: str) -> bool:
    """Claim: a short sentence about what somebody or something did: "client signed", "a lad went up it and slipped"."""
    words = re.findall(r"[^\W\d_]+(?:['’]\w+)?", text.casefold())
    if _NO_TELLING.search(text) or not words:
        return False
    return any(word.endswith("ed") or word in wording_lexicon.PAST for word in words[: MOST_BEFORE_THE_VERB + 1][1:])


MOST_BEFORE_THE_VERB = 7


def learn(scene: Scene, review: Review) -> story.Story:
    """Read kind, people, money, duty, hurry and the like from the words, and remember what they said."""
    people = names_here(scene)
    text = review.text
    read = gist.read(review, people, doors(scene))
    hints: set[str] = set()
    if read.things and not scene.j.note("thing"):
        scene.note("thing", read.things[0])
    if read.whoever and not scene.j.note("whoever"):
        scene.note("whoever", read.whoever)
    if not kind_of(scene):
        if len(read.kinds) == 1:
            hints.add(f"kind:{read.kinds[0]}")
        hints |= {f"maybe:{kind}" for kind in read.kinds if len(read.kinds) > 1}
        hints |= {f"weak:{kind}" for kind in read.weak}
    if read.harmless and duty_of(scene) == "privacy" and _NOTHING_PRIVATE.search(text):
        scene.unhint("duty:privacy", "touches:people_data")
    hints |= {f"touches:{each}" for each in read.touches}
    if read.touches_known:
        hints.add("touches_known")
    if read.duty and not any(h.startswith("duty:") for h in scene.j.hints):
        hints.add(f"duty:{read.duty}")
    for name in ("hurry", "not_mine", "asked_to_hide", "outside", "settled", "formal"):
        if getattr(read, name):
            hints.add(name)
    if read.choice:
        hints.add("choice_hint")
    if read.still_going is not None:
        hints.add("still_going" if read.still_going else "stopped")
    if read.boss_knows is not None:
        hints.add("boss_knows" if read.boss_knows else "boss_unaware")
    if (duty_of(scene) == "safety" or read.duty == "safety") and _WELL.search(text):
        hints.add("stopped")
    hints |= {f"done:{each}" for each in read.done}
    if _NO_BOSS.search(text):
        hints.add("no_boss")
    scene.hint(*hints)
    if read.boss_knows and _about_the_listener(scene, review) and scene.j.told is None and not scene.j.hint("not_mine"):
        scene.set(told=scene.now)
        scene.note("told_how", "said")
        scene.release("tell")
        scene.hint("told_already")
        if scene.j.manager is None and (teller := _who_knows(scene, review)):
            choose(scene, Part.MANAGER, teller)
    clocked = any(each.has_clock for each in times(text, scene.now, scene.zone))
    if clocked and not scene.j.note("noticed") and (at := noticed(text, scene.now, scene.zone)):
        scene.note("noticed", scene.hm(at))
        scene.note("noticed_at", at.isoformat())
    if not scene.j.note("boss_word") and (word := _BOSS.search(text)):
        scene.note("boss_word", word.group(1).casefold())
    if (away := who_is_away(scene, text)) is not None:
        scene.hint("boss_away")
        scene.note("away_boss", away)
        scene.note("named", "")
        scene.set(manager=None)
        if (stand_in := _stands_in(scene, text, away)) is not None:
            choose(scene, Part.MANAGER, stand_in)
        return read
    named = story.boss_named(text, people) if scene.j.manager is None else None
    if (
        scene.j.hint("boss_away")
        and scene.j.manager is None
        and (stand_in := _stands_in(scene, text, scene.j.note("away_boss")))
    ):
        choose(scene, Part.MANAGER, stand_in)
        return read
    if named is None and scene.j.manager is None and (in_charge := _IN_CHARGE.search(text)):
        named = next(iter(story.names(in_charge.group(1), people)), None) or story.typed_name(in_charge.group(1))
    if named and scene.j.hint("boss_away") and named.split()[0] == scene.j.note("away_boss"):
        named = None
    asked = scene.j.question in (Q.BOSS_KNOWS, Q.LISTENER, Q.DRAFT, Q.COPIED)
    if scene.j.manager is None and not named and (words_for := _words_for(scene, review)):
        choose(scene, Part.MANAGER, words_for)
    elif named and (named in people or asked or _BOSS.search(text)):
        choose(scene, Part.MANAGER, named)
    elif scene.j.manager is None and not scene.j.note("named"):
        said = [name for name in story.names(text, people) if name in {known.name for known in scene.around.people}]
        contacts = {c.name for c in scene.house.policy.contacts.values()}
        said = [name for name in said if name not in contacts and name != scene.around.author.name]
        if len(said) == 1:
            scene.note("named", said[0])
    return read


def _words_for(scene: Scene, review: Review) -> str:
    """Whom the words are for, where they were asked for with a name: "need words for dana: …"."""
    people, given, hurried = names_here(scene), scene.house.frames.names, scene.j.hint("hurry")
    asked = (request(one.text, people, given, hurried=hurried) for one in review.sentences)
    author = scene.around.author.first.casefold()
    return next((each.whom for each in asked if each and each.whom and each.whom.casefold() != author), "")


_WELL = regex(
    r"(?<!not )\b(?:he|she|they|patient|resident|child|kid|guest|customer|colleague|[A-Z][a-z]+)(?:['’]?s|['’]?re| is| are| was)? (?:now |all |perfectly |absolutely )*"
    r"(?:ok|okay|fine|well|stable|unharmed|unhurt|all right|alright|out of danger|safe)\b",
    re.I,
)
"""Whoever it was is well: nobody is in danger any more. "Seems fine" says less."""
_NOTHING_PRIVATE = regex(
    r"\b(?:nothing|no|not any|none)\b(?: \w+){0,2}? (?:private|personal|confidential|sensitive|names?|people'?s data|customers?|clients?)\b",
    re.I,
)
"""The one who knows what was in it says so: no duty stands on a guess of ours."""

_AWAY = regex(
    r"\b(?:on (?:annual |sick |maternity |paternity |parental )?(?:holidays?|leave|vacation)|away|out (?:until|till?|all day|today|this week)|off (?:sick|today|this week|until|till)|abroad|"
    r"out of (?:the )?office|not in (?:today|this week|until|till)|in hospital|at a conference|unreachable|back (?:on|next|in) )",
    re.I,
)


_STANDS_IN = regex(
    r"\b((?!his|her|their|my|our|the|who)\w+) (?:who )?(?:is |has been |will be )?(?:stands?|standing|steps?|stepping|fills?|filling|covers?|covering|deputises?|deputizes?|deputising|acting|in charge|replaces|replacing)\b"
    r"|\b(?:deputy|stand-in|stand in|replacement|cover) (?:is |= ?|: ?)(\w+)|\bso (?:it['\u2019]?s|it is) (\w+)(?: (?:today|now|instead|then|this week))?\W*$",
    re.I,
)


def _stands_in(scene: Scene, text: str, away: str) -> str | None:
    """Who stands in for the boss who is away, where the words say it of somebody here."""
    here = tuple(known.name for known in scene.around.people)
    for match in _STANDS_IN.finditer(text):
        word = match[1] or match[2] or match[3]
        named = story.names(word.capitalize(), here)
        if named and named[0].split()[0] != away:
            return named[0]
        if not named and (typed := story.typed_name(word if match[1] else word.capitalize())):
            return typed
    return None


def who_is_away(scene: Scene, text: str) -> str | None:
    """The boss who is away, by name ("" when they have none here); None when the words do not say so."""
    if scene.j.hint("boss_away") or not _AWAY.search(text):
        return None
    for line in re.split(r"[.!?\n]+", text):
        if not _AWAY.search(line):
            continue
        head = line[: _AWAY.search(line).start()]  # type: ignore[union-attr]
        here = tuple(known.name for known in scene.around.people)
        named = story.names(head, here)
        manager = scene.j.manager
        if manager is not None and manager.first.casefold() in head.casefold():
            return manager.first
        if _BOSS.search(head):
            return named[0].split()[0] if named else ""
        if scene.j.question in (Q.BOSS_KNOWS, Q.LISTENER) and _PRONOUN_ALONE.match(head) and not named:
            return manager.first if manager else scene.j.note("named").split(" ")[0]
    return None


_PRONOUN_ALONE = regex(
    r"^\W*(?:(?:no|nope|not yet|not|cos|because|but|and|well)\b[\s,]*)*(?:s?he|they)(?:['\u2019]?s|['\u2019]?re| is| are)?\s*$",
    re.I,
)
"""Asked about the boss, "he's out til tomorrow" is about the boss."""


def _about_the_listener(scene: Scene, review: Review) -> bool:
    """Claim: it is the boss who knows, and not someone whose door was tried. Said while the path is still on its way there."""
    if scene.j.question not in (*TELLS, Q.KIND, Q.TOUCHES, None) or scene.j.draft is not None:
        return False
    if kind_of(scene) == "said_wrong":
        return False
    if scene.j.manager is None and _who_knows(scene, review):
        return True
    manager = scene.j.manager.first.casefold() if scene.j.manager else ""
    for one in review.sentences:
        names_them = _BOSS.search(one.text) or (manager and manager in one.text.casefold())
        if names_them and story.read(one.text, names_here(scene)).boss_knows:
            return True
    return False


_NOT_THE_BOSS = regex(
    r"\b(?:colleagues?|co-?workers?|mates?|friend|juniors?|trainee|intern|apprentice|client|customer|supplier|it guy|reception\w*|wife|husband|partner|mentor)\b",
    re.I,
)


_TOLD_WHAT = regex(
    r"\b(?:told|informed) \w+ (?:(?:the|an?|we|he|she|they|our|to|it|there|off|\d\S*)\b|(?:\w+ ){0,5}?that (?!i\b))",
    re.I,
)
"""What somebody was told may be the mistake itself: "I told Greg the price was 40"."""


def _who_knows(scene: Scene, review: Review) -> str | None:
    """The one person of this place of whom it is said, by name, that they know: the first listener, where no other boss is named."""
    policy = scene.house.policy.contacts.values()
    contacts = {*(c.name for c in policy), *(c.deputy_name for c in policy), scene.around.author.name}
    here = tuple(known.name for known in scene.around.people if known.name not in contacts)
    found = {
        name
        for one in review.sentences
        if not _NOT_THE_BOSS.search(one.text) and not _TOLD_WHAT.search(one.text) and _knows(one.text, here)
        for name in story.names(one.text, here)
    }
    return found.pop() if len(found) == 1 else None


def _knows(text: str, people: tuple[str, ...]) -> bool:
    return story.read(text, people).boss_knows is True


def doors(scene: Scene) -> dict[str, str]:
    """The first names of the policy's people, with the door each stands for."""
    found = {}
    for role, contact in scene.house.policy.contacts.items():
        found[contact.name] = role
        if contact.deputy_name:
            found[contact.deputy_name] = role
    return found


def choose(scene: Scene, part: Part, name: str) -> Recipient:
    """Set the manager or the mentor by a name: someone of this place, or someone whom only the author can reach."""
    wanted = name.strip().strip(".!").strip()
    found = story.names(wanted, tuple(known.name for known in scene.around.people)) if wanted else ()
    known = next((k for k in scene.around.people if k.name in found and k.name != scene.around.author.name), None)
    recipient = Recipient(part, known.name, known.title, known.who) if known else Recipient(part, _as_name(wanted))
    scene.set(**{str(part): recipient})
    return recipient


def is_name(scene: Scene, text: str) -> bool:
    """Claim: these words name somebody: one who is known here, or three words at most that do nothing else."""
    if story.names(text, tuple(known.name for known in scene.around.people)):
        return True
    words = [word.casefold() for word in re.findall(r"[^\W\d_][\w'’-]*", _as_name(text))]
    return bool(words) and len(text.split()) <= MOST_NAMING and not set(words) & _NO_NAME


MOST_NAMING = 10
"""Words that may stand around a name: "my old team lead Anna from the Leeds office"."""
_NO_NAME = (
    wording_lexicon.FUNCTION
    | wording_lexicon.DETERMINERS
    | wording_lexicon.PRONOUNS
    | wording_lexicon.PAST
    | frozenset(
        "thing nothing something anyone someone think know want need like make ask tell check put read write talk settled done fixed".split()
    )
)

_ASKING_FOR = regex(
    r"^(?:(?:well|hm+|so|maybe|perhaps|probably|i think|i guess|it'?s|it is|that would be|that'?s|how about|what about|someone called|her name is|his name is|"
    r"my (?:boss|lead|manager) is|i(?:'d| would|'ll| will| could| can| want to| might)? ?(?:like to )?(?:ask|try|pick|choose|go with|write to)|to|ask)\b[,:]?\s+)+",
    re.I,
)
_KIN = regex(
    r"^(?:my|our|an?|the) (?:\w+ )??(?:\w+ )??(?:aunt|uncle|friend|sister|brother|boss|teacher|lead|leader|manager|mentor|colleague|tutor|professor|neighbou?r|"
    r"husband|wife|partner|father|mother|dad|mum|mom|cousin|coach|supervisor)\b,?(?: (?:is|called|named))?\s*",
    re.I,
)


def _as_name(text: str) -> str:
    text = _ASKING_FOR.sub("", text.strip())
    kin = _KIN.match(text)
    text = text[kin.end() :] if kin else text
    bare = re.split(
        r"[.,;!?\n]| my | our | the | from | in | who | at | is | was | does(?:nt|n['’]t)? |\(", text, maxsplit=1
    )[0].strip()
    words = bare.split()[:3]
    return " ".join(word if word[:1].isupper() else word.capitalize() for word in words)[:80]


def kind_of(scene: Scene) -> str | None:
    """The kind of mistake, once it is known."""
    return next((h.split(":", 1)[1] for h in sorted(scene.j.hints) if h.startswith("kind:")), None)


def duty_of(scene: Scene) -> str | None:
    """The duty that the words named: privacy, safety, finance, security."""
    return next((h.split(":", 1)[1] for h in sorted(scene.j.hints) if h.startswith("duty:")), None)


def usable(scene: Scene) -> tuple[Saying, ...]:
    """The sentences a letter may hold, in the letter's order. A telling replaces the opening when it says the act."""
    telling = [s for s in scene.sayings(Q.TELLING, Q.PART) if not s.out]
    chosen = []
    for question in TELLS:
        said = [s for s in scene.sayings(question) if not s.out]
        said = [
            s for s in said if s.text in scene.j.kept or not _about_reader(scene, s.text)
        ]  # known since it was said
        if question is Q.WHAT_HAPPENED:
            said = [s for s in said if not any(retells(again.text, s.text) for again in telling)]
        chosen += said
    return tuple(chosen)


_SMALL = frozenset(
    "a an and are at but by for from had has have he her his i im in is it its just me my of on or our she so that the "
    "their them there they this to was we were with you your".split()
)


def content(text: str) -> frozenset[str]:
    """The words of a sentence that carry it: no small words, no punctuation, lower case."""
    return frozenset(re.findall(r"[^\W_]+", text.casefold())) - _SMALL


def retells(again: str, before: str, share: float = 0.5) -> bool:
    """Claim: `again` says what `before` said: it holds at least this share of its words."""
    words = content(before)
    return bool(words) and len(words & content(again)) >= share * len(words)


def told_enough(scene: Scene) -> bool:
    """Claim: the own act is said, with at least one particular that can be checked: a number, or in a story a day or an hour in words."""
    said = [s for s in scene.sayings(Q.WHAT_HAPPENED, Q.TELLING, Q.STILL_GOING, Q.FIRST_ACTS, Q.PART) if not s.out]
    act = any("ownership" in s.labels or own_act(s.text) for s in said)
    story_told = len(said) >= A_STORY and any(_IN_WORDS.search(s.text) for s in said)
    return act and (story_told or any(_PARTICULAR.search(s.text) for s in said))


A_STORY = 2
"""Sentences of a story; one alone ("missed it yesterday") is its title."""
_IN_WORDS = regex(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midday|midnight|yesterday|today|tonight|this (?:morning|afternoon|evening|week|month)|last (?:night|week|month|year)"
    r"|(?:january|february|april|june|july|august|september|october|november|december)|(?-i:March|May) (?:\w+)?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a hundred|a thousand|a dozen) (?!of\b)\w+)\b",
    re.I,
)
"""When, and how many, in words."""


def behind(saying: Saying) -> bool:
    """Claim: this tells what its author did, and nothing that is still to come, whatever the hour in it."""
    if AHEAD.search(saying.text):
        return False
    verb = _DID.match(saying.text)
    if verb is not None and past_form(verb["verb"]) and (verb["who"] or not _BY_A_TIME.search(saying.text)):
        return True
    return "ownership" in saying.labels or _HAPPENED.match(saying.text) is not None


def past_form(verb: str) -> bool:
    """Claim: this form of a verb tells of what is done ("sent", "printed"), and can be no plain form ("put", "need")."""
    plain = verb.casefold()
    return plain in wording_lexicon.PAST - _SAME_FORM or (plain.endswith("ed") and plain not in _PLAIN_ED)


_SAME_FORM = frozenset(
    "put cut let shut hit hurt set read quit split spread misread reset bet met wound lit rerun".split()
)
_PLAIN_ED = frozenset(
    "need feed seed speed shed bleed breed weed heed exceed proceed succeed embed wed bed red indeed".split()
)
_BY_A_TIME = regex(r"\b(?:by|before|until|till)\b", re.I)
_DID = regex(
    r"\W*(?:(?:and|so|then|but|yes|ok|today|yesterday|now) )*(?P<who>(?:i|we|he|she|they|it|nobody|someone|everyone|both|all|the \w+|my \w+|our \w+)"
    r"(?:['\u2019]?(?:ve|d)| have| has| had)? )?(?:(?:just|already|also|then|only|accidentally|wrongly|double|all)[ -])*(?P<verb>[a-z]{2,})\b",
    re.I,
)


_BARE_PAST = regex(
    r"\W*(?:(?:double|just|accidentally|already|also|then|only|wrongly)[ -])*"
    r"(?:booked|sent|told|emailed|mailed|rang|called|asked|wrote|gave|left|forgot|dropped|lost|broke|missed|posted|paid|ordered|shipped|signed)\b"
    r"(?!.*\b(?:by|before|until|till)\b)",
    re.I | re.S,
)
"""As people type it, without an I: "double booked dana and the auditor for tuesday 10am"."""
_HAPPENED = regex(
    r"\W*(?:\d[\d.,]*|the|a|it|they|he|she|we|all|both|my|our) (?:\w+ ){0,2}?(?:went|came|got|fell|failed|broke|was|were|had|saw|lost|paid|opened|received|showed)\b"
    r"(?!.*\b(?:by|before|until|till)\b)",
    re.I | re.S,
)


def is_plan(scene: Scene, saying: Saying) -> bool:
    """Claim: this sentence says what will be done, not what is done already."""
    if "prevention" in saying.labels or "repair" not in saying.labels:
        return False
    if behind(saying):
        return False
    return bool(_PLAN.search(saying.text)) or deadline(saying.text, scene.now, scene.zone) is not None


def plans(scene: Scene) -> tuple[Saying, ...]:
    """What will be done next, in the person's words."""
    answered = tuple(s for s in scene.sayings(Q.NEXT_ACT) if not s.out)
    name = scene.j.note("named").split(" ")[0].casefold() if scene.j.note("named") else ""
    if answered:
        strict = tuple(
            s
            for s in answered
            if ("repair" in s.labels or ahead(scene, s))
            and not behind(s)
            and not (name and s.text.casefold().startswith(name))
        )
        return strict or answered
    return tuple(s for s in scene.sayings(Q.TELLING, Q.EFFECT, Q.WHAT_HAPPENED) if not s.out and is_plan(scene, s))


def sort_plans(scene: Scene, said: tuple[Saying, ...]) -> tuple[Saying, ...]:
    """What is still to be done belongs to the next act, the rest to what it meant. One thing said alone is the plan that is missing."""
    alone = len(said) == 1 and not plans(scene)
    return tuple(
        s if alone or ahead(scene, s) or ("repair" in s.labels and not behind(s)) else replace(s, question=Q.EFFECT)
        for s in said
    )


def ahead(scene: Scene, saying: Saying) -> bool:
    """Claim: this sentence names a time that lies ahead; a time at which something was done is none."""
    if surely_done(saying.text) or others_wish(saying.text) or _TOLD_PAST.search(saying.text):
        return False
    if passed_today(scene, saying.text):
        return False
    return deadline(saying.text, scene.now, scene.zone) is not None


def passed_today(scene: Scene, text: str) -> bool:
    """Claim: an own act whose verb is the same in both tenses, at an hour of today that lies behind: "put it back at 11", said at two."""
    found = _AT_HOUR.search(text)
    if found is None or not own_act(text) or surely_done(text) or _STILL_AHEAD.search(text):
        return False
    hour = int(found[1])
    minutes = 60 * (hour if hour >= EARLIEST or found[2] and hour >= 12 else hour + 12) + int(found[2] or 0)  # noqa: RUF021
    return minutes < 60 * scene.local.hour + scene.local.minute


EARLIEST = 7
"""An hour before it, without its half of the day, is one of the afternoon."""
_AT_HOUR = regex(r"\bat (\d{1,2})(?:[:.](\d\d))?(?! ?(?:%|[ap]\.?m|o))\b")
_STILL_AHEAD = regex(
    rf"\b(?:{LATER}|ill|by|before|on|then|again|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|['\u2019]ll\b",
    re.I,
)
_TOLD_PAST = regex(r"\b(?:was|were|had|noticed|spotted|found out|saw|realised|realized|yesterday|ago|since)\b", re.I)


_PLAIN = {
    "sent": "send", "told": "tell", "rang": "ring", "wrote": "write", "took": "take", "gave": "give", "spoke": "speak", "bought": "buy", "found": "find",
    "made": "make", "rung": "ring", "written": "write", "taken": "take", "given": "give", "brought": "bring", "ran": "run", "got": "get", "went": "go",
}  # fmt: skip
"""What was done → what was planned, where the two begin otherwise."""


def reports_done(scene: Scene, text: str) -> bool:
    """Claim: the words report an open repair as done: they hold half of what it named, and put nothing off."""
    return any(repair.done is None and reported(repair.text, text) for repair in scene.j.repairs)


_NOT_DONE = regex(
    rf"\?|\b(?:{LATER}|not|n't|nobody|cannot|can't|cant|couldn't|i'?ll|by|but|except|apart from|still|waiting)\b", re.I
)


def did_as_planned(scene: Scene, text: str) -> bool:
    """Claim: the words open with the verb of an open plan, in its past form, and put nothing off: "refile by 16:00" → "refiled 15:20"."""
    if _NOT_DONE.search(text) or tells_part_done(text):
        return False
    first = [word.casefold() for word in re.findall(r"[a-z]+", text, re.I)[:FIRST_FEW]]
    did = {_PLAIN.get(word, word)[:4] for word in first if past_form(word)}
    return any(did & {word[:4] for word in content(each.text)} for each in scene.j.repairs if each.done is None)


FIRST_FEW = 4
"""Words in which a report has its verb: "history cleaned", "we have ordered it"."""


def reported(plan: str, text: str) -> bool:
    """Claim: the words hold half of what this plan named, and put nothing off."""
    if _NOT_DONE.search(text):
        return False
    said = {_PLAIN.get(word, word)[:4] for word in content(text)}
    named = {word[:4] for word in content(plan) if not word[:1].isdigit()} - {"will", "ll", "toda", "tomo", "need"}
    return bool(named) and 2 * len(named & said) >= len(named)


def commit(scene: Scene) -> None:
    """The plans with their times become repairs; what of them is done already is none."""
    if scene.j.repairs and scene.j.told is not None:
        return
    planned = [(s.text, still_to_do(s.text)) for s in plans(scene)]
    planned = [(text, left) for text, left in planned if left] or planned
    scene.set(
        repairs=tuple(
            Commitment(left or text, deadline(left or text, scene.now, scene.zone)) for text, left in planned
        ),
    )


def pending_marks(scene: Scene) -> tuple[Saying, ...]:
    """The sentences with a mark that the person has not answered yet: heaviest first, at most three."""
    return all_marks(scene)[:MARKS_SHOWN]


MARKS_SHOWN = 3


_MAY_SPOIL = (Q.TELLING, Q.WHAT_HAPPENED, Q.NEXT_ACT, Q.EFFECT, Q.FIRST_ACTS, Q.PART)


def all_marks(scene: Scene) -> tuple[Saying, ...]:
    """Every sentence with a mark that the person has not answered yet, heaviest first."""
    answered = {*scene.j.kept, *scene.j.note("left").split("\n"), *(parked.text for parked in scene.j.parked)}
    rewritten = scene.j.draft is not None and scene.j.draft.edited
    found = [
        s
        for s in scene.sayings(*((Q.EDITING,) if rewritten else _MAY_SPOIL))
        if s.labels & MARKED and not _among(s.text, answered) and not (s.kind == "safety" and not s.out)
    ]
    found = [s for s in found if not _retold(scene, s) and (s.out or not s.labels & SPOILS) and not _named(s)]
    once = [s for at, s in enumerate(found) if not _among(s.text, (each.text for each in found[:at]))]
    return tuple(sorted(once, key=lambda s: -weight(s)))


def _named(saying: Saying) -> bool:
    """Claim: a question, or a wish to hide that has had its own answer (COACHING S1.1)."""
    if "concealment" not in saying.labels:
        return False
    return saying.text.rstrip().endswith("?") or story.read(saying.text).hiding


def _retold(scene: Scene, saying: Saying) -> bool:
    """Claim: a later sentence says this one again, so that it stands in no letter."""
    if saying.question is not Q.WHAT_HAPPENED or saying.labels & SPOILS:
        return False
    return any(retells(s.text, saying.text) for s in scene.sayings(Q.TELLING) if not s.out)


def weight(saying: Saying) -> int:
    """Hiding is heaviest, then blame and excuse, then a hidden actor, then the small evasions."""
    if "concealment" in saying.labels:
        return 4
    if saying.labels & SPOILS:
        return 3
    return 2 if "passive_evasion" in saying.labels else 1


_ONGOING = regex(
    r"\b(?:is|are|isn'?t|aren'?t|still|keeps?|won'?t|hasn'?t|haven'?t|doesn'?t|don'?t|can'?t)\b|'s (?:down|out|off)\b",
    re.I,
)
_ABOUT_ME = regex(r"\b(?:i|i'?m|im|i'?ve|my|me|we|we'?re|our)\b", re.I)


def ongoing(saying: Saying) -> bool:
    """Claim: this reason is still going on ("the alert system is down"), so that somebody may have to act on it today."""
    return bool(saying.labels & SPOILS) and saying.kind in (None, "safety") and _goes_on(saying.text)


def _goes_on(text: str) -> bool:
    return _ABOUT_ME.search(text) is None and _ONGOING.search(text) is not None


_DOWN = regex(
    r"\b(?:alerts?|alarms?|alert system|monitoring|backups?|scanners?|printers?|phones?|vpn|intranet|ticket system|sensors?)\b"
    r".{0,20}\b(?:is|are|isn'?t|aren'?t|keeps?) (?:still )?(?:down|out|off|broken|dead|offline|working|jamming|crashing)\b",
    re.I,
)


def leave(scene: Scene, *texts: str) -> None:
    """Leave words out of the letter. They are no cause, and do not come back."""
    before = [t for t in scene.j.note("left").split("\n") if t]
    scene.note("left", "\n".join(dict.fromkeys([*before, *texts])))
    scene.set(sayings=tuple(replace(s, out=True) if _among(s.text, texts) else s for s in scene.j.sayings))


def same(one: str, other: str) -> bool:
    """Claim: the same words, whatever their capitals and stops."""
    return one == other or re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _among(text: str, texts: Iterable[str]) -> bool:
    return any(same(text, each) for each in texts)


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without those that say the same words again."""
    found: list[str] = []
    for text in texts:
        if not _among(text, found):
            found.append(text)
    return tuple(found)


def park(scene: Scene, *texts: str) -> None:
    """Set words aside: private, and handed back in step 4 word for word."""
    before = [parked.text for parked in scene.j.parked]
    new = tuple(Parked(text) for text in _each_once(texts) if not _among(text, before))
    scene.set(
        parked=scene.j.parked + new,
        sayings=tuple(replace(s, out=True) if _among(s.text, texts) else s for s in scene.j.sayings),
    )


def keep_in(scene: Scene, *texts: str) -> None:
    """The person keeps these words: they stand in the letter and are never marked again. What hides is never drafted."""
    hiding = {s.text for s in scene.j.sayings if "concealment" in s.labels}
    if hiding & set(texts):
        leave(scene, *[t for t in texts if t in hiding])
        texts = tuple(t for t in texts if t not in hiding)
    scene.set(
        kept=scene.j.kept + tuple(t for t in texts if t not in scene.j.kept),
        sayings=tuple(replace(s, out=False) if _among(s.text, texts) else s for s in scene.j.sayings),
    )


def correct(scene: Scene, text: str) -> str | None:
    """A correction said in passing ("actually i noticed 21:40 not 50"): applied to what was kept. Returns what is new."""
    earlier = [s for s in scene.j.sayings if s.turn != scene.j.turns]
    found = correction_of_time(text)
    if found is not None:
        new, old = found
        changed = {s.text: s.text.replace(old, new) for s in earlier if old in s.text}
        return _correct_all(scene, changed, ((new, old),))
    if not wording.corrects(text):
        return None
    pieces = [wording.Piece(s.text, wording.Role.FACT, 0) for s in earlier]
    one = wording.correct(pieces, text)
    several = (one[0], (one[1],)) if one is not None else wording.swapped(pieces, text)
    if several is None:
        return None
    after, pairs = several
    changed = {b.text: a.text for b, a in zip(pieces, after, strict=True) if a.text != b.text}
    return _correct_all(scene, changed, pairs)


def _correct_all(scene: Scene, changed: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> str | None:
    if not changed:
        return None
    scene.set(
        sayings=tuple(replace(s, text=changed.get(s.text, s.text)) for s in scene.j.sayings),
        parked=tuple(replace(p, text=changed.get(p.text, p.text)) for p in scene.j.parked),
    )
    for new, old in pairs:
        if scene.j.note("noticed") == old:
            scene.note("noticed", new)
            scene.note("noticed_at", scene.j.note("noticed_at").replace(old, new, 1))
    return ", ".join(new for new, _ in pairs)
