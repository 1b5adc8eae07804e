"""Who answers at any hour, by country: read once from en/safety.toml. Every entry has a source and the day it was read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from prompts.frozen import frozen
from prompts.wrong import CatalogWrong

SAFETY = Path(__file__).parent / "en" / "safety.toml"


@frozen
class Helpline:
    """A line that answers at any hour, and the emergency number beside it."""

    name: str
    number: str
    emergency: str


@cache
def helplines() -> Mapping[str, Helpline]:
    """Country (ISO 3166-1) → its first line. Raises CatalogWrong naming what is missing."""
    found = {}
    for code, country in _countries().items():
        lines = country.get("helpline", [])
        if not lines:
            raise CatalogWrong(f"{SAFETY.name}: country.{code} has no helpline")
        first = lines[0]
        for key in ("name", "number", "source", "read"):
            if not isinstance(first.get(key), str) or not first[key].strip():
                raise CatalogWrong(f"{SAFETY.name}: country.{code}.helpline has no {key}")
        found[code] = Helpline(first["name"], first["number"], str(country["emergency"]))
    return MappingProxyType(found)


@cache
def _countries() -> Mapping[str, Any]:
    try:
        table: Mapping[str, Any] = tomllib.loads(SAFETY.read_text("utf-8"))["country"]
    except (OSError, KeyError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CatalogWrong(f"{SAFETY.name}: the file cannot be read") from None
    return table


@cache
def _names() -> Mapping[str, str]:
    named = {}
    for code, country in _countries().items():
        for name in (country["name"], *country.get("also", ())):
            named[str(name).casefold()] = code
    return named


def country_named(text: str) -> str | None:
    """The country that these words name, by its name, one of its other names, or its code in capitals."""
    folded = re.sub(r"[^\w ]+", " ", text.casefold())
    for name, code in sorted(_names().items(), key=lambda each: -len(each[0])):
        if re.search(rf"\b{re.escape(name)}\b", folded):
            return code
    code = text.strip().strip(".")
    return code if code in _countries() else None
