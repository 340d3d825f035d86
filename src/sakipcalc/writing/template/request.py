"""Request for a template: year, Renstra, numbers of rows, known contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.model import Level
from sakipcalc.rulebook.methods import Metode
from sakipcalc.tables import TableSet, specs
from sakipcalc.writing.template.plan import items_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.rulebook.scales import PrintedBand

__all__ = [
    "HEAD",
    "FixedContent",
    "TemplateRequest",
    "TemplateSource",
    "tree",
    "years_compared",
    "years_planned",
]

#: What a cell is known to hold.
FixedContent = str | Fraction
#: Table, which of its rows from 0, column.
CellAddress = tuple[str, int, str]

#: Whose Perjanjian Kinerja a workbook has when nobody says whose.
HEAD = "Kepala Perangkat Daerah"
#: A Renstra over six calendar years is made in the first of them and has targets for the other five.
_PLANNED = 5
#: Free lines of the agreement of an official below the head.
_FREE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSource:
    """The source of a blank workbook's contents; an existing workbook gives it too.

    Parameters
    ----------
    renstra : tuple of int, optional
        First and last year of the Renstra.
    target_years : tuple of int
        Years with a target in Tabel 2.1.
    indicator_count : int
        Rows of Tabel 2.1.
    measured : tuple of int
        Which of them are measured in Tabel 3.2, from 0.
    tree : tuple of Level
        Level of each line of the budget, from top to bottom.
    supporting : tuple of int
        Programmes that support each measured indicator, as a number of lines.
    capaian_bands, efisiensi_bands : tuple of PrintedBand
        The bands of Tabel 3.1 and of Tabel 3.6.
    officials : tuple of str
        Officials with a Perjanjian Kinerja, the head of the unit first.
    promised : mapping of str to int
        Indicators in the agreement of an official, and, under "anggaran" and his name, budget lines.
    nama, kabupaten : str
        Unit and region; empty where they are to be typed.
    contents : mapping
        What cells hold, by table, row from 0 and column.
    specs : TableSet
        The tables that it may have.
    """

    renstra: tuple[int, int] | None
    target_years: tuple[int, ...]
    indicator_count: int
    measured: tuple[int, ...]
    tree: tuple[Level, ...]
    supporting: tuple[int, ...]
    capaian_bands: tuple[PrintedBand, ...]
    efisiensi_bands: tuple[PrintedBand, ...]
    officials: tuple[str, ...] = (HEAD,)
    promised: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    nama: str = ""
    kabupaten: str = ""
    contents: Mapping[CellAddress, FixedContent] = field(default_factory=lambda: MappingProxyType({}))
    specs: TableSet = field(default_factory=specs)

    def pita(self, table: str) -> tuple[PrintedBand, ...]:
        """Return the bands of a table that states a scale."""
        return self.capaian_bands if self.specs[table].skala == "capaian" else self.efisiensi_bands


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRequest(TemplateSource):
    """Request for a template.

    Parameters
    ----------
    tahun : int
        Year of the report.
    compared_years : tuple of int
        Years of Tabel 3.3.
    metode : Metode
        The choices that the formulas follow.
    """

    renstra: tuple[int, int]
    tahun: int
    compared_years: tuple[int, ...]
    metode: Metode = field(default_factory=Metode)

    @property
    def words(self) -> Mapping[str, str]:
        """Words that complete captions and headings."""
        years = [str(year) for year in self.compared_years]
        compared = f"{', '.join(years[:-1])} dan {years[-1]}" if years[1:] else "".join(years)
        return {"tahun": str(self.tahun), "akhir": str(self.renstra[1]), "banding": compared}

    @property
    def program_lines(self) -> tuple[int, ...]:
        """The lines of the budget that are programmes."""
        return tuple(i for i, level in enumerate(self.tree) if level is Level.PROGRAM)

    def count(self, kind: str, table: str, pejabat: str) -> int:
        """Return how many rows a table has."""
        spec = self.specs[table]
        if kind == "pita":
            return len(self.pita(table))
        if kind == "lain":
            return spec.templat.baris if spec.templat else _FREE
        counts = {
            "indikator": self.indicator_count,
            "utama": len(self.measured),
            "diukur": len(self.measured),
            "rincian": len(items_of()),
            "program": len(self.program_lines),
            "bebas": self.promised.get(f"anggaran {pejabat}", _FREE),
        }
        head = pejabat == self.officials[0]
        return counts.get(kind) or self.promised.get(pejabat) or (self.indicator_count if head else _FREE)


def tree(program: int, kegiatan: int, sub_kegiatan: int) -> tuple[Level, ...]:
    """Return the levels of an even tree.

    Examples
    --------
    >>> tuple(map(str, tree(1, 2, 1)))
    ('program', 'kegiatan', 'sub_kegiatan', 'kegiatan', 'sub_kegiatan')
    """
    below = (Level.KEGIATAN, *(Level.SUB_KEGIATAN,) * sub_kegiatan) * kegiatan
    return (Level.PROGRAM, *below) * program


def years_planned(renstra: tuple[int, int]) -> tuple[int, ...]:
    """Return the years of a Renstra for which there are targets.

    Examples
    --------
    >>> years_planned((2021, 2026)), years_planned((2025, 2029))
    ((2022, 2023, 2024, 2025, 2026), (2025, 2026, 2027, 2028, 2029))
    """
    first, last = renstra
    return tuple(range(max(first, last - _PLANNED + 1), last + 1))


def years_compared(tahun: int, count: int) -> tuple[int, ...]:
    """Return the years of Tabel 3.3, that of the report last."""
    return tuple(range(tahun - count + 1, tahun + 1))
