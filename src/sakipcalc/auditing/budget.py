"""The budget trees: totals against their lines, the trees against each other, and lines that say nothing."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import Angka, explain_gap, slip
from sakipcalc.auditing.walk import cells, leaves
from sakipcalc.computing.how import Sum
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.verify import verify
from sakipcalc.findings import Temuan
from sakipcalc.formulas import Status
from sakipcalc.messages import Phrase
from sakipcalc.model import Level
from sakipcalc.names import line_name
from sakipcalc.places import Place
from sakipcalc.tables.standard import AGREEMENT_BUDGET, BUDGET, EFFICIENCY, SPENDING, SPENDING_BY_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Baris, Kolom, Sel, Tabel

_MONEY = ("anggaran", "realisasi")
_TREES = (BUDGET, SPENDING)
#: Tables whose totals are checked by what they are totals of.
_ELSEWHERE = frozenset({AGREEMENT_BUDGET, EFFICIENCY, SPENDING_BY_KIND})
_THOUSAND = 1000


@check
def check_sums(hasil: Hasil) -> Iterator[Temuan]:
    """Yield every typed total that the lines under it do not add up to, with what explains the difference."""
    for table, row, column, value in hasil.turunan_cetakan:
        sel = row.sel[column.kunci]
        if table.id in _ELSEWHERE or sel.nilai is None or not isinstance(value.how, Sum):
            continue
        total = _typed_sum(value)
        if total is not None and verify(sel, total) == "beda":
            yield _sum_differs(hasil, (table, column), sel, value, total)


def _typed_sum(value: Nilai) -> Fraction | None:
    """Return the sum of what is typed in the lines; carried-over figures are not in the workbook."""
    if value.status is Status.DIISI:
        return value.angka
    if not isinstance(value.how, Sum):
        return None
    parts = [_typed_sum(one) for one in value.how.parts]
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


def _sum_differs(hasil: Hasil, at: tuple[Tabel, Kolom], sel: Sel, value: Nilai, total: Fraction) -> Temuan:
    lines = list(value.asal())
    gap = (sel.nilai or Fraction(0)) - total
    explained = _why(hasil, at, sel, value, gap)
    named = (explained.values.get("baris"), explained.values.get("sumber")) if explained else ()
    culprits = [place for place in named if isinstance(place, Place)]
    return Temuan(
        kode="jumlah-berbeda",
        tempat=tuple(dict.fromkeys((sel.tempat, *culprits, lines[0], lines[-1]))),
        nilai=sel.nilai,
        seharusnya=total,
        data={
            "selisih": abs(gap),
            "awal": lines[0],
            "akhir": lines[-1],
            "diagnosis": explained or "",
        },
    )


def _why(hasil: Hasil, at: tuple[Tabel, Kolom], sel: Sel, value: Nilai, gap: Fraction) -> Phrase | None:
    """Return what explains a total that is off by `gap`."""
    table, column = at
    if kind := slip(sel.nilai, (sel.nilai or Fraction(0)) - gap):
        return Phrase(
            "words.salah-ketik", {"tempat": sel.tempat, "cara": kind, "angka": (sel.nilai or 0) - gap}
        )
    parts = [Angka(part, one.tempat) for one in value.sumber() if one.tempat and (part := _typed_sum(one))]
    if column.id == "anggaran":
        elsewhere, omitted = _other_tree(hasil, table)
        return explain_gap(gap, parts, elsewhere=elsewhere, omitted=omitted)
    return explain_gap(gap, parts) or (_unspent(hasil, table, gap) if table.id == SPENDING else None)


def _other_tree(hasil: Hasil, table: Tabel) -> tuple[list[tuple[Angka, Angka]], list[tuple[Angka, Angka]]]:
    """Return the leaves with the figure of the other tree, and those that have a figure only there."""
    other = next((one for one in _TREES if one != table.id and one in hasil.tautan.tabel), None)
    if other is None or table.id not in _TREES:
        return [], []
    both: list[tuple[Angka, Angka]] = []
    omitted: list[tuple[Angka, Angka]] = []
    for row in leaves(hasil, other):
        subject = hasil.tautan.subjek(other, row)
        there = hasil.mesin.ketikan(other, subject, "anggaran") if subject else None
        if subject is None or there is None or not there.angka or there.tempat is None:
            continue
        here = hasil.mesin.ketikan(table.id, subject, "anggaran")
        if here.angka is not None and here.tempat:
            both.append((Angka(here.angka, here.tempat), Angka(there.angka, there.tempat)))
        else:
            own = here.tempat or there.tempat
            omitted.append((Angka(there.angka, own), Angka(there.angka, there.tempat)))
    return both, omitted


def _unspent(hasil: Hasil, table: Tabel, gap: Fraction) -> Phrase | None:
    """Say that the gap may be the spending of the one line without any, whose budget would hold it."""
    empty = [row for row in leaves(hasil, table.id) if row.sel["realisasi"].kosong]
    subject = hasil.tautan.subjek(table.id, empty[0]) if len(empty) == 1 else None
    budget = hasil.mesin.nilai(table.id, subject, "anggaran").angka if subject else None
    if budget is None or not 0 < gap <= budget:
        return None
    return Phrase("words.mungkin-realisasi", {"baris": empty[0].sel["realisasi"].tempat, "angka": budget})


@check
def check_lines_without_figures(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves of Tabel 3.9 that have neither budget nor spending while others have.

    Where another table has a figure for the line, it is named, and whether it closes
    the gap in the total to the rupiah. A dash says that there is none, unless another table has one.
    """
    rows = leaves(hasil, SPENDING)
    bare = [row for row in rows if all(row.sel[m].nilai is None for m in _MONEY)]
    if not any(all(not row.sel[m].kosong for m in _MONEY) for row in rows if row not in bare):
        return
    gap = _gap(hasil)
    for row in bare:
        subject = hasil.tautan.subjek(SPENDING, row)
        if subject is None:
            continue
        finding = _without_figures(hasil, row, subject, gap)
        if finding.di_tabel_lain or all(row.sel[m].kosong for m in _MONEY):
            yield finding


