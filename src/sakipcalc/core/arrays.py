"""Kinds of values: one number, a list, an array or a Series, taken apart and put together again.

The public functions compute on arrays of floats inside; what comes in as a list leaves as
a list, and a Series keeps its index and name. NumPy and pandas are imported only when a
value is theirs or a list has to be worked on.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeGuard

from sakipcalc.core.errors import RuleError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

__all__ = [
    "aligned",
    "floats",
    "gaps",
    "gaps_kept",
    "is_missing",
    "is_scalar",
    "is_series",
    "labelled",
    "missing_of",
    "number",
    "packed",
    "rows_like",
    "unboxed",
    "worded",
]

#: The least and the greatest number that a float can be in full.
_LEAST, _MOST = sys.float_info.min, sys.float_info.max


def is_scalar(value: object) -> bool:
    """Return whether a value is one value rather than many."""
    if isinstance(value, str | bytes) or getattr(value, "ndim", None) == 0:
        return True
    return not isinstance(value, Sequence) and not hasattr(value, "__array__")


def is_series(value: object) -> TypeGuard[pd.Series]:
    """Return whether a value is a pandas Series; asks without importing pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.Series)


def is_missing(value: object) -> bool:
    """Return whether one value is None, NaN or NA.

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing(0)
    (True, True, False)
    """
    if value is None:
        return True
    pandas = sys.modules.get("pandas")
    if pandas is not None and value is pandas.NA:
        return True
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, float) and math.isnan(value)


