"""Formulas applied to values under the choices of a Metode; every result remembers its inputs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sakipcalc import formulas
from sakipcalc.calc.progress import adds_up
from sakipcalc.calc.words import predicate_scores, read_accumulation, yes_no
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
    WeightedMean,
)
from sakipcalc.computing.values import Nilai
from sakipcalc.formulas import Status
from sakipcalc.numerals import parse_range, round_half_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.computing.how import How, SkalaTerpakai
    from sakipcalc.computing.links import Indikator
    from sakipcalc.formulas import Rerata
    from sakipcalc.methods import Metode
    from sakipcalc.model import Sel
    from sakipcalc.rulebook.measure import Policy

__all__ = [
    "achievement",
    "constant",
    "copy",
    "label",
    "mean",
    "progress",
    "running",
    "total",
    "value",
    "weighted_mean",
    "year",
]

#: No figure of a report is larger; beyond it a spreadsheet has no number either.
_LARGEST = 10**300


def value(rumus: str, inputs: Mapping[str, Nilai], cell: Sel | None = None) -> Nilai:
    """Apply a rule.

    Parameters
    ----------
    rumus : str
        Id of the rule.
    inputs : mapping of str to Nilai
        Values by the names of the formula; those that it does not take are left alone.
    cell : Sel, optional
        Cell in which the result belongs.
    """
    names = formulas.inputs(rumus)
    given = {name: inputs[name] for name in names if name in inputs}
    number, status, reasons = _evaluated(rumus, names, given)
    return Nilai(angka=number, status=status, how=ByRule(rumus, given), sel=cell, sebab=reasons)


def _evaluated(
    rumus: str, names: tuple[str, ...], given: Mapping[str, Nilai]
) -> tuple[Fraction | None, Status, tuple[str, ...]]:
    """Return what a rule gives, how that went, and the inputs for which it gives nothing."""
    unfit = tuple(name for name in names if name not in given or given[name].angka is None)
    if unfit:
        missing = tuple(name for name in unfit if name in given and not given[name].ada)
        if any(given[name].status is Status.BELUM_LENGKAP for name in missing):
            return None, Status.BELUM_LENGKAP, missing
        status = formulas.status_of_gap(missing)
        return None, status, missing if status is Status.BELUM_DIISI else unfit
    done = formulas.examine(rumus, **{name: one.angka for name, one in given.items()})
    if done.nilai is not None and abs(done.nilai) > _LARGEST:
        return None, Status.TIDAK_DAPAT_DIHITUNG, names
    return done.nilai, done.status, done.sebab


def achievement(metode: Metode, arah: str, inputs: Mapping[str, Nilai], cell: Sel | None = None) -> Nilai:
    """Return a capaian [%] by the formula of the polarity, between the floor and the cap of the Metode.

    A target that is a predicate (``WBK``) is held against the scale of its predicates,
    whatever the polarity says.
    """
    if arah == "naik" and _is_word(inputs["target"], metode):
        arah = "kualitatif"
    rumus = metode.rumus_capaian(arah)
    raw = value(rumus, _numbers_for(arah, inputs, metode), cell)
    policy = metode.policy(arah)
    if raw.angka is None:
        return _zero_target(policy, raw)
    if not policy.is_limited:
        return raw
    how = Limited(raw, policy.floor, policy.cap)
    return Nilai(angka=policy.limited(raw.angka), status=Status.DIHITUNG, how=how, sel=cell)


def constant(number: Fraction | float) -> Nilai:
    """Return a number that a Metode or a word stands for and that is in no cell."""
    return Nilai(angka=Fraction(number), status=Status.DIISI)


def progress(
    metode: Metode, indikator: Indikator, inputs: Mapping[str, Nilai], cell: Sel | None = None
) -> Nilai:
    """Return the progress [%] against the Renstra; other polarities than naik by their own formula.

    A sum over the years is refused for what does not add up: 93 % and 100 % are not 193 % of anything.
    """
    rumus = metode.rumus_kemajuan(indikator.arah)
    if metode.renstra == "kumulatif" and not adds_up(indikator.satuan):
        return Nilai(status=Status.TIDAK_BERLAKU, how=ByRule(rumus, {}), sel=cell)
    if not metode.progress_is_capaian(indikator.arah):
        return value(rumus, inputs, cell)
    against = inputs["target_akhir"] if metode.renstra == "akhir" else inputs["target"]
    return value(rumus, _numbers_for(indikator.arah, {**inputs, "target": against}, metode), cell)


def weighted_mean(parts: Sequence[Nilai], weights: Sequence[Nilai]) -> Nilai:
    """Return the mean of several capaian by their weights; none while a member or a weight is missing."""
    found = formulas.rerata([one.angka for one in parts], [one.angka for one in weights])
    return _of_all(found, WeightedMean(tuple(parts), tuple(weights)))


def mean(metode: Metode, parts: Sequence[Nilai]) -> Nilai:
    """Return the mean of several capaian: never of some of them only."""
    decimals = metode.bulatkan_rerata
    members = parts if decimals is None else tuple(_rounded(part, decimals) for part in parts)
    return _of_all(formulas.rerata([one.angka for one in members]), Mean(tuple(members)))


def _of_all(found: Rerata, how: How[Nilai]) -> Nilai:
    """Return a mean that was taken over all its members, else none."""
    if found.nilai is None or not found.lengkap:
        return Nilai(how=how, status=Status.BELUM_LENGKAP if found.terisi else Status.BELUM_DIISI)
    return Nilai(angka=found.nilai, status=Status.DIHITUNG, how=how)


def total(parts: Sequence[Nilai], cell: Sel | None = None, *, missing: tuple[int, ...] = ()) -> Nilai:
    """Return the sum of the lines that have a figure.

    Parameters
    ----------
    parts : sequence of Nilai
        The lines.
    cell : Sel, optional
        Cell in which the sum belongs.
    missing : tuple of int
        Positions of lines whose figure is owed: while there are such, the sum of the others is none.
    """
    found = formulas.total([part.angka for part in parts])
    if missing and (found is not None or any(part.status is Status.BELUM_LENGKAP for part in parts)):
        return Nilai(status=Status.BELUM_LENGKAP, how=Sum(tuple(parts), missing=missing), sel=cell)
    status = Status.BELUM_DIISI if found is None else Status.DIHITUNG
    return Nilai(angka=found, status=status, how=Sum(tuple(parts)), sel=cell)


def running(sum_so_far: Nilai) -> Nilai:
    """Return what a plain ``=SUM(...)`` shows of an incomplete sum: the lines that are there."""
    if not isinstance(sum_so_far.how, Sum) or not sum_so_far.how.missing:
        return sum_so_far
    return total([running(part) for part in sum_so_far.how.parts], sum_so_far.sel)


def year(metode: Metode, quarters: Sequence[Nilai], stated: str, cell: Sel | None = None) -> Nilai:
    """Return the figure of a year from those of its quarters, brought together as the row or the Metode says.

    The last filled quarter stands for the year where the figures are positions; a sum or a mean
    needs all of them: of three quarters it would be too little, and look like a year.
    """
    parts = tuple(quarters)
    way = read_accumulation(stated) or metode.triwulan
    match way:
        case "rata":
            return replace(mean(metode, parts), sel=cell)
        case "posisi":
            last = next((part for part in reversed(parts) if part.ada), Nilai())
            status = Status.DIHITUNG if last.ada else Status.BELUM_DIISI
            return Nilai(angka=last.angka, teks=last.teks, status=status, how=LastOf(parts), sel=cell)
        case "jumlah":
            made = replace(total(parts, cell), how=Sum(parts, complete=True))
            return made if all(part.ada for part in parts) else Nilai(how=made.how, sel=cell)
        case never:
            assert_never(never)


def copy(source: Nilai, cell: Sel | None = None) -> Nilai:
    """Return a value carried over from another cell."""
    while source.sel is None and isinstance(source.how, Copied):
        source = source.how.source  # a table that the workbook lacks stands between: go to the cell itself
    return Nilai(
        angka=source.angka,
        teks=source.teks,
        status=Status.DIHITUNG if source.ada else Status.BELUM_DIISI,
        how=Copied(source),
        sel=cell,
    )


def label(figure: Nilai, used: SkalaTerpakai, cell: Sel | None = None) -> Nilai:
    """Return the label of the band that holds a figure."""
    word = used.skala.classify(figure.angka) if figure.angka is not None else None
    status = Status.TIDAK_DAPAT_DIHITUNG if figure.ada else figure.status
    return Nilai(
        teks=str(word or ""),
        status=Status.DIHITUNG if word else status,
        how=Label(figure, used),
        sel=cell,
    )


def _is_word(target: Nilai, metode: Metode) -> bool:
    return target.angka is None and predicate_scores(target.teks, target.teks, metode.aturan) is not None


def _numbers_for(arah: str, inputs: Mapping[str, Nilai], metode: Metode) -> Mapping[str, Nilai]:
    """Bring words and ranges to the numbers that a polarity is computed with; they stand in no cell."""
    realisasi, target = inputs["realisasi"], inputs["target"]
    if arah in {"rentang", "rentang_turun"} and (bounds := parse_range(target.teks)):
        low, high = (constant(Fraction(bound.value or 0)) for bound in bounds)
        return {**inputs, "bawah": low, "atas": high}
    words = (realisasi.teks, target.teks)
    if arah == "kualitatif" and realisasi.teks and (scores := predicate_scores(*words, metode.aturan)):
        return {
            name: Nilai(angka=Fraction(points), teks=word.teks, status=Status.DIISI)
            for name, word, points in zip(("realisasi", "target"), (realisasi, target), scores, strict=True)
        }
    if arah == "ya_tidak" and (answer := yes_no(realisasi.teks)) is not None:
        return {"realisasi": Nilai(angka=Fraction(answer), teks=realisasi.teks, status=Status.DIISI)}
    return inputs


def _zero_target(policy: Policy, raw: Nilai) -> Nilai:
    """Return 100 against a target of 0 that is met, where the Metode says so."""
    named = raw.how.inputs if isinstance(raw.how, ByRule) else {}
    met = policy.applied(None, {name: one.angka for name, one in named.items()})
    if raw.status is not Status.TIDAK_DAPAT_DIHITUNG or met is None:
        return raw
    return Nilai(angka=met, status=Status.DIHITUNG, how=MetZero(named), sel=raw.sel)


def _rounded(part: Nilai, decimals: int) -> Nilai:
    if part.angka is None:
        return part
    shown = round_half_up(part.angka, decimals)
    return Nilai(angka=shown, status=Status.DIHITUNG, how=Rounded(part, decimals))
