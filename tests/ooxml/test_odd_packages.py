"""Odd but valid packages: a cell set and rows inserted in each, and every other cell still there."""

from __future__ import annotations

import re

import pytest

from sakipcalc.excel import Editor, Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.opc import content_type

SHEET, RELS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+A3</f><v>4</v></c></row><row r="2"><c r="A2" t="b"><v>1</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c><c r="C3"><f>SUM(A1:A3)</f><v>4</v></c></row>'
)
CELLS = {(1, 1): 1, (1, 2): ("A1+A3", 4), (2, 1): True, (3, 1): 3, (3, 3): ("SUM(A1:A3)", 4)}
MOVED = {(1, 1): 1, (1, 2): ("A1+A5", 4), (2, 1): True, (5, 1): 3, (5, 3): ("SUM(A1:A5)", 4)}


def plain(make, rows: str = ROWS, **more: str) -> dict:
    return make.minimal(make.worksheet(rows, **more), styles=make.styles)


def strict(make) -> dict:
    parts = make.minimal(
        make.worksheet(ROWS, main=make.strict_main), main=make.strict_main, rels=make.strict_rels
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<workbook ", '<workbook conformance="strict" '
    )
    return parts


def prefixed(make) -> dict:
    rows = re.sub("(</?)(row|c|v|f)\\b", r"\1x:\2", ROWS)
    text = (
        f'<x:worksheet xmlns:x="{make.main}" xmlns="urn:lain"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    )
    return make.minimal(text, styles=make.styles)


def mixed_prefixes(make) -> dict:
    """Two prefixes of one namespace, one declared in the middle."""
    rows = ROWS.replace('<row r="3">', f'<y:row xmlns:y="{make.main}" r="3">').replace(
        "</f><v>4</v></c></row>", "</f><v>4</v></c></y:row>", 2
    )
    rows = rows.replace("</y:row>", "</row>", 1)
    return plain(make, rows)


def absolute(make) -> dict:
    parts = plain(make)
    for name in ("_rels/.rels", RELS):
        parts[name] = re.sub('Target="(xl/)?', 'Target="/xl/', parts[name])
    return parts


def roundabout(make) -> dict:
    parts = plain(make)
    parts[RELS] = (
        parts[RELS]
        .replace('Target="worksheets/', 'Target="./theme/../worksheets/')
        .replace("sheet1", "SHEET1")
    )
    return parts


def other_folders(make) -> dict:
    parts = {name.replace("xl/", "isi/"): content for name, content in plain(make).items()}
    return {name: content.replace("xl/", "isi/") for name, content in parts.items()}


def backslashes(make) -> dict:
    return {
        name.replace("/", "\\") if name == SHEET else name: content for name, content in plain(make).items()
    }


def implicit(make) -> dict:
    """Rows and cells that do not say where they are, as far as they need not."""
    rows = ROWS
    for at in ("A1", "B1", "A2", "A3"):
        rows = rows.replace(f'<c r="{at}"', "<c")
    return plain(make, re.sub('<row r="[0-9]+"', "<row", rows))


def remarks(make) -> dict:
    rows = (
        ROWS.replace("<row", "<!-- <row r='9'> --><row")
        .replace("<v>3</v>", "<v><!-- x -->3</v>")
        .replace("<v>", "<?p?><v>")
    )
    return plain(make, rows.replace("A1+A3", "<![CDATA[A1]]>+A3").replace('r="A3"', "r='A3'"))


def bom(make) -> dict:
    return {name: ("\ufeff" + content if name == SHEET else content) for name, content in plain(make).items()}


def ascii_only(make) -> dict:
    parts = plain(make)
    parts[SHEET] = parts[SHEET].replace("UTF-8", "US-ASCII")
    return parts


def since_1904(make) -> dict:
    parts = plain(make)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    return parts


def macros(make) -> dict:
    parts = plain(make)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    link = f'<Relationship Id="v" Type="{make.rels}/vbaProject" Target="vbaProject.bin"/></Relationships>'
    parts[RELS] = parts[RELS].replace("</Relationships>", link)
    return {**parts, "xl/vbaProject.bin": b"\0makro"}


def out_of_order(make) -> dict:
    """The sheet comes behind a chart sheet and one whose part has an earlier number."""
    parts = plain(make)
    parts["xl/worksheets/sheet0.xml"] = make.worksheet("")
    parts["xl/chartsheets/sheet1.xml"] = f'<chartsheet xmlns="{make.main}"/>'
    links = (
        f'<Relationship Id="c" Type="{make.rels}/chartsheet" Target="chartsheets/sheet1.xml"/>'
        f'<Relationship Id="z" Type="{make.rels}/worksheet" Target="worksheets/sheet0.xml"/></Relationships>'
    )
    parts[RELS] = parts[RELS].replace("</Relationships>", links)
    more = '<sheets><sheet name="Grafik" sheetId="9" r:id="c"/><sheet name="Awal" sheetId="3" r:id="z" state="hidden"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheets>", more)
    return parts


def unknown_extensions(make) -> dict:
    ext = '<extLst><ext uri="{0}" xmlns:z="urn:z"><z:a r="A3" ref="A3"><z:b>A3</z:b></z:a></ext></extLst>'
    mc = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="z"/></mc:AlternateContent>'
    return plain(make, after=mc + ext)


def no_dimension(make) -> dict:
    return plain(make, before='<sheetPr><tabColor rgb="FF00FF00"/></sheetPr>')


PACKAGES = (
    plain, strict, prefixed, mixed_prefixes, absolute, roundabout, other_folders, backslashes, implicit, remarks, bom, ascii_only,
    since_1904, macros, out_of_order, unknown_extensions, no_dimension,
)  # fmt: skip


#: What openpyxl does not read at all, or not as it is.
UNREAD = (strict, mixed_prefixes, backslashes, other_folders, roundabout, out_of_order)


def cells(data: bytes) -> dict:
    found = Package.open(data).sheet("Data").cells
    return {
        at: cell.value if cell.formula is None else (cell.formula, cell.value) for at, cell in found.items()
    }


def others(parts: dict, data: bytes, make, changed: tuple[str, ...]) -> None:
    """Hold every part that a receipt does not name to its bytes."""
    new = make.parts(data)
    for name, content in make.parts(make.zipped(parts)).items():
        if name.replace("\\", "/") not in changed:
            assert new[name] == content, name


@pytest.mark.parametrize("build", PACKAGES)
def test_a_cell_is_set(make, build):
    parts = build(make)
    package = Package.open(make.zipped(parts))
    assert cells(package.data) == CELLS
    editor = Editor(package)
    editor.set_number("Data", "B2", 83.75)
    editor.set_number("Data", "A3", 33)
    assert cells(editor.to_bytes()) == {**CELLS, (2, 2): 83.75, (3, 1): 33}
    others(parts, editor.to_bytes(), make, editor.receipt.parts_changed)


@pytest.mark.parametrize("build", PACKAGES)
def test_rows_are_inserted(make, build):
    parts = build(make)
    before = Package.open(make.zipped(parts))
    package, receipt = insert_rows(before, [Insertion(sheet="Data", before=3, count=2)])
    assert cells(package.data) == MOVED
    others(parts, package.data, make, receipt.parts_changed)
    assert package.date1904 == before.date1904
    assert package.has_macros == before.has_macros


@pytest.mark.parametrize("build", [build for build in PACKAGES if build not in UNREAD])
def test_another_reader_sees_the_rows_where_they_went(make, build):
    package, _ = insert_rows(
        Package.open(make.zipped(build(make))), [Insertion(sheet="Data", before=3, count=2)]
    )
    sheet = make.opened(package.data)["Data"]
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A5"].value, sheet["C5"].value) == (
        1,
        "=A1+A5",
        3,
        "=SUM(A1:A5)",
    )


