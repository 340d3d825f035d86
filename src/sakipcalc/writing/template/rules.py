"""What a blank table watches over: drop-down lists, figures that must be figures, colours of kategori."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.model import Level
from sakipcalc.ooxml import refs
from sakipcalc.places import Place
from sakipcalc.sheets.outsheet import ColouredWhen, DropDown, NotNegative, OutArea

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.scales import BarisSkala
    from sakipcalc.sheets.outsheet import CellRule
    from sakipcalc.tables import ColumnSpec
    from sakipcalc.writing.template.request import Permintaan
    from sakipcalc.writing.template.shape import KolomBentuk, TabelBentuk

__all__ = ["rules_of"]

#: A list of labels reaches so far, for bands that a unit adds.
_LAST_BAND = 20
#: Excel shows no longer title of a message.
_LONGEST_TITLE = 32
_MONEY = "Isi rupiah penuh sebagai angka, tanpa titik, koma, dan huruf."


def rules_of(table: TabelBentuk, scales: Mapping[str, TabelBentuk], asked: Permintaan) -> Iterator[CellRule]:
    """Yield the lists, checks and colours of one table.

    Parameters
    ----------
    table : TabelBentuk
        The table.
    scales : mapping of str to TabelBentuk
        The tables that state a scale, by id.
    asked : Permintaan
        What the workbook is asked to be.
    """
    spec = asked.specs[table.id]
    judged = [(one, asked.specs.scale_of(spec.kolom[one.id])) for one in table.kolom]
    for column, scale in judged:
        yield from _list(table, column, spec.kolom[column.id], scales.get(scale))
        if spec.kolom[column.id].jenis == "uang":
            yield NotNegative(_area(table, column), column.judul[:_LONGEST_TITLE], _MONEY)
    for column, scale in judged:
        if scale in scales:
            yield from _colours(table, column, scales[scale], asked.pita(scale))


def _area(table: TabelBentuk, column: KolomBentuk) -> OutArea:
    last = table.akhir - (table.baris[-1].tingkat is Level.JUMLAH)
    return OutArea(table.badan - 1, column.lajur - 1, last - 1, column.lajur - 1)


def _letter(scale: TabelBentuk) -> str:
    return refs.column_name(scale.lajur("predikat"))


def _label(scale: TabelBentuk, number: int = 0) -> str:
    """Return the cell with the label of a band."""
    sheet = Place(sheet=scale.sheet).quoted_sheet
    return f"{sheet}!${_letter(scale)}${scale.badan + number}"


def _list(
    table: TabelBentuk, column: KolomBentuk, spec: ColumnSpec, scale: TabelBentuk | None
) -> Iterator[DropDown]:
    strict = not spec.pilihan_bebas
    if scale is not None:
        yield DropDown(_area(table, column), f"{_label(scale)}:${_letter(scale)}${_LAST_BAND}", strict=strict)
    elif spec.pilihan:
        yield DropDown(_area(table, column), tuple(spec.pilihan), strict=strict)


def _colours(
    table: TabelBentuk, column: KolomBentuk, scale: TabelBentuk, bands: tuple[BarisSkala, ...]
) -> Iterator[ColouredWhen]:
    first = refs.cell_name(table.badan, column.lajur)
    for number, band in enumerate(bands):
        if band.warna:
            formula = f'AND({first}<>"",{first}={_label(scale, number)})'
            yield ColouredWhen(_area(table, column), formula, band.warna)
