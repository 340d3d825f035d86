"""The reporting unit, its region and its Renstra: from the cover and all other texts outside the tables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sakipcalc.model import Entity
from sakipcalc.reading.relativeyears import Calendar
from sakipcalc.reading.reportyear import report_year
from sakipcalc.tables.standard import GOALS
from sakipcalc.text.dates import ranges
from sakipcalc.text.names import is_period
from sakipcalc.text.units import government_named, region_named, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.model import Table
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["CalendarOf", "find_entity"]

#: So many cells of one row are a line of a list.
_LISTED = 3


def find_entity(grids: Sequence[Grid], tables: Sequence[Table]) -> Entity:
    """Find unit, region, year and Renstra period.

    Texts outside the tables are read in the order of the workbook, so the cover
    comes first. Where no text names the Renstra period, the years of Tabel 2.1 stand for it.
    """
    seen = _seen(grids)
    outside = _outside(seen, tables)
    year = report_year(outside, tables)
    rows = [row for rows in outside.values() for row in rows]
    texts, named = _texts(rows), _texts(sorted(rows, key=_is_listed))
    return Entity(
        nama=unit_named(named) or government_named(named),
        kabupaten=region_named(named),
        tahun=year if year or len(seen) == len(grids) else report_year(_outside(grids, tables), tables),
        renstra=_period(texts, tables),
    )


class CalendarOf:
    """The year and the plan that the texts of a workbook name, before anybody knows its tables.

    It is looked for when it is asked for; `asked` says whether it was.
    """

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = grids
        self.asked: bool = False

    def __call__(self) -> Calendar:
        """Return what the workbook says."""
        self.asked = True
        return self._said

    @cached_property
    def _said(self) -> Calendar:
        """The year and the plan that the texts name."""
        outside = _outside(_seen(self._grids), ())
        texts = _texts(row for rows in outside.values() for row in rows)
        return Calendar(report_year(outside, ()), Calendar.of(texts).plan)


def _seen(grids: Sequence[Grid]) -> Sequence[Grid]:
    """Return the sheets that a person sees, or all where all are hidden."""
    return [grid for grid in grids if grid.visible] or grids


def _outside(grids: Sequence[Grid], tables: Sequence[Table]) -> dict[str, list[Sequence[GridCell]]]:
    """Return the rows of each sheet that belong to no table, its header included."""
    inside: dict[str, set[int]] = {grid.sheet: set() for grid in grids}
    for table in tables:
        inside.setdefault(table.sheet, set()).update(range(table.top, table.rows[-1].number + 1))
    found: dict[str, list[Sequence[GridCell]]] = {}
    for grid in grids:
        own = inside[grid.sheet]
        found[grid.sheet] = [grid.lines[row] for row in grid.rows if row not in own]
    return found


def _texts(rows: Iterable[Sequence[GridCell]]) -> list[str]:
    return [cell.text for cells in rows for cell in cells if isinstance(cell.raw, str)]


def _is_listed(cells: Sequence[GridCell]) -> bool:
    """Return whether a row is of a list of others (partners, telephones), unlike `Nama | : | Dinas ...`."""
    written = [text for cell in cells if (text := cell.text.strip())]
    return len(written) >= _LISTED and not any(text.endswith(":") for text in written)


def _period(texts: Iterable[str], tables: Sequence[Table]) -> tuple[int, int] | None:
    for text in texts:
        for first, last in ranges(text):
            if is_period(first, last):
                return first, last
    goals = next((t.years for t in tables if t.id == GOALS and t.years), ())
    return (goals[0], goals[-1]) if goals else None
