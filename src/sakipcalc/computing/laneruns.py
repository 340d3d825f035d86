"""Runs: what a column of a long table derives, worked out for all its rows at once.

Where the inputs of a cell are plain figures, nothing but these figures matters, so a sum or a formula goes
over the figures of whole columns. What is odd about a row (a text, nothing, two rows about one subject)
is left to the engine, which answers for that cell alone, when it is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.computing import apply
from sakipcalc.computing.lanes import LaneRule, LaneValue
from sakipcalc.computing.links import of_row
from sakipcalc.computing.verify import is_printed, same_quotient
from sakipcalc.model import Level, RowCells
from sakipcalc.rulebook import formulas
from sakipcalc.rulebook.formulas import Status
from sakipcalc.tables import Derivation, Operation, RuleFormula
from sakipcalc.text.numerals.exact import sum_of_quotients

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.computing.lanes import DerivesCells, Lane, Said
    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.computing.values import Value
    from sakipcalc.model import BodyColumns, CellColumn, Row, Table
    from sakipcalc.text.numerals.exact import Quotient

__all__ = ["LaneRun", "LaneRuns", "LongRows", "RunValue"]

#: A cell by its column and its position there.
Spot = tuple["CellColumn", int]
#: The values of a column, and which of the rows below another are meant.
Lines = tuple["LaneRun", str]
#: Statuses of what was worked out, and of a copy of nothing.
_MADE, _NOTHING = Status.DIHITUNG, Status.BELUM_DIISI
#: Sums of lines of the same table.
_BELOW = frozenset({"anak", "daun"})


class LongRows:
    """The rows of a long table with their subjects and what is typed in them, side by side.

    Parameters
    ----------
    table : Table
        The table.
    columns : BodyColumns
        The columns that all its rows are views of.
    subjects : sequence of Subject or None
        What each row is about.
    first : mapping of Subject to Row
        The first row about each subject.
    """

    def __init__(
        self,
        table: Table,
        columns: BodyColumns,
        subjects: Sequence[Subject | None],
        first: Mapping[Subject, Row],
    ) -> None:
        self.rows: Sequence[Row] = table.rows
        self.columns: BodyColumns = columns
        self.levels: Sequence[Level] = [row.level for row in table.rows]
        self.subjects: Sequence[Subject | None] = subjects
        #: Whether a row is the first about its subject, so that what it says is what counts.
        self.is_first: Sequence[bool] = [
            subject is not None and first.get(subject) is row
            for subject, row in zip(subjects, table.rows, strict=True)
        ]
        self.are_first: bool = all(self.is_first)
        self._typed: dict[str, Sequence[Quotient | None]] = {}

    @classmethod
    def of(cls, name: str, table: Table, links: Links) -> LongRows | None:
        """Return the rows of a table; None where it is a short one, or its cells are merged over columns."""
        cells = table.rows[0].cells if table.rows else None
        if type(cells) is not RowCells or not cells.columns.are_apart:
            return None
        columns, rows = cells.columns, table.rows
        if not all(type(row.cells) is RowCells and row.cells.columns is columns for row in rows):
            return None
        if len({row.number for row in rows}) < len(rows):
            return None
        spend(len(rows))
        return cls(table, columns, [links.subject(name, row) for row in rows], links.first_rows(name))

    @cached_property
    def positions(self) -> Sequence[int]:
        """Where each row stands in the columns."""
        found = [self.cells(at).at for at in range(len(self.rows))]
        return range(len(found)) if found == [*range(len(found))] else found

    def cells(self, at: int) -> RowCells:
        """Return the cells of a row."""
        cells = self.rows[at].cells
        if type(cells) is not RowCells:
            raise TypeError(cells)
        return cells

    def typed(self, key: str) -> Sequence[Quotient | None]:
        """Return the figures that are typed in a column."""
        if key not in self._typed:
            column = self.columns.get(key)
            self._typed[key] = [None] * len(self.rows)
            if column is not None:
                ratios, said = column.ratios, column.said
                self._typed[key] = [ratios[at] if said[at] else None for at in self.positions]
        return self._typed[key]

    def empty(self, key: str) -> Sequence[bool]:
        """Return in which rows nothing stands in a column."""
        column = self.columns.get(key)
        if column is None:
            return [True] * len(self.rows)
        said, own_formulas = column.said, column.formulas
        return [not (said[at] or own_formulas[at]) for at in self.positions]

    @cached_property
    def _lines(self) -> Sequence[int]:
        """The rows that are no totals, by the number of the line above; of one line from top to bottom."""
        parents = [row.parent for row in self.rows]
        lines = [at for at, level in enumerate(self.levels) if not level.is_summary]
        return sorted(lines, key=parents.__getitem__)

    @cached_property
    def _children(self) -> Mapping[int, tuple[int, int]]:
        """Where among `_lines` those below a line begin and end, by its number; below 0 those below none."""
        counts = Counter([self.rows[at].parent for at in self._lines])
        return dict(zip(counts, pairwise(accumulate(counts.values(), initial=0)), strict=True))

    @cached_property
    def _leaves(self) -> Sequence[int]:
        """The rows that have none below them."""
        return sorted(at for at in self._lines if self.rows[at].number not in self._children)

    def below(self, at: int, scope: str) -> Sequence[int]:
        """Return the lines below a row, or all leaves, as `TableLines.scope` does."""
        if scope == "daun":
            return self._leaves
        above = 0 if self.levels[at] is Level.JUMLAH else self.rows[at].number
        first, end = self._children.get(above, (0, 0))
        return self._lines[first:end]


class LaneRun:
    """The derived values of one column of a long table.

    Parameters
    ----------
    lane : Lane
        The column.
    rows : LongRows
        The rows.
    subjects : sequence of Subject or None
        What its cell is about in each.
    rules : sequence of LaneRule or None
        The derivation that holds in each.
    engine : DerivesCells
        Gives the value of a cell.

    Attributes
    ----------
    numbers : list of Quotient or None
        What the rules give; nothing where the engine has to be asked.
    figures : list of Quotient or None
        What counts in each row: the typed figure, else the derived one; nothing as above.
    nothing : set of int
        Rows for which it is known that there is nothing to carry over.
    """

    def __init__(
        self,
        lane: Lane,
        rows: LongRows,
        subjects: Sequence[Subject | None],
        rules: Sequence[LaneRule | None],
        engine: DerivesCells,
    ) -> None:
        self.lane: Lane = lane
        self.rows: LongRows = rows
        self.subjects: Sequence[Subject | None] = subjects
        self.rules: Sequence[LaneRule | None] = rules
        self.engine: DerivesCells = engine
        self._derived: dict[int, Value] = {}
        self._lines: dict[int, Lines] = {}
        self.numbers: list[Quotient | None] = [None] * len(rules)
        self.nothing: set[int] = set()
        self.figures: list[Quotient | None] = [*rows.typed(lane.key)]
        if not rows.are_first:
            known = zip(self.figures, rows.is_first, strict=True)
            self.figures = [figure if first else None for figure, first in known]
        self._is_open = [False] * len(rules) if lane.spec.dinyatakan_di else rows.empty(lane.key)

    @cached_property
    def places(self) -> Sequence[int]:
        """Rows in which the column has a cell that derives from others."""
        told = enumerate(zip(self.rules, self.subjects, strict=True))
        return [at for at, (rule, subject) in told if rule is not None and subject is not None]

    @cached_property
    def _distinct_rules(self) -> Mapping[int, LaneRule]:
        """The rules that hold in any row, each once."""
        return {id(rule): rule for rule in self.rules if rule is not None}

    @cached_property
    def proposes_some(self) -> bool:
        """Whether what is derived is only proposed in some rows."""
        return any(rule.derivation.usulan for rule in self._distinct_rules.values())

    def is_proposal(self, at: int) -> bool:
        """Return whether what is derived in a row is only proposed."""
        rule = self.rules[at]
        return rule is not None and rule.derivation.usulan

    def by_rule(self) -> Iterable[tuple[LaneRule, Sequence[int]]]:
        """Return the rules with the rows that are the first about their subject."""
        found: dict[int, list[int]] = defaultdict(list)
        for at, (rule, first) in enumerate(zip(map(id, self.rules), self.rows.is_first, strict=True)):
            if first:
                found[rule].append(at)
        return [(rule, found[key]) for key, rule in self._distinct_rules.items() if key in found]

    def put(self, at: int, number: Quotient | None) -> None:
        """Take what a rule gives in a row; it counts where nothing is typed, or stated elsewhere."""
        self.numbers[at] = number
        if self._is_open[at]:
            self.figures[at] = number

    def add_up(self, at: int, lines: Lines) -> None:
        """Take the sum of the lines below a row, if each of them has a figure."""
        run, scope = lines
        below, figures = self.rows.below(at, scope), run.figures
        parts = [part for one in below if (part := figures[one]) is not None]
        if parts and len(parts) == len(below):
            self._lines[at] = lines
            self.put(at, sum_of_quotients(parts))

    def value(self, at: int) -> Value:
        """Return the value of the cell in a row that has one."""
        number = self.numbers[at]
        if number is not None or at in self.nothing:
            said = (None, "", _NOTHING, ()) if number is None else (Fraction(*number), "", _MADE, ())
            return RunValue(said, self, at)
        if at not in self._derived:
            subject = self.subject(at)
            self._derived[at] = self.engine.in_row(self.rule(at), self.lane, subject, self.rows.cells(at))
        return self._derived[at]

    def rule(self, at: int) -> LaneRule:
        """Return the derivation that holds in a row with a derived cell."""
        rule = self.rules[at]
        if rule is None:
            raise KeyError(at)
        return rule

    def subject(self, at: int) -> Subject:
        """Return what a derived cell is about."""
        subject = self.subjects[at]
        if subject is None:
            raise KeyError(at)
        return subject

    def operation(self, at: int) -> tuple[object, ...]:
        """Return the rule that gave a number with the names of its inputs; of a sum that it is one."""
        match self.rule(at).derivation.operation:
            case RuleFormula(rule=formula):
                return formula, *formulas.inputs(formula)
            case _:
                return "sum", False

    @cached_property
    def _inputs_beside(self) -> Mapping[int, Sequence[CellColumn] | None]:
        """The columns in whose cells of a row each formula has its inputs; None where one has no cell."""
        found: dict[int, Sequence[CellColumn] | None] = {}
        columns = self.rows.columns
        for key, rule in self._distinct_rules.items():
            match rule:
                case LaneRule(derivation=Derivation(operation=RuleFormula(rule=formula)), beside=beside):
                    names = [beside[one].key if one in beside else "" for one in formulas.inputs(formula)]
                    found[key] = [columns[one] for one in names] if columns.keys() >= {*names} else None
                case _:
                    pass
        return found

    def inputs_beside(self, at: int) -> Sequence[CellColumn] | None:
        """Return the columns in whose cells of the same row a number has its inputs; None for any other."""
        return (
            None if self.numbers[at] is None or at in self._lines else self._inputs_beside[id(self.rules[at])]
        )

    def inputs_below(self, at: int) -> tuple[CellColumn, Sequence[int]] | None:
        """Return the column, and the positions in it, that a number is the sum of; None for any other."""
        if self.numbers[at] is None or at not in self._lines:
            return None
        run, scope = self._lines[at]
        column, positions = self.rows.columns.get(run.lane.key), self.rows.positions
        below = self.rows.below(at, scope)
        return None if column is None else (column, [positions[one] for one in below])

    def spots(self, at: int) -> Sequence[Spot] | None:
        """Return where the inputs of a number stand; None where it is none, or one of them has no cell."""
        if (below := self.inputs_below(at)) is not None:
            column, lines = below
            return [(column, one) for one in lines]
        beside = self.inputs_beside(at)
        return None if beside is None else [(column, self.rows.positions[at]) for column in beside]

    def waiting(self, places: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows whose cell is empty and waits for a number that figures alone give."""
        column, rows, positions = self.rows.columns[self.lane.key], self.rows.rows, self.rows.positions
        if len({*column.rows}) < len(column.rows):
            return  # cells are merged downwards
        said, own_formulas = column.said, column.formulas
        for at in places:
            here = positions[at]
            if not said[here] and not own_formulas[here] and self.numbers[at] and not rows[at].guessed:
                yield at

    def unsettled(self, places: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows whose cell does not plainly say what it should; nearly all do."""
        column, typed = self.rows.columns[self.lane.key], self.rows.typed(self.lane.key)
        said, own_formulas, positions = column.said, column.formulas, self.rows.positions
        for at in places:
            here, number, printed = positions[at], self.numbers[at], typed[at]
            if not said[here] or own_formulas[here]:
                yield at
            elif number is not None:
                if printed is None or not same_quotient(printed, number):
                    yield at
            elif at not in self.nothing:
                value = self.value(at)
                if value.known and not is_printed(column.value(here), value):
                    yield at


class RunValue(LaneValue):
    """A value that was worked out with its column, from figures alone.

    Parameters
    ----------
    said : tuple
        Its number, text, status and reasons.
    run : LaneRun
        The values of its column.
    at : int
        Its row among those of the run.
    """

    __slots__ = ("at", "run")
    run: LaneRun
    at: int

    def __init__(self, said: Said, run: LaneRun, at: int) -> None:
        super().__init__(said, run.rows.cells(at), run.engine, run.lane, run.rule(at), run.subject(at))
        object.__setattr__(self, "run", run)
        object.__setattr__(self, "at", at)


class LaneRuns:
    """The runs of an engine.

    Parameters
    ----------
    links : Links
        Rows linked across tables.
    rule_of : callable
        Gives the derivation of a lane that holds for a subject.
    engine : DerivesCells
        Gives the value of a cell.
    at_once : bool
        Whether whatever is typed counts, so that figures of whole columns are all that matters.
    """

    def __init__(
        self,
        links: Links,
        rule_of: Callable[[Lane, Subject], LaneRule | None],
        engine: DerivesCells,
        *,
        at_once: bool,
    ) -> None:
        self._links = links
        self._rule_of = rule_of
        self._engine = engine
        self._at_once = at_once
        self._known: dict[Lane, LaneRun] = {}

    def run(self, lane: Lane, rows: LongRows) -> LaneRun:
        """Return the run of a lane over the rows of its table."""
        if lane not in self._known:
            spend(len(rows.rows))
            subjects = rows.subjects
            if lane.spec.per_baris:
                subjects = [of_row(lane.table, row) for row in rows.rows]
            rules = self._rules(lane, rows, subjects)
            run = self._known[lane] = LaneRun(lane, rows, subjects, rules, self._engine)
            if self._at_once and not lane.spec.per_baris:
                self._work_out(run)
        return self._known[lane]

    def _rules(
        self, lane: Lane, rows: LongRows, subjects: Sequence[Subject | None]
    ) -> Sequence[LaneRule | None]:
        """Return the derivation that holds in each row: without conditions the same in all of a level."""
        if not lane.spec.turunan:
            return [None] * len(subjects)
        levels, is_first = rows.levels, rows.is_first
        alike = set[Level]()
        if not lane.spec.per_baris:
            alike = {level for level in set(levels) if not lane.has_conditions(level)}
        samples = zip(levels, subjects, is_first, strict=True)
        of_level = {level: subject for level, subject, first in samples if first and level in alike}
        sure = {level: self._rule_of(lane, one) for level, one in of_level.items() if one is not None}
        found = [*map(sure.get, levels)]
        for at, (level, subject, first) in enumerate(zip(levels, subjects, is_first, strict=True)):
            if not first or level not in sure:
                found[at] = None if subject is None else self._rule_of(lane, subject)
        return found

    def _work_out(self, run: LaneRun) -> None:
        """Work out what is plain: formulas first, then sums from the last row up, since lines stand below."""
        sums: dict[int, Lines] = {}
        for rule, places in run.by_rule():
            match rule.derivation.operation:
                case RuleFormula(rule=formula) if rule.beside:
                    self._calculate(formula, rule.beside, run, places)
                case Operation.SUM if (below := self._lines_of(rule, run)) is not None:
                    sums |= dict.fromkeys(places, below)
                case Operation.COPY:
                    run.nothing.update(self._without_source(rule, run, places))
                case _:
                    pass
        for at in sorted(sums, reverse=True):
            run.add_up(at, sums[at])

    def _calculate(
        self, formula: str, beside: Mapping[str, Lane], run: LaneRun, places: Sequence[int]
    ) -> None:
        """Work out a formula in the rows in which all its inputs are figures."""
        names = formulas.inputs(formula)
        if any(name not in beside or not self._is_in_rows(beside[name], run) for name in names):
            return
        columns = [self.run(beside[name], run.rows).figures for name in names]
        inputs = zip(*[map(column.__getitem__, places) for column in columns], strict=True)
        for at, result in zip(places, apply.results(formula, inputs), strict=True):
            run.put(at, result)

    def _lines_of(self, rule: LaneRule, run: LaneRun) -> Lines | None:
        """Return the run whose lines a sum adds up, and which these are, if they are of the same table."""
        source, *others = rule.named_sources["bagian"]
        selector, (lane, *more) = source.selector, source.lanes
        if others or more or self._links.sharing or not self._is_in_rows(lane, run):
            return None
        is_plain = source.table_id == lane.table and not selector.baris and selector.lingkup in _BELOW
        return (self.run(lane, run.rows), selector.lingkup) if is_plain else None

    @staticmethod
    def _is_in_rows(lane: Lane, run: LaneRun) -> bool:
        return lane.table == run.lane.table and not lane.spec.per_baris

    def _without_source(self, rule: LaneRule, run: LaneRun, places: Iterable[int]) -> Iterator[int]:
        """Yield the rows whose copy has no source: no table is there to take it from, nothing gives it."""
        taken = [(source, lane) for source in rule.named_sources["nilai"] for lane in source.lanes]
        if all(
            source.is_own and self._links.find(lane.table) is None and not lane.spec.dinyatakan_di
            for source, lane in taken
        ):
            rules = [self._rules(lane, run.rows, run.subjects) for _, lane in taken]
            for at in places:
                if run.subjects[at] is not None and all(of_lane[at] is None for of_lane in rules):
                    yield at
