"""The Perjanjian Kinerja of all officials: against each other, the plan and the budget."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import PlacedNumber, difference, explain_gap
from sakipcalc.auditing.sums import TREES, doubled, wrong_total
from sakipcalc.auditing.walk import leaves
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.model import Level
from sakipcalc.rulebook.formulas import Status
from sakipcalc.tables.standard import AGREEMENT, AGREEMENT_BUDGET, BUDGET, SPENDING
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.agreements import Promise
    from sakipcalc.computing.links import Subject

_BUDGET = "anggaran"
_THOUSAND = 1000
#: So much of the leaves must be in an agreement before one without is worth a word.
_MOST = Fraction(1, 2)


@check
def check_lines(hasil: Hasil) -> Iterator[Temuan]:
    """Yield each budget of an agreement that differs from Tabel 2.4, or without it from Tabel 3.9.

    What only follows from lines below it is told apart: those have to be settled first.
    """
    promises = hasil.agreements.promises
    under = _below(hasil, promises)
    planned = {subject: _planned(hasil, subject) for subject in promises}
    differing = {
        subject: [one for one in several if not _agrees(hasil, planned[subject], one.number, subject)]
        for subject, several in promises.items()
    }
    for subject, several in differing.items():
        for one in several:
            followed = _followed(under.get(subject, {}), differing, one)
            yield _line_differs(hasil, subject, one, planned[subject], followed)


def _line_differs(
    hasil: Hasil, subject: Subject, one: Promise, planned: Value, followed: tuple[Place, ...]
) -> Temuan:
    spent = hasil.facts_engine.typed(SPENDING, subject, "anggaran").place
    others = dict.fromkeys(filter(None, (planned.place, spent)))
    return Temuan(
        code="pagu-pk-ikut" if followed else "pagu-pk-berbeda",
        places=(one.cell.place, *others),
        actual=one.number,
        in_other_table=planned.number,
        data={
            "uraian": one.agreement.table_row.text("uraian"),
            "sumber": planned.place or "Tabel 2.4",
            "baris": followed,
            "diagnosis": difference(one.number, planned.number),
        },
    )


def _planned(hasil: Hasil, subject: Subject) -> Value:
    """Return the budget of a line: typed or added up in Tabel 2.4, else in Tabel 3.9."""
    table = BUDGET if hasil.links.row(BUDGET, subject) else SPENDING
    return hasil.facts_engine.value(table, subject, "anggaran")


def _agrees(hasil: Hasil, planned: Value, promised: Fraction, subject: Subject) -> bool:
    """Return whether a promised budget is the planned one, as far as thousands can say it."""
    if planned.number is None or planned.number == promised:
        return True
    if planned.cell is not None and planned.status is Status.DIISI:
        return verify(planned.cell, promised) != "beda"
    exact = hasil.facts_engine.value(SPENDING, subject, "anggaran").number
    gap = abs(planned.number - promised)
    return promised == exact or gap < len([*_in_thousands(planned)]) * _THOUSAND


def _in_thousands(value: Value) -> Iterator[Value]:
    """Yield the typed figures in thousands that a sum was made from."""
    if value.status is Status.DIISI and value.cell is not None and value.cell.factor >= _THOUSAND:
        yield value
    for one in value.sources():
        yield from _in_thousands(one)


def _followed(
    below: Mapping[Subject, Promise], differing: Mapping[Subject, Sequence[Promise]], one: Promise
) -> tuple[Place, ...]:
    """Return the lower lines that differ and add up to the promise; none otherwise."""
    if exact_sum([first.number for first in below.values()]) != one.number:
        return ()
    return tuple(
        [
            first.cell.place
            for child, first in below.items()
            if differing[child] and differing[child][0] is first
        ]
    )


def _below(
    hasil: Hasil, promises: Mapping[Subject, Sequence[Promise]]
) -> Mapping[Subject, Mapping[Subject, Promise]]:
    """Return for each line the promises for the lines below it, each once."""
    found: dict[Subject, dict[Subject, Promise]] = defaultdict(dict)
    for child, (first, *_) in promises.items():
        above = hasil.agreements.lines[child].above
        if above is not None:
            found[above][child] = first
    return found


@check
def check_officials(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines for which two officials promise different budgets."""
    for several in hasil.agreements.promises.values():
        by_amount: dict[Fraction, list[Place]] = {}
        for one in several:
            by_amount.setdefault(one.number, []).append(one.cell.place)
        if len(by_amount) > 1:
            odd, *_ = sorted(by_amount, key=lambda amount: len(by_amount[amount]))
            rest = (place for amount, places in by_amount.items() if amount != odd for place in places)
            yield Temuan(
                code="pk-pejabat-berbeda",
                places=(*by_amount[odd], *rest),
                actual=odd,
                data={
                    "uraian": several[0].agreement.table_row.text("uraian"),
                    "rincian": {amount: tuple(places) for amount, places in by_amount.items()},
                },
            )