# -- areas that belong together --------------------------------------------------------------------


def test_a_data_table_is_left_alone_and_moves(make):
    table = '<f t="dataTable" ref="B5:B7" dt2D="0" dtr="0" r1="A1"/>'
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="5"><c r="B5">{table}<v>1</v></c></row><row r="6"><c r="B6"><v>2</v></c></row>'
    package = Package.open(make.zipped(plain(make, rows)))
    editor = Editor(package)
    editor.set_number("Data", "A1", 2)
    assert table in Package.open(editor.to_bytes()).text(SHEET)
    with pytest.raises(PackageError) as caught:
        Editor(package).set_number("Data", "B6", 1)
    assert caught.value.code == "data-table"
    moved, _ = insert_rows(package, [Insertion(sheet="Data", before=1, count=2)])
    assert table.replace("B5:B7", "B7:B9").replace('"A1"', '"A3"') in moved.text(SHEET)


def test_the_header_of_a_table_is_not_written_and_moves(make):
    parts = plain(make)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="t" Type="{make.rels}/table" Target="../tables/t.xml"/></Relationships>'
    )
    parts["xl/tables/t.xml"] = (
        f'<table xmlns="{make.main}" id="1" displayName="T" ref="A2:B3"><tableColumns count="2"/></table>'
    )
    package = Package.open(make.zipped(parts))
    with pytest.raises(PackageError) as caught:
        Editor(package).set_text("Data", "A2", "x")
    assert caught.value.code == "table-cell"
    package, _ = insert_rows(
        package, [Insertion(sheet="Data", before=3, count=2), Insertion(sheet="Data", before=1, count=1)]
    )
    assert str(package.sheet("Data").tables[0].area) == "A3:B6"
    editor = Editor(package)
    editor.set_text("Data", "A4", "isi")
    with pytest.raises(PackageError):
        Editor(package).set_text("Data", "A3", "x")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"/></row>', "rows-out-of-order"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "rows-out-of-order"),
        ('<row r="1"><c r="A1"/></row><z:row xmlns:z="urn:z" r="3"/>', "alternate-content"),
    ],
)
def test_sheets_that_are_read_but_not_changed(make, rows, code):
    package = Package.open(make.zipped(plain(make, rows)))
    with pytest.raises(PackageError) as caught:
        Editor(package).set_number("Data", "C1", 1)
    assert caught.value.code == code
    with pytest.raises(PackageError) as caught:
        insert_rows(package, [Insertion(sheet="Data", before=1, count=1)])
    assert caught.value.code == code


