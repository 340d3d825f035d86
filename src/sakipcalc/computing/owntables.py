"""Whole tables with their cells computed: those that a user adds, which no other result gathers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sakipcalc.computing.export import cell_of, figure
from sakipcalc.computing.links import of_row
from sakipcalc.computing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from sakipcalc.computing.engine import Engine
    from sakipcalc.computing.links import Links
    from sakipcalc.model import Column, Row, Table

__all__ = ["ComputedTable", "computed_tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedTable:
    """A table of the workbook with what each of its cells holds, typed or derived.

    Parameters
    ----------
    source : Table
        The table as read.
    cells : tuple of mapping of str to Value
        Values by column name, for each of its rows.
    """

    source: Table
    cells: tuple[Mapping[str, Value], ...]

    @property
    def rows(self) -> Iterator[tuple[Row, Mapping[str, Value]]]:
        """Rows as read, each with its values."""
        return zip(self.source.rows, self.cells, strict=True)

    def records(self) -> list[dict[str, Any]]:
        """Return one record for each row; a missing value is None."""
        return [{key: figure(value) for key, value in row.items()} for row in self.cells]

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each row of the table, by its row in the sheet; numbers are float64, missing NaN."""
        from sakipcalc.core.frames import placed

        cells = {
            (row.number, key): cell_of(value) for row, values in self.rows for key, value in values.items()
        }
        levels = {row.number: str(row.level) for row in self.source.rows}
        return placed(self.records(), [*levels], "baris", cells, self.source.frame_columns, levels)


def computed_tables(links: Links, engine: Engine) -> tuple[ComputedTable, ...]:
    """Return the tables that are results of their own (`TableSpec.laporan`), in the order of the workbook."""
    tables = {**links.tables, **links.lists}
    return tuple(
        ComputedTable(
            source=table,
            cells=tuple(
                {column.key: _value(links, engine, (name, row, column)) for column in table.columns}
                for row in table.rows
            ),
        )
        for name, table in tables.items()
        if table.spec.laporan
    )


def _value(links: Links, engine: Engine, at: tuple[str, Row, Column]) -> Value:
    """Return the value of a cell: a fact as it is typed, else the engine's."""
    name, row, column = at
    subject = of_row(name, row) if column.spec.per_baris else links.subject(name, row)
    if subject is None or not column.spec.turunan:
        return Value.from_cell(row.cells[column.key])
    return engine.value(name, subject, column.id, column.period)
