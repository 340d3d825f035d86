"""Tests of what stands in a column, for each kind of role: rules of `contenttests.toml`."""

from __future__ import annotations

import operator
import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sakipcalc.reading.content import ContentColumn

__all__ = ["TEST_OF_KIND", "TEST_OF_ROLE", "content_weights"]

_RAW = packaged(__package__, "contenttests.toml")
_PARTS = re.compile(r"\s*([a-z_]+)(?:\s*\+\s*([a-z_]+))?\s*(>=|>|<)\s*([\d.]+)\s*")
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<": operator.lt,
}


class _Comparison(NamedTuple):
    """A share of a column, or two together, held against a number."""

    share: Callable[[ContentColumn], float]
    compare: Callable[[float, float], bool]
    bound: float

    @classmethod
    def of(cls, text: str) -> _Comparison:
        """Return a comparison as the file spells it: ``unit + polar > 0.9``."""
        found = _PARTS.fullmatch(text)
        if found is None:
            raise ValueError(text)
        one, other, sign, bound = found.groups()
        return cls(_both(one, other) if other else attrgetter(one), _COMPARED[sign], float(bound))

    def __call__(self, column: ContentColumn) -> bool:
        return self.compare(self.share(column), self.bound)


def _both(one: str, other: str) -> Callable[[ContentColumn], float]:
    """Return the function that puts two shares of a column together."""
    shares = attrgetter(one, other)
    return lambda column: sum(shares(column))


class _ContentRule(NamedTuple):
    """What decides where one of some groups of comparisons holds: a weight, or another test."""

    any_of: tuple[tuple[_Comparison, ...], ...]
    decides: float | str

    @classmethod
    def of(cls, condition: str, decides: float | str) -> _ContentRule:
        """Return a rule as the file spells it."""
        groups = condition.split(" or ") if condition else []
        return cls(tuple(tuple(map(_Comparison.of, one.split(" and "))) for one in groups), decides)

    def __call__(self, column: ContentColumn) -> bool:
        for group in self.any_of:  # each column is put to some sixty comparisons
            for comparison in group:
                if not comparison(column):
                    break
            else:
                return True
        return not self.any_of


_RULES: Mapping[str, Sequence[_ContentRule]] = {
    name: tuple(_ContentRule.of(*rule) for rule in rules) for name, rules in _RAW["tests"].items()
}
_ORDER = tuple(_RULES)
#: Which of the tests is that of a role, and that of all others with values of a kind.
TEST_OF_ROLE: Mapping[str, int] = {role: _ORDER.index(name) for role, name in _RAW["of_role"].items()}
TEST_OF_KIND: Mapping[str, int] = {kind: _ORDER.index(name) for kind, name in _RAW["of_kind"].items()}


def content_weights(column: ContentColumn) -> tuple[float, ...]:
    """Return how well a column is what each kind of role holds, in the order of the tests."""
    return tuple([_weight(column, rules) for rules in _RULES.values()])


def _weight(column: ContentColumn, rules: Sequence[_ContentRule]) -> float:
    decides = next(rule.decides for rule in rules if rule(column))
    return _weight(column, _RULES[decides]) if isinstance(decides, str) else decides
