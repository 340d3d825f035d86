"""One worksheet: its cells, and what of its layout bears on reading and filling them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.excel.errors import located
from sakipcalc.excel.limits import LARGEST_MERGE
from sakipcalc.excel.refs import LAST_COLUMN, Area
from sakipcalc.excel.sheet.cells import RawCell, is_true
from sakipcalc.excel.sheet.rawrows import RowsByNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.excel.sheet.cells import RawRow
    from sakipcalc.excel.sheet.scan import SheetScan
    from sakipcalc.excel.xml import Node

__all__ = ["Areas", "ChoiceList", "ListObject", "RawSheet", "SheetInfo"]

#: A merged area as nearly every program writes it.
_MERGE = re.compile(r'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"\s*/>')
#: Height of rows [points] where the part does not say it.
_HEIGHT = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInfo:
    """A worksheet as the workbook lists it.

    Parameters
    ----------
    name : str
        As its tab shows it.
    part : str
        Its part of the package.
    state : {"visible", "hidden", "veryHidden"}
        Whether the tab is shown.
    index : int
        Its place among all tabs, chart sheets counted too, from 0.
    """

    name: str
    part: str
    state: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListObject:
    """A table (ListObject) on a sheet: its name, area, and how many rows are header and totals."""

    name: str
    part: str
    area: Area
    header_rows: int
    totals_rows: int


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A drop-down list: the cells that have it, and the words or the cells that it takes them from."""

    areas: tuple[Area, ...]
    source: str


