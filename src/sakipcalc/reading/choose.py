"""Which table each section of a workbook is read as: all of them are decided together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reading.content import Sample
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.recognise import Candidate, Context
    from sakipcalc.reading.sections import Section

__all__ = ["Found", "choose", "rival"]

#: Two tables whose scores are nearer than this are told apart by nothing but the caption.
_TIE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A section with its sheet, what stands around it, and the tables that it may be."""

    grid: Grid
    section: Section
    sample: Sample
    context: Context
    candidates: tuple[Candidate, ...]


def choose(found: Sequence[Found]) -> list[Candidate | None]:
    """Return the table of each section, None where it is none.

    The surest sections choose first. A table that stands once in a workbook is given to one
    section; another one that fits it is the table that repeats its columns (4.1 those of 3.2), unless
    its number says that it is a second copy. A section that only repeats the header of the one before
    is the same table.
    """
    chosen: dict[int, Candidate | None] = {}
    taken: set[str] = set()
    order = sorted(range(len(found)), key=lambda i: (-_best_score(found[i]), i))
    for i in order:
        if found[i].section.continues:
            continue
        chosen[i] = _choice(found[i].candidates, taken)
        one = chosen[i]
        if one is not None and not one.spec.banyak:
            taken.add(one.spec.id)
    result: list[Candidate | None] = []
    for i in range(len(found)):
        result.append(chosen[i] if i in chosen else result[-1])
    return result


def _best_score(found: Found) -> float:
    best = next((c for c in found.candidates if c.enough), None)
    return best.skor if best else 0.0


def _choice(candidates: Sequence[Candidate], taken: set[str]) -> Candidate | None:
    fitting = [c for c in candidates if c.enough]
    if not fitting:
        return None
    best = fitting[0]
    if best.spec.id not in taken:
        return best
    repeats = (c for c in fitting[1:] if c.spec.mengulang == best.spec.id and c.spec.id not in taken)
    return best if best.tanda["nomor"] else next(repeats, best)


def rival(candidates: Sequence[Candidate], chosen: Candidate) -> Candidate | None:
    """Return the table that a section may be just as well, where only its columns speak for either."""
    if chosen.named:
        return None
    others = (c for c in candidates if c.enough and c is not chosen and c.skor >= chosen.skor - _TIE)
    return next((c for c in others if not _repeats(c, chosen) and not _repeats(chosen, c)), None)


def _repeats(one: Candidate, other: Candidate) -> bool:
    return one.spec.mengulang == other.spec.id
