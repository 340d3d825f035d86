"""The benchmarks compare like with like: inputs come from their seed, and the peer's results are the library's."""

from __future__ import annotations

import sys

import pytest

import sakipcalc as sc


@pytest.fixture
def benchmarks(monkeypatch, workbooks):
    """Make the benchmarks importable from wherever the tests are started."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(workbooks.parent)])


@pytest.mark.usefixtures("benchmarks")
def test_an_annex_workbook_follows_from_its_seed_and_reads_like_the_real_one():
    from benchmarks.inputs import annex

    assert annex(7) == annex(7) != annex(8)
    drawn, real = sc.read(annex(7)), sc.read("workbooks/bogorejo-2024-kosong.xlsx")
    assert [table.name for table in drawn.tables] == [table.name for table in real.tables]
    assert drawn.entitas.nama != real.entitas.nama


@pytest.mark.usefixtures("benchmarks")
@pytest.mark.parametrize(("kind", "cells"), [("fill", 183), ("fill_long", 45)])
def test_the_script_fills_the_same_cells_with_the_same_values(tmp_path, kind, cells):
    from benchmarks.check import same_cells
    from benchmarks.inputs import annex, long_sheet

    path = tmp_path / "masukan.xlsx"
    path.write_bytes(annex(7) if kind == "fill" else long_sheet(25, computed=True))
    assert same_cells(path, kind) == cells
