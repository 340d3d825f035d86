"""The arithmetic of each formula, on fractions, floats and arrays unchanged.

A division by zero is left to the kind of number: fractions and floats raise, arrays
give a value that is not finite. :func:`sakipcalc.rulebook.formulas.evaluate` and the public
functions turn both into "no value". Sources stand in ``rulebook/*.toml``.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KERNELS", "limited", "meets"]

#: A Fraction, a float or an array of floats; every formula keeps the kind that it is given.
Number = Any
#: A formula: its inputs by name, and what they give.
Kernel = Callable[..., Number]
#: Capaian from which a target is met.
_MET = 100


def rasio(realisasi: Number, target: Number) -> Number:
    """Capaian [%] where more is better: R / T x 100."""
    return realisasi / target * 100


def dua_target(realisasi: Number, target: Number) -> Number:
    """Capaian [%] where less is better: (2T - R) / T x 100."""
    return (2 * target - realisasi) / target * 100


def kebalikan(realisasi: Number, target: Number) -> Number:
    """Capaian [%] where less is better: T / R x 100."""
    return target / realisasi * 100


def baseline(realisasi: Number, target: Number, kondisi_awal: Number) -> Number:
    """Capaian [%] of the way from the baseline to the target: (B - R) / (B - T) x 100."""
    return (kondisi_awal - realisasi) / (kondisi_awal - target) * 100


def rentang(realisasi: Number, bawah: Number, atas: Number) -> Number:
    """Capaian [%] against a range: 100 inside, R / atas above it, R / bawah below it."""
    return 100 + _off_range(realisasi, bawah, atas)


def rentang_turun(realisasi: Number, bawah: Number, atas: Number) -> Number:
    """Capaian [%] against a range where less is better: 100 inside, 2 - R / bound outside."""
    return 100 - _off_range(realisasi, bawah, atas)


def stabil(realisasi: Number, target: Number) -> Number:
    """Capaian [%] where the target is to be kept: 100 - |R - T| / T x 100."""
    return 100 - abs(realisasi - target) / target * 100


def predikat(realisasi: Number, target: Number) -> Number:
    """Capaian [%] of a predicate by its score on an ordered scale: score(R) / score(T) x 100."""
    return realisasi / target * 100


def ya_tidak(realisasi: Number) -> Number:
    """Capaian [%] of yes (1) or no (0): 100 or 0."""
    return realisasi * 100


def serapan(realisasi: Number, pagu: Number) -> Number:
    """Absorption [%] of a budget: spent / pagu x 100."""
    return realisasi / pagu * 100


def selisih(capaian: Number, serapan: Number) -> Number:
    """Efficiency [points]: capaian - serapan; 0 is neutral."""
    return capaian - serapan


def selisih_band(capaian: Number, serapan: Number) -> Number:
    """Efficiency [points] as :func:`selisih`, read with a neutral band of 5 points to each side."""
    return capaian - serapan


def rasio_efisiensi(capaian: Number, serapan: Number) -> Number:
    """Efficiency [ratio]: capaian / serapan; 1 is neutral."""
    return capaian / serapan


def te(capaian: Number, serapan: Number) -> Number:
    """Efficiency [ratio]: (IE - SE) / SE with IE = capaian / serapan and SE = 1; 0 is neutral."""
    return capaian / serapan - 1


def pmk(capaian: Number, serapan: Number) -> Number:
    """Efficiency [0-100]: 50 + E / 20 x 50 with E = (1 - serapan / capaian) x 100 kept within +-20."""
    # E / 20 x 50 with a single division, so that floats are as exact as they can be.
    return 50 + _clamped((capaian - serapan) * 250 / capaian, -50, 50)


def sisa(capaian: Number, serapan: Number) -> Number:
    """Unspent share [%] where the target was met: 100 - serapan, only where capaian >= 100."""
    return _only_where(capaian >= _MET, 100 - serapan)


def kemajuan_akhir(realisasi: Number, target_akhir: Number) -> Number:
    """Progress [%] to the last year of the Renstra: R / T_end x 100."""
    return realisasi / target_akhir * 100


def kemajuan_tahun_ini(realisasi: Number, target: Number) -> Number:
    """Progress [%] against the Renstra's target of the year: R / T x 100."""
    return realisasi / target * 100


