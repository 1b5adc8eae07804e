"""The words the coach says: read once, checked once, at start-up. A line that breaks a rule stops the start, named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from string import Formatter
from typing import Any

from prompts import tongues
from prompts.frozen import frozen
from prompts.tongues import TONGUES, Tongue
from prompts.wrong import CatalogWrong

HERE = Path(__file__).parent
LINES = HERE / "en" / "lines.toml"
RECIPIENT = HERE / "en" / "recipient.toml"

BANNED = ("failure", "fault", "guilty", "confess", "violation")
"""Whole words that the coach never says (COACHING "How it talks")."""
NEVER = ("why did you", "i understand how you feel", "you're amazing")
LABEL_MAX = 75
"""Characters on a button, with its slots filled: Slack's limit."""
LABEL_WORDS_MAX = 40
"""Characters on a button before its slots are filled."""
SENTENCE_MAX = 25
"""Words in a sentence."""
_SAYS = re.compile(rf"\b(?:{'|'.join(BANNED)})\b")
_END = re.compile(r"(?<=[.!?:])[\"”]?\s+|\n")
_FIELD = Formatter()


def placeholders(text: str) -> frozenset[str]:
    """The names of the slots in a line."""
    return frozenset(name for _, name, _, _ in _FIELD.parse(text) if name is not None)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a line; a line break ends one."""
    for each in _END.split(text):
        if each and each.strip():
            yield each.strip()


def faults(text: str) -> Iterator[str]:
    """What is wrong with a line said aloud, by the rules of "How it talks"."""
    folded = text.casefold().replace("’", "'")
    for word in _SAYS.findall(folded):
        yield f"says {word!r}"
    for words in NEVER:
        if words in folded:
            yield f"says {words!r}"
    if len(text.split()) <= SENTENCE_MAX:
        return
    for sentence in sentences(text):
        if len(sentence.split()) > SENTENCE_MAX:
            yield f"has a sentence of more than {SENTENCE_MAX} words"


def uncalled(line: str) -> str:
    """A line that calls somebody by name, without the name: "Morning, {name}." is "Morning."."""
    bare = line.replace(", {name}", "").removeprefix("{name}, ")
    return bare if bare == line else bare[:1].upper() + bare[1:]


@frozen
class Catalog:
    """Lines and labels by key, and those that are said in other languages too."""

    lines: Mapping[str, str]
    labels: Mapping[str, str]
    forms: Mapping[str, Mapping[str, str]]
    tongues: Mapping[str, Tongue] = field(default_factory=dict)

    def line(self, key: str, slots: Mapping[str, str] | None = None, tongue: str = "") -> str:
        """A line with its slots filled; in `tongue` where it is said in it. Whoever has no name is not called by one."""
        said = (self.tongues[tongue].lines.get(key) if tongue in self.tongues else None) or self.lines[key]
        if slots and slots.get("name") == "":
            said = uncalled(said)
        return said.format_map(slots or {})

    def has(self, key: str) -> bool:
        """Claim: there is such a line."""
        return key in self.lines

    def label(self, key: str, slots: Mapping[str, str] | None = None, tongue: str = "") -> str:
        """The words on a button, cut to what a button holds; in `tongue` where they are said in it."""
        said = self.tongues[tongue].labels.get(key) if tongue in self.tongues else None
        text = (said or self.labels[key]).format_map(slots or {})
        return text if len(text) <= LABEL_MAX else text[: LABEL_MAX - 1].rstrip() + "…"


def load_catalog(
    needs: Mapping[str, Iterable[str]], path: Path = LINES, *, labels: Iterable[str] = (), home: Path = HERE
) -> Catalog:
    """Read the lines and check them against what the code says it will ask for; and those of other languages, under `home`.

    `needs`: key → the slots that the code fills. Raises CatalogWrong naming the file and the key.
    """
    name = path.name
    raw = _read(path, name)
    said = dict(_flat(raw.get("lines", {}), name))
    on = dict(_flat(raw.get("labels", {}), name))
    forms: dict[str, dict[str, str]] = {}
    for form, fields in raw.get("forms", {}).items():
        forms[form] = {field: str(label) for field, label in fields.items()}
    _well_said(name, said, on)
    for key, slots in needs.items():
        if key not in said:
            raise CatalogWrong(f"{name}: lines.{key} is missing")
        unknown = placeholders(said[key]) - set(slots)
        if unknown:
            raise CatalogWrong(f"{name}: lines.{key} has an unknown placeholder {{{min(unknown)}}}")
    for key in labels:
        if key not in on:
            raise CatalogWrong(f"{name}: labels.{key} is missing")
    return Catalog(said, on, forms, {tongue: _tongue(tongue, home, said) for tongue in TONGUES})


def _read(path: Path, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise CatalogWrong(f"{name}: the file cannot be read") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise CatalogWrong(f"{name}: it is not valid TOML ({wrong})") from None


def _well_said(name: str, said: Mapping[str, str], on: Mapping[str, str]) -> None:
    """Lines and labels that keep the rules of "How it talks", and fit."""
    for table, texts in (("lines", said), ("labels", on)):
        for key, text in texts.items():
            for why in faults(text):
                raise CatalogWrong(f"{name}: {table}.{key} {why}")
    for key, text in on.items():
        if len(text) > LABEL_WORDS_MAX:
            raise CatalogWrong(f"{name}: labels.{key} is longer than {LABEL_WORDS_MAX} characters")


def _tongue(tongue: str, home: Path, english: Mapping[str, str]) -> Tongue:
    """The lines of one language: each that is wanted, no other, with just the slots of the English one."""
    name = f"{tongue}/care.toml"
    raw = _read(home / tongue / "care.toml", name)
    said, on, answers, page = (
        dict(_flat(raw.get(table, {}), name)) for table in ("lines", "labels", "answers", "page")
    )
    _well_said(name, {**said, **page}, on)
    wanted = (
        ("lines", said, tongues.LINES),
        ("labels", on, tongues.LABELS),
        ("answers", answers, tongues.ANSWERS),
        ("page", page, tongues.PAGE),
    )
    for table, there, keys in wanted:
        for key in sorted(keys - there.keys()):
            raise CatalogWrong(f"{name}: {table}.{key} is missing")
        for key in sorted(there.keys() - keys):
            raise CatalogWrong(f"{name}: {table}.{key} is said in English only")
        for key, text in there.items():
            slots = placeholders(english.get(key, "")) if table == "lines" else frozenset()
            if unknown := placeholders(text) - slots:
                raise CatalogWrong(f"{name}: {table}.{key} has an unknown placeholder {{{min(unknown)}}}")
            if lost := slots - placeholders(text):
                raise CatalogWrong(f"{name}: {table}.{key} does not say {{{min(lost)}}}")
    return Tongue(said, on, answers, page)


def _flat(table: object, name: str, before: str = "") -> Iterator[tuple[str, str]]:
    """A nested table as dotted keys. A key named `is` is its table's own line."""
    if not isinstance(table, dict):
        raise CatalogWrong(f"{name}: {before or 'a table'} is not a table")
    for key, value in table.items():
        dotted = before if key == "is" else f"{before}.{key}" if before else str(key)
        if isinstance(value, dict):
            yield from _flat(value, name, dotted)
        elif isinstance(value, str) and value.strip():
            try:
                placeholders(value)
            except ValueError:
                raise CatalogWrong(f"{name}: {dotted} has an open brace") from None
            yield dotted, value.strip("\n")
        else:
            raise CatalogWrong(f"{name}: {dotted} is not a line of text")
