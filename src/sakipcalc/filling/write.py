"""From plans to edits of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.filling.cellwrites import CellWrites, singly
from sakipcalc.text.numerals.exact import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Value
    from sakipcalc.excel import Editor
    from sakipcalc.filling.cellwrites import AlikeWrites, CellWrite
    from sakipcalc.model import Cell

__all__ = ["clear", "refresh", "stored", "write"]


def write(editor: Editor, cells: Sequence[CellWrite]) -> None:
    """Put the cells of a plan into the edits: each gets a value or a formula."""
    groups = _in_groups(editor, cells) if isinstance(cells, CellWrites) else ()
    for cell in metered(singly(cells)):
        sheet, ref = cell.cell.place.sheet, cell.cell.place.cell
        value = stored(cell.value, cell.cell)
        style = _style(editor, cell)
        if cell.formula is not None:
            editor.set_formula(sheet, ref, cell.formula, value, style=style)
        elif isinstance(value, str):
            editor.set_text(sheet, ref, value, style=style)
        else:
            editor.set_number(sheet, ref, value, style=style)
    for one, base, places in groups:
        _, column, run, _ = one.cells
        style = None if base is None else editor.style(base, number_format=column.spec.format)
        sheet = run.rows.columns[column.key].sheet
        editor.set_formulas(sheet, one.formula_pattern, one.results(places), style=style)


def _in_groups(editor: Editor, cells: CellWrites) -> Sequence[tuple[AlikeWrites, int | None, Sequence[int]]]:
    """Return the alike cells by the format that gets a number format; see `_by_base`.

    All new formats are made, which are numbered as they are met.
    """
    groups = [(one, base, places) for one in cells.alike for base, places in _by_base(editor, one).items()]
    first = [one.at(places[0]) for one, base, places in groups if base is not None]
    for cell in cells.in_order((*cells.single, *first)):
        _style(editor, cell)
    return groups


def _by_base(editor: Editor, alike: AlikeWrites) -> Mapping[int | None, Sequence[int]]:
    """Return the rows of alike cells by the format that gets a number format; None where it has one."""
    _, column, run, places = alike.cells
    own, positions, code = run.rows.columns[column.key], run.rows.positions, column.spec.format
    formats = own.part("format")
    if code == "General" or not any(formats[positions[at]] == "General" for at in places):
        return {None: places}
    found: dict[int | None, list[int]] = {}
    for at in metered(places):
        here = positions[at]
        plain = formats[here] == "General"
        base = editor.style_at(own.sheet, own.rows[here], own.cols[here]) if plain else None
        found.setdefault(base, []).append(at)
    return found


def refresh(editor: Editor, cells: Iterable[CellWrite]) -> None:
    """Set the stored values of formulas that stay."""
    for cell in metered(cells):
        editor.set_cached(cell.cell.place.sheet, cell.cell.place.cell, stored(cell.value, cell.cell))


def clear(editor: Editor, places: Iterable[Place]) -> None:
    """Empty cells."""
    for place in places:
        editor.clear(place.sheet, place.cell)


def stored(value: Value, cell: Cell) -> float | str:
    """Return a value in the unit of its cell: thousands, or the fraction of a per cent format."""
    if value.number is None:
        return value.text
    return plain_number(value.number if cell.factor == 1 else value.number / cell.factor)


def _style(editor: Editor, cell: CellWrite) -> int | None:
    """Return a style where the cell needs another one than it has, else None."""
    needs_format = cell.cell.format == "General" != cell.format and cell.value.number is not None
    if not needs_format and not cell.fill:
        return None
    base = editor.style_at(cell.cell.place.sheet, cell.cell.row, cell.cell.col)
    return editor.style(base, number_format=cell.format if needs_format else None, fill=cell.fill or None)
