"""How much of what is planted is found, at the right place, and how often a clean workbook is warned of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import sakipcalc as sc

from .bench import Bench, NotHere
from .kinds import KINDS, Kind
from .units import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["QUESTIONS", "Outcome", "alarms", "measure", "plant", "table"]


#: What asks which column a heading means, and accuses nobody.
QUESTIONS = frozenset({"kolom-ditebak", "kolom-mungkin"})
#: What doubts a reading, and no cell.
DOUBTS = QUESTIONS | {"kolom-tak-cocok", "tabel-tak-cocok", "jumlah-tak-cocok"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One planted error.

    Parameters
    ----------
    kind : FileKind
        What was planted.
    unit, seed
        Where.
    places : frozenset of str
        Cells that a finding must point at.
    found : bool
        Whether one of the right code does.
    first : bool
        Whether it does so in the first place that it names.
    told : tuple of str
        Code and first place of every finding that the clean workbook has not.
    accused : tuple of str
        Those of them above `info` that name no cell of the planted error: cells that are right are accused,
        or what followed from the error is told as an error of its own.
    """

    kind: Kind
    unit: str
    seed: int
    places: frozenset[str]
    found: bool
    first: bool
    told: tuple[str, ...]
    accused: tuple[str, ...] = ()


def plant(kind: Kind, unit: str, seed: int = 0, on: type[Bench] = Bench) -> Outcome | None:
    """Plant an error and audit the workbook; None where the unit has nothing that could be wrong so.

    `on` is the bench that draws it, for other words than the usual ones.
    """
    bench = on(unit, f"{kind.name}/{seed}")
    try:
        kind.plant(bench)
    except NotHere:
        return None
    drawn, places = bench.draw()
    clean = _clean(unit, on)
    temuan = [t for t in sc.audit(sc.read(drawn.data)).all if _key(t) not in clean]
    right = [t for t in temuan if t.code in kind.codes]
    return Outcome(
        kind=kind,
        unit=unit,
        seed=seed,
        places=places,
        found=any(_points(t.places, places) for t in right),
        first=any(_points(t.places[:1], places) for t in right),
        told=tuple(map(_told, temuan)),
        accused=tuple(
            _told(t)
            for t in temuan
            if t.severity != "info" and t.code not in DOUBTS and not _points(t.places, places)
        ),
    )


def _told(temuan: sc.Temuan) -> str:
    return f"{temuan.code} {temuan.places[0] if temuan.places else ''}"


def _points(cells: Iterable[object], places: frozenset[str]) -> bool:
    """Return whether one of the cells is a place that counts, or stands on a sheet that does."""
    named = {str(cell) for cell in cells} | {getattr(cell, "sheet", "") for cell in cells}
    return bool(named & places)


@cache
def _clean(unit: str, on: type[Bench]) -> frozenset[object]:
    return frozenset(map(_key, sc.audit(sc.read(on(unit).draw()[0].data)).all))


def _key(temuan: sc.Temuan) -> tuple[str, tuple[object, ...], str]:
    return temuan.code, temuan.places, temuan.message()


def alarms(unit: str, on: type[Bench] = Bench) -> list[str]:
    """Return what is said above `info` of the clean workbook of a unit, questions about headings left out."""
    temuan = sc.audit(sc.read(on(unit).draw()[0].data))
    return [_told(t) for t in temuan.at_least("peringatan") if t.code not in QUESTIONS]


def measure(seeds: Iterable[int] = (0,), on: type[Bench] = Bench) -> Iterator[Outcome]:
    """Plant every kind of error in every unit that can have it, once for each seed."""
    for seed in seeds:
        for kind in KINDS:
            for unit in UNITS:
                outcome = plant(kind, unit, seed, on)
                if outcome is not None:
                    yield outcome


def table(usual: Iterable[Outcome], foreign: Iterable[Outcome]) -> str:
    """Return what was found in the usual words and in those of another hand as a table for people."""
    rows, others = _by_kind(usual), _by_kind(foreign)
    lines = [
        "| family | planted | times | found | first place | findings each | accused | found, other words | accused, other words |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for (family, name), ones in rows.items():
        lines.append(f"| {family} | {name} | {_figures(ones)} | {_in_short(others[family, name])} |")
    every, all_others = (list(chain.from_iterable(one.values())) for one in (rows, others))
    lines.append(f"| **all** | **{len(rows)} kinds** | {_figures(every)} | {_in_short(all_others)} |")
    return "\n".join(lines)


def _by_kind(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], list[Outcome]]:
    rows: dict[tuple[str, str], list[Outcome]] = {}
    for one in outcomes:
        rows.setdefault((one.kind.family, one.kind.name), []).append(one)
    return rows


def _in_short(ones: list[Outcome]) -> str:
    return f"{sum(o.found for o in ones) / len(ones):.0%} | {sum(len(o.accused) for o in ones)}"


def _figures(ones: list[Outcome]) -> str:
    total = len(ones)
    mean = sum(len(one.told) for one in ones) / total
    found, first = (
        f"{sum(share) / total:.0%}" for share in ([o.found for o in ones], [o.first for o in ones])
    )
    return f"{total} | {found} | {first} | {mean:.1f} | {sum(len(o.accused) for o in ones)}"
