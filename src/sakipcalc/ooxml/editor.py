"""Changes of a package: collected, checked, and written out in one go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from .archive import repacked, write_archive
from .encoding import encoded
from .errors import PackageError, located
from .receipt import Receipt, Written
from .refs import cell_name, split_cell
from .save import save
from .sheetedit import SheetEdits
from .styleedit import Look, StyleEdits
from .workbookedit import asks_calculation, without_part
from .writes import Content, Result, Write

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from decimal import Decimal

    from .package import Package

__all__ = ["Editor"]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the output differs in."""

    changed: Mapping[str, bytes]
    removed: frozenset[str]
    receipt: Receipt


class Editor:
    """A set of changes of a package; `Package.edit` makes one.

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
        self._styles: StyleEdits | None = None
        self._plan: _Plan | None = None

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

    def style(
        self,
        base: int,
        **changes: Unpack[Look],
    ) -> int:
        """Return the index of a format like `base` in all but what is given.

        An equal format that exists is used again; a new one is appended.

        Parameters
        ----------
        base : int
            Index of the format to derive from.
        **changes
            What differs, see `Look`: ``number_format="0.00"``, ``fill="92D050"``,
            ``font_color="FFFFFF"``, ``bold=True``, ``wrap=True``.

        Raises
        ------
        PackageError
            ``bad-style``.
        """
        self._plan = None
        with located(self._package.related("styles") or ""):
            return self._style_edits().derive(base, changes)

    def _put(self, sheet: str, ref: str, write: Write) -> None:
        if write.style is not None and not 0 <= write.style < max(1, len(self._style_edits())):
            raise PackageError("bad-style", detail=str(write.style), values={"style": write.style})
        row, col = split_cell(ref)
        if sheet not in self._sheets:
            self._sheets[sheet] = SheetEdits(self._package.sheet(sheet))
        self._plan = None
        self._sheets[sheet].put(row, col, write)

    def _style_edits(self) -> StyleEdits:
        if self._styles is None:
            self._styles = StyleEdits(self._package.styles, self._package.related("styles") or "")
        return self._styles

    # -- output ----------------------------------------------------------------------

    @property
    def receipt(self) -> Receipt:
        """What the changes come to, part by part and cell by cell."""
        return self._planned().receipt

    def to_bytes(self) -> bytes:
        """Return the changed package; without any change, the very bytes that were read."""
        plan = self._planned()
        if not plan.changed:
            return self._package.data
        members = []
        for name, member in self._package.archive.members.items():
            if name in plan.removed:
                continue
            new = plan.changed.get(name)
            members.append(member if new is None else repacked(member, new))
        return write_archive(members)

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

    def _planned(self) -> _Plan:
        if self._plan is None:
            self._plan = self._make_plan()
        return self._plan

    def _make_plan(self) -> _Plan:
        package = self._package
        edited = [edits for edits in self._sheets.values() if edits.writes]
        texts = {edits.sheet.info.part: edits.render() for edits in edited}
        removed: set[str] = set()
        styles_added = self._styles.added if edited and self._styles else 0
        if styles_added and self._styles:
            texts[package.related("styles") or ""] = self._styles.render()
        if edited and (workbook := asks_calculation(package.workbook)) != package.workbook.source:
            texts[package.workbook_part] = workbook
        if any(edits.touches_formulas for edits in edited):
            removed = without_part(package, "calcChain", texts)
        changed = {package.name_of(part): encoded(text, part) for part, text in texts.items()}
        order = list(package.archive.members)
        receipt = Receipt(
            parts_changed=tuple(sorted(changed, key=order.index)),
            parts_removed=tuple(sorted(removed, key=order.index)),
            cells=tuple(written for edits in edited for written in _cells(edits)),
            formulas_unshared=tuple(written for edits in edited for written in _unshared(edits)),
            styles_added=styles_added,
            notes=self._notes() if edited else (),
        )
        return _Plan(changed, frozenset(removed), receipt)

    def _notes(self) -> tuple[str, ...]:
        signed = any(each.kind == "origin" for each in self._package.relationships(""))
        return ("recalculation-asked", *(["signature-invalid"] if signed else []))


def _cells(edits: SheetEdits) -> list[Written]:
    name = edits.sheet.name
    return [Written(name, cell_name(*place), write.kind) for place, write in sorted(edits.writes.items())]


def _unshared(edits: SheetEdits) -> list[Written]:
    return [Written(edits.sheet.name, cell_name(cell.row, cell.col), "formula") for cell in edits.unshared]
