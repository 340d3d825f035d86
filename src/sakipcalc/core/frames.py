"""Frames whose values know where they stand: ``frame.sakip.tempat``.

Imported where a frame is made, so that the package itself does not load pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Sakip", "placed"]

_KEY = "sakip.tempat"

#: Name of a place by row label and column.
Places = dict[tuple[Any, str], str]


class _Places:
    """Places that a frame takes along; one object, however often pandas copies what a frame holds."""

    def __init__(self, index: str, of: Places) -> None:
        self.index = index
        self.of = of

    def __deepcopy__(self, _memo: object) -> _Places:
        return self


@pd.api.extensions.register_dataframe_accessor("sakip")
class Sakip:
    """What a frame of this library knows beyond its values.

    Raises
    ------
    AttributeError
        When the frame is not one of this library, or lost the labels of its rows (``reset_index``).

    Examples
    --------
    >>> frame = placed([{"target": 92.0}], [6], "baris", {(6, "target"): "Tabel 3.2!D6"})
    >>> frame.sakip.tempat.loc[6, "target"]
    'Tabel 3.2!D6'
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        known = frame.attrs.get(_KEY)
        if not isinstance(known, _Places) or frame.index.name != known.index:
            raise AttributeError(messages.text("errors.frame-without-places"))
        self._frame = frame
        self._places = known

    @property
    def tempat(self) -> pd.DataFrame:
        """A frame of the same rows and columns with the place of each value; empty where it has none."""
        columns = [str(name) for name in self._frame.columns]
        rows = [[self._places.of.get((label, name), "") for name in columns] for label in self._frame.index]
        return pd.DataFrame(rows, index=self._frame.index, columns=self._frame.columns, dtype=object)


def placed(
    records: Sequence[Mapping[str, Any]],
    labels: Sequence[int] | None,
    index: str,
    places: Places,
    dtype: type | None = None,
) -> pd.DataFrame:
    """Return records as a frame that knows the places of its values.

    Parameters
    ----------
    records : sequence of mapping
        One for each row.
    labels : sequence of int, optional
        Labels of the rows; 0, 1, 2 ... without them.
    index : str
        Name of the labels.
    places : mapping of (label, column) to str
        Where the values stand.
    dtype : type, optional
        Of all columns; ``object`` keeps a missing value None.
    """
    rows = pd.Index(range(len(records)) if labels is None else labels, name=index)
    frame = pd.DataFrame(list(records), index=rows, dtype=dtype)
    frame.attrs[_KEY] = _Places(index, places)
    return frame
