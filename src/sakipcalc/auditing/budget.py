"""The budget trees: totals against their lines, the trees against each other, and lines that say nothing."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import PlacedNumber, explain_gap, slip
from sakipcalc.auditing.sums import TREES, doubled, typed_sum
from sakipcalc.auditing.walk import cells, cells_that_say, leaves
from sakipcalc.base.data import office_words
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.model import Level
from sakipcalc.tables.standard import BUDGET, SPENDING, SPENDING_BY_KIND
from sakipcalc.text.names import plain
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Row

_MONEY = ("anggaran", "realisasi")
_THOUSAND = 1000
#: Of no more lines so many together are looked at, whether they make an amount.
_MOST_COMBINED, _COMBINED = 60, 3


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
    gap = _gap(hasil) if bare else None
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
    typed = typed_sum(lines) if lines else None
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
    if not all(table in hasil.links.tables for table in TREES):
        return
    for table, other in (TREES, TREES[::-1]):
        again = {row.number for same in doubled(hasil, table) for row in same[1:]}
        rows = [row for row in leaves(hasil, table) if row.cell("anggaran").value and row.number not in again]
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
    for table in TREES:
        for rows in doubled(hasil, table):
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
    planned = exact_sum([row.cell("anggaran").value or Fraction(0) for row in rows])
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
    total = exact_sum([one.exact for one in lines])
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
        in_other_table=cell.value,
        data={"jumlah": cell.place, "selisih": abs(gap), "diagnosis": explain_gap(gap, lines) or ""},
    )


@check
def check_capital_spending(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the upkeep that is counted as capital spending, where the lines that make this are told."""
    table = hasil.laporan.find(SPENDING_BY_KIND)
    words = office_words("pemeriksaan")
    for row in table.rows if table else ():
        said = f" {plain(' '.join(cell.text for cell in row.cells.values()))} "
        spent = row.cell("realisasi")
        if " modal " not in said or not spent.value:
            continue
        lines = [line for line in leaves(hasil, SPENDING) if line.cell("realisasi").value]
        parts = _parts(lines, spent.value)
        upkeep = [line for line in parts if _is_upkeep(line, words["pemeliharaan"]["kata"])]
        if upkeep:
            yield Temuan(
                code="modal-pemeliharaan",
                places=(spent.place, *(line.cell("realisasi").place for line in parts)),
                actual=spent.value,
                data={
                    "uraian": upkeep[0].text("uraian"),
                    "baris": tuple(line.cell("realisasi").place for line in parts),
                },
            )


def _parts(lines: Sequence[Row], amount: Fraction) -> tuple[Row, ...]:
    """Return the one set of at most three lines that makes an amount to the rupiah; none where several do."""
    if len(lines) > _MOST_COMBINED:
        return ()
    figures = [line.cell("realisasi").value or Fraction(0) for line in lines]
    below = lcm(amount.denominator, *(figure.denominator for figure in figures))  # all as whole numbers
    whole, wanted = [int(figure * below) for figure in figures], int(amount * below)
    standing: dict[int, list[int]] = {}
    for at, figure in enumerate(whole):
        standing.setdefault(figure, []).append(at)
    found = [
        (*some, last)
        for size in range(_COMBINED)
        for some in combinations(range(len(lines)), size)
        for last in standing.get(wanted - sum([whole[at] for at in some]), ())
        if not some or last > some[-1]
    ]
    return tuple(lines[at] for at in found[0]) if len(found) == 1 else ()


def _is_upkeep(line: Row, words: Sequence[str]) -> bool:
    return not set(words).isdisjoint(plain(line.text("uraian")).split())


@check
def check_negative(hasil: Hasil) -> Iterator[Temuan]:
    """Yield budgets and spending below nought."""
    read = [cell.numeral.value for cell in cells_that_say(hasil.laporan, "numeral") if cell.numeral]
    if min([figure for figure in read if figure is not None], default=0) >= 0:
        return  # as nearly always
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
                data={
                    "uraian": row.text("uraian"),
                    "pagu": budget.value,
                    "diagnosis": _typing(spent, kind, budget.value),
                },
            )


def _typing(cell: Cell, kind: Phrase | None, right: Fraction) -> Phrase | str:
    return Phrase("words.salah-ketik", {"tempat": cell.place, "cara": kind, "angka": right}) if kind else ""
