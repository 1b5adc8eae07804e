"""The rule floor: what a sentence does, by its words alone. Modest, deterministic, and there when no model is."""

from __future__ import annotations

import re
from functools import cache

from bot.patterns import regex, regex_small
from bot.review.normal import plain, small

I_ = r"\b(?:i|we|i'?ve|i'?d|ive)\b"
ACTS = (
    r"(?:sent|emailed|mailed|forwarded|posted|published|deleted|dropped|erased|wiped|overwrote|forgot|missed|mixed|misread|miscounted|"
    r"skipped|left|lost|broke|dropped|double[- ]?booked|booked|typed|entered|used|gave|told|said|shared|copied|pasted|put|picked|pushed|"
    r"deployed|ran|ordered|paid|charged|billed|signed|approved|quoted|overlooked|ignored|botched|messed|screwed|failed|didn'?t (?:check|"
    r"read|tell|ask|look|send|save|test|lock|call|notice|verify)|did not (?:check|read|tell|ask|look|send|save|test|lock|call|notice)|"
    r"should(?:'ve| have|nt have|n'?t have)? (?:checked|asked|read|told|called|tested|waited|known what|looked|said)|got (?:\w+ ){0,3}wrong|"
    r"made (?:a|the|this|that|an) (?:\w+ )?(?:mistake|error|slip)|built|set|spilled|dented|scratched|shouted|snapped|spaced|knocked|cut|"
    r"opened|closed|unplugged|switched|mislabel\w*|misfiled|under|over\w*|drilled|poured|burn\w*|locked|bypassed)"
)
TIME = (
    r"(?:\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm|o'?clock)\b|\b(?:by|before|at|until|till) (?:\d{1,2}\b|noon|midnight|tonight|tomorrow|"
    r"end of (?:the )?day|eod|lunch|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b)"
)
DOING = (
    r"(?:call|ring|phone|send|resend|re-?send|email|write|rewrite|refund|replace|restore|fix the|correct|recall|tell|ask|print|reprint|"
    r"rebuild|redo|re-?run|put back|deliver|drive|meet|check|count|add|remove|reverse|roll|revert|order|pay|cancel|stop|keep|book|rebook|"
    r"cover|clean|update|post|bring|take|return|collect|repair|have|finish|show|walk|give|move|swap|keep ringing)"
)

