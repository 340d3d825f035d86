"""The formulas: one pure function each, the same for exact fractions, floats and arrays.

What a formula is called, its unit, its source and how a spreadsheet writes it stand
beside it in the rule files (:mod:`sakipcalc.rulebook`).
"""

from sakipcalc.rulebook.formulas.aggregates import (
    AGGREGATES,
    MeanOfSome,
    efisiensi_keluaran,
    nilai_tertimbang,
    rerata,
    total,
    triwulan_jumlah,
    triwulan_posisi,
    triwulan_rata,
)
from sakipcalc.rulebook.formulas.evaluation import (
    Computation,
    Status,
    computed,
    evaluate,
    examine,
    inputs,
    results,
    status_of_gap,
)
from sakipcalc.rulebook.formulas.kernels import KERNELS, limited, meets

__all__ = [
    "AGGREGATES",
    "KERNELS",
    "Computation",
    "MeanOfSome",
    "Status",
    "computed",
    "efisiensi_keluaran",
    "evaluate",
    "examine",
    "inputs",
    "limited",
    "meets",
    "nilai_tertimbang",
    "rerata",
    "results",
    "status_of_gap",
    "total",
    "triwulan_jumlah",
    "triwulan_posisi",
    "triwulan_rata",
]
