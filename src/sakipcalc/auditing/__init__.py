"""Every figure of the annexes against every other that it must agree with.

Each family of checks is a module; a check takes the workbook and its results and
yields findings. It never raises, prints or changes anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing import budget, efficiency, identity, renstra, results, targets
from sakipcalc.computing import compute
from sakipcalc.findings import DaftarTemuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sakipcalc.computing import Hasil
    from sakipcalc.findings import Temuan
    from sakipcalc.model import Laporan

__all__ = ["CHECKS", "audit"]

CHECKS: tuple[Callable[[Laporan, Hasil], Iterable[Temuan]], ...] = (
    targets.check_targets,
    targets.check_realisasi,
    results.check_results,
    results.check_formulas_without_values,
    renstra.check_twin_columns,
    efficiency.check_ratio_as_difference,
    efficiency.check_value,
    budget.check_sums,
    budget.check_lines_without_figures,
    budget.check_missing_spending,
    budget.check_missing_budget,
    identity.check_links,
    identity.check_polarity,
    identity.check_year,
)


def audit(laporan: Laporan, hasil: Hasil | None = None) -> DaftarTemuan:
    """Find what is wrong in the tables of a workbook and where they disagree.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    hasil : Hasil, optional
        Its results; computed with the default Metode without it.

    Returns
    -------
    DaftarTemuan
        The gravest first; empty for a consistent workbook.
    """
    known = hasil or compute(laporan)
    found = [finding for check in CHECKS for finding in check(laporan, known)]
    return DaftarTemuan([*laporan.temuan, *known.temuan, *found])
