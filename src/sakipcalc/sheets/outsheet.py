"""A sheet to be written, as plain values: cells, spans, widths, charts, rules; it knows no file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Value

__all__ = [
    "Bit",
    "CellRule",
    "Chart",
    "ColouredWhen",
    "DataBar",
    "DropDown",
    "NotNegative",
    "OutArea",
    "OutCell",
    "OutFormula",
    "OutHeading",
    "OutLink",
    "OutSheet",
    "PageSetup",
    "Series",
    "Style",
    "pixels",
    "put_heads",
]  # fmt: skip

HEAD_FILL = "1F4E79"
#: Width of a digit of Calibri 11 and of Arial 10 [pixels], of which widths of columns are multiples, and what
#: a column has beside its digits.
DIGIT, _MARGINS = 7, 5
#: Width of a column without one of its own [characters].
_WIDTH = 8.43
#: Excel's numbers for papers: A4, and the F4 (folio) of Indonesian offices.
A4, F4 = 9, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The look of a cell. Colours are RRGGBB, `number` is a number format; empty means as Excel has it."""

    font: str = "Calibri"
    size: float = 10
    bold: bool = False
    italic: bool = False
    fill: str = ""
    colour: str = ""
    number: str = ""
    align: str = ""
    valign: str = "vcenter"
    indent: int = 0
    border: bool = True
    border_colour: str = "A6A6A6"
    wrap: bool = True
    link: bool = False
    locked: bool = True


PLAIN = Style(border=False)
TITLE = Style(bold=True, size=13, border=False, wrap=False)
CAPTION = Style(bold=True, size=11, border=False, align="center")
HEAD = Style(bold=True, fill=HEAD_FILL, colour="FFFFFF", align="center")
BODY = Style()
MIDDLE = Style(align="center")
STRONG = Style(bold=True, fill="DDEBF7")
FAINT = Style(border=False, colour="808080", size=9, wrap=False)


class OutFormula(NamedTuple):
    """A formula as it is written, without its equals sign, and what it comes to."""

    text: str
    value: str | float


class OutLink(NamedTuple):
    """The target of a cell's link: a place in this workbook, or in the one at an address."""

    place: Place
    file: str = ""

    @property
    def location(self) -> str:
        """The place as an address has it."""
        return f"{self.place.quoted_sheet}!{self.place.cell or 'A1'}"


@dataclass(frozen=True, slots=True)
class OutArea:
    """A rectangle of cells, counted from 0, both ends included."""

    row: int
    col: int
    last_row: int
    last_col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutCell:
    """A cell, or several that are merged into one; row and column are counted from 0."""

    row: int
    col: int
    value: Value | OutFormula | str | float | None = None
    style: Style = BODY
    rows: int = 1
    cols: int = 1
    link: OutLink | None = None

    @property
    def area(self) -> OutArea:
        """The cells that it takes."""
        return OutArea(self.row, self.col, self.row + self.rows - 1, self.col + self.cols - 1)

    @property
    def merged(self) -> bool:
        """Whether they are several."""
        return self.rows > 1 or self.cols > 1


