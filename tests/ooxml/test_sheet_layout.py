"""What bears on filling besides the cells: merges, looks, hidden rows, protection, tables, names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.excel import Package, PackageError
from sakipcalc.excel.refs import Area
from sakipcalc.excel.sheet.sheet import Areas


@pytest.fixture(scope="module")
def laid_out(make):
    return Package.open(
        make.zipped(
            make.minimal(
                make.worksheet(
                    '<row r="2" s="3" customFormat="1" hidden="1"><c r="B2" s="1"/></row><row r="3" s="3"/>'
                    '<row r="5" hidden="true"/>',
                    before='<dimension ref="A1:XFD1048576"/><cols><col min="2" max="3" style="2"/>'
                    '<col min="5" max="7" hidden="1"/><col min="6" max="9" hidden="1"/></cols>',
                    after='<sheetProtection sheet="1" objects="1"/><mergeCells count="2"><mergeCell ref="A8:C9"/>'
                    '<mergeCell ref="E1:E20"/></mergeCells><conditionalFormatting sqref="A1:A3 C5"><cfRule/>'
                    '</conditionalFormatting><extLst><ext xmlns:x14="urn:x14"><x14:conditionalFormattings>'
                    '<x14:conditionalFormatting xmlns:xm="urn:xm"><x14:cfRule/><xm:sqref>D1:D4</xm:sqref>'
                    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
                ),
                styles=make.styles,
            )
        )
    )


def test_layout(laid_out):
    sheet = laid_out.sheet("Data")
    assert [str(area) for area in sheet.merges] == ["A8:C9", "E1:E20"]
    assert [str(area) for area in sheet.conditional_formats] == ["A1:A3", "C5", "D1:D4"]
    assert (sheet.hidden_rows, sheet.hidden_cols) == ({2, 5}, {5, 6, 7, 8, 9})
    assert [sheet.row_style(row) for row in (1, 2, 3)] == [None, 3, None]
    assert [sheet.col_style(col) for col in (1, 2, 3, 4)] == [None, 2, 2, None]
    assert [sheet.style_at(*at) for at in ((2, 2), (2, 3), (3, 3), (9, 9))] == [1, 3, 2, 0]
    assert sheet.protected
    assert str(sheet.dimension) == "B2"
    assert sheet.state == "visible"


def test_merges_are_found_at_cells(laid_out):
    merged = laid_out.sheet("Data").merge_at
    assert {at: str(merged.at(*at)) for at in ((8, 1), (9, 3), (20, 5), (21, 5), (8, 4))} == {
        (8, 1): "A8:C9", (9, 3): "A8:C9", (20, 5): "E1:E20", (21, 5): "None", (8, 4): "None",
    }  # fmt: skip


AREAS = st.builds(
    lambda top, left, height, width: Area(top, left, top + height, left + width),
    *(st.integers(1, 12) for _ in range(2)), *(st.integers(0, 6) for _ in range(2)),
)  # fmt: skip


@given(st.lists(AREAS, max_size=8), st.integers(1, 20), st.integers(1, 20))
def test_areas_at_a_cell_as_looking_at_each(areas, row, col):
    found = Areas(areas).at(row, col)
    assert (found is not None) == any(area.contains(row, col) for area in areas)
    assert found is None or (found in areas and found.contains(row, col))


def test_styles(make, laid_out):
    styles = laid_out.styles
    assert len(styles) == 4
    assert [styles.number_format(each) for each in (0, 1, 2, 3, 99)] == [
        "General",
        "0.000",
        "mm-dd-yy",
        "0%",
        "General",
    ]
    assert [styles.fill(each) for each in range(5)] == ["", "", "FFC000", "", ""]
    assert [styles.font(each).bold for each in range(5)] == [False, True, False, False, False]
    assert [styles.indent(each) for each in range(5)] == [0, 2, 0, 0, 0]
    assert [styles.is_date(each) for each in range(5)] == [False, False, True, False, False]
    assert [styles.locked(each) for each in range(5)] == [True, True, False, True, True]


def test_no_styles_at_all(make):
    styles = Package.open(make.book("<row/>")).styles
    assert (styles.number_format(0), styles.fill(3), styles.locked(0), len(styles)) == (
        "General",
        "",
        True,
        0,
    )


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ('rgb="FF92D050"', "92D050"),
        ('rgb="92d050"', "92D050"),
        ('indexed="13"', "FFFF00"),
        ('indexed="64"', ""),
        ('theme="0"', "FFFFFF"),
        ('theme="1"', "000000"),
        ('theme="4"', "4472C4"),
        ('theme="4" tint="0.3999755851924192"', "8EA9DB"),  # as Excel's own colour picker shows them
        ('theme="4" tint="-0.249977111117893"', "305496"),
        ('theme="0" tint="-0.14999847407452621"', "D9D9D9"),
        ('auto="1"', ""),
        ('theme="9999"', ""),
        ('theme="²"', ""),
        ('theme="10"', ""),  # a theme whose colour is none
        ('rgb="merah"', ""),
        ('rgb="FF112233" tint="nan"', "112233"),
        ('rgb="FF112233" tint="x"', "112233"),
    ],
)
def test_colors(make, color, expected):
    fill = f'<fill><patternFill patternType="solid"><fgColor {color}/></patternFill></fill>'
    styles = make.styles.replace('<fill><patternFill patternType="none"/></fill>', fill)
    slots = {"lt1": "FFFFFF", "dk1": "000000", "accent1": "4472C4", "hlink": "biru"}
    theme = "".join(
        f'<a:{name}><a:sysClr val="x" lastClr="{rgb}"/></a:{name}>' for name, rgb in slots.items()
    )
    theme = f'<a:theme xmlns:a="urn:a"><a:clrScheme>{theme}</a:clrScheme></a:theme>'
    found = Package.open(make.book("<row/>", styles=styles, theme=theme)).styles.fill(0)
    assert len(found) == len(expected)
    assert all(abs(a - b) <= 2 for a, b in zip(bytes.fromhex(found), bytes.fromhex(expected), strict=True))


def test_own_palette(make):
    colors = '<colors><indexedColors><rgbColor rgb="00112233"/></indexedColors></colors>'
    fill = '<fill><patternFill patternType="solid"><fgColor indexed="0"/></patternFill></fill>'
    styles = make.styles.replace('<fill><patternFill patternType="none"/></fill>', fill)
    styles = styles.replace("</styleSheet>", f"{colors}</styleSheet>")
    assert Package.open(make.book("<row/>", styles=styles)).styles.fill(0) == "112233"


@pytest.mark.parametrize(
    ("code", "is_date"),
    [("General", False), ("0.00", False), ("#,##0", False), ("dd/mm/yyyy", True), ("[$-421]d mmmm yyyy;@", True),
     ("[h]:mm", True), ('0 "hari"', False), ("0\\d", False), ("[Red]0", False), ("_-* #,##0_d", False),
     ("@", False), ("mm:ss.0", True), ("0.00E+00", False), ("[$Rp-421]#,##0", False)],
)  # fmt: skip
def test_date_formats(make, code, is_date):
    styles = make.styles.replace("0.000", code.replace('"', "&quot;"))
    styles = Package.open(make.book("<row/>", styles=styles)).styles
    assert (styles.number_format(1), styles.is_date(1)) == (code, is_date)


def test_workbook_of_another_program(make, made):
    package, book = Package.open(made), make.opened(made)
    assert package.date1904 == (book.epoch.year == 1904)
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert {info.name: info.state for info in package.sheets} == states
    for info in package.sheets:
        ours, theirs = package.sheet(info.name), book[info.name]
        assert {str(area) for area in ours.merges} == {str(area) for area in theirs.merged_cells.ranges}
        assert ours.hidden_rows == {row for row, look in theirs.row_dimensions.items() if look.hidden}
        assert ours.protected == theirs.protection.sheet
        assert {(table.name, str(table.area)) for table in ours.tables} == {
            (table.displayName, table.ref) for table in theirs.tables.values()
        }
        formats = {str(area) for area in ours.conditional_formats}
        assert {str(each.sqref) for each in theirs.conditional_formatting} <= formats
        for row in theirs.iter_rows():
            for cell in row:
                style = ours.style_at(cell.row, cell.column)
                assert package.styles.locked(style) == cell.protection.locked
                if cell.fill.fill_type == "solid":
                    assert f"FF{package.styles.fill(style)}" == cell.fill.fgColor.rgb


def test_chart_sheets_are_counted_but_not_listed(made):
    package = Package.open(made)
    names = [info.name for info in package.sheets]
    assert "Grafik" not in names
    if "Tersembunyi" in names:
        assert [(info.index, info.state) for info in package.sheets] == [
            (0, "visible"),
            (1, "visible"),
            (3, "hidden"),
        ]


def test_defined_names(make):
    names = (
        '<definedNames><definedName name="Nilai">Data!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0" hidden="1">Data!$A$1:$B$2</definedName></definedNames>'
    )
    found = Package.open(make.book("<row/>", calc=names)).defined_names
    assert [(each.name, each.text, each.sheet, each.hidden) for each in found] == [
        ("Nilai", "Data!$A$1", None, False), ("_xlnm.Print_Area", "Data!$A$1:$B$2", 0, True),
    ]  # fmt: skip


def test_what_a_layout_cannot_be(make):
    bad = make.zipped(
        make.minimal(make.worksheet("<row/>", after='<mergeCells><mergeCell ref="A1:ZZZ9"/></mergeCells>'))
    )
    with pytest.raises(PackageError) as caught:
        _ = Package.open(bad).sheet("Data").merges
    assert (caught.value.code, caught.value.part) == ("bad-reference", "xl/worksheets/sheet1.xml")
