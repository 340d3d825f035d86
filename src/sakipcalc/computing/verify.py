"""Whether a printed figure agrees with the computed one, at the decimals that are printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.calc.agreement import agreement
from sakipcalc.computing.how import Copied
from sakipcalc.numerals import round_half_up

if TYPE_CHECKING:
    from sakipcalc.calc.agreement import Verdict
    from sakipcalc.computing.values import Nilai
    from sakipcalc.model import Sel

__all__ = ["judge", "printed_decimals", "verify"]

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
    return verify(sel, derived.angka)


def _same_text(one: str, other: str) -> bool:
    return one.split() == other.split()
