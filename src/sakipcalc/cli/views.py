"""Views of the command line: tables on a terminal, JSON and CSV on request."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.base.places import in_short
from sakipcalc.cli.findings_view import list_findings, sum_up_findings
from sakipcalc.cli.hints import nearest_file, unquoted
from sakipcalc.cli.results_view import entity_line, show_all_results, show_budget, show_indicators
from sakipcalc.cli.terminal import put, screen
from sakipcalc.cli.units_view import show_kinds
from sakipcalc.core.errors import TableError
from sakipcalc.core.html import guarded
from sakipcalc.excel.calculate import ironcalc
from sakipcalc.filling.unfilled import EmptyReason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.batch import BatchReport, Outcome
    from sakipcalc.cli.terminal import Screen
    from sakipcalc.computing import Hasil
    from sakipcalc.core.errors import SakipError
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.files import Source
    from sakipcalc.filling import FillReport
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
    "show_rows",
    "show_text",
    "show_written",
    "warn",
]

#: So many rows and passed-over files are shown one by one.
_MOST_CONFLICTS = 10
#: Lists of cells that are longer than this are cut.
_MOST_CHARACTERS = 120
#: Of more indicators than these a summary shows the lowest.
_MOST_INDICATORS = 6


def complain(error: SakipError, lang: Lang, arguments: Sequence[str] = ()) -> None:
    """Say on standard error what went wrong and what to do; of a file that is missing, which may be meant."""
    _say(error.message(lang), error.hint(lang))
    for block in error.bacaan[:_BLOCKS] if isinstance(error, TableError) else ():
        _say_more(block.tell(lang))
    if error.code == "no-such-file":
        if name := unquoted(arguments):
            _say_more(messages.text("cli.name-with-blank", lang, name=name))
        elif name := nearest_file(_as_typed(error.place.file, arguments)):
            _say_more(messages.text("cli.nearest-file", lang, name=name))


#: Blocks that were not understood, of which one line each is told.
_BLOCKS = 8


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


def show_results(hasil: Hasil, temuan: DaftarTemuan, source: Source, options: argparse.Namespace) -> None:
    """Show the results of one workbook."""
    form, lang = options.format, options.lang
    if form == "json":
        from sakipcalc.contract.answers import computed

        show_json(computed(hasil, temuan, source, lang, lengkap=options.lengkap))
    elif form == "csv":
        _print_csv(hasil.as_dict()["capaian"])
    else:
        to = screen()
        show_all_results(to, hasil, lang)
        if not options.quiet:
            list_findings(to, temuan, lang)


def show_findings(
    found: Mapping[str, DaftarTemuan], form: str, lang: Lang, *, filtered: bool = False
) -> None:
    """Show the findings of one or more workbooks; each record names its file."""
    if form == "table":
        to = screen()
        for name, temuan in found.items():
            put(to, name, style="bold")
            list_findings(to, temuan, lang, filtered=filtered)
        return
    records = [
        {"file": messages.encodable(name)} | record
        for name, temuan in found.items()
        for record in temuan.records(lang)
    ]
    _print_csv(records)


def show_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print the rows of a table of a batch as CSV."""
    _print_csv(list(rows))


def say(code: str, lang: Lang, *, quiet: bool, **values: object) -> None:
    """Say on standard output what was done."""
    show_text(messages.text(f"cli.{code}", lang, **values), quiet=quiet)


def show_written(found: Mapping[str, DaftarTemuan], output: str, lang: Lang, *, quiet: bool) -> None:
    """Say how many findings went into a workbook."""
    say("findings-written", lang, quiet=quiet, n=sum(map(len, found.values())), output=output)


def show_made(code: str, options: argparse.Namespace, **values: object) -> None:
    """Say what was made, unless the user asked for quiet."""
    show_text(messages.text(f"cli.{code}", options.lang, **values), quiet=options.quiet)


def show_text(text: str, *, quiet: bool) -> None:
    """Print sentences, unless the user asked for quiet; a command, which stands further in, stays whole."""
    to = screen()
    for line in () if quiet else text.splitlines():
        if line.startswith(" "):
            to.print(messages.visible(line), soft_wrap=True)
        else:
            put(to, line, others="  ")


