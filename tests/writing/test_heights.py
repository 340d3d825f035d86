"""Heights of the rows of new sheets: from their texts, their fonts and the cells they are merged over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.sheets.heights import bulk_height, row_heights
from sakipcalc.sheets.outsheet import BODY, Bit, OutFormula, OutSheet, pixels

LONG = "Persentase temuan pemeriksaan yang ditindaklanjuti sampai dengan akhir tahun anggaran " * 3


def heights(*cells, widths=(20.0, 20.0), least=None):
    sheet = OutSheet(name="x", widths=widths, heights=least or {})
    for row, col, value, more in cells:
        sheet.put(row, col, value, **more)
    return row_heights(sheet)


def test_only_rows_that_need_it_are_higher_than_a_plain_one():
    found = heights((0, 0, 5, {}), (1, 0, LONG, {}), (2, 0, LONG, {"style": replace(BODY, wrap=False)}))
    assert set(found) == {1}
    assert found[1] > 100


def test_a_row_has_its_least_height_even_where_its_text_needs_less():
    assert heights((0, 0, "x", {}), least={0: 42.0, 7: 10.0}) == {0: 42.0, 7: 10.0}


def test_a_text_over_several_columns_has_the_width_of_all():
    assert heights((0, 0, LONG, {"cols": 2}))[0] < 0.7 * heights((0, 0, LONG, {}))[0]


def test_rows_share_what_a_text_over_them_lacks():
    found = heights((0, 0, LONG, {"rows": 2}), (0, 1, LONG[:60], {}))
    assert found[0] > found[1] > 15
    assert sum(found.values()) == pytest.approx(heights((0, 0, LONG, {}))[0])


def test_what_a_formula_comes_to_counts():
    assert heights((0, 0, OutFormula("A9", LONG), {})) == heights((0, 0, LONG, {}))


def test_a_row_of_a_list_is_as_high_as_that_of_a_sheet():
    assert bulk_height((Bit(LONG), Bit(3)), (20.0, 20.0)) == heights((0, 0, LONG, {}), (0, 1, 3, {}))[0]
    assert bulk_height((Bit(None), Bit(3)), (20.0, 20.0)) is None


@given(width=st.floats(3, 200), size=st.sampled_from([8, 10, 16]))
def test_no_row_is_higher_than_excel_allows_and_a_wider_column_needs_no_more(width, size):
    style = replace(BODY, size=size)
    narrow, wide = (
        heights((0, 0, LONG * 5, {"style": style}), widths=(one,)).get(0, 15) for one in (width, width + 5)
    )
    assert wide <= narrow <= 409.5


def test_widths_in_pixels_are_those_of_excel():
    """Excel's 8.43 characters of Calibri 11 are 64 pixels, 10 are 75."""
    assert [pixels(width) for width in (None, 8.43, 10, 13)] == [64, 64, 75, 96]
