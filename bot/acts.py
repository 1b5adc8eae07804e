"""Who acts in a sentence, by its words alone: the writer or not, and whether it is done or still to come. Pure."""

from __future__ import annotations

import re

from bot.patterns import regex
from bot.wording.lexicon import PAST

_OWN_ACT = regex(
    r"^(?:\W*(?:oops|sorry|omg|wtf|ugh|argh|oh|god|damn|crap|shit|fuck|so|and|but|then|well|ok|okay|yes|today|yesterday|this morning|at \d\S*|on \w+day|on \w+)\b[,. ]*)*"
    r"i(?:'?ve|'?d)? (?:just |accidentally |also |then |completely |totally |have |had |mistakenly |forgot )*"
    r"(?!(?:am|was|will|would|can|could|should|do|dont|don't|think|know|feel|felt|need|want|hope|guess|wonder|noticed|saw|have|had|"
    r"may|might|must|keep|mean|like|love|hate|suppose|believe|wish|swear|promise|to|not|never|always)\b)[a-z]{3,}",
    re.I,
)


_BARE_ACT = regex(
    r"^(?:\W*(?:oops|sorry|omg|so|and|well|ok|okay|just|accidentally|totally|completely|somehow|have|had)\b[,. ]*)*"
    r"(?:left|sent|gave|forgot|dropped|lost|broke|cut|paid|booked|told|said|missed|put|hit|deleted|posted|mixed|sold|ordered|"
    r"ran|took|threw|let|shut|spilt|burnt|overslept|misread|miscounted|merged|pushed|deployed|emailed|mailed|scanned|dispatched|"
    r"packed|shipped|charged|published|printed|released|leaked|pasted|shared|forwarded|uploaded|delivered|served|invoiced|overcharged|undercharged|overpaid|underpaid|"
    r"announced|approved|cancelled|installed|unplugged|swapped|drilled|scraped|crashed|cracked|smashed|scratched|dented|spilled|mislabell?ed|signed|filed|entered|typed|copied|double[- ]?booked|shouted|snapped|quoted)\b(?! (?:by|to me)\b)",
    re.I,
)


def own_act(text: str) -> bool:
    """Claim: the sentence says what its writer did, with an I or as people type it ("left the freezer open")."""
    return _OWN_ACT.match(text.strip()) is not None or _BARE_ACT.match(text.strip()) is not None


def surely_done(text: str) -> bool:
    """Claim: an own act that lies behind; "put the sign out by 3" may be one to come."""
    return own_act(text) and _EITHER.match(text.strip()) is None and not intends(text)


_ACT_NOW = (
    r"(?:send|resend|file|submit|hand|upload|give|ring|call|phone|email|mail|write|tell|pay|refund|fix|correct|replace|deliver|drive|bring|take|post|print|finish|repair|meet|book|order|"
    r"return|update|clean|restore|redo|rebuild|collect|fetch|visit)"
)
_AHEAD = r"\b(?:today|tomorrow|tonight|this (?:afternoon|evening)|now|(?:by|before|at|until|till) (?:\d|noon|midnight|lunch|end|close|mon|tues|wednes|thurs|fri|satur|sun)\S*|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
_DOING = rf"(?:{_ACT_NOW[3:-1]}|mak|giv|writ|tak|driv|updat|replac|fil)(?:t?ing)"
_I_DO = (
    r"(?:check|recheck|review|compare|count|recount|go (?:through|over|to|back)|walk|sort|move|change|remove|delete|cancel|stop|switch|restart|roll|revert|test|verify|confirm|inform|"
    r"notify|apologi[sz]e|talk|speak|ask|explain|show|share|publish|pull|add|make|draft|prepare|reorder|rebook|reprint|offer|transfer|wire|revoke|lock|block|clear|honou?r|match|trace|log)"
)
"""Verbs that are a plan behind an I; without one they may be what somebody else is asked to do."""
_NOW_OR_SOON = regex(
    r"^(?:\W*(?:and|so|then|but|well|ok|okay|yes|no|now|first)\b[,. ]*)*"
    rf"(?:(?:i|we) (?:(?:need to|have to|must|got to|gotta|want to) )?(?:also |then |first |personally )?(?:{_ACT_NOW}|{_I_DO})\b"
    rf"|(?:put|set|cut|shut|read|run) (?:\w+ ){{1,6}}?(?=by\b|before\b|tomorrow\b|tonight\b)"
    rf"|{_ACT_NOW} (?:it|them|him|her|the|all|my|our|both|each|every|this|that|out|up)\b"
    rf"|(?:(?:i['’]?m|i am|we['’]?re|we are) )?(?:now |just )?{_DOING} (?:it|them|him|her|the|all|my|our|both|each|every|this|that|\w+ (?:at|by|before|today|tomorrow))\b)"
    rf".*{_AHEAD}",
    re.I,
)


