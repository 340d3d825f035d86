"""What a blank table watches over: drop-down lists, figures that must be figures, colours of kategori."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.model import Level
from sakipcalc.ooxml import refs
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from sakipcalc.scales import BarisSkala
    from sakipcalc.tables import ColumnSpec
    from sakipcalc.templates.looks import Looks
    from sakipcalc.templates.request import Permintaan
    from sakipcalc.templates.shape import KolomBentuk, TabelBentuk

__all__ = ["add_rules"]

#: A list of labels reaches so far, for bands that a unit adds.
_LAST_BAND = 20


def add_rules(
    out: Worksheet, table: TabelBentuk, scales: Mapping[str, TabelBentuk], asked: Permintaan, paint: Looks
) -> None:
    """Add the lists, checks and colours of one table.

    Parameters
    ----------
    out : Worksheet
        Its sheet.
    table : TabelBentuk
        The table.
    scales : mapping of str to TabelBentuk
        The tables that state a scale, by id.
    asked : Permintaan
        What the workbook is asked to be.
    paint : Looks
        The styles of the workbook.
    """
    spec = asked.specs[table.id]
    judged = [(one, asked.specs.scale_of(spec.kolom[one.id])) for one in table.kolom]
    for column, scale in judged:
        _add_list(out, table, column, spec.kolom[column.id], scales.get(scale))
        if spec.kolom[column.id].jenis == "uang":
            _add_check(out, table, column)
    for column, scale in judged:
        if scale in scales:
            _add_colours(out, table, column, scales[scale], asked.pita(scale), paint)


def _area(table: TabelBentuk, column: KolomBentuk) -> tuple[int, int, int, int]:
    last = table.akhir - (table.baris[-1].tingkat is Level.JUMLAH)
    return table.badan - 1, column.lajur - 1, last - 1, column.lajur - 1


def _add_list(
    out: Worksheet, table: TabelBentuk, column: KolomBentuk, spec: ColumnSpec, scale: TabelBentuk | None
) -> None:
    if not spec.pilihan and scale is None:
        return
    source = list(spec.pilihan) if scale is None else f"={_labels(scale)}:${_letter(scale)}${_LAST_BAND}"
    options = {"validate": "list", "source": source, "ignore_blank": True}
    if spec.pilihan_bebas:
        options |= {"error_type": "information"}
    out.data_validation(*_area(table, column), options)


def _letter(scale: TabelBentuk) -> str:
    return refs.column_name(scale.lajur("predikat"))


def _labels(scale: TabelBentuk, number: int = 0) -> str:
    """Return the cell with the label of a band."""
    sheet = Place(sheet=scale.sheet).quoted_sheet
    return f"{sheet}!${_letter(scale)}${scale.badan + number}"


def _add_check(out: Worksheet, table: TabelBentuk, column: KolomBentuk) -> None:
    options = {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": column.judul[:32],
        "error_message": "Isi rupiah penuh sebagai angka, tanpa titik, koma, dan huruf.",
    }
    out.data_validation(*_area(table, column), options)


def _add_colours(
    out: Worksheet,
    table: TabelBentuk,
    column: KolomBentuk,
    scale: TabelBentuk,
    bands: tuple[BarisSkala, ...],
    paint: Looks,
) -> None:
    first = refs.cell_name(table.badan, column.lajur)
    for number, band in enumerate(bands):
        if not band.warna:
            continue
        rule = {
            "type": "formula",
            "criteria": f'=AND({first}<>"",{first}={_labels(scale, number)})',
            "format": paint.get({"bg_color": f"#{band.warna}"}),
        }
        out.conditional_format(*_area(table, column), rule)
