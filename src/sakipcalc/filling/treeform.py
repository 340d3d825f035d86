"""An empty form of a budget: which line adds up which, and where the lines of a budget go on it.

The sums of a form say what its lines are for before anybody has typed a name: a line that adds up others is
a programme or an activity, and those it adds up are what stands below it. Lines may also take their name
from another table, line by line; a row goes on the line that shows it. The rest take the lines that are
left, each under its own parent, and rows for which the form has no line get one behind their siblings::

    F5  SUM(F6,F9)     programme      programme 1
    F6  SUM(F7:F8)     activity       activity 1
    F7                 sub-activity   sub-activity a
    F8                 sub-activity   sub-activity b
                                      sub-activity c       inserted; the sum of F6 is written anew
    F9  SUM(F10:F11)   activity       activity 2
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sakipcalc.excel import Insertion
from sakipcalc.excel.calculate.readers import At, Readers
from sakipcalc.filling.lines import Line, Placement
from sakipcalc.filling.match import matching_rows
from sakipcalc.model import TREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.excel import Package
    from sakipcalc.excel.calculate.readers import Span
    from sakipcalc.filling.lines import FormLines
    from sakipcalc.model import Cell, Column, Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["BudgetForm", "Seating", "budget_form"]

#: The rows that go on lines of the template, by sheet in lower case and line.
RowsOnLines = dict[tuple[str, int], "Row"]
#: A row with its line, or without one yet; or a line that no row takes.
_Seat = tuple["Row | None", int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """The assignment of budget rows to the lines of an empty form.

    Parameters
    ----------
    rows : tuple of Row
        The rows that get a line.
    placement : Placement
        The line of each, and the lines that are inserted.
    self_named : frozenset of int
        Lines that take their names from another table, and say what they are to say by themselves.
    given_way : tuple
        Lines and columns whose formula gives way: of inserted lines, and where the budget has another
        structure than the form.
    """

    rows: tuple[Row, ...] = ()
    placement: Placement = field(default_factory=lambda: Placement(lines=()))
    self_named: frozenset[int] = frozenset()
    given_way: tuple[tuple[Line, Column], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetForm:
    """The tree that an empty form draws.

    Parameters
    ----------
    lines : FormLines
        The body of its table.
    tops : tuple of int
        Lines that no other line adds up.
    sums : dict
        The lines that each line adds up.
    sources : dict
        The row of another table that a line takes its name from.
    """

    lines: FormLines
    tops: tuple[int, ...]
    sums: Mapping[int, tuple[int, ...]]
    sources: Mapping[int, Row]

    def seat(self, rows: Sequence[Row], metode: Metode) -> Seating:
        """Return where rows go, each under its own parent."""
        return _Seats(self, rows, self._showing(rows, metode)).seating()

    def depth(self, line: int) -> int:
        """Return how many levels a line and what stands below it are."""
        return 1 + max(map(self.depth, self.sums.get(line, ())), default=0)

    def walk(self, lines: Iterable[int]) -> Iterator[int]:
        """Yield lines, each before those below it."""
        for line in lines:
            yield line
            yield from self.walk(self.sums.get(line, ()))

    def _showing(self, rows: Sequence[Row], metode: Metode) -> dict[int, Row]:
        """Return the rows that the form shows by itself, by their lines."""
        table = self.lines.table
        above = {line: parent for parent, lines in self.sums.items() for line in lines}
        keys = {column.key for column in table.columns}
        shown = (
            row._replace(number=line, parent=above.get(line, 0), cells=_only(row, keys))
            for line, row in sorted(self.sources.items())
        )
        own = replace(table, rows=tuple(shown))
        return dict(matching_rows(own, replace(table, rows=tuple(rows)), metode)) if own.rows and rows else {}


def budget_form(lines: FormLines, package: Package, placed: RowsOnLines) -> BudgetForm | None:
    """Return the tree that an empty form draws, None where a table is no such form.

    Parameters
    ----------
    lines : FormLines
        The body of the table.
    package : Package
        The template.
    placed : dict
        The rows that other tables of the template get.
    """
    table = lines.table
    if table.spec.baris != "pohon" or lines.taken or not lines.free:
        return None
    reads = package.kept(Readers).reads
    below = _sums(table, reads)
    added = {line for children in below.values() for line in children}
    free = [*lines.free, *added, *below]
    names = [column for column in table.columns if column.id == "uraian"]
    shown = {
        line: placed[span.sheet, span.area.top]
        for line in free
        for column in names
        for span in reads.get(At(table.sheet.lower(), line, column.col), ())
        if span.area.size == 1 and (span.sheet, span.area.top) in placed
    }
    # Below a tree of sums nothing is known of other lines: they are of the form, and stay empty.
    tops = sorted(below.keys() - added) if below else sorted(lines.free)
    form = BudgetForm(lines=lines, tops=tuple(tops), sums=below, sources=shown)
    return form if (below or shown) and _is_tree(form) else None


def _sums(table: Table, reads: Mapping[At, Iterable[Span]]) -> dict[int, tuple[int, ...]]:
    """Return the lines that each line adds up in the columns of money."""
    sheet = table.sheet.lower()
    found: dict[int, tuple[int, ...]] = {}
    for row in table.rows:
        for column in _money(table):
            spans = reads.get(At(sheet, row.number, column.col), ())
            own = [one.area for one in spans if one.sheet == sheet and one.area.left == column.col]
            lines = {line for area in own for line in range(area.top, min(area.bottom, _far(table)) + 1)}
            if lines and not row.level.is_summary and all(area.right == area.left for area in own):
                found.setdefault(row.number, tuple(sorted(lines)))
    return found


def _far(table: Table) -> int:
    return max((*(row.number for row in table.rows), *table.blank_lines))


def _is_tree(form: BudgetForm) -> bool:
    """Return whether lines follow each other from above, each once, and no deeper than budgets are."""
    added = [line for children in form.sums.values() for line in children]
    if len(set(added)) < len(added) or any(line <= top for top, own in form.sums.items() for line in own):
        return False  # first of all, so that no line is below itself
    walked = list(form.walk(form.tops))
    return walked == sorted(walked) and max(map(form.depth, form.tops)) <= len(TREE) + 1


def _money(table: Table) -> list[Column]:
    return [one for one in table.columns if one.spec.jenis == "uang" or one.id in table.spec.fakta]


def _only(row: Row, keys: Iterable[str]) -> dict[str, Cell]:
    return {key: cell for key, cell in row.cells.items() if key in keys}


@dataclass(slots=True)
class _Seats:
    """The seats that rows take on a form, while they are given out."""

    form: BudgetForm
    rows: Sequence[Row]
    seen: dict[int, Row]
    children: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def seating(self) -> Seating:
        with_unit = max(map(self.form.depth, self.form.tops)) > len(TREE)
        inside = {row.number for row in self.rows if row.level.in_tree or (with_unit and not row.level.depth)}
        inside -= {row.number for row in self.rows if row.level.is_summary}
        taken = self._seen
        for row in self.rows:
            if row.number in inside:
                self.children[row.parent if row.parent in inside else 0].append(row)
        first = next((n for n, row in enumerate(self.rows) if row.number in inside), len(self.rows))
        outside = [
            (n < first, row)
            for n, row in enumerate(self.rows)
            if row.number not in inside | taken and self._counts(row)
        ]
        seats: list[_Seat] = [(row, None) for before, row in outside if before]
        seats += self._lay(self.children[0], self.form.tops)
        seats += [(row, None) for before, row in outside if not before]
        return self._settled(seats)

    def _counts(self, row: Row) -> bool:
        """Return whether a row outside the tree has a line: a total, or money; the unit heads the sheet."""
        money = (row.cells.get(column.key) for column in _money(self.form.lines.table))
        return row.level.is_summary or any(cell is not None and cell.value is not None for cell in money)

    def _lay(self, rows: Sequence[Row], lines: Sequence[int]) -> Iterator[_Seat]:
        """Yield the seats of siblings and of all below them, in the order of the form."""
        waiting = self._unseen(rows)
        vacant = [line for line in lines if line not in self.seen]
        taken = {**self.seen, **dict(zip(vacant, waiting, strict=False))}
        for line in lines:
            row = taken.get(line)
            yield row, line
            yield from self._lay(self.children[row.number] if row else (), self.form.sums.get(line, ()))
        for row in waiting[len(vacant) :]:
            yield from self._new(row)

    def _new(self, row: Row) -> Iterator[_Seat]:
        yield row, None
        for child in self._unseen(self.children[row.number]):
            yield from self._new(child)

    def _unseen(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows that the form does not show, without those that only head rows shown elsewhere."""
        left = [row for row in rows if row.number not in self._seen]
        return [
            row for row in left if not self.children[row.number] or self._unseen(self.children[row.number])
        ]

    @property
    def _seen(self) -> set[int]:
        return {row.number for row in self.seen.values()}

    def _settled(self, seats: Sequence[_Seat]) -> Seating:
        """Give those without a line one before the next line of the form."""
        end = max(self.form.walk(self.form.tops)) + 1
        lines: dict[int, Line] = {}
        counts: dict[int, int] = defaultdict(int)
        following = end
        for row, line in reversed(seats):
            following = following if line is None else line
            if row is None:
                continue
            lines[id(row)] = (
                Line(number=following) if line is not None else Line(number=following, insertion=0)
            )
        for row, line in seats:
            if row is not None and line is None:
                before = lines[id(row)].number
                lines[id(row)] = Line(number=before, insertion=counts[before])
                counts[before] += 1
        by_line = {line: row for row, line in seats if line is not None}
        insertions = (self._insertion(before, count) for before, count in counts.items())
        seated = tuple(row for row in self.rows if id(row) in lines)
        return Seating(
            rows=seated,
            placement=Placement(lines=tuple(lines[id(row)] for row in seated), insertions=tuple(insertions)),
            self_named=frozenset(self.seen),
            given_way=tuple(self._freed(lines, by_line)),
        )

    def _insertion(self, before: int, count: int) -> Insertion:
        first = self.form.tops[0]
        model = first if before == first else None  # above the first line is the header
        return Insertion(sheet=self.form.lines.table.sheet, before=before, count=count, model=model)

    def _freed(
        self, lines: Mapping[int, Line], by_line: Mapping[int, Row | None]
    ) -> Iterator[tuple[Line, Column]]:
        """Yield the cells that are emptied, so that they are typed or added up anew."""
        table = self.form.lines.table
        inserted = [line for line in lines.values() if line.insertion is not None]
        yield from ((line, column) for line in inserted for column in table.columns)
        other = bool(inserted)
        for number, row in by_line.items():
            sums = number in self.form.sums
            own = self.children[row.number] if row else []
            grown = any(id(one) in lines and lines[id(one)].insertion is not None for one in own)
            other |= row is not None and sums != bool(own)
            if row is None and number in self.form.sources:
                yield from self._formulas(number, table.columns if not sums else self._names)
            elif row is not None and (grown or sums != bool(own) or not (sums or self._shows(number, row))):
                yield from self._formulas(number, _money(table))
        totals = [row.number for row in table.rows if row.level.is_summary] if other else []
        for number in totals:
            yield from self._formulas(number, _money(table))

    def _shows(self, number: int, row: Row) -> bool:
        """Return whether a line shows a row with its money, to the rupiah."""
        if number not in self.seen:
            return False
        other = self.form.sources[number].cells
        money = {column.key for column in _money(self.form.lines.table)}
        both = row.cells.keys() & other.keys() & money
        return all(row.cells[key].value in {None, other[key].value} for key in both)

    @property
    def _names(self) -> list[Column]:
        return [one for one in self.form.lines.table.columns if one not in _money(self.form.lines.table)]

    def _formulas(self, number: int, columns: Iterable[Column]) -> Iterator[tuple[Line, Column]]:
        return ((Line(number=number), one) for one in columns if self.form.lines.has_formula(number, one.col))
