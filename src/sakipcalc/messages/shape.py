"""Formatting of values inside a sentence: numbers in the reader's language, lists with commas."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sakipcalc.base.places import Place, in_short

__all__ = ["SHAPER", "encodable", "number", "visible"]

#: (thousands, decimal mark) of each language.
_MARKS = MappingProxyType({"id": (".", ","), "en": (",", ".")})
#: Whatever a float can be is not too long for it; longer numbers are written with a power of ten.
_WIDE = Context(prec=400)
_MOST_DIGITS = 310
#: Digits after the decimal mark that a sentence shows at most.
_SHOWN = 6
#: Half of a character. From this code on Python keeps bytes of names of files that are no UTF-8 (PEP 383).
_HALVES = re.compile("[\ud800-\udfff]")
_BYTES = 0xDC00


def number(value: float | Decimal | Fraction, lang: str = "id", decimals: int | None = None) -> str:
    """Write a number as the language does.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        The number.
    lang : {"id", "en"}
        ``2.130.000,5`` or ``2,130,000.5``.
    decimals : int, optional
        Digits after the decimal mark, rounded half-up; without it as many as
        the number has, six at most.

    Examples
    --------
    >>> number(2130000000)
    '2.130.000.000'
    >>> number(119.642857142857, decimals=2)
    '119,64'
    >>> number(1.5, "en")
    '1.5'
    """
    exact = _decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > _MOST_DIGITS:
        return f"{exact:.6E}" if exact.is_finite() else str(value)
    step = Decimal(1).scaleb(-(_SHOWN if decimals is None else decimals))
    shown = f"{exact.quantize(step, ROUND_HALF_UP, _WIDE):,f}"
    if decimals is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    thousands, mark = _MARKS[lang]
    return shown.translate({ord(","): thousands, ord("."): mark})


def encodable(text: str) -> str:
    r"""Return a text, such as the name of a file, as UTF-8 can hold it; every name leaves through here.

    A system may have names of bytes that are no UTF-8. Python keeps such a byte as half of a character, which
    no JSON, CSV or workbook can hold; it is written as the byte that it is.

    Examples
    --------
    >>> encodable(b"Kinerja\xe9.xlsx".decode(errors="surrogateescape")), encodable("Ja'far.xlsx")
    ('Kinerja\\xe9.xlsx', "Ja'far.xlsx")
    """
    return text if text.isprintable() else _HALVES.sub(_escaped, text)


def _escaped(half: re.Match[str]) -> str:
    r"""Return half of a surrogate pair as an escape: \xNN for a byte that no encoding gave, else \uNNNN."""
    code = ord(half[0])
    return f"\\x{code - _BYTES:02x}" if _BYTES + 0x80 <= code <= _BYTES + 0xFF else f"\\u{code:04x}"


def visible(text: str) -> str:
    r"""Return text of a workbook as it may be shown: what steers a terminal or turns the text is a space.

    Examples
    --------
    >>> visible("merah \x1b[31m"), visible("a\u202eb"), visible("dua\nbaris")
    ('merah  [31m', 'a b', 'dua\nbaris')
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " for c in encodable(text))


def _decimal(value: float | Decimal | Fraction) -> Decimal:
    if isinstance(value, Fraction):
        return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return value if isinstance(value, Decimal) else Decimal(str(value))


@lru_cache(maxsize=1024)
def _pieces(sentence: str) -> tuple[tuple[str, str | None, str], ...]:
    """Return the pieces of a sentence: a text, the name of the value behind it, and how that is written."""
    return tuple((text, name, form or "") for text, name, form, _ in string.Formatter().parse(sentence))


class _Shaper:
    """A formatter that writes numbers and lists as one language does.

    ``{x}`` writes a number with the digits that it has, ``{x:2}`` with two, and ``{x:cell|cells}`` the word
    that goes with it, for one and for others. A mapping is
    written as "key (value); key (value)", a key without a value alone, and an object that has ``in_language``
    tells itself. Texts come from workbooks: they are written as `visible` has them.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def shaped(self, sentence: str, values: Mapping[str, object]) -> str:
        """Return a sentence with its values put in."""
        return "".join(
            [
                text if name is None else text + self._written(values[name], form)
                for text, name, form in _pieces(sentence)
            ]
        )

    def _written(self, value: Any, form: str) -> str:
        if "|" in form:
            one, others = form.split("|")
            return one if value == 1 else others
        if type(value) is str:
            return visible(value)
        if isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool):
            return number(value, self._lang, int(form) if form else None)
        if isinstance(value, tuple | list) and not hasattr(value, "_fields"):  # a named tuple is one value
            return self._listed(value, form)
        if isinstance(value, Mapping):
            pairs = ((self._written(key, form), self._written(told, "")) for key, told in value.items())
            return "; ".join(f"{key} ({told})" if told else key for key, told in pairs)
        told = getattr(value, "in_language", None)
        return str(told(self._lang)) if told else visible(str(value))

    def _listed(self, values: Sequence[Any], form: str) -> str:
        if values and all(isinstance(one, Place) for one in values):
            return visible(in_short(values))
        return ", ".join([self._written(one, form) for one in values])


SHAPER = MappingProxyType({lang: _Shaper(lang) for lang in _MARKS})
