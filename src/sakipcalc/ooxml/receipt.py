"""What a set of changes did to a package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Receipt", "Written"]


class Written(NamedTuple):
    """One cell that was changed, and how: ``number``, ``text``, ``formula``, ``cached`` or ``clear``."""

    sheet: str
    ref: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Every change of a package, part by part and cell by cell.

    Parameters
    ----------
    parts_changed : tuple of str
        Parts whose content differs, in the order of the package.
    parts_removed : tuple of str
        Parts that are gone.
    cells : tuple of Written
        Cells whose content or format differs, by sheet, row and column.
    formulas_unshared : tuple of Written
        Cells whose share of a formula was written out because its master was overwritten;
        what they compute is the same.
    styles_added : int
        How many formats of cells were appended.
    notes : tuple of str
        Codes of what else a reader should know: ``"signature-invalid"``, ``"recalculation-asked"``.
    """

    parts_changed: tuple[str, ...] = ()
    parts_removed: tuple[str, ...] = ()
    cells: tuple[Written, ...] = ()
    formulas_unshared: tuple[Written, ...] = ()
    styles_added: int = 0
    notes: tuple[str, ...] = ()
