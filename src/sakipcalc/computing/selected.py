"""The subjects whose values a derivation takes: a total, lines below, members of a mean, sharers of a budget.

They follow from the links alone, so that all engines of a workbook ask for them together, and the sums of
one row in several columns once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.tablelines import TableLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.model import Cell
    from sakipcalc.tables import Selector

__all__ = ["SelectedSubjects"]

_SEVERAL = 2


class SelectedSubjects:
    """The subjects that selectors mean, for whoever derives over the same links.

    Parameters
    ----------
    links : Links
        Rows linked across tables.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self._known: dict[tuple[str, ...], dict[Subject, Sequence[Subject]]] = {}
        self._of_table: dict[str, TableLines] = {}
        self._in_common: dict[tuple[str, str], Mapping[Place, tuple[Subject, ...]]] = {}

    def of(self, selector: Selector, home: str, own: Subject, table: str) -> Sequence[Subject]:
        """Return the subjects that a selector means.

        Parameters
        ----------
        selector : Selector
            Tells which rows are taken.
        home : str
            The table of the cell that derives.
        own : Subject
            What its row is about.
        table : str
            The table that is taken from.
        """
        asked = selector.baris, selector.lingkup, home, table
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = {}
        if own not in known:
            known[own] = self._found(selector, home, own, table)
        return known[own]

    def _found(self, selector: Selector, home: str, own: Subject, table: str) -> Sequence[Subject]:
        links, scope = self._links, selector.lingkup
        if selector.baris == "jumlah":
            return (TOTAL,)
        if own in links.sharing:  # one of several budgets of a sasaran: no line of a tree is it alone
            return links.sharing[own] if scope == "gabungan" else ()
        if selector.baris == "sasaran":
            shared = selector._replace(baris="", lingkup="gabungan")
            sharing = self.of(shared, home, own, home)
            lines = [line for one in sharing for line in links.program_of_sasaran(table, one)]
            return [*dict.fromkeys(lines)]
        if not scope:
            return (own,)
        tree = self._tree(table) if scope in {"anak", "daun"} else ""
        if not tree and links.find(home) is None:
            return [i.subject for i in links.measured()] if scope == "gabungan" else ()
        at = home if scope == "gabungan" else tree or table
        rows = self._lines(at).scope(scope, links.row(at, own))
        return [*dict.fromkeys(filter(None, links.subjects(at, rows)))]

    def _tree(self, table: str) -> str:
        """Return the table that has the lines of a tree: its own, or another tree in its place."""
        links = self._links
        if links.find(table) is not None or table not in links.specs or not links.specs[table].is_tree:
            return table
        return next((one for one in links.specs.trees if one in links.tables), table)

    def _lines(self, table: str) -> TableLines:
        if table not in self._of_table:
            known = self._links.find(table)
            self._of_table[table] = TableLines(known.rows if known else ())
        return self._of_table[table]

    def in_cell(self, table: str, key: str, cell: Cell) -> tuple[Subject, ...]:
        """Return the indicators whose rows have a cell of a column in common; none where it is of one row."""
        if (table, key) not in self._in_common:
            places: dict[Place, dict[Subject, None]] = {}
            known = self._links.find(table)
            for row in known.rows if known and known.spec.baris == "indikator" else ():
                one, subject = row.cells.get(key), self._links.subject(table, row)
                if one is not None and subject is not None and not row.level.is_summary:
                    places.setdefault(one.place, {})[subject] = None
            self._in_common[table, key] = {
                place: tuple(subjects) for place, subjects in places.items() if len(subjects) >= _SEVERAL
            }
        return self._in_common[table, key].get(cell.place, ())
