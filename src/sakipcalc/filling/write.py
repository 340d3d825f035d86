"""From plans to edits of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.allowance import metered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.computing import Nilai
    from sakipcalc.filling.plan import Tulis
    from sakipcalc.model import Sel
    from sakipcalc.ooxml import Editor
    from sakipcalc.places import Place

__all__ = ["clear", "refresh", "stored", "write"]


def write(editor: Editor, cells: Iterable[Tulis]) -> None:
    """Put the cells of a plan into the edits: each gets a value or a formula."""
    for cell in metered(cells):
        sheet, ref = cell.sel.tempat.sheet, cell.sel.tempat.cell
        value = stored(cell.nilai, cell.sel)
        style = _style(editor, cell)
        if cell.rumus is not None:
            editor.set_formula(sheet, ref, cell.rumus, value, style=style)
        elif isinstance(value, str):
            editor.set_text(sheet, ref, value, style=style)
        else:
            editor.set_number(sheet, ref, value, style=style)


def refresh(editor: Editor, cells: Iterable[Tulis]) -> None:
    """Set the stored values of formulas that stay."""
    for cell in metered(cells):
        editor.set_cached(cell.sel.tempat.sheet, cell.sel.tempat.cell, stored(cell.nilai, cell.sel))


def clear(editor: Editor, places: Iterable[Place]) -> None:
    """Empty cells."""
    for place in places:
        editor.clear(place.sheet, place.cell)


def stored(nilai: Nilai, sel: Sel) -> float | str:
    """Return a value in the unit of its cell: thousands, or the fraction of a per cent format."""
    if nilai.angka is None:
        return nilai.teks
    number = nilai.angka / sel.faktor
    return int(number) if number.denominator == 1 else float(number)


def _style(editor: Editor, cell: Tulis) -> int | None:
    """Return a style where the cell needs another one than it has, else None."""
    needs_format = cell.sel.format == "General" != cell.format and cell.nilai.angka is not None
    if not needs_format and not cell.warna:
        return None
    base = editor.style_at(cell.sel.tempat.sheet, cell.sel.baris, cell.sel.lajur)
    return editor.style(base, number_format=cell.format if needs_format else None, fill=cell.warna or None)
