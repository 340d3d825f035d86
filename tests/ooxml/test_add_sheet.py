"""A sheet added behind the others: whole in itself, known to the workbook, and nothing else touched."""

from __future__ import annotations

import pytest

from sakipcalc.excel import Editor, NewCell, NewPage, NewSheet, Package, PackageError

from .schema import faults, strays

PARTS = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}


def findings(style: int = 0) -> NewSheet:
    return NewSheet(
        name="Temuan",
        cells={
            "A1": NewCell(value="Kode", style=style), "B1": "Tempat", "A2": "=1+1", "B2": NewCell(value="buka", link="'Tabel 3.2'!D4"),
            "C2": 83.75, "D2": NewCell(value=167.5, formula="=C2*2"), "E2": True, "F2": None, "G3": NewCell(link="A1", value="<&>\n"),
        },
        widths={"B": 30, "A": 12.5}, frozen_rows=1, autofilter="A1:G3",
    )  # fmt: skip


def test_cells_layout_and_links(make, made):
    editor = Editor(Package.open(made))
    editor.add_sheet(findings(editor.style(0, bold=True)))
    data = editor.to_bytes()
    package = Package.open(data)
    sheet = package.sheet("Temuan")
    assert {cell[:2]: (cell.value, cell.formula) for cell in sheet.cells.values()} == {
        (1, 1): ("Kode", None), (1, 2): ("Tempat", None), (2, 1): ("=1+1", None), (2, 2): ("buka", None), (2, 3): (83.75, None),
        (2, 4): (167.5, "C2*2"), (2, 5): (True, None), (2, 6): (None, None), (3, 7): ("<&>\n", None),
    }  # fmt: skip
    theirs = make.opened(data)["Temuan"]
    assert theirs["A1"].font.b
    assert (theirs["A2"].value, theirs["A2"].data_type) == ("=1+1", "s")
    assert theirs["B2"].hyperlink.location == "'Tabel 3.2'!D4"
    assert (theirs.freeze_panes, theirs.auto_filter.ref) == ("A2", "A1:G3")
    assert (theirs.column_dimensions["A"].width, theirs.column_dimensions["B"].width) == (12.5, 30)


def test_nothing_else_is_touched(make, made):
    package = Package.open(made)
    editor = Editor(package)
    editor.add_sheet(findings())
    old, new = make.parts(made), make.parts(editor.to_bytes())
    assert faults(editor.to_bytes()) - faults(made) == {}
    assert {name for name in new if new[name] != old.get(name) and strays(new[name])} == set()
    receipt = editor.receipt
    assert receipt.parts_added == (next(name for name in new if name not in old),)
    assert {name for name in old if new.get(name) != old[name]} - set(receipt.parts_removed) == PARTS
    assert make.opened(editor.to_bytes()).sheetnames == [*package.tabs, "Temuan"]


PRINTED = NewSheet(
    name="Ja'far & co", cells={"A1": "Kepala", "A2": NewCell(value="x"), "A4": "tidak ada"}, heights={2: 42.75},
    merges=("A4:C4",), frozen_rows=1, page=NewPage(margins=(0.5, 0.5, 0.6, 0.7), footer="&L&A&R&P"),
)  # fmt: skip


@pytest.mark.parametrize(
    "names", ["", '<definedNames><definedName name="Pagu">Data!$A$1</definedName></definedNames>']
)
def test_how_it_is_printed(make, names):
    parts = make.minimal(make.worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'), styles=make.styles)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", f"</sheets>{names}")
    data = make.zipped(parts)
    editor = Editor(Package.open(data))
    editor.add_sheet(NewSheet(name="Lain", cells={"A1": 1}, frozen_rows=1))
    editor.add_sheet(PRINTED)
    made = editor.to_bytes()
    assert faults(made) - faults(data) == {}
    book = make.opened(made)
    sheet = book[PRINTED.name]
    assert (sheet.print_title_rows, book["Lain"].print_title_rows, sheet.freeze_panes) == (
        "$1:$1",
        None,
        "A2",
    )
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.page_margins.left, sheet.page_margins.bottom) == (0.5, 0.7)
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "&P")
    assert (sheet.row_dimensions[2].height, [str(area) for area in sheet.merged_cells.ranges]) == (
        42.75,
        ["A4:C4"],
    )
    assert list(book.defined_names) == (["Pagu"] if names else [])
    assert Package.open(made).sheet(PRINTED.name).row_height(2) == 42.75


def test_several_sheets_cells_and_formulas_in_one_go(make):
    chain = f'<calcChain xmlns="{make.main}"><c r="A1" i="1"/></calcChain>'
    editor = Editor(
        Package.open(
            make.book('<row r="1"><c r="A1"><f>1</f></c></row>', styles=make.styles, calcChain=chain)
        )
    )
    editor.add_sheet(NewSheet(name="Satu", cells={"A1": 1}))
    editor.add_sheet(NewSheet(name="Dua", cells={"A1": NewCell(value=2, formula="Satu!A1+1")}))
    editor.set_formula("Data", "B2", "Dua!A1", 2)
    package = Package.open(editor.to_bytes())
    assert package.tabs == ("Data", "Satu", "Dua")
    assert [package.sheet(name).cells[1, 1].value for name in ("Satu", "Dua")] == [1, 2]
    assert editor.receipt.parts_removed == ("xl/calcChain.xml",)
    assert "calcChain" not in package.text("[Content_Types].xml")


