"""Relations between the figures of columns: one is the ratio of two others."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sakipcalc.base.allowance import spend
from sakipcalc.excel import refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.reading.content import Sample

__all__ = ["Ratio", "differences", "ratios"]

#: The share of rows in which a column must be the ratio of two others.
_NEARLY_ALL = 0.6
#: A printed ratio may be rounded to whole per cent.
_ROUNDED = 0.51
_MOST_COLUMNS = 16
#: "E6/D6": one column divided by another.
_QUOTIENT = re.compile(r"\$?([A-Z]{1,3})\$?\d+\s*/\s*\$?([A-Z]{1,3})\$?\d+")
#: "(2*D6-E6)/": less is better.
_MIRRORED = re.compile(r"\(?\s*2\s*\*\s*\$?([A-Z]{1,3})\$?\d+\s*-\s*\$?([A-Z]{1,3})\$?\d+\s*\)?\s*/")
#: "5 = 4 / 3", "(6) = (5/4) x 100": columns that follow from others, by their numbers.
_OF_NUMBERS = re.compile(
    r"\(?\s*(\w{1,2})\s*\)?\s*=\s*\(*\s*(\w{1,2})\s*[/:]\s*(\w{1,2})\s*\)*", re.IGNORECASE
)


_Figures: TypeAlias = "Sequence[float | None]"


class Ratio(NamedTuple):
    """A column that is `upper` / `lower` x 100, and how surely."""

    col: int
    upper: int
    lower: int
    sure: float


def ratios(sample: Sample, numbers: Sequence[tuple[int, str]]) -> tuple[Ratio, ...]:
    """Return which columns are ratios of others: by formula, by the row of numbers, by their figures."""
    told = [*_of_formulas(sample), *_of_numbers(numbers)]
    known = {one.col for one in told}
    return (*told, *_of_figures(sample, known))


def differences(sample: Sample, cols: Sequence[int]) -> frozenset[int]:
    """Return which of some columns are the difference of two columns of per cents left of them."""
    shares = {
        col: column.figures
        for col, column in sample.columns.items()
        if column.hundreds > _NEARLY_ALL and any(column.figures)
    }
    return frozenset(
        col
        for col in cols
        if col in shares
        and any(
            _differs(shares[col], shares[one], shares[other])
            for one, other in permutations([one for one in shares if one < col], 2)
        )
    )


def _differs(results: _Figures, above: _Figures, below: _Figures) -> bool:
    """Return whether each result is a difference; one merged over rows takes the mean of the first column."""
    starts = [at for at, result in enumerate(results) if result is not None]
    rows = []
    for at, end in zip(starts, [*starts[1:], len(results)], strict=True):
        parts = [part for part in above[at:end] if part is not None]
        other = below[at]
        if parts and other:
            rows.append((results[at] or 0.0, sum(parts) / len(parts) - other))
    told = any(result % 1 for result, _ in rows)
    return told and all(abs(result - difference) <= _LAST_DIGIT for result, difference in rows)


#: Of three figures of two decimals, each rounded.
_LAST_DIGIT = 0.0151


def _of_formulas(sample: Sample) -> Iterator[Ratio]:
    for col, column in sample.columns.items():
        formula = next(iter(column.formulas), "")
        if not formula:
            continue
        mirrored, quotient = _MIRRORED.search(formula), _QUOTIENT.search(formula)
        if mirrored:
            yield Ratio(col, refs.column_index(mirrored[2]), refs.column_index(mirrored[1]), 1.0)
        elif quotient and quotient[1] != quotient[2]:
            yield Ratio(col, refs.column_index(quotient[1]), refs.column_index(quotient[2]), 1.0)


def _of_numbers(numbers: Sequence[tuple[int, str]]) -> Iterator[Ratio]:
    """Yield the relations in a row of column numbers: 7 = 6 / 5 x 100, k = ( j / i ) * 100."""
    marks = [(col, re.findall(r"\w{1,2}", text)) for col, text in numbers]
    own: Mapping[str, int] = {found[0].lower(): col for col, found in marks if found}
    for col, text in numbers:
        formula = _OF_NUMBERS.search(text)
        if formula and {formula[2].lower(), formula[3].lower()} <= own.keys():
            yield Ratio(col, own[formula[2].lower()], own[formula[3].lower()], 0.9)


def _of_figures(sample: Sample, known: set[int]) -> Iterator[Ratio]:
    numeric = [
        col
        for col, column in sample.columns.items()
        if column.figures and any(number is not None for number in column.figures)
    ]
    best: dict[int, Ratio] = {}
    figures = {col: sample.columns[col].figures for col in numeric}
    for at, col in enumerate(numeric):
        if col in known or sample.columns[col].money > _NEARLY_ALL:
            continue
        window = numeric[max(at - _MOST_COLUMNS, 0) : at + _MOST_COLUMNS]
        near = [one for one in window if one != col and abs(one - col) < _MOST_COLUMNS]
        spend(len(near) ** 2)
        for upper, lower in permutations(near, 2):
            sure = _agreement(figures[col], figures[upper], figures[lower])
            if sure > (best[col].sure if col in best else 0.0):
                best[col] = Ratio(col, upper, lower, sure)
    yield from best.values()


def _agreement(results: _Figures, above: _Figures, below: _Figures) -> float:
    """Return how surely a column is the ratio of two others: 0 where it is not in nearly all rows."""
    agreed = mirrored = counted = telling = missed = 0
    for result, one, other in zip(results, above, below, strict=False):
        if result is None or one is None or not other:
            continue
        counted += 1
        if -_ROUNDED <= one / other * 100 - result <= _ROUNDED:
            agreed += 1
            telling += one not in {other, result}
        elif -_ROUNDED <= (2 * other - one) / other * 100 - result <= _ROUNDED:
            mirrored += 1
            telling += one != other
        else:
            missed += 1
            if missed > _MISSES and missed > agreed:
                return 0.0
    if not counted or not telling or (agreed + mirrored) / counted < _NEARLY_ALL:
        return 0.0
    if agreed < mirrored and counted > 1:
        mirrored //= 2
    weight = 0.7 if telling == 1 else 1.0
    return weight * (agreed + 0.5 * mirrored) / counted


_MISSES = 1
