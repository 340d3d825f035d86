"""The budget trees: totals against their lines, the trees against each other, and lines that say nothing."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import PlacedNumber, explain_gap, slip
from sakipcalc.auditing.walk import cells, leaves
from sakipcalc.base.places import Place
from sakipcalc.computing.how import Sum
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.model import Level
from sakipcalc.rulebook.formulas import Status
from sakipcalc.tables.standard import AGREEMENT_BUDGET, BUDGET, EFFICIENCY, SPENDING, SPENDING_BY_KIND
from sakipcalc.text.names import line_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Column, Row, Table

_MONEY = ("anggaran", "realisasi")
_TREES = (BUDGET, SPENDING)
#: Tables whose totals are checked by what they are totals of.
_ELSEWHERE = frozenset({AGREEMENT_BUDGET, EFFICIENCY, SPENDING_BY_KIND})
_THOUSAND = 1000


@check
def check_sums(hasil: Hasil) -> Iterator[Temuan]:
    """Yield every typed total that the lines under it do not add up to, with what explains the difference."""
    for table, row, column, value in hasil.derived_as_printed:
        cell = row.cells[column.key]
        if table.id in _ELSEWHERE or cell.value is None or not isinstance(value.how, Sum):
            continue
        total = _typed_sum(value)
        if total is not None and verify(cell, total) == "beda":
            yield _sum_differs(hasil, (table, column), cell, value, total)


def _typed_sum(value: Value) -> Fraction | None:
    """Return the sum of what is typed in the lines; carried-over figures are not in the workbook."""
    if value.status is Status.DIISI:
        return value.number
    if not isinstance(value.how, Sum):
        return None
    parts = [_typed_sum(one) for one in value.how.parts]
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


def _sum_differs(hasil: Hasil, at: tuple[Table, Column], cell: Cell, value: Value, total: Fraction) -> Temuan:
    lines = list(value.origins())
    gap = (cell.value or Fraction(0)) - total
    explained = _why(hasil, at, cell, value, gap)
    named = (explained.values.get("baris"), explained.values.get("sumber")) if explained else ()
    culprits = [place for place in named if isinstance(place, Place)]
    return Temuan(
        code="jumlah-berbeda",
        places=tuple(dict.fromkeys((cell.place, *culprits, lines[0], lines[-1]))),
        actual=cell.value,
        expected=total,
        data={
            "selisih": abs(gap),
            "awal": lines[0],
            "akhir": lines[-1],
            "diagnosis": explained or "",
        },
    )


def _why(hasil: Hasil, at: tuple[Table, Column], cell: Cell, value: Value, gap: Fraction) -> Phrase | None:
    """Return the explanation of a total that is off by `gap`."""
    table, column = at
    if kind := slip(cell.value, (cell.value or Fraction(0)) - gap):
        return Phrase(
            "words.salah-ketik", {"tempat": cell.place, "cara": kind, "angka": (cell.value or 0) - gap}
        )
    parts = [
        PlacedNumber(part, one.place) for one in value.sources() if one.place and (part := _typed_sum(one))
    ]
    if column.id == "anggaran":
        elsewhere, omitted = _other_tree(hasil, table)
        return explain_gap(gap, parts, elsewhere=elsewhere, omitted=omitted)
    return explain_gap(gap, parts) or (_unspent(hasil, table, gap) if table.id == SPENDING else None)


def _other_tree(
    hasil: Hasil, table: Table
) -> tuple[list[tuple[PlacedNumber, PlacedNumber]], list[tuple[PlacedNumber, PlacedNumber]]]:
    """Return the leaves with the figure of the other tree, and those that have a figure only there."""
    other = next((one for one in _TREES if one != table.id and one in hasil.links.tables), None)
    if other is None or table.id not in _TREES:
        return [], []
    both: list[tuple[PlacedNumber, PlacedNumber]] = []
    omitted: list[tuple[PlacedNumber, PlacedNumber]] = []
    for row in leaves(hasil, other):
        subject = hasil.links.subject(other, row)
        there = hasil.facts_engine.typed(other, subject, "anggaran") if subject else None
        if subject is None or there is None or not there.number or there.place is None:
            continue
        here = hasil.facts_engine.typed(table.id, subject, "anggaran")
        if here.number is not None and here.place:
            both.append((PlacedNumber(here.number, here.place), PlacedNumber(there.number, there.place)))
        else:
            own = here.place or there.place
            omitted.append((PlacedNumber(there.number, own), PlacedNumber(there.number, there.place)))
    return both, omitted


def _unspent(hasil: Hasil, table: Table, gap: Fraction) -> Phrase | None:
    """Say that the gap may be the spending of the one line without any, whose budget would hold it."""
    empty = [row for row in leaves(hasil, table.id) if row.cell("realisasi").empty]
    subject = hasil.links.subject(table.id, empty[0]) if len(empty) == 1 else None
    budget = hasil.facts_engine.value(table.id, subject, "anggaran").number if subject else None
    if budget is None or not 0 < gap <= budget:
        return None
    return Phrase("words.mungkin-realisasi", {"baris": empty[0].cell("realisasi").place, "angka": budget})


@check
def check_lines_without_figures(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves of Tabel 3.9 that have neither budget nor spending while others have.

    Where another table has a figure for the line, it is named, and whether it closes
    the gap in the total to the rupiah. A dash says that there is none, unless another table has one.
    """
    rows = leaves(hasil, SPENDING)
    bare = [row for row in rows if all(row.cell(m).value is None for m in _MONEY)]
    if not any(all(not row.cell(m).empty for m in _MONEY) for row in rows if row not in bare):
        return
    gap = _gap(hasil)
    for row in bare:
        subject = hasil.links.subject(SPENDING, row)
        if subject is None:
            continue
        finding = _without_figures(hasil, row, subject, gap)
        if finding.in_other_table or all(row.cell(m).empty for m in _MONEY):
            yield finding