RULES: dict[str, tuple[str, ...]] = {
    "apology": (
        r"\b(?:so |very |truly |really |deeply )*sorry\b(?! (?:to (?:bother|disturb|interrupt|chase|hear)|if\b|that you|you (?:feel|felt|see|"
        r"were|are|got)|but\b|for (?:any|whatever)|to (?:anyone|those) who))",
        r"\b(?:i|we) apologi[sz]e\b(?! (?:if|that you|for any|to (?:anyone|those)))|\bmy apologies\b(?! (?:if|for any|to))|\bforgive me\b",
        r"\bi owe (?:you|them|her|him) an apology\b|\bapologies (?:to|for)\b(?! (?:any|the inconvenience|those|anyone))",
    ),
    "conditional_apology": (
        r"\b(?:sorry|apologi[sz]e|apologies|regret)\b[^.]{0,25}\bif\b|\bif (?:i|we|any|some|this|that|it|you)\b[^.]{0,60}\b(?:i'?m |then )?"
        r"(?:sorry|apologi[sz]e|apologies)\b",
        r"\bsorry (?:that )?(?:you|they|she|he|people|some(?:one|body)?|anyone) (?:feel|felt|see|saw|were|was|are|is|got|took|find|found|had)\b",
        r"\b(?:sorry|apologies|apologi[sz]e|regret)\b[^.]{0,20}\b(?:any|whatever|to (?:anyone|those|whoever))\b|\bsorry,? (?:but|ok\?)",
    ),
    "excuse": (
        r"\b(?:covering for (?!me\b)|drowning|swamped|overwhelmed|snowed under|overloaded|overworked|stretched|slammed|run off (?:my|our) feet|flat out|buried|"
        r"under (?:so much |a lot of )?(?:pressure|water)|exhausted|knackered|shattered|burn(?:t|ed) out|tired|crazy busy|too busy|so busy|really "
        r"busy|been busy|no sleep|hadn'?t slept|didn'?t sleep|up all night|back[- ]to[- ]back|too much (?:work|on)|too many (?:things|tasks|"
        r"tickets|calls|projects|meetings|emails))\b",
        r"\b(?:nobody|no ?one|never|wasn'?t|weren'?t|was never|not) (?:ever |even |been |really )*(?:told|trained|showed|shown|explained|warned|"
        r"briefed|given)\b|\bno (?:training|handover|instructions|documentation|time|warning)\b|\bnot enough (?:time|people|staff)\b",
        r"\b(?:i was|i'?ve been|been|was) (?:so |really |off )?(?:ill|sick|unwell|migraine|feverish|in pain|pregnant|grieving)\b|\bmy (?:"
        r"train|bus|car|laptop|wifi|internet|phone|alarm|kid|son|daughter|mother|mum|mom|dad|father|wife|husband|migraine|baby|back|doctor|"
        r"meds|medication)\b(?=.*\b(?:late|died|crashed|broke|slow|frozen|froze|ill|sick|hospital|cancel\w*|down|dead|up all|fever|off|changed|playing up)\b)",
        r"\b(?:instructions?|form|screen|labels?|manual|spec|ticket|brief|process|buttons?)\b[^.]{0,20}\b(?:unclear|confusing|vague|ambiguous|misleading|"
        r"identical|look the same)\b|\b(?:system|app|laptop|network|vpn|server|tool|computer)\b[^.]{0,18}\b(?:slow|crawling|down|lagg\w+|froze\w*|crash\w*)\b",
        r"\bcame (?:in )?(?:too )?late\b|\bdidn'?t have (?:the )?(?:time|enough)\b|\bin (?:such )?a (?:hurry|rush)\b|\bunderstaffed\b|\bshort[- ]staffed\b",
    ),
    "blame": (
        r"\b(?:it'?s|its|that'?s|thats|was|is|all) (?:really |entirely |all |actually )?(?:his|her|their|your|\w+'s) (?:fault|doing|problem|mess|job)\b",
        r"\b(?:because|since|cos|cause) (?:he|she|they|the (?:team|vendor|client|supplier|other|system)|[A-Z]\w+) (?:never|didn'?t|forgot|failed|"
        r"sent|gave|told|changed|put|kept|wouldn'?t)\b",
        r"\b(?:he|she|they|you|vendor|supplier|agency|client|it|hr|sales|ops|legal|marketing|finance|[A-Z][a-z]+) (?:should(?:'ve| have|n'?t have)?|never|"
        r"failed to|forgot to|neglected to|was supposed to|were supposed to|messed|screwed)\b",
        r"\b(?:outlook|excel|teams|slack|gmail|the (?:system|app|software|tool|printer|script|autocomplete|autofill|machine|scanner|website|crm|erp|"
        r"computer)|autocomplete|autofill|windows|sap|jira)\b[^.]{0,40}\b(?:by itself|itself|on its own|filled|changed|sent|deleted|picked|decided|ate|swapped|"
        r"overwrote|assigned|replaced|corrected)\b",
        r"\b(?:agency|vendor|supplier|client|customer|contractor|team|department|intern|colleague|manager)\b[^.]{0,30}\b(?:late|wrong|to blame|responsible|"
        r"messed|dropped|sat on|ignored)\b|\bnot (?:really )?my (?:fault|mistake|problem|job)\b|\b(?:blame|ask|talk to) (?:him|her|them|the \w+)\b",
        r"\bi (?:already )?(?:told|warned|asked) (?:them|him|her|everyone|you) (?:\w+ )?(?:\d+|a hundred|a thousand|so many|many) times\b|\bin this company\b|\bnobody "
        r"(?:here )?(?:listens|reviews|checks|tests|cares to)\b|\bthanks to (?:him|her|them|the)\b",
    ),
    "minimizing": (
        r"\b(?:no|not a|not that|isn'?t (?:a|that)|it'?s not (?:a|that|like)) (?:big|huge|major|real|such a big)? ?(?:deal|harm done|disaster|issue|drama|end of the "
        r"world|biggie)\b|\bend of the world\b|\bbig deal\b",
        r"\b(?:it'?s|its|was|that'?s|only|just) (?:only|just|merely|barely)? ?(?:a|an|one|some) (?:small|tiny|little|minor|typo|hiccup|blip|glitch|scratch|formality|"
        r"couple)\b|\bminor\b|\btrivial\b|\bhiccup\b|\bblip\b|\bpeanuts\b",
        r"\b(?:nobody|no ?one) (?:will |would |'?ll |even |ever |really )*(?:notice[ds]?|care[ds]?|reads?|died|got hurt|looks?|checks? that)\b|\boverreact\w*|\bblown out of|\bmountain "
        r"out of|\bstorm in a|\bfuss\b|\bhappens (?:to everyone|all the time|every)\b|\beveryone (?:does|makes)\b|\bwho cares\b",
    ),
    "passive_evasion": (
        r"\bmistakes? (?:was|were|has been|have been|got) made\b|\b(?:there (?:was|were|has been|have been|seems? to)) (?:an?|some|been) (?:\w+ )?(?:issue|error|mistake|lapse|mix-?up|"
        r"miscommunication|misunderstanding|oversight|problem|confusion|slip|delay|breakdown)",
        r"\b(?:got|was|were|been|gets) (?:accidentally |somehow |incorrectly |wrongly |inadvertently )*(?:sent|deleted|lost|missed|overlooked|dropped|forgotten|left|misplaced|"
        r"omitted|mislaid|overwritten|mixed up|misfiled|shipped|published|entered|skipped|not (?:sent|checked|done))\b(?! (?:by|to) me)",
        r"\b(?:fell|slipped) through\b|\bslipped (?:by|past|in)\b|\b(?:found|made) its way\b|\bcommunication (?:broke|breakdown|failure|gap|issue)|\bthings? (?:got|went) (?:lost|wrong|missed)\b",
    ),
    "ownership": (
        r"\b(?:i|i'?ve|ive|i'?d) (?:have |had |just |also |completely |totally |accidentally |mistakenly |wrongly |clean |then |simply |stupidly )*"
        + ACTS
        + r"\b",
        r"\b(?:my (?:mistake|fault|error|slip|doing|bad|responsibility|oversight))\b(?<!not my)|\b(?:that'?s|thats|this is|it'?s|its|is|was|was all) (?:all |entirely )?on me\b|\bit was me\b|\bi (?:was wrong|own "
        r"(?:this|that|it)|take (?:full )?responsibility|am responsible|caused|mishandled)\b",
    ),
    "fact": (
        r"\b\d{1,2}[:.]\d{2}\b|[$\u20ac\u00a3\u20b9]\s?\d|\b\d+(?:[.,]\d+)* (?:people|customers|orders|clients|records|rows|files|emails|invoices|patients|boxes|minutes|hours|users|pages|units|slides|names|staff|of)\b",
        r"\b(?:went|sent|left|arrived|failed|missing|affected|noticed|found|happened|started|stopped|is|are|was|were|restored)\b.*\b(?:\d+|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b",
        r"\b(?:i|we|he|she|they) (?:\w+ )?(?:sent|emailed|dropped|deleted|booked|built|told|noticed|rang|called|paid|posted|gave|saw|restored)\b.*\b(?:the|to|at|on|table|file|report|invoice|sheet|list)\b|\brecall failed\b",
    ),
    "repair": (
        r"\b(?:i'?ll|i will|i am going to|i'?m going to|im going to|gonna|let me|i can|we'?ll|we will|i'?m|im) (?:now |then |also |be |personally )*"
        + DOING
        + r"(?:ing|ling|ting)?\b.*(?:"
        + TIME
        + r"|\b(?:now|today|"
        r"him|her|them|all|each|every|the|back)\b)",
        r"^(?:then |and |also )*(?:keep ringing|keep calling|"
        + DOING
        + r")\b.{3,}(?:"
        + TIME
        + r"|\b(?:till|until|deleted|back|them|him|her|all)\b)|\ball \d+ by\b|\b(?:right|correct|new|corrected) \w+ (?:is |will be )?(?:by|at|ready)\b",
        r"\b(?:i|i'?ve|ive|we|he|she|they) (?:have |just |already |then )*(?:rang|called|phoned|restored|refunded|replaced|corrected|re-?sent|recalled|reverted|rolled back|fixed the|rebooked|cancelled|reported|put back|"
        r"told (?:her|him|them|the client))\b|\b(?:is|are|was|were|has been|have been) (?:now )?(?:restored|refunded|corrected|replaced|rebooked|re-?sent|reversed)\b",
    ),
    "prevention": (
        r"\b(?:from (?:now on|today|tomorrow|tonight|monday|this week|next week)|before (?:i|every|each|any)|every (?:time|day|morning|week|friday|monday)|each (?:time|day|morning|week)|whenever|next time|in future|if i .* then i)\b.*\b(?:i|we|"
        r"check|read|count|ask|checklist|second|reminder|list|two|lock|sign)\b",
        r"\b(?:checklist|reminder|second pair of eyes|four[- ]eyes|peer review|alarm|template|pre-?flight|sign[- ]?off|delay rule|send delay|confirmation step|guard|alert)\b.*\b(?:i|we|added|set|every|before|from|is|will)\b",
    ),
    "vague_promise": (
        r"\b(?:be|being|take|pay|paying) (?:more|extra|much more|a lot more|better|greater|very|super) ?(?:careful|care|attention|attentive|vigilant|mindful|diligent|organi[sz]ed|thorough)\b|\bmore careful\b|\btry (?:harder|to be|my best|better)\b",
        r"\b(?:do|doing) (?:better|my best|everything i can|whatever)\b|\b(?:won'?t|will not|never|not) (?:let (?:it|this) )?happen(?:ing)? again\b|\bsort (?:it|this|that|things)(?: out)?\b|\blook into (?:it|this|that)\b|\basap\b|\bmake (?:sure|certain)"
        r"\b(?!.*\d)|\bmake it right\b|\bfix (?:it|this|that|things|everything)\b(?!.*\d)|\b(?:improve|optimi[sz]e|streamline|strengthen) (?:my|our|the)\b|\btrust me\b|\blessons? (?:have been|will be|were)? ?learn|\bstay on top\b|\bdouble[- ]check everything\b",
    ),
    "negative_self_talk": (
        r"\b(?:i'?m|im|i am|i was|feel like) (?:such |just |so |really |a |an |the |total |complete |absolute |utter |bloody |fucking )*(?:garbage|useless|worthless|stupid|idiot|idiotic|moron|failure|fraud|joke|disaster|disgrace|waste|loser|rubbish|trash|incompetent|"
        r"pathetic|hopeless|dumb|thick|embarrassment|liability|worst|impostor|imposter|clown)\b",
        r"\bi (?:always|never|only ever|just) (?:\w+ )?(?:destroy|break|ruin|mess|screw|fail|get (?:it|things|anything)|do (?:anything|this) right|fuck|let (?:everyone|people))\b|\b(?:everything i touch|can'?t do anything|cant do anything|good for nothing|"
        r"(?:career|life) is (?:over|finished|done)|i'?m finished|(?:they|he|she)'?(?:ll| will|re going to|is going to) (?:all )?(?:fire|sack|hate) me|nobody will ever|no ?one will ever|i don'?t deserve|like an? intern)\b",
    ),
    "concealment": (
        r"\b(?:quietly|secretly|silently|without (?:telling|anyone|anybody|her|him|them)|before (?:anyone|anybody|they|she|he) (?:notices?|sees?|finds?)|so (?:that )?no ?(?:one|body) (?:notices|sees|knows|finds))\b",
        r"\b(?:delete|erase|wipe|remove|shred|bin|lose|edit|change|backdate|alter|hide|bury|cover up|cover) (?:the|that|this|those|all|it|my|our)\b.{0,40}\b(?:chat|logs?|e-?mails?|messages?|history|evidence|records?|trace|date|dates|file|before|so)\b|\bcover (?:it|this) up\b|\bhide (?:it|this|that)\b",
        r"\b(?:say|saying) nothing\b|\bkeep (?:it |this |that )?(?:quiet|secret|to (?:my|our)sel)|\b(?:don'?t|not|never|needn'?t|won'?t|without) (?:have to |going to |gonna )?(?:tell|mention|say)\b.{0,25}\b(?:anyone|anybody|her|him|them|boss|it|nothing|dana)\b|\bpretend\b|\bnobody (?:has to|needs to|"
        r"must|will ever) (?:know|find)\b|\bhope (?:no ?one|nobody|she|he|they)\b|\band hope\b",
    ),
    "escalate": (
        r"\b(?:payroll|salar(?:y|ies)|medical|patients?|customers?|personal|passport|bank|health|hr|diagnosis|ssn|social security|addresses|home address|client) (?:file|list|data|records?|details|spreadsheet|emails?|numbers?|results?|info\w*)\b.*\b(?:wrong|public|leak\w*|everyone|all staff|lost|stolen|exposed|"
        r"open)\b|\b(?:wrong|public|leak\w*|lost|stolen)\b.*\b(?:payroll|salar(?:y|ies)|medical|patient|personal data|passport|bank details)\b|\bemailed payroll\b",
        r"\b(?:data (?:breach|leak)|phish\w*|ransom\w*|hacked|malware|api key|password) ?.*\b(?:public|repo|clicked|stolen|leaked|sent|exposed|breach|leak|installed)\b|\b(?:harass\w*|groped|bullied|bullying|racist|sexist|discriminat\w*|bribe\w*|kickback|falsif\w*|forged|embezzl\w*)\b|\b(?:wrong|double|missed) (?:dose|medication|drug)\b|"
        r"\b(?:is|was|got|been|were) (?:injured|electrocuted|burned badly|crushed)\b|\b(?:ambulance|unconscious|bleeding)\b",
    ),
}
"""Label → patterns over plain lower-case text (names keep their capitals)."""

