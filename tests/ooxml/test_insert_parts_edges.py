"""Inserted rows in parts beside the cells, at the edges that mutants showed to be held by no other test."""

from __future__ import annotations

import re

import pytest

from sakipcalc.excel import Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.refs import Area
from sakipcalc.excel.rowmap import RowMap

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
LAST = 1_048_576
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FIVE = Insertion(sheet="Data", before=6, count=5)


def links_to(make, *links):
    """Return the relationships of a part: (kind, target)."""
    entries = (
        f'<Relationship Id="rId{at}" Type="{make.rels}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(entries)}</Relationships>'


def book_of(make, *sheets, names=""):
    """Return the parts of a workbook of sheets A, B, ...; each is its XML and (kind, target, content) of its parts."""
    parts = make.minimal(make.worksheet(""))
    links = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    parts["xl/_rels/workbook.xml.rels"] = links_to(make, *links)
    entries = "".join(
        f'<sheet name="{"ABC"[at]}" sheetId="{at + 1}" r:id="rId{at + 1}"/>' for at in range(len(sheets))
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{make.main}" xmlns:r="{make.rels}"><sheets>{entries}</sheets>{names}</workbook>'
    )
    for at, (sheet, *others) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = sheet
        parts[f"xl/worksheets/_rels/sheet{at}.xml.rels"] = links_to(
            make, *((kind, f"../{target}") for kind, target, _ in others)
        )
        parts |= {f"xl/{target}": content for _, target, content in others if content is not None}
    return parts


def after(make, parts, part, *lines):
    """Return a part afterwards, and the receipt."""
    moved, receipt = insert_rows(Package.open(make.zipped(parts)), lines or [_before(6)])
    return make.parts(moved.data)[part].decode(), receipt


def _before(row, *, sheet="A", **more):
    return Insertion(sheet=sheet, before=row, count=more.pop("count", 1), **more)


def refusal(make, parts, *lines):
    with pytest.raises(PackageError) as caught:
        insert_rows(Package.open(make.zipped(parts)), lines or [_before(6)])
    return caught.value.code, caught.value.part, dict(caught.value.values)


# -- drawings and boxes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offset", "last"),
    [
        ("<x:rowOff>0</x:rowOff>", 5), ("<x:rowOff>1</x:rowOff>", 6), ("<x:rowOff>12700</x:rowOff>", 6), ("", 5),
        ("<x:rowOff>-9</x:rowOff>", 5), ("<x:rowOff/>", 5),
    ],
)  # fmt: skip
def test_a_picture_that_does_not_reach_into_a_row_does_not_grow_with_it(make, offset, last):
    """Its lower end stands in row 6, counted 5, before which a row comes."""
    ends = f"<x:from><x:row>2</x:row>{offset}</x:from><x:to><x:row>5</x:row>{offset}</x:to>"
    drawing = f'<x:wsDr xmlns:x="urn:x"><x:twoCellAnchor>{ends}</x:twoCellAnchor></x:wsDr>'
    parts = book_of(make, (make.worksheet(ONE), ("drawing", "drawings/d.xml", drawing)))
    assert re.findall("<x:row>([0-9]+)<", after(make, parts, "xl/drawings/d.xml")[0]) == ["2", str(last)]


def box(anchor, *, row="", more=""):
    said = f"<x:Row>{row}</x:Row>" if row else ""
    return f'<v:shape><x:ClientData ObjectType="Drop">{more}<x:Anchor>{anchor}</x:Anchor>{said}</x:ClientData></v:shape>'


def boxes(*found):
    return f'<xml xmlns:v="urn:v" xmlns:x="urn:x">{"".join(found)}</xml>'


LINKED = "<x:FmlaLink>$H$9</x:FmlaLink>"


