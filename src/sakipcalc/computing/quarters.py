"""How the quarters of a year come together, from what a row calls it and what its targets show.

"Kumulatif" may mean quarters to be added up, or figures that are added up already, each up to the end of its
quarter. The targets tell which: they come to that of the year by one of the ways, and realisasi by the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sakipcalc.calc.words import read_accumulation
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from sakipcalc.computing.values import Value
    from sakipcalc.rulebook.methods import TriwulanMethod

__all__ = ["way_of_quarters"]

_QUARTERS = 4
_USUAL: TriwulanMethod = "posisi"
#: A sum of quarters of so many times the target of the year, which the last one alone does not pass, is none.
_TOO_MUCH = 2


def way_of_quarters(
    stated: str, chosen: TriwulanMethod, reached: Sequence[Value], targets: Sequence[Value], whole: Value
) -> TriwulanMethod | None:
    """Return how quarters come together; None where what is written and what is shown contradict each other.

    Parameters
    ----------
    stated : str
        What the row says of it.
    chosen : {"posisi", "jumlah", "rata"}
        What the Metode says.
    reached, targets : sequence of Value
        Realisasi and targets of the quarters.
    whole : Value
        Target of the year.
    """
    named = read_accumulation(stated)
    fitting = _fitting([one.number for one in targets], whole.number)
    if named is None and chosen == _USUAL and not fitting:
        return None if _adds_up_rather(reached, whole.number) else chosen
    if named is None:
        return chosen if chosen != _USUAL or chosen in fitting else fitting[0]
    if named in fitting:
        return named
    if fitting:
        return _USUAL if named == "jumlah" and _USUAL in fitting else None
    return None if named == "jumlah" and _runs_on(reached, whole.number) else named


def _fitting(targets: Sequence[Fraction | None], whole: Fraction | None) -> tuple[TriwulanMethod, ...]:
    """Return the ways by which the targets of the quarters come to that of the year."""
    known = [one for one in targets if one is not None]
    if whole is None or not known or known[-1] != targets[-1]:
        return ()
    made: dict[TriwulanMethod, Fraction] = {"posisi": known[-1]}
    if len(known) == _QUARTERS:
        made |= {"jumlah": exact_sum(known), "rata": exact_sum(known) / _QUARTERS}
    return tuple(way for way, figure in made.items() if figure == whole)


def _adds_up_rather(reached: Sequence[Value], whole: Fraction | None) -> bool:
    """Return whether the sum of four quarters comes near the target of the year, and the last does not."""
    known = [one.number for one in reached if one.number is not None]
    if whole is None or whole <= 0 or len(known) < _QUARTERS:
        return False
    is_near = whole <= _TOO_MUCH * exact_sum(known) <= _TOO_MUCH**2 * whole
    return is_near and _TOO_MUCH * known[-1] < whole


def _runs_on(reached: Sequence[Value], whole: Fraction | None) -> bool:
    """Return whether figures never fall and come to far more than the target that the last does not pass."""
    known = [one.number for one in reached if one.number is not None]
    rising = len(known) > 1 and all(a <= b for a, b in pairwise(known))
    if whole is None or whole <= 0 or not rising:
        return False
    return exact_sum(known) > _TOO_MUCH * whole >= _TOO_MUCH * known[-1]
