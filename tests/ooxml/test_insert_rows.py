"""Rows inserted: what stands below moves, what spans the line grows, new rows take the look of their model."""

from __future__ import annotations

import re

import pytest

from sakipcalc.excel import Editor, Insertion, Limits, Package, PackageError, insert_rows
from sakipcalc.excel.refs import Area

SHEET, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
ROWS = "".join(
    f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" s="1"><f>A{row}*2</f><v>{2 * row}</v></c></row>'
    for row in (*range(1, 8), *range(8, 13))
)
TWO = Insertion(sheet="Data", before=8, count=2)
X14, XM = (
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "http://schemas.microsoft.com/office/excel/2006/main",
)


def inserted(data: bytes, *insertions: Insertion):
    return insert_rows(Package.open(data), insertions or (TWO,))


def sheet_text(make, data: bytes, *insertions: Insertion, part: str = SHEET) -> str:
    return make.parts(inserted(data, *insertions)[0].data)[part].decode()


def two_sheets(make, rows: str = ROWS, other: str = "", after: str = "", names: str = "", **extra) -> bytes:
    """A workbook with the sheets Data and Lain."""
    parts = make.minimal(make.worksheet(rows, after=after), styles=make.styles, **extra)
    parts[OTHER] = make.worksheet(other)
    link = f'<Relationship Id="rId99" Type="{make.rels}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", link)
    book = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="Lain" sheetId="2" r:id="rId99"/></sheets>' + names
    )
    parts["xl/workbook.xml"] = book
    return make.zipped(parts)


# -- cells and rows -------------------------------------------------------------------------


def test_cells_below_move_with_values_formulas_and_formats(make):
    package, receipt = inserted(make.book(ROWS, styles=make.styles))
    cells = package.sheet("Data").cells
    assert {at[0] for at in cells if at[1] == 1} == {1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14}
    assert [(cells[row, 2].formula, cells[row, 2].value, cells[row, 2].style) for row in (7, 10, 14)] == [
        ("A7*2", 14, 1), ("A10*2", 16, 1), ("A14*2", 24, 1),
    ]  # fmt: skip
    assert receipt.parts_changed == ("xl/workbook.xml", SHEET)
    assert {moved[1:] for moved in receipt.moved} == {("cells", 10), ("formulas", 5), ("rows", 5)}


def test_new_rows_take_formats_and_translated_formulas_and_no_inputs(make):
    package, receipt = inserted(make.book(ROWS, styles=make.styles))
    cells = package.sheet("Data").cells
    assert [(cells[row, 2].formula, cells[row, 2].value, cells[row, 2].style) for row in (8, 9)] == [
        ("A8*2", None, 1), ("A9*2", None, 1),
    ]  # fmt: skip
    assert (8, 1) not in cells
    assert receipt.formulas_copied == (("Data", "B8", "formula"), ("Data", "B9", "formula"))


def test_another_row_can_be_the_model(make):
    rows = (
        '<row r="3" ht="30" customHeight="1" s="2" customFormat="1" outlineLevel="1" hidden="1" collapsed="1">'
        '<c r="C3" s="3"/><c r="D3"><f>C$1+C3+SUM(C2:C3)</f></c><c r="E3" t="s"><v>0</v></c></row>'
        '<row r="7"><c r="A7"><v>7</v></c></row><row r="8"><c r="A8"><v>8</v></c></row>'
    )
    data = make.book(
        rows, styles=make.styles, sharedStrings=f'<sst xmlns="{make.main}"><si><t>x</t></si></sst>'
    )
    text = sheet_text(make, data, Insertion(sheet="Data", before=8, count=1, model=3))
    new = re.search('<row r="8".*?</row>', text)[0]
    assert new == (
        '<row r="8" ht="30" customHeight="1" s="2" customFormat="1" outlineLevel="1">'
        '<c r="C8" s="3"/><c r="D8"><f>C$1+C8+SUM(C7:C8)</f></c></row>'
    )


def test_a_model_below_the_line(make):
    text = sheet_text(
        make, make.book(ROWS, styles=make.styles), Insertion(sheet="Data", before=8, count=1, model=10)
    )
    assert '<row r="8"><c r="B8" s="1"><f>A8*2</f></c></row>' in text


def test_merges_of_the_model_row_are_repeated_and_those_across_the_line_grow(make):
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("C7:D7", "A6:A9", "B3:B7", "E8:F9", "G7:H8"))
    rows = ROWS + '<row r="20"><c r="A20"/></row>'
    data = make.book(
        rows,
        styles=make.styles,
    )
    data = make.zipped(
        {
            **make.parts(data),
            SHEET: make.worksheet(rows, after=f'<mergeCells count="5">{merges}</mergeCells>'),
        }
    )
    package, _ = inserted(data)
    assert sorted(map(str, package.sheet("Data").merges)) == [
        "A6:A11", "B3:B7", "C7:D7", "C8:D8", "C9:D9", "E10:F11", "G7:H10",
    ]  # fmt: skip
    assert '<mergeCells count="7">' in package.text(SHEET)


