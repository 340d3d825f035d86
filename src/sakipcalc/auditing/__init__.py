"""Audit: checks that compare the figures of the annexes with each other.

Each family of checks is a module; a check takes the results of a workbook, which hold the workbook too, and
yields findings. It never raises, prints or changes anything, and registers itself with ``@check``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.auditing import (
    absorption,
    agreements,
    budget,
    claims,
    completeness,
    conversion,
    document,
    efficiency,
    explained,
    goals,
    identity,
    loose,
    neighbours,
    numbering,
    numerals,
    polarity,
    programmes,
    results,
    scales,
    subtotals,
    sums,
    targets,
    trees,
    years,
)
from sakipcalc.auditing.causes import gathered
from sakipcalc.auditing.check import checks_of, comparisons_of
from sakipcalc.base.allowance import looking, metered
from sakipcalc.computing import compute
from sakipcalc.core.bounded import bounded
from sakipcalc.core.findings import DaftarTemuan, Temuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import Accepted
    from sakipcalc.model import Laporan

__all__ = ["CHECKS", "COMPARISONS", "audit"]

#: The families of checks, in the order in which findings of one cell are told.
_FAMILIES = (
    targets,
    results,
    polarity,
    years,
    programmes,
    claims,
    efficiency,
    sums,
    subtotals,
    budget,
    absorption,
    trees,
    agreements,
    scales,
    conversion,
    explained,
    identity,
    goals,
    numerals,
    numbering,
    neighbours,
    document,
    loose,
    completeness,
)
#: Checks of one workbook, and of a workbook against that of the year before.
CHECKS, COMPARISONS = checks_of(_FAMILIES), comparisons_of(_FAMILIES)


def audit(
    laporan: Laporan,
    hasil: Hasil | None = None,
    *,
    sebelumnya: Laporan | None = None,
    narasi: str = "",
) -> DaftarTemuan:
    """Find what is wrong in the tables of a workbook and where they disagree.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    hasil : Hasil, optional
        Its results; computed with the default Metode without it.
    sebelumnya : Laporan, optional
        Last year's workbook of the same unit, to hold the earlier years against.
    narasi : str
        The text of the report, plain or as Markdown: its figures and words are held against the tables.

    Returns
    -------
    DaftarTemuan
        The gravest first, then in the order of the workbook; empty for a consistent workbook.
        Findings that the Metode lets stand are among them, as info with the reason.
    """
    known = hasil or compute(laporan)
    with bounded(laporan.file):
        return _audited(laporan, known, sebelumnya, narasi)


def _audited(laporan: Laporan, known: Hasil, sebelumnya: Laporan | None, narasi: str) -> DaftarTemuan:
    found = [finding for check in looking(CHECKS) for finding in metered(check(known))]
    if sebelumnya is not None:
        last = compute(sebelumnya, known.metode)
        found += [finding for check in COMPARISONS for finding in check(known, last)]
    if narasi:
        from sakipcalc.auditing.narrative import check_narrative

        found += check_narrative(known, narasi)
    every = _let_stand([*laporan.temuan, *known.temuan, *found], known.metode.abaikan)
    return DaftarTemuan(every, sheets=[table.sheet for table in laporan.tables])


def _let_stand(temuan: Sequence[Temuan], abaikan: Sequence[Accepted]) -> Iterator[Temuan]:
    """Yield the findings, accepted ones with the unit's reason, and entries that accept nothing any more.

    A reason is for one finding, or for the cause that many have in common.
    """
    used: set[Accepted] = set()

    def judged(finding: Temuan) -> Temuan:
        meant = next((one for one in abaikan if one.covers(finding)), None)
        if meant is None:
            return finding
        used.add(meant)
        return replace(finding, reason=meant.alasan)

    yield from map(judged, gathered(map(judged, temuan)))
    for one in abaikan:
        if one not in used:
            yield Temuan(
                code="abaikan-tidak-terpakai",
                places=(),
                actual=one.kode,
                data={"lokasi": one.tempat, "alasan": one.alasan},
            )