KIND_WORDS: dict[str, str] = {
    "rights": r"\b(?:discriminat\w*|harass\w*|because (?:i'?m|i am) (?:black|a woman|muslim|gay|trans|foreign|older?)|my (?:accent|religion|hijab|skin|race|gender|age|union)|prayer|ramadan|bullied|bullying|unpaid|no breaks?|denied (?:my )?(?:break|leave)|sexis\w*|racis\w*)\b"
    r"|\b(?:won'?t|wouldn'?t|would not|will not|never|not|didn'?t|refus\w+ to) let (?:me|us) (?:pray|sit|eat|drink|fast|go to (?:the toilet|the doctor|a doctor|hospital)|take (?:a|my) break)\b"
    r"|\basked for .{0,60}\b(?:told no|said no|says? no|refused|turned (?:it |me |that )?down|denied|rejected|ignored|nothing (?:came|happened))\b",
    "care": r"\b(?:(?:my|the|our) (?:kids?|child\w*|son|daughter|baby|toddler|twins|mother|father|mum|mom|dad|wife|husband|partner|parents?|sister|brother|gran(?:ny|dad|dma|dpa|dson|dmother|dfather|dchild\w*)?|nan|uncle|aunt)|childcare|(?:my|our) (?:little )?(?:lad|girl|boy|one)\b(?= (?:had|was|is|fell|came|got|needed|wouldn'?t))|(?:single|as a) (?:mum|mom|mother|dad|father|parent)|(?:the|this|our) baby|croup|chickenpox|nursery|carer\b(?! for)|funeral|school run|babysitter|nanny|newborn|breastfe\w*)\b",
    "health": r"\b(?:ill|sick|unwell|migraine|flu|fever|pregnan\w*|dialysis|chemo\w*|cancer|adhd|autis\w*|dyslexi\w*|depress\w*|anxiety|panic attack\w*|medication|meds|insulin|deaf|colou?r ?blind|(?:half )?blind in|headaches?|splitting head|toothache|cramps|nause\w+|hearing aids|bad (?:back|knees?|hips?|shoulder|leg|foot|eye|chest)|(?:my|me) (?:back|knees?|hips?|shoulder|leg|eyes?|chest) (?:was|were|is|are|had|hurt\w*|gave|went)|diabet\w*|epilep\w*|surgery|hospital|operation|pain|disabilit\w*|disabled|hearing aid|insomnia|burnout|therapy|therapist|covid|asthma|miscarriage|menopause|concussion|"
    r"doctor|diagnos\w*|stroke|seizure|dizzy|vomit\w*|injury|arthritis|wheelchair|ptsd|bipolar|grie(?:f|ving)|bereave\w*)\b",
    "safety": r"\b(?:understaff\w*|short[- ]?staffed|short (?:of (?:staff|hands|people|nurses|carers|cover)|staff)|short[- ]handed|(?:one|two|three|four|posts?|people|staff) short|properly staffed|(?:one|two|three|a single) (?:of us|nurses?|carers?|aides?|guards?|lifeguards?|doctors?|midwives|porters?|teachers?|people|person|pairs? of hands) (?:for|on|to|per|with)|(?:with|had|for) (?:\d{2,}|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)(?:[- ]\w+)? (?:patients|residents|beds|children|kids|inmates|swimmers)|ratios?|brakes?|faulty|broken (?:alarm|hoist|guard|ladder|scanner|lock|light|gate|sensor|lift|equipment|machine|brake)|guard rail|no (?:warning|sign|guard|alarm|harness|ppe|gloves|lifeguard)|warning (?:sign|light|label)|alert system|"
    r"alarm (?:was|is|has been) (?:down|off|broken|dead|out)|unsafe|unlit|hazard|missing (?:guard|sign|label|warning|handrail)|hoist (?:was|is) broken|harness|scaffold\w*)\b",
    "workload": r"\b(?:drowning|swamped|overwhelm\w*|snowed under|over(?:load|work|stretch)\w*|stretched|slammed|off (?:my|our) feet|flat out|buried|pressure|under ?water|exhaust\w*|knackered|shattered|burn(?:t|ed) out|tired|busy|slept|sleep|all night|back[- ]to[- ]back|workload|too much|too many|so much|so many|plate|juggling|deadlines?|quarter|month[- ]end|"
    r"year[- ]end|close|closing|overtime|shifts?|double shift|rush|peak|backlog|hours|straight|meetings|calls|tickets|projects|no time|enough time|hectic|manic|crazy|mad|chaos|chaotic|covering|alone|single[- ]handed|pulled in|jobs? at once|at once|hands? full|stress\w*|capacity|crunch|hurry|firefighting|pace|weekend|run ragged|nonstop|non-stop|head above|(?:has|had|have) (?:the )?time|time to|same week|breathing down|heaving|rammed|queue|that many|on (?:call|shift)|(?:no|a) break|double|relentless|insane|lit up|workload)\b",
}
"""What an excuse is about, most private first."""

