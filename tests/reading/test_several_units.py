"""Several units in one workbook are told apart or asked, never mixed; codes stay codes."""

from __future__ import annotations

import pytest

import sakipcalc as sc

UNITS = ("Dinas Kesehatan", "Badan Kepegawaian Daerah")
HEADINGS = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target 2024", "Realisasi 2024", "Capaian (%)"]


def lines(unit):
    add = UNITS.index(unit)
    return [["Pelayanan baik", "Nilai SAKIP", "Nilai", 80, 72 + add, 90 + add * 1.25]]


def in_a_column():
    body = [[number, unit, *line] for number, unit in enumerate(UNITS, 1) for line in lines(unit)]
    return {"Data": [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], [], ["No", "SKPD", *HEADINGS[1:]], *body]}


def under_headings():
    body = [row for unit in UNITS for row in ([unit.upper()], *([1, *line] for line in lines(unit)))]
    return {"Data": [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], [], HEADINGS, *body]}


def on_sheets():
    return {
        f"Unit {at}": [
            ["PENGUKURAN KINERJA TAHUN 2024"],
            [unit.upper()],
            [],
            HEADINGS,
            *([1, *one] for one in lines(unit)),
        ]
        for at, unit in enumerate(UNITS)
    }


def below_each_other():
    return {"Data": [row for sheet in on_sheets().values() for row in (*sheet, [], [])]}


def tree():
    body = []
    for at, unit in enumerate(UNITS, 1):
        body += [
            [at + 0.2, unit.upper(), 900, 600],
            [f"{at}.20.01", "Program Penunjang Urusan", 900 * at, 600],
            [f"{at}.20.01.2.01", "Kegiatan Administrasi", 900 * at, 600],
        ]
    return {
        "Data": [
            ["Tabel 3.9 Realisasi Anggaran Tahun 2024"],
            [],
            ["Kode", "OPD/Program/Kegiatan", "Pagu", "Realisasi"],
            *body,
        ]
    }


ALL = (in_a_column, under_headings, on_sheets, below_each_other, tree)


@pytest.mark.parametrize("layout", ALL)
def test_several_units_are_asked_about_once(as_file, layout):
    laporan = sc.read(as_file(layout()))
    asked = [one for one in laporan.temuan if one.code == "beberapa-unit"]
    assert [one.data["unit"] for one in asked] == [UNITS]
    assert asked[0].severity == "peringatan"


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("layout", ALL[:-1])
def test_the_answer_leaves_one_unit(as_file, layout, unit):
    laporan = sc.read(as_file(layout()), jawab={"Unit": unit})
    assert laporan.entitas.nama == unit
    assert not [one for one in laporan.temuan if one.code in {"beberapa-unit", "tabel-ganda"}]
    (row,) = sc.compute(laporan).capaian_rows
    assert row.realisasi.number == 72 + UNITS.index(unit)


def test_the_lines_of_one_unit_of_a_tree(as_file):
    hasil = sc.compute(sc.read(as_file(tree()), jawab={"Unit": UNITS[1]}))
    assert [(one.kode, one.pagu.number) for one in hasil.baris_program] == [("2.20.01", 1800)]


def test_a_programme_of_two_units_is_two(as_file):
    hasil = sc.compute(sc.read(as_file(tree())))
    assert [(one.unit, one.pagu.number) for one in hasil.baris_program] == [(UNITS[0], 900), (UNITS[1], 1800)]


def test_codes_that_became_numbers_are_codes(as_file):
    (table,) = sc.read(as_file(tree())).tables
    assert [row.text("kode") for row in table.rows if row.level == "unit"] == ["1.20", "2.20"]


def test_who_answers_for_an_indicator_is_no_unit_of_its_own(as_file):
    sheets = in_a_column()
    sheets["Data"][2][1] = "Penanggung Jawab"
    for row in sheets["Data"][3:]:
        row[1] = f"Bidang {row[0]}"
    assert not [one for one in sc.read(as_file(sheets)).temuan if one.code == "beberapa-unit"]


def test_one_unit_is_not_asked_about(as_file):
    sheets = under_headings()
    sheets["Data"] = [row for row in sheets["Data"] if row[:1] != [UNITS[1].upper()]]
    assert not [one for one in sc.read(as_file(sheets)).temuan if one.code == "beberapa-unit"]
