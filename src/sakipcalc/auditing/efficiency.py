"""The efficiency of Tabel 3.7: which of the measures it is, and whether the scale fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.accuse_last import Premise, Tried, accused, guessed_columns, other_column
from sakipcalc.auditing.check import check
from sakipcalc.computing.apply import value
from sakipcalc.computing.how import ByRule, Mean
from sakipcalc.computing.verify import could_be, verify
from sakipcalc.core.findings import Temuan
from sakipcalc.rulebook.methods import EFFICIENCY_RULES
from sakipcalc.tables.standard import EFFICIENCY, EFFICIENCY_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.engine import Engine
    from sakipcalc.computing.export import EfisiensiRow
    from sakipcalc.model import Cell, Table


@check
def check_ratio_as_difference(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a printed ratio that a scale for differences judges.

    A ratio is always positive, so a scale around nought calls everything very
    efficient. No finding where the difference stands beside the ratio, or may do so in a column that is asked
    about.
    """
    table, scale = hasil.laporan.find(EFFICIENCY), hasil.laporan.find(EFFICIENCY_SCALE)
    if table is None or any(column.id == "selisih" for column in table.columns) or _is_asked(hasil, table):
        return
    for row, cell in _printed(hasil):
        if (
            row.rasio.number is not None
            and verify(cell, row.rasio.number) != "beda"
            and _judges_differences(hasil)
        ):
            yield Temuan(
                code="rasio-dinilai-selisih",
                places=(cell.place, *((scale.rows[0].cell("skala").place,) if scale else ())),
                actual=cell.value,
                expected=row.selisih.number,
                data={
                    "capaian": row.capaian.number,
                    "serapan": row.serapan.number,
                    "kategori": row.kategori.text,
                },
            )


def _is_asked(hasil: Hasil, table: Table) -> bool:
    """Return whether a column of a table is asked about, which may be one that it seems to lack."""
    asked = (one for one in hasil.laporan.temuan if one.code == "kolom-mungkin")
    return any(place.sheet == table.sheet for one in asked for place in one.places)


@check
def check_value(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a printed efficiency that no method gives, neither from the facts nor from what is printed."""
    table = hasil.links.tables.get(EFFICIENCY)
    column = next((one for one in table.columns if one.id == "efisiensi"), None) if table else None
    if table is None or column is None:
        return
    guess = guessed_columns(hasil.laporan)(table, column)
    premise = Premise(table.sheet, table.id, column.id, column.heading, is_guessed=guess)
    printed = hasil.engine("berlaku")
    yield from accused(
        (Tried(premise, _by_no_method(row, cell, printed)) for row, cell in _printed(hasil)), other_column
    )


def _by_no_method(row: EfisiensiRow, cell: Cell, printed: Engine) -> Temuan | None:
    """Return the finding of a printed efficiency that no method gives; None where one does."""
    beside = printed.derived(EFFICIENCY, row.subject, "selisih")
    measures = [*_measures(row)]
    by_facts = any(verify(cell, measure) != "beda" for measure in measures)
    if not measures or by_facts or (beside and _fits_the_print(cell, beside)):
        return None
    return Temuan(
        code="efisiensi-berbeda",
        places=(cell.place,),
        actual=cell.value,
        expected=row.rasio.number,
        data={"selisih": row.selisih.number},
    )


def _measures(row: EfisiensiRow) -> Iterator[Fraction]:
    """Yield the efficiency by each measure, ratios in per cent too, and that of one output by its cost.

    What an output costs is less than what was planned for it by 1 - serapan / capaian.
    """
    known = {rule: one.number for rule, one in row.ukuran.items() if one.number is not None}
    yield from known.values()
    yield from (number * _CENT for rule, number in known.items() if rule in _RATIOS)
    if row.capaian.number and row.serapan.number is not None:
        yield (1 - row.serapan.number / row.capaian.number) * _CENT


_CENT = 100
_RATIOS = frozenset({"rasio_efisiensi", "te"})


def _fits_the_print(cell: Cell, difference: Value) -> bool:
    """Return whether some method gives the figure from the capaian and the serapan printed beside it."""
    named = difference.how.inputs if isinstance(difference.how, ByRule) else {}
    return any(
        could_be(cell, value(rule, {**named, **own}))
        for rule in EFFICIENCY_RULES
        for own in ({}, _of_its_row(cell, named))
    )


def _of_its_row(cell: Cell, named: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the capaian in the row of an efficiency, where its budget is that of several rows."""
    mean = named["capaian"].how if "capaian" in named else None
    parts = mean.parts if isinstance(mean, Mean) else ()
    own = next((one for one in parts if one.cell is not None and one.cell.row == cell.row), None)
    return {"capaian": own} if own else {}


def _printed(hasil: Hasil) -> Iterator[tuple[EfisiensiRow, Cell]]:
    for row in hasil.efisiensi_rows:
        typed = hasil.facts_engine.typed(EFFICIENCY, row.subject, "efisiensi")
        if typed.number is not None and typed.cell is not None:
            yield row, typed.cell


def _judges_differences(hasil: Hasil) -> bool:
    """Return whether a band of the scale of efficiency begins at 0: it judges differences, not ratios."""
    return any(band.lower == 0 for band in hasil.skala[EFFICIENCY_SCALE].skala.pita)
