"""Formulas written, overwritten and refreshed; what depends on them follows."""

from __future__ import annotations

import re

import pytest

from sakipcalc.excel import Editor, Package, PackageError

SHEET = "xl/worksheets/sheet1.xml"
SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><f t="shared" ref="B1:B4" si="0" ca="1">A1*2&lt;3</f><v>2</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0" ca="1"></f></c></row>'
    '<row r="4"><c r="B4"><f t="shared" si="0"/><v>8</v></c></row>'
)


def formulas(data: bytes) -> dict:
    cells = Package.open(data).sheet("Data").cells
    return {at: (cell.formula, cell.formula_kind) for at, cell in cells.items() if cell.formula is not None}


def test_overwriting_the_master_of_a_shared_formula(make):
    """Each cell that used it gets its share as its own formula; nothing computes otherwise."""
    editor = Editor(Package.open(make.book(SHARED, styles=make.styles)))
    editor.set_number("Data", "B1", 5)
    editor.set_number("Data", "B4", 6)
    data = editor.to_bytes()
    assert formulas(data) == {(2, 2): ("A2*2<3", ""), (3, 2): ("A3*2<3", "")}
    assert {cell.coordinate: cell.value for cell in make.opened(data)["Data"]["B"]} == {
        "B1": 5, "B2": "=A2*2<3", "B3": "=A3*2<3", "B4": 6,
    }  # fmt: skip
    assert b'<c r="B3"><f ca="1">A3*2&lt;3</f></c>' in make.parts(data)[SHEET]
    assert [written.ref for written in editor.receipt.formulas_unshared] == ["B2", "B3"]


def test_overwriting_a_child_leaves_the_rest_shared(make):
    editor = Editor(Package.open(make.book(SHARED, styles=make.styles)))
    editor.set_text("Data", "B2", "x")
    data = editor.to_bytes()
    assert formulas(data) == {
        (1, 2): ("A1*2<3", "shared"), (3, 2): ("A3*2<3", "shared"), (4, 2): ("A4*2<3", "shared"),
    }  # fmt: skip
    assert editor.receipt.formulas_unshared == ()


def test_the_same_formula_stays_shared(make):
    editor = Editor(Package.open(make.book(SHARED, styles=make.styles)))
    for row in (1, 2, 3, 4):
        editor.set_formula("Data", f"B{row}", f"=A{row}*2<3", row % 2 == 0)
    data = editor.to_bytes()
    assert [kind for _, kind in formulas(data).values()] == ["shared"] * 4
    cells = Package.open(data).sheet("Data").cells
    assert [cells[row, 2].value for row in (1, 2, 3, 4)] == [False, True, False, True]
    assert {written.kind for written in editor.receipt.cells} == {"cached"}


def test_a_share_is_written_out_and_refreshed_at_once(make):
    editor = Editor(Package.open(make.book(SHARED, styles=make.styles)))
    editor.set_cached("Data", "B2", 44)
    editor.clear("Data", "B1")
    cells = Package.open(editor.to_bytes()).sheet("Data").cells
    assert (cells[2, 2].formula, cells[2, 2].formula_kind, cells[2, 2].value) == ("A2*2<3", "", 44)
    assert (cells[1, 2].formula, cells[1, 2].style) == (None, 1)


def test_a_share_that_cannot_be_written_out(make):
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+A1048576</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    package = Package.open(make.book(rows))
    assert package.sheet("Data").cells[2, 1].formula == "B2+#REF!"
    with pytest.raises(PackageError) as caught:
        Editor(package).set_number("Data", "A1", 1)
    assert (caught.value.code, caught.value.values["user"]) == ("shared-master", "A2")


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('<f t="array" ref="A1:B2">C1:D2</f>', "array-formula"),
        ('<f t="dataTable" ref="A1:B2" r1="C1"/>', "data-table"),
    ],
)
@pytest.mark.parametrize("ref", ["A1", "B2"])
def test_cells_of_array_formulas_and_data_tables(make, formula, code, ref):
    rows = f'<row r="1"><c r="A1" cm="1">{formula}<v>1</v></c></row><row r="2"><c r="B2"><v>4</v></c></row>'
    package = Package.open(make.book(rows))
    for name, *args in (("set_number", 9), ("set_text", "x"), ("set_formula", "1", 1), ("clear",)):
        with pytest.raises(PackageError) as caught:
            getattr(Editor(package), name)("Data", ref, *args)
        assert (caught.value.code, caught.value.values["area"]) == (code, "A1:B2")
    editor = Editor(package)
    editor.set_cached("Data", "A1", 7)
    text = make.parts(editor.to_bytes())[SHEET].decode()
    assert f'<c r="A1" cm="1">{formula}<v>7</v></c>' in text


# -- cached values -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (2.5, '<c r="A1" s="1"><f>B1 &amp; ""</f><v>2.5</v></c>'),
        ("a<b", '<c r="A1" s="1" t="str"><f>B1 &amp; ""</f><v>a&lt;b</v></c>'),
        ("", '<c r="A1" s="1" t="str"><f>B1 &amp; ""</f><v></v></c>'),
        (True, '<c r="A1" s="1" t="b"><f>B1 &amp; ""</f><v>1</v></c>'),
        (None, '<c r="A1" s="1"><f>B1 &amp; ""</f></c>'),
    ],
)
def test_cached_values(make, value, cell):
    rows = '<row r="1"><c r="A1" s="1" t="str" vm="1"><f>B1 &amp; ""</f><v>lama</v></c></row>'
    data = make.book(rows, styles=make.styles)
    refreshed, written = Editor(Package.open(data)), Editor(Package.open(data))
    refreshed.set_cached("Data", "A1", value)
    written.set_formula("Data", "A1", '=B1 & ""', value)
    for editor in (refreshed, written):
        assert cell in make.parts(editor.to_bytes())[SHEET].decode()
        assert editor.receipt.parts_removed == ()


