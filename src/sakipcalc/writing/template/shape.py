"""The shape of a blank workbook: which tables stand where, with which columns and how many rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sakipcalc.model import TREE, Level, column_key
from sakipcalc.ooxml import refs
from sakipcalc.tables.standard import AGREEMENT_BUDGET
from sakipcalc.writing.template.plan import sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.writing.template.request import Permintaan

__all__ = ["BarisBentuk", "KolomBentuk", "Lembar", "TabelBentuk", "shape", "sheet_name"]

#: Rows between the end of one table and the header of the next on the same sheet.
_GAP = 3
_WIDTH = 14.0
#: What the name of a sheet may not hold, and how long it may be.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
#: Quarters as headings write them.
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KolomBentuk:
    """A column: what it holds, its headings, and where it stands.

    Parameters
    ----------
    id : str
        Column of the table's specification.
    lajur : int
        Column of the sheet, counted from 1.
    judul, induk : str
        Its heading, and the heading of the group above it, empty without one.
    lebar : float
        Width in characters.
    masa : int, optional
        Year of a yearly column, or quarter.
    gabung : str
        Over which rows its cells are merged: ``semua`` of the table, ``kelompok`` of one indicator.
    """

    id: str
    lajur: int
    judul: str
    induk: str = ""
    lebar: float = _WIDTH
    masa: int | None = None
    gabung: str = ""

    @property
    def kunci(self) -> str:
        """Name of the column in rows."""
        return column_key(self.id, self.masa)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisBentuk:
    """A row of a table.

    Parameters
    ----------
    nomor : int
        Row of the sheet.
    tingkat : Level
        Level of a line of the budget; ``jumlah`` for the total.
    induk : int
        Sheet row of the line above it in the tree; 0 at the top.
    urutan : int
        Which indicator, line or band it is about, from 0.
    awal, sampai : int
        First and last sheet row of the rows about the same indicator.
    """

    nomor: int
    tingkat: Level = Level.NONE
    induk: int = 0
    urutan: int = 0
    awal: int = 0
    sampai: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TabelBentuk:
    """A table of the blank workbook.

    Parameters
    ----------
    id, sheet : str
        Table by its specification, and the sheet that it stands on.
    judul : str
        Its caption.
    kepala : int
        First row of its header.
    kolom, baris : tuple
        Columns and rows.
    jenis : str
        What a row is about, as the data file says it.
    pejabat : str
        Whose it is, for a Perjanjian Kinerja.
    dari : str
        Table from which rows take their labels; empty where they are typed.
    tinggi : float
        Height of a row in points.
    """

    id: str
    sheet: str
    judul: str
    kepala: int
    kolom: tuple[KolomBentuk, ...]
    baris: tuple[BarisBentuk, ...]
    jenis: str
    pejabat: str = ""
    dari: str = ""
    tinggi: float = 20.0

    @property
    def nama(self) -> str:
        """Name under which a `Laporan` has it: ``3.2``, ``PK Camat``, ``PK Camat program``."""
        base = self.id.partition("-")[0]
        return " ".join(part for part in (base, self.pejabat, self.rincian) if part)

    @property
    def rincian(self) -> str:
        """What the budget of an agreement lists."""
        if self.id != AGREEMENT_BUDGET:
            return ""
        return next(column.judul for column in self.kolom if column.id == "uraian").lower()

    @property
    def badan(self) -> int:
        """First row under the header."""
        return self.baris[0].nomor

    @property
    def akhir(self) -> int:
        """Last row."""
        return self.baris[-1].nomor

    def lajur(self, kunci: str) -> int:
        """Return the column of the sheet that a column name has; 0 where the table lacks it."""
        return next((column.lajur for column in self.kolom if column.kunci == kunci), 0)

    def sel(self, baris: BarisBentuk, kolom: KolomBentuk) -> tuple[int, int]:
        """Return first and last sheet row of the cell of a row, merged or not."""
        if kolom.gabung == "semua":
            return self.badan, self.akhir
        if kolom.gabung == "kelompok":
            return baris.awal, baris.sampai
        return baris.nomor, baris.nomor

    def nama_sel(self, baris: BarisBentuk, kolom: KolomBentuk) -> str:
        """Return the name of the cell of a row."""
        return refs.cell_name(self.sel(baris, kolom)[0], kolom.lajur)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lembar:
    """A sheet with its tables."""

    nama: str
    tab: str
    tabel: tuple[TabelBentuk, ...]

    @property
    def lebar(self) -> Mapping[int, float]:
        """Width of each column: that of the first table that has it."""
        columns = [column for table in reversed(self.tabel) for column in table.kolom]
        return {column.lajur: column.lebar for column in columns}


def sheet_name(text: str) -> str:
    """Return a text as the name of a sheet.

    Examples
    --------
    >>> sheet_name("PK Kasi Trantib/Linmas")
    'PK Kasi Trantib Linmas'
    """
    return _NOT_IN_NAMES.sub(" ", text)[:_LONGEST_NAME].strip()


def shape(pilihan: Permintaan) -> tuple[Lembar, ...]:
    """Return the sheets of the workbook that the choices ask for."""
    return tuple(sheet for raw in sheets_of(pilihan.specs) for sheet in _sheets(raw, pilihan))


def _sheets(raw: Mapping[str, Any], pilihan: Permintaan) -> Iterator[Lembar]:
    officials = {"": ("",), "pimpinan": pilihan.pejabat[:1], "pejabat": pilihan.pejabat[1:]}
    for official in officials[raw.get("tiap", "")]:
        named = raw.get("nama") or pilihan.specs[raw["tabel"][0]["id"]].sheet_name
        name = sheet_name(named.format(pejabat=official))
        yield Lembar(nama=name, tab=raw["tab"], tabel=tuple(_tables(raw["tabel"], name, official, pilihan)))


def _tables(
    tables: Iterable[Mapping[str, Any]], sheet: str, official: str, pilihan: Permintaan
) -> Iterator[TabelBentuk]:
    top = 4  # below caption, unit and an empty line
    for raw in tables:
        columns = tuple(_columns(raw["kolom"], pilihan))
        body = top + (2 if any(column.induk for column in columns) else 1)
        rows = tuple(_rows(raw, body, pilihan, official))
        yield TabelBentuk(
            id=raw["id"],
            sheet=sheet,
            judul=" ".join(raw.get("judul", ())).format(pejabat=official, **pilihan.kata),
            kepala=top,
            kolom=columns,
            baris=rows,
            jenis=raw["baris"],
            pejabat=official,
            dari=raw.get("dari", next(iter(pilihan.specs[raw["id"]].baris_dari), "")),
            tinggi=raw["tinggi"],
        )
        top = rows[-1].nomor + _GAP


def _columns(raw: Sequence[Mapping[str, Any]], pilihan: Permintaan) -> Iterator[KolomBentuk]:
    at = 1
    for one in raw:
        periods = {
            "renstra": pilihan.tahun_target,
            "banding": pilihan.tahun_banding,
            "triwulan": tuple(_QUARTERS),
        }.get(one.get("tiap", ""))
        for period in periods or (None,):
            for column in one.get("kolom", (one,)):
                words = {**pilihan.kata, **_period(period)}
                texts = {key: column.get(key, "").format(**words) for key in ("judul", "induk")}
                yield KolomBentuk(
                    id=column["id"],
                    lajur=at,
                    lebar=column.get("lebar", _WIDTH),
                    masa=period,
                    gabung=column.get("gabung", ""),
                    **texts,
                )
                at += 1


def _period(period: int | None) -> Mapping[str, str]:
    """Return what headings call a year or a quarter."""
    if period is None:
        return {}
    return {"tw": _QUARTERS[period]} if period in _QUARTERS else {"tahun": str(period)}


def _rows(raw: Mapping[str, Any], body: int, pilihan: Permintaan, official: str) -> Iterator[BarisBentuk]:
    kind = raw["baris"]
    if kind == "pohon":
        yield from _tree(raw, body, pilihan)
    elif kind == "penunjang":
        yield from _groups(body, pilihan)
    else:
        count = pilihan.banyak(kind, raw["id"], official)
        yield from (BarisBentuk(nomor=body + i, urutan=i) for i in range(count))
        if raw.get("jumlah"):
            yield BarisBentuk(nomor=body + count, tingkat=Level.JUMLAH, urutan=-1)


def _tree(raw: Mapping[str, Any], body: int, pilihan: Permintaan) -> Iterator[BarisBentuk]:
    above: dict[Level, int] = {}
    higher = dict(zip(TREE, (Level.NONE, *TREE), strict=False))
    at = body
    for number, level in enumerate(pilihan.pohon):
        above[level] = at
        yield BarisBentuk(nomor=at, tingkat=level, induk=above.get(higher[level], 0), urutan=number)
        at += 1
    if raw.get("jumlah"):
        yield BarisBentuk(nomor=at, tingkat=Level.JUMLAH, urutan=-1)


def _groups(body: int, pilihan: Permintaan) -> Iterator[BarisBentuk]:
    at = body
    for number, size in enumerate(pilihan.penunjang):
        for row in range(at, at + size):
            yield BarisBentuk(nomor=row, urutan=number, awal=at, sampai=at + size - 1)
        at += size
