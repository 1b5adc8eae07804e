"""The crisis floor: rules that need no model, no network and no file, read before anything else.

A missed crisis is the worst error, so the rules look for families of expression, not for sentences: not wanting to
live, ways and means, farewells, danger from others, danger to others, another person's danger. Each rule weighs 3 (a
clear sign), 2 (ask one soft question) or 1 (a hint; two hints of different families, close together, make a question).

The rules are written in a small language over `normal` text, where every word and every stop is set off by one space:
`<name>` is a list of words, `word*` any ending, `…` up to four words of the same sentence, `~` up to eleven, `¶` the end of a clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from bot.patterns import regex

Danger = Literal["crisis", "ask", "no"]

# ---------------------------------------------------------------------------------------------- one spelling

_LOOKALIKES: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u043a\u043c\u0442\u043d\u0432\u04cf"
    "\u03bf\u03b1\u03b5\u03b9\u03ba\u03bd\u03c1\u03c4\u03c5\u03c7\u0131\u0261\u0251",
    "aeopcyxijsdqwkmthbl" + "oaeikvptuxiga",
)
_APOSTROPHES: Final = regex("(?<=\\w)['\u2018\u2019\u201b\u02bc\u02b9\u00b4`\u2032\uff07](?=\\w)")
_LAUGHS: Final = regex("[\U0001f602\U0001f923\U0001f480\U0001f605\U0001f606]")
_SPELT_OUT: Final = regex(r"(?<![^\W_])[^\W\d_](?:[ .\-_*]{1,3}[^\W\d_]){3,39}(?![^\W_])")
_CENSORED: Final = regex(r"(?<=[a-z])[*!|@$#](?=[a-z])|(?<=[a-z])\*\*(?=[a-z])")
_CENSORED_WORDS: Final = regex(
    r"\bk[*!|#@.]{1,2}l+\b|\bd[*!|#]e\b|\bs[*u][*!|#i]c[*!|#i]de\b|\bs\*+cide\b|\bk\*+l\b|\bki\*+\b|\bsu\*+e?\b"
)
_TOKEN: Final = regex(r"[^\W_][\u0900-\u0963\u0970-\u097f\w]*|[.!?;\u0964\u2026\u2014]|\n\s*\n|[,:()\u2013/]")
_STOPS: Final = dict.fromkeys(".!?;\u2014\u2026\u0964", ".") | dict.fromkeys(",:()\u2013/", ",")
_STRETCHED: Final = regex(r"([^\W\d_])\1{2,}")
_LEET: Final = str.maketrans("013457", "oieast")

# Chat, dialect and typing slips, each to its plain word.
_SPELLINGS: Final[dict[str, str]] = dict(
    pair.split("=")
    for pair in (
        "u=you ur=your r=are n=and w=with b=be cos=because coz=because cuz=because bc=because pls=please "
        "plz=please rn=now tho=though thru=through abt=about bout=about smth=something ppl=people 4ever=forever "
        "2nite=tonight tonite=tonight 2night=tonight tonit=tonight tnite=tonight nite=night 2day=today tmrw=tomorrow "
        "tmr=tomorrow tomoz=tomorrow 2moro=tomorrow 2morrow=tomorrow no1=nobody noone=nobody every1=everyone "
        "some1=someone any1=anyone somebody=someone everybody=everyone anybody=anyone wud=would cud=could shud=should "
        "hav=have dnt=dont dun=dont dinnae=dont don=dont cnat=cant cnt=cant kant=cant canny=cant cannae=cant "
        "cannot=cant nt=not didny=didnt wasny=wasnt meself=myself mesel=myself mysel=myself maself=myself "
        "masel=myself myslef=myself myslf=myself mself=myself himslef=himself herslef=herself kil=kill "
        "kll=kill kiil=kill kys=kms dy=die dieing=dying dyin=dying livin=living liv=live "
        "liev=live livng=living aliv=alive ded=dead suiside=suicide suicied=suicide sewerslide=suicide sewercide=suicide "
        "suicidle=suicidal suisidal=suicidal sucidal=suicidal sucidle=suicidal suicid=suicide unlive=unalive "
        "goodby=goodbye gudbye=goodbye bettr=better beter=better withot=without witout=without "
        "evryone=everyone everone=everyone jus=just wan=want reckon=think mam=mum mom=mum "
        "mama=mum mummy=mum daddy=dad ahm=im fi=to "
        "realy=really nemore=anymore anymor=anymore anylonger=anymore "
        "nuthin=nothing nuffin=nothing nowt=nothing summat=something agn=again agen=again gf=girlfriend bf=boyfriend "
        "hubby=husband hahahaha=lol ha=lol lmao=lol lolol=lol rofl=lol hehe=lol jkjk=jk alot=lot everythign=everything everthing=everything jsut=just thnik=think wnat=want hte=the suicde=suicide sucide=suicide"
    ).split()
)
_UNFOLDED: Final[dict[str, str]] = {
    "wanna": "want to", "wana": "want to", "wannna": "want to", "gonna": "going to", "gunna": "going to",
    "gna": "going to", "gona": "going to", "gotta": "got to", "dontw": "dont w", "idk": "i dont know",
    "dunno": "dont know", "imma": "im going to", "ima": "im going to", "iam": "im", "wouldve": "would have",
}  # fmt: skip
_JOINED: Final = (
    (regex(r" (i|you|we|they|he|she|it|who|that|there) (am|have|will|would|are|is)(?= )"), "short"),
    (regex(r" (do|does|did|can|could|would|should|will|is|are|was|were|have|has|had|need) not(?= )"), "not"),
)
_SHORT: Final = {
    "am": "m", "have": "ve", "will": "ll", "would": "d", "are": "re", "is": "s",
}  # fmt: skip
_NOT: Final = {"can": "cant", "will": "wont"}

# Phrases that are still read with one slip of the finger in them, or with the spaces in the wrong places.
_PHRASES: Final = (
    "kill myself|killing myself|hang myself|hurt myself|end my life|ending my life|take my life|take my own life|"
    "end it all|suicide|suicidal|want to die|i want to die|want to be dead|wish i was dead|wish i were dead|"
    "want to kill myself|i want to kill myself|dont want to live|dont want to exist|dont want to be alive|"
    "better off without me|better off dead|no reason to live|unalive myself|cut myself|kill himself|kill herself"
)


@cache
def _slips() -> dict[str, str]:
    """Every phrase without its spaces, whole or with one letter lost, doubled or swapped → the phrase."""
    slips: dict[str, str] = {}
    for phrase in _PHRASES.split("|"):
        solid = phrase.replace(" ", "")
        for at in range(1, len(solid)):
            slips.setdefault(solid[:at] + solid[at + 1 :], phrase)
            slips.setdefault(solid[:at] + solid[at] + solid[at:], phrase)
            slips.setdefault(solid[: at - 1] + solid[at] + solid[at - 1] + solid[at + 1 :], phrase)
    for phrase in _PHRASES.split("|"):
        slips[phrase.replace(" ", "")] = phrase
    for innocent in ("endmylie", "wanttoie", "wanttodi", "endital", "huntmyself", "suicides", "wanttide"):
        slips.pop(innocent, None)
    return slips


@cache
def _beginnings() -> frozenset[str]:
    """How the first word of a slipped phrase can begin: most words cannot, and are passed over."""
    return frozenset(slip[:2] for slip in _slips()) | frozenset(slip[:1] for slip in _slips())


def _mended(words: list[str]) -> list[str]:
    """`words` with the phrases of `_PHRASES` put right where a finger slipped."""
    out: list[str] = []
    begins = _beginnings()
    at = 0
    while at < len(words):
        phrase, used = _slipped(words, at) if words[at][:2] in begins else ("", 1)
        out += phrase.split() if phrase else words[at : at + 1]
        at += used
    return out


def _slipped(words: list[str], at: int) -> tuple[str, int]:
    """The phrase that begins at `at`, and how many words it takes; no phrase takes one."""
    solid, slips = "", _slips()
    for end, word in enumerate(words[at : at + 8], start=1):
        solid += word
        if len(solid) > 18 or not word.isalnum():
            break
        if len(solid) > 5 and solid in slips:
            return slips[solid], end
    return "", 1


def _plain(word: str) -> str:
    """One word without digits for letters or chat spelling."""
    if word.isdecimal():
        return word
    word = _SPELLINGS.get(word, word)
    if not word.isalpha() and word[0].isalpha() and word.isascii():
        word = word.translate(_LEET)
    return _UNFOLDED.get(word, _SPELLINGS.get(word, word))


def _shortened(found: re.Match[str]) -> str:
    return f" {found[1]}{_SHORT[found[2]]}"


def _negated(found: re.Match[str]) -> str:
    return f" {_NOT.get(found[1], found[1] + 'nt')}"


def normal(text: str) -> str:
    """`text` in one spelling: folded case, no accents, no apostrophes, no invisible or look-alike letters, short forms
    ("I am" is "im"), stretched, censored, spelt-out and mistyped words mended; words and stops set off by one space.
    """
    if not text.isascii():
        text = _LAUGHS.sub(" lol ", text)
        text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)).casefold()
        text = "".join(
            c
            for c in text
            if not "\u0300" <= c <= "\u036f" and c != "\u093c" and unicodedata.category(c) not in ("Cf", "Co", "Cn")
        )
        text = text.replace("\u0901", "\u0902").translate(_LOOKALIKES)
    text = _APOSTROPHES.sub("", text.casefold())
    text = _SPELT_OUT.sub(_spelt, text)
    text = _STRETCHED.sub(r"\1", _CENSORED_WORDS.sub(_uncensored, text))
    words = [_plain(token) if token[0].isalnum() else token.strip() or "." for token in _TOKEN.findall(text)]
    words = " ".join(_mended(" ".join(words).split())).split()
    line = f" {' '.join(_STOPS.get(word, word) for word in words)} "
    line = (
        line.replace(" any more ", " anymore ").replace(" any longer ", " anymore ").replace(" for ever ", " forever ")
    )
    line = line.replace(" can not ", " cant ").replace(" my self ", " myself ").replace(" self harm", " self_harm")
    line = line.replace(" ready 2 ", " ready to ").replace(" want 2 ", " want to ").replace(" going 2 ", " going to ")
    line = _JOINED[1][0].sub(_negated, line)
    return _JOINED[0][0].sub(_shortened, line).strip()


def _spelt(found: re.Match[str]) -> str:
    """Letters set apart ("k i l l  m y s e l f"), put together again."""
    return re.sub(r"[ .\-_*]", "", found[0])


def _uncensored(found: re.Match[str]) -> str:
    return "kill" if found[0][0] == "k" else "die" if found[0][0] == "d" else "suicide"


# ---------------------------------------------------------------------------------------------- the rules

_LISTS: Final[dict[str, str]] = {
    "want": "want|wants|wanted|wanting|wish|wishes|wishing|hope|hopes|hoping|pray|praying|ready|rather|sooner|prefer|"
    "long|longing|need|needs|deserve|deserves|love|like|plan|plans|planning|decided|trying|tried|try|"
    "tempted|desire|urge|supposed|meant|decide|fantasise about|fantasize about|dream of|dreaming of",
    "think": "think|thinking|thought|thoughts|thinks|picture|picturing|imagine|imagining|dream|dreaming|obsessing|"
    "fantasising|fantasizing|wondering|planning|considering|googling|googled|researching|reading up|looking",
    "not": "dont|doesnt|didnt|cant|couldnt|wont|wouldnt|isnt|im not|not|never|no longer|no more|no|shouldnt|without|"
    "stop|stopped|nor",
    "live": "live|living|exist|existing|alive|breathe|breathing|life|wake up|waking up|existence|another day",
    "self": "myself|me self|ourselves|himself|herself|themselves|themself|yourself",
    "kill": "kill|kills|killing|killed|hang|hanging|hanged|shoot|shooting|drown|drowning|unalive|unaliving|poison|"
    "poisoning|suffocate|gas|gassing|starve|starving|top|topping|overdose|delete|deleting|erase|neck|"
    "electrocute|jump and kill|stab|stabbing|destroy|finish|finishing|execute|hung|end|ending|remove|removing|strangle",
    "mine": "my|my own|me own|his|his own|her|her own|their|their own|this|your own",
    "kin": "wife|husband|mum|mother|dad|father|ma|da|mam|kids|kid|children|child|son|sons|daughter|daughters|boys|"
    "girls|lads|boy|girl|sister|brother|sisters|brothers|family|parents|partner|girlfriend|boyfriend|nan|gran|mates|"
    "friends|friend|baby|little one|little ones|wean|weans|mama|papa|folks|team|crew|loved ones|fiance|dog|cat",
    "pills": "pill|pills|tablet|tablets|paracetamol|ibuprofen|aspirin|amitriptyline|morphine|insulin|fentanyl|codeine|"
    "oxycodone|pentobarb*|pentobarbital|ampoule*|vials|sleepers|benzos|valium|xanax|potassium|medication|meds|stash|"
    "antidepressants|painkillers|sleeping pills|tramadol|diazepam|drugs cabinet|controlled drugs|barbiturate*|bleach",
    "weapon": "knife|knives|gun|guns|rifle|shotgun|pistol|blade|machete|axe|hammer|petrol|bomb|bore|acid|crowbar|"
    "cleaver|weapon|revolver|handgun|grenade|device|explosive*|bat|cutter|firearm|bottle of petrol|matches|hatchet|sword",
    "gun": "gun|rifle|shotgun|pistol|revolver|bore|handgun|firearm",
    "high": "roof|rooftop|ledge|edge|bridge|viaduct|parapet|cliff|cliffs|balcony|platform|building|window|windowsill|"
    "overpass|flyover|multi storey|multistorey|tower|crane|gantry|scaffold|scaffolding|quay|pier|rail|railing|"
    "barrier|stairwell|quarry|dam|top|weir|car park|dock|motorway bridge|mast|silo|shaft|rooftops|ladder",
    "traffic": "train|trains|bus|lorry|truck|tube|metro|tram|traffic|car|cars|hgv|artic|locomotive|underground|wheels|"
    "express|1805|1810|tracks|fast one|next one|motorway|van",
    "water": "sea|river|water|lake|canal|ocean|weir|loch|quarry|slurry|reservoir|dock|waves|harbour|tide|quay|sound",
    "he": "he|hes|hed|hell|she|shes|shed|they|theyre|theyve|who|whos|man|men|guy|bloke|lad|lads|woman|lady|customer|"
    "husband|wife|ex|boyfriend|girlfriend|partner|dad|father|mum|mother|brother|brothers|son|uncle|boss|landlord|"
    "manager|driver|colleague|caller|someone|passenger|patient|client|chef|mate|coworker|worker|neighbour|stepdad|"
    "resident|guest|student|pupil|friend|apprentice|trainee|intern|flatmate|gaffer|foreman|employee|visitor|tenant|"
    "supervisor|roommate|sister|daughter|cousin|teammate|workmate|contractor|guard|nobody else|intruder|robber",
    "abuser": "he|hes|husband|ex|boyfriend|girlfriend|wife|partner|dad|father|mum|mother|brother|brothers|uncle|"
    "landlord|stepdad|son|stepfather|flatmate|stalker|man",
    "them": "me|us|him|her|them|you|everyone|my|the kids|our|people|all of us|someone|anyone|all of you|all of them",
    "tonight": "tonight|today|tomorrow|now|this weekend|this week|friday|monday|tuesday|wednesday|thursday|saturday|"
    "sunday|by morning|in the morning|soon|after work|after my shift|after this|at the weekend|after this shift",
    "pillen": "tabletten|schlaftabletten|schmerztabletten|pillen|schlafmittel|beruhigungsmittel|antidepressiva|medikamente|"
    "paracetamol|ibuprofen|tavor|valium|benzos|insulin",
    "pastillas": "pastillas|comprimidos|comprimes|somniferos|somniferes|medicamentos|medicaments|medicinas|medicacion|remedios|"
    "cachets|cachetons|pilules|pilulas|tranquilizantes|calmantes|ansioliticos|anxiolytiques|antidepresivos|antidepressivos|"
    "antidepresseurs|doliprane|paracetamol|ibuprofeno|ibuprofene|rivotril|clonazepam|diazepam|xanax|lexomil|insulina|insuline",
    "goliyan": "goliyan|goliya|golian|goli|dawaiyan|dawaiya|dawai|dawa|tablet|tablets|pills",
}

_MASKS: Final = r"""
(die|dies|died|dying|dead) (\w+ )?(of|from|with|for) (\w+ )?(shame|embarrass*|laugh*|bored*|hunger|cold|heat|thirst|curiosity|cringe|envy|joy|guilt|stress|shock|mortification|awkward*|tiredness|fright|happiness|a papercut|this font)
(die|died|dying) (laughing|inside|to|over|on its|on my watch|on the vine|only if)
(to|2) die for
(i|and i|but i) (just |really )?(cant|cannot|couldnt) stop thinking about (it|this|what happened|what i did|(the|my) (mistake|mail|email|file|call|meeting))(?= \.)
(write|wrote|written|writing|send|sent|leave|left) (\w+ )?(a|the|this|that) (short |quick )?(note|letter) (\w+ )?(to|for|with) (my|our|the|her|his) (boss|manager|lead|supervisor|team|client|customer|head|director|hr|colleague|colleagues)(?! and)
die hard|die cast|die down|die off|die out|do or die|dead (line|lines|end|ends|wrong|set|tired|on|serious|easy|link|letter|stock|wood|weight|heat|ringer|silent|leg|slow|sure|right|simple|quiet|air|body|in the water|battery|phone|laptop)
over (my|our) dead body
(spilled|spilt|splashed|dripped|squirted|sloshed) (\w+ )?(\w+ )?(acid|bleach|petrol|cleaner|lighter fluid) (in|into|on|onto|over|at) (my|her|his|our|their|a|an|the|some) (\w+ )?(\w+ )?(face|eye|eyes)
(acid|bleach|petrol|cleaner) (\w+ )?(splashed|spilled|spilt|dripped|squirted) (\w+ )?(in|into|on|onto|over) (my|her|his|our|their|a|an|the|some) (\w+ )?(\w+ )?(face|eye|eyes)
(career|political|commercial|social|professional|financial|corporate|electoral|brand|economic|box office|market|reputational) suicide
(died|death|deaths|die|dying|lost|lose) (\w+ )?(by|to) suicide|(brothers|sisters|fathers|mothers|friends|mums|dads|sons|daughters|husbands|wifes) suicide|(ask|asks|asking|question|questions) about suicid* ?(thoughts)?|someone end my|suicidal crisis|suicide (pact|of)|the suicide of
(not|never) (having|had|have) (any )?thoughts of (harming|hurting|killing|ending|suicide)( myself| my life)?
(die|dying) , of
(till|until) (i|the day i|my dying day) ?(die)?
so help me|(life|grave) of the party|in my next life|(printer|laptop|server|app|scanner|kettle|boiler|car|phone) … will to live
suicide (prevention|awareness|training|hotline|helpline|leaflet|policy|squeeze|sprint|sprints|mission|missions|run|lane|risk|rate|rates|question|questions|statistics|module|course|elearning|charity|data|survey|door|doors|pact with|squad|drill|drills|burn|cable|clause|research|book|novel|support|bereavement|first aid|scene|act)
(ran|run|did|doing|do|running) suicides
(doctors|students|men|nurses|farmers) and suicide
(prevent|preventing|prevention of) suicide
(printer|laptop|server|app|router|phone|car|scanner|till|computer|system|machine|boiler|pc) (\w+ )?(committed suicide|killed itself|wants to die)
self_harm (policy|review|training|refresher|awareness|module|course|guidance|protocol|audit)
(covers|cover|on|about) self_harm and
(?<!put a )(glue|nail|tape|heat|staple|spray|caulk|price|top|radar|massage|water|nerf|label|scanner|barcode|smoking|grease|sealant|labelling|speed) guns?(?! to)
gun (show|to my head|shy|jammed)|jump* the gun|guns blazing|stick to (\w+ )?guns
end of my (rope|tether) ,? (with|over) (this|the|that)
(razor|butter|palette|putty|stanley|bread) (knife|sharp)
(rotor|mixer|saw|wiper|fan|turbine|plane) blade*
blade server*
(scared|afraid|frightened|terrified|nervous|worried) (\w+ )?(to|of|about) (tell|telling|face|facing|call|calling|ring|ringing|ask|asking|email|emailing|write to|writing to|talk to|talking to|speak to|speaking to) (him|her|them|(my|the|our) (boss|manager|lead|supervisor|team|client|customer))(?= [.]| (\w+ )?(about|today|tomorrow|yet|now) )
(im|is|are|was|were|am|be|youre) not (suicidal|in any danger|in danger|a danger)
not suicidal|not feeling suicidal|never been suicidal|arent suicidal
no thoughts (like that|of that|of suicide|of self_harm|of harming myself|of hurting myself|of ending)
(not|never|isnt|wasnt|werent) (thinking|thought|planning|considering|talking) (of|about) (harming|hurting|killing|ending|suicide|doing anything)( (myself|my life|to myself))?
(was|were|if i was|if i were|whether i was|am) thinking (of|about) suicide . i wasnt
(dont|didnt|do not|never|wouldnt|not|havent) (\w+ ){0,2}(to )?(hurt|harm|harmed|kill|cut|injure) (myself|anyone|anybody|a fly|himself|herself)(?! (tonight|yet|today|now|until|before|this))
not going to (kill|hurt|harm|do anything to|do anything stupid to) myself(?! (tonight|yet|today|now|until|before|this))
(shot|shoot|shooting|shoots) (myself|himself|herself|themselves|yourself|ourselves) in the foot
(kill|killing|hang|hanging) (myself|yourself|ourselves) (laughing|out to dry)
hang(ing)? on (a|while|let|one|sec|second|minute|tick|there|in|hold|the line)|(can|could) you hang on|(?<=[.,] )hang on ¶|hang in there|hanging in there|hang up|(gave|given|give|giving|handed|dispensed|administered) (\w+ )?(\w+ )?(\w+ )?(\w+ )?wrong (pill|pills|tablet|tablets|dose|meds|medication|medicine|insulin|injection)(?! (\w+ )?(purpose|deliberately))|(hung|hanging|hangs) up on (a|an|the|my|our|this|that|one|two|some) (\w+ )?(\w+ )?(customers?|callers?|clients?|guests?|suppliers?|users?|members?|buyers?|tenants?|reps?|boss|manager|colleague)(?! and)
(would|id|we all|wed|could) (rather )?die without (my|a|the|this|our)
take my life insurance|take my life in my hands|taking my life in my hands
live (without|with) (my|the|this|a|an|our|your|that) (\w+ )?(checklist|laptop|maker|coffee|label|tool|phone|calendar|spreadsheet|app|decision|printer|software|rota|system)
(my|the|their|our|that|his|her) (will to live) (in|on|during|over|through|halfway|half|after|with|somewhere|reading|when|about)
(the )?will to live (in|on|during|over|through|halfway|half|after|with|somewhere|reading|when|about|around|at|waiting|listening)
like to end (it|this|the|my) (on|with|by|here|call|meeting|probation|contract)
"""

# Family → rules, one a line, the weight first.
_RULES: Final[dict[str, str]] = {
    "live": r"""
