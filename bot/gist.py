"""What a person's words say, heard twice: by the phrases (bot/story.py) and by the sentence reader's labels.

Phrases know particulars (which duty, whose request) and miss most ways of saying a thing; the reader knows the gist in
almost any words (somebody wants to hide it, this belongs in a formal channel) and not the particulars. Together: a label
says that it is so, the words around it say what exactly. Where they do not, the coach asks. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot import story
from bot.acts import own_act
from bot.patterns import regex
from bot.review.values import Review, Sentence
from bot.story import Story, Touches
from bot.wording.lexicon import PAST
from prompts.phrases import lines

_NOBODY: Mapping[str, str] = MappingProxyType({})
_TOUCHED: Mapping[str, Touches] = MappingProxyType(
    {
        "safety": Touches.SAFETY,
        "security": Touches.SECURITY,
        "finance": Touches.MONEY,
        "privacy": Touches.PEOPLE_DATA,
    }
)
_DUTIES = (
    ("harm", "safety"),
    ("security", "security"),
    ("finance", "finance"),
    ("privacy", "privacy"),
    ("care", "safety"),
)
"""What a matter for a formal channel is about (a topic of signs.toml), and whose duty that is: the first that is named."""
_OWN_LIFE = frozenset({"workload", "health", "care"})
"""Reasons that are about the writer ("a broken elbow and two reviews"): no matter for a channel."""
_OWN_HEALTH = regex(
    r"\bmy (?:\w+ )?(?:dialysis|treatment|chemo\w*|therapy|surgery|operation|illness|condition|disability|pregnancy|medication|appointments?|epilepsy|migraines?)\b",
    re.I,
)
_GRAVE = ("harassment", "retaliation", "crime")


def read(review: Review, people: Sequence[str] = (), doors: Mapping[str, str] = _NOBODY) -> Story:
    """What the words of a review say. `people` and `doors` as in `story.read`."""
    told = story.read(review.text, people, doors)
    hiding = [one for one in review.sentences if hides(one)]
    hiding = [one for one in hiding if not _only_claimed(one.text)]
    if hiding and not told.grave:
        asked = told.asked_to_hide or any(_requested(one.text, people) for one in hiding)
        told = replace(told, asked_to_hide=asked, hiding=told.hiding or not asked)
    if not told.grave and any(_untrue_on_request(one, people) for one in review.sentences):
        told = replace(told, asked_to_hide=True)
    clauses = [clause for one in review.sentences for clause in _CLAUSES.split(one.text.strip())]
    if not any(_OWN_DEED.match(clause) for clause in clauses) and _ANOTHERS.search(review.text):
        told = replace(told, not_mine=True)
    if _ACCUSED.search(review.text) and not told.grave:
        told = replace(told, not_mine=True, hiding=False)
    if any(misled(one) for one in review.sentences):
        told = replace(told, choice=True)
    if told.asked_to_hide and any(
        _TO_OWN.search(one.text) and not _RECORD.search(one.text) and not _FOR_NOTHING.search(one.text)
        for one in review.sentences
    ):
        told = replace(told, asked_to_hide=False, not_mine=True)
    formal = [
        one.text
        for one in review.sentences
        if "escalate" in one.labels and one.kind not in _OWN_LIFE and not _OWN_HEALTH.search(one.text)
    ]
    return _for_a_channel(told, formal, review.text) if formal else told


def hides(sentence: Sentence) -> bool:
    """Claim: a wish or a plan to hide something. An act that is told, and a repair, hide nothing."""
    if "concealment" not in sentence.labels or sentence.labels & {"repair", "prevention"}:
        return False
    return not own_act(sentence.text) and not hides_nothing(sentence.text)


def unaware(text: str) -> bool:
    """Claim: somebody does not know yet: how it stands, and no wish to keep it from them."""
    return _UNAWARE.search(text) is not None


def hides_nothing(text: str) -> bool:
    """Claim: the words say so, or tell of an act that is advised: somebody was called, the wrong reader was asked to delete it."""
    if NOT_HIDING.search(text) or _CALLED.match(text.strip()) or unaware(text):
        return True
    return takes_it_back(text)


def takes_it_back(text: str) -> bool:
    """Claim: whoever got it by mistake is asked to delete it, has done so, or is to confirm it (H1). A record of what happened is another thing."""
    if _OF_WHAT_HAPPENED.search(text) or _UNSEEN.search(text):
        return False
    if "asked_delete" in story.read(text).done:
        return True
    return any(each.search(text) is not None for each in (_ASKED_THEM, _SEES_IT_GONE, _THEY_DID))


_GONE = (
    r"(?:deleted?|deleting|shred(?:ded|ding)?|destroy(?:ed|ing)?|bin(?:ned|ning)?|erased?|trash(?:ed)?|wiped?|burn(?:ed|t)?|discard(?:ed)?|dispos(?:e|ed) of|removed?|returned?|gone|rid of"
    r"|(?:tear|tore|torn|throw|threw|thrown|took|taken?|send|sent|g[ia]ve|given|hand(?:ed)?|mail(?:ed)?) (?:\w+ ){0,3}?(?:up|away|out|back|down)|(?:ignore|disregard)d?|not (?:to )?(?:open|read|use|forward|share|pass|look))\b"
)
_WHOEVER = r"(?!i\b|me\b|us\b|we\b|you\b|my (?:boss|manager|lead)\b|(?:it|IT)\b)(?:(?:the|that|this|both|all|their|our|my|a|an|ms|mrs?|dr)\.? )?(?:wrong )?[\w'\u2019-]+(?: [\w'\u2019-]+){0,2}?"
_ASKED_THEM = regex(
    rf"\b(?:ask(?:ed|ing)?|told|tell|telling|begg?(?:ed|ing)?|request(?:ed|ing)?|got|remind(?:ed)?|instruct(?:ed)?) {_WHOEVER} (?:to|if|whether|that|and|please)\b.*\b{_GONE}|"
    rf"\b(?:ask(?:ed|ing)?|told|tell|begg?ed) {_WHOEVER} not to (?:open|read|use|forward|share|pass|look)\b",
    re.I,
)
"""Whoever has it is asked to let it go: "asked her to shred it"."""
_SEES_IT_GONE = regex(
    r"\b(?:check(?:ing)?|confirm(?:s|ed|ing|ation)?|verif(?:y|ied|ying)|mak(?:e|ing) sure|see (?:that|if|whether)|ask(?:ed|ing)? (?:if|whether|that)|hear (?:that|if|whether)|find out|proof|word|know (?:that|when|if)|until|till|says?|said|wrote|tell me|tells me|promised?|agreed?)\b"
    r"(?: \w+){0,3}? (?:it|they|them|this|all|both|everything|s?he|(?:the|every|each|both|all|their) \w+(?: \w+)?)(?:['\u2019](?:s|ve|re))?(?: (?:is|are|was|were|has|have|had|been|got|really|now|all|both|already|would|will))* ?"
    rf"\b{_GONE}",
    re.I,
)
"""A look whether it is gone: "check at 4 that it is shredded"."""
_THEY_DID = regex(
    r"^\W*(?:(?:and|but|so|yes|ok|now)\b,? )*(?:s?he|they|both|all of them|everyone|the \w+|(?:ms|mrs?|dr)\.? \w+|(?-i:[A-Z])\w+)(?: (?:has|have|had|just|already|then|now|all|both|says?|said|confirmed|wrote|promised|agreed|replied|that|it|they|s?he|will|would|is|was|to))*"
    rf" {_GONE}(?: (?:it|them|all|both|everything|the \w+|her|his|their|that|this|unread|up|away|back|now|already|at \S+)\b|\W*$)",
    re.I,
)
"""Somebody else let it go: "they binned it unread"."""
_OF_WHAT_HAPPENED = regex(
    r"\b(?:logs?|audit|minutes|footage|recordings?|evidence|history|time ?sheets?|register|complaints?|tickets?|entr(?:y|ies)|traces?|chats?|threads?|cctv|black ?box)\b|\bme (?:to|and)\b|\bfor me\b|\bus to\b",
    re.I,
)
"""What tells later what happened: to have that taken away is hiding, whoever does it."""
_UNSEEN = regex(
    r"\bso (?:that )?(?:nobody|no ?one|they (?:do|will|ca|wo|never)|s?he (?:do|will|ca|wo|never)|it (?:looks|never|wo))|\b(?:before|until) (?:any ?(?:one|body)|somebody|someone|the (?:boss|auditors?|manager|inspectors?|client)|my \w+|s?he|they|(?-i:[A-Z])\w+) "
    r"(?:sees?|saw|notic\w+|checks?|looks?|knows?|finds?|comes?|asks?|hears?|reads?)|\b(?:hop(?:e|ing)|instead of telling|without (?:telling|anyone))\b",
    re.I,
)


_CALLED = regex(
    r"(?:i(?:['’]?ve)? )?(?:have |just |already )?(?:rang|rung|called|phoned|contacted|alerted)\b(?!.*\bto (?:delete|wipe|erase|remove|edit|change|hide)\b)",
    re.I | re.S,
)
"""Who calls somebody about it hides nothing: "rang IT, they wiped it"."""


NOT_HIDING = regex(
    r"\b(?:i'?m|i am|we'?re|we are|am) not (?:trying to )?(?:hid(?:e|ing)|cover(?:ing)?)\b|\bnot hiding\b", re.I
)
"""Words that say of themselves that nothing is hidden."""

_UNAWARE = regex(
    r"^\W*(?:and |but |so )?(?:he|she|they|my \w+|the \w+|[A-Z]\w+) (?:still |just )?(?:do|does|did)(?:n['’]?t| not) (?:even )?know\b(?!.*\b(?:if|so|need|will|must|should|want)\b)",
    re.I | re.S,
)


def misled(sentence: Sentence) -> bool:
    """Claim: an own act is told that surely kept something from somebody. Whether it was a choice, a press says (H4)."""
    kept = "concealment" in sentence.marked and own_act(sentence.text) and "repair" not in sentence.labels
    return kept and not _GAVE_AWAY.search(sentence.text) and not hides_nothing(sentence.text)


_GAVE_AWAY = regex(
    r"\b(?:told|said|mentioned|shared|let (?:it |that )?slip|slipped|gave away|revealed|posted|forwarded|sent|showed|blurted|talked)\b.*"
    r"\b(?:confidential|secret|embargo\w*|under wraps|private|internal|between us|not (?:yet )?(?:public|announced|out)|stay inside)\b",
    re.I | re.S,
)
"""What was told and should have stayed inside is the contrary of hiding."""
_TO_OWN = regex(
    r"\b(?:wants?|wanted|asks?|asked|asking|expects?|expected|tells?|told|pressed|pressing|pushing|makes?|making|insists?)\b.{0,40}?"
    r"\b(?:sign|admit|confirm|accept|write|say|state|own up)\b.{0,40}?\b(?:(?:that )?i (?:\w+ ){0,2}?(?:did|was|am|\w+ed|lost|left|broke|forgot|took|made|sent|gave|put)"
    r"|(?:was|is|it'?s) (?:me|mine|my)|my (?:mistake|fault|error))\b",
    re.I,
)
"""Somebody else wants a name or a word to a mistake that is not, or not wholly, one's own (COACHING S1.10)."""
_RECORD = regex(
    r"\b(?:delet\w+|eras\w+|remov\w+|chang\w+|alter\w*|backdat\w+|falsif\w+|fake\w*|shred\w*|hid\w+|lie|keep quiet|say nothing|did(?:n'?t| not)|never did|before)\b"
    r"(?! my shift\b)",
    re.I,
)


