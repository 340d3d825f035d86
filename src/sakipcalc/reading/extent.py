"""Where the rows of a table end: at a total, a gap, a note, or a signature."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.model import Kolom
    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import TableSpec

__all__ = ["MEAN", "TOTAL", "Extent", "row_numbers"]

#: The word for a total alone, or with what it is the total of; "Jumlah dokumen ..." is an indicator.
TOTAL = re.compile(
    r"\s*(?:grand\s+total|jumlah|total)(?:\s+(?:total|anggaran|belanja|keseluruhan|seluruhnya))?\s*[:.]?\s*",
    re.IGNORECASE,
)
MEAN = re.compile(r"\s*rata\s*-?\s*rata\b", re.IGNORECASE)
#: Columns by whose text a row is known.
_IDENTITY = frozenset(
    {"tujuan", "sasaran", "tujuan_sasaran", "indikator", "uraian", "program", "skala", "predikat"}
)
#: A table goes on over this many empty rows at most.
_SPACERS = 2
#: A row after a gap belongs to the table when this many of its cells are filled.
_FEWEST = 2
_DATE_LINE = re.compile(
    r"\s*[^\W\d][\w .]*,\s*(?:tgl\.?|tanggal)?\s*(?:\d{1,2}|\.{2,}|…)?\s*[^\W\d]*\s*20\d\d\s*"
)


class Extent(NamedTuple):
    """Where the rows of a table may stand, and what stands above it.

    `first` is the first row under the header, `limit` the row at which something else begins.
    """

    first: int
    limit: int
    caption: str = ""


def row_numbers(grid: Grid, spec: TableSpec, columns: Sequence[Kolom], extent: Extent) -> Iterator[int]:
    """Yield the rows of the body.

    A few empty rows may part it. It ends at a note or a signature, at a longer gap, and after a
    total below which nothing of the same kind follows.
    """
    own = {column.lajur: column for column in columns}
    texts = {lajur for lajur, column in own.items() if column.id in _IDENTITY}
    figures = {lajur for lajur, column in own.items() if spec.kolom[column.id].numeric}
    gap, after_total = 0, False
    for row in range(extent.first, min(extent.limit, grid.last_row + 1)):
        cells = {
            lajur: cell for lajur in own if (cell := grid.at(row, lajur)) and (cell.text or cell.formula)
        }
        if not cells:
            gap += 1
            if gap > _SPACERS or after_total:
                return
            continue
        if _closes(grid.row(row)) and not figures & cells.keys():
            return
        if (gap or after_total) and not _goes_on(cells, texts, spec, after_total=after_total):
            return
        gap, after_total = 0, row > extent.first and _is_total(cells, texts)
        yield row


def _goes_on(cells: dict[int, GridCell], texts: set[int], spec: TableSpec, *, after_total: bool) -> bool:
    """Return whether a row after a gap or a total still belongs to the table."""
    begun = {(cell.row, cell.col) for cell in cells.values()}
    if len(begun) >= _FEWEST and texts & cells.keys():
        return True
    return spec.baris == "pohon" and not after_total and bool(texts & cells.keys())


def _is_total(cells: dict[int, GridCell], texts: set[int]) -> bool:
    return any(TOTAL.fullmatch(cells[lajur].text) for lajur in texts & cells.keys())


def _closes(cells: Sequence[GridCell]) -> bool:
    return any(_closing().match(cell.text) or _DATE_LINE.fullmatch(cell.text) for cell in cells)


@cache
def _closing() -> re.Pattern[str]:
    source = resources.files(__package__).joinpath("penutup.toml").read_text(encoding="utf-8")
    words = tomllib.loads(source)
    notes = "|".join(map(re.escape, words["catatan"]))
    signs = "|".join(map(re.escape, words["tanda_tangan"]))
    return re.compile(rf"\s*(?:(?:{notes})\s*:|(?:{signs})(?![\w/]))", re.IGNORECASE)
