"""What never leaves for a language model, whatever else is known of it: a wide net beside the rules of safety and of duty.

The rules tell what a person is answered, and must be right both ways. This net needs to be right one way only: where it catches
too much, a suggestion is missing and nobody notices. So it looks for the bare word wherever it stands, in everything that was
said in the journey, across sentences and messages ("i want" · "to die"), and through masks of letters ("d1e", "d.i.e").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.patterns import regex
from bot.review.normal import plain

_DANGER = (
    r"die dies died dying dead death kill kills killed killing suicid\w* sterben tot umbring\w* selbstmord mour\w+ mori\w+ morre\w* "
    r"muero muerto ammazz\w+ uccid\w+ dood sterven zelfmoord umrze\w* samob\w+ overdos\w* pill pills paracetamol tablets rope noose hanged hanging "
    r"bridge jump jumped jumping gun knife weapon harm harmed harming selfharm unalive kms kys bleed\w* blood wrists unconscious breathing ambulance "
    r"hospital goodbye farewell hopeless worthless suffer\w* funeral grave rape\w* assault\w* abus\w+ beat beats beaten beating punch\w* stab\w* strangl\w* "
    r"threat\w* stalk\w* violen\w+ molest\w* grope\w* murder\w* attack\w* hurt hurts"
)
_DUTY = (
    r"payroll salar\w+ wage wages payslip\w* passport\w* patient\w* medical health diagnos\w+ hiv cancer pregnan\w+ disab\w+ dose dosage "
    r"medication drug drugs vaccin\w+ gdpr hipaa privacy breach\w* leak\w* confidential\w* ssn iban password\w* passcode passwd credential\w* secret secrets "
    r"token tokens apikey hack\w* phish\w* malware ransom\w* virus injur\w+ wound\w* burn burns burned burnt fire explo\w+ chemical\w* acid gas oxygen toxic "
    r"poison\w* allerg\w+ spill\w* scaffold\w* brake brakes accident\w* unsafe safety fraud\w* forge forged forgery falsif\w+ fake faked backdat\w+ "
    r"misreport\w* misstat\w+ bribe\w* brib\w+ corrupt\w* kickback\w* insider launder\w* evidence auditors? regulator\w* police lawsuit sued lawyer court "
    r"illegal\w* crime criminal theft thief steal stole stolen stealing embezzl\w+ cheat\w* harass\w* bully\w* bullied racis\w+ sexis\w+ sexual\w* "
    r"discriminat\w+ retaliat\w+ whistle\w* suspended dismissed dismissal fired redundan\w+ drunk alcohol drinking beer wine whisky cocaine cannabis stoned "
    r"lied lying hid hidden hiding conceal\w* destroy\w* deliberate\w* purpose child children kid kids"
)
_SAID = (
    r"go on living|cant go on|can not go on|cannot go on|no point|better off without|without me|end it|ending it|ending things|end things|en finir|be over|"
    r"wake up|way out|miss me|never been born|being alive|want to live|reason to live|worth living|cant live|cannot live|live with|live anymore|leben|"
    r"to be here|be here anymore|do this anymore|off myself|cut myself|hang myself|something stupid|tired of being|give up on everything|personal data|"
    r"customer data|personal information|credit card|card number|bank details|api key|private key|pin code|my pin|inside news|inside information|"
    r"wrong quarter|figures look|numbers look|signed off|without permission|look the other way|keep quiet|say nothing|tell nobody|tell no one|"
    r"deleted? the (?:mails?|emails?|chats?|logs?|messages?|evidence|trail)|asked me to|told me to|wants? me to|wanted me to|made me sign|false (?:report|figures?|statement|record)|"
    r"not my fault|hit (?:me|him|her|us)|touched (?:me|her|him)|"
    r"(?:he|she|they) hit|fell (?:on|from|off|down)|the till|cover(?:ed|ing)? (?:it )?up|cooked the|took money|he asked me|she asked me"
)
_NET = regex(rf"\b(?:{'|'.join((*_DANGER.split(), *_DUTY.split()))}|{_SAID})\b")
_LIKE = tuple(str.maketrans("013457@$!|", f"o{one}eastasi{one}") for one in "il")
"""Signs that stand for letters within a word."""
_SPELT = regex(r"\b(?:\w[\W_]+){2,}\w\b(?!\w)")
"""A word letter by letter: "d.i.e"."""
_WORD = regex(r"\w+(?:[@$!|]\w+)*")


def stays(said: Iterable[str]) -> bool:
    """Claim: among these words, in the order in which they were said, are some that do not leave the house.

    So are words in letters that are not Latin: the net cannot see through them.
    """
    text = " ".join(plain(unicodedata.normalize("NFKC", each)).text for each in said).casefold()
    if any(sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN") for sign in text):
        return True
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.replace("'", "")) if not unicodedata.combining(sign)
    )
    spelt = _SPELT.sub(lambda found: re.sub(r"[\W_]+", "", found.group()), bare)
    read = [bare, spelt, *(_unmasked(bare, like) for like in _LIKE)]
    return any(_NET.search(" ".join(re.findall(r"[^\W_]+", each))) for each in read)


def _unmasked(text: str, like: dict[int, int]) -> str:
    """The text with its words as they are meant, where a word has a letter in it. A number is a number."""

    def word(found: re.Match[str]) -> str:
        return found.group().translate(like) if any(map(str.isalpha, found.group())) else found.group()

    return _WORD.sub(word, text)


__all__ = ["stays"]