def intends(text: str) -> bool:
    """Claim: an own act with its time, in the present tense as people type it: "i send it today at 5", "I'm ringing them at 9"."""
    return _NOW_OR_SOON.match(text.strip()) is not None and not text.rstrip().endswith("?")


LATER = r"will|going to|gonna|tomorrow|tonight|later|soon|next|once|until|till?"
"""What says of an act that it is still to come, beside what each rule adds of its own: a part of a pattern."""
_REPORTS = regex(
    r"^(?:\W*(?:yes|and|so|then|well|ok|okay|now|hi|hey|all|just|finally|already)\b[,. ]*)*"
    r"(?:(?:i|we)(?:['’]?ve| have)? )?(?:just |already |finally |then |all )*"
    r"(?:told|sent|resent|emailed|mailed|called|rang|phoned|gave|handed|delivered|paid|filed|finished|fixed|posted|dropped off|spoke|talked|met|wrote|corrected|"
    r"replaced|refunded|submitted|uploaded|brought|returned|cleaned|repaired|restored|booked|rebooked|moved|apologised|apologized|got (?:it|them|the \w+|this|that|all of (?:it|them)))\b"
    r"|\b(?:it|that|this|they|mail|mails|letter|list|sheet|file|form|report|docs?|documents|note|order|parcel|quote|invoice|pack|draft|version|refund|payment|all \d+|the \w+|\w+ \w+)"
    r" (?:has |have |had )?(?:just |all |now |finally |already )*(?:went|gone|arrived|landed|left|is sent|are sent|was sent|were sent|is out|is in|are in|are out|is through|got there)\b"
    r"|^(?:all|both|everyone|everybody|they)(?: \d+| of them| \w+)? (?:now |all )*(?:have|has|got|have got|received) (?:it|them|the \w+)\b"
    r"|\b(?:he|she|they|\w+)(?: \w+)? (?:said|says|replied|wrote|wrote back|answered)(?: back)? (?:\w+ ){0,2}?"
    r"(?:thanks|thank you|thx|forget it|fine|ok|okay|no problem|no worries|all good|it['’]?s fine|its ok|never mind|don['’]?t worry)\b"
    r"|\b(?:was|were|are|is) (?:\w+ ){0,2}?(?:lovely|fine|kind|great|nice|okay?|good|understanding|happy|relaxed) (?:about|with) (?:it|this|that|everything)\b"
    r"|\b(?:circulated|signed|confirmed|accepted|laughed|thanked)\b",
    re.I,
)
_PUTS_OFF = regex(
    rf"\?|\b(?:{LATER}|not|never|no|nobody|nothing|none|but|would|might|may|should|if|when|unless|half|some|part(?:ly)?|few|only|still|waiting|tried|trying|"
    r"missing|want|wants|need|needs|can|could|refused|angry|furious|\w+n['’]t|(?:do|does|did|has|have|had|is|are|was|were|could|would|should|wo|ca)nt)\b"
    r"|['’]ll\b|\b(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:of|are)\b(?! them (?:wrote|said|replied|have|thanked))",
    re.I,
)
_KINDLY = regex(
    r"\b(?:no (?:problem|worries|harm)|not (?:a|any) problem|never mind|don['’]?t worry|not to worry)\b", re.I
)


def tells_done(text: str) -> bool:
    """Claim: asked how it stands, these words say that it is done, and how it was taken; nothing in them is put off."""
    parts = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text.strip()) if part]
    plain = [_KINDLY.sub("fine", part) for part in parts]
    return any(_REPORTS.search(part) for part in plain) and not any(_PUTS_OFF.search(part) for part in plain)


