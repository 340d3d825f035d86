"""Words of the tables against their figures, each with its cell."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture
def audited(as_file):
    return lambda sheets: sc.audit(sc.read(as_file(sheets)))


def analysis(*solutions):
    heads = [
        "No",
        "Tujuan/Sasaran",
        "Indikator Kinerja",
        "Analisis Keberhasilan/Kegagalan",
        "Solusi yang Dilakukan",
    ]
    named = [["Pelayanan prima", "SKM"], ["Warga sejahtera", "Angka kemiskinan"]]
    rows = [
        [n, *one, "Ada sebabnya", said] for n, (one, said) in enumerate(zip(named, solutions, strict=True), 1)
    ]
    return {"Tabel 3.5": [["Tabel 3.5 Analisis Penyebab Keberhasilan/Kegagalan"], heads, *rows]}


@pytest.mark.parametrize("said", ["-", None, " – ", "..."])
def test_a_missed_target_without_a_solution_is_named(audited, consistent, said):
    consistent["Tabel 3.2"][3][5:] = [12, 80, "Cukup"]
    (finding,) = audited(consistent | analysis("-", said)).with_code("solusi-tanpa-isi")
    assert (finding.places[0].cell, finding.actual) == ("E4", 80)
    assert "80,00%" in finding.message()


def test_a_met_target_needs_none_and_a_missed_one_may_have_one(audited, consistent):
    assert audited(consistent | analysis("-", "-")).with_code("solusi-tanpa-isi") == ()
    consistent["Tabel 3.2"][3][5:] = [12, 80, "Cukup"]
    assert audited(consistent | analysis("-", "Bantuan beras diperluas")).with_code("solusi-tanpa-isi") == ()


@pytest.mark.parametrize(("capaian", "said", "wrong"), [
    (40, "Menunjang", True), (100, "Tidak Menunjang", True), (120, "tidak menunjang", True),
    (40, "Tidak Menunjang", False), (100, "Menunjang", False), (70, "Menunjang", False), (70, "Tidak Menunjang", False),
])  # fmt: skip
def test_what_supports_has_reached_something(audited, consistent, capaian, said, wrong):
    support = [
        ["Tabel 3.8 Program/Kegiatan yang Menunjang Keberhasilan"],
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Capaian", "Program", "Indikator Program", "Capaian Program", "Menunjang/Tidak Menunjang"],
        [1, "Pelayanan prima", "SKM", 104, "Program Pelayanan", "Jumlah layanan", capaian, said],
    ]  # fmt: skip
    found = audited(consistent | {"Tabel 3.8": support}).with_code("menunjang-bertentangan")
    assert [one.places[0].cell for one in found] == (["H3"] if wrong else [])


def test_the_capaian_against_the_target_of_the_agreement_is_told(workbooks):
    found = sc.audit(sc.read(workbooks / "bogorejo-2024-tercetak.xlsx")).with_code("target-berbeda")
    assert ["106,87%" in found[0].message(), "106,01%" in found[1].message()] == [True, True]


def test_an_absorption_turned_over_is_named_as_such(audited, consistent):
    consistent["Tabel 3.9"][4][4] = 133.3  # 400 of 300, and not 300 of 400
    (finding,) = audited(consistent).with_code("hitungan-berbeda")
    assert finding.places[0].cell == "E5"
    assert "pagu dibagi realisasi" in finding.message()
