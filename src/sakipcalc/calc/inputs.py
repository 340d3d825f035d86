"""Types of what the public functions take: one value, many of a kind, and the inputs of some formulas.

Each function says by its overloads that a number gives a number, a list a list, an array
an array and a Series a Series; of a mixture the Series decides, then the array.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sakipcalc.rulebook.methods import Metode

    Array: TypeAlias = npt.NDArray[Any]
    #: One number, or one word of a scale; None where there is none.
    Plain: TypeAlias = float | np.floating[Any] | np.integer[Any] | str | None
    #: One number that may be exact, or one word.
    One: TypeAlias = Plain | Decimal | Fraction
    #: As many in a list.
    Listed: TypeAlias = (
        Sequence[float | Decimal | Fraction | None] | list[str] | list[str | None] | tuple[str, ...]
    )
    #: Many that give as many of their own kind.
    Many = TypeVar("Many", pd.Series, Array, list[list[Any]])

#: Numbers that are computed exactly and stay what they are.
Exact = TypeVar("Exact", Decimal, Fraction)


class Inputs(TypedDict, total=False):
    """Further inputs that the formula of a polarity may need besides realisasi and target.

    Attributes
    ----------
    arah : {"naik", "turun", "rentang", "rentang_turun", "stabil", "kualitatif", "ya_tidak"}
        Polarity, in any spelling of :func:`~sakipcalc.text.names.read_polarity`.
    kondisi_awal : number or many
        Baseline, for ``Metode(turun="baseline")``.
    bawah, atas : number or many
        The target range, for ``arah="rentang"``.
    metode : Metode
        Formula where less is better, zero targets, floor and cap.
    """

    arah: str
    kondisi_awal: Any
    bawah: Any
    atas: Any
    metode: Metode | None


class ProgressInputs(TypedDict, total=False):
    """Further inputs of progress against the Renstra besides realisasi and the last target.

    Attributes
    ----------
    cara : {"akhir", "tahun_ini", "kumulatif", "baseline", "lintasan"}
        What it is measured against.
    arah : str
        Polarity.
    target, kondisi_awal, tahun_ke, jumlah_tahun : number or many
        Target of the year; baseline; which year of how many.
    satuan : str
        Unit of the indicator, for ``cara="kumulatif"``.
    metode : Metode
        The choices of the unit.
    """

    cara: str | None
    arah: str
    target: Any
    kondisi_awal: Any
    tahun_ke: Any
    jumlah_tahun: Any
    satuan: str
    metode: Metode | None
