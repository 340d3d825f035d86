"""Budgets: absorption, and how efficient the performance was with the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from sakipcalc.calc.applying import apply
from sakipcalc.calc.states import states
from sakipcalc.core import arrays as kinds
from sakipcalc.rulebook import scale
from sakipcalc.rulebook.formulas import Status
from sakipcalc.rulebook.methods import standard

if TYPE_CHECKING:
    import pandas as pd

    from sakipcalc.calc.inputs import Array, Exact, Listed, Many, One, Plain

__all__ = ["efisiensi", "kategori_efisiensi", "serapan", "status_serapan"]


@overload
def serapan(realisasi: object, pagu: pd.Series) -> pd.Series: ...
@overload
def serapan(realisasi: Many, pagu: One | Listed | Array) -> Many: ...
@overload
def serapan(realisasi: One | Listed, pagu: Array) -> Array: ...
@overload
def serapan(realisasi: Listed, pagu: One | Listed) -> list[float | None]: ...
@overload
def serapan(realisasi: One, pagu: Listed) -> list[float | None]: ...
@overload
def serapan(realisasi: Plain, pagu: Plain) -> float | None: ...
@overload
def serapan(realisasi: Exact, pagu: Exact | int | None) -> Exact | None: ...
@overload
def serapan(realisasi: int | None, pagu: Exact) -> Exact | None: ...
def serapan(realisasi: Any, pagu: Any) -> Any:
    """Return the absorption of a budget: realisasi / pagu x 100.

    Parameters
    ----------
    realisasi, pagu : number, list, array or Series
        Spent and budgeted [rupiah].

    Returns
    -------
    float or many
        Absorption [%], unrounded; no value for a pagu that is 0 or missing.

    Examples
    --------
    Tabel 3.9 of the reference report prints 94.5:

    >>> round(serapan(2_012_796_488, 2_130_000_000), 4)
    94.4975
    """
    return apply("serapan", {"realisasi": realisasi, "pagu": pagu})


@overload
def status_serapan(realisasi: object, pagu: pd.Series) -> pd.Series: ...
@overload
def status_serapan(realisasi: Many, pagu: One | Listed | Array) -> Many: ...
@overload
def status_serapan(realisasi: One | Listed, pagu: Array) -> Array: ...
@overload
def status_serapan(realisasi: Listed, pagu: One | Listed) -> list[str]: ...
@overload
def status_serapan(realisasi: One, pagu: Listed) -> list[str]: ...
@overload
def status_serapan(realisasi: One, pagu: One) -> str: ...
def status_serapan(realisasi: Any, pagu: Any) -> Any:
    """Return the status of each absorption; nothing spent of nothing is ``"belum dilaksanakan"``.

    Examples
    --------
    >>> status_serapan([5, 0, None], [10, 0, 10])
    ['dihitung', 'belum dilaksanakan', 'belum diisi']
    """
    result = serapan(realisasi, pagu)
    told = states(result, realisasi)
    if kinds.is_scalar(told):
        idle = not kinds.is_missing(realisasi) and realisasi == 0 and pagu == 0
        return Status.BELUM_DILAKSANAKAN.value if idle else told
    import numpy as np

    one, other = (kinds.floats(value) for value in kinds.aligned(realisasi, pagu))
    words = np.where(
        (one == 0) & (other == 0), Status.BELUM_DILAKSANAKAN.value, np.asarray(told, dtype=object)
    )
    return kinds.worded(result, words)


@overload
def efisiensi(capaian: object, serapan: pd.Series, *, cara: str = ...) -> pd.Series: ...
@overload
def efisiensi(capaian: Many, serapan: One | Listed | Array, *, cara: str = ...) -> Many: ...
@overload
def efisiensi(capaian: One | Listed, serapan: Array, *, cara: str = ...) -> Array: ...
@overload
def efisiensi(capaian: Listed, serapan: One | Listed, *, cara: str = ...) -> list[float | None]: ...
@overload
def efisiensi(capaian: One, serapan: Listed, *, cara: str = ...) -> list[float | None]: ...
@overload
def efisiensi(capaian: Plain, serapan: Plain, *, cara: str = ...) -> float | None: ...
@overload
def efisiensi(capaian: Exact, serapan: Exact | int | None, *, cara: str = ...) -> Exact | None: ...
@overload
def efisiensi(capaian: int | None, serapan: Exact, *, cara: str = ...) -> Exact | None: ...
def efisiensi(capaian: Any, serapan: Any, *, cara: str = "rasio") -> Any:
    """Return how efficient a capaian was with its budget.

    Parameters
    ----------
    capaian : number, list, array or Series
        Mean capaian of the indicators that share the budget [%].
    serapan : number, list, array or Series
        Absorption of that budget [%].
    cara : {"rasio", "selisih", "selisih_band", "te", "pmk", "sisa"}
        The formula. The default is that of :class:`~sakipcalc.rulebook.methods.Metode`, the
        ratio, because it is what a column "Tingkat Efisiensi" prints.

    Returns
    -------
    float or many
        Ratio (neutral at 1), difference in points (neutral at 0), or as the formula has it.

    Notes
    -----
    A ratio must not be read with the scale of Tabel 3.6, which is one of differences:
    a ratio is always positive, so nothing could ever fail. :func:`kategori_efisiensi`
    takes both figures and cannot be misread.

    Examples
    --------
    Tabel 3.7 of the reference report prints 1,19, and the difference is 18.15 points:

    >>> round(efisiensi(112.65, 94.5), 2), round(efisiensi(112.65, 94.5, cara="selisih"), 2)
    (1.19, 18.15)
    """
    formula = standard().replace(efisiensi=cara).efisiensi_formula()
    return apply(formula, {"capaian": capaian, "serapan": serapan})


@overload
def kategori_efisiensi(capaian: object, serapan: pd.Series) -> pd.Series: ...
@overload
def kategori_efisiensi(capaian: Many, serapan: One | Listed | Array) -> Many: ...
@overload
def kategori_efisiensi(capaian: One | Listed, serapan: Array) -> Array: ...
@overload
def kategori_efisiensi(capaian: Listed, serapan: One | Listed) -> list[str | None]: ...
@overload
def kategori_efisiensi(capaian: One, serapan: Listed) -> list[str | None]: ...
@overload
def kategori_efisiensi(capaian: One, serapan: One) -> str | None: ...
def kategori_efisiensi(capaian: Any, serapan: Any) -> Any:
    """Return the kategori of Tabel 3.6: the sign of capaian - serapan, which is that of ratio - 1.

    Examples
    --------
    >>> kategori_efisiensi([112.65, 94.5, 80], [94.5, 94.5, 94.5])
    ['Sangat Efisien', 'Efisien', 'Kurang Efisien']
    """
    return scale("efisiensi").classify(apply("selisih", {"capaian": capaian, "serapan": serapan}))
