"""What was reached in years before beside the measurement of the year, under one header.

Indikator | Realisasi 2023 | Target 2024 | Realisasi 2024 | Capaian

Where it is read as the measurement of one year, as a Tabel 3.2, its columns are those of a comparison of
years too, a Tabel 3.3, of the same cells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.reading.seats import Seat, Seats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.fitting import Evidence
    from sakipcalc.reading.recognise import Candidate
    from sakipcalc.tables import TableSpec

__all__ = ["with_years_before"]

_REACHED = "realisasi"
#: Words by which the heading of another year may differ; "Realisasi Provinsi 2023" is another's.
_OF_YEARS = frozenset({"tahun", "th", "ta", "n", "ini", "lalu", "sebelumnya", "berjalan", "kinerja", "pada"})


def with_years_before(found: FoundTable, chosen: Candidate, history: TableSpec | None) -> Candidate | None:
    """Return the comparison of years that stands in a table of one year; None where it has no other year."""
    if history is None or chosen.tahun is None or chosen.spec.yearly or chosen.spec.baris != history.baris:
        return None
    other = next((one for one in found.candidates if one.spec.id == history.id), None)
    own = {seat.spec.id: chosen.known[at] for at, (seat, _) in chosen.taken.items()}
    if other is None or _REACHED not in own:
        return None
    before = {
        at: one
        for at, one in other.taken.items()
        if at not in chosen.taken and _is_before(other.known[at], one[0], own, chosen.tahun)
    }
    if not any(seat.spec.id == _REACHED for seat, _ in before.values()):
        return None
    return replace(other, taken=before | _of_the_year(chosen, history, chosen.tahun))


def _is_before(one: Evidence, seat: Seat, own: Mapping[str, Evidence], year: int) -> bool:
    """Return whether a column is a measure of the table's own, in a year before that of the report."""
    mine = own.get(seat.spec.id)
    if seat.period is None or seat.period >= year or mine is None:
        return False
    differ = one.all_words ^ mine.all_words
    return all(word in _OF_YEARS or not word.isalpha() for word in differ)


def _of_the_year(chosen: Candidate, history: TableSpec, year: int) -> dict[int, tuple[Seat, float]]:
    """Return the columns that both tables have: what rows are known by, the measures of the year."""
    seats = {(one.spec.id, one.period): one for one in Seats.of(history, (year,), ()).roles}
    return {
        at: (own, score)
        for at, (seat, score) in chosen.taken.items()
        if (own := seats.get((seat.spec.id, None)) or seats.get((seat.spec.id, year)))
    }
