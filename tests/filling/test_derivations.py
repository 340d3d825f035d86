"""What follows from what beyond the plain chain: means, totals of lists, and whether a programme supports."""

from __future__ import annotations

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.base.places import Place

from .test_recalculated import by_ironcalc

BELANJA = [
    ["Komposisi Belanja"], ["No", "Uraian", "Realisasi"],
    [1, "Belanja Pegawai", 700], [2, "Belanja Barang/Jasa", 400], [3, "Belanja Modal", "-"], ["JUMLAH", None, None],
]  # fmt: skip
PK = [
    ["PERJANJIAN KINERJA KEPALA DINAS CONTOH"],
    ["No", "Tujuan", "Sasaran Strategis", "Indikator Kinerja", "Target"],
    [1, "Pelayanan prima", "Pelayanan prima", "Indeks Kepuasan Masyarakat", 84],
    [],
    ["No", "Program", "Anggaran", "Keterangan"],
    [1, "Program Pelayanan", 1000, "APBD"],
    [2, "Program Bantuan", 500, "APBD"],
    [None, "JUMLAH", None, None],
]
SUPPORT = [
    ["Tabel 3.8 Program/Kegiatan yang Menunjang Keberhasilan"],
    ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Capaian", "Program/Kegiatan", "Indikator Program", "% Capaian",
     "Menunjang/Tidak Menunjang"],
    [1, "Pelayanan prima", "SKM", None, "Program Pelayanan", "Loket buka", 84.99, None],
    [None, None, None, None, "Program Bantuan", "Bantuan tiba", 85, None],
    [2, "Warga sejahtera", "Angka kemiskinan", None, "Program Bantuan", "Beras tiba", None, None],
    [None, None, None, None, "Program Pelayanan", "Survei terbit", 60, "Menunjang"],
]  # fmt: skip
OWN_SCALE = [
    ["Tabel 3.1 Skala Nilai Capaian Kinerja"], ["No", "Skala Nilai Capaian Kinerja", "Predikat Capaian Kinerja"],
    [1, "≥ 91", "Sangat Tinggi"], [2, "76 - 90", "Tinggi"], [3, "66 - 75", "Sedang"], [4, "51 - 65", "Rendah"],
    [5, "≤ 50", "Sangat Rendah"],
]  # fmt: skip


@pytest.fixture
def fill(as_file, tmp_path):
    def run(sheets, **options):
        target = tmp_path / "terisi.xlsx"
        report = sc.fill(as_file(sheets), target, overwrite=True, **options)
        return report, openpyxl.load_workbook(target), openpyxl.load_workbook(target, data_only=True)

    return run


def measured(consistent, *rows):
    """Return the workbook with other rows in Tabel 3.2, capaian and kategori left empty."""
    consistent["Tabel 3.2"][2:] = [[*row, None, None] for row in rows]
    return consistent


ONE = [1, "Pelayanan prima", "SKM", "naik", 84, 87.36]
TWO = [2, "Warga sejahtera", "Angka kemiskinan", "turun", 10, 8]
MEAN = [None, "Rata-rata Capaian", None, None, None, None]


def test_a_row_of_means_is_the_mean_of_the_rows_of_its_table(fill, consistent):
    report, formulas, values = fill(measured(consistent, ONE, TWO, MEAN))
    page = formulas["Tabel 3.2"]
    assert page["G5"].value == '=IF(COUNT(G3:G4)<2,"",AVERAGE(G3:G4))'
    assert values["Tabel 3.2"]["G5"].value == 112
    assert values["Tabel 3.2"]["H5"].value == "Sangat Baik"
    assert [page[c].value for c in ("E5", "F5")] == [None, None]
    assert report.temuan.with_code("hitungan-berbeda") == ()


def test_a_mean_of_which_a_part_is_missing_is_not_given(fill, consistent):
    consistent["Tabel 3.7"][4][2:4] = [None, None]
    _, formulas, _ = fill(measured(consistent, ONE, [*TWO[:5], None], MEAN))
    assert [formulas["Tabel 3.2"][c].value for c in ("G5", "H5")] == [None, None]


def test_each_of_several_means_is_that_of_the_rows_above_it(fill, consistent):
    another = [3, "Warga sejahtera", "Prevalensi stunting", "naik", 50, 25]
    _, formulas, values = fill(measured(consistent, ONE, MEAN, TWO, another, MEAN, MEAN))
    assert [formulas["Tabel 3.2"][c].value for c in ("G4", "G7", "G8")] == [
        '=IF(COUNT(G3)<1,"",AVERAGE(G3))',
        '=IF(COUNT(G5:G6)<2,"",AVERAGE(G5:G6))',
        '=IF(COUNT(G3,G5:G6)<3,"",AVERAGE(G3,G5:G6))',
    ]
    assert [values["Tabel 3.2"][c].value for c in ("G4", "G7", "G8")] == [104, 85, pytest.approx(274 / 3)]


