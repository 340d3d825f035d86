"""The rows of the results: values with the indicator, year or budget line that they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakipcalc.computing.values import Nilai

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.computing.links import Indikator
    from sakipcalc.model import Level

__all__ = ["BarisAnggaran", "BarisCapaian", "BarisEfisiensi", "BarisRenstra", "BarisTren"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisCapaian:
    """One indicator of the year: target, realisasi, capaian (per cent) and kategori."""

    indikator: Indikator
    target: Nilai
    realisasi: Nilai
    capaian: Nilai
    kategori: Nilai


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisTren:
    """One indicator in one of the years of Tabel 3.3."""

    indikator: Indikator
    tahun: int
    target: Nilai
    realisasi: Nilai
    capaian: Nilai


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisRenstra:
    """One indicator against the target of the last Renstra year."""

    indikator: Indikator
    realisasi: Nilai
    target_akhir: Nilai
    capaian: Nilai
    kemajuan: Nilai


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisEfisiensi:
    """The indicators that share a budget, and how efficient they were with it.

    `ukuran` has each measure of efficiency by its rule, `tingkat` the one that the Metode chooses.
    """

    indikator: tuple[Indikator, ...]
    capaian: Nilai
    serapan: Nilai
    rasio: Nilai
    selisih: Nilai
    kategori: Nilai
    tingkat: Nilai = field(default_factory=Nilai)
    ukuran: Mapping[str, Nilai] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisAnggaran:
    """One line of the budget tree; `sasaran`, `program` and `kegiatan` are the lines above it.

    A programme that stands in several blocks has them as its `bagian`.
    """

    tingkat: Level
    uraian: str
    sasaran: str
    program: str
    kegiatan: str
    pagu: Nilai
    realisasi: Nilai
    serapan: Nilai
    bagian: tuple[BarisAnggaran, ...] = ()
