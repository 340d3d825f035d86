"""The reporting unit, its region and its Renstra: from the cover and all other texts outside the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.model import Entity
from sakipcalc.reading.reportyear import report_year
from sakipcalc.tables.standard import GOALS
from sakipcalc.text.dates import ranges
from sakipcalc.text.names import is_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.model import Table
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["find_entity"]

_UNIT = re.compile(
    r"\b((?:Kecamatan|Kelurahan|Distrik|Kapanewon|Kemantren|Dinas|Badan|Kantor|Inspektorat|Sekretariat"
    r"|Satuan Polisi|Puskesmas|Bagian|UPTD?|RSUD?|Rumah Sakit)\b[^\d,;:()\n]*)",
    re.IGNORECASE,
)
#: A government reports for itself where no unit of it does.
_GOVERNMENT = re.compile(
    r"\b(Pemerintah\s+(?:Kabupaten|Kota|Provinsi|Daerah)\s+[^\d,;:()\n]+)", re.IGNORECASE
)
#: A unit known by its acronym alone: BPKAD, BAPPEDA.
_ACRONYM = re.compile(r"^\s*((?:BP|BK|DP|DIS|BAP|BAK)[A-Z0-9]{2,12}|BAPPEDA\w*|SATPOL PP)\s*$")
_REGION = re.compile(r"\b((?:Kabupaten|Kota|Provinsi)\s+[^\d,;:()\n]+)", re.IGNORECASE)
#: Words after which the name of a unit or region is over.
_END = re.compile(
    r"\s*\b(?:pemerintah|kabupaten|kota|provinsi|tahun|ta|t\.a\.?|dengan|tentang|untuk)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
#: Units whose name may be over after its first word; of the others there are many.
_WHOLE = frozenset({"inspektorat"})
#: A word of capitals that stay so in a name, and one that is small inside a name.
_CAPITALS = re.compile(
    r"\b(?:dprd|rsud|rsu|uptd|upt|bpkad|kb|umkm|pp|ptsp|korpri|pupr|tik|ri)\b", re.IGNORECASE
)
_SMALL = frozenset({"dan", "di", "pada", "untuk", "serta", "dengan"})
#: So many cells of one row are a line of a list.
_LISTED = 3


def find_entity(grids: Sequence[Grid], tables: Sequence[Table]) -> Entity:
    """Find unit, region, year and Renstra period.

    Texts outside the tables are read in the order of the workbook, so the cover
    comes first. Where no text names the Renstra period, the years of Tabel 2.1 stand for it.
    """
    seen = [grid for grid in grids if grid.visible] or list(grids)
    outside = _outside(seen, tables)
    rows = [row for rows in outside.values() for row in rows]
    texts, named = _texts(rows), _texts(sorted(rows, key=_is_listed))
    return Entity(
        nama=_first(_UNIT, named) or _acronym(named) or _first(_GOVERNMENT, named),
        kabupaten=_first(_REGION, named),
        tahun=report_year(outside, tables) or report_year(_outside(grids, tables), tables),
        renstra=_period(texts, tables),
    )


def _acronym(texts: Iterable[str]) -> str:
    return next((found.group(1) for text in texts if (found := _ACRONYM.match(text))), "")


def _outside(grids: Sequence[Grid], tables: Sequence[Table]) -> dict[str, list[Sequence[GridCell]]]:
    """Return the rows of each sheet that belong to no table, its header included."""
    inside = {(t.sheet, row) for t in tables for row in range(t.top, t.rows[-1].number + 1)}
    return {
        grid.sheet: [cells for row, cells in grid.lines.items() if (grid.sheet, row) not in inside]
        for grid in grids
    }


def _texts(rows: Iterable[Sequence[GridCell]]) -> list[str]:
    return [cell.text for cells in rows for cell in cells if isinstance(cell.raw, str)]


def _is_listed(cells: Sequence[GridCell]) -> bool:
    """Return whether a row is of a list of others (partners, telephones), unlike `Nama | : | Dinas ...`."""
    written = [cell.text.strip() for cell in cells if cell.text.strip()]
    return len(written) >= _LISTED and not any(text.endswith(":") for text in written)


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    for text in texts:
        match = pattern.search(text)
        if match:
            head, _, rest = " ".join(match.group(1).split()).partition(" ")
            government = head.lower() == "pemerintah"
            name = " ".join(rest.split()) if government else " ".join(_END.sub("", f" {rest}").split())
            if government:
                kind, _, own = name.partition(" ")
                name = f"{kind} {' '.join(_END.sub('', f' {own}').split())}"
            if name or head.lower() in _WHOLE:
                return _title(f"{head} {name}".strip())
    return ""


def _title(name: str) -> str:
    """Return a name in capitals as one writes it, its acronyms in capitals."""
    if not name.isupper():
        return name
    words = [word.lower() if word.lower() in _SMALL else word.title() for word in name.split()]
    return _CAPITALS.sub(lambda found: found.group().upper(), " ".join(words))


def _period(texts: Iterable[str], tables: Sequence[Table]) -> tuple[int, int] | None:
    for text in texts:
        for first, last in ranges(text):
            if is_period(first, last):
                return first, last
    goals = next((t.years for t in tables if t.id == GOALS and t.years), ())
    return (goals[0], goals[-1]) if goals else None
