"""Printed results against the same results computed again from the cells that they are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from sakipcalc.auditing.accuse_last import Premise, Tried, accused, guessed_columns, other_column
from sakipcalc.auditing.check import check
from sakipcalc.auditing.completeness import is_begun
from sakipcalc.auditing.diagnosis import (
    depends_on_polarity,
    figure_by,
    follows_results,
    origin,
    other_formula,
)
from sakipcalc.auditing.doubts import (
    cap_of,
    fits_before_rounding,
    fits_other_polarities,
    is_asked,
    is_exchanged,
    misread,
)
from sakipcalc.auditing.scales import misplaced_labels
from sakipcalc.auditing.walk import cells_that_say
from sakipcalc.calc.agreement import CAPS
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
from sakipcalc.rulebook.scales import same_label
from sakipcalc.tables.standard import EFFICIENCY
from sakipcalc.text.absence import is_dash, is_not_measured
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from sakipcalc.auditing.doubts import Misread
    from sakipcalc.calc.agreement import Verdict
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Column, Row, Table


#: Checked by modules of their own: which measure of efficiency it is, and facts that stand in many tables.
_ELSEWHERE = frozenset({(EFFICIENCY, "efisiensi")})
_FACTS = frozenset({"target", "realisasi"})
_WRONG = "hitungan-berbeda"
#: So many results that fit when they change places with an input are of columns taken for each other.
_PAIR = 2
#: What keeps a capaian from being computed where its polarity is in doubt.
_DOUBTED = ("arah",)
#: Where a polarity is written down.
_WRITTEN = frozenset({"kolom", "tanda", "catatan", "penjelasan", "metode"})
#: Results that offices cap.
_CAPPED = frozenset({"capaian", "capaian_program", "kemajuan"})
#: Decimals of a figure that might have been meant.
_DECIMALS = 2


@check
def check_results(hasil: Hasil) -> Iterator[Temuan]:
    """Yield every printed figure or label that its inputs do not give; figures that stop at a cap as one."""
    by_column = _by_column(hasil)
    capped = {key: finding for key, printed in by_column.items() if (finding := _capped(printed))}
    yield from capped.values()
    told = {place for one in capped.values() for place in one.places}
    yield from accused(
        (
            Tried(premise, next(_told_of(hasil, one), None))
            for premise, printed in by_column.items()
            for one in printed
            if one.cell.place not in told
        ),
        other_column,
    )


def _capped(printed: list[_Printed]) -> Temuan | None:
    """Return the finding of a column whose figures stop at a cap; None for any other."""
    cap = cap_of((one.cell, one.value) for one in printed if one.column.id in _CAPPED)
    places = sorted(
        one.cell.place for one in printed if cap and one.cell.value == cap < (one.value.number or 0)
    )
    return (
        Temuan(code="capaian-dibatasi", places=tuple(places), actual=cap, data={"n": len(places)})
        if places
        else None
    )


class _Printed(NamedTuple):
    """A printed result with what its inputs give."""

    table: Table
    row: Row
    column: Column
    value: Value
    verdict: Verdict

    @property
    def cell(self) -> Cell:
        """Its cell."""
        return self.row.cells[self.column.key]


def _by_column(hasil: Hasil) -> dict[Premise, list[_Printed]]:
    """Return the printed results that are compared, by the column that they stand in; all years together."""
    misplaced = {id(used): misplaced_labels(hasil, used) for used in hasil.skala.values()}
    found: dict[tuple[str, str, str], list[_Printed]] = {}
    for table, row, column, value in hasil.derived_in_question:
        cell = row.cells[column.key]
        of_the_scale = value.used_scale is not None and plain(cell.text) in misplaced.get(
            id(value.used_scale), ()
        )
        skipped = _checked_elsewhere(table, column, value) or _scale_is_unreadable(hasil, value)
        says_something = bool(cell.text) and not is_dash(cell.text)
        if says_something and (value.known or value.reasons == _DOUBTED) and not skipped and not of_the_scale:
            found.setdefault((cell.place.sheet, table.id, column.id), []).append(
                _Printed(table, row, column, value, judge(cell, value))
            )
    is_guessed = guessed_columns(hasil.laporan)
    return {_premise_of(printed, is_guessed): printed for printed in found.values()}


def _premise_of(printed: Sequence[_Printed], is_guessed: Callable[[Table, Column], bool]) -> Premise:
    """Return the premise of the results in a column: a guess if it or one of its inputs is guessed.

    Labels of the scale that judges them bear a column of labels out, if it is the workbook's or one is right.
    """
    first = printed[0]
    wrong = [one for one in printed if one.verdict == "beda"]
    exchanged = sum(is_exchanged(one.cell, one.value) for one in wrong) >= _PAIR
    inputs = {
        one.cell.place.coordinates[1] for one in first.value.sources() if one.cell and _is_in(first, one.cell)
    }
    scale = first.value.used_scale
    borne_out = len(wrong) < len(printed) or bool(scale and scale.labels)
    own = () if borne_out and all(map(_is_of_scale, printed)) else (first.column,)
    columns = (one for one in first.table.columns if one.col in inputs or one in own)
    guess = exchanged or any(is_guessed(first.table, one) for one in columns)
    return Premise(
        first.cell.place.sheet, first.table.id, first.column.id, first.column.heading, is_guessed=guess
    )


def _is_of_scale(one: _Printed) -> bool:
    used = one.value.used_scale
    return used is not None and any(same_label(one.cell.text, band.label) for band in used.skala.pita)


def _is_in(printed: _Printed, cell: Cell) -> bool:
    return cell.place.sheet == printed.table.sheet


def _under_any_polarity(one: _Printed) -> Iterator[Temuan]:
    """Yield a printed capaian of a doubtful polarity that no formula gives: wrong it is anyway."""
    cell, value = one.cell, one.value
    if cell.value is None or not isinstance(value.how, ByRule):
        return
    if not other_formula(cell, value, every=True) and not _is_capped(cell, value):
        rising, falling = (_shown(figure_by(rule, value)) for rule in ("rasio", "dua_target"))
        yield Temuan(
            code="capaian-tak-cocok",
            places=(cell.place, *(n.place for n in value.sources() if n.place)),
            actual=cell.value,
            data={"indikator": one.row.text("indikator"), "naik": rising, "turun": falling},
        )


def _is_capped(cell: Cell, value: Value) -> bool:
    """Return whether a printed figure is a usual cap, and lower than what some formula gives."""
    figures = [figure for rule in ("rasio", "dua_target") if (figure := figure_by(rule, value)) is not None]
    return cell.value in CAPS and any(figure > (cell.value or 0) for figure in figures)


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
    silent = [cell for cell in cells_that_say(hasil.laporan, "formula") if not cell.has_stored]
    if not silent or not is_begun(hasil):
        return
    for _, row, column in hasil.links.cells():
        cell = row.cells[column.key]
        if cell.formula and not cell.has_stored and cell.row == row.number:
            yield Temuan(code="rumus-tanpa-nilai", places=(cell.place,), actual=f"={cell.formula}")


def _told_of(hasil: Hasil, one: _Printed) -> Iterator[Temuan]:
    """Yield the findings about a printed result."""
    return _under_any_polarity(one) if one.value.reasons == _DOUBTED else _compare(hasil, one)


def _compare(hasil: Hasil, one: _Printed) -> Iterator[Temuan]:
    table, row, column, value, verdict = one
    cell = one.cell
    if (cell.numeral is not None and cell.numeral.missing) or is_not_measured(cell.text):
        return
    subject = hasil.links.subject(table.id, row)
    if verdict == "beda" and subject and _agrees_with_facts(hasil, table, column, subject, cell):
        return
    if verdict == "beda" and subject and follows_results(hasil, subject) and _fits_another(cell, value):
        return  # told of the indicator, once
    otherwise = _explained_otherwise(hasil, one, subject) if verdict == "beda" else None
    if otherwise is not None:
        yield from otherwise
    elif verdict != "sama":
        explained = origin(hasil, subject, cell, value) if verdict == "beda" and subject else None
        right = value.number if value.number is not None else value.text
        copied = _is_copied(value)
        yield Temuan(
            code=_code(verdict, value),
            places=(cell.place, *(n.place for n in _made(value).sources() if n.place)),
            actual=cell.value if cell.value is not None else cell.text,
            expected=None if copied else right,
            in_other_table=right if copied else None,
            data={"hitungan": _Told(_made(value)), "diagnosis": explained or ""},
            citation=_sources(value),
        )


def _explained_otherwise(hasil: Hasil, one: _Printed, subject: Subject | None) -> tuple[Temuan, ...] | None:
    """Return the finding of a figure that something else than a slip explains; None where nothing does."""
    cell, value = one.cell, one.value
    if other := misread(cell, value):
        return (_asked(other, cell),)
    if is_asked(value) or _fits_unwritten_polarities(hasil, one):
        return ()  # the question about what it is made from comes first
    ours = subject is not None and _is_scored_by_our_ladder(hasil, subject, value)
    if not ours and not fits_before_rounding(cell, value):
        return None
    told = Temuan(
        code="skor-predikat-lain" if ours else "hasil-dari-angka-penuh",
        places=(cell.place, *(n.place for n in value.sources() if n.place)),
        actual=cell.value,
        expected=value.number if ours else None,
        data={"hitungan": _Told(value)},
        citation=_sources(value) if ours else "",
    )
    return (told,)


def _is_scored_by_our_ladder(hasil: Hasil, subject: Subject, value: Value) -> bool:
    """Return whether a result hangs on points of predicates that the workbook does not give.

    It gives them by a result, too, that two other words have by these points.
    """
    words = _predicates(value)
    if not words or hasil.metode.aturan:
        return False
    indicator = hasil.links.indicator(subject)
    ladder = indicator.ladder if indicator else {}
    return not words <= ladder.keys() and not _bears_points_out(hasil)


def _predicates(value: Value) -> frozenset[str]:
    """Return the predicates that a value is made of; none where they are the same."""
    how = value.how
    if not isinstance(how, ByRule) or how.rule != _BY_PREDICATE:
        return frozenset()
    words = frozenset([plain(one.text) for one in how.inputs.values()])
    return words if len(words) > 1 else frozenset()


def _bears_points_out(hasil: Hasil) -> bool:
    """Return whether a printed result is what two predicates give by the points that this library has."""
    return any(
        _predicates(value) and value.known and judge(row.cells[column.key], value) == "sama"
        for _, row, column, value in hasil.derived_as_printed
    )


_BY_PREDICATE = "predikat"


def _fits_unwritten_polarities(hasil: Hasil, one: _Printed) -> bool:
    """Return whether a shared figure is the mean by other polarities than those that nobody wrote."""
    if not fits_other_polarities(one.cell, one.value):
        return False
    sharing = [
        indicator
        for indicator in hasil.links.indikator
        if (row := hasil.links.row(one.table.id, indicator.subject)) is not None
        and one.column.key in row.cells
        and row.cells[one.column.key].place == one.cell.place
    ]
    return not sharing or any(indicator.arah_dari not in _WRITTEN for indicator in sharing)


def _asked(other: Misread, result: Cell) -> Temuan:
    return Temuan(
        code="bacaan-lain-cocok",
        places=(other.cell.place, result.place),
        actual=other.cell.text,
        data={
            "dibaca": other.cell.value,
            "lain": other.reading,
            "hasil": result.text,
            "tempat": result.place,
        },
    )


def _made(value: Value) -> Value:
    """Return a value as it was made: what a table has that the workbook lacks is made from other cells."""
    if isinstance(value.how, Copied) and value.how.source.place is None:
        return value.how.source
    return value


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


def _is_copied(value: Value) -> bool:
    """Return whether a figure is that of another table, so that no rule says which of them is right."""
    return isinstance(value.how, Copied) and value.how.source.place is not None


def _code(verdict: Verdict, value: Value) -> str:
    copied = _is_copied(value)
    if verdict == "menutupi":
        return "seratus-tidak-penuh"
    if verdict == "dipotong":
        return "ribuan-dipotong" if copied else "angka-dipotong"
    if copied:
        return "salinan-berbeda"
    return _WRONG if value.number is not None else "kategori-berbeda"


class _Told(NamedTuple):
    """Explanation of a value in the language of the sentence around it."""

    value: Value

    def in_language(self, lang: str) -> str:
        return explain_value(self.value, "en" if lang == "en" else "id")