_SAYS_NO = regex(
    r"^\W*(?:no+|nope|nah|not|never)\b(?! ?(?:one|problem|problems|worries|doubt|question|more|further|complaints?|issues?|news|longer|later|before)\b)",
    re.I,
)


def says_no(text: str) -> bool:
    """Claim: the answer begins with a no; "nobody minds", "now it runs" and "no problem" do not."""
    return _SAYS_NO.match(text) is not None


_DID = r"(?:[a-z]{2,}ed|" + "|".join(sorted(PAST)) + r"|been|gone|done)"
_ALL_OF_IT = regex(
    r"^(?:\W*(?:yes|and|so|ok|okay|just|now|already|finally)\b[,. ]*)*"
    rf"(?:(?:(?:i|we|he|she|they|(?!who|what|nobody|none)[a-z]{{3,}})(?:['\u2019]?ve| have| has)? )?(?:just |now |already |finally )*(?!waited|tried|spent|worked|looked|searched|needed|wanted|hoped){_DID} (?:\w+ )?(?:(?:them|it) )?(?:all|everything|everybody|everyone|every|each|both|the (?:whole|lot)|it|them)\b"
    rf"|all (?:\d+ |of (?:it|them) |\w+ )?(?:(?:have |has |are |is )?(?:now |been )*){_DID}\b)",
    re.I,
)
_PART_OF_IT = regex(
    r"\d ?%|\b(?:half(?:way)?|part(?:ly|s)?|some|most|nearly|almost|so far|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?of (?:the )?\w+|\d+ (?:more )?(?:left|to go)"
    r"|started|begun|under ?way|in progress|working on|on it)\b",
    re.I,
)


_BUT_LATER = regex(
    rf"\?|\b(?:{LATER}|but|except|apart from|not yet|unless|waiting|still|need|needs|have to|has to)\b|['\u2019]ll\b",
    re.I,
)


def tells_all_done(text: str) -> bool:
    """Claim: asked how it stands, these words say that all of it is done: "checked them all", "went through the whole sheet"."""
    claim = re.split(r"[,.;\n]", text.strip(), maxsplit=1)[0]
    return (
        _ALL_OF_IT.match(claim) is not None
        and not _PUTS_OFF.search(claim)
        and not _BUT_LATER.search(text)
        and not _PART_OF_IT.search(text)
        and not intends(text)
    )


def tells_part_done(text: str) -> bool:
    """Claim: asked how it stands, these words say that a part is done, or that it is begun."""
    return _PART_OF_IT.search(text) is not None and not text.rstrip().endswith("?")


_OTHERS_WISH = regex(
    r"^\W*(?:and |but |now |then |so )*(?!(?:i|we|please|to)\b)(?:[a-z]+ ){1,3}?(?:wants?|wanna|needs?|would like|asks?|asked|expects?|invited|called) (?:to |me|us|a |an |the )",
    re.I,
)


def others_wish(text: str) -> bool:
    """Claim: this is what somebody else wants ("HR wants a talk on Thursday"), and no plan of the writer's."""
    return _OTHERS_WISH.match(text) is not None


_EITHER = regex(r"(?:just |then |now )?(?:put|cut|let|shut|hit|set|read|run|split|cast|spread|bet)\b", re.I)
_COMMITS = regex(
    r"^(?:\W*(?:and|so|then|but|well|ok|okay|yes|no|now|first|today|tomorrow|tonight|at \d\S*|by \d\S*|before \d\S*)\b[,. ]*)*"
    r"(?:i|we)(?:['’]?ll| will| am going to|['’]?m going to| ['’]?m gonna|['’]?m gonna| gonna| can| plan to)"
    r" (?:now |then |also |first |just |personally |try to |go and )*"
    r"(?!(?:be|have|not|never|n't|do|only|always|get (?:fired|sacked)|lose|say|admit|die|try|see|know|think|feel|look into|pay|sort|fix it|"
    r"make sure|take care|improve|understand)\b)[a-z]{2,}",
    re.I,
)


