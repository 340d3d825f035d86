"""The sentences on money: how efficient the performance was, and what was spent of the budget."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.writing.report.figures import Angka, Banyak, decimals_apart, order
from sakipcalc.writing.report.phrases import FULL, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.messages import Phrase
    from sakipcalc.writing.report.facts import Belanja, Efisiensi, Fakta

__all__ = ["budget", "efficiency"]


def efficiency(one: Efisiensi) -> Phrase:
    """Return what is true of capaian and absorption under one budget."""
    scope: object = ", ".join(one.nama) or say("lingkup-semua")
    if one.capaian is None:
        return say("efisiensi-tanpa-capaian", lingkup=scope)
    if one.serapan is None or one.selisih is None:
        return say("efisiensi-tanpa-serapan", lingkup=scope)
    code = {1: "efisiensi-atas", 0: "efisiensi-sama", -1: "efisiensi-bawah"}[order(one.selisih, Fraction(0))]
    ratio = "" if one.rasio is None else Angka(one.rasio, "", decimals_apart(one.rasio, Fraction(1)))
    return say(
        code,
        lingkup=scope,
        apa=say("rerata-kinerja" if one.banyak > 1 else "capaian-kinerja"),
        capaian=percent(one.capaian, FULL, one.serapan),
        serapan=percent(one.serapan, FULL, one.capaian),
        selisih=Angka(one.selisih, "", decimals_apart(one.selisih, Fraction(0))),
        rasio=say("dengan-rasio", rasio=ratio) if ratio else "",
        kategori=say("berkategori", kategori=one.kategori) if one.kategori else "",
    )


def budget(fakta: Fakta) -> Iterator[Phrase]:
    """Yield what is true of the whole budget and of its programmes."""
    if (whole := _whole_budget(fakta.anggaran)) is not None:
        yield whole
    known = [(one.serapan, one.nama) for one in fakta.program if one.serapan is not None]
    count = len(fakta.program)
    if len(known) > 1:
        yield _programmes(known)
    if count > 1 and len(known) < count:
        yield say("program-belum", k=Banyak(count - len(known)), n=Banyak(count))


def _whole_budget(one: Belanja) -> Phrase | None:
    if one.pagu is not None and one.realisasi is not None:
        return _spent(one.pagu, one.realisasi, one.serapan)
    if one.pagu is not None:
        return say("anggaran-tanpa-realisasi", pagu=Angka(one.pagu, "Rp"))
    if one.realisasi is not None:
        return say("anggaran-tanpa-pagu", realisasi=Angka(one.realisasi, "Rp"))
    return None


def _spent(pagu: Fraction, realisasi: Fraction, serapan: Fraction | None) -> Phrase:
    shown = {"pagu": Angka(pagu, "Rp"), "realisasi": Angka(realisasi, "Rp")}
    if serapan is None:
        return say("anggaran-netral", **shown)
    share, way = percent(serapan, FULL), order(realisasi, pagu)
    if not way:
        return say("anggaran-penuh", pagu=shown["pagu"])
    if way > 0:
        return say("anggaran-lebih", **shown, serapan=share, lebih=Angka(realisasi - pagu, "Rp"))
    return say("anggaran-terserap", **shown, serapan=share, sisa=Angka(pagu - realisasi, "Rp"))


def _programmes(known: list[tuple[Fraction, str]]) -> Phrase:
    """Name the programmes of highest and lowest absorption, the first of each in the order of the budget."""
    high, low = max(value for value, _ in known), min(value for value, _ in known)
    if not order(high, low):
        return say("program-sama", n=Banyak(len(known)), persen=percent(high, FULL))
    digits = max(decimals_apart(high, FULL, low), decimals_apart(low, FULL, high))
    return say(
        "program-beda",
        n=Banyak(len(known)),
        tinggi=_first_of(known, high),
        persen_tinggi=Angka(high, "%", digits),
        rendah=_first_of(known, low),
        persen_rendah=Angka(low, "%", digits),
    )


def _first_of(known: list[tuple[Fraction, str]], value: Fraction) -> object:
    first, *others = [name for other, name in known if not order(other, value)]
    return say("antara-lain", nama=first) if others else first
