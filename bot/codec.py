"""Frozen values to JSON and back, by their annotations. No other types than those listed are taken.

A journey is written and read in every turn, so each type is looked at once: what its fields are, and how each of them is
written. A field that makes no two values different (`compare=False`) is not written.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeVar, cast

T = TypeVar("T")

_Read = Callable[[Any], Any]
_Write = Callable[[Any], str]

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


# ----------------------------------------------------------------------------------------------------------- to JSON


class _Writers(dict[Any, _Write]):
    """How values of exactly this class are written, found out at its first value."""

    def __missing__(self, kind: Any) -> _Write:
        made = self[kind] = _writer(kind)
        return made


def text(value: object) -> str:
    """`value` as JSON: objects, lists, strings, numbers, booleans, null. Lone surrogates stand in it as they came."""
    return _WRITERS[type(value)](value)


class Written:
    """A value's fields and their JSON: what the next version of it shares with this one need not be written again.

    A field is shared when it is the same object, of a type that nobody can change.
    """

    __slots__ = ("_heads", "parts")
    parts: list[tuple[object, str]]

    def __init__(self, value: object, before: Written | None = None) -> None:
        """`before` is an earlier version of the value, or another of its kind."""
        self._heads, read = _form(cast("Any", type(value)))
        *found, _ = read(value)
        if before is None or len(before.parts) != len(found):
            self.parts = [(each, _WRITERS[type(each)](each)) for each in found]
        else:
            self.parts = [
                old if old[0] is each and type(each) not in _CHANGES else (each, _WRITERS[type(each)](each))
                for each, old in zip(found, before.parts, strict=True)
            ]

    @property
    def text(self) -> str:
        """The whole as JSON. Put together when it is asked for: kept for a while, it would take as much again as its parts."""
        return self._heads % tuple([text for _, text in self.parts])


def plain(value: object) -> Any:
    """`value` as JSON values."""
    return json.loads(text(value))


def _writer(kind: Any) -> _Write:
    if issubclass(kind, StrEnum):
        names: dict[Any, str] = {each: encode_basestring(each.value) for each in kind}
        return names.__getitem__
    if issubclass(kind, str):
        return encode_basestring
    if kind in {bool, type(None)}:
        return {True: "true", False: "false", None: "null"}.__getitem__
    if issubclass(kind, int | float):
        return cast("_Write", kind.__repr__)
    if issubclass(kind, datetime | date | time):
        return lambda value: f'"{value.isoformat()}"'
    if issubclass(kind, frozenset):
        return lambda value: text(sorted(value))
    if issubclass(kind, tuple | list):
        return lambda value: f"[{','.join([_WRITERS[type(each)](each) for each in value])}]" if value else "[]"
    if issubclass(kind, Mapping):
        return lambda value: (
            f"{{{','.join([f'{encode_basestring(key)}:{_WRITERS[type(each)](each)}' for key, each in value.items()])}}}"
        )
    if dataclasses.is_dataclass(kind):
        return _fields_writer(kind)
    message = f"{kind.__name__} has no plain form"
    raise TypeError(message)


@cache
def _form(kind: Any) -> tuple[str, _Read]:
    """An object with a place for each field, and how the fields are read: as a tuple with something more, also of one."""
    fields = dataclasses.fields(kind)
    names = [each.name for each in fields if each.compare and each.metadata.get(_SINCE, 1) <= FORMAT]
    return "{" + ",".join(f'"{name}":%s' for name in names) + "}", attrgetter(*names, "__class__")


def _fields_writer(kind: Any) -> _Write:
    form, read = _form(kind)

    def write(value: object) -> str:
        *found, _ = read(value)
        return form % tuple([_WRITERS[type(each)](each) for each in found])

    return write


_WRITERS = _Writers()
_CHANGES = frozenset({dict, list})
"""What may be changed where it stands."""


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
