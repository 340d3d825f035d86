"""The target of the year and the realisasi wherever they are typed, indicator by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.findings import Temuan
from sakipcalc.tables import specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Indikator
    from sakipcalc.model import Laporan
    from sakipcalc.places import Place

__all__ = ["check_realisasi", "check_targets"]

#: The measurement comes first: it is the figure that the other tables are held against.
_ORDER = ("3.2", "2.3", "PK", "2.1", "3.3", "3.5", "3.7", "4.1")
#: What the unit promised for the year.
_PROMISE = ("2.3", "PK", "2.1")


def check_targets(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose target of the year is not the same in every table."""
    for indicator in hasil.tautan.indikator:
        typed = _typed(hasil, indicator, "target")
        groups: dict[object, list[Place]] = {}
        for value in typed.values():
            groups.setdefault(_figure(value), []).extend([value.tempat] if value.tempat else [])
        if len(groups) > 1:
            promise = next((typed[t] for t in _PROMISE if t in typed), None)
            first = next(iter(typed.values()))
            yield Temuan(
                kode="target-berbeda",
                tempat=tuple(place for places in groups.values() for place in places),
                nilai=_figure(first),
                seharusnya=_figure(promise) if promise else None,
                data={"indikator": indicator.nama, "rincian": {k: tuple(v) for k, v in groups.items()}},
            )


def check_realisasi(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield the measured indicators that have no realisasi yet, or whose capaian cannot be computed."""
    for row in hasil.baris_capaian:
        sel = row.realisasi.sel
        if sel is None or sel.rumus:
            continue
        named = {"indikator": row.indikator.nama, "sebab": row.capaian.sebab}
        if not row.realisasi.ada:
            yield Temuan(kode="belum-diisi", tempat=(sel.tempat,), data=named)
        elif row.capaian.status == "tidak dapat dihitung":
            yield Temuan(kode="tidak-dapat-dihitung", tempat=(sel.tempat,), data=named)


def _typed(hasil: Hasil, indicator: Indikator, column: str) -> dict[str, Nilai]:
    """Return what is typed for the year of the report, by table."""
    year = hasil.laporan.entitas.tahun
    found = {}
    for table in _ORDER:
        spec = specs()[table].kolom[column]
        value = hasil.mesin.ketikan(table, indicator.subjek, column, year if spec.tahunan else None)
        if value.ada and not (value.sel and value.sel.rumus):
            found[table] = value
    return found


def _figure(value: Nilai) -> object:
    return value.angka if value.angka is not None else value.teks
