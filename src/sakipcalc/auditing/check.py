"""The register of checks: each says of itself what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import Temuan

    Check = Callable[[Hasil], Iterable[Temuan]]
    Comparison = Callable[[Hasil, Hasil], Iterable[Temuan]]

__all__ = ["check", "checks_of", "comparison", "comparisons_of"]

_CHECKS: list[Check] = []
_COMPARISONS: list[Comparison] = []


def check(function: Check) -> Check:
    """Register a check of one workbook, which takes its results and yields findings."""
    _CHECKS.append(function)
    return function


def comparison(function: Comparison) -> Comparison:
    """Register a check of the results of a workbook against those of the year before."""
    _COMPARISONS.append(function)
    return function


def checks_of(families: Sequence[ModuleType]) -> tuple[Check, ...]:
    """Return the checks of some modules, in the order of the modules and of their lines."""
    return tuple(one for family in families for one in _CHECKS if one.__module__ == family.__name__)


def comparisons_of(families: Sequence[ModuleType]) -> tuple[Comparison, ...]:
    """Return the comparisons of some modules, in the same order."""
    return tuple(one for family in families for one in _COMPARISONS if one.__module__ == family.__name__)