def test_boxes_are_changed_one_by_one_and_counted(make):
    vml = boxes(
        box("1,0,2,0,3,0,4,0"), box("1,0,7,3,3,0,9,3", more=LINKED), box("1,0,8,3,3,0,9,3", more=LINKED)
    )
    parts = book_of(make, (make.worksheet(ONE), ("vmlDrawing", "drawings/v.vml", vml)))
    text, receipt = after(make, parts, "xl/drawings/v.vml")
    assert re.findall("<x:Anchor>([^<]*)<", text) == [
        "1,0,2,0,3,0,4,0",
        "1,0,8,3,3,0,10,3",
        "1,0,9,3,3,0,10,3",
    ]
    assert re.findall("<x:FmlaLink>([^<]*)<", text) == ["$H$10"] * 2
    assert ("xl/drawings/v.vml", "boxes", 2) in receipt.moved


@pytest.mark.parametrize(
    ("anchor", "more", "moved"),
    [
        ("1,0,2,0,3,0,5,3", "", "1,0,2,0,3,0,6,3"), ("1,0,2,0,3,0,5,0", "", "1,0,2,0,3,0,5,0"),
        ("1,0,7,0,3,0,9,3", "<x:MoveWithCells/>", "1,0,7,0,3,0,9,3"), ("1,0,7,0,3,0,9,3", "<x:MoveWithCells>f</x:MoveWithCells>", "1,0,8,0,3,0,10,3"),
        ("1,0,7,0,3,0,9,3", "<x:MoveWithCells>False</x:MoveWithCells>", "1,0,8,0,3,0,10,3"),
    ],
)  # fmt: skip
def test_a_box_goes_with_its_cells_as_it_says(make, anchor, more, moved):
    parts = book_of(
        make, (make.worksheet(ONE), ("vmlDrawing", "drawings/v.vml", boxes(box(anchor, more=more))))
    )
    assert re.findall("<x:Anchor>([^<]*)<", after(make, parts, "xl/drawings/v.vml")[0]) == [moved]


def test_notes_of_two_sheets_are_apart(make):
    vml = boxes(box("1,0,7,3,3,0,9,3", row="8"))
    sheets = [(make.worksheet(ONE), ("vmlDrawing", f"drawings/v{at}.vml", vml)) for at in (1, 2)]
    text, _ = after(make, book_of(make, *sheets), "xl/drawings/v2.vml", _before(6, sheet="B"))
    assert re.findall("<x:Row>([0-9]+)<", text) == ["9"]
    shared = [(make.worksheet(ONE), ("vmlDrawing", "drawings/v.vml", vml))] * 2
    told = ("unmovable", "xl/drawings/v.vml", {"feature": "shared-part"})
    assert refusal(make, book_of(make, *shared)) == told


# -- parts that sheets share, lead to or may not have --------------------------------------------


def test_a_part_of_two_sheets_that_stay_is_no_hindrance(make):
    drawing = '<x:wsDr xmlns:x="urn:x"/>'
    shared = (make.worksheet(ONE), ("drawing", "drawings/d.xml", drawing))
    alone = (make.worksheet('<row r="9"><c r="A9"><v>1</v></c></row>'),)
    text, _ = after(make, book_of(make, alone, shared, shared), SHEET)
    assert 'r="A10"' in text
    told = ("unmovable", "xl/drawings/d.xml", {"feature": "shared-part"})
    assert refusal(make, book_of(make, alone, shared, shared), _before(6, sheet="C")) == told


def test_a_sheet_that_another_leads_to_moves_as_a_sheet(make):
    line = '<row r="9"><c r="A9"><v>1</v></c></row>'
    leading = (make.worksheet(ONE), ("worksheet", "worksheets/sheet2.xml", None))
    text, receipt = after(
        make,
        book_of(make, leading, (make.worksheet(line),)),
        "xl/worksheets/sheet2.xml",
        _before(6, sheet="B"),
    )
    assert '<row r="10"><c r="A10">' in text
    assert [each.times for each in receipt.moved if each.feature == "cells"] == [1]


