"""Answers of a person to the reader's questions: the role of a heading, the table of a block.

An answer stands on the sheet Pengaturan, or is given with the workbook::

    Kolom Lembar1!C5    realisasi        the heading in that cell is the realisasi
    Kolom Lembar1!D5    bukan            ... is no column of the table
    Tabel Lembar1!A5    3.2              the header that begins in that cell is that of Tabel 3.2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel import refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.model import Choice

__all__ = ["NONE", "Answers"]

#: That a column is none of the table, or a block none of the annex.
NONE = "bukan"
_KEY = re.compile(r"\s*(kolom|tabel)\s+'?(.+?)'?!\$?([A-Z]{1,3})\$?(\d{1,7})\s*", re.IGNORECASE)


class Answers(NamedTuple):
    """Answers by sheet, row and column of the cell that was asked about."""

    columns: dict[tuple[str, int, int], str]
    tables: dict[tuple[str, int, int], str]

    @classmethod
    def of(cls, settings: Iterable[Choice], given: Mapping[str, object]) -> Answers:
        """Return the answers of a workbook; those that are given with it come first."""
        found = cls({}, {})
        for name, value in (*((one.name, one.setting) for one in settings), *given.items()):
            match = _KEY.fullmatch(str(name))
            if match:
                kind, sheet, col, row = match.groups()
                at = sheet.replace("''", "'").lower(), int(row), refs.column_index(col.upper())
                kept = found.columns if kind.lower() == "kolom" else found.tables
                kept[at] = str(value).strip().removeprefix("Tabel ").strip()
        return found

    def column(self, sheet: str, row: int, col: int) -> str:
        """Return the answered role of a heading, empty without an answer."""
        return self.columns.get((sheet.lower(), row, col), "")

    def table(self, sheet: str, row: int, col: int) -> str:
        """Return the answered table of a header, empty without an answer."""
        return self.tables.get((sheet.lower(), row, col), "")
