"""What a workbook says: frozen values, each with the place that it came from.

A :class:`Laporan` is a workbook as read (``report``). It holds :class:`Tabel` values, their rows
(:class:`Baris`) and cells (:class:`Sel`) (``tables``), and who reports (:class:`Entitas`).
Nothing here is computed and nothing knows of Excel beyond the names of cells.
"""

from sakipcalc.model.report import Entitas, Laporan, Penjelasan, Pilihan
from sakipcalc.model.tables import Baris, Kolom, Sel, Tabel, column_key
from sakipcalc.readonly import let_mappings_travel
from sakipcalc.tables.levels import TREE, Level

__all__ = [
    "TREE",
    "Baris",
    "Entitas",
    "Kolom",
    "Laporan",
    "Level",
    "Penjelasan",
    "Pilihan",
    "Sel",
    "Tabel",
    "column_key",
]

let_mappings_travel()
