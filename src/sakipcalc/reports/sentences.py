"""The sentences of a report's text: which one is true of the figures.

Pure: facts in, sentences out. The sentences stand in ``messages/kalimat.toml``; every number
in one of them is a figure of the facts, rounded as it is shown, or a count of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.messages import Phrase
from sakipcalc.reports.figures import Angka, Banyak, decimals_apart, order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.messages import Lang
    from sakipcalc.reports.facts import Belanja, Efisiensi, Fakta, Target, Tren, Ukur

__all__ = ["Kalimat", "sentences"]

_FULL = Fraction(100)
#: Below, equal to or above a target of a number, by polarity.
_AGAINST_TARGET = {
    "naik": {1: "atas", 0: "sama", -1: "bawah"},
    "turun": {1: "turun-atas", 0: "sama", -1: "turun-bawah"},
}
#: By the capaian, for what is no number or is not simply better when higher or lower.
_BY_CAPAIAN = {1: "lain-lebih", 0: "lain-penuh", -1: "lain-kurang"}


@dataclass(frozen=True, slots=True)
class Kalimat:
    """A sentence of a section of the report."""

    bagian: str
    frasa: Phrase

    def teks(self, lang: Lang = "id") -> str:
        """Return the sentence in a language."""
        return self.frasa.in_language(lang)


def sentences(fakta: Fakta) -> tuple[Kalimat, ...]:
    """Return the sentences that are true of some facts, section by section.

    Parameters
    ----------
    fakta : Fakta
        Figures of one unit.
    """
    sections = {
        "capaian": _performance(fakta),
        "tren": _over_years(fakta),
        "renstra": _against_end(fakta),
        "efisiensi": map(_efficiency, fakta.efisiensi),
        "anggaran": _budget(fakta),
        "simpulan": _conclusion(fakta),
    }
    return tuple(Kalimat(name, phrase) for name, told in sections.items() for phrase in told)


def _say(code: str, /, **values: object) -> Phrase:
    return Phrase(f"kalimat.{code}", values)


def _percent(value: Fraction, *apart: Fraction | None) -> Angka:
    return Angka(value, "%", decimals_apart(value, *apart))


def _kategori(label: str) -> object:
    return _say("dengan-kategori", kategori=label) if label else ""


# Capaian


def _performance(fakta: Fakta) -> Iterator[Phrase]:
    count = len(fakta.ukur)
    if not count:
        return
    year = _say("pada-tahun", tahun=str(fakta.tahun)) if fakta.tahun else ""
    yield _say("meliputi", pada=year, tujuan=Banyak(fakta.tujuan), n=Banyak(count))
    without = sum(one.capaian is None for one in fakta.ukur)
    if count > 1 and fakta.rerata.nilai is not None:
        mean = _percent(fakta.rerata.nilai, _FULL)
        yield _say("rerata", n=Banyak(count), capaian=mean, kategori=_kategori(fakta.rerata.kategori))
    elif count > 1 and without:
        yield _say("rerata-belum", k=Banyak(without), n=Banyak(count))
    yield from map(_measured, fakta.ukur)


def _measured(one: Ukur) -> Phrase:
    if one.realisasi is None:
        return _say("tanpa-realisasi", nama=one.nama)
    realisasi = Angka(one.realisasi, one.satuan)
    if one.target is None and one.capaian is None:
        return _say("tanpa-target", nama=one.nama, realisasi=realisasi)
    target = "-" if one.target is None else Angka(one.target, one.satuan)
    if one.capaian is None:
        return _say("tanpa-capaian", nama=one.nama, realisasi=realisasi, target=target)
    return _say(
        _relation(one),
        nama=one.nama,
        realisasi=realisasi,
        target=target,
        capaian=_capaian(one.capaian, one.mentah),
        kategori=_kategori(one.kategori),
    )


def _relation(one: Ukur) -> str:
    """Return what realisasi is to target; neutral where the capaian does not say the same."""
    if one.target is None or one.capaian is None:
        return "netral"
    reached = order(one.capaian if one.mentah is None else one.mentah, _FULL)
    side = _side(one.realisasi, one.target)
    if one.arah not in _AGAINST_TARGET or side is None:
        contradicts = one.realisasi == one.target and reached < 0
        return "netral" if contradicts else _BY_CAPAIAN[reached]
    better = side if one.arah == "naik" else -side
    return "netral" if better * reached < 0 else _AGAINST_TARGET[one.arah][side]


def _side(one: object, other: object) -> int | None:
    """Return whether a number is below, equal to or above another; None where one is a word."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return order(one, other)
    return None