def kemajuan_kumulatif(jumlah: Number, target_akhir: Number) -> Number:
    """Progress [%] of what adds up over the years: sum of R / T_end x 100."""
    return jumlah / target_akhir * 100


def kemajuan_baseline(realisasi: Number, target_akhir: Number, kondisi_awal: Number) -> Number:
    """Progress [%] of the way from the baseline to the end: (R - B) / (T_end - B) x 100."""
    return (realisasi - kondisi_awal) / (target_akhir - kondisi_awal) * 100


def kemajuan_lintasan(
    realisasi: Number, target_akhir: Number, kondisi_awal: Number, tahun_ke: Number, jumlah_tahun: Number
) -> Number:
    """Progress [%] against the straight line from the baseline to the last year's target."""
    return realisasi / (kondisi_awal + (target_akhir - kondisi_awal) * tahun_ke / jumlah_tahun) * 100


def pertumbuhan(akhir: Number, awal: Number, tahun: Number) -> Number:
    """Mean growth [share of one] a year, as table T-C.24 has it: (last - first) / first / years between."""
    return (akhir - awal) / awal / tahun


def nik(nilai_interval: Number) -> Number:
    """Index of a satisfaction survey, converted [25-100]: NI x 25."""
    return nilai_interval * 25


def limited(value: Number, lantai: Number | None, batas: Number | None) -> Number:
    """Return a capaian between the floor and the cap, where there are such."""
    if lantai is not None:
        value = value * (value >= lantai) + lantai * (value < lantai)
    if batas is not None:
        value = value * (value <= batas) + batas * (value > batas)
    return value


def meets(arah: str, realisasi: Number, target: Number) -> Number:
    """Return whether a realisasi meets its target under a polarity; False where that has no meaning."""
    compare = _MEETS.get(arah)
    return compare(realisasi, target) if compare else realisasi != realisasi  # noqa: PLR0124 -- False in each kind


_MEETS: Mapping[str, Callable[[Number, Number], Number]] = MappingProxyType({
    "naik": lambda realisasi, target: realisasi >= target,
    "turun": lambda realisasi, target: realisasi <= target,
    "stabil": lambda realisasi, target: realisasi == target,
})  # fmt: skip


def _off_range(value: Number, low: Number, high: Number) -> Number:
    """Return by how many per cent of the nearer bound a value lies outside a range."""
    bound = _clamped(value, low, high)
    inside = value == bound
    # Inside, 0 / 1: a range that holds zero has no quotient there and needs none.
    return (value - bound) / (bound * (1 - inside) + inside) * 100


def _clamped(value: Number, low: Number, high: Number) -> Number:
    # Products with conditions, because min and max do not take arrays; each product is exact.
    return value * ((low <= value) & (value <= high)) + low * (value < low) + high * (value > high)


def _only_where(condition: Number, value: Number) -> Number:
    """Return the value where the condition holds; elsewhere a division by zero, so no value."""
    return value / condition


#: Every formula by its name.
KERNELS: Mapping[str, Kernel] = MappingProxyType({
    kernel.__name__: kernel
    for kernel in (
        rasio, dua_target, kebalikan, baseline, rentang, rentang_turun, stabil, predikat, ya_tidak,
        serapan, selisih, selisih_band, rasio_efisiensi, te, pmk, sisa,
        kemajuan_akhir, kemajuan_tahun_ini, kemajuan_kumulatif, kemajuan_baseline, kemajuan_lintasan, nik,
        pertumbuhan,
    )
})  # fmt: skip
