"""What the work costs, in what is the same on every machine: calls, steps, objects that stay.

The bounds are what was reached, and a little: with the lowest versions of what is needed there are 1.6 % more
calls than with those of the lock file. What is wanted stands in docs/benchmarks.md.
"""

from __future__ import annotations

import gc
import io
import sys
from functools import partial

import pytest

import sakipcalc as sc
from sakipcalc.base.allowance import granted
from sakipcalc.computing.linking import link
from sakipcalc.core.memo import forget
from sakipcalc.rulebook.methods import standard


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch, workbooks):
    """Make the benchmarks importable from wherever the tests are started."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(workbooks.parent)])


@pytest.mark.parametrize(("verb", "most"), [("read", 81_500), ("fill", 158_500), ("findings", 296_000)])
def test_an_annex_workbook_costs_so_many_calls(verb, most):
    from benchmarks import counting
    from benchmarks.inputs import annex

    work = {"read": sc.read, "fill": counting.fill, "findings": counting.fill_with_findings}[verb]
    assert counting.calls(work, annex(1), annex(2)) < most


def test_one_template_with_the_facts_of_many_units_costs_so_many_calls(workbooks):
    from benchmarks import counting
    from benchmarks.inputs import annex

    template = (workbooks / "bogorejo-2024-kosong.xlsx").read_bytes()
    units = [sc.read(annex(seed)) for seed in (1, 2)]
    assert counting.calls(lambda data: sc.fill(template, io.BytesIO(), data=data), *units) < 71_800


def test_a_row_of_a_long_table_keeps_so_few_objects():
    from benchmarks import counting
    from benchmarks.inputs import long_sheet

    assert counting.tracked_by_row(partial(long_sheet, computed=False), 1_000) < 5


def steps_of_linking(lines: int) -> int:
    from benchmarks.inputs import two_budgets

    laporan = sc.read(two_budgets(lines))
    with granted() as allowance:
        link(laporan, standard())
    return allowance.taken


def test_linking_lines_with_other_names_grows_with_the_lines_and_not_with_their_square():
    forget()  # what is remembered of names is not worked out again
    few, many = steps_of_linking(600), steps_of_linking(1200)
    assert many < 2.8 * few


def test_a_workbook_is_let_go_without_the_collector():
    from benchmarks import counting
    from benchmarks.inputs import annex

    forget()  # what other tests left there would be let go here
    counting.fill_with_findings(annex(1))
    gc.collect()
    gc.disable()
    try:
        counting.fill_with_findings(annex(2))
        assert gc.collect() < 100  # a workbook is made of some ten thousand
    finally:
        gc.enable()
