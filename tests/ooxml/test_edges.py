"""What mutants of the editor showed that no other test holds, by the standard and by other readers."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter

from sakipcalc.excel import Editor, Insertion, NewCell, NewPage, NewSheet, Package, PackageError, insert_rows
from sakipcalc.excel.formulas import checked
from sakipcalc.excel.refs import Area, cell_name, column_index, column_name, split_cell
from sakipcalc.excel.rowmap import RowMap

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_sheet(data, **more):
    editor = Editor(Package.open(data))
    editor.add_sheet(NewSheet(name="Temuan", cells={"A1": 1}, **more))
    return editor.to_bytes()


# -- a new sheet ---------------------------------------------------------------------------------


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


# -- heights and formats -------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "height"), [(1, 0.25), (1, 409.5), (1_048_576, 15)])
def test_heights_at_their_bounds(make, row, height):
    editor = Editor(Package.open(make.book(ONE)))
    editor.set_row_height("Data", row, height)
    theirs = make.opened(editor.to_bytes())["Data"]
    assert theirs.row_dimensions[row].height == height


@pytest.mark.parametrize(
    ("row", "height", "code", "values"),
    [
        (0, 15, "bad-reference", {"row": 0}), (1_048_577, 15, "bad-reference", {"row": 1_048_577}),
        (1, 0, "bad-number", {}), (1, 409.6, "bad-number", {}),
    ],
)  # fmt: skip
def test_heights_beyond_them(make, row, height, code, values):
    editor = Editor(Package.open(make.book(ONE)))
    with pytest.raises(PackageError) as caught:
        editor.set_row_height("Data", row, height)
    assert (caught.value.code, caught.value.values) == (code, values)


def test_a_format_that_there_is_not(make):
    editor = Editor(Package.open(make.book(ONE)))  # no list of formats has one that needs no list
    editor.set_number("Data", "A1", 1, style=0)
    for where in (lambda: editor.set_number("Data", "A1", 1, style=1), lambda: with_style(editor, 1)):
        with pytest.raises(PackageError) as caught:
            where()
        assert (caught.value.code, caught.value.values) == ("bad-style", {"style": 1})


def with_style(editor, style):
    editor.add_sheet(NewSheet(name="Temuan", cells={"A1": NewCell(value=1, style=style)}))


# -- anchors -------------------------------------------------------------------------------------

FIVE = Insertion(sheet="Data", before=6, count=5)


def anchored(make, anchors):
    """Return a workbook with a drawing; rows of markers count from 0."""
    parts = make.minimal(make.worksheet('<row r="9"><c r="A9"><v>1</v></c></row>'))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{make.rels}/drawing" Target="../drawings/d.xml"/></Relationships>'
    )
    parts["xl/drawings/d.xml"] = (
        f'<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{anchors}</x:wsDr>'
    )
    return make.zipped(parts)


def marker(name, row):
    return f"<x:{name}><x:col>1</x:col><x:colOff>0</x:colOff>{row}<x:rowOff>9</x:rowOff></x:{name}>"


@pytest.mark.parametrize(
    ("setting", "rows"),
    [
        ("", ["2", "14"]), (' editAs="twoCell"', ["2", "14"]), (' editAs="oneCell"', ["2", "9"]),
        (' editAs="absolute"', ["2", "9"]), (' editAs="other"', ["2", "14"]),
    ],
)  # fmt: skip
def test_rows_within_a_picture_stretch_it_where_it_goes_with_its_cells(make, setting, rows):
    ends = marker("from", "<x:row>2</x:row>") + marker("to", "<x:row>9</x:row>")
    data = anchored(make, f"<x:twoCellAnchor{setting}>{ends}<x:pic/></x:twoCellAnchor>")
    moved, _ = insert_rows(Package.open(data), [FIVE])
    text = make.parts(moved.data)["xl/drawings/d.xml"].decode()
    assert re.findall("<x:row>([0-9]+)<", text) == rows


@pytest.mark.parametrize("row", ["", "<x:row/>", "<x:row>dua</x:row>", "<x:row>-1</x:row>"])
def test_a_marker_without_a_row_is_refused(make, row):
    data = anchored(make, f"<x:oneCellAnchor>{marker('from', row)}<x:pic/></x:oneCellAnchor>")
    with pytest.raises(PackageError) as caught:
        insert_rows(Package.open(data), [FIVE])
    assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/drawings/d.xml")


# -- what is refused, and what a receipt notes ---------------------------------------------------


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


def test_a_shared_formula_with_a_lost_reference_cannot_be_written_out(make):
    """Shared over two rows that rows come between, it would name a place that is not there."""
    rows = '<row r="{}"><c r="A{}"><f t="shared" {}>{}</f><v>1</v></c></row>'
    data = make.book(
        rows.format(1, 1, 'ref="A1:A3" si="0"', "B1048575")
        + rows.format(2, 2, 'si="0"', "")
        + rows.format(3, 3, 'si="0"', "")
    )
    with pytest.raises(PackageError) as caught:
        insert_rows(Package.open(data), [Insertion(sheet="Data", before=2, count=1)])
    assert caught.value.code in {"shared-master", "rows-past-end"}


# -- where rows may come -------------------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"
LAST = 1_048_576


@pytest.mark.parametrize(
    ("rows", "insertion"),
    [
        (ONE, Insertion(sheet="Data", before=LAST, count=1)), (ONE, Insertion(sheet="Data", before=5, count=1, model=LAST)),
        (ONE, Insertion(sheet="Data", before=5, count=1, model=1)), ("", Insertion(sheet="Data", before=1, count=LAST)),
    ],
)  # fmt: skip
def test_the_first_and_the_last_row_will_do(make, rows, insertion):
    package, _ = insert_rows(Package.open(make.book(rows)), [insertion])
    cells = package.sheet("Data").cells
    assert [cell.value for cell in cells.values() if cell.row == 1] == ([1] if rows else [])


def refusal_of(data, *insertions):
    with pytest.raises(PackageError) as caught:
        insert_rows(Package.open(data), insertions)
    return caught.value.code, caught.value.part, dict(caught.value.values)


def test_what_a_refusal_names(make):
    bad = Insertion(sheet="Data", before=5, count=1, model=LAST + 1)
    told = {"sheet": "Data", "before": 5, "count": 1}
    assert refusal_of(make.book(ONE), bad) == ("bad-insertion", SHEET, told)
    twice = [Insertion(sheet="Data", before=5, count=count) for count in (1, 2)]
    assert refusal_of(make.book(ONE), *twice) == ("bad-insertion", SHEET, told)
    one = Insertion(sheet="Data", before=1, count=LAST)
    assert refusal_of(make.book(ONE), one) == ("rows-past-end", SHEET, {"sheet": "Data", "row": 1})
    odd = make.book('<row r="2"/><row r="1"/>')
    assert refusal_of(odd, FIVE) == ("rows-out-of-order", SHEET, {"sheet": "Data"})
    array = make.book('<row r="5"><c r="A5"><f t="array" ref="A5:B7">C5:D7</f></c></row>')
    told = {"sheet": "Data", "before": 6, "feature": "array-formula", "area": "A5:B7"}
    assert refusal_of(array, FIVE) == ("rows-cut", SHEET, told)


@pytest.mark.parametrize(
    ("allowed", "refused"), [("0", False), ("false", False), ("1", True), ("true", True), (None, True)]
)
def test_a_protected_sheet_takes_rows_where_it_says_so(make, allowed, refused):
    said = "" if allowed is None else f' insertRows="{allowed}"'
    sheet = make.worksheet(ONE, after=f'<sheetProtection sheet="1"{said}/>')
    data = make.zipped(make.minimal(sheet))
    if refused:
        assert refusal_of(data, FIVE) == ("protected-sheet", SHEET, {"sheet": "Data"})
    else:
        insert_rows(Package.open(data), [FIVE])


# -- formats -------------------------------------------------------------------------------------

#: The children of a font in the order of the schema (CT_Font, as Excel writes them).
OF_FONT = ("b", "i", "strike", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme")
VALUES = {
    "sz": "11",
    "name": "Arial",
    "family": "2",
    "charset": "1",
    "scheme": "minor",
    "vertAlign": "superscript",
}


def with_font(make, *names):
    font = "".join(f'<{name} val="{VALUES[name]}"/>' if name in VALUES else f"<{name}/>" for name in names)
    old = '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    assert old in make.styles
    return make.book(ONE, styles=make.styles.replace(old, f"<font>{font}</font>"))


@pytest.mark.parametrize("first", range(4, len(OF_FONT)))
def test_marks_of_a_font_come_in_the_order_of_the_schema(make, first):
    there = [name for name in OF_FONT[first:] if name != "color"]
    editor = Editor(Package.open(with_font(make, "i", *there)))
    editor.set_number("Data", "A1", 1, style=editor.style(1, bold=True, underline=True, font_color="FF0000"))
    styles = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    fonts = styles.find(f"{{{make.main}}}fonts")
    names = [child.tag.rpartition("}")[2] for child in fonts[-1]]
    assert names == sorted({"b", "i", "u", "color", *there}, key=OF_FONT.index)


@pytest.mark.parametrize("number", [5, 6, 7, 8, 14, 15, 37, 40])
def test_a_format_that_reads_otherwise_elsewhere_is_written_out(make, number):
    """What these mean depends on where Excel was bought."""
    from sakipcalc.excel.sheet.styles import BUILTIN_FORMATS

    code = BUILTIN_FORMATS[number]
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    editor.set_number("Data", "A1", 1, style=editor.style(0, number_format=code))
    text = make.parts(editor.to_bytes())["xl/styles.xml"].decode()
    assert 'numFmtId="165"' in text
    assert not editor.formats_left_out


def test_no_format_comes_before_the_first(make):
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    assert editor.formats_left_out is False
    with pytest.raises(PackageError) as caught:
        editor.style(-1, bold=True)
    assert (caught.value.code, caught.value.part, caught.value.values) == (
        "bad-style",
        "xl/styles.xml",
        {"style": -1},
    )
    assert editor.formats_left_out is False


# -- names of places, formulas, relationships ----------------------------------------------------


def told_of(work, *arguments):
    with pytest.raises(PackageError) as caught:
        work(*arguments)
    return caught.value.code, dict(caught.value.values)


@pytest.mark.parametrize(
    ("work", "arguments", "ref"),
    [
        (column_name, (0,), "0"), (column_name, (16_385,), "16385"), (column_index, ("XFE",), "XFE"), (column_index, ("A1",), "A1"),
        (column_index, ("",), ""), (cell_name, (0, 1), "0"), (cell_name, (LAST + 1, 1), "1048577"), (split_cell, ("A0",), "A0"),
        (split_cell, ("XFE1",), "XFE1"), (split_cell, ("1A",), "1A"), (Area.parse, ("A1:B0",), "A1:B0"),
    ],
)  # fmt: skip
def test_a_place_that_there_is_not_is_named(work, arguments, ref):
    code, values = told_of(work, *arguments)
    assert code == "bad-reference"
    assert values["ref"] in {ref, ref[3:], ref[1:]}


def test_an_area_has_so_many_cells():
    sizes = {"A1": 1, "B2:D2": 3, "B2:B5": 4, "B2:D5": 12, "A:A": LAST, "3:3": 16_384}
    assert {ref: Area.parse(ref).size for ref in sizes} == sizes


@pytest.mark.parametrize(
    ("formula", "told", "near"),
    [
        ("", "", "("), ("=", "", "("), ("SUM(A1", "SUM(A1", "("), ("A1)+(B1", "A1)+(B1", ")"), ('"a', '"a', '"'),
        ("'Tabel!A1", "'Tabel!A1", "'"), ("[1", "[1", "["), ("A1\x07", "A1\x07", "\x07"), ("A1}+'", "A1}+'", "'"),
        ("1+" * 4_096 + "1", "1+" * 20 + "...", "8193 characters"),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_told_with_the_place(formula, told, near):
    assert told_of(checked, formula) == ("bad-formula", {"formula": told, "near": near})


@pytest.mark.parametrize(
    "formula",
    ["A1\t+\nB1", "'a(b'!A1", "[1]x!A1+T[[#All],[a]]", '"("&"[""]"', "(((A1)))", "1+" * 4_095 + "22"],
)
def test_what_is_a_formula_is_taken_as_it_is(formula):
    assert checked(f"={formula}") == formula


@pytest.mark.parametrize("mode", ["External", "Internal", ""])
def test_a_target_outside_is_not_looked_for_inside(make, mode):
    parts = make.minimal(make.worksheet(ONE))
    said = f' TargetMode="{mode}"' if mode else ""
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{make.rels}/hyperlink" Target="../media/a.png#x"{said}/></Relationships>'
    )
    (link,) = Package.open(make.zipped(parts)).relationships(SHEET)
    outside = mode == "External"
    assert (link.external, link.target) == (outside, "../media/a.png#x" if outside else "xl/media/a.png")


@pytest.mark.parametrize(
    "root", ['<Relationships xmlns="urn:x"/>', '<Lain xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>']
)  # fmt: skip
def test_relationships_that_are_none(make, root):
    parts = make.minimal(make.worksheet(ONE))
    with pytest.raises(PackageError) as caught:
        Package.open(make.zipped({**parts, "_rels/.rels": root}))
    assert (caught.value.code, caught.value.part) == ("bad-xml", "_rels/.rels")


def test_rows_inserted_leave_the_place_of_the_file_known(make, tmp_path):
    path = tmp_path / "unit.xlsx"
    path.write_bytes(make.book(ONE))
    package, _ = insert_rows(Package.open(path), [FIVE])
    with pytest.raises(PackageError) as caught:
        Editor(package).save(path, overwrite=True)
    assert caught.value.code == "output-is-source"


# -- parts that lead to parts --------------------------------------------------------------------

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
PICTURE = f"<x:oneCellAnchor>{marker('from', '<x:row>8</x:row>')}<x:pic/></x:oneCellAnchor>"


def links_to(make, *links):
    """Return relationships: (kind, target, further attributes)."""
    return RELS.format(
        "".join(
            f'<Relationship Id="rId{at}" Type="{make.rels}/{kind}" Target="{target}"{more}/>'
            for at, (kind, target, more) in enumerate(links, 1)
        )
    )


def rows_of_drawing(make, data):
    moved, receipt = insert_rows(Package.open(data), [FIVE])
    text = make.parts(moved.data)["xl/drawings/d.xml"].decode()
    return re.findall("<x:row>([0-9]+)<", text), receipt


def test_what_comes_behind_a_link_and_a_part_that_is_not_there_moves(make):
    parts = make.parts(anchored(make, PICTURE))
    outside = ("image", "http://192.0.2.1/a.png", ' TargetMode="External"')
    links = [outside, ("comments", "../comments9.xml", ""), ("drawing", "../drawings/d.xml", "")]
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = links_to(make, *links)
    assert rows_of_drawing(make, make.zipped(parts))[0] == ["13"]


def test_parts_that_lead_round_are_changed_once(make):
    parts = make.parts(anchored(make, PICTURE))
    drawing = ("drawing", "../drawings/d.xml", "")
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = links_to(make, drawing, drawing)
    parts["xl/drawings/_rels/d.xml.rels"] = links_to(
        make, ("drawing", "d.xml", ""), ("chart", "../charts/c.xml", "")
    )
    parts["xl/charts/c.xml"] = '<c:chartSpace xmlns:c="urn:c"><c:f>Data!$A$9</c:f></c:chartSpace>'
    parts["xl/charts/_rels/c.xml.rels"] = links_to(make, ("chart", "c.xml", ""))
    book = parts["xl/_rels/workbook.xml.rels"].decode()
    again = f'<Relationship Id="rId8" Type="{make.rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = book.replace("</Relationships>", again)
    rows, receipt = rows_of_drawing(make, make.zipped(parts))
    assert rows == ["13"]
    assert [each.times for each in receipt.moved if each.feature in {"drawings", "cells"}] == [1, 1]


def test_boxes_in_another_encoding_are_refused_by_name(make):
    parts = make.minimal(make.worksheet(ONE))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = links_to(make, ("vmlDrawing", "../drawings/v.vml", ""))
    parts["xl/drawings/v.vml"] = b"<xml>\xff\xfe</xml>"
    assert refusal_of(make.zipped(parts), FIVE) == ("encoding", "xl/drawings/v.vml", {})


# -- numbers of formats --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "used", "follows"), [("200", "0", "201"), ("164", "300", "301"), ("164", "0", "165")]
)
def test_a_new_number_format_has_a_number_that_nobody_has(make, listed, used, follows):
    styles = make.styles.replace('numFmtId="164"', f'numFmtId="{listed}"').replace(
        'numFmtId="9"', f'numFmtId="{used}"'
    )
    editor = Editor(Package.open(make.book(ONE, styles=styles)))
    editor.set_number("Data", "A1", 1, style=editor.style(0, number_format="0.0000"))
    text = make.parts(editor.to_bytes())["xl/styles.xml"].decode()
    assert f'<numFmt numFmtId="{follows}" formatCode="0.0000"/>' in text


def test_the_first_number_formats_of_a_workbook(make):
    styles = re.sub("<numFmts.*</numFmts>", "", make.styles)
    editor = Editor(Package.open(make.book(ONE, styles=styles)))
    for at, code in enumerate(("0.0000", "0.00000"), 1):
        editor.set_number("Data", f"A{at}", 1, style=editor.style(0, number_format=code))
    root = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    formats = root[0]
    assert (formats.tag, formats.get("count"), formats.text) == (f"{{{make.main}}}numFmts", "2", None)
    assert [(each.get("formatCode"), each.tail) for each in formats] == [("0.0000", None), ("0.00000", None)]


def styled(make, data, base=1, **changes):
    """Return the last font and border, and whether something was left out."""
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 1, style=editor.style(base, **changes))
    styles = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    font, border = (styles.find(f"{{{make.main}}}{name}")[-1] for name in ("fonts", "borders"))
    return font, border, editor.formats_left_out


def names_of(element):
    return [child.tag.rpartition("}")[2] for child in element]


def test_marks_of_a_font_are_replaced_or_taken_away(make):
    data = with_font(make, "b", "u", "sz", "color", "name")
    assert names_of(styled(make, data, underline=False)[0]) == ["b", "sz", "color", "name"]
    assert names_of(styled(make, data, bold=False)[0]) == ["u", "sz", "color", "name"]
    font, _, _ = styled(make, data, font_color="ff0000")
    assert [child.get("rgb") for child in font if child.tag.endswith("color")] == ["FFFF0000"]
    assert names_of(styled(make, with_font(make, "b"), underline=True)[0]) == ["b", "u"]
    assert names_of(styled(make, with_font(make, "b"), font_color="FF0000")[0]) == ["b", "color"]


def test_a_font_that_there_is_not_is_left_out(make):
    styles = make.styles.replace('fontId="1"', 'fontId="2"')
    assert styled(make, make.book(ONE, styles=styles), bold=True)[2] is True


def test_a_border_has_its_sides_and_nothing_between_them(make):
    _, border, _ = styled(make, make.book(ONE, styles=make.styles), border="a6a6a6")
    assert names_of(border) == ["left", "right", "top", "bottom", "diagonal"]
    assert {(border.text, *(side.tail for side in border))} == {(None,) * 6}
    assert [side.get("style") for side in border] == ["thin"] * 4 + [None]
    assert {side[0].get("rgb") for side in border[:4]} == {"FFA6A6A6"}


def test_a_receipt_counts_drawings(make):
    _, receipt = insert_rows(Package.open(anchored(make, PICTURE * 2 + PICTURE.replace("8", "1"))), [FIVE])
    assert ("xl/drawings/d.xml", "drawings", 2) in receipt.moved


@pytest.mark.parametrize(
    ("ref", "after"),
    [
        ("B5:B6", "B5:B6"), ("C5:C6", "C5:C11"), ("F5:F6", "F5:F11"), ("G5:G6", "G5:G6"), ("A5:C6", "A5:C11"), ("F5:H6", "F5:H11"),
        ("A5:B6", "A5:B6"), ("5:6", "5:11"), ("F4:F5", "F4:F5"),
    ],
)  # fmt: skip
def test_what_touches_a_stretched_body_grows_with_it(ref, after):
    body = Insertion(sheet="Data", before=7, count=5, stretch=Area.parse("C6:F6"))
    assert RowMap([body]).text(ref, "formula") == after


# -- what a receipt tells, and texts in runs -----------------------------------------------------


def test_a_formula_of_a_table_keeps_its_distance_from_the_row(make):
    """Seen from the first row of the body it looks two rows down, and so it does from every other."""
    parts = make.minimal(make.worksheet(ONE))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = links_to(make, ("table", "../tables/t.xml", ""))
    parts["xl/tables/t.xml"] = (
        f'<table xmlns="{make.main}" id="1" name="T" displayName="T" ref="A5:C9"><tableColumns count="1"><tableColumn id="1" name="a">'
        "<calculatedColumnFormula>F8+$F$8</calculatedColumnFormula></tableColumn></tableColumns></table>"
    )
    line = Insertion(sheet="Data", before=8, count=2)
    moved, _ = insert_rows(Package.open(make.zipped(parts)), [line])
    assert ">F8+$F$10<" in make.parts(moved.data)["xl/tables/t.xml"].decode()


@pytest.mark.parametrize("macros", [False, True])
def test_macros_are_noted_where_there_may_be_some(make, macros):
    parts = make.minimal(make.worksheet(ONE))
    if macros:
        plain = "openxmlformats-officedocument.spreadsheetml.sheet.main"
        assert plain in parts["[Content_Types].xml"]
        types = parts["[Content_Types].xml"].replace(f"vnd.{plain}", "vnd.ms-excel.sheet.macroEnabled.main")
        parts["[Content_Types].xml"] = types
    _, receipt = insert_rows(Package.open(make.zipped(parts)), [FIVE])
    assert ("macros-not-adjusted" in receipt.notes) == macros


def test_formulas_of_new_rows_are_told(make):
    rows = '<row r="5"><c r="A5"><v>1</v></c><c r="B5"><f>A5*2</f><v>2</v></c></row>'
    _, receipt = insert_rows(Package.open(make.book(rows)), [Insertion(sheet="Data", before=6, count=2)])
    assert receipt.formulas_copied == (("Data", "B6", "formula"), ("Data", "B7", "formula"))


def test_raised_digits_and_phonetic_guides(make):
    look = '<rPr><vertAlign val="{}"/></rPr>'
    texts = {
        f"<r><t>m</t></r><r>{look.format('superscript')}<t>2</t></r>": "m²",
        f"<r><t>H</t></r><r>{look.format('subscript')}<t>2</t></r><r><rPr><b/></rPr><t>O</t></r>": "H2O",
        '<r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><x:y xmlns:x="urn:x"/><r><t>b</t></r>': "ab",
    }
    cells = "".join(
        f'<c r="{name}1" t="inlineStr"><is>{text}</is></c>' for name, text in zip("ABC", texts, strict=True)
    )
    read = Package.open(make.book(f'<row r="1">{cells}</row>')).sheet("Data").cells
    assert [cell.value for cell in read.values()] == list(texts.values())


def test_a_text_is_as_long_as_a_cell_takes(make):
    editor = Editor(Package.open(make.book(ONE)))
    editor.set_text("Data", "A1", "\U0001f600" * 16_383 + "a")
    assert told_of(editor.set_text, "Data", "A2", "\U0001f600" * 16_384) == (
        "bad-text",
        {"allowed": 32_767, "found": 32_768},
    )


# -- rows that are made after a model ------------------------------------------------------------


def test_merges_of_a_model_row_are_repeated_but_under_one_that_grows(make):
    """C5:D8 is one cell over the line; what touches its columns cannot be repeated, what ends beside it can."""
    merges = ("A5:B5", "C5:D8", "E5:F5", "A9:C9", "D9:E9", "H5:I5")
    after = "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in merges) + "</mergeCells>"
    sheet = make.worksheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="9"/>', after=after)
    data = make.zipped(make.minimal(sheet))
    moved, _ = insert_rows(Package.open(data), [Insertion(sheet="Data", before=6, count=1)])
    found = {str(area) for area in moved.sheet("Data").merges}
    assert found == {"A5:B5", "A6:B6", "C5:D9", "E5:F5", "E6:F6", "H5:I5", "H6:I6", "A10:C10", "D10:E10"}
    moved, _ = insert_rows(Package.open(data), [Insertion(sheet="Data", before=6, count=1, model=9)])
    assert {str(area) for area in moved.sheet("Data").merges} == {
        *merges[:1],
        "C5:D9",
        "E5:F5",
        "H5:I5",
        "A10:C10",
        "D10:E10",
    }


def test_an_array_of_one_cell_is_repeated_with_what_is_said_of_it(make):
    rows = (
        '<row r="5"><c r="A5" cm="1"><f t="array" ref="A5">SUM(B5:C5)</f><v>1</v></c><c r="D5"><f t="array">E5</f><v>1</v></c>'
        '<c r="F5"><f t="array" ref="F5:G5">H5:I5</f><v>1</v></c></row>'
    )
    moved, receipt = insert_rows(Package.open(make.book(rows)), [Insertion(sheet="Data", before=6, count=1)])
    text = make.parts(moved.data)[SHEET].decode()
    assert [cell.formula for cell in moved.sheet("Data").cells.values() if cell.row == 6] == [
        "SUM(B6:C6)",
        "E6",
    ]
    assert re.findall('<c r="[AD]6"( cm="1")?>', text) == [' cm="1"', ""]
    assert receipt.formulas_left_out == (("Data", "F5", "formula"),)


def test_new_rows_behind_the_last_have_nothing_between_them(make):
    rows = '<row r="5"><c r="A5" s="1"><v>1</v></c></row>'
    data = make.book(rows, styles=make.styles)
    lines = [Insertion(sheet="Data", before=before, count=2, model=5) for before in (6, 9)]
    moved, _ = insert_rows(Package.open(data), lines)
    root = ET.fromstring(make.parts(moved.data)[SHEET])  # noqa: S314 -- our own
    rows = root.find(f"{{{make.main}}}sheetData")
    assert [row.get("r") for row in rows] == ["5", "6", "7", "11", "12"]
    assert {rows.text, *(row.tail for row in rows)} == {None}


def test_a_list_of_texts_that_is_none(make):
    parts = make.minimal(
        make.worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), sharedStrings="<sst/>"
    )
    for root in ("<sst xmlns='urn:x'><si><t>a</t></si></sst>", f"<lain xmlns='{make.main}'/>"):
        with pytest.raises(PackageError) as caught:
            Package.open(make.zipped({**parts, "xl/sharedStrings.xml": root})).sheet("Data").cells  # noqa: B018
        assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/sharedStrings.xml")


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


# -- frozen rows and page breaks -----------------------------------------------------------------


def after_insertion(make, *, before="", after="", line=FIVE):
    moved, receipt = insert_rows(
        Package.open(make.zipped(make.minimal(make.worksheet(ONE, before=before, after=after)))), [line]
    )
    return make.parts(moved.data)[SHEET].decode(), receipt


@pytest.mark.parametrize(
    ("view", "split", "follows"),
    [
        ("", 5, 5), ("", 6, 11), ("", 9, 14), (' topLeftCell="A3"', 3, 3), (' topLeftCell="$A$3"', 4, 9), (' topLeftCell="B6"', 2, 2),
        (' topLeftCell="A9"', 3, 3), (' topLeftCell="?"', 6, 11),
    ],
)  # fmt: skip
def test_frozen_rows_keep_those_that_they_hold(make, view, split, follows):
    """Rows come before row 6; what is frozen begins with the first row that is shown."""
    pane = f'<sheetViews><sheetView workbookViewId="0"{view}><pane ySplit="{split}" state="frozen"/></sheetView></sheetViews>'
    text, receipt = after_insertion(make, before=pane)
    assert re.findall('ySplit="([0-9]+)"', text) == [str(follows)]
    if not view:
        counted = [each.times for each in receipt.moved if each.feature == "views"]
        assert counted == [1] * (follows != split)


@pytest.mark.parametrize(
    ("kind", "said", "follows"),
    [
        ("rowBreaks", 'id="4"', 'id="4"'), ("rowBreaks", 'id="5"', 'id="10"'), ("rowBreaks", 'id="0"', 'id="0"'),
        ("rowBreaks", f'id="{LAST - 1}"', f'id="{LAST - 1}"'), ("rowBreaks", f'id="{LAST - 3}"', f'id="{LAST - 1}"'),
        ("colBreaks", 'min="5" max="9"', 'min="10" max="14"'), ("colBreaks", 'min="4" max="5"', 'min="4" max="10"'),
        ("colBreaks", f'min="0" max="{LAST - 1}"', f'min="0" max="{LAST - 1}"'),
        ("colBreaks", f'min="7" max="{LAST - 2}"', f'min="12" max="{LAST - 1}"'),
    ],
)  # fmt: skip
def test_page_breaks_stay_with_the_row_below(make, kind, said, follows):
    text, receipt = after_insertion(make, after=f'<{kind} count="1"><brk {said} man="1"/></{kind}>')
    assert re.findall("<brk (.*?) man", text) == [follows]
    changed = sum(old != new for old, new in zip(said.split(), follows.split(), strict=True))
    assert [each.times for each in receipt.moved if each.feature == "page-breaks"] == [changed] * bool(
        changed
    )


def test_a_reference_through_sheets_that_move_otherwise_is_named(make):
    with xlsxwriter.Workbook(buffer := io.BytesIO(), {"in_memory": True}) as book:
        for name in ("A", "B", "C"):
            book.add_worksheet(name)
        book.get_worksheet_by_name("C").write_formula("A1", "=SUM(A:B!B9)+1")
    line = Insertion(sheet="A", before=6, count=1)
    code, _, values = refusal_of(buffer.getvalue(), line)
    assert (code, values) == ("several-sheets", {"formula": "SUM(A:B!B9)+1", "sheets": "A:B"})
