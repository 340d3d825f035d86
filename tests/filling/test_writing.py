"""How a value is written: as a live formula where it can be, in the unit and style of its cell."""

from __future__ import annotations

import pickle

import openpyxl
import pytest

import sakipcalc as sc


@pytest.fixture
def fill(as_file, tmp_path):
    """Return a function that fills rows by sheet and gives the report and the two readings of the result."""

    def run(sheets, **options):
        target = tmp_path / "terisi.xlsx"
        report = sc.fill(as_file(sheets), target, **options)
        return report, openpyxl.load_workbook(target), openpyxl.load_workbook(target, data_only=True)

    return run


def emptied(sheets):
    """Leave the facts only."""
    for row in sheets["Tabel 3.2"][2:]:
        row[6:] = [None, None]
    for row in sheets["Tabel 3.7"][3:]:
        row[2:] = [None, None, None, row[5], row[6], None, None, None]
    for row in sheets["Tabel 3.9"][2:]:
        leaf = str(row[1]).startswith(("a)", "b)"))
        row[2:] = [*(row[2:4] if leaf else [None, None]), None]
    return sheets


def test_the_polarity_is_in_the_formula(fill, consistent):
    _, formulas, values = fill(emptied(consistent))
    assert formulas["Tabel 3.2"]["G4"].value == '=IF(OR(COUNT(E4,F4)<2,E4=0),"",(2*E4-F4)/E4*100)' or (
        formulas["Tabel 3.2"]["G4"].value == '=IF(OR(COUNT(F4,E4)<2,E4=0),"",(2*E4-F4)/E4*100)'
    )
    assert values["Tabel 3.2"]["G4"].value == 120


def test_built_in_labels_stand_in_the_formula_when_the_workbook_has_no_scale(fill, consistent):
    _, formulas, values = fill(emptied(consistent))
    assert '"Sangat Baik"' in formulas["Tabel 3.2"]["H3"].value
    assert values["Tabel 3.2"]["H3"].value == "Sangat Baik"


def test_an_unformatted_cell_gets_the_format_of_its_column(fill, consistent):
    _, formulas, _ = fill(emptied(consistent))
    assert formulas["Tabel 3.2"]["G3"].number_format == "0.0"
    assert formulas["Tabel 3.9"]["C10"].number_format == "#,##0"


def test_a_percent_format_gets_the_fraction(fill, consistent):
    emptied(consistent)["Tabel 3.2"][2][6] = (None, "0.0%")
    report, formulas, values = fill(consistent)
    assert values["Tabel 3.2"]["G3"].value == pytest.approx(1.04)
    assert formulas["Tabel 3.2"]["G3"].value.endswith("/100)")
    assert formulas["Tabel 3.2"]["H3"].value.startswith('=IF(COUNT(G3)=0,"",IF(ROUND(G3*100,9)>100,')
    assert report.hasil.capaian["kategori"].tolist() == ["Sangat Baik", "Sangat Baik"]
    assert report.temuan.at_least("peringatan") == ()


def test_thousands_are_brought_to_rupiah(fill, consistent):
    emptied(consistent)["Tabel 2.4"] = [
        ["Tabel 2.4 Rumusan Program"],
        ["No", "Program/ Kegiatan/ Sub Kegiatan", "Target Capaian Kinerja", "Anggaran (x 1000 Rp)"],
        [1, "Program Pelayanan", 100, None], [2, "Layanan", 100, None], [3, "Loket", 12, 400], [4, "Survei", 1, 600],
        [5, "Program Bantuan", 100, None], [6, "Bantuan", 100, None], [7, "Beras", 12, 500],
    ]  # fmt: skip
    for row in consistent["Tabel 3.9"][2:]:
        row[2] = None
    _, formulas, values = fill(consistent)
    assert formulas["Tabel 3.9"]["C5"].value == "=IF(COUNT('Tabel 2.4'!D5)=0,\"\",'Tabel 2.4'!D5*1000)"
    assert values["Tabel 3.9"]["C5"].value == 400_000
    assert formulas["Tabel 2.4"]["D3"].value == '=IF(COUNT(D4)=0,"",SUM(D4))'
    assert (values["Tabel 2.4"]["D3"].value, values["Tabel 3.9"]["C10"].value) == (1000, 1_500_000)


