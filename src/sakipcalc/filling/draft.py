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
    from sakipcalc.ooxml import Editor, Insertion, Package
    from sakipcalc.reading import Reader
    from sakipcalc.reading.grid import Grid

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
        self.package: Package = package
        self.editor: Editor = package.edit()
        self._reader = reader
        self._before = grids(package)

    def insert(self, rows: Sequence[Insertion]) -> tuple[str, ...]:
        """Insert rows, before any edit, and return what is to be known of it."""
        self.package, receipt = self.package.with_rows_inserted(rows)
        self.editor = self.package.edit()
        self._before = grids(self.package)
        return receipt.notes

    def follow(self) -> tuple[Grid, ...]:
        """Let formulas that only point at another cell store what stands there; return the sheets then."""
        after = self._grids()
        late = tuple(stale(after))
        for sheet, ref, given in late:
            self.editor.set_cached(sheet, ref, given)
        return self._grids() if late else after

    def read(self) -> Laporan:
        """Return what the workbook says after the edits."""
        return self._reader.read(self._grids())

    def _grids(self) -> tuple[Grid, ...]:
        return grids_after(self._before, self.editor)
