"""What Tabel 2.2 and the notes explain of the indicators: the cell of each, and ladders of predicates."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.tables.standard import MAIN_INDICATORS
from sakipcalc.text.ladders import spelled_ladder
from sakipcalc.text.names import indicator_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Laporan, Row

__all__ = ["explained", "find_ladders"]


def explained(
    laporan: Laporan, indicators: Mapping[Subject, Sequence[Row]]
) -> Iterator[tuple[Subject, Cell]]:
    """Yield each indicator with the cells of Tabel 2.2 that explain it."""
    own_rows = [row for table in laporan.tables if table.id == MAIN_INDICATORS for row in table.rows]
    by_name: dict[str, list[Subject]] = defaultdict(list)
    for subject, own in indicators.items() if own_rows else ():
        for name in dict.fromkeys(indicator_name(row.text("indikator")) for row in own):
            by_name[name].append(subject)
    for row in own_rows:
        cell = row.cells.get("penjelasan")
        if cell is not None and cell.text:
            for subject in by_name.get(indicator_name(row.text("indikator")), ()):
                yield subject, cell


def find_ladders(
    laporan: Laporan, indicators: Mapping[Subject, Sequence[Row]]
) -> Mapping[Subject, Mapping[str, Fraction]]:
    """Return the ladder of predicates that the workbook spells for an indicator, if it spells one.

    That of its explanation comes first; one in a note is for all whose predicates it has, and counts
    where notes spell no more than one.
    """
    notes = (note for table in laporan.tables for note in table.remarks)
    noted = [found for note in notes if (found := spelled_ladder(note.text))]
    known = dict.fromkeys(indicators, noted[0]) if len(noted) == 1 else {}
    for subject, cell in explained(laporan, indicators):
        if found := spelled_ladder(cell.text):
            known[subject] = found
    return MappingProxyType(known)
