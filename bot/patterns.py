"""Patterns that are compiled when they are first used: a start that needs few of them does not wait for the others."""

from __future__ import annotations

import re
from typing import Any, cast

_ALL: list[_Later] = []
"""Every pattern of this kind, used or not."""


class _Later:
    """Stands in for a compiled pattern: the first use of any of its methods puts the compiled one's in its place."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags
        _ALL.append(self)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but later; a source that is no pattern fails at its first use, and a test uses them all once."""
    return cast("re.Pattern[str]", _Later(source, flags))


def compile_all() -> None:
    """Compile what is not compiled yet: who serves many does that before anyone waits, and inside nobody's turn."""
    for each in _ALL:
        each.search  # noqa: B018  the first use of a method is what compiles


def regex_small(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `regex` with `re.IGNORECASE`, for text that is in small letters already (`normal.small`): it is read three times as fast."""
    return regex(_NOT_SMALL.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), source), flags)


_NOT_SMALL = re.compile(r"\\.|[A-Z]", re.DOTALL)


__all__ = ["compile_all", "regex", "regex_small"]
