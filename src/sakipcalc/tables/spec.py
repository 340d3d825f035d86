"""What a standard table looks like: values that the files beside this module are loaded into."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sakipcalc.tables.selector import Selector

__all__ = ["ColumnSpec", "Derivation", "Jenis", "JenisBaris", "Peran", "TableSpec"]

#: What a column holds.
Jenis = Literal["nomor", "teks", "angka", "persen", "uang", "label", "warna"]
#: Typed by the unit, computed, or carried over from another table.
Peran = Literal["in", "out", "ref"]
#: What a row of the table is about.
JenisBaris = Literal["indikator", "pohon", "pita", "rincian"]

#: Kinds of column that hold a number.
NUMERIC: frozenset[Jenis] = frozenset({"angka", "persen", "uang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a cell comes about when the unit has not typed it.

    Parameters
    ----------
    rumus : str
        What is done: ``salin`` takes the first of `masukan` that has a value; other
        words name a formula of the rules or a choice of the Metode.
    masukan : mapping of str to tuple of Selector
        Inputs by the formula's own names; of several selectors the first with a value counts.
    pada : frozenset of str
        Levels of row that this holds for; empty means all but means (``rata``).
    bila : str
        What must hold: ``tahun_laporan``, the column is that of the report's year;
        ``anggaran_bersama``, all rows of the table share one budget.
    skala : str
        Table whose scale gives the label, for ``kategori``.
    usulan : bool
        Whether the unit may as well say something else: what it typed is then neither a conflict nor wrong.
    """

    rumus: str
    masukan: Mapping[str, tuple[Selector, ...]]
    pada: frozenset[str] = frozenset()
    bila: str = ""
    skala: str = ""
    usulan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """One column of a table.

    Parameters
    ----------
    id : str
        Name of the column in this library, for example ``capaian``.
    jenis : str
        What it holds.
    judul : tuple of str
        Its usual heading, normalised, and those that a user adds; ``{tahun}`` stands for a year.
    makna : mapping of str to float
        Measures of the grammar of headings that it is taken for, with how surely.
    objek : {"", "kinerja", "anggaran"}
        Whether it is about performance or about money.
    sinonim : tuple of str
        Headings that a user adds; they settle what a column is.
    peran : {"in", "out", "ref"}
        Typed, computed or carried over.
    wajib : bool
        Whether one expects it in every such table; one that lacks it fits less well.
    tegas : bool
        Whether it makes the table what it is only where its own heading says so.
    tahunan, triwulanan : bool
        Whether the column stands once for each year, or for each quarter.
    menurun : bool
        Whether one entry holds for the rows below it that leave the column empty, as a label does.
    per_baris : bool
        Whether the column is about its row alone, where several rows are about one indicator.
    format : str
        Number format for a cell that has none.
    label_dari : tuple of str
        Columns of another table's row, the first with a text, that a new row takes its label from.
    turunan : tuple of Derivation
        The first that fits the row and the year holds.
    rupa : str
        All that decides which headings it fits: columns of several tables that are alike in it fit the same.
    """

    id: str
    jenis: Jenis
    judul: tuple[str, ...]
    makna: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    objek: str = ""
    sinonim: tuple[str, ...] = ()
    peran: Peran = "in"
    wajib: bool = False
    tegas: bool = False
    tahunan: bool = False
    triwulanan: bool = False
    menurun: bool = False
    per_baris: bool = False
    format: str = "General"
    label_dari: tuple[str, ...] = ()
    turunan: tuple[Derivation, ...] = ()
    rupa: str = field(init=False, repr=False, compare=False)

    @property
    def terbuka(self) -> bool:
        """Whether what stands in it, or a user's words, may tell it whatever its heading says."""
        return self.id == "arah" or bool(self.sinonim)

    def __post_init__(self) -> None:
        parts = (self.id, self.jenis, self.objek, self.tahunan, self.triwulanan, self.sinonim)
        object.__setattr__(self, "rupa", repr((*parts, sorted(self.makna.items()))))

    @property
    def berkala(self) -> bool:
        """Whether the column stands several times, once for each period."""
        return self.tahunan or self.triwulanan

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return self.jenis in NUMERIC

    def derivation(self, tingkat: str, keadaan: Callable[[str], bool]) -> Derivation | None:
        """Return how a cell comes about in a row of this level, or None where the unit types it.

        Parameters
        ----------
        tingkat : str
            Level of the row.
        keadaan : callable
            Whether a condition (`Derivation.bila`) holds for the cell.
        """
        for rule in self.turunan:
            here = tingkat in rule.pada if rule.pada else tingkat != "rata"
            if here and (not rule.bila or keadaan(rule.bila)):
                return rule
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """One standard table.

    Parameters
    ----------
    id : str
        Number or name, for example ``"3.2"``.
    nama : str
        Title as the reports print it.
    baris : str
        What a row is about: an indicator, a line of the programme tree, a band of a scale, an item.
    kolom : mapping of str to ColumnSpec
        Columns in their usual order.
    identitas, fakta : tuple of str
        Columns that its rows are known by, and those that say something of them; of both it has at least one.
    salah_satu : tuple of str
        Columns of which one expects at least one.
    kata : tuple of str
        Phrases of its caption, normalised.
    kata_wajib : bool
        Whether the caption must hold one of the phrases.
    mengulang : str
        Table whose columns it repeats; a header that fits both is that one, unless its number says otherwise.
    banyak : bool
        Whether a workbook has several of it (the PK of each official).
    baris_dari : tuple of str
        Tables, the first that has rows, whose rows an empty one of this kind takes over.
    menurut : mapping of str to tuple of int
        Which of its columns are taken for a measure, by their order.
    """

    id: str
    nama: str
    baris: JenisBaris
    kolom: Mapping[str, ColumnSpec]
    identitas: tuple[str, ...] = ()
    fakta: tuple[str, ...] = ()
    salah_satu: tuple[str, ...] = ()
    kata: tuple[str, ...] = ()
    kata_wajib: bool = False
    mengulang: str = ""
    banyak: bool = False
    baris_dari: tuple[str, ...] = ()
    menurut: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[int]] = {}
        for order, column in enumerate(self.kolom.values()):
            for measure in column.makna:
                found.setdefault(measure, []).append(order)
        object.__setattr__(self, "menurut", MappingProxyType({m: tuple(at) for m, at in found.items()}))
