"""The roles of a table as seats to be taken: one for each period, and what makes a table of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.fitting import Evidence, fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = ["BY_PLACE", "LEAST", "Seat", "Seats", "is_fact"]

#: A column fits a role from here on; one that only its place tells fits like this.
LEAST, BY_PLACE = 0.45, 0.42


class Seat(NamedTuple):
    """A role of a table, for one period where it stands several times, and its place among the others."""

    spec: ColumnSpec
    period: int | None
    order: int


class Seats(NamedTuple):
    """The roles of a table, one for each period that headings name, and where those of a measure are.

    Words, figures or content speak for the roles of a measure; `open_` are those that content alone may.
    """

    roles: tuple[Seat, ...]
    open_: frozenset[int]
    of_measure: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, spec: TableSpec, years: tuple[int, ...], quarters: tuple[int, ...]) -> Seats:
        """Return the roles of a table."""
        roles: list[Seat] = []
        for order, column in enumerate(spec.kolom.values()):
            named = quarters if column.triwulanan else years if column.tahunan else (None,)
            roles += [Seat(column, period, order) for period in named]
        return cls(
            tuple(roles),
            frozenset([at for at, role in enumerate(roles) if role.spec.terbuka]),
            {
                measure: frozenset([at for at, role in enumerate(roles) if role.order in orders])
                for measure, orders in spec.menurut.items()
            },
        )

    def worth_weighing(self, one: Evidence) -> frozenset[int]:
        """Return the roles that something speaks for."""
        if one.unknown or one.answer:
            return frozenset(range(len(self.roles)))
        named = [self.of_measure[measure] for measure in one.measures if measure in self.of_measure]
        return self.open_.union(*named) if named else self.open_


def is_fact(spec: TableSpec, one: Evidence, role: ColumnSpec, year: int | None) -> bool:
    """Return whether a column makes the table what it is: one of its facts, said by its heading."""
    if role.id not in spec.fakta or not role.tegas:
        return role.id in spec.fakta
    signs: dict[str, float] = {}
    fit(role, one, year, signs)
    apart = signs.get("pembeda", 0.0)
    return "jawaban" in signs or apart > 0 or (apart == 0 and signs.get("kata", 0.0) >= _SAID)


_SAID = 0.6
