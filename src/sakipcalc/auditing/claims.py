"""Checks of claims about figures: solutions for missed targets, programmes that supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import MEASUREMENT, SUPPORT
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil

#: A target is met from here on [%], and missed by half from there down.
_FULL, _HALF = 100, 50
#: Analysis of what was reached and what is done about it.
_ANALYSIS = "3.5"


@check
def check_solutions(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that missed their target and for which no solution is named."""
    table = hasil.links.tables.get(_ANALYSIS)
    for row in hasil.capaian_rows if table else ():
        line = hasil.links.row(_ANALYSIS, row.indikator.subject)
        cell = line.cells.get("solusi") if line else None
        if cell is None or row.capaian.number is None or row.capaian.uncapped.number is None:
            continue
        if row.capaian.uncapped.number < _FULL and not plain(cell.text) and not cell.formula:
            measured = hasil.facts_engine.value(MEASUREMENT, row.indikator.subject, "realisasi").place
            yield Temuan(
                code="solusi-tanpa-isi",
                places=tuple(filter(None, (cell.place, measured))),
                actual=row.capaian.number,
                data={"indikator": row.indikator.nama},
            )


@check
def check_support(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the programmes said to support what they missed by half, or not to what they met."""
    table = hasil.links.tables.get(SUPPORT)
    labels = [plain(band.label) for band in hasil.skala[SUPPORT].skala.pita]
    for row in table.rows if table else ():
        claim, said = row.cells.get("capaian_program"), row.cells.get("menunjang")
        if claim is None or claim.value is None or said is None or plain(said.text) not in labels:
            continue
        supports = plain(said.text) == labels[0]
        if (supports and claim.value < _HALF) or (not supports and claim.value >= _FULL):
            yield Temuan(
                code="menunjang-bertentangan",
                places=(said.place, claim.place),
                actual=said.text,
                data={"program": row.text("program"), "capaian": claim.value},
            )
