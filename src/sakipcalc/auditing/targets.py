"""The target and the realisasi of the year wherever they are typed, indicator by indicator."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.accuse_last import accused
from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import difference
from sakipcalc.auditing.same_facts import Copies, other_figures
from sakipcalc.auditing.walk import typed
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.rulebook.formulas import Status, inputs
from sakipcalc.tables.standard import GOALS, HISTORY, MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.auditing.accuse_last import Tried
    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Indicator


@check
def check_targets(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose target of the year is not the same in every table."""
    yield from accused(_tried_targets(hasil), other_figures)


def _tried_targets(hasil: Hasil) -> Iterator[Tried]:
    # The measurement comes first: it is the figure that the other tables are held against.
    tables = hasil.laporan.specs.places_of(MEASUREMENT, "target")
    copies = Copies(hasil, "target")
    for indicator in hasil.links.indikator:
        found = typed(hasil, tables, indicator.subject, "target")
        alike = {table: _figure(value) for table, value in found.items()}
        differs = _differing_targets(hasil, indicator, found) if len(set(alike.values())) > 1 else None
        yield from copies.tried(alike, differs)


def _differing_targets(hasil: Hasil, indicator: Indicator, found: Mapping[str, Value]) -> Temuan:
    groups: dict[object, list[Place]] = {}
    for value in found.values():
        groups.setdefault(_figure(value), []).extend([value.place] if value.place else [])
    measured = _figure(next(iter(found.values())))
    odd, expected = _odd_one(groups) or (measured, _promised(hasil, found))
    in_order = sorted(groups, key=lambda figure: figure != odd)
    return Temuan(
        code="target-berbeda",
        places=tuple(place for figure in in_order for place in groups[figure]),
        actual=odd,
        in_other_table=expected,
        data={
            "indikator": indicator.nama,
            "rincian": {k: tuple(v) for k, v in groups.items()},
            "diagnosis": _origin(hasil, indicator, groups),
            "akibat": _consequence(hasil, indicator, groups),
        },
    )


def _odd_one(groups: Mapping[object, list[Place]]) -> tuple[object, object] | None:
    """Return the figure of the one cell that differs and that of the others; None where there are more."""
    alone = [figure for figure, places in groups.items() if len(places) == 1]
    others = [figure for figure in groups if figure not in alone]
    return (alone[0], others[0]) if len(alone) == len(others) == 1 else None


def _promised(hasil: Hasil, found: Mapping[str, Value]) -> object:
    return next((_figure(found[table]) for table in _promises(hasil) if table in found), None)


def _promises(hasil: Hasil) -> tuple[str, ...]:
    """Return the tables that say what the unit promised for the year."""
    return hasil.laporan.specs.sources_of(MEASUREMENT, "target")


def _origin(hasil: Hasil, indicator: Indicator, groups: Mapping[object, list[Place]]) -> Phrase | str:
    """Say where the odd one of the targets comes from: another year of the Renstra, or a slip."""
    usual = max(groups, key=lambda figure: len(groups[figure]))
    for figure in groups:
        if figure == usual:
            continue
        for year in _other_years(hasil):
            planned = hasil.facts_engine.typed(GOALS, indicator.subject, "target", year)
            if planned.number is not None and planned.number == figure:
                known = {"angka": figure, "tahun": str(year), "sumber": planned.place}
                return Phrase("words.target-tahun-lain", known)
        if clause := difference(figure, usual):
            return clause
    return ""


def _consequence(hasil: Hasil, indicator: Indicator, groups: Mapping[object, list[Place]]) -> Phrase | str:
    """Say what the capaian is against a target that Tabel 3.2 does not have."""
    reached = hasil.facts_engine.value(MEASUREMENT, indicator.subject, "realisasi").number
    used = hasil.facts_engine.value(MEASUREMENT, indicator.subject, "target").number
    for figure in groups:
        formula = hasil.metode.capaian_formula(indicator.arah)
        if (
            not isinstance(figure, Fraction)
            or figure == used
            or set(inputs(formula)) != {"realisasi", "target"}
        ):
            continue
        done = hasil.metode.measure(indicator.arah, realisasi=reached, target=figure)
        if done.result is not None:
            return Phrase("words.capaian-lain", {"target": figure, "capaian": done.result})
    return ""


def _other_years(hasil: Hasil) -> tuple[int, ...]:
    table = hasil.links.tables.get(GOALS)
    return tuple(year for year in (table.years if table else ()) if year != hasil.laporan.entitas.tahun)


