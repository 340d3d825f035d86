"""New workbooks for people: the report of one unit, and the recap of many.

``sheet`` is a sheet as plain values and ``book`` writes it; ``moved`` lets the formulas of the library
point at the new cells; ``facts`` and ``sentences`` choose what the text says.
"""

from sakipcalc.reports.recap import write_recap
from sakipcalc.reports.report import write_report

__all__ = ["write_recap", "write_report"]