2 (breathing|living|life|existing) (included|as well|too|altogether)|quit all of it|(dont|didnt|never|shouldnt) (deserve|ought) to (live|breathe|be here|wake up|exist|be alive|go home)|i shouldnt be (here|alive)(?! (on|at|until|yet|till))
2 (sleep|asleep|bed) ~ (nobody|no one|noone|never|not) (to )?(ever )?wake|(nobody|no one|noone) to wake me|never (wake|woken) again|(sleep|rest) (for a very long time|forever|and stay)
2 (cant|couldnt|dont|didnt) (\w+ )?see (past|beyond|after) (\w+ )?(sunday|monday|tuesday|wednesday|thursday|friday|saturday|the weekend|tomorrow|tonight|christmas|this week)|(nothing|isnt anything|no more|no plans|nowhere) (\w+ )?(after|past|beyond) (sunday|monday|tuesday|wednesday|thursday|friday|saturday|the weekend|tomorrow|tonight|this) (for me|¶)
2 (dead inside(?! (and|before))|already dead|a ghost already|not really alive|only my body|just a body|wont feel anything|feel nothing anymore|numb to (it all|everything|life))
1 (peace at last|finally rest|just rest|want peace|some peace|to rest|want silence|the quiet|go to sleep|darkness|nothingness|empty inside|hollow|pointless)|(so|too|very|bone) tired ¶|tired of|done with|numb|hopeless|worthless|what for
3 (dont|doesnt|didnt|not|no longer|never|nae|dont even|wouldnt|dont really) (\w+ )?(want|wants|wanting|wish|wishes|care|need|plan|intend|deserve|like|expect|bear|stand) (to )?(\w+ )?(live|be alive|exist|be living|stay alive|go on living|keep living|breathe|be breathing)(?! (in|near|with|here|there|at|without|within|next|by|abroad|together))
3 (dont|doesnt|never|not) <want> to wake up(?! (from|at|early|for|before|the|my))
2 (dont|doesnt|never|not|no longer) (\w+ )?(want|wish|care|need|like|deserve|wanting) to be (here|around|on this earth|in this world|me)
3 (dont|doesnt|not|no longer) (\w+ )?<want> (this life|my life|life|living|to see (tomorrow|another|the morning|the sun|next))
3 (no|any|one|a|nothing|single|good|enough|little|see|see the|the|no more|lost all|have no|got no|without) (\w+ )?(?!will)(\w+ )?(reason|reasons|point|sense|purpose|wish|desire|strength|energy|courage|use|no will|no more will) (\w+ )?(\w+ )?(\w+ )?(to|in|of|for|left to|fi) (\w+ )?(live|living|be alive|being alive|stay alive|staying alive|exist|existing|wake up|waking up|keep living|breathing|breathe|keep breathing|my life|go on living|being around anymore)
2 (no|any|one|single|good|lost the|lost my|see no|see the|see any|whats the) (\w+ )?(\w+ )?(reason|point|will|sense) (\w+ )?(to|in|of|for) (\w+ )?(being here|be here|staying|stay here|life|hang on|hang around|go on|going on|keep going|carry on|carrying on|get up|getting up|continue|get through|getting through|any of it|it all|trying)(?= [.,]| tonight| anymore| honestly| here| with)
3 (point|reason|purpose) (of|in|for) (my|me) (life|being alive|existence|existing|being here|living)
2 lost (the|my|all) will to live
3 (none|nothing|not one|no reason|not a reason) (\w+ )?(left )?(\w+ )?(for me )?(to|for) (stay alive|live|exist|live for|wake up|be alive|keep living)(?! (on|in|at|near))
3 (nothing|little|noone|nobody|no one|aint got nothing|not much) (\w+ )?(to|worth) (live for|living for|stay alive for|wake up for)|nothing to live for|not worth living(?! in)|life worth living|worth being alive
3 (cant|couldnt|cannot|unable|not able|dont know how|dont think i can|dont know if i can|no way) … (keep living|go on living|carry on living|being alive|stay alive|be alive|live anymore|keep existing|exist anymore|bear living|face living|keep on living|continue living)
2 (cant|couldnt|dont know how to|dont think i can|not able to|how do i|not sure i can|how am i supposed to) (\w+ )?live (with (myself|what|it|that|this|the guilt|the shame|knowing)|like this(?! ,)|through)
3 (being|be|stay|staying|still|keep|remain|not|feel|im) alive … (anymore|cant|dont|manage|hard|hurts|tired|enough|punishment|mistake|wrong|why|part)
3 alive … (cant|dont want|wish i wasnt|hate)
3 (stand|hate|hating|tired of|sick of|sorry|regret|ashamed|bother|manage|expect to|want to|deserve to|why am i|why im|wish i wasnt|wish i werent|shouldnt|not|never|cant) (\w+ )?(be |being |still |stay |to be )?alive
3 (tired|sick|done|fed up|bored|weary|had enough|finished|through|exhausted|enough|quit|quitting|give up|giving up|given up|gave up|worn out|drained) (\w+ )?(of|with|wi|from|on) (\w+ )?(living|life|being alive|existing|existence|this world|being here on)(?! (drawing|insurance|admin|sciences|science|cycle|room|coach|hacks|in|at|on|assurance|wage|costs|safety))
3 (tired|sick|weary) of (being me|waking up|breathing|it all i want|fighting to)
2 (hate|hating) (being alive|living|my life|waking up)|enough of (living|life)
1 sick of (it all|everything|myself)
2 (tired|weary|exhausted|worn out) (\w+ )?(of|with) (everything|it all|all of it|trying|fighting|pretending|hurting|the pain|this pain|myself|carrying|holding on|hanging on)(?! (the|at work|to get))
3 (stop|stopped|cease|quit|end|finish|done) (to )?(existing|living|breathing|being alive|be alive|my heart|exist)
3 (my|me) (heart) (just )?(stopped|to stop|would stop|stops)
3 (to|me|just|could|would|better|rather|simply|of|about|for|then|and|if i could) (just )?(not|never) (\w+ )?(exist|existing|existed|be alive|being alive|have been born|be here anymore)(?! (in|on|any rule))
3 (i|me|that i|why i) (\w+ )?(shouldnt|never should|should never|should not|ought never) (to )?have (ever )?been born
3 (wish|wished|if only|better if|pity|regret|disappointed|best if) (\w+ )?(i|im|id|ive|me|my mum) (\w+ )?(\w+ )?(never |not |hadnt |wasnt |werent |didnt )?(\w+ )?(dead|never been born|not been born|been born|never born|woken up|wake up|woke up|alive|existed|die|died|survived|exist)
3 (hope|hoping|pray|praying|wish) … (\w+ )?(dont|never|not) (\w+ )?(come back round|come round|come back|make it home|survive|get up again)
3 (hope|hoping|pray|praying|ask|asking|wish|want|like|fine|mind|happy|glad|could|just|care|okay|ok|please|about|god|and|then|if i|i|to) (\w+ )?(\w+ )?(not|never|dont|didnt|doesnt) (to |ever )?(wake|waking|woke) (up)?(?! (from|me|him|her|the|them|at|early|in time|my|before))
3 (sleep|asleep|drift off|bed) … (not|never|dont|without|instead of) (ever )?(wake|waking|woke|come back|coming back|woken)(?! (him|her|the|them|my|me))
3 sleep (forever|for good|for eternity|and never)|fall asleep forever
2 (woke|wake|woken|waking) up (\w+ )?(disappointed|sad|sorry|angry|again and)|(disappointed|pity|sorry|gutted|angry) (\w+ )?(that )?i (woke|wake|woken) up|dont mind if i dont wake
3 (life|living|existing|being here) (\w+ )?(\w+ )?(i want out|too hard|is pain|isnt worth|is not worth|hurts|too much|punishment|meaningless|pointless|has no meaning|unbearable|not for me|no longer)
3 (want|wanted|wants|need) (my|this) (\w+ )?life (over|to end|to be over|to stop|finished|gone|ended|taken)
3 my life (is over|should end|must end|to end|needs to end|ends|doesnt matter|isnt worth|has no|for (theirs|his|hers|it)|means nothing)|with my life ¶
3 (leave|leaving|left|quit|quitting|exit|exiting|go from|gone from|off|remain in|stay in|stay on|remain on|be on|part of|without me on|without me in|done with|belong in|belong on) (this|the) (world|earth|life|planet|face of)(?! (of|book|cup|war|class))
2 (hold|holding|hang|hanging|cling|clinging) (on )?(\w+ )?to (life|living)|living (feels|is a|seems)|to live (after|with) what i (did|have done)|cant picture (myself|me) in|no (plan|future|picture|version|world|next \w+) (that|which) has me|(world|future|life|picture|spring|summer|place) with me (still )?in it
2 (dont|do not) (\w+ )?(\w+ )?want to (do|go through) (this|it|any of this|any of it) anymore ¶
2 (ive|i have) (\w+ )?been (so |very |really |this )?(down|low|numb) (for|all) (\w+ )?(weeks|months|years|year|ages)(?! (with|in|at|on))
2 (who|wholl|whoever) (\w+ )?(\w+ )?(take over|take care of|look after|raise|feed) my (kids|children|kid|son|daughter|girls|boys|baby|mum|mother|dad|family|wife|dog|cat|cats|dogs)
2 why (do |should |would |am |bother )?(i )?(\w+ )?(bother|keep|stay|still|go on|carry on|even)? ?(living|breathing|alive|existing|here at all|coming up|be here anymore|wake up)
2 (done|finished|through) (wi|with) (it|everything|all)
2 (deciding|decide|decided|debating|choose) … (whether|if) … (live|stay|die)
""",
    "die": r"""
3 (envy|envied|envious of|jealous of) ~ (dead|obituar*|deaths|died|funeral|buried|cemetery|graves|suicide*|corpse*)|(obituar*|deaths|funeral*|the dead) ~ (envy|envied|jealous)
2 (envy|envied|envious of|jealous of) (the|that) (guy|man|woman|people|ones|dead|patient|patients|person) (in|who|under|on|that)|(drafted|wrote|written|writing|draft|write|make|made|planning|planned|rehearsing|chose|picked) (my|me) (own )?(will|obit|obituary|eulogy|funeral|epitaph|headstone|gravestone)
2 (should|shouldve|wish|why|better) (\w+ )?(have )?(been|wasnt) (it )?me (instead|who|that|under|in the|and not|not)|(wish|should) (it|it had|itd) (had )?been me|why wasnt it me|why (him|her|them) and not me|(ill|i) (\w+ )?(follow|join|be joining) (him|her|them)( soon| tonight| ¶| ,|¶)
2 (one|only one) way to (make it (right|up)|put it right|pay|fix (it|this)) ~ (me|life|myself|tonight|gone)|pay (for it |for this )?with my life|(my|a) life for (a|his|hers|theirs)|with my (own )?life
1 (hanged|obituary|eulogy|dying|suicide|graveyard|heaven|afterlife)|its only fair|and he jumped|and she jumped|deserve this|the will(?! of)
3 <want> (?!me )(to )?(?!me )(\w+ )?(be )?(die|dead|dying|death|dye)(?! (than|my|the|her|it|their|his|his|on|set|wrong|hair|laughing|this|for|tired|line|in the water|inside|trying))
3 (die|dead|dying|death) (\w+ )?(\w+ )?(is|was|thats|its) (\w+ )?(\w+ )?(want|wish|need|hope|should|deserve|answer|solution|easier|better|way out|relief|what i)
2 (im|i was|i think im|i feel im) (\w+ )?(going|about) to die(?! (of|if|when|from))
2 [.,] die ¶|dead ,? ?(that is |thats )?what i (should|want|deserve)
3 (be|being|better|rather|wish i was|if i was|i were|already|should be|better off|id be|be already) dead(?! (wrong|set|on|tired|serious|silent|easy|in|by|weight|letter|link|but|keen|proud|sure|at|right|chuffed|sound|nice|good|pool|slow|and buried|last|first|heat|for))(?= [.,]| than| anymore| if| or| now| tonight| and| because| to| instead| i| already| honestly)
3 (i|me) (\w+ )?(should|deserve|ought|need|have|got|must) (\w+ )?(to )?(die|be dead|be buried|not be alive)
3 (think|thinking|thought|thoughts|dream|dreaming|obsess*|fantasi*|envy|dreamt|wonder|wondering) (\w+ )?(of|about|on) (\w+ )?(dying|death|being dead|suicide|ending it|killing|ending my|not being here|not being alive|not waking|jumping|hanging|how to die|how easy|harming|hurting myself|stop living|overdos*)
3 (going to|ill|will|i) (\w+ )?die (tonight|today|soon|now|here|this week|tomorrow|by my own|at the weekend|in peace)
3 ready to (die|go for good|leave this)|waiting to die|want death|wish for death|welcome death|longing for death|die in my sleep|let me die|let him die with|leave me to die|help me die|makes me want to die
3 rather be dead than
2 rather (die|be dead) than (tell|face|live|go home|go back|stand|lose|see|be|let|walk|look|have|admit|come|tell)
2 (does|will|would|did) (it|dying) hurt (\w+ )?(dying|to die|die|when you|if you)?|how (long|much|many|high|deep|fast) … (to die|until you die|die|bleed out|bleed to|to kill (you|me|someone|a)|be fatal|lethal)
3 bleed (to death|out)|dying i mean|i do mean dead|lethal dose|fatal dose
2 (i|im) (\w+ )?(dream*|imagin*|wish*|feel|felt|think|thought) … (being |already |im |i was )dead
3 (restful|peaceful|calm|relief|easier|nice|good|better|simpler) … (being dead|to be dead|if i died|if i was dead|if i were dead|to die|dying|dead)
2 (when|after|once|if|by the time) (im|i) (\w+ )?(dead|die|died|gone forever)
2 (if|when) (something|anything) happens to me|if i dont make it|if i die
2 (nobody|noone|no one|anyone|anybody|someone|who|they|world) (\w+ )?(\w+ )?(care|cares|notice|miss|cry|mind|bother) (\w+ )?(if|when|that) (i|im|id) (\w+ )?(\w+ )?(gone|dead|died|die|disappeared|wasnt|werent|vanished|not here|jumped|went)
3 (nobody|noone|no one|who|anyone) (\w+ )?(\w+ )?(miss me|come to (my|the) funeral|mourn|cry for me|notice im gone|notice i died)(?! (if i (skip|miss|leave|left|dont)|at the|on the|in the|for a))
3 (take|taking|took|taken|takes|taking of) (my|me|his|her|their) (own )?life(?! (insurance|in|back|story|seriously|and))
3 (end|ending|ended|ends|finish|finishing|stop) <mine> (own )?(life|existence)|end me|i end ¶
2 end (my|this|the) (pain|suffering|torment)
3 (end|ending|ended|finish|finishing) (it all|everything (tonight|now|for)|it (tonight|today|now|for good|after|at the weekend|this weekend|tomorrow|forever|myself|before|once))
3 (going|want|wants|plan|planning|ready|how|about|decided|time|wanted|goes|went) (\w+ )?(home )?to end (it|things)(?! (on|here|with|at|by|early|,|the|there|in|as|badly|well))
2 (end|ending) (it|things) (at|this|that way)|just end it|ending it ¶
3 (put|putting) an end to (myself|my life|it all|me|everything|this life|all of it)
3 top(ping|ped)? (myself|himself|herself)|do (myself|himself|herself) in|doing (myself|himself|herself) in|string myself up|kick the bucket myself|check out for good|do away with (myself|himself|herself)|make away with myself
3 taking myself out|take myself out(?! (for|to|of))|out of the picture for good|slit my|slitting my|slash my|open my (veins|wrists)|unalive|unaliving|unalived|unaliveing|ctb
3 (?<!\d )kms(?! (an|per|away|from|to|of|on|long|today|in|this) )
3 (i|im|ive|my|me|feel|feeling|feels|he|she|shes|hes|they|says|said|want|going|think|thinking|about|committing|commit|attempted|attempt|having|have|suddenly) (\w+ )?(\w+ )?suicid*|suicid* (\w+ )?(\w+ )?(\w+ )?(tonight|thoughts|again|my mind|all day|ideation|note|attempt|is the|is what|i |for me|sounds|seems|right now|plan)|[.,] (actively |so |really |just )?suicid* ¶
2 suicid*
2 kill me (please|already|somebody)|someone kill me
1 alive|my funeral|own funeral|grave|coffin|hymn|heaven|my death|like a ghost|being dead|envy them|felt was (hope|relief)
3 (buried|bury|bury me|me in the ground|under the ground|in the ground|six feet|into the ground|my own grave) (\w+ )?(\w+ )?(next to|and|than|under|instead|,|beside|soon|by) (her|him|on it|be done|start over|it|im serious)
2 should (just )?(bury|burn|bin) me|me in the ground|i should be in the ground|should (be|have been) me (under|in|who|that)|should have been me|under the ground|in my grave|my own funeral|plan my funeral|planned my funeral|chosen the hymn|picked the hymn
""",
    "self": r"""
3 (knife|blade|razor|scalpel|glass|scissors|cutter|shard|needle) ~ (my|her|his) (wrist|wrists|arm|throat|neck|skin|thigh|veins)(?! (by accident|slipped))
2 (ive been|started|been|im|keep|back to) cutting(?! (costs|corners|back|down|it|the|out|boards|hair|into|edge|off|through|up|wood|and pasting|a|on|my|grass|hours|budget*|cake|tape|\d+|for))|long sleeves(?! (shirt|on site|required))
2 (stopped|given up|quit|no point) (eating|washing|sleeping|taking care)(?! (meat|sugar|the|for the))|stopped looking both ways|(dont|didnt|stopped) look(ing)? before i cross
2 (brave enough|long sleeves|tried once|the scars|hurts me|on my own terms|(did it|do it|happen|happened|started|starting|back|there|here|alone|up) again tonight|again tonight ¶)
3 (going to|want to|ill|will|to|of|about|might|could|should|plan to|id|try|tried|said|says|and|thoughts of|keep|rather) (\w+ )?<kill> (\w+ )?<self>(?! (over|up|laughing|as|out|off|time|a|the|another|some))
3 <kill> (\w+ )?<self>(?! (in|to|over|for|with|trying|on|up|laughing|from|at|as|of|out|time|off))
3 (going to|want to|wanna|could|might|just) off (myself|meself)
2 (kill|killing|hang|hanging|shoot|drown|poison|overdose|finish) <self>(?! (a|the|another|some))
3 <want> (\w+ )?(\w+ )?(hurt|harm|cut|burn|injure|punish|damage|starve|scratch|hurting|harming|cutting|burning) (my|me|him|her)(self|)
3 (hurt|hurting|harm|harming|harmed|injure|injuring|punish|punishing) <self> (\w+ )?(\w+ )?(again|on purpose|deliberately|tonight|because|last night|when|since|so|and|to feel|every|after|still|it helps)
2 (hurt|hurting|harm|harming|harmed|injuring) (myself|himself|herself)(?! (lifting|falling|carrying|on|at|when i|playing|moving|by accident|a bit|in the gym|getting|climbing))
3 self_harm*(?! (policy|training|and covers))
3 (cut|cuts|cutting|burn|burns|burning|burned|burnt|slash|slashing|slit|scratch|scratched|scratching|slice|slicing|carve|bite|biting|stab|pick) (\w+ )?(my|her|his|their) (own )?(arm|arms|wrist|wrists|leg|legs|thigh|thighs|skin|veins|throat|stomach|hips)(?! (on the|on a|with the|at the|by accident|getting))
2 (bang|banging|hit|hitting|punch|punching|smash) (my (own )?(head|face|legs)|myself)(?! (against a (brick )?wall|on the way|on the desk lol))
3 (been|started|im|i|be|am|is|go|went|back to|stop|keep) (\w+ )?(cutting|cut|burning) (\w+ )?(again|myself(?! (on|with the|slicing|by|while|shaving|opening|a|off|out|some))|deeper|after (the|my|each|every)|to feel|is the only|every night)|cutting (again|is the only|helps|makes|since|to cope|calms)|cut again|cuts on my
3 (burn|burned|burnt|burning|cut|hurt|scald|scalded|scratch|injured|held my hand|crashed|fell|overdosed|took|starving|stopped eating|hit) … (on purpose|deliberately|intentionally|to feel|so i would feel|not by accident)
3 (til|till|until) (they|it|i) bleed*|bleed to feel|feel (\w+ )?pain to
3 (stopped|stop|stopping|quit|skipping|not taking|keeping|refusing|not) (\w+ )?(\w+ )?(my|me|the) (insulin|heart (medicine|tablets|pills|medication)|dialysis|inhaler)
2 (stopped|stop|stopping|quit) (taking )?(my|the) (medicine|medication|meds|tablets|pills|antidepressants)
2 (stopped|not|given up|quit|refuse to|havent|no longer) (eating|eat|eaten|drinking water|drunk)( on purpose|¶| for| in| because| anything| and)
3 (let|make|want) my body (\w+ )?(give out|stop|quit|die|shut down|fail)
2 (blade|razor|razors|blades|scalpel|box cutter|craft knife) … (when it gets|too much|helps|calm|myself|my skin|alone|trust|comfort|under my|in my locker|in my bag|for when)
2 bruises|scars|i tried (in|last|before|once|twice)|stupid tonight
3 held my (hand|arm|fingers) (on|over|in|against|to|under) … (hot|flame|hob|plate|iron|stove|candle|kettle|lighter|fryer|oven|boiling)
3 (my )?head in (the|an|that|our) (\w+ )?oven
3 (hurt|harm|kill|cut|do something to) (\w+ )?(myself|me) (and|or) (others|someone|them)
3 danger to (myself|others|my own)|(do|done|doing|try|trying) (something|anything|it|smth) (\w+ )?(stupid|silly|drastic|to myself|i cant undo|i cant take back|permanent|i might regret|terrible to)
2 (ill|going to|id|i) (do|have done) it (myself|to myself|tonight|this time|properly|for real)
2 (tried|attempt|attempted) (\w+ )?(before|last month|last year|in (january|february|march|april|may|june|july|august|september|october|november|december)|once|twice|again) … (again|worked|fail*|didnt|nobody)|survived (my|the) (last )?attempt
""",
    "without": r"""
