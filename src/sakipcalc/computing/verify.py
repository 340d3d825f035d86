"""Whether a printed figure agrees with the computed one, or with what is printed beside it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.calc.agreement import agreement
from sakipcalc.calc.intervals import Interval, applied, behind, mean_of
from sakipcalc.computing.how import ByRule, Mean, WeightedMean
from sakipcalc.rulebook.scales import same_label
from sakipcalc.text.numerals import round_half_up
from sakipcalc.text.numerals.exact import nearly, nearly_quotients

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.calc.agreement import Verdict
    from sakipcalc.computing.values import Value
    from sakipcalc.model import Cell
    from sakipcalc.text.numerals.exact import Quotient

__all__ = ["could_be", "is_printed", "judge", "made_of", "printed_decimals", "same_quotient", "verify"]

#: Inputs of rules that are results themselves, and are shortened for print.
_RESULTS = frozenset({"capaian", "serapan"})

#: A column in thousands shows its decimals in thousands.
_THOUSAND = 1000
#: A sum of money from which a thousand is little.
_BUDGET = 1_000_000
#: Beyond these decimals a stored number is a calculated one, and is compared to so many digits.
_TYPED_DECIMALS = 6
_CLOSE = 9


def printed_decimals(cell: Cell) -> int | None:
    """Return the decimals that a person sees of a number, None where it shows all that it has.

    A number that was typed with fewer decimals than its format shows was not meant to have more.
    """
    if cell.numeral is None:
        return None
    exponent = Decimal(cell.numeral.value or 0).normalize().as_tuple().exponent
    stored = max(-int(exponent), 0)
    if cell.numeral.decimals < 0:
        return stored if stored <= _TYPED_DECIMALS else None
    typed = cell.is_number and not cell.formula
    return min(cell.numeral.decimals, stored) if typed else cell.numeral.decimals


def verify(cell: Cell, computed: Fraction, *, unit: int | None = None) -> Verdict:
    """Compare a printed number with the computed one.

    Parameters
    ----------
    cell : Cell
        Cell with a number.
    computed : Fraction
        Exact value in the same full units.
    unit : int, optional
        What the cell counts in, where its column does not say it.
    """
    printed = cell.value
    if printed is None or cell.numeral is None:
        return "beda"
    if nearly(printed, computed, digits=_CLOSE):
        return "sama"
    decimals = printed_decimals(cell)
    if decimals is None:
        return "beda"
    unit = unit or (int(cell.factor) if cell.factor >= _THOUSAND else 1)
    value = Decimal(cell.numeral.value or 0) / unit
    if cell.is_number:
        value = Decimal(str(float(round_half_up(Fraction(value), decimals))))  # as its format shows it
    shown = cell.numeral._replace(value=value, decimals=decimals)
    verdict = agreement(shown, computed / unit, caps=())
    return "beda" if verdict == "pecahan" else verdict  # a hundredth explains a figure, and excuses none


def is_printed(printed: Fraction | None, derived: Value) -> bool:
    """Return whether a printed figure is the derived one to all its digits; a copy may be in another unit."""
    if printed is None or derived.number is None or derived.copied_from is not None:
        return False
    return nearly(printed, derived.number, digits=_CLOSE)


def same_quotient(printed: Quotient, computed: Quotient) -> bool:
    """Return whether a printed figure is the computed one to all its digits, as `is_printed` does."""
    return printed == computed or nearly_quotients(printed, computed, digits=_CLOSE)


def judge(cell: Cell, derived: Value) -> Verdict:
    """Compare what is typed in a cell with what the other cells give: a number, a label or a text.

    A copy of a figure that is in thousands agrees when it rounds to that figure.
    """
    if derived.number is None:
        return "sama" if not derived.text or same_label(cell.text, derived.text) else "beda"
    copied = derived.copied_from
    source = copied.cell if copied is not None else None
    if source is not None and source.value is not None and cell.value is not None:
        if source.factor > cell.factor:
            return verify(source, cell.value)
        if _is_cut(source.value, cell.value):
            return verify(source, cell.value, unit=_THOUSAND)
    verdict = verify(cell, derived.number)
    return "sama" if verdict == "beda" and could_be(cell, derived) else verdict


def _is_cut(source: Fraction, copy: Fraction) -> bool:
    """Return whether a budget is in whole thousands, and so near its copy that it may come from thousands.

    A form in full rupiah gets such figures from a workbook that has them in thousands.
    """
    return (
        source >= _BUDGET and source % _THOUSAND == 0 != copy % _THOUSAND and abs(source - copy) < _THOUSAND
    )


def could_be(cell: Cell, derived: Value) -> bool:
    """Return whether a printed figure may come from the printed results that it is made of.

    Facts are taken as they are typed; a capaian or a serapan stands for all that is shortened to it.
    """
    wanted, printed = _made_of(derived), _interval(cell)
    return wanted is not None and printed is not None and printed.meets(wanted)


def made_of(rule: str, named: Mapping[str, Value]) -> Interval | None:
    """Return the results that a rule may give for operands as they are printed."""
    operands = {name: _result(one) if name in _RESULTS else _point(one) for name, one in named.items()}
    known = {name: one for name, one in operands.items() if one is not None}
    return applied(rule, known) if len(known) == len(operands) and operands else None


def _made_of(value: Value) -> Interval | None:
    match value.how:
        case ByRule(rule=rule, inputs=named) if not _RESULTS.isdisjoint(named):
            return made_of(rule, named)
        case Mean(parts=parts):
            return _mean(parts)
        case WeightedMean(parts=parts, weights=weights):
            return _mean(parts, [one.number or Fraction(0) for one in weights])
        case _:  # what is made of facts is as exact as they are
            return None


def _mean(parts: Sequence[Value], weights: Sequence[Fraction] | None = None) -> Interval | None:
    """Return the interval of a mean; a true number hides the zeros that its neighbours have as decimals."""
    cells = [cell for one in parts if (cell := _printed_in(one)) is not None]
    least = max((printed_decimals(cell) or 0 for cell in cells), default=0)
    found = [_result(one, least) for one in parts]
    known = [one for one in found if one is not None]
    return mean_of(known, weights) if known and len(known) == len(found) else None


def _result(value: Value, least: int = 0) -> Interval | None:
    """Return the interval of a result: as it is printed in its cell, else as it is made."""
    cell = _printed_in(value)
    return _interval(cell, least) if cell is not None else _made_of(value) or _point(value)


def _printed_in(value: Value) -> Cell | None:
    """Return the cell in which a figure is printed, its own or that of the table it is copied from."""
    if value.cell is not None and value.cell.value is not None and value.cell.value == value.number:
        return value.cell
    return _printed_in(value.copied_from) if value.copied_from is not None else None


def _point(value: Value) -> Interval | None:
    return None if value.number is None else Interval.of(value.number)


def _interval(cell: Cell, least: int = 0) -> Interval | None:
    """Return the values that a cell with a figure stands for; a true number has so many decimals at least."""
    decimals, shown = printed_decimals(cell), cell.value
    if shown is None:
        return None
    if decimals is None or cell.factor >= _THOUSAND:
        return Interval.of(shown)
    decimals = max(decimals, least) if cell.is_number else decimals
    within = behind(round_half_up(shown, decimals), decimals) if cell.is_number else behind(shown, decimals)
    return Interval(min(within.low, shown), max(within.high, shown))
