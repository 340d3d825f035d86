"""What a benchmark found: figures with their spread and with what is wanted of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.turns import Spread

__all__ = ["Figure", "Result", "ratio"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure.

    Parameters
    ----------
    what : str
        What was measured, against what.
    value, least, most : float
        Median of the rounds, smallest and largest.
    unit : str
        ``x`` for a ratio (above 1: the library is better), else ms, µs, MiB ...
    at_least, at_most : float, optional
        What is wanted.
    """

    what: str
    value: float
    least: float
    most: float
    unit: str = "x"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether it is as wanted; None where nothing is."""
        if self.at_least is None and self.at_most is None:
            return None
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The figures of one case, and a note of how they came about."""

    title: str
    figures: tuple[Figure, ...]
    note: str = ""
    rounds: int = 0

    def as_dict(self, *, quick: bool) -> dict[str, Any]:
        """Return it as plain data."""
        figures = [{**asdict(one), "met": one.met} for one in self.figures]
        return {**asdict(self), "figures": figures, "quick": quick}


def ratio(what: str, spread: Spread, unit: str = "x", **wanted: float) -> Figure:
    """Return a figure from a spread."""
    return Figure(what=what, value=spread.median, least=spread.least, most=spread.most, unit=unit, **wanted)
