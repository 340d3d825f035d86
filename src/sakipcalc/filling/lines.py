"""The lines of a table on its sheet: which are taken, which are free, and where others can be inserted."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.excel import Insertion, refs
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.excel import RawSheet
    from sakipcalc.model import Cell, Row, Table

__all__ = ["FormLines", "Line", "Placement", "moved"]

#: What a row is to say, by column.
RowLabels = Mapping[str, "Cell"]
#: What merged labels say, by column.
_Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that takes a row: one of the sheet as it is, or one of those to be inserted.

    Parameters
    ----------
    number : int
        Row of the sheet as read; of an inserted line the row before which it comes.
    insertion : int, optional
        Which of the inserted lines it is, from 0.
    """

    number: int
    insertion: int | None = None

    def at(self, insertions: Sequence[Insertion]) -> int:
        """Return its row of the sheet after the insertions."""
        if self.insertion is None:
            return moved(self.number, insertions)
        own = next(each for each in insertions if each.before == self.number)
        return moved(self.number, insertions) - own.count + self.insertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The line of each new row of a table, and the insertions that make room for them."""

    lines: tuple[Line, ...]
    insertions: tuple[Insertion, ...] = ()


def moved(row: int, insertions: Sequence[Insertion]) -> int:
    """Return where a row of a sheet stands after insertions."""
    if not insertions:
        return row
    spend(len(insertions))
    return row + sum(each.count for each in insertions if each.before <= row)


class FormLines:
    """The body of one table on its sheet.

    Parameters
    ----------
    table : Table
        The table as read.
    sheet : RawSheet
        The sheet that it stands on.
    """

    def __init__(self, table: Table, sheet: RawSheet) -> None:
        self.table = table
        self._sheet = sheet
        self._labels = [one for one in table.columns if one.spec.jenis == "teks"]
        self._grouping = [one.key for one in table.columns if one.spec.menurun]
        self._rows = [row for row in table.rows if not row.level.is_summary and row.number > 0]
        named = {one.key for one in self._labels}
        content = {one.key for one in table.columns if one.spec.jenis != "nomor"}
        #: The rows that say more than their number and what is merged over them: a label, be it by a formula,
        #: or anything typed.
        self.taken: tuple[Row, ...] = tuple(
            [row for row in self._rows if row.says_in(content, by_formula_in=named)]
        )

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The empty lines of its form, which few tables are asked for."""
        numbered = {row.number for row in self._rows} - {row.number for row in self.taken}
        return tuple(sorted({*numbered, *self.table.blank_lines, *self._form_lines()}))

    def owns(self, row: int, col: int) -> bool:
        """Return whether a place has a cell of its own, and is not covered by one merged over it."""
        area = self._sheet.merge_at.at(row, col)
        return area is None or (area.top, area.left) == (row, col)

    def has_formula(self, row: int, col: int) -> bool:
        """Return whether the cell of a place holds a formula."""
        cell = self._sheet.cells.get((row, col))
        return cell is not None and cell.formula is not None

    def covers(self, line: Line, col: int) -> bool:
        """Return whether the cell of a line is part of one that is merged over it and the line above."""
        if line.insertion is None:
            return not self.owns(line.number, col)
        return (
            self._top(line.number, col) < line.number
        )  # a merge across the line grows over what is inserted

    def place(self, wanted: Sequence[RowLabels], free: Sequence[int]) -> Placement:
        """Give every row a line: the free ones first, then new ones.

        A row whose label is merged over lines that are all taken gets a new one under that label, which
        grows; one whose label the lines under the heading of a group have comes behind them. Other new lines
        come before the last one of the body, so that everything that spans the body grows. Where that one
        is taken they come behind it, so that the rows keep their order, unless it shares a cell with the
        lines above.
        """
        blocks = self._blocks(wanted, frozenset(free))
        own = {n: line for n, row in enumerate(wanted) if (line := blocks.next_line(row))}
        left = [line for line in free if line not in blocks.used]
        rest = self._place_others([row for n, row in enumerate(wanted) if n not in own], left, free)
        others = iter(rest.lines)
        lines = tuple(own[n] if n in own else next(others) for n in range(len(wanted)))
        grown = (Insertion(sheet=self.table.sheet, before=at, count=n) for at, n in blocks.inserted.items())
        return Placement(lines=lines, insertions=(*rest.insertions, *grown))

    def _body(self, free: Iterable[int]) -> list[int]:
        return sorted({*(row.number for row in self.taken), *free})

    def _blocks(self, wanted: Sequence[RowLabels], free: frozenset[int]) -> _Blocks:
        """Return the lines that share labels, merged or under one heading, by what the labels say."""
        said = {row.number: row.cells for row in self.taken if row.number not in free}
        labels = [one for one in self._labels if wanted and one.key in wanted[0]]
        blocks = _Blocks(free)
        for line in self._body(free):
            covered = [one for one in labels if not self.owns(line, one.col)]
            cells = [said.get(self._top(line, one.col), {}).get(one.key) for one in covered]
            texts = [plain(cell.text) for cell in cells if cell is not None]
            if covered and len(texts) == len(covered):
                blocks.add(tuple((one.key, text) for one, text in zip(covered, texts, strict=True)), line)
            elif line in said and line < max(self.table.group_lines, default=0):
                own = ((key, plain(said[line][key].text)) for key in self._grouping if key in said[line])
                blocks.add(tuple(own), line, behind=True)
        return blocks

    def _place_others(
        self, wanted: Sequence[RowLabels], free: Sequence[int], all_free: Sequence[int]
    ) -> Placement:
        """Give a line to each row that goes under no label; lines that are free now, or were before."""
        body = self._body(all_free)
        if not body:
            return self._below_header(wanted)
        last = body[-1]
        if last in free and len(body) > 1 and all(self.owns(last, one.col) for one in self._labels):
            return self._around_last(wanted, free)
        placed = self._fitting(wanted, free)
        inside = last not in free and self._shares(last)
        return self._with_new(placed, wanted, at=last if inside else self._below(last), stretch=not inside)

    def _below(self, last: int) -> int:
        """Return the row behind the last line and behind every label that is merged down over it."""
        areas = (self._sheet.merge_at.at(last, one.col) for one in self._labels)
        return max((area.bottom for area in areas if area), default=last) + 1

    def _around_last(self, wanted: Sequence[RowLabels], free: Sequence[int]) -> Placement:
        """Place rows where the last line is free: it takes the last one of those that need new lines."""
        *others, last = free
        placed = self._fitting(wanted, others)
        rest = len(wanted) - len(placed)
        if not rest:
            return Placement(lines=tuple(placed))
        new = self._with_new(placed, wanted[:-1], at=last, stretch=False)
        return Placement(lines=(*new.lines, Line(number=last)), insertions=new.insertions)

    def _with_new(
        self, placed: Sequence[Line], wanted: Sequence[RowLabels], *, at: int, stretch: bool
    ) -> Placement:
        """Put the rows that have no line on new ones before a row of the sheet."""
        count = len(wanted) - len(placed)
        if not count:
            return Placement(lines=tuple(placed))
        new = (Line(number=at, insertion=i) for i in range(count))
        insertion = Insertion(
            sheet=self.table.sheet, before=at, count=count, stretch=self._area(at - 1) if stretch else None
        )
        return Placement(lines=(*placed, *new), insertions=(insertion,))

    def _area(self, bottom: int) -> refs.Area:
        columns = [column.col for column in self.table.columns]
        return refs.Area(self.table.body, min(columns), bottom, max(columns))

    def _fitting(self, wanted: Sequence[RowLabels], free: Sequence[int]) -> list[Line]:
        """Return lines for the first rows, in order; under a merged label a row of that label."""
        placed: dict[int, RowLabels] = {}
        lines = iter(free)
        for row in wanted:
            line = next((one for one in lines if self._fits(one, row, placed)), None)
            if line is None:
                break
            placed[line] = row
        return [Line(number=line) for line in placed]

    def _fits(self, line: int, wanted: RowLabels, placed: Mapping[int, RowLabels]) -> bool:
        covered = [one for one in self._labels if one.key in wanted and not self.owns(line, one.col)]
        above = [placed.get(self._top(line, one.col), {}).get(one.key) for one in covered]
        return all(
            label is not None and plain(label.text) == plain(wanted[one.key].text)
            for one, label in zip(covered, above, strict=True)
        )

    def _shares(self, last: int) -> bool:
        """Return whether the last line shares a figure, as a budget, with the lines above, and no label."""
        shared = [one for one in self.table.columns if not self.owns(last, one.col)]
        return bool(shared) and not any(one in self._labels for one in shared)

    def _below_header(self, wanted: Sequence[RowLabels]) -> Placement:
        """Place rows under a header without a line: on the empty rows there, one of which stays empty."""
        first = self.table.body
        held = self._sheet.scan.contents()
        said = {row for row, _, value, _, formula, _ in held if formula or value is not None}
        said.update(area.top for area in self._sheet.merges)
        following = min((row for row in said if row >= first), default=None)
        room = len(wanted) if following is None else max(following - 1 - first, 0)
        placed = [Line(number=row) for row in islice(range(first, first + room), len(wanted))]
        new = self._with_new(placed, wanted, at=first + len(placed), stretch=False)
        if placed or not new.insertions:
            return new
        # The row above is the header: its look is none for a line.
        bare = Insertion(
            sheet=self.table.sheet, before=first, count=new.insertions[0].count, model=refs.LAST_ROW
        )
        return Placement(lines=new.lines, insertions=(bare,))

    def _form_lines(self) -> Iterator[int]:
        """Yield the empty lines of the form below the last row, down to a total or whatever else follows."""
        row = max((row.number + 1 for row in self.taken), default=self.table.body)
        while all(self._is_blank(row, column.col) for column in self.table.columns):
            yield row
            row += 1

    def _is_blank(self, row: int, col: int) -> bool:
        """Return whether a place belongs to a form and is empty: it has a look of its own, or is merged."""
        area = self._sheet.merge_at.at(row, col)
        cell = self._sheet.cells.get((area.top, area.left) if area else (row, col))
        empty = cell is None or (not cell.kind and cell.formula is None)
        return empty and (cell is not None or area is not None)

    def _top(self, row: int, col: int) -> int:
        area = self._sheet.merge_at.at(row, col)
        return area.top if area else row


