"""From a workbook to a Laporan: open, find the headers, recognise the tables, read their rows.

The steps, one module each: ``workbook`` (Excel package to grids), ``headings``
(where a header is), ``recognise`` (which table it heads), ``body`` (its rows and
numbers), ``levels`` (what each row is), ``entity`` (who reports), ``settings`` (the
choices that the workbook states).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from sakipcalc.findings import DaftarTemuan, Temuan
from sakipcalc.model import Laporan, Tabel
from sakipcalc.reading.body import Extent, read_body
from sakipcalc.reading.entity import find_entity
from sakipcalc.reading.headings import find_headers, normalise
from sakipcalc.reading.levels import set_levels
from sakipcalc.reading.penjelasan import find_explanations
from sakipcalc.reading.recognise import Candidate, Context, recognise
from sakipcalc.reading.settings import find_settings
from sakipcalc.reading.workbook import grids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.ooxml import Package
    from sakipcalc.reading.body import Body
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.headings import Header

__all__ = ["read_grids", "read_package"]

_CAPTION = re.compile(r"\s*(?:tabel\s+\d|\d?\)?\s*perjanjian kinerja)", re.IGNORECASE)
_OFFICIAL = re.compile(r"(?:^pk|perjanjian kinerja)\s+(.+)", re.IGNORECASE)
#: How many rows above a header may belong to its caption.
_CAPTION_ROWS = 8
_NO_LIMIT = 1 << 21


def read_package(package: Package, file: str) -> Laporan:
    """Read every annex table of an opened Excel package."""
    return read_grids(grids(package), file)


def read_grids(sheets: Sequence[Grid], file: str) -> Laporan:
    """Read every annex table of the sheets.

    Parameters
    ----------
    sheets : sequence of Grid
        The sheets in the order of the workbook.
    file : str
        Name of the workbook, for the places.

    Returns
    -------
    Laporan
        Its tables may be none: who needs one says so.
    """
    found = [one for grid in sheets for one in _tables(grid, file)]
    tables, doubled = _without_doubles(_continued([table for table, _ in found]))
    tables = set_levels(tables)
    findings = [finding for _, findings in found for finding in findings] + doubled
    return Laporan(
        berkas=file,
        entitas=find_entity(sheets, tables),
        daftar_tabel=tables,
        temuan=DaftarTemuan(findings),
        pengaturan=find_settings(sheets, file),
        penjelasan=find_explanations(table for table in tables if table.id == "2.2"),
    )


def _tables(grid: Grid, file: str) -> Iterator[tuple[Tabel, tuple[Temuan, ...]]]:
    headers = list(find_headers(grid))
    earlier: tuple[str, ...] = ()
    end = 0
    for header, following in zip_longest(headers, headers[1:]):
        caption = _caption(grid, max(end, header.top - _CAPTION_ROWS - 1), header.top)
        context = Context(caption=caption, earlier=earlier, sheet=grid.sheet)
        candidates = recognise(header, context)
        end, earlier = header.body - 1, (*earlier, *caption)
        if not candidates:
            continue
        best = candidates[0]
        extent = Extent(header.body, _limit(grid, header, following), " ".join(caption))
        body = read_body(grid, file, best.spec, best.kolom, extent)
        if body.rows:
            end = body.rows[-1].nomor
            yield _table(best, body, context, header.top), body.findings


def _caption(grid: Grid, after: int, before: int) -> tuple[str, ...]:
    return tuple(cell.text for row in range(after + 1, before) for cell in grid.row(row))


def _limit(grid: Grid, header: Header, following: Header | None) -> int:
    last = following.top if following else _NO_LIMIT
    below = (row for row in grid.rows if header.body <= row < last)
    return next((row for row in below if any(_CAPTION.match(cell.text) for cell in grid.row(row))), last)


def _table(best: Candidate, body: Body, context: Context, top: int) -> Tabel:
    several = best.spec.banyak
    return Tabel(
        id=best.spec.id,
        sheet=body.rows[0].tempat.sheet,
        judul=" ".join(context.caption),
        kolom=best.kolom,
        baris=body.rows,
        pejabat=_official(context) if several else "",
        rincian=_detail(best) if several else "",
        skor=best.skor,
        kepala=top,
    )


def _official(context: Context) -> str:
    texts = (context.sheet, *reversed((*context.earlier, *context.caption)))
    found = (_OFFICIAL.search(text) for text in texts)
    return next((match.group(1).strip() for match in found if match), context.sheet)


def _detail(best: Candidate) -> str:
    """Return what the budgets of a Perjanjian Kinerja are listed by, as its heading says."""
    heading = next((column.judul for column in best.kolom if column.id == "uraian"), "")
    return normalise(heading).replace(" ", "_")


def _continued(tables: Sequence[Tabel]) -> list[Tabel]:
    """Join the parts of a table whose header stands again on the same sheet, as on a next page."""
    joined: list[Tabel] = []
    for table in tables:
        before = next((i for i, one in enumerate(joined) if _goes_on_in(one, table)), None)
        if before is None:
            joined.append(table)
        else:
            joined[before] = replace(joined[before], baris=(*joined[before].baris, *table.baris))
    return joined


def _goes_on_in(one: Tabel, other: Tabel) -> bool:
    same_place = (one.nama, one.sheet) == (other.nama, other.sheet)
    same_columns = [(c.kunci, c.lajur) for c in one.kolom] == [(c.kunci, c.lajur) for c in other.kolom]
    return same_place and same_columns and not _texts(one) & _texts(other)


def _texts(table: Tabel) -> set[tuple[str, ...]]:
    """Return the rows of a table by their texts, to see whether another one repeats them."""
    return {tuple(sel.teks for sel in row.sel.values() if sel.angka is None) for row in table.baris}


def _without_doubles(tables: Sequence[Tabel]) -> tuple[tuple[Tabel, ...], list[Temuan]]:
    """Keep of each table the one that fits best; say which others stood there."""
    best: dict[str, Tabel] = {}
    for table in tables:
        rival = best.get(table.nama)
        if rival is None or table.skor > rival.skor:
            best[table.nama] = table
    kept = tuple(table for table in tables if best[table.nama] is table)
    doubled = [_double(table, best[table.nama]) for table in tables if best[table.nama] is not table]
    return kept, doubled


def _double(table: Tabel, used: Tabel) -> Temuan:
    return Temuan(
        kode="tabel-ganda",
        tempat=(table.baris[0].tempat, used.baris[0].tempat),
        nilai=table.nama,
        data={"lain": table.baris[0].tempat, "dipakai": used.baris[0].tempat},
    )
