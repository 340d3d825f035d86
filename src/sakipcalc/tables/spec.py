"""Specification of a standard table: the values that its TOML file is loaded into."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from sakipcalc.tables.levels import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.tables.selector import Selector

__all__ = [
    "BuiltinScale",
    "CaptionYears",
    "ColumnKind",
    "ColumnSpec",
    "Derivation",
    "Layout",
    "Operation",
    "Role",
    "RowKind",
    "RuleFormula",
    "TableSpec",
]

#: What a column holds.
ColumnKind = Literal["nomor", "teks", "angka", "persen", "uang", "label", "warna"]
#: Typed by the unit, computed, or carried over from another table.
Role = Literal["in", "out", "ref"]
#: What a row of the table is about.
RowKind = Literal["indikator", "pohon", "pita", "rincian"]
#: Which years the caption of a table names: any, that of the report alone, that of the report with
#: others beside it at times, or several always.
CaptionYears = Literal["", "tahun", "terutama", "beberapa"]
#: Which scale of the Metode holds where a workbook lacks the table that states one.
BuiltinScale = Literal["", "capaian", "efisiensi"]

#: Kinds of column that hold a number.
NUMERIC: frozenset[ColumnKind] = frozenset({"angka", "persen", "uang"})


class Operation(StrEnum):
    """An operation of a derivation that is no formula of the rules, or is one that the Metode chooses."""

    COPY = "salin"
    SUM = "jumlah"
    MEAN = "rerata"
    YEAR = "setahun"
    LABEL = "kategori"
    CAPAIAN = "capaian"
    KEMAJUAN = "kemajuan"
    EFISIENSI = "efisiensi"


class RuleFormula(NamedTuple):
    """A derivation by one formula of the rules, whatever the Metode."""

    rule: str


class Derivation(NamedTuple):
    """The derivation of a cell that the unit has not typed.

    Parameters
    ----------
    operation : Operation or RuleFormula
        What is done: a copy takes the first of `masukan` that has a value.
    masukan : mapping of str to tuple of Selector
        Inputs by the formula's own names; of several selectors the first with a value counts.
    pada : frozenset of Level
        Levels of row that this holds for; empty means all but means (``rata``).
    bila : str
        What must hold: ``tahun_laporan``, the column is that of the report's year;
        ``anggaran_bersama``, all rows of the table share one budget.
    skala : str
        Table whose scale gives the label, for ``kategori``.
    usulan : bool
        Whether the unit may as well say something else: what it typed is then neither a conflict nor wrong.
    """

    operation: Operation | RuleFormula
    masukan: Mapping[str, tuple[Selector, ...]]
    pada: frozenset[Level] = frozenset()
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
    induk : tuple of str
        Headings of the group that it stands under, normalised.
    objek : {"", "kinerja", "anggaran"}
        Whether it is about performance or about money.
    sinonim : tuple of str
        Headings that settle what a column is: those that a user adds, and those of a user's own tables.
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
    setahun : bool, optional
        Whether what stands in it holds for one year only, so that the next year begins without it; without
        a word figures do and texts do not.
    pilihan : tuple of str
        Words that a blank workbook offers in a list.
    pilihan_bebas : bool
        Whether other words pass too.
    cetak : str
        Heading as a blank workbook and a report print it.
    lebar : float
        Width in characters there.
    turunan : tuple of Derivation
        The first that fits the row and the year holds.
    dinyatakan_di : tuple of Selector
        Cells of other tables that state the same fact, the one that counts first in front: what is typed
        there stands in where neither the unit nor a derivation gives it.
    rupa : str
        All that decides which headings it fits: columns of several tables that are alike in it fit the same.
    terbuka : bool
        Whether what stands in it, or a user's words, may tell it whatever its heading says.
    berkala : bool
        Whether the column stands several times, once for each period.
    numeric : bool
        Whether the column holds numbers.
    """

    id: str
    jenis: ColumnKind
    judul: tuple[str, ...]
    induk: tuple[str, ...] = ()
    makna: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    objek: str = ""
    sinonim: tuple[str, ...] = ()
    peran: Role = "in"
    wajib: bool = False
    tegas: bool = False
    tahunan: bool = False
    triwulanan: bool = False
    menurun: bool = False
    per_baris: bool = False
    format: str = "General"
    label_dari: tuple[str, ...] = ()
    setahun: bool | None = None
    pilihan: tuple[str, ...] = ()
    pilihan_bebas: bool = False
    cetak: str = ""
    lebar: float = 0.0
    turunan: tuple[Derivation, ...] = ()
    dinyatakan_di: tuple[Selector, ...] = ()
    rupa: str = field(init=False, repr=False, compare=False)
    terbuka: bool = field(init=False, repr=False, compare=False)
    berkala: bool = field(init=False, repr=False, compare=False)
    numeric: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = (self.id, self.jenis, self.objek, self.tahunan, self.triwulanan, self.sinonim)
        told = {
            "rupa": repr((*parts, sorted(self.makna.items()))),
            "terbuka": self.id == "arah" or bool(self.sinonim),
            "berkala": self.tahunan or self.triwulanan,
            "numeric": self.jenis in NUMERIC,
        }
        for name, value in told.items():  # worked out once: every column of every header asks
            object.__setattr__(self, name, value)

    @property
    def of_one_year(self) -> bool:
        """Whether what stands in the column holds for one year only."""
        return self.numeric if self.setahun is None else self.setahun

    def derivations(self, level: Level) -> Iterator[Derivation]:
        """Yield how a cell may come about in a row of this level, the first whose condition holds counts.

        Parameters
        ----------
        level : Level
            Level of the row.
        """
        for rule in self.turunan:
            if level in rule.pada if rule.pada else level is not Level.RATA:
                yield rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The layout of a table in a blank workbook that has no other plan for it.

    Parameters
    ----------
    sesudah : str
        Table whose sheet its own follows; without one it is the last.
    lembar : str
        Name of its sheet; without one its number or name.
    judul : str
        Caption, in which ``{tahun}`` stands for the year of the report; without one its number and title.
    tab : str
        Colour RRGGBB of the tab.
    tinggi : float
        Height of a row in points.
    baris : int
        Free rows of a table whose rows no other table gives.
    """

    sesudah: str = ""
    lembar: str = ""
    judul: str = ""
    tab: str = "C9A6E4"
    tinggi: float = 42.0
    baris: int = 6


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
    tertaut : bool
        Whether its rows are linked with those of other tables.
    urutan : int
        Rank among the tables with the same kind of row: the first that the workbook has spells the names.
        Those without a rank come after all others.
    judul_menyebut : {"", "tahun", "terutama", "beberapa"}
        Years that its caption names.
    lengkap : bool
        Whether a whole report has it.
    tetap : bool
        Whether it holds for the whole Renstra, so that the next year begins with it as it is.
    riwayat : bool
        Whether it shows several years, whose columns move by one when the next year begins.
    skala : {"", "capaian", "efisiensi"}
        For bands: the scale of the Metode that holds where the workbook lacks the table.
    laporan : bool
        Whether a report shows it as it is, on a sheet of its own.
    templat : Layout, optional
        How it stands in a blank workbook; None where a blank workbook has it in another form or not at all.
    menurut : mapping of str to tuple of int
        Which of its columns are taken for a measure, by their order.
    wajib : tuple of str
        Columns that one expects in every such table.
    yearly : bool
        Whether it has a column for each year.
    """

    id: str
    nama: str
    baris: RowKind
    kolom: Mapping[str, ColumnSpec]
    identitas: tuple[str, ...] = ()
    fakta: tuple[str, ...] = ()
    salah_satu: tuple[str, ...] = ()
    kata: tuple[str, ...] = ()
    kata_wajib: bool = False
    mengulang: str = ""
    banyak: bool = False
    baris_dari: tuple[str, ...] = ()
    tertaut: bool = True
    urutan: int = 0
    judul_menyebut: CaptionYears = ""
    lengkap: bool = False
    tetap: bool = False
    riwayat: bool = False
    skala: BuiltinScale = ""
    laporan: bool = True
    templat: Layout | None = Layout()
    menurut: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    wajib: tuple[str, ...] = field(init=False, repr=False, compare=False)
    yearly: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        columns = self.kolom.values()
        object.__setattr__(self, "wajib", tuple(column.id for column in columns if column.wajib))
        object.__setattr__(self, "yearly", any(column.tahunan for column in columns))
        found: dict[str, list[int]] = {}
        for order, column in enumerate(self.kolom.values()):
            for measure in column.makna:
                found.setdefault(measure, []).append(order)
        object.__setattr__(self, "menurut", MappingProxyType({m: tuple(at) for m, at in found.items()}))

    @property
    def sebutan(self) -> str:
        """What people call it: its number where it has one, else its title."""
        return f"Tabel {self.id}" if self.numbered else self.nama

    @property
    def sheet_name(self) -> str:
        """Name of its sheet in a blank workbook."""
        return self.sebutan if self.numbered else self.id

    @property
    def numbered(self) -> bool:
        """Whether it goes by a number, as most do, or by a name."""
        return self.id[0].isdigit()

    @property
    def is_tree(self) -> bool:
        """Whether its rows are the lines of the budget, from program to sub kegiatan."""
        return self.baris == "pohon" and not self.banyak

    @property
    def quarterly(self) -> bool:
        """Whether it has a column for each quarter."""
        return any(column.triwulanan for column in self.kolom.values())

    @property
    def by_row(self) -> bool:
        """Whether several rows may be about one thing, each with something to say of itself."""
        return any(column.per_baris for column in self.kolom.values())
