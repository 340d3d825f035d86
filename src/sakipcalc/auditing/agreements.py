"""The Perjanjian Kinerja of all officials: against each other, the plan and the budget."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import Angka, difference, explain_gap
from sakipcalc.auditing.walk import leaves
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.verify import verify
from sakipcalc.findings import Temuan
from sakipcalc.formulas import Status
from sakipcalc.model import Level
from sakipcalc.tables.standard import AGREEMENT, AGREEMENT_BUDGET, BUDGET, SPENDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.agreements import BarisPerjanjian, Perjanjian
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Sel
    from sakipcalc.places import Place

_THOUSAND = 1000
#: So much of the leaves must be in an agreement before one without is worth a word.
_MOST = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class _Promise:
    """What an official's agreement says of a line."""

    baris: BarisPerjanjian
    sel: Sel
    angka: Fraction


def _promises(perjanjian: Perjanjian) -> dict[Subjek, list[_Promise]]:
    """Return the budgets of the agreements by line, each official's once."""
    found: dict[Subjek, list[_Promise]] = defaultdict(list)
    for one in perjanjian.anggaran:
        sel = one.baris.sel["anggaran"]
        if one.subjek and sel.nilai is not None:
            found[one.subjek].append(_Promise(one, sel, sel.nilai))
    return found


@check
def check_lines(hasil: Hasil) -> Iterator[Temuan]:
    """Yield each budget of an agreement that differs from Tabel 2.4, or without it from Tabel 3.9.

    What only follows from lines below it is told apart: those have to be settled first.
    """
    promises = _promises(hasil.perjanjian)
    for subject, several in promises.items():
        planned = _planned(hasil, subject)
        below = _below(hasil, promises, subject)
        for one in several if planned.angka is not None else ():
            if not _agrees(hasil, planned, one.angka, subject):
                yield _line_differs(hasil, subject, one, planned, _followed(hasil, below, one))


def _line_differs(
    hasil: Hasil, subject: Subjek, one: _Promise, planned: Nilai, followed: tuple[Place, ...]
) -> Temuan:
    spent = hasil.mesin.ketikan(SPENDING, subject, "anggaran").tempat
    others = dict.fromkeys(filter(None, (planned.tempat, spent)))
    return Temuan(
        kode="pagu-pk-ikut" if followed else "pagu-pk-berbeda",
        tempat=(one.sel.tempat, *others),
        nilai=one.angka,
        di_tabel_lain=planned.angka,
        data={
            "uraian": one.baris.baris.teks("uraian"),
            "sumber": planned.tempat or "Tabel 2.4",
            "baris": followed,
            "diagnosis": difference(one.angka, planned.angka),
        },
    )


def _planned(hasil: Hasil, subject: Subjek) -> Nilai:
    """Return the budget of a line: typed or added up in Tabel 2.4, else in Tabel 3.9."""
    table = BUDGET if hasil.tautan.baris(BUDGET, subject) else SPENDING
    return hasil.mesin.nilai(table, subject, "anggaran")


def _agrees(hasil: Hasil, planned: Nilai, promised: Fraction, subject: Subjek) -> bool:
    """Return whether a promised budget is the planned one, as far as thousands can say it."""
    if planned.angka is None or planned.angka == promised:
        return True
    if planned.sel is not None and planned.status is Status.DIISI:
        return verify(planned.sel, promised) != "beda"
    exact = hasil.mesin.nilai(SPENDING, subject, "anggaran").angka
    lines = sum(1 for _ in _in_thousands(planned))
    return promised == exact or abs(planned.angka - promised) < lines * _THOUSAND


def _in_thousands(value: Nilai) -> Iterator[Nilai]:
    """Yield the typed figures in thousands that a sum was made from."""
    if value.status is Status.DIISI and value.sel is not None and value.sel.faktor >= _THOUSAND:
        yield value
    for one in value.sumber():
        yield from _in_thousands(one)


