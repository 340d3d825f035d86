"""The standard tables that rules of the trade speak of, by name: the only place that spells their ids.

Code that works on any table asks the table (`TableSpec`) or the set of them (`TableSet`); these names are
for what is true of one table alone, as that Tabel 3.9 holds the spending.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "AGREEMENT",
    "AGREEMENT_BUDGET",
    "BUDGET",
    "CONCLUSION",
    "EFFICIENCY",
    "EFFICIENCY_SCALE",
    "GOALS",
    "HISTORY",
    "MAIN_INDICATORS",
    "MEASUREMENT",
    "PROGRESS",
    "QUARTERS",
    "SCALE",
    "SPENDING",
    "SPENDING_BY_KIND",
    "SUPPORT",
    "YEAR_GOALS",
]

#: Tujuan and sasaran with the targets of all years of the Renstra.
GOALS: Final = "2.1"
#: Indikator Kinerja Utama, and how each is measured.
MAIN_INDICATORS: Final = "2.2"
#: Tujuan and sasaran with the target of the year.
YEAR_GOALS: Final = "2.3"
#: The tree of program, kegiatan and sub kegiatan with its pagu.
BUDGET: Final = "2.4"
#: Perjanjian Kinerja: the indicators of an official, and the anggaran under them.
AGREEMENT: Final = "PK"
AGREEMENT_BUDGET: Final = "PK-anggaran"
#: The scale of capaian.
SCALE: Final = "3.1"
#: Target, realisasi, capaian and kategori of the year.
MEASUREMENT: Final = "3.2"
#: The same over several years.
HISTORY: Final = "3.3"
#: Realisasi against the end of the Renstra.
PROGRESS: Final = "3.4"
#: The scale of efisiensi.
EFFICIENCY_SCALE: Final = "3.6"
#: Capaian beside anggaran.
EFFICIENCY: Final = "3.7"
#: Programmes that supported an indicator, or did not.
SUPPORT: Final = "3.8"
#: The tree with what was spent.
SPENDING: Final = "3.9"
#: The spending by kind.
SPENDING_BY_KIND: Final = "Belanja"
#: Target and realisasi of each quarter.
QUARTERS: Final = "Triwulan"
#: The measurement once more.
CONCLUSION: Final = "4.1"
