"""Every letter of the golden transcripts, and every reply that the catalogue can make: what each door must be able to show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from transcripts.play import transcripts

from adapters.app import load_house
from bot import speech
from bot.giving import PLAIN, WARNED
from bot.letters import Act, Choice, Letter, LetterKind, Piece, Reply
from bot.people import Part, Recipient, Who
from bot.scene import Courtesy
from prompts.catalog import placeholders

SAM = Who("slack", "T1", "U1")


@cache
def house():
    return load_house()


def is_given(text: str) -> bool:
    """Claim: an author is given an export or an entry for a calendar: no letter, and as many messages as it takes."""
    return any(text.startswith(house().catalog.line(key)) for key in (*PLAIN.values(), *WARNED.values()))


def letter(reply, *, kind=LetterKind.REPLY, id_="0" * 32 + ".7", act=Act.POST, target=None, to="U1"):
    """A letter that carries this reply."""
    return Letter(id_, "0" * 32, SAM, Who("slack", "T1", to), act, kind, reply, target=target)


def golden(*names: str) -> Iterator[tuple[str, Letter]]:
    """The letters of these transcripts, of all when none is named: (to whom, the letter), as they were said."""
    for transcript in transcripts():
        if names and transcript.name not in names:
            continue
        for number, line in enumerate(transcript.golden.read_text("utf-8").splitlines()):
            said = json.loads(line)
            if "to" not in said or is_given(said["text"]):
                continue
            kind = LetterKind.THIRD if "consent" in said else LetterKind.REPLY
            kind = LetterKind.COURTESY if said["to"] != "author" and kind is LetterKind.REPLY else kind
            yield said["to"], letter(_reply(said, kind), kind=kind, id_=f"{'0' * 32}.{number}")


def _reply(said, kind) -> Reply:
    """The reply of which a golden line is the plain text."""
    choices = tuple(Choice(each["id"], each["label"], each.get("mark")) for each in said["choices"])
    form = speech.form(said["form"]["id"], house().catalog) if said["form"] else None
    catalog = house().catalog
    if kind is LetterKind.THIRD:
        above, *words = said["text"].split("\n")
        below = next(
            number for number, each in enumerate(words) if "What helps now" in each or "Your answer goes" in each
        )
        pieces = [("say", above), ("letter", "\n".join(words[:below])), ("say", "\n".join(words[below:]))]
        return Reply(tuple(Piece(*each) for each in pieces), choices, form, "A message from Sam Reyes")
    return Reply(tuple(_pieces(said["text"])), choices, form, catalog.line("notice.reply"))


def _pieces(text: str) -> Iterator[Piece]:
    words: list[str] = []
    for line in text.split("\n"):
        if line == "|" or line.startswith("| "):
            words.append(line[2:])
            continue
        if words:
            yield Piece("words", "\n".join(words))
            words = []
        yield Piece("mark" if len(line) > 2 and line[0] == line[-1] == '"' else "say", line)
    if words:
        yield Piece("words", "\n".join(words))


def of_the_catalogue(slot: str | None = None) -> Iterator[Reply]:
    """A reply for every line and label (with a `slot`: only those that have slots, filled with it); for every form; for every
    letter and courtesy to others.
    """
    catalog, fill = house().catalog, slot
    slot = slot or "Dana"
    for key, text in catalog.lines.items():
        if (slots := placeholders(text)) or fill is None:
            said = catalog.line(key, dict.fromkeys(slots, slot))
            yield Reply((Piece("say", said),), note=catalog.line("notice.reply"))
    for key, text in catalog.labels.items():
        if (slots := placeholders(text)) or fill is None:
            label = catalog.label(key, dict.fromkeys(slots, slot))
            yield Reply(
                (Piece("say", "What now?"),), (Choice(key.partition(".")[0], label),), note="Oops answered you."
            )
    for name in speech.FIELDS:
        yield Reply((Piece("say", "What now?"),), form=speech.form(name, catalog), note="Oops answered you.")
    for part in Part:
        yield speech.third(house(), Recipient(part, slot), slot[:2800], slot)
    for key in house().recipient["courtesy"]:
        yield speech.courtesy(house(), Courtesy("j.1", key, form="reply", choices=("recall",)))