def test_what_cannot_move_is_named_with_its_part(make):
    parts = book_of(make, (make.worksheet(ONE), ("neuheit", "lain/n.xml", "<x/>")))
    assert refusal(make, parts) == ("unmovable", "xl/lain/n.xml", {"feature": "neuheit"})


def pivot(make, place):
    return f'<pivotTableDefinition xmlns="{make.main}">{place}</pivotTableDefinition>'


@pytest.mark.parametrize(
    ("place", "row", "cut"),
    [
        ('<location ref="A5:B9"/>', 5, False), ('<location ref="A5:B9"/>', 6, True), ('<location ref="A5:B9"/>', 10, False),
        ('<location ref="A5:B9" rowPageCount="2"/>', 2, False), ('<location ref="A5:B9" rowPageCount="2"/>', 3, True),
        ('<location ref="A2:B9" rowPageCount="2"/>', 2, True), ("", 6, False),
    ],
)  # fmt: skip
def test_rows_do_not_come_through_a_pivot_table_and_its_filters(make, place, row, cut):
    """Filters of pages stand above it, with one row between."""
    parts = book_of(
        make,
        (make.worksheet(ONE), ("pivotTable", "pivotTables/p.xml", pivot(make, place))),
        (make.worksheet(ONE),),
    )
    if cut:
        area = re.search('ref="([^"]*)"', place)[1]
        told = {"sheet": "A", "before": row, "feature": "pivot-table", "area": area}
        assert refusal(make, parts, _before(row)) == ("rows-cut", "xl/pivotTables/p.xml", told)
    else:
        insert_rows(Package.open(make.zipped(parts)), [_before(row)])
    insert_rows(Package.open(make.zipped(parts)), [_before(row, sheet="B")])


# -- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "formula", "row", "follows"),
    [
        ('ref="A5:C9"', "F6", 7, "F6"), ('ref="A5:C9"', "F6", 6, "F7"), ('ref="A5:C9" headerRowCount="0"', "F5", 6, "F5"),
        ('ref="A15:C19" totalsRowCount="1"', "F6", 9, "F6"), ('ref="A15:C19"', "F6", 9, "F7"),
    ],
)  # fmt: skip
def test_a_formula_of_a_table_is_seen_from_each_row_of_its_body(make, table, formula, row, follows):
    """The second last: rows 16 to 18 look at 6 to 8, and go down together; with row 19 they would not."""
    content = (
        f'<table xmlns="{make.main}" id="1" name="T" displayName="T" {table}><tableColumns count="1"><tableColumn id="1" name="a">'
        f"<calculatedColumnFormula>{formula}</calculatedColumnFormula></tableColumn></tableColumns></table>"
    )
    parts = book_of(make, (make.worksheet(ONE), ("table", "tables/t.xml", content)))
    assert f">{follows}</calc" in after(make, parts, "xl/tables/t.xml", _before(row))[0]


# -- formulas that several cells share -----------------------------------------------------------


def shared(first, last, formula, column="B"):
    """Return rows whose cells share a formula."""
    master = f'<f t="shared" ref="{column}{first}:{column}{last}" si="0">{formula}</f>'
    rest = '<f t="shared" si="0"/>'
    return "".join(
        f'<row r="{row}"><c r="{column}{row}">{master if row == first else rest}<v>1</v></c></row>'
        for row in range(first, last + 1)
    )


def test_a_shared_formula_of_a_sheet_that_stays_is_left_as_it_is(make):
    rows = shared(4, 8, "C4*2") + '<row r="9"><c r="A9"><f>A!A9</f><v>1</v></c></row>'
    parts = book_of(make, (make.worksheet(ONE),), (make.worksheet(rows),))
    text, receipt = after(make, parts, "xl/worksheets/sheet2.xml")
    assert shared(4, 8, "C4*2") in text
    assert "<f>A!A10</f>" in text
    assert receipt.formulas_unshared == ()


