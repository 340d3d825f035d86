"""A workbook as read: who reports, the tables, the choices of method, the explanations, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import is_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc import messages
from sakipcalc.core import html
from sakipcalc.core.errors import NoTableError, nearest
from sakipcalc.core.findings import DaftarTemuan
from sakipcalc.tables import TableSet, specs

if TYPE_CHECKING:
    import pandas as pd

    from sakipcalc.base.places import Place
    from sakipcalc.core.understanding import HeaderReading
    from sakipcalc.messages import Lang
    from sakipcalc.model.picture import GambarBacaan
    from sakipcalc.model.tables import Table
    from sakipcalc.rulebook.scales import PrintedBand

__all__ = ["Choice", "Entity", "Explanation", "Laporan", "LooseText", "ReadFrom"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The reporting unit, its year and its Renstra.

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
class Choice:
    """A choice of method that the workbook states on its sheet Pengaturan."""

    name: str
    setting: object
    place: Place


class LooseText(NamedTuple):
    """A text that stands in no table, on a sheet that has one."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The measurement of an indicator, as the text of Tabel 2.2 describes it.

    Parameters
    ----------
    nama_indikator : str
        Name of the indicator in that table.
    place : Place
        Cell of the text.
    blocks : mapping of str to str
        Its blocks: ``alasan``, ``formulasi``, ``definisi``, ``tipe`` and ``sumber_data``, those that it has.
    scales : tuple of tuple of PrintedBand
        Printed scales in it; a table of two ranges for one label holds two.
    """

    nama_indikator: str
    place: Place
    blocks: Mapping[str, str]
    scales: tuple[tuple[PrintedBand, ...], ...] = ()


class ReadFrom(NamedTuple):
    """What a workbook was read from, path or bytes, and with which arguments: it can be filled from there."""

    path_or_bytes: Any
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laporan:
    """A workbook as read.

    Parameters
    ----------
    file : str
        Name of the file.
    entitas : Entity
        Who reports.
    tables : tuple of Table
        Tables in the order of the workbook.
    forms : tuple of Table
        Tables that have a header and no row yet.
    temuan : DaftarTemuan
        What could not be read, and where.
    settings : tuple of Choice
        Choices of method on the sheet Pengaturan, if it has one.
    penjelasan : tuple of Explanation
        How the indicators are measured, from Tabel 2.2.
    readings : tuple of HeaderReading
        How each header was understood.
    loose_texts : tuple of LooseText
        Texts over, between and under the tables.
    specs : TableSet
        The tables that the reader knew, those of the user among them.
    read_from : ReadFrom, optional
        Path or content of the workbook, and what it was read with; :func:`fill` goes back to it.

    Examples
    --------
    >>> import sakipcalc as sc
    >>> laporan = sc.read("workbooks/bogorejo-2024.xlsx")
    >>> table = laporan.find("3.2")
    >>> table.sheet, table.rows[0].text("indikator"), float(table.rows[0].cell("realisasi").value)
    ('Tabel 3.2', 'Indeks IKM', 97.25)
    """

    file: str
    entitas: Entity
    tables: tuple[Table, ...]
    forms: tuple[Table, ...] = ()
    temuan: DaftarTemuan = field(default_factory=lambda: DaftarTemuan(()))
    settings: tuple[Choice, ...] = ()
    penjelasan: tuple[Explanation, ...] = ()
    readings: tuple[HeaderReading, ...] = ()
    loose_texts: tuple[LooseText, ...] = ()
    specs: TableSet = field(default_factory=specs, repr=False, compare=False)
    read_from: ReadFrom | None = field(default=None, repr=False, compare=False)

    def with_cells(self) -> Laporan:
        """Return the workbook itself, the cells of its short tables made once, for whoever walks over them.

        It says the same as before; only how its tables are put together is another.
        """
        made = tuple([table.with_cells() for table in self.tables])
        if not all(map(is_, made, self.tables)):
            object.__setattr__(self, "tables", made)
        return self

    @property
    def tabel(self) -> Mapping[str, pd.DataFrame]:
        """The tables as frames, by name: ``laporan.tabel["3.2"]``."""
        return TableFrames(self.tables)

    def find(self, id: str) -> Table | None:  # noqa: A002 -- the field's own word for it
        """Return the table of this id, the first where there are several, or None."""
        return next((t for t in self.tables if t.id == id), None)

    def explain_reading(self, lang: Lang | None = None) -> str:
        """Describe the reading of each header: its table, the reasons, the second-best guess.

        Parameters
        ----------
        lang : {"id", "en"}
            Language.
        """
        return "\n".join(one.tell(lang) for one in self.readings)

    def gambar_bacaan(self, sheet: str, lang: Lang | None = None) -> GambarBacaan:
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
        from sakipcalc.model.picture import draw_reading

        readings = [one for one in self.readings if one.place.sheet == sheet]
        tables = [one for one in (*self.tables, *self.forms) if one.sheet == sheet]
        return draw_reading(sheet, readings, tables, lang)

    def __repr__(self) -> str:
        names = ", ".join(t.name for t in self.tables)
        return f"<Laporan {self.entitas.nama or self.file} {self.entitas.tahun or ''}: {names}>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("table", "caption", "sheet", "rows")]
        year = str(self.entitas.tahun or "")
        who = ", ".join(filter(None, (self.entitas.nama, self.entitas.kabupaten, year)))
        title = f"{who} ({self.file})" if who and self.file else who or self.file
        agreements = [_listed(t) for t in self.tables if t.spec.banyak]
        others = [_listed(t) for t in self.tables if not t.spec.banyak]
        parts = [html.table(words, others, title=title)]
        if agreements:
            told = messages.text("words.agreements", n=len(agreements))
            parts.append(html.folded(told, html.table(words, agreements)))
        parts.append(self._reading_html())
        return "".join(parts) + (self.temuan._repr_html_() if self.temuan else "")

    def _reading_html(self) -> str:
        """Return the reading of each header as HTML, folded away."""
        rows = [
            (
                one.place,
                one.read_as,
                *(guess.tell() for guess in one.guesses[:2]),
                *("" for _ in range(2 - len(one.guesses))),
                ", ".join(f"{j.text} [{j.place}]" for j in one.unknown if one.read_as),
            )
            for one in self.readings
        ]
        heads = ("place", "table", "first-candidate", "second-candidate", "not-understood")
        words = [messages.text(f"words.{word}") for word in heads]
        return html.folded(messages.text("words.reading"), html.table(words, rows))


def _listed(table: Table) -> tuple[str, str, str, int]:
    return table.name, table.caption, table.sheet, len(table.rows)


class TableFrames(Mapping[str, "pd.DataFrame"]):
    """Tables by name, each made into a frame when it is asked for."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self._tables = MappingProxyType({t.name: t for t in tables})

    def __getitem__(self, name: str) -> pd.DataFrame:
        try:
            return self._tables[name].frame
        except KeyError:
            known, meant = tuple(self._tables), nearest(name, self._tables)
            raise NoTableError("table-not-there", name=str(name), known=known, nearest=meant) from None

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return f"<{', '.join(self._tables)}>"
