"""Nobody is accused while something else explains a figure: another reading, a cap, another polarity, one line."""

from __future__ import annotations

import openpyxl
import pytest

import sakipcalc as sc


@pytest.fixture
def audited(as_file):
    return lambda sheets: sc.audit(sc.read(as_file(sheets)))


def told(temuan, code):
    return [[place.cell for place in one.places] for one in temuan.with_code(code)]


HEADS = ["No", "Sasaran", "Indikator Kinerja", "Arah", "Target", "Realisasi", "Capaian (%)"]


def measured(*rows):
    body = [[at, f"Sasaran {at}", f"Indikator {at}", "naik", *row] for at, row in enumerate(rows, 1)]
    return {"Tabel 3.2": [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], HEADS, *body]}


def test_another_reading_that_fits_is_asked(audited):
    temuan = audited(measured(("1,49% (21 km)", "1,81% (25,478 km)", "121,32"), (50, "45,5", "91")))
    assert told(temuan, "bacaan-lain-cocok") == [["F3", "G3"]]
    assert told(temuan, "hitungan-berbeda") == []
    (finding,) = temuan.with_code("bacaan-lain-cocok")
    assert "25,478" in finding.message("id")
    assert finding.message("en")


def test_figures_that_stop_at_one_number_are_capped(audited):
    temuan = audited(measured((80, 88, 100), (50, 60, 100), (70, 63, 90)))
    assert told(temuan, "capaian-dibatasi") == [["G3", "G4"]]
    assert told(temuan, "hitungan-berbeda") == []
    beyond = audited(measured((80, 88, 100), (50, 60, 100), (70, 77, 110)))
    assert told(beyond, "hitungan-berbeda") == [["G3", "F3", "E3"], ["G4", "F4", "E4"]]
    below = audited(measured((80, 88, 100), (50, 45, 100), (70, 63, 90)))
    assert told(below, "hitungan-berbeda") == [["G3", "F3", "E3"], ["G4", "F4", "E4"]]


def test_a_column_that_hardly_fits_is_asked_about_as_a_whole(audited):
    wrong = [(80, 88, 12.5), (50, 60, 71.3), (70, 63, 44.4)]
    temuan = audited(measured(*wrong))
    assert told(temuan, "kolom-tak-cocok") == [["G3", "G4", "G5"]]
    assert told(temuan, "hitungan-berbeda") == []
    right = [(10, 9, 90), (40, 42, 105)]
    assert told(audited(measured(*wrong, *right)), "kolom-tak-cocok") == [["G3", "G4", "G5"]]
    assert told(audited(measured(*wrong, *right * 6)), "hitungan-berbeda") == [
        [f"{column}{row}" for column in "GFE"] for row in (3, 4, 5)
    ]
    assert told(audited(measured(*wrong[1:], *right)), "hitungan-berbeda") == [
        [f"{column}{row}" for column in "GFE"] for row in (3, 4)
    ]


def test_columns_that_fit_when_they_change_places(audited):
    rows = (80, 110, 88), (50, 90, 45), (70, 77, 110), (60, 66, 110), (40, 42, 105)
    temuan = audited(measured(*rows))
    assert told(temuan, "kolom-tak-cocok") == [["G3", "G4"]]
    assert told(temuan, "hitungan-berbeda") == []


@pytest.mark.parametrize(
    ("measured_as", "capaian", "code"),
    [
        (66.7, 95.24, "hasil-dari-angka-penuh"),
        (66.7, 96.24, "hitungan-berbeda"),
        (66.67, 95.29, "hitungan-berbeda"),
        (67, 95.24, "hitungan-berbeda"),
    ],
)
def test_a_realisasi_that_was_shortened_for_print(audited, measured_as, capaian, code):
    temuan = audited(measured((70, measured_as, capaian), (50, 45, 90)))
    assert {one.code for one in temuan if one.places[0].cell == "G3"} == {code}


