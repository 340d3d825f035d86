"""What filling a workbook did, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc import html, messages
from sakipcalc.filling.write import stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from sakipcalc.computing import Hasil
    from sakipcalc.filling.plan import Konflik, OnConflict, Tulis
    from sakipcalc.findings import DaftarTemuan

__all__ = ["FillReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """What was written, what was left, and what disagrees.

    Parameters
    ----------
    sumber, tujuan : str
        The template and the filled workbook.
    terisi : tuple of Tulis
        Cells that were written.
    konflik : tuple of Konflik
        Typed values that differ from the derived ones.
    on_conflict : {"keep", "replace", "error"}
        What happened to them.
    hasil : Hasil
        Results of the filled workbook.
    temuan : DaftarTemuan
        Findings in the filled workbook.
    catatan : tuple of str
        What else happened to the package, for example that a signature became invalid.
    """

    sumber: str
    tujuan: str
    terisi: tuple[Tulis, ...]
    konflik: tuple[Konflik, ...]
    on_conflict: OnConflict
    hasil: Hasil
    temuan: DaftarTemuan
    catatan: tuple[str, ...] = ()

    @property
    def per_tabel(self) -> Mapping[str, int]:
        """How many cells were written in each table, in the order of the workbook."""
        counts = dict.fromkeys((t.nama for t in self.hasil.laporan.daftar_tabel), 0)
        for cell in self.terisi:
            counts[cell.tabel] += 1
        return {name: n for name, n in counts.items() if n}

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each cell written: tabel, kolom, sel, nilai, rumus, asal."""
        import pandas as pd

        records = [
            {
                "tabel": cell.tabel,
                "kolom": cell.kolom,
                "sel": str(cell.sel.tempat),
                "nilai": stored(cell.nilai, cell.sel),
                "rumus": f"={cell.rumus}" if cell.rumus else None,
                "asal": [str(n.tempat) for n in cell.nilai.sumber() if n.tempat],
            }
            for cell in self.terisi
        ]
        return pd.DataFrame.from_records(records, columns=["tabel", "kolom", "sel", "nilai", "rumus", "asal"])

    @property
    def frame_konflik(self) -> pd.DataFrame:
        """One row for each typed value that differs: tabel, kolom, sel, tertulis, didapat, asal."""
        import pandas as pd

        records = [
            {
                "tabel": one.tabel,
                "kolom": one.kolom,
                "sel": str(one.sel.tempat),
                "tertulis": one.sel.teks,
                "didapat": stored(one.nilai, one.sel),
                "asal": [str(n.tempat) for n in one.nilai.sumber() if n.tempat],
            }
            for one in self.konflik
        ]
        return pd.DataFrame.from_records(
            records, columns=["tabel", "kolom", "sel", "tertulis", "didapat", "asal"]
        )

    def __repr__(self) -> str:
        return f"<FillReport {self.tujuan}: {len(self.terisi)} sel, {self.temuan!r}>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("table", "cells-filled")]
        return html.table(words, self.per_tabel.items(), title=self.tujuan) + self.temuan._repr_html_()