2 with me gone|(no one|nobody|noone|who|none of them) (\w+ )?(would |will )?(even )?(miss|cry over|grieve) (a \w+ like )?me(?! (if|at|in|on))|how long (before|until|till|would it take|it takes) ~ (notices|notice|noticed|realise|finds|find me|found)|(would|does|will) (anyone|anybody|they|it) (even )?(care|notice|matter) if i(?! (leave|skip|go early|take|use|send|swap|move))
2 (what|whats the|no) difference ~ if i (\w+ )?(wasnt|werent|died|stopped|disappeared|vanished|never)|(wont|not) be (a|your|their|anyones) (problem|burden|bother|trouble|worry) (\w+ )?(much longer|after|anymore|soon|from|again)|(wont|never) (\w+ )?(hear|see|hear from|have to see) (\w+ )?me (again|anymore|after)
2 burden ~ (soon|lifted|lift|tonight|end|gone|over|longer|anymore)|(they|everyone|kids|wife|family|husband|mum) ~ (be glad|be relieved|sleep better|breathe again|move on|be free) ~ (gone|without|when i|once i|after i)|(short of|minus|rid of) (one|me|another) ¶
2 (get over it|get over me|thought it through|the one thing i|nothing but trouble|do everyone|let everyone down for the last)
3 (theyre|theyd be|everyone is|everyones|youre|youd be|theyll be|youll be|family is|kids are|shes|hes) (all |both )?(far |much )?better off without me ¶
3 (every\w*|all|world|family|kids|children|wife|husband|mum|dad|mother|father|parents|son|daughter|sister|brother|people|anyone|life|nobody|friends|lives|planet|earth|girls|boys|partner) … (better|happier|easier|lighter|relieved|fine|sooner|breathe|peace|cope|good|safer|win|wins|great|rest|free|richer|simpler) … (without me|if i wasnt|if i werent|if i was gone|if im gone|if i were gone|if i died|if i was dead|if i were dead|with me gone|with me dead|once im gone|when im gone|if i disappeared|me gone|me dead|if i dont|me in the ground|if i didnt exist|if i am away)(?! (on|at|in the|for the|there|covering|this week|doing|handling|presenting|as|taking|touching))
2 (better|happier|easier|lighter|fine|cope|coped|manage|okay|ok|sooner|relieved|safer|quiet|do well) (\w+ )?(\w+ )?(off )?(without me|with me gone|with me dead|if i was gone|if im gone|if i wasnt|if i werent|if i wasnt here|if i wasnt around|if i died|if i was dead|when im gone|once im gone)(?! (on|at|in|for|there|covering|this|doing|handling|presenting|as|taking|touching|,|and all|til|until|today|tomorrow|next))
2 (better off|lighter|easier|happier) without me (?=[.,])
3 (without me|me gone|me dead|me not) … (on this earth|in this world|existing|in it|alive|be relieved|breathe easier|cry|for good|forever|permanently|the kids|in their lives)
3 (if|that|while|as long as) (i|im|id) (\w+ )?(wasnt|werent|not|no longer|isnt|aint) (\w+ )?(alive|born|on this|breathing|in the world|existing)
2 (if|when|once|since|after) (i|im|id|ill) (\w+ )?(wasnt|werent|not|no longer|was no longer) (\w+ )?(here|around)(?! (on|for the|to (sign|answer|cover)|at (the|nine|ten)|when (the|you)))
2 (easier|simpler|better|best|kinder|kindest|good|favour|favours|relief|happier) … (if i|id|if im|if i was|if i just|id just) (\w+ )?(gone|dead|wasnt|werent|not here|disappeared|didnt exist|didnt wake|not around|vanished|wasnt here|stopped|ended)
2 (me|my|i) (\w+ )?not (existing|being here|being around|waking|being alive|be around after|around after)
2 (world|no one|nobody|noone) (doesnt need|needs|need) me|(get over|forget) me (in|within|soon|by)|(nobody|noone|no one|someone) (\w+ )?(\w+ )?(\w+ )?to miss me|never (have|need) to … me again|weight off (her|him|them|everyone) (for good|forever)|(never|no longer) (have|need) to (worry|deal|bother|put up|be embarrassed|look after|carry) (\w+ )?(\w+ )?me
2 if (i|im) (\w+ )?(gone|disappear|disappeared|vanished|jumped|crashed|missing|went missing|fell in)(?! (before|by|when|to|from|on|off|the))
2 (im|i am|being|become|a) (\w+ )?(burden(?! on)|liability to them|weight on)|just a nothing but damage|weight off (her|him|them|everyone)|doing (them|everyone|you|my) (\w+ )?(a )?favour|poison to (everyone|every)|kindest thing i|clear the way|stop being (a|one|the)|problem for everyone|no trouble to anyone|theyd (cry|breathe)|make (that|it all|this all) stop|paying for me|waste of (oxygen|air|breath)
2 (without me|if im gone|im gone|stop (costing|hurting|being)|make that stop|paying for me|rid of me|free of me) … (wins|tonight|better|this evening|for good|forever|fix that|relieved|lighter)
2 (every\w*|all|everyone) (wins|is better|be better|are better|will be better|would be better|is happier) (if|without|when|with)
2 (burden|liability|weight|problem|nuisance) … (tonight|not be long|found a way|stop|end|much longer|soon|gone|anymore)
""",
    "means": r"""
3 how (much|many) ~ <pills> ~ (it takes|to take|takes|does it take|is fatal|before|is enough|you would)|googl* ~ (pills|overdose|painless|tablets|noose|drown|bridge|jump|dose)
2 (bridge|river|roof|train|trains|pills|tablets|rope|gun|drop|tracks|motorway|platform|cliff|lorry|sea|canal|edge|blade) ~ (would|could|will|might|can) (fix|solve|end|sort|stop|make|take|finish|settle) (it|this|all|everything|me|things)
2 (hose|rope|pills|tablets|gun|knife|blade|razor|petrol) ~ (passenger seat|beside me|next to me|my lap|in front of me|on the table|my pocket|under my pillow|by my bed|bottle of (vodka|whisky|wine|gin))|key in the ignition ~ (closed|shut|garage)|garage ~ (engine|ignition|key|closed door|door closed|door shut|hose)
2 (im|been|ive been|was|up|standing|sitting|sat|got as far as) (\w+ )?(\w+ )?(on|at) (the|a) (\w+ )?(\w+ )?(tower|ledge|parapet|railing|silo|roof door|roof edge|multi storey|viaduct|clifftop|headland|weir|level crossing)(?! (until|till|fixing|clearing|with|for the|doing|checking|survey|project))|wrong side of the (rail|railing|barrier|fence|bridge)|(step|inch|bit|little) (further|closer|nearer) (each|every)|(each|every) (day|night|evening|time|morning) ~ (step|inch|bit|little) (further|closer|nearer)|go down one step
2 (think|thinking|thought|wonder|wondering|imagine|what if|keep seeing|keep picturing|picture) ~ (just )?(not braking|not stopping|letting go|not coming up|going under|stepping off|stepping out|driving off|not turning|walking in|keep walking|keep driving|the drop|the fall|pulling the wheel|drifting over|oncoming)|what if i (just )?(didnt|did not|never) (brake|stop|turn|come back|go home|surface|come up|clip)
2 life (cover|insurance|policy|assurance) ~ (pays off|clears|calm*|enough|would cover|pays|sorted|sort them|worth)|(pays off|clear|clears) the mortgage ~ (calm*|if|me|gone)|look like an accident|nobody would (ever )?know it
2 (counted|counting|enough|saved) ~ (cabinet|cupboard|drawer|bathroom|bedside|medicine) ~ (enough|calm|ready|tonight)|(its|thats|theres|is) enough (in there|for one|for me) ¶|enough saved up
1 (cabinet|its enough|passenger seat|ignition|ledge|eleventh floor|tenth floor|top floor|twelfth floor|the weir|vodka|exhaust|hose|heart pills|sleeping (pills|tablets)|the tracks|the trains|under a train|razor|scalpel)
3 (how many|how much|what dose|what happens if|enough|count|counting|counted|which|number of|amount of) … <pills> … (too many|die|kill|id need|i need|i would need|you need|would it take|does it take|fatal|lethal|overdose|to not wake|all at once|sleep forever|do it|for good)
3 (how many|how much) (of )?(my |these |the |\w+ )?<pills>( \w+)? (is|are|would|to|does|do|until|before|can)( \w+)? (too many|too much|take|be|be enough|it|you|i)
3 (took|taken|swallowed|taking|take|downed|had|necked|swallow|popped) (\w+ )?(\w+ )?(too many|all (of )?(my|her|his|the|them|their)|a whole|the whole|loads of|every|the rest|an overdose|an od|a handful|handfuls|a bottle|the lot|a load|a bunch|whole packet|a packet|double|\d\d) (\w+ )?(\w+ )?(\w+ )?(<pills>|packet|bottle|box|strip|blister|something|on purpose|overdose|of them)
3 (taken|took|take|taking) (an overdose|an od)|overdosed on (?!espresso|coffee|caffeine|cake|sugar|meetings|chocolate|carbs)|i overdosed|(going|want|wanted|planning|plan|intend|intending|tempted|about|ready) to (overdose|od)(?! on (espresso|coffee|caffeine|cake|sugar|meetings|chocolate|carbs))|od on
2 (have|got|ive|keep|keeping|with|theres|enough|save|saving|saved|stash|stashed|collecting|hoard|hoarding|bought|buying|count|counted|lined|line) … <pills> … (hand|hands|bag|drawer|desk|locker|pocket|lap|beside me|ready|up for|with me|in front of|back|just in case|for sunday|counted)
3 <pills> (in my (hand|hands|lap|mouth)|in front of me|lined up|are lined|with me|ready)|(saving|saved|hoarding|stockpiling|keeping|collecting) (up )?(my|her|his) (\w+ )?<pills>|<pills> back instead
3 (enough|everything i need|everything needed|all i need|means|what i need|the stuff|something|bottle|cabinet|cupboard) … (to stop everything|to do it|to end|to stop it|and nobody|way out|gently|ninety seconds|in my bag|if it comes to|if it gets|gets too much|to kill me|put me to sleep|not wake)
2 (comfort|comforts|calm|calming|relief|peaceful|reassur*) … (way out|way to|knowing|pills|tablets|could end|rope|stop everything|in the locker)
3 (ive|i have|i keep|i got|got|have|keep|theres|hold|holding|with|know where|sitting) … <gun> … (truck|boot|knees|thinking|thinking of it|loaded|my mouth|my head|my temple|keep looking|looking at it|cant stop|key|under my|lap|in the car|beside me)
2 (ive|i have|i|im|my) … (dads|fathers|husbands|his|grandads|my) (\w+ )?(gun|rifle|shotgun|pistol|revolver)
3 (bought|buy|buying|got|have|ive|tied|tie|tying|take|took|using|use|found|measured|practised|learning) (\w+ )?(a|the|some|my|enough|this|that|to tie a|)? ?(\w+ )?(rope|noose)(?! (for (the|a|tree|tomorrow)|access|course|knot|ladder|team))
2 (how much|think*|look* at|stare|staring|about) … (rope|noose|belt)|tied the knot|end of my rope and
3 (hose|hosepipe) … exhaust|exhaust … (hose|window|garage)|(car|engine|carbon monoxide) … garage … (quick|sleep|pain|running|closed|shut)|(quick|painless|sleep) … garage|quick if you
3 (painless*|least painful|painfree|pain free|without pain|quickest and|doesnt hurt|gentlest) … (way|ways|method|methods|out|go|die|end|leave|pain)
2 (way|ways|method|methods) (\w+ )?(to|of) (die|dying|do it|go quietly|end it)(?! (the|with))|just fall asleep if|easiest way (to go|out)|quick way (to go|out)
2 look* (up|into) (how|it again|ways|methods|painless*|heights|drops|bridges|tide|train times)|looked at bridges|looked up (\w+ )?(how|times|doses)|worked out the (trains|drop|dose|times)
3 (lie|lay|lying) (down )?(on|across|under) the (tracks|rails|railway|train|line)|go under (a|the|that) (train|bus|lorry|tram|truck)
3 (jump|jumping|leap|leaping|step|stepping|throw myself|throwing myself|thrown myself|hurl myself|fling myself|dive|walk|walking) (\w+ )?(off|from|in front of|under|underneath|onto|out of) (\w+ )?(\w+ )?(<traffic>|the \d+|bridge|viaduct|cliff|balcony|platform|roof|rooftop|building|window|parapet|ledge|overpass|flyover|multi storey|rails|car park)(?! (project|tiles|repair|survey|stop|for lunch|for charity|pass|call|plan|tour|with|meeting|display|frame|team|sill|works))
3 (walk|walking|go|going|drive|driving|head|heading|walked|swim|swimming|step|wade|jump|jumping|fall|fell|slip|lie|let myself) (\w+ )?(\w+ )?(into|in) (the|a|that) (cold |deep |dark |big )?(sea|river|water|lake|canal|ocean|weir|loch|reservoir|traffic|harbour|slurry|slurry store)(?! (cooler|pump|main|meter|tank|for|with (the|my) (kids|dog|mates)))
2 (walk|walking|going|go|head|heading|walked|drive|drove|down|get|off) (\w+ )?(\w+ )?(to|by|past|onto|over to|towards) (the|a) (\w+ )?(river|tracks|railway|cliff|cliffs|viaduct|level crossing|weir|sea wall|quarry|bridge|canal)(?! (survey|project|office|inspection|for lunch|works|site|job|with|team|to (check|fix|inspect|meet)))
2 (want to|just|telling me to|urge to|could just|might|about|thinking of|if i|whether to|i could|tempted to|say|said|says) (jump|jumped|jumping)(?! (on|in|off|ahead|to|straight|call|at|into|through|for|the|right|between|start|back|,))
2 (standing|stand|sitting|sit|stood|sat|up|climbed|hanging|im) (\w+ )?(\w+ )?(on|over|at) (the|a|that|top of the|top of a) (\w+ )?(roof|ledge|edge|parapet|tracks|railing|cliff|bridge rail|rails|viaduct|wrong side|lift shaft|top of the car park|quarry edge|platform edge|windowsill|balcony)(?! (of (my|the|a|your) (seat|chair)|of (the )?(budget|page|desk|map)|clear|fix|paint|with|until|from|repair))
1 (standing|stand|stood|sitting|sat|im|parked|up|go|went|walked) (\w+ )?(\w+ )?(on|at|to|by|near) (the|a) (\w+ )?(platform|bridge|roof|cliff|canal|river|viaduct|station|top|car park|edge)
3 (closer|nearer|close) (to the edge|each day|each evening|every day|every night|to the tracks|to where)|(wrong side|other side) of the (rail|railing|barrier|fence|bridge)|top of the (car park|multi storey|tower|building) … (again|time|legs|alone|tonight)
2 <think> … (stepping off|stepping in front|jumping|turn the wheel|the wheel|the drop|the platform|bridges|how high|how far down|rope|pills|tablets|knife|blade|letting go|how easy|how little it|how quick|falling|going under|driving into|not coming back|not braking|drowning|hanging|the gun|the tracks|the trains)
2 (river|sea|bridge|roof|rail|edge|train|trains|tracks|canal|shaft|water|windows|shelf|balcony|ledge|drop|height|cliff|pills|rope|knife|dark|shredder) (\w+ )?(\w+ )?(is|are|keeps|keep|looks|look|that keeps) (\w+ )?(calling|nice|tempting|inviting|peaceful|whisper*|so close|right there|pulling|singing)
3 (turn|turning|let go of|letting go of|yank|twist|pull|jerk|turned|swerve) (of )?(the|my) (\w+ )?wheel(?! (nuts|clamp|of))
3 (drive|driving|crash|crashing|swerve|swerving|steer|steering|ram|aim|run|plough|ride) (\w+ )?(\w+ )?(\w+ )?(into|off|under|in front of|at) (a|the|that|an|my) (oncoming )?(wall|tree|bridge|lorry|truck|river|cliff|pillar|quay|pier|barrier|road|ravine) (and|on purpose|not by|to end|at full|¶)
2 (drive|driving|crash|crashing|swerve|swerving|steer|ride) (\w+ )?(\w+ )?(into|off|under) (a|the|that|an) (oncoming )?(wall|tree|bridge|lorry|truck|river|cliff|pillar|quay|pier|road|ravine|lamp post)
2 (if|wish|hope|hoping|hoped|wait|waiting|praying|prayed|want|envy|envied|shame|grateful|mind) … (lorry|bus|truck|car|van|train|plane|flight|covid|cancer|heart|wall|forklift|building|ceiling|crash|road|accident|stroke|illness) … (hit|hits|ran|swerved|took|takes|gets|get me|leave the road|went down|killed|kills|stop|crash|crashed|roll|rolled|fell|collapse*|gave out|ran me|on me|under it|me this time)
2 (not|without|stop|stopped|didnt|dont|never|quit) (\w+ )?(\w+ )?(clip on|clipping on|fastening|fasten|wearing|wear|lift my foot|brake|braking|seat belt|looking when i cross|hold on) … (nobody|hoping|on purpose|accident|tomorrow|questions|anymore|quay|care)
3 (count|look|looks|seem|pass) (\w+ )?(\w+ )?(as|like) (an accident|bad luck|accident)|(would|could) (it|that) (count|look) (as|like) an accident
3 (insurance|policy|payout|pension|death in service|premium|pays out|cover|benefit|compensation) … (on purpose|do it myself|suicid*|any cause|im dead|i die|when im dead|my death|im gone|worth more|if i jump|if its deliberate|by my own)
2 (they|family|wife|kids|she|mum|parents|he|husband|theyd|shed) (\w+ )?(\w+ )?(get|gets|have|be (ok|okay|fine) with) (\w+ )?(\w+ )?(payout|insurance|pension|house paid|80k|money|life insurance|compensation) ¶
3 worth more dead|more use dead|worth more (to them )?(dead|gone)
1 everything i need|paid off|done that sum|controlled drugs|fume cupboard|gets too much|rope|noose|bridge|cliff|tracks|overdose|rifle|railway|parapet|ledge|hosepipe|canal|river|painless|blade|payout|quarry|viaduct
2 that keeps calling (me|him|her)|(shelf|sea|river|water|bridge|roof|edge|rope|drop|rails) … calling (me|him|her|to me)|(do|does|which) (the )?windows? open|window … limiter|long way down|i know (which|where|what) … <pills> … (quiet|alone|nobody|unlocked|empty)|(pick|picking|picked|choosing|chosen) (out )?(which|a|the) (tree|lay by|layby|spot|bridge)|(lorry|car|bus|truck|train) … (swerved|hit me|crashed) … (minded|mind|grateful|relief)|how (little|easy|easily|quick) (it|itd) ?(would|could)? ?(take|be)|envied (the|that) (man|woman|dead|ones|people|patients|driver)|shame (it|the \w+) didnt (\w+ )?(roll|hit|kill|land|fall|get)|longer than i (ought|should)|(waiting|wait) (till|until) the house is|(nobody|no one) (locks|checks|watches|guards) the
""",
    "farewell": r"""
2 (drafted|wrote|writing|written|left|leave|leaving|finish*) (the|my|a|that) (suicide |goodbye |farewell |last )?note ~ (lunch|desk|tonight|already|bed|mum|wife|drawer|pocket|table|miss|them|everyone)|(the|a) note is (in|on|under|written|ready)|note in my pocket
2 (please )?(give|pass|hand|send|leave) (my|this|the|his) ~ to my <kin>|(should|will|to) have something (nice |good )?(of|from) (mine|me)|so (that )?(my|the) <kin> (wont|doesnt|dont|never|can|will) (have|need|find|know|get|has|be)|so nobody (has|needs) to
2 if i dont (log in|show up|turn up|come in|answer|reply|wake up|make it|come back|come home|text back) ~ (cat|dog|kids|mum|wife|husband|feed|tell|someone|sorry|look after|keys|find)|feed my (cat|dog|fish)|tell (\w+ )?(\w+ )?(\w+ )?it wasnt (them|you|him|her|their fault|your fault|his fault)
2 (said|say|saying) (what i had to say|my goodbyes|my piece and)|i can (stop|rest|go) now|(kindly |please )?(cancel|stop) my (\w+ )?(plan|lease|contract|membership|subscription|pension|insurance|appointments) ~ (no one left|nobody left|wont be|no need|sunday|after)|no (one|body) left to (insure|pay|call)|cancelled everything|by the time you read
2 (where|somewhere) (no one|nobody|noone|they|you) can (\w+ )?(reach|find|summon|follow|hurt|touch|call|blame) (me|us)|(ill|i) already be gone|shuts everything down ~ me|me in the (garage|bath|river|woods|shed|barn|loft)
2 (dont|do not|no need to) (save|keep|hold) my (seat|job|place|desk|spot|number) ~ (wont|not|anymore|after)|(clock*|log*|sign*|check*) (off|out) (for good|forever|permanently|one last time)|my (last|final) (shift|day|morning|drive|supper|week|coffee|sunrise|walk) ~ (alive|ever|on earth|anywhere|of all|for good)
2 (kids|children|dog|cat|boys|girls|baby) (\w+ )?(\w+ )?(at|with|to) (my|their|her|his|a) (nan|nans|mum|mums|gran|grans|sister|sisters|friend|friends|dads|aunt|mother|mothers) ~ (wont|dont|so they|see|find|safe from|tonight its|better)|sorry (you|they|she|he|someone) (have|has|had|will have) to find (me|this|my)
1 (will at work|tidying up before|one envelope|all the passwords|insurance papers|said what|everythings paid|all paid|plants are with|my plants|over to you now|no hard feelings|one last|last time|for the last time|proud of you|you deserve better|be happy|dont forget me|think of me|to remember me|when im not|me too ¶|on purpose|the note|after thursday|after friday|after sunday|after tomorrow|anywhere ¶)
3 (goodbye|farewell|suicide) (letter|letters|note|notes|message|messages|video|videos)(?! (to (the )?(client|customer|team|template)|for (the )?(leaver|intern)))
2 (wrote|written|writing|write|left|leaving|leave|found) (\w+ )?(\w+ )?(note|letter|letters) (\w+ )?(to|for|on|from|each|under) (my|her|his|each|the kids|mum|them|the (girls|boys|dresser|bed|table|pillow)|you all)(?! desk)
2 already (wrote|written) (the|my|a) (note|letter|letters)|the note is (written|on)|wrote (a|the|my) note|found a note|found (his|her|their) note|note saying goodbye
2 (goodbye|bye bye|farewell) (everyone|all|world|cruel|forever|for good|my (friend|friends|love|loves|darling|darlings|family)|and (sorry|thank)|thank|thanks|to (everyone|you all|my (kids|wife|husband|mum|family|children)))
1 goodbye|farewell|bye ¶|signing off|before i go|leave things (square|tidy|straight)|before the end|for whoever (comes|finds)|want it after|wont be needing|(plan|book|roster|schedule) me (in|into|on|past|for)|any week|told everyone|in a funny way|keys? with|have to (sack|fire) me
2 (say|said|saying|says|tell|wave) (\w+ )?(goodbye|bye) (to (everyone|my (kids|mum|wife|husband|family|children|sister|brother|dad|parents)|you all|them|a team without|life|this world|each)|without (them|anyone)|properly to)
2 (this is|thats|its) (\w+ )?my (last|final) (message(?! in)|words|day alive|night|text|post|note|goodbye|sunset|breath|chat)|last (message|words|text|post) (from me|to anyone|ever|to you|i)|my last (night|breath|words|goodbye|message|wages|wish|wishes)|last thing (i|that i|that ill|ill) (\w+ )?(ever )?(do|hand|write|say|send|type)
2 (tell|let|telling) (\w+ )?<kin> (know )?(\w+ )?(\w+ )?(\w+ )?(sorry|love|loved|tried|wasnt|didnt|fault|proud|goodbye|gently|forgive)|tell (them|her|him|everyone|everybody) (\w+ )?(\w+ )?(loved|love them|love her|love him|i tried|it wasnt|goodbye|wasnt their fault)
2 tell \w+ (the|my) \w+ is (hers|his|theirs)|(explain|tell) … why i did (it|this)|(pushed|drove|drove me|pushed me) (me )?to this|(granda|grandad|gran|nan|nana|god|lord|angels|grandas|nans|grans) (is )?waiting (on|for) me
2 tell (the team|them|everyone|him|her|people) (\w+ )?(i|im) (\w+ )?(was |am |so )?sorry … (wont|cant|chance|gone|never)
1 (look after|take care of|feed|raise|mind|be good to|be kind to|watch over|have) (my|the|our|each) (<kin>|fish|apprentices|each other|other|plants|bird|cats|dogs|chickens)|look after (each other|yourselves|them for me)|remember me|forgive me|pray for me|no hard feelings|signing off|(not|never|nobodys|no ones|isnt|wasnt) (your|ur|my|anyones|their|his|her)? ?fault|dont be sad|dont cry|dont blame (yourself|yourselves)|thanks for everything|thank you for everything|thank you for (being kind|listening)|sorry for everything|you were always kind|been good to me|always been kind
2 remember me (kindly|nice|nicely|fondly|well|as|with|when)|forgive me for what im|forgive my family|forgive me (mum|dad|all|everyone|for leaving)|better this way|(nobodys|no ones|not anyones|not your|never your|nobody to blame|wasnt your|not anybodys|isnt your|not their) fault|sorry i couldnt|couldnt be stronger
2 (whod|who|whoever|one|ones|first|sister|kids|kid|child|mum|someone|wife|children|son|nobody|police|cleaner) (\w+ )?(\w+ )?(to |that |would |will |who |might )?(find|finds|found|discover|come across) (me|my body|us)(?! (a|the|in the canteen|on (teams|slack)|at (my|the) desk))
3 (find|finds|found|finding) my body|when (you|they) find me|come across me
2 (dont|neednt|not to|cancel) (plan|book|roster|schedule|expect|count) me … (any week|ever|anymore|past|or any|new roster|new rota)|(wont|not|never) be seeing (\w+ )?(\w+ )?again
1 dont (wait for|look for|come looking|try to find|follow) me|dont come (for|after|looking)|not coming back|wont be coming back|no forwarding|dont send the helpline
2 (im|ill) not coming back|(never|not|wont) (\w+ )?(come|coming) (back|home) (\w+ )?(tonight|from|alive|this time)|and not come back|never (have to |gonna |going to )?see me again|last time (you|youll|i|ill) see|wont (be )?see* (you|them|me|any of (you|them)) again|not see (you|them|me) again
2 (where|place) (im|i am|ill|i|id) (\w+ )?(going|off to|headed|heading|go|be) (\w+ )?(\w+ )?(to )?(wont|no|theres|i wont|dont|nobody|nothing|there|is no|¶)|where im off to|where im going (?=[.])|go to a place with no|a better place|the other side ¶|other side soon
2 (be|go|going|gone|off|see|seeing|join|joining|reunited|rest|waiting on me|wait for me|waiting for me) (\w+ )?(\w+ )?(with |to |and )?(my|the|his|her|our) (\w+ )?(da|dad|mum|baby|late wife|wife|husband|ancestors|nan|gran|grandad|granda|lord|maker|angels|son|daughter|brother|sister) (\w+ )?(tonight|soon|again|now|in heaven|the night|up there|where|then|this week)
2 (gave|giving|given|give|gifted|handed) (\w+ )?(away )?(\w+ )?(my|all my|the|his|her|their|me) … (away|wont need|dont need|no longer need|felt right|wont be needing|hers now|my things|for good)(?! (as a|for free))
3 (gave|giving|given) away … (wont|dont|no longer) (be )?need*
3 (giving|gave|given|give) (away )?(all )?my (things|stuff|belongings|possessions|tools|clothes|everything) (away )?(?! (as|to (rhys|the new)))
1 (gave|giving|given|give|handed) (\w+ )?(\w+ )?(my|the|his|her) (\w+ )?(dog|cat|ring|rings|tools|watch|guitar|bike|keys|plants|jewellery|records|books|wedding ring|locker key)
2 (wont|will not|dont|not going to|no longer|shant|never) (be |ill )?(need|needing) (\w+ )?(it|them|him|her|those|anything|any|a desk|one|that|money|clothes|my) … (anymore|where|soon|after|going|ever|i wont|¶)
1 (affairs|papers|things|everything|house|flat|desk|finances|paperwork|will) (\w+ )?(\w+ )?(in order|tidy|sorted|settled|square|clean|up to date)|sorted my papers|my will|next of kin|beneficiary|who gets my|(sort|tidy|clean|clear|cleaned) (\w+ )?(\w+ )?(up )?(through (them|my)|after me)|afterwards|my wishes|closed my accounts|deleted my (photos|accounts|account|messages)|library books back|save this conversation|clear up after
2 (update|change|write|sort|written|finish|make) my will|(nobody|noone|no one|nothing|someone|so they) (\w+ )?(\w+ )?(has|have|left|needs|to) (to )?(sort|tidy|clear|clean|deal) (\w+ )?(up )?(through|after me|my things|after i|after im)|affairs (are )?in order|next of kin
2 by the time (you|anyone|someone|they|this|u) (\w+ )?(read|reads|see|sees|get|gets|hear|find|finds) (\w+ )?(\w+ )?(ill|i will|itll|it will|im|it) (\w+ )?(be )?(over|gone|dead|too late|done|finished)
3 after (im|i am|i) (\w+ )?(gone|dead|die)(?! (home|to|for|on|through|back|the|into|off))
""",
    "ahead": r"""
