"""Which table of the data fills which table of a template: those of one name, and those of the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.model import Laporan, Table

__all__ = ["counterparts"]


def counterparts(laporan: Laporan, data: Laporan) -> dict[str, Table]:
    """Return the tables of the data by the names that a template has for them.

    A blank template knows the head of a unit by no title; the Perjanjian Kinerja of the data's head is then
    his, unless the template has one of the same title.

    Parameters
    ----------
    laporan : Laporan
        The template.
    data : Laporan
        The workbook whose facts fill it.
    """
    given = {table.name: table for table in data.tables}
    theirs, ours = _head(data.tables), _head((*laporan.tables, *laporan.forms))
    officials = {table.pejabat for table in (*laporan.tables, *laporan.forms)}
    if not theirs or not ours or ours in {table.pejabat for table in data.tables} or theirs in officials:
        return given
    return {
        name.replace(theirs, ours, 1) if table.pejabat == theirs else name: table
        for name, table in given.items()
    }


def _head(tables: Iterable[Table]) -> str:
    """Return the title of the head: of the official who answers for a tujuan, else of the first one."""
    agreed = [table for table in tables if table.pejabat]
    answering = (one for one in agreed if any(column.id == "tujuan" for column in one.columns))
    return next(answering, agreed[0]).pejabat if agreed else ""
