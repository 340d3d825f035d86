"""Content of the columns under a header: the kinds of values in a few rows of each."""

from __future__ import annotations

import re
from itertools import product
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.core.memo import Recent
from sakipcalc.reading.marks import MEAN, TOTAL, is_figure
from sakipcalc.text.arah import read_polarity
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
#: "≥ 85", "70 - 80", "kurang dari 50": the bands of a scale.
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

    `said` is the number of those cells, `bound` the largest number in its ranges, `figure_count` how many
    figures there are, `counts_rows` whether these go up by one from row to row, as the numbers of rows do;
    `figures` are aligned with the rows of the sample.
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
    ticked: float = 0.0
    bound: float = 0.0
    figure_count: int = 0
    counts_rows: bool = False
    figures: tuple[float | None, ...] = ()
    formulas: tuple[str, ...] = ()

    @property
    def shares(self) -> tuple[object, ...]:
        """All but the figures and formulas themselves: what columns of one form have in common."""
        return self[:-2]

    @property
    def numbered(self) -> float:
        """Share of cells that have a number in them."""
        return self.figure_count / self.said if self.said else 0.0

    @property
    def text(self) -> float:
        """Share of cells that are words."""
        return 1.0 - self.figure if self.said else 0.0


class Sample(NamedTuple):
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
    names, seen = [_longest(grid, row, cols) for row in rows], grid.seen
    return Sample(
        rows, {col: _column([*map(seen.get, product(rows, (col,)))], rows, names, col) for col in cols}
    )


def _longest(grid: Grid, row: int, cols: Sequence[int]) -> str:
    """Return the longest text of a row, which is what the row is about."""
    cells = filter(None, map(grid.seen.get, product((row,), cols)))
    return max([cell.text for cell in cells if isinstance(cell.raw, str)], key=len, default="")


def _rows(grid: Grid, first: int, limit: int, cols: set[int]) -> Iterator[int]:
    found = 0
    for row in grid.rows_between(first, min(limit, first + _LOOKED)):
        cells = [cell for cell in grid.lines[row] if cell.col in cols]
        if len(cells) < 2 or _summed(cells, len(cols)):  # noqa: PLR2004 -- a lone text is no row
            continue
        yield row
        found += 1
        if found >= _ROWS:
            return


def _summed(cells: Sequence[GridCell], width: int) -> bool:
    """Return whether a row sums up others: it says so, or its name is merged over most of the table."""
    wide = cells[0].right - cells[0].col
    return 2 * wide >= width > wide > 1 or any(
        TOTAL.fullmatch(cell.text) or MEAN.fullmatch(cell.text) for cell in cells[:2]
    )


def _column(
    cells: Sequence[GridCell | None], rows: Sequence[int], names: Sequence[str], col: int
) -> ContentColumn:
    """Return the content of a column; a cell merged over it from the left belongs to another."""
    of_these = tuple(cells), tuple(rows), tuple(names), col
    return _RECENT.get(of_these) or _RECENT.put(of_these, _looked_at(cells, rows, names, col))


#: Columns of texts are the same in many units, and in a workbook that is read again after filling.
_RECENT: Recent[tuple[object, ...], ContentColumn] = Recent("what columns hold", 1024)


