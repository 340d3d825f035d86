"""Deciding exactly on which side of a bound a value lies, for just the rows near one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.rulebook.formulas.kernels import KERNELS, dua_target, rasio, stabil
from sakipcalc.rulebook.scales.scale import slack, thresholds

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.rulebook.scales import Skala

__all__ = ["positions_exactly"]

#: How many times the slack of a bound counts as near it.
_NEAR = 1000
#: One division by the target: the float strays less than the slack, so that up to this
#: target a quotient of six decimals is on the bound or outside the slack.
_ONE_DIVISION = frozenset({rasio, dua_target, stabil})
_SURE_TARGET = 10_000.0


def positions_exactly(
    computed: npt.NDArray[np.float64],
    values: Mapping[str, npt.NDArray[np.float64]],
    skala: Skala,
    metode: Metode,
    arah: str,
) -> npt.NDArray[np.int8]:
    """Return the band of each capaian (from below, -1 for none) as its exact fraction has it.

    Parameters
    ----------
    computed : array
        Capaian [%] as floats.
    values : mapping of str to array
        The inputs that it was computed from.
    skala, metode, arah
        The scale, and how to compute a capaian.
    """
    import numpy as np

    positions = skala.positions(computed)
    inputs = dict(zip(values, np.broadcast_arrays(*values.values()), strict=True))
    near = _near(computed, skala)
    if KERNELS[metode.capaian_formula(arah)] in _ONE_DIVISION:
        near &= np.abs(inputs["target"]) > _SURE_TARGET
    if near.any():
        rows = np.column_stack([array[near] for array in inputs.values()])
        distinct, where = np.unique(rows, axis=0, return_inverse=True)
        decided = [
            _position(dict(zip(inputs, row, strict=True)), skala, metode, arah) for row in distinct.tolist()
        ]
        positions[near] = np.array(decided, dtype=np.int8)[where.ravel()]
    return positions


def _near(computed: npt.NDArray[np.float64], skala: Skala) -> npt.NDArray[np.bool_]:
    import numpy as np

    near = np.zeros(computed.shape, dtype=np.bool_)
    for bound in thresholds(skala)[1:-1]:
        near |= np.abs(computed - bound) <= _NEAR * slack(bound)
    return near


def _position(row: dict[str, Any], skala: Skala, metode: Metode, arah: str) -> int:
    band = skala.band(metode.measure(arah, **row).result)
    return -1 if band is None else len(skala.pita) - 1 - skala.pita.index(band)