_UNEQUAL = regex(
    r"\b(?:because|just because|only because|cos|cause|since|as|for|due to|on account of)(?: of)? (?:my (?:accent|religion|faith|hijab|headscarf|turban|skin|race|gender|sex|sexuality|"
    r"ethnicity|nationality|colou?r|age|hair|origin|disability|pregnancy)\b|being (?:an? )?(?:the only )?{who}|(?:i['’]?m|im|i am|we['’]?re|we are) (?:an? |the only |too |the )*{who})|"
    r"\b(?:since|after|because|ever since|when) i (?:told|said|announced|came out|mentioned)\b(?: \w+){0,3}? (?:(?:that )?(?:i['\u2019]?m|im|i am) (?:an? )?{who}|(?:about )?my (?:pregnancy|disability|illness|religion|faith|sexuality|transition)\b)|"
    r"\bto (?:the )?(?:men|white (?:people|ones|guys)|young ones) only\b".replace(
        "{who}",
        r"(?:wom[ae]n|girls?|female|muslims?|jew(?:ish)?|jews|christian|hindu|sikh|black|brown|asian|african|arab|roma|gay|lesbian|bisexual|trans\w*|foreign\w*|immigrants?|"
        r"old(?:er)?|disabled|pregnant|polish|indian|irish|chinese|nigerian|turkish|romanian)\b",
    ),
    re.I,
)
_WORSE = regex(
    r"\b(?:harass\w*|grope\w*|groping|sexual\w*|slurs?|insult\w*|shout\w*|threat\w*|touch\w*|call(?:s|ed)? me|joke\w*|mock\w*|bull(?:y|ied|ies|ying)|spat|hit|push\w*|hate\w*)\b",
    re.I,
)


