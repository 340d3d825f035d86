"""A small annex workbook with something of most things that a workbook can have, as bytes and as parts."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import xlsxwriter

PICTURE = Path(__file__).parents[2] / "workbooks" / "kop.png"
#: Tabel 3.2 lacks capaian and kategori, 3.9 its percentages and sums: there is something to fill.
SHEETS: dict[str, tuple[tuple[object, ...], ...]] = {
    "Sampul": (("DINAS CONTOH",), ("KABUPATEN SEMARANG",), ("TAHUN 2024",), ("Renstra 2021-2026",)),
    "Tabel 2.3": (
        ("Tabel 2.3 Tujuan/Sasaran Kinerja Tahun 2024",),
        ("No", "Tujuan", "Sasaran", "Indikator Kinerja", "Satuan", "Target"),
        (1, "Pelayanan prima", None, "Indeks Kepuasan Masyarakat", "Indeks", 84),
        (2, "Warga sejahtera", None, "Angka kemiskinan", "%", 10),
    ),
    "Tabel 3.2": (
        ("Tabel 3.2 Hasil Pengukuran Indikator Kinerja",),
        ("No", "Tujuan/Sasaran", "Indikator Kinerja", "Arah", "Target", "Realisasi", "Capaian %", "Kategori"),
        (1, "Pelayanan prima", "Indeks Kepuasan Masyarakat", "naik", 84, 87.36, None, None),
        (2, "Warga sejahtera", "Angka kemiskinan", "turun", 10, "8,5", None, None),
    ),
    "Tabel 3.9": (
        ("Tabel 3.9 Realisasi Anggaran",),
        ("Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"),
        ("Pelayanan prima", "Program Pelayanan", None, None, None),
        (None, "1. Layanan", None, None, None),
        (None, "a) Loket", 400, 300, None),
        (None, "b) Survei", 600, 500, None),
        ("JUMLAH", None, None, None, None),
    ),
}
#: Cells that are filled: 3.2 capaian and kategori, 3.9 sums and percentages.
FILLED = 4 + 3 * 2 + 5


@cache
def workbook() -> bytes:
    """Return the workbook, as XlsxWriter makes it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#FFC000"})
        for name, rows in SHEETS.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row, bold if at < 2 else None)
        page.merge_range("A12:C12", "Mengetahui", bold)
        page.write_rich_string("A13", "tebal ", bold, "dan ", "biasa")
        page.write_comment("C5", "catatan")
        page.conditional_format("E3:E7", {"type": "data_bar", "bar_solid": True})
        page.data_validation("D5:D6", {"validate": "list", "source": "=Daftar!$A$2:$A$3"})
        page.add_sparkline("G5", {"range": "C5:D5"})
        page.insert_image("G8", str(PICTURE))
        page.insert_textbox("K2", "kotak")
        page.print_area("A1:E12")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Tabel 3.9'!$D$5:$D$6"})
        page.insert_chart("K10", chart)
        other = book.add_worksheet("Daftar")
        other.add_table("A1:B3", {"columns": [{"header": "a"}, {"header": "b"}]})
        other.write_url("D1", "https://example.org/")
        other.write_array_formula("F1:F2", "{=A2:A3*2}")
        book.define_name("Nilai", "='Tabel 3.2'!$F$3")
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(**parts: bytes | None) -> bytes:
    """Return the workbook with parts replaced, added, or (None) left out."""
    found = {**parts_of(workbook()), **parts}
    return zipped({name: content for name, content in found.items() if content is not None})


def sheet_part(name: str) -> str:
    """Return the part of a sheet of the workbook; its tabs and parts are in one order."""
    return f"xl/worksheets/sheet{[*SHEETS, 'Daftar'].index(name) + 1}.xml"


def replaced(part: str, old: str, new: str, count: int = 1) -> bytes:
    """Return the workbook with a text of one part replaced."""
    content = parts_of(workbook())[part].decode()
    assert old in content, (part, old)
    return changed(**{part: content.replace(old, new, count).encode()})


def by_openpyxl() -> bytes:
    """Return the same tables as openpyxl writes them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
