"""A small table for one indicator: the years down, the indicator named by the line above.

Indikator 2: Nilai SAKIP Kecamatan
Tahun | Satuan | Target | Realisasi | Capaian
2023  | Nilai  |     66 |        66 |     100
2024  | Nilai  |     68 |     70,04 |     103

It is read as a table in the long form would be that has the name in a column; the name is asked about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.model import Column, Row, Table
from sakipcalc.reading.body import column_cells
from sakipcalc.reading.longform import LongForm, taken_apart
from sakipcalc.reading.marks import is_year
from sakipcalc.tables.standard import MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.grid import GridCell
    from sakipcalc.tables import TableSpec, Vocabulary

__all__ = ["of_one_indicator"]

#: The line that names the indicator of a table: "Indikator 2: Nilai SAKIP", "Capaian Indikator Nilai SAKIP".
_NAMES = re.compile(
    r"\W*(?:(?:\d{1,2}|[a-z])[.)]\s*)?(?:tabel\s+[\w.-]+\s+)?(?:\w+\s+){0,3}?(?:indikator|iku|ikk|iks)\b"
    r"(?:\s+(?:kinerja|utama|sasaran|strategis|kunci|kegiatan))*\s*(?:(?:(?:nomor|no)\.?\s*|ke-?\s*)?[\dIVX]+(?:\.\d+)*[.)]?)?\s*[:–-]?\s*"
    r"(?P<name>\S.*)",
    re.IGNORECASE,
)
#: What stands behind a name: the years of the table.
_YEARS = re.compile(
    r"(?<![\s,(])[\s,(]*+(?:pada\s++)?(?:tahun\s++)?20\d\d(?:\s*+(?:[-–,&/]|s\.?\s?/?d\.?|dan|sampai)\s*+20\d\d)*+\W*+$",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[^\W\d_]{3}")
#: Lines above a header among which the name may stand.
_ABOVE = 3
_FEWEST_YEARS = 2
_MEASURES = ("target", "realisasi", "capaian")


def of_one_indicator(found: FoundTable, file: str, vocabulary: Vocabulary) -> LongForm | None:
    """Return the small table of one indicator as that of the last year and of all; None where it is none.

    Parameters
    ----------
    found : FoundTable
        A section that no table was found for.
    file : str
        Name of the workbook, for the places.
    vocabulary : Vocabulary
        Tables and words.
    """
    spec = vocabulary.specs.get(MEASUREMENT)
    if spec is None or found.answer or any(one.content_signs.names for one in found.known):
        return None
    columns = tuple(_columns(found, spec))
    years = next((own for one in found.known if (own := _years(found, one.heading.col))), {})
    named = next(_lines_that_name(found), None)
    if not years or named is None or "realisasi" not in {one.id for one in columns}:
        return None
    cell, name = named
    indicator = Column(spec=spec.kolom["indikator"], col=cell.col, heading=cell.text)
    label = column_cells(found.grid, file, spec, indicator, [cell.row])[0]._replace(text=name)
    measured = [column_cells(found.grid, file, spec, column, [*years]).cells() for column in columns]
    keys = [column.key for column in columns]
    rows = (
        Row(row, {indicator.key: label, **dict(zip(keys, cells, strict=True))})
        for row, *cells in zip(years, *measured, strict=True)
    )
    header = found.section.header
    table = Table(
        spec=spec,
        sheet=found.grid.sheet,
        caption=" ".join(found.section.caption),
        columns=(indicator, *columns),
        rows=tuple(rows),
        top=header.top,
        body=header.body,
    )
    place = Place(file, found.grid.sheet, refs.cell_name(header.top, header.left))
    data = {"kunci": f"“Tabel {place}”"}
    asked = Temuan(code="nama-dari-judul", places=(place, label.place), actual=name, data=data)
    return taken_apart(table, [*years.values()], vocabulary.specs.history, (asked,))


def _columns(found: FoundTable, spec: TableSpec) -> Iterator[Column]:
    """Yield the columns of measures and of the unit, as their headings say; each once."""
    told = [
        (one.meaning.measure, one.heading)
        for one in found.known
        if not one.unknown and one.heading.year is None
    ]
    measures = [measure for measure, _ in told]
    for measure, heading in told:
        if measure in {*_MEASURES, "satuan"} and measures.count(measure) == 1:
            yield Column(spec=spec.kolom[measure], col=heading.col, heading=heading.text)


def _years(found: FoundTable, col: int) -> dict[int, int]:
    """Return the years that stand in a column from the first row on, each later than the one before."""
    years: dict[int, int] = {}
    for row in found.grid.rows_between(found.section.header.body, found.section.limit):
        cell = found.grid.at(row, col)
        year = int(cell.text[:4]) if cell is not None and cell.col == col and is_year(cell.raw) else 0
        if year <= max(years.values(), default=0):
            break
        years[row] = year
    return years if len(years) >= _FEWEST_YEARS else {}


def _lines_that_name(found: FoundTable) -> Iterator[tuple[GridCell, str]]:
    """Yield the cell above the header that names an indicator, the nearest first, with the name."""
    top = found.section.header.top
    for row in range(top - 1, max(top - 1 - _ABOVE, 0), -1):
        cells = found.grid.lines[row]
        said = _NAMES.fullmatch(cells[0].text) if len(cells) == 1 else None
        name = _YEARS.sub("", said["name"]).strip(' .:“”"') if said else ""
        if _TELLING.search(name):
            yield cells[0], name
