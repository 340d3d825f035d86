"""The table of findings, the same in a workbook of its own, in a report and in a filled workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.core.findings import LINK_COLUMN
from sakipcalc.sheets.outsheet import BODY, HEAD, OutArea, OutLink, OutSheet, PageSetup, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.core.findings import DaftarTemuan, FindingRow, Severity
    from sakipcalc.messages import Lang

__all__ = ["FINDINGS_PAGE", "LAST_PRINTED", "WIDTHS", "Audited", "findings_sheet", "put_findings"]

#: Widths of the columns, from the level to the source of the rule, and of the one that names the workbook.
#: Further places are many and not printed: their column is wide, so that they make no row high on paper.
WIDTHS = (18.0, 22.0, 64.0, 48.0, 16.0, 16.0, 90.0, 30.0)
_FILE_WIDTH = 30.0
#: Last column on paper, from 0: the sentence names the further places, and the sources are for a screen.
LAST_PRINTED = 5
#: With narrow margins these columns are printed in eight points.
FINDINGS_PAGE = PageSetup(margins=(0.25, 0.25, 0.6, 0.7))
_LEVEL_FILLS: Mapping[Severity, str] = {"galat": "F8CBAD", "peringatan": "FFE699", "info": "DDEBF7"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """A workbook with its findings.

    Parameters
    ----------
    temuan : DaftarTemuan
        The findings.
    name : str
        What the workbook is called, where there are several.
    file : str, optional
        Its address as seen from the sheet; empty for the workbook in which the sheet stands. Without it
        findings lead nowhere.
    """

    temuan: DaftarTemuan
    name: str = ""
    file: str | None = None


def findings_sheet(name: str, found: Sequence[Audited], lang: Lang = "id", *, base: Style = BODY) -> OutSheet:
    """Return a sheet with nothing but the table.

    Parameters
    ----------
    name : str
        Of the sheet.
    found : sequence of Audited
        The workbooks; with more than one each row names its own.
    lang : {"id", "en"}
        Language.
    base : Style
        Look of its texts.
    """
    widths = (_FILE_WIDTH, *WIDTHS) if len(found) > 1 else WIDTHS
    sheet = OutSheet(name=name, widths=widths, page=FINDINGS_PAGE, printed=LAST_PRINTED + (len(found) > 1))
    put_findings(sheet, 0, found, lang, base)
    return sheet


def put_findings(sheet: OutSheet, row: int, found: Sequence[Audited], lang: Lang, base: Style = BODY) -> None:
    """Put the table on a sheet, its head on some row, which stays in view and is printed on every page."""
    several, looks = len(found) > 1, _Looks.of(base)
    tables = [one.temuan.sheet_rows(lang) for one in found]
    heads = (*((messages.text("words.file", lang),) if several else ()), *tables[0][0].values)
    for col, text in enumerate(heads):
        sheet.put(row, col, text, looks.head)
    at = row
    for one, (_, *lines) in zip(found, tables, strict=True):
        for finding, line in zip(one.temuan.unfolded, lines, strict=True):
            at += 1
            if several:
                sheet.put(at, 0, one.name, base)
            _put_line(sheet, (at, int(several)), line, looks.by_severity[finding.severity], one.file, looks)
    if at == row:
        at += 1
        sheet.put(at, 0, messages.text("laporan.tanpa-temuan", lang), base, cols=len(heads))
    sheet.frozen, sheet.repeat = row + 1, (row, row)
    sheet.autofilter = OutArea(row, 0, at, len(heads) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """The looks of one table."""

    text: Style
    head: Style
    link: Style
    whole: Style
    decimal: Style
    by_severity: Mapping[Severity, Style]

    @classmethod
    def of(cls, base: Style) -> _Looks:
        """Return those that go with the look of texts."""
        figure = replace(base, align="right", indent=1)
        level = replace(base, bold=True, align="center")
        return cls(
            text=base,
            head=replace(HEAD, font=base.font, size=base.size),
            link=replace(base, link=True),
            whole=replace(figure, number="#,##0"),
            decimal=replace(figure, number="#,##0.00####"),
            by_severity={name: replace(level, fill=fill) for name, fill in _LEVEL_FILLS.items()},
        )

    def of_value(self, value: str | float) -> Style:
        """Return the look of a text or a figure."""
        if isinstance(value, str):
            return self.text
        return self.whole if isinstance(value, int) else self.decimal


def _put_line(
    sheet: OutSheet, at: tuple[int, int], line: FindingRow, level: Style, file: str | None, looks: _Looks
) -> None:
    """Put one finding: its level in the colour of the level, its place as a link."""
    row, first = at
    for col, value in enumerate(line.values):
        if col == 0:
            sheet.put(row, first, value, level)
        elif col == LINK_COLUMN and line.link and line.link.sheet and file is not None:
            sheet.put(row, first + col, value, looks.link, link=OutLink(line.link, file))
        else:
            sheet.put(row, first + col, value, looks.of_value(value))
