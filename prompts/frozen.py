"""Frozen values with slots, at a fraction of the standard library's cost at start-up and in a turn.

`@frozen` makes what `@dataclass(frozen=True, slots=True)` makes, and the standard library still reads the fields; but it writes
source and compiles six methods for every class, used or not, and a hundred classes took a fifth of the start. Here a class gets its
`__init__` when the first value is made, which puts the slots directly; equality, hash and repr read them all at once.
`but` is a value with some fields changed, as `dataclasses.replace` makes it, by a copy of the slots. Neither is for `InitVar`,
`__post_init__` or `init=False`. It stands on the lowest floor, because every room makes values.

A class of very many fields has a dictionary in place of the slots: a turn copies its journey a dozen times, and a dictionary is
copied at once, in a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")

_Put = Callable[[object, object], None]

MANY = 32
"""Fields from which on a class has a dictionary."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """A dataclass that is frozen and has slots. What a class defines itself stays its own."""
    above: Any = kind.__base__  # a class is made as the one is that it derives from
    slots = not above.__dictoffset__ and (is_dataclass(above) or len(kind.__annotations__) < MANY)
    made: Any = dataclass(init=False, repr=False, eq=False, slots=slots)(kind)

    def first(self: object, /, *given: Any, **named: Any) -> None:
        made.__init__ = _init(made)
        made.__init__(self, *given, **named)

    for name, method in (("__init__", first), *_METHODS.items()):
        if made.__dict__.get(name) is None:  # a class that defines __eq__ has None for __hash__
            setattr(made, name, method)
    return cast("type[T]", made)


def _init(kind: Any) -> Any:
    """An `__init__` that puts each field into its place: written as source, so that Python itself checks the arguments."""
    given: dict[str, Any] = {"_absent": MISSING}
    head, body = ["self"], ["    values = self.__dict__"] if kind.__dictoffset__ else []
    for each in fields(kind):
        name = each.name
        if not kind.__dictoffset__:
            given[f"_put_{name}"] = getattr(kind, name).__set__
        value = name
        if each.default_factory is not MISSING:
            given[f"_make_{name}"] = each.default_factory
            head.append(f"{name}=_absent")
            value = f"_make_{name}() if {name} is _absent else {name}"
        elif each.default is not MISSING:
            given[f"_else_{name}"] = each.default
            head.append(f"{name}=_else_{name}")
        else:
            head.append(name)
        body.append(f"    values[{name!r}] = {value}" if kind.__dictoffset__ else f"    _put_{name}(self, {value})")
    source = f"def __init__({', '.join(head)}):\n" + "\n".join(body or ["    pass"])
    exec(source, given)  # noqa: S102  names of fields alone, as the standard library does it  # nosec B102
    made = given["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


@cache
def _copied(kind: Any) -> tuple[Callable[[Any], Any], dict[str, _Put]]:
    """How a value of this kind is copied, and how each field of the copy is put."""
    names = tuple(each.name for each in fields(kind))
    return _dictionary_copied(kind, names) if kind.__dictoffset__ else _slots_copied(kind, names)


def _slots_copied(kind: Any, names: tuple[str, ...]) -> tuple[Callable[[Any], Any], dict[str, _Put]]:
    """Slot by slot and written out, which takes half of what a loop does."""
    puts: dict[str, _Put] = {name: getattr(kind, name).__set__ for name in names}
    given: dict[str, Any] = {"_new": object.__new__, "_kind": kind} | {
        f"_put_{name}": put for name, put in puts.items()
    }
    body = "".join(f"    _put_{name}(made, value.{name})\n" for name in names)
    exec(f"def copy(value):\n    made = _new(_kind)\n{body}    return made", given)  # noqa: S102  names of fields alone, as above  # nosec B102
    return given["copy"], puts


def _dictionary_copied(kind: Any, names: tuple[str, ...]) -> tuple[Callable[[Any], Any], dict[str, _Put]]:
    give: _Put = next(each.__dict__["__dict__"] for each in kind.__mro__ if "__dict__" in each.__dict__).__set__

    def copy(value: object) -> object:
        made = object.__new__(kind)
        give(made, value.__dict__.copy())
        return made

    def put(name: str) -> _Put:
        return lambda made, each: made.__dict__.__setitem__(name, each)

    return copy, {name: put(name) for name in names}


def _refuse_set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reads(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """How these fields are read at once."""
    match names:
        case ():
            return lambda _: ()
        case (name,):
            return lambda value: (getattr(value, name),)
        case _:
            return attrgetter(*names)


@cache
def _compared(kind: Any) -> Callable[[object], tuple[object, ...]]:
    """The fields that make two values equal."""
    return _reads(tuple(each.name for each in fields(kind) if each.compare))


def _equal(self: Any, other: Any) -> Any:
    if self is other:
        return True
    kind = self.__class__
    if kind is not other.__class__:
        return NotImplemented
    read = _compared(kind)
    return read(self) == read(other)


def _hash(self: Any) -> int:
    return hash(_compared(self.__class__)(self))


def _repr(self: object) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(cast("Any", self)) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: object) -> tuple[object, ...]:
    return _slots(cast("Any", type(self)))(self)


def _put_state(self: object, state: tuple[object, ...]) -> None:
    _, puts = _copied(cast("Any", type(self)))
    for put, each in zip(puts.values(), state, strict=True):
        put(self, each)


_METHODS = {
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__getstate__": _state,
    "__setstate__": _put_state,
}


@cache
def _slots(kind: Any) -> Callable[[object], tuple[object, ...]]:
    """How all fields of a kind are read at once."""
    return _reads(tuple(each.name for each in fields(kind)))


def but(value: T, **changes: Any) -> T:
    """The same value but for these fields. A field that its kind has not raises KeyError."""
    kind: Any = type(value)
    copy, puts = _copied(kind)
    made: T = copy(value)
    for name, each in changes.items():
        puts[name](made, each)
    return made


__all__ = ["but", "frozen"]
