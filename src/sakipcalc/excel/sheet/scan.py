"""The cells of a sheet, with the place of each in the part.

Rows as nearly every program writes them are cut many at once, and so are their cells (`cutting`). What these
hold is kept for the first who asks; where they stand is found by cutting their row again. Whatever else there
is (other quotes, rich inline text, comments, cells that do not say where they are, a namespace declared in
the middle) goes through the general parser, one element at a time. Both give the same.
"""

from __future__ import annotations

import re
from functools import cached_property, partial
from itertools import accumulate, chain, compress, pairwise, repeat
from math import nan
from operator import add, lt
from typing import TYPE_CHECKING, Any

from sakipcalc.base.allowance import spend
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.opc import MAIN
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, cell_name, column_index, split_cell
from sakipcalc.excel.sheet.cells import RawCell, RawRow, value_of
from sakipcalc.excel.sheet.cutting import NO_ROWS, CellPiece, Cutter
from sakipcalc.excel.sheet.heldcolumns import SHARED, HeldColumns
from sakipcalc.excel.sheet.rawrows import RawRows
from sakipcalc.excel.sheet.rowforms import RowForms
from sakipcalc.excel.sheet.values import decode, item_text, number
from sakipcalc.excel.xml import TAG, attributes, outline, parse_at, scope_of, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.excel.limits import Limits, Tally
    from sakipcalc.excel.sheet.cells import Held
    from sakipcalc.excel.sheet.cutting import CellFields
    from sakipcalc.excel.sheet.heldcolumns import RowsOfForm
    from sakipcalc.excel.sheet.values import Formula, RawMeaning, RawValue
    from sakipcalc.excel.xml import Node

    #: Where a cell begins and ends in the text, and the format that it states.
    CellSpot = tuple[int, int, str]

__all__ = ["SheetScan"]


