"""One section of a sheet as a table: recognised, its rows read, its doubts told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.model import Table
from sakipcalc.reading.body import read_body
from sakipcalc.reading.choose import FoundTable
from sakipcalc.reading.content import sample
from sakipcalc.reading.extent import TableExtent
from sakipcalc.reading.headercontext import HeaderContext
from sakipcalc.reading.headless import goes_on_without_header, unread_rows
from sakipcalc.reading.levels import StatedLevels
from sakipcalc.reading.longform import LongForm, by_quarter, by_year
from sakipcalc.reading.measurerows import by_measure
from sakipcalc.reading.notes import notes, told
from sakipcalc.reading.oneindicator import of_one_indicator
from sakipcalc.reading.planend import both_ends
from sakipcalc.reading.recognise import Candidate, recognise
from sakipcalc.reading.remarks import find_remarks
from sakipcalc.reading.renamed import Renamed
from sakipcalc.reading.sections import sections
from sakipcalc.reading.severalunits import units_of_rows
from sakipcalc.reading.witnesses import evidence
from sakipcalc.reading.yearbefore import with_years_before
from sakipcalc.tables.normalise import normalise
from sakipcalc.text.numerals import factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.core.findings import Temuan
    from sakipcalc.core.understanding import HeaderReading
    from sakipcalc.reading.answers import Answers
    from sakipcalc.reading.entity import CalendarOf
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.sections import Section
    from sakipcalc.tables import Vocabulary

__all__ = ["SectionReading", "found_table", "found_tables", "read_section"]

#: The levels that rows state are worked out at once where there are no more of them.
_USUAL = 2000
#: "PK Camat", "Perjanjian Kinerja Sekretaris", "Jabatan: Kepala Dinas", or the title of an official alone.
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


class SectionReading(NamedTuple):
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

    def in_file(self, file: str) -> SectionReading:
        """Return the reading as that of the same section in a workbook by another name."""
        named = Renamed(file)
        levels = self.levels
        return self._replace(
            file=file,
            table=self.table and named.table(self.table),
            years=self.years and named.table(self.years),
            further=tuple(map(named.table, self.further)),
            header_reading=named.header(self.header_reading),
            temuan=tuple(map(named.finding, self.temuan)),
            levels=levels and levels._replace(numbered=named.table(levels.numbered)),
        )


def found_tables(
    grid: Grid, vocabulary: Vocabulary, answers: Answers, elsewhere: CalendarOf
) -> Iterator[FoundTable]:
    """Yield the sections of a sheet, each with the tables that it may be.

    Parameters
    ----------
    grid : Grid
        The sheet.
    vocabulary : Vocabulary
        Headings that are understood.
    answers : Answers
        What a person has said of headings and tables.
    elsewhere : CalendarOf
        The years that other sheets name, for headings that name none.
    """
    for section in sections(grid, vocabulary.grammar, elsewhere):
        yield found_table(grid, section, vocabulary, answers)


def found_table(grid: Grid, section: Section, vocabulary: Vocabulary, answers: Answers) -> FoundTable:
    """Return a section with the tables that it may be."""
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


def read_section(
    found: FoundTable, chosen: Candidate | None, file: str, vocabulary: Vocabulary
) -> SectionReading:
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
    findings = read.findings if read else ()
    if chosen and others:
        told_of_all = (*findings, *(one for part in further for one in part.findings))
        findings = tuple({(one.code, one.places): one for one in told_of_all}.values())
        found = found._replace(candidates=(chosen, *_rivals(found, (chosen, *others))))
    understood = {place for one in findings for place in one.places}
    doubts = [] if continues else [n for n in notes(readings, found, chosen) if not understood & {*n.places}]
    return SectionReading(
        file=file,
        table=read.reported if read else None,
        years=read.years if read else None,
        further=tuple(one.reported for one in further),
        continues=continues,
        header_reading=readings,
        temuan=(*findings, *doubts),
        row_units=_units(found, read.reported) if read else {},
        levels=StatedLevels.of(read.reported) if read and 0 < len(read.reported.rows) <= _USUAL else None,
    )


def _rivals(found: FoundTable, read_as: Sequence[Candidate]) -> list[Candidate]:
    """Return the tables that a section may be besides those that it was read as, and their repetitions."""
    ids = {one.spec.id for one in read_as}
    return [one for one in found.candidates if one.spec.id not in ids and one.spec.mengulang not in ids]


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
