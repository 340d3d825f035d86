"""A sheet of a new workbook as plain values: cells, spans, widths, charts; it knows no file format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.computing import Nilai
    from sakipcalc.places import Place

__all__ = ["Area", "Bit", "Cell", "Chart", "Heading", "Series", "Sheet", "Style", "put_heads"]

HEAD_FILL = "1F4E79"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks. Colours are RRGGBB, `number` is a number format of Excel."""

    bold: bool = False
    italic: bool = False
    size: int = 10
    fill: str = ""
    colour: str = ""
    number: str = ""
    align: str = ""
    indent: int = 0
    border: bool = True
    wrap: bool = True
    link: bool = False


PLAIN = Style(border=False)
TITLE = Style(bold=True, size=13, border=False, wrap=False)
CAPTION = Style(bold=True, size=11, border=False, align="center")
HEAD = Style(bold=True, fill=HEAD_FILL, colour="FFFFFF", align="center")
BODY = Style()
MIDDLE = Style(align="center")
STRONG = Style(bold=True, fill="DDEBF7")
FAINT = Style(border=False, colour="808080", size=8, wrap=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell, or several that are merged into one; row and column are counted from 0."""

    row: int
    col: int
    value: Nilai | str | float | None = None
    style: Style = BODY
    rows: int = 1
    cols: int = 1
    link: str = ""
    #: A cell of another workbook, told as a path with its cell.
    outside: tuple[str, Place] | None = None


class Bit(NamedTuple):
    """A cell of a list that is written row by row: a text, a number or nothing, and its look."""

    value: str | float | None
    style: Style = BODY


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from 0, both ends included."""

    row: int
    col: int
    last_row: int
    last_col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of bars or one line of a chart; `points` colours its bars one by one."""

    name: str
    categories: Area
    values: Area
    colour: str = ""
    points: tuple[str, ...] = ()
    pattern: str = ""
    labels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A native chart: ``column``, ``bar``, ``line`` or ``scatter``, with series drawn as a line over it."""

    kind: str
    title: str
    row: int
    col: int
    series: tuple[Series, ...]
    line: tuple[Series, ...] = ()
    number: str = "0"
    axis: str = ""
    across: str = ""
    stacked: bool = False
    #: Sheet that has the numbers, where it is another one, and where the axis of values begins.
    sheet: str = ""
    low: float | None = 0
    width: int = 760
    height: int = 340


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A sheet while it is put together.

    Parameters
    ----------
    name : str
        What its tab shows.
    widths : sequence of float
        Widths of its columns [characters].
    cells, charts : list
        What stands on it.
    frozen : int
        Rows at the top that stay in view.
    repeat : tuple of int, optional
        First and last row that is printed on every page.
    printed : int, optional
        Last column that is printed; all of them without it.
    autofilter : Area, optional
        Rows that can be filtered.
    rows : iterable of sequence of Bit
        A list below everything else on the sheet, however long: its rows are written as they come.
    bars : tuple of Area
        Numbers that are shown with a bar in their cells.
    breaks : tuple of int
        Rows at which a new page begins; such a sheet is not made to fit the width of a page.
    one_page : bool
        Whether it is printed on one page, however long it is.
    """

    name: str
    widths: Sequence[float] = ()
    cells: list[Cell] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    frozen: int = 0
    repeat: tuple[int, int] | None = None
    printed: int | None = None
    autofilter: Area | None = None
    rows: Iterable[Sequence[Bit]] = ()
    bars: tuple[Area, ...] = ()
    breaks: tuple[int, ...] = ()
    one_page: bool = False

    def put(
        self, row: int, col: int, value: Nilai | str | float | None, style: Style = BODY, **more: object
    ) -> None:
        """Put a value into a cell; `more` are further fields of :class:`Cell`."""
        self.cells.append(replace(Cell(row=row, col=col, value=value, style=style), **more))  # type: ignore[arg-type]  # fields of Cell

    @property
    def pixels(self) -> int:
        """Width of the printed columns."""
        last = len(self.widths) if self.printed is None else self.printed + 1
        return int(sum(7 * width + 5 for width in self.widths[:last]))

    @property
    def last_row(self) -> int:
        """Last row that holds something, -1 on an empty sheet."""
        return max((cell.row + cell.rows - 1 for cell in self.cells), default=-1)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with those that stand below it."""

    text: str
    below: tuple[Heading, ...] = ()

    @property
    def width(self) -> int:
        """How many columns it stands over."""
        return sum(one.width for one in self.below) or 1

    @property
    def depth(self) -> int:
        """How many rows it and those below it take."""
        return 1 + max((one.depth for one in self.below), default=0)


def put_heads(sheet: Sheet, row: int, headings: Sequence[Heading], col: int = 0) -> int:
    """Put headings of one or more levels on a sheet; return the first row below them."""
    depth = max(one.depth for one in headings)
    for one in headings:
        _put_head(sheet, (row, col), one, depth)
        col += one.width
    return row + depth


def _put_head(sheet: Sheet, at: tuple[int, int], heading: Heading, depth: int) -> None:
    row, col = at
    rows = depth if not heading.below else 1
    sheet.put(row, col, heading.text, HEAD, rows=rows, cols=heading.width)
    for one in heading.below:
        _put_head(sheet, (row + 1, col), one, depth - 1)
        col += one.width
