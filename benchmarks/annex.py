"""The form of Kecamatan Bogorejo that the benchmarks fill: which of its lines follow from which.

What an office that fills its own form by a script would write down of it.
"""

from __future__ import annotations

__all__ = ["BUDGETS", "BUDGET_TREE", "LINES", "PLAN_TREE", "TOTAL"]

#: Lines of Tabel 2.4 that are the sum of others.
PLAN_TREE = {
    7: (8, 37, 44, 49, 53, 57),
    8: (9, 11, 14, 22, 27, 32),
    9: (10,),
    11: (12, 13),
    14: tuple(range(15, 22)),
    22: tuple(range(23, 27)),
    27: tuple(range(28, 32)),
    32: tuple(range(33, 37)),
    37: (38, 41),
    38: (39, 40),
    41: (42, 43),
    44: (45,),
    45: (46, 47, 48),
    49: (50,),
    50: (51, 52),
    53: (54,),
    54: (55, 56),
    57: (58,),
    58: (59,),
}
#: Lines of Tabel 3.9 that are the sum of others.
BUDGET_TREE = {
    6: (7, 9, 12, 20, 22, 27),
    7: (8,),
    9: (10, 11),
    12: tuple(range(13, 20)),
    20: (21,),
    22: (23, 24, 25, 26),
    27: (28, 29),
    30: (31,),
    31: (32,),
    33: (34,),
    34: (35, 36),
    37: (38,),
    38: (39, 40),
    41: (42,),
    42: (43,),
    44: (45,),
    45: (46,),
    47: (48,),
    48: (49,),
    50: (6, 30, 33, 37, 41, 44, 47),
}
TOTAL = 50
#: Lines of Tabel 3.9 whose budget stands in Tabel 2.4, and where.
LINES = dict(
    [
        *((8, 10), (10, 12), (11, 13), (13, 15), (14, 16), (15, 17), (16, 18), (17, 19), (18, 20), (19, 21)),
        *((21, 24), (23, 28), (24, 29), (25, 31), (26, 30), (28, 33), (29, 36), (32, 39), (35, 42), (36, 43)),
        *((39, 47), (40, 48), (43, 55), (46, 59), (49, 51)),
    ]
)
#: What the lines of Tabel 3.9 may spend [thousand rupiah].
_THOUSANDS = (
    *(2800, 1530000, 6000, 3000, 26090, 5000, 44439, 2875, 2400, 64070, 20000, 3000, 34800, 5300, 76728),
    *(10047, 100000, 21160, 8870, 16070, 48600, 29840, 50830, 7450, 10630),
)
#: The same in rupiah, by line.
BUDGETS = {row: thousands * 1000 for row, thousands in zip(LINES, _THOUSANDS, strict=True)}
