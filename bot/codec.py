"""Frozen values to plain JSON values and back, by their annotations. No other types than those listed are taken.

A journey is written and read in every turn, so each type is looked at once: what its fields are, and which of them stand
in JSON as they are.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

T = TypeVar("T")

_Read = Callable[[Any], Any]
_AS_IT_IS = frozenset({str, int, float, bool, type(None)})

FORMAT = 1
"""The format in which what is kept is written."""
READS = 1
"""The latest format that is read. It is raised one release before FORMAT, so that the release before can still read."""
_SINCE = "since"


def since(form: int) -> Mapping[str, int]:
    """A new field's `metadata`: read as soon as it stands in a class, and written once FORMAT is `form`.

    So the release that brings a field works beside the one before it, and the next release fills it.
    """
    return {_SINCE: form}


# ---------------------------------------------------------------------------------------------------------- to plain


def plain(value: object) -> Any:
    """`value` as JSON values: objects, lists, strings, numbers, booleans, null."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    return _writer(kind)(value)


@cache
def _writer(kind: Any) -> _Read:
    """How values of exactly this class become plain."""
    if issubclass(kind, StrEnum):
        names: dict[Any, str] = {each: each.value for each in kind}
        return names.__getitem__
    if issubclass(kind, str):
        return str
    if issubclass(kind, bool | int | float):
        return lambda value: value
    if issubclass(kind, datetime | date | time):
        return cast("_Read", kind.isoformat)
    if issubclass(kind, frozenset):
        return lambda value: sorted([plain(each) for each in value])
    if issubclass(kind, tuple | list):
        return lambda value: [each if type(each) in _AS_IT_IS else plain(each) for each in value]
    if issubclass(kind, Mapping):
        return lambda value: {str(key): plain(each) for key, each in value.items()}
    if dataclasses.is_dataclass(kind):
        named = dataclasses.fields(kind)
        return _fields_writer(tuple(each.name for each in named if each.metadata.get(_SINCE, 1) <= FORMAT))
    message = f"{kind.__name__} has no plain form"
    raise TypeError(message)


def _fields_writer(names: tuple[str, ...]) -> _Read:
    if len(names) < 2:  # attrgetter gives a tuple for two and more
        return lambda value: {name: plain(getattr(value, name)) for name in names}
    read = attrgetter(*names)

    def write(value: object) -> dict[str, Any]:
        found = dict(zip(names, read(value), strict=True))
        for name, each in found.items():
            if type(each) not in _AS_IT_IS:
                found[name] = plain(each)
        return found

    return write


# -------------------------------------------------------------------------------------------------------- from plain


def value(kind: type[T], raw: Any) -> T:
    """The value of type `kind` that `plain` turned into `raw`. A key the type does not know raises ValueError."""
    anything: Any = kind
    read = _reader(anything)
    return cast("T", raw if read is None else read(raw))


@cache
def _reader(kind: Any) -> _Read | None:
    """How values of this type are made from plain ones; None when they stand there as they are."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        inner = _reader(next(each for each in typing.get_args(kind) if each is not type(None)))
        return None if inner is None else lambda raw: None if raw is None else inner(raw)
    if origin is tuple or origin is frozenset:
        return _many_reader(origin, _reader(typing.get_args(kind)[0]))
    if origin is not None:
        each_value = _reader(typing.get_args(kind)[1])
        if each_value is None:
            return dict
        return lambda raw: {key: each_value(each) for key, each in raw.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _fields_reader(kind)
    if kind in {datetime, date, time}:
        made = kind.fromisoformat
        return lambda raw: None if raw is None else made(raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return None


def _many_reader(origin: Any, each_value: _Read | None) -> _Read:
    if each_value is None:
        return cast("_Read", origin)
    return lambda raw: origin([each_value(each) for each in raw])


def _fields_reader(kind: type) -> _Read:
    from bot.around import Around  # named in an annotation only

    hints = typing.get_type_hints(kind, localns={"Around": Around})
    names = hints.keys()
    readers: list[tuple[str, _Read]] | None = None

    def read(raw: Any) -> Any:
        nonlocal readers
        if not raw.keys() <= names:
            message = f"{kind.__name__} has no {', '.join(sorted(raw.keys() - names))}"
            raise ValueError(message)
        if readers is None:  # not before the first value: a type may name itself
            pairs = ((name, _reader(hint)) for name, hint in hints.items())
            readers = [(name, read) for name, read in pairs if read is not None]
        made = dict(raw)
        for name, each_value in readers:
            if name in made:
                made[name] = each_value(made[name])
        return kind(**made)

    return read
