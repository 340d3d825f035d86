"""Texts that stand over, between and under the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.model import LooseText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.model import Table
    from sakipcalc.reading.grid import Grid

__all__ = ["loose_texts"]

#: A longer text is prose, of which nothing is asked here.
_LONGEST = 200
#: So many of a sheet are enough: what goes on for longer is a list that is no annex.
_MOST = 200


def loose_texts(grids: Sequence[Grid], tables: Iterable[Table], file: str) -> Iterator[LooseText]:
    """Yield the short texts in no row of a table, of the sheets that have one."""
    rows: dict[str, set[int]] = {}
    for table in tables:
        own = rows.setdefault(table.sheet, set())
        own |= set(range(table.top, table.body))
        own |= {row.number for row in table.rows} | set(table.group_lines)
    for grid in grids:
        own = rows.get(grid.sheet, set())
        texts = (
            cell
            for cell in metered(grid.cells_outside(own))
            if cell.raw is not None and not cell.formula and isinstance(cell.raw, str)
        )
        for _, cell in zip(range(_MOST), texts if own else (), strict=False):
            if 0 < len(cell.text) <= _LONGEST:
                yield LooseText(Place(file, grid.sheet, refs.cell_name(cell.row, cell.col)), cell.text)
