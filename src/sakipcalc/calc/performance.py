"""Capaian and its kategori."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from sakipcalc.calc.cases import Case
from sakipcalc.calc.grading import graded, labels_at
from sakipcalc.calc.states import states
from sakipcalc.rulebook import scale
from sakipcalc.rulebook.scales import Skala

if TYPE_CHECKING:
    from typing import Unpack

    import pandas as pd

    from sakipcalc.calc.inputs import Array, Exact, Inputs, Listed, Many, One, Plain
    from sakipcalc.rulebook.methods import Metode

__all__ = ["capaian", "kategori", "kategori_capaian", "status"]


@overload
def capaian(realisasi: object, target: pd.Series, **inputs: Unpack[Inputs]) -> pd.Series: ...
@overload
def capaian(realisasi: Many, target: One | Listed | Array = ..., **inputs: Unpack[Inputs]) -> Many: ...
@overload
def capaian(realisasi: One | Listed, target: Array, **inputs: Unpack[Inputs]) -> Array: ...
@overload
def capaian(
    realisasi: Listed, target: One | Listed = ..., **inputs: Unpack[Inputs]
) -> list[float | None]: ...
@overload
def capaian(realisasi: One, target: Listed, **inputs: Unpack[Inputs]) -> list[float | None]: ...
@overload
def capaian(realisasi: Plain, target: Plain = ..., **inputs: Unpack[Inputs]) -> float | None: ...
@overload
def capaian(realisasi: Exact, target: Exact | int | None = ..., **inputs: Unpack[Inputs]) -> Exact | None: ...
@overload
def capaian(realisasi: int | None, target: Exact, **inputs: Unpack[Inputs]) -> Exact | None: ...
def capaian(
    realisasi: Any,
    target: Any = None,
    *,
    arah: str = "naik",
    kondisi_awal: Any = None,
    bawah: Any = None,
    atas: Any = None,
    metode: Metode | None = None,
) -> Any:
    """Return the capaian: how far a target was reached.

    Parameters
    ----------
    realisasi, target : number, list, array or Series
        Actual and target in the same unit; predicates as text for ``arah="kualitatif"``,
        yes or no for ``"ya_tidak"`` (without target).
    arah : {"naik", "turun", "rentang", "rentang_turun", "stabil", "kualitatif", "ya_tidak"}
        Polarity, in any spelling of :func:`~sakipcalc.text.names.read_polarity`. It settles the
        formula together with `metode`, whose ``turun`` is ``"dua_target"`` by default:
        (2T - R) / T x 100.
    kondisi_awal : number or many, optional
        Baseline, for ``Metode(turun="baseline")``.
    bawah, atas : number or many, optional
        The target range, for ``arah="rentang"``.
    metode : Metode, optional
        Formula where less is better, zero targets, floor and cap.

    Returns
    -------
    float or many
        Capaian [%], unrounded, of the kind of the inputs; no value where the realisasi is
        missing or the target is 0.

    Raises
    ------
    RuleError
        ``formula-input-absent`` when the formula needs a further input; ``not-a-number`` for a text.

    Examples
    --------
    Tabel 3.2 of the reference report prints 119,6:

    >>> capaian(83.75, 70)
    119.64285714285714
    >>> from sakipcalc import Metode
    >>> capaian(8, 10, arah="turun"), capaian(8, 10, arah="turun", metode=Metode(turun="kebalikan"))
    (120.0, 125.0)
    >>> capaian([97.25, None, 5], [92, 70, 0])
    [105.70652173913044, None, None]
    >>> capaian("BB", "A", arah="kualitatif")
    83.33333333333334
    """
    case = Case.of(
        realisasi, target, arah=arah, kondisi_awal=kondisi_awal, bawah=bawah, atas=atas, metode=metode
    )
    return case.computed()


@overload
def kategori(capaian: Many, skala: Skala | str | None = ...) -> Many: ...
@overload
def kategori(capaian: Listed, skala: Skala | str | None = ...) -> list[str | None]: ...
@overload
def kategori(capaian: One, skala: Skala | str | None = ...) -> str | None: ...
def kategori(capaian: Any, skala: Skala | str | None = None) -> Any:
    """Return the label of a value on a scale.

    Parameters
    ----------
    capaian : number, list, array or Series
        Values in the unit of the scale. A float within eight units in the last place of a
        bound counts as being on it; :func:`kategori_capaian` decides from the figures themselves.
    skala : Skala or str, optional
        The scale, or its id among the rules; the standard Tabel 3.1 without one.

    Returns
    -------
    str, list, array of object, or ordered categorical Series
        What is missing stays missing in its kind; in an array it is None, in a Series NaN.

    Raises
    ------
    RuleError
        ``number-out-of-range`` for a value beyond the ends of the scale, as 20 is on
        ``"ikm"`` (25 to 100); of many, the first with its position as ``values["path"]``.
        :meth:`Skala.classify <sakipcalc.rulebook.scales.Skala.classify>` gives None instead.

    Examples
    --------
    >>> kategori(119.64), kategori([100, 85, 84.99, None])
    ('Sangat Baik', ['Baik', 'Baik', 'Cukup', None])
    >>> kategori(90.5, "permendagri")
    'Tinggi'
    """
    return graded(capaian, _scale(skala))


@overload
def kategori_capaian(
    realisasi: object, target: pd.Series, skala: Skala | str | None = ..., **inputs: Unpack[Inputs]
) -> pd.Series: ...
@overload
def kategori_capaian(
    realisasi: Many,
    target: One | Listed | Array = ...,
    skala: Skala | str | None = ...,
    **inputs: Unpack[Inputs],
) -> Many: ...
@overload
def kategori_capaian(
    realisasi: One | Listed, target: Array, skala: Skala | str | None = ..., **inputs: Unpack[Inputs]
) -> Array: ...
@overload
def kategori_capaian(
    realisasi: Listed, target: One | Listed = ..., skala: Skala | str | None = ..., **inputs: Unpack[Inputs]
) -> list[str | None]: ...
@overload
def kategori_capaian(
    realisasi: One, target: Listed, skala: Skala | str | None = ..., **inputs: Unpack[Inputs]
) -> list[str | None]: ...
@overload
def kategori_capaian(
    realisasi: One, target: One = ..., skala: Skala | str | None = ..., **inputs: Unpack[Inputs]
) -> str | None: ...
def kategori_capaian(
    realisasi: Any, target: Any = None, skala: Skala | str | None = None, **inputs: Unpack[Inputs]
) -> Any:
    """Return the kategori straight from realisasi and target, as the exact fraction has it.

    Parameters
    ----------
    realisasi, target
        As for :func:`capaian`. A float stands for the decimal that it is written as.
    skala : Skala or str, optional
        As for :func:`kategori`.
    **inputs
        ``arah``, ``kondisi_awal``, ``bawah``, ``atas`` and ``metode``, as for :func:`capaian`.

    Returns
    -------
    str, list, array of object, or ordered categorical Series
        Rows near a bound are decided in exact arithmetic, each distinct one once.

    Raises
    ------
    RuleError
        As :func:`capaian` and :func:`kategori`.

    Examples
    --------
    A capaian one part in 10**16 below the bound is below it, though its float cannot say so:

    >>> kategori_capaian(8_499_999_999_999.999, 10_000_000_000_000)
    'Cukup'
    >>> kategori(capaian(8_499_999_999_999.999, 10_000_000_000_000))
    'Baik'
    """
    used, case = _scale(skala), Case.of(realisasi, target, **inputs)
    if case.is_one:
        return graded(case.exactly(), used)
    computed = case.computed()
    return labels_at(computed, case.positions(computed, used), used)


@overload
def status(
    realisasi: object, target: pd.Series, *, berlaku: Any = ..., **inputs: Unpack[Inputs]
) -> pd.Series: ...
@overload
def status(
    realisasi: Many, target: One | Listed | Array = ..., *, berlaku: Any = ..., **inputs: Unpack[Inputs]
) -> Many: ...
@overload
def status(
    realisasi: One | Listed, target: Array, *, berlaku: Any = ..., **inputs: Unpack[Inputs]
) -> Array: ...
@overload
def status(
    realisasi: Listed, target: One | Listed = ..., *, berlaku: Any = ..., **inputs: Unpack[Inputs]
) -> list[str]: ...
@overload
def status(realisasi: One, target: Listed, *, berlaku: Any = ..., **inputs: Unpack[Inputs]) -> list[str]: ...
@overload
def status(realisasi: One, target: One = ..., *, berlaku: Any = ..., **inputs: Unpack[Inputs]) -> str: ...
def status(realisasi: Any, target: Any = None, *, berlaku: Any = True, **inputs: Unpack[Inputs]) -> Any:
    """Return the status of a capaian: computed, or the reason why not.

    Parameters
    ----------
    realisasi, target
        As for :func:`capaian`.
    berlaku : bool or many
        Whether the indicator is measured in this period at all.
    **inputs
        ``arah``, ``kondisi_awal``, ``bawah``, ``atas`` and ``metode``, as for :func:`capaian`.

    Returns
    -------
    str or many
        ``"dihitung"``, ``"belum diisi"`` (no realisasi yet), ``"tidak dapat dihitung"``
        (no target, or a target of 0) or ``"tidak berlaku"``.

    Examples
    --------
    >>> status([83.75, None, 5], [70, 70, 0])
    ['dihitung', 'belum diisi', 'tidak dapat dihitung']
    """
    return states(Case.of(realisasi, target, **inputs).computed(), realisasi, berlaku=berlaku)


def _scale(skala: Skala | str | None) -> Skala:
    return skala if isinstance(skala, Skala) else scale(skala or "lkjip")
