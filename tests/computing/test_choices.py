"""Every choice of a Metode, through the workbook: the figure, the live formula, and LibreOffice's word on both."""

from __future__ import annotations

import math

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.computing.how import word

#: Choices, and what they make of the consistent workbook: capaian of both indicators, cell G3's formula.
CHOICES = {
    "cap": ({"batas": 110}, [104, 110], 'IF(OR(COUNT(F3,E3)<2,E3=0),"",MIN(F3/E3*100,110))'),
    "floor": ({"lantai": 110}, [110, 120], 'IF(OR(COUNT(F3,E3)<2,E3=0),"",MAX(F3/E3*100,110))'),
    "both": ({"lantai": 50, "batas": 105}, [104, 105], None),
    "target over actual": ({"turun": "kebalikan"}, [104, 125], None),
    "defaults": ({}, [104, 120], 'IF(OR(COUNT(F3,E3)<2,E3=0),"",F3/E3*100)'),
}


def emptied(sheets):
    for row in sheets["Tabel 3.2"][2:]:
        row[6:] = [None, None]
    for row in sheets["Tabel 3.7"][3:]:
        row[2:] = [None, None, None, row[5], row[6], None, None, None]
    return sheets


@pytest.fixture
def fill(as_file, tmp_path):
    def run(sheets, **choices):
        target = tmp_path / "terisi.xlsx"
        report = sc.fill(as_file(sheets), target, metode=sc.Metode(**choices) if choices else None)
        return report, openpyxl.load_workbook(target)

    return run


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_makes_the_figure_and_the_formula(fill, consistent, name):
    choices, capaian, formula = CHOICES[name]
    report, book = fill(emptied(consistent), **choices)
    assert report.hasil.capaian["capaian"].tolist() == capaian
    assert formula is None or book["Tabel 3.2"]["G3"].value == f"={formula}"


def test_the_cap_comes_before_the_mean(as_file, consistent):
    del consistent["Tabel 3.7"]
    hasil = sc.compute(sc.read(as_file(consistent)), sc.Metode(batas=110))
    assert hasil.efisiensi["capaian_kinerja"].tolist() == [107]


def test_members_of_a_mean_rounded_first(as_file, consistent):
    consistent["Tabel 3.2"][2][5] = 87.4
    del consistent["Tabel 3.7"]
    laporan = sc.read(as_file(consistent))
    exact = sc.compute(laporan).efisiensi["capaian_kinerja"].item()
    rounded = sc.compute(laporan, sc.Metode(bulatkan_rerata=0)).efisiensi["capaian_kinerja"].item()
    assert exact == pytest.approx((87.4 / 84 * 100 + 120) / 2)
    assert rounded == 112


def test_displayed_values_are_classified_on_request(as_file, consistent):
    consistent["Tabel 3.2"][2][4:6] = [100, 84.996]
    laporan = sc.read(as_file(consistent))
    labels = [
        sc.compute(laporan, sc.Metode(klasifikasi=k)).capaian["kategori"][0] for k in ("utuh", "tampil")
    ]
    assert labels == ["Cukup", "Baik"]


def test_a_zero_target_that_is_met_counts_as_full_on_request(as_file, consistent):
    consistent["Tabel 3.2"][3][4:6] = [0, 0]
    laporan = sc.read(as_file(consistent))
    assert sc.compute(laporan).capaian_rows[1].capaian.status == "tidak dapat dihitung"
    hasil = sc.compute(laporan, sc.Metode(target_nol="seratus"))
    assert hasil.capaian_rows[1].capaian.number == 100
    assert "= 100" in hasil.explain("Angka kemiskinan")


@pytest.mark.parametrize(
    ("arah", "target", "realisasi", "capaian", "formula"),
    [
        ("rentang", "80-90", 85, 100, "rentang"),
        ("rentang", "80-90", 70, 87.5, "rentang"),
        ("kualitatif", "WTP", "WDP", 75, "predikat"),
        ("naik", "WBK", "WBK", 100, "predikat"),
        ("ya/tidak", "Ya", "Tidak", 0, "ya_tidak"),
        ("stabil", 10, 12, 80, "stabil"),
    ],
)
def test_polarities_with_words_and_ranges(as_file, consistent, arah, target, realisasi, capaian, formula):  # noqa: PLR0917 -- one case
    consistent["Tabel 3.2"][2][3:] = [arah, target, realisasi, None, None]
    row = sc.compute(sc.read(as_file(consistent))).capaian_rows[0]
    assert (row.capaian.number, word(row.capaian.how)) == (capaian, formula)


def test_a_word_is_written_plainly(fill, consistent):
    emptied(consistent)["Tabel 3.2"][2][3:] = ["kualitatif", "WTP", "WDP", None, None]
    _, book = fill(consistent)
    assert book["Tabel 3.2"]["G3"].value == 75


