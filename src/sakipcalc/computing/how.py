"""Provenance of values: a closed union of operations, each with its operands.

Whoever reads a value by the way it came about (an explanation, a live formula, a check)
matches on this union and ends with ``assert_never``: a new operation is then found by the
type checker in every place that must know of it. The members do not say what they are made
of: ``How[Value]`` is how one value came about, and a column of values may be told of in the
same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from sakipcalc.model import Cell
    from sakipcalc.rulebook.scales import Skala

__all__ = [
    "TYPED",
    "ByRule",
    "Copied",
    "How",
    "Label",
    "LastOf",
    "Limited",
    "Mean",
    "MetZero",
    "Rounded",
    "Sum",
    "Typed",
    "UsedScale",
    "WeightedMean",
    "inputs",
    "mapped",
    "word",
]

V = TypeVar("V")
W = TypeVar("W")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedScale:
    """The scale that a label comes from, and the cells of the workbook that spell its labels.

    Parameters
    ----------
    skala : Skala
        The bands.
    labels : tuple of Cell
        Cells with the labels in the order of the bands; empty for a built-in scale.
    is_known : bool
        Whether it is that of the office; one that prints other labels has a scale that nobody knows.
    unlabelled : tuple of Fraction
        Single values of which the office's scale says nothing.
    """

    skala: Skala
    labels: tuple[Cell, ...] = ()
    is_known: bool = True
    unlabelled: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """Not made from other values: a fact in a cell, a blank, or a constant."""


#: The one that every fact shares.
TYPED = Typed()


@dataclass(frozen=True, slots=True)
class Copied(Generic[V]):
    """Carried over from another cell."""

    source: V


@dataclass(frozen=True, slots=True)
class Sum(Generic[V]):
    """The sum of the parts that have a number; a complete one has no value while a part is missing.

    `missing` are the positions of parts that nobody knows yet; a sum with such has no value either.
    """

    parts: tuple[V, ...]
    complete: bool = False
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mean(Generic[V]):
    """The mean of all parts, never of some of them."""

    parts: tuple[V, ...]


@dataclass(frozen=True, slots=True)
class WeightedMean(Generic[V]):
    """The mean of all parts by their weights."""

    parts: tuple[V, ...]
    weights: tuple[V, ...]


@dataclass(frozen=True, slots=True)
class LastOf(Generic[V]):
    """The last of the parts that is filled: a position, such as the state at the end of a quarter."""

    parts: tuple[V, ...]


@dataclass(frozen=True, slots=True)
class ByRule(Generic[V]):
    """The result of a formula of the rules; `inputs` by the formula's own names."""

    rule: str
    inputs: Mapping[str, V]


@dataclass(frozen=True, slots=True)
class Limited(Generic[V]):
    """A capaian between the floor and the cap [%] of the Metode."""

    raw: V
    floor: Fraction | None
    cap: Fraction | None


@dataclass(frozen=True, slots=True)
class Rounded(Generic[V]):
    """A member of a mean, rounded half-up before the mean is taken."""

    raw: V
    decimals: int


@dataclass(frozen=True, slots=True)
class MetZero(Generic[V]):
    """100 % against a target of 0 that is met, where the Metode counts it so."""

    inputs: Mapping[str, V]


@dataclass(frozen=True, slots=True)
class Label(Generic[V]):
    """The label of the band of a scale that holds a figure."""

    figure: V
    scale: UsedScale


How = (
    Typed
    | Copied[V]
    | Sum[V]
    | Mean[V]
    | WeightedMean[V]
    | LastOf[V]
    | ByRule[V]
    | Limited[V]
    | Rounded[V]
    | MetZero[V]
    | Label[V]
)


def inputs(how: How[V]) -> tuple[V, ...]:
    """Return the operands of an operation, in the order of its formula."""
    match how:
        case Typed():
            return ()
        case Copied(source=one) | Limited(raw=one) | Rounded(raw=one) | Label(figure=one):
            return (one,)
        case Sum(parts=parts) | Mean(parts=parts) | LastOf(parts=parts):
            return parts
        case WeightedMean(parts=parts, weights=weights):
            return (*parts, *weights)
        case ByRule(inputs=named) | MetZero(inputs=named):
            return tuple(named.values())
        case never:
            assert_never(never)


def mapped(how: How[V], change: Callable[[V], W]) -> How[W]:  # noqa: C901, PLR0911 -- one case each
    """Return the same operation applied to what a function gives for each of its inputs."""
    match how:
        case Typed():
            return how
        case Copied(source=source):
            return Copied(change(source))
        case Sum(parts=parts, complete=complete, missing=missing):
            return Sum(tuple(map(change, parts)), complete, missing)
        case Mean(parts=parts):
            return Mean(tuple(map(change, parts)))
        case WeightedMean(parts=parts, weights=weights):
            return WeightedMean(tuple(map(change, parts)), tuple(map(change, weights)))
        case LastOf(parts=parts):
            return LastOf(tuple(map(change, parts)))
        case ByRule(rule=rule, inputs=named):
            return ByRule(rule, {name: change(one) for name, one in named.items()})
        case Limited(raw=raw, floor=floor, cap=cap):
            return Limited(change(raw), floor, cap)
        case Rounded(raw=raw, decimals=decimals):
            return Rounded(change(raw), decimals)
        case MetZero(inputs=named):
            return MetZero({name: change(one) for name, one in named.items()})
        case Label(figure=figure, scale=scale):
            return Label(change(figure), scale)
        case never:
            assert_never(never)


def word(how: How[V]) -> str:  # noqa: C901, PLR0911 -- one case each
    """Return the word for an operation in exported records: the id of its rule, or the library's own.

    Examples
    --------
    >>> word(ByRule("rasio", {})), word(Sum((), complete=True)), word(Typed())
    ('rasio', 'jumlah_utuh', '')
    """
    match how:
        case Typed():
            return ""
        case Copied():
            return "salin"
        case Sum(complete=complete):
            return "jumlah_utuh" if complete else "jumlah"
        case Mean():
            return "rerata"
        case WeightedMean():
            return "rerata_berbobot"
        case LastOf():
            return "terakhir"
        case ByRule(rule=rule):
            return rule
        case Limited():
            return "batas"
        case Rounded():
            return "bulat"
        case MetZero():
            return "target_nol"
        case Label():
            return "kategori"
        case never:
            assert_never(never)
