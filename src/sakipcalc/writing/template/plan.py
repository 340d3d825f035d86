"""The data file of the blank workbook, and the sheets of tables that stand in no plan but their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.base.data import packaged
from sakipcalc.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.tables import ColumnSpec, TableSet, TableSpec

__all__ = ["items_of", "sheets_of"]

#: Width of a column that does not say its own, by what it holds [characters].
_WIDTHS = {"nomor": 5, "teks": 32, "angka": 11, "persen": 11, "uang": 18, "label": 16, "warna": 16}
#: What the rows of a table of indicators are, by those of the table that they follow.
_FOLLOWING = {"indikator": "indikator", "utama": "diukur", "diukur": "diukur"}


def _content() -> Mapping[str, Any]:
    return packaged(__package__, "susunan.toml")


def sheets_of(known: TableSet) -> Sequence[Mapping[str, Any]]:
    """Return the sheets with their tables, in the order of the workbook.

    Parameters
    ----------
    known : TableSet
        The tables; one that has a layout of its own stands behind the table that it names, or at the end.
    """
    sheets: list[Mapping[str, Any]] = list(_content()["lembar"])
    for spec in known.values():
        if spec.templat is not None:
            sheets.insert(_place(sheets, spec.templat.sesudah), _sheet(spec, sheets))
    return sheets


def items_of() -> Sequence[str]:
    """Return the kinds of spending of the table Belanja."""
    items: Sequence[str] = _content()["rincian"]["uraian"]
    return items


def _place(sheets: Sequence[Mapping[str, Any]], after: str) -> int:
    """Return where a sheet goes: behind a table and those that stand behind it already."""
    of = [
        i for i, one in enumerate(sheets) if after in {one.get("sesudah"), *(t["id"] for t in one["tabel"])}
    ]
    return of[-1] + 1 if after and of else len(sheets)


def _sheet(spec: TableSpec, sheets: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the sheet of a table as the data file would describe it."""
    layout = spec.templat
    assert layout is not None  # noqa: S101 -- who calls has looked
    kinds = {table["id"]: table["baris"] for sheet in sheets for table in sheet["tabel"]}
    source = next((one for one in spec.baris_dari if one in kinds), "")
    kind = _kind(spec, kinds.get(source, ""))
    name = spec.nama.replace("{", "{{").replace("}", "}}")
    caption = f"{spec.sebutan} {name}" if spec.numbered else name
    title = layout.judul or f"{caption} Tahun {{tahun}}"
    table = {
        "id": spec.id,
        "judul": [title],
        "baris": kind,
        "dari": source if kind != "lain" else "",
        "tinggi": layout.tinggi,
        "kolom": list(_columns(spec)),
        **({"jumlah": "uraian"} if _has_total(spec) else {}),
    }
    sheet = (layout.lembar or spec.sheet_name).replace("{", "{{").replace("}", "}}")
    return {"nama": sheet, "tab": layout.tab, "sesudah": layout.sesudah, "tabel": [table]}


def _kind(spec: TableSpec, source: str) -> str:
    """Return the kind of a table's rows, given those of the table that its rows follow."""
    if spec.baris in {"pohon", "pita"}:
        return spec.baris
    return _FOLLOWING.get(source, "lain") if spec.baris == "indikator" else "lain"


def _has_total(spec: TableSpec) -> bool:
    rules = (rule for column in spec.kolom.values() for rule in column.turunan)
    return "uraian" in spec.kolom and any(Level.JUMLAH in rule.pada for rule in rules)


def _columns(spec: TableSpec) -> Iterator[Mapping[str, Any]]:
    """Yield the columns; neighbours that stand once for each year stand together under it."""
    yearly: list[Mapping[str, Any]] = []
    for column in spec.kolom.values():
        if column.tahunan:
            yearly.append(_column(column, above="{tahun}"))
            continue
        if yearly:
            yield _of_years(spec, yearly)
            yearly = []
        if column.triwulanan:
            yield {"tiap": "triwulan", "kolom": [{**_column(column, above=column.cetak), "judul": "TW {tw}"}]}
        else:
            spanners = (heading for heading in column.induk if "{" not in heading)
            yield _column(column, above=next(spanners, "").title())
    if yearly:
        yield _of_years(spec, yearly)


def _of_years(spec: TableSpec, columns: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"tiap": "banding" if spec.riwayat else "renstra", "kolom": columns}


def _column(column: ColumnSpec, *, above: str) -> Mapping[str, Any]:
    width = column.lebar or _WIDTHS[column.jenis]
    return {"id": column.id, "judul": column.cetak, "induk": above, "lebar": width}
