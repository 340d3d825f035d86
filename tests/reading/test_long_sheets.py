"""A long sheet, whose cells stand in columns, is the sheet that its cells one by one make."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Alignment, Font, PatternFill

import sakipcalc as sc
from sakipcalc.excel import Package
from sakipcalc.excel.sheet import rowforms, scan
from sakipcalc.reading.grid import Grid
from sakipcalc.reading.gridcells import LongSheetCells
from sakipcalc.reading.workbook import grids

#: A piece of rows that is larger than any sheet, and one of a few rows.
ALL, FEW = 1 << 30, 300
HEADS = ("Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%")
#: What stands in a cell beside texts and figures.
ODD = (True, False, "#DIV/0!", "   ", " Program menjorok", "=C5+1", '="a"', "1.234", "-", 2024, 1e15, 0.5, -3,
       "Jumlah", "Tabel 2.1 Rencana", "dalam ribuan rupiah", "A & B < C", None)  # fmt: skip


def written(chance, rows):
    """Return a workbook of one Tabel 3.9 as openpyxl writes it, with oddities, merged cells and formats."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Tabel 3.9"
    page.append(["Tabel 3.9 Realisasi Anggaran Tahun 2024"])
    page.merge_cells("A1:E1")
    page.append([])
    page.append(HEADS)
    for number in range(rows):
        name = f"{'Program' if number % 5 == 0 else 'abc'[number % 3] + ')'} kerja {number}"
        line = [f"Sasaran {number}" if number % 5 == 0 else None, name, 1000 + number, 900.5 + number]
        page.append([*line, None if number % 3 else 90.25])
    for _ in range(rows // 5):
        cell = page.cell(chance.randint(4, page.max_row), chance.randint(1, 5))
        cell.value = chance.choice(ODD)
        cell.fill = PatternFill("solid", fgColor=chance.choice(("FFFF00", "92D050")))
        cell.alignment, cell.font = Alignment(indent=chance.randint(0, 2)), Font(bold=chance.random() < 0.5)
    first = chance.randint(10, page.max_row - 5)
    page.merge_cells(start_row=first, end_row=first + 2, start_column=1, end_column=1)
    page.merge_cells(start_row=first, end_row=first, start_column=3, end_column=4)
    page.row_dimensions[chance.randint(4, page.max_row)].hidden = True
    page.cell(page.max_row + 3, 1).value = "Catatan: di bawah tabel"
    return saved(book)


def inline(rows):
    """Return one as XlsxWriter writes it row by row: texts in their cells, some of them in runs."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        page, bold = book.add_worksheet("Tabel 3.9"), book.add_format({"bold": True})
        page.write_row(0, 0, ("Tabel 3.9 Realisasi Anggaran Tahun 2024",))
        page.write_row(2, 0, HEADS)
        for number in range(rows):
            page.write_row(3 + number, 1, (f"{number % 9}. kegiatan & {number}", 1000 * number, 7.5 * number))
            if number % 11 == 4:
                page.write_rich_string(3 + number, 0, "Sasaran ", bold, "tebal")
            if number % 7 == 3:
                page.write_formula(3 + number, 4, f"D{4 + number}/C{4 + number}*100", None, 0.75)
    return made.getvalue()


def saved(book):
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


SOURCES = {f"odd {seed}": lambda seed=seed: written(random.Random(seed), 60) for seed in range(3)}  # noqa: S311
SOURCES["inline"] = lambda: inline(60)


def in_pieces(size, work):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "_PIECE", size)
        patch.setattr(rowforms, "_FEWEST", 1)  # of short pieces, too
        return work()


@pytest.fixture(scope="module", params=SOURCES)
def source(request):
    return SOURCES[request.param]()


def grid_of(source):
    return grids(Package.open(source))[0]


@pytest.fixture(scope="module")
def singly(source):
    return in_pieces(ALL, lambda: grid_of(source))


@pytest.fixture(scope="module")
def by_columns(source):
    return in_pieces(FEW, lambda: grid_of(source))


def test_its_cells_stand_in_columns(singly, by_columns):
    assert not isinstance(singly.cells, LongSheetCells)
    assert isinstance(by_columns.cells, LongSheetCells)
    assert len(by_columns.cells.shapes) > 20


def test_it_has_the_same_cells(singly, by_columns):
    assert dict(by_columns.cells.items()) == dict(singly.cells)
    assert [(type(cell.raw), cell) for cell in sorted(by_columns.cells.values())] == [
        (type(cell.raw), cell) for cell in sorted(singly.cells.values())
    ]
    assert len(by_columns.cells) == len(singly.cells)
    assert dict(by_columns.lines) == dict(singly.lines)
    assert by_columns.rows == singly.rows
    assert by_columns.last_cell_row == singly.last_cell_row
    assert {at: by_columns.at(*at) for at in singly.seen} == singly.seen
    assert by_columns.at(2, 2) is singly.at(2, 2) is None


def test_who_looks_for_something_finds_the_same(singly, by_columns):
    assert sorted(by_columns.with_formulas) == sorted(singly.with_formulas)
    for word in ("program", "sasaran", "jumlah", "tabel"):
        found = [
            row
            for row, line in singly.lines.items()
            if any(isinstance(cell.raw, str) and word in cell.text.lower() for cell in line)
        ]
        lines = dict(by_columns.lines_that_may(lambda text, word=word: word in text.lower()))
        assert lines == {row: singly.lines[row] for row in found}
        assert dict(singly.lines_that_may(str.islower)) == singly.lines
    few = {*singly.rows[::3]}
    assert sorted(by_columns.cells_outside(few)) == sorted(singly.cells_outside(few))


def test_a_row_of_figures_heads_nothing(singly, by_columns):
    assert by_columns.rows_of_figures
    for row in by_columns.rows_of_figures:
        assert any(isinstance(cell.raw, int | float) for cell in singly.lines[row])
        assert len(singly.lines[row]) > 1


def test_it_is_read_and_filled_alike(source):
    def told():
        output = io.BytesIO()
        report = sc.fill(source, output)
        return sc.read(source), output.getvalue(), report.written, report.conflicts, [*report.temuan]

    one, other = in_pieces(ALL, told), in_pieces(FEW, told)
    assert one[0].tables == other[0].tables
    assert [*one[0].temuan] == [*other[0].temuan]
    assert one[1:] == other[1:]


def test_it_may_be_made_of_any_cells():
    """As grids after edits are."""
    cells = in_pieces(FEW, lambda: grid_of(inline(40))).cells
    assert Grid(sheet="a", cells=dict(cells.items())).lines == Grid(sheet="a", cells=cells).lines
