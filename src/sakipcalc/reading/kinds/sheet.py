"""Grid builder for all other file formats: values, cells and merged areas."""

from __future__ import annotations

from itertools import product
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel import PackageError
from sakipcalc.excel.limits import LARGEST_MERGE
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, Area
from sakipcalc.excel.sheet.styles import LONGEST_FORMAT
from sakipcalc.reading.grid import Grid, GridCell, covered_by
from sakipcalc.reading.workbook import leading_steps, shown

if TYPE_CHECKING:
    from sakipcalc.excel import Tally

__all__ = ["PLAIN", "UNREADABLE_FORMULA", "CellLook", "SheetBuilder", "plain"]

#: The formula of a cell that has one whose text could not be told.
UNREADABLE_FORMULA = "?"
_WHOLE = 1e15
#: Types of value, formula and mark of an error, and of the pieces of a look, whoever has read the cell.
_TYPES = frozenset(product([str, int, float, bool, NoneType], [str], [bool]))
_LOOK_TYPES = (str, str, int, bool)


class CellLook(NamedTuple):
    """The style of a cell: number format, colour of a solid fill (RRGGBB), indentation, bold."""

    format: str = "General"
    fill: str = ""
    indent: int = 0
    bold: bool = False


PLAIN = CellLook()


class SheetBuilder:
    """Collects the cells of one sheet, counted from 1, within limits; `grid` gives the result."""

    def __init__(self, name: str, tally: Tally, *, visible: bool = True, values_only: bool = False) -> None:
        self.name = name
        self.visible = visible
        self.values_only = values_only
        self.hidden_rows: set[int] = set()
        self.hidden_cols: set[int] = set()
        self._tally = tally
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._merges: dict[tuple[int, int], Area] = {}
        self._characters = 0

    def add(
        self,
        row: int,
        col: int,
        raw: str | float | bool | None,  # noqa: FBT001 -- a value of a cell, not a switch
        look: CellLook = PLAIN,
        *,
        formula: str = "",
        error: bool = False,
    ) -> None:
        """Add a cell.

        Raises
        ------
        PackageError
            ``bad-reference`` outside a sheet, ``too-large`` when there are too many, ``bad-xml`` for what is
            of no type that a cell has.
        """
        if (type(raw), type(formula), type(error)) not in _TYPES or tuple(map(type, look)) != _LOOK_TYPES:
            raise PackageError("bad-xml", part=self.name, detail=f"types in row {row}, column {col}")
        if not (1 <= row <= LAST_ROW and 1 <= col <= LAST_COLUMN):
            raise PackageError("bad-reference", part=self.name, detail=f"row {row}, column {col}")
        code = look.format if len(look.format) <= LONGEST_FORMAT else PLAIN.format
        self._cells[row, col] = GridCell(
            row=row, col=col, raw=raw, text=shown(raw), formula=formula, format=code, fill=look.fill,
            indent=look.indent + leading_steps(raw), error=error, bottom=row, right=col,
            bold=look.bold,
        )  # fmt: skip
        self._characters += len(raw) + len(formula) if isinstance(raw, str) else len(formula)
        self.expect(0)

    def expect(self, more: int) -> None:
        """Refuse, with ``too-large``, a sheet that would hold so many more cells than it may."""
        self._tally.check("cells", len(self._cells) + more, part=self.name)
        self._tally.check("characters", self._characters, part=self.name)

    def merge(self, area: Area) -> None:
        """Add a merged area."""
        area = Area(area.top, area.left, min(area.bottom, LAST_ROW), min(area.right, LAST_COLUMN))
        if (area.top, area.left) >= (area.bottom, area.right):
            return
        self._tally.add("merged", min(area.size, LARGEST_MERGE), part=self.name)
        self._merges[area.top, area.left] = area

    def grid(self) -> Grid:
        """Return the sheet as a grid, without cells that a merged area covers."""
        cells = self._cells
        self._tally.add("cells", len(cells), part=self.name)
        self._tally.add("characters", self._characters, part=self.name)
        inner = covered_by(self._merges.values(), cells.keys() | self._merges.keys())
        kept = {at: cell for at, cell in cells.items() if at not in inner}
        for at, area in self._merges.items():
            if at not in inner:
                kept[at] = _merged(cells.get(at), area)
        return Grid(
            sheet=self.name,
            cells=kept,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_cols=frozenset(self.hidden_cols),
            visible=self.visible,
            values_only=self.values_only,
        )


def plain(number: float) -> float:
    """Return a number as Python has it: a whole one, as a file of digits alone would say it, is an int.

    Examples
    --------
    >>> plain(97.0), plain(97.25)
    (97, 97.25)
    """
    return int(number) if number.is_integer() and abs(number) < _WHOLE else number


def _merged(cell: GridCell | None, area: Area) -> GridCell:
    if cell is not None:
        return cell._replace(bottom=area.bottom, right=area.right)
    row, col = area.top, area.left
    return GridCell(row=row, col=col, raw=None, text="", bottom=area.bottom, right=area.right)
