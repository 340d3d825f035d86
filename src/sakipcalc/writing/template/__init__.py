"""Blank annex workbooks: the tables as data, their formulas from the derivation graph.

``request`` says what is asked for (``source``: what an existing workbook gives), ``shape`` where the
tables stand, ``trial`` and ``formulas`` what follows from what; ``draw`` (``looks``, ``rules``, ``notes``)
puts it on sheets.
"""

from sakipcalc.writing.template.write import Paper, write_template

__all__ = ["Paper", "write_template"]
