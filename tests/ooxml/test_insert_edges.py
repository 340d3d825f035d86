"""Inserted rows at the edges that mutants showed to be held by no other test."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter

from sakipcalc.excel import Editor, Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.refs import Area
from sakipcalc.excel.rowmap import RowMap

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FIVE = Insertion(sheet="Data", before=6, count=5)
SHEET = "xl/worksheets/sheet1.xml"
LAST = 1_048_576
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


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


PICTURE = f"<x:oneCellAnchor>{marker('from', '<x:row>8</x:row>')}<x:pic/></x:oneCellAnchor>"


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


def test_rows_inserted_leave_the_place_of_the_file_known(make, tmp_path):
    path = tmp_path / "unit.xlsx"
    path.write_bytes(make.book(ONE))
    package, _ = insert_rows(Package.open(path), [FIVE])
    with pytest.raises(PackageError) as caught:
        Editor(package).save(path, overwrite=True)
    assert caught.value.code == "output-is-source"


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


def test_merges_of_a_model_row_are_repeated_but_under_one_that_grows(make):
    """C5:D8 is one cell over the line; what touches its columns cannot be repeated, what ends beside it can."""
    merges = ("A5:B5", "C5:D8", "E5:F5", "A9:C9", "D9:E9", "H5:I5")
    after = "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in merges) + "</mergeCells>"
    sheet = make.worksheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="9"/>', after=after)
    data = make.zipped(make.minimal(sheet))
    moved, _ = insert_rows(Package.open(data), [Insertion(sheet="Data", before=6, count=1)])
    text = make.parts(moved.data)[SHEET].decode()
    assert re.search('<mergeCells count="[0-9]+">(<mergeCell ref="[A-I0-9:]+"/>)*</mergeCells>', text)
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


def after_insertion(make, *, before="", after="", line=FIVE):
    moved, receipt = insert_rows(
        Package.open(make.zipped(make.minimal(make.worksheet(ONE, before=before, after=after)))), [line]
    )
    return make.parts(moved.data)[SHEET].decode(), receipt


@pytest.mark.parametrize(
    ("view", "split", "follows"),
    [
        ("", 5, 5), ("", 6, 11), ("", 9, 14), (' topLeftCell="A3"', 3, 3), (' topLeftCell="$A$3"', 4, 9), (' topLeftCell="B6"', 2, 2),
        (' topLeftCell="A9"', 3, 3), (' topLeftCell="?"', 6, 11), (' topLeftCell="?"', 5, 5),
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
