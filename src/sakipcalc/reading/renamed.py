"""What was read of a sheet, as that of a workbook by another name: nothing but places names it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sakipcalc.base.places import Place
from sakipcalc.model import RowCells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.core.findings import Temuan
    from sakipcalc.core.understanding import HeaderReading
    from sakipcalc.model import BodyColumns, Cell, Row, Table

__all__ = ["Renamed"]


class Renamed:
    """What was read of one section, in a workbook by this name; what two tables share they go on sharing.

    Parameters
    ----------
    file : str
        Name of the workbook.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._bodies: dict[int, BodyColumns] = {}
        self._cells: dict[int, Mapping[str, Cell]] = {}

    def table(self, table: Table) -> Table:
        """Return a table."""
        return replace(
            table,
            rows=tuple(map(self._row, table.rows)),
            remarks=tuple([one._replace(place=self._place(one.place)) for one in table.remarks]),
        )

    def finding(self, one: Temuan) -> Temuan:
        """Return a finding."""
        data = {name: self._value(value) for name, value in one.data.items()}
        return replace(
            one,
            places=tuple(map(self._place, one.places)),
            data=data,
            rincian=tuple(map(self.finding, one.rincian)),
        )

    def header(self, one: HeaderReading) -> HeaderReading:
        """Return how a header was read."""
        headings = tuple([heading._replace(place=self._place(heading.place)) for heading in one.headings])
        return one._replace(place=self._place(one.place), headings=headings)

    def _place(self, place: Place) -> Place:
        return Place(self._file, place.sheet, place.cell)

    def _row(self, row: Row) -> Row:
        cells = self._cells.get(id(row.cells))
        if cells is None:
            cells = self._cells[id(row.cells)] = self._of_row(row.cells)
        return row._replace(cells=cells)

    def _of_row(self, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        if type(cells) is not RowCells:
            return {key: cell._replace(place=self._place(cell.place)) for key, cell in cells.items()}
        body = self._bodies.get(id(cells.columns))
        if body is None:
            body = self._bodies[id(cells.columns)] = cells.columns.in_file(self._file)
        return RowCells(body, cells.at)

    def _value(self, value: Any) -> Any:
        """Return what a finding names beside its places, which may be places."""
        if isinstance(value, Place):
            return self._place(value)
        return tuple(map(self._value, value)) if type(value) is tuple else value
