"""The cells of a sheet, with the place of each in the part.

A row as nearly every program writes it is cut into cells by one pattern, all at once: they are all of it if
together they are as long. It is only looked at then, and cut again for who asks for its cells, be it what
they hold or where they stand. Whatever else there is (other quotes, rich inline text, comments, cells that
do not say where they are, a namespace declared in the middle) goes through the general parser, one element
at a time. Both give the same.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, partial
from itertools import accumulate, chain, groupby, pairwise, repeat
from math import nan
from operator import lt
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.opc import MAIN
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, column_index, split_cell
from sakipcalc.excel.sheet.cells import RawCell, RawRow, value_of
from sakipcalc.excel.sheet.values import decode, item_text, number
from sakipcalc.excel.xml import TAG, attributes, outline, parse_at, scope_of, unescape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.excel.limits import Limits, Tally
    from sakipcalc.excel.sheet.cells import Held
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
        formula = rf"(?:(?:<{p}f(>[^<]*)</{p}f>|(<{p}f{more}(?:/>|>[^<]*</{p}f>)))\s*+)?+"
        value = rf"<{p}v(>[^<&\r]*)</{p}v>\s*+"
        inline = rf'<{p}is><{p}t(?: xml:space="preserve")?(>[^<]*)</{p}t></{p}is>\s*+'
        return _Patterns(
            re.compile(rf'\s*+()<{p}row(\s+r="([1-9][0-9]{{0,6}})"{more})\s*+(/?)>'),
            f"</{prefix}row>",
            re.compile(rf"(<{p}c {place}\s*+(?:/>|>\s*+{formula}(?:{value}|{inline})?+</{p}c>)(\s*+))"),
        )


class _Piece(NamedTuple):
    """A cell in pieces, as its pattern cuts it; what it has not is empty, and texts begin with ">".

    `told` is a formula with attributes, as a whole, and `blanks` stand behind the cell.
    """

    whole: str
    letters: str
    digits: str
    style: str
    kind: str
    formula: str
    told: str
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
    rows : list of RawRow
        All rows in document order.
    oddity : str
        Code of what makes the sheet readable but not safely editable, else empty.
    implicit : bool
        Whether some row or cell does not say where it is.
    held : int
        Cells that hold something, and the rows that these are in.
    cells : int
        All cells, empty ones with a format too.
    extent : list of tuple of int
        Rows and columns that all cells stand between.
    truths : list of tuple of int
        Rows and columns of the cells that hold yes or no.
    characters : int
        Characters of texts and formulas of its cells, a shared one counted at each cell.
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
        self.rows: list[RawRow] = []
        self.cells: int = 0
        self.extent: list[tuple[int, int]] = []
        self.truths: list[tuple[int, int]] = []
        self._cut: re.Pattern[str] | None = None
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
        self.characters: int = 0
        self._held_rows = 0
        self._look = _LOOKED_AT
        self._scope: Mapping[str, str] = {}
        self.root = root = outline(text, hole=("sheetData", self._read), count=tally.counter(part))
        if root.uri not in MAIN or root.name != "worksheet":
            raise PackageError("bad-xml", part=part, detail=root.name)
        self._data = self._data or root.child("sheetData")
        meaning.let_go()
        tally.add("cells", self.held, part=part)
        tally.add("rows", self._held_rows, part=part)
        tally.add("empty", self._empty, part=part)

    @property
    def _empty(self) -> int:
        """Number of cells and rows that hold nothing but a format or a height."""
        return self.cells + len(self.rows) - self.held

    @cached_property
    def order(self) -> list[RawCell]:
        """All cells in document order."""
        return [cell for row in self.rows for cell in self.cells_of(row)]

    def cells_of(self, row: RawRow) -> list[RawCell]:
        """Return the cells of a row, with where they stand."""
        if row.cells is None:
            cut = self._cut.findall(self.text, row.open_end, row.close_start) if self._cut else []
            row.cells = self._made(row, cut)
        return row.cells

    def formula_cells(self) -> list[RawCell]:
        """Return the cells with a formula, in document order."""
        mark = f"<{self.data.prefix}f"
        if mark not in self.text and all(map(_is_cut, self.rows)):
            return []
        may = [
            row
            for row in self.rows
            if row.cells is not None or mark in self.text[row.open_end : row.close_start]
        ]
        return [cell for row in may for cell in self.cells_of(row) if cell.said_formula]

    def contents(self) -> list[Held]:
        """Return what the cells hold, in document order, whatever is known of where they stand."""
        found: list[Held] = []
        for cut, run in groupby(self.rows, key=_is_cut):
            rows = [*run]
            if cut:
                found += self._contents(rows[0].open_end, rows[-1].close_start)
            else:
                found += [cell.held for row in rows for cell in self.cells_of(row)]
        return found

    def _contents(self, begin: int, end: int) -> list[Held]:
        """Return what the cells of rows hold that are written as usual."""
        strings = self.meaning.strings
        pieces = self._cut.findall(self.text, begin, end) if self._cut else []
        return [
            (int(digits), column_index(letters), strings[int(value[1:])], int(style or 0), "", False)
            if kind == "s" and value[1:] and not formula
            else self._held((int(digits), column_index(letters)), style, kind, formula, value, inline)
            if value or formula or inline
            else (int(digits), column_index(letters), None, int(style or 0), "", False)
            for _, letters, digits, style, kind, formula, _, value, inline, _ in metered(pieces)
        ]

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
        text, (row_at, row_end, self._cut) = self.text, patterns
        rows: list[RawRow] = []
        pieces: list[list[_Piece]] = []
        cells = 0
        while (found := row_at.match(text, position)) is not None:
            begin = close = end = found.end()
            _, written, number, slash = found.groups()
            if not slash:
                close = text.find(row_end, begin)
                end = close + len(row_end)
            row = RawRow(int(number), written, prefix, (found.end(1), begin))
            row.close_start, row.end = close, end
            own = [] if slash else self._cut.findall(text, begin, close)
            if sum(map(len, [piece[0] for piece in own])) != close - begin:
                break  # they are not all of it
            rows.append(row)
            pieces.append(own)
            cells += len(own) + 1
            if cells >= _LOOKED_AT:
                if (odd := self._first_odd(rows, pieces)) is not None:
                    return odd
                rows, pieces, cells = [], [], 0
            position = end
        odd = self._first_odd(rows, pieces)
        return position if odd is None else odd

    def _first_odd(self, rows: Sequence[RawRow], pieces: Sequence[list[_Piece]]) -> int | None:
        """Take rows with all their cells; return where the first begins that holds something out of place."""
        if not rows or self._take(rows, pieces):
            return None
        one_by_one = zip(rows, pieces, strict=True)
        return next((row.start for row, own in one_by_one if not self._take([row], [own])), None)

    def _take(self, rows: Sequence[RawRow], pieces: Sequence[list[_Piece]]) -> bool:
        """Take rows with all their cells, unless some row or cell is not where it should be."""
        together = [*chain.from_iterable(pieces)]
        _, letters, digits, _, kinds, formulas, told, values, inlines, _ = (
            zip(*together, strict=True) if together else _NO_PIECES
        )
        numbers = [self._last_row, *[row.number for row in rows]]
        at = [*chain.from_iterable(map(repeat, numbers[1:], map(len, pieces)))]
        places = [*zip(at, map(column_index, letters), strict=True)]
        in_order = all(map(lt, numbers, numbers[1:])) and all(map(lt, places, places[1:]))
        if not in_order or numbers[-1] > LAST_ROW or at != [*map(int, digits)]:
            return False
        if any(told):
            for row, own in zip(rows, pieces, strict=True):
                row.cells = self._made(row, own)  # others may share these formulas
        shared = [value[1:] for kind, value in zip(kinds, values, strict=True) if kind == "s" and value[1:]]
        texts = chain(self.meaning.shared(shared) if shared else (), formulas, told, values, inlines)
        self.characters += len("".join(texts))
        said = zip(at, formulas, told, values, inlines, strict=True)
        full = [row for row, formula, whole, value, inline in said if value or formula or inline or whole]
        self.rows += rows
        self._last_row = numbers[-1]
        if places:
            columns = [col for _, col in places]
            self.extent += ((at[0], min(columns)), (at[-1], max(columns)))
        if "b" in kinds:
            self.truths += [place for place, kind in zip(places, kinds, strict=True) if kind == "b"]
        self._count(len(at), len(full), len({*full}))
        return True

    def _made(self, row: RawRow, pieces: Sequence[_Piece]) -> list[RawCell]:
        """Return the cells of a row that is written as usual, from their pieces."""
        at, ends = row.number, accumulate(map(len, [whole for whole, *_ in pieces]), initial=row.open_end)
        cells = []
        for piece, (start, end) in zip(pieces, pairwise(ends), strict=True):
            _, letters, _, style, kind, formula, told, value, inline, blanks = piece
            col = column_index(letters)
            content = self._content(kind, value, inline) if value or inline else _NO_CONTENT
            own = self._formula(formula, told, at, col) if formula or told else _NO_FORMULA
            cells.append((at, col, *content, int(style or 0), *own, start, end - len(blanks)))
        return [*map(_cell, cells)]

    def _held(self, at: _RowCol, style: str, kind: str, formula: str, value: str, inline: str) -> Held:
        """Return what a cell holds that has no shared formula."""
        what, text, amount = self._content(kind, value, inline) if value or inline else _NO_CONTENT
        said = formula[1:]
        said = unescape(said) if "&" in said or "\r" in said else said
        return *at, value_of(what, text, amount), int(style or 0), said, what == "e"

    def _content(self, kind: str, value: str, inline: str) -> RawValue:
        """Return what a cell holds, from the texts of ``<v>`` and of the one ``<t>`` in ``<is>``."""
        if value:
            return self.meaning.value(kind, value[1:]) if kind else number(value[1:])
        return ("s", decode(unescape(inline[1:])), nan) if kind == "inlineStr" else _NO_CONTENT

    def _formula(self, plain: str, told: str, row: int, col: int) -> Formula:
        """Return the formula of a cell from its text, or from its element where that has attributes."""
        if plain:
            return "", unescape(plain[1:]) or None, None
        tag, _, rest = told.partition(">")
        return self.meaning.formula(attributes(tag), unescape(rest.rpartition("</")[0]), row, col)

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
            row.number = self._row_of(stated)
        self.implicit = self.implicit or stated is None
        self._row_number = row.number
        row.cells = []
        self._last_col = 0

    def _close(self, close_start: int, end: int) -> None:
        row = self._row
        if row is None:
            raise PackageError("bad-xml", part=self.part, detail="end of a row without its beginning")
        self._row = None
        self._row_number = 0
        self._scope = self.data.scope
        row.close_start, row.end = close_start, end
        cells = row.cells or []
        self.characters += sum([len(cell.text) + len(cell.said_formula) for cell in cells])
        if row.number <= self._last_row:
            self.oddity = self.oddity or "rows-out-of-order"
        self._last_row = row.number
        self.rows.append(row)
        self.extent += [cell[:2] for cell in cells]
        self.truths += [cell[:2] for cell in cells if cell.kind == "b"]
        full = len([cell for cell in cells if cell.kind or cell.said_formula])
        self._count(len(cells), full, min(full, 1))

    def _count(self, cells: int, full: int, full_rows: int) -> None:
        """Count cells in, those of them that hold something, and the rows that these are in."""
        self.cells += cells
        self.held += full + full_rows
        self._held_rows += full_rows
        if self.cells + len(self.rows) >= self._look:
            self._look = self.cells + len(self.rows) + _LOOKED_AT
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
        cell = RawCell(row, col, *content, node.integer("s"), *stored, node.start, node.end)
        if self._row is not None and self._row.cells is not None:
            self._row.cells.append(cell)

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
        if "r" in row.attrs or row.cells:
            return False
        row.number = self._row_number = number
        return True

    def _row_of(self, text: str) -> int:
        if not _SMALL.fullmatch(text) or not 1 <= int(text) <= LAST_ROW:
            raise PackageError("bad-reference", part=self.part, detail=f"row {text[:20]}")
        return int(text)


def _is_cut(row: RawRow) -> bool:
    return row.cells is None


_cell = partial(tuple.__new__, RawCell)  # many at once, without a call of Python for each
_RowCol = tuple[int, int]
_NO_PIECES: tuple[tuple[str, ...], ...] = ((),) * 10
_NO_CONTENT: RawValue = ("", "", nan)
_NO_FORMULA: Formula = ("", None, None)
