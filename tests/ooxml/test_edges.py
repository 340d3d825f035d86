"""What mutants of the editor showed that no other test holds, by the standard and by other readers."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sakipcalc.excel import Editor, Insertion, NewCell, NewPage, NewSheet, Package, PackageError, insert_rows

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
