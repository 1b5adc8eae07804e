"""Words that the rules of tidying and framing look at, by what they do in a sentence. All in lower case, none is spoken."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CONTRACTIONS: dict[str, str] = {
    word.replace("'", ""): word
    for word in (
        "don't can't won't didn't doesn't isn't wasn't aren't weren't hasn't haven't hadn't couldn't wouldn't shouldn't "
        "mustn't needn't ain't he's she's that's what's there's here's who's where's how's they're you're we've they've "
        "you've you'd they'd you'll they'll it'll that'll could've should've would've must've might've "
        "i'm i've else's somebody's someone's nobody's everybody's everyone's anybody's anyone's today's yesterday's "
        "tomorrow's o'clock"
    ).split()
}
"""What is written without its apostrophe and can be nothing else."""

PRONOUNS = _set("she he they her him his hers them their theirs herself himself themselves")
"""May stand for the reader, so a sentence with one after the reader's name keeps the name."""

SINGULAR_PRONOUNS = _set("she he her him his hers hes shes herself himself")

CONJUNCTIONS = _set(
    "and but so because cos coz bcos bc cause if till til until when whenever while that since although though unless "
    "then than as where which what how why whether n plus once before after yeah yes no ok okay well say says said "
    "think thinks thought know knew hope reckon guess means sure or"
)
"""After one of these a new clause may begin."""

PREPOSITIONS = _set(
    "in on at by from to for with without under over about after before into onto off of near behind between through "
    "till til until since during against around within toward towards than upon via per"
)

DETERMINERS = _set(
    "the a an my your our his her their its this that these those some any no every each both all another"
)

AFTER_VERB = (
    DETERMINERS
    | PREPOSITIONS
    | _set("it them him her me us you everyone everybody someone somebody people up out back down away again what who")
    | _set("how why where whether if that everything nothing something one ones mr mrs ms dr")
)
"""What may follow a verb rather than the noun that is spelled like it: report it, report to."""

FUNCTION = (
    PREPOSITIONS
    | CONJUNCTIONS
    | _set(
        "not now again already today tomorrow tonight yesterday too either anyway i we you he she they it is was are"
    )
    | _set("the a an my your our there here still yet though just only will can")
)
"""Words that a noun phrase cannot begin with after an adjective: what tells "it's late and" from "its late fee"."""

ITS_IS = _set(
    "a an the not been my your our his her their me him them us mine yours ours in on at by from to for with under over "
    "about after before just still already also really so too now here there gone ok okay fine probably definitely "
    "actually always never because why what how where that this all like such nothing something more less better worse "
    "quite almost nearly possible impossible likely unlikely going getting"
)
"""After "its" one of these makes it "it's"."""

ADJECTIVES = _set(
    "late early wrong right ready done fixed sent gone broken lost missing dead down up live safe clear clean closed open "
    "true false bad good better worse fine over out off back new old big small easy hard urgent important private public "
    "empty full slow fast hot cold red green amber stuck sorted shut paid unpaid due overdue correct incorrect okay ok "
    "possible known unknown official stupid silly sad awful terrible horrible great nice perfect simple obvious serious "
    "different same complete incomplete final short long high low cheap expensive free busy quiet sure certain "
    "stable online offline visible dry wet warm alive dangerous"
)

PARTICIPLES = _set(
    "done sent gone lost broken made paid seen taken given written read put set cut shut kept left held told found bought "
    "built brought caught sold met run won begun drawn driven eaten fallen forgotten hidden known shown spoken stolen "
    "thrown worn torn sorted back ready complete in up out off"
)

PAST = _set(
    "sent told rang forgot left lost broke made gave took put wrote read said saw found got did had went came ran began "
    "kept held built bought brought thought caught chose cut hit hurt let meant met paid quit rode sold set shut shot sat "
    "slept spoke spent stood stole swore taught threw understood woke wore won knew drew drove ate fell flew froze grew hid "
    "laid led lent lit misread mislaid mistook overwrote overpaid overslept outbid reran reset resent rebuilt rewrote split "
    "spilt spread stuck struck swapped tore typed used undid upset wound bit blew dealt dug fed felt fought fled forbade "
    "heard hung spun stung strode sank swam withdrew"
)
"""Past forms that are no regular -ed."""

MODALS = _set(
    "will can could would should shall must might may cant can't wont won't couldnt couldn't wouldnt wouldn't shouldnt "
    "shouldn't mustnt mustn't did didnt didn't had hadnt hadn't"
)

AGREES: dict[str, str] = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isnt": "aren't", "isn't": "aren't", "wasnt": "weren't",
    "wasn't": "weren't", "hasnt": "haven't", "hasn't": "haven't", "doesnt": "don't", "doesn't": "don't", "wants": "want",
    "needs": "need", "knows": "know", "says": "say", "thinks": "think", "asks": "ask", "presents": "present",
    "expects": "expect", "gets": "get", "signs": "sign", "sends": "send", "leaves": "leave", "starts": "start",
    "comes": "come", "goes": "go", "works": "work", "sees": "see", "meets": "meet", "calls": "call", "speaks": "speak",
}  # fmt: skip
"""Verbs that change when the reader's name becomes "you"."""

