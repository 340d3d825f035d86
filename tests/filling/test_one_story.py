"""After filling every formula that depends on a written cell stores what it gives, or nothing and is reported."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.excel import Editor, Package, refs
from sakipcalc.excel.calculate import ironcalc

from ..layouts.draw import draw
from ..layouts.facts import UNITS, unit
from ..layouts.layout import PLAIN, Layout, Style

HEAD = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
#: Summaries as offices write them, each with what it gives for capaian 104 and 90, Sangat Baik and Baik.
SUMMARY = {
    "=AVERAGE('Tabel 3.2'!F3:F4)": 97,
    '=IF(B1>95,"Tercapai","Belum")': "Tercapai",
    "=COUNTIF('Tabel 3.2'!G3:G4,\"Sangat*\")": 1,
    '=B2&" pada "&COUNT(\'Tabel 3.2\'!F:F)&" indikator"': "Tercapai pada 2 indikator",
    '=IFERROR(VLOOKUP("Nilai SAKIP",\'Tabel 3.2\'!C3:F4,4,FALSE),"-")': 90,
    "=MAX('Tabel 3.2'!F3:F4)-MIN('Tabel 3.2'!F3:F4)": 14,
    "=SUMPRODUCT(('Tabel 3.2'!F3:F4>=100)*1)": 1,
    "=INDEX('Tabel 3.2'!C3:C4,MATCH(MIN('Tabel 3.2'!F3:F4),'Tabel 3.2'!F3:F4,0))": "Nilai SAKIP",
    "=B1/0": "#DIV/0!",
}
#: What no machine but the reader's own can say.
UNSURE = (
    '=TEXT(B1,"0,00")',  # another text in a land with a decimal comma
    '="Rata-rata "&B1/7',
    "=B1+NOW()",
    "=TUNGGU('Tabel 3.2'!F3)",
    "=[1]Data!$A$1+'Tabel 3.2'!F3",
    "='Tabel 3.2'!F3:F4*2",
)  # fmt: skip
OLD = 12345.5
WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def book(beside=(), *, rows=None, own=()):
    """Return an annex that waits for its results, and a sheet with formulas that store earlier ones."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Tabel 3.2"
    body = rows or [
        (1, "Pelayanan prima", "Indeks Kepuasan Masyarakat", 84, 87.36),
        (2, "Akuntabilitas", "Nilai SAKIP", 70, 63),
    ]
    for row in (["Tabel 3.2 Hasil Pengukuran Indikator Kinerja Tahun 2024"], HEAD, *body):
        page.append(list(row))
    for cell, formula in own:
        page[cell] = formula
    for at, formula in enumerate(beside, 1):
        made.create_sheet("Ringkasan") if "Ringkasan" not in made.sheetnames else None
        made["Ringkasan"][f"B{at}"] = formula
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def aged(data):
    """Return the workbook with an old number stored behind every formula."""
    package = Package.open(data)
    editor = Editor(package)
    for info in package.sheets:
        for (row, col), cell in package.sheet(info.name).cells.items():
            if cell.formula:
                editor.set_cached(info.name, refs.cell_name(row, col), OLD)
    return editor.to_bytes()


def filled(form, **keywords):
    output = io.BytesIO()
    report = sc.fill(form, output, **keywords)
    return report, output.getvalue()


def stored(data, sheet="Ringkasan"):
    with warnings.catch_warnings(action="ignore"):
        page = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[sheet]
    cells = (cell for row in page.iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if sheet != "Ringkasan" or cell.column == 2}


def test_what_depends_on_written_cells_stores_what_it_gives():
    report, result = filled(aged(book(SUMMARY)))
    assert {f"B{at}": value for at, value in enumerate(SUMMARY.values(), 1)} == {
        place: pytest.approx(value) if isinstance(value, float) else value
        for place, value in stored(result).items()
    }
    told = {
        one.place.cell: (one.before, one.after) for one in report.refreshed if one.place.sheet == "Ringkasan"
    }
    assert told.keys() == stored(result).keys()
    assert {before for before, _ in told.values()} == {str(OLD)}
    assert (report.without_result, report.stale) == ((), ())


