"""What a blank table watches over: drop-down lists, figures that must be figures, colours of kategori."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.ooxml import refs
from sakipcalc.sheets.outsheet import ColouredWhen, DropDown, NotNegative, OutArea
from sakipcalc.tables import specs
from sakipcalc.writing.template.plan import choices_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.scales import BarisSkala
    from sakipcalc.sheets.outsheet import CellRule
    from sakipcalc.writing.template.request import Permintaan
    from sakipcalc.writing.template.shape import KolomBentuk, TabelBentuk

__all__ = ["rules_of"]

#: Lists that name the usual words and let others pass.
_OPEN = frozenset({"satuan", "keterangan"})
#: The scale by which a column of kategori is judged, and where its labels stand.
_SCALES = {"3.2": "3.1", "4.1": "3.1", "3.7": "3.6"}
#: Rows of a scale that its labels may stand in, below its header.
_FIRST_BAND, _LAST_BAND = 5, 20
#: Excel shows no longer title of a message.
_LONGEST_TITLE = 32
_MONEY = "Isi rupiah penuh sebagai angka, tanpa titik, koma, dan huruf."


def rules_of(table: TabelBentuk, asked: Permintaan) -> Iterator[CellRule]:
    """Yield the lists, checks and colours of one table."""
    for column in table.kolom:
        yield from _list(table, column)
        if specs()[table.id].kolom[column.id].jenis == "uang":
            yield NotNegative(_area(table, column), column.judul[:_LONGEST_TITLE], _MONEY)
    if table.id in _SCALES:
        yield from _colours(table, asked.skala if _SCALES[table.id] == "3.1" else asked.efisiensi)


def _area(table: TabelBentuk, column: KolomBentuk) -> OutArea:
    last = table.akhir - (table.baris[-1].tingkat == "jumlah")
    return OutArea(table.badan - 1, column.lajur - 1, last - 1, column.lajur - 1)


def _labels(scale: str) -> str:
    """Return the column in which the table of a scale has its labels."""
    return f"'Tabel {scale}'!${'C' if scale == '3.1' else 'D'}"


def _list(table: TabelBentuk, column: KolomBentuk) -> Iterator[DropDown]:
    offered = tuple(choices_of(column.id))
    if table.id == "3.6":
        return
    if column.id == "kategori" and table.id in _SCALES:
        labels = _labels(_SCALES[table.id])
        letter = labels.rpartition("!")[2]
        yield DropDown(_area(table, column), f"{labels}${_FIRST_BAND}:{letter}${_LAST_BAND}")
    elif offered:
        yield DropDown(_area(table, column), offered, strict=column.id not in _OPEN)


def _colours(table: TabelBentuk, bands: tuple[BarisSkala, ...]) -> Iterator[ColouredWhen]:
    column = next(one for one in table.kolom if one.id == "kategori")
    first = refs.cell_name(table.badan, column.lajur)
    labels = _labels(_SCALES[table.id])
    for row, band in enumerate(bands, _FIRST_BAND):
        if band.warna:
            formula = f'AND({first}<>"",{first}={labels}${row})'
            yield ColouredWhen(_area(table, column), formula, band.warna)
