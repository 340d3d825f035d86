"""Workbooks of other programs, with every feature that tends to be lost: after a cell is written and after rows
are inserted all of it is there, every changed part is valid where it was, and everything is where it should be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sakipcalc.excel import Editor, Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.refs import cell_name

from .features import features
from .places import layout, mover
from .schema import ADDED, attributes, faults, strays
from .varied import LAST, TOTAL, VARIED

WORKBOOKS = [
    Path(__file__).parents[2] / "workbooks" / f"bogorejo-2024{kind}.xlsx" for kind in ("", "-kosong")
]
SOURCES = {**VARIED, **{path.name: path.read_bytes for path in WORKBOOKS}}
#: What may become more when rows are cloned.
GROWS = {"formulas", "merged cells", "unlocked or styled cells", "outline levels", "dynamic arrays"}
#: What the features of the whole set must hold, so that the set proves something.
EXPECTED = {
    "boxes of notes and old controls", "cell checkboxes", "chart sheets", "charts", "columns of tables with a formula",
    "conditional formats", "conditional formats of 2010", "controls' properties", "custom XML", "custom properties",
    "defined names", "dynamic arrays", "filters", "form controls", "frozen panes", "headers and footers", "hyperlinks",
    "ignored errors", "macros", "merged cells", "notes", "outline levels", "page breaks", "page setup", "picture files",
    "pictures", "pivot tables", "printer settings", "protected ranges", "rich text in cells", "scenarios", "shapes and text boxes",
    "sheet protection", "slicers", "sparklines", "tables", "threaded comments", "validations", "validations of 2010",
    "background pictures",
}  # fmt: skip


@pytest.fixture(scope="module", params=sorted(SOURCES))
def varied(request: pytest.FixtureRequest) -> bytes:
    return SOURCES[request.param]()


def test_the_set_holds_every_feature():
    found = {feature for make in VARIED.values() for feature in features(make())}
    assert found >= EXPECTED


def hold(make, old: bytes, new: bytes, receipt) -> None:
    """Hold what a receipt does not name to its bytes, and what it names to the schema."""
    before, after = make.parts(old), make.parts(new)
    assert [name for name in before if name not in receipt.parts_removed] == [
        name for name in after if name in before
    ]
    assert {name for name in after if after[name] != before.get(name)} == set(receipt.parts_changed)
    assert set(receipt.parts_removed) <= {"xl/calcChain.xml"}
    macros = Package.open(old).has_macros
    assert faults(new, macros=macros) - faults(old, macros=macros) == {}
    for name in receipt.parts_changed:
        assert attributes(after[name]) <= attributes(before[name]) | ADDED, name
        assert strays(after[name]) <= strays(before[name]), name


def body(package: Package) -> tuple[str, int]:
    """Return the sheet to work on, and a row of it that other rows follow."""
    name = "Tabel 3.2" if "Tabel 3.2" in package.tabs else package.tabs[0]
    return name, LAST


def test_a_cell_is_written(make, varied):
    package = Package.open(varied)
    sheet, row = body(package)
    editor = Editor(package)
    editor.set_number(sheet, "Z99", 83.75)
    editor.set_text(sheet, f"Z{row}", "teks")
    new = editor.to_bytes()
    hold(make, varied, new, editor.receipt)
    styled = features(new) - features(varied)
    assert set(styled) <= {"unlocked or styled cells"}
    assert features(varied) - features(new) == {}
    assert Package.open(new).sheet(sheet).cells[99, 26].value == 83.75


def test_rows_are_inserted(make, varied):
    package = Package.open(varied)
    sheet, row = body(package)
    new, receipt = insert_rows(package, [Insertion(sheet=sheet, before=row, count=3)])
    hold(make, varied, new.data, receipt)
    assert features(varied) - features(new.data) == {}
    assert set(features(new.data) - features(varied)) <= GROWS


@pytest.mark.parametrize("before", [1, TOTAL, 41])
def test_rows_are_inserted_anywhere_or_the_line_is_named(make, varied, before):
    package = Package.open(varied)
    sheet, _ = body(package)
    try:
        new, receipt = insert_rows(package, [Insertion(sheet=sheet, before=before, count=2, model=500)])
    except PackageError as error:
        refusal = error.code, error.values["before"]
        assert refusal == ("rows-cut", before)
        return
    hold(make, varied, new.data, receipt)
    assert features(new.data) == features(varied)


# -- positions, through the eyes of openpyxl -------------------------------------------------------------


def test_everything_is_where_it_should_be(make, varied):
    """A model without merges of its own hands none down, so that the simple rule holds for all that there is."""
    package = Package.open(varied)
    sheet, row = body(package)
    new, _ = insert_rows(package, [Insertion(sheet=sheet, before=row, count=3, model=500)])
    old, other = make.opened(varied), make.opened(new.data)
    for name in old.sheetnames:
        if not hasattr(old[name], "merged_cells"):
            continue
        there, found = mover(sheet, name, row, 3), layout(other[name])
        for feature, places in layout(old[name]).items():
            if (
                feature != "formulas"
            ):  # they may name several sheets; the comparison with IronCalc is about them
                assert sorted(map(there, places)) == sorted(found[feature]), (name, feature)
        for cells in old[name].iter_rows():
            for cell in cells:
                here = other[name].cell(cell.row + 3 * (name == sheet and cell.row >= row), cell.column)
                assert here.style_id == cell.style_id, cell
                if cell.data_type != "f":
                    assert str(here.value) == str(cell.value), cell


def test_random_rows_and_cells_in_turn(make, varied):
    """Insertions and writes one after the other: each cell written before is found where it went."""
    chance = random.Random(varied[:4000])  # noqa: S311
    package = Package.open(varied)
    sheet, _ = body(package)
    written: dict[tuple[int, int], float] = {}
    refusals: list[str] = []
    for _ in range(5):
        before, count = chance.randint(1, 60), chance.randint(1, 3)
        try:
            package, _ = insert_rows(package, [Insertion(sheet=sheet, before=before, count=count, model=500)])
        except PackageError as error:
            refusals.append(error.code)
            continue
        written = {(row + count * (row >= before), col): value for (row, col), value in written.items()}
        editor = Editor(package)
        place = chance.randint(1, 90), chance.randint(30, 34)
        written[place] = chance.random()
        editor.set_number(sheet, cell_name(*place), written[place])
        package = Package.open(editor.to_bytes())
    assert set(refusals) <= {"rows-cut"}
    cells = package.sheet(sheet).cells
    assert {place: cells[place].value for place in written} == written
    assert features(varied) - features(package.data) == {}