2 (not|wont be|no longer|isnt|wasnt) (there |here |around )?(anymore )?(, )?(like )?not anywhere|by (then|morning|monday|tomorrow|the weekend|sunday|friday) (it|nothing|none of it|this) (wont|will not|doesnt) matter|(this time|by this time) (tomorrow|next week|tonight) (i|ill|it) (\w+ )?(be|wont|will be) (gone|over|matter|free|nothing|quiet|done)|(wont|will not) matter (by|after|soon|anymore|to me)
2 (wont|not) (be )?(around|here) for (the next|any of|it|the one|another|that|whatever)|(end|out) of (the )?(road|line|rope) for me|final curtain|nothing ahead (of|for) me|out of road|(one|only one) (way|door|exit|option|thing) left(?! (to (fix|check|do on|buy|send|sign)|on the))|(tonight|today|tomorrow|soon) (nothing|i) (is|am|will be) (what|nothing|no more)
2 (going to|ill|i will|about to|tonight im going to) (\w+ )?(do|finish) (the )?one thing (i|ill)|not planning (on|to) (be|being|get|getting|come|coming|board|boarding|wake) ~ (here|train|back|down|past|beyond|after|up|again)|(i|ive) (have )?(nothing|no one|nobody) left ¶|(rang|called|phoned|tried|texted) (the )?(samaritans|suicide line|crisis line|lifeline|crisis text)|helpline ~ (engaged|busy|no answer|nobody)
2 (not anywhere|no future for me|dont know why im (texting|telling|writing)|very calming|calming|calm about it|i envy|ends tonight|cant anymore|too far gone|dont care what happens)
2 (wont|not going to|dont expect to|dont think ill|dont think i will|dont think im going to|not planning to|never going to|not gonna|dont plan to|dont intend to|shall not|will no longer|no longer) (\w+ )?be (here|around|alive|there) (for it|for any|to see|anymore|at all|ever|much longer|long|come|for long|by then|in the morning|after tonight|after today|tomorrow night|when you|any longer|to find out|afterwards|for that|for the (end|trial|hearing))
3 (dont|wont|not|never) … (be alive|survive this|surviving this|live to see|live through this|live that long|live past|make it out alive|get old|grow old|be breathing|live much longer|wake tomorrow)
2 (wont|not|dont|cant|never) … (make|making|get|getting|last|lasting) (it )?(through|to|till|until|past) (the )?(night|tonight|weekend|then|morning|week|christmas|end of the week|my birthday|next year|monday|tomorrow|summer|spring|another|this one)(?! (meeting|party|drinks|do|dinner|shift|game|deadline|call|show|event|training))
2 (wont|wouldnt|doesnt want to|not going to|isnt going to|never|cant) (\w+ )?see (\w+ )?(christmas|the weekend|the morning|tomorrow|next week|another|the summer|spring|his kids|my kids|her kids|the end of|thirty|forty|my birthday|my next)(?! (you|at))
2 (be|ill be|being|im) gone (for good|forever|before you|soon|tonight|tomorrow|from this|and nobody|and you)|go for good|really gone|gone forever|gone from (the|this) (earth|world)|gone is what|out of (your|their|everyones) (way|hair|lives) (for good|forever|soon|tonight|permanently)
2 (cant|dont|couldnt|not able to|no longer|unable to) (\w+ )?(see|picture|imagine|think of|find) (\w+ )?(a |any |the |my |myself )?(future|next week|tomorrow|in it|next year|way (out|forward|through|of being|on)|next month|one reason|ahead|light|reason)(?! (here|at this|for (the|this)|of the|in (this|the) (firm|company|team|role|sales)|to (change|delay|keep the|do the)))
3 no (tomorrow|tomorrows|future|next week) for me|there (is|wont be|was) no (tomorrow|next week|monday) for me|no more (me|tomorrows|anything)|last day (on earth|alive|of my life)|(days|weeks|nights|hours) i (got|have) left|my days are
2 (see no|no|only one|only|one|theres no|isnt any|not another) (\w+ )?way (out|forward|on)( for me|¶| of this(?! (meeting|contract|car|room))| now| left| anymore| but| except| that)|only (way|option|answer|thing) (out|left)(?! (to (fix|tell|check|call|wait))|the)
2 nothing (\w+ )?(left|keeps|keeping|holding|to stay) (\w+ )?(for me|me here|to stay for|here for me|keeping me)
2 (ive|i have|im|i|shes|hes|has|have) (\w+ )?(chosen|picked|set|choose|fixed|decided on) (the|a|my|which) (day|date|time|spot|layby|lay by|tree|place|bridge|week|night|hour|method)(?! (for (the|our|my) (meeting|wedding|party|launch|review|move|do)|and told|with|to (meet|talk)|off|and time))
2 (my mind is made up|made my peace|feels calm|chosen the|strangely calm|feel peaceful|not scared anymore|not even scared)
2 a plan and a date (?=[.])|(have|got|ive) a plan to (die|end it|go|do it)|plan to (do it|go|leave) (tonight|for good)|made (my )?peace with (it|dying|going|leaving)|peaceful because|feels (calm|peaceful) now
2 (tonight|this weekend|today|tomorrow|tonights) (is|will be) the (night|day|last|end) (i|that|for me|when|it|ever)
2 (do it|doing it|be brave|be done|finish it|brave enough|go through with it|end) (\w+ )?(tonight|this time|on friday|after (my|the) shift|by (morning|monday)|before (morning|monday)|tomorrow night)(?! (and (send|call|tell|email)))
2 going to do it|ill do it tonight|do it tonight|no one can stop me|nobody can stop me|get it over with|such a coward|not be long now|not much longer|no point (booking|planning|starting|buying|saving|renewing)|(cant stop|keep) thinking (of|about) it|think about it a lot|thinking about that a|not ask after tonight
2 such a coward … (already|done it|by now)|id have done it (already|by now)|(havent|not) (got )?the (courage|guts|nerve) to (do it|end|die|jump|go through)
2 (want|need|wants|wanted|make|let|wish|please|hope) (\w+ )?(it|it all|everything|all of it|this|the pain|the noise|the thoughts|my head|all this|things|life) (\w+ )?(\w+ )?(to |just )?(stop|end|be over|go quiet|go dark|go away forever|stop hurting|finish)(?! (at|on|by|early|with|in|the|sending|working|running|doing|buffering))
3 (everything|it all|all of it) to (stop|end) (forever|for good)|stop all of it me|all of it , me|(all|everything|everyone) ~ me included
2 (itll|it will|it|will|everything|everythingll) (\w+ )?(all )?be (over|ok|fine|alright|quiet) (\w+ )?(after tonight|tonight|soon for|by morning|then|when im gone|for good)|(itll|will|going to|everything) stop (\w+ )?tonight|voices? … (telling|tell|tells) me
2 (want to|wish i could|should|just|could just|could|id like to|going to|better if i|need to) (just )?(disappear|vanish|fade away|cease|evaporate|dissolve|be gone|not be)(?! (for (a|an|the|one|my) (week|bit|while|month|day|weekend|fortnight|minute)|into|in (august|july|june)|under the|on (holiday|the)|from (the list|this)))
3 disappear (forever|for good|from this|permanently|and never)|just disappear forever|cease to (be|exist)
2 (cover for|wait for|worry about|care for|look after|put up with|deal with|bother with) me (much|any) longer|(tell|ring|call) my (mum|mom|mother|dad|father|kids|wife|husband|family) when it happens|count(ed|ing) (all )?my (pills|tablets|meds|medication|insulin|painkillers)
3 mejor (que |si )?me (muera|muero|mato|mate)|ojala me muera|jai avale (toute la|tout le|toutes les|tous les|la|le) (\w+ )?(boite|plaquette|tube|flacon|pilules|comprimes|cachets|medicaments)
2 never (coming|going) (back )?home again|(been|living|live|lived|stuck) in the dark for (a|so|two|three|many|long|years|months|weeks)( \w+)? ¶
3 voices? … (jump|kill|die|end it|hurt|over with|do it)
2 (i|just|really|honestly|think i|think im|im|and|so|but|no|not|sorry|please) (\w+ )?(cant|couldnt|dont think i can|not able to|unable to|cant even) (\w+ )?(go on|do this|take (it|this|anymore|much more)|carry on|keep going|keep doing this|do life|bear (it|this)|do it|hold on|hang on|face (it|tomorrow|another day|them)|cope)( anymore| like this| much longer| no more| alone)?(?= [.,]| ?$| honestly| please| i | im | sorry| everything| life| and i| with life| mate| lads| man| it hurts| its too)
2 [.,] (just )?(cant|couldnt) (go on|do this|take (it|this|anymore|much more)|carry on|keep going|keep doing this|do life|bear (it|this)|do it|cope)( anymore| like this| much longer| no more)?(?= [.,]| honestly| please| i | im | sorry| life)
2 (cant|couldnt|dont think i can|unable to) (\w+ )?(go on|do this|take (it|this)|carry on|keep going|bear (it|this|the shame)|hold on|face (another day|tomorrow)|cope|do it) (anymore|much longer|like this|no more|any longer)(?= [.,]| life| i | im )
2 (cant|not able to|unable to) (\w+ )?(bear|carry|stand|endure) (this|the|my|that) (shame|guilt|pain|weight|life)|(going|get) through (the night|tonight)|not sure ill (make|get|be)|whats the point (of|in) (anything|any of it|it all|it anymore|life|living|trying|going on|being here|being alive)|whats the point ¶
2 (give|giving|given|gave|giveing) up (on (life|myself|everything|living|it all)|completely|for good)|i give up on
2 (done|finished|over|through) (with|wi) (life|living|everything|this world|it all|all of it|breathing)|its (all )?over for me(?! (here|at))|over for me ¶|enough ive had
""",
    "weak": r"""
1 nobody would|no one would|without me|burden(?! on)|ive decided|i decided|by morning|got as far as|adds up|soon ill|goodnight|no reason|try again|in my head|over for me|ready to go|one last|i wonder|counting down|hypothetically|nearly over|almost over|not fine|letting go|let me go|thinking about it|already left|had enough|past caring|wont be long|no way out|be brave|over soon|calm now|its decided|ive a date ¶
1 on purpose|deliberately|coward|wrists|the nerve|the courage|braver|what do i do|crying|on the roof|collapsed|unconscious|in a state|wont answer|not answering|wont be (around|here|there)|not going to be (around|here)|dont think ill be (around|here)
""",
    "meant": r"""
1 dont mean (on |the |from |my |a |at )|literally|for good|forever|permanently|ever ¶|never again|at all ¶
1 (dont|not|didnt|do not) mean (on leave|quitting|quit|the (job|office|firm|school|traffic|work|shift|team)|from teams|leave|fired|moved)|not a figure of speech|not using a figure|figure of speech|not joking|no joke|im serious|i mean it|for real|not being (funny|dramatic)|not (the|my) (job|office|firm|school|company)|no fr|in any sense|hand to god|in a manner of speaking|dont ask (what|me|why)|not kidding|jk but not|this time fr|not by accident|literally this time
1 tonight|this weekend|by sunday|tonights|before morning
""",
    "unsafe": r"""
3 (im not|i dont feel|dont feel|not feeling|never feel|no longer feel|not|am i|dont think im|i dont think im|we arent|were not|we dont feel|cant feel|cant be) (\w+ )?safe (right now|here|at home|with (myself|him|her|them|my)|to (go|be|come) (home|back home|alone|here)|to go (home|back)|go home|tonight|around|in my (own )?(house|home|head)|on my own|alone|from (him|her|them|myself)|where i live|going home|anymore|if i go home|in this house|at the house|tonite)
2 (im|am|we) not safe ¶|i dont feel safe ¶|not safe ¶|isnt safe for me|feel unsafe|i dont think i am safe|dont think im safe
3 (cant|dont|didnt|not|wont|couldnt|never) (\w+ )?(\w+ )?(trust (myself|my own hands|my hands|what i)|keep myself safe|ill keep myself safe|be left alone(?! with (a|the|this|any))|be alone (tonight|right now|today|with)|be on my own (tonight|right now|today)|promise (ill|i can) (keep|be) safe|promise ill be)
2 (someone|somebody|anyone|can you|please|you|need someone) (\w+ )?(\w+ )?(stay|sit|be|come) (\w+ )?(with me|w me|and sit|and get me|over|quick|quickly|fast|to the|home with)(?! (on the (call|line|project)|in the meeting|meeting|for the))
2 (scared|afraid|frightened|terrified|dread|fear) (\w+ )?(to|of) (\w+ )?(go|going|be|being) (back )?(home|there|alone|back|with him|near him|in the house)
3 (scared|afraid|frightened|terrified) (\w+ )?(of|to) … (him|my (husband|boyfriend|partner|dad|father|ex|stepdad|brother|wife|mum|son)|what he|what hell|what he does|hell|kill)
2 (scared|afraid|frightened|terrified) (of|for) (what (i|im)|myself|my (life|safety)|what i might)
2 (call|calling|phone|ring|get|send) (the )?(police|999|911|112|ambulance|an ambulance) (if|now|please|quick|to|,|¶)|please send (someone|help|police)|please (help|hurry|come quick)|help (me|us) (please|now|hes|shes)
2 (cant talk|cant speak|dont ring|dont call|cant call|whispering|hiding) … (hes|he is|he|husband|room|back)|hiding (in|from) (\w+ )?(\w+ )?(the|him|my|a) (\w+ )?(toilet*|bathroom|cupboard|stockroom|store|office|closet|husband|ex|room)?
3 (i need|needs) help (right now|now) or|before (he|i) (kills|kill|hurt|hurts)|going to do something (i|bad|terrible|stupid|awful)
""",
    "violence": r"""