def test_a_formula_under_a_merge_that_grows_is_not_repeated(make):
    rows = '<row r="7"><c r="A7"><v>1</v></c><c r="B7" s="1"><f>A7</f></c></row><row r="8"><c r="B8" s="1"/></row>'
    after = '<mergeCells count="1"><mergeCell ref="B7:B8"/></mergeCells>'
    text = sheet_text(make, make.zipped(make.minimal(make.worksheet(rows, after=after), styles=make.styles)))
    assert '<row r="8"><c r="B8" s="1"/></row><row r="9"><c r="B9" s="1"/></row>' in text


def test_before_the_first_row_and_behind_the_last(make):
    data = make.book('<row r="1"><c r="A1" s="1"><f>B1</f></c></row>', styles=make.styles)
    package, _ = inserted(
        data, Insertion(sheet="Data", before=1, count=1), Insertion(sheet="Data", before=2, count=2)
    )
    assert {at: cell.formula for at, cell in package.sheet("Data").cells.items()} == {
        (2, 1): "B2", (3, 1): "B3", (4, 1): "B4",
    }  # fmt: skip


def test_several_insertions_speak_of_the_rows_as_they_were(make):
    at_once, _ = inserted(
        make.book(ROWS, styles=make.styles),
        Insertion(sheet="Data", before=10, count=1),
        Insertion(sheet="Data", before=3, count=4),
    )
    later, _ = inserted(make.book(ROWS, styles=make.styles), Insertion(sheet="Data", before=10, count=1))
    later, _ = insert_rows(later, [Insertion(sheet="Data", before=3, count=4)])
    assert at_once.text(SHEET) == later.text(SHEET)


def test_cells_are_written_afterwards_under_their_new_names(make):
    package, _ = inserted(make.book(ROWS, styles=make.styles))
    editor = Editor(package)
    editor.set_number("Data", "A8", 80)
    editor.set_cached("Data", "B8", 160)
    cells = Package.open(editor.to_bytes()).sheet("Data").cells
    assert (cells[8, 1].value, cells[8, 2].value, cells[8, 2].formula) == (80, 160, "A8*2")


def test_the_file_that_was_read_is_never_written_to(make, tmp_path):
    source = tmp_path / "b.xlsx"
    source.write_bytes(make.book(ROWS, styles=make.styles))
    package, _ = insert_rows(Package.open(source), [TWO])
    with pytest.raises(PackageError) as caught:
        Editor(package).save(source, overwrite=True)
    assert caught.value.code == "output-is-source"
    Editor(package).save(tmp_path / "c.xlsx")
    assert Package.open(tmp_path / "c.xlsx").sheet("Data").cells[14, 1].value == 12


def test_no_insertion_changes_nothing(make):
    package = Package.open(make.book(ROWS, styles=make.styles))
    assert insert_rows(package, [])[0].data == package.data


def test_the_order_of_calculation_is_dropped_and_all_is_calculated_anew(make):
    chain = f'<calcChain xmlns="{make.main}"><c r="B9" i="1"/></calcChain>'
    package, receipt = inserted(make.book(ROWS, styles=make.styles, calcChain=chain))
    assert receipt.parts_removed == ("xl/calcChain.xml",)
    assert "calcChain" not in package.text("[Content_Types].xml") + package.text("xl/_rels/workbook.xml.rels")
    assert 'fullCalcOnLoad="1"' in package.text("xl/workbook.xml")


# -- formulas as they are stored --------------------------------------------------------------


def shared(first: int, last: int, text: str, row: int | None = None) -> str:
    head = row or first
    return "".join(
        f'<row r="{at}"><c r="B{at}"><f t="shared" si="0"'
        + (f' ref="B{first}:B{last}">{text}</f>' if at == head else "/>")
        + f"<v>{at}</v></c></row>"
        for at in range(first, last + 1)
    )


def formulas(package: Package) -> dict[int, tuple[str | None, str]]:
    return {at[0]: (cell.formula, cell.formula_kind) for at, cell in package.sheet("Data").cells.items()}


def test_a_shared_formula_across_the_line_stays_shared_while_one_text_holds(make):
    package, receipt = inserted(
        make.book(shared(6, 9, "A6*$C$1+$C$20")), Insertion(sheet="Data", before=8, count=2, model=30)
    )
    assert formulas(package) == {row: (f"A{row}*$C$1+$C$22", "shared") for row in (6, 7, 10, 11)}
    assert 'ref="B6:B11"' in package.text(SHEET)
    assert receipt.formulas_unshared == ()


