"""Workbooks of the other kinds that others open: without what says their kind first, or with a flaw that xlrd refuses."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path

import olefile
import pytest

import sakipcalc as sc
from sakipcalc.reading.kinds import FileKind, kind_of, open_grids, xls, xls_reader

from .test_kinds_hostile import overwritten, part, with_parts

HERE = Path(__file__).parent / "kinds"
OPEN = (HERE / "lampiran.ods").read_bytes()
OLD = (HERE / "lampiran.xls").read_bytes()


def told(laporan):
    return laporan.tables, laporan.entitas, list(laporan.temuan)


# -- OpenDocument -----------------------------------------------------------------------


def test_without_the_member_that_says_its_kind():
    for gone in ({"mimetype": None}, {"mimetype": None, "META-INF/manifest.xml": None}):
        changed = with_parts(OPEN, **gone)
        assert kind_of(changed) is FileKind.ODS
        assert told(sc.read(changed)) == told(sc.read(OPEN))


def test_without_it_and_with_other_prefixes():
    content = part(OPEN, "content.xml")
    for prefix in (b"o", b"x.y-z"):
        renamed = content.replace(b"<office:", b"<" + prefix + b":").replace(
            b"</office:", b"</" + prefix + b":"
        )
        renamed = renamed.replace(b"xmlns:office=", b"xmlns:" + prefix + b"=").replace(
            b" office:", b" " + prefix + b":"
        )
        changed = with_parts(
            OPEN, **{"mimetype": None, "META-INF/manifest.xml": None, "content.xml": renamed}
        )
        assert kind_of(changed) is FileKind.ODS
        assert told(sc.read(changed)) == told(sc.read(OPEN))


def test_locked_and_without_it():
    manifest = part(OPEN, "META-INF/manifest.xml")
    locked = manifest.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
    changed = with_parts(
        OPEN, **{"mimetype": None, "META-INF/manifest.xml": locked, "content.xml": "\x8f\x01 hidden"}
    )
    for password in (None, "x"):
        with pytest.raises(sc.WorkbookError) as caught:
            sc.read(changed, password=password)
        assert caught.value.code == "package-encrypted"


def test_other_archives_are_no_workbooks():
    text = re.sub(rb"(</?office:)spreadsheet", rb"\1text", part(OPEN, "content.xml"))
    parts = {"mimetype": None, "META-INF/manifest.xml": None, "content.xml": text}
    for changed in (
        with_parts(OPEN, **parts),
        with_parts(OPEN, **{**parts, "mimetype": "application/epub+zip"}),
    ):
        with pytest.raises(sc.WorkbookError) as caught:
            sc.read(changed)
        assert caught.value.code == "package-not-a-workbook"


# -- .xls that xlrd refuses -------------------------------------------------------------


def stream_changed(change) -> bytes:
    """Return the .xls with its stream of the workbook changed."""
    made = io.BytesIO(OLD)
    with olefile.OleFileIO(made, write_mode=True) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
        size = len(stream)
        change(stream)
        assert len(stream) == size
        ole.write_stream("Workbook", bytes(stream))
        return made.getvalue()


def find(stream: bytes, code: int, at: int = 0) -> int:
    while True:
        found, size = struct.unpack_from("<HH", stream, at)
        if found == code:
            return at
        at += 4 + size


def bad_font(stream: bytearray) -> None:
    """A font whose name is longer than its record (AssertionError)."""
    at = find(stream, 0x0031)
    stream[at + 4 + 14] = 0xFE


def bad_format(stream: bytearray) -> None:
    """A number format whose text is longer than its record (struct.error or UnicodeDecodeError)."""
    at = find(stream, 0x041E)
    struct.pack_into("<H", stream, at + 6, 0x7FFF)


def bad_style(stream: bytearray) -> None:
    """The name of a cell style that is cut off (IndexError)."""
    at = find(stream, 0x0293)
    struct.pack_into("<H", stream, at + 4, 0x0FFF)


def bad_xf(stream: bytearray) -> None:
    """A format of a cell with a parent that is not there."""
    at = find(stream, 0x00E0)
    struct.pack_into("<H", stream, at + 4, 0x7FFF)


def bad_palette(stream: bytearray) -> None:
    """A palette with more colours than its record holds."""
    at = find(stream, 0x0092)
    struct.pack_into("<H", stream, at + 4, 500)


def bad_merges(stream: bytearray) -> None:
    """More merged areas than their record holds (struct.error)."""
    at = find(stream, 0x00E5, find(stream, 0x000A) + 4)
    struct.pack_into("<H", stream, at + 4, 1000)


FLAWS = [bad_font, bad_format, bad_style, bad_xf, bad_palette]


def values(grids) -> dict:
    return {
        (grid.sheet, at): cell.raw
        for grid in grids
        for at, cell in grid.cells.items()
        if cell.raw not in (None, "") and not cell.error
    }


@pytest.mark.parametrize("flaw", FLAWS)
def test_what_xlrd_refuses_is_read_for_its_values_and_told_so(flaw):
    data = stream_changed(flaw)
    grids = open_grids(data, "a.xls")
    assert values(grids) == values(open_grids(OLD, "a.xls"))
    only = {grid.values_only for grid in grids}
    assert len(only) == 1
    codes = {one.code for one in sc.read(data).temuan}
    assert ("hanya-nilai" in codes) is only.pop()


def test_some_of_these_flaws_are_such():
    assert (
        sum(xls_reader.read(stream_changed(flaw), io.StringIO())["reader"] == "calamine" for flaw in FLAWS)
        >= 2
    )


def test_where_both_readers_fail_it_is_broken():
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(stream_changed(bad_merges))  # calamine panics
    assert caught.value.code == "workbook-broken"
    assert "format .xls" in caught.value.message()


def test_dates_and_merged_areas_come_along(monkeypatch):
    flawed = next(data for data in map(stream_changed, FLAWS) if open_grids(data, "")[0].values_only)
    known = {grid.sheet: grid for grid in open_grids(OLD, "")}
    for grid in open_grids(flawed, ""):
        merged = {
            at: (cell.bottom, cell.right)
            for at, cell in grid.cells.items()
            if (cell.bottom, cell.right) != at
        }
        assert merged == {
            at: (cell.bottom, cell.right)
            for at, cell in known[grid.sheet].cells.items()
            if (cell.bottom, cell.right) != at
        }
        assert grid.visible == known[grid.sheet].visible
    date = next(grid for grid in open_grids(flawed, "") if grid.sheet == "Aneka").cells[2, 3]
    assert (date.raw, date.format) == (45657, "dd/mm/yyyy")


def test_without_the_second_reader_it_is_broken_and_no_class_of_python_is_shown(monkeypatch, tmp_path):
    hidden = tmp_path / "python_calamine.py"
    hidden.write_text("raise ImportError", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    flawed = [stream_changed(flaw) for flaw in FLAWS]
    broken = [*flawed, OLD[: len(OLD) // 2], overwritten(OLD, 0x00A1, 34, 0x0809, b"\xff" * 34)]
    errors = [error for data in broken if (error := refusal(data)) is not None]
    assert sum(error.code == "workbook-broken" for error in errors) >= 3
    for error in errors:
        for lang in ("id", "en"):
            assert not re.search(r"[A-Z][a-z]+Error|struct|Traceback|unpack|index out", error.message(lang))
        assert error.code != "workbook-broken" or error.values["reason"]


def refusal(data: bytes) -> sc.WorkbookError | None:
    try:
        sc.read(data)
    except sc.WorkbookError as error:
        return error
    return None


@pytest.mark.parametrize("kept", [8, 100, 511, 512, 513, 1_000, 4_096, 0.3, 0.6, 0.9])
def test_one_of_excel_before_2007_that_is_cut_off_is_damaged_and_no_other_document(kept):
    data = OLD[: kept if isinstance(kept, int) else int(kept * len(OLD))]
    assert refusal(data).code == "package-broken-zip"
    with pytest.raises(sc.WorkbookError) as caught:
        sc.fill(data, io.BytesIO())
    assert caught.value.code == "package-broken-zip"


def test_the_dependency_is_looked_for_where_the_reader_runs():
    assert xls.SCRIPT.path.name == "xls_reader.py"
