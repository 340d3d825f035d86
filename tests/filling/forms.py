"""Forms to be filled: templates of the generated layouts, and the same with every row emptied."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

import sakipcalc as sc
from sakipcalc.excel import Editor, Package, PackageError, refs

from ..layouts.body import drawn_rows
from ..layouts.draw import draw
from ..layouts.facts import unit
from ..layouts.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sakipcalc.model import Cell, Laporan

    from ..layouts.arithmetic import Value
    from ..layouts.expected import Drawn
    from ..layouts.layout import Layout

#: A scale belongs to its form.
SCALES = frozenset({"3.1", "3.6"})


def derived_figures(name: str, layout: Layout, drawn: Drawn) -> Iterator[tuple[tuple[str, int, str], Value]]:
    """Yield the place (sheet, row, column) of each cell that a template leaves empty, and its exact value."""
    known, package = tables(unit(name)), Package.open(drawn.data)
    styles = {table: layout.gaya[n % len(layout.gaya)] for n, table in enumerate(known)}
    for found in drawn.harapan.tabel:
        rows = drawn_rows(known[found.nama], styles[found.nama])
        for row, expected in zip(rows, found.baris, strict=True):
            for key in sorted(row.derived & expected.sel.keys()):
                if row.values.get(key) is not None and _is_free(package, expected.sel[key].tempat):
                    yield (found.sheet, expected.nomor, key), row.values[key]


def _is_free(package: Package, place: str) -> bool:
    """Return whether a cell can be filled: without the figures beside it, a word may be merged over it."""
    sheet, _, ref = place.rpartition("!")
    row, col = refs.split_cell(ref)
    area = package.sheet(sheet).merge_at.at(row, col)
    cell = package.sheet(sheet).cells.get((area.top, area.left) if area else (row, col))
    return cell is None or not cell.kind


def cells_of(laporan: Laporan) -> Mapping[tuple[str, int, str], Cell]:
    """Return the cells of all tables by sheet, row and column."""
    return {
        (table.sheet, row.number, key): cell
        for table in laporan.tables
        for row in table.rows
        for key, cell in row.cells.items()
    }


def says(cell: Cell | None, value: Value) -> bool:
    """Return whether a cell holds a value, to nine digits."""
    if cell is None:
        return False
    if isinstance(value, str):
        return cell.text.split() == value.split()
    return cell.value is not None and abs(cell.value - value) <= Fraction(1, 10**9) * max(1, abs(value))


def blank_form(name: str, layout: Layout) -> bytes:
    """Return a template in which no row says anything but its number, and the totals their word."""
    drawn = draw(unit(name), layout, mode="template")
    editor = Editor(Package.open(drawn.data))
    for table in drawn.harapan.tabel:
        for row in table.baris if table.id not in SCALES else ():
            for key, cell in row.sel.items():
                if key != "no" and row.level not in {"jumlah", "rata"}:
                    sheet, _, ref = cell.tempat.rpartition("!")
                    with suppress(PackageError):  # part of a cell merged over it
                        editor.clear(sheet, ref)
    return editor.to_bytes()


def filled(form: bytes, folder: Path, **options: object) -> tuple[sc.FillReport, Laporan]:
    """Fill a form and read the result back."""
    target = folder / "terisi.xlsx"
    report = sc.fill(form, target, overwrite=True, **options)
    return report, sc.read(target)
