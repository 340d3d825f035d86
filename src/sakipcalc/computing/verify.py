"""Whether a printed figure agrees with the computed one, or with what is printed beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.calc.agreement import agreement
from sakipcalc.calc.intervals import Interval, applied, behind, mean_of
from sakipcalc.computing.how import ByRule, Copied, Mean, WeightedMean
from sakipcalc.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.calc.agreement import Verdict
    from sakipcalc.computing.values import Nilai
    from sakipcalc.model import Sel

__all__ = ["could_be", "judge", "made_of", "printed_decimals", "verify"]

#: Inputs of rules that are results themselves, and are shortened for print.
_RESULTS = frozenset({"capaian", "serapan"})

#: A column in thousands shows its decimals in thousands.
_THOUSAND = 1000
#: Beyond these decimals a stored number is a calculated one, and is compared to nine digits.
_TYPED_DECIMALS = 6
_CLOSE = Fraction(1, 10**9)


def printed_decimals(sel: Sel) -> int | None:
    """Return the decimals that a person sees of a number, None where it shows all that it has.

    A number that was typed with fewer decimals than its format shows was not meant to have more.
    """
    if sel.angka is None:
        return None
    exponent = Decimal(sel.angka.value or 0).normalize().as_tuple().exponent
    stored = max(-int(exponent), 0)
    if sel.angka.decimals < 0:
        return stored if stored <= _TYPED_DECIMALS else None
    typed = sel.asli and not sel.rumus
    return min(sel.angka.decimals, stored) if typed else sel.angka.decimals


def verify(sel: Sel, computed: Fraction) -> Verdict:
    """Compare a printed number with the computed one.

    Parameters
    ----------
    sel : Sel
        Cell with a number.
    computed : Fraction
        Exact value in the same full units.
    """
    printed = sel.nilai
    if printed is None or sel.angka is None:
        return "beda"
    if printed == computed:
        return "sama"
    if abs(printed - computed) <= _CLOSE * max(abs(computed), Fraction(1)):
        return "sama"
    decimals = printed_decimals(sel)
    if decimals is None:
        return "beda"
    unit = sel.faktor if sel.faktor >= _THOUSAND else Fraction(1)
    value = Decimal(sel.angka.value or 0) / int(unit)
    if sel.asli:
        value = Decimal(str(float(round_half_up(Fraction(value), decimals))))  # as its format shows it
    shown = replace(sel.angka, value=value, decimals=decimals)
    verdict = agreement(shown, computed / unit, caps=())
    return "beda" if verdict == "pecahan" else verdict  # a hundredth explains a figure, and excuses none


def judge(sel: Sel, derived: Nilai) -> Verdict:
    """Compare what is typed in a cell with what the other cells give: a number, a label or a text.

    A copy of a figure that is printed in thousands agrees when it rounds to that figure.
    """
    if derived.angka is None:
        same = derived.skala.skala.same_label if derived.skala else _same_text
        return "sama" if not derived.teks or same(sel.teks, derived.teks) else "beda"
    source = derived.how.source.sel if isinstance(derived.how, Copied) else None
    if (
        source is not None
        and source.faktor > sel.faktor
        and source.nilai is not None
        and sel.nilai is not None
    ):
        return verify(source, sel.nilai)
    verdict = verify(sel, derived.angka)
    return "sama" if verdict == "beda" and could_be(sel, derived) else verdict


def could_be(sel: Sel, derived: Nilai) -> bool:
    """Return whether a printed figure may come from the printed results that it is made of.

    Facts are taken as they are typed; a capaian or a serapan stands for all that is shortened to it.
    """
    wanted, printed = _made_of(derived), _interval(sel)
    return wanted is not None and printed is not None and printed.meets(wanted)


def made_of(rule: str, named: Mapping[str, Nilai]) -> Interval | None:
    """Return what a rule may give, for results as they are printed."""
    operands = {name: _result(one) if name in _RESULTS else _point(one) for name, one in named.items()}
    known = {name: one for name, one in operands.items() if one is not None}
    return applied(rule, known) if len(known) == len(operands) and operands else None


def _made_of(value: Nilai) -> Interval | None:
    match value.how:
        case ByRule(rule=rule, inputs=named) if not _RESULTS.isdisjoint(named):
            return made_of(rule, named)
        case Mean(parts=parts):
            return _mean(parts)
        case WeightedMean(parts=parts, weights=weights):
            return _mean(parts, [one.angka or Fraction(0) for one in weights])
        case _:  # what is made of facts is as exact as they are
            return None


def _mean(parts: Sequence[Nilai], weights: Sequence[Fraction] | None = None) -> Interval | None:
    found = [_result(one) for one in parts]
    known = [one for one in found if one is not None]
    return mean_of(known, weights) if known and len(known) == len(found) else None


def _result(value: Nilai) -> Interval | None:
    """Return what a result may be: as it is printed in its cell, else as it is made."""
    if value.sel is not None and value.sel.nilai is not None and value.sel.nilai == value.angka:
        return _interval(value.sel)
    return _made_of(value) or _point(value)


def _point(value: Nilai) -> Interval | None:
    return None if value.angka is None else Interval.of(value.angka)


def _interval(sel: Sel) -> Interval | None:
    """Return the values that a cell with a figure stands for."""
    decimals, shown = printed_decimals(sel), sel.nilai
    if shown is None:
        return None
    if decimals is None or sel.faktor >= _THOUSAND:
        return Interval.of(shown)
    within = behind(round_half_up(shown, decimals), decimals) if sel.asli else behind(shown, decimals)
    return Interval(min(within.low, shown), max(within.high, shown))


def _same_text(one: str, other: str) -> bool:
    return one.split() == other.split()
