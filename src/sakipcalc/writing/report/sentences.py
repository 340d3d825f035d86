"""The sentences of a report's text: which one is true of the figures.

Pure: facts in, sentences out. The sentences stand in ``messages/kalimat.toml``; every number
in one of them is a figure of the facts, rounded as it is shown, or a count of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.writing.report.figures import Angka, Banyak, decimals_apart, order
from sakipcalc.writing.report.phrases import FULL, percent, say, with_kategori
from sakipcalc.writing.report.spending import budget, efficiency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.messages import Lang, Phrase
    from sakipcalc.writing.report.facts import Fakta, Target, Tren, Ukur

__all__ = ["Kalimat", "sentences"]

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
        "efisiensi": map(efficiency, fakta.efisiensi),
        "anggaran": budget(fakta),
        "simpulan": _conclusion(fakta),
    }
    return tuple(Kalimat(name, phrase) for name, told in sections.items() for phrase in told)


# Capaian


def _performance(fakta: Fakta) -> Iterator[Phrase]:
    count = len(fakta.ukur)
    if not count:
        return
    year = say("pada-tahun", tahun=str(fakta.tahun)) if fakta.tahun else ""
    yield say("meliputi", pada=year, tujuan=Banyak(fakta.tujuan), n=Banyak(count))
    without = sum(one.capaian is None for one in fakta.ukur)
    if count > 1 and fakta.rerata.nilai is not None:
        mean = percent(fakta.rerata.nilai, FULL)
        yield say("rerata", n=Banyak(count), capaian=mean, kategori=with_kategori(fakta.rerata.kategori))
    elif count > 1 and without:
        yield say("rerata-belum", k=Banyak(without), n=Banyak(count))
    yield from map(_measured, fakta.ukur)


def _measured(one: Ukur) -> Phrase:
    if one.realisasi is None:
        return say("tanpa-realisasi", nama=one.nama)
    realisasi = Angka(one.realisasi, one.satuan)
    if one.target is None and one.capaian is None:
        return say("tanpa-target", nama=one.nama, realisasi=realisasi)
    target = "-" if one.target is None else Angka(one.target, one.satuan)
    if one.capaian is None:
        return say("tanpa-capaian", nama=one.nama, realisasi=realisasi, target=target)
    return say(
        _relation(one),
        nama=one.nama,
        realisasi=realisasi,
        target=target,
        capaian=_capaian(one.capaian, one.mentah),
        kategori=with_kategori(one.kategori),
    )


def _relation(one: Ukur) -> str:
    """Return what realisasi is to target; neutral where the capaian does not say the same."""
    if one.target is None or one.capaian is None:
        return "netral"
    reached = order(one.capaian if one.mentah is None else one.mentah, FULL)
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
    shown = percent(value, FULL, raw)
    if raw is None or not order(value, raw):
        return shown
    return say("dibatasi", capaian=shown, mentah=percent(raw, FULL, value))


# Over the years


def _over_years(fakta: Fakta) -> Iterator[Phrase]:
    for one in fakta.tren:
        if len(one.tahun) > 1:
            yield from _trend(one)


def _trend(one: Tren) -> Iterator[Phrase]:
    *earlier, (year, new, reached) = one.tahun
    if new is None:
        yield say("tahun-belum-diisi", nama=one.nama, tahun=str(year))
        return
    shown = Angka(new, one.satuan)
    before = next((row for row in reversed(earlier) if row[1] is not None), None)
    if before is None:
        yield say("tanpa-pembanding", nama=one.nama, tahun=str(year), baru=shown)
        return
    last_year, old, reached_before = before
    named = {"nama": one.nama, "tahun": str(year), "tahun_lama": str(last_year), "baru": shown}
    yield _movement(one, old, new, named)
    if reached is not None and reached_before is not None:
        yield _capaian_movement(reached_before, reached)


def _movement(one: Tren, old: object, new: object, named: dict[str, object]) -> Phrase:
    if not isinstance(old, Fraction) or not isinstance(new, Fraction):
        same = old == new
        return say("tetap", **named) if same else say("berubah", lama=_shown(old, one.satuan), **named)
    if not (way := order(new, old)):
        return say("tetap", **named)
    lower = say("makin-rendah") if one.arah == "turun" else ""
    return say("naik" if way > 0 else "turun", lama=Angka(old, one.satuan), arah=lower, **named)


def _shown(value: object, satuan: str) -> Angka:
    return Angka(value, satuan) if isinstance(value, Fraction) else Angka(str(value))


def _capaian_movement(old: Fraction, new: Fraction) -> Phrase:
    way = order(new, old)
    if not way:
        return say("capaian-tetap", baru=percent(new, FULL))
    digits = max(decimals_apart(old, FULL, new), decimals_apart(new, FULL, old))
    code = "capaian-naik" if way > 0 else "capaian-turun"
    return say(code, lama=Angka(old, "%", digits), baru=Angka(new, "%", digits))


# Against the Renstra


def _against_end(fakta: Fakta) -> Iterator[Phrase]:
    if fakta.tahun and fakta.renstra and fakta.renstra[0] <= fakta.tahun <= fakta.renstra[1]:
        first, last = map(str, fakta.renstra)
        of = fakta.tahun - fakta.renstra[0] + 1
        yield say("tahun-ke", tahun=str(fakta.tahun), ke=str(of), awal=first, akhir=last)
    year = say("pada-tahun", tahun=str(fakta.renstra[1])) if fakta.renstra else ""
    yield from (_end(one, year) for one in fakta.target)


def _end(one: Target, year: object) -> Phrase:
    if one.target is None:
        return say("akhir-tanpa-target", nama=one.nama, pada=year)
    if one.realisasi is None:
        return say("akhir-tanpa-realisasi", nama=one.nama)
    progress = "" if one.kemajuan is None else say("dengan-kemajuan", kemajuan=percent(one.kemajuan, FULL))
    return say(
        _end_relation(one),
        nama=one.nama,
        pada=year,
        realisasi=Angka(one.realisasi, one.satuan),
        target=Angka(one.target, one.satuan),
        kemajuan=progress,
    )


def _end_relation(one: Target) -> str:
    reached = None if one.capaian is None else order(one.capaian, FULL)
    side = _side(one.realisasi, one.target)
    if one.arah in _AGAINST_TARGET and side is not None:
        better = side if one.arah == "naik" else -side
        if reached is not None and better * reached < 0:
            return "akhir-netral"
        return "akhir-tercapai" if better >= 0 else "akhir-belum"
    if reached is None:
        return "akhir-netral"
    return "akhir-tercapai" if reached >= 0 else "akhir-belum"


# Conclusion


def _conclusion(fakta: Fakta) -> Iterator[Phrase]:
    count = len(fakta.ukur)
    if not count:
        return
    known = [one.capaian if one.mentah is None else one.mentah for one in fakta.ukur]
    reached = sum(value is not None and order(value, FULL) >= 0 for value in known)
    without = sum(value is None for value in known)
    if reached == count:
        yield say("tercapai-semua", n=Banyak(count))
    else:
        rest = say("tanpa-penilaian", k=Banyak(without)) if without else ""
        yield say(
            "tercapai-sebagian",
            n=Banyak(count),
            tercapai=Banyak(reached),
            belum=Banyak(count - reached - without),
            tanpa=rest,
        )
    labels = Counter(one.kategori for one in fakta.ukur if one.kategori)
    if labels:
        spread = [say("satu-kategori", kategori=label, n=Banyak(n)) for label, n in labels.items()]
        yield say("menurut-kategori", sebaran=spread)
