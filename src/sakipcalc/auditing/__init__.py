"""Every figure of the annexes against every other that it must agree with.

Each family of checks is a module; a check takes the workbook and its results and
yields findings. It never raises, prints or changes anything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.allowance import metered
from sakipcalc.auditing import (
    agreements,
    budget,
    document,
    efficiency,
    identity,
    numbering,
    numerals,
    polarity,
    programmes,
    renstra,
    results,
    scales,
    targets,
    years,
)
from sakipcalc.bounded import bounded
from sakipcalc.computing import compute
from sakipcalc.findings import DaftarTemuan, Temuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.findings import Abaikan
    from sakipcalc.model import Laporan

__all__ = ["CHECKS", "COMPARISONS", "audit"]

#: Checks of one workbook.
CHECKS: tuple[Callable[[Laporan, Hasil], Iterable[Temuan]], ...] = (
    targets.check_targets,
    targets.check_realisasi_copies,
    targets.check_realisasi,
    targets.check_promised,
    results.check_results,
    results.check_unstated_polarity,
    results.check_formulas_without_values,
    polarity.check_against_name,
    polarity.check_plausible,
    years.check_planned,
    renstra.check_twin_columns,
    programmes.check_claims,
    efficiency.check_ratio_as_difference,
    efficiency.check_value,
    budget.check_sums,
    budget.check_lines_without_figures,
    budget.check_missing_spending,
    budget.check_missing_budget,
    budget.check_lines_in_one_tree,
    budget.check_doubled_lines,
    budget.check_cut_thousands,
    budget.check_spending_by_kind,
    budget.check_negative,
    budget.check_overspending,
    agreements.check_lines,
    agreements.check_officials,
    agreements.check_cascade,
    agreements.check_programmes,
    agreements.check_totals,
    agreements.check_without_agreement,
    agreements.check_without_budget,
    agreements.check_targets,
    scales.check_explained,
    scales.check_labels,
    identity.check_links,
    identity.check_agreement_links,
    identity.check_names,
    identity.check_units,
    identity.check_shifted_columns,
    identity.check_polarity,
    identity.check_year,
    numerals.check_separators,
    numbering.check_letters,
    numbering.check_numbers,
    document.check_captions,
    document.check_yearly_columns,
    document.check_missing_tables,
    document.check_notes,
)

#: Checks of a workbook against that of the year before.
COMPARISONS: tuple[Callable[[Hasil, Hasil], Iterable[Temuan]], ...] = (
    years.check_same_unit,
    years.check_history,
)


def audit(laporan: Laporan, hasil: Hasil | None = None, *, sebelumnya: Laporan | None = None) -> DaftarTemuan:
    """Find what is wrong in the tables of a workbook and where they disagree.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    hasil : Hasil, optional
        Its results; computed with the default Metode without it.
    sebelumnya : Laporan, optional
        Last year's workbook of the same unit, to hold the earlier years against.

    Returns
    -------
    DaftarTemuan
        The gravest first, then in the order of the workbook; empty for a consistent workbook.
        Findings that the Metode lets stand are among them, as info with the reason.
    """
    known = hasil or compute(laporan)
    with bounded(laporan.berkas):
        return _audited(laporan, known, sebelumnya)


def _audited(laporan: Laporan, known: Hasil, sebelumnya: Laporan | None) -> DaftarTemuan:
    found = [finding for check in CHECKS for finding in metered(check(laporan, known))]
    if sebelumnya is not None:
        last = compute(sebelumnya, known.metode)
        found += [finding for check in COMPARISONS for finding in check(known, last)]
    every = _let_stand([*laporan.temuan, *known.temuan, *found], known.metode.abaikan)
    return DaftarTemuan(every, lembar=[table.sheet for table in laporan.daftar_tabel])


def _let_stand(temuan: Sequence[Temuan], abaikan: Sequence[Abaikan]) -> Iterator[Temuan]:
    """Yield the findings, with its reason for those that the unit lets stand, and reasons out of date."""
    used = set()
    for finding in temuan:
        meant = next((one for one in abaikan if one.kena(finding)), None)
        used.add(meant)
        yield replace(finding, alasan=meant.alasan) if meant else finding
    for one in abaikan:
        if one not in used:
            yield Temuan(
                kode="abaikan-tidak-terpakai",
                tempat=(),
                nilai=one.kode,
                data={"lokasi": one.tempat, "alasan": one.alasan},
            )