2 (gun|guns|rifle|machete|shotgun|handgun|pistol)(?! (show|license|licence|shop|range|lamp|carriage))
3 theres a bomb|bomb (under|in) the (podium|building|office|station|school|hall|car|lobby)|by the throat|(acid|bleach|petrol|lighter fluid|something) ~ (for|in|at|over) (her|his|our|my|their) (\w+ )?(\w+ )?(face|eyes)|(bring|bringing|brings) (a|his|my|the|your) (gun|guns|rifle|shotgun|knife|machete|bomb)|(gun|guns|rifle|weapon|bullet|knife) ~ (address|name) (on|written)|(photos?|pics?|pictures?) of (his|a|the) (rifle|gun|guns|knife|weapon|bullets)
2 (someone|somebody|people|you|they|everyone|we) (will|would|going to|gonna|are going to) (bleed|pay in blood|get hurt|die|be sorry|burn)|(nobody|no one|none of (you|them|us)) (will|is going to|gets to) (walk|come|get) out|take (\w+ )(of (you|them|us) )?with (me|him|her)|take (five|six|ten|some|them|him|her|you|everyone|all of (you|them|us)) with (me|him|her|us)|coming back with (something|a|his|more|mates|friends)|ends? up in (a wheelchair|hospital|the morgue|a box|the river|a ditch)|loading up|(knows|know|found out) where (\w+ )?(\w+ )?(\w+ )?(kids|i|you|she|we|they|he) (live|lives|go|goes|park|parks|sleep*|work|works)
2 (pouring|poured|soaked|covered|doused) ~ (petrol|fuel|matches|lighter|himself|herself|fluid|something)|(matches|lighter) ~ (petrol|fuel|himself|herself|pouring)|white powder|(kicking|banging|breaking|hammering|smashing) (on |at |in |down )?(the|my|our) (\w+ )?door|wait(ing)? for (him|her|them|me|us) ~ (crowbar|knife|bat|car park|gun|hammer|alone|dark|outside|after)|(crowbar|knife|bat|gun|hammer|hes got|has) ~ (waiting for|wait for)
2 (he|hes|husband|boyfriend|ex|partner|dad|she|wife) ~ (pinned|slammed|shoved|dragged|pushed|grabbed|choked|spat|whipped|burnt|locked) (me|us|my)|next time he (\w+ )?(wont|will|kill|finish|wouldnt)|(husband|boyfriend|partner|ex|dad|wife) ~ (wont let me|tracks my|checks my phone|has my passport|took my keys)|home (late|by) ~ or (he|hell)|if (he|she) finds (out|me|this)|(sleep|sleeping) in my car ~ (him|he|home|safe)|hes drunk (again|and)|hidden? (from him|the bruises)
1 (guns?|rifle|shotgun|bomb|bullets?|machete|crowbar|acid|grenade|matches|bat|axe|licence and|the landing|outside the (building|house)|in our lobby|fire him|weapon|barricaded|lockdown)
1 (threat*|will bleed|coming for|waiting outside|see to it that|done talking|get even|payback|should all duck|wont be laughing|teach (him|her|them)|sorry for what|made me do|watch out|settle this|whos in)
3 (he|hes|she|shes|they|theyve|who|man|men|guy|bloke|lad|woman|someone|customer|husband|ex|boyfriend|dad|father|brother|chef|driver|employee|intruder|mate|son|colleague|wife|youth|teenager|robber|attacker|patient|resident|student|pupil|kid|visitor|passenger|worker|neighbour|manager|boss|tenant|client) (\w+ )?(\w+ )?(\w+ )?(has|have|got|with|holding|carrying|pulled|waving|pointing|brandish*|swinging|showed me|hiding|wielding|grabbed|drew) (\w+ )?(a|an|his|her|their|the|some|what looks like a|this)? ?(\w+ )?(gun|rifle|shotgun|pistol|machete|bomb|firearm|weapon|knife|bore|hunting rifle|boning knife|handgun|revolver|blade)(?! (for the (cheese|cake|tape|boxes|bread)|sharpener|rack|set|block|course|drawer|licence))
3 (jumped|coming|came|walked|come|back|outside|reception|door|lobby|waiting|coming back|burst|attacked|threatened|gate|in) (\w+ )?(\w+ )?(in )?(with|w) (a|an|his|her|the|my|dads|some) (\w+ )?<weapon>
3 (threat*|threatening|threatened) (\w+ )?(\w+ )?(\w+ )?(with a|with his|with the|to (kill|shoot|stab|hurt|burn|harm|beat|blow|bomb)|my life|to use (a|his))
2 threaten* (me|us|her|him|them|my|staff|the staff|nurses|colleagues|everyone)
3 (said|says|saying|say|told|texted|wrote|messaged|threatens|swears|swore|promised|keeps saying|posted|shouting|screaming|vowed|phoned|rang|warned|mentioned|writing) (?!id |ill |i )(\w+ )?(\w+ )?(\w+ )?(\w+ )?(\w+ )?(\w+ )?(kill|shoot|stab|hurt|burn|strangle|gut|smash|murder|bomb|run down|run over|bury|drown|slit|behead|cut|execute|finish|finish off|finish all of|blow|shooting|stabbing|killing|poison) (\w+ )?(me|us|him|her|them|everyone|you|my|the (kids|whole|place|office|building|boss|manager|site|nurse*|staff|driver*|team|people|lot|school)|himself and|someone|marco|people|it with me|it w me|somebody|one of)(?! (if i (forget|miss|break|dont|screw|mess|touch|lose)|for (this|that|forgetting|it)))
3 (hes|he is|shes|is|are|theyre|was|hell|will|going|coming|gonna|wants) (\w+ )?(going |coming |trying |about )?to (kill|shoot|stab|strangle|hurt|attack|beat|rape|murder) (me|us|her|him|them|someone|everyone) (if i|tonight|today|with|when i|unless|for real|and|because i (left|told)|he has|please|now|one day|at home)(?! (this|that|typo|boss|mess))
3 (he|hes|she|hell|theyre|they|husband|ex|boyfriend|dad|father) (\w+ )?(going to|will|is going to|wants to|might|could|would)? ?(hurt|rape|attack|stab|strangle|shoot|beat|hit) (me|us|my (kids|son|daughter|baby|mum|sister))(?! (with (a question|questions|work|an|some|more)|up|on (the|slack|teams|my)|an |a (message|mail|email|question|note|text)|over to))
3 (hits|hit|hitting|beat|beats|beating|punched|punches|punching|kicked|kicks|kicking|strangled|strangles|choked|chokes|choking|slapped|slaps|raped|stabbed|battered|attacked|grabbed|hurts|hurting|shoved|burned|burns|threw|throws|smashed) (me|my (head|arm|face|mum|kids|son|daughter)|us|the kids|knives|things at me) (\w+ )?(\w+ )?(again|when|last|at home|on sunday|tonight|if|every|until|with (a|his|the) (belt|fist|bat|stick|bottle)|and|in front of|because|so|for)(?! (the (team|client|boss)|questions))
2 (ex|husband|boyfriend|stalker|dad|brothers) (\w+ )?(parked |waiting |standing |sat |is )?outside|hes (right )?outside (my|our|again|the house|with|screaming|now)|(started on|laid into|went for|go for|came at) me|he (has )?promised worse|(right|back|over) (with|w) (a|his) (hammer|knife|bat|gun)|got out and|smashed my (phone|face|head|door|arm)
3 (husband|wife|dad|father|mum|mother|boyfriend|girlfriend|partner|ex|brother|uncle|landlord|stepdad|stepfather) … (hits|hit|beat|beats|beating|punched|kicked|strangled|choked|choking|slapped|raped|stabbed|battered|attacked|hurts|hurt|shoved|burned|locked|threw|throws|smashed|belt|hammer|belted|punches) (me|my|us|her|knives|him|the kids)
3 (hands|hand|arm|belt|cord) (round|around|on|to|over) (my|her|his|pavels|their) (neck|throat|mouth)|(knife|blade|gun|cutter|glass|scissors|scalpel|razor) … (to|at|against|on) (\w+ )?\w+ (neck|throat)|(break|breaks|broke|breaking) my (arm|jaw|ribs|nose|neck|legs|face|fingers)(?! (falling|when i fell|on the|skiing))
2 (he|hes|she|shes|husband|ex|boyfriend|dad|they|theyre) (\w+ )?trying to kill (me|us|her|him)(?! (with|off))
3 (i|ive|i have) (\w+ )?(was|got|been|am being|being) (\w+ )?(\w+ )?(raped|molested|gang raped|sexually (assaulted|abused))|(he|they|boss|manager|colleague|coworker|client|somebody|someone|customer) (has |have |had )?(\w+ )?(raped|molested|sexually (assaulted|abused)) me
3 (tried|tries) to (strangle|kill|stab|choke|drown|smother|suffocate|shoot|rape) (me|her|him|us|someone|my|them)(?! (off|with kindness|over a))
2 (hes|he|ex|husband|he has|he is|man|boyfriend|shes|they|theyre|brothers|stalker|dad) (\w+ )?(\w+ )?(outside|waiting|following|followed|at the (\w+ )?door|in the (lobby|reception|car park|room)|parked outside|found out where|coming over|coming tonight|got out|coming for|on (his|their) way|found me|took my (phone|keys|passport|card)|at my) (\w+ )?(\w+ )?(me|my|i (work|live)|the (home|house|door|nursery|control)|with|again|door|tonight|us|now|this time|for me|what|house|shouting)(?! (about the|on teams|the report|to sign))
2 locked me (in|up|inside|out of (my|the) (house|home))|locks me|wont let me (leave|out|go home)|(took|taken|keeps|holds|hold|smashed|smash) (\w+ )?my (passport|phone|papers|keys)(?! (by mistake|home|is|charger))|finds out (ive|i|that i) … (kill|hurt|told|spoken)|when he drinks|about the bruises|hurt my (family|kids|mum|parents)|hell kill me|shamed the family|my bruises|be married|forced to marry
3 (gun|rifle|shotgun|bomb|machete|petrol|grenade|boning knife|nail gun) (\w+ )?(\w+ )?(to|at|for|on|in) (\w+ )?(\w+ )?(head|neck|throat|whoever|shift change|the (inspector|boss|manager|staff)|us|me|the depot|marco|next one|reception)
3 (shots fired|active shooter|hostage|gunman|armed man|bomb threat|bomb in|planted (a bomb|something|a device)|going to blow|device in (his|her|the) bag)(?! (situation in the meeting|drill|exercise|training))
3 (everyone|every one|all|someone|somebody|people|they|you|next one|whoever) (\w+ )?(\w+ )?(dies|gets killed|will die|gets it|going to get killed|goes with) (\w+ )?(on|tonight|today|in here|at|here|tomorrow|him|with me|and its)|next one in \w+ gets it(?! (day|end|same|meeting))
2 (wont|wouldnt) (\w+ )?see the weekend|end up dead|blood on (\w+ )?(carpet|floor)|therell be blood|watch (your|his|her) back|sharpened (the|a|his|my)|this time (he|hell|hed|he will) … (finish|kill)|finish it ¶|(showed|shown) me a (blade|knife|gun)|put it right w
2 <he> (\w+ )?(\w+ )?(has|got|have|with|bringing|put|hes got|brings|coming back with|sharpened|took) (\w+ )?(a|an|his|up) (\w+ )?(blade|axe|hammer|petrol|hatchet|crowbar|acid|bat|lorry|knife|knives|gun|rifle|shotgun)(?! (for|and a|licence|in the (kitchen|toolbox)|from the (toolbox|shed)))
1 (he|hes|man|ex|husband) (\w+ )?(\w+ )?(drunk|angry|drinking|raging|shouting)|following me|screaming|petrol|machete
""",
    "threat": r"""
2 (ill|im going to|i will|going to|want to) (\w+ )?(wait for|be waiting for|find|deal with|sort|fix) (him|her|them) ~ (crowbar|knife|bat|gun|hammer|car park|alone|dark|done talking|properly|for good)|i know (where|what time|when) (he|she|they|\w+) (\w+ )?(lives?|parks?|leaves?|sleeps?|walks?|gets? home|finish\w*)|(put|putting|slip|slipping) (something|\w+) in(to)? (his|her|their) (coffee|tea|drink|food|lunch|bottle)|his brakes|(i|ive) (have |got )?a list (of (names|who|people))|make sure (he|she|they) never ~ (again|walks|breathes|leaves|works)
2 (want|wanted|like|love) to see (him|her|them|it all|the place|this place) (burn|bleed|suffer|dead|hurt|beg|in flames)|wipe (them|him|her|the smile)|(hit|hurt|run) (him|her|them) (so|until|till|with (my|the) (car|van|truck|spanner|hammer|shovel))|could have killed (him|her) and
3 (im going to|ill|i will|i want to|i wanna|going to|id like to|i could|im thinking of|thinking of|thinking about|want to|im coming to|about to|i swear ill|plan to|let me|feel like|i keep picturing|i might|ready to|wanting to|urge to) (\w+ )?(hurt|shoot|stab|gut|murder|strangle|slit|bomb|blow up|run over|attack|poison|butcher|beat|torture|stabbing|hurting|shooting|strangling|harm|burn) (him|her|them|everyone|people|all of (them|you)|someone|my (boss|manager|supervisor|colleague|coworker|baby|kids|son|daughter|wife|husband)|that (man|woman|bastard|bitch|prick|guy)|the (office|building|lot|school|boss|manager|supervisor|place|bastard)|you all|you|the whole|that (office|place|building))(?! (a|an|the|over|off|some|my|your|his|her|email|message|up|to it|at (darts|chess|tennis|pool)|with questions|later|quickly|feelings))
3 (ill|i will|im going to|want to|going to|id|could|i wish i could) (\w+ )?kill (him|her|them|you|everyone|you all|all of (them|you)|my (boss|manager|supervisor|husband|wife)|that (man|bastard|bitch|woman)|someone|people) … (mean it|tonight|tomorrow|not joking|van|knife|gun|serious|swear|for what|i have|ive got|monday|when|all|friday)
2 (ill|i will|im going to|i am going to|im gonna|i want to) (kill|murder|stab|shoot) (?!(the|a|an|it|this|that|these|those|my|our|your|all|two|some|off|for|myself|me|time|with|in|at|down|on|by|and|or|if|when) )\w+ \.
2 (ill|i will|im going to|want to|going to) (\w+ )?kill (him|her|everyone|you all|all of you|my (boss|manager|supervisor)|that (man|bastard|bitch|woman)|someone|somebody|people)(?! (if|for (forgetting|this)))
3 run (them|him|her|the lot of them|you|the lot|people|everyone) (all )?over|running (them|him|her) over|mow (them|him) down
3 put (him|her|them|you) in (the|a) (ground|grave|morgue|box|coffin)|(taking|take|end|ending) (his|her|their) life|bullet in|(him|her|them) (to )?stop breathing|want (him|her|them) dead|see (him|her|them) dead|(him|her|them) bleed
3 (bring|bringing|take|taking|come in with|coming in with|walk in with|coming back with|got|have|ive got|going to get|get|fetch) (\w+ )?(my|a|the|dads|my dads|my fathers|his|fathers) (\w+ )?(gun|rifle|shotgun|knife|machete|petrol can|axe) (\w+ )?(\w+ )?(in|to work|for|and|then|on|tomorrow|on monday|to the (office|meeting)|with me)(?! (for|sale|inspect*|cake|cheese|sharpen*|repair|the (cake|cheese)))
3 (burn|burning|blow|shoot|blowing|torch|set fire to) (that|the|this|it|your) (\w+ )?(office|place|building|school|shop|house|depot|up the place|whole place)( (down|up))?(?! (in|code|script|down the road))
3 (therell|there will) be blood|(make|making) (them|him|her|you|everyone) (pay|suffer|bleed|regret) (for|when|tonight|with|on|in blood)|theyll (all )?be sorry (on|when|tomorrow|monday|once)|see what they made me|going to get killed|be killed by me|by me ¶ killed
2 (hurt|harm|do something to|shake|shaking|shook|smother|drop|lose it with|going to hurt) (\w+ )?(my |the )(baby|kid|kids|son|daughter|toddler|child|children|newborn|boy|girl)(?! (group|class|party))
3 (do something to|shook|hurt) (my|her|the) baby|just shook (her|him)
3 (push|pushing|throw|throwing|pushed|shove|shoving) (him|her|them|my \w+|someone|you) (off|under|down|in front of|over) (the|a) (gantry|roof|stairs|train|tracks|scaffold|bridge|edge|balcony|ledge|platform|lorry|rail)
2 dont know if i can stop myself|cant stop myself (next|from (hurting|doing))|thinking about (his|her|their|\w+s) (neck|throat)|scares me how close|(hurt|kill) (\w+ )?so badly|what i felt|after him ¶
1 (make them|make him) (pay|suffer)|they will pay|theyll (all )?(pay|see|be sorry)|revenge|hate (him|her|them) so much|rage|seeing red
""",
    "other": r"""
3 (cant|couldnt|wont|cannot|unable to) (\w+ )?(wake|rouse|revive) (her|him|them)|(shes|hes|she is|he is|gone|went|going|turned) (\w+ )?(grey|blue|limp|cold|floppy) (and|,|on|in|¶)|(hanging from|found hanging|cut (him|her) down|with a rope round)|(threatening|threatens|threatened|said|says|shes going|hes going|about) to jump(?! (on|in|off|ship|to))
3 (has|have|shes|hes|theyve|just|friend|she|he|patient|tenant|guest|colleague|flatmate) (just |also )?overdosed(?! on)
2 (she|he|shes|hes|colleague|someone|somebody|man|woman|lad|girl|boy|caller|client) (\w+ )?(\w+ )?(over|on the other side of|past|outside|sitting on|on|climbing|up on) the (\w+ )?(railing|railings|barrier|parapet|ledge|window ledge|bridge rail|guard rail|edge)|(from|on) the (roof|ledge|edge|top) of (his|her|their|our|the (building|car park))|(standing|stood|waiting|sitting|sat) on the (platform|tracks|bridge|ledge) ~ (not|wont|isnt|crying|jump|text*|said|says|goodbye)
2 (took|taken|swallowed|drank|drunk|injected) something|(she|he|they) (\w+ )?(left|has left|wrote) (a|his|her) note|(not|hasnt|havent) been seen (since)?|(cant|not able to) (get hold of|reach|find) (him|her|them) ~ (note|worried|said|pills|goodbye|state|low|dark)|(going to|gonna|might|will) (do something|hurt (himself|herself))|(said|says|told me|texted|texts|wrote) (\w+ )?(\w+ )?(had enough of (life|it all|everything)|wants out|cant go on|(doesnt|didnt) want to (be here|go on|wake|live)|would rather be dead|better off dead|wanted to (die|disappear)|(shes|hes) done (with life|living)|wont be here|wont be around|(is|was) (ending|going to end) it)
2 (apprentice|trainee|colleague|student|mate|friend|son|daughter|brother|sister|patient|resident|neighbour|flatmate|client|intern|pupil|workmate|coworker|caller|tenant|housemate|cousin) ~ (kill|suicid*|die|overdose|pills|hang|jump|end it|goodbye|noose|rope|wrist|wrists|self_harm*|hurting|note|ledge|roof|railing|platform|bridge)(?! (day|fast|the process|it with))
2 (hung up|took something|railing|parking deck)
3 <he> (\w+ )?(\w+ )?(\w+ )?(wants|want|wanted|going|threatening|threatens|threatened|trying|tried|says|said|say) (\w+ )?(\w+ )?(\w+ )?(to )?(die|kill (himself|herself|themselves)|jump|end (it|his life|her life|things)|hang (himself|herself)|be dead|hurt (himself|herself)|not (live|be here)|take (his|her) (own )?life|do something (stupid|silly)|harm (himself|herself)|go in front)
3 (doesnt|didnt) (want|see a reason|have a reason|see the point) (to |in |of )(live|living|be alive|exist|be here|go on)(?! (in|near|with|here|there|at|without))
3 (isnt|not|stopped|stops|hardly|barely|has stopped|arent) breathing|no pulse|(wont|not|isnt|doesnt|cant get (him|her) to) (\w+ )?(wake up|waking up|wake properly|respond|responding|regain)(?! (to (my|the|emails|tickets)|anymore to))
2 (unconscious|unresponsive|collapsed|bleeding (out|heavily|badly|everywhere)|choking on|turning blue|gone blue|having a (seizure|stroke|heart attack)|anaphyla*|went into shock|foaming)
3 (locked|locks|shut|barricaded) (himself|herself|themselves|it behind (her|him)) (\w+ )?(\w+ )?(\w+ )?(in|inside|behind|away)
3 (locked|shut|bolted) it behind (her|him)
2 (isnt|not|hasnt|wont|never|phone) (\w+ )?(answering|answer|come out|coming out|turned up|been home|open the door|picking up|come down|off) … (note|curtains|door|goodbye|her car|his car|locked|cupboard|worried|sorry|message|said|taken|alone|tablets)
3 (standing|stood|sat|sitting|up|out) (\w+ )?on (the|a) (roof|ledge|bridge|edge|parapet) ~ (goodbye|bye)
2 <he> (\w+ )?(says|said|saying) (goodbye|bye)(?! to the)|<high> ~ (says|said|saying|say) (goodbye|bye)
2 (sent|texted|text|txt|messaged|wrote|posted|rang|called|whatsapped|radioed|phoned|emailed|left) (\w+ )?(\w+ )?(\w+ )?(\w+ )?(me|us|everyone|the (group|office|team|chat|class|lads)|his|her|goodbye|whole group|to me)? ?(\w+ )?(goodbye|bye|thanks for everything|thank you for everything|look after my|the laughs|sorry mum|loved them|better this way|no hard feelings|loves us|wont be here after|going home to end)
2 (friend|mate|colleague|workmate|trainee|apprentice|student|pupil|son|daughter|brother|sister|volunteer|resident|guest|caller|manager|neighbour|flatmate|coworker|patient|driver|labmate|bunkie|lad|he|she|tenant|passenger) (\w+ )?(\w+ )?(\w+ )?(gave|given|handed|left|taken off|took|sent) … (wedding ring|rings|boots off|passwords|keys|phone and|note|shoes|letters|wifes ring|watch)
3 (taken|took|takes|swallowed|had) (\w+ )?(all |too many |a whole |every |half )?(of )?(her|his|their) (\w+ )?(tablets|pills|meds|medication|insulin|morphine)|(shes|hes|has|she|he|theyve) (\w+ )?taken something|whole (packet|bottle|box) of (something|pills|tablets|paracetamol|it)|took an overdose|taken an overdose
3 (cut|slit|slashed|cutting|burning|hurting) (her|his|their) (wrist|wrists|arm|arms|throat|own)|(put|putting|stuck) (his|her) (hand|head|arm) (in|into|under) (\w+ )?(\w+ )?(fryer|oven|press|saw|shredder|noose) (\w+ )?(on purpose)?|with a noose
2 (on|onto|over|up on|off|standing on|sitting on|climbed|climbing|out on|edge of) (the|a|our) (\w+ )?(ledge|parapet|railing|rail|barrier|viaduct|roof|bridge|window ledge|wrong side|crane) … (wont|he|she|him|her|come (in|down)|talking|man|lad|jump|goodbye|below|alone|lads|says|crying|me|outside)
2 (theres|a|man|lad|woman|girl|boy|someone|somebody|guy|bloke|kid|pupil|student|passenger) (\w+ )?(\w+ )?(on|over|onto|off|frm|from) (the|our|a) (\w+ )?(ledge|parapet|railing|barrier|viaduct|roof|wrong side|bridge rail)(?! (above|tiles|is leaking|leaks|clear*|fix*))
2 (he|she|they|hed|shed|that he|that she) (\w+ )?(wont|wouldnt|isnt going to) (be here|be around|see) (\w+ )?(after|past|by|christmas|next week|the weekend|monday)|be w her tonight|be with (her|him|them) (tonight|soon)|wont put it (down|away)|(he|she|lad|mate) (\w+ )?(\w+ )?(sat|sitting|alone|locked) … (bore|rifle|shotgun|gun|rope|bottle of|pills)
2 (caller|he|she|texter|client) (\w+ )?(\w+ )?(\w+ )?(hung up|rang off) … (gun|rope|pills|tablets|loaded|bridge|knife|goodbye|alone)|(he|she|hed|shed) (\w+ )?(\w+ )?had a (rope|gun|knife|noose)|gun (is|s)? ?loaded|guns loaded
3 (call|says|said|send|get) (\w+ )?(someone|help|somebody|police) (please )?(now|to|before|quick) … (him|her|neck|knife|dying|hes|shes)
""",
    "german": r"""