@check
def check_cascade(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines whose promised budget is not the sum of those promised for the lines below.

    Lines below that no agreement mentions are another finding; where just they make the difference,
    this is none.
    """
    promises = hasil.agreements.promises
    under = _below(hasil, promises)
    for subject, several in promises.items():
        below = under.get(subject, {})
        total = exact_sum([one.number for one in below.values()])
        if not below or several[0].number == total:
            continue
        gap = several[0].number - total
        if _is_unpromised(hasil, subject, below, gap):
            continue
        sheets = {one.cell.place.sheet for one in below.values()}
        near_first = sorted(several, key=lambda one: one.cell.place.sheet not in sheets)
        yield Temuan(
            code="pk-tidak-berjenjang",
            places=tuple(one.cell.place for one in (*near_first, *below.values())),
            actual=several[0].number,
            expected=total,
            data={
                "uraian": several[0].agreement.table_row.text("uraian"),
                "baris": tuple(one.cell.place for one in below.values()),
                "selisih": abs(gap),
                "diagnosis": explain_gap(gap, _figures(below.values())) or "",
            },
        )


def _is_unpromised(hasil: Hasil, subject: Subject, below: Mapping[Subject, Promise], gap: Fraction) -> bool:
    """Return whether the lines below that no agreement mentions make a gap, by the budget of either tree."""
    lines = hasil.agreements.lines.values()
    again = {hasil.links.subject(t, row) for t in TREES for same in doubled(hasil, t) for row in same[1:]}
    absent = [one.subject for one in lines if one.above == subject and one.subject not in {*below, *again}]
    given = [[_in(hasil, tree, one) for tree in TREES] for one in absent]
    known = [[number for number in both if number is not None] or [Fraction(0)] for both in given]
    low, high = (exact_sum(map(pick, known)) for pick in (min, max))
    return low <= gap <= high


def _in(hasil: Hasil, tree: str, subject: Subject) -> Fraction | None:
    return (
        hasil.facts_engine.value(tree, subject, "anggaran").number if hasil.links.row(tree, subject) else None
    )


def _figures(promises: Iterable[Promise]) -> list[PlacedNumber]:
    return [PlacedNumber(one.number, one.cell.place) for one in promises]


@check
def check_programmes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the programmes of the head of the unit where they do not add up to the budget of the unit."""
    head = hasil.links.tables.get(AGREEMENT)
    own = [
        one.table_row.cell(_BUDGET)
        for one in hasil.agreements.budget
        if head is not None and one.table.pejabat == head.pejabat and one.table_row.level is Level.PROGRAM
    ]
    figures = [PlacedNumber(cell.value, cell.place) for cell in own if cell.value is not None]
    budget = hasil.facts_engine.value(SPENDING, TOTAL, "anggaran")
    total = exact_sum([one.exact for one in figures])
    if not own or len(figures) < len(own) or budget.number is None or total == budget.number:
        return
    if budget.cell is None or verify(budget.cell, total) == "beda":
        yield Temuan(
            code="pk-jumlah-berbeda",
            places=(*(one.place for one in figures), *((budget.place,) if budget.place else ())),
            actual=total,
            in_other_table=budget.number,
            data={"selisih": abs(total - budget.number), "jumlah": budget.place or "Tabel 3.9"},
        )


@check
def check_totals(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the totals of agreements that their own lines do not add up to."""
    for table in hasil.laporan.tables:
        if table.id != AGREEMENT_BUDGET:
            continue
        lines = [row.cell(_BUDGET) for row in table.rows if row.level is not Level.JUMLAH]
        figures = [PlacedNumber(cell.value, cell.place) for cell in lines if cell.value is not None]
        total = exact_sum([one.exact for one in figures])
        typed = [row.cell(_BUDGET) for row in table.rows if row.level is Level.JUMLAH] if figures else ()
        for cell in typed:
            if cell.value is not None and verify(cell, total) == "beda":
                explained = explain_gap(cell.value - total, figures)
                places = [one.place for one in figures]
                yield wrong_total(cell, total, places, _BUDGET, explained=explained)


@check
def check_without_agreement(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves with a budget that no official promises, where most are promised."""
    promised = set(hasil.agreements.promises)
    for table in (BUDGET, SPENDING):
        rows = [row for row in leaves(hasil, table) if row.cell(_BUDGET).value]
        absent = [row for row in rows if hasil.links.subject(table, row) not in promised]
        if not rows or len(absent) > _MOST * len(rows):
            continue
        for row in absent:
            subject = hasil.links.subject(table, row)
            other = hasil.links.row(SPENDING, subject) if subject and table == BUDGET else None
            if table == SPENDING and subject and hasil.links.row(BUDGET, subject):
                continue
            yield Temuan(
                code="tanpa-pk",
                places=(row.cell(_BUDGET).place, *((other.cell(_BUDGET).place,) if other else ())),
                actual=row.cell(_BUDGET).value,
                data={"uraian": row.text("uraian")},
            )


@check
def check_without_budget(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the budgets of agreements for lines that neither Tabel 2.4 nor Tabel 3.9 lists."""
    for one in hasil.agreements.budget if hasil.agreements.lines else ():
        cell = one.table_row.cell(_BUDGET)
        if one.subject is None and cell.value:
            yield Temuan(
                code="pk-tanpa-pagu",
                places=(one.table_row.cell("uraian").place, cell.place),
                actual=cell.value,
                data={"uraian": one.table_row.text("uraian")},
            )


@check
def check_targets(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the targets of officials under the head that differ from those of Tabel 2.4."""
    for one in hasil.agreements.promised:
        cell = one.table_row.cell("target")
        planned = hasil.facts_engine.typed(BUDGET, one.subject, "target") if one.subject else None
        if planned is None or planned.number is None or cell.value is None or planned.number == cell.value:
            continue
        sure = one.score >= hasil.metode.ambang
        yield Temuan(
            code="target-pk-berbeda" if sure else "target-pk-mungkin-berbeda",
            places=tuple(filter(None, (cell.place, planned.place))),
            actual=cell.value,
            in_other_table=planned.number,
            data={
                "indikator": one.table_row.text("indikator") or one.table_row.text("sasaran"),
                "tercetak": cell.text,
                "sumber": planned.place,
                "garis": hasil.agreements.lines[one.subject].uraian[0] if one.subject else "",
                "diagnosis": difference(cell.value, planned.number),
            },
        )
