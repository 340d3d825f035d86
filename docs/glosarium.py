"""Writes docs/glossary.md, the words of the field: ``python docs/glosarium.py``.

Meanings and units stand in ``docs/glosarium.toml``; where a word is found in tables and in the
JSON is looked up in the specifications of the tables and in the schema. The words of the code
stand in ``docs/glosarium-kode.toml``, each with the module or the class where it is at home.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc.tables import specs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
TARGET = HERE / "glossary.md"
#: Columns and keys that are no words of the field: numbering, places, and what any JSON has.
PLAIN = {
    "cell",
    "formula",
    "id",
    "kode",
    "nama",
    "nilai",
    "no",
    "pesan",
    "sheet",
    "status",
    "tahun",
    "tempat",
}
HEAD = """# Glossary

Words that a clerk finds in the annexes stay Indonesian in code, frames and JSON; words that only a programmer
needs are English. One word means one thing. *Kata-kata bidang ini, artinya, satuannya, dan tempatnya.*

Made by `python docs/glosarium.py`; a test holds it to the tables and the schema.

| word | means | arti | unit | columns of | JSON |
|---|---|---|---|---|---|
"""
CODE = """
## Words of the code

For who reads the library: what is no word of the annexes, and where it is at home in `sakipcalc`.

| word | means | home |
|---|---|---|
"""


def document() -> str:
    """Return the document: one line for each word, in alphabetical order, those of the code below."""
    tables, keys = _columns(), _keys()
    return (
        HEAD
        + "".join(
            f"| **{word}** | {entry['en']} | {entry['id']} | {entry.get('unit', '')} "
            f"| {', '.join(tables.get(word, ()))} | {', '.join(f'`{key}`' for key in keys.get(word, ()))} |\n"
            for word, entry in sorted(words().items())
        )
        + CODE
        + "".join(
            f"| **{word}** | {entry['means']} | `{entry['home']}` |\n"
            for word, entry in sorted(words_of_code().items())
        )
    )


def words() -> dict[str, dict[str, str]]:
    """Return what the TOML file says of each word."""
    return tomllib.loads((HERE / "glosarium.toml").read_text(encoding="utf-8"))


def words_of_code() -> dict[str, dict[str, str]]:
    """Return what the TOML file says of each word of the code."""
    return tomllib.loads((HERE / "glosarium-kode.toml").read_text(encoding="utf-8"))


def missing() -> set[str]:
    """Return columns and keys that no entry explains."""
    return (_columns().keys() | _keys().keys()) - words().keys() - PLAIN


def _columns() -> dict[str, list[str]]:
    """Return the tables in which each column stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for spec in specs().values():
        for column in spec.kolom:
            found[column].append(spec.id)
    return found


def _keys() -> dict[str, list[str]]:
    """Return where each key stands in what ``compute --format json`` prints."""
    schema = json.loads(
        (resources.files("sakipcalc.contract") / "definitions/hasil.schema.json").read_text(encoding="utf-8")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for path, key in _paths(schema, schema["$defs"], ""):
        found[key].append(f"{path}{key}")
    return found


def _paths(schema: Mapping[str, Any], shared: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Yield each key with its path, through lists too, and once through each shared definition."""
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        inner.append(shared[name])
        shared = {key: below for key, below in shared.items() if key != name} | {name: {}}
    for other in inner:
        yield from _paths(other, shared, path)
    for key, below in schema.get("properties", {}).items():
        yield path, key
        yield from _paths(below, shared, f"{path}{key}.")


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
