"""Labels on a scale for the public functions: what lies beyond the ends of a scale is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.core import arrays as kinds
from sakipcalc.core.errors import FaultError, RuleError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sakipcalc.rulebook.scales import Skala

__all__ = ["graded", "labels_at"]


def graded(value: Any, skala: Skala) -> Any:
    """Return the label of a value, or of each of many.

    :meth:`Skala.classify <sakipcalc.rulebook.scales.Skala.classify>` gives None for what lies beyond
    the ends, which a workbook reports with its cell; a caller in Python would take it for
    a missing value.

    Raises
    ------
    RuleError
        ``number-out-of-range`` for a value beyond the ends of the scale; of many, the first,
        with its position (its label in a Series) as ``values["path"]``.
    """
    if kinds.is_scalar(value):
        return _one(value, skala)
    return labels_at(value, skala.positions(kinds.floats(value)), skala)


def labels_at(value: Any, positions: npt.NDArray[np.int8], skala: Skala) -> Any:
    """Return the labels of many values whose bands are known (from below, -1 for none), as :func:`graded`."""
    _refuse_beyond(value, positions, skala)
    told = kinds.labelled(value, positions, tuple(reversed(skala.labels)))
    return kinds.gaps_kept(told, value) if isinstance(told, list) else told


def _one(value: Any, skala: Skala) -> Any:
    number = kinds.number(value)
    if number is None:
        return kinds.missing_of(value)
    told = skala.classify(number)
    if told is None:
        raise RuleError("number-out-of-range", value=number, **_ends(skala))
    return told


def _refuse_beyond(value: Any, positions: npt.NDArray[np.int8], skala: Skala) -> None:
    if skala.minimum is None and skala.maksimum is None:
        return
    import numpy as np

    numbers = kinds.floats(value)
    beyond = np.argwhere((positions < 0) & np.isfinite(numbers))
    if len(beyond):
        at = tuple(beyond[0].tolist())
        label = value.index[at[0]] if kinds.is_series(value) else ", ".join(map(str, at))
        raise FaultError("number-out-of-range", path=f"[{label}]", value=float(numbers[at]), **_ends(skala))


def _ends(skala: Skala) -> dict[str, Any]:
    return {
        "low": "-∞" if skala.minimum is None else skala.minimum,
        "high": "∞" if skala.maksimum is None else skala.maksimum,
    }
