"""Which lines of the budget the rows of the Perjanjian Kinerja of all officials are about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from sakipcalc.computing.confirmed import Kepastian
from sakipcalc.computing.linking import best_pairs
from sakipcalc.model import TREE, Level
from sakipcalc.names import alike, deed_name, line_name, ratio, same_line
from sakipcalc.remembering import remembered
from sakipcalc.tables.standard import AGREEMENT, AGREEMENT_BUDGET, BUDGET, SPENDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sakipcalc.computing.links import Subjek, Tautan
    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Laporan, Tabel

__all__ = ["BarisPerjanjian", "Garis", "Perjanjian", "link_agreements"]

#: Tables of the budget tree; the first says what stands above a line.
_TREES = (BUDGET, SPENDING)
#: Among the few lines of one official, names that are so alike are of one line.
_AMONG_FEW = 0.65
#: A name of fewer telling words than this is no part of a longer one.
_TELLING = 2
_PART = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Garis:
    """A line of the budget as the trees have it.

    Parameters
    ----------
    subjek : Subjek
        The line.
    tingkat : Level
        Its level.
    induk : Subjek, optional
        The line above it.
    uraian, indikator : tuple of str
        Its names, and those of its indicator.
    """

    subjek: Subjek
    tingkat: Level
    induk: Subjek | None
    uraian: tuple[str, ...]
    indikator: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisPerjanjian:
    """A row of a Perjanjian Kinerja; `subjek` is its line of the budget, None where it has none."""

    tabel: Tabel
    baris: Baris
    subjek: Subjek | None = None
    skor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Perjanjian:
    """The Perjanjian Kinerja of a workbook.

    Parameters
    ----------
    anggaran : tuple of BarisPerjanjian
        Budget lines of all officials.
    target : tuple of BarisPerjanjian
        Promised indicators of the officials under the head, whose own are linked with the other tables.
    garis : mapping of Subjek to Garis
        Lines of the budget.
    """

    anggaran: tuple[BarisPerjanjian, ...] = ()
    target: tuple[BarisPerjanjian, ...] = ()
    garis: Mapping[Subjek, Garis] = field(default_factory=dict)


def link_agreements(laporan: Laporan, tautan: Tautan, metode: Metode) -> Perjanjian:
    """Link the rows of all Perjanjian Kinerja with the lines of the budget.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    tautan : Tautan
        Its other links.
    metode : Metode
        How alike names must be, and which are the same or not.
    """
    lines = _lines(tautan)
    officials: dict[str, list[Tabel]] = defaultdict(list)
    for table in laporan.daftar_tabel:
        if table.id in {AGREEMENT, AGREEMENT_BUDGET}:
            officials[table.pejabat].append(table)
    budget, promised = [], []
    for tables in officials.values():
        linker = _Official(lines, metode)
        budget += linker.budget([t for t in tables if t.id == "PK-anggaran"])
        below = [t for t in tables if t.id == AGREEMENT and t is not tautan.tabel.get(AGREEMENT)]
        promised += linker.promised(below)
    return Perjanjian(anggaran=tuple(budget), target=tuple(promised), garis=lines)


def _lines(tautan: Tautan) -> dict[Subjek, Garis]:
    rows: dict[Subjek, list[tuple[str, Baris]]] = defaultdict(list)
    for table in _TREES:
        for row in tautan.tabel[table].baris if table in tautan.tabel else ():
            subject = tautan.subjek(table, row)
            if subject and row.tingkat.in_tree:
                rows[subject].append((table, row))
    parents = {(t, row.nomor): s for s, found in rows.items() for t, row in found}
    return {
        subject: Garis(
            subjek=subject,
            tingkat=found[0][1].tingkat,
            induk=parents.get((found[0][0], found[0][1].induk)),
            uraian=tuple(row.teks("uraian") for _, row in found),
            indikator=tuple(row.teks("indikator") for _, row in found if row.teks("indikator")),
        )
        for subject, found in rows.items()
    }


class _Official:
    """Links the rows of one official: the sure ones first, the rest among the lines that he answers for."""

    def __init__(self, lines: Mapping[Subjek, Garis], metode: Metode) -> None:
        self.lines = lines
        self.ambang = metode.ambang
        self.confirmed = Kepastian.from_metode(metode)
        self.own: dict[Subjek, float] = {}

    def budget(self, tables: Sequence[Tabel]) -> list[BarisPerjanjian]:
        chosen: dict[tuple[int, int], tuple[Subjek, float]] = {}
        keyed = {(t, row.nomor): (table, row) for t, table in enumerate(tables) for row in table.baris}
        named = {key: pair for key, pair in keyed.items() if _is_line(pair[1])}
        for level in TREE:
            rows = {key: row for key, (_, row) in named.items() if row.tingkat == level}
            of_level = [one for one in self.lines.values() if one.tingkat == level]
            self._exactly(rows, of_level, chosen)
            self._alike(rows, of_level, chosen, self._line_fit, self.ambang)
            below = [one for one in of_level if one.induk in self.own]
            self._alike(rows, below, chosen, self._line_fit, _AMONG_FEW)
        return [_linked(table, row, chosen.get(key)) for key, (table, row) in named.items()]

    def promised(self, tables: Sequence[Tabel]) -> list[BarisPerjanjian]:
        keyed = {(t, row.nomor): (table, row) for t, table in enumerate(tables) for row in table.baris}
        deepest_first = sorted(self.own, key=lambda one: -self.lines[one].tingkat.depth)
        candidates = [self.lines[one] for one in deepest_first]
        chosen: dict[tuple[int, int], tuple[Subjek, float]] = {}
        rows = {key: row for key, (_, row) in keyed.items()}
        self._alike(rows, candidates, chosen, self._deed_fit, _AMONG_FEW, free=True)
        return [_linked(table, row, chosen.get(key)) for key, (table, row) in keyed.items()]

    def _exactly(
        self,
        rows: Mapping[tuple[int, int], Baris],
        lines: Iterable[Garis],
        chosen: dict[tuple[int, int], tuple[Subjek, float]],
    ) -> None:
        by_name: dict[str, list[Garis]] = defaultdict(list)
        for line in lines:
            for name in dict.fromkeys(map(line_name, line.uraian)):
                by_name[name].append(line)
        for key, row in rows.items():
            same = [one for one in by_name[line_name(row.teks("uraian"))] if one.subjek not in self.own]
            best = next((one for one in same if one.induk in self.own), same[0] if same else None)
            if best:
                chosen[key] = (best.subjek, 1.0)
                self.own[best.subjek] = 1.0

    def _alike(
        self,
        rows: Mapping[tuple[int, int], Baris],
        lines: Iterable[Garis],
        chosen: dict[tuple[int, int], tuple[Subjek, float]],
        fit: Callable[[Baris, Garis], float],
        least: float,
        *,
        free: bool = False,
    ) -> None:
        """Pair what is left; with `free` lines that are the official's already may be taken."""
        candidates = [one for one in lines if free or one.subjek not in self.own]
        pairs = [
            (score, line.subjek, key)
            for key, row in rows.items()
            if key not in chosen
            for line in candidates
            if (score := fit(row, line)) >= least
        ]
        for key, (subject, score) in best_pairs(pairs).items():
            chosen[key] = (subject, score)
            self.own.setdefault(subject, score)

    def _line_fit(self, row: Baris, line: Garis) -> float:
        text = row.teks("uraian")
        known = [self.confirmed.verdict(text, other) for other in line.uraian]
        if any(one is not None for one in known):
            return max(one for one in known if one is not None)
        own = line_name(text)
        return max(same_line(own, line_name(other)) for other in line.uraian) * 0.99

    def _deed_fit(self, row: Baris, line: Garis) -> float:
        """Return how surely an official's indicator is that of a line, by what both say is done."""
        own = [text for text in (row.teks("indikator"), row.teks("sasaran")) if text]
        pairs = list(product(own, (*line.uraian, *line.indikator)))
        known = [self.confirmed.verdict(*pair) for pair in pairs]
        if any(one is not None for one in known):
            return max(one for one in known if one is not None)
        deeds = product(map(deed_name, own), map(deed_name, (*line.uraian, *line.indikator)))
        return max((_same_deed(one, two) for one, two in deeds), default=0.0)


def _is_line(row: Baris) -> bool:
    return row.tingkat.in_tree and bool(row.teks("uraian"))


def _linked(table: Tabel, row: Baris, found: tuple[Subjek, float] | None) -> BarisPerjanjian:
    subject, score = found or (None, 0.0)
    return BarisPerjanjian(tabel=table, baris=row, subjek=subject, skor=score)


@remembered(16_384)  # the units of a kabupaten share the names of what they do
def _same_deed(one: str, other: str) -> float:
    """Return how alike two deeds are; one that is part of a longer one may be it, or only a part of it."""
    if one == other:
        return 1.0
    part = min(len(one.split()), len(other.split())) >= _TELLING and alike(one, other) == 1
    return max(ratio(one, other), _PART if part else 0.0) * 0.99
