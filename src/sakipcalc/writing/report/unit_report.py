"""A report of one unit: its results as a new formatted workbook with native charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.api import compute
from sakipcalc.auditing import audit
from sakipcalc.computing import Hasil
from sakipcalc.core.bounded import bounded
from sakipcalc.excel.save import resolved
from sakipcalc.files import address_from, path_of, refuse_ending, write_whole
from sakipcalc.messages import spoken
from sakipcalc.writing.book import Document, workbook
from sakipcalc.writing.report import money as budget
from sakipcalc.writing.report import pages, performance
from sakipcalc.writing.report.context import ReportContext
from sakipcalc.writing.report.tables import own_tables

if TYPE_CHECKING:
    import os

    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.files import Output, Source
    from sakipcalc.messages import Lang
    from sakipcalc.model import Laporan

__all__ = ["report_book", "write_report"]

_TABLES = (
    performance.measurement,
    performance.over_years,
    performance.against_renstra,
    budget.efficiency,
    budget.budget_tree,
    budget.programmes,
)


def write_report(
    hasil: Hasil | Laporan | Source,
    output: Output,
    *,
    temuan: DaftarTemuan | None = None,
    source: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    lang: Lang | None = None,
) -> None:
    """Write the results of one workbook as a new one, made for people.

    It has the result tables, those of the unit's own among them, formatted as the annexes, with live formulas
    and their values, the colours of the kategori and native charts; sentences for the report's text; the
    findings with links; and a sheet that tells where each figure comes from.

    Parameters
    ----------
    hasil : Hasil, Laporan, path, bytes or binary file
        The results, or the workbook that they are computed from.
    output : path or binary file
        The workbook to be written; the folder of a path is made if need be.
    temuan : DaftarTemuan, optional
        The findings of the audit; without them the results are audited here.
    source : path, optional
        Where the workbook of the results lies, so that the findings lead to its cells, and the report is
        never written onto it; without it beside the report.
    overwrite : bool
        Whether an existing output may be replaced.
    lang : {"id", "en"}
        Language; a report in Indonesian can be read again by :func:`sakipcalc.read`.

    Raises
    ------
    OutputError
        When the output exists, is the workbook of the results, or cannot be written. Nothing is half-written.

    Examples
    --------
    >>> import sakipcalc as sc, tempfile
    >>> hasil = sc.compute(sc.read("workbooks/bogorejo-2024.xlsx"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sc.write_report(hasil, f"{folder}/laporan.xlsx")
    ...     sc.compute(sc.read(f"{folder}/laporan.xlsx")).capaian["kategori"].tolist()
    ['Sangat Baik', 'Sangat Baik']
    """
    lang = spoken(lang)
    refuse_ending(output)
    known = hasil if isinstance(hasil, Hasil) else compute(hasil)
    with bounded(known.laporan.file):
        _write(known, output, temuan, source, overwrite=overwrite, lang=lang)


def _write(
    hasil: Hasil,
    output: Output,
    temuan: DaftarTemuan | None,
    source: str | os.PathLike[str] | None,
    *,
    overwrite: bool,
    lang: Lang,
) -> None:
    found = audit(hasil.laporan, hasil) if temuan is None else temuan
    folder = Path(path_of(output)).parent
    # Without a place that is stated the workbook is taken to lie beside the report.
    beside = hasil.laporan.file and folder / hasil.laporan.file
    address = address_from(beside if source is None else source, folder)
    made = report_book(hasil, found, source=address, lang=lang)
    write_whole(made, output, overwrite=overwrite, source=None if source is None else resolved(Path(source)))


def report_book(hasil: Hasil, temuan: DaftarTemuan, *, source: str = "", lang: Lang | None = None) -> bytes:
    """Return the workbook of :func:`write_report`; `source` is the address to which findings lead."""
    lang = spoken(lang)
    of = ReportContext(hasil=hasil, temuan=temuan, lang=lang)
    tables = [sheet for make in _TABLES if (sheet := make(of)) is not None]
    tables += [*own_tables(of), pages.scale_sheet(of)]
    rest = [pages.sentence_sheet(of), *tables, pages.findings(of, source), pages.explained(of, tables)]
    who = hasil.laporan.entitas
    title = of.phrase("judul-buku", nama=who.nama, tahun=str(who.tahun or "")).strip()
    # The tables are placed first: a value is at home in its table, and a reference elsewhere.
    return workbook([pages.summary(of, rest), *rest], Document(title=title), homes=[*tables, *rest])
