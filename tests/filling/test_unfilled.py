"""Derived cells that stay empty: which, why, and where it is told."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.excel import Editor, Package

BLANK = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024-kosong.xlsx"
#: Realisasi of the second indicator, and what follows from it.
TYPED, CAPAIAN, KATEGORI = "E7", "F7", "G7"


@pytest.fixture
def lacking(tmp_path):
    """Return the template without one realisasi."""
    editor = Editor(Package.open(BLANK.read_bytes()))
    editor.clear("Tabel 3.2", TYPED)
    path = tmp_path / "kurang.xlsx"
    path.write_bytes(editor.to_bytes())
    return path


def test_what_waits_for_a_figure_is_told_with_the_cell_that_it_lacks(lacking):
    report = sc.fill(lacking, io.BytesIO())
    waiting = {one.place.cell: one for one in report.unfilled if one.place.sheet == "Tabel 3.2"}
    assert {CAPAIAN, KATEGORI} <= waiting.keys()
    for cell in (CAPAIAN, KATEGORI):
        assert [place.cell for place in waiting[cell].lacks] == [TYPED]
    frame = report.unfilled_frame.set_index("sel")
    assert frame.loc[f"Tabel 3.2!{CAPAIAN}", "status"] == "belum diisi"
    assert frame.loc[f"Tabel 3.2!{CAPAIAN}", "kurang"] == f"Tabel 3.2!{TYPED}"


def test_nothing_waits_where_all_is_there():
    assert sc.fill(BLANK, io.BytesIO()).unfilled == ()


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "reason"),
    [
        ("Tabel 3.2", "E7", "", "data belum lengkap"),
        ("Tabel 3.1", "B6", "sekian", "skala tidak terbaca"),
    ],
)
def test_each_empty_cell_has_one_reason(sheet, cell, text, reason):
    editor = Editor(Package.open(BLANK.read_bytes()))
    if text:
        editor.set_text(sheet, cell, text)
    else:
        editor.clear(sheet, cell)
    result = io.BytesIO()
    report = sc.fill(editor.to_bytes(), result)
    told = [(one.place.sheet, one.place.cell, str(one.reason)) for one in report.unfilled]
    assert ("Tabel 3.2", KATEGORI, reason) in told
    assert len({place[:2] for place in told}) == len(told)
    hasil = sc.compute(sc.read(result.getvalue()))
    empty = {
        row.cells[column.key].place
        for _, row, column, value in hasil.derived("berlaku", frozenset())
        if row.cells[column.key].empty and not value.nihil
    }
    assert empty == {one.place for one in report.unfilled}


def labelled(first, second):
    """Return the template with a label in Tabel 3.2, and another in Tabel 4.1 which copies it."""
    editor = Editor(Package.open(BLANK.read_bytes()))
    editor.set_text("Tabel 3.2", KATEGORI, first)
    editor.set_text("Tabel 4.1", "G13", second)
    return editor.to_bytes()


def test_a_dash_that_would_be_copied_replaces_no_label():
    report = sc.fill(labelled("-", "Sangat Baik"), io.BytesIO(), on_conflict="replace")
    assert "Tabel 4.1!G13" not in {str(one.cell.place) for one in report.written}


def test_a_label_in_other_letters_is_the_same_label():
    report = sc.fill(labelled("sangat  baik", "Sangat Baik"), io.BytesIO())
    assert [one.cell.place for one in report.conflicts if one.column == "kategori"] == []


def test_terminal_and_json_tell_it_too(lacking, capsys):
    assert main(["fill", str(lacking), "--coba"]) == 0
    assert f"isi dahulu: Tabel 3.2!{TYPED}" in " ".join(capsys.readouterr().out.split())
    main(["fill", str(lacking), "--coba", "--format", "json"])
    (one,) = json.loads(capsys.readouterr().out)["daftar"]
    places = [(left["cell"], left["kurang"]) for left in one["rincian"]["kosong"]]
    assert (CAPAIAN, [{"sheet": "Tabel 3.2", "cell": TYPED}]) in places
