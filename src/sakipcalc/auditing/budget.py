"""The budget tree: totals against their lines, and lines that say nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.verify import verify
from sakipcalc.findings import Temuan
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Baris, Laporan, Sel

__all__ = [
    "check_lines_without_figures",
    "check_missing_budget",
    "check_missing_spending",
    "check_sums",
]

_MONEY = ("anggaran", "realisasi")


def check_sums(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield every typed total that the lines under it do not add up to."""
    for _, row, column, value in hasil.turunan_cetakan:
        sel = row.sel[column.kunci]
        if column.id not in _MONEY or sel.nilai is None or value.rumus != "jumlah":
            continue
        total = _typed_sum(value)
        if total is not None and verify(sel, total) == "beda":
            yield _sum_differs(sel, value, total)


def _typed_sum(value: Nilai) -> Fraction | None:
    """Return the sum of what is typed in the lines; carried-over figures are not in the workbook."""
    if value.status == "diisi":
        return value.angka
    if value.rumus != "jumlah":
        return None
    parts = [_typed_sum(one) for one in value.sumber()]
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


def _sum_differs(sel: Sel, value: Nilai, total: Fraction) -> Temuan:
    lines = [one.tempat for one in value.sumber() if one.tempat]
    gap = (sel.nilai or Fraction(0)) - total
    return Temuan(
        kode="jumlah-berbeda",
        tempat=(sel.tempat, lines[0], lines[-1]),
        nilai=sel.nilai,
        seharusnya=total,
        data={"selisih": abs(gap), "awal": lines[0], "akhir": lines[-1]},
    )


def check_lines_without_figures(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves of Tabel 3.9 that have neither budget nor spending while others have.

    Where another table has a figure for the line, it is named, and whether it closes
    the gap in the total to the rupiah.
    """
    table = hasil.tautan.tabel.get("3.9")
    leaves = [row for row in table.baris if row.tingkat == "sub_kegiatan"] if table else []
    said = [row for row in leaves if any(not row.sel[m].kosong for m in _MONEY)]
    if not any(all(not row.sel[m].kosong for m in _MONEY) for row in said):
        return
    gap = _gap(hasil)
    for row in leaves:
        subject = hasil.tautan.subjek("3.9", row)
        if row not in said and subject is not None:
            yield _without_figures(hasil, row, subject, gap)


def check_missing_spending(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.9 when some lines with a budget have no spending yet while others have."""
    table = hasil.tautan.tabel.get("3.9")
    leaves = [row for row in table.baris if row.tingkat == "sub_kegiatan"] if table else []
    owing = [row for row in leaves if row.sel["anggaran"].nilai]
    empty = [row.sel["realisasi"].tempat for row in owing if row.sel["realisasi"].kosong]
    if 0 < len(empty) < len(owing):
        yield Temuan(
            kode="realisasi-anggaran-kosong", tempat=tuple(empty), data={"n": len(empty), "m": len(owing)}
        )


def check_missing_budget(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves of Tabel 2.4 that have no budget while Tabel 3.9 has one."""
    table = hasil.tautan.tabel.get("2.4")
    for row in table.baris if table else ():
        subject = hasil.tautan.subjek("2.4", row)
        if row.tingkat != "sub_kegiatan" or subject is None or not row.sel["anggaran"].kosong:
            continue
        spent = hasil.mesin.ketikan("3.9", subject, "anggaran")
        if spent.angka and spent.tempat:
            yield Temuan(
                kode="pagu-kosong",
                tempat=(row.sel["anggaran"].tempat, spent.tempat),
                seharusnya=spent.angka,
                data={"uraian": row.teks("uraian")},
            )


def _gap(hasil: Hasil) -> Fraction | None:
    """Return by how much the typed total of the budget exceeds its typed lines."""
    total = hasil.mesin.ketikan("3.9", TOTAL, "anggaran").angka
    lines = hasil.mesin.turunan("3.9", TOTAL, "anggaran")
    typed = _typed_sum(lines) if lines else None
    return None if total is None or typed is None else total - typed


def _without_figures(hasil: Hasil, row: Baris, subject: Subjek, gap: Fraction | None) -> Temuan:
    carried = hasil.mesin.turunan("3.9", subject, "anggaran")
    source = next((n.tempat for n in carried.sumber() if n.tempat), None) if carried and carried.ada else None
    known = {"sumber": source, "angka": carried.angka if carried else None}
    closes = gap is not None and known["angka"] == gap
    word = "words.menutup-selisih" if closes else "words.ada-di-tabel-lain"
    return Temuan(
        kode="baris-tanpa-angka",
        tempat=(row.sel["anggaran"].tempat, row.sel["realisasi"].tempat, *((source,) if source else ())),
        seharusnya=known["angka"],
        data={"uraian": row.teks("uraian"), "diagnosis": Phrase(word, known) if source else ""},
    )
