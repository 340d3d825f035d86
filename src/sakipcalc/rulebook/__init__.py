"""The rules as data: every formula, scale and set of weights, dated and with its source.

They stand in the TOML files beside this module; users add files of their own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sakipcalc.errors import RuleError
from sakipcalc.faults import nearest
from sakipcalc.rulebook.loading import builtin, in_order, read_file
from sakipcalc.rulebook.rule import Aturan, Rujukan, as_day
from sakipcalc.scales import Skala

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from sakipcalc.scales import BacaPita

__all__ = ["Aturan", "Rujukan", "rule", "rules", "scale", "scale_names", "score", "weights"]


def rules(on: dt.date | str | None = None, path: str | Path | None = None) -> tuple[Aturan, ...]:
    """Return the rules, by id and date.

    Parameters
    ----------
    on : date, datetime or str, optional
        Only those in force on this day; a text as ISO 8601 has it, ``"2024-12-31"``.
    path : path, optional
        A TOML file of the user; its rules come beside the built-in ones, and in the
        place of those with the same id.

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
    return tuple(aturan for aturan in known if aturan.in_force(day))


def rule(
    id: str,  # noqa: A002 -- the field's name
    on: dt.date | str | None = None,
    path: str | Path | None = None,
) -> Aturan:
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
    versions = [aturan for aturan in every if aturan.id == id]
    if not versions:
        known = tuple(dict.fromkeys(aturan.id for aturan in every))
        raise RuleError("rule-unknown", name=id, known=known, nearest=nearest(id, known))
    day = None if on is None else as_day(on)
    valid = [aturan for aturan in versions if day is None or aturan.in_force(day)]
    if not valid:
        raise RuleError("rule-not-in-force", name=id, on=str(day))
    return valid[-1]


def scale(
    id: str,  # noqa: A002 -- the field's name
    *,
    reading: BacaPita = "batas_bawah",
    on: dt.date | str | None = None,
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
    return tuple(dict.fromkeys(aturan.id for aturan in rules(path=path) if aturan.jenis == "skala"))


def weights(
    id: str,  # noqa: A002 -- the field's name
    on: dt.date | str | None = None,
    path: str | Path | None = None,
) -> Mapping[str, Fraction]:
    """Return weights or scores by name, read-only.

    Examples
    --------
    >>> [str(w) for w in weights("komponen_sakip").values()]
    ['30', '30', '15', '25']
    """
    return rule(id, on, path).bobot


def score(word: str, of: str | None = None) -> tuple[str, Fraction] | None:
    """Return the ordered scale that a predicate belongs to and its score there; None for any other word.

    Parameters
    ----------
    word : str
        Such as ``"WBK"``; case and spaces do not matter.
    of : str, optional
        Id of the scale to look in: the same word may stand on several.

    Examples
    --------
    >>> score("wbk")
    ('zona_integritas', Fraction(2, 1))
    """
    for id in (of,) if of else _PREDICATES:  # noqa: A001 -- the field's name
        for name, points in weights(id).items():
            if Skala.same_label(name, word):
                return id, points
    return None


#: Ordered scales of words, by the ids of their scores.
_PREDICATES = ("opini_bpk", "predikat_sakip", "zona_integritas")


@cache
def _read_as(found: Aturan, reading: BacaPita) -> Skala:
    assert found.skala is not None  # noqa: S101 -- scale() has looked
    return Skala.from_printed(found.baris, id=found.id, reading=reading, satuan=found.satuan)


def _with(own: tuple[Aturan, ...]) -> tuple[Aturan, ...]:
    replaced = {aturan.id for aturan in own}
    return in_order([*own, *(aturan for aturan in builtin() if aturan.id not in replaced)])