@check
def check_missing_spending(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.9 when some lines with a budget have no spending yet while others have."""
    owing = [row for row in leaves(hasil, SPENDING) if row.cell("anggaran").value]
    empty = [row.cell("realisasi").place for row in owing if row.cell("realisasi").empty]
    if 0 < len(empty) < len(owing):
        yield Temuan(
            code="realisasi-anggaran-kosong", places=tuple(empty), data={"n": len(empty), "m": len(owing)}
        )


@check
def check_missing_budget(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves of Tabel 2.4 that have no budget while Tabel 3.9 has one."""
    for row in leaves(hasil, BUDGET):
        subject = hasil.links.subject(BUDGET, row)
        if subject is None or not row.cell("anggaran").empty:
            continue
        spent = hasil.facts_engine.typed(SPENDING, subject, "anggaran")
        if spent.number and spent.place:
            yield Temuan(
                code="pagu-kosong",
                places=(row.cell("anggaran").place, spent.place),
                in_other_table=spent.number,
                data={"uraian": row.text("uraian")},
            )


def _gap(hasil: Hasil) -> Fraction | None:
    """Return by how much the typed total of the budget exceeds its typed lines."""
    total = hasil.facts_engine.typed(SPENDING, TOTAL, "anggaran").number
    lines = hasil.facts_engine.derived(SPENDING, TOTAL, "anggaran")
    typed = _typed_sum(lines) if lines else None
    return None if total is None or typed is None else total - typed


def _without_figures(hasil: Hasil, row: Row, subject: Subject, gap: Fraction | None) -> Temuan:
    carried = hasil.facts_engine.derived(SPENDING, subject, "anggaran")
    source = (
        next((n.place for n in carried.sources() if n.place), None) if carried and carried.known else None
    )
    known = {"sumber": source, "angka": carried.number if carried else None}
    closes = gap is not None and known["angka"] == gap
    word = "words.menutup-selisih" if closes else "words.ada-di-tabel-lain"
    return Temuan(
        code="baris-tanpa-angka",
        places=(row.cell("anggaran").place, row.cell("realisasi").place, *((source,) if source else ())),
        in_other_table=known["angka"],
        data={"uraian": row.text("uraian"), "diagnosis": Phrase(word, known) if source else ""},
    )


@check
def check_lines_in_one_tree(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves with a budget that the other of the two budget trees does not list."""
    if not all(table in hasil.links.tables for table in _TREES):
        return
    for table, other in (_TREES, _TREES[::-1]):
        rows = [row for row in leaves(hasil, table) if row.cell("anggaran").value]
        absent = [row for row in rows if not _listed(hasil, table, other, row)]
        if 2 * len(absent) >= len(rows):
            continue  # the other tree is another extract, not one with a line forgotten
        for row in absent:
            yield Temuan(
                code="baris-hilang",
                places=(row.cell("uraian").place, row.cell("anggaran").place),
                actual=row.cell("anggaran").value,
                data={"uraian": row.text("uraian"), "tabel": other},
            )


def _listed(hasil: Hasil, table: str, other: str, row: Row) -> bool:
    subject = hasil.links.subject(table, row)
    return subject is not None and hasil.links.row(other, subject) is not None


@check
def check_doubled_lines(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves that stand twice with a budget under one line."""
    for table in _TREES:
        by_name: dict[object, list[Row]] = defaultdict(list)
        for row in leaves(hasil, table):
            if row.cell("anggaran").value:
                by_name[row.parent, line_name(row.text("uraian"))].append(row)
        for rows in by_name.values():
            if len(rows) > 1:
                yield Temuan(
                    code="baris-ganda",
                    places=tuple(row.cell("uraian").place for row in rows[::-1]),
                    actual=rows[-1].text("uraian"),
                )


@check
def check_cut_thousands(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 2.4 where its figures, cut to thousands, no longer add up to the total of Tabel 3.9."""
    total = hasil.facts_engine.value(SPENDING, TOTAL, "anggaran")
    rows = [row for row in leaves(hasil, BUDGET) if row.cell("anggaran").value]
    planned = sum((row.cell("anggaran").value or Fraction(0) for row in rows), Fraction(0))
    in_thousands = bool(rows) and all(row.cell("anggaran").factor >= _THOUSAND for row in rows)
    if total.number is None or total.place is None or not in_thousands or planned == total.number:
        return
    cut = [row.cell("anggaran").place for row in rows if _is_cut(hasil, row)]
    if cut and abs(total.number - planned) <= len(cut) * _THOUSAND:
        yield Temuan(
            code="jumlah-dipotong",
            places=(*cut, total.place),
            actual=planned,
            expected=total.number,
            data={"selisih": abs(total.number - planned), "baris": tuple(cut), "jumlah": total.place},
        )


def _is_cut(hasil: Hasil, row: Row) -> bool:
    subject = hasil.links.subject(BUDGET, row)
    exact = hasil.facts_engine.typed(SPENDING, subject, "anggaran").number if subject else None
    return (
        exact is not None
        and exact != row.cell("anggaran").value
        and verify(row.cell("anggaran"), exact) != "beda"
    )


@check
def check_spending_by_kind(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the composition of the spending where it adds up neither to Tabel 3.9 nor to its own total."""
    table = hasil.laporan.find(SPENDING_BY_KIND)
    if table is None:
        return
    rows = [row.cell("realisasi") for row in table.rows if row.level is not Level.JUMLAH]
    lines = [PlacedNumber(cell.value, cell.place) for cell in rows if cell.value is not None]
    own = [row.cell("realisasi") for row in table.rows if row.level is Level.JUMLAH]
    spent = hasil.facts_engine.value(SPENDING, TOTAL, "realisasi").cell
    total = sum((one.exact for one in lines), Fraction(0))
    if len(lines) == len(rows):
        for cell in filter(None, (*own, spent)):
            if cell.value is not None and verify(cell, total) == "beda":
                yield _kinds_differ(cell, lines, total)


def _kinds_differ(cell: Cell, lines: list[PlacedNumber], total: Fraction) -> Temuan:
    gap = (cell.value or Fraction(0)) - total
    return Temuan(
        code="belanja-berbeda",
        places=(*(one.place for one in lines), cell.place),
        actual=total,
        expected=cell.value,
        data={"jumlah": cell.place, "selisih": abs(gap), "diagnosis": explain_gap(gap, lines) or ""},
    )


@check
def check_negative(hasil: Hasil) -> Iterator[Temuan]:
    """Yield budgets and spending below nought."""
    for _, _, column, cell in cells(hasil.laporan):
        if column.spec.jenis == "uang" and cell.value is not None and cell.value < 0:
            yield Temuan(code="angka-negatif", places=(cell.place,), actual=cell.value)


@check
def check_overspending(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines that spent more than their budget."""
    for row in leaves(hasil, SPENDING):
        budget, spent = (row.cell(column) for column in _MONEY)
        if budget.value and spent.value is not None and spent.value > budget.value > 0:
            kind = slip(spent.value, budget.value)
            yield Temuan(
                code="realisasi-melebihi-pagu",
                places=(spent.place, budget.place),
                actual=spent.value,
                expected=budget.value,
                data={"uraian": row.text("uraian"), "diagnosis": _typing(spent, kind, budget.value)},
            )


def _typing(cell: Cell, kind: Phrase | None, right: Fraction) -> Phrase | str:
    return Phrase("words.salah-ketik", {"tempat": cell.place, "cara": kind, "angka": right}) if kind else ""
