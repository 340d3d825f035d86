"""Numbers as people write them in reports: reading them, and rounding as a spreadsheet does.

One reader serves everything. It never guesses in silence: a number that can be read
in two ways says so and names both, and one that cannot be read has no value.
"""

from sakipcalc.text.numerals.columns import (
    NumeralFields,
    PlainNumerals,
    PlainTexts,
    factor,
    read_column,
    read_plainly,
)
from sakipcalc.text.numerals.numeral import Numeral, Reading
from sakipcalc.text.numerals.rounding import round_half_up, truncate
from sakipcalc.text.numerals.texts import parse_number, parse_range

__all__ = [
    "Numeral",
    "NumeralFields",
    "PlainNumerals",
    "PlainTexts",
    "Reading",
    "factor",
    "parse_number",
    "parse_range",
    "read_column",
    "read_plainly",
    "round_half_up",
    "truncate",
]
