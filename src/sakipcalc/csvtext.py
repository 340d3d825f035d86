"""Values of workbooks as a CSV file may hold them."""

from __future__ import annotations

import re

__all__ = ["guarded"]

#: A cell that begins so would be taken for a formula when the file is opened in Excel; so would what follows
#: a semicolon or a tab, where those part the cells, as Excel in Indonesian has it.
_FORMULA_START = re.compile(r"(^(?=[=+\-@\t\r\n＝＋－＠])|[;\t\r\n](?=[=+\-@＝＋－＠]))")


def guarded(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula: such a text gets an apostrophe.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-1), guarded("Baik")
    ("'=1+1", -1, 'Baik')
    """
    return _FORMULA_START.sub(r"\1'", value) if isinstance(value, str) else value
