"""A workbook while it is being filled: edits on a package, and what a reader of the result would find.

Edits gather and are not written out in between: the grids follow them (`reading.workbook.grids_after`),
and what they do not touch is neither parsed nor read again. Only inserted rows, which move everything
below them, make a new package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.reading.pointers import stale
from sakipcalc.reading.workbook import grids, grids_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import Laporan
    from sakipcalc.ooxml import Insertion, Package
    from sakipcalc.reading import Reader

__all__ = ["Draft"]


class Draft:
    """A package with the edits made so far.

    Parameters
    ----------
    package : Package
        The template.
    reader : Reader
        Reads it.
    """

    def __init__(self, package: Package, reader: Reader) -> None:
        self.package = package
        self.editor = package.edit()
        self._reader = reader
        self._before = grids(package)

    def insert(self, rows: Sequence[Insertion]) -> tuple[str, ...]:
        """Insert rows, before any edit, and return what is to be known of it."""
        self.package, receipt = self.package.with_rows_inserted(rows)
        self.editor = self.package.edit()
        self._before = grids(self.package)
        return receipt.notes

    def follow(self) -> None:
        """Let formulas that only point at another cell store what stands there."""
        for sheet, ref, given in stale(grids_after(self._before, self.editor)):
            self.editor.set_cached(sheet, ref, given)

    def read(self, reader: Reader | None = None) -> Laporan:
        """Return what the workbook says after the edits.

        Parameters
        ----------
        reader : Reader, optional
            Another reader than that of the template, for a result under another name.
        """
        return (reader or self._reader).read(grids_after(self._before, self.editor))