3 (will|mocht*|moecht*|wollte|wurde|wuerde|mag|lieber|wunscht*|wuenscht*) (\w+ )?(\w+ )?(\w+ )?(sterben|tot sein|tot|nicht mehr leben|nicht mehr da sein|nicht mehr hier sein|nicht mehr sein|nicht mehr aufwachen|nicht mehr existieren|nicht mehr auf der welt|nie geboren*|nie wieder aufwachen|nimmer leben)(?= [.,]| \w+ ?[.,]| und| sagt| weil| mehr)
3 (sterben|nicht mehr leben|tot sein) (will|mocht*|moecht*|wollte) (ich|er|sie)|nicht mehr leben (will|wollen|wollte|kann|mag|mocht*)
3 (bring|bringe|brachte) (ich )?mich (\w+ )?(\w+ )?um|mich (\w+ )?(\w+ )?umzubringen|ich (\w+ )?(\w+ )?mich (\w+ )?(\w+ )?(umbringen|umbringe|toten|toeten|tote|toete|erhang*|aufhang*|erschiess*|vergift*|ertrank*|vor den zug|vor einen zug|runtersturz*)|sich (\w+ )?(\w+ )?(umbring*|umzubring*|das leben|toten|erhang*|erschiess*)|bringt (er |sie )?sich (\w+ )?um
3 (suizid|selbstmord)(?!pravention|praevention|kommando|mission|aktion|rate)[^ ]*|selbsttot*|selbsttoet*|freitod|lebensmude|lebensmuede|todeswunsch|abschiedsbrief*|selbstverletz*
3 (mir|sich) (\w+ )?(\w+ )?das leben (zu )?(nehm*|genommen)|(nehme|nehm|nimmt) (ich )?(mir|sich) (\w+ )?das leben|(meinem|mein|dem) leben (\w+ )?(ein ende|beend*|schluss)|schluss (\w+ )?mit (\w+ )?leben|leben beenden
3 ohne mich (\w+ )?(\w+ )?(\w+ )?(\w+ )?(besser|leichter|glucklicher|gut dran)(?! nicht)|(besser|leichter) (dran )?(\w+ )?ohne mich ¶|alle … besser … ohne mich
3 (ware|waere) ich (\w+ )?(tot|nie geboren|nicht mehr da|nicht mehr am leben|gestorben)|ich (ware|waere|war) (\w+ )?(lieber )?tot ¶
3 (ritze|ritzen|ritzt|schneide|geritzt|verletze|verletz) (ich )?(mich|sich)|mich (\w+ )?(ritzen|geritzt|selbst verletz*|geschnitten mit absicht)|(mir|sich) (\w+ )?(etwas|was|selbst was) (an)?(tun|zutun|antun|anzutun|angetan)|mir (\w+ )?selbst weh
2 (kann|schaff*|pack*|ertrag*|halt*|mag) (ich )?(\w+ )?(\w+ )?(einfach |so )?nicht mehr( (weiter|weitermachen|aus|leben|konnen))?(?= [.,])|(keine kraft|keinen ausweg|kein ausweg)( mehr)?(?= [.,])|(wie|ob|dass) (ich )?(\w+ )?weiterleben (soll|kann|will|mag)|nicht (mehr )?weiterleben
2 (alles|leben) (\w+ )?(so )?(sinnlos|egal geworden|keinen sinn)|kein* (\w+ )?sinn (mehr )?(im|des|in meinem|am) leben|keinen sinn mehr im|lebenssinn|niemand wurde mich vermissen|will (einfach )?verschwinden ¶
3 (hat|mit|zog|halt|haelt) (\w+ )?(ein|einem|einer|eine|sein) (messer|waffe|pistole|gewehr|schusswaffe)(?! (fur|und gabel|dabei fur))
3 (bedroht|schlagt|schlaegt|wurgt|verprugelt|schlug) mich(?! (im|beim|als|fur|fuer|vor))|nicht sicher (zu hause|daheim|bei ihm)|will mich (toten|umbringen wenn)|droht (mir|mich) (\w+ )?(umzubring*|zu toten)
3 (von|vor) (der|die|den|einen|einer|das) (brucke|bruecke|zug|dach|hochhaus|bahn) (zu )?(spring*|werf*|sturz*|geworfen)|(springe|werfe) (ich )?(mich )?(von|vor) (der|den|einen|die)|tabletten … (geschluckt|alle genommen|zu viele|uberdosis)
3 (einschlaf*|schlaf*) … (nie|niemals|nimmer|nie wieder|nicht mehr) (\w+ )?(aufwach*|erwach*|wach (werd*|wurd*|wuerd*)|aufsteh*)|fur immer (ein)?schlafen|fuer immer (ein)?schlafen
3 (will|mocht*|moecht*|wollt*|wunsch*|wuensch*|hoff*) … (nie wieder|nicht mehr|nimmer|niemals|nie) (\w+ )?(aufwach*|erwach*|wach werd*)
3 (wozu|warum|wofur|wofuer) (\w+ )?(\w+ )?(\w+ )?(noch |uberhaupt |ueberhaupt )?(weiterleben|weiterlebe|am leben|leben)(?= [.,])
3 kein* (\w+ )?(lebenswillen|lebensmut|lust (mehr )?(zu|am|aufs) leben|grund (mehr )?(zu|zum) leben|kraft (mehr )?(zu|zum) leben)|(lebenswillen|lebensmut) (\w+ )?verloren|(satt|leid|mude|muede) zu leben|(hab|habe) (das|mein) leben satt|genug vom leben
3 (mein|dieses) leben (\w+ )?(\w+ )?(keinen (\w+ )?(wert|sinn)|nichts (mehr )?wert|nicht (mehr )?lebenswert|nicht wert)|(hat|macht) (mein|das) leben (\w+ )?keinen
2 mein leben ist (\w+ )?(vorbei|zu ende|gelaufen|kaputt)
3 (alle|ganze|ganzen|zu viele|zu viel|zuviele|viele|haufen|packung|packungen|schachtel|handvoll) (\w+ )?<pillen> (\w+ )?(\w+ )?(genommen|nehmen|intus)|<pillen> (\w+ )?(geschluckt|intus|runtergeschluckt)|(schluck|schlucke) (jetzt )?(alle|die) (\w+ )?<pillen>|<pillen> … (antwortet|reagiert|meldet|atmet|bewegt)
2 <pillen> (\w+ )?(gezahlt|gezaehlt|gesammelt|gehortet|bereit|bereitgelegt|vor mir|in der hand|neben mir)|<pillen> (liegen|stehen) (\w+ )?(bereit|vor mir|neben mir)
2 (steh|stehe|sitz|sitze|steht|sitzt) (\w+ )?(\w+ )?(auf|am|an) (dem|der|einem|einer|rand der|rand des|rand vom) (\w+ )?(dach|hausdach|brucke|bruecke|gelander|gelaender|brucken*|dachkante|hochhaus|klippe|abgrund|fensterbrett|fenstersims|parkhaus)
3 (dach|brucke|bruecke|gelander|gelaender|hochhaus|fensterbrett|balkon|klippe) … (will|wird|werd|werde|gleich|jetzt|droht zu) (\w+ )?(spring*|runterspring*|runter|hinunterspring*)
3 (spring|springe|springt|sprang|gesprungen) (\w+ )?(\w+ )?(von|vom|vor|aus) (der|dem|den|einer|einem|einen|die|ner|nem|nen)? ?(\w+ )?(brucke|bruecke|dach|hochhaus|balkon|zug|fenster|klippe|bahn|turm|lkw|parkhaus)|aus dem fenster (zu )?(spring*|sturz*)|(runter|hinunter|herunter)spring*|mich (\w+ )?(\w+ )?(vor|von|vom|aus|auf) (der|dem|den|die|einen|nen) (\w+ )?(zug|gleise|schienen|brucke|bruecke|dach|fenster|bahn|lkw|balkon)( zu)? (werf*|sturz*|stuerz*|schmeiss*|leg*|fallen)
3 (werf|werfe|sturz|sturze|stuerze|schmeiss|schmeisse|leg|lege) (ich )?mich (\w+ )?(\w+ )?(vor|von|vom|aus|auf) (den|die|der|dem|nen) (\w+ )?(zug|gleise|schienen|brucke|bruecke|dach|fenster|bahn|lkw|balkon)
2 (gleich|jetzt|heute) (spring|springe) ich ¶|ich (spring|springe) (jetzt|gleich|heute|heut|nachher) ¶|(ich|er|sie|und) (\w+ )?(will|werde|wird) (\w+ )?springen ¶
3 (strick|schlinge|galgenstrick|kalberstrick) (\w+ )?(\w+ )?(hangt|haengt|liegt|bereit|gekauft|besorgt|geknotet|geknupft|um den hals|fertig)|um (den|meinen) hals (\w+ )?(strick|seil|schlinge|kabel)|(strick|seil|schlinge|kabel) um (den|meinen) hals
2 (klinge|rasierklinge|rasierklingen|klingen|messer) (\w+ )?(\w+ )?in (der|meiner) hand
3 (pulsader|pulsadern)(?! (des|der|von))|(mir|sich) (\w+ )?(\w+ )?(arme|handgelenke|unterarme|oberschenkel|adern) (\w+ )?(auf)?(geschnitten|schneiden|schneide|ritzen|geritzt)|(mir|mich) (\w+ )?(\w+ )?absichtlich (\w+ )?(weh|geschnitten|verletzt|verbrannt)|mich (\w+ )?mit (\w+ )?(\w+ )?(zigarette|zigaretten|feuerzeug|bugeleisen|buegeleisen) (verbrannt|verbrenn*)
2 (damit|um) (ich )?(\w+ )?(was|etwas|irgendwas|mich) (\w+ )?(zu )?(spur*|spuer*|fuhl*|fuehl*)
3 (besser|lieber|leichter|einfacher|schoner) (, )?(wenn )?(ich )?(ware |waere |war )?(ich )?(tot|gestorben|nie geboren|nicht mehr am leben)(?= [.,]| als| fur| fuer| wenn| bin| ware| waere)|tot (ware|waere|war|bin) ich
2 (last|burde|buerde|belastung|ballast) (\w+ )?(fur|fuer) (alle|euch|meine|alle anderen|jeden|andere|jede|die familie|dich|uns alle)|(allen|jedem|euch|meiner familie|meinen \w+) (\w+ )?(nur |bloss )?(zur last|im weg|eine last)|(falle|fall) (\w+ )?(\w+ )?(\w+ )?zur last
2 (niemand|keiner|kein mensch|kein schwein) (\w+ )?(\w+ )?(mich|mir) (\w+ )?(vermiss*|nachtrauern|nachweinen)|(mich|wurd|wurde|wuerde|wird|vermisst) (\w+ )?(\w+ )?(\w+ )?(niemand|keiner|kein mensch) (\w+ )?(vermiss*|nachtrauern|nachweinen)|vermisst (mich )?(\w+ )?(niemand|keiner) (mich )?¶|(niemand*|keine[rm]) (\w+ )?(\w+ )?(merk*|auffall*|interessier*|storen|stoeren) (, )?(wenn|ob|dass) ich (\w+ )?(weg|tot|nicht mehr da|sterbe)
3 (lest|liest|lesen) (, )?(bin|werde|lebe) ich (\w+ )?(\w+ )?(tot|nicht mehr am leben|nicht mehr leben|gestorben|nicht mehr)(?! (in|im|bei|fur))|(bald|dann|morgen) (bin|lebe) ich (tot|nicht mehr(?= [.,]))
2 (lest|liest|lesen) (, )?bin ich nicht mehr (da|hier)|(lebt|leb) wohl|(sagt|sag) (meine[rmn]|allen) (\w+ )?(\w+ )?(, )?(dass )?ich (sie|ihn|euch|alle) (\w+ )?(liebe|liebhabe|lieb)|(letzte|abschieds) nachricht (von mir|an euch)
1 hoffnungslos|ausweglos|keine hoffnung|wertlos|innerlich (tot|leer)|nur noch leer*|mir (ist )?alles egal|am ende ¶|nutzlos|passt auf meine*|verzeiht mir|es tut mir leid mama|keiner versteht mich|abschied von (allen|euch)|fur immer (weg|gehen)
3 kein* (bock|lust|kraft|freude|grund) (\w+ )?(\w+ )?(zu leben|am leben|aufs leben|weiterzuleben|noch zu leben)|(nicht|nie) mehr (da|hier|am leben) (zu sein|ware|waere|sein)(?= [.,])
3 (ibus|tabs|tabletten|pillen|schlafmittel|bleiche|rohrreiniger|frostschutzmittel|gift) (\w+ )?(geschluckt|getrunken|genommen um)|(mich|sich) (\w+ )?(\w+ )?(vor|auf) (die|den|das|dem|der) (\w+ )?(ubahn|u bahn|s bahn|bahn|zug|gleis|gleise|schienen) (\w+ )?(gestellt|gelegt|geworfen|geschmissen|werfen|gelegt)|(mutter|vater|bruder|schwester|freund|freundin|sohn|tochter|kollege|kollegin|mann|frau|onkel|tante|azubi|chef|nachbar|nachbarin) hat sich (\w+ )?(aufgehangt|aufgehaengt)|hat sich (\w+ )?(\w+ )?(erhangt|erhaengt|erschossen|umgebracht|vergiftet|totgesoffen)(?! (beim|wahrend|waehrend|und neu))
2 (herz|atem) (\w+ )?(\w+ )?(stehen bleibt|stehen bleiben|aufhort|aufhoert|aufhoren|zu schlagen)|(bald|dann) (habt|hast|haben) (ihr|du|sie|alle) (\w+ )?(ruhe|frieden) (vor mir|ohne mich)|(bald|dann) (bin|seid) (ich|ihr) (\w+ )?(erlost|erloest|mich los)|(euch|dir|ihnen) (\w+ )?nicht mehr zur last
3 (denk|denke) (\w+ )?(\w+ )?(\w+ )?(ans sterben|an den tod|ans springen|uber das sterben|mir (was|etwas) anzutun)|(mach|mache) ich (\w+ )?schluss ¶|hat sich (\w+ )?(was|etwas) angetan|(will|mochte|moechte) (\w+ )?(weg|fort|verschwunden) sein
3 (hab|habe|hat) (\w+ )?(\w+ )?([0-9][0-9]+|zwanzig|dreissig|vierzig|funfzig|zig) (\w+ )?(<pillen>|ibus|tabs) (\w+ )?(genommen|geschluckt|intus)|(arme|arm|beine|haut) (\w+ )?(blutig|zerkratzt|zerschnitten)|mich mit (dem|einem|nem) (messer|beil|hammer|gewehr) (\w+ )?(bedroht|angegriffen)
2 (niemand*|keine[rm]) (\w+ )?(\w+ )?(auffallen|auffall*|storen|interessieren|fehlen) (, )?(\w+ )?(\w+ )?ich
3 (stell|stelle) (ich )?mir … (vor|wie) … (spring*|sterb*|tot bin|aufhang*|umbring*)|<pillen> (\w+ )?(zusammengespart|zusammengesammelt|beiseite gelegt|aufgespart|abgezweigt|versteckt)|welt (ware|waere|ist) (\w+ )?ohne mich
2 (vorbei|zu ende|schluss) (\w+ )?mit mir ¶|endlich vorbei (ist|ware|waere) ¶|wird von (ihrem|seinem|seiner|ihrer) (\w+ )?(geschlagen|bedroht|verprugelt|misshandelt)
""",
    "romance": r"""
3 (quiero|quisiera|quiere|queria|deseo|ganas de|prefiero|preferiria|gustaria|pienso en|pensando en|voy a|me voy a|me quiero|se quiere|se va a|ojala me|pensado en|decidi) (\w+ )?(morir|morirme|morirse|matarme|matarse|suicidarme|suicidarse|estar muert[oa]|ahorcarme|quitarme la vida|cortarme las venas|dormir y no despertar)(?! de )
3 (?<!jefa )(?<!jefe )(me quiero|me voy a|se quiere|se va a) matar
3 no (quiero|quiere|queria|puedo|tengo ganas de|me apetece|vale la pena|merece la pena) (\w+ )?(seguir )?(vivir|viviendo|existir|seguir vivo|seguir viva|despertar|estar viv[oa])(?! (en|con|cerca|aqui en|lejos))
3 suicidi[oa]|suicidar[^ ]*|suicidarse|me suicid*|se suicid*
3 (acabar|terminar|acabo|acabare) con (mi vida|todo esto para|mi sufrimiento)|quitar(me|se) la vida|me quito la vida|tirarme (de|del|al|por)|cansad[oa] de vivir|sin ganas de vivir|no tengo (ninguna )?razon para vivir|carta de despedida
3 (mejor|mejores|felices|tranquilos) (\w+ )?sin mi(?= [.,])|sin mi (\w+ )?(\w+ )?(mejor|felices)
3 ojala (estuviera|me muera|no hubiera nacido|no despert*|me muriera|no exist*)|desearia (estar muert*|no haber nacido)
2 (ya )?no (puedo|aguanto|doy|soporto|resisto) (\w+ )?mas(?= [.,])|ya no (puedo|aguanto|soporto)( esto)?(?= [.,])|nada (\w+ )?tiene sentido|no le (veo|encuentro) sentido a (la vida|nada|vivir)|quiero (desaparecer|que todo acabe)|no (quiero|puedo) seguir (viviendo|asi)
3 (tiene|con|saco|lleva|trae) (un|una) (cuchillo|pistola|arma|navaja|machete|escopeta|faca|revolver)(?! (de cocina|para))|(me corto|cortarme|hacerme dano|lastimarme|autolesi*)|(me pega|me golpea|me amenaza|me quiere matar mi (marido|esposo|ex|novio))|no estoy segura en casa
3 (veux|voudrais|veut|voulais|envie de|prefere|prefererais|aimerais|jaimerais|pense a|vais|souhaite|va se|prefererai|pensais a|voulait) (\w+ )?(mourir|crever|etre morte?|me tuer|se tuer|me suicider|se suicider|me pendre|se pendre|me foutre en lair|me jeter|en mourir)(?! (de|dennui|moins))
3 (veux|veut|envie|voudrais|peux|jveux|voulais) (plus|pas|plus jamais|plus envie) (\w+ )?(de )?(vivre|exister|me reveiller|etre en vie|continuer a vivre|etre la)(?! (avec|dans|a|ici a|chez))
3 (au|le|du|el|al|o|ao|un) suicid*
3 (en|den) finir (avec (la|ma|cette|lexistence|ma vie)|une fois pour toutes|¶)|mettre fin a (mes jours|ma vie|tout)|plus envie de vivre|fatigue*e? de vivre|marre de (vivre|la vie)|lettre dadieu|raison de vivre
3 (mieux|heureux|tranquilles|soulages) (\w+ )?sans moi(?= [.,])
2 (nen|jen|en) peux plus(?= [.,])|je ne tiens plus|je craque completement|plus rien na de sens|a quoi bon (vivre|continuer)|(veux|voudrais|envie de) disparaitre(?= [.,])|je ny arrive plus(?= [.,])
3 (a|avec|sorti) un (couteau|fusil|pistolet|flingue|revolver|cutter)|(a|avec) une arme|(me frappe|me bat|me menace)(?= [.,]| et| avec| quand)|me faire du mal|je me (coupe|scarifie|taillade)|pas en securite (chez|a la maison)
3 (quero|queria|quer|vontade de|prefiro|preferia|penso em|pensando em|vou|gostaria de|desejo|vai|decidi|pensei em) (\w+ )?(morrer|suicidar|me suicidar|se suicidar|me enforcar|estar mort[oa]|tirar (a )?minha( propria)? vida|tirar a propria vida)(?! de )
3 (vai|va) se (matar|enforcar)
3 (quero|vou|quer|queria|penso em|quis|tentei|pensei em) (me|se) (matar|enforcar)|me quero matar(?= [.,])
3 (nao|and) (quero|aguento|consigo|queria|vale a pena|tenho vontade de|quer) (mais )?(continuar )?(viver|vivendo|existir|acordar|estar viv[oa])(?! (em|com|perto|longe|na|no))
3 (acabar|terminar|acabo) com (a )?(minha|propria) (propria )?vida|tirar (a )?(minha|propria) (propria )?vida|me cortei de proposito|me mutil*|automutil*|carta de despedida|cansad[oa] (da vida|de viver)
3 (melhor|melhores|felizes|bem|feliz) (\w+ )?sem mim|sem mim (\w+ )?(\w+ )?(melhor|felizes)|queria (estar mort[oa]|nunca ter nascido|nao existir)
2 nao (aguento|consigo|suporto|da|guento) (\w+ )?mais(?= [.,])|nada (mais )?(faz|tem) sentido|(quero|queria) (sumir|desaparecer)(?= [.,])|nao (vejo|acho|encontro) (mais )?(\w+ )?sentido (em|na|de) (viver|vida)
3 (tem|com|sacou) (uma|um) (faca|arma|pistola|revolver|faco)(?! (de cozinha|para))|(me bate|me bateu)(?! (uma|a fome|saudade|no|na meta))|(me ameac*|me espanc*)
3 (dormir|dormirme|acostarme|mendormir|endormir) … (no|nunca|jamas|nao|plus|pas|jamais) (\w+ )?(\w+ )?(despert*|despiert*|acordar|acordo|reveill*)(?! (tarde|tard|cedo|temprano|al|a la|a mi|a los|o|os|a))|(dormir|dormirme|mendormir) (para siempre|por siempre|para sempre|pra sempre|pour toujours|a jamais)
3 (ojala|tomara|espero|espere|queria|quisiera|quero|quiero|aimerais|jaimerais|voudrais|veux|prefererais|pourvu|prie) (\w+ )?(\w+ )?(\w+ )?(no|nunca|nao|pas|plus|jamais) (\w+ )?(\w+ )?(despert*|despiert*|acordar|acorde|me reveill*)(?! (tarde|tard|cedo|temprano|trop|en retard|a las|as))
3 (no|sin|nao|sem|plus|aucune|pas|perdido|perdi|perdu) (\w+ )?(\w+ )?(\w+ )?(ganas|razon|razones|motivo|motivos|fuerzas|deseos|vontade|razao|forcas|envie|raison|gout|courage|volonte|las ganas) (\w+ )?(de|para|pra) (\w+ )?(\w+ )?(vivir|viviendo|vivo|viva|existir|viver|vivendo|vivre|exister)(?! (en|con|em|com|avec|dans|a |chez|aqui|ici))
3 (para|pa|por|pra) que (\w+ )?(\w+ )?(seguir|sigo|continuar|continuo) (\w+ )?(viviendo|vivir|vivo|viva|vivendo|viver)|(pra|para) que (viver|vivir)(?= [.,])|(sert|bon|pourquoi|quoi) (a |de )?(continuer (a |de )?)?vivre(?= [.,]| encore| comme| sans)
3 (no|nao|ne) (\w+ )?(\w+ )?(encuentro|veo|hallo|tengo|encontro|vejo|trouve|vois) (\w+ )?(\w+ )?(sentido|razon|razao|sens) (a|en|para|na|em|de) (mi |la |minha |ma )?(vida|vivir|viver|vie)|(mi|minha|ma|la|a) (vida|vie) (ya |ja |ne )?(no |nao |na )?(\w+ )?(vale|vaut|tiene sentido|tem sentido|tem mais sentido|faz sentido|faz mais sentido|plus de sens|aucun sens|importa|plus rien|merece la pena)(?! (a pena ser|la pena ser|el doble|o dobro|cher))|no puedo mas con (la|mi|esta) vida|hart[oa] de (vivir|la vida|mi vida)|cansad[oa] de (la|mi) vida
3 (nao|no|ne) (quero|quiero|veux) (mais|mas|plus) (\w+ )?(estar|ficar|etre) (\w+ )?(neste mundo|nesse mundo|en este mundo|de ce monde|sur cette terre|viv[oa]|en vie)
2 (nao|no|ne) (quero|quiero|veux|voudrais) (mais|mas|plus) (estar|ficar|etre) (aqui|la|ici) ¶|(veux|jveux) plus etre (la|ici) ¶|(mi|minha|ma) (vida|vie) (se )?(acabo|termino|acabou|terminou|est finie|est foutue|ya no tiene)
3 (tome|tomo|tomado|tomar|tomarme|tomarse|tomei|tomou|tomando|pris|prendre|prise|prends|ingeri|ingerido|trague|trago|engoli) (\w+ )?(tod[oa]s?|toute?s?|tous|monton|muchas|demasiadas|demasiados|muitos|trop|plein|frasco|bote|caja|boite|plaquette|cartela|inteira|entero|entera) (\w+ )?(\w+ )?(\w+ )?<pastillas>
3 (trague|trago|tragado|tragarme|engoli|engoliu|engolir|avale|avaler|avalee|gobe) (\w+ )?(\w+ )?(\w+ )?(\w+ )?<pastillas>|<pastillas> … (no contesta|no responde|no respira|nao responde|nao atende|ne repond*|repond plus|ne respire)
2 (conte|contado|contando|junte|juntando|guarde|contei|juntei|juntando|guardei|separei|compte|comptes|accumule) (\w+ )?(las |los |mis |os |meus |les |mes |todas las |tous les )?<pastillas>(?! (d*|para|pra|pour) (\w+ )?(pedido|cliente|inventario|lote|estoque|commande|client|lot|stock))|<pastillas> (\w+ )?(\w+ )?(listas|listos|preparad[oa]s|pretes|prets|prontos|prontas|na mao|en la mano|devant moi|delante de mi|na minha frente)
3 saute (du|par|depuis|dun) (\w+ )?(pont|toit|fenetre|balcon|immeuble|falaise)|(saltar|salto|tirarme|tirarse|lanzarme|lanzarse|aventarme|arrojarme|pular|sauter) (\w+ )?(de|del|al|desde|por|da|do|dum|pela|du|par|depuis|dun|a|debajo|bajo|delante|frente|sous|devant) (\w+ )?(\w+ )?(puente|azotea|tren|ventana|balcon|edificio|vias|metro|tejado|vacio|acantilado|ponte|predio|janela|varanda|telhado|sacada|viaduto|viaducto|terraco|pont|toit|fenetre|train|immeuble|falaise|vide|pleno|etage)
3 (me|se) (\w+ )?(tiro|tirar|lanzo|lanzar|aviento|aventar|arrojo|arrojar|jogar|jogo|atirar|atiro|jette|jeter|balance|balancer|jettera) (\w+ )?(al|del|de|desde|por|a|da|do|na|no|nos|debaixo|embaixo|pela|sous|du|par|dans|devant|depuis|debajo|frente) (\w+ )?(\w+ )?(puente|azotea|tren|ventana|balcon|edificio|vias|metro|tejado|vacio|acantilado|rio|ponte|predio|janela|varanda|telhado|sacada|viaduto|terraco|trem|trilhos|onibus|caminhao|pont|toit|fenetre|train|rer|rails|immeuble|falaise|vide|seine|camion)
3 (azotea|puente|tejado|cornisa|balcon|borde|vias|terraco|telhado|ponte|sacada|parapeito|viaduto|beirada|predio|toit|pont|fenetre|rebord|parapet|rambarde) … (voy a|va a|quiero|quiere|vou|vai|quer|quero|vais|va|veut|veux|menace de|pret a|prete a|amenaza con|a punto de|prestes a) (\w+ )?(saltar|tirar*|lanzar*|pular|jogar|sauter|jeter)
2 (estoy|parad[oa]|sentad[oa]|subid[oa]|esta|estou|to|tou|ta|subi|suis|assise?|debout|est|monte) (\w+ )?(en|al|sobre|no|na|em|sur|au) (\w+ )?(\w+ )?(\w+ )?(borde del|cornisa|azotea|tejado|barandilla|baranda|terraco|telhado|beirada|parapeito|sacada|viaduto|toit|rebord|parapet|rambarde|bord du)(?! (de la commande|comercial))|(estoy|estou|to|suis) (en|no|na|sur) (el |la |le )?(puente|ponte|pont|topo) ¶|(estou|to|tou|esta) no topo d[oae]
3 (soga|horca|forca|corda|corde|cuerda) (\w+ )?(\w+ )?(en el|al|no|au|autour du|autour de mon) (pescoco|cuello|cou)|noeud coulant|(soga) (\w+ )?(preparada|lista|comprada|atada|colgada)|(tengo|compre|prepare) (\w+ )?(la|una) soga
2 (corda|corde|cuerda) (\w+ )?(\w+ )?(pronta|prete|lista|preparada) ¶|(cuchilla|navaja|cuchillo|gilete|gilette|lamina|navalha|estilete|lame|cutter|rasoir) (\w+ )?(en la|na|en|dans la|dans ma|a la|na minha) (mano|mao|main)
3 (corte|cortado|cortar|cortarme|corto|cortei|cortou|cortando|abri|abrirme|abierto|ouvert|ouverte|ouvrir|coupe|coupee|couper|taille|taillader|tailler) (\w+ )?(las |los |mis |os |meus |les |mes |nos )?(venas|munecas|brazos|muslos|pulsos|bracos|coxas|veias|veines|poignets|bras|cuisses)(?! (del|de la|de) (\w+ )?(proyecto|reunion|robot|maquina))
3 me (corte|cortei|coupe|coupee|corto) (otra vez|de nuevo|de novo|outra vez|encore|a proposito|de proposito|adrede|expres|nos bracos|nas pernas|en los brazos|en las piernas)|(suis|ai) (encore|re) ?(coupee?|scarifiee?)|scarifi*|(me|se) (hago|hace) dano(?! (en|al|con))|me (fais|fait) (du )?mal(?! (au|a|en|aux))|me machuco (pra|para|de proposito|¶)|(brule|coupe|frappe|blesse|quemo|corto|queimo) (\w+ )?(expres|volontairement|a proposito|de proposito|adrede)
3 (mejor|preferible|melhor|preferivel|mieux|preferable) (\w+ )?(\w+ )?(\w+ )?(muert[oa]|mort[oa]|mort|morte|me muriera|morrer|morirme|no haber nacido|nao ter nascido|no existir|nao existir|jamais nee?)(?= [.,]| y| e| et| que| do| para| pra| pour| ya| ja)
2 (soy|siento|sou|sinto|suis|sentir|ser|etre|quun|que) (\w+ )?(\w+ )?(una|uma|un|um|une) (carga|estorbo|peso|fardo|estorvo|poids|fardeau|boulet) (\w+ )?(para|pra|de|na vida|pour|en)(?! (la empresa|a empresa|lentreprise))
2 nadie (\w+ )?(\w+ )?(echara|echaria|extranara|extranaria|lloraria|llorara|extranar)( (de menos|en falta))?(?= [.,]| si)|nadie (\w+ )?(notaria|notara|daria cuenta|daria|enteraria|importaria|dar cuenta) (\w+ )?si (yo )?(\w+ )?(\w+ )?(no|muero|muriera|desaparezco|desapareciera|falto|estuviera|existiera)|ninguem (\w+ )?(\w+ )?(sentir|sentiria|sentira) (\w+ )?(minha|saudade* de mim|a minha)|ninguem (\w+ )?(notar*|perceb*|liga*|importa*) se eu|(manquerai|manquerais|manquerait|manque) (\w+ )?a personne|personne (ne )?me (regretterait|regrettera|pleurerait|pleurera)|personne (ne )?(remarquerait|sapercevrait|verrait|sen rendrait) (\w+ )?(si|que|ma)
3 (cuando|quando|quand) (\w+ )?(leas|lean|leais|lerem|ler|lirez|liras|lira|lisez) (esto|este|esta|isso|isto|essa|ca|ceci|cette|ce|cela) (\w+ )?(, )?(\w+ )?(\w+ )?(\w+ )?(no estare|estare muert*|habre|me habre|no voy a estar|nao vou estar|nao estarei|estarei mort*|terei|ja fui|serai plus|serai mort*|sera trop tard|ya no)
1 adios a tod[oa]s|adios mundo|adeus a todos|adeus mundo|adeus familia|adieu a tous|adieu tout|adieu la|perdon(en|ad|a)me|me perdo(em|a|e)|pardonn(ez|e) moi|cuid(en|ad|a|em) (a |d[oae]s? )?(mis?|meus?|minhas?) (\w+)|prenez soin de m*|occup* de mes enfants|(dile|diganle|decidle|diga|digam|dites|dis) (a|pra|ao) (mi|mis|minha|meu|meus|ma|mon|mes) (\w+ )?(\w+ )?(que|qu*)|me despido
1 sin esperanza|sem esperanca|plus despoir|sans espoir|desespere*|sin salida|sem saida|sans issue|no hay salida|nao vejo saida|aucune issue|no valgo nada|nao presto|nao valho nada|vaux rien|vaci[oa] por dentro|vazi[oa] por dentro|vide a linterieur|soy un fracaso|sou um fracasso|(hart[oa]|cansad[oa]) de (todo|tudo)|marre de tout|fatiguee? de tout|(ya )?nada (me )?importa|plus rien nimporte|a bout ¶|sol[oa] en (el|este) mundo|no le importo a nadie
3 (quiero|quisiera|ojala|quero|queria|tomara|voudrais|veux|aimerais) (\w+ )?que (\w+ )?(mi|meu|mon) (corazon|coracao|coeur|cœur) (\w+ )?(pare|parar*|detenga|sarrete)|(irme|ir|largarme|embora|partir|salir|sair) (\w+ )?(de|deste|desse|de ce) (\w+ )?(mundo|monde|vida|esta vida)|no (quiero|puedo) (estar|seguir|quedarme) (\w+ )?(mas |mas tiempo )?en (este|el) mundo|sumir (do|deste) mundo
3 (bebi|bebio|beber|bebo|bu|bois|boire|tomei|tomou|tome) (\w+ )?(\w+ )?(\w+ )?(lejia|cloro|veneno|raticida|javel|eau de javel|poison|agua sanitaria|chumbinho|soda caustica)(?! (para limpiar|para limpar))|(tomei|tomou|engoli) (\w+ )?(cartela|caixa|vidro|frasco) (\w+ )?(de )?<pastillas>|pendue? (hier|ce matin|cette nuit|dans)|(me|se) (ahorque|ahorco|enforquei|enforcou)|me suis (pendue?|jetee?|empoisonnee?|tailladee?)
2 (si|se|quand) (yo|je|eu) (\w+ )?(muero|muriera|meurs|mourais|morrer|morresse|desaparezco|desaparecer|disparais|sumir)|(que todo|que tudo|tout) (\w+ )?(acabe|termine|sarrete)( (hoy|hoje|ya|ja|ce soir|enfin|maintenant))? ¶|plus personne ne me (verra|reverra|retrouvera)|partir pour (toujours|de bon)|(irme|ir embora|ir) para (siempre|sempre)|nadie (mas )?me (vera|volvera a ver)|ninguem (mais )?(vai me|me) (ver|vera)
3 (pienso|penso|pense|pensar|pensando|pensais) (\w+ )?(\w+ )?(\w+ )?(en la muerte|en morir*|na morte|em morrer|a la mort|a mourir)|(dejar|deixar|parar|arreter|cesser) (\w+ )?(de |d)existir|cesser dexister|autant (mourir|crever|en finir)|(melhor|mejor) (morrer|morir|morirme)(?= [.,])
3 (tome|tomo|tomei|tomou|tomado|trague|engoli|engoliu|pris|avale|ingeri) (\w+ )?([0-9][0-9]+|diez|quince|veinte|treinta|cuarenta|cincuenta|dez|quinze|vinte|trinta|quarenta|cinquenta|vingt|trente|quarante|cinquante) (\w+ )?<pastillas>|(sest|sestdeja) (\w+ )?(pendue?|jetee? (sous|du|par)|ouvert les veines)|(se) (colgo|ahorco|enforcou|matou|mato|pendurou) ¶|me corto (\w+ )?(los muslos|los brazos|las piernas|os bracos|as pernas|las munecas)
2 (hoy|hoje|esta noche|ce soir|cette nuit|amanha|manana) (\w+ )?(\w+ )?(se acaba todo|acaba tudo|acabo com tudo|acabo con todo|jen finis|tout se termine|termina todo)|(acabo|acabar|acabo|terminar) com tudo ¶|(acabar|acabo) con todo ¶|(sirvo|sers|sirve) (\w+ )?(pra nada|para nada|a rien) , (\w+ )?(melhor|mejor|autant)|(se cortou|se corto) (toda|todo|os|los|as|las)
2 (ninguem|nadie|personne) (\w+ )?(\w+ )?(importaria|importa|choraria|lloraria|soucierait) (\w+ )?(si|se) |nadie le (\w+ )?si (\w+ )?(desaparezco|muero)
3 (guardando|juntando|acumulando|guardado|juntado) (\w+ )?(\w+ )?(<pastillas>|remedio|comprimido)(?! (d*|para|pra) (\w+ )?(pedido|cliente|inventario|lote|estoque|farmacia))|mis? de cote (\w+ )?(des|les|mes) <pastillas>|(force|forces) de (vivre|continuer a vivre)(?! ensemble)|(quero|queria|vontade de|quiero|queria|ganas de) (me )?(cortar|cortarme)(me)? (de novo|outra vez|otra vez|de nuevo|os|los|los brazos|os bracos)(?= [.,])|menacee? de mort|amenaz* de muerte
2 (mejor|melhor|mieux) (\w+ )?no (hubiera|haber) nacido
""",
    "hindi": r"""
