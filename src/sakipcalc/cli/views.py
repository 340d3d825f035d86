"""What people and programs see: tables on a terminal, JSON and CSV on request."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.cli.findings_view import list_findings, sum_up_findings
from sakipcalc.cli.hints import nearest_file, unquoted
from sakipcalc.cli.terminal import console as _console
from sakipcalc.cli.terminal import put, put_table
from sakipcalc.cli.terminal import safe as _safe
from sakipcalc.computing.explain import state
from sakipcalc.contract.answers import computed
from sakipcalc.csvtext import guarded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from rich.console import Console

    from sakipcalc.batch import BatchReport
    from sakipcalc.computing import Hasil
    from sakipcalc.computing.tables import ComputedTable
    from sakipcalc.errors import SakipError
    from sakipcalc.files import Source
    from sakipcalc.filling import FillReport
    from sakipcalc.findings import DaftarTemuan
    from sakipcalc.messages import Lang
    from sakipcalc.rolling import RollReport

__all__ = [
    "complain",
    "say",
    "show_batch",
    "show_fill",
    "show_findings",
    "show_json",
    "show_made",
    "show_results",
    "show_rolled",
    "show_text",
    "show_written",
    "warn",
]

#: So many conflicts are shown one by one.
_MOST_CONFLICTS = 10


def complain(error: SakipError, lang: Lang, arguments: Sequence[str] = ()) -> None:
    """Say on standard error what went wrong and what to do; of a file that is missing, which may be meant."""
    _say(error.message(lang), error.hint(lang))
    if error.code == "no-such-file":
        if name := unquoted(arguments):
            _say_more(messages.text("cli.name-with-blank", lang, name=name))
        elif name := nearest_file(_as_typed(error.place.file, arguments)):
            _say_more(messages.text("cli.nearest-file", lang, name=name))


def _as_typed(name: str, arguments: Sequence[str]) -> str:
    """Return the path that was typed for a file; an error knows its name only."""
    return next((one for one in arguments if Path(one).name == name), name)


def warn(code: str, lang: Lang, **values: object) -> None:
    """Say on standard error what is worth knowing, though the work goes on."""
    _say(messages.text(f"cli.{code}", lang, **values))


def _say(sentence: str, advice: str = "") -> None:
    print(f"sakipcalc: {messages.visible(sentence)}", file=sys.stderr)  # noqa: T201 -- the command line's own voice
    if advice:
        _say_more(advice)


def _say_more(advice: str) -> None:
    print(f"  → {messages.visible(advice)}", file=sys.stderr)  # noqa: T201


def show_results(hasil: Hasil, temuan: DaftarTemuan, source: Source, form: str, lang: Lang) -> None:
    """Show the results of one workbook."""
    if form == "json":
        show_json(computed(hasil, temuan, source, lang))
    elif form == "csv":
        _print_csv(hasil.as_dict()["capaian"])
    else:
        console = _console()
        _show_capaian(console, hasil, lang)
        list_findings(console, temuan, lang)


def show_findings(found: Mapping[str, DaftarTemuan], form: str, lang: Lang) -> None:
    """Show the findings of one or more workbooks; each record names its file."""
    if form == "table":
        console = _console()
        for name, temuan in found.items():
            console.print(f"[bold]{_safe(name)}[/bold]")
            list_findings(console, temuan, lang)
        return
    records = [
        {"file": messages.encodable(name)} | record
        for name, temuan in found.items()
        for record in temuan.records(lang)
    ]
    _print_csv(records)


def say(code: str, lang: Lang, *, quiet: bool, **values: object) -> None:
    """Say on standard output what was done."""
    if not quiet:
        _console().print(_safe(messages.text(f"cli.{code}", lang, **values)))


def show_written(found: Mapping[str, DaftarTemuan], output: str, lang: Lang, *, quiet: bool) -> None:
    """Say how many findings went into a workbook."""
    say("findings-written", lang, quiet=quiet, n=sum(map(len, found.values())), output=output)


def show_made(code: str, options: argparse.Namespace, **values: object) -> None:
    """Say what was made, unless the user asked for quiet."""
    show_text(messages.text(f"cli.{code}", options.lang, **values), quiet=options.quiet)


def show_text(text: str, *, quiet: bool) -> None:
    """Print a sentence, unless the user asked for quiet."""
    if not quiet:
        _console().print(_safe(text))


def show_rolled(report: RollReport, lang: Lang, *, quiet: bool) -> None:
    """Say what became of last year's workbook, and which texts still name its year."""
    if quiet:
        return
    console, old = _console(), str(report.dari)
    counts = {"titles": len(report.judul), "history": len(report.riwayat), "emptied": len(report.dikosongkan)}
    files = {"file": report.sumber, "output": report.tujuan, "old": old, "new": str(report.ke)}
    told = messages.text("cli.rolled", lang, **files, **counts, filled=len(report.pengisian.terisi))
    console.print(_safe(told), style="bold green")
    if report.sisa:
        left = messages.text("cli.rolled-left", lang, n=len(report.sisa), old=old)
        console.print(_safe(left), style="yellow")
    for one in report.sisa:
        console.print(_safe(f"  {one.bagian or one.tempat}: {one.teks}"))
    sum_up_findings(console, report.temuan, lang)


