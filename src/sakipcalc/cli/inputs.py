"""What the arguments name: the workbooks, the choices of the unit, and outputs."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.batch.inputs import gather
from sakipcalc.errors import OutputError
from sakipcalc.methods import Metode
from sakipcalc.places import Place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

__all__ = ["metode_of", "password_of", "refuse_existing", "workbooks"]


def metode_of(options: argparse.Namespace) -> Metode | None:
    """Return the Metode of the file that was named; without one the workbook's own choices hold."""
    return Metode.from_toml(options.metode) if options.metode else None


def workbooks(names: Iterable[str]) -> list[str]:
    """Return the workbooks that are named, and those below a folder that is named."""
    found, _ = gather(names)
    return [one.path for one in found]


def password_of(options: argparse.Namespace) -> str | None:
    """Return the password that was named, or typed where ``-`` stands for it; it is shown nowhere."""
    given: str | None = options.sandi
    return getpass.getpass(messages.text("cli.sandi-asked", options.lang)) if given == "-" else given


def refuse_existing(output: str, *, overwrite: bool) -> None:
    """Say before the long work that a recap is there already.

    Raises
    ------
    OutputError
        When it is, and may not be replaced.
    """
    if Path(output).exists() and not overwrite:
        raise OutputError("output-exists", place=Place(output))
