"""Totals against their lines: which do not add up, and the line that explains it.

A total is right when the figures just below it add up to it, or the lines at the very end of its branch do:
of a wrong kegiatan its program is not accused. Totals of one column that are off by the same amount have one
cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.auditing.accuse_last import Premise, Tried, accused
from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import PlacedNumber, explain_gap, slip
from sakipcalc.auditing.walk import leaves
from sakipcalc.base.places import Place
from sakipcalc.computing.how import Sum
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.rulebook.formulas import Status, evaluate
from sakipcalc.tables.standard import AGREEMENT_BUDGET, BUDGET, EFFICIENCY, SPENDING, SPENDING_BY_KIND
from sakipcalc.text.names import line_name
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.model import Cell, Column, Row, Table

__all__ = ["TREES", "doubled", "other_levels", "typed_sum", "wrong_total"]

#: The two trees of the budget.
TREES = (BUDGET, SPENDING)
#: Tables whose totals are checked by what they are totals of.
_ELSEWHERE = frozenset({AGREEMENT_BUDGET, EFFICIENCY, SPENDING_BY_KIND})
_THOUSAND = 1000
_BUDGET, _SPENT, _SHARE = "anggaran", "realisasi", "serapan"
_FEW = 2


class _Total(NamedTuple):
    """A typed total beside the sum of its lines; without a gap where they agree."""

    table: Table
    column: Column
    cell: Cell
    value: Value
    sum: Fraction
    gap: Fraction
    lines: tuple[Place, ...]


@check
def check_sums(hasil: Hasil) -> Iterator[Temuan]:
    """Yield every typed total that the lines under it do not add up to, with what explains the difference."""
    yield from accused(_tried_totals(hasil), other_levels)


def _tried_totals(hasil: Hasil) -> Iterator[Tried]:
    """Yield the typed totals, with a finding where they differ; those off by one amount have one cause."""
    compared = list(_compared_totals(hasil))
    alike = Counter((one.table.id, one.column.key, one.gap) for one in compared if one.gap)
    for one in compared:
        premise = Premise(one.table.sheet, one.table.id, one.column.key, one.column.heading)
        alone = alike[one.table.id, one.column.key, one.gap] == 1
        yield Tried(premise, _sum_differs(hasil, one, alone=alone) if one.gap else None, cause=one.gap)


def _compared_totals(hasil: Hasil) -> Iterator[_Total]:
    """Yield the typed totals with the sum of their lines; one that agrees in any way has no gap."""
    made: dict[Place, Value] | None = None  # looked for once, and only where a total differs
    for table, row, column, value in hasil.derived_in_question:
        cell = row.cells[column.key]
        if table.id in _ELSEWHERE or cell.value is None or not isinstance(value.how, Sum):
            continue
        total = typed_sum(value)
        if total is None:
            continue
        ends: list[Value] = []
        if verify(cell, total) == "beda":
            made = _made_sums(hasil) if made is None else made
            ends = list(_ends(value, made))
        deepest = exact_sum([one.number or Fraction(0) for one in ends])
        differs = bool(ends) and verify(cell, deepest) == "beda"
        lines = tuple(one.place for one in ends if one.place)
        gap = cell.value - total if differs else Fraction(0)
        yield _Total(table, column, cell, value, total, gap, lines)


def _made_sums(hasil: Hasil) -> dict[Place, Value]:
    """Return the right value of each cell that sums up others; one without a line below sums up nothing."""
    return {
        row.cells[column.key].place: value
        for _, row, column, value in hasil.derived_as_printed
        if isinstance(value.how, Sum) and typed_sum(value) is not None
    }


def other_levels(premise: Premise, wrong: Sequence[Temuan], compared: int) -> Temuan:
    """Return the finding of a column of which too many totals differ, each by another amount."""
    first = wrong[0]
    return Temuan(
        code="jumlah-tak-cocok",
        places=tuple(one.places[0] for one in wrong),
        actual=first.actual,
        data={
            "kolom": premise.heading,
            "n": len(wrong),
            "m": compared,
            "tempat": first.places[0],
            "jumlah": first.expected,
        },
    )


def typed_sum(value: Value) -> Fraction | None:
    """Return the sum of what is typed in the lines; carried-over figures are not in the workbook."""
    if value.status is Status.DIISI:
        return value.number
    if not isinstance(value.how, Sum):
        return None
    parts = [typed_sum(one) for one in value.how.parts]
    known = [part for part in parts if part is not None]
    return exact_sum(known) if known else None


def _ends(
    value: Value, made: Mapping[Place, Value], above: frozenset[Place] = frozenset()
) -> Iterator[Value]:
    """Yield the typed figures at the end of a branch, those of its typed totals left out.

    A total whose cell is merged over one of its own lines, which is in the places `above`, is an end.
    """
    place = value.place if value.status is Status.DIISI else None
    below = made.get(place) if place and place not in above else None
    if place and below is None:
        yield value
        return
    within = above | {place} if place else above
    how = (below or value).how
    for part in how.parts if isinstance(how, Sum) else ():
        yield from _ends(part, made, within)


def _sum_differs(hasil: Hasil, one: _Total, *, alone: bool) -> Temuan:
    lines = list(one.value.origins())
    explained = _why(hasil, one, alone=alone)
    named = (explained.values.get("baris"), explained.values.get("sumber")) if explained else ()
    culprits = [place for place in named if isinstance(place, Place)]
    return wrong_total(one.cell, one.sum, lines, one.column.key, culprits=culprits, explained=explained)


def wrong_total(
    cell: Cell,
    right: Fraction,
    lines: Sequence[Place],
    column: str,
    *,
    culprits: Sequence[Place] = (),
    explained: Phrase | None = None,
) -> Temuan:
    """Return the finding of a typed total that its lines, from the first to the last, do not come to."""
    return Temuan(
        code="jumlah-berbeda",
        places=tuple(dict.fromkeys((cell.place, *culprits, lines[0], lines[-1]))),
        actual=cell.value,
        expected=right,
        data={
            "selisih": abs((cell.value or 0) - right),
            "awal": lines[0],
            "akhir": lines[-1],
            "kolom": column,
            "diagnosis": explained or "",
        },
    )


def _why(hasil: Hasil, one: _Total, *, alone: bool) -> Phrase | None:
    """Return the explanation of a total: a line that is missing, doubled or contradicted, else a slip."""
    parts = [PlacedNumber(part, v.place) for v in one.value.sources() if v.place and (part := typed_sum(v))]
    both, omitted = _other_tree(hasil, one.table)
    if one.column.id != _BUDGET:
        both, omitted = [], []
    return (
        explain_gap(one.gap, (), omitted=omitted)
        or _counted_twice(hasil, one)
        or _contradicted(hasil, one)
        or _unspent(hasil, one)
        or (_mistyped(one) if alone else None)
        or explain_gap(one.gap, parts, elsewhere=both)
    )


def _mistyped(one: _Total) -> Phrase | None:
    """Say by which slip a total differs from its lines; three noughts are lost below it, not won above.

    "200.000" typed where a point is the decimal mark becomes 200, while "1.200.000" stays as it is.
    """
    if one.cell.value == _THOUSAND * one.sum:
        return Phrase("words.ribuan-hilang", {"awal": one.lines[0], "akhir": one.lines[-1]})
    kind = slip(one.cell.value, one.sum)
    told = {"tempat": one.cell.place, "cara": kind, "angka": one.sum}
    return Phrase("words.salah-ketik", told) if kind else None


def _counted_twice(hasil: Hasil, one: _Total) -> Phrase | None:
    """Say that a line stands twice, where the total counts it once."""
    for rows in doubled(hasil, one.table.id):
        cell = rows[-1].cell(one.column.key)
        if cell.value == -one.gap and cell.place in one.lines:
            return Phrase("words.baris-ganda", {"baris": cell.place, "sumber": rows[0].cell("uraian").place})
    return None


def _contradicted(hasil: Hasil, one: _Total) -> Phrase | None:
    """Say which line its own per cent contradicts, where what the per cent wants closes the gap."""
    if one.table.id != SPENDING:
        return None
    within = set(one.lines)
    found = {
        row.cell(one.column.key).place: right
        for row in leaves(hasil, SPENDING)
        if row.cell(one.column.key).place in within and (right := _wanted(row, one)) is not None
    }
    if len(found) != 1:
        return None
    ((place, right),) = found.items()
    return Phrase("words.baris-tak-cocok", {"baris": place, "angka": right})


def _wanted(row: Row, one: _Total) -> Fraction | None:
    """Return the figure of a line that would close the gap, where just that fits its printed per cent."""
    share, given = row.cell(_SHARE), {"pagu": row.cell(_BUDGET).value, "realisasi": row.cell(_SPENT).value}
    role = "pagu" if one.column.id == _BUDGET else "realisasi"
    own = given.get(role)
    if share.value is None or share.formula or own is None:
        return None
    right = own + one.gap
    printed, mended = (evaluate("serapan", **known) for known in (given, {**given, role: right}))
    fits = mended is not None and right > 0 and verify(share, mended) != "beda"
    return right if fits and (printed is None or verify(share, printed) == "beda") else None


def _other_tree(
    hasil: Hasil, table: Table
) -> tuple[list[tuple[PlacedNumber, PlacedNumber]], list[tuple[PlacedNumber, PlacedNumber]]]:
    """Return the leaves with the figure of the other tree, and those that have a figure only there."""
    other = next((one for one in TREES if one != table.id and one in hasil.links.tables), None)
    if other is None or table.id not in TREES:
        return [], []
    both: list[tuple[PlacedNumber, PlacedNumber]] = []
    omitted: list[tuple[PlacedNumber, PlacedNumber]] = []
    for row in leaves(hasil, other):
        subject = hasil.links.subject(other, row)
        there = hasil.facts_engine.typed(other, subject, _BUDGET) if subject else None
        if subject is None or there is None or not there.number or there.place is None:
            continue
        here = hasil.facts_engine.typed(table.id, subject, _BUDGET)
        if here.number is not None and here.place:
            both.append((PlacedNumber(here.number, here.place), PlacedNumber(there.number, there.place)))
        else:
            own = here.place or there.place
            omitted.append((PlacedNumber(there.number, own), PlacedNumber(there.number, there.place)))
    return both, omitted


def _unspent(hasil: Hasil, one: _Total) -> Phrase | None:
    """Say that the gap may be the spending of the one line without any, whose budget would hold it."""
    if one.column.id != _SPENT or one.table.id != SPENDING:
        return None
    within = set(one.lines)
    empty = [row for row in leaves(hasil, SPENDING) if row.cell(_SPENT).value is None]
    own = [row for row in empty if row.cell(_SPENT).place in within or not row.cell(_BUDGET).empty]
    for rows in (own, empty):
        budget = _budget(hasil, rows[0]) if len(rows) == 1 else None
        if budget is not None and 0 < one.gap <= budget:
            return Phrase("words.mungkin-realisasi", {"baris": rows[0].cell(_SPENT).place, "angka": budget})
    _, omitted = _other_tree(hasil, one.table)
    absent = [there for here, there in omitted if here.place == there.place and 0 < one.gap <= there.exact]
    if len(absent) == 1:
        return Phrase("words.mungkin-realisasi-hilang", {"baris": absent[0].place, "angka": absent[0].exact})
    return None


def _budget(hasil: Hasil, row: Row) -> Fraction | None:
    """Return the budget of a line: its own, else the one that another table has for it."""
    subject = hasil.links.subject(SPENDING, row)
    if subject is None:
        return None
    own = hasil.facts_engine.value(SPENDING, subject, _BUDGET)
    carried = own if own.number is not None else hasil.facts_engine.derived(SPENDING, subject, _BUDGET)
    return carried.number if carried else None


def doubled(hasil: Hasil, table: str) -> Iterator[list[Row]]:
    """Yield the leaves that stand more than once with a budget under one line, the first of them in front."""
    by_name: dict[object, list[Row]] = defaultdict(list)
    for row in leaves(hasil, table):
        if row.cell(_BUDGET).value:
            by_name[row.parent, line_name(row.text("uraian"))].append(row)
    yield from (rows for rows in by_name.values() if len(rows) >= _FEW)
