"""Who reports, for which year and Renstra: from the cover, the captions and the names of the sheets."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.model import Entitas
from sakipcalc.periods import is_period
from sakipcalc.tables.standard import GOALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.model import Tabel
    from sakipcalc.reading.grid import Grid

__all__ = ["find_entity"]

_UNIT = re.compile(
    r"\b((?:Kecamatan|Kelurahan|Dinas|Badan|Inspektorat|Sekretariat|Satuan Polisi|Puskesmas|Bagian|RSUD)"
    r"\s+[^\d,;:()\n]+)",
    re.IGNORECASE,
)
_REGION = re.compile(r"\b((?:Kabupaten|Kota|Provinsi)\s+[^\d,;:()\n]+)", re.IGNORECASE)
#: Words after which the name of a unit or region is over.
_END = re.compile(r"\s*\b(?:kabupaten|kota|provinsi|tahun|dengan|tentang|untuk)\b.*$", re.IGNORECASE)
#: "Tahun 2024", but not the first year of "Tahun 2021-2026".
_YEAR = re.compile(r"\btahun\s+(?:anggaran\s+)?(20\d\d)\b(?!\s*(?:-|–|s\.?d|sampai)\s*20\d\d)", re.IGNORECASE)
#: "Nomor 53 Tahun 2014" is the year of a regulation.
_REGULATION = re.compile(r"\b(?:nomor|no\.?)\s*\d\S*\s+tahun\s+(?:19|20)\d\d", re.IGNORECASE)
_PERIOD = re.compile(r"(20\d\d)\s*(?:-|–|s\.?d\.?|sampai)\s*(20\d\d)")


def find_entity(grids: Sequence[Grid], tables: Sequence[Tabel]) -> Entitas:
    """Find unit, region, year and Renstra period.

    Texts outside the tables are read in the order of the workbook, so the cover
    comes first. Where no text names the Renstra period, the years of Tabel 2.1 stand for it.
    """
    texts = _texts_outside(grids, tables)
    return Entitas(
        nama=_first(_UNIT, texts),
        kabupaten=_first(_REGION, texts),
        tahun=_year(grids, tables),
        renstra=_period(texts, tables),
    )


#: What tables say of their captions, if these name the year of the report and hardly any other.
_OF_THE_YEAR = frozenset({"tahun", "terutama"})


def _year(grids: Sequence[Grid], tables: Sequence[Tabel]) -> int | None:
    """Return the year of the report: of the cover, else of the captions, else the last of Tabel 3.3."""
    with_tables = {table.sheet for table in tables}
    cover = [grid for grid in grids if grid.sheet not in with_tables]
    captions = [
        f"{table.judul} {table.sheet}" for table in tables if table.spec.judul_menyebut in _OF_THE_YEAR
    ]
    for texts in (_texts_outside(cover, ()), captions, _texts_outside(grids, tables)):
        years = [int(year) for text in texts for year in _YEAR.findall(_REGULATION.sub("", text))]
        if years:
            return Counter(years).most_common(1)[0][0]
    return max((year for table in tables if table.spec.riwayat for year in table.tahun), default=None)


def _texts_outside(grids: Sequence[Grid], tables: Sequence[Tabel]) -> list[str]:
    """Return the texts that belong to no table, its header included."""
    inside = {(t.sheet, row) for t in tables for row in range(t.kepala, t.baris[-1].nomor + 1)}
    return [
        cell.text
        for grid in grids
        for row in grid.rows
        if (grid.sheet, row) not in inside
        for cell in grid.row(row)
        if isinstance(cell.raw, str)
    ]


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    for text in texts:
        match = pattern.search(text)
        if match:
            head, _, rest = match.group(1).partition(" ")
            name = " ".join(_END.sub("", rest).split())
            if name:
                return _title(f"{head} {name}")
    return ""


def _title(name: str) -> str:
    return name.title() if name.isupper() else name


def _period(texts: Iterable[str], tables: Sequence[Tabel]) -> tuple[int, int] | None:
    for text in texts:
        for first, last in _PERIOD.findall(text):
            if is_period(int(first), int(last)):
                return int(first), int(last)
    years = next((t.tahun for t in tables if t.id == GOALS and t.tahun), ())
    return (years[0], years[-1]) if years else None
