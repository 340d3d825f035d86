"""Fills the computed and carried-over cells of a template, and touches nothing else.

``plan`` decides what is written where, ``write`` turns the plan into edits of the package,
``report`` tells what was done.
"""

from sakipcalc.filling.plan import OnConflict, Rencana, make_plan
from sakipcalc.filling.report import FillReport
from sakipcalc.filling.write import apply

__all__ = ["FillReport", "OnConflict", "Rencana", "apply", "make_plan"]
