"""What the generator says must be read does stand in the workbook, as another library reads it."""

from __future__ import annotations

import warnings
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from .draw import draw
from .facts import UNITS, unit
from .layout import PLAIN, layouts, subsets
from .tables import tables

_SETTINGS = settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
#: What a number may have been divided by in its cell.
_SCALES = (1, 100, 1000)


def cells(drawn):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(drawn.data), data_only=True)
    for table in drawn.harapan.tabel:
        for row in table.baris:
            for key, cell in row.sel.items():
                sheet, _, place = cell.tempat.rpartition("!")
                yield f"{table.nama} {key} at {cell.tempat}", cell, book[sheet][place]


def agrees(cell, found):
    if cell.jenis == "warna":
        return (found.fill.fgColor.rgb or "")[2:] == cell.value
    if cell.value is None:
        return found.value in {None, "", "-", "–"}
    if isinstance(cell.value, str):
        return " ".join(str(found.value).split()) == " ".join(cell.value.split())
    if isinstance(found.value, str):
        return any(digit.isdigit() for digit in found.value)
    return any(float(cell.value) == pytest.approx(found.value * scale) for scale in _SCALES)


@pytest.mark.parametrize("name", UNITS)
@_SETTINGS
@given(data=st.data())
def test_every_expected_value_stands_in_its_cell(name, data):
    chosen = data.draw(subsets(tuple(tables(unit(name)))), label="tables")
    drawn = draw(unit(name), data.draw(layouts(), label="layout"), chosen)
    assert [where for where, cell, found in cells(drawn) if not agrees(cell, found)] == []


@pytest.mark.parametrize("name", UNITS)
def test_a_template_holds_what_is_typed_and_nothing_that_follows_from_it(name):
    for table in draw(unit(name), PLAIN, mode="template").harapan.tabel:
        source = tables(unit(name))[table.nama]
        for row, fact in zip(table.baris, source.baris, strict=True):
            for key, cell in row.sel.items():
                assert (cell.value is None) == (key in fact.derived or fact.values.get(key) is None), (
                    cell.tempat
                )


@pytest.mark.parametrize("name", UNITS)
def test_the_same_layout_is_drawn_alike_twice(name):
    assert draw(unit(name), PLAIN).harapan == draw(unit(name), PLAIN).harapan
