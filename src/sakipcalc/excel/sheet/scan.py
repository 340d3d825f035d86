"""The cells of a sheet, with the place of each in the part.

A row as nearly every program writes it is cut into cells by one pattern, all at once: they are all of it if
together they are as long. Whatever else there is (other quotes, rich inline text, comments, cells that do
not say where they are, a namespace declared in the middle) goes through the general parser, one element at
a time. Both give the same.
"""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import accumulate, pairwise
from math import nan
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.opc import MAIN
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, column_index, split_cell
from sakipcalc.excel.sheet.cells import RawCell, RawRow
from sakipcalc.excel.sheet.values import decode, item_text, number
from sakipcalc.excel.xml import TAG, attributes, outline, parse_at, scope_of, unescape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.excel.limits import Limits, Tally
    from sakipcalc.excel.sheet.values import Formula, RawMeaning, RawValue
    from sakipcalc.excel.xml import Node

__all__ = ["SheetScan"]


#: A number that is no more than a row or a style can have; Python refuses to read very long ones.
_SMALL = re.compile("[0-9]{1,10}")
#: After so many cells and rows their limit, and that on time, are looked at again.
_LOOKED_AT = 2048
#: The attributes of a row as nearly every program begins them.
_NUMBERED = re.compile(r'\s+r="([0-9]{1,7})"')


class _Patterns(NamedTuple):
    """Patterns of what stands in sheet data as nearly every program writes it, for one prefix of elements."""

    row: re.Pattern[str]
    row_end: str
    cell: re.Pattern[str]

    @staticmethod
    @cache
    def of(prefix: str) -> _Patterns:
        """Return the patterns for a prefix, the colon with it."""
        p = re.escape(prefix)
        more = r"""(?:\s+[^\s=<>"'/]+="[^"]*")*+"""
        place = r'r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?'
        formula = rf"(?:(<{p}f{more}(?:/>|>[^<]*</{p}f>))\s*+)?+"
        value = rf"(<{p}v>[^<&\r]*)</{p}v>\s*+"
        inline = rf'(<{p}is><{p}t(?: xml:space="preserve")?>[^<]*)</{p}t></{p}is>\s*+'
        return _Patterns(
            re.compile(rf'\s*+()<{p}row(\s+r="([1-9][0-9]{{0,6}})"{more})\s*+(/?)>'),
            f"</{prefix}row>",
            re.compile(rf"(<{p}c {place}\s*+(?:/>|>\s*+{formula}(?:{value}|{inline})?+</{p}c>)(\s*+))"),
        )


class _Piece(NamedTuple):
    """A cell in pieces, as its pattern cuts it; empty is what it has not. `blanks` stand behind it."""

    whole: str
    letters: str
    digits: str
    style: str
    kind: str
    formula: str
    value: str
    inline: str
    blanks: str


