"""The target and the realisasi of the year wherever they are typed, indicator by indicator."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import difference
from sakipcalc.auditing.walk import typed
from sakipcalc.computing.verify import verify
from sakipcalc.findings import Temuan
from sakipcalc.formulas import Status, inputs
from sakipcalc.messages import Phrase
from sakipcalc.tables.standard import GOALS, HISTORY, MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Indikator
    from sakipcalc.places import Place


@check
def check_targets(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose target of the year is not the same in every table."""
    # The measurement comes first: it is the figure that the other tables are held against.
    tables = hasil.laporan.specs.places_of(MEASUREMENT, "target")
    for indicator in hasil.tautan.indikator:
        found = typed(hasil, tables, indicator.subjek, "target")
        groups: dict[object, list[Place]] = {}
        for value in found.values():
            groups.setdefault(_figure(value), []).extend([value.tempat] if value.tempat else [])
        if len(groups) > 1:
            measured = _figure(next(iter(found.values())))
            odd, expected = _odd_one(groups) or (measured, _promised(hasil, found))
            in_order = sorted(groups, key=lambda figure: figure != odd)
            yield Temuan(
                kode="target-berbeda",
                tempat=tuple(place for figure in in_order for place in groups[figure]),
                nilai=odd,
                di_tabel_lain=expected,
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


def _promised(hasil: Hasil, found: Mapping[str, Nilai]) -> object:
    return next((_figure(found[table]) for table in _promises(hasil) if table in found), None)


def _promises(hasil: Hasil) -> tuple[str, ...]:
    """Return the tables that say what the unit promised for the year."""
    return hasil.laporan.specs.sources_of(MEASUREMENT, "target")


def _origin(hasil: Hasil, indicator: Indikator, groups: Mapping[object, list[Place]]) -> Phrase | str:
    """Say where the odd one of the targets comes from: another year of the Renstra, or a slip."""
    usual = max(groups, key=lambda figure: len(groups[figure]))
    for figure in groups:
        if figure == usual:
            continue
        for year in _other_years(hasil):
            planned = hasil.mesin.ketikan(GOALS, indicator.subjek, "target", year)
            if planned.angka is not None and planned.angka == figure:
                known = {"angka": figure, "tahun": str(year), "sumber": planned.tempat}
                return Phrase("words.target-tahun-lain", known)
        if clause := difference(figure, usual):
            return clause
    return ""


def _consequence(hasil: Hasil, indicator: Indikator, groups: Mapping[object, list[Place]]) -> Phrase | str:
    """Say what the capaian is against a target that Tabel 3.2 does not have."""
    reached = hasil.mesin.nilai(MEASUREMENT, indicator.subjek, "realisasi").angka
    used = hasil.mesin.nilai(MEASUREMENT, indicator.subjek, "target").angka
    for figure in groups:
        formula = hasil.metode.rumus_capaian(indicator.arah)
        if (
            not isinstance(figure, Fraction)
            or figure == used
            or set(inputs(formula)) != {"realisasi", "target"}
        ):
            continue
        done = hasil.metode.measure(indicator.arah, realisasi=reached, target=figure)
        if done.nilai is not None:
            return Phrase("words.capaian-lain", {"target": figure, "capaian": done.nilai})
    return ""


def _other_years(hasil: Hasil) -> tuple[int, ...]:
    table = hasil.tautan.tabel.get(GOALS)
    return tuple(year for year in (table.tahun if table else ()) if year != hasil.laporan.entitas.tahun)


@check
def check_realisasi_copies(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose realisasi of the year is not the same in every table."""
    tables = hasil.laporan.specs.places_of(MEASUREMENT, "realisasi")
    for indicator in hasil.tautan.diukur():
        found = typed(hasil, tables, indicator.subjek, "realisasi")
        groups = _groups(found)
        if len(groups) <= 1:
            continue
        usual = max(groups, key=lambda table: len(groups[table]))
        odd = [value for table, values in groups.items() if table != usual for value in values]
        first, right = odd[0], found[usual]
        yield Temuan(
            kode="realisasi-berbeda",
            tempat=tuple(v.tempat for v in (*odd, *groups[usual]) if v.tempat),
            nilai=_figure(first),
            di_tabel_lain=_figure(right),
            data={
                "indikator": indicator.nama,
                "rincian": {_figure(v[0]): tuple(o.tempat for o in v if o.tempat) for v in groups.values()},
                "diagnosis": _copied(hasil, indicator, first) or difference(first.angka, right.angka),
            },
        )


def _groups(found: Mapping[str, Nilai]) -> dict[str, list[Nilai]]:
    """Group values that agree at their printed decimals under the first table that has them."""
    groups: dict[str, list[Nilai]] = {}
    for table, value in found.items():
        same = next((one for one in groups if _agree(value, found[one])), table)
        groups.setdefault(same, []).append(value)
    return groups


def _agree(one: Nilai, other: Nilai) -> bool:
    if one.angka is None or other.angka is None or one.sel is None:
        return one.teks.split() == other.teks.split()
    return verify(one.sel, other.angka) != "beda"


def _copied(hasil: Hasil, indicator: Indikator, value: Nilai) -> Phrase | None:
    """Say that a realisasi is that of another indicator, or of another year."""
    for other in hasil.tautan.diukur():
        years = (None, *_years_of_trend(hasil))
        for year in years:
            table = MEASUREMENT if year is None else HISTORY
            known = hasil.mesin.ketikan(table, other.subjek, "realisasi", year)
            own = other == indicator and year in {None, hasil.laporan.entitas.tahun}
            if not own and known.tempat and known.angka is not None and known.angka == value.angka:
                return Phrase("words.sama-dengan", {"angka": value.angka, "sumber": known.tempat})
    return None


def _years_of_trend(hasil: Hasil) -> tuple[int, ...]:
    table = hasil.tautan.tabel.get(HISTORY)
    return table.tahun if table else ()


@check
def check_realisasi(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the measured indicators that have no realisasi yet, or whose capaian cannot be computed."""
    for row in hasil.baris_capaian:
        sel = row.realisasi.sel
        if sel is None or sel.rumus:
            continue
        named = {"indikator": row.indikator.nama, "sebab": row.capaian.sebab}
        if not row.realisasi.ada:
            yield Temuan(kode="belum-diisi", tempat=(sel.tempat,), data=named)
        elif row.capaian.status is Status.TIDAK_DAPAT_DIHITUNG:
            yield Temuan(kode="tidak-dapat-dihitung", tempat=(sel.tempat,), data=named)


@check
def check_promised(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that were promised for the year and that no table measures."""
    if hasil.laporan.specs.measured.isdisjoint(hasil.tautan.tabel):
        return
    measured = Counter(indicator.subjek for indicator in hasil.tautan.diukur())
    for indicator in hasil.tautan.indikator:
        promised = typed(hasil, _promises(hasil), indicator.subjek, "target")
        if promised and not measured[indicator.subjek]:
            first = next(iter(promised.values()))
            yield Temuan(
                kode="indikator-tanpa-realisasi",
                tempat=tuple(value.tempat for value in promised.values() if value.tempat),
                nilai=_figure(first),
                data={"indikator": indicator.nama},
            )


def _figure(value: Nilai) -> object:
    return value.angka if value.angka is not None else value.teks
