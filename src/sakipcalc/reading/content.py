"""What stands in the columns under a header: a few rows tell of each what kind of value it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.reading.marks import MEAN, TOTAL, is_figure
from sakipcalc.text.names import plain, read_polarity
from sakipcalc.text.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["ContentColumn", "Sample", "sample"]

#: Rows that tell what a table holds; a long one is known by its head.
_ROWS = 14
#: Rows that are looked through for them.
_LOOKED = 60
#: A sum of money in full rupiah is rarely less, and a figure of performance rarely more.
_MONEY = 100_000.0
_LONG, _SHORT = 40, 25
_POLAR = frozenset(
    [
        "naik",
        "turun",
        "positif",
        "negatif",
        "positive",
        "negative",
        "max",
        "min",
        "maks",
        "maximize",
        "minimize",
        "maksimal",
        "minimal",
        "meningkat",
        "menurun",
        "stabil",
        "tinggi",
        "rendah",
        "besar",
        "kecil",
        "plus",
        "minus",
        "higher",
        "lower",
        "+",
        "-",
        "↑",
        "↓",
    ]
)
_LABELS = frozenset(
    [
        "baik",
        "sangat",
        "cukup",
        "kurang",
        "tinggi",
        "rendah",
        "sedang",
        "efisien",
        "tercapai",
        "tidak",
        "melampaui",
        "terlampaui",
        "memuaskan",
        "istimewa",
        "unggul",
        "buruk",
        "berhasil",
        "gagal",
        "hijau",
        "merah",
        "kuning",
        "sesuai",
        "belum",
        "menunjang",
        "hemat",
        "wajar",
        "boros",
        "kritis",
        "memadai",
        "lemah",
        "optimal",
    ]
)
_WORDS = office_words("isi")
_UNITS, _POLAR, _LABELS = (frozenset(_WORDS[kind]) for kind in ("satuan", "arah", "label"))
#: "Meningkatnya", "Terwujudnya": a goal begins with the name of what has come about.
_GOAL = re.compile(r"\W*(?:\S{1,4}[.)]\s+)?\w{4,}nya\b")
_RANGE = re.compile(
    r"[<>≤≥=]|\d\s*%?\s*(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*(?:<|>|≤|≥)?\s*\d|\b(?:lebih|kurang|di\s?atas|di\s?bawah)\b",
    re.IGNORECASE,
)
#: The number of a row: short, and no figure with decimals.
_ORDINAL = re.compile(
    r"\s*\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[IVXLivxl]{1,5}|[A-Z]{1,4}[\s.-]?\d[\d.]{0,4})[.)]?\s*"
)
_CODE = re.compile(r"[\dXx]+(?:\.[\dXx]{1,4}){1,6}\.?")


class ContentColumn(NamedTuple):
    """What a column holds, as shares of the cells that say something, and its figures by row.

    `said` is the number of those cells; `figures` are aligned with the rows of the sample.
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
    figures: tuple[float | None, ...] = ()
    formulas: tuple[str, ...] = ()

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
        """Return what a column holds."""
        return self.columns.get(col, _NOTHING)


_NOTHING = ContentColumn()


def sample(grid: Grid, first: int, limit: int, cols: Sequence[int]) -> Sample:
    """Return what the columns under a header hold, from its first rows with several cells."""
    rows = tuple(_rows(grid, first, limit, set(cols)))
    names = {row: _longest(grid, row, cols) for row in rows}
    return Sample(rows, {col: _column([_own(grid, row, col) for row in rows], rows, names) for col in cols})


def _longest(grid: Grid, row: int, cols: Sequence[int]) -> frozenset[str]:
    """Return the words of the longest text of a row, which is what the row is about."""
    texts = [cell.text for col in cols if (cell := grid.at(row, col)) and isinstance(cell.raw, str)]
    return frozenset(plain(max(texts, key=len, default="")).split())


