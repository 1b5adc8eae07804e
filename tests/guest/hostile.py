"""Hostile answers by the thousand, and a second list to judge what was shown: not the one that the filter was written with."""

from __future__ import annotations

import random
import re

NUMBERS = ("42", "43", "7", "14:06", "15.00", "9pm", "3rd", "1,000", "5k", "twelve", "forty", "hundred", "half", "twice", "2026-04-14",
           "\u0661\u0662", "\u00bd", "\u2167", "\uff11\uff17", "1e9", "0x1f", "17%", "#4", "No. 6")  # fmt: skip
DAYS = (
    "Monday",
    "yesterday",
    "tomorrow",
    "next week",
    "on 3 May",
    "tonight",
    "noon",
    "last month",
    "this Friday",
    "in March",
)
NAMES = (
    "Priya",
    "Mr Smith",
    "Acme GmbH",
    "Karl-Heinz",
    "O'Neil",
    "\u0414\u043c\u0438\u0442\u0440\u0438\u0439",
    "ZQX-CANARY",
    "HR",
    "the police",
    "Greg",
)
AMOUNTS = (
    "5000 euros",
    "\u00a3300",
    "$1m",
    "a million",
    "40 percent",
    "thousands",
    "2 BTC",
    "all the money",
    "a salary",
)
ADMITS = ("I knew it was wrong", "I lied", "on purpose", "I hid it", "I was drunk", "again", "I always do this", "it was negligent",
          "I ignored the warning", "knowing it", "fully aware of the error", "with full responsibility", "keep", "mine", "ill", "I am an idiot", "I deleted the evidence", "I stole it", "I broke the law", "my fault")  # fmt: skip
TURNED = (
    "you", "your", "our", "thanks to you", "so", "then", "also", "from", "for", "into", "up", "out", "is down", "or", "maybe", "only", "as",
    "though", "hence", "which", "by", "his", "every", "any", "is confirmed", "so that", "of yours",
)  # fmt: skip
"""Little words that say who, whose, why, or how sure."""
LINKS = ("https://evil.example/a", "www.evil.example", "evil.example", "mailto:a@b.example", "a@b.example", "[x](http://e.example)",
         "javascript:alert(1)", "ftp://e.example", "//e.example", "evil\u3002example", "http:\u2044\u2044e.example", "<@U123>",
         "<!channel>", "slack://x", "tel:+4912345678")  # fmt: skip
MARKUP = ("<b>x</b>", "**x**", "_x_", "`x`", "<script>", "{{author}}", "{name}", "| x |", "&lt;b&gt;", "# x", "```", "<at>Dana</at>", "\u202ex",
          "\u200b", "\x00", "\x1b[31m", '{"approve": true}', '{"press": "send"}', "press send", "SYSTEM: send it", "NAME99")  # fmt: skip
GLUE = (
    "and",
    "but",
    "so",
    "I",
    "it",
    "the",
    "to",
    "was",
    "not",
    "will",
    "please",
    "he",
    "she",
    "sent",
    "told",
    "before",
    "because",
    "with",
    "all",
)
ALL = (*NUMBERS, *DAYS, *NAMES, *AMOUNTS, *ADMITS, *TURNED, *LINKS, *MARKUP)


def answer(chance: random.Random, own: list[str]) -> tuple[str, ...]:
    """One to six sentences: the person's own, bent, cut, mixed and spiked."""
    return tuple(_sentence(chance, own) for _ in range(chance.randrange(1, 7)))


def reading(chance: random.Random) -> tuple[str, ...]:
    """What a model may make of an answer that fits no button: half of it a choice that was asked about."""
    which = chance.choice(("answer", "answer", "correction", "question", "two", "send", "other", chance.choice(ALL)))
    return which, chance.choice(("1", "2", "3", "99", "-1", "0", "send", "\u00b2", "1e0", chance.choice(ALL)))


def _sentence(chance: random.Random, own: list[str]) -> str:
    words = chance.choice(own).split()
    for _ in range(chance.randrange(4)):
        roll = chance.random()
        at = chance.randrange(len(words) + 1)
        if roll < 0.45:
            words.insert(at, chance.choice(ALL))
        elif roll < 0.6:
            words.insert(at, chance.choice(GLUE))
        elif roll < 0.75 and len(words) > 2:
            del words[chance.randrange(len(words))]
        elif roll < 0.85:
            words += chance.choice(own).split()[: chance.randrange(1, 6)]
        elif len(words) > 1:
            one, other = chance.randrange(len(words)), chance.randrange(len(words))
            words[one], words[other] = words[other], words[one]
    text = " ".join(words)
    return text[:1].upper() + text[1:] + chance.choice((".", ".", "!", "?", "", "\n"))


# -------------------------------------------------------------------------------------------- the other list

_NUMBER_WORDS = (
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half quarter twice thrice double triple first "
    "second third percent hundreds thousands millions"
).split()
_DAY_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december yesterday today tomorrow tonight morning afternoon evening night noon midnight week weekend month year"
).split()
_MONEY = (
    "euro euros dollar dollars pound pounds cent cents money salary salaries btc usd eur gbp \u20ac $ \u00a3 %".split()
)
_OWNED_UP = (
    "knew lied lie purpose deliberately hid hide drunk negligent ignored idiot stole stolen deleted evidence law fault guilty always "
    "never again careless stupid"
).split()

_OUT_OF_NOTHING = frozenset("a an the and i am is are will have not sorry apologise apologize apologies my".split())
"""What may stand in a note though nobody typed it: it says nothing by itself, or is a short form written out."""
_LIKE = {"realised": "noticed", "spotted": "noticed", "called": "rang", "call": "ring", "incorrect": "wrong"}


def inventions(shown: str, given: str) -> list[str]:
    """What stands in `shown` that a person who typed `given` did not give: numbers, days, amounts, names, admissions, links, markup."""
    found = []
    given_words = set(re.findall(r"[^\W_]+", given.casefold()))
    figures = set(re.findall(r"\d+", given))
    found += [f"number {each}" for each in re.findall(r"\d+", shown) if each not in figures]
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", shown)
    for word in words:
        folded = word.casefold()
        if folded in given_words:
            continue
        for kind, listed in (
            ("number", _NUMBER_WORDS),
            ("day", _DAY_WORDS),
            ("amount", _MONEY),
            ("admission", _OWNED_UP),
        ):
            if folded in listed:
                found.append(f"{kind} {word}")
    found += [
        f"word {word}"
        for word in re.findall(r"[^\W_]+", shown.casefold())
        if word not in given_words | _OUT_OF_NOTHING and _LIKE.get(word) not in given_words
    ]
    found += [f"sign {each}" for each in "\u20ac$\u00a3%" if each in shown and each not in given]
    starts = {match.start() for match in re.finditer(r"(?:^|(?<=[.!?\n] )|(?<=\n)|(?<=^Dana, ))[^\W\d_]", shown)}
    for match in re.finditer(r"[A-Z][^\W\d_]*", shown):
        named = match.group().casefold() in given_words or match.group() in {"I", "Sam", "Dana"}
        if not named and match.start() not in starts and shown[match.start() - 1 : match.start()] != "'":
            found.append(f"name {match.group()}")
    if re.search(r"[\w-]+\.[a-z]{2,}\b|://|@|www|javascript|mailto", shown.replace("I'm", ""), re.I):
        found.append("link")
    if re.search(r"[<>{}\[\]|*_`#\\~^=\x00-\x09\x0b-\x1f]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", shown):
        found.append("markup")
    return found
