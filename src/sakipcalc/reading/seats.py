"""The roles of a table as seats to be taken: one for each period, and what makes a table of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.fitting import Evidence, fit

if TYPE_CHECKING:
    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = ["BY_PLACE", "LEAST", "Seat", "is_fact"]

#: A column fits a role from here on; one that only its place tells fits like this.
LEAST, BY_PLACE = 0.45, 0.42


class Seat(NamedTuple):
    """A role of a table, for one period where it stands several times, and its place among the others."""

    spec: ColumnSpec
    period: int | None
    order: int


def is_fact(spec: TableSpec, one: Evidence, role: ColumnSpec, year: int | None) -> bool:
    """Return whether a column makes the table what it is: one of its facts, said by its heading."""
    if role.id not in spec.fakta or not role.tegas:
        return role.id in spec.fakta
    signs: dict[str, float] = {}
    fit(role, one, year, signs)
    apart = signs.get("pembeda", 0.0)
    return "jawaban" in signs or apart > 0 or (apart == 0 and signs.get("kata", 0.0) >= _SAID)


_SAID = 0.6
