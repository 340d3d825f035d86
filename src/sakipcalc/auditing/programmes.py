"""Checks of the programmes of Tabel 3.8 against the results of the indicators."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.computing.values import Value
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.model import Level
from sakipcalc.tables.standard import BUDGET, MEASUREMENT, SUPPORT
from sakipcalc.text.names import indicator_name, line_name, same_line, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indicator
    from sakipcalc.model import Row

_FULL = 100
#: So many programmes with one and the same full claim are worth a word.
_MANY = 4


@check
def check_flat_claims(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.8 where all programmes claim 100 and nothing in the workbook says what was reached."""
    table = hasil.links.tables.get(SUPPORT)
    rows = [row for row in table.rows if not row.level.is_summary] if table else []
    claims = [row.cells["capaian_program"] for row in rows if "capaian_program" in row.cells]
    stated = [cell for cell in claims if cell.value is not None]
    facts = any(row.text(column) for row in rows for column in ("target", "realisasi"))
    if (
        len(stated) >= _MANY
        and not facts
        and all(cell.value == _FULL and not cell.formula for cell in stated)
    ):
        yield Temuan(
            code="capaian-program-seragam",
            places=tuple(cell.place for cell in stated),
            actual=_FULL,
            data={"n": len(stated)},
        )


@check
def check_claims(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a programme whose indicator is one that the report measures, and that claims another capaian."""
    table = hasil.links.tables.get(SUPPORT)
    for row in table.rows if table else ():
        claim = row.cells.get("capaian_program")
        measured = _measured(hasil, row.text("indikator_program"))
        if claim is None or claim.value is None or measured is None:
            continue
        reached = hasil.facts_engine.value(MEASUREMENT, measured.subject, "realisasi")
        target = _target(hasil, row)
        if reached.number is None or target.number is None or target.number == 0:
            continue
        capaian = Fraction(reached.number * _FULL, target.number)
        if verify(claim, capaian) == "beda" and not _is_own(hasil, measured, claim.value):
            yield Temuan(
                code="capaian-program-berbeda",
                places=tuple(filter(None, (claim.place, reached.place, target.place))),
                actual=claim.value,
                expected=capaian,
                data={
                    "indikator": row.text("indikator_program"),
                    "realisasi": reached.number,
                    "target": target.number,
                    "sumber": reached.place,
                },
            )


def _measured(hasil: Hasil, name: str) -> Indicator | None:
    """Return the measured indicator that any table calls by this name."""
    own = indicator_name(name)
    for indicator in hasil.links.measured() if own else ():
        rows = (hasil.links.row(table, indicator.subject) for table in hasil.links.tables)
        names = {indicator_name(row.text("indikator")) for row in rows if row and row.text("indikator")}
        if any(same_name(own, other) >= hasil.metode.ambang for other in names):
            return indicator
    return None


def _target(hasil: Hasil, row: Row) -> Value:
    """Return the target that Tabel 2.4 has for the programme of a row."""
    table = hasil.links.tables.get(BUDGET)
    name = line_name(row.text("program"))
    lines = [one for one in (table.rows if table else ()) if one.level is Level.PROGRAM]
    scores = {one.number: same_line(name, line_name(one.text("uraian"))) for one in lines}
    best = max(lines, key=lambda one: scores[one.number], default=None)
    if best is None or scores[best.number] < hasil.metode.ambang:
        return Value()
    return Value.from_cell(best.cell("target"))


def _is_own(hasil: Hasil, indicator: Indicator, claim: Fraction) -> bool:
    """Return whether a claim is the capaian of the indicator itself, against its own target."""
    own = hasil.facts_engine.value(MEASUREMENT, indicator.subject, "capaian")
    return own.number is not None and abs(own.number - claim) < 1