def test_what_cannot_be_known_stores_nothing_and_is_told():
    first = next(iter(SUMMARY))
    report, result = filled(aged(book((first, *UNSURE, "=B2"))))
    values = stored(result)
    assert values.pop("B1") == 97
    assert set(values.values()) == {None}
    assert {place.cell for place in report.without_result} == values.keys()
    assert {one.place.cell for one in report.refreshed if one.after is None} == values.keys()


def test_what_depends_on_nothing_written_keeps_what_it_stores():
    _, result = filled(aged(book(("=1+1", "='Tabel 3.2'!D3*2", "=RAND()", "=SUM('Tabel 3.2'!D:D)"))))
    assert set(stored(result).values()) == {OLD}


#: Summaries that need functions which the small engine leaves to IronCalc.
LEFT_OUT = ("COUNTIF", "VLOOKUP", "SUMPRODUCT", "INDEX", "COUNT(")


@pytest.fixture
def without_ironcalc(monkeypatch):
    monkeypatch.setattr(ironcalc, "is_there", lambda: False)


@pytest.mark.usefixtures("without_ironcalc")
def test_without_ironcalc_what_offices_write_is_known_and_the_rest_is_told():
    beside = ("='Tabel 3.2'!F3", '=IF(B1="","",B1)', "=B1*2", "=PROPER(B3)", "=B4", "=1+1")
    report, result = filled(aged(book(beside)))
    assert list(stored(result).values()) == [104, 104, 208, None, None, OLD]
    assert [place.cell for place in report.without_result] == ["B4", "B5"]
    again, same = filled(result)
    assert same == result
    assert again.refreshed == ()


@pytest.mark.usefixtures("without_ironcalc")
def test_without_ironcalc_nothing_else_is_stored():
    _, result = filled(aged(book((*SUMMARY, *UNSURE))))
    values = list(stored(result).values())
    for (formula, expected), value in zip(SUMMARY.items(), values, strict=False):
        assert value == (None if any(name in formula for name in LEFT_OUT) else expected), formula
    assert set(values[len(SUMMARY) :]) == {None}


