"""What people and programs see: tables on a terminal, JSON and CSV on request."""

from __future__ import annotations

import csv
import json
import sys
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.computing.explain import state
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
    from sakipcalc.filling import FillReport
    from sakipcalc.findings import DaftarTemuan, Temuan
    from sakipcalc.messages import Lang
    from sakipcalc.rolling import RollReport

__all__ = [
    "complain",
    "results_json",
    "say",
    "show_batch",
    "show_fill",
    "show_findings",
    "show_made",
    "show_results",
    "show_rolled",
    "show_text",
    "show_written",
]

_COLOURS = {"galat": "bold red", "peringatan": "yellow", "info": "cyan"}
#: So many conflicts are shown one by one.
_MOST_CONFLICTS = 10


def complain(error: SakipError, lang: Lang) -> None:
    """Say on standard error what went wrong and what to do."""
    _say(error.message(lang), error.hint(lang))


def _say(sentence: str, advice: str = "") -> None:
    print(f"sakipcalc: {messages.visible(sentence)}", file=sys.stderr)  # noqa: T201 -- the command line's own voice
    if advice:
        print(f"  → {advice}", file=sys.stderr)  # noqa: T201


def results_json(hasil: Hasil, temuan: DaftarTemuan, lang: Lang = "id") -> dict[str, Any]:
    """Return results and findings as ``compute --format json`` prints them."""
    return {**hasil.as_dict(), "temuan": temuan.records(lang)}


def show_results(hasil: Hasil, temuan: DaftarTemuan, form: str, lang: Lang) -> None:
    """Show the results of one workbook."""
    if form == "json":
        _print_json(results_json(hasil, temuan, lang))
    elif form == "csv":
        _print_csv(results_json(hasil, temuan, lang)["capaian"])
    else:
        console = _console()
        _show_capaian(console, hasil, lang)
        _show_findings_table(console, temuan, lang)


def show_findings(found: Mapping[str, DaftarTemuan], form: str, lang: Lang) -> None:
    """Show the findings of one or more workbooks; of several, each record names its file."""
    if form == "table":
        console = _console()
        for name, temuan in found.items():
            console.print(f"[bold]{_safe(name)}[/bold]")
            _show_findings_table(console, temuan, lang)
        return
    several = len(found) > 1
    records = [
        ({"file": messages.encodable(name)} if several else {}) | record
        for name, temuan in found.items()
        for record in temuan.records(lang)
    ]
    if form == "json":
        _print_json(records)
    else:
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
    _show_findings_table(console, report.temuan, lang)


def show_fill(report: FillReport, lang: Lang, *, quiet: bool) -> None:
    """Show what filling one workbook did."""
    if quiet:
        return
    console = _console()
    told = messages.text("cli.filled", lang, file=report.sumber, n=len(report.terisi), output=report.tujuan)
    console.print(_safe(told), style="bold green")
    filled = ", ".join(f"{name} ({n})" for name, n in report.per_tabel.items())
    if filled:
        console.print(_safe(messages.text("cli.filled-where", lang, tables=filled)))
    _show_rows(console, report, lang)
    _show_conflicts(console, report, lang)
    _show_notes(console, report, lang)
    _show_capaian(console, report.hasil, lang)
    _show_findings_table(console, report.temuan, lang)


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
    """Say which typed values differ from what other tables give; the first of many."""
    if not report.konflik:
        return
    console.print(_safe(messages.text(f"cli.{report.on_conflict}", lang, n=len(report.konflik))))
    for one in report.konflik[:_MOST_CONFLICTS]:
        derived = one.nilai.angka if one.nilai.angka is not None else one.nilai.teks
        sources = tuple(str(n.tempat) for n in one.nilai.sumber() if n.tempat)
        told = messages.text(
            "cli.conflict", lang, cell=one.sel.tempat, typed=one.sel.teks, derived=derived, sources=sources
        )
        console.print(_safe(f"  {told}"))
    if len(report.konflik) > _MOST_CONFLICTS:
        console.print("  ...")


def _show_capaian(console: Console, hasil: Hasil, lang: Lang) -> None:
    from rich.table import Table

    entitas = hasil.laporan.entitas
    title = " · ".join(filter(None, [entitas.nama, entitas.kabupaten, str(entitas.tahun or "")]))
    table = Table(title=_safe(title), title_justify="left")
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
    console.print(table)
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
    console.print(table)


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


def _show_findings_table(console: Console, temuan: DaftarTemuan, lang: Lang) -> None:
    if not temuan:
        console.print(messages.text("cli.no-findings", lang), style="green")
        return
    counts = {level: n for level, n in temuan.counts.items() if n}
    told = ", ".join(f"{n} {messages.text(f'words.{level}', lang).lower()}" for level, n in counts.items())
    console.print(messages.text("cli.findings", lang, counts=told), style="bold")
    for one, following in zip_longest(temuan, temuan[1:]):
        places = ", ".join(str(p) for p in one.tempat[:1])
        level = messages.text(f"words.{one.tingkat}", lang)
        console.print(
            f"[{_COLOURS[one.tingkat]}]{level}[/] [bold]{_safe(places)}[/bold] {_safe(one.pesan(lang))}"
        )
        advice = _advice(one, lang)
        # What is to be done about several findings in a row stands once, under the last of them.
        if following is None or advice != _advice(following, lang):
            console.print(advice, style="dim")


def _advice(temuan: Temuan, lang: Lang) -> str:
    """Return what is to be done about a finding, or why it is let stand."""
    if temuan.alasan:
        return f"  {_safe(messages.text('words.let-stand', lang, alasan=temuan.alasan))}"
    return f"  → {_safe(temuan.saran(lang))}"


def _figure(value: Fraction | None, otherwise: str, lang: Lang, decimals: int | None = None) -> str:
    return _safe(otherwise) if value is None else messages.number(value, lang, decimals)


def _safe(text: str) -> str:
    """Return text of a workbook as it may go to a terminal: no markup, no control characters."""
    from rich.markup import escape

    return escape(messages.visible(text))


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def _print_json(value: object) -> None:
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
