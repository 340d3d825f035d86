"""A value with the way it came about: the thread that explanations, audits and live formulas follow."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sakipcalc.computing.how import (
    TYPED,
    ByRule,
    Copied,
    How,
    Label,
    LastOf,
    Limited,
    Mean,
    MetZero,
    Rounded,
    SkalaTerpakai,
    Sum,
    Typed,
    WeightedMean,
    inputs,
    word,
)
from sakipcalc.formulas import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.model import Sel
    from sakipcalc.places import Place

__all__ = ["Nilai", "SkalaTerpakai"]

#: What people put in a cell for "none"; a question mark or dots mean that it is not known yet.
_DASHES = frozenset("-–—−~_ ")


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
    def nihil(self) -> bool:
        """Whether it is known that there is nothing: a dash stands in its cell, or in those it adds up."""
        if self.ada:
            return False
        if isinstance(self.how, Sum) and self.how.parts:
            return all(part.nihil for part in self.how.parts)
        return self.sel is not None and bool(self.sel.teks) and _DASHES.issuperset(self.sel.teks)

    @property
    def terisi(self) -> tuple[int, int]:
        """How many of the lines that a sum or a mean is made of are known, and how many there are."""
        match self.how:
            case Sum(parts=parts, missing=missing):
                counts = [part.terisi if isinstance(part.how, Sum) else None for part in parts]
                known = [(int(at not in missing), 1) for at in range(len(parts))]
                pairs = [count or own for count, own in zip(counts, known, strict=True)]
            case Mean(parts=parts) | WeightedMean(parts=parts):
                pairs = [(int(part.ada), 1) for part in parts]
            case ByRule(inputs=named):
                unfinished = (one for one in named.values() if one.status is Status.BELUM_LENGKAP)
                return next((one.terisi for one in unfinished), (int(self.ada), 1))
            case Copied(source=source) | Limited(raw=source) | Rounded(raw=source):
                return source.terisi
            case Typed() | LastOf() | MetZero() | Label():
                return int(self.ada), 1
            case never:
                assert_never(never)
        return sum(known for known, _ in pairs), sum(every for _, every in pairs)

    @property
    def paling_sedikit(self) -> Fraction | None:
        """What an incomplete sum comes to at least: its known lines; None where one of them is below 0."""
        if self.angka is not None or not isinstance(self.how, Sum):
            return self.angka
        parts = [part.paling_sedikit for part in self.how.parts]
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if known and min(known) >= 0 else None

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
