"""Values of workbooks as a CSV file may hold them."""

from __future__ import annotations

__all__ = ["guarded"]

#: A cell that begins so would be taken for a formula when the file is opened in a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula: such a text gets an apostrophe.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-1), guarded("Baik")
    ("'=1+1", -1, 'Baik')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