def test_a_dash_is_no_kategori(audited):
    sheets = measured((80, 88, 110), (50, 45, 90))
    for row, label in zip(sheets["Tabel 3.2"][1:], ("Kategori", "-", "Baik"), strict=True):
        row.append(label)
    assert told(audited(sheets), "kategori-berbeda") == []


@pytest.mark.parametrize(("written", "accused"), [(False, []), (True, [["G3"]])])
def test_a_shared_capaian_of_another_polarity_accuses_nobody(as_file, written, accused):
    sheets = measured((67, 57, 85.39), (21, 24, None))
    for row in sheets["Tabel 3.2"][2:]:
        row[3] = row[3] if written else None
    sheets["Tabel 3.2"][3][1] = sheets["Tabel 3.2"][2][1]
    path = as_file(sheets)
    book = openpyxl.load_workbook(path)
    book["Tabel 3.2"].merge_cells("G3:G4")
    book.save(path)
    assert told(sc.audit(sc.read(path)), "hitungan-berbeda") == accused


LINES = [
    ("Program Jalan", 1000, 800, 80),
    ("1. Pemeliharaan", 1000, 800, 80),
    ("a) Aspal", 400, 300, 75),
    ("b) Rambu", 600, 500, 83.33),
    ("Program Air", 500, 450, 90),
    ("1. Sumur", 500, 450, 90),
    ("a) Bor", 500, 450, 90),
    ("JUMLAH", 1500, 1250, 83.33),
]


def tree(lines):
    heads = ["No", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"]
    return {
        "Tabel 3.9": [["Tabel 3.9 Realisasi Anggaran Tahun 2024"], heads, *([None, *line] for line in lines)]
    }


def changed(row, **figures):
    lines = [list(line) for line in LINES]
    for column, value in figures.items():
        lines[row][("uraian", "anggaran", "realisasi", "persen").index(column)] = value
    return tree(lines)


def test_the_tree_itself_agrees(audited):
    assert told(audited(tree(LINES)), "jumlah-berbeda") == []


def test_of_a_wrong_kegiatan_its_programme_is_not_accused(audited):
    assert told(audited(changed(1, anggaran=1300)), "jumlah-berbeda") == [["C4", "C5", "C6"]]


def test_a_line_that_its_per_cent_contradicts_explains_all_totals(audited):
    temuan = audited(changed(2, realisasi=500))
    places = told(temuan, "jumlah-berbeda")
    assert [one[0] for one in places] == ["D4", "D10"]
    assert all("D5" in one for one in places)
    assert all("300" in one.message() for one in temuan.with_code("jumlah-berbeda"))
    assert told(temuan, "jumlah-sesebab") == [["D5", "D4", "D10"]]
    assert all(
        "300" in one.message(lang) for one in temuan.with_code("jumlah-sesebab") for lang in ("id", "en")
    )


def test_a_line_listed_twice_explains_all_totals(audited):
    lines = [*LINES[:4], LINES[3], *LINES[4:]]
    temuan = audited(tree(lines))
    places = told(temuan, "jumlah-berbeda")
    assert len(places) == 4
    assert all({"C7", "D7"} & set(one) for one in places)
    assert told(temuan, "baris-ganda") == [["B7", "B6"]]


def test_a_part_total_before_the_total_of_all_is_none_of_all(audited):
    lines = [*LINES[:4], ("Sub Total", 1000, 800, 80), *LINES[4:7], ("Sub. Jumlah", 500, 450, 90), LINES[7]]
    temuan = audited(tree(lines))
    assert told(temuan, "jumlah-berbeda") == []
    edge = tree(lines)
    edge["Tabel 3.9"][-1][:2] = ["Total Pagu dan Realisasi", None]
    assert told(audited(edge), "jumlah-berbeda") == []


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [((1, 2, 4, 4, 5), 1), ((1, 2, 2, 4, 5), 1), ((1, 3, 5, 6, 7), 2), ((1, 2, 3, 4, 5), 0)],
)
def test_what_goes_on_after_a_wrong_number_is_in_order(audited, numbers, wrong):
    sheets = measured(*((80, 88, 110) for _ in numbers))
    for row, number in zip(sheets["Tabel 3.2"][2:], numbers, strict=True):
        row[0] = number
    assert len(audited(sheets).with_code("urutan-butir")) == wrong


