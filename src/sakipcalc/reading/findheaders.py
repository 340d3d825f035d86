"""Table headers, found by their shape first: rows of texts over rows of data, with spanners and years above.

Words help where they are known (a row of headings of which most are), and are not needed: a row of
texts after a gap, over a row that numbers the columns or over figures, is a header whatever it says.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.core.memo import Recent
from sakipcalc.reading.headerextent import headers_at
from sakipcalc.reading.headingcells import (
    CAPTION,
    DASH,
    LONGEST,
    SHORT,
    is_period,
    is_plain,
    measure,
    measure_of,
)
from sakipcalc.reading.headings import numbers_columns
from sakipcalc.reading.marks import is_figure, is_year
from sakipcalc.text.dates import years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.reading.header import Header
    from sakipcalc.tables import Grammar

__all__ = ["find_headers"]

#: One known word alone is a caption or a label.
_FEWEST = 2
#: A row of unknown words is a header from this many cells on.
_FEWEST_UNKNOWN = 3
#: Figures show within so many rows below a header.
_SOON = 4
#: A heading merged over more further columns than these is the title of a table.
_WIDEST = 2
#: A gap of so many rows ends what stands above it.
_GAP = 3


def find_headers(grid: Grid, grammar: Grammar) -> Iterator[Header]:
    """Yield every header of a sheet from top to bottom, those side by side from left to right.

    Where nothing looks like one, a row of texts over rows as wide is: what is not understood is listed, too.
    """
    found = False
    for header in _headers_told(grid, grammar):
        found = True
        yield header
    if not found:
        yield from _header_by_width(grid, grammar)


def _header_by_width(grid: Grid, grammar: Grammar) -> list[Header]:
    """Return the header over the first rows that are alike in width: names under names, as of people."""
    for row in grid.rows:
        wide = next((run for run in _runs(grid.lines[row]) if len(run) >= _FEWEST_UNKNOWN), ())
        if wide and all(len(cell.text) <= SHORT for cell in wide):
            under = [grid.lines[row + 1], grid.lines[row + 2]]
            if all(len(cells) >= _FEWEST_UNKNOWN and cells[0].row > row for cells in under):
                return headers_at(grid, row, row - 1, grammar)
    return []


def _headers_told(grid: Grid, grammar: Grammar) -> Iterator[Header]:
    """Yield the headers that words or figures below them tell."""
    below = 0
    open_body = False
    before = 0
    edges: set[int] = set()
    tops: set[tuple[tuple[int, str], ...]] = set()
    figures = grid.rows_of_figures
    for row in metered(grid.rows):
        open_body = open_body and row - before <= _GAP
        goes_on = row in figures or (
            open_body and grid.long and _is_line_of_texts(grid.texts_of(row), row - before, tops, grammar)
        )
        if goes_on:
            before = max(before, row)
            continue
        cells = grid.lines[row]
        if len(cells) == 1 and open_body:
            open_body = not _is_lone_line(grid, cells[0], below, before)
        before = max(before, *[cell.bottom for cell in cells])
        if row <= below or len(cells) < _FEWEST:
            continue
        if open_body and _is_numbered(grid, cells[0], row, below, edges):
            continue
        if _headings_among(cells) < _FEWEST:
            continue
        runs = _runs(cells)
        whole = [cells] if len(runs) != 1 and _may_head(cells) else []  # spanners that were not merged
        again = _words_at(cells) in tops  # its top is known: nothing above
        if (
            again
            or any(_is_named(run, grammar) for run in (*whole, *runs))
            or (not open_body and any(_is_shaped(grid, row, run) for run in runs))
        ):
            found = headers_at(grid, row, row - 1 if again else below, grammar)
            tops |= {_words_at(grid.lines[header.top]) for header in found}
            if figures and any(is_figure(text) and not is_year(text) for top in tops for _, text in top):
                figures = frozenset()  # such a top may be there again
            edges = {header.left for header in found} or edges
            for header in found:
                below = max(below, header.body - 1)
                open_body = True
                yield header


def _is_line_of_texts(
    texts: Sequence[tuple[int, str]], gap: int, tops: Collection[Sequence[tuple[int, str]]], grammar: Grammar
) -> bool:
    """Return whether a row of a long sheet that says nothing but these texts plainly goes on with a table.

    It is no header that was met before, and too few of its texts may be headings for it to be one; a text
    alone follows on the rows above and is no caption.
    """
    if len(texts) < _FEWEST:
        return bool(texts) and gap <= 1 and not CAPTION.match(texts[0][1])
    if tuple(texts) in tops:
        return False
    named = 0
    for left, (_, text) in zip(range(len(texts), 0, -1), texts, strict=True):
        if named + left < _FEWEST:
            return True
        named += len(text) <= LONGEST and bool(measure_of(text, grammar))
    return not named


def _words_at(cells: Sequence[GridCell]) -> tuple[tuple[int, str], ...]:
    return tuple([(cell.col, cell.text) for cell in cells])


def _headings_among(cells: Sequence[GridCell]) -> int:
    """Return how many cells of a row may be headings as far as can be seen at once: texts and years."""
    return len([True for cell in cells if isinstance(cell.raw, str) or is_year(cell.raw)])


def _is_lone_line(grid: Grid, alone: GridCell, below: int, before: int) -> bool:
    """Return whether a line names something else than the rows above: a caption, or one with air around."""
    if alone.row <= below + 1 or not isinstance(alone.raw, str):
        return False
    airy = alone.row > before + 1 and not grid.lines[alone.bottom + 1]
    return airy or CAPTION.match(alone.text) is not None


def _is_numbered(grid: Grid, first: GridCell, row: int, below: int, edges: set[int]) -> bool:
    """Return whether a row belongs to the table above: it has a number, or a cell is merged down to it."""
    if first.col in edges and _ROW_NUMBER.fullmatch(first.text):
        return True
    left = (grid.at(row, col) for col in range(min(edges), first.col))
    return any(cell is not None and cell.text and below < cell.row < row for cell in left)


_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")


def _runs(cells: Sequence[GridCell]) -> list[Sequence[GridCell]]:
    """Return the cells of a row in runs parted by empty columns."""
    runs: list[list[GridCell]] = []
    for cell in cells:
        if runs and cell.col <= runs[-1][-1].right + 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [run for run in runs if _may_head(run)]


def _may_head(cells: Sequence[GridCell]) -> bool:
    """Return whether a row may be one of headings: several texts and no figure."""
    if len(cells) < _FEWEST:
        return False
    for cell in cells:
        raw = cell.raw
        if isinstance(raw, str):
            if (is_figure(raw) and not is_year(raw)) or DASH.fullmatch(raw):
                return False
        elif cell.formula or not is_year(raw):
            return False
    return True


def _is_named(cells: Sequence[GridCell], grammar: Grammar) -> bool:
    """Return whether a row is one of headings by its words: most are known, and say different things."""
    said = grammar, *[(cell.text, isinstance(cell.raw, str) or cell.raw) for cell in cells]
    known = _NAMED.get(said)
    return _NAMED.put(said, _heads_by_words(cells, grammar)) if known is None else known


_NAMED: Recent[tuple[object, ...], bool] = Recent("rows that are headings by their words", 1024)


def _heads_by_words(cells: Sequence[GridCell], grammar: Grammar) -> bool:
    named: list[str] = []
    for left, cell in zip(range(len(cells), 0, -1), cells, strict=True):
        if len(named) + left < _FEWEST:
            return False  # as of nearly every line of a tree that has names and no figures
        if one := measure(cell, grammar):
            named.append(one)
    others = sum(is_period(cell) or is_plain(cell, grammar) for cell in cells)
    several = len(set(named))
    enough = (len(named) + others) * 2 - len(cells)
    if named == ["indikator"] and _numbers_years(cells[1:]):
        return True
    return several >= _FEWEST and (enough > 0 or (enough == 0 and several >= _FEWEST_UNKNOWN))


def _numbers_years(cells: Sequence[GridCell]) -> bool:
    """Return whether cells are years in order, two or more."""
    found = [year for cell in cells if is_year(cell.raw) for year in years(cell.text)]
    return len(found) == len(cells) >= _FEWEST and all(b == a + 1 for a, b in pairwise(found))


def _is_shaped(grid: Grid, row: int, cells: Sequence[GridCell]) -> bool:
    """Return whether a row is one of headings by its shape: texts over numbers or figures."""
    texts = [cell for cell in cells if isinstance(cell.raw, str)]
    if len(texts) == len(cells) == _FEWEST:
        return _heads_scale(grid, row, cells)
    if len(texts) < _FEWEST_UNKNOWN or any(len(cell.text) > LONGEST for cell in texts):
        return False
    cols = {col for cell in cells for col in range(cell.col, min(cell.right, cell.col + 60) + 1)}
    under = [one for one in range(row + 1, row + 1 + _SOON * 2) if grid.lines[one]][:_SOON]
    if any(numbers_columns(grid.lines[one]) for one in under):
        return True
    for one in under:
        data = grid.lines[one]
        edge = cells[0].col
        figures = [cell for cell in data if cell.col > edge and _tells(cell.raw)]
        if figures and all(cell.col in cols for cell in figures) and len(data) >= _FEWEST:
            own = {col for cell in texts for col in range(cell.col, min(cell.right, cell.col + _WIDEST) + 1)}
            return sum(cell.col in own for cell in figures) * 2 > len(figures)
    return False


def _heads_scale(grid: Grid, row: int, cells: Sequence[GridCell]) -> bool:
    """Return whether two headings stand over the bands of a scale and their labels."""
    bands = []
    for one in range(row + 1, row + 1 + _FEWEST_UNKNOWN):
        own = [grid.at(one, cell.col) for cell in cells]
        texts = [cell.raw for cell in own if cell is not None and isinstance(cell.raw, str)]
        bands.append(len(texts) == len(cells) and sum(bool(_WORDED.match(text)) for text in texts) == 1)
    return all(bands)


#: A band, also in words.
_WORDED = re.compile(
    r"\s*+(?:(?:lebih|kurang)\s+(?:dari|besar|kecil)\D{0,20}\d|(?:di\s?atas|di\s?bawah|minimal|maksimal)\s++\d"
    r"|[<>≤≥]=?\s*-?\d|-?\d[\d.,]*\s*%?\s*(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*[<>≤≥]?\s*-?\d)",
    re.IGNORECASE,
)


def _tells(raw: object) -> bool:
    """Return whether a value is no heading: a figure, or the range of a scale."""
    return is_figure(raw) or (isinstance(raw, str) and _BAND.match(raw) is not None)


#: "≥ 85", "70 - 80": a band, not in words.
_BAND = re.compile(
    r"\s*(?:[<>≤≥]=?\s*-?\d|-?\d[\d.,]*\s*%?\s*(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*[<>≤≥]?\s*-?\d)",
    re.IGNORECASE,
)
