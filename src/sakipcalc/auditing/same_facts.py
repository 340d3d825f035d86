"""One fact in several tables: what holding them against each other takes for granted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.auditing.accuse_last import Premise, Tried, guessed_columns
from sakipcalc.core.findings import Temuan
from sakipcalc.model import column_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from sakipcalc.computing import Hasil

__all__ = ["Copies", "other_figures"]


class Copies:
    """The premises under which the tables state one column.

    A figure that is another than that of other tables is an error where a heading says what it is and a name
    whose it is; where one of these is guessed, most of the column has to agree.

    Parameters
    ----------
    hasil : Hasil
        The results.
    column : str
        The column.
    year : int, optional
        Year of the column, in tables with a column for each; that of the report without one.
    """

    def __init__(self, hasil: Hasil, column: str, year: int | None = None) -> None:
        self._links = hasil.links
        self._keys = column, column_key(column, year or hasil.laporan.entitas.tahun)
        self._is_guessed = guessed_columns(hasil.laporan)
        self._premises: dict[str, Premise] = {}

    def tried(self, figures: Mapping[str, Hashable], finding: Temuan | None) -> Iterator[Tried]:
        """Yield the premises that the figures of an indicator were tried on.

        Parameters
        ----------
        figures : mapping of str to hashable
            What each table says; equal where they agree.
        finding : Temuan, optional
            What is to be told where they do not all agree.
        """
        premises = {table: self._premise(table) for table in figures}
        blamed = self._blamed(figures, premises) if finding is not None else ""
        for table, premise in premises.items() if len(figures) > 1 else ():
            yield Tried(premise, finding if table == blamed else None)

    def _blamed(self, figures: Mapping[str, Hashable], premises: Mapping[str, Premise]) -> str:
        """Return the table whose figure is the odd one: a guessed one first, the one that few agree with."""
        counts = Counter(figures.values())
        order = sorted(figures, key=lambda table: (counts[figures[table]], not premises[table].is_guessed))
        return order[0]

    def _premise(self, table: str) -> Premise:
        if table not in self._premises:
            known, scores = self._links.tables[table], self._links.scores
            column = next((one for key in self._keys for one in known.columns if one.key == key), None)
            by_likeness = any(scores.get((table, row.number), 1.0) < 1 for row in known.rows)
            guessed = by_likeness or (column is not None and self._is_guessed(known, column))
            heading = column.heading if column is not None else self._keys[0]
            self._premises[table] = Premise(
                known.sheet, table, self._keys[0], heading, is_guessed=guessed, is_sure=not guessed
            )
        return self._premises[table]


def other_figures(premise: Premise, wrong: Sequence[Temuan], compared: int) -> Temuan:
    """Return the finding of a column most of whose figures are not those of other tables."""
    first = wrong[0]
    return Temuan(
        code="tabel-tak-cocok",
        places=tuple(dict.fromkeys(place for one in wrong for place in one.places)),
        actual=first.actual,
        in_other_table=first.in_other_table,
        data={
            "kolom": premise.heading,
            "tabel": premise.table_id,
            "n": len(wrong),
            "m": compared,
            "tempat": first.places[0],
        },
    )
