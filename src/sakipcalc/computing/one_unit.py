"""Whether target and realisasi are in one unit: 0.8 and 75 per cent are not, nor are 24 hours and a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.data import office_words
from sakipcalc.computing.how import Copied
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from fractions import Fraction

    from sakipcalc.computing.values import Value
    from sakipcalc.text.numerals import Numeral

__all__ = ["are_in_one_unit"]

_PERCENT = "%"
#: A fraction of one is no more than this, and a per cent so many times as much is another magnitude.
_WHOLE, _FAR = 1, 20


def are_in_one_unit(target: Value, realisasi: Value, satuan: str) -> bool:
    """Return whether a target and what was reached can be held against each other as they stand.

    Parameters
    ----------
    target, realisasi : Value
        The two figures.
    satuan : str
        Unit of the indicator.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from sakipcalc.computing.values import Value
    >>> part, reached, full = (Value(number=Fraction(n)) for n in ("0.8", "75", "80"))
    >>> are_in_one_unit(part, reached, "%"), are_in_one_unit(part, reached, "ton")
    (False, True)
    >>> are_in_one_unit(full, reached, "Persen")
    True
    """
    if target.number is None or realisasi.number is None:
        return True
    one, other = _unit(target), _unit(realisasi)
    if one and other and one != other:
        return False
    return _unit_of(satuan) != _PERCENT or not _is_fraction_beside(target.number, realisasi.number)


def _is_fraction_beside(one: Fraction, other: Fraction) -> bool:
    """Return whether of two figures the one is a fraction of one and the other a per cent."""
    low, high = sorted((abs(one), abs(other)))
    return 0 < low <= _WHOLE < high and high > _FAR * low


def _unit(value: Value) -> str:
    """Return the unit that stands behind a figure in its cell, if it is a known one."""
    numeral = _numeral(value)
    return _unit_of(numeral.unit) if numeral is not None else ""


def _numeral(value: Value) -> Numeral | None:
    if value.cell is not None and value.cell.numeral is not None and value.cell.value == value.number:
        return value.cell.numeral
    return _numeral(value.how.source) if isinstance(value.how, Copied) else None


def _unit_of(text: str) -> str:
    """Return a unit in its usual spelling; empty for what is none that offices count in."""
    shown = text.strip().lower() if text.strip() == _PERCENT else plain(text)
    usual = office_words("pemeriksaan")["satuan"].get(shown, shown)
    return usual if usual == _PERCENT or usual in office_words("isi")["satuan"] else ""