def _looked_at(
    cells: Sequence[GridCell | None], rows: Sequence[int], names: Sequence[str], col: int
) -> ContentColumn:
    own = [
        (cell, name)
        for cell, row, name in zip(cells, rows, names, strict=True)
        if cell and cell.row == row and cell.col == col
    ]
    filled = sum([bool(cell.fill) and not cell.text for cell, _ in own]) / len(cells) if cells else 0.0
    formulas = tuple([cell.formula for cell, _ in own if cell.formula])
    known = {
        cell.row: (cell, _SIGNS.get((cell.text, cell.raw)) or _signs(cell), name)
        for cell, name in own
        if cell.text
    }
    said = [one for one in known.values() if one[0].text not in _DASHES]
    if not said:
        return ContentColumn(filled=filled, formulas=formulas)
    count = len(said)
    figures = tuple([_figure(*known[row]) if row in known else None for row in rows])
    numbers = [number for number in figures if number is not None]
    amounts = [*map(abs, numbers)]
    # A unit may be what the name of its row counts: "Kasus" beside "Kasus kebakaran".
    units = [signs.unit or (bool(signs.thing) and _words(name) > signs.thing) for _, signs, name in said]
    shares = [total / count for total in map(sum, zip(*[signs.votes for _, signs, _ in said], strict=True))]
    figure, long, ordinal, polar, label, ranges, code, counted, goal, line, ticked = shares
    texts = [cell.text for cell, _, _ in said]
    return ContentColumn(
        said=count,
        figure=figure,
        percent=sum([cell.text[-1] == "%" or "%" in cell.format for cell, _, _ in said]) / count,
        money=sum([amount >= _MONEY for amount in amounts]) / max(len(amounts), 1),
        hundreds=sum([amount <= _HUNDREDS for amount in amounts]) / max(len(amounts), 1),
        long=long,
        ordinal=ordinal,
        unit=sum(units) / count,
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
        ticked=ticked,
        bound=max([signs.bound for _, signs, _ in said]),
        figure_count=len(numbers),
        counts_rows=len(numbers) > _TELLING and all(map(eq, numbers[1:], [one + 1 for one in numbers])),
        figures=figures,
        formulas=formulas,
    )


#: A wide per cent is less than this, and two numbers in order say nothing.
_HUNDREDS, _TELLING = 400, 2


class _CellSigns(NamedTuple):
    """Signs of one cell's text for the role of its column.

    `votes` are those that are 0 or 1 for each cell, `thing` what the cell may count, by its words.
    """

    votes: tuple[bool, ...]
    unit: bool
    thing: frozenset[str]
    bound: float
    number: float | None


#: Words, units and names recur down a column, and from one unit of a kabupaten to the next.
_SIGNS: Recent[tuple[object, ...], _CellSigns] = Recent("what a cell says of its column", 16384)
_LONGEST = 400


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(name).split())


def _signs(cell: GridCell) -> _CellSigns:
    text, word = cell.text, plain(cell.text)
    written = isinstance(cell.raw, str)
    figure = is_figure(cell.raw) or (written and _ERROR_VALUE.fullmatch(text) is not None)
    ranged = written and _RANGE.search(text) is not None
    counts = not figure and len(text) <= _SHORT and len(word.split()) <= _MOST_WORDS
    signs = _CellSigns(
        votes=(
            figure,
            written and len(text) > _LONG,
            _ORDINAL.fullmatch(text) is not None,
            written and _is_polar(text),
            0 < len(word) <= _SHORT and not _LABELS.isdisjoint(word.split()),
            ranged,
            _CODE.fullmatch(text.strip()) is not None,
            text[:1].isdigit() and len(text) <= _SHORT,
            _GOAL.match(text) is not None,
            _LINE.match(text) is not None,
            not any(map(str.isalnum, text)),
        ),
        unit=_is_unit(word) or text.strip() == "%",
        thing=frozenset(word.split() if counts else ()),
        bound=max(map(_bound, _BOUND.findall(text)), default=0.0) if ranged and len(text) <= _LONG else 0.0,
        number=_number(cell.raw),
    )
    return _SIGNS.put((text, cell.raw), signs) if len(text) <= _LONGEST else signs


#: What Excel shows where a figure cannot be computed stands in for one.
_ERROR_VALUE = re.compile(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|N/A|NUM!|NULL!)")
_DASHES = frozenset({"-", "–", "—", "…", "...", "n/a", "N/A"})


def _is_unit(word: str) -> bool:
    parts = word.split()
    return 0 < len(parts) <= _MOST_WORDS and all(part in _UNITS or part.isdigit() for part in parts)


#: "Orang / bulan" has as many words.
_MOST_WORDS = 3


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


def _figure(cell: GridCell, signs: _CellSigns, _: object) -> float | None:
    """Return the number of a cell as a person sees it: 0.945 under a format of per cent is 94.5."""
    if signs.number is None or "%" not in cell.format or isinstance(cell.raw, str):
        return signs.number
    return signs.number * 100
