"""Printed results against the same results computed again from the cells that they are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from sakipcalc.auditing.check import check
from sakipcalc.auditing.completeness import is_begun
from sakipcalc.auditing.diagnosis import (
    depends_on_polarity,
    figure_by,
    follows_results,
    origin,
    other_formula,
)
from sakipcalc.auditing.scales import misplaced_labels
from sakipcalc.computing.explain import explain_value
from sakipcalc.computing.how import (
    ByRule,
    Copied,
    Label,
    LastOf,
    Limited,
    Mean,
    MetZero,
    Rounded,
    Sum,
    Typed,
    WeightedMean,
)
from sakipcalc.computing.verify import judge
from sakipcalc.core.findings import Temuan
from sakipcalc.rulebook import rule
from sakipcalc.tables.standard import EFFICIENCY
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.calc.agreement import Verdict
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Column, Row, Table


#: Checked by modules of their own: which measure of efficiency it is, and facts that stand in many tables.
_ELSEWHERE = frozenset({(EFFICIENCY, "efisiensi")})
_FACTS = frozenset({"target", "realisasi"})
#: Decimals of a figure that might have been meant.
_DECIMALS = 2


@check
def check_results(hasil: Hasil) -> Iterator[Temuan]:
    """Yield every printed figure or label that its inputs do not give."""
    misplaced = {id(used): misplaced_labels(hasil, used) for used in hasil.skala.values()}
    for table, row, column, value in hasil.derived_as_printed:
        cell = row.cells[column.key]
        of_the_scale = value.used_scale is not None and plain(cell.text) in misplaced.get(
            id(value.used_scale), ()
        )
        skipped = _checked_elsewhere(table, column, value) or _scale_is_unreadable(hasil, value)
        if cell.text and value.known and not skipped and not of_the_scale:
            yield from _compare(hasil, table, row, column, value)


@check
def check_under_any_polarity(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the printed capaian of a doubtful polarity that no formula gives: wrong they are anyway."""
    for _, row, column, value in hasil.derived_as_printed:
        cell = row.cells[column.key]
        if value.reasons != ("arah",) or cell.value is None or not isinstance(value.how, ByRule):
            continue
        if not other_formula(cell, value, every=True):
            rising, falling = (_shown(figure_by(rule, value)) for rule in ("rasio", "dua_target"))
            yield Temuan(
                code="capaian-tak-cocok",
                places=(cell.place, *(n.place for n in value.sources() if n.place)),
                actual=cell.value,
                data={"indikator": row.text("indikator"), "naik": rising, "turun": falling},
            )


def _shown(figure: Fraction | None) -> Fraction | None:
    return None if figure is None else round_half_up(figure, _DECIMALS)


def _checked_elsewhere(table: Table, column: Column, value: Value) -> bool:
    if (table.id, column.id) in _ELSEWHERE:
        return True
    match value.how:
        case Sum():
            return True
        case Copied() | LastOf():
            return column.id in _FACTS
        case ByRule() | Limited() | Rounded() | MetZero() | Mean() | WeightedMean() | Label() | Typed():
            return False
        case never:
            assert_never(never)


def _scale_is_unreadable(hasil: Hasil, value: Value) -> bool:
    """Return whether the unit judged by a scale of its own that cannot be used: its labels may be right."""
    used = value.used_scale
    if used is None or used.labels:
        return False
    return any(used is one and hasil.laporan.find(table) for table, one in hasil.skala.items())


@check
def check_formulas_without_values(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the cells whose formula stores no result.

    Before there is any realisasi of the year no formula has anything to give.
    """
    if not is_begun(hasil):
        return
    for _, row, column in hasil.links.cells():
        cell = row.cells[column.key]
        if cell.formula and not cell.has_stored and cell.row == row.number:
            yield Temuan(code="rumus-tanpa-nilai", places=(cell.place,), actual=f"={cell.formula}")


def _compare(hasil: Hasil, table: Table, row: Row, column: Column, value: Value) -> Iterator[Temuan]:
    cell = row.cells[column.key]
    if cell.numeral is not None and cell.numeral.missing:
        return
    verdict = judge(cell, value)
    subject = hasil.links.subject(table.id, row)
    if verdict == "beda" and subject and _agrees_with_facts(hasil, table, column, subject, cell):
        return
    if verdict == "beda" and subject and follows_results(hasil, subject) and _fits_another(cell, value):
        return  # told of the indicator, once
    if verdict != "sama":
        explained = origin(hasil, subject, cell, value) if verdict == "beda" and subject else None
        yield Temuan(
            code=_code(verdict, value),
            places=(cell.place, *(n.place for n in value.sources() if n.place)),
            actual=cell.value if cell.value is not None else cell.text,
            expected=value.number if value.number is not None else value.text,
            data={"hitungan": _Told(value), "diagnosis": explained or ""},
            citation=_sources(value),
        )


def _sources(value: Value) -> str:
    """Return the sources of the rule that made a value; none where no rule did."""
    return "; ".join(map(str, rule(value.how.rule).rujukan)) if isinstance(value.how, ByRule) else ""


def _fits_another(cell: Cell, value: Value) -> bool:
    return depends_on_polarity(value) and cell.value is not None and bool(other_formula(cell, value))


def _agrees_with_facts(hasil: Hasil, table: Table, column: Column, subject: Subject, cell: Cell) -> bool:
    """Return whether a result agrees with the facts, though not with the rounded results beside it."""
    if not hasil.laporan.specs.holds_results(column.spec):
        return False
    exact = hasil.facts_engine.value(table.id, subject, column.id, column.period)
    return exact.known and judge(cell, exact) != "beda"


def _code(verdict: Verdict, value: Value) -> str:
    copied = isinstance(value.how, Copied)
    if verdict == "menutupi":
        return "seratus-tidak-penuh"
    if verdict == "dipotong":
        return "ribuan-dipotong" if copied else "angka-dipotong"
    if copied:
        return "salinan-berbeda"
    return "hitungan-berbeda" if value.number is not None else "kategori-berbeda"


@dataclass(frozen=True, slots=True)
class _Told:
    """Explanation of a value in the language of the sentence around it."""

    value: Value

    def in_language(self, lang: str) -> str:
        return explain_value(self.value, "en" if lang == "en" else "id")
