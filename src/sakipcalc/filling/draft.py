"""A workbook while it is being filled: edits on a package, and what a reader of the result would find.

Edits gather and are not written out in between: the grids follow them (`reading.workbook.grids_after`),
and what they do not touch is neither parsed nor read again. Only inserted rows, which move everything
below them, make a new package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.reading.pointers import stale
from sakipcalc.reading.workbook import grids, grids_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.excel import Editor, Insertion, Package
    from sakipcalc.model import Laporan
    from sakipcalc.reading import Reader
    from sakipcalc.reading.grid import Grid

__all__ = ["Draft", "Refreshed"]


class Refreshed(NamedTuple):
    """A formula that stays as it is, and the result stored with it, which was set anew.

    Parameters
    ----------
    place : Place
        Its cell, in an annex or beside it.
    before : str
        What it stored.
    after : float or str
        What it stores now.
    """

    place: Place
    before: str
    after: float | str


class Draft:
    """A package with the edits made so far.

    Parameters
    ----------
    package : Package
        The template.
    reader : Reader
        Reads it.

    Attributes
    ----------
    followed : list of Refreshed
        Formulas whose stored result `follow` has set.
    """

    def __init__(self, package: Package, reader: Reader) -> None:
        self.package: Package = package
        self.editor: Editor = package.edit()
        self._reader = reader
        self._before = grids(package)
        self.followed: list[Refreshed] = []

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
        for sheet, cell, given in late:
            ref = refs.cell_name(cell.row, cell.col)
            self.editor.set_cached(sheet, ref, given)
            place = Place(self._reader.file, sheet, ref)
            self.followed.append(Refreshed(place=place, before=cell.text, after=given))
        return self._grids() if late else after

    def read(self) -> Laporan:
        """Return what the workbook says after the edits."""
        return self._reader.read(self._grids())

    def _grids(self) -> tuple[Grid, ...]:
        return grids_after(self._before, self.editor)
