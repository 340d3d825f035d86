"""Invents an office: its name, its indicators with their figures, and its budget, from a seed and `data/bidang.toml`."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from .. import arithmetic as count
from ..facts import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..arithmetic import Value

REGIONS = (
    "Kabupaten Sagara", "Kota Tirtamulya", "Kabupaten Rawa Jaya", "Kota Batusari", "Kabupaten Lembah Hijau",
    "Provinsi Nusa Timur", "Kabupaten Wanasari", "Kota Pelangi",
)  # fmt: skip
#: The scale of most offices of this province: label, and the bound from which on it holds.
SCALE = (("Istimewa", 100), ("Memadai", 80), ("Sedang", 60), ("Lemah", None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator with its figures by year; `lower_is_better` turns its formula round."""

    name: str
    sasaran: str
    unit: str
    lower_is_better: bool
    baseline: Fraction
    target: Mapping[int, Fraction]
    result: Mapping[int, Fraction]
    quarters: tuple[Fraction, ...]

    def achieved(self, year: int) -> Fraction:
        """Its capaian in a year."""
        return self.against(self.target[year], self.result[year])

    def against(self, target: Fraction, result: Fraction) -> Fraction:
        """What a result is worth against a target, in per cent."""
        return count.capaian("turun" if self.lower_is_better else "naik", target, result) or Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the budget; `below` are the lines that it adds up."""

    level: str
    name: str
    code: str
    outline: str
    sasaran: str
    before: Fraction = Fraction(0)
    ceiling: Fraction = Fraction(0)
    spent: Fraction = Fraction(0)
    below: tuple[Line, ...] = ()

    def walk(self) -> Iterator[Line]:
        """Yield it and all below it."""
        yield self
        for line in self.below:
            yield from line.walk()

    @property
    def share(self) -> Fraction:
        """How much of it was spent, in per cent."""
        return self.spent / self.ceiling * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office in the year of its report; `years` are the years that it compares, `plan` those of its Renstra."""

    name: str
    region: str
    year: int
    years: tuple[int, ...]
    plan: tuple[int, ...]
    sasaran: tuple[str, ...]
    tujuan: str
    indicators: tuple[Indicator, ...]
    programmes: tuple[Line, ...]

    def of(self, sasaran: str) -> list[Indicator]:
        """The indicators of a sasaran."""
        return [one for one in self.indicators if one.sasaran == sasaran]

    def lines(self) -> list[Line]:
        """Every line of the budget from top to bottom."""
        return [line for programme in self.programmes for line in programme.walk()]

    @property
    def total(self) -> Line:
        """The whole budget as one line."""
        return _sum("jumlah", "JUMLAH", "", "", "", self.programmes)


def office(seed: int | str) -> Office:
    """Return the office of a seed, always the same."""
    rng = random.Random(f"office {seed}")  # noqa: S311 -- figures for a drawing, no secret
    fields = _fields()
    field = fields[rng.choice(sorted(fields))]
    year = rng.randint(2019, 2031)
    first = year - rng.randint(1, 3)
    plan = tuple(range(first, first + 5))
    years = tuple(range(max(first, year - rng.randint(1, 2)), year + 1))
    most = min(len(field["sasaran"]), len(field["program"]))  # every sasaran has a programme
    goals = rng.sample(field["sasaran"], rng.randint(2, most))
    made = tuple(
        _indicator(rng, raw, goal["teks"], plan)
        for goal in goals
        for raw in rng.sample(goal["indikator"], rng.randint(1, len(goal["indikator"])))
    )
    names = tuple(goal["teks"] for goal in goals)
    return Office(
        name=rng.choice(field["unit"]), region=rng.choice(REGIONS), year=year, years=years, plan=plan, sasaran=names,
        tujuan=f"Terwujudnya {goals[0]['teks'].split(' ', 1)[1]} yang berkelanjutan", indicators=made,
        programmes=_programmes(rng, field["program"], names),
    )  # fmt: skip


@cache
def _fields() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "bidang.toml").read_text(encoding="utf-8"))


def _indicator(rng: random.Random, raw: list[Any], sasaran: str, plan: tuple[int, ...]) -> Indicator:
    name, unit, direction, low, high, decimals = raw
    falling = direction == "turun"
    start = rng.uniform(low + (high - low) / 4, high - (high - low) / 4)
    step = (high - low) / 12 * (-1 if falling else 1) / 2
    target = {year: _rounded(start + step * n, decimals) for n, year in enumerate(plan)}
    result = {year: _rounded(float(t) * rng.uniform(0.78, 1.16), decimals) for year, t in target.items()}
    whole = sorted(_rounded(float(min(result.values())) * f, decimals) for f in (0.3, 0.5, 0.8))
    return Indicator(
        name=name, sasaran=sasaran, unit=unit, lower_is_better=falling, baseline=_rounded(start - step, decimals),
        target=target, result=result, quarters=tuple(whole),
    )  # fmt: skip


def _rounded(value: float, decimals: int) -> Fraction:
    return Fraction(round(value, decimals)).limit_denominator(10**decimals)


def _programmes(rng: random.Random, raw: Mapping[str, Any], goals: tuple[str, ...]) -> tuple[Line, ...]:
    head = f"{rng.randint(1, 7)}.{rng.randint(1, 30):02}"
    made = []
    for p, (programme, activities) in enumerate(raw.items(), 1):
        code, goal = f"{head}.{p:02}", goals[(p - 1) % len(goals)]
        below = tuple(
            _sum("kegiatan", activity, f"{code}.2.{a:02}", f"{p}.{a}", goal, _leaves(rng, subs, f"{code}.2.{a:02}", f"{p}.{a}", goal))
            for a, (activity, subs) in enumerate(activities.items(), 1)
        )  # fmt: skip
        made.append(_sum("program", f"Program {programme}", code, str(p), goal, below))
    return tuple(made)


def _leaves(rng: random.Random, names: list[str], code: str, outline: str, goal: str) -> tuple[Line, ...]:
    lines = []
    for n, name in enumerate(names, 1):
        ceiling = rng.randint(30, 9000) * 250_000
        money = {
            "before": Fraction(round(ceiling * rng.choice((0.8, 0.9, 1.1)) / 1000) * 1000),
            "ceiling": Fraction(ceiling),
            "spent": Fraction(round(ceiling * rng.uniform(0.71, 0.995) / 1000) * 1000),
        }
        lines.append(
            Line(level="sub_kegiatan", name=name, code=f"{code}.{n:04}", outline=f"{outline}.{n}", sasaran=goal, **money)
        )  # fmt: skip
    return tuple(lines)


def _sum(level: str, name: str, code: str, outline: str, goal: str, below: tuple[Line, ...]) -> Line:
    money = {
        key: sum((getattr(line, key) for line in below), Fraction(0))
        for key in ("before", "ceiling", "spent")
    }
    return Line(level=level, name=name, code=code, outline=outline, sasaran=goal, below=below, **money)


def kategori(value: Value) -> str:
    """Return the label of a capaian on `SCALE`."""
    assert isinstance(value, Fraction)
    return next(label for label, bound in SCALE if bound is None or value >= bound)
