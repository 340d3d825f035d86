"""Lazy results and findings of a filled workbook."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import DaftarTemuan

__all__ = ["Lazy"]


class Lazy:
    """Lazy results and findings of a filled workbook, each computed once.

    Parameters
    ----------
    compute_results : callable
        Gives the results.
    check : callable
        Gives the findings, of the results.
    """

    def __init__(self, compute_results: Callable[[], Hasil], check: Callable[[Hasil], DaftarTemuan]) -> None:
        self._compute = compute_results
        self._check = check
        self._lock = RLock()

    def __reduce__(self) -> tuple[object, ...]:
        # Neither a lock nor what is still to be worked out travels: it is worked out first.
        return _known, (self.hasil, self.temuan)

    @property
    def hasil(self) -> Hasil:
        """The results."""
        with self._lock:
            known = self._compute()
            self._compute = lambda: known  # what they were worked out from is let go
            return known

    @property
    def temuan(self) -> DaftarTemuan:
        """The findings."""
        with self._lock:
            known = self._check(self.hasil)
            self._check = lambda _: known
            return known


def _known(hasil: Hasil, temuan: DaftarTemuan) -> Lazy:
    return Lazy(lambda: hasil, lambda _: temuan)
