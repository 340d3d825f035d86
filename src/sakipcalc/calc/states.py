"""Statuses: the word beside each number."""

from __future__ import annotations

from typing import Any

from sakipcalc.core import arrays as kinds
from sakipcalc.rulebook.formulas import Status

__all__ = ["states"]


def states(result: Any, owed: Any, *, berlaku: Any = True) -> Any:
    """Return the status of each result.

    Parameters
    ----------
    result : number or many
        What was computed; missing where it could not be.
    owed : number, text or many
        The figure that the unit has to fill in.
    berlaku : bool or many
        Whether a result is wanted at all.
    """
    if all(kinds.is_scalar(value) for value in (result, owed, berlaku)):
        return _state(result, owed, berlaku=bool(berlaku)).value
    import numpy as np

    result, owed = kinds.aligned(result, owed)
    wanted = np.asarray(berlaku, dtype=np.bool_)
    conditions = np.broadcast_arrays(~wanted, ~kinds.gaps(result), kinds.gaps(owed))
    words = (Status.TIDAK_BERLAKU, Status.DIHITUNG, Status.BELUM_DIISI)
    choices = [np.array(word.value, dtype=object) for word in words]
    chosen = np.select(conditions, choices, np.array(Status.TIDAK_DAPAT_DIHITUNG.value, dtype=object))
    return kinds.worded(result, chosen)


def _state(result: Any, owed: Any, *, berlaku: bool) -> Status:
    if not berlaku:
        return Status.TIDAK_BERLAKU
    if not kinds.is_missing(result):
        return Status.DIHITUNG
    return Status.BELUM_DIISI if kinds.is_missing(owed) or owed == "" else Status.TIDAK_DAPAT_DIHITUNG
