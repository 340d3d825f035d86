"""Excel packages (.xlsx, .xlsm) read with places and edited without loss.

A package is opened and checked (`Package`), its sheets are scanned (`Sheet`,
`Cell`), and cells are changed (`Editor`): what is not changed keeps its bytes.
Nothing here knows what the cells mean, and nothing but the standard library is needed.

Examples
--------
>>> import io
>>> import openpyxl
>>> buffer = io.BytesIO()
>>> openpyxl.Workbook().save(buffer)
>>> package = Package.open(buffer)
>>> editor = package.edit()
>>> editor.set_number("Sheet", "B2", 83.75)
>>> editor.set_formula("Sheet", "B3", "=B2/70*100", 119.64285714285714)
>>> sheet = Package.open(editor.to_bytes()).sheet("Sheet")
>>> sheet.cells[2, 2].number, sheet.cells[3, 2].formula, sheet.cells[3, 2].value
(83.75, 'B2/70*100', 119.64285714285714)
>>> editor.receipt.parts_changed
('xl/worksheets/sheet1.xml',)
"""

from __future__ import annotations

from . import refs
from .cells import Cell
from .editor import Editor
from .errors import PackageError
from .limits import Limits, Tally
from .newsheet import NewCell, NewPage, NewSheet
from .package import DefinedName, Package
from .receipt import InsertReceipt, Moved, Receipt, Resized, Written
from .rowmap import Insertion
from .sheet import Sheet, SheetInfo, Table
from .styleedit import Look
from .styles import Styles
from .textfit import LARGEST_HEIGHT, TextFit

__all__ = [
    "LARGEST_HEIGHT",
    "Cell",
    "DefinedName",
    "Editor",
    "InsertReceipt",
    "Insertion",
    "Limits",
    "Look",
    "Moved",
    "NewCell",
    "NewPage",
    "NewSheet",
    "Package",
    "PackageError",
    "Receipt",
    "Resized",
    "Sheet",
    "SheetInfo",
    "Styles",
    "Table",
    "Tally",
    "TextFit",
    "Written",
    "refs",
]
