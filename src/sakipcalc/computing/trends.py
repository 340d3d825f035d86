"""A column of words such as naik and turun that tells how the figures moved, and no polarity.

"Tren" over naik and turun may be either. It is a polarity where its words are those of one (positif, makin
kecil makin baik), or where the figures moved otherwise; where they moved as it says, or nobody knows how they
moved, nothing may be taken from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.data import office_words
from sakipcalc.model import column_key
from sakipcalc.text.arah import read_polarity
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Row, Table

__all__ = ["tells_movement"]

#: Of so many words that the figures contradict one may be a slip.
_SLIP = 4
_MOVED = {"naik": 1, "turun": -1, "stabil": 0}


def tells_movement(
    table: Table, subjects: Mapping[int, Subject], rows: Mapping[Subject, Sequence[Row]], year: int | None
) -> bool:
    """Return whether the column of polarities of a table only tells how the realisasi moved.

    Parameters
    ----------
    table : Table
        The table.
    subjects : mapping of int to Subject
        What its rows are about, by their number.
    rows : mapping of Subject to sequence of Row
        The rows of all tables about an indicator.
    year : int, optional
        Year of the report.
    """
    said = [
        (_MOVED[word], subjects[row.number])
        for row in table.rows
        if row.number in subjects and (word := _movement(row.text("arah")))
    ]
    if not said or not _is_named_so(table) or any(_states_polarity(row) for row in table.rows):
        return False
    held = [(word, moved) for word, one in said if (moved := _moved(rows[one], year)) is not None]
    contradicted = sum(word != moved for word, moved in held)
    return contradicted * _SLIP < len(held) or not contradicted


def _is_named_so(table: Table) -> bool:
    """Return whether a heading names a movement: "Tren", or only its words, "Naik / Turun"."""
    heading = next((column.heading for column in table.columns if column.id == "arah"), "")
    words, known = set(plain(heading).split()), office_words("pembanding")["pergerakan"]
    only_words = bool(words) and words <= {*known["kata"], "atau", "dan"}
    return only_words or (bool(words & set(known["judul"])) and not words & set(known["diharapkan"]))


def _movement(text: str) -> str:
    """Return the way that a word of movement says; empty for any other text."""
    said = plain(text) or text.strip()
    return read_polarity(text) or "" if said in office_words("pembanding")["pergerakan"]["kata"] else ""


def _states_polarity(row: Row) -> bool:
    return read_polarity(row.text("arah")) is not None and not _movement(row.text("arah"))


def _moved(rows: Iterable[Row], year: int | None) -> int | None:
    """Return 1, -1 or 0 for a realisasi that rose, fell or stayed since last year; None if unknown."""
    if year is None:
        return None
    own = list(rows)
    before = _first(own, column_key("realisasi", year - 1))
    now = _first(own, column_key("realisasi", year), "realisasi")
    return None if before is None or now is None else (now > before) - (now < before)


def _first(rows: Iterable[Row], *keys: str) -> Fraction | None:
    cells = (row.cells.get(key) for key in keys for row in rows)
    return next((cell.value for cell in cells if cell is not None and cell.value is not None), None)