# -- how parts find each other ---------------------------------------------------------------------


def test_what_leads_out_of_the_package_stays_as_it_is_written(make):
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    outside = "file:///C:/data/../b.xlsx#Sheet1!A1"
    links = [
        f'<Relationship Id="rId1" Type="{make.rels}/hyperlink" Target="{outside}" TargetMode="External"/>',
        f'<Relationship Id="rId2" Type="{make.rels}/drawing" Target="../drawings/d.xml" TargetMode="Internal"/>',
        f'<Relationship Id="rId3" Type="{make.rels}/comments" Target="/xl/comments1.xml"/>',
    ]
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = plain(make) | {rels: f'<Relationships xmlns="{namespace}">{"".join(links)}</Relationships>'}
    found = Package.open(make.zipped(parts)).relationships(SHEET)
    assert [(each.id, each.kind, each.target, each.external) for each in found] == [
        ("rId1", "hyperlink", outside, True),
        ("rId2", "drawing", "xl/drawings/d.xml", False),
        ("rId3", "comments", "xl/comments1.xml", False),
    ]


def test_the_content_type_of_a_part_is_its_own_or_that_of_its_ending(make):
    types = Package.open(make.zipped(plain(make))).content_types
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    assert (
        content_type(types, "xl/workbook.xml")
        == content_type(types, "XL/Workbook.XML")
        == f"{main}.sheet.main+xml"
    )
    assert (
        content_type(types, "xl/sharedStrings.xml") == content_type(types, "xl/a.b.XML") == "application/xml"
    )
    assert content_type(types, "xl/media/image1.png") == ""
