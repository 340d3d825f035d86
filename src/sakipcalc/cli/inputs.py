"""What the arguments name: the workbooks, and the choices of the unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.errors import WorkbookError
from sakipcalc.methods import Metode
from sakipcalc.places import Place
from sakipcalc.reading.kinds import ENDINGS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

__all__ = ["metode_of", "workbooks"]


def metode_of(options: argparse.Namespace) -> Metode | None:
    """Return the Metode of the file that was named; without one the workbook's own choices hold."""
    return Metode.from_toml(options.metode) if options.metode else None


def workbooks(names: Iterable[str], *, results: Path | None = None) -> Iterator[Path]:
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
