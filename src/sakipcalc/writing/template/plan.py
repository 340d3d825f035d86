"""The data file of the blank workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.data import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["choices_of", "items_of", "sheets_of"]


def _content() -> Mapping[str, Any]:
    return packaged(__package__, "susunan.toml")


def sheets_of() -> Sequence[Mapping[str, Any]]:
    """Return the sheets with their tables, in the order of the workbook."""
    content: Sequence[Mapping[str, Any]] = _content()["lembar"]
    return content


def choices_of(kolom: str) -> Sequence[str]:
    """Return the words that a column offers in a drop-down list; none for most columns."""
    offered: Sequence[str] = _content()["pilihan"].get(kolom, ())
    return offered


def items_of() -> Sequence[str]:
    """Return the kinds of spending of the table Belanja."""
    items: Sequence[str] = _content()["rincian"]["uraian"]
    return items