def unequal(text: str) -> bool:
    """Claim: a reason that may be discrimination ("because of my accent"), and no harassment beside it."""
    return _UNEQUAL.search(text) is not None and _WORSE.search(text) is None


def only_a_reason(review: Review, people: Sequence[str], *, told: bool) -> bool:
    """Claim: what sounds like harassment here is a reason given beside a mistake. `told`: the mistake was told before."""
    rest = [one.text for one in review.sentences if not unequal(one.text)]
    if len(rest) == len(review.sentences) or not (told or any(own_act(text) for text in rest)):
        return False
    return story.read("\n".join(rest), people).grave is None


_MINE = r"my (?:own )?(?:work )?(?:account|login|name|laptop|e?-?mail|user(?:name)?|session|machine|phone|pc|computer|password|badge|profile|address)"
_ANOTHERS = regex(
    rf"(?:^|[.!?;,\n]\s*)(?:it'?s|it was|that'?s|this (?:is|was))?\s*not mine\s*(?:$|[.!?;,\n])|\b(?:was|is)(?:n['’]?t| not) me\b(?! who noticed)|\bnot (?:sent|done|made|written) by me\b|"
    rf"\bbut not by me\b|\b(?:someone|somebody|a colleague|another person) (?:else )?(?:has |had |must have )?(?:\w+ ){{1,5}}?(?:from|with|on|using|in|under|through|via) {_MINE}\b|"
    rf"\b(?:someone|somebody|a colleague) (?:else )?(?:has |had |must have |was )?(?:used|using|in|on) {_MINE}\b",
    re.I,
)
"""Somebody else did it, whatever account it came from."""
_ACCUSED = regex(
    r"\b(?:say|says|said|saying|claim\w*|think|thinks|thought|told|tells|wrote|writes|believe\w*|insist\w*)\b.{0,80}?\b(?:(?:that )?i (?!should|must|have to|need|can|could|will|would|may)\w+"
    r"|it (?:was|is) (?:me|my|mine)|because of (?:me|my)|(?:is|was) (?:me|mine|my (?:fault|mistake|doing)))\b.{0,60}?(?:\bbut|,|[.!]|\bthough|\balthough)\s*(?:i|it) "
    r"(?:was ?n['’]?t|were ?n['’]?t|did ?n['’]?t|did not|never|had ?n['’]?t|was not|have ?n['’]?t)\b(?! (?:even )?(?:notice|noticed|know|knew|see|saw|mean|meant|realise|realize|tell|told|say|said|my fault)\b)",
    re.I,
)
"""Somebody is named for what they say they did not do: "they say i broke it but i wasnt there"."""
_CLAUSES = regex(r"\s*[,;]\s*|\s+(?:and|but|so|then)\s+", re.I)
_OWN_DEED = regex(
    r"(?:so |and |then |today |sorry |oops )*i (?:just |accidentally )?(?!did|was|am|had|have|never|only|think|know|found|saw|noticed|got|need|want|feel)[a-z]{3,}",
    re.I,
)


