"""The sentences of a report's text: which one is true of the figures.

Pure: results in, sentences out. The sentences stand in ``messages/kalimat.toml``; every number
in one of them is a figure of the results, rounded as it is shown, or a count of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.writing.report.figures import Angka, Banyak, decimals_apart, order, unit_after
from sakipcalc.writing.report.phrases import FULL, percent, say, with_kategori
from sakipcalc.writing.report.spending import budget, efficiency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Indikator
    from sakipcalc.computing.rows import BarisCapaian, BarisRenstra, BarisTren
    from sakipcalc.messages import Lang, Phrase

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


def sentences(hasil: Hasil) -> tuple[Kalimat, ...]:
    """Return the sentences that are true of some results, section by section.

    Parameters
    ----------
    hasil : Hasil
        The results of one unit.
    """
    measured = hasil.baris_capaian
    sections = {
        "capaian": _performance(hasil),
        "tren": _over_years(hasil),
        "renstra": _against_end(hasil),
        "efisiensi": (efficiency(one, of=len(measured)) for one in hasil.baris_efisiensi),
        "anggaran": budget(hasil.total_anggaran, hasil.baris_anggaran),
        "simpulan": _conclusion(measured),
    }
    return tuple(Kalimat(name, phrase) for name, told in sections.items() for phrase in told)


# Capaian


def _performance(hasil: Hasil) -> Iterator[Phrase]:
    rows, tahun = hasil.baris_capaian, hasil.laporan.entitas.tahun
    count = len(rows)
    if not count:
        return
    year = say("pada-tahun", tahun=str(tahun)) if tahun else ""
    goals = {row.indikator.tujuan_sasaran for row in rows}
    yield say("meliputi", pada=year, tujuan=Banyak(len(goals)), n=Banyak(count))
    without = sum(row.capaian.angka is None for row in rows)
    mean, label = hasil.rerata
    if count > 1 and mean.angka is not None:
        shown = percent(mean.angka, FULL)
        yield say("rerata", n=Banyak(count), capaian=shown, kategori=with_kategori(label.teks))
    elif count > 1 and without:
        yield say("rerata-belum", k=Banyak(without), n=Banyak(count))
    yield from map(_measured, rows)


def _measured(row: BarisCapaian) -> Phrase:
    name, capaian = row.indikator.nama, row.capaian.angka
    realisasi, target = _shown(row.realisasi, row.indikator), _shown(row.target, row.indikator)
    if realisasi is None:
        return say("tanpa-realisasi", nama=name)
    if target is None and capaian is None:
        return say("tanpa-target", nama=name, realisasi=realisasi)
    if capaian is None:
        return say("tanpa-capaian", nama=name, realisasi=realisasi, target=target)
    return say(
        _relation(row),
        nama=name,
        realisasi=realisasi,
        target=target or "-",
        capaian=_capaian(capaian, row.capaian.uncapped.angka),
        kategori=with_kategori(row.kategori.teks),
    )


def _shown(value: Nilai, indikator: Indikator) -> Angka | None:
    """Return a figure of an indicator, or the word that stands for it, with its unit; None for none."""
    content = value.content
    return None if content is None else Angka(content, unit_after(indikator.satuan, indikator.nama))


def _relation(row: BarisCapaian) -> str:
    """Return what realisasi is to target; neutral where the capaian does not say the same."""
    raw, arah = row.capaian.uncapped.angka, row.indikator.arah
    realisasi, target = row.realisasi.content, row.target.content
    if target is None or raw is None:
        return "netral"
    reached, side = order(raw, FULL), _side(realisasi, target)
    if arah not in _AGAINST_TARGET or side is None:
        contradicts = realisasi == target and reached < 0
        return "netral" if contradicts else _BY_CAPAIAN[reached]
    better = side if arah == "naik" else -side
    return "netral" if better * reached < 0 else _AGAINST_TARGET[arah][side]


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


def _over_years(hasil: Hasil) -> Iterator[Phrase]:
    last = hasil.laporan.entitas.tahun
    rows = [row for row in hasil.baris_tren if last is None or row.tahun <= last]
    for indikator in (row.indikator for row in hasil.baris_capaian):
        own = [row for row in rows if row.indikator == indikator]
        if len(own) > 1:
            yield from _trend(indikator, sorted(own, key=lambda row: row.tahun))


def _trend(indikator: Indikator, rows: Sequence[BarisTren]) -> Iterator[Phrase]:
    *earlier, last = rows
    new = _shown(last.realisasi, indikator)
    named = {"nama": indikator.nama, "tahun": str(last.tahun)}
    if new is None:
        yield say("tahun-belum-diisi", **named)
        return
    before = next((row for row in reversed(earlier) if row.realisasi.content is not None), None)
    if before is None:
        yield say("tanpa-pembanding", **named, baru=new)
        return
    yield _movement(before, last)
    if last.capaian.angka is not None and before.capaian.angka is not None:
        yield _capaian_movement(before.capaian.angka, last.capaian.angka)


def _movement(before: BarisTren, last: BarisTren) -> Phrase:
    old, new = before.realisasi.content, last.realisasi.content
    shown = _shown(before.realisasi, last.indikator) if isinstance(old, Fraction) else Angka(str(old))
    named = {
        "nama": last.indikator.nama,
        "tahun": str(last.tahun),
        "tahun_lama": str(before.tahun),
        "baru": _shown(last.realisasi, last.indikator),
    }
    if not isinstance(old, Fraction) or not isinstance(new, Fraction):
        return say("tetap", **named) if old == new else say("berubah", lama=shown, **named)
    if not (way := order(new, old)):
        return say("tetap", **named)
    lower = say("makin-rendah") if last.indikator.arah == "turun" else ""
    return say("naik" if way > 0 else "turun", lama=shown, arah=lower, **named)


def _capaian_movement(old: Fraction, new: Fraction) -> Phrase:
    way = order(new, old)
    if not way:
        return say("capaian-tetap", baru=percent(new, FULL))
    digits = max(decimals_apart(old, FULL, new), decimals_apart(new, FULL, old))
    code = "capaian-naik" if way > 0 else "capaian-turun"
    return say(code, lama=Angka(old, "%", digits), baru=Angka(new, "%", digits))


# Against the Renstra


def _against_end(hasil: Hasil) -> Iterator[Phrase]:
    who = hasil.laporan.entitas
    if who.tahun and who.renstra and who.renstra[0] <= who.tahun <= who.renstra[1]:
        first, last = map(str, who.renstra)
        of = str(who.tahun - who.renstra[0] + 1)
        yield say("tahun-ke", tahun=str(who.tahun), ke=of, awal=first, akhir=last)
    year = say("pada-tahun", tahun=str(who.renstra[1])) if who.renstra else ""
    yield from (_end(row, year) for row in hasil.baris_renstra)


def _end(row: BarisRenstra, year: object) -> Phrase:
    name = row.indikator.nama
    realisasi, target = _shown(row.realisasi, row.indikator), _shown(row.target_akhir, row.indikator)
    if target is None:
        return say("akhir-tanpa-target", nama=name, pada=year)
    if realisasi is None:
        return say("akhir-tanpa-realisasi", nama=name)
    known = row.kemajuan.angka
    progress = "" if known is None else say("dengan-kemajuan", kemajuan=percent(known, FULL))
    return say(
        _end_relation(row), nama=name, pada=year, realisasi=realisasi, target=target, kemajuan=progress
    )


def _end_relation(row: BarisRenstra) -> str:
    reached = None if row.capaian.angka is None else order(row.capaian.angka, FULL)
    side, arah = _side(row.realisasi.content, row.target_akhir.content), row.indikator.arah
    if arah in _AGAINST_TARGET and side is not None:
        better = side if arah == "naik" else -side
        if reached is not None and better * reached < 0:
            return "akhir-netral"
        return "akhir-tercapai" if better >= 0 else "akhir-belum"
    if reached is None:
        return "akhir-netral"
    return "akhir-tercapai" if reached >= 0 else "akhir-belum"


# Conclusion


def _conclusion(rows: Sequence[BarisCapaian]) -> Iterator[Phrase]:
    count = len(rows)
    if not count:
        return
    known = [row.capaian.uncapped.angka for row in rows]
    reached = sum(value is not None and order(value, FULL) >= 0 for value in known)
    without = known.count(None)
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
    labels = Counter(row.kategori.teks for row in rows if row.kategori.teks)
    if labels:
        spread = [say("satu-kategori", kategori=label, n=Banyak(n)) for label, n in labels.items()]
        yield say("menurut-kategori", sebaran=spread)
