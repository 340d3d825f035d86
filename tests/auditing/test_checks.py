"""Each check on a small workbook: silent when the tables agree, and one fault at a time found in its cell."""

from __future__ import annotations

import pytest
import xlsxwriter

import sakipcalc as sc


@pytest.fixture
def audit(as_file):
    return lambda sheets: sc.audit(sc.read(as_file(sheets)))


def found(temuan):
    return [(t.code, str(t.places[0])) for t in temuan]


def test_a_consistent_workbook_has_no_findings(audit, consistent):
    assert found(audit(consistent)) == []


FAULTS = {
    "target of another table": (("Tabel 2.3", 2, 5, 85), ("target-berbeda", "Tabel 2.3!F3")),
    "target of the Renstra": (("Tabel 2.1", 3, 6, 10.5), ("target-berbeda", "Tabel 2.1!G4")),
    "capaian": (("Tabel 3.2", 2, 6, 103.9), ("hitungan-berbeda", "Tabel 3.2!G3")),
    "capaian by the formula of the other polarity": (
        ("Tabel 3.2", 3, 6, 80),
        ("hitungan-berbeda", "Tabel 3.2!G4"),
    ),
    "kategori": (("Tabel 3.2", 2, 7, "Baik"), ("kategori-berbeda", "Tabel 3.2!H3")),
    "realisasi not copied": (("Tabel 3.7", 3, 3, 87.63), ("realisasi-berbeda", "Tabel 3.7!D4")),
    "serapan": (("Tabel 3.7", 3, 7, 81), ("hitungan-berbeda", "Tabel 3.7!H4")),
    "efficiency that is nothing": (("Tabel 3.7", 3, 8, 1.5), ("efisiensi-berbeda", "Tabel 3.7!I4")),
    "difference": (("Tabel 3.7", 4, 9, 25), ("hitungan-berbeda", "Tabel 3.7!J5")),
    "total": (("Tabel 3.9", 9, 2, 1600), ("jumlah-berbeda", "Tabel 3.9!C10")),
    "parent": (("Tabel 3.9", 3, 3, 810), ("jumlah-berbeda", "Tabel 3.9!D4")),
    "per cent of a line": (("Tabel 3.9", 5, 4, 83.4), ("hitungan-berbeda", "Tabel 3.9!E6")),
    "a word where a number belongs": (("Tabel 3.9", 5, 2, "600.00.0"), ("angka-rusak", "Tabel 3.9!C6")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_found_in_its_cell(audit, consistent, fault):
    (sheet, row, column, value), expected = FAULTS[fault]
    consistent[sheet][row][column] = value
    temuan = audit(consistent)
    assert expected in found(temuan)
    assert all(t.severity == "galat" for t in temuan.with_code(expected[0]))


@pytest.mark.parametrize("wrong", [1_550, 1_270])
def test_a_total_of_programmes_that_have_no_lines_below(audit, wrong):
    rows = [
        ["Realisasi Anggaran Dinas Pasar Tahun 2024"],
        ["No", "Program", "Pagu", "Realisasi", "%"],
        [1, "Program Sarana Perdagangan", 1_250, 1_187.5, 95],
        [2, "Program Metrologi", 30, 29.4, 98],
        ["Jumlah", None, 1_280, 1_216.9, 95.07],
    ]
    million = [[cell * 10**6 if c in {2, 3} else cell for c, cell in enumerate(row)] for row in rows[2:]]
    assert found(audit({"C": [*rows[:2], *million]})) == []
    million[2][2] = wrong * 10**6
    assert ("jumlah-berbeda", "C!C5") in found(audit({"C": [*rows[:2], *million]}))


@pytest.mark.parametrize("lines", [1, 2])
def test_a_total_of_an_agreement(audit, lines):
    rows = [
        ["Perjanjian Kinerja Kepala Bidang Tahun 2024"],
        ["No", "Program", "Anggaran"],
        *[[at, f"Program {name}", 30_000_000] for at, name in enumerate(["Pasar", "Jalan"][:lines], 1)],
        ["Jumlah", None, 61_000_000],
    ]
    wrong = audit({"PK Bidang": rows}).with_code("jumlah-berbeda")
    cells = {1: ["C4", "C3"], 2: ["C5", "C3", "C4"]}[lines]
    assert [([place.cell for place in one.places], one.data["kolom"]) for one in wrong] == [
        (cells, "anggaran")
    ]


def test_a_sum_above_a_line_that_is_merged_over_its_figures(tmp_path):
    """The kegiatan stands nowhere in the column; its lines do."""
    path = tmp_path / "gabung.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Tabel 3.9")
        for row, line in enumerate(
            [
                ["Tabel 3.9 Realisasi Anggaran Tahun 2024"],
                ["No", "Program/Kegiatan/Sub Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)"],
                [1, "Program Pelayanan Publik", 30_000_000, 23_000_000],
                ["", "1. Kegiatan Pelayanan Umum"],
                ["", "a) Sub kegiatan perizinan", 10_000_000, 9_000_000],
                ["", "b) Sub kegiatan kependudukan", 15_000_000, 14_000_000],
            ]
        ):
            page.write_row(row, 0, line)
        page.merge_range("B4:D4", "1. Kegiatan Pelayanan Umum")
    wrong = sc.audit(sc.read(path)).with_code("jumlah-berbeda")
    assert [[place.cell for place in one.places] for one in wrong] == [["C3", "C5", "C6"]]


def test_a_realisasi_that_is_not_filled_in(audit, consistent):
    consistent["Tabel 3.2"][2][5:] = [None, None, None]
    consistent["Tabel 3.7"][3][3:] = [None, None, 1000, 800, 80, None, None]
    assert found(audit(consistent)) == [("belum-diisi", "Tabel 3.2!F3")]


def test_a_difference_in_place_of_the_ratio_is_no_fault(audit, consistent):
    for row in consistent["Tabel 3.7"]:
        del row[9:]
    consistent["Tabel 3.7"][3][8] = 24
    consistent["Tabel 3.7"][4][8] = 20
    assert found(audit(consistent)) == []


def test_a_ratio_under_a_scale_for_differences(audit, consistent):
    for row in consistent["Tabel 3.7"]:
        del row[9:]
    assert found(audit(consistent)) == [
        ("rasio-dinilai-selisih", "Tabel 3.7!I4"), ("rasio-dinilai-selisih", "Tabel 3.7!I5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bands", "fault"),
    [
        ((">= 85 - 100", "> 100", "60 - 80", "< 60"), "gap"),
        (("> 100", "85 - 100", "80 - 90", "< 80"), "overlap"),
        (("> 100", "entahlah", "50 - 85", "< 50"), "unreadable"),
    ],
)
def test_a_scale_that_cannot_be_used_names_its_row(audit, consistent, bands, fault):
    consistent["Tabel 3.1"] = [
        ["Tabel 3.1 Skala Nilai Capaian Kinerja"],
        ["No", "Skala Nilai Capaian Kinerja", "Predikat Capaian Kinerja"],
        *([n, band, f"Predikat {n}"] for n, band in enumerate(bands, 1)),
    ]
    (finding,) = audit(consistent).with_code("skala-rusak")
    assert finding.places[0].sheet == "Tabel 3.1"
    assert finding.places[0].cell
    assert all(finding.message(lang) for lang in ("id", "en"))


def test_own_labels_are_compared_without_case_and_spaces(audit, consistent):
    consistent["Tabel 3.2"][2][7] = "SANGAT  baik"
    assert found(audit(consistent)) == []


def test_a_polarity_that_is_not_stated_is_told_once_instead_of_wrong_figures(audit, consistent):
    for row in consistent["Tabel 3.2"][1:]:
        del row[3]
    del consistent["Tabel 3.7"]
    temuan = audit(consistent)
    assert found(temuan.at_least("peringatan")) == [("arah-tidak-tertulis", "Tabel 3.2!F4")]


def test_findings_as_a_frame_and_as_html(audit, consistent):
    consistent["Tabel 3.2"][2][7] = "<b>Baik"
    temuan = audit(consistent)
    assert temuan.frame.loc[0, ["kode", "sheet", "cell"]].tolist() == ["kategori-berbeda", "Tabel 3.2", "H3"]
    assert "<b>Baik" not in temuan._repr_html_()
    assert temuan.at_least("galat") == tuple(temuan)
    assert temuan[0].hint("en") != temuan[0].hint("id")
    assert repr(temuan) == "<DaftarTemuan: 1 galat, 0 peringatan, 0 info>"


def test_every_finding_of_the_real_report_can_be_told_in_both_languages(workbooks):
    for temuan in sc.audit(sc.read(workbooks / "bogorejo-2024-tercetak.xlsx")):
        for lang in ("id", "en"):
            assert "{" not in temuan.message(lang) + temuan.hint(lang)


def test_what_was_taken_for_granted_is_said(as_file, consistent):
    consistent["Tabel 3.2"][3][3] = "entah"
    laporan = sc.read(as_file(consistent))
    found_codes = {
        t.code for t in sc.audit(laporan, sc.compute(laporan, sc.Metode(arah={"Stunting": "turun"})))
    }
    assert {"arah-tidak-dikenal", "arah-tanpa-indikator"} <= found_codes


def test_spending_that_is_still_missing_is_counted(audit, consistent):
    consistent["Tabel 3.9"][4][3:] = [None, None]
    (finding,) = audit(consistent).with_code("realisasi-anggaran-kosong")
    assert (finding.data["n"], finding.data["m"], str(finding.places[0])) == (1, 3, "Tabel 3.9!D5")


def test_a_budget_that_only_tabel_39_has(audit, consistent):
    consistent["Tabel 2.4"] = [
        ["Tabel 2.4 Rumusan Program"],
        ["No", "Program/ Kegiatan/ Sub Kegiatan", "Target Capaian Kinerja", "Anggaran"],
        [1, "Program Pelayanan", 100, None], [2, "1. Layanan", 100, None], [3, "a) Loket", 12, 400],
        [4, "b) Survei", 1, None], [5, "Program Bantuan", 100, None], [6, "1. Bantuan", 100, None], [7, "a) Beras", 12, 500],
    ]  # fmt: skip
    (finding,) = audit(consistent).with_code("pagu-kosong")
    assert (str(finding.places[0]), finding.in_other_table) == ("Tabel 2.4!D6", 600)


def test_a_target_of_nought_is_said(audit, consistent):
    consistent["Tabel 3.2"][3][4:] = [0, 8, None, None]
    (finding,) = audit(consistent).with_code("tidak-dapat-dihitung")
    assert (str(finding.places[0]), finding.data["sebab"]) == ("Tabel 3.2!F4", ("target",))


def test_a_realisasi_that_only_another_table_has_is_told_with_both_cells(audit, consistent):
    consistent["Tabel 3.2"][2][5] = None
    (told,) = audit(consistent).with_code("realisasi-di-tabel-lain")
    assert [str(place) for place in told.places] == ["Tabel 3.2!F3", "Tabel 3.7!D4"]
    assert "87,36" in told.message()