class _Blocks:
    """The lines under merged labels: free ones, and where others can be inserted.

    Attributes
    ----------
    used : set of int
        Free lines that were given out.
    inserted : dict of int to int
        How many lines are to be inserted before a row.
    """

    def __init__(self, free: frozenset[int]) -> None:
        self._free = free
        self._columns: set[tuple[str, ...]] = set()
        self._last: dict[_Labels, int] = {}
        self._left: dict[_Labels, deque[int]] = {}
        self.used: set[int] = set()
        self.inserted: dict[int, int] = {}

    def add(self, labels: _Labels, line: int, *, behind: bool = False) -> None:
        """Take up a line, before or `behind` which others may come; lines come from top to bottom."""
        self._columns.add(tuple(key for key, _ in labels))
        self._last[labels] = line + behind
        left = self._left.setdefault(labels, deque())
        if line in self._free:
            left.append(line)

    def next_line(self, wanted: RowLabels) -> Line | None:
        """Return a line under the labels of a row, under as many as can be: a free one, else one more."""
        for columns in sorted(self._columns, key=len, reverse=True):
            labels = tuple((key, plain(wanted[key].text)) for key in columns if key in wanted)
            if labels in self._last:
                return self._line(labels)
        return None

    def _line(self, labels: _Labels) -> Line:
        if left := self._left[labels]:
            self.used.add(left[0])
            return Line(number=left.popleft())
        at = self._last[labels]  # before the last line where labels are merged, so that they grow
        self.inserted[at] = self.inserted.get(at, 0) + 1
        return Line(number=at, insertion=self.inserted[at] - 1)
