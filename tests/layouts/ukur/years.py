"""Layouts that compare years: Tabel 3.3, the plan of Tabel 2.1, the end of the Renstra in Tabel 3.4, quarters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .hand import ROMAN
from .kinds import kind
from .measurement import as_, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .desk import Desk
    from .office import Indicator

MEASURES = ("target", "realisasi", "capaian")
_KINDS = {"target": "angka", "realisasi": "angka", "capaian": "persen"}


def _labels(desk: Desk, *, unit: bool = True) -> list[Col]:
    keys = ["no", "sasaran", "indikator"] if desk.rng.random() < 0.6 else ["no", "indikator"]
    own = [
        replace(c, accept=_only(c.accept, "3.3")) for c in columns(desk, *keys, *(["satuan"] if unit else []))
    ]
    return [replace(c, accept=()) if c.key == "satuan" else c for c in own]


def _only(accept: tuple[tuple[str, str], ...], table: str) -> tuple[tuple[str, str], ...]:
    return tuple((table, column) for column in dict.fromkeys(column for _, column in accept))


def _yearly(desk: Desk, indicators: Sequence[Indicator], measures: Sequence[str] = MEASURES) -> list[Line]:
    """Return a line for each indicator with the figures of each year."""
    made = []
    for n, one in enumerate(indicators, 1):
        values: dict[str, object] = {
            "no": n,
            "sasaran": one.sasaran,
            "indikator": one.name,
            "satuan": one.unit,
        }
        facts = {}
        for year in desk.office.years:
            found = {
                "target": one.target[year],
                "realisasi": one.result[year],
                "capaian": desk.achieved(one, year),
            }
            for measure in measures:
                values[f"{measure}_{year}"] = found[measure]
                if measure != "capaian":
                    facts[f"{measure}_{year}"] = (("tren", one.name, str(year), measure), found[measure])
        made.append(
            Line(values=values, facts=facts, group={"sasaran": desk.office.sasaran.index(one.sasaran)})
        )
    return made


def _col(measure: str, year: int, path: tuple[str, ...], this: int) -> Col:
    accept = as_(f"{measure}_{year}", "3.3") + (as_(measure) if year == this else ())
    return Col(key=f"{measure}_{year}", path=path, accept=accept, kind=_KINDS[measure])


def _draw(
    desk: Desk, cols: Sequence[Col], body: Sequence[Line], caption: str = "tahun", **changes: object
) -> None:
    page = desk.page()
    desk.caption(page, caption)
    desk.table(page, cols, desk.filled(cols, body), **changes)
    desk.note(page)


@kind("3.3 tahun di atas ukuran")
def years_above(desk: Desk) -> None:
    """Each year over its measures, merged or not, short or long."""
    office, section = desk.office, desk.rng.choice(("pendek", "kolom"))
    group = desk.rng.choice(desk.hand.words["grup"]["tahun"])
    own = {m: desk.hand.heading(m, section) for m in MEASURES}
    cols = _labels(desk) + [
        _col(m, year, (group.format(tahun=year), own[m]), office.year)
        for year in office.years
        for m in MEASURES
    ]
    _draw(desk, cols, _yearly(desk, office.indicators))


@kind("3.3 tahun lepas di atas kepala")
def years_loose(desk: Desk) -> None:
    """Years in a row of their own above the headings, nothing merged, the labels in the lower row."""
    office = desk.office
    own = {m: desk.hand.heading(m) for m in MEASURES}
    cols = _labels(desk, unit=False)
    cols = [replace(c, path=("", *c.path)) for c in cols] + [
        _col(m, year, (str(year), own[m]), office.year) for year in office.years for m in MEASURES
    ]
    _draw(desk, cols, _yearly(desk, office.indicators), merged=False)


@kind("3.3 ukuran di atas tahun")
def measures_above(desk: Desk) -> None:
    """Each measure over its years, as in T-C.23."""
    office = desk.office
    groups = {m: desk.hand.heading(f"{m}_tahun", "grup") for m in MEASURES}
    year_form = desk.rng.choice(("{}", "{}", "Tahun {}", "Th. {}"))
    cols = desk.strange(_labels(desk), most=1) + [
        _col(m, year, (groups[m], year_form.format(year)), office.year)
        for m in MEASURES
        for year in office.years
    ]
    _draw(desk, cols, _yearly(desk, office.indicators))


@kind("3.3 tanpa target")
def without_target(desk: Desk) -> None:
    """Only the results of each year, perhaps with capaian."""
    office = desk.office
    measures = desk.rng.choice((("realisasi",), ("realisasi", "capaian")))
    groups = {m: desk.hand.heading(f"{m}_tahun", "grup") for m in measures}
    cols = _labels(desk) + [
        _col(m, year, (groups[m], str(year)), office.year) for m in measures for year in office.years
    ]
    _draw(desk, cols, _yearly(desk, office.indicators, measures))


@kind("3.3 satu baris kepala")
def flat(desk: Desk) -> None:
    """One row of headings, each with its measure and its year."""
    office = desk.office
    spelled = {m: desk.rng.choice(desk.hand.words["kolom"][f"{m}_tahun"]) for m in MEASURES}
    cols = _labels(desk) + [
        _col(m, year, (spelled[m].format(tahun=year),), office.year)
        for year in office.years
        for m in MEASURES
    ]
    _draw(desk, cols, _yearly(desk, office.indicators))


@kind("3.3 T-C.23")
def form_tc23(desk: Desk) -> None:
    """The form T-C.23 of the Renstra: targets, results and ratios of all years, with columns for other targets."""
    office = desk.office
    spare = [
        Col(key=k, path=(t,))
        for k, t in (("nspk", "Target NSPK"), ("ikk", "Target IKK"), ("lain", "Target Indikator Lainnya"))
    ]
    groups = {
        m: desk.rng.choice(desk.hand.words["grup"][f"{m}_tahun"]) for m in MEASURES
    }  # fmt: skip
    heads = [*_labels(desk, unit=False), *spare]
    cols = heads + [
        _col(m, year, (groups[m], str(year)), office.year) for m in MEASURES for year in office.years
    ]
    page = desk.page("T-C.23")
    title = desk.rng.choice(("Tabel T-C.23", "Tabel TC. 23", "T-C.23."))
    page.put(
        page.next_row,
        desk.left,
        f"{title} Pencapaian Kinerja Pelayanan {office.name} {office.region}",
        {"bold": True},
    )
    page.next_row += 2
    desk.table(page, cols, _yearly(desk, office.indicators), numbers="(1)")


@kind("3.3 bentuk panjang")
def long_form(desk: Desk) -> None:
    """A row for each year of each indicator; the name stands in the first row, or in each."""
    office = desk.office
    cols = [
        *columns(desk, "no", "indikator"),
        Col(key="tahun", path=(desk.rng.choice(("Tahun", "Thn", "Tahun ke", "Periode")),)),
    ]
    cols += [Col(key=m, path=(desk.hand.heading(m),), kind=_KINDS[m]) for m in MEASURES]
    cols = [replace(c, accept=()) for c in cols]
    body = []
    for n, one in enumerate(office.indicators, 1):
        for year in office.years:
            values = {
                "no": n,
                "indikator": one.name,
                "tahun": year,
                "target": one.target[year],
                "realisasi": one.result[year],
                "capaian": desk.achieved(one, year),
            }
            facts = {m: (("tren", one.name, str(year), m), values[m]) for m in ("target", "realisasi")}
            body.append(Line(values=values, facts=facts, group={"no": n, "indikator": n}))
    page = desk.page()
    desk.caption(page, "tahun")
    drawn = desk.table(page, cols, body)
    for n, one in enumerate(office.indicators):
        row = drawn.body + (n + 1) * len(office.years)
        for offset, measure in enumerate(("target", "realisasi"), 3):
            value = (one.target if measure == "target" else one.result)[office.year]
            desk.state(
                ("capaian", one.name, measure), value, area=drawn.area, row=row, col=desk.left + offset + 1
            )


@kind("3.4 akhir renstra")
def end_of_plan(desk: Desk) -> None:
    """The result of the year against the target of the last year of the plan."""
    office = desk.office
    year, last = office.year, office.plan[-1]
    heads = columns(desk, "no", "sasaran", "indikator", "satuan")
    own = [replace(c, accept=_only(c.accept, "3.4") if c.key != "satuan" else ()) for c in heads]
    result = desk.rng.choice(
        (desk.hand.heading("realisasi_tahun", tahun=year), f"Capaian {year}", desk.hand.heading("realisasi"))
    )
    cols = [
        *own,
        Col(key="realisasi", path=(result,), accept=as_("realisasi", "3.4"), kind="angka"),
        Col(key="target_akhir", path=(desk.hand.heading("target_akhir", awal=office.plan[0], akhir=last),), accept=as_("target_akhir", "3.4"), kind="angka"),
        Col(key="kemajuan", path=(desk.hand.heading("kemajuan"),), accept=as_("kemajuan", "3.4"), kind="persen"),
    ]  # fmt: skip
    body = []
    for n, one in enumerate(office.indicators, 1):
        values = {"no": n, "sasaran": one.sasaran, "indikator": one.name, "satuan": one.unit, "realisasi": one.result[year], "target_akhir": one.target[last], "kemajuan": desk.rounded(one.against(one.target[last], one.result[year]))}  # fmt: skip
        facts = {
            "target_akhir": (("renstra", one.name, "target_akhir"), one.target[last]),
            "realisasi": (("renstra", one.name, "realisasi"), one.result[year]),
        }
        body.append(Line(values=values, facts=facts, group={"sasaran": office.sasaran.index(one.sasaran)}))
    cols = desk.shuffled(desk.strange(cols, most=1))
    page = desk.page()
    desk.caption(page, "renstra")
    desk.table(page, cols, desk.filled(cols, body))


@kind("2.1 rencana lima tahun")
def five_years(desk: Desk) -> None:
    """Tujuan, sasaran, indicators, and a target for each year of the plan."""
    office = desk.office
    heads = columns(desk, "no", "tujuan", "sasaran", "indikator", "satuan")
    own = [replace(c, accept=as_(c.key, "2.1") if c.key != "no" else ()) for c in heads]
    if desk.rng.random() < 0.5:
        own.append(
            Col(
                key="kondisi_awal",
                path=(desk.hand.heading("kondisi_awal", awal=office.plan[0] - 1),),
                accept=as_("kondisi_awal", "2.1"),
                kind="angka",
            )
        )
    grouped = desk.rng.random() < 0.7
    group = desk.hand.heading("target_tahun", "grup")
    cols = own + [
        Col(key=f"target_{y}", path=(group, str(y)) if grouped else (f"Target {y}",), accept=as_(f"target_{y}", "2.1"), kind="angka")
        for y in office.plan
    ]  # fmt: skip
    body = []
    for n, one in enumerate(office.indicators, 1):
        values = {"no": n, "tujuan": office.tujuan, "sasaran": one.sasaran, "indikator": one.name, "satuan": one.unit, "kondisi_awal": one.baseline} | {f"target_{y}": t for y, t in one.target.items()}  # fmt: skip
        body.append(Line(values=values, group={"tujuan": 1, "sasaran": office.sasaran.index(one.sasaran)}))
    _draw(desk, cols, body, "rencana")


def _quarterly(desk: Desk, *, targets: bool) -> list[Line]:
    made = []
    for line, one in zip(
        lines(desk, desk.office.indicators, facts=False), desk.office.indicators, strict=True
    ):
        year = desk.office.year
        quarters = (*one.quarters, one.result[year])
        values = {**line.values} | {f"realisasi_tw{q}": v for q, v in enumerate(quarters, 1)}
        if targets:
            values |= {f"target_tw{q}": one.target[year] * q / 4 for q in range(1, 5)}
        made.append(replace(line, values=values))
    return made


def _quarter_labels(desk: Desk) -> list[Col]:
    own = [
        replace(c, accept=_only(c.accept, "Triwulan"))
        for c in columns(desk, "no", "sasaran", "indikator", "satuan", "target")
    ]
    return [replace(c, accept=tuple(p for p in c.accept if "_2" not in p[1])) for c in own]


@kind("Triwulan target dan realisasi")
def quarters(desk: Desk) -> None:
    """A target and a result for each quarter, grouped by measure or by quarter."""
    form = desk.rng.choice(desk.hand.words["kolom"]["tw"])
    by_measure = desk.rng.random() < 0.5
    groups = {m: desk.hand.heading(f"{m}_tw", "grup") for m in ("target", "realisasi")}
    short = {m: desk.hand.heading(m, "pendek") for m in ("target", "realisasi")}
    cols = _quarter_labels(desk)
    pairs = [(m, q) for m in ("target", "realisasi") for q in range(1, 5)] if by_measure else [(m, q) for q in range(1, 5) for m in ("target", "realisasi")]  # fmt: skip
    for m, q in pairs:
        quarter = form.format(romawi=ROMAN[q], angka=q)
        path = (groups[m], quarter) if by_measure else (quarter, short[m])
        cols.append(Col(key=f"{m}_tw{q}", path=path, accept=as_(f"{m}_tw{q}", "Triwulan"), kind="angka"))
    _draw(desk, cols, _quarterly(desk, targets=True), "triwulan")


@kind("Triwulan tanpa target")
def quarters_without_targets(desk: Desk) -> None:
    """Only the results of the quarters beside the target of the year."""
    form = desk.rng.choice(desk.hand.words["kolom"]["tw"])
    group = desk.rng.random() < 0.7
    over = desk.hand.heading("realisasi_tw", "grup")
    cols = _quarter_labels(desk)
    for q in range(1, 5):
        quarter = form.format(romawi=ROMAN[q], angka=q)
        path = (over, quarter) if group else (f"Realisasi {quarter}",)
        cols.append(
            Col(key=f"realisasi_tw{q}", path=path, accept=as_(f"realisasi_tw{q}", "Triwulan"), kind="angka")
        )
    _draw(desk, cols, _quarterly(desk, targets=False), "triwulan")