def test_ids_and_parts_that_are_taken(make):
    parts = make.minimal(make.worksheet(""), styles=make.styles)
    parts["xl/worksheets/Sheet2.XML"] = "<x/>"
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = book.replace('sheetId="1"', 'sheetId="7"')
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("rId2", "rId41")
    editor = Editor(Package.open(make.zipped(parts)))
    editor.add_sheet(NewSheet(name="Baru", cells={}))
    package = Package.open(editor.to_bytes())
    assert '<sheet name="Baru" sheetId="8" r:id="rId42"/>' in package.text("xl/workbook.xml")
    assert package.sheets[1].part == "xl/worksheets/sheet3.xml"


def test_strict_workbooks_odd_prefixes_and_absolute_targets(make):
    parts = make.minimal(
        make.worksheet("", main=make.strict_main), main=make.strict_main, rels=make.strict_rels
    )
    parts["xl/workbook.xml"] = (
        f'<b:workbook xmlns:b="{make.strict_main}"><b:sheets><b:sheet name="Data" sheetId="1" '
        f'xmlns:q="{make.strict_rels}" q:id="rId1"/></b:sheets></b:workbook>'
    )
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = (
            parts[name].replace("<Relationship", "<p:Relationship").replace("</Relationship", "</p:Relationship")
            .replace("<Types", "<p:Types").replace("</Types", "</p:Types").replace("<Default", "<p:Default")
            .replace("<Override", "<p:Override").replace("xmlns=", "xmlns:p=").replace('Target="xl/', 'Target="/xl/')
        )  # fmt: skip
    editor = Editor(Package.open(make.zipped(parts)))
    editor.add_sheet(NewSheet(name="Baru", cells={"A1": "x"}))
    package = Package.open(editor.to_bytes())
    assert package.sheet("Baru").cells[1, 1].value == "x"
    assert f'xmlns="{make.strict_main}"' in package.text(package.sheets[1].part)
    assert f'Type="{make.strict_rels}/worksheet"' in package.text("xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "bad-sheet-name"), ("  ", "bad-sheet-name"), ("x" * 32, "bad-sheet-name"), ("😀" * 16, "bad-sheet-name"),
        ("a/b", "bad-sheet-name"), ("a:b", "bad-sheet-name"), ("a[b", "bad-sheet-name"), ("a\nb", "bad-sheet-name"),
        ("'a", "bad-sheet-name"), ("a'", "bad-sheet-name"), ("History", "bad-sheet-name"), ("DATA", "sheet-exists"),
        ("Sudah", "sheet-exists"),
    ],
)  # fmt: skip
def test_names_that_no_sheet_can_have(make, name, code):
    editor = Editor(Package.open(make.book("")))
    editor.add_sheet(NewSheet(name="sudah", cells={}))
    with pytest.raises(PackageError) as caught:
        editor.add_sheet(NewSheet(name=name, cells={}))
    assert (caught.value.code, dict(caught.value.values)) == (code, {"sheet": name})


@pytest.mark.parametrize("name", ["x" * 31, "Ja'far & <co>", "3.2", "😀" * 15, "é"])
def test_names_that_a_sheet_can_have(make, name):
    editor = Editor(Package.open(make.book("")))
    editor.add_sheet(NewSheet(name=name, cells={"A1": 1}))
    data = editor.to_bytes()
    assert make.opened(data)[name]["A1"].value == Package.open(data).sheet(name).cells[1, 1].value == 1


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (NewSheet(name="x", cells={"A0": 1}), "bad-reference"),
        (NewSheet(name="x", cells={"A1": float("nan")}), "bad-number"),
        (NewSheet(name="x", cells={"A1": "x" * 40_000}), "bad-text"),
        (NewSheet(name="x", cells={"A1": NewCell(formula="=SUM(")}), "bad-formula"),
        (NewSheet(name="x", cells={"A1": NewCell(value=1, style=99)}), "bad-style"),
        (NewSheet(name="x", cells={}, widths={"A1": 3}), "bad-reference"),
        (NewSheet(name="x", cells={}, autofilter="x"), "bad-reference"),
    ],
)
def test_contents_that_cannot_be_stored(make, sheet, code):
    package = Package.open(make.book("", styles=make.styles))
    editor = Editor(package)
    with pytest.raises(PackageError) as caught:
        editor.add_sheet(sheet)
    assert caught.value.code == code
    assert editor.to_bytes() == package.data


def test_a_protected_structure(make):
    parts = make.minimal(make.worksheet(""))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheets>", '<workbookProtection lockStructure="1"/><sheets>'
    )
    with pytest.raises(PackageError) as caught:
        Editor(Package.open(make.zipped(parts))).add_sheet(NewSheet(name="x", cells={}))
    assert caught.value.code == "protected-workbook"