OVERLOAD = regex_small(
    r"\b(?:(?:i|we)(?:'?ve|'?m|'?d| have| had| was| were| am| are|'?re)?(?: \w+){0,2} (?:drowning in|swamped|snowed under|overwhelmed|"
    r"overloaded|overworked|run off (?:my|our) feet|flat out|stretched (?:thin|across|over|between)|buried in|exhausted|knackered|"
    r"shattered|covering for|firefighting|juggling)|(?:on|off) my plate|back[- ]to[- ]back (?:in |all |calls|meetings|with)|"
    r"(?:my|the|our) workload|running on empty|under (?:so much|a lot of|huge|enormous|too much) pressure|"
    r"(?:so|too|crazy|insanely|really) busy|pulled in (?:\w+ )?directions|(?:a hundred|a million|too many) (?:\w+ )?(?:at once|open)|"
    r"(?:been|was|were) (?:really |so |pretty |very )?(?:hectic|manic|relentless|chaotic))\b",
)
HINTS: dict[str, re.Pattern[str]] = {
    "excuse": regex_small(
        r"\b(?:have|has|got|with|my) (?:adhd|add|dyslexia|dyspraxia|autism|anxiety|depression|epilepsy|asthma|diabetes|long covid|tinnitus|migraines?)\b"
        r".*\b(?:lost|missed|forgot|mixed|misread|skipped|slipped|late|wrong|so)\b"
        r"|\b(?:i|we)(?:'?ve been| have been| was| were| had been| am|'?m) (?:also |still |already )?(?:covering for|doing the work of) (?!me\b)"
        r"|\bi (?:was|were) (?:so |really |very |too |just |a bit )?(?:tired|exhausted|hungry|rushed|in a (?:hurry|rush)|distracted|stressed|flustered) (?:and|so) (?:i )?(?:\w+ )?"
        r"(?:read|missed|forgot|misread|mixed|lost|broke|sent|put|typed|picked|took|left|gave|got|did|made|pressed|skipped|dropped)\b"
        r"|\bi (?:missed|forgot|misread|mixed|lost|broke|dropped|overlooked|skipped|left) .*\b(?:because|cause|cos|coz) (?!(?:i|we)\b|i')(?:my \w+|the (?:\w+ )?\w+|[a-z]+) (?:was|were|kept) \w+ing\b",
    ),
    "blame": regex_small(
        r"\b(?!i\b|we\b|nobody\b)[a-z]+ (?:had )?(?:said|told me|assured me|swore|promised) (?:that )?the (?:\w+ )?(?:template|form|list|sheet|file|numbers?|figures?|version|copy|label|draft|order|stock|settings?|script|price|address|total|rota)"
        r" (?:was|were|looked) (?:all )?(?:fine|ok|okay|right|correct|good|checked|ready|up to date)\b"
        r"|^(?=.*\b(?:i|my)\b)(?:.*\b(?:wrong|old|late|missed|forgot|mixed|mistake|error|misread|broke|lost|dropped|overlooked|skipped|slipped|didn'?t check)\b.*\b(?:because|cause|cos|coz) "
        r"(?!(?:i|it|its|there|that|this|we|of|my mistake)\b|i')(?:[a-z]+|my \w+|the (?:\w+ )?\w+) "
        r"(?:told|said|forgot|never|changed|insisted|didn'?t|hadn'?t|wouldn'?t|gave|sent|put|wanted)"
        r"|.*\b(?:because|cause|cos|coz) (?!(?:i|we)\b|i')(?:[a-z]+|my \w+|the (?:\w+ )?\w+) (?:kept (?:on )?\w+ing|keeps \w+ing|interrupted|distracted|rushed|hurried|shouted|talked|was (?:talking|shouting|rushing|standing over)))\b",
    ),
    "vague_promise": regex_small(
        r"^\W*(?:and |then |just |i'?ll |i will |we'?ll |i'?m going to |to )*(?:"
        r"(?:think (?:about|of|over)|reflect on|work on|see) (?:how|what|whether|if|ways?|this|that|it)\b(?!.*\d)"
        r"|keep (?:everyone|everybody|people|them|all of them|you|the team|the \w+) (?:\w+ )?(?:in the loop|posted|informed|up to date|updated)\W*$)",
    ),
    "repair": regex_small(
        r"^\W*(?:and |so |then |but )?(?:i|we)(?:'ll| will| have to| need to| must| am going to|'m going to)? (?:\w+ ){0,6}?(?:e-?mail|call|ring|phone|write to|tell|send|fix|refund|replace|correct|return|reprint)"
        r" .*\bby (?:\d|noon|midday|midnight|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    ),
}
"""Words that the trained reader weighs too lightly, and the label they speak for."""
_THING = r"(?:it|them|this|that|(?:the|my|our|their|your|that|both|all)\ (?:\w+\ ){0,3}?\w+)"
_UNDONE = (
    rf"(?:take\ (?:it|them|that|the\ (?:\w+\ ){{0,2}}?\w+)\ (?:down|off|back)|(?:delete|shred|destroy|recall|bin|remove|return|ignore|hold|withdraw|un(?:publish|send|share)|pull|discard)\ {_THING}"
    rf"|send\ {_THING}\ back|not\ (?:open|read|forward|use|share|print)\ {_THING})"
)
_ASKED_TO_UNDO = regex_small(
    rf"""
    \b(?:asked|asking|ask|told|begged|requested|got)\ (?:(?!(?:nobody|no\ one)\b)[\w'.-]+\ ){{1,5}}?(?:please\ )?(?:to\ (?:please\ )?{_UNDONE}|not\ to\ (?:open|read|forward|use|share|print)\ {_THING})
    """,
    re.VERBOSE,
)
_IN_SECRET = regex_small(
    r"\b(?:so (?:that )?(?:no ?one|nobody|it|he|she|they|none)|before (?:any\w*|some\w*|the|he|she|they|my)|without (?:anyone|telling)|quiet\w*|secret\w*|log|logs|trail|trace|traces|history|record|records|evidence"
    r"|proof|footage|cctv|complaint|report|between us|notice[sd]?|find[s]? out|keep (?:it|this) to)\b"
)
_OWED = regex_small(
    r"\W*(?:and |so |but )?(?:i|we) (?:was|were|am) (?:to|due to|meant to|supposed to) (?!be\b)[\w'-]+(?: (?!because|but|and|as|since|when|while|until|only)[\w':.-]+){0,9}\W*"
)
MINE = regex(r"\b(?:i|my)\b")
SORRY = regex(
    r"\b(?:sorry|(?<!ll )(?<!will )(?<!going to )apologi[sz]e|apologies)\b(?! to (?:bother|disturb|interrupt|write|chase))"
)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((label, regex_small("|".join(f"(?:{p})" for p in patterns))) for label, patterns in RULES.items())


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, regex_small(pattern)) for kind, pattern in KIND_WORDS.items())


