"""A dash in the column of kategori, or words for what was not measured, disagree with nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.excel import Editor, Package

BLANK = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024-kosong.xlsx"
#: The kategori of the first indicator, empty in the template.
PLACE = "G6"


@pytest.mark.parametrize(("text", "many"), [("-", 0), ("–", 0), ("Kurang", 1)])
def test_a_dash_is_no_kategori_that_differs(text, many):
    editor = Editor(Package.open(BLANK.read_bytes()))
    editor.set_text("Tabel 3.2", PLACE, text)
    report = sc.fill(editor.to_bytes(), io.BytesIO())
    kategori = [
        one.cell.place.cell for one in report.conflicts if one.table_id == "3.2" and one.column == "kategori"
    ]
    assert kategori == [PLACE] * many


@pytest.mark.parametrize("words", ["n/a", "tidak diukur"])
def test_a_template_that_says_what_the_data_say_differs_in_nothing(words):
    editor = Editor(Package.open(BLANK.read_bytes()))
    editor.set_text("Tabel 3.2", "E6", words)
    same = editor.to_bytes()
    report = sc.fill(same, io.BytesIO(), data=sc.read(same))
    assert [one for one in report.conflicts if one.cell.text == words] == []
