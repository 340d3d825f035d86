"""Answers of a person to the reader's questions: the role of a heading, the table of a block, the unit.

An answer stands on the sheet Pengaturan, or is given with the workbook::

    Kolom Lembar1!C5    realisasi        the heading in that cell is the realisasi
    Kolom Lembar1!D5    bukan            ... is no column of the table
    Tabel Lembar1!A5    3.2              the header that begins in that cell is that of Tabel 3.2
    Unit                Dinas Sosial     of the units in the workbook that one is meant

Given for several workbooks it holds for each that has such a cell, or for the one that it names::

    Kolom [dinas.xlsx]Lembar1!C5    realisasi
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel import refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.model import Choice

__all__ = ["NONE", "Answers"]

#: That a column is none of the table, or a block none of the annex.
NONE = "bukan"
#: "Kolom Lembar1!C5", "Tabel [dinas.xlsx]Lembar1!A5".
_KEY = re.compile(
    r"\s*(kolom|tabel)\s+'?(?:\[([^\[\]]+)\])?(.+?)'?!\$?([A-Z]{1,3})\$?(\d{1,7})\s*", re.IGNORECASE
)
_UNIT = re.compile(r"\s*unit(?:\s+\[([^\[\]]+)\])?\s*", re.IGNORECASE)


class Answers(NamedTuple):
    """Answers by sheet, row and column of the cell that was asked about, and the unit that is meant."""

    columns: dict[tuple[str, int, int], str]
    tables: dict[tuple[str, int, int], str]
    unit: str = ""

    @classmethod
    def of(cls, settings: Iterable[Choice], given: Mapping[str, object], file: str = "") -> Answers:
        """Return the answers of a workbook; those that are given with it come first.

        Examples
        --------
        >>> Answers.of((), {"Kolom [a.xlsx]Data!C5": "target", "Kolom Data!D5": "capaian"}, "b.xlsx").columns
        {('data', 5, 4): 'capaian'}
        """
        own = PurePath(file).name
        found, unit = cls({}, {}), ""
        for name, value in (*((one.name, one.setting) for one in settings), *given.items()):
            whose = _UNIT.fullmatch(str(name))
            if whose and whose[1] in {None, own}:
                unit = str(value).strip()
            match = _KEY.fullmatch(str(name))
            if match and match[2] in {None, own}:
                kind, _, sheet, col, row = match.groups()
                at = sheet.replace("''", "'").lower(), int(row), refs.column_index(col.upper())
                kept = found.columns if kind.lower() == "kolom" else found.tables
                kept[at] = str(value).strip().removeprefix("Tabel ").strip()
        return found._replace(unit=unit)

    def column(self, sheet: str, row: int, col: int) -> str:
        """Return the answered role of a heading, empty without an answer."""
        return self.columns.get((sheet.lower(), row, col), "") if self.columns else ""

    def table(self, sheet: str, row: int, col: int) -> str:
        """Return the answered table of a header, empty without an answer."""
        return self.tables.get((sheet.lower(), row, col), "")
