"""Fill workbooks; one that fails does not stop the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.cli import views
from sakipcalc.cli.inputs import metode_of, workbooks
from sakipcalc.cli.status import FOUND, OK, USAGE
from sakipcalc.cli.views import complain
from sakipcalc.errors import OutputError, SakipError
from sakipcalc.places import Place
from sakipcalc.reading.kinds import ENDINGS

if TYPE_CHECKING:
    import argparse

    from sakipcalc.filling import FillReport
    from sakipcalc.methods import Metode
    from sakipcalc.model import Laporan

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Fill each workbook and say what was written."""
    inputs = list(workbooks(options.inputs, results=Path(options.output)))
    metode = metode_of(options)
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
