"""Values with their derivation, which explanations, audits and live formulas follow."""

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
    Sum,
    Typed,
    UsedScale,
    WeightedMean,
    inputs,
    word,
)
from sakipcalc.rulebook.formulas import Status
from sakipcalc.text.absence import is_dash, is_not_measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.model import Cell

__all__ = ["BLANK", "QUESTIONS", "UsedScale", "Value"]

#: Reasons for which there is no result before a person answers: which way is better, in what unit the inputs
#: are, which predicate stands above which, how quarters come together, which scale judges.
QUESTIONS = frozenset({"arah", "satuan", "urutan", "akumulasi", "skala"})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Value:
    """A number or a text, where it stands, and how it was made.

    Parameters
    ----------
    number : Fraction, optional
        Exact number in full units (rupiah, per cent).
    text : str
        The text, for labels and texts that are carried over.
    status : Status
        Typed, computed, not filled in, or not computable.
    how : How
        The operation that made it, with the values it was applied to; `Typed` for a fact.
    cell : Cell, optional
        The cell in which it stands, or in which it belongs; None where the workbook has none.
    reasons : tuple of str
        Names of the inputs for which there is no result.
    """

    number: Fraction | None = None
    text: str = ""
    status: Status = Status.BELUM_DIISI
    how: How[Value] = TYPED
    cell: Cell | None = None
    reasons: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = float(self.number) if self.number is not None else self.text or self.status
        return f"<Value {shown} {word(self.how)} {self.place or ''}>"

    @classmethod
    def from_cell(cls, cell: Cell) -> Value:
        """Return the value that the unit typed in a cell; a dash in a column of numbers is nothing."""
        numeral = cell.numeral
        if numeral is not None and numeral.value is None and is_not_measured(cell.text):
            return cls(status=Status.TIDAK_DIUKUR, cell=cell)
        dash = numeral is not None and numeral.missing
        if dash or not cell.text:
            return cls(cell=cell)
        return cls(number=cell.value, text=cell.text, status=Status.DIISI, cell=cell)

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.number is not None or bool(self.text)

    @property
    def nihil(self) -> bool:
        """Whether it is known that there is nothing: a dash stands in its cell, or in those it adds up.

        What was not measured is nothing too, and nobody owes it.
        """
        if self.known:
            return False
        if self.status is Status.TIDAK_DIUKUR:
            return True
        if isinstance(self.how, Sum) and self.how.parts:
            return all(part.nihil for part in self.how.parts)
        return self.cell is not None and is_dash(self.cell.text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in its cell, or it has none."""
        return self.cell is None or self.cell.empty

    @property
    def question(self) -> str:
        """The question of `QUESTIONS` that has to be answered before there is a value; empty without one."""
        if self.known:
            return ""
        own = next((one for one in self.reasons if one in QUESTIONS), "")
        return own or next((asked for one in self.sources() if (asked := one.question)), "")

    @property
    def filled(self) -> tuple[int, int]:
        """Numbers of known lines and of all lines of a sum or a mean."""
        match self.how:
            case Sum(parts=parts, missing=missing):
                counts = [part.filled if isinstance(part.how, Sum) else None for part in parts]
                known = [(int(at not in missing), 1) for at in range(len(parts))]
                pairs = [count or own for count, own in zip(counts, known, strict=True)]
            case Mean(parts=parts) | WeightedMean(parts=parts):
                pairs = [(int(part.known), 1) for part in parts]
            case ByRule(inputs=named):
                unfinished = (one for one in named.values() if one.status is Status.BELUM_LENGKAP)
                return next((one.filled for one in unfinished), (int(self.known), 1))
            case Copied(source=source) | Limited(raw=source) | Rounded(raw=source):
                return source.filled
            case Typed() | LastOf() | MetZero() | Label():
                return int(self.known), 1
            case never:
                assert_never(never)
        return sum(known for known, _ in pairs), sum(every for _, every in pairs)

    @property
    def at_least(self) -> Fraction | None:
        """Return the lower bound of an incomplete sum: its known lines; None where one of them is below 0."""
        if self.number is not None or not isinstance(self.how, Sum):
            return self.number
        parts = [part.at_least for part in self.how.parts]
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if known and min(known) >= 0 else None

    @property
    def content(self) -> Fraction | str | None:
        """The number, else the text that stands for it (``WBK``); None where there is neither."""
        return self.number if self.number is not None else self.text or None

    @property
    def place(self) -> Place | None:
        """Place of its cell, if it has one."""
        return self.cell.place if self.cell else None

    @property
    def derived(self) -> bool:
        """Whether it was made from other values."""
        return not isinstance(self.how, Typed)

    @property
    def whole(self) -> Value:
        """The value with its cell and all that it was made from, where these are made when asked for."""
        return self

    @property
    def copied_from(self) -> Value | None:
        """The value that was carried over, if it is a copy."""
        return self.how.source if isinstance(self.how, Copied) else None

    @property
    def uncapped(self) -> Value:
        """A capaian before floor and cap; any other value itself."""
        return self.how.raw if isinstance(self.how, Limited) else self

    @property
    def used_scale(self) -> UsedScale | None:
        """Scale of a label, also of one that is carried over."""
        if isinstance(self.how, Label):
            return self.how.scale
        return self.how.source.used_scale if isinstance(self.how, Copied) else None

    def named_input(self, name: str) -> Value:
        """Return the input of a formula under a name; a blank where no formula made the value."""
        named = self.how.inputs if isinstance(self.how, ByRule | MetZero) else {}
        return named.get(name, Value())

    def sources(self) -> Iterator[Value]:
        """Yield the direct inputs."""
        yield from inputs(self.how)

    def origins(self) -> Iterator[Place]:
        """Yield the cells that it is made from, the nearest that the workbook has."""
        for one in self.sources():
            if one.place:
                yield one.place
            else:
                yield from one.origins()


#: What is known of a cell that the workbook has not.
BLANK = Value()
