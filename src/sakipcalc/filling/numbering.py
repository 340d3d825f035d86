"""The numbers of new rows: those of the form, of the data, or one after the other."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.filling.lines import Line
from sakipcalc.filling.plan import CellWrite, copied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.filling.lines import FormLines
    from sakipcalc.model import Cell, Column, Row, Table

__all__ = ["numbers"]


def numbers(
    new: Sequence[tuple[Row, Line]], table: Table, target: Callable[[Line, Column], Cell], lines: FormLines
) -> Iterator[CellWrite]:
    """Yield the numbers of rows that their lines do not show already.

    Rows of a table that was empty take the numbers of the form, or those of the data where it shows
    none. Where the rows that a table has are counted from 1, the count goes on over all of them in
    their new order; else it goes on from the highest.
    """
    column = next((one for one in table.columns if one.spec.jenis == "nomor"), None)
    rows = [(row, line) for row, line in new if not row.level.is_summary]
    if column is None or not rows:
        return
    printed = [row.text(column.key) for row in table.rows if row.text(column.key)]
    if printed and not lines.taken and all(line.insertion is None for _, line in rows):
        return  # a blank form has numbered its lines, which may be several to a number
    given = [row.text(column.key) for row, _ in rows]
    if given[0] and not printed:
        wanted = [
            (line, text, row.cells.get(column.key)) for (row, line), text in zip(rows, given, strict=True)
        ]
    else:
        dot = "." if printed and printed[0].endswith(".") else ""
        counted = _counted(rows, lines, column)
        wanted = [(line, f"{count}{dot}", None) for count, line in counted]
    for line, text, source in wanted:
        cell = target(line, column)
        if text and cell.text != text and not lines.covers(line, column.col):
            figure = Fraction(int(text)) if text.isdecimal() else None
            yield copied(table, column, cell, source, text=text, figure=figure)


def _counted(
    rows: Sequence[tuple[Row, Line]], lines: FormLines, column: Column
) -> Iterator[tuple[int, Line]]:
    """Yield the number of each line that gets one."""
    taken = [_count(row.text(column.key)) for row in lines.taken]
    added = [line for _, line in rows]
    if taken != list(range(1, len(taken) + 1)):
        yield from enumerate(added, max(taken) + 1)
        return
    every = [*(Line(number=row.number) for row in lines.taken), *added]
    yield from enumerate(sorted(every, key=_in_order), 1)


def _in_order(line: Line) -> tuple[int, bool, int]:
    """Order lines as they stand after the insertion: new ones before the row that they come before."""
    return line.number, line.insertion is None, line.insertion or 0


def _count(text: str) -> int:
    plain = text.strip().rstrip(".")
    return int(plain) if plain.isdecimal() else 0
