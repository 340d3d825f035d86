"""How the checks go through a workbook: cells once each, lines of the budget, figures of an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.allowance import metered
from sakipcalc.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Baris, Kolom, Laporan, Sel, Tabel

__all__ = ["cells", "leaves", "typed"]


def cells(laporan: Laporan) -> Iterator[tuple[Tabel, Baris, Kolom, Sel]]:
    """Yield every cell of every table, those of all officials included; a merged cell once."""
    for table in laporan.daftar_tabel:
        seen = set()
        for row in metered(table.baris):
            for column in table.kolom:
                sel = row.sel[column.kunci]
                if sel.tempat not in seen:
                    seen.add(sel.tempat)
                    yield table, row, column, sel


def leaves(hasil: Hasil, table: str) -> tuple[Baris, ...]:
    """Return the lines of a budget tree that have none below them."""
    known = hasil.tautan.tabel.get(table)
    return tuple(row for row in known.baris if row.tingkat is Level.SUB_KEGIATAN) if known else ()


def typed(
    hasil: Hasil, tables: tuple[str, ...], subjek: Subjek, column: str, year: int | None = None
) -> dict[str, Nilai]:
    """Return what the unit typed about a subject in a column, by table; formulas are no typing.

    Parameters
    ----------
    hasil : Hasil
        The results.
    tables : tuple of str
        Tables in the order that they are to come in.
    subjek : Subjek
        Indicator or line.
    column : str
        Column; a table without it is passed over.
    year : int, optional
        Year, in tables with a column for each; that of the report without one.
    """
    found = {}
    for table in tables:
        spec = hasil.laporan.specs[table].kolom.get(column)
        if spec is None:
            continue
        of_year = year or hasil.laporan.entitas.tahun
        value = hasil.mesin.ketikan(table, subjek, column, of_year if spec.tahunan else None)
        if value.ada and not (value.sel and value.sel.rumus):
            found[table] = value
    return found
