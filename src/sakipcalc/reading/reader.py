"""The steps of reading, one after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from operator import is_not
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.errors import WorkbookError
from sakipcalc.core.findings import DaftarTemuan, Temuan
from sakipcalc.core.memo import ByIdentity, Owned, Recent
from sakipcalc.model import Entity, Laporan, Table
from sakipcalc.reading.answers import Answers
from sakipcalc.reading.body import doubt_of, read_body
from sakipcalc.reading.choose import FoundTable, choose
from sakipcalc.reading.content import sample
from sakipcalc.reading.doubles import without_doubles
from sakipcalc.reading.entity import CalendarOf, find_entity
from sakipcalc.reading.explanations import find_explanations
from sakipcalc.reading.extent import TableExtent
from sakipcalc.reading.headercontext import HeaderContext
from sakipcalc.reading.headless import (
    goes_on_without_header,
    rows_of_no_table,
    section_without_header,
    unread_rows,
)
from sakipcalc.reading.levels import StatedLevels
from sakipcalc.reading.longform import LongForm, by_quarter, by_year
from sakipcalc.reading.loosetexts import loose_texts
from sakipcalc.reading.magnitudes import settled
from sakipcalc.reading.measurerows import by_measure
from sakipcalc.reading.notes import hidden, notes, told, values_only
from sakipcalc.reading.oneindicator import of_one_indicator
from sakipcalc.reading.parts import regular_parts
from sakipcalc.reading.planend import both_ends
from sakipcalc.reading.pointers import followed
from sakipcalc.reading.recognise import Candidate, recognise
from sakipcalc.reading.remarks import find_remarks
from sakipcalc.reading.renamed import Renamed
from sakipcalc.reading.sections import sections
from sakipcalc.reading.settings import find_settings, holds_settings
from sakipcalc.reading.severalunits import sections_of_unit, tables_of_unit, units_of_rows
from sakipcalc.reading.treepieces import leveled
from sakipcalc.reading.witnesses import evidence
from sakipcalc.reading.workbook import grids
from sakipcalc.reading.yearbefore import with_years_before
from sakipcalc.tables import Vocabulary
from sakipcalc.tables.normalise import normalise
from sakipcalc.tables.standard import MAIN_INDICATORS
from sakipcalc.text.numerals import factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.core.understanding import HeaderReading
    from sakipcalc.excel import Package
    from sakipcalc.model import Cell
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.sections import Section

__all__ = ["Reader", "read_grids", "read_package"]

_OFFICIAL = re.compile(
    r"(?:^pk|perjanjian kinerja)\s+(?!(?:perubahan\s+)?(?:tahun|thn|t\.?a)\b)(.+)"
    r"|^\s*jabatan\s*:\s*(.+)"
    r"|^\s*((?:kepala|sekretaris|camat|lurah|inspektur|direktur|ketua)\b[^:]+)$",
    re.IGNORECASE,
)
#: What may follow the title of an official in one line: region and year, or, after two words, the unit.
_AFTER_TITLE = re.compile(
    r"(?:\s*,|\s+(?:kabupaten|kota|provinsi|tahun)\b).*$"
    r"|(?<=\s)(?:kecamatan|kelurahan|dinas|badan|inspektorat|sekretariat)\s.*$",
    re.IGNORECASE | re.DOTALL,
)


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
        self._parts: ByIdentity[_Part] = ByIdentity()
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
        elsewhere = CalendarOf(annex)
        found = list(islice(self._of_sheets(annex, elsewhere), _MOST_HEADERS + 1))
        if len(found) > _MOST_HEADERS:
            raise WorkbookError("too-many-tables", place=Place(self.file), allowed=_MOST_HEADERS)
        of_unit = sections_of_unit(found, answers.unit, self.file)
        found = of_unit.found
        parts = [self._part(one, chosen) for one, chosen in zip(found, choose(found), strict=True)]
        joined = _joined((one.table, one.continues) for one in parts)
        joined += _joined((one.years, one.continues) for one in parts)
        own = {table.id for table in joined}
        for id_ in dict.fromkeys(table.id for one in parts for table in one.further if table.id not in own):
            joined += _joined((one.further_as(id_), one.continues) for one in parts)
        tables, doubled = without_doubles(
            [part for table in joined if table.rows for part in regular_parts(table)]
        )
        names = {table.name for table in tables}
        tables, changed = settled(leveled(tables, self._levels))
        units = {key: unit for part in parts for key, unit in part.row_units.items()}
        tables, unit, asked = tables_of_unit(tables, units, answers.unit)
        findings = [left for part in parts for one in part.temuan if (left := _after(one, changed))]
        return Laporan(
            file=self.file,
            entitas=_of_unit(find_entity(sheets, tables), unit or of_unit.unit),
            tables=tables,
            forms=tuple(table for table in joined if not table.rows and table.name not in names),
            temuan=DaftarTemuan(
                [
                    *of_unit.questions,
                    *asked,
                    *findings,
                    *doubled,
                    *hidden(tables, sheets),
                    *values_only(sheets, self.file),
                    *(
                        one
                        for grid in _without_header(annex, found)
                        for one in rows_of_no_table(grid, self.file)
                    ),
                ]
            ),
            settings=settings,
            penjelasan=find_explanations(table for table in tables if table.id == MAIN_INDICATORS),
            readings=tuple(part.header_reading for part in parts),
            loose_texts=tuple(loose_texts(annex, joined, self.file)),
            specs=self.vocabulary.specs,
        )

    def _of_sheets(self, annex: Sequence[Grid], elsewhere: CalendarOf) -> Iterator[FoundTable]:
        """Yield the sections of all sheets; one without a header may go on with the table before it."""
        before: FoundTable | None = None
        for grid in annex:
            own = self._sections(grid, elsewhere)
            if not own and before is not None and grid.lines:
                further = self._found.get(grid, before)
                if further is None:
                    section = section_without_header(grid, before)
                    one = section and _found_table(grid, section, self.vocabulary, self._answers)
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
            of_sheet = islice(_found(grid, self.vocabulary, self._answers, elsewhere), _MOST_HEADERS + 1)
            known = tuple(of_sheet)
            if not elsewhere.asked:
                self._found.put(known, grid)
                if self._is_remembered(grid):
                    sheet = _SHEETS.put((self.vocabulary, grid.content), _KnownSheet(grid, known))
                    self._known_sheets.put(sheet, grid)
        return known

    def _part(self, found: FoundTable, chosen: Candidate | None) -> _Part:
        """Return a section as it is read, or was read from the same sheet of another workbook."""
        part = self._parts.get(found, chosen)
        if part is None:
            sheet = self._known_sheets.get(found.grid)
            known = sheet.parts if sheet else self._parts
            part = known.get(found, chosen) or _read(found, chosen, self.file, self.vocabulary)
            part = part if part.file == self.file else _in_file(part, self.file)
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
        self.parts: ByIdentity[_Part] = ByIdentity()


#: A workbook is read, audited and filled, and of its copies some sheets are the same.
_SHEETS: Recent[tuple[object, ...], _KnownSheet] = Recent("sheets as they were read", 96)
#: Cells of a sheet that is kept.
_USUAL = 2000


class _Part(NamedTuple):
    """Reading of a section: a table, or a part of the one before it, and what it says besides.

    One in the long form has `years` too; `further` are tables that have columns of the same header.
    """

    file: str
    table: Table | None
    years: Table | None
    further: tuple[Table, ...]
    continues: bool
    header_reading: HeaderReading
    temuan: tuple[Temuan, ...]
    row_units: Mapping[tuple[str, int], str]
    levels: StatedLevels | None

    def further_as(self, table_id: str) -> Table | None:
        """Return the further table of a kind."""
        return next((table for table in self.further if table.id == table_id), None)


def _of_unit(entity: Entity, unit: str) -> Entity:
    """Return who reports, where it was chosen among several."""
    return replace(entity, nama=unit) if unit else entity


def _found(
    grid: Grid, vocabulary: Vocabulary, answers: Answers, elsewhere: CalendarOf
) -> Iterator[FoundTable]:
    for section in sections(grid, vocabulary.grammar, elsewhere):
        yield _found_table(grid, section, vocabulary, answers)


def _found_table(grid: Grid, section: Section, vocabulary: Vocabulary, answers: Answers) -> FoundTable:
    context = HeaderContext(caption=section.caption, earlier=section.earlier, sheet=grid.sheet)
    header = section.header
    first_rows = sample(grid, header.body, section.limit, [heading.col for heading in header.headings])
    told = {h.col: said for h in header.headings if (said := answers.column(grid.sheet, h.row, h.col))}
    known = evidence(header, first_rows, vocabulary, told, reached=context.tells_results)
    return FoundTable(
        grid=grid,
        section=section,
        sample=first_rows,
        context=context,
        known=known,
        candidates=recognise(known, context, vocabulary),
        answer=answers.table(grid.sheet, header.top, header.left),
    )


def _read(found: FoundTable, chosen: Candidate | None, file: str, vocabulary: Vocabulary) -> _Part:
    """Return a table that was found: its rows if it was recognised, how its header was read, the doubts."""
    others: list[Candidate] = []
    if chosen is not None:
        chosen, other_end = both_ends(found, chosen)
        history = with_years_before(found, chosen, vocabulary.specs.history)
        others += filter(None, (other_end, history))
    read = _table(found, chosen, file, vocabulary) if chosen else of_one_indicator(found, file, vocabulary)
    further = [_rows(found, other, file) for other in others]
    readings = told(found, (chosen, *others), read.reported.name if read else "", file, vocabulary)
    continues = found.section.continues
    told_of_all = (one for part in (read, *further) if part for one in part.findings)
    findings = tuple({(one.code, one.places): one for one in told_of_all}.values())
    understood = {place for one in findings for place in one.places}
    read_as = {one.spec.id for one in (chosen, *others) if one is not None}
    rivals = (one for one in found.candidates if one.spec.id not in read_as)
    doubted = found._replace(candidates=tuple(filter(None, (chosen, *rivals))))
    doubts = [] if continues else [*notes(readings, doubted, chosen)]
    return _Part(
        file=file,
        table=read.reported if read else None,
        years=read.years if read else None,
        further=tuple(one.reported for one in further),
        continues=continues,
        header_reading=readings,
        temuan=(*findings, *(one for one in doubts if understood.isdisjoint(one.places))),
        row_units=_units(found, read.reported) if read else {},
        levels=StatedLevels.of(read.reported) if read and 0 < len(read.reported.rows) <= _USUAL else None,
    )


def _in_file(part: _Part, file: str) -> _Part:
    """Return a reading as that of the same section in a workbook by another name."""
    named = Renamed(file)
    levels = part.levels
    return part._replace(
        file=file,
        table=part.table and named.table(part.table),
        years=part.years and named.table(part.years),
        further=tuple(map(named.table, part.further)),
        header_reading=named.header(part.header_reading),
        temuan=tuple(map(named.finding, part.temuan)),
        levels=levels and levels._replace(numbered=named.table(levels.numbered)),
    )


def _unread(found: FoundTable, table: Table, file: str) -> tuple[Temuan, ...]:
    """Return what is to be said of rows without a header: that they were read, that they were not."""
    header = found.section.header
    if header.top == header.body:
        return (goes_on_without_header(found.grid, header, table.name, file),)
    return unread_rows(found.grid, table, found.section.limit, file)


def _units(found: FoundTable, table: Table) -> dict[tuple[str, int], str]:
    """Return the unit of each row of a table that has several."""
    header, grid = found.section.header, found.grid
    named = units_of_rows(grid, header.headings, table.columns, table.rows, table.group_lines)
    return {(grid.sheet, row): unit for row, unit in named.items()}


def _table(found: FoundTable, chosen: Candidate, file: str, vocabulary: Vocabulary) -> LongForm:
    """Return a table as it was recognised, rows for each year or quarter taken apart."""
    table, _, findings = _rows(found, chosen, file)
    beside = _unread(found, table, file)
    specs = vocabulary.specs
    table, turned = by_measure(table, found, specs.history, vocabulary.grammar, file)
    table, quartered = by_quarter(table, found, specs.quarters, file)
    read = by_year(table, found, specs.history, file)
    return read._replace(findings=(*findings, *beside, *turned, *quartered, *read.findings))


def _rows(found: FoundTable, chosen: Candidate, file: str) -> LongForm:
    """Return a table with its rows as they stand, and what could not be read of them."""
    section = found.section
    caption = " ".join(section.caption)
    unit = section.unit if factor(caption) == 1 else caption
    extent = TableExtent(section.header.body, section.limit, unit, continues=section.continues)
    body = read_body(found.grid, file, chosen.spec, chosen.columns, extent)
    several = chosen.spec.banyak
    table = Table(
        spec=chosen.spec,
        sheet=found.grid.sheet,
        caption=caption,
        columns=chosen.columns,
        rows=body.rows,
        pejabat=_official(found.context) if several else "",
        detail=_detail(chosen) if several else "",
        score=chosen.score,
        top=section.header.top,
        body=section.header.body,
        blank_lines=body.blank,
        group_lines=body.group_lines,
        remarks=find_remarks(
            found.grid, section, max((row.number for row in body.rows), default=section.header.body), file
        ),
    )
    return LongForm(table, findings=body.findings)


def _official(context: HeaderContext) -> str:
    texts = (context.sheet, *reversed((*context.earlier, *context.caption)))
    found = (_OFFICIAL.search(text) for text in texts)
    return next((_title(match[match.lastindex or 0]) for match in found if match), context.sheet)


def _title(text: str) -> str:
    """Return the title of an official without what else stands in the line."""
    for match in _AFTER_TITLE.finditer(text):
        before = text[: match.start()].strip()
        if len(before.split()) > 1 or match.group().lstrip().startswith(","):
            return before
    return text.strip()


def _detail(best: Candidate) -> str:
    """Return the level of the budgets of a Perjanjian Kinerja, as its heading says."""
    heading = next((column.heading for column in best.columns if column.id == "uraian"), "")
    return normalise(heading).replace(" ", "_")


def _after(finding: Temuan, changed: Mapping[Place, Cell]) -> Temuan | None:
    """Return what is left of a finding once figures in doubt are settled; None where it is answered."""
    cell = changed.get(finding.places[0]) if finding.code == "angka-rancu" else None
    return finding if cell is None else doubt_of(cell)


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
