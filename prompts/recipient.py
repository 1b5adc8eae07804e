"""The only words of ours that a third person reads: fixed lines, checked once at start-up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from prompts.catalog import LABEL_WORDS_MAX, RECIPIENT, faults, placeholders
from prompts.wrong import CatalogWrong

NEEDS: Mapping[str, tuple[str, ...]] = {
    "manager": ("above", "below", "explains", "thank", "ask_one", "find_time"),
    "mentor": ("above", "below", "reply", "decline"),
    "courtesy": (
        "thanked", "time_asked", "ask_what", "reply_what", "passed", "declined", "already", "gone", "over", "taken_back",
        "busy", "note_only",
    ),
    "courtesy_labels": ("recall",),
    "nameless": ("author", "first", "letter"),
    "notice": ("letter", "courtesy"),
}  # fmt: skip
AUTHORS = frozenset({"author", "first"})
"""The only slots: the author's own name. A courtesy has none."""
BUTTONS = frozenset({"thank", "ask_one", "find_time", "reply", "decline", "recall"})
"""All that another person may press: on a letter, or on what was said when they answered it."""


def load_recipient(path: Path = RECIPIENT) -> Mapping[str, Mapping[str, str]]:
    """The lines by part. Raises CatalogWrong naming the file and the key."""
    name = path.name
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CatalogWrong(f"{name}: the file cannot be read as TOML") from None
    tables = {**raw.get("letter", {}), **{key: raw.get(key, {}) for key in NEEDS.keys() - raw.get("letter", {}).keys()}}
    for part, keys in NEEDS.items():
        for key in keys:
            text = tables.get(part, {}).get(key)
            if not isinstance(text, str) or not text.strip():
                raise CatalogWrong(f"{name}: {part}.{key} is missing")
            allowed = frozenset() if part.startswith("courtesy") else AUTHORS
            unknown = placeholders(text) - allowed
            if unknown:
                raise CatalogWrong(f"{name}: {part}.{key} has an unknown placeholder {{{min(unknown)}}}")
            if key in BUTTONS and len(text) > LABEL_WORDS_MAX:
                raise CatalogWrong(f"{name}: {part}.{key} is too long for a button")
            for why in faults(text):
                raise CatalogWrong(f"{name}: {part}.{key} {why}")
    return tables