def _followed(hasil: Hasil, below: Mapping[Subjek, _Promise], one: _Promise) -> tuple[Place, ...]:
    """Return the lines below that differ, where they add up to what is promised; else none."""
    if sum((first.angka for first in below.values()), Fraction(0)) != one.angka:
        return ()
    return tuple(
        first.sel.tempat
        for child, first in below.items()
        if not _agrees(hasil, _planned(hasil, child), first.angka, child)
    )


def _below(
    hasil: Hasil, promises: Mapping[Subjek, list[_Promise]], subject: Subjek
) -> dict[Subjek, _Promise]:
    """Return what is promised for the lines below a line, each once."""
    lines = hasil.perjanjian.garis
    return {child: ones[0] for child, ones in promises.items() if lines[child].induk == subject}


@check
def check_officials(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines for which two officials promise different budgets."""
    for several in _promises(hasil.perjanjian).values():
        by_amount: dict[Fraction, list[Place]] = {}
        for one in several:
            by_amount.setdefault(one.angka, []).append(one.sel.tempat)
        if len(by_amount) > 1:
            odd, *_ = sorted(by_amount, key=lambda amount: len(by_amount[amount]))
            rest = (place for amount, places in by_amount.items() if amount != odd for place in places)
            yield Temuan(
                kode="pk-pejabat-berbeda",
                tempat=(*by_amount[odd], *rest),
                nilai=odd,
                data={
                    "uraian": several[0].baris.baris.teks("uraian"),
                    "rincian": {amount: tuple(places) for amount, places in by_amount.items()},
                },
            )


@check
def check_cascade(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines whose promised budget is not the sum of those promised for the lines below.

    Lines below that no agreement mentions are another finding; where just they make the difference,
    this is none.
    """
    promises = _promises(hasil.perjanjian)
    for subject, several in promises.items():
        below = _below(hasil, promises, subject)
        total = sum((one.angka for one in below.values()), Fraction(0))
        gap = several[0].angka - total
        if not below or gap in {Fraction(0), _unpromised(hasil, subject, below)}:
            continue
        sheets = {one.sel.tempat.sheet for one in below.values()}
        near_first = sorted(several, key=lambda one: one.sel.tempat.sheet not in sheets)
        yield Temuan(
            kode="pk-tidak-berjenjang",
            tempat=tuple(one.sel.tempat for one in (*near_first, *below.values())),
            nilai=several[0].angka,
            seharusnya=total,
            data={
                "uraian": several[0].baris.baris.teks("uraian"),
                "baris": tuple(one.sel.tempat for one in below.values()),
                "selisih": abs(gap),
                "diagnosis": explain_gap(gap, _figures(below.values())) or "",
            },
        )


def _unpromised(hasil: Hasil, subject: Subjek, below: Mapping[Subjek, _Promise]) -> Fraction:
    lines = hasil.perjanjian.garis.values()
    absent = (one.subjek for one in lines if one.induk == subject and one.subjek not in below)
    return sum((_planned(hasil, one).angka or Fraction(0) for one in absent), Fraction(0))


def _figures(promises: Iterable[_Promise]) -> list[Angka]:
    return [Angka(one.angka, one.sel.tempat) for one in promises]


@check
def check_programmes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the programmes of the head of the unit where they do not add up to the budget of the unit."""
    head = hasil.tautan.tabel.get(AGREEMENT)
    own = [
        one.baris.sel["anggaran"]
        for one in hasil.perjanjian.anggaran
        if head is not None and one.tabel.pejabat == head.pejabat and one.baris.tingkat is Level.PROGRAM
    ]
    figures = [Angka(sel.nilai, sel.tempat) for sel in own if sel.nilai is not None]
    budget = hasil.mesin.nilai(SPENDING, TOTAL, "anggaran")
    total = sum((one.nilai for one in figures), Fraction(0))
    if not own or len(figures) < len(own) or budget.angka is None or total == budget.angka:
        return
    if budget.sel is None or verify(budget.sel, total) == "beda":
        yield Temuan(
            kode="pk-jumlah-berbeda",
            tempat=(*(one.tempat for one in figures), *((budget.tempat,) if budget.tempat else ())),
            nilai=total,
            di_tabel_lain=budget.angka,
            data={"selisih": abs(total - budget.angka), "jumlah": budget.tempat or "Tabel 3.9"},
        )


@check
def check_totals(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the totals of agreements that their own lines do not add up to."""
    for table in hasil.laporan.daftar_tabel:
        if table.id != AGREEMENT_BUDGET:
            continue
        lines = [row.sel["anggaran"] for row in table.baris if row.tingkat is not Level.JUMLAH]
        figures = [Angka(sel.nilai, sel.tempat) for sel in lines if sel.nilai is not None]
        total = sum((one.nilai for one in figures), Fraction(0))
        for row in table.baris:
            sel = row.sel["anggaran"]
            if (
                row.tingkat is Level.JUMLAH
                and figures
                and sel.nilai is not None
                and verify(sel, total) == "beda"
            ):
                gap = sel.nilai - total
                yield Temuan(
                    kode="jumlah-berbeda",
                    tempat=(sel.tempat, figures[0].tempat, figures[-1].tempat),
                    nilai=sel.nilai,
                    seharusnya=total,
                    data={
                        "selisih": abs(gap),
                        "awal": figures[0].tempat,
                        "akhir": figures[-1].tempat,
                        "diagnosis": explain_gap(gap, figures) or "",
                    },
                )


@check
def check_without_agreement(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves with a budget that no official promises, where most are promised."""
    promised = set(_promises(hasil.perjanjian))
    for table in (BUDGET, SPENDING):
        rows = [row for row in leaves(hasil, table) if row.sel["anggaran"].nilai]
        absent = [row for row in rows if hasil.tautan.subjek(table, row) not in promised]
        if not rows or len(absent) > _MOST * len(rows):
            continue
        for row in absent:
            subject = hasil.tautan.subjek(table, row)
            other = hasil.tautan.baris(SPENDING, subject) if subject and table == BUDGET else None
            if table == SPENDING and subject and hasil.tautan.baris(BUDGET, subject):
                continue
            yield Temuan(
                kode="tanpa-pk",
                tempat=(row.sel["anggaran"].tempat, *((other.sel["anggaran"].tempat,) if other else ())),
                nilai=row.sel["anggaran"].nilai,
                data={"uraian": row.teks("uraian")},
            )


@check
def check_without_budget(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the budgets of agreements for lines that neither Tabel 2.4 nor Tabel 3.9 lists."""
    for one in hasil.perjanjian.anggaran if hasil.perjanjian.garis else ():
        sel = one.baris.sel["anggaran"]
        if one.subjek is None and sel.nilai:
            yield Temuan(
                kode="pk-tanpa-pagu",
                tempat=(one.baris.sel["uraian"].tempat, sel.tempat),
                nilai=sel.nilai,
                data={"uraian": one.baris.teks("uraian")},
            )


@check
def check_targets(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the targets of officials under the head that differ from those of Tabel 2.4."""
    for one in hasil.perjanjian.target:
        sel = one.baris.sel["target"]
        planned = hasil.mesin.ketikan(BUDGET, one.subjek, "target") if one.subjek else None
        if planned is None or planned.angka is None or sel.nilai is None or planned.angka == sel.nilai:
            continue
        sure = one.skor >= hasil.metode.ambang
        yield Temuan(
            kode="target-pk-berbeda" if sure else "target-pk-mungkin-berbeda",
            tempat=tuple(filter(None, (sel.tempat, planned.tempat))),
            nilai=sel.nilai,
            di_tabel_lain=planned.angka,
            data={
                "indikator": one.baris.teks("indikator") or one.baris.teks("sasaran"),
                "tercetak": sel.teks,
                "sumber": planned.tempat,
                "garis": hasil.perjanjian.garis[one.subjek].uraian[0] if one.subjek else "",
                "diagnosis": difference(sel.nilai, planned.angka),
            },
        )
