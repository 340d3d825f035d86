"""Rounding as a spreadsheet shows it, and cutting off."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["round_half_up", "truncate"]

#: A spreadsheet works with this many significant digits.
_DIGITS = 15
#: Wide enough for the digits of any float.
_WIDE = Context(prec=1000)


@overload
def round_half_up(value: float, decimals: int = 0) -> float: ...
@overload
def round_half_up(value: Decimal, decimals: int = 0) -> Decimal: ...
@overload
def round_half_up(value: Fraction, decimals: int = 0) -> Fraction: ...
@overload
def round_half_up(value: npt.NDArray[Any], decimals: int = 0) -> npt.NDArray[np.float64]: ...
def round_half_up(value: Any, decimals: int = 0) -> Any:
    """Round half away from zero, as Excel and LibreOffice do.

    A float counts with its first 15 significant digits, so that 1.005, which no binary
    float holds exactly, becomes 1.01 as in a spreadsheet.

    Parameters
    ----------
    value : float, Decimal, Fraction or array
        The number. NaN stays NaN.
    decimals : int
        Digits after the mark; negative ones round to tens, hundreds ...

    Returns
    -------
    float, Decimal, Fraction or array
        Of the kind of `value`; an int becomes a float.

    Examples
    --------
    >>> round_half_up(1.005, 2), round_half_up(-2.5, 0), round_half_up(0.125, 2)
    (1.01, -3.0, 0.13)
    """
    if isinstance(value, Fraction | Decimal | float | int):
        return _scalar(value, decimals, ROUND_HALF_UP)
    return _array(value, decimals)


@overload
def truncate(value: float, decimals: int = 0) -> float: ...
@overload
def truncate(value: Decimal, decimals: int = 0) -> Decimal: ...
@overload
def truncate(value: Fraction, decimals: int = 0) -> Fraction: ...
def truncate(value: Any, decimals: int = 0) -> Any:
    """Cut off after some decimals, towards zero.

    Parameters
    ----------
    value : float, Decimal or Fraction
        The number; of a float the first 15 significant digits count.
    decimals : int
        Digits after the mark that stay.

    Examples
    --------
    >>> truncate(101.7647, 1), truncate(Fraction(-7, 4), 1)
    (101.7, Fraction(-17, 10))
    """
    return _scalar(value, decimals, ROUND_DOWN)


def _scalar(value: Any, decimals: int, mode: str) -> Any:
    if isinstance(value, Fraction):
        return _fraction(value, decimals, mode)
    if isinstance(value, Decimal):
        step = Decimal(1).scaleb(-decimals)
        return value.quantize(step, mode, _WIDE) if value.is_finite() else value
    if not math.isfinite(value):
        return float(value)
    return float(_scalar(Decimal(f"{value:.{_DIGITS}g}"), decimals, mode)) + 0.0


def _fraction(value: Fraction, decimals: int, mode: str) -> Fraction:
    """Round in whole numbers, which is several times as fast as by arithmetic with fractions."""
    more, less = 10 ** max(decimals, 0), 10 ** max(-decimals, 0)
    size, parts = abs(value.numerator) * more, value.denominator * less
    whole = (2 * size + parts) // (2 * parts) if mode == ROUND_HALF_UP else size // parts
    return Fraction((whole if value >= 0 else -whole) * less, more)


def _array(values: npt.ArrayLike, decimals: int) -> npt.NDArray[np.float64]:
    import numpy as np

    numbers = np.asarray(values, dtype=np.float64)
    scale = 10.0 ** abs(decimals)
    size = np.abs(numbers) * scale if decimals >= 0 else np.abs(numbers) / scale
    rounded = np.floor(size + 0.5)
    result = np.atleast_1d(np.copysign(rounded / scale if decimals >= 0 else rounded * scale, numbers) + 0.0)
    # Binary digits can move the result only beside a half, or past the last digit; those few go one by one.
    with np.errstate(invalid="ignore"):
        doubtful = np.abs(size - np.floor(size) - 0.5) <= size * 1e-14
    flat = numbers.reshape(result.shape)
    for place in zip(*np.nonzero(np.atleast_1d(doubtful)), strict=True):
        result[place] = _scalar(float(flat[place]), decimals, ROUND_HALF_UP)
    return result.reshape(numbers.shape)
