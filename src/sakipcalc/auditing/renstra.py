"""Progress against the Renstra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.findings import Temuan
from sakipcalc.tables.standard import PROGRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Laporan

__all__ = ["check_twin_columns"]


def check_twin_columns(laporan: Laporan, _hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.4 where its columns %Capaian and Tingkat Kemajuan are typed alike in every row."""
    table = laporan.cari(PROGRESS)
    rows = table.baris if table else ()
    pairs = [(row.sel.get("capaian"), row.sel.get("kemajuan")) for row in rows]
    typed = [(a, b) for a, b in pairs if a and b and a.nilai is not None and b.nilai is not None]
    if typed and all(a.nilai == b.nilai and not a.rumus and not b.rumus for a, b in typed):
        yield Temuan(
            kode="kolom-kembar",
            tempat=tuple(sel.tempat for pair in typed for sel in pair),
            data={"nilai_baris": tuple(a.nilai for a, _ in typed)},
        )
