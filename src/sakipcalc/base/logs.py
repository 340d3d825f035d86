"""Logging of the library's steps under ``logging.getLogger("sakipcalc")``; silent by default."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LOGGER", "telling", "timed"]

LOGGER = logging.getLogger("sakipcalc")
LOGGER.addHandler(logging.NullHandler())


@contextmanager
def telling(loudness: int) -> Iterator[None]:
    """Tell on standard error what the library does: nothing at 0, each verb at 1, its details from 2 on."""
    if not loudness:
        yield
        return
    handler, before = logging.StreamHandler(), LOGGER.level
    handler.setFormatter(logging.Formatter("sakipcalc: %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO if loudness == 1 else logging.DEBUG)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(before)


@contextmanager
def timed(verb: str, name: str) -> Iterator[dict[str, object]]:
    """Log, at INFO, what a verb came to with a workbook and how long it took; at ERROR what it failed with.

    Parameters
    ----------
    verb : str
        What is done: ``read``, ``fill`` ...
    name : str
        The workbook.

    Yields
    ------
    dict
        What is worth telling; it is filled in meanwhile.

    Examples
    --------
    >>> with timed("read", "a.xlsx") as told:
    ...     told["tables"] = 3
    """
    told: dict[str, object] = {}
    begun = perf_counter()
    try:
        yield told
    except Exception as error:
        code = getattr(error, "code", type(error).__name__)
        LOGGER.error("%s %s: %s", verb, name or "-", code)  # noqa: TRY400 -- who catches it has the traceback
        raise
    seconds = perf_counter() - begun
    if LOGGER.isEnabledFor(logging.INFO):
        values = ", ".join(f"{key} {value}" for key, value in told.items())
        extra = {"verb": verb, "workbook": name, "seconds": seconds, **told}
        LOGGER.info(
            "%s %s: %s in %.3f s", verb, name or "-", values or "done", seconds, extra={"sakipcalc": extra}
        )
