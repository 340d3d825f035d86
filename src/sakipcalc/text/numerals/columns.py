"""Reading a column: its heading, its number formats and the majority decide what one cell leaves open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, overload

from sakipcalc.base.allowance import metered, spend
from sakipcalc.core.memo import remembered
from sakipcalc.text.numerals.digits import DigitContext, decimal_mark
from sakipcalc.text.numerals.formats import FormatLook, format_look, is_scaled
from sakipcalc.text.numerals.numeral import Numeral, times
from sakipcalc.text.numerals.texts import FACTOR_WORDS, parse_number, read_text, split, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.text.numerals.exact import Quotient

__all__ = ["NumeralFields", "PlainNumerals", "PlainTexts", "factor", "read_column", "read_plainly"]

_new = tuple.__new__
_TIMES = re.compile(
    r"(?:[x×]\s*(?:rp\.?\s*)?|(?:\b(?:dalam|satuan)|\()\s*rp\.?\s*)(1(?:[.,]?000)+)\b"
    r"|\bdalam\s+(1(?:[.,]?000)+)\s*(?:rp|rupiah)\b",
    re.IGNORECASE,
)
_ZEROS = re.compile(
    r"(?:\(|\brp\.?\s*|\bdalam\s+)\s*((?:000[.,]?)+)(?:[.,]?-)?\s*(?:rp\.?|rupiah)?\s*(?:\)|$)", re.IGNORECASE
)
_WORDS = re.compile(rf"(?<!per )\b({'|'.join(FACTOR_WORDS)})\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bp(?:er|ro|re)sen(?:tase)?\b", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:rp|rupiah|idr)\b", re.IGNORECASE)
#: Triliun; more zeros in a heading are no factor.
_MOST_THOUSANDS = 4
#: A fraction of one written where per cent belong is at most this.
_FRACTION = Decimal("1.5")
#: A percentage above this was rather typed as 94.5 into a cell formatted 0%.
_TOO_LARGE = Decimal(1000)
#: A figure that a factor brings above this was rather written in full rupiah already.
_TOO_RICH = 10**13


@remembered(4096)  # a heading is asked for each of its columns, and a caption for each heading
def factor(heading: str) -> int:
    """Return the factor of the figures under a heading.

    Examples
    --------
    >>> factor("Anggaran (x 1000 Rp)"), factor("Pagu (Rp. 000)"), factor("Rp juta"), factor("Target")
    (1000, 1000, 1000000, 1)
    >>> factor("Pagu (dalam Rp. 1.000)"), factor("Realisasi (dalam 1.000.000 rupiah)")
    (1000, 1000000)
    >>> factor("Pagu (Rp. 1.000,-)")
    1000
    """
    text = tidy(heading)
    if written := _TIMES.search(text) or _ZEROS.search(text):
        thousands = next(filter(None, written.groups())).count("000")
        return 1000**thousands if thousands <= _MOST_THOUSANDS else 1
    word = _WORDS.search(text)
    return FACTOR_WORDS[word[1].lower()] if word else 1


#: From here on sums of money have decimals.
_IN_MILLIONS = 1_000_000


def read_column(
    cells: Sequence[tuple[object, str]], *, heading: str = "", money: bool = False, percent: bool = False
) -> tuple[Numeral, ...]:
    """Read the cells of one column together.

    Parameters
    ----------
    cells : sequence of (object, str)
        Raw value (text, number or None) and number format of each cell.
    heading : str
        Heading and caption over the column; a factor such as ``(x 1000 Rp)`` multiplies.
    money : bool
        Whether the column counts rupiah or things.
    percent : bool
        Whether it holds percentages: 0.945 under the format ``0%`` is 94.5. A heading that
        says so decides as well.

    Returns
    -------
    tuple of Numeral
        One for each cell, in full units. A bare 0.945 among percentages is ``rancu`` with
        both readings; so it is where most cells have the sign or a format of per cent.

    Examples
    --------
    >>> [str(n.value) for n in read_column([("97,25", ""), ("101,764", ""), (0.945, "0%")])]
    ['97.25', '101.764', '94.5']
    >>> read_column([("44.439", "")], heading="Anggaran (x 1000 Rp)")[0].value
    Decimal('44439000')
    """
    mark, share = _majority(cells)
    money = money or bool(_MONEY.search(heading))
    percent = percent or (not money and bool(_PERCENT.search(heading)))
    scale = factor(heading)
    whole = money and not (mark and scale >= _IN_MILLIONS)  # 23,52 milyar: 3,104 is no 3104
    context = DigitContext(mark=mark, whole=whole, small=percent)
    read = [
        _text(raw, context, share) if isinstance(raw, str) else _shown(raw, number_format)
        for raw, number_format in metered(cells)
    ]
    if scale > 1:
        read = [_multiplied(n, raw, fmt, scale) for n, (raw, fmt) in zip(read, cells, strict=True)]
    return tuple(read) if money and not percent else _percentages(read, sure=percent)


def read_plainly(
    raws: Sequence[object],
    formats: Sequence[str],
    *,
    heading: str = "",
    money: bool = False,
    percent: bool = False,
) -> PlainNumerals | None:
    """Read a column as `read_column` does where it plainly holds numbers; None where anything is odd.

    Parameters
    ----------
    raws, formats : sequence
        Raw value and number format of each cell.
    heading, money, percent
        As for `read_column`.

    Returns
    -------
    PlainNumerals or None
        The numeral of each, by its fields.
    """
    looks = {code: format_look(code) for code in set(formats)}
    known = {*map(type, raws)} <= _PLAIN and not any(look.per_hundred for look in looks.values())
    sizes = [abs(raw) for raw in raws if isinstance(raw, int | float)] if known else []
    if not known or factor(heading) > 1 or max(sizes, default=0) > _PLAINLY_AT_MOST:
        return None
    money = money or bool(_MONEY.search(heading))
    if percent or (not money and _PERCENT.search(heading)):
        small = sum([0 < size <= float(_FRACTION) for size in sizes])
        if 0 < small < sum([size > float(_FRACTION) for size in sizes]):
            return None
    spend(len(raws))
    return PlainNumerals(tuple(raws), tuple(map(looks.__getitem__, formats)))


#: What a numeral says, field by field.
NumeralFields = tuple[object, ...]


class PlainNumerals(Sequence[NumeralFields]):
    """What is read of a column that plainly holds numbers: of each it is put together for who asks.

    Parameters
    ----------
    raws : tuple
        The numbers, None where there is none.
    looks : tuple of FormatLook
        How each looks by its format.
    """

    __slots__ = ("_looks", "_raws")

    def __init__(self, raws: tuple[object, ...], looks: tuple[FormatLook, ...]) -> None:
        self._raws = raws
        self._looks = looks

    def __len__(self) -> int:
        return len(self._raws)

    @overload
    def __getitem__(self, at: int) -> NumeralFields: ...
    @overload
    def __getitem__(self, at: slice) -> list[NumeralFields]: ...
    def __getitem__(self, at: int | slice) -> NumeralFields | list[NumeralFields]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        raw = self._raws[at]
        return _NOTHING if raw is None else _plain_fields(raw, self._looks[at])

    def text(self, at: int) -> str:
        """Return what a person sees of one of them."""
        raw = self._raws[at]
        return "" if raw is None else _plain_text(raw, self._looks[at])

    @property
    def are_there(self) -> list[bool]:
        """Of each whether there is a number."""
        return [raw is not None for raw in self._raws]

    @property
    def ratios(self) -> list[Quotient | None]:
        """Each as numerator and denominator."""
        return [
            (raw, 1) if type(raw) is int else None if raw is None else Decimal(repr(raw)).as_integer_ratio()
            for raw in self._raws
        ]


class PlainTexts(Sequence[str]):
    """What a person sees of such numbers, each worked out for who asks."""

    __slots__ = ("numerals",)

    def __init__(self, numerals: PlainNumerals) -> None:
        self.numerals: PlainNumerals = numerals

    def __len__(self) -> int:
        return len(self.numerals)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return self.numerals.text(at)


_NOTHING: NumeralFields = tuple(Numeral(reading="kosong"))
_PLAIN = frozenset({int, float, type(None)})
#: A larger number is no figure of a report.
_PLAINLY_AT_MOST = 10**100


def _majority(cells: Iterable[tuple[object, str]]) -> tuple[str, float]:
    """Return the decimal mark that most cells prove, with their share; none at a draw."""
    votes = Counter([mark for raw, _ in cells if type(raw) is str and (mark := _proven_mark(raw))])
    if not votes or votes[","] == votes["."]:
        return "", 0.0
    mark, most = votes.most_common(1)[0]
    return mark, most / votes.total()


@remembered(8192)
def _proven_mark(text: str) -> str:
    """Return the decimal mark of a text that can only be read in one way."""
    parts = split(tidy(text))
    return decimal_mark(parts.digits) if parts else ""


def _text(raw: str, context: DigitContext, share: float) -> Numeral:
    read = read_text(raw, context)
    doubtful = 0 < read.confidence < 1 and share
    return read._replace(confidence=read.confidence * share) if doubtful else read


@lru_cache(maxsize=8192, typed=True)  # as `read_text`; 1 and 1.0 are not written alike
def _shown(raw: object, number_format: str) -> Numeral:
    """Return the numeral of a value under its number format."""
    return _plainly(raw, number_format) or _with_format(parse_number(raw), number_format)


def _plainly(raw: object, number_format: str) -> Numeral | None:
    """Return a true number under a format that shows it as it is, at once, as most of a long table are."""
    if type(raw) is not int and not (type(raw) is float and isfinite(raw)):
        return None
    look = format_look(number_format)
    return None if look.per_hundred else _new(Numeral, _plain_fields(raw, look))


def _plain_fields(raw: object, look: FormatLook) -> NumeralFields:
    return Decimal(repr(raw)), "", look.decimals, "angka", 1.0, (), _plain_text(raw, look)


def _plain_text(raw: object, look: FormatLook) -> str:
    text = repr(raw)
    if (look.decimals >= 0 and (look.decimals or type(raw) is not int)) or "e" in text:
        return look.shown(Decimal(text))  # a whole number that is shown as such is written as it is
    return text


def _with_format(read: Numeral, number_format: str) -> Numeral:
    """Return a numeral as its number format shows it: with its decimals, and per cent times 100."""
    if read.value is None:
        return read
    look = format_look(number_format)
    if not look.per_hundred:
        return Numeral(value=read.value, decimals=look.decimals, text=look.shown(read.value))
    value = times(read.value, 100)
    shown = Numeral(value=value, unit="%", decimals=look.decimals, text=look.shown(value))
    if abs(value) > _TOO_LARGE:
        return shown._replace(value=read.value, reading="rancu", confidence=0.6, alternatives=(value,))
    return shown


def _multiplied(read: Numeral, raw: object, number_format: str, scale: int) -> Numeral:
    """Apply the factor of the heading, unless the cell states its own."""
    parts = split(tidy(raw)) if isinstance(raw, str) else None
    if (parts and parts.factor > 1) or (not isinstance(raw, str) and is_scaled(number_format)):
        return read
    alternatives = tuple(times(other, scale) for other in read.alternatives)
    if read.value is None:
        return read._replace(alternatives=alternatives)
    value = times(read.value, scale)
    multiplied = read._replace(value=value, alternatives=alternatives)
    if abs(value) <= _TOO_RICH:
        return multiplied
    return multiplied._replace(reading="rancu", confidence=0.5, alternatives=(*alternatives, read.value))


def _percentages(read: Sequence[Numeral], *, sure: bool) -> tuple[Numeral, ...]:
    """Report the fractions in a column of percentages: 0.945 among 94.5 and 101.2.

    Where nothing but the other cells says per cent, most must, and a whole number may be a count.
    """
    sizes = [abs(n.value) if n.value is not None and n.reading == "angka" else None for n in read]
    if not sure and 2 * sum([n.unit == "%" for n in read]) <= len(sizes) - sizes.count(None):
        return tuple(read)
    small = [
        size is not None and not n.unit and 0 < size <= _FRACTION and (sure or size % 1 != 0)
        for n, size in zip(read, sizes, strict=True)
    ]
    if not 0 < sum(small) < sum([size is not None and size > _FRACTION for size in sizes]):
        return tuple(read)
    return tuple(_as_fraction(n) if odd else n for n, odd in zip(read, small, strict=True))


def _as_fraction(read: Numeral) -> Numeral:
    """Report a small figure that may be a fraction; 0.5 % does occur, so it counts as it stands."""
    value = read.value or Decimal(0)
    return read._replace(reading="rancu", confidence=0.6, alternatives=(times(value, 100),))