def test_a_shared_formula_that_looks_across_the_line_is_written_out(make):
    package, receipt = inserted(
        make.book(shared(6, 9, "A5+A6")), Insertion(sheet="Data", before=8, count=2, model=30)
    )
    assert formulas(package) == {6: ("A5+A6", ""), 7: ("A6+A7", ""), 10: ("A7+A10", ""), 11: ("A10+A11", "")}
    assert [written.ref for written in receipt.formulas_unshared] == ["B6", "B7", "B10", "B11"]
    assert (SHEET, "formulas", 4) in receipt.moved


def test_new_rows_inside_a_shared_formula(make):
    package, _ = inserted(make.book(shared(6, 9, "A6*2")))
    assert formulas(package) == {
        6: ("A6*2", "shared"), 7: ("A7*2", "shared"), 8: ("A8*2", ""), 9: ("A9*2", ""), 10: ("A10*2", "shared"), 11: ("A11*2", "shared"),
    }  # fmt: skip


def test_a_shared_formula_below_the_line_moves(make):
    package, _ = inserted(
        make.book(shared(9, 11, "A9+A8+$A$1")), Insertion(sheet="Data", before=8, count=2, model=30)
    )
    assert formulas(package) == {row: (f"A{row}+A{row - 1}+$A$1", "shared") for row in (11, 12, 13)}
    assert 'ref="B11:B13"' in package.text(SHEET)


def test_a_shared_formula_of_another_sheet(make):
    rows = shared(1, 3, "Data!A7+A1") + shared(5, 7, "Data!A9").replace('si="0"', 'si="1"')
    package, receipt = inserted(two_sheets(make, other=rows))
    found = {at[0]: (cell.formula, cell.formula_kind) for at, cell in package.sheet("Lain").cells.items()}
    assert found == {
        1: ("Data!A7+A1", ""), 2: ("Data!A10+A2", ""), 3: ("Data!A11+A3", ""),
        5: ("Data!A11", "shared"), 6: ("Data!A12", "shared"), 7: ("Data!A13", "shared"),
    }  # fmt: skip
    assert receipt.parts_changed == ("xl/workbook.xml", SHEET, OTHER)


def test_array_formulas_and_data_tables_below_the_line_move(make):
    rows = (
        '<row r="2"><c r="A2"><f t="array" ref="A2:B3">C9:D10</f></c></row>'
        '<row r="9"><c r="A9" cm="1"><f t="array" ref="A9:A10">C9:C10</f></c>'
        '<c r="F9"><f t="dataTable" ref="F9:F11" dt2D="0" dtr="0" r1="C1" r2="C9"/></c></row>'
    )
    text = sheet_text(make, make.book(rows))
    assert '<c r="A2"><f t="array" ref="A2:B3">C11:D12</f></c>' in text
    assert '<c r="A11" cm="1"><f t="array" ref="A11:A12">C11:C12</f></c>' in text
    assert '<c r="F11"><f t="dataTable" ref="F11:F13" dt2D="0" dtr="0" r1="C1" r2="C11"/></c>' in text


def test_array_formulas_of_a_model_row(make):
    rows = (
        '<row r="7"><c r="A7" cm="1"><f t="array" ref="A7">SUM(C7:D7*2)</f><v>1</v></c>'
        '<c r="B7"><f t="array" ref="B7:C7">D7:E7</f></c><c r="C7"/></row><row r="8"><c r="A8"/></row>'
    )
    package, receipt = inserted(make.book(rows), Insertion(sheet="Data", before=8, count=1))
    assert '<row r="8"><c r="A8" cm="1"><f t="array" ref="A8">SUM(C8:D8*2)</f></c></row>' in package.text(
        SHEET
    )
    assert receipt.formulas_left_out == (("Data", "B7", "formula"),)


def test_a_data_table_of_a_model_row_is_left_out(make):
    table = '<c r="B7" s="1"><f t="dataTable" ref="B7" r1="C1">A7</f><v>1</v></c>'
    rows = f'<row r="7"><c r="A7"><v>1</v></c>{table}</row><row r="8"><c r="A8"/></row>'
    package, receipt = inserted(make.book(rows, styles=make.styles))
    assert '<row r="8"><c r="B8" s="1"/></row>' in package.text(SHEET)
    assert table in package.text(SHEET)
    assert (receipt.formulas_copied, receipt.formulas_left_out) == ((), (("Data", "B7", "formula"),))


def test_a_receipt_counts_the_formulas_whose_text_changes(make):
    """One alone, an array whose text stays, one whose text changes, and one that two cells share."""
    rows = (
        '<row r="9"><c r="A9"><f>C9</f></c><c r="C9"><f t="array" ref="C9:C10">D1</f></c>'
        '<c r="E9"><f t="array" ref="E9:E10">D9</f></c><c r="F9"><f>C1</f></c>'
        '<c r="G9"><f t="shared" ref="G9:H9" si="0">G11</f></c><c r="H9"><f t="shared" si="0"/></c></row>'
    )
    _, receipt = inserted(make.book(rows))
    assert (SHEET, "formulas", 3) in receipt.moved


