"""Income beside spending: tables of income alone, and lines of a budget that are no spending.

A Laporan Realisasi Anggaran has Pendapatan, Belanja and Pembiayaan below each other under one header; the
budget tables of an annex are about Belanja.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.core.findings import Temuan
from sakipcalc.text.names import line_name, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import CellColumn, Row

__all__ = ["is_of_income", "turns_to_spending", "without_income"]

_NAME = "uraian"
_INCOME = re.compile(r"(?:jumlah |total )?pendapatan\b")
_SPENDING = re.compile(r"belanja\b")
#: What follows on spending: the balance, and what it is made up with; "Pembiayaan Pendidikan" is spent.
_BALANCE = re.compile(
    r"(?:surplus|defisit|silpa|penerimaan pembiayaan|sisa lebih (?:pembiayaan|perhitungan))\b"
    r"|pembiayaan(?: daerah| netto)?$"
)
#: Without one of these in its names a table has spending alone; looked for in all of them at once.
_TELLING = ("pendapatan", "surplus", "defisit", "pembiayaan", "silpa", "sisa lebih")
#: Words of a caption under which money is spent, whatever else it is about.
_SPENT = frozenset({"belanja", "program", "kegiatan", "apbd"})


def is_of_income(caption: str) -> bool:
    """Return whether a caption names income and no spending.

    Examples
    --------
    >>> is_of_income("Realisasi Pendapatan Daerah 2024"), is_of_income("Pendapatan dan Belanja 2024")
    (True, False)
    """
    words = {*plain(caption).split()}
    return "pendapatan" in words and not words & _SPENT


def turns_to_spending(earlier: str, caption: str) -> bool:
    """Return whether a caption names spending below those of income.

    Examples
    --------
    >>> turns_to_spending("a. Pendapatan", "b. Belanja"), turns_to_spending("a. Pendapatan", "Halaman 2")
    (True, False)
    """
    return is_of_income(earlier) and not _SPENT.isdisjoint(plain(caption).split())


def without_income(
    rows: tuple[Row, ...], names: CellColumn | None
) -> tuple[tuple[Row, ...], tuple[Temuan, ...]]:
    """Return the rows of a budget tree that are of spending, and a finding about those that are not.

    Income is what stands from a line "Pendapatan" down to the first "Belanja" below it; the balance, and how
    it is financed, what follows on spending. Without a line "Belanja" nothing is left out.

    Parameters
    ----------
    rows : tuple of Row
        The rows, from top to bottom.
    names : CellColumn or None
        The column that names them.
    """
    every = " ".join(names.texts).lower() if names else ""
    if not any(word in every for word in _TELLING):
        return rows, ()
    said = [line_name(row.text(_NAME)) for row in rows]
    begins = _first(_INCOME, said, 0)
    spends = _first(_SPENDING, said, begins if begins < len(rows) else 0)
    ends = _first(_BALANCE, said, spends)
    left = (*rows[min(begins, spends) : spends], *rows[ends:])
    if spends == len(rows) or not left:
        return rows, ()
    place = left[0].cells[_NAME].place
    told = Temuan(code="pendapatan-tak-dibaca", places=(place,), data={"n": len(left)})
    return (*rows[: min(begins, spends)], *rows[spends:ends]), (told,)


def _first(what: re.Pattern[str], said: Sequence[str], since: int) -> int:
    """Return the first of some names that are that, from one on; their number where none is."""
    return next((at for at in range(since, len(said)) if what.match(said[at])), len(said))
