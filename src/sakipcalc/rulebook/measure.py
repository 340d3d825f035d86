"""The one calculator of a capaian: what a formula gives, and what a Metode makes of it.

Exact numbers, floats and arrays go the same way; so do the values of a workbook, which
take the arithmetic from here and add what they were made from.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sakipcalc.rulebook.formulas import Status, examine, limited, meets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

__all__ = ["Measure", "Policy", "measure"]

_FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A capaian under a Metode.

    Parameters
    ----------
    result : Fraction, optional
        Capaian [%] after floor and cap.
    uncapped : Fraction, optional
        Capaian [%] before them.
    rule : str
        Formula that made it.
    status : Status
        Computed, or why not.
    reasons : tuple of str
        Inputs that are missing, or that make the quotient undefined.
    """

    result: Fraction | None
    uncapped: Fraction | None
    rule: str
    status: Status
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The choices of a Metode for the capaian [%] of a polarity: zero targets, floor and cap.

    Parameters
    ----------
    arah : str
        Polarity of the indicator.
    zero_counts : bool
        Whether a target of 0 that is met counts as 100 %.
    floor, cap : Fraction, optional
        Ends of a capaian [%]; None leaves it as it is.
    """

    arah: str
    zero_counts: bool = False
    floor: Fraction | None = None
    cap: Fraction | None = None

    @property
    def is_limited(self) -> bool:
        """Whether there is a floor or a cap."""
        return self.floor is not None or self.cap is not None

    def applied(self, result: Any, given: Mapping[str, Any]) -> Any:
        """Return a result after floor and cap: a number or None, or an array with NaN for none.

        Parameters
        ----------
        result : number, array or None
            What the formula gives.
        given : mapping of str to number or array
            What it was given.

        Examples
        --------
        >>> lenient = Policy(arah="turun", zero_counts=True, cap=Fraction(110))
        >>> lenient.applied(Fraction(120), {}), lenient.applied(None, {"realisasi": 0, "target": 0})
        (Fraction(110, 1), Fraction(100, 1))
        """
        return self.limited(self.zero_met(result, given))

    def zero_met(self, result: Any, given: Mapping[str, Any]) -> Any:
        """Return 100 where there is no result because of a target of 0, and that target is met."""
        realisasi, target = given.get("realisasi"), given.get("target")
        if not self.zero_counts or realisasi is None or target is None:
            return result
        met = (target == 0) & meets(self.arah, realisasi, target)
        if isinstance(met, bool):
            return Fraction(_FULL) if met and result is None else result
        import numpy as np

        return np.where(met & np.isnan(result), float(_FULL), result)

    def limited(self, value: Any) -> Any:
        """Return a capaian between floor and cap; exact numbers stay exact."""
        if value is None:
            return None
        kind = Fraction if isinstance(value, Fraction) else float
        floor, cap = (None if end is None else kind(end) for end in (self.floor, self.cap))
        return limited(value, floor, cap)


def measure(formula: str, policy: Policy, values: Mapping[str, Fraction | Decimal | float | None]) -> Measure:
    """Compute one capaian exactly.

    Parameters
    ----------
    formula : str
        Name of the formula.
    policy : Policy
        What the Metode makes of what it gives.
    values : mapping of str to number
        Its inputs by name, None for a missing one.
    """
    done = examine(formula, **values)
    raw = policy.zero_met(done.result, values)
    if raw is None:
        return Measure(result=None, uncapped=None, rule=formula, status=done.status, reasons=done.reasons)
    return Measure(result=policy.limited(raw), uncapped=raw, rule=formula, status=Status.DIHITUNG)
