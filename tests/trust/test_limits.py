"""Limits are set at the door, name what was passed, and hold for a workbook as a whole."""

from __future__ import annotations

import gc
import io
import math
import weakref
from dataclasses import fields
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.excel import Package
from sakipcalc.reading import read_grids, reader
from sakipcalc.reading.grid import Grid, GridCell
from sakipcalc.reading.workbook import grids, shown
from sakipcalc.text.numerals import read_column

from . import hostile
from .base import changed, parts_of, sheet_part, workbook

#: A value of each limit that the small workbook passes.
TIGHT = {
    "file_bytes": 1000, "members": 5, "part_bytes": 2000, "total_bytes": 20_000, "read_bytes": 6000, "nodes": 40, "cells": 60, "rows": 20, "empty": 1, "strings": 10,
    "characters": 300, "merged": 2, "seconds": 0, "steps": 5,
}  # fmt: skip


@pytest.mark.parametrize("name", TIGHT)
def test_each_limit_at_the_door(name):
    limits = sc.Limits(**{name: TIGHT[name]})
    for work in (
        lambda: sc.read(workbook(), limits=limits),
        lambda: sc.fill(workbook(), io.BytesIO(), limits=limits),
        lambda: sc.fill(workbook(), io.BytesIO(), data=workbook(), limits=limits),
    ):
        with pytest.raises(sc.WorkbookError) as caught:
            work()
        assert caught.value.code in {"package-too-large", "package-too-many-members"}
        what = caught.value.values["detail"]
        assert (what.values["limit"], what.values["allowed"]) == (name, TIGHT[name])
        assert what.values["found"] > TIGHT[name]
        for lang in messages.LANGUAGES:
            assert messages.text(f"words.limit-{name.replace('_', '-')}", lang) in caught.value.message(lang)
            assert "{" not in caught.value.hint(lang)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_the_limit_on_time_may_be_lifted(ending):
    source = Path(__file__).parents[1] / "reading" / "kinds" / f"lampiran.{ending}"
    assert sc.read(source, limits=sc.Limits(seconds=math.inf)).tables


def test_the_limit_on_ratios():
    bomb = changed(**{"xl/media/image1.png": bytes(20 * 2**20)})
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(bomb)
    assert caught.value.code == "package-ratio"
    assert sc.read(bomb, limits=sc.Limits(ratio=2000)).tables
    assert sc.read(bomb, limits=sc.Limits(ratio_from=2**30)).tables
    assert {one.name for one in fields(sc.Limits)} == {*TIGHT, "ratio", "ratio_from"}


def test_many_sheets_together_pass_a_limit_that_none_of_them_does():
    page = parts_of(workbook())[sheet_part("Tabel 3.9")]
    several = hostile.with_sheets([page] * 5)
    for name in ("cells", "characters", "merged", "read_bytes", "rows"):
        limits = sc.Limits(**{name: least(name)})
        assert sc.read(workbook(), limits=limits).tables
        with pytest.raises(sc.WorkbookError) as caught:
            sc.read(several, limits=limits)
        assert caught.value.values["detail"].values["limit"] == name


def least(name: str) -> int:
    """Return a bound that the small workbook just keeps: half as much again as the least that it needs."""
    value = 4
    while True:
        try:
            sc.read(workbook(), limits=sc.Limits(**{name: value}))
        except sc.WorkbookError:
            value = value * 3 // 2
        else:
            return value


def test_more_headings_than_a_report_has(monkeypatch):
    monkeypatch.setattr(reader, "_MOST_HEADERS", 2)
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(workbook())
    assert caught.value.code == "too-many-tables"
    assert "2" in caught.value.message("en")


@pytest.mark.parametrize("what", hostile.LONG_TEXTS)
def test_texts_made_to_keep_a_pattern_busy_are_read(what):
    """Blanks kept the search for rows of column numbers busy for minutes, digits that for decimal marks."""
    text = hostile.LONG_TEXTS[what]
    head = ("No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori")
    lines = (head, ("1", *[text] * 6), (text, text))
    cells = {
        (row, col): GridCell(row=row, col=col, raw=one, text=shown(one), bottom=row, right=col)
        for row, line in enumerate(lines, 1)
        for col, one in enumerate(line, 1)
    }
    laporan = read_grids([Grid(sheet="a", cells=cells)], "a.xlsx")
    assert sc.audit(laporan, sc.compute(laporan)).sheet_rows("id")


def test_a_text_that_many_cells_share_counts_at_each():
    text = f'<c t="inlineStr"><is><t>{"x" * 1000}</t></is></c>'
    many = "".join(f'<row><c t="s"><v>0</v></c>{text}</row>' for _ in range(50))
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(hostile.rows(many), limits=sc.Limits(characters=40_000))
    assert caught.value.values["detail"].values["limit"] == "characters"


@pytest.mark.parametrize("said", ["", ' xml:space="default"'])
def test_a_formula_that_many_cells_share_counts_at_each(said):
    """Before each cell has its own: written as usual, and as no program writes it."""
    own = f'<f t="shared" ref="A1:A50" si="0">{"+".join(["B1"] * 400)}</f>'
    cells = (own, *['<f t="shared" si="0"/>'] * 49)
    many = "".join(
        f'<row r="{at}"{said}><c r="A{at}">{cell}<v>1</v></c></row>' for at, cell in enumerate(cells, 1)
    )
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(hostile.rows(many), limits=sc.Limits(characters=40_000))
    assert caught.value.values["detail"].values["limit"] == "characters"


def test_the_longest_number_format_at_the_largest_number():
    longest = "0." + "0" * 253
    for value in (1.7e308, 5e-324, 84.5):
        (read,) = read_column([(value, longest)], percent=True)
        assert read.value is not None


def test_a_number_format_longer_than_one_can_be_is_none():
    for code in ("[" * 100_000, "0." + "0" * 100_000 + "%"):
        styles = parts_of(workbook())["xl/styles.xml"].decode()
        formats = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts><fonts'
        text = styles.replace("<fonts", formats, 1).replace('<xf numFmtId="0"', '<xf numFmtId="200"')
        report = sc.fill(changed(**{"xl/styles.xml": text.encode()}), io.BytesIO())
        assert len(report.written) == 15


class _Drops(io.RawIOBase):
    """A file without a buffer, which gives less than it is asked for."""

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, room):
        piece = self._data.read(min(len(room), 1000))
        room[: len(piece)] = piece
        return len(piece)


def test_a_file_that_gives_little_at_a_time_is_read_to_its_end(workbooks):
    content = (workbooks / "bogorejo-2024.xlsx").read_bytes()
    assert sc.read(_Drops(content)).tables == sc.read(content).tables


def test_a_limit_without_bounds_takes_no_memory_for_itself(workbooks):
    content = io.BytesIO((workbooks / "bogorejo-2024.xlsx").read_bytes())
    assert sc.read(content, limits=sc.Limits(file_bytes=2**62)).tables


def test_a_file_without_end_is_refused():
    with pytest.raises(sc.WorkbookError) as refused:
        sc.read(_Endless(), limits=sc.Limits(file_bytes=5_000_000))
    assert refused.value.code == "package-too-large"


class _Endless(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, room):
        return len(room)


def test_a_workbook_goes_with_its_last_user(workbooks):
    """A circle would stay until Python looks for circles, which workers of a batch rarely do."""
    package = Package.open(workbooks / "bogorejo-2024.xlsx")
    assert read_grids(grids(package), "a.xlsx").tables
    known = weakref.ref(package)
    gc.disable()
    try:
        del package
        assert known() is None
    finally:
        gc.enable()