3 मरना (\w+ )?(चाह[^ ]*|है(?= [.,]))|मर जा(ना|ने|ऊं|ऊंगा|ऊंगी)( (चाह[^ ]*|है|का|की))?|मरने (का|की|के बारे) [^ ]+( [^ ]+)? ?(मन|सोच[^ ]*|इच्छा)?
3 जीना नहीं|नहीं जीना|जीने (का|की) (\w+ )?(मन|इच्छा|वजह|मतलब|[^ ]+) नहीं|जी नहीं (सकता|सकती)|जिंदा नहीं रहना|जीने से थक[^ ]*
3 आत्महत्या|आत्म हत्या|खुदकुशी|खुद को (मार|खत्म|नुकसान|काट)[^ ]*|(अपनी )?जान (दे|देने|दूं|देना|ले लूं|लेना|लेने)( [^ ]+)?(?= )(?<!जान ले)|अपनी जान
2 मेरे बिना (सब|घर|सभी|वो|वे|लोग)[^.]*(खुश|बेहतर|अच्छ[^ ]*)|(नहीं|ना) (सहा|सह|झेला) (जाता|जा रहा|पाऊंगा)|सहा नहीं जाता|बर्दाश्त नहीं(?! (करेंगे))|जिंदगी से (थक|तंग|परेशान)[^ ]*|(सब|घर|सभी|वो|वे|लोग) मेरे बिना[^.]*(खुश|बेहतर|अच्छ[^ ]*)
3 (पास|हाथ में|हाथ) (\w+ )?(चाकू|बंदूक|पिस्तौल|तमंचा) (\w+ )?है
3 (marna|marne ka|mar jana) (chah*|hai|mann|man|soch*)|mar (hi )?jana (hai|chah*|behtar)|marne (ka|ki|ke) (mann|man|soch*|khayal|ichha|baare)|main mar jau*(?= [.,])|mar jaun*(?= [.,])
3 (jeena|jina|jeene|jine) (\w+ )?(nahi|nahin|nhi|nai) (\w+ )?(chah*|hai|mann|rah*)|(nahi|nahin|nhi) (jeena|jina)|(jeene|jine) (ka|ki) (\w+ )?(mann|man|ichha|wajah|fayda|matlab|koi|icha|iccha|dil)( (\w+ )?(nahi|nahin|nhi))|zinda (nahi|nahin|nhi) (rehna|rahna)|jee (nahi|nhi) (sakta|sakti)
3 khudkushi|khudkhushi|aatmahatya|atmahatya|aatm hatya|atma hatya|(apni|khud ki) jaan (de*|le*|lena|dunga|dungi)|jaan de (du*|dena|doon*|dun*)|khud ko (maar*|mar*|khatam|khatm|hurt|nuksan|nuqsan|kaat*)|phaansi laga*|fansi laga*
3 mere bina (sab|log|wo|woh|ve|ghar|sabhi|duniya) (\w+ )?(\w+ )?(khush|behtar|better|theek|thik|acha|achhe)
2 (nahi|nahin|nhi) (saha|sah|jhela|hota|ho raha) (jata|ja raha|jaa raha|ab)?(?= [.,])|(saha|sahan) (nahi|nhi) (jata|hota)|zindagi se (thak*|tang|pareshan)|thak (\w+ )?(\w+ )?(\w+ )?(zindagi|jeene) se|ab (\w+ )?bardasht (nahi|nhi)|zindagi (khatam|bekar)
3 (uske|unke|iske) (paas|pass|haath mein|hath me) (\w+ )?(chaku|chaaku|chakku|bandook|banduk|gun|pistol)|mujhe (marta|peetta|maarta) hai(?= [.,])
3 (छत|पुल|ट्रेन|बिल्डिंग|इमारत|बालकनी|खिडकी|नदी|पटरी|मेट्रो) … (कूद|छलांग|लटक)[^ ]*|पंखे से लटक[^ ]*|फांसी (लगा|खा)[^ ]*
2 (छत|पुल|पटरी|किनारे) (पर|पे) (\w+ )?(खडा|खडी|खडे|बैठा|बैठी) (हूं|है|हैं)|कूद (जाऊंगा|जाऊंगी|रहा हूं|रही हूं) ¶
3 (सारी|बहुत|नींद की|पूरी|ढेर|इतनी) (\w+ )?(\w+ )?(गोलियां|गोली|दवाइयां|दवाई|दवा) (\w+ )?(खा|निगल|गटक) (ली|लीं|लूं|लूंगा|लूंगी|चुका|चुकी|लिया)|जहर (\w+ )?(खा|पी)
2 (गोलियां|दवाइयां) (\w+ )?(गिन|जमा|इकट्ठा|इकट्ठी) [^ ]+|(ब्लेड|चाकू) (\w+ )?हाथ में
3 (नस|नसें|कलाई) (\w+ )?काट[^ ]*|(हाथ|बाजू|खुद को) (\w+ )?(\w+ )?काट[^ ]*|खुद को (\w+ )?(चोट|जला|नुकसान)[^ ]*
3 (सो|सोना|सोकर|नींद) … (कभी|फिर|दोबारा) (\w+ )?(ना|न|नहीं) (उठ|जाग)[^ ]*|कभी (\w+ )?(उठ|जाग)[^ ]* (\w+ )?(नहीं|ना|न)(?= )
3 जीने (का|की|के) (\w+ )?(\w+ )?(मतलब|इच्छा|वजह|मन|फायदा|चाह|हिम्मत) (\w+ )?(\w+ )?(नहीं|न)(?= )
2 मेरी जिंदगी (\w+ )?(खत्म|बेकार|बर्बाद)|जिंदगी (का|की|में) (\w+ )?(\w+ )?(मतलब|मकसद) (\w+ )?नहीं|बोझ (हूं|बन[^ ]*)|मेरी (कमी|याद) (\w+ )?नहीं (खलेगी|आएगी|होगी)|किसी को (\w+ )?(फर्क|परवाह) नहीं
3 मर (जाता|जाती|जाऊं|जाना) (\w+ )?(\w+ )?(अच्छा|बेहतर|ठीक)|(अच्छा|बेहतर|काश) … मर (जाता|जाती|जाऊं)(?= )
1 अलविदा|मुझे माफ कर[^ ]*|(मेरे|मेरी) (बच्चों|मां|बेटी|बेटे|परिवार) (का|की|को) (ख्याल|ध्यान) रख[^ ]*|कोई (उम्मीद|रास्ता|सहारा) नहीं|बिल्कुल (अकेला|अकेली)|हार (गया|गई) हूं|थक (गया|गई|चुका|चुकी) हूं
3 (chhat|chat|chhath|pul|train|bridge|building|balcony|khidki|metro|patri|nadi|terrace|railing) … (kood*|kud (ja*|ke|kar)|chhalang|chalang|latak*)|pankhe (se|pe|par) (\w+ )?(latak*|jhool*)|latak (jau*|jaa*)|(phanda|fanda) (\w+ )?(laga*|bana*|taiyar|tayyar|gale|dal*)|gale (mein|me) (\w+ )?(phanda|fanda|rassi)
2 (chhat|chat|chhath|pul|patri|bridge|building|terrace|kinare) (\w+ )?(par|pe|ke kinare) (\w+ )?(khada|khadi|khari|baitha|baithi) (hoon|hu|hun|hai|hain)|(kood|kud) (jau*|jaa*|raha ho*|rahi ho*) ¶|(rassi|dupatta) (\w+ )?(taiyar|tayyar|taiyaar|bandh|gale)|(blade|razor|chaku) (\w+ )?(haath|hath) (mein|me|m)(?= )
3 (saari|sari|saare|bahut|poori|puri|neend ki|itni|dher) (\w+ )?(\w+ )?<goliyan> (\w+ )?(kha|khaa|khaali|khali|nigal|gatak) (l*|chuk*|¶)|(saari|sari|neend ki) <goliyan> (khali|khaali)|(zeher|zehar|jahar|zahar) (\w+ )?(kha*|pi*)(?= )
2 <goliyan> (\w+ )?(gin|jama|ikattha|ikatthi|ikkathi) (li*|kar*|ke|rakhi)
3 (nas|naas|nass|kalai|nabz) (\w+ )?(kaat*|kat (l*|d*))|(phir se|fir se|apna|apne) (\w+ )?(haath|hath|baazu) (kaat*|kat li*)|khud ko (\w+ )?(\w+ )?(kaat*|kata|chot|jala*|nuksan|nuqsan)
3 (so jau*|so jaa*|so jana|sona|neend) … (kabhi|phir|fir|dobara|wapas) (\w+ )?(na|nahi|nahin|nhi) (uth*|jag*|jaag*)|kabhi (\w+ )?(uth*|jaag*|jagna) (\w+ )?(nahi|nahin|nhi|na)(?= )
3 (jeene|jine|jeeney) (ki|ka|ke) (\w+ )?(\w+ )?(wajah|vajah|matlab|maqsad|fayda|mann|man|ichha|icha|iccha|chah|himmat|mood) (\w+ )?(\w+ )?(nahi|nahin|nhi|nai)
2 zindagi (ka|ki|mein|me) (\w+ )?(\w+ )?(matlab|maqsad|fayda) (\w+ )?(nahi|nahin|nhi)|meri (zindagi|life) (\w+ )?(khatam|khatm|barbad|bekar|bekaar)|(sab|sabke|sabhi|ghar|family|gharwalon|maa|un|logon) (\w+ )?(\w+ )?bojh (hoon|hu|hun|ban*|hi)|main (\w+ )?(\w+ )?bojh (hoon|hu|hun|ban*)|meri (kami|yaad) (\w+ )?(nahi|nahin|nhi) (khal*|aa*|ho*)|(fark|farq|parwah|parvah) (nahi|nahin|nhi) (\w+ )?… (na rah*|mar j*|nahi rah*|main na)|kisi ko (\w+ )?(fark|farq) (nahi|nahin|nhi) (pad*|hoga) (\w+ )?(\w+ )?(na rah*|na ho*|mar *)
3 mar (jata|jati|jau|jaun|jaaun|jaye|jaana|jana|jaunga|jaungi) (\w+ )?(\w+ )?(accha|acha|achha|achcha|behtar|better|theek)|(accha|acha|achha|behtar|better|kaash|kash) (\w+ )?(\w+ )?(\w+ )?mar (jau|jaun|jata|jati|jaaun|hi jau*)|kaash (\w+ )?(paida|janam)
1 alvida|alwida|mujhe maaf kar*|(mere|meri) (bach*|maa|mummy|beti|bete|family|ghar) (\w+ )?(ka|ki|ko) (khayal|khyal|dhyan|khayaal) rakh*|koi (ummeed|umeed|rasta|sahara) (\w+ )?(nahi|nahin|nhi)|bilkul (akela|akeli)|haar (gaya|gayi|chuk*) (hoon|hu|hun)|kuch (nahi|nhi) bacha
3 (phenyl|harpic|keetnashak|acid|tezab|zeher|zehar|jahar) (\w+ )?(pi|pee|kha|nigal) (l*|rah*|chuk*)|(is|iss) (duniya|dunia) (mein|me|se) (\w+ )?(nahi|nahin|nhi|jana|jaana|chala)|duniya chhod* (\w+ )?(du*|ja*|rah*|jana)|(kal|ab|aaj) (\w+ )?(\w+ )?(main|mai) (\w+ )?(nahi|nahin|nhi) (rahunga|rahungi|rahu|hunga|hungi)(?= [.,])|(khud|apne aap) ko (\w+ )?(khatam|maar)|(jaan|jindagi|zindagi) (\w+ )?(khatam|khatm) kar (l*|d*)
2 (sab|sab kuch) (\w+ )?(khatam|khatm) kar (dunga|dungi|du|dun|lunga|lungi)|(sehan|sahan|bardasht) (nahi|nahin|nhi) (\w+ )?(hota|ho|kar|ho raha)|(jeena|jine|jeene) (mushkil|bekar|bekaar)
3 (इस|ये) दुनिया (में|से) (\w+ )?(नहीं|जाना|चला|चली)|दुनिया छोड[^ ]*|(फिनाइल|कीटनाशक|तेजाब) (\w+ )?(पी|खा)[^ ]*|(कल|अब) (\w+ )?(\w+ )?मैं (\w+ )?नहीं (रहूंगा|रहूंगी)|(जान|जिंदगी) (\w+ )?खत्म कर[^ ]*
2 (सब|सब कुछ) खत्म कर (दूंगा|दूंगी|लूंगा|लूंगी)|सहन नहीं (होता|हो रहा)
3 (marne|maut) (ke|ki) (baare|bare|khayal|soch) (\w+ )?(mein |me )?(soch*|aa*|rah*)|(bees|tees|chalis|pachas|pachaas) (\w+ )?<goliyan> (\w+ )?kha*|(phansi|fansi|phaansi) (laga|pe|par) (l*|latak*|jhool*|jhul*)
2 (aaj|ab|kal) (\w+ )?(sab|sab kuch) (khatam|khatm) (karne|kar d*|kar l*|ho jayega)(?! (ke baad|kaam))
3 (jeene|jine) (ki|ka) (\w+ )?(taakat|takat|shakti|hausla|himmat) (\w+ )?(nahi|nahin|nhi)|duniya mere bina|(hamesha|humesha) (ke liye )?(so jana|so jaa*|so jau*|sona)|हमेशा के लिए सो (जाना|जाऊं|जाऊंगा|जाऊंगी)[^ ]*
""",
    "harm": r"""