FINITE = PAST | MODALS | AGREES.keys() | _set("am are were have do be been im i'm its it's ive ill i'll")

TO_SOMEONE = _set(
    "tell tells told telling ask asks asked asking ring rang ringing rung call calls called calling phone phoned phoning "
    "email emailed emailing e-mail mail mailed message messaged messaging text texted texting dm ping pinged slack slacked "
    "show showed showing send sent sending give gave giving let letting help helped helping owe owed promise promised remind "
    "reminded inform informed informing update updated updating copy copied copying cc cced ccd cc'd meet met meeting see saw "
    "seeing warn warned warning thank thanked get got bring brought bringing pay paid notify notified notifying keep kept "
    "keeping hand handed handing leave left leaving cost answer answered reach reached reaching catch caught walk take took "
    "save saved owing write wrote forward forwarded offer offered teach taught pull pulled drag dragged put join joined "
    "invite invited invoice invoiced chase chased chasing contact contacted contacting alert alerted page paged fetch"
)
"""Verbs whose next word may be the person they are done to."""

BEFORE_PERSON = TO_SOMEONE | _set("to with for from by at about before after without of on near behind than and cc")

AFTER_PERSON = _set(
    "by at in on before after until till til about that and so when today tonight tomorrow now yesterday either this "
    "again straight directly myself first the a an my what how why if whether to for with from as it all know have see "
    "twice once last next right already too both then because cos but up down back into every each some any these those "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun"
)

NOT_A_PERSON_AFTER = _set(
    "the a an wrong other another right our my your his her new old this or nor mr mrs ms dr miss prof both colleague boss "
    "manager lead named two which sorry hi hello hey dear thanks morning"
)
"""Before a name these say that it is no plain subject or object: the wrong Dana, my boss Dana, sorry Dana."""

ORDINARY_NAMES = _set(
    "will mark may bill grace rose art dawn joy hope faith frank rob sue pat drew jack miles chase grant dean max ray gene "
    "don guy rich pearl ruby iris ivy summer april june august sky penny chip buddy sunny bob nick jay robin lance page paige "
    "carol holly heather an my so li long min sun he ma yu in to do kim rod chuck wade reed ford stone young small hill case "
    "bishop cook baker king noble price rice sharp swift west north bond cross day field fox green black white brown gray "
    "grey wood woods park parks banks bell berry best bird blue bush child church cliff cole crow dale dick eve fay flora gay "
    "ginger glen hazel herb josh jean jeans june kit lane lily lord love mac mars mason mercy mike mona neat nor norm olive "
    "paris patience peg piper poppy prince reign rex river rocky rusty sandy scout sid skip star stew terry tiger tony trip "
    "van victor viola violet wells wolf wren bean bee are is at on it as or if no go ho ha hu lo me us we you your all any"
)
"""Names that are words too: a capital is put only where the words around make it a person."""

MONTHS = _set("january february april june july august september october november december")
SHORT_MONTHS = _set("jan feb mar apr jun jul aug sep sept oct nov dec")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
SHORT_DAYS = _set("tue tues thu thur thurs fri")
UNSURE_DAYS = _set("mon wed sat sun")

HONORIFICS = _set("mr mrs ms miss mx dr prof professor sir madam")

LONG_ACRONYMS = _set(
    "hipaa nasdaq unicef https libor swift ebitda chaps saas riddor coshh unesco nafta ofsted ofcom ofgem sepa iban oecd asana "
    "javascript mysql redis kafka azure jira slack teams excel gmail iphone"
)
"""Longer tokens that stand in capitals by right."""

SHOUTED = _set(
    "never always every wrong right again today everyone everybody everything nothing nobody somebody someone something "
    "already before after production staging please sorry really still there their these those where which while about would "
    "could should maybe whole entire whatever whoever because without people person client clients customer customers order "
    "orders table tables server servers backup database email emails message messages files folder report reports sheet sheets "
    "number numbers figure figures money price prices wrongly twice three eight seven first second third final finally stupid "
    "urgent important monday tuesday wednesday thursday friday saturday sunday january february march april august september "
    "october november december exactly deleted dropped missed forgot think thing things month months years hours minutes "
    "minute morning afternoon evening night tonight tomorrow yesterday anything anyone myself yourself other another little "
    "great worse worst better completely totally absolutely literally actually immediately master branch delete update error "
    "errors access under until since being having doing going company private public internal external payroll invoice"
)
SHOUTED_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ingly",
    "edly",
    "ously",
    "ally",
    "ible",
    "able",
    "eful",
    "less",
    "ious",
)

KNOWN_ACRONYMS = _set(
    "hr vpn sql csv pdf api uk us usa eu vat it ceo cfo cto coo pr pm qa ui ux id po sla kpi nda gdpr crm erp faq fyi asap eta "
    "etd eod cob pos atm dns url usb ssh sms pto ooo rsvp tbc tbd nhs gp er icu bbc rfp rfq roi ssl tls aws gcp ios php xml html "
    "json yaml css npm cpu gpu ram ssd pc tv am pm utc gmt bst est pst"
)
"""Kept in capitals even where the whole sentence is shouted."""

