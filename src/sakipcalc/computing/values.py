"""A value with the way it came about: the thread that explanations, audits and live formulas follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.model import Sel
    from sakipcalc.places import Place
    from sakipcalc.scales import Skala

__all__ = ["Nilai", "SkalaTerpakai", "Status"]

#: ``diisi``: typed in the workbook; the others as DOMAIN says them beside a computed number.
Status = Literal[
    "diisi", "dihitung", "belum diisi", "tidak dapat dihitung", "tidak berlaku", "belum dilaksanakan"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkalaTerpakai:
    """The scale that a label comes from, and the cells of the workbook that spell its labels.

    Parameters
    ----------
    skala : Skala
        The bands.
    label : tuple of Sel
        Cells with the labels in the order of the bands; empty for a built-in scale.
    """

    skala: Skala
    label: tuple[Sel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Nilai:
    """A number or a text, where it stands, and what it was made from.

    Parameters
    ----------
    angka : Fraction, optional
        Exact number in full units (rupiah, per cent).
    teks : str
        The text, for labels and texts that are carried over.
    status : Status
        Typed, computed, not filled in, or not computable.
    rumus : str
        ``salin``, ``jumlah``, ``rerata``, ``kategori`` or the id of a rule; empty for a typed value.
    masukan : tuple of (str, tuple of Nilai)
        What it was made from, by the names of the formula.
    sel : Sel, optional
        The cell in which it stands, or in which it belongs; None where the workbook has none.
    skala : SkalaTerpakai, optional
        Scale of a label.
    sebab : tuple of str
        Names of the inputs for which there is no result.
    """

    angka: Fraction | None = None
    teks: str = ""
    status: Status = "belum diisi"
    rumus: str = ""
    masukan: tuple[tuple[str, tuple[Nilai, ...]], ...] = ()
    sel: Sel | None = None
    skala: SkalaTerpakai | None = None
    sebab: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = float(self.angka) if self.angka is not None else self.teks or self.status
        return f"<Nilai {shown} {self.rumus} {self.tempat or ''}>"

    @classmethod
    def from_cell(cls, sel: Sel) -> Nilai:
        """Return what the unit typed in a cell; a dash in a column of numbers is nothing."""
        dash = sel.angka is not None and sel.angka.missing
        if dash or not sel.teks:
            return cls(sel=sel)
        return cls(angka=sel.nilai, teks=sel.teks, status="diisi", sel=sel)

    @property
    def ada(self) -> bool:
        """Whether there is a value."""
        return self.angka is not None or bool(self.teks)

    @property
    def tempat(self) -> Place | None:
        """Place of its cell, if it has one."""
        return self.sel.tempat if self.sel else None

    def satu(self, nama: str) -> Nilai:
        """Return the one input of this name."""
        return next(values[0] for name, values in self.masukan if name == nama)

    def semua(self, nama: str) -> tuple[Nilai, ...]:
        """Return all inputs of this name."""
        return next(values for name, values in self.masukan if name == nama)

    def sumber(self) -> Iterator[Nilai]:
        """Yield the direct inputs."""
        for _, values in self.masukan:
            yield from values

    def asal(self) -> Iterator[Place]:
        """Yield the cells that it is made from, the nearest that the workbook has."""
        for one in self.sumber():
            if one.tempat:
                yield one.tempat
            else:
                yield from one.asal()
