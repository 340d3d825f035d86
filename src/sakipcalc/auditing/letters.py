"""Dates in the text of a report: of its foreword, and of letters against the year in their number."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sakipcalc.auditing.reporttext import finding_of_line
from sakipcalc.text.dates import before_year_end, month_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import Temuan

__all__ = ["check_letters"]

#: Where the foreword ends.
_FIRST_CHAPTER = re.compile(r"^\W*BAB\s+(?:I|1)\W*(?:PENDAHULUAN\W*)?$", re.IGNORECASE)


@cache
def _letter() -> re.Pattern[str]:
    """Return the pattern of a letter with the year in its number, and its date."""
    number = r"\bnomor\s*:?\s*[\w./ -]{1,40}?/(20\d\d)"
    return re.compile(
        rf"{number}\W{{1,3}}(?:ter)?tanggal\s+\d{{1,2}}\s+(?:{month_names()})\s+(20\d\d)", re.IGNORECASE
    )


def check_letters(hasil: Hasil, text: str) -> Iterator[Temuan]:
    """Yield the foreword that is signed before the year is over, and letters of two years.

    Parameters
    ----------
    hasil : Hasil
        The results of the workbook.
    text : str
        The text of the report.
    """
    year, in_foreword = hasil.laporan.entitas.tahun, True
    for number, line in enumerate(text.splitlines(), 1):
        said = " ".join(line.strip(" *_#").split())
        for found in _letter().finditer(said):
            if found[1] != found[2]:
                yield finding_of_line("narasi-surat", number, found[0])
        in_foreword = in_foreword and not _FIRST_CHAPTER.match(said)
        if in_foreword and year is not None and before_year_end(said, year):
            yield finding_of_line("narasi-tanggal", number, said, tahun=str(year))