def _capaian(value: Fraction, raw: Fraction | None) -> object:
    """Return a capaian; one that was limited with what it was before."""
    shown = _percent(value, _FULL, raw)
    if raw is None or not order(value, raw):
        return shown
    return _say("dibatasi", capaian=shown, mentah=_percent(raw, _FULL, value))


# Over the years


def _over_years(fakta: Fakta) -> Iterator[Phrase]:
    for one in fakta.tren:
        if len(one.tahun) > 1:
            yield from _trend(one)


def _trend(one: Tren) -> Iterator[Phrase]:
    *earlier, (year, new, reached) = one.tahun
    if new is None:
        yield _say("tahun-belum-diisi", nama=one.nama, tahun=str(year))
        return
    shown = Angka(new, one.satuan)
    before = next((row for row in reversed(earlier) if row[1] is not None), None)
    if before is None:
        yield _say("tanpa-pembanding", nama=one.nama, tahun=str(year), baru=shown)
        return
    last_year, old, reached_before = before
    named = {"nama": one.nama, "tahun": str(year), "tahun_lama": str(last_year), "baru": shown}
    yield _movement(one, old, new, named)
    if reached is not None and reached_before is not None:
        yield _capaian_movement(reached_before, reached)


def _movement(one: Tren, old: object, new: object, named: dict[str, object]) -> Phrase:
    if not isinstance(old, Fraction) or not isinstance(new, Fraction):
        same = old == new
        return _say("tetap", **named) if same else _say("berubah", lama=_shown(old, one.satuan), **named)
    if not (way := order(new, old)):
        return _say("tetap", **named)
    lower = _say("makin-rendah") if one.arah == "turun" else ""
    return _say("naik" if way > 0 else "turun", lama=Angka(old, one.satuan), arah=lower, **named)


def _shown(value: object, satuan: str) -> Angka:
    return Angka(value, satuan) if isinstance(value, Fraction) else Angka(str(value))


def _capaian_movement(old: Fraction, new: Fraction) -> Phrase:
    way = order(new, old)
    if not way:
        return _say("capaian-tetap", baru=_percent(new, _FULL))
    digits = max(decimals_apart(old, _FULL, new), decimals_apart(new, _FULL, old))
    code = "capaian-naik" if way > 0 else "capaian-turun"
    return _say(code, lama=Angka(old, "%", digits), baru=Angka(new, "%", digits))


# Against the Renstra


def _against_end(fakta: Fakta) -> Iterator[Phrase]:
    if fakta.tahun and fakta.renstra and fakta.renstra[0] <= fakta.tahun <= fakta.renstra[1]:
        first, last = map(str, fakta.renstra)
        of = fakta.tahun - fakta.renstra[0] + 1
        yield _say("tahun-ke", tahun=str(fakta.tahun), ke=str(of), awal=first, akhir=last)
    year = _say("pada-tahun", tahun=str(fakta.renstra[1])) if fakta.renstra else ""
    yield from (_end(one, year) for one in fakta.target)


def _end(one: Target, year: object) -> Phrase:
    if one.target is None:
        return _say("akhir-tanpa-target", nama=one.nama, pada=year)
    if one.realisasi is None:
        return _say("akhir-tanpa-realisasi", nama=one.nama)
    progress = "" if one.kemajuan is None else _say("dengan-kemajuan", kemajuan=_percent(one.kemajuan, _FULL))
    return _say(
        _end_relation(one),
        nama=one.nama,
        pada=year,
        realisasi=Angka(one.realisasi, one.satuan),
        target=Angka(one.target, one.satuan),
        kemajuan=progress,
    )


def _end_relation(one: Target) -> str:
    reached = None if one.capaian is None else order(one.capaian, _FULL)
    side = _side(one.realisasi, one.target)
    if one.arah in _AGAINST_TARGET and side is not None:
        better = side if one.arah == "naik" else -side
        if reached is not None and better * reached < 0:
            return "akhir-netral"
        return "akhir-tercapai" if better >= 0 else "akhir-belum"
    if reached is None:
        return "akhir-netral"
    return "akhir-tercapai" if reached >= 0 else "akhir-belum"


# Efficiency