def test_a_mean_is_weighted_where_the_unit_weighs_its_indicators(fill, consistent):
    consistent["Tabel 3.2"][1] = [*consistent["Tabel 3.2"][1], "Bobot"]
    sheets = measured(consistent, ONE, TWO, MEAN)
    for row, weight in zip(sheets["Tabel 3.2"][2:], (3, 1, None), strict=True):
        row.append(weight)
    _, formulas, values = fill(sheets, metode=sc.Metode(rerata="berbobot"))
    assert values["Tabel 3.2"]["G5"].value == 108
    assert "G3*I3+G4*I4" in formulas["Tabel 3.2"]["G5"].value


def test_a_printed_mean_that_the_rows_do_not_give_is_found(as_file, consistent):
    consistent["Tabel 3.2"].append([*MEAN, 110.0, None])
    laporan = sc.read(as_file(consistent))
    found = sc.audit(laporan, sc.compute(laporan)).with_code("hitungan-berbeda")
    assert [(str(t.places[0]), t.expected) for t in found] == [("Tabel 3.2!G5", 112)]


def test_totals_of_lists_add_up_their_lines(fill, consistent):
    sheets = consistent | {"Belanja": BELANJA, "PK": PK}
    _, formulas, values = fill(sheets)
    assert formulas["Belanja"]["C6"].value == '=IF(COUNT(C3:C5)=0,"",SUM(C3:C5))'
    assert formulas["PK"]["C8"].value == '=IF(COUNT(C6:C7)=0,"",SUM(C6:C7))'
    assert (values["Belanja"]["C6"].value, values["PK"]["C8"].value) == (1100, 1500)
    assert formulas["PK"]["C8"].number_format == "#,##0"


def test_a_total_is_not_written_while_one_of_its_lines_is_empty(fill, consistent):
    lines = [*BELANJA[:4], [3, "Belanja Modal", None], BELANJA[5]]
    _, formulas, _ = fill(consistent | {"Belanja": lines})
    assert formulas["Belanja"]["C6"].value is None


def test_a_typed_total_of_a_list_that_differs_is_kept_and_said_once(fill, consistent):
    belanja = [*BELANJA[:4], [3, "Belanja Modal", 100], ["JUMLAH", None, 1250]]
    report, _, values = fill(consistent | {"Belanja": belanja})
    assert values["Belanja"]["C6"].value == 1250
    assert [(str(c.cell.place), c.value.number) for c in report.conflicts] == [("Belanja!C6", 1200)]
    told = [t.code for t in report.temuan if any(str(one) == "Belanja!C6" for one in t.places)]
    assert told == ["belanja-berbeda"]


def test_a_programme_supports_from_the_upper_half_of_the_scale_on(fill, consistent):
    report, formulas, values = fill(consistent | {"Tabel 3.8": SUPPORT})
    assert [values["Tabel 3.8"][f"H{row}"].value for row in (3, 4, 5, 6)] == [
        "Tidak Menunjang", "Menunjang", None, "Menunjang",
    ]  # fmt: skip
    assert formulas["Tabel 3.8"]["H3"].value == (
        '=IF(COUNT(G3)=0,"",IF(ROUND(G3,9)>=85,"Menunjang","Tidak Menunjang"))'
    )
    assert report.conflicts == ()  # what the unit says of the last one is its own
    assert report.temuan.with_code("kategori-berbeda") == ()


def test_the_units_own_scale_says_where_its_upper_half_begins(fill, consistent):
    _, formulas, _ = fill(consistent | {"Tabel 3.1": OWN_SCALE, "Tabel 3.8": SUPPORT})
    assert ">=76," in formulas["Tabel 3.8"]["H3"].value


def test_replacing_leaves_what_the_unit_says_of_a_programme(fill, consistent):
    _, formulas, _ = fill(consistent | {"Tabel 3.8": SUPPORT}, on_conflict="replace")
    assert formulas["Tabel 3.8"]["H6"].value == "Menunjang"


