"""A table whose rows do not all have its columns, as parts each of which has the same in every row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.model import RowCells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.model import Row, Table

__all__ = ["regular_parts"]


def regular_parts(table: Table) -> Iterator[Table]:
    """Yield a table as it is, or its rows in parts by the columns that they have.

    An indicator that is two years old has no cells for the year before, where years stand below each other.
    """
    keys = frozenset([column.key for column in table.columns])
    if all(map(keys.issubset, _columns_of_rows(table))):
        yield table
        return
    groups: dict[frozenset[str], list[Row]] = {}
    for row in table.rows:
        groups.setdefault(keys.intersection(row.cells), []).append(row)
    for own, rows in groups.items():
        columns = tuple(column for column in table.columns if column.key in own)
        yield replace(table, columns=columns, rows=tuple(rows))


def _columns_of_rows(table: Table) -> Iterable[Iterable[str]]:
    """Return the names of the columns that rows have, once for rows of one body."""
    own = [row.cells.columns if type(row.cells) is RowCells else row.cells for row in table.rows]
    return {id(one): one for one in own}.values()
