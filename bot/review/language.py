"""Which language a text is in, by its letters and its smallest words."""

from __future__ import annotations

import re

from bot.patterns import regex
from bot.review.normal import plain

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("ru", "\u0400-\u04ff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("th", "\u0e00-\u0e7f"),
    ("ta", "\u0b80-\u0bff"),
)

SMALL_WORDS: dict[str, str] = {
    "en": "the and to of i you it is was that for with my not this have be are on at in we he she they his her from by me so but what when "
    "do did will would could should can if or as an no its im ive id dont didnt cant wont there their our your all out up about sent before "
    "after who which been has had just only by now today tomorrow than then them him us am were a sorry here there get got need over off back very "
    "really into more some any every because where why how til until wrong right again never ever please thanks like know want",
    "de": "ich und der das ist nicht mit ein eine einen dem den des zu habe hat es wir sie er auf für von im bin mir mich dass aber auch noch wird wurde war sind "
    "kann mehr leben nach bei wie nur schon wenn heute gestern haben tut leid meine mein keine kein falsche falschen an",
    "es": "el la los las de que y en un una es por con no para mi lo se he ha me fue su como pero más muy está estoy este esta del al yo "
    "siento error enviado quiero hoy ayer porque ya todo nadie sin",
    "fr": "le la les de des et je j ai un une est pas que qui dans pour sur avec ce cette mon ma mes du au en il elle nous vous ne suis été "
    "mais plus très désolé erreur envoyé c aujourd hui hier tout ça se sa son par",
    "pt": "o os as de que e em um uma é por com não para meu minha eu foi se do da no na dos das mais muito está estou este isso mas fiz "
    "enviei erro hoje ontem porque já tudo ninguém sem desculpa quero você",
    "it": "il lo la gli le di che e un una è per con non mi mio mia ho ha sono del della al alla ma più molto questo questa ieri oggi errore "
    "inviato scusa perché tutto anche",
    "nl": "de het een en ik is niet van dat met voor op te heb mijn was er maar ook naar aan bij zijn hij zij wij dit die deze gisteren "
    "vandaag fout verstuurd sorry geen nog",
    "pl": "i w nie na się z do jest to że jak ale mi mam mój moja dla przez po wczoraj dzisiaj błąd przepraszam już tylko",
    "hi": "mera meri mere mujhe main hai hain nahi nahin kiya tha thi aur se ko ka ki ke ho gaya gayi kar raha rahi galti maaf bhi kuch",
    "sv": "jag och det att är en ett på som för med inte av den till har var om men ett så idag igår fel skickade förlåt",
    "tr": "ve bir bu için ben de da çok değil ama gibi var yok bana benim özür hata bugün dün",
}  # fmt: skip
WORDS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
OWN = {
    "de": frozenset("ich mich mir nicht gelöscht geschickt bitte entschuldigung".split()),
    "es": frozenset("yo voy quiero estoy soy fui borré envié perdón siento".split()),
    "fr": frozenset("je j suis veux désolé envoyé supprimé".split()),
    "pt": frozenset("vou quero sou estou não nao ficariam apaguei enviei desculpa".split()),
    "hi": frozenset("mujhe maine hoon nahi nahin mera meri galti maaf chahta chahti".split()),
}
"""Words that no English text holds: one is enough where nothing speaks for English."""
WORD = regex(r"[^\W\d_]+")


def language(text: str) -> str:
    """An ISO code, or "unknown" when there are no words. Where nothing speaks against English, it is English."""
    words = WORD.findall(plain(text[:4000]).text.lower().replace("'", ""))
    if not words:
        return "unknown"
    letters = "".join(words)
    for code, signs in SCRIPTS:
        if len(re.findall(f"[{signs}]", letters)) * 2 > len(letters):
            return code
    words = list(dict.fromkeys(words))  # "la la land"
    counts = {code: sum(word in small for word in words) for code, small in WORDS.items()}
    own = {code: sum(word in some for word in words) for code, some in OWN.items()}
    other = max((code for code in counts if code != "en"), key=lambda code: counts[code] + own.get(code, 0))
    if own.get(other) and own[other] * 2 + counts[other] > counts["en"] * 1.3:
        return other
    accents = sum(not word.isascii() for word in words)
    needed = 1 if accents and len(words) < 8 else 2
    if counts[other] >= needed and counts[other] > counts["en"] * 1.3 and counts[other] * 6 >= len(words):
        return other
    return "en"
