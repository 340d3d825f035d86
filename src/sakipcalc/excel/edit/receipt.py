"""Receipts: the effects of a set of changes on a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sakipcalc.excel.package import Package
    from sakipcalc.excel.rowmap import Insertion

__all__ = ["InsertReceipt", "Moved", "Receipt", "Resized", "Written", "notes"]


class Written(NamedTuple):
    """One cell that was changed, and how: ``number``, ``text``, ``formula``, ``cached`` or ``clear``."""

    sheet: str
    ref: str
    kind: str


class Resized(NamedTuple):
    """One row that was given another height [points]."""

    sheet: str
    row: int
    height: float


class Receipt(NamedTuple):
    """Every change of a package, part by part and cell by cell.

    Parameters
    ----------
    parts_changed : tuple of str
        Parts whose content differs, in the order of the package.
    parts_removed : tuple of str
        Parts that are gone.
    parts_added : tuple of str
        Parts that are new.
    cells : tuple of Written
        Cells whose content or format differs, by sheet, row and column.
    formulas_unshared : tuple of Written
        Cells whose share of a formula was written out because its master was overwritten;
        what they compute is the same.
    rows : tuple of Resized
        Rows whose height differs, by sheet and row.
    styles_added : int
        How many formats of cells were appended.
    notes : tuple of str
        Codes of what else a reader should know: ``"signature-invalid"``, ``"recalculation-asked"``.
    """

    parts_changed: tuple[str, ...] = ()
    parts_removed: tuple[str, ...] = ()
    parts_added: tuple[str, ...] = ()
    cells: tuple[Written, ...] = ()
    formulas_unshared: tuple[Written, ...] = ()
    rows: tuple[Resized, ...] = ()
    styles_added: int = 0
    notes: tuple[str, ...] = ()


class Moved(NamedTuple):
    """Number of references of one kind that changed in one part, for example ``merges`` or ``formulas``."""

    part: str
    feature: str
    times: int


class InsertReceipt(NamedTuple):
    """The effects of an insertion of rows on a package; places are those after the insertion.

    Parameters
    ----------
    insertions : tuple of Insertion
        What was asked for.
    parts_changed, parts_removed, notes
        As in `Receipt`; ``"macros-not-adjusted"`` says that there is code, which may name cells.
    moved : tuple of Moved
        What moved or grew, part by part.
    formulas_copied : tuple of Written
        Cells of the new rows with a formula of their model row; they have no cached value.
    formulas_left_out : tuple of Written
        Cells of a model row whose formula cannot be copied (array formulas of several cells,
        data tables); here the places are those before the insertion.
    formulas_unshared : tuple of Written
        Cells whose share of a formula was written out because no single text holds for all of them any more.
    """

    insertions: tuple[Insertion, ...]
    parts_changed: tuple[str, ...] = ()
    parts_removed: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    formulas_copied: tuple[Written, ...] = ()
    formulas_left_out: tuple[Written, ...] = ()
    formulas_unshared: tuple[Written, ...] = ()
    notes: tuple[str, ...] = ()


def notes(package: Package) -> tuple[str, ...]:
    """Return the codes of what any change of a package brings with it."""
    signed = any(each.kind == "origin" for each in package.relationships(""))
    return ("recalculation-asked", *(["signature-invalid"] if signed else []))
