"""Frozen values to plain JSON values and back, by their annotations. No other types than those listed are taken."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def plain(value: object) -> Any:
    """`value` as JSON values: objects, lists, strings, numbers, booleans, null."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(plain(each) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    from bot.around import Around

    return typing.get_type_hints(kind, localns={"Around": Around})


def value(kind: type[T], raw: Any) -> T:
    """The value of type `kind` that `plain` turned into `raw`. A key the type does not know raises ValueError."""
    return cast("T", _value(kind, raw))


def _value(kind: Any, raw: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        inner = [each for each in typing.get_args(kind) if each is not type(None)]
        return None if raw is None else _value(inner[0], raw)
    if origin is tuple:
        return tuple(_value(typing.get_args(kind)[0], each) for each in raw)
    if origin is frozenset:
        return frozenset(_value(typing.get_args(kind)[0], each) for each in raw)
    if origin is not None:
        return {key: _value(typing.get_args(kind)[1], each) for key, each in raw.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        unknown = set(raw) - set(hints)
        if unknown:
            message = f"{kind.__name__} has no {', '.join(sorted(unknown))}"
            raise ValueError(message)
        return kind(**{name: _value(hints[name], each) for name, each in raw.items()})
    if kind in (datetime, date, time):
        return None if raw is None else kind.fromisoformat(raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(raw)
    return raw