def show_rolled(report: RollReport, lang: Lang, *, quiet: bool) -> None:
    """Say what became of last year's workbook, and which texts still name its year."""
    if quiet:
        return
    to, old = screen(), str(report.from_year)
    counts = {"titles": len(report.titles), "history": len(report.history), "emptied": len(report.cleared)}
    files = {"file": report.source, "output": report.output, "old": old, "new": str(report.to_year)}
    told = messages.text("cli.rolled", lang, **files, **counts, filled=len(report.filling.written))
    put(to, told, others="  ", style="bold green")
    for code, kept in (("rolled-left", report.leftovers), ("rolled-unjudged", report.unjudged)):
        if kept:
            put(to, messages.text(f"cli.{code}", lang, n=len(kept), old=old), others="  ", style="yellow")
        for one in kept:
            where = one.part or one.place
            put(to, f"{where}: {one.text}", "  ", "    ", sheets=[one.place.sheet])
    sum_up_findings(to, report.temuan, lang)


def show_fill(report: FillReport, lang: Lang, *, quiet: bool, tried: str = "", brief: bool = False) -> None:
    """Show on one screen what filling one workbook did; what must be corrected stands last.

    Parameters
    ----------
    report : FillReport
        What was done; without a name of the result it was only tried.
    lang : {"id", "en"}
        Language.
    quiet, brief : bool
        Whether nothing is shown, or no more than the first line.
    tried : str
        The workbook as it was named, to be named again where nothing was written.
    """
    if quiet:
        return
    to = screen()
    done = _what_was_done(report, lang)
    put(to, f"{report.source}: {done}" if brief else done, others="  ", style="bold green")
    if brief:
        return
    _show_rows(to, report, lang)
    _show_notes(to, report, lang)
    put(to, entity_line(report.hasil), style="italic")
    show_indicators(to, report.hasil, lang, _MOST_INDICATORS)
    show_budget(to, report.hasil, lang)
    sum_up_findings(to, report.temuan, lang)
    if report.temuan:
        put(to, messages.text("cli.where-all", lang, file=report.output or tried), others="  ")
    if report.output:
        told = messages.text("cli.result-at", lang, output=report.output)
        put(to, told, others="  ", style="bold green")


def _what_was_done(report: FillReport, lang: Lang) -> str:
    """Return how many cells were filled, and what else changed or stayed."""
    code = "filled" if report.output else "would-fill"
    told = [messages.text(f"cli.{code}", lang, n=len(report.written))]
    counts = {"refreshed": len(report.refreshed), report.on_conflict: len(report.conflicts)}
    told += [messages.text(f"cli.{name}", lang, n=n) for name, n in counts.items() if n]
    return "; ".join(told)


def show_batch(
    batch: BatchReport, lang: Lang, *, quiet: bool, output: str = "", total: int | None = None
) -> None:
    """Say how many workbooks were filled, and on standard error what became of the others.

    Parameters
    ----------
    batch : BatchReport
        What was done.
    lang : {"id", "en"}
        Language.
    quiet : bool
        Whether only failures are told.
    output : str
        Folder of the results, if they are to be summed up.
    total : int, optional
        How many workbooks there are, if the batch was interrupted.
    """
    for one in batch.failed:
        _say(_failure(one, lang), one.hint(lang))
    if total is not None:
        _say(messages.text("batch.interrupted", lang, n=len(batch), total=total))
    if quiet:
        return
    to = screen()
    counts = ((batch.word(status, lang), n) for status, n in batch.counts.items() if n)
    told = ", ".join(f"{messages.number(n, lang)} {word}" for word, n in counts)
    to.print(messages.visible(messages.text("batch.summary", lang, n=len(batch), counts=told)), style="bold")
    _show_passed(to, batch, lang)
    if output and len(batch.failed) < len(batch):
        show_kinds(to, batch, lang)
        put(to, messages.text("batch.sum-up", lang, output=output), others="  ")
        told = messages.text("batch.results-in", lang, output=output)
        put(to, told, others="  ", style="bold green")


def _failure(one: Outcome, lang: Lang) -> str:
    """Return the sentence on the outcome of a workbook, with its path in place of its name, else in front."""
    said, name = one.message(lang), f"“{Path(one.source).name}”"
    return said.replace(name, f"“{one.source}”", 1) if name in said else f"{one.source}: {said}"


