"""Workbooks that are large only by formats dragged to the end of a sheet: filled, their bloat kept as bytes.

What each may take of time and memory is measured (docs/trust.md); here it is held to limits and to its bytes.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.excel import Insertion, Package, insert_rows
from sakipcalc.excel.sheet import scan
from sakipcalc.excel.sheet.scan import SheetScan
from sakipcalc.reading import workbook

TEMPLATE = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024-kosong.xlsx"
LAST = 1_048_576
#: Fewer by day, against tighter bounds: what counts is that what is empty does not count like what is full.
NIGHT = bool(os.environ.get("SAKIPCALC_NIGHTLY"))
DRAGGED = 1_000_000 if NIGHT else 3000
AREAS = 400_000 if NIGHT else 4000
LIMITS = sc.Limits() if NIGHT else sc.Limits(rows=1500, cells=10_000, empty=40_000)


@pytest.fixture(scope="module")
def page() -> str:
    """The part of the sheet that has the annex to be filled with most lines."""
    package = Package.open(TEMPLATE)
    return next(info.part for info in package.sheets if info.name == "Tabel 3.9")


def with_page(page: str, change) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == page else content)
    return made.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def below(rows: str):
    return lambda text: text.replace("</sheetData>", f"{rows}</sheetData>")


def heights() -> str:
    return "".join(f'<row r="{row}" ht="15.75" customHeight="1"/>' for row in range(LAST - DRAGGED, LAST + 1))


def formats() -> str:
    return "".join(f'<row r="{row}" spans="1:12" s="3" customFormat="1"/>' for row in range(60, 60 + DRAGGED))


def cells() -> str:
    return "".join(
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{letter}{row}{chr(34)} s={chr(34)}3{chr(34)}/>" for letter in "ABCDEFGHIJKL")}</row>'
        for row in range(60, 60 + DRAGGED // 10 + 600)
    )


@pytest.mark.parametrize("bloat", [heights, formats, cells])
def test_rows_and_cells_that_only_have_a_format_pass_through(page, bloat):
    rows = bloat()
    made = io.BytesIO()
    sc.fill(with_page(page, below(rows)), made, limits=LIMITS)
    plain = io.BytesIO()
    sc.fill(TEMPLATE, plain)
    assert rows in part(made.getvalue(), page)
    assert part(made.getvalue(), page).replace(rows, "") == part(plain.getvalue(), page)


@pytest.mark.parametrize("bloat", [heights, formats, cells])
def test_rows_are_looked_at_piece_by_piece(page, bloat, monkeypatch):
    """A piece of all of them took a gigabyte, where each row closes itself."""
    taken, take, piece = [], SheetScan._take, 4096
    monkeypatch.setattr(scan, "_PIECE", piece)
    monkeypatch.setattr(
        SheetScan,
        "_take",
        lambda self, begin, end, cutter: taken.append(end - begin) or take(self, begin, end, cutter),
    )
    Package.open(with_page(page, below(bloat())), limits=LIMITS).sheet("Tabel 3.9")
    assert len(taken) > 10
    assert max(taken) < 2 * piece


def test_merged_areas_by_the_hundred_thousand(page):
    refs = "".join(f'<mergeCell ref="M{row}:N{row}"/>' for row in range(100, 100 + AREAS))
    data = with_page(page, lambda text: re.sub(r"(<mergeCells[^>]*>)", rf"\1{refs}", text))
    assert refs in part(data, page)
    made = io.BytesIO()
    assert sc.fill(data, made, limits=LIMITS).written
    assert refs in part(made.getvalue(), page)


def test_merged_areas_far_below_the_last_text_are_no_cells_to_read(page, monkeypatch):
    refs = "".join(f'<mergeCell ref="M{row}:N{row}"/>' for row in range(100, 100 + 4000))
    package = Package.open(with_page(page, lambda text: re.sub(r"(<mergeCells[^>]*>)", rf"\1{refs}", text)))
    monkeypatch.setattr(workbook, "_LARGE", 4000)
    before, far = (
        next(grid for grid in workbook.grids(each) if grid.sheet == "Tabel 3.9")
        for each in (Package.open(TEMPLATE), package)
    )
    assert far.last_cell_row <= before.last_cell_row + workbook._MARGIN
    assert before.cells.items() <= far.cells.items()


def test_rows_are_inserted_above_them(page):
    package = Package.open(with_page(page, below(formats())), limits=LIMITS)
    name = next(info.name for info in package.sheets if info.part == page)
    moved, _ = insert_rows(package, [Insertion(sheet=name, before=10, count=2)])
    assert moved.sheet(name).scan.rows[-1].number == 60 + DRAGGED + 1


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("empty", ("baris kosong di bawah data", "empty rows below the data")),
        ("rows", ("Pindahkan lembar data", "Move sheets of data")),
        ("nodes", ("format bersyarat", "conditional formats")),
        ("merged", ("penggabungan sel", "merged cells")),
        ("file_bytes", ("Kompres gambar", "Compress the pictures")),
        ("seconds", ("Coba sekali lagi", "Try once more")),
    ],
)
def test_the_hint_is_that_of_the_limit(limit, words):
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(TEMPLATE, limits=sc.Limits(**{limit: 0}))
    assert caught.value.values["detail"].values["limit"] == limit
    for lang, said in zip(messages.LANGUAGES, words, strict=True):
        assert said in caught.value.hint(lang)


def test_every_limit_has_a_hint():
    known = messages.catalogue("words")
    for name in sc.Limits.__dataclass_fields__:
        assert f"limit-{name.replace('_', '-')}" in known or name == "ratio_from"
        assert f"advice-{name.replace('_', '-')}" in known or name == "ratio_from"
