"""The sentences on money: how efficient the performance was, and what was spent of the budget."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.computing.programmes import programmes
from sakipcalc.rulebook.formulas import Status
from sakipcalc.text.names import shown_line
from sakipcalc.writing.report.figures import Count, Figure, decimals_apart, order
from sakipcalc.writing.report.phrases import FULL, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.computing import Value
    from sakipcalc.computing.export import AnggaranRow, EfisiensiRow
    from sakipcalc.messages import Phrase

__all__ = ["budget", "efficiency"]


def efficiency(row: EfisiensiRow, *, of: int) -> Phrase:
    """Return the facts about capaian and absorption under one budget, of a unit with so many indicators."""
    capaian, serapan, selisih = row.capaian.number, row.serapan.number, row.selisih.number
    names = [one.nama for one in row.indikator]
    scope: object = (", ".join(names) if len(names) < of else "") or say("lingkup-semua")
    if capaian is None:
        return say("efisiensi-tanpa-capaian", lingkup=scope)
    if serapan is None or selisih is None:
        return say("efisiensi-tanpa-serapan", lingkup=scope)
    code = {1: "efisiensi-atas", 0: "efisiensi-sama", -1: "efisiensi-bawah"}[order(selisih, Fraction(0))]
    ratio = row.rasio.number
    shown = "" if ratio is None else Figure(ratio, "", decimals_apart(ratio, Fraction(1)))
    return say(
        code,
        lingkup=scope,
        apa=say("rerata-kinerja" if len(names) > 1 else "capaian-kinerja"),
        capaian=percent(capaian, FULL, serapan),
        serapan=percent(serapan, FULL, capaian),
        selisih=Figure(selisih, "", decimals_apart(selisih, Fraction(0))),
        rasio=say("dengan-rasio", rasio=shown) if shown else "",
        kategori=say("berkategori", kategori=row.kategori.text) if row.kategori.text else "",
    )


def budget(total: AnggaranRow, lines: Iterable[AnggaranRow]) -> Iterator[Phrase]:
    """Yield the facts about the whole budget and its programmes."""
    if (whole := _whole_budget(total)) is not None:
        yield whole
    found = programmes(lines)
    known = [
        (line.serapan.number, shown_line(line.uraian)) for line in found if line.serapan.number is not None
    ]
    count = len(found)
    if len(known) > 1:
        yield _programmes(known)
    if count > 1 and len(known) < count:
        yield say("program-belum", k=Count(count - len(known)), n=Count(count))
    for line in found:
        if line.part:
            yield say("program-digabung", nama=shown_line(line.uraian), k=Count(len(line.part)))


def _whole_budget(total: AnggaranRow) -> Phrase | None:
    pagu, realisasi = total.pagu.number, total.realisasi.number
    if pagu is not None and realisasi is not None:
        return _spent(pagu, realisasi, total.serapan.number)
    for code, value, other in (("realisasi", total.realisasi, pagu), ("pagu", total.pagu, realisasi)):
        if value.status is Status.BELUM_LENGKAP:
            return _unfinished(code, value, other)
    if pagu is not None:
        return say("anggaran-tanpa-realisasi", pagu=Figure(pagu, "Rp"))
    if realisasi is not None:
        return say("anggaran-tanpa-pagu", realisasi=Figure(realisasi, "Rp"))
    return None


def _unfinished(code: str, value: Value, other: Fraction | None) -> Phrase:
    """Say how many lines of a total are known, and no total."""
    known, every = value.filled
    beside = Figure(other, "Rp") if other is not None else "-"
    return say(f"anggaran-{code}-belum-lengkap", k=Count(known), n=Count(every), lain=beside)


def _spent(pagu: Fraction, realisasi: Fraction, serapan: Fraction | None) -> Phrase:
    shown = {"pagu": Figure(pagu, "Rp"), "realisasi": Figure(realisasi, "Rp")}
    if serapan is None:
        return say("anggaran-netral", **shown)
    share, way = percent(serapan, FULL), order(realisasi, pagu)
    if not way:
        return say("anggaran-penuh", pagu=shown["pagu"])
    if way > 0:
        return say("anggaran-lebih", **shown, serapan=share, lebih=Figure(realisasi - pagu, "Rp"))
    return say("anggaran-terserap", **shown, serapan=share, sisa=Figure(pagu - realisasi, "Rp"))


def _programmes(known: list[tuple[Fraction, str]]) -> Phrase:
    """Name the programmes of highest and lowest absorption, the first of each in the order of the budget."""
    high, low = max(value for value, _ in known), min(value for value, _ in known)
    if not order(high, low):
        return say("program-sama", n=Count(len(known)), persen=percent(high, FULL))
    digits = max(decimals_apart(high, FULL, low), decimals_apart(low, FULL, high))
    return say(
        "program-beda",
        n=Count(len(known)),
        tinggi=_first_of(known, high),
        persen_tinggi=Figure(high, "%", digits),
        rendah=_first_of(known, low),
        persen_rendah=Figure(low, "%", digits),
    )


def _first_of(known: list[tuple[Fraction, str]], value: Fraction) -> object:
    first, *others = [name for other, name in known if not order(other, value)]
    return say("antara-lain" if others else "pada-program", nama=first)
