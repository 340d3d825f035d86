"""The three units of the layout generator, without what an Inspektorat would send back in the reports they come from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from ...layouts.facts import UNITS, Agreement, Iku, Unit, unit

__all__ = ["UNITS", "consistent", "fresh"]

#: Bounds as the evaluation of SAKIP has them: each value has one label.
_SAKIP = ("AA : > 90 - 100", "A : > 80 - 90", "BB : > 70 - 80", "B : > 60 - 70", "CC : > 50 - 60", "C : > 30 - 50", "D : 0 - 30")  # fmt: skip


@cache
def consistent(name: str) -> Unit:
    """Return a unit whose tables agree in everything."""
    made = unit(name)
    if name == "bogorejo":
        return _bogorejo(made)
    return _badan(made) if name == "badan" else made


def fresh(name: str) -> Unit:
    """Return the unit as an object of its own, whose tables may be changed without changing others."""
    return replace(consistent(name))


def _bogorejo(made: Unit) -> Unit:
    """Leave out sasaran without realisasi, a promise that nobody measures, and bounds that two labels share.

    The programme claims what the indicator reached, and the permits are as many in both tables.
    """
    measured = tuple(
        replace(one, penunjang=tuple(_claim(*three) for three in one.penunjang)) for one in made.diukur
    )
    iku = tuple(_with_bounds(one) for one in made.iku)
    pk = tuple(_permits(_measured_only(one)) for one in made.pk)
    return replace(made, indikator=measured, iku=iku, pk=pk)


def _claim(code: str, indicator: str, reached: Fraction) -> tuple[str, str, Fraction]:
    return code, indicator, Fraction("97.25") if "Kepuasan" in indicator else reached


def _with_bounds(one: Iku) -> Iku:
    return replace(one, skala=_SAKIP) if "SAKIP" in one.indikator else one


def _measured_only(pk: Agreement) -> Agreement:
    return replace(pk, indikator=tuple(row for row in pk.indikator if row[3] != "WBK"))


def _permits(pk: Agreement) -> Agreement:
    rows = tuple((*row[:3], Fraction(2)) if str(row[3]).startswith("2000") else row for row in pk.indikator)
    return replace(pk, indikator=rows)


def _badan(made: Unit) -> Unit:
    """Promise as many planning documents as are planned."""
    pk = tuple(
        replace(
            one, indikator=tuple((*r[:3], "3 dokumen") if r[3] == "5 dokumen" else r for r in one.indikator)
        )
        for one in made.pk
    )
    return replace(made, pk=pk)
