"""Formulas of OpenDocument as Excel writes them."""

from __future__ import annotations

import re

__all__ = ["excel_formula"]

#: Text and references stand as they are told; separators of arguments and arrays change.
_TOKEN = re.compile(r"""("(?:[^"]|"")*")|\[((?:[^'\]]|'(?:[^']|'')*')*)\]|(\{[^{}"]*\})|([;~]|\$\$)""")
_PREFIX = re.compile(r"(?:[A-Za-z]+:)?=")
_CORNER = re.compile(r"""(?<![^'.:])\$?('(?:[^']|'')*'|[^'.:]*)\.(\$?[A-Za-z]{0,3}\$?[0-9]{0,7})""")
_ARGUMENTS = {";": ",", "~": ",", "$$": ""}  # the last stands before a name


def excel_formula(formula: str) -> str:
    r"""Return a formula without its equals sign, in the notation of Excel.

    Examples
    --------
    >>> excel_formula('of:=IF([.E6]="";"";SUM([$\'Tabel 3.9\'.C6:.C9]))')
    'IF(E6="","",SUM(\'Tabel 3.9\'!C6:C9))'
    """
    prefix = _PREFIX.match(formula)
    return _TOKEN.sub(_token, formula[prefix.end() :] if prefix else formula)


def _token(found: re.Match[str]) -> str:
    text, reference, array, separator = found.groups()
    if text is not None:
        return text
    if reference is not None:
        return _CORNER.sub(lambda corner: f"{corner[1]}!{corner[2]}" if corner[1] else corner[2], reference)
    if array is not None:
        return array.replace(";", ",").replace("|", ";")
    return _ARGUMENTS[separator]
