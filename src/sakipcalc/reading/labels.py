"""Labels that are written once and hold for the rows below, as a merged cell would."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from sakipcalc.reading.summaries import is_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.model import Cell, Row
    from sakipcalc.tables import TableSpec

__all__ = ["carried_down"]


def carried_down(
    rows: Sequence[Row], spec: TableSpec, groups: Mapping[int, Mapping[str, Cell]]
) -> Iterator[Row]:
    """Yield the rows, those without any label of their own with the labels above.

    A row that has one of several labels (a sasaran under the tujuan above) has its own, and one
    that says nothing but its number is an empty line of the form. Below the heading of a group (its row on
    the sheet, in order, with the labels that it is) only its labels hold.
    """
    labels = [column.id for column in spec.kolom.values() if column.menurun]
    if not any(name in row.cells for row in rows[:1] for name in labels):
        yield from rows
        return
    above: Mapping[str, Cell] = {}
    said: Sequence[str] = ()  # which of the labels above hold
    headings = deque(groups.items())
    for row in rows:
        while headings and headings[0][0] < row.number:
            above = headings.popleft()[1]
            said = [*above]
        own = [name for name in labels if name in row.cells]
        taken = row
        if said and own and _has_none(row, own) and _says_something(row, own, spec):
            taken = row._replace(cells={**row.cells, **{name: above[name] for name in said}})
        above = taken.cells
        said = () if is_summary(row) else [name for name in own if not _has_none(taken, [name])]
        yield taken


def _has_none(row: Row, labels: Sequence[str]) -> bool:
    return not any(row.text(name) or row.said(name, "formula") for name in labels)


def _says_something(row: Row, labels: Sequence[str], spec: TableSpec) -> bool:
    return not is_summary(row) and any(
        not cell.empty and name not in labels and spec.kolom[name].jenis == "teks"
        for name, cell in row.cells.items()
        if name in spec.kolom
    )
