"""Printed results against the same results computed again from the cells that they are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from sakipcalc.auditing.check import check
from sakipcalc.auditing.completeness import is_begun
from sakipcalc.auditing.origin import depends_on_polarity, origin, other_formula, states_polarity
from sakipcalc.auditing.scales import swapped_labels
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
from sakipcalc.findings import Temuan
from sakipcalc.names import plain
from sakipcalc.rulebook import rule
from sakipcalc.tables.standard import EFFICIENCY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.calc.agreement import Verdict
    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Baris, Kolom, Sel, Tabel


#: Checked by modules of their own: which measure of efficiency it is, and facts that stand in many tables.
_ELSEWHERE = frozenset({(EFFICIENCY, "efisiensi")})
_FACTS = frozenset({"target", "realisasi"})


@check
def check_results(hasil: Hasil) -> Iterator[Temuan]:
    """Yield every printed figure or label that its inputs do not give."""
    swapped = {id(used): swapped_labels(hasil, used) for used in hasil.skala.values()}
    for table, row, column, value in hasil.turunan_cetakan:
        sel = row.sel[column.kunci]
        of_the_scale = value.skala is not None and plain(sel.teks) in swapped.get(id(value.skala), ())
        skipped = _checked_elsewhere(table, column, value) or _scale_is_unreadable(hasil, value)
        if sel.teks and value.ada and not skipped and not of_the_scale:
            yield from _compare(hasil, table, row, column, value)


@check
def check_unstated_polarity(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators without a stated polarity whose printed capaian follow that of another one."""
    seen = set()
    for table, row, column, value in hasil.turunan_cetakan:
        subject, sel = hasil.tautan.subjek(table.id, row), row.sel[column.kunci]
        if subject and subject not in seen and not states_polarity(hasil, subject):
            formula = other_formula(sel, value) if sel.nilai is not None and _differs(sel, value) else ""
            if formula:
                seen.add(subject)
                yield Temuan(
                    kode="arah-tidak-tertulis",
                    tempat=(sel.tempat,),
                    nilai=sel.nilai,
                    data={"indikator": row.teks("indikator"), "rumus": formula},
                )


def _differs(sel: Sel, value: Nilai) -> bool:
    return depends_on_polarity(value) and value.angka is not None and judge(sel, value) == "beda"


def _checked_elsewhere(table: Tabel, column: Kolom, value: Nilai) -> bool:
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


def _scale_is_unreadable(hasil: Hasil, value: Nilai) -> bool:
    """Return whether the unit judged by a scale of its own that cannot be used: its labels may be right."""
    used = value.skala
    if used is None or used.label:
        return False
    return any(used is one and hasil.laporan.cari(table) for table, one in hasil.skala.items())


@check
def check_formulas_without_values(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the cells whose formula stores no result: what it gives is not known.

    Before there is any realisasi of the year no formula has anything to give.
    """
    if not is_begun(hasil):
        return
    for _, row, column in hasil.tautan.sel_tabel():
        sel = row.sel[column.kunci]
        if sel.rumus and not sel.tersimpan and sel.baris == row.nomor:
            yield Temuan(kode="rumus-tanpa-nilai", tempat=(sel.tempat,), nilai=f"={sel.rumus}")


def _compare(hasil: Hasil, table: Tabel, row: Baris, column: Kolom, value: Nilai) -> Iterator[Temuan]:
    sel = row.sel[column.kunci]
    if sel.angka is not None and sel.angka.missing:
        return
    verdict = judge(sel, value)
    subject = hasil.tautan.subjek(table.id, row)
    if verdict == "beda" and subject and _agrees_with_facts(hasil, table, column, subject, sel):
        return
    if verdict == "beda" and subject and not states_polarity(hasil, subject) and _fits_another(sel, value):
        return  # told of the indicator, once
    if verdict != "sama":
        explained = origin(hasil, subject, sel, value) if verdict == "beda" and subject else None
        yield Temuan(
            kode=_code(verdict, value),
            tempat=(sel.tempat, *(n.tempat for n in value.sumber() if n.tempat)),
            nilai=sel.nilai if sel.nilai is not None else sel.teks,
            seharusnya=value.angka if value.angka is not None else value.teks,
            data={"hitungan": _Told(value), "diagnosis": explained or ""},
            rujukan=_sources(value),
        )


def _sources(value: Nilai) -> str:
    """Return what the rule that made a value rests on; nothing where no rule did."""
    return "; ".join(map(str, rule(value.how.rule).rujukan)) if isinstance(value.how, ByRule) else ""


def _fits_another(sel: Sel, value: Nilai) -> bool:
    return depends_on_polarity(value) and sel.nilai is not None and bool(other_formula(sel, value))


def _agrees_with_facts(hasil: Hasil, table: Tabel, column: Kolom, subject: Subjek, sel: Sel) -> bool:
    """Return whether a result agrees with the facts, though not with the rounded results beside it."""
    if not hasil.laporan.specs.holds_results(column.spec):
        return False
    exact = hasil.mesin.nilai(table.id, subject, column.id, column.masa)
    return exact.ada and judge(sel, exact) != "beda"


def _code(verdict: Verdict, value: Nilai) -> str:
    copied = isinstance(value.how, Copied)
    if verdict == "menutupi":
        return "seratus-tidak-penuh"
    if verdict == "dipotong":
        return "ribuan-dipotong" if copied else "angka-dipotong"
    if copied:
        return "salinan-berbeda"
    return "hitungan-berbeda" if value.angka is not None else "kategori-berbeda"


@dataclass(frozen=True, slots=True)
class _Told:
    """An explanation that is told in the language of the sentence around it."""

    value: Nilai

    def in_language(self, lang: str) -> str:
        return explain_value(self.value, "en" if lang == "en" else "id")
