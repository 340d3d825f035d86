"""Lanes hold what is the same for all cells of a column; what one cell gives hangs on none that was asked before."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture(scope="module")
def hasil(workbooks):
    return sc.compute(sc.read(workbooks / "bogorejo-2024-kosong.xlsx"))


@pytest.mark.parametrize("trust", ["hitung-ulang", "berlaku", "ganti"])
def test_a_cell_alone_derives_what_it_derives_among_all_others(hasil, trust):
    for table, row, column, value in list(hasil.derived(trust))[::5]:
        subject = hasil.links.subject(table.id, row)
        alone = hasil.engine(trust)
        if (
            subject is not None
            and not column.spec.per_baris
            and hasil.links.rows(table.id, subject)[0] == row
        ):
            assert alone.derived(table.id, subject, column.id, column.period) == value


def test_the_order_of_asking_does_not_matter(hasil):
    cells = [
        (table.id, hasil.links.subject(table.id, row), column.id, column.period)
        for table, row, column in hasil.links.cells()
        if table.id in hasil.links.tables and hasil.links.subject(table.id, row) is not None
    ]
    forward, backward = hasil.engine(), hasil.engine()
    known = [forward.value(*cell) for cell in cells]
    assert known == [backward.value(*cell) for cell in reversed(cells)][::-1]


def test_derived_cells_are_given_again_as_they_were_found(hasil):
    cells = hasil.derived("berlaku")
    assert list(cells) == list(cells) == list(hasil.engine("berlaku").all_derived())
    assert len(cells) == len(list(cells)) > 100
