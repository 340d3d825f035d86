"""The calculator: the formulas on numbers, lists, arrays and Series alike.

Python numbers give a Python number, lists a list, arrays an array and Series a Series
with its index. What is missing stays missing in the kind in which it came (None, NaN, NA)
and an undefined quotient is None in a number or list, NaN in an array or Series: a
missing value is never 0 and never 100. Decimals and Fractions are computed exactly and
stay what they are.
"""

from sakipcalc.calc.agreement import agreement
from sakipcalc.calc.budget import efisiensi, kategori_efisiensi, serapan, status_serapan
from sakipcalc.calc.performance import capaian, kategori, kategori_capaian, status
from sakipcalc.calc.progress import kemajuan, rerata, triwulan
from sakipcalc.calc.surveys import ikm, nilai_sakip, predikat_sakip
from sakipcalc.calc.words import predicate_scores

__all__ = [
    "agreement",
    "capaian",
    "efisiensi",
    "ikm",
    "kategori",
    "kategori_capaian",
    "kategori_efisiensi",
    "kemajuan",
    "nilai_sakip",
    "predicate_scores",
    "predikat_sakip",
    "rerata",
    "serapan",
    "status",
    "status_serapan",
    "triwulan",
]
