"""Tables of several years whose measures stand in rows, or in the caption alone."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

YEARS = (2021, 2022, 2023)
#: Target, realisasi and capaian of each year, by hand.
PASAR = {"Target": (70, 75, 80), "Realisasi": (72, 74, 84), "Capaian (%)": (102.86, 98.67, 105)}
KIOS = {"Target": (40, 45, 50), "Realisasi": (41, 45, 45), "Capaian (%)": (102.5, 100, 90)}


def book(rows, merged=()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for area in merged:
        made.active.merge_cells(area)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def by_measure(heading: str, measures=tuple(PASAR), *, repeated: bool = False) -> bytes:
    rows = [("Perkembangan kinerja pasar",), ("No", "Indikator", heading, *YEARS)]
    for number, (name, figures) in enumerate([("Pedagang tertib", PASAR), ("Kios terisi", KIOS)], 1):
        for at, measure in enumerate(measures):
            own = (number, name) if repeated or not at else (None, None)
            rows.append((*own, measure, *figures[measure]))
    return book(rows)


@pytest.mark.parametrize("heading", ["Uraian", "", "Keterangan", "Xyz"])
@pytest.mark.parametrize("measures", [tuple(PASAR), ("Target", "Realisasi"), ("Realisasi", "Target")])
@pytest.mark.parametrize("repeated", [True, False])
def test_measures_in_rows_are_the_columns_of_the_comparison_of_years(heading, measures, repeated):
    laporan = sc.read(by_measure(heading, measures, repeated=repeated))
    assert [table.id for table in laporan.tables] == ["3.3"]
    frame = sc.compute(laporan).capaian
    assert frame["indikator"].tolist() == ["Pedagang tertib", "Kios terisi"]
    assert frame["target"].tolist() == [80, 50]
    assert frame["realisasi"].tolist() == [84, 45]
    assert frame["capaian"].tolist() == [105, 90]


def test_what_was_turned_is_told_once_and_at_its_column():
    codes = [(one.code, one.places[0].cell) for one in sc.read(by_measure("Uraian")).temuan]
    assert codes == [("baris-per-ukuran", "C2")]


def test_each_figure_keeps_its_cell():
    laporan = sc.read(by_measure("Uraian"))
    row = laporan.tables[0].rows[1]
    assert {key: row.cells[key].place.cell for key in ("target_2021", "realisasi_2022", "capaian_2023")} == {
        "target_2021": "D6",
        "realisasi_2022": "E7",
        "capaian_2023": "F8",
    }


def test_an_empty_capaian_is_filled_where_it_stands():
    made = openpyxl.load_workbook(io.BytesIO(by_measure("Uraian")))
    made.active["F5"], made.active["F8"] = None, None
    source, filled = io.BytesIO(), io.BytesIO()
    made.save(source)
    sc.fill(source.getvalue(), filled)
    formulas = openpyxl.load_workbook(filled).active
    assert "F4" in formulas["F5"].value
    assert "F7" in formulas["F8"].value


def test_an_indicator_without_one_of_the_measures_has_none():
    rows = [
        ("No", "Indikator", "Uraian", *YEARS),
        (1, "Pedagang tertib", "Target", 70, 75, 80),
        (None, None, "Realisasi", 72, 74, 84),
        (2, "Kios terisi", "Realisasi", 41, 45, 45),
    ]
    hasil = sc.compute(sc.read(book(rows)))
    assert hasil.capaian["realisasi"].tolist() == [84, 45]
    assert hasil.capaian["target"].isna().tolist() == [False, True]
    sc.audit(hasil.laporan)


@pytest.mark.parametrize(
    ("caption", "table"),
    [
        ("Realisasi kinerja tiga tahun terakhir", "3.3"),
        ("Perkembangan capaian IKU 2021-2023", "3.3"),
        ("Target kinerja Renstra", "2.1"),
        ("Target dan realisasi", "2.1"),
        ("Rencana Strategis Dinas Pasar", "2.1"),
    ],
)
def test_years_alone_hold_what_the_caption_says(caption, table):
    rows = [
        (caption,),
        ("Indikator", "Satuan", *YEARS),
        ("Pedagang tertib", "%", 70, 75, 80),
        ("Kios terisi", "%", 40, 45, 50),
    ]
    laporan = sc.read(book(rows))
    assert [one.id for one in laporan.tables] == [table]
    if table == "3.3":
        assert sc.compute(laporan).capaian["realisasi"].tolist() == [80, 50]


def test_an_indicator_that_is_younger_than_the_others_has_no_cells_of_the_years_before():
    rows = [
        ("Indikator", "Tahun", "Target", "Realisasi"),
        ("Pedagang tertib", 2021, 70, 72),
        ("Pedagang tertib", 2022, 75, 74),
        ("Kios terisi", 2022, 45, 45),
    ]
    hasil = sc.compute(sc.read(book(rows)))
    trend = hasil.tren.set_index(["indikator", "tahun"])["realisasi"].dropna()
    assert trend.to_dict() == {
        ("Pedagang tertib", 2021): 72,
        ("Pedagang tertib", 2022): 74,
        ("Kios terisi", 2022): 45,
    }
    sc.audit(hasil.laporan)


@pytest.mark.parametrize("caption", ["Tabel 3.2 Perbandingan dengan tahun lalu", "Perbandingan", ""])
def test_results_of_two_years_side_by_side_are_a_comparison(caption):
    rows = [
        (caption,),
        ("No", "Indikator", "Realisasi 2022", "Realisasi 2023", "Peningkatan/Penurunan"),
        (1, "Pedagang tertib", 74, 84, 10),
        (2, "Kios terisi", 45, 45, 0),
    ]
    laporan = sc.read(book(rows))
    assert [(one.id, column.key) for one in laporan.tables for column in one.columns][2:] == [
        ("3.3", "realisasi_2022"),
        ("3.3", "realisasi_2023"),
    ]


def test_codes_of_goals_and_indicators_are_no_names():
    rows = [
        ("Kode SS/IKU", "Sasaran Strategis / Indikator Kinerja", "Target", "Realisasi", "Indeks Capaian"),
        ("1a-CP", "Pedagang tertib retribusi", 80, 84, 105),
        ("1b-CP", "Kios yang terisi", 50, 45, 90),
    ]
    frame = sc.compute(sc.read(book(rows))).capaian
    assert frame["indikator"].tolist() == ["Pedagang tertib retribusi", "Kios yang terisi"]


@pytest.mark.parametrize("per_cents", [(105, 90), (None, None)])
@pytest.mark.parametrize("heading", ["% Kinerja", "Capaian (%)", "Persentase"])
def test_capaian_beside_its_per_cent_is_what_was_reached(heading, per_cents):
    rows = [
        ("Sasaran", "Indikator", "Target 2023", "Capaian 2023", heading),
        ("Pasar rapi", "Pedagang tertib", 80, 84, per_cents[0]),
        ("Pasar ramai", "Kios terisi", 50, 45, per_cents[1]),
    ]
    frame = sc.compute(sc.read(book(rows))).capaian
    assert frame["realisasi"].tolist() == [84, 45]
    assert frame["capaian"].tolist() == [105, 90]


@pytest.mark.parametrize(("wanted", "reached", "asked"), [(90, 81, ["D1"]), (12, 11, [])])
def test_capaian_beside_a_target_alone_is_asked_about_unless_its_figures_tell(wanted, reached, asked):
    rows = [
        ("Sasaran", "Indikator", "Target", "Capaian"),
        ("Pasar rapi", "Pedagang tertib", 80, 84),
        ("Pasar ramai", "Kios terisi", wanted, reached),
    ]
    laporan = sc.read(book(rows))
    assert sc.compute(laporan).capaian["realisasi"].tolist() == [84, reached]
    assert [place.cell for one in laporan.temuan.with_code("kolom-ditebak") for place in one.places] == asked
