"""The first sheets of a recap: how many units and how they did, what is where, and the charts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.sheets.outsheet import (
    BODY,
    DIGIT,
    HEAD,
    STRONG,
    TITLE,
    OutArea,
    OutLink,
    OutSheet,
    PageSetup,
    Series,
)
from sakipcalc.writing.recap.recap_context import COUNT, MONEY, PERCENT, RecapContext
from sakipcalc.writing.recap.tally import Means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.sheets.outsheet import Style

__all__ = ["chart_sheet", "overview"]

#: The mean of a unit is counted in steps of so many points.
_STEP, _LOWEST, _HIGHEST = 10, 0, 150
#: Height of a row [pixels], and rows between two charts.
_ROW, _GAP = 20, 2
#: Width of a chart [pixels]; the page is as wide.
_CHART = 700


def overview(of: RecapContext, sheets: Sequence[OutSheet]) -> OutSheet:
    """Return the first sheet of a recap; `sheets` are the others."""
    sheet = OutSheet(name=of.phrase("lembar-ringkasan"), widths=[40, 26, 50], printed=2, one_page=True)
    sheet.put(0, 0, of.phrase("judul-ringkasan", siapa=_who(of)), TITLE)
    facts = _facts(of)
    for row, (code, value, look) in enumerate(facts, 2):
        sheet.put(row, 0, of.phrase(code), STRONG)
        sheet.put(row, 1, value, replace(look, align="right"))
    row = _put_means(of, sheet, len(facts) + 3)
    names = [
        (of.phrase("lembar-grafik"), of.phrase("judul-grafik")),
        *((one.name, _title(one)) for one in sheets),
    ]
    sheet.put(row, 0, of.phrase("isi-buku"), HEAD, cols=3)
    for at, (name, title) in enumerate(names, row + 1):
        sheet.put(at, 0, name, replace(BODY, link=True), link=OutLink(Place(sheet=name)))
        sheet.put(at, 1, title, BODY, cols=2)
    return sheet


def _title(sheet: OutSheet) -> str:
    return next((cell.value for cell in sheet.cells if isinstance(cell.value, str)), "")


def _who(of: RecapContext) -> str:
    """Return the region, or how many there are, and the years."""
    regions = sorted({row["kabupaten"] for row in of.tally.units if row["kabupaten"]})
    years = sorted({row["tahun"] for row in of.tally.units if row["tahun"]})
    where = regions[0] if len(regions) == 1 else of.phrase("banyak-kabupaten", n=len(regions))
    when = "-".join(str(year) for year in dict.fromkeys((*years[:1], *years[-1:])))
    return " ".join(filter(None, (where if regions else "", when)))


def _facts(of: RecapContext) -> list[tuple[str, str | float, Style]]:
    units = of.tally.units
    both = [row for row in units if row["pagu"] is not None and row["realisasi"] is not None]
    mean = Means()
    for row in units:
        mean.add(row["capaian_kinerja"])
    pagu, spent = (sum(row[key] for row in both) for key in ("pagu", "realisasi"))
    levels = (sum(row[level] or 0 for row in units) for level in ("galat", "peringatan", "info"))
    return [
        ("banyak-unit", len(units), COUNT),
        ("banyak-gagal", len(of.tally.failed), COUNT),
        ("banyak-lengkap", mean.count, COUNT),
        ("rerata-unit", "-" if mean.mean is None else mean.mean, PERCENT),
        ("banyak-indikator", sum(of.tally.counts.values()), COUNT),
        ("jumlah-pagu", pagu if both else "-", MONEY),
        ("jumlah-belanja", spent if both else "-", MONEY),
        ("serapan", spent / pagu * 100 if pagu else "-", PERCENT),
        ("temuan", " / ".join(str(n) for n in levels), BODY),
    ]


def _put_means(of: RecapContext, sheet: OutSheet, row: int) -> int:
    """Put how many units have a mean capaian in each step of ten points; return the row below a gap."""
    steps: Counter[int] = Counter()
    for unit in of.tally.units:
        value = unit["capaian_kinerja"]
        if value is not None:
            steps[min(max(int(value // _STEP) * _STEP, _LOWEST), _HIGHEST)] += 1
    if not steps:
        return row
    sheet.put(row, 0, of.phrase("kepala-rerata"), HEAD)
    sheet.put(row, 1, of.phrase("banyak-unit"), HEAD)
    shown = range(min(steps), max(steps) + 1, _STEP)
    for at, step in enumerate(shown, row + 1):
        told = of.phrase("ke-atas", n=step) if step == _HIGHEST else f"{step} – < {step + _STEP}"
        sheet.put(at, 0, told, replace(BODY, align="center"))
        sheet.put(at, 1, steps[step], COUNT)
    last = row + len(shown)
    names, values = (OutArea(row + 1, col, last, col) for col in (0, 1))
    bars = Series(
        name=of.phrase("banyak-unit"), categories=names, values=values, colour="5B9BD5", labels="#,##0"
    )
    of.draw(sheet, of.phrase("grafik-rerata"), "column", (bars,))
    return last + 2


def chart_sheet(of: RecapContext) -> OutSheet:
    """Return the sheet with all charts, one below the other, as many on a page as it has room for."""
    page = PageSetup(upright=True)
    sheet = OutSheet(name=of.phrase("lembar-grafik"), widths=[_CHART / DIGIT], page=page, printed=0)
    sheet.put(0, 0, of.phrase("judul-grafik"), TITLE)
    row = 2
    for chart in of.charts:
        sheet.charts.append(replace(chart, row=row, width=_CHART))
        row += chart.height // _ROW + _GAP
    return sheet
