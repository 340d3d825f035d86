"""The content of a workbook: frozen values, each with its place.

A :class:`Laporan` is a workbook as read (``report``). It holds :class:`Table` values, their rows
(:class:`Row`) and cells (:class:`Cell`) (``tables``), and who reports (:class:`Entity`).
Nothing here is computed and nothing knows of Excel beyond the names of cells.
"""

from sakipcalc.base.readonly import let_mappings_travel
from sakipcalc.model.cellcolumns import (
    BodyColumns,
    Cell,
    CellColumn,
    RowCells,
    cells_with,
    names_with,
)
from sakipcalc.model.tables import (
    PART_ROWS,
    Column,
    Remark,
    Row,
    Table,
    amounts_in_columns,
    column_key,
    common_body,
    said_in_column,
    said_in_columns,
)
from sakipcalc.model.workbook import Choice, Entity, Explanation, Laporan, LooseText
from sakipcalc.tables.levels import TREE, Level

__all__ = [
    "PART_ROWS",
    "TREE",
    "BodyColumns",
    "Cell",
    "CellColumn",
    "Choice",
    "Column",
    "Entity",
    "Explanation",
    "Laporan",
    "Level",
    "LooseText",
    "Remark",
    "Row",
    "RowCells",
    "Table",
    "amounts_in_columns",
    "cells_with",
    "column_key",
    "common_body",
    "names_with",
    "said_in_column",
    "said_in_columns",
]

let_mappings_travel()
