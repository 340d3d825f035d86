"""Frames whose values know where they stand and how they were typed: ``frame.sakip``.

Imported where a frame is made, so that the package itself does not load pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from sakipcalc import messages
from sakipcalc.core import html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["FrameColumn", "Sakip", "TypedCell", "placed"]

_KEY = "sakip"


class TypedCell(NamedTuple):
    """The place of a value of a frame, and its text there; empty where it stands nowhere."""

    tempat: str = ""
    teks: str = ""


class FrameColumn(NamedTuple):
    """A column of a frame: its name, its heading in the workbook, what it holds.

    Parameters
    ----------
    name, judul : str
        Name in the frame; heading as the workbook spells it.
    holds : str
        ``angka``, ``uang`` and ``persen`` are float64, missing is NaN; ``tahun`` is Int64; ``teks`` and all
        else are objects.
    """

    name: str
    judul: str = ""
    holds: str = "teks"

    @property
    def dtype(self) -> str:
        """Its type in pandas."""
        return _DTYPES.get(self.holds, "object")

    @property
    def unit(self) -> str:
        """Unit of its numbers; empty where the row says it."""
        return _UNITS.get(self.holds, "")


_DTYPES = {"angka": "float64", "uang": "float64", "persen": "float64", "tahun": "Int64"}
_UNITS = {"uang": "Rp", "persen": "%"}


#: Cells by row label and column.
Cells = dict[tuple[Any, str], TypedCell]


class _Origin(dict[str, object]):
    """The origin of a frame; one object, however often pandas copies the frame's attributes.

    It is a mapping, and an empty one, because Parquet and others keep the attributes of a frame as JSON.
    """

    def __init__(
        self, index: str, cells: Cells, columns: Sequence[FrameColumn], levels: Mapping[Any, str]
    ) -> None:
        super().__init__()
        self.index = index
        self.cells = cells
        self.levels = levels
        self.columns = {column.name: column for column in columns}

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        # Frames of several workbooks that are put together have no origin in common.
        return self is other

    def __deepcopy__(self, _memo: object) -> _Origin:
        return self


@pd.api.extensions.register_dataframe_accessor("sakip")
class Sakip:
    """The accessor ``frame.sakip``: origin, texts and places of a frame's values.

    ``frame.sakip.tempat`` says where each value stands, ``frame.sakip.teks`` how it is typed there (a dash, a
    word, ``97,25 (sangat baik)``), ``frame.sakip.kolom`` what each column holds and in which unit, and
    ``frame.sakip.tingkat`` what each row is, so that a total is not summed with what it is the total of.

    Raises
    ------
    AttributeError
        When the frame is not one of this library, or lost the labels of its rows (``reset_index``).

    Examples
    --------
    >>> cells = {(6, "target"): TypedCell("Tabel 3.2!D6", "92,00 %")}
    >>> frame = placed([{"target": 92.0}], [6], "baris", cells, [FrameColumn("target", "Target", "angka")])
    >>> frame.sakip.tempat.loc[6, "target"], frame.sakip.teks.loc[6, "target"]
    ('Tabel 3.2!D6', '92,00 %')
    >>> frame.sakip.kolom.loc["target"].tolist()
    ['Target', 'angka', '']
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        known = frame.attrs.get(_KEY)
        if not isinstance(known, _Origin) or frame.index.name != known.index:
            raise AttributeError(messages.text("errors.frame-without-places"))
        self._frame = frame
        self._origin = known

    @property
    def tempat(self) -> pd.DataFrame:
        """A frame of the same rows and columns with the place of each value; empty where it has none."""
        return self._told(lambda cell: cell.tempat)

    @property
    def teks(self) -> pd.DataFrame:
        """A frame of the same rows and columns with the text of each cell; empty for a value without one."""
        return self._told(lambda cell: cell.teks)

    @property
    def kolom(self) -> pd.DataFrame:
        """The columns of the frame: ``judul`` in the workbook, ``isi`` and ``satuan``."""
        names = [str(name) for name in self._frame.columns]
        known = [self._origin.columns.get(name, FrameColumn(name)) for name in names]
        rows = [(one.judul, one.holds, one.unit) for one in known]
        return pd.DataFrame(rows, index=pd.Index(names, name="kolom"), columns=["judul", "isi", "satuan"])

    @property
    def tingkat(self) -> pd.Series[str]:
        """The level of each row: ``program``, ``kegiatan``, ``sub_kegiatan``, ``jumlah`` ...; else empty."""
        told = [self._origin.levels.get(label, "") for label in self._frame.index]
        return pd.Series(told, index=self._frame.index, name="tingkat", dtype=object)

    def _told(self, tell: Callable[[TypedCell], str]) -> pd.DataFrame:
        columns, cells = [str(name) for name in self._frame.columns], self._origin.cells
        rows = [[tell(cells.get((label, name), _NOWHERE)) for name in columns] for label in self._frame.index]
        return pd.DataFrame(rows, index=self._frame.index, columns=self._frame.columns, dtype=object)

    def __repr__(self) -> str:
        return f"{messages.text('words.frame-knows')}\n{self.kolom}"

    def _repr_html_(self) -> str:
        rows = [(name, *row) for name, row in zip(self.kolom.index, self.kolom.to_numpy(), strict=True)]
        words = [messages.text(f"words.{word}") for word in ("kolom", "heading", "holds", "unit")]
        return html.note(messages.text("words.frame-knows")) + html.table(words, rows)


_NOWHERE = TypedCell()


def placed(
    records: Sequence[Mapping[str, Any]],
    labels: Sequence[int] | None,
    index: str,
    cells: Cells,
    columns: Sequence[FrameColumn],
    levels: Mapping[Any, str] | None = None,
) -> pd.DataFrame:
    """Return records as a frame that knows where its values come from.

    Parameters
    ----------
    records : sequence of mapping
        One for each row; in a column of numbers whatever is no number is missing.
    labels : sequence of int, optional
        Labels of the rows; 0, 1, 2 ... without them.
    index : str
        Name of the labels.
    cells : mapping of (label, column) to TypedCell
        Where the values stand, and how they are typed there.
    columns : sequence of FrameColumn
        The columns in their order: numbers as float64, missing NaN, all else as object, missing None.
    levels : mapping of label to str, optional
        What each row is.
    """
    rows = pd.Index(range(len(records)) if labels is None else labels, name=index)
    made = {
        column.name: pd.Series(
            [_held(record.get(column.name), column) for record in records],
            index=rows,
            dtype=column.dtype,
        )
        for column in columns
    }
    frame = pd.DataFrame(made, index=rows, columns=[column.name for column in columns])
    frame.attrs[_KEY] = _Origin(index, cells, columns, levels or {})
    return frame


def _held(value: object, column: FrameColumn) -> object:
    return value if column.dtype == "object" or isinstance(value, int | float) else None
