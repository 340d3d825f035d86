"""Progress against the Renstra, quarters, and means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from sakipcalc.calc.applying import apply, named
from sakipcalc.calc.performance import capaian
from sakipcalc.calc.words import polarity
from sakipcalc.core import arrays as kinds
from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook import formulas
from sakipcalc.rulebook.formulas import MeanOfSome, inputs, triwulan_jumlah, triwulan_posisi, triwulan_rata
from sakipcalc.rulebook.methods import Metode, standard
from sakipcalc.text.numerals import round_half_up
from sakipcalc.text.numerals.exact import exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction
    from typing import Unpack

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sakipcalc.calc.inputs import Array, Exact, Listed, Many, One, Plain, ProgressInputs
    from sakipcalc.rulebook.formulas.kernels import Kernel

__all__ = ["adds_up", "kemajuan", "rerata", "triwulan"]

_QUARTERS = 4
#: What a row may simply not have yet; what else a formula needs was forgotten.
_MAY_BE_MISSING = frozenset({"realisasi", "jumlah", "target_akhir"})
#: Words of units that do not add up over the years.
_NOT_ADDITIVE = ("%", "persen", "indeks", "nilai", "skor", "poin", "rasio", "predikat", "level", "ikm", "skm")


@overload
def kemajuan(realisasi: object, target_akhir: pd.Series, **inputs: Unpack[ProgressInputs]) -> pd.Series: ...
@overload
def kemajuan(
    realisasi: Many, target_akhir: One | Listed | Array, **inputs: Unpack[ProgressInputs]
) -> Many: ...
@overload
def kemajuan(realisasi: One | Listed, target_akhir: Array, **inputs: Unpack[ProgressInputs]) -> Array: ...
@overload
def kemajuan(
    realisasi: Listed, target_akhir: One | Listed, **inputs: Unpack[ProgressInputs]
) -> list[float | None]: ...
@overload
def kemajuan(
    realisasi: One, target_akhir: Listed, **inputs: Unpack[ProgressInputs]
) -> list[float | None]: ...
@overload
def kemajuan(realisasi: Plain, target_akhir: Plain, **inputs: Unpack[ProgressInputs]) -> float | None: ...
@overload
def kemajuan(
    realisasi: Exact, target_akhir: Exact | int | None, **inputs: Unpack[ProgressInputs]
) -> Exact | None: ...
@overload
def kemajuan(
    realisasi: int | None, target_akhir: Exact, **inputs: Unpack[ProgressInputs]
) -> Exact | None: ...
def kemajuan(  # noqa: PLR0913 -- the inputs of every formula
    realisasi: Any,
    target_akhir: Any,
    *,
    cara: str | None = None,
    arah: str = "naik",
    target: Any = None,
    kondisi_awal: Any = None,
    tahun_ke: Any = None,
    jumlah_tahun: Any = None,
    satuan: str = "",
    metode: Metode | None = None,
) -> Any:
    """Return the progress against the Renstra.

    Parameters
    ----------
    realisasi : number, list, array or Series
        Actual of the year; for ``cara="kumulatif"`` the sum of the years.
    target_akhir : number, list, array or Series
        Target of the last year of the Renstra.
    cara : {"akhir", "tahun_ini", "kumulatif", "baseline", "lintasan"}, optional
        What it is measured against; that of `metode` without one.
    arah : str
        Polarity: other ones than "naik" use their capaian against the last target.
    target, kondisi_awal, tahun_ke, jumlah_tahun : number or many, optional
        Target of the year; baseline; which year of how many.
    satuan : str
        Unit of the indicator, for ``cara="kumulatif"``.
    metode : Metode, optional
        The choices of the unit.

    Returns
    -------
    float or many
        Progress [%], unrounded.

    Raises
    ------
    RuleError
        ``sum-refused``: percentages and indices do not add up over the years;
        ``formula-input-absent`` when `cara` needs a further input.

    Examples
    --------
    Tabel 3.4 of the reference report prints 116,3:

    >>> round(kemajuan(83.75, 72), 1)
    116.3
    """
    chosen, arah = metode or standard(), polarity(arah)
    if cara is not None:
        chosen = chosen.replace(renstra=cara)
    if chosen.renstra == "kumulatif":
        _refuse_sum(satuan)
    formula = chosen.kemajuan_formula(arah)
    if chosen.progress_is_capaian(arah):
        yearly = chosen.renstra == "tahun_ini"
        if yearly and target is None and "target" in inputs(formula):
            raise RuleError("formula-input-absent", name=formula, inputs=["target"])
        against = target if yearly else target_akhir
        return capaian(realisasi, against, arah=arah, kondisi_awal=kondisi_awal, metode=chosen)
    known = {"realisasi": realisasi, "jumlah": realisasi, "target_akhir": target_akhir, "target": target}
    known |= {"kondisi_awal": kondisi_awal, "tahun_ke": tahun_ke, "jumlah_tahun": jumlah_tahun}
    return apply(formula, named(formula, known, may_be_missing=_MAY_BE_MISSING))


@overload
def triwulan(
    realisasi: Sequence[float | None],
    target: Sequence[float | None],
    *,
    cara: str | None = ...,
    arah: str = ...,
    sampai: int = ...,
    metode: Metode | None = ...,
) -> float | None: ...
@overload
def triwulan(
    realisasi: Any,
    target: Any,
    *,
    cara: str | None = ...,
    arah: str = ...,
    sampai: int = ...,
    metode: Metode | None = ...,
) -> Any: ...
def triwulan(
    realisasi: Any,
    target: Any,
    *,
    cara: str | None = None,
    arah: str = "naik",
    sampai: int = _QUARTERS,
    metode: Metode | None = None,
) -> Any:
    """Return the capaian of a year from its quarters.

    Parameters
    ----------
    realisasi, target : sequence of four, or array (..., 4)
        By quarter; a quarter counts when both are there.
    cara : {"posisi", "jumlah", "rata"}, optional
        The last filled quarter; the sums over the same filled quarters; the mean of
        their capaian. That of `metode` without one.
    arah : str
        Polarity.
    sampai : int
        Last quarter that counts, 1 to 4; never taken from the clock.
    metode : Metode, optional
        The choices of the unit.

    Returns
    -------
    float or array
        Capaian [%]: a number for four quarters, an array (...) for many rows.

    Examples
    --------
    >>> triwulan([10, 30, None, None], [20, 20, 20, 20], cara="jumlah")
    100.0
    >>> triwulan([10, 30, None, None], [20, 20, 20, 20])
    150.0
    """
    import numpy as np

    chosen = metode or standard()
    if cara is not None:
        chosen = chosen.replace(triwulan=cara)
    if not 1 <= sampai <= _QUARTERS:
        raise RuleError("number-out-of-range", value=sampai, low=1, high=_QUARTERS)
    reached, wanted = np.broadcast_arrays(*(_quarters(value)[..., :sampai] for value in (realisasi, target)))
    filled = ~(np.isnan(reached) | np.isnan(wanted))
    if chosen.triwulan == "rata":
        # A filled quarter without a capaian (target 0) leaves the year without one too.
        result = _year(triwulan_rata, capaian(reached, wanted, arah=arah, metode=chosen), filled)
    else:
        gather = triwulan_jumlah if chosen.triwulan == "jumlah" else triwulan_posisi
        year = (_year(gather, values, filled) for values in (reached, wanted))
        result = kinds.floats(capaian(*year, arah=arah, metode=chosen))
    return kinds.unboxed(result)


def rerata(
    capaian: Sequence[float | Decimal | Fraction | None] | pd.Series,
    bobot: Sequence[float | Decimal | Fraction | None] | pd.Series | None = None,
    *,
    bulatkan: int | None = None,
) -> MeanOfSome:
    """Return the mean of some capaian, exact, with how many of them have a value.

    Parameters
    ----------
    capaian : sequence or Series
        Capaian [%], None or NaN where there is none.
    bobot : sequence or Series, optional
        Weights; unweighted without them.
    bulatkan : int, optional
        Decimals to which each is rounded half-up first; None takes them unrounded.

    Returns
    -------
    MeanOfSome
        ``nilai`` is the mean over those that are there, and ``terisi`` of ``semua`` says how
        many; a capaian without its weight is not there.

    Raises
    ------
    RuleError
        ``length-wrong`` when there is not one weight for each capaian.

    Examples
    --------
    >>> mean = rerata([105.7, 119.6, None])
    >>> float(mean.result), mean.filled, mean.total, mean.complete
    (112.65, 2, 3, False)
    """
    values = _fractions(capaian)
    shares = None if bobot is None else _fractions(bobot)
    if shares is not None and len(shares) != len(values):
        raise RuleError("length-wrong", expected=len(values), found=len(shares))
    if bulatkan is not None:
        values = [None if value is None else round_half_up(value, bulatkan) for value in values]
    return formulas.rerata(values, shares)


def _fractions(values: Any) -> list[Fraction | None]:
    numbers = (kinds.number(value) for value in values)
    return [None if number is None else exact(number) for number in numbers]


def adds_up(satuan: str) -> bool:
    """Return whether what is counted in a unit adds up over the years: not per cent, an index or a grade.

    Examples
    --------
    >>> adds_up("Dokumen"), adds_up("%"), adds_up("")
    (True, False, False)
    """
    word = satuan.strip().lower()
    return bool(word) and not any(known in word for known in _NOT_ADDITIVE)


def _refuse_sum(satuan: str) -> None:
    if not adds_up(satuan):
        raise RuleError("sum-refused", satuan=satuan or "?")


def _quarters(values: Any) -> npt.NDArray[np.float64]:
    array = kinds.floats(values)
    if array.ndim == 0 or array.shape[-1] != _QUARTERS:
        raise RuleError("length-wrong", expected=_QUARTERS, found=array.shape[-1] if array.ndim else 1)
    return array


def _year(
    gather: Kernel, values: npt.NDArray[np.float64], filled: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Return the figure of each year from its quarters, the last axis; NaN where none is filled."""
    import numpy as np

    quarters = np.moveaxis(np.where(filled, values, 0.0), -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(gather(list(quarters), list(np.moveaxis(filled, -1, 0))), dtype=np.float64)