_BUT_NOT = regex(r"\b(?:but|though|although|when|which)\b.*(?:\bnot\b|\bnever\b|n['’]?t\b)", re.I)


_FOR_NOTHING = regex(
    r"\bme to (?:please |just )?(?:sign (?:off|for)|invoice|bill|charge|approve|certify|log|record|claim|book|report|enter|confirm|countersign)\b.{0,60}?"
    r"\b(?:never|nobody|no one|not|without|did ?n['’]?t|was ?n['’]?t|were ?n['’]?t|have ?n['’]?t|has ?n['’]?t)\b",
    re.I,
)
"""A name, a bill or a record is wanted for what was not ("to sign for cash i never counted")."""


def _untrue_on_request(sentence: Sentence, people: Sequence[str]) -> bool:
    """Claim: somebody wants words or a name put to what is not so ("he wants my name under it but I did not do it")."""
    untrue = _BUT_NOT.search(sentence.text) is not None or _FOR_NOTHING.search(sentence.text) is not None
    formal = "escalate" in sentence.labels and untrue
    return formal and not sentence.text.casefold().lstrip().startswith("i ") and _requested(sentence.text, people)


def _requested(text: str, people: Sequence[str]) -> bool:
    """Claim: it is somebody else who asks for it. What somebody says of the writer asks for nothing."""
    return "requested.any" in _signs(_without_claims(text), people)


