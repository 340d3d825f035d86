"""One table of a rule file, brought to a rule field by field."""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook.formulas import AGGREGATES, KERNELS, inputs
from sakipcalc.rulebook.rule import Citation, Foundation, Rule
from sakipcalc.rulebook.scales import BandReading, PrintedBand, Skala

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.core.errors import FaultList

__all__ = ["FIELDS", "RuleEntry"]

_COMMON = ("label", "satuan", "bukti", "rujukan", "terlihat", "diganti", "catatan", "mulai", "sampai")
#: Keys that a rule of each kind may have.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "rumus": (*_COMMON, "rumus", "masukan", "pembagi", "langkah", "lembar", "contoh"),
    "skala": (*_COMMON, "pita", "baca", "minimum", "maksimum"),
    "bobot": (*_COMMON, "nilai", "untuk"),
})  # fmt: skip


class RuleEntry:
    """A table of the file; each reader notes its own faults and goes on.

    Parameters
    ----------
    kind, name : str
        ``rumus``, ``skala`` or ``bobot``, and the id of the rule.
    table : dict
        The table as TOML.
    path : str
        Its path inside the file.
    faults : FaultList
        Where faults are noted.
    """

    def __init__(self, kind: str, name: str, table: dict[str, Any], path: str, faults: FaultList) -> None:
        self.kind = kind
        self.name = name
        self.table = table
        self.path = path
        self.faults = faults

    def rule(self) -> Rule:
        """Return the rule; with faults it is only good for looking for further ones."""
        self.faults.unknown_keys(self.table, FIELDS[self.kind], self.path)
        own = {"rumus": self._formula, "skala": self._scale, "bobot": self._weights}[self.kind]()
        return Rule(
            id=self.name,
            jenis=self.kind,  # type: ignore[arg-type]  # FIELDS has the three kinds
            label=self._languages("label", required=True),
            satuan=self._text("satuan", required=True),
            bukti=self._choice("bukti", get_args(Foundation)),
            rujukan=self._sources("rujukan"),
            terlihat=self._sources("terlihat"),
            diganti=self._successor(),
            catatan=self._languages("catatan"),
            mulai=self._date("mulai", first=True),
            sampai=self._date("sampai", first=False),
            **own,
        )

    def _formula(self) -> dict[str, Any]:
        name = self._text("rumus", required=True)
        names = self._texts("masukan", required=True)
        if name in KERNELS:
            if set(names) != set(inputs(name)):
                self._fault("inputs-differ", "masukan", expected=inputs(name))
        elif name and name not in AGGREGATES:
            self._fault("choice-unknown", "rumus", value=name, known=(*KERNELS, *AGGREGATES))
        divisors = self._texts("pembagi")
        if unknown := [one for one in divisors if one not in names]:
            self._fault("input-unknown", "pembagi", value=unknown, known=names)
        steps = {key: self._template(key, names) for key in ("langkah", "lembar")}
        example = {key: str(value) for key, value in self._table("contoh").items()}
        return {
            "rumus": name,
            "masukan": names,
            "pembagi": divisors,
            **steps,
            "contoh": MappingProxyType(example),
        }

    def _scale(self) -> dict[str, Any]:
        rows = []
        for i, band in enumerate(self._tables("pita", required=True)):
            path = f"{self.path}.pita[{i}]"
            self.faults.unknown_keys(band, ("teks", "label", "warna"), path)
            if not all(isinstance(band.get(key), str) for key in ("teks", "label")):
                self.faults.add("value-wrong-kind", path, expected="teks, label")
                continue
            rows.append(PrintedBand(band["teks"], band["label"], band.get("warna", "")))
        reading = self._choice("baca", get_args(BandReading)) if "baca" in self.table else None
        ends: dict[str, Any] = {
            key: self._number(self.table[key], key) for key in ("minimum", "maksimum") if key in self.table
        }
        return {"skala": self._built(rows, reading, ends), "baris": tuple(rows), "baca": reading}

    def _built(self, rows: list[PrintedBand], reading: Any, ends: dict[str, Any]) -> Skala | None:
        if not rows:
            return None
        try:
            built = Skala.from_printed(
                rows,
                id=self.name,
                reading=reading or "batas_bawah",
                satuan=str(self.table.get("satuan", "%")),
            )
        except RuleError as error:
            self.faults.keep_at(error, f"{self.path}.pita")
            return None
        return replace(built, **ends)

    def _weights(self) -> dict[str, Any]:
        values = self._table("nilai", required=True)
        numbers = {key: self._number(value, f"nilai.{key}") for key, value in values.items()}
        known = MappingProxyType({key: n for key, n in numbers.items() if n is not None})
        return {"bobot": known, "meant_for": self._texts("untuk")}

    def _sources(self, key: str) -> tuple[Citation, ...]:
        tables = enumerate(self._tables(key))
        read = [self._source(table, f"{self.path}.{key}[{i}]") for i, table in tables]
        return tuple(source for source in read if source)

    def _successor(self) -> Citation | None:
        table = self._table("diganti")
        return self._source(table, f"{self.path}.diganti") if table else None

    def _source(self, table: dict[str, Any], path: str) -> Citation | None:
        self.faults.unknown_keys(table, ("judul", "nomor", "tahun", "pasal"), path)
        if not isinstance(table.get("judul"), str) or not isinstance(table.get("tahun", 0), int):
            self.faults.add("value-wrong-kind", path, expected="judul, tahun")
            return None
        number, pasal = str(table.get("nomor", "")), str(table.get("pasal", ""))
        return Citation(judul=table["judul"], nomor=number, tahun=table.get("tahun"), pasal=pasal)

    def _fault(self, code: str, key: str, **values: object) -> None:
        self.faults.add(code, f"{self.path}.{key}", **values)

    def _get(self, key: str, kind: type, *, required: bool) -> Any:
        """Return the value of a key, or an empty one of its kind after noting what is wrong."""
        value = self.table.get(key)
        if value is None:
            if required:
                self._fault("key-missing", key)
            return kind()
        if not isinstance(value, kind):
            self._fault("value-wrong-kind", key, expected=kind.__name__)
            return kind()
        return value

    def _text(self, key: str, *, required: bool = False) -> str:
        text: str = self._get(key, str, required=required)
        return text

    def _texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        return tuple(str(one) for one in self._get(key, list, required=required))

    def _table(self, key: str, *, required: bool = False) -> dict[str, Any]:
        table: dict[str, Any] = self._get(key, dict, required=required)
        return table

    def _tables(self, key: str, *, required: bool = False) -> list[dict[str, Any]]:
        return [one for one in self._get(key, list, required=required) if isinstance(one, dict)]

    def _languages(self, key: str, *, required: bool = False) -> Mapping[str, str]:
        table = self._table(key, required=required)
        self.faults.unknown_keys(table, ("id", "en"), f"{self.path}.{key}")
        for lang in ("id", "en"):
            if (table or required) and not isinstance(table.get(lang), str):
                self._fault("key-missing", f"{key}.{lang}")
        return MappingProxyType({lang: str(text) for lang, text in table.items()})

    def _template(self, key: str, names: tuple[str, ...]) -> str:
        text = self._text(key, required=True)
        used = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        if unknown := sorted(used - set(names)):
            self._fault("input-unknown", key, value=unknown, known=names)
        return text

    def _choice(self, key: str, known: tuple[str, ...]) -> Any:
        value = self._text(key, required=True)
        if value and value not in known:
            self._fault("choice-unknown", key, value=value, known=known)
        return value

    def _date(self, key: str, *, first: bool) -> dt.date | None:
        """Read a day, or a year that stands for its first or last day."""
        value = self.table.get(key)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        if isinstance(value, int) and dt.MINYEAR <= value <= dt.MAXYEAR:
            return dt.date(value, 1, 1) if first else dt.date(value, 12, 31)
        self._fault("value-wrong-kind", key, expected="date")
        return None

    def _number(self, value: object, key: str) -> Fraction | None:
        try:
            if isinstance(value, int | str | Decimal) and not isinstance(value, bool):
                return Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
        self._fault("value-wrong-kind", key, expected="number")
        return None
