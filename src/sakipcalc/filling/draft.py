"""A workbook while it is being filled: edits on a package, and what a reader of the result would find.

Edits gather and are not written out in between: the grids follow them (`reading.workbook.grids_after`),
and what they do not touch is neither parsed nor read again. Only inserted rows, which move everything
below them, make a new package.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.memo import ByIdentity
from sakipcalc.excel import Editor, PackageError, refs
from sakipcalc.excel.calculate.readers import At
from sakipcalc.excel.calculate.renewal import renewed
from sakipcalc.filling.cellwrites import CellWrites
from sakipcalc.reading.pointers import may_point, stale
from sakipcalc.reading.workbook import grids, grids_after, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sakipcalc.excel import Insertion, Package
    from sakipcalc.excel.calculate.renewal import Renewed
    from sakipcalc.filling.plan import CellWrite
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
    after : float, str, bool or None
        What it stores now; none where nobody here can say what it gives.
    """

    place: Place
    before: str
    after: float | str | bool | None


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
    stale : set of Place
        Formulas whose stored result is of earlier figures and cannot be set.
    without_result : set of Place
        Formulas of which nobody here can say what they give; they store nothing.
    """

    def __init__(self, package: Package, reader: Reader) -> None:
        self.package: Package = package
        self.editor: Editor = Editor(package)
        self._reader = reader
        self._before = grids(package)
        self._after: ByIdentity[Grid] = ByIdentity()
        self.stale: set[Place] = set()
        self.without_result: set[Place] = set()
        self._refreshed: dict[Place, Refreshed] = {}

    @property
    def refreshed(self) -> tuple[Refreshed, ...]:
        """Formulas that stay and whose stored result was set, or taken out."""
        return tuple(one for one in self._refreshed.values() if shown(one.after) != one.before)

    def insert(self, rows: Sequence[Insertion]) -> tuple[str, ...]:
        """Insert rows, before any edit, and return what is to be known of it."""
        from sakipcalc.excel import insert_rows

        self.package, receipt = insert_rows(self.package, rows)
        self.editor = Editor(self.package)
        self._before = grids(self.package)
        return receipt.notes

    def note(self, one: Refreshed) -> None:
        """Remember that the stored result of a formula was set."""
        first = self._refreshed.get(one.place, one)
        self._refreshed[one.place] = one._replace(before=first.before)

    def settle(self, own: Collection[Place]) -> set[Place]:
        """Let formulas of the unit store what they give now; return those that do so anew.

        Parameters
        ----------
        own : collection of Place
            Formulas whose results follow from the annexes; they are set by the plan.
        """
        known = {_at(place.sheet, *place.coordinates) for place in own}
        found = renewed(self.package, self.editor, known)
        places = {Place(self._reader.file, one.sheet, refs.cell_name(*one.cell[:2])): one for one in found}
        return {place for place, one in places.items() if self._renew(place, one)}

    def _renew(self, place: Place, one: Renewed) -> bool:
        """Store what a formula gives now; return whether that changed it."""
        if not one.fixed:
            with suppress(PackageError):  # in a sheet that is not written in order, for example
                (self.without_result.add if one.result is None else self.without_result.discard)(place)
                if one.result is None and not one.cell.kind:
                    return False
                self.editor.set_cached(place.sheet, place.cell, one.result)
                self.note(Refreshed(place, shown(one.cell.value), one.result))
                return True
        self.stale.add(place)
        return False

    def follow(self, written: Sequence[CellWrite]) -> None:
        """Let formulas that only point at another cell store what stands there.

        Parameters
        ----------
        written : sequence of CellWrite
            What was written last; the formulas of a workbook that has had none before are among them.
        """
        formulas = written.formulas() if isinstance(written, CellWrites) else (one.formula for one in written)
        if not self._has_formulas and not any(may_point(one or "") for one in formulas):
            return
        for sheet, cell, given in tuple(stale(self.grids)):
            place = Place(self._reader.file, sheet, refs.cell_name(cell.row, cell.col))
            if place in self._refreshed and self._refreshed[place].after is None:
                continue  # what it points at is not known
            self.editor.set_cached(sheet, place.cell, given)
            self.note(Refreshed(place, cell.text, given))

    @property
    def _has_formulas(self) -> bool:
        return any(grid.with_formulas for grid in self._before)

    def read(self) -> Laporan:
        """Return what the workbook says after the edits."""
        return self._reader.read_with_cells(self.grids)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The sheets as they are after the edits."""
        return grids_after(self._before, self.editor, self._after)


def _at(sheet: str, row: int, col: int) -> At:
    return At(sheet.lower(), row, col)
