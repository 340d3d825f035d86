"""Applying one formula to values of any kind."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sakipcalc.core import arrays as kinds
from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook.formulas import KERNELS, evaluate, inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import numpy.typing as npt

__all__ = ["apply", "arrays", "finite", "named"]


def apply(
    rumus: str,
    values: Mapping[str, Any],
    after: Callable[[Any, Mapping[str, Any]], Any] | None = None,
) -> Any:
    """Compute a formula on one value each, or on many.

    Parameters
    ----------
    rumus : str
        Name of the formula.
    values : mapping of str to values
        Its inputs by name; they broadcast as arrays do.
    after : callable, optional
        Works on the result (None or NaN where there is none) and the inputs: zero targets, floor, cap.

    Returns
    -------
    float, Decimal, Fraction, list, array or Series
        Of the kind of the inputs.
    """
    if all(kinds.is_scalar(value) for value in values.values()):
        return _one(rumus, values, after)
    inputs = dict(zip(values, kinds.aligned(*values.values()), strict=True))
    given = arrays(inputs)
    result = finite(KERNELS[rumus], given)
    if after is not None:
        result = after(result, given)
    return kinds.packed(result, list(inputs.values()))


def named(rumus: str, offered: Mapping[str, Any], *, may_be_missing: frozenset[str]) -> dict[str, Any]:
    """Return the inputs of a formula from the arguments of a caller.

    Raises
    ------
    RuleError
        ``formula-input-absent`` for an input that was not named at all, save those that a
        row of a table may simply not have yet.
    """
    names = inputs(rumus)
    if absent := [name for name in names if offered[name] is None and name not in may_be_missing]:
        raise RuleError("formula-input-absent", name=rumus, inputs=absent)
    return {name: offered[name] for name in names}


def arrays(values: Mapping[str, Any]) -> dict[str, npt.NDArray[np.float64]]:
    """Return the values as arrays of floats."""
    return {name: kinds.floats(value) for name, value in values.items()}


def finite(
    kernel: Callable[..., Any], given: Mapping[str, npt.NDArray[np.float64]]
) -> npt.NDArray[np.float64]:
    """Return the result of a formula on arrays, NaN where it is undefined."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        result: npt.NDArray[np.float64] = np.asarray(kernel(**given), dtype=np.float64)
    defined = np.isfinite(result)
    if not defined.all():
        result = np.where(defined, result, np.nan)
    return result


def _one(
    rumus: str, values: Mapping[str, Any], after: Callable[[Any, Mapping[str, Any]], Any] | None
) -> float | Decimal | Fraction | None:
    numbers = {name: kinds.number(value) for name, value in values.items()}
    if any(number is None for number in numbers.values()):
        missing: float | None = kinds.missing_of(*values.values())
        return missing
    kind = _kind(numbers)
    result = _float(rumus, numbers) if kind is float else evaluate(rumus, **numbers)
    if after is not None:
        result = after(result, numbers)
    return None if result is None else _as(kind, result)


def _float(rumus: str, numbers: Mapping[str, Any]) -> float | None:
    try:
        result = float(KERNELS[rumus](**numbers))
    except (ZeroDivisionError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def _kind(numbers: Mapping[str, Any]) -> type:
    kinds_given = {type(number) for number in numbers.values()}
    return next((kind for kind in (Decimal, Fraction) if kind in kinds_given), float)


def _as(kind: type, result: Any) -> Any:
    if kind is Decimal and isinstance(result, Fraction):
        return Decimal(result.numerator) / Decimal(result.denominator)
    return kind(result)
