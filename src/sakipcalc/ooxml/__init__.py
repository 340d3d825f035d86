"""Excel packages (.xlsx, .xlsm) read with places and edited without loss.

A package is opened and checked (`Package`), its sheets are scanned (`Sheet`,
`Cell`), and cells are changed (`Editor`): what is not changed keeps its bytes.
Nothing here knows what the cells mean.
"""

from __future__ import annotations

from . import refs
from .cells import Cell
from .editor import Editor
from .errors import PackageError
from .limits import Limits
from .package import DefinedName, Package
from .receipt import Receipt, Written
from .sheet import Sheet, SheetInfo, Table
from .styles import Styles

__all__ = [
    "Cell",
    "DefinedName",
    "Editor",
    "Limits",
    "Package",
    "PackageError",
    "Receipt",
    "Sheet",
    "SheetInfo",
    "Styles",
    "Table",
    "Written",
    "refs",
]