def commits(text: str) -> bool:
    """Claim: the writer says what they will do ("I'll ring them before 5"); whether it is exact is for others to judge."""
    return _COMMITS.match(text.strip()) is not None and not text.rstrip().endswith("?")


_UNDER_WAY = regex(
    r"\b(?:rolling (?:\w+ ){0,3}?back|reverting|restoring|putting (?:\w+ ){0,4}?back|shutting (?:\w+ ){0,3}?(?:off|down)|turning (?:\w+ ){0,3}?off|"
    r"stopping (?:it|the)|revoking|rotating|disabling|blocking)\b|"
    r"\b(?:roll ?back|restore|revert) (?:is |was |has )?(?:now |already |just )?(?:running|started|begun|under ?way|in progress|going|done|finished|complete\w*|through)\b",
    re.I,
)
_NOT_UNDER_WAY = regex(
    r"\?|\b(?:not|no|never|nobody|before|about|should|could|would|can|try|tried|if|until|when|how|thinking|after|yesterday)\b|n['’]?t\b",
    re.I,
)


def under_way(text: str) -> bool:
    """Claim: what stops it is being done or is done by somebody: "she is rolling it back now", "rollback running"."""
    return any(_UNDER_WAY.search(part) and not _NOT_UNDER_WAY.search(part) for part in re.split(r"[.;,!\n]+\s*", text))


_PARTS = regex(
    r"(?:\s*[,;]\s*(?:and |but |then |now )*|\.\s+|\s+(?:and|then) (?:now )?(?=(?:i|we)(?:['’]?ll| will| am|['’]?m)\b|checking\b|(?:i|we) (?:check|ring|call|tell|send)\b))",
    re.I,
)
_REPORTED = regex(
    r"^(?:the |a |my |it'?s? |it is |now |all |already )*(?:\w+ ){0,3}?(?:is |are |was |were |has been |been )?(?:now |already |all )*(?:done|finished|complete|completed|reverted|restored|rolled back|"
    r"stopped|sent|corrected|back up|replaced|deleted|fixed)\b(?! (?:by|when|until|before|after|once)\b)",
    re.I,
)
_STILL_TO_COME = regex(
    rf"\b(?:{LATER}|['’]ll|ill|by|before|can|to be|get|have|when|if)\b",
    re.I,
)


def still_to_do(text: str) -> str:
    """What of a plan is still to be done: "rollback done at 14:40, checking orders" → "checking orders"; "" when all of it is done."""
    parts = [part for part in _PARTS.split(text.strip()) if part.strip()]
    done = [_REPORTED.match(part) is not None and _STILL_TO_COME.search(part) is None for part in parts]
    if not any(done):
        return text.strip()
    return ", ".join(part.strip(" .") for part, gone in zip(parts, done, strict=True) if not gone)