@check
def check_missing_spending(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.9 when some lines with a budget have no spending yet while others have."""
    owing = [row for row in leaves(hasil, SPENDING) if row.sel["anggaran"].nilai]
    empty = [row.sel["realisasi"].tempat for row in owing if row.sel["realisasi"].kosong]
    if 0 < len(empty) < len(owing):
        yield Temuan(
            kode="realisasi-anggaran-kosong", tempat=tuple(empty), data={"n": len(empty), "m": len(owing)}
        )


@check
def check_missing_budget(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves of Tabel 2.4 that have no budget while Tabel 3.9 has one."""
    for row in leaves(hasil, BUDGET):
        subject = hasil.tautan.subjek(BUDGET, row)
        if subject is None or not row.sel["anggaran"].kosong:
            continue
        spent = hasil.mesin.ketikan(SPENDING, subject, "anggaran")
        if spent.angka and spent.tempat:
            yield Temuan(
                kode="pagu-kosong",
                tempat=(row.sel["anggaran"].tempat, spent.tempat),
                di_tabel_lain=spent.angka,
                data={"uraian": row.teks("uraian")},
            )


def _gap(hasil: Hasil) -> Fraction | None:
    """Return by how much the typed total of the budget exceeds its typed lines."""
    total = hasil.mesin.ketikan(SPENDING, TOTAL, "anggaran").angka
    lines = hasil.mesin.turunan(SPENDING, TOTAL, "anggaran")
    typed = _typed_sum(lines) if lines else None
    return None if total is None or typed is None else total - typed


def _without_figures(hasil: Hasil, row: Baris, subject: Subjek, gap: Fraction | None) -> Temuan:
    carried = hasil.mesin.turunan(SPENDING, subject, "anggaran")
    source = next((n.tempat for n in carried.sumber() if n.tempat), None) if carried and carried.ada else None
    known = {"sumber": source, "angka": carried.angka if carried else None}
    closes = gap is not None and known["angka"] == gap
    word = "words.menutup-selisih" if closes else "words.ada-di-tabel-lain"
    return Temuan(
        kode="baris-tanpa-angka",
        tempat=(row.sel["anggaran"].tempat, row.sel["realisasi"].tempat, *((source,) if source else ())),
        di_tabel_lain=known["angka"],
        data={"uraian": row.teks("uraian"), "diagnosis": Phrase(word, known) if source else ""},
    )


@check
def check_lines_in_one_tree(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves with a budget that the other of the two budget trees does not list."""
    if not all(table in hasil.tautan.tabel for table in _TREES):
        return
    for table, other in (_TREES, _TREES[::-1]):
        rows = [row for row in leaves(hasil, table) if row.sel["anggaran"].nilai]
        absent = [row for row in rows if not _listed(hasil, table, other, row)]
        if 2 * len(absent) >= len(rows):
            continue  # the other tree is another extract, not one with a line forgotten
        for row in absent:
            yield Temuan(
                kode="baris-hilang",
                tempat=(row.sel["uraian"].tempat, row.sel["anggaran"].tempat),
                nilai=row.sel["anggaran"].nilai,
                data={"uraian": row.teks("uraian"), "tabel": other},
            )


def _listed(hasil: Hasil, table: str, other: str, row: Baris) -> bool:
    subject = hasil.tautan.subjek(table, row)
    return subject is not None and hasil.tautan.baris(other, subject) is not None


@check
def check_doubled_lines(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves that stand twice with a budget under one line."""
    for table in _TREES:
        by_name: dict[object, list[Baris]] = defaultdict(list)
        for row in leaves(hasil, table):
            if row.sel["anggaran"].nilai:
                by_name[row.induk, line_name(row.teks("uraian"))].append(row)
        for rows in by_name.values():
            if len(rows) > 1:
                yield Temuan(
                    kode="baris-ganda",
                    tempat=tuple(row.sel["uraian"].tempat for row in rows[::-1]),
                    nilai=rows[-1].teks("uraian"),
                )


@check
def check_cut_thousands(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 2.4 where its figures, cut to thousands, no longer add up to the total of Tabel 3.9."""
    total = hasil.mesin.nilai(SPENDING, TOTAL, "anggaran")
    rows = [row for row in leaves(hasil, BUDGET) if row.sel["anggaran"].nilai]
    planned = sum((row.sel["anggaran"].nilai or Fraction(0) for row in rows), Fraction(0))
    in_thousands = bool(rows) and all(row.sel["anggaran"].faktor >= _THOUSAND for row in rows)
    if total.angka is None or total.tempat is None or not in_thousands or planned == total.angka:
        return
    cut = [row.sel["anggaran"].tempat for row in rows if _is_cut(hasil, row)]
    if cut and abs(total.angka - planned) <= len(cut) * _THOUSAND:
        yield Temuan(
            kode="jumlah-dipotong",
            tempat=(*cut, total.tempat),
            nilai=planned,
            seharusnya=total.angka,
            data={"selisih": abs(total.angka - planned), "baris": tuple(cut), "jumlah": total.tempat},
        )


def _is_cut(hasil: Hasil, row: Baris) -> bool:
    subject = hasil.tautan.subjek(BUDGET, row)
    exact = hasil.mesin.ketikan(SPENDING, subject, "anggaran").angka if subject else None
    return (
        exact is not None
        and exact != row.sel["anggaran"].nilai
        and verify(row.sel["anggaran"], exact) != "beda"
    )


@check
def check_spending_by_kind(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the composition of the spending where it adds up neither to Tabel 3.9 nor to its own total."""
    table = hasil.laporan.cari(SPENDING_BY_KIND)
    if table is None:
        return
    rows = [row.sel["realisasi"] for row in table.baris if row.tingkat is not Level.JUMLAH]
    lines = [Angka(sel.nilai, sel.tempat) for sel in rows if sel.nilai is not None]
    own = [row.sel["realisasi"] for row in table.baris if row.tingkat is Level.JUMLAH]
    spent = hasil.mesin.nilai(SPENDING, TOTAL, "realisasi").sel
    total = sum((one.nilai for one in lines), Fraction(0))
    if len(lines) == len(rows):
        for sel in filter(None, (*own, spent)):
            if sel.nilai is not None and verify(sel, total) == "beda":
                yield _kinds_differ(sel, lines, total)


def _kinds_differ(sel: Sel, lines: list[Angka], total: Fraction) -> Temuan:
    gap = (sel.nilai or Fraction(0)) - total
    return Temuan(
        kode="belanja-berbeda",
        tempat=(*(one.tempat for one in lines), sel.tempat),
        nilai=total,
        seharusnya=sel.nilai,
        data={"jumlah": sel.tempat, "selisih": abs(gap), "diagnosis": explain_gap(gap, lines) or ""},
    )


@check
def check_negative(hasil: Hasil) -> Iterator[Temuan]:
    """Yield budgets and spending below nought."""
    for _, _, column, sel in cells(hasil.laporan):
        if column.spec.jenis == "uang" and sel.nilai is not None and sel.nilai < 0:
            yield Temuan(kode="angka-negatif", tempat=(sel.tempat,), nilai=sel.nilai)


@check
def check_overspending(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines that spent more than their budget."""
    for row in leaves(hasil, SPENDING):
        budget, spent = (row.sel[column] for column in _MONEY)
        if budget.nilai and spent.nilai is not None and spent.nilai > budget.nilai > 0:
            kind = slip(spent.nilai, budget.nilai)
            yield Temuan(
                kode="realisasi-melebihi-pagu",
                tempat=(spent.tempat, budget.tempat),
                nilai=spent.nilai,
                seharusnya=budget.nilai,
                data={"uraian": row.teks("uraian"), "diagnosis": _typing(spent, kind, budget.nilai)},
            )


def _typing(sel: Sel, kind: Phrase | None, right: Fraction) -> Phrase | str:
    return Phrase("words.salah-ketik", {"tempat": sel.tempat, "cara": kind, "angka": right}) if kind else ""
