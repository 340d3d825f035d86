"""Fills the computed and carried-over cells of a template, and touches nothing else.

``steps`` puts the parts together: ``rows`` decides which rows the tables get (``lines``: on which lines,
``match`` and ``takeover``: from where), ``facts`` which facts of another workbook go where, ``plan`` what is
derived, ``heights`` which rows have to grow; ``write`` turns plans into edits, ``draft`` keeps them with
what a reader of the result would find, ``after`` asks one, ``report`` tells what was done.
"""

from sakipcalc.filling.after import Lazy
from sakipcalc.filling.fillreport import FillReport
from sakipcalc.filling.options import FillOptions
from sakipcalc.filling.plan import OnConflict
from sakipcalc.filling.steps import Filled, fill_package

__all__ = [
    "FillOptions",
    "FillReport",
    "Filled",
    "Lazy",
    "OnConflict",
    "fill_package",
]
