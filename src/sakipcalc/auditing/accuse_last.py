"""Accuse last: a cell is called wrong only under a reading that explains nearly all others.

A check that holds a cell against what other cells give takes something for granted, its premise: that a
column is what it was taken for, that rows of two tables are about one indicator, that lines have the levels
that they seem to have. So it tells of each cell that it tries what that is (`Tried`), with the finding where
the cell does not agree; `accused` passes these findings on only where the premise explains nearly all the
other cells. Else it is the premise that is in doubt, and told once, with the cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.core.findings import Temuan

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.model import Column, Laporan, Table

__all__ = ["Premise", "Tried", "accused", "guessed_columns", "other_column"]

#: Of the other cells that a premise was tried on it must explain such a share.
_NEARLY_ALL = 0.8
#: Up to so many errors are slips of the pen; of a premise that is guessed fewer.
_SLIPS, _GUESSED_SLIPS = 2, 1
#: A column whose heading fits no better is a guess too.
_UNSURE = 0.6
#: A figure that comes out with another input, or by another formula, is no slip of the pen.
_OTHERWISE = "words.dari-"
#: The questions about a column that was read by something else than its heading, and about a whole table.
_GUESSED, _GUESSED_TABLE = "kolom-ditebak", "tabel-ditebak"


class Premise(NamedTuple):
    """What a comparison takes for granted: a column of a table, and what it is held against.

    Parameters
    ----------
    sheet, table_id, column_id, heading : str
        The sheet, the table, the column and its heading.
    is_guessed : bool
        Whether its heading says nothing, or its rows are linked by likeness: it must not accuse where
        there is no cell that it explains.
    is_sure : bool
        Whether it is beyond doubt whatever it explains.
    """

    sheet: str
    table_id: str
    column_id: str
    heading: str
    is_guessed: bool = False
    is_sure: bool = False


class Tried(NamedTuple):
    """One cell that was held against what other cells give.

    Parameters
    ----------
    premise : Premise
        What is taken for granted.
    finding : Temuan, optional
        What is to be told of the cell; None where it agrees.
    cause : hashable
        What differences of one cause have in common, such as their amount: they count as one.
    """

    premise: Premise
    finding: Temuan | None = None
    cause: Hashable = None

    @property
    def is_unexplained(self) -> bool:
        """Whether it is an error that no slip of the pen explains."""
        if self.finding is None or self.finding.severity != "galat":
            return False
        slip = getattr(self.finding.data.get("diagnosis"), "code", "")
        return not slip or slip.startswith(_OTHERWISE)


def accused(
    tried: Iterable[Tried],
    doubt: Callable[[Premise, Sequence[Temuan], int], Temuan],
) -> Iterator[Temuan]:
    """Yield the findings under premises that explain nearly all other cells, and one for each other premise.

    Parameters
    ----------
    tried : iterable of Tried
        The cells that premises were tried on.
    doubt : callable
        Makes the finding about a premise: of the premise, the errors that it is to blame for, and the
        number of cells that it was tried on.
    """
    premises: dict[Premise, list[Tried]] = {}
    for one in tried:
        premises.setdefault(one.premise, []).append(one)
    for premise, cells in premises.items():
        wrong = [one for one in cells if one.is_unexplained]
        if premise.is_sure or _explains_enough(wrong, len(cells), is_guessed=premise.is_guessed):
            yield from (one.finding for one in cells if one.finding)
        else:
            yield doubt(premise, [one.finding for one in wrong if one.finding], len(cells))
            yield from (one.finding for one in cells if one.finding and not one.is_unexplained)


def _explains_enough(wrong: Sequence[Tried], tried: int, *, is_guessed: bool = False) -> bool:
    """Return whether a premise explains nearly all cells beside each one that it would accuse.

    One or two errors are taken for slips, however few cells there are; under a premise that is guessed only
    one, and none where nothing else bears it out.

    Examples
    --------
    >>> column = Premise("Tabel 3.2", "3.2", "capaian", "% Capaian")
    >>> one, *others = (Tried(column, cause=amount) for amount in range(3))
    >>> _explains_enough([one, *others], 4), _explains_enough([one, *others], 13)
    (False, True)
    >>> _explains_enough(others, 4), _explains_enough(others, 4, is_guessed=True)
    (True, False)
    >>> _explains_enough([one, one, one], 7), _explains_enough([one], 1, is_guessed=True)
    (True, False)
    """
    causes = {one.cause if one.cause is not None else at for at, one in enumerate(wrong)}
    if len(causes) <= (_GUESSED_SLIPS if is_guessed else _SLIPS):
        return not (is_guessed and wrong and tried == len(wrong))
    return tried - len(wrong) >= _NEARLY_ALL * (tried - 1)


def other_column(premise: Premise, wrong: Sequence[Temuan], compared: int) -> Temuan:
    """Return the finding of a column of which too many results are not what their inputs give."""
    first = wrong[0]
    data = first.data
    return Temuan(
        code="kolom-tak-cocok",
        places=tuple(one.places[0] for one in wrong),
        actual=first.actual,
        data={
            "kolom": premise.heading,
            "n": len(wrong),
            "m": compared,
            "tempat": first.places[0],
            "hitungan": data.get("hitungan") or data.get("naik") or first.expected,
        },
    )


def guessed_columns(laporan: Laporan) -> Callable[[Table, Column], bool]:
    """Return a function that tells whether a column is guessed: by its place, or in a guessed table."""
    columns = {(place.sheet, *place.coordinates) for place in _asked(laporan, _GUESSED)}
    headers = {(place.sheet, place.coordinates[0]) for place in _asked(laporan, _GUESSED_TABLE)}
    return lambda table, column: (
        column.score < _UNSURE
        or any(
            (table.sheet, row, column.col) in columns or (table.sheet, row) in headers
            for row in range(table.top, table.body)
        )
    )


def _asked(laporan: Laporan, question: str) -> Iterator[Place]:
    """Yield the cells that a question is about."""
    return (place for one in laporan.temuan.with_code(question) for place in one.places)
