"""From the TOML files of this package to values; every fault of a file is named."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc.tables.selector import Selector
from sakipcalc.tables.spec import ColumnSpec, Derivation, TableSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["specs"]

_VOCABULARY = "kosakata.toml"
#: The words of headings, which are no table.
_WORDS = "kata.toml"


@cache
def specs() -> Mapping[str, TableSpec]:
    """Return the specification of every standard table by its id.

    Examples
    --------
    >>> specs()["3.2"].kolom["capaian"].peran
    'out'
    """
    files = sorted(
        (entry for entry in resources.files(__package__).iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    content = {entry.name: tomllib.loads(entry.read_text(encoding="utf-8")) for entry in files}
    vocabulary = content.pop(_VOCABULARY)
    del content[_WORDS]
    tables = (_table(raw, vocabulary) for raw in content.values())
    return MappingProxyType({table.id: table for table in tables})


def _table(raw: dict[str, Any], vocabulary: Mapping[str, dict[str, Any]]) -> TableSpec:
    columns = {name: _column(name, vocabulary.get(name, {}) | own) for name, own in raw.pop("kolom").items()}
    lists = {
        key: tuple(raw.get(key, ())) for key in ("identitas", "fakta", "kata", "salah_satu", "baris_dari")
    }
    return TableSpec(**(raw | lists | {"kolom": MappingProxyType(columns)}))


def _column(name: str, raw: dict[str, Any]) -> ColumnSpec:
    rules = tuple(_derivation(dict(rule)) for rule in raw.get("turunan", ()))
    lists = {key: tuple(raw.get(key, ())) for key in ("judul", "label_dari")}
    meant = MappingProxyType(dict(raw.get("makna", {})))
    return ColumnSpec(id=name, **(raw | lists | {"makna": meant, "turunan": rules}))


def _derivation(raw: dict[str, Any]) -> Derivation:
    inputs = {"nilai": raw.pop("salin")} if "salin" in raw else raw.pop("masukan")
    selectors = {name: _selectors(text) for name, text in inputs.items()}
    return Derivation(
        rumus=raw.pop("rumus", "salin"),
        masukan=MappingProxyType(selectors),
        pada=frozenset(raw.pop("pada", ())),
        **raw,
    )


def _selectors(text: str | list[str]) -> tuple[Selector, ...]:
    return tuple(Selector.parse(one) for one in ([text] if isinstance(text, str) else text))
