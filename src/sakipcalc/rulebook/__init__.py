"""The rules as data: every formula, scale and set of weights, dated and with its source.

They stand in the TOML files beside this module; users add files of their own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sakipcalc.core.errors import RuleError, nearest
from sakipcalc.rulebook.loading import builtin, in_order, read_file
from sakipcalc.rulebook.rule import Citation, Rule, as_day
from sakipcalc.rulebook.scales import Skala
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from sakipcalc.rulebook.scales import BandReading

__all__ = ["Citation", "Rule", "rule", "rules", "scale", "scale_names", "score", "weights"]


def rules(on: dt.date | str | int | None = None, path: str | Path | None = None) -> tuple[Rule, ...]:
    """Return the rules, by id and date.

    Parameters
    ----------
    on : date, datetime, str or int, optional
        Only those in force on this day; a text as ISO 8601 has it, ``"2024-12-31"``; a year
        means its last day.
    path : path, optional
        A TOML file of the user; its rules come beside the built-in ones, and in the
        place of those with the same id.

    Returns
    -------
    tuple of Rule
        Formulas, scales, weights and ladders, each with its label, dates and source.

    Raises
    ------
    RuleError
        ``not-a-date``; or the file cannot be used: all its faults at once, each with its
        path inside the file.

    Examples
    --------
    >>> [a.id for a in rules(on="2024-12-31") if a.jenis == "skala"][:3]
    ['efisiensi', 'efisiensi_band', 'efisiensi_rasio']
    """
    known = builtin() if path is None else _with(read_file(path))
    if on is None:
        return known
    day = as_day(on)
    return tuple(one_rule for one_rule in known if one_rule.in_force(day))


def rule(
    id: str,  # noqa: A002 -- the field's name
    on: dt.date | str | int | None = None,
    path: str | Path | None = None,
) -> Rule:
    """Return one rule; without a date its latest version.

    Raises
    ------
    RuleError
        ``rule-unknown`` with the nearest spelling, ``rule-not-in-force`` on that day, or ``not-a-date``.

    Examples
    --------
    >>> rule("dua_target").langkah
    '(2 × {target} - {realisasi}) / {target} × 100'
    """
    every = rules(path=path)
    versions = [one_rule for one_rule in every if one_rule.id == id]
    if not versions:
        known = tuple(dict.fromkeys(one_rule.id for one_rule in every))
        raise RuleError("rule-unknown", name=id, known=known, nearest=nearest(id, known))
    day = None if on is None else as_day(on)
    valid = [one_rule for one_rule in versions if day is None or one_rule.in_force(day)]
    if not valid:
        raise RuleError("rule-not-in-force", name=id, on=str(day))
    return valid[-1]


def scale(
    id: str,  # noqa: A002 -- the field's name
    *,
    reading: BandReading = "batas_bawah",
    on: dt.date | str | int | None = None,
    path: str | Path | None = None,
) -> Skala:
    """Return a scale of the rules.

    Parameters
    ----------
    id : str
        ``"lkjip"``, ``"permendagri"``, ``"sakip"``, ``"sakip_tertutup"``, ``"ikm"``,
        ``"efisiensi"`` ... or one of the user's file.
    reading : {"batas_bawah", "bulatkan", "batas_atas"}
        How whole-numbered bands are read, unless the rule itself settles it.
    on, path
        As for :func:`rules`.

    Examples
    --------
    >>> scale("permendagri").classify(90.5), scale("permendagri", reading="bulatkan").classify(90.5)
    ('Tinggi', 'Sangat Tinggi')
    """
    found = rule(id, on, path)
    if found.skala is None:
        raise RuleError("rule-no-scale", name=id)
    if found.baca or reading == "batas_bawah":
        return found.skala
    return _read_as(found, reading)


def scale_names(path: str | Path | None = None) -> tuple[str, ...]:
    """Return the ids of the scales, with those of the user's file.

    Examples
    --------
    >>> "lkjip" in scale_names(), "rasio" in scale_names()
    (True, False)
    """
    return tuple(dict.fromkeys(one_rule.id for one_rule in rules(path=path) if one_rule.jenis == "skala"))


def weights(
    id: str,  # noqa: A002 -- the field's name
    on: dt.date | str | int | None = None,
    path: str | Path | None = None,
) -> Mapping[str, Fraction]:
    """Return weights or scores by name, read-only.

    Examples
    --------
    >>> [str(w) for w in weights("komponen_sakip").values()]
    ['30', '30', '15', '25']
    """
    return rule(id, on, path).bobot


def score(
    word: str, beside: str, path: str | Path | None = None, *, about: str = ""
) -> tuple[Fraction, Fraction] | None:
    """Return the scores of two predicates on the ladder that has both; None where none has.

    Ladders of the user's file come first, then those that are meant for such an indicator. Where several
    have both words, they have to agree on the quotient: else nobody knows which was meant.

    Parameters
    ----------
    word, beside : str
        Such as ``"WBK"`` and ``"WBBM"``; case and spaces do not matter.
    path : path, optional
        A TOML file of the user, as for :func:`rules`.
    about : str
        Name of the indicator: an A of an accreditation is not that of an evaluation of SAKIP.

    Examples
    --------
    >>> score("wbk", "WBBM")
    (Fraction(2, 1), Fraction(3, 1))
    >>> score("Maju", "Mandiri"), score("Maju", "WTP")
    ((Fraction(4, 1), Fraction(5, 1)), None)
    >>> score("B", "A"), score("B", "A", about="Mutu pelayanan"), score("B", "A", about="Predikat SAKIP")
    (None, (Fraction(3, 1), Fraction(4, 1)), (Fraction(4, 1), Fraction(6, 1)))
    """
    own = {one_rule.id for one_rule in read_file(path)} if path else set()
    found = [(one_rule, pair) for one_rule in rules(path=path) if (pair := _pair(one_rule, word, beside))]
    ours = [pair for one_rule, pair in found if one_rule.id in own]
    named = [pair for one_rule, pair in found if _is_meant(one_rule, about)]
    kept = ours or named or [pair for _, pair in found]
    return kept[0] if len({one / other for one, other in kept}) == 1 else None


def _is_meant(one_rule: Rule, about: str) -> bool:
    named = f" {plain(about)} "
    return any(f" {words} " in named for words in one_rule.meant_for)


def _pair(one_rule: Rule, *words: str) -> tuple[Fraction, Fraction] | None:
    """Return the scores of two words on a ladder that has both."""
    if one_rule.satuan not in _LADDERS:
        return None
    points = [
        next((n for name, n in one_rule.bobot.items() if Skala.same_label(name, word)), None)
        for word in words
    ]
    return (points[0], points[1]) if points[0] and points[1] else None


#: Units of weights that are places on a ladder of predicates.
_LADDERS = frozenset({"skor", "tingkat"})


@cache
def _read_as(found: Rule, reading: BandReading) -> Skala:
    """Return the scale of a rule, its printed bands read in one way."""
    assert found.skala is not None  # noqa: S101 -- scale() has looked
    return Skala.from_printed(found.baris, id=found.id, reading=reading, satuan=found.satuan)


def _with(own: tuple[Rule, ...]) -> tuple[Rule, ...]:
    replaced = {one_rule.id for one_rule in own}
    return in_order([*own, *(one_rule for one_rule in builtin() if one_rule.id not in replaced)])
