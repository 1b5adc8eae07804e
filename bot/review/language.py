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
    "de":
    "ich und der das ist nicht mit ein eine einen dem den des zu habe hat es wir sie er auf für von im bin mir mich dass aber auch noch wird "
    "wurde war sind kann mehr leben nach bei wie nur schon wenn heute gestern haben tut leid meine mein keine kein falsche falschen an du "
    "ihr uns euch einfach immer wieder weil oder ob da dann doch mal vom zum zur einer einem eines am aus unter über gegen durch bis alle "
    "alles niemand keiner jemand hab hast hatte hätte wäre werde werden würde muss soll will wollte konnte sagt sagte geht gibt ganz sehr "
    "jetzt so was wer wo man als ihm ihn ihnen ihrem seine sein seiner deine unsere unser hier dort etwas nichts nie gar bereits vor seit "
    "ohne wurden worden kam kommt mach mache macht lassen",
    "es":
    "el la los las de que y en un una es por con no para mi lo se he ha me fue su como pero más muy está estoy este esta del al yo siento "
    "error enviado quiero hoy ayer porque ya todo nadie sin si eso ese esa esos les nos sobre entre quien qué cómo cuando donde hay ahora "
    "así aquí ella ellos él ser estaba estar tiene tenía tengo tener había hasta antes después también todavía va voy ir vez otra otro otros "
    "nada algo ni son era fui hice hizo puedo puede quiere mis tu sus nosotros cada tan hemos te",
    "fr":
    "le la les de des et je j ai un une est pas que qui dans pour sur avec ce cette mon ma mes du au en il elle nous vous ne suis été mais "
    "plus très désolé erreur envoyé c aujourd hui hier tout ça se sa son par on rien personne était avait avais avoir être fait faire va "
    "vais veux veut peux peut dit comme bien aussi alors donc où quand cest ca cela leur leurs notre votre toute tous toutes encore jamais "
    "toujours même chez après avant depuis ils elles lui moi toi si jai nai lai quil quelle quon nest nétait jétais ny mavait dun dune lun "
    "aux sans sous trop peu deux tu te ton ta sera serait ferai fera aura cétait lheure",
    "pt":
    "o os as de que e em um uma é por com não para meu minha eu foi se do da no na dos das mais muito está estou este isso mas fiz enviei "
    "erro hoje ontem porque já tudo ninguém sem desculpa quero você vou vai ele ela eles elas ao aos pela pelo quem quando onde então também "
    "ainda só até depois antes tinha tem tenho ter ser estava pra pro nada alguém ficou nao sim nós vocês vc vcs nos nas umas uns te lhe "
    "minhas meus seu sua seus isto aquilo cada outro outra sobre entre sei tô tá fui dele dela",
    "it": "il lo la gli le di che e un una è per con non mi mio mia ho ha sono del della al alla ma più molto questo questa ieri oggi errore "
    "inviato scusa perché tutto anche",
    "nl": "de het een en ik is niet van dat met voor op te heb mijn was er maar ook naar aan bij zijn hij zij wij dit die deze gisteren "
    "vandaag fout verstuurd sorry geen nog",
    "pl": "i w nie na się z do jest to że jak ale mi mam mój moja dla przez po wczoraj dzisiaj błąd przepraszam już tylko",
    "hi":
    "mera meri mere mujhe main hai hain nahi nahin kiya tha thi aur se ko ka ki ke ho gaya gayi kar raha rahi galti maaf bhi kuch mein me "
    "par pe hu hun hoon rahe gaye karna karo karunga karungi diya di bhej bheji galat mujhse usse usko uske uski kisi koi kya kyun kaise kab "
    "kahan abhi pata nhi bataya aage dhyan agar bura laga bhool toh hi yaar apna apne apni sab sabko yeh ye wo woh bahut bohot thoda kal aaj "
    "liya li ne na tak phir fir jab tab ab wala wali wale hota hoti jata jati kiye mai maine hona jaise baad pehle saath bina liye hui hue "
    "ja jana kha ek",
    "sv": "jag och det att är en ett på som för med inte av den till har var om men ett så idag igår fel skickade förlåt",
    "tr": "ve bir bu için ben de da çok değil ama gibi var yok bana benim özür hata bugün dün",
}  # fmt: skip
WORDS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
OWN = {
    "de": frozenset(
        (
            "ich mich mir nicht gelöscht geschickt bitte entschuldigung auch noch einen einem einer eines keinen vergessen bezahlt passiert "
            "abgestürzt schuld bescheid rechnung kollege kollegin kunde kunden datei fehler gemacht verschickt melden morgen werde wurde wurden "
            "geworden leid jemanden niemand habe hab hatte heute gestern weil deshalb wieder immer einfach schon doch etwas nichts meine meinen "
            "meinem meiner seine ihre unser unsere dass wäre würde hätte kein keine keiner über für chefin azubi termin lieferung bericht liefern "
            "leben sterben tot umbringen angst jetzt sehr ganz bereits verloren verpasst falsche falschen falscher sorgen danke uhr zwischen sollte "
            "musste konnte möchte dich euch draußen vor auf"
        ).split()
    ),
    "es": frozenset(
        (
            "yo voy quiero estoy soy fui borré envié perdón siento anoche volví encuentro tarea nadie perdona lío jefa jefe olvidé mandé equivoqué "
            "equivocado borró tendré avisó fue pero porque también cuando donde ahora muy estaba este tengo tiene había hasta después todavía "
            "alguien nosotros ellos archivo factura hice hizo puedo puede quiere otra vez otro siempre mañana ayer hoy todos todas pastillas muerto "
            "muerta morir sería estaría semana proyecto equipo trabajo correo tarde cayó perdí salió olvidó dijo"
        ).split()
    ),
    "fr": frozenset(
        (
            "je j suis veux désolé envoyé supprimé jai nai cest quil oublié prévenir serveur planté mauvaise pièce jointe envoyée quelquun faute "
            "ferai rien personne était avait avais être toujours jamais aujourdhui demain parce alors aussi avec dans nous vous ils elles leur notre "
            "votre cette ces sont fait faire veut vais peux dit réunion commande fichier colis erreur vivre mort tuer moi toi lui déjà très trop "
            "après avant depuis chez même tout tous toute toutes une pas"
        ).split()
    ),
    "pt": frozenset(
        (
            "vou quero sou estou não nao ficariam apaguei enviei desculpa cortei esse novo queria morri morreu faz melhor mandei esqueci paguei "
            "matei foi meu minha meus minhas chefe caiu arquivo errado errada duas vezes fatura ninguém alguém ficou chateado também ainda então até "
            "depois tinha estava você vocês eles ela ele pra pelo pela muito quando onde hoje ontem amanhã tudo isso essa esta tô morrer viver morto "
            "morta remédios trem prazo projeto planilha reunião avisou avisar fiz tomei uma sem reinicia processo"
        ).split()
    ),
    "hi": frozenset(
        (
            "mujhe maine hoon nahi nahin mera meri galti maaf chahta chahti galat bhej bheji mujhse kisi bataya abhi pata karunga karungi dhyan "
            "rakhunga agar bura laga bhool gaya gayi gaye hain tha thi nhi toh kya kyun kaise usko uske woh yeh bahut bohot kuch koi sab aaj diya "
            "liya raha rahi rahe jaunga jaungi dunga dungi marna jeena zindagi khud phir saath jana kaam lunga lungi wala wali wale karna karo apna "
            "apni apne hota jata kha haath chaku jaan dega dalega khada lete"
        ).split()
    ),
    "pl": frozenset(
        "jest się że mnie wysłałem wysłałam była było żeby klienta klientowi wczoraj dzisiaj przepraszam tylko już".split()
    ),
    "cs": frozenset(
        "jsem není protože poslal poslala špatný soubor zákazníkovi včera omlouvám jsme že také dnes už".split()
    ),
    "hu": frozenset("hogy vagyok elküldtem rossz fájlt ügyfélnek tegnap sajnálom és már csak miatt".split()),
    "vi": frozenset("tôi không đã gửi nhầm khách hàng hôm xin lỗi là của và".split()),
    "id": frozenset(
        "saya yang tidak untuk dengan sudah kepada telah karena kemarin kesalahan mengirim klien adalah".split()
    ),
    "fi": frozenset("minä että lähetin väärän eilen asiakkaalle olen mutta tiedoston tänään koska".split()),
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
    other = max(
        (code for code in {**counts, **own} if code != "en"), key=lambda code: counts.get(code, 0) + own.get(code, 0)
    )
    if own.get(other) and own[other] * 2 + counts.get(other, 0) > counts["en"] * 1.3:
        return other
    if other not in counts:
        return "en"
    accents = sum(not word.isascii() for word in words)
    needed = 1 if accents and len(words) < 8 else 2
    apart = sum(word in WORDS[other] - WORDS["en"] for word in words)  # "van is" is no Dutch
    if apart + accents >= needed and counts[other] > counts["en"] * 1.3 and counts[other] * 6 >= len(words):
        return other
    return "en"
