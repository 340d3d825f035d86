"""Answers to the reader's questions, written down on the sheet Pengaturan of a filled workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.excel import refs
from sakipcalc.reading.settings import holds_settings, value_column
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.filling.draft import Draft
    from sakipcalc.reading.grid import Grid

__all__ = ["keep_answers"]


def keep_answers(draft: Draft, answers: Mapping[str, object]) -> None:
    """Write answers below the choices of a workbook that has a sheet Pengaturan, each once.

    A filled workbook is read again, by others and in the next year, who need not be asked the same.
    """
    grid = next((one for one in draft.grids if holds_settings(one)), None)
    if grid is None:
        return
    names = {plain(cells[0].text): row for row in grid.rows if (cells := grid.lines[row])}
    name_col = min((cell.col for row in grid.rows for cell in grid.lines[row]), default=1)
    value_col = value_column(grid) or name_col + 1
    following = max(grid.rows, default=0) + 1
    for key, value in answers.items():
        row = names.get(plain(key))
        if row is None:
            row, following = following, following + 1
            _write(draft, grid, (row, name_col), key)
        _write(draft, grid, (row, value_col), str(value))


def _write(draft: Draft, grid: Grid, at: tuple[int, int], text: str) -> None:
    """Write a text in the look of the cell above, unless it stands there already."""
    known = grid.at(*at)
    if known is not None and known.text == text:
        return
    style = draft.editor.style_at(grid.sheet, max(at[0] - 1, 1), at[1]) if known is None else None
    draft.editor.set_text(grid.sheet, refs.cell_name(*at), text, style=style)
