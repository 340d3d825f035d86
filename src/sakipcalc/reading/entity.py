"""The reporting unit, year and Renstra: from the cover, the captions and the names of the sheets."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.model import Entity
from sakipcalc.tables.standard import GOALS
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
#: "Tahun 2024", "TA 2024", "LKjIP 2024"; of a list the last, and of a range of a plan none.
_YEAR = re.compile(
    r"\b(?:tahun(?:\s+anggaran)?|ta|t\.\s?a\.?|thn\.?|lkj(?:ip)?|lakip|lkip|kinerja)\s*"
    r"((?:19|20)\d\d(?:\s*(?:,|dan|&|/|(?:dibanding|terhadap)\w*(?:\s+tahun)?)\s*(?:19|20)\d\d)*)\b"
    r"(?!\s*(?:-|–|s\.?\s?/?d|sampai)\s*20\d\d)",
    re.IGNORECASE,
)
_LONE_YEAR = re.compile(r"\s*(20\d\d)\s*")
_ONE_YEAR = re.compile(r"(?:19|20)\d\d")
#: "Nomor 53 Tahun 2014" is the year of a regulation.
_REGULATION = re.compile(r"\b(?:nomor|no\.?)\s*\d\S*\s+tahun\s+(?:19|20)\d\d", re.IGNORECASE)
#: So many cells of one row are a line of a list.
_LISTED = 3
_PERIOD = re.compile(r"(20\d\d)\s*(?:-|–|s\.?d\.?|sampai)\s*(20\d\d)")


def find_entity(grids: Sequence[Grid], tables: Sequence[Table]) -> Entity:
    """Find unit, region, year and Renstra period.

    Texts outside the tables are read in the order of the workbook, so the cover
    comes first. Where no text names the Renstra period, the years of Tabel 2.1 stand for it.
    """
    seen = [grid for grid in grids if grid.visible] or list(grids)
    rows = _rows_outside(seen, tables)
    texts, named = _texts(rows), _texts(sorted(rows, key=_is_listed))
    return Entity(
        nama=_first(_UNIT, named) or _acronym(named) or _first(_GOVERNMENT, named),
        kabupaten=_first(_REGION, named),
        tahun=_year(seen, tables) or _year(grids, tables),
        renstra=_period(texts, tables),
    )


def _acronym(texts: Iterable[str]) -> str:
    return next((found.group(1) for text in texts if (found := _ACRONYM.match(text))), "")


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
    return [grid.lines[row] for grid in grids for row in grid.rows if (grid.sheet, row) not in inside]


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
        for first, last in _PERIOD.findall(text):
            if is_period(int(first), int(last)):
                return int(first), int(last)
    years = next((t.years for t in tables if t.id == GOALS and t.years), ())
    return (years[0], years[-1]) if years else None