def test_text_numbers_stay_and_what_counts_with_them_is_written_plainly(fill, consistent):
    emptied(consistent)["Tabel 3.2"][2][5] = "87,36"
    report, formulas, _ = fill(consistent)
    assert formulas["Tabel 3.2"]["F3"].value == "87,36"
    assert formulas["Tabel 3.2"]["G3"].value == 104
    assert {str(c.cell.place) for c in report.written if c.formula is None} >= {"Tabel 3.2!G3"}


def test_text_that_looks_like_a_formula_stays_text(fill, consistent):
    emptied(consistent)["Tabel 3.2"][1].append("Sumber Data")
    consistent["Tabel 3.2"][2].append("'=HYPERLINK")
    consistent["Tabel 3.2"][2][2] = "=1+1 SKM"
    consistent["Tabel 4.1"] = [
        ["Tabel 4.1"], consistent["Tabel 3.2"][1],
        [1, "Pelayanan prima", "SKM", None, None, None, None, None, None],
    ]  # fmt: skip
    _, formulas, _ = fill(consistent, formulas=False)
    assert formulas["Tabel 4.1"]["I3"].data_type == "s"


def test_a_formula_of_the_unit_stays_and_gets_its_missing_value(fill, consistent):
    emptied(consistent)["Tabel 3.2"][2][6] = "=F3/E3*100"
    report, formulas, values = fill(consistent)
    assert formulas["Tabel 3.2"]["G3"].value == "=F3/E3*100"
    assert values["Tabel 3.2"]["G3"].value == 104
    assert "Tabel 3.2!G3" not in {str(c.cell.place) for c in report.written}


def test_a_sheet_name_with_an_apostrophe_is_quoted(fill, consistent):
    renamed = {
        ("Ren'stra 2.1" if name == "Tabel 2.1" else name): rows for name, rows in emptied(consistent).items()
    }
    renamed["Tabel 3.2"][2][4] = None
    del renamed["Tabel 2.3"]
    _, formulas, values = fill(renamed)
    assert formulas["Tabel 3.2"]["E3"].value == "=IF('Ren''stra 2.1'!G3=\"\",\"\",'Ren''stra 2.1'!G3)"
    assert values["Tabel 3.2"]["E3"].value == 84


def test_nothing_is_written_where_a_figure_is_missing(fill, consistent):
    emptied(consistent)["Tabel 3.2"][2][5] = None
    _, formulas, _ = fill(consistent)
    assert [formulas["Tabel 3.2"][c].value for c in ("G3", "H3")] == [None, None]
    assert formulas["Tabel 3.7"]["I4"].value is None


def test_the_report_says_each_cell_with_its_origin(fill, consistent):
    report, _, _ = fill(emptied(consistent))
    row = report.frame.set_index("sel").loc["Tabel 3.2!G3"]
    assert (row["tabel"], row["kolom"], row["nilai"]) == ("3.2", "capaian", 104)
    assert row["asal"] == ["Tabel 3.2!F3", "Tabel 3.2!E3"]
    assert sum(report.by_table.values()) == len(report.written)
    assert "sel" in repr(report)
    assert "Tabel" in report._repr_html_()


def test_bytes_and_open_files_are_read_too(as_file, consistent, tmp_path):
    path = as_file(emptied(consistent))
    with path.open("rb") as stream:
        assert (
            sc.fill(stream, tmp_path / "a.xlsx").by_table
            == sc.fill(path.read_bytes(), tmp_path / "b.xlsx").by_table
        )
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_findings_travel_between_processes(fill, consistent):
    report, _, _ = fill(
        consistent
        | {"Tabel 2.3": [*consistent["Tabel 2.3"][:2], [1, "Pelayanan prima", None, "SKM", "%", 85]]}
    )
    copy = pickle.loads(pickle.dumps(list(report.temuan)))  # noqa: S301 -- pickled in this line
    assert [(t.code, t.places, t.actual) for t in copy] == [
        (t.code, t.places, t.actual) for t in report.temuan
    ]


