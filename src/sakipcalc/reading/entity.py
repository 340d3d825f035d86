"""The reporting unit, year and Renstra: from the cover, the captions and the names of the sheets."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.model import Entity
from sakipcalc.tables.standard import GOALS
from sakipcalc.text.dates import RANGE_WORDS, ranges
from sakipcalc.text.names import is_period
from sakipcalc.text.units import government_named, region_named, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.model import Table
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["find_entity"]

#: "Tahun 2024", "TA 2024", "LKjIP 2024"; of a list the last, and of a range of a plan none.
_YEAR = re.compile(
    r"\b(?:tahun(?:\s+anggaran)?|ta|t\.\s?a\.?|thn\.?|lkj(?:ip)?|lakip|lkip|kinerja)\s*"
    r"((?:19|20)\d\d(?:\s*(?:,|dan|&|/|(?:dibanding|terhadap)\w*(?:\s+tahun)?)\s*(?:19|20)\d\d)*)\b"
    rf"(?!\s*(?:{RANGE_WORDS})\s*20\d\d)",
    re.IGNORECASE,
)
_LONE_YEAR = re.compile(r"\s*(20\d\d)\s*")
_ONE_YEAR = re.compile(r"(?:19|20)\d\d")
#: "Nomor 53 Tahun 2014" is the year of a regulation.
_REGULATION = re.compile(r"\b(?:nomor|no\.?)\s*\d\S*\s+tahun\s+(?:19|20)\d\d", re.IGNORECASE)
#: So many cells of one row are a line of a list.
_LISTED = 3


def find_entity(grids: Sequence[Grid], tables: Sequence[Table]) -> Entity:
    """Find unit, region, year and Renstra period.

    Texts outside the tables are read in the order of the workbook, so the cover
    comes first. Where no text names the Renstra period, the years of Tabel 2.1 stand for it.
    """
    seen = [grid for grid in grids if grid.visible] or list(grids)
    rows = _rows_outside(seen, tables)
    texts, named = _texts(rows), _texts(sorted(rows, key=_is_listed))
    return Entity(
        nama=unit_named(named) or government_named(named),
        kabupaten=region_named(named),
        tahun=_year(seen, tables) or _year(grids, tables),
        renstra=_period(texts, tables),
    )


#: What tables say of their captions, if these name the year of the report and hardly any other.
_OF_THE_YEAR = frozenset({"tahun", "terutama"})


def _year(grids: Sequence[Grid], tables: Sequence[Table]) -> int | None:
    """Return the year of the report: of the cover, else of the captions, else the last of Tabel 3.3."""
    with_tables = {table.sheet for table in tables}
    cover = [grid for grid in grids if grid.sheet not in with_tables]
    captions = [
        f"{table.caption} {table.sheet}" for table in tables if table.spec.judul_menyebut in _OF_THE_YEAR
    ]
    of_cover = _texts_outside(cover, ())
    for texts in (of_cover, captions, _texts_outside(grids, tables)):
        years = [year for text in texts for year in _named_years(text)]
        if not years and texts is of_cover:
            years = [int(found.group(1)) for text in texts if (found := _LONE_YEAR.fullmatch(text))]
        if years:
            return Counter(years).most_common(1)[0][0]
    return max((year for table in tables if table.spec.riwayat for year in table.years), default=None)


def _named_years(text: str) -> list[int]:
    """Return the year that each phrase of a text names, of a list of years the last one."""
    lists = _YEAR.findall(_REGULATION.sub("", text))
    return [max(map(int, _ONE_YEAR.findall(one))) for one in lists]


def _texts_outside(grids: Sequence[Grid], tables: Sequence[Table]) -> list[str]:
    """Return the texts that belong to no table, its header included."""
    return _texts(_rows_outside(grids, tables))


def _rows_outside(grids: Sequence[Grid], tables: Sequence[Table]) -> list[Sequence[GridCell]]:
    inside = {(t.sheet, row) for t in tables for row in range(t.top, t.rows[-1].number + 1)}
    return [grid.row(row) for grid in grids for row in grid.rows if (grid.sheet, row) not in inside]


def _texts(rows: Iterable[Sequence[GridCell]]) -> list[str]:
    return [cell.text for cells in rows for cell in cells if isinstance(cell.raw, str)]


def _is_listed(cells: Sequence[GridCell]) -> bool:
    """Return whether a row is of a list of others (partners, telephones), unlike `Nama | : | Dinas ...`."""
    written = [cell.text.strip() for cell in cells if cell.text.strip()]
    return len(written) >= _LISTED and not any(text.endswith(":") for text in written)


def _period(texts: Iterable[str], tables: Sequence[Table]) -> tuple[int, int] | None:
    for text in texts:
        for first, last in ranges(text):
            if is_period(first, last):
                return first, last
    goals = next((t.years for t in tables if t.id == GOALS and t.years), ())
    return (goals[0], goals[-1]) if goals else None
