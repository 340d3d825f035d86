"""Data classes as the standard library makes them, in less time: a command makes a hundred when it starts.

The library compiles six functions for each. All but the constructor are the same for every class once they
know its fields, and are made here without compiling anything. A module takes `dataclass` from here where its
classes are frozen and have slots; everything else of `dataclasses` works on them as on any.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, **others: bool) -> Callable[[type], type]:
        """Return what makes a data class of a class; the library makes those that may change."""
        theirs = dataclasses.dataclass(frozen=frozen, slots=slots, **others)

        def make(cls: type) -> type:
            known = any(map(dataclasses.is_dataclass, cls.__bases__))
            return _made(cls, **others) if frozen and slots and not known else theirs(cls)

        return make


__all__ = ["dataclass"]

_set = object.__setattr__
_ABSENT = dataclasses.MISSING


def _made(cls: type, *, eq: bool = True, repr: bool = True, kw_only: bool = False) -> type:  # noqa: A002 -- their names
    own: Any = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
    for name, value in {"init": True, "repr": repr, "eq": eq, "frozen": True}.items():
        setattr(own.__dataclass_params__, name, value)
    fields = dataclasses.fields(own)
    functions: dict[str, object] = {"__init__": _constructor(own, fields), **_FROZEN}
    compared = _values([one.name for one in fields if one.compare])
    if eq:
        functions["__eq__"] = _equal(compared)
        hashed = [one.name for one in fields if (one.compare if one.hash is None else one.hash)]
        functions["__hash__"] = _hashed(_values(hashed))
    if repr:
        functions["__repr__"] = _shown([one.name for one in fields if one.repr])
    return _with_slots(own, [one.name for one in fields], functions)


def _with_slots(cls: type, names: Sequence[str], functions: dict[str, object]) -> type:
    """Return the class with slots, and with the functions that it does not have of its own."""
    content = {
        name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__", *names}
    }
    if content.get("__hash__", _ABSENT) is None:  # since it has an equality of its own
        del content["__hash__"]
    slots = {"__slots__": tuple(names), "__qualname__": cls.__qualname__}
    return type(cls)(cls.__name__, cls.__bases__, functions | content | slots)


def _constructor(cls: type, fields: Sequence[dataclasses.Field[Any]]) -> object:
    """Return the constructor, the one function that has to be compiled."""
    known: dict[str, object] = {"_set": _set, "_made_anew": _MADE_ANEW}
    lines: list[str] = []
    heads: list[str] = []
    after_star: list[str] = []
    for one in fields:
        name, default = one.name, ""
        if one.default is not _ABSENT:
            default, known[f"_default_{name}"] = f"=_default_{name}", one.default
            value = name if one.init else f"_default_{name}"
        elif one.default_factory is not _ABSENT:
            default, known[f"_make_{name}"] = "=_made_anew", one.default_factory
            value = f"_make_{name}() if {name} is _made_anew else {name}" if one.init else f"_make_{name}()"
        elif one.init:
            value = name
        else:
            continue
        lines.append(f"_set(self, {name!r}, {value})")
        if one.init:
            (after_star if one.kw_only else heads).append(f"{name}{default}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    arguments = ", ".join(["self", *heads, *(["*", *after_star] if after_star else [])])
    exec(f"def __init__({arguments}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 -- names of fields
    made: Any = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__module__ = cls.__module__
    made.__annotations__ = {one.name: one.type for one in fields if one.init} | {"return": None}
    return made


class _MadeAnew:
    """The default of a field whose value is made for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE_ANEW = _MadeAnew()


def _values(names: Sequence[str]) -> Callable[[object], object]:
    """Return what gives the values of some fields as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple([getattr(one, name) for name in names])


def _equal(values: Callable[[object], object]) -> object:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hashed(values: Callable[[object], object]) -> object:
    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _shown(names: Sequence[str]) -> object:
    @recursive_repr()
    def __repr__(self: object) -> str:  # noqa: N807
        told = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{self.__class__.__qualname__}({told})"

    return __repr__


def _refuse_to_set(self: object, name: str, value: object) -> None:
    del self, value
    message = f"cannot assign to field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _refuse_to_delete(self: object, name: str) -> None:
    del self
    message = f"cannot delete field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _set_state(self: Any, state: Sequence[object]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, one.name, value)


#: What all frozen classes have in common.
_FROZEN: dict[str, object] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
