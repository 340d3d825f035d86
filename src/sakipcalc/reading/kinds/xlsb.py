"""Excel's binary package (.xlsb): the parts of an .xlsx, its sheets as records instead of XML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING

from sakipcalc.excel import PackageError, Tally, opc
from sakipcalc.excel.archive import Archive
from sakipcalc.excel.refs import LAST_COLUMN, Area
from sakipcalc.excel.xml import checked_text, parse
from sakipcalc.reading.kinds.biff12 import Piece, RecordKind, error_name, records
from sakipcalc.reading.kinds.biff12_formula import Surroundings, told
from sakipcalc.reading.kinds.sheet import UNREADABLE_FORMULA, SheetBuilder, plain
from sakipcalc.reading.kinds.xlsb_styles import PLAIN_STYLES, read_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sakipcalc.excel import Limits
    from sakipcalc.excel.xml import Node
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.kinds.sheet import CellLook

__all__ = ["grids"]


def _real(piece: Piece) -> str | float:
    """Return a number; one that no spreadsheet shows is the text that says so."""
    number = piece.real()
    return plain(number) if isfinite(number) else str(number)


def _truth(piece: Piece) -> bool:
    return piece.byte() != 0


def _error(piece: Piece) -> str:
    return error_name(piece.byte())


def _rich_text(piece: Piece) -> str:
    piece.byte()  # whether formats and phonetics follow
    return piece.text()


_VALUES: dict[int, Callable[[Piece], str | float | bool]] = {
    RecordKind.RK: Piece.packed_number,
    RecordKind.REAL: _real,
    RecordKind.BOOL: _truth,
    RecordKind.ERROR: _error,
    RecordKind.TEXT: Piece.text,
    RecordKind.FORMULA_TEXT: Piece.text,
    RecordKind.FORMULA_NUMBER: _real,
    RecordKind.FORMULA_BOOL: _truth,
    RecordKind.FORMULA_ERROR: _error,
    RecordKind.RICH_TEXT: _rich_text,
}
_FORMULAS = {
    RecordKind.FORMULA_TEXT,
    RecordKind.FORMULA_NUMBER,
    RecordKind.FORMULA_BOOL,
    RecordKind.FORMULA_ERROR,
}
_ERRORS = {RecordKind.ERROR, RecordKind.FORMULA_ERROR}
_LINKS = {RecordKind.SELF_REFERENCES, RecordKind.SAME_SHEET, RecordKind.OTHER_BOOK, RecordKind.ADD_IN}
_HIDDEN_ROW, _HIDDEN_COLUMNS = 0x10, 0x01
_STYLE = 0xFFFFFF
_POINTER = 0x01


def grids(data: bytes, limits: Limits) -> tuple[Grid, ...]:
    """Return every worksheet of an .xlsb as a grid.

    Raises
    ------
    PackageError
        ``missing-part``, ``bad-xml``, ``broken-zip``, ``too-large`` and others.
    """
    return tuple(_Book(data, Tally(limits)).grids())


class _Book:
    """The parts of one package."""

    def __init__(self, data: bytes, tally: Tally) -> None:
        self._tally = tally
        self._archive = Archive(data, tally)
        self._names = {name.lower(): name for name in self._archive.members}
        main = next((each for each in self._related("") if each.kind == "officeDocument"), None)
        if main is None:
            raise PackageError("missing-part", part=opc.rels_part(""), detail="no relationship to a workbook")
        self._main = main.target
        self._parts = self._related(self._main)

    def grids(self) -> Iterator[Grid]:
        targets = {each.id: each for each in self._parts}
        for name, state, link in self._sheets:
            target = targets.get(link)
            if target is None:
                raise PackageError("missing-part", part=self._main, detail=f"sheet {name!r}")
            if target.kind == "worksheet":
                sheet = SheetBuilder(name, self._tally, visible=state == 0)
                reader = _SheetReader(sheet, self._strings, self._styles, self._surroundings)
                reader.read(records(self._part(target.target), target.target))
                yield sheet.grid()

    def _part(self, name: str) -> bytes:
        found = self._names.get(name.lower())
        if found is None:
            raise PackageError("missing-part", part=name)
        return self._archive.read(found)

    def _root(self, name: str) -> Node:
        return parse(checked_text(self._part(name), name), tally=self._tally, part=name)

    def _related(self, part: str) -> tuple[opc.Relationship, ...]:
        rels = opc.rels_part(part)
        return opc.relationships(self._root(rels), part) if rels.lower() in self._names else ()

    def _target(self, kind: str) -> str:
        """Return the part that the workbook has under a relationship, empty without one."""
        return next((each.target for each in self._parts if each.kind == kind and not each.external), "")

    @cached_property
    def _book_records(self) -> list[tuple[int, Piece]]:
        """The records of the workbook; each is read once."""
        wanted = {RecordKind.SHEET, RecordKind.NAME, RecordKind.SHEET_REFERENCES, *_LINKS}
        return [each for each in records(self._part(self._main), self._main) if each[0] in wanted]

    @cached_property
    def _sheets(self) -> tuple[tuple[str, int, str], ...]:
        """Name, state and relationship of each sheet."""
        found = []
        for kind, piece in self._book_records:
            if kind == RecordKind.SHEET:
                state, _, link, name = piece.long(), piece.long(), piece.text(), piece.text()
                found.append((name, state, link))
        return tuple(found)

    @cached_property
    def _surroundings(self) -> Surroundings:
        """What formulas refer to: names, sheets and other workbooks."""
        names: list[str] = []
        links: list[int] = []
        references: list[tuple[int, ...]] = []
        for kind, piece in self._book_records:
            if kind == RecordKind.NAME:
                piece.raw(9)  # flags, key and sheet
                names.append(piece.text())
            elif kind in _LINKS:
                links.append(kind)
            elif kind == RecordKind.SHEET_REFERENCES:
                count = min(piece.long(), piece.left // 12)
                references = [piece.take("Iii") for _ in range(count)]
        return Surroundings(
            names=tuple(names), sheets=tuple(self._label(links, *each) for each in references)
        )

    def _label(self, links: list[int], link: int, first: int, last: int) -> str:
        """Return the sheet that a reference means, empty when it is several or in another workbook."""
        own = link < len(links) and links[link] == RecordKind.SELF_REFERENCES
        return self._sheets[first][0] if own and first == last and 0 <= first < len(self._sheets) else ""

    @cached_property
    def _strings(self) -> tuple[str, ...]:
        """The shared strings."""
        part = self._target("sharedStrings")
        found = records(self._part(part), part) if part else iter(())
        return tuple(_rich_text(piece) for kind, piece in found if kind == RecordKind.STRING_ITEM)

    @cached_property
    def _styles(self) -> tuple[CellLook, ...]:
        """The look of each style."""
        part, theme = self._target("styles"), self._target("theme")
        if not part:
            return PLAIN_STYLES
        themed = theme.lower() in self._names
        return read_styles(records(self._part(part), part), self._root(theme) if themed else None)


@dataclass(slots=True)
class _Pending:
    """A cell whose formula is known when the records after it have been read."""

    row: int
    col: int
    value: str | float | bool
    look: CellLook
    tokens: memoryview
    error: bool


class _SheetReader:
    """Reads the records of one sheet into `sheet`."""

    def __init__(
        self,
        sheet: SheetBuilder,
        strings: tuple[str, ...],
        styles: tuple[CellLook, ...],
        around: Surroundings,
    ) -> None:
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._around = around
        self._row = 0
        self._shared: dict[int, list[tuple[Area, memoryview]]] = {}
        self._pending: list[_Pending] = []

    def read(self, found: Iterator[tuple[int, Piece]]) -> None:
        """Read every record, then tell the formulas."""
        for kind, piece in found:
            if kind == RecordKind.BEGIN_ROWS:
                self._read_rows(found)
            elif kind == RecordKind.COLUMNS:
                first, last, _, _, flags = piece.take("4IB")
                if flags & _HIDDEN_COLUMNS:
                    self._sheet.hidden_cols.update(range(first + 1, min(last + 1, LAST_COLUMN) + 1))
            elif kind == RecordKind.MERGE:
                top, bottom, left, right = (number + 1 for number in piece.take("4I"))
                self._sheet.merge(Area(top, left, bottom, right))
        for cell in self._pending:
            self._sheet.add(
                cell.row, cell.col, cell.value, cell.look, formula=self._formula(cell), error=cell.error
            )

    def _read_rows(self, found: Iterator[tuple[int, Piece]]) -> None:
        """Read rows and cells up to their end; outside, their numbers mean something else."""
        for kind, piece in found:
            if kind == RecordKind.END_ROWS:
                return
            if kind == RecordKind.ROW:
                self._begin_row(piece)
            elif kind in _VALUES or kind in {RecordKind.BLANK, RecordKind.SHARED_TEXT}:
                self._cell(kind, piece)
            elif kind in {RecordKind.SHARED_FORMULA, RecordKind.ARRAY_FORMULA}:
                self._share(kind, piece)

    def _begin_row(self, piece: Piece) -> None:
        row, _, _, _, flags = piece.take("IIHBB")
        self._row = row + 1
        if flags & _HIDDEN_ROW:
            self._sheet.hidden_rows.add(self._row)

    def _cell(self, kind: int, piece: Piece) -> None:
        col, style = piece.long() + 1, piece.long() & _STYLE
        look = self._styles[style] if style < len(self._styles) else self._styles[0]
        if kind == RecordKind.BLANK:
            self._sheet.add(self._row, col, None, look)
        elif kind == RecordKind.SHARED_TEXT:
            index = piece.long()
            if index >= len(self._strings):
                raise PackageError("bad-xml", part=self._sheet.name, detail=f"shared string {index}")
            self._sheet.add(self._row, col, self._strings[index], look)
        else:
            value, error = _VALUES[kind](piece), kind in _ERRORS
            if kind in _FORMULAS:
                piece.raw(2)  # flags
                tokens = piece.raw(piece.long())
                self._pending.append(_Pending(self._row, col, value, look, tokens, error))
            else:
                self._sheet.add(self._row, col, value, look, error=error)

    def _share(self, kind: int, piece: Piece) -> None:
        """Keep a formula of several cells under the row that they name."""
        top, bottom, left, right = (number + 1 for number in piece.take("4I"))
        if kind == RecordKind.ARRAY_FORMULA:
            piece.raw(1)  # flags
        tokens = piece.raw(piece.long())
        self._shared.setdefault(self._row, []).append((Area(top, left, bottom, right), tokens))

    def _formula(self, cell: _Pending) -> str:
        tokens: memoryview | None = cell.tokens
        if cell.tokens[:1] == bytes([_POINTER]):
            row = Piece(cell.tokens[1:], "").long() + 1
            shared = reversed(self._shared.get(row, []))
            tokens = next((own for area, own in shared if area.contains(cell.row, cell.col)), None)
        return told(tokens, self._around, cell.row, cell.col) if tokens else UNREADABLE_FORMULA
