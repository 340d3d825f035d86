"""From plans to edits of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.computing import Nilai
    from sakipcalc.filling.plan import Tulis
    from sakipcalc.model import Sel
    from sakipcalc.ooxml import Editor, Package
    from sakipcalc.places import Place

__all__ = ["edits", "stored"]


def edits(
    package: Package, write: Iterable[Tulis], *, refresh: Iterable[Tulis] = (), clear: Iterable[Place] = ()
) -> Editor:
    """Return an editor that holds the edits of a plan; nothing is written yet.

    Parameters
    ----------
    package : Package
        What is edited.
    write : iterable of Tulis
        Cells that get a value or a formula.
    refresh : iterable of Tulis
        Cells whose formula stays and whose stored value is set.
    clear : iterable of Place
        Cells that are emptied; one that is also written gets what is written.
    """
    editor = package.edit()
    for place in clear:
        editor.clear(place.sheet, place.cell)
    for cell in write:
        _write(package, editor, cell)
    for cell in refresh:
        editor.set_cached(cell.sel.tempat.sheet, cell.sel.tempat.cell, stored(cell.nilai, cell.sel))
    return editor


def stored(nilai: Nilai, sel: Sel) -> float | str:
    """Return a value in the unit of its cell: thousands, or the fraction of a per cent format."""
    if nilai.angka is None:
        return nilai.teks
    number = nilai.angka / sel.faktor
    return int(number) if number.denominator == 1 else float(number)


def _write(package: Package, editor: Editor, cell: Tulis) -> None:
    sheet, ref = cell.sel.tempat.sheet, cell.sel.tempat.cell
    value = stored(cell.nilai, cell.sel)
    style = _style(package, editor, cell)
    if cell.rumus is not None:
        editor.set_formula(sheet, ref, cell.rumus, value, style=style)
    elif isinstance(value, str):
        editor.set_text(sheet, ref, value, style=style)
    else:
        editor.set_number(sheet, ref, value, style=style)


def _style(package: Package, editor: Editor, cell: Tulis) -> int | None:
    """Return a style where the cell needs another one than it has, else None."""
    needs_format = cell.sel.format == "General" != cell.format and cell.nilai.angka is not None
    if not needs_format and not cell.warna:
        return None
    base = package.sheet(cell.sel.tempat.sheet).style_at(cell.sel.baris, cell.sel.lajur)
    return editor.style(base, number_format=cell.format if needs_format else None, fill=cell.warna or None)
