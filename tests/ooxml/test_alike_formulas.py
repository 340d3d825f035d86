"""Formulas that are alike but for their rows are written as each of them alone would be."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from sakipcalc.base.formulatext import FormulaPattern
from sakipcalc.excel import Editor, Package, PackageError

PATTERN = FormulaPattern("IF(COUNT(C", ((0, ":D"), (1, ')=0,"",C'), (0, '&"<>")')))
ROWS = range(3, 40)


def sheet(options=None):
    """Return a sheet with figures and formats; in every fourth row there is no cell to write to."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options or {}) as book:
        page, look = book.add_worksheet("Data"), book.add_format({"num_format": "0.00"})
        for row in ROWS:
            page.write_row(row - 1, 2, (row, row * 1.5))
            if row % 4:
                page.write_blank(row - 1, 4, None, look)
            if row % 5 == 0:
                page.write(row - 1, 6, "sebelah")
    return made.getvalue()


def prefixed():
    """Return one whose elements have a prefix."""
    editor = Editor(Package.open(sheet()))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(editor.to_bytes())) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", content.decode())
                content = text.replace(" xmlns=", " xmlns:x=").encode()
            new.writestr(entry, content)
    return changed.getvalue()


def narrow():
    """Return one whose rows say that they are narrower than they are."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet())) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content, found = re.subn(rb'spans="\d+:\d+"', b'spans="3:4"', content)
                assert found > len(ROWS) // 2
            new.writestr(entry, content)
    return changed.getvalue()


def merged():
    book = openpyxl.load_workbook(io.BytesIO(sheet()))
    book.active.merge_cells("E10:E11")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


SHEETS = {
    "spans": sheet,
    "no spans": lambda: sheet({"constant_memory": True}),
    "prefix": prefixed,
    "narrow": narrow,
}
RESULTS = [(row, 5, row / 7 if row % 3 else row) for row in ROWS]


def alone(editor, style=None):
    for row, _, result in RESULTS:
        editor.set_formula("Data", f"E{row}", PATTERN.at(row), result, style=style)


def alike(editor, style=None):
    editor.set_formulas("Data", PATTERN, RESULTS, style=style)


def beside(editor):
    """Write to rows in which formulas are written, too."""
    editor.set_text("Data", "G5", "tetangga")
    editor.set_row_height("Data", 7, 31.5)


@pytest.mark.parametrize("make", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("style", [None, 0, 1])
@pytest.mark.parametrize("more", [lambda _: None, beside], ids=["", "beside"])
def test_the_bytes_are_the_same(make, style, more):
    source, made = make(), []
    for write in (alone, alike):
        editor = Editor(Package.open(source))
        write(editor, style)
        more(editor)
        held = dict(editor.held["Data"])
        made.append((editor.to_bytes(), editor.receipt, held, editor.style_at("Data", 5, 5)))
    assert made[0] == made[1]
    assert Package.open(made[1][0]).sheet("Data").cells[9, 5].formula == PATTERN.at(9)


def test_what_is_written_later_counts():
    source, made = sheet(), []  # made once: it states when
    for write in (alone, alike):
        editor = Editor(Package.open(source))
        write(editor)
        held = editor.held["Data"]
        editor.set_number("Data", "E6", 12)
        editor.clear("Data", "E7")
        assert held[6, 5][4]  # what was asked before stays
        made.append((editor.to_bytes(), dict(editor.held["Data"])))
    assert made[0] == made[1]


def test_what_was_written_before_gives_way():
    source, made = sheet(), []
    for write in (alone, alike):
        editor = Editor(Package.open(source))
        editor.set_number("Data", "E6", 12)
        editor.set_text("Data", "E7", "tujuh")
        write(editor)
        made.append((editor.to_bytes(), dict(editor.held["Data"])))
    assert made[0] == made[1]
    assert Package.open(made[1][0]).sheet("Data").cells[6, 5].formula == PATTERN.at(6)


def test_of_what_is_written_twice_the_last_counts():
    source, made = sheet(), []
    for write in (alone, alike):
        editor = Editor(Package.open(source))
        write(editor)
        write(editor)
        made.append(editor.to_bytes())
    assert made[0] == made[1]


def test_what_cannot_be_done_is_refused_when_it_is_asked_for():
    with pytest.raises(PackageError) as refused:
        alike(Editor(Package.open(merged())))
    assert refused.value.code == "merged-cell"
    for code, pattern, results, style in (
        ("bad-number", PATTERN, [(3, 5, 1.0), (4, 5, float("inf"))], None),
        ("bad-number", PATTERN, [(3, 5, float("nan"))], None),
        ("bad-style", PATTERN, RESULTS, 99),
        ("bad-formula", FormulaPattern("SUM(C", ((0, ""),)), RESULTS, None),
    ):
        with pytest.raises(PackageError) as refused:
            Editor(Package.open(sheet())).set_formulas("Data", pattern, results, style=style)
        assert refused.value.code == code
