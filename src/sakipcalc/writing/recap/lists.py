"""The sheets of a recap on years, findings and failures, and the tidy list of all indicators."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.batch.outcome import TABLES
from sakipcalc.core.findings import title_of
from sakipcalc.sheets.outsheet import BODY, Bit, DataBar, OutArea, OutSheet, Series
from sakipcalc.writing.recap.recap_context import COUNT, LIST, NAME, PERCENT, RecapContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.batch.outcome import PlainRow

__all__ = ["SHEETS"]

#: Lines and kinds of findings in a chart, units with most findings, and rows that Excel has room for.
_LINES, _KINDS, _UNITS, _ROWS = 7, 15, 1000, 1_000_000
_COLOURS = ("0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "E69F00", "404040")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "star", "plus")
_LEVELS = ("galat", "peringatan", "info")
_NUMBER = replace(LIST, number="#,##0.00####", align="right")
#: Looks of the kinds of columns, and widths of columns of text.
_LOOKS = {"teks": NAME, "angka": _NUMBER, "bulat": replace(LIST, align="right")}
_WIDE = {
    "nama": 30.0, "kabupaten": 20.0, "tahun": 8.0, "tujuan_sasaran": 34.0, "indikator": 34.0, "satuan": 12.0,
    "arah": 8.0, "arah_dari": 14.0, "sumber": 30.0, "status": 16.0, "sebab": 24.0,
    "formula": 16.0, "tempat": 20.0,
}  # fmt: skip


def years(of: RecapContext) -> OutSheet | None:
    """Return the mean capaian of each indicator over the years; None where there is one year only."""
    known = sorted({year for _, year in of.tally.years})
    if len(known) < 2:  # noqa: PLR2004 -- one is no comparison
        return None
    keys = [key for key in of.tally.frequent if any((key, year) in of.tally.years for year in known)]
    columns = {**{str(year): 12.0 for year in known}, of.phrase("kepala-banyak"): 14.0}
    rows, note = _year_rows(of, keys, known), of.phrase("catatan-tren")
    sheet = of.list_sheet("tren", {"indikator": 48.0}, rows, count=len(keys), note=note, more=columns)
    first, last = sheet.frozen, len(known)
    lines = tuple(
        Series(
            name=of.tally.indicators[key][:60],
            categories=OutArea(first - 1, 1, first - 1, last),
            values=OutArea(first + at, 1, first + at, last),
            colour=_COLOURS[at],
            pattern=_MARKERS[at],
        )
        for at, key in enumerate(keys[:_LINES])
    )
    of.draw(sheet, of.phrase("grafik-tren"), "line", lines, low=_lowest(of, keys[:_LINES], known), height=400)
    return sheet


def _lowest(of: RecapContext, keys: Sequence[str], known: Sequence[int]) -> float | None:
    """Return where the axis begins: at the ten below the lowest mean."""
    means = (
        of.tally.years[key, year].mean for key in keys for year in known if (key, year) in of.tally.years
    )
    lowest = min((mean for mean in means if mean is not None), default=None)
    return None if lowest is None else lowest // 10 * 10


def _year_rows(of: RecapContext, keys: Sequence[str], known: Sequence[int]) -> Iterator[tuple[Bit, ...]]:
    for key in keys:
        means = [of.tally.years.get((key, year)) for year in known]
        counts = [one.count for one in means if one is not None]
        yield (
            Bit(of.tally.indicators[key], NAME),
            *(Bit(one.mean if one else None, PERCENT) for one in means),
            Bit(max(counts, default=0), COUNT),
        )


def findings(of: RecapContext) -> OutSheet | None:
    """Return the units with the gravest and most findings."""
    units = (of.tally.units[at] for _, at in of.ranks)
    some = [row for row in units if any(row[level] for level in _LEVELS)]
    if not some:
        return None
    most = sorted(some, key=lambda row: tuple(-row[level] for level in _LEVELS))[:_UNITS]
    heads = {"unit": 40, "kabupaten": 26, "galat": 10, "peringatan": 16, "info": 10, "berkas": 60}

    def bits(row: PlainRow) -> tuple[Bit, ...]:
        counts = (Bit(row[level], COUNT) for level in _LEVELS)
        return (Bit(of.name(row), NAME), Bit(row["kabupaten"], NAME), *counts, of.opened(row))

    sheet = of.list_sheet("temuan", heads, map(bits, most), count=len(most))
    sheet.rules.append(DataBar(OutArea(sheet.frozen, 2, sheet.frozen + len(most) - 1, 2)))
    return sheet


def kinds(of: RecapContext) -> OutSheet | None:
    """Return the kinds of findings, the gravest and most frequent first."""
    codes, units = of.tally.codes, of.tally.units_with
    if not codes:
        return None
    ordered = sorted(codes, key=lambda one: (_LEVELS.index(one[1]), -codes[one], one[0]))
    heads = {"jenis": 44, "tingkat": 18, "banyak-temuan": 12, "banyak-unit": 12}

    def bits(key: tuple[str, str]) -> tuple[Bit, ...]:
        level = messages.text(f"words.{key[1]}", of.lang)
        return (
            Bit(title_of(key[0], of.lang), NAME),
            Bit(level, LIST),
            Bit(codes[key], COUNT),
            Bit(units[key[0]], COUNT),
        )

    sheet = of.list_sheet("jenis", heads, map(bits, ordered), count=len(ordered))
    first, shown = sheet.frozen, min(len(ordered), _KINDS)
    names, values = (OutArea(first, col, first + shown - 1, col) for col in (0, 3))
    name = of.phrase("kepala-banyak-unit")
    bars = Series(name=name, categories=names, values=values, colour="F4B183", labels="#,##0")
    of.draw(sheet, of.phrase("grafik-jenis"), "bar", (bars,), height=100 + 22 * shown)
    return sheet


def failures(of: RecapContext) -> OutSheet | None:
    """Return the workbooks that failed, why, and what to do; those passed over below them."""
    failed, passed = of.tally.failed, of.batch.skipped
    if not failed and not passed:
        return None
    wrapped = replace(BODY, wrap=True)
    told = [(one.source, one.code, one.message(of.lang), one.hint(of.lang)) for one in failed]
    told += [(one.source, "", messages.text(f"batch.passed-{one.reason}", of.lang), "") for one in passed]
    rows = (tuple(Bit(messages.encodable(text), wrapped) for text in row) for row in told)
    return of.list_sheet(
        "gagal", {"berkas": 60, "kode": 24, "alasan": 70, "saran": 70}, rows, count=len(told)
    )


def tidy(of: RecapContext) -> OutSheet:
    """Return one row for each unit and indicator, as far as Excel has room; its file stands last."""
    columns = {name: kind for name, kind in TABLES["capaian"].items() if name != "sumber"}
    columns["sumber"] = TABLES["capaian"]["sumber"]
    widths = {messages.text(f"words.column-{name}", of.lang): _WIDE.get(name, 14.0) for name in columns}
    looks = [(name, _LOOKS[kind]) for name, kind in columns.items()]
    rows = islice(of.batch.rows("capaian"), _ROWS)
    count = min(sum(of.tally.counts.values()), _ROWS)

    def bits(row: PlainRow) -> tuple[Bit, ...]:
        return tuple(Bit(row[name], look) for name, look in looks)

    sheet = of.list_sheet(
        "data", {}, map(bits, rows), count=count, note=of.phrase("catatan-data"), more=widths
    )
    sheet.repeat_cols = 1
    return sheet


SHEETS: tuple[Callable[[RecapContext], OutSheet | None], ...] = (years, findings, kinds, failures, tidy)