def _without_claims(text: str) -> str:
    return _CLAIMED.sub(lambda found: found[0] if found["own"] else " ", text)


def _only_claimed(text: str) -> bool:
    """Claim: what sounds like hiding is what somebody else says of the writer, and nothing beside it is wished."""
    left = _without_claims(text)
    return left != text and "requested.any" not in _signs(left)


_CLAIMED = regex(
    r"(?P<own>\b(?:i|we)\b(?:['\u2019](?:ve|d|ll))?(?: \w+){0,2}? )?\b(?:says|said|saying|claims|claimed|claiming|thinks|thinking|thought|told|tells|telling|wrote|writes|writing|believes|believed|"
    r"insists|insisted|reckons|reckoned|assumes|assumed|suspects|accuses|accused|(?:is|are|was|were) (?:sure|convinced)"
    r"|(?:they|people|clients|customers|colleagues|parents|guests|all|both|some|hr|it) (?:all |now |still )*(?:say|think|claim|believe|insist|tell|write|reckon|assume|suspect))\b(?! (?:me|us) (?:to|not)\b)"
    r"(?: (?!to\b|not\b|don)[\w'\u2019]+){0,4}? (?:(?:(?:i|we)(?:['\u2019](?:ve|d))?(?: (?:have|had|only|just|never|also|already|simply|once|even|deliberately|accidentally))* "
    rf"(?:[a-z]{{2,}}ed|{'|'.join(sorted(PAST | {'was', 'were', 'did', 'had'}))})|it (?:was|is|must have been) (?:me|us|my|mine|our)|because of (?:me|us|my))\b)[^.;!?\n]*",
    re.I,
)
"""What somebody says the writer did: "my boss says i lost the client"."""


_ASTRAY = regex(
    r"\b(?:sent|emailed|e-mailed|mailed|forwarded|posted|uploaded|shared(?! (?:drive|folder|file|mailbox|calendar|doc\w*|space|inbox))|published|left|lost|stolen|gave|given|handed|passed|showed|shown|read (?:it |them )?out|"
    r"opened|looked|copied|pasted|printed|cc'?e?d|bcc'?e?d|visible|public|online|saw|seen|exposed|leaked|open to|accessible|missing|taped|pinned|thrown|threw|bin|"
    r"disclosed|discussed|talked about|answered|accessed|searched|checked|kept|stored|put)\b",
    re.I,
)
_NEVER_LEFT = regex(
    r"\b(?:never|not|didn'?t|did not|hasn'?t|haven'?t|forgot(?:ten)? to|failed to|missed to)\b(?: \w+){0,2}? "
    r"(?:sent|send|emailed|email|mailed|mail|post|posted|hand|handed|upload|uploaded|put|share|shared|print|printed)\b",
    re.I,
)
_DELETED = regex(r"\b(?:delet|eras|wip|overwr|overwrot|trash)\w*", re.I)
_FOR_EVERYBODY = regex(
    r"\b(?:newsletter|mailing|campaign|advert\w*|flyer|poster|announcement|press release|blog ?post|tweet|webpage|web page|menu|brochure|catalogue)\b.*"
    r"\b(?:typo|link|date|price|picture|photo|image|draft|version|headline|subject|logo|spelling|month\w*|year\w*|time)\b",
    re.I,
)
"""What is made to be read by everybody, with a fault in it: nobody's data."""
_GOT_IT = regex(
    r"\b(?:to|into|with|at) (?:(?:the|a|an|our|all|my|wrong|other|another|different|new|some|one|\d+) )+\w+\b(?! (?:list|file|folder|record|details|data))",
    re.I,
)
"""Who got it: not who it is about."""
_ADDRESSES = regex(
    r"\b(?:b?cc\w*|address\w*|recipients|reply[- ]all|attach\w*|names?|list of|private|personal|confidential)\b", re.I
)
_LATE = frozenset({story.Kind.MISSED_DEADLINE, story.Kind.FORGOT})
_MISSED = regex(r"\b(?:i|we)(?:['’]?ve)? missed (?:the |a |our |my )?\w+", re.I)
_TO_THE_STATE = regex(
    r"\b(?:vat|tax\w*|customs|hmrc|irs|revenue|regulator|registrar|registry|companies house|treasury|auditors?|statutory)\b",
    re.I,
)
"""What is owed there by a day is a duty even when nothing in it is wrong."""
_SPOKEN = frozenset({story.Kind.SAID_WRONG, story.Kind.MISSED_DEADLINE, story.Kind.DOUBLE_BOOKED})


