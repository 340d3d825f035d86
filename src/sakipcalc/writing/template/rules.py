"""What a blank table watches over: drop-down lists, figures that must be figures, colours of kategori."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.ooxml import refs
from sakipcalc.tables import specs
from sakipcalc.writing.template.plan import choices_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from sakipcalc.scales import BarisSkala
    from sakipcalc.writing.template.looks import Looks
    from sakipcalc.writing.template.request import Permintaan
    from sakipcalc.writing.template.shape import KolomBentuk, TabelBentuk

__all__ = ["add_rules"]

#: Lists that name the usual words and let others pass.
_OPEN = frozenset({"satuan", "keterangan"})
#: The scale by which a column of kategori is judged, and where its labels stand.
_SCALES = {"3.2": "3.1", "4.1": "3.1", "3.7": "3.6"}
#: Below the header of a scale.
_FIRST_BAND = 5


def add_rules(out: Worksheet, table: TabelBentuk, asked: Permintaan, paint: Looks) -> None:
    """Add the lists, checks and colours of one table."""
    for column in table.kolom:
        _add_list(out, table, column)
        if specs()[table.id].kolom[column.id].jenis == "uang":
            _add_check(out, table, column)
    if table.id in _SCALES:
        bands = asked.skala if _SCALES[table.id] == "3.1" else asked.efisiensi
        _add_colours(out, table, bands, paint)


def _area(table: TabelBentuk, column: KolomBentuk) -> tuple[int, int, int, int]:
    last = table.akhir - (table.baris[-1].tingkat == "jumlah")
    return table.badan - 1, column.lajur - 1, last - 1, column.lajur - 1


def _add_list(out: Worksheet, table: TabelBentuk, column: KolomBentuk) -> None:
    offered = choices_of(column.id)
    if table.id == "3.6" or not (offered or (column.id == "kategori" and table.id in _SCALES)):
        return
    source: object = list(offered)
    if column.id == "kategori":
        scale = _SCALES[table.id]
        letter = "C" if scale == "3.1" else "D"
        source = f"='Tabel {scale}'!${letter}${_FIRST_BAND}:${letter}$20"
    options = {"validate": "list", "source": source, "ignore_blank": True}
    if column.id in _OPEN:
        options |= {"error_type": "information"}
    out.data_validation(*_area(table, column), options)


def _add_check(out: Worksheet, table: TabelBentuk, column: KolomBentuk) -> None:
    options = {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": column.judul[:32],
        "error_message": "Isi rupiah penuh sebagai angka, tanpa titik, koma, dan huruf.",
    }
    out.data_validation(*_area(table, column), options)


def _add_colours(out: Worksheet, table: TabelBentuk, bands: tuple[BarisSkala, ...], paint: Looks) -> None:
    column = next(one for one in table.kolom if one.id == "kategori")
    scale = _SCALES[table.id]
    letter = "C" if scale == "3.1" else "D"
    first = refs.cell_name(table.badan, column.lajur)
    for number, band in enumerate(bands):
        if not band.warna:
            continue
        label = f"'Tabel {scale}'!${letter}${_FIRST_BAND + number}"
        rule = {
            "type": "formula",
            "criteria": f'=AND({first}<>"",{first}={label})',
            "format": paint.get({"bg_color": f"#{band.warna}"}),
        }
        out.conditional_format(*_area(table, column), rule)
