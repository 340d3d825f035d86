"""Values whose cells are those of a new workbook, so that the formulas of the library point at them there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing.expressions import formula as written
from sakipcalc.computing.how import Copied, Label, mapped
from sakipcalc.model import Sel
from sakipcalc.remembering import ByIdentity

if TYPE_CHECKING:
    from sakipcalc.computing import Nilai
    from sakipcalc.computing.how import SkalaTerpakai
    from sakipcalc.places import Place

__all__ = ["Moved"]


class Moved:
    """Where the values of a Hasil stand in a new workbook.

    A value is known by its identity: the engine makes each one once, and the formulas of others
    are made from that same object.
    """

    def __init__(self) -> None:
        self._homes: ByIdentity[Sel] = ByIdentity()
        self._labels: dict[Place, Sel] = {}
        self._made: ByIdentity[Nilai] = ByIdentity()
        self._live: set[Place] = set()

    def place(self, value: Nilai, place: Place) -> None:
        """Say where a value stands; the first place is its home. A label of a scale may be one."""
        if self._homes.get(value) is not None:
            return
        row, col = place.koordinat
        home = Sel(tempat=place, baris=row, lajur=col, teks="x", asli=value.angka is not None)
        self._homes.put(home, value)
        if value.angka is not None:
            self._live.add(place)
        if value.sel is not None and not value.derived:
            self._labels[value.sel.tempat] = home

    def home(self, value: Nilai) -> Place | None:
        """Return the first cell of a value, if it has one."""
        known = self._homes.get(value)
        return known.tempat if known else None

    def formula(self, value: Nilai, place: Place) -> str | None:
        """Return the formula of a value in a cell: a reference to its home, or how it is made there.

        None where it is typed, or where no formula gives it.
        """
        home = self.home(value)
        if home is not None and home != place:
            same = home.sheet == place.sheet
            return home.cell if same else f"{home.quoted_sheet}!{home.cell}"
        return written(self._moved(value), self._live.__contains__) if value.derived else None

    def _moved(self, value: Nilai) -> Nilai:
        return self._made.get(value) or self._made.put(self._move(value), value)

    def _move(self, value: Nilai) -> Nilai:
        home = self._homes.get(value)
        if home is None and isinstance(value.how, Copied):
            return self._moved(value.how.source)
        how = mapped(value.how, self._moved)
        if isinstance(how, Label):
            how = replace(how, scale=self._scale(how.scale))
        return replace(value, sel=home, how=how)

    def _scale(self, used: SkalaTerpakai) -> SkalaTerpakai:
        labels = tuple(self._labels[sel.tempat] for sel in used.label if sel.tempat in self._labels)
        return replace(used, label=labels if len(labels) == len(used.label) else ())
