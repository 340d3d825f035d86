"""Reading the text of one cell: sign, currency, digits, per cent, factor word and unit."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from sakipcalc.core.errors import RuleError
from sakipcalc.core.memo import remembered
from sakipcalc.text.dates import is_day
from sakipcalc.text.numerals.digits import DigitContext, Digits, read_digits
from sakipcalc.text.numerals.numeral import Numeral, times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.text.numerals.numeral import Reading

__all__ = ["FACTOR_WORDS", "Parts", "parse_number", "parse_range", "read_text", "split", "tidy"]

#: Words that multiply the number before them.
FACTOR_WORDS: Mapping[str, int] = MappingProxyType({
    "ribuan": 10**3, "ribu": 10**3, "rb": 10**3,
    "jutaan": 10**6, "juta": 10**6, "jt": 10**6,
    "milyaran": 10**9, "miliaran": 10**9, "milyar": 10**9, "miliar": 10**9, "mlyr": 10**9, "mlr": 10**9,
    "triliunan": 10**12, "triliun": 10**12, "trilyun": 10**12, "triliyun": 10**12,
})  # fmt: skip

#: Decimal mark of each locale; empty where the digits themselves have to tell.
_MARKS: Mapping[str, str] = MappingProxyType({"auto": "", "id": ",", "en": "."})
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\ufeff]+")
#: Marks that direct or join letters, and the raised digits of a footnote behind a figure.
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_RAISED = re.compile(r"(?<=[\d%)])\s?[⁰¹²³⁴-⁹]+(?=\s|$|\))")
#: The mark of a footnote behind a figure: "515 1)", "84 % *)", "12 [2]".
_NOTE_MARK = re.compile(r"(?<=[\w%])(?:\s(?:\d{1,2}\)|\[\d{1,2}\])|\s?\*{1,3}\)?)$")
_MISSING_WORDS = frozenset(
    {"n/a", "na", "n.a", "n.a.", "nan", "null", "none", "kosong", "belum diisi", "tidak ada data"}
)
_NOTHING = re.compile(r"(?:rp\.?)?[-–—−~_.,…*•?/\s]*", re.IGNORECASE)
#: Errors of Excel, and of LibreOffice.
_ERROR = re.compile(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}", re.IGNORECASE)

#: Units that are counted: a lone mark before three digits then parts thousands.
_COUNTED = frozenset({
    "buah", "bulan", "desa", "dokumen", "eksemplar", "hari", "jiwa", "kali", "kegiatan",
    "kelompok", "kk", "laporan", "lembar", "orang", "paket", "unit",
})  # fmt: skip

_DIGITS = r"\d{1,3}(?:[ '’]\d{3}(?!\d))+(?:[.,]\d+)?|\d(?:[\d.,]*\d)?|[.,]\d+"
#: "70-80%", "70 s.d. 80 hari".
_RANGE = re.compile(
    r"(?P<low>\d[\d.,]*)\s*%?\s*(?:[-–—]|s\.?\s?/?d\.?|sampai(?: dengan)?|hingga)\s*"
    r"(?P<high>\d[\d.,]*)(?P<rest>.*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"antara (\d[\d.,]*+ ?%?+) dan ", re.IGNORECASE)
_NUMBER = re.compile(
    rf"""
    (?!\D*+[\d.,]++E[+-]?\d{{4}})  # no figure that anybody could write out
    ['‘’`]?  # typed or pasted with the mark that keeps a figure a text
    (?P<lead>(?:[<>≤≥=±~:]|min\.|maks\.|minimal|maksimal|minimum|maksimum|sebesar|paling\s\w{{4,6}}|(?:tidak\s)?(?:lebih|kurang)\sdari|[A-D]{{1,2}}(?=\s*[(/]))[\s=/]*)?
    (?P<open>\(\s*)?
    (?P<sign>[-−–+](?=\s*rp|[\d.,(]))?\s*
    (?P<currency>(?:rp|idr)\.?\s*)?
    (?P<late>[-−–(](?=[\d.,]))?
    (?P<digits>{_DIGITS})
    (?P<power>[eE][+-]?\d{{1,3}}\b)?
    (?P<cents>[.,]\s?[-–—=]{{1,2}})?
    (?P<tail>.*)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_BRACKETS = re.compile(r"\([^)]*\)")
_INNER = re.compile(rf"(?<![A-Za-z\d.,])(?:{_DIGITS})")
_GRADE = re.compile(r"[A-D]{1,2}\s*[(/]")


class Parts(NamedTuple):
    """A text with one number in front, taken apart."""

    digits: str
    negative: bool = False
    doubtful_sign: bool = False
    power: int = 0
    factor: int = 1
    unit: str = ""
    whole: bool = False
    others: tuple[str, ...] = ()
    aside: bool = False


def parse_number(
    text_or_number: object, *, locale: Literal["auto", "id", "en"] = "auto", money: bool = False
) -> Numeral:
    """Read one number as reports write it.

    Parameters
    ----------
    text_or_number : str, int, float, Decimal or None
        ``"Rp. 1.421.414.021,-"``, ``"97,25"``, ``"12 Dokumen"``, ``"(53,88)"``, ``94.5``.
    locale : {"auto", "id", "en"}
        What a lone mark before three digits means: ``"id"`` parts thousands with a
        point, ``"en"`` with a comma; ``"auto"`` takes the Indonesian reading and says
        that it is ambiguous.
    money : bool
        Whether it counts rupiah or things: such a mark then parts thousands.

    Returns
    -------
    Numeral
        Never an error for a text: what cannot be read has no value and says so.

    Raises
    ------
    RuleError
        ``choice-unknown`` for another locale.

    Examples
    --------
    >>> n = parse_number("Rp. 1.421.414.021,-")
    >>> n.value, n.unit, n.reading
    (Decimal('1421414021'), 'Rp', 'angka')
    >>> parse_number("44.439").reading, parse_number("44.439", money=True).value
    ('rancu', Decimal('44439'))
    >>> parse_number("89,3405,300").alternatives
    (Decimal('893405300'),)
    """
    if locale not in _MARKS:
        raise RuleError("choice-unknown", value=str(locale), known=tuple(_MARKS))
    if text_or_number is None:
        return Numeral(reading="kosong")
    if isinstance(text_or_number, bool):
        return Numeral(reading="kata", text=str(text_or_number))
    if isinstance(text_or_number, int | float | Decimal):
        return _true_number(text_or_number)
    return read_text(str(text_or_number), DigitContext(mark=_MARKS[locale], whole=money))


def parse_range(text: str) -> tuple[Numeral, Numeral] | None:
    """Read a range such as ``80-90`` or ``7 s.d. 8 bulan``; None for any other text.

    Examples
    --------
    >>> low, high = parse_range("80 – 90 %")
    >>> low.value, high.value, high.unit
    (Decimal('80'), Decimal('90'), '%')
    """
    found = _RANGE.fullmatch(_BETWEEN.sub(r"\1 - ", tidy(text)))
    if not found:
        return None
    high = read_text(found["high"] + found["rest"], DigitContext())
    low = read_text(found["low"], DigitContext())._replace(unit=high.unit)
    if low.value is None or high.value is None or low.value > high.value:
        return None
    return low, high


@remembered(8192)  # a template is read again after each step, and offices share their words
def read_text(text: str, context: DigitContext) -> Numeral:
    """Read the text of a cell in the light of what is known about its column."""
    shown = tidy(text)
    if not shown or shown.lower() in _MISSING_WORDS or _NOTHING.fullmatch(shown):
        return Numeral(reading="kosong", text=text)
    if _ERROR.fullmatch(shown):
        return Numeral(reading="rusak", confidence=0.0, text=text)
    parts = None if is_day(shown) else split(shown)
    if parts is None:
        return Numeral(reading="kata", alternatives=_numbers(_INNER.findall(shown)), text=text)
    if parts.others and not parts.aside:
        alternatives = _numbers((parts.digits, *parts.others))
        return Numeral(unit=parts.unit, reading="rancu", confidence=0.0, alternatives=alternatives, text=text)
    if parts.factor > 1 and _LONE_COMMA.fullmatch(parts.digits):
        context = context._replace(mark=",", whole=False)  # "1,425 miliar" are no thousands of them
    else:
        small = context.small or parts.unit == "%"
        context = context._replace(whole=context.whole or parts.whole, small=small)
    return _numeral(text, parts, read_digits(parts.digits, context))


_LONE_COMMA = re.compile(r"\d+,\d+")


def split(text: str) -> Parts | None:
    """Take a text apart; None when no number stands in front."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    tail = found["tail"]
    grade = _GRADE.match(text) is not None
    bracketed = bool(found["open"] or found["late"] == "(") and not grade
    negative = bracketed or any(found[g] and found[g] in "-−–" for g in ("sign", "late"))
    trailing = re.match(r"\s?[-−](?=\s*$)", tail) is not None
    factor, rest = _factor(tail.lstrip(" )"), money=bool(found["currency"]))
    aside = _BRACKETS.sub(" ", rest)
    outside, inside = _INNER.findall(aside), _INNER.findall(rest)
    unit = _unit(aside, money=bool(found["currency"]))
    return Parts(
        digits=found["digits"],
        negative=negative,
        doubtful_sign=trailing,
        power=int(found["power"][1:]) if found["power"] else 0,
        factor=factor,
        unit=unit,
        whole=bool(found["cents"]) or unit.lower() in _COUNTED or unit == "Rp",
        others=tuple(outside or inside),
        aside=not outside,
    )


def tidy(text: str) -> str:
    """Return the text with plain single spaces, without those at its ends, unseen and footnote marks.

    Examples
    --------
    >>> tidy("62,5³"), tidy("\u200e  97,25\u200e"), tidy("515 1)"), tidy("(53 5)")
    ('62,5', '97,25', '515', '(53 5)')
    """
    if not text.isascii():
        text = _UNSEEN.sub("", _RAISED.sub("", text))
    text = _SPACES.sub(" ", text).strip()
    return _NOTE_MARK.sub("", text) if text[-1:] in _NOTE_ENDS and "(" not in text else text


_NOTE_ENDS = frozenset(")]*")


def _factor(tail: str, *, money: bool) -> tuple[int, str]:
    word = re.match(r"\s*([^\W\d_]+)\.?", tail)
    if not word:
        return 1, tail
    known = dict(FACTOR_WORDS) | ({"m": 10**9, "t": 10**12} if money else {})
    factor = known.get(word[1].lower(), 1)
    return factor, tail[word.end() :] if factor > 1 else tail


def _unit(rest: str, *, money: bool) -> str:
    word = re.split(r"(?<![A-Za-z])\d", rest)[0].strip(" .,;:-–)(=/")
    if word.lower().startswith(("%", "persen")):
        return "%"
    return "Rp" if money or word.lower() == "rupiah" else word


def _numeral(text: str, parts: Parts, read: Digits) -> Numeral:
    scale = (-1 if parts.negative else 1) * Decimal(parts.factor).scaleb(parts.power)
    value = None if read.value is None else times(read.value, scale)
    alternatives = tuple(times(other, scale) for other in read.alternatives)
    reading: Reading = read.reading
    confidence = read.confidence
    if parts.doubtful_sign and value is not None:
        reading, confidence, alternatives = "rancu", 0.7, (*alternatives, -value)
    if parts.others:
        reading, confidence = ("rancu" if reading == "angka" else reading), min(confidence, 0.8)
        alternatives += _numbers(parts.others)
    return Numeral(
        value=value,
        unit=parts.unit,
        decimals=max(read.decimals - parts.power, 0),
        reading=reading,
        confidence=confidence,
        alternatives=alternatives,
        text=text,
    )


def _numbers(texts: tuple[str, ...] | list[str]) -> tuple[Decimal, ...]:
    read = (read_digits(text, DigitContext()) for text in texts)
    return tuple(r.value if r.value is not None else r.alternatives[0] for r in read)


def _true_number(number: float | Decimal) -> Numeral:
    # str, because repr of a NumPy float names its type.
    value = Decimal(str(number))
    if value.is_nan():
        return Numeral(reading="kosong")
    if value.is_infinite() or abs(value.adjusted()) > _FARTHEST:  # written out it would be a gigabyte
        return Numeral(reading="rusak", confidence=0.0, text=str(number))
    return Numeral(value=value, decimals=-1, text=f"{value:f}")


#: Figures before or behind the comma that no float and no cell has.
_FARTHEST = 1_000
