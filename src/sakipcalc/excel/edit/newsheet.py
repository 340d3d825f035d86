"""A worksheet made anew: its cells, columns, links, a header that stays in view, and how it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakipcalc.excel.edit.writes import Content, Write, number_literal
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.markup import escape
from sakipcalc.excel.refs import Area, cell_name, column_index, split_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.excel.edit.writes import Result

__all__ = ["NewCell", "NewPage", "NewSheet", "checked_name"]

_LONGEST_NAME = 31  # UTF-16 units
_FORBIDDEN = re.compile(r"[\x00-\x1f:\\/?*\[\]]")
_WIDEST = 255.0  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCell:
    """A cell of a new sheet.

    Parameters
    ----------
    value : float, str, bool or None
        What stands in it, or what its formula comes to. Text is text, whatever it begins with.
    formula : str, optional
        The formula in English with commas, with or without its equals sign.
    style : int
        Index of its format, see `Editor.style`.
    link : str
        A place in the workbook that it leads to, for example ``"'Tabel 3.2'!E7"``; none when empty.
    """

    value: Result = None
    formula: str | None = None
    style: int = 0
    link: str = ""

    @property
    def write(self) -> Write:
        """The write that makes the cell."""
        if self.formula is not None:
            return Write.of_formula(self.formula, self.value, self.style)
        return Write(kind="new", content=Content.of(self.value), style=self.style)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """Page setup of a new sheet: landscape, one page wide.

    Parameters
    ----------
    paper : int
        Excel's number for it.
    margins : tuple of float
        Left, right, top and bottom [inches].
    footer : str
        In Excel's signs.
    """

    paper: int = 9
    margins: tuple[float, float, float, float] = (0.7, 0.7, 0.75, 0.75)
    footer: str = ""

    def markup(self) -> str:
        """Return the elements behind the cells."""
        names = ("left", "right", "top", "bottom")
        sides = "".join(
            f' {name}="{number_literal(size)}"' for name, size in zip(names, self.margins, strict=True)
        )
        footer = f"<headerFooter><oddFooter>{escape(self.footer)}</oddFooter></headerFooter>"
        return (
            f'<pageMargins{sides} header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="{self.paper}" orientation="landscape" fitToHeight="0"/>'
            f"{footer if self.footer else ''}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """A worksheet to be added behind the others.

    Parameters
    ----------
    name : str
        On its tab.
    cells : mapping
        Name of a cell -> what stands there; a plain value will do.
    widths : mapping
        Letters of a column -> its width [characters].
    heights : mapping
        Number of a row -> its height [points].
    merges : sequence of str
        Areas of cells that are merged.
    frozen_rows : int
        How many rows at the top stay in view, and are printed on every page.
    autofilter : str
        Area with filter buttons on its first row, none when empty.
    page : NewPage, optional
        How it is printed; as the program has it without one.
    printed : str
        Letters of the last column that is printed, all when empty.
    """

    name: str
    cells: Mapping[str, NewCell | Result]
    widths: Mapping[str, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    merges: Sequence[str] = ()
    frozen_rows: int = 0
    autofilter: str = ""
    page: NewPage | None = None
    printed: str = ""

    def markup(self, namespace: str) -> str:
        """Return the XML of the part.

        Raises
        ------
        PackageError
            ``bad-reference``, ``bad-text``, ``bad-number`` or ``bad-formula``.
        """
        cells = self.placed
        fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' if self.page else ""
        body = [fit, self._view(), self._columns(), f"<sheetData>{self._rows(cells)}</sheetData>"]
        if self.autofilter:
            body.append(f'<autoFilter ref="{Area.parse(self.autofilter)}"/>')
        if self.merges:
            areas = "".join(f'<mergeCell ref="{Area.parse(area)}"/>' for area in self.merges)
            body.append(f'<mergeCells count="{len(self.merges)}">{areas}</mergeCells>')
        links = [
            f'<hyperlink ref="{cell_name(*place)}" location="{escape(cell.link)}"/>'
            for place, cell in cells.items()
            if cell.link
        ]
        body.append(f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        body.append(self.page.markup() if self.page else "")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<worksheet xmlns="{namespace}">{"".join(body)}</worksheet>'

    @property
    def placed(self) -> dict[tuple[int, int], NewCell]:
        """The cells by row and column, in order."""
        found = {
            split_cell(ref): cell if isinstance(cell, NewCell) else NewCell(value=cell)
            for ref, cell in self.cells.items()
        }
        return dict(sorted(found.items()))

    def _view(self) -> str:
        if not self.frozen_rows:
            return ""
        rows, corner = self.frozen_rows, cell_name(self.frozen_rows + 1, 1)
        return (
            f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{rows}" topLeftCell="{corner}" '
            'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        )

    def _columns(self) -> str:
        columns = sorted((column_index(letters), width) for letters, width in self.widths.items())
        written = [
            f'<col min="{at}" max="{at}" width="{number_literal(min(width, _WIDEST))}" customWidth="1"/>'
            for at, width in columns
        ]
        return f"<cols>{''.join(written)}</cols>" if written else ""

    def _rows(self, cells: Mapping[tuple[int, int], NewCell]) -> str:
        rows: dict[int, list[str]] = {}
        for (row, col), cell in cells.items():
            rows.setdefault(row, []).append(cell.write.markup("", cell_name(row, col), cell.style, {}))
        return "".join(
            f'<row r="{row}"{self._height(row)}>{"".join(written)}</row>' for row, written in rows.items()
        )

    def _height(self, row: int) -> str:
        height = self.heights.get(row)
        return "" if height is None else f' ht="{number_literal(height)}" customHeight="1"'


def checked_name(name: str, taken: frozenset[str]) -> str:
    """Return a name for a sheet after a look at whether a workbook takes it.

    Parameters
    ----------
    name : str
        The name.
    taken : frozenset of str
        Names that there are, in lower case.

    Raises
    ------
    PackageError
        ``bad-sheet-name`` or ``sheet-exists``.

    Examples
    --------
    >>> checked_name("Temuan", frozenset({"tabel 3.2"}))
    'Temuan'
    """
    units = len(name) + sum(character > "\uffff" for character in name)
    edges = name[:1] + name[-1:]
    bad = not name.strip() or units > _LONGEST_NAME or _FORBIDDEN.search(name) or "'" in edges
    if bad or name.lower() == "history":  # Excel keeps that name for itself
        raise PackageError("bad-sheet-name", detail=name[:80], values={"sheet": name})
    if name.lower() in taken:
        raise PackageError("sheet-exists", detail=name, values={"sheet": name})
    return name