@check
def check_realisasi_copies(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose realisasi of the year is not the same in every table."""
    yield from accused(_tried_realisasi(hasil), other_figures)


def _tried_realisasi(hasil: Hasil) -> Iterator[Tried]:
    tables = hasil.laporan.specs.places_of(MEASUREMENT, "realisasi")
    copies = Copies(hasil, "realisasi")
    for indicator in hasil.links.measured():
        found = typed(hasil, tables, indicator.subject, "realisasi")
        groups = _groups(found)
        alike = {table: next(g for g, own in groups.items() if found[table] in own) for table in found}
        differs = _differing_realisasi(hasil, indicator, found, groups) if len(groups) > 1 else None
        yield from copies.tried(alike, differs)


def _differing_realisasi(
    hasil: Hasil, indicator: Indicator, found: Mapping[str, Value], groups: Mapping[str, list[Value]]
) -> Temuan:
    usual = max(groups, key=lambda table: len(groups[table]))
    odd = [value for table, values in groups.items() if table != usual for value in values]
    first, right = odd[0], found[usual]
    return Temuan(
        code="realisasi-berbeda",
        places=tuple(v.place for v in (*odd, *groups[usual]) if v.place),
        actual=_figure(first),
        in_other_table=_figure(right),
        data={
            "indikator": indicator.nama,
            "rincian": {_figure(v[0]): tuple(o.place for o in v if o.place) for v in groups.values()},
            "diagnosis": _copied(hasil, indicator, first) or difference(first.number, right.number),
        },
    )


def _groups(found: Mapping[str, Value]) -> dict[str, list[Value]]:
    """Group values that agree at their printed decimals under the first table that has them."""
    groups: dict[str, list[Value]] = {}
    for table, value in found.items():
        same = next((one for one in groups if _agree(value, found[one])), table)
        groups.setdefault(same, []).append(value)
    return groups


def _agree(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None or one.cell is None:
        return one.text.split() == other.text.split()
    return verify(one.cell, other.number) != "beda"


def _copied(hasil: Hasil, indicator: Indicator, value: Value) -> Phrase | None:
    """Say that a realisasi is that of another indicator, or of another year."""
    for other in hasil.links.measured():
        years = (None, *_years_of_trend(hasil))
        for year in years:
            table = MEASUREMENT if year is None else HISTORY
            known = hasil.facts_engine.typed(table, other.subject, "realisasi", year)
            own = other == indicator and year in {None, hasil.laporan.entitas.tahun}
            if not own and known.place and known.number is not None and known.number == value.number:
                return Phrase("words.sama-dengan", {"angka": value.number, "sumber": known.place})
    return None


def _years_of_trend(hasil: Hasil) -> tuple[int, ...]:
    table = hasil.links.tables.get(HISTORY)
    return table.years if table else ()


@check
def check_realisasi(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators without a realisasi yet, not measured, or whose capaian cannot be computed."""
    for row in hasil.capaian_rows:
        cell = row.realisasi.cell
        if cell is None or cell.formula:
            continue
        named = {"indikator": row.indikator.nama, "sebab": row.capaian.reasons}
        if row.realisasi.status is Status.TIDAK_DIUKUR:
            yield Temuan(code="tidak-diukur", places=(cell.place,), actual=cell.text, data=named)
        elif not row.realisasi.known:
            yield Temuan(code="belum-diisi", places=(cell.place,), data=named)
        elif cell.empty and (source := next(row.realisasi.origins(), None)):
            yield Temuan(
                code="realisasi-di-tabel-lain",
                places=(cell.place, source),
                data=named | {"angka": row.realisasi.number, "sumber": source},
                in_other_table=row.realisasi.number,
            )
        elif (
            row.capaian.status is Status.TIDAK_DAPAT_DIHITUNG
            and not row.capaian.question
            and row.target.cell is not None  # else the workbook measures against the end of the plan alone
        ):
            yield Temuan(code="tidak-dapat-dihitung", places=(cell.place,), data=named)


@check
def check_promised(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that were promised for the year and that no table measures."""
    if hasil.laporan.specs.measured.isdisjoint(hasil.links.tables):
        return
    measured = Counter(indicator.subject for indicator in hasil.links.measured())
    for indicator in hasil.links.indikator:
        promised = typed(hasil, _promises(hasil), indicator.subject, "target")
        if promised and not measured[indicator.subject]:
            first = next(iter(promised.values()))
            yield Temuan(
                code="indikator-tanpa-realisasi",
                places=tuple(value.place for value in promised.values() if value.place),
                actual=_figure(first),
                data={"indikator": indicator.nama},
            )


def _figure(value: Value) -> object:
    return value.number if value.number is not None else value.text
