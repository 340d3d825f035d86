"""Lanes, columns of values: what is the same for all cells of a column is found out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sakipcalc.base.allowance import spend
from sakipcalc.computing.links import Subject
from sakipcalc.computing.rowvalues import RowValue
from sakipcalc.computing.values import BLANK, Value
from sakipcalc.model import RowCells
from sakipcalc.tables import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.computing.how import How, UsedScale
    from sakipcalc.computing.links import Links
    from sakipcalc.model import Cell, Level, Row
    from sakipcalc.rulebook.formulas import Status
    from sakipcalc.tables import ColumnSpec, Derivation
    from sakipcalc.tables.selector import Selector

__all__ = [
    "SHARED",
    "SUM_OF_SEVERAL",
    "DerivesCells",
    "Lane",
    "LaneRule",
    "LaneSource",
    "LaneValue",
    "TypedValues",
]

#: The condition that one budget is shared by all.
SHARED = "anggaran_bersama"
#: What a formula takes the sum of several values for, where others take their mean.
SUM_OF_SEVERAL = "jumlah"


class TypedValues:
    """What the unit typed, column by column, whoever asks for it and however far it is trusted.

    Parameters
    ----------
    links : Links
        Rows linked across tables.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self._known: dict[tuple[str, str], Mapping[Subject, Value]] = {}

    def column(self, table: str, key: str) -> Mapping[Subject, Value]:
        """Return what is typed in a column, by the subject of its first row; nothing where there is no table.

        Parameters
        ----------
        table : str
            Table by id.
        key : str
            Name of the column in its rows.
        """
        if (table, key) not in self._known:
            self._known[table, key] = self._read(table, key)
        return self._known[table, key]

    def _read(self, table: str, key: str) -> Mapping[Subject, Value]:
        rows, covered = self._links.first_rows(table), self._links.covered_in(table)
        spend(len(rows))
        if not covered and all(type(row.cells) is RowCells and key in row.cells for row in rows.values()):
            return _TypedInRows(rows, key)
        return {
            subject: _typed(row.cells, key)
            for subject, row in rows.items()
            if key in row.cells and key not in covered.get(row.number, ())
        }


def _typed(cells: Mapping[str, Cell], key: str) -> Value:
    return RowValue.typed(cells, key) if type(cells) is RowCells else Value.from_cell(cells[key])


class _TypedInRows(Mapping[Subject, Value]):
    """What is typed in a column of a long table, each value made when it is asked for."""

    def __init__(self, rows: Mapping[Subject, Row], key: str) -> None:
        self._rows = rows
        self._key = key
        self._known: dict[Subject, Value] = {}

    def __getitem__(self, subject: Subject) -> Value:
        if subject not in self._known:
            self._known[subject] = _typed(self._rows[subject].cells, self._key)
        return self._known[subject]

    def __contains__(self, subject: object) -> bool:
        return subject in self._rows

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class LaneSource(NamedTuple):
    """Where a rule takes a value from: the lanes of another column, for the same subject or for others."""

    selector: Selector
    table_id: str
    lanes: tuple[Lane, ...]
    is_own: bool


class LaneRule(NamedTuple):
    """A derivation with the lanes that it takes its inputs from, by the formula's own names.

    `beside` are those lanes where each input is one value of the same row, as of most formulas.
    """

    derivation: Derivation
    named_sources: Mapping[str, tuple[LaneSource, ...]]
    beside: Mapping[str, Lane]

    @classmethod
    def of(cls, derivation: Derivation, sources: Mapping[str, tuple[LaneSource, ...]]) -> LaneRule:
        """Return a derivation with its sources."""
        lanes = {
            name: source.lanes[0]
            for name, (source, *others) in sources.items()
            if source.is_own and len(source.lanes) == 1 and not others
        }
        match derivation.operation:
            case Operation.COPY | Operation.SUM | Operation.MEAN | Operation.YEAR:
                is_beside = False
            case _:
                is_beside = len(lanes) == len(sources) and SUM_OF_SEVERAL not in lanes
        return cls(derivation, sources, lanes if is_beside else {})


class Lane:
    """A column of a table in one period: what is typed in it, and how it derives.

    Parameters
    ----------
    table : str
        Table by id.
    spec : ColumnSpec
        What the column is.
    period : int, optional
        Its year or quarter, where it stands several times.
    key : str
        Its name in the rows of the table.
    rows : mapping of Subject to Row
        The first row of the table about each subject.
    typed : TypedValues
        What the unit typed.
    """

    def __init__(
        self,
        table: str,
        spec: ColumnSpec,
        period: int | None,
        key: str,
        rows: Mapping[Subject, Row],
        *,
        typed: TypedValues,
    ) -> None:
        self.table = table
        self.spec = spec
        self.period = period
        self.key = key
        self.rows = rows
        self._typed = typed
        #: Whether nothing but what is typed can stand in it.
        self.is_fact: bool = not (spec.turunan or spec.dinyatakan_di)

    @cached_property
    def typed(self) -> Mapping[Subject, Value]:
        """What the unit typed in it, by the subject of the row."""
        return self._typed.column(self.table, self.key)

    def typed_in(self, subject: Subject) -> Value:
        """Return what the unit typed for a subject, if anything."""
        return self.typed.get(subject, BLANK)

    def has_conditions(self, level: Level) -> bool:
        """Return whether it hangs on more than the level of a row which rule holds in it."""
        return any(one.bila == SHARED for one in self.spec.derivations(level))


#: What a value says: its number, text and status, and for which reasons it has none.
Said = tuple["Fraction | None", str, "Status", tuple[str, ...]]


class DerivesCells(Protocol):
    """What derives cells: the engine, as the values of long tables know it.

    No lane knows it, nor the rules that lanes take from each other by: so an engine is let go at once.
    """

    def of_cell(self, rule: LaneRule, lane: Lane, subject: Subject, cell: Cell | None) -> Value:
        """Return what a rule gives for a cell, with the values that it was made from."""

    def in_row(self, rule: LaneRule, lane: Lane, subject: Subject, cells: Mapping[str, Cell]) -> Value:
        """Return what a rule gives for the cell of a row."""


class LaneValue(RowValue):
    """A value that a row of a long table derives from others, which are asked again by whoever wants them."""

    __slots__ = ("_engine", "_lane", "_rule", "_subject")
    _engine: DerivesCells
    _lane: Lane
    _rule: LaneRule
    _subject: Subject

    def __init__(
        self, said: Said, cells: RowCells, engine: DerivesCells, lane: Lane, rule: LaneRule, subject: Subject
    ) -> None:
        super().__init__(*said, cells, lane.key)
        keep = object.__setattr__
        keep(self, "_engine", engine)
        keep(self, "_lane", lane)
        keep(self, "_rule", rule)
        keep(self, "_subject", subject)

    @property
    def whole(self) -> Value:
        """The value with its cell and all that it was made from."""
        return self._engine.of_cell(self._rule, self._lane, self._subject, self.cell)

    @property
    def how(self) -> How[Value]:
        """The operation that made it, with the values it was applied to."""
        return self.whole.how

    @property
    def nihil(self) -> bool:
        """Whether it is known that there is nothing: a dash stands in its cell, or in those it adds up."""
        return not self.known and self.whole.nihil

    @property
    def copied_from(self) -> Value | None:
        """The value that was carried over."""
        return super().copied_from if self._rule.derivation.operation is Operation.COPY else None

    @property
    def used_scale(self) -> UsedScale | None:
        """Scale of a label, also of one that is carried over."""
        match self._rule.derivation.operation:
            case Operation.COPY | Operation.LABEL:
                return super().used_scale
            case _:
                return None
