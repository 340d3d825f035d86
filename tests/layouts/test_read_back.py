"""The same facts in layouts drawn at random: what is read is what went in, each value in its cell.

``SAKIPCALC_NIGHTLY=1`` draws thousands of layouts; by default a few, the same ones each time.
"""

from __future__ import annotations

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import sakipcalc as sc

from .compare import differences
from .draw import draw
from .facts import UNITS, unit
from .layout import PLAIN, Layout, layouts, subsets
from .profile import drawn
from .tables import tables


def read_back(
    name: str, layout: Layout, chosen: tuple[str, ...] | None = None, mode: str = "full"
) -> list[str]:
    drawn = draw(unit(name), layout, chosen, mode)
    return differences(sc.read(drawn.data), drawn.harapan)


@pytest.mark.parametrize("mode", ["full", "template"])
@pytest.mark.parametrize("name", UNITS)
def test_the_plainest_workbook_is_read_back_whole(name, mode):
    assert read_back(name, PLAIN, mode=mode) == []


@pytest.mark.parametrize("name", UNITS)
@drawn(25, 2000)
@given(data=st.data())
def test_facts_in_any_layout_are_read_back(name, data):
    chosen = data.draw(subsets(tuple(tables(unit(name)))), label="tables")
    layout = data.draw(layouts(), label="layout")
    mode = data.draw(st.sampled_from(("full", "full", "full", "template")), label="mode")
    found = read_back(name, layout, chosen, mode)
    note("\n".join(found[:20]))
    assert found == []