def test_formulas_that_rows_part_are_told_by_where_they_stand_afterwards(make):
    parts = book_of(make, (make.worksheet(shared(5, 7, "B3+1")),))
    text, receipt = after(make, parts, SHEET)
    assert re.findall(r"<f>([^<]*)</f>", text) == [
        "B3+1",
        "B4+1",
        "B4+1",
        "B5+1",
    ]  # the second is that of the new row
    assert receipt.formulas_unshared == tuple(("A", ref, "formula") for ref in ("B5", "B7", "B8"))


def test_a_formula_that_reads_the_same_is_not_counted(make):
    _, receipt = after(make, book_of(make, (make.worksheet(shared(7, 9, "$C$1*2")),)), SHEET)
    assert {each.feature for each in receipt.moved} == {"cells", "rows"}


def test_what_shares_a_formula_that_leads_off_the_sheet_cannot_be_parted(make):
    parts = book_of(make, (make.worksheet(shared(4, 8, f"$A$5+C{LAST - 2}")),))
    assert refusal(make, parts) == ("shared-master", SHEET, {"sheet": "A", "cell": "B7", "user": "B7"})


def test_the_area_of_an_array_or_of_what_is_shared_does_not_grow_with_a_body(make):
    """It ends with the last row of the body, behind which rows come."""
    body = _before(6, count=2, stretch=Area.parse("A5:F5"))
    text, _ = after(make, book_of(make, (make.worksheet(shared(4, 5, "C4*2")),)), SHEET, body)
    assert re.findall(' ref="(B[^"]*)"', text) == ["B4:B5"]
    array = '<row r="9"><c r="A9"><f t="array" ref="A9:A10">1+1</f><v>2</v></c></row>'
    text, _ = after(make, book_of(make, (make.worksheet(array),)), SHEET)
    assert ' ref="A10:A11">1+1<' in text


def test_a_shared_formula_over_a_body_that_grows(make):
    """Of the two rows each sums up the body to its left, but the running total ends with its own row."""
    body = _before(6, count=2, stretch=Area.parse("A5:C5"))
    text, _ = after(make, book_of(make, (make.worksheet(shared(7, 8, "SUM(A$4:A$5)")),)), SHEET, body)
    assert ">SUM(A$4:A$7)<" in text
    text, _ = after(make, book_of(make, (make.worksheet(shared(4, 5, "SUM(B$4:B4)", "C")),)), SHEET, body)
    assert ' ref="C4:C5" si="0">SUM(B$4:B4)<' in text
    assert re.findall("<f>([^<]*)</f>", text) == ["SUM(B$4:B6)", "SUM(B$4:B7)"]  # of the new rows


# -- lists of areas, links, names ----------------------------------------------------------------

MORE = 'xmlns:x14="urn:x14" xmlns:xm="urn:xm"'


def extended(make, formula, sqref):
    block = f"<x14:conditionalFormatting {MORE}><x14:cfRule><xm:f>{formula}</xm:f></x14:cfRule>{sqref}</x14:conditionalFormatting>"
    return book_of(make, (make.worksheet(ONE, after=f"<extLst><ext>{block}</ext></extLst>"),))


def test_a_rule_of_later_versions_is_seen_from_all_its_cells(make):
    """Rows 2 to 9 look four rows down, and still do; of a rule that says no place nothing is known."""
    text, _ = after(make, extended(make, "B6", "<xm:sqref>B2:B9</xm:sqref>"), SHEET, _before(5))
    assert (">B6<" in text, ">B2:B10<" in text) == (True, True)
    assert ">B7<" in after(make, extended(make, "B6", ""), SHEET, _before(5))[0]


def ruled(make, formula, *lines):
    """Return the formula of a rule over B2:B9 after rows are inserted."""
    rule = f'<cfRule type="expression" priority="1"><formula>{formula}</formula></cfRule>'
    after_data = f'<conditionalFormatting sqref="B2:B9">{rule}</conditionalFormatting>'
    text, _ = after(make, book_of(make, (make.worksheet(ONE, after=after_data),)), SHEET, *lines)
    return re.search("<formula>(.*)</formula>", text)[1]


