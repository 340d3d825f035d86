"""What a workbook still lacks is said, and a new year that is only begun is no fault."""

from __future__ import annotations

import pytest

import sakipcalc as sc

ANALYSIS = [
    ["Tabel 3.5 Analisis Penyebab Keberhasilan/Kegagalan"],
    ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Analisis Keberhasilan/Kegagalan", "Solusi yang Dilakukan"],
    [1, "Pelayanan prima", "SKM", None, None],
    [2, "Warga sejahtera", "Angka kemiskinan", None, None],
]


@pytest.fixture
def audited(as_file):
    return lambda sheets: sc.audit(sc.read(as_file(sheets)))


def test_an_analysis_that_nobody_wrote_is_missing(audited, consistent):
    found = audited(consistent | {"Tabel 3.5": ANALYSIS}).with_code("tabel-kosong")
    assert [[place.cell for place in one.places] for one in found] == [["D3", "D4"], ["E3", "E4"]]
    assert "Tabel 3.5 belum diisi pada kolom" in found[0].message()


def test_one_word_of_it_is_a_beginning(audited, consistent):
    written = [*ANALYSIS[:2], [1, "Pelayanan prima", "SKM", "Loket ditambah", "-"], ANALYSIS[3]]
    assert audited(consistent | {"Tabel 3.5": written}).with_code("tabel-kosong") == ()


def test_the_plan_of_a_year_without_realisasi_lacks_nothing_yet(audited, consistent):
    for row in consistent["Tabel 3.2"][2:]:
        row[5:] = [None, None, None]
    for row in consistent["Tabel 3.7"][3:]:
        row[3] = None
    assert audited(consistent | {"Tabel 3.5": ANALYSIS}).with_code("tabel-kosong") == ()


def test_the_next_year_of_the_template_makes_no_finding_by_itself(tmp_path):
    blank, rolled = tmp_path / "kosong.xlsx", tmp_path / "tahun-depan.xlsx"
    sc.write_template(blank, tahun=2024, nama="Dinas Contoh")
    sc.roll_forward(blank, rolled)
    for path in (blank, rolled):
        assert [one.code for one in sc.audit(sc.read(path))] == ["belum-ada-isian"]
