"""What each command does; how it looks is said in :mod:`sakipcalc.cli.views`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.cli import views
from sakipcalc.cli.status import FOUND, OK, USAGE
from sakipcalc.errors import OutputError, SakipError, WorkbookError
from sakipcalc.methods import Metode
from sakipcalc.places import Place
from sakipcalc.reading.kinds import ENDINGS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from sakipcalc.filling import FillReport
    from sakipcalc.findings import DaftarTemuan, Tingkat
    from sakipcalc.messages import Lang
    from sakipcalc.model import Laporan

__all__ = ["audit", "complain", "compute", "fill"]

_LEVEL_OF: dict[str, Tingkat] = {"error": "galat", "warning": "peringatan"}


def complain(error: SakipError, lang: Lang) -> None:
    """Say on standard error what went wrong and what to do."""
    print(f"sakipcalc: {error.message(lang)}", file=sys.stderr)  # noqa: T201 -- the command line's own voice
    if hint := error.hint(lang):
        print(f"  → {hint}", file=sys.stderr)  # noqa: T201


def fill(options: argparse.Namespace) -> int:
    """Fill workbooks; one that fails does not stop the others."""
    inputs = list(_files(options.inputs, results=Path(options.output)))
    metode = _metode(options)
    outputs = _outputs(inputs, Path(options.output), single_file=_names_a_file(options))
    data = api.read(options.data, sinonim=options.sinonim) if options.data else None
    failed, unread = 0, 0
    for source, target in zip(inputs, outputs, strict=True):
        try:
            report = _fill_one(options, (source, target), metode, data)
        except SakipError as error:
            complain(error, options.lang)
            failed += 1
            unread += not isinstance(error, OutputError)
        else:
            views.show_fill(report, options.lang, quiet=options.quiet)
    if unread == len(inputs):
        return USAGE
    return FOUND if failed else OK


def _fill_one(
    options: argparse.Namespace, files: tuple[Path, Path], metode: Metode | None, data: Laporan | None
) -> FillReport:
    return api.fill(
        *files,
        data=data,
        metode=metode,
        on_conflict=options.on_conflict,
        formulas=options.formulas,
        temuan=options.temuan,
        lang=options.lang,
        overwrite=options.overwrite,
        sinonim=options.sinonim,
    )


def compute(options: argparse.Namespace) -> int:
    """Compute one workbook and show the results."""
    laporan = api.read(options.input, sinonim=options.sinonim)
    hasil = api.compute(laporan, _metode(options))
    temuan = api.audit(laporan, hasil)
    views.show_results(hasil, temuan, options.format, options.lang)
    return OK


def audit(options: argparse.Namespace) -> int:
    """Audit workbooks and show the findings, or write them to a workbook."""
    inputs = _audit_inputs(options)
    metode = _metode(options)
    before = api.read(options.sebelumnya, sinonim=options.sinonim) if options.sebelumnya else None
    found: dict[str, DaftarTemuan] = {}
    failed = 0
    for source in inputs:
        try:
            laporan = api.read(source, sinonim=options.sinonim)
            found[str(source)] = api.audit(laporan, api.compute(laporan, metode), sebelumnya=before)
        except SakipError as error:
            complain(error, options.lang)
            failed += 1
    if not found:
        return USAGE
    if options.format == "xlsx":
        api.write_findings(found, options.output, lang=options.lang, overwrite=options.overwrite)
        views.show_written(found, options.output, options.lang, quiet=options.quiet)
    else:
        views.show_findings(found, options.format, options.lang)
    level = _LEVEL_OF.get(options.fail_on)
    grave = level is not None and any(findings.at_least(level) for findings in found.values())
    return FOUND if failed or grave else OK


def _audit_inputs(options: argparse.Namespace) -> list[Path]:
    """Return the workbooks to audit; refuse options that contradict each other."""
    if (options.format == "xlsx") != bool(options.output):
        raise OutputError("output-goes-with-xlsx")
    inputs = list(_files(options.inputs))
    if options.sebelumnya and len(inputs) > 1:
        raise OutputError("one-previous-for-many", n=len(inputs))
    return inputs


def _metode(options: argparse.Namespace) -> Metode | None:
    """Return the Metode of the file that was named; without one the workbook's own choices hold."""
    return Metode.from_toml(options.metode) if options.metode else None


def _files(names: Iterable[str], *, results: Path | None = None) -> Iterator[Path]:
    """Yield the workbooks that are named, and those below a folder that is named.

    A folder of `results` inside such a folder is passed over: what an earlier run
    filled is not filled again.
    """
    for name in names:
        path = Path(name)
        if not path.is_dir():
            yield path
            continue
        below = (p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.name[:2] != "~$")
        inside = sorted(p for p in below if not _is_result(p, path, results))
        if not inside:
            raise WorkbookError("empty-folder", place=Place(name))
        yield from inside


def _is_result(path: Path, folder: Path, results: Path | None) -> bool:
    if results is None:
        return False
    place = results.resolve()
    return folder.resolve() in place.parents and place in path.resolve().parents


def _names_a_file(options: argparse.Namespace) -> bool:
    """Return whether the output names a file: one input file, and a name with a workbook's ending."""
    output = Path(options.output)
    one = len(options.inputs) == 1 and not Path(options.inputs[0]).is_dir()
    return one and not output.is_dir() and output.suffix.lower() in ENDINGS


def _outputs(inputs: list[Path], output: Path, *, single_file: bool) -> list[Path]:
    if single_file:
        return [output]
    if output.suffix.lower() in ENDINGS and not output.is_dir():
        raise OutputError("one-file-for-many", place=Place(str(output)))
    targets = [output / source.name for source in inputs]
    doubled = next((t for t in targets if targets.count(t) > 1), None)
    if doubled is not None:
        raise OutputError("same-name", place=Place(str(doubled)))
    return targets
