"""Rows of results, and the plain records that frames and JSON are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.computing.how import word
from sakipcalc.computing.values import Value
from sakipcalc.tables.standard import PROGRESS
from sakipcalc.text.dates import years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from sakipcalc.computing.links import Indicator, Subject
    from sakipcalc.core.frames import TypedCell
    from sakipcalc.model import Entity, Laporan, Level

__all__ = [
    "AnggaranRow",
    "CapaianRow",
    "EfisiensiRow",
    "RenstraRow",
    "TrenRow",
    "capaian",
    "cell_of",
    "efisiensi",
    "entitas",
    "frame",
    "number",
    "renstra",
    "rincian",
    "tren",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapaianRow:
    """One indicator of the year: target, realisasi, capaian (per cent) and kategori."""

    indikator: Indicator
    target: Value
    realisasi: Value
    capaian: Value
    kategori: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TrenRow:
    """One indicator in one of the years of Tabel 3.3."""

    indikator: Indicator
    tahun: int
    target: Value
    realisasi: Value
    capaian: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class RenstraRow:
    """One indicator against the target of the last Renstra year."""

    indikator: Indicator
    realisasi: Value
    target_akhir: Value
    capaian: Value
    kemajuan: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class EfisiensiRow:
    """The indicators that share a budget, and how efficient they were with it.

    `ukuran` has each measure of efficiency by its rule, `degree` the one that the Metode chooses. Of several
    budgets for one sasaran each has its `program`.
    """

    subject: Subject
    indikator: tuple[Indicator, ...]
    capaian: Value
    serapan: Value
    rasio: Value
    selisih: Value
    kategori: Value
    degree: Value = field(default_factory=Value)
    ukuran: Mapping[str, Value] = field(default_factory=dict)
    program: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnggaranRow:
    """One line of the budget tree; `sasaran`, `program` and `kegiatan` are the lines above it.

    A programme that stands in several blocks has them as its `part`; `kode` is its code in the nomenclature,
    `unit` whose it is in a tree of several units.
    """

    level: Level
    uraian: str
    sasaran: str
    program: str
    kegiatan: str
    pagu: Value
    realisasi: Value
    serapan: Value
    part: tuple[AnggaranRow, ...] = ()
    kode: str = ""
    unit: str = ""


JsonRecord = dict[str, Any]

#: Columns of the frames of results, each with what it holds.
_FRAMES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "capaian": {
        "tujuan_sasaran": "teks", "indikator": "teks", "satuan": "teks", "arah": "teks",
        "arah_dari": "teks", "target": "angka",
        "realisasi": "angka", "capaian": "persen", "capaian_mentah": "persen", "kategori": "teks",
        "status": "teks", "sebab": "daftar", "formula": "teks", "tempat": "teks",
    },
    "tren": {
        "indikator": "teks", "tahun": "tahun", "target": "angka", "realisasi": "angka", "capaian": "persen",
    },
    "renstra": {
        "indikator": "teks", "realisasi": "angka", "target_akhir": "angka", "tahun_akhir": "tahun",
        "capaian": "persen", "kemajuan": "persen",
    },
    "efisiensi": {
        "lingkup": "teks", "capaian_kinerja": "persen", "capaian_anggaran": "persen", "rasio": "angka",
        "selisih": "angka", "te": "angka", "pmk": "angka", "sisa": "persen", "efisiensi": "angka",
        "kategori": "teks",
    },
    "anggaran": {
        "tingkat": "teks", "sasaran": "teks", "program": "teks", "kegiatan": "teks", "kode": "teks",
        "uraian": "teks",
        "pagu": "uang", "realisasi": "uang", "persen": "persen", "status": "teks",
    },
})  # fmt: skip

#: Further measures of efficiency, each with a column of its own.
_MEASURES = ("te", "pmk", "sisa")


#: Columns of records that go by another name in the rows of results.
_VALUES = {"capaian_kinerja": "capaian", "capaian_anggaran": "serapan", "persen": "serapan"}


def frame(name: str, rows: Iterable[object], records: Iterable[JsonRecord]) -> pd.DataFrame:
    """Return rows of results and their records as a frame: a place becomes ``Sheet!A1``, a missing one NaN.

    ``frame.sakip`` knows where each value stands; a target that is a word (``WBK``) is in its ``teks``.
    """
    from sakipcalc.core.frames import FrameColumn, placed

    flat = [{k: _flat(v) for k, v in record.items()} for record in records]
    cells = {
        (i, key): cell_of(value)
        for i, (row, record) in enumerate(zip(rows, flat, strict=True))
        for key in record
        if isinstance(value := getattr(row, _VALUES.get(key, key), None), Value)
    }
    columns = [
        FrameColumn(key, messages.text(f"words.column-{key}"), kind) for key, kind in _FRAMES[name].items()
    ]
    return placed(flat, None, "no", cells, columns)


def cell_of(value: Value) -> TypedCell:
    """Return where a value stands and what is typed there, or the word that is carried over to it."""
    from sakipcalc.core.frames import TypedCell

    return TypedCell(str(value.place or ""), value.cell.text if value.cell else value.text)


def _flat(value: object) -> object:
    return f"{value['sheet']}!{value['cell']}" if isinstance(value, dict) else value


def number(value: Value) -> float | None:
    """Return the number of a value, None where it has none."""
    return float(value.number) if value.number is not None else None


def figure(value: Value) -> float | str | None:
    """Return the number of a value, else its word (a target may be ``WBK``)."""
    exact = number(value)
    return exact if exact is not None else (value.text or None)


def place(value: Value) -> JsonRecord | None:
    """Return sheet and cell of a value, None where it stands in no cell."""
    return {"sheet": value.place.sheet, "cell": value.place.cell} if value.place else None


def capaian(rows: Iterable[CapaianRow]) -> list[JsonRecord]:
    """Return one record for each indicator."""
    return [
        {
            "tujuan_sasaran": row.indikator.tujuan_sasaran,
            "indikator": row.indikator.nama,
            "satuan": row.indikator.satuan or None,
            "arah": row.indikator.arah,
            "arah_dari": row.indikator.arah_dari,
            "target": figure(row.target),
            "realisasi": figure(row.realisasi),
            "capaian": number(row.capaian),
            "capaian_mentah": number(row.capaian.uncapped),
            "kategori": row.kategori.text or None,
            "status": row.capaian.status.value,
            "sebab": list(row.capaian.reasons),
            "formula": word(row.capaian.how),
            "tempat": place(row.capaian),
        }
        for row in rows
    ]


def tren(rows: Iterable[TrenRow]) -> list[JsonRecord]:
    """Return one record for each indicator and year."""
    return [
        {
            "indikator": row.indikator.nama,
            "tahun": row.tahun,
            "target": figure(row.target),
            "realisasi": figure(row.realisasi),
            "capaian": number(row.capaian),
        }
        for row in rows
    ]


def renstra(rows: Iterable[RenstraRow], laporan: Laporan) -> list[JsonRecord]:
    """Return one record for each indicator against the end of the Renstra."""
    end = _end_of_plan(laporan)
    return [
        {
            "indikator": row.indikator.nama,
            "realisasi": figure(row.realisasi),
            "target_akhir": figure(row.target_akhir),
            "tahun_akhir": end,
            "capaian": number(row.capaian),
            "kemajuan": number(row.kemajuan),
        }
        for row in rows
    ]


def _end_of_plan(laporan: Laporan) -> int | None:
    """Return the last year of the Renstra: of its period, else the one in the heading of the last target."""
    if laporan.entitas.renstra:
        return laporan.entitas.renstra[1]
    columns = [column for table in laporan.tables if table.id == PROGRESS for column in table.columns]
    headings = [column.heading for column in columns if column.id == "target_akhir"]
    return max((year for heading in headings for year in years(heading)), default=None)


def efisiensi(rows: Iterable[EfisiensiRow]) -> list[JsonRecord]:
    """Return one record for each budget and the indicators that share it."""
    return [
        {
            "lingkup": ": ".join(filter(None, (row.program, "; ".join(i.nama for i in row.indikator)))),
            "capaian_kinerja": number(row.capaian),
            "capaian_anggaran": number(row.serapan),
            "rasio": number(row.rasio),
            "selisih": number(row.selisih),
            **{name: number(row.ukuran.get(name, Value())) for name in _MEASURES},
            "efisiensi": number(row.degree),
            "kategori": row.kategori.text or None,
        }
        for row in rows
    ]


def rincian(rows: Iterable[AnggaranRow]) -> list[JsonRecord]:
    """Return one record for each line of the budget."""
    return [
        {
            "tingkat": row.level.value,
            "sasaran": row.sasaran or None,
            "program": row.program or None,
            "kegiatan": row.kegiatan or None,
            "kode": row.kode or None,
            "uraian": row.uraian,
            "pagu": number(row.pagu),
            "realisasi": number(row.realisasi),
            "persen": number(row.serapan),
            "status": row.serapan.status.value,
        }
        for row in rows
    ]


def entitas(known: Entity) -> JsonRecord:
    """Return who reports as a record."""
    return {
        "nama": known.nama or None,
        "kabupaten": known.kabupaten or None,
        "tahun": known.tahun,
        "renstra": list(known.renstra) if known.renstra else None,
    }