class SheetScan:
    """One pass over a sheet part: its cells and rows in order, and the elements around them.

    Parameters
    ----------
    text : str
        The part, well-formed.
    part : str
        Its name, for errors.
    meaning : RawMeaning
        Reads the contents of the cells.
    tally : Tally
        Counts cells and other elements.
    thorough : bool
        Send everything through the general parser, for comparison.

    Attributes
    ----------
    order : list of RawCell
        All cells in document order.
    rows : list of RawRow
        All rows in document order.
    oddity : str
        Code of what makes the sheet readable but not safely editable, else empty.
    implicit : bool
        Whether some row or cell does not say where it is.
    held : int
        Cells that hold something, and the rows that these are in.
    """

    root: Node
    limits: Limits
    oddity: str
    implicit: bool

    def __init__(
        self, text: str, part: str, *, meaning: RawMeaning, tally: Tally, thorough: bool = False
    ) -> None:
        self.text = text
        self.part = part
        self.meaning = meaning
        self.order: list[RawCell] = []
        self.rows: list[RawRow] = []
        self.oddity = ""
        self.implicit = False
        self.limits = tally.limits
        self._tally = tally
        self._thorough = thorough
        self._data: Node | None = None
        self._row: RawRow | None = None
        self._row_number = 0  # of the row that is open
        self._last_row = self._last_col = 0
        self.held: int = 0
        self._held_rows = self._void_cells = self._voids_before = 0
        self._look = _LOOKED_AT
        self._scope: Mapping[str, str] = {}
        self.root = root = outline(text, hole=("sheetData", self._read), count=tally.counter(part))
        if root.uri not in MAIN or root.name != "worksheet":
            raise PackageError("bad-xml", part=part, detail=root.name)
        self._data = self._data or root.child("sheetData")
        meaning.forget_strings()
        tally.add("cells", self.held, part=part)
        tally.add("rows", self._held_rows, part=part)
        tally.add("empty", self._empty, part=part)

    @property
    def _empty(self) -> int:
        """Number of cells and rows that hold nothing but a format or a height."""
        return len(self.order) + len(self.rows) - self.held

    @property
    def data(self) -> Node:
        """The element that holds the rows."""
        if self._data is None:
            raise PackageError("bad-xml", part=self.part, detail="no sheetData")
        return self._data

    # -- the two ways through the data -----------------------------------------------

    def _read(self, data: Node) -> int:
        """Read all rows; return where the end tag of the data begins."""
        if self._data is not None or data.uri not in MAIN:
            raise PackageError("bad-xml", part=self.part, detail="sheetData")
        self._data = data
        self._scope = data.scope
        patterns = self._patterns(data)
        position, ended = data.open_end, False
        while not ended:
            if patterns and self._row is None:
                position = self._rows(position, patterns, data.prefix)
            position, ended = self._slow(position)
        return position

    def _patterns(self, data: Node) -> _Patterns | None:
        """Return the patterns of rows where they are safe: one prefix for all that stands in the data."""
        inside = self.text.rfind(f"</{data.prefix}sheetData")
        declares = self.text.find("xmlns", data.open_end, inside) >= 0
        prefixes = sum([uri == data.uri for uri in data.scope.values()])
        return None if self._thorough or declares or prefixes != 1 else _Patterns.of(data.prefix)

    def _rows(self, position: int, patterns: _Patterns, prefix: str) -> int:
        """Take the rows from a position on that are written as usual; return where what is not begins."""
        text, (row_at, row_end, cell) = self.text, patterns
        while (found := row_at.match(text, position)) is not None:
            begin = close = end = found.end()
            _, written, number, slash = found.groups()
            pieces: list[_Piece] = []
            if not slash:
                close = text.find(row_end, begin)
                end = close + len(row_end)
                pieces = cell.findall(text, begin, close)
                if sum(map(len, [whole for whole, *_ in pieces])) != close - begin:
                    return position
            row = RawRow(int(number), written, prefix, (found.end(1), begin))
            if not self._take(row, number, pieces):
                return position
            self._ended(row, close, end)
            position = end
        return position

    def _take(self, row: RawRow, number: str, pieces: Sequence[_Piece]) -> bool:
        """Take a row with all its cells, unless one of them is not where it should be."""
        columns = [column_index(letters) for _, letters, *_ in pieces]
        if not self._last_row < row.number <= LAST_ROW or columns != sorted({*columns}):
            return False
        if pieces and {digits for _, _, digits, *_ in pieces} != {number}:
            return False
        row.first, at = len(self.order), row.number
        ends = accumulate(map(len, [whole for whole, *_ in pieces]), initial=row.open_end)
        cells = [
            self._filled(piece, at, col, start, end)
            if piece[5] or piece[6] or piece[7]  # most cells of a form are empty ones with a border
            else (at, col, *_NO_CONTENT, int(piece[3] or 0), *_NO_FORMULA, start, end - len(piece[8]))
            for piece, col, (start, end) in zip(pieces, columns, pairwise(ends), strict=True)
        ]
        kinds = zip(cells, pieces, strict=True)
        self._void_cells += sum([not cell[2] and not piece[5] for cell, piece in kinds])
        self.order += map(_cell, cells)
        return True

    def _filled(self, piece: _Piece, row: int, col: int, start: int, end: int) -> tuple[object, ...]:
        """Return what makes the cell of a piece that holds something."""
        _, _, _, style, kind, formula, value, inline, blanks = piece
        content = _NO_CONTENT
        if value:
            raw = value.partition(">")[2]
            content = self.meaning.value(kind, raw) if kind else number(raw)
        elif inline and kind == "inlineStr":
            content = "s", decode(unescape(inline.split(">", 2)[2])), nan
        own = self._formula(formula, row, col) if formula else _NO_FORMULA
        return row, col, *content, int(style or 0), *own, start, end - len(blanks) if blanks else end

    def _formula(self, written: str, row: int, col: int) -> Formula:
        """Return the formula of a cell from its element, which holds nothing but text."""
        tag, _, rest = written.partition(">")
        text = rest.rpartition("</")[0]
        return self.meaning.formula(attributes(tag), unescape(text), row, col)

    def _slow(self, position: int) -> tuple[int, bool]:
        """Read one tag or cell in the general way; return where it ends and whether the data does."""
        tag = TAG.search(self.text, position)
        if tag is None:
            raise PackageError("bad-xml", part=self.part, detail="sheetData does not end")
        if tag[2] is None:
            return tag.end(), False
        if tag[1]:
            if self._row is None:
                return tag.start(), True
            self._close(*tag.span())
            return tag.end(), False
        return self._slow_element(tag), False

    def _slow_element(self, tag: re.Match[str]) -> int:
        prefix, colon, name = tag[2].rpartition(":")
        scope = scope_of(attributes(tag[3]), self._scope)
        if name == "row" and scope.get(prefix) in MAIN:
            self._scope = scope
            self._open(tag[3], prefix + colon, tag.span())
            if tag[4]:
                self._close(tag.end(), tag.end())
            return tag.end()
        node = parse_at(self.text, tag.start(), self._scope)
        if node.uri not in MAIN:
            self.oddity = self.oddity or "alternate-content"
        elif node.name == "c":
            self._slow_cell(node)
        return node.end

    # -- rows ------------------------------------------------------------------------

    def _open(self, written: str, prefix: str, span: tuple[int, int]) -> None:
        if self._row is not None:
            raise PackageError("bad-xml", part=self.part, detail="row inside a row")
        self._row = row = RawRow(self._last_row + 1, written, prefix, span)
        numbered = _NUMBERED.match(written)
        stated = numbered[1] if numbered else row.attrs.get("r")
        if stated is not None:
            row.number = self._count(stated)
        self.implicit = self.implicit or stated is None
        self._row_number = row.number
        row.first = len(self.order)
        self._last_col = 0

    def _close(self, close_start: int, end: int) -> None:
        row = self._row
        if row is None:
            raise PackageError("bad-xml", part=self.part, detail="end of a row without its beginning")
        self._row = None
        self._row_number = 0
        self._scope = self.data.scope
        self._ended(row, close_start, end)

    def _ended(self, row: RawRow, close_start: int, end: int) -> None:
        """Count a row in, whose cells have all been taken."""
        row.close_start, row.end = close_start, end
        row.last = len(self.order)
        if row.number <= self._last_row:
            self.oddity = self.oddity or "rows-out-of-order"
        self._last_row = row.number
        self.rows.append(row)
        full = row.last - row.first - self._void_cells + self._voids_before
        self._voids_before = self._void_cells
        if full:
            self.held += full + 1
            self._held_rows += 1
        if len(self.order) + len(self.rows) >= self._look:
            self._look = len(self.order) + len(self.rows) + _LOOKED_AT
            for limit, found in (("cells", self.held), ("rows", self._held_rows), ("empty", self._empty)):
                self._tally.check(limit, found, part=self.part)

    # -- cells -----------------------------------------------------------------------

    def _slow_cell(self, node: Node) -> None:
        """Take a cell that has been parsed."""
        formula, value, inline = node.child("f"), node.child("v"), node.child("is")
        content = self.meaning.value(node.attrs.get("t"), value.text if value else None)
        if inline is not None and node.get("t") == "inlineStr":
            content = ("s", item_text(inline), nan)
        row, col = self._place(*(split_cell(node.get("r")) if "r" in node.attrs else (0, 0)))
        stored = _NO_FORMULA
        if formula is not None:
            stored = self.meaning.formula(formula.attrs, formula.text, row, col)
        self._void_cells += formula is None and not content[0]
        self.order.append(RawCell(row, col, *content, node.integer("s"), *stored, node.start, node.end))

    def _place(self, number: int, col: int) -> tuple[int, int]:
        """Return where a cell is, zeros meaning that it does not say so, and note what is odd about it."""
        row = self._row
        if row is None:
            raise PackageError("bad-xml", part=self.part, detail="cell outside a row")
        if not col:
            self.implicit = True
            number, col = row.number, self._last_col + 1
        if number != row.number and not self._adopt(row, number):
            self.oddity = self.oddity or "rows-out-of-order"
        if col <= self._last_col:
            self.oddity = self.oddity or "rows-out-of-order"
        if not 1 <= number <= LAST_ROW or col > LAST_COLUMN:
            raise PackageError("bad-reference", part=self.part, detail=f"row {number}, column {col}")
        self._last_col = col
        return number, col

    def _adopt(self, row: RawRow, number: int) -> bool:
        """Let a row that does not say its number take that of its first cell."""
        if "r" in row.attrs or row.first != len(self.order):
            return False
        row.number = self._row_number = number
        return True

    def _count(self, text: str) -> int:
        if not _SMALL.fullmatch(text) or not 1 <= int(text) <= LAST_ROW:
            raise PackageError("bad-reference", part=self.part, detail=f"row {text[:20]}")
        return int(text)


_cell = partial(tuple.__new__, RawCell)  # many at once, without a call of Python for each
_NO_CONTENT: RawValue = ("", "", nan)
_NO_FORMULA: Formula = ("", None, None)