@pytest.mark.parametrize(
    ("formula", "row", "follows"),
    [
        ("SUM(B6:B$20)", 5, "SUM(B6:B$21)"), ("SUM(B$1:B6)", 5, "SUM(B$1:B6)"), ("B2", 5, "B2"), ("B1", 2, "B2"), ("$B$9", 5, "$B$10"),
        (f"B{LAST - 1}", 2, f"B{LAST}"),
    ],
)  # fmt: skip
def test_a_rule_of_many_cells_keeps_its_distance_and_moves_what_is_fixed(make, formula, row, follows):
    assert ruled(make, formula, _before(row)) == follows


def test_a_break_above_the_first_row_stays(make):
    breaks = '<rowBreaks count="2"><brk id="0" man="1"/><brk id="4" man="1"/></rowBreaks>'
    text, _ = after(make, book_of(make, (make.worksheet(ONE, after=breaks),)), SHEET, _before(1))
    assert re.findall('<brk id="([0-9]+)"', text) == ["0", "5"]


def test_what_would_leave_the_sheet_is_named(make):
    rule = f'<conditionalFormatting sqref="A{LAST}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
    parts = book_of(make, (make.worksheet(ONE, after=rule),))
    assert refusal(make, parts) == ("rows-past-end", SHEET, {"ref": f"A{LAST}"})


def test_a_link_leads_where_it_led(make):
    """What it leads to does not grow with the body that ends there."""
    body = _before(6, count=2, stretch=Area.parse("A5:F5"))
    link = '<hyperlinks><hyperlink ref="A1" location="A!A4:A5"/><hyperlink ref="A2" location="A!A4:A9"/></hyperlinks>'
    text, _ = after(make, book_of(make, (make.worksheet(ONE, after=link),)), SHEET, body)
    assert re.findall('location="([^"]*)"', text) == ["A!A4:A5", "A!A4:A11"]


def test_the_source_in_another_workbook_stays(make):
    refs = '<dataConsolidate><dataRefs count="2"><dataRef ref="A1:B9" sheet="A" {}r:id="rId1"/><dataRef ref="A1:B9" sheet="A"/></dataRefs></dataConsolidate>'
    sheet = make.worksheet(ONE, after=refs.format(f'xmlns:r="{make.rels}" '))
    text, _ = after(make, book_of(make, (sheet,)), SHEET)
    assert re.findall('dataRef ref="([^"]*)"', text) == ["A1:B9", "A1:B10"]


@pytest.mark.parametrize(("local", "follows"), [("1", "$A$9"), ("0", "$A$10"), ("9", "$A$9"), ("x", "$A$9")])
def test_a_name_is_of_the_sheet_that_it_says(make, local, follows):
    names = f'<definedNames><definedName name="n" localSheetId="{local}">$A$9</definedName></definedNames>'
    parts = book_of(make, (make.worksheet(ONE),), (make.worksheet(ONE),), names=names)
    assert f">{follows}<" in after(make, parts, "xl/workbook.xml")[0]


def test_rows_as_a_whole_grow_with_a_body_in_the_first_column():
    body = Insertion(sheet="A", before=7, count=5, stretch=Area.parse("A6:A6"))
    assert RowMap([body]).text("5:6", "formula") == "5:11"


def test_a_formula_under_a_merge_that_goes_down_whole_is_repeated(make):
    merge = '<mergeCells count="1"><mergeCell ref="A6:A8"/></mergeCells>'
    rows = '<row r="6"><c r="A6"><f>B6*2</f><v>2</v></c></row>'
    parts = book_of(make, (make.worksheet(rows, after=merge),))
    text, receipt = after(make, parts, SHEET, _before(6, model=6))
    assert re.findall("<f>([^<]*)</f>", text) == ["B6*2", "B7*2"]
    assert receipt.formulas_copied == (("A", "A6", "formula"),)
