"""Small tables of one indicator, the years down: named by the line above them, which is asked about."""

from __future__ import annotations

import pytest

import sakipcalc as sc

YEARS = [
    ["Tahun", "Target", "Realisasi", "Capaian (%)"],
    [2022, 60, 57, 95],
    [2023, 65, 65, 100],
    [2024, 70, 72.1, 103],
]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Indikator 3: Kunjungan museum", "Kunjungan museum"),
        ("Tabel 3.7 Capaian Indikator Kinerja Kunjungan museum Tahun 2022-2024", "Kunjungan museum"),
        ("IKU II. Kunjungan museum", "Kunjungan museum"),
        ("2) Indikator Sasaran: “Kunjungan museum”", "Kunjungan museum"),
    ],
)
def test_the_line_above_names_the_indicator(as_file, line, name):
    laporan = sc.read(as_file({"Bab 3": [["Kantor Kebudayaan"], [line], *YEARS]}))
    hasil = sc.compute(laporan)
    assert hasil.capaian["indikator"].tolist() == [name]
    assert hasil.capaian["realisasi"].tolist() == [72.1]
    assert sorted(hasil.tren["tahun"].tolist()) == [2022, 2023, 2024]
    assert len(laporan.temuan.with_code("nama-dari-judul")) == 1
    assert sc.audit(laporan).at_least("galat") == ()


def test_a_wrong_capaian_of_an_earlier_year_is_found(as_file):
    lines = [["Indikator 1: Kunjungan museum"], *map(list, YEARS)]
    lines[2][3] = 59
    temuan = sc.audit(sc.read(as_file({"Bab 3": lines})))
    assert [str(place) for one in temuan.at_least("galat") for place in one.places[:1]] == ["Bab 3!D3"]


@pytest.mark.parametrize("line", ["Kunjungan dan pendapatan", "Kinerja Museum Tahun 2024", ""])
def test_a_line_that_says_of_no_indicator_names_none(as_file, line):
    with pytest.raises(sc.TableError):
        sc.read(as_file({"Bab 3": [[line], *YEARS]}))


def test_a_person_may_say_that_it_is_none(as_file):
    path = as_file({"Bab 3": [["Indikator 1: Kunjungan museum"], *YEARS]})
    with pytest.raises(sc.TableError):
        sc.read(path, jawab={"Tabel Bab 3!A2": "bukan"})
