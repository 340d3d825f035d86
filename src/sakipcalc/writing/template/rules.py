"""Validations and conditional formats of the template: lists, number checks, colours of kategori."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.model import Level
from sakipcalc.sheets.outsheet import ColouredWhen, DropDown, NotNegative, OutArea

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.rulebook.scales import PrintedBand
    from sakipcalc.sheets.outsheet import CellRule
    from sakipcalc.tables import ColumnSpec
    from sakipcalc.writing.template.request import TemplateRequest
    from sakipcalc.writing.template.shape import ColumnShape, TableShape

__all__ = ["rules_of"]

#: A list of labels reaches so far, for bands that a unit adds.
_LAST_BAND = 20
#: Excel shows no longer title of a message.
_LONGEST_TITLE = 32
_MONEY = "Isi rupiah penuh sebagai angka, tanpa titik, koma, dan huruf."


def rules_of(
    table: TableShape, scales: Mapping[str, TableShape], asked: TemplateRequest
) -> Iterator[CellRule]:
    """Yield the lists, checks and colours of one table.

    Parameters
    ----------
    table : TableShape
        The table.
    scales : mapping of str to TableShape
        The tables that state a scale, by id.
    asked : TemplateRequest
        What the workbook is asked to be.
    """
    spec = asked.specs[table.id]
    judged = [(one, asked.specs.scale_of(spec.kolom[one.id])) for one in table.columns]
    for column, scale in judged:
        yield from _list(table, column, spec.kolom[column.id], scales.get(scale))
        if spec.kolom[column.id].jenis == "uang":
            yield NotNegative(_area(table, column), column.heading[:_LONGEST_TITLE], _MONEY)
    for column, scale in judged:
        if scale in scales:
            yield from _colours(table, column, scales[scale], asked.pita(scale))


def _area(table: TableShape, column: ColumnShape) -> OutArea:
    last = table.end - (table.rows[-1].level is Level.JUMLAH)
    return OutArea(table.body - 1, column.col - 1, last - 1, column.col - 1)


def _letter(scale: TableShape) -> str:
    return refs.column_name(scale.col("predikat"))


def _label(scale: TableShape, number: int = 0) -> str:
    """Return the cell with the label of a band."""
    sheet = Place(sheet=scale.sheet).quoted_sheet
    return f"{sheet}!${_letter(scale)}${scale.body + number}"


def _list(
    table: TableShape, column: ColumnShape, spec: ColumnSpec, scale: TableShape | None
) -> Iterator[DropDown]:
    strict = not spec.pilihan_bebas
    if scale is not None:
        yield DropDown(_area(table, column), f"{_label(scale)}:${_letter(scale)}${_LAST_BAND}", strict=strict)
    elif spec.pilihan:
        yield DropDown(_area(table, column), tuple(spec.pilihan), strict=strict)


def _colours(
    table: TableShape, column: ColumnShape, scale: TableShape, bands: tuple[PrintedBand, ...]
) -> Iterator[ColouredWhen]:
    first = refs.cell_name(table.body, column.col)
    for number, band in enumerate(bands):
        if band.colour:
            formula = f'AND({first}<>"",{first}={_label(scale, number)})'
            yield ColouredWhen(_area(table, column), formula, band.colour)