#: A number that is no more than a row or a style can have; Python refuses to read very long ones.
_SMALL = re.compile("[0-9]{1,10}")
#: After so many cells and rows their limit, and that on time, are looked at again.
_LOOKED_AT = 2048
#: Rows are cut together in pieces of about so many characters.
_PIECE = 1 << 17
_BLANKS = re.compile(r"\s*+")
#: Groups of the pattern of a cell.
_STYLE, _BLANKS_BEHIND = (CellPiece._fields.index(field) + 1 for field in ("style", "blanks"))
#: The attributes of a row as nearly every program begins them.
_NUMBERED = re.compile(r'\s+r="([0-9]{1,7})"')


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
    rows : RawRows
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
    columns : HeldColumns or None
        What the cells of a long sheet hold, by columns; None of a short one, and of one out of order.
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
        self.rows: RawRows = RawRows(self._row_at)
        self.cells: int = 0
        self.extent: list[tuple[int, int]] = []
        self.truths: list[tuple[int, int]] = []
        self._cutter: Cutter | None = None
        self._cut_to = self._data_end = 0  # how far pieces were cut, and where the data ends
        self._forms: RowForms | None = None
        self._fresh: list[Held] = []
        self.columns: HeldColumns | None = None
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
        self.columns = None if self.oddity else self.columns
        meaning.let_go()
        tally.add("cells", self.held, part=part)
        tally.add("rows", self._held_rows, part=part)
        tally.add("empty", self._empty, part=part)

    @property
    def _empty(self) -> int:
        """Number of cells and rows that hold nothing but a format or a height."""
        return self.cells + len(self.rows.numbers) - self.held

    @cached_property
    def order(self) -> list[RawCell]:
        """All cells in document order."""
        return [cell for row in self.rows for cell in self.cells_of(row)]

    def cells_of(self, row: RawRow) -> list[RawCell]:
        """Return the cells of a row, with where they stand."""
        if row.cells is None:
            cell = self._cutter and self._cutter.cell
            pieces = cell.findall(self.text, row.open_end, row.close_start) if cell else ()
            row.cells = self._made(row, pieces, row.open_end)
        return row.cells

    def cell_in(self, row: RawRow, col: int) -> RawCell | None:
        """Return the cell of a column of a row that is written as usual; None where there is none."""
        mark = f'<{row.prefix}c r="{cell_name(row.number, col)}"'
        start = self.text.find(mark, row.open_end, row.close_start)
        found = self._cutter.cell.match(self.text, start) if self._cutter and start >= 0 else None
        piece: Any = found and found.groups("")  # as `findall` gives them
        return self._made(row, [piece], start)[0] if piece else None

    def spots(self, places: Iterable[tuple[int, str]]) -> Iterator[CellSpot]:
        """Yield where cells stand and the format that each states, by row and letters of the column.

        One that is not there, or in a row that is not written as usual, has a spot without length.
        """
        usual = self._cutter is not None and not (self.data.prefix or self.implicit or self.oddity)
        find, cut = self.text.find, self._cutter.cell.match if self._cutter else None
        for row, letters in places:
            begin, end = self.rows.usual_span(row) if usual else (0, 0)
            start = find(f'<c r="{letters}{row}"', begin, end) if end else -1
            found = cut(self.text, start, end) if cut and start >= 0 else None
            yield (start, found.start(_BLANKS_BEHIND), found[_STYLE] or "") if found else (0, 0, "")

    def formula_cells(self) -> list[RawCell]:
        """Return the cells with a formula, in document order."""
        mark = f"<{self.data.prefix}f"
        if mark not in self.text and all(map(_is_cut, self.rows.made)):
            return []
        may = [
            row
            for row in self.rows
            if row.cells is not None or mark in self.text[row.open_end : row.close_start]
        ]
        return [cell for row in may for cell in self.cells_of(row) if cell.said_formula]

    def contents(self) -> list[Held]:
        """Return what the cells hold, in document order, whatever is known of where they stand."""
        if self.columns is not None:
            return sorted(self.columns.held())
        fresh, self._fresh = self._fresh, []  # hardly anybody asks twice, and a long sheet holds much
        return fresh or [cell.held for cell in self.order]

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
        self._cutter = self._cutter_for(data)
        if self._cutter and self._data_end - data.open_end > _PIECE:
            self.columns, self._forms = HeldColumns(), RowForms(self._cutter)
        position, ended = data.open_end, False
        while not ended:
            if self._cutter and self._row is None:
                position = self._rows(position, self._cutter)
            position, ended = self._slow(position)
        if self.columns is not None:
            self.columns.close()
        return position

    def _cutter_for(self, data: Node) -> Cutter | None:
        """Return what cuts rows where that is safe: one prefix for all that stands in the data."""
        self._data_end = self.text.rfind(f"</{data.prefix}sheetData")
        declares = self.text.find("xmlns", data.open_end, self._data_end) >= 0
        prefixes = sum([uri == data.uri for uri in data.scope.values()])
        return None if self._thorough or declares or prefixes != 1 else Cutter.of(data.prefix)

    def _rows(self, position: int, cutter: Cutter) -> int:
        """Take the rows from a position on that are written as usual; return where what is not begins."""
        position = self._behind_blanks(position)
        while position < self._data_end:
            one_by_one = position < self._cut_to
            end = self._row_end(position, cutter) if one_by_one else self._piece_end(position, cutter)
            if self._take(position, end, cutter):
                position = end
            elif one_by_one:
                break
        return position

    def _piece_end(self, position: int, cutter: Cutter) -> int:
        """Return where a piece of many rows ends, which are gone through one by one if something is odd."""
        following = self.text.find(cutter.row_begin, position + _PIECE, self._data_end)
        self._cut_to = following if following >= 0 else self._data_end
        return self._cut_to

    def _row_end(self, position: int, cutter: Cutter) -> int:
        row = cutter.row.match(self.text, position)
        return row.end() if row else position

    def _behind_blanks(self, position: int) -> int:
        blanks = _BLANKS.match(self.text, position)
        return blanks.end() if blanks else position

    def _take(self, begin: int, end: int, cutter: Cutter) -> bool:
        """Take the rows of a piece with all their cells, unless something in it is not where it should be."""
        text = self.text[begin:end]
        alike, rest = self._forms.taken_from(text) if self._forms else ([], text)
        found = NO_ROWS if alike and not rest else cutter.cut(rest)
        if found is None:
            return False  # rows are not all of it
        tags, counts, fields = found
        numbers = [int(number) for _, _, number in tags]
        rows = cutter.numbers(text) if alike else numbers
        at = [*chain.from_iterable(map(repeat, numbers, counts))]
        index = {letters: column_index(letters) for letters in set(fields.all_letters)}
        columns = [*map(index.__getitem__, fields.all_letters)]
        places = [*zip(at, columns, strict=True)]
        in_order = all(map(lt, (self._last_row, *rows), rows)) and all(map(lt, places, places[1:]))
        if not in_order or rows[-1] > LAST_ROW or at != [*map(int, fields.all_digits)]:
            return False
        if alike and rows != sorted(chain(numbers, *[own.row_numbers for own in alike])):
            return False
        self._last_row = rows[-1]
        first = len(self.rows.numbers)
        starts = [begin + start for start in cutter.starts(text)]
        hidden = {
            number for (_, written, _), number in zip(tags, numbers, strict=True) if "hidden" in written
        }
        may_hide = [place for place, row in enumerate(rows) if row in hidden] if hidden else ()
        self.rows.take(rows, starts, [*starts[1:], end], may_hide)
        self._count_in(at, columns, fields)
        if self.columns is not None:
            odd = self.columns.take(numbers, counts, at, fields, self.meaning)
            self._take_odd(self.columns, first, odd)
            for own in alike:
                self._take_alike(self.columns, own)
        elif any(fields.all_told):  # others may share these formulas
            self._fresh += self._held_of([cell for row in self.rows[first:] for cell in self.cells_of(row)])
        else:
            self._fresh += self._contents(places, fields)
        if self._forms and end == self._cut_to:
            self._forms.learn(rest)
        return True

    def _take_alike(self, columns: HeldColumns, rows: RowsOfForm) -> None:
        """Take rows that are written alike, and count them in."""
        columns.take_alike(rows, self.meaning)
        count, cells = len(rows.row_numbers), rows.cells
        own = [column_index(one.letters) for one in cells]
        self.extent += ((rows.row_numbers[0], own[0]), (rows.row_numbers[-1], own[-1]))
        for one in cells:
            texts = self.meaning.shared(one.all_contents) if one.mark == SHARED else ()
            self.characters += sum(
                [sum(map(len, said)) for said in (texts, one.all_contents, one.all_formulas)]
            )
        full = len([one for one in cells if one.all_contents or one.all_formulas])
        self._count(count * len(cells), count * full, count if full else 0)

    def _held_of(self, cells: Sequence[RawCell]) -> list[Held]:
        """Return what cells hold; a formula that they share counts at each, before each has its own."""
        self.characters += sum([len(cell.said_formula) for cell in cells if cell.shared])
        self._tally.check("characters", self.characters, part=self.part)
        return [cell.held for cell in cells]

    def _take_odd(self, columns: HeldColumns, first: int, odd: AbstractSet[int]) -> None:
        """Take the cells of odd rows one by one."""
        for place in range(first, len(self.rows.numbers)) if odd else ():
            if self.rows.numbers[place] in odd:
                columns.odd += self._held_of(self.cells_of(self.rows[place]))

    def _row_at(self, begin: int) -> RawRow:
        """Return the row that is written as usual and begins at a position."""
        found = self._cutter.row.match(self.text, begin) if self._cutter else None
        if found is None:
            raise PackageError("bad-xml", part=self.part, detail="row")
        _, tag, written, digits, _, inside, blanks = found.groups("")
        row = RawRow(int(digits), written, self.data.prefix, (begin, begin + len(tag)))
        row.close_start, row.end = row.open_end + len(inside), found.end() - len(blanks)
        return row

    def _count_in(self, at: Sequence[int], columns: Sequence[int], cells: CellFields) -> None:
        """Count cells, what they hold, and where they stand."""
        if not at:
            self._count(0, 0, 0)
            return
        kinds, values = cells.all_kinds, cells.all_values
        texts: Sequence[str] = ()
        if "s" in kinds:
            indices = [value[1:] for kind, value in zip(kinds, values, strict=True) if kind == "s"]
            texts = self.meaning.shared([*filter(None, indices)])
        others = [one for one in (cells.all_formulas, cells.all_told, cells.all_inlines) if any(one)]
        self.characters += sum([sum(map(len, one)) for one in (texts, values, *others)])
        self.extent += ((at[0], min(columns)), (at[-1], max(columns)))
        if "b" in kinds:
            told = zip(at, columns, kinds, strict=True)
            self.truths += [(row, col) for row, col, kind in told if kind == "b"]
        for one in others:
            values = [*map(add, values, one)]
        full = [*compress(at, values)]
        self._count(len(at), len(full), len({*full}))

    def _contents(self, places: Sequence[_RowCol], cells: CellFields) -> list[Held]:
        """Return what cells hold none of which has a shared formula."""
        _, _, written, kinds, formulas, _, values, inlines = cells
        spend(len(places))
        strings, numbers = self.meaning.strings, {style: int(style or 0) for style in {*written}}
        styles = map(numbers.__getitem__, written)
        return [
            (row, col, strings[int(value[1:])], style, "", False)
            if kind == "s" and value[1:] and not formula
            else self._held((row, col), style, kind, formula, value, inline)
            if value or formula or inline
            else (row, col, None, style, "", False)
            for (row, col), style, kind, formula, value, inline in zip(
                places, styles, kinds, formulas, values, inlines, strict=True
            )
        ]

    def _made(self, row: RawRow, pieces: Sequence[CellPiece], begin: int) -> list[RawCell]:
        """Return cells of a row that is written as usual from their pieces, which begin at a position."""
        at, ends = row.number, accumulate(map(len, [whole for whole, *_ in pieces]), initial=begin)
        cells = []
        for piece, (start, end) in zip(pieces, pairwise(ends), strict=True):
            _, letters, _, style, kind, formula, told, value, inline, blanks = piece
            col = column_index(letters)
            content = self._content(kind, value, inline) if value or inline else _NO_CONTENT
            own = self._formula(formula, told, at, col) if formula or told else _NO_FORMULA
            cells.append((at, col, *content, int(style or 0), *own, start, end - len(blanks)))
        return [*map(_cell, cells)]

    def _held(self, at: _RowCol, style: int, kind: str, formula: str, value: str, inline: str) -> Held:
        """Return what a cell holds that has no shared formula."""
        if not (kind or formula) and _WHOLE.fullmatch(value):  # as most figures are
            return *at, int(value[1:]), style, "", False
        what, text, amount = self._content(kind, value, inline) if value or inline else _NO_CONTENT
        said = formula[1:]
        said = unescape(said) if "&" in said or "\r" in said else said
        return *at, value_of(what, text, amount), style, said, what == "e"

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
        if row.number > LAST_ROW:  # one that does not say its number comes after the one before
            raise PackageError("bad-reference", part=self.part, detail=f"row {row.number}")
        self._row = None
        self._row_number = 0
        self._scope = self.data.scope
        row.close_start, row.end = close_start, end
        cells = row.cells or []
        self.characters += sum([len(cell.text) for cell in cells])
        self.characters += sum([len(cell.said_formula) for cell in cells if not cell.shared])
        fresh = self._fresh if self.columns is None else self.columns.odd
        fresh += self._held_of(cells)
        if row.number <= self._last_row:
            self.oddity = self.oddity or "rows-out-of-order"
        self._last_row = row.number
        self.rows.add(row)
        self.extent += [cell[:2] for cell in cells]
        self.truths += [cell[:2] for cell in cells if cell.kind == "b"]
        full = len([cell for cell in cells if cell.kind or cell.said_formula])
        self._count(len(cells), full, min(full, 1))

    def _count(self, cells: int, full: int, full_rows: int) -> None:
        """Count cells in, those of them that hold something, and the rows that these are in."""
        self.cells += cells
        self.held += full + full_rows
        self._held_rows += full_rows
        if self.cells + len(self.rows.numbers) >= self._look:
            self._look = self.cells + len(self.rows.numbers) + _LOOKED_AT
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
#: A figure without decimals.
_WHOLE = re.compile(">-?[0-9]{1,15}")
_RowCol = tuple[int, int]
_NO_CONTENT: RawValue = ("", "", nan)
_NO_FORMULA: Formula = ("", None, None)