class Bit(NamedTuple):
    """A cell of a list that is written row by row: text, number or nothing, its look, and a file to open."""

    value: str | float | None
    style: Style = BODY
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of bars or one line of a chart; `points` colours its bars one by one."""

    name: str
    categories: OutArea
    values: OutArea
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


@dataclass(frozen=True, slots=True)
class DataBar:
    """Numbers that are shown with a bar in their cells."""

    area: OutArea


@dataclass(frozen=True, slots=True)
class DropDown:
    """A list of words to choose from, or a formula of their cells; a strict one takes no other."""

    area: OutArea
    offered: tuple[str, ...] | str
    strict: bool = True


@dataclass(frozen=True, slots=True)
class NotNegative:
    """Cells that take a number from zero on, and what is said of anything else."""

    area: OutArea
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class ColouredWhen:
    """Cells that are filled while a formula, written for the first of them, is true."""

    area: OutArea
    formula: str
    fill: str


CellRule = DataBar | DropDown | NotNegative | ColouredWhen


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetup:
    """Page setup of a sheet: landscape, unless it is upright.

    Parameters
    ----------
    paper : int
        Excel's number for it.
    margins : tuple of float
        Left, right, top and bottom [inches].
    footer : str
        In Excel's signs: ``&A`` the sheet, ``&P`` the page, ``&N`` all pages.
    gridlines, centred, protected, upright : bool
        Whether the screen shows grid lines, the table stands in the middle of the paper, locked cells
        are locked, and the short side of the paper is its width.
    """

    paper: int = A4
    margins: tuple[float, float, float, float] = (0.5, 0.5, 0.6, 0.7)
    footer: str = "&L&A&R&P/&N"
    gridlines: bool = False
    centred: bool = False
    protected: bool = False
    upright: bool = False


def pixels(width: float | None, digit: int = DIGIT) -> int:
    """Return the width [pixels] of a column so many characters wide; `digit` is that of a digit."""
    return round(((_WIDTH if width is None else width) * DIGIT + _MARGINS) / DIGIT * digit)


@dataclass(slots=True, kw_only=True)
class OutSheet:
    """A sheet while it is put together.

    Parameters
    ----------
    name : str
        What its tab shows.
    widths : sequence of float or None
        Widths of its columns [characters]; None for a column as it is.
    page : PageSetup
        How it is printed.
    cells, charts, rules : list
        What stands on it, and what it watches over.
    heights : dict of int to float
        Rows that are to be so high at least [points]; the text of a row may need more.
    tab : str
        Colour of its tab.
    frozen : int
        Rows at the top that stay in view.
    repeat : tuple of int, optional
        First and last row that is printed on every page.
    printed : int, optional
        Last column that is printed; all of them without it.
    autofilter : OutArea, optional
        Rows that can be filtered.
    rows : iterable of sequence of Bit
        A list below everything else on the sheet, however long: its rows are written as they come.
    repeat_cols : int
        Columns at the left that are printed on every page, where the sheet is several pages wide.
    one_page : bool
        Whether it is printed on one page, however long it is.
    """

    name: str
    widths: Sequence[float | None] = ()
    page: PageSetup = PageSetup()
    cells: list[OutCell] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    rules: list[CellRule] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    tab: str = ""
    frozen: int = 0
    repeat: tuple[int, int] | None = None
    printed: int | None = None
    autofilter: OutArea | None = None
    rows: Iterable[Sequence[Bit]] = ()
    repeat_cols: int = 0
    one_page: bool = False

    def put(
        self,
        row: int,
        col: int,
        value: Value | OutFormula | str | float | None,
        style: Style = BODY,
        **more: Any,
    ) -> None:
        """Put a value into a cell; `more` are further fields of :class:`OutCell`."""
        self.cells.append(OutCell(row=row, col=col, value=value, style=style, **more))

    @property
    def across(self) -> int:
        """Width of the printed columns [pixels]."""
        last = len(self.widths) if self.printed is None else self.printed + 1
        return sum(pixels(width) for width in self.widths[:last])

    @property
    def last_row(self) -> int:
        """Last row that holds something, -1 on an empty sheet."""
        return max((cell.row + cell.rows - 1 for cell in self.cells), default=-1)


@dataclass(frozen=True, slots=True)
class OutHeading:
    """A heading, with those that stand below it."""

    text: str
    below: tuple[OutHeading, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns that it stands over."""
        return sum(one.width for one in self.below) or 1

    @property
    def depth(self) -> int:
        """Number of rows that it and those below it take."""
        return 1 + max((one.depth for one in self.below), default=0)


def put_heads(sheet: OutSheet, row: int, headings: Sequence[OutHeading], col: int = 0) -> int:
    """Put headings of one or more levels on a sheet; return the first row below them."""
    depth = max(one.depth for one in headings)
    for one in headings:
        _put_head(sheet, (row, col), one, depth)
        col += one.width
    return row + depth


def _put_head(sheet: OutSheet, at: tuple[int, int], heading: OutHeading, depth: int) -> None:
    row, col = at
    rows = depth if not heading.below else 1
    sheet.put(row, col, heading.text, HEAD, rows=rows, cols=heading.width)
    for one in heading.below:
        _put_head(sheet, (row + 1, col), one, depth - 1)
        col += one.width
