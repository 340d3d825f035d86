"""Rows of results as plain records, for frames and for JSON; missing is None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.computing.how import word
from sakipcalc.computing.values import Nilai

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from sakipcalc.computing.rows import (
        BarisAnggaran,
        BarisCapaian,
        BarisEfisiensi,
        BarisRenstra,
        BarisTren,
    )
    from sakipcalc.model import Entitas

__all__ = ["capaian", "efisiensi", "entitas", "frame", "number", "renstra", "rincian", "tren"]

Record = dict[str, Any]

#: Columns that hold numbers and nothing else, so that a frame has them as numbers even when all are missing.
_NUMBERS = frozenset({
    "capaian", "capaian_mentah", "kemajuan", "capaian_kinerja", "capaian_anggaran",
    "rasio", "selisih", "te", "pmk", "sisa", "efisiensi", "pagu", "persen",
})  # fmt: skip

#: Further measures of efficiency, each with a column of its own.
_MEASURES = ("te", "pmk", "sisa")


#: Columns of records that go by another name in the rows of results.
_VALUES = {"capaian_kinerja": "capaian", "capaian_anggaran": "serapan", "persen": "serapan"}


def frame(rows: Iterable[object], records: Iterable[Record]) -> pd.DataFrame:
    """Return rows of results and their records as a frame: a place becomes ``Sheet!A1``, a missing one NaN.

    ``frame.sakip.tempat`` has the place of each value.
    """
    from sakipcalc.frames import placed

    flat = [{k: _flat(v) for k, v in record.items()} for record in records]
    places = {
        (i, name): str(value.tempat)
        for i, (row, record) in enumerate(zip(rows, flat, strict=True))
        for name in record
        if isinstance(value := getattr(row, _VALUES.get(name, name), None), Nilai) and value.tempat
    }
    made = placed(flat, None, "no", places)
    return made.astype({name: float for name in made.columns if name in _NUMBERS})


def _flat(value: object) -> object:
    return f"{value['sheet']}!{value['cell']}" if isinstance(value, dict) else value


def number(value: Nilai) -> float | None:
    """Return the number of a value, None where it has none."""
    return float(value.angka) if value.angka is not None else None


def figure(value: Nilai) -> float | str | None:
    """Return the number of a value, else its word (a target may be ``WBK``)."""
    exact = number(value)
    return exact if exact is not None else (value.teks or None)


def place(value: Nilai) -> Record | None:
    """Return sheet and cell of a value, None where it stands in no cell."""
    return {"sheet": value.tempat.sheet, "cell": value.tempat.cell} if value.tempat else None


def capaian(rows: Iterable[BarisCapaian]) -> list[Record]:
    """Return one record for each indicator."""
    return [
        {
            "tujuan_sasaran": row.indikator.tujuan_sasaran,
            "indikator": row.indikator.nama,
            "satuan": row.indikator.satuan or None,
            "arah": row.indikator.arah,
            "target": figure(row.target),
            "realisasi": figure(row.realisasi),
            "capaian": number(row.capaian),
            "capaian_mentah": number(row.capaian.uncapped),
            "kategori": row.kategori.teks or None,
            "status": row.capaian.status.value,
            "sebab": list(row.capaian.sebab),
            "formula": word(row.capaian.how),
            "tempat": place(row.capaian),
        }
        for row in rows
    ]


def tren(rows: Iterable[BarisTren]) -> list[Record]:
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


def renstra(rows: Iterable[BarisRenstra], entitas: Entitas) -> list[Record]:
    """Return one record for each indicator against the end of the Renstra."""
    return [
        {
            "indikator": row.indikator.nama,
            "realisasi": figure(row.realisasi),
            "target_akhir": figure(row.target_akhir),
            "tahun_akhir": entitas.renstra[1] if entitas.renstra else None,
            "capaian": number(row.capaian),
            "kemajuan": number(row.kemajuan),
        }
        for row in rows
    ]


def efisiensi(rows: Iterable[BarisEfisiensi]) -> list[Record]:
    """Return one record for each budget and the indicators that share it."""
    return [
        {
            "lingkup": "; ".join(i.nama for i in row.indikator),
            "capaian_kinerja": number(row.capaian),
            "capaian_anggaran": number(row.serapan),
            "rasio": number(row.rasio),
            "selisih": number(row.selisih),
            **{name: number(row.ukuran.get(name, Nilai())) for name in _MEASURES},
            "efisiensi": number(row.tingkat),
            "kategori": row.kategori.teks or None,
        }
        for row in rows
    ]


def rincian(rows: Iterable[BarisAnggaran]) -> list[Record]:
    """Return one record for each line of the budget."""
    return [
        {
            "tingkat": row.tingkat.value,
            "sasaran": row.sasaran or None,
            "program": row.program or None,
            "kegiatan": row.kegiatan or None,
            "uraian": row.uraian,
            "pagu": number(row.pagu),
            "realisasi": number(row.realisasi),
            "persen": number(row.serapan),
            "status": row.serapan.status.value,
        }
        for row in rows
    ]


def entitas(known: Entitas) -> Record:
    """Return who reports as a record."""
    return {
        "nama": known.nama or None,
        "kabupaten": known.kabupaten or None,
        "tahun": known.tahun,
        "renstra": list(known.renstra) if known.renstra else None,
    }