def _own(grid: Grid, row: int, col: int) -> GridCell | None:
    """Return the cell of a column; one that is merged over it from the left is that of another."""
    cell = grid.at(row, col)
    return cell if cell is not None and cell.col == col else None


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
    cells: Sequence[GridCell | None], rows: Sequence[int], names: Mapping[int, frozenset[str]]
) -> ContentColumn:
    own = [cell for cell, row in zip(cells, rows, strict=True) if cell and cell.row == row]
    said = [cell for cell in own if cell.text and not _is_dash(cell.text)]
    filled = sum(bool(cell.fill) and not cell.text for cell in own) / len(cells) if cells else 0.0
    formulas = tuple(cell.formula for cell in own if cell.formula)
    if not said:
        return ContentColumn(filled=filled, formulas=formulas)
    count = len(said)
    figures = tuple(_figure(cell, row) for cell, row in zip(cells, rows, strict=True))
    numbers = [abs(number) for number in figures if number is not None]
    words = [plain(cell.text) for cell in said]

    def share(test: Callable[[GridCell], bool]) -> float:
        return sum(map(test, said)) / count

    return ContentColumn(
        said=count,
        figure=share(lambda cell: is_figure(cell.raw)),
        percent=share(lambda cell: "%" in cell.format or cell.text.rstrip().endswith("%")),
        money=sum(number >= _MONEY for number in numbers) / max(len(numbers), 1),
        hundreds=sum(number <= 400 for number in numbers) / max(len(numbers), 1),  # noqa: PLR2004 -- a wide per cent
        long=share(lambda cell: isinstance(cell.raw, str) and len(cell.text) > _LONG),
        ordinal=share(lambda cell: _ORDINAL.fullmatch(cell.text) is not None),
        unit=sum(_is_unit(cell, word, names[cell.row]) for word, cell in zip(words, said, strict=True)) / count,
        polar=share(lambda cell: isinstance(cell.raw, str) and _is_polar(cell.text)),
        label=sum(0 < len(word) <= _SHORT and bool(_LABELS & set(word.split())) for word in words) / count,
        range=share(lambda cell: isinstance(cell.raw, str) and _RANGE.search(cell.text) is not None),
        code=share(lambda cell: _CODE.fullmatch(cell.text.strip()) is not None),
        filled=filled,
        length=sum(len(cell.text) for cell in said) / count,
        varied=len({cell.text for cell in said}) / count,
        goal=share(lambda cell: _GOAL.match(cell.text) is not None),
        counted=share(lambda cell: cell.text[:1].isdigit() and len(cell.text) <= _SHORT),
        figures=figures,
        formulas=formulas,
    )


def _is_dash(text: str) -> bool:
    return text.strip() in {"-", "–", "—", "…", "...", "n/a", "N/A"}


def _is_unit(cell: GridCell, word: str, name: frozenset[str]) -> bool:
    """Return whether a cell holds a unit: a known one, or what the name of the row counts."""
    if cell.text.strip() == "%":
        return True
    parts = word.split()
    if not 0 < len(parts) <= 3 or is_figure(cell.raw):  # noqa: PLR2004 -- "Orang / bulan"
        return False
    counts = frozenset(parts) < name and len(word) <= _SHORT
    return counts or all(part in _UNITS or part.isdigit() for part in parts)


def _is_polar(text: str) -> bool:
    if len(text) > 2 * _LONG or is_figure(text):
        return False
    return read_polarity(text) is not None or bool(_POLAR & set(text.lower().split()))


def _figure(cell: GridCell | None, row: int) -> float | None:
    """Return the number of a cell, of a merged one in its first row only."""
    if cell is None or cell.row != row or cell.raw is None or isinstance(cell.raw, bool):
        return None
    if isinstance(cell.raw, int | float):
        return float(cell.raw) * (100 if "%" in cell.format else 1)
    value = parse_number(cell.raw).value
    return None if value is None else float(value)
