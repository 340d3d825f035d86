"""New workbooks for people: the report of one unit, the recap of many, blank annexes, findings.

``book`` writes sheets of plain values (:mod:`sakipcalc.sheets`) with XlsxWriter, ``charts`` their charts;
``moved`` lets the formulas of the library point at the new cells.
"""
