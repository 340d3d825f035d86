"""What a filled workbook says: worked out when somebody asks, since many only want the file."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.computing import Hasil
    from sakipcalc.findings import DaftarTemuan

__all__ = ["Sesudah"]


class Sesudah:
    """Results and findings of a workbook after it was filled, each worked out once, when it is asked for.

    Parameters
    ----------
    hitung : callable
        Gives the results.
    periksa : callable
        Gives the findings, of the results.
    """

    def __init__(self, hitung: Callable[[], Hasil], periksa: Callable[[Hasil], DaftarTemuan]) -> None:
        self._hitung = hitung
        self._periksa = periksa
        self._lock = RLock()

    def __reduce__(self) -> tuple[object, ...]:
        # Neither a lock nor what is still to be worked out travels: it is worked out first.
        return _known, (self.hasil, self.temuan)

    @property
    def hasil(self) -> Hasil:
        """The results."""
        with self._lock:
            known = self._hitung()
            self._hitung = lambda: known  # what they were worked out from is let go
            return known

    @property
    def temuan(self) -> DaftarTemuan:
        """The findings."""
        with self._lock:
            known = self._periksa(self.hasil)
            self._periksa = lambda _: known
            return known


def _known(hasil: Hasil, temuan: DaftarTemuan) -> Sesudah:
    return Sesudah(lambda: hasil, lambda _: temuan)
