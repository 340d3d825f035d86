"""The year that a workbook reports: what names it, what ends with it, what was realised last."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.text.dates import RANGE_WORDS, date, signed_in, without_ranges, without_regulations, years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.model import Table
    from sakipcalc.reading.grid import GridCell

__all__ = ["report_year"]

_NAME = (
    r"(?:tahun(?:\s+(?:anggaran|laporan|pelaporan))?|periode|ta|t\.\s?a\.?|thn?\.?"
    r"|lkj(?:ip)?|lakip|lkip|kinerja)"
)
#: "Tahun 2024", "Tahun Anggaran: 2024", "LKjIP 2024"; of a list the last, and of a range of a plan none.
_NAMED = re.compile(
    rf"\b{_NAME}\s*+:?\s*+"
    r"((?:19|20)\d\d(?:\s*(?:,|dan|&|/|(?:dibanding|terhadap)\w*(?:\s+tahun)?)\s*(?:19|20)\d\d)*)\b"
    rf"(?!\s*(?:{RANGE_WORDS})\s*20\d\d)",
    re.IGNORECASE,
)
#: What stands before a year in a cell of its own.
_LABEL = re.compile(rf"\s*+{_NAME}\s*+:?\s*", re.IGNORECASE)
_ONE_YEAR = re.compile(r"(?:19|20)\d\d")
_LONE_YEAR = re.compile(r"\s*(20\d\d)\s*")
#: "s.d. 31 Desember 2024", "Triwulan IV 2024".
_ENDED = re.compile(
    r"(?:\bper\b|\bbulan\b|\bs\.?\s?/?d\.?|\bsampai(?:\s+dengan)?|\bhingga\b|[-–])\s*(?:31\s+)?\bdesember\s+(20\d\d)\b"
    r"|\b(?:tw|triwulan)\s*\.?\s*(?:iv|4)\W+(20\d\d)\b",
    re.IGNORECASE,
)
#: What tables say of their captions, if these name the year of the report and hardly any other.
_OF_THE_YEAR = frozenset({"tahun", "terutama"})


def report_year(outside: Mapping[str, Sequence[Sequence[GridCell]]], tables: Sequence[Table]) -> int | None:
    """Return the year of a report, or None where nothing tells it.

    What names a year (``Tahun Anggaran : 2024``) goes before what ends with it (``s.d. 31 Desember 2024``),
    that before the last year of which results stand in a table, and that before a year merely mentioned.
    The cover speaks before the captions, these before all other texts.

    Parameters
    ----------
    outside : mapping of str to rows
        By sheets that may speak, their rows that belong to no table.
    tables : sequence of Table
        The tables of the workbook.
    """
    with_tables = {table.sheet for table in tables}
    cover = _texts(row for sheet, rows in outside.items() if sheet not in with_tables for row in rows)
    captions = [
        f"{table.caption} {table.sheet}" for table in tables if table.spec.judul_menyebut in _OF_THE_YEAR
    ]
    everything = _texts(row for rows in outside.values() for row in rows)
    return (
        _most(_named, cover)
        or _most(_alone, cover)
        or _most(_named, captions)
        or _most(_named, everything)
        or _most(_ended, [*captions, *everything])
        or _last_realised(tables)
        or _most(_mentioned, [*captions, *outside])
        or _most(_mentioned, everything)
    )


def _texts(rows: Iterable[Sequence[GridCell]]) -> list[str]:
    """Return the texts of rows; a label and the year in the cells beside it as one."""
    texts: list[str] = []
    for cells in rows:
        texts += [cell.text for cell in cells if isinstance(cell.raw, str)]
        written = [text for cell in cells if (text := cell.text.strip())]
        if len(written) > 1 and _LABEL.fullmatch(written[0]):
            texts.append(" ".join(written))
    return texts


def _most(told: Callable[[str], Iterable[int]], texts: Iterable[str]) -> int | None:
    """Return the year that most of the texts tell."""
    found = Counter(year for text in texts for year in told(text))
    return found.most_common(1)[0][0] if found else None


def _named(text: str) -> list[int]:
    """Return the year that each phrase of a text names, of a list of years the last one."""
    lists = _NAMED.findall(without_regulations(text))
    return [max(map(int, _ONE_YEAR.findall(one))) for one in lists]


def _alone(text: str) -> list[int]:
    found = _LONE_YEAR.fullmatch(text)
    return [int(found[1])] if found else []


def _ended(text: str) -> list[int]:
    return [int(first or second) for first, second in _ENDED.findall(text)]


def _mentioned(text: str) -> tuple[int, ...]:
    """Return the years of a text but for those of regulations, of plans and of signatures."""
    if signed_in(" ".join(text.split())):
        return ()
    return years(without_ranges(date().sub(" ", without_regulations(text))))


def _last_realised(tables: Sequence[Table]) -> int | None:
    """Return the last year of which a table has results; in a blank form the last of its years."""
    lived = [
        year
        for table in tables
        for column, year in _result_years(table)
        if any(row.cells[column].value is not None for row in table.rows if column in row.cells)
    ]
    blank = [year for table in tables if table.spec.riwayat for year in table.years]
    return max(lived or blank, default=None)


def _result_years(table: Table) -> Iterator[tuple[str, int]]:
    """Yield the columns of a table that hold a realisasi of a year, and the year."""
    for column in table.columns:
        if column.id == "realisasi":
            named = years(without_ranges(column.heading))
            year = column.year or (named[-1] if named else None)
            if year:
                yield column.key, year
