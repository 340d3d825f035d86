"""From the TOML files of this package to values; a test holds them to the checks of a user's files."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc.base.data import folder, packaged
from sakipcalc.rulebook.formulas import KERNELS
from sakipcalc.tables.implied import known_by, read_as, told_by
from sakipcalc.tables.known import TableSet
from sakipcalc.tables.levels import Level
from sakipcalc.tables.normalise import normalise
from sakipcalc.tables.selector import Selector
from sakipcalc.tables.spec import ColumnSpec, Derivation, Layout, Operation, RuleFormula, TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["specs", "standard_contents", "table_of", "vocabulary"]

_VOCABULARY = "kosakata.toml"


@cache
def specs() -> TableSet:
    """Return the standard tables.

    Examples
    --------
    >>> specs()["3.2"].kolom["capaian"].peran
    'out'
    """
    return TableSet(table_of(raw, vocabulary()) for raw in standard_contents().values())


def standard_contents() -> Mapping[str, Mapping[str, Any]]:
    """Return the contents of the standard tables' files, by name."""
    return {name: content for name, content in folder(__package__).items() if name != _VOCABULARY}


def vocabulary() -> Mapping[str, dict[str, Any]]:
    """Return the columns that tables share, by name, with their headings."""
    return packaged(__package__, _VOCABULARY)


def table_of(raw: Mapping[str, Any], vocabulary: Mapping[str, dict[str, Any]]) -> TableSpec:
    """Return the table that a TOML file describes; its columns inherit from those of the same name."""
    columns = {name: _column(name, vocabulary.get(name, {}), own) for name, own in raw["kolom"].items()}
    lists = {key: tuple(raw.get(key, ())) for key in ("salah_satu", "baris_dari")}
    lists["kata"] = tuple(map(normalise, raw.get("kata") or [raw["nama"]]))
    lists["identitas"] = tuple(raw.get("identitas") or known_by(raw["baris"], columns))
    lists["fakta"] = tuple(raw.get("fakta") or told_by(columns, lists["identitas"]))
    layout = raw.get("templat", {})
    made = {"kolom": MappingProxyType(columns), "templat": None if layout is False else Layout(**layout)}
    return TableSpec(**(dict(raw) | lists | made))


def _column(name: str, shared: Mapping[str, Any], own: Mapping[str, Any]) -> ColumnSpec:
    raw = {**shared, **own}
    rules = tuple(_derivation(dict(rule)) for rule in raw.get("turunan", ()))
    lists = {key: tuple(raw.get(key, ())) for key in ("label_dari", "pilihan")}
    headings = {key: tuple(map(normalise, raw.get(key, ()))) for key in ("judul", "induk")}
    printed = {"cetak": raw.get("cetak") or _first_written(raw.get("judul", ()))}
    meant = read_as(shared, own)
    derived = {"turunan": rules, "dinyatakan_di": _selectors(raw.get("dinyatakan_di", []))}
    return ColumnSpec(id=name, **(raw | lists | headings | printed | meant | derived))


def _first_written(headings: Iterable[str]) -> str:
    """Return the first heading as people write it: as it is, or with capitals where it has none."""
    first = next((one for one in headings if "{" not in one), "")
    return first if first != first.lower() else first.title()


def _derivation(raw: dict[str, Any]) -> Derivation:
    inputs = {"nilai": raw.pop("salin")} if "salin" in raw else raw.pop("masukan")
    selectors = {name: _selectors(text) for name, text in inputs.items()}
    return Derivation(
        operation=_operation(raw.pop("rumus", Operation.COPY)),
        masukan=MappingProxyType(selectors),
        pada=frozenset(map(Level, raw.pop("pada", ()))),
        **raw,
    )


def _operation(text: str) -> Operation | RuleFormula:
    """Read what a derivation does; ValueError for a word that is none and no formula of the rules."""
    return RuleFormula(text) if text in KERNELS else Operation(text)


def _selectors(text: str | list[str]) -> tuple[Selector, ...]:
    return tuple(Selector.parse(one) for one in ([text] if isinstance(text, str) else text))
