"""The formulas that an office writes into computed cells, over the cells of its own table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rows import Body
    from .tables import Column, Row

_DEEPER = {"program": "kegiatan", "kegiatan": "sub_kegiatan"}
#: Numerator and denominator of a share, by column.
_SHARES = {
    "serapan": (("realisasi_anggaran", "realisasi"), ("anggaran",)),
    "capaian": (("realisasi",), ("target", "target_akhir")),
    "kemajuan": (("realisasi",), ("target_akhir",)),
}


def formula_for(body: Body, i: int, column: Column) -> str:
    """Return the formula of a computed cell; empty where its inputs are no true numbers."""
    row = body.rows[i]
    if column.id in {"anggaran", "realisasi"} and row.level in {*_DEEPER, "jumlah"}:
        return _sum(body, i, column.kunci)
    if column.id == "kategori" and body.table.id in {"3.2", "4.1"}:
        return _grade(body, i)
    if column.id not in _SHARES or row.level == "rata":
        return ""
    year = f"_{column.tahun}" if column.tahun else ""
    above, below = (
        next(filter(None, (body.number_at(i, key + year) for key in keys)), "") for keys in _SHARES[column.id]
    )
    if not above or not below:
        return ""
    rest = _polarity(body, row)
    percent = (
        ""
        if "%" in body.page.cells[body.at[i], body.col(column.kunci)].look.get("num_format", "")
        else "*100"
    )
    if column.id == "serapan" or rest == "naik":
        return f"{above}/{below}{percent}"
    return f"(2*{below}-{above})/{below}{percent}" if rest == "turun" else ""


def _polarity(body: Body, row: Row) -> str:
    name = row.values.get("indikator")
    return next((one.arah for one in body.unit.indikator if one.nama == name), "")


def _sum(body: Body, i: int, key: str) -> str:
    """Add up the lines below: leaves as a range where they follow one another, parents one by one."""
    lines = _children(body.rows, i)
    places = [body.number_at(n, key) for n in lines]
    if not lines or not all(places):
        return ""
    follow = [body.at[n] for n in lines] == list(range(body.at[lines[0]], body.at[lines[0]] + len(lines)))
    return f"SUM({places[0]}:{places[-1]})" if follow and len(lines) > 1 else "+".join(places)


def _children(rows: list[Row], i: int) -> list[int]:
    if rows[i].level == "jumlah":
        tops = [n for n, row in enumerate(rows) if row.level == "program"]
        return tops or [n for n, row in enumerate(rows) if row.level != "jumlah"]
    below = [n for n, row in enumerate(rows) if row.kode.startswith(f"{rows[i].kode}.")]
    return [n for n in below if rows[n].level == _DEEPER[rows[i].level]]


def _grade(body: Body, i: int) -> str:
    place = body.number_at(i, "capaian")
    if not place or "%" in body.page.cells[body.at[i], body.col("capaian")].look.get("num_format", ""):
        return ""
    *bands, lowest = body.unit.skala_capaian
    formula = f'"{lowest.predikat}"'
    for band in reversed(bands):
        sign = ">=" if band.tutup else ">"
        formula = f'IF({place}{sign}{float(band.bawah):g},"{band.predikat}",{formula})'
    return formula
