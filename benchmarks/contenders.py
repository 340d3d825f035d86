"""What is compared: each contender loads what it needs and returns a function that does the work once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Work = Callable[..., Any]

__all__ = ["CONTENDERS", "SOFFICE"]

#: The program of LibreOffice, if the machine has it.
SOFFICE = shutil.which("soffice")


def _fill() -> Work:
    import sakipcalc

    return lambda source, target: len(sakipcalc.fill(source, target, overwrite=True).written)


def _fill_audited() -> Work:
    """Fill, and read, compute and audit what was filled."""
    import sakipcalc

    return lambda source, target: len(sakipcalc.fill(source, target, overwrite=True).temuan)


def _fill_shared() -> Work:
    """Fill one template with the facts of another workbook, which are in memory already."""
    import sakipcalc

    facts = {path: sakipcalc.read(path) for path in _facts()}

    def work(template: str, data: str, target: str) -> int:
        return len(sakipcalc.fill(template, target, data=facts[data], overwrite=True).written)

    return work


def _script_shared() -> Work:
    from benchmarks import script

    facts = {path: script.read(Path(path)) for path in _facts()}
    return lambda template, data, target: script.fill(Path(template), Path(target), facts[data])


def _facts() -> list[str]:
    """Return the workbooks whose facts are to be in memory, from the first line of standard input."""
    return list(json.loads(sys.stdin.readline()))


def _check() -> Work:
    """Fill by the library and by the script; say how many cells are the same, fail where one is not."""
    from benchmarks.check import same_cells

    return lambda source, kind: same_cells(Path(source), kind)


def _read() -> Work:
    import sakipcalc

    return lambda source: len(sakipcalc.read(source).tables)


def _audit() -> Work:
    import sakipcalc

    return lambda source: len(sakipcalc.audit(sakipcalc.read(source)))


def _script(name: str) -> Callable[[], Work]:
    def load() -> Work:
        from benchmarks import script

        return lambda source, *target: _nothing(getattr(script, name)(Path(source), *map(Path, target)))

    return load


def _floor() -> Work:
    from benchmarks.floor import floor

    return lambda source, target: floor(Path(source), Path(target))


def _libreoffice() -> Work:
    """Recalculate and save several workbooks with one start of the program; sources with a bar between."""

    def work(sources: str, target: str) -> None:
        with TemporaryDirectory() as profile:
            home = [f"-env:UserInstallation=file://{profile}", "--headless"]
            convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", target, *sources.split("|")]
            command = [SOFFICE or "soffice", *home, *convert]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- our own command

    return work


def _start(*arguments: str) -> Callable[[], Work]:
    """Start Python with arguments, and those of the round, and wait for its end.

    Modules are kept compiled, as those of an installed package are, whatever this machine is set to.
    """
    surroundings = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def load() -> Work:
        def work(*more: str) -> None:
            command = [sys.executable, *arguments, *more]
            subprocess.run(command, check=True, capture_output=True, env=surroundings)  # noqa: S603

        return work

    return load


def _openpyxl_twice() -> Work:
    """Open each workbook of a folder for its formulas and for its values, and save it."""
    import openpyxl

    def work(folder: str, target: str) -> None:
        for path in sorted(Path(folder).glob("*.xlsx")):
            openpyxl.load_workbook(path, data_only=True)
            openpyxl.load_workbook(path).save(Path(target) / path.name)

    return work


def _link() -> Work:
    """Link a workbook of so many lines; say what that alone took."""
    import time

    import sakipcalc as sc
    from benchmarks.inputs import two_budgets
    from sakipcalc.computing.linking import link
    from sakipcalc.rulebook.methods import standard

    def work(lines: str) -> float:
        laporan = sc.read(two_budgets(int(lines)))
        before = time.process_time()
        link(laporan, standard())
        return time.process_time() - before

    return work


def _nothing(result: object) -> None:
    """Pass over what a peer returns."""


CONTENDERS: Mapping[str, Callable[[], Work]] = MappingProxyType(
    {
        "sakipcalc": _fill,
        "sakipcalc, findings": _fill_audited,
        "sakipcalc, shared template": _fill_shared,
        "openpyxl + pandas, shared template": _script_shared,
        "check": _check,
        "sakipcalc.read": _read,
        "sakipcalc.audit": _audit,
        "openpyxl + pandas": _script("fill"),
        "openpyxl + pandas, long": _script("fill_long"),
        "pandas + openpyxl": _script("read"),
        "pandas + calamine": _script("read_by_calamine"),
        "floor": _floor,
        "LibreOffice": _libreoffice,
        "python": _start("-c", "pass"),
        "import sakipcalc": _start("-c", "import sakipcalc"),
        "sakipcalc --help": _start("-m", "sakipcalc", "--help"),
        "sakipcalc fill": _start("-m", "sakipcalc", "fill"),
        "script, from cold": _start("-m", "benchmarks.script"),
        "openpyxl, twice": _openpyxl_twice,
        "link": _link,
    }
)
