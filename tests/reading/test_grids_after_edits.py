"""What a reader of edits finds without writing them is what it finds in the file that is written."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakipcalc.excel import Editor, Limits, Package, PackageError
from sakipcalc.reading.workbook import grids, grids_after

from ..ooxml.varied import VARIED

NUMBERS = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False))
TEXTS = st.text(st.sampled_from(string.printable + " \u00a0_xé＝"), max_size=12)
LOOKS = st.fixed_dictionaries(
    {},
    optional={
        "number_format": st.sampled_from(["0.00", "0%", '#,##0 "Rp"', "General"]),
        "fill": st.sampled_from(["92D050", "FF0000"]),
        "wrap": st.booleans(),
    },
)
PLACES = st.builds("{}{}".format, st.sampled_from("ABCDEFGZ"), st.integers(1, 16))
VALUES = st.one_of(NUMBERS, TEXTS, st.booleans(), st.none())
CHANGES = st.one_of(
    st.tuples(st.just("set_number"), PLACES, NUMBERS, LOOKS),
    st.tuples(st.just("set_text"), PLACES, TEXTS, LOOKS),
    st.tuples(st.just("set_formula"), PLACES, st.sampled_from(['A1&"<"', "=SUM(D6:D9)", "1/3"]), VALUES, LOOKS),
    st.tuples(st.just("set_cached"), PLACES, VALUES),
    st.tuples(st.just("clear"), PLACES),
)  # fmt: skip
#: Held for as long as the test runs.
PACKAGES = {name: Package.open(make(), limits=Limits(seconds=86_400)) for name, make in VARIED.items()}


@pytest.mark.parametrize("name", PACKAGES)
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(CHANGES, min_size=1, max_size=30))
def test_grids_after_edits_are_those_of_the_file_that_is_written(name, changes):
    package = PACKAGES[name]
    editor, sheet = Editor(package), package.sheets[0].name
    for verb, ref, *args in changes:
        *values, look = args if args and isinstance(args[-1], dict) else (*args, {})
        style = {"style": editor.style(0, **look)} if look else {}
        try:
            getattr(editor, verb)(sheet, ref, *values, **style)
        except PackageError:
            continue  # what may not be changed there is another test
    before = grids(package)
    after = grids_after(before, editor)
    assert after == grids(Package.open(editor.to_bytes()))
    assert all(one is other for one, other in zip(before[1:], after[1:], strict=True))
