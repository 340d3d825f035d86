"""The spending against the budget as a whole: the line that explains what was not spent."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.walk import leaves
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import SPENDING
from sakipcalc.text.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil

#: Of so many lines one is worth naming when it holds so much of what was not spent.
_FEWEST, _MOST = 5, Fraction(2, 3)
#: So much of the lines must be known before one of them can be called the largest.
_KNOWN = 0.9
_HUNDRED = 100


@check
def check_unspent(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the one line that holds most of what was not spent: the text on the absorption is about it."""
    rows = [row for row in leaves(hasil, SPENDING) if row.cell("anggaran").value != 0]
    rest = {
        row.number: budget - spent
        for row in rows
        if (budget := row.cell("anggaran").value) is not None
        and (spent := row.cell("realisasi").value) is not None
    }
    total = sum(rest.values(), Fraction(0))
    if len(rest) < _FEWEST or len(rest) < _KNOWN * len(rows) or total <= 0:
        return
    row = max((row for row in rows if row.number in rest), key=lambda one: rest[one.number])
    gap = rest[row.number]
    if gap >= _MOST * total:
        yield Temuan(
            code="sisa-terbesar",
            places=(row.cell("realisasi").place, row.cell("anggaran").place),
            actual=gap,
            data={
                "uraian": row.text("uraian"),
                "jumlah": total,
                "persen": round_half_up(gap * _HUNDRED / total, 1),
            },
        )
