"""The work on a workbook kept within its allowance; what passes it is told as an error of this library."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import SpentError, granted
from sakipcalc.base.places import Place
from sakipcalc.core.errors import WorkbookError
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bounded"]


@contextmanager
def bounded(name: str = "", *, seconds: float | None = None, steps: float | None = None) -> Iterator[None]:
    """Grant the work on a workbook its time and its steps.

    Parameters
    ----------
    name : str
        The workbook, for the error.
    seconds, steps : float, optional
        What it may take; less where it is part of a work that has less left. Without them as much as that.

    Raises
    ------
    WorkbookError
        ``package-too-large`` when that is spent.
    """
    try:
        with granted(seconds, steps):
            yield
    except SpentError as error:
        limit = {"limit": error.limit, "allowed": error.allowed, "found": error.found, "part": ""}
        told = Phrase("words.limit-passed", {**limit, "what": Phrase(f"words.limit-{error.limit}")})
        advice = Phrase(f"words.advice-{error.limit}")
        place = Place(name)
        raise WorkbookError("package-too-large", place=place, part="", detail=told, advice=advice) from error
