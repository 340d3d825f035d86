"""Capaian and its kategori."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sakipcalc import kinds
from sakipcalc.calc.applying import apply, arrays, named
from sakipcalc.calc.exactly import positions_exactly
from sakipcalc.calc.grading import graded, labels_at
from sakipcalc.calc.states import states
from sakipcalc.calc.words import polarity, scored, yes_no
from sakipcalc.formulas import limited, meets
from sakipcalc.methods import Metode, standard
from sakipcalc.rulebook import scale
from sakipcalc.scales import Skala

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["capaian", "kategori", "kategori_capaian", "status"]

#: Inputs that a row of a table may simply not have yet.
_MAY_BE_MISSING = frozenset({"realisasi", "target"})


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
        Polarity, in any spelling of :func:`~sakipcalc.polarity.read_polarity`. It settles the
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
    >>> capaian(8, 10, arah="turun"), capaian(8, 10, arah="turun", metode=Metode(turun="kebalikan"))
    (120.0, 125.0)
    >>> capaian([97.25, None, 5], [92, 70, 0])
    [105.70652173913044, None, None]
    >>> capaian("BB", "A", arah="kualitatif")
    83.33333333333334
    """
    chosen, arah = metode or standard(), polarity(arah)
    values = _inputs(chosen, arah, (realisasi, target, kondisi_awal, bawah, atas))
    return apply(chosen.rumus_capaian(arah), values, _policy(chosen, arah))


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
        :meth:`Skala.classify <sakipcalc.scales.Skala.classify>` gives None instead.

    Examples
    --------
    >>> kategori(119.64), kategori([100, 85, 84.99, None])
    ('Sangat Baik', ['Baik', 'Baik', 'Cukup', None])
    >>> kategori(90.5, "permendagri")
    'Tinggi'
    """
    return graded(capaian, _scale(skala))


def kategori_capaian(  # noqa: PLR0913 -- the inputs of every formula
    realisasi: Any,
    target: Any = None,
    skala: Skala | str | None = None,
    *,
    arah: str = "naik",
    kondisi_awal: Any = None,
    bawah: Any = None,
    atas: Any = None,
    metode: Metode | None = None,
) -> Any:
    """Return the kategori straight from realisasi and target, as the exact fraction has it.

    Parameters
    ----------
    realisasi, target, arah, kondisi_awal, bawah, atas, metode
        As for :func:`capaian`. A float stands for the decimal that it is written as.
    skala : Skala or str, optional
        As for :func:`kategori`.

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
    chosen, used, arah = metode or standard(), _scale(skala), polarity(arah)
    values = _inputs(chosen, arah, (realisasi, target, kondisi_awal, bawah, atas))
    if all(kinds.is_scalar(value) for value in values.values()):
        numbers: dict[str, Any] = {name: kinds.number(value) for name, value in values.items()}
        exactly = chosen.measure(arah, **numbers).nilai
        return graded(kinds.missing_of(*values.values()) if exactly is None else exactly, used)
    computed = apply(chosen.rumus_capaian(arah), values, _policy(chosen, arah))
    lined_up = dict(zip(values, kinds.aligned(*values.values()), strict=True))
    positions = positions_exactly(kinds.floats(computed), arrays(lined_up), used, chosen, arah)
    return labels_at(computed, positions, used)


def status(  # noqa: PLR0913 -- the inputs of every formula
    realisasi: Any,
    target: Any = None,
    *,
    arah: str = "naik",
    kondisi_awal: Any = None,
    bawah: Any = None,
    atas: Any = None,
    berlaku: Any = True,
    metode: Metode | None = None,
) -> Any:
    """Return what stands beside a capaian: whether it was computed, and if not, why.

    Parameters
    ----------
    realisasi, target, arah, kondisi_awal, bawah, atas, metode
        As for :func:`capaian`.
    berlaku : bool or many
        Whether the indicator is measured in this period at all.

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
    chosen, arah = metode or standard(), polarity(arah)
    values = _inputs(chosen, arah, (realisasi, target, kondisi_awal, bawah, atas))
    result = apply(chosen.rumus_capaian(arah), values, _policy(chosen, arah))
    return states(result, realisasi, berlaku=berlaku)


def _inputs(metode: Metode, arah: str, offered: Sequence[Any]) -> dict[str, Any]:
    """Return the inputs of the formula of a polarity, words brought to numbers."""
    known = dict(zip(("realisasi", "target", "kondisi_awal", "bawah", "atas"), offered, strict=True))
    if arah == "kualitatif":
        known["realisasi"], known["target"] = scored(known["realisasi"], known["target"])
    elif arah == "ya_tidak":
        known["realisasi"] = yes_no(known["realisasi"])
    # A target may be missing, but a baseline or a range that nobody named was forgotten.
    return named(metode.rumus_capaian(arah), known, may_be_missing=_MAY_BE_MISSING)


def _policy(metode: Metode, arah: str) -> Callable[[Any, Mapping[str, Any]], Any] | None:
    """Return what a Metode does to a computed capaian: zero targets, floor and cap; None for nothing."""
    zero_counts = metode.target_nol == "seratus"
    if not zero_counts and metode.lantai is None and metode.batas is None:
        return None

    def after(result: Any, values: Mapping[str, Any]) -> Any:
        if zero_counts and "target" in values:
            result = _met_zero(result, arah, values["realisasi"], values["target"])
        if result is None:
            return None
        kind = float if not isinstance(result, Fraction) else Fraction
        lantai, batas = (None if end is None else kind(end) for end in (metode.lantai, metode.batas))
        return limited(result, lantai, batas)

    return after


def _met_zero(result: Any, arah: str, realisasi: Any, target: Any) -> Any:
    met = (target == 0) & meets(arah, realisasi, target)
    if isinstance(met, bool):
        return 100 if met else result
    import numpy as np

    return np.where(met, 100.0, result)


def _scale(skala: Skala | str | None) -> Skala:
    return skala if isinstance(skala, Skala) else scale(skala or "lkjip")
