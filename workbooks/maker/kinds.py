"""From printed text to a value and its number format, column by column.

A kind knows how its column is printed, so nothing is guessed: `44.439` is a number of thousands
in one table and would be a decimal in another. A text that a kind does not know stops the build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Value = str | int | float

_GROUPS = r"(?P<n>\d{1,3}(?:[.,]\d{3})*)"
_WHOLE = r"(?P<n>\d+)"
_COMMA = r"(?P<n>\d+(?:,\d+)?)"
_POINT = r"(?P<n>\d+(?:\.\d+)?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How one column is printed, and how it is shown once it holds numbers.

    `pattern` is the whole printed text with the digits as group n, empty for a column of words;
    `mark` the decimal mark inside it, empty where dots and commas only group thousands;
    `words` tells that the column may hold other text too; `as_printed` that a number keeps the
    decimals of its print.
    """

    pattern: str = ""
    mark: str = ""
    shown: str = "General"
    align: str = "left"
    words: bool = False
    as_printed: bool = False


KINDS: dict[str, Kind] = {
    "teks": Kind(words=True),
    "tengah": Kind(words=True, align="center"),
    "nomor": Kind(pattern=_WHOLE, shown="0", align="center"),
    "kepala": Kind(pattern=_WHOLE, shown="0", align="center", words=True),
    "target": Kind(pattern=_WHOLE, shown="0", align="center", words=True),
    "cacah": Kind(pattern=_WHOLE, shown="#,##0", align="center"),
    "nilai": Kind(pattern=_COMMA, mark=",", shown="0.00", align="center"),
    "capaian": Kind(pattern=_COMMA, mark=",", shown="0.0", align="center", as_printed=True),
    "selisih": Kind(pattern=_COMMA, mark=",", shown="0.0", align="center"),
    "rasio": Kind(pattern=_COMMA, mark=",", shown="0.00", align="center"),
    "persen": Kind(pattern=_POINT, mark=".", shown="0.0", align="center"),
    "rupiah": Kind(pattern=_GROUPS, shown="#,##0", align="right"),
    "rp": Kind(pattern=f"Rp {_GROUPS}", shown='"Rp "#,##0', align="right"),
    "belanja": Kind(pattern=rf"Rp\. {_GROUPS},-", shown='"Rp. "#,##0",-"', align="right"),
}

_CURRENCY_NUMBER = re.compile(r"Rp (\d)")


def read(kind: Kind, text: str) -> tuple[Value, str]:
    """Return the value of a printed text and the number format that shows it.

    `-` stays a word everywhere: it means that there is nothing to count, which is not zero.
    """
    if match := kind.pattern and re.fullmatch(kind.pattern, text):
        return _number(match["n"], kind)
    if kind.words or text == "-":
        return text, kind.shown
    message = f"cannot read {text!r} with {kind.pattern!r}"
    raise ValueError(message)


def read_heading(text: str) -> tuple[Value, str]:
    """Read a heading: years and column numbers are numbers, all else is words.

    Some column numbers are printed `Rp 3`: a 3 that fell under the money format of its column.
    """
    if match := _CURRENCY_NUMBER.fullmatch(text):
        return int(match[1]), KINDS["rp"].shown
    return read(KINDS["kepala"], text)


def _number(digits: str, kind: Kind) -> tuple[Value, str]:
    if not kind.mark:
        return int(re.sub("[.,]", "", digits)), kind.shown
    whole, _, decimals = digits.partition(kind.mark)
    shown = "0." + "0" * len(decimals) if decimals else "0"
    value = float(f"{whole}.{decimals}") if decimals else int(whole)
    return value, shown if kind.as_printed else kind.shown
