"""A value with the way it came about: the thread that explanations, audits and live formulas follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.computing.how import (
    TYPED,
    ByRule,
    Copied,
    How,
    Label,
    Limited,
    MetZero,
    SkalaTerpakai,
    Typed,
    inputs,
    word,
)
from sakipcalc.formulas import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.model import Sel
    from sakipcalc.places import Place

__all__ = ["Nilai", "SkalaTerpakai"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Nilai:
    """A number or a text, where it stands, and how it was made.

    Parameters
    ----------
    angka : Fraction, optional
        Exact number in full units (rupiah, per cent).
    teks : str
        The text, for labels and texts that are carried over.
    status : Status
        Typed, computed, not filled in, or not computable.
    how : How
        The operation that made it, with the values it was applied to; `Typed` for a fact.
    sel : Sel, optional
        The cell in which it stands, or in which it belongs; None where the workbook has none.
    sebab : tuple of str
        Names of the inputs for which there is no result.
    """

    angka: Fraction | None = None
    teks: str = ""
    status: Status = Status.BELUM_DIISI
    how: How[Nilai] = TYPED
    sel: Sel | None = None
    sebab: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = float(self.angka) if self.angka is not None else self.teks or self.status
        return f"<Nilai {shown} {word(self.how)} {self.tempat or ''}>"

    @classmethod
    def from_cell(cls, sel: Sel) -> Nilai:
        """Return what the unit typed in a cell; a dash in a column of numbers is nothing."""
        dash = sel.angka is not None and sel.angka.missing
        if dash or not sel.teks:
            return cls(sel=sel)
        return cls(angka=sel.nilai, teks=sel.teks, status=Status.DIISI, sel=sel)

    @property
    def ada(self) -> bool:
        """Whether there is a value."""
        return self.angka is not None or bool(self.teks)

    @property
    def content(self) -> Fraction | str | None:
        """The number, else the text that stands for it (``WBK``); None where there is neither."""
        return self.angka if self.angka is not None else self.teks or None

    @property
    def tempat(self) -> Place | None:
        """Place of its cell, if it has one."""
        return self.sel.tempat if self.sel else None

    @property
    def derived(self) -> bool:
        """Whether it was made from other values."""
        return not isinstance(self.how, Typed)

    @property
    def uncapped(self) -> Nilai:
        """A capaian before floor and cap; any other value itself."""
        return self.how.raw if isinstance(self.how, Limited) else self

    @property
    def skala(self) -> SkalaTerpakai | None:
        """Scale of a label, also of one that is carried over."""
        if isinstance(self.how, Label):
            return self.how.scale
        return self.how.source.skala if isinstance(self.how, Copied) else None

    def named_input(self, name: str) -> Nilai:
        """Return what a formula took under a name; a blank where no formula made the value."""
        named = self.how.inputs if isinstance(self.how, ByRule | MetZero) else {}
        return named.get(name, Nilai())

    def sumber(self) -> Iterator[Nilai]:
        """Yield the direct inputs."""
        yield from inputs(self.how)

    def asal(self) -> Iterator[Place]:
        """Yield the cells that it is made from, the nearest that the workbook has."""
        for one in self.sumber():
            if one.tempat:
                yield one.tempat
            else:
                yield from one.asal()
