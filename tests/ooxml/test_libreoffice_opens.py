"""LibreOffice opens what was edited and computes what the formulas say."""

from __future__ import annotations

import re

import pytest

from sakipcalc.excel import Editor, Insertion, NewCell, NewSheet, Package, insert_rows

from .features import features
from .schema import faults
from .varied import FIRST, LAST, VARIED

pytestmark = pytest.mark.libreoffice
POISON = -987654.5


def test_formulas_are_computed_anew(make, made, recalculated):
    """Every cached value is wrong in the file; LibreOffice has to replace each."""
    package = Package.open(made)
    editor = Editor(package)
    for row in range(50, 54):
        editor.set_number("Tabel 3.2", f"C{row}", 70 + row)
        editor.set_number("Tabel 3.2", f"D{row}", 83.75)
        editor.set_formula(
            "Tabel 3.2", f"E{row}", f'=IF(OR(D{row}="",C{row}=0),"",D{row}/C{row}*100)', POISON
        )
    editor.set_formula(
        "Tabel 3.2", "E54", "=SUM(E50:E53)", POISON, editor.style(0, number_format="0.0", fill="FFC000")
    )
    editor.set_formula("Tabel 3.2", "F54", '=IF(E54>1,"Tinggi","Rendah")', "racun")
    editor.set_formula("Ja'far & <co>", "A1", "='Tabel 3.2'!E54", POISON)
    editor.set_text("Tabel 3.2", "G54", "=1+1")
    data = editor.to_bytes()
    assert make.opened(data, data_only=True)["Tabel 3.2"]["E54"].value == POISON

    book = make.opened(recalculated(data).read_bytes(), data_only=True)
    sheet = book["Tabel 3.2"]
    expected = [83.75 / (70 + row) * 100 for row in range(50, 54)]
    assert [sheet[f"E{row}"].value for row in range(50, 54)] == pytest.approx(expected, rel=1e-12)
    assert sheet["E54"].value == pytest.approx(sum(expected), rel=1e-12)
    assert book["Ja'far & <co>"]["A1"].value == sheet["E54"].value
    assert (sheet["F54"].value, sheet["G54"].value) == ("Tinggi", "=1+1")
    assert (sheet["E54"].number_format, sheet["E54"].fill.fgColor.rgb) == ("0.0", "FFFFC000")


def test_written_out_shares_compute_the_same(make, recalculated):
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><f t="shared" '
        + ('ref="B1:B5" si="0">$A$1+A1^2+SUM(A1:$A$5)</f>' if row == 1 else 'si="0"/>')
        + f"<v>{POISON}</v></c></row>"
        for row in range(1, 6)
    )
    editor = Editor(Package.open(make.book(rows)))
    editor.set_number("Data", "B1", 0)
    sheet = make.opened(recalculated(editor.to_bytes()).read_bytes(), data_only=True)["Data"]
    assert [sheet[f"B{row}"].value for row in range(1, 6)] == [
        0, *(1 + row**2 + sum(range(row, 6)) for row in range(2, 6)),
    ]  # fmt: skip


def poisoned(make, data: bytes) -> bytes:
    """Replace the cached value of every formula by one that cannot be right."""
    parts = make.parts(data)
    for name, text in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb"(<f[^>]*(?:/>|>[^<]*</f>))<v>[^<]*</v>", rb"\g<1><v>-987654.5</v>", text)
    return make.zipped(parts)


@pytest.mark.parametrize("name", ["xlsxwriter: layout", "xlsxwriter: drawings", "openpyxl", "parts of Excel"])
def test_formulas_compute_the_same_after_rows_were_inserted(make, recalculated, name):
    """In the middle of the body, where every sum over it has to grow and everything else to follow."""
    data = VARIED[name]()
    package, _ = insert_rows(
        Package.open(data),
        [
            Insertion(sheet="Tabel 3.2", before=LAST, count=3, model=500),
            Insertion(sheet="Tabel 3.2", before=2, count=1, model=500),
        ],
    )
    rows = {row: row + (row >= 2) + 3 * (row >= LAST) for row in range(1, 60)}
    books = [
        make.opened(recalculated(poisoned(make, each)).read_bytes(), data_only=True)
        for each in (data, package.data)
    ]
    old, new = books
    compared = 0
    for sheet in old.sheetnames:
        if not hasattr(old[sheet], "iter_rows"):
            continue
        for cells in old[sheet].iter_rows(max_row=50, max_col=12):
            for cell in cells:
                there = new[sheet].cell(rows[cell.row] if sheet == "Tabel 3.2" else cell.row, cell.column)
                assert there.value == (
                    pytest.approx(cell.value) if isinstance(cell.value, float) else cell.value
                ), cell
                assert cell.value != POISON
                compared += cell.value is not None
    assert compared > 30


def test_new_rows_that_are_filled_count_in_the_sum(make, recalculated):
    package, _ = insert_rows(
        Package.open(VARIED["xlsxwriter: layout"]()), [Insertion(sheet="Tabel 3.2", before=LAST, count=2)]
    )
    editor = Editor(package)
    for row in (LAST, LAST + 1):
        editor.set_number("Tabel 3.2", f"D{row}", 50)
        editor.set_number("Tabel 3.2", f"E{row}", 100)
    sheet = make.opened(recalculated(poisoned(make, editor.to_bytes())).read_bytes(), data_only=True)[
        "Tabel 3.2"
    ]
    assert [sheet[f"F{row}"].value for row in (LAST, LAST + 1)] == [200, 200]
    assert sheet[f"D{LAST + 3}"].value == sum(70 + row for row in range(FIRST, LAST + 1)) + 100


def test_an_added_sheet_is_opened_with_its_formulas(make, recalculated):
    editor = Editor(Package.open(VARIED["xlsxwriter: layout"]()))
    cells = {
        "A1": "Temuan",
        "A2": NewCell(value=POISON, formula="'Tabel 3.2'!D6+1"),
        "A3": NewCell(value="ke", link="'Tabel 3.2'!D6"),
    }
    editor.add_sheet(
        NewSheet(name="Temuan", cells=cells, widths={"A": 20}, frozen_rows=1, autofilter="A1:A3")
    )
    book = make.opened(recalculated(editor.to_bytes()).read_bytes(), data_only=True)
    sheet = book["Temuan"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("Temuan", 77)
    assert "Tabel 3.2" in (sheet["A3"].hyperlink.location or sheet["A3"].hyperlink.target)


def test_a_workbook_that_libreoffice_wrote(make, recalculated):
    """Its own way of writing every part, through the same hands."""
    data = recalculated(VARIED["xlsxwriter: layout"]()).read_bytes()
    package, receipt = insert_rows(
        Package.open(data), [Insertion(sheet="Tabel 3.2", before=LAST, count=3, model=500)]
    )
    old, new = features(data), features(package.data)
    assert old - new == {}
    assert set(new - old) <= {"merged cells"}
    assert faults(package.data) - faults(data) == {}
    assert {moved.feature for moved in receipt.moved} >= {
        "cells",
        "rows",
        "formulas",
        "merges",
        "names",
        "validations",
    }
    sheet = make.opened(package.data)["Tabel 3.2"]
    assert sheet[f"D{LAST + 4}"].value == f"=SUM(D{FIRST}:D{LAST + 3})"