class Areas:
    """Areas that can be asked, quickly, which of them holds a cell."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = sorted(areas)
        self._tops = [area.top for area in self._areas]
        self._reach: list[int] = []
        for area in self._areas:
            self._reach.append(max(area.bottom, self._reach[-1]) if self._reach else area.bottom)

    def at(self, row: int, col: int) -> Area | None:
        """Return the area that holds the cell, the lowest where several do."""
        if not self._areas:
            return None
        position = bisect_right(self._tops, row) - 1
        while position >= 0 and self._reach[position] >= row:
            if self._areas[position].contains(row, col):
                return self._areas[position]
            position -= 1
        return None


#: A row of more characters is not searched for one cell, but cut once for all that may be asked for.
_SHORT = 4096


class CellsByPlace(Mapping[tuple[int, int], RawCell]):
    """The cells of a sheet by row and column, each put together when it is asked for."""

    def __init__(self, scan: SheetScan) -> None:
        self._scan = scan
        self._known: dict[tuple[int, int], RawCell] = {}
        self._rows = RowsByNumber(scan.rows)
        self._taken: set[int] = set()  # rows of which all is known
        self._is_whole = False
        if scan.oddity:  # cells may stand in other rows than they say
            self._take_all()

    def _take_all(self) -> None:
        if not self._is_whole:
            self._is_whole = True
            self._known = {cell[:2]: cell for cell in self._scan.order}

    def __getitem__(self, at: tuple[int, int]) -> RawCell:
        cell = self.get(at)
        if cell is None:
            raise KeyError(at)
        return cell

    def get(self, at: tuple[int, int], default: RawCell | None = None) -> RawCell | None:  # type: ignore[override]
        """Return the cell at a place, or what is given where there is none."""
        if at not in self._known and not self._is_whole and at[0] not in self._taken:
            self._look(*at)
        return self._known.get(at, default)

    def _look(self, number: int, col: int) -> None:
        """Look for a cell, in a row that was read for all its cells."""
        row = self._rows.get(number)
        if row is None:
            return
        if row.cells is None and row.close_start - row.open_end <= _SHORT:
            own = self._scan.cell_in(row, col)
            self._known |= {} if own is None else {(number, col): own}
        else:
            self._taken.add(number)
            self._known |= {cell[:2]: cell for cell in self._scan.cells_of(row)}

    def __contains__(self, at: object) -> bool:
        return isinstance(at, tuple) and self.get(at) is not None

    def __iter__(self) -> Iterator[tuple[int, int]]:
        self._take_all()
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known) if self._is_whole else self._scan.cells


class RawSheet:
    """A worksheet that has been read; nothing in it can be changed (see `Editor`).

    Parameters
    ----------
    info : SheetInfo
        What the workbook says of it.
    scan : SheetScan
        Its cells and elements, with their places.
    tables : tuple of ListObject
        The tables on it.
    """

    def __init__(self, info: SheetInfo, scan: SheetScan, tables: tuple[ListObject, ...] = ()) -> None:
        self.info = info
        self.scan = scan
        self.tables = tables

    def __repr__(self) -> str:
        return f"<Sheet {self.name!r}, {self.dimension or 'empty'}, {len(self.cells)} cells>"

    @property
    def name(self) -> str:
        """Name of the sheet, as its tab shows it."""
        return self.info.name

    @property
    def state(self) -> str:
        """``visible``, ``hidden`` or ``veryHidden``."""
        return self.info.state

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], RawCell]:
        """The cells that the part holds, by row and column."""
        return CellsByPlace(self.scan)

    @cached_property
    def rows(self) -> Mapping[int, RawRow]:
        """The rows that the part holds, by number."""
        return RowsByNumber(self.scan.rows)

    @cached_property
    def dimension(self) -> Area | None:
        """The smallest area that holds every cell of the part, whatever ``<dimension>`` says."""
        places = self.scan.extent
        return (
            Area(*map(min, zip(*places, strict=True)), *map(max, zip(*places, strict=True)))
            if places
            else None
        )

    @cached_property
    def merges(self) -> tuple[Area, ...]:
        """The merged areas."""
        found: list[str] = []
        for each in self.scan.root.all("mergeCells"):
            refs = _MERGE.findall(each.markup)
            alone = len(refs) == each.markup.count("<") - 2  # between the tags of what holds them
            found += refs if alone else [node.get("ref") for node in each.all("mergeCell")]
        with located(self.info.part):
            return tuple([Area.parse(ref) for ref in found])

    @property
    def merged_cells(self) -> int:
        """Number of cells that the merged areas cover, an area counted up to `LARGEST_MERGE`."""
        return sum([min(area.size, LARGEST_MERGE) for area in self.merges])

    @cached_property
    def merge_at(self) -> Areas:
        """The merged areas, to ask for the one at a cell."""
        return Areas(self.merges)

    @cached_property
    def arrays(self) -> Areas:
        """The areas of array formulas."""
        return Areas(self.scan.meaning.arrays)

    @cached_property
    def data_tables(self) -> Areas:
        """The areas of data tables (what-if analysis)."""
        return Areas(self.scan.meaning.data_tables)

    @property
    def is_free(self) -> bool:
        """Whether nothing that cells have in common stands on it: no array, data table or list."""
        return not (self.scan.meaning.arrays or self.scan.meaning.data_tables or self.tables)

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """Numbers of the hidden rows that the part holds."""
        return frozenset(row.number for row in self.scan.rows.hidden)

    @cached_property
    def hidden_cols(self) -> frozenset[int]:
        """Numbers of the hidden columns."""
        if not any("hidden" in each.markup for each in self.scan.root.all("cols")):
            return frozenset()
        return frozenset(col for col, node in self._columns.items() if is_true(node.get("hidden")))

    @cached_property
    def _columns(self) -> Mapping[int, Node]:
        """The attributes of each column; where areas overlap, which no program writes, the first to begin."""
        nodes = [node for each in self.scan.root.all("cols") for node in each.all("col")]
        found: dict[int, Node] = {}
        reached = 0
        with located(self.info.part):
            spans = [(max(1, node.integer("min", 1)), node.integer("max"), node) for node in nodes]
        for first, last, node in sorted(spans, key=lambda span: span[0]):
            found |= dict.fromkeys(range(max(first, reached + 1), min(last, LAST_COLUMN) + 1), node)
            reached = max(reached, min(last, LAST_COLUMN))
        return MappingProxyType(found)

    def row_style(self, row: int) -> int | None:
        """Return the index of the format that new cells of a row take, or none."""
        found = self.rows.get(row)
        return found.style if found else None

    def col_style(self, col: int) -> int | None:
        """Return the index of the format that new cells of a column take, or none."""
        node = self._columns.get(col)
        return node.integer("style") if node else None

    def row_height(self, row: int) -> float | None:
        """Return the height [points] that the part states for a row, or none."""
        found = self.rows.get(row)
        return _number(found.attrs.get("ht")) if found else None

    def row_fixed(self, row: int) -> bool:
        """Tell whether a row keeps its height when its text changes."""
        found = self.rows.get(row)
        if found is None or self.row_height(row) is None:
            return self.default_fixed
        return is_true(found.attrs.get("customHeight"))

    @cached_property
    def default_height(self) -> float:
        """The height [points] of rows that have none."""
        return _number(self._defaults.get("defaultRowHeight")) or _HEIGHT

    @cached_property
    def default_fixed(self) -> bool:
        """Whether rows without a height have the default one, whatever they hold."""
        return is_true(self._defaults.get("customHeight"))

    def col_width(self, col: int) -> float | None:
        """Return the width [digits of the default font] that the part states for a column, or none."""
        node = self._columns.get(col)
        own = _number(node.get("width")) if node else None
        return _number(self._defaults.get("defaultColWidth")) if own is None else own

    @property
    def _defaults(self) -> Mapping[str, str]:
        node = self.scan.root.child("sheetFormatPr")
        return node.attrs if node else {}

    def style_at(self, row: int, col: int) -> int:
        """Return the index of the format of a cell, or of the one that a new cell takes there."""
        cell = self.cells.get((row, col))
        return self.inherited_style(row, col) if cell is None else cell.style

    def inherited_style(self, row: int, col: int) -> int:
        """Return the index of the format that a new cell takes at a place where there is none."""
        inherited = self.row_style(row)
        return inherited if inherited is not None else self.col_style(col) or 0

    @property
    def protected(self) -> bool:
        """Whether the sheet is protected."""
        node = self.scan.root.child("sheetProtection")
        return node is not None and is_true(node.get("sheet"))

    @cached_property
    def drop_downs(self) -> tuple[ChoiceList, ...]:
        """The drop-down lists, those of the 2010 extension included."""
        nodes = [
            node for each in self.scan.root.all("dataValidations") for node in each.all("dataValidation")
        ]
        for extension in self.scan.root.all("extLst"):
            nodes += [node for node in extension.walk() if node.name == "dataValidation"]
        found = []
        with located(self.info.part):
            for node in nodes:
                inside = {child.name: _text_of(child) for child in node.children}
                where = node.attrs.get("sqref") or inside.get("sqref", "")
                if node.attrs.get("type") == "list" and where and inside.get("formula1"):
                    areas = tuple(map(Area.parse, where.split()))
                    found.append(ChoiceList(areas, inside["formula1"]))
        return tuple(found)

    @cached_property
    def conditional_formats(self) -> tuple[Area, ...]:
        """The areas under a conditional format, those of the 2010 extension included."""
        found = [node.get("sqref") for node in self.scan.root.all("conditionalFormatting")]
        for extension in self.scan.root.all("extLst"):
            for node in extension.walk():
                if node.name == "conditionalFormatting":
                    found += [child.text for child in node.children if child.name == "sqref"]
        areas = [ref for refs in found for ref in refs.split()]
        self.scan.limits.check("nodes", len(areas), part=self.info.part)
        with located(self.info.part):
            return tuple(map(Area.parse, areas))


def _text_of(node: Node) -> str:
    """Return the text of an element, or of the one inside it (``<xm:f>`` of the extension)."""
    return (node.text.strip() or next((child.text for child in node.children), "")).strip()


def _number(text: str | None) -> float | None:
    """Read a measure; none where there is none or what is written is no number."""
    with suppress(ValueError):
        number = float(text or "")
        return number if isfinite(number) else None
    return None