def labels(text: str) -> frozenset[str]:
    """The labels that the rules give one sentence. Crisis is not among them: the safety floor has its own rules."""
    words = " ".join(plain(text).text.split())
    low = small(words)
    found = {label for label, pattern in _compiled() if pattern.search(low)}
    if "conditional_apology" in found:
        found.discard("apology")
    if found & {"excuse", "blame"} and not MINE.search(low):
        found.discard("ownership")
    if found & {"blame", "concealment", "negative_self_talk", "excuse", "minimizing"} and "ownership" not in found:
        found.discard("fact")
    if "passive_evasion" in found and found & {"ownership", "repair"}:
        found.discard("passive_evasion")
    if "vague_promise" in found:
        found -= {"prevention"} if "repair" not in found else {"repair"} if not re.search(TIME, words) else set()
    return frozenset(found)


_BROKEN = regex_small(
    r"\b(?:alarm|detector|extinguisher|sprinkler|hoist|guard|rail|ladder|scanner|lock|light|gate|sensor|lift|machine|brake|harness|equipment)s?"
    r"\ (?:(?:has|have|had)\ been|was|were|is|are)\ (?:still\ |already\ )?(?:down|off|broken|dead|out\b(?!\ to)|faulty|missing|not\ working)\b",
    re.VERBOSE,
)


def broken(text: str) -> bool:
    """Claim: a thing that keeps people safe was in no working order. Its state is a fact for the report and hides nobody."""
    return _BROKEN.search(small(plain(text).text)) is not None


def kind(text: str) -> str | None:
    """What an excuse is about, or None when it is nothing that needs a word of its own."""
    words = small(plain(text).text)
    if _BROKEN.search(words):
        return "safety"
    return next((name for name, pattern in _kinds() if pattern.search(words)), None)


def overload(text: str) -> bool:
    """Whether the sentence speaks of being overloaded: not yet an excuse, but a reason to look for one."""
    return OVERLOAD.search(small(plain(text).text)) is not None


def hints(text: str) -> frozenset[str]:
    """The labels that some words speak for: not yet enough for one, but a reason to look."""
    words = small(plain(text).text)
    return frozenset(label for label, pattern in HINTS.items() if pattern.search(words))


def sorries(text: str) -> tuple[tuple[int, int], ...]:
    """Where the text says sorry, in offsets of the original."""
    made = plain(text)
    return tuple(made.original(*match.span()) for match in SORRY.finditer(small(made.text)))


