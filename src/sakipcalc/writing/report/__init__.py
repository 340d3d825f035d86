"""The report of one unit: its tables, sentences for its text, its findings, and where each figure comes from.

``facts`` and ``sentences`` choose what the text says.
"""

from sakipcalc.writing.report.unit_report import write_report

__all__ = ["write_report"]
