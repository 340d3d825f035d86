"""Tables that a user adds: from TOML files to specifications, every fault of all of them named at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.errors import FaultList, RuleError, nearest, user_toml
from sakipcalc.tables.checking import check_table
from sakipcalc.tables.known import TableSet
from sakipcalc.tables.load import specs, table_of, vocabulary

if TYPE_CHECKING:
    from sakipcalc.tables.spec import TableSpec

__all__ = ["GivenTables", "contents_of", "known_tables"]

#: More tables: a TOML file, a folder of them, what one file holds, or what several hold.
GivenTables = str | os.PathLike[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]]

#: Sets of tables that are kept: a batch asks for the same ones with every workbook.
_KEPT = 4
#: Columns of which a table needs one, by what its rows are about.
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "indikator": (("indikator", "tujuan_sasaran", "sasaran", "tujuan"),),
    "pohon": (("uraian",),),
    "rincian": (("uraian",),),
    "pita": (("skala",), ("predikat",)),
}


class _Given(NamedTuple):
    """The content of one file, and the prefix of the paths of its faults."""

    raw: Mapping[str, Any]
    path: str


def contents_of(table: GivenTables) -> tuple[Mapping[str, Any], ...]:
    """Return the contents of a user's files, as plain data that can travel to another machine.

    Raises
    ------
    RuleError
        When a file cannot be read or is no TOML, or a folder holds none.
    """
    return tuple(raw for _, raw in _read(table))


def known_tables(table: GivenTables | None) -> TableSet:
    """Return the standard tables and those that a user adds.

    Parameters
    ----------
    table : path, mapping or sequence of mapping, optional
        A TOML file, a folder of them, or what they hold.

    Raises
    ------
    RuleError
        When a file cannot be read, or something in it is wrong: all faults at once, each with its place.
    """
    if table is None:
        return specs()
    read = list(_read(table))
    several = Path(table).name if isinstance(table, str | os.PathLike) else ""
    return _known(read[0][0] if len(read) == 1 else several, json.dumps(read, default=str))


@lru_cache(maxsize=_KEPT)
def _known(file: str, content: str) -> TableSet:
    """Return the tables that files hold, and the same ones for the same content."""
    faults, read = FaultList(file), json.loads(content)
    given = [_Given(raw, name if len(read) > 1 else "") for name, raw in read]
    for one in given:
        check_table(one.raw, one.path, faults)
    faults.raise_any()
    tables = [table_of(one.raw, vocabulary()) for one in given]
    _check_ids(given, faults)
    known = TableSet((*specs().values(), *tables))
    for one, table in zip(given, tables, strict=True):
        _check_columns(table, one.path, faults)
        _check_names(table, one.path, known, faults)
    faults.raise_any()
    _check_circles(tables, known, faults)
    faults.raise_any()
    return known


def _read(table: GivenTables) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(table, Mapping):
        yield str(table.get("id", "")), table
    elif isinstance(table, str | os.PathLike):
        for path in _files(Path(table)):
            yield path.name, user_toml(path)
    else:
        for number, raw in enumerate(table):
            yield str(raw.get("id", f"[{number}]")), raw


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.toml"))
    if not found:
        raise RuleError("no-table-files", place=Place(path.name), path=str(path))
    return found


def _check_ids(given: Sequence[_Given], faults: FaultList) -> None:
    taken = set(specs())
    for one in given:
        id_ = str(one.raw["id"])
        if id_ in taken:
            faults.add("table-id-taken", _at(one.path, "id"), value=id_)
        taken.add(id_)


def _check_columns(table: TableSpec, path: str, faults: FaultList) -> None:
    """Note columns that the table cannot do without, and columns without a heading."""
    for names in _NEEDED[table.baris]:
        if not any(name in table.kolom for name in names):
            faults.add("key-missing", _at(path, f"kolom.{names[0]}"))
    for column in table.kolom.values():
        if not column.judul:
            faults.add("key-missing", _at(path, f"kolom.{column.id}.judul"))
    if not any(column.wajib for column in table.kolom.values()):
        faults.add("table-without-sign", _at(path, "kolom"))
    if table.baris == "pita" and not table.skala:
        faults.add("key-missing", _at(path, "skala"))
    for key in ("identitas", "fakta", "salah_satu"):
        faults.unknown_keys(getattr(table, key), table.kolom, _at(path, key))


def _check_names(table: TableSpec, path: str, known: TableSet, faults: FaultList) -> None:
    """Note tables and columns that do not exist."""
    for key, ids in _tables_named(table):
        _check_known(ids, known, _at(path, key), faults)
    columns = {name for spec in known.values() for name in spec.kolom}
    scales = tuple(spec.id for spec in known.scales)
    for column in table.kolom.values():
        at = _at(path, f"kolom.{column.id}")
        _check_known(column.label_dari, columns, f"{at}.label_dari", faults)
        for one in column.dinyatakan_di:
            _check_known([one.tabel or table.id], known, f"{at}.dinyatakan_di", faults)
            of = known[one.tabel].kolom if one.tabel in known else table.kolom
            _check_known([one.kolom], of, f"{at}.dinyatakan_di", faults)
        for number, rule in enumerate(column.turunan):
            for selectors in rule.masukan.values():
                for one in selectors:
                    _check_known([one.tabel or table.id], known, f"{at}.turunan[{number}]", faults)
                    if (one.tabel or table.id) in known:
                        of = known[one.tabel or table.id].kolom
                        _check_known([one.kolom], of, f"{at}.turunan[{number}]", faults)
            _check_known([rule.skala] if rule.skala else (), scales, f"{at}.turunan[{number}].skala", faults)


def _tables_named(table: TableSpec) -> Iterator[tuple[str, Sequence[str]]]:
    yield "baris_dari", table.baris_dari
    yield "mengulang", [table.mengulang] if table.mengulang else ()
    if table.templat:
        yield "templat.sesudah", [table.templat.sesudah] if table.templat.sesudah else ()


def _check_known(names: Sequence[str], known: Any, path: str, faults: FaultList) -> None:
    for name in names:
        if name not in known:
            words = tuple(sorted(known))
            faults.add("word-unknown", path, value=name, known=words, nearest=nearest(name, words))


def _check_circles(tables: Sequence[TableSpec], known: TableSet, faults: FaultList) -> None:
    """Note what follows from itself: rows of tables, and columns (whose rows may add up others)."""

    def columns_of(node: str) -> list[str]:
        table, _, column = node.rpartition(".")
        rules = known[table].kolom[column].turunan
        sources = (s for rule in rules for one in rule.masukan.values() for s in one)
        return [one for s in sources if (one := f"{s.tabel or table}.{s.kolom}") != node]

    for table in tables:
        if circle := _circle(table.id, lambda id_: known[id_].baris_dari):
            faults.add("table-circle", "baris_dari", circle=" → ".join(circle))
        for column in table.kolom:
            if circle := _circle(f"{table.id}.{column}", columns_of):
                faults.add("table-circle", f"kolom.{column}.turunan", circle=" → ".join(circle))
                break  # the others of the circle say the same


def _circle(start: str, sources: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return the way from something back to itself; empty where there is none."""
    seen: set[str] = set()

    def way_from(node: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if node in way:
            return (*way[way.index(node) :], node)
        if node in seen:
            return ()
        seen.add(node)
        return next((found for one in sources(node) if (found := way_from(one, (*way, node)))), ())

    return way_from(start, ())


def _at(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")
