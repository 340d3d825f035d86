"""The cells of a sheet, with the place of each in the part.

One pattern takes a whole cell as nearly every program writes it; whatever it does
not take (other quotes, rich inline text, comments, a namespace declared in the
middle) goes through the general parser, one element at a time. Both give the same.
"""

from __future__ import annotations

import re
from functools import cache
from math import nan
from typing import TYPE_CHECKING

from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.opc import MAIN
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, column_index, split_cell
from sakipcalc.excel.sheet.cells import RawCell, RawRow
from sakipcalc.excel.sheet.values import decode, item_text, number
from sakipcalc.excel.xml import TAG, Node, attributes, parse, parse_at, scope_of, unescape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sakipcalc.excel.limits import Limits, Tally
    from sakipcalc.excel.sheet.values import Formula, RawMeaning

__all__ = ["SheetScan"]


#: A number that is no more than a row or a style can have; Python refuses to read very long ones.
_SMALL = re.compile("[0-9]{1,10}")
#: After so many cells and rows their limit, and that on time, are looked at again.
_LOOKED_AT = 2048
#: The attributes of a row as nearly every program begins them.
_NUMBERED = re.compile(r'\s+r="([0-9]{1,7})"')


@cache
def _pattern(prefix: str) -> re.Pattern[str]:
    """Return the pattern of what stands in sheet data, for one prefix of its elements."""
    p = re.escape(prefix)
    more = r"""(?:\s+[^\s=<>"'/]+="[^"]*")*"""
    formula = rf"(?:<{p}f({more})(?:/>|>([^<]*)</{p}f>)\s*)?"
    inline = rf'<{p}is><{p}t(?: xml:space="preserve")?>([^<]*)</{p}t></{p}is>'
    value = rf"(?:<{p}v>([^<]*)</{p}v>\s*|{inline}\s*)?"
    return re.compile(
        rf'\s*()(?:<{p}c r="([A-Z]{{1,3}})([0-9]{{1,7}})" s="([0-9]{{1,6}})"/>(?P<void>)'
        rf'|<{p}c(?: r="([A-Z]{{1,3}})([0-9]{{1,7}})")?(?: s="([0-9]{{1,6}})")?(?: t="([a-zA-Z]+)")?'
        rf"({more})"
        rf"\s*(?:/>|>\s*{formula}{value}</{p}c>)(?P<cell>)"
        rf"|<{p}row(?P<attrs>{more})\s*(?P<slash>/?)>(?P<row>)|</{p}row\s*>(?P<close>)|</{p}sheetData\s*>(?P<end>))"
    )


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
        self.root = root = parse(text, hole=("sheetData", self._read), tally=tally, part=part)
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
        match = self._fast_match(data)
        position = data.open_end
        while True:
            found = match(self.text, position) if match else None
            if found is None:
                position, ended = self._slow(position)
                if ended:
                    return position
                continue
            kind = found.lastgroup
            if kind == "void":
                self._void_cell(found)
            elif kind == "cell":
                self._fast_cell(found)
            elif kind == "row":
                self._open(found["attrs"], data.prefix, (found.start(1), found.end()))
                if found["slash"]:
                    self._close(found.end(), found.end())
            elif kind == "close":
                self._close(found.start(1), found.end())
            else:
                return found.start(1)
            position = found.end()

    def _fast_match(self, data: Node) -> Callable[[str, int], re.Match[str] | None] | None:
        """Return the fast pattern where it is safe: one prefix for all that stands in the data."""
        inside = self.text.rfind(f"</{data.prefix}sheetData")
        declares = self.text.find("xmlns", data.open_end, inside) >= 0
        prefixes = sum(uri == data.uri for uri in data.scope.values())
        if self._thorough or declares or prefixes != 1:
            return None
        return _pattern(data.prefix).match

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
        self._row = None
        self._row_number = 0
        self._scope = self.data.scope

    # -- cells -----------------------------------------------------------------------

    def _void_cell(self, found: re.Match[str]) -> None:
        """Take an empty cell with a format: in a form that is yet to be filled they are most."""
        letters, digits, style = found.group(2, 3, 4)
        row, col = int(digits), column_index(letters)
        if row == self._row_number and col > self._last_col:
            row, self._last_col = self._row_number, col  # one number for all cells of a row
        else:
            row, col = self._place(row, col)
        self._void_cells += 1
        self.order.append(
            _new(RawCell, (row, col, "", "", nan, int(style), "", None, None, found.start(1), found.end()))
        )

    def _fast_cell(self, found: re.Match[str]) -> None:
        """Take a cell that the pattern has cut into its pieces."""
        letters, digits, style, kind, more, written, formula, value, inline = found.group(*_PIECES)
        row, col = (int(digits), column_index(letters)) if letters else (0, 0)
        if more:
            attrs = attributes(more)
            kind, style = attrs.get("t", kind), attrs.get("s", style)
            if style and not _SMALL.fullmatch(style):
                raise PackageError("bad-xml", part=self.part, detail=f"c s={style[:20]!r}")
            row, col = split_cell(attrs["r"]) if "r" in attrs else (row, col)
        if row == self._row_number and col > self._last_col:
            self._last_col = col  # as in nearly every cell, so that it need not be looked at closely
        else:
            row, col = self._place(row, col)
        if value and ("&" in value or "\r" in value):
            value = unescape(value)
        if kind is None and value:
            what, text, amount = number(value)
        elif inline is not None and kind == "inlineStr":
            what, text, amount = "s", decode(unescape(inline)), nan
        else:
            what, text, amount = self.meaning.value(kind, value)
        how, own, shared = "", None, None
        if written is not None:
            how, own, shared = self.meaning.formula(attributes(written), unescape(formula or ""), row, col)
        elif not what:
            self._void_cells += 1
        index = int(style) if style else 0
        start, end = found.start(1), found.end()
        self.order.append(_new(RawCell, (row, col, what, text, amount, index, how, own, shared, start, end)))

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


_new: Callable[..., RawCell] = tuple.__new__  # makes a Cell in two thirds of the time that its own way takes
_PIECES = (6, 7, 8, 9, 10, 11, 12, 13, 14)
_NO_FORMULA: Formula = ("", None, None)
