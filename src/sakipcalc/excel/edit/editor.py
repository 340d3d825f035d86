"""Changes of a package: collected, checked, and written out in one go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sakipcalc.excel.edit.alikecells import AlikeCells
from sakipcalc.excel.edit.changes import Changes, append_sheets, asks_calculation
from sakipcalc.excel.edit.receipt import Receipt, Resized, Written, notes
from sakipcalc.excel.edit.sheetedit import SheetEdits
from sakipcalc.excel.edit.styleedit import StyleChange, StyleEdits
from sakipcalc.excel.edit.writes import Content, Result, Write, number_literals
from sakipcalc.excel.errors import PackageError, located
from sakipcalc.excel.formulas import checked
from sakipcalc.excel.refs import LAST_ROW, cell_name, split_cell
from sakipcalc.excel.save import save
from sakipcalc.excel.sheet.cells import is_true
from sakipcalc.excel.sheet.textfit import LARGEST_HEIGHT

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from sakipcalc.base.formulatext import FormulaPattern
    from sakipcalc.excel.edit.newsheet import NewSheet
    from sakipcalc.excel.package import Package
    from sakipcalc.excel.sheet.cells import Held, RawCell
    from sakipcalc.excel.sheet.styles import Styles

__all__ = ["Editor"]


class Editor:
    """A set of changes of a package.

    Every refusal comes when a change is asked for, or at the latest before the
    first byte of output is written; the package itself never changes. A change
    that would leave the cell as it is is not made.

    Parameters
    ----------
    package : Package
        The package as it was read.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets: dict[str, SheetEdits] = {}
        self._new: list[NewSheet] = []
        self._styles: StyleEdits | None = None
        self._plan: Changes | None = None

    # -- changes ---------------------------------------------------------------------

    def set_number(self, sheet: str, ref: str, value: float | Decimal, style: int | None = None) -> None:
        """Put a number into a cell.

        Parameters
        ----------
        sheet : str
            Name of the sheet.
        ref : str
            Name of the cell, for example ``"E6"``.
        value : float, int or Decimal
            The number; a float reads back as the same float.
        style : int, optional
            Index of a format (see `style`); none keeps what the cell has or inherits.

        Raises
        ------
        PackageError
            ``no-such-sheet``, ``bad-reference``, ``bad-number``, ``bad-style``, ``merged-cell``,
            ``array-formula``, ``data-table``, ``table-cell``, ``shared-master``, ``rows-out-of-order``.
        """
        content = Content.of(value)
        if content.kind != "n":
            raise PackageError("bad-number", detail=repr(value)[:40])
        self._put(sheet, ref, Write(kind="number", content=content, style=style))

    def set_text(self, sheet: str, ref: str, text: str, style: int | None = None) -> None:
        """Put text into a cell, as text whatever it begins with.

        Raises
        ------
        PackageError
            ``bad-text`` when no cell can hold it, and what `set_number` raises.
        """
        content = Content.of(text)
        if content.kind != "s":
            raise PackageError("bad-text", detail=repr(text)[:40])
        self._put(sheet, ref, Write(kind="text", content=content, style=style))

    def set_formula(
        self,
        sheet: str,
        ref: str,
        formula: str,
        value: Result,
        style: int | None = None,
    ) -> None:
        """Put a formula into a cell, with the value that readers without an engine show.

        Parameters
        ----------
        sheet, ref, style
            As in `set_number`.
        formula : str
            The formula in English with commas, with or without its equals sign.
        value : float, str, bool or None
            Its result; none when it is not known.

        Raises
        ------
        PackageError
            ``bad-formula``, and what `set_number` raises.
        """
        self._put(sheet, ref, Write.of_formula(formula, value, style))

    def set_formulas(
        self,
        sheet: str,
        pattern: FormulaPattern,
        cells: Iterable[tuple[int, int, float]],
        style: int | None = None,
    ) -> None:
        """Put formulas that are alike but for their rows into cells, as `set_formula` does with each.

        Parameters
        ----------
        sheet, style
            As in `set_number`.
        pattern : FormulaPattern
            The formula that each gets.
        cells : iterable of (int, int, float)
            Row and column of each cell, and the result of its formula.
        """
        if style is not None:
            self._check_style(style)
        found = [*cells]
        if found:
            checked(pattern.at(max(row for row, _, _ in found)))
            number_literals(value for _, _, value in found)
            self._edits(sheet).put_alike(AlikeCells(pattern, found, style))

    def set_cached(self, sheet: str, ref: str, value: Result) -> None:
        """Refresh the cached value of a formula, which stays as it is.

        Raises
        ------
        PackageError
            ``no-formula`` when there is none, and what `set_number` raises.
        """
        self._put(sheet, ref, Write(kind="cached", content=Content.of(value)))

    def clear(self, sheet: str, ref: str) -> None:
        """Take the content out of a cell and leave its format."""
        self._put(sheet, ref, Write(kind="clear"))

    def set_row_height(self, sheet: str, row: int, height: float, *, fixed: bool = True) -> None:
        """Give a row a height.

        Parameters
        ----------
        sheet : str
            Name of the sheet.
        row : int
            Number of the row, from 1.
        height : float
            Its height [points], at most 409.5.
        fixed : bool
            Whether it keeps the height when its text changes; a spreadsheet program fits it anew otherwise.

        Raises
        ------
        PackageError
            ``no-such-sheet``, ``bad-reference``, ``bad-number``, ``rows-out-of-order``.
        """
        if not 1 <= row <= LAST_ROW:
            raise PackageError("bad-reference", detail=str(row), values={"row": row})
        if not 0 < height <= LARGEST_HEIGHT:
            raise PackageError("bad-number", detail=repr(height)[:40])
        self._edits(sheet).resize(row, float(height), fixed=fixed)

    def style(
        self,
        base: int,
        **changes: Unpack[StyleChange],
    ) -> int:
        """Return the index of a format like `base` in all but what is given.

        An equal format that exists is used again; a new one is appended. What the workbook has no list for,
        or no more room, is left out, and `formats_left_out` says so.

        Parameters
        ----------
        base : int
            Index of the format to derive from.
        **changes
            What differs, see `StyleChange`: ``number_format="0.00"``, ``fill="92D050"``,
            ``font_color="FFFFFF"``, ``border="A6A6A6"``, ``bold=True``, ``wrap=True``.

        Raises
        ------
        PackageError
            ``bad-style``.
        """
        self._plan = None
        with located(self._package.related("styles") or ""):
            return self._style_edits().derive(base, changes)

    def add_sheet(self, sheet: NewSheet) -> None:
        """Add a worksheet behind the others.

        Its cells come with it; the other methods know only sheets that were read.

        Parameters
        ----------
        sheet : NewSheet
            Its name, cells and layout.

        Raises
        ------
        PackageError
            ``bad-sheet-name``, ``sheet-exists``, ``protected-workbook``, ``bad-xml`` where there is no list
            of sheets, ``bad-style``, and what its cells are refused for: ``bad-reference``, ``bad-text``,
            ``bad-number``, ``bad-formula``.
        """
        from sakipcalc.excel.edit.newsheet import checked_name

        protection = self._package.workbook.child("workbookProtection")
        if protection is not None and is_true(protection.get("lockStructure")):
            raise PackageError("protected-workbook", part=self._package.workbook_part)
        if self._package.workbook.child("sheets") is None:
            raise PackageError("bad-xml", part=self._package.workbook_part, detail="no list of sheets")
        taken = [*self._package.tabs, *(new.name for new in self._new)]
        checked_name(sheet.name, frozenset(name.lower() for name in taken))
        for cell in sheet.placed.values():
            self._check_style(cell.style)
        sheet.markup("")  # refuses now what it would refuse later
        self._plan = None
        self._new.append(sheet)

    def _check_style(self, style: int) -> None:
        if not 0 <= style < max(1, len(self._style_edits())):
            raise PackageError("bad-style", detail=str(style), values={"style": style})

    def _put(self, sheet: str, ref: str, write: Write) -> None:
        if write.style is not None:
            self._check_style(write.style)
        row, col = split_cell(ref)
        self._edits(sheet).put(row, col, write)

    def _edits(self, sheet: str) -> SheetEdits:
        """Return the changes of a sheet, to which one is to be added."""
        self._plan = None
        if sheet not in self._sheets:
            self._sheets[sheet] = SheetEdits(self._package.sheet(sheet))
        return self._sheets[sheet]

    def _style_edits(self) -> StyleEdits:
        if self._styles is None:
            self._styles = StyleEdits(self._package.styles, self._package.related("styles") or "")
        return self._styles

    # -- what it comes to, without writing it -------------------------------------------

    @property
    def cells(self) -> Mapping[str, Mapping[tuple[int, int], RawCell]]:
        """The changed cells by sheet and place, as reading the output gives them.

        Where they stand in their part is not known (`RawCell.start`), and a cell that took its formula from
        a master which is written over has it as a formula of its own then.
        """
        return {name: edits.cells for name, edits in self._sheets.items() if edits.touched}

    @property
    def held(self) -> Mapping[str, Mapping[tuple[int, int], Held]]:
        """What the changed cells hold, by sheet and place."""
        return {name: edits.held for name, edits in self._sheets.items() if edits.touched}

    @property
    def styles(self) -> Styles:
        """The formats of the package with those that were added."""
        return self._styles.whole if self._styles else self._package.styles

    @property
    def formats_left_out(self) -> bool:
        """Whether a format was asked for that the workbook has no list for, or no more room."""
        return self._styles is not None and self._styles.left_out

    def style_at(self, sheet: str, row: int, col: int) -> int:
        """Return the index of the format that a cell will have, or would get if it were written."""
        edits = self._sheets.get(sheet)
        return edits.style_at(row, col) if edits else self._package.sheet(sheet).style_at(row, col)

    # -- output ----------------------------------------------------------------------

    @property
    def receipt(self) -> Receipt:
        """The receipt of the changes, part by part and cell by cell."""
        edited, changes = self._edited(), self._planned()
        return Receipt(
            parts_changed=changes.changed,
            parts_removed=changes.removed,
            parts_added=changes.added,
            cells=tuple(written for edits in edited for written in _cells(edits)),
            formulas_unshared=tuple(written for edits in edited for written in _unshared(edits)),
            rows=tuple(resized for edits in edited for resized in _resized(edits)),
            styles_added=self._styles_added,
            notes=self.notes,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes of what else a reader of the changed package should know; see `Receipt`."""
        return notes(self._package) if self._edited() or self._new else ()

    def to_bytes(self) -> bytes:
        """Return the changed package; without any change, the very bytes that were read."""
        return self._planned().to_bytes()

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write the changed package to a file, whole or not at all.

        Parameters
        ----------
        path : path
            Where it is to stand; never the file that was read.
        overwrite : bool
            Whether another file that stands there may be replaced.

        Raises
        ------
        PackageError
            ``output-exists`` or ``output-is-source``.
        OSError
            When it cannot be written; nothing of it is left then.
        """
        save(self.to_bytes(), Path(path), overwrite=overwrite, source=self._package.path)

    def _planned(self) -> Changes:
        if self._plan is None:
            self._plan = self._make_plan()
        return self._plan

    def _edited(self) -> list[SheetEdits]:
        """Return the changes of the sheets that have any."""
        return [edits for edits in self._sheets.values() if edits.touched or edits.rows]

    @property
    def _styles_added(self) -> int:
        return self._styles.added if self._styles and (self._edited() or self._new) else 0

    def _make_plan(self) -> Changes:
        package, edited = self._package, self._edited()
        changes = Changes(package)
        append_sheets(package, self._new, changes)
        for edits in edited:
            changes.replace(edits.sheet.info.part, edits.render())
        if self._styles_added and self._styles:
            changes.replace(package.related("styles") or "", self._styles.render())
        if edited or self._new:
            changes.splice(package.workbook_part, asks_calculation(package.workbook))
        if self._new or any(edits.touches_formulas for edits in edited):
            changes.remove("calcChain")
        return changes


def _cells(edits: SheetEdits) -> list[Written]:
    name = edits.sheet.name
    return [Written(name, cell_name(*place), write.kind) for place, write in sorted(edits.writes.items())]


def _resized(edits: SheetEdits) -> list[Resized]:
    rows = sorted(edits.rows.items())
    return [Resized(edits.sheet.name, row, float(attrs["ht"])) for row, attrs in rows]


def _unshared(edits: SheetEdits) -> list[Written]:
    return [Written(edits.sheet.name, cell_name(cell.row, cell.col), "formula") for cell in edits.unshared]