def test_markup_of_formulas_is_escaped(make):
    rows = '<row r="1"><c r="A1"><f ca="1">IF(A9&lt;2,"&amp;A9","")</f><v>1</v></c><c r="B1"><f><![CDATA[A9<2]]></f></c></row>'
    text = sheet_text(make, make.book(rows))
    assert '<f ca="1">IF(A11&lt;2,&quot;&amp;A9&quot;,&quot;&quot;)</f><v>1</v>' in text
    assert "<f>A11&lt;2</f>" in text


def test_sheets_that_name_no_other_are_not_even_read(make):
    data = two_sheets(make, other='<row r="1"><c r="A1"><f>A9+B9</f></c></row>')
    package = Package.open(data)
    _, receipt = insert_rows(package, [TWO])
    assert OTHER not in receipt.parts_changed
    assert "Lain" not in package._sheets


# -- everything around the cells ----------------------------------------------------------------

EXT = '<extLst><ext uri="u" xmlns:x14="' + X14 + '" xmlns:xm="' + XM + '">{}</ext></extLst>'
RULE = (
    "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>{}</xm:f><x14:cfvo><xm:f>{}</xm:f></x14:cfvo>"
    "</x14:cfRule><xm:sqref>{}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
)
LIST = (
    "<x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>{}</xm:f></x14:formula1><xm:sqref>{}</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations>"
)
SPARK = (
    "<x14:sparklineGroups><x14:sparklineGroup><xm:f>{}</xm:f><x14:sparklines><x14:sparkline><xm:f>{}</xm:f>"
    "<xm:sqref>{}</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<dimension ref="A1:B12"/>', '<dimension ref="A1:B14"/>'),
        ('<dimension ref="A1:B7"/>', '<dimension ref="A1:B9"/>'),  # the new rows stand in it
        ('<dimension ref="?"/>', '<dimension ref="?"/>'),
        ('<sheetPr syncRef="A9"/>', '<sheetPr syncRef="A11"/>'),
        (
            '<sheetViews><sheetView topLeftCell="A9" workbookViewId="0"><selection activeCell="B9" sqref="B9 C1:C8"/></sheetView></sheetViews>',
            '<sheetViews><sheetView topLeftCell="A11" workbookViewId="0"><selection activeCell="B11" sqref="B11 C1:C10"/></sheetView></sheetViews>',
        ),
        (
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="9" topLeftCell="A10" state="frozen"/></sheetView></sheetViews>',
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="11" topLeftCell="A12" state="frozen"/></sheetView></sheetViews>',
        ),
        (
            '<sheetViews><sheetView topLeftCell="A5" workbookViewId="0"><pane ySplit="3" topLeftCell="A20" state="frozen"/></sheetView></sheetViews>',
            '<sheetViews><sheetView topLeftCell="A5" workbookViewId="0"><pane ySplit="3" topLeftCell="A22" state="frozen"/></sheetView></sheetViews>',
        ),
    ],
)
def test_what_stands_before_the_cells(make, before, after):
    data = make.zipped(make.minimal(make.worksheet(ROWS, before=before), styles=make.styles))
    assert f"{after}<sheetData>" in sheet_text(make, data)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '<protectedRanges><protectedRange name="a" sqref="A1:A7 B5:B9"/></protectedRanges>',
            '<protectedRanges><protectedRange name="a" sqref="A1:A7 B5:B11"/></protectedRanges>',
        ),
        (
            '<scenarios sqref="A9"><scenario name="s"><inputCells r="$A$9" val="1"/></scenario></scenarios>',
            '<scenarios sqref="A11"><scenario name="s"><inputCells r="$A$11" val="1"/></scenario></scenarios>',
        ),
        (
            '<autoFilter ref="A5:B9"><sortState ref="A6:B9"><sortCondition ref="B6:B9"/></sortState></autoFilter>',
            '<autoFilter ref="A5:B11"><sortState ref="A6:B11"><sortCondition ref="B6:B11"/></sortState></autoFilter>',
        ),
        (
            '<conditionalFormatting sqref="A6:A9 B9"><cfRule type="expression"><formula>AND($A6&gt;1,$C$9&lt;2,$C$1)</formula></cfRule></conditionalFormatting>',
            '<conditionalFormatting sqref="A6:A11 B11"><cfRule type="expression"><formula>AND($A6&gt;1,$C$11&lt;2,$C$1)</formula></cfRule></conditionalFormatting>',
        ),
        (  # rows on both sides of the line look four rows down: not even all of them together move
            '<conditionalFormatting sqref="A5:A20"><cfRule type="expression"><formula>B9&gt;1</formula></cfRule></conditionalFormatting>',
            '<conditionalFormatting sqref="A5:A22"><cfRule type="expression"><formula>B9&gt;1</formula></cfRule></conditionalFormatting>',
        ),
        (  # the rows of a block are those of all its areas
            '<conditionalFormatting sqref="A9:A12 A5:A6"><cfRule type="expression"><formula>B9&gt;1</formula></cfRule></conditionalFormatting>',
            '<conditionalFormatting sqref="A11:A14 A5:A6"><cfRule type="expression"><formula>B9&gt;1</formula></cfRule></conditionalFormatting>',
        ),
        (
            '<conditionalFormatting sqref="A9:A12"><cfRule type="iconSet"><iconSet><cfvo type="num" val="$C$9"/></iconSet></cfRule></conditionalFormatting>',
            '<conditionalFormatting sqref="A11:A14"><cfRule type="iconSet"><iconSet><cfvo type="num" val="$C$11"/></iconSet></cfRule></conditionalFormatting>',
        ),
        (
            '<dataValidations count="1"><dataValidation sqref="A9:A12" type="list"><formula1>Lain!$A$9:$A$10</formula1><formula2>B9</formula2></dataValidation></dataValidations>',
            '<dataValidations count="1"><dataValidation sqref="A11:A14" type="list"><formula1>Lain!$A$9:$A$10</formula1><formula2>B11</formula2></dataValidation></dataValidations>',
        ),
        (
            '<dataValidations count="1"><dataValidation sqref="A9" type="whole"><formula1>$C$9</formula1><formula2>$C$12</formula2></dataValidation></dataValidations>',
            '<dataValidations count="1"><dataValidation sqref="A11" type="whole"><formula1>$C$11</formula1><formula2>$C$14</formula2></dataValidation></dataValidations>',
        ),
        (
            '<hyperlinks><hyperlink ref="A9" location="Data!B9"/><hyperlink ref="A1" location="\'Lain\'!B9"/></hyperlinks>',
            '<hyperlinks><hyperlink ref="A11" location="Data!B11"/><hyperlink ref="A1" location="\'Lain\'!B9"/></hyperlinks>',
        ),
        (
            "<hyperlinks><hyperlink ref='A1' location='&apos;Data&apos;!B9'/></hyperlinks>",
            "<hyperlinks><hyperlink ref='A1' location='&apos;Data&apos;!B11'/></hyperlinks>",
        ),
        (
            f'<hyperlinks><hyperlink ref="A9" xmlns:r="{"http://schemas.openxmlformats.org/officeDocument/2006/relationships"}" r:id="rId1" location="Data!B9"/></hyperlinks>',
            f'<hyperlinks><hyperlink ref="A11" xmlns:r="{"http://schemas.openxmlformats.org/officeDocument/2006/relationships"}" r:id="rId1" location="Data!B9"/></hyperlinks>',
        ),
        (
            '<rowBreaks count="4"><brk id="6" max="16383"/><brk id="7" max="16383"/><brk id="8"/><brk id="20"/></rowBreaks>',
            '<rowBreaks count="4"><brk id="6" max="16383"/><brk id="9" max="16383"/><brk id="10"/><brk id="22"/></rowBreaks>',
        ),
        (
            '<colBreaks count="2"><brk id="9" max="1048575"/><brk id="3" min="2" max="11"/></colBreaks>',
            '<colBreaks count="2"><brk id="9" max="1048575"/><brk id="3" min="2" max="13"/></colBreaks>',
        ),
        ('<cellWatches><cellWatch r="A9"/></cellWatches>', '<cellWatches><cellWatch r="A11"/></cellWatches>'),
        (
            '<ignoredErrors><ignoredError sqref="A1:A9" numberStoredAsText="1"/></ignoredErrors>',
            '<ignoredErrors><ignoredError sqref="A1:A11" numberStoredAsText="1"/></ignoredErrors>',
        ),
        (
            '<smartTags><cellSmartTags r="A9"><cellSmartTag type="0"/></cellSmartTags></smartTags>',
            '<smartTags><cellSmartTags r="A11"><cellSmartTag type="0"/></cellSmartTags></smartTags>',
        ),
        (
            '<webPublishItems count="1"><webPublishItem id="1" divId="d" sourceType="range" sourceRef="A9:B12" destinationFile="f"/></webPublishItems>',
            '<webPublishItems count="1"><webPublishItem id="1" divId="d" sourceType="range" sourceRef="A11:B14" destinationFile="f"/></webPublishItems>',
        ),
        (EXT.format(RULE.format("A6&gt;$B$9", "$C$9", "A6:A9")), EXT.format(RULE.format("A6&gt;$B$11", "$C$11", "A6:A11"))),
        (EXT.format(LIST.format("Lain!A9:A12", "A9")), EXT.format(LIST.format("Lain!A9:A12", "A11"))),
        (EXT.format(LIST.format("Data!$C$9:$C$12", "A9")), EXT.format(LIST.format("Data!$C$11:$C$14", "A11"))),
        (EXT.format(SPARK.format("Data!A1:A9", "A9:C9", "D9")), EXT.format(SPARK.format("Data!A1:A11", "A11:C11", "D11"))),
        (EXT.format("<x14:slicerList/>"), EXT.format("<x14:slicerList/>")),
        (
            '<customSheetViews><customSheetView guid="g" topLeftCell="A9"><rowBreaks><brk id="9"/></rowBreaks><autoFilter ref="A1:B9"/></customSheetView></customSheetViews>',
            '<customSheetViews><customSheetView guid="g" topLeftCell="A11"><rowBreaks><brk id="11"/></rowBreaks><autoFilter ref="A1:B11"/></customSheetView></customSheetViews>',
        ),
        (
            '<dataConsolidate><dataRefs count="2"><dataRef ref="A1:B9" sheet="Data"/><dataRef ref="A1:B9" sheet="Lain"/></dataRefs></dataConsolidate>',
            '<dataConsolidate><dataRefs count="2"><dataRef ref="A1:B11" sheet="Data"/><dataRef ref="A1:B9" sheet="Lain"/></dataRefs></dataConsolidate>',
        ),
    ],
)  # fmt: skip
def test_what_stands_behind_the_cells(make, before, after):
    assert f"</sheetData>{after}</worksheet>" in sheet_text(make, two_sheets(make, after=before))