@pytest.mark.parametrize(
    ("renstra", "kemajuan"),
    [
        ("akhir", 87.36 / 88 * 100),
        ("tahun_ini", 104),
        ("baseline", (87.36 - 60) / (88 - 60) * 100),
        ("kumulatif", None),
    ],
)
def test_progress_by_the_chosen_method(as_file, consistent, renstra, kemajuan):
    consistent["Tabel 2.1"][1].insert(4, "Kondisi Awal")
    consistent["Tabel 2.1"][2].insert(4, 60)
    consistent["Tabel 2.1"][3].insert(4, 14)
    value = sc.compute(sc.read(as_file(consistent)), sc.Metode(renstra=renstra)).renstra["kemajuan"][0]
    assert math.isnan(value) if kemajuan is None else value == pytest.approx(kemajuan)


@pytest.mark.parametrize(
    ("unit", "status"), [("Dokumen", "dihitung"), ("%", "tidak berlaku"), ("Indeks", "tidak berlaku")]
)
def test_only_what_adds_up_is_summed_over_the_years(as_file, consistent, unit, status):
    consistent["Tabel 2.3"][2][4] = unit
    consistent["Tabel 3.3"] = [
        ["Tabel 3.3 Perbandingan Realisasi Kinerja"],
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", 2023, None, None, 2024, None, None],
        [None, None, None, "Target", "Realisasi", "Capaian %", "Target", "Realisasi", "Capaian %"],
        [1, "Pelayanan prima", "SKM", 20, 22, 110, None, None, None],
    ]
    hasil = sc.compute(sc.read(as_file(consistent)), sc.Metode(renstra="kumulatif"))
    progress = hasil.renstra_rows[0].kemajuan
    assert progress.status == status
    assert progress.number is None or float(progress.number) == pytest.approx((22 + 87.36) / 88 * 100)


def test_the_sheet_pengaturan_states_the_choices(as_file, consistent):
    for row in consistent["Tabel 3.2"][1:]:
        del row[3]
    consistent["Pengaturan"] = [
        ["Pilihan", "Nilai"], ["Batas", 110], ["Turun", "kebalikan"], ["Arah Angka Kemiskinan", "turun"],
    ]  # fmt: skip
    hasil = sc.compute(sc.read(as_file(consistent)))
    assert (hasil.metode.batas, hasil.metode.turun) == (110, "kebalikan")
    assert hasil.capaian["capaian"].tolist() == [104, 110]
    assert hasil.as_dict()["metode"]["batas"] == 110
    assert sc.compute(hasil.laporan, sc.Metode()).metode == sc.Metode()


def test_a_fault_on_the_sheet_pengaturan_is_a_finding_and_the_defaults_hold(as_file, consistent):
    consistent["Pengaturan"] = [["Bats", 110]]
    laporan = sc.read(as_file(consistent))
    (finding,) = sc.audit(laporan).with_code("pengaturan-salah")
    assert str(finding.places[0]) == "Pengaturan!B1"
    assert "batas" in finding.message()
    assert finding.message("id") != finding.message("en")
    assert sc.compute(laporan).metode == sc.Metode()


@pytest.mark.parametrize("choice", [("Skala", "lkjp"), ("Aturan", "/nope.toml")])
def test_a_workbook_neither_breaks_the_run_nor_opens_other_files(as_file, consistent, choice):
    consistent["Pengaturan"] = [list(choice)]
    laporan = sc.read(as_file(consistent))
    assert [t.code for t in sc.audit(laporan)] == ["pengaturan-salah"]
    assert sc.compute(laporan).metode == sc.Metode()


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "choices",
    [
        {"batas": 110}, {"lantai": 110}, {"turun": "kebalikan"}, {"efisiensi": "selisih"}, {"efisiensi": "te"},
        {"efisiensi": "pmk"}, {"klasifikasi": "tampil", "desimal": 0}, {"bulatkan_rerata": 0}, {"renstra": "tahun_ini"},
    ],
    ids=str,
)  # fmt: skip
def test_libreoffice_computes_the_same_under_every_choice(
    as_file, consistent, tmp_path, libreoffice, without_values, choices
):
    target = tmp_path / "terisi.xlsx"
    report = sc.fill(as_file(emptied(consistent)), target, metode=sc.Metode(**choices))
    ours = openpyxl.load_workbook(target, data_only=True)
    theirs = openpyxl.load_workbook(libreoffice(without_values(target), "xlsx"), data_only=True)
    for cell in report.written:
        place = cell.cell.place
        one, other = (book[place.sheet][place.cell].value for book in (ours, theirs))
        assert other == (pytest.approx(one, rel=1e-9, abs=1e-9) if isinstance(one, float | int) else one), (
            place
        )
