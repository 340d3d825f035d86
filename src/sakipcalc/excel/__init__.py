"""Excel packages (.xlsx, .xlsm) read with places and edited without loss.

A package is opened and checked (`Package`), its sheets are scanned (`RawSheet`,
`RawCell`), and cells are changed (`Editor`): what is not changed keeps its bytes.
Nothing here knows what the cells mean, and nothing but the standard library is needed.

Examples
--------
>>> import io
>>> import openpyxl
>>> buffer = io.BytesIO()
>>> openpyxl.Workbook().save(buffer)
>>> package = Package.open(buffer)
>>> editor = Editor(package)
>>> editor.set_number("Sheet", "B2", 83.75)
>>> editor.set_formula("Sheet", "B3", "=B2/70*100", 119.64285714285714)
>>> sheet = Package.open(editor.to_bytes()).sheet("Sheet")
>>> sheet.cells[2, 2].number, sheet.cells[3, 2].formula, sheet.cells[3, 2].value
(83.75, 'B2/70*100', 119.64285714285714)
>>> editor.receipt.parts_changed
('xl/worksheets/sheet1.xml',)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sakipcalc.excel import refs
from sakipcalc.excel.edit.editor import Editor
from sakipcalc.excel.edit.receipt import InsertReceipt, Moved, Receipt, Resized, Written
from sakipcalc.excel.edit.styleedit import StyleChange
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.limits import Limits, Tally
from sakipcalc.excel.package import DefinedName, Package
from sakipcalc.excel.rowmap import Insertion
from sakipcalc.excel.sheet.cells import CellError, RawCell
from sakipcalc.excel.sheet.sheet import ListObject, RawSheet, SheetInfo
from sakipcalc.excel.sheet.styles import Styles
from sakipcalc.excel.sheet.textfit import LARGEST_HEIGHT, TextFit

if TYPE_CHECKING:
    from sakipcalc.excel.edit.newsheet import NewCell, NewPage, NewSheet
    from sakipcalc.excel.insert.rowinsert import insert_rows

__all__ = [
    "LARGEST_HEIGHT",
    "CellError",
    "DefinedName",
    "Editor",
    "InsertReceipt",
    "Insertion",
    "Limits",
    "ListObject",
    "Moved",
    "NewCell",
    "NewPage",
    "NewSheet",
    "Package",
    "PackageError",
    "RawCell",
    "RawSheet",
    "Receipt",
    "Resized",
    "SheetInfo",
    "StyleChange",
    "Styles",
    "Tally",
    "TextFit",
    "Written",
    "insert_rows",
    "refs",
]

#: What few workbooks need is loaded when it is asked for.
_LATER = {"insert_rows": "insert.rowinsert"} | dict.fromkeys(
    ("NewCell", "NewPage", "NewSheet"), "edit.newsheet"
)


def __getattr__(name: str) -> object:
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