def test_a_list_of_2010_on_another_sheet_follows_its_source(make):
    """Excel keeps the validations that name another sheet among the extensions."""
    lists = EXT.format(LIST.format("Data!$C$9:$C$12", "A9"))
    parts = make.parts(two_sheets(make))
    parts[OTHER] = make.worksheet("", after=lists)
    text = sheet_text(make, make.zipped(parts), part=OTHER)
    assert EXT.format(LIST.format("Data!$C$11:$C$14", "A9")) in text


def test_names_print_areas_and_titles(make):
    names = (
        '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Data!$A$1:$B$12</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">Data!$A:$B,Data!$9:$10</definedName>'
        '<definedName name="Lokal" localSheetId="0">$A$9</definedName><definedName name="Umum">$A$9+0.11</definedName>'
        '<definedName name="Lain">Lain!$A$9</definedName><definedName name="Relatif">Data!A9&lt;Data!$A$9</definedName>'
        "</definedNames>"
    )
    package, _ = inserted(two_sheets(make, names=names))
    assert {name.name: name.text for name in package.defined_names} == {
        "_xlnm.Print_Area": "Data!$A$1:$B$14", "_xlnm.Print_Titles": "Data!$A:$B,Data!$11:$12", "Lokal": "$A$11",
        "Umum": "$A$9+0.11", "Lain": "Lain!$A$9", "Relatif": "Data!A9<Data!$A$11",
    }  # fmt: skip