NOT_AFTER_ILL = _set(
    "and but that this today for with from since all on in at or so when while because patient patients health child "
    "children people relative mother father feeling health-wise again yesterday last is was are were"
)
BEFORE_BEING_ILL = _set(
    "is are was were be been being am im i'm hes he's shes she's theyre they're feel feels feeling felt fell fall falling "
    "taken took got get very too a an the seriously mentally critically terminally really quite badly her his my our their "
    "who's whos both are"
)
AFTER_I_WOULD = _set(
    "a an no been have had like love say said rather be do never already just only also sent put got get seen done want need "
    "call check checked forgotten missed made used left given taken told asked hoped thought planned run gone written lost"
)
SURE_AFTER_I_WOULD = _set("been have rather never like love")

VERBS = _set(
    "add admit advise appeal break knock lay unpick agree alert amend apologise apologize append apply archive arrange ask assign attach audit back balance be "
    "block book bring build bump buy call cancel carry change chase check clean clear close collect come compare complete confirm "
    "contact copy correct count cover create credit cut deal delete deliver deploy describe disable discuss do document double "
    "download drain drive drop edit email empty enable end escalate exchange explain export extend fetch file fill find finish fix "
    "flag fly follow forward freeze get give go hand have help hire hold honor honour import inform inspect install investigate "
    "invoice isolate issue join keep label lead leave let list listen load lock lodge log look mail make mark match measure meet "
    "mend merge message migrate monitor move name notify offer open order own pack page paint patch pause pay phone pick pin ping "
    "place plan post postpone prepare present print process promise prove publish pull purge push put quarantine raise read "
    "realign rebook rebuild recalculate recall reconcile record recount recover redeploy redo redraw refer refund refuse "
    "register re-check re-issue re-run re-send recheck reissue reinstall reject release reload remake remind remove rename "
    "reopen repair repay repeat replace replay reply report repost reprint request reschedule resend reset resolve restart "
    "restore retest retract retrain return reverse revert review revoke rewrite ring roll rotate run save say scan schedule "
    "scrap search seal see sell send separate serve set settle share ship show shut sign sit sort speak split start stay stop "
    "store submit suspend swap switch tag take talk teach tell test text thank throw trace track train transfer travel try turn "
    "type undo uninstall unlock update upgrade upload use verify visit void wait walk warn wash weigh wipe withdraw work wrap "
    "write"
)
"""Plain verbs that may open the answer to "What will you do next?"."""

NOUN_OR_VERB = _set(
    "report fix patch update draft list copy plan note test review refund order print audit backup credit label log mark patch "
    "post process record release repair replacement request return scan schedule sort split transfer upgrade upload document "
    "file invoice match pack paint present exchange import export issue load count record table design quote cut build"
)
"""Verbs that are things too: "report by five" is a thing that will be ready."""

ASKS = _set(
    "forgive trust consider gimme listen accept believe imagine excuse bear though although let allow permit starting being ye yeah"
)
"""These open words to the reader, or no plan."""

THIRD_PERSON = AGREES.keys() | _set(
    "are were weren't aren't means will would i've i'll i'm it's stays lives hangs rings"
)
"""Verbs that have a subject before them."""

CAN_START = _set("will can could should shall must might")
WANTS_TO = _set("have need plan want hope aim intend")
FIRST_SAID = _set("first then also just now still personally immediately")
NOUN_ING = _set(
    "filing meeting booking listing training briefing drawing reading posting building pricing mailing painting"
)

SUBJECTS = _set(
    "i il im i'm i’m ive i've ill i'll i’ll id i'd we weve we've well we'll you youll you'll he she they it its it's hes he's shes "
    "she's theyre they're that thats that's this there theres there's who nobody everyone everybody someone nothing lets let's "
    "if when once unless as"
)
LEFT_ALONE = _set(
    "back not no nothing probably maybe perhaps in on at by from to with until till til after before soon asap and but or sorry "
    "unknown yes hopefully ok okay yet still thanks never what how where why which whose"
)
QUANTITIES = _set(
    "all both half every everything each most two three four five six seven eight nine ten eleven twelve twenty thirty forty "
    "fifty hundred"
)

TIME_STARTS = _set("by before at around on within in until till")
BARE_TIMES = DAYS | SHORT_DAYS | _set("today tomorrow tonight noon midnight eod cob")
TIME_WORDS = (
    BARE_TIMES
    | UNSURE_DAYS
    | MONTHS
    | SHORT_MONTHS
    | _set(
        "am pm this next the end of day business morning afternoon evening night latest at on by or sooner sharp o'clock"
    )
    | _set(
        "oclock half quarter past to first thing lunch lunchtime hour hours min mins minute minutes week close opening"
    )
    | _set("one two three four five six seven eight nine ten eleven twelve an a few days weeks about around march may")
)

NUMBER_WORDS = _set("one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred")
