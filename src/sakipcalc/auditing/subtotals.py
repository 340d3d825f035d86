"""Totals of a part of the budget ("Jumlah A", "Sub Total") against the lines that they stand below.

Nothing is derived from them and nothing is filled into them, so that no derivation says what they should be:
a total of a part is right where the lines since the total before it come to it, at whatever level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.accuse_last import Premise, Tried, accused
from sakipcalc.auditing.check import check
from sakipcalc.auditing.sums import other_levels, wrong_total
from sakipcalc.computing.verify import verify
from sakipcalc.model import Level
from sakipcalc.reading.marks import TOTAL_OF_TREE
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import Temuan
    from sakipcalc.model import Column, Row, Table

    #: A total, and the lines that it is of.
    _SummedPart = tuple[Row, Sequence[Row]]

_SUMMED = ("anggaran", "realisasi")


@check
def check_totals_of_parts(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the typed totals of a part that the lines above them do not come to."""
    yield from accused(_tried(hasil), other_levels)


def _tried(hasil: Hasil) -> Iterator[Tried]:
    trees = (table for name in hasil.laporan.specs.trees if (table := hasil.links.tables.get(name)))
    for table in trees:
        parts = list(_parts(table.rows))
        for column in table.columns if parts else ():
            if column.id in _SUMMED:
                yield from _tried_column(table, column, parts)


def _tried_column(table: Table, column: Column, parts: Sequence[_SummedPart]) -> Iterator[Tried]:
    premise = Premise(table.sheet, table.id, column.key, column.heading, is_guessed=True)
    for total, lines in parts:
        cell = total.cells.get(column.key)
        sums = [found for own in _levels(lines) if (found := _sum(own, column)) is not None]
        if cell is None or cell.value is None or not sums:
            continue
        fits = any(verify(cell, one) != "beda" for one in sums)
        ends = [row.cell(column.key).place for row in lines]
        yield Tried(
            premise, None if fits else wrong_total(cell, sums[0], ends, column.key), cause=total.number
        )


def _parts(rows: Sequence[Row]) -> Iterator[_SummedPart]:
    """Yield the totals of parts, each with the lines since the one before."""
    lines: list[Row] = []
    for row in rows:
        if row.level is Level.RATA and TOTAL_OF_TREE.match(row.text("uraian") or row.text("no")):
            if lines:
                yield row, tuple(lines)
            lines = []
        elif row.level.in_tree:
            lines.append(row)


def _levels(lines: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return of some lines those that no other of them stands below, and those that stand below no other."""
    numbers, above = {row.number for row in lines}, {row.parent for row in lines}
    return [row for row in lines if row.number not in above], [
        row for row in lines if row.parent not in numbers
    ]


def _sum(lines: Sequence[Row], column: Column) -> Fraction | None:
    known = [value for row in lines if (value := row.cell(column.key).value) is not None]
    return exact_sum(known) if known else None