def test_a_band_that_overlaps_both_neighbours_leaves_no_gap(audited, consistent):
    bands = ("> 100", "60 - 100", "65 - 84", "50 - 64", "< 50")
    consistent["Tabel 3.1"] = [
        ["Tabel 3.1 Skala Nilai Capaian Kinerja"],
        ["No", "Skala Nilai Capaian Kinerja", "Predikat Capaian Kinerja"],
        *([n, band, f"Predikat {n}"] for n, band in enumerate(bands, 1)),
    ]
    found = audited(consistent).with_code("skala-rusak")
    assert found
    assert all("B4" in [place.cell for place in one.places] for one in found)


GOALS = [
    ["Tabel 2.1 Tujuan dan Sasaran Renstra 2023-2026"],
    ["No", "Tujuan", "Sasaran", "Indikator Kinerja", "2023", "2024", "2025", "2026"],
    *([at, "Daerah maju", f"Sasaran {at}", f"Indikator {at}", 10 * at, 11 * at, 12 * at, 13 * at] for at in (1, 2, 3)),
]  # fmt: skip


def promised(heading, *figures):
    rows = [[at, f"Sasaran {at}", f"Indikator {at}", figure] for at, figure in enumerate(figures, 1)]
    title = ["Perjanjian Kinerja Tahun 2024 Kepala Dinas"]
    return {"Renstra": GOALS, "PK": [title, ["No", "Sasaran", "Indikator Kinerja", heading], *rows]}


@pytest.mark.parametrize(
    ("heading", "figures", "wrong", "doubted"),
    [
        ("Target", (15, 24, 37), 3, 0), ("Zarkun", (15, 24, 37), 0, 1), ("Zarkun", (15, 22, 33), 1, 0), ("Zarkun", (11, 22, 33), 0, 0),
    ],
)  # fmt: skip
def test_a_guessed_column_accuses_only_where_most_of_it_agrees(audited, heading, figures, wrong, doubted):
    temuan = audited(promised(heading, *figures))
    assert len(temuan.with_code("target-berbeda")) == wrong
    found = temuan.with_code("tabel-tak-cocok")
    assert len(found) == doubted
    assert all(heading in one.message(lang) for one in found for lang in ("id", "en"))


def test_totals_that_differ_each_by_another_amount_are_a_doubt_about_the_levels(audited):
    lines = [list(line) for line in LINES]
    for row, figure in ((0, 3300), (1, 700), (4, 1900), (5, 120)):
        lines[row][1] = figure
    temuan = audited(tree(lines))
    assert told(temuan, "jumlah-berbeda") == []
    (one,) = [one for one in told(temuan, "jumlah-tak-cocok") if one[0].startswith("C")]
    assert set(one) <= {"C3", "C4", "C7", "C8", "C10"}


def test_two_columns_of_one_heading_are_two_premises(audited):
    """A capaian and a serapan that are both headed "%": the errors of one are no doubt about the other."""
    heads = [
        "No",
        "Sasaran",
        "Indikator Kinerja",
        "Target",
        "Realisasi",
        "%",
        "Pagu",
        "Realisasi Anggaran",
        "%",
        "Selisih",
    ]
    rows = [
        [at, f"Sasaran {at}", f"Indikator {at}", 50, 45, 90, 1000 * at, 800 * at, share, 90 - share]
        for at, share in enumerate((80, 80, 80, 80), 1)
    ]
    rows[2][5] = 91.5
    temuan = audited({"Uang": [["Tabel 3.7 Kinerja dan Anggaran"], heads, *rows]})
    assert [one[0] for one in told(temuan, "hitungan-berbeda")] == ["F5"]
