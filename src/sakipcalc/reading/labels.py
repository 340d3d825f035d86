"""Labels that are written once and hold for the rows below, as a merged cell would."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.reading.levels import is_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.model import Baris
    from sakipcalc.tables import TableSpec

__all__ = ["carried_down"]


def carried_down(rows: Sequence[Baris], spec: TableSpec, headings: Sequence[int] = ()) -> Iterator[Baris]:
    """Yield the rows, those without any label of their own with the labels of the row above.

    A row that has one of several labels (a sasaran under the tujuan above) has its own, and one
    that says nothing but its number is an empty line of the form. Below one of the `headings` (their
    rows on the sheet, in order) another group begins, and the labels above do not hold.
    """
    labels = [column.id for column in spec.kolom.values() if column.menurun]
    if not any(name in row.sel for row in rows[:1] for name in labels):
        yield from rows
        return
    above: Baris | None = None
    group = 0
    for row in rows:
        passed = bisect_left(headings, row.nomor)
        if passed > group:
            above, group = None, passed
        own = [name for name in labels if name in row.sel]
        taken = row
        if above is not None and own and _has_none(row, own) and _says_something(row, own, spec):
            labels_above = {name: above.sel[name] for name in own if not above.sel[name].kosong}
            taken = replace(row, sel={**row.sel, **labels_above})
        above = None if is_summary(row) else taken
        yield taken


def _has_none(row: Baris, labels: Sequence[str]) -> bool:
    return all(row.sel[name].kosong for name in labels)


def _says_something(row: Baris, labels: Sequence[str], spec: TableSpec) -> bool:
    return not is_summary(row) and any(
        not sel.kosong and name not in labels and spec.kolom[name].jenis == "teks"
        for name, sel in row.sel.items()
        if name in spec.kolom
    )
