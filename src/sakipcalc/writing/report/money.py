"""Report sheets on money: performance beside budget (Tabel 3.7), the budget tree (3.9), the programmes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing import Value
from sakipcalc.computing.how import ByRule
from sakipcalc.model import Level
from sakipcalc.rulebook.formulas import Status
from sakipcalc.sheets.outsheet import (
    BODY,
    FAINT,
    MIDDLE,
    STRONG,
    Chart,
    OutArea,
    OutHeading,
    OutSheet,
    Series,
    put_heads,
)
from sakipcalc.tables.standard import EFFICIENCY, EFFICIENCY_SCALE, SPENDING
from sakipcalc.text.names import shown_line
from sakipcalc.writing.report.context import (
    MONEY,
    PERCENT,
    ReportContext,
    figure_style,
    put_caption,
    runs,
    short,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing.export import AnggaranRow, CapaianRow, EfisiensiRow
    from sakipcalc.sheets.outsheet import Style

__all__ = ["budget_tree", "efficiency", "programmes"]

#: Columns of Tabel 3.7 from the budget on, which indicators that share one have merged.
_BUDGET = 6
_LEVELS = {
    Level.PROGRAM: replace(BODY, bold=True, fill="DDEBF7"),
    Level.KEGIATAN: replace(BODY, bold=True, indent=1),
}
_LEAF = replace(BODY, indent=2)
_MILLION = 1_000_000


def efficiency(of: ReportContext) -> OutSheet | None:
    """Return the sheet of Tabel 3.7; None where there is no budget."""
    rows = of.hasil.efisiensi_rows
    if not any(row.serapan.named_input("pagu").known for row in rows):
        return None
    ratio = of.hasil.metode.efisiensi != "rasio"
    results = ["tingkat-efisiensi", *(["rasio"] if ratio else []), "selisih", "efisiensi"]
    sheet, at = of.table(EFFICIENCY, [5, 34, 30, 11, 11, 11, 18, 18, 11, *([11] * (len(results) - 1)), 16])

    def heads(*names: str) -> tuple[OutHeading, ...]:
        return tuple(OutHeading(of.phrase(f"kepala-{name}")) for name in names)

    below = (
        OutHeading(of.phrase("kepala-kinerja"), heads("target", "realisasi", "persen-capaian")),
        OutHeading(of.phrase("kepala-anggaran"), heads("pagu-rp", "realisasi-rp", "persen-capaian")),
    )
    fixed = heads("no", "tujuan", "indikator")
    first = put_heads(sheet, at, [*fixed, *below, *heads(*results)])
    measured = {row.indikator.subject: row for row in of.hasil.capaian_rows}
    at, number = first, 0
    for group in rows:
        own = [measured[one.subject] for one in group.indikator]
        for row, one in enumerate(own, at):
            number += 1
            _put_indicator(sheet, row, number, one)
        for start, count in runs([one.indikator.tujuan_sasaran for one in own]):
            sheet.put(at + start, 1, own[start].indikator.tujuan_sasaran, BODY, rows=count)
        _put_budget(of, sheet, at, group, results)
        at += len(own)
    sheet.frozen, sheet.repeat = first, (first - 2, first - 1)
    return sheet


def _put_indicator(sheet: OutSheet, at: int, number: int, row: CapaianRow) -> None:
    look = figure_style(row.indikator.satuan, (row.target, row.realisasi))
    sheet.put(at, 0, number, MIDDLE)
    sheet.put(at, 2, row.indikator.nama)
    sheet.put(at, 3, row.target, look)
    sheet.put(at, 4, row.realisasi, look)
    sheet.put(at, 5, row.capaian, PERCENT)


def _put_budget(
    of: ReportContext, sheet: OutSheet, at: int, group: EfisiensiRow, results: Sequence[str]
) -> None:
    """Put the budget of a group of indicators, merged over its rows, and what follows from it."""
    measured = of.hasil.facts_engine.value(EFFICIENCY, group.subject, "efisiensi")
    known = {
        "pagu-rp": (group.serapan.named_input("pagu"), MONEY),
        "realisasi-rp": (group.serapan.named_input("realisasi"), MONEY),
        "persen-capaian": (group.serapan, PERCENT),
        "tingkat-efisiensi": (measured, PERCENT),
        "rasio": (group.rasio, PERCENT),
        "selisih": (group.selisih, PERCENT),
        "efisiensi": (group.kategori, of.label_style(group.kategori, EFFICIENCY_SCALE)),
    }
    names = ", ".join(one.nama for one in group.indikator)
    shown = ("pagu-rp", "realisasi-rp", "persen-capaian", *results)
    for col, head in enumerate(shown, _BUDGET):
        value, look = known[head]
        sheet.put(at, col, value, look, rows=len(group.indikator))
        if head != "efisiensi":
            label = group.kategori if head == "selisih" else None
            of.name(value, at=(sheet.name, names, of.phrase(f"kepala-{head}")), label=label)


def budget_tree(of: ReportContext) -> OutSheet | None:
    """Return the sheet of Tabel 3.9; None where there is no budget tree."""
    lines = of.hasil.anggaran_rows
    if not lines:
        return None
    sheet, at = of.table(SPENDING, [34, 60, 20, 20, 12])
    heads = ("sasaran", "uraian", "pagu-rp", "realisasi-rp", "persen-capaian")
    first = put_heads(sheet, at, [OutHeading(of.phrase(f"kepala-{name}")) for name in heads])
    for start, count in runs([line.sasaran for line in lines]):
        sheet.put(first + start, 0, lines[start].sasaran, BODY, rows=count)
    for row, line in enumerate(metered(lines), first):
        look = _LEVELS.get(line.level, _LEAF)
        sheet.put(row, 1, line.uraian, look)
        _put_money(of, sheet, (row, 2), line, replace(look, indent=0))
    last = first + len(lines)
    sheet.put(last, 0, of.phrase("kepala-jumlah"), STRONG, cols=2)
    _put_money(of, sheet, (last, 2), of.hasil.total_anggaran, STRONG)
    sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
    return sheet


def _put_money(
    of: ReportContext, sheet: OutSheet, at: tuple[int, int], line: AnggaranRow, look: Style
) -> None:
    row, col = at
    money = replace(look, number=MONEY.number, align="right")
    shown = (
        ("pagu-rp", line.pagu, money),
        ("realisasi-rp", line.realisasi, money),
        ("persen-capaian", line.serapan, replace(money, number=PERCENT.number)),
    )
    name = shown_line(line.uraian) or of.phrase("kepala-jumlah")
    for offset, (head, value, style) in enumerate(shown):
        sheet.put(row, col + offset, value, style)
        of.name(value, at=(sheet.name, name, of.phrase(f"kepala-{head}")))


def programmes(of: ReportContext) -> OutSheet | None:
    """Return the sheet of the programmes with its charts; None where there is none."""
    lines = of.hasil.baris_program
    if not lines:
        return None
    sheet = OutSheet(name=of.phrase("lembar-program"), widths=[5, 60, 40, 20, 20, 18, 12], printed=6)
    at = put_caption(sheet, (of.phrase("judul-program"), of.entity), 7)
    heads = ("no", "program", "sasaran", "pagu-rp", "realisasi-rp", "sisa-rp", "persen-capaian")
    first = put_heads(sheet, at, [OutHeading(of.phrase(f"kepala-{name}")) for name in heads])
    for row, line in enumerate(lines, first):
        sheet.put(row, 0, row - first + 1, MIDDLE)
        sheet.put(row, 1, shown_line(line.uraian))
        sheet.put(row, 2, line.sasaran)
        sheet.put(row, 3, line.pagu, MONEY)
        sheet.put(row, 4, line.realisasi, MONEY)
        sheet.put(row, 5, _left(line), MONEY)
        sheet.put(row, 6, line.serapan, PERCENT)
    last = first + len(lines) - 1
    sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
    _draw(of, sheet, (first, last), lines)
    return sheet


def _left(line: AnggaranRow) -> Value | None:
    """Return the rest of a budget, as a difference that a formula can show."""
    if line.pagu.number is None or line.realisasi.number is None:
        return None
    return Value(
        number=line.pagu.number - line.realisasi.number,
        status=Status.DIHITUNG,
        how=ByRule("selisih", {"capaian": line.pagu, "serapan": line.realisasi}),
    )


def _draw(of: ReportContext, sheet: OutSheet, rows: tuple[int, int], lines: Sequence[AnggaranRow]) -> None:
    """Draw budget and spending of the programmes in millions, and how much of each was spent."""
    first, last = rows
    col = (sheet.printed or 0) + 2
    heads = ("data-grafik", "kepala-anggaran", "kepala-realisasi")
    for offset, head in enumerate(heads):
        sheet.put(first - 1, col + offset, of.phrase(head), FAINT)
    for row, line in enumerate(lines, first):
        name = shown_line(line.uraian)
        sheet.put(row, col, short(name, 46), FAINT)
        for offset, value in enumerate((line.pagu.number, line.realisasi.number), 1):
            millions = float(Fraction(value) / _MILLION) if value is not None else None
            sheet.put(row, col + offset, millions, FAINT)
    names = OutArea(first, col, last, col)
    looks = (("kepala-anggaran", "BDD7EE", ""), ("kepala-realisasi", "2E75B6", "wide_upward_diagonal"))
    money = tuple(
        Series(
            name=of.phrase(head),
            categories=names,
            values=OutArea(first, col + at, last, col + at),
            colour=colour,
            pattern=pattern,
        )
        for at, (head, colour, pattern) in enumerate(looks, 1)
    )
    share = Series(
        name=of.phrase("kepala-persen-capaian"),
        categories=names,
        values=OutArea(first, 6, last, 6),
        colour="2E75B6",
        labels="0.00",
    )
    height = max(240, 60 + 46 * len(lines))
    for number, (title, series) in enumerate((("grafik-anggaran", money), ("grafik-serapan", (share,)))):
        row = last + 2 + number * (2 + height // 20)
        chart = Chart(kind="bar", title=of.phrase(title), row=row, col=1, series=series, width=900)
        sheet.charts.append(replace(chart, height=height, number="#,##0"))
