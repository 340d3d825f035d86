"""Codes of budget lines that a spreadsheet took for numbers: 3.3 among 1.02 and 2.13.01 is 3.30."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reading.grid import GridCell

__all__ = ["whole_codes"]

#: Urusan and bidang, perhaps with more behind: 1.02, X.XX.01, 2.13.01.2.01.
_TWO_DIGITS = re.compile(r"[\dX]{1,2}\.[\dX]{2}(?:\..*)?", re.IGNORECASE)
_CUT = re.compile(r"\d{1,2}\.\d")


def whole_codes(cells: Sequence[GridCell | None]) -> Sequence[GridCell | None]:
    """Return a column of codes, those that were stored as numbers with the zero that they lost.

    A bidang has two digits, as the format of the cell or the other codes of the column show.
    """
    cut = {
        at
        for at, cell in enumerate(cells)
        if cell and not isinstance(cell.raw, str) and _CUT.fullmatch(cell.text)
    }
    if not cut:
        return cells
    others = [cell.text for at, cell in enumerate(cells) if cell and "." in cell.text and at not in cut]
    two_digits = bool(others) and all(map(_TWO_DIGITS.fullmatch, others))
    return [
        cell._replace(text=f"{cell.text}0")
        if cell and at in cut and (two_digits or cell.format == "0.00")
        else cell
        for at, cell in enumerate(cells)
    ]
