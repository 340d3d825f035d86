"""Every kind of target is worth the same against the target of the year and against the last one."""

from __future__ import annotations

from fractions import Fraction

import pytest

import sakipcalc as sc

COVER = [["DINAS PERIKANAN"], ["KABUPATEN WANASARI"], ["TAHUN 2025"], ["Renstra 2022-2026"]]
HEAD = ["No", "Indikator Kinerja", "Satuan", "Polaritas", "Target", "Realisasi", "Capaian (%)"]
LAST = [
    "No", "Indikator Kinerja", "Satuan", "Polaritas", "Realisasi 2025", "Target Akhir 2026", "Tingkat Kemajuan (%)",
]  # fmt: skip
#: Name, unit, polarity, target, realisasi, and what it is worth by hand; None where nobody can say.
KINDS = [
    ("Luas tambak", "ha", None, 40, 30, Fraction(75)),
    ("Lama bongkar muat", "jam", "Negatif", 8, 10, Fraction(75)),
    ("Keasaman kolam", "pH", None, "6-8", 7, Fraction(100)),
    ("Keasaman kolam", "pH", None, "6 s.d. 8", 10, Fraction(125)),
    ("Keasaman kolam", "pH", None, "6–8", 3, Fraction(50)),
    ("Lama bongkar muat", "jam", "Lebih kecil lebih baik", "4 - 8", 10, Fraction(75)),
    ("Lama bongkar muat", "jam", "Lebih kecil lebih baik", "4 - 8", 6, Fraction(100)),
    ("Nilai SAKIP", "Predikat", None, "A", "BB", Fraction(500, 6)),
    ("Predikat AKIP", "Predikat", None, "A", "B", Fraction(400, 6)),
    ("Mutu pelayanan pelabuhan", "Huruf", None, "A", "B", Fraction(75)),
    ("Akreditasi klinik terapung", "Huruf", None, "A", "B", Fraction(200, 3)),
    ("Sertifikat kapal", "Huruf", None, "A", "B", None),
    ("Kabupaten layak anak", "Predikat", None, "Nindya", "Madya", Fraction(200, 3)),
    ("Akreditasi rumah sakit", "Predikat", None, "Paripurna", "Utama", Fraction(75)),
    ("Anugerah bahari", "Predikat", None, "Utama", "Madya", None),
    ("Anugerah bahari", "Predikat", None, "Utama", "utama", Fraction(100)),
    ("Maturitas pengendalian", "Level", None, "Level 4", "Level 3", Fraction(75)),
    ("Maturitas pengendalian", "Tingkat", None, "Tingkat IV", "tingkat II", Fraction(50)),
    ("Peta laut tersedia", "Ya/Tidak", None, "Ada", "Tidak ada", Fraction(0)),
    ("Peta laut tersedia", "Ya/Tidak", None, "Ya", "Ya", Fraction(100)),
    ("Terjadi sengketa zona", "Ya/Tidak", None, "Tidak", "Tidak", Fraction(100)),
    ("Terjadi sengketa zona", "Ya/Tidak", None, "Tidak", "Ya", Fraction(0)),
    ("Peta laut tersedia", "", None, "Terpenuhi", "Belum terpenuhi", Fraction(0)),
    ("Penyuluh terhadap nelayan", "rasio", "Negatif", "1 : 40", "1:50", Fraction(75)),
    ("Penyuluh terhadap nelayan", "rasio", None, "1 : 40", "1:50", None),
    ("Kapal berizin", "kapal", None, "100 dari 110", "90 dari 110", Fraction(90)),
    ("Kapal berizin", "kapal", None, 110, "99 dari 110", Fraction(90)),
    ("Dokumen dan laporan", "dokumen", None, "12 dokumen 4 laporan", "12 dokumen 3 laporan", None),
    ("Lomba kampung nelayan", "Juara", None, "Juara 2", "Juara 3", None),
    ("Lomba kampung nelayan", "Juara", "Makin kecil makin baik", 2, 3, Fraction(50)),
    ("Posisi daya saing", "Peringkat", None, 4, 5, None),
]


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """Return the results of every kind, the names told apart by their number."""
    import openpyxl

    book = openpyxl.Workbook()
    sheets = {"Sampul": COVER, "3.2": [["Tabel 3.2 Pengukuran Kinerja Tahun 2025"], HEAD], "3.4": [["Tabel 3.4 Perbandingan Realisasi Kinerja dengan Target Akhir Renstra"], LAST]}  # fmt: skip
    for number, (name, unit, polarity, target, realisasi, _) in enumerate(KINDS, 1):
        named = f"{name} kawasan {number}"
        sheets["3.2"].append([number, named, unit, polarity, target, realisasi, None])
        sheets["3.4"].append([number, named, unit, polarity, realisasi, target, None])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    path = tmp_path_factory.mktemp("kinds") / "jenis.xlsx"
    book.save(path)
    return sc.compute(sc.read(path))


@pytest.mark.parametrize("at", range(len(KINDS)), ids=lambda at: f"{KINDS[at][3]}-{KINDS[at][4]}-{at}")
def test_capaian_and_kemajuan_of_a_kind(computed, at):
    worth = KINDS[at][-1]
    assert computed.capaian_rows[at].capaian.number == worth
    assert computed.renstra_rows[at].kemajuan.number == worth


def explained(text):
    return [["Tabel 2.2 Indikator Kinerja Utama"], ["Sasaran", "Indikator", "Penjelasan"], ["S", "Anugerah bahari", text]]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Tingkatan: Jangkar < Layar < Mercusuar\nSumber: dinas", Fraction(200, 3)),
        ("Urutan dari yang tertinggi ke yang terendah: Mercusuar, Layar, Jangkar.", Fraction(200, 3)),
        ("Skor: Mercusuar = 5; Layar = 4; Jangkar = 1", Fraction(80)),
        ("Level 1: Jangkar\nLevel 2: Layar\nLevel 3: Mercusuar", Fraction(200, 3)),
        ("Predikatnya Jangkar, Layar, Mercusuar", None),
    ],
)
@pytest.mark.parametrize("where", ["2.2", "note"])
def test_a_ladder_that_the_workbook_spells(as_file, text, worth, where):
    rows = [["Tabel 3.2 Pengukuran Kinerja Tahun 2025"], HEAD]
    rows.append([1, "Anugerah bahari", "Predikat", None, "Mercusuar", "Layar", None])
    sheets = {"Sampul": COVER, "3.2": rows}
    if where == "2.2":
        sheets["2.2"] = explained(text)
    else:
        rows += [[], [f"Ket: {text}".replace("\n", "; ")]]
    (row,) = sc.compute(sc.read(as_file(sheets))).capaian_rows
    assert row.capaian.number == worth
