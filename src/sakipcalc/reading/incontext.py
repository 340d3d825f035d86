"""Figures that may be read in two ways, told by those in their row; `magnitudes` asks the other tables.

Target | Realisasi | Capaian
    45 |     44.25 |   98.33        the column has a decimal point,
  4000 |     4.125 |  103.13        and yet this is no 4.125: of all readings one gives what is printed
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.model import Cell, CellColumn, Column

__all__ = ["in_context"]

#: What a result is printed of: the figure that was wanted, the one that was reached, what follows from them.
_FORMS = (("target", "realisasi", "capaian"), ("target_akhir", "realisasi", "kemajuan"))
#: A printed result may be rounded, or made by a formula of the office's own; a thousand is far beyond that.
_NEAR = 0.06
#: What was reached is at most so many times what was wanted, and at least that part of it.
_LIKELY = 20.0
_THOUSAND = Decimal(1000)
_OF_THINGS = frozenset(office_words("isi")["hitungan"])


class _Figures(NamedTuple):
    """The columns of one period: what was wanted, what was reached, what is printed of them."""

    wanted: str
    reached: str
    result: str


def in_context(cells: Mapping[str, CellColumn], columns: Sequence[Column]) -> Mapping[str, CellColumn]:
    """Return the columns of a body, the figures that may be read in two ways settled by those beside them.

    Parameters
    ----------
    cells : mapping of str to CellColumn
        The cells of each column, by its key.
    columns : sequence of Column
        The columns.
    """
    found = dict(cells)
    units = next((found[column.key] for column in columns if column.id == "satuan"), None)
    for figures in _figures(columns):
        wanted, reached = found[figures.wanted], found[figures.reached]
        results = found.get(figures.result)
        for at in sorted({*wanted.unsure, *reached.unsure}):
            counts = units is not None and plain(units.texts[at]) in _OF_THINGS
            printed = results[at] if results is not None else None
            target, result = _settled(wanted[at], reached[at], printed, counts=counts)
            wanted, reached = wanted.replaced({at: target}), reached.replaced({at: result})
        found |= {figures.wanted: wanted, figures.reached: reached}
    return found


def _figures(columns: Sequence[Column]) -> Iterator[_Figures]:
    keys = {(column.id, column.period): column.key for column in columns}
    for wanted, reached, result in _FORMS:
        for (id_, period), key in keys.items():
            whole = keys.get((wanted, period)) or keys.get((wanted, None))
            if id_ == reached and whole:
                yield _Figures(whole, key, keys.get((result, period), ""))


def _is_sure(cell: Cell) -> bool:
    numeral = cell.numeral
    return cell.is_number or numeral is None or numeral.value is None or numeral.confidence >= 1


def _settled(target: Cell, result: Cell, printed: Cell | None, *, counts: bool) -> tuple[Cell, Cell]:
    """Return two figures in the one reading that gives what is printed, or that is likely at all."""
    ways = list(product(_readings(target, counts=counts), _readings(result, counts=counts)))
    shown = float(printed.value) if printed is not None and printed.value else 0.0
    if shown:
        told = [way for way in ways if _explains(*way, shown)]
    else:
        told = [way for way in ways if 1 / _LIKELY < _ratio(*way) < _LIKELY]
    if len(told) != 1:
        return target, result
    return _read_as(target, told[0][0], sure=bool(shown)), _read_as(result, told[0][1], sure=bool(shown))


def _readings(cell: Cell, *, counts: bool) -> list[Decimal]:
    """Return what a figure may be; people and papers are counted in whole numbers."""
    numeral = cell.numeral
    if numeral is None or numeral.value is None:
        return []
    if _is_sure(cell):
        return [numeral.value]
    value = numeral.value
    whole, other = value == value.to_integral_value(), value * _THOUSAND
    if not whole and other == other.to_integral_value():
        return [other] if counts else [value, other]
    return [value, value / _THOUSAND] if whole and not counts else [value]


def _ratio(target: Decimal, result: Decimal) -> float:
    return float(result / target) if target else 0.0


def _explains(target: Decimal, result: Decimal, shown: float) -> bool:
    """Return whether a printed per cent is that of the two, be it of a figure that is better when lower."""
    ratio = _ratio(target, result) * 100
    return any(abs(one - shown) <= _NEAR * abs(shown) for one in (ratio, 200 - ratio))


def _read_as(cell: Cell, value: Decimal, *, sure: bool) -> Cell:
    """Return a cell read in another way; where no printed result proves it, the other reading is kept."""
    numeral = cell.numeral
    if numeral is None or numeral.value is None or numeral.value == value:
        return cell
    told = numeral._replace(
        value=value.normalize() if value % 1 else Decimal(int(value)),
        decimals=0,
        reading="angka" if sure else "rancu",
        alternatives=() if sure else (numeral.value,),
    )
    return cell._replace(numeral=told)
