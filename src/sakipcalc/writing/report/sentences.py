"""Sentences of the report: the choice of the one that is true of the figures.

Pure: results in, sentences out. The sentences stand in ``messages/kalimat.toml``; every number
in one of them is a figure of the results, rounded as it is shown, or a count of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.rulebook.formulas import Status
from sakipcalc.writing.report.figures import Count, Figure, decimals_apart, order, unit_after
from sakipcalc.writing.report.phrases import FULL, percent, say, with_kategori
from sakipcalc.writing.report.spending import budget, efficiency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.export import CapaianRow, RenstraRow, TrenRow
    from sakipcalc.computing.links import Indicator
    from sakipcalc.messages import Lang, Phrase

__all__ = ["Sentence", "sentences"]

#: Below, equal to or above a target of a number, by polarity.
_AGAINST_TARGET = {
    "naik": {1: "atas", 0: "sama", -1: "bawah"},
    "turun": {1: "turun-atas", 0: "sama", -1: "turun-bawah"},
}
#: By the capaian, for what is no number or is not simply better when higher or lower.
_BY_CAPAIAN = {1: "lain-lebih", 0: "lain-penuh", -1: "lain-kurang"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a section of the report."""

    part: str
    phrase: Phrase

    def text(self, lang: Lang | None = None) -> str:
        """Return the sentence in a language."""
        return self.phrase.in_language(lang)


def sentences(hasil: Hasil) -> tuple[Sentence, ...]:
    """Return the sentences that are true of some results, section by section.

    Parameters
    ----------
    hasil : Hasil
        The results of one unit.
    """
    measured = hasil.capaian_rows
    sections = {
        "capaian": _performance(hasil),
        "tren": _over_years(hasil),
        "renstra": _against_end(hasil),
        "efisiensi": (efficiency(one, of=len(measured)) for one in hasil.efisiensi_rows),
        "anggaran": budget(hasil.total_anggaran, hasil.anggaran_rows),
        "simpulan": _conclusion(measured),
    }
    return tuple(Sentence(name, phrase) for name, told in sections.items() for phrase in metered(told))


# Capaian


def _performance(hasil: Hasil) -> Iterator[Phrase]:
    rows, tahun = hasil.capaian_rows, hasil.laporan.entitas.tahun
    count = len(rows)
    if not count:
        return
    year = say("pada-tahun", tahun=str(tahun)) if tahun else ""
    goals = {row.indikator.tujuan_sasaran for row in rows}
    yield say("meliputi", pada=year, tujuan=Count(len(goals)), n=Count(count))
    measured = [row for row in rows if row.capaian.status is not Status.TIDAK_DIUKUR]
    without = sum(row.capaian.number is None for row in measured)
    mean, label = hasil.rerata
    if count > 1 and mean.number is not None:
        shown = percent(mean.number, FULL)
        yield say("rerata", n=Count(len(measured)), capaian=shown, kategori=with_kategori(label.text))
    elif count > 1 and without:
        yield say("rerata-belum", k=Count(without), n=Count(len(measured)))
    yield from (_measured(row, year) for row in rows)


def _measured(row: CapaianRow, year: object) -> Phrase:
    name, capaian = row.indikator.nama, row.capaian.number
    if row.realisasi.status is Status.TIDAK_DIUKUR:
        return say("tidak-diukur", nama=name, pada=year)
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
        capaian=_capaian(capaian, row.capaian.uncapped.number),
        kategori=with_kategori(row.kategori.text),
    )


def _shown(value: Value, indikator: Indicator) -> Figure | None:
    """Return a figure of an indicator, or the word that stands for it, with its unit; None for none."""
    content = value.content
    return None if content is None else Figure(content, unit_after(indikator.satuan, indikator.nama))


def _relation(row: CapaianRow) -> str:
    """Return the relation of realisasi to target; neutral where the capaian contradicts it."""
    raw, arah = row.capaian.uncapped.number, row.indikator.arah
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
    rows: dict[Indicator, list[TrenRow]] = {}
    for row in hasil.tren_rows:
        if last is None or row.tahun <= last:
            rows.setdefault(row.indikator, []).append(row)
    for indikator in (row.indikator for row in hasil.capaian_rows):
        own = rows.get(indikator, [])
        if len(own) > 1:
            yield from _trend(indikator, sorted(own, key=lambda row: row.tahun))


def _trend(indikator: Indicator, rows: Sequence[TrenRow]) -> Iterator[Phrase]:
    *earlier, last = rows
    if last.realisasi.status is Status.TIDAK_DIUKUR:
        return
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
    if last.capaian.number is not None and before.capaian.number is not None:
        yield _capaian_movement(before.capaian.number, last.capaian.number)


def _movement(before: TrenRow, last: TrenRow) -> Phrase:
    old, new = before.realisasi.content, last.realisasi.content
    shown = _shown(before.realisasi, last.indikator) if isinstance(old, Fraction) else Figure(str(old))
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
    return say(code, lama=Figure(old, "%", digits), baru=Figure(new, "%", digits))


# Against the Renstra


def _against_end(hasil: Hasil) -> Iterator[Phrase]:
    who = hasil.laporan.entitas
    if who.tahun and who.renstra and who.renstra[0] <= who.tahun <= who.renstra[1]:
        first, last = map(str, who.renstra)
        of = str(who.tahun - who.renstra[0] + 1)
        yield say("tahun-ke", tahun=str(who.tahun), ke=of, awal=first, akhir=last)
    year = say("pada-tahun", tahun=str(who.renstra[1])) if who.renstra else ""
    yield from (_end(row, year) for row in hasil.renstra_rows)


def _end(row: RenstraRow, year: object) -> Phrase:
    name = row.indikator.nama
    realisasi, target = _shown(row.realisasi, row.indikator), _shown(row.target_akhir, row.indikator)
    if target is None:
        return say("akhir-tanpa-target", nama=name, pada=year)
    if row.realisasi.status is Status.TIDAK_DIUKUR:
        return say("akhir-tidak-diukur", nama=name)
    if realisasi is None:
        return say("akhir-tanpa-realisasi", nama=name)
    known = row.kemajuan.number
    progress = "" if known is None else say("dengan-kemajuan", kemajuan=percent(known, FULL))
    return say(
        _end_relation(row), nama=name, pada=year, realisasi=realisasi, target=target, kemajuan=progress
    )


def _end_relation(row: RenstraRow) -> str:
    reached = None if row.capaian.number is None else order(row.capaian.number, FULL)
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


def _conclusion(rows: Sequence[CapaianRow]) -> Iterator[Phrase]:
    rows = [row for row in rows if row.capaian.status is not Status.TIDAK_DIUKUR]
    count = len(rows)
    if not count:
        return
    known = [row.capaian.uncapped.number for row in rows]
    reached = sum(value is not None and order(value, FULL) >= 0 for value in known)
    without = known.count(None)
    if reached == count:
        yield say("tercapai-semua", n=Count(count))
    else:
        rest = say("tanpa-penilaian", k=Count(without)) if without else ""
        yield say(
            "tercapai-sebagian",
            n=Count(count),
            tercapai=Count(reached),
            belum=Count(count - reached - without),
            tanpa=rest,
        )
    labels = Counter(row.kategori.text for row in rows if row.kategori.text)
    if labels:
        spread = [say("satu-kategori", kategori=label, n=Count(n)) for label, n in labels.items()]
        yield say("menurut-kategori", sebaran=spread)
