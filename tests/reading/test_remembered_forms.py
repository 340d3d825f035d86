"""What is remembered of a form never shows: a workbook reads the same after others of its form as it does alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.core.memo import forget

CONTOH = sorted((Path(__file__).parents[1] / "layouts" / "data" / "contoh").glob("*.xlsx"))
NAMES = ("bogorejo-2024-kosong.xlsx", "bogorejo-2024.xlsx", "bogorejo-2024-tercetak.xlsx")


def told(path: Path) -> object:
    """Return all that a reading says, in words."""
    laporan = sc.read(path)
    rows = [
        (t.name, t.columns, [(r.number, r.level, sorted(r.cells.items())) for r in t.rows])
        for t in laporan.tables
    ]
    return repr((laporan.entitas, rows, laporan.readings, list(laporan.temuan)))


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_reads_the_same_after_others_of_its_form(workbooks, name):
    for other in NAMES:
        if other != name:
            sc.read(workbooks / other)
    after = told(workbooks / name)
    forget()
    assert told(workbooks / name) == after


def test_forms_of_many_hands_read_the_same_one_after_the_other_and_each_alone():
    together = [told(path) for path in CONTOH] and [told(path) for path in CONTOH]
    alone = []
    for path in CONTOH:
        forget()
        alone.append(told(path))
    assert together == alone
    assert len(CONTOH) > 10
