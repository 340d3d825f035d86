"""Tabel 2.2 against the measuring, claims of programmes, capital spending, the order of tujuan: planted and silent."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture
def audited(as_file):
    return lambda sheets: sc.audit(sc.read(as_file(sheets)))


def told(temuan, code):
    return [[str(place) for place in one.places] for one in temuan.with_code(code)]


def explained(indicator, text):
    heads = ["Tujuan/Sasaran", "Indikator Kinerja", "Penjelasan (Alasan, Formulasi, Sumber Data)"]
    return [["Tabel 2.2 Indikator Kinerja Utama"], heads, ["Pelayanan prima", indicator, text]]


@pytest.mark.parametrize(
    ("indicator", "kind", "wrong"),
    [
        ("Indeks Kepuasan Masyarakat", "Kumulatif", True),
        ("Indeks Kepuasan Masyarakat", "Non kumulatif", False),
        ("Jumlah pengunjung", "Kumulatif", False),
    ],
)
def test_indices_are_not_added_up(audited, consistent, indicator, kind, wrong):
    consistent["Tabel 2.2"] = explained(
        indicator, f"Formulasi Pengukuran: hasil survei\nTipe Penghitungan: {kind}\nSumber Data: Survei"
    )
    places = [["Tabel 2.2!C3"]] if wrong else []
    assert told(audited(consistent), "tipe-kumulatif") == places


@pytest.mark.parametrize(("source", "wrong"), [("Survei Bagian Organisasi", False), ("Inspektorat", True)])
def test_sources_of_data_are_held_against_each_other(audited, consistent, source, wrong):
    consistent["Tabel 2.2"] = explained(
        "Indeks Kepuasan Masyarakat", "Formulasi Pengukuran: survei\nSumber Data: Hasil survei kepuasan"
    )
    for row, text in zip(consistent["Tabel 3.2"][1:], ("Sumber Data", source, "BPS"), strict=True):
        row.append(text)
    places = [["Tabel 3.2!I3", "Tabel 2.2!C3"]] if wrong else []
    assert told(audited(consistent), "sumber-data-berbeda") == places


def test_a_score_of_the_year_before_is_told(audited, consistent):
    consistent["Tabel 2.1"][2][3] = "Nilai SKM tahun n-1 yang dinilai pada tahun n"
    consistent["Tabel 2.3"][2][3] = consistent["Tabel 2.1"][2][3]
    assert [one[0] for one in told(audited(consistent), "nilai-tahun-lalu")] == ["Tabel 3.2!F3"]


def test_the_order_of_tujuan(audited, consistent):
    body = consistent["Tabel 2.3"]
    body[2:] = [body[3], body[2]]
    assert told(audited(consistent), "urutan-tujuan-berbeda") == [["Tabel 2.3!A3"]]


def test_sasaran_of_the_budget_that_the_renstra_lacks(audited, consistent):
    consistent["Tabel 3.9"][6][0] = "Lestarinya hutan kota"
    assert told(audited(consistent), "sasaran-anggaran-asing") == [["Tabel 3.9!A7"]]


def supported(*claims, heads=()):
    columns = [
        "No",
        "Sasaran",
        "Indikator",
        "Capaian (%)",
        "Program",
        "Indikator Program",
        "Capaian Program (%)",
    ]
    programmes = ("Jalan", "Air", "Hutan", "Laut")
    rows = [
        [at, "Pelayanan prima", "SKM", 104, f"Program {name}", f"Persentase {name.lower()}", claim]
        for at, (name, claim) in enumerate(zip(programmes, claims, strict=True), 1)
    ]
    return [["Tabel 3.8 Program yang Menunjang Pencapaian Kinerja"], [*columns, *heads], *rows]


@pytest.mark.parametrize(("last", "flat"), [(100, True), (98, False)])
def test_claims_that_are_all_100(audited, consistent, last, flat):
    consistent["Tabel 3.8"] = supported(100, 100, 100, last)
    places = [[f"Tabel 3.8!G{row}" for row in (3, 4, 5, 6)]] if flat else []
    assert told(audited(consistent), "capaian-program-seragam") == places


@pytest.mark.parametrize(("line", "wrong"), [("c) Pemeliharaan mobil", True), ("c) Pengadaan mobil", False)])
def test_upkeep_among_capital_spending(audited, consistent, line, wrong):
    budget = consistent["Tabel 3.9"]
    budget[2][2:] = budget[3][2:] = [1070, 865, 80.8]
    budget.insert(6, [None, line, 70, 65, 92.9])
    budget[-1][2:] = [1570, 1365, 86.9]
    consistent["Belanja"] = [
        ["Belanja menurut jenis"],
        ["No", "Uraian", "Realisasi (Rp)"],
        [1, "Belanja Pegawai", 500],
        [2, "Belanja Barang dan Jasa", 500],
        [3, "Belanja Modal", 365],
    ]
    places = [["Belanja!C5", "Tabel 3.9!D5", "Tabel 3.9!D7"]] if wrong else []
    assert told(audited(consistent), "modal-pemeliharaan") == places
