"""A table before it has cells or a sheet: columns, rows, levels, values; and how one is made for a unit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from .facts import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .arithmetic import Value
    from .facts import Unit

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key in the library, what it holds, and what its heading may say.

    `tahun` is its year, `tw` its quarter; `judul`, `datar`, `grup` and `ukuran` as in `data/kolom.toml`.
    """

    kunci: str
    id: str
    jenis: str
    judul: tuple[str, ...]
    datar: tuple[str, ...] = ()
    grup: tuple[str, ...] = ()
    ukuran: tuple[str, ...] = ()
    pilihan: bool = False
    bila: str = ""
    tahun: int | None = None
    tw: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its values by column, its level, and what it shares with its neighbours.

    `group` tells by column which rows one label (or one budget) stands for; `derived` names the
    columns that a unit leaves to the computer in this row.
    """

    values: Mapping[str, Value]
    level: str = ""
    group: Mapping[str, int] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()
    kode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of one unit; `label` are columns whose text may stand once, `shared` are always merged."""

    id: str
    judul: tuple[str, ...]
    kolom: tuple[Column, ...]
    baris: tuple[Row, ...]
    label: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    pejabat: str = ""
    singkat: str = ""
    rincian: str = ""

    @property
    def nama(self) -> str:
        """Name by which a test asks for it: ``3.2``, ``PK Camat``, ``PK Camat program``."""
        base = self.id.partition("-")[0]
        return " ".join(part for part in (base, self.singkat, self.rincian) if part)

    @property
    def pohon(self) -> bool:
        """Whether its rows are lines of the budget tree at several levels."""
        return self.id in {"2.4", "3.9"}


def table_of(unit: Unit, name: str, rows: Sequence[Row], **more: Any) -> Table:
    """Return a table of a unit with the columns that its rows have values for."""
    raw = _spec()[name]
    years = {"2.1": unit.tahun_target, "3.3": unit.tahun_banding}.get(name, ())
    columns = [c for one in raw["kolom"] for c in _columns(one, years)]
    derived = {c["kunci"] for c in raw["kolom"] if c.get("peran", "in") != "in"}
    present = [
        c for c in columns if any(row.values.get(c.kunci) is not None for row in rows) or c.jenis == "warna"
    ]
    rows = [_with_derived(row, present, derived) for row in rows]
    words = {"tahun": unit.tahun, "pejabat": more.get("pejabat", "").upper()}
    titles = tuple(title.format(**words) for title in raw["judul"])
    return Table(
        id=name,
        judul=titles,
        kolom=tuple(present),
        baris=tuple(rows),
        label=tuple(raw.get("label", ())),
        **more,
    )


def _with_derived(row: Row, columns: Sequence[Column], derived: set[str]) -> Row:
    keys = {c.kunci for c in columns if c.id in derived} | row.derived
    return Row(values=row.values, level=row.level, group=row.group, derived=frozenset(keys), kode=row.kode)


@cache
def _spec() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "kolom.toml").read_text(encoding="utf-8"))["tabel"]


def _columns(raw: Mapping[str, Any], years: Sequence[int]) -> Iterator[Column]:
    lists = {k: tuple(raw.get(k, ())) for k in ("judul", "datar", "grup", "ukuran")}
    own = {k: v for k, v in raw.items() if k in {"jenis", "pilihan", "bila"}} | lists
    key = raw["kunci"]
    if key.endswith("_tw"):
        for quarter in range(1, 5):
            yield Column(kunci=f"{key}{quarter}", id=key, tw=quarter, **own)
    elif years and key in {"target", "realisasi", "capaian"}:
        for year in years:
            yield Column(kunci=f"{key}_{year}", id=key, tahun=year, **own)
    else:
        yield Column(kunci=key, id=key, **own)
