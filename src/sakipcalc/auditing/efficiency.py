"""The efficiency of Tabel 3.7: which of the measures it is, and whether the scale fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.computing.apply import value
from sakipcalc.computing.how import ByRule
from sakipcalc.computing.verify import could_be, verify
from sakipcalc.core.findings import Temuan
from sakipcalc.rulebook.methods import EFFICIENCY_RULES
from sakipcalc.tables.standard import EFFICIENCY, EFFICIENCY_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.export import EfisiensiRow
    from sakipcalc.model import Cell


@check
def check_ratio_as_difference(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a printed ratio that a scale for differences judges.

    A ratio is always positive, so a scale around nought calls everything very
    efficient. No finding where the difference stands beside the ratio.
    """
    table, scale = hasil.laporan.find(EFFICIENCY), hasil.laporan.find(EFFICIENCY_SCALE)
    if table is None or any(column.id == "selisih" for column in table.columns):
        return
    for row, cell in _printed(hasil):
        if (
            row.rasio.number is not None
            and verify(cell, row.rasio.number) != "beda"
            and _judges_differences(hasil)
        ):
            yield Temuan(
                code="rasio-dinilai-selisih",
                places=(cell.place, *((scale.rows[0].cell("skala").place,) if scale else ())),
                actual=cell.value,
                expected=row.selisih.number,
                data={
                    "capaian": row.capaian.number,
                    "serapan": row.serapan.number,
                    "kategori": row.kategori.text,
                },
            )


@check
def check_value(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a printed efficiency that no method gives, neither from the facts nor from what is printed."""
    printed = hasil.engine("berlaku")
    for row, cell in _printed(hasil):
        beside = printed.derived(EFFICIENCY, row.subject, "selisih")
        measures = [one.number for one in row.ukuran.values() if one.number is not None]
        by_facts = any(verify(cell, measure) != "beda" for measure in measures)
        if measures and not by_facts and not (beside and _fits_the_print(cell, beside)):
            yield Temuan(
                code="efisiensi-berbeda",
                places=(cell.place,),
                actual=cell.value,
                expected=row.rasio.number,
                data={"selisih": row.selisih.number},
            )


def _fits_the_print(cell: Cell, difference: Value) -> bool:
    """Return whether some method gives the figure from the capaian and the serapan printed beside it."""
    named = difference.how.inputs if isinstance(difference.how, ByRule) else {}
    return any(could_be(cell, value(rule, named)) for rule in EFFICIENCY_RULES)


def _printed(hasil: Hasil) -> Iterator[tuple[EfisiensiRow, Cell]]:
    for row in hasil.efisiensi_rows:
        typed = hasil.facts_engine.typed(EFFICIENCY, row.subject, "efisiensi")
        if typed.number is not None and typed.cell is not None:
            yield row, typed.cell


def _judges_differences(hasil: Hasil) -> bool:
    """Return whether a band of the scale of efficiency begins at 0: it judges differences, not ratios."""
    return any(band.lower == 0 for band in hasil.skala[EFFICIENCY_SCALE].skala.pita)