def test_a_word_merged_over_a_total_is_no_figure_and_what_needs_the_total_has_it(
    as_file, consistent, tmp_path
):
    consistent["Tabel 3.7"][3:] = [[1, "Pelayanan prima", *[None] * 8], [2, "Warga sejahtera", *[None] * 8]]
    path = as_file(consistent)
    book = openpyxl.load_workbook(path)
    page = book["Tabel 3.9"]
    for col in range(2, 6):
        page.cell(10, col).value = None
    page.merge_cells("A10:E10")
    for col in "FGHIJ":
        book["Tabel 3.7"].merge_cells(f"{col}4:{col}5")
    book.save(path)
    sc.fill(path, tmp_path / "terisi.xlsx")
    formulas, values = (
        openpyxl.load_workbook(tmp_path / "terisi.xlsx", data_only=one) for one in (False, True)
    )
    assert formulas["Tabel 3.9"]["A10"].value == "JUMLAH"
    assert formulas["Tabel 3.7"]["F4"].value == (
        "=IF(COUNT('Tabel 3.9'!C5:C6,'Tabel 3.9'!C9)=0,\"\",SUM('Tabel 3.9'!C5:C6,'Tabel 3.9'!C9))"
    )
    assert (values["Tabel 3.7"]["F4"].value, values["Tabel 3.7"]["G4"].value) == (1500, 1300)


def by_quarter(*rows):
    heads = ["TW I", "TW II", "TW III", "TW IV"]
    return [
        ["Rencana Aksi dan Realisasi Triwulan"],
        ["No", "Sasaran Strategis", "Indikator Kinerja", "Tipe Penghitungan", "Target", *[None] * 3, "Realisasi",
         *[None] * 3, "Realisasi Tahun 2024"],
        [None] * 4 + heads * 2 + [None],
        *([n, "Pelayanan prima", name, way, 1, 1, 1, 1, *quarters, None] for n, (name, way, quarters) in enumerate(rows, 1)),
    ]  # fmt: skip


SUMMED = ("Jumlah layanan", "Akumulasi", [10, 20, 30, 40])
LAST = ("Indeks layanan", "Posisi akhir", [70, None, 75, None])
MEAN_OF = ("Rata waktu layanan", "Rata-rata", [2, 4, 6, 8])
WORD = ("Predikat zona integritas", "Posisi akhir", [None, "WBK", None, None])


def test_a_year_is_brought_together_from_its_quarters_as_the_row_says(fill, consistent):
    _, formulas, values = fill(consistent | {"Triwulan": by_quarter(SUMMED, LAST, MEAN_OF, WORD)})
    assert [values["Triwulan"][f"M{row}"].value for row in (4, 5, 6, 7)] == [100, 75, 5, "WBK"]
    page = formulas["Triwulan"]
    assert page["M4"].value == '=IF(COUNT(I4,J4,K4,L4)<4,"",SUM(I4,J4,K4,L4))'
    assert page["M5"].value == (
        '=IF(COUNT(I5,J5,K5,L5)=0,"",IF(COUNT(L5)=1,L5,IF(COUNT(K5)=1,K5,IF(COUNT(J5)=1,J5,I5))))'
    )


def test_of_a_sum_or_a_mean_of_quarters_nothing_is_given_while_one_is_missing(fill, consistent):
    rows = [(name, way, [*quarters[:3], None]) for name, way, quarters in (SUMMED, MEAN_OF)]
    _, formulas, _ = fill(consistent | {"Triwulan": by_quarter(*rows)})
    assert [formulas["Triwulan"][f"M{row}"].value for row in (4, 5)] == [None, None]


@pytest.mark.parametrize("emptied", [(), ("L",), ("I", "L"), ("I", "J", "K", "L")])
def test_quarters_that_are_emptied_or_filled_later_change_the_year_as_reading_does(
    fill, consistent, tmp_path, emptied
):
    """IronCalc computes what the formulas give then, the library what it reads: the same."""
    fill(consistent | {"Triwulan": by_quarter(SUMMED, LAST, MEAN_OF, WORD)})
    book = openpyxl.load_workbook(tmp_path / "terisi.xlsx")
    page = book["Triwulan"]
    for row, last in ((4, 50), (5, 80), (6, 9), (7, "WBBM")):
        page[f"L{row}"].value = last
        for col in emptied:
            page[f"{col}{row}"].value = None
    book.save(tmp_path / "diubah.xlsx")
    theirs = by_ironcalc(tmp_path / "diubah.xlsx")
    hasil = sc.compute(sc.read(tmp_path / "diubah.xlsx"))
    subjects = {i.nama: i.subject for i in hasil.links.indikator}
    for row, (name, *_) in enumerate((SUMMED, LAST, MEAN_OF, WORD), 4):
        ours = hasil.facts_engine.derived("Triwulan", subjects[name], "realisasi")
        shown = float(ours.number) if ours.number is not None else ours.text
        assert theirs(Place("", "Triwulan", f"M{row}")) == shown, name
