"""A long table, whose cells and values are made when asked for, says what a short one says."""

from __future__ import annotations

import copy
import io
import random
import sys

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.core.memo import forget
from sakipcalc.model import cellcolumns
from sakipcalc.model.cellcolumns import RowCells

KEPT, MADE = 10_000, -1


#: What people leave in a cell of figures or names; None empties it.
ODD = (None, None, "-", "n/a", "1.234.567", "rusak 1,2,3", "12 juta", 0, -5, 12.345, 0.5, 1e15, "Jumlah",
       "Program lain", "Sub Kegiatan baru", "=SUM(C5:C7)", "=D5/C5*100", "#DIV/0!")  # fmt: skip


def with_odd_cells(source, seed):
    """Return a workbook of one sheet in which a quarter of the rows has something odd, and cells are merged."""
    chance = random.Random(seed)  # noqa: S311 -- odd cells, no secret
    book = openpyxl.load_workbook(io.BytesIO(source))
    page = book.active
    for _ in range(page.max_row // 4):
        page.cell(chance.randint(4, page.max_row), chance.randint(2, 5)).value = chance.choice(ODD)
    first = chance.randint(4, page.max_row - 2)
    page.merge_cells(start_row=first, end_row=first + 1, start_column=3, end_column=3)
    page.insert_rows(page.max_row + 1)
    page.append(["", page.cell(5, 2).value, 7_000, 3_500, None])  # a second row by the name of another
    page.append(["", "Jumlah", None, None, None])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture(
    scope="module", params=["annex", "few", "all", "two trees", "odd 1", "odd 2", "odd 3", "odd 4"]
)
def source(request, workbooks):
    sys.path.append(str(workbooks.parent))
    try:
        from benchmarks.inputs import annex, long_sheet, two_budgets
    finally:
        sys.path.pop()
    made = {
        "annex": lambda: annex(1),
        "few": lambda: long_sheet(30, computed=False),
        "all": lambda: long_sheet(30, computed=True),
        "two trees": lambda: two_budgets(12),
    }
    made |= {
        f"odd {seed}": lambda seed=seed: with_odd_cells(long_sheet(40, computed=seed % 2 > 0), seed)
        for seed in range(1, 5)
    }
    return made[request.param]()


def told(source, most, on_conflict="keep"):
    """Return what is read, derived, found and filled where so many rows make a table a long one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cellcolumns, "_SHORT", most)
        forget()  # a sheet that was read the other way is known
        laporan = sc.read(source).with_cells()
        hasil = sc.compute(laporan)
        output = io.BytesIO()
        report = sc.fill(source, output, on_conflict=on_conflict)
        return laporan, hasil, report, output.getvalue()


@pytest.fixture(scope="module")
def kept(source):
    return told(source, KEPT)


@pytest.fixture(scope="module")
def made(source):
    return told(source, MADE)


def test_its_cells_are_views(kept, made):
    assert not any(isinstance(row.cells, RowCells) for table in kept[0].tables for row in table.rows)
    assert any(isinstance(row.cells, RowCells) for table in made[0].tables for row in table.rows)


def test_it_is_read_alike(kept, made):
    for one, other in zip(kept[0].tables, made[0].tables, strict=True):
        assert one == other
        for row, same in zip(one.rows, other.rows, strict=True):
            assert (dict(row.cells), row.place) == (dict(same.cells), same.place)
            for key, cell in row.cells.items():
                assert (row.text(key), row.figure(key)) == (same.text(key), same.figure(key))
                assert cell.place == same.cells[key].place
            assert one.covered(row) == other.covered(same)
            assert row.own_words() == same.own_words()


def test_its_values_are_derived_alike_with_all_that_they_come_from(kept, made):
    one, other = kept[1].derived_as_printed, made[1].derived_as_printed
    assert len(one) == len(other) > 0
    for (table, row, column, value), (_, _, _, same) in zip(one, other, strict=True):
        assert same == value, (table.name, row.number, column.key)
        assert (same.cell, same.how, same.nihil, same.filled) == (
            value.cell,
            value.how,
            value.nihil,
            value.filled,
        )
        assert (same.used_scale, same.copied_from, same.is_blank) == (
            value.used_scale,
            value.copied_from,
            value.is_blank,
        )


def test_a_value_travels_with_all_that_it_comes_from(made):
    *_, value = next(one for one in made[1].derived_as_printed if isinstance(one[1].cells, RowCells))
    assert copy.deepcopy(value) == value


def test_it_is_filled_and_found_fault_with_alike(kept, made):
    assert kept[3] == made[3]
    assert kept[2].written == made[2].written
    assert [str(one) for one in kept[2].temuan] == [str(one) for one in made[2].temuan]


def test_what_differs_is_written_over_alike(source):
    *_, kept, one = told(source, KEPT, "replace")
    *_, made, other = told(source, MADE, "replace")
    assert one == other
    assert kept.written == made.written


def test_what_was_filled_is_left_alone_alike(made):
    """Formulas of the library that a spreadsheet has not worked out yet count as what they give."""
    *_, one = told(made[3], KEPT)
    *_, other = told(made[3], MADE)
    assert one == other