3 (mann|ehemann|freund|ex|exfreund|exmann|vater|stiefvater|bruder|nachbar|mitbewohner|stalker|onkel|sohn) (\w+ )?(will|wollte|wird|droht|drohte) (\w+ )?mich (\w+ )?(umbring*|umzubring*|toten|toeten|totschlag*|abstech*|erschiess*|erstech*)|(gedroht|droht|drohte) (, )?(mich|uns|mir) (\w+ )?(umzubring*|zu (toten|toeten|erschiessen|erstechen))|(er|sie|der) (will|wollte) mich (\w+ )?(umbringen|toten|toeten|totschlagen|abstechen|erschiessen|erstechen)(?! wenn)
3 mich (\w+ )?(\w+ )?(verprugelt|verpruegelt|gewurgt|gewuergt|vergewaltigt|zusammengeschlagen|missbraucht)|mich (\w+ )?(\w+ )?(totschlagt|totschlaegt|umbringt|absticht|ersticht|erschiesst)(?! (wenn|vor))|(bringt|sticht|schlagt|schlaegt) mich (um|ab|tot) (, )?wenn ich
2 mich (\w+ )?(wieder |heute |gestern )?(geschlagen|bedroht|angegriffen)(?! (im|beim|geben))|(er|sie) (bringt|sticht|macht|schlagt|schlaegt) mich (um|ab|kalt|tot) ¶|(ex|exmann|exfreund|stalker|er) (\w+ )?(wartet|steht|lauert) (\w+ )?(\w+ )?(draussen|vor (der|meiner) (tur|tuer|haustur)|vorm haus|unten) … (auf mich|angst|messer|nicht raus)
3 (ich|werd|werde|will) (\w+ )?(ihn|sie|alle|euch|ihr) (\w+ )?(\w+ )?(umbringen|abstechen|erschiessen|erstechen|totschlagen|abknallen)|(bring|bringe) (ihn|euch|sie) (\w+ )?um ¶|(stech|steche|knall|knalle) (ihn|sie|den|die|meinen|euch|alle) (\w+ )?ab(?= [.,])|(messer|pistole|waffe) (\w+ )?(eingepackt|dabei|im rucksack|in der tasche)
3 (el|ella|marido|esposo|ex|novio|novia|padre|papa|padrastro|hermano|pareja|ele|ela|namorado|pai|companheiro|irmao) (\w+ )?me (\w+ )?(pega|pego|golpea|golpeo|golpeado|pegado|ahorco|estrangul*|violo|maltrata|agride|agrediu|espanc*|enforc*|estupr*|bate|bateu)(?! (un susto|duro|a la|al|uma|fome|saudade|no|na meta))
3 (marido|esposo|ex|novio|padre|papa|padrastro|hermano|pareja|namorado|pai|companheiro|irmao|vecino|vizinho) (\w+ )?(me )?(quiere|va a|iba a|queria|quer|vai|ia) (me )?matar(me)?(?! d)|matar(me)? si (l[oae] )?(dejo|me voy|hablo|cuento)|me matar se eu (for|fosse|larg*|deix*|cont*|sai*)|amenaz(a|o|aba|ado|andome)? (\w+ )?(con|de) (\w+ )?(matar*|muerte)|ameac(a|ou|ando|ado|ava)? (\w+ )?(de )?(me )?(matar|morte)
2 (dijo|dice|disse) que (\w+ )?(me )?(iba a|va a|ia|vai) (me )?matar|(el|ella|ele|ela) (me )?(quiere|va a|quer|vai) (me )?matar ¶|me (pego|golpeo|ahorco) (otra vez|de nuevo|ayer|anoche|y)|(el|ella|ex|marido|novio|esposo|ele|ela|namorado) (\w+ )?(\w+ )?(\w+ )?(esperandome|me esperando|me espera (fuera|afuera|abajo|en la puerta)|siguiendome|me seguindo)(?! (para|con (el|la|los)|pra|com (o|a)))
3 (voy a|quiero|vou|quero) (apunalar|acuchillar|degollar|esfaquear|disparar|fuzilar)(l[oae]s?)?|(tengo|llevo|traigo|estou|tou|tenho|peguei|levo) (\w+ )?(com )?(la|una|un|el|a|uma|o|um) (pistola|arma|escopeta|cuchillo|navaja|machete|faca|facao|revolver)(?! (de cocina|de cozinha|para|pra|do|da|del|e o queijo))
2 (lo|la|los|las) (voy a|quiero) matar(?= [.,])|(voy a|quiero) (matarl[oae]s?|matar a (mi|ese|esa|mis|todos))|(vou|quero) matar (ele|ela|eles|todo mundo|todos|meu|minha)(?! (process*|tarefa|servidor|tempo))
3 (mari|ex|copain|pere|compagnon|conjoint|frere|beau pere|voisin|mec|homme|il) (\w+ )?(me|ma) (\w+ )?(frappee?|bat|battue?|cogne|etranglee?|violee?|tabassee?)|(mari|ex|copain|pere|compagnon|conjoint|frere|voisin) (\w+ )?(veut|va|voulait|allait) me tuer|tuera(it)? si (je|jy|jen) (pars|le|la|parle|reste|porte)|menacee? (\w+ )?de (me|nous|la) (tuer|buter)|(va|veut) me tuer (\w+ )?(ce soir|cette nuit|, il a)
2 (il|elle|ex|mari) (\w+ )?(mattend|me suit|me guette) (\w+ )?(dehors|en bas|devant|a la sortie|partout)(?! (pour|avec (le|la|les)))|(vais|veux|voudrais) (le|la|les) (tuer|buter)(?= [.,])|(vais|veux) (tuer|planter) (mon|ma|mes|tous)(?! (process*|serveur|tache|onglet))
3 (vais|veux) (le |la |les |mon |ma )?(poignarder|egorger|buter|flinguer|descendre mon)|(jai|ai|avec) (le|un|mon) (fusil|pistolet|flingue|revolver|couteau)(?! (a pain|de cuisine|suisse))
3 mujhe (\w+ )?(\w+ )?(marta|maarta|peetta|pitta|peet*|maarti) (hai|he|h)(?= )|jaan se (\w+ )?maar*|(bandook|banduk|gun|chaku|chaaku|pistol|katta) (\w+ )?(hai )?mere (paas|pass)|mere (paas|pass) (\w+ )?(bandook|banduk|gun|chaku|pistol|katta)
2 (pati|woh|wo|ex|baap|usne|voh|vo) (\w+ )?(\w+ )?mujhe (\w+ )?maar (dal*|de*|daal*)|(usko|use|unko|sabko|usse) (\w+ )?(maar|goli maar|kaat) (dunga|dungi|daalunga|dalunga|dalungi|doonga|du)(?= )|(bahar|darwaze) (\w+ )?(\w+ )?(\w+ )?(intezar|intzar|khada|wait) … (chaku|mujhe maar|maar deg*)
3 जान से मार[^ ]*|मुझे (\w+ )?(\w+ )?(मारता|पीटता|मारती|पीटती) है|(चाकू|बंदूक|पिस्तौल) लेकर|मेरे पास (\w+ )?(बंदूक|चाकू|पिस्तौल)
2 (वो|वह|पति|उसने|वे) (\w+ )?मुझे (\w+ )?मार (डालेगा|देगा|देंगे)|(उसे|उसको|सबको|उन्हें) (\w+ )?मार (दूंगा|डालूंगा|दूंगी|डालूंगी)
3 (mann|freund|ex|vater|stiefvater|bruder|mutter|frau|freundin) (\w+ )?(prugelt|pruegelt|verprugelt|verpruegelt|schlagt|schlaegt|wurgt|wuergt|misshandelt|vergewaltigt|tritt) (mich|uns|mein*|die kinder)
3 (marido|esposo|ex|novio|padre|papa|padrastro|hermano|pareja|el|namorado|pai|companheiro) me (\w+ )?(dio|da|deu) (\w+ )?(una |uma )?(paliza|golpiza|surra|puñetazo|bofetada)|(pere|mari|copain|frere|compagnon|ex|il) (\w+ )?(me|ma) (\w+ )?(\w+ )?(tabassee?|gifle*|roue* de coups|poignardee?)
3 (papa|baap|pati|sasur|bhai|saas|woh|wo|maa|ex) (\w+ )?mujhe (\w+ )?(\w+ )?(\w+ )?(maarte|marte|peette|pitte|maarta|marta|maarti|peet*) (hai|hain)|(पापा|पति|बाप|भाई|वो|ससुर) (\w+ )?मुझे (\w+ )?(\w+ )?(मारते|पीटते|मारता|पीटता) (हैं|है)
3 (gala|gardan) (\w+ )?(daba|dabaya|ghont*|kaat*)|गला (\w+ )?(दबाया|दबा|घोंट)[^ ]*|ma (etranglee?|tabassee?|violee?)(?= [.,])
""",
}

# Another person's danger that is already in other hands, or over; and a laugh, which turns a clear sign into a question.
_HANDLED: Final = r"""
(is|are|hes|shes|theyre|was|all) (\w+ )?(safe|ok|okay|stable|looked after|in hospital|in hosp|admitted)( now| with us| and| with| in|¶)|in (good|safe) hands|got (him|her|them) down|had (him|her|them) safe|im looked after
(talked|brought|coaxed) (\w+ )?(\w+ )?(\w+ )?down from|crisis team|psychiatric team|mental health team|psych liaison|psychiatrists?|occupational health|counselling (saw|has)|hospital (team|clinic)|camhs|dsl|(reviewed|assessed|seen|saw) (him|her|them)( within| at| before| the same| on|¶)
(seeing|with) (her|him) (at|until|till|by) |stayed (with (him|her) )?until|one to one obs|observation|on the handover|(is|was) informed|welfare day|attended|my report is|report is attached|medically fit|got help|proper help|dr \w+ came
"""
_JEST: Final = "was a joke|bad joke|lol|jk|kidding|joking|hungover|hangover|figuratively|bless"
_JEST_NOT: Final = "not (a )?(joke|joking|kidding)|jk but not|no jok*|no but actually|serious|mean it|not even joking"
_CLARIFIED: Final = r"""
(by which )?i (just |only )?meant? (the|this|my|that|these|our|\w+ ¶)(?! (life|world|earth|lot|end|pain|only))|(the|this) (\w+ )?(\w+ )?i mean ¶
"""


class Sign(NamedTuple):
    """One rule that matched: where, how heavy, of which family, and the words it matched."""

    at: int
    weight: int
    family: str
    words: str


_INSIDE: Final = regex(r"\b(i|you|we|they|he|she|it|that|there) (am|have|will|would|are|is)\b")


def _shortened_inside(found: re.Match[str]) -> str:
    return found[1] + _SHORT[found[2]]


def _pattern(rules: str) -> str:
    """Rules in the small language, as one regular expression."""
    lines = "|".join(line.strip() for line in rules.strip().splitlines())
    for name, words in _LISTS.items():
        lines = lines.replace(f"<{name}>", f"({words})")
    lines = _INSIDE.sub(_shortened_inside, lines)
    lines = lines.replace("\\w+", "[^ .,]+").replace("\\w*", "[^ .,]*")
    lines = re.sub(r"(?<=[a-z_])\*", "[^ .,]*", lines)
    lines = (
        re.sub(r" ?¶", "(?:(?= [.,])|(?<= )(?=[.,]))", lines)
        .replace(" … ", "(?: [^ .]+){0,4}? ")
        .replace(" ~ ", "(?: [^ .]+){0,11}? ")
    )
    return re.sub(r"\((?!\?)", "(?:", lines)


@cache
def _matcher(rules: str) -> re.Pattern[str]:
    return regex(rf" (?:{_pattern(rules)})(?= |(?<= )[.,])")


class Entry(NamedTuple):
    """One alternative of one rule, as a regular expression still to be compiled; `place` is its place among them all."""

    place: int
    family: str
    weight: int
    pattern: str


_Index = dict[str, list[Entry]]
"""How an alternative can begin, by its first letters as far as they are fixed → alternatives."""


@cache
def _rules() -> _Index:
    lines = ((family, line) for family, rules in _RULES.items() for line in rules.strip().splitlines())
    found = ((family, int(line[0]), pattern) for family, line in lines for pattern in _branches(_pattern(line[2:])))
    return _indexed(Entry(place, *each) for place, each in enumerate(found))


@cache
def _idioms() -> _Index:
    return _indexed(Entry(place, "", 0, pattern) for place, pattern in enumerate(_branches(_pattern(_MASKS))))


def _indexed(entries: Iterable[Entry]) -> _Index:
    index: _Index = {}
    for entry in entries:
        for head in _heads(entry.pattern):
            index.setdefault(head, []).append(entry)
    return index


def _under(index: _Index, start: str) -> tuple[str, ...]:
    """The heads in `index` that a text which begins with `start` has."""
    return tuple(head for size in range(len(start) + 1) if (head := start[:size]) in index)


def _of(index: _Index, heads: tuple[str, ...]) -> list[Entry]:
    """What can begin with one of these heads, in the order of the rules."""
    return sorted({entry for head in heads for entry in index[head]})


_OPEN: Final = "\0"  # stands for "any letter" in a head
_HEAD: Final = 4  # letters of a head: with two, a first message compiles five times as much


def _branches(pattern: str) -> list[str]:
    """`pattern` cut at the bars that stand in no group."""
    branches, depth, start = [], 0, 0
    for sign in _SIGNS.finditer(pattern):
        if sign[0] != "|":
            depth += 1 if sign[0] == "(" else -1
        elif depth == 0:
            branches.append(pattern[start : sign.start()])
            start = sign.end()
    return [*branches, pattern[start:]]


_SIGNS: Final = regex(r"[()|]")
_FIXED: Final = regex(r"[a-z ]{4}(?![?+*])")


def _heads(pattern: str) -> set[str]:
    """The first letters that a text matching `pattern` can have: fewer, or none, where more is open."""
    return {head.partition(_OPEN)[0] for head in _grown(pattern)}


@cache
def _grown(pattern: str) -> set[str]:
    return set().union(*(_grown_branch(branch) for branch in _branches(pattern)))


def _grown_branch(branch: str) -> set[str]:
    if found := _FIXED.match(branch):
        return {found[0]}
    heads, at = {""}, 0
    while at < len(branch) and any(len(head) < _HEAD and _OPEN not in head for head in heads):
        atom, at = _atom(branch, at)
        many = branch[at : at + 1]
        if many in ("?", "+", "*"):
            at += 1
        if atom.startswith(("(?!", "(?=", "(?<")):
            continue
        tails = _grown(atom[3:-1]) if atom.startswith("(?:") else _letters(atom)
        longer = {(head + tail)[:_HEAD] if _OPEN not in head else head for head in heads for tail in tails}
        heads = longer | heads if many in ("?", "*") else longer
    return heads


def _letters(atom: str) -> set[str]:
    """What one letter, class or escape stands for; `_OPEN` where that is more than a few letters."""
    if atom[0] == "[" and not set("^-\\") & set(atom):
        return set(atom[1:-1])
    return {atom if len(atom) == 1 and atom != "." else _OPEN}


def _atom(branch: str, at: int) -> tuple[str, int]:
    """The group, class, escape or letter at `at`, and where it ends."""
    if branch[at] == "(":
        depth = 0
        for sign in _SIGNS.finditer(branch, at):
            depth += (sign[0] == "(") - (sign[0] == ")")
            if depth == 0:
                return branch[at : sign.end()], sign.end()
        return branch[at:], len(branch)
    if branch[at] == "[":
        end = branch.index("]", at) + 1
        return branch[at:end], end
    width = 2 if branch[at] == "\\" else 1
    return branch[at : at + width], at + width


_Shelf = tuple[re.Pattern[str], tuple[tuple[str, int, re.Pattern[str]], ...]]


@cache
def _shelf(heads: tuple[str, ...]) -> _Shelf:
    """What can begin with these heads: one expression for all of it, which most words fail, then one for each family and weight."""
    shelf: dict[tuple[str, int], list[str]] = {}
    for entry in _of(_rules(), heads):
        shelf.setdefault((entry.family, entry.weight), []).append(entry.pattern)
    families = tuple((*key, _beginning(found)) for key, found in shelf.items())
    return _beginning([pattern for found in shelf.values() for pattern in found]), families


def _beginning(patterns: Sequence[str]) -> re.Pattern[str]:
    return regex(rf" (?:{'|'.join(patterns)})(?= |(?<= )[.,])")


@lru_cache(maxsize=1024)
def _candidates(start: str) -> _Shelf | None:
    heads = _under(_rules(), start)
    return _shelf(heads) if heads else None


def _masked(text: str) -> str:
    """`text` in one spelling, between stops, with idioms and denials taken out."""
    words = f" . {normal(text)} . "
    kept: list[str] = []
    end = 0
    for start in _STARTS.finditer(words):
        at = start.start()
        if at >= end and (mask := _mask(words[at + 1 : at + 1 + _HEAD])) and (found := mask.match(words, at)):
            kept += (words[end:at], " _")
            end = found.end()
    return "".join(kept) + words[end:]


@lru_cache(maxsize=1024)
def _mask(start: str) -> re.Pattern[str] | None:
    heads = _under(_idioms(), start)
    return _idiom(heads) if heads else None


@cache
def _idiom(heads: tuple[str, ...]) -> re.Pattern[str]:
    return _beginning([entry.pattern for entry in _of(_idioms(), heads)])


def _signs(words: str) -> list[Sign]:
    signs = []
    for start in _STARTS.finditer(words):
        at = start.start()
        shelf = _candidates(words[at + 1 : at + 1 + _HEAD])
        if shelf is None or not shelf[0].match(words, at):
            continue
        for family, weight, rules in shelf[1]:
            if found := rules.match(words, at):
                signs.append(Sign(at, weight, family, found[0]))
    return signs


_STARTS: Final = regex(" (?=[^ ])")


_NEAR: Final = 320  # characters: about four sentences
_MANY: Final = 24  # signs looked at together: more say nothing new


def _weighed(signs: list[Sign], jest: bool) -> int:
    """3 for a clear sign, 2 for a question, 0 for neither."""
    heaviest = max((sign.weight for sign in signs), default=0)
    if heaviest == 3:
        return 2 if jest else 3
    for at, first in enumerate(signs):
        near = [sign for sign in signs[at : at + _MANY] if sign.at - first.at < _NEAR]
        asks = [sign for sign in near if sign.weight == 2]
        hints = _apart([sign for sign in near if sign.weight == 1], asks)
        lone = {hint.family for hint in near if hint.words in hints} <= {"meant"}
        if not jest and (len({ask.family for ask in _separate(asks)}) > 1 or (asks and len(hints) > 1)):
            return 3
        if len(hints) > 1 and not lone:
            heaviest = 2
    return heaviest if heaviest > 1 else 0


def _apart(hints: list[Sign], asks: list[Sign]) -> set[str]:
    """The different words of hints that neither share letters with a question nor with each other."""
    kept: list[Sign] = []
    for hint in hints:
        if not any(_overlap(hint, other) for other in (*asks, *kept)):
            kept.append(hint)
    return {hint.words for hint in kept}


def _separate(signs: list[Sign]) -> list[Sign]:
    kept: list[Sign] = []
    for sign in signs:
        if not any(_overlap(sign, other) for other in kept):
            kept.append(sign)
    return kept


def _overlap(one: Sign, other: Sign) -> bool:
    return one.at < other.at + len(other.words) and other.at < one.at + len(one.words)


_THREATS: Final = frozenset({"violence", "threat", "unsafe", "meant", "weak", "without", "harm"})
_THEIRS: Final = regex(
    r" (?:he|hes|hed|hell|she|shes|shed|shell|they|theyre|theyd|theyve|him|his|her|hers|himself|herself|themselves"
    r"|colleague|friend|mate|apprentice|trainee|student|pupil|son|daughter|brother|sister|husband|wife|partner|patient"
    r"|resident|client|caller|neighbour|flatmate|workmate|coworker|lad|er|sie|dice|dit|quil|quelle|disse|ele|ela|uske"
    r"|kollege|kollegin|freund|freundin|bruder|schwester|azubi|companero|companera|hermano|hermana|amigo|amiga|esposa|collegue"
    r"|soeur|sœur|copine|ami|amie|frere|colega|irmao|irma|amiga|dost|behen|bhai|saheli|दोस्त|बहन|भाई)(?= )"
)
_OURS: Final = regex(
    r" (?:i|im|ive|ill|id|myself|meself|me|ich|mich|mir|yo|je|jai|eu|main|mai|maine|mujhe|मैं|मैंने|मुझे)(?= )"
)


def _ours(sign: Sign) -> bool:
    return _OURS.search(f"{sign.words} ") is not None


def floor(text: str) -> Danger:
    """Whether someone may be in danger: a clear sign, a reason to ask one soft question, or neither.

    Idioms, denials and what is in good hands are taken for what they are; who has a model asks it first: `literal`.
    """
    words = _masked(text)
    signs = _signs(words)
    if not signs:
        return "no"
    if _matcher(_HANDLED).search(words) and not any(_ours(sign) for sign in signs if sign.weight > 1):
        return "no"
    jest = _matcher(_JEST).search(words) is not None and _matcher(_JEST_NOT).search(words) is None
    weight = _weighed(signs, jest)
    if weight == 2 and _matcher(_CLARIFIED).search(words):
        return "no"
    return "crisis" if weight == 3 else "ask" if weight == 2 else "no"


def literal(text: str) -> Danger:
    """The floor's word where nothing is a figure of speech, a denial or a joke, and nobody is in good hands."""
    signs = _signs(f" . {normal(text)} . ")
    weight = _weighed(signs, jest=False)
    return "crisis" if weight == 3 else "ask" if weight == 2 else "no"


def about_another(text: str) -> bool:
    """Whether the life in danger is another person's; a threat to the writer, or by the writer, is not."""
    words = _masked(text)
    if floor(text) == "no":
        return False
    heavy = [sign for sign in _signs(words) if sign.weight > 1 and sign.family not in _THREATS]
    return bool(heavy) and all(_of_another(sign, words) for sign in heavy)


def of_oneself(text: str) -> bool:
    """Whether a sign of danger in these words names their writer: "i want to die too"."""
    words = _masked(text)
    heavy = [sign for sign in _signs(words) if sign.weight > 1]
    return any(_ours(sign) or _speaks_of_me(sign, words) for sign in heavy)


def _speaks_of_me(sign: Sign, words: str) -> bool:
    """Whether, in its sentence, the writer is the last one named before the sign."""
    said = words[words.rfind(" . ", 0, sign.at + 1) + 2 : sign.at] + " "
    ours = [found.start() for found in _OURS.finditer(said)]
    theirs = [found.start() for found in _THEIRS.finditer(said)]
    return bool(ours) and max(ours) > max(theirs, default=-1)


def _of_another(sign: Sign, words: str) -> bool:
    """Whether, in the sentence up to the end of `sign`, the last person named is not the writer."""
    end = sign.at + len(sign.words)
    said = words[words.rfind(" . ", 0, sign.at + 1) + 2 : end] + " "
    theirs = [found.start() for found in _THEIRS.finditer(said)]
    ours = [found.start() for found in _OURS.finditer(said)]
    return max(theirs, default=-1) > max(ours, default=-1) or (sign.family == "other" and not ours)
