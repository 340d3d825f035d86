"""The standard tables of one unit as abstract tables: columns, rows, levels, values; no cell and no sheet yet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from . import arithmetic as count
from .facts import DATA, Agreement, Indicator, Line, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .arithmetic import Value

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


@cache
def tables(unit: Unit) -> Mapping[str, Table]:
    """Return every table that a unit has facts for, by name, in the order of a report."""
    made = [table for make in _MAKERS for table in make(unit) if table.baris]
    return MappingProxyType({table.nama: table for table in made})


def _table(unit: Unit, name: str, rows: Sequence[Row], **more: Any) -> Table:
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


def _groups(labels: Sequence[str]) -> list[int]:
    """Return for each row the number of the group of equal neighbours that it belongs to."""
    numbers: list[int] = []
    for i, label in enumerate(labels):
        numbers.append(numbers[-1] + (label != labels[i - 1]) if i else 1)
    return numbers


def _goals(unit: Unit, name: str, values: Callable[[Indicator], dict[str, Value]]) -> Iterator[Table]:
    """Tables 2.1 and 2.3: every indicator under its tujuan or its sasaran, each in its column."""
    goals = _groups([i.tujuan for i in unit.indikator])
    parts = _groups([i.goal for i in unit.indikator])
    rows = [
        Row(
            level="sasaran" if i.sasaran else "tujuan",
            values={
                "no": Fraction(goal), "tujuan": i.tujuan, "sasaran": i.sasaran or None,
                "indikator": i.nama, "satuan": i.satuan, **values(i),
            },
            group={"no": goal, "tujuan": goal, "sasaran": part},
        )
        for i, goal, part in zip(unit.indikator, goals, parts, strict=True)
    ]  # fmt: skip
    yield _table(unit, name, rows)


def _plan(unit: Unit) -> Iterator[Table]:
    def values(i: Indicator) -> dict[str, Value]:
        return {"kondisi_awal": i.kondisi_awal} | {
            f"target_{year}": value for year, value in i.target.items()
        }

    yield from _goals(unit, "2.1", values)


def _year_plan(unit: Unit) -> Iterator[Table]:
    yield from _goals(unit, "2.3", lambda i: {"target": i.target[unit.tahun]})


def _iku(unit: Unit) -> Iterator[Table]:
    rows = []
    for one in unit.iku:
        blocks = [("Alasan Pemilihan Indikator", one.alasan), ("Formulasi Pengukuran", "\n".join((one.formulasi, *one.skala))),
                  ("Tipe Penghitungan", one.tipe), ("Sumber Data", one.sumber)]  # fmt: skip
        text = "\n".join(f"• {name}: {content}" for name, content in blocks if content)
        rows.append(
            Row(values={"tujuan_sasaran": one.tujuan_sasaran, "indikator": one.indikator, "penjelasan": text})
        )
    yield _table(unit, "2.2", rows)


def _lines(unit: Unit) -> list[tuple[Line, str]]:
    """Return every line of the budget with the sasaran of its programme."""
    return [(line, program.sasaran) for program in unit.program for line in program.walk()]


def _programmes(unit: Unit) -> Iterator[Table]:
    rows = [
        Row(
            level=line.tingkat,
            kode=line.kode,
            values={
                "no": Fraction(number), "kode": line.kode, "uraian": line.nama, "indikator": line.indikator,
                "target": line.target, "satuan": line.satuan or None, "anggaran": line.anggaran,
            },
            derived=frozenset(() if line.tingkat == "sub_kegiatan" else ("anggaran",)),
        )
        for number, (line, _) in enumerate(_lines(unit), 1)
    ]  # fmt: skip
    yield _table(unit, "2.4", rows)


def _spending(unit: Unit) -> Iterator[Table]:
    rows, above = [], ""
    for line, sasaran in _lines(unit):
        if line.anggaran is None:
            continue
        leaf = line.tingkat == "sub_kegiatan"
        first = line.tingkat == "program" and sasaran != above
        above = sasaran
        values = {
            "sasaran": sasaran if first else None, "kode": line.kode, "uraian": line.nama, "anggaran": line.anggaran,
            "realisasi": line.realisasi, "serapan": count.share(line.realisasi, line.anggaran),
        }  # fmt: skip
        derived = frozenset({"anggaran"} if leaf else {"anggaran", "realisasi"})
        rows.append(Row(level=line.tingkat, kode=line.kode, values=values, derived=derived))
    pagu, spent = _totals(unit)
    values = {"uraian": "JUMLAH", "anggaran": pagu, "realisasi": spent, "serapan": count.share(spent, pagu)}
    rows.append(Row(level="jumlah", values=values, derived=frozenset({"anggaran", "realisasi"})))
    yield _table(unit, "3.9", rows)


def _totals(unit: Unit) -> tuple[Fraction, Fraction]:
    return count.total([p.anggaran for p in unit.program]), count.total([p.realisasi for p in unit.program])


def _agreements(unit: Unit) -> Iterator[Table]:
    for pk in unit.pk:
        who = {"pejabat": pk.pejabat, "singkat": pk.singkat}
        yield _table(unit, "PK", _promises(pk), **who)
        for rincian in ("program", "kegiatan", "sub_kegiatan"):
            codes = getattr(pk, rincian)
            rows = [_budget(unit, pk, number, code) for number, code in enumerate(codes, 1)]
            yield _table(unit, "PK-anggaran", rows, rincian=rincian, **who)


def _promises(pk: Agreement) -> list[Row]:
    goals = _groups([tujuan for tujuan, *_ in pk.indikator])
    parts = _groups([sasaran for _, sasaran, *_ in pk.indikator])
    return [
        Row(
            level="sasaran",
            values={
                "no": Fraction(part),
                "tujuan": tujuan or None,
                "sasaran": sasaran,
                "indikator": nama,
                "target": target,
            },
            group={"no": part, "tujuan": goal, "sasaran": part},
        )
        for (tujuan, sasaran, nama, target), goal, part in zip(pk.indikator, goals, parts, strict=True)
    ]


def _budget(unit: Unit, pk: Agreement, number: int, code: str) -> Row:
    line = unit.line(code)
    values = {
        "no": Fraction(number),
        "uraian": line.nama,
        "anggaran": line.anggaran,
        "keterangan": pk.sumber_dana,
    }
    return Row(level=line.tingkat, values=values, kode=code)


def _scales(unit: Unit) -> Iterator[Table]:
    for name, bands in (("3.1", unit.skala_capaian), ("3.6", unit.skala_efisiensi)):
        rows = [
            Row(
                values={
                    "no": Fraction(n),
                    "skala": b.rentang,
                    "predikat": b.predikat,
                    "keterangan": b.keterangan or None,
                    "warna": b.warna or None,
                }
            )
            for n, b in enumerate(bands, 1)
        ]
        yield _table(unit, name, rows)


def measured(unit: Unit, i: Indicator) -> dict[str, Value]:
    """Return what the year gave for an indicator: target, realisasi, capaian, kategori."""
    target, realisasi = i.target[unit.tahun], i.realisasi.get(unit.tahun)
    value = count.capaian(i.arah, target, realisasi)
    return {
        "target": target,
        "realisasi": realisasi,
        "capaian": value,
        "kategori": count.kategori(unit.skala_capaian, value),
    }


def _by_indicator(
    unit: Unit, name: str, values: Callable[[Indicator], dict[str, Value]], **more: Any
) -> Table:
    """A table with a row for each measured indicator, under the tujuan or sasaran that it measures."""
    parts = _groups([i.goal for i in unit.diukur])
    rows = [
        Row(
            values={"no": Fraction(part), "tujuan_sasaran": i.goal, "indikator": i.nama, **values(i)},
            group={"no": part, "tujuan_sasaran": part} | dict.fromkeys(more.get("shared", ()), part if unit.efisiensi_per_sasaran else 1),
        )
        for i, part in zip(unit.diukur, parts, strict=True)
    ]  # fmt: skip
    return _table(unit, name, rows, **more)


def _measurement(unit: Unit) -> Iterator[Table]:
    yield _by_indicator(unit, "3.2", lambda i: _measured_with_source(unit, i))


def _conclusion(unit: Unit) -> Iterator[Table]:
    yield _by_indicator(unit, "4.1", lambda i: _measured_with_source(unit, i))


def _measured_with_source(unit: Unit, i: Indicator) -> dict[str, Value]:
    rising = {"rentang": "Rentang", "ya_tidak": "Ya/Tidak"}.get(i.arah, i.arah.capitalize())
    return measured(unit, i) | {
        "satuan": i.satuan,
        "arah": rising,
        "bobot": i.bobot,
        "sumber_data": i.sumber_data,
    }


def _years(unit: Unit) -> Iterator[Table]:
    def values(i: Indicator) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for year in unit.tahun_banding:
            target, realisasi = i.target[year], i.realisasi.get(year)
            reached = count.capaian(i.arah, target, realisasi)
            found |= {f"target_{year}": target, f"realisasi_{year}": realisasi, f"capaian_{year}": reached}
        return found

    table = _by_indicator(unit, "3.3", values)
    typed = {f"realisasi_{year}" for year in unit.tahun_banding if year != unit.tahun}
    carried = {f"realisasi_{unit.tahun}"}
    rows = [Row(values=r.values, group=r.group, derived=(r.derived | carried) - typed) for r in table.baris]
    yield Table(id="3.3", judul=table.judul, kolom=table.kolom, baris=tuple(rows), label=table.label)


def _renstra(unit: Unit) -> Iterator[Table]:
    last = unit.tahun_target[-1]

    def values(i: Indicator) -> dict[str, Value]:
        reached = count.capaian(i.arah, i.target[last], i.realisasi.get(unit.tahun))
        return {
            "realisasi": i.realisasi.get(unit.tahun),
            "target_akhir": i.target[last],
            "capaian": reached,
            "kemajuan": reached,
        }

    yield _by_indicator(unit, "3.4", values)


def _analysis(unit: Unit) -> Iterator[Table]:
    yield _by_indicator(
        unit, "3.5", lambda i: measured(unit, i) | {"analisis": i.analisis, "solusi": i.solusi or None}
    )


def _efficiency(unit: Unit) -> Iterator[Table]:
    shared = ("anggaran", "realisasi_anggaran", "serapan", "efisiensi", "selisih", "kategori")
    yield _by_indicator(unit, "3.7", lambda i: measured(unit, i) | _with_budget(unit, i), shared=shared)


def _with_budget(unit: Unit, i: Indicator) -> dict[str, Value]:
    """Return the budget that an indicator shares with others, and how efficient they were with it."""
    peers = [o for o in unit.diukur if not unit.efisiensi_per_sasaran or o.goal == i.goal]
    lines = [p for p in unit.program if not unit.efisiensi_per_sasaran or p.sasaran == i.goal]
    pagu, spent = count.total([p.anggaran for p in lines]), count.total([p.realisasi for p in lines])
    absorbed = count.share(spent, pagu)
    reached = count.mean([measured(unit, o)["capaian"] for o in peers])
    gap = reached - absorbed
    return {
        "anggaran": pagu, "realisasi_anggaran": spent, "serapan": absorbed, "efisiensi": reached / absorbed,
        "selisih": gap, "kategori": count.kategori(unit.skala_efisiensi, gap),
    }  # fmt: skip


def _support(unit: Unit) -> Iterator[Table]:
    rows = []
    for number, i in enumerate(unit.diukur, 1):
        for code, indicator, reached in i.penunjang:
            values = {
                "no": Fraction(number), "tujuan_sasaran": i.goal, "indikator": i.nama, "capaian": measured(unit, i)["capaian"],
                "program": unit.line(code).nama, "indikator_program": indicator, "capaian_program": reached, "menunjang": "Menunjang",
            }  # fmt: skip
            rows.append(
                Row(
                    values=values,
                    group=dict.fromkeys(("no", "tujuan_sasaran", "indikator", "capaian"), number),
                )
            )
    yield _table(unit, "3.8", rows)


def _kinds_of_spending(unit: Unit) -> Iterator[Table]:
    rows = [
        Row(values={"no": Fraction(n), "uraian": name, "realisasi": spent})
        for n, (name, spent) in enumerate(unit.belanja, 1)
    ]
    yield _table(unit, "Belanja", rows)


def _quarters(unit: Unit) -> Iterator[Table]:
    def values(i: Indicator) -> dict[str, Value]:
        found = {f"target_tw{q}": value for q, value in i.target_tw.items()}
        found |= {f"realisasi_tw{q}": value for q, value in i.realisasi_tw.items()}
        year = {key: measured(unit, i)[key] for key in ("target", "realisasi", "capaian")}
        return found | year | {"satuan": i.satuan, "akumulasi": i.akumulasi}

    table = _by_indicator(unit, "Triwulan", values)
    rows = [row for row in table.baris if row.values["akumulasi"]]
    yield Table(id="Triwulan", judul=table.judul, kolom=table.kolom, baris=tuple(rows), label=table.label)


_MAKERS: Sequence[Callable[[Unit], Iterator[Table]]] = (
    _plan, _iku, _year_plan, _programmes, _agreements, _scales, _measurement, _years, _renstra, _analysis,
    _efficiency, _support, _spending, _kinds_of_spending, _quarters, _conclusion,
)  # fmt: skip