def show_fill(report: FillReport, lang: Lang, *, quiet: bool, brief: bool = False) -> None:
    """Show in some twenty lines what filling one workbook did; what must be corrected stands last.

    Parameters
    ----------
    report : FillReport
        What was done; without a name of the result it was only tried.
    lang : {"id", "en"}
        Language.
    quiet, brief : bool
        Whether nothing is shown, or no more than the first line.
    """
    if quiet:
        return
    console = _console()
    code, files = (
        "filled" if report.tujuan else "would-fill",
        {"file": report.sumber, "output": report.tujuan},
    )
    told = messages.text(f"cli.{code}", lang, n=len(report.terisi), **files)
    put(console, told, others="  ", style="bold green")
    if brief:
        return
    _show_rows(console, report, lang)
    _show_notes(console, report, lang)
    _show_capaian(console, report.hasil, lang)
    _show_conflicts(console, report, lang)
    sum_up_findings(console, report.temuan, lang)
    if report.temuan:
        named = report.tujuan or report.sumber
        put(console, messages.text("cli.where-all", lang, file=named), others="  ")
    if report.tujuan:
        told = messages.text("cli.result-at", lang, output=report.tujuan)
        put(console, told, others="  ", style="bold green")


def show_batch(batch: BatchReport, lang: Lang, *, quiet: bool, total: int | None = None) -> None:
    """Say how many workbooks were filled, and on standard error what became of the others.

    Parameters
    ----------
    batch : BatchReport
        What was done.
    lang : {"id", "en"}
        Language.
    quiet : bool
        Whether only failures are told.
    total : int, optional
        How many workbooks there are, if the batch was interrupted.
    """
    for one in batch.gagal:
        _say(f"{one.sumber}: {one.pesan(lang)}", one.saran(lang))
    if total is not None:
        _say(messages.text("batch.interrupted", lang, n=len(batch), total=total))
    if quiet:
        return
    console = _console()
    counts = ((messages.text(f"batch.{status}", lang), n) for status, n in batch.counts.items() if n)
    told = ", ".join(f"{messages.number(n, lang)} {word}" for word, n in counts)
    console.print(_safe(messages.text("batch.summary", lang, n=len(batch), counts=told)), style="bold")
    _show_passed(console, batch, lang)


def _show_passed(console: Console, batch: BatchReport, lang: Lang) -> None:
    """Say what was not taken as input, and why; the first of many."""
    for one in batch.terlewat[:_MOST_CONFLICTS]:
        why = messages.text(f"batch.passed-{one.alasan}", lang)
        told = messages.text("batch.passed-over", lang, file=one.sumber, why=why)
        console.print(_safe(told), style="dim", soft_wrap=True)
    if len(batch.terlewat) > _MOST_CONFLICTS:
        console.print(messages.text("batch.passed", lang, n=len(batch.terlewat)), style="dim")


def _show_rows(console: Console, report: FillReport, lang: Lang) -> None:
    """Say which tables gained rows, and which rows the data do not have."""
    if report.baris_baru:
        added = ", ".join(f"{name} ({n})" for name, n in report.baris_per_tabel.items())
        inserted = sum(row.disisipkan for row in report.baris_baru)
        told = messages.text(
            "cli.rows-added", lang, tables=added, n=len(report.baris_baru), inserted=inserted
        )
        console.print(_safe(told))
    if report.baris_lain:
        code = "cli.rows-emptied" if report.on_conflict == "replace" else "cli.rows-kept"
        console.print(_safe(messages.text(code, lang, n=len(report.baris_lain))))
        for row in report.baris_lain[:_MOST_CONFLICTS]:
            console.print(_safe(f"  {row.tempat}: {row.teks}"))
        if len(report.baris_lain) > _MOST_CONFLICTS:
            console.print("  ...")


