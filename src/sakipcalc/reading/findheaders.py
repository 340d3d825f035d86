"""Table headers, found by their shape first: rows of texts over rows of data, with spanners and years above.

Words help where they are known (a row of headings of which most are), and are not needed: a row of
texts after a gap, over a row that numbers the columns or over figures, is a header whatever it says.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.core.memo import Recent, remembered
from sakipcalc.reading.header import Header
from sakipcalc.reading.headings import headings_of, numbers_columns, spanner_on_the_left
from sakipcalc.reading.marks import MEAN, NUMBERING, TOTAL, UNIT, is_figure, is_year
from sakipcalc.tables.normalise import normalise, quarters
from sakipcalc.text.dates import years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import Grammar

__all__ = ["find_headers"]

#: One known word alone is a caption or a label.
_FEWEST = 2
#: A row of unknown words is a header from this many cells on.
_FEWEST_UNKNOWN = 3
#: A header is at most this many rows high.
_HIGHEST = 5
#: A heading is at most this many letters long.
_LONGEST = 160
#: So many rows below a header tell what its columns hold; figures show within the first few.
_SAMPLE = 12
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
    """Return what heads the first rows that are alike in width: names under names, in a list of people."""
    for row in grid.rows:
        wide = next((run for run in _runs(grid.lines[row]) if len(run) >= _FEWEST_UNKNOWN), ())
        if wide and all(len(cell.text) <= _SHORT for cell in wide):
            under = [grid.lines[row + 1], grid.lines[row + 2]]
            if all(len(cells) >= _FEWEST_UNKNOWN and cells[0].row > row for cells in under):
                return _headers(grid, row, row - 1, grammar)
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
        goes_on = (
            open_body and grid.long and _is_line_of_texts(grid.texts_of(row), row - before, tops, grammar)
        )
        if row in figures or goes_on:
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
            found = _headers(grid, row, row - 1 if again else below, grammar)
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
        return bool(texts) and gap <= 1 and not _CAPTION.match(texts[0][1])
    if tuple(texts) in tops:
        return False
    named = 0
    for left, (_, text) in zip(range(len(texts), 0, -1), texts, strict=True):
        if named + left < _FEWEST:
            return True
        named += len(text) <= _LONGEST and bool(_measure_of(text, grammar))
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
    return airy or _CAPTION.match(alone.text) is not None


def _is_numbered(grid: Grid, first: GridCell, row: int, below: int, edges: set[int]) -> bool:
    """Return whether a row belongs to the table above: it has a number, or a cell is merged down to it."""
    if first.col in edges and _ROW_NUMBER.fullmatch(first.text):
        return True
    left = (grid.at(row, col) for col in range(min(edges), first.col))
    return any(cell is not None and cell.text and below < cell.row < row for cell in left)


_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
_CAPTION = re.compile(r"\s*(?:tabel|lampiran|formulir|perjanjian kinerja)\b", re.IGNORECASE)


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
            if (is_figure(raw) and not is_year(raw)) or _DASH.fullmatch(raw):
                return False
        elif cell.formula or not is_year(raw):
            return False
    return True


_DASH = re.compile(r"[\s\-–—.…~]+|n/?a", re.IGNORECASE)


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
        if kuat := _measure(cell, grammar):
            named.append(kuat)
    others = sum(_is_period(cell) or _is_plain(cell, grammar) for cell in cells)
    several = len(set(named))
    enough = (len(named) + others) * 2 - len(cells)
    if named == ["indikator"] and _numbers_years(cells[1:]):
        return True
    return several >= _FEWEST and (enough > 0 or (enough == 0 and several >= _FEWEST_UNKNOWN))


def _numbers_years(cells: Sequence[GridCell]) -> bool:
    """Return whether cells are years in order, two or more."""
    found = [year for cell in cells if is_year(cell.raw) for year in years(cell.text)]
    return len(found) == len(cells) >= _FEWEST and all(b == a + 1 for a, b in pairwise(found))


def _measure(cell: GridCell, grammar: Grammar) -> str:
    """Return the measure that a cell heads; empty where it has none, or is longer than a heading is."""
    if not isinstance(cell.raw, str) or len(cell.text) > _LONGEST:
        return ""
    return _measure_of(cell.text, grammar)


@remembered(4096)
def _measure_of(text: str, grammar: Grammar) -> str:
    own = normalise(text)
    if own in grammar.headings:
        return own
    if not grammar.knows(text, _MOSTLY if len(text) <= _SHORT else _NEARLY_ALL):
        return ""
    meant = grammar.meaning((text,))
    kuat = meant.kuat
    sure = kuat and kuat not in _GENERIC and meant.arti[kuat] >= _SURE
    return kuat if sure else ""


def _is_plain(cell: GridCell, grammar: Grammar) -> bool:
    """Return whether a cell may head a column of whatever stands above or beside: %, Rp, Jumlah, Uraian."""
    if not isinstance(cell.raw, str) or len(cell.text) > _PLAIN:
        return False
    return _is_generic(cell.text, grammar)


@remembered(4096)
def _is_generic(text: str, grammar: Grammar) -> bool:
    if any(map(str.isdigit, text)):
        return False
    meant = grammar.meaning((text,))
    return meant.kuat in _GENERIC and meant.dikenal >= 1


#: Measures that say nothing of their own.
_GENERIC = frozenset({"umum", "persen", "uang", "kinerja", "masa"})
#: Of a short heading most words are known, of a long one nearly all: else it is a sentence.
_MOSTLY, _NEARLY_ALL = 0.7, 0.9
_SHORT = 40
_SURE = 0.84
_PLAIN = 24


def _is_period(cell: GridCell) -> bool:
    return is_year(cell.raw) or (isinstance(cell.raw, str) and _names_period(cell.text))


@remembered(4096)
def _names_period(text: str) -> bool:
    return bool(years(text) or quarters(text))


def _is_shaped(grid: Grid, row: int, cells: Sequence[GridCell]) -> bool:
    """Return whether a row is one of headings by its shape: texts over numbers or figures."""
    texts = [cell for cell in cells if isinstance(cell.raw, str)]
    if len(texts) == len(cells) == _FEWEST:
        return _heads_scale(grid, row, cells)
    if len(texts) < _FEWEST_UNKNOWN or any(len(cell.text) > _LONGEST for cell in texts):
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


_BAND = re.compile(
    r"\s*(?:[<>≤≥]=?\s*-?\d|-?\d[\d.,]*\s*%?\s*(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*[<>≤≥]?\s*-?\d)",
    re.IGNORECASE,
)


def _headers(grid: Grid, row: int, below: int, grammar: Grammar) -> list[Header]:
    """Return the headers that a row of headings belongs to: one, or several side by side."""
    top = _top(grid, row, below, grammar)
    bottom, body, numbers = _bottom(grid, top, row, grammar)
    found = []
    for cols in _blocks(grid, top, bottom):
        headings = headings_of(grid, top, bottom, cols, body, grammar)
        if len(headings) >= _FEWEST:
            own = tuple((cell.col, cell.text) for cell in numbers if cols[0] <= cell.col <= cols[-1])
            found.append(Header(top=top, bottom=bottom, body=body, headings=headings, numbers=own))
    return found


def _top(grid: Grid, row: int, below: int, grammar: Grammar) -> int:
    """Return the first row of a header: spanners and years may stand above the row that was found."""
    edge, right = grid.lines[row][0].col, max(cell.right for cell in grid.lines[row])
    top = row
    while (
        top - 1 > below and row - top < _HIGHEST - 1 and _is_above(grid, top - 1, row, edge, right, grammar)
    ):
        top -= 1
    return top


def _is_above(grid: Grid, row: int, headed: int, edge: int, right: int, grammar: Grammar) -> bool:
    """Return whether a row above headings is one of spanners: years, merged words, words over some."""
    cells = grid.lines[row]
    if not cells or not all(isinstance(cell.raw, str) or is_year(cell.raw) for cell in cells):
        return False
    if any(cell.right > right or (cell.bottom >= headed and cell.col >= edge) for cell in cells):
        return False
    if cells[0].col < edge:
        return _stands_beside(cells, edge)
    if any(_CAPTION.match(cell.text) or len(cell.text) > _LONGEST for cell in cells):
        return False
    wide = [cell for cell in cells if cell.right > cell.col]
    if len(cells) == 1:
        whole = cells[0].col <= edge and cells[0].right >= right
        return bool(wide) and not whole and cells[0].col > edge
    inner = all(cell.col > edge for cell in cells)
    return (
        bool(wide)
        or (inner and all(_is_period(c) or _measure(c, grammar) or _is_plain(c, grammar) for c in cells))
        or (inner and all(grid.at(headed, cell.col) for cell in cells))
    )


def _stands_beside(cells: Sequence[GridCell], edge: int) -> bool:
    """Return whether headings of columns stand beside periods over the row below."""
    beside = [cell for cell in cells if cell.col < edge]
    over = cells[len(beside) :]
    return bool(over) and all(map(_is_period, over)) and beside[0].col == edge - len(beside)


def _bottom(grid: Grid, top: int, row: int, grammar: Grammar) -> tuple[int, int, Sequence[GridCell]]:
    """Return the last row of a header, the first one of the body, and the row that numbers the columns."""
    headed = [cell for one in range(top, row + 1) for cell in grid.lines[one]]
    edge = min([cell.col for cell in headed])
    most = top + _HIGHEST - 1
    bottom = max(row, min(most, max([cell.bottom for cell in headed])))
    numbers: Sequence[GridCell] = ()
    while True:
        under = grid.lines[bottom + 1]
        if bottom < most and under and _continues(grid, top, bottom, under, edge, grammar):
            bottom = max(min(cell.bottom, most) for cell in under)
            continue
        last = max((cell.bottom for cell in under), default=bottom + 1) if numbers_columns(under) else 0
        if not last:
            break
        numbers = numbers or under
        between = [cell for one in range(bottom + 2, last + 1) for cell in grid.lines[one]]
        units = between or grid.lines[last + 1]
        if units and bottom < most and _goes_on_below(grid, top, bottom, units, edge, grammar):
            bottom = max(cell.bottom for cell in units)
            continue
        return bottom, last + 1, numbers
    return bottom, bottom + 1, numbers


def _goes_on_below(
    grid: Grid, top: int, bottom: int, cells: Sequence[GridCell], edge: int, grammar: Grammar
) -> bool:
    """Return whether headings go on below the row of column numbers: units, or texts under spanners."""
    if all(UNIT.fullmatch(cell.text) for cell in cells):
        return True
    named = all(bool(_measure(c, grammar)) or _is_period(c) or _is_plain(c, grammar) for c in cells)
    texts = all(isinstance(c.raw, str) and not is_figure(c.raw) and not _DASH.fullmatch(c.raw) for c in cells)
    under = cells[0].col > edge and all(_under_spanner(grid, top, bottom, cell) for cell in cells)
    return texts and under and (named or len(cells) > 1)


def _continues(
    grid: Grid, top: int, bottom: int, cells: Sequence[GridCell], edge: int, grammar: Grammar
) -> bool:
    """Return whether a row under a header goes on with it: known words, or texts under its spanners."""
    if any(not isinstance(cell.raw, str) and not is_year(cell.raw) for cell in cells) or numbers_columns(
        cells
    ):
        return False
    if any((is_figure(cell.raw) and not is_year(cell.raw)) or len(cell.text) > _LONGEST for cell in cells):
        return False
    if len(cells) == 1 and (TOTAL.match(cells[0].text) or MEAN.match(cells[0].text)):
        return False  # the total stands above the rows
    named = [bool(_measure(cell, grammar)) or _is_period(cell) or _is_plain(cell, grammar) for cell in cells]
    one_word = named[0] and cells[0].right == cells[0].col and len(cells[0].text.split()) == 1
    if len(cells) == 1 and cells[0].col <= edge and not one_word:
        return False  # the name of a group of rows
    under = [_under_spanner(grid, top, bottom, cell) for cell in cells]
    if cells[0].col > edge and (_are_units(cells) or all(under)):
        return True  # also (Rp) and (%) below headings of which one was not merged over its two
    measures = {_measure(cell, grammar) for cell in cells} - {""}
    several = len(measures) >= _FEWEST or any(map(_is_period, cells)) or len(cells) == 1
    return several and sum(named) * 2 > len(cells) and not (cells[0].col <= edge and _is_body_row(cells))


def _are_units(cells: Sequence[GridCell]) -> bool:
    """Return whether a row has the units of the headings above: (Rp), (%), and "(satuan)" beside them."""
    units = [UNIT.fullmatch(cell.text) is not None for cell in cells]
    bracketed = all(unit or _BRACKETED.fullmatch(cell.text) for unit, cell in zip(units, cells, strict=True))
    return len(cells) >= _FEWEST and any(units) and bracketed


_BRACKETED = re.compile(r"\([^()\d]{2,20}\)")


def _is_body_row(cells: Sequence[GridCell]) -> bool:
    return NUMBERING.fullmatch(cells[0].text) is not None and not _NO.match(cells[0].text)


_NO = re.compile(r"no\b", re.IGNORECASE)


def _under_spanner(grid: Grid, top: int, bottom: int, cell: GridCell) -> bool:
    """Return whether a cell stands under a spanner, or where a header is still empty."""
    above = grid.at(bottom, cell.col)
    if above is None or not above.text:
        return spanner_on_the_left(grid, bottom, bottom + 1, cell.col) != ""
    wide = above.right > above.col and (cell.right < above.right or cell.col > above.col)
    beside = grid.at(bottom, cell.col + 1)
    unmerged = above.right == above.col and (beside is None or not beside.text)
    open_right = unmerged and bool((under := grid.at(bottom + 1, cell.col + 1)) and under.text)
    return wide or (open_right and above.row > top - 1)


def _blocks(grid: Grid, top: int, bottom: int) -> list[list[int]]:
    """Return the columns of a header, parted where a column is empty; a lone column beside is no table.

    Several lone ones, each beyond one narrow column, are columns of the table left of them.
    """
    headed = sorted(
        {
            col
            for row in range(top, bottom + 1)
            for cell in grid.lines[row]
            if isinstance(cell.raw, str) or is_year(cell.raw)
            for col in range(cell.col, min(cell.right, cell.col + 200) + 1)
        }
    )
    blocks: list[list[int]] = []
    for col in headed:
        near = blocks and (
            col == blocks[-1][-1] + 1 or _holds_data(grid, bottom + 1, blocks[-1][-1] + 1, col - 1)
        )
        if near:
            blocks[-1] += range(blocks[-1][-1] + 1, col + 1)
        else:
            blocks.append([col])
    return [headed] if _are_spaced_out(blocks) else blocks


def _are_spaced_out(blocks: Sequence[Sequence[int]]) -> bool:
    """Return whether every column but those of the first block stands alone beyond one empty column."""
    beside = all(right[0] == left[-1] + 2 for left, right in pairwise(blocks))
    return len(blocks) > _FEWEST and beside and all(len(block) == 1 for block in blocks[1:])


def _holds_data(grid: Grid, first: int, left: int, right: int) -> bool:
    """Return whether columns without a heading hold something under the header, as under a wide heading."""
    rows = list(takewhile(grid.lines.__getitem__, range(first, first + _SAMPLE)))
    return all(
        any((cell := grid.at(row, col)) and cell.text for row in rows) for col in range(left, right + 1)
    )
