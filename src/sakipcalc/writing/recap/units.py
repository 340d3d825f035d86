"""The sheets of a recap on units: ranking, heat map, distribution, budget and kabupaten."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.sheets.outsheet import HEAD, PLAIN, Bit, DataBar, OutArea, OutSheet, Series
from sakipcalc.writing.recap.recap_context import COUNT, LIST, MONEY, NAME, PERCENT, RecapContext
from sakipcalc.writing.recap.tally import Means

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.batch.outcome import PlainRow

__all__ = ["SHEETS"]

#: Units in a chart of the ranking, indicators in the heat map and in charts at most.
_TOP, _WIDEST, _INDICATORS = 20, 60, 12
_HEAT = replace(PERCENT, number="0.0", align="center")
_MIDDLE = replace(LIST, align="center")


def ranking(of: RecapContext) -> OutSheet:
    """Return the units by their mean capaian."""
    heads = {
        "peringkat": 10, "unit": 38, "kabupaten": 24, "tahun": 8, "rerata": 14, "terhitung": 14,
        "serapan": 12, "selisih": 11, "rasio": 9, "galat": 9, "peringatan": 12, "info": 9, "berkas": 40,
    }  # fmt: skip
    rows = (_ranked(of, rank, of.tally.units[at]) for rank, at in of.ranks)
    sheet = of.list_sheet("peringkat", heads, rows, count=len(of.ranks), note=of.phrase("catatan-rerata"))
    sheet.printed = [*heads].index("berkas") - 1
    first = sheet.frozen
    known = sum(rank is not None for rank, _ in of.ranks)
    if known:
        sheet.rules.append(DataBar(OutArea(first, 4, first + known - 1, 4)))
        shown = min(known, _TOP)
        bars = _bar_of(sheet, of.phrase("kepala-rerata"), names=1, values=4, count=shown)
        of.draw(sheet, of.phrase("grafik-peringkat", n=shown), "bar", (bars,), height=100 + 22 * shown)
    return sheet


def _bar_of(sheet: OutSheet, name: str, *, names: int, values: int, count: int) -> Series:
    """Return bars for the first rows of a list."""
    first, last = sheet.frozen, sheet.frozen + count - 1
    places = (OutArea(first, col, last, col) for col in (names, values))
    return Series(name=name, categories=next(places), values=next(places), colour="5B9BD5", labels="0.0")


def _dash(value: float | None, look: object) -> Bit:
    return Bit("-" if value is None else value, look)  # type: ignore[arg-type]  # a Style


def _apart(row: PlainRow) -> float | None:
    """Return by how many points the mean capaian is above the absorption."""
    reached, spent = row["capaian_kinerja"], row["persen"]
    return None if reached is None or spent is None else float(reached - spent)


def _ranked(of: RecapContext, rank: int | None, row: PlainRow) -> tuple[Bit, ...]:
    return (
        _dash(rank, _MIDDLE),
        Bit(of.name(row), NAME),
        Bit(row["kabupaten"], NAME),
        Bit(row["tahun"], _MIDDLE),
        _dash(row["capaian_kinerja"], PERCENT),
        Bit(f"{row['terhitung']} / {row['indikator']}", _MIDDLE),
        _dash(row["persen"], PERCENT),
        _dash(_apart(row), PERCENT),
        _dash(row["rasio"], PERCENT),
        *(Bit(row[level], COUNT) for level in ("galat", "peringatan", "info")),
        Bit(row["sumber"], LIST),
    )


def heat_map(of: RecapContext) -> OutSheet | None:
    """Return capaian by unit and indicator in the colours of the kategori."""
    keys = of.tally.frequent[:_WIDEST]
    if not keys:
        return None
    left_out = len(of.tally.indicators) - len(keys)
    note = of.phrase("catatan-peta", n=left_out) if left_out else ""
    named = {of.tally.indicators[key]: 14.0 for key in keys}
    sheet = of.list_sheet(
        "peta", {"unit": 38.0}, _heat_rows(of, keys), count=len(of.ranks), note=note, more=named
    )
    sheet.repeat_cols = 1
    sheet.put(2, 0, of.phrase("kepala-kategori"), replace(PLAIN, align="right", bold=True))
    for at, label in enumerate(of.colours, 1):
        sheet.put(2, at, label, replace(of.label_style(label, _HEAT), wrap=True, border=False))
    return sheet


def _heat_rows(of: RecapContext, keys: Sequence[str]) -> Iterator[tuple[Bit, ...]]:
    looks = {label: of.label_style(label, _HEAT) for label in of.colours}
    for _, at in of.ranks:
        cells = (of.tally.cells.get((at, key)) for key in keys)
        shown = (_dash(cell[0], looks.get(cell[1], _HEAT)) if cell else Bit(None, _HEAT) for cell in cells)
        yield (Bit(of.name(of.tally.units[at]), NAME), *shown)


def distribution(of: RecapContext) -> OutSheet | None:
    """Return how many indicators have each kategori, over all and indicator by indicator."""
    keys = of.tally.frequent
    if not keys:
        return None
    rows = _counted(of, keys, (*of.colours, ""))
    heads = {
        **dict.fromkeys(of.colours, 15.0),
        of.phrase("kepala-tanpa"): 12.0,
        of.phrase("kepala-semua"): 10.0,
    }
    sheet = of.list_sheet("sebaran", {"indikator": 48.0}, rows, count=len(keys) + 1, more=heads)
    for at, (label, fill) in enumerate(of.colours.items(), 1):
        sheet.put(sheet.frozen - 1, at, label, replace(HEAD, fill=fill, colour="000000"))
    first, last = sheet.frozen, len(of.colours)
    whole = Series(
        name=of.phrase("kepala-semua-indikator"),
        categories=OutArea(first - 1, 1, first - 1, last),
        values=OutArea(first, 1, first, last),
        points=tuple(of.colours.values()),
        colour="9DC3E6",
        labels="#,##0",
    )
    of.draw(sheet, of.phrase("grafik-sebaran"), "column", (whole,))
    shown = min(len(keys), _INDICATORS)
    own = OutArea(first + 1, 0, first + shown, 0)
    parts = tuple(
        Series(name=label, categories=own, values=OutArea(first + 1, at, first + shown, at), colour=fill)
        for at, (label, fill) in enumerate(of.colours.items(), 1)
    )
    title = of.phrase("grafik-indikator", n=shown)
    of.draw(sheet, title, "bar", parts, stacked=True, height=140 + 30 * shown)
    return sheet


def _counted(of: RecapContext, keys: Sequence[str], labels: Sequence[str]) -> Iterator[tuple[Bit, ...]]:
    counts = of.tally.counts
    whole: Counter[str] = Counter()
    for (_, label), n in counts.items():
        whole[label] += n
    yield _count_row(of.phrase("kepala-semua-indikator"), [whole[label] for label in labels], bold=True)
    for key in keys:
        yield _count_row(of.tally.indicators[key], [counts[key, label] for label in labels])


def _count_row(name: str, numbers: Sequence[int], *, bold: bool = False) -> tuple[Bit, ...]:
    look = replace(COUNT, bold=bold)
    cells = (Bit(n, look) for n in (*numbers, sum(numbers)))
    return (Bit(name, replace(NAME, bold=bold)), *cells)


def budget(of: RecapContext) -> OutSheet | None:
    """Return budget and spending of each unit beside its performance, and a chart of the two."""
    units = [of.tally.units[at] for _, at in of.ranks]
    known = [row for row in units if row["pagu"] is not None or row["realisasi"] is not None]
    if not known:
        return None
    heads = {
        "unit": 38, "kabupaten": 24, "pagu": 20, "belanja": 20, "serapan": 12, "rerata": 14, "selisih": 11,
    }  # fmt: skip
    rows = (_spent(of, row) for row in known)
    sheet = of.list_sheet("anggaran", heads, rows, count=len(known), note=of.phrase("catatan-anggaran"))
    first, last = sheet.frozen, sheet.frozen + len(known) - 1
    shares, means = OutArea(first, 4, last, 4), OutArea(first, 5, last, 5)
    dots = Series(name=of.phrase("kepala-unit"), categories=shares, values=means, colour="2E75B6")
    names = {"axis": of.phrase("kepala-rerata"), "across": of.phrase("kepala-serapan")}
    reached = [row["capaian_kinerja"] for row in known if row["capaian_kinerja"] is not None]
    low = min(reached, default=0.0) // 10 * 10
    of.draw(sheet, of.phrase("grafik-anggaran"), "scatter", (dots,), **names, low=low, height=420)
    return sheet


def _spent(of: RecapContext, row: PlainRow) -> tuple[Bit, ...]:
    return (
        Bit(of.name(row), NAME),
        Bit(row["kabupaten"], NAME),
        *(_dash(row[name], MONEY) for name in ("pagu", "realisasi")),
        # What a chart draws has to be empty where it is missing: a dash would be drawn as zero.
        Bit(row["persen"], PERCENT),
        Bit(row["capaian_kinerja"], PERCENT),
        _dash(_apart(row), PERCENT),
    )


def regions(of: RecapContext) -> OutSheet | None:
    """Return the kabupaten side by side; None where there is one only."""
    groups: defaultdict[str, list[PlainRow]] = defaultdict(list)
    for row in of.tally.units:
        if row["kabupaten"] or row["status"] != "gagal":
            groups[row["kabupaten"] or of.phrase("tanpa-kabupaten")].append(row)
    if len(groups) < 2:  # noqa: PLR2004 -- one is no comparison
        return None
    heads = {
        "kabupaten": 34, "banyak-unit": 10, "gagal": 10, "rerata": 14, "terhitung": 14, "pagu": 22,
        "belanja": 22, "serapan": 12, "galat": 10, "peringatan": 12,
    }  # fmt: skip
    ordered = sorted(groups.items(), key=lambda group: -(_mean(group[1]).mean or 0.0))
    rows = (_region(name, units) for name, units in ordered)
    sheet = of.list_sheet("kabupaten", heads, rows, count=len(groups))
    shown = min(len(groups), _TOP)
    bars = _bar_of(sheet, of.phrase("kepala-rerata"), names=0, values=3, count=shown)
    of.draw(sheet, of.phrase("grafik-kabupaten"), "bar", (bars,), height=100 + 22 * shown)
    return sheet


def _mean(units: Sequence[PlainRow]) -> Means:
    made = Means()
    for row in units:
        made.add(row["capaian_kinerja"])
    return made


def _region(name: str, units: Sequence[PlainRow]) -> tuple[Bit, ...]:
    mean = _mean(units)
    both = [row for row in units if row["pagu"] is not None and row["realisasi"] is not None]
    pagu, spent = (sum(row[key] for row in both) if both else None for key in ("pagu", "realisasi"))
    failed = sum(row["status"] == "gagal" for row in units)
    return (
        Bit(name, NAME),
        Bit(len(units), COUNT),
        Bit(failed, COUNT),
        Bit(mean.mean, PERCENT),
        Bit(f"{mean.count} / {len(units)}", _MIDDLE),
        _dash(pagu, MONEY),
        _dash(spent, MONEY),
        _dash(spent / pagu * 100 if pagu and spent is not None else None, PERCENT),
        *(Bit(sum(row[level] or 0 for row in units), COUNT) for level in ("galat", "peringatan")),
    )


SHEETS: tuple[Callable[[RecapContext], OutSheet | None], ...] = (
    ranking,
    heat_map,
    distribution,
    budget,
    regions,
)
