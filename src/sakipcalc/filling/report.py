"""What filling a workbook did, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import html, messages
from sakipcalc.filling.write import stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.filling.after import Sesudah
    from sakipcalc.filling.draft import Refreshed
    from sakipcalc.filling.heights import TinggiBaris
    from sakipcalc.filling.plan import Konflik, OnConflict, Tulis
    from sakipcalc.filling.rows import BarisBaru, BarisLain
    from sakipcalc.findings import DaftarTemuan
    from sakipcalc.places import Place

__all__ = ["FillReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """What was written, what was left, and what disagrees.

    Parameters
    ----------
    sumber, tujuan : str
        The template and the filled workbook; empty for one that has no name.
    terisi : tuple of Tulis
        Cells that were written: labels of new rows, facts of other workbooks, derived values.
    konflik : tuple of Konflik
        Typed values that differ from the derived ones, or from those of the data.
    on_conflict : {"keep", "replace", "error"}
        What happened to them.
    sesudah : Sesudah
        Gives the results of the filled workbook and the findings in it; see `hasil` and `temuan`.
    tabel : tuple of str
        Names of the tables, in the order of the workbook.
    baris_baru : tuple of BarisBaru
        Rows that tables gained, on empty lines of the form or on inserted ones.
    baris_lain : tuple of BarisLain
        Rows of the template that the data do not have; kept, or emptied under ``replace``.
    dikosongkan : tuple of Place
        Cells of such rows that were emptied.
    ditinggikan : tuple of TinggiBaris
        Rows of sheets that became higher, for the text written into them.
    tanpa_tempat : tuple of str
        Tables of the data, and columns of tables, that the template lacks: ``"3.8"``, ``"3.3 target_2021"``.
    refreshed : tuple of Refreshed
        Formulas that stay, and whose stored result was set to what they give now, in the annexes and beside
        them.
    catatan : tuple of str
        What else happened to the package, for example that a signature became invalid.
    """

    sumber: str
    tujuan: str
    terisi: tuple[Tulis, ...]
    konflik: tuple[Konflik, ...]
    on_conflict: OnConflict
    sesudah: Sesudah = field(repr=False, compare=False)
    tabel: tuple[str, ...] = ()
    baris_baru: tuple[BarisBaru, ...] = ()
    baris_lain: tuple[BarisLain, ...] = ()
    dikosongkan: tuple[Place, ...] = ()
    ditinggikan: tuple[TinggiBaris, ...] = ()
    tanpa_tempat: tuple[str, ...] = ()
    refreshed: tuple[Refreshed, ...] = ()
    catatan: tuple[str, ...] = ()

    @property
    def hasil(self) -> Hasil:
        """Results of the filled workbook, worked out when they are asked for."""
        return self.sesudah.hasil

    @property
    def temuan(self) -> DaftarTemuan:
        """Findings in the filled workbook, worked out when they are asked for."""
        return self.sesudah.temuan

    @property
    def per_tabel(self) -> Mapping[str, int]:
        """How many cells were written in each table, in the order of the workbook."""
        counts = dict.fromkeys(self.tabel, 0)
        for cell in self.terisi:
            counts[cell.tabel] = counts.get(cell.tabel, 0) + 1
        return {name: n for name, n in counts.items() if n}

    @property
    def baris_per_tabel(self) -> Mapping[str, int]:
        """How many rows each table gained."""
        counts: dict[str, int] = {}
        for row in self.baris_baru:
            counts[row.tabel] = counts.get(row.tabel, 0) + 1
        return counts

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
                "asal": self._origins(cell.nilai),
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
                "asal": self._origins(one.nilai),
            }
            for one in self.konflik
        ]
        return pd.DataFrame.from_records(
            records, columns=["tabel", "kolom", "sel", "tertulis", "didapat", "asal"]
        )

    @property
    def frame_baris(self) -> pd.DataFrame:
        """One row for each row that a table gained: tabel, sel, asal, disisipkan."""
        import pandas as pd

        records = [
            {
                "tabel": row.tabel,
                "sel": str(row.tempat),
                "asal": self._named(row.asal),
                "disisipkan": row.disisipkan,
            }
            for row in self.baris_baru
        ]
        return pd.DataFrame.from_records(records, columns=["tabel", "sel", "asal", "disisipkan"])

    @property
    def frame_refreshed(self) -> pd.DataFrame:
        """One row for each formula whose stored result was set: sel, sebelum, sesudah."""
        import pandas as pd

        records = [(str(one.place), one.before, one.after) for one in self.refreshed]
        return pd.DataFrame.from_records(records, columns=["sel", "sebelum", "sesudah"])

    def _origins(self, nilai: Nilai) -> list[str]:
        return [self._named(one.tempat) for one in nilai.sumber() if one.tempat]

    def _named(self, place: Place) -> str:
        """Return a place as a formula names it: of another workbook with the name of the file."""
        own = {"", self.sumber, Path(self.tujuan).name}
        return str(place) if place.file in own else f"[{place.file}]{place}"

    def __repr__(self) -> str:
        rows = f", {len(self.baris_baru)} baris baru" if self.baris_baru else ""
        return f"<FillReport {self.tujuan}: {len(self.terisi)} sel{rows}, {len(self.konflik)} konflik>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("table", "cells-filled", "rows-added")]
        added = self.baris_per_tabel
        rows = [(name, n, added.get(name, "")) for name, n in self.per_tabel.items()]
        filled = html.table(words, rows, title=self.tujuan)
        return filled + self._conflicts_html() + self.temuan._repr_html_()

    def _conflicts_html(self) -> str:
        if not self.konflik and not self.baris_lain:
            return ""
        words = [messages.text(f"words.{w}") for w in ("place", "typed", "derived")]
        cells = [(one.sel.tempat, one.sel.teks, stored(one.nilai, one.sel)) for one in self.konflik]
        rows = [(one.tempat, one.teks, "") for one in self.baris_lain]
        return html.table(words, [*cells, *rows], title=messages.text(f"words.conflicts-{self.on_conflict}"))