def _fits(topic: str, told: Story, text: str) -> bool:
    """Claim: this topic can be what it is about. A ward, a child, a hospital or a folder is named in many a mistake of another kind.

    Nobody's data is touched by what is about nobody, was only deleted, or never sent, and no money by a report that is only late: there the coach asks.
    """
    if topic == "privacy":
        if _FOR_EVERYBODY.search(text) and not _ADDRESSES.search(text):
            return False
        if told.kinds == (story.Kind.WRONG_FIGURES,) and Touches.PEOPLE_DATA not in told.touches:
            return False  # a wrong price or sum is nobody's data, whoever was told it
        if Touches.PEOPLE_DATA not in told.touches and "topic.people" not in _signs(_GOT_IT.sub(" ", text)):
            return False  # a tender, a price list or a plan is nobody's data, whoever got the file
        kept = _DELETED.search(text) or _NEVER_LEFT.search(text) or _GAVE_AWAY.search(text) or told.not_mine
        return not kept or (not told.not_mine and _ASTRAY.search(_NEVER_LEFT.sub("", text)) is not None)
    if topic == "finance" and (not _LATE.isdisjoint(told.kinds) or (not told.kinds and _MISSED.search(text))):
        return Touches.MONEY in told.touches or _TO_THE_STATE.search(text) is not None
    if topic == "harm":
        return _SPOKEN.isdisjoint(told.kinds)
    return topic != "care" or not told.kinds


def _signs(text: str, people: Sequence[str] = ()) -> frozenset[str]:
    firsts = story.first_names_of(people)
    each = (frozenset(story.signs_in(line, firsts)) for line in lines(text[: story.READ_CHARACTERS]))
    return frozenset().union(*(found - _NO_HARM if "kind.someone_hurt.unless" in found else found for found in each))


_NO_HARM = frozenset({"topic.harm"})


_FORMAL = frozenset(f"topic.{topic}" for topic in (*_GRAVE, *(topic for topic, _ in _DUTIES)))


def names_topic(text: str) -> bool:
    """Claim: the words name something that a formal channel may be about, whether or not it can be that here."""
    return not _FORMAL.isdisjoint(_signs(text))


def _for_a_channel(told: Story, formal: Sequence[str], text: str) -> Story:
    """The reader says that this belongs in a formal channel; the words say in which, or the coach asks."""
    if told.grave or told.went_badly:
        return told
    named = _signs("\n".join(formal))
    grave = next((each for each in _GRAVE if f"topic.{each}" in named), None)
    if grave and not all(own_act(one) for one in formal):
        return replace(told, grave=grave)
    if told.duty or (told.touches_known and not told.touches):
        return told
    for signs in (named, _signs(text)):
        duty = next((duty for topic, duty in _DUTIES if f"topic.{topic}" in signs and _fits(topic, told, text)), None)
        if duty is not None:
            return replace(told, duty=duty, touches=told.touches | {_TOUCHED[duty]}, touches_known=True)
    return replace(told, formal=True)
