"""What the arguments name: the workbooks, and the choices of the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.batch.inputs import gather
from sakipcalc.methods import Metode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

__all__ = ["metode_of", "workbooks"]


def metode_of(options: argparse.Namespace) -> Metode | None:
    """Return the Metode of the file that was named; without one the workbook's own choices hold."""
    return Metode.from_toml(options.metode) if options.metode else None


def workbooks(names: Iterable[str]) -> list[str]:
    """Return the workbooks that are named, and those below a folder that is named."""
    found, _ = gather(names)
    return [one.path for one in found]