def test_a_name_that_is_limited_to_a_sheet_that_is_not_there(make):
    names = '<definedNames><definedName name="N" localSheetId="2">$A$9+Data!$A$9</definedName></definedNames>'
    assert inserted(two_sheets(make, names=names))[0].defined_names[0].text == "$A$9+Data!$A$11"


def test_formulas_and_links_of_other_sheets(make):
    rows = '<row r="9"><c r="A9"><f>Data!B9+B9</f><v>1</v></c></row>'
    parts = make.parts(two_sheets(make, other=rows))
    parts[OTHER] = make.worksheet(
        rows, after='<hyperlinks><hyperlink ref="B9" location="Data!A9:B9"/></hyperlinks>'
    )
    text = sheet_text(make, make.zipped(parts), part=OTHER)
    assert '<c r="A9"><f>Data!B11+B9</f><v>1</v></c>' in text
    assert '<hyperlink ref="B9" location="Data!A11:B11"/>' in text


def test_sources_of_a_consolidation_on_another_sheet(make):
    parts = make.parts(two_sheets(make))
    sources = '<dataConsolidate><dataRefs count="1"><dataRef ref="A1:B9" sheet="Data"/></dataRefs></dataConsolidate>'
    parts[OTHER] = make.worksheet("", after=sources)
    assert 'ref="A1:B11"' in sheet_text(make, make.zipped(parts), part=OTHER)