def _show_notes(console: Console, report: FillReport, lang: Lang) -> None:
    """Say what of the data found no place, and what happened to the file beside its cells."""
    if report.tanpa_tempat:
        console.print(_safe(messages.text("cli.without-place", lang, names=report.tanpa_tempat)))
    if report.refreshed:
        sheets = tuple(dict.fromkeys(one.place.sheet for one in report.refreshed))
        told = messages.text("cli.refreshed", lang, n=len(report.refreshed), sheets=sheets)
        console.print(_safe(told))
    for note in report.catatan:
        if f"note-{note}" in messages.catalogue("cli"):
            console.print(_safe(messages.text(f"cli.note-{note}", lang)), style="yellow")


def _show_conflicts(console: Console, report: FillReport, lang: Lang) -> None:
    """Say how many typed values differ from what other tables give; the findings say which."""
    if report.konflik:
        put(console, messages.text(f"cli.{report.on_conflict}", lang, n=len(report.konflik)), others="  ")


def _show_capaian(console: Console, hasil: Hasil, lang: Lang) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    entitas = hasil.laporan.entitas
    title = " · ".join(filter(None, [entitas.nama, entitas.kabupaten, str(entitas.tahun or "")]))
    put(console, title, style="italic")
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    headings = ("indikator", "target", "realisasi", "capaian", "kategori", "kemajuan")
    for name in headings:
        table.add_column(messages.text(f"words.{name}", lang), justify="left" if "i" in name[:1] else "right")
    for row, renstra in zip(hasil.baris_capaian, hasil.baris_renstra, strict=True):
        table.add_row(
            _safe(row.indikator.nama),
            *(_figure(v.angka, v.teks, lang) for v in (row.target, row.realisasi)),
            _figure(row.capaian.angka, state(row.capaian, lang), lang, 1),
            _safe(row.kategori.teks),
            _figure(renstra.kemajuan.angka, "", lang, 1),
        )
    put_table(console, table)
    _show_budget(console, hasil, lang)
    for one in hasil.tabel_tambahan:
        _show_own(console, one, lang)


def _show_own(console: Console, own: ComputedTable, lang: Lang) -> None:
    """Show a table of the unit's own."""
    from rich.table import Table

    spec = own.source.spec
    table = Table(title=_safe(f"{own.source.nama}: {spec.nama}"), title_justify="left")
    for column in own.source.kolom:
        table.add_column(_safe(column.cetak), justify="right" if column.spec.numeric else "left")
    for row in own.cells:
        table.add_row(*(_figure(value.angka, _safe(value.teks), lang) for value in row.values()))
    put_table(console, table)


def _show_budget(console: Console, hasil: Hasil, lang: Lang) -> None:
    total = hasil.total_anggaran
    if total.pagu.angka is not None and total.serapan.angka is not None:
        figures = (total.pagu.angka, total.realisasi.angka, total.serapan.angka)
        named = dict(zip(("pagu", "realisasi", "persen"), figures, strict=True))
        console.print(messages.text("cli.budget", lang, **named))
    for row in hasil.baris_efisiensi:
        if row.rasio.angka is not None:
            told = messages.text(
                "cli.efficiency",
                lang,
                rasio=row.rasio.angka,
                selisih=row.selisih.angka,
                kategori=row.kategori.teks,
            )
            console.print(_safe(told))


def _figure(value: Fraction | None, otherwise: str, lang: Lang, decimals: int | None = None) -> str:
    return _safe(otherwise) if value is None else messages.number(value, lang, decimals)


def show_json(value: object) -> None:
    """Print plain data as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _print_csv(records: Sequence[Mapping[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if records:
        writer.writerow(records[0])
    writer.writerows([_csv_cell(value) for value in record.values()] for record in records)


def _csv_cell(value: object) -> object:
    if isinstance(value, dict):
        return guarded(f"{value['sheet']}!{value['cell']}")
    if isinstance(value, list):
        return "; ".join(str(_csv_cell(one)) for one in value)
    return guarded(value)