def test_a_formula_of_another_polarity_stores_what_it_gives_and_it_is_said(fill, consistent):
    """R/T where less is better: the formula gives 80, the library 120; the workbook says 80, the finding why not."""
    emptied(consistent)["Tabel 3.2"][3][6] = "=F4/E4*100"
    report, formulas, values = fill(consistent)
    assert formulas["Tabel 3.2"]["G4"].value == "=F4/E4*100"
    assert values["Tabel 3.2"]["G4"].value == 80
    said = [t for t in report.temuan if str(t.places[0]) == "Tabel 3.2!G4"]
    assert [(t.code, t.expected) for t in said] == [("hitungan-berbeda", 120)]


def test_without_ironcalc_such_a_formula_stores_the_same(fill, consistent, monkeypatch):
    monkeypatch.setattr("sakipcalc.excel.calculate.ironcalc.is_there", lambda: False)
    emptied(consistent)["Tabel 3.2"][3][6] = "=F4/E4*100"
    report, _, values = fill(consistent)
    assert values["Tabel 3.2"]["G4"].value == 80
    assert report.temuan.with_code("rumus-tanpa-nilai") == ()


def test_without_ironcalc_a_formula_that_is_not_known_gets_no_value(fill, consistent, monkeypatch):
    monkeypatch.setattr("sakipcalc.excel.calculate.ironcalc.is_there", lambda: False)
    emptied(consistent)["Tabel 3.2"][3][6] = "=PRODUCT(F4/E4,100)"
    report, formulas, values = fill(consistent)
    assert values["Tabel 3.2"]["G4"].value in {None, ""}
    assert formulas["Tabel 3.2"]["H4"].value is None
    assert [str(t.places[0]) for t in report.temuan.with_code("rumus-tanpa-nilai")] == ["Tabel 3.2!G4"]


def test_stored_values_of_own_formulas_follow_a_changed_input(fill, consistent, tmp_path):
    """The filled workbook is changed by a program that does not calculate: filling it refreshes what is stored."""
    fill(emptied(consistent))
    book = openpyxl.load_workbook(tmp_path / "terisi.xlsx")
    book["Tabel 3.2"]["F3"].value = 42
    book.save(tmp_path / "diubah.xlsx")
    report = sc.fill(tmp_path / "diubah.xlsx", tmp_path / "lagi.xlsx")
    values = openpyxl.load_workbook(tmp_path / "lagi.xlsx", data_only=True)
    assert report.written == ()
    assert (values["Tabel 3.2"]["G3"].value, values["Tabel 3.2"]["H3"].value) == (50, "Kurang")
    assert values["Tabel 3.7"]["E4"].value == 50


def test_macros_and_the_ending_of_the_name_go_together(as_file, consistent, tmp_path):
    with pytest.raises(sc.OutputError) as caught:
        sc.fill(as_file(consistent), tmp_path / "hasil.xlsm")
    assert caught.value.code == "other-kind"


def test_any_measure_of_efficiency_is_the_librarys_own(as_file, consistent, tmp_path):
    for method in ("pmk", "te", "sisa", "selisih_band"):
        report = sc.fill(
            as_file(emptied(consistent)), tmp_path / f"{method}.xlsx", metode=sc.Metode(efisiensi=method)
        )
        assert report.temuan.with_code("efisiensi-berbeda") == (), method


@pytest.mark.parametrize("policy", ["keep", "replace"])
def test_a_dash_in_a_line_is_not_counted_as_what_another_table_has(fill, consistent, policy):
    """The formula adds up the cells, and a dash is nothing: so is the value that is stored with it."""
    emptied(consistent)["Tabel 2.4"] = [
        ["Tabel 2.4 Rumusan Program"],
        ["No", "Program/ Kegiatan/ Sub Kegiatan", "Target Capaian Kinerja", "Anggaran"],
        [1, "Program Pelayanan", 100, None], [2, "1. Layanan", 100, None], [3, "a) Loket", 12, 400], [4, "b) Survei", 1, 600],
        [5, "Program Bantuan", 100, None], [6, "1. Bantuan", 100, None], [7, "a) Beras", 12, 500],
    ]  # fmt: skip
    consistent["Tabel 3.9"][4][2] = "-"
    _, formulas, values = fill(consistent, on_conflict=policy)
    assert formulas["Tabel 3.9"]["C5"].value == "-"
    assert [values["Tabel 3.9"][c].value for c in ("C4", "C3", "C10")] == [600, 600, 1100]