def _show_passed(to: Screen, batch: BatchReport, lang: Lang) -> None:
    """Say what was not taken as input, and why; the first of many."""
    for one in batch.skipped[:_MOST_CONFLICTS]:
        why = messages.text(f"batch.passed-{one.reason}", lang)
        told = messages.text("batch.passed-over", lang, file=one.source, why=why)
        to.print(messages.visible(told), style="dim", soft_wrap=True)
    if len(batch.skipped) > _MOST_CONFLICTS:
        to.print(messages.text("batch.passed", lang, n=len(batch.skipped)), style="dim")


def _show_rows(to: Screen, report: FillReport, lang: Lang) -> None:
    """Say which tables gained rows, and which rows the data do not have."""
    if report.new_rows:
        added = ", ".join(f"{name} ({n})" for name, n in report.rows_by_table.items())
        inserted = sum(row.inserted for row in report.new_rows)
        told = messages.text("cli.rows-added", lang, tables=added, n=len(report.new_rows), inserted=inserted)
        to.print(messages.visible(told))
    if report.other_rows:
        code = "cli.rows-emptied" if report.on_conflict == "replace" else "cli.rows-kept"
        to.print(messages.visible(messages.text(code, lang, n=len(report.other_rows))))
        for row in report.other_rows[:_MOST_CONFLICTS]:
            to.print(messages.visible(f"  {row.place}: {row.text}"))
        if len(report.other_rows) > _MOST_CONFLICTS:
            to.print("  ...")


def _show_notes(to: Screen, report: FillReport, lang: Lang) -> None:
    """Say what of the data found no place, and what happened to the file beside its cells."""
    if report.without_place:
        put(to, messages.text("cli.without-place", lang, names=report.without_place), others="  ")
    for code, places in (
        ("unknown", report.without_result),
        ("stale", report.stale),
        ("forbidden", report.empty_for(EmptyReason.NOT_IN_LIST)),
        ("scale", report.empty_for(EmptyReason.SCALE)),
        ("asked", report.empty_for(EmptyReason.ASKED)),
    ):
        if places:
            told = messages.text(f"cli.results-{code}", lang, n=len(places), cells=_first(places))
            put(to, told, others="  ", style="yellow")
    _show_unfilled(to, report, lang)
    if report.without_result and not ironcalc.is_there():
        put(to, messages.text("cli.no-engine", lang), others="  ")
    for note in report.notes:
        if f"note-{note}" in messages.catalogue("cli"):
            put(to, messages.text(f"cli.note-{note}", lang), others="  ", style="yellow")


def _first(places: tuple[Place, ...]) -> str:
    """Return places in short, of many that do not fit in two lines the first."""
    told = in_short(places)
    if len(told) > _MOST_CHARACTERS and len(places) > _MOST_CONFLICTS:
        return f"{in_short(places[:_MOST_CONFLICTS])}, ..."
    return told


def _show_unfilled(to: Screen, report: FillReport, lang: Lang) -> None:
    """Say how many derived cells stay empty, and which cells they wait for."""
    if any(one.code == "belum-ada-isian" for one in report.temuan):
        return  # everything is still to be filled in, and a finding says so
    missing = [one for one in report.unfilled if one.reason is EmptyReason.MISSING]
    wanted = tuple(dict.fromkeys(place for one in missing for place in one.lacks))
    if wanted:
        tables = tuple(dict.fromkeys(one.table_id for one in missing))
        told = messages.text("cli.unfilled", lang, n=len(missing), tables=tables, cells=_first(wanted))
        put(to, told, others="  ")


def show_json(value: object) -> None:
    """Print plain data as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _print_csv(records: Sequence[Mapping[str, Any]]) -> None:
    import csv  # few ask for it

    writer = csv.writer(sys.stdout, lineterminator="\n")
    if records:
        writer.writerow(records[0])
    writer.writerows([_csv_cell(value) for value in record.values()] for record in records)


def _csv_cell(value: object) -> object:
    if isinstance(value, dict):
        place = f"{value['sheet']}!{value['cell']}" if value["sheet"] else ""
        return guarded(f"{place} {value['pesan']}".strip() if "pesan" in value else place)
    if isinstance(value, list):
        return "; ".join(str(_csv_cell(one)) for one in value)
    return guarded(value)
