"""Values as spreadsheet formulas: which cells a result is made from, and how, so that a person can follow it.

Only functions that Excel 2010 and LibreOffice share are used. A formula answers
with an empty text where an input is missing (an empty cell, or a dash) or where it
would divide by zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from sakipcalc.computing.how import (
    ByRule,
    Copied,
    Label,
    LastOf,
    Limited,
    Mean,
    MetZero,
    Rounded,
    Sum,
    Typed,
    WeightedMean,
)
from sakipcalc.computing.sameness import reduced
from sakipcalc.rulebook import rule as find_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sakipcalc.computing.values import Nilai
    from sakipcalc.model import Sel
    from sakipcalc.places import Place

__all__ = ["formula", "is_own"]

#: A label is decided on the value rounded here, as exactly as a spreadsheet can.
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """An expression, when it has no value, whether it needs no brackets, and the cell that it is."""

    text: str
    guards: tuple[str, ...] = ()
    atom: bool = True
    cell: str = ""

    def wrapped(self) -> str:
        return self.text if self.atom else f"({self.text})"


#: An expression and the unit that it is in.
_Scaled = tuple[_Term, Fraction]


class _NotLive(Exception):  # noqa: N818 -- not an error: the value is then written plainly
    """An input stands in no cell, or in one that holds text a formula cannot count with."""


def formula(nilai: Nilai, live: Callable[[Place], bool]) -> str | None:
    """Return the formula (without "=") that gives a value in its cell.

    Parameters
    ----------
    nilai : Nilai
        A derived value that belongs in a cell.
    live : callable
        Whether a cell holds, or will hold, a true number or a formula.

    Returns
    -------
    str or None
        None where no formula can give the value, for example because an input is
        typed as text.
    """
    return _guarded(_term(nilai, live))


def _guarded(term: _Term | None) -> str | None:
    """Return an expression that answers with an empty text where one of its guards holds."""
    if term is None:
        return None
    guards = tuple(dict.fromkeys(term.guards))
    if not guards:
        return term.text
    condition = guards[0] if len(guards) == 1 else f"OR({','.join(guards)})"
    return f'IF({condition},"",{term.text})'


def _term(nilai: Nilai, live: Callable[[Place], bool]) -> _Term | None:
    if nilai.sel is None or not nilai.derived:
        return None
    try:
        return _Writer(nilai.sel, live).made(nilai)
    except _NotLive:
        return None


def is_own(
    rumus: str, nilai: Nilai, live: Callable[[Place], bool], teks: Callable[[Place], str] | None = None
) -> bool:
    """Return whether a formula of the workbook is the one that gives a value in its cell.

    Spaces, case, the dollar signs of absolute references and the guard against missing inputs
    do not matter; nor, where what stands in the cells is known (`teks`), empty lines that it reaches over,
    and the branch that is not taken where it chooses by the word in a cell.
    """
    term = _term(nilai, live)
    forms = {one for one in (term.text if term else "", _guarded(term) or "") if one}
    if _bare(rumus) in map(_bare, forms):
        return True
    if teks is None or nilai.sel is None:
        return False
    place = nilai.sel.tempat
    return _bare(reduced(rumus, place, teks)) in {_bare(reduced(one, place, teks)) for one in forms}


def _bare(rumus: str) -> str:
    return re.sub(r"[\s$]", "", rumus).upper()


class _Writer:
    """Writes expressions for one target cell."""

    def __init__(self, target: Sel, live: Callable[[Place], bool]) -> None:
        self._target = target
        self._live = live

    def made(self, nilai: Nilai) -> _Term:
        """Return the expression by which a derived value is made, in units of the target cell."""
        match nilai.how:
            case Copied(source=source):
                return self._copy(source)
            case Label() as label:
                return self._label(label)
            case _:
                term, factor = self._computed(nilai)
                return self._scaled(term, factor)

    def _value(self, nilai: Nilai) -> _Term:
        """Return an expression for an input, in full units: its cell, else how it is made."""
        if nilai.sel is not None and self._live(nilai.sel.tempat):
            name = self._name(nilai.sel)
            return _times(_Term(text=name, cell=name), nilai.sel.faktor)
        if isinstance(nilai.how, Copied):
            return self._value(nilai.how.source)
        return _times(*self._computed(nilai))

    def _computed(self, nilai: Nilai) -> _Scaled:  # noqa: PLR0911 -- one case each
        """Return how a number is made from others, and the unit that this is in."""
        match nilai.how:
            case Sum(parts=parts, complete=complete):
                return self._sum(parts, complete=complete)
            case Mean(parts=parts):
                return self._mean(parts)
            case WeightedMean() as mean:
                return self._weighted_mean(mean)
            case LastOf(parts=parts):
                return self._last(parts, nilai)
            case Limited() as limited:
                return self._limited(limited), Fraction(1)
            case Rounded() as rounded:
                return self._rounded(rounded), Fraction(1)
            case ByRule() as applied:
                return self._rule(applied), Fraction(1)
            case Typed() | Copied() | Label() | MetZero():
                raise _NotLive
            case never:
                assert_never(never)

    def _limited(self, limited: Limited[Nilai]) -> _Term:
        term, _ = self._computed(limited.raw)
        text = term.text
        text = text if limited.floor is None else f"MAX({text},{_number(limited.floor)})"
        text = text if limited.cap is None else f"MIN({text},{_number(limited.cap)})"
        return replace(term, text=text, atom=True)

    def _rounded(self, rounded: Rounded[Nilai]) -> _Term:
        term = self._value(rounded.raw)
        return replace(term, text=f"ROUND({term.text},{rounded.decimals})", atom=True)

    def _rule(self, applied: ByRule[Nilai]) -> _Term:
        rule = find_rule(applied.rule)
        terms = {name: self._value(one) for name, one in applied.inputs.items()}
        cells = [term.cell for term in terms.values() if term.cell]
        zero = tuple(
            f"{terms[name].cell or terms[name].wrapped()}=0" for name in rule.pembagi if name in terms
        )
        inner = tuple(guard for term in terms.values() for guard in term.guards)
        missing = (f"COUNT({','.join(cells)})<{len(cells)}",) if cells else ()
        text = rule.lembar.format_map({name: term.wrapped() for name, term in terms.items()})
        return _Term(text=text, guards=(*missing, *inner, *zero), atom=False)

    def _copy(self, source: Nilai) -> _Term:
        if source.sel is None:
            return self._scaled(self._value(source), Fraction(1))
        if not self._live(source.sel.tempat) and source.angka is not None:
            raise _NotLive
        name = self._name(source.sel)
        if source.angka is None or source.sel.faktor == self._target.faktor:
            return _Term(text=name, guards=(f'{name}=""',))  # a dash is carried over as it is
        return self._scaled(_Term(text=name, guards=(f"COUNT({name})=0",)), source.sel.faktor)

    def _sum(self, parts: Sequence[Nilai], *, complete: bool) -> _Scaled:
        """Return a sum; a complete one has no value while one of its parts is missing."""
        cells, factor = self._cells(parts)
        ranges = self._ranges(cells)
        missing = f"COUNT({ranges})<{len(cells)}" if complete else f"COUNT({ranges})=0"
        return _Term(text=f"SUM({ranges})", guards=(missing,)), factor

    def _last(self, parts: Sequence[Nilai], nilai: Nilai) -> _Scaled:
        """Return the last of several cells that is filled."""
        cells, factor = self._cells(parts)
        names = [self._name(cell) for cell in cells]
        if nilai.angka is None:
            if any(cell.teks and not part.ada for cell, part in zip(cells, parts, strict=True)):
                raise _NotLive  # a dash, which a formula would take for a word
            filled = [f'{name}<>""' for name in names]
            blank = ",".join(f'{name}=""' for name in names)
            empty = (f"AND({blank})",)
        else:
            filled = [f"COUNT({name})=1" for name in names]
            empty = (f"COUNT({','.join(names)})=0",)
        text = names[0]
        for name, condition in zip(names[1:], filled[1:], strict=True):
            text = f"IF({condition},{name},{text})"
        return _Term(text=text, guards=empty), factor

    def _mean(self, parts: Sequence[Nilai]) -> _Scaled:
        if any(part.sel is None for part in parts):
            return self._mean_of_terms([self._value(part) for part in parts]), Fraction(1)
        cells, factor = self._cells(parts)
        ranges = self._ranges(cells)
        return _Term(text=f"AVERAGE({ranges})", guards=(f"COUNT({ranges})<{len(cells)}",)), factor

    def _mean_of_terms(self, terms: Sequence[_Term]) -> _Term:
        cells = [term.cell for term in terms if term.cell]
        missing = (f"COUNT({','.join(cells)})<{len(cells)}",) if cells else ()
        guards = tuple(guard for term in terms for guard in term.guards)
        text = f"({'+'.join(term.wrapped() for term in terms)})/{len(terms)}"
        return _Term(text=text, guards=(*missing, *guards), atom=False)

    def _weighted_mean(self, mean: WeightedMean[Nilai]) -> _Scaled:
        parts, weights = ([self._value(one) for one in these] for these in (mean.parts, mean.weights))
        cells = [term.cell for term in (*parts, *weights) if term.cell]
        sum_of_weights = "+".join(term.wrapped() for term in weights)
        products = (
            f"{part.wrapped()}*{weight.wrapped()}" for part, weight in zip(parts, weights, strict=True)
        )
        missing = (f"COUNT({','.join(cells)})<{len(cells)}",) if cells else ()
        guards = tuple(guard for term in (*parts, *weights) for guard in term.guards)
        text = f"({'+'.join(products)})/({sum_of_weights})"
        term = _Term(text=text, guards=(*missing, *guards, f"{sum_of_weights}=0"), atom=False)
        return term, Fraction(1)

    def _cells(self, parts: Iterable[Nilai]) -> tuple[list[Sel], Fraction]:
        """Return the cells of several values and their common unit."""
        cells = []
        for part in parts:
            counted = part.sel is not None and self._live(part.sel.tempat)
            if part.angka is not None and not counted:
                raise _NotLive
            if part.sel is not None:
                cells.append(part.sel)
        factors = {cell.faktor for cell in cells}
        if len(factors) != 1:
            raise _NotLive
        return cells, factors.pop()

    def _label(self, label: Label[Nilai]) -> _Term:
        used, value = label.scale, self._value(label.figure)
        names = [self._name(cell, absolute=True) for cell in used.label] or [
            _quoted(b.label) for b in used.skala.pita
        ]
        guards = (f"COUNT({value.cell})=0",) if value.cell else value.guards
        digits = _DIGITS if used.skala.desimal is None else used.skala.desimal
        rounded = f"ROUND({value.text},{digits})"
        text = names[-1]
        for band, name in reversed(list(zip(used.skala.pita[:-1], names[:-1], strict=True))):
            sign = ">=" if band.tutup else ">"
            text = f"IF({rounded}{sign}{_number(band.bawah)},{name},{text})"
        return _Term(text=text, guards=guards)

    def _scaled(self, term: _Term, factor: Fraction) -> _Term:
        """Bring an expression in units of `factor` to the unit of the target cell."""
        return _times(term, factor / self._target.faktor)

    def _name(self, cell: Sel, *, absolute: bool = False) -> str:
        place = cell.tempat
        name = place.reference(absolute=absolute)
        return name if place.sheet == self._target.tempat.sheet else f"{place.quoted_sheet}!{name}"

    def _ranges(self, cells: Sequence[Sel]) -> str:
        """Return the cells of one column as ranges: E8:E11,E14."""
        runs = groupby(
            enumerate(sorted(cells, key=lambda c: c.baris)), key=lambda pair: pair[1].baris - pair[0]
        )
        names = []
        for _, run in runs:
            first, *rest = [cell for _, cell in run]
            names.append(self._name(first) + (f":{rest[-1].tempat.reference()}" if rest else ""))
        return ",".join(names)


def _times(term: _Term, factor: Fraction) -> _Term:
    if factor == 1:
        return term
    text = f"{term.wrapped()}*{_number(factor)}" if factor > 1 else f"{term.wrapped()}/{_number(1 / factor)}"
    return replace(term, text=text, atom=False)


def _number(value: Fraction | None) -> str:
    exact = Fraction(0) if value is None else value
    return str(exact.numerator) if exact.denominator == 1 else repr(float(exact))


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