@pytest.mark.parametrize("path", sorted(WORKBOOKS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_without_ironcalc_the_same_bytes_are_written(path, monkeypatch):
    _, theirs = filled(path)
    monkeypatch.setattr(ironcalc, "is_there", lambda: False)
    assert filled(path)[1] == theirs


GUARDED = [(f"F{row}", f'=IF(OR(D{row}="",E{row}=""),"",ROUND(E{row}/D{row}*100,2))') for row in (3, 4)]


def test_one_fill_is_enough_where_formulas_of_the_office_store_nothing_yet():
    """The capaian is the office's own formula, typed by a program that does not calculate; the kategori follows."""
    rows = [
        (1, "Pelayanan prima", "Indeks Kepuasan Masyarakat", 84, 87.36),
        (2, "Akuntabilitas", "Nilai SAKIP", 70, 63),
        (None, "Rata-rata", None, None, None, "=AVERAGE(F3:F4)"),
    ]
    report, result = filled(book(rows=rows, own=GUARDED))
    values = stored(result, "Tabel 3.2")
    assert [values[at] for at in ("F3", "F4", "F5")] == [104, 90, 97]
    assert [values[at] for at in ("G3", "G4")] == ["Sangat Baik", "Baik"]
    assert report.temuan.with_code("rumus-tanpa-nilai") == ()
    assert filled(result)[1] == result


def test_formulas_of_one_result_for_several_cells_are_told():
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        page = made.add_worksheet("Tabel 3.2")
        for at, row in enumerate(
            [["Tabel 3.2 Hasil Pengukuran"], HEAD, [1, "Pelayanan", "Nilai SAKIP", 70, 63]]
        ):
            page.write_row(at, 0, row)
        made.add_worksheet("Lain").write_array_formula("A1:A2", "{='Tabel 3.2'!F3:F4}", None, OLD)
        made.get_worksheet_by_name("Lain").write_array_formula("C1", "{=SUM('Tabel 3.2'!F3:F3*2)}", None, OLD)
    report, result = filled(buffer.getvalue())
    assert stored(result, "Lain")["C1"] == 180
    assert [str(place) for place in report.stale] == ["Lain!A1"]


def test_facts_for_cells_with_formulas_are_told_or_written():
    def data(realisasi):
        rows = [(1, "Akuntabilitas", "Nilai SAKIP", 70, realisasi)]
        return book(rows=rows)

    form = book(rows=[(1, "Akuntabilitas", "Nilai SAKIP", 70)], own=[("E3", "=30+33")])
    report, result = filled(form, data=data(63))
    assert report.conflicts == ()
    assert stored(result, "Tabel 3.2")["F3"] == 90
    report, result = filled(form, data=data(56))
    assert [(str(one.cell.place), one.value.number) for one in report.conflicts] == [("Tabel 3.2!E3", 56)]
    assert stored(result, "Tabel 3.2")["F3"] == 90
    report, result = filled(form, data=data(56), on_conflict="replace")
    assert stored(result, "Tabel 3.2")["E3"] == 56
    assert stored(result, "Tabel 3.2")["F3"] == 80
    with pytest.raises(sc.ConflictError):
        filled(form, data=data(56), on_conflict="error")


layouts = st.builds(
    Layout,
    gaya=st.tuples(
        st.builds(
            Style,
            persen=st.sampled_from(["bilangan", "pecahan"]),
            ribuan=st.booleans(),
            rata=st.booleans(),
            urutan=st.integers(0, 2),
            jumlah=st.sampled_from(["bawah", "atas"]),
        )
    ),
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(UNITS), layout=layouts)
def test_filling_twice_changes_no_byte(name, layout):
    _, once = filled(draw(unit(name), layout, mode="template").data)
    report, twice = filled(once)
    assert (report.written, report.refreshed) == ((), ())
    assert twice == once


REAL = sorted((Path(__file__).parents[1] / "layouts" / "data").glob("*/*.xlsx"))


@pytest.mark.libreoffice
@pytest.mark.skipif("SAKIPCALC_NIGHTLY" not in os.environ, reason="by night: a minute for each ten workbooks")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_libreoffice_gives_what_was_renewed_in_workbooks_of_offices(
    path, libreoffice, without_values, tmp_path
):
    """Workbooks that were typed, copied from reports or made by other programs, filled with old results in them."""
    (tmp_path / "form.xlsx").write_bytes(aged(path.read_bytes()))
    report = sc.fill(tmp_path / "form.xlsx", tmp_path / "isi.xlsx")
    with warnings.catch_warnings(action="ignore"):
        theirs = openpyxl.load_workbook(
            libreoffice(without_values(tmp_path / "isi.xlsx"), "xlsx"), data_only=True
        )
    for one in report.refreshed:
        if one.after is not None:
            other = theirs[one.place.sheet][one.place.cell].value
            number = isinstance(one.after, int | float)
            assert (other or "") == (pytest.approx(one.after, rel=1e-9, abs=1e-9) if number else one.after), (
                one
            )


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", UNITS)
def test_libreoffice_recalculates_to_what_is_stored(name, libreoffice, without_values, tmp_path):
    """Every formula of the workbook, those that nobody wrote among them."""
    opened = openpyxl.load_workbook(io.BytesIO(draw(unit(name), PLAIN, mode="template").data))
    page = opened.create_sheet("Ringkasan")
    tables = [sheet.title for sheet in opened if sheet.title.startswith("Tabel 3")]
    for at, title in enumerate(tables, 1):
        page[f"A{at}"] = f"=SUM('{title}'!A1:Z200)"
        page[f"B{at}"] = f'=IF(A{at}>1000,"besar",IF(A{at}=0,"kosong","kecil"))'
        page[f"C{at}"] = f"=COUNT('{title}'!A:Z)&\" angka\""
        page[f"D{at}"] = f"=AVERAGE('{title}'!C3:H40)"
    opened.save(tmp_path / "form.xlsx")
    sc.fill(tmp_path / "form.xlsx", tmp_path / "isi.xlsx")
    with warnings.catch_warnings(action="ignore"):
        ours = openpyxl.load_workbook(tmp_path / "isi.xlsx", data_only=True)
        formulas = openpyxl.load_workbook(tmp_path / "isi.xlsx")
        theirs = openpyxl.load_workbook(
            libreoffice(without_values(tmp_path / "isi.xlsx"), "xlsx"), data_only=True
        )
    counted = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            one, other = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
            same = other == (pytest.approx(one, rel=1e-9, abs=1e-9) if isinstance(one, int | float) else one)
            nothing = not one and (not other or str(other).startswith("#"))  # an error that nobody asked for
            assert same or nothing, (sheet.title, cell.coordinate, cell.value)
            counted += 1
    assert counted > 4 * len(tables)


def listed(choices, beside=()):
    """Return the annex with a drop-down list on its kategori."""
    made = openpyxl.load_workbook(io.BytesIO(book()))
    for at, word in enumerate(beside, 1):
        made.create_sheet("Daftar") if "Daftar" not in made.sheetnames else None
        made["Daftar"][f"A{at}"] = word
    rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1=choices)
    rule.add("G3:G4")
    made["Tabel 3.2"].add_data_validation(rule)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("choices", "beside", "written"),
    [
        ('"Sangat Baik,Baik,Cukup"', (), ["Sangat Baik", "Baik"]),
        ('"Tinggi,Baik,Rendah"', (), [None, "Baik"]),
        ("Daftar!$A$1:$A$2", ("Memuaskan", "Kurang"), [None, None]),
        ("INDIRECT(A1)", (), ["Sangat Baik", "Baik"]),
    ],
)
def test_no_word_is_written_that_a_drop_down_list_forbids(choices, beside, written):
    report, result = filled(listed(choices, beside))
    values = stored(result, "Tabel 3.2")
    assert [values["G3"], values["G4"]] == written
    assert [place.cell for place in report.empty_for("bukan pilihan daftar")] == [
        cell for cell, word in zip(("G3", "G4"), written, strict=True) if word is None
    ]
    assert (values["F3"], values["F4"]) == (104, 90)


def test_no_kategori_beside_words_of_another_scale():
    rows = [
        (1, "Pelayanan prima", "Indeks Kepuasan Masyarakat", 84, 87.36, None, "Memuaskan"),
        (2, "Akuntabilitas", "Nilai SAKIP", 70, 63),
    ]
    report, result = filled(book(rows=rows))
    assert stored(result, "Tabel 3.2")["G4"] is None
    assert len(report.temuan.with_code("skala-tak-dikenal")) == 1


def test_no_kategori_by_another_scale_than_the_printed_one():
    made = openpyxl.load_workbook(io.BytesIO(book()))
    page = made.create_sheet("Tabel 3.1")
    for row in (
        ["Tabel 3.1 Skala Pengukuran"],
        ["Skala Capaian", "Kategori"],
        ["85 - 100", "Hijau"],
        ["60 - 70", "Kuning"],
    ):
        page.append(row)
    data = io.BytesIO()
    made.save(data)
    report, result = filled(data.getvalue())
    assert report.temuan.with_code("skala-rusak")
    values = stored(result, "Tabel 3.2")
    assert (values["F3"], values["G3"], values["G4"]) == (104, None, None)
