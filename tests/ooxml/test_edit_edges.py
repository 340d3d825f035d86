"""Cells and new sheets at the edges that mutants showed to be held by no other test."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter

from sakipcalc.excel import (
    CellError,
    Editor,
    Insertion,
    NewCell,
    NewPage,
    NewSheet,
    Package,
    PackageError,
    insert_rows,
)
from sakipcalc.excel.edit.writes import number_literal

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SHEET = "xl/worksheets/sheet1.xml"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def with_sheet(data, **more):
    editor = Editor(Package.open(data))
    editor.add_sheet(NewSheet(name="Temuan", cells={"A1": 1}, **more))
    return editor.to_bytes()


def test_what_is_printed_of_new_sheets_has_names(make):
    editor = Editor(Package.open(make.book(ONE)))
    editor.add_sheet(NewSheet(name="Lain", cells={"A1": 1, "B7": 2, "C3": 3}, printed="C"))
    page = NewPage(margins=(0.5, 0.5, 0.6, 0.7))
    editor.add_sheet(NewSheet(name="Ja'far & co", cells={"A1": 1}, frozen_rows=2, page=page, printed="D"))
    text = make.parts(editor.to_bytes())["xl/workbook.xml"].decode()
    assert re.findall(r"<definedName ([^>]*)>([^<]*)</definedName>", text) == [
        ('name="_xlnm.Print_Area" localSheetId="1"', "'Lain'!$A$1:$C$7"),
        ('name="_xlnm.Print_Area" localSheetId="2"', "'Ja''far &amp; co'!$A$1:$D$1"),
        ('name="_xlnm.Print_Titles" localSheetId="2"', "'Ja''far &amp; co'!$1:$2"),
    ]
    assert text.index("</sheets>") < text.index("<definedNames>") < text.index("<calcPr")


@pytest.mark.parametrize("behind", ['<functionGroups builtInGroupCount="17"/>', "<externalReferences/>"])
@pytest.mark.parametrize("printed", ["", "A"])
def test_names_and_calculation_stand_behind_what_the_schema_has_before_them(make, behind, printed):
    parts = make.minimal(make.worksheet(ONE))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", f"</sheets>{behind}")
    editor = Editor(Package.open(make.zipped(parts)))
    editor.add_sheet(NewSheet(name="Lain", cells={"A1": NewCell(formula="1+1", value=2)}, printed=printed))
    root = ET.fromstring(make.parts(editor.to_bytes())["xl/workbook.xml"])  # noqa: S314 -- our own
    names = [child.tag.rpartition("}")[2] for child in root]
    wanted = ["definedNames", "calcPr"] if printed else ["calcPr"]
    assert names[names.index("sheets") + 2 :] == wanted


def test_what_an_editor_holds_is_what_it_writes(make):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1"><f>A1/0</f><v>3</v></c>'
        '<c r="D1"><f t="shared" ref="D1:D2" si="0">A1+1</f><v>2</v></c></row>'
        '<row r="2"><c r="D2"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    editor = Editor(Package.open(make.book(rows)))
    editor.set_number("Data", "A1", 2.5)
    editor.set_number("Data", "A2", 7)
    editor.set_text("Data", "A3", "Tujuh")
    editor.set_formula("Data", "A4", "A1>2", True)
    editor.set_formula("Data", "A5", 'IF(A1>2,"ya","")', "ya")
    editor.set_cached("Data", "B1", 5)
    editor.set_cached("Data", "C1", CellError("#DIV/0!"))
    editor.set_cached("Data", "D2", 8)
    written = Package.open(editor.to_bytes()).sheet("Data").cells
    assert editor.held["Data"] == {at: written[at].held for at in editor.held["Data"]}
    assert editor.held["Data"][2, 4][2:] == (8, 0, "A2+1", False)
    assert editor.held["Data"][1, 3][2:] == ("#DIV/0!", 0, "A1/0", True)


def test_a_new_part_has_the_type_of_a_sheet(make, made):
    before, after = (
        {
            entry.get("PartName"): entry.get("ContentType")
            for entry in ET.fromstring(make.parts(data)["[Content_Types].xml"])  # noqa: S314 -- our own
            if entry.tag.endswith("}Override")
        }
        for data in (made, with_sheet(made))
    )
    new = {name: kind for name, kind in after.items() if name not in before}
    assert list(new.values()) == [SHEET_TYPE]
    assert next(iter(new))[1:] in make.parts(with_sheet(made))


@pytest.mark.parametrize("rels", ["rels", "strict_rels"])
def test_the_sheet_is_named_by_the_prefix_and_the_namespace_of_the_others(make, rels):
    parts = make.minimal(make.worksheet(ONE), rels=getattr(make, rels))
    workbook = parts["xl/workbook.xml"].replace("xmlns:r=", "xmlns:rel=").replace(" r:id", " rel:id")
    data = with_sheet(make.zipped({**parts, "xl/workbook.xml": workbook}))
    assert Package.open(data).tabs == ("Data", "Temuan")
    text = make.parts(data)["xl/workbook.xml"].decode()
    (entry,) = re.findall(r'<sheet name="Temuan"[^>]*>', text)
    assert " rel:id=" in entry
    assert "xmlns" not in entry
    links = make.parts(data)["xl/_rels/workbook.xml.rels"].decode()
    assert links.count(f'Type="{getattr(make, rels)}/worksheet"') == 2


def test_an_attribute_of_another_namespace_is_no_relationship(make):
    parts = make.minimal(make.worksheet(ONE))
    other = parts["xl/workbook.xml"].replace("<sheet ", '<sheet xmlns:a="urn:a" a:id="7" r:state="x" ')
    text = make.parts(with_sheet(make.zipped({**parts, "xl/workbook.xml": other})))[
        "xl/workbook.xml"
    ].decode()
    assert '<sheet name="Temuan" sheetId="2" r:id="rId' in text


def test_a_part_that_goes_leaves_nothing_in_its_place(make):
    chain = f'<calcChain xmlns="{make.main}"><c r="A1" i="1"/></calcChain>'
    data = make.book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', calcChain=chain)
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 5)
    before, after = make.parts(data), make.parts(editor.to_bytes())
    assert set(before) - set(after) == {"xl/calcChain.xml"}
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        left = [each for each in re.findall("<[^>]*>", before[name].decode()) if "calcChain" not in each]
        assert after[name].decode() == make.head + "".join(left[1:])


def test_relationships_and_numbers_of_sheets_go_on(make):
    parts = make.minimal(make.worksheet(ONE))
    for number, follows in ((7, 8), (65_533, 65_534)):
        book = parts["xl/workbook.xml"].replace('sheetId="1"', f'sheetId="{number}"').replace("rId1", "lain")
        links = parts["xl/_rels/workbook.xml.rels"].replace("rId1", "lain")
        data = with_sheet(
            make.zipped({**parts, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links})
        )
        text = make.parts(data)["xl/workbook.xml"].decode()
        assert f'<sheet name="Temuan" sheetId="{follows}" r:id="rId1"/>' in text
    full = parts["xl/workbook.xml"].replace('sheetId="1"', 'sheetId="65534"')
    with pytest.raises(PackageError) as caught:
        with_sheet(make.zipped({**parts, "xl/workbook.xml": full}))
    assert caught.value.code == "too-large"


def code_of(work, *arguments):
    with pytest.raises(PackageError) as caught:
        work(*arguments)
    return caught.value.code


def test_headers_and_totals_of_a_table_are_not_written_and_its_body_is(made_table):
    for row, refused in ((2, True), (3, False), (4, False), (5, True), (6, False)):
        editor = Editor(Package.open(made_table))
        if refused:
            assert code_of(editor.set_number, "Data", f"B{row}", 1) == "table-cell"
        else:
            editor.set_number("Data", f"B{row}", 1)


@pytest.fixture(scope="module")
def made_table():
    """A header in row 2, two rows, totals in row 5."""
    with xlsxwriter.Workbook(buffer := io.BytesIO(), {"in_memory": True}) as book:
        columns = [{"header": "a"}, {"header": "b", "total_function": "sum"}]
        book.add_worksheet("Data").add_table(
            "A2:B5", {"columns": columns, "total_row": True, "data": [[1, 2], [3, 4]]}
        )
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('<f t="array" ref="A1:A2">B1:B2</f>', "array-formula"),
        ('<f t="dataTable" ref="A1:A2" dt2D="0" r1="C1">B1:B2</f>', "data-table"),
    ],
)
def test_writing_the_very_formula_of_an_array_is_writing_it(make, formula, code):
    data = make.book(
        f'<row r="1"><c r="A1">{formula}<v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    )
    editor = Editor(Package.open(data))
    for ref in ("A1", "A2"):
        assert code_of(editor.set_formula, "Data", ref, "B1:B2", 3) == code


def test_a_format_that_a_formula_is_to_get_stays_when_its_value_is_refreshed(make):
    data = make.book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', styles=make.styles)
    editor = Editor(Package.open(data))
    editor.set_formula("Data", "A1", "1+1", 2, style=3)
    editor.set_cached("Data", "A1", 4)
    cell = Package.open(editor.to_bytes()).sheet("Data").cells[1, 1]
    assert (cell.formula, cell.value, cell.style) == ("1+1", 4, 3)


def test_a_shared_formula_that_nobody_shares_is_overwritten(make):
    data = make.book('<row r="1"><c r="A1"><f t="shared" ref="A1" si="0">B1</f><v>2</v></c></row>')
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 5)
    assert make.opened(editor.to_bytes())["Data"]["A1"].value == 5


def test_a_formula_that_was_shared_says_nothing_of_it_any_more(make):
    """Some programs write the area at each of the cells."""
    said = '<f t="shared" ref="A1:A2" si="0" ca="1">{}</f><v>2</v></c></row>'
    data = make.book(f'<row r="1"><c r="A1">{said.format("B1")}<row r="2"><c r="A2">{said.format("")}')
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 5)
    assert '<c r="A2"><f ca="1">B2</f><v>2</v></c>' in make.parts(editor.to_bytes())[SHEET].decode()


def test_blanks_that_a_reader_would_take_away_are_kept(make):
    editor = Editor(Package.open(make.book(ONE)))
    texts = {"A1": "dua\nbaris", "A2": " di depan", "A3": "di belakang\t", "A4": "di tengah saja"}
    for ref, text in texts.items():
        editor.set_text("Data", ref, text)
    written = make.parts(editor.to_bytes())[SHEET].decode()
    assert written.count('<t xml:space="preserve">') == 3
    assert "<t>di tengah saja</t>" in written


@pytest.mark.parametrize("value", [True, False, "5", None, [5], float("nan"), float("-inf"), 10**400])
def test_what_is_no_number_is_written_as_none(make, value):
    editor = Editor(Package.open(make.book(ONE)))
    for work, arguments in ((editor.set_number, ("Data", "A1", value)), (number_literal, (value,))):
        assert told_of(work, *arguments)[0] == "bad-number"
    assert editor.receipt.cells == ()


def test_rows_out_of_order_get_no_heights(make):
    data = make.book('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(PackageError) as caught:
        Editor(Package.open(data)).set_row_height("Data", 7, 20)
    assert (caught.value.code, caught.value.values) == ("rows-out-of-order", {"sheet": "Data", "cell": "A7"})


@pytest.mark.parametrize(("kind", "noted"), [("origin", ("signature-invalid",)), ("core", ())])
def test_a_signature_is_noted(make, kind, noted):
    parts = make.minimal(make.worksheet(ONE))
    link = f'<Relationship Id="rId9" Type="{make.rels}/{kind}" Target="lain.xml"/></Relationships>'
    data = make.zipped(
        {**parts, "lain.xml": "<x/>", "_rels/.rels": parts["_rels/.rels"].replace("</Relationships>", link)}
    )
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 2)
    assert editor.receipt.notes == ("recalculation-asked", *noted)
    _, receipt = insert_rows(Package.open(data), [Insertion(sheet="Data", before=1, count=1)])
    assert receipt.notes == ("recalculation-asked", *noted)


def test_a_row_that_only_its_cells_number_is_numbered_when_another_comes_before_it(make):
    data = make.book('<row r="1"/><row><c r="A5"><v>5</v></c></row><row><c><v>6</v></c></row>')
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A3", 3)
    written = editor.to_bytes()
    text = make.parts(written)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall('<row r="([0-9]+)"', text) == ["1", "3", "5", "6"]
    assert [make.opened(written)["Data"].cell(row, 1).value for row in (3, 5, 6)] == [3, 5, 6]


def test_cells_that_do_not_say_where_they_are_stay_where_they_are(make):
    data = make.book('<row><c><v>1</v></c><c><v>2</v></c><c r="E1"><v>5</v></c><c><v>6</v></c></row>')
    for ref in ("A1", "B1", "D1", "E1", "F1", "G1", "B2"):
        editor = Editor(Package.open(data))
        editor.set_number("Data", ref, 9)
        sheet = make.opened(editor.to_bytes())["Data"]
        kept = {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}
        assert kept == {"A1": 1, "B1": 2, "E1": 5, "F1": 6} | {ref: 9}


def told_of(work, *arguments):
    with pytest.raises(PackageError) as caught:
        work(*arguments)
    return caught.value.code, dict(caught.value.values)


def test_a_text_is_as_long_as_a_cell_takes(make):
    editor = Editor(Package.open(make.book(ONE)))
    editor.set_text("Data", "A1", "\U0001f600" * 16_383 + "a")
    assert told_of(editor.set_text, "Data", "A2", "\U0001f600" * 16_384) == (
        "bad-text",
        {"allowed": 32_767, "found": 32_768},
    )


@pytest.mark.parametrize(("main", "rels"), [("main", "rels"), ("strict_main", "strict_rels")])
def test_the_first_sheet_of_a_workbook_without_any(make, main, rels):
    spaces = {"main": getattr(make, main), "rels": getattr(make, rels)}
    parts = make.minimal(make.worksheet(ONE), **spaces)
    del parts[SHEET]
    parts["[Content_Types].xml"] = re.sub(
        r'<Override PartName="/xl/worksheets[^>]*>', "", parts["[Content_Types].xml"]
    )
    parts["xl/_rels/workbook.xml.rels"] = RELS.format("")
    parts["xl/workbook.xml"] = f'{make.head}<workbook xmlns="{spaces["main"]}"><sheets></sheets></workbook>'
    data = with_sheet(make.zipped(parts))
    assert Package.open(data).tabs == ("Temuan",)
    made = make.parts(data)
    assert (
        f'<sheet name="Temuan" sheetId="1" r:id="rId1" xmlns:r="{spaces["rels"]}"/>'
        in made["xl/workbook.xml"].decode()
    )
    assert f'Type="{spaces["rels"]}/worksheet"' in made["xl/_rels/workbook.xml.rels"].decode()
    assert "xl/worksheets/sheet1.xml" in made


@pytest.mark.parametrize(("width", "kept"), [(255.0, 255.0), (256, 255.0), (400.5, 255.0), (0.5, 0.5)])
def test_columns_are_no_wider_than_excel_takes(make, width, kept):
    text = make.parts(with_sheet(make.book(ONE), widths={"B": width}))["xl/worksheets/sheet2.xml"].decode()
    assert f'<cols><col min="2" max="2" width="{kept}" customWidth="1"/></cols>' in text


def test_what_a_new_sheet_says_of_itself(make):
    """All of it, so that nothing stands between; Excel repairs a part that holds text where none may be."""
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    cells = {
        "A1": NewCell(value="a", style=1),
        "B1": NewCell(value=2, formula="1+1", style=2),
        "A2": NewCell(link="Data!A1"),
    }
    page = NewPage(margins=(0.5, 0.5, 0.6, 0.7))
    more = {
        "widths": {"A": 10},
        "merges": ("C1:D1", "C2:D2"),
        "frozen_rows": 1,
        "autofilter": "A1:B2",
        "heights": {1: 20},
    }
    editor.add_sheet(NewSheet(name="Temuan", cells=cells, page=page, **more))
    text = make.parts(editor.to_bytes())["xl/worksheets/sheet2.xml"].decode()
    assert text == make.head + (
        f'<worksheet xmlns="{make.main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        '<cols><col min="1" max="1" width="10" customWidth="1"/></cols><sheetData><row r="1" ht="20" customHeight="1">'
        '<c r="A1" s="1" t="inlineStr"><is><t>a</t></is></c><c r="B1" s="2"><f>1+1</f><v>2</v></c></row><row r="2"><c r="A2"/></row></sheetData>'
        '<autoFilter ref="A1:B2"/><mergeCells count="2"><mergeCell ref="C1:D1"/><mergeCell ref="C2:D2"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A2" location="Data!A1"/></hyperlinks><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" '
        'header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
    bare = make.parts(with_sheet(make.book(ONE)))["xl/worksheets/sheet2.xml"].decode()
    assert (
        bare
        == f'{make.head}<worksheet xmlns="{make.main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )


def test_a_workbook_whose_structure_is_locked_is_named(make):
    parts = make.minimal(make.worksheet(ONE))
    book = parts["xl/workbook.xml"].replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    with pytest.raises(PackageError) as caught:
        with_sheet(make.zipped({**parts, "xl/workbook.xml": book}))
    assert (caught.value.code, caught.value.part) == ("protected-workbook", "xl/workbook.xml")


def test_a_workbook_without_a_list_of_sheets_takes_none(make):
    """It would be told as added, and be nowhere."""
    parts = make.minimal(make.worksheet(ONE))
    book = re.sub("<sheets>.*</sheets>", "", parts["xl/workbook.xml"])
    with pytest.raises(PackageError) as caught:
        with_sheet(make.zipped({**parts, "xl/workbook.xml": book}))
    assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/workbook.xml")
