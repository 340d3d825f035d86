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


def test_terminal_and_json_tell_it_too(lacking, capsys):
    assert main(["fill", str(lacking), "--coba"]) == 0
    assert f"Isi dahulu: Tabel 3.2!{TYPED}" in " ".join(capsys.readouterr().out.split())
    main(["fill", str(lacking), "--coba", "--format", "json"])
    (one,) = json.loads(capsys.readouterr().out)["daftar"]
    places = [(left["cell"], left["kurang"]) for left in one["rincian"]["kosong"]]
    assert (CAPAIAN, [{"sheet": "Tabel 3.2", "cell": TYPED}]) in places
