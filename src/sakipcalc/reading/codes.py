"""Codes of budget lines that a spreadsheet took for numbers: 3.3 among 1.02 and 2.13.01 is 3.30."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sakipcalc.model import CellColumn

__all__ = ["whole_codes"]

#: Urusan and bidang, perhaps with more behind: 1.02, X.XX.01, 2.13.01.2.01.
_TWO_DIGITS = re.compile(r"[\dX]{1,2}\.[\dX]{2}(?:\..*)?", re.IGNORECASE)
_CUT = re.compile(r"\d{1,2}\.\d")


def whole_codes(column: CellColumn) -> CellColumn:
    """Return a column of codes, those that were stored as numbers with the zero that they lost.

    A bidang has two digits, as the format of the cell or the other codes of the column show.
    """
    texts, true_numbers = column.texts, column.part("is_number")
    cut = {at for at, text in enumerate(texts) if true_numbers[at] and _CUT.fullmatch(text)}
    if not cut:
        return column
    others = [text for at, text in enumerate(texts) if "." in text and at not in cut]
    two_digits = bool(others) and all(map(_TWO_DIGITS.fullmatch, others))
    cells = {at: column[at] for at in sorted(cut) if two_digits or column[at].format == "0.00"}
    return column.replaced({at: cell._replace(text=f"{cell.text}0") for at, cell in cells.items()})
