"""Table headers: which rows are a header, and what stands above each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.reading.extent import TOTAL
from sakipcalc.tables.words import QUARTER, YEAR, normalise, quarters, years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import Vocabulary

__all__ = ["Header", "Heading", "find_headers"]

#: "1", "(2)", "Rp 3", "14 = 7 + 13": a row of such cells numbers the columns.
_COLUMN_NUMBER = re.compile(r"(?:rp\.?\s*)?\(?\s*(\d{1,2})\s*+\)?(?:\s*[=(:].*)?", re.IGNORECASE)
#: One known word alone is a caption or a label.
_FEWEST = 2
#: A header is at most this many rows high.
_HIGHEST = 4
#: A number in between may be a year.
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
#: A heading is at most this many letters long; longer texts are not looked up.
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above one column.

    Parameters
    ----------
    row, col : int
        Cell of the lowest heading of the column.
    path : tuple of str
        Normalised headings from the topmost to the column's own.
    text : str
        The same as the workbook spells it.
    year, quarter : int, optional
        Year and quarter named in it.
    """

    row: int
    col: int
    path: tuple[str, ...]
    text: str
    year: int | None = None
    quarter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a table: its rows, its columns, and the first row under it."""

    top: int
    bottom: int
    body: int
    headings: tuple[Heading, ...]

    @property
    def shape(self) -> tuple[tuple[int, tuple[str, ...], int | None], ...]:
        """What makes two headers the same: columns, headings and years."""
        return tuple((h.col, h.path, h.year) for h in self.headings)


def find_headers(grid: Grid, vocabulary: Vocabulary) -> Iterator[Header]:
    """Yield every header of a sheet from top to bottom."""
    below = 0
    for row in grid.rows:
        if row > below and _starts_header(grid.row(row), vocabulary):
            header = _header(grid, row, vocabulary)
            below = header.body - 1
            yield header


def _starts_header(cells: Sequence[GridCell], vocabulary: Vocabulary) -> bool:
    if len(cells) < _FEWEST:
        return False
    words = [_word(cell) for cell in cells]
    if not any(map(vocabulary.knows, words)):
        return False  # before the costlier look for words that are merely alike
    known = [word for word in words if word and vocabulary.resembles(word)]
    named = [word for word in known if word not in {YEAR, QUARTER}]  # 2000 may be a year or a figure
    return len(named) >= _FEWEST and len(known) * 2 > len(cells)


def _word(cell: GridCell) -> str:
    raw = cell.raw
    if isinstance(raw, int | float):
        return YEAR if _FIRST_YEAR <= raw <= _LAST_YEAR and raw == int(raw) else ""
    return normalise(cell.text) if len(cell.text) <= _LONGEST else ""


def _header(grid: Grid, top: int, vocabulary: Vocabulary) -> Header:
    bottom = max(min(cell.bottom, top + _HIGHEST - 1) for cell in grid.row(top))
    edge = grid.row(top)[0].col
    while bottom < top + _HIGHEST - 1 and _continues(grid.row(bottom + 1), edge, vocabulary):
        bottom = max(min(cell.bottom, top + _HIGHEST - 1) for cell in grid.row(bottom + 1))
    cols = _columns(grid, top, bottom, vocabulary)
    headings = tuple(_heading(grid, top, bottom, col) for col in cols if not _is_inner(grid, bottom, col))
    body = bottom + 1
    while _numbers_columns([cell for cell in grid.row(body) if cols[0] <= cell.col <= cols[-1]]):
        body += 1
    return Header(top=top, bottom=bottom, body=body, headings=headings)


def _continues(cells: Sequence[GridCell], edge: int, vocabulary: Vocabulary) -> bool:
    """Return whether a row under a header goes on with it: known words, and nothing that is a figure."""
    words = [_word(cell) for cell in cells]
    if len(cells) == 1 and TOTAL.fullmatch(cells[0].text):
        return False  # the total stands above the rows
    if len(cells) == 1 and cells[0].col <= edge and (cells[0].right > edge or not vocabulary.knows(words[0])):
        return False  # the name of a group of rows
    known = sum(bool(word) and vocabulary.resembles(word) for word in words)
    figures = any(
        isinstance(cell.raw, int | float) and word != YEAR for cell, word in zip(cells, words, strict=True)
    )
    return known * 2 > len(cells) and not figures and any(map(vocabulary.knows, words))


def _numbers_columns(cells: Sequence[GridCell]) -> bool:
    """Return whether a row numbers the columns: 1 2 3, (1) (2) (3), 1 2 Rp 3 4, 14 = 7 + 13."""
    found = [_COLUMN_NUMBER.fullmatch(cell.text) for cell in cells]
    numbers = [int(match.group(1)) for match in found if match]
    if len(numbers) < max(len(cells), 2):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _columns(grid: Grid, top: int, bottom: int, vocabulary: Vocabulary) -> list[int]:
    """Return the columns of the header: of several blocks side by side the one with most headings."""
    cells = [cell for row in range(top, bottom + 1) for cell in grid.row(row)]
    headed: dict[int, bool] = {}
    for cell in cells:
        known = vocabulary.resembles(_word(cell))
        for col in range(cell.col, cell.right + 1):
            headed[col] = headed.get(col, False) or known
    blocks: list[list[int]] = []
    for col in sorted(headed):
        if blocks and col == blocks[-1][-1] + 1:
            blocks[-1].append(col)
        else:
            blocks.append([col])
    return max(blocks, key=lambda block: sum(headed[col] for col in block))


def _is_inner(grid: Grid, bottom: int, col: int) -> bool:
    """Return whether a column is the second of several under one merged heading, which head one column."""
    cell = grid.at(bottom, col)
    return cell is not None and cell.col < col


def _heading(grid: Grid, top: int, bottom: int, col: int) -> Heading:
    texts: list[str] = []
    at = top
    for row in range(top, bottom + 1):
        cell = grid.at(row, col)
        own = cell.text if cell else ""
        text = own or _group_on_the_left(grid, row, bottom, col)
        if text and (not texts or text != texts[-1]):
            texts.append(text)
            at = cell.row if cell and own else row
    return Heading(
        row=at,
        col=col,
        path=tuple(filter(None, map(normalise, texts))),
        text=" > ".join(texts),
        year=_last_named(texts, years),
        quarter=_last_named(texts, quarters),
    )


def _last_named(texts: Sequence[str], named: Callable[[str], Sequence[int]]) -> int | None:
    """Return the last of the periods that headings name."""
    return next((periods[-1] for text in reversed(texts) if (periods := named(text))), None)


def _group_on_the_left(grid: Grid, row: int, bottom: int, col: int) -> str:
    """Return the heading of a group whose cells were not merged; it reaches right to the next heading."""
    if row == bottom or not _any_text(grid, row + 1, bottom, col):
        return ""
    left = next((c for c in reversed(grid.row(row)) if c.col < col), None)
    return left.text if left and left.bottom == row and _any_text(grid, row + 1, bottom, left.col) else ""


def _any_text(grid: Grid, top: int, bottom: int, col: int) -> bool:
    return any((cell := grid.at(row, col)) and cell.text for row in range(top, bottom + 1))
