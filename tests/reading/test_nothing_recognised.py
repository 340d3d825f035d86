"""A workbook in which no table is recognised: each block is listed, with what it may be and what was in doubt."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook

import sakipcalc as sc
from sakipcalc.cli import main

_LISTS = (
    (("Daftar hadir",), ("Nama", "Jabatan", "Golongan"), ("Andi", "Kasi", "III/c"), ("Budi", "Staf", "II/a")),
    (("Barang",), ("Nama Barang", "Merek", "Jumlah"), ("Meja", "Olympic", 4), ("Kursi", "Chitose", 12)),
)


@pytest.fixture(params=_LISTS, ids=["texts only", "with figures"])
def unread(request, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in request.param:
        sheet.append(row)
    path = tmp_path / "daftar.xlsx"
    book.save(path)
    return path


def test_the_error_lists_the_block(unread):
    with pytest.raises(sc.TableError) as stopped:
        sc.read(unread)
    (block,) = stopped.value.bacaan
    assert (block.place.sheet, block.place.cell) == ("Data", "A2")
    assert block.headings


def test_the_command_line_and_json_list_it_too(unread, capsys):
    assert main(["compute", str(unread)]) != 0
    assert "Data!A2" in capsys.readouterr().err
    main(["compute", str(unread), "--format", "json"])
    (block,) = json.loads(capsys.readouterr().out)["galat"]["bacaan"]
    assert (block["sheet"], block["cell"]) == ("Data", "A2")
    assert block["calon"] or block["ragu"]
