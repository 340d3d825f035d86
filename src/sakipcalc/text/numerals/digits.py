"""Digits with points and commas between them: which are decimal marks and which part thousands."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sakipcalc.text.numerals.numeral import Reading

__all__ = ["DigitContext", "Digits", "decimal_mark", "read_digits"]

_OTHER = {".": ",", ",": "."}
_GROUP = 3
_SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?=[.,]|$)")


class DigitContext(NamedTuple):
    """The context of a number before it is read: its decimal mark and its kind.

    Parameters
    ----------
    mark : str
        Decimal mark of the column or locale, ``","`` or ``"."``; empty when not known.
    whole : bool
        Whether it counts rupiah or things, so that a lone ``44.439`` parts thousands.
    small : bool
        Whether it is a percentage, so that an undecided ``101.764`` is likelier a decimal.
    """

    mark: str = ""
    whole: bool = False
    small: bool = False


class Digits(NamedTuple):
    """One reading of the digits, with its doubts."""

    value: Decimal | None
    decimals: int = 0
    reading: Reading = "angka"
    confidence: float = 1.0
    alternatives: tuple[Decimal, ...] = ()


def decimal_mark(digits: str) -> str:
    """Return the decimal mark that the digits prove by themselves, or an empty text.

    Examples
    --------
    >>> decimal_mark("76,728,000"), decimal_mark("97,25"), decimal_mark("44.439")
    ('.', ',', '')
    """
    marks = re.findall("[.,]", digits)
    if not marks or _SPACED.match(digits):
        return marks[-1] if marks else ""
    if len(set(marks)) > 1:
        return str(marks[-1])
    head, _, tail = digits.partition(marks[0])
    if len(marks) > 1:
        return _OTHER[marks[0]] if _grouped(digits.split(marks[0])) else ""
    return marks[0] if tail and _surely_decimal(head, tail) else ""


def read_digits(digits: str, context: DigitContext) -> Digits:
    """Read digits such as ``1.421.414.021`` or ``97,25``; no sign, no unit.

    Examples
    --------
    >>> read_digits("1.234,5", DigitContext()).value
    Decimal('1234.5')
    >>> read_digits("44.439", DigitContext(whole=True)).value
    Decimal('44439')
    """
    if spaced := _SPACED.match(digits):
        plain = re.sub(r"\D", "", spaced.group())
        rest = digits[spaced.end() :]
        return Digits(_decimal(plain, rest[1:]), len(rest[1:]), confidence=0.9)
    marks = re.findall("[.,]", digits)
    if not marks:
        return Digits(Decimal(digits))
    if len(set(marks)) > 1:
        return _both_marks(digits, marks[-1], context)
    if len(marks) > 1:
        return _one_mark_often(digits, marks[0])
    return _one_mark_once(digits, marks[0], context)


def _both_marks(digits: str, last: str, context: DigitContext) -> Digits:
    head, _, tail = digits.rpartition(last)
    if last in head or not _grouped(head.split(_OTHER[last])):
        return _malformed(re.sub(r"\D", "", digits if last in head else head), "" if last in head else tail)
    read = Digits(_decimal(_joined(head), tail), len(tail))
    if context.whole and len(tail) == _GROUP:
        # Rupiah with three decimals: rather a thousands mark of the wrong kind.
        return read._replace(reading="rancu", confidence=0.5, alternatives=(Decimal(_joined(digits)),))
    return read


def _one_mark_often(digits: str, mark: str) -> Digits:
    if _grouped(digits.split(mark)):
        return Digits(Decimal(_joined(digits)))
    return _malformed(_joined(digits), "")


def _one_mark_once(digits: str, mark: str, context: DigitContext) -> Digits:
    head, _, tail = digits.partition(mark)
    decimal, thousands = _decimal(head or "0", tail), Decimal(head + tail)
    if _surely_decimal(head, tail):
        if context.whole and len(tail) > _GROUP:
            return Digits(decimal, len(tail), "rancu", 0.5, (thousands,))
        return Digits(decimal, len(tail))
    if context.whole:
        return Digits(thousands)
    if context.mark:
        settled = (decimal, len(tail)) if context.mark == mark else (thousands, 0)
        return Digits(*settled, confidence=0.9)
    if mark == "," or context.small:
        return Digits(decimal, len(tail), "rancu", 0.6, (thousands,))
    return Digits(thousands, 0, "rancu", 0.6, (decimal,))


def _surely_decimal(head: str, tail: str) -> bool:
    """Whether one mark cannot part thousands: 97,25; 0.648; 1234.567."""
    return len(tail) != _GROUP or len(head) > _GROUP or head.startswith("0") or not head


def _grouped(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= _GROUP and all(len(part) == _GROUP for part in parts[1:])


def _malformed(whole: str, tail: str) -> Digits:
    return Digits(None, len(tail), "rusak", 0.0, (_decimal(whole, tail),))


def _joined(digits: str) -> str:
    return re.sub(r"\D", "", digits)


def _decimal(whole: str, tail: str) -> Decimal:
    return Decimal(f"{whole}.{tail}" if tail else whole)
