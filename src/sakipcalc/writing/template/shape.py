"""The shape of a blank workbook: which tables stand where, with which columns and how many rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sakipcalc.excel import refs
from sakipcalc.model import TREE, Level, column_key
from sakipcalc.tables.standard import AGREEMENT_BUDGET
from sakipcalc.writing.template.plan import sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.writing.template.request import TemplateRequest

__all__ = ["ColumnShape", "RowShape", "SheetShape", "TableShape", "shape", "sheet_name"]

#: Rows between the end of one table and the header of the next on the same sheet.
_GAP = 3
_WIDTH = 14.0
#: What the name of a sheet may not hold.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
#: Excel takes no longer name of a sheet.
_LONGEST_NAME = 31
#: Quarters as headings write them.
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShape:
    """A column: what it holds, its headings, and where it stands.

    Parameters
    ----------
    id : str
        Column of the table's specification.
    col : int
        Column of the sheet, counted from 1.
    heading, spanner : str
        Its heading, and the one that stands over it and its neighbours; empty without one.
    width : float
        Width in characters.
    period : int, optional
        Year of a yearly column, or quarter.
    merged_over : str
        Over which rows its cells are merged: ``semua`` of the table, ``kelompok`` of one indicator.
    """

    id: str
    col: int
    heading: str
    spanner: str = ""
    width: float = _WIDTH
    period: int | None = None
    merged_over: str = ""

    @property
    def key(self) -> str:
        """Name of the column in rows."""
        return column_key(self.id, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShape:
    """A row of a table.

    Parameters
    ----------
    number : int
        Row of the sheet.
    level : Level
        Level of a line of the budget; ``jumlah`` for the total.
    parent : int
        Sheet row of the line above it in the tree; 0 at the top.
    order : int
        Which indicator, line or band it is about, from 0.
    first_row, last_row : int
        First and last sheet row of the rows about the same indicator.
    """

    number: int
    level: Level = Level.NONE
    parent: int = 0
    order: int = 0
    first_row: int = 0
    last_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """A table of the blank workbook.

    Parameters
    ----------
    id, sheet : str
        Table by its specification, and the sheet that it stands on.
    caption : str
        Its caption.
    top : int
        First row of its header.
    columns, rows : tuple
        Columns and rows.
    kind : str
        What a row is about, as the data file says it.
    pejabat : str
        Whose it is, for a Perjanjian Kinerja.
    labels_from : str
        Table from which rows take their labels; empty where they are typed.
    height : float
        Height of a row in points.
    """

    id: str
    sheet: str
    caption: str
    top: int
    columns: tuple[ColumnShape, ...]
    rows: tuple[RowShape, ...]
    kind: str
    pejabat: str = ""
    labels_from: str = ""
    height: float = 20.0

    @property
    def name(self) -> str:
        """Name under which a `Laporan` has it: ``3.2``, ``PK Camat``, ``PK Camat program``."""
        base = self.id.partition("-")[0]
        return " ".join(part for part in (base, self.pejabat, self.detail) if part)

    @property
    def detail(self) -> str:
        """Kind of lines that the budget of an agreement lists."""
        if self.id != AGREEMENT_BUDGET:
            return ""
        return next(column.heading for column in self.columns if column.id == "uraian").lower()

    @property
    def body(self) -> int:
        """First row under the header."""
        return self.rows[0].number

    @property
    def end(self) -> int:
        """Last row."""
        return self.rows[-1].number

    def col(self, key: str) -> int:
        """Return the column of the sheet that a column name has; 0 where the table lacks it."""
        return next((column.col for column in self.columns if column.key == key), 0)

    def span(self, row: RowShape, column: ColumnShape) -> tuple[int, int]:
        """Return first and last sheet row of the cell of a row, merged or not."""
        if column.merged_over == "semua":
            return self.body, self.end
        if column.merged_over == "kelompok":
            return row.first_row, row.last_row
        return row.number, row.number

    def cell_name(self, row: RowShape, column: ColumnShape) -> str:
        """Return the name of the cell of a row."""
        return refs.cell_name(self.span(row, column)[0], column.col)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShape:
    """A sheet with its tables."""

    name: str
    tab: str
    tables: tuple[TableShape, ...]

    @property
    def widths(self) -> Mapping[int, float]:
        """Width of each column: that of the first table that has it."""
        columns = [column for table in reversed(self.tables) for column in table.columns]
        return {column.col: column.width for column in columns}


def sheet_name(text: str) -> str:
    """Return a text as the name of a sheet.

    Examples
    --------
    >>> sheet_name("PK Kasi Trantib/Linmas")
    'PK Kasi Trantib Linmas'
    """
    return _NOT_IN_NAMES.sub(" ", text)[:_LONGEST_NAME].strip()


def shape(asked: TemplateRequest) -> tuple[SheetShape, ...]:
    """Return the sheets of the workbook that the choices ask for."""
    return tuple(sheet for raw in sheets_of(asked.specs) for sheet in _sheets(raw, asked))


def _sheets(raw: Mapping[str, Any], asked: TemplateRequest) -> Iterator[SheetShape]:
    officials = {"": ("",), "pimpinan": asked.officials[:1], "pejabat": asked.officials[1:]}
    for official in officials[raw.get("tiap", "")]:
        named = raw.get("nama") or asked.specs[raw["tabel"][0]["id"]].sheet_name
        name = sheet_name(named.format(pejabat=official))
        yield SheetShape(
            name=name, tab=raw["tab"], tables=tuple(_tables(raw["tabel"], name, official, asked))
        )


def _tables(
    tables: Iterable[Mapping[str, Any]], sheet: str, official: str, asked: TemplateRequest
) -> Iterator[TableShape]:
    top = 4  # below caption, unit and an empty line
    for raw in tables:
        columns = tuple(_columns(raw["kolom"], asked))
        body = top + (2 if any(column.spanner for column in columns) else 1)
        rows = tuple(_rows(raw, body, asked, official))
        yield TableShape(
            id=raw["id"],
            sheet=sheet,
            caption=" ".join(raw.get("judul", ())).format(pejabat=official, **asked.words),
            top=top,
            columns=columns,
            rows=rows,
            kind=raw["baris"],
            pejabat=official,
            labels_from=raw.get("dari", next(iter(asked.specs[raw["id"]].baris_dari), "")),
            height=raw["tinggi"],
        )
        top = rows[-1].number + _GAP


def _columns(raw: Sequence[Mapping[str, Any]], asked: TemplateRequest) -> Iterator[ColumnShape]:
    at = 1
    for one in raw:
        periods = {
            "renstra": asked.target_years,
            "banding": asked.compared_years,
            "triwulan": tuple(_QUARTERS),
        }.get(one.get("tiap", ""))
        for period in periods or (None,):
            for column in one.get("kolom", (one,)):
                words = {**asked.words, **_period(period)}
                heading, spanner = (column.get(key, "").format(**words) for key in ("judul", "induk"))
                yield ColumnShape(
                    id=column["id"],
                    col=at,
                    width=column.get("lebar", _WIDTH),
                    period=period,
                    merged_over=column.get("gabung", ""),
                    heading=heading,
                    spanner=spanner,
                )
                at += 1


def _period(period: int | None) -> Mapping[str, str]:
    """Return the words of headings for a year or a quarter."""
    if period is None:
        return {}
    return {"tw": _QUARTERS[period]} if period in _QUARTERS else {"tahun": str(period)}


def _rows(raw: Mapping[str, Any], body: int, asked: TemplateRequest, official: str) -> Iterator[RowShape]:
    kind = raw["baris"]
    if kind == "pohon":
        yield from _tree(raw, body, asked)
    elif kind == "penunjang":
        yield from _groups(body, asked)
    else:
        count = asked.count(kind, raw["id"], official)
        yield from (RowShape(number=body + i, order=i) for i in range(count))
        if raw.get("jumlah"):
            yield RowShape(number=body + count, level=Level.JUMLAH, order=-1)


def _tree(raw: Mapping[str, Any], body: int, asked: TemplateRequest) -> Iterator[RowShape]:
    above: dict[Level, int] = {}
    higher = dict(zip(TREE, (Level.NONE, *TREE), strict=False))
    at = body
    for number, level in enumerate(asked.tree):
        above[level] = at
        yield RowShape(number=at, level=level, parent=above.get(higher[level], 0), order=number)
        at += 1
    if raw.get("jumlah"):
        yield RowShape(number=at, level=Level.JUMLAH, order=-1)


def _groups(body: int, asked: TemplateRequest) -> Iterator[RowShape]:
    at = body
    for number, size in enumerate(asked.supporting):
        for row in range(at, at + size):
            yield RowShape(number=row, order=number, first_row=at, last_row=at + size - 1)
        at += size