def number(value: Any) -> float | Fraction | Decimal | int | None:
    """Return one number as Python has it; None when it is missing, or no float is as large or as small.

    Raises
    ------
    RuleError
        ``not-a-number`` for a text: texts are read by ``parse_number`` first.
    """
    if getattr(value, "ndim", None) == 0:
        value = value.item()
    if is_missing(value):
        return None
    if not isinstance(value, int | float | Decimal | Fraction):
        raise RuleError("not-a-number", value=str(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    size: Any = value.copy_abs() if isinstance(value, Decimal) else abs(value)
    return value if not value or _LEAST <= size <= _MOST else None


def floats(value: Any) -> npt.NDArray[np.float64]:
    """Return many values as floats, the missing ones as NaN.

    Raises
    ------
    RuleError
        ``not-a-number`` when a text is among them.
    """
    import numpy as np

    if is_series(value):
        pandas: Any = sys.modules["pandas"]
        numeric = pandas.api.types.is_numeric_dtype(value.dtype)
        value = value.to_numpy(np.float64, na_value=np.nan) if numeric else value.to_numpy(dtype=object)
    array = _array(value)
    if array.dtype.kind in "fiub":
        return array.astype(np.float64, copy=False)
    plain = [math.nan if (n := number(one)) is None else float(n) for one in array.ravel().tolist()]
    return np.array(plain, dtype=np.float64).reshape(array.shape)


def _array(value: Any) -> npt.NDArray[Any]:
    """Return many values as an array in which each number is still a number, also among texts."""
    import numpy as np

    array = np.asarray(value)
    mixed = array.dtype.kind == "U" and not hasattr(value, "__array__")
    return np.asarray(value, dtype=object) if mixed else array


def aligned(*values: Any) -> tuple[Any, ...]:
    """Return the values with every Series brought to one index, as pandas arithmetic does."""
    series = [value for value in values if is_series(value)]
    if all(one.index.equals(series[0].index) for one in series):
        return values
    index = series[0].index
    for one in series[1:]:
        index = index.union(one.index)
    return tuple(value.reindex(index) if is_series(value) else value for value in values)


def missing_of(*values: Any) -> Any:
    """Return the first missing value among some as it came (None, NaN, NA); None when none is missing.

    What has no result is missing in the kind of its input; an undefined quotient is None.
    """
    return next((value for value in values if is_missing(value)), None)


def gaps_kept(told: list[Any], values: Sequence[Any]) -> list[Any]:
    """Return a list, nested or not, in which each None is missing in the kind of its input.

    Examples
    --------
    >>> gaps_kept(["Baik", None, None], [90, float("nan"), None])
    ['Baik', nan, None]
    """
    return [
        gaps_kept(one, value) if isinstance(one, list) else missing_of(value) if one is None else one
        for one, value in zip(told, values, strict=True)
    ]


def packed(result: npt.NDArray[np.float64], values: Sequence[Any]) -> Any:
    """Return an array of floats in the kind that the (aligned) inputs came in."""
    series = [value for value in values if is_series(value)]
    if series:
        return _series(result, series)
    if any(hasattr(value, "__array__") and not is_scalar(value) for value in values):
        return result
    return _listed(result, values)


def _series(result: npt.NDArray[np.float64], series: Sequence[pd.Series]) -> pd.Series:
    pandas: Any = sys.modules["pandas"]
    names = {one.name for one in series}
    made = pandas.Series(result, index=series[0].index, name=series[0].name if len(names) == 1 else None)
    nullable = any(pandas.api.types.is_extension_array_dtype(one.dtype) for one in series)
    typed: pd.Series = made.astype("Float64") if nullable else made
    return typed


def _listed(result: npt.NDArray[np.float64], values: Sequence[Any]) -> list[Any]:
    import numpy as np

    gaps = np.isnan(result)
    if not gaps.any():
        return result.tolist()  # type: ignore[no-any-return]  # a list, for never 0-d
    out = result.astype(object)
    sources = np.broadcast_arrays(*(np.asarray(value, dtype=object) for value in values))
    rows = zip(*(np.broadcast_to(source, gaps.shape)[gaps] for source in sources), strict=True)
    out[gaps] = [missing_of(*row) for row in rows]
    return out.tolist()  # type: ignore[no-any-return]


def gaps(values: Any) -> npt.NDArray[np.bool_]:
    """Return where many values, of whatever kind, are missing; an empty text is missing too."""
    import numpy as np

    array = values.to_numpy(dtype=object) if is_series(values) else _array(values)
    if array.dtype.kind == "f":
        missing: npt.NDArray[np.bool_] = np.isnan(array)
        return missing
    if array.dtype.kind in "iub":
        return np.zeros(array.shape, dtype=np.bool_)
    empty = [is_missing(one) or (isinstance(one, str) and not one) for one in array.ravel().tolist()]
    return np.array(empty, dtype=np.bool_).reshape(array.shape)


def labelled(value: Any, positions: npt.NDArray[np.int8], labels: Sequence[str]) -> Any:
    """Return the label at each position (-1 for none) as the type that `value` has.

    A Series becomes an ordered categorical, an array one of object.
    """
    import numpy as np

    if is_series(value):
        pandas: Any = sys.modules["pandas"]
        codes = pandas.Categorical.from_codes(positions, categories=list(labels), ordered=True)
        return pandas.Series(codes, index=value.index, name=value.name)
    texts = np.array([*labels, None], dtype=object)[positions]
    return texts if hasattr(value, "__array__") else texts.tolist()


def worded(value: Any, words: npt.NDArray[np.object_]) -> Any:
    """Return words in the kind of `value`."""
    if is_series(value):
        return type(value)(words, index=value.index, name=value.name)
    return words if hasattr(value, "__array__") else words.tolist()


def unboxed(result: npt.NDArray[np.float64]) -> Any:
    """Return an array without dimensions as the number in it, None for NaN."""
    if result.ndim:
        return result
    one = float(result)
    return None if math.isnan(one) else one


def rows_like(value: Any, result: npt.NDArray[np.float64]) -> Any:
    """Return one number a row in the kind of `value`: a Series for a frame, a list for lists."""
    index = getattr(value, "index", None)
    if index is not None and not isinstance(value, Sequence):
        pandas: Any = sys.modules["pandas"]
        return pandas.Series(result, index=index)
    return result if hasattr(value, "__array__") else _listed(result, [])
