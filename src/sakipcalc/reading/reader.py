"""The steps of reading, one after the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from operator import is_not
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.errors import WorkbookError
from sakipcalc.core.findings import DaftarTemuan, Temuan
from sakipcalc.core.memo import ByIdentity, Owned, Recent
from sakipcalc.model import Entity, Laporan, Table
from sakipcalc.reading.answers import Answers
from sakipcalc.reading.body import doubt_of
from sakipcalc.reading.choose import FoundTable, choose
from sakipcalc.reading.doubles import without_doubles
from sakipcalc.reading.entity import CalendarOf, find_entity
from sakipcalc.reading.explanations import find_explanations
from sakipcalc.reading.headless import (
    rows_of_no_table,
    section_without_header,
)
from sakipcalc.reading.loosetexts import loose_texts
from sakipcalc.reading.magnitudes import settled
from sakipcalc.reading.notes import hidden, values_only
from sakipcalc.reading.parts import regular_parts
from sakipcalc.reading.pointers import followed
from sakipcalc.reading.sectiontable import SectionReading, found_table, found_tables, read_section
from sakipcalc.reading.settings import find_settings, holds_settings
from sakipcalc.reading.severalunits import sections_of_unit, tables_of_unit
from sakipcalc.reading.treepieces import leveled
from sakipcalc.reading.workbook import grids
from sakipcalc.tables import Vocabulary
from sakipcalc.tables.standard import MAIN_INDICATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.excel import Package
    from sakipcalc.model import Cell
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.levels import StatedLevels
    from sakipcalc.reading.recognise import Candidate

__all__ = ["Reader", "read_grids", "read_package"]


def read_package(package: Package, file: str, vocabulary: Vocabulary | None = None) -> Laporan:
    """Read every annex table of an opened Excel package."""
    return read_grids(grids(package), file, vocabulary)


def read_grids(
    sheets: Sequence[Grid],
    file: str,
    vocabulary: Vocabulary | None = None,
    jawab: Mapping[str, object] | None = None,
) -> Laporan:
    """Read every annex table of the sheets once; see :class:`Reader`."""
    return Reader(file, vocabulary, jawab).read(sheets)


class Reader:
    """Reads a workbook, and reads it again after changes: sheets that are the same are not read twice.

    Parameters
    ----------
    file : str
        Name of the workbook, for the places.
    vocabulary : Vocabulary, optional
        Headings that are understood; the standard ones without it.
    jawab : mapping of str to object, optional
        Answers to questions of the reader, by their keys; see `answers`.
    """

    def __init__(
        self, file: str, vocabulary: Vocabulary | None = None, jawab: Mapping[str, object] | None = None
    ) -> None:
        self.file = file
        self.jawab: Mapping[str, object] = jawab or {}
        self._answers = Answers({}, {})
        self.vocabulary: Vocabulary = vocabulary or Vocabulary.standard()
        self._found: ByIdentity[tuple[FoundTable, ...]] = ByIdentity()
        self._parts: ByIdentity[SectionReading] = ByIdentity()
        self._known_sheets: ByIdentity[_KnownSheet] = ByIdentity()
        self._levels: ByIdentity[StatedLevels] = ByIdentity()
        self._last: tuple[tuple[Grid, ...], Laporan] | None = None

    @classmethod
    def of(
        cls,
        package: Package,
        file: str,
        vocabulary: Vocabulary,
        jawab: Mapping[str, object] | None = None,
    ) -> Reader:
        """Return a reader that has read a package already, perhaps when its template was filled before."""
        known = _READERS.get(package)
        same = known is not None and known.file == file and known.vocabulary is vocabulary
        if known is None or not same or known.jawab != (jawab or {}):
            known = _READERS.put(package, Reader(file, vocabulary, jawab))
            known.read_with_cells(grids(package))
        return known.copy()

    def copy(self) -> Reader:
        """Return a reader that has read the same, and then goes its own way."""
        own = Reader(self.file, self.vocabulary, self.jawab)
        own._found, own._parts, own._levels = self._found.copy(), self._parts.copy(), self._levels.copy()
        own._known_sheets = self._known_sheets.copy()
        own._last, own._answers = self._last, self._answers
        return own

    def named(self, file: str) -> Reader:
        """Return a reader of the same workbook by another name: which tables it has is known, no place is."""
        own = Reader(file, self.vocabulary, self.jawab)
        own._found, own._answers = self._found.copy(), self._answers
        own._known_sheets = self._known_sheets.copy()
        return own

    def read(self, sheets: Sequence[Grid]) -> Laporan:
        """Read the sheets into a Laporan.

        Parameters
        ----------
        sheets : sequence of Grid
            The sheets in the order of the workbook.

        Returns
        -------
        Laporan
            Its tables may be none: who needs one says so.
        """
        same = self._last is not None and len(self._last[0]) == len(sheets)
        if self._last is None or not same or any(map(is_not, self._last[0], sheets)):
            self._last = (tuple(sheets), self._read(sheets))
        return self._last[1]

    def read_with_cells(self, sheets: Sequence[Grid]) -> Laporan:
        """Read the sheets, and make the cells of their tables, for filling."""
        return self.read(sheets).with_cells()

    def _read(self, sheets: Sequence[Grid]) -> Laporan:
        sheets = followed(sheets)
        settings = find_settings(sheets, self.file)
        answers = Answers.of(settings, self.jawab, self.file)
        if answers != self._answers:
            self._answers, self._found, self._parts = answers, ByIdentity(), ByIdentity()
        sheets = [self._known_sheet(grid) for grid in sheets]
        annex = [grid for grid in sheets if not holds_settings(grid)]
        of_unit = sections_of_unit(self._of_sheets(annex), answers.unit, self.file)
        found = of_unit.found
        parts = [self._part(one, chosen) for one, chosen in zip(found, choose(found), strict=True)]
        joined = _tables_of(parts)
        tables, doubled = without_doubles(
            [part for table in joined if table.rows for part in regular_parts(table)]
        )
        names = {table.name for table in tables}
        tables, changed = settled(leveled(tables, self._levels))
        units = {key: unit for part in parts for key, unit in part.row_units.items()}
        tables, unit, asked = tables_of_unit(tables, units, answers.unit)
        findings = (
            *(*of_unit.questions, *asked),
            *(left for part in parts for one in part.temuan if (left := _after(one, changed))),
            *(*doubled, *hidden(tables, sheets), *values_only(sheets, self.file)),
            *(one for grid in _without_header(annex, found) for one in rows_of_no_table(grid, self.file)),
        )
        return Laporan(
            file=self.file,
            entitas=_of_unit(find_entity(sheets, tables), unit or of_unit.unit),
            tables=tables,
            forms=tuple(table for table in joined if not table.rows and table.name not in names),
            temuan=DaftarTemuan(findings),
            settings=settings,
            penjelasan=find_explanations(table for table in tables if table.id == MAIN_INDICATORS),
            readings=tuple(part.header_reading for part in parts),
            loose_texts=tuple(loose_texts(annex, joined, self.file)),
            specs=self.vocabulary.specs,
        )

    def _of_sheets(self, annex: Sequence[Grid]) -> list[FoundTable]:
        """Return the sections of all sheets; all are weighed against each other, so there is a bound."""
        found = list(islice(self._on_each_sheet(annex, CalendarOf(annex)), _MOST_HEADERS + 1))
        if len(found) > _MOST_HEADERS:
            raise WorkbookError("too-many-tables", place=Place(self.file), allowed=_MOST_HEADERS)
        return found

    def _on_each_sheet(self, annex: Sequence[Grid], elsewhere: CalendarOf) -> Iterator[FoundTable]:
        """Yield the sections sheet by sheet; one without a header may go on with the table before it."""
        before: FoundTable | None = None
        for grid in annex:
            own = self._sections(grid, elsewhere)
            if not own and before is not None and grid.lines:
                further = self._found.get(grid, before)
                if further is None:
                    section = section_without_header(grid, before)
                    one = section and found_table(grid, section, self.vocabulary, self._answers)
                    further = self._found.put((one,) if one else (), grid, before)
                own = further
            yield from own
            before = own[-1] if own else None

    def _known_sheet(self, grid: Grid) -> Grid:
        """Return a sheet, or the one that is the same and was read before: what is on that is known."""
        known = _SHEETS.get((self.vocabulary, grid.content)) if self._is_remembered(grid) else None
        if known is None:
            return grid
        if self._found.get(known.grid) is None:
            self._found.put(known.found_tables, known.grid)
            self._known_sheets.put(known, known.grid)
        return known.grid

    def _is_remembered(self, grid: Grid) -> bool:
        """Return whether what is found on a sheet is kept: long ones are not, nor what answers change."""
        return len(grid.cells) <= _USUAL and not (self._answers.columns or self._answers.tables)

    def _sections(self, grid: Grid, elsewhere: CalendarOf) -> tuple[FoundTable, ...]:
        """Return the sections of a sheet; one that hangs on what other sheets say is read anew each time."""
        known = self._found.get(grid)
        if known is None:
            elsewhere.asked = False
            of_sheet = islice(
                found_tables(grid, self.vocabulary, self._answers, elsewhere), _MOST_HEADERS + 1
            )
            known = tuple(of_sheet)
            if not elsewhere.asked:
                self._found.put(known, grid)
                if self._is_remembered(grid):
                    sheet = _SHEETS.put((self.vocabulary, grid.content), _KnownSheet(grid, known))
                    self._known_sheets.put(sheet, grid)
        return known

    def _part(self, found: FoundTable, chosen: Candidate | None) -> SectionReading:
        """Return a section as it is read, or was read from the same sheet of another workbook."""
        part = self._parts.get(found, chosen)
        if part is None:
            sheet = self._known_sheets.get(found.grid)
            known = sheet.parts if sheet else self._parts
            part = known.get(found, chosen) or read_section(found, chosen, self.file, self.vocabulary)
            part = part if part.file == self.file else part.in_file(self.file)
            if part.table is not None and len(part.table.rows) > _USUAL:
                return part  # its rows would be kept twice, without their levels and with them
            known.put(part, found, chosen)
            self._parts.put(part, found, chosen)
            if part.table is not None and part.levels is not None:
                self._levels.put(part.levels, part.table)
        return part


def _without_header(annex: Sequence[Grid], found: Sequence[FoundTable]) -> list[Grid]:
    """Return the sheets that a person sees and nothing was found on."""
    known = {id(one.grid) for one in found}
    return [grid for grid in annex if grid.visible and id(grid) not in known]


#: Headers of tables in one workbook; all are weighed against each other, and an annex has some thirty.
_MOST_HEADERS = 1000
#: The reader that has read a package, gone with it; no other workbook was read by it.
_READERS: Owned[Package, Reader] = Owned("reader that has read a package")


class _KnownSheet:
    """A sheet as it was read: what was found on it, and how its sections were read in the last workbook."""

    def __init__(self, grid: Grid, found_tables: tuple[FoundTable, ...]) -> None:
        self.grid = grid
        self.found_tables = found_tables
        self.parts: ByIdentity[SectionReading] = ByIdentity()


#: A workbook is read, audited and filled, and of its copies some sheets are the same.
_SHEETS: Recent[tuple[object, ...], _KnownSheet] = Recent("sheets as they were read", 96)
#: Cells of a sheet that is kept.
_USUAL = 2000


def _of_unit(entity: Entity, unit: str) -> Entity:
    """Return who reports, where it was chosen among several."""
    return replace(entity, nama=unit) if unit else entity


def _after(finding: Temuan, changed: Mapping[Place, Cell]) -> Temuan | None:
    """Return what is left of a finding once figures in doubt are settled; None where it is answered."""
    cell = changed.get(finding.places[0]) if finding.code == "angka-rancu" else None
    return finding if cell is None else doubt_of(cell)


def _tables_of(parts: Sequence[SectionReading]) -> list[Table]:
    """Return the tables of all sections: those reported, those of all years, and further ones beside them."""
    joined = _joined((one.table, one.continues) for one in parts)
    joined += _joined((one.years, one.continues) for one in parts)
    own = {table.id for table in joined}
    for id_ in dict.fromkeys(table.id for one in parts for table in one.further if table.id not in own):
        joined += _joined((one.further_as(id_), one.continues) for one in parts)
    return joined


def _joined(parts: Iterable[tuple[Table | None, bool]]) -> list[Table]:
    """Join a table with its parts under a repeated header, as on a next page, which say that they go on."""
    joined: list[Table] = []
    for more, continues in parts:
        if more is None:
            continue
        if continues and joined and not _texts(more) <= _texts(joined[-1]):
            before = joined[-1]
            joined[-1] = replace(
                before,
                rows=(*before.rows, *more.rows),
                blank_lines=more.blank_lines,
                group_lines=(*before.group_lines, *more.group_lines),
                remarks=(*before.remarks, *more.remarks),
            )
        else:
            joined.append(more)
    return joined


def _texts(table: Table) -> set[tuple[str, ...]]:
    """Return the rows of a table by the texts that a unit types, to see whether another one repeats them.

    A kategori is not among them: once one of two such tables is filled, they would differ in it.
    """
    typed = [column.key for column in table.columns if column.spec.jenis == "teks"]
    return {tuple(row.text(key) for key in typed) for row in table.rows}
