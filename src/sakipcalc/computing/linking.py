"""Finds which rows of different tables are about the same indicator or the same line of the budget."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sakipcalc.allowance import metered, spend
from sakipcalc.computing.confirmed import Kepastian
from sakipcalc.computing.links import TOTAL, Indikator, Subjek, Tautan, goal, of_row
from sakipcalc.model import TREE, Level
from sakipcalc.names import alike, indicator_name, line_name, plain, same_line, same_name
from sakipcalc.polarity import read_polarity
from sakipcalc.tables.standard import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Laporan, Tabel

__all__ = ["best_pairs", "link"]

#: What names a row: its number, or table and number.
_Key = TypeVar("_Key", int, tuple[int, int])

#: Under the same goal, names that are half alike are probably of one indicator.
_HALF = 0.5
_TREE_LEVELS = (*TREE, Level.UNIT, Level.JUMLAH)


def link(laporan: Laporan, metode: Metode) -> Tautan:
    """Link the rows of a workbook.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    metode : Metode
        How alike two names must be, which are the same or not whatever they look like, and
        the polarity of indicators where the workbook does not state it.
    """
    tables = _by_id(laporan)
    linker = _Linker(tables, metode)
    for name in laporan.specs.linked:
        if name in tables:
            linker.add_indicators(name)
    linker.add_trees([name for name in laporan.specs.trees if name in tables])
    lists = {table.nama: table for table in laporan.daftar_tabel if _is_list(table)}
    for name, table in {
        **{one: tables[one] for one in laporan.specs.lists if one in tables},
        **lists,
    }.items():
        linker.add_list(name, table)
    indicators = tuple(_indicator(s, rows, metode.arah) for s, rows in linker.indicators.items())
    everywhere: dict[Subjek, tuple[Baris, ...]] = {}
    for (_, subject), rows in linker.rows.items():
        everywhere[subject] = (*everywhere.get(subject, ()), *rows)
    return Tautan(
        specs=laporan.specs,
        indikator=indicators,
        tabel=tables,
        rincian=lists,
        skor=linker.scores,
        _subjek=linker.subjects,
        _baris={key: tuple(rows) for key, rows in linker.rows.items()},
        _semua=everywhere,
    )


def _is_list(table: Tabel) -> bool:
    """Return whether lines of a budget only add up, as those under an agreement: no tree has them."""
    return table.spec.baris == "pohon" and table.spec.banyak


def _by_id(laporan: Laporan) -> dict[str, Tabel]:
    tables: dict[str, Tabel] = {}
    for table in laporan.daftar_tabel:
        if table.id == AGREEMENT:
            table_is_head = any(column.id == "tujuan" for column in table.kolom)
            if table_is_head or AGREEMENT not in tables:
                tables.setdefault(AGREEMENT, table)
        elif not _is_list(table):
            known = tables.get(table.id)
            tables[table.id] = table if known is None else _with_part(known, table)
    return tables


#: Rows of the parts of a table are told apart by numbers beyond those that a sheet can have.
_BEYOND = 1 << 21


def _with_part(whole: Tabel, part: Tabel) -> Tabel:
    """Return a table with the rows and the further columns of another part of it."""
    beyond = (part.bagian - 1) * _BEYOND
    rows = [
        replace(row, nomor=row.nomor + beyond, induk=row.induk + beyond if row.induk else 0)
        for row in part.baris
    ]
    known = {column.kunci for column in whole.kolom}
    more = (column for column in part.kolom if column.kunci not in known)
    return replace(whole, kolom=(*whole.kolom, *more), baris=(*whole.baris, *rows))


def _name(row: Baris) -> str:
    return row.teks("indikator") or goal(row)


def _indicator(subject: Subjek, rows: Sequence[Baris], arah: Mapping[str, str]) -> Indikator:
    def first(column: str) -> str:
        return next((text for row in rows if (text := row.teks(column))), "")

    name = next((row.teks("indikator") for row in rows if row.teks("indikator")), goal(rows[0]))
    known = {indicator_name(key): value for key, value in arah.items()}
    return Indikator(
        subjek=subject,
        nama=name,
        tujuan_sasaran=goal(rows[0]),
        satuan=first("satuan"),
        arah=read_polarity(first("arah")) or known.get(indicator_name(name), "naik"),
    )


class _Linker:
    """Collects the links table by table; each row goes to the subject that it fits best."""

    def __init__(self, tables: Mapping[str, Tabel], metode: Metode) -> None:
        self.tables = tables
        self.ambang = metode.ambang
        self.confirmed = Kepastian.from_metode(metode)
        self.indicators: dict[Subjek, list[Baris]] = {}
        self.subjects: dict[tuple[str, int], Subjek] = {}
        self.rows: dict[tuple[str, Subjek], list[Baris]] = defaultdict(list)
        self.scores: dict[tuple[str, int], float] = {}

    def put(self, table: str, row: Baris, subject: Subjek, score: float = 1.0) -> None:
        spend()
        self.subjects[table, row.nomor] = subject
        self.rows[table, subject].append(row)
        self.scores[table, row.nomor] = score

    def add_indicators(self, table: str) -> None:
        by_row = self.tables[table].spec.by_row
        groups = _same_identity(self.tables[table].baris, by_name=by_row)
        seen = {subject: _Seen(rows) for subject, rows in self.indicators.items()}
        own = Counter(_goal_key(rows[0]) for rows in groups.values())
        known = Counter(key for one in seen.values() for key in one.goals)
        pairs = [
            (score, subject, key)
            for key, rows in groups.items()
            for subject, one in metered(seen.items())
            if (score := self._fit(rows[0], one, own, known)) >= self.ambang
        ]
        chosen = best_pairs(pairs) | _by_order(groups, seen)
        for key, rows in groups.items():
            subject, score = chosen.get(key, (Subjek("indikator", len(self.indicators)), 1.0))
            self.indicators.setdefault(subject, []).append(rows[0])
            for row in rows:
                self.put(table, row, subject, score)
        for row in self.tables[table].baris:
            if row.tingkat is Level.RATA:
                self.put(table, row, Subjek(f"rata {table}", row.nomor))
            elif by_row:
                self.rows[table, of_row(table, row)].append(row)

    def add_list(self, name: str, table: Tabel) -> None:
        """Give each line of a list a subject of its own, and its total that of a total."""
        for row in table.baris:
            self.put(name, row, TOTAL if row.tingkat is Level.JUMLAH else Subjek(name, row.nomor))

    def add_trees(self, present: Sequence[str]) -> None:
        """Link the lines of trees; those of the first are what the lines of the others are held against."""
        for table in present:
            for level in _TREE_LEVELS:
                self._add_level(table, level, first=present[0])
            for level in (Level.KEGIATAN, Level.PROGRAM) if table != present[0] else ():
                self._match_parents(table, level, present[0])

    def _add_level(self, table: str, level: Level, *, first: str) -> None:
        rows = [row for row in self.tables[table].baris if row.tingkat == level]
        if level is Level.JUMLAH:
            for row in rows:
                self.put(table, row, TOTAL)
            return
        chosen = self._matching_lines(table, rows, level, first) if table != first else {}
        for row in rows:
            new = Subjek(table, row.nomor)
            subject, score = chosen.get(row.nomor, (new, 1.0))
            self.put(table, row, subject, score)

    def _matching_lines(
        self, table: str, rows: Sequence[Baris], level: Level, first: str
    ) -> dict[int, tuple[Subjek, float]]:
        """Match lines of one level: those of one name first, if they can under one parent; then the alike."""
        others = {Subjek(first, o.nomor): o for o in self.tables[first].baris if o.tingkat == level}
        chosen: dict[int, tuple[Subjek, float]] = {}
        for key in (self._name_below, _line):
            waiting = defaultdict(list)
            for subject in others:
                waiting[key(first, others[subject])].append(subject)
            for row in rows:
                same = waiting[key(table, row)] if row.nomor not in chosen else []
                if same:
                    chosen[row.nomor] = (same[0], 1.0)
                    del others[same.pop(0)]
        pairs = [
            (score, subject, row.nomor)
            for row in rows
            if row.nomor not in chosen
            for subject, other in metered(others.items())
            if (score := self._line_fit(row, other)) >= self.ambang
        ]
        return chosen | best_pairs(pairs)

    def _match_parents(self, table: str, level: Level, first: str) -> None:
        """Match a line whose name nothing fits with the one line over the same lines."""
        others = {row.nomor: row for row in self.tables[first].baris}
        taken = {self.subjects[table, row.nomor] for row in self.tables[table].baris}
        for row in self.tables[table].baris:
            if row.tingkat != level or self.subjects[table, row.nomor] != Subjek(table, row.nomor):
                continue
            lines = metered(self.tables[table].baris)
            below = (self.subjects[table, one.nomor] for one in lines if one.induk == row.nomor)
            above = {other.induk for subject in below for other in self.rows.get((first, subject), ())}
            parent = others.get(above.pop()) if len(above) == 1 else None
            if parent and parent.tingkat == level and Subjek(first, parent.nomor) not in taken:
                del self.rows[table, Subjek(table, row.nomor)]
                self.put(table, row, Subjek(first, parent.nomor), self._line_fit(row, parent))

    def _name_below(self, table: str, row: Baris) -> object:
        """Return the name of a line with what stands above it, which is linked already."""
        return self.subjects.get((table, row.induk)), _line(table, row)

    def _line_fit(self, row: Baris, other: Baris) -> float:
        known = self.confirmed.verdict(row.teks("uraian"), other.teks("uraian"))
        return same_line(_line("", row), _line("", other)) * 0.99 if known is None else known

    def _fit(self, row: Baris, seen: _Seen, own: Counter[str], known: Counter[str]) -> float:
        """Return how surely a row is about an indicator that other tables have.

        `own` counts the goals of the row's table, `known` those of the indicators seen so far: where
        a goal has one indicator in both, its name does not matter.
        """
        confirmed = [self.confirmed.verdict(_name(row), name) for name in seen.texts]
        if any(verdict is not None for verdict in confirmed):
            return max(verdict for verdict in confirmed if verdict is not None)
        name, at = indicator_name(_name(row)), _goal_key(row)
        if at not in seen.goals:
            return max(same_name(name, other) for other in seen.names)
        if known[at] == 1 and sum(own[key] for key in seen.goals) == 1:
            return 1.0
        best = max(alike(name, other) for other in seen.names)
        return (1 + best) / 2 if best >= _HALF else best


def _by_order(
    groups: Mapping[int, Sequence[Baris]], seen: Mapping[Subjek, _Seen]
) -> dict[int, tuple[Subjek, float]]:
    """Link rows that do not name their indicator: in order, under a goal that has as many indicators."""
    rows: dict[str, list[int]] = defaultdict(list)
    for key, group in groups.items():
        if "indikator" not in group[0].sel and (goal := _goal_key(group[0])):
            rows[goal].append(key)
    chosen: dict[int, tuple[Subjek, float]] = {}
    for goal, keys in rows.items():
        subjects = [subject for subject, one in seen.items() if goal in one.goals]
        if len(subjects) == len(keys):
            chosen |= {key: (subject, 1.0) for key, subject in zip(keys, subjects, strict=True)}
    return chosen


class _Seen:
    """What other tables call an indicator, and the goals that they put it under."""

    __slots__ = ("goals", "names", "texts")

    def __init__(self, rows: Sequence[Baris]) -> None:
        self.goals = frozenset(filter(None, map(_goal_key, rows)))
        self.texts = tuple(dict.fromkeys(map(_name, rows)))
        self.names = frozenset(map(indicator_name, self.texts))


def _goal_key(row: Baris) -> str:
    return plain(goal(row))


def _line(_table: str, row: Baris) -> str:
    return line_name(row.teks("uraian"))


def _same_identity(rows: Iterable[Baris], *, by_name: bool) -> dict[int, list[Baris]]:
    """Group rows of one indicator: those under one merged name, or, in a list of its programmes, of one name.

    Two rows with figures of their own are two indicators, even when they are named alike.
    """
    groups: dict[tuple[str, ...], list[Baris]] = {}
    for row in rows:
        if not row.tingkat.is_summary and (goal(row) or row.teks("indikator")):
            groups.setdefault(_identity(row, by_name=by_name), []).append(row)
    return {group[0].nomor: group for group in groups.values()}


def _identity(row: Baris, *, by_name: bool) -> tuple[str, ...]:
    named = (plain(goal(row)), plain(row.teks("indikator")))
    if by_name:
        return named
    cell = next(
        (row.sel[c] for c in ("indikator", "tujuan_sasaran", "tujuan", "sasaran") if c in row.sel), None
    )
    return (*named, str(cell.tempat) if cell else str(row.nomor))


def best_pairs(pairs: Iterable[tuple[float, Subjek, _Key]]) -> dict[_Key, tuple[Subjek, float]]:
    """Choose pairs from the surest down, each side once."""
    chosen: dict[_Key, tuple[Subjek, float]] = {}
    used: set[Subjek] = set()
    for score, subject, key in sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[1].nomor)):
        if key not in chosen and subject not in used:
            chosen[key] = (subject, score)
            used.add(subject)
    return chosen
