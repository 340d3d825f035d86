"""What follows from what beyond the plain chain: means, totals of lists, and whether a programme supports."""

from __future__ import annotations

import openpyxl
import pytest

import sakipcalc as sc

BELANJA = [
    ["Komposisi Belanja"], ["No", "Uraian", "Realisasi"],
    [1, "Belanja Pegawai", 700], [2, "Belanja Barang/Jasa", 400], [3, "Belanja Modal", None], ["JUMLAH", None, None],
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
    assert [(str(t.tempat[0]), t.seharusnya) for t in found] == [("Tabel 3.2!G5", 112)]


def test_totals_of_lists_add_up_their_lines(fill, consistent):
    sheets = consistent | {"Belanja": BELANJA, "PK": PK}
    _, formulas, values = fill(sheets)
    assert formulas["Belanja"]["C6"].value == '=IF(COUNT(C3:C5)=0,"",SUM(C3:C5))'
    assert formulas["PK"]["C8"].value == '=IF(COUNT(C6:C7)=0,"",SUM(C6:C7))'
    assert (values["Belanja"]["C6"].value, values["PK"]["C8"].value) == (1100, 1500)
    assert formulas["PK"]["C8"].number_format == "#,##0"


def test_a_typed_total_of_a_list_that_differs_is_kept_and_said_once(fill, consistent):
    belanja = [*BELANJA[:4], [3, "Belanja Modal", 100], ["JUMLAH", None, 1250]]
    report, _, values = fill(consistent | {"Belanja": belanja})
    assert values["Belanja"]["C6"].value == 1250
    assert [(str(c.sel.tempat), c.nilai.angka) for c in report.konflik] == [("Belanja!C6", 1200)]
    told = [t.kode for t in report.temuan if any(str(one) == "Belanja!C6" for one in t.tempat)]
    assert told == ["belanja-berbeda"]


def test_a_programme_supports_from_the_upper_half_of_the_scale_on(fill, consistent):
    report, formulas, values = fill(consistent | {"Tabel 3.8": SUPPORT})
    assert [values["Tabel 3.8"][f"H{row}"].value for row in (3, 4, 5, 6)] == [
        "Tidak Menunjang", "Menunjang", None, "Menunjang",
    ]  # fmt: skip
    assert formulas["Tabel 3.8"]["H3"].value == (
        '=IF(COUNT(G3)=0,"",IF(ROUND(G3,9)>=85,"Menunjang","Tidak Menunjang"))'
    )
    assert report.konflik == ()  # what the unit says of the last one is its own
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
