"""Workbooks from sheets that are drawn as text, and the held columns of their results."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sakipcalc as sc


def drawn(pages: Mapping[str, str]) -> bytes:
    """Return a workbook of drawn sheets.

    A line is a row and `|` stands between cells. A cell `<` is merged with its left neighbour, `^` with the one
    above; what begins with `'` stays text though it looks like a number.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for title, drawing in pages.items():
            page = book.add_worksheet(title)
            lines = [[cell.strip() for cell in line.split("|")] for line in drawing.split("\n")]
            for row, cells in enumerate(lines):
                for col, text in enumerate(cells):
                    if text and text not in "<^":
                        _write(page, row, col, text)
            for area in _merged(lines):
                page.merge_range(*area, "")
                _write(page, area[0], area[1], lines[area[0]][area[1]])
    return content.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, col: int, text: str) -> None:
    if text.startswith("="):
        page.write_formula(row, col, text, None, "")
    elif text.replace(".", "", 1).removeprefix("-").isdecimal():
        page.write_number(row, col, float(text))
    else:
        page.write_string(row, col, text.removeprefix("'"))


def _merged(lines: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """Return the merged areas, first row and column before the last ones."""
    areas = []
    for row, cells in enumerate(lines):
        for col, text in enumerate(cells):
            right, below = col, row
            while right + 1 < len(cells) and cells[right + 1] == "<":
                right += 1
            while below + 1 < len(lines) and lines[below + 1][col : col + 1] == ["^"]:
                below += 1
            if text and text not in "<^" and (right, below) != (col, row):
                areas.append((row, col, below, right))
    return areas


def hold(hasil: sc.Hasil, wanted: Mapping[str, Mapping[str, list[object]]]) -> None:
    """Hold columns of results against what they must be; figures to half a hundredth."""
    for name, columns in wanted.items():
        for column, values in columns.items():
            found = getattr(hasil, name)[column].tolist()
            assert len(found) == len(values), (name, column, found)
            for one, value in zip(found, values, strict=True):
                number = isinstance(value, float | int)
                assert one == (pytest.approx(value, abs=0.005) if number else value), (name, column, found)