def test_links_that_stand_among_the_relationships(make):
    parts = make.parts(two_sheets(make))
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    parts[rels] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{make.rels}/hyperlink" Target="#Data!A9" TargetMode="External"/>'
        f'<Relationship Id="rId2" Type="{make.rels}/hyperlink" Target="b.xlsx#Data!A9" TargetMode="External"/></Relationships>'
    )
    text = sheet_text(make, make.zipped(parts), part=rels)
    assert 'Target="#Data!A11"' in text
    assert 'Target="b.xlsx#Data!A9"' in text


# -- stretched bodies -----------------------------------------------------------------------------


def test_a_body_of_one_row_can_be_stretched(make):
    rows = (
        '<row r="6"><c r="A6" s="1"/><c r="B6"><f>SUM(C6:D6)</f></c></row>'
        '<row r="7"><c r="A7"><f>SUM(A6:A6)</f></c><c r="B7"><f>SUM(B6)</f></c></row>'
    )
    after = (
        '<conditionalFormatting sqref="A6"><cfRule type="expression"><formula>A6&gt;1</formula></cfRule></conditionalFormatting>'
        '<dataValidations count="1"><dataValidation sqref="B6 F6"><formula1>1</formula1></dataValidation></dataValidations>'
    )
    names = '<definedNames><definedName name="N">Data!$A$6:$D$6</definedName></definedNames>'
    body = Insertion(sheet="Data", before=7, count=2, stretch=Area.parse("A6:D6"))
    package, _ = inserted(two_sheets(make, rows=rows, after=after, names=names), body)
    cells = package.sheet("Data").cells
    assert (cells[9, 1].formula, cells[9, 2].formula) == ("SUM(A6:A8)", "SUM(B6)")
    assert [cells[row, 2].formula for row in (6, 7, 8)] == ["SUM(C6:D6)", "SUM(C7:D7)", "SUM(C8:D8)"]
    assert '<conditionalFormatting sqref="A6:A8">' in package.text(SHEET)
    assert 'sqref="B6:B8 F6"' in package.text(SHEET)
    assert package.defined_names[0].text == "Data!$A$6:$D$8"


def test_what_stretches_with_a_body_and_what_does_not(make):
    """Sources of a consolidation do; a sparkline is drawn where it was, of what it showed."""
    sources = '<dataConsolidate><dataRefs count="1"><dataRef ref="A5:D6" sheet="Data"/></dataRefs></dataConsolidate>'
    drawn = EXT.format(SPARK.format("Data!A5:A6", "A5:A6", "D6"))
    body = Insertion(sheet="Data", before=7, count=2, stretch=Area.parse("A6:D6"))
    text = sheet_text(make, two_sheets(make, after=sources + drawn), body)
    assert sources.replace("A5:D6", "A5:D8") in text
    assert EXT.format(SPARK.format("Data!A5:A8", "A5:A6", "D6")) in text


# -- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "feature", "area"),
    [
        ('<row r="7"><c r="A7"><f t="array" ref="A7:A8">C7:C8</f></c></row>', "array-formula", "A7:A8"),
        ('<row r="7"><c r="A7"><f t="dataTable" ref="A7:B9" r1="C1"/></c></row>', "data-table", "A7:B9"),
    ],
)
def test_what_cannot_be_divided(make, rows, feature, area):
    with pytest.raises(PackageError) as caught:
        inserted(make.book(rows))
    assert caught.value.code == "rows-cut"
    assert dict(caught.value.values) == {"sheet": "Data", "before": 8, "feature": feature, "area": area}


@pytest.mark.parametrize(
    "insertion",
    [
        Insertion(sheet="Data", before=0, count=1),
        Insertion(sheet="Data", before=1_048_577, count=1),
        Insertion(sheet="Data", before=5, count=0),
        Insertion(sheet="Data", before=5, count=1, model=0),
        Insertion(sheet="Data", before=5, count=1, stretch=Area.parse("A4:B5")),
    ],
)
def test_insertions_that_make_no_sense(make, insertion):
    with pytest.raises(PackageError) as caught:
        inserted(make.book(ROWS, styles=make.styles), insertion)
    assert caught.value.code == "bad-insertion"


@pytest.mark.parametrize("ref", ["F41F7", "A9B9C9", "A9:B9:C9", "A9:", "A0", "XFE9", "A1048577", "Lain!A9"])
def test_areas_that_are_none(make, ref):
    """Nobody knows what has to move with them."""
    formula = f'<row r="9"><c r="A9"><f t="shared" ref="{ref}" si="0">B9</f></c></row>'
    rule = f'<conditionalFormatting sqref="{ref}"/>'
    for data in (make.book(formula), two_sheets(make, after=rule)):
        with pytest.raises(PackageError) as caught:
            inserted(data)
        assert (caught.value.code, caught.value.part) == ("bad-reference", SHEET)


def test_two_insertions_before_one_row(make):
    with pytest.raises(PackageError) as caught:
        inserted(make.book(ROWS, styles=make.styles), TWO, TWO)
    assert caught.value.code == "bad-insertion"


