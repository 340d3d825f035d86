"""From a workbook to a Laporan: open, find the headers, recognise the tables, read their rows.

The steps, one module each: ``workbook`` (Excel package to grids), ``headings`` (where a header is),
``sections`` (which lines and rows belong to it), ``recognise`` (which tables it may head), ``choose``
(which one it does), ``extent`` (where its rows end), ``body`` (their cells and numbers), ``labels`` (what
is written once for several rows), ``levels`` (what each row is), ``penjelasan`` (the texts of Tabel
2.2), ``entity`` (who reports), ``settings`` (the choices that the workbook states), ``notes`` (what a
person should know of all this).
"""

from sakipcalc.reading.reader import Reader, read_grids, read_package
from sakipcalc.reading.tabular import read_frames

__all__ = ["Reader", "read_frames", "read_grids", "read_package"]
