"""What an editor and a type checker know of the calculator: each kind of value gives its own kind.

Read by mypy (``test_typing.py``), and run there, so that what it promises is what comes.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

import numpy as np
import numpy.typing as npt
import pandas as pd

import sakipcalc as sc
from sakipcalc import calc

SERIES = pd.Series([83.75, None])
ARRAY: npt.NDArray[np.float64] = np.array([83.75, 70.0])
LIST: list[float | None] = [83.75, None]


def numbers() -> tuple[float | str | None, ...]:
    """One number gives one number or none, one label or none."""
    return (
        assert_type(sc.capaian(83.75, 70), float | None),
        assert_type(sc.capaian(8, 10, arah="turun", metode=sc.Metode(batas=110)), float | None),
        assert_type(sc.capaian("BB", "A", arah="kualitatif"), float | None),
        assert_type(sc.serapan(5, 10), float | None),
        assert_type(sc.capaian(np.float32(5), np.int64(10)), float | None),
        assert_type(sc.efisiensi(112.65, 94.5, cara="selisih"), float | None),
        assert_type(sc.kemajuan(83.75, 72, cara="akhir"), float | None),
        assert_type(calc.triwulan([10, 30, None, None], [20, 20, 20, 20], cara="jumlah"), float | None),
        assert_type(sc.ikm([3.9, 3.8, 3.9, 3.9, 3.9, 3.8, 3.9, 3.9, 4.0]), float | None),
        assert_type(sc.kategori(119.64), str | None),
        assert_type(sc.kategori(Fraction(85), "lkjip"), str | None),
        assert_type(calc.kategori_capaian(83.75, 70), str | None),
        assert_type(calc.kategori_efisiensi(112.65, 94.5), str | None),
        assert_type(sc.predikat_sakip(83.75), str | None),
        assert_type(calc.status(83.75, 70), str),
        assert_type(calc.status_serapan(0, 0), str),
    )


def exact() -> tuple[Decimal | Fraction | None, ...]:
    """Decimals and fractions stay what they are."""
    return (
        assert_type(sc.capaian(Decimal("83.75"), 70), Decimal | None),
        assert_type(sc.capaian(Fraction(7, 3), Fraction(5)), Fraction | None),
        assert_type(sc.serapan(Decimal(5), Decimal(10)), Decimal | None),
        assert_type(sc.serapan(5, Decimal(10)), Decimal | None),
        assert_type(sc.efisiensi(Fraction(112), 94), Fraction | None),
        assert_type(sc.kemajuan(Fraction(96), 92), Fraction | None),
    )


def lists() -> tuple[list[float | None] | list[str | None] | list[str], ...]:
    """A list gives a list."""
    return (
        assert_type(sc.capaian(LIST, 70), list[float | None]),
        assert_type(sc.capaian([83, 70], [70, 70]), list[float | None]),
        assert_type(sc.capaian(83.75, [70, 72]), list[float | None]),
        assert_type(sc.capaian(["BB", "A"], "A", arah="kualitatif"), list[float | None]),
        assert_type(sc.serapan(LIST, [100, 100]), list[float | None]),
        assert_type(sc.efisiensi(LIST, 94.5), list[float | None]),
        assert_type(sc.kemajuan(LIST, 72), list[float | None]),
        assert_type(sc.ikm([[3.0] * 9, [4.0] * 9], per_baris=True), list[float | None]),
        assert_type(sc.kategori(LIST), list[str | None]),
        assert_type(calc.kategori_capaian(LIST, 70), list[str | None]),
        assert_type(calc.kategori_efisiensi(LIST, 94.5), list[str | None]),
        assert_type(sc.predikat_sakip(LIST), list[str | None]),
        assert_type(calc.status(LIST, 70), list[str]),
        assert_type(calc.status_serapan(LIST, 100), list[str]),
    )


def arrays() -> tuple[npt.NDArray[Any], ...]:
    """An array gives an array."""
    return (
        assert_type(sc.capaian(ARRAY, 70), npt.NDArray[Any]),
        assert_type(sc.serapan(ARRAY, ARRAY), npt.NDArray[Any]),
        assert_type(sc.serapan([5, 8], ARRAY), npt.NDArray[Any]),
        assert_type(sc.efisiensi(ARRAY, 94.5), npt.NDArray[Any]),
        assert_type(sc.kemajuan(ARRAY, 72), npt.NDArray[Any]),
        assert_type(sc.kategori(ARRAY), npt.NDArray[Any]),
        assert_type(calc.kategori_capaian(ARRAY, 70), npt.NDArray[Any]),
        assert_type(calc.kategori_efisiensi(ARRAY, 94.5), npt.NDArray[Any]),
        assert_type(sc.predikat_sakip(ARRAY), npt.NDArray[Any]),
        assert_type(calc.status(ARRAY, 70), npt.NDArray[Any]),
        assert_type(calc.status_serapan(ARRAY, 100), npt.NDArray[Any]),
    )


def series() -> tuple[pd.Series, ...]:
    """A Series gives a Series."""
    return (
        assert_type(sc.capaian(SERIES, 70), pd.Series),
        assert_type(sc.capaian(SERIES, SERIES), pd.Series),
        assert_type(sc.capaian(83.75, SERIES), pd.Series),
        assert_type(sc.serapan(SERIES, 100), pd.Series),
        assert_type(sc.efisiensi(SERIES, 94.5), pd.Series),
        assert_type(sc.kemajuan(SERIES, 72), pd.Series),
        assert_type(sc.kategori(SERIES), pd.Series),
        assert_type(calc.kategori_capaian(SERIES, 70), pd.Series),
        assert_type(calc.kategori_efisiensi(SERIES, 94.5), pd.Series),
        assert_type(sc.predikat_sakip(SERIES), pd.Series),
        assert_type(calc.status(SERIES, 70), pd.Series),
        assert_type(calc.status_serapan(SERIES, 100), pd.Series),
    )
