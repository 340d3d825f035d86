"""What the sentences of a report are about: the figures of a Hasil as plain frozen values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.names import shown_line
from sakipcalc.writing.report.figures import unit_after

if TYPE_CHECKING:
    from fractions import Fraction

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.rows import BarisAnggaran, BarisCapaian, BarisEfisiensi, BarisRenstra

__all__ = ["Belanja", "Efisiensi", "Fakta", "Rerata", "Target", "Tren", "Ukur", "facts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ukur:
    """An indicator of the year: `mentah` is its capaian before floor and cap."""

    nama: str
    satuan: str = ""
    arah: str = "naik"
    target: Fraction | str | None = None
    realisasi: Fraction | str | None = None
    capaian: Fraction | None = None
    mentah: Fraction | None = None
    kategori: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tren:
    """An indicator over the years: (year, realisasi, capaian), the earliest first."""

    nama: str
    satuan: str = ""
    arah: str = "naik"
    tahun: tuple[tuple[int, Fraction | str | None, Fraction | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An indicator against the end of the Renstra."""

    nama: str
    satuan: str = ""
    arah: str = "naik"
    realisasi: Fraction | str | None = None
    target: Fraction | str | None = None
    capaian: Fraction | None = None
    kemajuan: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Efisiensi:
    """Indicators that share a budget; no names where they are all of the unit."""

    nama: tuple[str, ...] = ()
    banyak: int = 1
    capaian: Fraction | None = None
    serapan: Fraction | None = None
    rasio: Fraction | None = None
    selisih: Fraction | None = None
    kategori: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belanja:
    """A budget and what was spent of it [rupiah], with the share [%]; `nama` of a programme."""

    nama: str = ""
    pagu: Fraction | None = None
    realisasi: Fraction | None = None
    serapan: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerata:
    """The mean capaian of all indicators [%] and its kategori; none while a member is missing."""

    nilai: Fraction | None = None
    kategori: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakta:
    """All that the sentences say.

    Parameters
    ----------
    tahun : int, optional
        Year of the report.
    renstra : tuple of int, optional
        First and last year of the Renstra.
    tujuan : int
        How many tujuan and sasaran the indicators belong to.
    ukur, tren, target, efisiensi, program : tuple
        The rows of the results.
    rerata, anggaran
        The mean capaian, and the whole budget.
    """

    tahun: int | None = None
    renstra: tuple[int, int] | None = None
    tujuan: int = 0
    ukur: tuple[Ukur, ...] = ()
    rerata: Rerata = Rerata()
    tren: tuple[Tren, ...] = ()
    target: tuple[Target, ...] = ()
    efisiensi: tuple[Efisiensi, ...] = ()
    anggaran: Belanja = Belanja()
    program: tuple[Belanja, ...] = ()


def facts_of(hasil: Hasil) -> Fakta:
    """Return what the sentences say of the results of a workbook."""
    value, kategori = hasil.rerata
    total = hasil.total_anggaran
    rows = hasil.baris_capaian
    return Fakta(
        tahun=hasil.laporan.entitas.tahun,
        renstra=hasil.laporan.entitas.renstra,
        tujuan=len({row.indikator.tujuan_sasaran for row in rows}),
        ukur=tuple(_ukur(row) for row in rows),
        rerata=Rerata(nilai=value.angka, kategori=kategori.teks),
        tren=_tren(hasil),
        target=tuple(_target(row) for row in hasil.baris_renstra),
        efisiensi=tuple(_efisiensi(row, len(rows)) for row in hasil.baris_efisiensi),
        anggaran=Belanja(pagu=total.pagu.angka, realisasi=total.realisasi.angka, serapan=total.serapan.angka),
        program=_programmes(hasil),
    )


def _programmes(hasil: Hasil) -> tuple[Belanja, ...]:
    """Return the programmes; of several with one name the second and later ones are numbered."""
    seen: Counter[str] = Counter()

    def named(line: BarisAnggaran) -> str:
        name = shown_line(line.uraian)
        seen[name] += 1
        return f"{name} [{seen[name]}]" if seen[name] > 1 else name

    return tuple(
        Belanja(
            nama=named(line), pagu=line.pagu.angka, realisasi=line.realisasi.angka, serapan=line.serapan.angka
        )
        for line in hasil.baris_anggaran
        if line.tingkat == "program"
    )


def _what(value: Nilai) -> Fraction | str | None:
    return value.angka if value.angka is not None else value.teks or None


def _ukur(row: BarisCapaian) -> Ukur:
    raw = row.capaian.satu("nilai") if row.capaian.rumus == "batas" else row.capaian
    return Ukur(
        nama=row.indikator.nama,
        satuan=unit_after(row.indikator.satuan, row.indikator.nama),
        arah=row.indikator.arah,
        target=_what(row.target),
        realisasi=_what(row.realisasi),
        capaian=row.capaian.angka,
        mentah=raw.angka,
        kategori=row.kategori.teks,
    )


def _tren(hasil: Hasil) -> tuple[Tren, ...]:
    last = hasil.laporan.entitas.tahun
    rows = [row for row in hasil.baris_tren if last is None or row.tahun <= last]
    return tuple(
        Tren(
            nama=i.nama,
            satuan=unit_after(i.satuan, i.nama),
            arah=i.arah,
            tahun=tuple(
                (row.tahun, _what(row.realisasi), row.capaian.angka)
                for row in sorted(rows, key=lambda row: row.tahun)
                if row.indikator == i
            ),
        )
        for i in (row.indikator for row in hasil.baris_capaian)
    )


def _target(row: BarisRenstra) -> Target:
    return Target(
        nama=row.indikator.nama,
        satuan=unit_after(row.indikator.satuan, row.indikator.nama),
        arah=row.indikator.arah,
        realisasi=_what(row.realisasi),
        target=_what(row.target_akhir),
        capaian=row.capaian.angka,
        kemajuan=row.kemajuan.angka,
    )


def _efisiensi(row: BarisEfisiensi, of: int) -> Efisiensi:
    return Efisiensi(
        nama=() if len(row.indikator) == of else tuple(i.nama for i in row.indikator),
        banyak=len(row.indikator),
        capaian=row.capaian.angka,
        serapan=row.serapan.angka,
        rasio=row.rasio.angka,
        selisih=row.selisih.angka,
        kategori=row.kategori.teks,
    )
