"""The sheets on performance: the year (Tabel 3.2), the years (3.3), and the end of the Renstra (3.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing.how import Limited
from sakipcalc.rulebook.scales import colours
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
from sakipcalc.tables.standard import HISTORY, MEASUREMENT, PROGRESS, SCALE
from sakipcalc.writing.report.context import PERCENT, ReportContext, figure_style, runs, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing import Value
    from sakipcalc.computing.export import CapaianRow, TrenRow
    from sakipcalc.computing.links import Indicator
    from sakipcalc.sheets.outsheet import Style

__all__ = ["against_renstra", "measurement", "over_years"]

#: Colours of the years of a chart, the last year the strongest.
_YEARS = ("DEEBF7", "BDD7EE", "9DC3E6", "5B9BD5", "2E75B6", "1F4E79")
_NO, _GOAL, _NAME, _UNIT = range(4)
#: So many indicators stand upright in a chart, with their names below them.
_UPRIGHT = 12


def measurement(of: ReportContext) -> OutSheet:
    """Return the sheet of Tabel 3.2."""
    rows = of.hasil.capaian_rows
    polarity = any(row.indikator.arah != "naik" for row in rows)
    limited = any(isinstance(row.capaian.how, Limited) for row in rows)
    heads = ["no", "tujuan", "indikator", "satuan", *(["arah"] if polarity else []), "target", "realisasi"]
    heads += [*(["mentah"] if limited else []), "capaian", "kategori", "sumber"]
    wide = {"no": 5, "tujuan": 34, "indikator": 34, "sumber": 20, "kategori": 15}
    sheet, at = of.table(MEASUREMENT, [wide.get(name, 12) for name in heads])
    first = put_heads(sheet, at, [OutHeading(of.phrase(f"kepala-{name}")) for name in heads])
    _put_indicators(sheet, first, [row.indikator for row in rows])
    for at, row in enumerate(rows, first):
        for name, (value, look) in _measured(of, sheet, row).items():
            if name in heads:
                sheet.put(at, heads.index(name), value, look)
    last = first + len(rows)
    _put_mean(of, sheet, last, heads)
    sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
    labels = [row.kategori.text for row in rows]
    if rows:
        area = OutArea(first, heads.index("capaian"), last - 1, heads.index("capaian"))
        _draw(of, sheet, area, at=last + 2, title="grafik-capaian", labels=labels)
    return sheet


def _measured(of: ReportContext, sheet: OutSheet, row: CapaianRow) -> dict[str, tuple[Value | str, Style]]:
    """Return the cells of one indicator by heading, and remember the figures that derive."""
    look = figure_style(row.indikator.satuan, (row.target, row.realisasi))
    raw = row.capaian.uncapped
    source = of.hasil.facts_engine.typed(MEASUREMENT, row.indikator.subject, "sumber_data")
    named = (sheet.name, row.indikator.nama)
    if raw is not row.capaian:
        of.name(raw, at=(*named, of.phrase("kepala-mentah")))
    of.name(row.capaian, at=(*named, of.phrase("kepala-capaian")), label=row.kategori)
    return {
        "satuan": (row.indikator.satuan, MIDDLE),
        "arah": (row.indikator.arah.replace("_", " "), MIDDLE),
        "target": (row.target, look),
        "realisasi": (row.realisasi, look),
        "mentah": (raw, PERCENT),
        "capaian": (row.capaian, PERCENT),
        "kategori": (row.kategori, of.label_style(row.kategori, SCALE)),
        "sumber": (source.text, BODY),
    }


def _put_mean(of: ReportContext, sheet: OutSheet, row: int, heads: Sequence[str]) -> None:
    """Put the mean of all indicators below them."""
    value, label = of.hasil.rerata
    col = heads.index("capaian")
    sheet.put(row, 0, of.phrase("kepala-rerata"), STRONG, cols=col)
    sheet.put(row, col, value, replace(STRONG, number="0.00", align="right"))
    look = of.label_style(label, SCALE)
    sheet.put(row, col + 1, label, replace(look, bold=True))
    sheet.put(row, col + 2, None, STRONG)
    named = (sheet.name, of.phrase("kepala-rerata"), of.phrase("kepala-capaian"))
    of.name(value, at=named, label=label)


def over_years(of: ReportContext) -> OutSheet | None:
    """Return the sheet of Tabel 3.3; None where the workbook tells of one year only."""
    years = sorted({row.tahun for row in of.hasil.tren_rows})
    if len(years) < 2:  # noqa: PLR2004 -- one year is no comparison
        return None
    sheet, at = of.table(HISTORY, [5, 34, 34, 12, *([12, 12, 12] * len(years))])
    below = tuple(OutHeading(of.phrase(f"kepala-{name}")) for name in ("target", "realisasi", "capaian"))
    fixed = [OutHeading(of.phrase(f"kepala-{name}")) for name in ("no", "tujuan", "indikator", "satuan")]
    first = put_heads(sheet, at, [*fixed, *(OutHeading(str(year), below) for year in years)])
    indicators = [row.indikator for row in of.hasil.capaian_rows]
    _put_indicators(sheet, first, indicators)
    held = {(row.indikator.subject, row.tahun): row for row in of.hasil.tren_rows}
    for row, indicator in enumerate(indicators, first):
        sheet.put(row, _UNIT, indicator.satuan, MIDDLE)
        own = [held[indicator.subject, year] for year in years]
        look = figure_style(indicator.satuan, [v for one in own for v in (one.target, one.realisasi)])
        for number, one in enumerate(own):
            _put_year(of, sheet, (row, _UNIT + 1 + 3 * number), one, look)
    last = first + len(indicators) - 1
    sheet.frozen, sheet.repeat = first, (first - 2, first - 1)
    if indicators:
        names = _put_names(of, sheet, first, indicators)
        series = [
            Series(
                name=str(year),
                categories=names,
                values=OutArea(first, col, last, col),
                colour=_shade(number, len(years)),
                labels="0",
            )
            for number, year in enumerate(years)
            for col in [_UNIT + 3 + 3 * number]
        ]
        chart = Chart(kind="column", title=of.phrase("grafik-tren"), row=0, col=1, series=tuple(series))
        _add_chart(sheet, last + 2, chart, len(indicators))
    return sheet


def _put_year(of: ReportContext, sheet: OutSheet, at: tuple[int, int], one: TrenRow, look: Style) -> None:
    row, col = at
    for offset, value in enumerate((one.target, one.realisasi)):
        sheet.put(row, col + offset, value, look)
    sheet.put(row, col + 2, one.capaian, PERCENT)
    named = f"{of.phrase('kepala-capaian')} {one.tahun}"
    of.name(one.capaian, at=(sheet.name, one.indikator.nama, named))


def against_renstra(of: ReportContext) -> OutSheet | None:
    """Return the sheet of Tabel 3.4; None where no indicator has a last target."""
    rows = of.hasil.renstra_rows
    if not any(row.target_akhir.known for row in rows):
        return None
    who = of.hasil.laporan.entitas
    year, end = str(who.tahun or ""), str(who.renstra[1]) if who.renstra else ""
    heads = [
        *(of.phrase(f"kepala-{name}") for name in ("no", "tujuan", "indikator", "satuan")),
        of.phrase("kepala-realisasi-tahun", tahun=year).strip(),
        of.phrase("kepala-target-akhir", tahun=end).strip(),
        of.phrase("kepala-persen-capaian"),
        of.phrase("kepala-kemajuan"),
    ]
    sheet, at = of.table(PROGRESS, [5, 34, 34, 12, 14, 14, 12, 14])
    first = put_heads(sheet, at, list(map(OutHeading, heads)))
    _put_indicators(sheet, first, [row.indikator for row in rows])
    for at, row in enumerate(rows, first):
        look = figure_style(row.indikator.satuan, (row.realisasi, row.target_akhir))
        values = ((row.realisasi, look), (row.target_akhir, look), (row.capaian, PERCENT))
        sheet.put(at, _UNIT, row.indikator.satuan, MIDDLE)
        for col, (value, style) in enumerate((*values, (row.kemajuan, PERCENT)), _UNIT + 1):
            sheet.put(at, col, value, style)
        for value, head in ((row.capaian, heads[6]), (row.kemajuan, heads[7])):
            of.name(value, at=(sheet.name, row.indikator.nama, head))
    last = first + len(rows) - 1
    sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
    labels = [of.hasil.skala[SCALE].skala.classify(row.kemajuan.number) or "" for row in rows]
    _draw(of, sheet, OutArea(first, 7, last, 7), at=last + 2, title="grafik-renstra", labels=labels)
    return sheet


def _put_indicators(sheet: OutSheet, first: int, indicators: Sequence[Indicator]) -> None:
    """Put numbers, goals (merged over their indicators) and names."""
    for start, count in runs([one.tujuan_sasaran for one in indicators]):
        sheet.put(first + start, _GOAL, indicators[start].tujuan_sasaran, BODY, rows=count)
    for at, one in enumerate(indicators):
        sheet.put(first + at, _NO, at + 1, MIDDLE)
        sheet.put(first + at, _NAME, one.nama)


def _put_names(of: ReportContext, sheet: OutSheet, first: int, indicators: Sequence[Indicator]) -> OutArea:
    """Put short names for a chart beside the printed columns; return where they stand."""
    col = (sheet.printed or 0) + 2
    sheet.put(first - 1, col, of.phrase("data-grafik"), FAINT)
    for at, one in enumerate(indicators, first):
        sheet.put(at, col, short(one.nama), FAINT)
    return OutArea(first, col, first + len(indicators) - 1, col)


def _draw(
    of: ReportContext, sheet: OutSheet, values: OutArea, *, at: int, title: str, labels: Sequence[str]
) -> None:
    """Draw per cent of each indicator against the line of 100, in the colours of the scale."""
    indicators = [row.indikator for row in of.hasil.capaian_rows]
    names = _put_names(of, sheet, values.row, indicators)
    col = names.col + 1
    sheet.put(values.row - 1, col, of.phrase("garis-target"), FAINT)
    for row in range(values.row, values.last_row + 1):
        sheet.put(row, col, 100, FAINT)
    known = colours(of.hasil.skala[SCALE].skala)
    bars = Series(
        name=of.phrase("kepala-capaian" if title == "grafik-capaian" else "kepala-kemajuan"),
        categories=names,
        values=values,
        colour="9DC3E6",
        points=tuple(known.get(label, "") for label in labels),
        labels="0.0",
    )
    line = Series(
        name=of.phrase("garis-target"),
        categories=names,
        values=OutArea(values.row, col, values.last_row, col),
    )
    chart = Chart(kind="column", title=of.phrase(title), row=0, col=1, series=(bars,), line=(line,))
    _add_chart(sheet, at, chart, len(indicators))


def _shade(number: int, of: int) -> str:
    return _YEARS[round(1 + number * (len(_YEARS) - 2) / max(of - 1, 1))]


def _add_chart(sheet: OutSheet, row: int, chart: Chart, bars: int) -> None:
    """Put a chart below a table, not wider than what is printed; many indicators lie below each other."""
    count = bars * len(chart.series)
    if bars > _UPRIGHT:
        height = 120 + 18 * count
        lying = replace(chart, kind="bar", line=(), width=min(900, sheet.across - 60), height=height)
        sheet.charts.append(replace(lying, row=row))
        return
    width = min(max(640, 90 * count), sheet.across - 60)
    sheet.charts.append(replace(chart, row=row, width=width))
