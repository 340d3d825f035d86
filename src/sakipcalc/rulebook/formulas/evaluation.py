"""Computing one value exactly, with the reason where there is none."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from math import gcd
from typing import TYPE_CHECKING

from sakipcalc.core.errors import RuleError, nearest
from sakipcalc.rulebook.formulas.kernels import KERNELS, predikat, rasio, serapan, sisa
from sakipcalc.text.numerals.exact import exact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from sakipcalc.rulebook.formulas.kernels import Kernel
    from sakipcalc.text.numerals.exact import Quotient

__all__ = ["Computation", "Status", "computed", "evaluate", "examine", "inputs", "results", "status_of_gap"]

#: Figures that the unit still owes when they are missing.
_OWED = frozenset({"realisasi", "capaian", "serapan", "jumlah", "nilai_interval"})


class Status(StrEnum):
    """The state of a number, where it is none or a special one; a member equals its word.

    ``diisi`` is typed by the unit; the others say what computing came to. A sum or a mean of which a
    part is not known is ``belum lengkap``, and so is what is made of it. ``tidak diukur`` is what the
    unit says of a figure (n/a): neither 0 nor owed, and so is what would be made of it.
    """

    DIISI = "diisi"
    DIHITUNG = "dihitung"
    BELUM_DIISI = "belum diisi"
    BELUM_LENGKAP = "belum lengkap"
    TIDAK_DIUKUR = "tidak diukur"
    TIDAK_DAPAT_DIHITUNG = "tidak dapat dihitung"
    TIDAK_BERLAKU = "tidak berlaku"
    BELUM_DILAKSANAKAN = "belum dilaksanakan"

    @property
    def slug(self) -> str:
        """The word as codes of messages spell it: ``belum-diisi``."""
        return self.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Computation:
    """An exact result, or why there is none.

    Parameters
    ----------
    result : Fraction, optional
        The result.
    status : Status
        Computed, not filled in, not computable, not applicable; 0 of 0 rupiah is "belum dilaksanakan".
    reasons : tuple of str
        Names of the inputs that are missing, or that make the quotient undefined.
    """

    result: Fraction | None
    status: Status
    reasons: tuple[str, ...] = ()


@cache
def inputs(rumus: str) -> tuple[str, ...]:
    """Return the names of the inputs of a formula.

    Raises
    ------
    RuleError
        When there is no such formula.

    Examples
    --------
    >>> inputs("baseline")
    ('realisasi', 'target', 'kondisi_awal')
    """
    if rumus not in KERNELS:
        raise RuleError("formula-unknown", name=rumus, known=tuple(KERNELS), nearest=nearest(rumus, KERNELS))
    return tuple(inspect.signature(KERNELS[rumus]).parameters)


def evaluate(rumus: str, **values: Fraction | Decimal | float | None) -> Fraction | None:
    """Compute a formula exactly; None when an input is missing or the quotient is undefined.

    Parameters
    ----------
    rumus : str
        Name of the formula, for example ``"dua_target"``.
    **values
        Its inputs by name (:func:`inputs`); all of them, None for a missing one.

    Raises
    ------
    RuleError
        When there is no such formula.
    TypeError
        When the names are not those of its inputs.

    Examples
    --------
    >>> from fractions import Fraction
    >>> evaluate("dua_target", realisasi=Fraction(8), target=Fraction(10))
    Fraction(120, 1)
    >>> evaluate("kebalikan", realisasi=Fraction(8), target=Fraction(10))
    Fraction(125, 1)
    >>> print(evaluate("rasio", realisasi=Fraction(8), target=Fraction(0)))
    None
    """
    return examine(rumus, **values).result


def examine(rumus: str, **values: Fraction | Decimal | float | None) -> Computation:
    """Compute a formula exactly and say how it went.

    Examples
    --------
    >>> examine("rasio", realisasi=None, target=70)
    Computation(result=None, status=<Status.BELUM_DIISI: 'belum diisi'>, reasons=('realisasi',))
    """
    names = inputs(rumus)
    if set(values) != set(names):
        wrong = f"{rumus}({', '.join(names)}) != ({', '.join(values)})"
        raise TypeError(wrong)
    absent = tuple(name for name in names if values[name] is None)
    if absent:
        return Computation(None, status_of_gap(absent), absent)
    return computed(rumus, {name: exact(value) for name, value in values.items() if value is not None})


def computed(rumus: str, known: Mapping[str, Fraction]) -> Computation:
    """Compute a formula of which every input is known, and is exact.

    Examples
    --------
    >>> from fractions import Fraction
    >>> computed("rasio", {"realisasi": Fraction(35), "target": Fraction(70)}).result
    Fraction(50, 1)
    """
    kernel, names = KERNELS[rumus], inputs(rumus)
    try:
        return Computation(kernel(**known), Status.DIHITUNG)
    except ZeroDivisionError:
        return Computation(None, _status_of_zero(kernel, known), tuple(n for n in names if not known[n]))


def results(rumus: str, rows: Iterable[Sequence[Quotient | None]]) -> Iterator[Quotient | None]:
    """Compute a formula for many rows of inputs in its own order; None where it has no result.

    Figures are given as numerator and denominator: per cents, which nearly all formulas of long tables are,
    are worked out from these at once.

    Examples
    --------
    >>> [*results("rasio", [((35, 1), (70, 1)), ((1, 1), (0, 1)), (None, (1, 1))])]
    [(50, 1), None, None]
    """
    kernel = KERNELS[rumus]

    def result(given: Sequence[Quotient | None]) -> Quotient | None:
        known = [Fraction(*one) for one in given if one is not None]
        try:
            made = kernel(*known) if len(known) == len(given) else None
        except ZeroDivisionError:
            return None
        return None if made is None else made.as_integer_ratio()

    return map(_per_cent if kernel in _PER_CENTS else result, rows)


#: Formulas that give the first of two inputs in per cent of the second.
_PER_CENTS = frozenset({rasio, serapan, predikat})


def _per_cent(given: Sequence[Quotient | None]) -> Quotient | None:
    one, whole = given
    if one is None or whole is None or not whole[0]:
        return None
    above, below = one[0] * whole[1] * 100, one[1] * whole[0]
    common = gcd(above, below) if below > 0 else -gcd(above, below)
    return above // common, below // common


def status_of_gap(absent: Collection[str]) -> Status:
    """Return the state of a result whose inputs of these names are missing.

    A figure that the unit still owes is not filled in; without a target there is nothing to compute.
    """
    return Status.TIDAK_DAPAT_DIHITUNG if _OWED.isdisjoint(absent) else Status.BELUM_DIISI


def _status_of_zero(kernel: Kernel, known: Mapping[str, Fraction]) -> Status:
    if kernel is serapan and not known["realisasi"]:
        return Status.BELUM_DILAKSANAKAN
    return Status.TIDAK_BERLAKU if kernel is sisa else Status.TIDAK_DAPAT_DIHITUNG
