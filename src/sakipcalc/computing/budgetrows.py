"""The budget as results have it: its lines from top to bottom, and its total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing.export import AnggaranRow
from sakipcalc.computing.ids import code_of
from sakipcalc.computing.links import TOTAL, sasaran_of_line
from sakipcalc.model import Level
from sakipcalc.tables.standard import BUDGET, SPENDING
from sakipcalc.text.units import reporting_unit

if TYPE_CHECKING:
    from sakipcalc.computing.engine import Engine
    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.computing.values import Value

__all__ = ["budget_lines", "budget_total"]

_FIGURES = ("anggaran", "realisasi", "serapan")


def budget_lines(links: Links, facts: Engine, level: Level | None = None) -> list[AnggaranRow]:
    """Return the lines of the budget, all of them or those of a level."""
    table = links.tables.get(SPENDING) or links.tables.get(BUDGET)
    if table is None:
        return []
    lines, above, goal, unit = [], {}, "", ""
    for row in metered(table.rows):
        goal = sasaran_of_line(row) or goal
        if row.level is Level.UNIT:
            unit = reporting_unit(row.text("uraian")) or unit
        if row.level.is_summary or row.level is Level.UNIT:
            continue
        above[row.level] = row.text("uraian")
        subject = links.subject(table.id, row)
        if subject is None or row.level is not (level or row.level):
            continue
        values = [_figure(links, facts, subject, column) for column in _FIGURES]
        if not row.text("uraian") and not any(one.known for one in values):
            continue  # an empty line of a form
        pagu, realisasi, serapan = values
        lines.append(
            AnggaranRow(
                level=row.level,
                uraian=row.text("uraian"),
                sasaran=goal,
                program=above.get(Level.PROGRAM, ""),
                kegiatan=above.get(Level.KEGIATAN, "") if row.level is not Level.PROGRAM else "",
                pagu=pagu,
                realisasi=realisasi,
                serapan=serapan,
                kode=code_of(row),
                unit=unit,
            )
        )
    return lines


def budget_total(links: Links, facts: Engine) -> AnggaranRow:
    """Return the total of the budget: typed where the workbook has it, else the sum of the leaves."""
    pagu, realisasi, serapan = [_figure(links, facts, TOTAL, column) for column in _FIGURES]
    return AnggaranRow(
        level=Level.JUMLAH,
        uraian="",
        sasaran="",
        program="",
        kegiatan="",
        pagu=pagu,
        realisasi=realisasi,
        serapan=serapan,
    )


def _figure(links: Links, facts: Engine, subject: Subject, column: str) -> Value:
    """Return a figure of a line as the table of spending has it, or the plan where there is no such table."""
    value = facts.value(SPENDING, subject, column)
    plan = links.tables.get(BUDGET)
    if value.known or plan is None or SPENDING in links.tables or column not in plan.spec.kolom:
        return value
    return facts.value(BUDGET, subject, column)
