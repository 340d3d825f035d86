"""Formulas applied to values under the choices of a Metode; every result remembers its inputs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sakipcalc.calc.progress import adds_up
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
from sakipcalc.computing.one_unit import are_in_one_unit
from sakipcalc.computing.target_kinds import effective, numbers
from sakipcalc.computing.values import Value
from sakipcalc.rulebook import formulas
from sakipcalc.rulebook.formulas import Status
from sakipcalc.text.numerals import round_half_up
from sakipcalc.text.numerals.exact import is_beyond

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.computing.arah import Polarity
    from sakipcalc.computing.how import How, UsedScale
    from sakipcalc.computing.links import Indicator
    from sakipcalc.model import Cell
    from sakipcalc.rulebook.formulas import MeanOfSome
    from sakipcalc.rulebook.measure import Policy
    from sakipcalc.rulebook.methods import Metode, TriwulanMethod
    from sakipcalc.text.numerals.exact import Quotient

__all__ = [
    "achievement",
    "constant",
    "copy",
    "label",
    "mean",
    "progress",
    "results",
    "running",
    "total",
    "value",
    "weighted_mean",
    "year",
]

#: A target that is met exactly is met by either polarity.
_MET = 100
#: No figure of a report is larger; beyond it a spreadsheet has no number either.
_LARGEST = 10**300


def value(formula: str, inputs: Mapping[str, Value], cell: Cell | None = None) -> Value:
    """Apply a rule.

    Parameters
    ----------
    formula : str
        Id of the rule.
    inputs : mapping of str to Value
        Values by the names of the formula; those that it does not take are left alone.
    cell : Cell, optional
        Cell in which the result belongs.
    """
    names = formulas.inputs(formula)
    given = {name: inputs[name] for name in names if name in inputs}
    number, status, reasons = _evaluated(formula, names, given)
    return Value(number=number, status=status, how=ByRule(formula, given), cell=cell, reasons=reasons)


def _evaluated(
    formula: str, names: tuple[str, ...], given: Mapping[str, Value]
) -> tuple[Fraction | None, Status, tuple[str, ...]]:
    """Return the result of a rule, its status, and the inputs that prevented one."""
    known = {name: one.number for name, one in given.items() if one.number is not None}
    if len(known) < len(names):
        return _unfit(tuple(name for name in names if name not in known), given)
    done = formulas.computed(formula, known)
    if done.result is not None and is_beyond(done.result, _LARGEST):
        return None, Status.TIDAK_DAPAT_DIHITUNG, names
    return done.result, done.status, done.reasons


def results(formula: str, rows: Iterable[Sequence[Quotient | None]]) -> list[Quotient | None]:
    """Return the results of a rule for the inputs of many rows, in its order; none as :func:`value` has none.

    Parameters
    ----------
    formula : str
        Id of the rule.
    rows : iterable of sequence of Quotient or None
        The figures of each row.
    """
    return [
        made if made is not None and abs(made[0]) <= _LARGEST * made[1] else None
        for made in formulas.results(formula, rows)
    ]


def _unfit(
    unfit: tuple[str, ...], given: Mapping[str, Value]
) -> tuple[Fraction | None, Status, tuple[str, ...]]:
    """Return the value in place of a result where some of the inputs are no numbers."""
    missing = tuple(name for name in unfit if name in given and not given[name].known)
    unmeasured = tuple(name for name in missing if given[name].status is Status.TIDAK_DIUKUR)
    if unmeasured:
        return None, Status.TIDAK_DIUKUR, unmeasured
    if any(given[name].status is Status.BELUM_LENGKAP for name in missing):
        return None, Status.BELUM_LENGKAP, missing
    status = formulas.status_of_gap(missing)
    return None, status, missing if status is Status.BELUM_DIISI else unfit


def achievement(
    metode: Metode, indikator: Indicator, inputs: Mapping[str, Value], cell: Cell | None = None
) -> Value:
    """Return a capaian [%] by the formula of polarity and target, between floor and cap of the Metode.

    Where the polarity is in doubt there is none, unless both polarities give the same; nor where target
    and realisasi are not in one unit.
    """
    arah = effective(indikator.arah, inputs["target"], inputs["realisasi"])
    formula = metode.capaian_formula(arah)
    raw = value(formula, numbers(arah, inputs, metode, indikator), cell)
    policy = metode.policy(arah)
    if question := _question(indikator, arah, raw, inputs["target"], inputs["realisasi"]):
        return _undecided(raw, question)
    if raw.number is None:
        return _zero_target(policy, raw)
    if not policy.is_limited:
        return raw
    how = Limited(raw, policy.floor, policy.cap)
    return Value(number=policy.limited(raw.number), status=Status.DIHITUNG, how=how, cell=cell)


def _needs_polarity(polarity: Polarity, arah: str, made: Value) -> bool:
    """Return whether a result would be another one by the opposite of a polarity that is in doubt."""
    if made.number is None or made.number == _MET or not polarity.is_doubtful:
        return False
    return arah in {"naik", "turun"}


def _question(indikator: Indicator, arah: str, made: Value, target: Value, realisasi: Value) -> str:
    """Return the question that comes before a result: of the polarity, the unit, an order of words."""
    if _needs_polarity(indikator.polarity, arah, made):
        return "arah"
    if made.number is None and arah == "kualitatif" and _are_words(target.text, realisasi.text):
        return "urutan"
    if made.number is not None and not are_in_one_unit(target, realisasi, indikator.satuan):
        return "satuan"
    return ""


def _are_words(*texts: str) -> bool:
    return all(texts) and not any(letter.isdigit() for text in texts for letter in text)


def _undecided(made: Value, question: str) -> Value:
    return replace(made, number=None, status=Status.TIDAK_DAPAT_DIHITUNG, reasons=(question,))


def constant(number: Fraction | float) -> Value:
    """Return a number that a Metode or a word stands for and that is in no cell."""
    return Value(number=Fraction(number), status=Status.DIISI)


def progress(
    metode: Metode, indikator: Indicator, inputs: Mapping[str, Value], cell: Cell | None = None
) -> Value:
    """Return the progress [%] against the Renstra; other polarities than naik by their own formula.

    A sum over the years is refused for what does not add up: 93 % and 100 % are not 193 % of anything.
    """
    against = inputs["target"] if metode.renstra == "tahun_ini" else inputs["target_akhir"]
    arah = effective(indikator.arah, against, inputs["realisasi"])
    formula = metode.kemajuan_formula(arah)
    if metode.renstra == "kumulatif" and not adds_up(indikator.satuan):
        return Value(status=Status.TIDAK_BERLAKU, how=ByRule(formula, {}), cell=cell)
    if not metode.progress_is_capaian(arah):
        counted = numbers(arah, {**inputs, "target": against}, metode, indikator)
        usual = "target" if metode.renstra == "tahun_ini" else "target_akhir"
        made = value(formula, {**inputs, "realisasi": counted["realisasi"], usual: counted["target"]}, cell)
    else:
        made = value(formula, numbers(arah, {**inputs, "target": against}, metode, indikator), cell)
    question = _question(indikator, arah, made, against, inputs["realisasi"])
    return _undecided(made, question) if question else made


def weighted_mean(parts: Sequence[Value], weights: Sequence[Value]) -> Value:
    """Return the mean of several capaian by their weights; none while a member or a weight is missing.

    What was not measured is no member.
    """
    pairs = [pair for pair in zip(parts, weights, strict=True) if pair[0].status is not Status.TIDAK_DIUKUR]
    if parts and not pairs:
        return _not_measured(parts)
    members, own = zip(*pairs, strict=True) if pairs else ((), ())
    found = formulas.rerata([one.number for one in members], [one.number for one in own])
    return _of_all(found, WeightedMean(members, own))


def mean(metode: Metode, parts: Sequence[Value]) -> Value:
    """Return the mean of several capaian: of all of them, but what was not measured is no member."""
    measured = _measured(parts)
    if parts and not measured:
        return _not_measured(parts)
    decimals = metode.bulatkan_rerata
    members = measured if decimals is None else tuple(_rounded(part, decimals) for part in measured)
    return _of_all(formulas.rerata([one.number for one in members]), Mean(tuple(members)))


def _measured(parts: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(part for part in parts if part.status is not Status.TIDAK_DIUKUR)


def _not_measured(parts: Sequence[Value], cell: Cell | None = None) -> Value:
    """Return the value of figures of which none was measured."""
    return Value(status=Status.TIDAK_DIUKUR, how=Mean(tuple(parts)), cell=cell)


def _of_all(found: MeanOfSome, how: How[Value]) -> Value:
    """Return a mean that was taken over all its members, else none."""
    if found.result is None or not found.complete:
        return Value(how=how, status=Status.BELUM_LENGKAP if found.filled else Status.BELUM_DIISI)
    return Value(number=found.result, status=Status.DIHITUNG, how=how)


def total(parts: Sequence[Value], cell: Cell | None = None, *, missing: tuple[int, ...] = ()) -> Value:
    """Return the sum of the lines that have a figure.

    Parameters
    ----------
    parts : sequence of Value
        The lines.
    cell : Cell, optional
        Cell in which the sum belongs.
    missing : tuple of int
        Positions of lines whose figure is owed: while there are such, the sum of the others is none.
    """
    found = formulas.total([part.number for part in parts])
    if missing and (found is not None or any(part.status is Status.BELUM_LENGKAP for part in parts)):
        return Value(status=Status.BELUM_LENGKAP, how=Sum(tuple(parts), missing=missing), cell=cell)
    status = Status.BELUM_DIISI if found is None else Status.DIHITUNG
    return Value(number=found, status=status, how=Sum(tuple(parts)), cell=cell)


def running(sum_so_far: Value) -> Value:
    """Return the result of a plain ``=SUM(...)`` over an incomplete sum: its known lines."""
    if not isinstance(sum_so_far.how, Sum) or not sum_so_far.how.missing:
        return sum_so_far
    return total([running(part) for part in sum_so_far.how.parts], sum_so_far.cell)


def year(
    metode: Metode, quarters: Sequence[Value], way: TriwulanMethod | None, cell: Cell | None = None
) -> Value:
    """Return the figure of a year from those of its quarters; none where nobody knows how they come together.

    The last filled quarter stands for the year where the figures are positions; a sum or a mean
    needs all of them: of three quarters it would be too little, and look like a year. A quarter that
    was not measured is none of them.
    """
    parts = _measured(quarters)
    if quarters and not parts:
        return _not_measured(quarters, cell)
    match way:
        case None:
            doubtful = Status.TIDAK_DAPAT_DIHITUNG
            return Value(status=doubtful, how=LastOf(parts), cell=cell, reasons=("akumulasi",))
        case "rata":
            return replace(mean(metode, parts), cell=cell)
        case "posisi":
            last = next((part for part in reversed(parts) if part.known), Value())
            status = Status.DIHITUNG if last.known else Status.BELUM_DIISI
            return Value(number=last.number, text=last.text, status=status, how=LastOf(parts), cell=cell)
        case "jumlah":
            made = replace(total(parts, cell), how=Sum(parts, complete=True))
            return made if all(part.known for part in parts) else Value(how=made.how, cell=cell)
        case never:
            assert_never(never)


def copy(source: Value, cell: Cell | None = None) -> Value:
    """Return a value carried over from another cell."""
    while source.cell is None and isinstance(source.how, Copied):
        source = source.how.source  # a table that the workbook lacks stands between: go to the cell itself
    return Value(
        number=source.number,
        text=source.text,
        status=Status.DIHITUNG if source.known else _carried(source),
        how=Copied(source),
        cell=cell,
    )


def _carried(source: Value) -> Status:
    """Return the status of a copy of what is no figure."""
    return Status.TIDAK_DIUKUR if source.status is Status.TIDAK_DIUKUR else Status.BELUM_DIISI


def label(figure: Value, used: UsedScale, cell: Cell | None = None) -> Value:
    """Return the label of the band that holds a figure; none if its scale leaves it out or is not known."""
    if not used.is_known or figure.number in used.unlabelled:
        status = Status.TIDAK_DAPAT_DIHITUNG if figure.known else figure.status
        return Value(status=status, how=Label(figure, used), cell=cell, reasons=("skala",))
    word = used.skala.classify(figure.number) if figure.number is not None else None
    status = Status.TIDAK_DAPAT_DIHITUNG if figure.known else figure.status
    return Value(
        text=str(word or ""),
        status=Status.DIHITUNG if word else status,
        how=Label(figure, used),
        cell=cell,
    )


def _zero_target(policy: Policy, raw: Value) -> Value:
    """Return 100 against a target of 0 that is met, where the Metode says so."""
    named = raw.how.inputs if isinstance(raw.how, ByRule) else {}
    met = policy.applied(None, {name: one.number for name, one in named.items()})
    if raw.status is not Status.TIDAK_DAPAT_DIHITUNG or met is None:
        return raw
    return Value(number=met, status=Status.DIHITUNG, how=MetZero(named), cell=raw.cell)


def _rounded(part: Value, decimals: int) -> Value:
    if part.number is None:
        return part
    shown = round_half_up(part.number, decimals)
    return Value(number=shown, status=Status.DIHITUNG, how=Rounded(part, decimals))
