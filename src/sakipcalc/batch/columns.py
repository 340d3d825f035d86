"""The tables that a batch gives, as data: names of columns and what each holds."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

__all__ = ["TABLES", "Kind", "Row", "Table", "frame"]

#: What a column holds: text, numbers (with gaps), or whole numbers (with gaps).
Kind = Literal["teks", "angka", "bulat"]
Table = Literal["unit", "capaian", "tren", "temuan"]
Row = dict[str, Any]

_WHO: Mapping[str, Kind] = MappingProxyType({"sumber": "teks", "nama": "teks", "kabupaten": "teks"})
#: A target or a realisasi is a number or a word (WBK); each has a column, so that the numbers are numbers.
_FIGURES: Mapping[str, Kind] = MappingProxyType({
    "target": "angka", "target_teks": "teks", "realisasi": "angka", "realisasi_teks": "teks",
    "capaian": "angka",
})  # fmt: skip

#: Columns of each table in their order.
TABLES: Mapping[Table, Mapping[str, Kind]] = MappingProxyType({
    "unit": {
        **_WHO, "tahun": "bulat", "status": "teks", "kode": "teks", "alasan": "teks",
        "indikator": "bulat", "terhitung": "bulat", "capaian_kinerja": "angka",
        "pagu": "angka", "realisasi": "angka", "persen": "angka", "rasio": "angka",
        "galat": "bulat", "peringatan": "bulat", "info": "bulat",
        "sel": "bulat", "baris": "bulat", "konflik": "bulat", "detik": "angka", "tujuan": "teks",
    },
    "capaian": {
        **_WHO, "tahun": "bulat", "tujuan_sasaran": "teks", "indikator": "teks", "satuan": "teks",
        "arah": "teks", **_FIGURES, "capaian_mentah": "angka", "kategori": "teks", "status": "teks",
        "sebab": "teks", "formula": "teks", "tempat": "teks",
    },
    "tren": {**_WHO, "indikator": "teks", "tahun": "bulat", **_FIGURES},
    "temuan": {
        **_WHO, "tahun": "bulat", "kode": "teks", "tingkat": "teks", "sheet": "teks", "cell": "teks",
        "pesan": "teks", "saran": "teks", "nilai": "teks", "seharusnya": "teks", "tempat": "teks",
        "rujukan": "teks", "alasan": "teks",
    },
})  # fmt: skip

_DTYPES: Mapping[Kind, str] = MappingProxyType({"teks": "object", "angka": "float64", "bulat": "Int64"})


def frame(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """Return rows of a table as a frame: numbers as float64, whole ones as Int64, texts as str or None."""
    import pandas as pd

    columns = TABLES[table]
    values: dict[str, list[object]] = {name: [] for name in columns}
    for row in rows:
        for name, column in values.items():
            column.append(row[name])
    return pd.DataFrame({name: pd.Series(values[name], dtype=_DTYPES[columns[name]]) for name in columns})