_MENDS = (
    r"(?:deleted|shredded|binned|destroyed|erased|wiped|discarded|confirmed|uploaded|posted|published|filed|submitted|sent|resent|delivered|replaced|corrected|fixed|repaired|mended|booked|rebooked|hired|paid|refunded|reimbursed|restored|recovered|"
    r"reprinted|printed|hung|pinned|collected|returned|cleaned|signed|cancelled|canceled|moved|handed|finished|completed|updated|changed|swapped|reset|sorted|solved|resolved|found|got|picked up|put up|put back|put right|took down|taken down|threw|thrown|tore|torn|rang back|credited|reordered|ordered|arranged|covered)"
)
_AND_SO = r"(?:(?:and|so|yes|yep|ok|okay|now|just|already|finally|good news|update|hi|hey|phew|all|quick update)\b[\s,:!.-]*)*"
_BARE_DONE = regex(
    rf"^\W*{_AND_SO}(?:it['\u2019]?s |its |it is |this is |that['\u2019]?s |thats |everything['\u2019]?s |everything is |all )?(?:now |all |finally )*(?:done|sorted|fixed|finished|solved|resolved|mended|put right|taken care of|dealt with|in order|complete)(?: (?:now|here|on my side|on our side|today|already|at last|at \d\S*))*\W*$",
    re.I,
)
_MENDED = regex(
    rf"^\W*{_AND_SO}(?:(?:i|we|they|he|she|both|all(?: of them)?|everyone|everybody|(?!nobody|none|who|what|that|nothing|you)(?:(?:the|my|our|a|an|her|his|their) )?[\w'\u2019-]+(?: [\w'\u2019-]+)??)(?:['\u2019]?(?:ve|s|re)| has| have| is| are| was| were| has been| have been)? )?"
    rf"(?:just |already |now |all |finally |then |both |been )*{_MENDS}\b(?! (?:wrong|lost|late|to know|shouted|told off|blamed|worse|stuck|the blame|another|a mail|an? (?:angry|bad|rude)|angry|out (?:that|about)|upset|cold|scared|ill|sick|caught|in trouble|nowhere|nothing|me|no answer))",
    re.I,
)
_SOMEBODY = (
    r"(?:i|we|he|she|who|what|nobody|none|nothing|you|(?:\w+ ){0,2}?(?:boss|manager|lead|director|clients?|customers?|auditors?|team|suppliers?|colleagues?|nurses?|chef|owner|guests?|people|police|"
    r"engineers?|drivers?|inspectors?|lawyers?|parents?|patients?|phone|laptop|meeting|head|mind|stomach))\b"
)
_STANDS_RIGHT = regex(
    rf"^\W*{_AND_SO}(?!{_SOMEBODY})(?:"
    rf"(?:(?:the|a|my|our|both|all|her|his|their|every|it|they|everything|everyone|this|that) (?:[\w'\u2019-]+ ){{0,3}}?(?:is|are)|(?:it|that|everything)['\u2019]?s|they['\u2019]?re) (?:now |all |finally |already )*(?:in|out|back|there|ready|clean|safe|right|closed)\b(?! of\b)"
    rf"|(?:(?:[\w'\u2019-]+ ){{1,4}}?(?:is|are)|(?:it|that|everything)['\u2019]?s|they['\u2019]?re) (?:now |all |finally |already |back )*(?:up|live|online|on (?:its|the|their|every|his|her) \w+|on every \w+|in place|in the (?:post|box|system|folder|channel|mail)|by the \w+"
    r"|where (?:it|they) should be|as (?:it|they) should be|running|working|covered|complete|correct)\b)",
    re.I,
)
_HAS_IT = regex(
    rf"^\W*{_AND_SO}(?!i\b|nobody\b|none\b|who\b|my (?:boss|manager)\b)(?:[\w'\u2019-]+ ){{1,3}}?(?:has|have|got|has got|have got) (?:it|them|theirs|the (?:right|new|correct|money|list|file|second)|(?:his|her|their|its|my|our) \w+|all (?:of )?\w+)(?: \w+)?(?: back| now| again| in hand)\b",
    re.I,
)
_IN_TIME = regex(
    r"[,;.]?\s*(?:and |so )?(?:they|it|he|she|we|that)(?:['\u2019]s)? (?:can |could |will |'ll |['\u2019]ll )?still [a-z]+(?: \w+){0,4}(?= today| tonight| in time| on time|\W*$)(?: today| tonight| in time| on time)?",
    re.I,
)
""""They still print today" says that it was in time, and puts nothing off."""
_GOES_ON_WRONG = regex(
    r"\b(?:wrong|mistake|error|too late|another|again|hate|angry|furious|upset|forgot|asked|asks|shouted|council|lawyer|complain\w*|worse|lost|broken?|missing|with the old|same|without|except|no answer|no reply|silent)\b|\bup to\b|\bwith (?:this|my|the) job\b|\bmeeting\b",
    re.I,
)


def tells_finished(text: str) -> bool:
    """Claim: unasked, these words report that what was to be put right is so: "deleted on her side", "poster is up", "sorted"."""
    plain = _IN_TIME.sub("", text.strip())
    if _GOES_ON_WRONG.search(plain) or _PUTS_OFF.search(plain) or _BUT_LATER.search(plain) or _PART_OF_IT.search(plain):
        return False
    if intends(plain) or commits(plain):
        return False
    return any(each.search(plain) for each in (_BARE_DONE, _MENDED, _STANDS_RIGHT, _HAS_IT))
