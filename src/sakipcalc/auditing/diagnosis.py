"""Diagnosis of a figure that differs: what kind of slip it is, and where the printed one comes from."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.computing.how import ByRule
from sakipcalc.computing.verify import printed_decimals, verify
from sakipcalc.messages import Phrase
from sakipcalc.rulebook import formulas
from sakipcalc.rulebook.methods import PLAIN_FORMULAS
from sakipcalc.tables.standard import MEASUREMENT
from sakipcalc.text.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell

__all__ = [
    "PlacedNumber",
    "depends_on_polarity",
    "difference",
    "explain_gap",
    "figure_by",
    "follows_results",
    "origin",
    "other_formula",
    "slip",
]


_THOUSAND = 1000
_SHIFTS = (10, 100)
#: More lines than this that explain a difference explain nothing.
_FEW = 2
#: A number of so many digits is another one by a single digit only through a slip.
_LONG = 4
#: Two digits swapped change a number by a multiple of this.
_NINE = 9


class PlacedNumber(NamedTuple):
    """A figure and its cell."""

    exact: Fraction
    place: Place


def slip(found: object, expected: object) -> Phrase | None:
    """Return which slip of the pen makes the one figure of the other, or None.

    Examples
    --------
    >>> slip(Fraction(87_36), Fraction(87_63)).code, slip(Fraction(2_800), Fraction(2_800_000)).code
    ('words.digit-tertukar', 'words.faktor-seribu')
    >>> slip(Fraction(92), Fraction(70)) is None
    True
    """
    if not isinstance(found, Fraction) or not isinstance(expected, Fraction) or found == expected:
        return None
    kind = _kind(found, expected)
    return Phrase(f"words.{kind}") if kind else None


def difference(one: object, other: object) -> Phrase | str:
    """Return the clause that says by which slip two figures differ, whichever is right; else nothing."""
    kind = slip(one, other)
    return Phrase("words.bedanya", {"cara": kind}) if kind else ""


def _kind(found: Fraction, expected: Fraction) -> str:
    if found == -expected:
        return "tanda-terbalik"
    if not found or not expected:
        return ""
    (above, below), (over, under) = found.as_integer_ratio(), expected.as_integer_ratio()
    one, other = above * under, over * below  # as the figures are to each other, in whole numbers
    if one == _THOUSAND * other or other == _THOUSAND * one:
        return "faktor-seribu"
    if any(one == by * other or other == by * one for by in _SHIFTS):
        return "koma-bergeser"
    return _by_digits(*_digits(found, expected))


def _digits(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Return the digits of two numbers, brought to the same decimals; empty where they have too many."""
    (above, below), (over, under) = one.as_integer_ratio(), other.as_integer_ratio()
    for scale in _SCALES:
        if not scale % below and not scale % under:
            return str(abs(above) * (scale // below)), str(abs(over) * (scale // under))
    return "", ""


#: Powers of ten by which figures with up to six decimals become whole numbers.
_SCALES = tuple(10**decimals for decimals in range(7))


def _by_digits(one: str, other: str) -> str:
    if len(one) != len(other) or len(one) <= 1:
        return ""
    match [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]:
        case [first, second] if (
            second == first + 1 and one[first : second + 1] == other[second] + other[first]
        ):
            return "digit-tertukar"
        case [_] if len(one) >= _LONG:
            return "satu-digit"
    return ""


def explain_gap(
    gap: Fraction,
    lines: Sequence[PlacedNumber],
    *,
    elsewhere: Iterable[tuple[PlacedNumber, PlacedNumber]] = (),
    omitted: Iterable[tuple[PlacedNumber, PlacedNumber]] = (),
) -> Phrase | None:
    """Return the slip that explains to the rupiah why a total exceeds its lines by `gap`, or None.

    Parameters
    ----------
    gap : Fraction
        The typed total less the sum of the lines.
    lines : sequence of PlacedNumber
        The lines that were added up.
    elsewhere : iterable of (PlacedNumber, PlacedNumber)
        Lines with the figure that another table has for them.
    omitted : iterable of (PlacedNumber, PlacedNumber)
        The same for lines that have no figure here; the first says where it belongs.

    Examples
    --------
    >>> from sakipcalc.base.places import Place
    >>> lines = [PlacedNumber(Fraction(n), Place(cell=c)) for n, c in ((400, "C6"), (610, "C7"))]
    >>> explain_gap(Fraction(-400), lines).code, explain_gap(Fraction(-1010), lines).code
    ('words.baris-belum-dijumlah', 'words.dua-baris-belum-dijumlah')
    >>> explain_gap(Fraction(-450), lines).code  # 160 was typed 610
    'words.baris-digit-tertukar'
    """
    counted = "belum" if gap < 0 else "dua-kali"
    found = {
        "baris-terlewat": (
            ((own.place, there.place), there.exact) for own, there in omitted if there.exact == gap
        ),
        "tabel-lain-menutup": (
            ((own.place, there.place), there.exact)
            for own, there in elsewhere
            if there.exact - own.exact == gap
        ),
        f"baris-{counted}-dijumlah": (((one.place,), one.exact) for one in lines if one.exact == abs(gap)),
        "baris-digit-tertukar": (((o.place,), good) for o in lines for good in _swapped(o.exact, gap)),
        "baris-faktor-seribu": (((o.place,), good) for o in lines for good in _scaled(o.exact, gap)),
        f"dua-baris-{counted}-dijumlah": _pairs(lines, abs(gap)),
    }
    for code, candidates in found.items():
        if one := _one(candidates):
            places, figure = one
            return Phrase(f"words.{code}", {"sumber": places[-1], "baris": places[0], "angka": figure})
    return None


def _one(found: Iterable[tuple[tuple[Place, ...], Fraction]]) -> tuple[tuple[Place, ...], Fraction] | None:
    """Return the explanation where there are few: many mean that it is chance."""
    kept = list(dict.fromkeys(found))
    return kept[0] if 0 < len(kept) <= _FEW else None


def _swapped(value: Fraction, gap: Fraction) -> Iterator[Fraction]:
    """Yield a value with two neighbouring digits swapped, where that changes it by `gap`."""
    if value.denominator != 1 or gap.denominator != 1 or gap % _NINE:
        return
    digits = str(abs(value.numerator))
    for at in range(len(digits) - 1):
        swapped = Fraction(int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))
        if gap and swapped - abs(value) == gap:
            yield swapped


def _scaled(value: Fraction, gap: Fraction) -> Iterator[Fraction]:
    """Yield a value times or over a thousand, or with the other sign, where that changes it by `gap`."""
    for good in (value * _THOUSAND, value / _THOUSAND, -value):
        if value and good - value == gap:
            yield good


def _pairs(lines: Sequence[PlacedNumber], amount: Fraction) -> Iterator[tuple[tuple[Place, ...], Fraction]]:
    """Yield the pairs of lines that make an amount together."""
    by_value: dict[Fraction, list[int]] = defaultdict(list)
    for at, one in enumerate(lines):
        for before in by_value[amount - one.exact]:
            if one.exact and lines[before].exact:
                yield (lines[before].place, one.place), amount
        by_value[one.exact].append(at)


#: Formulas whose place another polarity would give to another formula.
_BY_POLARITY = frozenset({*PLAIN_FORMULAS, "kemajuan_akhir"})
#: Spending over budget.
_ABSORPTION = "serapan"
#: Progress against the end of the Renstra is a capaian against its last target.
_ROLE = {"target_akhir": "target"}
#: Facts of an indicator that a figure may have been made from.
_FACTS = ("target", "realisasi")


def origin(hasil: Hasil, subject: Subject, cell: Cell, value: Value) -> Phrase | None:
    """Return the likely origin of a printed figure that differs from its own cells, or None.

    Parameters
    ----------
    hasil : Hasil
        The results.
    subject : Subject
        What its row is about.
    cell : Cell
        The printed figure.
    value : Value
        What its cells give.
    """
    if cell.value is None or value.number is None:
        return None
    if isinstance(value.how, ByRule) and value.how.rule in PLAIN_FORMULAS:
        if found := _other_input(hasil, subject, cell, value.how):
            return found
        if formula := other_formula(cell, value):
            return Phrase("words.dari-rumus", {"rumus": formula})
    if isinstance(value.how, ByRule) and value.how.rule == _ABSORPTION and _turned_over(cell, value.how):
        return Phrase("words.serapan-terbalik")
    right = _as_printed(cell, value.number)
    kind = slip(cell.value, right)
    return Phrase("words.salah-ketik", {"tempat": cell.place, "cara": kind, "angka": right}) if kind else None


def _turned_over(cell: Cell, made: ByRule[Value]) -> bool:
    """Return whether a printed absorption is the budget over the spending."""
    given = {name: one.number for name, one in made.inputs.items()}
    swapped = {"realisasi": given.get("pagu"), "pagu": given.get("realisasi")}
    return given.get("pagu") != given.get("realisasi") and _gives(cell, made.rule, swapped)


def _other_input(hasil: Hasil, subject: Subject, cell: Cell, made: ByRule[Value]) -> Phrase | None:
    given = {name: one.number for name, one in made.inputs.items()}
    for name, other in _figures(hasil, subject):
        if name not in given or other.number is None or other.number == given[name]:
            continue
        if _gives(cell, made.rule, {**given, name: other.number}):
            known = {"angka": other.number, "sumber": other.place}
            return Phrase(f"words.dari-{name}", known)
    return None


def _figures(hasil: Hasil, subject: Subject) -> Iterator[tuple[str, Value]]:
    """Yield every target and realisasi of an indicator that stands anywhere in the workbook."""
    known = hasil.laporan.specs
    tables = known.places_of(MEASUREMENT, "target")
    for table in tables:
        if not known[table].yearly:
            yield "target", hasil.facts_engine.typed(table, subject, "target")
    for table in filter(hasil.links.tables.get, tables):
        for column in _FACTS if known[table].yearly else ():
            for year in hasil.links.tables[table].years if column in known[table].kolom else ():
                yield column, hasil.facts_engine.typed(table, subject, column, year)


def other_formula(cell: Cell, value: Value, *, every: bool = False) -> str:
    """Return the formula of another polarity, or of any, that gives a printed capaian; empty without one."""
    if not isinstance(value.how, ByRule):
        return ""
    given = _by_role(value.how)
    others = (formula for formula in PLAIN_FORMULAS if every or formula != value.how.rule)
    return next((formula for formula in others if _gives(cell, formula, given)), "")


def figure_by(rule: str, value: Value) -> Fraction | None:
    """Return the result of a formula for the target and the realisasi of a capaian."""
    given = _by_role(value.how) if isinstance(value.how, ByRule) else {}
    return formulas.evaluate(rule, realisasi=given.get("realisasi"), target=given.get("target"))


def _by_role(made: ByRule[Value]) -> dict[str, Fraction | None]:
    return {_ROLE.get(name, name): one.number for name, one in made.inputs.items()}


def depends_on_polarity(value: Value) -> bool:
    """Return whether a figure would be another one for another polarity."""
    return isinstance(value.how, ByRule) and value.how.rule in _BY_POLARITY


def follows_results(hasil: Hasil, subject: Subject) -> bool:
    """Return whether the polarity of an indicator is taken from its printed results and nothing else."""
    indicator = hasil.links.indicator(subject)
    return indicator is not None and indicator.polarity.source in {"rumus", "capaian"}


def _gives(cell: Cell, formula: str, given: dict[str, Fraction | None]) -> bool:
    done = formulas.examine(formula, **{name: given.get(name) for name in formulas.inputs(formula)})
    return done.result is not None and verify(cell, done.result) != "beda"


def _as_printed(cell: Cell, right: Fraction) -> Fraction:
    """Return the right figure with the decimals that the printed one has."""
    decimals = printed_decimals(cell)
    return right if decimals is None else round_half_up(right, decimals)
