"""Rows inserted: what the other parts of a sheet say of its cells, drawings, charts, tables, notes, moves too."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.excel import Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.insert.anchors import moved_ends
from sakipcalc.excel.refs import Area
from sakipcalc.excel.rowmap import RowMap

TWO = Insertion(sheet="Data", before=8, count=2)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
CELL = '<row r="9"><c r="A9"><v>1</v></c></row>'


def with_parts(make, *parts: tuple[str, str, str], below: dict[str, str] | None = None) -> bytes:
    """A workbook whose sheet leads to parts (kind, name, content)."""
    found = make.minimal(make.worksheet(CELL))
    found["xl/worksheets/_rels/sheet1.xml.rels"] = RELS.format(
        "".join(
            f'<Relationship Id="rId{at}" Type="{make.rels}/{kind}" Target="../{name}"/>'
            for at, (kind, name, _) in enumerate(parts, 1)
        )
    )
    found |= {f"xl/{name}": content for _, name, content in parts} | (below or {})
    return make.zipped(found)


def after(make, data: bytes, name: str, insertion: Insertion = TWO) -> str:
    package, _ = insert_rows(Package.open(data), [insertion])
    return make.parts(package.data)[name].decode()


# -- drawings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "behaviour", "expected"),
    [
        ([(2, 0), (5, 9)], "stretch", [2, 5]),
        ([(2, 0), (9, 9)], "stretch", [2, 11]),
        ([(7, 0), (9, 9)], "stretch", [9, 11]),
        ([(2, 0), (7, 0)], "stretch", [2, 7]),  # it ends with the row above the line
        ([(2, 0), (7, 1)], "stretch", [2, 9]),
        ([(7, 0), (7, 0)], "stretch", [9, 9]),
        ([(2, 0), (9, 9)], "move", [2, 9]),
        ([(7, 0), (9, 9)], "move", [9, 11]),
        ([(7, 0), (9, 9)], "stay", [7, 9]),
        ([(9, 0)], "move", [11]),
        ([(1_048_574, 0), (1_048_575, 0)], "stretch", [1_048_575, 1_048_575]),
    ],
)
def test_anchors(ends, behaviour, expected):
    """Rows count from 0 here: the line is above row 7."""
    assert moved_ends(ends, behaviour, RowMap([TWO])) == expected


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 5), st.integers(1, 20), st.integers(1, 5))
def test_anchors_never_turn_over_or_shrink(top, height, offset, before, count):
    rows = RowMap([Insertion(sheet="Data", before=before, count=count)])
    for behaviour in ("stretch", "move", "stay"):
        first, last = moved_ends([(top, 0), (top + height, offset)], behaviour, rows)
        assert height <= last - first <= height + (count if behaviour == "stretch" else 0)


def marker(name: str, row: int, offset: int = 9) -> str:
    return f"<x:{name}><x:col>1</x:col><x:colOff>0</x:colOff><x:row>{row}</x:row><x:rowOff>{offset}</x:rowOff></x:{name}>"


def test_drawings_move_stretch_or_stay_as_they_are_set_to(make):
    shape = '<x:sp textlink="$A$9"/>'
    anchors = [
        f"<x:twoCellAnchor>{marker('from', 2)}{marker('to', 9)}{shape}</x:twoCellAnchor>",
        f'<x:twoCellAnchor editAs="oneCell">{marker("from", 8)}{marker("to", 9)}<x:pic/></x:twoCellAnchor>',
        f'<x:twoCellAnchor editAs="absolute">{marker("from", 8)}{marker("to", 9)}<x:pic/></x:twoCellAnchor>',
        f"<x:oneCellAnchor>{marker('from', 8)}<x:ext cx='1' cy='1'/><x:pic/></x:oneCellAnchor>",
        (
            f"<mc:AlternateContent xmlns:mc='m'><mc:Choice Requires='a14'><x:twoCellAnchor>{marker('from', 8)}{marker('to', 9)}"
            "<x:sp/></x:twoCellAnchor></mc:Choice></mc:AlternateContent>"
        ),
        '<x:absoluteAnchor><x:pos x="1" y="9"/><x:pic/></x:absoluteAnchor>',
    ]
    drawing = (
        '<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{}</x:wsDr>'
    )
    data = with_parts(make, ("drawing", "drawings/d.xml", drawing.format("".join(anchors))))
    text = after(make, data, "xl/drawings/d.xml")
    assert re.findall("<x:row>([0-9]+)<", text) == ["2", "11", "10", "11", "8", "9", "10", "10", "11"]
    assert 'textlink="$A$11"' in text
    assert '<x:absoluteAnchor><x:pos x="1" y="9"/><x:pic/></x:absoluteAnchor>' in text


def test_links_of_shapes(make):
    link = f'<Relationship Id="r" Type="{make.rels}/hyperlink" Target="#Data!A9"/>'
    drawing = '<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
    data = with_parts(
        make,
        ("drawing", "drawings/d.xml", drawing),
        below={"xl/drawings/_rels/d.xml.rels": RELS.format(link)},
    )
    package, receipt = insert_rows(Package.open(data), [TWO])
    assert 'Target="#Data!A11"' in package.text("xl/drawings/_rels/d.xml.rels")
    assert ("xl/drawings/_rels/d.xml.rels", "hyperlinks", 1) in receipt.moved


def test_pictures_of_cells_and_what_is_drawn_into_charts(make):
    camera = '<c:cameraTool xmlns:c="urn:c" cellRange="Data!$A$9:$B$12"/>'
    drawing = f'<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{camera}</x:wsDr>'
    chart = (
        '<c:chart xmlns:c="urn:c"><c:formulaRef><c:sqref>Data!$C$9:$C$12</c:sqref></c:formulaRef></c:chart>'
    )
    link = '<Relationship Id="r{}" Type="{}/{}" Target="../{}"/>'
    below = {
        "xl/drawings/_rels/d.xml.rels": RELS.format(
            link.format(1, make.rels, "chart", "charts/c.xml")
            + link.format(2, make.rels, "chartEx", "charts/x.xml")
        ),
        "xl/charts/c.xml": chart,
        "xl/charts/_rels/c.xml.rels": RELS.format(
            link.format(1, make.rels, "chartUserShapes", "drawings/u.xml")
        ),
        "xl/charts/x.xml": chart.replace("c:chart", "c:chartSpace").replace("c:sqref", "c:f"),
        "xl/drawings/u.xml": f'<c:userShapes xmlns:c="urn:c"><c:sp textlink="Data!$A$9"/>{camera}</c:userShapes>',
    }
    data = with_parts(make, ("drawing", "drawings/d.xml", drawing), below=below)
    assert 'cellRange="Data!$A$11:$B$14"' in after(make, data, "xl/drawings/d.xml")
    assert "<c:sqref>Data!$C$11:$C$14</c:sqref>" in after(make, data, "xl/charts/c.xml")
    assert "<c:f>Data!$C$11:$C$14</c:f>" in after(make, data, "xl/charts/x.xml")
    shapes = after(make, data, "xl/drawings/u.xml")
    assert 'textlink="Data!$A$11"' in shapes
    assert 'cellRange="Data!$A$11:$B$14"' in shapes
    sqref = {**below, "xl/charts/x.xml": chart}
    data = with_parts(make, ("drawing", "drawings/d.xml", drawing), below=sqref)
    assert "<c:sqref>Data!$C$11:$C$14</c:sqref>" in after(make, data, "xl/charts/x.xml")


def test_what_only_a_drawing_leads_to_names_no_cells(make):
    link = f'<Relationship Id="r" Type="{make.rels}/diagramData" Target="../diagrams/d.xml"/>'
    below = {"xl/drawings/_rels/d.xml.rels": RELS.format(link), "xl/diagrams/d.xml": "<x/>"}
    drawing = '<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
    data = with_parts(make, ("drawing", "drawings/d.xml", drawing), below=below)
    assert '<c r="A11">' in after(make, data, "xl/worksheets/sheet1.xml")


CHART = (
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser><c:tx><c:strRef><c:f>Data!$A$6</c:f></c:strRef></c:tx>'
    "<c:cat><c:strRef><c:f>Data!$B$6</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>Data!$C$6:$C$9</c:f></c:numRef></c:val></c:ser>"
    "<c:ser><c:val><c:numRef><c:f>Data!$C$6:$F$6</c:f></c:numRef></c:val></c:ser>"
    "<c:title><c:f>'Lain'!$A$9</c:f></c:title></c:chart>"
)
DRAWING = '<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'


def chart_formulas(make, insertion: Insertion) -> list[str]:
    link = f'<Relationship Id="r" Type="{make.rels}/chart" Target="../charts/c.xml"/>'
    below = {"xl/drawings/_rels/d.xml.rels": RELS.format(link), "xl/charts/c.xml": CHART}
    data = with_parts(make, ("drawing", "drawings/d.xml", DRAWING), below=below)
    return re.findall("<c:f>([^<]*)</c:f>", after(make, data, "xl/charts/c.xml", insertion))


def test_series_of_charts(make):
    assert chart_formulas(make, TWO) == [
        "Data!$A$6", "Data!$B$6", "Data!$C$6:$C$11", "Data!$C$6:$F$6", "'Lain'!$A$9",
    ]  # fmt: skip


def test_series_of_charts_over_a_stretched_body(make):
    """A series of one cell grows; its name does not, nor does a series that lies in the row."""
    body = Insertion(sheet="Data", before=7, count=2, stretch=Area.parse("A6:F6"))
    assert chart_formulas(make, body)[:4] == [
        "Data!$A$6",
        "Data!$B$6:$B$8",
        "Data!$C$6:$C$11",
        "Data!$C$6:$F$6",
    ]


# -- notes and controls -----------------------------------------------------------------------

VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{}<br></xml>'
BOX = '<v:shape><v:textbox/><x:ClientData ObjectType="{}">{}<x:Anchor>\n 3, 15, {}, 2, 5, 15, {}, 4</x:Anchor>{}</x:ClientData></v:shape>'


def boxes(make, *found: str) -> list[str]:
    data = with_parts(make, ("vmlDrawing", "drawings/v.vml", VML.format("".join(found))))
    return re.findall("<x:ClientData.*?</x:ClientData>", after(make, data, "xl/drawings/v.vml"), re.DOTALL)


def test_boxes_of_notes_go_with_their_cell(make):
    stays = "<x:MoveWithCells/><x:SizeWithCells/>"
    below, above = boxes(
        make,
        BOX.format("Note", stays, 7, 11, "<x:Row>8</x:Row><x:Column>1</x:Column>"),
        BOX.format("Note", stays, 5, 9, "<x:Row>6</x:Row><x:Column>1</x:Column>"),
    )
    assert "3, 15, 9, 2, 5, 15, 13, 4" in below
    assert "<x:Row>10</x:Row><x:Column>1</x:Column>" in below
    assert "3, 15, 5, 2, 5, 15, 9, 4" in above
    assert "<x:Row>6</x:Row>" in above


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", "3, 15, 5, 2, 5, 15, 11, 4"),
        ("<x:SizeWithCells/>", "3, 15, 5, 2, 5, 15, 9, 4"),
        ("<x:MoveWithCells/>", "3, 15, 5, 2, 5, 15, 9, 4"),
        ("<x:MoveWithCells/><x:SizeWithCells/>", "3, 15, 5, 2, 5, 15, 9, 4"),
        ("<x:SizeWithCells>False</x:SizeWithCells>", "3, 15, 5, 2, 5, 15, 11, 4"),
    ],
)
def test_boxes_of_controls(make, setting, expected):
    (box,) = boxes(
        make,
        BOX.format(
            "Button", setting, 5, 9, "<x:FmlaLink>$H$9</x:FmlaLink><x:FmlaRange>Lain!$A$9</x:FmlaRange>"
        ),
    )
    assert expected in box
    assert "<x:FmlaLink>$H$11</x:FmlaLink><x:FmlaRange>Lain!$A$9</x:FmlaRange>" in box


def test_an_anchor_that_cannot_be_read(make):
    with pytest.raises(PackageError) as caught:
        boxes(make, BOX.format("Note", "", "x", 9, "<x:Row>8</x:Row>"))
    assert caught.value.code == "bad-xml"


CONTROL = (
    '<controls><control><controlPr linkedCell="$B$9" listFillRange="Data!A8:A9"><anchor{}><from><xdr:col>1</xdr:col><xdr:row>5</xdr:row>'
    "</from><to><xdr:col>1</xdr:col><xdr:row>9</xdr:row><xdr:rowOff>5</xdr:rowOff></to></anchor></controlPr></control></controls>"
)


@pytest.mark.parametrize(
    ("setting", "rows"),
    [
        (' moveWithCells="1" sizeWithCells="1"', ["5", "11"]),
        (' moveWithCells="1"', ["5", "9"]),
        ("", ["5", "9"]),
    ],
)
def test_controls_on_the_sheet(make, setting, rows):
    text = make.worksheet(CELL, after=CONTROL.format(setting)).replace(
        "<worksheet ", '<worksheet xmlns:xdr="urn:x" '
    )
    moved = after(make, make.zipped(make.minimal(text)), "xl/worksheets/sheet1.xml")
    assert re.findall("<xdr:row>([0-9]+)<", moved) == rows
    assert 'linkedCell="$B$11" listFillRange="Data!A10:A11"' in moved


# -- tables and the rest ------------------------------------------------------------------------

TABLE = (
    '<table xmlns="{}" id="1" name="T" displayName="T" ref="A5:C{}" totalsRowCount="{}"><autoFilter ref="A5:C9"/><sortState ref="A6:C9">'
    '<sortCondition ref="B6:B9"/></sortState><tableColumns count="1"><tableColumn id="1" name="a"><calculatedColumnFormula>'
    "T[[#This Row],[b]]*$E$20+F6</calculatedColumnFormula><totalsRowFormula>SUM(A6:A9)</totalsRowFormula></tableColumn></tableColumns></table>"
)


def test_a_table_grows_when_rows_come_into_its_body(make):
    data = with_parts(make, ("table", "tables/t.xml", TABLE.format(make.main, 10, 1)))
    package, receipt = insert_rows(Package.open(data), [TWO])
    text = package.text("xl/tables/t.xml")
    assert re.findall('ref="([^"]*)"', text) == ["A5:C12", "A5:C11", "A6:C11", "B6:B11"]
    assert "T[[#This Row],[b]]*$E$22+F6</calculatedColumnFormula><totalsRowFormula>SUM(A6:A11)" in text
    assert str(package.sheet("Data").tables[0].area) == "A5:C12"
    assert ("xl/tables/t.xml", "tables", 3) in receipt.moved


def test_a_table_that_ends_above_the_line_stays_unless_stretched(make):
    data = with_parts(make, ("table", "tables/t.xml", TABLE.format(make.main, 9, 0)))
    below = Insertion(sheet="Data", before=10, count=2)
    assert 'ref="A5:C9" totals' in after(make, data, "xl/tables/t.xml", below)
    stretched = Insertion(sheet="Data", before=10, count=2, stretch=Area.parse("A6:C9"))
    assert 'ref="A5:C11" totals' in after(make, data, "xl/tables/t.xml", stretched)


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("comments", '<comments xmlns="{}"><commentList><comment ref="A9"/><comment ref="A7"/></commentList></comments>', ["A11", "A7"]),
        ("threadedComment", '<ThreadedComments><threadedComment ref="A9"/></ThreadedComments>', ["A11"]),
        ("tableSingleCells", '<singleXmlCells xmlns="{}"><singleXmlCell id="1" r="A9"/></singleXmlCells>', ["A11"]),
        ("namedSheetView", '<namedSheetViews><namedSheetView><nsvFilter ref="A5:B9"/></namedSheetView></namedSheetViews>', ["A5:B11"]),
        (
            "namedSheetView",
            '<namedSheetViews><namedSheetView><nsvFilter><autoFilter ref="A5:B9"/><sortState ref="A6:B9"><sortCondition ref="B6:B9"/></sortState></nsvFilter></namedSheetView></namedSheetViews>',
            ["A5:B11", "A6:B11", "B6:B11"],
        ),
        ("ctrlProp", '<formControlPr fmlaLink="$A$9" fmlaRange="Lain!$A$9"/>', ["$A$11", "Lain!$A$9"]),
        ("ctrlProp", '<formControlPr fmlaGroup="$A$9" fmlaTxbx="$B$9" fmlaRange="$A$9:$A$12"/>', ["$A$11", "$B$11", "$A$11:$A$14"]),
    ],
)  # fmt: skip
def test_parts_that_name_cells(make, kind, content, expected):
    data = with_parts(make, (kind, f"{kind}.xml", content.format(make.main)))
    text = after(make, data, f"xl/{kind}.xml")
    assert re.findall(r'(?:\br|ref|fmla\w+)="([^"]*)"', text) == expected


def test_parameters_of_connections(make):
    content = '<connections xmlns="{}"><connection id="1"><parameters><parameter cell="Data!$A$9"/></parameters></connection></connections>'
    text = after(make, make.book(CELL, connections=content.format(make.main)), "xl/connections.xml")
    assert 'cell="Data!$A$11"' in text


def test_sources_of_pivot_tables(make):
    cache = (
        '<pivotCacheDefinition xmlns="{}"><cacheSource type="worksheet"><worksheetSource ref="A5:C9" sheet="{}"/></cacheSource>'
        "</pivotCacheDefinition>"
    )
    for sheet, ref in (("data", "A5:C11"), ("Lain", "A5:C9")):
        content = cache.format(make.main, sheet)
        text = after(make, make.book(CELL, pivotCacheDefinition=content), "xl/pivotCacheDefinition.xml")
        assert f'ref="{ref}"' in text
    sets = (
        f'<pivotCacheDefinition xmlns="{make.main}"><cacheSource type="consolidation"><consolidation><rangeSets count="2">'
        '<rangeSet ref="A5:C9" sheet="Data"/><rangeSet ref="A5:C9" sheet="Lain"/></rangeSets></consolidation></cacheSource></pivotCacheDefinition>'
    )
    text = after(make, make.book(CELL, pivotCacheDefinition=sets), "xl/pivotCacheDefinition.xml")
    assert re.findall('ref="([^"]*)"', text) == ["A5:C11", "A5:C9"]


def test_names_among_the_extensions_of_a_workbook(make):
    names = (
        f'<extLst><ext xmlns:x14="{make.main}/x14" xmlns:xm="{make.main}/xm" uri="u"><x14:definedNames><x14:definedName name="N">'
        "<xm:f>Data!$A$9</xm:f></x14:definedName></x14:definedNames></ext></extLst>"
    )
    assert "<xm:f>Data!$A$11</xm:f>" in after(make, make.book(CELL, calc=names), "xl/workbook.xml")


def test_a_drawing_that_two_sheets_share(make):
    found = make.parts(with_parts(make, ("drawing", "drawings/d.xml", DRAWING)))
    found["xl/worksheets/sheet2.xml"] = make.worksheet("")
    found["xl/worksheets/_rels/sheet2.xml.rels"] = found["xl/worksheets/_rels/sheet1.xml.rels"]
    rels = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="rId9" Type="{make.rels}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    found[rels] = found[rels].decode().replace("</Relationships>", link)
    book = found["xl/workbook.xml"].decode()
    found["xl/workbook.xml"] = book.replace(
        "</sheets>", '<sheet name="Lain" sheetId="2" r:id="rId9"/></sheets>'
    )
    with pytest.raises(PackageError) as caught:
        after(make, make.zipped(found), "xl/drawings/d.xml")
    assert (caught.value.code, caught.value.values["feature"]) == ("unmovable", "shared-part")


def test_macros_are_not_adjusted_and_the_receipt_says_so():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("Data").write("A9", 1)
    book.add_vba_project(io.BytesIO(b"makro"), is_stream=True)
    book.close()
    package, receipt = insert_rows(Package.open(buffer.getvalue()), [TWO])
    assert "macros-not-adjusted" in receipt.notes
    assert package.part("xl/vbaProject.bin") == b"makro"
