"""A measurement of the year with what was reached in years before is a comparison of years too."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

ROWS = [(1, "Populasi sapi", 5000, 5100, 102, 4890), (2, "Produksi telur", 800, 760, 95, 775)]


def book(last: str, *sheets: tuple[str, ...], of_year: str = "Realisasi") -> bytes:
    workbook = openpyxl.Workbook()
    head = ("No", "Indikator Kinerja", "Target", of_year, "Capaian (%)", last)
    for row in (("Capaian Kinerja Dinas Peternakan Tahun 2024",), head, *ROWS):
        workbook.active.append(row)
    for row in sheets:
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def trend(laporan: sc.Laporan) -> dict[int, list[float]]:
    frame = sc.compute(laporan).tren.dropna(subset="realisasi")
    return {year: group["realisasi"].tolist() for year, group in frame.groupby("tahun")}


@pytest.mark.parametrize(
    ("of_year", "last"),
    [
        ("Realisasi", "Realisasi 2023"),
        ("Realisasi", "Realisasi Tahun Sebelumnya"),
        ("Realisasi Tahun Ini", "Realisasi Tahun Lalu"),
        ("Realisasi Tahun n", "Realisasi Tahun n-1"),
    ],
)
def test_both_tables_are_read_of_the_same_cells(of_year, last):
    laporan = sc.read(book(last, of_year=of_year))
    assert trend(laporan) == {2023: [4890, 775], 2024: [5100, 760]}
    assert sc.compute(laporan).capaian["realisasi"].tolist() == [5100, 760]
    assert not laporan.temuan.with_code("kolom-tak-dikenal")
    assert not [one for one in sc.audit(laporan) if one.severity == "galat"]


@pytest.mark.parametrize("last", ["Realisasi Provinsi 2023", "Rata-rata Realisasi Kabupaten Lain 2023"])
def test_what_others_reached_is_no_year_of_ours(last):
    laporan = sc.read(book(last))
    assert [table.id for table in laporan.tables] == ["3.2"]
    assert laporan.temuan.with_code("kolom-tak-dikenal")


@pytest.mark.parametrize("last", ["Realisasi 2023", "Realisasi Tahun Sebelumnya"])
def test_what_was_reached_moves_on_when_the_next_year_begins(last):
    sc.roll_forward(book(last), rolled := io.BytesIO())
    laporan = sc.read(rolled.getvalue())
    assert trend(laporan) == {2024: [5100, 760]}
    assert [row.text("realisasi") for row in laporan.find("3.2").rows] == ["", ""]