def test_only_formulas_have_a_cached_value(make):
    editor = Editor(Package.open(make.book('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>1</f></c></row>')))
    for ref in ("A1", "C9"):
        with pytest.raises(PackageError) as caught:
            editor.set_cached("Data", ref, 1)
        assert caught.value.code == "no-formula"
    editor.set_number("Data", "B1", 1)
    with pytest.raises(PackageError):
        editor.set_cached("Data", "B1", 1)
    editor.set_formula("Data", "C9", "1+1", None)
    editor.set_cached("Data", "C9", 2)
    cell = Package.open(editor.to_bytes()).sheet("Data").cells[9, 3]
    assert (cell.formula, cell.value) == ("1+1", 2)


# -- calculation ---------------------------------------------------------------------

CHAIN = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="1"/></calcChain>'


@pytest.mark.parametrize(
    ("change", "dropped"),
    [
        (("set_number", "B1", 1), True),
        (("clear", "B1"), True),
        (("set_formula", "B1", "A1+9", 1), True),
        (("set_formula", "C1", "A1+9", 1), True),
        (("set_number", "A1", 2), False),
        (("set_cached", "B1", 3), False),
    ],
)
def test_the_calculation_chain_goes_when_a_formula_does(make, change, dropped):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    data = make.book(rows, calcChain=CHAIN, styles=make.styles)
    name, *args = change
    editor = Editor(Package.open(data))
    getattr(editor, name)("Data", *args)
    parts = make.parts(editor.to_bytes())
    assert editor.receipt.parts_removed == (("xl/calcChain.xml",) if dropped else ())
    kept = not dropped
    assert ("xl/calcChain.xml" in parts) == kept
    assert (b"calcChain" in parts["[Content_Types].xml"]) == kept
    assert (b"calcChain" in parts["xl/_rels/workbook.xml.rels"]) == kept
    assert b"styles" in parts["[Content_Types].xml"]
    assert make.opened(editor.to_bytes())["Data"]["A1"].value in {1, 2}


def test_a_calculation_chain_named_twice(make):
    parts = make.minimal(make.worksheet(""), calcChain=CHAIN)
    rels = "xl/_rels/workbook.xml.rels"
    again = f'<Relationship Id="x" Type="{make.rels}/calcChain" Target="/xl/calcChain.xml"/></Relationships>'
    parts[rels] = parts[rels].replace("</Relationships>", again)
    editor = Editor(Package.open(make.zipped(parts)))
    editor.set_formula("Data", "A1", "1+1", 2)
    after = make.parts(editor.to_bytes())
    assert not any(b"calcChain" in content for content in after.values())


@pytest.mark.parametrize(
    ("calc", "expected"),
    [
        ("", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        ('<calcPr calcId="191029"/>', '<calcPr fullCalcOnLoad="1" calcId="191029"/>'),
        ("<calcPr fullCalcOnLoad='0' calcMode='manual'/>", "<calcPr fullCalcOnLoad='1' calcMode='manual'/>"),
        ('<calcPr fullCalcOnLoad="1"/>', '<calcPr fullCalcOnLoad="1"/>'),
        ('<definedNames><definedName name="a">1</definedName></definedNames><oleSize ref="A1"/>',
         '</definedNames><calcPr fullCalcOnLoad="1"/><oleSize ref="A1"/>'),
    ],
)  # fmt: skip
def test_everything_is_calculated_on_opening(make, calc, expected):
    """Any formula may depend on a cell that was written, so its cached value may be stale."""
    editor = Editor(Package.open(make.book("", calc=calc)))
    editor.set_number("Data", "A1", 1)
    workbook = make.parts(editor.to_bytes())["xl/workbook.xml"].decode()
    assert expected in workbook
    assert len(re.findall("<calcPr", workbook)) == 1


def test_formulas_of_other_programs(make, made):
    editor = Editor(Package.open(made))
    editor.set_formula("Tabel 3.2", "D2", "='Ja''far & <co>'!A1+1", 3)
    data = editor.to_bytes()
    assert make.opened(data)["Tabel 3.2"]["D2"].value == "='Ja''far & <co>'!A1+1"
    assert make.opened(data, data_only=True)["Tabel 3.2"]["D2"].value == 3


@pytest.mark.parametrize("formula", ["", "=", "SUM(", '"'])
def test_refusals_leave_the_editor_usable(make, formula):
    editor = Editor(Package.open(make.book("")))
    editor.set_number("Data", "A1", 1)
    for call in (
        lambda: editor.set_formula("Data", "A2", formula, None),
        lambda: editor.set_formula("Data", "A2", "1", float("nan")),
        lambda: editor.set_number("Lain", "A2", 1),
        lambda: editor.set_number("Data", "A", 1),
    ):
        with pytest.raises(PackageError):
            call()
    assert [written.ref for written in editor.receipt.cells] == ["A1"]
