"""Indices of satisfaction surveys, and SAKIP."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from sakipcalc.calc.grading import graded
from sakipcalc.core import arrays as kinds
from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook import formulas, scale, weights
from sakipcalc.text.numerals import round_half_up
from sakipcalc.text.numerals.exact import exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sakipcalc.calc.inputs import Array, Listed, Many, One

__all__ = ["ikm", "nilai_sakip", "predikat_sakip"]

_LOWEST, _HIGHEST = 1, 4
_DECIMALS = 2
_FULL = 100


@overload
def ikm(unsur: Any, *, bobot: str = ..., per_baris: Literal[False] = ...) -> float | None: ...
@overload
def ikm(unsur: pd.DataFrame, *, bobot: str = ..., per_baris: Literal[True]) -> pd.Series: ...
@overload
def ikm(unsur: Array, *, bobot: str = ..., per_baris: Literal[True]) -> Array: ...
@overload
def ikm(
    unsur: Sequence[Sequence[float | None]], *, bobot: str = ..., per_baris: Literal[True]
) -> list[float | None]: ...
@overload
def ikm(unsur: Any, *, bobot: str = ..., per_baris: bool) -> Any: ...
def ikm(unsur: Any, *, bobot: str = "unsur_ikm", per_baris: bool = False) -> Any:
    """Return the index of a satisfaction survey: NI x 25, rounded half-up to two decimals.

    Parameters
    ----------
    unsur : sequence of nine numbers, or respondents x 9
        Means of the nine service elements, 1 to 4; or the raw answers, one row a
        respondent. An element's mean is over the respondents who answered it.
    bobot : str
        Weights by their rule: ``"unsur_ikm"`` (each exactly 1/9) or ``"unsur_ikm_011"`` (0,11).
    per_baris : bool
        Whether each row holds the nine means of a unit of its own.

    Returns
    -------
    float, or one for each row
        Index [25-100]; no value when an element is missing. ``kategori(x, "ikm")`` is its grade.

    Raises
    ------
    RuleError
        ``length-wrong`` for other than nine elements, ``number-out-of-range`` outside 1 to 4.

    Examples
    --------
    >>> ikm([3.9, 3.8, 3.9, 3.9, 3.9, 3.8, 3.9, 3.9, 4.0])
    97.22
    >>> ikm([[4, 3, 4, 4, 4, 3, 4, 4, 4], [4, 4, 4, 4, 3, 4, 4, 4, 4]])
    95.83
    """
    shares = list(weights(bobot).values())
    array = _checked(unsur, len(shares))
    if per_baris:
        scaled = array @ [float(share) * _FULL / _HIGHEST for share in shares]
        return kinds.rows_like(unsur, round_half_up(scaled, _DECIMALS))
    if array.ndim == 1:
        means = [
            None if gap else exact(value)
            for value, gap in zip(array.tolist(), kinds.gaps(array), strict=True)
        ]
    else:
        means = _element_means(array)
    interval = formulas.nilai_tertimbang(means, shares)
    index = formulas.evaluate("nik", nilai_interval=interval)
    return None if index is None else float(round_half_up(index, _DECIMALS))


def nilai_sakip(komponen: Mapping[str, Any] | Sequence[Any], *, persen: bool = False) -> float | None:
    """Return the nilai SAKIP from the scores of its four components.

    Parameters
    ----------
    komponen : mapping or sequence of four numbers
        perencanaan, pengukuran, pelaporan, evaluasi: as an evaluation report prints them,
        out of 30, 30, 15 and 25.
    persen : bool
        Whether each is out of 100 instead.

    Returns
    -------
    float or None
        Nilai SAKIP [0-100]; None when a component is missing.

    Raises
    ------
    RuleError
        ``number-out-of-range`` when a score exceeds its weight, ``length-wrong``, ``key-unknown``.

    Examples
    --------
    >>> nilai_sakip([25.2, 24.6, 12.75, 21.2])
    83.75
    >>> nilai_sakip({"perencanaan": 84, "pengukuran": 82, "pelaporan": 85, "evaluasi": 84.8}, persen=True)
    83.75
    """
    full = weights("komponen_sakip")
    if isinstance(komponen, Mapping):
        if unknown := [name for name in komponen if name not in full]:
            raise RuleError("key-unknown", known=tuple(full), path=unknown[0], nearest="")
        komponen = [komponen.get(name) for name in full]
    if len(komponen) != len(full):
        raise RuleError("length-wrong", expected=len(full), found=len(komponen))
    ends = [Fraction(_FULL) if persen else most for most in full.values()]
    scores = [_score(value, most) for value, most in zip(komponen, ends, strict=True)]
    # Out of its weight a score counts as it is, out of 100 by its weight.
    shares = [most / end for most, end in zip(full.values(), ends, strict=True)]
    total = formulas.nilai_tertimbang(scores, shares)
    return None if total is None else float(total)


@overload
def predikat_sakip(nilai: Many, *, skala: str = ...) -> Many: ...
@overload
def predikat_sakip(nilai: Listed, *, skala: str = ...) -> list[str | None]: ...
@overload
def predikat_sakip(nilai: One, *, skala: str = ...) -> str | None: ...
def predikat_sakip(nilai: Any, *, skala: str = "sakip") -> Any:
    """Return the SAKIP predicate of a nilai.

    Parameters
    ----------
    nilai : number, list, array or Series
        Nilai SAKIP [0-100].
    skala : str
        ``"sakip"``: bounds belong below, 70,00 is B; ``"sakip_tertutup"``: 70,00 is BB.

    Returns
    -------
    str, list of str, array or Series
        AA to D, as many as given; None for a missing nilai.

    Raises
    ------
    RuleError
        ``number-out-of-range`` outside 0 to 100; of many, the first with its position.

    Examples
    --------
    >>> predikat_sakip(83.75), predikat_sakip(70), predikat_sakip(70, skala="sakip_tertutup")
    ('A', 'B', 'BB')
    """
    return graded(nilai, scale(skala))


def _score(value: Any, most: Fraction) -> Fraction | None:
    number = kinds.number(value)
    if number is None:
        return None
    if not 0 <= exact(number) <= most:
        raise RuleError("number-out-of-range", value=number, low=0, high=most)
    return exact(number)


def _checked(values: Any, elements: int) -> npt.NDArray[np.float64]:
    import numpy as np

    array = kinds.floats(values)
    if array.ndim == 0 or array.shape[-1] != elements:
        raise RuleError("length-wrong", expected=elements, found=array.shape[-1] if array.ndim else 1)
    outside = array[(array < _LOWEST) | (array > _HIGHEST)]
    if outside.size:
        raise RuleError("number-out-of-range", value=float(np.ravel(outside)[0]), low=_LOWEST, high=_HIGHEST)
    return array


def _element_means(answers: npt.NDArray[np.float64]) -> list[Fraction | None]:
    """Return the mean of each element over the respondents who answered it."""
    import numpy as np

    answered = (~np.isnan(answers)).sum(axis=0).tolist()
    sums = np.nansum(answers, axis=0).tolist()
    return [exact(total) / n if n else None for total, n in zip(sums, answered, strict=True)]