_EVERYDAY = regex_small(
    r"""
      (?:(?:and\ |but\ )?i\ (?:do\ |just\ |still\ |only\ )*(?:keep\ |kept\ |can'?t\ stop\ )?(?:wonder(?:ing|ed)?|think(?:ing)?\ about|ask(?:ing)?\ myself|worry(?:ing)?(?:\ about)?)\ )?what\ (?:(?:do|did|will|would|must|should|does|can|if)\ )?(?:they|people|everyone|everybody|he|she|you|the\ \w+|my\ \w+|\w+)
        (?:\ (?:all|both|will|would|must|now|really|might))*\ thinks?\ (?:of|about)\ me
    | (?:nobody|no\ ?one)\ (?:will\ |would\ |'ll\ )?(?:ever\ )?notices?\ if\ i\ (?:just\ )?(?:fix|change|correct|swap|put|redo|send|skip|replace|reprint)
    | (?:nobody|no\ ?one)\ (?:needs|wants|is\ waiting\ for|expects)\ (?:anything|something|more)(?:\ (?:else|more|further))?\ (?:from|of)\ me
    | ^(?:and\ )?i\ (?:just\ )?(?:keep|can'?t\ stop|cannot\ stop|couldn'?t\ stop)\ thinking\ about\ (?:it|this|that|what\ happened|the\ mistake|my\ mistake|work)
    | ^\W*(?:and\ |but\ )?(?:i\ |i'm\ )?(?:just\ |still\ )*(?:keep|kept|can'?t\ stop|cannot\ stop|couldn'?t\ stop)\ (?:going\ (?:over|back\ (?:over|to))|replaying|re-?reading|coming\ back\ to|thinking\ (?:about|of|back\ to)|hearing|seeing)
        \ (?:it|this|that|(?:the|my|that|this|her|his|their)\ (?!bridge|roof|train|track|rope|river|edge|window|end|cliff|water|note|letter|plan|gun|knife|way|void|dark|funeral|noose|platform|rail|canal|quarry|sea)[\w'-]+)
        (?:\ (?:in\ my\ head|over\ and\ over|all\ (?:day|night|week|evening|weekend)|at\ night|again|tonight|today))*\W*$
    | (?:will\ not|won'?t|isn'?t\ going\ to|not\ going\ to|is\ not|isn'?t|not)\ be\ (?:ready|done|finished|delivered|shipped|on\ time|in\ time|complete|back\ from)\b
    | (?:haven'?t|have\ not|hadn'?t|didn'?t|did\ not|barely|hardly|not)\ (?:really\ |properly\ )?sle(?:pt|ep)\b(?!\ (?:since|(?:for|in)\ (?:weeks|months|days|\w+\ (?:days|nights|weeks))|pills?))
    | \b(?:done|finished)\ for\ (?:today|the\ (?:day|week|night|shift)|tonight|now)\b
    | (?:everyone|everybody|they|people|customers?|clients?|the\ \w+)(?:'s|s|\ is|\ are|'re|\ were|\ was)?\ (?:all\ )?waiting\ (?:on|for)\ (?:me|us|it|the)\b
    | \b(?:so|really|way|totally|too|very|weeks|days|hours)\ (?:far\ )?behind\b
    | (?:nobody|no\ ?one|none\ of\ (?:us|them))\ (?:has\ |had\ |even\ )?died\b
    | (?:nobody|no\ ?one)\ (?:else\ |here\ |free\ |left\ )*to\ (?:cover|take|do|ask|replace|swap|run|open|lock|hand|check|drive)\b
    | \b(?:day\ off|dentist|physio|appointment|annual\ leave|bank\ holiday)\b
    | nothing\ (?:is\ |was\ )?left\ (?:in|for|of|on)\ (?:the|this|our)\ (?:budget|rest\ of\ the|year|month|quarter|shel\w+|store|stock|account|pot|till|week)
    | \b(?:swamped|snowed\ under|flat\ out|short[-\ ]staffed|understaffed|covering\ for(?:\ \w+){0,2}(?:\ (?:people|colleagues|others|staff))?(?:\ who(?:'s|\ is|\ are|\ has|\ have)?\ (?:left|off|away|ill|sick|on\ leave|gone))?)\b
    | ^\W*(?:i\ |and\ i\ )?(?:don'?t|do\ not)\ know\ how\ (?:to|i'?ll|i\ will|i\ can)\ (?:ever\ )?(?:face|tell|look\ at)\ (?:him|her|them|my\ (?:boss|manager|team|lead|supervisor)|(?:the|our)\ (?:team|clients?|customers?))\b(?!.*\blife\b)
    | (?:i\ (?:just\ )?(?:keep\ |can'?t\ stop\ )?think(?:ing)?\ (?:that\ )?(?:they|she|he|people|nobody|everyone)?\ ?)?(?:won'?t|will\ not|will\ never|never|no\ ?one\ will|nobody\ will|not\ going\ to)\ (?:ever\ )?trust\ me\b
    | rather\ not\ (?:go\ to|attend|join|be\ at|sit\ in)\ (?:the|that|this|our)\ (?:\w+\ )?(?:meeting|stand-?up|call|review|party|briefing|lunch)\b
    | ^\W*(?:i\ |we\ |and\ )*(?:won'?t|will\ not|will\ never|never|'?ll\ never)\ let\ (?:anyone|anybody|someone|any\ \w+|him|her|them|people)\ (?:else\ )?(?:up|in|out|near|on|onto|use|drive|touch|open|leave|go|through|past|climb|work)\b.*\b(?:without|unless|until|till|before)\b
    | can'?t\ (?:take|do|face|work|handle)\ another\ (?:\w+\ )?(?:shift|double|night|call|meeting|webinar|ticket|table|late|early|one\ of\ th[eo]se)\b
    | (?:lose|losing|lost|keep|quit|leave|leaving)\ (?:my|the|this)\ job | (?:will|would|might|could|going\ to)\ (?:fire|sack|dismiss)\ me
    | (?:get|be|getting|being)\ (?:fired|sacked|dismissed|let\ go)
    | ^(?:i\ )?(?:just\ )?(?:want|wanna|would\ like|i'?d\ like)\ to\ (?:go\ home|quit|resign)
    | easier\ if\ i\ (?:just\ )?(?:quit|resigned|left\ this\ job)
    | on\ (?:leave|holiday|vacation|annual\ leave) | end\ of\ my\ shift | follow\ me\ (?:forever|around)
    | (?:have\ )?nothing\ (?:left|more|else)\ to\ (?:add|say)
    | (?:will|can|could|would|to)\ (?:sit\ in|come\ (?:along|with\ me))\b | send\ only\ the\ facts
    | (?:(?:don'?t|do\ not)\ want\ to\ (?:be|work)\ )?(?:on|of|with)\ this\ (?:project|client|account|contract|ticket|spreadsheet|release)\b | hung\ up\ on\b
    | (?:take\ over|cover|swap)\ (?:for\ me(?!\ (?:much|any)\ longer)|my\ (?:shift|shifts|table|tables|calls|round|desk))\b
    | \bi'?m\ off\ (?:from|until|till|on|tomorrow|next|this) | (?:everyone|everybody|they)(?:'ve|\ have|\ has|'s|s)?\ (?:all\ )?gone\ home
    | here\ (?:when|once|if)\ \w+(?:\ \w+)?\ (?:finds?|hears?|sees?)\b
    | wish\ it\ had(?:\ never|n'?t)\ happened | couldn'?t\ sleep | what\ (?:happens|will\ happen)\ to\ me\b(?!\ (?:when|if|after)) | what\ if\ it\ never\ goes\ away
    """,
    re.VERBOSE,
)
_STANDS = regex_small(
    r"""
      (?:and\ |but\ )?(?:(?:it|that|this|they|the\ \w+|my\ \w+)(?:'s|'ve|s|\ is|\ was|\ are|\ were|\ has|\ have|\ had)?\ )?(?:all\ |still\ |only\ |just\ )?(?:been\ )?
      (?:live|up|online|offline|out(?:\ there)?|wrong|broken|like\ (?:this|that)|in\ prod(?:uction)?|on\ (?:sale|the\ (?:site|website|web|page|app|server|intranet|internet|menu|shelf|shelves|wall|door|notice\ ?board)))
      (?:\ (?:there|on\ the\ (?:site|website|page|app|server)))?\ (?:since|for|all|until|till|from)\ [\w:.]+(?:\ [\w:.]+){0,4}
    | (?:it'?s\ |it\ has\ |the\ \w+\ has\ )?(?:been\ )?down\ (?:since|from)\ (?:noon|midday|midnight|lunch|\d[\d:.]*\ ?(?:am|pm)?|(?:the|our|my)\ (?:deploy|deployment|release|update|upgrade|migration|restart|patch|switch\w*))(?:\ \w+){0,3}
    """,
    re.VERBOSE,
)
"""What a thing is and since when: "been live since this morning". The person is not in it."""
_GRAVE = regex_small(
    r"\b(?:die|dying|dead|kill\w*|suicid\w*|hurt\w*|harm\w*|alive|living|live|exist\w*|end it|pills?|rope|knife|goodbye|breath\w*)\b",
)


_WILL_KILL_ME = regex(
    r"""
      \b(?:she|he|they|dad|mum|mom|my\ (?:boss|manager|lead|supervisor|team|colleagues?)|the\ (?:boss|manager|team|clients?|customers?)|[A-Z][a-z]+)
      (?:'?s|\ is|\ are|'?re|'?ll|\ will)?(?:\ (?:so|totally|literally|probably|really))?\ ?(?:going\ to\ |gonna\ |gon\ )?(?:kill|murder|skin|eat)\ me\b
    """,
    re.VERBOSE,
)
_MEANT = regex_small(
    r"\b(?:home|house|outside|knife|gun|weapon|police|husband|wife|ex|partner|said|says|told|threat\w*|hit\w*|beat\w*|hurt\w*|chok\w*|lock\w*"
    r"|scared|afraid|tonight|follow\w*|wait\w*|found|find|again)\b",
)

