"""Names of cells and areas, against openpyxl's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries

from sakipcalc.excel import PackageError, refs

ROWS, COLUMNS = st.integers(1, refs.LAST_ROW), st.integers(1, refs.LAST_COLUMN)


@given(ROWS, COLUMNS)
def test_there_and_back(row, col):
    name = refs.cell_name(row, col)
    assert name == f"{get_column_letter(col)}{row}"
    assert refs.split_cell(name) == refs.split_cell(name.lower()) == (row, col)


@given(ROWS, COLUMNS, ROWS, COLUMNS)
def test_areas(row, col, row2, col2):
    text = f"{refs.cell_name(row, col)}:{refs.cell_name(row2, col2)}"
    area = refs.Area.parse(text)
    left, top, right, bottom = range_boundaries(str(area))
    assert (area.top, area.left, area.bottom, area.right) == (top, left, bottom, right)
    assert area.contains(row, col)
    assert area.contains(row2, col2)
    assert refs.Area.parse(str(area)) == area


@pytest.mark.parametrize(
    "name", ["", "A", "1", "A0", "XFE1", "A1048577", "ABCD1", "A1:B2", "R1C1", "Á1", "A١", " A1"]
)
def test_what_is_no_cell(name):
    with pytest.raises(PackageError) as caught:
        refs.split_cell(name)
    assert (caught.value.code, caught.value.values["ref"]) == ("bad-reference", name)


@pytest.mark.parametrize(
    "place", [(0, 1), (1, 0), (refs.LAST_ROW + 1, 1), (1, refs.LAST_COLUMN + 1), (-1, 1)]
)
def test_places_off_the_sheet(place):
    with pytest.raises(PackageError):
        refs.cell_name(*place)


def test_whole_rows_and_columns():
    assert refs.Area.parse("$C:$A") == refs.Area(1, 1, refs.LAST_ROW, 3)
    assert refs.Area.parse("3:2") == refs.Area(2, 1, 3, refs.LAST_COLUMN)
    assert str(refs.Area.parse("B7")) == "B7"


@pytest.mark.parametrize("name", ["Tabel 3.2", "Ja'far", "A1", "2024"])
def test_quoted_sheets(name):
    assert refs.quote_sheet(name) == quote_sheetname(name)
