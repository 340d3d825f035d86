"""Rows that sum up: totals and means, by their words, or by a figure that is the mean of those above."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.model import Level, RowCells, common_body
from sakipcalc.reading.marks import MEAN, TOTAL
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import Row

__all__ = ["ends_in_mean", "is_summary", "summaries"]

#: Columns in which a row may say that it is a total or a mean.
_NAMED = frozenset({"tujuan_sasaran", "tujuan", "sasaran", "uraian", "indikator", "no"})
#: Such a text has at most so many letters.
_LONGEST_SUMMARY = 40
#: Nearly every text is told at its first letter to be none.
_SUMMARY = re.compile(rf"(?=[\sgstjnr])(?:(?P<total>{TOTAL.pattern})|{MEAN.pattern})", re.IGNORECASE)
#: Columns of figures over which such a text may be merged.
_OF_FIGURES = ("satuan", "target", "realisasi")
#: How it begins then.
_BEGINS = re.compile(
    r"\s*(?:nilai\s+)?(?:(?P<rata>rata\s*-?\s*rata|rerata)|(?:sub\s*)?(?:total|jumlah))\b", re.IGNORECASE
)
#: What a capaian is made of.
_MADE_OF, _RESULT = ("target", "realisasi"), "capaian"
#: Fewer capaian have no mean.
_FEWEST_OF_MEAN = 2
#: So far off may a mean of printed capaian be.
_ROUNDED_MEAN = Fraction(11, 1000)


def is_summary(row: Row) -> bool:
    """Return whether a row is a total or a mean."""
    return _summary(row).is_summary


def summaries(rows: Sequence[Row]) -> list[Level]:
    """Return what each row is as a total or a mean; of a long table only rows that may be one are asked."""
    body, positions = common_body(rows)
    if body is None or not body.are_apart:
        return [*map(_summary, rows)]
    found = [Level.NONE] * len(rows)
    for key in _NAMED & body.keys():
        for at, text in enumerate(map(body[key].texts.__getitem__, positions)):
            if text and not text[_LONGEST_SUMMARY:] and _SUMMARY.fullmatch(text):
                found[at] = _summary(rows[at])
    return found


def _summary(row: Row) -> Level:
    found = Level.NONE
    for text in row.texts(_NAMED):
        if text and not text[_LONGEST_SUMMARY:] and (said := _SUMMARY.fullmatch(text)):
            if said["total"]:
                return Level.JUMLAH
            found = Level.RATA
    return found or _merged_over_figures(row)


def _merged_over_figures(row: Row) -> Level:
    """Return what a text is that is merged over names and figures alike: "Rata-rata capaian sasaran 1".

    Over target or realisasi it names no indicator, whatever it says: "Predikat" sums up, too.
    """
    if type(row.cells) is RowCells and row.cells.columns.are_apart:
        return Level.NONE
    words = [key for key in _OF_FIGURES if row.text(key)[:1].isalpha()]
    if not words:
        return Level.NONE
    over = {row.spot(key) for key in row.cells if key in _NAMED and row.text(key)}
    covering = [key for key in words if row.spot(key) in over]
    if not covering:
        return Level.NONE
    said = _BEGINS.match(row.text(covering[0]))
    if said is None:
        whole = {row.spot(key) for key in _MADE_OF if key in row.cells}
        return Level.RATA if any(row.spot(key) in whole for key in covering) else Level.NONE
    return Level.RATA if said["rata"] else Level.JUMLAH


def ends_in_mean(rows: Sequence[Row], levels: Sequence[Level]) -> bool:
    """Return whether the last row has nothing but the mean of the capaian above, whatever it is called.

    In a table of capaian alone every row has nothing else.
    """
    *above, last = rows
    printed = last.figure(_RESULT)
    if printed is None or levels[-1].is_summary or _says_of_what(last) or not any(map(_says_of_what, above)):
        return False
    values = [row.figure(_RESULT) for row, level in zip(above, levels, strict=False) if not level.is_summary]
    known = [value for value in values if value is not None]
    if len(known) < _FEWEST_OF_MEAN or len(known) < len(values):
        return False
    return abs(exact_sum(known) / len(known) - printed) <= _ROUNDED_MEAN


def _says_of_what(row: Row) -> bool:
    """Return whether a row has anything of what a capaian is made of."""
    return any(row.figure(key) is not None for key in _MADE_OF)