_ACT = (
    r"(?:stop|pause|(?:leave|walk\ out\ of)\ (?:the|my)\ (?:room|floor|desk|call|meeting|counter|kitchen|ward|office)|(?:walk|step|go)\ (?:out|away|outside|back)"
    r"|count\ to\ \w+|(?:take|have|get)\ (?:a|some|one|two)?\ ?(?:deep\ )?(?:breaths?|break|minute|sip|water)|breathe|put\ (?:it|the\ \w+|my\ \w+)\ down|come\ back|wait)"
)
_FOR_SO_LONG = r"(?:\ (?:for|after)\ (?:a\ |\w+\ )?(?:moment|seconds?|minutes?|mins?))?"
_NOBODY_COMES = (
    r"(?:honestly,?\ |sorry,?\ )?(?:(?:no\ ?one|nobody|none)\ (?:else\ |really\ |that\ )*(?:i\ (?:can|could)\ think\ of|comes?\ to\ mind|springs?\ to\ mind)"
    r"|i\ (?:can'?t|cannot|couldn'?t)\ (?:really\ )?think\ of\ (?:anyone|anybody|any\ ?one|someone|a\ name|a\ person))(?:\ (?:right\ now|now|here|at\ the\ moment|sorry|off\ hand))?"
)
"""Asked for a name."""
_NO_BEGINNING = (
    r"(?:sorry,?\ )?(?:i'?m\ |i\ am\ )?(?:i\ (?:really\ )?(?:don'?t|do\ not)\ know|not\ sure|no\ idea|unsure)\ (?:where|how|what)\ to\ "
    r"(?:start|begin|write|say|put|type|do|tell\ (?:him|her|them|my\ boss))(?:\ (?:first|now|here|next|(?:with|about)\ (?:it|this)))?"
)
"""Asked for the story."""
_NOT_AGAIN = (
    r"(?:(?:i|it|this|that)\ )?(?:won'?t|will\ not|will\ never|never|not\ going\ to|never\ going\ to)\ (?:ever\ )?"
    r"(?:do|mak|leav|tak|send|touch|us|skip|forget|sign|press|open|turn|put|rush|click|post|run|cut|driv|happen|mov|deploy|push|merg|book|typ|copy|guess|assum)(?:e|t?ing)?"
    r"(?:\ (?!me\b|you\b|them\b|him\b|her\b|any|every|my\b|down\b|home\b)[\w']+){0,7}?\ again(?:\ (?:without|before|until|till|unless|when|while)\ .{1,60})?"
)
"""A promise not to repeat an act."""
_UNDER_PRESSURE = (
    r"(?:(?:he|she|they|my\ \w+|the\ \w+)\ (?:says?|said|told\ me|tells\ me)\ (?:that\ )?)?if\ i\ (?:don'?t|do\ not|refuse|won'?t)(?:\ (?:to\ )?(?:sign|say|admit|write|agree|accept|confirm|send|take)(?:\ \w+){0,4}?)?,?\ "
    r"(?:i\ (?:can\ forget|will\ lose|lose|'?ll\ lose|can\ look\ for)\ (?:the|my|a|that)\ [\w ]{3,30}|(?:he|she|they|my\ \w+)(?:'?ll|\ will|\ would|\ can)\ make\ (?:my\ life|it|things|work)\ (?:\w+\ )?(?:hard|hell|difficult|worse)(?:\ for\ me)?)"
    r"|(?:he|she|they|my\ \w+|the\ (?:boss|manager|owner|lead))\ (?:wants?|wanted|asks?|asked|told|tells|expects?)\ me\ to\ (?:write|say|sign|admit|state|confirm|email)(?:\ [\w']+){0,5}?\ "
    r"(?:it\ was\ (?:me|my)|i\ (?:did|was|left|sent|broke|forgot|made))\b.{0,60}"
)
"""Somebody presses for a signature, with the job as the price."""
_REGRETS = r"i\ (?:know\ (?:that\ )?i\ )?(?:really\ )?should(?:n'?t|\ not|\ never)\ have\ (?!been\b|come\b|woken\b|existed\b|lived\b|survived\b|made\ it\b)\w+(?:\ [\w']+){0,8}"
"""An act is regretted."""
_NOT_TODAY = (
    r"i\ (?:really\ |just\ )?(?:can'?t|cannot|couldn'?t)\ (?:tell|face|call|ring|see|ask|speak\ to|talk\ to|write\ to)\ (?:him|her|them|it|my\ (?:boss|manager|lead|supervisor|team)|(?!any|every)[a-z]+)"
    r"\ (?:today|yet|now|right\ now|this\ week|(?:before|until|till)\ [\w:]+)"
)
"""A talk is put off."""
_LEAVES_THE_JOB = r"(?:i'?m\ |i\ am\ |i\ keep\ )?(?:thinking\ (?:of|about)|considering)\ (?:quitting|resigning|leaving\ (?:my|this|the)\ (?:job|company|place|firm))"
_THEIR_VIEW = (
    r"(?:i\ (?:keep\ thinking|think|feel\ like|know|bet)\ (?:that\ )?)?(?:everyone|everybody|they|they\ all|people|he|she|the\ team|my\ \w+)\ (?:now\ |must\ |all\ |probably\ )*thinks?\ (?:that\ )?(?:i'?m|i\ am)\ "
    r"(?:an?\ |so\ |such\ |totally\ |just\ )*(?:useless|stupid|incompetent|idiot|hopeless|careless|lazy|clueless)(?:\ (?:now|at\ (?:this|my\ job)))?"
    r"|(?:he|she|they|my\ (?:boss|manager|lead|team|colleagues?)|(?!no|every|any)[a-z]+)\ (?:(?:won'?t|doesn'?t|will\ not)\ (?:even\ )?(?:talk|speak|reply|answer)|(?:isn'?t|is\ not|aren'?t)\ (?:talking|speaking|replying))\ ?(?:to\ me)?(?:\ (?:since|today|now|anymore))?"
)
"""What others may think of the writer, and how they show it."""
_OF_THE_DAY = regex_small(
    rf"""
      (?:when(?:ever)?|if|as\ soon\ as|once|each\ time)\ (?:i|my)\ (?:[\w']+[ ,]+){{1,8}}?(?:then\ )?i\ {_ACT}{_FOR_SO_LONG}
        (?:(?:,|\ and|,\ and|\ then|,\ then)\ (?:then\ )?(?:i\ )?{_ACT}{_FOR_SO_LONG})*
    | (?:i|we|i'?ll|i\ will|i'?m\ going\ to|i'?d\ like\ to)\ (?:stop|quit|no\ longer|won'?t)\ (?:(?:tak|do|answer|check|read|send|us|book|sign|writ|skip|mak|accept)\w*\ )?(?:my\ |the\ |a\ |any\ )?
        (?:work(?:ing)?\ (?:late|at\ night|alone|weekends|from\ memory|through\ lunch)
          |(?:tea\ |lunch\ |coffee\ )?breaks?|lunch|calls?|e?mails?|messages|orders|photos|short\ ?cuts|checks?|forms?|notes|overtime|extra\ shifts?|(?:two|three|several)\ (?:things|jobs|tasks))
        (?:\ (?:there|here|at\ (?:once|night|the\ \w+|my\ \w+)|on\ the\ \w+|in\ the\ \w+|during\ \w+|by\ (?:hand|heart)|from\ memory|alone|together))*
    | (?:i|we)?(?:'?ve|\ have)?\ ?(?:asked\ for|requested|need|needed|wanted|applied\ for)\ (?:\w+\ ){{1,4}}?(?:because\ of|due\ to|for)\ my\ \w+(?:\ \w+)?
        (?:,|\ and|\ but|,\ and|,\ but)\ (?:he|she|they|hr|my\ \w+|the\ \w+|[a-z]+)\ (?:said\ no|says\ no|refused(?:\ it)?|denied\ it|turned\ (?:it|me)\ down|(?:would\ not|wouldn'?t)\ (?:have|hear\ of|allow|agree\ to)\ it)(?:\ at\ all)?
    | i(?:\ do\ not|\ don'?t|'?d\ rather\ not|\ would\ rather\ not)\ (?:really\ )?(?:want\ to\ |feel\ like\ |like\ to\ )?(?:writ|typ|draft|spell|sign|fill)\w*
        (?:\ (?:it|this|that|them|a\ \w+|the\ \w+|anything))?(?:\ all)?(?:\ (?:out|down|up|in))?(?:\ (?:myself|now|today|yet))?
    | {_NOBODY_COMES}
    | {_NO_BEGINNING}
    | {_NOT_AGAIN}
    | {_UNDER_PRESSURE}
    | {_REGRETS}
    | {_NOT_TODAY}
    | {_LEAVES_THE_JOB}
    | (?:can|could|will|would)\ you\ (?:just\ |please\ )*(?:do|write|draft|make|type|finish)\ (?:it|this|that|one|a\ \w+|the\ \w+)(?:\ for\ me|\ please|\ instead)*
    """,
    re.VERBOSE,
)
"""What people do, ask for and put off at work, when it is the whole sentence: a plan for a hard minute, a habit to break, an
adjustment that was refused, a text that somebody else may write. A word more, and it is read like any other sentence."""
_WEIGHS = regex_small(
    r"\b(?:any ?more|any longer|forever|for good|ever again|like this|pills?|meds|medication|tablets|bridge|roof|home|house|car|garage|everyone|them|point)\b",
)


