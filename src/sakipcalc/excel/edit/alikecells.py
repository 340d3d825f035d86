"""Formulas that are alike, written into the cells of a long sheet where these stand in its text."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext import FormulaPattern
from sakipcalc.excel.edit.sheetrender import SPANS, spans_with
from sakipcalc.excel.edit.writes import Write, number_literals
from sakipcalc.excel.markup import escape
from sakipcalc.excel.refs import column_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.sheet.scan import CellSpot
    from sakipcalc.excel.sheet.sheet import RawSheet

__all__ = ["AlikeCells", "alike_splices"]


class AlikeCells(NamedTuple):
    """Cells that get the same formula but for the rows in it.

    Parameters
    ----------
    formula_pattern : FormulaPattern
        The formula.
    cell_results : sequence of (int, int, float)
        Row and column of each cell, and what its formula gives.
    style : int, optional
        Index of the format that they get; none keeps the one that each has.
    """

    formula_pattern: FormulaPattern
    cell_results: Sequence[tuple[int, int, float]]
    style: int | None

    def singly(self, rows: Collection[int] | None = None) -> Iterator[tuple[int, int, Write]]:
        """Yield the change of each of them, or of those in some rows."""
        for row, col, value in self.cell_results:
            if rows is None or row in rows:
                yield row, col, Write.of_formula(self.formula_pattern.at(row), value, self.style)

    def splices(self, spots: Sequence[CellSpot]) -> Iterator[Splice]:
        """Return what puts the XML of each of them where it stands; its format stays unless it gets one."""
        rows, cols = [row for row, _, _ in self.cell_results], [col for _, col, _ in self.cell_results]
        styles = [style for _, _, style in spots]
        opening, steps = self.formula_pattern
        escaped = FormulaPattern(escape(opening), tuple([(far, escape(text)) for far, text in steps]))
        looks = {style: _attribute(style) for style in set(styles)}
        own = map(looks.__getitem__, styles) if self.style is None else repeat(_attribute(str(self.style)))
        names = {col: column_name(col) for col in set(cols)}
        parts = map(names.__getitem__, cols), rows, own, escaped.at_rows(rows)
        values = number_literals(value for _, _, value in self.cell_results)
        markups = map('<c r="%s%d"%s><f>%s</f><v>%s</v></c>'.__mod__, zip(*parts, values, strict=False))
        return ((start, end, markup) for (start, end, _), markup in zip(spots, markups, strict=True))

    def spots(self, sheet: RawSheet) -> list[CellSpot]:
        """Return where each of them stands."""
        names = {col: column_name(col) for col in {col for _, col, _ in self.cell_results}}
        return [*sheet.scan.spots((row, names[col]) for row, col, _ in metered(self.cell_results))]


def _attribute(style: str) -> str:
    return f' s="{int(style)}"' if style and int(style) else ""


def alike_splices(
    sheet: RawSheet, alike: Iterable[AlikeCells], others: Collection[int]
) -> tuple[list[Splice], set[int]]:
    """Return the splices that put alike cells into their rows, and the rows that they cannot be put into so.

    Parameters
    ----------
    sheet : RawSheet
        The sheet.
    alike : iterable of AlikeCells
        The cells.
    others : collection of int
        Rows in which something else is done.
    """
    found = [(cells, cells.spots(sheet)) for cells in alike]
    left = _in_narrow_rows(sheet, [cells for cells, _ in found])
    written: set[int] = set()
    for cells, spots in found:
        for (row, _, _), (start, end, _) in zip(cells.cell_results, spots, strict=True):
            if not end or row in others or start in written:  # of what is written twice the last counts
                left.add(row)
            written.add(start)
    splices: list[Splice] = []
    for cells, spots in found:
        own = zip(cells.cell_results, cells.splices(spots), strict=True)
        splices += [splice for (row, _, _), splice in own if row not in left]
    return splices, left


def _in_narrow_rows(sheet: RawSheet, alike: Iterable[AlikeCells]) -> set[int]:
    """Return the rows that state spans which do not hold all cells that are written."""
    text, left = sheet.scan.text, set[int]()
    if "spans=" not in text:
        return left
    cols: dict[int, set[int]] = {}
    for cells in alike:
        for row, col, _ in cells.cell_results:
            cols.setdefault(row, set()).add(col)
    for row, own in metered(cols.items()):
        begin, end = sheet.scan.rows.usual_span(row)
        found = SPANS.search(text, begin, text.find(">", begin, end))
        if found and spans_with(found[1], tuple(sorted(own))):
            left.add(row)
    return left
