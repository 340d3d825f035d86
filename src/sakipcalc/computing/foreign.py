"""Whether the scale that judges a column is that of the office, or only the one that takes its place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.rulebook.scales.printed import same_label
from sakipcalc.text.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.computing.result import Hasil
    from sakipcalc.computing.values import UsedScale, Value
    from sakipcalc.model import Column, Row, Table

__all__ = ["foreign_scales", "is_unread"]

#: A word this near to a label of the scale is that label, misspelt.
_ALIKE = 0.8


def foreign_scales(derived: Iterable[tuple[Table, Row, Column, Value]]) -> frozenset[int]:
    """Return the identities of built-in scales whose words are not those that the office types.

    The office has a scale of its own then, which its workbook does not print.

    Parameters
    ----------
    derived : iterable
        Table, row, column and value of each derived cell.
    """
    known: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for _, row, column, value in derived:
        used, cell = value.used_scale, row.cells[column.key]
        if used is not None and not used.labels and cell.text and cell.value is None:
            (known if _has(used, cell.text) else other)[id(used)] += 1
    return frozenset(scale for scale, n in other.items() if n > known[scale])


def _has(used: UsedScale, text: str) -> bool:
    labels = [band.label for band in used.skala.pita]
    return any(same_label(text, one) or same_name(text.lower(), one.lower()) >= _ALIKE for one in labels)


def is_unread(hasil: Hasil, used: UsedScale) -> bool:
    """Return whether the workbook prints a scale in place of which a built-in one stands."""
    printed = (spec.id for spec in hasil.laporan.specs.scales if hasil.laporan.find(spec.id))
    return not used.labels and any(hasil.skala[table] is used for table in printed)
