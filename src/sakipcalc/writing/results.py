"""Results as sheets of a workbook that a program is writing with pandas: an open ``pd.ExcelWriter``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.base.places import Place
from sakipcalc.core.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.messages import Lang

__all__ = ["write_results"]

#: Formats of numbers by what a column holds.
_FORMATS = {"uang": "#,##0", "persen": "0.00", "angka": "#,##0.##", "tahun": "0"}
#: Widths [characters] by what a column holds.
_WIDTHS = {"uang": 18.0, "persen": 12.0, "angka": 12.0, "tahun": 8.0}
_WIDTH, _WIDE = 16.0, 48.0
#: Texts that are longer get a wide column.
_SHORT = 24
#: What the tab of a sheet shows at most.
_LONGEST_NAME = 31


def write_results(
    hasil: Hasil,
    writer: pd.ExcelWriter[Any],
    *,
    temuan: DaftarTemuan | None = None,
    awalan: str = "",
    lang: Lang | None = None,
) -> tuple[str, ...]:
    """Put results into an open ``pd.ExcelWriter`` as sheets of their own.

    Parameters
    ----------
    hasil : Hasil
        The results.
    writer : pandas.ExcelWriter
        Open, with the engine xlsxwriter or openpyxl; it is not closed.
    temuan : DaftarTemuan, optional
        Findings that get a sheet too.
    awalan : str
        What the names of the sheets begin with, as the name of the unit where several share a workbook.
    lang : {"id", "en"}
        Language of the names of sheets and columns.

    Returns
    -------
    tuple of str
        Names of the sheets.

    Raises
    ------
    OutputError
        ``sheet-taken`` when the workbook has a sheet of one of the names already.

    Examples
    --------
    >>> import io
    >>> import pandas as pd
    >>> import sakipcalc as sc
    >>> hasil = sc.compute("workbooks/bogorejo-2024.xlsx")
    >>> with pd.ExcelWriter(io.BytesIO(), engine="openpyxl") as writer:
    ...     write_results(hasil, writer)
    ('Capaian', 'Tren', 'Renstra', 'Efisiensi', 'Anggaran')
    """
    lang = messages.spoken(lang)
    frames = dict(_frames(hasil, temuan, lang))
    named = {_title(f"{awalan}{name}"): frame for name, frame in frames.items()}
    for name in named:
        if name.lower() in {one.lower() for one in writer.sheets}:
            raise OutputError("sheet-taken", place=Place(sheet=name), name=name)
    put = _Openpyxl if writer.engine == "openpyxl" else _XlsxWriter
    for name, frame in named.items():
        _put_frame(put(writer, name), frame, lang)
    return tuple(named)


def _frames(hasil: Hasil, temuan: DaftarTemuan | None, lang: Lang) -> Iterator[tuple[str, pd.DataFrame]]:
    for name in ("capaian", "tren", "renstra", "efisiensi", "anggaran"):
        yield messages.text(f"words.sheet-{name}", lang), getattr(hasil, name)
    yield from hasil.tabel.items()
    if temuan is not None:
        yield messages.text("words.findings", lang), temuan.frame


def _title(name: str) -> str:
    for sign in "[]:*?/\\":
        name = name.replace(sign, "-")
    return name[:_LONGEST_NAME].strip("'")


def _put_frame(sheet: _XlsxWriter | _Openpyxl, frame: pd.DataFrame, lang: Lang) -> None:
    try:
        kinds = dict(frame.sakip.kolom["isi"])
    except AttributeError:
        kinds = {}
    for col, name in enumerate(map(str, frame.columns)):
        kind = kinds.get(name, "teks")
        values = [_plain(value) for value in frame[name]]
        wide = kind == "teks" and any(isinstance(one, str) and len(one) > _SHORT for one in values)
        sheet.column(col, _word(name, lang), _WIDTHS.get(kind, _WIDE if wide else _WIDTH))
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.cell(row, col, value, _FORMATS.get(kind, ""))


def _word(column: str, lang: Lang) -> str:
    known = f"column-{column}" in messages.catalogue("words")
    return messages.text(f"words.column-{column}", lang) if known else column


def _plain(value: object) -> str | float | None:
    """Return a value as a cell holds it; of several the texts, of a missing one nothing."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>":
        return None
    return value if isinstance(value, int | float) else str(value)


class _XlsxWriter:
    """A sheet that pandas writes with xlsxwriter."""

    def __init__(self, writer: pd.ExcelWriter[Any], name: str) -> None:
        self._book: Any = writer.book
        self._sheet = self._book.add_worksheet(name)
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._formats: dict[str, Any] = {}
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)

    def column(self, col: int, heading: str, width: float) -> None:
        """Put the heading of a column, and its width."""
        self._sheet.set_column(col, col, width)
        self._sheet.write_string(0, col, heading, self._head)

    def cell(self, row: int, col: int, value: str | float, number_format: str) -> None:
        """Put a value; a text is never a formula."""
        if isinstance(value, str):
            self._sheet.write_string(row, col, value)
            return
        if number_format not in self._formats:
            self._formats[number_format] = self._book.add_format({"num_format": number_format or "General"})
        self._sheet.write_number(row, col, value, self._formats[number_format])


class _Openpyxl:
    """A sheet that pandas writes with openpyxl."""

    def __init__(self, writer: pd.ExcelWriter[Any], name: str) -> None:
        book: Any = writer.book
        self._sheet = book.create_sheet(name)
        self._sheet.freeze_panes = "A2"
        self._sheet.print_title_rows = "1:1"

    def column(self, col: int, heading: str, width: float) -> None:
        """Put the heading of a column, and its width."""
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._sheet.column_dimensions[get_column_letter(col + 1)].width = width
        self._put(0, col, heading).font = Font(bold=True)

    def cell(self, row: int, col: int, value: str | float, number_format: str) -> None:
        """Put a value; a text is never a formula."""
        cell = self._put(row, col, value)
        if number_format and not isinstance(value, str):
            cell.number_format = number_format

    def _put(self, row: int, col: int, value: str | float) -> Any:
        cell = self._sheet.cell(row + 1, col + 1)
        if isinstance(value, str):
            from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
        else:
            cell.value = value
        return cell
