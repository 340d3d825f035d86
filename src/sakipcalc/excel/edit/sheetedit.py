"""Changes of one sheet: collected, refused where unsafe, then spliced into its text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext.tokens import LOST
from sakipcalc.excel.edit.alikecells import alike_splices
from sakipcalc.excel.edit.sheetrender import rendered
from sakipcalc.excel.edit.writes import number_literal
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.refs import cell_name
from sakipcalc.excel.sheet.cells import is_true

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sakipcalc.excel.edit.alikecells import AlikeCells
    from sakipcalc.excel.edit.writes import Write
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.sheet.cells import Held, RawCell, Shared
    from sakipcalc.excel.sheet.sheet import RawSheet

__all__ = ["SheetEdits"]


class SheetEdits:
    """The changes to be made on one sheet.

    Parameters
    ----------
    sheet : RawSheet
        The sheet as it was read.
    """

    def __init__(self, sheet: RawSheet) -> None:
        self.sheet = sheet
        self._singly: dict[tuple[int, int], Write] = {}
        self._alike: list[AlikeCells] = []  # of cells that are not written singly
        self.rows: dict[int, dict[str, str]] = {}  # row -> attributes that it gets
        self._before: dict[tuple[int, int], RawCell | None] = {}  # of those that are written
        self._children: dict[Shared, list[RawCell]] | None = None
        self._cells: Mapping[tuple[int, int], RawCell] | None = None
        self._held: Mapping[tuple[int, int], Held] | None = None

    # -- collecting ------------------------------------------------------------------

    @property
    def writes(self) -> Mapping[tuple[int, int], Write]:
        """The changes of cells, by row and column."""
        self._take_singly()
        return self._singly

    @property
    def touched(self) -> bool:
        """Whether a cell is changed."""
        return bool(self._singly or self._alike)

    def put_alike(self, alike: AlikeCells) -> None:
        """Note formulas that are alike for cells that are empty; refuse what cannot be done safely."""
        self._alike.append(alike)
        self._cells = self._held = None
        sheet = self.sheet
        unusual = sheet.scan.oddity or not sheet.is_free
        merged = sheet.merges and any(sheet.merge_at.at(row, col) for row, col, _ in alike.cell_results)
        if unusual or merged or any((row, col) in self._singly for row, col, _ in alike.cell_results):
            self._take_singly()

    def _take_singly(self, rows: AbstractSet[int] | None = None) -> None:
        """Note changes that are alike one by one, all of them or those in some rows."""
        alike, self._alike = self._alike, []
        for cells in alike:
            for row, col, write in cells.singly(rows):
                self.put(row, col, write)
        if rows is not None:
            left = [
                cells._replace(cell_results=[one for one in cells.cell_results if one[0] not in rows])
                for cells in alike
            ]
            self._alike = [cells for cells in left if cells.cell_results]

    def resize(self, row: int, height: float, *, fixed: bool) -> None:
        """Note the height [points] of a row, or that it has this one."""
        if self.sheet.scan.oddity:
            raise self._refusal(self.sheet.scan.oddity, row, 1)
        known = self.sheet.rows.get(row)
        was_fixed = known is not None and is_true(known.attrs.get("customHeight"))
        if (self.sheet.row_height(row), was_fixed) == (height, fixed):
            self.rows.pop(row, None)
            return
        self.rows[row] = {"ht": number_literal(height)}
        if fixed != was_fixed:
            self.rows[row]["customHeight"] = "1" if fixed else "0"

    def put(self, row: int, col: int, write: Write) -> None:
        """Note a change, or that there is none to make; refuse what cannot be done safely."""
        if self._alike:
            self._take_singly()
        sheet, self._cells, self._held = self.sheet, None, None
        if sheet.scan.oddity:
            raise self._refusal(sheet.scan.oddity, row, col)
        merge = sheet.merge_at.at(row, col) if sheet.merges else None
        if merge and (merge.top, merge.left) != (row, col):
            raise self._refusal("merged-cell", row, col, area=str(merge))
        cell = sheet.cells.get((row, col))
        if write.kind == "cached":
            write = self._refresh(row, col, write)
        elif cell and write.formula is not None and write.formula == cell.formula:
            write = self._keep_formula(cell, write)
        if not write.changes(cell):
            self._singly.pop((row, col), None)
            return
        if write.kind != "cached" and not (sheet.is_free and (cell is None or cell.shared is None)):
            self._refuse_unsafe(row, col, cell)
        self._singly[row, col] = write
        self._before[row, col] = cell

    def _refresh(self, row: int, col: int, write: Write) -> Write:
        """Return the refreshing of a cached value, of a formula that stands there or is to be written."""
        pending = self._singly.get((row, col))
        if pending and pending.kind == "formula":
            return pending._replace(content=write.content)
        cell = self.sheet.cells.get((row, col))
        if cell is None or cell.formula is None or (pending and pending.kind != "cached"):
            raise self._refusal("no-formula", row, col)
        return write._replace(style=pending.style) if pending and write.style is None else write

    @staticmethod
    def _keep_formula(cell: RawCell, write: Write) -> Write:
        """Leave a formula that is the same as it is stored, shared or not."""
        if cell.formula_kind in {"array", "dataTable"}:
            return write
        return write._replace(kind="cached", formula=None)

    def _refuse_unsafe(self, row: int, col: int, cell: RawCell | None) -> None:
        sheet = self.sheet
        for code, areas in (("array-formula", sheet.arrays), ("data-table", sheet.data_tables)):
            area = areas.at(row, col)
            if area:
                raise self._refusal(code, row, col, area=str(area))
        for table in sheet.tables:
            area = table.area
            if area.contains(row, col) and not (
                area.top + table.header_rows <= row <= area.bottom - table.totals_rows
            ):
                raise self._refusal("table-cell", row, col, area=str(area), table=table.name)
        if cell and cell.shared and cell.is_master:
            lost = cell.shared.formula.count(LOST)
            for child in self._users(cell.shared):
                if child.formula is None or child.formula.count(LOST) != lost:
                    raise self._refusal("shared-master", row, col, user=cell_name(child.row, child.col))

    def _refusal(self, code: str, row: int, col: int, **values: object) -> PackageError:
        ref = cell_name(row, col)
        values = {"sheet": self.sheet.name, "cell": ref, **values}
        return PackageError(code, part=self.sheet.info.part, detail=f"{self.sheet.name}!{ref}", values=values)

    def _users(self, shared: Shared) -> list[RawCell]:
        """Return the cells that take their formula from a shared one, its master left out."""
        if self._children is None:
            self._children = {}
            for cell in metered(self.sheet.scan.order):
                if cell.shared and not cell.is_master:
                    self._children.setdefault(cell.shared, []).append(cell)
        return self._children.get(shared, [])

    # -- what it comes to --------------------------------------------------------------

    @property
    def cells(self) -> Mapping[tuple[int, int], RawCell]:
        """The changed cells as a reader of the output finds them; where they stand in it is not known.

        It is the same mapping until something changes.
        """
        if self._cells is None:
            found = metered(self.writes.items())
            self._cells = MappingProxyType(
                {at: write.cell(*at, *self._under(at, write)) for at, write in found}
            )
        return self._cells

    @property
    def held(self) -> Mapping[tuple[int, int], Held]:
        """What the changed cells hold; it is the same mapping until something changes."""
        if self._held is None and self._alike:
            self._held = _HeldLater(self._copy())
        elif self._held is None:
            found = metered(self._singly.items())
            self._held = MappingProxyType(
                {at: write.held(*at, *self._under(at, write)) for at, write in found}
            )
        return self._held

    def _copy(self) -> SheetEdits:
        """Return the same changes, which stay as they are when others come."""
        same = SheetEdits(self.sheet)
        same._singly, same._before, same._alike = {**self._singly}, {**self._before}, [*self._alike]
        return same

    def _under(self, at: tuple[int, int], write: Write) -> tuple[RawCell | None, int]:
        """Return the cell that something is written to, and the format that it has then."""
        old, style = self._before[at], write.style
        if style is None:
            style = self.sheet.inherited_style(*at) if old is None else old.style
        return old, style

    def style_at(self, row: int, col: int) -> int:
        """Return the index of the format that a cell will have, or would get if it were written."""
        write = self.writes.get((row, col))
        return self.sheet.style_at(row, col) if write is None or write.style is None else write.style

    @property
    def touches_formulas(self) -> bool:
        """Whether a formula is written, replaced or cleared, so that the order of calculation is stale."""
        return bool(self._alike) or any(
            write.kind == "formula"
            or (write.kind != "cached" and old is not None and old.formula is not None)
            for old, write in self._written()
        )

    def _written(self) -> Iterator[tuple[RawCell | None, Write]]:
        """Yield what is written, each with the cell that stood there."""
        return ((self._before[place], write) for place, write in self._singly.items())

    @property
    def unshared(self) -> list[RawCell]:
        """Cells whose share of a formula has to be written out because its master goes."""
        found = []
        for cell, write in self._written():
            if cell and cell.shared and cell.is_master and write.kind != "cached":
                users = self._users(cell.shared)
                found += [
                    user
                    for user in users
                    if (user.row, user.col) not in self._singly
                    or self._singly[user.row, user.col].kind == "cached"
                ]
        return sorted(found)

    def render(self) -> str:
        """Return the text of the part with all changes made."""
        splices: list[Splice] = []
        if self._alike:
            others = {*self.rows, *(row for row, _ in self._singly), *(cell.row for cell in self.unshared)}
            splices, left = alike_splices(self.sheet, self._alike, others)
            self._take_singly(left)
        rows = [row for cells in self._alike for row, _, _ in cells.cell_results]
        cols = [col for cells in self._alike for _, col, _ in cells.cell_results]
        corners = [(end(rows), end(cols)) for end in (min, max)] if rows else []
        return rendered(self.sheet, self._singly, self._before, self.unshared, self.rows, (splices, corners))


class _HeldLater(Mapping[tuple[int, int], "Held"]):
    """What changed cells hold, worked out when somebody asks for it."""

    def __init__(self, edits: SheetEdits) -> None:
        self._edits = edits

    @cached_property
    def _held(self) -> Mapping[tuple[int, int], Held]:
        """The cells as they are once all edits are made."""
        _ = self._edits.writes
        return self._edits.held

    def __getitem__(self, at: tuple[int, int]) -> Held:
        return self._held[at]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
