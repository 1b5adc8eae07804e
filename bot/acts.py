"""Who acts in a sentence, by its words alone: the writer or not, and whether it is done or still to come. Pure."""

from __future__ import annotations

import re

from bot.patterns import regex

_OWN_ACT = regex(
    r"^(?:\W*(?:oops|sorry|omg|so|and|but|then|well|ok|okay|yes|today|yesterday|this morning|at \d\S*|on \w+day|on \w+)\b[,. ]*)*"
    r"i(?:'?ve|'?d)? (?:just |accidentally |also |then |completely |totally |have |had |mistakenly |forgot )*"
    r"(?!(?:am|was|will|would|can|could|should|do|dont|don't|think|know|feel|felt|need|want|hope|guess|wonder|noticed|saw|have|had|"
    r"may|might|must|keep|mean|like|love|hate|suppose|believe|wish|swear|promise|to|not|never|always)\b)[a-z]{3,}",
    re.I,
)


_BARE_ACT = regex(
    r"^(?:\W*(?:oops|sorry|omg|so|and|well|ok|okay|just|accidentally|totally|completely|somehow|have|had)\b[,. ]*)*"
    r"(?:left|sent|gave|forgot|dropped|lost|broke|cut|paid|booked|told|said|missed|put|hit|deleted|posted|mixed|sold|ordered|"
    r"ran|took|threw|let|shut|spilt|burnt|overslept|misread|miscounted|merged|pushed|deployed|emailed|mailed|scanned|dispatched|"
    r"packed|shipped|charged|signed|filed|entered|typed|copied|double[- ]?booked|shouted|snapped|quoted)\b(?! (?:by|to me)\b)",
    re.I,
)


def own_act(text: str) -> bool:
    """Claim: the sentence says what its writer did, with an I or as people type it ("left the freezer open")."""
    return _OWN_ACT.match(text.strip()) is not None or _BARE_ACT.match(text.strip()) is not None


def surely_done(text: str) -> bool:
    """Claim: an own act that lies behind; "put the sign out by 3" may be one to come."""
    return own_act(text) and _EITHER.match(text.strip()) is None


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
