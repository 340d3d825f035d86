"""A capaian to be computed: the formula of a polarity under a Metode, with its inputs as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.calc.applying import apply, arrays, named
from sakipcalc.calc.exactly import positions_exactly
from sakipcalc.calc.words import polarity, scored, yes_no
from sakipcalc.core import arrays as kinds
from sakipcalc.rulebook.methods import Metode, standard

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from sakipcalc.rulebook.scales import Skala

__all__ = ["Case"]

#: Inputs that a row of a table may simply not have yet.
_MAY_BE_MISSING = frozenset({"realisasi", "target"})


class Case(NamedTuple):
    """One capaian, or many in a list, an array or a Series, to be computed under a Metode."""

    metode: Metode
    arah: str
    values: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        realisasi: Any,
        target: Any,
        *,
        arah: str = "naik",
        kondisi_awal: Any = None,
        bawah: Any = None,
        atas: Any = None,
        metode: Metode | None = None,
    ) -> Case:
        """Make a case of what a caller offers: words become numbers, what no formula takes is left out."""
        chosen, arah = metode or standard(), polarity(arah)
        if arah == "kualitatif":
            realisasi, target = scored(realisasi, target, chosen.aturan)
        elif arah == "ya_tidak":
            realisasi = yes_no(realisasi)
        offered = {"realisasi": realisasi, "target": target, "kondisi_awal": kondisi_awal}
        offered |= {"bawah": bawah, "atas": atas}
        # A target may be missing, but a baseline or a range that nobody named was forgotten.
        values = named(chosen.capaian_formula(arah), offered, may_be_missing=_MAY_BE_MISSING)
        return cls(metode=chosen, arah=arah, values=values)

    @property
    def is_one(self) -> bool:
        """Whether each input is one value."""
        return all(kinds.is_scalar(value) for value in self.values.values())

    def computed(self) -> Any:
        """Return the capaian [%] in the kind of the inputs."""
        return apply(
            self.metode.capaian_formula(self.arah), self.values, self.metode.policy(self.arah).applied
        )

    def exactly(self) -> Any:
        """Return the capaian [%] of one value each, exact."""
        numbers = {name: kinds.number(value) for name, value in self.values.items()}
        exact = self.metode.measure(self.arah, **numbers).result
        return kinds.missing_of(*self.values.values()) if exact is None else exact

    def positions(self, computed: Any, skala: Skala) -> npt.NDArray[np.int8]:
        """Return the band of each of many as its exact fraction has it."""
        lined_up = dict(zip(self.values, kinds.aligned(*self.values.values()), strict=True))
        return positions_exactly(kinds.floats(computed), arrays(lined_up), skala, self.metode, self.arah)
