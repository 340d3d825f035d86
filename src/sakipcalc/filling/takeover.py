"""The rows that an empty table takes over from the one that its specification names."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.model import Cell, Level, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.filling.lines import RowLabels
    from sakipcalc.model import Table

__all__ = ["numbered", "rows_taken_over"]

#: The word of the line that adds up a budget.
_TOTAL = "JUMLAH"
#: What a line begins with when its text says its level.
_SAYS_LEVEL = re.compile(
    r"\s*(?:[a-z\d]{1,2}\s*[.)]|-\s|\d+\.\d|(?:[A-Z]\.\s+)?(?:program|(?:sub\s*-?\s*)?kegiatan)\b)",
    re.IGNORECASE,
)


def rows_taken_over(table: Table, source: Sequence[Row]) -> list[Row]:
    """Return the rows for a table, with the labels of the rows of another one.

    Parameters
    ----------
    table : Table
        The empty table.
    source : sequence of Row
        Rows of the other one; of a budget tree the lines without a budget are left out.
    """
    rows = [row for row in source if not row.level.is_summary]
    if table.spec.baris != "pohon":
        return [_labelled(table, row) for row in rows]
    taken = [_labelled(table, row) for row in rows if _has_budget(row)]
    closed = any(row.level.is_summary for row in table.rows)
    return taken if closed or not taken else [*taken, _total_row(table)]


def _labelled(table: Table, row: Row) -> Row:
    cells: dict[str, Cell] = {}
    for column in table.columns:
        known = (row.cells[name] for name in column.spec.label_dari if row.text(name))
        label = next(known, None)
        if label is not None:
            cells[column.key] = label
    return row._replace(cells=cells)


def _has_budget(row: Row) -> bool:
    """Return whether a line belongs among those with a budget: a dash says that it has none."""
    budget = row.cells.get("anggaran")
    dash = budget is not None and budget.numeral is not None and budget.numeral.missing and bool(budget.text)
    return row.level.in_tree and not dash


def numbered(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the lines of a tree, numbered within the line above where their text does not say the level."""
    counts: dict[Level, int] = defaultdict(int)
    for row in rows:
        if not row.text("uraian"):
            yield row
            continue
        counts[row.level] += 1
        if row.level is Level.PROGRAM:
            counts[Level.KEGIATAN] = 0
        if row.level is not Level.SUB_KEGIATAN:
            counts[Level.SUB_KEGIATAN] = 0
        text = row.text("uraian")
        if row.text("kode") or _SAYS_LEVEL.match(text) or not row.level.in_tree:
            yield row
            continue
        name = row.cells["uraian"]._replace(text=f"{_sign(row.level, counts[row.level])}{text}")
        yield row._replace(cells={**row.cells, "uraian": name})


def _sign(level: Level, number: int) -> str:
    if level is Level.PROGRAM:
        return "Program "
    if level is Level.KEGIATAN:
        return f"{number}. "
    return f"{string.ascii_lowercase[number - 1]}) " if number <= len(string.ascii_lowercase) else "- "


def _total_row(table: Table) -> Row:
    cell = Cell(place=Place(), row=0, col=0, text=_TOTAL)
    content: RowLabels = {column.key: cell for column in table.columns if column.id == "uraian"}
    return Row(number=0, cells=content, level=Level.JUMLAH)
