"""Formulas that are alike, written into the rows of a long sheet from the pieces that these are cut into."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext import FormulaPattern
from sakipcalc.excel.edit.sheetrender import wider_spans
from sakipcalc.excel.edit.writes import Write, number_literal
from sakipcalc.excel.markup import escape
from sakipcalc.excel.refs import column_index, column_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.sheet.cutting import CellPiece
    from sakipcalc.excel.sheet.sheet import RawSheet

__all__ = ["AlikeCells", "alike_rows"]


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

    def markups(self) -> Iterator[tuple[int, int, str]]:
        """Yield row and column of each with its XML, in which a format that stays is left open."""
        first, others = self.formula_pattern
        escaped = FormulaPattern(escape(first), tuple([(far, escape(text)) for far, text in others]))
        look = _OPEN if self.style is None else _attribute(str(self.style))
        letters = {col: column_name(col) for col in {col for _, col, _ in self.cell_results}}
        for row, col, value in metered(self.cell_results):
            inside = f"<f>{escaped.at(row)}</f><v>{number_literal(value)}</v>"
            yield row, col, f'<c r="{letters[col]}{row}"{look}>{inside}</c>'


#: Stands where the format of a cell that stays will stand; in no XML.
_OPEN = "\0"


def _attribute(style: str) -> str:
    return f' s="{int(style)}"' if style and int(style) else ""


def alike_rows(
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
    wanted: dict[int, dict[str, str]] = {}
    for cells in alike:
        for row, col, markup in cells.markups():
            wanted.setdefault(row, {})[column_name(col)] = markup
    splices, left = [], set()
    for number, markups in metered(wanted.items()):
        known = sheet.rows.get(number)
        pieces = sheet.scan.pieces_of(known) if known and number not in others else ()
        has_all = markups.keys() <= {letters for _, letters, *_ in pieces}
        if known and pieces and has_all and not wider_spans(known, map(column_index, sorted(markups))):
            splices.append((known.open_end, known.close_start, _with_markups(pieces, markups)))
        else:
            left.add(number)
    return splices, left


def _with_markups(pieces: Iterable[CellPiece], markups: Mapping[str, str]) -> str:
    """Return the cells of a row, some of them with new XML."""
    return "".join(
        [
            whole
            if (new := markups.get(letters)) is None
            else new.replace(_OPEN, _attribute(style)) + more[-1]
            for whole, letters, _, style, *more in pieces
        ]
    )
