"""Tables of a workbook: their columns, rows and cells, each with the place that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.tables.levels import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    import pandas as pd

    from sakipcalc.numerals import Numeral
    from sakipcalc.places import Place
    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = ["Baris", "Kolom", "Sel", "Tabel", "column_key"]


#: Quarters of a year; a period is one of them or a year.
_QUARTERS = 4


def column_key(kolom: str, masa: int | None = None) -> str:
    """Return the name of a column: ``target``, for a year ``target_2024``, for a quarter ``target_tw1``."""
    if masa is None:
        return kolom
    return f"{kolom}{masa}" if masa <= _QUARTERS else f"{kolom}_{masa}"


class Sel(NamedTuple):  # a long table has tens of thousands, and a tuple is made five times as fast
    """One cell of a table.

    Parameters
    ----------
    tempat : Place
        Where it stands; for a merged cell its top left corner.
    baris, lajur : int
        Row and column of that place, counted from 1.
    teks : str
        What a person sees in it; empty for an empty cell.
    angka : Numeral, optional
        The number in it, brought to full units (rupiah, per cent); None in columns of text.
    faktor : Fraction
        Full units in one unit of the cell: 1000 under "(x 1000 Rp)", 100 under the format 0%.
    asli : bool
        Whether the cell holds a true number, so that a formula can count with it.
    rumus : str
        Formula that the unit wrote, without "="; empty without one.
    format : str
        Number format of the cell.
    warna : str
        Fill colour RRGGBB; empty without one.
    inden : int
        Steps by which the text is moved to the right.
    sampai : int
        Last row of the merged area that the cell stands for; its own row without a merge.
    galat : bool
        Whether it holds an error value such as #DIV/0!.
    tersembunyi : bool
        Whether its row, its column or its sheet is hidden.
    tersimpan : bool
        Whether a formula stores what it gives; an empty text is a result too.
    tebal : bool
        Whether it is written in bold.
    """

    tempat: Place
    baris: int
    lajur: int
    teks: str = ""
    angka: Numeral | None = None
    faktor: Fraction = Fraction(1)
    asli: bool = False
    rumus: str = ""
    format: str = "General"
    warna: str = ""
    inden: int = 0
    sampai: int = 0
    galat: bool = False
    tersembunyi: bool = False
    tersimpan: bool = True
    tebal: bool = False

    def __repr__(self) -> str:
        return f"<Sel {self.tempat} {self.teks!r}>"

    @property
    def kosong(self) -> bool:
        """Whether nothing stands in the cell, so that it may be filled."""
        return not self.teks and not self.rumus

    @property
    def nilai(self) -> Fraction | None:
        """The number in full units, exact; None where there is none."""
        if self.angka is None or self.angka.value is None:
            return None
        return _exact(self.angka.value)


@lru_cache(maxsize=8192)  # every check asks for the same figures again, and making a fraction of one is slow
def _exact(value: Decimal) -> Fraction:
    return Fraction(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    """A column as the workbook has it.

    Parameters
    ----------
    spec : ColumnSpec
        What the reader took it for.
    lajur : int
        Column of the sheet, counted from 1.
    judul : str
        Heading as the workbook spells it, the headings above it in front.
    masa : int, optional
        Period of a column that stands several times: a year, or a quarter 1 to 4.
    skor : float
        How well the heading fits, 1 for an exact one.
    lain : tuple of int
        Further columns of the sheet in which its values may stand, as where each level has its own.
    id : str
        Column of the specification.
    kunci : str
        Name of the column in rows and frames; follows from `id` and `masa`.
    """

    spec: ColumnSpec = field(repr=False, compare=False)
    lajur: int
    judul: str
    masa: int | None = None
    skor: float = 1.0
    lain: tuple[int, ...] = ()
    id: str = field(init=False)
    kunci: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.spec.id)
        object.__setattr__(self, "kunci", column_key(self.id, self.masa))

    @property
    def cetak(self) -> str:
        """Heading as a new workbook prints it; one that names a year as this workbook has it."""
        return self.spec.cetak if self.spec.cetak and "{" not in self.spec.cetak else self.judul

    @property
    def tahun(self) -> int | None:
        """Year of a yearly column."""
        return self.masa if self.masa and self.masa > _QUARTERS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baris:
    """One row of a table.

    Parameters
    ----------
    nomor : int
        Row of the sheet.
    sel : mapping of str to Sel
        Cells by column name (:func:`column_key`).
    tingkat : Level
        Level: ``tujuan``/``sasaran`` for indicators; ``program``, ``kegiatan``,
        ``sub_kegiatan``, ``unit`` or ``jumlah`` for lines of the budget tree.
    induk : int
        Sheet row of the line above it in the tree; 0 at the top.
    terduga : bool
        Whether nothing but its empty budget tells that it is no leaf of the tree.
    """

    nomor: int
    sel: Mapping[str, Sel]
    tingkat: Level = Level.NONE
    induk: int = 0
    terduga: bool = False

    @property
    def tempat(self) -> Place:
        """Place of the first cell that begins in it."""
        cells = self.sel.values()
        return next((sel for sel in cells if sel.baris == self.nomor), next(iter(cells))).tempat

    def teks(self, kolom: str) -> str:
        """Return what a person sees in a column; empty where it has none."""
        sel = self.sel.get(kolom)
        return sel.teks if sel else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabel:
    """One annex table as read.

    Parameters
    ----------
    spec : TableSpec
        What the reader took it for.
    sheet : str
        Sheet that it stands on.
    judul : str
        Its caption.
    kolom, baris : tuple
        Columns from left to right and rows from top to bottom.
    pejabat : str
        Whose it is, for a Perjanjian Kinerja.
    rincian : str
        What a part of several lists, for the budgets of a Perjanjian Kinerja: ``program``, ``kegiatan`` ...
    skor : float
        How well header and caption fit the standard table.
    kepala, badan : int
        First row of its header, and the first row below it.
    formulir : tuple of int
        Empty lines of the form at the end of its body, by sheet row.
    kelompok : tuple of int
        Rows of the sheet that head a group of its rows (``Sasaran 2: ...``).
    bagian : int
        Which part it is of a table that stands in several, as one for each sasaran.
    id : str
        Table of the specification, for example ``"3.2"``.
    """

    spec: TableSpec = field(repr=False, compare=False)
    sheet: str
    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    pejabat: str = ""
    rincian: str = ""
    skor: float = 1.0
    kepala: int = 1
    badan: int = 2
    formulir: tuple[int, ...] = ()
    kelompok: tuple[int, ...] = ()
    bagian: int = 1
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.spec.id)

    @property
    def nama(self) -> str:
        """Name under which :attr:`Laporan.tabel` has it: ``"3.2"``, ``"3.2 (2)"``, ``"PK Camat"``."""
        base = self.id.partition("-")[0]
        part = f"({self.bagian})" if self.bagian > 1 else ""
        return " ".join(part for part in (base, self.pejabat, self.rincian, part) if part)

    def tertutup(self, baris: Baris) -> frozenset[str]:
        """Return the columns whose cell in a row is another column's, merged over both.

        Words belong to the first column of texts, all else to the first column.
        """
        if len({(sel.baris, sel.lajur) for sel in baris.sel.values()}) == len(baris.sel):
            return frozenset()  # as in nearly every row
        homes: dict[tuple[int, int], list[str]] = {}
        for key, sel in baris.sel.items():
            homes.setdefault((sel.baris, sel.lajur), []).append(key)
        return frozenset(
            key for keys in homes.values() if len(keys) > 1 for key in keys if key != _owner(baris, keys)
        )

    @property
    def tahun(self) -> tuple[int, ...]:
        """Years of its yearly columns, in order."""
        return tuple(sorted({k.tahun for k in self.kolom if k.tahun is not None}))

    @property
    def frame(self) -> pd.DataFrame:
        """The table as read: numbers where there are numbers, else the text; index is the sheet row.

        ``frame.sakip.tempat`` is a frame of the same shape with the place of each cell.
        """
        from sakipcalc.frames import placed

        names = [k.kunci for k in self.kolom]
        records = [{name: _plain(row.sel.get(name)) for name in names} for row in self.baris]
        places = {(row.nomor, name): str(sel.tempat) for row in self.baris for name, sel in row.sel.items()}
        return placed(records, [row.nomor for row in self.baris], "baris", places, dtype=object)


def _owner(baris: Baris, keys: list[str]) -> str:
    """Return the column that a cell belongs to, of those that it is merged over."""
    first = baris.sel[keys[0]]
    texts = (key for key in keys if baris.sel[key].angka is None)
    return next(texts, keys[0]) if first.teks and first.nilai is None else keys[0]


def _plain(sel: Sel | None) -> object:
    if sel is None:
        return None
    return float(sel.nilai) if sel.nilai is not None else (sel.teks or None)
