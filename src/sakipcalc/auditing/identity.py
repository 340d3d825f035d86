"""What the library took for granted about the rows: their links, their polarity, and the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.findings import Temuan
from sakipcalc.names import indicator_name
from sakipcalc.polarity import read_polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Baris, Laporan
    from sakipcalc.places import Place

__all__ = ["check_links", "check_polarity", "check_year"]

#: Tables that cannot be used without the year of the report.
_YEARLY = frozenset({"2.1", "3.3"})


def check_links(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield each table with rows that were linked by a name that is alike, with how alike."""
    for name, table in hasil.tautan.tabel.items():
        scores = {row.nomor: hasil.tautan.skor.get((name, row.nomor), 1.0) for row in table.baris}
        alike = [row for row in table.baris if scores[row.nomor] < 1]
        if alike:
            pairs = {
                f"{row.tempat} ~ {_partner(hasil, name, row)}": f"{scores[row.nomor]:.0%}" for row in alike
            }
            yield Temuan(
                kode="tautan-mirip", tempat=tuple(row.tempat for row in alike), data={"rincian": pairs}
            )


def _partner(hasil: Hasil, table: str, row: Baris) -> Place | None:
    """Return the row of another table that a row was linked to."""
    subject = hasil.tautan.subjek(table, row)
    others = (hasil.tautan.baris(name, subject) for name in hasil.tautan.tabel if name != table and subject)
    return next((other.tempat for other in others if other), None)


def check_polarity(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield polarities that nobody knows, and those of the Metode that belong to no indicator."""
    for _, row, column in hasil.tautan.sel_tabel():
        sel = row.sel[column.kunci]
        if column.id == "arah" and sel.teks and read_polarity(sel.teks) is None:
            yield Temuan(kode="arah-tidak-dikenal", tempat=(sel.tempat,), nilai=sel.teks)
    names = {indicator_name(i.nama): i.nama for i in hasil.tautan.indikator}
    for name in hasil.metode.arah:
        if indicator_name(name) not in names:
            yield Temuan(
                kode="arah-tanpa-indikator", tempat=(), nilai=name, data={"ada": tuple(names.values())}
            )


def check_year(laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield the workbook when its year is not known and a table needs it."""
    tables = [hasil.tautan.tabel[name] for name in sorted(_YEARLY & hasil.tautan.tabel.keys())]
    if laporan.entitas.tahun is None and tables:
        yield Temuan(kode="tahun-tidak-diketahui", tempat=(tables[0].baris[0].tempat,))
