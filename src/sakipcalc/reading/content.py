"""Content of the columns under a header: the kinds of values in a few rows of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.core.memo import Recent
from sakipcalc.reading.marks import MEAN, TOTAL, is_figure
from sakipcalc.text.arah import read_polarity
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["ContentColumn", "Sample", "sample"]

#: Rows that tell what a table holds; a long one is known by its head.
_ROWS = 14
#: Rows that are looked through for them.
_LOOKED = 60
#: A sum of money in full rupiah is rarely less, and a figure of performance rarely more.
_MONEY = 100_000.0
_LONG, _SHORT = 40, 25
_WORDS = office_words("isi")
_UNITS, _POLAR, _LABELS = (frozenset(_WORDS[kind]) for kind in ("satuan", "arah", "label"))
#: "Meningkatnya", "Terwujudnya": a goal begins with the name of what has come about.
_GOAL = re.compile(r"\W*(?:\S{1,4}[.)]\s+)?\w{4,}nya\b")
#: A line of a budget, named as what it is.
_LINE = re.compile(r"\W*(?:program|kegiatan|sub\s*+-?\s*+kegiatan)\b", re.IGNORECASE)
#: The numbers of a range.
_BOUND = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")
_RANGE = re.compile(
    r"[<>≤≥=]|\d\s*+%?\s*+(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*+(?:<|>|≤|≥)?\s*+\d|\b(?:lebih|kurang|di\s?atas|di\s?bawah)\b",
    re.IGNORECASE,
)
#: The number of a row: short, and no figure with decimals.
_ORDINAL = re.compile(
    r"\s*\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[IVXLivxl]{1,5}|[A-Z]{1,4}[\s.-]?\d[\d.]{0,4})[.)]?\s*"
)
_CODE = re.compile(r"[\dXx]+(?:\.[\dXx]{1,4}){1,6}\.?")


class ContentColumn(NamedTuple):
    """The content of a column, as shares of its cells that say something, and its figures by row.

    `said` is the number of those cells, `bound` the largest number in its ranges; `figures` are aligned
    with the rows of the sample.
    """

    said: int = 0
    figure: float = 0.0
    percent: float = 0.0
    money: float = 0.0
    hundreds: float = 0.0
    long: float = 0.0
    ordinal: float = 0.0
    unit: float = 0.0
    polar: float = 0.0
    label: float = 0.0
    range: float = 0.0
    code: float = 0.0
    filled: float = 0.0
    length: float = 0.0
    varied: float = 0.0
    goal: float = 0.0
    counted: float = 0.0
    line: float = 0.0
    bound: float = 0.0
    figures: tuple[float | None, ...] = ()
    formulas: tuple[str, ...] = ()

    @property
    def counts_rows(self) -> bool:
        """Whether the figures go up by one from row to row, as the numbers of rows do."""
        numbers = [number for number in self.figures if number is not None]
        return len(numbers) > 2 and all(after == before + 1 for before, after in pairwise(numbers))  # noqa: PLR2004 -- two say nothing

    @property
    def text(self) -> float:
        """Share of cells that are words."""
        return 1.0 - self.figure if self.said else 0.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a body, and what the columns hold in them."""

    rows: tuple[int, ...]
    columns: dict[int, ContentColumn]

    def column(self, col: int) -> ContentColumn:
        """Return the content of a column."""
        return self.columns.get(col, _NOTHING)


_NOTHING = ContentColumn()


def sample(grid: Grid, first: int, limit: int, cols: Sequence[int]) -> Sample:
    """Return the content of the columns under a header, from its first rows with several cells."""
    rows = tuple(_rows(grid, first, limit, set(cols)))
    names = {row: _longest(grid, row, cols) for row in rows}
    seen = grid.seen
    return Sample(
        rows, {col: _column([seen.get((row, col)) for row in rows], rows, names, col) for col in cols}
    )


def _longest(grid: Grid, row: int, cols: Sequence[int]) -> frozenset[str]:
    """Return the words of the longest text of a row, which is what the row is about."""
    seen = grid.seen
    texts = [cell.text for col in cols if (cell := seen.get((row, col))) and isinstance(cell.raw, str)]
    return frozenset(plain(max(texts, key=len, default="")).split())


def _rows(grid: Grid, first: int, limit: int, cols: set[int]) -> Iterator[int]:
    found = 0
    for row in range(first, min(limit, first + _LOOKED, grid.last_cell_row + 1)):
        cells = [cell for cell in grid.row(row) if cell.col in cols]
        if len(cells) < 2 or _summed(cells):  # noqa: PLR2004 -- a lone text is no row
            continue
        yield row
        found += 1
        if found >= _ROWS:
            return


def _summed(cells: Sequence[GridCell]) -> bool:
    return any(TOTAL.fullmatch(cell.text) or MEAN.fullmatch(cell.text) for cell in cells[:2])