def test_rows_pushed_off_the_sheet(make):
    with pytest.raises(PackageError) as caught:
        inserted(make.book('<row r="1048575"><c r="A1048575"><v>1</v></c></row>'))
    assert caught.value.code == "rows-past-end"
    package, _ = inserted(make.book('<row r="1048574"><c r="A1048574"><v>1</v></c></row>'))
    assert package.sheet("Data").cells[1_048_576, 1].value == 1


def test_more_rows_than_the_limit_allows(make):
    package = Package.open(make.book(ROWS, styles=make.styles), limits=Limits(cells=100))
    with pytest.raises(PackageError) as caught:
        insert_rows(package, [Insertion(sheet="Data", before=8, count=100)])
    assert (caught.value.code, caught.value.values["limit"]) == ("too-large", "cells")


def test_the_limit_on_cells_counts_what_the_sheet_will_hold(make):
    data = make.book(
        ROWS.replace('"><v>', '" s="1"><v>'), styles=make.styles
    )  # a cell with a look is repeated
    sheet = inserted(data)[0].sheet("Data")
    held = len(sheet.cells) + len(sheet.rows)
    insert_rows(Package.open(data, limits=Limits(cells=held)), [TWO])
    with pytest.raises(PackageError):
        insert_rows(Package.open(data, limits=Limits(cells=held - 1)), [TWO])


@pytest.mark.parametrize(
    ("protection", "refused"),
    [
        ('sheet="1"', True),
        ('sheet="1" insertRows="0"', False),
        ('sheet="1" insertRows="1"', True),
        ('sheet="0"', False),
    ],
)
def test_protected_sheets(make, protection, refused):
    data = two_sheets(make, after=f"<sheetProtection {protection}/>")
    if not refused:
        assert inserted(data)[1].moved
        return
    with pytest.raises(PackageError) as caught:
        inserted(data)
    assert (caught.value.code, caught.value.values["sheet"], caught.value.detail) == (
        "protected-sheet",
        "Data",
        "Data",
    )


def with_part(make, kind: str, *, of: str = "sheet", target: str = "x.xml", content: str = "<x/>") -> bytes:
    parts = make.parts(two_sheets(make))
    rels = "xl/worksheets/_rels/sheet1.xml.rels" if of == "sheet" else "xl/_rels/workbook.xml.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    link = f'<Relationship Id="rIdX" Type="urn:{kind}" Target="/xl/{target}"/></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", link.encode())
    parts[f"xl/{target}"] = content.encode()
    return make.zipped(parts)


@pytest.mark.parametrize(
    ("kind", "of", "feature"),
    [
        ("/baru", "sheet", "baru"),
        ("/revisionHeaders", "book", "shared-workbook"),
        ("/volatileDependencies", "book", "real-time-data"),
        ("/xlMacrosheet", "book", "macro-sheet"),
    ],
)
def test_parts_that_may_name_cells_in_unknown_ways(make, kind, of, feature):
    with pytest.raises(PackageError) as caught:
        inserted(with_part(make, kind, of=of))
    assert (caught.value.code, caught.value.values["feature"]) == ("unmovable", feature)


def test_a_sheet_that_does_not_change_may_have_any_parts(make):
    _, receipt = inserted(with_part(make, "/baru"), Insertion(sheet="Lain", before=1, count=1))
    assert receipt.insertions[0].sheet == "Lain"


PIVOT = '<pivotTableDefinition xmlns="{}"><location ref="{}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"{}/></pivotTableDefinition>'


@pytest.mark.parametrize(
    ("ref", "more", "moved"),
    [
        ("A1:B7", "", "A1:B7"),
        ("A8:B9", "", "A10:B11"),
        ("A7:B8", "", None),
        ("A9:B12", ' rowPageCount="1" colPageCount="1"', None),
    ],
)
def test_pivot_tables_move_whole_or_not_at_all(make, ref, more, moved):
    data = with_part(make, "/pivotTable", content=PIVOT.format(make.main, ref, more))
    if moved:
        assert f'ref="{moved}"' in sheet_text(make, data, part="xl/x.xml")
        return
    with pytest.raises(PackageError) as caught:
        inserted(data)
    assert (caught.value.code, caught.value.values["feature"]) == ("rows-cut", "pivot-table")


def test_a_refusal_leaves_the_package_as_it_was(make):
    package = Package.open(with_part(make, "/baru"))
    with pytest.raises(PackageError):
        insert_rows(package, [TWO])
    assert Editor(package).to_bytes() == package.data


def test_no_such_sheet(make):
    with pytest.raises(PackageError) as caught:
        inserted(make.book(ROWS, styles=make.styles), Insertion(sheet="Tidak", before=1, count=1))
    assert caught.value.code == "no-such-sheet"
