"""Codes of budget lines that a spreadsheet took for numbers: 3.3 among 1.02 and 2.13.01 is 3.30."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import Cell

__all__ = ["whole_codes"]

#: Urusan and bidang, perhaps with more behind: 1.02, X.XX.01, 2.13.01.2.01.
_TWO_DIGITS = re.compile(r"[\dX]{1,2}\.[\dX]{2}(?:\..*)?", re.IGNORECASE)
_CUT = re.compile(r"\d{1,2}\.\d")


def whole_codes(cells: Sequence[Cell]) -> list[Cell]:
    """Return a column of codes, those that were stored as numbers with the zero that they lost.

    A bidang has two digits, as the format of the cell or the other codes of the column show.
    """
    cut = [cell.is_number and _CUT.fullmatch(cell.text) is not None for cell in cells]
    if not any(cut):
        return list(cells)
    others = [cell.text for cell, is_cut in zip(cells, cut, strict=True) if "." in cell.text and not is_cut]
    two_digits = bool(others) and all(map(_TWO_DIGITS.fullmatch, others))
    return [
        cell._replace(text=f"{cell.text}0") if is_cut and (two_digits or cell.format == "0.00") else cell
        for cell, is_cut in zip(cells, cut, strict=True)
    ]
