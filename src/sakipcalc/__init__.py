"""Reads, computes, audits and fills the Excel annexes of Indonesian performance reports (LKjIP).

Nothing is loaded until it is asked for, so that importing the package is cheap::

    import sakipcalc as sc

    laporan = sc.read("workbooks/bogorejo-2024.xlsx")
    hasil = sc.compute(laporan)
    sc.audit(laporan, hasil)
    sc.fill("workbooks/bogorejo-2024-kosong.xlsx", "hasil/terisi.xlsx")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sakipcalc.base.version import __version__ as __version__

if TYPE_CHECKING:
    from sakipcalc.anonym import AnonymReport, anonymise
    from sakipcalc.api import audit, compute, fill, read
    from sakipcalc.batch import BatchReport, Outcome
    from sakipcalc.batch.auditing import audit_many
    from sakipcalc.batch.run import fill_many
    from sakipcalc.calc import capaian, efisiensi, ikm, kategori, kemajuan, predikat_sakip, serapan
    from sakipcalc.computing import Hasil
    from sakipcalc.contract import schema
    from sakipcalc.core.errors import (
        ConflictError,
        OutputError,
        RuleError,
        SakipError,
        TableError,
        WorkbookError,
    )
    from sakipcalc.core.findings import DaftarTemuan, Temuan
    from sakipcalc.excel import Limits
    from sakipcalc.filling import FillReport
    from sakipcalc.messages import options
    from sakipcalc.model import Laporan
    from sakipcalc.plots import plot_anggaran, plot_capaian, plot_renstra, plot_tren
    from sakipcalc.rolling import RollReport, roll_forward
    from sakipcalc.rulebook import rules
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.rulebook.scales import Skala
    from sakipcalc.text.numerals import parse_number
    from sakipcalc.writing.findings import write_findings
    from sakipcalc.writing.recap import write_recap
    from sakipcalc.writing.report import write_report
    from sakipcalc.writing.results import write_results
    from sakipcalc.writing.template import write_template

__all__ = [
    "AnonymReport",
    "BatchReport",
    "ConflictError",
    "DaftarTemuan",
    "FillReport",
    "Hasil",
    "Laporan",
    "Limits",
    "Metode",
    "Outcome",
    "OutputError",
    "RollReport",
    "RuleError",
    "SakipError",
    "Skala",
    "TableError",
    "Temuan",
    "WorkbookError",
    "anonymise",
    "audit",
    "audit_many",
    "capaian",
    "compute",
    "efisiensi",
    "fill",
    "fill_many",
    "ikm",
    "kategori",
    "kemajuan",
    "options",
    "parse_number",
    "plot_anggaran",
    "plot_capaian",
    "plot_renstra",
    "plot_tren",
    "predikat_sakip",
    "read",
    "roll_forward",
    "rules",
    "schema",
    "serapan",
    "write_findings",
    "write_recap",
    "write_report",
    "write_results",
    "write_template",
]

_HOMES = {
    "anonym": ("AnonymReport", "anonymise"),
    "api": ("audit", "compute", "fill", "read"),
    "batch": ("BatchReport", "Outcome"),
    "batch.auditing": ("audit_many",),
    "batch.run": ("fill_many",),
    "calc": ("capaian", "efisiensi", "ikm", "kategori", "kemajuan", "predikat_sakip", "serapan"),
    "computing": ("Hasil",),
    "contract": ("schema",),
    "core.errors": ("ConflictError", "OutputError", "RuleError", "SakipError", "TableError", "WorkbookError"),
    "filling": ("FillReport",),
    "core.findings": ("DaftarTemuan", "Temuan"),
    "rulebook.methods": ("Metode",),
    "messages": ("options",),
    "model": ("Laporan",),
    "text.numerals": ("parse_number",),
    "excel": ("Limits",),
    "plots": ("plot_anggaran", "plot_capaian", "plot_renstra", "plot_tren"),
    "rolling": ("RollReport", "roll_forward"),
    "rulebook": ("rules",),
    "rulebook.scales": ("Skala",),
    "writing.findings": ("write_findings",),
    "writing.recap": ("write_recap",),
    "writing.report": ("write_report",),
    "writing.results": ("write_results",),
    "writing.template": ("write_template",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
