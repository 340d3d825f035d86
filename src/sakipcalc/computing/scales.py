"""The scales that a workbook is judged by: its own Tabel 3.1 and 3.6, else the built-in ones."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.computing.values import SkalaTerpakai
from sakipcalc.errors import RuleError
from sakipcalc.findings import Temuan
from sakipcalc.names import plain
from sakipcalc.places import Place
from sakipcalc.scales import BarisSkala, Skala
from sakipcalc.tables.standard import SCALE, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.methods import Metode
    from sakipcalc.model import Laporan, Sel, Tabel
    from sakipcalc.tables import TableSpec

__all__ = ["find_scales"]

#: What Tabel 3.8 says of a programme.
_SUPPORTS, _NOT = "Menunjang", "Tidak Menunjang"


def find_scales(laporan: Laporan, metode: Metode) -> tuple[Mapping[str, SkalaTerpakai], tuple[Temuan, ...]]:
    """Return the scale for each table that states one, and what is wrong with those of the workbook.

    A scale that cannot be read, or that has a gap or an overlap, is a finding; the
    built-in scale of the Metode then takes its place.
    """
    scales: dict[str, SkalaTerpakai] = {}
    findings: list[Temuan] = []
    for spec in laporan.specs.scales:
        table_id, table = spec.id, laporan.cari(spec.id)
        scales[table_id] = SkalaTerpakai(skala=_builtin(spec, metode))
        if table is None:
            continue
        try:
            printed = _printed(table, metode)
            scales[table_id] = replace(printed, skala=_classifying(printed.skala, metode))
        except RuleError as error:
            findings += [_finding(fault) for fault in getattr(error, "faults", (error,))]
    scales[SUPPORT] = SkalaTerpakai(skala=_of_support(scales[SCALE].skala))
    return MappingProxyType(scales), tuple(findings)


def _builtin(spec: TableSpec, metode: Metode) -> Skala:
    """Return the scale of the Metode that holds where the workbook lacks the table."""
    skala = metode.scale(spec.skala or "capaian")
    return _classifying(skala, metode) if spec.skala == "capaian" else skala


def _of_support(skala: Skala) -> Skala:
    """Return what the scale of capaian says of a programme: the upper half of its bands supports."""
    lowest = skala.pita[max(len(skala.pita) // 2, 1) - 1]
    supports = replace(lowest, label=_SUPPORTS, warna="")
    rest = () if lowest.bawah is None else (replace(skala.pita[-1], label=_NOT, warna=""),)
    return replace(skala, id="menunjang", pita=(supports, *rest))


def _classifying(skala: Skala, metode: Metode) -> Skala:
    """Return a scale of capaian that classifies values unrounded or as displayed, as the Metode says."""
    return skala.displayed(metode.desimal) if metode.klasifikasi == "tampil" else skala


def _printed(table: Tabel, metode: Metode) -> SkalaTerpakai:
    rows = [
        BarisSkala(
            text=row.teks("skala"),
            label=row.teks("predikat"),
            warna=row.sel["warna"].warna if "warna" in row.sel else "",
            place=row.sel["skala"].tempat,
        )
        for row in table.baris
        if row.teks("skala") and row.teks("predikat")
    ]
    read = Skala.from_printed(rows, id=f"tabel-{table.id}", reading=metode.baca_pita)
    cells = {plain(row.teks("predikat")): row.sel["predikat"] for row in table.baris}
    return SkalaTerpakai(skala=read, label=_in_order(read, cells))


def _in_order(skala: Skala, cells: Mapping[str, Sel]) -> tuple[Sel, ...]:
    return tuple(cells[plain(band.label)] for band in skala.pita)


def _finding(error: RuleError) -> Temuan:
    other = error.values.get("other")
    places = (error.place, *((other,) if isinstance(other, Place) else ()))
    return Temuan(kode="skala-rusak", tempat=places, data={"sebab": error})