def _efficiency(one: Efisiensi) -> Phrase:
    scope: object = ", ".join(one.nama) or _say("lingkup-semua")
    if one.capaian is None:
        return _say("efisiensi-tanpa-capaian", lingkup=scope)
    if one.serapan is None or one.selisih is None:
        return _say("efisiensi-tanpa-serapan", lingkup=scope)
    code = {1: "efisiensi-atas", 0: "efisiensi-sama", -1: "efisiensi-bawah"}[order(one.selisih, Fraction(0))]
    ratio = "" if one.rasio is None else Angka(one.rasio, "", decimals_apart(one.rasio, Fraction(1)))
    return _say(
        code,
        lingkup=scope,
        apa=_say("rerata-kinerja" if one.banyak > 1 else "capaian-kinerja"),
        capaian=_percent(one.capaian, _FULL, one.serapan),
        serapan=_percent(one.serapan, _FULL, one.capaian),
        selisih=Angka(one.selisih, "", decimals_apart(one.selisih, Fraction(0))),
        rasio=_say("dengan-rasio", rasio=ratio) if ratio else "",
        kategori=_say("berkategori", kategori=one.kategori) if one.kategori else "",
    )


# Budget


def _budget(fakta: Fakta) -> Iterator[Phrase]:
    if (whole := _whole_budget(fakta.anggaran)) is not None:
        yield whole
    known = [(one.serapan, one.nama) for one in fakta.program if one.serapan is not None]
    count = len(fakta.program)
    if len(known) > 1:
        yield _programmes(known)
    if count > 1 and len(known) < count:
        yield _say("program-belum", k=Banyak(count - len(known)), n=Banyak(count))


def _whole_budget(one: Belanja) -> Phrase | None:
    if one.pagu is not None and one.realisasi is not None:
        return _spent(one.pagu, one.realisasi, one.serapan)
    if one.pagu is not None:
        return _say("anggaran-tanpa-realisasi", pagu=Angka(one.pagu, "Rp"))
    if one.realisasi is not None:
        return _say("anggaran-tanpa-pagu", realisasi=Angka(one.realisasi, "Rp"))
    return None


def _spent(pagu: Fraction, realisasi: Fraction, serapan: Fraction | None) -> Phrase:
    shown = {"pagu": Angka(pagu, "Rp"), "realisasi": Angka(realisasi, "Rp")}
    if serapan is None:
        return _say("anggaran-netral", **shown)
    share, way = _percent(serapan, _FULL), order(realisasi, pagu)
    if not way:
        return _say("anggaran-penuh", pagu=shown["pagu"])
    if way > 0:
        return _say("anggaran-lebih", **shown, serapan=share, lebih=Angka(realisasi - pagu, "Rp"))
    return _say("anggaran-terserap", **shown, serapan=share, sisa=Angka(pagu - realisasi, "Rp"))


def _programmes(known: list[tuple[Fraction, str]]) -> Phrase:
    """Name the programmes of highest and lowest absorption, the first of each in the order of the budget."""
    high, low = max(value for value, _ in known), min(value for value, _ in known)
    if not order(high, low):
        return _say("program-sama", n=Banyak(len(known)), persen=_percent(high, _FULL))
    digits = max(decimals_apart(high, _FULL, low), decimals_apart(low, _FULL, high))
    return _say(
        "program-beda",
        n=Banyak(len(known)),
        tinggi=_first_of(known, high),
        persen_tinggi=Angka(high, "%", digits),
        rendah=_first_of(known, low),
        persen_rendah=Angka(low, "%", digits),
    )


def _first_of(known: list[tuple[Fraction, str]], value: Fraction) -> object:
    first, *others = [name for other, name in known if not order(other, value)]
    return _say("antara-lain", nama=first) if others else first


# Conclusion


def _conclusion(fakta: Fakta) -> Iterator[Phrase]:
    count = len(fakta.ukur)
    if not count:
        return
    known = [one.capaian if one.mentah is None else one.mentah for one in fakta.ukur]
    reached = sum(value is not None and order(value, _FULL) >= 0 for value in known)
    without = sum(value is None for value in known)
    if reached == count:
        yield _say("tercapai-semua", n=Banyak(count))
    else:
        rest = _say("tanpa-penilaian", k=Banyak(without)) if without else ""
        yield _say(
            "tercapai-sebagian",
            n=Banyak(count),
            tercapai=Banyak(reached),
            belum=Banyak(count - reached - without),
            tanpa=rest,
        )
    labels = Counter(one.kategori for one in fakta.ukur if one.kategori)
    if labels:
        spread = [_say("satu-kategori", kategori=label, n=Banyak(n)) for label, n in labels.items()]
        yield _say("menurut-kategori", sebaran=spread)
