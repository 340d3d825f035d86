"""A table with the targets of the year and of the end of the plan says both what 3.2 and what 3.4 do."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

TITLE = ("Pengukuran Kinerja Dinas Perikanan Tahun 2024",)
HEAD = (
    "No",
    "Indikator Kinerja",
    "Target",
    "Realisasi",
    "Capaian (%)",
    "Target Akhir Renstra",
    "Kemajuan (%)",
)
ROWS = [
    (1, "Produksi ikan tangkap", 400, 380, 95, 500, 76),
    (2, "Kelompok yang dibina", 50, 60, 120, 80, 75),
    (3, "Pembudi daya bersertifikat", 32, 24, 75, 60, 40),
]


def book(rows, head=HEAD):
    workbook = openpyxl.Workbook()
    for row in (TITLE, head, *rows):
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def progress(source):
    frame = sc.compute(source).renstra
    return frame["target_akhir"].tolist(), frame["kemajuan"].tolist()


def test_both_tables_are_read_of_the_same_cells():
    laporan = sc.read(book(ROWS))
    assert [table.id for table in laporan.tables] == ["3.2", "3.4"]
    assert [row.cells["kemajuan"].place.cell for row in laporan.find("3.4").rows] == ["G3", "G4", "G5"]
    assert not laporan.temuan.with_code("kolom-tak-dikenal")
    assert progress(laporan) == ([500, 80, 60], [76, 75, 40])
    assert sc.compute(laporan).capaian["capaian"].tolist() == [95, 120, 75]
    assert not [one for one in sc.audit(laporan) if one.severity == "galat"]


def test_an_explanation_names_the_other_table():
    assert "Target Akhir Renstra → 3.4.target_akhir" in str(sc.read(book(ROWS)).explain_reading())


def test_a_wrong_progress_is_found():
    rows = [*ROWS[:2], (*ROWS[2][:6], 48)]
    (wrong,) = (one for one in sc.audit(book(rows)) if one.severity == "galat")
    assert wrong.places[0].cell == "G5"


def test_an_empty_progress_is_filled(tmp_path):
    filled = tmp_path / "isi.xlsx"
    sc.fill(book([(*row[:4], None, row[5], None) for row in ROWS]), filled)
    sheet = openpyxl.load_workbook(filled).active
    assert [sheet.cell(row, 7).value.endswith(f"D{row}/F{row}*100)") for row in (3, 4, 5)] == [True] * 3
    assert sc.compute(filled).renstra["kemajuan"].tolist() == [76, 75, 40]


@pytest.mark.parametrize("said", ["Capaian (%)", "Terhadap Akhir Renstra", "Persentase"])
def test_figures_tell_the_progress_whatever_it_is_called(said):
    head = (*HEAD[:2], "Target 2024", "Realisasi 2024", "Capaian 2024", "Target Akhir Renstra 2026", said)
    assert progress(book(ROWS, head)) == ([500, 80, 60], [76, 75, 40])


def test_the_target_of_the_year_beside_the_progress_is_kept():
    head = ("No", "Indikator Kinerja", "Target 2024", "Realisasi 2024", "Target Akhir Renstra", "Kemajuan")
    laporan = sc.read(book([(*row[:4], *row[5:]) for row in ROWS], head))
    assert progress(laporan) == ([500, 80, 60], [76, 75, 40])
    assert sc.compute(laporan).capaian["capaian"].tolist() == [95, 120, 75]


def test_targets_of_years_to_come_alone_say_nothing_of_progress():
    head = (
        "No",
        "Indikator Kinerja",
        "Target 2023",
        "Realisasi 2023",
        "Target 2024",
        "Realisasi 2024",
        "Target 2025",
    )
    assert [table.id for table in sc.read(book(ROWS, head)).tables] == ["3.3"]


def test_an_empty_capaian_right_of_the_last_target_is_asked_about():
    head = ("No", "Indikator Kinerja", "Target 2024", "Realisasi 2024", "Target Akhir Renstra", "Capaian (%)")
    laporan = sc.read(book([(*row[:4], row[5], None) for row in ROWS], head))
    (asked,) = laporan.temuan.with_code("kolom-ditebak")
    assert [place.cell for place in asked.places] == ["F2"]
    assert progress(laporan) == ([500, 80, 60], [76, 75, 40])


@pytest.mark.parametrize("dated", [True, False])
def test_next_year_begins_with_the_last_target_and_nothing_else(dated):
    head = [f"{text} 2024" if dated and text in {"Target", "Realisasi"} else text for text in HEAD]
    sc.roll_forward(book(ROWS, head), rolled := io.BytesIO())
    laporan = sc.read(rolled.getvalue())
    assert {table.id for table in laporan.tables} == {"3.2", "3.4"}
    assert [row.figure("target_akhir") for row in laporan.find("3.4").rows] == [500, 80, 60]
    assert [row.text("target") for row in laporan.find("3.2").rows] == ["", "", ""]
