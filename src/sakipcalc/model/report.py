"""A workbook as read: who reports, the tables, the choices of method, the explanations, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc import html, messages
from sakipcalc.findings import DaftarTemuan
from sakipcalc.tables import TableSet, specs

if TYPE_CHECKING:
    import pandas as pd

    from sakipcalc.bacaan import Bacaan
    from sakipcalc.messages import Lang
    from sakipcalc.model.tables import Tabel
    from sakipcalc.picture import GambarBacaan
    from sakipcalc.places import Place
    from sakipcalc.scales import BarisSkala

__all__ = ["Entitas", "Laporan", "Penjelasan", "Pilihan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitas:
    """Who reports, and on what.

    Parameters
    ----------
    nama, kabupaten : str
        Unit and region, as the workbook spells them; empty where it does not.
    tahun : int, optional
        Year of the report.
    renstra : tuple of int, optional
        First and last year of the Renstra.
    """

    nama: str = ""
    kabupaten: str = ""
    tahun: int | None = None
    renstra: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilihan:
    """A choice of method that the workbook states on its sheet Pengaturan."""

    nama: str
    nilai: object
    tempat: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Penjelasan:
    """How an indicator is measured, as the text of Tabel 2.2 says it.

    Parameters
    ----------
    indikator : str
        Name of the indicator in that table.
    tempat : Place
        Cell of the text.
    blok : mapping of str to str
        Its blocks: ``alasan``, ``formulasi``, ``definisi``, ``tipe`` and ``sumber_data``, those that it has.
    skala : tuple of tuple of BarisSkala
        Printed scales in it; a table of two ranges for one label holds two.
    """

    indikator: str
    tempat: Place
    blok: Mapping[str, str]
    skala: tuple[tuple[BarisSkala, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Laporan:
    """A workbook as read.

    Parameters
    ----------
    berkas : str
        Name of the file.
    entitas : Entitas
        Who reports.
    daftar_tabel : tuple of Tabel
        Tables in the order of the workbook.
    formulir : tuple of Tabel
        Tables that have a header and no row yet.
    temuan : DaftarTemuan
        What could not be read, and where.
    pengaturan : tuple of Pilihan
        Choices of method on the sheet Pengaturan, if it has one.
    penjelasan : tuple of Penjelasan
        How the indicators are measured, from Tabel 2.2.
    bacaan : tuple of Bacaan
        How each header was understood.
    specs : TableSet
        The tables that the reader knew, those of the user among them.
    """

    berkas: str
    entitas: Entitas
    daftar_tabel: tuple[Tabel, ...]
    formulir: tuple[Tabel, ...] = ()
    temuan: DaftarTemuan = field(default_factory=lambda: DaftarTemuan(()))
    pengaturan: tuple[Pilihan, ...] = ()
    penjelasan: tuple[Penjelasan, ...] = ()
    bacaan: tuple[Bacaan, ...] = ()
    specs: TableSet = field(default_factory=specs, repr=False, compare=False)

    @property
    def tabel(self) -> Mapping[str, pd.DataFrame]:
        """The tables as frames, by name: ``laporan.tabel["3.2"]``."""
        return TabelFrames(self.daftar_tabel)

    def cari(self, id: str) -> Tabel | None:  # noqa: A002 -- the field's own word for it
        """Return the table of this id, the first where there are several, or None."""
        return next((t for t in self.daftar_tabel if t.id == id), None)

    def explain_reading(self, lang: Lang = "id") -> str:
        """Tell what each header was taken for, why, and what was second best.

        Parameters
        ----------
        lang : {"id", "en"}
            Language.
        """
        return "\n".join(one.tell(lang) for one in self.bacaan)

    def gambar_bacaan(self, sheet: str, lang: Lang = "id") -> GambarBacaan:
        """Draw how a sheet was read: roles with their confidence, groups, totals and doubts in colour.

        Parameters
        ----------
        sheet : str
            Name of the sheet.
        lang : {"id", "en"}
            Language of the legend.

        Returns
        -------
        GambarBacaan
            An SVG, which a notebook shows; ``str()`` of it is its text.
        """
        from sakipcalc.picture import draw_reading

        readings = [one for one in self.bacaan if one.tempat.sheet == sheet]
        tables = [one for one in (*self.daftar_tabel, *self.formulir) if one.sheet == sheet]
        return draw_reading(sheet, readings, tables, lang)

    def __repr__(self) -> str:
        names = ", ".join(t.nama for t in self.daftar_tabel)
        return f"<Laporan {self.entitas.nama or self.berkas} {self.entitas.tahun or ''}: {names}>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("table", "caption", "sheet", "rows")]
        year = str(self.entitas.tahun or "")
        who = ", ".join(filter(None, (self.entitas.nama, self.entitas.kabupaten, year)))
        title = f"{who} ({self.berkas})" if who and self.berkas else who or self.berkas
        agreements = [_listed(t) for t in self.daftar_tabel if t.spec.banyak]
        others = [_listed(t) for t in self.daftar_tabel if not t.spec.banyak]
        parts = [html.table(words, others, title=title)]
        if agreements:
            told = messages.text("words.agreements", n=len(agreements))
            parts.append(html.folded(told, html.table(words, agreements)))
        parts.append(self._reading_html())
        return "".join(parts) + (self.temuan._repr_html_() if self.temuan else "")

    def _reading_html(self) -> str:
        """Return what each header was taken for, why, and what was second best, folded away."""
        rows = [
            (
                one.tempat,
                one.dipakai,
                *(calon.tell() for calon in one.calon[:2]),
                *("" for _ in range(2 - len(one.calon))),
                ", ".join(f"{j.teks} [{j.tempat}]" for j in one.tak_dikenal if one.dipakai),
            )
            for one in self.bacaan
        ]
        heads = ("place", "table", "first-candidate", "second-candidate", "not-understood")
        words = [messages.text(f"words.{word}") for word in heads]
        return html.folded(messages.text("words.reading"), html.table(words, rows))


def _listed(table: Tabel) -> tuple[str, str, str, int]:
    return table.nama, table.judul, table.sheet, len(table.baris)


class TabelFrames(Mapping[str, "pd.DataFrame"]):
    """Tables by name, each made into a frame when it is asked for."""

    def __init__(self, tables: tuple[Tabel, ...]) -> None:
        self._tables = MappingProxyType({t.nama: t for t in tables})

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._tables[name].frame

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return f"<{', '.join(self._tables)}>"
