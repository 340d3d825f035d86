"""Per cents that a column holds as shares of one, 1.03 for 103, without a format that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.text.numerals.numeral import times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.model import Cell, CellColumn, Column

__all__ = ["in_per_cents"]

#: What is a per cent of what, by the keys of the columns.
_OF = (
    ("capaian", "realisasi", "target"),
    ("serapan", "realisasi", "anggaran"),
    ("serapan", "realisasi_anggaran", "anggaran"),
)
#: A share of one is hardly more, and is rounded to two decimals.
_MOST, _ROUNDED = 3, 0.006
_FEWEST = 2
_HUNDRED = 100


def in_per_cents(columns: Sequence[Column], cells: Mapping[str, CellColumn]) -> dict[str, CellColumn]:
    """Return the columns of a table, those with shares of one as the per cents that they are.

    Each figure has to be the share that its row comes to, of all that can be told.
    """
    found = dict(cells)
    by_role = {(column.id, column.period): column.key for column in columns}
    for result, upper, lower in _OF:
        for key, period in [(key, period) for (id_, period), key in by_role.items() if id_ == result]:
            above, below = by_role.get((upper, period)), by_role.get((lower, period))
            if above and below and _are_shares(cells[key], cells[above], cells[below]):
                found[key] = cells[key].replaced(
                    {at: _times_hundred(cells[key][at]) for at in range(len(cells[key]))}
                )
    return found


def _are_shares(results: CellColumn, upper: CellColumn, lower: CellColumn) -> bool:
    known = [ratio for ratio in results.ratios if ratio is not None]
    if not known or any(above >= _MOST * below for above, below in known):
        return False
    values = [results.value(at) for at in range(len(results))]
    told = [
        abs(float(value) - share) <= _ROUNDED or abs(2 - share - float(value)) <= _ROUNDED
        for at, value in enumerate(values)
        if value is not None and (share := _share(upper.value(at), lower.value(at))) is not None
    ]
    return len(told) >= _FEWEST and all(told)


def _share(above: Fraction | None, below: Fraction | None) -> float | None:
    return float(above / below) if above is not None and below else None


def _times_hundred(cell: Cell) -> Cell:
    if "%" in cell.format:
        return cell
    read = cell.numeral
    if read is not None and read.value is not None:
        read = read._replace(value=times(read.value, _HUNDRED), decimals=max(read.decimals - 2, 0))
    return cell._replace(numeral=read, factor=cell.factor * _HUNDRED)
