"""Data classes of our own making are those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field
from importlib import import_module
from pkgutil import walk_packages

import pytest

import sakipcalc
from sakipcalc.base.dataclass import dataclass

_THEIRS = dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
_OURS = dataclass(frozen=True, slots=True, kw_only=True)


class _Sample:
    """A sample of what classes have."""

    name: str
    number: float = 1.5
    parts: list[int] = field(default_factory=list, hash=False)
    hidden: str = field(default="x", repr=False, compare=False)
    made: str = field(init=False, compare=False)
    given: int = field(init=False, default=7)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.name.upper())

    @property
    def twice(self) -> float:
        return 2 * self.number


class _Told:
    """A class that says itself how it is compared and shown."""

    one: object
    other: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.one == other.one

    def __hash__(self) -> int:
        return 5

    def __repr__(self) -> str:
        return "told"


class _Lone:
    """A class of one field, and none."""

    one: object


class _Ours:
    """The classes, made by us; where they are found, so that they can be pickled."""


class _Theirs:
    """The same, made by the library."""


for _home, _make in ((_Ours, _OURS), (_Theirs, _THEIRS)):
    for _one in (_Sample, _Told, _Lone):
        _content = {k: v for k, v in vars(_one).items() if k not in {"__dict__", "__weakref__"}}
        _content["__qualname__"] = f"{_home.__name__}.{_one.__name__[1:]}"
        setattr(_home, _one.__name__[1:], _make(type(_one.__name__[1:], (), _content)))


@pytest.fixture(params=[_Ours, _Theirs])
def made(request):
    return request.param


_PARAMS = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")


@pytest.mark.parametrize("name", ["Sample", "Told", "Lone"])
def test_a_class_is_what_the_library_makes_of_it(name):
    ours, theirs = getattr(_Ours, name), getattr(_Theirs, name)
    assert str(inspect.signature(ours)) == str(inspect.signature(theirs))
    assert (ours.__slots__, ours.__match_args__) == (theirs.__slots__, theirs.__match_args__)
    assert [getattr(ours.__dataclass_params__, what) for what in _PARAMS] == [
        getattr(theirs.__dataclass_params__, what) for what in _PARAMS
    ]
    assert [repr(one) for one in dataclasses.fields(ours)] == [
        repr(one) for one in dataclasses.fields(theirs)
    ]
    assert vars(ours).keys() == vars(theirs).keys()


def test_objects_are_made_shown_and_compared(made):
    one, same = made.Sample(name="a"), made.Sample(name="a", hidden="y")
    assert repr(one) == f"{made.__name__}.Sample(name='a', number=1.5, parts=[], made='A', given=7)"
    assert one == same
    assert hash(one) == hash(same)
    assert one != made.Sample(name="a", number=2.0)
    assert one.__eq__(("a",)) is NotImplemented
    assert one.parts is not same.parts
    assert one.twice == 3.0
    assert made.Sample(name="b", parts=[1]).parts == [1]


def test_what_a_class_says_itself_counts(made):
    assert repr(made.Told(one=1)) == "told"
    assert made.Told(one=1, other=1) == made.Told(one=1, other=2)
    assert hash(made.Told(one=1)) == 5


def test_values_are_compared_as_a_tuple(made):
    nan = float("nan")
    assert made.Lone(one=nan) == made.Lone(one=nan)
    assert hash(made.Lone(one=3)) == hash((3,))
    assert made.Lone(one=1) != made.Told(one=1)


def test_one_that_holds_itself_is_shown(made):
    rows: list[object] = []
    rows.append(made.Lone(one=rows))
    assert repr(rows[0]) == f"{made.__name__}.Lone(one=[...])"


def test_nothing_changes(made):
    one = made.Sample(name="a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del one.name
    with pytest.raises(TypeError, match=r"Sample.__init__\(\) missing 1 required keyword-only argument"):
        made.Sample()


def test_copies(made):
    one = made.Sample(name="a", parts=[1])
    assert dataclasses.replace(one, name="b") == made.Sample(name="b", parts=[1])
    assert dataclasses.asdict(one)["parts"] == [1]
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 -- our own
        assert (type(other), repr(other), other.hidden) == (type(one), repr(one), "x")


def test_every_class_has_the_constructor_that_the_library_gives_it():
    """Each of the classes of the package, made once more by the library."""
    told = 0
    for module in walk_packages(sakipcalc.__path__, "sakipcalc."):
        if module.name.endswith("__main__") or ".page" in module.name:
            continue
        for one in vars(import_module(module.name)).values():
            if (
                isinstance(one, type)
                and "__dataclass_fields__" in vars(one)
                and one.__module__ == module.name
            ):
                told += 1
                assert str(inspect.signature(one)) == str(inspect.signature(_again(one))), one
    assert told > 100


def _again(made: type) -> type:
    """Return a class of the same fields, made by the library."""
    kept = {
        one.name: field(default=one.default, init=one.init, kw_only=one.kw_only)
        if one.default_factory is dataclasses.MISSING
        else field(default_factory=one.default_factory, init=one.init, kw_only=one.kw_only)
        for one in dataclasses.fields(made)
    }
    content = {"__annotations__": {one.name: one.type for one in dataclasses.fields(made)}, **kept}
    return dataclasses.dataclass(type(made.__name__, (), content))
