"""What one unit has to report: frozen facts, read from the TOML files in `data`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arithmetic import Band, Value, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DATA = Path(__file__).parent / "data"
UNITS = ("bogorejo", "dinas", "badan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of a goal: `target` and `realisasi` by year, `triwulan` its quarters.

    `penunjang` lists the programmes that support it: code, indicator of the programme, its capaian.
    """

    nama: str
    tujuan: str
    sasaran: str = ""
    satuan: str
    arah: str
    bobot: Fraction | None = None
    kondisi_awal: Value = None
    target: Mapping[int, Value]
    realisasi: Mapping[int, Value] = field(default_factory=dict)
    akumulasi: str = ""
    target_tw: Mapping[int, Value] = field(default_factory=dict)
    realisasi_tw: Mapping[int, Value] = field(default_factory=dict)
    sumber_data: str = ""
    analisis: str = ""
    solusi: str = ""
    penunjang: Sequence[tuple[str, str, Fraction]] = ()

    @property
    def goal(self) -> str:
        """The tujuan or sasaran that it measures."""
        return self.sasaran or self.tujuan


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the budget: a program, kegiatan or sub kegiatan with the lines under it."""

    tingkat: str
    kode: str
    nama: str
    sasaran: str = ""
    indikator: str = ""
    target: Value = None
    satuan: str = ""
    pagu: Fraction | None = None
    belanja: Fraction | None = None
    anak: tuple[Line, ...] = ()

    @property
    def anggaran(self) -> Fraction | None:
        """Its budget in rupiah; of a line above others their sum."""
        return total([line.anggaran for line in self.anak]) if self.anak else self.pagu

    @property
    def realisasi(self) -> Fraction | None:
        """What was spent, in rupiah."""
        return total([line.realisasi for line in self.anak]) if self.anak else self.belanja

    def walk(self) -> Iterator[Line]:
        """Yield it and every line under it, from top to bottom."""
        yield self
        for line in self.anak:
            yield from line.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Iku:
    """A key performance indicator and the blocks that explain it."""

    tujuan_sasaran: str
    indikator: str
    alasan: str = ""
    formulasi: str
    skala: Sequence[str] = ()
    tipe: str
    sumber: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The Perjanjian Kinerja of an official; budgets are named by the codes of their lines."""

    pejabat: str
    singkat: str
    sumber_dana: str
    indikator: Sequence[tuple[str, str, str, Value]]
    program: Sequence[str] = ()
    kegiatan: Sequence[str] = ()
    sub_kegiatan: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A unit of government in the year of its report."""

    nama: str
    kabupaten: str
    tahun: int
    renstra: tuple[int, int]
    tahun_target: tuple[int, ...]
    tahun_banding: tuple[int, ...]
    efisiensi_per_sasaran: bool
    skala_capaian: tuple[Band, ...]
    skala_efisiensi: tuple[Band, ...]
    indikator: tuple[Indicator, ...]
    iku: tuple[Iku, ...]
    program: tuple[Line, ...]
    belanja: tuple[tuple[str, Fraction], ...]
    pk: tuple[Agreement, ...]

    @property
    def diukur(self) -> tuple[Indicator, ...]:
        """The indicators with a realisasi."""
        return tuple(i for i in self.indikator if i.realisasi)

    def line(self, code: str) -> Line:
        """Return the budget line with a code."""
        return next(line for program in self.program for line in program.walk() if line.kode == code)


@cache
def unit(name: str) -> Unit:
    """Return one of `UNITS`."""
    raw = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Fraction)
    plain = {f.name: raw[f.name] for f in fields(Unit) if isinstance(raw.get(f.name), str | int)}
    years = {key: tuple(raw[key]) for key in ("renstra", "tahun_target", "tahun_banding")}
    return Unit(
        **plain,
        **years,
        skala_capaian=tuple(Band(**_exact(band)) for band in raw["skala"]["capaian"]),
        skala_efisiensi=tuple(Band(**_exact(band)) for band in raw["skala"]["efisiensi"]),
        indikator=tuple(_indicators(raw)),
        iku=tuple(Iku(**one) for one in raw["iku"]),
        program=tuple(_line(one, "program") for one in raw["program"]),
        belanja=tuple((one["uraian"], Fraction(one["realisasi"])) for one in raw["belanja"]),
        pk=tuple(Agreement(**(one | {"indikator": _exact_rows(one["indikator"])})) for one in raw["pk"]),
    )


def _indicators(raw: Mapping[str, Any]) -> Iterator[Indicator]:
    for tujuan in raw["tujuan"]:
        for one in tujuan.get("indikator", ()):
            yield _indicator(one, raw, tujuan=tujuan["teks"])
        for sasaran in tujuan.get("sasaran", ()):
            for one in sasaran["indikator"]:
                yield _indicator(one, raw, tujuan=tujuan["teks"], sasaran=sasaran["teks"])


def _indicator(one: Mapping[str, Any], raw: Mapping[str, Any], **goal: str) -> Indicator:
    own = _exact(one)
    yearly = {
        "target": dict(zip(raw["tahun_target"], own["target"], strict=True)),
        "realisasi": dict(zip(raw["tahun_banding"], own.get("realisasi", ()), strict="realisasi" in own)),
    }
    quarterly = {key: dict(enumerate(own.get(key, ()), 1)) for key in ("target_tw", "realisasi_tw")}
    return Indicator(**(own | yearly | quarterly | goal))


def _line(one: Mapping[str, Any], level: str, above: str = "") -> Line:
    own = _exact(one)
    code = f"{above}.{own.pop('kode')}" if above else own.pop("kode")
    deeper = own.pop("kegiatan", [])
    leaves = [leaf | {"kode": f"{number:04}"} for number, leaf in enumerate(own.pop("sub", ()), 1)]
    children = tuple(_line(child, "kegiatan", code) for child in deeper)
    children += tuple(_line(leaf, "sub_kegiatan", code) for leaf in leaves)
    money = {"pagu": own.pop("anggaran", None), "belanja": own.pop("realisasi", None)}
    return Line(tingkat=level, kode=code, anak=children, **own, **money)


def _exact(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _number(value) for key, value in raw.items()}


def _exact_rows(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(map(_number, row)) for row in rows)


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_number(one) for one in value)
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value