_TOLD_ON = r"(?:and\ |but\ |now\ )?(?:he|she|they|my\ \w+|(?!i\b)[a-z]+)\ (?:then\ |has\ |have\ |just\ |already\ )*told\ (?:everyone|everybody|all|the\ (?:whole\ )?(?:team|office|floor|company|shop|ward))(?:\ (?:about\ it|else|now))?"
"""A confidence that went round."""
_NO_HARM = r"(?:(?:luckily|thankfully|and|but|at\ least),?\ )?(?:nobody|no\ ?one|none\ of\ them)\ (?:else\ )?(?:was\ |got\ |is\ |has\ been\ |were\ )?(?:hurt|injured|harmed)(?:\ (?:thank\ god|luckily|thankfully))?"
_SEEN_AS = regex_small(rf"{_THEIR_VIEW}|{_TOLD_ON}", re.VERBOSE)
_UNHARMED = regex_small(_NO_HARM, re.VERBOSE)


def of_the_day(text: str) -> bool:
    """Claim: the whole sentence is an answer or a plan that this coach hears every day; a word more, and it may be anything."""
    bare = small(text.strip().replace("\u2019", "'").rstrip(" .!?"))
    if _UNHARMED.fullmatch(bare) or _STANDS.fullmatch(bare):
        return True
    if _GRAVE.search(bare):
        return False
    return bool(_SEEN_AS.fullmatch(bare)) or (bool(_OF_THE_DAY.fullmatch(bare)) and not _WEIGHS.search(bare))


def no_harm(text: str) -> bool:
    """Claim: it says that nobody was hurt, and nothing else."""
    return _UNHARMED.fullmatch(text.strip().rstrip(" .!?").casefold()) is not None


_DAY = (
    r"(?:on |at |by |this |last |since )?(?:the )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight|yesterday|today|tonight|morning|afternoon|evening"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|\d[\w:.]*)"
)
_COUNTED = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred)"
_REPORTED = regex_small(
    rf"(?:(?:[\w'-]+ ){{1,5}}(?:(?:was|were|has been|have been) (?:all )?(?:sent|posted|e-?mailed|mailed|returned|delivered|signed|received|handed|collected|printed|filed|paid"
    rf"|shipped|picked|restored|replaced|corrected|refunded|published|installed|loaded|logged)|went)(?: back| out| off| up| over| in| live)?(?:,? {_DAY}(?:,? (?:at|and|to)(?= ))?)+"
    rf"|{_COUNTED} (?:[\w'-]+ ){{1,3}}(?:went|were sent|were posted|were delivered) to (?!the wrong)[\w' -]{{1,25}}(?:,? {_DAY})*)",
)
_AMISS = regex_small(
    r"\b(?:wrong\w*|mistak\w*|not|never|late|early|lost|without|twice|too|instead|somehow|incorrect\w*|accident\w*|only|already|still)\b|n't\b"
)


def asked_to_undo(text: str) -> bool:
    """Claim: somebody was asked to delete, shred, return or take down what went wrong, openly: it is put right, and hides nothing."""
    low = small(plain(text).text)
    return _ASKED_TO_UNDO.search(low) is not None and not _IN_SECRET.search(low)


def owed(text: str) -> bool:
    """Claim: it says what was to be done ("I was to send it at noon on Friday"), and no reason for anything."""
    return _OWED.fullmatch(small(plain(text).text)) is not None


def reported(text: str) -> bool:
    """Claim: it says what was sent, returned, signed and the like, and when, and nothing is amiss in it: nobody is hidden."""
    bare = small(text.strip().rstrip(" .!"))
    return _REPORTED.fullmatch(bare) is not None and not _AMISS.search(bare)


def everyday(text: str) -> bool:
    """Claim: a worry or a plan that this coach hears every day, about a job, a reputation, a bad night; no word of a life in it.

    "She is going to kill me" is one, where nothing beside it says that it was meant.
    """
    bare = text.strip().replace("\u2019", "'")
    low = small(bare)
    if _WILL_KILL_ME.search(bare):
        return not _MEANT.search(low) and _nothing_beside(_WILL_KILL_ME.sub("|", _FINDS_OUT.sub("|", bare)))
    rest, found = _EVERYDAY.subn("|", low)
    return found > 0 and not _GRAVE.search(low) and _nothing_beside(rest)


_FINDS_OUT = regex(
    r"\b(?:when|if|once|as soon as|for) (?:(?:he|she|they|it|that|this|my \w+|the \w+) ?)?(?:finds?|hears?|sees?|reads?|notices?|gets|opens|learns|knows|this|that|it|sending|missing|losing)\b(?: \w+){0,4}",
    re.I,
)
_PIECES = regex_small(
    r"[|,;:.!?\u2026\u2013\u2014]+| - |\b(?:and|or|but|so|then|because|cos|when|while|if|before|after|until|till)\b"
)
_SETTLED = regex_small(
    r"(?:all of it|it|that|the \w+)(?:'s| is| was)? (?:all |now )?(?:settled|done|fixed|sorted|closed|paid)"
)
_SELF = regex_small(r"\b(?:i|i'\w+|im|ive|ill|id|me|my|myself|mine)\b")


def _nothing_beside(rest: str) -> bool:
    """Claim: what stands beside the everyday words in this sentence says nothing by itself: then it is about no life."""
    pieces = [piece for piece in _PIECES.split(small(rest)) if piece.strip() and not _SETTLED.fullmatch(piece.strip())]
    return all(len(piece.split()) < (3 if _SELF.search(piece) else 5) for piece in pieces)
