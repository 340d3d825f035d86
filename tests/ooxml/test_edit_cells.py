"""Cells written: what stands there afterwards, and that nothing else has moved."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.excel import Editor, Package, PackageError
from sakipcalc.excel.refs import cell_name, split_cell

SHEET = "xl/worksheets/sheet1.xml"


def edited(data: bytes, *changes: tuple) -> bytes:
    editor = Editor(Package.open(data))
    for name, *args in changes:
        getattr(editor, name)("Data", *args)
    return editor.to_bytes()


def text_after(make, rows: str, *changes: tuple, **more: str) -> str:
    """Return the sheet data of a sheet after changes."""
    data = make.zipped(make.minimal(make.worksheet(rows, **more), styles=make.styles))
    text = make.parts(edited(data, *changes))[SHEET].decode()
    return re.search("<sheetData>(.*)</sheetData>", text, re.DOTALL)[1]


# -- where a cell goes ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "ref", "expected"),
    [
        ("", "B2", '<row r="2"><c r="B2"><v>7</v></c></row>'),
        ('<row r="1"/><row r="3"/>', "A2", '<row r="1"/><row r="2"><c r="A2"><v>7</v></c></row><row r="3"/>'),
        ('<row r="1" ht="20"/>', "A1", '<row r="1" ht="20"><c r="A1"><v>7</v></c></row>'),
        ("<row r='1'></row>", "A1", "<row r='1'><c r=\"A1\"><v>7</v></c></row>"),
        ('<row r="1"><c r="A1"/><c r="C1"/></row>', "B1",
         '<row r="1"><c r="A1"/><c r="B1"><v>7</v></c><c r="C1"/></row>'),
        ('<row r="1"><c r="A1"/></row>', "B1", '<row r="1"><c r="A1"/><c r="B1"><v>7</v></c></row>'),
        ('<row r="1"><c r="B1" s="2"/></row>', "B1", '<row r="1"><c r="B1" s="2"><v>7</v></c></row>'),
        ('<row r="1"><c r="B1" s="2" t="str" ph="1"><v>0</v></c></row>', "B1",
         '<row r="1"><c r="B1" s="2" ph="1"><v>7</v></c></row>'),
        ('<row r="1" spans="2:3"><c r="B1"/></row>', "E1",
         '<row r="1" spans="2:5"><c r="B1"/><c r="E1"><v>7</v></c></row>'),
        ("<row r='1' spans='2:3'/>", "A1", "<row r='1' spans='1:3'><c r=\"A1\"><v>7</v></c></row>"),
        ('<row r="1" spans="1:3 5:9"/>', "E1", '<row r="1" spans="1:3 5:9"><c r="E1"><v>7</v></c></row>'),
        ('<row r="1" spans="1:3 5:9"/>', "D1", '<row r="1" spans="1:9"><c r="D1"><v>7</v></c></row>'),
        ('<row r="1" s="3" customFormat="1"/>', "D1",
         '<row r="1" s="3" customFormat="1"><c r="D1" s="3"><v>7</v></c></row>'),
        ("<row><c/><c><v>1</v></c></row><row><c/></row>", "D1",
         '<row r="1"><c r="A1"/><c r="B1"><v>1</v></c><c r="D1"><v>7</v></c></row><row r="2"><c/></row>'),
        ("<!-- a --><row r='2'/><!-- b -->", "A1",
         '<row r="1"><c r="A1"><v>7</v></c></row><!-- a --><row r=\'2\'/><!-- b -->'),
        ("<row r='2'><c r='A2'/><extLst/></row><!-- b -->", "B2",
         "<row r='2'><c r='A2'/><c r=\"B2\"><v>7</v></c><extLst/></row><!-- b -->"),
    ],
)  # fmt: skip
def test_place(make, rows, ref, expected):
    assert text_after(make, rows, ("set_number", ref, 7)) == expected


def test_several_in_order(make):
    refs = ["C3", "A3", "B3", "D2", "A9", "A1"]
    rows = '<row r="2"><c r="C2"/></row><row r="3"><c r="D3"/></row>'
    text = text_after(make, rows, *(("set_number", ref, 1) for ref in refs))
    assert re.findall('r="([A-Z]+[0-9]+)"', text) == ["A1", "C2", "D2", "A3", "B3", "C3", "D3", "A9"]
    assert re.findall('<row r="([0-9]+)"', text) == ["1", "2", "3", "9"]


def test_column_style_is_inherited_and_the_row_goes_before(make):
    before = '<cols><col min="2" max="4" style="2"/></cols>'
    rows = '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>'
    changes = [("set_number", ref, 1) for ref in ("B1", "B2", "A2", "B9")]
    text = text_after(make, rows, *changes, before=before)
    assert re.findall('<c r="(..)"(?: s="(.)")?', text) == [("B1", "1"), ("A2", ""), ("B2", "2"), ("B9", "2")]


@pytest.mark.parametrize(
    ("written", "ref", "expected"),
    [("A1:C3", "B2", "A1:C3"), ("B2:C3", "E1", "B1:E3"), ("A1", "B9", "A1:B9"), ("aneh", "B9", "aneh")],
)
def test_dimension(make, written, ref, expected):
    text = make.worksheet('<row r="3"/>', before=f'<dimension ref="{written}"/>')
    data = edited(make.zipped(make.minimal(text)), ("set_number", ref, 1))
    assert f'<dimension ref="{expected}"/>'.encode() in make.parts(data)[SHEET]


def test_no_rows_at_all_and_a_prefix(make):
    text = f"<x:worksheet xmlns:x='{make.main}'><x:sheetData/></x:worksheet>"
    data = edited(make.zipped(make.minimal(text)), ("set_text", "B2", " é"), ("set_formula", "A1", "1+1", 2))
    assert make.parts(data)[SHEET].decode() == (
        f"<x:worksheet xmlns:x='{make.main}'><x:sheetData>"
        '<x:row r="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row><x:row r="2"><x:c r="B2" t="inlineStr">'
        '<x:is><x:t xml:space="preserve"> é</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )


def test_a_part_in_ascii_stays_in_ascii(make):
    text = make.worksheet("").replace("UTF-8", "US-ASCII")
    data = edited(make.zipped(make.minimal(text)), ("set_text", "A1", "é😀"))
    assert make.parts(data)[SHEET].isascii()
    assert Package.open(data).sheet("Data").cells[1, 1].text == "é😀"


# -- what is written -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        (1, "1"), (-0.1, "-0.1"), (119.64285714285714, "119.64285714285714"), (1e21, "1e+21"), (2**60, str(2**60)),
        (Decimal("94.50"), "94.50"), (np.float64(0.1), "0.1"), (np.int64(7), "7"), (np.float32(0.5), "0.5"),
    ],
)  # fmt: skip
def test_numbers(make, value, literal):
    assert (
        text_after(make, "", ("set_number", "A1", value))
        == f'<row r="1"><c r="A1"><v>{literal}</v></c></row>'
    )


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), True, "1", None, 10**400, np.nan]
)
def test_what_is_no_number(make, value):
    with pytest.raises(PackageError) as caught:
        edited(make.book(""), ("set_number", "A1", value))
    assert (caught.value.code, caught.value.detail) == ("bad-number", repr(value)[:40])


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\n=1", "'=1", "007"]
)
def test_text_never_becomes_a_formula(make, text):
    data = edited(make.book(""), ("set_text", "A1", text))
    cell = make.opened(data)["Data"]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    ours = Package.open(data).sheet("Data").cells[1, 1]
    assert (ours.text, ours.kind, ours.formula) == (text, "s", None)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_reads_back(make, text):
    data = edited(make.book(""), ("set_text", "A1", text), ("set_formula", "B1", '"x"', text))
    cells = Package.open(data).sheet("Data").cells
    assert (cells[1, 1].kind, cells[1, 1].text) == ("s", text)
    assert (cells[1, 2].kind, cells[1, 2].text) == ("s", text)


@pytest.mark.parametrize("text", ["\ud800", "a" * 32768, "😀" * 16384, None, 5])
def test_what_no_cell_can_hold(make, text):
    with pytest.raises(PackageError) as caught:
        edited(make.book(""), ("set_text", "A1", text))
    assert caught.value.code == "bad-text"
    edited(make.book(""), ("set_text", "A1", "a" * 32767))


def test_clearing_leaves_the_look(make):
    rows = '<row r="1"><c r="A1" s="2" t="str"><v>0</v></c><c r="B1" s="1"><f>A1</f><v>1</v></c></row>'
    text = text_after(make, rows, ("clear", "A1"), ("clear", "B1"), ("clear", "Z9"))
    assert text == '<row r="1"><c r="A1" s="2"/><c r="B1" s="1"/></row>'


def test_style(make):
    text = text_after(make, '<row r="1"><c r="A1" s="1"><v>5</v></c></row>', ("set_number", "A1", 5, 2))
    assert text == '<row r="1"><c r="A1" s="2"><v>5</v></c></row>'
    for style in (-1, 4):
        with pytest.raises(PackageError) as caught:
            text_after(make, "", ("set_number", "A1", 5, style))
        assert caught.value.code == "bad-style"


# -- what is not written -------------------------------------------------------------


def test_no_change_gives_the_very_bytes(make, made):
    editor = Editor(Package.open(made))
    assert editor.to_bytes() == made
    sheet = Package.open(made).sheet("Tabel 3.2")
    for (row, col), cell in sheet.cells.items():
        ref = cell_name(row, col)
        if sheet.merge_at.at(row, col) or not cell.kind:
            continue
        if cell.formula is not None and cell.formula_kind != "array":
            editor.set_formula("Tabel 3.2", ref, cell.formula, cell.value)
        elif cell.kind == "n" and cell.formula is None:
            editor.set_number("Tabel 3.2", ref, cell.number, cell.style)
        elif cell.kind == "s" and cell.formula is None:
            editor.set_text("Tabel 3.2", ref, cell.text)
    assert editor.to_bytes() == made
    assert editor.receipt.cells == ()


def test_a_change_taken_back(make):
    data = make.book('<row r="1"><c r="A1"><v>5</v></c></row>')
    assert edited(data, ("set_number", "A1", 6), ("set_number", "A1", 5)) == data


@pytest.mark.parametrize(
    "change", [("set_number", 1), ("set_text", "x"), ("set_formula", "1", 1), ("clear",)]
)
def test_cells_under_a_merge(make, change):
    text = make.worksheet("", after='<mergeCells count="1"><mergeCell ref="B2:C4"/></mergeCells>')
    data = make.zipped(make.minimal(text))
    name, *args = change
    edited(data, (name, "B2", *args))
    with pytest.raises(PackageError) as caught:
        edited(data, (name, "C4", *args))
    assert (caught.value.code, caught.value.values["area"], caught.value.values["cell"]) == (
        "merged-cell",
        "B2:C4",
        "C4",
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="2"/><row r="1"/>', "rows-out-of-order"),
        ('<row r="1"/><row r="1"/>', "rows-out-of-order"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "rows-out-of-order"),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "rows-out-of-order"),
        ('<row r="1"><c r="A2"/></row>', "rows-out-of-order"),
        (
            '<a:AlternateContent xmlns:a="urn:a"><a:Fallback><row r="1"/></a:Fallback></a:AlternateContent>',
            "alternate-content",
        ),
    ],
)
def test_sheets_too_odd_to_edit_are_still_read(make, rows, code):
    package = Package.open(make.book(rows))
    assert package.sheet("Data") is not None
    with pytest.raises(PackageError) as caught:
        Editor(package).set_number("Data", "A1", 1)
    assert (caught.value.code, caught.value.part) == (code, SHEET)


def test_headers_and_totals_of_tables(make, made):
    editor = Editor(Package.open(made))
    name = "Ja'far & <co>" if "Tersembunyi" in str(Package.open(made).sheets) else "Tabel 3.2"
    table = Package.open(made).sheet(name).tables[0]
    header, body = (cell_name(table.area.top + down, table.area.left) for down in (0, 1))
    editor.set_number(name, body, 99)
    with pytest.raises(PackageError) as caught:
        editor.set_text(name, header, "lain")
    expected = {"sheet": name, "cell": header, "table": table.name, "area": str(table.area)}
    assert (caught.value.code, dict(caught.value.values)) == ("table-cell", expected)
    assert table.name in make.opened(editor.to_bytes())[name].tables


# -- what the changes come to, without writing them ----------------------------------------

ROWS = (
    '<row r="1" s="3" customFormat="1"><c r="A1" s="1"><v>1</v></c><c r="B1" t="str"><v>teks</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A4">B2*2</f><v>0</v></c><c r="B2" s="2"><v>5</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>0</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>0</v></c></row>'
    '<row r="5"><c r="A5"><f t="array" ref="A5">SUM(B1:B2)</f><v>5</v></c></row>'
)
CHANGES = [
    ("set_number", "A1", 83.75), ("set_number", "B2", Decimal("94.50"), 1), ("set_number", "Z1", 1), ("set_number", "D9", 7),
    ("set_text", "C1", "=teks <&>\n"), ("set_text", "A1", "x", 0), ("set_formula", "C2", "=A1+1", 84.75), ("set_formula", "A1", "TRUE()", True, 2),
    ("set_formula", "C3", '"a"&"b"', "ab"), ("set_formula", "C4", "1/3", None), ("set_cached", "A2", 10), ("set_cached", "A3", "#N/A"),
    ("set_cached", "A4", 2.5), ("set_cached", "A5", False), ("clear", "A1"), ("clear", "B1"),
]  # fmt: skip


def told(cell) -> tuple:
    """What there is to know of a cell but its place in the part."""
    return (
        *cell[:4],
        repr(cell.number),
        cell.style,
        cell.formula_kind,
        cell.own_formula,
        cell.formula,
        cell.value,
    )


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_cell_is_told_as_reading_the_output_finds_it(make, change):
    name, ref, *args = change
    package = Package.open(make.book(ROWS, styles=make.styles))
    editor = Editor(package)
    getattr(editor, name)("Data", ref, *args)
    sheet = Package.open(editor.to_bytes()).sheet("Data")
    ((place, cell),) = editor.cells["Data"].items()
    assert cell_name(*place) == ref
    assert told(cell) == told(sheet.cells[place])
    assert editor.style_at("Data", *place) == sheet.style_at(*place)


def test_the_format_that_a_cell_would_get_is_told_before_and_after_a_change(make):
    cols = '<cols><col min="4" max="5" width="9" style="2"/></cols>'
    package = Package.open(make.zipped(make.minimal(make.worksheet(ROWS, before=cols), styles=make.styles)))
    editor = Editor(package)
    places = {"A1": 1, "C1": 3, "D2": 2, "B2": 2, "A2": 0, "Z99": 0}
    assert {ref: editor.style_at("Data", *split_cell(ref)) for ref in places} == places
    editor.set_number("Data", "C1", 5)
    editor.set_number("Data", "D2", 5, 1)
    assert {ref: editor.style_at("Data", *split_cell(ref)) for ref in places} == {**places, "D2": 1}
    assert editor.cells["Data"][1, 3].style == 3


def test_a_cached_value_follows_the_last_change_of_its_cell(make):
    package = Package.open(make.book(ROWS, styles=make.styles))
    editor = Editor(package)
    editor.set_cached("Data", "A2", 10)
    editor.set_cached("Data", "A2", 12)
    editor.set_formula("Data", "B2", "=1+1", None, 1)
    editor.set_cached("Data", "B2", 2)
    editor.clear("Data", "A3")
    with pytest.raises(PackageError) as caught:
        editor.set_cached("Data", "A3", 1)
    assert (caught.value.code, dict(caught.value.values)) == ("no-formula", {"sheet": "Data", "cell": "A3"})
    cells = Package.open(editor.to_bytes()).sheet("Data").cells
    assert [(cells[place].value, cells[place].formula, cells[place].style) for place in ((2, 1), (2, 2))] == [
        (12, "B2*2", 0), (2, "1+1", 1),
    ]  # fmt: skip
