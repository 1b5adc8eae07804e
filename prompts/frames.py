"""The fixed frames of a letter, read once from `en/frames.toml`; a missing or unknown placeholder fails at start-up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from prompts.wrong import CatalogWrong

FILE = Path(__file__).parent / "en" / "frames.toml"

_SLOTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ready": frozenset({"words", "time"}),
        "greeting": frozenset({"reader"}),
        "regret_for": frozenset({"whom"}),
        "regret_and": frozenset({"offer"}),
        "regret_for_and": frozenset({"whom", "offer"}),
        "prevent": frozenset({"words"}),
        "known": frozenset({"words"}),
    }
)
"""The placeholders of a line, where they differ from its table's own."""

_TABLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"frames": frozenset({"words"}), "lines": frozenset(), "mentor": frozenset()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Every word of a letter that its author did not write, by name. `acts`, `said` and `cues` are by kind."""

    will: str
    doing: str
    subject: str
    have: str
    have_it: str
    have_it_by: str
    ready: str
    article: str
    there: str
    noticed: str
    noticed_when: str
    greeting: str
    sorry: str
    sorry_part: str
    ready_to_talk: str
    regret: str
    regret_for: str
    regret_and: str
    regret_for_and: str
    offer: str
    serious: str
    prevent: str
    known: str
    fixed: str
    mentor_put_right: str
    mentor_not_yet: str
    mentor_ask: str
    mentor_light: str
    acts: Mapping[str, str]
    said: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]]
    names: frozenset[str] = field(repr=False)
    """First names that are no other word, in lower case."""


@cache
def load_frames(path: Path = FILE) -> Frames:
    """Read the frames of one language.

    Raises CatalogWrong with the file and the key if one is missing, unknown, empty or has the wrong placeholders.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogWrong(f"{path.name} cannot be read: {error}") from error
    lines: dict[str, str] = {}
    for table, slots in _TABLES.items():
        for key, line in _table(tables, table, path).items():
            name = f"mentor_{key}" if table == "mentor" else key
            lines[name] = _line(line, _SLOTS.get(name, slots), f"{path.name}: {table}.{key}")
    acts = {
        kind: _line(line, frozenset({"words"}), f"{path.name}: acts.{kind}")
        for kind, line in _table(tables, "acts", path).items()
    }
    said = _by_kind(tables, "said", acts, path)
    cues = _by_kind(tables, "cues", acts, path)
    given = _words(_table(tables, "names", path).get("given"), f"{path.name}: names.given")
    wanted = {each.name for each in fields(Frames)} - {"acts", "said", "cues", "names"}
    for name in sorted(wanted ^ lines.keys()):
        raise CatalogWrong(f"{path.name}: {name} is {'missing' if name in wanted else 'not a line that is used'}")
    return Frames(
        **lines,
        acts=MappingProxyType(acts),
        said=said,
        cues=cues,
        names=frozenset(name for line in given for name in line.split()),
    )


def _table(tables: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise CatalogWrong(f"{path.name}: the table {name} is missing")
    return table


def _by_kind(tables: Mapping[str, Any], name: str, acts: Mapping[str, str], path: Path) -> Mapping[str, frozenset[str]]:
    table = _table(tables, name, path)
    for kind in sorted(table.keys() - acts.keys()):
        raise CatalogWrong(f"{path.name}: {name}.{kind} has no frame in acts")
    return MappingProxyType(
        {kind: frozenset(_words(value, f"{path.name}: {name}.{kind}")) for kind, value in table.items()}
    )


def _line(line: object, slots: frozenset[str], where: str) -> str:
    if not isinstance(line, str) or not line.strip():
        raise CatalogWrong(f"{where} must be a line of words")
    try:
        found = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
    except ValueError as error:
        raise CatalogWrong(f"{where}: {error}") from error
    if found != slots:
        raise CatalogWrong(f"{where} must have exactly the placeholders {sorted(slots)}, and has {sorted(found)}")
    return line


def _words(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise CatalogWrong(f"{where} must be a list of words")
    return [str(each) for each in value]
