"""What crosses the border of the process that reads an .xls is of the type it claims, or the file is broken."""

from __future__ import annotations

import copy
import json
import struct
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.excel import Limits, PackageError, Tally
from sakipcalc.reading.kinds import open_grids, xls
from sakipcalc.reading.kinds.answer import AnswerError, parse_answer
from sakipcalc.reading.kinds.sheet import CellLook, SheetBuilder

HERE = Path(__file__).parent / "kinds"
#: Numbers of formats that East Asian and Thai editions of Excel have built in (ECMA-376 part 1, 18.8.30).
DATES = [*range(27, 37), *range(50, 59), *range(71, 82)]
NUMBERS = {
    59: "0",
    60: "0.00",
    61: "#,##0",
    62: "#,##0.00",
    67: "0%",
    68: "0.00%",
    69: "# ?/?",
    70: "# ??/??",
}
UNKNOWN = [63, 66, 82, 120]


@pytest.fixture(scope="module")
def old() -> bytes:
    return (HERE / "lampiran.xls").read_bytes()


def with_format(data: bytes, number: int) -> bytes:
    """Return an .xls in which every style of a cell has that number format: the records XF (0x00E0)."""
    changed, at = bytearray(data), 0
    head = struct.pack("<HH", 0x00E0, 20)
    while (at := changed.find(head, at)) >= 0:
        struct.pack_into("<H", changed, at + 6, number)
        at += 24
    return bytes(changed)


@pytest.mark.parametrize("number", [*DATES, *NUMBERS, *UNKNOWN])
def test_formats_that_xlrd_knows_by_their_number_alone(old, number):
    grids = open_grids(with_format(old, number), "a.xls")
    formats = {cell.format for grid in grids for cell in grid.cells.values()}
    assert len(formats) == 1
    (code,) = formats
    if number in NUMBERS:
        assert code == NUMBERS[number]
    elif number in DATES:
        assert set(code) & set("dmyhs")
    else:
        assert code == "General"


@pytest.mark.parametrize("number", [31, 57])
def test_a_folder_with_such_a_workbook_is_audited(old, number, tmp_path, capsys):
    (tmp_path / "a.xls").write_bytes(with_format(old, number))
    (tmp_path / "b.xls").write_bytes(old)
    assert main(["audit", "--format", "json", "--fail-on", "never", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)["temuan"]
    assert len({row["file"] for row in told}) == 2


def answer(**changes) -> dict:
    sheet = {
        "name": "Tabel", "visible": True, "hidden_rows": [3], "hidden_cols": [], "looks": [["0.0", "", 0, False], [31, "FF0000", 1, True]],
        "cells": [[1, 1, "Target", 0, "", False], [2, 1, 0.5, 1, "A1", False], [3, 1, None, 1, "", True]],
        "merges": [[1, 1, 1, 2]],
    }  # fmt: skip
    return {"reader": "xlrd", "sheets": [sheet | changes]}


def test_a_good_answer_is_taken():
    (sheet,) = parse_answer(json.dumps(answer()).encode()).sheets
    assert sheet.looks[0] == CellLook("0.0")
    assert (sheet.looks[1].fill, sheet.looks[1].indent) == ("FF0000", 1)
    assert [cell.raw for cell in sheet.cells] == ["Target", 0.5, None]


def spots(found, path=()):
    """Yield the way to everything in an answer, also to lists and mappings."""
    if path:
        yield path
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, value in inner:
        yield from spots(value, (*path, key))


SPOTS = list(spots(answer()))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(st.sampled_from(SPOTS), ANYTHING)
def test_whatever_stands_anywhere_in_an_answer_it_is_taken_or_refused(spot, value):
    changed = copy.deepcopy(answer())
    inner = changed
    for step, _ in pairwise(spot):
        inner = inner[step]
    inner[spot[-1]] = value
    try:
        found = parse_answer(json.dumps(changed).encode())
    except AnswerError:
        return
    for sheet in found.sheets:
        page = SheetBuilder(sheet.name, Tally(Limits()))
        for cell in sheet.cells:
            with suppress(PackageError):  # a cell outside a sheet
                page.add(cell.row, cell.col, cell.raw, sheet.looks[cell.look], formula=cell.formula)
        page.grid()


@pytest.mark.parametrize(
    "written", [b"", b"[]", b"null", b'"x"', b"{", b"[" * 100_000, b"\xff", b'{"fault": 1}']
)
def test_an_answer_that_is_none(written):
    with pytest.raises(AnswerError):
        parse_answer(written)


def test_an_untyped_answer_is_one_broken_file_of_a_folder(old, tmp_path, monkeypatch, capsys):
    reader = tmp_path / "reader.py"
    reader.write_text(f"import sys; sys.stdout.write({json.dumps(answer(name=None))!r})", encoding="utf-8")
    monkeypatch.setattr(xls.SCRIPT, "path", reader)
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.xls").write_bytes(old)
    (folder / "b.xlsx").write_bytes((HERE / "lampiran.xlsx").read_bytes())
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(old)
    assert caught.value.code == "workbook-broken"
    assert main(["audit", "--format", "csv", "--fail-on", "never", "--jobs", "1", str(folder)]) == 3
    shown = capsys.readouterr()
    assert "a.xls" in shown.err
    assert "Tabel" in shown.out


@pytest.mark.parametrize("raw", [b"x", [], {}, object(), 1j])
def test_a_cell_of_no_type_is_refused_whatever_the_kind(raw):
    with pytest.raises(PackageError, match="types in row 2, column 3"):
        SheetBuilder("Tabel", Tally(Limits())).add(2, 3, raw)
    for look in (CellLook(None), CellLook("0", None), CellLook("0", "", "1"), CellLook("0", "", 1, "x")):
        with pytest.raises(PackageError):
            SheetBuilder("Tabel", Tally(Limits())).add(2, 3, 1, look)