def _column(
    cells: Sequence[GridCell | None], rows: Sequence[int], names: Mapping[int, frozenset[str]], col: int
) -> ContentColumn:
    """Return the content of a column; a cell merged over it from the left belongs to another."""
    own = [
        cell if cell and cell.row == row and cell.col == col else None
        for cell, row in zip(cells, rows, strict=True)
    ]
    here = [cell for cell in own if cell]
    filled = sum([bool(cell.fill) and not cell.text for cell in here]) / len(cells) if cells else 0.0
    formulas = tuple([cell.formula for cell in here if cell.formula])
    said = [cell for cell in here if cell.text and cell.text not in _DASHES]
    if not said:
        return ContentColumn(filled=filled, formulas=formulas)
    count = len(said)
    known = {id(cell): _SIGNS.get((cell.text, cell.raw)) or _signs(cell) for cell in here if cell.text}
    figures = tuple([_figure(cell, known[id(cell)]) if cell and cell.text else None for cell in own])
    numbers = [abs(number) for number in figures if number is not None]
    *signs, _ = zip(*[known[id(cell)] for cell in said], strict=True)
    *shares, _ = [sum(sign) / count for sign in signs]
    figure, long, ordinal, _, polar, label, ranges, code, counted, goal, line = shares
    texts = [cell.text for cell in said]
    percents = [text[-1] == "%" or "%" in cell.format for text, cell in zip(texts, said, strict=True)]
    return ContentColumn(
        said=count,
        figure=figure,
        percent=sum(percents) / count,
        money=sum([number >= _MONEY for number in numbers]) / max(len(numbers), 1),
        hundreds=sum([number <= 400 for number in numbers]) / max(len(numbers), 1),  # noqa: PLR2004 -- a wide per cent
        long=long,
        ordinal=ordinal,
        unit=sum([known[id(cell)].unit or _is_counted(cell, names[cell.row]) for cell in said]) / count,
        polar=polar,
        label=label,
        range=ranges,
        code=code,
        filled=filled,
        length=sum(map(len, texts)) / count,
        varied=len(set(texts)) / count,
        goal=goal,
        counted=counted,
        line=line,
        bound=max([known[id(cell)].bound for cell in said]),
        figures=figures,
        formulas=formulas,
    )


class _CellSigns(NamedTuple):
    """Signs of one cell's text for the role of its column, each 0 or 1."""

    figure: float
    long: float
    ordinal: float
    unit: float
    polar: float
    label: float
    range: float
    code: float
    counted: float
    goal: float
    line: float
    bound: float
    number: float | None


#: Words, units and names recur down a column, and from one unit of a kabupaten to the next.
_SIGNS: Recent[tuple[str, object], _CellSigns] = Recent("what a cell says of its column", 16384)
_LONGEST = 400


def _signs(cell: GridCell) -> _CellSigns:
    text, word = cell.text, plain(cell.text)
    written = isinstance(cell.raw, str)
    ranged = written and _RANGE.search(text) is not None
    signs = _CellSigns(
        figure=is_figure(cell.raw),
        long=written and len(text) > _LONG,
        ordinal=_ORDINAL.fullmatch(text) is not None,
        unit=_is_unit(word) or text.strip() == "%",
        polar=written and _is_polar(text),
        label=0 < len(word) <= _SHORT and not _LABELS.isdisjoint(word.split()),
        range=ranged,
        code=_CODE.fullmatch(text.strip()) is not None,
        counted=text[:1].isdigit() and len(text) <= _SHORT,
        goal=_GOAL.match(text) is not None,
        line=_LINE.match(text) is not None,
        bound=max(map(_bound, _BOUND.findall(text)), default=0.0) if ranged and len(text) <= _LONG else 0.0,
        number=_number(cell.raw),
    )
    return _SIGNS.put((text, cell.raw), signs) if len(text) <= _LONGEST else signs


_DASHES = frozenset({"-", "–", "—", "…", "...", "n/a", "N/A"})


def _is_unit(word: str) -> bool:
    parts = word.split()
    return 0 < len(parts) <= _MOST_WORDS and all(part in _UNITS or part.isdigit() for part in parts)


#: "Orang / bulan" has as many words.
_MOST_WORDS = 3


def _is_counted(cell: GridCell, name: frozenset[str]) -> bool:
    """Return whether a cell holds what the name of its row counts: "Kasus" beside "Kasus kebakaran"."""
    parts = plain(cell.text).split()
    return (
        0 < len(parts) <= _MOST_WORDS
        and len(cell.text) <= _SHORT
        and not is_figure(cell.raw)
        and name > set(parts)
    )


def _is_polar(text: str) -> bool:
    if len(text) > 2 * _LONG or is_figure(text):
        return False
    if read_polarity(text) is not None:
        return True
    words = text.lower().split()
    return 2 * sum(word in _POLAR for word in words) >= len(words) > 0


def _bound(text: str) -> float:
    return float(text.replace(",", "."))


def _number(raw: object) -> float | None:
    """Return the number that a cell holds, be it written as a text."""
    if isinstance(raw, str):
        value = parse_number(raw).value
        return None if value is None else float(value)
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def _figure(cell: GridCell, signs: _CellSigns) -> float | None:
    """Return the number of a cell as a person sees it: 0.945 under a format of per cent is 94.5."""
    if signs.number is None or isinstance(cell.raw, str) or "%" not in cell.format:
        return signs.number
    return signs.number * 100
