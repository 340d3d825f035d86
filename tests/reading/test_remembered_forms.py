"""What is remembered of a form never shows: a workbook reads the same after others of its form as it does alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
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


def test_a_sheet_that_is_known_is_that_of_the_workbook_at_hand(tmp_path):
    """A copy under another name reads as it does alone, and every place names it."""
    for path in CONTOH:
        sc.read(path)
        copy = tmp_path / f"salinan-{path.name}"
        copy.write_bytes(path.read_bytes())
        after, cells = told(copy), _places(sc.read(copy))
        forget()
        assert (told(copy), _places(sc.read(copy))) == (after, cells)
        assert {place.file for place in cells} == {copy.name}
        assert f"'{path.name}'" not in after


def _places(laporan):
    """Return the places of all cells and remarks."""
    tables = (*laporan.tables, *laporan.forms)
    cells = [cell.place for table in tables for row in table.rows for cell in row.cells.values()]
    return cells + [remark.place for table in tables for remark in table.remarks]


def _hide_row(book):
    book["Tabel 3.2"].row_dimensions[7].hidden = True


def _hide_column(book):
    book["Tabel 3.2"].column_dimensions["E"].hidden = True


def _hide_sheet(book):
    book["Tabel 3.2"].sheet_state = "hidden"


def _merge(book):
    book["Tabel 3.2"].merge_cells("C6:C7")


HEADINGS = ("No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)")
LINES = (
    ("1", "Nilai SAKIP", "Nilai", 70, 63, 90),
    ("2", "Indeks kepuasan masyarakat", "Indeks", 80, 84, 105),
)


@pytest.mark.parametrize("change", [_hide_row, _hide_column, _hide_sheet, _merge])
def test_a_sheet_of_the_same_words_that_looks_otherwise_is_another_one(tmp_path, change):
    book = openpyxl.Workbook()
    book.active.title = "Sampul"
    sheet = book.create_sheet("Tabel 3.2")
    for row in (("Tabel 3.2 Capaian Kinerja Tahun 2024",), (), (), (), HEADINGS, *LINES):
        sheet.append(row)
    book.save(tmp_path / "one.xlsx")
    change(book)
    book.save(tmp_path / "other.xlsx")
    as_it_is, after = told(tmp_path / "one.xlsx"), told(tmp_path / "other.xlsx")
    forget()
    assert told(tmp_path / "other.xlsx") == after
    assert after.replace("other.xlsx", "one.xlsx") != as_it_is


def test_what_a_person_answered_is_not_kept_for_the_next_workbook(workbooks):
    path = workbooks / "bogorejo-2024.xlsx"
    before = told(path)
    tables = {table.name for table in sc.read(path).tables}
    answered = sc.read(path, jawab={"Tabel Tabel 3.2!A5": "bukan"})
    assert told(path) == before
    assert "3.2" in tables - {table.name for table in answered.tables}
