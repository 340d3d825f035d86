"""What a workbook still lacks: nothing typed in yet, or tables and columns that stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Baris, Kolom, Tabel

__all__ = ["is_begun"]


def is_begun(hasil: Hasil) -> bool:
    """Return whether the year has a realisasi yet, typed or by a formula of the unit."""
    cells = (row.realisasi for row in hasil.baris_capaian)
    return any(one.ada or (one.sel is not None and bool(one.sel.rumus)) for one in cells)


@check
def check_filled(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a workbook in which nothing is typed yet, or its tables that are empty beside filled ones."""
    tables = [table for table in hasil.laporan.daftar_tabel if _asks_for_facts(table)]
    empty = [table for table in tables if not any(map(_is_named, table.baris))]
    if tables and len(empty) == len(tables):
        lacking = {table.nama: table.spec.nama for table in empty}
        yield Temuan(kode="belum-ada-isian", tempat=(Place(hasil.laporan.berkas),), data={"rincian": lacking})
    elif is_begun(hasil):
        yield from map(_nothing_in, empty)
        for table in tables:
            yield from (
                _nothing_under(table, column) for column in table.kolom if _is_left_out(table, column)
            )


def _asks_for_facts(table: Tabel) -> bool:
    return table.spec.lengkap and table.spec.baris != "pita" and bool(table.baris)


def _is_named(row: Baris) -> bool:
    """Return whether anything but its number stands in a line that is no total."""
    return not row.tingkat.is_summary and any(sel.teks for name, sel in row.sel.items() if name != "no")


def _is_left_out(table: Tabel, column: Kolom) -> bool:
    """Return whether a column for words of the year is empty in every line that is named."""
    spec = column.spec
    asks = spec.peran == "in" and not spec.numeric and spec.of_one_year and not spec.turunan
    named = [row for row in table.baris if _is_named(row)]
    return asks and bool(named) and all(row.sel[column.kunci].kosong for row in named)


def _nothing_in(table: Tabel) -> Temuan:
    place = table.baris[0].tempat
    return Temuan(kode="tabel-kosong", tempat=(place,), data={"tabel": table.nama, "bagian": ""})


def _nothing_under(table: Tabel, column: Kolom) -> Temuan:
    cells = tuple(row.sel[column.kunci].tempat for row in table.baris if _is_named(row))
    part = Phrase("words.kolom-bagian", {"kolom": column.judul})
    return Temuan(kode="tabel-kosong", tempat=cells, data={"tabel": table.nama, "bagian": part})
