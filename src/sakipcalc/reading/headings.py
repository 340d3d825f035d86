"""Table headers: which rows are a header, and what stands above each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sakipcalc.tables import specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["Header", "Heading", "find_headers", "normalise"]

YEAR = "{tahun}"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\{tahun\}|%|[^\W_]+")
#: Words that say the unit of a column, not what it is.
_UNIT_WORDS = frozenset({"rp", "rupiah"})
#: "1", "(2)", "Rp 3", "14 = 7 + 13": a row of such cells numbers the columns.
_COLUMN_NUMBER = re.compile(r"(?:rp\.?\s*)?\(?\s*\d{1,2}\s*\)?(?:\s*[=(].*)?", re.IGNORECASE)
#: One known word alone is a caption or a label.
_FEWEST = 2
#: A header is at most this many rows high.
_HIGHEST = 4


def normalise(text: str) -> str:
    """Return a heading in the form in which the vocabulary has it.

    Examples
    --------
    >>> normalise("Anggaran (x 1000 Rp)"), normalise("%Capaian"), normalise("Target Akhir 2026")
    ('anggaran', '% capaian', 'target akhir {tahun}')
    """
    plain = _YEAR.sub(YEAR, _BRACKETS.sub(" ", text.lower()))
    return " ".join(word for word in _WORD.findall(plain) if word not in _UNIT_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above one column.

    Parameters
    ----------
    col : int
        Column of the sheet.
    path : tuple of str
        Normalised headings from the topmost to the column's own.
    text : str
        The same as the workbook spells it.
    year : int, optional
        Year named in it.
    """

    col: int
    path: tuple[str, ...]
    text: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a table: its rows, its columns, and the first row under it."""

    top: int
    bottom: int
    body: int
    headings: tuple[Heading, ...]


def find_headers(grid: Grid) -> Iterator[Header]:
    """Yield every header of a sheet from top to bottom."""
    below = 0
    for row in grid.rows:
        if row > below and _starts_header(grid.row(row)):
            header = _header(grid, row)
            below = header.bottom
            yield header


@cache
def _vocabulary() -> frozenset[str]:
    columns = (column for spec in specs().values() for column in spec.kolom.values())
    return frozenset(word for column in columns for word in (*column.judul, *column.induk))


def _known(cell: GridCell) -> bool:
    return normalise(cell.text) in _vocabulary()


def _starts_header(cells: list[GridCell]) -> bool:
    known = [normalise(cell.text) for cell in cells if _known(cell)]
    words = [heading for heading in known if heading != YEAR]  # 2000 may be a year or a figure
    return len(words) >= _FEWEST and len(known) * 2 > len(cells)


def _header(grid: Grid, top: int) -> Header:
    bottom = max(min(cell.bottom, top + _HIGHEST - 1) for cell in grid.row(top))
    while bottom < top + _HIGHEST - 1 and _continues(grid.row(bottom + 1)):
        bottom += 1
    headings = tuple(_heading(grid, top, bottom, col) for col in _columns(grid, top, bottom))
    body = bottom + 1
    while _numbers_columns(grid.row(body)):
        body += 1
    return Header(top=top, bottom=bottom, body=body, headings=headings)


def _continues(cells: list[GridCell]) -> bool:
    return bool(cells) and all(map(_known, cells))


def _numbers_columns(cells: list[GridCell]) -> bool:
    return len(cells) > 1 and all(_COLUMN_NUMBER.fullmatch(c.text) for c in cells) and _ascends(cells)


def _ascends(cells: list[GridCell]) -> bool:
    numbers = [int(match.group()) for c in cells if (match := re.search(r"\d+", c.text))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _columns(grid: Grid, top: int, bottom: int) -> list[int]:
    """Return the columns of the header: of several blocks side by side the one with most headings."""
    cells = [cell for row in range(top, bottom + 1) for cell in grid.row(row)]
    headed = {col: _known(cell) for cell in cells for col in range(cell.col, cell.right + 1)}
    blocks: list[list[int]] = []
    for col in sorted(headed):
        if blocks and col == blocks[-1][-1] + 1:
            blocks[-1].append(col)
        else:
            blocks.append([col])
    return max(blocks, key=lambda block: sum(headed[col] for col in block))


def _heading(grid: Grid, top: int, bottom: int, col: int) -> Heading:
    texts: list[str] = []
    for row in range(top, bottom + 1):
        cell = grid.at(row, col)
        text = cell.text if cell and cell.text else _group_on_the_left(grid, row, bottom, col)
        if text and (not texts or text != texts[-1]):
            texts.append(text)
    years = [int(year) for text in texts for year in _YEAR.findall(text)]
    return Heading(
        col=col,
        path=tuple(filter(None, map(normalise, texts))),
        text=" > ".join(texts),
        year=years[-1] if years else None,
    )


def _group_on_the_left(grid: Grid, row: int, bottom: int, col: int) -> str:
    """Return the heading of a group whose cells were not merged; it reaches right to the next heading."""
    if row == bottom or not _any_text(grid, row + 1, bottom, col):
        return ""
    left = next((c for c in reversed(grid.row(row)) if c.col < col), None)
    return left.text if left and left.bottom == row and _any_text(grid, row + 1, bottom, left.col) else ""


def _any_text(grid: Grid, top: int, bottom: int, col: int) -> bool:
    return any((cell := grid.at(row, col)) and cell.text for row in range(top, bottom + 1))
