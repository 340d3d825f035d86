"""What rolling a workbook forward changed, carried, emptied and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc import html, messages

if TYPE_CHECKING:
    import pandas as pd

    from sakipcalc.filling import FillReport
    from sakipcalc.findings import DaftarTemuan
    from sakipcalc.places import Place

__all__ = ["Bagian", "Perubahan", "RollReport", "Sisa"]

#: A part of the file that is no cell: the header of a page, a text box, a chart.
Bagian = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Perubahan:
    """A text or a figure that was replaced.

    Parameters
    ----------
    tempat : Place
        Its cell.
    bagian : str
        The part of the file, for a text that stands in no cell.
    lama, baru : str
        What stood there, and what stands there now.
    """

    tempat: Place
    bagian: Bagian = ""
    lama: str = ""
    baru: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sisa:
    """A text that names the year of the old report and was left: somebody has to look at it.

    Parameters
    ----------
    tempat : Place
        Its cell.
    bagian : str
        The part of the file, for a text that stands in no cell.
    teks : str
        The text.
    """

    tempat: Place
    bagian: Bagian = ""
    teks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RollReport:
    """What became of a workbook.

    Parameters
    ----------
    sumber, tujuan : str
        The workbook of the old year, and where that of the new one was written.
    dari, ke : int
        The old year and the new one.
    judul : tuple of Perubahan
        Captions, headings, lines of the cover, headers of pages: their years moved.
    riwayat : tuple of Perubahan
        Cells of Tabel 3.3 that took over what stood one year to the right.
    target : tuple of Perubahan
        Targets of agreements that were taken from Tabel 2.1.
    dikosongkan : tuple of Place
        Inputs of the old year that were emptied.
    sisa : tuple of Sisa
        Texts that name the old year and were left.
    pengisian : FillReport
        The targets and formulas that were filled in afterwards.
    """

    sumber: str
    tujuan: str
    dari: int
    ke: int
    judul: tuple[Perubahan, ...]
    riwayat: tuple[Perubahan, ...]
    target: tuple[Perubahan, ...]
    dikosongkan: tuple[Place, ...]
    sisa: tuple[Sisa, ...]
    pengisian: FillReport

    @property
    def temuan(self) -> DaftarTemuan:
        """Findings in the workbook of the new year."""
        return self.pengisian.temuan

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each change and each text that was left: jenis, tempat, lama, baru."""
        import pandas as pd

        changed = (("judul", self.judul), ("riwayat", self.riwayat), ("target", self.target))
        records = [
            {"jenis": kind, "tempat": one.bagian or str(one.tempat), "lama": one.lama, "baru": one.baru}
            for kind, changes in changed
            for one in changes
        ]
        records += [
            {"jenis": "dikosongkan", "tempat": str(place), "lama": "", "baru": ""}
            for place in self.dikosongkan
        ]
        records += [
            {"jenis": "sisa", "tempat": one.bagian or str(one.tempat), "lama": one.teks, "baru": ""}
            for one in self.sisa
        ]
        return pd.DataFrame.from_records(records, columns=["jenis", "tempat", "lama", "baru"])

    def __repr__(self) -> str:
        counts = f"{len(self.judul)} judul, {len(self.riwayat)} riwayat, {len(self.dikosongkan)} dikosongkan"
        return f"<RollReport {self.dari} → {self.ke}: {counts}, {len(self.sisa)} sisa>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{word}") for word in ("place", "typed")]
        rows = [(one.bagian or one.tempat, one.teks) for one in self.sisa]
        title = f"{self.tujuan}: {self.dari} → {self.ke}"
        return html.table(words, rows, title=title) + self.temuan._repr_html_()
